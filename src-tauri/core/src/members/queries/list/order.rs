//! What a list is ordered by: one or two of its columns, and what makes each place its own.

use sea_orm::sea_query::{Cond, Expr, ExprTrait, SimpleExpr};
use serde_json::Value;

use super::super::super::model::{MemberFilter, SortBy, StateFilter};
use super::{Found, NEVER, col};
use crate::error::{Error, Result};
use crate::text;

/// One key of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// Path of the unit; `~` sorts after every code: 所属なし stands last.
    Path,
    /// 五十音
    Kana,
    /// 組合員番号, as people count: 9 before 10.
    Number,
    /// 加入日
    Joined,
    /// The person, among namesakes.
    Person,
    /// The membership, which is one alone.
    Membership,
}

/// Keys with whether each goes from the end.
pub(super) type Keys = Vec<(Key, bool)>;

/// An order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct InOrder {
    /// By what first.
    pub first: SortBy,
    /// From the end.
    pub descending: bool,
    /// By what then, and whether from the end.
    pub then: Option<(SortBy, bool)>,
}

fn leads(sort: SortBy) -> Key {
    match sort {
        SortBy::Kana => Key::Kana,
        SortBy::MemberNo => Key::Number,
        SortBy::JoinedOn => Key::Joined,
        SortBy::Unit => Key::Path,
    }
}

impl InOrder {
    /// The order that a filter asks for. Who applied has no first day yet: the second order comes first then, or the number.
    pub fn of(filter: &MemberFilter) -> Self {
        let asked = Self { first: filter.sort, descending: filter.descending, then: filter.second_order() };
        if filter.asked_state() != Some(StateFilter::Applied) {
            return asked;
        }
        let then = asked.then.filter(|(then, _)| *then != SortBy::JoinedOn);
        if asked.first != SortBy::JoinedOn {
            return Self { then, ..asked };
        }
        let (first, descending) = then.unwrap_or((SortBy::MemberNo, asked.descending));
        Self { first, descending, then: None }
    }

    /// By one column alone.
    pub fn by(first: SortBy, descending: bool) -> Self {
        Self { first, descending, then: None }
    }

    /// The keys; the last one makes each place its own.
    pub fn keys(self) -> Keys {
        let mut keys = vec![(leads(self.first), self.descending)];
        match self.then {
            Some((then, descending)) => keys.push((leads(then), descending)),
            None if self.first == SortBy::Unit => keys.push((Key::Kana, self.descending)),
            None => {}
        }
        let last = keys.last().is_some_and(|(_, descending)| *descending);
        if keys.iter().any(|(key, _)| *key == Key::Kana) {
            keys.push((Key::Person, last));
        }
        keys.push((Key::Membership, last));
        keys
    }
}

/// A key in a statement of the whole roster. Who has no first day yet comes after everybody who has one.
pub(super) fn expression(key: Key) -> SimpleExpr {
    match key {
        Key::Path => Expr::col(("u", "path")).if_null("~"),
        Key::Kana => col("p", "kana_key"),
        Key::Number => col("m", "number_order"),
        Key::Joined => Expr::col(("m", "joined_on")).if_null(NEVER),
        Key::Person => col("p", "id"),
        Key::Membership => col("m", "id"),
    }
}

/// The keys of an order by the first day in a statement of the whole roster where everybody has one: it stands bare, and its
/// index is the order.
pub(super) fn dated(keys: &Keys) -> Vec<SimpleExpr> {
    let of = |(at, (key, _)): (usize, &(Key, bool))| match (at, key) {
        (0, Key::Joined) => col("m", "joined_on"),
        _ => expression(*key),
    };
    keys.iter().enumerate().map(of).collect()
}

fn text_of(key: Key, row: &Found) -> String {
    match key {
        Key::Path => row.unit_path.clone().unwrap_or_else(|| "~".to_owned()),
        Key::Kana => row.kana_key.clone(),
        Key::Number => text::number_order(&row.member_no),
        Key::Joined => row.joined_on.unwrap_or(NEVER).to_string(),
        Key::Person => row.person_id.to_string(),
        Key::Membership => row.membership_id.to_string(),
    }
}

/// The place of a row, for the page after it.
pub(super) fn key_of(keys: &Keys, row: &Found) -> Value {
    keys.iter().map(|(key, _)| Value::from(text_of(*key, row))).collect()
}

