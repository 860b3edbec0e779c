//! The own cases, and who calls.

use std::collections::HashMap;

use sea_orm::sea_query::Query as Sql;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::entity::{case_assignment, case_due, counsel_case};
use super::super::keys::open_room;
use super::super::model::{
    CaseDueKind, CaseDueWhen, CaseFilter, CaseList, CasePart, CaseRow, FindCaller, Head, MemberCalling,
};
use super::day::{UNDER_WAY, last_of_week};
use super::{heads, themes_of, under_way};
use crate::error::{Error, Result};
use crate::find::{Keys, Query};
use crate::ids::{CaseId, PersonId, UnitId};
use crate::members;
use crate::organizations::{self, Tree};
use crate::session::Session;
use crate::text::{name_key, number_key, order_key};

/// Parts with which a case is one's own.
pub(super) const OWN: [CasePart; 3] = [CasePart::Receiver, CasePart::Primary, CasePart::Second];

/// The own cases, the newest number first. A name is looked for in memory: no index knows who has a case.
///
/// # Errors
/// What the database answers.
pub async fn my_cases(session: &Session, input: CaseFilter) -> Result<CaseList> {
    let on = session.look();
    let own = Sql::select()
        .column(case_assignment::Column::CaseId)
        .from(case_assignment::Entity)
        .and_where(case_assignment::Column::OfficerId.eq(session.officer()))
        .and_where(case_assignment::Column::Ended.eq(false))
        .and_where(case_assignment::Column::Part.is_in(OWN))
        .to_owned();
    let mut query = counsel_case::Entity::find().filter(counsel_case::Column::Id.in_subquery(own));
    if input.expired {
        query = query
            .filter(counsel_case::Column::RetentionUntil.lt(session.today()))
            .filter(counsel_case::Column::ErasedOn.is_null());
    } else if !input.status.is_empty() {
        query = query.filter(counsel_case::Column::Status.is_in(input.status.iter().copied()));
    } else if !input.all {
        query = query.filter(counsel_case::Column::Status.is_in(UNDER_WAY));
    }
    if let Some(step) = input.step {
        query = query.filter(counsel_case::Column::Step.eq(step));
    }
    if let Some(when) = input.due {
        query = query.filter(due_when(session, when, &under_way(session).await?.contacts));
    }
    if let Some(theme) = input.theme {
        query = query.filter(counsel_case::Column::Themes.contains(format!("\"{}\"", theme.code())));
    }
    let query = query.order_by_desc(counsel_case::Column::CaseNo);
    let limit = input.limit.unwrap_or(50).clamp(1, 200);
    let typed = input.find.as_deref().map(str::trim).filter(|typed| !typed.is_empty());
    let (ids, total): (Vec<CaseId>, u64) = match typed {
        None => {
            let total = query.clone().count(on).await?;
            let page = query.offset(u64::from(input.offset)).limit(u64::from(limit));
            (page.select_only().column(counsel_case::Column::Id).into_tuple().all(on).await?, total)
        }
        Some(typed) => {
            let all: Vec<(CaseId, String)> = query
                .select_only()
                .column(counsel_case::Column::Id)
                .column(counsel_case::Column::CaseNo)
                .into_tuple()
                .all(on)
                .await?;
            let ids: Vec<CaseId> = all.iter().map(|(id, _)| *id).collect();
            let heads = heads(session, &ids).await?;
            let (folded, upper) = (Query::fold(typed), typed.to_uppercase());
            let fits = |(id, no): &&(CaseId, String)| {
                let head = heads.get(id).and_then(|(_, head)| head.as_ref());
                no.ends_with(&upper) || head.is_some_and(|head| says(head, &folded))
            };
            let found: Vec<CaseId> = all.iter().filter(fits).map(|(id, _)| *id).collect();
            let total = found.len() as u64;
            let from = input.offset as usize;
            (found.into_iter().skip(from).take(limit as usize).collect(), total)
        }
    };
    let rows = rows(session, &ids).await?;
    Ok(CaseList { rows, total: i64::try_from(total).unwrap_or(i64::MAX) })
}

/// Cases with a date like this on the officer's own list that is still to be done, or where somebody in danger is to be reached.
fn due_when(session: &Session, when: CaseDueWhen, danger: &HashMap<CaseId, chrono::NaiveDate>) -> Condition {
    let today = session.today();
    let in_danger = |wanted: &dyn Fn(chrono::NaiveDate) -> bool| -> Vec<CaseId> {
        danger.iter().filter(|(_, on)| wanted(**on)).map(|(id, _)| *id).collect()
    };
    let mut dues = Sql::select();
    dues.column(case_due::Column::CaseId)
        .from(case_due::Entity)
        .and_where(case_due::Column::OfficerId.eq(session.officer()))
        .and_where(case_due::Column::DoneOn.is_null());
    match when {
        CaseDueWhen::Late => dues.and_where(case_due::Column::DueOn.lt(today)),
        CaseDueWhen::Today => dues.and_where(case_due::Column::DueOn.eq(today)),
        CaseDueWhen::Week => dues
            .and_where(case_due::Column::DueOn.gt(today))
            .and_where(case_due::Column::DueOn.lte(last_of_week(today))),
        CaseDueWhen::Nothing => {
            return Condition::all()
                .add(counsel_case::Column::Id.not_in_subquery(dues))
                .add(counsel_case::Column::Id.is_not_in(in_danger(&|_| true)));
        }
    };
    let too = match when {
        CaseDueWhen::Late => in_danger(&|on| on < today),
        CaseDueWhen::Today => in_danger(&|on| on >= today),
        CaseDueWhen::Week | CaseDueWhen::Nothing => Vec::new(),
    };
    Condition::any().add(counsel_case::Column::Id.in_subquery(dues)).add(counsel_case::Column::Id.is_in(too))
}

