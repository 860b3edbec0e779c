//! The counselling room on the wire: who is in it, what it gives its cases.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{CaseDueAfter, CaseDueKind, CounselorQualification};
use super::rules::check_registration;
use crate::error::{Error, Result};
use crate::ids::{CounselorId, HelpLineId, OfficerId, TemplateId};

/// What a counsellor says of the own qualification.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CounselorFields {
    /// CounselorQualification.
    pub qualification: CounselorQualification,
    /// Number of the national registration; asked of registered consultants (C-02).
    #[ts(optional)]
    pub registration_no: Option<String>,
    /// Last day of the registration; asked of registered consultants (C-02).
    #[ts(optional)]
    pub registered_until: Option<NaiveDate>,
    /// The counsellor's own member number, so that C-01 can see a shared workplace.
    #[ts(optional)]
    pub member: Option<String>,
}

impl CounselorFields {
    /// With blanks taken out, if the rules are met.
    ///
    /// # Errors
    /// `C-02`.
    pub fn checked(mut self) -> Result<Self> {
        let filled = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        self.registration_no = filled(self.registration_no);
        self.member = filled(self.member);
        check_registration(self.qualification, self.registration_no.as_deref(), self.registered_until)?;
        Ok(self)
    }
}

/// What founding gives once and never again.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RoomFounded {
    /// Code of the counselling recovery sheet, to be written on paper and kept apart from the file's own.
    pub sheet: String,
    /// The first counsellor.
    pub counselor: CounselorId,
}

/// Let an officer with the role into the room.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AdmitCounselor {
    /// Who.
    pub officer: OfficerId,
    /// The mark of that officer's key, as read aloud from the own desk; checked if it is given.
    #[ts(optional)]
    pub key_mark: Option<String>,
    /// CounselorQualification.
    pub qualification: CounselorQualification,
    /// Number of the national registration; asked of registered consultants (C-02).
    #[ts(optional)]
    pub registration_no: Option<String>,
    /// Last day of the registration; asked of registered consultants (C-02).
    #[ts(optional)]
    pub registered_until: Option<NaiveDate>,
    /// The counsellor's own member number, so that C-01 can see a shared workplace.
    #[ts(optional)]
    pub member: Option<String>,
}

/// Say the qualification anew.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveCounselor {
    /// Who.
    pub id: CounselorId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// CounselorQualification.
    pub qualification: CounselorQualification,
    /// Number of the national registration; asked of registered consultants (C-02).
    #[ts(optional)]
    pub registration_no: Option<String>,
    /// Last day of the registration; asked of registered consultants (C-02).
    #[ts(optional)]
    pub registered_until: Option<NaiveDate>,
    /// The counsellor's own member number, so that C-01 can see a shared workplace.
    #[ts(optional)]
    pub member: Option<String>,
}

impl From<AdmitCounselor> for CounselorFields {
    fn from(said: AdmitCounselor) -> Self {
        let AdmitCounselor { qualification, registration_no, registered_until, member, .. } = said;
        Self { qualification, registration_no, registered_until, member }
    }
}

impl From<SaveCounselor> for CounselorFields {
    fn from(said: SaveCounselor) -> Self {
        let SaveCounselor { qualification, registration_no, registered_until, member, .. } = said;
        Self { qualification, registration_no, registered_until, member }
    }
}

/// A counsellor leaves the room.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct DismissCounselor {
    /// Who.
    pub id: CounselorId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
}

/// A counsellor.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CounselorRow {
    /// The counsellor.
    pub id: CounselorId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// The officer.
    pub officer: OfficerId,
    /// Name.
    pub name: String,
    /// CounselorQualification.
    pub qualification: CounselorQualification,
    /// May be called キャリアコンサルタント today (C-02).
    pub titled: bool,
    /// Number of the registration.
    pub registration_no: Option<String>,
    /// Last day of the registration.
    pub registered_until: Option<NaiveDate>,
    /// First day in the room.
    pub admitted_on: NaiveDate,
    /// Last day in the room.
    pub ended_on: Option<NaiveDate>,
    /// The officer got new keys after being let in: to be admitted again.
    pub stale: bool,
    /// Cases under way.
    #[ts(type = "number")]
    pub cases: i64,
}

/// An officer with the role who is not in the room.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CounselorCandidate {
    /// Who.
    pub officer: OfficerId,
    /// Name.
    pub name: String,
    /// The mark of the officer's key, to be compared aloud with what that desk shows.
    pub key_mark: String,
}

