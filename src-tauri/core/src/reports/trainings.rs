//! 業界横断研修: what was held (R12), the sheet that is signed (R13), certificates and learning (R14), shares of the costs
//! and bills (R15), and the page of the pack.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::actions::Asked;
use super::model::{Report, ReportAsk};
use super::pages::{shares, training as pages};
use crate::error::{Error, Result};
use crate::excel::page::Page;
use crate::ids::{OrganizationId, PersonId, RunId};
use crate::members::{self, Provision};
use crate::organizations;
use crate::session::Session;
use crate::text::name_key;
use crate::training::{self, Certified, EnrolmentStatus, LearningOf, RunNamed};

/// The organisation that a paper of a run goes to.
#[derive(Debug)]
pub(super) struct ToOne {
    /// The organisation.
    pub(super) org: OrganizationId,
    /// Its name.
    pub(super) name: String,
    /// How and until when it pays a bill.
    payment: Option<String>,
    /// What a bill asks for, in yen: below nought what it gets back.
    pub(super) balance: Option<i64>,
    /// Whose certificates it gets (E-08); none of a bill, which names nobody.
    pub(super) given: Option<Provision>,
}

/// The organisation that a paper was asked for; none for a paper of all.
///
/// # Errors
/// `partner_only` at `organization` of a paper that would hold the others, too, `bill_only` at `payment` of another one than a bill;
/// `required` at `run`; `organization_ambiguous`; those of [`billed`] and [`certified_for`].
pub(super) async fn to_one(session: &Session, ask: &ReportAsk, run: Option<RunId>) -> Result<Option<ToOne>> {
    let given = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let (named, payment) = (given(ask.organization.as_deref()), given(ask.payment.as_deref()));
    if payment.is_some() && (named.is_none() || ask.report != Report::R15) {
        return Err(Error::invalid("payment", "bill_only"));
    }
    let Some(named) = named else { return Ok(None) };
    if !matches!(ask.report, Report::R14 | Report::R15) {
        return Err(Error::invalid("organization", "partner_only"));
    }
    let run = RunNamed { id: run.ok_or_else(|| Error::invalid("run", "required"))? };
    let to = match ask.report {
        Report::R14 => certified_for(session, run, &named).await?,
        _ => billed(session, run, &named, payment).await?,
    };
    Ok(Some(to))
}

/// For whom a bill is written.
///
/// # Errors
/// `bill_members_missing` while the shares are not known; `bill_contact_missing` where nobody is named whom to ask; `no_share`.
async fn billed(session: &Session, run: RunNamed, named: &str, payment: Option<String>) -> Result<ToOne> {
    let costs = training::costs(session, run).await?;
    if !costs.members_missing.is_empty() {
        return Err(Error::refused("bill_members_missing", json!({ "names": costs.members_missing.join("、") })));
    }
    let theirs = costs.shares.iter().filter_map(|share| share.org_id.map(|org| (org, share.org.clone())));
    let Some((org, name)) = one_named(theirs, named)? else {
        return Err(Error::refused("no_share", nothing_of(session, run, named).await?));
    };
    let detail = training::run(session, run).await?;
    if !detail.fields.contact.is_reachable() {
        return Err(Error::refused("bill_contact_missing", json!({ "title": detail.run.title })));
    }
    let balance = costs.shares.iter().find(|share| share.org_id == Some(org)).map(|share| share.balance);
    Ok(ToOne { org, name, payment, balance, given: None })
}

/// For whom certificates are written: of its people those who agreed that it learns of them (E-08).
///
/// # Errors
/// `nobody_certified_of`; `E-08` where nobody agreed.
async fn certified_for(session: &Session, run: RunNamed, named: &str) -> Result<ToOne> {
    let mut rows = training::certified(session, run).await?;
    rows.retain(|one| one.row.revoked_on.is_none());
    let all: BTreeMap<OrganizationId, String> =
        rows.iter().filter_map(|one| one.org.map(|org| (org, one.row.org.clone()))).collect();
    let Some((org, name)) = one_named(all.into_iter(), named)? else {
        return Err(Error::refused("nobody_certified_of", nothing_of(session, run, named).await?));
    };
    let persons: Vec<PersonId> = rows.iter().filter(|one| one.org == Some(org)).map(|one| one.person).collect();
    let mut given = Provision::of_training(session, org).await?;
    given.judge(session.look(), &persons).await?;
    if given.people() == 0 {
        return Err(Error::refused("E-08", json!({ "name": name, "n": given.told().left_out })));
    }
    Ok(ToOne { org, name, payment: None, balance: None, given: Some(given) })
}

/// The one of these organisations that a name or an id means.
///
/// # Errors
/// `organization_ambiguous`.
fn one_named(
    all: impl Iterator<Item = (OrganizationId, String)>,
    named: &str,
) -> Result<Option<(OrganizationId, String)>> {
    let key = name_key(named);
    let mut found = all.filter(|(org, name)| org.to_string() == named || name_key(name) == key);
    let one = found.next();
    if found.next().is_some() { Err(Error::invalid("organization", "organization_ambiguous")) } else { Ok(one) }
}

/// What a refusal says of an organisation that has no part in a run.
async fn nothing_of(session: &Session, run: RunNamed, named: &str) -> Result<Value> {
    let name = match named.parse() {
        Ok(id) => organizations::organization(session.look(), OrganizationId(id)).await?.name,
        Err(_) => named.to_owned(),
    };
    Ok(json!({ "name": name, "title": training::run(session, run).await?.run.title }))
}