fn says(head: &Head, typed: &Query) -> bool {
    let name = name_key(&head.name);
    let kana = order_key(head.kana.as_deref().unwrap_or_default(), &head.name);
    let number = number_key(head.member_no.as_deref().unwrap_or_default());
    typed.matches(&Keys { names: &[&name], kana_key: &kana, numbers: &[&number] })
}

async fn rows(session: &Session, ids: &[CaseId]) -> Result<Vec<CaseRow>> {
    let on = session.look();
    let mut heads = heads(session, ids).await?;
    let parts = case_assignment::Entity::find()
        .filter(case_assignment::Column::CaseId.is_in(ids.iter().copied()))
        .filter(case_assignment::Column::OfficerId.eq(session.officer()))
        .filter(case_assignment::Column::Ended.eq(false))
        .all(on)
        .await?;
    let parts: HashMap<CaseId, CasePart> = parts.into_iter().map(|row| (row.case_id, row.part)).collect();
    let mut next: HashMap<CaseId, (chrono::NaiveDate, CaseDueKind)> = HashMap::new();
    let dues = case_due::Entity::find()
        .filter(case_due::Column::CaseId.is_in(ids.iter().copied()))
        .filter(case_due::Column::DoneOn.is_null())
        .order_by_asc(case_due::Column::DueOn)
        .all(on)
        .await?;
    for due in dues {
        next.entry(due.case_id).or_insert((due.due_on, due.kind));
    }
    let persons: Vec<PersonId> =
        heads.values().filter_map(|(_, head)| head.as_ref().and_then(|head| head.person_id)).collect();
    let (units, tree) = (members::units_of(on, &persons, session.today()).await?, organizations::tree(on).await?);
    Ok(ids
        .iter()
        .filter_map(|id| {
            let (row, head) = heads.remove(id)?;
            let head = head.unwrap_or_default();
            let unit = head.person_id.and_then(|person| units.get(&person));
            let danger = head.contact_due(row.status).map(|on| (on, CaseDueKind::Contact));
            let next = danger.into_iter().chain(next.get(id).copied()).min_by_key(|(on, _)| *on);
            Some(CaseRow {
                id: row.id,
                version: row.version,
                case_no: row.case_no,
                anonymous: row.person_tag.is_none(),
                name: head.name,
                kana: head.kana,
                member_no: head.member_no,
                unit: unit.map(|unit| place_in(&tree, *unit)),
                part: parts.get(id).copied().unwrap_or(CasePart::Receiver),
                status: row.status,
                step: row.step,
                channel: row.channel,
                themes: themes_of(&row.themes),
                opened_on: row.opened_on,
                closed_on: row.closed_on,
                retention_until: row.retention_until,
                crisis: head.crisis_on.is_some(),
                next_on: next.map(|(on, _)| on),
                next_kind: next.map(|(_, kind)| kind),
            })
        })
        .collect())
}

/// A unit with those above it, from the top.
fn place_in(tree: &Tree, unit: UnitId) -> String {
    let mut labels: Vec<&str> = tree.above(unit).map(|node| node.label.as_str()).collect();
    labels.reverse();
    labels.extend(tree.get(unit).map(|node| node.label.as_str()).filter(|own| labels.last() != Some(own)));
    labels.join(" ")
}

/// Who calls: somebody of the roster by number, whole name or whole reading, and whether a case of theirs is under way.
///
/// # Errors
/// As [`open_room`]; `required`.
pub async fn find_member(session: &Session, input: FindCaller) -> Result<Vec<MemberCalling>> {
    if input.member.trim().is_empty() {
        return Err(Error::invalid("member", "required"));
    }
    let on = session.look();
    let room = open_room(session, on).await?;
    let (tree, merged) = (organizations::tree(on).await?, members::merged(on).await?);
    let mut found = Vec::new();
    for known in members::known_as(on, &input.member, session.today()).await? {
        let cases = counsel_case::Entity::find()
            .filter(counsel_case::Column::PersonTag.is_in(room.tags(known.id, &merged)))
            .filter(counsel_case::Column::Status.is_in(UNDER_WAY))
            .order_by_asc(counsel_case::Column::CaseNo)
            .all(on)
            .await?;
        found.push(MemberCalling {
            person_id: known.id,
            name: known.name,
            kana: known.kana,
            member_no: known.member_no,
            unit: known.unit.map(|unit| place_in(&tree, unit)),
            in_force: known.in_force,
            cases: cases.into_iter().map(|row| row.case_no).collect(),
        });
    }
    Ok(found)
}
