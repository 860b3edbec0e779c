// Written from the core's `api.rs` by `make api`; a test compares. Do not edit.

export type AddOfficer = { 
/**
 * Login; unique.
 */
login: string, 
/**
 * Name shown.
 */
display_name: string, 
/**
 * First passphrase; the officer changes it.
 */
passphrase: Passphrase, 
/**
 * Roles from today.
 */
roles: Array<Role>, 
/**
 * Top of the subtree that the roles are limited to.
 */
unit_scope?: UnitId, };

export type Ask = { 
/**
 * Language of the screen.
 */
locale?: Locale, };

export type AtWork = { 
/**
 * The officer.
 */
id: OfficerId, 
/**
 * Login.
 */
login: string, 
/**
 * Name shown.
 */
display_name: string, 
/**
 * Roles held today.
 */
roles: Array<Role>, 
/**
 * Rights held today: what the window offers.
 */
rights: string[], };

export type AuditFrom = { 
/**
 * Entries before this number; empty = the newest.
 */
before?: number, 
/**
 * How many; 100 unless said otherwise.
 */
limit?: number, };

export type AuditShown = { 
/**
 * Running number.
 */
seq: number, 
/**
 * When, UTC.
 */
at: string, 
/**
 * Officer's name.
 */
actor_name: string, 
/**
 * `capability.verb`, label `op.<action>`.
 */
action: string, 
/**
 * Table of the record meant.
 */
entity: string | null, 
/**
 * Names of the fields changed.
 */
fields: Array<string>, 
/**
 * Why.
 */
reason: string | null, };

export type BackedUp = { 
/**
 * Name of the file.
 */
name: string, 
/**
 * Size in bytes.
 */
bytes: number, 
/**
 * Rows by table.
 */
counts: { [key in string]: number }, };

export type BackupTo = { 
/**
 * Target; refused if it exists.
 */
file: string, };

export type ChainReport = { 
/**
 * Entries checked.
 */
entries: number, 
/**
 * Number of the first bad entry; none = the chain is whole.
 */
first_bad: number | null, 
/**
 * Hash of the last entry, hex; to be noted outside the file.
 */
head: string, };

export type ChangePassphrase = { 
/**
 * Old one.
 */
old: Passphrase, 
/**
 * New one.
 */
new: Passphrase, };

export type CreateSample = { 
/**
 * Where.
 */
file: string, 
/**
 * Passphrase of all its officers.
 */
passphrase: Passphrase, 
/**
 * Members; 1,200 unless said otherwise.
 */
members?: number, 
/**
 * Seed; the same seed gives the same data.
 */
seed?: number, };

export type CreateUnion = { 
/**
 * Where.
 */
file: string, 
/**
 * Name of the union.
 */
union_name: string, 
/**
 * Login of the first officer.
 */
login: string, 
/**
 * Name of the first officer; empty = the login.
 */
display_name?: string, 
/**
 * Passphrase of the first officer.
 */
passphrase: Passphrase, 
/**
 * Strength of the key derivation.
 */
strength?: Strength, };

export type Created = { 
/**
 * The recovery sheet's code; shown once.
 */
recovery_code: string, 
/**
 * How the desk stands now.
 */
status: Status, };

export type DeskState = "empty" | "locked" | "open";

export type GrantId = string;

export type GrantRole = { 
/**
 * To whom.
 */
officer: OfficerId, 
/**
 * Which.
 */
role: Role, 
/**
 * Top of the subtree; empty = the whole union.
 */
unit_scope?: UnitId, 
/**
 * First day; empty = today.
 */
from_on?: string, 
/**
 * Last day; empty = open.
 */
to_on?: string, };

export type GrantRow = { 
/**
 * The grant.
 */
id: GrantId, 
/**
 * The role.
 */
role: Role, 
/**
 * Top of the subtree; empty = the whole union.
 */
unit_scope: UnitId | null, 
/**
 * First day.
 */
from_on: string, 
/**
 * Last day; empty = open.
 */
to_on: string | null, 
/**
 * Version read; a revoke names it.
 */
version: number, };

