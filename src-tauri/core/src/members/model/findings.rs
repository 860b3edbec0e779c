//! What is missing, wrong or unusual in a member's record: one rule each, over plain facts.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::CheckoffStatus;
use super::list::MemberFilter;
use crate::codes::codes;
use crate::dates::age_on;
use crate::ids::{MembershipId, PersonId};
use crate::text::{self, TextWarning};

codes! {
    /// What was found.
    FindingKind("finding") {
        /// A reading holds what is no kana.
        KanaNotReading,
        /// Nobody of that birth date works.
        BirthImplausible,
        /// The postal code has not seven digits.
        PostalMalformed,
        /// Two ways of one kind are both the first.
        TwoPreferred,
        /// The member number is in full-width characters: who types it in half width does not meet it.
        MemberNoFullwidth,
        /// The employee number is in full-width characters.
        EmployeeNoFullwidth,
        /// Somebody else at the employer has the number but for zeros in front.
        EmployeeNoShared,
        /// Joined before the fifteenth birthday.
        JoinedTooYoung,
        /// In two units on one day, or in one that has ended.
        PlacedWrong,
        /// No reading.
        NoKana,
        /// No given name.
        NoGivenName,
        /// No date of birth.
        NoBirth,
        /// No unit.
        NoUnit,
        /// No employer.
        NoEmployer,
        /// No employee number.
        NoEmployeeNo,
        /// No telephone and no mail.
        NoContact,
        /// No address.
        NoAddress,
        /// An address without its postal code, or the other way round.
        AddressIncomplete,
        /// Check-off without the day of the member's mandate.
        MandateMissing,
        /// Nothing recorded on what goes to the federation.
        ConsentMissing,
        /// Joined the union before the company.
        JoinedBeforeHired,
        /// The member number has another width than most.
        MemberNoWidth,
        /// The employee number has another width than most at the employer.
        EmployeeNoWidth,
        /// A character that only one computer shows.
        Gaiji,
        /// The last day of membership is still to come.
        EndsLater,
    }
    /// How grave a finding is.
    Weight("weight") {
        /// It cannot be right.
        Wrong,
        /// It is missing.
        Missing,
        /// It is unusual.
        Look,
    }
}

impl FindingKind {
    /// All kinds, the gravest first.
    #[must_use]
    pub fn all() -> Vec<Self> {
        <Self as sea_orm::Iterable>::iter().collect()
    }

    /// How grave it is.
    #[must_use]
    pub fn weight(self) -> Weight {
        match self {
            Self::KanaNotReading
            | Self::BirthImplausible
            | Self::PostalMalformed
            | Self::TwoPreferred
            | Self::MemberNoFullwidth
            | Self::EmployeeNoFullwidth
            | Self::EmployeeNoShared
            | Self::JoinedTooYoung
            | Self::PlacedWrong => Weight::Wrong,
            Self::NoKana
            | Self::NoGivenName
            | Self::NoBirth
            | Self::NoUnit
            | Self::NoEmployer
            | Self::NoEmployeeNo
            | Self::NoContact
            | Self::NoAddress
            | Self::AddressIncomplete
            | Self::MandateMissing
            | Self::ConsentMissing => Weight::Missing,
            Self::JoinedBeforeHired | Self::MemberNoWidth | Self::EmployeeNoWidth | Self::Gaiji | Self::EndsLater => {
                Weight::Look
            }
        }
    }

    /// The roster's column in which it is mended; `unit` for the assignment, `consent` for the consents.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::KanaNotReading | Self::NoKana => "family_kana",
            Self::NoGivenName => "given_name",
            Self::Gaiji => "family_name",
            Self::BirthImplausible | Self::NoBirth => "birth_on",
            Self::PostalMalformed | Self::AddressIncomplete | Self::NoAddress => "home_address",
            Self::TwoPreferred | Self::NoContact => "mobile",
            Self::EmployeeNoFullwidth | Self::EmployeeNoShared | Self::NoEmployeeNo | Self::EmployeeNoWidth => {
                "employee_no"
            }
            Self::JoinedTooYoung | Self::JoinedBeforeHired => "joined_on",
            Self::NoUnit | Self::PlacedWrong => "unit",
            Self::NoEmployer => "employer",
            Self::MandateMissing => "checkoff_mandate_on",
            Self::ConsentMissing => "consent",
            Self::MemberNoFullwidth | Self::MemberNoWidth => "member_no",
            Self::EndsLater => "left_on",
        }
    }
}

