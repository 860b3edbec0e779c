//! Whom a file may be for without leaving the union: the union itself, its units, organs, offices and officers by name.

use std::collections::HashMap;

use sea_orm::{ActiveEnum, ColumnTrait, Condition, EntityTrait, Iterable, QueryFilter, QuerySelect};

use super::actions::name_of;
use super::entity::{membership, office, office_term, person};
use super::model::OfficeKind;
use crate::desk::Settings;
use crate::error::Result;
use crate::ids::{MembershipId, PersonId};
use crate::labels::{Locale, word};
use crate::officers;
use crate::organizations::{self, OrgKind, is_inside};
use crate::rights::Role;
use crate::session::Session;

/// Whether a recipient is somebody within the union. Nobody named is the union itself.
///
/// # Errors
/// What the database answers.
pub(super) async fn stays_inside(session: &Session, settings: &Settings, recipient: &str) -> Result<bool> {
    if recipient.trim().is_empty() || recipient.trim() == settings.name.trim() {
        return Ok(true);
    }
    Ok(is_inside(recipient, &names_inside(session, settings).await?))
}

/// Every name within the union that may stand on a file.
async fn names_inside(session: &Session, settings: &Settings) -> Result<Vec<String>> {
    let on = session.look();
    let mut names = vec![settings.name.clone(), short(&settings.name).to_owned()];
    names.extend(settings.labels.values().cloned());
    let own = organizations::organizations(on).await?.into_iter().filter(|row| row.kind == OrgKind::OwnUnion);
    names.extend(own.map(|row| row.name));
    names.extend(organizations::tree(on).await?.in_order().into_iter().map(|(unit, _)| unit.label.clone()));
    names.extend(office::Entity::find().all(on).await?.into_iter().map(|row| row.label));
    for locale in [Locale::Ja, Locale::En] {
        let offices = OfficeKind::iter().filter(|kind| *kind != OfficeKind::Other).map(|kind| kind.label_key());
        let roles = Role::iter().map(|role| format!("enum.role.{}", role.to_value()));
        // 財政部長・会計 are two words for one office.
        let words =
            offices.chain(roles).flat_map(|key| word(locale, &key).split('・').map(str::to_owned).collect::<Vec<_>>());
        names.extend(words);
    }
    names.extend(officers::names(session).await?.into_values());
    names.extend(holders(session).await?);
    Ok(names)
}

/// The name of the union without what stands in brackets behind it.
fn short(name: &str) -> &str {
    name.split(['（', '(']).next().unwrap_or(name)
}

/// The names of those who hold an office today.
async fn holders(session: &Session) -> Result<Vec<String>> {
    let (on, today) = (session.look(), session.today());
    let terms = office_term::Entity::find()
        .filter(office_term::Column::FromOn.lte(today))
        .filter(Condition::any().add(office_term::Column::ToOn.is_null()).add(office_term::Column::ToOn.gte(today)))
        .all(on)
        .await?;
    let mut names = HashMap::new();
    let held: Vec<MembershipId> = terms.into_iter().map(|term| term.membership_id).collect();
    for part in held.chunks(500) {
        let persons: Vec<PersonId> = membership::Entity::find()
            .select_only()
            .column(membership::Column::PersonId)
            .filter(membership::Column::Id.is_in(part.iter().copied()))
            .into_tuple()
            .all(on)
            .await?;
        let found = person::Entity::find().filter(person::Column::Id.is_in(persons)).all(on).await?;
        names.extend(found.into_iter().map(|person| (person.id, name_of(&person))));
    }
    Ok(names.into_values().collect())
}
