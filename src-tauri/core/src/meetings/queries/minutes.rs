//! The minutes as kept, and as they would be drafted from what happened.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::super::entity::meeting_minutes;
use super::super::model::{
    AgendaRow, BallotDetail, BallotForm, BallotMethod, BallotOutcome, BallotStatus, MeetingNamed, MeetingRule,
    MeetingStatus, Minutes, MinutesDraft,
};
use super::super::words;
use super::numbers::{MeetingNumbers, numbers};
use super::people::places;
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

/// The same as text, in the language of the desk.
///
/// # Errors
/// [`Error::Missing`].
pub(in crate::meetings) async fn draft_of(session: &Session, id: MeetingId) -> Result<String> {
    let settings = desk::profile(session).await?;
    let (all, places) = (numbers(session, id).await?, places(session.look(), id).await?);
    Ok(Draft { settings: &settings, locale: session.locale, all: &all, places: &places }.text())
}

/// The title of minutes.
pub(in crate::meetings) fn title_of(locale: Locale, settings: &Settings, heading: &str) -> String {
    sentence(locale, "meetings.minutes.title", &json!({ "union": settings.name, "title": heading }))
}

/// The headings of minutes beside the items.
pub(in crate::meetings) const HEADINGS: [&str; 3] =
    ["meetings.minutes.credentials", "meetings.minutes.agenda", "meetings.minutes.breaks"];

/// The line that heads an item.
pub(in crate::meetings) fn item_heading(locale: Locale, item: &AgendaRow) -> String {
    let kind = item.kind.label_key();
    let about = json!({ "number": item.number, "kind": word(locale, &kind), "title": item.title });
    sentence(locale, "meetings.minutes.item", &about)
}

/// What is told, and in which language.
struct Draft<'n> {
    settings: &'n Settings,
    locale: Locale,
    all: &'n MeetingNumbers,
    /// Delegates and those who took their places.
    places: &'n [(String, String)],
}

