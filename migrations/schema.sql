-- The schema of a union file, as the migrations make it. Written by `make schema`; a test compares it with both databases.
-- Types: SQLite / PostgreSQL. `?` = may be empty.

-- The union itself and its settings; exactly one row
CREATE TABLE union_profile (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  name  TEXT / text  -- name of the union as printed
  name_kana?  TEXT / text  -- its reading
  fiscal_start_month  INTEGER / bigint  -- month in which the fiscal year begins, 1 to 12
  period_no_base?  INTEGER / bigint  -- number of the period (第○期) of the fiscal year 2000; later years count on
  congress_no_base?  INTEGER / bigint  -- number of the regular congress of the fiscal year 2000
  is_corporation  BOOLEAN / boolean  -- has legal personality (法人格)
  seal_text?  TEXT / text  -- text beside the seal box on letters
  suppress_k_internal  INTEGER / bigint  -- smallest count shown inside the executive
  suppress_k_public  INTEGER / bigint  -- smallest count shown outside it
  era_display  BOOLEAN / boolean  -- dates on paper in Japanese eras
  default_font  TEXT / text  -- font of the workbooks
  member_no_prefix  TEXT / text  -- letters before the union's own running member number
  member_no_width  INTEGER / bigint  -- digits of the running member number
  auto_lock_minutes  INTEGER / bigint  -- idle minutes until the desk locks
  labels  TEXT / text  -- the union's own words for levels, categories and offices: {key: word}
  sample  BOOLEAN / boolean  -- this union is a fictional sample
  CHECK (fiscal_start_month BETWEEN 1 AND 12)
  CHECK (suppress_k_internal BETWEEN 3 AND 20)
  CHECK (suppress_k_public BETWEEN 3 AND 20)
  CHECK (member_no_width BETWEEN 1 AND 12)
  CHECK (auto_lock_minutes BETWEEN 1 AND 120)
)

-- An officer who may log in
CREATE TABLE app_user (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  login  TEXT / text  -- name typed at the door; unique
  display_name  TEXT / text  -- name shown beside what they did
  membership_id?  BLOB / uuid  -- the officer's own membership; no foreign key, members come later in the line
  public_key  BLOB / bytea  -- P-256 key to which secrets are sealed
  signing_key  BLOB / bytea  -- Ed25519 key that checks the officer's audit entries
  locked  BOOLEAN / boolean  -- may no longer log in
  first  BOOLEAN / boolean  -- the officer who founded the file and acts where nobody is named
  CHECK (login <> '')
)
UNIQUE INDEX app_user_login (login)

-- A role that an officer holds for a time, within a part of the union
CREATE TABLE role_grant (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  app_user_id  BLOB / uuid -> app_user  -- who holds it
  role  TEXT / text  -- which role
    -- one of: admin dpo general_secretary executive treasurer branch_officer workplace_rep counselor counsel_supervisor training_manager placement_manager auditor viewer
  unit_scope?  BLOB / uuid  -- top of the subtree it is limited to; empty = the whole union
  from_on  TEXT / date  -- first day
  to_on?  TEXT / date  -- last day; empty = open
  granted_by?  BLOB / uuid  -- officer who granted it
  revoked  BOOLEAN / boolean  -- taken back on the day it began: it holds on no day
  CHECK (to_on IS NULL OR to_on >= from_on)
)
INDEX role_grant_app_user_id (app_user_id, from_on)

-- Sealed keys of the officers of a shared (PostgreSQL) union; a union file keeps them in its .keys file
CREATE TABLE key_slot (
  id  INTEGER / bigint  -- always 1
  body  TEXT / text  -- the same document as the .keys file
  CHECK (id = 1)
)

-- One thing an officer did: all its rows change together and can be taken back together
CREATE TABLE op (
  id  BLOB / uuid  -- UUIDv7
  at  TEXT / timestamptz  -- when
  actor?  BLOB / uuid  -- officer
  kind  TEXT / text  -- done by a verb, or taking back, or doing again
    -- one of: done undone redone
  capability  TEXT / text  -- capability of the verb
  verb  TEXT / text  -- the verb
  about  TEXT / text  -- parameters of the sentence that tells what was done
  rows  INTEGER / bigint  -- how many rows it touched
  undoes?  BLOB / uuid  -- the op that this one takes back
  undone_by?  BLOB / uuid  -- the op that took this one back
  undoable  BOOLEAN / boolean  -- false: final, see the verb's reason
)
INDEX op_at (at, id)
INDEX op_actor (actor, id)

-- What one op did to one table: the inverse
CREATE TABLE op_change (
  op_id  BLOB / uuid -> op  -- the op
  seq  INTEGER / bigint  -- order within the op; taken back from the last to the first
  table_name  TEXT / text  -- table touched
  kind  TEXT / text  -- rows were inserted, changed or removed
    -- one of: born changed gone
  ids  BLOB / bytea  -- ids of the rows, 16 bytes each
  images  TEXT / text  -- changed, gone: the rows as they were before, in the order of ids; born: []
)
UNIQUE INDEX op_change_seq (op_id, seq)

-- Append-only trail, chained by hashes and signed by the officer
CREATE TABLE audit_log (
  seq  INTEGER / bigint  -- 1, 2, 3 … without a gap
  at  TEXT / timestamptz  -- when, by the clock of the machine
  actor?  BLOB / uuid  -- officer
  action  TEXT / text  -- capability.verb
  op_id?  BLOB / uuid  -- the op written in the same transaction
  entity?  TEXT / text  -- table of the record meant
  entity_id?  BLOB / uuid  -- record meant
  fields  TEXT / text  -- names of the fields changed; never their values
  reason?  TEXT / text  -- why, where a reason is asked
  new_key_of?  BLOB / uuid  -- officer whose signing key this entry makes known
  new_key?  BLOB / bytea  -- that key; it checks the officer's entries from here on
  prev_hash  BLOB / bytea  -- hash of the entry before
  hash  BLOB / bytea  -- SHA-256 over prev_hash and this entry
  signer  BLOB / bytea  -- public key that checks the signature
  signature  BLOB / bytea  -- Ed25519 over hash by the officer's signing key; empty = the program
  CHECK (seq > 0)
)
UNIQUE INDEX audit_log_seq (seq)
INDEX audit_log_entity_id (entity_id, seq)

-- Every file with data that left the program; never removed
CREATE TABLE export_log (
  id  BLOB / uuid  -- UUIDv7
  at  TEXT / timestamptz  -- when
  actor?  BLOB / uuid  -- officer
  report  TEXT / text  -- report code or list name
  sensitivity  TEXT / text  -- class of the content
    -- one of: S A B C D
  filters  TEXT / text  -- what was asked for
  rows  INTEGER / bigint  -- rows or persons in it
  purpose  TEXT / text  -- why (X-1)
  recipient  TEXT / text  -- for whom (X-1)
  file_hash  TEXT / text  -- SHA-256 of the file, hex
  protected  BOOLEAN / boolean  -- encrypted with a password
)
INDEX export_log_at (at)

-- Employers and their worksites, partner unions, public offices and others
CREATE TABLE organization (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  name  TEXT / text  -- name as printed
  name_kana?  TEXT / text  -- reading
  name_key  TEXT / text  -- folded name for matching
  kind  TEXT / text  -- kind; a worksite is an employer with a parent
    -- one of: own_union enterprise_union general_union group_federation industrial_federation national_center employer training_provider public_office npo worker_coop community other
  parent_id?  BLOB / uuid -> organization  -- the organisation above; for a worksite its employer
  corporate_number?  TEXT / text  -- 法人番号, 13 digits with check digit
  postal?  TEXT / text  -- postal code, 7 digits
  address?  TEXT / text  -- address
  phone?  TEXT / text  -- telephone
  mail?  TEXT / text  -- e-mail
  contact_name?  TEXT / text  -- person to ask for
  agreement_no?  TEXT / text  -- number of the agreement with it
  active_from?  TEXT / date  -- first day
  active_to?  TEXT / date  -- last day; empty = open
  CHECK (active_to IS NULL OR active_from IS NULL OR active_to >= active_from)
  CHECK (parent_id IS NULL OR parent_id <> id)
)
INDEX organization_name_key (name_key)
INDEX organization_kind (kind, name_key)
INDEX organization_parent_id (parent_id)

-- The union's own units: headquarters, branches, sub-branches, workplaces, sections; a dated tree
CREATE TABLE unit (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  kind  TEXT / text  -- level
    -- one of: headquarters branch sub_branch workplace section
  label  TEXT / text  -- name as printed
  label_key  TEXT / text  -- folded name for matching
  code  TEXT / text  -- the union's short code, unique
  parent_id?  BLOB / uuid -> unit  -- unit above; empty = top
  employer_org_id?  BLOB / uuid -> organization  -- employer whose staff it organises
  worksite_org_id?  BLOB / uuid -> organization  -- worksite it stands at
  sort  INTEGER / bigint  -- order among its siblings
  path  TEXT / text  -- codes from the top, each followed by a slash: subtree = prefix
  from_on  TEXT / date  -- first day
  to_on?  TEXT / date  -- last day; empty = open
  CHECK (to_on IS NULL OR to_on >= from_on)
  CHECK (parent_id IS NULL OR parent_id <> id)
)
UNIQUE INDEX unit_code (code)
INDEX unit_path (path)
INDEX unit_label_key (label_key)
INDEX unit_parent_id (parent_id)

-- Employees at a unit on a day: denominators of the densities (organizing_rate, majority_rate)
CREATE TABLE unit_headcount (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  unit_id  BLOB / uuid -> unit  -- unit counted
  as_of  TEXT / date  -- day of the count
  workers_total  INTEGER / bigint  -- all workers, managers and part-timers included (majority_rate)
  eligible_total  INTEGER / bigint  -- workers whom the rules admit (organizing_rate)
  source  TEXT / text  -- where the figure comes from
  CHECK (workers_total >= 0)
  CHECK (eligible_total >= 0)
  CHECK (eligible_total <= workers_total)
)
UNIQUE INDEX unit_headcount_day (unit_id, as_of)

-- A natural person: member, former member, participant
CREATE TABLE person (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  search_no  INTEGER / bigint  -- running number that joins the person to the search grams
  family_name  TEXT / text  -- family name as received; the whole name where it could not be split
  given_name?  TEXT / text  -- given name as received
  family_kana?  TEXT / text  -- reading of the family name as received
  given_kana?  TEXT / text  -- reading of the given name as received
  display_name?  TEXT / text  -- 通称: the name to be used on lists
  former_name?  TEXT / text  -- 旧姓
  gender?  TEXT / text  -- ISO 5218
    -- one of: 0 1 2 9
  birth_on?  TEXT / date  -- date of birth
  search_key  TEXT / text  -- folded name; derived
  kana_key  TEXT / text  -- folded reading in the order of the fifty sounds; derived
  remarks?  TEXT / text  -- 備考
  merged_into_id?  BLOB / uuid -> person  -- the person this one was merged into
  deceased_on?  TEXT / date  -- date of death
  erased_at?  TEXT / timestamptz  -- when the personal fields were erased (X-7)
  CHECK (merged_into_id IS NULL OR merged_into_id <> id)
)
UNIQUE INDEX person_search_no (search_no)
INDEX person_kana_key (kana_key, id)
INDEX person_search_key (search_key, birth_on)

-- A way to reach a person
CREATE TABLE contact_point (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  person_id  BLOB / uuid -> person  -- whose
  kind  TEXT / text  -- which way
    -- one of: home_address phone mobile mail_private mail_work emergency
  value  TEXT / text  -- address, number or mail as received
  digits  TEXT / text  -- digits of a number alone, for search; empty for others
  postal?  TEXT / text  -- postal code, 7 digits, for addresses
  preferred  BOOLEAN / boolean  -- use this one first
  from_on?  TEXT / date  -- valid from
  to_on?  TEXT / date  -- valid until; empty = open
  CHECK (to_on IS NULL OR from_on IS NULL OR to_on >= from_on)
)
INDEX contact_point_person_id (person_id, kind)
INDEX contact_point_digits (digits)

