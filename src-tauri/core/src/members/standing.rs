//! How a member stands on a day, beside the membership: in which conditions, in which offices, full-time or not. Lists, files and
//! reports ask here, so that they say the same.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
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
    pub fulltime_kind: Option<FulltimeKind>,
    /// The word of a list for an office (組合役職), as it is said on the day.
    said: Option<String>,
    /// The words that lists of later days say, the last one first.
    said_later: Vec<String>,
    /// A term of the member's is on record, of whatever day.
    has_terms: bool,
    /// Names of the offices of which a term of anybody is on record.
    dated: Arc<HashSet<String>>,
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
        self.said.clone().filter(|word| !self.is_told_by_terms(word))
    }

    /// Lists of later days say something else than this one: an older list does not take their place.
    pub fn is_said_otherwise_later(&self, word: &str) -> bool {
        self.said_later.iter().any(|later| later != word)
    }

    /// Terms say who holds what and when: the word of a list says nothing any more of a member with a term, nor of an office that
    /// somebody had a term of.
    pub fn is_told_by_terms(&self, word: &str) -> bool {
        self.has_terms || self.dated.contains(word)
    }
}

/// A membership with the word of a list that is stored with it (`union_post`).
pub(crate) type Worded = (MembershipId, Option<String>);

/// How these members stand on a day. Three statements, whatever their number, and two more where lists said offices.
///
/// # Errors
/// What the database answers.
pub(crate) async fn standings(on: &impl ConnectionTrait, members: &[Worded], day: NaiveDate) -> Result<Standings> {
    if members.is_empty() {
        return Ok(Standings::default());
    }
    let ids: Vec<MembershipId> = members.iter().map(|(id, _)| *id).collect();
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
            found.entry(term.membership_id).or_default().fulltime_kind = Some(term.fulltime_kind);
        }
    }
    for (id, mut labels) in held {
        labels.sort();
        labels.dedup();
        found.entry(id).or_default().offices = labels.into_iter().map(|(_, label)| label).collect();
    }
    Ok(Standings { of: found, dated: Arc::new(dated) })
}

/// What lists say of the offices of these members on a day. A word has the day of its list: the member's history has each change
/// of it, with the import that brought it. What was put right by hand was so from the start.
async fn words_of_lists(
    on: &impl ConnectionTrait,
    members: &[Worded],
    day: NaiveDate,
) -> Result<HashMap<MembershipId, Standing>> {
    let words: Vec<(MembershipId, &String)> =
        members.iter().filter_map(|(id, word)| word.as_ref().map(|word| (*id, word))).collect();
    if words.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = changes_of_words(on, words.iter().map(|(id, _)| *id)).await?;
    let batches: HashSet<BatchId> = rows.iter().filter_map(|row| row.import_batch_id).collect();
    let listed: Vec<(BatchId, NaiveDate)> = import_batch::Entity::find()
        .select_only()
        .columns([import_batch::Column::Id, import_batch::Column::AsOf])
        .filter(import_batch::Column::Id.is_in(batches))
        .into_tuple()
        .all(on)
        .await?;
    let listed: HashMap<BatchId, NaiveDate> = listed.into_iter().collect();
    let mut changes: HashMap<MembershipId, Vec<WordChange>> = HashMap::new();
    for row in rows {
        let before = word_in(&row.before);
        changes.entry(row.membership_id).or_default().push(WordChange {
            from: row.import_batch_id.map(|batch| listed.get(&batch).copied().unwrap_or(row.effective_on)),
            before,
        });
    }
    Ok(words
        .into_iter()
        .map(|(id, word)| {
            let (said, said_later) = said_on(word, changes.remove(&id).unwrap_or_default(), day);
            (id, Standing { said, said_later, ..Standing::default() })
        })
        .collect())
}

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
        .filter(Condition::any().add(came_with_file).add(Column::After.contains("\"union_post\"")))
        .order_by_desc(Column::Id)
        .all(on)
        .await?)
}

/// The word in a side of a change.
fn word_in(side: &str) -> Option<String> {
    let side: Value = serde_json::from_str(side).unwrap_or_default();
    side.get("union_post").and_then(Value::as_str).map(str::to_owned)
}

/// What lists said of the office of one membership, told of another one, with the days of the lists.
///
/// # Errors
/// What the database answers.
pub(super) async fn words_for(
    on: &impl ConnectionTrait,
    of: MembershipId,
    to: MembershipId,
) -> Result<Vec<membership_event::ActiveModel>> {
    let rows = changes_of_words(on, [of]).await?;
    let told = rows.into_iter().rev().map(|row| {
        let (before, after) = (word_in(&row.before), word_in(&row.after));
        membership_event::ActiveModel {
            id: Set(EventId::new()),
            membership_id: Set(to),
            kind: Set(EventKind::Correction),
            effective_on: Set(row.effective_on),
            before: Set(json!({ "union_post": before }).to_string()),
            after: Set(json!({ "union_post": after }).to_string()),
            import_batch_id: Set(row.import_batch_id),
            ..Default::default()
        }
    });
    Ok(told.collect())
}

/// A change of the word of a list.
struct WordChange {
    /// Day of the list; none = by hand.
    from: Option<NaiveDate>,
    before: Option<String>,
}

/// The word on a day, of the stored one and its changes, the last one first; and the words of later days.
fn said_on(stored: &str, changes: Vec<WordChange>, day: NaiveDate) -> (Option<String>, Vec<String>) {
    let mut word = stored.to_owned();
    let mut later = Vec::new();
    for change in changes {
        if change.from.is_none_or(|from| from <= day) {
            break;
        }
        later.push(std::mem::replace(&mut word, change.before.unwrap_or_default()));
    }
    (Some(word).filter(|word| !word.is_empty()), later)
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
