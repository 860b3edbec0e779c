//! Who can see a person: the roles of every officer, asked by the same `rights::reach` as each verb asks them.

use super::super::model::{PersonNamed, SeenBy, Sees, Viewer};
use super::super::requests::asks_to_see;
use super::reach::{is_within, path_of, person_in_reach, scope};
use crate::error::Result;
use crate::officers;
use crate::organizations::allowed_paths;
use crate::rights::{Grant, Right, reach};
use crate::session::Session;

/// Every officer who can see a person today: by which roles, how much, and whether they may change or export it. Whoever
/// sees the most stands first.
///
/// # Errors
/// [`crate::error::Error::Missing`] for a person out of the officer's reach.
pub async fn who_sees(session: &Session, input: PersonNamed) -> Result<Vec<Viewer>> {
    let on = session.look();
    let scope = scope(session, Right::SeeCards).await?;
    person_in_reach(on, &scope, input.person_id).await?;
    let unit = path_of(on, input.person_id, scope.today).await?;
    let has = |grants: &[Grant], right: Right| {
        reach(grants, right, scope.today)
            .is_some_and(|reach| is_within(allowed_paths(&scope.tree, &reach).as_deref(), unit.as_deref()))
    };
    let asked = asks_to_see(on, input.person_id).await?;
    let mut viewers = Vec::new();
    for holder in officers::holders(session).await? {
        let sees = Sees::ALL.into_iter().find(|sees| has(&holder.grants, sees.right()));
        let by_request = asked && sees != Some(Sees::Card) && has(&holder.grants, Right::Privacy);
        let Some(sees) = by_request.then_some(Sees::Card).or(sees) else { continue };
        let through = if by_request { Right::Privacy } else { Right::SeeNames };
        let by = holder.grants.iter().filter(|grant| has(std::slice::from_ref(grant), through));
        let unit_name =
            |grant: &Grant| grant.scope.and_then(|unit| scope.tree.get(unit)).map(|unit| unit.label.clone());
        viewers.push(Viewer {
            officer: holder.id,
            name: holder.name,
            roles: by.map(|grant| SeenBy { role: grant.role, unit: unit_name(grant) }).collect(),
            sees,
            may_change: has(&holder.grants, Right::ChangeRoster),
            may_export: has(&holder.grants, Right::ExportNames),
            by_request,
        });
    }
    viewers.sort_by_key(|viewer| std::cmp::Reverse(viewer.sees));
    Ok(viewers)
}