-- A person's employment with an employer
CREATE TABLE employment (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  person_id  BLOB / uuid -> person  -- who
  employer_org_id  BLOB / uuid -> organization  -- employer
  worksite_org_id?  BLOB / uuid -> organization  -- worksite
  department?  TEXT / text  -- 部署
  job_title?  TEXT / text  -- 職種
  grade?  TEXT / text  -- 資格等級
  employment_type  TEXT / text  -- kind of contract
    -- one of: permanent fixed_term part_time reemployed temp_agency contractor other
  employee_no?  TEXT / text  -- 社員番号 as received, leading zeros kept
  from_on?  TEXT / date  -- first day; empty = not known
  to_on?  TEXT / date  -- last day; empty = open
  CHECK (to_on IS NULL OR from_on IS NULL OR to_on >= from_on)
)
INDEX employment_person_id (person_id, to_on)
UNIQUE INDEX employment_employee_no (employer_org_id, employee_no) WHERE employee_no IS NOT NULL AND to_on IS NULL
INDEX employment_number (employee_no)

-- A person's membership of the union (組合員資格)
CREATE TABLE membership (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  person_id  BLOB / uuid -> person  -- who
  member_no  TEXT / text  -- 組合員番号 as received; unique, leading zeros kept
  category  TEXT / text  -- 区分; regular, associate and special are members and count in rates
    -- one of: regular associate special alumni supporter
  status  TEXT / text  -- state: applied, active, suspended, ended, rejected or withdrawn
    -- one of: applied active suspended ended rejected withdrawn
  applied_on?  TEXT / date  -- day of application
  joined_on?  TEXT / date  -- first day of membership
  left_on?  TEXT / date  -- last day of membership, counted on that day
  join_reason?  TEXT / text  -- how the person came
    -- one of: new_graduate mid_career individual return_from_management rejoin org_merger conversion
  end_reason?  TEXT / text  -- why the membership ended
    -- one of: resignation employment_end retirement management transfer_out expulsion death ineligible org_split entry_error
  end_note?  TEXT / text  -- note on the end
  end_received_on?  TEXT / date  -- day on which a resignation was received (M-10)
  resolution?  TEXT / text  -- organ, date and text of the resolution for suspension or expulsion (M-08)
  dues_kind  TEXT / text  -- 組合費区分
    -- one of: full reduced exempt direct
  checkoff_status  TEXT / text  -- check-off
    -- one of: none mandated stopped
  checkoff_mandate_on?  TEXT / date  -- day of the member's own mandate
  checkoff_stopped_on?  TEXT / date  -- day on which the member stopped it
  voting_right  BOOLEAN / boolean  -- may vote
  fulltime_kind?  TEXT / text  -- 専従区分 as imported
    -- one of: none on_roll off_roll staff
  union_post?  TEXT / text  -- 組合役職 as imported, until offices exist
  category_from?  TEXT / date  -- first day of the category, also one to come; empty = the category never changed
  number_order  TEXT / text  -- order by number, as people count; derived
  CHECK (left_on IS NULL OR joined_on IS NULL OR left_on >= joined_on)
  CHECK ((status = 'ended') = (left_on IS NOT NULL AND end_reason IS NOT NULL))
  CHECK (status NOT IN ('active', 'suspended', 'ended') OR joined_on IS NOT NULL)
  CHECK (member_no <> '')
)
UNIQUE INDEX membership_member_no (member_no)
INDEX membership_person_id (person_id)
UNIQUE INDEX membership_one_live (person_id) WHERE status IN ('applied', 'active', 'suspended')
INDEX membership_joined_on (joined_on, id)
INDEX membership_state (status, category, id)
INDEX membership_left_on (left_on)

-- The unit a membership belongs to, for a time
CREATE TABLE unit_assignment (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  membership_id  BLOB / uuid -> membership  -- whose
  unit_id  BLOB / uuid -> unit  -- unit
  from_on  TEXT / date  -- first day
  to_on?  TEXT / date  -- last day; empty = open
  is_primary  BOOLEAN / boolean  -- the unit the member is counted in; exactly one a day
  CHECK (to_on IS NULL OR to_on >= from_on)
)
INDEX unit_assignment_membership_id (membership_id, from_on)
INDEX unit_assignment_unit_id (unit_id, to_on, membership_id)
UNIQUE INDEX unit_assignment_one_primary (membership_id) WHERE is_primary AND to_on IS NULL

-- History of a membership; appended only (M-12)
CREATE TABLE membership_event (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  membership_id  BLOB / uuid -> membership  -- whose
  kind  TEXT / text  -- what happened
    -- one of: join end category unit condition_start condition_end name employment correction
  effective_on  TEXT / date  -- day from which it holds
  before  TEXT / text  -- fields before
  after  TEXT / text  -- fields after
  reason?  TEXT / text  -- why
  import_batch_id?  BLOB / uuid  -- the import it came from; empty = by hand
)
INDEX membership_event_membership_id (membership_id, effective_on)
INDEX membership_event_effective_on (effective_on, kind)

-- What a person agreed to, and when it was taken back
CREATE TABLE consent (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  person_id  BLOB / uuid -> person  -- who
  purpose  TEXT / text  -- what for
    -- one of: union_activity federation_share joint_use employer_share checkoff counselling_record case_supervision placement_registration placement_share_employer training_share_host alumni_contact survey publication
  recipient_org_id?  BLOB / uuid -> organization  -- to whom, where data goes out
  granted_on  TEXT / date  -- day of consent
  withdrawn_on?  TEXT / date  -- day of withdrawal
  method  TEXT / text  -- how it was given
    -- one of: written electronic oral_recorded
  notice_version  TEXT / text  -- version of the notice that was explained
  document_ref?  TEXT / text  -- where the paper lies
  CHECK (withdrawn_on IS NULL OR withdrawn_on >= granted_on)
)
INDEX consent_person_id (person_id, purpose)

-- One file that was read into the roster
CREATE TABLE import_batch (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  file_name  TEXT / text  -- name of the file
  file_hash  TEXT / text  -- SHA-256 of the file, hex
  encoding  TEXT / text  -- format and encoding found
  mapping  TEXT / text  -- mapping used
  fingerprint  TEXT / text  -- fingerprint of the headers, to offer the mapping again
  as_of  TEXT / date  -- day on which the list was true
  op_id  BLOB / uuid  -- the op that wrote it
  read  INTEGER / bigint  -- rows read = created + updated + unchanged + rejected
  created  INTEGER / bigint  -- persons added
  updated  INTEGER / bigint  -- persons changed
  unchanged  INTEGER / bigint  -- persons equal
  rejected  INTEGER / bigint  -- rows with an error
  CHECK (read = created + updated + unchanged + rejected)
)
INDEX import_batch_fingerprint (fingerprint)
INDEX import_batch_created_at (created_at)

-- A finding in one row of an imported file
CREATE TABLE import_issue (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  import_batch_id  BLOB / uuid -> import_batch  -- the import
  sheet  TEXT / text  -- sheet
  row_no  INTEGER / bigint  -- row as in the file, from 1
  column_name  TEXT / text  -- header of the cell, empty for the whole row
  code  TEXT / text  -- problem code
  severity  TEXT / text  -- error: the row was rejected
    -- one of: error warning
  raw  TEXT / text  -- the value as it stood in the file
  row_json  TEXT / text  -- error: the whole row as it stood, to be written out again; else []
)
INDEX import_issue_import_batch_id (import_batch_id, row_no)

-- A condition that changes rights or dues but not the membership: leave, secondment, full-time office
CREATE TABLE membership_condition (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  membership_id  BLOB / uuid -> membership  -- whose
  kind  TEXT / text  -- which condition
    -- one of: leave sick_leave childcare family_care secondment_out overseas fulltime_officer unpaid rights_suspended
  from_on  TEXT / date  -- first day
  to_on?  TEXT / date  -- last day; empty = open
  dues_kind?  TEXT / text  -- 組合費区分 while it lasts; empty = as before
    -- one of: full reduced exempt direct
  quorum_excluded  BOOLEAN / boolean  -- does not count in the base of a quorum while it lasts
  note?  TEXT / text  -- note
  resolution?  TEXT / text  -- organ, date and text of the resolution for a suspension of rights (M-07)
  CHECK (to_on IS NULL OR to_on >= from_on)
  CHECK (kind <> 'rights_suspended' OR resolution IS NOT NULL)
)
INDEX membership_condition_membership_id (membership_id, from_on)
INDEX membership_condition_kind (kind, from_on)

-- An office of the union (役職) that somebody may hold
CREATE TABLE office (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  kind  TEXT / text  -- kind of office
    -- one of: chair vice_chair general_secretary deputy_secretary executive treasurer auditor election_committee branch_chair sub_branch_chair workplace_rep delegate central_committee_member clerk other
  label  TEXT / text  -- name as printed
  sort  INTEGER / bigint  -- order in lists of officers
  seats?  INTEGER / bigint  -- how many may hold it at once; empty = no limit
  term_months?  INTEGER / bigint  -- usual length of a term in months
  active  BOOLEAN / boolean  -- offered for new terms
  CHECK (seats IS NULL OR seats > 0)
  CHECK (term_months IS NULL OR term_months > 0)
  CHECK (label <> '')
)
UNIQUE INDEX office_label (label)

-- Who holds an office, where, from when to when, and how they came to it
CREATE TABLE office_term (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  office_id  BLOB / uuid -> office  -- office
  membership_id  BLOB / uuid -> membership  -- who
  unit_id?  BLOB / uuid -> unit  -- unit the office is held in; empty = the union
  from_on  TEXT / date  -- first day
  to_on?  TEXT / date  -- last day; empty = until a successor is chosen
  fulltime_kind  TEXT / text  -- 専従区分
    -- one of: none on_roll off_roll staff
  elected_by  TEXT / text  -- how the person came to it
    -- one of: direct_secret_ballot uncontested delegates_ballot appointed
  ended_early_reason?  TEXT / text  -- why the term ended before its time
  due_on?  TEXT / date  -- last day of the term; who holds the office stays in it until a successor is chosen; empty = by the length of the office's terms
  CHECK (to_on IS NULL OR to_on >= from_on)
)
INDEX office_term_membership_id (membership_id, from_on)
INDEX office_term_office_id (office_id, from_on)

-- A closed month: its printed figures stay as they were, whatever is corrected later
CREATE TABLE snapshot (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  as_of  TEXT / date  -- last day of what is closed
  kind  TEXT / text  -- occasion
    -- one of: month_end june30 fiscal_end
  counts  TEXT / text  -- figures as they stood: members by unit, joins and leaves since the close before
)
UNIQUE INDEX snapshot_as_of (as_of)

-- Two persons who look alike and are not the same, by an officer's word
CREATE TABLE person_pair (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  one_id  BLOB / uuid -> person  -- the one with the smaller id
  other_id  BLOB / uuid -> person  -- the other
  CHECK (one_id <> other_id)
)
UNIQUE INDEX person_pair_pair (one_id, other_id)
INDEX person_pair_other_id (other_id)

-- A list that an officer keeps: filter, columns and order
CREATE TABLE saved_list (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  name  TEXT / text  -- name
  owner_id?  BLOB / uuid -> app_user  -- whose; empty = shared with everyone who may see the roster
  filter  TEXT / text  -- what is listed, in which order
  columns  TEXT / text  -- columns shown, in order; [] = the usual ones
  CHECK (name <> '')
)
INDEX saved_list_owner_id (owner_id)

-- An announced joint use of personal data with another organisation (共同利用)
CREATE TABLE joint_use_notice (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  recipient_org_id  BLOB / uuid -> organization  -- with whom
  items  TEXT / text  -- items of data that are used jointly
  extent  TEXT / text  -- who uses them (共同利用する者の範囲)
  purpose  TEXT / text  -- what for
  responsible  TEXT / text  -- who answers for the data
  announced_on  TEXT / date  -- day on which the members were told; in force from then on
  ended_on?  TEXT / date  -- last day; empty = open
  CHECK (ended_on IS NULL OR ended_on >= announced_on)
)
INDEX joint_use_notice_recipient_org_id (recipient_org_id, announced_on)

