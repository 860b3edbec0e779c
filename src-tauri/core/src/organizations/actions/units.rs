//! Add, correct, move and close units.

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::json;

use crate::api::Nothing;
use crate::compose;
use crate::dates::overlap;
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{OrganizationId, UnitId};
use crate::ops::Change;
use crate::organizations::entity::{organization, unit};
use crate::organizations::model::{
    AddUnit, CloseUnit, CorrectUnit, OrgKind, PlaceMembers, beginning, code_shaped, line,
};
use crate::organizations::queries::{node, tree};
use crate::organizations::tree::{Found, Tree, UnitNames, UnitNode};
use crate::session::Session;
use crate::text;

/// Add a unit.
///
/// # Errors
/// [`Error::Invalid`] with the fields: `required`, `code_shape`, `code_taken`, `name_taken`, `unit_missing`,
/// `unit_level`, `unit_outside_parent`, `org_not_employer`, `org_not_worksite`.
pub async fn add_unit(session: &Session, input: AddUnit) -> Result<UnitId> {
    let mut change = session.change("organizations", "add_unit").await?;
    let mut tree = tree(change.on()).await?;
    let id = create_unit(&mut change, &mut tree, input).await?;
    let about = sentence(&tree, id);
    change.done(about).await?;
    Ok(id)
}

fn sentence(tree: &Tree, id: UnitId) -> serde_json::Value {
    json!({ "label": tree.get(id).map(|node| node.label.clone()).unwrap_or_default() })
}

/// Add a unit within a change; `tree` is the tree as the change sees it and gets the unit.
///
/// # Errors
/// As [`add_unit`].
pub(crate) async fn create_unit(change: &mut Change<'_>, tree: &mut Tree, input: AddUnit) -> Result<UnitId> {
    let mut problems = Vec::new();
    let made = shaped(tree, input, &mut problems);
    check(change.on(), tree, &made, problems).await?;
    write(change, &made).await?;
    let id = made.id;
    tree.put(made);
    Ok(id)
}

/// A unit as it would stand in the tree.
fn shaped(tree: &Tree, input: AddUnit, problems: &mut Vec<FieldProblem>) -> UnitNode {
    let label = line(problems, "label", Some(input.label)).unwrap_or_default();
    let code = match line(problems, "code", input.code) {
        Some(code) => text::identifier(&code),
        None => tree.free_code(input.kind),
    };
    let parent = input.parent_id.and_then(|parent| tree.get(parent));
    UnitNode {
        id: UnitId::new(),
        kind: input.kind,
        label_key: text::name_key(&label),
        label,
        path: format!("{}{code}/", parent.map_or("", |parent| parent.path.as_str())),
        code,
        parent_id: input.parent_id,
        employer_org_id: input.employer_org_id,
        worksite_org_id: input.worksite_org_id,
        sort: input.sort.unwrap_or_else(|| tree.last_sort(input.parent_id)),
        from_on: input.from_on.unwrap_or_else(|| parent.map_or_else(beginning, |parent| parent.from_on)),
        to_on: parent.and_then(|parent| parent.to_on),
        version: 1,
    }
}

pub(super) async fn write(change: &mut Change<'_>, made: &UnitNode) -> Result<()> {
    change
        .insert::<unit::Entity>(unit::ActiveModel {
            id: Set(made.id),
            kind: Set(made.kind),
            label: Set(made.label.clone()),
            label_key: Set(made.label_key.clone()),
            code: Set(made.code.clone()),
            parent_id: Set(made.parent_id),
            employer_org_id: Set(made.employer_org_id),
            worksite_org_id: Set(made.worksite_org_id),
            sort: Set(made.sort),
            path: Set(made.path.clone()),
            from_on: Set(made.from_on),
            to_on: Set(made.to_on),
            ..Default::default()
        })
        .await?;
    Ok(())
}

