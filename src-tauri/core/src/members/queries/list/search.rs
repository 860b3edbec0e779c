//! Search: ranges of the indexed keys in their order first, then what grams find inside names and numbers, each candidate checked.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, JoinType, Order, Query as Sql, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect};
use serde::Deserialize;
use uuid::Uuid;

use super::super::super::entity::{contact_point, employment, person};
use super::super::super::model::MemberFilter;
use super::super::super::spans::NO_UNIT;
use super::spans::{self, Spot};
use super::{Scope, below, col, narrowed};
use crate::db::packed::packed_in_order;
use crate::error::{Error, Result};
use crate::find::{Field, GramQuery, KeyRange, Keys, Query, Word, WordKind};
use crate::ids::{MembershipId, PersonId};
use crate::session::Session;
use crate::text;

/// Persons whose grams match that are read at first; each time four times as many, until the page is full.
const FIRST_MATCHES: u64 = 100;

/// Most persons read at once of those whose grams match.
const MOST_MATCHES: u64 = 10_000;

/// Most rows that a search reads of one range.
const RANGE_BUDGET: u64 = 2000;

/// A candidate: of a row no more than the check and the orders of the list need, since hundreds are read for a page of fifty.
#[derive(Deserialize)]
struct Hit {
    membership_id: MembershipId,
    person_id: PersonId,
    unit_id: Option<Uuid>,
    kana_key: String,
    /// None = the range says all that the check asks, and the names were not read.
    #[serde(default)]
    search_key: Option<String>,
    #[serde(default)]
    given_name: Option<String>,
    #[serde(default)]
    display_name: Option<String>,
    #[serde(default)]
    former_name: Option<String>,
    #[serde(default)]
    member_no: String,
    #[serde(default)]
    joined_on: Option<NaiveDate>,
}

/// The columns of a [`Hit`]; which of them are identifiers.
const COLUMNS: [(&str, bool); 10] = [
    ("membership_id", true),
    ("person_id", true),
    ("unit_id", true),
    ("kana_key", false),
    ("search_key", false),
    ("given_name", false),
    ("display_name", false),
    ("former_name", false),
    ("member_no", false),
    ("joined_on", false),
];

impl Hit {
    fn spot(self) -> Spot {
        Spot {
            membership_id: self.membership_id,
            unit_id: self.unit_id.unwrap_or(NO_UNIT),
            person_id: Some(self.person_id),
            kana_key: self.kana_key,
            number_order: text::number_order(&self.member_no),
            joined_on: self.joined_on,
        }
    }

    /// Whether the candidate is what was looked for.
    fn is(&self, query: &Query, numbers: &[String]) -> bool {
        let Some(search_key) = self.search_key.as_deref() else { return true };
        // 通称 and 旧姓 are a family name, and sometimes the whole name.
        let given = self.given_name.as_deref().unwrap_or_default();
        let others = [self.display_name.as_deref(), self.former_name.as_deref()].into_iter().flatten();
        let others: Vec<String> =
            others.flat_map(|name| [text::name_key(name), text::name_key(&format!("{name}{given}"))]).collect();
        let known = std::iter::once(search_key).chain(others.iter().map(String::as_str));
        let member_no = text::number_key(&self.member_no);
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).chain([member_no.as_str()]).collect();
        query.matches(&Keys { names: &known.collect::<Vec<_>>(), kana_key: &self.kana_key, numbers: &numbers })
    }
}

/// How many columns of candidates are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    /// What stands in the indexes of the order and of names.
    Keys = 4,
    /// The names, too.
    Names = 8,
    /// All that any order of the list and any search needs.
    Roster = 10,
}

/// Among whom is looked, and where they are read.
struct Base {
    select: SelectStatement,
    of: Of,
}

/// Where the names of a candidate stand.
const NAMES: [(&str, &str); 4] =
    [("p", "search_key"), ("p", "given_name"), ("p", "display_name"), ("p", "former_name")];

/// Read these as the columns of a [`Hit`], from one of them on.
fn read<'c>(select: &mut SelectStatement, from: impl Iterator<Item = &'c (&'static str, &'static str)>, first: usize) {
    for ((table, name), (as_what, _)) in from.zip(COLUMNS.iter().skip(first)) {
        select.expr_as(col(table, name), Alias::new(*as_what));
    }
}

impl Base {
    /// All that the roster knows of whom the filter finds.
    fn roster(mut select: SelectStatement) -> Self {
        let keys = [("m", "id"), ("p", "id"), ("a", "unit_id"), ("p", "kana_key")];
        let orders = [("m", "member_no"), ("m", "joined_on")];
        read(&mut select, keys.iter().chain(&NAMES).chain(&orders), 0);
        Self { select, of: Of::Roster }
    }

