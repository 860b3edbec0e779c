//! Rows of fictional persons, before they are written.

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;

use crate::find::{Findable, search_terms};
use crate::ids::{AssignmentId, MembershipId, PersonId, UnitId};
use crate::members::entity::{
    consent, contact_point, employment, membership, membership_category, membership_event, office_term, person,
    unit_assignment,
};
use crate::members::model::{Category, CheckoffStatus, DuesKind, Gender, PersonDraft, Resolution, Status};
use crate::text::number_order;

/// Rows that wait to be written.
#[derive(Default)]
pub(super) struct Rows {
    pub persons: Vec<person::ActiveModel>,
    pub memberships: Vec<membership::ActiveModel>,
    pub employments: Vec<employment::ActiveModel>,
    pub assignments: Vec<unit_assignment::ActiveModel>,
    pub categories: Vec<membership_category::ActiveModel>,
    pub events: Vec<membership_event::ActiveModel>,
    pub contacts: Vec<contact_point::ActiveModel>,
    pub consents: Vec<consent::ActiveModel>,
    pub terms: Vec<office_term::ActiveModel>,
    pub grams: Vec<(i64, String)>,
}

/// A person in the making.
pub(super) struct Who {
    pub id: PersonId,
    pub search_no: i64,
    pub draft: PersonDraft,
    pub gender: Option<Gender>,
    pub numbers: Vec<String>,
}

pub(super) fn membership_row(
    id: MembershipId,
    person_id: PersonId,
    member_no: String,
    category: Category,
) -> membership::ActiveModel {
    membership::ActiveModel {
        id: Set(id),
        person_id: Set(person_id),
        number_order: Set(number_order(&member_no)),
        member_no: Set(member_no),
        category: Set(category),
        status: Set(Status::Active),
        applied_on: Set(None),
        joined_on: Set(None),
        left_on: Set(None),
        join_reason: Set(None),
        end_reason: Set(None),
        end_note: Set(None),
        end_received_on: Set(None),
        resolution: Set(None),
        dues_kind: Set(DuesKind::Full),
        checkoff_status: Set(CheckoffStatus::None),
        checkoff_mandate_on: Set(None),
        checkoff_stopped_on: Set(None),
        voting_right: Set(true),
        fulltime_kind: Set(None),
        union_post: Set(None),
        ..Default::default()
    }
}

pub(super) fn assignment(
    membership_id: MembershipId,
    unit_id: UnitId,
    from_on: NaiveDate,
    to_on: Option<NaiveDate>,
    is_primary: bool,
) -> unit_assignment::ActiveModel {
    unit_assignment::ActiveModel {
        id: Set(AssignmentId::new()),
        membership_id: Set(membership_id),
        unit_id: Set(unit_id),
        from_on: Set(from_on),
        to_on: Set(to_on),
        is_primary: Set(is_primary),
        ..Default::default()
    }
}

pub(super) fn resolution(text: &str, on: NaiveDate) -> Option<String> {
    let resolution = Resolution {
        organ: "中央委員会".into(),
        resolved_on: on,
        heard_on: on - chrono::TimeDelta::days(14),
        text: text.into(),
    };
    serde_json::to_string(&resolution).ok()
}

/// The person's row, and the grams by which they are found.
pub(super) fn finish(rows: &mut Rows, person: person::ActiveModel, who: &Who) {
    rows.persons.push(person);
    let draft = &who.draft;
    let full = format!("{}{}", draft.family_name, draft.given_name.as_deref().unwrap_or_default());
    let kana = format!(
        "{}{}",
        draft.family_kana.as_deref().unwrap_or_default(),
        draft.given_kana.as_deref().unwrap_or_default()
    );
    let names: Vec<&str> = [Some(full.as_str()), draft.display_name.as_deref(), draft.former_name.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    let numbers: Vec<&str> = who.numbers.iter().map(String::as_str).collect();
    rows.grams
        .push((who.search_no, search_terms(&Findable { names: &names, kana: &[&kana], numbers: &numbers }).join(" ")));
}
