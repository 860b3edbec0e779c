//! What was found about a record and shall stay as it is.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::entity::{finding_kept, person};
use super::super::model::FindingNamed;
use super::super::queries::{person_in_reach, scope_on};
use super::write::name_of;
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::FindingId;
use crate::ops::Change;
use crate::rights::Right;
use crate::session::Session;

/// A finding is right as it is: it is not shown again.
///
/// # Errors
/// [`Error::Missing`] for a person out of sight.
pub async fn leave_finding(session: &Session, input: FindingNamed) -> Result<Nothing> {
    let (mut change, known, name) = begin(session, "leave_finding", input).await?;
    if known.is_none() {
        change
            .insert::<finding_kept::Entity>(finding_kept::ActiveModel {
                id: Set(FindingId::new()),
                person_id: Set(input.person_id),
                kind: Set(input.kind.code()),
                ..Default::default()
            })
            .await?;
        change.about_record("person", input.person_id.0);
        change.done(json!({ "name": name, "finding": input.kind })).await?;
    }
    Ok(Nothing {})
}

/// A finding that was left as it is shall be looked at again.
///
/// # Errors
/// [`Error::Missing`] for a person out of sight.
pub async fn look_again(session: &Session, input: FindingNamed) -> Result<Nothing> {
    let (mut change, known, name) = begin(session, "look_again", input).await?;
    if let Some(known) = known {
        change.remove::<finding_kept::Entity>(&known).await?;
        change.about_record("person", input.person_id.0);
        change.done(json!({ "name": name, "finding": input.kind })).await?;
    }
    Ok(Nothing {})
}

async fn begin<'s>(
    session: &'s Session,
    verb: &'static str,
    input: FindingNamed,
) -> Result<(Change<'s>, Option<finding_kept::Model>, String)> {
    let change = session.change("members", verb).await?;
    let scope = scope_on(session, change.on(), Right::ChangeRoster).await?;
    person_in_reach(change.on(), &scope, input.person_id).await?;
    let person =
        person::Entity::find_by_id(input.person_id).one(change.on()).await?.ok_or(Error::Missing { what: "person" })?;
    let known = finding_kept::Entity::find()
        .filter(finding_kept::Column::PersonId.eq(input.person_id))
        .filter(finding_kept::Column::Kind.eq(input.kind.code()))
        .one(change.on())
        .await?;
    Ok((change, known, name_of(&person)))
}
