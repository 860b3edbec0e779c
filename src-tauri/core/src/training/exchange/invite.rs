//! The workbook that goes out: the invitation on one page, and the form. It names nobody.

use std::collections::BTreeSet;

use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use super::super::actions::fill_contact;
use super::super::entity::{course_run, partner_form};
use super::super::model::{Contact, PartnerWritten, RunMode, RunStatus, WriteInvitation, clock};
use super::super::queries::{Loaded, load};
use super::sheet::{FORM, Line};
use crate::desk::{self, Words};
use crate::error::{Error, Result};
use crate::excel::background::write_workbook;
use crate::excel::book::Sheet;
use crate::excel::cell::{Cell, Kind};
use crate::excel::form::Form;
use crate::excel::page::{Block, Frame, Head, Page, Row, Table};
use crate::ids::{FormId, RunId};
use crate::labels::{Locale, word};
use crate::officers::{Export, Sensitivity, frame, note_export};
use crate::ops::Change;
use crate::organizations;
use crate::paths::is_workbook;
use crate::session::Session;

/// Empty lines of the form at least, and at most.
const LINES: std::ops::RangeInclusive<i64> = 20..=300;
/// Characters of a form's number after its front.
const LENGTH: usize = 10;
/// Front of the numbers of forms.
pub(super) const FRONT: &str = "KF-";

/// Write the invitation of a partner, with a form of its own number. Writing it again makes a new edition, and the one
/// before is told apart when it comes back.
///
/// # Errors
/// [`Error::Invalid`] with `required` and `contact_way` where nobody is named to whom the form goes back; `run_step` for a run
/// that is over; `not_invited` for an organisation that may not apply; `run_without_days`;
/// `file_kind_xlsx`, and what the file system answers.
pub async fn write_invitation(session: &Session, input: WriteInvitation) -> Result<PartnerWritten> {
    let settings = desk::profile(session).await?;
    let words = Words::new(input.locale.unwrap_or(session.locale), &settings);
    let target = session.path(&input.file)?;
    is_workbook(&target)?;
    let mut loaded = load(session.look(), input.run_id).await?;
    answers_for(&mut loaded, input.contact)?;
    let run = &loaded.run;
    if matches!(run.status, RunStatus::Finished | RunStatus::Cancelled | RunStatus::Running) {
        return Err(Error::refused("run_step", json!({ "title": run.title, "status": run.status })));
    }
    if loaded.sessions.is_empty() {
        return Err(Error::refused("run_without_days", json!({ "title": run.title })));
    }
    let org = organizations::organization(session.look(), input.org_id).await?;
    let quota = loaded.quotas.iter().find(|row| row.org_id == Some(org.id));
    if quota.is_none() && !run.is_public {
        return Err(Error::refused("not_invited", json!({ "name": org.name })));
    }
    let edition = super::forms_of(session.look(), input.run_id, Some(org.id)).await?.len();
    let edition = super::super::queries::count(edition) + 1;
    let id = FormId::new();
    let tail: String = id.0.simple().to_string().to_uppercase().chars().rev().take(LENGTH).collect();
    let code = format!("{FRONT}{tail}");
    let seats = quota.map_or(0, |row| row.seats);
    let page = invitation(&words, &loaded, &org.name, seats, &code, edition);
    let about = about_of(&words, &loaded, &org.name, &code, edition);
    let lines = (1..=(seats + 10).clamp(*LINES.start(), *LINES.end())).map(|no| {
        let line = Line { no, ..Line::default() };
        FORM.iter().map(|(column, _)| (column.get)(&line)).collect()
    });
    let guide = ["number", "fill", "choose", "back", "withdraw", "privacy"];
    let form = form_of(&words, &about, &guide, lines.collect());
    // It goes to another union: the class of the own union's papers is not for its eyes.
    let frame = frame(session, &words, Sensitivity::B, words.word("training.form.invitation"));
    let frame = Frame { class: String::new(), ..frame };
    let sheets = vec![Sheet::OnePage(page), Sheet::Form(form)];
    let near = session.near(&target);
    let writing = write_workbook(&target, &near, frame, sheets, None, &session.progress, 0)?;
    let written = writing.finish(Ok(())).await?;
    let export = Export {
        report: "training-invitation".into(),
        sensitivity: Sensitivity::B,
        filters: json!({
            "run": input.run_id, "org": org.id, "form": code, "edition": edition, "locale": words.locale(),
        }),
        purpose: word(session.locale, "training.form.invitation").to_owned(),
        recipient: org.name.clone(),
        protected: false,
    };
    let mut change = session.change("training", "write_invitation").await?;
    note_export(&mut change, session, &export, &written).await?;
    name_contact(&mut change, input.run_id, loaded.contact()).await?;
    let row = partner_form::ActiveModel {
        id: Set(id),
        run_id: Set(input.run_id),
        org_id: Set(org.id),
        edition: Set(edition),
        code: Set(code.clone()),
        sent_on: Set(session.today()),
        ..Default::default()
    };
    change.keep::<partner_form::Entity>(vec![row]).await?;
    change.done(json!({ "title": run.title, "name": org.name })).await?;
    Ok(PartnerWritten { form: Some(code), edition: Some(edition), ..PartnerWritten::of(&target, &written, false) })
}

