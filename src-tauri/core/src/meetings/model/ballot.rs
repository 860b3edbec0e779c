//! Ballots on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{
    AgendaKind, BallotForm, BallotMethod, BallotOutcome, BallotStatus, BallotVenue, Casting, Comparator, LotOrgan,
    MajorityBase, TieBreak,
};
use super::count::{CandidateVotes, Counted};
use super::line;
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{BallotId, EntitlementId, ItemId, MeetingId};
use crate::text::name_key;

/// A candidate as an officer names one.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct NewCandidate {
    /// Member number; the name is then the member's.
    #[ts(optional = nullable)]
    pub number: Option<String>,
    /// Name on the paper, of who is no member.
    #[ts(optional = nullable)]
    pub name: Option<String>,
}

/// Prepare a vote on an item.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AddBallot {
    /// The item.
    pub item_id: ItemId,
    /// What is asked; an election with candidates for elections, yes or no for everything else unless said otherwise.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub form: Option<BallotForm>,
    /// Where papers are given out; at the meeting unless said otherwise.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub venue: Option<BallotVenue>,
    /// The question on the paper; the item's title unless said otherwise.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub question: Option<String>,
    /// Seats to be filled.
    #[serde(default)]
    #[ts(optional = nullable, type = "number")]
    pub seats: Option<i64>,
    /// Candidates that one paper may name at most; as many as there are seats unless said otherwise.
    #[serde(default)]
    #[ts(optional = nullable, type = "number")]
    pub marks: Option<i64>,
    /// The candidates in the order of the paper.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<NewCandidate>>")]
    pub candidates: Vec<NewCandidate>,
    /// Why candidates are chosen otherwise than by direct secret ballot (G-05): 議長団の選出.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub reason: Option<String>,
}

/// Names a ballot.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, TS)]
pub struct BallotNamed {
    /// The ballot.
    pub id: BallotId,
}

/// A step of a ballot.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct BallotStep {
    /// The ballot.
    pub id: BallotId,
    /// Version read; without it the newest.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
}

/// Give out papers: to some, or to everyone who is there and has none.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct IssuePapers {
    /// The ballot.
    pub id: BallotId,
    /// Member numbers, as a scanner types them.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub numbers: Vec<String>,
    /// Or seats.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<EntitlementId>>")]
    pub seats: Vec<EntitlementId>,
    /// Everyone who may have one and has none.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub everyone: bool,
}

/// Papers were given out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Issued {
    /// By this call.
    #[ts(type = "number")]
    pub now: i64,
    /// In all.
    #[ts(type = "number")]
    pub issued: i64,
}

/// Who was given a paper. Nothing leads from here to a vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RollRow {
    /// The seat.
    pub id: EntitlementId,
    /// Member number.
    pub member_no: String,
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: Option<String>,
    /// Who was given the delegate's paper, or would be, in the delegate's place.
    pub substitute: Option<String>,
    /// Was given a paper.
    pub issued: bool,
    /// May have one now.
    pub may: bool,
}

/// One person's count of all papers. The second is entered without the first being shown; when the two agree, the result is
/// computed. A person's own count can be entered anew until then.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct TallyBallot {
    /// The ballot.
    pub id: BallotId,
    /// Who counted.
    pub teller: String,
    /// Papers in the box.
    #[ts(type = "number")]
    pub cast: i64,
    /// Yes.
    #[serde(default)]
    #[ts(optional, as = "Option<f64>")]
    pub yes: i64,
    /// No.
    #[serde(default)]
    #[ts(optional, as = "Option<f64>")]
    pub no: i64,
    /// Blank papers.
    #[serde(default)]
    #[ts(optional, as = "Option<f64>")]
    pub blank: i64,
    /// Invalid papers.
    #[serde(default)]
    #[ts(optional, as = "Option<f64>")]
    pub invalid: i64,
    /// Of each candidate.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<CandidateVotes>>")]
    pub votes: Vec<CandidateVotes>,
}

/// How the chair decides when yes and no are equal.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CastingVote {
    /// The ballot.
    pub id: BallotId,
    /// The decision.
    pub casting: Casting,
}

/// Record the lot that decided equal votes on the last seats of an election (B-02): it is drawn before witnesses, once, and
/// nothing takes it back.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct DrawLot {
    /// The ballot.
    pub id: BallotId,
    /// Who draws by the rules.
    pub organ: LotOrgan,
    /// Name of the person who drew.
    pub drawn_by: String,
    /// Names of those in whose presence it was drawn; who drew is none of them.
    pub present: Vec<String>,
    /// Numbers of those of the equals who got the seats.
    pub elected: Vec<i64>,
}

/// Certify the result. A secret ballot asks for two members of the election committee (B-04).
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CertifyBallot {
    /// The ballot.
    pub id: BallotId,
    /// Member numbers of the two.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub witnesses: Vec<String>,
    /// There are no more candidates than seats and everyone was free to stand: elected without a vote (G-05).
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub uncontested: bool,
}

