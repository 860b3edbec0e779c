//! What may leave a case: under the member's consent that still holds, or under a release that names it and is used up by it (C-05).

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;

use super::super::entity::case_release;
use super::super::model::{CaseConsentScope, Going, ReleasePurpose, ReleaseState, SecrecyGround};
use super::super::queries::{consent_holds, consented};
use super::super::released;
use crate::error::{Error, Result};
use crate::ids::{CaseConsentId, CaseId, ReleaseId};
use crate::ops::Change;
use crate::session::Session;

/// Something about the member may go to somebody outside.
///
/// # Errors
/// `C-05`.
pub(super) async fn may_share(
    session: &Session,
    change: &mut Change<'_>,
    case: CaseId,
    going: Going<'_>,
    consent: Option<CaseConsentId>,
    release: Option<ReleaseId>,
) -> Result<()> {
    let refused = || Error::refused("C-05", json!({}));
    if let Some(id) = consent {
        let holds = consent_holds(change.on(), case, id, CaseConsentScope::Outward).await?;
        return if holds { Ok(()) } else { Err(refused()) };
    }
    let Some(id) = release else { return Err(refused()) };
    let row =
        agreed(change, case, id, ReleasePurpose::Outward, CaseConsentScope::Outward).await?.ok_or_else(refused)?;
    let words = released::open(session, &row).ok_or_else(refused)?;
    if !words.names(going) {
        return Err(refused());
    }
    use_up(change, &row).await
}

/// The case may go to another counsellor.
///
/// # Errors
/// `handover_needs_consent`.
pub(super) async fn may_hand_over(
    change: &mut Change<'_>,
    case: CaseId,
    consent: Option<CaseConsentId>,
    release: Option<ReleaseId>,
) -> Result<()> {
    let refused = || Error::refused("handover_needs_consent", json!({}));
    if let Some(id) = consent {
        let holds = consent_holds(change.on(), case, id, CaseConsentScope::Handover).await?;
        return if holds { Ok(()) } else { Err(refused()) };
    }
    let Some(id) = release else { return Err(refused()) };
    let row =
        agreed(change, case, id, ReleasePurpose::Handover, CaseConsentScope::Handover).await?.ok_or_else(refused)?;
    use_up(change, &row).await
}

/// A release that two persons agreed on and nobody has used; one on the ground of a consent holds only as long as that does.
async fn agreed(
    change: &Change<'_>,
    case: CaseId,
    id: ReleaseId,
    purpose: ReleasePurpose,
    scope: CaseConsentScope,
) -> Result<Option<case_release::Model>> {
    let row = case_release::Entity::find_by_id(id).one(change.on()).await?;
    let row = row.filter(|row| row.case_id == case && row.purpose == purpose && row.state == ReleaseState::Agreed);
    match row {
        Some(row) if row.ground == SecrecyGround::Consent => {
            Ok(consented(change.on(), case, scope).await?.then_some(row))
        }
        row => Ok(row),
    }
}

async fn use_up(change: &mut Change<'_>, row: &case_release::Model) -> Result<()> {
    change.update::<case_release::Entity>(row, |active| active.state = Set(ReleaseState::Used)).await?;
    Ok(())
}
