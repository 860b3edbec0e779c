//! How a member stands on a day, beside the membership: in which conditions, in which offices, full-time or not. Lists, files and
//! reports ask here, so that they say the same.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveEnum, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};

use super::entity::{import_batch, membership_condition, membership_event, office, office_term};
use super::model::{ConditionKind, EventKind, FulltimeKind, Status};
use crate::dates::in_force;
use crate::error::Result;
use crate::ids::{BatchId, EventId, MembershipId, OfficeId};

/// How a member stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Conditions, the one that began last first.
    pub conditions: Vec<ConditionKind>,
    /// Names of the offices held, in the order of the offices.
    pub offices: Vec<String>,
    /// 専従区分 of the offices held; none = no office, or none that is full-time.
    pub fulltime_of_terms: Option<FulltimeKind>,
    /// The word of lists for an office (組合役職).
    said: Said,
    /// What lists say of 専従区分, by its code.
    said_fulltime: Said,
    /// A term of the member's is on record, of whatever day.
    has_terms: bool,
    /// Names of the offices of which a term of anybody is on record.
    dated: Arc<HashSet<String>>,
}

/// What lists say of one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Said {
    /// On the day.
    now: Option<String>,
    /// By lists of later days, the last one first.
    later: Vec<String>,
}

impl Said {
    /// Lists of later days say something else than this one: an older list does not take their place.
    fn is_otherwise_later(&self, word: &str) -> bool {
        self.later.iter().any(|later| later != word)
    }
}

/// How some members stand on a day.
#[derive(Debug, Default)]
pub(crate) struct Standings {
    of: HashMap<MembershipId, Standing>,
    dated: Arc<HashSet<String>>,
}

impl Standings {
    /// How one of them stands; who was not found stands in nothing.
    pub fn take(&mut self, id: MembershipId) -> Standing {
        Standing { dated: Arc::clone(&self.dated), ..self.of.remove(&id).unwrap_or_default() }
    }
}

impl Standing {
    /// The condition that a column of 状態 names: the one that began last. A suspension of rights is a state of the membership.
    pub fn condition(&self) -> Option<ConditionKind> {
        self.conditions.iter().copied().find(|kind| *kind != ConditionKind::RightsSuspended)
    }

    /// The rights are suspended.
    pub fn is_suspended(&self) -> bool {
        self.conditions.contains(&ConditionKind::RightsSuspended)
    }

    /// The state of a membership on the day: rights are suspended exactly while the suspension lasts (M-07).
    pub fn status(&self, status: Status) -> Status {
        match status {
            Status::Active | Status::Suspended if self.is_suspended() => Status::Suspended,
            Status::Suspended => Status::Active,
            other => other,
        }
    }

    /// 組合役職: the offices held, else the word of a list.
    pub fn post(&self) -> Option<String> {
        if self.offices.is_empty() { self.word() } else { Some(self.offices.join("、")) }
    }

    /// The word of a list, unless terms tell of it.
    pub fn word(&self) -> Option<String> {
        self.said.now.clone().filter(|word| !self.is_told_by_terms(word))
    }

    /// Lists of later days say another word than this one.
    pub fn is_said_otherwise_later(&self, word: &str) -> bool {
        self.said.is_otherwise_later(word)
    }

    /// 専従区分: that of the offices held, else what lists say.
    pub fn fulltime_kind(&self) -> Option<FulltimeKind> {
        self.fulltime_of_terms.or_else(|| self.listed_fulltime_kind())
    }

    /// 専従区分 as lists say it.
    pub fn listed_fulltime_kind(&self) -> Option<FulltimeKind> {
        self.said_fulltime.now.as_ref().and_then(|code| FulltimeKind::try_from_value(code).ok())
    }

    /// Lists of later days say another 専従区分 than this code.
    pub fn is_fulltime_otherwise_later(&self, code: &str) -> bool {
        self.said_fulltime.is_otherwise_later(code)
    }

    /// Terms say who holds what and when: the word of a list says nothing any more of a member with a term, nor of an office that
    /// somebody had a term of.
    pub fn is_told_by_terms(&self, word: &str) -> bool {
        self.has_terms || self.dated.contains(word)
    }
}

/// A membership with what lists said of it last, as it is stored with it.
#[derive(Clone, Debug)]
pub(crate) struct Worded {
    /// The membership.
    pub id: MembershipId,
    /// The word for an office (`union_post`).
    pub post: Option<String>,
    /// 専従区分
    pub fulltime_kind: Option<FulltimeKind>,
}

