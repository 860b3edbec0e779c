//! Meetings in a list and in full; what convening would do.

use std::collections::{HashMap, HashSet};

use chrono::{Months, NaiveDate};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::super::entity::{agenda_item, meeting, meeting_break};
use super::super::model::{
    AgendaKind, AgendaRow, BallotForm, BallotRow, BallotStatus, Convene, ConvenePreview, Credentials, ItemResult,
    LeftOut, LeftOutRow, MeetingBreak, MeetingDetail, MeetingFilter, MeetingKind, MeetingMay, MeetingNamed, MeetingRow,
    MeetingRule, MeetingStatus, MeetingWarning, RuleBase, SeatKind, Step, UnitSeats, needed, notice_until,
};
use super::super::words::{self, Chosen};
use super::ballots::{agenda_of, rows_of};
use super::rules::unpacked;
use super::{declared_of, meeting_row, rule_on};
use crate::api::Nothing;
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{ItemId, MeetingId, MembershipId, UnitId};
use crate::labels::Locale;
use crate::members::{self, Voter};
use crate::organizations::{self, Tree};
use crate::session::Session;
use crate::text::name_key;

/// The rule frozen with a meeting.
///
/// # Errors
/// [`Error::Bug`] for one that the core did not write.
pub(in crate::meetings) fn frozen_rule(row: &meeting::Model) -> Result<Option<MeetingRule>> {
    let read = |text: &String| serde_json::from_str(text).map_err(|error| Error::Bug(error.to_string()));
    row.rule.as_ref().map(read).transpose()
}

/// The article by which an item of a meeting is discussed and not decided (G-01).
pub(in crate::meetings) fn unannounced(
    row: &meeting::Model,
    rule: &MeetingRule,
    item: &agenda_item::Model,
) -> Option<String> {
    let days = rule.days_of_notice(row.urgent_reason.as_deref());
    rule.unannounced(item.kind, item.added_on, row.held_on, days)
}

/// `13:00`.
pub(in crate::meetings) fn clock(minutes: i64) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// A meeting as it stands in lists.
pub(in crate::meetings) fn row_of(
    locale: Locale,
    row: &meeting::Model,
    rule: Option<&MeetingRule>,
    tree: &Tree,
    (items, decided): (i64, i64),
) -> MeetingRow {
    MeetingRow {
        id: row.id,
        version: row.version,
        kind: row.kind,
        no: row.no,
        title: row.title.clone(),
        heading: words::heading(locale, row.no, &row.title),
        unit_id: row.unit_id,
        unit: row.unit_id.and_then(|id| tree.way(id)),
        held_on: row.held_on,
        moved_from: row.moved_from,
        moved_starts: row.moved_starts.map(clock),
        moved_place: row.moved_place.clone(),
        starts: clock(row.starts),
        place: row.place.clone(),
        status: row.status,
        convened_on: row.convened_on,
        urgent_reason: row.urgent_reason.clone(),
        base_on: row.base_on,
        notice_until: rule.map(|rule| notice_until(row.held_on, rule.notice_days)),
        items,
        decided,
    }
}

/// Items of each meeting and how many of them are decided or withdrawn.
async fn counted(on: &impl ConnectionTrait) -> Result<HashMap<MeetingId, (i64, i64)>> {
    let mut found: HashMap<MeetingId, (i64, i64)> = HashMap::new();
    for row in agenda_item::Entity::find().all(on).await? {
        let count = found.entry(row.meeting_id).or_default();
        count.0 += 1;
        count.1 += i64::from(row.result.is_some() || row.withdrawn.is_some());
    }
    Ok(found)
}

