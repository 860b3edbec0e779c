//! Rows that several verbs write in the same way.

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect};
use serde_json::Value;

use super::super::entity::{membership, membership_event, person};
use super::super::model::{EventKind, PersonDraft, Standing, against_birth};
use super::super::queries::search_key;
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{BatchId, EventId, MembershipId, PersonId};
use crate::text::{self, kana::is_reading};

/// Text as stored: trimmed at the ends, empty = none; never normalised.
pub(crate) fn kept(text: Option<&str>) -> Option<String> {
    text.map(|text| text::keep(text).text.to_string()).filter(|text| !text.is_empty())
}

/// A member or employee number as stored: as [`kept`], and half-width whatever the input method left.
pub(crate) fn kept_number(text: Option<&str>) -> Option<String> {
    kept(text).map(|number| text::identifier(&number)).filter(|number| !number.is_empty())
}

/// A reading as stored: as [`kept`], and in full-width katakana whatever was typed or stood in a file. What is no reading stays,
/// for the officer to see.
pub(crate) fn kept_reading(text: Option<&str>) -> Option<String> {
    kept(text).map(|kana| if is_reading(&kana) { text::fold_kana(&kana) } else { kana })
}

/// The key of a person in the order of the fifty sounds.
pub(crate) fn kana_key(draft: &PersonDraft) -> String {
    // The space keeps short family names before long ones: オカ・カズオ before オカカ・ズオ.
    let kana = format!(
        "{} {}",
        draft.family_kana.as_deref().unwrap_or_default(),
        draft.given_kana.as_deref().unwrap_or_default()
    );
    let name = format!("{}{}", draft.family_name, draft.given_name.as_deref().unwrap_or_default());
    text::order_key(kana.trim(), &name)
}

/// Check the fields of a person and bring them into the stored form.
///
/// # Errors
/// [`Error::Invalid`]: the family name is required; the birth date lies in the past and after 1872.
pub(crate) fn checked(draft: &PersonDraft, today: NaiveDate) -> Result<PersonDraft> {
    let mut problems = Vec::new();
    if draft.family_name.trim().is_empty() {
        problems.push(FieldProblem::new("person.family_name", "required"));
    }
    let texts = [
        ("person.family_name", Some(draft.family_name.as_str())),
        ("person.given_name", draft.given_name.as_deref()),
        ("person.family_kana", draft.family_kana.as_deref()),
        ("person.given_kana", draft.given_kana.as_deref()),
        ("person.display_name", draft.display_name.as_deref()),
        ("person.former_name", draft.former_name.as_deref()),
        ("person.remarks", draft.remarks.as_deref()),
    ];
    for (field, text) in texts {
        let most = if field == "person.remarks" { 2000 } else { 100 };
        if text.is_some_and(|text| text.chars().count() > most) {
            problems.push(FieldProblem::too_long(field, most));
        }
    }
    let earliest = NaiveDate::from_ymd_opt(1873, 1, 1).unwrap_or_default();
    if against_birth(draft.birth_on, None, today).is_some() || draft.birth_on.is_some_and(|birth| birth < earliest) {
        problems.push(FieldProblem::new("person.birth_on", "birth_impossible"));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    Ok(PersonDraft {
        family_name: kept(Some(&draft.family_name)).unwrap_or_default(),
        given_name: kept(draft.given_name.as_deref()),
        family_kana: kept_reading(draft.family_kana.as_deref()),
        given_kana: kept_reading(draft.given_kana.as_deref()),
        display_name: kept(draft.display_name.as_deref()),
        former_name: kept(draft.former_name.as_deref()),
        gender: draft.gender,
        birth_on: draft.birth_on,
        remarks: draft
            .remarks
            .as_deref()
            .map(|text| text::keep_lines(text).text.to_string())
            .filter(|text| !text.is_empty()),
    })
}

/// Another family name leaves the one before it as 旧姓, where none is known or it is the former one that is borne again: members
/// are looked for by it, and told apart. The same name in other characters, or one that is divided now, is no other name.
pub(crate) fn keep_former_name(before: &PersonDraft, after: &mut PersonDraft) {
    let key = |name: &str| text::name_key(name);
    let renamed = key(&before.family_name) != key(&after.family_name) && search_key(before) != search_key(after);
    let again = before.former_name == after.former_name
        && after.former_name.as_deref().is_some_and(|former| key(former) == key(&after.family_name));
    let known = !again && (before.former_name.is_some() || after.former_name.is_some());
    if renamed && !known && before.given_name.is_some() && !before.family_name.is_empty() {
        after.former_name = Some(before.family_name.clone());
    }
}

/// A new person; derived keys included.
pub(crate) fn new_person(id: PersonId, search_no: i64, draft: &PersonDraft) -> person::ActiveModel {
    let mut row = person::ActiveModel {
        id: Set(id),
        search_no: Set(search_no),
        merged_into_id: Set(None),
        deceased_on: Set(None),
        erased_at: Set(None),
        ..Default::default()
    };
    set_person(&mut row, draft);
    row
}

/// Set the fields of a person; derived keys included.
pub(crate) fn set_person(row: &mut person::ActiveModel, draft: &PersonDraft) {
    row.family_name = Set(draft.family_name.clone());
    row.given_name = Set(draft.given_name.clone());
    row.family_kana = Set(draft.family_kana.clone());
    row.given_kana = Set(draft.given_kana.clone());
    row.display_name = Set(draft.display_name.clone());
    row.former_name = Set(draft.former_name.clone());
    row.gender = Set(draft.gender);
    row.birth_on = Set(draft.birth_on);
    row.remarks = Set(draft.remarks.clone());
    row.search_key = Set(search_key(draft));
    row.kana_key = Set(kana_key(draft));
}

/// The next free search number.
///
/// # Errors
/// What the database answers.
pub(crate) async fn next_search_no(on: &impl ConnectionTrait) -> Result<i64> {
    use sea_orm::ColumnTrait;
    let largest: Option<i64> = person::Entity::find()
        .select_only()
        .column_as(person::Column::SearchNo.max(), "largest")
        .into_tuple::<Option<i64>>()
        .one(on)
        .await?
        .flatten();
    Ok(largest.unwrap_or(0) + 1)
}

/// An event of a membership's history.
pub(crate) fn event_row(
    membership: MembershipId,
    kind: EventKind,
    effective_on: NaiveDate,
    before: &Value,
    after: &Value,
    reason: Option<String>,
    batch: Option<BatchId>,
) -> membership_event::ActiveModel {
    membership_event::ActiveModel {
        id: Set(EventId::new()),
        membership_id: Set(membership),
        kind: Set(kind),
        effective_on: Set(effective_on),
        before: Set(before.to_string()),
        after: Set(after.to_string()),
        reason: Set(reason),
        import_batch_id: Set(batch),
        ..Default::default()
    }
}

/// A person's name in the history's sentences.
pub(crate) fn name_of(row: &person::Model) -> String {
    format!("{} {}", row.family_name, row.given_name.as_deref().unwrap_or_default()).trim().to_owned()
}

/// What the rules ask of a membership.
pub(crate) fn standing(row: &membership::Model, today: NaiveDate) -> Standing {
    Standing { status: row.status, joined_on: row.joined_on, left_on: row.left_on, end_reason: row.end_reason, today }
}
