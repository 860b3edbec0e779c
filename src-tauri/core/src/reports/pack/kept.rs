//! A pack as it is kept: frame and pages as one canonical text with its hash, read back as they were; and what stands on them
//! because of where the pack stands by now.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::entity::issued_pack;
use super::model::{CodedPage, PackPage, PackState};
use crate::desk::Words;
use crate::error::{Error, Result};
use crate::excel::page::{Block, Frame};
use crate::ids::IssuedPackId;
use crate::officers;
use crate::reports::model::{Report, ReportAsk};
use crate::session::Session;
use crate::vault;

/// What is written of a pack. Fields that a later program adds have a default, so that an old pack stays readable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Content {
    /// What all pages share.
    pub frame: Frame,
    /// The pages in order.
    pub pages: Vec<CodedPage>,
}

impl Content {
    /// The canonical text — names of fields in alphabetical order, no blanks — and its SHA-256.
    pub(super) fn sealed(&self) -> Result<(String, String)> {
        let value = serde_json::to_value(self).map_err(|error| Error::Bug(error.to_string()))?;
        let text = canonical(&value);
        let hash = vault::text_hash(&text);
        Ok((text, hash))
    }

    /// What was kept, if it still is what was kept.
    ///
    /// # Errors
    /// `pack_damaged`.
    pub(super) fn opened(text: &str, sha256: &str, title: &str) -> Result<Self> {
        let damaged = || Error::refused("pack_damaged", json!({ "title": title }));
        if vault::text_hash(text) != sha256 {
            return Err(damaged());
        }
        serde_json::from_str(text).map_err(|_| damaged())
    }
}

/// JSON in one way only, whatever wrote it.
fn canonical(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let mut names: Vec<&String> = fields.keys().collect();
            names.sort();
            let fields: Vec<String> = names
                .into_iter()
                .filter_map(|name| {
                    fields.get(name).map(|value| format!("{}:{}", Value::from(name.as_str()), canonical(value)))
                })
                .collect();
            format!("{{{}}}", fields.join(","))
        }
        Value::Array(all) => format!("[{}]", all.iter().map(canonical).collect::<Vec<_>>().join(",")),
        plain => plain.to_string(),
    }
}

/// A frozen pack, ready to be shown and written.
#[derive(Clone, Debug)]
pub(in crate::reports) struct Kept {
    /// What all pages share.
    pub frame: Frame,
    /// The pages.
    pub pages: Vec<CodedPage>,
    /// Its two pages are one piece of paper each.
    pub one_page_each: bool,
}

/// In the head of every page: nobody approved this pack.
pub(in crate::reports) fn mark_frame(words: &Words, frame: Frame) -> Frame {
    Frame { class: words.say("report.pack.draft_class", &json!({ "class": frame.class })), ..frame }
}

/// The same on its cover.
pub(in crate::reports) fn mark_cover(words: &Words, pages: &mut [CodedPage]) {
    on_cover(pages, words.word("report.pack.draft"));
}

/// A line more on the cover.
pub(super) fn on_cover(pages: &mut [CodedPage], line: String) {
    let cover = pages.iter_mut().find(|page| page.code == Some(PackPage::Cover));
    for block in cover.into_iter().flat_map(|page| &mut page.page.blocks) {
        if let Block::Cover { lines, .. } = block {
            lines.push(line.clone());
        }
    }
}

/// Words at the end of the pack: below the notes, or below the last page of a pack without them.
pub(super) fn at_the_end(pages: &mut [CodedPage], notes: Vec<String>) {
    let place =
        pages.iter().position(|page| page.code == Some(PackPage::Notes)).unwrap_or(pages.len().saturating_sub(1));
    if let Some(page) = pages.get_mut(place) {
        page.page.notes.extend(notes);
    }
}

/// A row of the table, in sight of the officer.
///
/// # Errors
/// [`Error::Missing`] for a pack that is not there or is about a part that the officer does not see.
pub(super) async fn row(session: &Session, id: IssuedPackId) -> Result<issued_pack::Model> {
    let row = issued_pack::Entity::find_by_id(id).one(session.look()).await?.ok_or(Error::Missing { what: "pack" })?;
    let seen = super::queries::Sight::of(session, crate::rights::Right::SeeCounts).await?;
    if seen.sees(row.unit_id) { Ok(row) } else { Err(Error::Missing { what: "pack" }) }
}

