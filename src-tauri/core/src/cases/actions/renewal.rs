//! The room's key is another one from the moment on which somebody has left the room: who kept the old key computes no mark of the
//! blind index that stands in the file from then on.

use std::collections::{HashMap, HashSet};

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::{Value, json};
use uuid::Uuid;

use super::super::entity::{counsel_case, counsel_room, counselor};
use super::super::keys::{OpenRoom, ROOM, open_room};
use super::super::queries::counsels;
use crate::error::Result;
use crate::ids::{CounselorId, OfficerId};
use crate::members;
use crate::officers;
use crate::ops::{self, Change};
use crate::session::Session;
use crate::vault::SecretKey;

/// The room, with a key that nobody knows who has left it: locked out, or without the role today. Everything that writes a mark of the
/// blind index asks for it.
///
/// # Errors
/// As [`open_room`].
pub(super) async fn current_room(session: &Session, change: &Change<'_>) -> Result<OpenRoom> {
    let room = open_room(session, change.on()).await?;
    let inside = inside(change.on()).await?;
    let today = session.today();
    let at_work: HashSet<OfficerId> = officers::holders_on(change.on())
        .await?
        .into_iter()
        .filter(|holder| counsels(holder, today))
        .map(|holder| holder.id)
        .collect();
    let left: Vec<CounselorId> =
        inside.iter().filter(|row| !at_work.contains(&row.officer_id)).map(|row| row.id).collect();
    if left.is_empty() { Ok(room) } else { renew(change, room, &inside, &left).await }
}

/// Who holds the room's key.
async fn inside(on: &impl ConnectionTrait) -> Result<Vec<counselor::Model>> {
    let rows = counselor::Entity::find().filter(counselor::Column::EndedOn.is_null()).all(on).await?;
    Ok(rows.into_iter().filter(|row| !row.room_key.is_empty()).collect())
}

/// The room with a new key, as one of those inside leaves it.
///
/// # Errors
/// What the database answers.
pub(super) async fn without(change: &Change<'_>, room: OpenRoom, leaves: CounselorId) -> Result<OpenRoom> {
    let inside = inside(change.on()).await?;
    renew(change, room, &inside, &[leaves]).await
}

/// A new key for the room, sealed to the sheet and to who stays, and every mark of the blind index under it. Keys and marks are no part
/// of a record: versions stay, and what ops remember is said with the new ones, so that everything can still be taken back.
async fn renew(
    change: &Change<'_>,
    room: OpenRoom,
    inside: &[counselor::Model],
    left: &[CounselorId],
) -> Result<OpenRoom> {
    let (on, key) = (change.on(), SecretKey::random()?);
    let marks = marks(on, &room.key, &key).await?;
    for (old, new) in &marks {
        counsel_case::Entity::update_many()
            .col_expr(counsel_case::Column::PersonTag, Expr::value(new.clone()))
            .filter(counsel_case::Column::PersonTag.eq(old.as_slice()))
            .exec(on)
            .await?;
    }
    let for_sheet = key.seal_to(&room.row.recovery_key, ROOM)?;
    counsel_room::Entity::update_many()
        .col_expr(counsel_room::Column::RoomKey, Expr::value(for_sheet.clone()))
        .filter(counsel_room::Column::Id.eq(room.row.id))
        .exec(on)
        .await?;
    let mut sealed: HashMap<String, Vec<u8>> = HashMap::new();
    for row in inside {
        let own = if left.contains(&row.id) { Vec::new() } else { key.seal_to(&row.public_key, ROOM)? };
        counselor::Entity::update_many()
            .col_expr(counselor::Column::RoomKey, Expr::value(own.clone()))
            .filter(counselor::Column::Id.eq(row.id))
            .exec(on)
            .await?;
        sealed.insert(row.id.0.to_string(), own);
    }
    let say = |table: &str, row: &mut Value| -> bool {
        let (column, new) = match table {
            "counsel_room" => ("room_key", Some(for_sheet.clone())),
            "counselor" => {
                let id = row.get("id").and_then(Value::as_str).unwrap_or_default();
                // Who left earlier has none in the table either.
                ("room_key", Some(sealed.get(id).cloned().unwrap_or_default()))
            }
            _ => {
                let old: Option<Vec<u8>> =
                    row.get("person_tag").and_then(|tag| serde_json::from_value(tag.clone()).ok());
                ("person_tag", old.map(|old| marks.get(&old).cloned().unwrap_or_else(|| key.tag(&old))))
            }
        };
        let (Some(new), Some(fields)) = (new, row.as_object_mut()) else { return false };
        fields.insert(column.into(), json!(new));
        true
    };
    ops::reword_images(on, &["counsel_room", "counselor", "counsel_case"], &say).await?;
    let mut row = room.row;
    row.room_key = for_sheet;
    Ok(OpenRoom { row, key: std::sync::Arc::new(key) })
}

/// The marks that stand in the file under the old key, and what each is under the new one. Whom a mark means is found by marking every
/// person of the roster; a person whose row was taken back is marked by the old mark, so that cases of one stay together.
async fn marks(on: &impl ConnectionTrait, old: &SecretKey, new: &SecretKey) -> Result<HashMap<Vec<u8>, Vec<u8>>> {
    let standing: Vec<Option<Vec<u8>>> = counsel_case::Entity::find()
        .filter(counsel_case::Column::PersonTag.is_not_null())
        .select_only()
        .column(counsel_case::Column::PersonTag)
        .distinct()
        .into_tuple()
        .all(on)
        .await?;
    let mut marks: HashMap<Vec<u8>, Vec<u8>> =
        standing.into_iter().flatten().map(|tag| (tag.clone(), new.tag(&tag))).collect();
    if marks.is_empty() {
        return Ok(marks);
    }
    for person in members::every_person(on).await? {
        let bytes: &Uuid = &person.0;
        if let Some(mark) = marks.get_mut(&old.tag(bytes.as_bytes())) {
            *mark = new.tag(bytes.as_bytes());
        }
    }
    Ok(marks)
}
