//! What a form says anew of people who are known: a consent that was given or taken back, another telephone, another company.
//! The newest word holds, and what was left empty says nothing.

use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::super::entity::enrolment;
use super::super::model::{AgeBand, FormChange, FormConsent, FormOutcome};
use super::returned::{Form, Returned};
use crate::error::Result;
use crate::ids::{EnrolmentId, PersonId};
use crate::labels::{Locale, word};
use crate::members::{self, ConsentPurpose, Details};
use crate::ops::Change;
use crate::session::Session;
use crate::text::phone_digits;

/// What a row says anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Anew {
    /// The consent was given, or taken back.
    pub consent: Option<bool>,
    /// What is known of the person.
    pub details: Details,
    /// What stands on the application.
    pub company: Option<String>,
    pub industry: Option<String>,
    pub age: Option<AgeBand>,
    pub note: Option<String>,
}

impl Anew {
    /// What was said, column by column, in the order of the form.
    fn told(&self, locale: Locale) -> Vec<FormChange> {
        let said =
            |column: &str, to: &Option<String>| to.clone().map(|to| FormChange { column: column.to_owned(), to });
        let coded = |column: &str, key: Option<String>| said(column, &key.map(|key| word(locale, &key).to_owned()));
        let consent = self.consent.map(|yes| if yes { FormConsent::Yes } else { FormConsent::No });
        [
            said("family_kana", &self.details.family_kana),
            said("given_kana", &self.details.given_kana),
            said("form_mail", &self.details.mail),
            said("form_phone", &self.details.phone),
            said("form_company", &self.company),
            said("form_industry", &self.industry),
            coded("form_age", self.age.map(AgeBand::label_key)),
            coded("form_consent", consent.map(FormConsent::label_key)),
            said("form_note", &self.note),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// Compare the rows that are taken with what is known, and note on each what it says anew.
///
/// # Errors
/// What the database answers.
pub(super) async fn compare(session: &Session, on: &impl ConnectionTrait, form: &mut Form) -> Result<()> {
    let today = session.today();
    let taken = |row: &&Returned| row.shown.outcome != FormOutcome::Refused;
    let persons: Vec<PersonId> = form.rows.iter().filter(taken).filter_map(|row| row.person).collect();
    let purpose = ConsentPurpose::TrainingShareHost;
    let agreed = members::agreed(on, &persons, purpose, Some(form.form.org_id), today).await?;
    let known = members::details(on, &persons).await?;
    let in_force = members::belonging(on, &persons, today).await?;
    let loaded = &form.loaded;
    for row in &mut form.rows {
        let Some(person) = row.person.filter(|_| row.shown.outcome != FormOutcome::Refused) else { continue };
        let said = row.line.consent.map(|consent| consent == FormConsent::Yes);
        let mut anew = Anew { consent: said.filter(|yes| *yes != agreed.contains(&person)), ..Anew::default() };
        let details = details(&row.outside.details(), known.get(&person));
        if !in_force.contains_key(&person) {
            anew.details = details;
        } else if details != Details::default() {
            // How a member is reached is the roster's.
            row.shown.remark = row.shown.remark.take().or_else(|| Some("form_member".to_owned()));
        }
        if let Some(stored) =
            row.enrolment.filter(|_| row.shown.outcome == FormOutcome::Already).and_then(|id| loaded.row(id))
        {
            let other = |said: &str, stored: &Option<String>| {
                Some(said.to_owned()).filter(|said| !said.is_empty() && stored.as_ref() != Some(said))
            };
            anew.company = other(&row.line.company, &stored.company);
            anew.industry = other(&row.line.industry, &stored.industry);
            anew.note = other(&row.line.note, &stored.note);
            anew.age = row.line.age.filter(|age| stored.age_band != Some(age.years()));
        }
        row.shown.changes = anew.told(session.locale);
        if row.shown.outcome == FormOutcome::Already && !row.shown.changes.is_empty() {
            row.shown.outcome = FormOutcome::Changed;
        }
        row.anew = anew;
    }
    Ok(())
}

/// What was said of a person that is not known so.
fn details(said: &Details, known: Option<&Details>) -> Details {
    let empty = Details::default();
    let known = known.unwrap_or(&empty);
    let other = |said: &Option<String>, known: &Option<String>, key: fn(&str) -> String| {
        said.clone().filter(|said| known.as_deref().map(key) != Some(key(said)))
    };
    // A reading is filled in where there is none; another one is another person.
    let unread = known.family_kana.is_none() && known.given_kana.is_none();
    Details {
        family_kana: said.family_kana.clone().filter(|_| unread),
        given_kana: said.given_kana.clone().filter(|_| unread),
        mail: other(&said.mail, &known.mail, str::to_lowercase),
        phone: other(&said.phone, &known.phone, phone_digits),
    }
}

/// Write what the rows say anew; `agreed` are those who apply for the first time and agree.
///
/// # Errors
/// What the database answers.
pub(super) async fn write(change: &mut Change<'_>, form: &Form, agreed: Vec<PersonId>) -> Result<()> {
    let (purpose, org) = (ConsentPurpose::TrainingShareHost, form.form.org_id);
    let said = |yes: bool| {
        let rows = form.rows.iter().filter(move |row| row.anew.consent == Some(yes));
        rows.filter_map(|row| row.person)
    };
    let agreed: Vec<PersonId> = agreed.into_iter().chain(said(true)).collect();
    let day = change.today();
    members::note_agreed(change, &agreed, purpose, org, day, &form.form.code).await?;
    let taken_back: Vec<PersonId> = said(false).collect();
    members::note_withdrawn(change, &taken_back, purpose, org, day).await?;
    let details: Vec<(PersonId, Details)> =
        form.rows.iter().filter_map(|row| Some((row.person?, row.anew.details.clone()))).collect();
    members::note_details(change, &details).await?;
    for row in &form.rows {
        let Some(id) = row.enrolment.filter(|_| row.shown.outcome == FormOutcome::Changed) else { continue };
        update(change, id, &row.anew).await?;
    }
    Ok(())
}

async fn update(change: &mut Change<'_>, id: EnrolmentId, anew: &Anew) -> Result<()> {
    // As it is now: its seat may have moved with the cancellations of the same form.
    let Some(row) = enrolment::Entity::find_by_id(id).one(change.on()).await? else { return Ok(()) };
    let Anew { company, industry, age, note, .. } = anew.clone();
    change
        .update::<enrolment::Entity>(&row, |active| {
            active.company = Set(company.or_else(|| row.company.clone()));
            active.industry = Set(industry.or_else(|| row.industry.clone()));
            active.age_band = Set(age.map(AgeBand::years).or(row.age_band));
            active.note = Set(note.or_else(|| row.note.clone()));
        })
        .await?;
    Ok(())
}