/// What the rules ask of a member.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    /// 組合員番号
    pub member_no: String,
    /// 姓
    pub family_name: String,
    /// 名
    pub given_name: Option<String>,
    /// セイ
    pub family_kana: Option<String>,
    /// メイ
    pub given_kana: Option<String>,
    /// 生年月日
    pub birth_on: Option<NaiveDate>,
    /// 加入年月日
    pub joined_on: Option<NaiveDate>,
    /// Last day.
    pub left_on: Option<NaiveDate>,
    /// 入社年月日
    pub hired_on: Option<NaiveDate>,
    /// An employment is in force.
    pub is_employed: bool,
    /// 社員番号
    pub employee_no: Option<String>,
    /// Somebody else at the employer has the number.
    pub number_shared: bool,
    /// A unit on the day.
    pub has_unit: bool,
    /// In two units on one day, or in one that has ended.
    pub placed_wrong: bool,
    /// 住所
    pub home_address: Option<String>,
    /// 郵便番号
    pub postal: Option<String>,
    /// A telephone or a mail.
    pub has_contact: bool,
    /// Two ways of one kind are both the first.
    pub two_preferred: bool,
    /// チェックオフ
    pub checkoff_status: Option<CheckoffStatus>,
    /// Day of the mandate.
    pub mandate_on: Option<NaiveDate>,
    /// The union records consents to what goes to the federation, and has none of this person.
    pub consent_missing: bool,
    /// Width that nearly all member numbers have.
    pub usual_member_width: Option<usize>,
    /// Width that nearly all numbers of the employer have.
    pub usual_employee_width: Option<usize>,
}

/// Everything found about a member on a day.
pub(crate) fn findings_of(facts: &Facts, day: NaiveDate) -> Vec<FindingKind> {
    let text = |value: &Option<String>| value.as_deref().is_some_and(|text| !text.trim().is_empty());
    let given_name = text(&facts.given_name);
    let kana = [&facts.family_kana, &facts.given_kana];
    let age_at = |on: Option<NaiveDate>| facts.birth_on.zip(on).map(|(born, on)| age_on(born, on));
    let (address, postal) = (text(&facts.home_address), text(&facts.postal));
    let width_differs = |number: &str, usual: Option<usize>| usual.is_some_and(|usual| usual != number.chars().count());
    let gaiji =
        |name: &str| text::keep(name).warnings.contains(&TextWarning::Gaiji) || name.chars().any(text::is_stand_in);
    // As an older version stored them: today a number is half-width from the start.
    let is_fullwidth = |number: &str| text::identifier(number) != number;
    let employee_no = facts.employee_no.as_deref().filter(|number| !number.is_empty());
    let found = |kind: FindingKind| match kind {
        FindingKind::KanaNotReading => {
            kana.iter().any(|kana| kana.as_deref().is_some_and(|kana| !text::kana::is_reading(kana)))
        }
        FindingKind::BirthImplausible => {
            age_at(Some(day)).is_some_and(|age| age.is_none_or(|age| !(15..=100).contains(&age)))
        }
        FindingKind::PostalMalformed => {
            postal && facts.postal.as_deref().is_some_and(|code| text::postal_code(code).is_err())
        }
        FindingKind::TwoPreferred => facts.two_preferred,
        FindingKind::MemberNoFullwidth => is_fullwidth(&facts.member_no),
        FindingKind::EmployeeNoFullwidth => employee_no.is_some_and(is_fullwidth),
        FindingKind::EmployeeNoShared => employee_no.is_some() && facts.number_shared,
        FindingKind::JoinedTooYoung => age_at(facts.joined_on).is_some_and(|age| age.is_none_or(|age| age < 15)),
        FindingKind::PlacedWrong => facts.placed_wrong,
        FindingKind::NoKana => !text(&facts.family_kana) || (given_name && !text(&facts.given_kana)),
        FindingKind::NoGivenName => !given_name,
        FindingKind::NoBirth => facts.birth_on.is_none(),
        FindingKind::NoUnit => !facts.has_unit,
        FindingKind::NoEmployer => !facts.is_employed,
        FindingKind::NoEmployeeNo => facts.is_employed && employee_no.is_none(),
        FindingKind::NoContact => !facts.has_contact,
        FindingKind::NoAddress => !address && !postal,
        FindingKind::AddressIncomplete => address != postal,
        FindingKind::MandateMissing => {
            facts.checkoff_status == Some(CheckoffStatus::Mandated) && facts.mandate_on.is_none()
        }
        FindingKind::ConsentMissing => facts.consent_missing,
        FindingKind::JoinedBeforeHired => {
            facts.joined_on.zip(facts.hired_on).is_some_and(|(joined, hired)| joined < hired)
        }
        FindingKind::MemberNoWidth => width_differs(&facts.member_no, facts.usual_member_width),
        FindingKind::EmployeeNoWidth => {
            employee_no.is_some_and(|number| width_differs(number, facts.usual_employee_width))
        }
        FindingKind::Gaiji => gaiji(&facts.family_name) || facts.given_name.as_deref().is_some_and(gaiji),
        FindingKind::EndsLater => facts.left_on.is_some_and(|left| left > day),
    };
    <FindingKind as sea_orm::Iterable>::iter().filter(|kind| found(*kind)).collect()
}

