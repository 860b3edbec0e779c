// Written from the core's `api.rs` by `make api`; a test compares. Do not edit.

export type ActivitiesOf = { 
/**
 * Fiscal year; this one unless said otherwise.
 */
fiscal_year?: number, };

export type ActivityDecision = "grow" | "keep" | "shrink" | "stop";

export type ActivityDecisionId = string;

export type ActivityDecisionRow = { 
/**
 * The decision.
 */
id: ActivityDecisionId, 
/**
 * Version read.
 */
version: number, 
/**
 * For which fiscal year.
 */
fiscal_year: number, 
/**
 * What is to be done.
 */
decision: ActivityDecision, 
/**
 * Why.
 */
reason: string, 
/**
 * What was said against it.
 */
dissent: string | null, 
/**
 * How much it does, 1 to 5.
 */
effect: number | null, 
/**
 * How much it is needed, as the officers see it, 1 to 5.
 */
need: number | null, 
/**
 * Who decided.
 */
body: string | null, 
/**
 * Day of the decision.
 */
decided_on: string, 
/**
 * What became of it.
 */
result: ActivityOutcome | null, 
/**
 * In words.
 */
result_text: string | null, 
/**
 * Day on which that was said.
 */
result_on: string | null, };

export type ActivityId = string;

export type ActivityLogId = string;

export type ActivityLogRow = { 
/**
 * The entry.
 */
id: ActivityLogId, 
/**
 * Version read.
 */
version: number, 
/**
 * The activity.
 */
activity_id: ActivityId, 
/**
 * Its name.
 */
title: string, 
/**
 * The day.
 */
done_on: string, 
/**
 * Minutes of officers.
 */
minutes: number, 
/**
 * Yen.
 */
cost: number, 
/**
 * People who took part.
 */
people: number | null, 
/**
 * What it was.
 */
note: string | null, };

export type ActivityOutcome = "done" | "partly" | "not_done";

export type ActivityPlace = "needed_little" | "needed_much" | "less_much" | "less_little";

export type ActivityReview = { 
/**
 * The fiscal year.
 */
fiscal_year: number, 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, 
/**
 * Entries count up to this day.
 */
through: string, 
/**
 * Years with entries or decisions, newest first.
 */
years: number[], 
/**
 * Where the needs come from; none = the officers' own view.
 */
source: ReviewSource | null, 
/**
 * Twice the minutes in the middle: half of the activities took less.
 */
twice_middle_minutes: number | null, 
/**
 * Twice the need in the middle, in the unit of the source.
 */
twice_middle_need: number | null, 
/**
 * The activities, most hours first.
 */
rows: Array<ActivityRow>, };

export type ActivityRow = { 
/**
 * The activity.
 */
id: ActivityId, 
/**
 * Version read.
 */
version: number, 
/**
 * What it is called.
 */
title: string, 
/**
 * What it is about.
 */
theme: ActivityTheme, 
/**
 * What belongs to it.
 */
note: string | null, 
/**
 * First day.
 */
from_on: string, 
/**
 * Last day.
 */
ended_on: string | null, 
/**
 * Minutes of officers in the year.
 */
minutes: number, 
/**
 * Minutes in the year before.
 */
minutes_before: number, 
/**
 * Yen in the year.
 */
cost: number, 
/**
 * People who took part in the year; one who came twice counts twice.
 */
people: number, 
/**
 * Tenths of a per cent of the members asked who want more of its theme.
 */
need: number | null, 
/**
 * The need is the officers' own view, 1 to 5, because no survey says.
 */
need_seen: number | null, 
/**
 * Where it stands; none without hours or need.
 */
place: ActivityPlace | null, 
/**
 * What its place proposes.
 */
proposed: ActivityDecision | null, 
/**
 * The decision for the next year.
 */
next: ActivityDecisionRow | null, 
/**
 * The decision for this year, made in the year before.
 */
this: ActivityDecisionRow | null, };

export type ActivityTheme = "bargaining" | "workplace_issue" | "organizing" | "career" | "training" | "placement" | "welfare" | "communication" | "compliance_safety" | "politics" | "community" | "admin";

export type AddActivity = { 
/**
 * What it is called.
 */
title: string, 
/**
 * What it is about.
 */
theme: ActivityTheme, 
/**
 * What belongs to it.
 */
note?: string, 
/**
 * First day; today unless said otherwise.
 */
from_on?: string, };

export type AddAdvice = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * What.
 */
text: string, };

export type AddBallot = { 
/**
 * The item.
 */
item_id: ItemId, 
/**
 * What is asked; an election with candidates for elections, yes or no for everything else unless said otherwise.
 */
form?: BallotForm | null, 
/**
 * Where papers are given out; at the meeting unless said otherwise.
 */
venue?: BallotVenue | null, 
/**
 * The question on the paper; the item's title unless said otherwise.
 */
question?: string | null, 
/**
 * Seats to be filled.
 */
seats?: number, 
/**
 * Candidates that one paper may name at most; as many as there are seats unless said otherwise.
 */
marks?: number, 
/**
 * The candidates in the order of the paper.
 */
candidates?: Array<NewCandidate>, 
/**
 * Why candidates are chosen otherwise than by direct secret ballot (G-05): 議長団の選出.
 */
reason?: string | null, };

export type AddCaseAction = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * For which goal.
 */
goal_id?: CaseGoalId, 
/**
 * Who.
 */
who: CaseActionBy, 
/**
 * What.
 */
text: string, 
/**
 * By when; comes onto the day list.
 */
due_on?: string, };

export type AddCaseAddendum = { 
/**
 * The note.
 */
note_id: CaseNoteId, 
/**
 * What is added.
 */
text: string, 
/**
 * The draft that it was written from goes with the saving.
 */
draft?: string, };

export type AddCaseAttachment = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * The file; it stays where it is.
 */
file: string, 
/**
 * What it is.
 */
remark?: string, };

export type AddCaseDue = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * What.
 */
kind: CaseDueKind, 
/**
 * Day.
 */
due_on: string, };

export type AddCaseGoal = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Where it leads.
 */
theme: GoalTheme, 
/**
 * How far away.
 */
horizon: GoalHorizon, 
/**
 * In words.
 */
text: string, 
/**
 * Day; today unless said otherwise.
 */
set_on?: string, };

export type AddCommunity = { 
/**
 * Which of the six kinds.
 */
kind: KyojoKind, 
/**
 * Name as printed.
 */
name: string, 
/**
 * Reading.
 */
name_kana?: string, 
/**
 * Region it works in; empty = everywhere.
 */
region?: string, 
/**
 * Industries or occupations.
 */
industries?: string, 
/**
 * Person to ask for.
 */
contact_name?: string, 
/**
 * Telephone.
 */
phone?: string, 
/**
 * E-mail.
 */
mail?: string, 
/**
 * Web site, as text.
 */
site?: string, 
/**
 * What it can help with, in words.
 */
helps: string, 
/**
 * Needs that it may answer.
 */
needs?: Array<Need>, 
/**
 * Note for officers.
 */
note?: string, 
/**
 * In contact with the union since.
 */
since_on?: string, 
/**
 * First day on which it can be referred to.
 */
active_from?: string, 
/**
 * Last day.
 */
active_to?: string, 
/**
 * Day on which somebody asked whether this is true; none = nobody did.
 */
checked_on?: string, };

export type AddCost = { 
/**
 * The run.
 */
run_id: RunId, 
/**
 * What for.
 */
kind: CostKind, 
/**
 * Yen; a subsidy may be written with or without a minus.
 */
amount: number, 
/**
 * Who paid it out or gave it; none = the union itself.
 */
paid_by_org_id?: OrganizationId, 
/**
 * When.
 */
paid_on?: string, 
/**
 * Note.
 */
note?: string, };

export type AddCourse = { 
/**
 * Its code; the next running one unless given.
 */
code?: string, 
/**
 * Title as printed.
 */
title: string, 
/**
 * What it is for.
 */
purpose?: string, 
/**
 * Which of the six kinds of 共助 it belongs to.
 */
kyojo_kind?: KyojoKind, 
/**
 * For whom it is.
 */
target?: string, 
/**
 * Planned hours.
 */
hours: number, 
/**
 * Minutes that completion asks for, in percent of all; 80 unless said otherwise (E-05).
 */
required_ratio?: number, 
/**
 * Minutes of an excused absence count for completion.
 */
excused_counts?: boolean, 
/**
 * Completion asks for the assignment, too.
 */
needs_assignment?: boolean, 
/**
 * Courses to be completed before.
 */
prerequisites?: Array<CourseId>, 
/**
 * What else is expected, in words.
 */
prerequisite_note?: string, 
/**
 * Last day in the catalogue; none = open.
 */
active_to?: string, };

export type AddEvaluation = { 
/**
 * The run.
 */
run_id: RunId, 
/**
 * As a whole, 1 to 5.
 */
overall?: number, 
/**
 * Content, 1 to 5.
 */
content?: number, 
/**
 * Lecturer, 1 to 5.
 */
lecturer?: number, 
/**
 * Of use at work and in the union, 1 to 5.
 */
useful?: number, 
/**
 * In own words.
 */
comment?: string, };

export type AddInterest = { 
/**
 * Which course.
 */
course_id: CourseId, 
/**
 * Which organisation; none = the union itself.
 */
org_id?: OrganizationId, 
/**
 * How many people.
 */
people: number, 
/**
 * When and where they would like it.
 */
wish?: string, 
/**
 * When it said so; today unless said otherwise.
 */
recorded_on?: string, };

export type AddLearning = { 
/**
 * The person.
 */
person_id: PersonId, 
/**
 * What.
 */
title: string, 
/**
 * Where.
 */
provider?: string, 
/**
 * First day.
 */
from_on?: string, 
/**
 * Last day.
 */
to_on?: string, 
/**
 * Hours.
 */
hours?: number, 
/**
 * Note.
 */
note?: string, };

export type AddMeeting = { 
/**
 * Which kind.
 */
kind: MeetingKind, 
/**
 * Which in the count (第○回). Of a regular congress of the whole union it follows from the settings unless said otherwise.
 */
no?: number, 
/**
 * Title as printed.
 */
title: string, 
/**
 * Of which unit; empty = of the whole union.
 */
unit_id?: UnitId | null, 
/**
 * Day.
 */
held_on: string, 
/**
 * Begin, `13:00`.
 */
starts: string, 
/**
 * Place.
 */
place?: string | null, 
/**
 * Who will chair it.
 */
chair?: string | null, 
/**
 * Who will keep the minutes.
 */
clerk?: string | null, 
/**
 * Note.
 */
note?: string | null, };

export type AddMember = { 
/**
 * The person.
 */
person: PersonDraft, 
/**
 * 組合員番号; empty = the union's next.
 */
member_no?: string, 
/**
 * 区分
 */
category?: Category, 
/**
 * First day of membership.
 */
joined_on: string, 
/**
 * Day of application; empty = the first day.
 */
applied_on?: string, 
/**
 * How the person came.
 */
join_reason?: JoinReason, 
/**
 * Unit on the first day (M-05).
 */
unit_id: UnitId, 
/**
 * Employment.
 */
employment?: EmploymentDraft, 
/**
 * The officer looked at the persons of M-01 and says that this is another one.
 */
not_a_duplicate?: boolean, 
/**
 * The officer acknowledged who may hold this category (M-03).
 */
eligible?: boolean, 
/**
 * Why, for a first day in a closed month (M-09).
 */
reason?: string, 
/**
 * The person who joins again; `person` then corrects nothing.
 */
rejoins?: PersonId, };

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

export type AddOrganization = { 
/**
 * Kind; an employer with a parent is a worksite.
 */
kind: OrgKind, 
/**
 * Name as printed.
 */
name: string, 
/**
 * Reading.
 */
name_kana?: string, 
/**
 * Organisation above; for a worksite its employer.
 */
parent_id?: OrganizationId, 
/**
 * 法人番号; its check digit must agree.
 */
corporate_number?: string, 
/**
 * Postal code, 7 digits.
 */
postal?: string, 
/**
 * Address.
 */
address?: string, 
/**
 * Telephone.
 */
phone?: string, 
/**
 * E-mail.
 */
mail?: string, 
/**
 * Person to ask for.
 */
contact_name?: string, 
/**
 * Number of the agreement with it.
 */
agreement_no?: string, 
/**
 * First day.
 */
active_from?: string, 
/**
 * Last day.
 */
active_to?: string, };

export type AddRun = { 
/**
 * Which course.
 */
course_id: CourseId, 
/**
 * Its sittings.
 */
sessions?: Array<SessionFields>, 
/**
 * Seats by organisation, which are invited by it.
 */
quotas?: Array<QuotaFields>, 
/**
 * Title; the course's unless given.
 */
title?: string, 
/**
 * Who hosts it; none = the union itself.
 */
host_org_id?: OrganizationId, 
/**
 * Seats in all.
 */
capacity: number, 
/**
 * Organisations that are not invited may apply, too.
 */
is_public?: boolean, 
/**
 * Applications wait for an approval.
 */
needs_approval?: boolean, 
/**
 * Fewer than these and the run is in question.
 */
min_people?: number, 
/**
 * Longest waiting list; none = no limit.
 */
wait_limit?: number, 
/**
 * First day of applications.
 */
apply_from?: string, 
/**
 * Last day of applications.
 */
apply_until?: string, 
/**
 * From this day unused seats of organisations are common (E-03).
 */
quota_release_on?: string, 
/**
 * Last day on which a seat is given back without cost (E-06).
 */
cancel_free_until?: string, 
/**
 * Hours for which an offered seat is kept; 72 unless said otherwise.
 */
offer_hours?: number, 
/**
 * Where people take part; at a place unless said otherwise.
 */
mode?: RunMode, 
/**
 * Place.
 */
venue?: string, 
/**
 * Link, as text.
 */
link?: string, 
/**
 * How the costs are shared; the host pays unless said otherwise.
 */
cost_model?: CostModel, 
/**
 * Yen a head of the model `fixed_fee`.
 */
fee?: number, 
/**
 * Planned costs in yen.
 */
budget?: number, 
/**
 * Note for officers.
 */
note?: string, 
/**
 * Name of the person in charge.
 */
contact_name?: string, 
/**
 * Mail address.
 */
contact_mail?: string, 
/**
 * Telephone.
 */
contact_phone?: string, };

export type AddScheme = { 
/**
 * Name as officials write it.
 */
name: string, 
/**
 * Name in English.
 */
name_en?: string, 
/**
 * Needs that it may answer.
 */
needs?: Array<Need>, 
/**
 * First day of the text; today unless said otherwise, never before (K-01).
 */
from_on?: string, 
/**
 * What it is, shortly.
 */
summary: string, 
/**
 * What to ask at the office.
 */
questions?: Array<string>, 
/**
 * Where to ask.
 */
office: string, 
/**
 * What to bring.
 */
bring?: string, 
/**
 * Law it stands on.
 */
legal_basis?: string, 
/**
 * Official site, as text.
 */
site?: string, 
/**
 * What changed.
 */
note?: string, 
/**
 * Day on which the text was compared with office or site; none = it was not.
 */
checked_on?: string, };

export type AddUnit = { 
/**
 * Level.
 */
kind: UnitKind, 
/**
 * Name as printed.
 */
label: string, 
/**
 * Short code, unique; empty = the program makes one.
 */
code?: string, 
/**
 * Unit above; empty = top.
 */
parent_id?: UnitId, 
/**
 * Employer whose staff it organises.
 */
employer_org_id?: OrganizationId, 
/**
 * Worksite it stands at.
 */
worksite_org_id?: OrganizationId, 
/**
 * Order among its siblings; empty = last.
 */
sort?: number, 
/**
 * First day; empty = that of the unit above, or from the beginning.
 */
from_on?: string, };

export type Added = { 
/**
 * The person.
 */
person_id: PersonId, 
/**
 * The membership.
 */
membership_id: MembershipId, 
/**
 * 組合員番号
 */
member_no: string, };

export type AdmitCounselor = { 
/**
 * Who.
 */
officer: OfficerId, 
/**
 * The mark of that officer's key, as read aloud from the own desk; checked if it is given.
 */
key_mark?: string, 
/**
 * CounselorQualification.
 */
qualification: CounselorQualification, 
/**
 * Number of the national registration; asked of registered consultants (C-02).
 */
registration_no?: string, 
/**
 * Last day of the registration; asked of registered consultants (C-02).
 */
registered_until?: string, 
/**
 * The counsellor's own member number, so that C-01 can see a shared workplace.
 */
member?: string, };

export type AdvanceRequest = { 
/**
 * The request.
 */
id: RequestId, 
/**
 * Version read.
 */
version: number, 
/**
 * The step.
 */
to: RequestStatus, 
/**
 * Day; empty = today.
 */
on?: string, 
/**
 * What was answered, or why it was refused.
 */
answer?: string, };

export type AgendaItem = { 
/**
 * The item; empty = a new one.
 */
id?: ItemId | null, 
/**
 * What it is.
 */
kind: AgendaKind, 
/**
 * Title.
 */
title: string, 
/**
 * What is proposed.
 */
text?: string | null, 
/**
 * Who proposes it.
 */
proposer?: string | null, 
/**
 * How it is decided; by secret ballot where the law wants it, else by a show of hands (reports by applause), unless said
 * otherwise.
 */
method?: BallotMethod | null, 
/**
 * Of a settlement: the certificate of the accounting auditor is there (労働組合法5条2項7号).
 */
audited?: boolean, };

export type AgendaKind = "report" | "resolution" | "election" | "strike_vote" | "rule_change" | "budget" | "settlement" | "discipline" | "affiliation" | "other";

export type AgendaRow = { 
/**
 * The item.
 */
id: ItemId, 
/**
 * Version; a decision names it.
 */
version: number, 
/**
 * Its place.
 */
no: number, 
/**
 * Its number as every paper has it: 第一号議案, 報告第一号.
 */
number: string, 
/**
 * What it is.
 */
kind: AgendaKind, 
/**
 * Title.
 */
title: string, 
/**
 * What is proposed.
 */
text: string | null, 
/**
 * Who proposes it.
 */
proposer: string | null, 
/**
 * How it is decided.
 */
method: BallotMethod, 
/**
 * The auditor's certificate is there.
 */
audited: boolean, 
/**
 * What became of it.
 */
result: ItemResult | null, 
/**
 * The same as it is said of such an item: a report is 了承, an election 当選.
 */
result_words: string | null, 
/**
 * In words.
 */
result_note: string | null, 
/**
 * Why it was withdrawn (取下げ); none = it was not.
 */
withdrawn: string | null, 
/**
 * Day on which it was added to the agenda that the notice told.
 */
added_on: string | null, 
/**
 * Article by which it is discussed and not decided: it came too late for the notice, and the rules decide only what was
 * told.
 */
unannounced: string | null, 
/**
 * What it takes, in words with the article.
 */
threshold: string | null, };

export type Alike = { 
/**
 * The person.
 */
person_id: PersonId, 
/**
 * Version; a merge names it.
 */
version: number, 
/**
 * Name.
 */
name: string, 
/**
 * Reading.
 */
kana: string, 
/**
 * Date of birth.
 */
birth_on: string | null, 
/**
 * 旧姓
 */
former_name: string | null, 
/**
 * 組合員番号, the newest.
 */
member_no: string | null, 
/**
 * State of the newest membership, label `enum.status.<code>`.
 */
status: Status | null, 
/**
 * First day of the newest membership.
 */
joined_on: string | null, 
/**
 * Branch.
 */
branch: string | null, 
/**
 * 会社
 */
employer: string | null, 
/**
 * 社員番号
 */
employee_no: string | null, 
/**
 * チェックオフ of the newest membership.
 */
checkoff: Checkoff | null, };

export type AlikeOther = { 
/**
 * Sheet.
 */
sheet: string, 
/**
 * Row as in the file, from 1.
 */
row: number, 
/**
 * Name as in the file.
 */
name: string, 
/**
 * Rules that both meet, the strongest first; label `members.alike.<code>`.
 */
because: Array<string>, };

export type AlikeRow = { 
/**
 * Sheet.
 */
sheet: string, 
/**
 * Row as in the file, from 1.
 */
row: number, 
/**
 * `created`: it is added unless the officer says that it is one of these; `rejected`: it waits for the answer.
 */
outcome: string, 
/**
 * Name as in the file.
 */
name: string, 
/**
 * Reading.
 */
kana: string, 
/**
 * Date of birth.
 */
birth_on: string | null, 
/**
 * The officer said that it is somebody else; the import remembers it (`not_same`).
 */
apart: boolean, 
/**
 * Persons of the roster, the likeliest first.
 */
candidates: Array<Candidate>, 
/**
 * Earlier rows of the file, the likeliest first.
 */
others: Array<AlikeOther>, };

export type Among = { 
/**
 * The persons.
 */
persons: Array<PersonId>, 
/**
 * The filter; order and page are ignored.
 */
filter?: MemberFilter, };

export type AnnounceJointUse = { 
/**
 * With whom.
 */
recipient_org_id: OrganizationId, 
/**
 * Items of data.
 */
items: string, 
/**
 * Who uses them.
 */
extent: string, 
/**
 * What for.
 */
purpose: string, 
/**
 * Who answers for the data.
 */
responsible: string, 
/**
 * Day on which the members were told.
 */
announced_on: string, };

export type AnswerSheet = { 
/**
 * Number of the group; none = not told.
 */
group?: number, 
/**
 * The answers.
 */
answers: Array<SheetAnswer>, };

export type Apart = { 
/**
 * One of them.
 */
one: EnrolmentId, 
/**
 * The other.
 */
other: EnrolmentId, };

export type Applicant = { 
/**
 * Number of a member.
 */
member_no?: string, 
/**
 * A person who is known already.
 */
person_id?: PersonId, 
/**
 * Somebody of another organisation who is not known yet.
 */
outside?: Outside, 
/**
 * For which organisation; none = the union itself.
 */
org_id?: OrganizationId, 
/**
 * Company, for groups that mix.
 */
company?: string, 
/**
 * Industry, for groups that mix.
 */
industry?: string, 
/**
 * Decade of age (30 = in the thirties), for groups that mix.
 */
age_band?: number, 
/**
 * Note.
 */
note?: string, };

export type Applied = { 
/**
 * The applicants in the order in which they were named.
 */
applied: Array<AppliedOne>, 
/**
 * What was decided of others meanwhile.
 */
decisions: Array<DecisionRow>, };

export type AppliedOne = { 
/**
 * The application.
 */
id: EnrolmentId, 
/**
 * Who.
 */
person_id: PersonId, 
/**
 * Name.
 */
name: string, 
/**
 * Where it stands.
 */
status: EnrolmentStatus, 
/**
 * Where the seat comes from.
 */
pool: Pool | null, 
/**
 * Why; none while it waits for an approval.
 */
reason: SeatReason | null, 
/**
 * What is to be known.
 */
warnings: Array<Remark>, };

export type Apply = { 
/**
 * The run.
 */
run_id: RunId, 
/**
 * Who.
 */
applicants: Array<Applicant>, 
/**
 * Seats for all of them or for none: they wait until there are enough.
 */
together?: boolean, 
/**
 * When the application came; now unless said otherwise, never later.
 */
applied_at?: string, 
/**
 * Take the applications although a course that is asked for before is missing (E-10).
 */
despite?: boolean, };

export type ApplyForm = { 
/**
 * Hash of the file that was looked at.
 */
file_hash?: string, 
/**
 * The file.
 */
file: string, 
/**
 * Its password.
 */
password?: Passphrase, 
/**
 * It must be a form of this run.
 */
run_id?: RunId, 
/**
 * It must be a form of this partner.
 */
org_id?: OrganizationId, 
/**
 * Take an edition that was replaced by a newer one.
 */
old_edition?: boolean, 
/**
 * Take the applications although a course that is asked for before is missing (E-10).
 */
despite?: boolean, };

export type ApplyJobCard = { 
/**
 * Hash of the file that was looked through.
 */
file_hash?: string, 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * The file.
 */
file: string, 
/**
 * Password of the file.
 */
password?: Passphrase, };

export type ApplyRecheck = { 
/**
 * Hash that the preview named; refused when the file has changed since.
 */
file_hash?: string, 
/**
 * The file.
 */
file: string, 
/**
 * Password of a protected workbook.
 */
password?: Passphrase, };

export type ApplySurveyForm = { 
/**
 * Hash that the preview named; refused when the file has changed since.
 */
file_hash?: string, 
/**
 * Leave rows out that cannot be read; otherwise they must be mended first.
 */
leave_out?: boolean, 
/**
 * The file.
 */
file: string, 
/**
 * Password of a protected workbook.
 */
password?: Passphrase, 
/**
 * The wave that it must be of.
 */
wave_id?: WaveId, };

export type Appoint = { 
/**
 * The office.
 */
office_id: OfficeId, 
/**
 * Who.
 */
membership_id: MembershipId, 
/**
 * Unit of the office; empty = the union.
 */
unit_id?: UnitId, 
/**
 * First day.
 */
from_on: string, 
/**
 * Last day of the term (任期満了日); empty = by the length of the office's terms. Who holds the office stays in it beyond,
 * until a successor is chosen.
 */
due_on?: string, 
/**
 * Last day in the office, where it is known already; empty = until a successor is chosen.
 */
to_on?: string, 
/**
 * 専従区分
 */
fulltime_kind: FulltimeKind, 
/**
 * How the person came to it.
 */
elected_by: ElectedBy, };

export type Appointed = { 
/**
 * The term; none = nothing was written.
 */
id: TermId | null, 
/**
 * Last day of the term.
 */
due_on: string | null, 
/**
 * Whose terms had run out, and end as this one begins.
 */
ends: Array<string>, 
/**
 * Offices that the person holds at the same time and that do not go with this one (会計監査 and the executive); not refused.
 */
beside: Array<string>, };

export type Approve = { 
/**
 * The membership applied for.
 */
membership_id: MembershipId, 
/**
 * Version read.
 */
version: number, 
/**
 * First day of membership.
 */
joined_on: string, 
/**
 * Why, for a first day in a closed month (M-09).
 */
reason?: string, };

export type AsOf = { 
/**
 * The day; empty = today.
 */
as_of?: string, 
/**
 * Also units that are not valid on the day: closed ones and those to come.
 */
include_closed?: boolean, };

export type Ask = { 
/**
 * Language of the screen.
 */
locale?: Locale, };

export type AskRelease = { 
/**
 * Number of the case.
 */
case_no: string, 
/**
 * Ground.
 */
ground: SecrecyGround, 
/**
 * What for.
 */
purpose: ReleasePurpose, 
/**
 * Where the decision lies: number or date of a minute.
 */
reference: string, 
/**
 * To whom it may go; asked for where something leaves the union.
 */
recipient?: string, 
/**
 * What may go, as kinds and not as contents: name, telephone number …; asked for where something leaves the union.
 */
items?: Array<string>, };

export type AssessmentId = string;

export type AssignCase = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Version read; checked if it is given.
 */
version?: number, 
/**
 * Who; the officer at the desk unless said otherwise.
 */
officer?: OfficerId, 
/**
 * Somebody has looked: the counsellor does not supervise the member at work.
 */
not_supervisor?: boolean, };

export type AssignmentDetail = { 
/**
 * The assignment.
 */
id: AssignmentId, 
/**
 * Unit.
 */
unit_id: UnitId, 
/**
 * Names from the top.
 */
unit_names: Array<string>, 
/**
 * First day.
 */
from_on: string, 
/**
 * Last day; empty = open.
 */
to_on: string | null, };

export type AssignmentId = string;

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
rights: string[], 
/**
 * Reaches the whole union with something that members are seen or counted by; not only units of it.
 */
whole: boolean, };

export type AttachmentSight = "picture" | "text" | "outside";

export type AttachmentsOf = { 
/**
 * The case.
 */
case_id: CaseId, };

export type Attendance = "present" | "late" | "left_early" | "absent" | "excused" | "online";

export type AttendanceEntry = { 
/**
 * Who.
 */
enrolment_id: EnrolmentId, 
/**
 * Which sitting.
 */
session_id: SessionId, 
/**
 * How; none = take the entry out.
 */
attendance?: Attendance, 
/**
 * Minutes there: the whole sitting for who was present or online, none for who was absent or excused, unless said
 * otherwise; must be said for who came late or left early.
 */
minutes?: number, };

export type AttendanceMode = "in_person" | "online" | "proxy" | "written" | "absent";

export type AttendanceOf = { 
/**
 * Entries of those in sight.
 */
entries: Array<AttendanceEntry>, };

export type AttendeeFilter = { 
/**
 * The meeting.
 */
meeting_id: MeetingId, 
/**
 * Beginning of a reading or a name, a number or its end.
 */
find?: string, 
/**
 * Only those who take part so.
 */
mode?: AttendanceMode, 
/**
 * Only those of whom nothing is known yet.
 */
unknown?: boolean, 
/**
 * Only those whom the rule leaves out.
 */
left_out?: boolean, 
/**
 * How many at most; 200 unless said otherwise.
 */
limit?: number, };

export type AttendeeRow = { 
/**
 * The seat.
 */
id: EntitlementId, 
/**
 * Member number.
 */
member_no: string, 
/**
 * Name.
 */
name: string, 
/**
 * Reading.
 */
kana: string | null, 
/**
 * Unit on the base date.
 */
unit: string | null, 
/**
 * By what.
 */
seat: SeatKind, 
/**
 * Does not count, and why.
 */
left_out: LeftOut | null, 
/**
 * The condition that leaves out.
 */
condition: string | null, 
/**
 * How the person takes part.
 */
mode: AttendanceMode | null, 
/**
 * Who holds the proxy.
 */
holder: string | null, 
/**
 * Number of who holds it.
 */
holder_no: string | null, 
/**
 * Why the proxy does not count.
 */
fault: ProxyFault | null, 
/**
 * Proxies of others that the person holds.
 */
holds: number, 
/**
 * Those of them that count.
 */
holds_counted: number, 
/**
 * Who takes the delegate's place, or is named to.
 */
substitute: string | null, 
/**
 * Number of who does.
 */
substitute_no: string | null, 
/**
 * When it was received.
 */
received_at: string | null, 
/**
 * When the person, who was there at the declaration, went away.
 */
went_at: string | null, 
/**
 * Day on which the membership ended, if it did by the day of the meeting: the base is frozen, the seat stays.
 */
left_on: string | null, };

