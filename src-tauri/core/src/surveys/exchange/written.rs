//! The workbook that goes out: the questions on paper, and lines to type answers into.

use std::collections::BTreeSet;

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::super::entity::survey_form;
use super::super::model::{Choice, QuestionKind, SurveyWritten, WriteSurveyForm, in_language};
use super::super::queries::{Wave, load};
use crate::desk::{self, Words};
use crate::error::{Error, FieldProblem, Result};
use crate::excel::background::write_workbook;
use crate::excel::book::Sheet;
use crate::excel::cell::{Cell, Kind};
use crate::excel::form::{Form, Use};
use crate::excel::page::{Block, CodeLabel, Head, Page, Row, Table};
use crate::fields::line;
use crate::ids::SurveyFormId;
use crate::labels::{Locale, sentence, word};
use crate::officers::{Export, Sensitivity, frame, note_export};
use crate::paths::{is_workbook, name_of};
use crate::session::Session;
use crate::text::name_key;

/// Front of the numbers of forms.
pub(super) const FRONT: &str = "KS-";
/// Signs of a number after its front.
pub(super) const LENGTH: usize = 10;
/// Lines at most, and unless said otherwise.
const LINES: (i64, i64) = (300, 50);

/// The header of a question's column.
pub(super) fn head_of(locale: Locale, no: i64) -> String {
    sentence(locale, "surveys.form.question", &json!({ "no": no }))
}

/// The header of the groups' column.
pub(super) fn head_of_groups(locale: Locale) -> String {
    word(locale, "surveys.form.group").to_owned()
}

/// What stands between two things of a line.
fn gap(words: &Words) -> &'static str {
    match words.locale() {
        Locale::Ja => "　",
        Locale::En => "  ",
    }
}

/// Write a form for a wave that is open. The same words for whom it is make a new edition, and the one before is told apart
/// when it comes back.
///
/// # Errors
/// `survey_closed`, [`Error::Missing`], [`Error::Invalid`] with the fields, `file_kind_xlsx`, and what the file system answers.
pub async fn write_form(session: &Session, input: WriteSurveyForm) -> Result<SurveyWritten> {
    let settings = desk::profile(session).await?;
    let target = session.path(&input.file)?;
    is_workbook(&target)?;
    let mut problems = Vec::new();
    let label = line(&mut problems, "label", Some(input.label));
    let lines = input.lines.unwrap_or(LINES.1);
    if !(1..=LINES.0).contains(&lines) {
        problems.push(FieldProblem::out_of_range("lines", 1, LINES.0));
    }
    let Some(label) = label.filter(|_| problems.is_empty()) else {
        return if problems.is_empty() {
            Err(Error::invalid("label", "required"))
        } else {
            Err(Error::Invalid(problems))
        };
    };
    let wave = load(session.look(), input.wave_id).await?;
    wave.takes_sheets()?;
    let before =
        survey_form::Entity::find().filter(survey_form::Column::WaveId.eq(input.wave_id)).all(session.look()).await?;
    // 職場Ｂ and 職場B are one workplace.
    let same = |form: &&survey_form::Model| name_key(&form.label) == name_key(&label);
    let edition = before.iter().filter(same).map(|form| form.edition).max().unwrap_or(0) + 1;
    let id = SurveyFormId::new();
    let tail: String = id.0.simple().to_string().to_uppercase().chars().rev().take(LENGTH).collect();
    let code = format!("{FRONT}{tail}");
    let words = Words::new(input.locale.unwrap_or_default(), &settings);
    let title = in_language(&wave.title, words.locale());
    let about = json!({ "code": code, "edition": edition, "label": label, "title": title, "wave": wave.row.label });
    let sheets = vec![Sheet::OpenPage(paper(&words, &wave)), Sheet::Form(form(&words, &wave, &about, lines))];
    let frame = frame(session, &words, Sensitivity::B, title);
    let near = session.near(&target);
    let writing = write_workbook(&target, &near, frame, sheets, None, &session.progress, 0)?;
    let written = writing.finish(Ok(())).await?;
    let export = Export {
        report: "survey-form".into(),
        sensitivity: Sensitivity::B,
        filters: json!({ "wave": input.wave_id, "form": code, "edition": edition, "locale": words.locale() }),
        purpose: wave.title.clone(),
        recipient: label.clone(),
        protected: false,
    };
    let mut change = session.change("surveys", "write_form").await?;
    note_export(&mut change, session, &export, &written).await?;
    let row = survey_form::ActiveModel {
        id: Set(id),
        wave_id: Set(input.wave_id),
        code: Set(code.clone()),
        label: Set(label.clone()),
        edition: Set(edition),
        sent_on: Set(session.today()),
        taken_on: Set(None),
        taken: Set(None),
        ..Default::default()
    };
    change.keep::<survey_form::Entity>(vec![row]).await?;
    change.done(json!({ "wave": wave.row.label, "label": label })).await?;
    Ok(SurveyWritten { name: name_of(&target), code, edition, sha256: written.sha256 })
}

