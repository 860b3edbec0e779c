//! A report as a booklet (PDF): the same pages as the preview and the workbook.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::model::Report;
use crate::desk::Words;
use crate::error::{Error, Result};
use crate::excel::page::{Block, Frame, Page};
use crate::excel::save::Written;
use crate::paths::ends_in;
use crate::pdf::{self, Booklet};
use crate::session::Session;

/// So many chapters need a list of them.
const FEW: usize = 3;

/// The program that a file name asks for; none for a workbook. Asked before anything is counted or written. `report` is one of the
/// program's, none an officer's own.
///
/// # Errors
/// `file_kind_report`, `file_kind_xlsx`, `pdf_no_password`, `pdf_no_list`, `pdf_not_built`.
pub(super) fn maker(
    session: &Session,
    report: Option<Report>,
    target: &Path,
    protected: bool,
) -> Result<Option<PathBuf>> {
    let prints = report.is_none_or(Report::prints);
    if !pdf::is_wanted(target) {
        if ends_in(target, "xlsx") {
            return Ok(None);
        }
        return Err(Error::file(if prints { "file_kind_report" } else { "file_kind_xlsx" }, target));
    }
    if !prints {
        return Err(Error::refused("pdf_no_list", json!({})));
    }
    let maker = pdf::maker(session).ok_or_else(|| Error::refused("pdf_not_built", json!({})))?;
    if protected {
        return Err(Error::refused("pdf_no_password", json!({})));
    }
    Ok(Some(maker))
}

/// Writes the pages. `one_page_each`: each is a piece of paper of its own, however much stands on it, and is handed out as
/// such; nobody wants a list of them.
///
/// # Errors
/// As [`pdf::write`].
pub(super) async fn write(
    session: &Session,
    (maker, target): (&Path, &Path),
    frame: Frame,
    pages: Vec<Page>,
    one_page_each: bool,
    words: &Words,
) -> Result<Written> {
    let covered = pages.first().is_some_and(is_cover);
    let booklet = Booklet {
        fonts: vec![frame.font.clone()],
        contents: !one_page_each && (covered || pages.len() > FEW),
        one_page_each,
        words: pdf::Words { contents: words.word("report.heading.contents") },
        frame,
        pages,
    };
    pdf::write(maker, target, &booklet, &session.progress).await
}

/// A front.
fn is_cover(page: &Page) -> bool {
    page.blocks.iter().any(|block| matches!(block, Block::Cover { .. }))
}
