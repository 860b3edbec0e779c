//! Ballots: what was issued, how far the counting is, the result. Nothing here relates a person to a choice.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::super::entity::{
    agenda_item, ballot, ballot_candidate, ballot_lot, ballot_roll, ballot_tally, ballot_witness, meeting_attendance,
    meeting_entitlement,
};
use super::super::model::{
    AgendaKind, BallotCandidate, BallotDetail, BallotForm, BallotLot, BallotMethod, BallotNamed, BallotOutcome,
    BallotRow, BallotStatus, BallotVenue, Bases, CandidateVotes, Casting, Counted, Decision, Elected, MeetingRule,
    RollRow, RuleBase, TallyState, Threshold, confirm, decide, elect, numbered,
};
use super::super::words::{self, Among, Drawn, Shape};
use super::meetings::frozen_rule;
use super::people::Names;
use super::rules::unpacked;
use super::{load, meeting_row};
use crate::error::{Error, Result};
use crate::ids::{BallotId, EntitlementId, MeetingId, MembershipId};
use crate::labels::{Locale, sentence};
use crate::members;
use crate::organizations;
use crate::session::Session;
use crate::text::{name_key, number_order};

/// A ballot with its item, candidates, counts and papers.
pub(in crate::meetings) struct LoadedBallot {
    /// The ballot.
    pub ballot: ballot::Model,
    /// Its item.
    pub item: agenda_item::Model,
    /// Candidates in the order of the paper.
    pub candidates: Vec<ballot_candidate::Model>,
    /// The counts.
    pub tallies: Vec<ballot_tally::Model>,
    /// Papers given out.
    pub papers: i64,
    /// The number of its item.
    pub number: usize,
    /// The rule frozen with its meeting.
    pub rule: Option<MeetingRule>,
    /// The lot that was drawn.
    pub lot: Option<Lot>,
}

/// A lot as it was drawn.
pub(in crate::meetings) struct Lot {
    row: ballot_lot::Model,
    present: Vec<String>,
    elected: Vec<i64>,
}

impl LoadedBallot {
    /// Votes there can be: papers given out, or the votes of an open ballot.
    pub fn issued(&self) -> i64 {
        if self.ballot.method == BallotMethod::DirectSecret { self.papers } else { self.ballot.available.unwrap_or(0) }
    }

    /// What it takes.
    pub fn takes(&self) -> Threshold {
        Threshold {
            base: self.ballot.base,
            num: self.ballot.num,
            den: self.ballot.den,
            comparator: self.ballot.comparator,
            tie_break: self.ballot.tie_break,
        }
    }

    /// What a majority can be of, of so many papers cast. Where papers are given out elsewhere nobody is present: those who
    /// cast one take their place.
    pub fn bases(&self, cast: i64) -> Bases {
        let present = if self.is_outside() { cast } else { self.ballot.present.unwrap_or(0) };
        Bases { present, entitled: self.ballot.entitled.unwrap_or(0) }
    }

    fn is_outside(&self) -> bool {
        self.ballot.venue == BallotVenue::Outside
    }

    /// What the rule asks of such a vote.
    pub fn said(&self) -> Decision {
        let rule = self.rule.as_ref();
        rule.map_or_else(Decision::usual, |rule| rule.takes(self.item.kind, self.ballot.form))
    }

    /// Whether somebody can be given a paper: at the meeting who is there. Whom the quorum leaves out the door does not receive;
    /// who has a vote all the same shows up for the paper.
    pub fn gives(&self, seat: &meeting_entitlement::Model, part: Option<&meeting_attendance::Model>) -> bool {
        let there = self.is_outside() || seat.left_out.is_some() || part.is_some_and(|part| part.mode.is_there());
        there && self.said().counts(seat.left_out)
    }

    fn among(&self) -> Among {
        let seated = self.rule.as_ref().map_or(RuleBase::Members, |rule| rule.base);
        Among { seated, outside: self.is_outside(), leaves_out: self.said().leaves_out }
    }

    /// The numbers on the paper.
    pub fn numbers(&self) -> Vec<i64> {
        self.candidates.iter().map(|row| row.no).collect()
    }

    fn counts(&self) -> Result<Vec<Counted>> {
        self.tallies.iter().map(counted_of).collect()
    }

