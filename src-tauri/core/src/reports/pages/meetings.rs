//! The pages about meetings: figures with their sum and the article of the rules, results, and the roll.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use crate::desk::Words;
use crate::excel::cell::{Cell, Kind};
use crate::excel::page::{Block, Chart, ChartKind, Page, Row, Series, Table};
use crate::meetings::{
    AgendaRow, AttendanceMode, AttendeeRow, BallotCandidate, BallotDetail, BallotForm, BallotMethod, BallotOutcome,
    BallotStatus, Credentials, MeetingBoard, MeetingDetail, MeetingNumbers, MeetingStatus,
};
use crate::reports::figures::days::Days;

fn scope(words: &Words, numbers: &MeetingNumbers) -> String {
    let row = &numbers.detail.meeting;
    let base = row.base_on.map(|day| words.day(day)).unwrap_or_default();
    let about = json!({ "title": row.heading, "day": words.day(row.held_on), "base": base });
    words.say("report.meetings.scope", &about)
}

/// A moment in Japan.
fn moment(words: &Words, at: DateTime<Utc>) -> String {
    let there = at + TimeDelta::hours(9);
    let about = json!({ "day": words.day(there.date_naive()), "time": there.format("%-H:%M").to_string() });
    words.say("report.meetings.moment", &about)
}

/// Until when attendance is told: a meeting that is over changes no more.
fn until(numbers: &MeetingNumbers, board: &MeetingBoard) -> DateTime<Utc> {
    let ended = numbers.detail.meeting.status == MeetingStatus::NotQuorate;
    numbers.detail.closed_at.or(board.declared_at.filter(|_| ended)).unwrap_or(board.at)
}

/// The figures of the credentials, one a row.
fn figures(words: &Words, sum: &Credentials) -> Table {
    let line =
        |key: &str, cell: Cell| Row::body(vec![Cell::text(words.word(&format!("report.meetings.row.{key}"))), cell]);
    let mut rows = vec![
        line("base", sum.base.into()),
        line("left_out", sum.left_out.into()),
        line("in_person", sum.in_person.into()),
        line("online", sum.online.into()),
    ];
    if sum.substitutes > 0 {
        rows.push(line("substitutes", sum.substitutes.into()));
    }
    rows.extend([
        line("proxies", sum.proxies.into()),
        line("proxies_counted", sum.proxies_counted.into()),
        line("holder_away", sum.holder_away.into()),
        line("proxies_void", sum.proxies_void.into()),
        line("written", sum.written.into()),
        line("written_counted", sum.written_counted.into()),
        line("absent", (sum.absent + sum.unknown).into()),
        line("needed", sum.needed.map_or(Cell::Empty, Cell::from)),
    ]);
    let total = vec![Cell::text(words.word("report.meetings.row.counted")), sum.counted.into()];
    rows.push(Row::total(total));
    Table {
        heads: vec![
            words.wide("report.meetings.figure", Kind::Text, 40),
            words.wide("report.meetings.people", Kind::Number, 14),
        ],
        rows,
    }
}

