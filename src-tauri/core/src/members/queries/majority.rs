//! 過半数 of a workplace: what an agreement under the Labour Standards Act (36協定) is asked by. Whoever sees the names of its
//! members may ask, however few they are; the pages of reports name only workplaces with enough members.

use std::collections::HashMap;

use super::super::model::{Category, Majority, MajorityOf, MemberFilter};
use super::groups::{GroupBy, GroupKey, counted_by};
use super::reach::scope;
use crate::error::{Error, Result};
use crate::excel::cell::tenths_of_percent;
use crate::ids::UnitId;
use crate::organizations::{HeadcountRow, headcounts_on, is_majority, workers_of};
use crate::rights::Right;
use crate::session::Session;

/// Each unit within the officer's reach whose workers are known, with its members and whether they are the majority.
///
/// # Errors
/// [`Error::Missing`] for a unit out of reach.
pub async fn majority(session: &Session, input: MajorityOf) -> Result<Vec<Majority>> {
    let day = input.as_of.unwrap_or_else(|| session.today());
    let scope = scope(session, Right::SeeNames).await?;
    let tree = &scope.tree;
    let in_reach = |path: &str| scope.paths.as_ref().is_none_or(|paths| paths.iter().any(|own| path.starts_with(own)));
    let top = match input.unit_id {
        None => None,
        Some(unit) => {
            let node = tree.get(unit).filter(|node| in_reach(&node.path));
            Some(node.ok_or(Error::Missing { what: "unit" })?.path.clone())
        }
    };
    let heads: HashMap<UnitId, HeadcountRow> =
        headcounts_on(session.look(), day).await?.into_iter().map(|row| (row.unit_id, row)).collect();
    let filter = MemberFilter { as_of: Some(day), categories: Category::MEMBERS.to_vec(), ..MemberFilter::default() };
    let mut own: HashMap<UnitId, i64> = HashMap::new();
    for (keys, n) in counted_by(session, &filter, day, Right::SeeNames, &[GroupBy::Unit]).await? {
        if let Some(GroupKey::Unit(Some(unit))) = keys.first() {
            *own.entry(*unit).or_default() += n;
        }
    }
    let members = |unit: UnitId| -> i64 { tree.subtree(unit).iter().filter_map(|node| own.get(&node.id)).sum() };
    let nodes = tree.in_order().into_iter().map(|(node, _)| node).filter(|node| node.valid_on(day));
    let asked = nodes
        .filter(|node| in_reach(&node.path))
        .filter(|node| top.as_ref().is_none_or(|top| node.path.starts_with(top)));
    let mut found = Vec::new();
    for node in asked {
        let workers = workers_of(
            node.id,
            &|id| heads.get(&id).map(|row| (row.workers_total, row.as_of)),
            &|id| tree.below(Some(id)).filter(|node| node.valid_on(day)).map(|node| node.id).collect(),
            &|id| members(id) > 0,
        );
        let Some(workers) = workers else { continue };
        let n = members(node.id);
        found.push(Majority {
            unit_id: node.id,
            unit: tree.way(node.id).unwrap_or_else(|| node.label.clone()),
            members: n,
            workers: workers.n,
            counted_on: workers.as_of,
            in_parts: workers.in_parts,
            is_majority: is_majority(n, workers.n),
            tenths: tenths_of_percent(n, workers.n),
        });
    }
    Ok(found)
}
