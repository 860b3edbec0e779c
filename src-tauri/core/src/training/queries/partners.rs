//! 団体とのやりとり: what went out to each partner of a run, what came back, and when.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;

use super::super::entity::{partner_answer, partner_form};
use super::super::model::{EnrolmentStatus, Exchange, PartnerEvent, PartnerRow, PartnerStep, RunNamed, day_of};
use super::board::by_organisation;
use super::{count, load, org_names};
use crate::error::Result;
use crate::ids::{FormId, OrganizationId, RunId};
use crate::labels::Locale;
use crate::officers;
use crate::session::Session;

/// What happened, and at which moment.
type Happened = (DateTime<Utc>, PartnerEvent);

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
            all.push(Sent { at, step, org, run: named("run").map(RunId), edition, locale, rows });
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
    // The last one stays.
    let languages: HashMap<OrganizationId, Locale> =
        sent.iter().filter_map(|sent| sent.locale.map(|locale| (sent.org, locale))).collect();
    let mut found: BTreeMap<(String, OrganizationId), (i64, i64, i64)> = BTreeMap::new();
    for org in by_organisation(&loaded, &names) {
        let Some(id) = org.org_id else { continue };
        let people = org.applied + org.offered + org.confirmed + org.waiting;
        found.insert((org.org, id), (org.quota, people, people + org.ended));
    }
    for id in happened.keys() {
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
            locale: languages.get(&org_id).copied().unwrap_or_default(),
            events: events.into_iter().map(|(_, event)| event).collect(),
        }
    });
    Ok(rows.collect())
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