/// The language of a row.
pub(super) fn locale(row: &issued_pack::Model) -> crate::labels::Locale {
    if row.locale == "en" { crate::labels::Locale::En } else { crate::labels::Locale::Ja }
}

/// The frozen pack that is asked for, and the same question with its own day, period, language and unit; nothing when none
/// is named.
///
/// # Errors
/// `pack_damaged`; [`Error::Missing`].
pub(in crate::reports) async fn kept(session: &Session, ask: &ReportAsk) -> Result<Option<(Kept, ReportAsk)>> {
    let Some(id) = ask.issued.filter(|_| ask.report == Report::MeetingPack) else { return Ok(None) };
    let row = row(session, id).await?;
    let content = Content::opened(&row.content, &row.sha256, &row.title)?;
    let settings = crate::desk::profile(session).await?;
    let words = Words::new(locale(&row), &settings);
    let mut kept = Kept {
        frame: content.frame,
        pages: content.pages,
        one_page_each: row.kind == super::model::PackKind::Workplace,
    };
    if row.state == PackState::Draft {
        kept.frame = mark_frame(&words, kept.frame);
        mark_cover(&words, &mut kept.pages);
    }
    let notes = standing(session, &row, &words).await?;
    at_the_end(&mut kept.pages, notes);
    let again = super::queries::asked_again(session, &row).await?;
    Ok(Some((kept, again)))
}

/// Who made it, who approved it and when it went out, in words.
async fn standing(session: &Session, row: &issued_pack::Model, words: &Words) -> Result<Vec<String>> {
    let Some(approved) = row.approved_at else { return Ok(Vec::new()) };
    let names = officers::names(session).await?;
    let name = |id: Option<crate::ids::OfficerId>| id.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
    let made = name(row.created_by.map(crate::ids::OfficerId));
    let about = json!({ "day": words.day(in_japan(approved)), "made": made, "approved": name(row.approved_by) });
    let mut notes = vec![words.say("report.pack.approved", &about)];
    if row.alone {
        notes.push(words.word("report.pack.alone"));
    }
    if let (Some(on), Some(to)) = (row.distributed_on, &row.distributed_to) {
        notes.push(words.say("report.pack.distributed", &json!({ "day": words.day(on), "to": to })));
    }
    // Whoever writes the old paper again must see that another one holds.
    let newer: Option<(String, Option<NaiveDate>)> = issued_pack::Entity::find()
        .select_only()
        .columns([issued_pack::Column::Title, issued_pack::Column::DistributedOn])
        .filter(issued_pack::Column::CorrectsId.eq(row.id))
        .filter(issued_pack::Column::State.eq(PackState::Distributed))
        .into_tuple()
        .one(session.look())
        .await?;
    if let Some((title, Some(on))) = newer {
        notes.push(words.say("report.pack.replaced", &json!({ "day": words.day(on), "title": title })));
    }
    Ok(notes)
}

/// The day of a moment in Japan.
pub(super) fn in_japan(at: chrono::DateTime<chrono::Utc>) -> NaiveDate {
    (at + chrono::TimeDelta::hours(9)).date_naive()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn the_canonical_text_does_not_depend_on_the_order_of_fields() {
        let one: Value = serde_json::from_str(r#"{"b":[1,{"d":"\"","c":null}],"a":"あ"}"#).unwrap();
        let other: Value = serde_json::from_str(r#"{ "a" : "あ", "b" : [1, {"c":null,"d":"\""}] }"#).unwrap();
        assert_eq!(canonical(&one), canonical(&other));
        assert_eq!(canonical(&one), r#"{"a":"あ","b":[1,{"c":null,"d":"\""}]}"#);
    }

    #[test]
    fn what_was_changed_since_is_told() {
        assert_eq!(Content::opened("{}", &vault::text_hash("{ }"), "大会").unwrap_err().code(), "pack_damaged");
        assert_eq!(Content::opened("{}", &vault::text_hash("{}"), "大会").unwrap_err().code(), "pack_damaged");
    }
}