export type HistoryFrom = { 
/**
 * The op before which to look; empty = the newest.
 */
before?: OpId, 
/**
 * How many; 50 unless said otherwise.
 */
limit?: number, };

export type Home = { 
/**
 * Figures.
 */
figures: Array<HomeFigure>, 
/**
 * Things to do, most urgent first.
 */
tasks: Array<HomeTask>, };

export type HomeFigure = { 
/**
 * Label `home.figure.<code>`.
 */
code: string, 
/**
 * The figure.
 */
n: number, 
/**
 * Place in the window that lists what is counted.
 */
link: string, };

export type HomeTask = { 
/**
 * Label `home.task.<code>`.
 */
code: string, 
/**
 * Parameters of the sentence.
 */
about: Record<string, unknown>, 
/**
 * Place in the window where it is done.
 */
link: string, };

export type Job = { 
/**
 * Name of the job.
 */
job: string, };

export type Locale = "ja" | "en";

export type Nothing = Record<symbol, never>;

export type OfficerId = string;

export type OfficerRow = { 
/**
 * The officer.
 */
id: OfficerId, 
/**
 * Login.
 */
login: string, 
/**
 * Name shown.
 */
display_name: string, 
/**
 * May no longer log in.
 */
locked: boolean, 
/**
 * Founded the file.
 */
first: boolean, 
/**
 * Roles, also past ones.
 */
grants: Array<GrantRow>, };

export type OpId = string;

export type OpNamed = { 
/**
 * The op; empty = the officer's newest.
 */
op?: OpId, };

export type OpRow = { 
/**
 * The op.
 */
id: OpId, 
/**
 * When, UTC.
 */
at: string, 
/**
 * Officer.
 */
actor: OfficerId | null, 
/**
 * Officer's name.
 */
actor_name: string, 
/**
 * `done`, `undone` (took one back) or `redone`.
 */
kind: string, 
/**
 * Capability of the verb; of the verb taken back for `undone` and `redone`.
 */
capability: string, 
/**
 * The verb.
 */
verb: string, 
/**
 * Parameters of the sentence.
 */
about: Record<string, unknown>, 
/**
 * Rows touched.
 */
rows: number, 
/**
 * It is in force and can be taken back by its officer.
 */
can_undo: boolean, 
/**
 * It was taken back.
 */
taken_back: boolean, };

export type OpenUnion = { 
/**
 * File or `postgres://` address; empty = the one that is locked.
 */
file?: string, 
/**
 * Login; empty = the first officer.
 */
login?: string, 
/**
 * Passphrase.
 */
passphrase: Passphrase, };

export type Page<T> = { 
/**
 * Rows in order.
 */
rows: Array<T>, 
/**
 * Place after the last row, to be given back for the next page; none = the end.
 */
next: string | null, };

export type Passphrase = string;

export type ProfileId = string;

export type Reauthenticate = { 
/**
 * Passphrase.
 */
passphrase: Passphrase, };

export type Recover = { 
/**
 * File.
 */
file: string, 
/**
 * Code of the recovery sheet.
 */
code: string, 
/**
 * Login of the officer; empty = the first officer.
 */
login?: string, 
/**
 * New passphrase.
 */
passphrase: Passphrase, };

export type RecoverySheet = { 
/**
 * The code.
 */
code: string, };

export type Restore = { 
/**
 * The backup.
 */
from: string, 
/**
 * The new union file; refused if it exists.
 */
to: string, };

export type Restored = { 
/**
 * Name of the new union file.
 */
name: string, 
/**
 * When the backup was made.
 */
made_at: string, 
/**
 * Rows by table.
 */
counts: { [key in string]: number }, };

export type RevokeRole = { 
/**
 * The grant.
 */
grant: GrantId, 
/**
 * Version read.
 */
version: number, };

export type Role = "admin" | "dpo" | "general_secretary" | "executive" | "treasurer" | "branch_officer" | "workplace_rep" | "counselor" | "counsel_supervisor" | "training_manager" | "placement_manager" | "auditor" | "viewer";

