//! Ways to reach a person, and what the person agreed to.

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::entity::{consent, consent_refusal, contact_point, person};
use super::super::model::{
    ConsentPurpose, ContactKind, EndContact, GiveConsent, RefuseConsent, SaveContact, WithdrawConsent, ends_after,
    may_consent,
};
use super::super::queries::{person_in_reach, scope_on};
use super::join::out_of_sight;
use super::write::{kept, name_of};
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::{ConsentId, ContactId, OrganizationId, PersonId, RefusalId};
use crate::ops::Change;
use crate::rights::Right;
use crate::session::Session;
use crate::text;

async fn person_of(change: &mut Change<'_>, id: PersonId) -> Result<person::Model> {
    let row = person::Entity::find_by_id(id).one(change.on()).await?.ok_or(Error::Missing { what: "person" })?;
    if row.erased_at.is_some() {
        return Err(Error::refused("person_erased", json!({})));
    }
    change.about_record("person", row.id.0);
    Ok(row)
}

/// The digits by which a number is found; other contacts are not searched by digits.
pub(crate) fn digits_of(kind: ContactKind, value: &str) -> String {
    if matches!(kind, ContactKind::Phone | ContactKind::Mobile | ContactKind::Emergency) {
        text::phone_digits(value)
    } else {
        String::new()
    }
}

/// Save a way to reach a person: a new one, or a correction.
///
/// # Errors
/// `required`, `postal_malformed` and other field problems, [`Error::Changed`].
pub async fn save_contact(session: &Session, input: SaveContact) -> Result<ContactId> {
    let is_mail = matches!(input.kind, ContactKind::MailPrivate | ContactKind::MailWork);
    let value = kept(Some(&input.value)).ok_or_else(|| Error::invalid("value", "required"))?;
    let value = if is_mail { text::mail_address(&value) } else { value };
    let postal = match kept(input.postal.as_deref()) {
        Some(postal) => Some(text::postal_code(&postal).map_err(|problem| Error::invalid("postal", problem.code()))?),
        None => None,
    };
    if is_mail && !value.contains('@') {
        return Err(Error::invalid("value", "mail_malformed"));
    }
    let mut change = session.change("members", "save_contact").await?;
    let scope = scope_on(session, change.on(), Right::ChangeRoster).await?;
    person_in_reach(change.on(), &scope, input.person_id).await?;
    let person = person_of(&mut change, input.person_id).await?;
    let digits = digits_of(input.kind, &value);
    let id = match input.id {
        Some(id) => {
            let row = contact_point::Entity::find_by_id(id)
                .one(change.on())
                .await?
                .filter(|row| row.person_id == person.id)
                .ok_or(Error::Missing { what: "contact" })?;
            if input.version.is_some_and(|version| version != row.version) {
                return Err(Error::Changed);
            }
            change
                .update::<contact_point::Entity>(&row, |active| {
                    active.kind = Set(input.kind);
                    active.value = Set(value);
                    active.digits = Set(digits);
                    active.postal = Set(postal);
                    active.preferred = Set(input.preferred);
                })
                .await?;
            id
        }
        None => {
            let id = ContactId::new();
            change
                .insert::<contact_point::Entity>(contact_point::ActiveModel {
                    id: Set(id),
                    person_id: Set(person.id),
                    kind: Set(input.kind),
                    value: Set(value),
                    digits: Set(digits),
                    postal: Set(postal),
                    preferred: Set(input.preferred),
                    from_on: Set(None),
                    to_on: Set(None),
                    ..Default::default()
                })
                .await?;
            id
        }
    };
    change.about_record("person", person.id.0);
    change.done(json!({ "name": name_of(&person) })).await?;
    Ok(id)
}

/// A way that no longer works: ended, not removed.
///
/// # Errors
/// [`Error::Changed`], `date_order`.
pub async fn end_contact(session: &Session, input: EndContact) -> Result<Nothing> {
    let mut change = session.change("members", "end_contact").await?;
    let scope = scope_on(session, change.on(), Right::ChangeRoster).await?;
    let row = contact_point::Entity::find_by_id(input.id)
        .one(change.on())
        .await?
        .ok_or(Error::Missing { what: "contact" })?;
    person_in_reach(change.on(), &scope, row.person_id).await.map_err(|error| out_of_sight(error, "contact"))?;
    if row.version != input.version {
        return Err(Error::Changed);
    }
    if row.from_on.is_some_and(|first| input.to_on < first) {
        return Err(Error::invalid("to_on", "date_order"));
    }
    let person = person_of(&mut change, row.person_id).await?;
    change.update::<contact_point::Entity>(&row, |active| active.to_on = Set(Some(input.to_on))).await?;
    change.done(json!({ "name": name_of(&person) })).await?;
    Ok(Nothing {})
}

