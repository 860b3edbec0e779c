//! What hangs on the membership that a merge ends: conditions, offices and units that last pass to the membership that stays,
//! wherever that has nothing of the same in those days (0025).

use chrono::{Days, NaiveDate};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;

use super::super::entity::{membership, membership_condition, membership_event, office, office_term, unit_assignment};
use super::super::model::{
    Checkoff, ConditionKind, CutOff, EventKind, Restorable, Span, Status, TermDays, passes_from,
};
use super::super::roster::is_live;
use super::super::standing::{Passed, words_for};
use super::correct::differences;
use super::write::event_row;
use crate::dates::in_force;
use crate::error::Result;
use crate::ids::{AssignmentId, ConditionId, MembershipId, PersonId, TermId};
use crate::ops::{Change, Tracked};
use crate::organizations::Tree;

/// The last day of a membership that ends as entered by mistake.
pub(super) fn last_day(goes: &membership::Model, today: NaiveDate) -> NaiveDate {
    let joined = goes.joined_on.or(goes.applied_on).unwrap_or(today);
    joined.max(today.checked_sub_days(Days::new(1)).unwrap_or(today))
}

/// What hangs on memberships.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hanging {
    conditions: Vec<membership_condition::Model>,
    terms: Vec<office_term::Model>,
    units: Vec<unit_assignment::Model>,
}

/// What of a membership that goes passes, and what ends with it.
pub(super) struct Parted {
    passes: Hanging,
    ends: Hanging,
}

impl Hanging {
    /// Everything of two memberships.
    ///
    /// # Errors
    /// What the database answers.
    pub(super) async fn of(on: &impl ConnectionTrait, two: [&membership::Model; 2]) -> Result<Self> {
        let ids = || two.map(|row| row.id);
        let conditions = membership_condition::Entity::find()
            .filter(membership_condition::Column::MembershipId.is_in(ids()))
            .all(on)
            .await?;
        let terms = office_term::Entity::find().filter(office_term::Column::MembershipId.is_in(ids())).all(on).await?;
        let units =
            unit_assignment::Entity::find().filter(unit_assignment::Column::MembershipId.is_in(ids())).all(on).await?;
        Ok(Self { conditions, terms, units })
    }

    /// What of the one that goes lasts beyond its last day: what passes to the one that stays, and what ends.
    pub(super) fn parted(&self, [stays, goes]: [&membership::Model; 2], last: NaiveDate) -> Parted {
        let conditions = part(&self.conditions, [stays, goes], last);
        let terms = part(&self.terms, [stays, goes], last);
        let units = part(&self.units, [stays, goes], last);
        Parted {
            passes: Self { conditions: conditions.0, terms: terms.0, units: units.0 },
            ends: Self { conditions: conditions.1, terms: terms.1, units: units.1 },
        }
    }

    /// In words of the wire. `own` is where the one that stays belongs: that somebody is in the same unit twice ends nothing.
    async fn told(
        self,
        on: &impl ConnectionTrait,
        tree: &Tree,
        own: &[&unit_assignment::Model],
    ) -> Result<Vec<CutOff>> {
        let offices = if self.terms.is_empty() { Vec::new() } else { office::Entity::find().all(on).await? };
        let cut = |what, from_on, to_on| CutOff { what, condition: None, label: None, from_on, to_on };
        let office = |term: &office_term::Model| {
            let label = offices.iter().find(|office| office.id == term.office_id).map(|office| office.label.clone());
            CutOff { label, ..cut(Restorable::Office, term.from_on, term.to_on) }
        };
        let condition = |row: &membership_condition::Model| CutOff {
            condition: Some(row.kind),
            ..cut(Restorable::Condition, row.from_on, row.to_on)
        };
        let unit = |row: &unit_assignment::Model| CutOff {
            label: tree.get(row.unit_id).map(|unit| unit.label.clone()),
            ..cut(Restorable::Unit, row.from_on, row.to_on)
        };
        let elsewhere = |row: &&unit_assignment::Model| !own.iter().any(|own| own.unit_id == row.unit_id);
        Ok(self
            .terms
            .iter()
            .map(office)
            .chain(self.conditions.iter().map(condition))
            .chain(self.units.iter().filter(elsewhere).map(unit))
            .collect())
    }
}

