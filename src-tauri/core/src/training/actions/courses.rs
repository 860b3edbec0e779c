//! Courses, interest in them, and learning elsewhere.

use std::collections::{HashMap, HashSet};

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::super::entity::{course, learning_elsewhere, training_interest};
use super::super::model::{AddCourse, AddInterest, AddLearning, CourseFields, EndInterest, SaveCourse, VoidLearning};
use super::super::queries::{org_of, unpacked};
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::{CourseId, InterestId, LearningId};
use crate::members;
use crate::session::Session;
use crate::text::{identifier, name_key};

/// Front of the running codes.
const CODE: &str = "C";

/// Add a course to the catalogue.
///
/// # Errors
/// [`Error::Invalid`] with the fields; `code_taken`; `course_missing`, `course_circle` for courses that are asked for before.
pub async fn add_course(session: &Session, input: AddCourse) -> Result<CourseId> {
    let fields = input.fields.checked()?;
    let mut change = session.change("training", "add_course").await?;
    let all = course::Entity::find().all(change.on()).await?;
    let chosen = match input.code.map(|code| identifier(&code)).filter(|code| !code.is_empty()) {
        Some(code) if all.iter().any(|row| row.code == code) => return Err(Error::invalid("code", "code_taken")),
        Some(code) => code,
        None => {
            let last = all.iter().filter_map(|row| row.code.strip_prefix(CODE)?.parse::<u32>().ok()).max().unwrap_or(0);
            format!("{CODE}{:02}", last + 1)
        }
    };
    are_there(change.on(), None, &fields).await?;
    let id = CourseId::new();
    let title = fields.title.clone();
    let mut row = course::ActiveModel { id: Set(id), code: Set(chosen), ..Default::default() };
    fill(&mut row, fields);
    change.insert::<course::Entity>(row).await?;
    change.done(json!({ "title": title })).await?;
    Ok(id)
}

fn fill(row: &mut course::ActiveModel, fields: CourseFields) {
    row.title_key = Set(name_key(&fields.title));
    row.title = Set(fields.title);
    row.purpose = Set(fields.purpose);
    row.kyojo_kind = Set(fields.kyojo_kind);
    row.target = Set(fields.target);
    row.hours = Set(fields.hours);
    row.required_ratio = Set(fields.required_ratio.unwrap_or(80));
    row.excused_counts = Set(fields.excused_counts);
    row.needs_assignment = Set(fields.needs_assignment);
    row.prerequisites = Set(json!(fields.prerequisites).to_string());
    row.prerequisite_note = Set(fields.prerequisite_note);
    row.active_to = Set(fields.active_to);
}

async fn are_there(on: &impl ConnectionTrait, own: Option<CourseId>, fields: &CourseFields) -> Result<()> {
    let wanted = &fields.prerequisites;
    let there = course::Entity::find().filter(course::Column::Id.is_in(wanted.iter().copied())).count(on).await?;
    let all = u64::try_from(wanted.len()).unwrap_or(u64::MAX);
    if there != all || own.is_some_and(|own| wanted.contains(&own)) {
        return Err(Error::invalid("prerequisites", "course_missing"));
    }
    let Some(own) = own.filter(|_| !wanted.is_empty()) else { return Ok(()) };
    let all = course::Entity::find().all(on).await?;
    let asks: HashMap<CourseId, Vec<CourseId>> = all.iter().map(|row| (row.id, unpacked(&row.prerequisites))).collect();
    let mut open = wanted.clone();
    let mut seen: HashSet<CourseId> = HashSet::new();
    while let Some(next) = open.pop() {
        if next == own {
            return Err(Error::invalid("prerequisites", "course_circle"));
        }
        if seen.insert(next) {
            open.extend(asks.get(&next).into_iter().flatten());
        }
    }
    Ok(())
}

/// Save a course.
///
/// # Errors
/// [`Error::Changed`]; as [`add_course`].
pub async fn save_course(session: &Session, input: SaveCourse) -> Result<Nothing> {
    let fields = input.fields.checked()?;
    let mut change = session.change("training", "save_course").await?;
    let row = course::Entity::find_by_id(input.id).one(change.on()).await?.ok_or(Error::Missing { what: "course" })?;
    if row.version != input.version {
        return Err(Error::Changed);
    }
    are_there(change.on(), Some(input.id), &fields).await?;
    let title = fields.title.clone();
    change.update::<course::Entity>(&row, |active| fill(active, fields)).await?;
    change.done(json!({ "title": title })).await?;
    Ok(Nothing {})
}