/// The usual width of numbers: that of at least nine in ten, where there are ten or more.
pub(crate) fn usual_width(counts: &[(i64, i64)]) -> Option<usize> {
    let all: i64 = counts.iter().map(|(_, n)| n).sum();
    let (width, n) = counts.iter().max_by_key(|(_, n)| *n)?;
    (all >= 10 && n * 10 >= all * 9).then(|| usize::try_from(*width).ok()).flatten()
}

/// What to look through.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct FindingsOf {
    /// Whose records; order and page are ignored.
    #[ts(optional, as = "Option<MemberFilter>")]
    pub filter: MemberFilter,
    /// Only this kind; empty = all.
    #[ts(optional)]
    pub kind: Option<FindingKind>,
    /// Those that were left as they are, instead of those to be looked at.
    #[ts(optional, as = "Option<bool>")]
    pub kept: bool,
    /// Place given by the page before.
    #[ts(optional)]
    pub after: Option<String>,
    /// Findings wanted, 1 to 500; 100 unless said otherwise. A person's findings stay together.
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// How often one kind was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FindingCount {
    /// Kind.
    pub kind: FindingKind,
    /// How grave.
    pub weight: Weight,
    /// To be looked at.
    #[ts(type = "number")]
    pub n: u64,
    /// Left as they are.
    #[ts(type = "number")]
    pub kept: u64,
}

/// What was found in all records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FindingCounts {
    /// Records looked through.
    #[ts(type = "number")]
    pub members: u64,
    /// Records with something to be looked at.
    #[ts(type = "number")]
    pub with: u64,
    /// By kind, the gravest first; kinds never found are left out.
    pub kinds: Vec<FindingCount>,
}

/// Something found about a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FindingRow {
    /// The person.
    pub person_id: PersonId,
    /// The membership.
    pub membership_id: MembershipId,
    /// 組合員番号
    pub member_no: String,
    /// Name.
    pub name: String,
    /// Unit, its levels joined.
    pub unit: Option<String>,
    /// What was found.
    pub kind: FindingKind,
    /// How grave.
    pub weight: Weight,
    /// Where it is mended: a column of the roster, `unit` or `consent`.
    pub field: String,
}