export type AuditFrom = { 
/**
 * Entries before this number; empty = the newest.
 */
before?: number, 
/**
 * Words that the entry must be about: a name, a number, a unit …
 */
find?: string, 
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
 * Who or what it was about (対象), as far as the officer may see it; none = many, or nothing that has a name.
 */
subject: string | null, 
/**
 * How many it was about, where it was about many.
 */
n: number | null, 
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

export type BallotCandidate = { 
/**
 * Number on the paper.
 */
no: number, 
/**
 * Name on the paper.
 */
name: string, 
/**
 * Votes, once two counts agree.
 */
votes: CandidateVotes | null, 
/**
 * Elected, once it was certified.
 */
elected: boolean, 
/**
 * The lot decided for the candidate.
 */
by_lot: boolean, };

export type BallotCount = { 
/**
 * Papers in the box.
 */
cast: number, 
/**
 * Yes.
 */
yes: number, 
/**
 * No.
 */
no: number, 
/**
 * Blank papers.
 */
blank: number, 
/**
 * Invalid papers.
 */
invalid: number, 
/**
 * Of each candidate.
 */
votes: Array<CandidateVotes>, };

export type BallotDetail = { 
/**
 * The ballot.
 */
ballot: BallotRow, 
/**
 * When it was opened.
 */
opened_at: string | null, 
/**
 * When it was closed.
 */
closed_at: string | null, 
/**
 * Candidates.
 */
candidates: Array<BallotCandidate>, 
/**
 * How far the counting is.
 */
tally: TallyState, 
/**
 * Who has counted.
 */
tellers: Array<string>, 
/**
 * The count, once two agree.
 */
count: BallotCount | null, 
/**
 * Fields in which the two counts differ, without the numbers.
 */
differ: Array<string>, 
/**
 * Numbers of those who stand in the run-off.
 */
runoff: Array<number>, 
/**
 * Seats still free.
 */
left: number, 
/**
 * Seats to be filled and those that stay free, in words; none of a question.
 */
seating: string | null, 
/**
 * Who certified it.
 */
witnesses: Array<string>, 
/**
 * How the chair decided.
 */
casting: Casting | null, 
/**
 * Numbers of the equals between whom a lot is still to decide, for the seats that are left.
 */
to_draw: Array<number>, 
/**
 * The lot that was drawn.
 */
lot: BallotLot | null, };

export type BallotForm = "question" | "election" | "confidence";

export type BallotId = string;

export type BallotLot = { 
/**
 * Who draws by the rules.
 */
organ: LotOrgan, 
/**
 * Who drew.
 */
drawn_by: string, 
/**
 * In whose presence.
 */
present: Array<string>, 
/**
 * When it was recorded.
 */
drawn_at: string, 
/**
 * Numbers of those who got the seats.
 */
elected: Array<number>, 
/**
 * All of it in words, with the article.
 */
told: string, };

export type BallotMethod = "show_of_hands" | "standing" | "applause" | "open_vote" | "direct_secret";

export type BallotNamed = { 
/**
 * The ballot.
 */
id: BallotId, };

export type BallotOutcome = "adopted" | "rejected" | "tie" | "elected" | "partly" | "runoff" | "uncontested";

export type BallotRow = { 
/**
 * The ballot.
 */
id: BallotId, 
/**
 * Version.
 */
version: number, 
/**
 * Its meeting.
 */
meeting_id: MeetingId, 
/**
 * Its item.
 */
item_id: ItemId, 
/**
 * The item's number.
 */
number: string, 
/**
 * What the item is.
 */
item_kind: AgendaKind, 
/**
 * The item's title.
 */
title: string, 
/**
 * The question on the paper.
 */
question: string | null, 
/**
 * Round.
 */
round: number, 
/**
 * What is asked.
 */
form: BallotForm, 
/**
 * How.
 */
method: BallotMethod, 
/**
 * Where papers are given out.
 */
venue: BallotVenue, 
/**
 * Seats to be filled.
 */
seats: number, 
/**
 * Candidates on one paper at most.
 */
marks: number, 
/**
 * Majority of what.
 */
base: MajorityBase, 
/**
 * Numerator.
 */
num: number, 
/**
 * Denominator.
 */
den: number, 
/**
 * 以上 or 超.
 */
comparator: Comparator, 
/**
 * When yes and no are equal.
 */
tie_break: TieBreak, 
/**
 * What it takes, in words with the article.
 */
threshold: string, 
/**
 * Where it stands.
 */
status: BallotStatus, 
/**
 * Who may vote.
 */
entitled: number | null, 
/**
 * Who was there when it was opened.
 */
present: number | null, 
/**
 * Papers given out, or votes of an open ballot.
 */
issued: number, 
/**
 * The result.
 */
outcome: BallotOutcome | null, 
/**
 * The sum of the result, in words.
 */
formula: string | null, 
/**
 * When it was certified.
 */
certified_on: string | null, 
/**
 * Why it is void.
 */
void_reason: string | null, };

export type BallotStatus = "prepared" | "open" | "closed" | "counted" | "certified" | "void";

export type BallotStep = { 
/**
 * The ballot.
 */
id: BallotId, 
/**
 * Version read; without it the newest.
 */
version?: number, };

export type BallotVenue = "at_meeting" | "outside";

export type BatchChanges = { 
/**
 * The batch.
 */
batch: BatchId, 
/**
 * Target.
 */
file: string, };

export type BatchId = string;

export type BatchRow = { 
/**
 * The batch.
 */
id: BatchId, 
/**
 * When, UTC.
 */
at: string, 
/**
 * Name of the file.
 */
file_name: string, 
/**
 * Day on which the list was true.
 */
as_of: string, 
/**
 * Rows read.
 */
read: number, 
/**
 * Persons added.
 */
created: number, 
/**
 * Persons changed.
 */
updated: number, 
/**
 * Persons equal.
 */
unchanged: number, 
/**
 * Rows with an error.
 */
rejected: number, };

export type Block = { "block": "cover", 
/**
 * The largest line.
 */
title: string, 
/**
 * The lines below.
 */
lines: Array<string>, } | { "block": "heading", 
/**
 * The words.
 */
text: string, } | { "block": "text", 
/**
 * One entry a paragraph.
 */
paragraphs: Array<string>, } | { "block": "table" } & Table | { "block": "chart" } & Chart | { "block": "picture" } & Picture;

export type Board = { 
/**
 * The run.
 */
run: RunRow, 
/**
 * The moment of the board.
 */
at: string, 
/**
 * Seats of the common pool.
 */
common: number, 
/**
 * Free seats that anybody may take.
 */
common_free: number, 
/**
 * Free seats in all.
 */
free: number, 
/**
 * Organisations' unused seats are common now.
 */
released: boolean, 
/**
 * Seats and people by organisation, the union first.
 */
organisations: Array<OrgSeats>, 
/**
 * Seats by organisation as they were written.
 */
quotas: Array<QuotaRow>, 
/**
 * Sittings.
 */
sessions: Array<SittingRow>, 
/**
 * Those in sight: seated first, then who waits in order, then the others.
 */
rows: Array<EnrolmentRow>, 
/**
 * Applications that are out of the officer's sight.
 */
unseen: number, 
/**
 * Who never sits together at a table, as far as both are in sight.
 */
apart: Array<Apart>, 
/**
 * What happens next, in order.
 */
next: Array<Next>, 
/**
 * What would be decided now.
 */
due: Array<DecisionRow>, };

export type BulkCause = { 
/**
 * Label of the rule's sentence: `error.<code>` or `problem.<code>`.
 */
because: string, 
/**
 * How many.
 */
n: number, 
/**
 * Who; the first two hundred.
 */
people: Array<CannotChange>, };

export type BulkChange = { "does": "move_unit", 
/**
 * Unit from the day on.
 */
unit_id: UnitId, 
/**
 * First day there.
 */
from_on: string, } | { "does": "category", 
/**
 * 区分
 */
category: Category, 
/**
 * First day of it; today unless said otherwise.
 */
from_on?: string, } | { "does": "start_condition", 
/**
 * Which.
 */
kind: ConditionKind, 
/**
 * First day.
 */
from_on: string, 
/**
 * Last day, where it is known already.
 */
to_on?: string, 
/**
 * 組合費区分 while it lasts; empty = as before.
 */
dues_kind?: DuesKind, 
/**
 * Does not count in the base of a quorum; empty = as usual for the condition.
 */
quorum_excluded?: boolean, 
/**
 * Note.
 */
note?: string, 
/**
 * The resolution that a suspension of rights needs (M-07).
 */
resolution?: Resolution, } | { "does": "end_condition", 
/**
 * Which.
 */
kind: ConditionKind, 
/**
 * Last day.
 */
to_on: string, } | { "does": "dues", 
/**
 * Which.
 */
dues_kind: DuesKind, } | { "does": "checkoff", 
/**
 * Which.
 */
checkoff_status: CheckoffStatus, 
/**
 * Day of the member's own mandate, or of the stop.
 */
on?: string, } | { "does": "employment", 
/**
 * 部署
 */
department?: string, 
/**
 * 職種
 */
job_title?: string, 
/**
 * 資格等級
 */
grade?: string, 
/**
 * 雇用形態
 */
employment_type?: EmploymentType, 
/**
 * Day from which another kind holds; empty = today.
 */
from_on?: string, } | { "does": "give_consent", 
/**
 * What for.
 */
purpose: ConsentPurpose, 
/**
 * To whom data goes.
 */
recipient_org_id?: OrganizationId, 
/**
 * Day.
 */
granted_on: string, 
/**
 * How.
 */
method: ConsentMethod, 
/**
 * Version of the notice explained.
 */
notice_version: string, 
/**
 * Where the papers lie.
 */
document_ref?: string, } | { "does": "withdraw_consent", 
/**
 * What for.
 */
purpose: ConsentPurpose, 
/**
 * Day.
 */
withdrawn_on: string, } | { "does": "leave", 
/**
 * Last day of membership; still counted on it.
 */
left_on: string, 
/**
 * Why.
 */
end_reason: EndReason, 
/**
 * Note.
 */
end_note?: string, 
/**
 * Day on which the resignations were received (M-10).
 */
received_on?: string, };

export type BulkPreview = { 
/**
 * Chosen: will + already + cannot + unseen.
 */
chosen: number, 
/**
 * Will change.
 */
will: number, 
/**
 * Are so already.
 */
already: number, 
/**
 * Cannot be changed.
 */
cannot: number, 
/**
 * Were named and are not there, or are out of the officer's sight.
 */
unseen: number, 
/**
 * Why not, by cause.
 */
causes: Array<BulkCause>, };

export type Cadence = "monthly" | "weekly" | "yearly";

export type CancelMeeting = { 
/**
 * The meeting.
 */
id: MeetingId, 
/**
 * Version read; without it the newest.
 */
version?: number, 
/**
 * Why.
 */
reason: string, };

export type CancelRun = { 
/**
 * The run.
 */
id: RunId, 
/**
 * Version read; none = as it is now.
 */
version?: number, 
/**
 * Why.
 */
reason: string, };

export type Candidate = { 
/**
 * What agrees and what does not, label `members.agrees.<code>`; of a row that would add somebody the rules that both meet,
 * label `members.alike.<code>`.
 */
because: Array<string>, 
/**
 * The person.
 */
person: Alike, };

export type CandidateVotes = { 
/**
 * Number on the paper.
 */
no: number, 
/**
 * Votes for the candidate.
 */
yes: number, 
/**
 * Votes against, in a vote of confidence.
 */
no_votes?: number, 
/**
 * Left blank, in a vote of confidence.
 */
blank?: number, 
/**
 * Invalid, in a vote of confidence.
 */
invalid?: number, };

export type CannotApprove = "pack_approved" | "pack_own_approval";

export type CannotChange = { 
/**
 * The person.
 */
person_id: PersonId, 
/**
 * Name.
 */
name: string, 
/**
 * 組合員番号
 */
member_no: string, 
/**
 * Parameters of the rule's sentence for this person.
 */
about: Record<string, unknown>, };

export type CardChange = { 
/**
 * Name of the field; `column.card_<field>` is its label.
 */
field: string, 
/**
 * What stands.
 */
before: string, 
/**
 * What the sheet says.
 */
after: string, };

export type CardItemId = string;

export type CardItemNamed = { 
/**
 * Which.
 */
id: CardItemId, 
/**
 * Version read.
 */
version: number, };

export type CardKind = "plan" | "work" | "licence" | "learning";

export type CardOutcome = "unchanged" | "added" | "changed" | "not_taken";

export type CardReturned = { 
/**
 * Name of the sheet in the file.
 */
sheet: string, 
/**
 * Row in the file, counted from 1.
 */
row: number, 
/**
 * Which sheet of the card.
 */
kind: CardKind, 
/**
 * Number on the sheet; none for a new row.
 */
no: number | null, 
/**
 * What it does.
 */
outcome: CardOutcome, 
/**
 * Why it is not taken: code of a `problem.` label.
 */
reason: string | null, 
/**
 * The field that is to blame, if one is: end of a `column.card_` label.
 */
field: string | null, 
/**
 * What is to be known of a row that is taken: code of a `problem.` label.
 */
remark: string | null, 
/**
 * The fields that differ.
 */
changes: Array<CardChange>, };

export type CardRow = { 
/**
 * The item.
 */
id: CardItemId, 
/**
 * Version read.
 */
version: number, 
/**
 * Which sheet.
 */
kind: CardKind, 
/**
 * Number on the sheet.
 */
no: number, 
/**
 * What it says.
 */
words: CardWords, };

export type CardWords = { 
/**
 * 価値観、興味、関心事項等 (plan).
 */
values_interests?: string, 
/**
 * 強み等 (plan).
 */
strengths?: string, 
/**
 * 将来取り組みたい仕事や働き方等 (plan).
 */
future_work?: string, 
/**
 * これから取り組むこと等 (plan).
 */
next_steps?: string, 
/**
 * その他 (plan).
 */
other_notes?: string, 
/**
 * キャリアコンサルティング 実施日 (plan).
 */
consultant_on?: string, 
/**
 * 所属 (plan).
 */
consultant_org?: string, 
/**
 * 実施者の氏名 (plan).
 */
consultant_name?: string, 
/**
 * 登録番号 (plan).
 */
consultant_no?: string, 
/**
 * コメント (plan).
 */
consultant_comment?: string, 
/**
 * 期間 から, as it is written: 2019年4月 (work, learning).
 */
from_ym?: string, 
/**
 * 期間 まで (work, learning).
 */
to_ym?: string, 
/**
 * 会社名・所属 (work).
 */
organisation?: string, 
/**
 * 職名 (work).
 */
post?: string, 
/**
 * 雇用形態 (work).
 */
employment_type?: string, 
/**
 * 職務の内容 (work).
 */
duties?: string, 
/**
 * 職務の中で学んだこと等 (work).
 */
learned?: string, 
/**
 * 会社の確認欄: who confirms it for the company, if the member wishes (work).
 */
confirmed?: string, 
/**
 * 免許・資格の名称 (licence).
 */
name?: string, 
/**
 * 取得時期 (licence).
 */
obtained_ym?: string, 
/**
 * 実施・認定機関の名称 (licence).
 */
issuer?: string, 
/**
 * 内容等 (licence, learning).
 */
content?: string, 
/**
 * 教育・訓練機関名 (learning).
 */
provider?: string, 
/**
 * 学科（コース）名 (learning).
 */
course?: string, 
/**
 * The union course that it came from (learning).
 */
enrolment?: string, };

export type CaseAccessRow = { 
/**
 * Day.
 */
read_on: string, 
/**
 * Name.
 */
name: string, 
/**
 * By which right.
 */
part: CasePart, };

export type CaseActionBy = "member" | "counselor" | "union";

export type CaseActionId = string;

export type CaseActionRow = { 
/**
 * The action.
 */
id: CaseActionId, 
/**
 * Version read.
 */
version: number, 
/**
 * For which goal.
 */
goal_id: CaseGoalId | null, 
/**
 * Who.
 */
who: CaseActionBy, 
/**
 * What.
 */
text: string, 
/**
 * How it stands.
 */
state: CaseActionState, 
/**
 * By when.
 */
due_on: string | null, 
/**
 * Done or dropped on.
 */
done_on: string | null, };

export type CaseActionState = "open" | "done" | "dropped";

export type CaseAttachmentId = string;

export type CaseAttachmentNamed = { 
/**
 * The file.
 */
id: CaseAttachmentId, 
/**
 * Version read; checked if it is given.
 */
version?: number, };

export type CaseAttachmentRow = { 
/**
 * Identifier.
 */
id: CaseAttachmentId, 
/**
 * Version.
 */
version: number, 
/**
 * Name of the file.
 */
name: string, 
/**
 * What it is.
 */
remark: string | null, 
/**
 * Bytes.
 */
bytes: number, 
/**
 * How it can be looked at.
 */
sight: AttachmentSight, 
/**
 * Day on which it was put here.
 */
added_on: string, 
/**
 * Who put it here.
 */
author_name: string, 
/**
 * Day on which its content was taken away.
 */
removed_on: string | null, };

export type CaseAttachmentShown = { 
/**
 * Name of the file.
 */
name: string, 
/**
 * How it can be looked at.
 */
sight: AttachmentSight, 
/**
 * A picture as the address of its data; plain text as it is; nothing of other files.
 */
content: string, };

export type CaseAttachmentWritten = { 
/**
 * Name of the copy, without its folder.
 */
name: string, 
/**
 * SHA-256 of the copy, as the export log keeps it.
 */
sha256: string, };

export type CaseChannel = "walk_in" | "phone" | "mail" | "online" | "workplace_meeting" | "training" | "referral";

export type CaseConsentId = string;

export type CaseConsentMethod = "written" | "electronic" | "oral_recorded";

export type CaseConsentRow = { 
/**
 * The consent.
 */
id: CaseConsentId, 
/**
 * Version read.
 */
version: number, 
/**
 * Day of the explanation.
 */
explained_on: string, 
/**
 * Version of the text.
 */
notice_version: string, 
/**
 * What for.
 */
scope: Array<CaseConsentScope>, 
/**
 * For which of it it still holds: no later word takes it back.
 */
holds: Array<CaseConsentScope>, 
/**
 * Agreed.
 */
accepted: boolean, 
/**
 * How.
 */
method: CaseConsentMethod, 
/**
 * Taken back on.
 */
withdrawn_on: string | null, 
/**
 * Who witnessed it.
 */
witness: string | null, 
/**
 * Where the paper lies.
 */
note: string | null, };

export type CaseConsentScope = "record" | "supervision" | "stats" | "handover" | "outward";

export type CaseDayRow = { 
/**
 * The date; none for who is in danger, where the check-list is what is done (C-07).
 */
id: CaseDueId | null, 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Its number.
 */
case_no: string, 
/**
 * Who it is about.
 */
name: string, 
/**
 * Reading.
 */
kana: string | null, 
/**
 * Member number when the case was opened.
 */
member_no: string | null, 
/**
 * How to reach them.
 */
contact: string | null, 
/**
 * State of the case.
 */
status: CaseStatus, 
/**
 * Step of the case.
 */
step: CaseStep, 
/**
 * Danger to self or others.
 */
crisis: boolean, 
/**
 * What is due.
 */
kind: CaseDueKind, 
/**
 * Day.
 */
due_on: string, 
/**
 * Days that it is late; 0 = not late.
 */
late: number, 
/**
 * The referral, action or release that it is about.
 */
about_id: string | null, };

export type CaseDetail = { 
/**
 * The case.
 */
id: CaseId, 
/**
 * Version read; every step names it.
 */
version: number, 
/**
 * Its number.
 */
case_no: string, 
/**
 * Person in the roster.
 */
person_id: PersonId | null, 
/**
 * Who it is about.
 */
name: string, 
/**
 * Reading.
 */
kana: string | null, 
/**
 * Member number.
 */
member_no: string | null, 
/**
 * How to reach them.
 */
contact: string | null, 
/**
 * What they want.
 */
about: string | null, 
/**
 * Nobody knows who it is.
 */
anonymous: boolean, 
/**
 * They object to a counsellor of their own 職場.
 */
objects_workplace: boolean, 
/**
 * It touches health.
 */
health: boolean, 
/**
 * Danger since.
 */
crisis_on: string | null, 
/**
 * What was done of the check-list.
 */
crisis_done: Array<CrisisItem>, 
/**
 * What happened to the person in the roster: `left`, `erased`, `merged`.
 */
roster: string | null, 
/**
 * Why it was declined, paused, closed …
 */
reasons: Array<CaseReason>, 
/**
 * How it came.
 */
channel: CaseChannel, 
/**
 * State.
 */
status: CaseStatus, 
/**
 * Step.
 */
step: CaseStep, 
/**
 * What may happen next.
 */
events: Array<CaseEvent>, 
/**
 * How it may end.
 */
outcomes: Array<CloseOutcome>, 
/**
 * Why some of it cannot happen yet.
 */
why_not: Array<CaseWhyNot>, 
/**
 * A note may be written (C-03); else the code of the rule.
 */
why_not_note: string | null, 
/**
 * The member's last word to the record is a no: only what a step needs is written (C-03).
 */
said_no: boolean, 
/**
 * What it is about.
 */
themes: Array<CaseTheme>, 
/**
 * Day of the inquiry.
 */
opened_on: string, 
/**
 * Day on which counselling began.
 */
activated_on: string | null, 
/**
 * Review of a pause.
 */
paused_until: string | null, 
/**
 * Follow-up.
 */
follow_up_on: string | null, 
/**
 * Day of the end.
 */
closed_on: string | null, 
/**
 * How it ended.
 */
outcome: CloseOutcome | null, 
/**
 * Kept until.
 */
retention_until: string | null, 
/**
 * Unit for statistics.
 */
unit_id: UnitId | null, 
/**
 * Its name.
 */
unit: string | null, 
/**
 * The case before this one.
 */
previous_case_id: CaseId | null, 
/**
 * Number of the case before this one.
 */
previous_case_no: string | null, 
/**
 * Who has or had a part.
 */
parts: Array<CasePartRow>, 
/**
 * Months after closing that the explanation to the member names.
 */
notice_months: number, 
/**
 * What the member agreed to, the newest first.
 */
consents: Array<CaseConsentRow>, 
/**
 * Sessions, the newest first.
 */
sessions: Array<CaseSessionRow>, 
/**
 * Notes, the newest first.
 */
notes: Array<CaseNoteRow>, 
/**
 * Goals.
 */
goals: Array<CaseGoalRow>, 
/**
 * Actions.
 */
actions: Array<CaseActionRow>, 
/**
 * Referrals.
 */
referrals: Array<CaseReferralRow>, 
/**
 * Dates, the next first.
 */
dues: Array<CaseDueRow>, 
/**
 * Texts of the officer that were not saved.
 */
drafts: Array<CaseDraftRow>, 
/**
 * Who else read it.
 */
readings: Array<CaseAccessRow>, };

export type CaseDraftNamed = { 
/**
 * The case; empty = an inquiry that has none yet.
 */
case_id?: CaseId, 
/**
 * Which form.
 */
place: string, };

export type CaseDraftRow = { 
/**
 * The case; none for an inquiry that was not taken down yet.
 */
case_id: CaseId | null, 
/**
 * Its number.
 */
case_no: string | null, 
/**
 * Which form.
 */
place: string, 
/**
 * When it was kept.
 */
at: string, 
/**
 * Its content.
 */
content: Record<string, unknown>, };

export type CaseDueAfter = "opened" | "activated" | "follow_up";

export type CaseDueDone = { 
/**
 * Which.
 */
id: CaseDueId, 
/**
 * Day; today unless said otherwise.
 */
on?: string, };

export type CaseDueId = string;

export type CaseDueKind = "contact" | "first_session" | "next_session" | "follow_up" | "referral_check" | "action" | "review" | "roster" | "notice" | "other";

export type CaseDueRow = { 
/**
 * The date; none for who is in danger, where the check-list is what is done (C-07).
 */
id: CaseDueId | null, 
/**
 * What is due.
 */
kind: CaseDueKind, 
/**
 * Day.
 */
due_on: string, 
/**
 * Done on.
 */
done_on: string | null, 
/**
 * On whose list.
 */
officer: OfficerId, 
/**
 * What it is about.
 */
about_id: string | null, };

export type CaseDueWhen = "late" | "today" | "week" | "nothing";

export type CaseEvent = "assign" | "decline" | "activate" | "step" | "pause" | "resume" | "refer_out" | "follow_up" | "close" | "reopen";

export type CaseFilter = { 
/**
 * Name, reading, or number of the case.
 */
find?: string, 
/**
 * Only these states; empty = those under way.
 */
status?: Array<CaseStatus>, 
/**
 * All states.
 */
all?: boolean, 
/**
 * Only those whose time of keeping is over: they are erased.
 */
expired?: boolean, 
/**
 * Only about this.
 */
theme?: CaseTheme, 
/**
 * Only at this step.
 */
step?: CaseStep, 
/**
 * Only with a date like this on the own day list.
 */
due?: CaseDueWhen, 
/**
 * Rows to skip.
 */
offset?: number, 
/**
 * Rows wanted, 1 to 200; 50 unless said otherwise.
 */
limit?: number, };

export type CaseGoalId = string;

export type CaseGoalRow = { 
/**
 * The goal.
 */
id: CaseGoalId, 
/**
 * Version read.
 */
version: number, 
/**
 * Where it leads.
 */
theme: GoalTheme, 
/**
 * How far away.
 */
horizon: GoalHorizon, 
/**
 * In words.
 */
text: string, 
/**
 * Agreed on.
 */
set_on: string, 
/**
 * Reached on.
 */
achieved_on: string | null, 
/**
 * Given up on.
 */
dropped_on: string | null, };

export type CaseId = string;

export type CaseList = { 
/**
 * Rows, the newest number first.
 */
rows: Array<CaseRow>, 
/**
 * All that fit.
 */
total: number, };

export type CaseNamed = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Version read; checked if it is given.
 */
version?: number, };

export type CaseNoteId = string;

export type CaseNoteKind = "note" | "addendum";

export type CaseNoteRow = { 
/**
 * The note.
 */
id: CaseNoteId, 
/**
 * Version read.
 */
version: number, 
/**
 * Number in the case.
 */
no: number, 
/**
 * Of which session.
 */
session_id: CaseSessionId | null, 
/**
 * The note that it adds to.
 */
amends_id: CaseNoteId | null, 
/**
 * Note or addendum.
 */
kind: CaseNoteKind, 
/**
 * Who wrote it.
 */
author: OfficerId, 
/**
 * Name of who wrote it.
 */
author_name: string, 
/**
 * When it was saved.
 */
saved_at: string, 
/**
 * How often it was corrected.
 */
revision: number, 
/**
 * Locked: later words are an addendum.
 */
locked: boolean, 
/**
 * Its words.
 */
words: CaseNoteWords, };

export type CaseNoteWords = { 
/**
 * 主訴: what the member says.
 */
presenting?: string, 
/**
 * 背景
 */
background?: string, 
/**
 * 事実
 */
facts?: string, 
/**
 * 見立て: the counsellor's view, kept apart from facts.
 */
assessment?: string, 
/**
 * 合意したこと
 */
agreement?: string, 
/**
 * 次回まで・宿題
 */
next_step?: string, 
/**
 * 情報提供・紹介
 */
information?: string, 
/**
 * Place of the session.
 */
place?: string, 
/**
 * Anything else; of an addendum all of it.
 */
text?: string, };

export type CasePart = "receiver" | "primary" | "second" | "supervisor" | "emergency";

export type CasePartRow = { 
/**
 * Who.
 */
officer: OfficerId, 
/**
 * Name.
 */
name: string, 
/**
 * Which part.
 */
part: CasePart, 
/**
 * First day.
 */
from_on: string, 
/**
 * Last day.
 */
to_on: string | null, 
/**
 * It is over.
 */
ended: boolean, };

export type CaseReason = { 
/**
 * Day.
 */
on: string, 
/**
 * What happened: name of the verb.
 */
event: string, 
/**
 * Why.
 */
words: string, };

export type CaseReferralFollowed = { 
/**
 * Which.
 */
id: CaseReferralId, 
/**
 * Version read.
 */
version: number, 
/**
 * Used, not used, not known.
 */
result: CaseReferralResult, 
/**
 * Why.
 */
why?: string, 
/**
 * Day; today unless said otherwise.
 */
on?: string, };

export type CaseReferralId = string;

export type CaseReferralResult = "open" | "used" | "not_used" | "unknown";

export type CaseReferralRow = { 
/**
 * The referral.
 */
id: CaseReferralId, 
/**
 * Version read.
 */
version: number, 
/**
 * Scheme.
 */
scheme_id: SchemeId | null, 
/**
 * Community.
 */
community_id: CommunityId | null, 
/**
 * Name of the target.
 */
target: string, 
/**
 * Day.
 */
handed_on: string, 
/**
 * What went out about the member.
 */
items: Array<string>, 
/**
 * Anything else.
 */
note: string | null, 
/**
 * What became of it.
 */
result: CaseReferralResult, 
/**
 * Learned on.
 */
result_on: string | null, 
/**
 * Why.
 */
why: string | null, };

export type CaseRow = { 
/**
 * The case.
 */
id: CaseId, 
/**
 * Version read.
 */
version: number, 
/**
 * Its number.
 */
case_no: string, 
/**
 * Who it is about.
 */
name: string, 
/**
 * Reading.
 */
kana: string | null, 
/**
 * Member number when the case was opened.
 */
member_no: string | null, 
/**
 * Unit of the day with those above it.
 */
unit: string | null, 
/**
 * Nobody knows who it is.
 */
anonymous: boolean, 
/**
 * The own part.
 */
part: CasePart, 
/**
 * State.
 */
status: CaseStatus, 
/**
 * Step.
 */
step: CaseStep, 
/**
 * How it came.
 */
channel: CaseChannel, 
/**
 * What it is about.
 */
themes: Array<CaseTheme>, 
/**
 * Day of the inquiry.
 */
opened_on: string, 
/**
 * Day of the end.
 */
closed_on: string | null, 
/**
 * Last day on which it is kept.
 */
retention_until: string | null, 
/**
 * Danger to self or others.
 */
crisis: boolean, 
/**
 * Next date.
 */
next_on: string | null, 
/**
 * What is due then.
 */
next_kind: CaseDueKind | null, };

export type CaseSessionId = string;

export type CaseSessionMode = "in_person" | "online" | "phone" | "mail";

export type CaseSessionRow = { 
/**
 * The session.
 */
id: CaseSessionId, 
/**
 * Day.
 */
held_on: string, 
/**
 * Length.
 */
minutes: number, 
/**
 * How.
 */
mode: CaseSessionMode, 
/**
 * Step after it.
 */
step_after: CaseStep, 
/**
 * Who counselled.
 */
officer_name: string, };

export type CaseSessionSaved = { 
/**
 * The session.
 */
session_id: CaseSessionId, 
/**
 * Its note.
 */
note_id: CaseNoteId, 
/**
 * Moment from which the note is locked.
 */
locked_from: string, };

export type CaseStatus = "inquiry" | "intake" | "active" | "paused" | "follow_up" | "closed" | "declined" | "referred_out";

export type CaseStep = "intake" | "self_understanding" | "work_understanding" | "exploratory_experience" | "decision" | "action" | "adaptation";

export type CaseTemplateRow = { 
/**
 * The timeline.
 */
id: TemplateId, 
/**
 * Version read.
 */
version: number, 
/**
 * Name.
 */
name: string, 
/**
 * Its dates.
 */
steps: Array<CaseTemplateStep>, 
/**
 * Given unless another is chosen.
 */
standard: boolean, 
/**
 * Offered.
 */
active: boolean, };

export type CaseTemplateStep = { 
/**
 * What is due.
 */
kind: CaseDueKind, 
/**
 * From when it counts.
 */
after: CaseDueAfter, 
/**
 * Days later.
 */
days?: number, 
/**
 * Months later.
 */
months?: number, };

export type CaseTheme = "career_direction" | "skill_qualification" | "internal_transfer" | "promotion" | "job_change" | "side_job" | "independence" | "childcare_balance" | "care_balance" | "treatment_balance" | "relationship" | "workload" | "harassment" | "reemployment" | "livelihood" | "other";

export type CaseUnitCounts = { 
/**
 * The units, by id; `none` for cases without one.
 */
units: Array<string>, 
/**
 * Its name; empty for several, and for cases without one.
 */
label: string, 
/**
 * Cases that began.
 */
new: ShownCount, 
/**
 * Cases under way at the end.
 */
open: ShownCount, 
/**
 * Cases that ended.
 */
closed: ShownCount, };

export type CaseWhyNot = { 
/**
 * Which.
 */
event: CaseEvent, 
/**
 * Code of the refusal that its verb would answer.
 */
code: string, };

export type CasesRecovered = { 
/**
 * Cases.
 */
n: number, 
/**
 * Numbers of cases that this counsellor may not have (C-01): another one takes them.
 */
left: Array<string>, };

export type Casting = "yes" | "no";

export type CastingVote = { 
/**
 * The ballot.
 */
id: BallotId, 
/**
 * The decision.
 */
casting: Casting, };

export type Category = "regular" | "associate" | "special" | "alumni" | "supporter";

export type CategoryDetail = { 
/**
 * 区分
 */
category: Category, 
/**
 * First day; empty = from the first day of membership.
 */
from_on: string | null, 
/**
 * Last day; empty = open.
 */
to_on: string | null, };

export type CaughtUp = { 
/**
 * Cases whose person was merged into another one.
 */
merged: number, 
/**
 * Cases whose person was erased: the counsellor decides.
 */
erased: number, 
/**
 * Cases whose person left the union.
 */
left: number, };

export type Cell = { "kind": "empty" } | { "kind": "text", "value": string } | { "kind": "id", "value": string } | { "kind": "number", "value": number } | { "kind": "difference", "value": number } | { "kind": "rate", "value": number } | { "kind": "points", "value": number } | { "kind": "decimal", "value": number } | { "kind": "date", "value": string } | { "kind": "code", "value": string } | { "kind": "hidden" } | { "kind": "rounded", "value": number };

export type CellDifference = { 
/**
 * Title of the page.
 */
page: string, 
/**
 * What the row is called; a code or number keeps its form.
 */
row: string, 
/**
 * What the column is called.
 */
column: string, 
/**
 * As it was told; none = the row was not there.
 */
then: Cell | null, 
/**
 * As it would be told today; none = the row is gone.
 */
now: Cell | null, };

export type CertificateId = string;

export type CertificateRow = { 
/**
 * The certificate.
 */
id: CertificateId, 
/**
 * Version read; a revocation names it.
 */
version: number, 
/**
 * Its number.
 */
number: string, 
/**
 * For which application.
 */
enrolment_id: EnrolmentId, 
/**
 * Name.
 */
name: string, 
/**
 * Organisation.
 */
org: string, 
/**
 * Title on it.
 */
title: string, 
/**
 * Day on it.
 */
issued_on: string, 
/**
 * Taken back on.
 */
revoked_on: string | null, 
/**
 * Why.
 */
revoke_reason: string | null, };

export type CertifyBallot = { 
/**
 * The ballot.
 */
id: BallotId, 
/**
 * Member numbers of the two.
 */
witnesses?: Array<string>, 
/**
 * There are no more candidates than seats and everyone was free to stand: elected without a vote (G-05).
 */
uncontested?: boolean, };

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

export type ChangeMany = { 
/**
 * Who.
 */
chosen: Chosen, 
/**
 * What.
 */
change: BulkChange, 
/**
 * Why, for the trail and the history.
 */
reason?: string, 
/**
 * How many the preview said would change; with another number nothing is done.
 */
expected?: number, };

export type ChangePassphrase = { 
/**
 * Old one.
 */
old: Passphrase, 
/**
 * New one.
 */
new: Passphrase, };

export type ChangedMany = { 
/**
 * The op, for undo; none when nobody was changed.
 */
op: OpId | null, 
/**
 * What was done, and to whom it was not.
 */
result: BulkPreview, };

export type Chart = { 
/**
 * How it draws.
 */
kind: ChartKind, 
/**
 * Which table of the page, counted from 0.
 */
table: number, 
/**
 * The finding, as a sentence or phrase.
 */
title: string, 
/**
 * What the picture shows, for those who cannot see it.
 */
alt: string, 
/**
 * The column of the names along the axis.
 */
categories: number, 
/**
 * What is drawn.
 */
series: Array<Series>, 
/**
 * Unit of the values, beside the axis.
 */
unit: string, 
/**
 * Where the axis of the values begins: 0 but for a waterfall, whose steps would be too small to see.
 */
low: number, 
/**
 * Height in pixels on paper.
 */
height: number, };

export type ChartKind = "line" | "stacked_column" | "column" | "bar" | "pyramid" | "waterfall" | "scatter";

export type CheckCommunity = { 
/**
 * The community.
 */
id: CommunityId, 
/**
 * Version read.
 */
version: number, };

export type CheckInFigures = { 
/**
 * The instrument.
 */
instrument: InstrumentId, 
/**
 * Name.
 */
name: string, 
/**
 * Name in English.
 */
name_en: string | null, 
/**
 * Edition.
 */
edition: number, 
/**
 * What stands beside every figure of it.
 */
note: string | null, 
/**
 * The same in English.
 */
note_en: string | null, 
/**
 * Members with a check-in before, without those whose pair was counted in an earlier time.
 */
pre: ShownCount, 
/**
 * Members with a check-in after, likewise.
 */
post: ShownCount, 
/**
 * Pairs.
 */
pairs: ShownCount, 
/**
 * Without a pair: no check-in after yet, too early, a question without an answer, or waiting.
 */
dropout: ShownCount, 
/**
 * Its parts.
 */
parts: Array<PartFigures>, };

export type CheckInNamed = { 
/**
 * Which.
 */
id: AssessmentId, 
/**
 * Version read.
 */
version: number, };

export type CheckInQuestion = { 
/**
 * Code of the part that it counts for.
 */
subscale: string, 
/**
 * The question.
 */
words: string, 
/**
 * The question in English.
 */
words_en?: string, 
/**
 * A high answer counts low.
 */
reverse?: boolean, };

export type CheckInRecorded = { 
/**
 * The check-in.
 */
id: AssessmentId, 
/**
 * Scores of the parts, in their order.
 */
scores: Array<ScoreRow>, 
/**
 * The answers join the figures.
 */
counted: boolean, 
/**
 * Why they do not, or not yet: `no_consent`, `blank`, `no_pre`, `too_early`, `paired_before`, `waiting`.
 */
why_not: string | null, };

export type CheckInRow = { 
/**
 * The check-in.
 */
id: AssessmentId, 
/**
 * Version read.
 */
version: number, 
/**
 * Which questions.
 */
instrument_id: InstrumentId, 
/**
 * Their name in the officer's language.
 */
instrument: string, 
/**
 * What stands beside every figure of them.
 */
note: string | null, 
/**
 * Before, after or later.
 */
timing: Timing, 
/**
 * Day.
 */
taken_on: string, 
/**
 * The answers in the order of the questions.
 */
answers: (number | null)[], 
/**
 * Scores of the parts.
 */
scores: Array<ScoreRow>, 
/**
 * The answers join the figures.
 */
counted: boolean, 
/**
 * Its pair is in the figures: it cannot be removed any more.
 */
released: boolean, };

export type CheckInsOf = { 
/**
 * The case.
 */
case_id: CaseId, };

export type CheckScheme = { 
/**
 * The scheme.
 */
id: SchemeId, 
/**
 * The text that was read.
 */
text_id: SchemeVersionId, 
/**
 * Version of it that was read.
 */
text_version: number, };

export type CheckState = "fresh" | "due" | "never";

export type Checked = { 
/**
 * Rules that refuse, label `error.<code>`.
 */
refused_by: Array<string>, 
/**
 * Persons who may be the same (M-01).
 */
same: Array<Likeness>, 
/**
 * The number that would be given.
 */
member_no: string, };

export type Checkoff = { 
/**
 * What holds, label `enum.checkoff_status.<code>`.
 */
status: CheckoffStatus, 
/**
 * Day of the member's own mandate.
 */
mandate_on: string | null, 
/**
 * Day on which the member stopped it.
 */
stopped_on: string | null, };

export type CheckoffStatus = "none" | "mandated" | "stopped";

export type ChoiceResult = { 
/**
 * Its number.
 */
no: number, 
/**
 * Its words.
 */
label: string, 
/**
 * It stands alone.
 */
alone: boolean, 
/**
 * Who chose it.
 */
count: number | null, 
/**
 * Tenths of a per cent of those who answered.
 */
share: number | null, 
/**
 * Low end of the 95 % interval, tenths of a per cent.
 */
low: number | null, 
/**
 * High end.
 */
high: number | null, 
/**
 * The nation in 2020, tenths of a per cent.
 */
national: number | null, 
/**
 * The union less the nation, tenths of a point.
 */
difference: number | null, 
/**
 * What that says.
 */
verdict: SurveyVerdict | null, 
/**
 * The wave before, tenths of a per cent.
 */
before: number | null, 
/**
 * This wave less the one before, tenths of a point.
 */
change: number | null, 
/**
 * What that says.
 */
change_verdict: SurveyVerdict | null, 
/**
 * By group, in the order of the question's groups.
 */
groups: Array<GroupShare>, };

export type Chosen = { 
/**
 * These persons, each by the membership in force, else the newest.
 */
persons?: Array<PersonId>, 
/**
 * Everyone whom this finds; order and page are ignored.
 */
filter?: MemberFilter, 
/**
 * Everyone whom this kept list finds.
 */
list?: SavedListId, 
/**
 * But not these persons.
 */
except?: Array<PersonId>, };

export type CloseCase = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Version read; checked if it is given.
 */
version?: number, 
/**
 * How.
 */
outcome: CloseOutcome, 
/**
 * Day; today unless said otherwise.
 */
closed_on?: string, 
/**
 * Day on which one asks how it goes.
 */
follow_up_on?: string, 
/**
 * Why nobody asks.
 */
waived?: string, 
/**
 * Anything else about the end.
 */
reason?: string, };

export type CloseMeeting = { 
/**
 * The meeting.
 */
id: MeetingId, 
/**
 * Version read; without it the newest.
 */
version?: number, };

export type CloseMonth = { 
/**
 * Last day of a month.
 */
as_of: string, };

export type CloseOutcome = "goal_reached" | "plan_agreed" | "information_given" | "referred_out" | "withdrawn" | "no_contact" | "not_suitable";

export type CloseUnit = { 
/**
 * The unit.
 */
id: UnitId, 
/**
 * Version read.
 */
version: number, 
/**
 * Last day of the unit.
 */
last_day: string, 
/**
 * The units below it end on that day, too; otherwise a unit with units below is not closed.
 */
with_below?: boolean, 
/**
 * Where its members go on the day after, and those of the units that end with it; empty = a unit with members is not closed.
 */
place?: PlaceMembers, 
/**
 * Why; asked for where figures of a closed month change (M-09).
 */
reason?: string, };