/// A place given out by an earlier page, as values of the keys.
pub(super) fn place(keys: &[(Key, bool)], after: &str) -> Result<Vec<SimpleExpr>> {
    let broken = || Error::invalid("after", "place_unknown");
    let parts: Vec<Value> = serde_json::from_str(after).map_err(|_| broken())?;
    if parts.len() != keys.len() {
        return Err(broken());
    }
    let values = keys.iter().zip(&parts).map(|((key, _), part)| {
        let text = part.as_str().ok_or_else(broken)?;
        match key {
            Key::Person | Key::Membership => text.parse::<uuid::Uuid>().map(Expr::val).map_err(|_| broken()),
            Key::Joined => text.parse::<chrono::NaiveDate>().map(Expr::val).map_err(|_| broken()),
            Key::Path | Key::Kana | Key::Number => Ok(Expr::val(text.to_owned())),
        }
    });
    values.collect()
}

/// That a row stands behind a place. Keys that go one way are compared as one, which an index answers; of two ways the first
/// key bounds what is read.
pub(super) fn behind(columns: &[SimpleExpr], keys: &[(Key, bool)], place: &[SimpleExpr]) -> Cond {
    let beyond = |column: &SimpleExpr, descending: bool, value: &SimpleExpr| {
        let column = Expr::expr(column.clone());
        if descending { column.lt(value.clone()) } else { column.gt(value.clone()) }
    };
    let first = keys.first().is_some_and(|(_, descending)| *descending);
    if keys.iter().all(|(_, descending)| *descending == first) {
        let (columns, place) = (Expr::tuple(columns.iter().cloned()), Expr::tuple(place.iter().cloned()));
        return Cond::all().add(if first { columns.lt(place) } else { columns.gt(place) });
    }
    let mut any = Cond::any();
    for (at, (_, descending)) in keys.iter().enumerate() {
        let (Some(column), Some(value)) = (columns.get(at), place.get(at)) else { continue };
        let mut all = Cond::all();
        for (column, value) in columns.iter().zip(place).take(at) {
            all = all.add(Expr::expr(column.clone()).eq(value.clone()));
        }
        any = any.add(all.add(beyond(column, *descending, value)));
    }
    let mut whole = Cond::all().add(any);
    if let (Some(column), Some(value)) = (columns.first(), place.first()) {
        let column = Expr::expr(column.clone());
        whole = whole.add(if first { column.lte(value.clone()) } else { column.gte(value.clone()) });
    }
    whole
}

/// Put what was found into an order of the list, as its pages have it; `text_of` gives the text of a key of a row.
pub(super) fn arrange<T>(found: &mut Vec<T>, order: InOrder, text_of: impl Fn(Key, &T) -> String) {
    let keys = order.keys();
    let mut placed: Vec<(Vec<String>, T)> = std::mem::take(found)
        .into_iter()
        .map(|row| (keys.iter().map(|(key, _)| text_of(*key, &row)).collect(), row))
        .collect();
    placed.sort_by(|(one, _), (other, _)| {
        let mut pairs = one.iter().zip(other).zip(&keys).map(
            |((one, other), (_, descending))| {
                if *descending { other.cmp(one) } else { one.cmp(other) }
            },
        );
        pairs.find(|way| way.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
    });
    found.extend(placed.into_iter().map(|(_, row)| row));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_order_parts_those_whom_the_first_leaves_equal() {
        let keys = |first, then| InOrder { first, descending: false, then }.keys();
        assert_eq!(keys(SortBy::MemberNo, None), [(Key::Number, false), (Key::Membership, false)]);
        assert_eq!(
            keys(SortBy::JoinedOn, Some((SortBy::Kana, true))),
            [(Key::Joined, false), (Key::Kana, true), (Key::Person, true), (Key::Membership, true)]
        );
        assert_eq!(
            keys(SortBy::Unit, None),
            [(Key::Path, false), (Key::Kana, false), (Key::Person, false), (Key::Membership, false)]
        );
        let asked = |sort, then| MemberFilter { sort, second: Some(then), ..MemberFilter::default() }.second_order();
        assert_eq!(asked(SortBy::MemberNo, SortBy::Kana), None, "nobody is equal by number");
        assert_eq!(asked(SortBy::Unit, SortBy::Unit), None);
        assert_eq!(asked(SortBy::Unit, SortBy::JoinedOn), Some((SortBy::JoinedOn, false)));
        let applied = |sort, second, descending| {
            let state = Some(StateFilter::Applied);
            InOrder::of(&MemberFilter { state, sort, second, descending, ..MemberFilter::default() })
        };
        assert_eq!(applied(SortBy::JoinedOn, None, true), InOrder::by(SortBy::MemberNo, true));
        assert_eq!(applied(SortBy::JoinedOn, Some(SortBy::Kana), true), InOrder::by(SortBy::Kana, false));
        assert_eq!(applied(SortBy::Unit, Some(SortBy::JoinedOn), false), InOrder::by(SortBy::Unit, false));
    }
}
