//! Instruments are prepared and published; check-ins are written down and, as pairs among others, join the figures.

use chrono::{Datelike, NaiveDate};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::super::keys::{OpenCase, open_case};
use super::super::model::{CaseConsentScope, ConsentState, check_taken};
use super::super::queries::{consent_of, consented};
use super::entity::{case_assessment, check_in_pair, instrument, instrument_item};
use super::model::{
    CheckInNamed, CheckInRecorded, InstrumentNamed, InstrumentRow, RecordCheckIn, SaveInstrument, TOGETHER, Timing,
    before_of, check_publication,
};
use super::queries::{answers_of, of_instruments, scores};
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::{AssessmentId, CaseId, InstrumentId, InstrumentItemId};
use crate::ops::Change;
use crate::session::Session;
use crate::vault;

/// The built-in instrument.
const BUILT_IN: &str = "own_six";

/// Prepare an instrument, or the next edition of one. Nothing of it is asked before it is published.
///
/// # Errors
/// As [`SaveInstrument::checked`]; `instrument_published` for one that is asked already, [`Error::Changed`], [`Error::Missing`].
pub async fn save_instrument(session: &Session, input: SaveInstrument) -> Result<InstrumentId> {
    let (id, version) = (input.id, input.version);
    let input = input.checked()?;
    let mut change = session.change("cases", "save_instrument").await?;
    let subscales = serde_json::to_string(&input.subscales).map_err(|error| Error::Bug(error.to_string()))?;
    let fill = |row: &mut instrument::ActiveModel| {
        row.name = Set(input.name.clone());
        row.name_en = Set(input.name_en.clone());
        row.owner = Set(input.owner.clone());
        row.licence = Set(input.licence.clone());
        row.permission = Set(input.permission.clone());
        row.note = Set(input.note.clone());
        row.note_en = Set(input.note_en.clone());
        row.scale_min = Set(input.scale_min);
        row.scale_max = Set(input.scale_max);
        row.subscales = Set(subscales);
    };
    let id = match id {
        None => {
            let last = instrument::Entity::find()
                .filter(instrument::Column::Code.eq(&input.code))
                .order_by_desc(instrument::Column::Edition)
                .one(change.on())
                .await?;
            if last.as_ref().is_some_and(|last| last.published_on.is_none()) {
                return Err(Error::invalid("code", "instrument_in_preparation"));
            }
            let id = InstrumentId::new();
            let mut row = instrument::ActiveModel {
                id: Set(id),
                code: Set(input.code.clone()),
                edition: Set(last.map_or(1, |last| last.edition + 1)),
                built_in: Set(false),
                published_on: Set(None),
                retired_on: Set(None),
                ..Default::default()
            };
            fill(&mut row);
            change.insert::<instrument::Entity>(row).await?;
            id
        }
        Some(id) => {
            let row = of_id(change.on(), id, version).await?;
            if row.published_on.is_some() {
                return Err(Error::refused("instrument_published", json!({ "name": row.name })));
            }
            change.update::<instrument::Entity>(&row, fill).await?;
            for item in instrument_item::Entity::find()
                .filter(instrument_item::Column::InstrumentId.eq(id))
                .all(change.on())
                .await?
            {
                change.remove::<instrument_item::Entity>(&item).await?;
            }
            id
        }
    };
    let items = (1..).zip(&input.items).map(|(no, item)| instrument_item::ActiveModel {
        id: Set(InstrumentItemId::new()),
        instrument_id: Set(id),
        no: Set(no),
        subscale: Set(item.subscale.clone()),
        words: Set(item.words.clone()),
        words_en: Set(item.words_en.clone()),
        reverse: Set(item.reverse),
        ..Default::default()
    });
    change.insert_many::<instrument_item::Entity>(items.collect()).await?;
    change.about_record("instrument", id.0);
    change.done(json!({ "name": input.name })).await?;
    Ok(id)
}

