//! Counting and certifying: two persons count without each other's numbers, two members of the election committee certify.

use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::super::entity::{agenda_item, ballot, ballot_candidate, ballot_lot, ballot_tally, ballot_witness};
use super::super::model::{
    BallotForm, BallotMethod, BallotOutcome, BallotStatus, CastingVote, CertifyBallot, DrawLot, ItemResult,
    TallyBallot, TallyState, tally_faults,
};
use super::super::queries::{LoadedBallot, load, load_ballot, meeting_row, packed};
use super::super::words;
use super::announced;
use super::ballots::{ballot_step, step_of};
use crate::api::Nothing;
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{LotId, MembershipId, TallyId, WitnessId};
use crate::labels::Locale;
use crate::members::{self, OfficeKind};
use crate::ops::Change;
use crate::session::Session;
use crate::text::name_key;

/// Enter one person's count. A secret ballot is counted by two persons, each without the other's numbers; when they agree, the
/// result is computed from the frozen threshold (B-02). A person's own count can be entered anew until then. Where the two
/// differ, both count again: the first to do so puts the other's count aside, so that nobody finds it by trying (B-04).
///
/// # Errors
/// `B-01` for a count that does not add up; `tellers_two` for a third person; `ballot_step` unless it is closed (an open
/// ballot: opened); `required` at `teller`.
pub async fn tally(session: &Session, input: TallyBallot) -> Result<TallyState> {
    let id = input.id;
    let (teller, count) = input.checked()?;
    let mut change = session.change("meetings", "tally").await?;
    let row = load_ballot(change.on(), id).await?;
    let secret = row.ballot.method == BallotMethod::DirectSecret;
    let counting = row.ballot.status == BallotStatus::Closed || (!secret && row.ballot.status == BallotStatus::Open);
    if !counting {
        return Err(ballot_step(&row));
    }
    let most = if secret {
        row.issued()
    } else {
        // Whom the quorum leaves out raises a hand all the same, and no door has received it (B-02).
        let loaded = load(change.on(), row.item.meeting_id).await?;
        row.issued() + loaded.voters(&row.said()) - loaded.credentials().base
    };
    if let Some(why) = tally_faults(row.ballot.form, row.ballot.marks, &row.numbers(), most, &count) {
        let about = json!({
            "title": row.item.title,
            "reason": why,
            "why": words::said(session.locale, &format!("meetings.tally.{why}")),
            "cast": count.cast,
            "issued": most,
        });
        return Err(Error::refused("B-01", about));
    }
    let own = row.tallies.iter().find(|tally| !secret || name_key(&tally.teller) == name_key(&teller));
    if own.is_none() && row.tallies.len() >= 2 {
        return Err(Error::refused("tellers_two", json!({ "title": row.item.title })));
    }
    let votes = packed(&count.votes)?;
    if row.tally()?.0 == TallyState::Differ {
        for other in row.tallies.iter().filter(|tally| own.is_none_or(|own| own.id != tally.id)) {
            change.remove::<ballot_tally::Entity>(other).await?;
        }
    }
    match own {
        Some(known) => {
            change
                .update::<ballot_tally::Entity>(known, |active| {
                    active.teller = Set(teller);
                    active.cast_votes = Set(count.cast);
                    active.yes = Set(count.yes);
                    active.no_votes = Set(count.no);
                    active.blank = Set(count.blank);
                    active.invalid = Set(count.invalid);
                    active.votes = Set(votes);
                })
                .await?;
        }
        None => {
            let taken = row.tallies.iter().any(|tally| tally.no == 1);
            let no = if taken { 2 } else { 1 };
            change
                .insert::<ballot_tally::Entity>(ballot_tally::ActiveModel {
                    id: Set(TallyId::new()),
                    ballot_id: Set(row.ballot.id),
                    no: Set(no),
                    teller: Set(teller),
                    cast_votes: Set(count.cast),
                    yes: Set(count.yes),
                    no_votes: Set(count.no),
                    blank: Set(count.blank),
                    invalid: Set(count.invalid),
                    votes: Set(votes),
                    ..Default::default()
                })
                .await?;
        }
    }
    let mut after = load_ballot(change.on(), id).await?;
    let (state, agreed, _) = after.tally()?;
    if let Some(count) = agreed {
        let before = after.ballot.clone();
        if !secret {
            // Whose hand was counted was there.
            after.ballot.present = before.present.map(|there| there.max(count.cast));
            after.ballot.available = before.available.map(|votes| votes.max(count.cast));
        }
        let (outcome, _) = after.result(&count);
        let now = session.now();
        change
            .update::<ballot::Entity>(&before, |active| {
                active.status = Set(BallotStatus::Counted);
                active.present = Set(after.ballot.present);
                active.available = Set(after.ballot.available);
                active.outcome = Set(Some(outcome));
                if before.closed_at.is_none() {
                    active.closed_at = Set(Some(now));
                }
            })
            .await?;
    }
    change.about_record("ballot", id.0);
    change.done(json!({ "label": row.item.title })).await?;
    Ok(state)
}