-- Personal data given to another organisation (第三者提供記録); written by the export itself, never taken back
CREATE TABLE provision_record (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  recipient_org_id  BLOB / uuid -> organization  -- to whom
  provided_on  TEXT / date  -- day
  export_id  BLOB / uuid -> export_log  -- the file that carried it
  items  TEXT / text  -- names of the columns in the file
  people_count  INTEGER / bigint  -- persons in it
  left_out  INTEGER / bigint  -- persons left out, as they had not agreed
  legal_basis  TEXT / text  -- consent of each person, or an announced joint use
    -- one of: consent joint_use
  joint_use_id?  BLOB / uuid -> joint_use_notice  -- the notice, for a joint use
  purpose  TEXT / text  -- why
  CHECK (people_count > 0)
  CHECK (left_out >= 0)
  CHECK ((legal_basis = 'joint_use') = (joint_use_id IS NOT NULL))
)
INDEX provision_record_provided_on (provided_on)

-- A person whose data a provision carried
CREATE TABLE provision_person (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  provision_id  BLOB / uuid -> provision_record  -- the provision
  person_id  BLOB / uuid -> person  -- whose data
)
INDEX provision_person_provision_id (provision_id)
INDEX provision_person_person_id (person_id)

-- Something found about a person's record that an officer looked at and left as it is
CREATE TABLE finding_kept (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  person_id  BLOB / uuid -> person  -- whose record
  kind  TEXT / text  -- what was found, a code of the program: the list of findings grows
  CHECK (kind <> '')
)
UNIQUE INDEX finding_kept_person (person_id, kind)

-- A request of a person about the own data (開示・訂正・利用停止・消去・提供記録の開示)
CREATE TABLE subject_request (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  person_id  BLOB / uuid -> person  -- who asked
  kind  TEXT / text  -- what was asked for
    -- one of: disclose correct stop erase provision_record
  received_on  TEXT / date  -- day on which it arrived
  due_on  TEXT / date  -- day by which it is answered: 30 days later
  status  TEXT / text  -- how far it is
    -- one of: received identity_checked in_progress answered refused
  identity_checked_on?  TEXT / date  -- day on which it was made sure that it was this person
  closed_on?  TEXT / date  -- day of the answer or the refusal
  note?  TEXT / text  -- what exactly was asked for
  answer?  TEXT / text  -- what was answered, or why it was refused
  CHECK (due_on >= received_on)
  CHECK ((status IN ('answered', 'refused')) = (closed_on IS NOT NULL))
  CHECK (closed_on IS NULL OR answer IS NOT NULL)
)
INDEX subject_request_person_id (person_id, received_on)
INDEX subject_request_status (status, due_on)

-- What stays of an erasure (X-7) or of dropping what is past its time (X-6): that it was done, and why
CREATE TABLE erasure (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  person_id  BLOB / uuid -> person  -- of whom; the fields of the person are gone
  kind  TEXT / text  -- everything, or all but name, years, contacts and consents
    -- one of: erased alumni
  ground  TEXT / text  -- why
    -- one of: request retention decision
  erased_on  TEXT / date  -- day
  request_id?  BLOB / uuid -> subject_request  -- the request
  highest_no  INTEGER / bigint  -- highest member number given until then, so that the number erased is not given again
  CHECK ((ground = 'request') = (request_id IS NOT NULL))
)
INDEX erasure_person_id (person_id)

-- How long the union keeps records of a kind; without a row the program's own time holds
CREATE TABLE retention_rule (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  entity  TEXT / text  -- records of which kind
    -- one of: roster
  months  INTEGER / bigint  -- months after the end of the membership
  CHECK (months > 0)
)
UNIQUE INDEX retention_rule_entity (entity)

-- A public scheme (公助); what is said of it stands in its dated texts
CREATE TABLE support_scheme (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  code  TEXT / text  -- its code: stays whatever its name
  sort  INTEGER / bigint  -- order in lists
  national_row?  INTEGER / bigint  -- row of the national figures of 2020 that speaks of it, 1 to 12
  name  TEXT / text  -- name as officials write it
  name_en?  TEXT / text  -- name in English
  needs  TEXT / text  -- needs that it may answer: [code]
  hidden  BOOLEAN / boolean  -- left out of lists, finder and paper
  own  BOOLEAN / boolean  -- added by the union
  CHECK (code <> '')
  CHECK (name <> '')
)
UNIQUE INDEX support_scheme_code (code)

-- What is said of a scheme from a day on, until the next text; a check without a change is a text, too
CREATE TABLE support_scheme_version (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  scheme_id  BLOB / uuid -> support_scheme  -- which scheme
  from_on  TEXT / date  -- first day of this text
  summary  TEXT / text  -- what it is, shortly
  questions  TEXT / text  -- what to ask at the office: [sentence]
  office  TEXT / text  -- where to ask
  bring?  TEXT / text  -- what to bring
  legal_basis?  TEXT / text  -- law it stands on
  site?  TEXT / text  -- official site, as text
  source?  TEXT / text  -- month of the papers that a text of the program follows
  note?  TEXT / text  -- what changed
  checked_on?  TEXT / date  -- day on which somebody compared it with office or site; empty = never
  checked_by?  BLOB / uuid -> app_user  -- who did
  CHECK (summary <> '')
  CHECK (office <> '')
  CHECK (checked_by IS NULL OR checked_on IS NOT NULL)
)
UNIQUE INDEX support_scheme_version_scheme_id (scheme_id, from_on)

-- A community that helps its people (共助): who can help with what
CREATE TABLE community (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  code  TEXT / text  -- running code on paper
  kind  TEXT / text  -- which of the six kinds
    -- one of: occupational_community corporate_alumni regional_alumni npo worker_coop labor_union
  name  TEXT / text  -- name as printed
  name_kana?  TEXT / text  -- reading
  name_key  TEXT / text  -- name folded for the search
  kana_key  TEXT / text  -- key of the order by reading
  region?  TEXT / text  -- region it works in; empty = everywhere
  industries?  TEXT / text  -- industries or occupations
  contact_name?  TEXT / text  -- person to ask for
  phone?  TEXT / text  -- telephone
  mail?  TEXT / text  -- e-mail
  site?  TEXT / text  -- web site, as text
  helps  TEXT / text  -- what it can help with, in words
  needs  TEXT / text  -- needs that it may answer: [code]
  note?  TEXT / text  -- note for officers
  since_on?  TEXT / date  -- in contact with the union since
  checked_on?  TEXT / date  -- day on which somebody asked whether this is still true; empty = never
  checked_by?  BLOB / uuid -> app_user  -- who did
  active_from?  TEXT / date  -- first day on which it can be referred to; empty = always
  active_to?  TEXT / date  -- last day; empty = open
  CHECK (name <> '')
  CHECK (active_from IS NULL OR active_to IS NULL OR active_to >= active_from)
  CHECK (checked_by IS NULL OR checked_on IS NOT NULL)
)
UNIQUE INDEX community_code (code)
INDEX community_kana_key (kana_key)
INDEX community_name_key (name_key)

-- A category that a membership had before the one in membership.category; counts while membership.category_from is set
CREATE TABLE membership_category (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  membership_id  BLOB / uuid -> membership  -- whose
  category  TEXT / text  -- 区分; began after the row before it, or with the membership
    -- one of: regular associate special alumni supporter
  to_on  TEXT / date  -- last day of it
)
UNIQUE INDEX membership_category_membership_id (membership_id, to_on)
INDEX membership_category_to_on (to_on, membership_id)

-- Where a membership stood, from when to when; derived from person, membership and unit_assignment
CREATE TABLE roster_span (
  membership_id  BLOB / uuid  -- whose; no foreign key, the row follows the membership
  person_id  BLOB / uuid  -- of whom
  kind  TEXT / text  -- days of a membership; the days on which it ended; an application, which has no days yet
    -- one of: stay last applied
  from_on?  TEXT / date  -- first day; empty for an application
  to_on?  TEXT / date  -- last day, 9999-12-31 = open; empty for an application
  unit_id  BLOB / uuid  -- unit of these days; all zeros = no unit
  kana_key  TEXT / text  -- order by reading, as person.kana_key
  number_order  TEXT / text  -- order by number, as membership.number_order
  joined_on?  TEXT / date  -- order by first day, as membership.joined_on
  CHECK (to_on IS NULL OR from_on IS NOT NULL)
  CHECK (to_on IS NULL OR to_on >= from_on)
)
INDEX roster_span_person_id (person_id)
INDEX roster_span_kana (kana_key, person_id, membership_id, unit_id, from_on, to_on)
INDEX roster_span_number (number_order, membership_id, unit_id, from_on, to_on)
INDEX roster_span_joined (joined_on, membership_id, unit_id, from_on, to_on)
INDEX roster_span_unit_kana (unit_id, kana_key, person_id, membership_id, from_on, to_on)
INDEX roster_span_unit_number (unit_id, number_order, membership_id, from_on, to_on)
INDEX roster_span_unit_joined (unit_id, joined_on, membership_id, from_on, to_on)
INDEX roster_span_begun (from_on, unit_id, to_on)
INDEX roster_span_ending (to_on, unit_id, from_on, kind) WHERE to_on < '9999-12-31'
INDEX roster_span_beside_kana (kind, kana_key, person_id, membership_id, unit_id, to_on) WHERE kind <> 'stay'
INDEX roster_span_beside_number (kind, number_order, membership_id, unit_id, to_on) WHERE kind <> 'stay'
INDEX roster_span_beside_joined (kind, joined_on, membership_id, unit_id, to_on) WHERE kind <> 'stay'
INDEX roster_span_beside_unit_kana (kind, unit_id, kana_key, person_id, membership_id, to_on) WHERE kind <> 'stay'
INDEX roster_span_beside_unit_number (kind, unit_id, number_order, membership_id, to_on) WHERE kind <> 'stay'
INDEX roster_span_beside_unit_joined (kind, unit_id, joined_on, membership_id, to_on) WHERE kind <> 'stay'

-- How many spans each unit has; derived from roster_span
CREATE TABLE roster_count (
  unit_id  BLOB / uuid  -- unit; all zeros = no unit
  spans  INTEGER / bigint  -- all of them
  open  INTEGER / bigint  -- those without a last day
  ended  INTEGER / bigint  -- those on which a membership ended
)
UNIQUE INDEX roster_count_unit_id (unit_id)

-- The counselling room (相談室); one row once the first counsellor has founded it
CREATE TABLE counsel_room (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  recovery_key  BLOB / bytea  -- public key of the counselling recovery sheet: every case key is sealed to it, too
  room_key  BLOB / bytea  -- the key of the blind index, sealed to the recovery sheet
  retention_months  INTEGER / bigint  -- months that a case is kept after it was closed
  followed_on  TEXT / timestamptz  -- up to when changes of the roster were looked at for persons who have a case
  CHECK (retention_months BETWEEN 1 AND 240)
)

-- An officer who was let into the counselling room
CREATE TABLE counselor (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  officer_id  BLOB / uuid -> app_user  -- who
  qualification  TEXT / text  -- qualification
    -- one of: registered_career_consultant skilled_grade1 skilled_grade2 union_advisor external
  registration_no?  TEXT / text  -- number of the national registration
  registered_until?  TEXT / date  -- last day of the registration; the title is used only until then (C-02)
  person_id?  BLOB / uuid  -- the counsellor's own person in the roster, so that C-01 can see the workplace; no foreign key
  public_key  BLOB / bytea  -- the officer's public key to which the room key was sealed
  room_key  BLOB / bytea  -- the key of the blind index, sealed to that key
  admitted_on  TEXT / date  -- first day
  ended_on?  TEXT / date  -- last day; empty = still in the room
  CHECK (ended_on IS NULL OR ended_on >= admitted_on)
)
UNIQUE INDEX counselor_officer_id (officer_id)

-- A timeline of due dates that the union gives its cases
CREATE TABLE case_template (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  name  TEXT / text  -- name
  steps  TEXT / text  -- due dates: [{kind, after, days, months}]
  standard  BOOLEAN / boolean  -- given to a case unless another is chosen
  active  BOOLEAN / boolean  -- offered
  CHECK (name <> '')
)
UNIQUE INDEX case_template_name (name)
UNIQUE INDEX case_template_standard (standard) WHERE standard

