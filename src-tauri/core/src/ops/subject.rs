//! Who or what an op was about, from the parameters of its sentence: for the column 対象 and for looking an op up by it.

use std::collections::HashMap;

use sea_orm::sea_query::{Cond, Expr, ExprTrait, LikeExpr, Query, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::Value;
use uuid::Uuid;

use super::entity::op;
use crate::error::Result;
use crate::labels::{Locale, code_word};

/// Parameters that name somebody or something, the most telling first.
const NAMES: [&str; 8] = ["name", "names", "label", "list", "login", "report", "office", "role"];

/// Who or what an op was about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// Capability of the verb; of an undo that of what it took back.
    pub capability: String,
    /// The name: of a person, a unit, an officer, a file …; none = many or nothing that has a name.
    pub name: Option<String>,
    /// How many.
    pub n: Option<i64>,
}

impl Subject {
    fn of(capability: &str, about: &Value, locale: Locale) -> Self {
        // An undo names the verb that it took back, and has its parameters inside.
        let (capability, about) = match about.get("of").and_then(Value::as_str).and_then(|of| of.split_once('.')) {
            Some((capability, _)) => (capability, about.get("about").unwrap_or(&Value::Null)),
            None => (capability, about),
        };
        let text = |key: &str| about.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
        let name = NAMES.iter().find_map(|key| text(key).map(|name| code_word(locale, key, name)));
        let name = name.map(|name| match text("other") {
            Some(other) => format!("{name} ← {other}"),
            None => name,
        });
        Self { capability: capability.to_owned(), name, n: about.get("n").and_then(Value::as_i64) }
    }
}

/// Of each of these ops who or what it was about, in the words of a language.
///
/// # Errors
/// What the database answers.
pub async fn subjects(on: &impl ConnectionTrait, ops: Vec<Uuid>, locale: Locale) -> Result<HashMap<Uuid, Subject>> {
    let mut found = HashMap::new();
    for part in ops.chunks(500) {
        let rows = op::Entity::find().filter(op::Column::Id.is_in(part.iter().copied())).all(on).await?;
        found.extend(rows.into_iter().map(|row| {
            let about: Value = serde_json::from_str(&row.about).unwrap_or_default();
            (row.id, Subject::of(&row.capability, &about, locale))
        }));
    }
    Ok(found)
}

/// Capabilities whose ops name no person that is kept from anybody who may read the trail.
const OPEN: [&str; 5] = ["desk", "officers", "organizations", "reports", "support"];

impl Subject {
    /// Whether it may be told: what is not known to be open is not. The ops of the roster name persons.
    #[must_use]
    pub fn may_be_told(&self, sees_persons: bool) -> bool {
        OPEN.contains(&self.capability.as_str()) || (sees_persons && self.capability == "members")
    }
}

/// Ops whose parameters hold every word of what was typed; `personal` = also those of the roster, which name persons.
pub fn about(typed: &str, personal: bool) -> SelectStatement {
    let mut select = Query::select();
    select.column(op::Column::Id).from(op::Entity);
    for word in words(typed) {
        select.and_where(holds(&word));
    }
    let told: Vec<&str> = OPEN.into_iter().chain(personal.then_some("members")).collect();
    // An undo names the verb that it took back in its parameters.
    let of = |capability: &str| Expr::col(op::Column::About).like(format!("%\"of\":\"{capability}.%"));
    let own = Expr::col(op::Column::About).not_like("%\"of\":\"%");
    select.and_where(Expr::col(op::Column::Capability).is_in(told.iter().copied()));
    select.cond_where(told.into_iter().fold(Cond::any().add(own), |any, capability| any.add(of(capability))));
    select
}

/// An op's parameters hold a word.
pub(super) fn holds(word: &str) -> SimpleExpr {
    let escaped: String = word
        .chars()
        .flat_map(|sign| if matches!(sign, '%' | '_' | '\\') { vec!['\\', sign] } else { vec![sign] })
        .collect();
    Expr::col(op::Column::About).like(LikeExpr::new(format!("%{escaped}%")).escape('\\'))
}

/// The words typed; spaces of any width part them. A sign that no record holds does not reach the database, which may refuse it.
pub(super) fn words(typed: &str) -> Vec<String> {
    crate::text::keep(typed).text.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_an_op_was_about_stands_in_its_parameters() {
        let of = |capability: &str, about: Value| Subject::of(capability, &about, Locale::Ja);
        let name = |subject: Subject| subject.name.unwrap_or_default();
        assert_eq!(name(of("members", json!({ "name": "佐藤 花子", "unit": "東支部" }))), "佐藤 花子");
        assert_eq!(name(of("members", json!({ "name": "甲", "other": "乙" }))), "甲 ← 乙");
        let undone = of("desk", json!({ "of": "members.leave", "about": { "name": "佐藤 花子" } }));
        assert_eq!((undone.capability.as_str(), undone.name.as_deref()), ("members", Some("佐藤 花子")));
        assert_eq!(
            of("members", json!({ "n": 12, "bulk": "dues" })),
            Subject { capability: "members".into(), name: None, n: Some(12) }
        );
        assert_eq!(of("desk", json!({})).name, None);
        // Codes are told in words.
        assert_eq!(name(of("officers", json!({ "role": "branch_officer" }))), "支部役員");
        assert_eq!(name(of("members", json!({ "report": "members", "n": 3 }))), "名簿の書き出し");
    }
}
