//! The exchange with partner organisations, who need no program of their own: a workbook with invitation and form goes out
//! (`invite`), the filled form comes back (`returned`) and is taken in through the seat function as one op, and the answer
//! goes back (`results`).

mod anew;
mod invite;
mod rejects;
mod results;
mod returned;
mod sheet;

pub use invite::write_invitation;
pub use rejects::write_form_rejects;
pub use results::write_results;

use std::collections::{HashMap, HashSet};

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use self::returned::{Form, Returned, look, read};
use super::actions::{Came, New, Said, born, decide, find, lacking, may_apply, touch};
use super::entity::{partner_answer, partner_form};
use super::model::{
    AgeBand, Applicant, ApplyForm, Ask, EnrolmentStatus, FormConsent, FormFile, FormHead, FormOutcome, FormRead, Seat,
};
use super::queries::{Loaded, count, load};
use crate::desk::Passphrase;
use crate::error::{Error, Result};
use crate::excel::source::Source;
use crate::ids::{AnswerId, EnrolmentId, OrganizationId, PersonId, RunId};
use crate::labels::{Locale, word};
use crate::ops::Change;
use crate::organizations;
use crate::session::Session;

/// The forms of a run that went out, of one partner or of all.
///
/// # Errors
/// What the database answers.
pub(super) async fn forms_of(
    on: &impl ConnectionTrait,
    run: RunId,
    org: Option<OrganizationId>,
) -> Result<Vec<partner_form::Model>> {
    let mut query = partner_form::Entity::find().filter(partner_form::Column::RunId.eq(run));
    if let Some(org) = org {
        query = query.filter(partner_form::Column::OrgId.eq(org));
    }
    Ok(query.all(on).await?)
}

async fn source(session: &Session, input: &FormFile) -> Result<Source> {
    Source::of(session, &input.file, input.password.as_ref().map(Passphrase::secret)).await
}

/// A form that was taken in before is not taken in again.
async fn not_twice(on: &impl ConnectionTrait, form: &Form, source: &Source) -> Result<()> {
    let before = partner_answer::Entity::find()
        .filter(partner_answer::Column::FormId.eq(form.form.id))
        .filter(partner_answer::Column::Sha256.eq(&source.hash))
        .one(on)
        .await?;
    match before {
        Some(before) => {
            let about = json!({ "name": source.name, "day": before.came_on, "n": before.taken });
            Err(Error::refused("form_twice", about))
        }
        None => Ok(()),
    }
}

/// What a returned form would do, and who would get a seat; nothing is written.
///
/// # Errors
/// `workbook_…`; `form_not_found`, `form_mixed`, `form_unknown`, `form_column_lost`, `form_other_run`, `form_other_org`, `form_old`, `form_empty`,
/// `form_twice`.
pub async fn preview_form(session: &Session, input: FormFile) -> Result<FormRead> {
    let source = source(session, &input).await?;
    let found = look(session, &source).await?;
    let on = session.look();
    let mut form = read(session, on, &source, &input, &found, session.locale).await?;
    not_twice(on, &form, &source).await?;
    source.unchanged().await?;
    refuse(session, on, &mut form, input.despite).await?;
    anew::compare(session, on, &mut form).await?;
    foresee(session, &mut form);
    answer(session, &source, form, None).await
}

/// Rows that the run does not take (E-01, E-10) are refused.
async fn refuse(session: &Session, on: &impl ConnectionTrait, form: &mut Form, despite: bool) -> Result<()> {
    let now = session.moment();
    let closed = may_apply(&form.loaded, &HashSet::from([Some(form.form.org_id)]), now).is_some();
    let over = form.loaded.seats().starts_at.is_some_and(|starts| starts <= now) || !form.loaded.seats().is_giving();
    let org = form.form.org_id;
    let wanted: Vec<usize> = (0..form.rows.len())
        .filter(|n| form.rows.get(*n).is_some_and(|row| row.shown.outcome == FormOutcome::Applied))
        .collect();
    let applicants = wanted.iter().filter_map(|n| form.rows.get(*n)).map(|row| applicant(row, org)).collect();
    let who = find(on, applicants, session.today()).await?;
    let lacks = lacking(on, &form.loaded, &who).await?;
    for (n, lacks) in wanted.into_iter().zip(lacks) {
        let Some(row) = form.rows.get_mut(n) else { continue };
        let reason = if closed {
            Some("form_run_closed")
        } else if lacks.is_some() && !despite {
            Some("form_prerequisite")
        } else {
            None
        };
        if let Some(reason) = reason {
            row.shown.outcome = FormOutcome::Refused;
            row.shown.reason = Some(reason.to_owned());
        }
    }
    for row in form.rows.iter_mut().filter(|row| over && row.shown.outcome == FormOutcome::Withdrawn) {
        row.shown.outcome = FormOutcome::Refused;
        row.shown.status = None;
        row.shown.reason = Some("form_cancel_late".to_owned());
    }
    Ok(())
}

