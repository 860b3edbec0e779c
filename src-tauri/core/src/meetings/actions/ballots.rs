//! Ballots: prepared, opened, papers given out, closed. The roll says who was given a paper and nothing else (B-03).

use std::collections::HashSet;

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::entity::{agenda_item, ballot, ballot_candidate, ballot_roll, meeting, meeting_entitlement};
use super::super::model::{
    AddBallot, BallotForm, BallotMethod, BallotOutcome, BallotStatus, BallotStep, BallotVenue, IssuePapers, Issued,
    MajorityBase, MeetingStatus, NewCandidate, RuleBase, RunOff, VoidBallot,
};
use super::super::queries::{LoadedBallot, Names, frozen_rule, load, load_ballot, meeting_row, place_of};
use crate::api::Nothing;
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{BallotId, CandidateId, EntitlementId, MembershipId, RollId};
use crate::labels::{Locale, sentence, word};
use crate::members;
use crate::ops::Change;
use crate::session::Session;
use crate::text::name_key;

use super::{announced, quorate, stands};

/// Prepare a vote on an item of a meeting that was convened: what it takes is that of the rule frozen with the meeting.
///
/// # Errors
/// [`Error::Invalid`] with the fields, `not_a_member` and `candidate_name` at candidates; `ballot_exists` while another ballot on
/// the item is not void; `item_withdrawn`; `item_unannounced` for one that the rules keep from a vote; `not_all_members` where the
/// rule asks for all members and not all of them have a seat; `meeting_step`.
pub async fn add_ballot(session: &Session, input: AddBallot) -> Result<BallotId> {
    let mut change = session.change("meetings", "add_ballot").await?;
    let item = agenda_item::Entity::find_by_id(input.item_id).one(change.on()).await?;
    let item = item.ok_or(Error::Missing { what: "agenda_item" })?;
    let meeting = meeting_row(change.on(), item.meeting_id).await?;
    if !meeting.status.takes_people() {
        return Err(step_of(&meeting));
    }
    stands(&item)?;
    announced(&meeting, &item)?;
    let rule = frozen_rule(&meeting)?.ok_or_else(|| step_of(&meeting))?;
    let others = ballot::Entity::find()
        .filter(ballot::Column::ItemId.eq(item.id))
        .filter(ballot::Column::Status.ne(BallotStatus::Void))
        .one(change.on())
        .await?;
    if others.is_some() {
        return Err(Error::refused("ballot_exists", json!({ "title": item.title })));
    }
    let (form, seats, marks, input) = input.checked(item.kind, item.method)?;
    let takes = rule.takes(item.kind, form);
    fits(takes.base, rule.base, &item)?;
    let row = ballot::ActiveModel {
        id: Set(BallotId::new()),
        item_id: Set(item.id),
        round: Set(1),
        form: Set(form),
        method: Set(item.method),
        venue: Set(input.venue.unwrap_or(BallotVenue::AtMeeting)),
        question: Set(input.question.clone()),
        seats: Set(seats),
        marks: Set(marks),
        base: Set(takes.base),
        num: Set(takes.num),
        den: Set(takes.den),
        comparator: Set(takes.comparator),
        tie_break: Set(rule.tie_break),
        article: Set(takes.article),
        status: Set(BallotStatus::Prepared),
        ..Default::default()
    };
    let id = BallotId(change.insert::<ballot::Entity>(row).await?);
    candidates(&mut change, id, &input.candidates).await?;
    if let Some(reason) = input.reason.filter(|_| form != BallotForm::Question) {
        // The minutes say why persons are chosen otherwise than in secret (G-05).
        let said = sentence(Locale::Ja, "meetings.ballot.not_secret", &json!({ "reason": reason }));
        let open = item.method != BallotMethod::DirectSecret;
        let note = Some(said).filter(|_| open).or_else(|| item.result_note.clone());
        change.update::<agenda_item::Entity>(&item, |active| active.result_note = Set(note)).await?;
    }
    change.done(json!({ "label": item.title })).await?;
    Ok(id)
}

pub(super) fn step_of(meeting: &meeting::Model) -> Error {
    Error::refused("meeting_step", json!({ "title": meeting.title, "status": meeting.status }))
}