/// The meetings that fit, the latest first.
///
/// # Errors
/// What the database answers.
pub async fn list(session: &Session, input: MeetingFilter) -> Result<Vec<MeetingRow>> {
    let on = session.look();
    let tree = session.kept(organizations::tree(on)).await?;
    let rows = meeting::Entity::find().order_by_desc(meeting::Column::HeldOn).all(on).await?;
    let counted = counted(on).await?;
    let wanted = name_key(input.find.as_deref().unwrap_or_default());
    let mut found = Vec::new();
    for row in rows {
        let words = [Some(&row.title), row.place.as_ref()];
        let told = words.into_iter().flatten().any(|words| name_key(words).contains(&wanted));
        let fits = input.kind.is_none_or(|kind| kind == row.kind)
            && input.status.is_none_or(|status| status == row.status)
            && (wanted.is_empty() || told);
        if !fits {
            continue;
        }
        let rule = match frozen_rule(&row)? {
            Some(rule) => Some(rule),
            None => rule_on(on, row.kind, row.held_on).await?,
        };
        let counts = counted.get(&row.id).copied().unwrap_or_default();
        found.push(row_of(session.locale, &row, rule.as_ref(), &tree, counts));
    }
    Ok(found)
}

/// A meeting in full.
///
/// # Errors
/// [`Error::Missing`].
pub async fn meeting(session: &Session, input: MeetingNamed) -> Result<MeetingDetail> {
    let on = session.look();
    let row = meeting_row(on, input.id).await?;
    let tree = session.kept(organizations::tree(on)).await?;
    let rule = match frozen_rule(&row)? {
        Some(rule) => Some(rule),
        None => rule_on(on, row.kind, row.held_on).await?,
    };
    let items = agenda_of(on, row.id).await?;
    let ballots = rows_of(session, on, row.id).await?;
    // One vote has one requirement: that of its ballot, before there is one that of the rule.
    let takes = |item: &agenda_item::Model| {
        let of_ballot = ballots.iter().find(|ballot| ballot.item_id == item.id && ballot.status != BallotStatus::Void);
        if let Some(ballot) = of_ballot {
            return Some(ballot.threshold.clone());
        }
        let rule = rule.as_ref().filter(|_| item.kind != AgendaKind::Report)?;
        if unannounced(&row, rule, item).is_some() {
            return None;
        }
        Some(words::decision(session.locale, rule, &rule.takes(item.kind, item.kind.usual_form())))
    };
    let agenda: Vec<AgendaRow> = items
        .into_iter()
        .map(|(item, number)| AgendaRow {
            threshold: takes(&item),
            unannounced: rule.as_ref().and_then(|rule| unannounced(&row, rule, &item)),
            result_words: match item.result {
                _ if item.withdrawn.is_some() => Some(words::said(session.locale, "meetings.result.withdrawn")),
                Some(result) => {
                    let chosen = chosen(item.kind, item.id, &ballots);
                    Some(words::item_result(session.locale, item.kind, chosen, result))
                }
                None => None,
            },
            id: item.id,
            version: item.version,
            no: item.no,
            number: words::item_number(session.locale, item.kind, number),
            kind: item.kind,
            title: item.title,
            text: item.text,
            proposer: item.proposer,
            method: item.method,
            audited: item.audited,
            result: item.result,
            result_note: item.result_note,
            withdrawn: item.withdrawn,
            added_on: item.added_on,
        })
        .collect();
    let decided = agenda.iter().filter(|item| item.result_words.is_some()).count();
    let counts = (i64::try_from(agenda.len()).unwrap_or(0), i64::try_from(decided).unwrap_or(0));
    let declared = declared_of(&row)?.map(|declared| declared.sum);
    Ok(MeetingDetail {
        meeting: row_of(session.locale, &row, rule.as_ref(), &tree, counts),
        chair: row.chair,
        clerk: row.clerk,
        // Before breaks were kept, a meeting that was adjourned and went on kept the reason of its last break.
        reason: row.reason.filter(|_| matches!(row.status, MeetingStatus::Cancelled | MeetingStatus::Adjourned)),
        note: row.note,
        quorum: rule.as_ref().map(|rule| words::quorum(session.locale, rule)),
        breaks: breaks_of(session.locale, on, row.id, rule.as_ref()).await?,
        rule,
        declared,
        declared_at: row.declared_at,
        closed_at: row.closed_at,
        agenda,
        ballots,
        steps: Step::ALL.map(|step| MeetingMay { step, may: step.fits(row.status) }).into(),
    })
}

