//! The files of a case, for who counsels in it.

use base64::Engine as _;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::keys::{OpenCase, open_case};
use super::entity::case_attachment;
use super::model::{
    AttachmentSight, AttachmentWords, AttachmentsOf, CaseAttachmentNamed, CaseAttachmentRow, CaseAttachmentShown,
    picture,
};
use crate::error::{Error, Result};
use crate::ids::{CaseAttachmentId, OfficerId};
use crate::officers;
use crate::session::Session;
use crate::text::cp932;

/// What is read of a file for the list: everything but its content.
type Listed = (CaseAttachmentId, i64, Vec<u8>, NaiveDate, Option<NaiveDate>, OfficerId);

/// The files of a case, the newest first. No content is opened for it.
///
/// # Errors
/// As [`open_case`].
pub async fn attachments(session: &Session, input: AttachmentsOf) -> Result<Vec<CaseAttachmentRow>> {
    use case_attachment::Column;
    let on = session.look();
    let case = open_case(session, on, input.case_id, None).await?;
    let names = officers::names(session).await?;
    let rows: Vec<Listed> = case_attachment::Entity::find()
        .filter(Column::CaseId.eq(input.case_id))
        .order_by_desc(Column::Id)
        .select_only()
        .columns([Column::Id, Column::Version, Column::Words, Column::AddedOn, Column::RemovedOn, Column::AuthorId])
        .into_tuple()
        .all(on)
        .await?;
    rows.into_iter()
        .map(|(id, version, sealed, added_on, removed_on, author)| {
            let words: AttachmentWords = case.open("attachment", id.0, 1, author, &sealed)?;
            Ok(CaseAttachmentRow {
                id,
                version,
                name: words.name,
                remark: words.remark,
                bytes: words.bytes,
                sight: words.sight,
                added_on,
                author_name: names.get(&author).cloned().unwrap_or_default(),
                removed_on,
            })
        })
        .collect()
}

/// A file that is still there, with the case it belongs to, its words and its content.
pub(super) struct Found {
    pub case: OpenCase,
    pub row: case_attachment::Model,
    pub words: AttachmentWords,
    pub content: zeroize::Zeroizing<Vec<u8>>,
}

/// Open a file.
///
/// # Errors
/// [`Error::Missing`] for one of a case in which the officer has no part, or whose content was taken away; as [`open_case`].
pub(super) async fn found(session: &Session, on: &impl ConnectionTrait, id: CaseAttachmentId) -> Result<Found> {
    let row = case_attachment::Entity::find_by_id(id).one(on).await?;
    let row = row.filter(|row| row.removed_on.is_none()).ok_or(Error::Missing { what: "attachment" })?;
    let case = match open_case(session, on, row.case_id, None).await {
        Err(Error::Missing { .. }) => return Err(Error::Missing { what: "attachment" }),
        opened => opened?,
    };
    let words = case.open("attachment", row.id.0, 1, row.author_id, &row.words)?;
    let content = case.open_bytes("attachment_content", row.id.0, row.author_id, &row.content)?;
    Ok(Found { case, row, words, content })
}

/// A file, opened in the window; of what the window cannot show, its name.
///
/// # Errors
/// As [`found`].
pub async fn attachment(session: &Session, input: CaseAttachmentNamed) -> Result<CaseAttachmentShown> {
    let Found { words, content, .. } = found(session, session.look(), input.id).await?;
    let shown = match words.sight {
        AttachmentSight::Picture => {
            let data = base64::engine::general_purpose::STANDARD.encode(content.as_slice());
            format!("data:{};base64,{data}", picture(&content).unwrap_or("application/octet-stream"))
        }
        AttachmentSight::Text => cp932::decode(&content).map(|decoded| decoded.text).unwrap_or_default(),
        AttachmentSight::Outside => String::new(),
    };
    Ok(CaseAttachmentShown { name: words.name, sight: words.sight, content: shown })
}