/// A finding of a person.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, TS)]
pub struct FindingNamed {
    /// The person.
    pub person_id: PersonId,
    /// What was found.
    pub kind: FindingKind,
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// Makes one thing wrong.
    type Spoil = fn(&mut Facts);

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Nothing is to be found about this member.
    fn whole() -> Facts {
        Facts {
            member_no: "000123".into(),
            family_name: "見本".into(),
            given_name: Some("花子".into()),
            family_kana: Some("ミホン".into()),
            given_kana: Some("ハナコ".into()),
            birth_on: Some(day("1985-04-02")),
            joined_on: Some(day("2010-04-01")),
            left_on: None,
            hired_on: Some(day("2008-04-01")),
            is_employed: true,
            employee_no: Some("00012".into()),
            number_shared: false,
            has_unit: true,
            placed_wrong: false,
            home_address: Some("架空市見本町1-2-3".into()),
            postal: Some("1000001".into()),
            has_contact: true,
            two_preferred: false,
            checkoff_status: Some(CheckoffStatus::Mandated),
            mandate_on: Some(day("2010-04-01")),
            consent_missing: false,
            usual_member_width: Some(6),
            usual_employee_width: Some(5),
        }
    }

    #[test]
    fn every_kind_is_found_by_its_own_rule_and_a_whole_record_has_none() {
        let today = day("2026-10-31");
        assert_eq!(findings_of(&whole(), today), []);
        let cases: Vec<(FindingKind, Spoil)> = vec![
            (FindingKind::KanaNotReading, |facts| facts.family_kana = Some("見本".into())),
            (FindingKind::BirthImplausible, |facts| {
                facts.birth_on = "1905-01-01".parse().ok();
            }),
            (FindingKind::PostalMalformed, |facts| facts.postal = Some("123-456".into())),
            (FindingKind::TwoPreferred, |facts| facts.two_preferred = true),
            (FindingKind::MemberNoFullwidth, |facts| facts.member_no = "００１２３４".into()),
            (FindingKind::EmployeeNoFullwidth, |facts| facts.employee_no = Some("００１２３".into())),
            (FindingKind::EmployeeNoShared, |facts| facts.number_shared = true),
            (FindingKind::JoinedTooYoung, |facts| {
                facts.joined_on = "2000-04-01".parse().ok();
                facts.hired_on = None;
            }),
            (FindingKind::PlacedWrong, |facts| facts.placed_wrong = true),
            (FindingKind::NoKana, |facts| facts.given_kana = None),
            (FindingKind::NoGivenName, |facts| {
                facts.given_name = None;
                facts.given_kana = None;
            }),
            (FindingKind::NoBirth, |facts| facts.birth_on = None),
            (FindingKind::NoUnit, |facts| facts.has_unit = false),
            (FindingKind::NoEmployer, |facts| facts.is_employed = false),
            (FindingKind::NoEmployeeNo, |facts| facts.employee_no = None),
            (FindingKind::NoContact, |facts| facts.has_contact = false),
            (FindingKind::NoAddress, |facts| {
                facts.home_address = None;
                facts.postal = None;
            }),
            (FindingKind::AddressIncomplete, |facts| facts.postal = None),
            (FindingKind::MandateMissing, |facts| facts.mandate_on = None),
            (FindingKind::ConsentMissing, |facts| facts.consent_missing = true),
            (FindingKind::JoinedBeforeHired, |facts| facts.hired_on = "2011-04-01".parse().ok()),
            (FindingKind::MemberNoWidth, |facts| facts.member_no = "123".into()),
            (FindingKind::EmployeeNoWidth, |facts| facts.employee_no = Some("12".into())),
            (FindingKind::Gaiji, |facts| facts.family_name = "見\u{E000}".into()),
            (FindingKind::EndsLater, |facts| facts.left_on = "2027-03-31".parse().ok()),
        ];
        let mut seen: Vec<FindingKind> = Vec::new();
        for (kind, spoil) in cases {
            let mut facts = whole();
            spoil(&mut facts);
            assert_eq!(findings_of(&facts, today), [kind]);
            seen.push(kind);
        }
        assert_eq!(seen, FindingKind::all(), "every kind has a case");
    }

    #[test]
    fn a_width_is_usual_only_where_nearly_all_have_it() {
        assert_eq!(usual_width(&[(6, 95), (3, 5)]), Some(6));
        assert_eq!(usual_width(&[(6, 80), (3, 20)]), None);
        assert_eq!(usual_width(&[(6, 9)]), None, "too few to tell");
        assert_eq!(usual_width(&[]), None);
    }
}