/// The counselling room.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CounselRoom {
    /// It was founded.
    pub founded: bool,
    /// The officer at the desk is in it and can open cases.
    pub admitted: bool,
    /// The mark of the own key.
    pub key_mark: String,
    /// Months that a case is kept after closing.
    #[ts(type = "number")]
    pub retention_months: i64,
    /// Who is or was in it.
    pub counselors: Vec<CounselorRow>,
    /// Who could be let in.
    pub candidates: Vec<CounselorCandidate>,
    /// Who may supervise, or read after an emergency opening.
    pub supervisors: Vec<CounselorCandidate>,
}

/// A date that a timeline gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct CaseTemplateStep {
    /// What is due.
    pub kind: CaseDueKind,
    /// From when it counts.
    pub after: CaseDueAfter,
    /// Days later.
    #[serde(default)]
    #[ts(type = "number", optional)]
    pub days: i64,
    /// Months later.
    #[serde(default)]
    #[ts(type = "number", optional)]
    pub months: i64,
}

/// The timeline that a room begins with: the first session within seven days, then three, six and twelve months after counselling.
#[must_use]
pub fn standard_steps() -> Vec<CaseTemplateStep> {
    [
        (CaseDueKind::FirstSession, CaseDueAfter::Opened, 7, 0),
        (CaseDueKind::FollowUp, CaseDueAfter::FollowUp, 0, 3),
        (CaseDueKind::FollowUp, CaseDueAfter::FollowUp, 0, 6),
        (CaseDueKind::FollowUp, CaseDueAfter::FollowUp, 0, 12),
    ]
    .map(|(kind, after, days, months)| CaseTemplateStep { kind, after, days, months })
    .into()
}

/// A timeline.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CaseTemplateRow {
    /// The timeline.
    pub id: TemplateId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Name.
    pub name: String,
    /// Its dates.
    pub steps: Vec<CaseTemplateStep>,
    /// Given unless another is chosen.
    pub standard: bool,
    /// Offered.
    pub active: bool,
}

/// Save a timeline: a new one without `id`.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveCaseTemplate {
    /// Which; empty = a new one.
    #[ts(optional)]
    pub id: Option<TemplateId>,
    /// Version read, for one that is there.
    #[serde(default)]
    #[ts(type = "number", optional)]
    pub version: i64,
    /// Name.
    pub name: String,
    /// Its dates.
    pub steps: Vec<CaseTemplateStep>,
    /// Given unless another is chosen.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub standard: bool,
    /// Not offered any more.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub retired: bool,
}

impl SaveCaseTemplate {
    /// If its fields make sense.
    ///
    /// # Errors
    /// `required` at `name` or `steps`; `number_range` for days or months that no calendar has.
    pub fn checked(mut self) -> Result<Self> {
        self.name = self.name.trim().to_owned();
        if self.name.is_empty() {
            return Err(Error::invalid("name", "required"));
        }
        if self.steps.is_empty() {
            return Err(Error::invalid("steps", "required"));
        }
        for (n, step) in self.steps.iter().enumerate() {
            if !(0..=1_000).contains(&step.days) || !(0..=120).contains(&step.months) {
                return Err(Error::invalid(&format!("steps.{n}"), "case_days_range"));
            }
        }
        Ok(self)
    }
}

/// A public help line.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct HelpLineRow {
    /// The line.
    pub id: HelpLineId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Name.
    pub name: String,
    /// Number.
    pub phone: String,
    /// When it answers.
    pub hours: String,
    /// What for.
    pub helps: String,
    /// Official site, as text.
    pub site: Option<String>,
    /// Where it was taken from.
    pub source: Option<String>,
    /// Last checked by the union; empty = never.
    pub checked_on: Option<NaiveDate>,
    /// The check is older than six months, or there is none.
    pub check_due: bool,
    /// Not shown in a crisis.
    pub hidden: bool,
}

/// Save a help line: a new one without `id`. Saving counts as checking it today.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveHelpLine {
    /// Which; empty = a new one.
    #[ts(optional)]
    pub id: Option<HelpLineId>,
    /// Version read, for one that is there.
    #[serde(default)]
    #[ts(type = "number", optional)]
    pub version: i64,
    /// Name.
    pub name: String,
    /// Number.
    pub phone: String,
    /// When it answers.
    pub hours: String,
    /// What for.
    pub helps: String,
    /// Official site, as text.
    #[ts(optional)]
    pub site: Option<String>,
    /// Not shown.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub hidden: bool,
}
