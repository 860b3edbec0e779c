//! Instruments, the check-ins of a case for who counsels in it, and the pairs for the figures.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::super::keys::{OpenCase, open_case};
use super::entity::{case_assessment, check_in_pair, instrument, instrument_item};
use super::model::{CheckInRow, CheckInsOf, InstrumentRow, Question, ScoreRow, Timing};
use crate::api::Nothing;
use crate::error::Result;
use crate::ids::{CaseId, InstrumentId};
use crate::labels::Locale;
use crate::session::Session;

/// The instruments with their questions, the built-in one first.
///
/// # Errors
/// What the database answers.
pub async fn instruments(session: &Session, _input: Nothing) -> Result<Vec<InstrumentRow>> {
    of_instruments(session.look()).await
}

/// As [`instruments`].
pub(in crate::cases) async fn of_instruments(on: &impl ConnectionTrait) -> Result<Vec<InstrumentRow>> {
    let rows = instrument::Entity::find()
        .order_by_desc(instrument::Column::BuiltIn)
        .order_by_asc(instrument::Column::Code)
        .order_by_asc(instrument::Column::Edition)
        .all(on)
        .await?;
    let items = instrument_item::Entity::find().order_by_asc(instrument_item::Column::No).all(on).await?;
    let with_items = |row: instrument::Model| InstrumentRow {
        items: items
            .iter()
            .filter(|item| item.instrument_id == row.id)
            .map(|item| Question {
                subscale: item.subscale.clone(),
                words: item.words.clone(),
                words_en: item.words_en.clone(),
                reverse: item.reverse,
            })
            .collect(),
        id: row.id,
        version: row.version,
        code: row.code,
        edition: row.edition,
        name: row.name,
        name_en: row.name_en,
        owner: row.owner,
        licence: row.licence,
        permission: row.permission,
        note: row.note,
        note_en: row.note_en,
        scale_min: row.scale_min,
        scale_max: row.scale_max,
        subscales: serde_json::from_str(&row.subscales).unwrap_or_default(),
        built_in: row.built_in,
        published_on: row.published_on,
        retired_on: row.retired_on,
    };
    Ok(rows.into_iter().map(with_items).collect())
}

/// The answers of a check-in of an opened case.
pub(super) fn answers_of(case: &OpenCase, row: &case_assessment::Model) -> Result<Vec<Option<i64>>> {
    case.open("assessment", row.id.0, row.revision, row.author_id, &row.words)
}

/// The scores of answers, with what they can be.
pub(super) fn scores(locale: Locale, instrument: &InstrumentRow, answers: &[Option<i64>]) -> Vec<ScoreRow> {
    let english = locale == Locale::En;
    let scored = instrument.subscales.iter().zip(instrument.scores(answers));
    scored
        .map(|(part, score)| {
            let items = instrument.items.iter().filter(|item| item.subscale == part.code).count();
            let items = i64::try_from(items).unwrap_or(0);
            ScoreRow {
                subscale: part.code.clone(),
                name: part.name_en.clone().filter(|_| english).unwrap_or_else(|| part.name.clone()),
                score,
                least: items * instrument.scale_min,
                most: items * instrument.scale_max,
            }
        })
        .collect()
}

/// The check-ins of a case, the oldest first, for who counsels in it.
///
/// # Errors
/// As [`open_case`].
pub async fn check_ins(session: &Session, input: CheckInsOf) -> Result<Vec<CheckInRow>> {
    let on = session.look();
    let case = open_case(session, on, input.case_id, None).await?;
    let instruments = of_instruments(on).await?;
    let english = session.locale == Locale::En;
    let rows = case_assessment::Entity::find()
        .filter(case_assessment::Column::CaseId.eq(input.case_id))
        .order_by_asc(case_assessment::Column::TakenOn)
        .order_by_asc(case_assessment::Column::Id)
        .all(on)
        .await?;
    let mut shown = Vec::new();
    for row in &rows {
        let Some(instrument) = instruments.iter().find(|known| known.id == row.instrument_id) else { continue };
        let answers = answers_of(&case, row)?;
        let own = |ja: &Option<String>, en: &Option<String>| en.clone().filter(|_| english).or_else(|| ja.clone());
        shown.push(CheckInRow {
            id: row.id,
            version: row.version,
            instrument_id: row.instrument_id,
            instrument: own(&Some(instrument.name.clone()), &instrument.name_en).unwrap_or_default(),
            note: own(&instrument.note, &instrument.note_en),
            timing: row.timing,
            taken_on: row.taken_on,
            scores: scores(session.locale, instrument, &answers),
            answers,
            counted: row.counted,
            released: row.released_on.is_some(),
        });
    }
    Ok(shown)
}

/// A check-in as the figures know it: which case took it, when, and whether its pair is among them. Never an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cases) struct Taken {
    pub case: CaseId,
    pub instrument: InstrumentId,
    pub timing: Timing,
    pub on: NaiveDate,
    pub released: Option<NaiveDate>,
}

/// Check-ins before and after that members let be counted, up to a day.
pub(in crate::cases) async fn taken(on: &impl ConnectionTrait, to: NaiveDate) -> Result<Vec<Taken>> {
    let rows = case_assessment::Entity::find()
        .filter(case_assessment::Column::Counted.eq(true))
        .filter(case_assessment::Column::TakenOn.lte(to))
        .filter(case_assessment::Column::Timing.is_in([Timing::Pre, Timing::Post]))
        .order_by_asc(case_assessment::Column::TakenOn)
        .all(on)
        .await?;
    let known = |row: case_assessment::Model| Taken {
        case: row.case_id,
        instrument: row.instrument_id,
        timing: row.timing,
        on: row.taken_on,
        released: row.released_on,
    };
    Ok(rows.into_iter().map(known).collect())
}

/// The pairs of a time: instrument, part, score before, score after. Of nobody.
pub(in crate::cases) async fn pairs(
    on: &impl ConnectionTrait,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<(InstrumentId, String, i64, i64)>> {
    let rows = check_in_pair::Entity::find()
        .filter(check_in_pair::Column::Month.gte(from))
        .filter(check_in_pair::Column::Month.lte(to))
        .order_by_asc(check_in_pair::Column::Id)
        .all(on)
        .await?;
    Ok(rows.into_iter().map(|row| (row.instrument_id, row.subscale, row.score_before, row.score_after)).collect())
}
