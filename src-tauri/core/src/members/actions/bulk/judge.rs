//! Whether one member of many will change, is so already, or cannot be changed.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::super::super::entity::{consent, employment, membership, membership_condition, person, unit_assignment};
use super::super::super::model::{
    BulkChange, Categories, CheckoffStatus, Span, Status, checkoff_ordered, ends_after, may_recategorize,
};
use super::super::super::queries::Scope;
use super::super::leave::units_of;
use super::super::write::{kept, standing};
use crate::dates::in_force;
use crate::error::{Error, Result};

/// A member with what the change asks of it; the rest is left unread.
pub(super) struct Member {
    /// The membership.
    pub row: membership::Model,
    /// The person.
    pub person: person::Model,
    /// The primary assignments.
    pub placed: Vec<unit_assignment::Model>,
    /// Conditions of the kind asked about.
    pub conditions: Vec<membership_condition::Model>,
    /// The employment in force.
    pub employment: Option<employment::Model>,
    /// Whether the employment changed on the day asked about, or later.
    pub employment_changed_later: bool,
    /// Its categories.
    pub categories: Option<Categories>,
    /// Consents in force for the purpose asked about.
    pub consents: Vec<consent::Model>,
}

/// What a change means for a member.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Verdict {
    /// It changes.
    Will,
    /// It is so already.
    Already,
    /// A rule says no.
    Cannot {
        /// Label of the sentence.
        because: String,
        /// Its parameters.
        about: Value,
    },
}

impl Verdict {
    fn of(result: Result<()>) -> Self {
        match result {
            Ok(()) => Self::Will,
            Err(Error::Invalid(fields)) => {
                let code = fields.first().map_or("required", |field| field.code.as_str());
                Self::Cannot { because: format!("problem.{code}"), about: json!({}) }
            }
            Err(error) => Self::Cannot { because: format!("error.{}", error.code()), about: error.about() },
        }
    }

    fn unless(already: bool) -> Self {
        if already { Self::Already } else { Self::Will }
    }

    fn cannot(code: &'static str) -> Self {
        Self::of(Err(Error::refused(code, json!({}))))
    }
}

impl Member {
    /// The condition of the kind asked about that lasts on a day, the newest of them: also one whose last day is known.
    pub fn condition_on(&self, day: NaiveDate) -> Option<&membership_condition::Model> {
        let lasts = |condition: &&membership_condition::Model| in_force(condition.from_on, condition.to_on, day);
        self.conditions.iter().filter(lasts).max_by_key(|condition| condition.from_on)
    }

    /// Whether the kind of employment becomes another.
    pub fn changes_kind(&self, change: &BulkChange) -> bool {
        let BulkChange::Employment { employment_type: Some(kind), .. } = change else { return false };
        self.employment.as_ref().is_some_and(|row| row.employment_type != *kind)
    }

    /// Fields of the employment before and after.
    pub fn employment_as(&self, change: &BulkChange) -> Option<(Value, Value)> {
        let BulkChange::Employment { department, job_title, grade, employment_type, .. } = change else { return None };
        let row = self.employment.as_ref()?;
        let text = |new: &Option<String>, old: &Option<String>| match new {
            Some(text) => kept(Some(text)),
            None => old.clone(),
        };
        let before = json!({
            "department": row.department, "job_title": row.job_title, "grade": row.grade,
            "employment_type": row.employment_type,
        });
        let after = json!({
            "department": text(department, &row.department), "job_title": text(job_title, &row.job_title),
            "grade": text(grade, &row.grade), "employment_type": employment_type.unwrap_or(row.employment_type),
        });
        Some((before, after))
    }
}

/// What a change means for a member, by the rules of the verbs for one.
pub(super) fn judge(change: &BulkChange, scope: &Scope, member: &Member) -> Verdict {
    let row = &member.row;
    let standing = standing(row, scope.today);
    match change {
        BulkChange::MoveUnit { unit_id, from_on } => {
            let there = scope.tree.get(*unit_id).is_some_and(|unit| unit.valid_on(*from_on));
            match standing.may_move((*unit_id, *from_on), there, &units_of(&member.placed)) {
                Err(error) if error.code() == "move_same_unit" => Verdict::Already,
                result => Verdict::of(result),
            }
        }
        BulkChange::Category { category, from_on } => {
            let day = from_on.unwrap_or(scope.today);
            let has = member.categories.as_ref().map_or(row.category, |own| own.on(day));
            match may_recategorize(day, row.joined_on, row.left_on) {
                Ok(()) => Verdict::unless(has == *category),
                refused => Verdict::of(refused),
            }
        }
        BulkChange::StartCondition { kind, from_on, to_on, resolution, .. } => {
            let days: Vec<Span> = member.conditions.iter().map(|other| (other.from_on, other.to_on)).collect();
            if days.contains(&(*from_on, *to_on)) {
                return Verdict::Already;
            }
            Verdict::of(standing.may_begin(*kind, (*from_on, *to_on), resolution.as_ref(), &days))
        }
        BulkChange::EndCondition { to_on, .. } => match member.condition_on(*to_on) {
            Some(condition) => Verdict::unless(condition.to_on == Some(*to_on)),
            // It only begins later, or nothing of the kind was there on the day.
            None => match member.conditions.iter().find(|condition| condition.from_on > *to_on) {
                Some(later) => Verdict::of(ends_after(later.from_on, "to_on", *to_on)),
                None => Verdict::cannot("condition_none"),
            },
        },
        BulkChange::Dues { dues_kind } => Verdict::unless(row.dues_kind == *dues_kind),
        BulkChange::Checkoff { checkoff_status, on } => {
            let day = match checkoff_status {
                CheckoffStatus::Mandated => row.checkoff_mandate_on,
                CheckoffStatus::Stopped => row.checkoff_stopped_on,
                CheckoffStatus::None => None,
            };
            let same_day = *checkoff_status == CheckoffStatus::None || on.is_none() || day == *on;
            if row.checkoff_status == *checkoff_status && same_day {
                return Verdict::Already;
            }
            // A mandate given anew begins after the stop before it; a stop lies after the mandate.
            match checkoff_status {
                CheckoffStatus::Stopped => Verdict::of(checkoff_ordered("on", row.checkoff_mandate_on, *on)),
                _ => Verdict::Will,
            }
        }
        BulkChange::Employment { .. } => match member.employment_as(change) {
            Some(_) if member.changes_kind(change) && member.employment_changed_later => {
                Verdict::cannot("employment_changed_later")
            }
            Some((before, after)) => Verdict::unless(before == after),
            None => Verdict::cannot("employment_none"),
        },
        BulkChange::GiveConsent { recipient_org_id, .. } => {
            Verdict::unless(member.consents.iter().any(|consent| consent.recipient_org_id == *recipient_org_id))
        }
        BulkChange::WithdrawConsent { withdrawn_on, .. } => {
            if member.consents.is_empty() {
                return Verdict::Already;
            }
            let result = member
                .consents
                .iter()
                .try_for_each(|consent| ends_after(consent.granted_on, "withdrawn_on", *withdrawn_on));
            Verdict::of(result)
        }
        BulkChange::Leave { left_on, end_reason, received_on, .. } => {
            let ended =
                row.status == Status::Ended && row.left_on == Some(*left_on) && row.end_reason == Some(*end_reason);
            if ended {
                return Verdict::Already;
            }
            Verdict::of(standing.may_leave(*left_on, *end_reason, *received_on, None))
        }
    }
}
