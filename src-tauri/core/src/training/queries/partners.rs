//! 団体とのやりとり: what went out to each partner of a run, what came back, and when.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;

use super::super::entity::{certificate, partner_answer, partner_form};
use super::super::model::{
    EnrolmentStatus, Exchange, PartnerDue, PartnerEvent, PartnerRow, PartnerStep, RunNamed, RunStatus, day_of,
};
use super::board::by_organisation;
use super::{Loaded, costs, count, load, org_names};
use crate::error::Result;
use crate::ids::{EnrolmentId, FormId, OrganizationId, PersonId, RunId};
use crate::labels::Locale;
use crate::members::Provision;
use crate::officers;
use crate::rights::Right;
use crate::session::Session;

/// What happened, and at which moment.
type Happened = (DateTime<Utc>, PartnerEvent);

/// When the last certificate was issued, and who has one.
type Issued = (DateTime<Utc>, Vec<PersonId>);

/// Files that go to a partner, by their name in the log of files, and what writing one means. Of an invitation its form tells.
const SENT: [(&str, Option<PartnerStep>); 5] = [
    ("training-invitation", None),
    ("training-form-rejects", Some(PartnerStep::Returned)),
    ("training-results", Some(PartnerStep::Answered)),
    ("R14", Some(PartnerStep::Certified)),
    ("R15", Some(PartnerStep::Billed)),
];

/// A file that went to a partner, as the log of files knows it.
struct Sent {
    at: DateTime<Utc>,
    step: Option<PartnerStep>,
    org: OrganizationId,
    run: Option<RunId>,
    edition: Option<i64>,
    locale: Option<Locale>,
    /// An answer told what came of the run; answers of older versions do not say whether they did.
    over: Option<bool>,
    /// What a bill asked for, in yen; bills of older versions do not say.
    balance: Option<i64>,
    rows: i64,
}

/// What went to partners, in whatever run. R14 and R15 for the union itself are for none of them.
async fn sent(session: &Session) -> Result<Vec<Sent>> {
    let mut all = Vec::new();
    for (report, step) in SENT {
        for (at, asked, rows) in officers::written_before(session, report).await? {
            let named = |name: &str| asked.get(name).and_then(Value::as_str).and_then(|id| id.parse().ok());
            let Some(org) = named("org").map(OrganizationId) else { continue };
            let locale = asked.get("locale").and_then(|said| serde_json::from_value(said.clone()).ok());
            let edition = asked.get("edition").and_then(Value::as_i64);
            let over = asked.get("over").and_then(Value::as_bool);
            let balance = asked.get("balance").and_then(Value::as_i64);
            all.push(Sent { at, step, org, run: named("run").map(RunId), edition, locale, over, balance, rows });
        }
    }
    all.sort_by_key(|sent| sent.at);
    Ok(all)
}

/// The partners of a run: who is invited, who of them applied, or to whom something went; by name.
///
/// # Errors
/// [`crate::error::Error::Missing`].
pub async fn partners(session: &Session, input: RunNamed) -> Result<Vec<PartnerRow>> {
    let loaded = load(session.look(), input.id).await?;
    let names = org_names(session).await?;
    let sent = sent(session).await?;
    let mut happened = happened(session, input.id, &sent).await?;
    let mut due = due(session, &loaded, &sent).await?;
    // The last one stays.
    let languages: HashMap<OrganizationId, Locale> =
        sent.iter().filter_map(|sent| sent.locale.map(|locale| (sent.org, locale))).collect();
    let mut found: BTreeMap<(String, OrganizationId), (i64, i64, i64)> = BTreeMap::new();
    for org in by_organisation(&loaded, &names) {
        let Some(id) = org.org_id else { continue };
        let people = org.applied + org.offered + org.confirmed + org.waiting;
        found.insert((org.org, id), (org.quota, people, people + org.ended));
    }
    for id in happened.keys().chain(due.keys()) {
        let name = names.get(&Some(*id)).cloned().unwrap_or_default();
        found.entry((name, *id)).or_insert((0, 0, 0));
    }
    let certified = |org: OrganizationId| {
        let theirs = loaded.rows.iter().filter(|row| row.org_id == Some(org));
        count(theirs.filter(|row| row.status == EnrolmentStatus::Certified).count())
    };
    let rows = found.into_iter().map(|((org, org_id), (seats, people, applications))| {
        let mut events = happened.remove(&org_id).unwrap_or_default();
        events.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        let last = |step: PartnerStep| events.iter().find(|(_, event)| event.step == step).map(|(at, _)| *at);
        let (came, answered) = (last(PartnerStep::Came), last(PartnerStep::Answered));
        let exchange = Exchange {
            invited: last(PartnerStep::Invited).is_some(),
            came: came.is_some() || people > 0,
            answered: answered.is_some_and(|answered| came.is_none_or(|came| answered > came)),
            until: loaded.run.apply_until,
            run: loaded.run.status,
        };
        PartnerRow {
            org_id,
            org,
            seats,
            people,
            applications,
            certified: certified(org_id),
            until: exchange.until,
            state: exchange.state(session.today()),
            due: due.remove(&org_id).unwrap_or_default(),
            locale: languages.get(&org_id).copied().unwrap_or_default(),
            events: events.into_iter().map(|(_, event)| event).collect(),
        }
    });
    Ok(rows.collect())
}

