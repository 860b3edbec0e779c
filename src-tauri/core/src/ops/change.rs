//! A change in the making: what verbs write through.

use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, Iterable, QueryFilter, QueryOrder, QuerySelect, Value as DbValue,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::entity::{op, op_change};
use super::tables::{Rows, Tracked, column, id_in_column, id_of, insert_rows, version_of};
use crate::audit;
use crate::compose;
use crate::error::{Error, Result};
use crate::ids::{OfficerId, OpId};
use crate::session::Session;

/// Rows of one kind that wait to be written as one inverse.
struct Pending {
    table: &'static str,
    kind: &'static str,
    ids: Vec<u8>,
    /// Each as JSON.
    images: Vec<String>,
}

/// Whether an op remembers what stood in a row before it.
#[derive(Clone, Copy)]
enum Before {
    Remembered,
    Forgotten,
}

/// How many rows one row of `op_change` describes.
const CHUNK: usize = 500;
/// A change of so many rows changes what the database should know of its tables.
const MANY: i64 = 1_000;

/// Of whom a change tells: what is derived from them is written anew at its end.
#[derive(Debug, Default)]
pub struct Touched {
    /// Persons.
    pub persons: BTreeSet<Uuid>,
    /// Those of them whose grams the verb wrote itself, or did not change.
    pub indexed: BTreeSet<Uuid>,
    /// Memberships of which rows beside them were touched.
    memberships: HashSet<Uuid>,
    /// Memberships that were touched themselves, with their persons.
    named: HashSet<Uuid>,
}

impl Touched {
    /// Memberships touched whose persons are not among those above.
    pub fn of_others(&self) -> impl Iterator<Item = Uuid> + '_ {
        self.memberships.difference(&self.named).copied()
    }

    /// Whether a membership was touched itself, and not only a row beside it.
    pub fn is_named(&self, membership: Uuid) -> bool {
        self.named.contains(&membership)
    }

    pub(super) fn tell(&mut self, person: Option<Uuid>, membership: Option<Uuid>) {
        match person {
            Some(person) => {
                self.persons.insert(person);
                self.named.extend(membership);
            }
            None => self.memberships.extend(membership),
        }
    }
}

/// The id that a row sets in a column.
fn id_set<E: Tracked>(row: &E::ActiveModel, column: Option<E::Column>) -> Option<Uuid> {
    match column.map(|column| row.get(column)) {
        Some(ActiveValue::Set(DbValue::Uuid(id))) => id,
        _ => None,
    }
}

/// One op, one transaction. Dropped without [`Change::done`], nothing happened.
pub struct Change<'s> {
    session: &'s Session,
    transaction: DatabaseTransaction,
    id: OpId,
    capability: &'static str,
    verb: &'static str,
    now: DateTime<Utc>,
    seq: i64,
    rows: i64,
    /// Rows that nothing takes back.
    laid: i64,
    pending: Option<Pending>,
    entry: audit::Entry,
    kind: &'static str,
    undoes: Option<Uuid>,
    undoable: bool,
    touched: Touched,
    /// Indexes set aside, as statements that make them again.
    aside: Vec<String>,
    tables: BTreeSet<&'static str>,
}

/// The id of the next op: after every other, whatever the clock says, for ops are read and taken back in the order of their ids.
async fn next_id(on: &DatabaseTransaction) -> Result<OpId> {
    let newest: Option<Uuid> = op::Entity::find()
        .select_only()
        .column(op::Column::Id)
        .order_by_desc(op::Column::Id)
        .limit(1)
        .into_tuple()
        .one(on)
        .await?;
    let id = OpId::new();
    let after = newest.filter(|newest| *newest >= id.0).map(|newest| OpId(Uuid::from_u128(newest.as_u128() + 1)));
    Ok(after.unwrap_or(id))
}

impl<'s> Change<'s> {
    pub(crate) async fn begin(session: &'s Session, capability: &'static str, verb: &'static str) -> Result<Self> {
        let right = compose::right_of(capability, verb, &Value::Null).filter(|right| session.can(*right));
        let change = Self::first(session, capability, verb).await?;
        // On a server a colleague may have locked the officer out, or ended the role, while the change waited for its turn.
        if session.db().is_shared() {
            session.renew_rights_on(&change.transaction).await?;
            if let Some(right) = right {
                session.may(right)?;
            }
        }
        Ok(change)
    }