export type Settings = { 
/**
 * The profile's row.
 */
id: ProfileId, 
/**
 * Version read; a save names it.
 */
version: number, 
/**
 * Name of the union.
 */
name: string, 
/**
 * Reading.
 */
name_kana: string | null, 
/**
 * Month in which the fiscal year begins, 1 to 12.
 */
fiscal_start_month: number, 
/**
 * Number of the period of the fiscal year 2000.
 */
period_no_base: number | null, 
/**
 * Number of the regular congress of the fiscal year 2000.
 */
congress_no_base: number | null, 
/**
 * Has legal personality.
 */
is_corporation: boolean, 
/**
 * Text beside the seal box.
 */
seal_text: string | null, 
/**
 * Smallest count shown inside the executive, 3 to 20.
 */
suppress_k_internal: number, 
/**
 * Smallest count shown outside it, 3 to 20.
 */
suppress_k_public: number, 
/**
 * Dates on paper in Japanese eras.
 */
era_display: boolean, 
/**
 * Font of the workbooks.
 */
default_font: string, 
/**
 * Letters before the running member number.
 */
member_no_prefix: string, 
/**
 * Digits of the running member number.
 */
member_no_width: number, 
/**
 * Idle minutes until the window locks, 1 to 120.
 */
auto_lock_minutes: number, 
/**
 * The union's own words for label keys.
 */
labels: { [key in string]: string }, 
/**
 * The union is the fictional sample.
 */
sample: boolean, };

export type Status = { 
/**
 * Empty, locked or open.
 */
state: DeskState, 
/**
 * Name of the file or host of the server.
 */
place: string | null, 
/**
 * Offices share it.
 */
shared: boolean, 
/**
 * Name of the union.
 */
union_name: string | null, 
/**
 * The union is the fictional sample.
 */
sample: boolean, 
/**
 * The officer at work.
 */
officer: AtWork | null, 
/**
 * Idle minutes until the window locks.
 */
auto_lock_minutes: number, 
/**
 * The union's own words for label keys.
 */
labels: { [key in string]: string }, 
/**
 * What undo would take back.
 */
undo: OpId | null, 
/**
 * What redo would do again.
 */
redo: OpId | null, 
/**
 * Today in Japan.
 */
today: string, 
/**
 * Month in which the fiscal year begins.
 */
fiscal_start_month: number, 
/**
 * Dates on paper in Japanese eras.
 */
era_display: boolean, 
/**
 * Age of the last backup; none = never.
 */
last_backup: string | null, };

export type Strength = "calibrated" | "floor";

export type TookBack = { 
/**
 * The new op.
 */
op: OpId, 
/**
 * `capability.verb` of the op concerned.
 */
of: string, 
/**
 * Parameters of its sentence.
 */
about: Record<string, unknown>, 
/**
 * Rows touched.
 */
rows: number, };

export type UnitId = string;

export type Verified = { 
/**
 * Everything is whole.
 */
whole: boolean, 
/**
 * Findings as codes, label `desk.verify.<code>`.
 */
findings: Array<string>, 
/**
 * The audit chain.
 */
chain: ChainReport, 
/**
 * Rows by table.
 */
counts: { [key in string]: number }, 
/**
 * Versions of the database engine, for support.
 */
engine: string, };

/** Every verb: capability → verb → [input, output]. */
export type Api = {
  desk: {
    status: [Ask, Status];
    create: [CreateUnion, Created];
    create_sample: [CreateSample, Status];
    open: [OpenUnion, Status];
    lock: [Nothing, Nothing];
    recover: [Recover, Status];
    restore: [Restore, Restored];
    change_passphrase: [ChangePassphrase, Nothing];
    recovery_sheet: [Reauthenticate, RecoverySheet];
    backup: [BackupTo, BackedUp];
    verify: [Nothing, Verified];
    cancel: [Job, Nothing];
    settings: [Nothing, Settings];
    save_settings: [Settings, Nothing];
    history: [HistoryFrom, Page<OpRow>];
    undo: [OpNamed, TookBack];
    redo: [OpNamed, TookBack];
    home: [Nothing, Home];
  };
  officers: {
    list: [Nothing, Array<OfficerRow>];
    add: [AddOfficer, OfficerId];
    grant: [GrantRole, GrantId];
    revoke: [RevokeRole, Nothing];
    audit: [AuditFrom, Page<AuditShown>];
  };
};