/// The breaks of a meeting in their order.
async fn breaks_of(
    locale: Locale,
    on: &impl ConnectionTrait,
    meeting: MeetingId,
    rule: Option<&MeetingRule>,
) -> Result<Vec<MeetingBreak>> {
    let rows = meeting_break::Entity::find().filter(meeting_break::Column::MeetingId.eq(meeting));
    let mut breaks = Vec::new();
    for row in rows.order_by_asc(meeting_break::Column::No).all(on).await? {
        let sum: Option<Credentials> = row.sum.as_deref().map(unpacked).transpose()?;
        breaks.push(MeetingBreak {
            began_at: row.began_at,
            reason: row.reason,
            ended_at: row.ended_at,
            formula: rule.zip(sum).map(|(rule, sum)| words::credentials(locale, rule, &sum)),
        });
    }
    Ok(breaks)
}

/// How an item chooses persons, if it does: its certified ballot did, or without one it is an election.
fn chosen(kind: AgendaKind, item: ItemId, ballots: &[BallotRow]) -> Option<Chosen> {
    let certified = |ballot: &&BallotRow| ballot.item_id == item && ballot.status == BallotStatus::Certified;
    let of = match ballots.iter().rfind(certified) {
        Some(ballot) => Chosen { form: ballot.form, outcome: ballot.outcome },
        None if kind == AgendaKind::Election => Chosen { form: BallotForm::Election, outcome: None },
        None => return None,
    };
    Some(of).filter(|of| of.form != BallotForm::Question)
}

/// Somebody who would have a seat.
pub(in crate::meetings) struct PlannedSeat {
    /// The membership.
    pub membership_id: MembershipId,
    /// Unit: of the office, else of the member.
    pub unit: Option<UnitId>,
    /// Does not count, and why.
    pub left_out: Option<LeftOut>,
    /// The condition that leaves out.
    pub condition: Option<String>,
}

/// What convening would do.
pub(in crate::meetings) struct Planned {
    /// The rule of the day.
    pub rule: MeetingRule,
    /// Day of the notice.
    pub convened_on: NaiveDate,
    /// Day of the roster.
    pub base_on: NaiveDate,
    /// By what they have their seats.
    pub seat: SeatKind,
    /// The seats.
    pub seats: Vec<PlannedSeat>,
    /// Numbers of nobody who is a member on the base date.
    pub unknown: Vec<(usize, String)>,
    /// All members of the base date, for the figures by unit.
    voters: Vec<Voter>,
    /// The notice is late.
    pub late: bool,
}

