//! Whom an earlier import of the same file made by the officer's word: the file read again means them.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Known, LOOKUP};
use crate::error::Result;
use crate::ids::{BatchId, MembershipId, PersonId};
use crate::members::entity::{import_batch, membership, membership_event, person};
use crate::members::model::EventKind;

impl Known {
    /// Persons of these names up to this running number whom an earlier import of a file with this hash made.
    pub(super) async fn load_made(
        &mut self,
        on: &impl ConnectionTrait,
        names: HashSet<&str>,
        file: &str,
        last_no: i64,
    ) -> Result<()> {
        if names.is_empty() || last_no == 0 {
            return Ok(());
        }
        let batches: Vec<BatchId> = import_batch::Entity::find()
            .select_only()
            .column(import_batch::Column::Id)
            .filter(import_batch::Column::FileHash.eq(file))
            .into_tuple()
            .all(on)
            .await?;
        let persons: Vec<(PersonId, String, Option<NaiveDate>)> = person::Entity::find()
            .select_only()
            .columns([person::Column::Id, person::Column::SearchKey, person::Column::BirthOn])
            .filter(person::Column::SearchKey.is_in(names))
            .filter(person::Column::SearchNo.lte(last_no))
            .filter(person::Column::MergedIntoId.is_null())
            .filter(person::Column::ErasedAt.is_null())
            .order_by_asc(person::Column::Id)
            .into_tuple()
            .all(on)
            .await?;
        if batches.is_empty() || persons.is_empty() {
            return Ok(());
        }
        let mut made: HashSet<PersonId> = HashSet::new();
        for part in persons.chunks(LOOKUP) {
            let memberships: HashMap<MembershipId, PersonId> = membership::Entity::find()
                .select_only()
                .columns([membership::Column::Id, membership::Column::PersonId])
                .filter(membership::Column::PersonId.is_in(part.iter().map(|(person, ..)| *person)))
                .into_tuple::<(MembershipId, PersonId)>()
                .all(on)
                .await?
                .into_iter()
                .collect();
            let joined: Vec<MembershipId> = membership_event::Entity::find()
                .select_only()
                .column(membership_event::Column::MembershipId)
                .filter(membership_event::Column::MembershipId.is_in(memberships.keys().copied()))
                .filter(membership_event::Column::Kind.eq(EventKind::Join))
                .filter(membership_event::Column::ImportBatchId.is_in(batches.iter().copied()))
                .into_tuple()
                .all(on)
                .await?;
            made.extend(joined.iter().filter_map(|membership| memberships.get(membership)));
        }
        for (person, name, birth) in persons {
            if made.contains(&person) {
                self.made.entry(name).or_default().push((person, birth));
            }
        }
        Ok(())
    }
}
