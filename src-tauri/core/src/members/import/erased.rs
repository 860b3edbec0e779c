//! Who was erased: a list that still names them does not bring them back unseen, and does not change figures of the past.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::row::Draft;
use crate::error::Result;
use crate::ids::PersonId;
use crate::members::entity::{erasure, membership, person};

/// What is left of the memberships that were erased.
#[derive(Debug, Default)]
pub(super) struct Erased {
    /// First days, with the months of birth.
    memberships: HashMap<NaiveDate, Vec<Option<(i32, u32)>>>,
    /// The highest member number that had been given by the last erasure.
    highest: i64,
}

impl Erased {
    /// Load them.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn load(on: &impl ConnectionTrait) -> Result<Self> {
        let persons: HashMap<_, Option<NaiveDate>> = person::Entity::find()
            .select_only()
            .columns([person::Column::Id, person::Column::BirthOn])
            .filter(person::Column::ErasedAt.is_not_null())
            .into_tuple::<(PersonId, Option<NaiveDate>)>()
            .all(on)
            .await?
            .into_iter()
            .collect();
        let mut erased = Self::default();
        if persons.is_empty() {
            return Ok(erased);
        }
        let ids: Vec<_> = persons.keys().copied().collect();
        for part in ids.chunks(500) {
            let found: Vec<(PersonId, Option<NaiveDate>)> = membership::Entity::find()
                .select_only()
                .columns([membership::Column::PersonId, membership::Column::JoinedOn])
                .filter(membership::Column::PersonId.is_in(part.iter().copied()))
                .into_tuple()
                .all(on)
                .await?;
            for (person, joined) in found {
                let born = persons.get(&person).copied().flatten().map(|born| (born.year(), born.month()));
                erased.memberships.entry(joined.unwrap_or_default()).or_default().push(born);
            }
        }
        let marks = erasure::Entity::find().all(on).await?;
        erased.highest = marks.into_iter().map(|mark| mark.highest_no).max().unwrap_or(0);
        Ok(erased)
    }

    /// Whether a row may be somebody who was erased: the same first day and the same month of birth; where one of the months is
    /// not known, a number that had been given by then.
    pub fn may_be(&self, draft: &Draft) -> bool {
        let line = &draft.line;
        let Some(months) = line.joined_on.and_then(|joined| self.memberships.get(&joined)) else { return false };
        let born = line.birth_on.map(|born| (born.year(), born.month()));
        let digits =
            line.member_no.as_deref().map(|number| number.trim_start_matches(|sign: char| !sign.is_ascii_digit()));
        let given = digits.and_then(|digits| digits.parse::<i64>().ok()).is_some_and(|number| number <= self.highest);
        months.iter().any(|month| match (month, born) {
            (Some(month), Some(born)) => *month == born,
            _ => given,
        })
    }
}