/// What partners of a run that is over are still to be given. What a bill asks for, only those are told who may see it.
async fn due(session: &Session, loaded: &Loaded, sent: &[Sent]) -> Result<HashMap<OrganizationId, Vec<PartnerDue>>> {
    let run = &loaded.run;
    let mut due: HashMap<OrganizationId, Vec<PartnerDue>> = HashMap::new();
    if run.status != RunStatus::Finished {
        return Ok(due);
    }
    let went = |org: OrganizationId, step: PartnerStep| {
        sent.iter().filter(move |sent| sent.run == Some(run.id) && sent.org == org && sent.step == Some(step))
    };
    let told_all = |sent: &Sent| sent.over.unwrap_or_else(|| run.finished_on.is_some_and(|on| day_of(sent.at) >= on));
    let had_seats: BTreeSet<OrganizationId> = loaded
        .rows
        .iter()
        .filter(|row| row.status == EnrolmentStatus::NoShow || row.status.took_part())
        .filter_map(|row| row.org_id)
        .collect();
    for org in had_seats {
        if !went(org, PartnerStep::Answered).any(told_all) {
            due.entry(org).or_default().push(PartnerDue::Results);
        }
    }
    for (org, (issued, persons)) in issued(session, loaded).await? {
        if went(org, PartnerStep::Certified).any(|sent| sent.at >= issued) {
            continue;
        }
        // Of whom nobody agreed, there is nothing to give. (E-08)
        let mut given = Provision::of_training(session, org).await?;
        given.judge(session.look(), &persons).await?;
        if given.people() > 0 {
            due.entry(org).or_default().push(PartnerDue::Certificates);
        }
    }
    if session.can(Right::SeeTrainingCosts) {
        for share in costs(session, RunNamed { id: run.id }).await?.shares {
            let Some(org) = share.org_id.filter(|_| share.settled_on.is_none()) else { continue };
            let what = match went(org, PartnerStep::Billed).next_back() {
                None if share.balance != 0 => PartnerDue::Bill,
                Some(last) if last.balance.is_some_and(|asked| asked != share.balance) => PartnerDue::BillChanged,
                _ => continue,
            };
            due.entry(org).or_default().push(what);
        }
    }
    Ok(due)
}

/// The certificates that hold, by the organisation of who has one.
async fn issued(session: &Session, loaded: &Loaded) -> Result<BTreeMap<OrganizationId, Issued>> {
    let of: HashMap<EnrolmentId, (OrganizationId, PersonId)> = loaded
        .rows
        .iter()
        .filter(|row| row.status == EnrolmentStatus::Certified)
        .filter_map(|row| row.org_id.map(|org| (row.id, (org, row.person_id))))
        .collect();
    let mut all: BTreeMap<OrganizationId, Issued> = BTreeMap::new();
    let ids: Vec<EnrolmentId> = of.keys().copied().collect();
    for part in ids.chunks(500) {
        let rows = certificate::Entity::find()
            .filter(certificate::Column::EnrolmentId.is_in(part.iter().copied()))
            .filter(certificate::Column::RevokedOn.is_null())
            .all(session.look())
            .await?;
        for row in rows {
            let Some((org, person)) = of.get(&row.enrolment_id).copied() else { continue };
            let (last, persons) = all.entry(org).or_insert((row.created_at, Vec::new()));
            *last = row.created_at.max(*last);
            persons.push(person);
        }
    }
    Ok(all)
}

/// Everything that happened in a run, by partner.
async fn happened(session: &Session, run: RunId, sent: &[Sent]) -> Result<HashMap<OrganizationId, Vec<Happened>>> {
    let on = session.look();
    let forms = partner_form::Entity::find().filter(partner_form::Column::RunId.eq(run)).all(on).await?;
    let by_id: HashMap<FormId, &partner_form::Model> = forms.iter().map(|form| (form.id, form)).collect();
    let mut all: HashMap<OrganizationId, Vec<Happened>> = HashMap::new();
    let bare = |step, on| PartnerEvent {
        step,
        on,
        edition: None,
        people: None,
        refused: None,
        withdrawn: None,
        changed: None,
    };
    for form in &forms {
        let event = PartnerEvent { edition: Some(form.edition), ..bare(PartnerStep::Invited, form.sent_on) };
        all.entry(form.org_id).or_default().push((form.created_at, event));
    }
    for part in forms.chunks(500) {
        let answers = partner_answer::Entity::find()
            .filter(partner_answer::Column::FormId.is_in(part.iter().map(|form| form.id)))
            .all(on)
            .await?;
        for answer in answers {
            let Some(form) = by_id.get(&answer.form_id) else { continue };
            let event = PartnerEvent {
                edition: Some(form.edition),
                people: Some(answer.taken),
                refused: Some(answer.refused),
                withdrawn: answer.withdrawn,
                changed: answer.changed,
                ..bare(PartnerStep::Came, answer.came_on)
            };
            all.entry(form.org_id).or_default().push((answer.created_at, event));
        }
    }
    for sent in sent.iter().filter(|sent| sent.run == Some(run)) {
        let Some(step) = sent.step else { continue };
        let people = (step == PartnerStep::Answered).then_some(sent.rows);
        let event = PartnerEvent { edition: sent.edition, people, ..bare(step, day_of(sent.at)) };
        all.entry(sent.org).or_default().push((sent.at, event));
    }
    Ok(all)
}
