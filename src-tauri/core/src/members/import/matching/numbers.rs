//! Numbers that a list writes otherwise than the union: with more or fewer zeros at the front, or with hyphens. By themselves they
//! prove nothing; with the name, or the birth date, they do.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{Keys, Known, LOOKUP};
use crate::error::Result;
use crate::ids::PersonId;
use crate::members::entity::membership;
use crate::text::is_same_number;

impl Known {
    /// Whether a person's member number, or the number at the row's employer, is the row's, as a list may write it.
    pub(super) fn same_number(&self, person: PersonId, keys: &Keys) -> bool {
        let own = self.member_numbers.get(&person).map(Vec::as_slice).unwrap_or_default();
        if keys.number.as_ref().is_some_and(|said| own.iter().any(|stored| is_same_number(said, stored))) {
            return true;
        }
        let (Some(employer), Some((_, number))) = (keys.employer, &keys.employee) else { return false };
        self.numbers_of
            .get(&person)
            .is_some_and(|own| own.iter().any(|(at, stored)| *at == employer && is_same_number(number, stored)))
    }

    /// The person of the row's number with its zeros put back.
    pub(super) fn by_whole(&self, keys: &Keys) -> Option<PersonId> {
        let [own, employee] = &keys.whole;
        let own = own.as_ref().and_then(|number| self.numbers.get(number)).copied();
        own.or_else(|| self.employees.get(&(keys.employer?, employee.clone()?)).copied())
    }

    /// Who has the number but for its zeros, and was born on the day that the row says: the name is another one by now.
    pub(super) fn renamed(&self, keys: &Keys) -> Option<PersonId> {
        let person = self.by_whole(keys)?;
        let born = self.holders.get(&person)?.line.birth_on;
        (born.is_some() && born == keys.birth).then_some(person)
    }

    /// Member numbers of those whose names were found.
    pub(super) async fn load_member_numbers(&mut self, on: &impl ConnectionTrait) -> Result<()> {
        let persons: Vec<PersonId> = self.names.values().flatten().map(|(person, _)| *person).collect();
        for part in persons.chunks(LOOKUP) {
            let found: Vec<(PersonId, String)> = membership::Entity::find()
                .select_only()
                .columns([membership::Column::PersonId, membership::Column::MemberNo])
                .filter(membership::Column::PersonId.is_in(part.iter().copied()))
                .into_tuple()
                .all(on)
                .await?;
            for (person, number) in found {
                self.member_numbers.entry(person).or_default().push(number);
            }
        }
        Ok(())
    }
}
