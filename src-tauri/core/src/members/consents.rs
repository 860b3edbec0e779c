//! What persons agreed to: the latest word counts by its day, in whatever order the papers were entered. Whoever needs to know asks
//! here.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Deserialize;

use super::entity::{consent, consent_refusal};
use super::model::ConsentPurpose;
use crate::db::packed::packed;
use crate::error::Result;
use crate::ids::{ConsentId, OrganizationId, PersonId};

/// The notice that a consent from a list refers to: the list itself.
pub(super) const BY_LIST: &str = "import";

/// Persons asked about in one statement.
const PART: usize = 2_000;

/// Towards whom somebody agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Towards {
    /// Towards everybody.
    Everybody,
    /// Towards everybody or this organisation.
    One(OrganizationId),
    /// Towards whomever.
    Whomever,
}

#[derive(Deserialize)]
struct Given {
    id: ConsentId,
    person_id: PersonId,
    recipient_org_id: Option<OrganizationId>,
    granted_on: NaiveDate,
    withdrawn_on: Option<NaiveDate>,
}

#[derive(Deserialize)]
struct Refused {
    person_id: PersonId,
    recipient_org_id: Option<OrganizationId>,
    refused_on: NaiveDate,
}

/// What one person said by a day.
#[derive(Default)]
struct Words {
    given: Vec<Given>,
    refused: Vec<Refused>,
}

impl Words {
    /// Whether a consent lasts: it is not taken back, and nothing was said against it later.
    fn lasts(&self, row: &Given, towards: Towards, day: NaiveDate) -> bool {
        // Towards the one who is asked about, every word about it counts.
        let about =
            |no: Option<OrganizationId>| no == row.recipient_org_id || no.is_some_and(|no| towards == Towards::One(no));
        // What was taken back towards everybody leaves what was agreed to towards one organisation.
        let against = |no: &Given| {
            about(no.recipient_org_id) && no.withdrawn_on.is_some_and(|on| on <= day && on > row.granted_on)
        };
        let refuses = |no: &Refused| {
            (no.recipient_org_id.is_none() || about(no.recipient_org_id)) && no.refused_on > row.granted_on
        };
        row.withdrawn_on.is_none_or(|last| last > day)
            && !self.given.iter().any(against)
            && !self.refused.iter().any(refuses)
    }

    fn lasting(&self, towards: Towards, day: NaiveDate) -> impl Iterator<Item = ConsentId> {
        self.given.iter().filter(move |row| self.lasts(row, towards, day)).map(|row| row.id)
    }
}

/// Those of the persons who have agreed to a purpose on a day, towards everybody or towards this recipient, and have not said no
/// since.
///
/// # Errors
/// What the database answers.
pub(crate) async fn agreed(
    on: &impl ConnectionTrait,
    persons: &[PersonId],
    purpose: ConsentPurpose,
    recipient: Option<OrganizationId>,
    day: NaiveDate,
) -> Result<HashSet<PersonId>> {
    let towards = recipient.map_or(Towards::Everybody, Towards::One);
    let said = said(on, persons, purpose, towards, day).await?;
    let agrees = |words: &Words| words.lasting(towards, day).next().is_some();
    Ok(said.into_iter().filter(|(_, words)| agrees(words)).map(|(person, _)| person).collect())
}

/// Of each of the persons who said something about a purpose by a day the consents that last, towards whomever; none = they do not
/// agree.
///
/// # Errors
/// What the database answers.
pub(super) async fn lasting(
    on: &impl ConnectionTrait,
    persons: &[PersonId],
    purpose: ConsentPurpose,
    day: NaiveDate,
) -> Result<HashMap<PersonId, Vec<ConsentId>>> {
    let said = said(on, persons, purpose, Towards::Whomever, day).await?;
    Ok(said.into_iter().map(|(person, words)| (person, words.lasting(Towards::Whomever, day).collect())).collect())
}

/// What each of the persons said of a purpose by a day.
async fn said(
    on: &impl ConnectionTrait,
    persons: &[PersonId],
    purpose: ConsentPurpose,
    towards: Towards,
    day: NaiveDate,
) -> Result<HashMap<PersonId, Words>> {
    let mut found: HashMap<PersonId, Words> = HashMap::new();
    for part in persons.chunks(PART) {
        let rows = consent::Entity::find()
            .filter(consent::Column::PersonId.is_in(part.iter().copied()))
            .filter(consent::Column::Purpose.eq(purpose))
            .filter(narrowed(consent::Column::RecipientOrgId, towards))
            .filter(consent::Column::GrantedOn.lte(day));
        let columns = [
            consent::Column::Id,
            consent::Column::PersonId,
            consent::Column::RecipientOrgId,
            consent::Column::GrantedOn,
            consent::Column::WithdrawnOn,
        ];
        for row in packed::<Given, _>(on, rows, &columns).await? {
            found.entry(row.person_id).or_default().given.push(row);
        }
        let rows = consent_refusal::Entity::find()
            .filter(consent_refusal::Column::PersonId.is_in(part.iter().copied()))
            .filter(consent_refusal::Column::Purpose.eq(purpose))
            .filter(narrowed(consent_refusal::Column::RecipientOrgId, towards))
            .filter(consent_refusal::Column::RefusedOn.lte(day));
        let columns = [
            consent_refusal::Column::PersonId,
            consent_refusal::Column::RecipientOrgId,
            consent_refusal::Column::RefusedOn,
        ];
        for row in packed::<Refused, _>(on, rows, &columns).await? {
            found.entry(row.person_id).or_default().refused.push(row);
        }
    }
    Ok(found)
}

/// The words that count towards somebody, by the column of the recipient.
fn narrowed(recipient: impl ColumnTrait, towards: Towards) -> Condition {
    match towards {
        Towards::Everybody => Condition::all().add(recipient.is_null()),
        Towards::One(organization) => Condition::any().add(recipient.is_null()).add(recipient.eq(organization)),
        Towards::Whomever => Condition::all(),
    }
}