/// Put what a roster's names lack into the tree, under the headquarters, and write nothing: a look at a file makes no units,
/// and an import makes those that a row needs with [`make_planned`]. Answers the units that were put in. Names that fit
/// several units, or that no unit may have there, put in none: [`Tree::find`] says so of them.
pub(crate) fn plan_units_named(
    tree: &mut Tree,
    names: &UnitNames<'_>,
    employer: Option<OrganizationId>,
    day: NaiveDate,
) -> Vec<UnitId> {
    let parts = names.parts();
    let mut planned = Vec::new();
    for _ in &parts {
        let Found::Unknown { kind, name, under } = tree.find(names, employer, day) else { break };
        // Below a name that fits several units a new one could stand in each of them.
        if under.is_none() && parts.first().is_none_or(|(first, _)| *first != kind) {
            break;
        }
        let parent_id = under.or_else(|| tree.headquarters(day).map(|node| node.id));
        // The employer stands at the topmost unit that is made; those below inherit it.
        let inherited = parent_id.and_then(|parent| tree.employer_of(parent));
        let employer_org_id = if inherited == employer { None } else { employer };
        let input = AddUnit {
            kind,
            label: name,
            code: None,
            parent_id,
            employer_org_id,
            worksite_org_id: None,
            sort: None,
            from_on: None,
        };
        let mut problems = Vec::new();
        let made = shaped(tree, input, &mut problems);
        problems.extend(in_tree(tree, &made));
        if !problems.is_empty() {
            break;
        }
        planned.push(made.id);
        tree.put(made);
    }
    planned
}

/// Write a unit that was planned; the one above it stands already.
///
/// # Errors
/// As [`add_unit`].
pub(crate) async fn make_planned(change: &mut Change<'_>, tree: &Tree, id: UnitId) -> Result<()> {
    let node = tree.get(id).ok_or(Error::Missing { what: "unit" })?;
    check(change.on(), tree, node, Vec::new()).await?;
    write(change, node).await
}

/// The rules of a unit that the tree alone can tell.
fn in_tree(tree: &Tree, unit: &UnitNode) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let mut wrong = |field: &str, code: &str| problems.push(FieldProblem::new(field, code));
    if unit.label.is_empty() {
        wrong("label", "required");
    }
    if !code_shaped(&unit.code) {
        wrong("code", "code_shape");
    } else if tree.by_code(&unit.code).is_some_and(|other| other.id != unit.id) {
        wrong("code", "code_taken");
    }
    if unit.to_on.is_some_and(|last| last < unit.from_on) {
        wrong("to_on", "date_order");
    }
    let same = |other: &UnitNode| other.id != unit.id && other.kind == unit.kind && other.label_key == unit.label_key;
    if tree
        .below(unit.parent_id)
        .any(|other| same(other) && overlap((other.from_on, other.to_on), (unit.from_on, unit.to_on)))
    {
        wrong("label", "name_taken");
    }
    if let Some(parent_id) = unit.parent_id {
        match tree.get(parent_id) {
            None => wrong("parent_id", "unit_missing"),
            Some(_) if parent_id == unit.id || tree.above(parent_id).any(|above| above.id == unit.id) => {
                wrong("parent_id", "unit_cycle")
            }
            Some(parent) => {
                if !unit.kind.fits_under(parent.kind) {
                    wrong("parent_id", "unit_level");
                }
                if unit.from_on < parent.from_on {
                    wrong("from_on", "unit_outside_parent");
                }
                if parent.to_on.is_some_and(|last| unit.to_on.is_none_or(|own| own > last)) {
                    wrong("to_on", "unit_outside_parent");
                }
            }
        }
    }
    if tree.below(Some(unit.id)).any(|child| !child.kind.fits_under(unit.kind)) {
        wrong("kind", "unit_level");
    }
    problems
}