/// Work out a convening (G-01, G-02): who has a seat on the base date, and whom the rule leaves out.
///
/// # Errors
/// `rule_missing`, `date_future`, `after_meeting`.
pub(in crate::meetings) async fn plan(
    on: &impl ConnectionTrait,
    tree: &Tree,
    row: &meeting::Model,
    input: &Convene,
    today: NaiveDate,
) -> Result<Planned> {
    let convened_on = input.convened_on.unwrap_or(today);
    let base_on = input.base_on.unwrap_or(convened_on.min(today));
    for (field, day) in [("convened_on", convened_on), ("base_on", base_on)] {
        if day > today {
            return Err(Error::invalid(field, "date_future"));
        }
        if day > row.held_on {
            let about = serde_json::json!({ "day": row.held_on });
            let field = field.to_owned();
            return Err(Error::Invalid(vec![FieldProblem { field, code: "after_meeting".into(), about }]));
        }
    }
    let rule = rule_on(on, row.kind, row.held_on).await?;
    let rule = rule.ok_or_else(|| Error::refused("rule_missing", serde_json::json!({ "title": row.title })))?;
    let voters = members::voters(on, base_on).await?;
    let within = |unit: Option<UnitId>| match row.unit_id.and_then(|id| tree.get(id)) {
        None => true,
        Some(top) => unit.and_then(|id| tree.get(id)).is_some_and(|unit| unit.path.starts_with(&top.path)),
    };
    let mut unknown = Vec::new();
    let wanted: Option<HashMap<MembershipId, Option<UnitId>>> = if input.numbers.is_empty() {
        match rule.base {
            RuleBase::Members => None,
            RuleBase::Delegates | RuleBase::Committee => {
                Some(members::holders(on, &rule.offices, base_on).await?.into_iter().collect())
            }
        }
    } else {
        let numbers: Vec<String> = input.numbers.iter().map(|number| number.trim().to_owned()).collect();
        let found = members::memberships_numbered(on, &numbers).await?;
        let known: HashSet<MembershipId> = voters.iter().map(|voter| voter.id).collect();
        let mut wanted = HashMap::new();
        for (n, number) in numbers.iter().enumerate().filter(|(_, number)| !number.is_empty()) {
            match found.get(number).filter(|id| known.contains(id)) {
                Some(id) => drop(wanted.insert(*id, None)),
                None => unknown.push((n, number.clone())),
            }
        }
        Some(wanted)
    };
    let mut seats = Vec::new();
    for voter in &voters {
        let office = match &wanted {
            None => None,
            Some(wanted) => match wanted.get(&voter.id) {
                None => continue,
                Some(unit) => *unit,
            },
        };
        let unit = office.or(voter.unit);
        if !within(unit) && !within(voter.unit) {
            continue;
        }
        let away = voter.conditions.iter().find(|(kind, marked)| rule.leaves_out(*kind, *marked));
        let left_out = match away {
            _ if !voter.votes => Some(LeftOut::NoVote),
            Some(_) => Some(LeftOut::Condition),
            None => None,
        };
        let condition = away.filter(|_| left_out == Some(LeftOut::Condition)).map(|(kind, _)| kind.code());
        seats.push(PlannedSeat { membership_id: voter.id, unit, left_out, condition });
    }
    let seat = match rule.base {
        RuleBase::Members => SeatKind::Member,
        RuleBase::Delegates => SeatKind::Delegate,
        RuleBase::Committee => SeatKind::Officer,
    };
    let late = convened_on > notice_until(row.held_on, rule.notice_days);
    Ok(Planned { rule, convened_on, base_on, seat, seats, unknown, voters, late })
}

/// What convening would do, without doing it.
///
/// # Errors
/// [`Error::Missing`]; `rule_missing`, `date_future`, `after_meeting`.
pub async fn preview_convene(session: &Session, input: Convene) -> Result<ConvenePreview> {
    let on = session.look();
    let row = meeting_row(on, input.id).await?;
    let tree = session.kept(organizations::tree(on)).await?;
    let planned = plan(on, &tree, &row, &input, session.today()).await?;
    let out: Vec<&PlannedSeat> = planned.seats.iter().filter(|seat| seat.left_out.is_some()).collect();
    let ids: Vec<MembershipId> = out.iter().map(|seat| seat.membership_id).collect();
    let names = members::named_members(on, &ids).await?;
    let left_out = out
        .iter()
        .filter_map(|seat| {
            let named = names.get(&seat.membership_id)?;
            Some(LeftOutRow {
                member_no: named.member_no.clone(),
                name: named.name.clone(),
                why: seat.left_out?,
                condition: seat.condition.clone(),
            })
        })
        .collect();
    let base = planned.seats.iter().filter(|seat| seat.left_out.is_none()).count();
    let base = i64::try_from(base).unwrap_or(i64::MAX);
    let rule = &planned.rule;
    Ok(ConvenePreview {
        quorum: words::quorum(session.locale, rule),
        convened_on: planned.convened_on,
        base_on: planned.base_on,
        notice_until: notice_until(row.held_on, rule.notice_days),
        urgent_until: rule.urgent_days.map(|days| notice_until(row.held_on, days)),
        late: planned.late,
        base,
        needed: needed(rule.comparator, rule.num, rule.den, base),
        left_out,
        unknown: planned.unknown.iter().map(|(_, number)| number.clone()).collect(),
        units: by_unit(&tree, &planned),
        rule: planned.rule,
    })
}