/// Declare a ballot void.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct VoidBallot {
    /// The ballot.
    pub id: BallotId,
    /// Why.
    pub reason: String,
}

/// Prepare the run-off of a certified election for the seats that are still free; what it takes says the rule frozen with the
/// meeting.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct RunOff {
    /// The election.
    pub id: BallotId,
}

/// A candidate and what the count says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BallotCandidate {
    /// Number on the paper.
    #[ts(type = "number")]
    pub no: i64,
    /// Name on the paper.
    pub name: String,
    /// Votes, once two counts agree.
    pub votes: Option<CandidateVotes>,
    /// Elected, once it was certified.
    pub elected: bool,
    /// The lot decided for the candidate.
    pub by_lot: bool,
}

/// The lot that decided equal votes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BallotLot {
    /// Who draws by the rules.
    pub organ: LotOrgan,
    /// Who drew.
    pub drawn_by: String,
    /// In whose presence.
    pub present: Vec<String>,
    /// When it was recorded.
    pub drawn_at: DateTime<Utc>,
    /// Numbers of those who got the seats.
    pub elected: Vec<i64>,
    /// All of it in words, with the article.
    pub told: String,
}

/// A ballot of an agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BallotRow {
    /// The ballot.
    pub id: BallotId,
    /// Version.
    #[ts(type = "number")]
    pub version: i64,
    /// Its meeting.
    pub meeting_id: MeetingId,
    /// Its item.
    pub item_id: ItemId,
    /// The item's number.
    pub number: String,
    /// What the item is.
    pub item_kind: AgendaKind,
    /// The item's title.
    pub title: String,
    /// The question on the paper.
    pub question: Option<String>,
    /// Round.
    #[ts(type = "number")]
    pub round: i64,
    /// What is asked.
    pub form: BallotForm,
    /// How.
    pub method: BallotMethod,
    /// Where papers are given out.
    pub venue: BallotVenue,
    /// Seats to be filled.
    #[ts(type = "number")]
    pub seats: i64,
    /// Candidates on one paper at most.
    #[ts(type = "number")]
    pub marks: i64,
    /// Majority of what.
    pub base: MajorityBase,
    /// Numerator.
    #[ts(type = "number")]
    pub num: i64,
    /// Denominator.
    #[ts(type = "number")]
    pub den: i64,
    /// 以上 or 超.
    pub comparator: Comparator,
    /// When yes and no are equal.
    pub tie_break: TieBreak,
    /// What it takes, in words with the article.
    pub threshold: String,
    /// Where it stands.
    pub status: BallotStatus,
    /// Who may vote.
    #[ts(type = "number | null")]
    pub entitled: Option<i64>,
    /// Who was there when it was opened.
    #[ts(type = "number | null")]
    pub present: Option<i64>,
    /// Papers given out, or votes of an open ballot.
    #[ts(type = "number")]
    pub issued: i64,
    /// The result.
    pub outcome: Option<BallotOutcome>,
    /// The sum of the result, in words.
    pub formula: Option<String>,
    /// When it was certified.
    pub certified_on: Option<NaiveDate>,
    /// Why it is void.
    pub void_reason: Option<String>,
}

/// How far the counting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TallyState {
    /// Nobody has counted.
    None,
    /// One person has.
    One,
    /// Two have, and they differ.
    Differ,
    /// Two agree; of an open ballot one is enough.
    Agree,
}

/// A ballot in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BallotDetail {
    /// The ballot.
    pub ballot: BallotRow,
    /// When it was opened.
    pub opened_at: Option<DateTime<Utc>>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// Candidates.
    pub candidates: Vec<BallotCandidate>,
    /// How far the counting is.
    pub tally: TallyState,
    /// Who has counted.
    pub tellers: Vec<String>,
    /// The count, once two agree.
    pub count: Option<Counted>,
    /// Fields in which the two counts differ, without the numbers.
    pub differ: Vec<String>,
    /// Numbers of those who stand in the run-off.
    pub runoff: Vec<i64>,
    /// Seats still free.
    #[ts(type = "number")]
    pub left: i64,
    /// Seats to be filled and those that stay free, in words; none of a question.
    pub seating: Option<String>,
    /// Who certified it.
    pub witnesses: Vec<String>,
    /// How the chair decided.
    pub casting: Option<Casting>,
    /// Numbers of the equals between whom a lot is still to decide, for the seats that are left.
    pub to_draw: Vec<i64>,
    /// The lot that was drawn.
    pub lot: Option<BallotLot>,
}

