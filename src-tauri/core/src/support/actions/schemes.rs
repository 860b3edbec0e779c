//! Say something of a scheme, check it, hide it.

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::super::entity::{support_scheme, support_scheme_version};
use super::super::model::{AddScheme, CheckScheme, SaveScheme, SchemeFields, SchemeVersion};
use super::super::queries::packed;
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::{SchemeId, SchemeVersionId};
use crate::ops::Change;
use crate::session::Session;
use crate::text::name_key;

/// Front of the codes of the union's own schemes.
const OWN: &str = "own-";

async fn load(change: &Change<'_>, id: SchemeId) -> Result<support_scheme::Model> {
    support_scheme::Entity::find_by_id(id).one(change.on()).await?.ok_or(Error::Missing { what: "scheme" })
}

/// The text of a scheme on a day.
async fn text_on(change: &Change<'_>, id: SchemeId, day: NaiveDate) -> Result<Option<support_scheme_version::Model>> {
    let text = support_scheme_version::Entity::find()
        .filter(support_scheme_version::Column::SchemeId.eq(id))
        .filter(support_scheme_version::Column::FromOn.lte(day))
        .order_by_desc(support_scheme_version::Column::FromOn)
        .one(change.on())
        .await?;
    Ok(text)
}

/// No two schemes have one name, whatever its width and spaces.
async fn name_is_free(on: &impl ConnectionTrait, name: &str, own: Option<SchemeId>) -> Result<()> {
    let wanted = name_key(name);
    let all = support_scheme::Entity::find().all(on).await?;
    if all.iter().any(|row| Some(row.id) != own && name_key(&row.name) == wanted) {
        return Err(Error::invalid("name", "name_taken"));
    }
    Ok(())
}

/// Add a scheme of the union's own: a scheme of its town, of its mutual-aid society.
///
/// # Errors
/// [`Error::Invalid`] with the fields, `name_taken`; `K-01` for a text that would begin before today.
pub async fn add_scheme(session: &Session, input: AddScheme) -> Result<SchemeId> {
    let fields = input.fields.checked(session.today())?;
    let mut change = session.change("support", "add_scheme").await?;
    name_is_free(change.on(), &fields.name, None).await?;
    let all = support_scheme::Entity::find().all(change.on()).await?;
    let last = all.iter().filter_map(|row| row.code.strip_prefix(OWN)?.parse::<u32>().ok()).max().unwrap_or(0);
    let sort = all.iter().map(|row| row.sort).max().unwrap_or(0) + 10;
    let id = SchemeId::new();
    change
        .insert::<support_scheme::Entity>(support_scheme::ActiveModel {
            id: Set(id),
            code: Set(format!("{OWN}{:02}", last + 1)),
            sort: Set(sort),
            national_row: Set(None),
            name: Set(fields.name.clone()),
            name_en: Set(fields.name_en.clone()),
            needs: Set(packed(&fields.needs)?),
            hidden: Set(false),
            own: Set(true),
            ..Default::default()
        })
        .await?;
    let name = fields.name.clone();
    say(&mut change, session, id, &fields).await?;
    change.done(json!({ "name": name })).await?;
    Ok(id)
}

/// Say something else of a scheme. A text that began today is replaced; any other stays what was said until yesterday.
///
/// # Errors
/// [`Error::Changed`]; as [`add_scheme`].
pub async fn save_scheme(session: &Session, input: SaveScheme) -> Result<Nothing> {
    let today = session.today();
    let fields = input.fields.checked(today)?;
    let mut change = session.change("support", "save_scheme").await?;
    let row = load(&change, input.id).await?;
    let read = text_on(&change, input.id, today).await?;
    // Of a scheme that only begins later there is no text of today.
    let same = read.as_ref().is_none_or(|text| text.id == input.text_id && text.version == input.text_version);
    if row.version != input.version || !same {
        return Err(Error::Changed);
    }
    name_is_free(change.on(), &fields.name, Some(input.id)).await?;
    let needs = packed(&fields.needs)?;
    change
        .update::<support_scheme::Entity>(&row, |active| {
            active.name = Set(fields.name.clone());
            active.name_en = Set(fields.name_en.clone());
            active.needs = Set(needs);
        })
        .await?;
    say(&mut change, session, input.id, &fields).await?;
    change.about_record("support_scheme", input.id.0);
    change.done(json!({ "name": fields.name })).await?;
    Ok(Nothing {})
}

/// Give a scheme another name within a change.
///
/// # Errors
/// `name_taken`.
pub(in crate::support) async fn rename(change: &mut Change<'_>, id: SchemeId, name: &str) -> Result<()> {
    let row = load(change, id).await?;
    name_is_free(change.on(), name, Some(id)).await?;
    change.update::<support_scheme::Entity>(&row, |active| active.name = Set(name.to_owned())).await?;
    Ok(())
}