    /// How far the counting is. A secret ballot is counted by two, an open one by one.
    ///
    /// # Errors
    /// [`Error::Bug`] for a row that the core did not write.
    pub fn tally(&self) -> Result<(TallyState, Option<Counted>, Vec<String>)> {
        let counts = self.counts()?;
        Ok(match counts.as_slice() {
            [] => (TallyState::None, None, Vec::new()),
            [one] if self.ballot.method != BallotMethod::DirectSecret => {
                (TallyState::Agree, Some(one.clone()), Vec::new())
            }
            [_] => (TallyState::One, None, Vec::new()),
            [one, other, ..] if one == other => (TallyState::Agree, Some(one.clone()), Vec::new()),
            [one, other, ..] => (TallyState::Differ, None, one.differs_from(other)),
        })
    }

    /// The result of a count (B-02): from the tallies and the frozen threshold alone.
    pub fn result(&self, count: &Counted) -> (BallotOutcome, Elected) {
        let row = &self.ballot;
        let (takes, bases) = (self.takes(), self.bases(count.cast));
        match row.form {
            BallotForm::Question => {
                let secret = row.method == BallotMethod::DirectSecret;
                let outcome = match (decide(takes, bases, secret, count.yes, count.no), row.casting) {
                    (BallotOutcome::Tie, Some(Casting::Yes)) => BallotOutcome::Adopted,
                    (BallotOutcome::Tie, Some(Casting::No)) => BallotOutcome::Rejected,
                    (outcome, _) => outcome,
                };
                (outcome, Elected::default())
            }
            BallotForm::Election => {
                let mut made = self.elect(count);
                let by_lot = self.by_lot(count).is_some();
                if by_lot {
                    // Nobody stands again where the lot decides.
                    made.runoff.clear();
                }
                if let Some(lot) = self.lot.as_ref().filter(|_| by_lot) {
                    made.elected.extend(&lot.elected);
                    made.left = 0;
                }
                let outcome = match (made.left, made.runoff.is_empty(), made.elected.is_empty()) {
                    (0, ..) => BallotOutcome::Elected,
                    _ if by_lot => BallotOutcome::Tie,
                    (_, false, _) => BallotOutcome::Runoff,
                    // Nobody is left to stand again: seats stay free.
                    (_, true, false) => BallotOutcome::Partly,
                    (_, true, true) => BallotOutcome::Rejected,
                };
                (outcome, made)
            }
            BallotForm::Confidence => {
                let elected = confirm(takes, bases, &count.votes);
                let outcome = match elected.len() {
                    0 => BallotOutcome::Rejected,
                    n if n == self.candidates.len() => BallotOutcome::Elected,
                    _ => BallotOutcome::Partly,
                };
                let left = row.seats - i64::try_from(elected.len()).unwrap_or(0);
                (outcome, Elected { elected, left: left.max(0), ..Elected::default() })
            }
        }
    }

    /// Who is elected by the votes alone.
    fn elect(&self, count: &Counted) -> Elected {
        let votes: Vec<(i64, i64)> = count.votes.iter().map(|one| (one.no, one.yes)).collect();
        let valid = count.valid(self.ballot.form);
        elect(self.takes(), self.bases(count.cast), valid, self.ballot.seats, &votes)
    }

    /// The article by which the lot decides equal votes of this count on the last seats, where the rule says so and there are any.
    fn by_lot(&self, count: &Counted) -> Option<&str> {
        let elects = self.ballot.form == BallotForm::Election;
        let article = self.rule.as_ref()?.lot_article(self.item.kind, self.ballot.round);
        article.filter(|_| elects && !self.elect(count).equal.is_empty())
    }

    /// Between whom a lot is still to decide, and for how many seats; none where there is nothing to draw.
    pub fn to_draw(&self, count: &Counted) -> Option<Elected> {
        let (outcome, made) = self.result(count);
        let elects = self.ballot.form == BallotForm::Election;
        (elects && outcome == BallotOutcome::Tie).then_some(made)
    }

