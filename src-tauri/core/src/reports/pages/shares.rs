//! The pages about shares of the costs of a training (R15): of all for the union itself, and the bill of one organisation.

use serde_json::{Value, json};

use super::training::wide;
use crate::desk::Words;
use crate::excel::cell::{Cell, Kind};
use crate::excel::page::{Block, Page, Row, Table};
use crate::ids::OrganizationId;
use crate::training::{CostModel, RunNumbers, RunStatus, ShareRow};

/// Width of the name of an organisation.
const ORGANISATION: u16 = 30;

/// R15 for the union itself: what a run cost, and the shares of all. What is for one organisation is its [`bill`].
#[must_use]
pub fn shares(words: &Words, one: &RunNumbers) -> Page {
    let blocks = vec![
        Block::Heading { text: words.word("report.training.heading.costs") },
        Block::Table(lines_of(words, one, Reader::Inside)),
        Block::Heading { text: words.word("report.training.heading.shares") },
        Block::Table(shares_of(words, one, None)),
    ];
    let title = words.say("report.training.title.shares", &about(words, one));
    let mut whole = page(words, one, words.word("report.training.page.shares"), title, blocks);
    whole.notes.push(words.word("report.training.note.inside"));
    whole
}

/// R15 for one organisation: its share, what it still pays or gets back, what the run cost, and whom to ask. It goes to another
/// union and names no other one; none for an organisation without a share.
#[must_use]
pub fn bill(words: &Words, union: &str, one: &RunNumbers, org: OrganizationId, payment: Option<&str>) -> Option<Page> {
    let share = one.costs.shares.iter().find(|share| share.org_id == Some(org))?;
    let amount = json!({ "amount": words.count(share.balance.abs()) });
    // Who has paid their share, or more, is asked for nothing.
    let asks = match (share.settled_on, share.balance) {
        (Some(on), _) => words.say("report.training.bill.settled", &json!({ "day": words.day(on) })),
        (None, 0) => words.word("report.training.bill.even"),
        (None, balance) if balance < 0 => words.say("report.training.we_pay", &amount),
        (None, _) => words.say("report.training.please", &amount),
    };
    let contact: Vec<String> =
        std::iter::once(union.to_owned()).chain(one.contact.lines(|key, about| words.say(key, about))).collect();
    let mut blocks = vec![Block::Text { paragraphs: vec![asks] }, Block::Table(shares_of(words, one, Some(org)))];
    if let Some(payment) = payment {
        blocks.push(Block::Heading { text: words.word("report.training.heading.payment") });
        blocks.push(Block::Text { paragraphs: payment.lines().map(str::to_owned).collect() });
    }
    blocks.extend([
        Block::Heading { text: words.word("report.training.heading.costs") },
        Block::Table(lines_of(words, one, Reader::Partner)),
        Block::Heading { text: words.word("report.training.heading.contact") },
        Block::Text { paragraphs: contact },
    ]);
    let title = words.say("report.training.title.share", &json!({ "name": share.org, "title": one.run.title }));
    let mut bill = page(words, one, share.org.clone(), title, blocks);
    if one.costs.model != CostModel::FixedFee {
        let all: i64 = one.costs.shares.iter().map(|share| share.basis).sum();
        bill.notes.insert(0, words.say("report.training.note.basis", &json!({ "all": words.count(all) })));
    }
    Some(bill)
}

/// What the pages of a run say of it.
fn about(words: &Words, one: &RunNumbers) -> Value {
    json!({ "code": one.run.code, "title": one.run.title, "model": words.word(&one.costs.model.label_key()) })
}

fn page(words: &Words, one: &RunNumbers, name: String, title: String, blocks: Vec<Block>) -> Page {
    let over = matches!(one.run.status, RunStatus::Finished | RunStatus::Cancelled);
    let may_change = (!over).then_some("report.training.note.not_over");
    let notes = may_change.into_iter().chain(["report.training.note.shares", "report.training.note.paid"]);
    Page {
        name,
        title,
        scope: words.say("report.training.scope_shares", &about(words, one)),
        landscape: false,
        blocks,
        notes: notes.map(|key| words.word(key)).collect(),
    }
}

/// Who reads what was paid.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// The union itself.
    Inside,
    /// A partner: what the others paid is theirs.
    Partner,
}

/// What was paid. The columns stand under those of the shares: organisation, day, kind, yen.
fn lines_of(words: &Words, one: &RunNumbers, reader: Reader) -> Table {
    let inside = reader == Reader::Inside;
    let kind = wide(words, "report.training.kind", Kind::Text, if inside { 14 } else { ORGANISATION });
    let paid_on = words.head("report.training.paid_on", Kind::Date);
    let amount = words.head("report.training.amount", Kind::Number);
    let heads = if inside {
        vec![wide(words, "report.training.paid_by", Kind::Text, ORGANISATION), paid_on, kind, amount]
    } else {
        vec![kind, paid_on, amount]
    };
    let mut rows: Vec<Row> = one
        .costs
        .costs
        .iter()
        .map(|cost| {
            let (kind, paid_on) = (Cell::text(words.word(&cost.kind.label_key())), Cell::date_or_empty(cost.paid_on));
            Row::body(if inside {
                vec![Cell::text(cost.paid_by.clone()), paid_on, kind, cost.amount.into()]
            } else {
                vec![kind, paid_on, cost.amount.into()]
            })
        })
        .collect();
    let mut total = vec![Cell::text(words.word("report.total"))];
    total.resize(heads.len() - 1, Cell::Empty);
    total.push(one.costs.total.into());
    rows.push(Row::total(total));
    Table { heads, rows }
}

/// The shares, of all or of one organisation.
fn shares_of(words: &Words, one: &RunNumbers, only: Option<OrganizationId>) -> Table {
    let heads = vec![
        wide(words, "report.training.organisation", Kind::Text, ORGANISATION),
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
        .filter(|share| only.is_none() || share.org_id == only)
        .map(|share| {
            let exact = if fixed {
                share.basis * one.costs.fee.unwrap_or(0)
            } else if all > 0 {
                i64::try_from((i128::from(one.costs.total) * i128::from(share.basis)).div_euclid(i128::from(all)))
                    .unwrap_or(0)
            } else {
                0
            };
            // A ratio has no price that times its basis is the share.
            let price =
                if fixed && share.basis > 0 { one.costs.fee.map_or(Cell::Empty, Cell::from) } else { Cell::Empty };
            let org = match share.settled_on {
                Some(on) => words.say("report.training.settled", &json!({ "name": share.org, "day": words.day(on) })),
                None => share.org.clone(),
            };
            Row::body(vec![
                Cell::text(org),
                share.basis.into(),
                price,
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