async fn of_id(on: &impl ConnectionTrait, id: InstrumentId, version: i64) -> Result<instrument::Model> {
    let row = instrument::Entity::find_by_id(id).one(on).await?.ok_or(Error::Missing { what: "instrument" })?;
    if row.version == version { Ok(row) } else { Err(Error::Changed) }
}

/// Publish an instrument: it is asked from today on and stays as it is.
///
/// # Errors
/// `instrument_unlicensed` without owner, licence and evidence of the permission; `instrument_published`; [`Error::Changed`].
pub async fn publish_instrument(session: &Session, input: InstrumentNamed) -> Result<Nothing> {
    let mut change = session.change("cases", "publish_instrument").await?;
    let row = of_id(change.on(), input.id, input.version).await?;
    if row.published_on.is_some() {
        return Err(Error::refused("instrument_published", json!({ "name": row.name })));
    }
    check_publication(&row.owner, &row.licence, row.permission.as_deref())?;
    let today = session.today();
    change.update::<instrument::Entity>(&row, |active| active.published_on = Set(Some(today))).await?;
    change.done(json!({ "name": row.name })).await?;
    Ok(Nothing::default())
}

/// Ask an instrument no more. What was answered stays.
///
/// # Errors
/// `instrument_not_asked` for one that is not published or was retired; [`Error::Changed`].
pub async fn retire_instrument(session: &Session, input: InstrumentNamed) -> Result<Nothing> {
    let mut change = session.change("cases", "retire_instrument").await?;
    let row = of_id(change.on(), input.id, input.version).await?;
    if row.published_on.is_none() || row.retired_on.is_some() {
        return Err(Error::refused("instrument_not_asked", json!({ "name": row.name })));
    }
    let today = session.today();
    change.update::<instrument::Entity>(&row, |active| active.retired_on = Set(Some(today))).await?;
    change.done(json!({ "name": row.name })).await?;
    Ok(Nothing::default())
}

/// Write down a check-in of a case. When it completes a pair and enough others wait, they join the figures together.
///
/// # Errors
/// As [`open_case`]; `C-03` before the consent, `case_over`; `instrument_not_asked`; as [`InstrumentRow::check`];
/// `case_day_future` and `case_day_before` at `taken_on`.
pub async fn record_check_in(session: &Session, input: RecordCheckIn) -> Result<CheckInRecorded> {
    let taken_on = input.taken_on.unwrap_or_else(|| session.today());
    if taken_on > session.today() {
        return Err(Error::invalid("taken_on", "case_day_future"));
    }
    let mut change = session.change("cases", "record_check_in").await?;
    change.is_final();
    let case = open_case(session, change.on(), input.case_id, None).await?;
    case.row.status.may_note(consented(change.on(), input.case_id, CaseConsentScope::Record).await?)?;
    check_taken(taken_on, case.row.opened_on)?;
    let instrument = asked(change.on(), input.instrument_id, taken_on).await?;
    instrument.check(&input.answers)?;
    let counted = match input.in_figures {
        Some(said) => said,
        None => consented(change.on(), input.case_id, CaseConsentScope::Stats).await?,
    };
    let earlier = whole(&case, of_case(change.on(), input.case_id, instrument.id).await?)?;
    let why_not =
        if counted { why_not(&earlier, input.timing, taken_on, is_whole(&input.answers)) } else { Some("no_consent") };
    let (id, author) = (AssessmentId::new(), session.officer());
    let row = case_assessment::ActiveModel {
        id: Set(id),
        case_id: Set(input.case_id),
        instrument_id: Set(instrument.id),
        timing: Set(input.timing),
        taken_on: Set(taken_on),
        counted: Set(counted),
        released_on: Set(None),
        words: Set(case.seal("assessment", id.0, 1, author, &input.answers)?),
        revision: Set(1),
        author_id: Set(author),
        ..Default::default()
    };
    change.insert::<case_assessment::Entity>(row).await?;
    let joined =
        input.timing == Timing::Post && why_not.is_none() && release(session, &mut change, &instrument).await?;
    let waits = input.timing == Timing::Post && why_not.is_none() && !joined;
    change.about_record("counsel_case", input.case_id.0);
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(CheckInRecorded {
        id,
        scores: scores(session.locale, &instrument, &input.answers),
        counted,
        why_not: why_not.or(waits.then_some("waiting")).map(str::to_owned),
    })
}

