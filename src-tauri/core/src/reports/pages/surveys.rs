//! 共助ベンチマーク (R20): the union's own answers beside the nation's of 2020, the wave before, and the union's own
//! questions.

use serde_json::json;

use super::super::pack::{CodedPage, PackPage};
use crate::desk::Words;
use crate::excel::cell::{Cell, Kind};
use crate::excel::page::{Block, Chart, ChartKind, Head, Page, Row, Series, Table};
use crate::surveys::{ChoiceResult, National, QuestionResult, SurveyResults, SurveyVerdict};

/// Number of the unions and mutual-aid societies among the organisations, and of "none of these".
const UNIONS: i64 = 2;
const NONE: i64 = 15;

/// A figure of the union's own: withheld with its count.
fn own(said: &ChoiceResult, cell: Option<Cell>) -> Cell {
    if said.count.is_none() { Cell::Hidden } else { cell.unwrap_or(Cell::Empty) }
}

/// Whether it says anything of the union: somebody's choice that is not withheld.
fn tells(result: &QuestionResult) -> bool {
    result.choices.iter().any(|said| said.count.is_some_and(|n| n > 0))
}

/// Whether it says anything beside the wave before.
fn tells_change(result: &QuestionResult) -> bool {
    result.choices.iter().any(|said| said.change.is_some())
}

fn verdict(words: &Words, said: Option<SurveyVerdict>) -> Option<Cell> {
    said.map(|said| Cell::text(words.word(&said.label_key())))
}

fn scope(words: &Words, results: &SurveyResults) -> String {
    let wave = &results.wave;
    let response = results.response.map_or_else(
        || words.word("report.comparison.no_response"),
        |share| words.say("report.comparison.response", &json!({ "share": crate::excel::cell::tenths(share) })),
    );
    let about = json!({
        "wave": wave.label, "n": words.count(wave.sheets), "response": response,
        "day": wave.closed_on.map(|day| words.day(day)).unwrap_or_default(),
    });
    words.say("report.comparison.scope", &about)
}

fn notes(words: &Words, results: &SurveyResults, keys: &[&str]) -> Vec<String> {
    let about = json!({ "k": results.k });
    keys.iter().map(|key| words.say(&format!("report.comparison.note.{key}"), &about)).collect()
}

fn page(words: &Words, results: &SurveyResults, key: &str, blocks: Vec<Block>, keys: &[&str]) -> Page {
    Page {
        name: words.word(&format!("report.page.comparison.{key}")),
        title: words.word(&format!("report.title.comparison.{key}")),
        scope: scope(words, results),
        landscape: false,
        blocks,
        notes: notes(words, results, keys),
    }
}

fn heads(words: &Words, first: &str) -> Vec<Head> {
    vec![
        words.wide(first, Kind::Text, 36),
        words.head("report.comparison.own", Kind::Rate),
        words.head("report.comparison.nation", Kind::Rate),
        words.head("report.comparison.difference", Kind::Points),
        words.head("report.comparison.low", Kind::Rate),
        words.head("report.comparison.high", Kind::Rate),
        words.wide("report.comparison.verdict", Kind::Text, 20),
        words.head("report.comparison.people", Kind::Number),
    ]
}

fn line(words: &Words, name: String, said: &ChoiceResult) -> Vec<Cell> {
    vec![
        Cell::text(name),
        own(said, said.share.map(Cell::Rate)),
        said.national.map_or(Cell::Empty, Cell::Rate),
        own(said, said.difference.map(Cell::Points)),
        own(said, said.low.map(Cell::Rate)),
        own(said, said.high.map(Cell::Rate)),
        own(said, verdict(words, said.verdict)),
        own(said, said.count.map(Cell::Number)),
    ]
}

fn heading(words: &Words, result: &QuestionResult) -> Block {
    let n = result.n.unwrap_or(0);
    let about = json!({ "text": result.question.text, "n": words.count(n) });
    Block::Heading { text: words.say("report.comparison.heading", &about) }
}

fn of_organisations(results: &SurveyResults) -> impl Iterator<Item = (&QuestionResult, National)> {
    let asked = |result: &QuestionResult| result.question.national.filter(|national| national.column().is_some());
    results.questions.iter().filter(|result| result.n.is_some()).filter_map(move |one| Some((one, asked(one)?)))
}

fn of_schemes(results: &SurveyResults) -> Option<&QuestionResult> {
    results.questions.iter().find(|one| one.n.is_some() && one.question.national == Some(National::PublicSupport))
}