-- A counselling case (相談ケース): its course in the plain, everything about the person sealed
CREATE TABLE counsel_case (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  case_no  TEXT / text  -- running number, never used again
  person_tag?  BLOB / bytea  -- blind index: a keyed hash of the person that only counsellors can compute; empty = anonymous
  channel  TEXT / text  -- how it came
    -- one of: walk_in phone mail online workplace_meeting training referral
  status  TEXT / text  -- state (12.2)
    -- one of: inquiry intake active paused follow_up closed declined referred_out
  step  TEXT / text  -- step of the process
    -- one of: intake self_understanding work_understanding exploratory_experience decision action adaptation
  themes  TEXT / text  -- what it is about: [code]
  opened_on  TEXT / date  -- day of the inquiry
  activated_on?  TEXT / date  -- day on which counselling began, after the consent
  unit_id?  BLOB / uuid -> unit  -- unit at the level of a branch or above, for statistics
  template_id?  BLOB / uuid -> case_template  -- its timeline
  previous_case_id?  BLOB / uuid -> counsel_case  -- the case before this one
  paused_until?  TEXT / date  -- day of the review of a pause
  follow_up_on?  TEXT / date  -- day of the follow-up agreed
  closed_on?  TEXT / date  -- day of closing, declining or referring out
  outcome?  TEXT / text  -- how it ended
    -- one of: goal_reached plan_agreed information_given referred_out withdrawn no_contact not_suitable
  retention_until?  TEXT / date  -- last day on which the record is kept
  reopened  INTEGER / bigint  -- how often it was reopened
  head  BLOB / bytea  -- sealed: who it is, how to reach them, what they want, flags; empty after erasure
  head_no  INTEGER / bigint  -- how often the head was sealed; part of what the seal is bound to
  head_by?  BLOB / uuid -> app_user  -- who sealed it; part of what the seal is bound to
  erased_on?  TEXT / date  -- day on which the keys were destroyed
  CHECK (case_no <> '')
  CHECK ((status IN ('closed', 'declined', 'referred_out')) = (closed_on IS NOT NULL))
  CHECK (status <> 'paused' OR paused_until IS NOT NULL)
  CHECK (outcome IS NULL OR closed_on IS NOT NULL)
)
UNIQUE INDEX counsel_case_case_no (case_no)
INDEX counsel_case_person_tag (person_tag)
INDEX counsel_case_opened_on (opened_on, id)
INDEX counsel_case_closed_on (closed_on, id)
INDEX counsel_case_retention (retention_until)

-- The key of a case, sealed to one who may open it
CREATE TABLE case_key (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  case_id  BLOB / uuid -> counsel_case  -- which case
  officer_id?  BLOB / uuid -> app_user  -- to whom; empty = the counselling recovery sheet
  sealed  BLOB / bytea  -- the key, sealed to the holder's public key
)
UNIQUE INDEX case_key_holder (case_id, officer_id) WHERE officer_id IS NOT NULL
UNIQUE INDEX case_key_recovery (case_id) WHERE officer_id IS NULL
INDEX case_key_case_id (case_id)

-- Who has a part in a case, for a time
CREATE TABLE case_assignment (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  case_id  BLOB / uuid -> counsel_case  -- which case
  officer_id  BLOB / uuid -> app_user  -- who
  part  TEXT / text  -- which part: took the inquiry, counsels, helps, supervises under consent, reads after an emergency opening
    -- one of: receiver primary second supervisor emergency
  from_on  TEXT / date  -- first day
  to_on?  TEXT / date  -- last day; empty = open
  ended  BOOLEAN / boolean  -- the part is over
  CHECK (to_on IS NULL OR to_on >= from_on)
)
INDEX case_assignment_case_id (case_id)
INDEX case_assignment_officer_id (officer_id, ended, part)
UNIQUE INDEX case_assignment_one_part (case_id, officer_id) WHERE NOT ended

-- What the member agreed to after the explanation, and when it was taken back
CREATE TABLE case_consent (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  case_id  BLOB / uuid -> counsel_case  -- which case
  explained_on  TEXT / date  -- day of the explanation
  notice_version  TEXT / text  -- version of the text that was explained
  scope  TEXT / text  -- what for: [record, supervision, stats, handover, outward]
  accepted  BOOLEAN / boolean  -- agreed
  method  TEXT / text  -- how it was given
    -- one of: written electronic oral_recorded
  withdrawn_on?  TEXT / date  -- taken back on
  words  BLOB / bytea  -- sealed: witness or recording, where the paper lies, to whom what goes
  author_id  BLOB / uuid -> app_user  -- who wrote it down
  CHECK (withdrawn_on IS NULL OR withdrawn_on >= explained_on)
)
INDEX case_consent_case_id (case_id, explained_on)

-- A session (面談) of a case
CREATE TABLE case_session (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  case_id  BLOB / uuid -> counsel_case  -- which case
  officer_id  BLOB / uuid -> app_user  -- who counselled
  held_on  TEXT / date  -- day
  minutes  INTEGER / bigint  -- length in minutes
  mode  TEXT / text  -- how
    -- one of: in_person online phone mail
  step_after  TEXT / text  -- step after it
    -- one of: intake self_understanding work_understanding exploratory_experience decision action adaptation
  CHECK (minutes BETWEEN 1 AND 600)
)
INDEX case_session_case_id (case_id, held_on)
INDEX case_session_held_on (held_on)

-- A sealed note of a case; locked 24 hours after it was saved, later words are an addendum
CREATE TABLE case_note (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  case_id  BLOB / uuid -> counsel_case  -- which case
  session_id?  BLOB / uuid -> case_session  -- of which session; empty = between sessions
  amends_id?  BLOB / uuid -> case_note  -- the note that it adds to
  kind  TEXT / text  -- note or addendum
    -- one of: note addendum
  no  INTEGER / bigint  -- running number in the case
  revision  INTEGER / bigint  -- 1, then one more for each correction before the lock; part of what the seal is bound to
  author_id  BLOB / uuid -> app_user  -- who wrote it; part of what the seal is bound to
  saved_at  TEXT / timestamptz  -- when it was saved first; the lock counts from here
  words  BLOB / bytea  -- sealed text
  CHECK ((kind = 'addendum') = (amends_id IS NOT NULL))
)
UNIQUE INDEX case_note_case_id (case_id, no)
INDEX case_note_author (author_id, case_id)

-- What a counsellor is writing and has not saved yet, sealed; no record of the union
CREATE TABLE case_draft (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  case_id  BLOB / uuid -> counsel_case  -- which case
  officer_id  BLOB / uuid -> app_user  -- whose
  place  TEXT / text  -- which form it belongs to
  revision  INTEGER / bigint  -- one more for each saving; part of what the seal is bound to
  words  BLOB / bytea  -- sealed text
  CHECK (place <> '')
)
UNIQUE INDEX case_draft_place (case_id, officer_id, place)
INDEX case_draft_officer_id (officer_id)

-- A goal agreed with the member
CREATE TABLE case_goal (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  case_id  BLOB / uuid -> counsel_case  -- which case
  theme  TEXT / text  -- where it leads
    -- one of: grow_in_job internal_posting larger_role qualification relearning side_job job_change_same_field job_change_new_field start_business worker_coop npo_social move_region work_style_change childcare family_care treatment post_retirement other
  horizon  TEXT / text  -- how far away
    -- one of: short mid long
  set_on  TEXT / date  -- day on which it was agreed
  achieved_on?  TEXT / date  -- reached on
  dropped_on?  TEXT / date  -- given up on
  words  BLOB / bytea  -- sealed text
  revision  INTEGER / bigint  -- part of what the seal is bound to
  author_id  BLOB / uuid -> app_user  -- who wrote it down
  CHECK (achieved_on IS NULL OR dropped_on IS NULL)
)
INDEX case_goal_case_id (case_id)

-- What somebody does next for a case (方策)
CREATE TABLE case_action (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  case_id  BLOB / uuid -> counsel_case  -- which case
  goal_id?  BLOB / uuid -> case_goal  -- for which goal
  who  TEXT / text  -- who does it
    -- one of: member counselor union
  state  TEXT / text  -- how it stands
    -- one of: open done dropped
  due_on?  TEXT / date  -- by when
  done_on?  TEXT / date  -- done or dropped on
  words  BLOB / bytea  -- sealed text
  revision  INTEGER / bigint  -- part of what the seal is bound to
  author_id  BLOB / uuid -> app_user  -- who wrote it down
  CHECK ((state = 'open') = (done_on IS NULL))
)
INDEX case_action_case_id (case_id)

-- A lifting of secrecy, with its ground: something goes out, or a case is opened in an emergency
CREATE TABLE case_release (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  case_id  BLOB / uuid -> counsel_case  -- which case
  ground  TEXT / text  -- ground
    -- one of: consent harm_risk statutory court
  purpose  TEXT / text  -- what for
    -- one of: outward handover emergency recovery
  asked_by  BLOB / uuid -> app_user  -- first person
  asked_on  TEXT / date  -- day
  decided_by?  BLOB / uuid -> app_user  -- second person
  decided_on?  TEXT / date  -- day of the decision
  state  TEXT / text  -- how it stands
    -- one of: asked agreed refused used
  reader_id?  BLOB / uuid -> app_user  -- who may read after an emergency opening
  seen_on?  TEXT / date  -- day on which the counsellor took note of it
  reference  TEXT / text  -- where the decision lies: number or date of a minute, never what the case is about
  words?  BLOB / bytea  -- sealed to who decides and to the counsellors of the case: to whom something goes, and what; empty = nothing goes out under it
  CHECK (decided_by IS NULL OR decided_by <> asked_by)
  CHECK ((decided_by IS NULL) = (state = 'asked'))
)
INDEX case_release_case_id (case_id)
INDEX case_release_state (state, purpose)

-- A referral to a scheme, a community or another office, and what became of it
CREATE TABLE case_referral (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  case_id  BLOB / uuid -> counsel_case  -- which case
  scheme_id?  BLOB / uuid -> support_scheme  -- to this scheme
  community_id?  BLOB / uuid -> community  -- to this community
  handed_on  TEXT / date  -- day
  shared  BOOLEAN / boolean  -- something about the member went out (C-05)
  consent_id?  BLOB / uuid -> case_consent  -- consent to that
  release_id?  BLOB / uuid -> case_release  -- or release
  result  TEXT / text  -- what became of it
    -- one of: open used not_used unknown
  result_on?  TEXT / date  -- day on which that was learned
  words  BLOB / bytea  -- sealed: target in words, items that went out, why it was used or not
  revision  INTEGER / bigint  -- part of what the seal is bound to
  author_id  BLOB / uuid -> app_user  -- who wrote it down
  CHECK (scheme_id IS NULL OR community_id IS NULL)
  CHECK (NOT shared OR consent_id IS NOT NULL OR release_id IS NOT NULL)
  CHECK ((result = 'open') = (result_on IS NULL))
)
INDEX case_referral_case_id (case_id)

-- A date of a case on somebody's day list
CREATE TABLE case_due (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  case_id  BLOB / uuid -> counsel_case  -- which case
  officer_id  BLOB / uuid -> app_user  -- on whose list
  kind  TEXT / text  -- what is due
    -- one of: contact first_session next_session follow_up referral_check action review roster notice other
  due_on  TEXT / date  -- day
  done_on?  TEXT / date  -- done on
  about_id?  BLOB / uuid  -- the referral, action, session or release that it is about
)
INDEX case_due_case_id (case_id, due_on)
INDEX case_due_day (officer_id, done_on, due_on, id)
INDEX case_due_about (about_id)

-- Readings of a case by who does not counsel in it
CREATE TABLE case_access (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  case_id  BLOB / uuid -> counsel_case  -- which case
  officer_id  BLOB / uuid -> app_user  -- who read
  part  TEXT / text  -- by which right
    -- one of: supervisor emergency
  read_on  TEXT / date  -- day
)
INDEX case_access_case_id (case_id, read_on)

