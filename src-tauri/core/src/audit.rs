//! The trail of what was done: appended only, each entry chained to the one before by SHA-256 and signed by the officer
//! who acted. It holds names of fields, never values. A plain chain would not be enough: an officer with SQL and the key
//! could compute it anew, so each entry carries a signature that only the officer's passphrase can make. Which key is whose
//! the trail says itself: the entry that adds an officer names the officer's key, and is signed by who added them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::Result;
use crate::ids::{OfficerId, OpId};
use crate::vault;

mod entry {
    //! The table `audit_log`.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    /// One entry of the trail.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_log")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub seq: i64,
        pub at: DateTime<Utc>,
        pub actor: Option<Uuid>,
        pub action: String,
        pub op_id: Option<Uuid>,
        pub entity: Option<String>,
        pub entity_id: Option<Uuid>,
        pub fields: String,
        pub reason: Option<String>,
        pub new_key_of: Option<Uuid>,
        pub new_key: Option<Vec<u8>>,
        pub prev_hash: Vec<u8>,
        pub hash: Vec<u8>,
        pub signer: Vec<u8>,
        pub signature: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What to write into the trail.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// `capability.verb`.
    pub action: String,
    /// The op of the same transaction.
    pub op: Option<OpId>,
    /// Table of the record meant.
    pub entity: Option<String>,
    /// Record meant.
    pub entity_id: Option<Uuid>,
    /// Names of the fields changed.
    pub fields: Vec<String>,
    /// Why.
    pub reason: Option<String>,
    /// The officer whose signing key this entry makes known, and the key.
    pub new_key: Option<(OfficerId, Vec<u8>)>,
}

/// Who signs.
pub struct Signer<'a> {
    /// The officer.
    pub officer: OfficerId,
    /// The officer's keys.
    pub keys: &'a vault::OfficerKeys,
}

/// An entry as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct AuditRow {
    /// Running number.
    #[ts(type = "number")]
    pub seq: i64,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Officer.
    #[ts(type = "string | null")]
    pub actor: Option<Uuid>,
    /// `capability.verb`.
    pub action: String,
    /// The op written with it.
    #[ts(type = "string | null")]
    pub op: Option<Uuid>,
    /// Table of the record meant.
    pub entity: Option<String>,
    /// Record meant.
    #[ts(type = "string | null")]
    pub entity_id: Option<Uuid>,
    /// Names of the fields changed.
    pub fields: Vec<String>,
    /// Why.
    pub reason: Option<String>,
}

/// Result of checking the chain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ChainReport {
    /// Entries checked.
    #[ts(type = "number")]
    pub entries: i64,
    /// Number of the first bad entry; none = the chain is whole.
    #[ts(type = "number | null")]
    pub first_bad: Option<i64>,
    /// Hash of the last entry, hex; to be noted outside the file.
    pub head: String,
}

fn digest(model: &entry::Model) -> Vec<u8> {
    let body = serde_json::to_vec(&(
        model.seq,
        model.at.timestamp_micros(),
        model.actor,
        &model.action,
        model.op_id,
        &model.entity,
        model.entity_id,
        &model.fields,
        &model.reason,
        (&model.new_key_of, &model.new_key),
        &model.signer,
    ))
    .unwrap_or_default();
    vault::hash(&[model.prev_hash.as_slice(), &body].concat())
}

/// Append an entry within the transaction of the change it tells of.
///
/// # Errors
/// What the database answers.
pub async fn append(on: &impl ConnectionTrait, signer: &Signer<'_>, at: DateTime<Utc>, entry: Entry) -> Result<()> {
    let last = entry::Entity::find().order_by_desc(entry::Column::Seq).limit(1).one(on).await?;
    let mut model = entry::Model {
        seq: last.as_ref().map_or(1, |last| last.seq + 1),
        at,
        actor: Some(signer.officer.0),
        action: entry.action,
        op_id: entry.op.map(Into::into),
        entity: entry.entity,
        entity_id: entry.entity_id,
        fields: serde_json::to_string(&entry.fields).unwrap_or_default(),
        reason: entry.reason,
        new_key_of: entry.new_key.as_ref().map(|(officer, _)| officer.0),
        new_key: entry.new_key.map(|(_, key)| key),
        prev_hash: last.map(|last| last.hash).unwrap_or_default(),
        hash: Vec::new(),
        signer: signer.keys.public().sign,
        signature: Vec::new(),
    };
    model.hash = digest(&model);
    model.signature = signer.keys.sign(&model.hash);
    entry::Entity::insert(entry::ActiveModel {
        seq: Set(model.seq),
        at: Set(model.at),
        actor: Set(model.actor),
        action: Set(model.action),
        op_id: Set(model.op_id),
        entity: Set(model.entity),
        entity_id: Set(model.entity_id),
        fields: Set(model.fields),
        reason: Set(model.reason),
        new_key_of: Set(model.new_key_of),
        new_key: Set(model.new_key),
        prev_hash: Set(model.prev_hash),
        hash: Set(model.hash),
        signer: Set(model.signer),
        signature: Set(model.signature),
    })
    .exec_without_returning(on)
    .await?;
    Ok(())
}

