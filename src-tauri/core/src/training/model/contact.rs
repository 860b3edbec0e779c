//! Who answers for a run: without them nothing comes back from a partner.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;

use super::line;
use crate::error::FieldProblem;
use crate::organizations::mail_shaped;
use crate::text;

/// Who answers for a run, as it is printed for partners.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Contact {
    /// Name of the person in charge.
    #[serde(default)]
    #[ts(optional)]
    pub contact_name: Option<String>,
    /// Mail address.
    #[serde(default)]
    #[ts(optional)]
    pub contact_mail: Option<String>,
    /// Telephone.
    #[serde(default)]
    #[ts(optional)]
    pub contact_phone: Option<String>,
}

impl Contact {
    /// Nobody is named, and no way to reach them.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// A partner knows whom to ask, and how: what goes to one says so.
    #[must_use]
    pub fn is_reachable(&self) -> bool {
        self.lacks().is_empty()
    }

    /// As it is stored.
    pub(in crate::training) fn checked(self, problems: &mut Vec<FieldProblem>) -> Self {
        let checked = Self {
            contact_name: line(problems, "contact_name", self.contact_name),
            contact_mail: line(problems, "contact_mail", self.contact_mail.map(|mail| text::identifier(&mail))),
            contact_phone: line(problems, "contact_phone", self.contact_phone),
        };
        if checked.contact_mail.as_deref().is_some_and(|mail| !mail_shaped(mail)) {
            problems.push(FieldProblem::new("contact_mail", "mail_shape"));
        }
        checked
    }

    /// As it is printed, a line each: who, and how they are reached.
    pub(crate) fn lines(&self, say: impl Fn(&str, &Value) -> String) -> Vec<String> {
        let parts = [("name", &self.contact_name), ("mail", &self.contact_mail), ("phone", &self.contact_phone)];
        let said = parts.into_iter().filter_map(|(part, value)| Some((part, value.as_ref()?)));
        said.map(|(part, value)| say(&format!("training.form.contact.{part}"), &json!({ "value": value }))).collect()
    }

    /// What is missing before a partner can send something back: a name, and a mail address or a telephone.
    pub(in crate::training) fn lacks(&self) -> Vec<FieldProblem> {
        let mut lacks = Vec::new();
        if self.contact_name.is_none() {
            lacks.push(FieldProblem::new("contact_name", "required"));
        }
        if self.contact_mail.is_none() && self.contact_phone.is_none() {
            lacks.push(FieldProblem::new("contact_mail", "contact_way"));
        }
        lacks
    }
}
