//! The words of papers: the labels of a language, the union's own words before them, days and counts as they are read.

use chrono::NaiveDate;
use serde_json::Value;

use super::model::Settings;
use crate::dates::{YearMonth, wareki_month};
use crate::excel::cell::{Kind, grouped};
use crate::excel::page::Head;
use crate::labels::{self, Locale};

/// The words of one paper.
#[derive(Clone, Debug)]
pub struct Words {
    locale: Locale,
    settings: Settings,
}

impl Words {
    /// The words of a union in a language. Its own words are Japanese and stay out of English pages.
    #[must_use]
    pub fn new(locale: Locale, settings: &Settings) -> Self {
        Self { locale, settings: settings.clone() }
    }

    /// The settings behind the words.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The language.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// Days are shown in the era.
    #[must_use]
    pub fn era(&self) -> bool {
        self.settings.era(self.locale)
    }

    /// The word of a key.
    #[must_use]
    pub fn word(&self, key: &str) -> String {
        let own = self.settings.labels.get(key).filter(|_| self.locale == Locale::Ja);
        own.cloned().unwrap_or_else(|| labels::word(self.locale, key).to_owned())
    }

    /// The sentence of a key.
    #[must_use]
    pub fn say(&self, key: &str, about: &Value) -> String {
        labels::sentence(self.locale, key, about)
    }

    /// A code's label.
    #[must_use]
    pub fn of_list(&self, group: &str, code: &str) -> String {
        self.word(&format!("enum.{group}.{code}"))
    }

    /// A day.
    #[must_use]
    pub fn day(&self, day: NaiveDate) -> String {
        self.settings.day(self.locale, day)
    }

    /// The month of a day.
    #[must_use]
    pub fn month(&self, day: NaiveDate) -> String {
        let month = YearMonth::new(chrono::Datelike::year(&day), chrono::Datelike::month(&day));
        match (self.locale, month) {
            (Locale::Ja, Some(month)) if self.era() => wareki_month(month),
            (Locale::Ja, _) => day.format("%Y年%-m月").to_string(),
            (Locale::En, _) => day.format("%b %Y").to_string(),
        }
    }

    /// A count in a sentence.
    #[must_use]
    pub fn count(&self, n: i64) -> String {
        grouped(n)
    }

    /// The head of a column.
    #[must_use]
    pub fn head(&self, key: &str, kind: Kind) -> Head {
        Head::new(self.word(key), kind)
    }

    /// The head of a column of its own width, in half-width characters.
    #[must_use]
    pub fn wide(&self, key: &str, kind: Kind, width: u16) -> Head {
        Head { width, ..self.head(key, kind) }
    }
}