/// How these members stand on a day. Three statements, whatever their number; one more where lists said something, and two more
/// where one of them is of a later day.
///
/// # Errors
/// What the database answers.
pub(crate) async fn standings(on: &impl ConnectionTrait, members: &[Worded], day: NaiveDate) -> Result<Standings> {
    if members.is_empty() {
        return Ok(Standings::default());
    }
    let ids: Vec<MembershipId> = members.iter().map(|of| of.id).collect();
    let mut found = words_of_lists(on, members, day).await?;
    let mut conditions = membership_condition::Entity::find()
        .filter(membership_condition::Column::MembershipId.is_in(ids.iter().copied()))
        .filter(membership_condition::Column::FromOn.lte(day))
        .filter(
            Condition::any()
                .add(membership_condition::Column::ToOn.is_null())
                .add(membership_condition::Column::ToOn.gte(day)),
        )
        .all(on)
        .await?;
    // A page has few of them: the database would sort what it reads of the index again.
    conditions.sort_by_key(|row| (std::cmp::Reverse(row.from_on), row.id));
    for row in conditions {
        found.entry(row.membership_id).or_default().conditions.push(row.kind);
    }
    let mut terms = office_term::Entity::find()
        .filter(office_term::Column::MembershipId.is_in(ids.iter().copied()))
        .all(on)
        .await?;
    terms.sort_by_key(|term| term.id);
    let offices: HashMap<OfficeId, (i64, String)> = office::Entity::find()
        .filter(Expr::cust("EXISTS (SELECT 1 FROM office_term t WHERE t.office_id = office.id)"))
        .all(on)
        .await?
        .into_iter()
        .map(|row| (row.id, (row.sort, row.label)))
        .collect();
    let dated = offices.values().map(|(_, label)| label.clone()).collect();
    let mut held: HashMap<MembershipId, Vec<(i64, String)>> = HashMap::new();
    for term in terms {
        found.entry(term.membership_id).or_default().has_terms = true;
        if !in_force(term.from_on, term.to_on, day) {
            continue;
        }
        held.entry(term.membership_id).or_default().extend(offices.get(&term.office_id).cloned());
        if term.fulltime_kind != FulltimeKind::None {
            found.entry(term.membership_id).or_default().fulltime_of_terms = Some(term.fulltime_kind);
        }
    }
    for (id, mut labels) in held {
        labels.sort();
        labels.dedup();
        found.entry(id).or_default().offices = labels.into_iter().map(|(_, label)| label).collect();
    }
    Ok(Standings { of: found, dated: Arc::new(dated) })
}

/// What lists say of the offices and of 専従区分 of these members on a day. A word has the day of its list: the member's history has
/// each change of it, with the import that brought it. What was put right by hand was so from the start.
async fn words_of_lists(
    on: &impl ConnectionTrait,
    members: &[Worded],
    day: NaiveDate,
) -> Result<HashMap<MembershipId, Standing>> {
    let told: Vec<&Worded> = members.iter().filter(|of| of.post.is_some() || of.fulltime_kind.is_some()).collect();
    if told.is_empty() {
        return Ok(HashMap::new());
    }
    // Where no list is of a later day, what is stored is what was said last.
    let newest = import_batch::Entity::find()
        .select_only()
        .column(import_batch::Column::AsOf)
        .order_by_desc(import_batch::Column::AsOf)
        .into_tuple::<NaiveDate>()
        .one(on)
        .await?;
    let rows = match newest {
        Some(newest) if newest > day => changes_of_words(on, told.iter().map(|of| of.id)).await?,
        _ => Vec::new(),
    };
    let batches: HashSet<BatchId> = rows.iter().filter_map(|row| row.import_batch_id).collect();
    let listed: HashMap<BatchId, NaiveDate> = if batches.is_empty() {
        HashMap::new()
    } else {
        import_batch::Entity::find()
            .select_only()
            .columns([import_batch::Column::Id, import_batch::Column::AsOf])
            .filter(import_batch::Column::Id.is_in(batches))
            .into_tuple::<(BatchId, NaiveDate)>()
            .all(on)
            .await?
            .into_iter()
            .collect()
    };
    let mut changes: HashMap<MembershipId, Vec<WordChange>> = HashMap::new();
    for row in rows {
        changes.entry(row.membership_id).or_default().push(WordChange {
            from: row.import_batch_id.map(|batch| listed.get(&batch).copied().unwrap_or(row.effective_on)),
            joins: row.kind == EventKind::Join,
            before: side(&row.before),
            after: side(&row.after),
        });
    }
    let standing_of = |of: &Worded| {
        let own = changes.get(&of.id).map(Vec::as_slice).unwrap_or_default();
        let said =
            |stored: Option<&str>, name: &str| stored.map(|word| said_on(word, own, name, day)).unwrap_or_default();
        let kind = of.fulltime_kind.map(FulltimeKind::code);
        Standing {
            said: said(of.post.as_deref(), POST),
            said_fulltime: said(kind.as_deref(), FULLTIME),
            ..Standing::default()
        }
    };
    Ok(told.into_iter().map(|of| (of.id, standing_of(of))).collect())
}

