//! The pages about shares of the costs of a training (R15).

use serde_json::json;

use super::training::wide;
use crate::excel::cell::{Cell, Kind};
use crate::excel::page::{Block, Page, Row, Table};
use crate::reports::words::Words;
use crate::training::{CostModel, RunNumbers, ShareRow};

/// R15: shares of a run, all of them, and one page for each organisation with which something is still to be settled.
#[must_use]
pub fn shares(words: &Words, one: &RunNumbers) -> Vec<Page> {
    let about =
        json!({ "code": one.run.code, "title": one.run.title, "model": words.word(&one.costs.model.label_key()) });
    let page = |name: String, title: String, blocks: Vec<Block>| Page {
        name,
        title,
        scope: words.say("report.training.scope_shares", &about),
        landscape: false,
        blocks,
        notes: vec![words.word("report.training.note.shares"), words.word("report.training.note.paid")],
    };
    let mut pages = vec![page(
        words.word("report.training.page.shares"),
        words.say("report.training.title.shares", &about),
        vec![
            Block::Heading { text: words.word("report.training.heading.costs") },
            Block::Table(lines_of(words, one)),
            Block::Heading { text: words.word("report.training.heading.shares") },
            Block::Table(shares_of(words, one, None)),
        ],
    )];
    let open = |share: &&ShareRow| share.org_id.is_some() && share.balance != 0 && share.settled_on.is_none();
    for share in one.costs.shares.iter().filter(open) {
        let about = json!({ "name": share.org, "title": one.run.title });
        // Who has paid more than their share is asked for nothing.
        let asks = if share.balance < 0 { "report.training.we_pay" } else { "report.training.please" };
        pages.push(page(
            share.org.clone(),
            words.say("report.training.title.share", &about),
            vec![
                Block::Text { paragraphs: vec![words.word(asks)] },
                Block::Table(shares_of(words, one, Some(&share.org))),
                Block::Heading { text: words.word("report.training.heading.costs") },
                Block::Table(lines_of(words, one)),
            ],
        ));
    }
    pages
}

fn lines_of(words: &Words, one: &RunNumbers) -> Table {
    let heads = vec![
        wide(words, "report.training.kind", Kind::Text, 14),
        words.head("report.training.paid_on", Kind::Date),
        wide(words, "report.training.paid_by", Kind::Text, 28),
        words.head("report.training.amount", Kind::Number),
    ];
    let mut rows: Vec<Row> = one
        .costs
        .costs
        .iter()
        .map(|cost| {
            Row::body(vec![
                Cell::text(words.word(&cost.kind.label_key())),
                Cell::date_or_empty(cost.paid_on),
                Cell::text(cost.paid_by.clone()),
                cost.amount.into(),
            ])
        })
        .collect();
    let total = words.word("report.total");
    rows.push(Row::total(vec![Cell::text(total), Cell::Empty, Cell::Empty, one.costs.total.into()]));
    Table { heads, rows }
}

fn shares_of(words: &Words, one: &RunNumbers, only: Option<&str>) -> Table {
    let heads = vec![
        wide(words, "report.training.organisation", Kind::Text, 28),
        words.head("report.training.basis", Kind::Number),
        words.head("report.training.price", Kind::Number),
        words.head("report.training.split", Kind::Number),
        words.head("report.training.rounding", Kind::Difference),
        words.head("report.training.sum", Kind::Number),
        words.head("report.training.paid", Kind::Number),
        words.head("report.training.balance", Kind::Difference),
    ];
    let all: i64 = one.costs.shares.iter().map(|share| share.basis).sum();
    let fixed = one.costs.model == CostModel::FixedFee;
    let mut rows: Vec<Row> = one
        .costs
        .shares
        .iter()
        .filter(|share| only.is_none_or(|only| share.org == only))
        .map(|share| {
            let exact = if fixed {
                share.basis * one.costs.fee.unwrap_or(0)
            } else if all > 0 {
                i64::try_from((i128::from(one.costs.total) * i128::from(share.basis)).div_euclid(i128::from(all)))
                    .unwrap_or(0)
            } else {
                0
            };
            let price = if fixed { one.costs.fee.unwrap_or(0) } else { one.costs.total.div_euclid(all.max(1)) };
            let org = match share.settled_on {
                Some(on) => words.say("report.training.settled", &json!({ "name": share.org, "day": words.day(on) })),
                None => share.org.clone(),
            };
            Row::body(vec![
                Cell::text(org),
                share.basis.into(),
                if share.basis > 0 { price.into() } else { Cell::Empty },
                exact.into(),
                Cell::Difference(share.amount - exact),
                share.amount.into(),
                share.paid.into(),
                Cell::Difference(share.balance),
            ])
        })
        .collect();
    if only.is_none() {
        let sum = |of: fn(&ShareRow) -> i64| one.costs.shares.iter().map(of).sum::<i64>();
        rows.push(Row::total(vec![
            Cell::text(words.word("report.total")),
            all.into(),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            sum(|share| share.amount).into(),
            sum(|share| share.paid).into(),
            Cell::Difference(sum(|share| share.balance)),
        ]));
    }
    Table { heads, rows }
}
