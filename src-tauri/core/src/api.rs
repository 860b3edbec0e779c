//! Everything that can be asked of the core, one line each. Window, command line and tests all come through [`call`].
//!
//! A line is `door|room verb(Input) -> Output: kind, Right;`. `door` verbs take the [`Desk`] itself (they work while it
//! is locked), `room` verbs an unlocked [`Session`]. The right is asked here, before the verb runs, so that a verb
//! without a rule does not compile. `kind` is `look`, `undoable` or `last("reason")`: what cannot be taken back says why.
//! The same lines become `ui/src/ipc/api.ts`; a test compares.

mod input;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::rights::Right;
use crate::{activities, cases, desk, meetings, members, officers, organizations, reports, support, surveys, training};

/// No input, no output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Nothing {}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Page<T> {
    /// Rows in order.
    pub rows: Vec<T>,
    /// Place after the last row, to be given back for the next page; none = the end.
    pub next: Option<String>,
}

/// Whether a verb can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "reason")]
pub enum Kind {
    /// Changes nothing.
    Look,
    /// One op; undo takes it back.
    Undoable,
    /// Cannot be taken back, and why.
    Last(&'static str),
}

/// A verb as listed by `kyojo-cli verbs` and by the role tests.
#[derive(Clone, Debug, Serialize)]
pub struct Verb {
    /// Capability.
    pub capability: &'static str,
    /// Verb.
    pub verb: &'static str,
    /// Whether it can be taken back.
    pub kind: Kind,
    /// The right it asks for.
    pub right: Right,
    /// It works while the desk is locked.
    pub door: bool,
    /// JSON schema of the input.
    pub input: Value,
}

/// What a verb answers, in time.
type Answer<'c> = std::pin::Pin<Box<dyn Future<Output = Result<Value>> + Send + 'c>>;

macro_rules! api {
    ($($capability:ident { $($side:ident $verb:ident($input:ty) -> $output:ty: $kind:ident $(($reason:literal))?, $right:ident;)* })*) => {
        /// Call a verb with JSON. Input that does not fit its type is refused before anything happens.
        ///
        /// # Errors
        /// What the verb answers; [`Error::Missing`] for an unknown verb, `input_malformed` for an input of another shape.
        pub async fn call(desk: &Desk, capability: &str, verb: &str, input: Value, progress: &Progress) -> Result<Value> {
            let answer = match (capability, verb) {
                $($((stringify!($capability), stringify!($verb)) => {
                    // A function of its own for each verb: what they put on the stack before it is boxed does not add up here.
                    fn verb<'c>(desk: &'c Desk, progress: &'c Progress, input: Value) -> Answer<'c> {
                        Box::pin(async move {
                            let input: $input = input::read(input)?;
                            let right = Right::$right;
                            let output: $output = api!(@$side desk, right, progress, input, $capability, $verb).await?;
                            serde_json::to_value(output).map_err(|error| Error::Bug(error.to_string()))
                        })
                    }
                    verb(desk, progress, input).await
                })*)*
                _ => Err(Error::Missing { what: "verb" }),
            };
            answer.map_err(|error| if desk.is_shared() { error } else { error.at_a_file() })
        }

        /// The right that a verb asks for; none for an unknown verb.
        #[must_use]
        pub fn right_of(capability: &str, verb: &str) -> Option<Right> {
            match (capability, verb) {
                $($((stringify!($capability), stringify!($verb)) => Some(Right::$right),)*)*
                _ => None,
            }
        }

        /// Every verb.
        #[must_use]
        pub fn verbs() -> Vec<Verb> {
            vec![$($(Verb {
                capability: stringify!($capability),
                verb: stringify!($verb),
                kind: api!(@kind $kind $($reason)?),
                right: Right::$right,
                door: api!(@door $side),
                input: schemars::schema_for!($input).to_value(),
            },)*)*]
        }

        /// `ui/src/ipc/api.ts`: the types of the wire and the type `Api` of all verbs.
        #[must_use]
        pub fn typescript() -> String {
            let mut types = crate::wire::Types::default();
            $(types.capability(stringify!($capability));
            $(types.verb::<$input, $output>(stringify!($verb));)*)*
            types.finish()
        }
    };
    (@door door) => { true };
    (@door room) => { false };
    (@kind look) => { Kind::Look };
    (@kind undoable) => { Kind::Undoable };
    (@kind last $reason:literal) => { Kind::Last($reason) };
    (@door $desk:ident, $right:ident, $progress:ident, $input:ident, $capability:ident, $verb:ident) => {
        async {
            if $right != Right::Anyone {
                $desk.session($progress.clone())?.may($right)?;
            }
            $capability::$verb($desk, $input, $progress).await
        }
    };
    (@room $desk:ident, $right:ident, $progress:ident, $input:ident, $capability:ident, $verb:ident) => {
        async {
            let session = $desk.session($progress.clone())?;
            if session.db().is_shared() {
                session.renew_rights().await?;
            }
            session.may($right)?;
            $capability::$verb(&session, $input).await
        }
    };
}

api! {
    desk {
        door status(desk::Ask) -> desk::Status: look, Anyone;
        door create(desk::CreateUnion) -> desk::Created: last("founds a file"), Anyone;
        door create_sample(desk::CreateSample) -> desk::Status: last("founds a file"), Anyone;
        door open(desk::OpenUnion) -> desk::Status: last("keys"), Anyone;
        door lock(Nothing) -> Nothing: last("keys"), Anyone;
        door recover(desk::Recover) -> desk::Status: last("keys"), Anyone;
        door restore(desk::Restore) -> desk::Restored: last("founds a file"), Anyone;
        door change_passphrase(desk::ChangePassphrase) -> Nothing: last("keys"), Officer;
        door recovery_sheet(desk::Reauthenticate) -> desk::RecoverySheet: last("keys"), Backup;
        door backup(desk::BackupTo) -> desk::BackedUp: last("writes a file"), Backup;
        door verify(Nothing) -> desk::Verified: look, Backup;
        door cancel(desk::Job) -> Nothing: last("stops work"), Anyone;
        room settings(Nothing) -> desk::Settings: look, Officer;
        room save_settings(desk::Settings) -> Nothing: undoable, Settings;
        room history(desk::HistoryFrom) -> Page<crate::ops::OpRow>: look, Officer;
        room undo(desk::OpNamed) -> desk::TookBack: undoable, Officer;
        room redo(desk::OpNamed) -> desk::TookBack: undoable, Officer;
        room home(Nothing) -> desk::Home: look, Officer;
    }
    officers {
        room list(Nothing) -> Vec<officers::OfficerRow>: look, SeeOfficers;
        room add(officers::AddOfficer) -> crate::ids::OfficerId: last("keys"), ManageOfficers;
        room grant(officers::GrantRole) -> crate::ids::GrantId: undoable, ManageOfficers;
        room revoke(officers::RevokeRole) -> Nothing: undoable, ManageOfficers;
        room lock_out(officers::LockOut) -> Nothing: last("keys"), ManageOfficers;
        room let_in(officers::LetIn) -> Nothing: last("keys"), ManageOfficers;
        room audit(officers::AuditFrom) -> Page<officers::AuditShown>: look, SeeAudit;
        room exports(officers::ExportsFrom) -> Page<officers::ExportShown>: look, SeeAudit;
    }
    organizations {
        room units(organizations::AsOf) -> Vec<organizations::UnitRow>: look, SeeUnits;
        room add_unit(organizations::AddUnit) -> crate::ids::UnitId: undoable, ChangeUnits;
        room correct_unit(organizations::CorrectUnit) -> Nothing: undoable, ChangeUnits;
        room regroup_unit(organizations::RegroupUnit) -> crate::ids::UnitId: undoable, ChangeUnits;
        room close_unit(organizations::CloseUnit) -> Nothing: undoable, ChangeUnits;
        room employers(Nothing) -> Vec<organizations::OrganizationRow>: look, SeeUnits;
        room add_employer(organizations::AddOrganization) -> crate::ids::OrganizationId: undoable, ChangeUnits;
        room correct_employer(organizations::CorrectOrganization) -> Nothing: undoable, ChangeUnits;
        room headcounts(organizations::HeadcountsOf) -> Vec<organizations::HeadcountRow>: look, SeeUnits;
        room set_headcount(organizations::SetHeadcount) -> crate::ids::HeadcountId: undoable, ChangeUnits;
    }
    members {
        room list(members::MemberFilter) -> Page<members::MemberRow>: look, SeeNames;
        room count(members::MemberFilter) -> members::Counted: look, SeeNames;
        room among(members::Among) -> members::Counted: look, SeeNames;
        room majority(members::MajorityOf) -> Vec<members::Majority>: look, SeeNames;
        room closed_until(Nothing) -> members::ClosedUntil: look, SeeNames;
        room planned(Nothing) -> Vec<members::PlannedRow>: look, SeeDetails;
        room card(members::PersonNamed) -> members::MemberCard: look, SeeCards;
        room who_sees(members::PersonNamed) -> Vec<members::Viewer>: look, SeeCards;
        room why_not_add(members::AddMember) -> members::Checked: look, ChangeRoster;
        room add(members::AddMember) -> members::Added: undoable, ChangeRoster;
        room apply(members::AddMember) -> members::Added: undoable, ChangeRoster;
        room approve(members::Approve) -> Nothing: undoable, ChangeRoster;
        room reject(members::Reject) -> Nothing: undoable, ChangeRoster;
        room preview_correct(members::CorrectMember) -> members::CorrectionSeen: look, ChangeRoster;
        room correct(members::CorrectMember) -> Nothing: undoable, ChangeRoster;
        room move_unit(members::MoveMember) -> Nothing: undoable, ChangeRoster;
        room leave(members::LeaveUnion) -> Nothing: undoable, ChangeRoster;
        room preview_bulk(members::ChangeMany) -> members::BulkPreview: look, ChangeRoster;
        room change_many(members::ChangeMany) -> members::ChangedMany: undoable, ChangeRoster;
        room preview_paste(members::PasteTable) -> members::PastePreview: look, ChangeRoster;
        room paste(members::PasteTable) -> members::Pasted: undoable, ChangeRoster;
        room reinstate(members::Reinstate) -> members::Reinstated: undoable, ChangeRoster;
        room start_condition(members::StartCondition) -> crate::ids::ConditionId: undoable, ChangeRoster;
        room end_condition(members::EndCondition) -> Nothing: undoable, ChangeRoster;
        room offices(members::OfficesOn) -> Vec<members::OfficeRow>: look, SeeNames;
        room save_office(members::SaveOffice) -> crate::ids::OfficeId: undoable, ImportRoster;
        room preview_appoint(members::Appoint) -> members::Appointed: look, ChangeRoster;
        room appoint(members::Appoint) -> members::Appointed: undoable, ChangeRoster;
        room end_term(members::EndTerm) -> Nothing: undoable, ChangeRoster;
        room duplicates(members::DuplicatesOf) -> Vec<members::DuplicatePair>: look, ChangeRoster;
        room not_same(members::NotSame) -> Nothing: undoable, ChangeRoster;
        room merge(members::MergePersons) -> Nothing: undoable, ChangeRoster;
        room count_findings(members::FindingsOf) -> members::FindingCounts: look, ChangeRoster;
        room findings(members::FindingsOf) -> Page<members::FindingRow>: look, ChangeRoster;
        room leave_finding(members::FindingNamed) -> Nothing: undoable, ChangeRoster;
        room look_again(members::FindingNamed) -> Nothing: undoable, ChangeRoster;
        room saved_lists(Nothing) -> Vec<members::SavedListRow>: look, SeeNames;
        room save_list(members::SaveList) -> crate::ids::SavedListId: undoable, SeeNames;
        room drop_list(members::DropList) -> Nothing: undoable, SeeNames;
        room save_contact(members::SaveContact) -> crate::ids::ContactId: undoable, ChangeRoster;
        room end_contact(members::EndContact) -> Nothing: undoable, ChangeRoster;
        room give_consent(members::GiveConsent) -> crate::ids::ConsentId: undoable, ChangeRoster;
        room refuse_consent(members::RefuseConsent) -> crate::ids::RefusalId: undoable, ChangeRoster;
        room withdraw_consent(members::WithdrawConsent) -> Nothing: undoable, ChangeRoster;
        room preview_roster(members::RosterFile) -> members::RosterPreview: look, ImportRoster;
        room import_roster(members::RosterFile) -> members::Imported: undoable, ImportRoster;
        room preview_reconcile(members::RosterFile) -> members::Reconciled: look, ImportRoster;
        room reconcile(members::Reconcile) -> members::Imported: undoable, ImportRoster;
        room batches(Nothing) -> Vec<members::BatchRow>: look, ImportRoster;
        room batch_changes(members::BatchChanges) -> members::Written: last("writes a file"), ImportRoster;
        room rejected_rows(members::RejectedRows) -> members::Written: last("writes a file"), ImportRoster;
        room preview_letters(members::LettersTo) -> members::LettersPreview: look, ExportNames;
        room write_labels(members::WriteLabels) -> members::LettersWritten: last("writes a file"), ExportNames;
        room write_merge_file(members::WriteMergeFile) -> members::LettersWritten: last("writes a file"), ExportNames;
        room export_roster(members::ExportRoster) -> members::Written: last("writes a file"), ExportNames;
        room requests(members::RequestsOf) -> Vec<members::RequestRow>: look, Privacy;
        room receive_request(members::ReceiveRequest) -> crate::ids::RequestId: undoable, Privacy;
        room advance_request(members::AdvanceRequest) -> Nothing: undoable, Privacy;
        room erase(members::ErasePerson) -> members::Erased: last("erasure"), Erase;
        room retention(Nothing) -> members::Retention: look, Erase;
        room set_retention(members::SetRetention) -> Nothing: undoable, Erase;
        room drop_expired(members::DropExpired) -> members::Erased: last("erasure"), Erase;
        room provisions(members::ProvisionsFrom) -> Page<members::ProvisionRow>: look, SeeAudit;
        room joint_uses(Nothing) -> Vec<members::JointUseRow>: look, SeeUnits;
        room announce_joint_use(members::AnnounceJointUse) -> crate::ids::JointUseId: undoable, Privacy;
        room end_joint_use(members::EndJointUse) -> Nothing: undoable, Privacy;
    }
    support {
        room schemes(support::SchemesOn) -> Vec<support::SchemeRow>: look, Officer;
        room scheme(support::SchemeNamed) -> support::SchemeDetail: look, Officer;
        room add_scheme(support::AddScheme) -> crate::ids::SchemeId: undoable, ChangeSupport;
        room save_scheme(support::SaveScheme) -> Nothing: undoable, ChangeSupport;
        room check_scheme(support::CheckScheme) -> Nothing: undoable, ChangeSupport;
        room hide_scheme(support::SchemeVersion) -> Nothing: undoable, ChangeSupport;
        room show_scheme(support::SchemeVersion) -> Nothing: undoable, ChangeSupport;
        room communities(support::CommunityFilter) -> Vec<support::CommunityRow>: look, Officer;
        room community(support::CommunityNamed) -> support::CommunityRow: look, Officer;
        room add_community(support::AddCommunity) -> crate::ids::CommunityId: undoable, ChangeSupport;
        room correct_community(support::CorrectCommunity) -> Nothing: undoable, ChangeSupport;
        room end_community(support::EndCommunity) -> Nothing: undoable, ChangeSupport;
        room check_community(support::CheckCommunity) -> Nothing: undoable, ChangeSupport;
        room find_help(support::FindHelp) -> support::Found: look, Officer;
        room write_handout(support::WriteHandout) -> support::SupportWritten: last("writes a file"), Officer;
        room write_recheck(support::WriteRecheck) -> support::SupportWritten: last("writes a file"), ChangeSupport;
        room preview_recheck(support::RecheckFile) -> support::RecheckPreview: look, ChangeSupport;
        room apply_recheck(support::ApplyRecheck) -> support::RecheckApplied: undoable, ChangeSupport;
    }
    training {
        room courses(training::CourseFilter) -> Vec<training::CourseRow>: look, Officer;
        room add_course(training::AddCourse) -> crate::ids::CourseId: undoable, ChangeTraining;
        room save_course(training::SaveCourse) -> Nothing: undoable, ChangeTraining;
        room demand(Nothing) -> Vec<training::DemandRow>: look, Officer;
        room add_interest(training::AddInterest) -> crate::ids::InterestId: undoable, ChangeTraining;
        room end_interest(training::EndInterest) -> Nothing: undoable, ChangeTraining;
        room runs(training::RunFilter) -> Vec<training::RunRow>: look, Officer;
        room run(training::RunNamed) -> training::RunDetail: look, Officer;
        room add_run(training::AddRun) -> crate::ids::RunId: undoable, ChangeTraining;
        room save_run(training::SaveRun) -> Nothing: undoable, ChangeTraining;
        room save_sessions(training::SaveSessions) -> Nothing: undoable, ChangeTraining;
        room save_quotas(training::SaveQuotas) -> Nothing: undoable, ChangeTraining;
        room copy_run(training::CopyRun) -> crate::ids::RunId: undoable, ChangeTraining;
        room open_run(training::RunVersion) -> Nothing: undoable, ChangeTraining;
        room close_run(training::RunVersion) -> Nothing: undoable, ChangeTraining;
        room begin_run(training::RunVersion) -> Nothing: undoable, ChangeTraining;
        room finish_run(training::RunVersion) -> training::Finished: undoable, ChangeTraining;
        room complete_run(training::RunVersion) -> training::Finished: undoable, ChangeTraining;
        room cancel_run(training::CancelRun) -> Nothing: undoable, ChangeTraining;
        room board(training::RunNamed) -> training::Board: look, SeeTraining;
        room decisions(training::DecisionsOf) -> Vec<training::DecisionRow>: look, SeeTraining;
        room find_member(training::MemberNumbered) -> training::FoundMember: look, ChangeTraining;
        room why_not_enrol(training::Apply) -> Vec<training::EnrolChecked>: look, ChangeTraining;
        room foresee(training::Foresee) -> Vec<training::Foreseen>: look, ChangeTraining;
        room apply(training::Apply) -> training::Applied: undoable, ChangeTraining;
        room walk_in(training::WalkIn) -> training::Applied: undoable, ChangeTraining;
        room approve(training::Enrolments) -> training::Moved: undoable, ChangeTraining;
        room decline(training::EndEnrolment) -> training::Moved: undoable, ChangeTraining;
        room cancel(training::EndEnrolment) -> training::Moved: undoable, ChangeTraining;
        room accept(training::EnrolmentNamed) -> training::Moved: undoable, ChangeTraining;
        room postpone(training::EnrolmentNamed) -> training::Moved: undoable, ChangeTraining;
        room advance(training::RunNamed) -> training::Moved: undoable, ChangeTraining;
        room attendance(training::RunNamed) -> training::AttendanceOf: look, SeeTraining;
        room save_attendance(training::SaveAttendance) -> Nothing: undoable, ChangeTraining;
        room hand_in(training::HandIn) -> Nothing: undoable, ChangeTraining;
        room mix_tables(training::MixTables) -> training::Mixed: undoable, ChangeTraining;
        room certificates(training::RunNamed) -> Vec<training::CertificateRow>: look, SeeTraining;
        room issue_certificates(training::IssueCertificates) -> Vec<training::CertificateRow>: last("a number is given once, a certificate is revoked"), ChangeTraining;
        room revoke_certificate(training::RevokeCertificate) -> Nothing: undoable, ChangeTraining;
        room costs(training::RunNamed) -> training::Costs: look, SeeTrainingCosts;
        room add_cost(training::AddCost) -> crate::ids::CostId: undoable, ChangeTraining;
        room void_cost(training::VoidCost) -> Nothing: undoable, ChangeTraining;
        room settle_share(training::SettleShare) -> Nothing: undoable, ChangeTraining;
        room evaluations(training::RunNamed) -> training::Evaluations: look, SeeTraining;
        room add_evaluation(training::AddEvaluation) -> crate::ids::EvaluationId: undoable, ChangeTraining;
        room learning(training::LearningOf) -> Vec<training::LearningRow>: look, SeeTraining;
        room add_learning(training::AddLearning) -> crate::ids::LearningId: undoable, ChangeTraining;
        room void_learning(training::VoidLearning) -> Nothing: undoable, ChangeTraining;
        room write_invitation(training::WriteInvitation) -> training::PartnerWritten: last("writes a file"), ChangeTraining;
        room partners(training::RunNamed) -> Vec<training::PartnerRow>: look, ChangeTraining;
        room preview_form(training::FormFile) -> training::FormRead: look, ChangeTraining;
        room apply_form(training::ApplyForm) -> training::FormRead: undoable, ChangeTraining;
        room write_form_rejects(training::WriteFormRejects) -> training::PartnerWritten: last("writes a file"), ChangeTraining;
        room write_badges(training::WriteBadges) -> training::PartnerWritten: last("writes a file"), ExportTraining;
        room write_results(training::WriteResults) -> training::PartnerWritten: last("writes a file"), ChangeTraining;
    }
    cases {
        room room(Nothing) -> cases::CounselRoom: look, Counsel;
        room found_room(cases::CounselorFields) -> cases::RoomFounded: last("keys"), Counsel;
        room admit(cases::AdmitCounselor) -> crate::ids::CounselorId: last("keys"), Counsel;
        room save_counselor(cases::SaveCounselor) -> Nothing: undoable, Counsel;
        room dismiss(cases::DismissCounselor) -> Nothing: last("keys"), Counsel;
        room templates(Nothing) -> Vec<cases::CaseTemplateRow>: look, Counsel;
        room save_template(cases::SaveCaseTemplate) -> crate::ids::TemplateId: undoable, Counsel;
        room help_lines(Nothing) -> Vec<cases::HelpLineRow>: look, Officer;
        room save_help_line(cases::SaveHelpLine) -> crate::ids::HelpLineId: undoable, Counsel;
        room find_member(cases::FindCaller) -> Vec<cases::MemberCalling>: look, Counsel;
        room open_inquiry(cases::OpenInquiry) -> cases::InquiryOpened: undoable, Counsel;
        room correct_case(cases::CorrectCase) -> Nothing: undoable, Counsel;
        room assign(cases::AssignCase) -> Nothing: last("keys"), Counsel;
        room decline(cases::DeclineCase) -> Nothing: undoable, Counsel;
        room consent(cases::GiveCaseConsent) -> crate::ids::CaseConsentId: last("a consent is withdrawn, not undone"), Counsel;
        room withdraw_consent(cases::WithdrawCaseConsent) -> Nothing: undoable, Counsel;
        room activate(cases::CaseNamed) -> Nothing: undoable, Counsel;
        room set_step(cases::SetCaseStep) -> Nothing: undoable, Counsel;
        room pause(cases::PauseCase) -> Nothing: undoable, Counsel;
        room resume(cases::CaseNamed) -> Nothing: undoable, Counsel;
        room follow_up(cases::FollowUpCase) -> Nothing: undoable, Counsel;
        room close(cases::CloseCase) -> Nothing: undoable, Counsel;
        room refer_out(cases::ReferCaseOut) -> Nothing: undoable, Counsel;
        room reopen(cases::ReopenCase) -> Nothing: undoable, Counsel;
        room save_session(cases::SaveCaseSession) -> cases::CaseSessionSaved: last("a note stays, later words are an addendum"), Counsel;
        room save_note(cases::SaveCaseNote) -> crate::ids::CaseNoteId: last("a note stays, later words are an addendum"), Counsel;
        room add_addendum(cases::AddCaseAddendum) -> crate::ids::CaseNoteId: last("a note stays, later words are an addendum"), Counsel;
        room save_draft(cases::SaveCaseDraft) -> Nothing: last("a draft is no record"), Counsel;
        room drop_draft(cases::CaseDraftNamed) -> Nothing: last("a draft is no record"), Counsel;
        room drafts(Nothing) -> Vec<cases::CaseDraftRow>: look, Counsel;
        room add_goal(cases::AddCaseGoal) -> crate::ids::CaseGoalId: undoable, Counsel;
        room end_goal(cases::EndCaseGoal) -> Nothing: undoable, Counsel;
        room add_action(cases::AddCaseAction) -> crate::ids::CaseActionId: undoable, Counsel;
        room end_action(cases::EndCaseAction) -> Nothing: undoable, Counsel;
        room refer(cases::ReferCase) -> crate::ids::CaseReferralId: undoable, Counsel;
        room referral_followed(cases::CaseReferralFollowed) -> Nothing: undoable, Counsel;
        room add_due(cases::AddCaseDue) -> crate::ids::CaseDueId: undoable, Counsel;
        room done_due(cases::CaseDueDone) -> Nothing: undoable, Counsel;
        room hand_over(cases::HandOver) -> Nothing: last("keys"), Counsel;
        room share(cases::ShareCase) -> Nothing: last("keys"), Counsel;
        room unshare(cases::UnshareCase) -> Nothing: last("keys"), Counsel;
        room supervised(Nothing) -> Vec<cases::SupervisedRow>: look, Supervise;
        room read_case(cases::CaseNamed) -> cases::CaseDetail: last("a reading is written down"), Supervise;
        room add_advice(cases::AddAdvice) -> crate::ids::CaseNoteId: last("a note stays, later words are an addendum"), Supervise;
        room releases(Nothing) -> Vec<cases::ReleaseRow>: look, LiftSecrecy;
        room ask_release(cases::AskRelease) -> crate::ids::ReleaseId: undoable, LiftSecrecy;
        room decide_release(cases::DecideRelease) -> Nothing: last("a decision stays"), LiftSecrecy;
        room open_emergency(cases::OpenEmergency) -> Nothing: last("keys"), LiftSecrecy;
        room recover_room(cases::RecoverRoom) -> crate::ids::CounselorId: last("keys"), Counsel;
        room recover_cases(cases::RecoverCases) -> cases::CasesRecovered: last("keys"), Counsel;
        room crisis(cases::CaseNamed) -> cases::Crisis: look, Counsel;
        room raise_crisis(cases::CaseNamed) -> cases::Crisis: undoable, Counsel;
        room save_crisis(cases::SaveCrisis) -> cases::Crisis: undoable, Counsel;
        room search_notes(cases::SearchNotes) -> Vec<cases::NoteHit>: look, Counsel;
        room erase_case(cases::EraseCase) -> Nothing: last("erasure"), Counsel;
        room set_case_retention(cases::SetCaseRetention) -> Nothing: undoable, Counsel;
        room catch_up(Nothing) -> cases::CaughtUp: last("follows the roster"), Counsel;
        room my_day(Nothing) -> cases::MyDay: look, Counsel;
        room my_cases(cases::CaseFilter) -> cases::CaseList: look, Counsel;
        room case(cases::CaseNamed) -> cases::CaseDetail: look, Counsel;
        room instruments(Nothing) -> Vec<cases::InstrumentRow>: look, Officer;
        room save_instrument(cases::SaveInstrument) -> crate::ids::InstrumentId: undoable, ChangeInstruments;
        room publish_instrument(cases::InstrumentNamed) -> Nothing: undoable, ChangeInstruments;
        room retire_instrument(cases::InstrumentNamed) -> Nothing: undoable, ChangeInstruments;
        room record_check_in(cases::RecordCheckIn) -> cases::CheckInRecorded: last("joins figures that know no case; remove_check_in takes it away before"), Counsel;
        room remove_check_in(cases::CheckInNamed) -> Nothing: last("answers that were taken away are not kept"), Counsel;
        room check_ins(cases::CheckInsOf) -> Vec<cases::CheckInRow>: look, Counsel;
        room attachments(cases::AttachmentsOf) -> Vec<cases::CaseAttachmentRow>: look, Counsel;
        room attachment(cases::CaseAttachmentNamed) -> cases::CaseAttachmentShown: look, Counsel;
        room add_attachment(cases::AddCaseAttachment) -> crate::ids::CaseAttachmentId: last("remove_attachment takes its content away"), Counsel;
        room remove_attachment(cases::CaseAttachmentNamed) -> Nothing: last("what was taken away is not kept"), Counsel;
        room write_attachment(cases::WriteCaseAttachment) -> cases::CaseAttachmentWritten: last("writes a file"), Counsel;
        room job_card(cases::JobCardOf) -> cases::JobCard: look, Counsel;
        room save_card_item(cases::SaveCardItem) -> crate::ids::CardItemId: undoable, Counsel;
        room remove_card_item(cases::CardItemNamed) -> Nothing: undoable, Counsel;
        room add_learning(cases::EnterCourses) -> cases::CoursesEntered: undoable, Counsel;
        room write_job_card(cases::WriteJobCard) -> cases::JobCardWritten: last("writes a file"), Counsel;
        room preview_job_card(cases::JobCardFile) -> cases::JobCardPreview: look, Counsel;
        room apply_job_card(cases::ApplyJobCard) -> cases::JobCardApplied: undoable, Counsel;
        room statistics(cases::StatisticsOf) -> cases::Statistics: look, SeeCaseCounts;
    }
    surveys {
        room list(Nothing) -> Vec<surveys::SurveyRow>: look, SeeSurveys;
        room standard(Nothing) -> surveys::SurveyRow: look, SeeSurveys;
        room wave(surveys::WaveNamed) -> surveys::WaveDetail: look, SeeSurveys;
        room add_survey(surveys::SurveyFields) -> crate::ids::SurveyId: undoable, ChangeSurveys;
        room save_survey(surveys::SaveSurvey) -> Nothing: undoable, ChangeSurveys;
        room open_wave(surveys::OpenWave) -> crate::ids::WaveId: undoable, ChangeSurveys;
        room save_wave(surveys::SaveWave) -> Nothing: undoable, ChangeSurveys;
        room close_wave(surveys::WaveVersion) -> Nothing: last("the sheets become one count"), ChangeSurveys;
        room enter_sheets(surveys::EnterSheets) -> surveys::Entered: undoable, EnterSurveys;
        room write_form(surveys::WriteSurveyForm) -> surveys::SurveyWritten: last("writes a file"), EnterSurveys;
        room preview_form(surveys::SurveyFile) -> surveys::SurveyRead: look, EnterSurveys;
        room apply_form(surveys::ApplySurveyForm) -> surveys::SurveyRead: undoable, EnterSurveys;
        room results(surveys::SurveyResultsOf) -> surveys::SurveyResults: look, SeeSurveys;
    }
    activities {
        room list(activities::ActivitiesOf) -> activities::ActivityReview: look, SeeActivities;
        room logs(activities::LogsOf) -> Vec<activities::LogRow>: look, SeeActivities;
        room my_time(Nothing) -> activities::MyTime: look, LogTime;
        room add(activities::AddActivity) -> crate::ids::ActivityId: undoable, ChangeActivities;
        room save(activities::SaveActivity) -> Nothing: undoable, ChangeActivities;
        room end(activities::EndActivity) -> Nothing: undoable, ChangeActivities;
        room log_time(activities::LogTime) -> crate::ids::ActivityLogId: undoable, LogTime;
        room correct_time(activities::CorrectTime) -> Nothing: undoable, LogTime;
        room decide(activities::Decide) -> crate::ids::ActivityDecisionId: undoable, ChangeActivities;
        room tell_result(activities::TellResult) -> Nothing: undoable, ChangeActivities;
    }
    meetings {
        room rules(Nothing) -> Vec<meetings::MeetingRuleRow>: look, SeeMeetings;
        room save_rule(meetings::SaveMeetingRule) -> crate::ids::MeetingRuleId: undoable, ChangeMeetings;
        room list(meetings::MeetingFilter) -> Vec<meetings::MeetingRow>: look, SeeMeetings;
        room meeting(meetings::MeetingNamed) -> meetings::MeetingDetail: look, SeeMeetings;
        room warnings(Nothing) -> Vec<meetings::MeetingWarning>: look, SeeMeetings;
        room add_meeting(meetings::AddMeeting) -> crate::ids::MeetingId: undoable, ChangeMeetings;
        room save_meeting(meetings::SaveMeeting) -> Nothing: undoable, ChangeMeetings;
        room save_agenda(meetings::SaveAgenda) -> Nothing: undoable, ChangeMeetings;
        room preview_convene(meetings::Convene) -> meetings::ConvenePreview: look, ChangeMeetings;
        room convene(meetings::Convene) -> meetings::Convened: undoable, ChangeMeetings;
        room cancel_meeting(meetings::CancelMeeting) -> Nothing: undoable, ChangeMeetings;
        room open_door(meetings::MeetingStep) -> Nothing: undoable, ChangeMeetings;
        room attendees(meetings::AttendeeFilter) -> Vec<meetings::AttendeeRow>: look, SeeAttendees;
        room receive(meetings::Receive) -> meetings::Received: undoable, ChangeMeetings;
        room board(meetings::MeetingNamed) -> meetings::MeetingBoard: look, SeeMeetings;
        room declare(meetings::DeclareMeeting) -> meetings::MeetingBoard: undoable, ChangeMeetings;
        room adjourn(meetings::CancelMeeting) -> Nothing: undoable, ChangeMeetings;
        room resume(meetings::MeetingStep) -> Nothing: undoable, ChangeMeetings;
        room close_meeting(meetings::CloseMeeting) -> Nothing: undoable, ChangeMeetings;
        room decide_item(meetings::DecideItem) -> Nothing: undoable, ChangeMeetings;
        room withdraw_item(meetings::WithdrawItem) -> Nothing: undoable, ChangeMeetings;
        room add_ballot(meetings::AddBallot) -> crate::ids::BallotId: undoable, ChangeMeetings;
        room ballot(meetings::BallotNamed) -> meetings::BallotDetail: look, SeeMeetings;
        room open_ballot(meetings::BallotStep) -> Nothing: undoable, ChangeMeetings;
        room roll(meetings::BallotNamed) -> Vec<meetings::RollRow>: look, SeeAttendees;
        room issue(meetings::IssuePapers) -> meetings::Issued: undoable, ChangeMeetings;
        room close_ballot(meetings::BallotStep) -> Nothing: undoable, ChangeMeetings;
        room tally(meetings::TallyBallot) -> meetings::TallyState: undoable, ChangeMeetings;
        room casting_vote(meetings::CastingVote) -> Nothing: undoable, ChangeMeetings;
        room draw_lot(meetings::DrawLot) -> Nothing: last("a lot is drawn once"), ChangeMeetings;
        room certify(meetings::CertifyBallot) -> Nothing: last("a certified result stays"), ChangeMeetings;
        room void_ballot(meetings::VoidBallot) -> Nothing: undoable, ChangeMeetings;
        room run_off(meetings::RunOff) -> crate::ids::BallotId: undoable, ChangeMeetings;
        room minutes(meetings::MeetingNamed) -> Option<meetings::Minutes>: look, SeeMeetings;
        room draft_minutes(meetings::MeetingNamed) -> meetings::MinutesDraft: look, ChangeMeetings;
        room save_minutes(meetings::SaveMinutes) -> Nothing: undoable, ChangeMeetings;
        room approve_minutes(meetings::MeetingStep) -> Nothing: undoable, ChangeMeetings;
        room write_minutes(meetings::WriteMinutes) -> meetings::MeetingWritten: last("writes a file"), ChangeMeetings;
        room write_notice(meetings::WriteNotice) -> meetings::MeetingWritten: last("writes a file"), ChangeMeetings;
    }
    reports {
        room list(Nothing) -> Vec<reports::ReportRow>: look, Officer;
        // Each report asks for a right of its own (`Report::right`).
        room preview(reports::ReportAsk) -> reports::Preview: look, Officer;
        room write(reports::WriteReport) -> reports::ReportWritten: last("writes a file"), Officer;
        // Each paper asks for its own right.
        room write_to_partners(reports::WriteToPartners) -> reports::WrittenToPartners: last("writes files"), Officer;
        // Each of the officers' own asks for a right of its own, too (`OwnReportFields::right`).
        room own_reports(Nothing) -> Vec<reports::OwnReportRow>: look, SeeCounts;
        room preview_own_report(reports::OwnReportAsk) -> reports::Preview: look, SeeCounts;
        room save_own_report(reports::SaveOwnReport) -> crate::ids::OwnReportId: undoable, SeeCounts;
        room drop_own_report(reports::DropOwnReport) -> Nothing: undoable, SeeCounts;
        room write_own_report(reports::OwnReportWrite) -> reports::ReportWritten: last("writes a file"), SeeCounts;
        room schedules(Nothing) -> Vec<reports::ScheduleRow>: look, Officer;
        room save_schedule(reports::SaveSchedule) -> crate::ids::ScheduleId: undoable, Officer;
        room drop_schedule(reports::ScheduleNamed) -> Nothing: undoable, Officer;
        room resume_schedule(reports::ScheduleNamed) -> Nothing: undoable, Officer;
        room write_due(reports::WriteDue) -> reports::Due: last("writes files"), Officer;
        room closed_months(Nothing) -> Vec<reports::ClosedMonth>: look, SeeCounts;
        room close_month(reports::CloseMonth) -> crate::ids::SnapshotId: undoable, ImportRoster;
        room plans(Nothing) -> Vec<reports::PackPlanRow>: look, SeeCounts;
        room save_plan(reports::SavePlan) -> crate::ids::PackPlanId: undoable, IssuePacks;
        room drop_plan(reports::DropPlan) -> Nothing: undoable, IssuePacks;
        room logo(Nothing) -> Option<reports::LogoShown>: look, SeeCounts;
        room set_logo(reports::SetLogo) -> crate::ids::LogoId: undoable, IssuePacks;
        room remove_logo(Nothing) -> Nothing: undoable, IssuePacks;
        room issued_packs(Nothing) -> Vec<reports::IssuedPackRow>: look, SeeCounts;
        room pack_differences(reports::PackNamed) -> reports::PackDifferences: look, SeeCounts;
        room freeze_pack(reports::FreezePack) -> crate::ids::IssuedPackId: undoable, IssuePacks;
        room approve_pack(reports::PackVersion) -> Nothing: undoable, ApprovePacks;
        room distribute_pack(reports::DistributePack) -> Nothing: last("members have it; a correction takes its place"), IssuePacks;
    }
}