/// Every rule of a unit, against the tree without its new shape.
pub(super) async fn check(
    on: &impl ConnectionTrait,
    tree: &Tree,
    unit: &UnitNode,
    mut problems: Vec<FieldProblem>,
) -> Result<()> {
    problems.extend(in_tree(tree, unit));
    let mut wrong = |field: &str, code: &str| problems.push(FieldProblem::new(field, code));
    let employer = find_organization(on, unit.employer_org_id).await?;
    let worksite = find_organization(on, unit.worksite_org_id).await?;
    if unit.employer_org_id.is_some()
        && !employer.as_ref().is_some_and(|org| org.kind == OrgKind::Employer && org.parent_id.is_none())
    {
        wrong("employer_org_id", "org_not_employer");
    }
    if unit.worksite_org_id.is_some() {
        let at = worksite.filter(|org| org.kind == OrgKind::Employer).and_then(|org| org.parent_id);
        let own = unit.employer_org_id.or_else(|| unit.parent_id.and_then(|parent| tree.employer_of(parent)));
        if at.is_none() || own.is_some_and(|own| at != Some(own)) {
            wrong("worksite_org_id", "org_not_worksite");
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

async fn find_organization(
    on: &impl ConnectionTrait,
    id: Option<OrganizationId>,
) -> Result<Option<organization::Model>> {
    match id {
        Some(id) => Ok(organization::Entity::find_by_id(id).one(on).await?),
        None => Ok(None),
    }
}

/// Correct a unit. Another unit above moves the whole subtree, as if it had always stood there (from a day on: [`regroup_unit`]);
/// every path below is written anew.
///
/// [`regroup_unit`]: super::regroup_unit
///
/// # Errors
/// [`Error::Changed`]; as [`add_unit`] with `unit_cycle`; `unit_has_units`, `unit_has_members` when units below or
/// members would be left outside its days.
pub async fn correct_unit(session: &Session, input: CorrectUnit) -> Result<Nothing> {
    let mut change = session.change("organizations", "correct_unit").await?;
    let before = read(change.on(), input.id, input.version).await?;
    let mut problems = Vec::new();
    let mut after = node(before.clone());
    if let Some(kind) = input.kind {
        after.kind = kind;
    }
    if input.label.is_some() {
        after.label = line(&mut problems, "label", input.label).unwrap_or_default();
        after.label_key = text::name_key(&after.label);
    }
    if input.code.is_some() {
        after.code = line(&mut problems, "code", input.code).map(|code| text::identifier(&code)).unwrap_or_default();
    }
    after.parent_id = input.parent_id.unwrap_or(after.parent_id);
    after.employer_org_id = input.employer_org_id.unwrap_or(after.employer_org_id);
    after.worksite_org_id = input.worksite_org_id.unwrap_or(after.worksite_org_id);
    after.sort = input.sort.unwrap_or(after.sort);
    after.from_on = input.from_on.unwrap_or(after.from_on);
    after.to_on = input.to_on.unwrap_or(after.to_on);
    let tree = tree(change.on()).await?;
    check(change.on(), &tree, &after, problems).await?;
    if (after.from_on, after.to_on) != (before.from_on, before.to_on) {
        refuse_left_outside(&change, &tree, &after).await?;
    }
    after.path = format!(
        "{}{}/",
        after.parent_id.and_then(|parent| tree.get(parent)).map_or("", |parent| parent.path.as_str()),
        after.code
    );
    let moved = after.parent_id != before.parent_id;
    if moved {
        // Its members belong elsewhere on every day since the unit began.
        let eve = before.from_on.pred_opt().unwrap_or(before.from_on);
        compose::may_rearrange(session, change.on(), eve, input.reason.as_deref()).await?;
        change.because(input.reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty()));
    }
    let (label, path) = (after.label.clone(), after.path.clone());
    change
        .update::<unit::Entity>(&before, |row| {
            row.kind = Set(after.kind);
            row.label = Set(after.label);
            row.label_key = Set(after.label_key);
            row.code = Set(after.code);
            row.parent_id = Set(after.parent_id);
            row.employer_org_id = Set(after.employer_org_id);
            row.worksite_org_id = Set(after.worksite_org_id);
            row.sort = Set(after.sort);
            row.path = Set(after.path);
            row.from_on = Set(after.from_on);
            row.to_on = Set(after.to_on);
        })
        .await?;
    if path != before.path {
        for below in tree.subtree(before.id).into_iter().filter(|below| below.id != before.id) {
            let Some(rest) = below.path.strip_prefix(&before.path) else { continue };
            let model =
                unit::Entity::find_by_id(below.id).one(change.on()).await?.ok_or(Error::Missing { what: "unit" })?;
            let renewed = format!("{path}{rest}");
            change.update::<unit::Entity>(&model, |row| row.path = Set(renewed)).await?;
        }
    }
    let under = tree
        .get(input.id)
        .and(input.parent_id)
        .flatten()
        .and_then(|parent| tree.get(parent))
        .map(|parent| parent.label.clone());
    change.done(json!({ "label": label, "moved": moved, "under": under })).await?;
    Ok(Nothing {})
}

pub(super) async fn read(on: &impl ConnectionTrait, id: UnitId, version: i64) -> Result<unit::Model> {
    let found = unit::Entity::find_by_id(id).one(on).await?.ok_or(Error::Missing { what: "unit" })?;
    if found.version == version { Ok(found) } else { Err(Error::Changed) }
}

/// Units below and members must lie within the days of a unit.
async fn refuse_left_outside(change: &Change<'_>, tree: &Tree, unit: &UnitNode) -> Result<()> {
    let outside = |from: NaiveDate, to: Option<NaiveDate>| {
        from < unit.from_on || unit.to_on.is_some_and(|last| to.is_none_or(|to| to > last))
    };
    let below: Vec<&UnitNode> = tree.below(Some(unit.id)).filter(|child| outside(child.from_on, child.to_on)).collect();
    if let Some(first) = below.first() {
        return Err(Error::refused(
            "unit_has_units",
            json!({ "label": unit.label, "n": below.len(), "first": first.label }),
        ));
    }
    let members = compose::members_outside(change.on(), unit.id, unit.from_on, unit.to_on).await?;
    if members > 0 {
        return Err(Error::refused("unit_has_members", json!({ "label": unit.label, "n": members })));
    }
    Ok(())
}

/// Close a unit, alone or with all below it: it keeps its history and is not offered after its last day.
///
/// # Errors
/// [`Error::Changed`], `date_order`, `unit_has_units`, `unit_has_members` while units below or members remain after
/// that day and nobody said where they go; `unit_not_there` at `place` for a unit that does not exist on the day after.
pub async fn close_unit(session: &Session, input: CloseUnit) -> Result<Nothing> {
    let mut change = session.change("organizations", "close_unit").await?;
    let before = read(change.on(), input.id, input.version).await?;
    if input.last_day < before.from_on {
        return Err(Error::invalid("last_day", "date_order"));
    }
    let mut tree = tree(change.on()).await?;
    let parent = before.parent_id.and_then(|parent| tree.get(parent));
    if parent.and_then(|parent| parent.to_on).is_some_and(|last| input.last_day > last) {
        return Err(Error::invalid("last_day", "unit_outside_parent"));
    }
    let ending = ending(&tree, &node(before.clone()), &input);
    let ids: Vec<UnitId> = ending.iter().map(|unit| unit.id).collect();
    let mut placed = 0;
    for unit in &ending {
        if let Some(place) = &input.place {
            let targets = targets(&tree, &ids, input.last_day, place)?;
            placed += compose::leave_unit(&mut change, (unit.id, &unit.label), input.last_day, targets).await?;
        }
    }
    if placed > 0 {
        let reason = input.reason.as_deref();
        compose::may_rearrange(session, change.on(), input.last_day, reason).await?;
        change.because(reason.map(str::trim).filter(|reason| !reason.is_empty()).map(str::to_owned));
    }
    for mut unit in ending {
        unit.to_on = Some(input.last_day);
        refuse_left_outside(&change, &tree, &unit).await?;
        close_quietly(&mut change, unit.id, input.last_day).await?;
        tree.put(unit);
    }
    let about = json!({ "label": before.label, "last_day": input.last_day, "n": placed, "below": ids.len() - 1 });
    change.done(about).await?;
    Ok(Nothing {})
}

/// The units that end on the last day, each after those below it: the unit alone, or with what is below it and there on that day.
/// What would only begin later stays, and refuses the end of what is above it.
fn ending(tree: &Tree, unit: &UnitNode, input: &CloseUnit) -> Vec<UnitNode> {
    let goes_on = |node: &&UnitNode| {
        node.id != unit.id && node.from_on <= input.last_day && node.to_on.is_none_or(|last| last > input.last_day)
    };
    let below = if input.with_below { tree.subtree(unit.id) } else { Vec::new() };
    below.into_iter().filter(goes_on).rev().cloned().chain([unit.clone()]).collect()
}

/// Where each member of the units goes that are closed.
fn targets(tree: &Tree, closed: &[UnitId], last_day: NaiveDate, place: &PlaceMembers) -> Result<compose::Targets> {
    let first = last_day.succ_opt().unwrap_or(last_day);
    let target = |id: Option<UnitId>, field: &str| match id {
        None => Ok::<_, Error>(None),
        Some(id) => {
            let node = tree.get(id).filter(|node| node.valid_on(first) && !closed.contains(&node.id));
            let node = node.ok_or_else(|| Error::invalid(field, "unit_not_there"))?;
            Ok(Some(compose::TargetUnit { id: node.id, label: node.label.clone(), to_on: node.to_on }))
        }
    };
    let mut each = std::collections::HashMap::new();
    for member in &place.each {
        each.insert(member.membership_id, target(member.unit_id, "place.each")?);
    }
    Ok(compose::Targets { all: target(place.unit_id, "place.unit_id")?, each })
}

/// Close a unit within a change that places nobody there afterwards.
///
/// # Errors
/// What the database answers.
pub(in crate::organizations) async fn close_quietly(
    change: &mut Change<'_>,
    id: UnitId,
    last_day: NaiveDate,
) -> Result<()> {
    let before = unit::Entity::find_by_id(id).one(change.on()).await?.ok_or(Error::Missing { what: "unit" })?;
    change.update::<unit::Entity>(&before, |row| row.to_on = Set(Some(last_day))).await?;
    Ok(())
}