/// Seats by unit, with the members in the unit and below it, and the delegates that the rule allots.
fn by_unit(tree: &Tree, planned: &Planned) -> Vec<UnitSeats> {
    let mut seats: HashMap<Option<UnitId>, i64> = HashMap::new();
    for seat in planned.seats.iter().filter(|seat| seat.left_out.is_none()) {
        *seats.entry(seat.unit).or_default() += 1;
    }
    let members = |unit: Option<UnitId>| {
        let Some(top) = unit.and_then(|id| tree.get(id)) else {
            return planned.voters.iter().filter(|voter| voter.unit.is_none()).count();
        };
        let beneath = |voter: &&Voter| {
            voter.unit.and_then(|id| tree.get(id)).is_some_and(|unit| unit.path.starts_with(&top.path))
        };
        planned.voters.iter().filter(beneath).count()
    };
    let mut rows: Vec<(String, UnitSeats)> = seats
        .into_iter()
        .map(|(unit, seats)| {
            let members = i64::try_from(members(unit)).unwrap_or(i64::MAX);
            let per = planned.rule.members_per_delegate.filter(|per| *per > 0);
            let allotted = per.map(|per| members / per + i64::from(members % per > 0));
            let path = unit.and_then(|id| tree.get(id)).map(|unit| unit.path.clone()).unwrap_or_default();
            (path, UnitSeats { unit: unit.and_then(|id| tree.way(id)), seats, members, allotted })
        })
        .collect();
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// What the union's year lacks (G-06): a regular congress within twelve months of the last, and a settlement with the
/// certificate of its auditor. Of a union that has noted neither rule nor congress nothing is known.
///
/// # Errors
/// What the database answers.
pub async fn warnings(session: &Session, _input: Nothing) -> Result<Vec<MeetingWarning>> {
    let on = session.look();
    let congresses = meeting::Entity::find()
        .filter(meeting::Column::Kind.eq(MeetingKind::RegularCongress))
        .filter(meeting::Column::UnitId.is_null())
        .order_by_desc(meeting::Column::HeldOn)
        .all(on)
        .await?;
    let Some(last) = congresses.iter().find(|row| row.status.took_place()) else { return Ok(Vec::new()) };
    let today = session.today();
    let due = last.held_on.checked_add_months(Months::new(12)).unwrap_or(last.held_on);
    let next = congresses
        .iter()
        // One whose day is gone without having taken place is none.
        .filter(|row| row.held_on > last.held_on && row.held_on >= today)
        .filter(|row| !matches!(row.status, MeetingStatus::Cancelled | MeetingStatus::NotQuorate))
        .map(|row| row.held_on)
        .min();
    let mut found = Vec::new();
    let warning = |code: &str| MeetingWarning { code: code.to_owned(), last_on: Some(last.held_on), due_on: Some(due) };
    if next.is_none_or(|next| next > due) && (today > due || next.is_some()) {
        found.push(warning("congress_late"));
    }
    // The year's settlement is that of the last twelve months.
    let since = today.checked_sub_months(Months::new(12)).unwrap_or(today);
    let within: Vec<MeetingId> = meeting::Entity::find()
        .filter(meeting::Column::HeldOn.gt(since))
        .filter(meeting::Column::UnitId.is_null())
        .all(on)
        .await?
        .into_iter()
        .filter(|row| row.status.took_place())
        .map(|row| row.id)
        .collect();
    let audited = agenda_item::Entity::find()
        .filter(agenda_item::Column::MeetingId.is_in(within))
        .filter(agenda_item::Column::Kind.eq(AgendaKind::Settlement))
        .filter(agenda_item::Column::Audited.eq(true))
        .filter(agenda_item::Column::Result.is_in([ItemResult::Adopted, ItemResult::Amended]))
        .one(on)
        .await?;
    if audited.is_none() {
        found.push(warning("audit_missing"));
    }
    Ok(found)
}