/// Every question was answered. A pair is whole or none, so that all parts tell of the same members: the few who left one question out
/// would be told by the difference of two parts.
fn is_whole(answers: &[Option<i64>]) -> bool {
    answers.iter().all(Option::is_some)
}

/// The check-ins that can make a pair, or made one: not those with a question left out.
fn whole(case: &OpenCase, rows: Vec<case_assessment::Model>) -> Result<Vec<case_assessment::Model>> {
    let mut kept = Vec::with_capacity(rows.len());
    for row in rows {
        if row.released_on.is_some() || is_whole(&answers_of(case, &row)?) {
            kept.push(row);
        }
    }
    Ok(kept)
}

/// Why a check-in that may be counted makes no pair for the figures, beside those that can.
fn why_not(
    earlier: &[case_assessment::Model],
    timing: Timing,
    taken_on: NaiveDate,
    is_whole: bool,
) -> Option<&'static str> {
    if timing == Timing::FollowUp {
        return None;
    }
    if !is_whole {
        return Some("blank");
    }
    if timing == Timing::Pre {
        return None;
    }
    let made_one = |row: &case_assessment::Model| {
        row.released_on.is_some()
            || row.timing == Timing::Post && row.counted && before_of(&pres(earlier), row.taken_on).is_ok()
    };
    if earlier.iter().any(made_one) {
        return Some("paired_before");
    }
    before_of(&pres(earlier), taken_on).err()
}

fn pres(rows: &[case_assessment::Model]) -> Vec<(AssessmentId, NaiveDate)> {
    let pres = rows.iter().filter(|row| row.timing == Timing::Pre && row.counted);
    pres.map(|row| (row.id, row.taken_on)).collect()
}

/// The instrument that is asked: the one named, or the built-in one.
async fn asked(on: &impl ConnectionTrait, id: Option<InstrumentId>, day: NaiveDate) -> Result<InstrumentRow> {
    let all = of_instruments(on).await?;
    let found = match id {
        Some(id) => all.into_iter().find(|row| row.id == id),
        None => all.into_iter().filter(|row| row.code == BUILT_IN).max_by_key(|row| row.edition),
    };
    let found = found.ok_or(Error::Missing { what: "instrument" })?;
    if found.is_asked(day) {
        Ok(found)
    } else {
        Err(Error::refused("instrument_not_asked", json!({ "name": found.name })))
    }
}