/// Play the form through the seat function, so that every row says where it would stand.
fn foresee(session: &Session, form: &mut Form) {
    let now = session.moment();
    let mut seats = form.loaded.seats();
    let gone: Vec<EnrolmentId> = withdrawn(&form.rows);
    if !gone.is_empty() && seats.decide(now, &Ask::Cancel(gone)).is_err() {
        return;
    }
    let mut of: HashMap<EnrolmentId, usize> = HashMap::new();
    let wait_at = seats.arrives(now);
    let applied = form.rows.iter().enumerate().filter(|(_, row)| row.shown.outcome == FormOutcome::Applied);
    for (seq, (n, _)) in (form.loaded.next_seq()..).zip(applied) {
        let id = EnrolmentId::new();
        of.insert(id, n);
        seats.seats.push(Seat {
            id,
            org: Some(form.form.org_id),
            status: EnrolmentStatus::Applied,
            pool: None,
            wait_at,
            seq,
            group: None,
            postponed: false,
            expires_at: None,
        });
    }
    if !form.loaded.run.needs_approval {
        let _ = seats.decide(now, &Ask::Place(of.keys().copied().collect()));
    }
    for seat in &seats.seats {
        if let Some(row) = of.get(&seat.id).and_then(|n| form.rows.get_mut(*n)) {
            row.shown.status = Some(seat.status);
        }
    }
}

fn withdrawn(rows: &[Returned]) -> Vec<EnrolmentId> {
    rows.iter().filter(|row| row.shown.outcome == FormOutcome::Withdrawn).filter_map(|row| row.enrolment).collect()
}

fn applicant(row: &Returned, org: OrganizationId) -> Applicant {
    let some = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
    Applicant {
        member_no: None,
        person_id: None,
        outside: Some(row.outside.clone()),
        org_id: Some(org),
        company: some(&row.line.company),
        industry: some(&row.line.industry),
        age_band: row.line.age.map(AgeBand::years),
        note: some(&row.line.note),
    }
}

/// Take a returned form in: cancellations, then applications, through the seat function, then what it says anew of people who
/// are known, as one op. Rows that are not taken are told, and nothing is taken in twice.
///
/// # Errors
/// As [`preview_form`]; `file_changed` when the file is not the one that was looked at.
pub async fn apply_form(session: &Session, input: ApplyForm) -> Result<FormRead> {
    let source = source(session, &input.form).await?;
    source.is_still(input.file_hash.as_deref())?;
    let found = look(session, &source).await?;
    let now = session.moment();
    let mut change = session.change("training", "apply_form").await?;
    let mut form = read(session, change.on(), &source, &input.form, &found, session.locale).await?;
    not_twice(change.on(), &form, &source).await?;
    source.unchanged().await?;
    refuse(session, change.on(), &mut form, input.form.despite).await?;
    anew::compare(session, change.on(), &mut form).await?;
    let org = form.form.org_id;
    let gone = withdrawn(&form.rows);
    let wanted: Vec<usize> = (0..form.rows.len())
        .filter(|n| form.rows.get(*n).is_some_and(|row| row.shown.outcome == FormOutcome::Applied))
        .collect();
    let changed = form.rows.iter().filter(|row| row.shown.outcome == FormOutcome::Changed).count();
    let cancelled = count(gone.len());
    let n = wanted.len() + gone.len() + changed;
    if n == 0 {
        drop(change);
        return answer(session, &source, form, None).await;
    }
    let run = form.loaded.run.id;
    let moves = !gone.is_empty() || !wanted.is_empty();
    if !gone.is_empty() {
        let mut seats = form.loaded.seats();
        let said = Said { reason: Some(word(Locale::Ja, "training.form.withdrawn").to_owned()), ..Said::default() };
        decide(&mut change, &form.loaded, &mut seats, &Ask::Cancel(gone), Vec::new(), &said, now).await?;
    }
    let loaded = load(change.on(), run).await?;
    let mut agreed = Vec::new();
    if !wanted.is_empty() {
        agreed = place(session, &mut change, &mut form, &loaded, &wanted).await?;
    }
    if moves {
        touch(&mut change, &loaded.run).await?;
    }
    anew::write(&mut change, &form, agreed).await?;
    let refused = form.rows.iter().filter(|row| row.shown.outcome == FormOutcome::Refused).count();
    let came = partner_answer::ActiveModel {
        id: Set(AnswerId::new()),
        form_id: Set(form.form.id),
        sha256: Set(source.hash.clone()),
        came_on: Set(session.today()),
        taken: Set(count(wanted.len())),
        refused: Set(count(refused)),
        withdrawn: Set(Some(cancelled)),
        changed: Set(Some(count(changed))),
        ..Default::default()
    };
    change.insert::<partner_answer::Entity>(came).await?;
    change.about_record("course_run", run.0);
    let name = organizations::organization(change.on(), org).await?.name;
    let op = change.done(json!({ "title": loaded.run.title, "name": name, "n": n })).await?;
    answer(session, &source, form, Some(op)).await
}