-- A public help line that is shown at once in a crisis
CREATE TABLE help_line (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  sort  INTEGER / bigint  -- order
  name  TEXT / text  -- name
  phone  TEXT / text  -- number
  hours  TEXT / text  -- when it answers
  helps  TEXT / text  -- what for
  site?  TEXT / text  -- official site, as text
  source?  TEXT / text  -- where it was taken from
  checked_on?  TEXT / date  -- day on which somebody of the union checked it; empty = never
  hidden  BOOLEAN / boolean  -- not shown
  CHECK (name <> '')
  CHECK (phone <> '')
)

-- A set of questions asked before and after (尺度・設問); fixed once it was published, later editions are new rows
CREATE TABLE instrument (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  code  TEXT / text  -- which set; its editions share the code
  edition  INTEGER / bigint  -- running number of the edition; only answers to the same edition are compared
  name  TEXT / text  -- name
  name_en?  TEXT / text  -- name in English
  owner  TEXT / text  -- who owns the questions
  licence  TEXT / text  -- under which licence they may be used
  permission?  TEXT / text  -- evidence of the permission: where the letter or licence lies
  note?  TEXT / text  -- what must stand beside every figure
  note_en?  TEXT / text  -- the same in English
  scale_min  INTEGER / bigint  -- lowest answer
  scale_max  INTEGER / bigint  -- highest answer
  subscales  TEXT / text  -- parts that are counted: [{code, name, name_en}]
  built_in  BOOLEAN / boolean  -- came with the program
  published_on?  TEXT / date  -- asked from this day on; empty = being prepared
  retired_on?  TEXT / date  -- not asked any more from this day on
  CHECK (code <> '')
  CHECK (name <> '')
  CHECK (edition >= 1)
  CHECK (scale_max > scale_min)
  CHECK (published_on IS NULL OR (owner <> '' AND licence <> '' AND permission IS NOT NULL AND permission <> ''))
  CHECK (retired_on IS NULL OR published_on IS NOT NULL)
)
UNIQUE INDEX instrument_code (code, edition)

-- One question of an instrument
CREATE TABLE instrument_item (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  instrument_id  BLOB / uuid -> instrument  -- of which
  no  INTEGER / bigint  -- order
  subscale  TEXT / text  -- code of the part that it counts for
  words  TEXT / text  -- the question
  words_en?  TEXT / text  -- the question in English
  reverse  BOOLEAN / boolean  -- a high answer counts low
  CHECK (words <> '')
  CHECK (subscale <> '')
  CHECK (no >= 1)
)
UNIQUE INDEX instrument_item_instrument_id (instrument_id, no)

-- A check-in of a case: answers sealed under its key
CREATE TABLE case_assessment (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  case_id  BLOB / uuid -> counsel_case  -- which case
  instrument_id  BLOB / uuid -> instrument  -- which questions
  timing  TEXT / text  -- before, after, or later
    -- one of: pre post follow_up
  taken_on  TEXT / date  -- day
  counted  BOOLEAN / boolean  -- the member agreed that it joins the union's figures without a name
  released_on?  TEXT / date  -- day on which its pair joined the figures, among others
  words  BLOB / bytea  -- sealed answers
  revision  INTEGER / bigint  -- part of what the seal is bound to
  author_id  BLOB / uuid -> app_user  -- who wrote it down
  CHECK (released_on IS NULL OR (counted AND timing = 'post'))
)
INDEX case_assessment_case_id (case_id, taken_on)
INDEX case_assessment_instrument_id (instrument_id, taken_on)

-- Scores before and after for the figures: of nobody, of no case, dated to the month of release; born several at once
CREATE TABLE check_in_pair (
  id  BLOB / uuid  -- random, so that its order tells nothing
  instrument_id  BLOB / uuid -> instrument  -- which questions
  subscale  TEXT / text  -- which part
  month  TEXT / date  -- first day of the month in which it joined the figures
  score_before  INTEGER / bigint  -- score before
  score_after  INTEGER / bigint  -- score after
)
INDEX check_in_pair_instrument_id (instrument_id, month)

-- An item of a member's job card (ジョブ・カードの項目), sealed with the case
CREATE TABLE job_card_item (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  case_id  BLOB / uuid -> counsel_case  -- which case
  kind  TEXT / text  -- plan sheet, work history, licence, learning
    -- one of: plan work licence learning
  no  INTEGER / bigint  -- number on the sheet; never used again in this case
  words  BLOB / bytea  -- sealed text
  revision  INTEGER / bigint  -- one more for each change; part of what the seal is bound to
  author_id  BLOB / uuid -> app_user  -- who wrote it down
  removed  BOOLEAN / boolean  -- taken off the card
  CHECK (no >= 1)
)
UNIQUE INDEX job_card_item_case_id (case_id, kind, no)

-- A job card sheet that was handed to the member
CREATE TABLE job_card_sheet (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  case_id  BLOB / uuid -> counsel_case  -- which case
  mark  TEXT / text  -- printed on the sheet, so that it is known again when it comes back
  handed_on  TEXT / date  -- day
  author_id  BLOB / uuid -> app_user  -- who wrote it
  CHECK (mark <> '')
)
UNIQUE INDEX job_card_sheet_mark (mark)
INDEX job_card_sheet_case_id (case_id, handed_on)

-- A file that belongs to a case (添付), sealed with it; that it was there stays when its content is taken away
CREATE TABLE case_attachment (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  case_id  BLOB / uuid -> counsel_case  -- which case
  words  BLOB / bytea  -- sealed name, remark and size
  content  BLOB / bytea  -- sealed content; empty once it was taken away
  added_on  TEXT / date  -- day on which it was put here
  removed_on?  TEXT / date  -- day on which its content was taken away
  author_id  BLOB / uuid -> app_user  -- who put it here
  CHECK (removed_on IS NULL OR removed_on >= added_on)
)
INDEX case_attachment_case_id (case_id, added_on)

-- Figures of counselling that a written report told, so that a later one does not tell the difference (S-07)
CREATE TABLE case_figures_told (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  report  TEXT / text  -- which report
  k  INTEGER / bigint  -- smallest count that it showed
  from_on  TEXT / date  -- first day of its period
  to_on  TEXT / date  -- last day
  figures  TEXT / text  -- its numbers, as counted and as shown, and the sums among them
  CHECK (k >= 3)
  CHECK (to_on >= from_on)
)
INDEX case_figures_told_to_on (to_on, from_on)

-- A course of the catalogue; it is held as runs
CREATE TABLE course (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  code  TEXT / text  -- its code: stays whatever its title, and stands in certificate numbers
  title  TEXT / text  -- title as printed
  title_key  TEXT / text  -- title folded for the search
  purpose?  TEXT / text  -- what it is for
  kyojo_kind?  TEXT / text  -- which of the six kinds of 共助 it belongs to
    -- one of: occupational_community corporate_alumni regional_alumni npo worker_coop labor_union
  target?  TEXT / text  -- for whom it is
  hours  INTEGER / bigint  -- planned hours
  required_ratio  INTEGER / bigint  -- minutes that completion asks for, in percent of all (E-05)
  excused_counts  BOOLEAN / boolean  -- minutes of an excused absence count for completion
  needs_assignment  BOOLEAN / boolean  -- completion asks for the assignment, too
  prerequisites  TEXT / text  -- courses to be completed before: [course.id]
  prerequisite_note?  TEXT / text  -- what else is expected, in words
  active_to?  TEXT / date  -- last day in the catalogue; empty = open
  CHECK (code <> '')
  CHECK (title <> '')
  CHECK (hours > 0)
  CHECK (required_ratio BETWEEN 0 AND 100)
)
UNIQUE INDEX course_code (code)

-- A course held once (開催)
CREATE TABLE course_run (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  course_id  BLOB / uuid -> course  -- which course
  run_no  INTEGER / bigint  -- running number within the course
  title  TEXT / text  -- title of this run
  host_org_id?  BLOB / uuid -> organization  -- organisation that hosts it and bears what is left of the costs; empty = the union itself
  status  TEXT / text  -- where it stands
    -- one of: draft open closed running finished cancelled
  is_public  BOOLEAN / boolean  -- organisations that are not invited may apply, too (E-01)
  needs_approval  BOOLEAN / boolean  -- applications wait for an approval before they get a seat
  capacity  INTEGER / bigint  -- seats in all
  min_people?  INTEGER / bigint  -- fewer than these and the run is in question
  wait_limit?  INTEGER / bigint  -- longest waiting list; empty = no limit
  apply_from?  TEXT / date  -- first day of applications
  apply_until?  TEXT / date  -- last day of applications
  quota_release_on?  TEXT / date  -- from this day unused seats of organisations belong to the common pool (E-03)
  cancel_free_until?  TEXT / date  -- last day on which a seat is given back without cost (E-06)
  offer_hours  INTEGER / bigint  -- hours for which an offered seat is kept
  mode  TEXT / text  -- where people take part
    -- one of: in_person online hybrid
  venue?  TEXT / text  -- place
  link?  TEXT / text  -- link for those who are online, as text
  cost_model  TEXT / text  -- how the costs are shared (E-07)
    -- one of: host_pays per_head per_confirmed_head equal_split proportional_to_members fixed_fee
  fee?  INTEGER / bigint  -- yen a head of the model fixed_fee
  budget?  INTEGER / bigint  -- planned costs in yen
  note?  TEXT / text  -- note for officers
  cancel_reason?  TEXT / text  -- why it was cancelled
  finished_on?  TEXT / date  -- day on which the attendance was closed
  moves  INTEGER / bigint  -- how often its seats were decided: each decision rests on the one before
  contact_name?  TEXT / text  -- who answers for it and takes the forms back, as printed on the invitation
  contact_mail?  TEXT / text  -- their mail address
  contact_phone?  TEXT / text  -- their telephone
  CHECK (title <> '')
  CHECK (capacity > 0)
  CHECK (min_people IS NULL OR min_people > 0)
  CHECK (wait_limit IS NULL OR wait_limit >= 0)
  CHECK (offer_hours > 0)
  CHECK (apply_from IS NULL OR apply_until IS NULL OR apply_until >= apply_from)
  CHECK (fee IS NULL OR fee >= 0)
  CHECK ((status = 'cancelled') = (cancel_reason IS NOT NULL))
)
UNIQUE INDEX course_run_course_id (course_id, run_no)
INDEX course_run_status (status)

-- Seats of a run that are kept for an organisation, which is invited by it (団体枠)
CREATE TABLE run_quota (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  run_id  BLOB / uuid -> course_run  -- which run
  org_id?  BLOB / uuid -> organization  -- for which organisation; empty = the union itself
  seats  INTEGER / bigint  -- seats; none = only invited
  members?  INTEGER / bigint  -- members of the organisation, for the cost model proportional_to_members
  industry?  TEXT / text  -- its industry, for groups that mix
  note?  TEXT / text  -- note
  CHECK (seats >= 0)
  CHECK (members IS NULL OR members >= 0)
)
UNIQUE INDEX run_quota_run_id (run_id, org_id)
UNIQUE INDEX run_quota_own (run_id) WHERE org_id IS NULL

-- One sitting of a run
CREATE TABLE run_session (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  run_id  BLOB / uuid -> course_run  -- which run
  no  INTEGER / bigint  -- running number
  held_on  TEXT / date  -- day
  starts  INTEGER / bigint  -- begin, minutes after midnight in Japan
  ends  INTEGER / bigint  -- end, minutes after midnight in Japan
  minutes  INTEGER / bigint  -- minutes that count
  required  BOOLEAN / boolean  -- completion asks for it (E-05)
  topic?  TEXT / text  -- what it is about
  lecturer?  TEXT / text  -- who speaks
  place?  TEXT / text  -- place or link, where it differs from the run's
  CHECK (starts BETWEEN 0 AND 1439)
  CHECK (ends BETWEEN 1 AND 1440)
  CHECK (ends > starts)
  CHECK (minutes > 0)
)
INDEX run_session_run_id (run_id, no)

