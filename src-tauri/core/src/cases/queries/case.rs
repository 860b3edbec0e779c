//! One case, opened.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::super::entity::{
    case_access, case_action, case_assignment, case_consent, case_draft, case_due, case_goal, case_note, case_referral,
    case_session, counsel_case,
};
use super::super::keys::{OpenCase, open_case};
use super::super::model::{
    CaseAccessRow, CaseActionRow, CaseConsentRow, CaseConsentScope, CaseDetail, CaseDraftRow, CaseDueKind, CaseDueRow,
    CaseEvent, CaseGoalRow, CaseNamed, CaseNoteRow, CaseNoteWords, CasePartRow, CaseReferralRow, CaseSessionRow,
    CaseWhyNot, ConsentState, ConsentWords, Head, ReferralWords, Said, check_follow_up, check_reopen, is_locked,
};
use super::{agreed, consent_of, room_months, said, taken, themes_of};
use crate::error::Result;
use crate::ids::OfficerId;
use crate::members;
use crate::officers;
use crate::organizations;
use crate::session::Session;
use crate::support;

type Names = HashMap<OfficerId, String>;

fn name(names: &Names, id: OfficerId) -> String {
    names.get(&id).cloned().unwrap_or_default()
}

/// A case in which the officer at the desk counsels; for everybody else it is not there (C-04).
///
/// # Errors
/// As [`open_case`].
pub async fn case(session: &Session, input: CaseNamed) -> Result<CaseDetail> {
    let case = open_case(session, session.look(), input.case_id, input.version).await?;
    detail(session, &case).await
}

/// What may happen next and cannot yet, by the rules that the verbs ask.
async fn why_not(session: &Session, case: &OpenCase, record: ConsentState) -> Result<Vec<CaseWhyNot>> {
    let (row, on) = (&case.row, session.look());
    let (agreed, taken) = (agreed(on, row.id).await?, taken(on, row.id).await?);
    let no = |event: CaseEvent| match event {
        CaseEvent::Activate => row.status.may_note(record == ConsentState::Holds).err(),
        CaseEvent::FollowUp => check_follow_up(agreed).err(),
        CaseEvent::Close | CaseEvent::Decline | CaseEvent::ReferOut => case.head.may_end(row.status).err(),
        CaseEvent::Reopen => {
            check_reopen(taken, row.closed_on, session.today()).and_then(|()| record.may_begin()).err()
        }
        _ => None,
    };
    let events = row.status.events().into_iter();
    Ok(events.filter_map(|event| Some(CaseWhyNot { event, code: no(event)?.code().to_owned() })).collect())
}

/// Everything of a case that was opened.
pub(in crate::cases) async fn detail(session: &Session, case: &OpenCase) -> Result<CaseDetail> {
    let (on, names) = (session.look(), officers::names(session).await?);
    let (row, head) = (&case.row, &case.head);
    let record = consent_of(on, row.id, CaseConsentScope::Record).await?;
    let tree = organizations::tree(on).await?;
    let previous = match row.previous_case_id {
        Some(id) => counsel_case::Entity::find_by_id(id).one(on).await?.map(|row| row.case_no),
        None => None,
    };
    Ok(CaseDetail {
        id: row.id,
        version: row.version,
        case_no: row.case_no.clone(),
        person_id: head.person_id,
        name: head.name.clone(),
        kana: head.kana.clone(),
        member_no: head.member_no.clone(),
        contact: head.contact.clone(),
        about: head.about.clone(),
        anonymous: head.person_id.is_none(),
        objects_workplace: head.objects_workplace,
        health: head.health,
        crisis_on: head.crisis_on,
        crisis_done: head.crisis_done.clone(),
        roster: roster(session, head).await?,
        reasons: head.reasons.clone(),
        channel: row.channel,
        status: row.status,
        step: row.step,
        events: row.status.events(),
        outcomes: row.status.outcomes(),
        why_not: why_not(session, case, record).await?,
        why_not_note: row.status.may_note(record == ConsentState::Holds).err().map(|error| error.code().to_owned()),
        said_no: record == ConsentState::Refused,
        themes: themes_of(&row.themes),
        opened_on: row.opened_on,
        activated_on: row.activated_on,
        paused_until: row.paused_until,
        follow_up_on: row.follow_up_on,
        closed_on: row.closed_on,
        outcome: row.outcome,
        retention_until: row.retention_until,
        unit_id: row.unit_id,
        unit: row.unit_id.and_then(|unit| tree.get(unit)).map(|node| node.label.clone()),
        previous_case_id: row.previous_case_id,
        previous_case_no: previous,
        parts: parts(session, case, &names).await?,
        notice_months: room_months(on).await?,
        consents: consents(session, case).await?,
        sessions: sessions(session, case, &names).await?,
        notes: notes(session, case, &names).await?,
        goals: goals(session, case).await?,
        actions: actions(session, case).await?,
        referrals: referrals(session, case).await?,
        dues: dues(session, case).await?,
        drafts: drafts(session, case).await?,
        readings: readings(session, case, &names).await?,
    })
}

