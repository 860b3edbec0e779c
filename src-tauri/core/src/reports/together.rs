//! A paper for every partner of a run, each in a file of its own: what goes to sixty unions is asked for once.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use serde_json::json;

use super::actions::write;
use super::folder::{free, usable};
use super::model::{
    NotToPartner, PartnerPaper, Report, WriteReport, WriteToPartners, WrittenToPartner, WrittenToPartners,
};
use super::own::FileName;
use crate::desk::Passphrase;
use crate::error::{Error, Result};
use crate::ids::OrganizationId;
use crate::labels::{Locale, word};
use crate::session::Session;
use crate::training::{
    self, PartnerRow, PartnerState, PartnerWritten, Remark, RunNamed, RunRow, WriteInvitation, WriteResults,
};

/// Refusals that say something of one partner; all others are of the run, or of what was asked.
const OF_PARTNER: [&str; 5] = ["E-08", "no_share", "nobody_certified_of", "nobody_of_partner", "not_invited"];

/// A partner to whom a paper goes.
struct Partner {
    org: OrganizationId,
    name: String,
    /// The language of what was last written for it.
    locale: Locale,
    /// The bill asks for something.
    pays: bool,
}

/// Write a paper for every partner of a run whom it concerns, as it is written for one of them: each file is logged by itself, and
/// what is given to each is recorded. Who gets none is told with the reason.
///
/// # Errors
/// [`Error::NotAllowed`]; `required` at `purpose`; `bill_only` and `invitation_plain` for what the paper does not have;
/// `password_doubled` at `passwords`; `run_unknown`, `folder_missing`, `no_partner_left`, `passwords_missing`; of the writing what
/// is no partner's own, as long as nothing was written.
pub async fn write_to_partners(session: &Session, input: WriteToPartners) -> Result<WrittenToPartners> {
    session.may(input.paper.right())?;
    check(&input)?;
    let named = RunNamed { id: training::run_named(session, &input.run).await? };
    let folder = session.path(&input.folder)?;
    usable(&folder)?;
    let run = training::run(session, named).await?.run;
    let partners = concerned(session, input.paper, named).await?;
    if partners.is_empty() {
        return Err(Error::refused("no_partner_left", json!({ "title": run.title })));
    }
    if input.passwords_of_all {
        nobody_lacks_one(&input, &partners)?;
    }
    // How far a single file is interests nobody.
    let mut alone = session.clone();
    alone.progress = session.progress.quietly();
    let total = u64::try_from(partners.len()).unwrap_or(u64::MAX);
    let mut done = WrittenToPartners::default();
    for (to, n) in partners.into_iter().zip(0_u64..) {
        session.progress.step("partners", n, total);
        let answer = match session.progress.go_on() {
            Ok(()) => Box::pin(write_one(&alone, &input, &run, &folder, &to)).await,
            Err(stopped) => Err(stopped),
        };
        match answer {
            Ok(written) => done.written.push(written),
            // Once a file is there it is told, whatever becomes of the rest.
            Err(error) if OF_PARTNER.contains(&error.code()) || !done.written.is_empty() => {
                done.refused.push(NotToPartner { org_id: to.org, org: to.name, why: why(&error) });
            }
            Err(error) => return Err(error),
        }
    }
    session.progress.step("partners", total, total);
    Ok(done)
}

/// What was asked fits the paper.
fn check(input: &WriteToPartners) -> Result<()> {
    let bill = input.paper == PartnerPaper::Bill;
    if input.paper.names_persons() && input.purpose.trim().is_empty() {
        return Err(Error::invalid("purpose", "required"));
    }
    if !bill && payment(input).is_some() {
        return Err(Error::invalid("payment", "bill_only"));
    }
    if !bill && input.booklets {
        return Err(Error::invalid("booklets", "bill_only"));
    }
    let mut seen = HashSet::new();
    if !input.passwords.iter().all(|one| seen.insert(one.org_id)) {
        return Err(Error::invalid("passwords", "password_doubled"));
    }
    let locked = input.password.is_some() || !input.passwords.is_empty();
    if input.paper == PartnerPaper::Invitation && locked {
        return Err(Error::invalid("password", "invitation_plain"));
    }
    Ok(())
}

/// Every partner has a password in the list.
///
/// # Errors
/// `passwords_missing` with the names of those who have none.
fn nobody_lacks_one(input: &WriteToPartners, partners: &[Partner]) -> Result<()> {
    let has = |to: &&Partner| input.passwords.iter().any(|one| one.org_id == to.org);
    let lacking: Vec<&str> = partners.iter().filter(|to| !has(to)).map(|to| to.name.as_str()).collect();
    if lacking.is_empty() {
        return Ok(());
    }
    Err(Error::refused("passwords_missing", json!({ "names": lacking.join("、"), "n": lacking.len() })))
}