/// R06: the sum. What was declared stays what was declared, in sum and by unit; what changed afterwards stands apart, with its
/// moment (G-03).
#[must_use]
pub fn credentials(words: &Words, numbers: &MeetingNumbers, board: &MeetingBoard) -> Page {
    let sum = numbers.detail.declared.as_ref().unwrap_or(&board.credentials);
    let formula = match &numbers.detail.rule {
        Some(rule) => crate::meetings::credentials_in_words(words.locale(), rule, sum),
        None => String::new(),
    };
    let verdict = if sum.quorate { "meetings.words.quorate" } else { "meetings.words.not_quorate" };
    let mut paragraphs = vec![words.say("report.meetings.quorum", &json!({ "rule": board.quorum }))];
    // Of a meeting that will not be held there is nothing to judge.
    let cancelled = numbers.detail.meeting.status == MeetingStatus::Cancelled;
    if !cancelled {
        paragraphs.extend([
            words.say("report.meetings.formula", &json!({ "formula": formula })),
            words.say("report.meetings.verdict", &json!({ "verdict": words.word(verdict) })),
        ]);
    }
    paragraphs.extend(changed(words, &numbers.detail));
    let now = moment(words, until(numbers, board));
    match (numbers.detail.declared, board.declared_at) {
        _ if cancelled => {}
        (Some(declared), Some(at)) => {
            paragraphs.insert(1, words.say("report.meetings.declared", &json!({ "moment": moment(words, at) })));
            if let Some(rule) = numbers.detail.rule.as_ref().filter(|_| declared != board.credentials) {
                let formula = crate::meetings::credentials_in_words(words.locale(), rule, &board.credentials);
                paragraphs.push(words.say("report.meetings.since", &json!({ "moment": now, "formula": formula })));
            }
        }
        _ => paragraphs.push(words.word("report.meetings.not_declared")),
    }
    paragraphs.extend(breaks(words, numbers));
    let (by_unit, heading) = if board.declared_units.is_empty() {
        (&board.units, words.say("report.meetings.by_unit_at", &json!({ "moment": now })))
    } else {
        (&board.declared_units, words.word("report.meetings.by_unit_declared"))
    };
    let units = Table {
        heads: vec![
            words.wide("meetings.column.unit", Kind::Text, 34),
            words.head("report.meetings.row.base", Kind::Number),
            words.head("report.meetings.there", Kind::Number),
            words.head("report.meetings.represented", Kind::Number),
            words.head("report.meetings.rate", Kind::Rate),
        ],
        rows: by_unit
            .iter()
            .map(|row| {
                Row::body(vec![
                    Cell::text(row.unit.clone().unwrap_or_else(|| words.word("report.meetings.no_unit"))),
                    row.base.into(),
                    row.there.into(),
                    row.represented.into(),
                    Cell::rate(row.there + row.represented, row.base),
                ])
            })
            .collect(),
    };
    Page {
        name: words.word("report.meetings.page.credentials"),
        title: words.word("report.r06"),
        scope: scope(words, numbers),
        landscape: false,
        blocks: vec![
            Block::Text { paragraphs },
            Block::Table(figures(words, sum)),
            Block::Heading { text: heading },
            Block::Table(units),
        ],
        notes: vec![words.word("report.meetings.note.frozen"), words.word("report.meetings.note.once")],
    }
}

/// 中止・変更: what a paper of a meeting says first.
pub(super) fn changed(words: &Words, detail: &MeetingDetail) -> Vec<String> {
    let row = &detail.meeting;
    let mut told = Vec::new();
    if row.status == MeetingStatus::Cancelled {
        told.push(words.say("report.meetings.cancelled", &json!({ "reason": detail.reason })));
    }
    let moved = crate::meetings::moved_in_words(words.locale(), row, |day| words.day(day));
    told.extend(moved.into_iter().flat_map(|moved| moved.before));
    told
}

/// 休会・再開: with their moments, and the quorum when the meeting went on.
fn breaks(words: &Words, numbers: &MeetingNumbers) -> Vec<String> {
    let told = numbers.detail.breaks.iter().map(|one| {
        let about = json!({
            "from": moment(words, one.began_at),
            "to": one.ended_at.map(|at| moment(words, at)).unwrap_or_default(),
            "reason": one.reason,
            "formula": one.formula,
        });
        let key = if one.ended_at.is_some() { "report.meetings.break" } else { "report.meetings.break_lasts" };
        words.say(key, &about)
    });
    told.collect()
}

/// R06: everyone entitled, and how they took part by now or by the end; who was received after the declaration is marked.
#[must_use]
pub fn roll(words: &Words, numbers: &MeetingNumbers, board: &MeetingBoard, people: &[AttendeeRow]) -> Page {
    let heads = vec![
        words.wide("column.member_no", Kind::Id, 11),
        words.wide("column.full_name", Kind::Text, 18),
        words.wide("meetings.column.unit", Kind::Text, 26),
        words.wide("meetings.column.seat", Kind::Text, 11),
        words.wide("report.meetings.attendance", Kind::Text, 16),
        words.wide("report.meetings.holder", Kind::Text, 18),
        words.wide("report.meetings.remark", Kind::Text, 20),
    ];
    let rows = people.iter().map(|one| {
        let mut remarks = Vec::new();
        let why = match (one.left_out, one.fault) {
            (Some(why), _) => Some(match &one.condition {
                Some(kind) => words.of_list("condition_kind", kind),
                None => words.word(&why.label_key()),
            }),
            (None, Some(fault)) => {
                let code = serde_json::to_value(fault).ok().and_then(|code| code.as_str().map(str::to_owned));
                Some(words.word(&format!("meetings.fault.{}", code.unwrap_or_default())))
            }
            (None, None) => None,
        };
        remarks.extend(why);
        remarks.extend(one.substitute.as_ref().map(|name| {
            words.say("report.meetings.substitute", &json!({ "name": name, "number": one.substitute_no }))
        }));
        remarks.extend(came_or_went(words, board, one));
        remarks.extend(one.left_on.map(|day| words.say("report.meetings.left_on", &json!({ "day": words.day(day) }))));
        // A proxy that names nobody and counts is entrusted to the chair.
        let chair =
            (one.mode == Some(AttendanceMode::Proxy) && one.fault.is_none()).then(|| words.word("meetings.to_chair"));
        let remark = Some(remarks.join("\n")).filter(|remark| !remark.is_empty());
        Row::body(vec![
            Cell::Id(one.member_no.clone()),
            Cell::text(one.name.clone()),
            Cell::text_or_empty(one.unit.clone()),
            Cell::text(words.word(&one.seat.label_key())),
            Cell::text_or_empty(one.mode.map(|mode| words.word(&mode.label_key()))),
            Cell::text_or_empty(one.holder.clone().or(chair)),
            Cell::text_or_empty(remark),
        ])
    });
    Page {
        name: words.word("report.meetings.page.roll"),
        title: words.word("report.meetings.title.roll"),
        scope: scope(words, numbers),
        landscape: false,
        blocks: vec![Block::Table(Table { heads, rows: rows.collect() })],
        notes: vec![words.say("report.meetings.roll_at", &json!({ "moment": moment(words, until(numbers, board)) }))],
    }
}