/// Names in the history of what lists say with their days.
const POST: &str = "union_post";
const FULLTIME: &str = "fulltime_kind";

/// Where the history of memberships tells of the words of lists, the last change first.
async fn changes_of_words(
    on: &impl ConnectionTrait,
    of: impl IntoIterator<Item = MembershipId>,
) -> Result<Vec<membership_event::Model>> {
    use membership_event::Column;
    let came_with_file =
        Condition::all().add(Column::Kind.eq(EventKind::Join)).add(Column::ImportBatchId.is_not_null());
    Ok(membership_event::Entity::find()
        .filter(Column::MembershipId.is_in(of))
        .filter(
            [POST, FULLTIME]
                .into_iter()
                .fold(Condition::any().add(came_with_file), |any, name| any.add(Column::After.contains(quoted(name)))),
        )
        .order_by_desc(Column::Id)
        .all(on)
        .await?)
}

/// A name as JSON writes it.
fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

/// A side of a change.
fn side(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// The word of a name in a side of a change.
fn word_in(side: &Value, name: &str) -> Option<String> {
    side.get(name).and_then(Value::as_str).map(str::to_owned)
}

/// What is passed on of the words of lists.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passed {
    /// The word for an office.
    pub post: bool,
    /// 専従区分
    pub fulltime: bool,
}

/// What lists said of one membership, told of another one, with the days of the lists.
///
/// # Errors
/// What the database answers.
pub(super) async fn words_for(
    on: &impl ConnectionTrait,
    of: MembershipId,
    to: MembershipId,
    passed: Passed,
) -> Result<Vec<membership_event::ActiveModel>> {
    let names: Vec<&str> = [(POST, passed.post), (FULLTIME, passed.fulltime)]
        .into_iter()
        .filter_map(|(name, is)| is.then_some(name))
        .collect();
    let mut told = Vec::new();
    for row in changes_of_words(on, [of]).await?.into_iter().rev() {
        let (before, after) = (side(&row.before), side(&row.after));
        let joins = row.kind == EventKind::Join;
        let changed: Vec<&str> = names.iter().copied().filter(|name| joins || after.get(*name).is_some()).collect();
        if changed.is_empty() {
            continue;
        }
        let of_side = |side: &Value| {
            let words = changed.iter().map(|name| ((*name).to_owned(), json!(word_in(side, name))));
            Value::Object(words.collect()).to_string()
        };
        told.push(membership_event::ActiveModel {
            id: Set(EventId::new()),
            membership_id: Set(to),
            kind: Set(EventKind::Correction),
            effective_on: Set(row.effective_on),
            before: Set(of_side(&before)),
            after: Set(of_side(&after)),
            import_batch_id: Set(row.import_batch_id),
            ..Default::default()
        });
    }
    Ok(told)
}

/// A change of what lists say.
struct WordChange {
    /// Day of the list; none = by hand.
    from: Option<NaiveDate>,
    /// The member came with the list, and whatever it says.
    joins: bool,
    before: Value,
    after: Value,
}

/// The word on a day, of the stored one and its changes, the last one first; and the words of later days.
fn said_on(stored: &str, changes: &[WordChange], name: &str, day: NaiveDate) -> Said {
    let mut word = stored.to_owned();
    let mut later = Vec::new();
    for change in changes.iter().filter(|change| change.joins || change.after.get(name).is_some()) {
        if change.from.is_none_or(|from| from <= day) {
            break;
        }
        later.push(std::mem::replace(&mut word, word_in(&change.before, name).unwrap_or_default()));
    }
    Said { now: Some(word).filter(|word| !word.is_empty()), later }
}

/// How the member of the membership `m` stands on a day, as SQL: the condition that a column of 状態 names, else the state of the
/// membership as [`Standing::status`] says it.
pub(super) fn standing_on(day: &str) -> String {
    let lasts = format!("c.membership_id = m.id AND c.from_on <= {day} AND (c.to_on IS NULL OR c.to_on >= {day})");
    format!(
        "COALESCE((SELECT c.kind FROM membership_condition c WHERE {lasts} AND c.kind <> 'rights_suspended' \
         ORDER BY c.from_on DESC, c.id LIMIT 1), \
         CASE WHEN m.status IN ('active', 'suspended') OR (m.status = 'ended' AND m.left_on >= {day}) THEN \
         CASE WHEN EXISTS (SELECT 1 FROM membership_condition c WHERE {lasts} AND c.kind = 'rights_suspended') \
         THEN 'suspended' ELSE 'active' END ELSE m.status END)"
    )
}
