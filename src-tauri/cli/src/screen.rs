//! What is written: results to standard output, everything else to standard error.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta};
use kyojo_core::error::Error;
use kyojo_core::labels::{self, Locale};
use kyojo_core::progress::{Progress, Step};
use serde::Serialize;
use serde_json::{Value, json};

use crate::stop::{Outcome, Result, Stop};

/// A moment as people in Japan read it; what is no moment stays as it is.
pub fn moment(utc: &str) -> String {
    DateTime::parse_from_rfc3339(utc).map_or_else(
        |_| utc.to_owned(),
        |at| (at.naive_utc() + TimeDelta::hours(9)).format("%Y-%m-%d %H:%M").to_string(),
    )
}

/// The two streams and how to write to them.
pub struct Screen {
    /// JSON instead of words.
    pub json: bool,
    /// Language of the words.
    pub locale: Locale,
}

impl Screen {
    pub fn new(json: bool, locale: Locale) -> Self {
        Self { json, locale }
    }

    /// The word of a label.
    pub fn word<'k>(&self, key: &'k str) -> &'k str {
        labels::word(self.locale, key)
    }

    /// The sentence of a label.
    pub fn sentence(&self, key: &str, about: &Value) -> String {
        labels::sentence(self.locale, key, about)
    }

    /// A result: one JSON value, or the lines that `words` makes.
    pub fn result(&self, value: &impl Serialize, words: impl FnOnce() -> Vec<String>) -> Result<()> {
        if self.json { self.value(value) } else { self.lines(&words()) }
    }

    /// One JSON value on one line.
    pub fn value(&self, value: &impl Serialize) -> Result<()> {
        let mut out = std::io::stdout().lock();
        serde_json::to_writer(&mut out, value).map_err(std::io::Error::from)?;
        out.write_all(b"\n")?;
        Ok(out.flush()?)
    }

    /// Lines of words.
    pub fn lines(&self, lines: &[String]) -> Result<()> {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        for line in lines {
            writeln!(out, "{line}")?;
        }
        Ok(out.flush()?)
    }

    /// A remark to whoever watches; never part of the result.
    pub fn remark(&self, text: &str) {
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }

    /// Progress for long work: on one line of a terminal, a line every five seconds elsewhere.
    pub fn progress(&self) -> Progress {
        let locale = self.locale;
        let terminal = std::io::stderr().is_terminal();
        let pause = if terminal { Duration::from_millis(100) } else { Duration::from_secs(5) };
        let told = Mutex::new(Instant::now());
        Progress::to(move |step: Step| {
            let Ok(mut told) = told.lock() else { return };
            if told.elapsed() < pause {
                return;
            }
            *told = Instant::now();
            let word = format!("ui.progress.{}", step.stage);
            let word = labels::word(locale, &word);
            let count = if step.total > 0 { format!("{} / {}", step.done, step.total) } else { step.done.to_string() };
            let mut err = std::io::stderr().lock();
            let _ = if terminal {
                write!(err, "\r{word} {count}\u{1b}[K").and_then(|()| err.flush())
            } else {
                writeln!(err, "{word} {count}")
            };
        })
    }

    /// Tell how it ended and return the exit code.
    pub fn end(&self, outcome: Result<Outcome>) -> ExitCode {
        match outcome {
            Ok(Outcome::Done) | Err(Stop::NobodyReads) => ExitCode::SUCCESS,
            Ok(Outcome::SomeRejected) => ExitCode::from(3),
            Ok(Outcome::Found) => ExitCode::from(1),
            Err(Stop::Refused(error)) => {
                self.problem(&error);
                ExitCode::from(1)
            }
            Err(Stop::Usage(label, about)) => {
                if self.json {
                    self.remark(&json!({ "code": "usage", "about": { "what": label }, "fields": [] }).to_string());
                } else {
                    self.remark(&format!("kyojo-cli: {}", self.sentence(label, &about)));
                }
                ExitCode::from(2)
            }
        }
    }

    /// A refusal: `{code, about, fields}`, or its code and its words with what to do next.
    pub fn problem(&self, error: &Error) {
        if self.json {
            self.remark(&serde_json::to_string(error).unwrap_or_else(|_| error.code().to_owned()));
            return;
        }
        let code = error.code();
        let about = error.about();
        let mut text = format!("kyojo-cli: {code}: {}", self.sentence(&format!("error.{code}"), &about));
        let cure = format!("error.{code}.cure");
        if labels::has(&cure) {
            text.push(' ');
            text.push_str(&self.sentence(&cure, &about));
        }
        // A mistyped field of a file is found by its name; the parser's own words for the rest are for scripts.
        if about.get("unknown").is_some() {
            text.push(' ');
            text.push_str(&self.sentence("cli.unknown_fields", &about));
        }
        // What the program itself did wrong has no words of its own.
        if let Error::Database(detail) | Error::Bug(detail) = error {
            text.push_str(&format!(" ({detail})"));
        }
        self.remark(&text);
        for problem in error.fields() {
            let column = format!("column.{}", problem.field);
            let field = if labels::has(&column) { self.word(&column) } else { problem.field.as_str() };
            self.remark(&format!("  {field}: {}", self.sentence(&format!("problem.{}", problem.code), &problem.about)));
        }
    }
}

/// A table of words: columns as wide as their widest cell, counting full-width characters twice.
pub fn table(head: &[&str], rows: &[Vec<String>]) -> Vec<String> {
    let mut widths: Vec<usize> = head.iter().map(|cell| cells(cell)).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cells(cell));
        }
    }
    let line = |row: &mut dyn Iterator<Item = &str>| {
        let mut text = String::new();
        for (cell, width) in row.zip(&widths) {
            text.push_str(cell);
            text.extend(std::iter::repeat_n(' ', width.saturating_sub(cells(cell)) + 2));
        }
        text.truncate(text.trim_end().len());
        text
    };
    let mut lines = vec![line(&mut head.iter().copied())];
    lines.extend(rows.iter().map(|row| line(&mut row.iter().map(String::as_str))));
    lines
}

/// Width on a terminal.
fn cells(text: &str) -> usize {
    let mut letter = [0; 4];
    text.chars()
        .map(|c| match kyojo_core::text::width_px(c.encode_utf8(&mut letter)) {
            0 => 0,
            1..=8 => 1,
            _ => 2,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other_whatever_the_width_of_their_letters() {
        let lines = table(
            &["番号", "氏名"],
            &[vec!["A-1".into(), "佐藤 花子".into()], vec!["A-0123".into(), "髙﨑 𠮷".into()]],
        );
        assert_eq!(lines, ["番号    氏名", "A-1     佐藤 花子", "A-0123  髙﨑 𠮷"]);
    }
}