export type ClosedByFile = { 
/**
 * Last day of what is closed.
 */
until: string, 
/**
 * How many rows.
 */
rows: number, };

export type ClosedMonth = { 
/**
 * Last day of what is closed.
 */
as_of: string, 
/**
 * `month_end`, `june30` or `fiscal_end`; label `enum.snapshot_kind.<code>`.
 */
kind: string, 
/**
 * When it was closed, UTC.
 */
closed_at: string, 
/**
 * Members as they stood at the close.
 */
members: number, 
/**
 * Members of that day as the records say today.
 */
now: number, };

export type ClosedUntil = { 
/**
 * The last closed day; none = no month was closed yet.
 */
as_of: string | null, };

export type CodeCount = { 
/**
 * The code.
 */
code: string, 
/**
 * How many.
 */
n: ShownCount, };

export type CodeLabel = { 
/**
 * The code as stored.
 */
code: string, 
/**
 * The words that people read.
 */
label: string, };

export type CodedPage = { 
/**
 * Which page of a pack; none in other reports.
 */
code: PackPage | null, 
/**
 * The name of the sheet.
 */
name: string, 
/**
 * The first row.
 */
title: string, 
/**
 * The second row: as-of date, scope, unit of counting, n.
 */
scope: string, 
/**
 * The paper lies on its side.
 */
landscape: boolean, 
/**
 * What stands on the page, from the top.
 */
blocks: Array<Block>, 
/**
 * Definitions, rule of suppression, sources; below everything.
 */
notes: Array<string>, };

export type ColumnGuess = { 
/**
 * Header in the file; two rows of header are joined.
 */
from: string, 
/**
 * Our column; none = not taken in.
 */
to: string | null, 
/**
 * `sure`, `maybe`, `remembered`, `chosen`, `not_ours` (no column for it), `forbidden` (never kept).
 */
confidence: string, 
/**
 * What is done with the values, label `members.transform.<code>`; `pad` names its width.
 */
transforms: Array<string>, 
/**
 * Up to three values.
 */
samples: Array<string>, };

export type ColumnMapping = { 
/**
 * Header in the file.
 */
from: string, 
/**
 * Our column (`member_no`, `family_name` …); empty = not taken in.
 */
to: string | null, 
/**
 * `pad:6` restores leading zeros; `split_name` divides at the first space; `overwrite` lets blanks erase.
 */
transform?: string, };

export type CommunityFilter = { 
/**
 * Kana, kanji or telephone, as in the roster's search.
 */
find?: string, 
/**
 * Only this kind.
 */
kind?: KyojoKind, 
/**
 * Only those of this region, and those that work everywhere.
 */
region?: string, 
/**
 * Only those that may answer this need.
 */
need?: Need, 
/**
 * Only entries whose check stands so.
 */
check?: CheckState, 
/**
 * Those that can be referred to on this day; today unless said otherwise.
 */
as_of?: string, 
/**
 * Ended ones and those to come, too.
 */
include_ended?: boolean, };

export type CommunityId = string;

export type CommunityNamed = { 
/**
 * The community.
 */
id: CommunityId, };

export type CommunityRow = { 
/**
 * The community.
 */
id: CommunityId, 
/**
 * Version read; a correction, end or check names it.
 */
version: number, 
/**
 * Running code on paper.
 */
code: string, 
/**
 * Which of the six kinds.
 */
kind: KyojoKind, 
/**
 * Name as printed.
 */
name: string, 
/**
 * Reading.
 */
name_kana: string | null, 
/**
 * Region it works in; none = everywhere.
 */
region: string | null, 
/**
 * Industries or occupations.
 */
industries: string | null, 
/**
 * Person to ask for.
 */
contact_name: string | null, 
/**
 * Telephone.
 */
phone: string | null, 
/**
 * E-mail.
 */
mail: string | null, 
/**
 * Web site, as text.
 */
site: string | null, 
/**
 * What it can help with, in words.
 */
helps: string, 
/**
 * Needs that it may answer.
 */
needs: Array<Need>, 
/**
 * Note for officers.
 */
note: string | null, 
/**
 * In contact with the union since.
 */
since_on: string | null, 
/**
 * Last asked whether this is still true; none = never.
 */
checked_on: string | null, 
/**
 * Name of the officer who did.
 */
checked_by: string | null, 
/**
 * First day on which it can be referred to; none = always.
 */
active_from: string | null, 
/**
 * Last day; none = open.
 */
active_to: string | null, 
/**
 * How good its check is.
 */
check: CheckState, };

export type Comparator = "gte" | "gt";

export type CompletedCourse = { 
/**
 * The application or the entry of learning, so that the course is entered once.
 */
id: string, 
/**
 * Name of the course.
 */
course: string, 
/**
 * Who held it.
 */
provider: string, 
/**
 * First day.
 */
from_on: string | null, 
/**
 * Last day.
 */
to_on: string | null, 
/**
 * Hours and number of the certificate, in the words of the card.
 */
content: string, };

export type ConditionDetail = { 
/**
 * The condition.
 */
id: ConditionId, 
/**
 * Version; verbs name it.
 */
version: number, 
/**
 * Which.
 */
kind: ConditionKind, 
/**
 * First day.
 */
from_on: string, 
/**
 * Last day; empty = open.
 */
to_on: string | null, 
/**
 * 組合費区分 while it lasts.
 */
dues_kind: DuesKind | null, 
/**
 * Does not count in the base of a quorum.
 */
quorum_excluded: boolean, 
/**
 * Note.
 */
note: string | null, };

export type ConditionId = string;

export type ConditionKind = "leave" | "sick_leave" | "childcare" | "family_care" | "secondment_out" | "overseas" | "fulltime_officer" | "unpaid" | "rights_suspended";

export type ConsentDetail = { 
/**
 * The consent.
 */
id: ConsentId, 
/**
 * Version; verbs name it.
 */
version: number, 
/**
 * What for.
 */
purpose: ConsentPurpose, 
/**
 * To whom.
 */
recipient: string | null, 
/**
 * Day.
 */
granted_on: string, 
/**
 * Day of withdrawal.
 */
withdrawn_on: string | null, 
/**
 * How.
 */
method: ConsentMethod, 
/**
 * Version of the notice.
 */
notice_version: string, };

export type ConsentId = string;

export type ConsentMethod = "written" | "electronic" | "oral_recorded";

export type ConsentPurpose = "union_activity" | "federation_share" | "joint_use" | "employer_share" | "checkoff" | "counselling_record" | "case_supervision" | "placement_registration" | "placement_share_employer" | "training_share_host" | "alumni_contact" | "survey" | "publication";

export type Contact = { 
/**
 * Name of the person in charge.
 */
contact_name?: string, 
/**
 * Mail address.
 */
contact_mail?: string, 
/**
 * Telephone.
 */
contact_phone?: string, };

export type ContactDetail = { 
/**
 * The contact.
 */
id: ContactId, 
/**
 * Version; verbs name it.
 */
version: number, 
/**
 * Which way.
 */
kind: ContactKind, 
/**
 * Address, number or mail.
 */
value: string, 
/**
 * Postal code.
 */
postal: string | null, 
/**
 * Use this one first.
 */
preferred: boolean, 
/**
 * Last day; empty = open.
 */
to_on: string | null, };

export type ContactId = string;

export type ContactKind = "home_address" | "phone" | "mobile" | "mail_private" | "mail_work" | "emergency";

export type Convene = { 
/**
 * The meeting.
 */
id: MeetingId, 
/**
 * Version read; without it the newest.
 */
version?: number, 
/**
 * Day of the notice; today unless said otherwise.
 */
convened_on?: string | null, 
/**
 * Day of the roster; that of the notice unless said otherwise.
 */
base_on?: string | null, 
/**
 * Why the notice is shorter than the rules ask for, where they allow it.
 */
urgent_reason?: string | null, 
/**
 * Member numbers of those who have a seat, one each; empty = the holders of the offices that the rule names.
 */
numbers?: Array<string>, };

export type ConvenePreview = { 
/**
 * The rule that would be frozen.
 */
rule: MeetingRule, 
/**
 * The quorum in words.
 */
quorum: string, 
/**
 * Day of the notice.
 */
convened_on: string, 
/**
 * Day of the roster.
 */
base_on: string, 
/**
 * Last day on which the notice is in time (G-01).
 */
notice_until: string, 
/**
 * Last day on which it is where it is urgent; none = no exception.
 */
urgent_until: string | null, 
/**
 * The notice is late: only with a reason, if at all.
 */
late: boolean, 
/**
 * Those who count: the base.
 */
base: number, 
/**
 * The least that is a quorum.
 */
needed: number | null, 
/**
 * Whom the rule leaves out.
 */
left_out: Array<LeftOutRow>, 
/**
 * Numbers of nobody who is a member on the base date.
 */
unknown: Array<string>, 
/**
 * Seats by unit.
 */
units: Array<UnitSeats>, };

export type Convened = { 
/**
 * Those who count: the base.
 */
base: number, 
/**
 * Those left out.
 */
left_out: number, 
/**
 * The least that is a quorum.
 */
needed: number | null, };

export type CopyRun = { 
/**
 * The run.
 */
id: RunId, 
/**
 * First day of the copy; a year of weeks later unless said otherwise.
 */
first_on?: string, };

export type CorrectCase = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Version read; checked if it is given.
 */
version?: number, 
/**
 * Name, of who is not in the roster.
 */
name?: string, 
/**
 * How to reach them.
 */
contact?: string, 
/**
 * What they want.
 */
about?: string, 
/**
 * What it is about.
 */
themes?: Array<CaseTheme>, 
/**
 * They object to a counsellor of their own 職場.
 */
objects_workplace?: boolean, 
/**
 * It touches health.
 */
health?: boolean, 
/**
 * Who it is, of a contact who was anonymous until now: number, whole name or whole reading.
 */
member?: string, 
/**
 * Unit for statistics.
 */
unit_id?: UnitId, 
/**
 * Day of the inquiry; not after what happened in the case.
 */
opened_on?: string, };

export type CorrectCommunity = { 
/**
 * The community.
 */
id: CommunityId, 
/**
 * Version read.
 */
version: number, 
/**
 * Which of the six kinds.
 */
kind: KyojoKind, 
/**
 * Name as printed.
 */
name: string, 
/**
 * Reading.
 */
name_kana?: string, 
/**
 * Region it works in; empty = everywhere.
 */
region?: string, 
/**
 * Industries or occupations.
 */
industries?: string, 
/**
 * Person to ask for.
 */
contact_name?: string, 
/**
 * Telephone.
 */
phone?: string, 
/**
 * E-mail.
 */
mail?: string, 
/**
 * Web site, as text.
 */
site?: string, 
/**
 * What it can help with, in words.
 */
helps: string, 
/**
 * Needs that it may answer.
 */
needs?: Array<Need>, 
/**
 * Note for officers.
 */
note?: string, 
/**
 * In contact with the union since.
 */
since_on?: string, 
/**
 * First day on which it can be referred to.
 */
active_from?: string, 
/**
 * Last day.
 */
active_to?: string, 
/**
 * Day on which somebody asked whether this is true; none = nobody did.
 */
checked_on?: string, };

export type CorrectMember = { 
/**
 * The person.
 */
person_id: PersonId, 
/**
 * Version of the person read.
 */
version: number, 
/**
 * All fields of the person as they shall be.
 */
person?: PersonDraft, 
/**
 * Which membership, of who was a member several times; none = that by which the person is known.
 */
membership_id?: MembershipId, 
/**
 * Fields of the membership to change.
 */
membership?: CorrectMembership, 
/**
 * The employment in force as it shall be; a new one when there is none.
 */
employment?: EmploymentDraft, 
/**
 * Day from which another kind of employment (雇用形態) holds; empty = today. The day of hire corrects it from the start.
 */
employment_type_from?: string, 
/**
 * Why.
 */
reason?: string, };

export type CorrectMembership = { 
/**
 * 組合員番号
 */
member_no?: string, 
/**
 * 区分
 */
category?: Category, 
/**
 * Day from which the category holds, until the next change that is known; empty = today. The first day of membership
 * corrects it from the start.
 */
category_from?: string, 
/**
 * First day of membership.
 */
joined_on?: string, 
/**
 * Last day of an ended membership.
 */
left_on?: string, 
/**
 * Why an ended membership ended; an expulsion and an entry in error are made by hand.
 */
end_reason?: EndReason, 
/**
 * Note on the end; blank = none.
 */
end_note?: string, 
/**
 * Day on which a resignation was received (M-10).
 */
received_on?: string, 
/**
 * 組合費区分
 */
dues_kind?: DuesKind, 
/**
 * チェックオフ
 */
checkoff_status?: CheckoffStatus, 
/**
 * Day of the member's own mandate.
 */
checkoff_mandate_on?: string, 
/**
 * Day on which the member stopped it.
 */
checkoff_stopped_on?: string, 
/**
 * 専従区分
 */
fulltime_kind?: FulltimeKind, 
/**
 * 組合役職
 */
union_post?: string, };

export type CorrectOrganization = { 
/**
 * The organisation.
 */
id: OrganizationId, 
/**
 * Version read.
 */
version: number, 
/**
 * Kind; an employer with a parent is a worksite.
 */
kind: OrgKind, 
/**
 * Name as printed.
 */
name: string, 
/**
 * Reading.
 */
name_kana?: string, 
/**
 * Organisation above; for a worksite its employer.
 */
parent_id?: OrganizationId, 
/**
 * 法人番号; its check digit must agree.
 */
corporate_number?: string, 
/**
 * Postal code, 7 digits.
 */
postal?: string, 
/**
 * Address.
 */
address?: string, 
/**
 * Telephone.
 */
phone?: string, 
/**
 * E-mail.
 */
mail?: string, 
/**
 * Person to ask for.
 */
contact_name?: string, 
/**
 * Number of the agreement with it.
 */
agreement_no?: string, 
/**
 * First day.
 */
active_from?: string, 
/**
 * Last day.
 */
active_to?: string, };

export type CorrectTime = { 
/**
 * The entry.
 */
id: ActivityLogId, 
/**
 * Version read.
 */
version: number, 
/**
 * The activity.
 */
activity_id: ActivityId, 
/**
 * The day; today unless said otherwise.
 */
done_on?: string, 
/**
 * Minutes of officers, all together.
 */
minutes?: number, 
/**
 * Yen paid.
 */
cost?: number, 
/**
 * People who took part.
 */
people?: number, 
/**
 * What it was. No names.
 */
note?: string, };

export type CorrectUnit = { 
/**
 * The unit.
 */
id: UnitId, 
/**
 * Why; asked for where figures of a closed month change (M-09).
 */
reason?: string, 
/**
 * Version read.
 */
version: number, 
/**
 * Level.
 */
kind?: UnitKind, 
/**
 * Name as printed.
 */
label?: string, 
/**
 * Short code.
 */
code?: string, 
/**
 * Unit above; `null` = top. The whole subtree moves.
 */
parent_id?: UnitId | null, 
/**
 * Employer.
 */
employer_org_id?: OrganizationId | null, 
/**
 * Worksite.
 */
worksite_org_id?: OrganizationId | null, 
/**
 * Order among its siblings.
 */
sort?: number, 
/**
 * First day.
 */
from_on?: string, 
/**
 * Last day; `null` opens the unit again.
 */
to_on?: string | null, };

export type CorrectionChange = { 
/**
 * What it is.
 */
kind: EventKind, 
/**
 * Day from which it holds.
 */
effective_on: string, 
/**
 * Fields before.
 */
before: Record<string, unknown>, 
/**
 * Fields after.
 */
after: Record<string, unknown>, };

export type CorrectionSeen = { 
/**
 * What the history would tell.
 */
changes: Array<CorrectionChange>, 
/**
 * Units and employments whose days follow.
 */
follows: Array<DaysFollow>, };

export type CostId = string;

export type CostKind = "venue" | "lecturer" | "material" | "travel" | "lodging" | "subsidy" | "other";

export type CostModel = "host_pays" | "per_head" | "per_confirmed_head" | "equal_split" | "proportional_to_members" | "fixed_fee";

export type CostRow = { 
/**
 * The cost.
 */
id: CostId, 
/**
 * Version read; taking it out names it.
 */
version: number, 
/**
 * What for.
 */
kind: CostKind, 
/**
 * Yen; a subsidy is below nought.
 */
amount: number, 
/**
 * Who paid it out or gave it; none = the union itself.
 */
paid_by_org_id: OrganizationId | null, 
/**
 * Its name.
 */
paid_by: string, 
/**
 * When.
 */
paid_on: string | null, 
/**
 * Note.
 */
note: string | null, };

export type Costs = { 
/**
 * Costs and subsidies.
 */
costs: Array<CostRow>, 
/**
 * How they are shared.
 */
model: CostModel, 
/**
 * Yen a head of the model `fixed_fee`.
 */
fee: number | null, 
/**
 * Planned.
 */
budget: number | null, 
/**
 * Sum of the costs.
 */
total: number, 
/**
 * Shares; together they are the sum.
 */
shares: Array<ShareRow>, 
/**
 * Organisations whose members are not known, for the model that asks for them.
 */
members_missing: Array<string>, };

export type CounselRoom = { 
/**
 * It was founded.
 */
founded: boolean, 
/**
 * The officer at the desk is in it and can open cases.
 */
admitted: boolean, 
/**
 * The mark of the own key.
 */
key_mark: string, 
/**
 * Months that a case is kept after closing.
 */
retention_months: number, 
/**
 * Who is or was in it.
 */
counselors: Array<CounselorRow>, 
/**
 * Who could be let in.
 */
candidates: Array<CounselorCandidate>, 
/**
 * Who may supervise, or read after an emergency opening.
 */
supervisors: Array<CounselorCandidate>, };

export type CounselorCandidate = { 
/**
 * Who.
 */
officer: OfficerId, 
/**
 * Name.
 */
name: string, 
/**
 * The mark of the officer's key, to be compared aloud with what that desk shows.
 */
key_mark: string, };

export type CounselorFields = { 
/**
 * CounselorQualification.
 */
qualification: CounselorQualification, 
/**
 * Number of the national registration; asked of registered consultants (C-02).
 */
registration_no?: string, 
/**
 * Last day of the registration; asked of registered consultants (C-02).
 */
registered_until?: string, 
/**
 * The counsellor's own member number, so that C-01 can see a shared workplace.
 */
member?: string, };

export type CounselorId = string;

export type CounselorQualification = "registered_career_consultant" | "skilled_grade1" | "skilled_grade2" | "union_advisor" | "external";

export type CounselorRow = { 
/**
 * The counsellor.
 */
id: CounselorId, 
/**
 * Version read.
 */
version: number, 
/**
 * The officer.
 */
officer: OfficerId, 
/**
 * Name.
 */
name: string, 
/**
 * CounselorQualification.
 */
qualification: CounselorQualification, 
/**
 * May be called キャリアコンサルタント today (C-02).
 */
titled: boolean, 
/**
 * Number of the registration.
 */
registration_no: string | null, 
/**
 * Last day of the registration.
 */
registered_until: string | null, 
/**
 * First day in the room.
 */
admitted_on: string, 
/**
 * Last day in the room.
 */
ended_on: string | null, 
/**
 * The officer got new keys after being let in: to be admitted again.
 */
stale: boolean, 
/**
 * Cases under way.
 */
cases: number, };

export type Counted = { 
/**
 * How many.
 */
n: number, };

export type CourseFilter = { 
/**
 * Words in code, title or purpose.
 */
find?: string, 
/**
 * Those that left the catalogue, too.
 */
include_ended?: boolean, };

export type CourseId = string;

export type CourseRow = { 
/**
 * The course.
 */
id: CourseId, 
/**
 * Version read; a save names it.
 */
version: number, 
/**
 * Its code: stands in certificate numbers.
 */
code: string, 
/**
 * Title as printed.
 */
title: string, 
/**
 * What it is for.
 */
purpose: string | null, 
/**
 * Which of the six kinds of 共助 it belongs to.
 */
kyojo_kind: KyojoKind | null, 
/**
 * For whom it is.
 */
target: string | null, 
/**
 * Planned hours.
 */
hours: number, 
/**
 * Minutes that completion asks for, in percent of all (E-05).
 */
required_ratio: number, 
/**
 * Minutes of an excused absence count for completion.
 */
excused_counts: boolean, 
/**
 * Completion asks for the assignment, too.
 */
needs_assignment: boolean, 
/**
 * Courses to be completed before.
 */
prerequisites: Array<CourseId>, 
/**
 * What else is expected, in words.
 */
prerequisite_note: string | null, 
/**
 * Last day in the catalogue.
 */
active_to: string | null, 
/**
 * Runs of it.
 */
runs: number, };

export type CoursesEntered = { 
/**
 * Entered.
 */
added: number, };

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
 * Its file; empty = on a server.
 */
file?: string, 
/**
 * The server that offices share, in place of a file.
 */
server?: SharedServer, 
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
status: DeskStatus, };

export type Credentials = { 
/**
 * Those who count: the base.
 */
base: number, 
/**
 * Those whom the rules leave out of the base.
 */
left_out: number, 
/**
 * There in person.
 */
in_person: number, 
/**
 * There online.
 */
online: number, 
/**
 * Those of them who are there in the place of a delegate; none in figures of before they were kept.
 */
substitutes: number, 
/**
 * Proxies received.
 */
proxies: number, 
/**
 * Proxies that count.
 */
proxies_counted: number, 
/**
 * Proxies whose holder is not there.
 */
holder_away: number, 
/**
 * Proxies beyond what a holder may have, of another unit, or naming nobody.
 */
proxies_void: number, 
/**
 * Written votes received.
 */
written: number, 
/**
 * Written votes that count.
 */
written_counted: number, 
/**
 * Who said that they will not come.
 */
absent: number, 
/**
 * Of whom nothing is known.
 */
unknown: number, 
/**
 * What is compared: there + proxies + written votes that count.
 */
counted: number, 
/**
 * The least that reaches; none = a base of nobody, which never does.
 */
needed: number | null, 
/**
 * The meeting is quorate.
 */
quorate: boolean, };

export type Crisis = { 
/**
 * Since.
 */
since: string | null, 
/**
 * What is asked and done today.
 */
items: Array<CrisisItem>, 
/**
 * What of it is done.
 */
done: Array<CrisisItem>, 
/**
 * Help lines, the most urgent first.
 */
lines: Array<HelpLineRow>, };

export type CrisisItem = "asked_safety" | "asked_plan" | "not_alone" | "emergency_judged" | "lines_given" | "second_consulted" | "next_contact_set";

export type CutOff = { 
/**
 * What it is.
 */
what: Restorable, 
/**
 * Which condition.
 */
condition: ConditionKind | null, 
/**
 * Name of the office or of the last unit.
 */
label: string | null, 
/**
 * First day.
 */
from_on: string, 
/**
 * Last day as it stands.
 */
to_on: string | null, };

export type DaysFollow = { 
/**
 * What it is.
 */
what: Restorable, 
/**
 * Name of the unit, number of the employee.
 */
label: string | null, 
/**
 * First day as it stands.
 */
was_from_on: string | null, 
/**
 * Last day as it stands; empty = open.
 */
was_to_on: string | null, 
/**
 * First day then.
 */
from_on: string | null, 
/**
 * Last day then; empty = open.
 */
to_on: string | null, };

export type DecideActivity = { 
/**
 * The activity.
 */
activity_id: ActivityId, 
/**
 * For which fiscal year.
 */
fiscal_year: number, 
/**
 * Version of the decision that was read; none = there was none.
 */
version?: number, 
/**
 * What is to be done.
 */
decision: ActivityDecision, 
/**
 * Why.
 */
reason: string, 
/**
 * What was said against it.
 */
dissent?: string, 
/**
 * How much it does, as the officers see it, 1 to 5.
 */
effect?: number, 
/**
 * How much it is needed, as the officers see it, 1 to 5, where no survey says.
 */
need?: number, 
/**
 * Who decided.
 */
body?: string, 
/**
 * Day of the decision; today unless said otherwise.
 */
decided_on?: string, };

export type DecideItem = { 
/**
 * The item.
 */
id: ItemId, 
/**
 * Version read; without it the newest.
 */
version?: number, 
/**
 * What became of it; empty takes it back.
 */
result?: ItemResult | null, 
/**
 * In words.
 */
note?: string | null, };

export type DecideRelease = { 
/**
 * Which.
 */
id: ReleaseId, 
/**
 * Version read.
 */
version: number, 
/**
 * Agreed, or not.
 */
agree: boolean, };

export type Decision = { 
/**
 * Our column, for a value; empty for a row.
 */
column?: string, 
/**
 * The value as it stands in the file.
 */
raw?: string, 
/**
 * What to read instead.
 */
value?: string, 
/**
 * Sheet of the row.
 */
sheet?: string, 
/**
 * Row as in the file, from 1.
 */
row?: number, 
/**
 * The person that the row is; none with `row` = a new person.
 */
person_id?: PersonId, 
/**
 * The row is left out: its person stands in another row of the file.
 */
left_out?: boolean, };

export type DecisionRow = { 
/**
 * The application.
 */
enrolment_id: EnrolmentId, 
/**
 * Name.
 */
name: string, 
/**
 * When.
 */
at: string, 
/**
 * Where it stood; none = new.
 */
from: EnrolmentStatus | null, 
/**
 * Where it stands.
 */
to: EnrolmentStatus, 
/**
 * Where the seat comes from.
 */
pool: Pool | null, 
/**
 * Why.
 */
reason: SeatReason, };

export type DecisionsOf = { 
/**
 * The run.
 */
run_id: RunId, 
/**
 * Of one application.
 */
enrolment_id?: EnrolmentId, 
/**
 * Most rows; 200 unless said otherwise.
 */
limit?: number, };

export type DeclareMeeting = { 
/**
 * The meeting.
 */
id: MeetingId, 
/**
 * Version read; without it the newest.
 */
version?: number, 
/**
 * True opens it, which the quorum must allow; false ends it for want of one.
 */
open: boolean, 
/**
 * Who chairs it.
 */
chair?: string | null, 
/**
 * Who keeps the minutes.
 */
clerk?: string | null, };

export type DeclineCase = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Version read; checked if it is given.
 */
version?: number, 
/**
 * Why.
 */
reason: string, 
/**
 * Where the person was pointed to.
 */
pointed_to: string, };

export type DemandRow = { 
/**
 * The course.
 */
course_id: CourseId, 
/**
 * Its code.
 */
code: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Interest that still counts.
 */
interests: Array<InterestRow>, 
/**
 * People of that interest.
 */
interested: number, 
/**
 * People who wait for runs that are to come.
 */
waiting: number, 
/**
 * Free seats of those runs.
 */
free: number, 
/**
 * Those who find no seat: interest and waiting without the free seats.
 */
short: number, 
/**
 * Enough for another run: as many as the last run needed at least.
 */
another_run: boolean, };

export type DeskState = "empty" | "locked" | "open";

export type DeskStatus = { 
/**
 * Empty, locked or open.
 */
state: DeskState, 
/**
 * Name of the file, or host and database of the server.
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
 * When the last backup was written by hand, to another place; none = never.
 */
last_backup: string | null, 
/**
 * When the last automatic copy beside the file was written; none = never.
 */
last_automatic: string | null, };

export type DismissCounselor = { 
/**
 * Who.
 */
id: CounselorId, 
/**
 * Version read.
 */
version: number, };

export type DistributePack = { 
/**
 * The pack.
 */
id: IssuedPackId, 
/**
 * Version read.
 */
version: number, 
/**
 * The day; today unless said otherwise.
 */
on?: string, 
/**
 * To whom, in words.
 */
to: string, };

export type DrawLot = { 
/**
 * The ballot.
 */
id: BallotId, 
/**
 * Who draws by the rules.
 */
organ: LotOrgan, 
/**
 * Name of the person who drew.
 */
drawn_by: string, 
/**
 * Names of those in whose presence it was drawn; who drew is none of them.
 */
present: Array<string>, 
/**
 * Numbers of those of the equals who got the seats.
 */
elected: Array<number>, };

export type DropExpired = { 
/**
 * Whom; each must be due.
 */
persons: Array<PersonId>, };

export type DropList = { 
/**
 * The list.
 */
id: SavedListId, 
/**
 * Version read.
 */
version: number, };

export type DropOwnReport = { 
/**
 * The report.
 */
id: OwnReportId, 
/**
 * Version read.
 */
version: number, };

export type DropPlan = { 
/**
 * The plan.
 */
id: PackPlanId, 
/**
 * Version read.
 */
version: number, };

export type Due = { 
/**
 * Day on which it was asked.
 */
on: string, 
/**
 * One for each schedule of the officer that was due.
 */
outcomes: Array<DueOutcome>, 
/**
 * Schedules of the officer that are stopped.
 */
stopped: number, 
/**
 * Schedules of other officers that are due today and were left to them (O-06).
 */
others: number, };

export type DueOutcome = { 
/**
 * The schedule.
 */
id: ScheduleId, 
/**
 * Name of the report.
 */
name: string, 
/**
 * The day on which it was due.
 */
due_on: string, 
/**
 * Name of the file that was written; none = it failed.
 */
file: string | null, 
/**
 * Rows of all tables.
 */
rows: number, 
/**
 * Why it failed, label `error.<code>` or `problem.<code>`.
 */
code: string | null, 
/**
 * Failures in a row.
 */
failures: number, 
/**
 * It was given up (O-08).
 */
stopped: boolean, };

export type DueRow = { 
/**
 * The person.
 */
person_id: PersonId, 
/**
 * Name.
 */
name: string, 
/**
 * Number of the newest membership.
 */
member_no: string, 
/**
 * Last day of membership, or of the application that led to nothing.
 */
ended_on: string, 
/**
 * Day on which the time was over.
 */
due_on: string, 
/**
 * Agreed to stay in touch: name, years, contacts and consents stay.
 */
alumni: boolean, 
/**
 * Of another union, kept for trainings alone.
 */
participant: boolean, };

export type DuesKind = "full" | "reduced" | "exempt" | "direct";

export type DuplicatePair = { 
/**
 * Rules that they meet, the strongest first; label `members.alike.<code>`.
 */
because: Array<string>, 
/**
 * Strength of the rules together, 1 to 100; for the order only.
 */
rank: number, 
/**
 * The one who has been there longer.
 */
one: Alike, 
/**
 * The other.
 */
other: Alike, 
/**
 * What would end if `one` went into the other: what has its like there in the same days.
 */
one_ends: Array<CutOff>, 
/**
 * The same if `other` went.
 */
other_ends: Array<CutOff>, 
/**
 * What would go on if `one` went, but only from the first day of the membership that stays.
 */
one_goes_on: Array<CutOff>, 
/**
 * The same if `other` went.
 */
other_goes_on: Array<CutOff>, };

export type DuplicatesOf = { 
/**
 * Only pairs with this person; empty = the whole roster.
 */
person_id?: PersonId, 
/**
 * Pairs wanted, 1 to 500; 100 unless said otherwise.
 */
limit?: number, };

export type ElectedBy = "direct_secret_ballot" | "uncontested" | "delegates_ballot" | "appointed";

export type EmploymentDetail = { 
/**
 * The employment.
 */
id: EmploymentId, 
/**
 * Its fields.
 */
employment: EmploymentDraft, 
/**
 * 会社
 */
employer: string, 
/**
 * 事業所
 */
worksite: string | null, 
/**
 * Last day; empty = open.
 */
to_on: string | null, };

export type EmploymentDraft = { 
/**
 * 会社
 */
employer_org_id: OrganizationId, 
/**
 * 事業所
 */
worksite_org_id: OrganizationId | null, 
/**
 * 部署
 */
department: string | null, 
/**
 * 職種
 */
job_title: string | null, 
/**
 * 資格等級
 */
grade: string | null, 
/**
 * 雇用形態
 */
employment_type: EmploymentType, 
/**
 * 社員番号
 */
employee_no: string | null, 
/**
 * 入社年月日
 */
from_on: string | null, };

export type EmploymentId = string;

export type EmploymentType = "permanent" | "fixed_term" | "part_time" | "reemployed" | "temp_agency" | "contractor" | "other";

export type EndActivity = { 
/**
 * The activity.
 */
id: ActivityId, 
/**
 * Version read.
 */
version: number, 
/**
 * Last day.
 */
ended_on: string, };

export type EndCaseAction = { 
/**
 * Which.
 */
id: CaseActionId, 
/**
 * Version read.
 */
version: number, 
/**
 * Dropped rather than done.
 */
dropped?: boolean, 
/**
 * Day; today unless said otherwise.
 */
on?: string, };

export type EndCaseGoal = { 
/**
 * Which.
 */
id: CaseGoalId, 
/**
 * Version read.
 */
version: number, 
/**
 * Given up rather than reached.
 */
dropped?: boolean, 
/**
 * Day; today unless said otherwise.
 */
on?: string, };

export type EndCommunity = { 
/**
 * The community.
 */
id: CommunityId, 
/**
 * Version read.
 */
version: number, 
/**
 * Last day.
 */
last_day: string, };

export type EndCondition = { 
/**
 * The condition.
 */
id: ConditionId, 
/**
 * Version read.
 */
version: number, 
/**
 * Last day.
 */
to_on: string, };

export type EndContact = { 
/**
 * The contact.
 */
id: ContactId, 
/**
 * Version read.
 */
version: number, 
/**
 * Last day.
 */
to_on: string, };

export type EndEnrolment = { 
/**
 * The application.
 */
id: EnrolmentId, 
/**
 * Version read; none = as it is now.
 */
version?: number, 
/**
 * Why.
 */
reason?: string, };

export type EndInterest = { 
/**
 * The interest.
 */
id: InterestId, 
/**
 * Version read.
 */
version: number, };

export type EndJointUse = { 
/**
 * The notice.
 */
id: JointUseId, 
/**
 * Version read.
 */
version: number, 
/**
 * Last day.
 */
ended_on: string, };

export type EndReason = "resignation" | "employment_end" | "retirement" | "management" | "transfer_out" | "expulsion" | "death" | "ineligible" | "org_split" | "entry_error";

export type EndTerm = { 
/**
 * The term.
 */
id: TermId, 
/**
 * Version read.
 */
version: number, 
/**
 * Last day.
 */
to_on: string, 
/**
 * Why, where it ends before its time.
 */
reason?: string, };

export type EnrolChecked = { 
/**
 * What refuses.
 */
refused: Array<Remark>, 
/**
 * What only warns.
 */
warnings: Array<Remark>, 
/**
 * Where the application would stand.
 */
would: EnrolmentStatus | null, };

export type EnrolmentId = string;

export type EnrolmentNamed = { 
/**
 * The application.
 */
id: EnrolmentId, 
/**
 * Version read; none = as it is now.
 */
version?: number, };

export type EnrolmentRow = { 
/**
 * The application.
 */
id: EnrolmentId, 
/**
 * Version read; a change names it.
 */
version: number, 
/**
 * Who.
 */
person_id: PersonId, 
/**
 * Name.
 */
name: string, 
/**
 * Reading.
 */
kana: string | null, 
/**
 * For which organisation; none = the union itself.
 */
org_id: OrganizationId | null, 
/**
 * Its name.
 */
org: string, 
/**
 * Unit of the union.
 */
unit: string | null, 
/**
 * Where it stands.
 */
status: EnrolmentStatus, 
/**
 * Where the seat comes from.
 */
pool: Pool | null, 
/**
 * When it was made.
 */
applied_at: string, 
/**
 * Running number within the run.
 */
seq: number, 
/**
 * The group that gets seats together.
 */
group_no: number | null, 
/**
 * Place on the waiting list, from 1.
 */
place: number | null, 
/**
 * Why it still waits.
 */
waits: WaitReason | null, 
/**
 * The figure of that reason.
 */
waits_n: number, 
/**
 * The one postponement was used.
 */
postponed: boolean, 
/**
 * Until when an offer is kept.
 */
offer_expires_at: string | null, 
/**
 * The last decision about it.
 */
reason: SeatReason | null, 
/**
 * In words: why it was cancelled or declined.
 */
why: string | null, 
/**
 * Cancelled after the last free day (E-06).
 */
late_cancel: boolean, 
/**
 * Minutes attended so far.
 */
minutes: number | null, 
/**
 * What an application that was judged not to complete the course lacks, by the records as they are.
 */
lacks: Array<Lack>, 
/**
 * Day on which the assignment was handed in.
 */
assignment_on: string | null, 
/**
 * Number of the certificate that holds.
 */
certificate: string | null, 
/**
 * Company.
 */
company: string | null, 
/**
 * Industry.
 */
industry: string | null, 
/**
 * Decade of age.
 */
age_band: number | null, 
/**
 * Table of the seating plan.
 */
table_no: number | null, 
/**
 * Note.
 */
note: string | null, };

