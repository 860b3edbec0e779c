//! The answer that goes back to a partner: who has a seat and who waits, and after the run attendance and certificates of
//! those who agreed that their own organisation learns of them (E-08).

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::entity::certificate;
use super::super::model::{EnrolmentStatus, PartnerWritten, RunStatus, WriteResults};
use super::super::queries::load;
use super::sheet::{ANSWER, Told};
use crate::desk::{self, Passphrase, Words};
use crate::error::{Error, Result};
use crate::excel::background::write_workbook;
use crate::excel::book::Sheet;
use crate::excel::column::cells;
use crate::excel::page::{Block, Page, Row, Table};
use crate::ids::{EnrolmentId, PersonId};
use crate::members::{self, Provision};
use crate::officers::{Export, Sensitivity, frame};
use crate::organizations;
use crate::paths::is_workbook;
use crate::session::Session;

/// Write the answer to a partner.
///
/// # Errors
/// `required` at `purpose`; `nobody_of_partner`; `file_kind_xlsx`, and what the file system answers.
pub async fn write_results(session: &Session, input: WriteResults) -> Result<PartnerWritten> {
    let settings = desk::profile(session).await?;
    let words = Words::new(input.locale.unwrap_or(session.locale), &settings);
    let target = session.path(&input.file)?;
    let loaded = load(session.look(), input.run_id).await?;
    let run = &loaded.run;
    let over = run.status == RunStatus::Finished;
    let org = organizations::organization(session.look(), input.org_id).await?;
    let export = Export {
        report: "training-results".into(),
        sensitivity: Sensitivity::A,
        // Whether it tells what came of the run, or who has a seat only.
        filters: json!({ "run": input.run_id, "org": input.org_id, "locale": words.locale(), "over": over }),
        purpose: input.purpose.trim().to_owned(),
        recipient: org.name.clone(),
        protected: input.password.is_some(),
    };
    export.check()?;
    is_workbook(&target)?;
    let own: Vec<_> = loaded.rows.iter().filter(|row| row.org_id == Some(org.id)).collect();
    if own.is_empty() {
        return Err(Error::refused("nobody_of_partner", json!({ "name": org.name, "title": run.title })));
    }
    let persons: Vec<PersonId> = own.iter().map(|row| row.person_id).collect();
    let known = members::named_persons(session.look(), &persons, session.today()).await?;
    // Before the run the partner gets the answer to its own application; what came of it is told of who agreed.
    let mut provision = None;
    if over {
        let mut judged = Provision::of_training(session, input.org_id).await?;
        // Only who had a seat has anything of which the partner learns.
        let seated: Vec<PersonId> = own.iter().filter(|row| row.pool.is_some()).map(|row| row.person_id).collect();
        judged.judge(session.look(), &seated).await?;
        provision = Some(judged);
    }
    let now = session.moment();
    let places: HashMap<EnrolmentId, i64> =
        loaded.seats().why_waiting(now).into_iter().zip(1..).map(|((id, _, _), place)| (id, place)).collect();
    let numbers = numbers(session, &own.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
    let mut lines: Vec<(String, Told)> = own
        .iter()
        .filter_map(|row| {
            let known = known.get(&row.person_id)?;
            let told = provision.as_ref().is_none_or(|provision| provision.gives(row.person_id));
            let took_seat = row.pool.is_some();
            let hidden = over && !told && took_seat;
            let until = row.offer_expires_at.map(|until| {
                let japan = until + chrono::TimeDelta::hours(9);
                format!("{} {}", words.day(japan.date_naive()), japan.format("%H:%M"))
            });
            // Why somebody cancelled is between them and the officer; why they were not taken, and why the run is not held, is not.
            let answered = row.status == EnrolmentStatus::Declined || run.status == RunStatus::Cancelled;
            let remark = if hidden {
                Some(words.word("training.results.no_consent"))
            } else {
                row.reason.clone().filter(|_| answered)
            };
            let line = Told {
                name: known.name.clone(),
                kana: known.kana.clone(),
                status: Some(if hidden { EnrolmentStatus::Confirmed } else { row.status }),
                place: places.get(&row.id).copied(),
                until: until.unwrap_or_default(),
                minutes: row.minutes.filter(|_| over && told),
                certificate: numbers.get(&row.id).filter(|_| told).cloned(),
                remark: remark.unwrap_or_default(),
            };
            Some((known.kana_key.clone(), line))
        })
        .collect();
    lines.sort_by(|one, other| one.0.cmp(&other.0).then_with(|| one.1.name.cmp(&other.1.name)));
    let about = json!({ "name": org.name, "title": run.title, "n": lines.len(), "day": words.day(session.today()) });
    let say = |key: &str| words.say(key, &about);
    let notes = if over { ["training.results.note.after"] } else { ["training.results.note.before"] };
    let page = Page {
        name: words.word("training.results.sheet"),
        title: say("training.results.title"),
        scope: say("training.results.scope"),
        landscape: true,
        blocks: vec![Block::Table(Table {
            heads: ANSWER.iter().map(|column| column.head(&|key| words.word(key))).collect(),
            rows: lines.iter().map(|(_, line)| Row::body(cells(ANSWER, line))).collect(),
        })],
        notes: notes.map(|key| words.word(key)).into(),
    };
    let frame = frame(session, &words, Sensitivity::A, words.word("training.results.sheet"));
    let password = input.password.as_ref().map(Passphrase::secret);
    let near = session.near(&target);
    let total = lines.len() as u64;
    let writing = write_workbook(&target, &near, frame, vec![Sheet::Page(page)], password, &session.progress, total)?;
    let written = writing.finish(Ok(())).await?;
    let items = ["name", "kana", "result_status", "result_minutes", "result_certificate"];
    let protected = export.protected;
    // Where nobody agreed, nothing of what came of the run was given.
    let given = provision.as_ref().filter(|provision| provision.people() > 0);
    members::log(session, ("training", "write_results"), export, &written, &items, given).await?;
    let provided = provision.map(|provision| provision.told());
    Ok(PartnerWritten { provided, ..PartnerWritten::of(&target, &written, protected) })
}

/// Numbers of the certificates that hold.
async fn numbers(session: &Session, of: &[EnrolmentId]) -> Result<HashMap<EnrolmentId, String>> {
    let mut numbers = HashMap::new();
    for part in of.chunks(1_000) {
        let rows = certificate::Entity::find()
            .filter(certificate::Column::EnrolmentId.is_in(part.iter().copied()))
            .filter(certificate::Column::RevokedOn.is_null())
            .all(session.look())
            .await?;
        numbers.extend(rows.into_iter().map(|row| (row.enrolment_id, row.number)));
    }
    Ok(numbers)
}
