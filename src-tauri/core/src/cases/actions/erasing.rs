//! What a case says is erased by destroying its keys: backups and copies hold only what nobody can open. Its counts stay.

use std::collections::HashSet;

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::attachment::case_attachment;
use super::super::check_in::case_assessment;
use super::super::entity::{
    case_action, case_assignment, case_consent, case_draft, case_due, case_goal, case_key, case_note, case_referral,
    case_release, counsel_case, counsel_room,
};
use super::super::job_card::job_card_item;
use super::super::keys::{handed_keys, keep_keys, open_case, open_room};
use super::super::model::{
    CaseDueKind, CasePart, CaseStatus, CaughtUp, CloseOutcome, EraseCase, SetCaseRetention, kept_months,
    retention_until,
};
use super::super::queries::promised;
use super::drafts::seal_places;
use super::renewal::current_room;
use super::{open_dues, put_due};
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::CaseId;
use crate::members::{self, RosterMove};
use crate::ops;
use crate::session::Session;

/// Erase what a case says: when its time is over, when the member asks for it, when the person was erased in the roster.
///
/// # Errors
/// `case_kept_still`, `case_not_over`, `case_person_not_erased`, `C-07` for a case under way while the check-list of a crisis is open; as
/// [`open_case`].
pub async fn erase_case(session: &Session, input: EraseCase) -> Result<Nothing> {
    let mut change = session.change("cases", "erase_case").await?;
    change.is_final();
    let case = open_case(session, change.on(), input.case_id, input.version).await?;
    let erased = match case.head.person_id {
        Some(id) => members::known(change.on(), id, session.today()).await?.is_none_or(|known| known.erased),
        None => false,
    };
    let today = session.today();
    input.ground.check(case.row.status.is_over(), case.row.retention_until, today, erased)?;
    case.head.may_end(case.row.status)?;
    let id = case.row.id;
    for slot in case_key::Entity::find().filter(case_key::Column::CaseId.eq(id)).all(change.on()).await? {
        change.destroy::<case_key::Entity>(&slot).await?;
    }
    macro_rules! silence {
        ($($table:ident),*) => {$(
            for row in $table::Entity::find().filter($table::Column::CaseId.eq(id)).all(change.on()).await? {
                change.wipe::<$table::Entity>(&row, |active| active.words = Set(Vec::new())).await?;
            }
        )*};
    }
    silence!(case_consent, case_note, case_goal, case_action, case_referral, case_assessment, job_card_item);
    for row in case_attachment::Entity::find().filter(case_attachment::Column::CaseId.eq(id)).all(change.on()).await? {
        change.destroy::<case_attachment::Entity>(&row).await?;
    }
    for row in case_release::Entity::find().filter(case_release::Column::CaseId.eq(id)).all(change.on()).await? {
        change.wipe::<case_release::Entity>(&row, |active| active.words = Set(None)).await?;
    }
    case_draft::Entity::delete_many().filter(case_draft::Column::CaseId.eq(id)).exec(change.on()).await?;
    for due in open_dues(&change, id, &[]).await? {
        change.remove::<case_due::Entity>(&due).await?;
    }
    for part in case_assignment::Entity::find()
        .filter(case_assignment::Column::CaseId.eq(id))
        .filter(case_assignment::Column::Ended.eq(false))
        .all(change.on())
        .await?
    {
        change
            .update::<case_assignment::Entity>(&part, |active| {
                active.to_on = Set(Some(today.max(part.from_on)));
                active.ended = Set(true);
            })
            .await?;
    }
    // What ops remember of the case could be opened with a key that an op remembers, too.
    let of_case =
        |name: &str, row: &serde_json::Value| row.get(name).and_then(|id| id.as_str()) == Some(&id.0.to_string());
    let tells =
        |table: &str, row: &serde_json::Value| of_case("case_id", row) || table == "counsel_case" && of_case("id", row);
    ops::forget_images(change.on(), &HashSet::from([id.0]), &tells).await?;
    let over = case.row.status.is_over();
    change
        .wipe::<counsel_case::Entity>(&case.row, |row| {
            row.head = Set(Vec::new());
            row.head_by = Set(None);
            row.person_tag = Set(None);
            row.erased_on = Set(Some(today));
            if !over {
                row.status = Set(CaseStatus::Closed);
                row.closed_on = Set(Some(today));
                row.paused_until = Set(None);
                row.outcome = Set(Some(CloseOutcome::Withdrawn));
            }
        })
        .await?;
    change.about_record("counsel_case", id.0);
    change.done(json!({ "case": case.row.case_no })).await?;
    if !session.db().is_shared() {
        session.db().run("PRAGMA wal_checkpoint(TRUNCATE)", []).await?;
    }
    Ok(Nothing {})
}

