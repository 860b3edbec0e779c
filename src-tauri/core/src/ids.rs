//! Identifiers: UUIDv7, one type per kind of record, so that a unit's id cannot stand where a person's belongs.

use uuid::Uuid;

/// A new identifier; grows with time within this process.
#[must_use]
pub fn new() -> Uuid {
    Uuid::now_v7()
}

macro_rules! ids {
    ($($(#[$note:meta])* $name:ident;)*) => {$(
        $(#[$note])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
            sea_orm::DeriveValueType, ts_rs::TS, schemars::JsonSchema,
        )]
        #[serde(transparent)]
        pub struct $name(#[ts(type = "string")] pub Uuid);

        impl $name {
            /// A new identifier.
            #[must_use]
            pub fn new() -> Self {
                Self(new())
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        // SeaORM asks primary keys for this; a UUID is never made from a number.
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )*};
}

ids! {
    /// An officer who may log in (`app_user`).
    OfficerId;
    /// A role held for a time.
    GrantId;
    /// One thing done; also the id of an import for `undo`.
    OpId;
    /// An organisation: employer, worksite, partner.
    OrganizationId;
    /// A unit of the union.
    UnitId;
    /// A headcount of a unit.
    HeadcountId;
    /// The union's profile.
    ProfileId;
    /// A person.
    PersonId;
    /// A way to reach a person.
    ContactId;
    /// An employment.
    EmploymentId;
    /// A membership.
    MembershipId;
    /// An earlier category of a membership.
    CategoryId;
    /// A condition of a membership.
    ConditionId;
    /// An office of the union.
    OfficeId;
    /// Somebody's time in an office.
    TermId;
    /// Two persons who are not the same.
    PairId;
    /// Something found about a record that stays as it is.
    FindingId;
    /// A list that an officer keeps.
    SavedListId;
    /// A report that an officer made.
    OwnReportId;
    /// When a report is due.
    ScheduleId;
    /// A closed month.
    SnapshotId;
    /// A unit assignment.
    AssignmentId;
    /// An event of a membership's history.
    EventId;
    /// A consent.
    ConsentId;
    /// A consent that was refused.
    RefusalId;
    /// An import.
    BatchId;
    /// A finding of an import.
    IssueId;
    /// An entry of the export log.
    ExportId;
    /// A provision of data to another organisation.
    ProvisionId;
    /// A person in a provision.
    ProvidedId;
    /// A notice of joint use.
    JointUseId;
    /// A public scheme.
    SchemeId;
    /// What is said of a scheme from a day on.
    SchemeVersionId;
    /// A community.
    CommunityId;
    /// A request of a person about the own data.
    RequestId;
    /// What stays of an erasure.
    ErasureId;
    /// How long records are kept.
    RetentionId;
    /// The counselling room.
    RoomId;
    /// An officer in the counselling room.
    CounselorId;
    /// A timeline of due dates.
    TemplateId;
    /// A public help line.
    HelpLineId;
    /// A counselling case.
    CaseId;
    /// A sealed key of a case.
    CaseKeyId;
    /// A part that somebody has in a case.
    CasePartId;
    /// A date of a case.
    CaseDueId;
    /// A lifting of secrecy.
    ReleaseId;
    /// A reading of a case by who does not counsel in it.
    CaseAccessId;
    /// What a member agreed to in a case.
    CaseConsentId;
    /// A session.
    CaseSessionId;
    /// A sealed note.
    CaseNoteId;
    /// What is being written.
    CaseDraftId;
    /// What is being typed of an inquiry that has no case yet.
    InquiryDraftId;
    /// A case that began again.
    CaseReopeningId;
    /// A goal of a case.
    CaseGoalId;
    /// An action of a case.
    CaseActionId;
    /// A referral of a case.
    CaseReferralId;
    /// A course of the catalogue.
    CourseId;
    /// A course held once.
    RunId;
    /// Seats of an organisation in a run.
    QuotaId;
    /// A sitting of a run.
    SessionId;
    /// A person's application for a run.
    EnrolmentId;
    /// A decision about a seat.
    DecisionId;
    /// Somebody's attendance at a sitting.
    AttendanceId;
    /// A certificate of completion.
    CertificateId;
    /// A cost of a run.
    CostId;
    /// An organisation's share of a run's costs.
    ShareId;
    /// An answer on an evaluation form.
    EvaluationId;
    /// An organisation's interest in a course.
    InterestId;
    /// What a person learned elsewhere.
    LearningId;
    /// Two participants who never sit at one table.
    ApartId;
    /// A workbook that went to a partner.
    FormId;
    /// A workbook that came back.
    AnswerId;
    /// A questionnaire.
    SurveyId;
    /// A questionnaire asked once.
    WaveId;
    /// A workbook that went out for answers.
    SurveyFormId;
    /// Answers, added up.
    SurveyCountId;
    /// Something that the union does.
    ActivityId;
    /// Time, money and people of an activity on a day.
    ActivityLogId;
    /// What was decided of an activity for a year.
    ActivityDecisionId;
    /// A plan of a meeting pack.
    PackPlanId;
    /// The union's picture.
    LogoId;
    /// A meeting pack kept as it was told.
    IssuedPackId;
    /// A set of questions.
    InstrumentId;
    /// A question.
    InstrumentItemId;
    /// A check-in of a case.
    AssessmentId;
    /// An item of a job card.
    CardItemId;
    /// A job card sheet that was handed out.
    CardSheetId;
    /// A file of a case.
    CaseAttachmentId;
    /// What a report told of counselling.
    FiguresToldId;
    /// What the union's rules say of a kind of meeting from a day on.
    MeetingRuleId;
    /// A meeting.
    MeetingId;
    /// Somebody's seat in a meeting.
    EntitlementId;
    /// How somebody entitled takes part.
    PartId;
    /// A break of a meeting.
    BreakId;
    /// An item of an agenda.
    ItemId;
    /// A vote on an item.
    BallotId;
    /// A candidate.
    CandidateId;
    /// Who certified a ballot.
    WitnessId;
    /// A paper given out.
    RollId;
    /// One count of a ballot.
    TallyId;
    /// The lot that decided a ballot.
    LotId;
    /// The minutes of a meeting.
    MinutesId;
}