-- A person's application for a run, and what became of it (受講)
CREATE TABLE enrolment (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  run_id  BLOB / uuid -> course_run  -- which run
  person_id  BLOB / uuid -> person  -- who
  org_id?  BLOB / uuid -> organization  -- organisation for which they take part; empty = the union itself
  unit_id?  BLOB / uuid -> unit  -- unit of the union at the application
  status  TEXT / text  -- where it stands
    -- one of: applied waitlisted offered confirmed cancelled declined expired attended no_show completed incomplete certified
  pool?  TEXT / text  -- seat from the organisation's quota or from the common pool; empty = no seat
    -- one of: quota common
  applied_at  TEXT / timestamptz  -- when the application was made
  wait_at  TEXT / timestamptz  -- place in the order of waiting: the application, or the postponement (E-04)
  seq  INTEGER / bigint  -- running number within the run; breaks ties of the order
  group_no?  INTEGER / bigint  -- group that gets seats all together or not at all
  postponed  BOOLEAN / boolean  -- the one postponement was used
  offered_at?  TEXT / timestamptz  -- when the seat was offered
  offer_expires_at?  TEXT / timestamptz  -- until when it is kept
  approved_by?  BLOB / uuid -> app_user  -- who approved the application
  cancelled_at?  TEXT / timestamptz  -- when it was cancelled, declined or ran out
  reason?  TEXT / text  -- why it was cancelled or declined
  late_cancel  BOOLEAN / boolean  -- cancelled after the last free day: its cost stays (E-06)
  assignment_on?  TEXT / date  -- day on which the assignment was handed in
  minutes?  INTEGER / bigint  -- minutes attended, when the run was finished
  company?  TEXT / text  -- company, for groups that mix
  industry?  TEXT / text  -- industry, for groups that mix
  age_band?  INTEGER / bigint  -- decade of age, for groups that mix
  table_no?  INTEGER / bigint  -- table of the seating plan
  note?  TEXT / text  -- note
  CHECK ((pool IS NOT NULL) = (status IN ('offered', 'confirmed', 'attended', 'no_show', 'completed', 'incomplete', 'certified')))
  CHECK ((status = 'offered') = (offer_expires_at IS NOT NULL))
  CHECK (age_band IS NULL OR age_band BETWEEN 0 AND 120)
)
UNIQUE INDEX enrolment_run_id (run_id, seq)
UNIQUE INDEX enrolment_live (person_id, run_id) WHERE status IN ('applied', 'waitlisted', 'offered', 'confirmed', 'attended', 'no_show', 'completed', 'incomplete', 'certified')
INDEX enrolment_person_id (person_id)

-- What was decided about a seat, and why: the seat function's own record
CREATE TABLE seat_decision (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  run_id  BLOB / uuid -> course_run  -- which run
  enrolment_id  BLOB / uuid -> enrolment  -- whose application
  at  TEXT / timestamptz  -- when
  no  INTEGER / bigint  -- order within the run
  from_status?  TEXT / text  -- where it stood; empty = new
    -- one of: applied waitlisted offered confirmed cancelled declined expired attended no_show completed incomplete certified
  to_status  TEXT / text  -- where it stands
    -- one of: applied waitlisted offered confirmed cancelled declined expired attended no_show completed incomplete certified
  pool?  TEXT / text  -- the seat's pool
    -- one of: quota common
  reason  TEXT / text  -- why
    -- one of: own_quota common_pool released_pool no_seat list_full freed_own_quota freed_common freed_released accepted postponed offer_expired cancelled cancelled_late declined run_cancelled moved_to_quota moved_to_common walk_in
  about  TEXT / text  -- figures of the reason: {name: number}
)
INDEX seat_decision_run_id (run_id, no)

-- Who was there at a sitting
CREATE TABLE session_attendance (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  enrolment_id  BLOB / uuid -> enrolment  -- who
  session_id  BLOB / uuid -> run_session  -- which sitting
  attendance  TEXT / text  -- how
    -- one of: present late left_early absent excused online
  minutes  INTEGER / bigint  -- minutes there
  CHECK (minutes >= 0)
)
UNIQUE INDEX session_attendance_enrolment_id (enrolment_id, session_id)

-- A certificate of completion (修了証)
CREATE TABLE certificate (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  number  TEXT / text  -- fiscal year, course, running number
  enrolment_id  BLOB / uuid -> enrolment  -- for what
  issued_on  TEXT / date  -- day on it
  title_text  TEXT / text  -- title of the course as printed on it
  revoked_on?  TEXT / date  -- taken back on
  revoke_reason?  TEXT / text  -- why
  CHECK (number <> '')
  CHECK ((revoked_on IS NULL) = (revoke_reason IS NULL))
)
UNIQUE INDEX certificate_number (number)
UNIQUE INDEX certificate_valid (enrolment_id) WHERE revoked_on IS NULL

-- A cost or a subsidy of a run
CREATE TABLE run_cost (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  run_id  BLOB / uuid -> course_run  -- which run
  kind  TEXT / text  -- what for
    -- one of: venue lecturer material travel lodging subsidy other
  amount  INTEGER / bigint  -- yen; a subsidy is below nought
  paid_by_org_id?  BLOB / uuid -> organization  -- who paid it out, or gave it; empty = the union itself
  paid_on?  TEXT / date  -- when
  note?  TEXT / text  -- note
  voided_on?  TEXT / date  -- entered by mistake, and taken out on
  CHECK ((kind = 'subsidy' AND amount < 0) OR (kind <> 'subsidy' AND amount > 0))
)

-- What an organisation bears of a run's costs (E-07)
CREATE TABLE cost_share (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  run_id  BLOB / uuid -> course_run  -- which run
  org_id?  BLOB / uuid -> organization  -- which organisation; empty = the union itself
  basis  INTEGER / bigint  -- heads, members or parts that count for it
  amount  INTEGER / bigint  -- yen
  settled_on?  TEXT / date  -- settled on
  CHECK (basis >= 0)
)
UNIQUE INDEX cost_share_run_id (run_id, org_id)
UNIQUE INDEX cost_share_own (run_id) WHERE org_id IS NULL

-- An answer on the evaluation form; it names nobody
CREATE TABLE evaluation (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  run_id  BLOB / uuid -> course_run  -- which run
  overall?  INTEGER / bigint  -- as a whole, 1 to 5
  content?  INTEGER / bigint  -- content, 1 to 5
  lecturer?  INTEGER / bigint  -- lecturer, 1 to 5
  useful?  INTEGER / bigint  -- of use at work and in the union, 1 to 5
  comment?  TEXT / text  -- in own words
  CHECK (overall IS NULL OR overall BETWEEN 1 AND 5)
  CHECK (content IS NULL OR content BETWEEN 1 AND 5)
  CHECK (lecturer IS NULL OR lecturer BETWEEN 1 AND 5)
  CHECK (useful IS NULL OR useful BETWEEN 1 AND 5)
)

-- People whom an organisation would send to a course, before days are fixed
CREATE TABLE training_interest (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  course_id  BLOB / uuid -> course  -- which course
  org_id?  BLOB / uuid -> organization  -- which organisation; empty = the union itself
  people  INTEGER / bigint  -- how many
  wish?  TEXT / text  -- when and where they would like it
  recorded_on  TEXT / date  -- when it said so
  ended_on?  TEXT / date  -- no longer counted from
  CHECK (people > 0)
)

-- What a person learned elsewhere
CREATE TABLE learning_elsewhere (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  person_id  BLOB / uuid -> person  -- who
  title  TEXT / text  -- what
  provider?  TEXT / text  -- where
  from_on?  TEXT / date  -- first day
  to_on?  TEXT / date  -- last day
  hours?  INTEGER / bigint  -- hours
  note?  TEXT / text  -- note
  voided_on?  TEXT / date  -- entered by mistake, and taken out on
  CHECK (title <> '')
  CHECK (from_on IS NULL OR to_on IS NULL OR to_on >= from_on)
)

-- Two participants who never sit at one table
CREATE TABLE kept_apart (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  run_id  BLOB / uuid -> course_run  -- which run
  one_id  BLOB / uuid -> enrolment  -- one of them
  other_id  BLOB / uuid -> enrolment  -- the other
  CHECK (one_id <> other_id)
)
UNIQUE INDEX kept_apart_pair (one_id, other_id)

-- A workbook of invitation that went to a partner organisation
CREATE TABLE partner_form (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  run_id  BLOB / uuid -> course_run  -- for which run
  org_id  BLOB / uuid -> organization  -- to whom
  edition  INTEGER / bigint  -- 1, then one more each time: an old one is told apart
  code  TEXT / text  -- stands in the workbook
  sent_on  TEXT / date  -- when
  CHECK (code <> '')
)
UNIQUE INDEX partner_form_code (code)
UNIQUE INDEX partner_form_edition (run_id, org_id, edition)

-- A filled form that came back and was taken in
CREATE TABLE partner_answer (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  form_id  BLOB / uuid -> partner_form  -- which form
  sha256  TEXT / text  -- of what stood in its rows
  came_on  TEXT / date  -- when
  taken  INTEGER / bigint  -- applications made of it
  refused  INTEGER / bigint  -- rows that were not taken
  withdrawn?  INTEGER / bigint  -- cancellations made of it; empty = taken in before this was counted
  changed?  INTEGER / bigint  -- applications that it corrected; empty = taken in before this was counted
)

-- What the union's own rules (規約) say of one kind of meeting from a day on; nothing of it is the program's
CREATE TABLE meeting_rule (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  kind  TEXT / text  -- which kind of meeting
    -- one of: regular_congress extra_congress central_committee delegates_council executive_committee branch_congress branch_committee workplace_meeting special_committee
  from_on  TEXT / date  -- first day of this text
  base  TEXT / text  -- who has a seat: all members, or the holders of offices
    -- one of: members delegates committee
  offices  TEXT / text  -- offices that have a seat where the base is not all members: [code]
  num  INTEGER / bigint  -- quorum: numerator
  den  INTEGER / bigint  -- quorum: denominator
  comparator  TEXT / text  -- quorum: gte = 以上, gt = 超・過半数
    -- one of: gte gt
  article  TEXT / text  -- article of the rules that says so
  exclude_conditions  TEXT / text  -- conditions that do not count in the base: [code]
  count_proxy  BOOLEAN / boolean  -- proxies count for the quorum
  count_written  BOOLEAN / boolean  -- written votes count for the quorum
  count_blank_proxy  BOOLEAN / boolean  -- proxies that name nobody are entrusted to the chair and count
  proxy_max?  INTEGER / bigint  -- proxies that one holder may have at most; empty = no limit
  proxy_same_unit  BOOLEAN / boolean  -- a holder must be of the same unit
  proxy_article?  TEXT / text  -- article about proxies and written votes
  notice_days  INTEGER / bigint  -- days between the notice and the meeting at least
  urgent_days?  INTEGER / bigint  -- the same where it is urgent and a reason is given; empty = no exception
  notice_article?  TEXT / text  -- article about the notice
  tie_break  TEXT / text  -- what happens when yes and no are equal
    -- one of: chair reject
  decisions  TEXT / text  -- what it takes to decide: [{kind, base, num, den, comparator, article}]; kind empty = everything else
  members_per_delegate?  INTEGER / bigint  -- members or a fraction of so many for one delegate; empty = not said
  note?  TEXT / text  -- note
  substitute_article?  TEXT / text  -- article by which substitutes take the places of delegates; empty = none do
  CHECK (num > 0)
  CHECK (den > 0)
  CHECK (num <= den)
  CHECK (article <> '')
  CHECK (proxy_max IS NULL OR proxy_max > 0)
  CHECK (notice_days >= 0)
  CHECK (urgent_days IS NULL OR urgent_days >= 0)
  CHECK (members_per_delegate IS NULL OR members_per_delegate > 0)
)
UNIQUE INDEX meeting_rule_kind (kind, from_on)

