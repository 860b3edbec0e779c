//! 業界横断研修: what was held (R12), the sheet that is signed (R13), certificates and learning (R14), shares of the costs
//! and bills (R15), and the page of the pack.

use serde_json::json;

use super::actions::Asked;
use super::model::{Report, ReportAsk};
use super::pages::{shares, training as pages};
use crate::error::{Error, Result};
use crate::excel::page::Page;
use crate::ids::{OrganizationId, PersonId, RunId};
use crate::session::Session;
use crate::text::name_key;
use crate::training::{self, EnrolmentStatus, LearningOf, RunNamed};
use crate::{members, organizations};

/// For whom a bill is written.
#[derive(Clone, Debug)]
pub(super) struct Billed {
    /// The organisation.
    pub(super) org: OrganizationId,
    /// Its name.
    pub(super) name: String,
    /// How and until when it pays.
    payment: Option<String>,
}

/// The organisation that a bill was asked for; none for every other paper.
///
/// # Errors
/// `bill_only` at `organization` and `payment` of another paper: it would hold the others, too; `required` at `run`;
/// `bill_members_missing` while the shares are not known; `bill_contact_missing` where nobody is named whom to ask; `no_share`;
/// `organization_ambiguous`.
pub(super) async fn billed(session: &Session, ask: &ReportAsk, run: Option<RunId>) -> Result<Option<Billed>> {
    let given = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let (named, payment) = (given(ask.organization.as_deref()), given(ask.payment.as_deref()));
    let Some(named) = named else {
        return if payment.is_some() { Err(Error::invalid("payment", "bill_only")) } else { Ok(None) };
    };
    if ask.report != Report::R15 {
        return Err(Error::invalid("organization", "bill_only"));
    }
    let run = RunNamed { id: run.ok_or_else(|| Error::invalid("run", "required"))? };
    let costs = training::costs(session, run).await?;
    if !costs.members_missing.is_empty() {
        return Err(Error::refused("bill_members_missing", json!({ "names": costs.members_missing.join("、") })));
    }
    let key = name_key(&named);
    let theirs = costs.shares.iter().filter_map(|share| share.org_id.map(|org| (org, share.org.clone())));
    let mut found = theirs.filter(|(org, name)| org.to_string() == named || name_key(name) == key);
    match (found.next(), found.next()) {
        (Some((org, name)), None) => {
            let detail = training::run(session, run).await?;
            if !detail.fields.contact.is_reachable() {
                return Err(Error::refused("bill_contact_missing", json!({ "title": detail.run.title })));
            }
            Ok(Some(Billed { org, name, payment }))
        }
        (Some(_), Some(_)) => Err(Error::invalid("organization", "organization_ambiguous")),
        (None, _) => {
            let name = match named.parse() {
                Ok(id) => organizations::organization(session.look(), OrganizationId(id)).await?.name,
                Err(_) => named,
            };
            let title = training::run(session, run).await?.run.title;
            Err(Error::refused("no_share", json!({ "name": name, "title": title })))
        }
    }
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
            match &asked.billed {
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

/// 修了証 (R14): one a page; of a person: what they learned here and elsewhere.
async fn certificates(session: &Session, asked: &Asked) -> Result<Vec<Page>> {
    if let Some(run) = asked.run {
        let rows = training::certificates(session, RunNamed { id: run }).await?;
        let rows: Vec<_> = rows.into_iter().filter(|row| row.revoked_on.is_none()).collect();
        let detail = training::run(session, RunNamed { id: run }).await?;
        if rows.is_empty() {
            return Err(Error::refused("nobody_certified", json!({ "title": detail.run.title })));
        }
        return Ok(rows.iter().map(|row| pages::certificate(&asked.words, &asked.settings, row, &detail)).collect());
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

/// What is written of persons into R13 and R14, for the record of provision.
pub(super) const ITEMS: [&str; 2] = ["name", "kana"];