export type EnrolmentStatus = "applied" | "waitlisted" | "offered" | "confirmed" | "cancelled" | "declined" | "expired" | "attended" | "no_show" | "completed" | "incomplete" | "certified";

export type Enrolments = { 
/**
 * The applications, of one run.
 */
ids: Array<EnrolmentId>, };

export type EnterCourses = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Which of `courses`; all of them unless said otherwise.
 */
courses?: string[], };

export type EnterSheets = { 
/**
 * The wave.
 */
wave_id: WaveId, 
/**
 * The sheets, in any order.
 */
sheets: Array<AnswerSheet>, };

export type EntitlementId = string;

export type EraseCase = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Version read; checked if it is given.
 */
version?: number, 
/**
 * Why.
 */
ground: EraseGround, };

export type EraseGround = "retention" | "request" | "person_erased";

export type ErasePerson = { 
/**
 * Whom.
 */
person_id: PersonId, 
/**
 * Version of the person that was read; empty = whatever it is.
 */
version?: number, 
/**
 * The request that it answers; it is closed with it.
 */
request_id?: RequestId, };

export type Erased = { 
/**
 * Persons of whom everything was erased.
 */
erased: number, 
/**
 * Persons of whom name, years, contacts and consents stay (X-6).
 */
alumni: number, 
/**
 * What is kept, and why.
 */
kept: Array<StillKept>, };

export type EvaluationId = string;

export type Evaluations = { 
/**
 * Answers.
 */
answers: number, 
/**
 * By question.
 */
marks: Array<Marks>, 
/**
 * In own words, in the order of words: they name nobody, and no order tells whose they are.
 */
comments: Array<string>, };

export type EventDetail = { 
/**
 * The event.
 */
id: EventId, 
/**
 * What happened.
 */
kind: EventKind, 
/**
 * Day from which it holds.
 */
effective_on: string, 
/**
 * When it was recorded, UTC.
 */
recorded_at: string, 
/**
 * Fields before.
 */
before: Record<string, unknown>, 
/**
 * Fields after.
 */
after: Record<string, unknown>, 
/**
 * Why.
 */
reason: string | null, 
/**
 * It came from an import.
 */
imported: boolean, 
/**
 * Officer who recorded it.
 */
by: string, };

export type EventId = string;

export type EventKind = "join" | "end" | "category" | "unit" | "condition_start" | "condition_end" | "name" | "employment" | "correction";

export type ExportId = string;

export type ExportRoster = { 
/**
 * Target; the ending decides the format.
 */
file: string, 
/**
 * What to write; order and page are ignored.
 */
filter?: MemberFilter, 
/**
 * A kept list: its filter, its columns and its order, instead of a filter.
 */
list?: SavedListId, 
/**
 * Only these columns, in this order, and people in the order of the filter; `name` and `kana` stand for their two parts.
 * Empty = all columns, by member number.
 */
columns?: Array<string>, 
/**
 * Encoding of a `.csv`.
 */
encoding?: TextEncoding, 
/**
 * Write 〓 for what CP932 cannot hold; otherwise the export is refused with the list.
 */
replace?: boolean, 
/**
 * Password of the workbook; none = plain.
 */
password?: Passphrase, 
/**
 * Why (X-1).
 */
purpose: string, 
/**
 * For whom (X-1); empty = the own union.
 */
recipient?: string, };

export type ExportShown = { 
/**
 * The entry.
 */
id: ExportId, 
/**
 * When, UTC.
 */
at: string, 
/**
 * Officer's name.
 */
actor_name: string, 
/**
 * Report code or name of the list, label `officers.exported.<report>`.
 */
report: string, 
/**
 * Class of the content.
 */
sensitivity: string, 
/**
 * Rows or persons in it.
 */
rows: number, 
/**
 * Why.
 */
purpose: string, 
/**
 * For whom.
 */
recipient: string, 
/**
 * SHA-256 of the file, hex.
 */
file_hash: string, 
/**
 * Encrypted with a password.
 */
protected: boolean, };

export type ExportsFrom = { 
/**
 * Files before this one; empty = the newest.
 */
before?: ExportId, 
/**
 * How many; 100 unless said otherwise.
 */
limit?: number, };

export type FieldChange = { 
/**
 * Our column.
 */
column: string, 
/**
 * Before, in words.
 */
before: string, 
/**
 * After, in words.
 */
after: string, 
/**
 * Only the same name in other characters (髙/高): in a 突合 taken where the officer names the column.
 */
doubtful: boolean, };

export type FileWarning = { 
/**
 * Code, label `problem.<code>`.
 */
code: string, 
/**
 * Parameters of the sentence.
 */
about: Record<string, unknown>, };

export type FindCaller = { 
/**
 * As they say it.
 */
member: string, };

export type FindHelp = { 
/**
 * Needs; at least one.
 */
needs: Array<Need>, 
/**
 * Region; communities there come first.
 */
region?: string, 
/**
 * As on this day; today unless said otherwise.
 */
as_of?: string, };

export type FindingCount = { 
/**
 * Kind.
 */
kind: FindingKind, 
/**
 * How grave.
 */
weight: Weight, 
/**
 * To be looked at.
 */
n: number, 
/**
 * Left as they are.
 */
kept: number, };

export type FindingCounts = { 
/**
 * Records looked through.
 */
members: number, 
/**
 * Records with something to be looked at.
 */
with: number, 
/**
 * By kind, the gravest first; kinds never found are left out.
 */
kinds: Array<FindingCount>, };

export type FindingKind = "kana_not_reading" | "birth_implausible" | "postal_malformed" | "two_preferred" | "member_no_fullwidth" | "employee_no_fullwidth" | "employee_no_shared" | "joined_too_young" | "placed_wrong" | "no_kana" | "no_given_name" | "no_birth" | "no_unit" | "no_employer" | "no_employee_no" | "no_contact" | "no_address" | "address_incomplete" | "mandate_missing" | "consent_missing" | "joined_before_hired" | "member_no_width" | "employee_no_width" | "gaiji" | "ends_later";

export type FindingNamed = { 
/**
 * The person.
 */
person_id: PersonId, 
/**
 * What was found.
 */
kind: FindingKind, };

export type FindingRow = { 
/**
 * The person.
 */
person_id: PersonId, 
/**
 * The membership.
 */
membership_id: MembershipId, 
/**
 * 組合員番号
 */
member_no: string, 
/**
 * Name.
 */
name: string, 
/**
 * Unit, its levels joined.
 */
unit: string | null, 
/**
 * What was found.
 */
kind: FindingKind, 
/**
 * How grave.
 */
weight: Weight, 
/**
 * Where it is mended: a column of the roster, `unit` or `consent`.
 */
field: string, };

export type FindingsOf = { 
/**
 * Whose records; order and page are ignored.
 */
filter?: MemberFilter, 
/**
 * Only this kind; empty = all.
 */
kind?: FindingKind, 
/**
 * Those that were left as they are, instead of those to be looked at.
 */
kept?: boolean, 
/**
 * Place given by the page before.
 */
after?: string, 
/**
 * Findings wanted, 1 to 500; 100 unless said otherwise. A person's findings stay together.
 */
limit?: number, };

export type Finished = { 
/**
 * Took part.
 */
attended: number, 
/**
 * Had a seat and did not come.
 */
no_show: number, 
/**
 * Completed.
 */
completed: number, 
/**
 * Took part and did not complete.
 */
incomplete: number, 
/**
 * Never got a seat.
 */
without_seat: number, };

export type FollowUpCase = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Version read; checked if it is given.
 */
version?: number, 
/**
 * Day of the first follow-up.
 */
follow_up_on: string, };

export type Foresee = { 
/**
 * The run.
 */
run_id: RunId, 
/**
 * The steps, each by itself.
 */
asks: Array<SeatAsk>, };

export type Foreseen = { 
/**
 * Why it is refused now.
 */
refused: Remark | null, 
/**
 * What to know before it is taken: `run_few`.
 */
warnings: Array<Remark>, 
/**
 * Who would move, in order, as far as they are in sight.
 */
decisions: Array<DecisionRow>, };

export type FormChange = { 
/**
 * The column, label `column.<name>`.
 */
column: string, 
/**
 * What stands there now.
 */
to: string, };

export type FormFault = { 
/**
 * Why, label `problem.<code>`.
 */
reason: string, 
/**
 * The column that is wrong, label `column.<name>`.
 */
column: string | null, 
/**
 * What stands there.
 */
raw: string | null, };

export type FormFile = { 
/**
 * The file.
 */
file: string, 
/**
 * Its password.
 */
password?: Passphrase, 
/**
 * It must be a form of this run.
 */
run_id?: RunId, 
/**
 * It must be a form of this partner.
 */
org_id?: OrganizationId, 
/**
 * Take an edition that was replaced by a newer one.
 */
old_edition?: boolean, 
/**
 * Take the applications although a course that is asked for before is missing (E-10).
 */
despite?: boolean, };

export type FormHead = { 
/**
 * Its number.
 */
code: string, 
/**
 * Its edition.
 */
edition: number, 
/**
 * The newest edition that went out.
 */
newest: number, 
/**
 * The run.
 */
run_id: RunId, 
/**
 * Its title.
 */
title: string, 
/**
 * The partner.
 */
org_id: OrganizationId, 
/**
 * Its name.
 */
org: string, 
/**
 * When it went out.
 */
sent_on: string, };

export type FormOutcome = "applied" | "already" | "changed" | "withdrawn" | "refused";

export type FormRead = { 
/**
 * Name of the file.
 */
file_name: string, 
/**
 * Its hash; taking it in names it.
 */
file_hash: string, 
/**
 * The change that was made; none while it is only looked at, or when nothing was to be done.
 */
op: OpId | null, 
/**
 * Which form it is.
 */
form: FormHead, 
/**
 * Rows with a name.
 */
read: number, 
/**
 * Rows that apply.
 */
applied: number, 
/**
 * Rows of which nothing is to be done: people who have applied, or cancelled, already.
 */
already: number, 
/**
 * Rows of people who have applied already, and say something anew.
 */
changed: number, 
/**
 * Rows that cancel.
 */
withdrawn: number, 
/**
 * Rows that are not taken.
 */
refused: number, 
/**
 * Of those that apply: with a seat.
 */
seated: number, 
/**
 * Of those that apply: on the waiting list.
 */
waiting: number, 
/**
 * Rows in which choices were made and nobody is named: nothing is taken of them.
 */
nameless: number, 
/**
 * Columns of the form that the file has no more, label `column.<name>`; nothing of them is taken.
 */
missing: Array<string>, 
/**
 * Headings that are not the form's, with something under them; nothing of them is taken. Without a heading: the letter of the
 * column.
 */
foreign: Array<string>, 
/**
 * The rows.
 */
rows: Array<FormRow>, };

export type FormRow = { 
/**
 * Sheet.
 */
sheet: string, 
/**
 * Row, 1-based as in the file.
 */
row: number, 
/**
 * Name as it stands.
 */
name: string, 
/**
 * What it does.
 */
outcome: FormOutcome, 
/**
 * Where the application stands, or would.
 */
status: EnrolmentStatus | null, 
/**
 * Why it was not taken, label `problem.<code>`.
 */
reason: string | null, 
/**
 * The column that is wrong, label `column.<name>`.
 */
column: string | null, 
/**
 * What stands there; of somebody whose application ended before, where it stood.
 */
raw: string | null, 
/**
 * What else is wrong with it: everything is mended at once.
 */
others: Array<FormFault>, 
/**
 * What is to be known of a row that is taken, label `problem.<code>`.
 */
remark: string | null, 
/**
 * What it says anew of somebody who is known.
 */
changes: Array<FormChange>, };

export type Found = { 
/**
 * The day that all of it is true for.
 */
as_of: string, 
/**
 * Public schemes.
 */
schemes: Array<FoundScheme>, 
/**
 * Communities.
 */
communities: Array<FoundCommunity>, };

export type FoundCommunity = { 
/**
 * Needs of those asked for that it may answer: why it is shown.
 */
why: Array<Need>, 
/**
 * It works in the region asked for.
 */
near: boolean, 
/**
 * The community.
 */
community: CommunityRow, };

export type FoundMember = { 
/**
 * The person.
 */
person_id: PersonId, 
/**
 * The number.
 */
member_no: string, 
/**
 * Name.
 */
name: string, 
/**
 * Reading.
 */
kana: string | null, 
/**
 * Unit.
 */
unit: string | null, };

export type FoundScheme = { 
/**
 * Needs of those asked for that it may answer: why it is shown.
 */
why: Array<Need>, 
/**
 * The scheme.
 */
scheme: SchemeRow, };

export type Frame = { 
/**
 * The union's name: header on the left, author of the file.
 */
union_name: string, 
/**
 * The name of the report.
 */
title: string, 
/**
 * The report's code, printed in the footer.
 */
code: string, 
/**
 * Who may see it, in words; header on the right.
 */
class: string, 
/**
 * The day of making, in words; footer on the right.
 */
made_on: string, 
/**
 * The moment of making, written as the file's creation time (UTC).
 */
made_at: string, 
/**
 * Dates are shown in the Japanese era.
 */
era: boolean, 
/**
 * English formats for numbers and dates; otherwise Japanese.
 */
english: boolean, 
/**
 * The font of the cells.
 */
font: string, };

export type FreezePack = { 
/**
 * What it is called in the list; the name of its plan and its day unless said otherwise.
 */
title?: string, 
/**
 * The distributed pack that it takes the place of.
 */
corrects?: IssuedPackId, 
/**
 * Which report.
 */
report: Report, 
/**
 * The day it is true for; today unless said otherwise.
 */
as_of?: string, 
/**
 * First day of the movements; the first day of the fiscal year unless said otherwise.
 */
from?: string, 
/**
 * Language; the officer's own unless said otherwise.
 */
locale?: Locale, 
/**
 * Code of a unit, not its id: only its subtree.
 */
unit?: string, 
/**
 * A kept list: only whom it holds, in its order (R01). Its day and units are its own.
 */
list?: SavedListId, 
/**
 * Member number or id of the person that the report is about; of certificates of a run, whose it is.
 */
person?: string, 
/**
 * Code or id of the run of a training that the report is about.
 */
run?: string, 
/**
 * Name or id of the organisation that a bill (R15) or the certificates of its people (R14) are written for: it says what is
 * theirs and nothing of the others. Without one the report is of all of them, for the union itself.
 */
organization?: string, 
/**
 * How and until when a bill is paid, as it stands on the bill (R15 for an organisation).
 */
payment?: string, 
/**
 * Id, title or day of the meeting that the report is about.
 */
meeting?: string, 
/**
 * Name the members behind the figures, where the report can and the officer may; as far as both hold unless said otherwise.
 */
names?: boolean, 
/**
 * Figures of counselling as members may see them, with the larger smallest count.
 */
for_members?: boolean, 
/**
 * The roster shows addresses and telephone numbers too; only with a purpose.
 */
contacts?: boolean, 
/**
 * Name or id of the plan that the meeting pack follows; `congress` and `workplace` are the usual ones.
 */
plan?: string, 
/**
 * A frozen meeting pack: what was kept is written, and its day, period, language and unit are its own.
 */
issued?: IssuedPackId, };

export type FulltimeKind = "none" | "on_roll" | "off_roll" | "staff";

export type Gender = "0" | "1" | "2" | "9";

export type GiveCaseConsent = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Day of the explanation; today unless said otherwise.
 */
explained_on?: string, 
/**
 * Version of the text; the one that the program shows unless said otherwise.
 */
notice_version?: string, 
/**
 * What for; the record unless said otherwise.
 */
scope?: Array<CaseConsentScope>, 
/**
 * Agreed; a refusal is written down, too.
 */
accepted?: boolean, 
/**
 * How.
 */
method: CaseConsentMethod, 
/**
 * Who witnessed it or where the recording is; asked for what was said aloud.
 */
witness?: string, 
/**
 * Where the paper lies, to whom what goes.
 */
note?: string, };

export type GiveConsent = { 
/**
 * The person.
 */
person_id: PersonId, 
/**
 * What for.
 */
purpose: ConsentPurpose, 
/**
 * To whom data goes.
 */
recipient_org_id?: OrganizationId, 
/**
 * Day.
 */
granted_on: string, 
/**
 * How.
 */
method: ConsentMethod, 
/**
 * Version of the notice explained.
 */
notice_version: string, 
/**
 * Where the paper lies.
 */
document_ref?: string, };

export type GoalHorizon = "short" | "mid" | "long";

export type GoalTheme = "grow_in_job" | "internal_posting" | "larger_role" | "qualification" | "relearning" | "side_job" | "job_change_same_field" | "job_change_new_field" | "start_business" | "worker_coop" | "npo_social" | "move_region" | "work_style_change" | "childcare" | "family_care" | "treatment" | "post_retirement" | "other";

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

export type GroupShare = { 
/**
 * Who chose it.
 */
count: number | null, 
/**
 * Tenths of a per cent of those of the group who answered.
 */
share: number | null, };

export type HandIn = { 
/**
 * Who.
 */
enrolment_ids: Array<EnrolmentId>, 
/**
 * When; none = take the note out.
 */
on?: string, };

export type HandOver = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Version read; checked if it is given.
 */
version?: number, 
/**
 * To whom.
 */
officer: OfficerId, 
/**
 * Somebody has looked: the counsellor does not supervise the member at work (C-01).
 */
not_supervisor?: boolean, 
/**
 * Consent of the member to the hand-over.
 */
consent_id?: CaseConsentId, 
/**
 * Or a release by two persons.
 */
release_id?: ReleaseId, 
/**
 * Stay as second counsellor.
 */
stay?: boolean, 
/**
 * What who leaves has not saved may go: nobody else can ever read it.
 */
drop_drafts?: boolean, };

export type Happened = "active" | "joined" | "left" | "moved" | "recategorized" | "changed";

export type Head = { 
/**
 * The words above the column; a line break splits them.
 */
label: string, 
/**
 * What the cells hold.
 */
kind: Kind, 
/**
 * Width in half-width characters; 0 measures the cells.
 */
width: number, 
/**
 * Labels of the codes, when the kind is a code.
 */
codes: Array<CodeLabel>, };

export type HeadcountId = string;

export type HeadcountRow = { 
/**
 * The headcount.
 */
id: HeadcountId, 
/**
 * Version read; a new figure for the same day names it.
 */
version: number, 
/**
 * The unit.
 */
unit_id: UnitId, 
/**
 * Day of the count.
 */
as_of: string, 
/**
 * All workers, managers and part-timers included (過半数判定).
 */
workers_total: number, 
/**
 * Workers whom the rules admit (社内組織率).
 */
eligible_total: number, 
/**
 * Where the figure comes from.
 */
source: string, };

export type HeadcountsOf = { 
/**
 * The unit; empty = all.
 */
unit_id?: UnitId, };

export type HelpLineId = string;

export type HelpLineRow = { 
/**
 * The line.
 */
id: HelpLineId, 
/**
 * Version read.
 */
version: number, 
/**
 * Name.
 */
name: string, 
/**
 * Number.
 */
phone: string, 
/**
 * When it answers.
 */
hours: string, 
/**
 * What for.
 */
helps: string, 
/**
 * Official site, as text.
 */
site: string | null, 
/**
 * Where it was taken from.
 */
source: string | null, 
/**
 * Last checked by the union; empty = never.
 */
checked_on: string | null, 
/**
 * The check is older than six months, or there is none.
 */
check_due: boolean, 
/**
 * Not shown in a crisis.
 */
hidden: boolean, };

export type HistoryFrom = { 
/**
 * The op before which to look; empty = the newest.
 */
before?: OpId, 
/**
 * Words that the op must be about: a name, a number, a unit …
 */
find?: string, 
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

export type Honorific = "sama" | "dono" | "none";

export type Imported = { 
/**
 * The batch; `desk.undo` takes it back by this id.
 */
batch: OpId, 
/**
 * Rows read = created + updated + unchanged + rejected.
 */
read: number, 
/**
 * Persons added.
 */
created: number, 
/**
 * Persons changed.
 */
updated: number, 
/**
 * Persons equal, and of a 突合 those put aside.
 */
unchanged: number, 
/**
 * Rows with an error.
 */
rejected: number, 
/**
 * Of the unchanged, rows of a 突合 that differ and were not taken: they stay as they are.
 */
put_aside: number, 
/**
 * Members whom the list of a 突合 does not name and about whom something was decided.
 */
not_listed: number, 
/**
 * The mapping was the one used before for a file with these headers.
 */
remembered: boolean, 
/**
 * Employer of all rows whose file names none.
 */
employer: string | null, 
/**
 * What it changed of closed months, for the reason that was given; none = nothing.
 */
closed: ClosedByFile | null, 
/**
 * Findings in the order of the file; all errors, and the first thousand warnings.
 */
problems: Array<Problem>, };

export type InquiryOpened = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Its number.
 */
case_no: string, 
/**
 * Version.
 */
version: number, 
/**
 * Earlier cases of the same person, by number.
 */
earlier: Array<string>, };

export type InstrumentId = string;

export type InstrumentNamed = { 
/**
 * Which.
 */
id: InstrumentId, 
/**
 * Version read.
 */
version: number, };

export type InstrumentRow = { 
/**
 * The instrument.
 */
id: InstrumentId, 
/**
 * Version read.
 */
version: number, 
/**
 * Code that its editions share.
 */
code: string, 
/**
 * Running number of the edition.
 */
edition: number, 
/**
 * Name.
 */
name: string, 
/**
 * Name in English.
 */
name_en: string | null, 
/**
 * Who owns the questions.
 */
owner: string, 
/**
 * Under which licence.
 */
licence: string, 
/**
 * Evidence of the permission.
 */
permission: string | null, 
/**
 * What stands beside every figure.
 */
note: string | null, 
/**
 * The same in English.
 */
note_en: string | null, 
/**
 * Lowest answer.
 */
scale_min: number, 
/**
 * Highest answer.
 */
scale_max: number, 
/**
 * Parts that are counted.
 */
subscales: Array<Subscale>, 
/**
 * The questions in order.
 */
items: Array<CheckInQuestion>, 
/**
 * Came with the program.
 */
built_in: boolean, 
/**
 * Asked from this day on.
 */
published_on: string | null, 
/**
 * Not asked any more from this day on.
 */
retired_on: string | null, };

export type InterestId = string;

export type InterestRow = { 
/**
 * The interest.
 */
id: InterestId, 
/**
 * Version read; an end names it.
 */
version: number, 
/**
 * Which organisation; none = the union itself.
 */
org_id: OrganizationId | null, 
/**
 * Its name.
 */
org: string, 
/**
 * How many people.
 */
people: number, 
/**
 * When and where they would like it.
 */
wish: string | null, 
/**
 * When it said so.
 */
recorded_on: string, };

export type IssueCertificates = { 
/**
 * The run.
 */
run_id: RunId, 
/**
 * To these; to all who completed it and have none unless said otherwise.
 */
enrolment_ids?: Array<EnrolmentId>, 
/**
 * Day on them; today unless said otherwise.
 */
issued_on?: string, };

export type IssuePapers = { 
/**
 * The ballot.
 */
id: BallotId, 
/**
 * Member numbers, as a scanner types them.
 */
numbers?: Array<string>, 
/**
 * Or seats.
 */
seats?: Array<EntitlementId>, 
/**
 * Everyone who may have one and has none.
 */
everyone?: boolean, };

export type Issued = { 
/**
 * By this call.
 */
now: number, 
/**
 * In all.
 */
issued: number, };

export type IssuedPackId = string;

export type IssuedPackRow = { 
/**
 * The pack.
 */
id: IssuedPackId, 
/**
 * Version read; approving and distributing name it.
 */
version: number, 
/**
 * What it is called.
 */
title: string, 
/**
 * Its kind.
 */
kind: PackKind, 
/**
 * Name of its plan as it was; none = the usual pages.
 */
plan: string | null, 
/**
 * The day it is true for.
 */
as_of: string, 
/**
 * First day of its movements.
 */
from: string, 
/**
 * Its language.
 */
locale: Locale, 
/**
 * Name of the unit it is about; none = the whole union.
 */
unit: string | null, 
/**
 * Code of that unit.
 */
unit_code: string | null, 
/**
 * Who may read it.
 */
audience: PackAudience, 
/**
 * Where it stands.
 */
state: PackState, 
/**
 * SHA-256 of what is kept.
 */
sha256: string, 
/**
 * When it was frozen, UTC.
 */
made_at: string, 
/**
 * Who froze it.
 */
made_by: string, 
/**
 * When it was approved, UTC.
 */
approved_at: string | null, 
/**
 * Who approved it.
 */
approved_by: string | null, 
/**
 * Who made it approved it: no other officer could.
 */
alone: boolean, 
/**
 * Day on which it went out.
 */
distributed_on: string | null, 
/**
 * To whom.
 */
distributed_to: string | null, 
/**
 * The distributed pack that it takes the place of.
 */
corrects: IssuedPackId | null, 
/**
 * The pack that takes its place.
 */
corrected_by: IssuedPackId | null, 
/**
 * The officer at the desk may freeze and hand out packs of its part.
 */
may_issue: boolean, 
/**
 * Why the officer at the desk cannot approve it; none also for those who never approve.
 */
why_not_approve: CannotApprove | null, 
/**
 * The officer at the desk approves packs of its part.
 */
may_approve: boolean, };

export type ItemId = string;

export type ItemResult = "adopted" | "rejected" | "amended" | "carried_over";

export type Job = { 
/**
 * Name of the job.
 */
job: string, };

export type JobCard = { 
/**
 * The items in the order of the sheets.
 */
items: Array<CardRow>, 
/**
 * Days on which a sheet was handed to the member, the newest first.
 */
handed_on: Array<string>, 
/**
 * Courses that the member completed and that are not on the card.
 */
courses: Array<CompletedCourse>, };

export type JobCardApplied = { 
/**
 * New items.
 */
added: number, 
/**
 * Changed items.
 */
changed: number, 
/**
 * Rows not taken.
 */
not_taken: number, };

export type JobCardFile = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * The file.
 */
file: string, 
/**
 * Password of the file.
 */
password?: Passphrase, };

export type JobCardOf = { 
/**
 * The case.
 */
case_id: CaseId, };

export type JobCardPreview = { 
/**
 * Name of the file.
 */
file_name: string, 
/**
 * Hash of the file, to be given when it is applied.
 */
file_hash: string, 
/**
 * Day on which the sheet was handed out.
 */
handed_on: string, 
/**
 * A newer sheet was handed out after it.
 */
older: boolean, 
/**
 * Its rows.
 */
rows: Array<CardReturned>, };

export type JobCardWritten = { 
/**
 * Name of the file, without its folder.
 */
name: string, 
/**
 * SHA-256 of the file, as the export log keeps it.
 */
sha256: string, 
/**
 * The mark printed on it.
 */
mark: string, 
/**
 * The password that was made; shown once and kept nowhere.
 */
password: string | null, };

export type JoinReason = "new_graduate" | "mid_career" | "individual" | "return_from_management" | "rejoin" | "org_merger" | "conversion";

export type JointUseId = string;

export type JointUseRow = { 
/**
 * The notice.
 */
id: JointUseId, 
/**
 * Version; its end names it.
 */
version: number, 
/**
 * With whom.
 */
recipient_org_id: OrganizationId, 
/**
 * Name of the organisation.
 */
recipient: string, 
/**
 * Items of data.
 */
items: string, 
/**
 * Who uses them.
 */
extent: string, 
/**
 * What for.
 */
purpose: string, 
/**
 * Who answers for the data.
 */
responsible: string, 
/**
 * In force from this day.
 */
announced_on: string, 
/**
 * Last day; empty = open.
 */
ended_on: string | null, };

export type Kind = "text" | "id" | "number" | "difference" | "rate" | "points" | "decimal" | "date" | "code";

export type KyojoKind = "occupational_community" | "corporate_alumni" | "regional_alumni" | "npo" | "worker_coop" | "labor_union";

export type Lack = "not_there" | "minutes" | "required_sitting" | "assignment";

export type LearningId = string;

export type LearningOf = { 
/**
 * The person.
 */
person_id: PersonId, };

export type LearningRow = { 
/**
 * Of learning elsewhere: the entry.
 */
id: LearningId | null, 
/**
 * Version read.
 */
version: number | null, 
/**
 * Of a course of the union: the application.
 */
enrolment_id: EnrolmentId | null, 
/**
 * Title.
 */
title: string, 
/**
 * Where.
 */
provider: string | null, 
/**
 * First day.
 */
from_on: string | null, 
/**
 * Last day.
 */
to_on: string | null, 
/**
 * Minutes or hours, in minutes.
 */
minutes: number | null, 
/**
 * Of a course of the union: where it stands.
 */
status: EnrolmentStatus | null, 
/**
 * Number of the certificate that holds.
 */
certificate: string | null, };

export type LeaveUnion = { 
/**
 * The membership.
 */
membership_id: MembershipId, 
/**
 * Version of the membership read.
 */
version: number, 
/**
 * Last day of membership; still counted on it.
 */
left_on: string, 
/**
 * Why.
 */
end_reason: EndReason, 
/**
 * Note.
 */
end_note?: string, 
/**
 * Day on which the resignation was received (M-10); for a resignation it must be named.
 */
received_on?: string, 
/**
 * Expulsion (M-08): organ, date of the resolution and of the hearing, text.
 */
resolution?: Resolution, };

export type LeftOut = "condition" | "no_vote" | "merged";

export type LeftOutRow = { 
/**
 * Member number.
 */
member_no: string, 
/**
 * Name.
 */
name: string, 
/**
 * Why.
 */
why: LeftOut, 
/**
 * The condition, if that is why.
 */
condition: string | null, };

export type LegalBasis = "consent" | "joint_use";

export type LetIn = { 
/**
 * Whom.
 */
officer: OfficerId, 
/**
 * A new first passphrase; the officer changes it.
 */
passphrase: Passphrase, };

export type LetterPaper = "a4x12" | "a4x18" | "a4x21" | "a4x24" | "long3" | "square2";

export type LettersPreview = { 
/**
 * Who gets a letter.
 */
n: number, 
/**
 * Who does not; the first thousand.
 */
without: Array<NotWrittenTo>, 
/**
 * How many do not.
 */
without_n: number, };

export type LettersTo = { 
/**
 * Who.
 */
chosen: Chosen, };

export type LettersWritten = { 
/**
 * The file.
 */
written: Written, 
/**
 * Who gets none.
 */
to: LettersPreview, };

export type Likeness = { 
/**
 * The person.
 */
person_id: PersonId, 
/**
 * Name shown.
 */
name: string, 
/**
 * 組合員番号
 */
member_no: string | null, 
/**
 * Why, label `members.same.<code>`.
 */
because: string, };

export type Locale = "ja" | "en";

export type LockOut = { 
/**
 * Whom.
 */
officer: OfficerId, 
/**
 * Why, for the trail.
 */
reason?: string, };

export type LogTime = { 
/**
 * The activity.
 */
activity_id: ActivityId, 
/**
 * The day; today unless said otherwise.
 */
done_on?: string, 
/**
 * Minutes of officers, all together.
 */
minutes?: number, 
/**
 * Yen paid.
 */
cost?: number, 
/**
 * People who took part.
 */
people?: number, 
/**
 * What it was. No names.
 */
note?: string, };

export type LogoId = string;

export type LogoMedia = "png" | "jpeg";

export type LogoShown = { 
/**
 * The picture.
 */
id: LogoId, 
/**
 * What it is.
 */
media: LogoMedia, 
/**
 * Pixels across.
 */
width: number, 
/**
 * Pixels down.
 */
height: number, 
/**
 * The picture in base64.
 */
data: string, };

export type LogsOf = { 
/**
 * Of this activity.
 */
activity_id?: ActivityId, 
/**
 * Fiscal year; this one unless said otherwise.
 */
fiscal_year?: number, };

export type LotAt = "never" | "run_off" | "at_once";

export type LotOrgan = "chair" | "election_committee";

export type Majority = { 
/**
 * The unit.
 */
unit_id: UnitId, 
/**
 * Its name, with those above it.
 */
unit: string, 
/**
 * Members on the day, with those of the units below.
 */
members: number, 
/**
 * All workers, managers and part-timers included.
 */
workers: number, 
/**
 * The day of that count; of one in parts the oldest.
 */
counted_on: string, 
/**
 * The workers are those of the units below, added up.
 */
in_parts: boolean, 
/**
 * More than half, in whole numbers.
 */
is_majority: boolean, 
/**
 * Tenths of a per cent, for print; the majority is not asked of them.
 */
tenths: number | null, };

export type MajorityBase = "valid_votes" | "present" | "all_members" | "all_delegates";

export type MajorityOf = { 
/**
 * The unit and those below it; empty = all within the officer's reach.
 */
unit_id?: UnitId, 
/**
 * The day; today unless said otherwise.
 */
as_of?: string, };

export type Mapping = { 
/**
 * Sheet; empty = every sheet that looks like the roster.
 */
sheet?: string, 
/**
 * Row of the header, from 1; the last one of a header of two rows.
 */
header_row?: number, 
/**
 * Employer of all rows whose file names none.
 */
employer?: string, 
/**
 * Columns; those not named are guessed.
 */
columns: Array<ColumnMapping>, 
/**
 * Values for our columns where the file has none.
 */
defaults: { [key in string]: string }, 
/**
 * What the officer decided.
 */
decisions: Array<Decision>, };

export type Marks = { 
/**
 * `overall`, `content`, `lecturer`, `useful`.
 */
question: string, 
/**
 * How many answered it.
 */
n: number, 
/**
 * How many gave 1, 2, 3, 4, 5; none of them below the smallest count that is shown (S-04).
 */
counts: number[], 
/**
 * Mean in hundredths; none below the smallest count.
 */
mean_hundredths: number | null, };

export type MeetingBoard = { 
/**
 * The meeting.
 */
meeting: MeetingRow, 
/**
 * The figures.
 */
credentials: Credentials, 
/**
 * The figures as they were declared; none before that.
 */
declared: Credentials | null, 
/**
 * By unit when it was declared; empty before that.
 */
declared_units: Array<UnitTurnout>, 
/**
 * When it was declared.
 */
declared_at: string | null, 
/**
 * What the rule asks for, in words with the article.
 */
quorum: string, 
/**
 * The sum, in words.
 */
formula: string, 
/**
 * By unit.
 */
units: Array<UnitTurnout>, 
/**
 * When this was true.
 */
at: string, };

export type MeetingBreak = { 
/**
 * When it began.
 */
began_at: string, 
/**
 * Why.
 */
reason: string, 
/**
 * When the meeting went on; none while it lasts.
 */
ended_at: string | null, 
/**
 * The sum of the credentials when it went on, in words (G-03).
 */
formula: string | null, };

export type MeetingDecision = { 
/**
 * Items of this kind; empty = everything that is not named.
 */
kind?: AgendaKind | null, 
/**
 * Majority of what.
 */
base: MajorityBase, 
/**
 * Numerator; none in an election = the most votes decide.
 */
num: number, 
/**
 * Denominator.
 */
den: number, 
/**
 * 以上 or 超.
 */
comparator: Comparator, 
/**
 * Article of the rules that says so.
 */
article?: string | null, 
/**
 * Those whom the quorum leaves out (休職など) have no vote here either. Without it they have: the members' right to take part
 * is not the quorum's (労働組合法5条2項3号), and a strike is decided by a majority of all members (8号).
 */
leaves_out?: boolean, 
/**
 * Of an election: what its run-off takes (決選投票).
 */
run_off?: RunOffBy, 
/**
 * Article about the run-off.
 */
run_off_article?: string | null, 
/**
 * Of an election: when equal votes on the last seats are decided by lot (くじ).
 */
lot?: LotAt, 
/**
 * Article about the lot; a rule that decides by lot names it.
 */
lot_article?: string | null, 
/**
 * Article by which only what the notice told is decided (緊急動議を認めない); empty = the rules do not say so.
 */
announced_article?: string | null, };

export type MeetingDetail = { 
/**
 * The meeting.
 */
meeting: MeetingRow, 
/**
 * Who chairs it.
 */
chair: string | null, 
/**
 * Who keeps the minutes.
 */
clerk: string | null, 
/**
 * Why it was cancelled.
 */
reason: string | null, 
/**
 * Note.
 */
note: string | null, 
/**
 * The rule: frozen with the meeting, before that the one of its day.
 */
rule: MeetingRule | null, 
/**
 * The quorum in words.
 */
quorum: string | null, 
/**
 * Figures when it was declared.
 */
declared: Credentials | null, 
/**
 * When.
 */
declared_at: string | null, 
/**
 * Its breaks in their order.
 */
breaks: Array<MeetingBreak>, 
/**
 * When it was closed.
 */
closed_at: string | null, 
/**
 * The agenda.
 */
agenda: Array<AgendaRow>, 
/**
 * Its ballots.
 */
ballots: Array<BallotRow>, 
/**
 * Steps.
 */
steps: Array<MeetingMay>, };