-- A meeting of the union
CREATE TABLE meeting (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  kind  TEXT / text  -- which kind
    -- one of: regular_congress extra_congress central_committee delegates_council executive_committee branch_congress branch_committee workplace_meeting special_committee
  no?  INTEGER / bigint  -- which in the count (第○回)
  title  TEXT / text  -- title as printed
  unit_id?  BLOB / uuid -> unit  -- of which unit; empty = of the whole union
  held_on  TEXT / date  -- day
  starts  INTEGER / bigint  -- begin, minutes after midnight in Japan
  place?  TEXT / text  -- place
  status  TEXT / text  -- where it stands
    -- one of: draft convened checked_in open adjourned closed minutes_drafted minutes_approved not_quorate cancelled
  convened_on?  TEXT / date  -- day of the notice
  urgent_reason?  TEXT / text  -- why the notice was shorter than usual
  base_on?  TEXT / date  -- day of the roster on which the entitlement was frozen
  rule?  TEXT / text  -- the rule as it stood when the meeting was convened
  declared?  TEXT / text  -- figures of the credentials when the chair declared the meeting quorate or not
  declared_at?  TEXT / timestamptz  -- when that was
  closed_at?  TEXT / timestamptz  -- when it was closed
  chair?  TEXT / text  -- who chaired it
  clerk?  TEXT / text  -- who kept the minutes
  reason?  TEXT / text  -- why it was cancelled or adjourned
  note?  TEXT / text  -- note
  moved_from?  TEXT / date  -- the day that the notice named before the meeting was moved; empty = not moved
  moved_starts?  INTEGER / bigint  -- the begin that the notice named, minutes after midnight, before it was changed; empty = not changed
  moved_place?  TEXT / text  -- the place that the notice named before it was changed, '' where it named none; empty = not changed
  CHECK (title <> '')
  CHECK (starts BETWEEN 0 AND 1439)
  CHECK ((status = 'draft') OR (status = 'cancelled') OR (rule IS NOT NULL AND base_on IS NOT NULL AND convened_on IS NOT NULL))
)
INDEX meeting_held_on (held_on)

-- Who was entitled when the meeting was convened; frozen
CREATE TABLE meeting_entitlement (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  meeting_id  BLOB / uuid -> meeting  -- which meeting
  membership_id  BLOB / uuid -> membership  -- who
  seat  TEXT / text  -- by what
    -- one of: delegate officer member
  unit_id?  BLOB / uuid -> unit  -- unit on the base date
  left_out?  TEXT / text  -- does not count in the base, and why; empty = counts
    -- one of: condition no_vote merged
  condition?  TEXT / text  -- the condition that leaves out
    -- one of: leave sick_leave childcare family_care secondment_out overseas fulltime_officer unpaid rights_suspended
  CHECK ((left_out = 'condition') = (condition IS NOT NULL) OR left_out IS NULL)
)
UNIQUE INDEX meeting_entitlement_meeting_id (meeting_id, membership_id)

-- How somebody entitled takes part
CREATE TABLE meeting_attendance (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  entitlement_id  BLOB / uuid -> meeting_entitlement  -- who
  mode  TEXT / text  -- how
    -- one of: in_person online proxy written absent
  holder_id?  BLOB / uuid -> meeting_entitlement  -- who holds the proxy; empty = entrusted to the chair
  seq  INTEGER / bigint  -- order in which it was received
  received_at  TEXT / timestamptz  -- when it was received
  went_at?  TEXT / timestamptz  -- when somebody who was there at the declaration went away, last time; empty = never
  substitute_id?  BLOB / uuid -> membership  -- who takes the delegate's place, or is named to; empty = nobody
  CHECK (holder_id IS NULL OR mode = 'proxy')
  CHECK (holder_id IS NULL OR holder_id <> entitlement_id)
)
UNIQUE INDEX meeting_attendance_entitlement_id (entitlement_id)

-- An item of the agenda (議題・議案)
CREATE TABLE agenda_item (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  meeting_id  BLOB / uuid -> meeting  -- which meeting
  no  INTEGER / bigint  -- order
  kind  TEXT / text  -- what it is
    -- one of: report resolution election strike_vote rule_change budget settlement discipline affiliation other
  title  TEXT / text  -- title
  text?  TEXT / text  -- what is proposed
  proposer?  TEXT / text  -- who proposes it
  method  TEXT / text  -- how it is decided
    -- one of: show_of_hands standing applause open_vote direct_secret
  audited  BOOLEAN / boolean  -- of a settlement: the certificate of the accounting auditor is there
  result?  TEXT / text  -- what became of it
    -- one of: adopted rejected amended carried_over
  result_note?  TEXT / text  -- in words
  withdrawn?  TEXT / text  -- why it was withdrawn after the meeting was convened; empty = it was not
  added_on?  TEXT / date  -- day on which it was added to the agenda of the notice; empty = it stood there
  CHECK (title <> '')
)
INDEX agenda_item_meeting_id (meeting_id, no)

-- A vote on an item, with the threshold frozen when it was opened
CREATE TABLE ballot (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  item_id  BLOB / uuid -> agenda_item  -- on which item
  round  INTEGER / bigint  -- 1, and one more for each run-off
  form  TEXT / text  -- yes or no; candidates; yes or no for each candidate
    -- one of: question election confidence
  method  TEXT / text  -- how
    -- one of: show_of_hands standing applause open_vote direct_secret
  venue  TEXT / text  -- only those who are there, or everyone entitled
    -- one of: at_meeting outside
  question?  TEXT / text  -- the question on the paper
  seats  INTEGER / bigint  -- seats to be filled; none for a question
  marks  INTEGER / bigint  -- candidates that one paper may name at most
  base  TEXT / text  -- majority of what
    -- one of: valid_votes present all_members all_delegates
  num  INTEGER / bigint  -- numerator; none = the most votes decide
  den  INTEGER / bigint  -- denominator
  comparator  TEXT / text  -- gte = 以上, gt = 超・過半数
    -- one of: gte gt
  tie_break  TEXT / text  -- when yes and no are equal
    -- one of: chair reject
  article?  TEXT / text  -- article of the rules that says so
  status  TEXT / text  -- where it stands
    -- one of: prepared open closed counted certified void
  entitled?  INTEGER / bigint  -- who may vote, frozen when it was opened
  present?  INTEGER / bigint  -- who was there, frozen when it was opened
  available?  INTEGER / bigint  -- votes of an open ballot: there, by proxy and written; empty for papers, which are issued
  opened_at?  TEXT / timestamptz  -- when it was opened
  closed_at?  TEXT / timestamptz  -- when it was closed
  outcome?  TEXT / text  -- the result
    -- one of: adopted rejected tie elected partly runoff uncontested
  casting?  TEXT / text  -- how the chair decided when yes and no were equal
    -- one of: yes no
  certified_on?  TEXT / date  -- when it was certified
  void_reason?  TEXT / text  -- why it is void
  CHECK (seats >= 0)
  CHECK (marks >= 0)
  CHECK (num >= 0)
  CHECK (den > 0)
  CHECK ((status = 'void') = (void_reason IS NOT NULL))
  CHECK ((status = 'certified') = (certified_on IS NOT NULL))
)
INDEX ballot_item_id (item_id, round)

-- A candidate of a ballot
CREATE TABLE ballot_candidate (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  ballot_id  BLOB / uuid -> ballot  -- which ballot
  no  INTEGER / bigint  -- number on the paper
  membership_id?  BLOB / uuid -> membership  -- who, where it is a member
  name  TEXT / text  -- name on the paper
  elected  BOOLEAN / boolean  -- elected by the certified count
  CHECK (no > 0)
)
UNIQUE INDEX ballot_candidate_ballot_id (ballot_id, no)

-- A member of the election committee who certified a ballot
CREATE TABLE ballot_witness (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  ballot_id  BLOB / uuid -> ballot  -- which ballot
  no  INTEGER / bigint  -- 1 or 2
  membership_id  BLOB / uuid -> membership  -- who
  CHECK (no IN (1, 2))
)
UNIQUE INDEX ballot_witness_ballot_id (ballot_id, no)
UNIQUE INDEX ballot_witness_once (ballot_id, membership_id)

-- Who was given a paper: turnout only. Nothing leads from here to a vote
CREATE TABLE ballot_roll (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  ballot_id  BLOB / uuid -> ballot  -- which ballot
  entitlement_id  BLOB / uuid -> meeting_entitlement  -- who
  substitute_id?  BLOB / uuid -> membership  -- who was given the paper in the delegate's place
)
UNIQUE INDEX ballot_roll_ballot_id (ballot_id, entitlement_id)

-- One person's count of all papers together; never of a part of them
CREATE TABLE ballot_tally (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  ballot_id  BLOB / uuid -> ballot  -- which ballot
  no  INTEGER / bigint  -- 1 or 2
  teller  TEXT / text  -- who counted
  cast_votes  INTEGER / bigint  -- papers in the box
  yes  INTEGER / bigint  -- yes
  no_votes  INTEGER / bigint  -- no
  blank  INTEGER / bigint  -- blank papers
  invalid  INTEGER / bigint  -- invalid papers
  votes  TEXT / text  -- of each candidate: [{no, yes, no_votes, blank, invalid}]
  CHECK (no IN (1, 2))
  CHECK (teller <> '')
  CHECK (cast_votes >= 0)
  CHECK (yes >= 0)
  CHECK (no_votes >= 0)
  CHECK (blank >= 0)
  CHECK (invalid >= 0)
)
UNIQUE INDEX ballot_tally_ballot_id (ballot_id, no)

-- The minutes (議事録) of a meeting
CREATE TABLE meeting_minutes (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  meeting_id  BLOB / uuid -> meeting  -- which meeting
  text  TEXT / text  -- the minutes
  signers  TEXT / text  -- who signs: [name]
  approved_on?  TEXT / date  -- when they were approved
  CHECK (text <> '')
)
UNIQUE INDEX meeting_minutes_meeting_id (meeting_id)

-- A questionnaire; its waves ask it as it stood when each was opened
CREATE TABLE survey (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  title  TEXT / text  -- what it is called
  purpose?  TEXT / text  -- what it is for, printed above the questions
  questions  TEXT / text  -- the questions with their choices
  CHECK (title <> '')
)

-- A questionnaire asked once: its questions and groups as they were then
CREATE TABLE survey_wave (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  survey_id  BLOB / uuid -> survey  -- which questionnaire
  label  TEXT / text  -- name of the wave
  status  TEXT / text  -- sheets are taken, or their counts are final
    -- one of: open closed
  opens_on  TEXT / date  -- first day
  closes_on?  TEXT / date  -- last day announced
  closed_on?  TEXT / date  -- day on which the sheets became one count
  handed_out?  INTEGER / bigint  -- sheets handed out
  questions  TEXT / text  -- the questions as asked
  group_labels  TEXT / text  -- groups of members that are told apart: [{no, label}]; none = all together
  CHECK (label <> '')
  CHECK (closes_on IS NULL OR closes_on >= opens_on)
  CHECK (handed_out IS NULL OR handed_out > 0)
  CHECK ((status = 'closed') = (closed_on IS NOT NULL))
)

-- A workbook that went out for answers to be typed into; says nothing of what came back in it
CREATE TABLE survey_form (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  wave_id  BLOB / uuid -> survey_wave  -- for which wave
  code  TEXT / text  -- number printed on it
  label  TEXT / text  -- for whom: a workplace, a branch
  edition  INTEGER / bigint  -- 1, then one more for each that replaced it
  sent_on  TEXT / date  -- day on which it was written
  taken_on?  TEXT / date  -- day on which it was taken in; empty = not yet
  taken?  INTEGER / bigint  -- sheets that were in it
  CHECK (code <> '')
  CHECK (label <> '')
  CHECK (edition > 0)
  CHECK ((taken_on IS NULL) = (taken IS NULL))
)
UNIQUE INDEX survey_form_code (code)

-- Answers of several sheets, added up. No sheet and nobody who answered is stored; when the wave is closed, all of a group become one
CREATE TABLE survey_count (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  wave_id  BLOB / uuid -> survey_wave  -- of which wave
  group_no?  INTEGER / bigint  -- number of the group; empty = not told
  sheets  INTEGER / bigint  -- how many sheets
  counts  TEXT / text  -- per question: who answered it, and who chose what
  CHECK (sheets > 0)
)