    /// A change that asks nothing of the officer: the one that founds the union, in which nobody has a role yet.
    pub(crate) async fn first(session: &'s Session, capability: &'static str, verb: &'static str) -> Result<Self> {
        let transaction = session.db().begin().await?;
        let id = next_id(&transaction).await?;
        let entry = audit::Entry { action: format!("{capability}.{verb}"), op: Some(id), ..audit::Entry::default() };
        let mut change = Self {
            session,
            transaction,
            id,
            capability,
            verb,
            now: session.now(),
            seq: 0,
            rows: 0,
            laid: 0,
            pending: None,
            entry,
            kind: "done",
            undoes: None,
            undoable: true,
            touched: Touched::default(),
            aside: Vec::new(),
            tables: BTreeSet::new(),
        };
        change.write_op().await?;
        Ok(change)
    }

    async fn write_op(&mut self) -> Result<()> {
        op::Entity::insert(op::ActiveModel {
            id: Set(self.id.0),
            at: Set(self.now),
            actor: Set(Some(self.session.officer().0)),
            kind: Set(self.kind.into()),
            capability: Set(self.capability.into()),
            verb: Set(self.verb.into()),
            about: Set("{}".into()),
            rows: Set(0),
            undoes: Set(None),
            undone_by: Set(None),
            undoable: Set(true),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        Ok(())
    }

    /// The connection of the change: everything read or written until `done` goes through it.
    #[must_use]
    pub fn on(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// The op's id; an import's batch has the same.
    #[must_use]
    pub fn id(&self) -> OpId {
        self.id
    }

    /// The day of the change in Japan.
    #[must_use]
    pub fn today(&self) -> chrono::NaiveDate {
        self.session.today()
    }

    /// The moment of the change, the same for all its rows.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Name the record that the trail should point to; otherwise the first row touched.
    pub fn about_record(&mut self, table: &str, id: Uuid) {
        self.entry.entity = Some(table.to_owned());
        self.entry.entity_id = Some(id);
    }

    /// The trail learns an officer's signing key with this change.
    pub fn makes_known(&mut self, officer: OfficerId, key: Vec<u8>) {
        self.entry.new_key = Some((officer, key));
    }

    /// Say why, for the trail.
    pub fn because(&mut self, reason: Option<String>) {
        self.entry.reason = reason;
    }

    /// The verb cannot be taken back (keys, backups, erasure).
    pub fn is_final(&mut self) {
        self.undoable = false;
    }

    pub(super) fn takes_back(&mut self, kind: &'static str, undoes: Uuid) {
        self.kind = kind;
        self.undoes = Some(undoes);
    }

    fn first_record(&mut self, table: &str, id: Uuid) {
        if self.entry.entity.is_none() {
            self.about_record(table, id);
        }
    }

    /// Who and when, on new rows; answers their ids.
    fn stamp<E: Tracked>(&self, rows: &mut [E::ActiveModel]) -> Result<Vec<Uuid>> {
        let (id_column, version) = (column::<E>("id")?, column::<E>("version")?);
        let at = [column::<E>("created_at")?, column::<E>("updated_at")?];
        let by = [column::<E>("created_by")?, column::<E>("updated_by")?];
        let (now, officer) = (DbValue::from(self.now), DbValue::from(Some(self.session.officer().0)));
        let mut ids = Vec::with_capacity(rows.len());
        for row in rows {
            ids.push(match row.get(id_column) {
                ActiveValue::Set(DbValue::Uuid(Some(id))) | ActiveValue::Unchanged(DbValue::Uuid(Some(id))) => id,
                _ => {
                    let id = crate::ids::new();
                    row.set(id_column, DbValue::from(id));
                    id
                }
            });
            for column in at {
                row.set(column, now.clone());
            }
            for column in by {
                row.set(column, officer.clone());
            }
            row.set(version, DbValue::from(1i64));
        }
        Ok(ids)
    }

    /// Insert one row; its id is made unless it is set. Returns the id.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn insert<E: Tracked + 'static>(&mut self, row: E::ActiveModel) -> Result<Uuid> {
        let ids = self.insert_many::<E>(vec![row]).await?;
        ids.first().copied().ok_or_else(|| Error::Bug("insert".into()))
    }

    /// Insert many rows of one table.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn insert_many<E: Tracked + 'static>(&mut self, mut rows: Vec<E::ActiveModel>) -> Result<Vec<Uuid>> {
        let ids = self.insert_untracked::<E>(&mut rows).await?;
        for part in ids.chunks(CHUNK) {
            self.note(E::TABLE, "born", part, Vec::new()).await?;
        }
        if let Some(first) = ids.first() {
            self.first_record(E::TABLE, *first);
        }
        Ok(ids)
    }

    /// Insert rows that stay when the op is taken back: logs of what happened.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn keep<E: Tracked + 'static>(&mut self, mut rows: Vec<E::ActiveModel>) -> Result<Vec<Uuid>> {
        self.insert_untracked::<E>(&mut rows).await
    }

