//! What is left of an erased person in plans and frozen packs: a name in the union's own words. Figures name nobody.

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::Value;

use super::entity::{issued_pack, pack_plan};
use super::kept::Content;
use crate::error::{Error, Result};
use crate::ops::Change;

/// Whether what an op remembers of a plan or a frozen pack names an erased person.
pub(crate) fn is_pack_of(table: &str, row: &Value, named: &dyn Fn(&str) -> bool) -> bool {
    let texts = || row.as_object().into_iter().flat_map(|row| row.values()).filter_map(Value::as_str);
    matches!(table, "pack_plan" | "issued_pack") && texts().any(named)
}

/// Takes what `without` replaces out of every text. A frozen pack that named the person gets a new hash: what was printed stays
/// printed, and what is kept does not tell the name any more.
///
/// # Errors
/// What the database answers.
pub(crate) async fn forget(change: &mut Change<'_>, without: &(dyn Fn(&str) -> Option<String> + Sync)) -> Result<()> {
    for row in pack_plan::Entity::find().all(change.on()).await? {
        let (name, pages) = (without(&row.name), of_json(&row.pages, without));
        if name.is_some() || pages.is_some() {
            change
                .wipe::<pack_plan::Entity>(&row, |active| {
                    active.name = Set(name.unwrap_or_else(|| row.name.clone()));
                    active.pages = Set(pages.unwrap_or_else(|| row.pages.clone()));
                })
                .await?;
        }
    }
    for row in issued_pack::Entity::find().all(change.on()).await? {
        let of = |text: &Option<String>| text.as_deref().and_then(without);
        let (title, plan, to) = (without(&row.title), of(&row.plan), of(&row.distributed_to));
        // What is damaged already stays as it is, so that it goes on to be told.
        let whole = Content::opened(&row.content, &row.sha256, &row.title).is_ok();
        let content = match of_json(&row.content, without).filter(|_| whole) {
            None => None,
            Some(text) => {
                let content: Content = serde_json::from_str(&text).map_err(|error| Error::Bug(error.to_string()))?;
                Some(content.sealed()?)
            }
        };
        if title.is_some() || plan.is_some() || to.is_some() || content.is_some() {
            change
                .wipe::<issued_pack::Entity>(&row, |active| {
                    active.title = Set(title.unwrap_or_else(|| row.title.clone()));
                    active.plan = Set(plan.or_else(|| row.plan.clone()));
                    active.distributed_to = Set(to.or_else(|| row.distributed_to.clone()));
                    if let Some((text, sha256)) = content {
                        active.content = Set(text);
                        active.sha256 = Set(sha256);
                    }
                })
                .await?;
        }
    }
    Ok(())
}

/// The same document with other texts; nothing when none changes. A picture is no text.
fn of_json(text: &str, without: &(dyn Fn(&str) -> Option<String> + Sync)) -> Option<String> {
    let mut value: Value = serde_json::from_str(text).ok()?;
    replace(&mut value, without).then(|| value.to_string())
}

fn replace(value: &mut Value, without: &(dyn Fn(&str) -> Option<String> + Sync)) -> bool {
    match value {
        Value::String(text) => match without(text) {
            Some(other) => {
                *text = other;
                true
            }
            None => false,
        },
        // Every one is looked at: no shortcut.
        Value::Array(all) => all.iter_mut().fold(false, |changed, one| replace(one, without) | changed),
        Value::Object(fields) => fields
            .iter_mut()
            .filter(|(name, _)| name.as_str() != "data")
            .fold(false, |changed, (_, one)| replace(one, without) | changed),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_from_every_text_and_from_no_picture() {
        let without = |text: &str| text.contains("花子").then(|| text.replace("花子", "（消去）"));
        let text = r#"{"data":"花子","pages":[{"n":3,"said":["佐藤花子","東京"]}]}"#;
        let found = of_json(text, &without);
        assert_eq!(found.as_deref(), Some(r#"{"data":"花子","pages":[{"n":3,"said":["佐藤（消去）","東京"]}]}"#));
        assert_eq!(of_json(r#"{"a":"東京"}"#, &without), None);
    }
}