/// Delegates do not make a majority of all members (B-02).
fn fits(base: MajorityBase, seated: RuleBase, item: &agenda_item::Model) -> Result<()> {
    if base.fits(seated) {
        return Ok(());
    }
    Err(Error::refused("not_all_members", json!({ "title": item.title })))
}

async fn candidates(change: &mut Change<'_>, id: BallotId, all: &[NewCandidate]) -> Result<()> {
    let numbers: Vec<String> = all.iter().filter_map(|one| one.number.clone()).collect();
    let found = members::memberships_numbered(change.on(), &numbers).await?;
    let ids: Vec<MembershipId> = found.values().copied().collect();
    let names = members::named_members(change.on(), &ids).await?;
    let (mut rows, mut problems, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for (n, one) in all.iter().enumerate() {
        let member = one.number.as_ref().and_then(|number| found.get(number)).copied();
        if let Some(number) = one.number.as_ref().filter(|_| member.is_none()) {
            problems.push(FieldProblem {
                field: format!("candidates.{n}.number"),
                code: "not_a_member".into(),
                about: json!({ "number": number }),
            });
            continue;
        }
        let known = member.and_then(|id| names.get(&id)).map(|named| named.name.clone());
        // A number and a name are of one person.
        if let (Some(typed), Some(known)) = (&one.name, member.and_then(|id| names.get(&id)))
            && ![&known.name_key, &name_key(&known.name)].contains(&&name_key(typed))
        {
            problems.push(FieldProblem {
                field: format!("candidates.{n}.name"),
                code: "candidate_name".into(),
                about: json!({ "number": known.member_no, "name": known.name }),
            });
            continue;
        }
        let name = one.name.clone().or(known).unwrap_or_default();
        let twice = match member {
            Some(id) => !seen.insert(id.to_string()),
            None => !seen.insert(name_key(&name)),
        };
        if twice {
            problems.push(FieldProblem::new(&format!("candidates.{n}.number"), "entry_twice"));
            continue;
        }
        rows.push(ballot_candidate::ActiveModel {
            id: Set(CandidateId::new()),
            ballot_id: Set(id),
            no: Set(i64::try_from(n).unwrap_or(0) + 1),
            membership_id: Set(member),
            name: Set(name),
            elected: Set(false),
            ..Default::default()
        });
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    if !rows.is_empty() {
        change.insert_many::<ballot_candidate::Entity>(rows).await?;
    }
    Ok(())
}

/// A ballot that stands so.
async fn standing(
    change: &Change<'_>,
    id: BallotId,
    version: Option<i64>,
    status: &[BallotStatus],
) -> Result<LoadedBallot> {
    let loaded = load_ballot(change.on(), id).await?;
    if version.is_some_and(|version| version != loaded.ballot.version) {
        return Err(Error::Changed);
    }
    if !status.contains(&loaded.ballot.status) {
        return Err(ballot_step(&loaded));
    }
    Ok(loaded)
}

pub(super) fn ballot_step(loaded: &LoadedBallot) -> Error {
    Error::refused("ballot_step", json!({ "title": loaded.item.title, "status": loaded.ballot.status }))
}

/// Open a ballot: who may vote and who is there are frozen.
///
/// # Errors
/// `ballot_step`; `meeting_step` unless the meeting is open, or the papers are given out elsewhere; `G-03` at a meeting without a
/// quorum; `item_unannounced` and `not_all_members` as [`add_ballot`].
pub async fn open_ballot(session: &Session, input: BallotStep) -> Result<Nothing> {
    let mut change = session.change("meetings", "open_ballot").await?;
    let row = standing(&change, input.id, input.version, &[BallotStatus::Prepared]).await?;
    let loaded = load(change.on(), row.item.meeting_id).await?;
    let elsewhere = row.ballot.venue == BallotVenue::Outside && loaded.meeting.status.takes_people();
    if loaded.meeting.status != MeetingStatus::Open && !elsewhere {
        return Err(step_of(&loaded.meeting));
    }
    announced(&loaded.meeting, &row.item)?;
    if row.ballot.venue == BallotVenue::AtMeeting {
        quorate(&loaded)?;
    }
    if row.ballot.round == 1 {
        fits(row.ballot.base, loaded.rule()?.base, &row.item)?;
    }
    let sum = loaded.credentials();
    let secret = row.ballot.method == BallotMethod::DirectSecret;
    let now = session.now();
    change
        .update::<ballot::Entity>(&row.ballot, |active| {
            active.status = Set(BallotStatus::Open);
            active.opened_at = Set(Some(now));
            active.entitled = Set(Some(loaded.voters(&row.said())));
            // In a direct ballot nobody votes by proxy (G-05).
            active.present = Set(Some(if secret { sum.there() } else { sum.counted }));
            active.available = Set((!secret).then_some(sum.counted));
        })
        .await?;
    change.done(json!({ "label": row.item.title })).await?;
    Ok(Nothing {})
}

/// Give out papers of a secret ballot: once to a seat, at the meeting only to who is there; in a delegate's place to the
/// substitute.
///
/// # Errors
/// `not_secret`; `ballot_step` unless it is open; `required` without anybody; `not_entitled` at a number; `paper_twice`,
/// `paper_not_there`; `paper_place` for the delegate while a substitute is in the place, and for a substitute who is not.
pub async fn issue(session: &Session, input: IssuePapers) -> Result<Issued> {
    if !input.everyone && input.numbers.is_empty() && input.seats.is_empty() {
        return Err(Error::invalid("numbers", "required"));
    }
    let mut change = session.change("meetings", "issue").await?;
    let row = standing(&change, input.id, None, &[BallotStatus::Open]).await?;
    if row.ballot.method != BallotMethod::DirectSecret {
        return Err(Error::refused("not_secret", json!({ "title": row.item.title })));
    }
    let loaded = load(change.on(), row.item.meeting_id).await?;
    let names = Names::of(change.on(), &loaded).await?;
    let mut given: HashSet<EntitlementId> = ballot_roll::Entity::find()
        .filter(ballot_roll::Column::BallotId.eq(row.ballot.id))
        .all(change.on())
        .await?
        .into_iter()
        .map(|roll| roll.entitlement_id)
        .collect();
    let may = |seat: &meeting_entitlement::Model| row.gives(seat, loaded.parts.get(&seat.id));
    // At the meeting nobody hands a paper to an empty chair: whom the door does not receive asks for it in person.
    let here = |seat: &meeting_entitlement::Model| row.ballot.venue == BallotVenue::Outside || seat.left_out.is_none();
    let mut wanted = Vec::new();
    if input.everyone {
        let free = loaded.seats.iter().filter(|seat| here(seat) && may(seat));
        wanted.extend(free.filter(|seat| !given.contains(&seat.id)));
    }
    for (n, number) in input.numbers.iter().enumerate() {
        let (seat, substitute) = place_of(&loaded, &names, number, &format!("numbers.{n}"))?;
        if substitute != loaded.taken_by(seat.id) {
            // The delegate while a substitute is in the place, or a substitute who is not.
            return Err(Error::refused("paper_place", json!({ "name": names.name(seat), "number": number.trim() })));
        }
        wanted.push(seat);
    }
    for id in &input.seats {
        let found = loaded.seats.iter().find(|seat| seat.id == *id);
        wanted.push(found.ok_or(Error::Missing { what: "attendee" })?);
    }
    let mut rows = Vec::with_capacity(wanted.len());
    for seat in wanted {
        let about = json!({ "name": names.name(seat), "number": names.number(seat) });
        if !may(seat) {
            return Err(Error::refused("paper_not_there", about));
        }
        if !given.insert(seat.id) {
            return Err(Error::refused("paper_twice", about));
        }
        rows.push(ballot_roll::ActiveModel {
            id: Set(RollId::new()),
            ballot_id: Set(row.ballot.id),
            entitlement_id: Set(seat.id),
            substitute_id: Set(loaded.taken_by(seat.id)),
            ..Default::default()
        });
    }
    let now = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let issued = row.papers + now;
    if rows.is_empty() {
        return Ok(Issued { now, issued });
    }
    change.insert_many::<ballot_roll::Entity>(rows).await?;
    change.about_record("ballot", row.ballot.id.0);
    change.done(json!({ "label": row.item.title, "n": now })).await?;
    Ok(Issued { now, issued })
}

/// Close a ballot: no paper is given out any more. Who came while it was open and was given one was there, too (B-02).
///
/// # Errors
/// `ballot_step`, [`Error::Changed`].
pub async fn close_ballot(session: &Session, input: BallotStep) -> Result<Nothing> {
    let mut change = session.change("meetings", "close_ballot").await?;
    let row = standing(&change, input.id, input.version, &[BallotStatus::Open]).await?;
    let now = session.now();
    change
        .update::<ballot::Entity>(&row.ballot, |active| {
            active.status = Set(BallotStatus::Closed);
            active.closed_at = Set(Some(now));
            active.present = Set(row.ballot.present.map(|there| there.max(row.papers)));
        })
        .await?;
    change.done(json!({ "label": row.item.title })).await?;
    Ok(Nothing {})
}

/// Declare a ballot void; another can then be prepared.
///
/// # Errors
/// `required` without a reason; `ballot_step` of a certified one.
pub async fn void_ballot(session: &Session, input: VoidBallot) -> Result<Nothing> {
    let reason = input.reason.trim().to_owned();
    if reason.is_empty() || crate::text::has_control(&reason) {
        return Err(Error::invalid("reason", "required"));
    }
    let mut change = session.change("meetings", "void_ballot").await?;
    let may = [BallotStatus::Prepared, BallotStatus::Open, BallotStatus::Closed, BallotStatus::Counted];
    let row = standing(&change, input.id, None, &may).await?;
    change
        .update::<ballot::Entity>(&row.ballot, |active| {
            active.status = Set(BallotStatus::Void);
            active.void_reason = Set(Some(reason));
        })
        .await?;
    change.done(json!({ "label": row.item.title })).await?;
    Ok(Nothing {})
}

/// Prepare the run-off of a certified election: those who stand again, for the seats that are still free. What it takes says the
/// rule frozen with the meeting.
///
/// # Errors
/// `no_run_off` of an election that needs none; `ballot_exists` when it was prepared already; `meeting_step` of a meeting that is
/// over.
pub async fn run_off(session: &Session, input: RunOff) -> Result<BallotId> {
    let mut change = session.change("meetings", "run_off").await?;
    let row = standing(&change, input.id, None, &[BallotStatus::Certified]).await?;
    let meeting = meeting_row(change.on(), row.item.meeting_id).await?;
    if !meeting.status.takes_people() {
        return Err(step_of(&meeting));
    }
    let count = row.tally()?.1;
    let made = count.as_ref().map(|count| row.result(count).1).unwrap_or_default();
    let about = json!({ "title": row.item.title, "why": word(session.locale, "enum.ballot_outcome.runoff") });
    if row.ballot.outcome != Some(BallotOutcome::Runoff) || made.left == 0 || made.runoff.is_empty() {
        return Err(Error::refused("no_run_off", about));
    }
    let later = ballot::Entity::find()
        .filter(ballot::Column::ItemId.eq(row.item.id))
        .filter(ballot::Column::Round.gt(row.ballot.round))
        .filter(ballot::Column::Status.ne(BallotStatus::Void))
        .one(change.on())
        .await?;
    if later.is_some() {
        return Err(Error::refused("ballot_exists", json!({ "title": row.item.title })));
    }
    let (old, takes) = (&row.ballot, row.said().of_run_off());
    let next = ballot::ActiveModel {
        id: Set(BallotId::new()),
        item_id: Set(old.item_id),
        round: Set(old.round + 1),
        form: Set(BallotForm::Election),
        method: Set(old.method),
        venue: Set(old.venue),
        question: Set(old.question.clone()),
        seats: Set(made.left),
        marks: Set(made.left.min(old.marks.max(1))),
        base: Set(takes.base),
        num: Set(takes.num),
        den: Set(takes.den),
        comparator: Set(takes.comparator),
        tie_break: Set(old.tie_break),
        article: Set(takes.article),
        status: Set(BallotStatus::Prepared),
        ..Default::default()
    };
    let id = BallotId(change.insert::<ballot::Entity>(next).await?);
    let again = row.candidates.iter().filter(|candidate| made.runoff.contains(&candidate.no));
    let rows = again.enumerate().map(|(n, candidate)| ballot_candidate::ActiveModel {
        id: Set(CandidateId::new()),
        ballot_id: Set(id),
        no: Set(i64::try_from(n).unwrap_or(0) + 1),
        membership_id: Set(candidate.membership_id),
        name: Set(candidate.name.clone()),
        elected: Set(false),
        ..Default::default()
    });
    change.insert_many::<ballot_candidate::Entity>(rows.collect()).await?;
    change.done(json!({ "label": row.item.title })).await?;
    Ok(id)
}