impl Draft<'_> {
    fn say(&self, key: &str, about: &Value) -> String {
        sentence(self.locale, &format!("meetings.minutes.{key}"), about)
    }

    fn label(&self, key: &str) -> String {
        word(self.locale, key).to_owned()
    }

    /// The time of day in Japan; of another day than the meeting's with that day, as of a congress of two days.
    fn time(&self, at: DateTime<Utc>) -> String {
        let there = at + TimeDelta::hours(9);
        let time = there.format("%-H:%M").to_string();
        if there.date_naive() == self.all.detail.meeting.held_on {
            return time;
        }
        let day = self.settings.day(self.locale, there.date_naive());
        sentence(self.locale, "report.meetings.moment", &json!({ "day": day, "time": time }))
    }

    fn text(&self) -> String {
        let detail = &self.all.detail;
        let meeting = &detail.meeting;
        let day = self.settings.day(self.locale, meeting.held_on);
        let nobody = || self.label("meetings.minutes.blank");
        let mut lines = vec![
            title_of(self.locale, self.settings, &meeting.heading),
            String::new(),
            self.say("when", &json!({ "day": day, "time": meeting.starts })),
            self.say("where", &json!({ "place": meeting.place.clone().unwrap_or_else(nobody) })),
            self.say("chair", &json!({ "name": detail.chair.clone().unwrap_or_else(nobody) })),
            self.say("clerk", &json!({ "name": detail.clerk.clone().unwrap_or_else(nobody) })),
        ];
        if meeting.status == MeetingStatus::Cancelled {
            lines.push(self.say("cancelled", &json!({ "reason": detail.reason.clone().unwrap_or_else(nobody) })));
        }
        if let (Some(rule), Some(sum)) = (&detail.rule, &detail.declared) {
            lines.extend([String::new(), self.label("meetings.minutes.credentials")]);
            lines.push(self.say("quorum", &json!({ "rule": words::quorum(self.locale, rule) })));
            lines.push(self.say("sum", &json!({ "formula": words::credentials(self.locale, rule, sum) })));
            let about = json!({ "in_person": sum.in_person, "online": sum.online, "proxies": sum.proxies, "written": sum.written, "absent": sum.absent + sum.unknown, "left_out": sum.left_out });
            lines.push(self.say("figures", &about));
            lines.extend(self.of_places(rule));
            let key = if sum.quorate { "declared" } else { "not_declared" };
            let at = detail.declared_at.map(|at| self.time(at)).unwrap_or_default();
            lines.push(self.say(key, &json!({ "time": at })));
        }
        if !detail.agenda.is_empty() {
            lines.extend([String::new(), self.label("meetings.minutes.agenda")]);
        }
        for item in &detail.agenda {
            lines.extend(self.of_item(item));
        }
        lines.extend(self.of_breaks());
        lines.push(String::new());
        if let Some(at) = detail.closed_at {
            lines.push(self.say("closed", &json!({ "time": self.time(at) })));
        }
        lines.push(self.label("meetings.minutes.end"));
        lines.join("\n")
    }

    /// 補欠・代理の代議員: who took whose place, with the article.
    fn of_places(&self, rule: &MeetingRule) -> Option<String> {
        let article = rule.substitute_article.as_ref().filter(|_| !self.places.is_empty())?;
        let told = self.places.iter().map(|(delegate, substitute)| {
            self.say("substitute", &json!({ "delegate": delegate, "substitute": substitute }))
        });
        let told: Vec<String> = told.collect();
        let names = told.join(&self.label("ui.list.and"));
        Some(self.say("substitutes", &json!({ "article": article, "names": names })))
    }

    /// 休会・再開: with their times, and the quorum when the meeting went on.
    fn of_breaks(&self) -> Vec<String> {
        let breaks = &self.all.detail.breaks;
        if breaks.is_empty() {
            return Vec::new();
        }
        let mut lines = vec![String::new(), self.label("meetings.minutes.breaks")];
        for one in breaks {
            lines.push(self.say("adjourned", &json!({ "time": self.time(one.began_at), "reason": one.reason })));
            lines.extend(one.ended_at.map(|at| self.say("resumed", &json!({ "time": self.time(at) }))));
            lines.extend(one.formula.as_ref().map(|formula| self.say("sum", &json!({ "formula": formula }))));
        }
        lines
    }

    fn of_item(&self, item: &AgendaRow) -> Vec<String> {
        let mut lines = vec![item_heading(self.locale, item)];
        lines
            .extend(item.added_on.map(|day| self.say("added", &json!({ "day": self.settings.day(self.locale, day) }))));
        let discussed = item.unannounced.as_ref().filter(|_| item.withdrawn.is_none());
        lines.extend(discussed.map(|article| self.say("discussed", &json!({ "article": article }))));
        lines.extend(
            item.text.as_ref().map(|text| self.say("proposal", &json!({ "text": text.replace('\n', "\n　　") }))),
        );
        lines.extend(item.proposer.as_ref().map(|name| self.say("proposer", &json!({ "name": name }))));
        let ballots = self.all.ballots.iter().filter(|one| one.ballot.item_id == item.id);
        for ballot in ballots.filter(|one| one.ballot.status == BallotStatus::Certified) {
            lines.extend(self.of_ballot(ballot));
        }
        let result = item.result_words.clone().unwrap_or_else(|| self.label("meetings.minutes.open"));
        lines.push(self.say("result", &json!({ "result": result })));
        lines.extend(item.withdrawn.as_ref().map(|reason| self.say("withdrawn", &json!({ "reason": reason }))));
        lines.extend(item.result_note.as_ref().map(|note| self.say("note", &json!({ "note": note }))));
        lines
    }

    fn of_ballot(&self, one: &BallotDetail) -> Vec<String> {
        let row = &one.ballot;
        let method = self.label(&row.method.label_key());
        let mut lines = Vec::new();
        let round = if row.round > 1 { self.say("round", &json!({ "round": row.round })) } else { String::new() };
        if row.outcome == Some(BallotOutcome::Uncontested) {
            lines.push(self.say("uncontested", &json!({ "round": round })));
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
            lines.push(self.say(key, &about));
        }
        lines.extend(one.seating.as_ref().map(|seats| self.say("seats", &json!({ "seats": seats }))));
        for candidate in &one.candidates {
            let votes = candidate.votes.map(|votes| words::votes(self.locale, row.form, &votes)).unwrap_or_default();
            let elected = match (row.form, candidate.elected, row.outcome) {
                (BallotForm::Election, true, _) if candidate.by_lot => self.label("meetings.result.by_lot"),
                (BallotForm::Confidence, _, Some(BallotOutcome::Uncontested)) | (BallotForm::Election, true, _) => {
                    self.label("meetings.minutes.elected")
                }
                (BallotForm::Confidence, true, _) => self.label("meetings.result.confirmed"),
                (BallotForm::Confidence, false, _) => self.label("meetings.result.not_confirmed"),
                _ => String::new(),
            };
            let about = json!({ "no": candidate.no, "name": candidate.name, "votes": votes, "elected": elected });
            lines.push(self.say("candidate", &about).trim_end().to_owned());
        }
        if row.form == BallotForm::Question || one.candidates.is_empty() || row.outcome.is_some() {
            lines.extend(row.formula.as_ref().map(|formula| self.say("sum", &json!({ "formula": formula }))));
        }
        lines.extend(
            one.lot.as_ref().map(|lot| self.say("lot", &json!({ "time": self.time(lot.drawn_at), "told": lot.told }))),
        );
        if !one.witnesses.is_empty() {
            lines.push(self.say("certified", &json!({ "names": one.witnesses.join(&self.label("ui.list.and")) })));
        }
        lines
    }
}