fn payment(input: &WriteToPartners) -> Option<&str> {
    input.payment.as_deref().map(str::trim).filter(|words| !words.is_empty())
}

/// The partners whom a paper concerns, by name.
async fn concerned(session: &Session, paper: PartnerPaper, run: RunNamed) -> Result<Vec<Partner>> {
    let rows = training::partners(session, run).await?;
    let those = |who: fn(&PartnerRow) -> bool| -> Vec<Partner> {
        let found = rows.iter().filter(|row| who(row));
        found.map(|row| Partner { org: row.org_id, name: row.org.clone(), locale: row.locale, pays: false }).collect()
    };
    Ok(match paper {
        PartnerPaper::Invitation => those(|row| row.state == PartnerState::NotInvited),
        PartnerPaper::Results => those(|row| row.applications > 0),
        PartnerPaper::Certificates => those(|row| row.certified > 0),
        PartnerPaper::Bill => {
            let locales: HashMap<OrganizationId, Locale> = rows.iter().map(|row| (row.org_id, row.locale)).collect();
            let shares = training::costs(session, run).await?.shares;
            let open = shares.into_iter().filter(|share| share.settled_on.is_none() && share.balance != 0);
            let billed = open.filter_map(|share| {
                let org = share.org_id?;
                let locale = locales.get(&org).copied().unwrap_or_default();
                Some(Partner { org, name: share.org, locale, pays: share.balance > 0 })
            });
            let mut billed: Vec<Partner> = billed.collect();
            billed.sort_by(|one, other| one.name.cmp(&other.name));
            billed
        }
    })
}

/// The file of one partner.
async fn write_one(
    session: &Session,
    input: &WriteToPartners,
    run: &RunRow,
    folder: &Path,
    to: &Partner,
) -> Result<WrittenToPartner> {
    let today = session.today();
    let name = [word(session.locale, input.paper.label_key()), to.name.as_str(), run.code.as_str()].join("_");
    let pattern = if input.booklets { "{name}_{as_of}.pdf" } else { FileName::USUAL };
    let name = FileName { pattern, name: &name, as_of: today, due_on: today }.made();
    let file = session.desk().files.offer(free(folder, &name));
    let password = password_of(input, to.org)?;
    let locale = Some(input.locale.unwrap_or(to.locale));
    let of_exchange = |done: PartnerWritten| WrittenToPartner {
        org_id: to.org,
        org: to.name.clone(),
        name: done.name,
        rows: done.rows,
        sha256: done.sha256,
        provided: done.provided,
    };
    let report = match input.paper {
        PartnerPaper::Invitation => {
            let contact = input.contact.clone();
            let ask = WriteInvitation { run_id: run.id, org_id: to.org, file, locale, contact };
            return training::write_invitation(session, ask).await.map(of_exchange);
        }
        PartnerPaper::Results => {
            let purpose = input.purpose.clone();
            let ask = WriteResults { run_id: run.id, org_id: to.org, file, password, purpose, locale };
            return training::write_results(session, ask).await.map(of_exchange);
        }
        PartnerPaper::Certificates => Report::R14,
        PartnerPaper::Bill => Report::R15,
    };
    // As a script would ask: what is not said is as usual.
    let said = json!({
        "report": report,
        "as_of": today,
        "run": run.id,
        "organization": to.org,
        "payment": payment(input).filter(|_| to.pays),
        "locale": locale,
        "file": file,
        "purpose": input.purpose,
    });
    let mut ask: WriteReport = serde_json::from_value(said).map_err(|error| Error::Bug(error.to_string()))?;
    ask.password = password;
    let done = write(session, ask).await?;
    Ok(WrittenToPartner {
        org_id: to.org,
        org: to.name.clone(),
        name: done.name,
        rows: done.rows,
        sha256: done.sha256,
        provided: done.provided,
    })
}

/// What opens the file of a partner. Who was not there when the passwords were made gets no open file.
///
/// # Errors
/// `required` at `password`.
fn password_of(input: &WriteToPartners, org: OrganizationId) -> Result<Option<Passphrase>> {
    let own = input.passwords.iter().find(|one| one.org_id == org).map(|one| one.password.clone());
    match own.or_else(|| input.password.clone()) {
        None if !input.passwords.is_empty() => Err(Error::invalid("password", "required")),
        password => Ok(password),
    }
}

/// Why there is no file, for the list of what was done.
fn why(error: &Error) -> Remark {
    match error.fields().first() {
        Some(field) => Remark { code: field.code.clone(), about: field.about.clone() },
        None => Remark { code: error.code().to_owned(), about: error.about() },
    }
}
