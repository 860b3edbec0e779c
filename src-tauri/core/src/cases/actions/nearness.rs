//! C-01, asked of the roster: how near a counsellor or a reader is to the member of a case.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::super::entity::counselor;
use super::super::model::{Head, Nearness};
use crate::error::Result;
use crate::ids::{OfficerId, PersonId};
use crate::members;
use crate::organizations::{self, UnitKind};
use crate::session::Session;

/// How near a counsellor is to the member of a case.
pub(super) async fn nearness(
    session: &Session,
    on: &impl ConnectionTrait,
    head: &Head,
    person: Option<PersonId>,
    not_supervisor: bool,
) -> Result<Nearness> {
    let tree = organizations::tree(on).await?;
    let (mut persons, mut workplaces) = (Vec::new(), Vec::new());
    for id in [person, head.person_id].into_iter().flatten() {
        let known = members::known(on, id, session.today()).await?;
        let unit = known.as_ref().and_then(|known| known.unit);
        persons.push(known.map(|known| known.id));
        workplaces.push(unit.and_then(|unit| tree.of_level(unit, UnitKind::Workplace)).map(|node| node.id));
    }
    let themself = matches!(persons.as_slice(), [Some(one), Some(other)] if one == other);
    let same_workplace = matches!(workplaces.as_slice(), [Some(one), Some(other)] if one == other);
    Ok(Nearness { themself, not_supervisor, same_workplace, objects: head.objects_workplace })
}

/// How near an officer who is to read a case is to its member, as far as the room knows who the officer is (C-01).
pub(super) async fn near_reader(
    session: &Session,
    on: &impl ConnectionTrait,
    head: &Head,
    officer: OfficerId,
) -> Result<Nearness> {
    let known = counselor::Entity::find().filter(counselor::Column::OfficerId.eq(officer)).one(on).await?;
    nearness(session, on, head, known.and_then(|row| row.person_id), true).await
}

/// Who reads a case that the member agreed to show, or writes in it, is not the member (C-01).
pub(super) async fn not_the_member(
    session: &Session,
    on: &impl ConnectionTrait,
    head: &Head,
    officer: OfficerId,
) -> Result<()> {
    Nearness { objects: false, ..near_reader(session, on, head, officer).await? }.check()
}