export type MeetingFilter = { 
/**
 * Only of this kind.
 */
kind?: MeetingKind, 
/**
 * Only those that stand so.
 */
status?: MeetingStatus, 
/**
 * Words in title or place.
 */
find?: string, };

export type MeetingId = string;

export type MeetingKind = "regular_congress" | "extra_congress" | "central_committee" | "delegates_council" | "executive_committee" | "branch_congress" | "branch_committee" | "workplace_meeting" | "special_committee";

export type MeetingMay = { 
/**
 * The step.
 */
step: MeetingStepName, 
/**
 * It can be taken.
 */
may: boolean, };

export type MeetingNamed = { 
/**
 * The meeting.
 */
id: MeetingId, };

export type MeetingRow = { 
/**
 * The meeting.
 */
id: MeetingId, 
/**
 * Version; a change names it.
 */
version: number, 
/**
 * Which kind.
 */
kind: MeetingKind, 
/**
 * Which in the count.
 */
no: number | null, 
/**
 * Title.
 */
title: string, 
/**
 * The title as papers have it, with its count: 第12回定期大会.
 */
heading: string, 
/**
 * Of which unit.
 */
unit_id: UnitId | null, 
/**
 * Its name.
 */
unit: string | null, 
/**
 * Day.
 */
held_on: string, 
/**
 * The day that the notice named before the meeting was moved.
 */
moved_from: string | null, 
/**
 * The begin that the notice named before it was changed.
 */
moved_starts: string | null, 
/**
 * The place that the notice named before it was changed; of a notice that named none an empty text.
 */
moved_place: string | null, 
/**
 * Begin, `13:00`.
 */
starts: string, 
/**
 * Place.
 */
place: string | null, 
/**
 * Where it stands.
 */
status: MeetingStatus, 
/**
 * Day of the notice.
 */
convened_on: string | null, 
/**
 * Why the notice was shorter.
 */
urgent_reason: string | null, 
/**
 * Day of the roster.
 */
base_on: string | null, 
/**
 * Last day of a notice in time by the rule of the day; none without a rule.
 */
notice_until: string | null, 
/**
 * Items of the agenda.
 */
items: number, 
/**
 * Items that are decided.
 */
decided: number, };

export type MeetingRule = { 
/**
 * Which kind of meeting.
 */
kind: MeetingKind, 
/**
 * First day of this text.
 */
from_on: string, 
/**
 * Who has a seat.
 */
base: RuleBase, 
/**
 * Offices that have a seat where the base is not all members.
 */
offices?: Array<OfficeKind>, 
/**
 * Quorum: numerator.
 */
num: number, 
/**
 * Quorum: denominator.
 */
den: number, 
/**
 * Quorum: 以上 or 超.
 */
comparator: Comparator, 
/**
 * Article of the rules that says so.
 */
article: string, 
/**
 * Conditions that do not count in the base.
 */
exclude_conditions?: Array<ConditionKind>, 
/**
 * Proxies count for the quorum.
 */
count_proxy?: boolean, 
/**
 * Written votes count for the quorum.
 */
count_written?: boolean, 
/**
 * A proxy that names nobody is entrusted to the chair and counts.
 */
count_blank_proxy?: boolean, 
/**
 * Proxies that one holder may have at most; empty = no limit.
 */
proxy_max?: number, 
/**
 * A holder must be of the same branch (支部), in whatever part of it.
 */
proxy_same_unit?: boolean, 
/**
 * Article about proxies and written votes.
 */
proxy_article?: string | null, 
/**
 * Article by which a substitute takes the place of a delegate who cannot come (補欠・代理の代議員); empty = the rules do not say
 * so.
 */
substitute_article?: string | null, 
/**
 * Days between the notice and the meeting at least (G-01).
 */
notice_days?: number, 
/**
 * The same where it is urgent and a reason is given; empty = no exception.
 */
urgent_days?: number, 
/**
 * Article about the notice.
 */
notice_article?: string | null, 
/**
 * What happens when yes and no are equal.
 */
tie_break: TieBreak, 
/**
 * What it takes to decide.
 */
decisions?: Array<MeetingDecision>, 
/**
 * Members, or a fraction of so many, for one delegate; empty = not said.
 */
members_per_delegate?: number, 
/**
 * Note.
 */
note?: string | null, };

export type MeetingRuleId = string;

export type MeetingRuleRow = { 
/**
 * The text.
 */
id: MeetingRuleId, 
/**
 * Version; a correction names it.
 */
version: number, 
/**
 * Last day of this text; none = it holds until further notice.
 */
to_on: string | null, 
/**
 * The quorum in words.
 */
quorum: string, 
/**
 * What it says beside, in words, a line for each.
 */
told: Array<string>, 
/**
 * Which kind of meeting.
 */
kind: MeetingKind, 
/**
 * First day of this text.
 */
from_on: string, 
/**
 * Who has a seat.
 */
base: RuleBase, 
/**
 * Offices that have a seat where the base is not all members.
 */
offices?: Array<OfficeKind>, 
/**
 * Quorum: numerator.
 */
num: number, 
/**
 * Quorum: denominator.
 */
den: number, 
/**
 * Quorum: 以上 or 超.
 */
comparator: Comparator, 
/**
 * Article of the rules that says so.
 */
article: string, 
/**
 * Conditions that do not count in the base.
 */
exclude_conditions?: Array<ConditionKind>, 
/**
 * Proxies count for the quorum.
 */
count_proxy?: boolean, 
/**
 * Written votes count for the quorum.
 */
count_written?: boolean, 
/**
 * A proxy that names nobody is entrusted to the chair and counts.
 */
count_blank_proxy?: boolean, 
/**
 * Proxies that one holder may have at most; empty = no limit.
 */
proxy_max?: number, 
/**
 * A holder must be of the same branch (支部), in whatever part of it.
 */
proxy_same_unit?: boolean, 
/**
 * Article about proxies and written votes.
 */
proxy_article?: string | null, 
/**
 * Article by which a substitute takes the place of a delegate who cannot come (補欠・代理の代議員); empty = the rules do not say
 * so.
 */
substitute_article?: string | null, 
/**
 * Days between the notice and the meeting at least (G-01).
 */
notice_days?: number, 
/**
 * The same where it is urgent and a reason is given; empty = no exception.
 */
urgent_days?: number, 
/**
 * Article about the notice.
 */
notice_article?: string | null, 
/**
 * What happens when yes and no are equal.
 */
tie_break: TieBreak, 
/**
 * What it takes to decide.
 */
decisions?: Array<MeetingDecision>, 
/**
 * Members, or a fraction of so many, for one delegate; empty = not said.
 */
members_per_delegate?: number, 
/**
 * Note.
 */
note?: string | null, };

export type MeetingStatus = "draft" | "convened" | "checked_in" | "open" | "adjourned" | "closed" | "minutes_drafted" | "minutes_approved" | "not_quorate" | "cancelled";

export type MeetingStep = { 
/**
 * The meeting.
 */
id: MeetingId, 
/**
 * Version read; without it the newest.
 */
version?: number, };

export type MeetingStepName = "convene" | "open_door" | "declare" | "adjourn" | "resume" | "close" | "cancel" | "agenda" | "receive" | "minutes";

export type MeetingWarning = { 
/**
 * `congress_late` or `audit_missing`, label `meetings.warning.<code>`.
 */
code: string, 
/**
 * The last regular congress.
 */
last_on: string | null, 
/**
 * The day until which the next was due.
 */
due_on: string | null, };

export type MeetingWritten = { 
/**
 * Name of the file, without its folder.
 */
name: string, 
/**
 * Rows of its tables.
 */
rows: number, 
/**
 * Size of the file.
 */
bytes: number, 
/**
 * SHA-256 of the file, as the log of files keeps it.
 */
sha256: string, };

export type MemberCalling = { 
/**
 * The person.
 */
person_id: PersonId, 
/**
 * Name.
 */
name: string, 
/**
 * Reading.
 */
kana: string | null, 
/**
 * Member number.
 */
member_no: string | null, 
/**
 * Unit, with those above it.
 */
unit: string | null, 
/**
 * The membership is in force today.
 */
in_force: boolean, 
/**
 * Numbers of cases under way.
 */
cases: Array<string>, };

export type MemberCard = { 
/**
 * The person.
 */
person_id: PersonId, 
/**
 * Version of the person; a correction names it.
 */
version: number, 
/**
 * Fields of the person.
 */
person: PersonDraft, 
/**
 * Memberships, newest first.
 */
memberships: Array<MembershipDetail>, 
/**
 * Employments, newest first.
 */
employments: Array<EmploymentDetail>, 
/**
 * Contacts.
 */
contacts: Array<ContactDetail>, 
/**
 * Consents.
 */
consents: Array<ConsentDetail>, 
/**
 * Consents that were refused, newest first.
 */
refusals: Array<RefusalDetail>, 
/**
 * Who it was has been erased (X-7).
 */
erased: boolean, 
/**
 * What of it was given to other organisations, newest first.
 */
provisions: Array<ProvisionRow>, 
/**
 * History, newest first.
 */
events: Array<EventDetail>, };

export type MemberFilter = { 
/**
 * Day on which the list is true; today unless said otherwise.
 */
as_of?: string, 
/**
 * As typed: kana of any width, kanji, part of a number.
 */
find?: string, 
/**
 * Which state on the day; in force unless said otherwise, but with a period every one.
 */
state?: StateFilter, 
/**
 * Only what happened within a period: who joined, left, moved, changed, or was there at all.
 */
period?: Within, 
/**
 * Only members in one of these conditions on the day (休職, 出向 …); empty = all.
 */
conditions?: Array<ConditionKind>, 
/**
 * 区分; empty = all.
 */
categories?: Array<Category>, 
/**
 * A unit with everything below it.
 */
unit_id?: UnitId, 
/**
 * Only persons without a unit (所属なし).
 */
no_unit?: boolean, 
/**
 * An employer.
 */
employer_org_id?: OrganizationId, 
/**
 * Order.
 */
sort?: SortBy, 
/**
 * From the end.
 */
descending?: boolean, 
/**
 * Order of those whom the first one leaves equal: who joined on one day by their names.
 */
second?: SortBy, 
/**
 * The second order from the end.
 */
second_descending?: boolean, 
/**
 * Place given by the page before.
 */
after?: string, 
/**
 * Rows to skip, for a jump in the window; with `after` it is ignored.
 */
offset?: number, 
/**
 * Rows wanted, 1 to 200; 100 unless said otherwise.
 */
limit?: number, };

export type MemberNumbered = { 
/**
 * The number.
 */
member_no: string, };

export type MemberRow = { 
/**
 * The person.
 */
person_id: PersonId, 
/**
 * The membership.
 */
membership_id: MembershipId, 
/**
 * 組合員番号
 */
member_no: string, 
/**
 * 姓
 */
family_name: string, 
/**
 * 名
 */
given_name: string | null, 
/**
 * セイ
 */
family_kana: string | null, 
/**
 * メイ
 */
given_kana: string | null, 
/**
 * 通称
 */
display_name: string | null, 
/**
 * 区分
 */
category: Category, 
/**
 * State on the day of the list.
 */
status: Status, 
/**
 * 加入年月日
 */
joined_on: string | null, 
/**
 * Last day of membership.
 */
left_on: string | null, 
/**
 * Unit on the day; none = 所属なし.
 */
unit_id: UnitId | null, 
/**
 * 支部
 */
branch: string | null, 
/**
 * 分会
 */
sub_branch: string | null, 
/**
 * 職場
 */
workplace: string | null, 
/**
 * 会社
 */
employer: string | null, 
/**
 * 社員番号
 */
employee_no: string | null, 
/**
 * 部署
 */
department: string | null, 
/**
 * 雇用形態
 */
employment_type: EmploymentType | null, 
/**
 * Conditions on the day (休職, 出向 …), the one that began last first.
 */
conditions: Array<ConditionKind>, 
/**
 * 組合役職: offices held on the day, else the word that a list gave.
 */
union_post: string | null, 
/**
 * 専従区分: of the office held on the day, else of the membership.
 */
fulltime_kind: FulltimeKind | null, 
/**
 * 生年月日; only for those who may see cards.
 */
birth_on: string | null, };

export type MembershipDetail = { 
/**
 * The membership.
 */
id: MembershipId, 
/**
 * Version; verbs name it.
 */
version: number, 
/**
 * 組合員番号
 */
member_no: string, 
/**
 * 区分 of today.
 */
category: Category, 
/**
 * All of them, newest first, with those planned.
 */
categories: Array<CategoryDetail>, 
/**
 * State.
 */
status: Status, 
/**
 * Day of application.
 */
applied_on: string | null, 
/**
 * First day.
 */
joined_on: string | null, 
/**
 * Last day.
 */
left_on: string | null, 
/**
 * How the person came.
 */
join_reason: JoinReason | null, 
/**
 * Why it ended.
 */
end_reason: EndReason | null, 
/**
 * Note on the end.
 */
end_note: string | null, 
/**
 * 組合費区分
 */
dues_kind: DuesKind, 
/**
 * チェックオフ
 */
checkoff_status: CheckoffStatus, 
/**
 * Day of the member's own mandate.
 */
checkoff_mandate_on: string | null, 
/**
 * Day on which the member stopped it.
 */
checkoff_stopped_on: string | null, 
/**
 * May vote.
 */
voting_right: boolean, 
/**
 * 専従区分
 */
fulltime_kind: FulltimeKind | null, 
/**
 * 組合役職
 */
union_post: string | null, 
/**
 * Units, newest first.
 */
assignments: Array<AssignmentDetail>, 
/**
 * Conditions, newest first.
 */
conditions: Array<ConditionDetail>, 
/**
 * Offices, newest first.
 */
terms: Array<TermRow>, };

export type MembershipId = string;

export type MergePersons = { 
/**
 * Who stays.
 */
keep: PersonId, 
/**
 * Version read of who stays.
 */
keep_version: number, 
/**
 * Who goes into the other.
 */
merge: PersonId, 
/**
 * Version read of who goes.
 */
merge_version: number, 
/**
 * Fields of the person to take from who goes (`family_name`, `birth_on` …), and `checkoff` for チェックオフ with its days where both
 * memberships go on; blanks are filled without asking.
 */
take?: Array<string>, 
/**
 * Why; asked for where figures of a closed month change (M-09).
 */
reason?: string, };

export type Minutes = { 
/**
 * Version; a save names it.
 */
version: number, 
/**
 * The text.
 */
text: string, 
/**
 * Who signs.
 */
signers: Array<string>, 
/**
 * When they were approved.
 */
approved_on: string | null, };

export type MinutesDraft = { 
/**
 * The text.
 */
text: string, };

export type MissingDecision = { 
/**
 * The membership.
 */
membership_id: MembershipId, 
/**
 * What it is about.
 */
decision: MissingDoes, };

export type MissingDoes = { "does": "ended", 
/**
 * Why.
 */
end_reason: EndReason, 
/**
 * Last day.
 */
left_on: string, 
/**
 * Day on which a resignation was received (M-10).
 */
received_on?: string, } | { "does": "away", 
/**
 * Which condition.
 */
kind: ConditionKind, 
/**
 * First day.
 */
from_on: string, };

export type MissingMember = { 
/**
 * The person.
 */
person_id: PersonId, 
/**
 * The membership.
 */
membership_id: MembershipId, 
/**
 * 組合員番号
 */
member_no: string, 
/**
 * Name.
 */
name: string, 
/**
 * 社員番号
 */
employee_no: string | null, 
/**
 * 会社
 */
employer: string | null, 
/**
 * Branch.
 */
branch: string | null, 
/**
 * A condition on the day that explains the absence, label `enum.condition_kind.<code>`.
 */
condition: ConditionKind | null, 
/**
 * A row to be looked at, one that cannot be taken, or one of somebody newly found, that may mean this member.
 */
maybe_row: number | null, };

export type MixTables = { 
/**
 * The run.
 */
run_id: RunId, 
/**
 * How many tables.
 */
tables: number, 
/**
 * Who never sits together; instead of those of before.
 */
apart?: Array<Apart>, 
/**
 * The same seed gives the same tables; another one others.
 */
seed?: number, };

export type Mixed = { 
/**
 * Tables in order: who sits at each.
 */
tables: Array<Array<EnrolmentId>>, 
/**
 * How well they mix.
 */
spread: Spread, };

export type MonthCounts = { 
/**
 * Its first day.
 */
month: string, 
/**
 * Its last day that is counted.
 */
until: string, 
/**
 * Cases that began, or began again.
 */
new: ShownCount, 
/**
 * Cases under way at its end.
 */
open: ShownCount, 
/**
 * Cases that ended.
 */
closed: ShownCount, };

export type MoveMember = { 
/**
 * The membership.
 */
membership_id: MembershipId, 
/**
 * Unit from the day on.
 */
unit_id: UnitId, 
/**
 * First day there.
 */
from_on: string, 
/**
 * Why.
 */
reason?: string, };

export type Moved = { 
/**
 * The change; none when there was nothing to do.
 */
op: OpId | null, 
/**
 * Decisions in order.
 */
decisions: Array<DecisionRow>, };

export type MyDay = { 
/**
 * The day.
 */
today: string, 
/**
 * Late, the oldest first.
 */
overdue: Array<CaseDayRow>, 
/**
 * All that is late, also beyond the list.
 */
overdue_total: number, 
/**
 * Today.
 */
due_today: Array<CaseDayRow>, 
/**
 * In the six days after.
 */
week: Array<CaseDayRow>, 
/**
 * Later.
 */
later: number, 
/**
 * Cases under way.
 */
open_cases: number, 
/**
 * Texts that were not saved.
 */
drafts: number, 
/**
 * Cases whose time of keeping is over.
 */
expired: number, };

export type MyTime = { 
/**
 * Activities, those noted most often first.
 */
tiles: Array<TimeTile>, 
/**
 * The own entries of the last seven days, newest first.
 */
entries: Array<ActivityLogRow>, 
/**
 * Minutes of today.
 */
today: number, 
/**
 * Minutes of the last seven days.
 */
week: number, };

export type National = "career_talk" | "challenge" | "other_ways" | "new_work" | "public_support";

export type Need = "livelihood" | "low_income" | "housing" | "job_change" | "learning" | "career_talk" | "independence" | "childcare" | "education_cost" | "care" | "health" | "retirement" | "trouble_at_work" | "move_region" | "isolation" | "social";

export type NewCandidate = { 
/**
 * Member number; the name is then the member's.
 */
number?: string | null, 
/**
 * Name on the paper, of who is no member.
 */
name?: string | null, };

export type Next = { 
/**
 * What.
 */
step: NextStep, 
/**
 * When.
 */
at: string, 
/**
 * The day in Japan.
 */
on: string, 
/**
 * How many seats or offers it concerns.
 */
n: number, 
/**
 * It is time: it happens as soon as somebody looks after the run.
 */
due: boolean, };

export type NextStep = "applications_begin" | "offer_expires" | "quota_released" | "applications_end" | "cancel_free_ends" | "offers_end" | "too_few" | "begins";

export type NoLetter = "no_address" | "deceased";

export type NotSame = { 
/**
 * One.
 */
one: PersonId, 
/**
 * The other.
 */
other: PersonId, };

export type NotToPartner = { 
/**
 * The partner.
 */
org_id: OrganizationId, 
/**
 * Its name.
 */
org: string, 
/**
 * Why.
 */
why: Remark, };

export type NotWrittenTo = { 
/**
 * The person.
 */
person_id: PersonId, 
/**
 * 組合員番号
 */
member_no: string, 
/**
 * Name.
 */
name: string, 
/**
 * Why, label `enum.no_letter.<code>`.
 */
why: NoLetter, };

export type NoteHit = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Its number.
 */
case_no: string, 
/**
 * Who it is about.
 */
name: string, 
/**
 * The note.
 */
note_id: CaseNoteId, 
/**
 * When it was saved.
 */
saved_at: string, 
/**
 * Which part of the note.
 */
part: NotePart, 
/**
 * The words around.
 */
excerpt: string, };

export type NotePart = "presenting" | "background" | "facts" | "assessment" | "agreement" | "next_step" | "information" | "place" | "text";

export type Nothing = Record<symbol, never>;

export type OfficeId = string;

export type OfficeKind = "chair" | "vice_chair" | "general_secretary" | "deputy_secretary" | "executive" | "treasurer" | "auditor" | "election_committee" | "branch_chair" | "sub_branch_chair" | "workplace_rep" | "delegate" | "central_committee_member" | "clerk" | "other";

export type OfficeRow = { 
/**
 * The office.
 */
id: OfficeId, 
/**
 * Version; a correction names it.
 */
version: number, 
/**
 * Kind.
 */
kind: OfficeKind, 
/**
 * Name as printed.
 */
label: string, 
/**
 * How many may hold it at once.
 */
seats: number | null, 
/**
 * Usual length of a term in months.
 */
term_months: number | null, 
/**
 * Offered for new terms.
 */
active: boolean, 
/**
 * Who holds it on the day.
 */
holders: Array<TermRow>, };

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

export type OfficesOn = { 
/**
 * The day; today unless said otherwise.
 */
as_of?: string, };

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
 * It took something back and can be taken back itself by its officer: done again.
 */
can_redo: boolean, 
/**
 * It was taken back.
 */
taken_back: boolean, };

export type OpenEmergency = { 
/**
 * The release.
 */
id: ReleaseId, 
/**
 * Version read.
 */
version: number, 
/**
 * Code of the counselling recovery sheet.
 */
sheet: string, 
/**
 * Who reads: a counsellor of the room, or a supervisor.
 */
reader: OfficerId, 
/**
 * As far as whoever opens knows whom the case is about: the reader is neither the member's superior at work nor a party to the
 * matter (C-01).
 */
not_supervisor?: boolean, };

export type OpenInquiry = { 
/**
 * Member number, or the whole name or reading as in the roster.
 */
member?: string, 
/**
 * The person, as `find_member` answered.
 */
person_id?: PersonId, 
/**
 * Name of who is not in the roster; of an anonymous contact what to call them.
 */
name?: string, 
/**
 * How to reach them.
 */
contact?: string, 
/**
 * How it came.
 */
channel: CaseChannel, 
/**
 * What it is about.
 */
themes?: Array<CaseTheme>, 
/**
 * What they want, in their words.
 */
about?: string, 
/**
 * Day; today unless said otherwise.
 */
opened_on?: string, 
/**
 * Unit for statistics, of who is not in the roster; counted at the level of the branch.
 */
unit_id?: UnitId, 
/**
 * They object to a counsellor of their own 職場.
 */
objects_workplace?: boolean, 
/**
 * It touches health.
 */
health?: boolean, 
/**
 * Danger to self or others: opens the check-list at once.
 */
crisis?: boolean, 
/**
 * The case before this one.
 */
previous_case_id?: CaseId, 
/**
 * The person has a case under way; this is another one all the same.
 */
another?: boolean, 
/**
 * Timeline; the standard one unless said otherwise.
 */
template_id?: TemplateId, 
/**
 * The draft that it was typed in goes with the saving.
 */
draft?: string, };

export type OpenUnion = { 
/**
 * File or `postgres://` address; empty = on a server, or the one that is locked.
 */
file?: string, 
/**
 * The server that offices share, in place of a file.
 */
server?: SharedServer, 
/**
 * Login; empty = the first officer.
 */
login?: string, 
/**
 * Passphrase.
 */
passphrase: Passphrase, };

export type OpenWave = { 
/**
 * The questionnaire.
 */
survey_id: SurveyId, 
/**
 * Name of the wave.
 */
label: string, 
/**
 * First day; today unless said otherwise.
 */
opens_on?: string, 
/**
 * Last day announced.
 */
closes_on?: string, 
/**
 * Sheets handed out, for the share that came back.
 */
handed_out?: number, 
/**
 * Tell the branches apart.
 */
by_branch?: boolean, 
/**
 * Tell these groups apart instead.
 */
groups?: Array<string>, };

export type Opens = { 
/**
 * The column, counted from 0.
 */
column: number, 
/**
 * A place of the window, with its filter.
 */
place: string, };

export type OrgKind = "own_union" | "enterprise_union" | "general_union" | "group_federation" | "industrial_federation" | "national_center" | "employer" | "training_provider" | "public_office" | "npo" | "worker_coop" | "community" | "other";

export type OrgSeats = { 
/**
 * Which organisation; none = the union itself.
 */
org_id: OrganizationId | null, 
/**
 * Its name.
 */
org: string, 
/**
 * Seats kept for it.
 */
quota: number, 
/**
 * Of them in use.
 */
quota_used: number, 
/**
 * Its people on seats of the common pool.
 */
common_used: number, 
/**
 * Waiting for an approval.
 */
applied: number, 
/**
 * Seats offered.
 */
offered: number, 
/**
 * Seats taken, then those who took part and those who did not come.
 */
confirmed: number, 
/**
 * Waiting.
 */
waiting: number, 
/**
 * Took part.
 */
attended: number, 
/**
 * Completed.
 */
completed: number, 
/**
 * Cancelled, declined, run out.
 */
ended: number, };

export type OrganizationId = string;

export type OrganizationRow = { 
/**
 * The organisation.
 */
id: OrganizationId, 
/**
 * Version read; a correction names it.
 */
version: number, 
/**
 * Kind; an employer with a parent is a worksite.
 */
kind: OrgKind, 
/**
 * Name as printed.
 */
name: string, 
/**
 * Reading.
 */
name_kana: string | null, 
/**
 * Organisation above; for a worksite its employer.
 */
parent_id: OrganizationId | null, 
/**
 * 法人番号, 13 digits.
 */
corporate_number: string | null, 
/**
 * Postal code, 7 digits.
 */
postal: string | null, 
/**
 * Address.
 */
address: string | null, 
/**
 * Telephone.
 */
phone: string | null, 
/**
 * E-mail.
 */
mail: string | null, 
/**
 * Person to ask for.
 */
contact_name: string | null, 
/**
 * Number of the agreement with it.
 */
agreement_no: string | null, 
/**
 * First day; empty = not known.
 */
active_from: string | null, 
/**
 * Last day; empty = open.
 */
active_to: string | null, };

export type Outside = { 
/**
 * Family name.
 */
family_name: string, 
/**
 * Given name.
 */
given_name?: string, 
/**
 * Reading of the family name.
 */
family_kana?: string, 
/**
 * Reading of the given name.
 */
given_kana?: string, 
/**
 * E-mail.
 */
mail?: string, 
/**
 * Telephone.
 */
phone?: string, 
/**
 * Somebody else of the same name as one who applied before.
 */
namesake?: boolean, };

export type OwnAsOf = "made" | "month_end" | "fiscal_end" | "fixed";

export type OwnChart = "column" | "bar" | "stacked_column" | "line";

export type OwnDimension = "branch" | "sub_branch" | "workplace" | "category" | "employment_type" | "employer" | "gender" | "age" | "years" | "standing" | "joined_month" | "left_month";

export type OwnHappened = "joined" | "left";

export type OwnKind = "count" | "list";

export type OwnPeriod = { 
/**
 * What.
 */
what: OwnHappened, 
/**
 * Within.
 */
span: OwnSpan, };

export type OwnReportAsk = { 
/**
 * A report that is kept.
 */
id?: OwnReportId, 
/**
 * A report that is not kept yet.
 */
fields?: OwnReportFields, 
/**
 * The day; the report's own unless said otherwise.
 */
as_of?: string, 
/**
 * Language; the officer's own unless said otherwise.
 */
locale?: Locale, };

export type OwnReportFields = { 
/**
 * Name; no code of the program's reports (O-01).
 */
name: string, 
/**
 * For everyone who may make it, not only for whom it is kept.
 */
shared?: boolean, 
/**
 * Figures, or members by name.
 */
kind?: OwnKind, 
/**
 * The kept list it is about; none = all members (組合員) of the day.
 */
list?: SavedListId, 
/**
 * Only who joined or left within a period up to the day; the list's own period then says nothing.
 */
period?: OwnPeriod, 
/**
 * Of figures one or two: rows and columns. Of a list none or one: headings.
 */
groups?: Array<OwnDimension>, 
/**
 * Figures for members: small ones are withheld, with those that would tell them.
 */
protect?: boolean, 
/**
 * The picture; none = figures alone.
 */
chart?: OwnChart, 
/**
 * Columns of a list, as the kept lists name them; empty = those of the kept list.
 */
columns?: Array<string>, 
/**
 * The day it is true for.
 */
as_of?: OwnAsOf, 
/**
 * That day, where it is fixed.
 */
as_of_on?: string, 
/**
 * Title on the page; none = the name.
 */
title?: string, 
/**
 * The officer's own notes below the figures.
 */
notes?: string, };

export type OwnReportId = string;

export type OwnReportRow = { 
/**
 * The report.
 */
id: OwnReportId, 
/**
 * Version read; a save names it.
 */
version: number, 
/**
 * Name of the kept list it is about; none = all members, or a list that the officer does not see.
 */
list_name: string | null, 
/**
 * Class of its content: A needs a purpose.
 */
sensitivity: string, 
/**
 * The officer may make it.
 */
allowed: boolean, 
/**
 * The officer may change it and take it away.
 */
mine: boolean, 
/**
 * Name; no code of the program's reports (O-01).
 */
name: string, 
/**
 * For everyone who may make it, not only for whom it is kept.
 */
shared?: boolean, 
/**
 * Figures, or members by name.
 */
kind?: OwnKind, 
/**
 * The kept list it is about; none = all members (組合員) of the day.
 */
list?: SavedListId, 
/**
 * Only who joined or left within a period up to the day; the list's own period then says nothing.
 */
period?: OwnPeriod, 
/**
 * Of figures one or two: rows and columns. Of a list none or one: headings.
 */
groups?: Array<OwnDimension>, 
/**
 * Figures for members: small ones are withheld, with those that would tell them.
 */
protect?: boolean, 
/**
 * The picture; none = figures alone.
 */
chart?: OwnChart, 
/**
 * Columns of a list, as the kept lists name them; empty = those of the kept list.
 */
columns?: Array<string>, 
/**
 * The day it is true for.
 */
as_of?: OwnAsOf, 
/**
 * That day, where it is fixed.
 */
as_of_on?: string, 
/**
 * Title on the page; none = the name.
 */
title?: string, 
/**
 * The officer's own notes below the figures.
 */
notes?: string, };

export type OwnReportWrite = { 
/**
 * Where.
 */
file: string, 
/**
 * Why (X-1); mandatory for members by name.
 */
purpose?: string, 
/**
 * For whom; the own union unless said otherwise.
 */
recipient?: string, 
/**
 * Password that opens the workbook.
 */
password?: Passphrase, 
/**
 * A report that is kept.
 */
id?: OwnReportId, 
/**
 * A report that is not kept yet.
 */
fields?: OwnReportFields, 
/**
 * The day; the report's own unless said otherwise.
 */
as_of?: string, 
/**
 * Language; the officer's own unless said otherwise.
 */
locale?: Locale, };

export type OwnSpan = "month" | "fiscal_year" | "twelve_months";

export type PackAudience = "members";

export type PackDifferences = { 
/**
 * Cells that differ, in the order of the pages.
 */
cells: Array<CellDifference>, 
/**
 * Cells compared.
 */
compared: number, 
/**
 * Titles of pages that only the frozen pack has.
 */
only_then: Array<string>, 
/**
 * Titles of pages that only today's has.
 */
only_now: Array<string>, };

export type PackGap = "no_data" | "no_whole_month" | "not_allowed" | "overlap" | "whole_union_only";

export type PackKind = "congress" | "workplace";

export type PackNamed = { 
/**
 * The pack.
 */
id: IssuedPackId, };

export type PackPage = "cover" | "branches" | "below" | "movement" | "trend" | "ages" | "kinds" | "densities" | "counselling" | "before_after" | "meetings" | "training" | "support" | "referrals" | "comparison" | "comparison_schemes" | "activities" | "notes" | "own" | "workplace_members" | "workplace_union";

export type PackPlanId = string;

export type PackPlanRow = { 
/**
 * The plan; none = the usual one, which is always there.
 */
id: PackPlanId | null, 
/**
 * Version read; a change names it.
 */
version: number, 
/**
 * What it is called; the code of the kind for the usual ones.
 */
name: string, 
/**
 * Its kind.
 */
kind: PackKind, 
/**
 * Its pages in order.
 */
pages: Array<PlanPage>, };

export type PackState = "draft" | "approved" | "distributed";

export type PackText = { 
/**
 * A heading; empty = none.
 */
heading: string, 
/**
 * Paragraphs, empty ones left out.
 */
paragraphs: Array<string>, };

export type PackVersion = { 
/**
 * The pack.
 */
id: IssuedPackId, 
/**
 * Version read.
 */
version: number, };

export type Page<T> = { 
/**
 * Rows in order.
 */
rows: Array<T>, 
/**
 * Place after the last row, to be given back for the next page; none = the end.
 */
next: string | null, };

export type PageLeftOut = { 
/**
 * Which page.
 */
code: PackPage, 
/**
 * Why.
 */
why: PackGap, };

export type PartFigures = { 
/**
 * Code of the part.
 */
subscale: string, 
/**
 * Name.
 */
name: string, 
/**
 * Name in English.
 */
name_en: string | null, 
/**
 * Pairs with both scores.
 */
pairs: ShownCount, 
/**
 * Scores before.
 */
before: Quartiles | null, 
/**
 * Scores after.
 */
after: Quartiles | null, 
/**
 * Median of the differences.
 */
difference: number | null, 
/**
 * Higher after.
 */
up: ShownCount, 
/**
 * The same.
 */
same: ShownCount, 
/**
 * Lower after.
 */
down: ShownCount, 
/**
 * Matched-pairs rank-biserial r; none where it would tell a count that is withheld.
 */
r: number | null, 
/**
 * Standardised mean difference; shown only beside r.
 */
dz: number | null, };

export type PartnerDue = "results" | "certificates" | "bill" | "bill_changed";

export type PartnerEvent = { 
/**
 * What.
 */
step: PartnerStep, 
/**
 * When.
 */
on: string, 
/**
 * Edition of the form.
 */
edition: number | null, 
/**
 * Applications made of a form that came in; people in an answer that went out.
 */
people: number | null, 
/**
 * Rows that were not taken.
 */
refused: number | null, 
/**
 * Cancellations; unknown of forms that an older version took in.
 */
withdrawn: number | null, 
/**
 * Applications that were corrected; unknown of forms that an older version took in.
 */
changed: number | null, };

export type PartnerPaper = "invitation" | "results" | "certificates" | "bill";

export type PartnerPassword = { 
/**
 * The partner.
 */
org_id: OrganizationId, 
/**
 * What opens its file.
 */
password: Passphrase, };

export type PartnerRow = { 
/**
 * The organisation.
 */
org_id: OrganizationId, 
/**
 * Its name.
 */
org: string, 
/**
 * Seats kept for it.
 */
seats: number, 
/**
 * People whose application is live, or who took part.
 */
people: number, 
/**
 * Applications of its people, whatever came of them: to each there is an answer.
 */
applications: number, 
/**
 * People of it with a certificate.
 */
certified: number, 
/**
 * Until when its answer is asked for.
 */
until: string | null, 
/**
 * Where it stands.
 */
state: PartnerState, 
/**
 * What it is still to be given.
 */
due: Array<PartnerDue>, 
/**
 * The language of what was last written for it, in whatever run; Japanese before anything was.
 */
locale: Locale, 
/**
 * What happened, the newest first.
 */
events: Array<PartnerEvent>, };

export type PartnerState = "not_invited" | "waiting" | "overdue" | "came" | "answered" | "silent";

export type PartnerStep = "invited" | "came" | "returned" | "answered" | "billed" | "certified";

export type PartnerWritten = { 
/**
 * Name without its folder.
 */
name: string, 
/**
 * Rows in it.
 */
rows: number, 
/**
 * SHA-256, hex.
 */
sha256: string, 
/**
 * Number of the form in it.
 */
form: string | null, 
/**
 * Edition of the form.
 */
edition: number | null, 
/**
 * It is encrypted with a password.
 */
protected: boolean, 
/**
 * What was given to the partner of whom.
 */
provided: Provided | null, };

export type Passphrase = string;

