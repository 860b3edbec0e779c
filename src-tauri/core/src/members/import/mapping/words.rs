//! Words of headers beyond our own: those that the officer's mapping names, and those of earlier files.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder, QuerySelect};

use super::{KNOWN, Target, is_known};
use crate::error::Result;
use crate::ids::OpId;
use crate::members::entity::import_batch;
use crate::members::model::Mapping;
use crate::text::header_key;

/// Earlier imports whose words are understood.
const EARLIER: u64 = 50;

/// What folded headers go into, where a mapping says so.
#[derive(Debug, Default)]
pub(in crate::members::import) struct Words {
    named: HashMap<String, Target>,
}

impl Words {
    /// The words of a mapping; without one those of the mappings that are remembered.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn of(on: &impl ConnectionTrait, mapping: Option<&Mapping>) -> Result<Self> {
        let mut words = Self::default();
        if let Some(mapping) = mapping {
            words.learn(mapping, |_| true);
            return Ok(words);
        }
        let earlier: Vec<(OpId, String)> = import_batch::Entity::find()
            .order_by_desc(import_batch::Column::Id)
            .select_only()
            .columns([import_batch::Column::OpId, import_batch::Column::Mapping])
            .limit(EARLIER)
            .into_tuple()
            .all(on)
            .await?;
        for (op, text) in earlier {
            let Ok(mapping) = serde_json::from_str::<Mapping>(&text) else { continue };
            let mut news = Self::default();
            news.learn(&mapping, |key| !is_known(key) && !words.named.contains_key(key));
            // One that was taken back is forgotten with its words.
            if !news.named.is_empty() && crate::ops::in_force(on, op).await? {
                words.named.extend(news.named);
            }
        }
        Ok(words)
    }

    fn learn(&mut self, mapping: &Mapping, wanted: impl Fn(&str) -> bool) {
        for column in &mapping.columns {
            let key = header_key(&column.from);
            // A column without a header goes by its letters, which head nothing.
            let letters = column.from.len() <= 3 && column.from.chars().all(|c| c.is_ascii_uppercase());
            let Some(target) = column.to.as_deref().and_then(Target::of) else { continue };
            if !key.is_empty() && !letters && wanted(&key) {
                self.named.insert(key, target);
            }
        }
    }

    /// Whether a folded header names something that is known.
    pub fn knows(&self, key: &str) -> bool {
        self.named.contains_key(key) || is_known(key)
    }

    /// What a folded header goes into.
    pub fn target(&self, key: &str) -> Option<Target> {
        self.named.get(key).copied().or_else(|| KNOWN.get(key).copied())
    }
}
