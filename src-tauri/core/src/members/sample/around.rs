//! What a fictional person has beside the membership: dues, ways to be reached, consents.

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;

use super::life::Lives;
use super::plan::date;
use super::rows::{Rows, Who};
use crate::ids::{ConsentId, ContactId, OrganizationId, PersonId};
use crate::members::entity::{consent, contact_point, membership};
use crate::members::model::{
    CheckoffStatus, ConsentMethod, ConsentPurpose, ContactKind, DuesKind, EmploymentType, EndReason,
};
use crate::organizations::{first_day, last_day};

const TOWNS: [&str; 12] =
    ["青葉町", "桜台", "緑が丘", "若草町", "朝日町", "本町", "栄町", "旭ヶ丘", "泉町", "松原", "新川", "港南"];
impl Lives<'_> {
    /// 組合費区分 and check-off.
    pub(super) fn dues(
        &mut self,
        row: &mut membership::ActiveModel,
        contract: EmploymentType,
        joined_on: NaiveDate,
        left_on: Option<NaiveDate>,
    ) {
        let reduced = if matches!(contract, EmploymentType::Permanent) { 15 } else { 600 };
        row.dues_kind = Set(match self.dice.below(1000) {
            n if n < reduced => DuesKind::Reduced,
            990..995 => DuesKind::Exempt,
            995.. => DuesKind::Direct,
            _ => DuesKind::Full,
        });
        let end = left_on.unwrap_or_else(last_day);
        match self.dice.below(100) {
            0..92 => {
                row.checkoff_status = Set(CheckoffStatus::Mandated);
                row.checkoff_mandate_on = Set(Some(joined_on));
            }
            92 if joined_on < end => {
                row.checkoff_status = Set(CheckoffStatus::Stopped);
                row.checkoff_mandate_on = Set(Some(joined_on));
                row.checkoff_stopped_on = Set(Some(self.dice.day(joined_on.max(first_day()).min(end), end)));
            }
            _ => {}
        }
    }

    /// Numbers and addresses that nobody has: postal codes and exchanges beginning with 0, `example.jp`.
    pub(super) fn contacts(&mut self, rows: &mut Rows, who: &mut Who) {
        let mut add = |kind: ContactKind, value: String, postal: Option<String>, preferred: bool| {
            let digits = crate::members::actions::digits_of(kind, &value);
            if !digits.is_empty() {
                who.numbers.push(digits.clone());
            }
            rows.contacts.push(contact_point::ActiveModel {
                id: Set(ContactId::new()),
                person_id: Set(who.id),
                kind: Set(kind),
                value: Set(value),
                digits: Set(digits),
                postal: Set(postal),
                preferred: Set(preferred),
                from_on: Set(None),
                to_on: Set(None),
                ..Default::default()
            });
        };
        if self.dice.in_thousand(930) {
            let town = self.dice.pick(&TOWNS).copied().unwrap_or_default();
            let address = format!(
                "架空県東都市{town}{}-{}-{}",
                self.dice.between(1, 6),
                self.dice.between(1, 20),
                self.dice.between(1, 30)
            );
            let postal = format!("000{:04}", self.dice.between(1, 9999));
            add(ContactKind::HomeAddress, address, Some(postal), false);
        }
        if self.dice.in_thousand(880) {
            let front = self.dice.pick(&["070", "080", "090"]).copied().unwrap_or("090");
            add(
                ContactKind::Mobile,
                format!("{front}-0{:03}-{:04}", self.dice.below(1000), self.dice.below(10_000)),
                None,
                true,
            );
        }
        if self.dice.in_thousand(120) {
            add(
                ContactKind::Phone,
                format!("03-0{:03}-{:04}", self.dice.below(1000), self.dice.below(10_000)),
                None,
                false,
            );
        }
        if self.dice.in_thousand(500) {
            add(ContactKind::MailPrivate, format!("m{:06}@mail.example.jp", who.search_no), None, false);
        }
        if self.dice.in_thousand(100) {
            add(
                ContactKind::Emergency,
                format!("080-0{:03}-{:04}", self.dice.below(1000), self.dice.below(10_000)),
                None,
                false,
            );
        }
    }

    pub(super) fn consents(
        &mut self,
        rows: &mut Rows,
        person_id: PersonId,
        joined_on: NaiveDate,
        end: Option<(NaiveDate, EndReason)>,
    ) {
        let mut add = |purpose: ConsentPurpose,
                       recipient: Option<OrganizationId>,
                       granted_on: NaiveDate,
                       withdrawn_on: Option<NaiveDate>,
                       method: ConsentMethod| {
            rows.consents.push(consent::ActiveModel {
                id: Set(ConsentId::new()),
                person_id: Set(person_id),
                purpose: Set(purpose),
                recipient_org_id: Set(recipient),
                granted_on: Set(granted_on),
                withdrawn_on: Set(withdrawn_on),
                method: Set(method),
                notice_version: Set("見本第1版".into()),
                document_ref: Set(None),
                ..Default::default()
            });
        };
        // Consent is asked since 2017; who joined earlier was asked then.
        let asked_on = joined_on.max(date(2017, 5, 30));
        let last = end.map_or_else(last_day, |(day, _)| day).max(asked_on);
        add(ConsentPurpose::UnionActivity, None, asked_on, None, ConsentMethod::Written);
        if self.dice.in_thousand(780) {
            let withdrawn = self.dice.in_thousand(25).then(|| self.dice.day(asked_on, last));
            add(
                ConsentPurpose::FederationShare,
                Some(self.union.federation),
                asked_on,
                withdrawn,
                ConsentMethod::Written,
            );
        }
        if self.dice.in_thousand(300) {
            add(ConsentPurpose::Survey, None, asked_on, None, ConsentMethod::Electronic);
        }
        if let Some((left_on, why)) = end
            && why != EndReason::Death
            && self.dice.in_thousand(550)
        {
            add(ConsentPurpose::AlumniContact, None, left_on, None, ConsentMethod::Written);
        }
    }
}
