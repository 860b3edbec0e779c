//! 議案書, 大会資格審査・成立報告 (R06), 投票結果報告 (R07), and the page of the pack.

use serde_json::json;

use super::actions::Asked;
use super::model::Report;
use super::pages::{agenda, meetings as pages};
use crate::error::{Error, Result};
use crate::excel::page::Page;
use crate::meetings::{self, AttendeeFilter, BallotStatus};
use crate::rights::Right;
use crate::session::Session;

/// The pages of one of the reports about a meeting.
///
/// # Errors
/// `required` at `meeting`; `agenda_empty`, `meeting_not_convened`, `no_ballot_certified`.
pub(super) async fn pages(session: &Session, asked: &Asked) -> Result<Vec<Page>> {
    let id = asked.meeting.ok_or_else(|| Error::invalid("meeting", "required"))?;
    let session = session.in_language(asked.words.locale());
    let numbers = meetings::numbers(&session, id).await?;
    let about = || json!({ "title": numbers.detail.meeting.title });
    if asked.report == Report::Agenda {
        if numbers.detail.agenda.is_empty() {
            return Err(Error::refused("agenda_empty", about()));
        }
        return Ok(agenda::proposals(&asked.words, &asked.settings, &numbers.detail));
    }
    if asked.report == Report::R07 {
        let certified: Vec<_> =
            numbers.ballots.iter().filter(|one| one.ballot.status == BallotStatus::Certified).collect();
        if certified.is_empty() {
            return Err(Error::refused("no_ballot_certified", about()));
        }
        let results = certified.iter().zip(1..).map(|(one, n)| pages::result(&asked.words, &numbers, one, n));
        return Ok(results.chain(pages::withdrawn(&asked.words, &numbers)).collect());
    }
    let Some(board) = &numbers.board else { return Err(Error::refused("meeting_not_convened", about())) };
    let all = AttendeeFilter {
        meeting_id: id,
        find: None,
        mode: None,
        unknown: false,
        left_out: false,
        limit: Some(u32::MAX),
    };
    let people = meetings::attendees(&session, all).await?;
    Ok(vec![pages::credentials(&asked.words, &numbers, board), pages::roll(&asked.words, &numbers, board, &people)])
}

/// 会議の成立と議決 in the pack: of the period, for those who may see what meetings decided.
///
/// # Errors
/// What the database answers.
pub(super) async fn pack_page(session: &Session, asked: &Asked) -> Result<Option<Page>> {
    if !session.can(Right::SeeMeetings) {
        return Ok(None);
    }
    let session = session.in_language(asked.words.locale());
    let held = meetings::held(&session, asked.days.from, asked.days.as_of).await?;
    Ok((!held.is_empty()).then(|| pages::decided(&asked.words, &asked.days, &held)))
}