    /// The lot that was drawn, with the names of candidates as they are told.
    fn drawn(&self, locale: Locale, count: &Counted, told: &[String]) -> Option<BallotLot> {
        let lot = self.lot.as_ref()?;
        let names = |numbers: &[i64]| {
            let of = self.candidates.iter().zip(told).filter(|(row, _)| numbers.contains(&row.no));
            of.map(|(_, name)| name.clone()).collect::<Vec<String>>()
        };
        let article = self.by_lot(count).unwrap_or_default();
        let (equal, elected) = (names(&self.elect(count).equal), names(&lot.elected));
        let drawn = Drawn {
            organ: lot.row.organ,
            drawn_by: &lot.row.drawn_by,
            present: &lot.present,
            equal: &equal,
            elected: &elected,
        };
        Some(BallotLot {
            organ: lot.row.organ,
            drawn_by: lot.row.drawn_by.clone(),
            present: lot.present.clone(),
            drawn_at: lot.row.drawn_at,
            elected: lot.elected.clone(),
            told: words::lot(locale, &drawn, article),
        })
    }

    fn shape(&self, cast: i64) -> Shape<'_> {
        Shape {
            form: self.ballot.form,
            round: self.ballot.round,
            seats: self.ballot.seats,
            takes: self.takes(),
            bases: self.bases(cast),
            among: self.among(),
            article: self.ballot.article.as_deref(),
            casting: self.ballot.casting,
            lot: None,
        }
    }

    /// As it stands in lists.
    pub fn row(&self, session: &Session) -> Result<BallotRow> {
        let row = &self.ballot;
        let count = self.tally()?.1;
        let formula = match (row.outcome, &count) {
            (Some(BallotOutcome::Uncontested), _) => {
                Some(words::result(session.locale, &self.shape(0), &Counted::default(), BallotOutcome::Uncontested))
            }
            (Some(outcome), Some(count)) => {
                let shape = Shape { lot: self.by_lot(count), ..self.shape(count.cast) };
                Some(words::result(session.locale, &shape, count, outcome))
            }
            _ => None,
        };
        Ok(BallotRow {
            id: row.id,
            version: row.version,
            meeting_id: self.item.meeting_id,
            item_id: self.item.id,
            number: words::item_number(session.locale, self.item.kind, self.number),
            item_kind: self.item.kind,
            title: self.item.title.clone(),
            question: row.question.clone(),
            round: row.round,
            form: row.form,
            method: row.method,
            venue: row.venue,
            seats: row.seats,
            marks: row.marks,
            base: row.base,
            num: row.num,
            den: row.den,
            comparator: row.comparator,
            tie_break: row.tie_break,
            threshold: words::takes(session.locale, &self.shape(0)),
            status: row.status,
            entitled: row.entitled,
            present: row.present,
            issued: self.issued(),
            outcome: row.outcome,
            formula,
            certified_on: row.certified_on,
            void_reason: row.void_reason.clone(),
        })
    }
}

/// A count as numbers.
///
/// # Errors
/// [`Error::Bug`] for a row that the core did not write.
fn counted_of(row: &ballot_tally::Model) -> Result<Counted> {
    let votes: Vec<CandidateVotes> = serde_json::from_str(&row.votes).map_err(|error| Error::Bug(error.to_string()))?;
    Ok(Counted { cast: row.cast_votes, yes: row.yes, no: row.no_votes, blank: row.blank, invalid: row.invalid, votes })
}

/// A ballot with what belongs to it.
///
/// # Errors
/// [`Error::Missing`].
pub(in crate::meetings) async fn load_ballot(on: &impl ConnectionTrait, id: BallotId) -> Result<LoadedBallot> {
    let missing = Error::Missing { what: "ballot" };
    let row = ballot::Entity::find_by_id(id).one(on).await?.ok_or(missing)?;
    let item = agenda_item::Entity::find_by_id(row.item_id).one(on).await?;
    let item = item.ok_or_else(|| Error::Bug("ballot without an item".into()))?;
    let rule = frozen_rule(&meeting_row(on, item.meeting_id).await?)?;
    let agenda = agenda_of(on, item.meeting_id).await?;
    let number = agenda.iter().find(|(one, _)| one.id == item.id).map_or(0, |(_, number)| *number);
    complete(on, row, (item, number), rule).await
}

