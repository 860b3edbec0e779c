//! What is kept of a person, in words: each capability tells its own (`compose::disclose`), a report prints it.

use chrono::{DateTime, NaiveDate, Utc};

/// A value as it is said: the report finds the words in its own language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nothing is kept here.
    Nothing,
    /// As it stands.
    Text(String),
    /// A day.
    Day(NaiveDate),
    /// A moment, UTC.
    Moment(DateTime<Utc>),
    /// The word of a label.
    Word(String),
    /// Several values.
    List(Vec<Said>),
    /// What a field was or became: label of the field, value.
    Field(String, Box<Said>),
}

impl From<String> for Said {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Nothing } else { Self::Text(text) }
    }
}

impl From<Option<String>> for Said {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::Nothing, Self::from)
    }
}

impl From<NaiveDate> for Said {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

impl From<Option<NaiveDate>> for Said {
    fn from(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Nothing, Self::Day)
    }
}

impl From<DateTime<Utc>> for Said {
    fn from(at: DateTime<Utc>) -> Self {
        Self::Moment(at)
    }
}

impl From<bool> for Said {
    fn from(yes: bool) -> Self {
        Self::Word(if yes { "ui.yes" } else { "ui.no" }.to_owned())
    }
}

/// Records of one kind: a title and, for each record, its fields with their labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Label of the title.
    pub title: &'static str,
    /// The records, each as label and value.
    pub records: Vec<Vec<(&'static str, Said)>>,
}