/// Write a text within a change: on its first day it replaces the one that begins there.
///
/// # Errors
/// What the database answers.
pub(in crate::support) async fn say(
    change: &mut Change<'_>,
    session: &Session,
    scheme: SchemeId,
    fields: &SchemeFields,
) -> Result<()> {
    let from = fields.from_on.unwrap_or_else(|| session.today());
    let questions = packed(&fields.questions)?;
    let before = text_on(change, scheme, from).await?;
    // A check that is not named anew stays with the text as long as the text says the same.
    let same = before.as_ref().is_some_and(|text| {
        text.summary == fields.summary
            && text.questions == questions
            && text.office == fields.office
            && text.legal_basis == fields.legal_basis
            && text.site == fields.site
    });
    let (checked_on, checked_by) = match (&fields.checked_on, &before) {
        (Some(on), _) => (Some(*on), Some(session.officer())),
        (None, Some(text)) if same => (text.checked_on, text.checked_by),
        (None, _) => (None, None),
    };
    // The month of the program's papers is true only of the program's text.
    let source = before.as_ref().filter(|_| same).and_then(|text| text.source.clone());
    let fill = |active: &mut support_scheme_version::ActiveModel| {
        active.summary = Set(fields.summary.clone());
        active.questions = Set(questions);
        active.office = Set(fields.office.clone());
        active.bring = Set(fields.bring.clone());
        active.legal_basis = Set(fields.legal_basis.clone());
        active.site = Set(fields.site.clone());
        active.source = Set(source);
        active.note = Set(fields.note.clone());
        active.checked_on = Set(checked_on);
        active.checked_by = Set(checked_by);
    };
    match before.filter(|text| text.from_on == from) {
        Some(text) => {
            change.update::<support_scheme_version::Entity>(&text, fill).await?;
        }
        None => {
            let mut active = support_scheme_version::ActiveModel {
                id: Set(SchemeVersionId::new()),
                scheme_id: Set(scheme),
                from_on: Set(from),
                ..Default::default()
            };
            fill(&mut active);
            change.insert::<support_scheme_version::Entity>(active).await?;
        }
    }
    Ok(())
}

/// Somebody compared the text of today with office or site, and it still holds (K-04).
///
/// # Errors
/// [`Error::Changed`], [`Error::Missing`] for a scheme whose first text is still to come.
pub async fn check_scheme(session: &Session, input: CheckScheme) -> Result<Nothing> {
    let today = session.today();
    let mut change = session.change("support", "check_scheme").await?;
    let row = load(&change, input.id).await?;
    let text = text_on(&change, input.id, today).await?.ok_or(Error::Missing { what: "scheme" })?;
    if text.id != input.text_id || text.version != input.text_version {
        return Err(Error::Changed);
    }
    let by = Some(session.officer());
    if text.from_on == today {
        change
            .update::<support_scheme_version::Entity>(&text, |active| {
                active.checked_on = Set(Some(today));
                active.checked_by = Set(by);
            })
            .await?;
    } else {
        // The check before stays in the history: what was known on which day.
        change
            .insert::<support_scheme_version::Entity>(support_scheme_version::ActiveModel {
                id: Set(SchemeVersionId::new()),
                scheme_id: Set(input.id),
                from_on: Set(today),
                summary: Set(text.summary),
                questions: Set(text.questions),
                office: Set(text.office),
                bring: Set(text.bring),
                legal_basis: Set(text.legal_basis),
                site: Set(text.site),
                source: Set(text.source),
                note: Set(None),
                checked_on: Set(Some(today)),
                checked_by: Set(by),
                ..Default::default()
            })
            .await?;
    }
    change.about_record("support_scheme", input.id.0);
    change.done(json!({ "name": row.name })).await?;
    Ok(Nothing {})
}

/// Leave a scheme out of lists, finder and paper.
///
/// # Errors
/// [`Error::Changed`], [`Error::Missing`].
pub async fn hide_scheme(session: &Session, input: SchemeVersion) -> Result<Nothing> {
    set_hidden(session.change("support", "hide_scheme").await?, &input, true).await
}

/// Take a hidden scheme up again.
///
/// # Errors
/// As [`hide_scheme`].
pub async fn show_scheme(session: &Session, input: SchemeVersion) -> Result<Nothing> {
    set_hidden(session.change("support", "show_scheme").await?, &input, false).await
}

async fn set_hidden(mut change: Change<'_>, input: &SchemeVersion, hidden: bool) -> Result<Nothing> {
    let row = load(&change, input.id).await?;
    if row.version != input.version {
        return Err(Error::Changed);
    }
    change.update::<support_scheme::Entity>(&row, |active| active.hidden = Set(hidden)).await?;
    change.done(json!({ "name": row.name })).await?;
    Ok(Nothing {})
}