/// Who answers for the run: whom the officer names now, else whom the run names. A form without a way back is none.
fn answers_for(loaded: &mut Loaded, named: Contact) -> Result<()> {
    let mut problems = Vec::new();
    let named = named.checked(&mut problems);
    if !named.is_empty() {
        let Contact { contact_name, contact_mail, contact_phone } = named;
        let run = &mut loaded.run;
        (run.contact_name, run.contact_mail, run.contact_phone) = (contact_name, contact_mail, contact_phone);
    }
    problems.extend(loaded.contact().lacks());
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// The run keeps whom its invitation names.
async fn name_contact(change: &mut Change<'_>, run: RunId, contact: Contact) -> Result<()> {
    let now = load(change.on(), run).await?;
    if now.contact() != contact {
        change.update::<course_run::Entity>(&now.run, |active| fill_contact(active, contact)).await?;
    }
    Ok(())
}

/// Where a form goes back to: the union, the person in charge, and how they are reached.
fn return_to(words: &Words, contact: &Contact) -> Vec<String> {
    std::iter::once(words.settings().name.clone()).chain(contact.lines(|key, about| words.say(key, about))).collect()
}

/// What stands above the rows of a form.
pub(super) fn about_of(words: &Words, loaded: &Loaded, org: &str, code: &str, edition: i64) -> Value {
    let run = &loaded.run;
    let until = run.apply_until.map(|on| words.say("training.form.by", &json!({ "day": words.day(on) })));
    let to = return_to(words, &loaded.contact()).join(&words.word("training.form.between"));
    json!({ "code": code, "edition": edition, "org": org, "title": run.title, "to": to, "until": until.unwrap_or_default() })
}

/// The sheet that is filled in.
pub(super) fn form_of(words: &Words, about: &Value, guide: &[&str], rows: Vec<Vec<Cell>>) -> Form {
    Form {
        name: words.word("training.form.sheet"),
        title: words.say("training.form.title", about),
        guide: guide.iter().map(|part| words.say(&format!("training.form.guide.{part}"), about)).collect(),
        heads: FORM.iter().map(|(column, what)| (column.head(&|key| words.word(key)), *what)).collect(),
        rows,
        wrong: BTreeSet::new(),
    }
}

/// The first sheet: what it is, when and where, the seats of the partner and the rules.
fn invitation(words: &Words, loaded: &Loaded, org: &str, seats: i64, code: &str, edition: i64) -> Page {
    let (run, course) = (&loaded.run, &loaded.course);
    let days: Vec<String> = loaded
        .sessions
        .iter()
        .map(|row| {
            let to = if words.locale() == Locale::Ja { "〜" } else { "–" };
            let mut line = format!("{} {}{to}{}", words.day(row.held_on), clock(row.starts), clock(row.ends));
            let more: Vec<&str> =
                [&row.topic, &row.lecturer, &row.place].into_iter().flatten().map(String::as_str).collect();
            if !more.is_empty() {
                line.push('\n');
                line.push('　');
                line.push_str(&more.join("／"));
            }
            line
        })
        .collect();
    // Where no venue is set yet, 「会場」 beside 「会場」 would say nothing.
    let bare = run.mode == RunMode::InPerson && run.venue.is_none() && run.link.is_none();
    let mode = if bare { words.word("training.form.in_person") } else { words.word(&run.mode.label_key()) };
    let place: Vec<String> = [Some(mode), run.venue.clone(), run.link.clone()].into_iter().flatten().collect();
    let common = run.capacity - loaded.quotas.iter().map(|row| row.seats).sum::<i64>();
    let on = |on: Option<chrono::NaiveDate>| on.map(|on| words.day(on));
    let mut rows: Vec<(&str, String)> = vec![("title", run.title.clone())];
    let mut put = |name: &'static str, said: Option<String>| rows.extend(said.map(|said| (name, said)));
    put("purpose", course.purpose.clone());
    put("target", course.target.clone());
    put("days", Some(days.join("\n")));
    put("place", Some(place.join("　")));
    put(
        "seats",
        Some(words.say("training.form.seats", &json!({ "seats": seats, "common": common, "capacity": run.capacity }))),
    );
    put("release", on(run.quota_release_on));
    put("until", on(run.apply_until));
    put("return", Some(return_to(words, &loaded.contact()).join("\n")));
    put("cancel", on(run.cancel_free_until));
    put("prerequisite", course.prerequisite_note.clone());
    let fee = run.fee.map(|fee| words.say("training.form.fee", &json!({ "fee": fee })));
    put(
        "costs",
        Some([Some(words.word(&run.cost_model.label_key())), fee].into_iter().flatten().collect::<Vec<_>>().join("　")),
    );
    let mut heads = vec![
        Head::new(words.word("training.form.item"), Kind::Text),
        Head::new(words.word("training.form.what"), Kind::Text),
    ];
    for (head, width) in heads.iter_mut().zip([16, 66]) {
        head.width = width;
    }
    let rows = rows.into_iter().map(|(name, said)| {
        Row::body(vec![words.word(&format!("training.form.row.{name}")).as_str().into(), said.as_str().into()])
    });
    let about = json!({
        "hours": run.offer_hours, "ratio": course.required_ratio,
        "release": on(run.quota_release_on).unwrap_or_else(|| words.word("training.form.no_release")),
    });
    let rules = ["order", "offer", "late", "complete", "costs"];
    let rules = rules.map(|rule| words.say(&format!("training.form.rule.{rule}"), &about));
    Page {
        name: words.word("training.form.invitation"),
        title: words.say("training.form.to", &json!({ "name": org, "title": run.title })),
        scope: words
            .say("training.form.scope", &json!({ "union": words.settings().name, "code": code, "edition": edition })),
        landscape: false,
        blocks: vec![
            Block::Text { paragraphs: vec![words.word("training.form.greeting")] },
            Block::Table(Table { heads, rows: rows.collect() }),
            Block::Heading { text: words.word("training.form.rules") },
            Block::Text { paragraphs: rules.into() },
        ],
        notes: vec![words.word("training.form.note")],
    }
}