impl AddBallot {
    /// The form, seats, marks and question of a ballot on an item of a kind that is decided by a method.
    ///
    /// # Errors
    /// [`Error::Invalid`]: `required`, `number_range`, `not_here`, `seats_for_all` for more candidates than seats in a vote of
    /// confidence, which could confirm all of them; `not_secret_why` at `reason` for candidates on whom nobody votes in secret.
    pub fn checked(mut self, kind: AgendaKind, method: BallotMethod) -> Result<(BallotForm, i64, i64, Self)> {
        let mut problems = Vec::new();
        let form = self.form.unwrap_or_else(|| kind.usual_form());
        self.reason = line(&mut problems, "reason", self.reason.take());
        let open = form != BallotForm::Question && method != BallotMethod::DirectSecret;
        if open && self.reason.is_none() {
            problems.push(FieldProblem::new("reason", "not_secret_why"));
        }
        self.question = line(&mut problems, "question", self.question.take());
        for (n, candidate) in self.candidates.iter_mut().enumerate() {
            candidate.name = line(&mut problems, &format!("candidates.{n}.name"), candidate.name.take());
            candidate.number = line(&mut problems, &format!("candidates.{n}.number"), candidate.number.take());
            if candidate.name.is_none() && candidate.number.is_none() {
                problems.push(FieldProblem::new(&format!("candidates.{n}.number"), "required"));
            }
        }
        let n = i64::try_from(self.candidates.len()).unwrap_or(i64::MAX);
        let seats = match form {
            BallotForm::Question => 0,
            BallotForm::Election => self.seats.unwrap_or(1),
            BallotForm::Confidence => self.seats.unwrap_or(n.max(1)),
        };
        let marks = if form == BallotForm::Election { self.marks.unwrap_or(seats) } else { 0 };
        match form {
            BallotForm::Question if n > 0 => problems.push(FieldProblem::new("candidates", "not_here")),
            BallotForm::Election | BallotForm::Confidence if n == 0 => {
                problems.push(FieldProblem::new("candidates", "required"));
            }
            _ => {}
        }
        if form != BallotForm::Question && !(1..=200).contains(&seats) {
            problems.push(FieldProblem::new("seats", "number_range"));
        }
        if form == BallotForm::Confidence && n > seats {
            problems.push(FieldProblem::new("seats", "seats_for_all"));
        }
        if form == BallotForm::Election && !(1..=seats.max(1)).contains(&marks) {
            problems.push(FieldProblem::new("marks", "number_range"));
        }
        if problems.is_empty() { Ok((form, seats, marks, self)) } else { Err(Error::Invalid(problems)) }
    }
}

impl DrawLot {
    /// The lot as it is stored: who drew is no witness of it.
    ///
    /// # Errors
    /// [`Error::Invalid`]: `required` at `drawn_by` and `present`.
    pub fn checked(mut self) -> Result<Self> {
        let mut problems = Vec::new();
        self.drawn_by = line(&mut problems, "drawn_by", Some(self.drawn_by)).unwrap_or_default();
        if self.drawn_by.is_empty() {
            problems.push(FieldProblem::new("drawn_by", "required"));
        }
        let named = std::mem::take(&mut self.present);
        self.present = named.into_iter().filter_map(|name| line(&mut problems, "present", Some(name))).collect();
        let drew = name_key(&self.drawn_by);
        self.present.retain(|name| name_key(name) != drew);
        if self.present.is_empty() {
            problems.push(FieldProblem::new("present", "required"));
        }
        self.elected.sort_unstable();
        self.elected.dedup();
        if problems.is_empty() { Ok(self) } else { Err(Error::Invalid(problems)) }
    }
}

impl TallyBallot {
    /// The count as numbers, and the teller's name.
    ///
    /// # Errors
    /// `required` without a name.
    pub fn checked(self) -> Result<(String, Counted)> {
        let mut problems = Vec::new();
        let teller = line(&mut problems, "teller", Some(self.teller)).unwrap_or_default();
        if teller.is_empty() {
            problems.push(FieldProblem::new("teller", "required"));
        }
        let mut votes = self.votes;
        votes.sort_by_key(|one| one.no);
        let counted =
            Counted { cast: self.cast, yes: self.yes, no: self.no, blank: self.blank, invalid: self.invalid, votes };
        if problems.is_empty() { Ok((teller, counted)) } else { Err(Error::Invalid(problems)) }
    }
}

impl Counted {
    /// Fields in which another count differs: names as on the wire, of candidates with their number.
    #[must_use]
    pub fn differs_from(&self, other: &Self) -> Vec<String> {
        let mut found: Vec<String> = [
            ("cast", self.cast == other.cast),
            ("yes", self.yes == other.yes),
            ("no", self.no == other.no),
            ("blank", self.blank == other.blank),
            ("invalid", self.invalid == other.invalid),
        ]
        .into_iter()
        .filter(|(_, same)| !same)
        .map(|(name, _)| name.to_owned())
        .collect();
        let of = |count: &Self, no: i64| count.votes.iter().find(|votes| votes.no == no).copied();
        let numbers: std::collections::BTreeSet<i64> =
            self.votes.iter().chain(&other.votes).map(|votes| votes.no).collect();
        let differing = numbers.into_iter().filter(|no| of(self, *no) != of(other, *no));
        found.extend(differing.map(|no| format!("votes.{no}")));
        found
    }
}