export type PastePreview = { 
/**
 * Rows of the table, its header not counted.
 */
rows: number, 
/**
 * Columns of the table.
 */
columns: number, 
/**
 * The first row of the table names its columns and is not pasted.
 */
header: boolean, 
/**
 * People who change.
 */
people: number, 
/**
 * Cells that change.
 */
cells: number, 
/**
 * What changes, the first two hundred rows.
 */
changed: Array<PastedRow>, 
/**
 * What is not taken, the first two hundred; `refused_n` counts all.
 */
refused: Array<PasteRefusal>, 
/**
 * How many cells and rows are not taken.
 */
refused_n: number, 
/**
 * Columns that cannot be pasted over, by name.
 */
fixed: Array<string>, 
/**
 * Rows of the table below the last row of the list.
 */
beyond_rows: number, 
/**
 * Columns of the table beyond the last column of the list.
 */
beyond_columns: number, };

export type PasteRefusal = { 
/**
 * Row of the table, from 1.
 */
row: number, 
/**
 * The person of the row, in words.
 */
name: string, 
/**
 * Our column; empty = the whole row.
 */
column: string, 
/**
 * The value as it stands in the table.
 */
raw: string, 
/**
 * Why, label `problem.<code>`.
 */
code: string, };

export type PasteTable = { 
/**
 * Cells between tabs, rows between line breaks, as spreadsheets copy them.
 */
text: string, 
/**
 * Whose rows are written over, from the first one on.
 */
persons: Array<PersonId>, 
/**
 * The memberships of the same rows: what lies over one that is over is not written over a later one of the same person.
 * Empty = the membership in force, or the last one.
 */
memberships?: Array<MembershipId>, 
/**
 * Columns that are written over, from the first one on: names of the list's columns, `name` and `kana` for whole names.
 */
columns: Array<string>, 
/**
 * Rows chosen; a table of one row fills all of them.
 */
fill_rows?: number, 
/**
 * Columns chosen; a table of one column fills all of them.
 */
fill_columns?: number, 
/**
 * Blank cells erase what is stored; otherwise they leave it.
 */
erase?: boolean, };

export type Pasted = { 
/**
 * The op, for undo; none when nothing changed.
 */
op: OpId | null, 
/**
 * What was done.
 */
result: PastePreview, };

export type PastedRow = { 
/**
 * Row of the table, from 1.
 */
row: number, 
/**
 * The person.
 */
person_id: PersonId, 
/**
 * Name.
 */
name: string, 
/**
 * What changes.
 */
changes: Array<FieldChange>, };

export type PauseCase = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Version read; checked if it is given.
 */
version?: number, 
/**
 * Looked at again on; at most 90 days away.
 */
until: string, 
/**
 * Why.
 */
reason?: string, };

export type PersonDraft = { 
/**
 * 姓
 */
family_name: string, 
/**
 * 名
 */
given_name: string | null, 
/**
 * セイ
 */
family_kana: string | null, 
/**
 * メイ
 */
given_kana: string | null, 
/**
 * 通称
 */
display_name: string | null, 
/**
 * 旧姓
 */
former_name: string | null, 
/**
 * 性別
 */
gender: Gender | null, 
/**
 * 生年月日
 */
birth_on: string | null, 
/**
 * 備考
 */
remarks: string | null, };

export type PersonId = string;

export type PersonNamed = { 
/**
 * The person.
 */
person_id: PersonId, };

export type Picture = { 
/**
 * `image/png` or `image/jpeg`.
 */
media: string, 
/**
 * The picture in base64.
 */
data: string, 
/**
 * What it shows, for those who cannot see it.
 */
alt: string, 
/**
 * Pixels across on paper.
 */
width: number, 
/**
 * Pixels down on paper.
 */
height: number, };

export type PlaceMember = { 
/**
 * The membership.
 */
membership_id: MembershipId, 
/**
 * The unit; empty = 所属なし.
 */
unit_id?: UnitId, };

export type PlaceMembers = { 
/**
 * The unit of everyone who is not named; empty = 所属なし.
 */
unit_id?: UnitId, 
/**
 * Those who go elsewhere.
 */
each?: Array<PlaceMember>, };

export type PlanPage = { 
/**
 * Which page.
 */
code: PackPage, 
/**
 * Title of a page of own words; other pages have theirs.
 */
title?: string, 
/**
 * Words above the page's own blocks.
 */
above?: Array<PackText>, 
/**
 * Words below them.
 */
below?: Array<PackText>, };

export type Planned = "join" | "move" | "category" | "condition_start" | "condition_end" | "end";

export type PlannedRow = { 
/**
 * The day.
 */
on: string, 
/**
 * What.
 */
what: Planned, 
/**
 * The person.
 */
person_id: PersonId, 
/**
 * The membership.
 */
membership_id: MembershipId, 
/**
 * 組合員番号
 */
member_no: string, 
/**
 * Name.
 */
name: string, 
/**
 * Unit of today, or the first one.
 */
unit: string | null, 
/**
 * Unit of a move.
 */
to_unit: string | null, 
/**
 * Condition that begins or ends.
 */
condition: ConditionKind | null, 
/**
 * 区分 from that day on.
 */
category: Category | null, 
/**
 * Why the membership ends.
 */
end_reason: EndReason | null, };

export type Pool = "quota" | "common";

export type Preview = { 
/**
 * What all pages share.
 */
frame: Frame, 
/**
 * The pages; of the roster only the beginning.
 */
pages: Array<CodedPage>, 
/**
 * Pages that a meeting pack does not have this time, and why.
 */
left_out: Array<PageLeftOut>, };

export type Problem = { 
/**
 * Sheet.
 */
sheet: string, 
/**
 * Row as in the file, from 1.
 */
row: number, 
/**
 * Header of the cell; empty = the whole row.
 */
column: string, 
/**
 * Problem code, label `problem.<code>`.
 */
code: string, 
/**
 * Error: the row is rejected.
 */
severity: Severity, 
/**
 * The value as it stands in the file.
 */
raw: string, 
/**
 * The other rows with the same member number, where that is what is wrong.
 */
others: Array<RowAt>, };

export type ProblemGroup = { 
/**
 * Header of the cells.
 */
column: string, 
/**
 * Problem code.
 */
code: string, 
/**
 * How grave.
 */
severity: Severity, 
/**
 * The value, where all have the same.
 */
raw: string | null, 
/**
 * How often.
 */
n: number, };

export type ProfileId = string;

export type Provided = { 
/**
 * To whom.
 */
recipient: string, 
/**
 * On what ground.
 */
legal_basis: LegalBasis, 
/**
 * Persons in the file.
 */
people: number, 
/**
 * Persons left out, as they had not agreed.
 */
left_out: number, };

export type ProvisionId = string;

export type ProvisionRow = { 
/**
 * The record.
 */
id: ProvisionId, 
/**
 * To whom.
 */
recipient: string, 
/**
 * Day.
 */
provided_on: string, 
/**
 * Columns of the file, labels `column.<name>`.
 */
items: Array<string>, 
/**
 * Persons in the file.
 */
people_count: number, 
/**
 * Persons left out, as they had not agreed.
 */
left_out: number, 
/**
 * On what ground.
 */
legal_basis: LegalBasis, 
/**
 * Why.
 */
purpose: string, 
/**
 * Officer who gave it.
 */
by: string, };

export type ProvisionsFrom = { 
/**
 * Records before this one; empty = the newest.
 */
before?: ProvisionId, 
/**
 * How many; 100 unless said otherwise.
 */
limit?: number, };

export type ProxyFault = "not_counted" | "blank" | "holder_away" | "other_unit" | "cap";

export type Quartiles = { 
/**
 * A quarter lies at or below it.
 */
lower: number, 
/**
 * Half lies at or below it.
 */
median: number, 
/**
 * Three quarters lie at or below it.
 */
upper: number, };

export type QuestionKind = "single" | "multi" | "scale";

export type QuestionResult = { 
/**
 * The question, in the officer's language.
 */
question: SurveyQuestion, 
/**
 * Who answered it; none when they are fewer than may be shown.
 */
n: number | null, 
/**
 * Who answered it in the wave before.
 */
before_n: number | null, 
/**
 * Mean of a scale in hundredths, when every step is shown.
 */
mean_hundredths: number | null, 
/**
 * The choices.
 */
choices: Array<ChoiceResult>, 
/**
 * Names of the groups; small ones are joined.
 */
groups: Array<string>, 
/**
 * Who answered it in each group.
 */
group_n: number[], };

export type QuotaFields = { 
/**
 * Which organisation; none = the union itself.
 */
org_id?: OrganizationId, 
/**
 * Seats kept for it; none of them = only invited.
 */
seats: number, 
/**
 * Its members, for the cost model.
 */
members?: number, 
/**
 * Its industry.
 */
industry?: string, 
/**
 * Note.
 */
note?: string, };

export type QuotaId = string;

export type QuotaRow = { 
/**
 * The row.
 */
id: QuotaId, 
/**
 * Which organisation; none = the union itself.
 */
org_id: OrganizationId | null, 
/**
 * Its name.
 */
org: string, 
/**
 * Seats kept for it.
 */
seats: number, 
/**
 * Its members, for the cost model.
 */
members: number | null, 
/**
 * Its industry.
 */
industry: string | null, 
/**
 * Note.
 */
note: string | null, };

export type Reauthenticate = { 
/**
 * Passphrase.
 */
passphrase: Passphrase, };

export type Receive = { 
/**
 * The meeting.
 */
meeting_id: MeetingId, 
/**
 * The entries.
 */
entries: Array<ReceiveEntry>, };

export type ReceiveEntry = { 
/**
 * The seat.
 */
id?: EntitlementId | null, 
/**
 * Or the member number, as a scanner types it: the delegate's, or that of the substitute who was named.
 */
number?: string | null, 
/**
 * How the person takes part; empty takes the entry out.
 */
mode?: AttendanceMode | null, 
/**
 * Who holds the proxy.
 */
holder_id?: EntitlementId | null, 
/**
 * Or the holder's member number. Neither = entrusted to the chair.
 */
holder_number?: string | null, 
/**
 * Member number of the substitute who takes the delegate's place: there with the modes of those who are, named beforehand
 * with the mode of who is absent. A substitute who was named comes by the own number.
 */
substitute_number?: string | null, };

export type ReceiveRequest = { 
/**
 * Who asks.
 */
person_id?: PersonId, 
/**
 * The member number of who asks, where the id is not known.
 */
member_no?: string, 
/**
 * What for.
 */
kind: RequestKind, 
/**
 * Day of arrival; empty = today.
 */
received_on?: string, 
/**
 * What exactly is asked for.
 */
note?: string, };

export type Received = { 
/**
 * The entries.
 */
rows: Array<ReceivedRow>, 
/**
 * The figures now.
 */
credentials: Credentials, };

export type ReceivedRow = { 
/**
 * The seat.
 */
id: EntitlementId, 
/**
 * Member number.
 */
member_no: string, 
/**
 * Name.
 */
name: string, 
/**
 * How the person takes part now.
 */
mode: AttendanceMode | null, 
/**
 * What stood there before: who came in person cancelled the proxy.
 */
before: AttendanceMode | null, 
/**
 * Who takes the delegate's place, or is named to.
 */
substitute: string | null, 
/**
 * Who was named to and does not any more, since the delegate came.
 */
dropped: string | null, 
/**
 * Day on which the membership ended, if it did by the day of the meeting.
 */
left_on: string | null, };

export type RecheckApplied = { 
/**
 * The op, for undo.
 */
op: OpId, 
/**
 * Checks entered.
 */
confirmed: number, 
/**
 * New texts.
 */
changed: number, 
/**
 * Rows in which nothing was filled in.
 */
unchanged: number, 
/**
 * Rows that were not taken.
 */
not_understood: number, };

export type RecheckChange = { 
/**
 * Column, label `column.<name>`.
 */
column: string, 
/**
 * As it stands.
 */
before: string, 
/**
 * As the sheet says.
 */
after: string, };

export type RecheckFile = { 
/**
 * The file.
 */
file: string, 
/**
 * Password of a protected workbook.
 */
password?: Passphrase, };

export type RecheckOutcome = "unchanged" | "confirmed" | "changed" | "not_understood";

export type RecheckPreview = { 
/**
 * Name of the file.
 */
file_name: string, 
/**
 * Hash of the file; applying names it.
 */
file_hash: string, 
/**
 * Rows with an entry = unchanged + confirmed + changed + not understood.
 */
read: number, 
/**
 * Rows in which nothing was filled in.
 */
unchanged: number, 
/**
 * Checks.
 */
confirmed: number, 
/**
 * New texts.
 */
changed: number, 
/**
 * Rows that are not taken.
 */
not_understood: number, 
/**
 * All rows.
 */
rows: Array<RecheckRow>, };

export type RecheckRow = { 
/**
 * Sheet.
 */
sheet: string, 
/**
 * Row as in the file, from 1.
 */
row: number, 
/**
 * Code of the entry, as the sheet says.
 */
code: string, 
/**
 * Name of the entry.
 */
name: string, 
/**
 * What it does.
 */
outcome: RecheckOutcome, 
/**
 * Why it is not taken, label `problem.<code>`.
 */
reason: string | null, 
/**
 * The column of the cell that is to blame, if one is, label `column.<name>`.
 */
column: string | null, 
/**
 * Day of the check.
 */
checked_on: string | null, 
/**
 * What changes.
 */
changes: Array<RecheckChange>, };

export type Reconcile = { 
/**
 * The list, with the mapping and the hash of its preview.
 */
list: RosterFile, 
/**
 * Of those newly found.
 */
found?: Taken, 
/**
 * Of those that changed.
 */
changed?: Taken, 
/**
 * About those whom the list does not name.
 */
missing?: Array<MissingDecision>, 
/**
 * Why figures of a closed month are corrected, by the rows or by the last days (M-09).
 */
reason?: string, };

export type Reconciled = { 
/**
 * How the file was understood, and its rows by outcome.
 */
list: RosterPreview, 
/**
 * Rows to be looked at (要確認).
 */
unsure: Array<UnsureRow>, 
/**
 * Members of the list's employers whom it does not name (一覧にない); the first thousand.
 */
missing: Array<MissingMember>, 
/**
 * How many there are.
 */
missing_n: number, };

export type RecordCheckIn = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Which questions; the built-in ones unless said otherwise.
 */
instrument_id?: InstrumentId, 
/**
 * Before, after or later.
 */
timing: Timing, 
/**
 * Day; today unless said otherwise.
 */
taken_on?: string, 
/**
 * The answers in the order of the questions; nothing for one that was left out.
 */
answers: (number | null)[], 
/**
 * The member agrees that the answers join the union's figures without a name; as the consent to the record says unless
 * said otherwise.
 */
in_figures?: boolean, };

export type Recover = { 
/**
 * File or `postgres://` address; empty = on a server, or the one that is locked.
 */
file?: string, 
/**
 * The server that offices share, in place of a file.
 */
server?: SharedServer, 
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

export type RecoverCases = { 
/**
 * Code of the counselling recovery sheet.
 */
sheet: string, 
/**
 * Whose cases: locked out, without the role, or with new keys.
 */
lost: OfficerId, 
/**
 * Who takes them: a counsellor of the room; the officer at the desk unless said otherwise.
 */
to?: OfficerId, 
/**
 * Where the decision lies: number or date of a minute.
 */
reference: string, };

export type RecoverRoom = { 
/**
 * Code of the counselling recovery sheet.
 */
sheet: string, 
/**
 * CounselorQualification.
 */
qualification: CounselorQualification, 
/**
 * Number of the national registration (C-02).
 */
registration_no?: string, 
/**
 * Last day of the registration (C-02).
 */
registered_until?: string, 
/**
 * The counsellor's own member number (C-01).
 */
member?: string, };

export type RecoverySheet = { 
/**
 * The code.
 */
code: string, };

export type ReferCase = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * A scheme of the directory.
 */
scheme_id?: SchemeId, 
/**
 * A community of the directory.
 */
community_id?: CommunityId, 
/**
 * Or another office, in words.
 */
target?: string, 
/**
 * What went out about the member; empty = nothing, the member goes there.
 */
items?: Array<string>, 
/**
 * Consent to that.
 */
consent_id?: CaseConsentId, 
/**
 * Or a release by two persons.
 */
release_id?: ReleaseId, 
/**
 * Day; today unless said otherwise.
 */
handed_on?: string, 
/**
 * Anything else.
 */
note?: string, };

export type ReferCaseOut = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Version read; checked if it is given.
 */
version?: number, 
/**
 * To whom.
 */
recipient: string, 
/**
 * What goes out; nothing else leaves.
 */
items: Array<string>, 
/**
 * Consent of the member to that.
 */
consent_id?: CaseConsentId, 
/**
 * Or a release by two persons.
 */
release_id?: ReleaseId, 
/**
 * Why.
 */
reason?: string, };

export type ReferralCounts = { 
/**
 * `scheme`, a kind of community, or `office`.
 */
target: string, 
/**
 * All.
 */
total: ShownCount, 
/**
 * Used.
 */
used: ShownCount, 
/**
 * Not used.
 */
not_used: ShownCount, 
/**
 * Not known, asked.
 */
unknown: ShownCount, 
/**
 * Not asked yet.
 */
open: ShownCount, };

export type RefusalDetail = { 
/**
 * The refusal.
 */
id: RefusalId, 
/**
 * What for.
 */
purpose: ConsentPurpose, 
/**
 * To whom.
 */
recipient: string | null, 
/**
 * Day.
 */
refused_on: string, };

export type RefusalId = string;

export type RefuseConsent = { 
/**
 * The person.
 */
person_id: PersonId, 
/**
 * What for.
 */
purpose: ConsentPurpose, 
/**
 * To whom data would have gone.
 */
recipient_org_id?: OrganizationId, 
/**
 * Day.
 */
refused_on: string, };

export type RegroupUnit = { 
/**
 * The unit.
 */
id: UnitId, 
/**
 * Version read.
 */
version: number, 
/**
 * Unit above from the day on; none = the top.
 */
parent_id?: UnitId, 
/**
 * First day there.
 */
from_on: string, 
/**
 * Why; asked for where figures of a closed month change (M-09).
 */
reason?: string, };

export type Reinstate = { 
/**
 * The membership.
 */
membership_id: MembershipId, 
/**
 * Version read.
 */
version: number, 
/**
 * Why.
 */
reason: string, };

export type Reinstated = { 
/**
 * What the end had cut off and somebody changed since, so that it stays as it is.
 */
not_restored: Array<CutOff>, };

export type Reject = { 
/**
 * The membership applied for.
 */
membership_id: MembershipId, 
/**
 * Version read.
 */
version: number, 
/**
 * The person took it back.
 */
withdrawn?: boolean, 
/**
 * Why (M-06).
 */
reason?: string, };

export type RejectedRows = { 
/**
 * The batch.
 */
batch: BatchId, 
/**
 * Target.
 */
file: string, 
/**
 * Password of the workbook; none = plain.
 */
password?: Passphrase, };

export type ReleaseId = string;

export type ReleasePurpose = "outward" | "handover" | "emergency" | "recovery";

export type ReleaseRow = { 
/**
 * The release.
 */
id: ReleaseId, 
/**
 * Version read.
 */
version: number, 
/**
 * Number of the case.
 */
case_no: string, 
/**
 * Ground.
 */
ground: SecrecyGround, 
/**
 * What for.
 */
purpose: ReleasePurpose, 
/**
 * First person.
 */
asked_by: string, 
/**
 * Day.
 */
asked_on: string, 
/**
 * Second person.
 */
decided_by: string | null, 
/**
 * Day.
 */
decided_on: string | null, 
/**
 * How it stands.
 */
state: ReleaseState, 
/**
 * Who may read after an emergency opening.
 */
reader: string | null, 
/**
 * Where the decision lies.
 */
reference: string, 
/**
 * To whom something may go; none where nothing leaves the union, or where the own keys do not open it.
 */
recipient: string | null, 
/**
 * What may go.
 */
items: Array<string>, 
/**
 * It says to whom what may go, and the own keys do not open it: somebody asks anew.
 */
unreadable: boolean, 
/**
 * The officer at the desk may decide it.
 */
may_decide: boolean, };

export type ReleaseState = "asked" | "agreed" | "refused" | "used";

export type Remark = { 
/**
 * Its code: `E-01`, `E-02`, `E-10` refuse, `session_clash` and `run_few` warn.
 */
code: string, 
/**
 * Parameters of the sentence.
 */
about: Record<string, unknown>, };

export type ReopenCase = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Version read; checked if it is given.
 */
version?: number, 
/**
 * Why.
 */
reason: string, };

export type Report = "meeting-pack" | "R01" | "R02" | "R03" | "R04" | "agenda" | "R06" | "R07" | "R12" | "R13" | "R14" | "R15" | "R22" | "R09" | "R10" | "R19" | "R20" | "R21" | "R23" | "R24";

export type ReportAsk = { 
/**
 * Which report.
 */
report: Report, 
/**
 * The day it is true for; today unless said otherwise.
 */
as_of?: string, 
/**
 * First day of the movements; the first day of the fiscal year unless said otherwise.
 */
from?: string, 
/**
 * Language; the officer's own unless said otherwise.
 */
locale?: Locale, 
/**
 * Code of a unit, not its id: only its subtree.
 */
unit?: string, 
/**
 * A kept list: only whom it holds, in its order (R01). Its day and units are its own.
 */
list?: SavedListId, 
/**
 * Member number or id of the person that the report is about; of certificates of a run, whose it is.
 */
person?: string, 
/**
 * Code or id of the run of a training that the report is about.
 */
run?: string, 
/**
 * Name or id of the organisation that a bill (R15) or the certificates of its people (R14) are written for: it says what is
 * theirs and nothing of the others. Without one the report is of all of them, for the union itself.
 */
organization?: string, 
/**
 * How and until when a bill is paid, as it stands on the bill (R15 for an organisation).
 */
payment?: string, 
/**
 * Id, title or day of the meeting that the report is about.
 */
meeting?: string, 
/**
 * Name the members behind the figures, where the report can and the officer may; as far as both hold unless said otherwise.
 */
names?: boolean, 
/**
 * Figures of counselling as members may see them, with the larger smallest count.
 */
for_members?: boolean, 
/**
 * The roster shows addresses and telephone numbers too; only with a purpose.
 */
contacts?: boolean, 
/**
 * Name or id of the plan that the meeting pack follows; `congress` and `workplace` are the usual ones.
 */
plan?: string, 
/**
 * A frozen meeting pack: what was kept is written, and its day, period, language and unit are its own.
 */
issued?: IssuedPackId, };

export type ReportRow = { 
/**
 * Which.
 */
report: Report, 
/**
 * Label of its name.
 */
label: string, 
/**
 * Class of its content: A needs a purpose.
 */
sensitivity: string, 
/**
 * A purpose must be given.
 */
asks_purpose: boolean, 
/**
 * A person must be named.
 */
asks_person: boolean, 
/**
 * Fields of a request that it follows, beside its day and language.
 */
takes: Array<string>, 
/**
 * A run of a training must be named.
 */
asks_run: boolean, 
/**
 * A meeting must be named.
 */
asks_meeting: boolean, 
/**
 * The officer may have the members behind the figures named, or not.
 */
may_name: boolean, 
/**
 * It can be made for the executive or for members, and the officer may see both.
 */
has_audiences: boolean, 
/**
 * It can be written as a PDF, too: this computer has the program for it.
 */
prints: boolean, 
/**
 * The officer may write it.
 */
allowed: boolean, };

export type ReportWritten = { 
/**
 * Name of the file, without its folder.
 */
name: string, 
/**
 * Rows of all tables.
 */
rows: number, 
/**
 * Size of the file.
 */
bytes: number, 
/**
 * SHA-256 of the file, as the export log keeps it.
 */
sha256: string, 
/**
 * It went to another organisation (X-5).
 */
provided: Provided | null, };

export type RequestId = string;

export type RequestKind = "disclose" | "correct" | "stop" | "erase" | "provision_record";

export type RequestRow = { 
/**
 * The request.
 */
id: RequestId, 
/**
 * Version; a step names it.
 */
version: number, 
/**
 * Who asked.
 */
person_id: PersonId, 
/**
 * Name.
 */
name: string, 
/**
 * Number of the newest membership.
 */
member_no: string, 
/**
 * What for.
 */
kind: RequestKind, 
/**
 * How far it is.
 */
status: RequestStatus, 
/**
 * Day of arrival.
 */
received_on: string, 
/**
 * Day by which it is answered.
 */
due_on: string, 
/**
 * Day on which it was made sure who asks.
 */
identity_checked_on: string | null, 
/**
 * Day of the answer or refusal.
 */
closed_on: string | null, 
/**
 * What exactly was asked for.
 */
note: string | null, 
/**
 * What was answered, or why it was refused.
 */
answer: string | null, 
/**
 * Steps that may follow.
 */
next: Array<RequestStatus>, };

export type RequestStatus = "received" | "identity_checked" | "in_progress" | "answered" | "refused";

export type RequestsOf = { 
/**
 * Of one person; empty = of everybody.
 */
person_id?: PersonId, 
/**
 * Only those that are not closed.
 */
open?: boolean, };

export type Resolution = { 
/**
 * Organ that the rules name.
 */
organ: string, 
/**
 * Day of the resolution.
 */
resolved_on: string, 
/**
 * Day on which the member was heard.
 */
heard_on: string, 
/**
 * Text of the resolution.
 */
text: string, };

export type Restorable = "unit" | "condition" | "office" | "employment";

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

export type Retention = { 
/**
 * Months after the last day of membership.
 */
months: number, 
/**
 * Whose time is over, the longest first; at most 1,000.
 */
due: Array<DueRow>, 
/**
 * How many there are altogether.
 */
n: number, };

export type ReviewSource = { 
/**
 * The wave.
 */
wave: WaveRow, 
/**
 * Who answered the question.
 */
n: number, };

export type RevokeCertificate = { 
/**
 * The certificate.
 */
id: CertificateId, 
/**
 * Version read; none = as it is now.
 */
version?: number, 
/**
 * Why.
 */
reason: string, };

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

export type RollRow = { 
/**
 * The seat.
 */
id: EntitlementId, 
/**
 * Member number.
 */
member_no: string, 
/**
 * Name.
 */
name: string, 
/**
 * Unit.
 */
unit: string | null, 
/**
 * Who was given the delegate's paper, or would be, in the delegate's place.
 */
substitute: string | null, 
/**
 * Was given a paper.
 */
issued: boolean, 
/**
 * May have one now.
 */
may: boolean, };

export type RoomFounded = { 
/**
 * Code of the counselling recovery sheet, to be written on paper and kept apart from the file's own.
 */
sheet: string, 
/**
 * The first counsellor.
 */
counselor: CounselorId, };

export type RosterFile = { 
/**
 * The file.
 */
file: string, 
/**
 * Sheets to read; empty = every one that looks like the roster.
 */
sheets?: Array<string>, 
/**
 * Mapping; empty = the one remembered for such headers, else guessed.
 */
mapping?: Mapping, 
/**
 * Employer of all rows whose file names none, instead of the mapping's; blank = none.
 */
employer?: string, 
/**
 * Make the units and the employer that the file names and the union lacks.
 */
create_units?: boolean, 
/**
 * Day on which the list is true; today unless said otherwise.
 */
as_of?: string, 
/**
 * Password of a protected workbook.
 */
password?: Passphrase, 
/**
 * Hash that the preview named; the import is refused when the file has changed since.
 */
file_hash?: string, 
/**
 * Why figures of a closed month are corrected; needed where the preview names one (M-09).
 */
reason?: string, };

export type RosterPreview = { 
/**
 * Name of the file.
 */
file_name: string, 
/**
 * Hash of the file; the import names it.
 */
file_hash: string, 
/**
 * Format and encoding found.
 */
encoding: string, 
/**
 * The mapping is the one used before for a file with these headers.
 */
remembered: boolean, 
/**
 * What the officer should know before believing the file.
 */
warnings: Array<FileWarning>, 
/**
 * Sheets of the file and whether they are read.
 */
sheets: Array<SheetChoice>, 
/**
 * Columns as understood.
 */
columns: Array<ColumnGuess>, 
/**
 * The mapping used, complete.
 */
mapping: Mapping, 
/**
 * Rows read.
 */
read: number, 
/**
 * Persons to be added.
 */
created: number, 
/**
 * Persons to be changed.
 */
updated: number, 
/**
 * Persons equal.
 */
unchanged: number, 
/**
 * Rows with an error.
 */
rejected: number, 
/**
 * Rows that are not persons: totals, titles, repeated headers.
 */
skipped: number, 
/**
 * Units and employers that the file names and the union lacks.
 */
missing_units: Array<string>, 
/**
 * A closed month whose figures the file changes (M-09); none = it changes none.
 */
closed: ClosedByFile | null, 
/**
 * Findings by cause.
 */
groups: Array<ProblemGroup>, 
/**
 * Findings, the first thousand.
 */
problems: Array<Problem>, 
/**
 * Rows of each outcome, the first hundred.
 */
rows: Array<RowPreview>, 
/**
 * Rows that may be somebody who is there already: unanswered ones first, the strongest first, the first hundred.
 */
alike: Array<AlikeRow>, 
/**
 * How many there are.
 */
alike_n: number, 
/**
 * Of these, rows that would be added as somebody new with nobody having said who it is.
 */
alike_open: number, };

export type Row = { 
/**
 * What it is for.
 */
kind: RowKind, 
/**
 * How deep the first cell stands, 0 at the margin.
 */
level: number, 
/**
 * The cells, as many as the table has heads; of a heading among the rows fewer, and its last one lies over the rest of the line.
 */
cells: Array<Cell>, 
/**
 * Cells behind which a list stands; the window opens it, the workbook knows nothing of it.
 */
opens: Array<Opens>, };

export type RowAt = { 
/**
 * Sheet.
 */
sheet: string, 
/**
 * Row as in the file, from 1.
 */
row: number, };

export type RowKind = "body" | "subtotal" | "total";

export type RowNamed = { 
/**
 * Sheet.
 */
sheet: string, 
/**
 * Row as in the file, from 1.
 */
row: number, 
/**
 * Of a changed row only these columns are taken, whatever the pile; empty = all that differ.
 */
columns?: Array<string>, };

export type RowPreview = { 
/**
 * Sheet.
 */
sheet: string, 
/**
 * Row as in the file, from 1.
 */
row: number, 
/**
 * `created`, `updated`, `unchanged`, `rejected`.
 */
outcome: string, 
/**
 * Name as it will stand.
 */
name: string, 
/**
 * Reading as it will stand; namesakes are told apart by it, by the birth date and by where they belong.
 */
kana: string, 
/**
 * 生年月日
 */
birth_on: string | null, 
/**
 * Where the row says that they belong, from the branch down.
 */
unit: string, 
/**
 * 組合員番号 as it will stand; empty = given on import.
 */
member_no: string, 
/**
 * What changes.
 */
changes: Array<FieldChange>, 
/**
 * It changes figures of a closed month (M-09).
 */
corrects: boolean, 
/**
 * It may be somebody who is there already, or another row of the file: see `alike` of the preview.
 */
alike: boolean, };

export type RuleBase = "members" | "delegates" | "committee";

export type RunDetail = { 
/**
 * As in the list.
 */
run: RunRow, 
/**
 * What an officer wrote of it.
 */
fields: RunFields, 
/**
 * Sittings in order.
 */
sessions: Array<SittingRow>, 
/**
 * Seats by organisation.
 */
quotas: Array<QuotaRow>, 
/**
 * Minutes of all sittings.
 */
minutes: number, 
/**
 * Why it was cancelled.
 */
cancel_reason: string | null, 
/**
 * What happens next, in order.
 */
next: Array<Next>, 
/**
 * Whom the newest other run names, where this one names nobody: the window offers them.
 */
contact_before: Contact | null, };

export type RunFields = { 
/**
 * Title; the course's unless given.
 */
title?: string, 
/**
 * Who hosts it; none = the union itself.
 */
host_org_id?: OrganizationId, 
/**
 * Seats in all.
 */
capacity: number, 
/**
 * Organisations that are not invited may apply, too.
 */
is_public?: boolean, 
/**
 * Applications wait for an approval.
 */
needs_approval?: boolean, 
/**
 * Fewer than these and the run is in question.
 */
min_people?: number, 
/**
 * Longest waiting list; none = no limit.
 */
wait_limit?: number, 
/**
 * First day of applications.
 */
apply_from?: string, 
/**
 * Last day of applications.
 */
apply_until?: string, 
/**
 * From this day unused seats of organisations are common (E-03).
 */
quota_release_on?: string, 
/**
 * Last day on which a seat is given back without cost (E-06).
 */
cancel_free_until?: string, 
/**
 * Hours for which an offered seat is kept; 72 unless said otherwise.
 */
offer_hours?: number, 
/**
 * Where people take part; at a place unless said otherwise.
 */
mode?: RunMode, 
/**
 * Place.
 */
venue?: string, 
/**
 * Link, as text.
 */
link?: string, 
/**
 * How the costs are shared; the host pays unless said otherwise.
 */
cost_model?: CostModel, 
/**
 * Yen a head of the model `fixed_fee`.
 */
fee?: number, 
/**
 * Planned costs in yen.
 */
budget?: number, 
/**
 * Note for officers.
 */
note?: string, 
/**
 * Name of the person in charge.
 */
contact_name?: string, 
/**
 * Mail address.
 */
contact_mail?: string, 
/**
 * Telephone.
 */
contact_phone?: string, };

export type RunFilter = { 
/**
 * Of this course.
 */
course_id?: CourseId, 
/**
 * That stand here.
 */
status?: RunStatus, 
/**
 * With a sitting on or after this day.
 */
from?: string, 
/**
 * With a sitting on or before this day.
 */
to?: string, 
/**
 * Words in code, title or place.
 */
find?: string, };

export type RunId = string;

export type RunMode = "in_person" | "online" | "hybrid";

export type RunNamed = { 
/**
 * The run.
 */
id: RunId, };

export type RunOff = { 
/**
 * The election.
 */
id: BallotId, };

export type RunOffBy = "most_votes" | "same_share";

export type RunRow = { 
/**
 * The run.
 */
id: RunId, 
/**
 * Version read; a change of the run names it.
 */
version: number, 
/**
 * Which course.
 */
course_id: CourseId, 
/**
 * Code and running number: `C01-2`.
 */
code: string, 
/**
 * Title.
 */
title: string, 
/**
 * Where it stands.
 */
status: RunStatus, 
/**
 * First day; none without sittings.
 */
first_on: string | null, 
/**
 * Last day.
 */
last_on: string | null, 
/**
 * Every day with a sitting.
 */
days: Array<string>, 
/**
 * Where people take part.
 */
mode: RunMode, 
/**
 * Place.
 */
venue: string | null, 
/**
 * First day of applications.
 */
apply_from: string | null, 
/**
 * Last day of applications.
 */
apply_until: string | null, 
/**
 * Seats in all.
 */
capacity: number, 
/**
 * Fewer than these and the run is in question.
 */
min_people: number | null, 
/**
 * Applications that wait for an approval.
 */
applied: number, 
/**
 * Seats offered.
 */
offered: number, 
/**
 * Seats taken.
 */
confirmed: number, 
/**
 * People who wait.
 */
waiting: number, 
/**
 * People who completed it.
 */
completed: number, 
/**
 * People who took part and of whom it was not judged yet whether they completed it.
 */
unjudged: number, 
/**
 * Organisations that take part.
 */
organisations: number, 
/**
 * Something is due by the clock: an offer ran out, seats were released.
 */
due: boolean, };

export type RunStatus = "draft" | "open" | "closed" | "running" | "finished" | "cancelled";

export type RunVersion = { 
/**
 * The run.
 */
id: RunId, 
/**
 * Version read; none = as it is now.
 */
version?: number, };

export type SaveActivity = { 
/**
 * The activity.
 */
id: ActivityId, 
/**
 * Version read.
 */
version: number, 
/**
 * What it is called.
 */
title: string, 
/**
 * What it is about.
 */
theme: ActivityTheme, 
/**
 * What belongs to it.
 */
note?: string, 
/**
 * First day; today unless said otherwise.
 */
from_on?: string, };

export type SaveAgenda = { 
/**
 * The meeting.
 */
meeting_id: MeetingId, 
/**
 * Version read of the meeting; without it the newest.
 */
version?: number, 
/**
 * The items in order.
 */
items: Array<AgendaItem>, };

export type SaveAttendance = { 
/**
 * The run.
 */
run_id: RunId, 
/**
 * The entries: a whole room at once.
 */
entries: Array<AttendanceEntry>, };

export type SaveCardItem = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Which; empty = a new one.
 */