/// The pages of one of the reports about trainings.
///
/// # Errors
/// `required` at `run` where one must be named; `nobody_seated`, `nobody_certified`; [`Error::Missing`].
pub(super) async fn pages(session: &Session, asked: &Asked) -> Result<Vec<Page>> {
    match asked.report {
        Report::R13 => attendance(session, asked).await,
        Report::R14 => certificates(session, asked).await,
        Report::R15 => {
            let run = asked.run.ok_or_else(|| Error::invalid("run", "required"))?;
            let all = training::numbers(session, asked.days.from, asked.days.as_of, Some(run)).await?;
            let one = all.into_iter().next().ok_or(Error::Missing { what: "run" })?;
            match &asked.partner {
                None => Ok(vec![shares::shares(&asked.words, &one)]),
                Some(to) => {
                    let bill = shares::bill(&asked.words, &asked.settings.name, &one, to.org, to.payment.as_deref());
                    bill.map(|bill| vec![bill]).ok_or(Error::Missing { what: "share" })
                }
            }
        }
        _ => {
            let all = training::numbers(session, asked.days.from, asked.days.as_of, asked.run).await?;
            Ok(pages::held(&asked.words, &asked.days, &all, asked.settings.suppress_k_public))
        }
    }
}

/// The page of the pack; none of a union without trainings in the period.
///
/// # Errors
/// What the database answers.
pub(super) async fn pack_page(session: &Session, asked: &Asked) -> Result<Option<Page>> {
    let all = training::numbers(session, asked.days.from, asked.days.as_of, None).await?;
    let in_period = all.len();
    let held: Vec<_> = all.into_iter().filter(|one| one.run.confirmed > 0).collect();
    let (left_out, least) = (in_period - held.len(), asked.settings.suppress_k_public);
    Ok((!held.is_empty()).then(|| pages::summary(&asked.words, &asked.days, &held, left_out, least)))
}

/// 受講者名簿・出席簿 (R13): who has a seat, a box for each sitting, and room for a signature.
async fn attendance(session: &Session, asked: &Asked) -> Result<Vec<Page>> {
    let run = asked.run.ok_or_else(|| Error::invalid("run", "required"))?;
    let board = training::board(session, RunNamed { id: run }).await?;
    let seated: Vec<_> = board
        .rows
        .iter()
        .filter(|row| {
            row.status == EnrolmentStatus::Confirmed || row.status == EnrolmentStatus::NoShow || row.status.took_part()
        })
        .collect();
    if seated.is_empty() {
        return Err(Error::refused("nobody_seated", json!({ "title": board.run.title })));
    }
    let mut all = vec![pages::attendance(&asked.words, &board, &seated)];
    all.extend(pages::seating(&asked.words, &board, &seated));
    Ok(all)
}

/// 修了証 (R14): one a page, of all, of an organisation's own people or of one person; of a person without a run: what they learned
/// here and elsewhere.
async fn certificates(session: &Session, asked: &Asked) -> Result<Vec<Page>> {
    if let Some(run) = asked.run {
        let rows = training::certified(session, RunNamed { id: run }).await?;
        let theirs = |one: &Certified| {
            asked.partner.as_ref().is_none_or(|to| {
                one.org == Some(to.org) && to.given.as_ref().is_some_and(|given| given.gives(one.person))
            })
        };
        let wanted = |one: &Certified| asked.learner.is_none_or(|person| one.person == person) && theirs(one);
        let rows: Vec<_> = rows.into_iter().filter(|one| one.row.revoked_on.is_none() && wanted(one)).collect();
        let detail = training::run(session, RunNamed { id: run }).await?;
        if rows.is_empty() {
            let code = if asked.learner.is_some() { "no_certificate_of_person" } else { "nobody_certified" };
            return Err(Error::refused(code, json!({ "title": detail.run.title })));
        }
        let page = |one: &Certified| pages::certificate(&asked.words, &asked.settings, &one.row, &detail);
        return Ok(rows.iter().map(page).collect());
    }
    let person = asked.learner.ok_or_else(|| Error::invalid("run", "required"))?;
    let known = members::named_persons(session.look(), &[person], asked.days.as_of).await?.remove(&person);
    let known = known.ok_or(Error::Missing { what: "person" })?;
    let rows = training::learning(session, LearningOf { person_id: person }).await?;
    Ok(vec![pages::learning(&asked.words, &known.name, &rows)])
}

/// The person of a member number or an id.
///
/// # Errors
/// [`Error::Missing`].
pub(super) async fn learner(session: &Session, named: &str) -> Result<PersonId> {
    let named = named.trim().to_owned();
    if let Ok(id) = named.parse() {
        return Ok(PersonId(id));
    }
    let found = members::numbered(session.look(), std::slice::from_ref(&named)).await?;
    found.into_values().next().map(|found| found.person_id).ok_or(Error::Missing { what: "person" })
}

/// What is written of persons into one of these papers, for the record of provision.
pub(super) fn items(asked: &Asked) -> Vec<&'static str> {
    match &asked.partner {
        None => vec!["name", "kana"],
        Some(_) => vec!["name", "result_status", "result_certificate"],
    }
}