    /// From the spans of the roster: nothing of a candidate is read but indexes, unless grams found it.
    fn spans(mut select: SelectStatement) -> Self {
        let keys = [("s", "membership_id"), ("s", "person_id"), ("s", "unit_id"), ("s", "kana_key")];
        read(&mut select, keys.iter(), 0);
        Self { select, of: Of::Keys }
    }

    /// With the person of each span.
    fn with_persons(&self) -> SelectStatement {
        let mut select = self.select.clone();
        if self.of == Of::Keys {
            let same = col("p", "kana_key").eq(col("s", "kana_key")).and(col("p", "id").eq(col("s", "person_id")));
            select.join_as(JoinType::InnerJoin, person::Entity, "p", same);
        }
        select
    }

    /// The candidates of a range, by each of the indexes that hold it, with the order of that index.
    fn ranges(&self, range: &KeyRange, cards: bool) -> Vec<(SelectStatement, Vec<SimpleExpr>)> {
        let within = |table: &'static str, name: &'static str| {
            col(table, name).gte(range.from.clone()).and(col(table, name).lt(range.to.clone()))
        };
        let of = |mut select: SelectStatement, keys: [(&'static str, &'static str); 2]| {
            let [(table, name), _] = keys;
            select.and_where(within(table, name));
            (select, keys.into_iter().map(|(table, name)| col(table, name)).collect())
        };
        match (range.field, self.of) {
            (Field::Kana, Of::Keys) => vec![of(self.select.clone(), [("s", "kana_key"), ("s", "person_id")])],
            (Field::Kana, _) => vec![of(self.select.clone(), [("p", "kana_key"), ("p", "id")])],
            (Field::Name, _) => vec![of(self.with_persons(), [("p", "search_key"), ("p", "birth_on")])],
            (Field::Number, _) => {
                let of_person = |table: &'static str, name: &'static str| {
                    let mut select = self.select.clone();
                    let same = col("x", "person_id").eq(col("p", "id"));
                    select.join_as(JoinType::InnerJoin, Alias::new(table), "x", same).and_where(within("x", name));
                    (select, vec![col("x", name)])
                };
                let mut numbers = self.select.clone();
                numbers.and_where(within("m", "member_no"));
                let mut ways = vec![(numbers, vec![col("m", "member_no")]), of_person("employment", "employee_no")];
                // Who does not see telephone numbers must not learn whose one is by asking for it.
                if cards {
                    ways.push(of_person("contact_point", "digits"));
                }
                ways
            }
        }
    }

    /// The candidates of some running numbers, with their names.
    fn numbered(&self, numbers: SelectStatement) -> (SelectStatement, Of) {
        let mut select = self.with_persons();
        select.and_where(col("p", "search_no").in_subquery(numbers));
        if self.of == Of::Roster {
            return (select, self.of);
        }
        read(&mut select, NAMES.iter(), Of::Keys as usize);
        (select, Of::Names)
    }
}

async fn hits(on: &impl ConnectionTrait, select: &SelectStatement, of: Of) -> Result<Vec<Hit>> {
    packed_in_order(on, select.clone(), COLUMNS.get(..of as usize).unwrap_or(&COLUMNS)).await
}

/// Ranges in their order first, then what grams find inside names and numbers, each candidate checked. For another order than the
/// usual one the spots tell all that any order asks.
pub(super) async fn search(
    session: &Session,
    input: &MemberFilter,
    day: NaiveDate,
    scope: &Scope,
    query: &Query,
    (want, usual): (u64, bool),
) -> Result<Vec<Spot>> {
    let on = session.look();
    let numbered = query.words.iter().any(|word| word.kind == WordKind::Number || word.text.is_ascii());
    // Who sees names only must not learn a number by asking for it.
    if !scope.details && query.words.iter().any(|word| word.kind == WordKind::Number) {
        return Ok(Vec::new());
    }
    if input.asks_details() && !scope.details {
        return Err(Error::NotAllowed);
    }
    let want_rows = usize::try_from(want).unwrap_or(usize::MAX);
    let mut taken = (HashSet::new(), Vec::new());
    let base = if usual && !numbered && spans::answer(input) {
        Base::spans(spans::all(input, day, scope)?)
    } else {
        Base::roster(narrowed(input, day, scope)?)
    };
    look(on, &base, query, (scope.cards, want), &mut taken).await?;
    if taken.1.len() < want_rows
        && let Some((rest, there)) = placed(session, scope, query, day).await?
    {
        let mut base = Base::roster(narrowed(input, day, scope)?);
        base.select.cond_where(there);
        look(on, &base, &rest, (scope.cards, want), &mut taken).await?;
    }
    let (_, mut found) = taken;
    found.truncate(want_rows);
    Ok(found)
}