/// The items of a meeting in their order, with their numbers.
///
/// # Errors
/// What the database answers.
pub(super) async fn agenda_of(
    on: &impl ConnectionTrait,
    meeting: MeetingId,
) -> Result<Vec<(agenda_item::Model, usize)>> {
    let items = agenda_item::Entity::find()
        .filter(agenda_item::Column::MeetingId.eq(meeting))
        .order_by_asc(agenda_item::Column::No)
        .all(on)
        .await?;
    let kinds: Vec<AgendaKind> = items.iter().map(|item| item.kind).collect();
    Ok(items.into_iter().zip(numbered(&kinds)).collect())
}

async fn complete(
    on: &impl ConnectionTrait,
    row: ballot::Model,
    (item, number): (agenda_item::Model, usize),
    rule: Option<MeetingRule>,
) -> Result<LoadedBallot> {
    let candidates = ballot_candidate::Entity::find()
        .filter(ballot_candidate::Column::BallotId.eq(row.id))
        .order_by_asc(ballot_candidate::Column::No)
        .all(on)
        .await?;
    let tallies = ballot_tally::Entity::find()
        .filter(ballot_tally::Column::BallotId.eq(row.id))
        .order_by_asc(ballot_tally::Column::No)
        .all(on)
        .await?;
    let papers = ballot_roll::Entity::find().filter(ballot_roll::Column::BallotId.eq(row.id)).count(on).await?;
    let papers = i64::try_from(papers).unwrap_or(i64::MAX);
    let lot = ballot_lot::Entity::find().filter(ballot_lot::Column::BallotId.eq(row.id)).one(on).await?;
    let read = |row: ballot_lot::Model| -> Result<Lot> {
        Ok(Lot { present: unpacked(&row.present)?, elected: unpacked(&row.elected)?, row })
    };
    let lot = lot.map(read).transpose()?;
    Ok(LoadedBallot { ballot: row, item, candidates, tallies, papers, number, rule, lot })
}

/// The ballots of a meeting in the order of its agenda.
///
/// # Errors
/// What the database answers.
pub(super) async fn all_of(on: &impl ConnectionTrait, meeting: MeetingId) -> Result<Vec<LoadedBallot>> {
    let rule = frozen_rule(&meeting_row(on, meeting).await?)?;
    let mut all = Vec::new();
    for (item, number) in agenda_of(on, meeting).await? {
        let rows = ballot::Entity::find()
            .filter(ballot::Column::ItemId.eq(item.id))
            .order_by_asc(ballot::Column::Round)
            .all(on)
            .await?;
        for row in rows {
            all.push(complete(on, row, (item.clone(), number), rule.clone()).await?);
        }
    }
    Ok(all)
}

/// The same as rows.
///
/// # Errors
/// What the database answers.
pub(super) async fn rows_of(
    session: &Session,
    on: &impl ConnectionTrait,
    meeting: MeetingId,
) -> Result<Vec<BallotRow>> {
    all_of(on, meeting).await?.iter().map(|one| one.row(session)).collect()
}

/// A ballot in full. While one count is in, its numbers are told nobody: the second person counts without it.
///
/// # Errors
/// [`Error::Missing`].
pub async fn ballot(session: &Session, input: BallotNamed) -> Result<BallotDetail> {
    let on = session.look();
    detail(session, on, &load_ballot(on, input.id).await?).await
}