/// A row that hangs on a membership for some days.
trait Hangs: Clone {
    fn membership(&self) -> MembershipId;
    fn days(&self) -> Span;
    /// The same from another day on.
    fn since(&self, from: NaiveDate) -> Self;
    /// The same, until a day, as another row.
    fn until(&self, last: NaiveDate) -> Self;
    /// One member cannot have both on a day.
    fn like(&self, other: &Self) -> bool;
}

impl Hangs for membership_condition::Model {
    fn membership(&self) -> MembershipId {
        self.membership_id
    }

    fn days(&self) -> Span {
        (self.from_on, self.to_on)
    }

    fn since(&self, from: NaiveDate) -> Self {
        Self { from_on: from, ..self.clone() }
    }

    fn until(&self, last: NaiveDate) -> Self {
        Self { id: ConditionId::new(), to_on: Some(last), ..self.clone() }
    }

    fn like(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Hangs for office_term::Model {
    fn membership(&self) -> MembershipId {
        self.membership_id
    }

    fn days(&self) -> Span {
        (self.from_on, self.to_on)
    }

    fn since(&self, from: NaiveDate) -> Self {
        Self { from_on: from, ..self.clone() }
    }

    fn until(&self, last: NaiveDate) -> Self {
        Self { id: TermId::new(), to_on: Some(last), ended_early_reason: None, ..self.clone() }
    }

    fn like(&self, other: &Self) -> bool {
        (self.office_id, self.unit_id) == (other.office_id, other.unit_id)
    }
}

impl Hangs for unit_assignment::Model {
    fn membership(&self) -> MembershipId {
        self.membership_id
    }

    fn days(&self) -> Span {
        (self.from_on, self.to_on)
    }

    fn since(&self, from: NaiveDate) -> Self {
        Self { from_on: from, ..self.clone() }
    }

    fn until(&self, last: NaiveDate) -> Self {
        Self { id: AssignmentId::new(), to_on: Some(last), ..self.clone() }
    }

    fn like(&self, other: &Self) -> bool {
        // On each day one unit is the primary one, whichever it is.
        (self.is_primary && other.is_primary) || self.unit_id == other.unit_id
    }
}

/// What lists said of the office and of 専従区分 passes where the membership that stays has no word of its own, with the days of
/// the lists (0110).
///
/// # Errors
/// What the database answers.
pub(super) async fn pass_words(change: &mut Change<'_>, stays: MembershipId, goes: &membership::Model) -> Result<()> {
    let Some(row) = membership::Entity::find_by_id(stays).one(change.on()).await? else { return Ok(()) };
    let word = goes.union_post.clone().filter(|_| row.union_post.is_none());
    let fulltime = goes.fulltime_kind.filter(|_| row.fulltime_kind.is_none());
    if word.is_some() || fulltime.is_some() {
        let passed = Passed { post: word.is_some(), fulltime: fulltime.is_some() };
        let told = words_for(change.on(), goes.id, stays, passed).await?;
        change.insert_many::<membership_event::Entity>(told).await?;
    }
    change
        .update::<membership::Entity>(&row, |active| {
            active.union_post = Set(word.or_else(|| row.union_post.clone()));
            active.fulltime_kind = Set(fulltime.or(row.fulltime_kind));
        })
        .await?;
    Ok(())
}

/// The name of チェックオフ among the fields that are taken from who goes.
pub(super) const CHECKOFF: &str = "checkoff";

/// チェックオフ of a membership.
pub(crate) fn checkoff_of(row: &membership::Model) -> Checkoff {
    Checkoff { status: row.checkoff_status, mandate_on: row.checkoff_mandate_on, stopped_on: row.checkoff_stopped_on }
}

/// チェックオフ passes where the membership that stays says nothing of it, and where it is among the fields to `take`; the history
/// tells it (M-12).
///
/// # Errors
/// What the database answers.
pub(super) async fn pass_checkoff(
    change: &mut Change<'_>,
    stays: MembershipId,
    goes: &membership::Model,
    take: &[String],
) -> Result<()> {
    let Some(row) = membership::Entity::find_by_id(stays).one(change.on()).await? else { return Ok(()) };
    let (own, other) = (checkoff_of(&row), checkoff_of(goes));
    let now = if take.iter().any(|name| name == CHECKOFF) { other } else { own.filled(other) };
    if now == own {
        return Ok(());
    }
    change
        .update::<membership::Entity>(&row, |active| {
            active.checkoff_status = Set(now.status);
            active.checkoff_mandate_on = Set(now.mandate_on);
            active.checkoff_stopped_on = Set(now.stopped_on);
        })
        .await?;
    let side = |of: Checkoff| {
        json!({
            "checkoff_status": of.status, "checkoff_mandate_on": of.mandate_on, "checkoff_stopped_on": of.stopped_on
        })
    };
    let (before, after) = differences(&side(own), &side(now));
    let event = event_row(stays, EventKind::Correction, change.today(), &before, &after, None, None);
    change.insert::<membership_event::Entity>(event).await?;
    Ok(())
}

/// What of the rows of the membership that goes passes, and what ends.
fn part<M: Hangs>(rows: &[M], [stays, goes]: [&membership::Model; 2], last: NaiveDate) -> (Vec<M>, Vec<M>) {
    // Of an application nothing is in force that could go on.
    let both_in = [stays, goes].iter().all(|row| row.status != Status::Applied);
    let of = |id: MembershipId| rows.iter().filter(move |row| row.membership() == id);
    let lasting = of(goes.id).filter(|row| row.days().1.is_none_or(|to| to > last));
    lasting.cloned().partition(|row| {
        let beside: Vec<Span> = of(stays.id).filter(|other| other.like(row)).map(Hangs::days).collect();
        both_in && passes_from(row.days(), stays.joined_on, &beside).is_some()
    })
}

/// The day from which something goes on in the membership that stays.
fn begins(from: NaiveDate, stays: &membership::Model) -> NaiveDate {
    stays.joined_on.map_or(from, |joined| joined.max(from))
}

/// Those rows that go on only from a later day than they began, from that day.
fn later<M: Hangs>(rows: &[M], stays: &membership::Model) -> Vec<M> {
    let cut = |row: &M| {
        let from = begins(row.days().0, stays);
        (from > row.days().0).then(|| row.since(from))
    };
    rows.iter().filter_map(cut).collect()
}

impl Parted {
    /// What passes, but only from the first day of the membership that stays.
    fn later(&self, stays: &membership::Model) -> Hanging {
        let Hanging { conditions, terms, units } = &self.passes;
        Hanging { conditions: later(conditions, stays), terms: later(terms, stays), units: later(units, stays) }
    }

    /// Write what passes; the days before the membership that stays are kept with the one that goes. What ends is left to the
    /// end of the membership.
    ///
    /// # Errors
    /// What the database answers.
    pub(super) async fn pass(&self, change: &mut Change<'_>, stays: &membership::Model) -> Result<()> {
        self.keep_days_before(change, stays).await?;
        for row in &self.passes.conditions {
            change
                .update::<membership_condition::Entity>(row, |active| {
                    active.membership_id = Set(stays.id);
                    active.from_on = Set(begins(row.from_on, stays));
                })
                .await?;
        }
        let offices =
            if self.passes.terms.is_empty() { Vec::new() } else { office::Entity::find().all(change.on()).await? };
        for row in &self.passes.terms {
            let months = offices.iter().find(|office| office.id == row.office_id).and_then(|office| office.term_months);
            // The term is as long as it was.
            let due = TermDays::of((row.from_on, row.to_on, row.due_on), months).due_on;
            let from = begins(row.from_on, stays);
            change
                .update::<office_term::Entity>(row, |active| {
                    active.membership_id = Set(stays.id);
                    if from > row.from_on {
                        active.from_on = Set(from);
                        active.due_on = Set(due);
                    }
                })
                .await?;
        }
        for row in &self.passes.units {
            change
                .update::<unit_assignment::Entity>(row, |active| {
                    active.membership_id = Set(stays.id);
                    active.from_on = Set(begins(row.from_on, stays));
                })
                .await?;
        }
        let today = change.today();
        let suspends = |row: &membership_condition::Model| {
            row.kind == ConditionKind::RightsSuspended && in_force(begins(row.from_on, stays), row.to_on, today)
        };
        if stays.status == Status::Active && self.passes.conditions.iter().any(suspends) {
            change.update::<membership::Entity>(stays, |active| active.status = Set(Status::Suspended)).await?;
        }
        Ok(())
    }

    /// The days of what passes that lie before the membership that stays.
    async fn keep_days_before(&self, change: &mut Change<'_>, stays: &membership::Model) -> Result<()> {
        let Hanging { conditions, terms, units } = &self.passes;
        keep_before::<membership_condition::Entity>(change, conditions, stays).await?;
        keep_before::<office_term::Entity>(change, terms, stays).await?;
        keep_before::<unit_assignment::Entity>(change, units, stays).await
    }

    /// End the units that do not pass.
    ///
    /// # Errors
    /// What the database answers.
    pub(super) async fn leave_units(&self, change: &mut Change<'_>, last: NaiveDate) -> Result<()> {
        for row in &self.ends.units {
            let last = last.max(row.from_on);
            change.update::<unit_assignment::Entity>(row, |active| active.to_on = Set(Some(last))).await?;
        }
        Ok(())
    }
}

/// The days of rows that lie before the membership that stays, as rows of their own.
async fn keep_before<E>(change: &mut Change<'_>, rows: &[E::Model], stays: &membership::Model) -> Result<()>
where
    E: Tracked + 'static,
    E::Model: Hangs,
{
    for row in rows {
        let from = row.days().0;
        let eve = begins(from, stays).checked_sub_days(Days::new(1));
        if let Some(last) = eve.filter(|last| *last >= from) {
            change.insert::<E>(row.until(last).into_active_model().reset_all()).await?;
        }
    }
    Ok(())
}

/// What becomes of what hangs on a membership that goes.
#[derive(Debug, Default)]
pub(crate) struct Becomes {
    /// It ends.
    pub(crate) ends: Vec<CutOff>,
    /// It goes on, but only from the first day of the membership that stays.
    pub(crate) goes_on: Vec<CutOff>,
}

/// What would end, and what would go on from a later day, if one person went into the other, either way round: of the first, of
/// the second. Nothing where not both have a membership that goes on.
///
/// # Errors
/// What the database answers.
pub(crate) async fn would_end(
    on: &impl ConnectionTrait,
    tree: &Tree,
    today: NaiveDate,
    two: [PersonId; 2],
) -> Result<[Becomes; 2]> {
    let rows = membership::Entity::find().filter(membership::Column::PersonId.is_in(two)).all(on).await?;
    let live = |person: PersonId| rows.iter().find(|row| row.person_id == person && is_live(row.status));
    let [Some(one), Some(other)] = two.map(live) else { return Ok([Becomes::default(), Becomes::default()]) };
    let hanging = Hanging::of(on, [one, other]).await?;
    let mut both = [Becomes::default(), Becomes::default()];
    for (found, [stays, goes]) in both.iter_mut().zip([[other, one], [one, other]]) {
        let own: Vec<&unit_assignment::Model> = hanging
            .units
            .iter()
            .filter(|row| row.membership_id == stays.id && row.to_on.is_none_or(|last| last >= today))
            .collect();
        let parted = hanging.parted([stays, goes], last_day(goes, today));
        found.goes_on = parted.later(stays).told(on, tree, &[]).await?;
        found.ends = parted.ends.told(on, tree, &own).await?;
    }
    Ok(both)
}