id?: CardItemId, 
/**
 * Version read, for one that is there.
 */
version?: number, 
/**
 * Which sheet.
 */
kind: CardKind, 
/**
 * What it says.
 */
words: CardWords, };

export type SaveCaseDraft = { 
/**
 * The case; empty = an inquiry that has none yet.
 */
case_id?: CaseId, 
/**
 * Which form: `session`, `note`, `addendum:<id>`, `inquiry` …
 */
place: string, 
/**
 * Its content.
 */
content: Record<string, unknown>, };

export type SaveCaseNote = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * The note to correct; empty = a new one.
 */
note_id?: CaseNoteId, 
/**
 * Version read, of the note to correct.
 */
version?: number, 
/**
 * Its words.
 */
note: CaseNoteWords, 
/**
 * The draft that it was written from goes with the saving.
 */
draft?: string, };

export type SaveCaseSession = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Day; today unless said otherwise.
 */
held_on?: string, 
/**
 * Length.
 */
minutes: number, 
/**
 * How.
 */
mode: CaseSessionMode, 
/**
 * Step after it; as it was unless said otherwise.
 */
step_after?: CaseStep, 
/**
 * The note.
 */
note: CaseNoteWords, 
/**
 * Day of the session after this one.
 */
next_on?: string, 
/**
 * The draft that it was written from goes with the saving.
 */
draft?: string, };

export type SaveCaseTemplate = { 
/**
 * Which; empty = a new one.
 */
id?: TemplateId, 
/**
 * Version read, for one that is there.
 */
version?: number, 
/**
 * Name.
 */
name: string, 
/**
 * Its dates.
 */
steps: Array<CaseTemplateStep>, 
/**
 * Given unless another is chosen.
 */
standard?: boolean, 
/**
 * Not offered any more.
 */
retired?: boolean, };

export type SaveContact = { 
/**
 * The person.
 */
person_id: PersonId, 
/**
 * The one to change; empty = a new one.
 */
id?: ContactId, 
/**
 * Version read, when one is changed.
 */
version?: number, 
/**
 * Which way.
 */
kind: ContactKind, 
/**
 * Address, number or mail.
 */
value: string, 
/**
 * Postal code.
 */
postal?: string, 
/**
 * Use this one first.
 */
preferred?: boolean, };

export type SaveCounselor = { 
/**
 * Who.
 */
id: CounselorId, 
/**
 * Version read.
 */
version: number, 
/**
 * CounselorQualification.
 */
qualification: CounselorQualification, 
/**
 * Number of the national registration; asked of registered consultants (C-02).
 */
registration_no?: string, 
/**
 * Last day of the registration; asked of registered consultants (C-02).
 */
registered_until?: string, 
/**
 * The counsellor's own member number, so that C-01 can see a shared workplace.
 */
member?: string, };

export type SaveCourse = { 
/**
 * The course.
 */
id: CourseId, 
/**
 * Version read.
 */
version: number, 
/**
 * Title as printed.
 */
title: string, 
/**
 * What it is for.
 */
purpose?: string, 
/**
 * Which of the six kinds of 共助 it belongs to.
 */
kyojo_kind?: KyojoKind, 
/**
 * For whom it is.
 */
target?: string, 
/**
 * Planned hours.
 */
hours: number, 
/**
 * Minutes that completion asks for, in percent of all; 80 unless said otherwise (E-05).
 */
required_ratio?: number, 
/**
 * Minutes of an excused absence count for completion.
 */
excused_counts?: boolean, 
/**
 * Completion asks for the assignment, too.
 */
needs_assignment?: boolean, 
/**
 * Courses to be completed before.
 */
prerequisites?: Array<CourseId>, 
/**
 * What else is expected, in words.
 */
prerequisite_note?: string, 
/**
 * Last day in the catalogue; none = open.
 */
active_to?: string, };

export type SaveCrisis = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * What of the check-list is done.
 */
done?: Array<CrisisItem>, 
/**
 * The danger is over; asks for the whole check-list.
 */
over?: boolean, };

export type SaveHelpLine = { 
/**
 * Which; empty = a new one.
 */
id?: HelpLineId, 
/**
 * Version read, for one that is there.
 */
version?: number, 
/**
 * Name.
 */
name: string, 
/**
 * Number.
 */
phone: string, 
/**
 * When it answers.
 */
hours: string, 
/**
 * What for.
 */
helps: string, 
/**
 * Official site, as text.
 */
site?: string, 
/**
 * Not shown.
 */
hidden?: boolean, };

export type SaveInstrument = { 
/**
 * Which; empty = a new one.
 */
id?: InstrumentId, 
/**
 * Version read, for one that is there.
 */
version?: number, 
/**
 * Code that its editions share.
 */
code: string, 
/**
 * Name.
 */
name: string, 
/**
 * Name in English.
 */
name_en?: string, 
/**
 * Who owns the questions; needed before it can be published.
 */
owner?: string, 
/**
 * Under which licence; needed before it can be published.
 */
licence?: string, 
/**
 * Evidence of the permission; needed before it can be published.
 */
permission?: string, 
/**
 * What stands beside every figure.
 */
note?: string, 
/**
 * The same in English.
 */
note_en?: string, 
/**
 * Lowest answer.
 */
scale_min: number, 
/**
 * Highest answer.
 */
scale_max: number, 
/**
 * Parts that are counted.
 */
subscales: Array<Subscale>, 
/**
 * The questions in order.
 */
items: Array<CheckInQuestion>, };

export type SaveList = { 
/**
 * The list; empty = a new one.
 */
id?: SavedListId, 
/**
 * Version read, for a change.
 */
version?: number, 
/**
 * Name.
 */
name: string, 
/**
 * Everyone who may see the roster has it.
 */
shared: boolean, 
/**
 * What is listed, in which order; places and pages in it are left out.
 */
filter: MemberFilter, 
/**
 * Columns shown, in order; empty = the usual ones.
 */
columns?: Array<string>, 
/**
 * Widths that were changed, by column, in rem.
 */
widths?: { [key in string]: number }, };

export type SaveMeeting = { 
/**
 * The meeting.
 */
id: MeetingId, 
/**
 * Version read.
 */
version: number, 
/**
 * Which kind.
 */
kind: MeetingKind, 
/**
 * Which in the count (第○回). Of a regular congress of the whole union it follows from the settings unless said otherwise.
 */
no?: number, 
/**
 * Title as printed.
 */
title: string, 
/**
 * Of which unit; empty = of the whole union.
 */
unit_id?: UnitId | null, 
/**
 * Day.
 */
held_on: string, 
/**
 * Begin, `13:00`.
 */
starts: string, 
/**
 * Place.
 */
place?: string | null, 
/**
 * Who will chair it.
 */
chair?: string | null, 
/**
 * Who will keep the minutes.
 */
clerk?: string | null, 
/**
 * Note.
 */
note?: string | null, };

export type SaveMeetingRule = { 
/**
 * The text read, when it is corrected.
 */
id?: MeetingRuleId, 
/**
 * Version read, when it is corrected.
 */
version?: number, 
/**
 * Which kind of meeting.
 */
kind: MeetingKind, 
/**
 * First day of this text.
 */
from_on: string, 
/**
 * Who has a seat.
 */
base: RuleBase, 
/**
 * Offices that have a seat where the base is not all members.
 */
offices?: Array<OfficeKind>, 
/**
 * Quorum: numerator.
 */
num: number, 
/**
 * Quorum: denominator.
 */
den: number, 
/**
 * Quorum: 以上 or 超.
 */
comparator: Comparator, 
/**
 * Article of the rules that says so.
 */
article: string, 
/**
 * Conditions that do not count in the base.
 */
exclude_conditions?: Array<ConditionKind>, 
/**
 * Proxies count for the quorum.
 */
count_proxy?: boolean, 
/**
 * Written votes count for the quorum.
 */
count_written?: boolean, 
/**
 * A proxy that names nobody is entrusted to the chair and counts.
 */
count_blank_proxy?: boolean, 
/**
 * Proxies that one holder may have at most; empty = no limit.
 */
proxy_max?: number, 
/**
 * A holder must be of the same branch (支部), in whatever part of it.
 */
proxy_same_unit?: boolean, 
/**
 * Article about proxies and written votes.
 */
proxy_article?: string | null, 
/**
 * Article by which a substitute takes the place of a delegate who cannot come (補欠・代理の代議員); empty = the rules do not say
 * so.
 */
substitute_article?: string | null, 
/**
 * Days between the notice and the meeting at least (G-01).
 */
notice_days?: number, 
/**
 * The same where it is urgent and a reason is given; empty = no exception.
 */
urgent_days?: number, 
/**
 * Article about the notice.
 */
notice_article?: string | null, 
/**
 * What happens when yes and no are equal.
 */
tie_break: TieBreak, 
/**
 * What it takes to decide.
 */
decisions?: Array<MeetingDecision>, 
/**
 * Members, or a fraction of so many, for one delegate; empty = not said.
 */
members_per_delegate?: number, 
/**
 * Note.
 */
note?: string | null, };

export type SaveMinutes = { 
/**
 * The meeting.
 */
meeting_id: MeetingId, 
/**
 * Version read; without it these are the first.
 */
version?: number, 
/**
 * The text; empty = as it would be drafted.
 */
text?: string | null, 
/**
 * Who signs.
 */
signers?: Array<string>, };

export type SaveOffice = { 
/**
 * The office; empty = a new one.
 */
id?: OfficeId, 
/**
 * Version read, for a correction.
 */
version?: number, 
/**
 * Kind.
 */
kind: OfficeKind, 
/**
 * Name as printed.
 */
label: string, 
/**
 * How many may hold it at once; empty = no limit.
 */
seats?: number, 
/**
 * Usual length of a term in months.
 */
term_months?: number, 
/**
 * Offered for new terms.
 */
active?: boolean, };

export type SaveOwnReport = { 
/**
 * The report; a new one when it is left out.
 */
id?: OwnReportId, 
/**
 * Version read.
 */
version?: number, 
/**
 * Name; no code of the program's reports (O-01).
 */
name: string, 
/**
 * For everyone who may make it, not only for whom it is kept.
 */
shared?: boolean, 
/**
 * Figures, or members by name.
 */
kind?: OwnKind, 
/**
 * The kept list it is about; none = all members (組合員) of the day.
 */
list?: SavedListId, 
/**
 * Only who joined or left within a period up to the day; the list's own period then says nothing.
 */
period?: OwnPeriod, 
/**
 * Of figures one or two: rows and columns. Of a list none or one: headings.
 */
groups?: Array<OwnDimension>, 
/**
 * Figures for members: small ones are withheld, with those that would tell them.
 */
protect?: boolean, 
/**
 * The picture; none = figures alone.
 */
chart?: OwnChart, 
/**
 * Columns of a list, as the kept lists name them; empty = those of the kept list.
 */
columns?: Array<string>, 
/**
 * The day it is true for.
 */
as_of?: OwnAsOf, 
/**
 * That day, where it is fixed.
 */
as_of_on?: string, 
/**
 * Title on the page; none = the name.
 */
title?: string, 
/**
 * The officer's own notes below the figures.
 */
notes?: string, };

export type SavePlan = { 
/**
 * The plan to change; none = a new one.
 */
id?: PackPlanId, 
/**
 * Version read.
 */
version?: number, 
/**
 * What it is called.
 */
name: string, 
/**
 * Its kind.
 */
kind: PackKind, 
/**
 * Its pages in order; none = all in the usual order.
 */
pages?: Array<PlanPage>, };

export type SaveQuotas = { 
/**
 * The run.
 */
id: RunId, 
/**
 * Version read.
 */
version: number, 
/**
 * The organisations; what is not named is no longer invited.
 */
quotas: Array<QuotaFields>, };

export type SaveRun = { 
/**
 * The run.
 */
id: RunId, 
/**
 * Version read.
 */
version: number, 
/**
 * Title; the course's unless given.
 */
title?: string, 
/**
 * Who hosts it; none = the union itself.
 */
host_org_id?: OrganizationId, 
/**
 * Seats in all.
 */
capacity: number, 
/**
 * Organisations that are not invited may apply, too.
 */
is_public?: boolean, 
/**
 * Applications wait for an approval.
 */
needs_approval?: boolean, 
/**
 * Fewer than these and the run is in question.
 */
min_people?: number, 
/**
 * Longest waiting list; none = no limit.
 */
wait_limit?: number, 
/**
 * First day of applications.
 */
apply_from?: string, 
/**
 * Last day of applications.
 */
apply_until?: string, 
/**
 * From this day unused seats of organisations are common (E-03).
 */
quota_release_on?: string, 
/**
 * Last day on which a seat is given back without cost (E-06).
 */
cancel_free_until?: string, 
/**
 * Hours for which an offered seat is kept; 72 unless said otherwise.
 */
offer_hours?: number, 
/**
 * Where people take part; at a place unless said otherwise.
 */
mode?: RunMode, 
/**
 * Place.
 */
venue?: string, 
/**
 * Link, as text.
 */
link?: string, 
/**
 * How the costs are shared; the host pays unless said otherwise.
 */
cost_model?: CostModel, 
/**
 * Yen a head of the model `fixed_fee`.
 */
fee?: number, 
/**
 * Planned costs in yen.
 */
budget?: number, 
/**
 * Note for officers.
 */
note?: string, 
/**
 * Name of the person in charge.
 */
contact_name?: string, 
/**
 * Mail address.
 */
contact_mail?: string, 
/**
 * Telephone.
 */
contact_phone?: string, };

export type SaveSchedule = { 
/**
 * The schedule; a new one when it is left out.
 */
id?: ScheduleId, 
/**
 * Version read.
 */
version?: number, 
/**
 * A report of the program; or `own`.
 */
report?: Report, 
/**
 * One of the officers' own.
 */
own?: OwnReportId, 
/**
 * How often.
 */
cadence: Cadence, 
/**
 * 1 to 12, of a yearly one.
 */
month?: number, 
/**
 * Day of the month, 1 to 31, in a shorter month its last one; 0 = the last day. Not of a weekly one.
 */
day?: number, 
/**
 * 1 = Monday to 7 = Sunday, of a weekly one.
 */
weekday?: number, 
/**
 * Not due before this day; today unless said otherwise.
 */
from_on?: string, 
/**
 * The day that a report of the program is true for, seen from the day on which it is due; an own report has its own.
 */
as_of?: OwnAsOf, 
/**
 * That day, where it is fixed.
 */
as_of_on?: string, 
/**
 * Name of the file, with {name}, {as_of} and {due}; one that ends in .pdf is a booklet.
 */
file_name?: string, 
/**
 * Language; the officer's own unless said otherwise.
 */
locale?: Locale, 
/**
 * What it is for (X-1); mandatory for personal data.
 */
purpose?: string, 
/**
 * File with the password that opens the workbook: its place, or its name in the folder of the files. Mandatory for
 * personal data (O-07).
 */
password_file?: string, };

export type SaveScheme = { 
/**
 * The scheme.
 */
id: SchemeId, 
/**
 * Version of the scheme that was read.
 */
version: number, 
/**
 * The text that was read.
 */
text_id: SchemeVersionId, 
/**
 * Version of it that was read.
 */
text_version: number, 
/**
 * Name as officials write it.
 */
name: string, 
/**
 * Name in English.
 */
name_en?: string, 
/**
 * Needs that it may answer.
 */
needs?: Array<Need>, 
/**
 * First day of the text; today unless said otherwise, never before (K-01).
 */
from_on?: string, 
/**
 * What it is, shortly.
 */
summary: string, 
/**
 * What to ask at the office.
 */
questions?: Array<string>, 
/**
 * Where to ask.
 */
office: string, 
/**
 * What to bring.
 */
bring?: string, 
/**
 * Law it stands on.
 */
legal_basis?: string, 
/**
 * Official site, as text.
 */
site?: string, 
/**
 * What changed.
 */
note?: string, 
/**
 * Day on which the text was compared with office or site; none = it was not.
 */
checked_on?: string, };

export type SaveSessions = { 
/**
 * The run.
 */
id: RunId, 
/**
 * Version read.
 */
version: number, 
/**
 * The sittings; what is not named is taken out.
 */
sessions: Array<SessionFields>, };

export type SaveSurvey = { 
/**
 * The questionnaire.
 */
id: SurveyId, 
/**
 * Version read.
 */
version: number, 
/**
 * What it is called.
 */
title: string, 
/**
 * What it is for, printed above the questions.
 */
purpose?: string, 
/**
 * The questions in order.
 */
questions: Array<SurveyQuestionFields>, };

export type SaveWave = { 
/**
 * The wave.
 */
id: WaveId, 
/**
 * Version read.
 */
version: number, 
/**
 * Name of the wave.
 */
label: string, 
/**
 * Last day announced.
 */
closes_on?: string, 
/**
 * Sheets handed out.
 */
handed_out?: number, };

export type SavedListId = string;

export type SavedListRow = { 
/**
 * The list.
 */
id: SavedListId, 
/**
 * Version; verbs name it.
 */
version: number, 
/**
 * Name.
 */
name: string, 
/**
 * Everyone who may see the roster has it.
 */
shared: boolean, 
/**
 * What is listed, in which order.
 */
filter: MemberFilter, 
/**
 * Columns shown, in order; empty = the usual ones.
 */
columns: Array<string>, 
/**
 * Widths that were changed, by column, in rem.
 */
widths: { [key in string]: number }, };

export type ScheduleId = string;

export type ScheduleNamed = { 
/**
 * The schedule.
 */
id: ScheduleId, 
/**
 * Version read.
 */
version: number, };

export type ScheduleRow = { 
/**
 * The schedule.
 */
id: ScheduleId, 
/**
 * Version read; a save names it.
 */
version: number, 
/**
 * Name of the report, in the language asked in.
 */
name: string, 
/**
 * Class of what is written.
 */
sensitivity: string, 
/**
 * The day on which it is due next; it is due now when that is not after today. None while it is stopped.
 */
next_on: string | null, 
/**
 * How it went last.
 */
written: ScheduleWritten | null, 
/**
 * Failures in a row.
 */
failures: number, 
/**
 * When it failed last.
 */
failed_at: string | null, 
/**
 * Why, label `error.<code>` or `problem.<code>`.
 */
failed_code: string | null, 
/**
 * Stopped since, after so many failures (O-08).
 */
stopped_on: string | null, 
/**
 * A report of the program; or `own`.
 */
report?: Report, 
/**
 * One of the officers' own.
 */
own?: OwnReportId, 
/**
 * How often.
 */
cadence: Cadence, 
/**
 * 1 to 12, of a yearly one.
 */
month?: number, 
/**
 * Day of the month, 1 to 31, in a shorter month its last one; 0 = the last day. Not of a weekly one.
 */
day?: number, 
/**
 * 1 = Monday to 7 = Sunday, of a weekly one.
 */
weekday?: number, 
/**
 * Not due before this day; today unless said otherwise.
 */
from_on?: string, 
/**
 * The day that a report of the program is true for, seen from the day on which it is due; an own report has its own.
 */
as_of?: OwnAsOf, 
/**
 * That day, where it is fixed.
 */
as_of_on?: string, 
/**
 * Name of the file, with {name}, {as_of} and {due}; one that ends in .pdf is a booklet.
 */
file_name?: string, 
/**
 * Language; the officer's own unless said otherwise.
 */
locale?: Locale, 
/**
 * What it is for (X-1); mandatory for personal data.
 */
purpose?: string, 
/**
 * File with the password that opens the workbook: its place, or its name in the folder of the files. Mandatory for
 * personal data (O-07).
 */
password_file?: string, };

export type ScheduleWritten = { 
/**
 * The day on which it was due.
 */
due_on: string, 
/**
 * When it was written.
 */
at: string, 
/**
 * Name of the file.
 */
file: string, };

export type SchemeDetail = { 
/**
 * As on the day; none before its first text.
 */
scheme: SchemeRow, 
/**
 * All texts, newest first.
 */
texts: Array<SchemeText>, };

export type SchemeId = string;

export type SchemeNamed = { 
/**
 * The scheme.
 */
id: SchemeId, };

export type SchemeRow = { 
/**
 * The scheme.
 */
id: SchemeId, 
/**
 * Version read; hiding and showing name it.
 */
version: number, 
/**
 * Its code: stays whatever its name.
 */
code: string, 
/**
 * Name as officials write it.
 */
name: string, 
/**
 * Name in English.
 */
name_en: string | null, 
/**
 * Needs that it may answer.
 */
needs: Array<Need>, 
/**
 * Left out of lists, finder and paper.
 */
hidden: boolean, 
/**
 * Added by the union.
 */
own: boolean, 
/**
 * Row of the national figures that speaks of it.
 */
national_row: number | null, 
/**
 * The text of the day.
 */
text: SchemeText, 
/**
 * How good its check is on that day.
 */
check: CheckState, };

export type SchemeText = { 
/**
 * The text.
 */
id: SchemeVersionId, 
/**
 * Version read; a save or check names it.
 */
version: number, 
/**
 * First day of the text.
 */
from_on: string, 
/**
 * What the scheme is, shortly.
 */
summary: string, 
/**
 * What to ask at the office.
 */
questions: Array<string>, 
/**
 * Where to ask.
 */
office: string, 
/**
 * What to bring.
 */
bring: string | null, 
/**
 * Law it stands on.
 */
legal_basis: string | null, 
/**
 * Official site, as text.
 */
site: string | null, 
/**
 * Month of the papers that a text of the program follows.
 */
source: string | null, 
/**
 * What changed with this text.
 */
note: string | null, 
/**
 * Last compared with office or site; none = never.
 */
checked_on: string | null, 
/**
 * Name of the officer who did.
 */
checked_by: string | null, };

export type SchemeVersion = { 
/**
 * The scheme.
 */
id: SchemeId, 
/**
 * Version read.
 */
version: number, };

export type SchemeVersionId = string;

export type SchemesOn = { 
/**
 * What was said on this day; today unless said otherwise.
 */
as_of?: string, 
/**
 * Words in name, office or text.
 */
find?: string, 
/**
 * Only schemes that may answer this need.
 */
need?: Need, 
/**
 * Only entries whose check stands so.
 */
check?: CheckState, 
/**
 * Hidden ones too.
 */
include_hidden?: boolean, };

export type ScoreRow = { 
/**
 * Code of the part.
 */
subscale: string, 
/**
 * Its name in the officer's language.
 */
name: string, 
/**
 * The score; none where an answer is missing.
 */
score: number | null, 
/**
 * The lowest that it can be.
 */
least: number, 
/**
 * The highest that it can be.
 */
most: number, };

export type SearchNotes = { 
/**
 * Words.
 */
find: string, 
/**
 * Hits wanted, 1 to 100; 50 unless said otherwise.
 */
limit?: number, };

export type SeatAsk = { "ask": "apply" } | { "ask": "approve", 
/**
 * Which.
 */
ids: Array<EnrolmentId>, } | { "ask": "decline", 
/**
 * Which.
 */
id: EnrolmentId, } | { "ask": "cancel", 
/**
 * Which.
 */
id: EnrolmentId, } | { "ask": "accept", 
/**
 * Which.
 */
id: EnrolmentId, } | { "ask": "postpone", 
/**
 * Which.
 */
id: EnrolmentId, } | { "ask": "seats", 
/**
 * Seats in all; as they are unless said otherwise.
 */
capacity?: number, 
/**
 * Seats by organisation, all of them; as they are unless said otherwise.
 */
quotas?: Array<QuotaFields>, } | { "ask": "open_run" } | { "ask": "close_run" } | { "ask": "begin_run" } | { "ask": "finish_run" } | { "ask": "complete_run" } | { "ask": "settle_shares" } | { "ask": "issue_certificates" };

export type SeatKind = "delegate" | "officer" | "member";

export type SeatReason = "own_quota" | "common_pool" | "released_pool" | "no_seat" | "list_full" | "freed_own_quota" | "freed_common" | "freed_released" | "accepted" | "postponed" | "offer_expired" | "cancelled" | "cancelled_late" | "declined" | "run_cancelled" | "moved_to_quota" | "moved_to_common" | "walk_in";

export type SecrecyGround = "consent" | "harm_risk" | "statutory" | "court";

export type SeenBy = { 
/**
 * The role.
 */
role: Role, 
/**
 * Name of the unit that it is limited to; empty = the whole union.
 */
unit: string | null, };

export type Sees = "name" | "details" | "card";

export type Series = { 
/**
 * The column, counted from 0.
 */
column: number, 
/**
 * Drawn as a line against the axis on the right (rates over counts).
 */
right_axis: boolean, };

export type SessionFields = { 
/**
 * The sitting that this is; none = a new one.
 */
id?: SessionId, 
/**
 * Day.
 */
held_on: string, 
/**
 * Begin, `HH:MM`.
 */
starts: string, 
/**
 * End, `HH:MM`.
 */
ends: string, 
/**
 * Minutes that count; from begin to end unless said otherwise.
 */
minutes?: number, 
/**
 * Completion asks for it.
 */
required?: boolean, 
/**
 * What it is about.
 */
topic?: string, 
/**
 * Who speaks.
 */
lecturer?: string, 
/**
 * Place or link, where it differs from the run's.
 */
place?: string, };

export type SessionId = string;

export type SetCaseRetention = { 
/**
 * Months after closing, 1 to 240.
 */
months: number, };

export type SetCaseStep = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Version read; checked if it is given.
 */
version?: number, 
/**
 * Which.
 */
step: CaseStep, };

export type SetHeadcount = { 
/**
 * The unit.
 */
unit_id: UnitId, 
/**
 * Day of the count.
 */
as_of: string, 
/**
 * All workers, managers and part-timers included.
 */
workers_total: number, 
/**
 * Workers whom the rules admit.
 */
eligible_total: number, 
/**
 * Where the figure comes from.
 */
source: string, 
/**
 * Version of the figure that is replaced; absent for a new one.
 */
version?: number, };

export type SetLogo = { 
/**
 * The picture: PNG or JPEG, 1 MB at most. It stays where it is.
 */
file: string, };

export type SetRetention = { 
/**
 * Months after the last day of membership, 12 to 240.
 */
months: number, };

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

export type SettleShare = { 
/**
 * The share.
 */
id: ShareId, 
/**
 * Version read.
 */
version: number, 
/**
 * When; none = it was not.
 */
settled_on?: string, };

export type Severity = "error" | "warning";

export type ShareCase = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * With whom.
 */
officer: OfficerId, 
/**
 * `second` or `supervisor`.
 */
part: CasePart, 
/**
 * Somebody has looked: whoever is to read does not supervise the member at work (C-01).
 */
not_supervisor?: boolean, };

export type ShareId = string;

export type ShareRow = { 
/**
 * The share; none = not written down yet.
 */
id: ShareId | null, 
/**
 * Version read; a settlement names it.
 */
version: number | null, 
/**
 * Which organisation; none = the union itself.
 */
org_id: OrganizationId | null, 
/**
 * Its name.
 */
org: string, 
/**
 * Heads, members or parts that count for it.
 */
basis: number, 
/**
 * Yen.
 */
amount: number, 
/**
 * What it has paid out already.
 */
paid: number, 
/**
 * What it still pays, or gets back when below nought.
 */
balance: number, 
/**
 * Settled on.
 */
settled_on: string | null, };

export type SharedServer = { 
/**
 * Name or address of the server.
 */
host: string, 
/**
 * Port; 5432 unless said otherwise.
 */
port?: number, 
/**
 * Name of the database.
 */
database: string, 
/**
 * Schema within the database; empty = the one that the server gives the user, `public` unless said otherwise there.
 */
schema?: string, 
/**
 * User of the database.
 */
user: string, 
/**
 * Password of this user; kept in memory while the program runs, and nowhere else.
 */
password: Passphrase, 
/**
 * Certificate (PEM) of the authority that vouches for the server, where it is not a public one.
 */
root_certificate?: string, };

export type SheetAnswer = { 
/**
 * Number of the question.
 */
question: number, 
/**
 * Numbers chosen; none = no answer.
 */
chosen: number[], };

export type SheetChoice = { 
/**
 * Name.
 */
name: string, 
/**
 * It is read.
 */
taken: boolean, 
/**
 * Rows read from it.
 */
rows: number, };

export type SheetOutcome = "taken" | "refused";

export type SheetRead = { 
/**
 * Row as in the file, from 1.
 */
row: number, 
/**
 * What it does.
 */
outcome: SheetOutcome, 
/**
 * Why it is not taken, label `problem.<code>`.
 */
reason: string | null, 
/**
 * Number of the question that is to blame.
 */
question: number | null, };

export type SheetsEntered = { 
/**
 * The op, for undo.
 */
op: OpId, 
/**
 * How many.
 */
n: number, 
/**
 * Sheets of the wave by now.
 */
sheets: number, };

export type ShownCount = { 
/**
 * The count; none where it is withheld.
 */
n: number | null, 
/**
 * It is rounded to fives.
 */
rounded: boolean, };

export type SittingRow = { 
/**
 * The sitting.
 */
id: SessionId, 
/**
 * Running number.
 */
no: number, 
/**
 * Day.
 */
held_on: string, 
/**
 * Begin, `HH:MM`.
 */
starts: string, 
/**
 * End, `HH:MM`.
 */
ends: string, 
/**
 * Minutes that count.
 */
minutes: number, 
/**
 * Completion asks for it.
 */
required: boolean, 
/**
 * What it is about.
 */
topic: string | null, 
/**
 * Who speaks.
 */
lecturer: string | null, 
/**
 * Place or link, where it differs.
 */
place: string | null, };

export type SnapshotId = string;

export type SortBy = "kana" | "member_no" | "joined_on" | "unit";

export type Spread = { 
/**
 * Pairs of one industry.
 */
industry: number, 
/**
 * Pairs of one company.
 */
company: number, 
/**
 * Pairs of one decade of age.
 */
age: number, 
/**
 * Pairs that could not be kept apart: no tables were found at which they are.
 */
apart: number, };

export type StartCondition = { 
/**
 * The membership.
 */
membership_id: MembershipId, 
/**
 * Which condition.
 */
kind: ConditionKind, 
/**
 * First day.
 */
from_on: string, 
/**
 * Last day, where it is known already.
 */
to_on?: string, 
/**
 * 組合費区分 while it lasts; empty = as before.
 */
dues_kind?: DuesKind, 
/**
 * Does not count in the base of a quorum; empty = as usual for the condition.
 */
quorum_excluded?: boolean, 
/**
 * Note.
 */
note?: string, 
/**
 * The resolution that a suspension of rights needs (M-07).
 */
resolution?: Resolution, };

export type StateFilter = "in_force" | "ended" | "applied" | "all";

export type Statistics = { 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, 
/**
 * Smallest count that is shown.
 */
k: number, 
/**
 * Cases under way before the first day.
 */
opening: ShownCount, 
/**
 * Cases that began.
 */
new: ShownCount, 
/**
 * Cases that ended.
 */
closed: ShownCount, 
/**
 * Cases under way on the last day.
 */
open: ShownCount, 
/**
 * Month by month.
 */
months: Array<MonthCounts>, 
/**
 * What new cases are about; several may fit one, so there is no sum.
 */
themes: Array<CodeCount>, 
/**
 * How new cases came.
 */
channels: Array<CodeCount>, 
/**
 * Steps of the cases under way on the last day, as they stand now.
 */
steps: Array<CodeCount>, 
/**
 * How cases ended.
 */
outcomes: Array<CodeCount>, 
/**
 * Units.
 */
units: Array<CaseUnitCounts>, 
/**
 * Before and after.
 */
check_ins: Array<CheckInFigures>, 
/**
 * Referrals.
 */
referrals: Array<ReferralCounts>, 
/**
 * None of them is told: what became of some was learned after a report, and beside it would tell few.
 */
referrals_withheld: boolean, };

export type StatisticsOf = { 
/**
 * First day; the first day of the fiscal year unless said otherwise. Counted from the first of its month.
 */
from?: string, 
/**
 * Last day; today unless said otherwise. A month that is not over counts only up to today.
 */
as_of?: string, 
/**
 * As members may see it, with the larger smallest count.
 */
for_members?: boolean, };

export type Status = "applied" | "active" | "suspended" | "ended" | "rejected" | "withdrawn";

export type StillKept = { 
/**
 * `provisions`, `trail` or `trail_reasons`.
 */
code: string, 
/**
 * How many.
 */
n: number, };

export type Strength = "calibrated" | "floor";

export type Subscale = { 
/**
 * Code.
 */
code: string, 
/**
 * Name.
 */
name: string, 
/**
 * Name in English.
 */
name_en?: string, };

export type SupervisedRow = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Its number.
 */
case_no: string, 
/**
 * By which right.
 */
part: CasePart, 
/**
 * State.
 */
status: CaseStatus, 
/**
 * Step.
 */
step: CaseStep, };

export type SupportWritten = { 
/**
 * Name of the file, without its folder.
 */
name: string, 
/**
 * Entries in it.
 */
rows: number, 
/**
 * SHA-256, as the export log keeps it.
 */
sha256: string, };

export type SurveyChoice = { 
/**
 * Its number on the sheet, from 1.
 */
no: number, 
/**
 * Its words.
 */
label: string, 
/**
 * It stands alone: 「あてはまるものはない」.
 */
alone: boolean, 
/**
 * The theme of activities whose need it tells.
 */
theme: ActivityTheme | null, };

export type SurveyChoiceFields = { 
/**
 * Its words; of a theme they may be left out.
 */
label: string, 
/**
 * It stands alone: 「あてはまるものはない」.
 */
alone?: boolean, 
/**
 * The theme of activities whose need it tells.
 */
theme?: ActivityTheme, };

export type SurveyFields = { 
/**
 * What it is called.
 */
title: string, 
/**
 * What it is for, printed above the questions.
 */
purpose?: string, 
/**
 * The questions in order.
 */
questions: Array<SurveyQuestionFields>, };

export type SurveyFile = { 
/**
 * The file.
 */
file: string, 
/**
 * Password of a protected workbook.
 */
password?: Passphrase, 
/**
 * The wave that it must be of.
 */
wave_id?: WaveId, };

export type SurveyFormId = string;

export type SurveyFormRow = { 
/**
 * The form.
 */
id: SurveyFormId, 
/**
 * Number printed on it.
 */
code: string, 
/**
 * For whom.
 */
label: string, 
/**
 * 1, then one more for each that replaced it.
 */
edition: number, 
/**
 * Day on which it was written.
 */
sent_on: string, 
/**
 * Day on which it was taken in.
 */
taken_on: string | null, 
/**
 * Sheets that were in it.
 */
taken: number | null, 
/**
 * A newer edition replaced it.
 */
old: boolean, };

export type SurveyGroup = { 
/**
 * Its number on the sheet, from 1.
 */
no: number, 
/**
 * Its name.
 */
label: string, };

export type SurveyId = string;

export type SurveyQuestion = { 
/**
 * Its number on the sheet, from 1.
 */
no: number, 
/**
 * How it is answered.
 */
kind: QuestionKind, 
/**
 * Its words.
 */
text: string, 
/**
 * What can be chosen; of a scale its steps.
 */
choices: Array<SurveyChoice>, 
/**
 * Choices at most, where not all.
 */
most: number | null, 
/**
 * The question of 2020 that it puts in the same words.
 */
national: National | null, };

export type SurveyQuestionFields = { 
/**
 * How it is answered. A national question has its own.
 */
kind: QuestionKind, 
/**
 * Its words; of a national question they stand fast.
 */
text: string, 
/**
 * What can be chosen; a scale and a national question have their own.
 */
choices?: Array<SurveyChoiceFields>, 
/**
 * Choices at most; empty = all.
 */
most?: number, 
/**
 * The question of 2020 that it puts in the same words.
 */
national?: National, };

export type SurveyRead = { 
/**
 * Name of the file.
 */
file_name: string, 
/**
 * Hash of the file; applying names it.
 */
file_hash: string, 
/**
 * The op, once it was taken in.
 */
op: OpId | null, 
/**
 * The wave.
 */
wave_id: WaveId, 
/**
 * Its name.
 */
wave: string, 
/**
 * Number of the form.
 */
code: string, 
/**
 * For whom it went out.
 */
label: string, 
/**
 * Sheets = taken + refused.
 */
read: number, 
/**
 * Sheets that count.
 */
taken: number, 
/**
 * Rows that are not taken.
 */
refused: number, 
/**
 * Rows that are not taken, each with its reason.
 */
rows: Array<SheetRead>, };

export type SurveyResults = { 
/**
 * The wave.
 */
wave: WaveRow, 
/**
 * The wave beside it.
 */
beside: WaveRow | null, 
/**
 * Smallest count shown.
 */
k: number, 
/**
 * Too few sheets: nothing is shown.
 */
hidden: boolean, 
/**
 * Sheets that came in, tenths of a per cent of those handed out.
 */
response: number | null, 
/**
 * The questions.
 */
questions: Array<QuestionResult>, };