/// The chair decides where yes and no are equal and the rules say so.
///
/// # Errors
/// `no_casting_vote` where there is nothing to decide.
pub async fn casting_vote(session: &Session, input: CastingVote) -> Result<Nothing> {
    let mut change = session.change("meetings", "casting_vote").await?;
    let mut row = load_ballot(change.on(), input.id).await?;
    let count = row.tally()?.1;
    let tied = count.as_ref().filter(|_| {
        row.ballot.status == BallotStatus::Counted
            && row.ballot.form == BallotForm::Question
            && (row.ballot.outcome == Some(BallotOutcome::Tie) || row.ballot.casting.is_some())
    });
    let Some(count) = tied else {
        return Err(Error::refused("no_casting_vote", json!({ "title": row.item.title })));
    };
    let before = row.ballot.clone();
    row.ballot.casting = Some(input.casting);
    let (outcome, _) = row.result(count);
    change
        .update::<ballot::Entity>(&before, |active| {
            active.casting = Set(Some(input.casting));
            active.outcome = Set(Some(outcome));
        })
        .await?;
    change.done(json!({ "label": row.item.title })).await?;
    Ok(Nothing {})
}

/// Record the lot that decides equal votes on the last seats where the rules say so (B-02). The program does not draw: it keeps
/// who drew, before whom, and whom the lot chose, once. Nothing takes it back.
///
/// # Errors
/// `no_lot` where no lot decides, or it was drawn already; [`Error::Invalid`]: `required`, and `lot_seats` at `elected` for others
/// than the equals, or not as many as there are seats; `meeting_step` of a meeting that is over.
pub async fn draw_lot(session: &Session, input: DrawLot) -> Result<Nothing> {
    let input = input.checked()?;
    let mut change = session.change("meetings", "draw_lot").await?;
    change.is_final();
    let row = load_ballot(change.on(), input.id).await?;
    let meeting = meeting_row(change.on(), row.item.meeting_id).await?;
    if !meeting.status.takes_people() {
        return Err(step_of(&meeting));
    }
    let count = row.tally()?.1.filter(|_| row.ballot.status == BallotStatus::Counted);
    let Some((count, made)) = count.and_then(|count| row.to_draw(&count).map(|made| (count, made))) else {
        return Err(Error::refused("no_lot", json!({ "title": row.item.title })));
    };
    let n = i64::try_from(input.elected.len()).unwrap_or(i64::MAX);
    if n != made.left || !input.elected.iter().all(|no| made.equal.contains(no)) {
        let (field, code) = ("elected".to_owned(), "lot_seats".to_owned());
        return Err(Error::Invalid(vec![FieldProblem { field, code, about: json!({ "n": made.left }) }]));
    }
    change
        .insert::<ballot_lot::Entity>(ballot_lot::ActiveModel {
            id: Set(LotId::new()),
            ballot_id: Set(row.ballot.id),
            organ: Set(input.organ),
            drawn_by: Set(input.drawn_by),
            present: Set(packed(&input.present)?),
            elected: Set(packed(&input.elected)?),
            drawn_at: Set(session.now()),
            ..Default::default()
        })
        .await?;
    let (outcome, _) = load_ballot(change.on(), input.id).await?.result(&count);
    change.update::<ballot::Entity>(&row.ballot, |active| active.outcome = Set(Some(outcome))).await?;
    change.about_record("ballot", row.ballot.id.0);
    change.done(json!({ "label": row.item.title })).await?;
    Ok(Nothing {})
}

/// Certify the result: nothing takes it back. A secret ballot, and an election without a vote, asks for two members of the
/// election committee who do not stand themselves (B-04). What became of the item follows.
///
/// # Errors
/// `B-04`; `not_uncontested`; `item_unannounced` for an election without a vote that the rules keep from a decision; `tie_open`
/// while the chair has not decided, `lot_open` while the lot is not drawn; `not_a_member` at a witness; `ballot_step`;
/// `meeting_step` of a meeting that is over.
pub async fn certify(session: &Session, input: CertifyBallot) -> Result<Nothing> {
    let mut change = session.change("meetings", "certify").await?;
    change.is_final();
    let row = load_ballot(change.on(), input.id).await?;
    let meeting = meeting_row(change.on(), row.item.meeting_id).await?;
    if !meeting.status.takes_people() {
        return Err(step_of(&meeting));
    }
    let secret = row.ballot.method == BallotMethod::DirectSecret;
    let (outcome, elected) = if input.uncontested {
        announced(&meeting, &row.item)?;
        uncontested(&row)?
    } else {
        counted(&row)?
    };
    let witnesses = if secret || input.uncontested {
        Some(witnesses(session, &change, &row, &input.witnesses).await?)
    } else {
        None
    };
    let today = session.today();
    change
        .update::<ballot::Entity>(&row.ballot, |active| {
            active.status = Set(BallotStatus::Certified);
            active.outcome = Set(Some(outcome));
            active.certified_on = Set(Some(today));
        })
        .await?;
    if let Some(both) = witnesses {
        let rows = (1..).zip(both).map(|(no, id)| ballot_witness::ActiveModel {
            id: Set(WitnessId::new()),
            ballot_id: Set(row.ballot.id),
            no: Set(no),
            membership_id: Set(id),
            ..Default::default()
        });
        change.insert_many::<ballot_witness::Entity>(rows.collect()).await?;
    }
    for candidate in row.candidates.iter().filter(|candidate| elected.contains(&candidate.no)) {
        change.update::<ballot_candidate::Entity>(candidate, |active| active.elected = Set(true)).await?;
    }
    change.update::<agenda_item::Entity>(&row.item, |active| active.result = Set(result_of(outcome))).await?;
    change.about_record("ballot", row.ballot.id.0);
    let told = words::outcome(Locale::Ja, row.ballot.form, outcome);
    change.done(json!({ "label": row.item.title, "verdict": told })).await?;
    Ok(Nothing {})
}

