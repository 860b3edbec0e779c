//! What the officers' answer to a person (R23) says of counselling: that the counsellor answers, whether there is a case or not. They
//! cannot know, and must not learn it from this answer.

use sea_orm::EntityTrait;

use super::entity::counsel_room;
use crate::desk::{Said, Section};
use crate::error::Result;
use crate::session::Session;

/// The same words about everybody, once there is a counselling room.
///
/// # Errors
/// What the database answers.
pub(crate) async fn disclose(session: &Session) -> Result<Vec<Section>> {
    if counsel_room::Entity::find().one(session.look()).await?.is_none() {
        return Ok(Vec::new());
    }
    let answer = vec![("cases.disclosure.who", Said::Word("cases.disclosure.words".into()))];
    Ok(vec![Section { title: "cases.disclosure", records: vec![answer] }])
}