/// What changed of somebody after the declaration: who was there and came back is not said to have come after it.
fn came_or_went(words: &Words, board: &MeetingBoard, one: &AttendeeRow) -> Option<String> {
    let at = one.received_at.filter(|at| board.declared_at.is_some_and(|declared| *at > declared))?;
    let back = one.mode.is_some_and(AttendanceMode::is_there);
    let key = match one.went_at {
        Some(_) if back => "report.meetings.came_back",
        Some(_) => "report.meetings.went",
        None => "report.meetings.changed_at",
    };
    let went = one.went_at.map(|went| moment(words, went));
    Some(words.say(key, &json!({ "moment": moment(words, at), "went": went })))
}

/// R07: one ballot.
#[must_use]
pub fn result(words: &Words, numbers: &MeetingNumbers, one: &BallotDetail, n: usize) -> Page {
    let row = &one.ballot;
    let method = words.word(&row.method.label_key());
    let mut paragraphs =
        vec![words.say("report.meetings.method", &json!({ "method": method, "takes": row.threshold }))];
    paragraphs.extend(
        row.question.as_ref().map(|question| words.say("report.meetings.question", &json!({ "question": question }))),
    );
    paragraphs.extend(one.seating.clone());
    paragraphs.extend(
        row.formula.as_ref().map(|formula| words.say("report.meetings.formula", &json!({ "formula": formula }))),
    );
    paragraphs.extend(one.lot.as_ref().map(|lot| {
        words.say("report.meetings.lot", &json!({ "told": lot.told, "moment": moment(words, lot.drawn_at) }))
    }));
    if !one.witnesses.is_empty() {
        paragraphs.push(
            words.say("report.meetings.certified", &json!({ "names": one.witnesses.join(&words.word("ui.list.and")) })),
        );
    }
    let mut blocks = vec![Block::Text { paragraphs }];
    if let Some(count) = &one.count {
        let line = |key: &str, cell: Cell| {
            Row::body(vec![Cell::text(words.word(&format!("report.meetings.row.{key}"))), cell])
        };
        let issued = if row.method == BallotMethod::DirectSecret { "issued" } else { "available" };
        let mut rows = vec![
            line("entitled", row.entitled.map_or(Cell::Empty, Cell::from)),
            line(issued, row.issued.into()),
            line("cast", count.cast.into()),
        ];
        if count.told_as_one(row.form) {
            rows.push(line("valid", count.valid(row.form).into()));
        }
        if row.form == BallotForm::Question {
            rows.push(line("yes", count.yes.into()));
            rows.push(line("no", count.no.into()));
        }
        if count.told_as_one(row.form) {
            rows.extend([line("blank", count.blank.into()), line("invalid", count.invalid.into())]);
        }
        let heads = vec![
            words.wide("report.meetings.figure", Kind::Text, 40),
            words.wide("report.meetings.votes", Kind::Number, 14),
        ];
        blocks.push(Block::Table(Table { heads, rows }));
        let turnout = Row::body(vec![
            Cell::text(words.word("report.meetings.row.turnout")),
            Cell::rate(count.cast, row.entitled.unwrap_or(0)),
        ]);
        let heads = vec![
            words.wide("report.meetings.figure", Kind::Text, 40),
            words.wide("report.meetings.rate", Kind::Rate, 14),
        ];
        blocks.push(Block::Table(Table { heads, rows: vec![turnout] }));
    }
    blocks.extend(candidates(words, one));
    let title = if row.round > 1 { "report.meetings.title.result_round" } else { "report.meetings.title.result" };
    Page {
        name: format!("{n} {}", words.word("report.meetings.page.result")),
        title: words.say(title, &json!({ "number": row.number, "title": row.title, "round": row.round })),
        scope: scope(words, numbers),
        landscape: false,
        blocks,
        notes: vec![words.word("report.meetings.note.secret"), words.word("report.meetings.note.frozen_threshold")],
    }
}