/// Units and employers that a word may name; of one that names more, like 支部, it says nothing.
const PLACES: usize = 50;

/// 佐藤 大阪: words that name units or employers of the day, and what is left of the query to be found there. Where every word
/// names one, the first is the person's.
async fn placed(session: &Session, scope: &Scope, query: &Query, day: NaiveDate) -> Result<Option<(Query, Cond)>> {
    if query.words.len() < 2 {
        return Ok(None);
    }
    // Who sees names only must not learn an employer by asking for it.
    let employers = if scope.details { Some(scope.organizations(session).await?) } else { None };
    let place = |word: &Word| -> Option<Cond> {
        let mut paths: Vec<&str> = Vec::new();
        for (unit, _) in scope.tree.in_order() {
            if unit.label_key.contains(&word.text) && !paths.iter().any(|above| unit.path.starts_with(above)) {
                paths.push(&unit.path);
            }
        }
        let named =
            employers.iter().flat_map(|rows| rows.iter()).filter(|row| text::name_key(&row.name).contains(&word.text));
        let named: Vec<Uuid> = named.map(|row| row.id.0).collect();
        if word.kind == WordKind::Number || paths.len() + named.len() > PLACES || paths.len() + named.len() == 0 {
            return None;
        }
        let any = paths.into_iter().fold(Cond::any(), |any, path| any.add(below(path)));
        Some(if named.is_empty() { any } else { any.add(Expr::exists(works_for(named, day))) })
    };
    let mut places: Vec<Option<Cond>> = query.words.iter().map(place).collect();
    if let (true, Some(first)) = (places.iter().all(Option::is_some), places.first_mut()) {
        *first = None;
    }
    if places.iter().all(Option::is_none) {
        return Ok(None);
    }
    let rest = query.words.iter().zip(&places).filter(|(_, place)| place.is_none()).map(|(word, _)| word.clone());
    let rest = Query { words: rest.collect() };
    Ok(Some((rest, places.into_iter().flatten().fold(Cond::all(), Cond::add))))
}

/// An employment of the person on the day, with one of these employers or at one of these worksites.
fn works_for(organizations: Vec<Uuid>, day: NaiveDate) -> SelectStatement {
    Sql::select()
        .expr(Expr::val(1))
        .from_as(employment::Entity, "w")
        .and_where(col("w", "person_id").eq(col("p", "id")))
        .and_where(
            Expr::expr(col("w", "employer_org_id")).is_in(organizations.clone()).or(Expr::expr(col(
                "w",
                "worksite_org_id",
            ))
            .is_in(organizations)),
        )
        .and_where(col("w", "to_on").is_null().or(col("w", "to_on").gte(day)))
        .to_owned()
}

/// Look for a query among these members: ranges in their order, then grams.
async fn look(
    on: &impl ConnectionTrait,
    base: &Base,
    query: &Query,
    (cards, want): (bool, u64),
    (seen, found): &mut (HashSet<MembershipId>, Vec<Spot>),
) -> Result<()> {
    let want_rows = usize::try_from(want).unwrap_or(usize::MAX);
    for range in query.ranges() {
        if found.len() >= want_rows {
            break;
        }
        // Each range is read in the order of its own index: nothing is sorted, however many it holds.
        for (select, order) in base.ranges(&range, cards) {
            let mut read = 0;
            // A range may hold more than what was typed (か for が): read on, up to a budget, until the page is full.
            while found.len() < want_rows && read < RANGE_BUDGET {
                let mut select = select.clone();
                for key in &order {
                    select.order_by_expr(key.clone(), Order::Asc);
                }
                let batch = if read == 0 { want + 1 } else { RANGE_BUDGET / 4 };
                let mut candidates = hits(on, select.limit(batch).offset(read), base.of).await?;
                let last = (candidates.len() as u64) < batch;
                if base.of == Of::Keys && range.field == Field::Kana {
                    // A name that begins so is what was typed; of a reading the sound marks are asked, which stand in its key.
                    candidates.retain(|hit| query.matches(&Keys { kana_key: &hit.kana_key, ..Keys::default() }));
                }
                take_matching(on, query, cards, candidates, seen, found).await?;
                read += batch;
                if last {
                    break;
                }
            }
        }
    }
    if found.len() < want_rows
        && let Some(grams) = query.grams()
    {
        inside(on, base, query, &grams, (cards, want_rows), seen, found).await?;
    }
    Ok(())
}