/// Let the pairs that wait join the figures, when there are enough of them that none can be told apart (0047). Only the own
/// cases: of others the officer at the desk has no key.
async fn release(session: &Session, change: &mut Change<'_>, instrument: &InstrumentRow) -> Result<bool> {
    let waiting = case_assessment::Entity::find()
        .filter(case_assessment::Column::InstrumentId.eq(instrument.id))
        .filter(case_assessment::Column::Timing.eq(Timing::Post))
        .filter(case_assessment::Column::Counted.eq(true))
        .filter(case_assessment::Column::ReleasedOn.is_null())
        .order_by_asc(case_assessment::Column::TakenOn)
        .all(change.on())
        .await?;
    let mut ready: Vec<(OpenCase, case_assessment::Model, case_assessment::Model)> = Vec::new();
    for post in waiting {
        // Who takes the consent to be counted back before the pair joins is not counted (F-02).
        if consent_of(change.on(), post.case_id, CaseConsentScope::Stats).await? == ConsentState::Refused {
            continue;
        }
        // Only who has the key of a case can read it.
        let case = match open_case(session, change.on(), post.case_id, None).await {
            Ok(case) => case,
            Err(Error::Missing { .. } | Error::Refused { .. }) => continue,
            Err(error) => return Err(error),
        };
        let rows = whole(&case, of_case(change.on(), post.case_id, post.instrument_id).await?)?;
        // A case counts once.
        let counted = rows.iter().any(|row| row.released_on.is_some())
            || ready.iter().any(|(other, ..)| other.row.id == post.case_id);
        if counted || rows.iter().all(|row| row.id != post.id) {
            continue;
        }
        let pre = before_of(&pres(&rows), post.taken_on).ok();
        if let Some(pre) = rows.into_iter().find(|row| Some(row.id) == pre) {
            ready.push((case, pre, post));
        }
    }
    if ready.len() < TOGETHER {
        return Ok(false);
    }
    let month = session.today().with_day(1).unwrap_or_else(|| session.today());
    let mut rows: Vec<(Uuid, check_in_pair::ActiveModel)> = Vec::new();
    for (case, pre, post) in &ready {
        let before = instrument.scores(&answers_of(case, pre)?);
        let after = instrument.scores(&answers_of(case, post)?);
        for ((part, before), after) in instrument.subscales.iter().zip(before).zip(after) {
            let (Some(before), Some(after)) = (before, after) else { continue };
            let id = random_id()?;
            rows.push((
                id,
                check_in_pair::ActiveModel {
                    id: Set(id),
                    instrument_id: Set(instrument.id),
                    subscale: Set(part.code.clone()),
                    month: Set(month),
                    score_before: Set(before),
                    score_after: Set(after),
                },
            ));
        }
    }
    // In the order of random numbers: neither case nor part of the same case can be told from where a row lies.
    rows.sort_by_key(|(id, _)| *id);
    if !rows.is_empty() {
        check_in_pair::Entity::insert_many(rows.into_iter().map(|(_, row)| row))
            .exec_without_returning(change.on())
            .await?;
    }
    let today = session.today();
    for (_, _, post) in &ready {
        change.update::<case_assessment::Entity>(post, |row| row.released_on = Set(Some(today))).await?;
    }
    Ok(true)
}

/// An id that tells no time.
pub(in crate::cases) fn random_id() -> Result<Uuid> {
    let mut bytes = [0; 16];
    vault::fill(&mut bytes)?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

async fn of_case(
    on: &impl ConnectionTrait,
    case: CaseId,
    instrument: InstrumentId,
) -> Result<Vec<case_assessment::Model>> {
    Ok(case_assessment::Entity::find()
        .filter(case_assessment::Column::CaseId.eq(case))
        .filter(case_assessment::Column::InstrumentId.eq(instrument))
        .all(on)
        .await?)
}

/// Take a check-in away that was written down by mistake, while its pair has not joined the figures.
///
/// # Errors
/// As [`open_case`]; `check_in_released`; [`Error::Changed`].
pub async fn remove_check_in(session: &Session, input: CheckInNamed) -> Result<Nothing> {
    let mut change = session.change("cases", "remove_check_in").await?;
    change.is_final();
    let row = case_assessment::Entity::find_by_id(input.id).one(change.on()).await?;
    let row = row.ok_or(Error::Missing { what: "check_in" })?;
    let case = open_case(session, change.on(), row.case_id, None).await?;
    if row.version != input.version {
        return Err(Error::Changed);
    }
    let rows = of_case(change.on(), row.case_id, row.instrument_id).await?;
    let in_pair = row.timing == Timing::Pre && rows.iter().any(|other| other.released_on.is_some());
    if row.released_on.is_some() || in_pair {
        return Err(Error::refused("check_in_released", json!({})));
    }
    change.destroy::<case_assessment::Entity>(&row).await?;
    change.about_record("counsel_case", row.case_id.0);
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(Nothing::default())
}