/// R07: the items that were withdrawn; none without any.
#[must_use]
pub fn withdrawn(words: &Words, numbers: &MeetingNumbers) -> Option<Page> {
    let heads = vec![
        words.wide("meetings.column.no", Kind::Text, 12),
        words.wide("meetings.column.kind", Kind::Text, 12),
        words.wide("meetings.column.title", Kind::Text, 40),
        words.wide("meetings.reason", Kind::Text, 32),
    ];
    let row = |item: &AgendaRow| {
        let reason = item.withdrawn.clone()?;
        Some(Row::body(vec![
            Cell::text(item.number.clone()),
            Cell::text(words.word(&item.kind.label_key())),
            Cell::text(item.title.clone()),
            Cell::text(reason),
        ]))
    };
    let rows: Vec<Row> = numbers.detail.agenda.iter().filter_map(row).collect();
    (!rows.is_empty()).then(|| Page {
        name: words.word("meetings.result.withdrawn"),
        title: words.word("report.meetings.title.withdrawn"),
        scope: scope(words, numbers),
        landscape: false,
        blocks: vec![Block::Table(Table { heads, rows })],
        notes: Vec::new(),
    })
}

fn candidates(words: &Words, one: &BallotDetail) -> Vec<Block> {
    if one.candidates.is_empty() {
        return Vec::new();
    }
    let confidence = one.ballot.form == BallotForm::Confidence;
    let mut heads = vec![
        words.wide("report.meetings.candidate", Kind::Text, 28),
        words.wide("report.meetings.votes", Kind::Number, 12),
    ];
    if confidence {
        heads.push(words.wide("report.meetings.row.no", Kind::Number, 12));
        heads.push(words.wide("report.meetings.row.blank", Kind::Number, 9));
        heads.push(words.wide("report.meetings.row.invalid", Kind::Number, 9));
    }
    heads.push(words.wide("report.meetings.elected", Kind::Text, 12));
    let rows = one.candidates.iter().map(|row| {
        let mut cells = vec![Cell::text(row.name.clone()), row.votes.map_or(Cell::Empty, |votes| votes.yes.into())];
        if confidence {
            cells.push(row.votes.map_or(Cell::Empty, |votes| votes.no_votes.into()));
            cells.push(row.votes.map_or(Cell::Empty, |votes| votes.blank.into()));
            cells.push(row.votes.map_or(Cell::Empty, |votes| votes.invalid.into()));
        }
        cells.push(Cell::text(became(words, one, row)));
        Row::body(cells)
    });
    let mut blocks = vec![Block::Table(Table { heads, rows: rows.collect() })];
    if one.count.is_some() {
        blocks.push(Block::Chart(Chart {
            kind: ChartKind::Bar,
            table: 2,
            title: words.word("report.meetings.chart"),
            alt: words.word("report.meetings.chart_alt"),
            categories: 0,
            series: vec![Series { column: 1, right_axis: false }],
            // The title says what is counted, and each bar how much.
            unit: String::new(),
            low: 0,
            // Room for the name of each candidate.
            height: u16::try_from(80 + 30 * one.candidates.len()).unwrap_or(u16::MAX).clamp(260, 900),
        }));
    }
    blocks
}

/// What became of a candidate: once it was certified, who asked for confidence is confirmed or not.
fn became(words: &Words, one: &BallotDetail, row: &BallotCandidate) -> String {
    let voted = one.ballot.form == BallotForm::Confidence && one.ballot.outcome != Some(BallotOutcome::Uncontested);
    match (voted, row.elected) {
        (true, true) => words.word("meetings.result.confirmed"),
        (true, false) if one.ballot.status == BallotStatus::Certified => words.word("meetings.result.not_confirmed"),
        (false, true) if row.by_lot => words.word("meetings.result.by_lot"),
        (false, true) => words.word("enum.ballot_outcome.elected"),
        _ => String::new(),
    }
}