/// What became of the item; none while a run-off is still to come.
fn result_of(outcome: BallotOutcome) -> Option<ItemResult> {
    match outcome {
        BallotOutcome::Adopted | BallotOutcome::Elected | BallotOutcome::Partly | BallotOutcome::Uncontested => {
            Some(ItemResult::Adopted)
        }
        BallotOutcome::Rejected => Some(ItemResult::Rejected),
        BallotOutcome::Tie | BallotOutcome::Runoff => None,
    }
}

/// No more candidates than seats, and no paper was given out. Who stands in a run-off has not been elected by the vote before.
fn uncontested(row: &LoadedBallot) -> Result<(BallotOutcome, Vec<i64>)> {
    let n = i64::try_from(row.candidates.len()).unwrap_or(i64::MAX);
    let stands = matches!(row.ballot.status, BallotStatus::Prepared | BallotStatus::Open)
        && row.papers == 0
        && row.ballot.round == 1;
    if row.ballot.form == BallotForm::Question || n == 0 || n > row.ballot.seats || !stands {
        let about = json!({ "title": row.item.title, "candidates": n, "seats": row.ballot.seats });
        return Err(Error::refused("not_uncontested", about));
    }
    Ok((BallotOutcome::Uncontested, row.numbers()))
}

fn counted(row: &LoadedBallot) -> Result<(BallotOutcome, Vec<i64>)> {
    let count = row.tally()?.1.filter(|_| row.ballot.status == BallotStatus::Counted);
    let Some(count) = count else { return Err(ballot_step(row)) };
    let (outcome, made) = row.result(&count);
    if outcome == BallotOutcome::Tie {
        let code = if row.ballot.form == BallotForm::Election { "lot_open" } else { "tie_open" };
        return Err(Error::refused(code, json!({ "title": row.item.title })));
    }
    Ok((outcome, made.elected))
}

/// Two members of the election committee, on the day of the meeting or today, who do not stand themselves.
async fn witnesses(
    session: &Session,
    change: &Change<'_>,
    row: &LoadedBallot,
    numbers: &[String],
) -> Result<[MembershipId; 2]> {
    let refused = |reason: &'static str| {
        let why = words::said(session.locale, &format!("meetings.witness.{reason}"));
        Error::refused("B-04", json!({ "title": row.item.title, "reason": reason, "why": why }))
    };
    let numbers: Vec<String> = numbers.iter().map(|number| number.trim().to_owned()).collect();
    let [one, other] = numbers.as_slice() else { return Err(refused("two")) };
    let found = members::memberships_numbered(change.on(), &numbers).await?;
    let mut named = Vec::with_capacity(2);
    for (n, number) in [one, other].into_iter().enumerate() {
        named.push(*found.get(number).ok_or_else(|| {
            let about = json!({ "number": number });
            Error::Invalid(vec![FieldProblem { field: format!("witnesses.{n}"), code: "not_a_member".into(), about }])
        })?);
    }
    let persons = members::named_members(change.on(), &named).await?;
    let person = |id: &MembershipId| persons.get(id).map(|named| named.person_id);
    let [one, other] = named.as_slice() else { return Err(refused("two")) };
    if one == other || person(one) == person(other) {
        return Err(refused("same"));
    }
    let held_on = meeting_row(change.on(), row.item.meeting_id).await?.held_on;
    let mut committee = Vec::new();
    for day in [held_on, session.today()] {
        let holders = members::holders(change.on(), &[OfficeKind::ElectionCommittee], day).await?;
        committee.extend(holders.into_iter().map(|(id, _)| id));
    }
    if !committee.contains(one) || !committee.contains(other) {
        return Err(refused("committee"));
    }
    // A candidate who was named without a number is known by the name alone.
    let own: Vec<String> = persons.values().flat_map(|own| [own.name_key.clone(), name_key(&own.name)]).collect();
    let stands = row.candidates.iter().any(|candidate| match candidate.membership_id {
        Some(id) => [*one, *other].contains(&id),
        None => own.contains(&name_key(&candidate.name)),
    });
    if stands {
        return Err(refused("stands"));
    }
    Ok([*one, *other])
}
