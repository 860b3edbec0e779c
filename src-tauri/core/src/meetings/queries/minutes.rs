//! The minutes as kept, and as they would be drafted from what happened.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::super::entity::meeting_minutes;
use super::super::model::{
    AgendaRow, BallotDetail, BallotForm, BallotMethod, BallotOutcome, BallotStatus, MeetingNamed, Minutes, MinutesDraft,
};
use super::super::words;
use super::numbers::{MeetingNumbers, numbers};
use crate::dates::{wareki_long, western_long};
use crate::desk::{self, Settings};
use crate::error::{Error, Result};
use crate::ids::MeetingId;
use crate::labels::{Locale, sentence, word};
use crate::session::Session;

/// The minutes as kept; none before they were written.
///
/// # Errors
/// What the database answers.
pub async fn minutes(session: &Session, input: MeetingNamed) -> Result<Option<Minutes>> {
    let row = meeting_minutes::Entity::find()
        .filter(meeting_minutes::Column::MeetingId.eq(input.id))
        .one(session.look())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let signers = serde_json::from_str(&row.signers).map_err(|error| Error::Bug(error.to_string()))?;
    Ok(Some(Minutes { version: row.version, text: row.text, signers, approved_on: row.approved_on }))
}

/// What the minutes would say of what happened so far.
///
/// # Errors
/// [`Error::Missing`].
pub async fn draft_minutes(session: &Session, input: MeetingNamed) -> Result<MinutesDraft> {
    Ok(MinutesDraft { text: draft_of(session, input.id).await? })
}

/// The same as text. Minutes are Japanese: they are the union's record.
///
/// # Errors
/// [`Error::Missing`].
pub(in crate::meetings) async fn draft_of(session: &Session, id: MeetingId) -> Result<String> {
    let settings = desk::profile(session).await?;
    Ok(text(&settings, &numbers(&session.in_language(Locale::Ja), id).await?))
}

fn say(key: &str, about: &Value) -> String {
    sentence(Locale::Ja, &format!("meetings.minutes.{key}"), about)
}

fn label(key: &str) -> String {
    word(Locale::Ja, key).to_owned()
}

/// The time of day in Japan.
fn time(at: DateTime<Utc>) -> String {
    (at + TimeDelta::hours(9)).format("%-H:%M").to_string()
}

fn text(settings: &Settings, all: &MeetingNumbers) -> String {
    let detail = &all.detail;
    let meeting = &detail.meeting;
    let day = if settings.era_display { wareki_long(meeting.held_on) } else { western_long(meeting.held_on) };
    let nobody = || label("meetings.minutes.blank");
    let mut lines = vec![
        say("title", &json!({ "union": settings.name, "title": meeting.title })),
        String::new(),
        say("when", &json!({ "day": day, "time": meeting.starts })),
        say("where", &json!({ "place": meeting.place.clone().unwrap_or_else(nobody) })),
        say("chair", &json!({ "name": detail.chair.clone().unwrap_or_else(nobody) })),
        say("clerk", &json!({ "name": detail.clerk.clone().unwrap_or_else(nobody) })),
        String::new(),
        label("meetings.minutes.credentials"),
    ];
    if let (Some(rule), Some(sum)) = (&detail.rule, &detail.declared) {
        lines.push(say("quorum", &json!({ "rule": words::quorum(Locale::Ja, rule) })));
        lines.push(say("sum", &json!({ "formula": words::credentials(Locale::Ja, rule, sum) })));
        let about = json!({ "in_person": sum.in_person, "online": sum.online, "proxies": sum.proxies, "written": sum.written, "absent": sum.absent + sum.unknown, "left_out": sum.left_out });
        lines.push(say("figures", &about));
        let key = if sum.quorate { "declared" } else { "not_declared" };
        let at = detail.declared_at.map(time).unwrap_or_default();
        lines.push(say(key, &json!({ "time": at })));
    }
    lines.extend([String::new(), label("meetings.minutes.agenda")]);
    for item in &detail.agenda {
        lines.extend(of_item(item, all));
    }
    lines.push(String::new());
    if let Some(at) = detail.closed_at {
        lines.push(say("closed", &json!({ "time": time(at) })));
    }
    lines.push(label("meetings.minutes.end"));
    lines.join("\n")
}

fn of_item(item: &AgendaRow, all: &MeetingNumbers) -> Vec<String> {
    let kind = label(&item.kind.label_key());
    let mut lines = vec![say("item", &json!({ "no": item.no, "kind": kind, "title": item.title }))];
    lines.extend(item.text.as_ref().map(|text| say("proposal", &json!({ "text": text.replace('\n', "\n　　") }))));
    lines.extend(item.proposer.as_ref().map(|name| say("proposer", &json!({ "name": name }))));
    let ballots = all.ballots.iter().filter(|one| one.ballot.item_id == item.id);
    for ballot in ballots.filter(|one| one.ballot.status == BallotStatus::Certified) {
        lines.extend(of_ballot(ballot));
    }
    let result = item.result_words.clone().unwrap_or_else(|| label("meetings.minutes.open"));
    lines.push(say("result", &json!({ "result": result })));
    lines.extend(item.result_note.as_ref().map(|note| say("note", &json!({ "note": note }))));
    lines
}

fn of_ballot(one: &BallotDetail) -> Vec<String> {
    let row = &one.ballot;
    let method = label(&row.method.label_key());
    let mut lines = Vec::new();
    let round = if row.round > 1 { say("round", &json!({ "round": row.round })) } else { String::new() };
    if row.outcome == Some(BallotOutcome::Uncontested) {
        lines.push(say("uncontested", &json!({ "round": round })));
    } else if let Some(count) = &one.count {
        let about = json!({
            "method": method, "round": round, "entitled": row.entitled.unwrap_or(0), "issued": row.issued,
            "cast": count.cast, "valid": count.valid(row.form), "blank": count.blank, "invalid": count.invalid,
        });
        let secret = row.method == BallotMethod::DirectSecret;
        let key = match (secret, count.told_as_one(row.form)) {
            (true, true) => "ballot",
            (false, true) => "ballot_open",
            (true, false) => "ballot_each",
            (false, false) => "ballot_open_each",
        };
        lines.push(say(key, &about));
    }
    for candidate in &one.candidates {
        let votes = candidate.votes.map(|votes| words::votes(Locale::Ja, row.form, &votes)).unwrap_or_default();
        let elected = match (row.form, candidate.elected, row.outcome) {
            (BallotForm::Confidence, _, Some(BallotOutcome::Uncontested)) | (BallotForm::Election, true, _) => {
                label("meetings.minutes.elected")
            }
            (BallotForm::Confidence, true, _) => label("meetings.result.confirmed"),
            (BallotForm::Confidence, false, _) => label("meetings.result.not_confirmed"),
            _ => String::new(),
        };
        lines.push(say(
            "candidate",
            &json!({ "no": candidate.no, "name": candidate.name, "votes": votes, "elected": elected }),
        ));
    }
    if row.form == BallotForm::Question || one.candidates.is_empty() || row.outcome.is_some() {
        lines.extend(row.formula.as_ref().map(|formula| say("sum", &json!({ "formula": formula }))));
    }
    if !one.witnesses.is_empty() {
        lines.push(say("certified", &json!({ "names": one.witnesses.join("、") })));
    }
    lines
}
