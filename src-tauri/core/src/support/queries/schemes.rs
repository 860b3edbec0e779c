//! The schemes as on a day, and everything that was said of one.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::super::entity::{support_scheme, support_scheme_version};
use super::super::model::{SchemeDetail, SchemeNamed, SchemeRow, SchemeText, SchemesOn, check_state};
use super::{Names, unpacked};
use crate::error::{Error, Result};
use crate::find::{Keys, Query};
use crate::ids::SchemeId;
use crate::labels::{Locale, word};
use crate::officers;
use crate::session::Session;
use crate::text::name_key;

/// The schemes as on a day, in the union's order.
///
/// # Errors
/// What the database answers.
pub async fn schemes(session: &Session, input: SchemesOn) -> Result<Vec<SchemeRow>> {
    let day = input.as_of.unwrap_or_else(|| session.today());
    let typed = Query::fold(input.find.as_deref().unwrap_or_default());
    let all = schemes_on(session, day).await?;
    Ok(all
        .into_iter()
        .filter(|row| input.include_hidden || !row.hidden)
        .filter(|row| input.need.is_none_or(|need| row.needs.contains(&need)))
        .filter(|row| input.check.is_none_or(|check| row.check == check))
        .filter(|row| typed.is_empty() || says(row, &typed, session.locale))
        .collect())
}

/// Whether a scheme says what was typed, in its name, office or text, or in the words of what it helps with.
fn says(row: &SchemeRow, typed: &Query, locale: Locale) -> bool {
    let parts = [&row.name, &row.text.office, &row.text.summary].map(|text| name_key(text));
    let rest = [row.name_en.as_deref(), row.text.legal_basis.as_deref()].map(|text| name_key(text.unwrap_or_default()));
    let needs: Vec<String> = row.needs.iter().map(|need| name_key(word(locale, &need.label_key()))).collect();
    let names: Vec<&str> = parts.iter().chain(&rest).chain(&needs).map(String::as_str).collect();
    typed.matches(&Keys { names: &names, kana_key: "", numbers: &[] })
}

/// All schemes that have a text on a day, hidden ones too.
///
/// # Errors
/// What the database answers.
pub(crate) async fn schemes_on(session: &Session, day: NaiveDate) -> Result<Vec<SchemeRow>> {
    let names = officers::names(session).await?;
    let texts = support_scheme_version::Entity::find()
        .filter(support_scheme_version::Column::FromOn.lte(day))
        .order_by_asc(support_scheme_version::Column::FromOn)
        .all(session.look())
        .await?;
    // The newest text that has begun stands last, and stays.
    let mut newest: HashMap<SchemeId, support_scheme_version::Model> =
        texts.into_iter().map(|text| (text.scheme_id, text)).collect();
    let all = all(session.look()).await?;
    Ok(all.into_iter().filter_map(|row| Some(as_on(newest.remove(&row.id)?, row, &names, day))).collect())
}

async fn all(on: &impl ConnectionTrait) -> Result<Vec<support_scheme::Model>> {
    let query = support_scheme::Entity::find()
        .order_by_asc(support_scheme::Column::Sort)
        .order_by_asc(support_scheme::Column::Code);
    Ok(query.all(on).await?)
}

fn as_on(text: support_scheme_version::Model, row: support_scheme::Model, names: &Names, day: NaiveDate) -> SchemeRow {
    SchemeRow {
        check: check_state(text.checked_on, day),
        text: text_of(text, names),
        id: row.id,
        version: row.version,
        code: row.code,
        name: row.name,
        name_en: row.name_en,
        needs: unpacked(&row.needs),
        hidden: row.hidden,
        own: row.own,
        national_row: row.national_row,
    }
}

fn text_of(text: support_scheme_version::Model, names: &Names) -> SchemeText {
    SchemeText {
        id: text.id,
        version: text.version,
        from_on: text.from_on,
        summary: text.summary,
        questions: unpacked(&text.questions),
        office: text.office,
        bring: text.bring,
        legal_basis: text.legal_basis,
        site: text.site,
        source: text.source,
        note: text.note,
        checked_on: text.checked_on,
        checked_by: text.checked_by.and_then(|by| names.get(&by).cloned()),
    }
}

/// A scheme with everything that was said of it, newest first.
///
/// # Errors
/// [`Error::Missing`].
pub async fn scheme(session: &Session, input: SchemeNamed) -> Result<SchemeDetail> {
    let missing = || Error::Missing { what: "scheme" };
    let row = support_scheme::Entity::find_by_id(input.id).one(session.look()).await?.ok_or_else(missing)?;
    let names = officers::names(session).await?;
    let texts = support_scheme_version::Entity::find()
        .filter(support_scheme_version::Column::SchemeId.eq(input.id))
        .order_by_desc(support_scheme_version::Column::FromOn)
        .all(session.look())
        .await?;
    let today = session.today();
    // A scheme that only begins later is shown with its first text.
    let current = texts.iter().find(|text| text.from_on <= today).or(texts.last()).cloned().ok_or_else(missing)?;
    Ok(SchemeDetail {
        scheme: as_on(current, row, &names, today),
        texts: texts.into_iter().map(|text| text_of(text, &names)).collect(),
    })
}