/// Which key is whose, as far as the trail has been read.
#[derive(Debug, Default)]
struct Keys(HashMap<Uuid, Vec<u8>>);

impl Keys {
    /// What the entries before a number made known.
    async fn before(on: &impl ConnectionTrait, seq: i64) -> Result<Self> {
        let entries = entry::Entity::find()
            .filter(entry::Column::Seq.lt(seq))
            .filter(entry::Column::NewKeyOf.is_not_null())
            .order_by_asc(entry::Column::Seq)
            .all(on)
            .await?;
        let mut keys = Self::default();
        for model in &entries {
            keys.learn(model);
        }
        Ok(keys)
    }

    fn learn(&mut self, model: &entry::Model) {
        if let (Some(officer), Some(key)) = (model.new_key_of, &model.new_key) {
            self.0.insert(officer, key.clone());
        }
    }

    /// Whether the entry is signed with its officer's key. Two entries may bring the key that signs them: the first of all,
    /// and a recovery, whose proof is the recovery sheet; both stand in the trail for everyone to see.
    fn fits(&self, model: &entry::Model) -> bool {
        let brings_its_own = (model.seq == 1 || model.action == RECOVERY)
            && model.new_key_of == model.actor
            && model.new_key.as_ref() == Some(&model.signer);
        let known = model.actor.and_then(|actor| self.0.get(&actor)) == Some(&model.signer);
        (known || brings_its_own) && vault::signed_by(&model.signer, &model.hash, &model.signature)
    }
}

/// The verb whose entry may bring the key that signs it.
const RECOVERY: &str = "desk.recover";

/// Check numbers, links, hashes, signatures and whose they are, of all entries or the last `tail`.
///
/// # Errors
/// What the database answers.
pub async fn verify(on: &impl ConnectionTrait, tail: Option<u64>) -> Result<ChainReport> {
    let mut report = ChainReport::default();
    let mut before: Option<entry::Model> = None;
    let newest =
        entry::Entity::find().order_by_desc(entry::Column::Seq).limit(1).one(on).await?.map_or(0, |last| last.seq);
    let mut from = tail.map_or(1, |tail| (newest - i64::try_from(tail).unwrap_or(i64::MAX) + 1).max(1));
    let first = from;
    let mut keys = Keys::before(on, first).await?;
    loop {
        let page = entry::Entity::find()
            .filter(entry::Column::Seq.gte(from))
            .order_by_asc(entry::Column::Seq)
            .limit(1000)
            .all(on)
            .await?;
        let Some(last) = page.last() else { break };
        from = last.seq + 1;
        for model in page {
            let linked = match &before {
                Some(before) => before.seq + 1 == model.seq && before.hash == model.prev_hash,
                None => model.seq == first && (first > 1 || model.prev_hash.is_empty()),
            };
            let whole = digest(&model) == model.hash && keys.fits(&model);
            keys.learn(&model);
            if !(linked && whole) && report.first_bad.is_none() {
                report.first_bad = Some(model.seq);
            }
            report.entries += 1;
            before = Some(model);
        }
    }
    report.head = before.map(|last| last.hash.iter().map(|byte| format!("{byte:02x}")).collect()).unwrap_or_default();
    Ok(report)
}

/// Every reason in the trail, with the record that its entry is about.
///
/// # Errors
/// What the database answers.
pub(crate) async fn reasons(on: &impl ConnectionTrait) -> Result<Vec<(Option<Uuid>, String)>> {
    let found: Vec<(Option<Uuid>, Option<String>)> = entry::Entity::find()
        .select_only()
        .columns([entry::Column::EntityId, entry::Column::Reason])
        .filter(entry::Column::Reason.is_not_null())
        .into_tuple()
        .all(on)
        .await?;
    Ok(found.into_iter().filter_map(|(id, reason)| Some((id, reason?))).collect())
}

/// Entries, newest first, before a number; of one record if named.
///
/// # Errors
/// What the database answers.
pub async fn list(
    on: &impl ConnectionTrait,
    before: Option<i64>,
    entity_id: Option<Uuid>,
    among: Option<SelectStatement>,
    limit: u64,
) -> Result<Vec<AuditRow>> {
    let mut query = entry::Entity::find().order_by_desc(entry::Column::Seq).limit(limit.min(500));
    if let Some(before) = before {
        query = query.filter(entry::Column::Seq.lt(before));
    }
    if let Some(id) = entity_id {
        query = query.filter(entry::Column::EntityId.eq(id));
    }
    if let Some(ops) = among {
        query = query.filter(entry::Column::OpId.in_subquery(ops));
    }
    let rows = query.all(on).await?.into_iter().map(|model| AuditRow {
        seq: model.seq,
        at: model.at,
        actor: model.actor,
        action: model.action,
        op: model.op_id,
        entity: model.entity,
        entity_id: model.entity_id,
        fields: serde_json::from_str(&model.fields).unwrap_or_default(),
        reason: model.reason,
    });
    Ok(rows.collect())
}