/// What happened in the roster to the person of a case.
async fn roster(session: &Session, head: &Head) -> Result<Option<String>> {
    let Some(id) = head.person_id else { return Ok(None) };
    let said = match members::known(session.look(), id, session.today()).await? {
        None => Some("erased"),
        Some(known) if known.erased => Some("erased"),
        Some(known) if known.id != id => Some("merged"),
        Some(known) if !known.in_force => Some("left"),
        Some(_) => None,
    };
    Ok(said.map(str::to_owned))
}

async fn parts(session: &Session, case: &OpenCase, names: &Names) -> Result<Vec<CasePartRow>> {
    let rows = case_assignment::Entity::find()
        .filter(case_assignment::Column::CaseId.eq(case.row.id))
        .order_by_asc(case_assignment::Column::Ended)
        .order_by_desc(case_assignment::Column::Id)
        .all(session.look())
        .await?;
    let rows = rows.into_iter().map(|row| CasePartRow {
        officer: row.officer_id,
        name: name(names, row.officer_id),
        part: row.part,
        from_on: row.from_on,
        to_on: row.to_on,
        ended: row.ended,
    });
    Ok(rows.collect())
}

async fn consents(session: &Session, case: &OpenCase) -> Result<Vec<CaseConsentRow>> {
    let rows = case_consent::Entity::find()
        .filter(case_consent::Column::CaseId.eq(case.row.id))
        .order_by_desc(case_consent::Column::ExplainedOn)
        .order_by_desc(case_consent::Column::Id)
        .all(session.look())
        .await?;
    let all: Vec<Said> = rows.iter().map(said).collect();
    rows.into_iter()
        .zip(&all)
        .map(|(row, said)| {
            let words: ConsentWords = case.open("consent", row.id.0, 1, row.author_id, &row.words)?;
            Ok(CaseConsentRow {
                id: row.id,
                version: row.version,
                explained_on: row.explained_on,
                notice_version: row.notice_version,
                scope: said.scope.clone(),
                holds: said.scope.iter().copied().filter(|scope| said.holds(&all, *scope)).collect(),
                accepted: row.accepted,
                method: row.method,
                withdrawn_on: row.withdrawn_on,
                witness: words.witness,
                note: words.note,
            })
        })
        .collect()
}

async fn sessions(session: &Session, case: &OpenCase, names: &Names) -> Result<Vec<CaseSessionRow>> {
    let rows = case_session::Entity::find()
        .filter(case_session::Column::CaseId.eq(case.row.id))
        .order_by_desc(case_session::Column::HeldOn)
        .order_by_desc(case_session::Column::Id)
        .all(session.look())
        .await?;
    let rows = rows.into_iter().map(|row| CaseSessionRow {
        id: row.id,
        held_on: row.held_on,
        minutes: row.minutes,
        mode: row.mode,
        step_after: row.step_after,
        officer_name: name(names, row.officer_id),
    });
    Ok(rows.collect())
}

async fn notes(session: &Session, case: &OpenCase, names: &Names) -> Result<Vec<CaseNoteRow>> {
    let rows = case_note::Entity::find()
        .filter(case_note::Column::CaseId.eq(case.row.id))
        .order_by_desc(case_note::Column::No)
        .all(session.look())
        .await?;
    let now = session.now();
    rows.into_iter()
        .map(|row| {
            let words: CaseNoteWords = case.open("note", row.id.0, row.revision, row.author_id, &row.words)?;
            Ok(CaseNoteRow {
                id: row.id,
                version: row.version,
                no: row.no,
                session_id: row.session_id,
                amends_id: row.amends_id,
                kind: row.kind,
                author: row.author_id,
                author_name: name(names, row.author_id),
                saved_at: row.saved_at,
                revision: row.revision,
                locked: is_locked(row.saved_at, now),
                words,
            })
        })
        .collect()
}