/// What grams find inside names and numbers, by the running number of persons, until the page is full.
async fn inside(
    on: &impl ConnectionTrait,
    base: &Base,
    query: &Query,
    grams: &GramQuery,
    (cards, want): (bool, usize),
    seen: &mut HashSet<MembershipId>,
    found: &mut Vec<Spot>,
) -> Result<()> {
    let backend = on.get_database_backend();
    let number = if backend == DbBackend::Sqlite { "rowid" } else { "search_no" };
    let (mut after, mut many) = (0_i64, FIRST_MATCHES);
    loop {
        let mut next = gram_rows(backend, grams);
        next.and_where(Expr::col(number).gt(after)).order_by(number, Order::Asc).limit(many);
        let numbers: Vec<i64> =
            on.query_all(&next).await?.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
        let Some(last) = numbers.last().copied() else { return Ok(()) };
        let mut these = gram_rows(backend, grams);
        these.and_where(Expr::col(number).gt(after)).and_where(Expr::col(number).lte(last));
        let (select, of) = base.numbered(these);
        let mut candidates = hits(on, &select, of).await?;
        candidates.sort_by(|a, b| (&a.kana_key, a.person_id).cmp(&(&b.kana_key, b.person_id)));
        take_matching(on, query, cards, candidates, seen, found).await?;
        if found.len() >= want || (numbers.len() as u64) < many {
            return Ok(());
        }
        after = last;
        many = Ord::min(many * 4, MOST_MATCHES);
    }
}

fn gram_rows(backend: DbBackend, grams: &GramQuery) -> SelectStatement {
    let mut inner = Sql::select();
    if backend == DbBackend::Sqlite {
        inner
            .column("rowid")
            .from("person_gram")
            .and_where(Expr::cust_with_values("person_gram MATCH ?", [grams.fts5()]));
    } else {
        let any = grams.alternatives().into_iter().fold(Cond::any(), |any, list| {
            any.add(Expr::cust_with_values("grams @> string_to_array($1, ' ')", [list.join(" ")]))
        });
        inner.column("search_no").from("person_gram").cond_where(any);
    }
    inner
}

/// Keep the candidates that really match, each once.
async fn take_matching(
    on: &impl ConnectionTrait,
    query: &Query,
    cards: bool,
    candidates: Vec<Hit>,
    seen: &mut HashSet<MembershipId>,
    found: &mut Vec<Spot>,
) -> Result<()> {
    let fresh: Vec<Hit> = candidates.into_iter().filter(|hit| !seen.contains(&hit.membership_id)).collect();
    let numbers = if query.words.iter().any(|word| word.kind == WordKind::Number) {
        numbers_of(on, &fresh, cards).await?
    } else {
        HashMap::new()
    };
    for hit in fresh {
        let numbers = numbers.get(&hit.person_id).map(Vec::as_slice).unwrap_or_default();
        if hit.is(query, numbers) && seen.insert(hit.membership_id) {
            found.push(hit.spot());
        }
    }
    Ok(())
}

/// Numbers by which these persons are found: of employees, and, for who may see cards, of telephones.
async fn numbers_of(on: &impl ConnectionTrait, hits: &[Hit], cards: bool) -> Result<HashMap<PersonId, Vec<String>>> {
    let mut numbers: HashMap<PersonId, Vec<String>> = HashMap::new();
    if hits.is_empty() {
        return Ok(numbers);
    }
    let ids: Vec<PersonId> = hits.iter().map(|hit| hit.person_id).collect();
    let works: Vec<(PersonId, String)> = employment::Entity::find()
        .select_only()
        .columns([employment::Column::PersonId, employment::Column::EmployeeNo])
        .filter(employment::Column::PersonId.is_in(ids.iter().copied()))
        .filter(employment::Column::EmployeeNo.is_not_null())
        .into_tuple()
        .all(on)
        .await?;
    for (person, number) in works {
        numbers.entry(person).or_default().push(text::number_key(&number));
    }
    if !cards {
        return Ok(numbers);
    }
    let contacts: Vec<(PersonId, String)> = contact_point::Entity::find()
        .select_only()
        .columns([contact_point::Column::PersonId, contact_point::Column::Digits])
        .filter(contact_point::Column::PersonId.is_in(ids))
        .filter(contact_point::Column::Digits.ne(""))
        .into_tuple()
        .all(on)
        .await?;
    for (person, digits) in contacts {
        numbers.entry(person).or_default().push(digits);
    }
    Ok(numbers)
}
