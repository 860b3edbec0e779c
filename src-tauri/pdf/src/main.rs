//! `kyojo-pdf`: sets the pages of a report as a PDF. It reads one booklet as JSON on standard input and prints the PDF on standard
//! output; it opens no file but fonts, writes none, and knows nothing of the union file or its key.
//!
//! The booklet is what `kyojo_core::pdf` sends: what all pages share, the pages, the few words that only a booklet has, and the
//! fonts that the union would like. The template in `template/` reads it as data, so that a name can never become markup.
//!
//! Ends with 0 after a PDF, 1 when the pages could not be set (why is said on standard error, for a developer's eyes), 2 when what
//! came in is no booklet, 3 when no Japanese font was found.

mod fonts;
mod limits;
mod pictures;
mod room;

use std::io::{self, Read, Write};
use std::process::ExitCode;

use serde_json::{Value, json};
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use fonts::Fonts;
use room::Room;

fn main() -> ExitCode {
    limits::apply();
    let mut sent = Vec::new();
    if io::stdin().lock().read_to_end(&mut sent).is_err() {
        return ExitCode::from(2);
    }
    let Ok(mut booklet) = serde_json::from_slice::<Value>(&sent) else { return ExitCode::from(2) };
    drop(sent);
    let wanted: Vec<String> = booklet
        .get("fonts")
        .and_then(Value::as_array)
        .map(|names| names.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        .unwrap_or_default();
    let Some(fonts) = Fonts::of_this_computer(&wanted) else { return ExitCode::from(3) };
    let Some(fields) = booklet.as_object_mut() else { return ExitCode::from(2) };
    fields.insert("fonts".to_owned(), json!(fonts.families));
    let pictures = pictures::taken_out(&mut booklet);
    let Some(room) = Room::new(fonts, booklet.to_string(), pictures) else { return ExitCode::from(2) };
    match set(&room) {
        Ok(pdf) => match io::stdout().lock().write_all(&pdf) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(problems) => {
            for problem in problems {
                // Nobody may be listening; the exit code says enough.
                let _unheard = writeln!(io::stderr(), "{} {:?}", problem.message, problem.hints);
            }
            ExitCode::FAILURE
        }
    }
}

/// The booklet as a PDF: by PDF/UA-1, which readers for the blind rely on. A sign that no font of this computer has breaks that
/// standard; the paper is then made without its promise rather than not at all.
fn set(room: &Room) -> Result<Vec<u8>, Vec<SourceDiagnostic>> {
    let document = typst::compile::<PagedDocument>(room).output.map_err(|problems| problems.to_vec())?;
    let options = |standards| PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some("Kyojo".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let accessible = PdfStandards::new(&[PdfStandard::Ua_1]).unwrap_or_default();
    typst_pdf::pdf(&document, &options(accessible))
        .or_else(|_| typst_pdf::pdf(&document, &options(PdfStandards::default())))
        .map_err(|problems| problems.to_vec())
}
