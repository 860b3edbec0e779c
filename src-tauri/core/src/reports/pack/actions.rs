//! Plans and the union's picture are kept, changed and taken away.

use std::io::Read;

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;

use super::entity::{pack_plan, union_logo};
use super::model::{DropPlan, SavePlan, SetLogo};
use super::picture::{self, MOST_BYTES};
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::{LogoId, PackPlanId};
use crate::rights::{Reach, Right};
use crate::session::Session;
use crate::text::name_key;

/// Plans and picture are the union's as a whole.
fn of_the_whole(session: &Session) -> Result<()> {
    match session.may(Right::IssuePacks)? {
        Reach::Whole => Ok(()),
        Reach::Subtrees(_) => Err(Error::NotAllowed),
    }
}

async fn load(change: &crate::ops::Change<'_>, id: PackPlanId, version: Option<i64>) -> Result<pack_plan::Model> {
    let row = pack_plan::Entity::find_by_id(id).one(change.on()).await?.ok_or(Error::Missing { what: "plan" })?;
    if version.is_some_and(|version| version != row.version) { Err(Error::Changed) } else { Ok(row) }
}

/// Keep a plan, or change one. Packs that were frozen by it stay as they are.
///
/// # Errors
/// As [`SavePlan::checked`]; `name_taken`; [`Error::Changed`], [`Error::Missing`], [`Error::NotAllowed`] for officers of a part.
pub async fn save_plan(session: &Session, input: SavePlan) -> Result<PackPlanId> {
    of_the_whole(session)?;
    let plan = input.checked()?;
    let pages = serde_json::to_string(&plan.pages).map_err(|error| Error::Bug(error.to_string()))?;
    let mut change = session.change("reports", "save_plan").await?;
    let key = name_key(&plan.name);
    let others = pack_plan::Entity::find().all(change.on()).await?;
    if others.iter().any(|other| Some(other.id) != input.id && name_key(&other.name) == key) {
        return Err(Error::invalid("name", "name_taken"));
    }
    let id = match input.id {
        Some(id) => {
            let row = load(&change, id, input.version).await?;
            change
                .update::<pack_plan::Entity>(&row, |active| {
                    active.name = Set(plan.name.clone());
                    active.kind = Set(input.kind);
                    active.pages = Set(pages);
                })
                .await?;
            id
        }
        None => {
            let id = PackPlanId::new();
            let row = pack_plan::ActiveModel {
                id: Set(id),
                name: Set(plan.name.clone()),
                kind: Set(input.kind),
                pages: Set(pages),
                ..Default::default()
            };
            change.insert::<pack_plan::Entity>(row).await?;
            id
        }
    };
    change.done(json!({ "name": plan.name })).await?;
    Ok(id)
}

/// A plan is not needed any more. Packs that were frozen by it stay.
///
/// # Errors
/// [`Error::Changed`], [`Error::Missing`], [`Error::NotAllowed`] for officers of a part.
pub async fn drop_plan(session: &Session, input: DropPlan) -> Result<Nothing> {
    of_the_whole(session)?;
    let mut change = session.change("reports", "drop_plan").await?;
    let row = load(&change, input.id, Some(input.version)).await?;
    change.remove::<pack_plan::Entity>(&row).await?;
    change.done(json!({ "name": row.name })).await?;
    Ok(Nothing {})
}

/// Put a picture on the covers from now on. The one before stays kept, so that this can be taken back.
///
/// # Errors
/// As [`picture::read`]; what the file system answers; [`Error::NotAllowed`] for officers of a part.
pub async fn set_logo(session: &Session, input: SetLogo) -> Result<LogoId> {
    of_the_whole(session)?;
    let path = session.path(&input.file)?;
    let failed = |error: std::io::Error| Error::reading(&error, &path);
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut bytes = Vec::new();
    // One byte more than is allowed tells that there is more.
    std::fs::File::open(&path).map_err(failed)?.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    let picture = picture::read(&name, &bytes)?;
    let mut change = session.change("reports", "set_logo").await?;
    let id = LogoId::new();
    let row = union_logo::ActiveModel {
        id: Set(id),
        media: Set(Some(picture.media)),
        content: Set(Some(picture.content)),
        width: Set(Some(i64::from(picture.width))),
        height: Set(Some(i64::from(picture.height))),
        ..Default::default()
    };
    change.insert::<union_logo::Entity>(row).await?;
    change.done(json!({})).await?;
    Ok(id)
}

/// Covers have no picture from now on. Frozen packs keep theirs.
///
/// # Errors
/// [`Error::Missing`] without a picture; [`Error::NotAllowed`] for officers of a part.
pub async fn remove_logo(session: &Session, _input: Nothing) -> Result<Nothing> {
    of_the_whole(session)?;
    let mut change = session.change("reports", "remove_logo").await?;
    if super::queries::current_logo(change.on()).await?.is_none() {
        return Err(Error::Missing { what: "logo" });
    }
    let none = union_logo::ActiveModel {
        id: Set(LogoId::new()),
        media: Set(None),
        content: Set(None),
        width: Set(None),
        height: Set(None),
        ..Default::default()
    };
    change.insert::<union_logo::Entity>(none).await?;
    change.done(json!({})).await?;
    Ok(Nothing {})
}