/// Applications of a form through the seat function; answers those who agreed that their organisation learns of the results.
async fn place(
    session: &Session,
    change: &mut Change<'_>,
    form: &mut Form,
    loaded: &Loaded,
    wanted: &[usize],
) -> Result<Vec<PersonId>> {
    let (now, org) = (session.moment(), form.form.org_id);
    let applicants = wanted.iter().filter_map(|n| form.rows.get(*n)).map(|row| applicant(row, org)).collect();
    let who = find(change.on(), applicants, session.today()).await?;
    let (new, persons) = born(change, loaded, &who, Came::at(loaded, now, None), None).await?;
    let ids: Vec<EnrolmentId> = new.iter().map(|new: &New| new.seat.id).collect();
    let ask = if loaded.run.needs_approval { Ask::Look } else { Ask::Place(ids.clone()) };
    let mut seats = loaded.seats();
    decide(change, loaded, &mut seats, &ask, new, &Said::default(), now).await?;
    let after: HashMap<EnrolmentId, EnrolmentStatus> = seats.seats.iter().map(|seat| (seat.id, seat.status)).collect();
    let mut agreed = Vec::new();
    for ((n, id), person) in wanted.iter().zip(&ids).zip(&persons) {
        let Some(row) = form.rows.get_mut(*n) else { continue };
        row.shown.status = after.get(id).copied();
        if row.line.consent == Some(FormConsent::Yes) {
            agreed.push(*person);
        }
    }
    Ok(agreed)
}

async fn answer(session: &Session, source: &Source, form: Form, op: Option<crate::ids::OpId>) -> Result<FormRead> {
    let n = |outcome: FormOutcome| {
        u64::try_from(form.rows.iter().filter(|row| row.shown.outcome == outcome).count()).unwrap_or(u64::MAX)
    };
    let stands = |status: EnrolmentStatus| {
        let rows = form.rows.iter().filter(|row| row.shown.outcome == FormOutcome::Applied);
        u64::try_from(rows.filter(|row| row.shown.status == Some(status)).count()).unwrap_or(u64::MAX)
    };
    let org = organizations::organization(session.look(), form.form.org_id).await?;
    Ok(FormRead {
        file_name: source.name.clone(),
        file_hash: source.hash.clone(),
        op,
        read: u64::try_from(form.rows.len()).unwrap_or(u64::MAX),
        applied: n(FormOutcome::Applied),
        already: n(FormOutcome::Already),
        changed: n(FormOutcome::Changed),
        withdrawn: n(FormOutcome::Withdrawn),
        refused: n(FormOutcome::Refused),
        seated: stands(EnrolmentStatus::Confirmed),
        waiting: stands(EnrolmentStatus::Waitlisted),
        form: FormHead {
            code: form.form.code,
            edition: form.form.edition,
            newest: form.newest,
            run_id: form.form.run_id,
            title: form.loaded.run.title,
            org_id: form.form.org_id,
            org: org.name,
            sent_on: form.form.sent_on,
        },
        nameless: form.nameless,
        missing: form.missing.into_iter().map(str::to_owned).collect(),
        foreign: form.foreign,
        rows: form.rows.into_iter().map(|row| row.shown).collect(),
    })
}
