//! Employers, worksites and partners.

use chrono::NaiveDate;
use schemars::JsonSchema;
use sea_orm::prelude::StringLen;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::line;
use crate::error::{Error, FieldProblem, Result};
use crate::ids::OrganizationId;
use crate::text;

/// Kind of an organisation. A worksite is an employer with a parent.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, TS, JsonSchema,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum OrgKind {
    /// 自組合
    OwnUnion,
    /// 単組
    EnterpriseUnion,
    /// 合同労組
    GeneralUnion,
    /// 企業連
    GroupFederation,
    /// 産別
    IndustrialFederation,
    /// ナショナルセンター
    NationalCenter,
    /// 会社；with a parent: 事業所
    Employer,
    /// 教育機関
    TrainingProvider,
    /// 公的機関
    PublicOffice,
    /// NPO
    Npo,
    /// 労働者協同組合
    WorkerCoop,
    /// コミュニティ
    Community,
    /// その他
    Other,
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OrganizationRow {
    /// The organisation.
    pub id: OrganizationId,
    /// Version read; a correction names it.
    #[ts(type = "number")]
    pub version: i64,
    /// Kind; an employer with a parent is a worksite.
    pub kind: OrgKind,
    /// Name as printed.
    pub name: String,
    /// Reading.
    pub name_kana: Option<String>,
    /// Organisation above; for a worksite its employer.
    pub parent_id: Option<OrganizationId>,
    /// 法人番号, 13 digits.
    pub corporate_number: Option<String>,
    /// Postal code, 7 digits.
    pub postal: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub mail: Option<String>,
    /// Person to ask for.
    pub contact_name: Option<String>,
    /// Number of the agreement with it.
    pub agreement_no: Option<String>,
    /// First day; empty = not known.
    pub active_from: Option<NaiveDate>,
    /// Last day; empty = open.
    pub active_to: Option<NaiveDate>,
}

/// Add an employer, a worksite or a partner.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AddOrganization {
    /// Kind; an employer with a parent is a worksite.
    pub kind: OrgKind,
    /// Name as printed.
    pub name: String,
    /// Reading.
    #[serde(default)]
    #[ts(optional)]
    pub name_kana: Option<String>,
    /// Organisation above; for a worksite its employer.
    #[serde(default)]
    #[ts(optional)]
    pub parent_id: Option<OrganizationId>,
    /// 法人番号; its check digit must agree.
    #[serde(default)]
    #[ts(optional)]
    pub corporate_number: Option<String>,
    /// Postal code, 7 digits.
    #[serde(default)]
    #[ts(optional)]
    pub postal: Option<String>,
    /// Address.
    #[serde(default)]
    #[ts(optional)]
    pub address: Option<String>,
    /// Telephone.
    #[serde(default)]
    #[ts(optional)]
    pub phone: Option<String>,
    /// E-mail.
    #[serde(default)]
    #[ts(optional)]
    pub mail: Option<String>,
    /// Person to ask for.
    #[serde(default)]
    #[ts(optional)]
    pub contact_name: Option<String>,
    /// Number of the agreement with it.
    #[serde(default)]
    #[ts(optional)]
    pub agreement_no: Option<String>,
    /// First day.
    #[serde(default)]
    #[ts(optional)]
    pub active_from: Option<NaiveDate>,
    /// Last day.
    #[serde(default)]
    #[ts(optional)]
    pub active_to: Option<NaiveDate>,
}

impl AddOrganization {
    /// An organisation of which only the name is known.
    #[must_use]
    pub fn named(kind: OrgKind, name: &str, parent_id: Option<OrganizationId>) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            name_kana: None,
            parent_id,
            corporate_number: None,
            postal: None,
            address: None,
            phone: None,
            mail: None,
            contact_name: None,
            agreement_no: None,
            active_from: None,
            active_to: None,
        }
    }

    /// The fields as they are stored: ends trimmed, empty as none, numbers in half width.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every field that breaks a rule.
    pub fn checked(self) -> Result<Self> {
        let mut problems = Vec::new();
        let name = line(&mut problems, "name", Some(self.name)).unwrap_or_default();
        if name.is_empty() {
            problems.push(FieldProblem::new("name", "required"));
        }
        let number = line(&mut problems, "corporate_number", self.corporate_number);
        let corporate_number = number.and_then(|number| {
            text::corporate_number(&number)
                .map_err(|problem| problems.push(FieldProblem::new("corporate_number", problem.code())))
                .ok()
        });
        let postal = line(&mut problems, "postal", self.postal);
        let postal = postal.and_then(|postal| {
            text::postal_code(&postal)
                .map_err(|problem| problems.push(FieldProblem::new("postal", problem.code())))
                .ok()
        });
        let name_kana = line(&mut problems, "name_kana", self.name_kana);
        if name_kana.as_deref().is_some_and(|kana| !text::kana::is_reading(kana)) {
            problems.push(FieldProblem::new("name_kana", "kana_expected"));
        }
        let mail = line(&mut problems, "mail", self.mail);
        if mail.as_deref().is_some_and(|mail| !mail_shaped(mail)) {
            problems.push(FieldProblem::new("mail", "mail_shape"));
        }
        if self.active_from.zip(self.active_to).is_some_and(|(from, to)| to < from) {
            problems.push(FieldProblem::new("active_to", "date_order"));
        }
        let checked = Self {
            kind: self.kind,
            name,
            name_kana,
            parent_id: self.parent_id,
            corporate_number,
            postal,
            address: line(&mut problems, "address", self.address),
            phone: line(&mut problems, "phone", self.phone),
            mail,
            contact_name: line(&mut problems, "contact_name", self.contact_name),
            agreement_no: line(&mut problems, "agreement_no", self.agreement_no),
            active_from: self.active_from,
            active_to: self.active_to,
        };
        if problems.is_empty() { Ok(checked) } else { Err(Error::Invalid(problems)) }
    }
}

/// Correct an organisation: all fields as they shall be.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CorrectOrganization {
    /// The organisation.
    pub id: OrganizationId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// All fields as they shall be; what is absent becomes empty.
    #[serde(flatten)]
    pub fields: AddOrganization,
}

/// Whether a text can be an e-mail address.
pub(crate) fn mail_shaped(mail: &str) -> bool {
    mail.is_ascii()
        && !mail.contains(char::is_whitespace)
        && mail
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn an_organisation_is_stored_tidy_and_every_fault_is_named() {
        let mut input = AddOrganization::named(OrgKind::Employer, " 東都精機 ", None);
        input.corporate_number = Some("７０００－０１２０５０００２".into());
        input.postal = Some("〒060-0001".into());
        input.phone = Some("  ".into());
        let checked = input.clone().checked().unwrap();
        assert_eq!((checked.name.as_str(), checked.corporate_number.as_deref()), ("東都精機", Some("7000012050002")));
        assert_eq!((checked.postal.as_deref(), checked.phone), (Some("0600001"), None));
        input.name = "\u{3000}".into();
        input.corporate_number = Some("8000012050002".into());
        input.postal = Some("600001".into());
        input.mail = Some("someone".into());
        let Err(Error::Invalid(problems)) = input.checked() else { panic!("not refused") };
        let codes: Vec<_> = problems.iter().map(|problem| problem.code.as_str()).collect();
        assert_eq!(codes, ["required", "corporate_number_check", "postal_zero_lost", "mail_shape"]);
    }
}