/// The same of a ballot that was read.
///
/// # Errors
/// What the database answers.
pub(super) async fn detail(
    session: &Session,
    on: &impl ConnectionTrait,
    loaded: &LoadedBallot,
) -> Result<BallotDetail> {
    let (tally, count, differ) = loaded.tally()?;
    let made = count.as_ref().map(|count| loaded.result(count).1).unwrap_or_default();
    let (row, stand) = (&loaded.ballot, i64::try_from(loaded.candidates.len()).unwrap_or(0));
    let left = if row.outcome == Some(BallotOutcome::Uncontested) { row.seats - stand } else { made.left };
    let witnesses: Vec<MembershipId> = ballot_witness::Entity::find()
        .filter(ballot_witness::Column::BallotId.eq(loaded.ballot.id))
        .order_by_asc(ballot_witness::Column::No)
        .all(on)
        .await?
        .into_iter()
        .map(|row| row.membership_id)
        .collect();
    let names = members::named_members(on, &witnesses).await?;
    let told = told_names(on, session.locale, &loaded.candidates).await?;
    let to_draw =
        count.as_ref().filter(|_| row.status == BallotStatus::Counted).and_then(|count| loaded.to_draw(count));
    let lot = count.as_ref().and_then(|count| loaded.drawn(session.locale, count, &told));
    let candidates = loaded
        .candidates
        .iter()
        .zip(told)
        .map(|(row, name)| BallotCandidate {
            no: row.no,
            name,
            votes: count.as_ref().and_then(|count| count.votes.iter().find(|one| one.no == row.no).copied()),
            elected: row.elected,
            by_lot: lot.as_ref().is_some_and(|lot| lot.elected.contains(&row.no)),
        })
        .collect();
    Ok(BallotDetail {
        ballot: loaded.row(session)?,
        opened_at: loaded.ballot.opened_at,
        closed_at: loaded.ballot.closed_at,
        candidates,
        tally,
        tellers: loaded.tallies.iter().map(|row| row.teller.clone()).collect(),
        count,
        differ,
        runoff: made.runoff,
        left,
        seating: words::seating(session.locale, row.form, row.seats, row.outcome, left),
        witnesses: witnesses.iter().filter_map(|id| names.get(id)).map(|named| named.name.clone()).collect(),
        casting: loaded.ballot.casting,
        to_draw: to_draw.map(|made| made.equal).unwrap_or_default(),
        lot,
    })
}

/// The names of candidates as they are told everywhere: two of one name have their member numbers with them.
async fn told_names(
    on: &impl ConnectionTrait,
    locale: Locale,
    candidates: &[ballot_candidate::Model],
) -> Result<Vec<String>> {
    let mut of_name: HashMap<String, usize> = HashMap::new();
    for row in candidates {
        *of_name.entry(name_key(&row.name)).or_default() += 1;
    }
    let shared = candidates.iter().filter(|row| of_name.get(&name_key(&row.name)).is_some_and(|n| *n > 1));
    let ids: Vec<MembershipId> = shared.filter_map(|row| row.membership_id).collect();
    let numbered = members::named_members(on, &ids).await?;
    let told = candidates.iter().map(|row| match row.membership_id.and_then(|id| numbered.get(&id)) {
        Some(known) => {
            sentence(locale, "meetings.ballot.numbered", &json!({ "name": row.name, "number": known.member_no }))
        }
        None => row.name.clone(),
    });
    Ok(told.collect())
}

/// Who was given a paper, and who may still have one.
///
/// # Errors
/// [`Error::Missing`].
pub async fn roll(session: &Session, input: BallotNamed) -> Result<Vec<RollRow>> {
    let on = session.look();
    let row = load_ballot(on, input.id).await?;
    let loaded = load(on, row.item.meeting_id).await?;
    let tree = session.kept(organizations::tree(on)).await?;
    let names = Names::of(on, &loaded).await?;
    let given: HashMap<EntitlementId, Option<MembershipId>> = ballot_roll::Entity::find()
        .filter(ballot_roll::Column::BallotId.eq(row.ballot.id))
        .all(on)
        .await?
        .into_iter()
        .map(|roll| (roll.entitlement_id, roll.substitute_id))
        .collect();
    // Who was given a delegate's paper may have left the place since.
    let took: Vec<MembershipId> = given.values().copied().flatten().collect();
    let took = members::named_members(on, &took).await?;
    let substitute = |seat: &meeting_entitlement::Model| match given.get(&seat.id) {
        Some(taken) => taken.and_then(|id| took.get(&id)).map(|named| named.name.clone()),
        None => loaded.taken_by(seat.id).and_then(|id| names.substitute(id)).map(|named| named.name.clone()),
    };
    let open = row.ballot.status == BallotStatus::Open;
    let said = row.said();
    let mut rows: Vec<RollRow> = loaded
        .seats
        .iter()
        .filter(|seat| said.counts(seat.left_out))
        .map(|seat| RollRow {
            id: seat.id,
            member_no: names.number(seat),
            name: names.name(seat),
            unit: seat.unit_id.and_then(|id| tree.way(id)),
            substitute: substitute(seat),
            issued: given.contains_key(&seat.id),
            may: open && !given.contains_key(&seat.id) && row.gives(seat, loaded.parts.get(&seat.id)),
        })
        .collect();
    rows.sort_by_cached_key(|row| number_order(&row.member_no));
    Ok(rows)
}