/// What the first page says of questions that are not there because all of it would be withheld.
fn tell_left_out(words: &Words, pages: &mut [Page], key: &str, left_out: &[&QuestionResult]) {
    let Some(first) = pages.first_mut().filter(|_| !left_out.is_empty()) else { return };
    let of = |result: &&QuestionResult| words.say("report.comparison.no", &json!({ "no": result.question.no }));
    let questions: Vec<String> = left_out.iter().map(of).collect();
    let about = json!({ "questions": questions.join(&words.word("report.between")) });
    first.notes.push(words.say(key, &about));
}

/// The national comparison in full; nothing where all of it would be withheld.
#[must_use]
pub fn comparison(words: &Words, results: &SurveyResults) -> Vec<Page> {
    let mut pages: Vec<Page> = summary(words, results).into_iter().collect();
    for (result, national) in of_organisations(results).filter(|(result, _)| tells(result)) {
        let rows = result.choices.iter().map(|said| {
            let cells = line(words, said.label.clone(), said);
            if said.no == UNIONS || said.no == NONE { Row::subtotal(cells) } else { Row::body(cells) }
        });
        let table = Table { heads: heads(words, "report.support.organisation"), rows: rows.collect() };
        let keys = ["sample", "order", "several", "interval", "hidden", "source"];
        let blocks = vec![heading(words, result), Block::Table(table)];
        let mut one = page(words, results, "organisations", blocks, &keys);
        one.name = short(words, national);
        one.title = words.say("report.title.comparison.organisations", &json!({ "support": one.name }));
        pages.push(one);
    }
    pages.extend(schemes(words, results));
    pages.extend(waves(words, results));
    pages.extend(own_questions(words, results));
    let answered = || results.questions.iter().filter(|one| one.n.is_some());
    let silent: Vec<&QuestionResult> = answered().filter(|one| !tells(one)).collect();
    tell_left_out(words, &mut pages, "report.comparison.note.left_out", &silent);
    let repeated = answered().filter(|one| results.beside.is_some() && one.before_n.is_some());
    let silent: Vec<&QuestionResult> = repeated.filter(|one| !tells_change(one)).collect();
    tell_left_out(words, &mut pages, "report.comparison.note.left_out_waves", &silent);
    pages
}

/// What stands in the pack: the unions among the organisations, and the public schemes.
#[must_use]
pub fn in_pack(words: &Words, results: &SurveyResults) -> Vec<CodedPage> {
    let coded = |code: PackPage| move |page: Page| CodedPage { code: Some(code), page };
    let unions = summary(words, results).map(coded(PackPage::Comparison));
    let mut pages: Vec<CodedPage> =
        unions.into_iter().chain(schemes(words, results).map(coded(PackPage::ComparisonSchemes))).collect();
    let silent: Vec<&QuestionResult> = of_schemes(results).filter(|one| !tells(one)).into_iter().collect();
    if let Some(first) = pages.first_mut() {
        tell_left_out(words, std::slice::from_mut(&mut first.page), "report.comparison.note.left_out", &silent);
    }
    pages
}

/// A kind of support in few words.
fn short(words: &Words, national: National) -> String {
    words.word(&format!("support.national.question.{}", national.column().map_or(0, |column| column + 1)))
}

/// How members see their union, and who has nobody, by the four kinds of support; nothing where both are withheld of all four.
fn summary(words: &Words, results: &SurveyResults) -> Option<Page> {
    let asked: Vec<(&QuestionResult, National)> = of_organisations(results).collect();
    let says = |choice: i64| {
        let of = |result: &QuestionResult| result.choices.iter().any(|said| said.no == choice && said.count.is_some());
        asked.iter().any(|(result, _)| of(result))
    };
    if !says(UNIONS) && !says(NONE) {
        return None;
    }
    let table = |choice: i64| {
        let rows = asked.iter().filter_map(|(result, national)| {
            let said = result.choices.iter().find(|said| said.no == choice)?;
            let about = json!({ "support": short(words, *national), "n": words.count(result.n.unwrap_or(0)) });
            Some(Row::body(line(words, words.say("report.comparison.support_n", &about), said)))
        });
        Table { heads: heads(words, "report.comparison.support"), rows: rows.collect() }
    };
    let headed = |key: &str, choice: i64| {
        let text = words.word(&format!("support.national.organisation.{choice}"));
        [Block::Heading { text: words.say(key, &json!({ "name": text })) }, Block::Table(table(choice))]
    };
    let mut blocks: Vec<Block> = headed("report.comparison.heading.unions", UNIONS).into();
    blocks.extend(headed("report.comparison.heading.none", NONE));
    // Of the nation alone there is nothing to compare.
    if says(UNIONS) {
        blocks.push(Block::Chart(Chart {
            kind: ChartKind::Column,
            table: 0,
            title: words.word("report.comparison.finding.unions"),
            alt: words.word("report.comparison.alt.unions"),
            categories: 0,
            series: [1, 2].map(|column| Series { column, right_axis: false }).into(),
            unit: "%".to_owned(),
            low: 0,
            height: 300,
        }));
    }
    let keys = ["sample", "several", "interval", "hidden", "source"];
    Some(page(words, results, "summary", blocks, &keys))
}

