//! Another unit above from a day on: what was counted of earlier days stays.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;

use super::units::{check, read, write};
use crate::compose::{self, TargetUnit, Targets};
use crate::error::{Error, Result};
use crate::ids::UnitId;
use crate::officers;
use crate::organizations::entity::unit;
use crate::organizations::model::RegroupUnit;
use crate::organizations::queries::tree;
use crate::organizations::tree::{UnitNode, code_until};
use crate::session::Session;

/// Move a unit with all below it under another one from a day on. The unit ends on the eve and goes on under its name and code;
/// its members and its officers go with it. What stood until the eve keeps its place, under a code that says until when.
///
/// # Errors
/// [`Error::Changed`]; `date_order` for a day outside the unit's; `month_closed` (M-09); as `add_unit` for what the new place
/// does not allow.
pub async fn regroup_unit(session: &Session, input: RegroupUnit) -> Result<UnitId> {
    let mut change = session.change("organizations", "regroup_unit").await?;
    let top = read(change.on(), input.id, input.version).await?;
    let from = input.from_on;
    let eve = from.pred_opt().unwrap_or(from);
    if from <= top.from_on || top.to_on.is_some_and(|last| last < from) {
        return Err(Error::invalid("from_on", "date_order"));
    }
    if input.parent_id == top.parent_id {
        return Err(Error::invalid("parent_id", "unit_there_already"));
    }
    let reason = input.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    compose::may_rearrange(session, change.on(), eve, reason).await?;
    let mut tree = tree(change.on()).await?;
    if input.parent_id.is_some_and(|parent| tree.subtree(top.id).iter().any(|below| below.id == parent)) {
        return Err(Error::invalid("parent_id", "unit_cycle"));
    }
    // Each before those below it.
    let goes: Vec<UnitNode> =
        tree.subtree(top.id).into_iter().filter(|node| node.to_on.is_none_or(|last| last >= from)).cloned().collect();
    let mut next: HashMap<UnitId, UnitId> = HashMap::new();
    for before in goes {
        let above =
            if before.id == top.id { input.parent_id } else { before.parent_id.and_then(|id| next.get(&id).copied()) };
        let above_path = above.and_then(|id| tree.get(id)).map(|node| node.path.clone()).unwrap_or_default();
        let mut after = UnitNode {
            parent_id: above,
            path: format!("{above_path}{}/", before.code),
            from_on: before.from_on.max(from),
            version: 1,
            ..before.clone()
        };
        if before.from_on >= from {
            // It only begins then: there is nothing before it to keep.
            tree.put(after.clone());
            check(change.on(), &tree, &after, Vec::new()).await?;
            set(&mut change, &before, &after).await?;
            next.insert(before.id, before.id);
            continue;
        }
        let code = code_until(&before.code, eve);
        let own_path = before.parent_id.and_then(|id| tree.get(id)).map(|node| node.path.clone()).unwrap_or_default();
        let ended = UnitNode { path: format!("{own_path}{code}/"), code, to_on: Some(eve), ..before.clone() };
        tree.put(ended.clone());
        set(&mut change, &before, &ended).await?;
        after.id = UnitId::new();
        check(change.on(), &tree, &after, Vec::new()).await?;
        write(&mut change, &after).await?;
        tree.put(after.clone());
        next.insert(before.id, after.id);
        let target = TargetUnit { id: after.id, label: after.label.clone(), to_on: after.to_on };
        let targets = Targets { all: Some(target), each: HashMap::new() };
        compose::leave_unit(&mut change, (before.id, &before.label), eve, targets).await?;
    }
    officers::follow_units(&mut change, &next, from).await?;
    change.because(reason.map(str::to_owned));
    let under = input.parent_id.and_then(|parent| tree.get(parent)).map(|node| node.label.clone());
    change.done(json!({ "label": top.label, "under": under, "from_on": from })).await?;
    next.get(&top.id).copied().ok_or_else(|| Error::Bug("regroup".into()))
}

/// Write where a unit stands now, and until when.
async fn set(change: &mut crate::ops::Change<'_>, before: &UnitNode, after: &UnitNode) -> Result<()> {
    let row = unit::Entity::find_by_id(before.id).one(change.on()).await?.ok_or(Error::Missing { what: "unit" })?;
    change
        .update::<unit::Entity>(&row, |row| {
            row.parent_id = Set(after.parent_id);
            row.code = Set(after.code.clone());
            row.path = Set(after.path.clone());
            row.to_on = Set(after.to_on);
        })
        .await?;
    Ok(())
}