/// The pack: what the union's organs decided in the period.
#[must_use]
pub fn decided(words: &Words, days: &Days, held: &[MeetingNumbers]) -> Page {
    let mut blocks = Vec::new();
    for one in held {
        let row = &one.detail.meeting;
        blocks.push(Block::Heading {
            text: words.say("report.meetings.held", &json!({ "title": row.heading, "day": words.day(row.held_on) })),
        });
        let mut paragraphs = Vec::new();
        if let (Some(rule), Some(sum)) = (&one.detail.rule, &one.detail.declared) {
            let rule_words = one.detail.quorum.clone().unwrap_or_default();
            paragraphs.push(words.say("report.meetings.quorum", &json!({ "rule": rule_words })));
            let formula = crate::meetings::credentials_in_words(words.locale(), rule, sum);
            paragraphs.push(words.say("report.meetings.formula", &json!({ "formula": formula })));
        }
        if row.status == MeetingStatus::NotQuorate {
            paragraphs.push(words.word("report.meetings.ended"));
        }
        blocks.push(Block::Text { paragraphs });
        if one.detail.agenda.is_empty() || row.status == MeetingStatus::NotQuorate {
            continue;
        }
        let heads = vec![
            words.wide("meetings.column.no", Kind::Text, 12),
            words.wide("meetings.column.kind", Kind::Text, 12),
            words.wide("meetings.column.title", Kind::Text, 34),
            words.wide("report.meetings.result", Kind::Text, 12),
            words.wide("report.meetings.votes_in_words", Kind::Text, 26),
        ];
        let rows = one.detail.agenda.iter().map(|item| {
            let certified = one
                .ballots
                .iter()
                .filter(|ballot| ballot.ballot.item_id == item.id && ballot.ballot.status == BallotStatus::Certified);
            let discussed = item.unannounced.as_ref().filter(|_| item.withdrawn.is_none());
            let discussed =
                discussed.map(|article| words.say("meetings.item.discussed", &json!({ "article": article })));
            let told: Vec<String> = certified
                .map(|ballot| in_words(words, ballot))
                .chain(item.withdrawn.clone())
                .chain(discussed)
                .collect();
            Row::body(vec![
                Cell::text(item.number.clone()),
                Cell::text(words.word(&item.kind.label_key())),
                Cell::text(item.title.clone()),
                Cell::text(item.result_words.clone().unwrap_or_else(|| words.word("meetings.minutes.open"))),
                Cell::text(told.join("\n")),
            ])
        });
        blocks.push(Block::Table(Table { heads, rows: rows.collect() }));
    }
    let about = json!({ "from": words.day(days.from), "to": words.day(days.as_of), "n": held.len() });
    Page {
        name: words.word("report.page.meetings"),
        title: words.word("report.title.meetings"),
        scope: words.say("report.meetings.period", &about),
        landscape: false,
        blocks,
        notes: vec![words.word("report.meetings.note.frozen"), words.word("report.meetings.note.secret")],
    }
}

fn in_words(words: &Words, one: &BallotDetail) -> String {
    let row = &one.ballot;
    let names = |key: &str, elected: bool| {
        let of = one.candidates.iter().filter(|each| each.elected == elected);
        let names: Vec<&str> = of.map(|each| each.name.as_str()).collect();
        let about = json!({ "names": names.join(&words.word("ui.list.and")) });
        (!names.is_empty()).then(|| words.say(key, &about))
    };
    let told: Vec<String> = match (&one.count, row.form, row.outcome) {
        (Some(count), BallotForm::Question, Some(outcome)) => {
            let key = match one.casting {
                Some(_) => "report.meetings.yes_and_no_casting",
                None => "report.meetings.yes_and_no",
            };
            let verdict = crate::meetings::outcome_in_words(words.locale(), row.form, outcome);
            let about = json!({ "yes": words.count(count.yes), "no": words.count(count.no), "verdict": verdict });
            vec![words.say(key, &about)]
        }
        (Some(_), BallotForm::Confidence, _) => {
            let both = [("report.meetings.confirmed_names", true), ("report.meetings.not_confirmed_names", false)];
            both.into_iter().filter_map(|(key, elected)| names(key, elected)).collect()
        }
        (_, _, outcome) => {
            // A round that chose nobody says where it went on.
            let runoff = outcome == Some(BallotOutcome::Runoff);
            let more = runoff.then(|| words.word("report.meetings.to_run_off"));
            let chose = names("report.meetings.elected_names", true);
            let nobody = (chose.is_none() && !runoff).then(|| words.word("meetings.result.nobody"));
            let lot = one.lot.as_ref().map(|lot| lot.told.clone());
            chose.into_iter().chain(lot).chain(more).chain(nobody).collect()
        }
    };
    told.join("\n")
}