/// Record a consent.
///
/// # Errors
/// `required` without a notice, `consent_future`.
pub async fn give_consent(session: &Session, input: GiveConsent) -> Result<ConsentId> {
    let notice = kept(Some(&input.notice_version));
    may_consent(notice.as_deref(), input.granted_on, session.today())?;
    let mut change = session.change("members", "give_consent").await?;
    let scope = scope_on(session, change.on(), Right::ChangeRoster).await?;
    person_in_reach(change.on(), &scope, input.person_id).await?;
    let person = person_of(&mut change, input.person_id).await?;
    let id = change.insert::<consent::Entity>(consent_row(&input)).await?;
    change.done(json!({ "name": name_of(&person), "purpose": input.purpose })).await?;
    Ok(ConsentId(id))
}

/// Record that a consent was asked for and refused; who agrees later gives one then.
///
/// # Errors
/// `consent_future`, `consent_in_force` where one of the purpose was given and not taken back.
pub async fn refuse_consent(session: &Session, input: RefuseConsent) -> Result<RefusalId> {
    if input.refused_on > session.today() {
        return Err(Error::invalid("refused_on", "consent_future"));
    }
    let mut change = session.change("members", "refuse_consent").await?;
    let scope = scope_on(session, change.on(), Right::ChangeRoster).await?;
    person_in_reach(change.on(), &scope, input.person_id).await?;
    let person = person_of(&mut change, input.person_id).await?;
    let given = consent::Entity::find()
        .filter(consent::Column::PersonId.eq(input.person_id))
        .filter(consent::Column::Purpose.eq(input.purpose))
        .filter(consent::Column::WithdrawnOn.is_null())
        .all(change.on())
        .await?;
    // Towards one organisation alone: what was agreed to towards another one stands beside it.
    let contradicts = |row: &consent::Model| match (row.recipient_org_id, input.recipient_org_id) {
        (Some(given), Some(refused)) => given == refused,
        _ => true,
    };
    if given.iter().any(contradicts) {
        return Err(Error::refused("consent_in_force", json!({})));
    }
    let row = refusal_row(input.person_id, input.purpose, input.recipient_org_id, input.refused_on);
    let id = change.insert::<consent_refusal::Entity>(row).await?;
    change.done(json!({ "name": name_of(&person), "purpose": input.purpose })).await?;
    Ok(RefusalId(id))
}

/// A refusal as stored.
pub(crate) fn refusal_row(
    person: PersonId,
    purpose: ConsentPurpose,
    recipient: Option<OrganizationId>,
    on: NaiveDate,
) -> consent_refusal::ActiveModel {
    consent_refusal::ActiveModel {
        id: Set(RefusalId::new()),
        person_id: Set(person),
        purpose: Set(purpose),
        recipient_org_id: Set(recipient),
        refused_on: Set(on),
        ..Default::default()
    }
}

/// A consent as stored.
pub(super) fn consent_row(input: &GiveConsent) -> consent::ActiveModel {
    consent::ActiveModel {
        id: Set(ConsentId::new()),
        person_id: Set(input.person_id),
        purpose: Set(input.purpose),
        recipient_org_id: Set(input.recipient_org_id),
        granted_on: Set(input.granted_on),
        withdrawn_on: Set(None),
        method: Set(input.method),
        notice_version: Set(kept(Some(&input.notice_version)).unwrap_or_default()),
        document_ref: Set(kept(input.document_ref.as_deref())),
        ..Default::default()
    }
}

/// A consent is taken back; it may be at any time.
///
/// # Errors
/// [`Error::Changed`], `date_order`.
pub async fn withdraw_consent(session: &Session, input: WithdrawConsent) -> Result<Nothing> {
    let mut change = session.change("members", "withdraw_consent").await?;
    let scope = scope_on(session, change.on(), Right::ChangeRoster).await?;
    let row =
        consent::Entity::find_by_id(input.id).one(change.on()).await?.ok_or(Error::Missing { what: "consent" })?;
    person_in_reach(change.on(), &scope, row.person_id).await.map_err(|error| out_of_sight(error, "consent"))?;
    if row.version != input.version || row.withdrawn_on.is_some() {
        return Err(Error::Changed);
    }
    ends_after(row.granted_on, "withdrawn_on", input.withdrawn_on)?;
    let person = person_of(&mut change, row.person_id).await?;
    change.update::<consent::Entity>(&row, |active| active.withdrawn_on = Set(Some(input.withdrawn_on))).await?;
    change.done(json!({ "name": name_of(&person), "purpose": row.purpose })).await?;
    Ok(Nothing {})
}
