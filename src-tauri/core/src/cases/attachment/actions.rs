//! Files are put to a case, taken away, and written out as a copy.

use std::io::Read;
use std::path::Path;

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use zeroize::Zeroizing;

use super::super::keys::open_case;
use super::super::model::CaseConsentScope;
use super::super::queries::consented;
use super::entity::case_attachment;
use super::model::{
    AddCaseAttachment, AttachmentWords, CaseAttachmentNamed, CaseAttachmentWritten, MOST_BYTES, WriteCaseAttachment,
    check_name, check_size, remark, sight,
};
use super::queries::{Found, found};
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::excel::save;
use crate::ids::CaseAttachmentId;
use crate::labels::{Locale, word};
use crate::officers::{Export, Sensitivity, note_export};
use crate::paths::name_of;
use crate::session::Session;

/// The content of a file; one byte more than is allowed is read of a larger one.
fn content_of(path: &Path) -> Result<Zeroizing<Vec<u8>>> {
    let failed = |error: std::io::Error| Error::reading(&error, path);
    let mut content = Zeroizing::new(Vec::new());
    std::fs::File::open(path).map_err(failed)?.take(MOST_BYTES + 1).read_to_end(&mut content).map_err(failed)?;
    Ok(content)
}

/// Put a file to a case. It is read, sealed, and stays where it was; what lies outside is the officer's to delete.
///
/// # Errors
/// `C-03` before the consent, `case_over`; `case_file_empty`, `case_file_too_large`, `case_files_too_many`,
/// `case_file_of_union`, `text_too_long` at `remark`; what the file system answers; as [`open_case`].
pub async fn add_attachment(session: &Session, input: AddCaseAttachment) -> Result<CaseAttachmentId> {
    let remark = remark(input.remark.as_deref())?;
    let path = session.path(&input.file)?;
    let name = name_of(&path);
    check_name(&name)?;
    let size = std::fs::metadata(&path).map_err(|error| Error::reading(&error, &path))?;
    if !size.is_file() {
        return Err(Error::file("file_kind", &path));
    }
    check_size(&name, size.len(), 0)?;
    let content = content_of(&path)?;
    let bytes = content.len() as u64;
    let mut change = session.change("cases", "add_attachment").await?;
    change.is_final();
    let case = open_case(session, change.on(), input.case_id, None).await?;
    case.row.status.may_note(consented(change.on(), input.case_id, CaseConsentScope::Record).await?)?;
    let held = case_attachment::Entity::find()
        .filter(case_attachment::Column::CaseId.eq(input.case_id))
        .filter(case_attachment::Column::RemovedOn.is_null())
        .count(change.on())
        .await?;
    check_size(&name, bytes, held)?;
    let (id, author) = (CaseAttachmentId::new(), session.officer());
    let words = AttachmentWords { sight: sight(&name, &content), name, remark, bytes };
    let row = case_attachment::ActiveModel {
        id: Set(id),
        case_id: Set(input.case_id),
        words: Set(case.seal("attachment", id.0, 1, author, &words)?),
        content: Set(case.seal_bytes("attachment_content", id.0, author, &content)?),
        added_on: Set(session.today()),
        removed_on: Set(None),
        author_id: Set(author),
        ..Default::default()
    };
    change.insert::<case_attachment::Entity>(row).await?;
    change.about_record("counsel_case", input.case_id.0);
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(id)
}

/// Take the content of a file away: it is not kept anywhere else. That it was there stays written in the case.
///
/// # Errors
/// [`Error::Missing`], [`Error::Changed`]; as [`open_case`].
pub async fn remove_attachment(session: &Session, input: CaseAttachmentNamed) -> Result<Nothing> {
    let mut change = session.change("cases", "remove_attachment").await?;
    change.is_final();
    let Found { case, row, .. } = found(session, change.on(), input.id).await?;
    if input.version.is_some_and(|version| version != row.version) {
        return Err(Error::Changed);
    }
    let today = session.today();
    change
        .wipe::<case_attachment::Entity>(&row, |active| {
            active.content = Set(Vec::new());
            active.removed_on = Set(Some(today));
        })
        .await?;
    change.about_record("counsel_case", case.row.id.0);
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(Nothing {})
}

/// Write a copy of a file to a place that the officer names. The export log has it without a name.
///
/// # Errors
/// `case_file_ending` for a place that ends otherwise than the file; what the file system answers; as [`found`].
pub async fn write_attachment(session: &Session, input: WriteCaseAttachment) -> Result<CaseAttachmentWritten> {
    let target = session.path(&input.file)?;
    let Found { words, content, .. } = found(session, session.look(), input.id).await?;
    let ending = |path: &Path| path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    if ending(&target) != ending(Path::new(&words.name)) {
        return Err(Error::refused("case_file_ending", json!({ "name": words.name })));
    }
    let export = Export {
        report: "attachment".to_owned(),
        sensitivity: Sensitivity::S,
        filters: json!({}),
        purpose: word(Locale::Ja, "report.attachment.purpose").to_owned(),
        recipient: word(Locale::Ja, "report.attachment.recipient").to_owned(),
        protected: false,
    };
    export.check()?;
    let written = save::check(&target)
        .and_then(|()| save::put((&target, save::Readers::Officer), None, 1, |writer| Ok(writer.write_all(&content)?)))
        .map_err(|error| error.about(&target))?;
    let mut change = session.change("cases", "write_attachment").await?;
    note_export(&mut change, session, &export, &written).await?;
    change.done(json!({ "report": "attachment" })).await?;
    Ok(CaseAttachmentWritten { name: name_of(&target), sha256: written.sha256 })
}