async fn goals(session: &Session, case: &OpenCase) -> Result<Vec<CaseGoalRow>> {
    let rows = case_goal::Entity::find()
        .filter(case_goal::Column::CaseId.eq(case.row.id))
        .order_by_asc(case_goal::Column::Id)
        .all(session.look())
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(CaseGoalRow {
                text: case.open("goal", row.id.0, row.revision, row.author_id, &row.words)?,
                id: row.id,
                version: row.version,
                theme: row.theme,
                horizon: row.horizon,
                set_on: row.set_on,
                achieved_on: row.achieved_on,
                dropped_on: row.dropped_on,
            })
        })
        .collect()
}

async fn actions(session: &Session, case: &OpenCase) -> Result<Vec<CaseActionRow>> {
    let rows = case_action::Entity::find()
        .filter(case_action::Column::CaseId.eq(case.row.id))
        .order_by_asc(case_action::Column::Id)
        .all(session.look())
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(CaseActionRow {
                text: case.open("action", row.id.0, row.revision, row.author_id, &row.words)?,
                id: row.id,
                version: row.version,
                goal_id: row.goal_id,
                who: row.who,
                state: row.state,
                due_on: row.due_on,
                done_on: row.done_on,
            })
        })
        .collect()
}

async fn referrals(session: &Session, case: &OpenCase) -> Result<Vec<CaseReferralRow>> {
    let rows = case_referral::Entity::find()
        .filter(case_referral::Column::CaseId.eq(case.row.id))
        .order_by_desc(case_referral::Column::HandedOn)
        .order_by_desc(case_referral::Column::Id)
        .all(session.look())
        .await?;
    let mut shown = Vec::new();
    for row in rows {
        let words: ReferralWords = case.open("referral", row.id.0, row.revision, row.author_id, &row.words)?;
        let listed = support::name_listed(session.look(), row.scheme_id, row.community_id).await?;
        shown.push(CaseReferralRow {
            id: row.id,
            version: row.version,
            scheme_id: row.scheme_id,
            community_id: row.community_id,
            target: words.target.or(listed).unwrap_or_default(),
            handed_on: row.handed_on,
            items: words.items,
            note: words.note,
            result: row.result,
            result_on: row.result_on,
            why: words.why,
        });
    }
    Ok(shown)
}

async fn dues(session: &Session, case: &OpenCase) -> Result<Vec<CaseDueRow>> {
    let rows = case_due::Entity::find()
        .filter(case_due::Column::CaseId.eq(case.row.id))
        .order_by_asc(case_due::Column::DueOn)
        .order_by_asc(case_due::Column::Id)
        .all(session.look())
        .await?;
    let danger = case.head.contact_due(case.row.status).map(|on| CaseDueRow {
        id: None,
        kind: CaseDueKind::Contact,
        due_on: on,
        done_on: None,
        officer: session.officer(),
        about_id: None,
    });
    let rows = rows.into_iter().map(|row| CaseDueRow {
        id: Some(row.id),
        kind: row.kind,
        due_on: row.due_on,
        done_on: row.done_on,
        officer: row.officer_id,
        about_id: row.about_id,
    });
    Ok(danger.into_iter().chain(rows).collect())
}

async fn drafts(session: &Session, case: &OpenCase) -> Result<Vec<CaseDraftRow>> {
    let rows = case_draft::Entity::find()
        .filter(case_draft::Column::CaseId.eq(case.row.id))
        .filter(case_draft::Column::OfficerId.eq(session.officer()))
        .order_by_desc(case_draft::Column::UpdatedAt)
        .all(session.look())
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(CaseDraftRow {
                content: case.open("draft", row.id.0, row.revision, row.officer_id, &row.words)?,
                case_id: Some(row.case_id),
                case_no: Some(case.row.case_no.clone()),
                place: row.place,
                at: row.updated_at,
            })
        })
        .collect()
}

async fn readings(session: &Session, case: &OpenCase, names: &Names) -> Result<Vec<CaseAccessRow>> {
    let rows = case_access::Entity::find()
        .filter(case_access::Column::CaseId.eq(case.row.id))
        .order_by_desc(case_access::Column::Id)
        .all(session.look())
        .await?;
    let rows = rows.into_iter().map(|row| CaseAccessRow {
        read_on: row.read_on,
        name: name(names, row.officer_id),
        part: row.part,
    });
    Ok(rows.collect())
}