-- Something that the union does, year after year
CREATE TABLE activity (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  title  TEXT / text  -- what it is called
  theme  TEXT / text  -- its theme, by which the survey's need is found
    -- one of: bargaining workplace_issue organizing career training placement welfare communication compliance_safety politics community admin
  note?  TEXT / text  -- what belongs to it
  from_on  TEXT / date  -- first day
  ended_on?  TEXT / date  -- last day; empty = goes on
  CHECK (title <> '')
  CHECK (ended_on IS NULL OR ended_on >= from_on)
)

-- Time, money and people of an activity on a day
CREATE TABLE activity_log (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  activity_id  BLOB / uuid -> activity  -- which activity
  done_on  TEXT / date  -- the day
  minutes  INTEGER / bigint  -- minutes of officers, all together
  cost  INTEGER / bigint  -- yen paid
  people?  INTEGER / bigint  -- people who took part
  note?  TEXT / text  -- what it was
  CHECK (minutes >= 0)
  CHECK (cost >= 0)
  CHECK (people IS NULL OR people >= 0)
  CHECK (minutes > 0 OR cost > 0 OR people IS NOT NULL)
)
INDEX activity_log_done_on (done_on)

-- What was decided of an activity for a fiscal year, and what became of it
CREATE TABLE activity_decision (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  activity_id  BLOB / uuid -> activity  -- which activity
  fiscal_year  INTEGER / bigint  -- for which fiscal year, named after the calendar year in which it begins
  decision  TEXT / text  -- what is to be done
    -- one of: grow keep shrink stop
  reason  TEXT / text  -- why
  dissent?  TEXT / text  -- what was said against it
  effect?  INTEGER / bigint  -- how much it does, as the officers see it, 1 to 5
  need?  INTEGER / bigint  -- how much it is needed, as the officers see it, 1 to 5, where no survey says
  body?  TEXT / text  -- who decided
  decided_on  TEXT / date  -- day of the decision
  result?  TEXT / text  -- what became of it
    -- one of: done partly not_done
  result_text?  TEXT / text  -- what became of it, in words
  result_on?  TEXT / date  -- day on which that was said
  CHECK (reason <> '')
  CHECK (effect IS NULL OR effect BETWEEN 1 AND 5)
  CHECK (need IS NULL OR need BETWEEN 1 AND 5)
  CHECK ((result IS NULL) = (result_on IS NULL))
)
UNIQUE INDEX activity_decision_activity_id (activity_id, fiscal_year)

-- How a meeting pack is put together: which pages in which order, and the union's own words
CREATE TABLE pack_plan (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  name  TEXT / text  -- what the plan is called
  kind  TEXT / text  -- every page that has data, or two pages for a workplace meeting
    -- one of: congress workplace
  pages  TEXT / text  -- the pages in order: [{code, title, above, below}]; none = all in the usual order
  CHECK (name <> '')
)

-- The union's picture on covers; the newest row holds, one without content takes the picture away
CREATE TABLE union_logo (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  media?  TEXT / text  -- kind of the picture
    -- one of: png jpeg
  content?  BLOB / bytea  -- the picture without what a camera or program wrote beside it
  width?  INTEGER / bigint  -- pixels across
  height?  INTEGER / bigint  -- pixels down
  CHECK ((media IS NULL) = (content IS NULL))
  CHECK ((media IS NULL) = (width IS NULL))
  CHECK ((media IS NULL) = (height IS NULL))
  CHECK (width IS NULL OR (width > 0 AND height > 0))
)

-- A meeting pack as it was frozen: written again from here, whatever the roster says since
CREATE TABLE issued_pack (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  title  TEXT / text  -- what it is called in the list
  kind  TEXT / text  -- kind of the plan
    -- one of: congress workplace
  plan?  TEXT / text  -- name of the plan as it was; empty = the usual pages
  as_of  TEXT / date  -- day that it is true for
  from_on  TEXT / date  -- first day of its movements
  locale  TEXT / text  -- its language
    -- one of: ja en
  unit_id?  BLOB / uuid -> unit  -- subtree that it is about; empty = the whole union
  audience  TEXT / text  -- who may read it
    -- one of: members
  content  TEXT / text  -- frame and pages, as they are written
  sha256  TEXT / text  -- SHA-256 of the content, in hexadecimal
  told  TEXT / text  -- protected figures that it tells, as they are shown: later packs of that day keep to them
  state  TEXT / text  -- where it stands
    -- one of: draft approved distributed
  approved_at?  TEXT / timestamptz  -- when it was approved
  approved_by?  BLOB / uuid  -- officer who approved it (app_user.id)
  alone  BOOLEAN / boolean  -- who made it approved it, because no other officer could
  distributed_on?  TEXT / date  -- day on which it went out
  distributed_to?  TEXT / text  -- to whom, in words
  corrects_id?  BLOB / uuid -> issued_pack  -- the distributed pack that it takes the place of
  CHECK (title <> '')
  CHECK (from_on <= as_of)
  CHECK (length(sha256) = 64)
  CHECK ((state = 'draft') = (approved_at IS NULL))
  CHECK ((approved_at IS NULL) = (approved_by IS NULL))
  CHECK ((state = 'distributed') = (distributed_on IS NOT NULL))
  CHECK ((distributed_on IS NULL) = (distributed_to IS NULL))
  CHECK (NOT alone OR approved_at IS NOT NULL)
)
INDEX issued_pack_as_of (as_of)

-- A report that an officer made: what it counts or lists, and how
CREATE TABLE own_report (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  name  TEXT / text  -- name
  owner_id?  BLOB / uuid -> app_user  -- whose; empty = shared with everyone who may make it
  kind  TEXT / text  -- figures, or members by name
    -- one of: count list
  list_id?  BLOB / uuid -> saved_list  -- the kept list it is about; empty = all members
  shape  TEXT / text  -- groups, period, chart, columns, title, notes; whether small counts are withheld
  as_of  TEXT / text  -- the day it is true for
    -- one of: made month_end fiscal_end fixed
  as_of_on?  TEXT / date  -- that day, where it is fixed
  CHECK (name <> '')
  CHECK ((as_of = 'fixed') = (as_of_on IS NOT NULL))
)

-- When a report is due, and how its last making went. It is made as the officer whose it is, never as another
CREATE TABLE report_schedule (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  owner_id  BLOB / uuid -> app_user  -- whose
  report?  TEXT / text  -- code of a report of the program; empty = one of the officers' own
  own_report_id?  BLOB / uuid -> own_report  -- the officers' own report
  cadence  TEXT / text  -- how often
    -- one of: monthly weekly yearly
  month?  INTEGER / bigint  -- 1 to 12, of a yearly one
  day?  INTEGER / bigint  -- day of the month, 1 to 31, in a shorter month its last one; 0 = the last day
  weekday?  INTEGER / bigint  -- 1 = Monday to 7 = Sunday, of a weekly one
  from_on  TEXT / date  -- not due before this day
  as_of  TEXT / text  -- the day that a report of the program is true for, seen from the day on which it is due
    -- one of: made month_end fiscal_end fixed
  as_of_on?  TEXT / date  -- that day, where it is fixed
  file_name  TEXT / text  -- name of the file, with {name}, {as_of} and {due}
  locale  TEXT / text  -- language
    -- one of: ja en
  purpose?  TEXT / text  -- what it is for
  password_file?  TEXT / text  -- file that holds the password which opens the workbook; never the password
  done_for?  TEXT / date  -- the last day on which it was due and was made
  done_at?  TEXT / timestamptz  -- when that was
  done_file?  TEXT / text  -- name of the file that was written then
  failures  INTEGER / bigint  -- how often in a row it could not be made
  failed_at?  TEXT / timestamptz  -- when that was last
  failed_code?  TEXT / text  -- why, a code of the program
  stopped_on?  TEXT / date  -- not made any more from this day on, because it failed again and again
  CHECK ((report IS NULL) <> (own_report_id IS NULL))
  CHECK ((cadence = 'weekly') = (weekday IS NOT NULL))
  CHECK ((cadence <> 'weekly') = (day IS NOT NULL))
  CHECK ((cadence = 'yearly') = (month IS NOT NULL))
  CHECK (weekday IS NULL OR weekday BETWEEN 1 AND 7)
  CHECK (day IS NULL OR day BETWEEN 0 AND 31)
  CHECK (month IS NULL OR month BETWEEN 1 AND 12)
  CHECK ((as_of = 'fixed') = (as_of_on IS NOT NULL))
  CHECK (file_name <> '')
  CHECK ((done_for IS NULL) = (done_at IS NULL))
  CHECK (failures >= 0)
  CHECK ((failed_at IS NULL) = (failed_code IS NULL))
)

-- What a counsellor is typing of an inquiry that has no case yet, sealed; no record of the union
CREATE TABLE inquiry_draft (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  officer_id  BLOB / uuid -> app_user  -- whose
  place  TEXT / text  -- which form it belongs to
  revision  INTEGER / bigint  -- one more for each saving; part of what the seal is bound to
  key  BLOB / bytea  -- its key, sealed to the officer
  words  BLOB / bytea  -- sealed text
  CHECK (place <> '')
)
UNIQUE INDEX inquiry_draft_place (officer_id, place)

-- A closed case began again: how and when it had ended before
CREATE TABLE case_reopening (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  case_id  BLOB / uuid -> counsel_case  -- which case
  ended_on  TEXT / date  -- day of the ending
  outcome?  TEXT / text  -- how it had ended
    -- one of: goal_reached plan_agreed information_given referred_out withdrawn no_contact not_suitable
  reopened_on  TEXT / date  -- day from which it was under way again
  CHECK (reopened_on >= ended_on)
)
INDEX case_reopening_case_id (case_id, reopened_on)

-- A break of a meeting that was open (休会)
CREATE TABLE meeting_break (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  meeting_id  BLOB / uuid -> meeting  -- which meeting
  no  INTEGER / bigint  -- order
  began_at  TEXT / timestamptz  -- when it began
  reason  TEXT / text  -- why
  ended_at?  TEXT / timestamptz  -- when the meeting went on; empty = it lasts
  sum?  TEXT / text  -- figures of the credentials when the meeting went on
  CHECK (reason <> '')
  CHECK ((ended_at IS NULL) = (sum IS NULL))
)
UNIQUE INDEX meeting_break_meeting_id (meeting_id, no)

-- In which way keys of names and numbers were last written anew; no row = as before that was noted
CREATE TABLE key_way (
  way  INTEGER / bigint  -- one more each time that the core folds in another way
)

-- What a person was asked to agree to, and refused
CREATE TABLE consent_refusal (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  person_id  BLOB / uuid -> person  -- who
  purpose  TEXT / text  -- what for
    -- one of: union_activity federation_share joint_use employer_share checkoff counselling_record case_supervision placement_registration placement_share_employer training_share_host alumni_contact survey publication
  recipient_org_id?  BLOB / uuid -> organization  -- to whom data would have gone; empty = to nobody
  refused_on  TEXT / date  -- day of the refusal, or of the list that tells of it
)
INDEX consent_refusal_person_id (person_id, purpose)

-- The lot that decided equal votes on the last seats (くじ)
CREATE TABLE ballot_lot (
  id  BLOB / uuid  -- UUIDv7, made by the core
  created_at  TEXT / timestamptz  -- when the row was born
  created_by?  BLOB / uuid  -- officer who made it (app_user.id); empty = the program
  updated_at  TEXT / timestamptz  -- when it was last changed
  updated_by?  BLOB / uuid  -- officer who changed it last
  version  INTEGER / bigint  -- 1 at birth, then a number that the row never had before; a save names the version it read
  ballot_id  BLOB / uuid -> ballot  -- which ballot
  organ  TEXT / text  -- who draws by the rules
    -- one of: chair election_committee
  drawn_by  TEXT / text  -- name of who drew
  present  TEXT / text  -- in whose presence: [name]
  elected  TEXT / text  -- numbers of those of the equals who got the seats: [no]
  drawn_at  TEXT / timestamptz  -- when it was recorded
  CHECK (drawn_by <> '')
)
UNIQUE INDEX ballot_lot_ballot_id (ballot_id)

-- Search grams of each person: on SQLite a contentless FTS5 table whose rowid is person.search_no,
-- on PostgreSQL (search_no bigint, grams text[]) with a GIN index.
CREATE TABLE person_gram (grams)
