//! Who had an employee number before and works there no longer: the number is free, and is no proof of who a row is (M-13).

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{Keys, Known, LOOKUP};
use crate::error::Result;
use crate::ids::{OrganizationId, PersonId};
use crate::members::entity::employment;
use crate::members::line::Line;
use crate::members::roster::of_persons;

impl Known {
    /// Who had the number of the row before, and works there no longer.
    pub(super) fn former(&self, keys: &Keys) -> Option<&(PersonId, Line)> {
        let (_, number) = keys.employee.as_ref()?;
        self.former.get(&(keys.employer?, number.clone()))
    }

    /// A person gives up the numbers that are held.
    pub(super) fn gives_up(&mut self, person: PersonId, line: &Line) {
        let given: Vec<_> = self.employees.iter().filter(|(_, holder)| **holder == person).collect();
        let given: Vec<_> = given.into_iter().map(|(key, _)| key.clone()).collect();
        for key in given {
            self.employees.remove(&key);
            self.former.insert(key, (person, line.clone()));
        }
    }

    /// Of those who had the numbers before, who works for that employer no more, or only until a day that is known.
    pub(super) async fn load_former(
        &mut self,
        on: &impl ConnectionTrait,
        mut former: HashMap<(OrganizationId, String), PersonId>,
        day: NaiveDate,
        left: &HashSet<PersonId>,
    ) -> Result<()> {
        former.retain(|key, _| !self.employees.contains_key(key));
        let persons: Vec<PersonId> = former.values().copied().collect();
        for part in persons.chunks(LOOKUP) {
            let working: HashSet<(PersonId, OrganizationId)> = employment::Entity::find()
                .select_only()
                .columns([employment::Column::PersonId, employment::Column::EmployerOrgId])
                .filter(employment::Column::PersonId.is_in(part.iter().copied()))
                .filter(employment::Column::ToOn.is_null())
                .into_tuple::<(PersonId, OrganizationId)>()
                .all(on)
                .await?
                .into_iter()
                .collect();
            former.retain(|(employer, _), person| left.contains(person) || !working.contains(&(*person, *employer)));
        }
        let persons: Vec<PersonId> = former.values().copied().collect();
        let mut lines: HashMap<PersonId, Line> = HashMap::new();
        for part in persons.chunks(LOOKUP) {
            let stored = of_persons(on, part, day).await?;
            lines.extend(stored.into_iter().map(|one| (one.person_id, one.line)));
        }
        let known = former.into_iter().filter_map(|(key, person)| Some((key, (person, lines.get(&person)?.clone()))));
        self.former.extend(known);
        Ok(())
    }
}