/// Say that an organisation would send people to a course.
///
/// # Errors
/// [`Error::Missing`], `number_range`, `partner_missing`, `date_future`.
pub async fn add_interest(session: &Session, input: AddInterest) -> Result<InterestId> {
    let today = session.today();
    let recorded = input.recorded_on.unwrap_or(today);
    if !(1..=100_000).contains(&input.people) {
        return Err(Error::invalid("people", "number_range"));
    }
    if recorded > today {
        return Err(Error::invalid("recorded_on", "date_future"));
    }
    let mut change = session.change("training", "add_interest").await?;
    let of = course::Entity::find_by_id(input.course_id).one(change.on()).await?;
    let of = of.ok_or(Error::Missing { what: "course" })?;
    let org = org_of(change.on(), "org_id", input.org_id).await?;
    let id = InterestId::new();
    change
        .insert::<training_interest::Entity>(training_interest::ActiveModel {
            id: Set(id),
            course_id: Set(input.course_id),
            org_id: Set(org),
            people: Set(input.people),
            wish: Set(input.wish.map(|wish| wish.trim().to_owned()).filter(|wish| !wish.is_empty())),
            recorded_on: Set(recorded),
            ended_on: Set(None),
            ..Default::default()
        })
        .await?;
    change.done(json!({ "title": of.title, "n": input.people })).await?;
    Ok(id)
}

/// An interest counts no longer.
///
/// # Errors
/// [`Error::Changed`], [`Error::Missing`].
pub async fn end_interest(session: &Session, input: EndInterest) -> Result<Nothing> {
    let today = session.today();
    let mut change = session.change("training", "end_interest").await?;
    let row = training_interest::Entity::find_by_id(input.id).one(change.on()).await?;
    let row = row.ok_or(Error::Missing { what: "interest" })?;
    if row.version != input.version {
        return Err(Error::Changed);
    }
    let of = course::Entity::find_by_id(row.course_id).one(change.on()).await?;
    change.update::<training_interest::Entity>(&row, |active| active.ended_on = Set(Some(today))).await?;
    change.done(json!({ "title": of.map(|of| of.title), "n": row.people })).await?;
    Ok(Nothing {})
}

/// Note what a person learned elsewhere.
///
/// # Errors
/// [`Error::Missing`], [`Error::Invalid`] with the fields.
pub async fn add_learning(session: &Session, input: AddLearning) -> Result<LearningId> {
    let input = input.checked()?;
    let mut change = session.change("training", "add_learning").await?;
    let known =
        members::named_persons(change.on(), &[input.person_id], session.today()).await?.remove(&input.person_id);
    let known = known.ok_or(Error::Missing { what: "person" })?;
    let id = LearningId::new();
    let title = input.title.clone();
    change
        .insert::<learning_elsewhere::Entity>(learning_elsewhere::ActiveModel {
            id: Set(id),
            person_id: Set(input.person_id),
            title: Set(input.title),
            provider: Set(input.provider),
            from_on: Set(input.from_on),
            to_on: Set(input.to_on),
            hours: Set(input.hours),
            note: Set(input.note),
            voided_on: Set(None),
            ..Default::default()
        })
        .await?;
    change.done(json!({ "name": known.name, "title": title })).await?;
    Ok(id)
}

/// Take an entry of learning elsewhere out.
///
/// # Errors
/// [`Error::Changed`], [`Error::Missing`].
pub async fn void_learning(session: &Session, input: VoidLearning) -> Result<Nothing> {
    let today = session.today();
    let mut change = session.change("training", "void_learning").await?;
    let row = learning_elsewhere::Entity::find_by_id(input.id).one(change.on()).await?;
    let row = row.ok_or(Error::Missing { what: "learning" })?;
    if row.version != input.version || row.voided_on.is_some() {
        return Err(Error::Changed);
    }
    let known = members::named_persons(change.on(), &[row.person_id], today).await?.remove(&row.person_id);
    change.update::<learning_elsewhere::Entity>(&row, |active| active.voided_on = Set(Some(today))).await?;
    change.done(json!({ "name": known.map(|known| known.name), "title": row.title })).await?;
    Ok(Nothing {})
}