/// The questions with the numbers of their choices.
fn paper(words: &Words, wave: &Wave) -> Page {
    let mut blocks = Vec::new();
    let mut intro: Vec<String> = wave.purpose.iter().map(|purpose| in_language(purpose, words.locale())).collect();
    intro.push(words.word("surveys.form.anonymous"));
    intro.extend(wave.row.closes_on.map(|last| words.say("surveys.form.until", &json!({ "day": words.day(last) }))));
    blocks.push(Block::Text { paragraphs: intro });
    if !wave.groups.is_empty() {
        blocks.push(Block::Heading { text: head_of_groups(words.locale()) });
        let groups = wave.groups.iter().map(|group| format!("{} {}", group.no, group.label));
        blocks.push(Block::Text { paragraphs: vec![groups.collect::<Vec<_>>().join(gap(words))] });
    }
    for question in &wave.questions {
        let question = question.shown(words.locale());
        let how = match (question.kind, question.most) {
            (QuestionKind::Multi, Some(most)) => words.say("surveys.form.how.most", &json!({ "most": most })),
            (kind, _) => words.word(&format!("surveys.form.how.{}", kind.code())),
        };
        let head = head_of(words.locale(), question.no);
        blocks.push(Block::Heading { text: format!("{head} {}{}{how}", question.text, gap(words)) });
        // Two columns of choices: a sheet of paper holds more questions.
        let half = question.choices.len().div_ceil(2);
        let cell = |at: usize| question.choices.get(at);
        // The steps of a scale name their numbers, which stand in a column of their own here.
        let label = |choice: &Choice| {
            let number = format!("{} ", choice.no);
            choice.label.strip_prefix(&number).unwrap_or(&choice.label).to_owned()
        };
        let rows = (0..half).map(|at| {
            let (left, right) = (cell(at), cell(at + half));
            let mut cells = Vec::new();
            for choice in [left, right] {
                cells.push(choice.map_or(Cell::Empty, |choice| Cell::Id(choice.no.to_string())));
                cells.push(choice.map_or(Cell::Empty, |choice| Cell::text(label(choice))));
            }
            Row::body(cells)
        });
        let heads = [5, 34, 5, 34].iter().enumerate().map(|(at, width)| match at % 2 {
            0 => words.wide("surveys.form.no", Kind::Id, *width),
            _ => words.wide("surveys.form.choice", Kind::Text, *width),
        });
        blocks.push(Block::Table(Table { heads: heads.collect(), rows: rows.collect() }));
    }
    Page {
        name: words.word("surveys.form.page"),
        title: in_language(&wave.title, words.locale()),
        scope: wave.row.label.clone(),
        landscape: false,
        blocks,
        notes: vec![words.word("surveys.form.source")],
    }
}

/// The lines to type into: all of them text, so that `1,3` stays what it is.
fn form(words: &Words, wave: &Wave, about: &Value, lines: i64) -> Form {
    let mut heads = vec![(words.wide("surveys.form.line", Kind::Number, 5), Use::Leave)];
    if !wave.groups.is_empty() {
        let codes =
            wave.groups.iter().map(|group| CodeLabel { code: group.no.to_string(), label: group.label.clone() });
        let head = Head { width: 16, codes: codes.collect(), ..Head::new(head_of_groups(words.locale()), Kind::Code) };
        heads.push((head, Use::Fill));
    }
    let head = |no| Head { width: 12, ..Head::new(head_of(words.locale(), no), Kind::Id) };
    heads.extend(wave.questions.iter().map(|one| (head(one.no), Use::Fill)));
    let empty = heads.len() - 1;
    let guide = ["what", "numbers", "blank", "back", "anonymous"];
    Form {
        name: words.word("surveys.form.sheet"),
        title: words.say("surveys.form.title", about),
        guide: guide.map(|part| words.say(&format!("surveys.form.guide.{part}"), about)).into(),
        rows: (1..=lines)
            .map(|no| {
                let mut cells = vec![Cell::Number(no)];
                cells.extend(std::iter::repeat_n(Cell::Empty, empty));
                cells
            })
            .collect(),
        heads,
        wrong: BTreeSet::new(),
    }
}