    /// Insert rows of a union that is being founded, by the hundred thousand: nothing takes them back, and the caller
    /// writes what is derived from them.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn lay_down<E: Tracked + 'static>(&mut self, mut rows: Vec<E::ActiveModel>) -> Result<()> {
        self.stamp::<E>(&mut rows)?;
        self.laid += i64::try_from(rows.len()).unwrap_or(i64::MAX);
        insert_rows::<E>(&self.transaction, rows).await
    }

    async fn insert_untracked<E: Tracked + 'static>(&mut self, rows: &mut Vec<E::ActiveModel>) -> Result<Vec<Uuid>> {
        let ids = self.stamp::<E>(rows)?;
        let (person, membership) =
            (E::PERSON.map(column::<E>).transpose()?, E::MEMBERSHIP.map(column::<E>).transpose()?);
        for row in rows.iter() {
            self.tells(id_set::<E>(row, person), id_set::<E>(row, membership));
        }
        insert_rows::<E>(&self.transaction, std::mem::take(rows)).await?;
        Ok(ids)
    }

    /// Change a row: `edit` sets fields on it. Nothing is written when nothing differs; returns whether something did.
    ///
    /// # Errors
    /// [`Error::Changed`] when someone saved the row meanwhile.
    pub async fn update<E: Tracked + 'static>(
        &mut self,
        before: &E::Model,
        edit: impl FnOnce(&mut E::ActiveModel),
    ) -> Result<bool>
    where
        E::Model: Clone,
    {
        self.write::<E>(before, edit, Before::Remembered).await
    }

    /// Change a row whose content before is not remembered: erasure. Nothing takes it back.
    ///
    /// # Errors
    /// As [`Change::update`].
    pub(crate) async fn wipe<E: Tracked + 'static>(
        &mut self,
        before: &E::Model,
        edit: impl FnOnce(&mut E::ActiveModel),
    ) -> Result<bool>
    where
        E::Model: Clone,
    {
        self.write::<E>(before, edit, Before::Forgotten).await
    }

    async fn write<E: Tracked + 'static>(
        &mut self,
        before: &E::Model,
        edit: impl FnOnce(&mut E::ActiveModel),
        remember: Before,
    ) -> Result<bool>
    where
        E::Model: Clone,
    {
        let mut row = before.clone().into_active_model();
        edit(&mut row);
        let mut fields = Vec::new();
        for column in E::Column::iter() {
            if let ActiveValue::Set(value) = row.get(column) {
                if sea_orm::ModelTrait::get(before, column) == value {
                    row.not_set(column);
                } else {
                    fields.push(sea_orm::Iden::to_string(&column));
                }
            }
        }
        if fields.is_empty() {
            return Ok(false);
        }
        let (id, version) = (id_of::<E>(before)?, version_of::<E>(before)?);
        // The row may go over to another person, or to another of their memberships.
        let (person, membership) =
            (E::PERSON.map(column::<E>).transpose()?, E::MEMBERSHIP.map(column::<E>).transpose()?);
        self.tells(id_set::<E>(&row, person), id_set::<E>(&row, membership));
        // Never a number that the row had before: undo gives the old content its old number back, and a later change must
        // not reach a number under which someone read something else.
        let next = self.now.timestamp_micros().max(version + 1);
        row.set(column::<E>("updated_at")?, DbValue::from(self.now));
        row.set(column::<E>("updated_by")?, DbValue::from(Some(self.session.officer().0)));
        row.set(column::<E>("version")?, DbValue::from(next));
        let done = E::update_many()
            .set(row)
            .filter(column::<E>("id")?.eq(id))
            .filter(column::<E>("version")?.eq(version))
            .exec(&self.transaction)
            .await?;
        if done.rows_affected != 1 {
            return Err(Error::Changed);
        }
        let image = match remember {
            Before::Remembered => {
                let row = serde_json::to_value(before).map_err(|error| Error::Bug(error.to_string()))?;
                json!({ "row": row, "version_after": next })
            }
            Before::Forgotten => super::scrub::erased(Some(next)),
        };
        self.note(E::TABLE, "changed", &[id], vec![image]).await?;
        self.first_record(E::TABLE, id);
        for field in fields {
            if !self.entry.fields.contains(&field) {
                self.entry.fields.push(field);
            }
        }
        self.tells_of::<E>(before)?;
        Ok(true)
    }

    /// Change rows that were read within this change, all alike: `edit` sets the same values on each. Those that have them
    /// already stay untouched; returns how many did not.
    ///
    /// # Errors
    /// [`Error::Changed`] when a row is not there any more.
    pub async fn update_alike<E: Tracked + 'static>(
        &mut self,
        before: &[E::Model],
        edit: impl Fn(&mut E::ActiveModel),
    ) -> Result<u64>
    where
        E::Model: Clone,
    {
        let mut set = E::ActiveModel::default();
        edit(&mut set);
        let columns: Vec<E::Column> =
            E::Column::iter().filter(|column| matches!(set.get(*column), ActiveValue::Set(_))).collect();
        let differs = |row: &&E::Model| {
            columns.iter().any(|column| match set.get(*column) {
                ActiveValue::Set(value) => sea_orm::ModelTrait::get(*row, *column) != value,
                _ => false,
            })
        };
        let rows: Vec<&E::Model> = before.iter().filter(differs).collect();
        let mut next = self.now.timestamp_micros();
        for row in &rows {
            next = next.max(version_of::<E>(row)? + 1);
        }
        set.set(column::<E>("updated_at")?, DbValue::from(self.now));
        set.set(column::<E>("updated_by")?, DbValue::from(Some(self.session.officer().0)));
        set.set(column::<E>("version")?, DbValue::from(next));
        for part in rows.chunks(CHUNK) {
            let mut ids = Vec::with_capacity(part.len());
            let mut images = Vec::with_capacity(part.len());
            for row in part {
                ids.push(id_of::<E>(row)?);
                let image = serde_json::to_value(row).map_err(|error| Error::Bug(error.to_string()))?;
                images.push(json!({ "row": image, "version_after": next }));
                self.tells_of::<E>(row)?;
            }
            let done = E::update_many()
                .set(set.clone())
                .filter(column::<E>("id")?.is_in(ids.iter().copied()))
                .exec(&self.transaction)
                .await?;
            if done.rows_affected != ids.len() as u64 {
                return Err(Error::Changed);
            }
            self.note(E::TABLE, "changed", &ids, images).await?;
            if let Some(first) = ids.first() {
                self.first_record(E::TABLE, *first);
            }
        }
        for field in columns.iter().filter(|_| !rows.is_empty()).map(sea_orm::Iden::to_string) {
            if !self.entry.fields.contains(&field) {
                self.entry.fields.push(field);
            }
        }
        Ok(rows.len() as u64)
    }

    /// Remove a row that is no record of the union: an officer's own arrangement. Records end, they are not removed.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn remove<E: Tracked + 'static>(&mut self, model: &E::Model) -> Result<()> {
        let id = id_of::<E>(model)?;
        let image = serde_json::to_value(model).map_err(|error| Error::Bug(error.to_string()))?;
        self.note(E::TABLE, "gone", &[id], vec![image]).await?;
        self.first_record(E::TABLE, id);
        self.tells_of::<E>(model)?;
        E::delete_many().filter(column::<E>("id")?.eq(id)).exec(&self.transaction).await?;
        Ok(())
    }

    /// Remove a row and remember nothing of it: erasure. Nothing takes it back.
    ///
    /// # Errors
    /// What the database answers.
    pub(crate) async fn destroy<E: Tracked + 'static>(&mut self, model: &E::Model) -> Result<()> {
        let id = id_of::<E>(model)?;
        self.note(E::TABLE, "gone", &[id], vec![super::scrub::erased(None)]).await?;
        self.tells_of::<E>(model)?;
        E::delete_many().filter(column::<E>("id")?.eq(id)).exec(&self.transaction).await?;
        Ok(())
    }

    /// Do without some indexes until the end of the change, in which very many rows are written.
    ///
    /// # Errors
    /// What the database answers.
    pub(crate) async fn set_aside(&mut self, indexes: &[&str]) -> Result<()> {
        self.aside.extend(crate::db::set_aside_indexes(&self.transaction, indexes).await?);
        Ok(())
    }

    /// The search grams of these persons were written by the caller, with everything that this change says of them, or need
    /// no writing.
    pub(crate) fn indexed(&mut self, persons: impl IntoIterator<Item = Uuid>) {
        self.touched.indexed.extend(persons);
    }

    /// A row of a table came, went or changed.
    pub(super) fn touched(&mut self, rows: &dyn Rows, image: &Value) {
        self.tells(rows.person_in(image), rows.membership_in(image));
    }

    /// A change tells of a person, or only of a membership.
    pub(super) fn tells(&mut self, person: Option<Uuid>, membership: Option<Uuid>) {
        self.touched.tell(person, membership);
    }

    fn tells_of<E: Tracked>(&mut self, model: &E::Model) -> Result<()> {
        self.tells(id_in_column::<E>(model, E::PERSON)?, id_in_column::<E>(model, E::MEMBERSHIP)?);
        Ok(())
    }

    /// Remember the inverse of rows touched; rows of one kind and table are written together.
    pub(super) async fn note(
        &mut self,
        table: &'static str,
        kind: &'static str,
        ids: &[Uuid],
        images: Vec<Value>,
    ) -> Result<()> {
        self.note_texts(table, kind, ids, images.iter().map(Value::to_string).collect()).await
    }

    /// The same with images that are text already.
    pub(super) async fn note_texts(
        &mut self,
        table: &'static str,
        kind: &'static str,
        ids: &[Uuid],
        images: Vec<String>,
    ) -> Result<()> {
        self.rows += i64::try_from(ids.len()).unwrap_or(i64::MAX);
        self.tables.insert(table);
        let full = self.pending.as_ref().is_some_and(|pending| {
            pending.table != table || pending.kind != kind || pending.ids.len() / 16 + ids.len() > CHUNK
        });
        if full {
            self.write_pending().await?;
        }
        let pending = self.pending.get_or_insert_with(|| Pending { table, kind, ids: Vec::new(), images: Vec::new() });
        pending.ids.extend(ids.iter().flat_map(|id| id.as_bytes().iter().copied()));
        pending.images.extend(images);
        Ok(())
    }

    async fn write_pending(&mut self) -> Result<()> {
        let Some(pending) = self.pending.take() else { return Ok(()) };
        self.seq += 1;
        op_change::Entity::insert(op_change::ActiveModel {
            op_id: Set(self.id.0),
            seq: Set(self.seq),
            table_name: Set(pending.table.into()),
            kind: Set(pending.kind.into()),
            ids: Set(pending.ids),
            images: Set(format!("[{}]", pending.images.join(","))),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        Ok(())
    }

    /// Finish: write the op, the trail, and commit. `about` are the parameters of the sentence `op.<capability>.<verb>`.
    ///
    /// # Errors
    /// What the database answers; then nothing happened.
    pub async fn done(mut self, about: Value) -> Result<OpId> {
        self.write_pending().await?;
        compose::follow(&self.transaction, &self.touched).await?;
        for index in std::mem::take(&mut self.aside) {
            self.transaction.execute_unprepared(&index).await?;
        }
        let text = serde_json::to_string(&about).map_err(|error| Error::Bug(error.to_string()))?;
        op::Entity::update_many()
            .col_expr(op::Column::About, Expr::value(text))
            .col_expr(op::Column::Rows, Expr::value(self.rows))
            .col_expr(op::Column::Kind, Expr::value(self.kind))
            .col_expr(op::Column::Undoes, Expr::value(self.undoes))
            .col_expr(op::Column::Undoable, Expr::value(self.undoable))
            .filter(op::Column::Id.eq(self.id.0))
            .exec(&self.transaction)
            .await?;
        let signer = audit::Signer { officer: self.session.officer(), keys: &self.session.desk().keys };
        audit::append(&self.transaction, &signer, self.now, std::mem::take(&mut self.entry)).await?;
        self.transaction.commit().await?;
        compose::committed(self.session, &self.tables).await?;
        if self.rows.max(self.laid) >= MANY {
            // The change is done whether or not the database looks at it; without it searches are slower, not wrong.
            let _ = crate::db::take_statistics(self.session.look()).await;
        }
        Ok(self.id)
    }
}