export type SurveyResultsOf = { 
/**
 * The wave.
 */
wave_id: WaveId, 
/**
 * As members may see them, with the larger threshold.
 */
for_members?: boolean, 
/**
 * The wave to stand beside it; the one before unless said otherwise.
 */
beside?: WaveId, };

export type SurveyRow = { 
/**
 * The questionnaire.
 */
id: SurveyId, 
/**
 * Version read.
 */
version: number, 
/**
 * What it is called.
 */
title: string, 
/**
 * What it is for.
 */
purpose: string | null, 
/**
 * The questions, in the officer's language.
 */
questions: Array<SurveyQuestion>, 
/**
 * Its waves, newest first.
 */
waves: Array<WaveRow>, };

export type SurveyVerdict = "higher" | "lower" | "not_different";

export type SurveyWritten = { 
/**
 * Name of the file, without its folder.
 */
name: string, 
/**
 * Number of the form.
 */
code: string, 
/**
 * Edition.
 */
edition: number, 
/**
 * SHA-256, as the export log keeps it.
 */
sha256: string, };

export type Table = { 
/**
 * The columns.
 */
heads: Array<Head>, 
/**
 * The rows, totals included.
 */
rows: Array<Row>, };

export type Taken = { 
/**
 * The whole pile but the rows named.
 */
all?: boolean, 
/**
 * Only these rows, or, with `all`, all but these (of one that names columns, those are taken).
 */
rows?: Array<RowNamed>, 
/**
 * Of the changed rows taken only these columns, unless a row names its own (所属だけ); empty = all that differ.
 */
columns?: Array<string>, };

export type TallyBallot = { 
/**
 * The ballot.
 */
id: BallotId, 
/**
 * Who counted.
 */
teller: string, 
/**
 * Papers in the box.
 */
cast: number, 
/**
 * Yes.
 */
yes?: number, 
/**
 * No.
 */
no?: number, 
/**
 * Blank papers.
 */
blank?: number, 
/**
 * Invalid papers.
 */
invalid?: number, 
/**
 * Of each candidate.
 */
votes?: Array<CandidateVotes>, };

export type TallyState = "none" | "one" | "differ" | "agree";

export type TellResult = { 
/**
 * The decision.
 */
id: ActivityDecisionId, 
/**
 * Version read.
 */
version: number, 
/**
 * What became of it.
 */
result: ActivityOutcome, 
/**
 * In words.
 */
text?: string, };

export type TemplateId = string;

export type TermId = string;

export type TermRow = { 
/**
 * The term.
 */
id: TermId, 
/**
 * Version; verbs name it.
 */
version: number, 
/**
 * The office.
 */
office_id: OfficeId, 
/**
 * Its name.
 */
office: string, 
/**
 * The membership.
 */
membership_id: MembershipId, 
/**
 * The person.
 */
person_id: PersonId, 
/**
 * The person's name.
 */
name: string, 
/**
 * Unit of the office; empty = the union.
 */
unit_id: UnitId | null, 
/**
 * Its name.
 */
unit: string | null, 
/**
 * First day.
 */
from_on: string, 
/**
 * Last day in the office; empty = until a successor is chosen.
 */
to_on: string | null, 
/**
 * Last day of the term.
 */
due_on: string | null, 
/**
 * The term has run out, and a successor is to be chosen (任期満了・後任待ち).
 */
ran_out: boolean, 
/**
 * 専従区分
 */
fulltime_kind: FulltimeKind, 
/**
 * How the person came to it.
 */
elected_by: ElectedBy, 
/**
 * Why it ended before its time.
 */
ended_early_reason: string | null, };

export type TextEncoding = "utf8" | "cp932";

export type TieBreak = "chair" | "reject";

export type TimeTile = { 
/**
 * The activity.
 */
id: ActivityId, 
/**
 * Its name.
 */
title: string, 
/**
 * What it is about.
 */
theme: ActivityTheme, 
/**
 * Minutes that this officer noted in the last seven days.
 */
minutes: number, };

export type Timing = "pre" | "post" | "follow_up";

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

export type UnitKind = "headquarters" | "branch" | "sub_branch" | "workplace" | "section";

export type UnitRow = { 
/**
 * The unit.
 */
id: UnitId, 
/**
 * Level.
 */
kind: UnitKind, 
/**
 * Name as printed.
 */
label: string, 
/**
 * Short code, unique.
 */
code: string, 
/**
 * Unit above.
 */
parent_id: UnitId | null, 
/**
 * Employer whose staff it organises.
 */
employer_org_id: OrganizationId | null, 
/**
 * Worksite it stands at.
 */
worksite_org_id: OrganizationId | null, 
/**
 * Order among its siblings.
 */
sort: number, 
/**
 * Codes from the top, each followed by a slash: the subtree begins with it.
 */
path: string, 
/**
 * First day; 1900-01-01 = from the beginning.
 */
from_on: string, 
/**
 * Last day; empty = open.
 */
to_on: string | null, 
/**
 * Version read; a correction names it.
 */
version: number, 
/**
 * Units above it in this list's tree; 0 = top.
 */
depth: number, };

export type UnitSeats = { 
/**
 * The unit; empty = none.
 */
unit: string | null, 
/**
 * Seats that count.
 */
seats: number, 
/**
 * Members in the unit and below it.
 */
members: number, 
/**
 * Delegates that the rule allots; none = it says nothing.
 */
allotted: number | null, };

export type UnitTurnout = { 
/**
 * The unit; empty = none.
 */
unit: string | null, 
/**
 * Seats that count.
 */
base: number, 
/**
 * There.
 */
there: number, 
/**
 * By proxy or in writing, as far as it counts.
 */
represented: number, };

export type UnshareCase = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Whose part.
 */
officer: OfficerId, 
/**
 * What they have not saved may go: nobody else can ever read it.
 */
drop_drafts?: boolean, };

export type UnsureRow = { 
/**
 * Sheet.
 */
sheet: string, 
/**
 * Row as in the file, from 1.
 */
row: number, 
/**
 * Name as in the file.
 */
name: string, 
/**
 * Problem codes, label `problem.<code>`.
 */
problems: Array<string>, 
/**
 * Whom it may mean, the likeliest first.
 */
candidates: Array<Candidate>, };

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

export type Viewer = { 
/**
 * The officer.
 */
officer: OfficerId, 
/**
 * Name shown.
 */
name: string, 
/**
 * The roles by which the officer sees the person.
 */
roles: Array<SeenBy>, 
/**
 * How much.
 */
sees: Sees, 
/**
 * May change the record.
 */
may_change: boolean, 
/**
 * May write the person into a file.
 */
may_export: boolean, 
/**
 * Sees the person only because a request of theirs is open (R23).
 */
by_request: boolean, };

export type VoidBallot = { 
/**
 * The ballot.
 */
id: BallotId, 
/**
 * Why.
 */
reason: string, };

export type VoidCost = { 
/**
 * The cost.
 */
id: CostId, 
/**
 * Version read.
 */
version: number, };

export type VoidLearning = { 
/**
 * The entry.
 */
id: LearningId, 
/**
 * Version read.
 */
version: number, };

export type WaitReason = "no_seat" | "kept_for_others" | "group_needs_more" | "postponed_waits" | "offers_ended" | "not_giving" | "due";

export type WalkIn = { 
/**
 * The run.
 */
run_id: RunId, 
/**
 * Who.
 */
applicants: Array<Applicant>, };

export type WaveDetail = { 
/**
 * The wave.
 */
wave: WaveRow, 
/**
 * Sheets that a pile should have at least: what a smaller one says is had from copies of the file before and after.
 */
pile: number, 
/**
 * The questions, in the officer's language.
 */
questions: Array<SurveyQuestion>, 
/**
 * The forms, newest first.
 */
forms: Array<SurveyFormRow>, };

export type WaveId = string;

export type WaveNamed = { 
/**
 * The wave.
 */
id: WaveId, };

export type WaveRow = { 
/**
 * The wave.
 */
id: WaveId, 
/**
 * Version read.
 */
version: number, 
/**
 * The questionnaire.
 */
survey_id: SurveyId, 
/**
 * Its name.
 */
title: string, 
/**
 * Name of the wave.
 */
label: string, 
/**
 * Where it stands.
 */
status: WaveStatus, 
/**
 * First day.
 */
opens_on: string, 
/**
 * Last day announced.
 */
closes_on: string | null, 
/**
 * Day on which it was closed.
 */
closed_on: string | null, 
/**
 * Sheets handed out.
 */
handed_out: number | null, 
/**
 * Sheets that came in.
 */
sheets: number, 
/**
 * Groups that are told apart.
 */
groups: Array<SurveyGroup>, };

export type WaveStatus = "open" | "closed";

export type WaveVersion = { 
/**
 * The wave.
 */
id: WaveId, 
/**
 * Version read.
 */
version: number, };

export type Weight = "wrong" | "missing" | "look";

export type WithdrawCaseConsent = { 
/**
 * Which.
 */
id: CaseConsentId, 
/**
 * Version read.
 */
version: number, 
/**
 * Day; today unless said otherwise.
 */
withdrawn_on?: string, };

export type WithdrawConsent = { 
/**
 * The consent.
 */
id: ConsentId, 
/**
 * Version read.
 */
version: number, 
/**
 * Day.
 */
withdrawn_on: string, };

export type WithdrawItem = { 
/**
 * The item.
 */
id: ItemId, 
/**
 * Version read; without it the newest.
 */
version?: number, 
/**
 * Why.
 */
reason: string, };

export type Within = { 
/**
 * What.
 */
what: Happened, 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, };

export type WriteBadges = { 
/**
 * The run.
 */
run_id: RunId, 
/**
 * Target.
 */
file: string, 
/**
 * Encrypts it.
 */
password?: Passphrase, 
/**
 * Why (X-1).
 */
purpose: string, 
/**
 * Language of the workbook; that of the screen unless said otherwise.
 */
locale?: Locale, };

export type WriteCaseAttachment = { 
/**
 * The file.
 */
id: CaseAttachmentId, 
/**
 * Where; the ending is that of the file.
 */
file: string, };

export type WriteDue = { 
/**
 * The folder.
 */
folder: string, };

export type WriteFormRejects = { 
/**
 * Target.
 */
out: string, 
/**
 * Encrypts what is written; `password` opens the form that came.
 */
out_password?: Passphrase, 
/**
 * The file.
 */
file: string, 
/**
 * Its password.
 */
password?: Passphrase, 
/**
 * It must be a form of this run.
 */
run_id?: RunId, 
/**
 * It must be a form of this partner.
 */
org_id?: OrganizationId, 
/**
 * Take an edition that was replaced by a newer one.
 */
old_edition?: boolean, 
/**
 * Take the applications although a course that is asked for before is missing (E-10).
 */
despite?: boolean, };

export type WriteHandout = { 
/**
 * Where.
 */
file: string, 
/**
 * Schemes in the order of the page.
 */
schemes?: Array<SchemeId>, 
/**
 * Communities in the order of the page.
 */
communities?: Array<CommunityId>, 
/**
 * A line under the title: for which occasion. Never a person's name.
 */
occasion?: string, 
/**
 * Language; the officer's own unless said otherwise.
 */
locale?: Locale, };

export type WriteInvitation = { 
/**
 * The run.
 */
run_id: RunId, 
/**
 * The partner.
 */
org_id: OrganizationId, 
/**
 * Target.
 */
file: string, 
/**
 * Language of the workbook; that of the screen unless said otherwise.
 */
locale?: Locale, 
/**
 * Name of the person in charge.
 */
contact_name?: string, 
/**
 * Mail address.
 */
contact_mail?: string, 
/**
 * Telephone.
 */
contact_phone?: string, };

export type WriteJobCard = { 
/**
 * The case.
 */
case_id: CaseId, 
/**
 * Where.
 */
file: string, 
/**
 * Password that opens it; one is made unless it is given or `open` is said.
 */
password?: Passphrase, 
/**
 * Without a password: the member takes it along on paper.
 */
open?: boolean, };

export type WriteLabels = { 
/**
 * Who.
 */
chosen: Chosen, 
/**
 * On what.
 */
paper: LetterPaper, 
/**
 * Place of the first label on its sheet, from 1.
 */
start?: number, 
/**
 * 敬称
 */
honorific: Honorific, 
/**
 * The union's name as the sender.
 */
sender?: boolean, 
/**
 * How far the printer must be moved to the right, in tenths of a millimetre.
 */
shift_right?: number, 
/**
 * And down.
 */
shift_down?: number, 
/**
 * Target, `.xlsx`.
 */
file: string, 
/**
 * Password of the workbook; none = plain.
 */
password?: Passphrase, 
/**
 * Why (X-1).
 */
purpose: string, 
/**
 * For whom (X-1); empty = the own union.
 */
recipient?: string, };

export type WriteMergeFile = { 
/**
 * Who.
 */
chosen: Chosen, 
/**
 * 敬称
 */
honorific: Honorific, 
/**
 * Target, `.xlsx` or `.csv`.
 */
file: string, 
/**
 * Encoding of a `.csv`.
 */
encoding?: TextEncoding, 
/**
 * Write 〓 for what CP932 cannot hold.
 */
replace?: boolean, 
/**
 * Password of the workbook; none = plain.
 */
password?: Passphrase, 
/**
 * Why (X-1).
 */
purpose: string, 
/**
 * For whom (X-1); empty = the own union.
 */
recipient?: string, };

export type WriteMinutes = { 
/**
 * The meeting.
 */
meeting_id: MeetingId, 
/**
 * Where: `.xlsx` or `.txt`.
 */
file: string, 
/**
 * Language of the paper; the officer's unless said otherwise. What was written by hand stays as it is.
 */
locale?: Locale, };

export type WriteNotice = { 
/**
 * The meeting.
 */
meeting_id: MeetingId, 
/**
 * Where.
 */
file: string, 
/**
 * Language of the paper; the officer's unless said otherwise.
 */
locale?: Locale, 
/**
 * Why (X-1).
 */
purpose?: string, 
/**
 * Password that opens the workbook.
 */
password?: Passphrase, };

export type WriteRecheck = { 
/**
 * Where.
 */
file: string, 
/**
 * Only entries whose check is old or missing.
 */
only_due?: boolean, 
/**
 * Who goes through it, for the export log.
 */
recipient?: string, };

export type WriteReport = { 
/**
 * Where.
 */
file: string, 
/**
 * Why (X-1); mandatory for the roster.
 */
purpose?: string, 
/**
 * For whom; the own union unless said otherwise.
 */
recipient?: string, 
/**
 * Password that opens the workbook.
 */
password?: Passphrase, 
/**
 * Which report.
 */
report: Report, 
/**
 * The day it is true for; today unless said otherwise.
 */
as_of?: string, 
/**
 * First day of the movements; the first day of the fiscal year unless said otherwise.
 */
from?: string, 
/**
 * Language; the officer's own unless said otherwise.
 */
locale?: Locale, 
/**
 * Code of a unit, not its id: only its subtree.
 */
unit?: string, 
/**
 * A kept list: only whom it holds, in its order (R01). Its day and units are its own.
 */
list?: SavedListId, 
/**
 * Member number or id of the person that the report is about; of certificates of a run, whose it is.
 */
person?: string, 
/**
 * Code or id of the run of a training that the report is about.
 */
run?: string, 
/**
 * Name or id of the organisation that a bill (R15) or the certificates of its people (R14) are written for: it says what is
 * theirs and nothing of the others. Without one the report is of all of them, for the union itself.
 */
organization?: string, 
/**
 * How and until when a bill is paid, as it stands on the bill (R15 for an organisation).
 */
payment?: string, 
/**
 * Id, title or day of the meeting that the report is about.
 */
meeting?: string, 
/**
 * Name the members behind the figures, where the report can and the officer may; as far as both hold unless said otherwise.
 */
names?: boolean, 
/**
 * Figures of counselling as members may see them, with the larger smallest count.
 */
for_members?: boolean, 
/**
 * The roster shows addresses and telephone numbers too; only with a purpose.
 */
contacts?: boolean, 
/**
 * Name or id of the plan that the meeting pack follows; `congress` and `workplace` are the usual ones.
 */
plan?: string, 
/**
 * A frozen meeting pack: what was kept is written, and its day, period, language and unit are its own.
 */
issued?: IssuedPackId, };

export type WriteResults = { 
/**
 * The run.
 */
run_id: RunId, 
/**
 * The partner.
 */
org_id: OrganizationId, 
/**
 * Target.
 */
file: string, 
/**
 * Encrypts it.
 */
password?: Passphrase, 
/**
 * Why (X-1).
 */
purpose: string, 
/**
 * Language of the workbook; that of the screen unless said otherwise.
 */
locale?: Locale, };

export type WriteSurveyForm = { 
/**
 * The wave.
 */
wave_id: WaveId, 
/**
 * Where.
 */
file: string, 
/**
 * For whom: a workplace, a branch. The same words again replace the form before.
 */
label: string, 
/**
 * Lines for sheets; 50 unless said otherwise, 300 at most.
 */
lines?: number, 
/**
 * Language of the questionnaire and the lines; Japanese unless said otherwise. What the union wrote itself stays as it is.
 */
locale?: Locale, };

export type WriteToPartners = { 
/**
 * Which paper.
 */
paper: PartnerPaper, 
/**
 * Code or id of the run.
 */
run: string, 
/**
 * The folder that the files are written into. Nothing in it is written over.
 */
folder: string, 
/**
 * Language of all files; for each partner that of what was last written for it, unless said otherwise.
 */
locale?: Locale, 
/**
 * Why (X-1); mandatory for what names persons.
 */
purpose?: string, 
/**
 * Opens every file that has no password of its own.
 */
password?: Passphrase, 
/**
 * A password for each partner: a file that reaches another one stays shut there.
 */
passwords?: Array<PartnerPassword>, 
/**
 * The passwords are a list that somebody keeps: where a partner whom the paper concerns has none of them, nothing is
 * written for anybody.
 */
passwords_of_all?: boolean, 
/**
 * How and until when a bill is paid; stands on the bills that ask for something.
 */
payment?: string, 
/**
 * Bills as booklets (PDF).
 */
booklets?: boolean, 
/**
 * Name of the person in charge.
 */
contact_name?: string, 
/**
 * Mail address.
 */
contact_mail?: string, 
/**
 * Telephone.
 */
contact_phone?: string, };

export type Written = { 
/**
 * Name of the file.
 */
name: string, 
/**
 * Rows in it.
 */
rows: number, 
/**
 * SHA-256, hex.
 */
file_hash: string, 
/**
 * Encrypted with a password.
 */
protected: boolean, 
/**
 * It went to another organisation (X-5).
 */
provided: Provided | null, };

export type WrittenToPartner = { 
/**
 * The partner.
 */
org_id: OrganizationId, 
/**
 * Its name.
 */
org: string, 
/**
 * Name of the file, without its folder.
 */
name: string, 
/**
 * Rows in it.
 */
rows: number, 
/**
 * SHA-256 of the file, as the export log keeps it.
 */
sha256: string, 
/**
 * What was given to the partner of whom (X-5).
 */
provided: Provided | null, };

export type WrittenToPartners = { 
/**
 * Files, in the order of the partners.
 */
written: Array<WrittenToPartner>, 
/**
 * Partners for whom there is no file, and why.
 */
refused: Array<NotToPartner>, };

/** Every verb: capability → verb → [input, output]. */
export type Api = {
  desk: {
    status: [Ask, DeskStatus];
    create: [CreateUnion, Created];
    create_sample: [CreateSample, DeskStatus];
    open: [OpenUnion, DeskStatus];
    lock: [Nothing, Nothing];
    recover: [Recover, DeskStatus];
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
    lock_out: [LockOut, Nothing];
    let_in: [LetIn, Nothing];
    audit: [AuditFrom, Page<AuditShown>];
    exports: [ExportsFrom, Page<ExportShown>];
  };
  organizations: {
    units: [AsOf, Array<UnitRow>];
    add_unit: [AddUnit, UnitId];
    correct_unit: [CorrectUnit, Nothing];
    regroup_unit: [RegroupUnit, UnitId];
    close_unit: [CloseUnit, Nothing];
    employers: [Nothing, Array<OrganizationRow>];
    add_employer: [AddOrganization, OrganizationId];
    correct_employer: [CorrectOrganization, Nothing];
    headcounts: [HeadcountsOf, Array<HeadcountRow>];
    set_headcount: [SetHeadcount, HeadcountId];
  };
  members: {
    list: [MemberFilter, Page<MemberRow>];
    count: [MemberFilter, Counted];
    among: [Among, Counted];
    majority: [MajorityOf, Array<Majority>];
    closed_until: [Nothing, ClosedUntil];
    planned: [Nothing, Array<PlannedRow>];
    card: [PersonNamed, MemberCard];
    who_sees: [PersonNamed, Array<Viewer>];
    why_not_add: [AddMember, Checked];
    add: [AddMember, Added];
    apply: [AddMember, Added];
    approve: [Approve, Nothing];
    reject: [Reject, Nothing];
    preview_correct: [CorrectMember, CorrectionSeen];
    correct: [CorrectMember, Nothing];
    move_unit: [MoveMember, Nothing];
    leave: [LeaveUnion, Nothing];
    preview_bulk: [ChangeMany, BulkPreview];
    change_many: [ChangeMany, ChangedMany];
    preview_paste: [PasteTable, PastePreview];
    paste: [PasteTable, Pasted];
    reinstate: [Reinstate, Reinstated];
    start_condition: [StartCondition, ConditionId];
    end_condition: [EndCondition, Nothing];
    offices: [OfficesOn, Array<OfficeRow>];
    save_office: [SaveOffice, OfficeId];
    preview_appoint: [Appoint, Appointed];
    appoint: [Appoint, Appointed];
    end_term: [EndTerm, Nothing];
    duplicates: [DuplicatesOf, Array<DuplicatePair>];
    not_same: [NotSame, Nothing];
    merge: [MergePersons, Nothing];
    count_findings: [FindingsOf, FindingCounts];
    findings: [FindingsOf, Page<FindingRow>];
    leave_finding: [FindingNamed, Nothing];
    look_again: [FindingNamed, Nothing];
    saved_lists: [Nothing, Array<SavedListRow>];
    save_list: [SaveList, SavedListId];
    drop_list: [DropList, Nothing];
    save_contact: [SaveContact, ContactId];
    end_contact: [EndContact, Nothing];
    give_consent: [GiveConsent, ConsentId];
    refuse_consent: [RefuseConsent, RefusalId];
    withdraw_consent: [WithdrawConsent, Nothing];
    preview_roster: [RosterFile, RosterPreview];
    import_roster: [RosterFile, Imported];
    preview_reconcile: [RosterFile, Reconciled];
    reconcile: [Reconcile, Imported];
    batches: [Nothing, Array<BatchRow>];
    batch_changes: [BatchChanges, Written];
    rejected_rows: [RejectedRows, Written];
    preview_letters: [LettersTo, LettersPreview];
    write_labels: [WriteLabels, LettersWritten];
    write_merge_file: [WriteMergeFile, LettersWritten];
    export_roster: [ExportRoster, Written];
    requests: [RequestsOf, Array<RequestRow>];
    receive_request: [ReceiveRequest, RequestId];
    advance_request: [AdvanceRequest, Nothing];
    erase: [ErasePerson, Erased];
    retention: [Nothing, Retention];
    set_retention: [SetRetention, Nothing];
    drop_expired: [DropExpired, Erased];
    provisions: [ProvisionsFrom, Page<ProvisionRow>];
    joint_uses: [Nothing, Array<JointUseRow>];
    announce_joint_use: [AnnounceJointUse, JointUseId];
    end_joint_use: [EndJointUse, Nothing];
  };
  support: {
    schemes: [SchemesOn, Array<SchemeRow>];
    scheme: [SchemeNamed, SchemeDetail];
    add_scheme: [AddScheme, SchemeId];
    save_scheme: [SaveScheme, Nothing];
    check_scheme: [CheckScheme, Nothing];
    hide_scheme: [SchemeVersion, Nothing];
    show_scheme: [SchemeVersion, Nothing];
    communities: [CommunityFilter, Array<CommunityRow>];
    community: [CommunityNamed, CommunityRow];
    add_community: [AddCommunity, CommunityId];
    correct_community: [CorrectCommunity, Nothing];
    end_community: [EndCommunity, Nothing];
    check_community: [CheckCommunity, Nothing];
    find_help: [FindHelp, Found];
    write_handout: [WriteHandout, SupportWritten];
    write_recheck: [WriteRecheck, SupportWritten];
    preview_recheck: [RecheckFile, RecheckPreview];
    apply_recheck: [ApplyRecheck, RecheckApplied];
  };
  training: {
    courses: [CourseFilter, Array<CourseRow>];
    add_course: [AddCourse, CourseId];
    save_course: [SaveCourse, Nothing];
    demand: [Nothing, Array<DemandRow>];
    add_interest: [AddInterest, InterestId];
    end_interest: [EndInterest, Nothing];
    runs: [RunFilter, Array<RunRow>];
    run: [RunNamed, RunDetail];
    add_run: [AddRun, RunId];
    save_run: [SaveRun, Nothing];
    save_sessions: [SaveSessions, Nothing];
    save_quotas: [SaveQuotas, Nothing];
    copy_run: [CopyRun, RunId];
    open_run: [RunVersion, Nothing];
    close_run: [RunVersion, Nothing];
    begin_run: [RunVersion, Nothing];
    finish_run: [RunVersion, Finished];
    complete_run: [RunVersion, Finished];
    cancel_run: [CancelRun, Nothing];
    board: [RunNamed, Board];
    decisions: [DecisionsOf, Array<DecisionRow>];
    find_member: [MemberNumbered, FoundMember];
    why_not_enrol: [Apply, Array<EnrolChecked>];
    foresee: [Foresee, Array<Foreseen>];
    apply: [Apply, Applied];
    walk_in: [WalkIn, Applied];
    approve: [Enrolments, Moved];
    decline: [EndEnrolment, Moved];
    cancel: [EndEnrolment, Moved];
    accept: [EnrolmentNamed, Moved];
    postpone: [EnrolmentNamed, Moved];
    advance: [RunNamed, Moved];
    attendance: [RunNamed, AttendanceOf];
    save_attendance: [SaveAttendance, Nothing];
    hand_in: [HandIn, Nothing];
    mix_tables: [MixTables, Mixed];
    certificates: [RunNamed, Array<CertificateRow>];
    issue_certificates: [IssueCertificates, Array<CertificateRow>];
    revoke_certificate: [RevokeCertificate, Nothing];
    costs: [RunNamed, Costs];
    add_cost: [AddCost, CostId];
    void_cost: [VoidCost, Nothing];
    settle_share: [SettleShare, Nothing];
    evaluations: [RunNamed, Evaluations];
    add_evaluation: [AddEvaluation, EvaluationId];
    learning: [LearningOf, Array<LearningRow>];
    add_learning: [AddLearning, LearningId];
    void_learning: [VoidLearning, Nothing];
    write_invitation: [WriteInvitation, PartnerWritten];
    partners: [RunNamed, Array<PartnerRow>];
    preview_form: [FormFile, FormRead];
    apply_form: [ApplyForm, FormRead];
    write_form_rejects: [WriteFormRejects, PartnerWritten];
    write_badges: [WriteBadges, PartnerWritten];
    write_results: [WriteResults, PartnerWritten];
  };
  cases: {
    room: [Nothing, CounselRoom];
    found_room: [CounselorFields, RoomFounded];
    admit: [AdmitCounselor, CounselorId];
    save_counselor: [SaveCounselor, Nothing];
    dismiss: [DismissCounselor, Nothing];
    templates: [Nothing, Array<CaseTemplateRow>];
    save_template: [SaveCaseTemplate, TemplateId];
    help_lines: [Nothing, Array<HelpLineRow>];
    save_help_line: [SaveHelpLine, HelpLineId];
    find_member: [FindCaller, Array<MemberCalling>];
    open_inquiry: [OpenInquiry, InquiryOpened];
    correct_case: [CorrectCase, Nothing];
    assign: [AssignCase, Nothing];
    decline: [DeclineCase, Nothing];
    consent: [GiveCaseConsent, CaseConsentId];
    withdraw_consent: [WithdrawCaseConsent, Nothing];
    activate: [CaseNamed, Nothing];
    set_step: [SetCaseStep, Nothing];
    pause: [PauseCase, Nothing];
    resume: [CaseNamed, Nothing];
    follow_up: [FollowUpCase, Nothing];
    close: [CloseCase, Nothing];
    refer_out: [ReferCaseOut, Nothing];
    reopen: [ReopenCase, Nothing];
    save_session: [SaveCaseSession, CaseSessionSaved];
    save_note: [SaveCaseNote, CaseNoteId];
    add_addendum: [AddCaseAddendum, CaseNoteId];
    save_draft: [SaveCaseDraft, Nothing];
    drop_draft: [CaseDraftNamed, Nothing];
    drafts: [Nothing, Array<CaseDraftRow>];
    add_goal: [AddCaseGoal, CaseGoalId];
    end_goal: [EndCaseGoal, Nothing];
    add_action: [AddCaseAction, CaseActionId];
    end_action: [EndCaseAction, Nothing];
    refer: [ReferCase, CaseReferralId];
    referral_followed: [CaseReferralFollowed, Nothing];
    add_due: [AddCaseDue, CaseDueId];
    done_due: [CaseDueDone, Nothing];
    hand_over: [HandOver, Nothing];
    share: [ShareCase, Nothing];
    unshare: [UnshareCase, Nothing];
    supervised: [Nothing, Array<SupervisedRow>];
    read_case: [CaseNamed, CaseDetail];
    add_advice: [AddAdvice, CaseNoteId];
    releases: [Nothing, Array<ReleaseRow>];
    ask_release: [AskRelease, ReleaseId];
    decide_release: [DecideRelease, Nothing];
    open_emergency: [OpenEmergency, Nothing];
    recover_room: [RecoverRoom, CounselorId];
    recover_cases: [RecoverCases, CasesRecovered];
    crisis: [CaseNamed, Crisis];
    raise_crisis: [CaseNamed, Crisis];
    save_crisis: [SaveCrisis, Crisis];
    search_notes: [SearchNotes, Array<NoteHit>];
    erase_case: [EraseCase, Nothing];
    set_case_retention: [SetCaseRetention, Nothing];
    catch_up: [Nothing, CaughtUp];
    my_day: [Nothing, MyDay];
    my_cases: [CaseFilter, CaseList];
    case: [CaseNamed, CaseDetail];
    instruments: [Nothing, Array<InstrumentRow>];
    save_instrument: [SaveInstrument, InstrumentId];
    publish_instrument: [InstrumentNamed, Nothing];
    retire_instrument: [InstrumentNamed, Nothing];
    record_check_in: [RecordCheckIn, CheckInRecorded];
    remove_check_in: [CheckInNamed, Nothing];
    check_ins: [CheckInsOf, Array<CheckInRow>];
    attachments: [AttachmentsOf, Array<CaseAttachmentRow>];
    attachment: [CaseAttachmentNamed, CaseAttachmentShown];
    add_attachment: [AddCaseAttachment, CaseAttachmentId];
    remove_attachment: [CaseAttachmentNamed, Nothing];
    write_attachment: [WriteCaseAttachment, CaseAttachmentWritten];
    job_card: [JobCardOf, JobCard];
    save_card_item: [SaveCardItem, CardItemId];
    remove_card_item: [CardItemNamed, Nothing];
    add_learning: [EnterCourses, CoursesEntered];
    write_job_card: [WriteJobCard, JobCardWritten];
    preview_job_card: [JobCardFile, JobCardPreview];
    apply_job_card: [ApplyJobCard, JobCardApplied];
    statistics: [StatisticsOf, Statistics];
  };
  surveys: {
    list: [Nothing, Array<SurveyRow>];
    standard: [Nothing, SurveyRow];
    wave: [WaveNamed, WaveDetail];
    add_survey: [SurveyFields, SurveyId];
    save_survey: [SaveSurvey, Nothing];
    open_wave: [OpenWave, WaveId];
    save_wave: [SaveWave, Nothing];
    close_wave: [WaveVersion, Nothing];
    enter_sheets: [EnterSheets, SheetsEntered];
    write_form: [WriteSurveyForm, SurveyWritten];
    preview_form: [SurveyFile, SurveyRead];
    apply_form: [ApplySurveyForm, SurveyRead];
    results: [SurveyResultsOf, SurveyResults];
  };
  activities: {
    list: [ActivitiesOf, ActivityReview];
    logs: [LogsOf, Array<ActivityLogRow>];
    my_time: [Nothing, MyTime];
    add: [AddActivity, ActivityId];
    save: [SaveActivity, Nothing];
    end: [EndActivity, Nothing];
    log_time: [LogTime, ActivityLogId];
    correct_time: [CorrectTime, Nothing];
    decide: [DecideActivity, ActivityDecisionId];
    tell_result: [TellResult, Nothing];
  };
  meetings: {
    rules: [Nothing, Array<MeetingRuleRow>];
    save_rule: [SaveMeetingRule, MeetingRuleId];
    list: [MeetingFilter, Array<MeetingRow>];
    meeting: [MeetingNamed, MeetingDetail];
    warnings: [Nothing, Array<MeetingWarning>];
    add_meeting: [AddMeeting, MeetingId];
    save_meeting: [SaveMeeting, Nothing];
    save_agenda: [SaveAgenda, Nothing];
    preview_convene: [Convene, ConvenePreview];
    convene: [Convene, Convened];
    cancel_meeting: [CancelMeeting, Nothing];
    open_door: [MeetingStep, Nothing];
    attendees: [AttendeeFilter, Array<AttendeeRow>];
    receive: [Receive, Received];
    board: [MeetingNamed, MeetingBoard];
    declare: [DeclareMeeting, MeetingBoard];
    adjourn: [CancelMeeting, Nothing];
    resume: [MeetingStep, Nothing];
    close_meeting: [CloseMeeting, Nothing];
    decide_item: [DecideItem, Nothing];
    withdraw_item: [WithdrawItem, Nothing];
    add_ballot: [AddBallot, BallotId];
    ballot: [BallotNamed, BallotDetail];
    open_ballot: [BallotStep, Nothing];
    roll: [BallotNamed, Array<RollRow>];
    issue: [IssuePapers, Issued];
    close_ballot: [BallotStep, Nothing];
    tally: [TallyBallot, TallyState];
    casting_vote: [CastingVote, Nothing];
    draw_lot: [DrawLot, Nothing];
    certify: [CertifyBallot, Nothing];
    void_ballot: [VoidBallot, Nothing];
    run_off: [RunOff, BallotId];
    minutes: [MeetingNamed, Minutes | null];
    draft_minutes: [MeetingNamed, MinutesDraft];
    save_minutes: [SaveMinutes, Nothing];
    approve_minutes: [MeetingStep, Nothing];
    write_minutes: [WriteMinutes, MeetingWritten];
    write_notice: [WriteNotice, MeetingWritten];
  };
  reports: {
    list: [Nothing, Array<ReportRow>];
    preview: [ReportAsk, Preview];
    write: [WriteReport, ReportWritten];
    write_to_partners: [WriteToPartners, WrittenToPartners];
    own_reports: [Nothing, Array<OwnReportRow>];
    preview_own_report: [OwnReportAsk, Preview];
    save_own_report: [SaveOwnReport, OwnReportId];
    drop_own_report: [DropOwnReport, Nothing];
    write_own_report: [OwnReportWrite, ReportWritten];
    schedules: [Nothing, Array<ScheduleRow>];
    save_schedule: [SaveSchedule, ScheduleId];
    drop_schedule: [ScheduleNamed, Nothing];
    resume_schedule: [ScheduleNamed, Nothing];
    write_due: [WriteDue, Due];
    closed_months: [Nothing, Array<ClosedMonth>];
    close_month: [CloseMonth, SnapshotId];
    plans: [Nothing, Array<PackPlanRow>];
    save_plan: [SavePlan, PackPlanId];
    drop_plan: [DropPlan, Nothing];
    logo: [Nothing, LogoShown | null];
    set_logo: [SetLogo, LogoId];
    remove_logo: [Nothing, Nothing];
    issued_packs: [Nothing, Array<IssuedPackRow>];
    pack_differences: [PackNamed, PackDifferences];
    freeze_pack: [FreezePack, IssuedPackId];
    approve_pack: [PackVersion, Nothing];
    distribute_pack: [DistributePack, Nothing];
  };
};
