//! Of whom a change tells, so that what is derived from them follows.

use std::collections::{BTreeSet, HashSet};

use uuid::Uuid;

/// Of whom a change tells: what is derived from them is written anew at its end.
#[derive(Debug, Default)]
pub struct Touched {
    /// Persons.
    pub persons: BTreeSet<Uuid>,
    /// Those of them whose grams the verb wrote itself, or did not change.
    pub indexed: BTreeSet<Uuid>,
    /// Memberships of which rows beside them were touched.
    memberships: HashSet<Uuid>,
    /// Memberships that were touched themselves, with their persons.
    named: HashSet<Uuid>,
}

impl Touched {
    /// Memberships touched whose persons are not among those above.
    pub fn of_others(&self) -> impl Iterator<Item = Uuid> + '_ {
        self.memberships.difference(&self.named).copied()
    }

    /// Whether a membership was touched itself, and not only a row beside it.
    pub fn is_named(&self, membership: Uuid) -> bool {
        self.named.contains(&membership)
    }

    pub(super) fn tell(&mut self, person: Option<Uuid>, membership: Option<Uuid>) {
        match person {
            Some(person) => {
                self.persons.insert(person);
                self.named.extend(membership);
            }
            None => self.memberships.extend(membership),
        }
    }
}