/// How long cases are kept after closing. Those closed before are counted anew from their day, never beyond what their members
/// were told.
///
/// # Errors
/// `case_months_range`; as [`open_room`].
pub async fn set_case_retention(session: &Session, input: SetCaseRetention) -> Result<Nothing> {
    if !(1..=240).contains(&input.months) {
        return Err(Error::invalid("months", "case_months_range"));
    }
    let mut change = session.change("cases", "set_case_retention").await?;
    let room = open_room(session, change.on()).await?;
    change.update::<counsel_room::Entity>(&room.row, |active| active.retention_months = Set(input.months)).await?;
    let closed = counsel_case::Entity::find()
        .filter(counsel_case::Column::RetentionUntil.is_not_null())
        .filter(counsel_case::Column::ErasedOn.is_null())
        .all(change.on())
        .await?;
    let ids: Vec<CaseId> = closed.iter().map(|row| row.id).collect();
    let told = promised(change.on(), &ids).await?;
    for row in &closed {
        let Some(closed_on) = row.closed_on else { continue };
        let until = retention_until(closed_on, kept_months(input.months, told.get(&row.id).copied()));
        change.update::<counsel_case::Entity>(row, |active| active.retention_until = Set(Some(until))).await?;
    }
    change.done(json!({ "months": input.months })).await?;
    Ok(Nothing {})
}

/// Look at what happened in the roster since the last time: who was merged, erased, or left. Only a counsellor's desk knows which of
/// them has a case; the counsellor of the case finds it on the day list. Keys of cases that others sealed to the counsellor are kept by
/// the counsellor from then on (0084).
///
/// # Errors
/// As [`open_room`].
pub async fn catch_up(session: &Session, _input: Nothing) -> Result<CaughtUp> {
    let handed = handed_keys(session).await?;
    let mut change = session.change("cases", "catch_up").await?;
    change.is_final();
    let room = current_room(session, &change).await?;
    keep_keys(session, change.on(), &handed).await?;
    seal_places(session, change.on()).await?;
    let mut found = CaughtUp { merged: 0, erased: 0, left: 0 };
    let merged = members::merged(change.on()).await?;
    for (person, moved) in members::moved_since(change.on(), room.row.followed_on).await? {
        let cases = counsel_case::Entity::find()
            .filter(counsel_case::Column::PersonTag.is_in(room.tags(person, &merged)))
            .all(change.on())
            .await?;
        for case in cases {
            match moved {
                RosterMove::Merged => {
                    found.merged += 1;
                    continue;
                }
                RosterMove::Left if case.status.is_over() => continue,
                RosterMove::Left => found.left += 1,
                RosterMove::Erased => found.erased += 1,
            }
            if !open_dues(&change, case.id, &[CaseDueKind::Roster]).await?.is_empty() {
                continue;
            }
            let parts = case_assignment::Entity::find()
                .filter(case_assignment::Column::CaseId.eq(case.id))
                .filter(case_assignment::Column::Ended.eq(false))
                .filter(case_assignment::Column::Part.is_in([CasePart::Receiver, CasePart::Primary]))
                .all(change.on())
                .await?;
            for part in parts {
                put_due(&mut change, case.id, part.officer_id, CaseDueKind::Roster, session.today(), None).await?;
            }
        }
    }
    let now = change.now();
    change.wipe::<counsel_room::Entity>(&room.row, |active| active.followed_on = Set(now)).await?;
    change.done(json!({})).await?;
    Ok(found)
}