fn schemes(words: &Words, results: &SurveyResults) -> Option<Page> {
    let result = of_schemes(results).filter(|result| tells(result))?;
    let rows = result.choices.iter().map(|said| {
        let cells = line(words, said.label.clone(), said);
        if said.alone { Row::subtotal(cells) } else { Row::body(cells) }
    });
    let blocks = vec![
        heading(words, result),
        Block::Table(Table { heads: heads(words, "report.support.scheme"), rows: rows.collect() }),
        Block::Chart(Chart {
            kind: ChartKind::Bar,
            table: 0,
            title: words.word("report.comparison.finding.schemes"),
            alt: words.word("report.comparison.alt.schemes"),
            categories: 0,
            series: [1, 2].map(|column| Series { column, right_axis: false }).into(),
            unit: "%".to_owned(),
            low: 0,
            height: 420,
        }),
    ];
    Some(page(words, results, "schemes", blocks, &["sample", "several", "interval", "hidden", "source"]))
}

/// This wave beside the one before, question by question that both asked.
fn waves(words: &Words, results: &SurveyResults) -> Option<Page> {
    let before = results.beside.as_ref()?;
    let asked = results.questions.iter().filter(|one| one.n.is_some() && one.before_n.is_some() && tells_change(one));
    let blocks: Vec<Block> = asked
        .flat_map(|result| {
            let of_wave = |wave: &str, n: Option<i64>| {
                let about = json!({ "wave": wave, "n": words.count(n.unwrap_or(0)) });
                Head::new(words.say("report.comparison.wave_n", &about), Kind::Rate)
            };
            let rows = result.choices.iter().map(|said| {
                let gone = said.before.is_none();
                let both = |cell: Option<Cell>| if gone { Cell::Hidden } else { own(said, cell) };
                Row::body(vec![
                    Cell::text(said.label.clone()),
                    said.before.map_or(Cell::Hidden, Cell::Rate),
                    own(said, said.share.map(Cell::Rate)),
                    both(said.change.map(Cell::Points)),
                    both(verdict(words, said.change_verdict)),
                ])
            });
            let heads = vec![
                words.wide("report.comparison.choice", Kind::Text, 38),
                of_wave(&before.label, result.before_n),
                of_wave(&results.wave.label, result.n),
                words.head("report.comparison.change", Kind::Points),
                words.wide("report.comparison.verdict", Kind::Text, 20),
            ];
            let text = result.question.text.clone();
            [Block::Heading { text }, Block::Table(Table { heads, rows: rows.collect() })]
        })
        .collect();
    (!blocks.is_empty()).then(|| page(words, results, "waves", blocks, &["waves", "hidden"]))
}

/// The union's own questions.
fn own_questions(words: &Words, results: &SurveyResults) -> Option<Page> {
    let asked = results.questions.iter().filter(|one| one.n.is_some() && one.question.national.is_none() && tells(one));
    let blocks: Vec<Block> = asked
        .flat_map(|result| {
            let rows = result.choices.iter().map(|said| {
                Row::body(vec![
                    Cell::text(said.label.clone()),
                    own(said, said.share.map(Cell::Rate)),
                    own(said, said.low.map(Cell::Rate)),
                    own(said, said.high.map(Cell::Rate)),
                    own(said, said.count.map(Cell::Number)),
                ])
            });
            let heads = vec![
                words.wide("report.comparison.choice", Kind::Text, 40),
                words.head("report.comparison.own", Kind::Rate),
                words.head("report.comparison.low", Kind::Rate),
                words.head("report.comparison.high", Kind::Rate),
                words.head("report.comparison.people", Kind::Number),
            ];
            [heading(words, result), Block::Table(Table { heads, rows: rows.collect() })]
        })
        .collect();
    (!blocks.is_empty()).then(|| page(words, results, "own", blocks, &["own", "interval_only", "hidden"]))
}
