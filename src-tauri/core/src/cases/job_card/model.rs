//! The words of the job card on the wire, and its rules.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;
use uuid::Uuid;

use super::super::model::lines;
use super::period;
use crate::codes::codes;
use crate::desk::Passphrase;
use crate::error::{Error, Result};
use crate::ids::{CardItemId, CaseId};
use crate::labels::{Locale, sentence};
use crate::session::FileRef;
use crate::training::LearningRow;

codes! {
    /// Which sheet of the card.
    CardKind("card_kind") {
        /// キャリア・プランシート
        Plan,
        /// 職務経歴
        Work,
        /// 免許・資格
        Licence,
        /// 学習歴・訓練歴
        Learning,
    }
}

/// Letters of one field at most.
const MOST_LETTERS: usize = 4_000;

/// An item in words. Which fields a sheet has: [`CardKind`] and 3.4; fields of other sheets stay empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct CardWords {
    /// 価値観、興味、関心事項等 (plan).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub values_interests: String,
    /// 強み等 (plan).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub strengths: String,
    /// 将来取り組みたい仕事や働き方等 (plan).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub future_work: String,
    /// これから取り組むこと等 (plan).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub next_steps: String,
    /// その他 (plan).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub other_notes: String,
    /// キャリアコンサルティング 実施日 (plan).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub consultant_on: String,
    /// 所属 (plan).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub consultant_org: String,
    /// 実施者の氏名 (plan).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub consultant_name: String,
    /// 登録番号 (plan).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub consultant_no: String,
    /// コメント (plan).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub consultant_comment: String,
    /// 期間 から, as it is written: 2019年4月 (work, learning).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub from_ym: String,
    /// 期間 まで (work, learning).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub to_ym: String,
    /// 会社名・所属 (work).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub organisation: String,
    /// 職名 (work).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub post: String,
    /// 雇用形態 (work).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub employment_type: String,
    /// 職務の内容 (work).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub duties: String,
    /// 職務の中で学んだこと等 (work).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub learned: String,
    /// 会社の確認欄: who confirms it for the company, if the member wishes (work).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub confirmed: String,
    /// 免許・資格の名称 (licence).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// 取得時期 (licence).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub obtained_ym: String,
    /// 実施・認定機関の名称 (licence).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub issuer: String,
    /// 内容等 (licence, learning).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub content: String,
    /// 教育・訓練機関名 (learning).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub provider: String,
    /// 学科（コース）名 (learning).
    #[ts(optional, as = "Option<String>")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub course: String,
    /// The union course that it came from (learning).
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enrolment: Option<Uuid>,
}

/// A field of a sheet: its name on the wire, and how to reach it.
pub(super) type Field = (&'static str, fn(&mut CardWords) -> &mut String);

macro_rules! fields {
    ($($name:ident),* $(,)?) => { &[$((stringify!($name), (|words| &mut words.$name) as fn(&mut CardWords) -> &mut String)),*] };
}

impl CardKind {
    /// The fields of the sheet in their order.
    pub(super) fn fields(self) -> &'static [Field] {
        match self {
            Self::Plan => fields![
                values_interests,
                strengths,
                future_work,
                next_steps,
                other_notes,
                consultant_on,
                consultant_org,
                consultant_name,
                consultant_no,
                consultant_comment,
            ],
            Self::Work => {
                fields![from_ym, to_ym, organisation, post, employment_type, duties, learned, confirmed]
            }
            Self::Licence => fields![name, obtained_ym, issuer, content],
            Self::Learning => fields![from_ym, to_ym, provider, course, content],
        }
    }

    /// What an item must say, if it says anything: the field that names it.
    fn naming(self) -> Option<&'static str> {
        match self {
            Self::Plan => None,
            Self::Work => Some("organisation"),
            Self::Licence => Some("name"),
            Self::Learning => Some("course"),
        }
    }
}

impl CardWords {
    /// The words of a field.
    pub(super) fn get(&self, field: fn(&mut Self) -> &mut String) -> String {
        // Fields are named once, for reading and writing; a copy is cheap beside unsealing it.
        field(&mut self.clone()).clone()
    }

    /// With blanks taken out and only the fields of its sheet.
    ///
    /// # Errors
    /// `required` at the field that names the item; `card_too_long`; `card_month_impossible`, `card_period_order`.
    pub fn checked(mut self, kind: CardKind) -> Result<Self> {
        let mut kept = Self { enrolment: self.enrolment.filter(|_| kind == CardKind::Learning), ..Self::default() };
        for (name, field) in kind.fields() {
            let words = lines(Some(field(&mut self).as_str())).unwrap_or_default();
            if words.chars().count() > MOST_LETTERS {
                return Err(Error::invalid(name, "card_too_long"));
            }
            if words.is_empty() && kind.naming() == Some(*name) {
                return Err(Error::invalid(name, "required"));
            }
            *field(&mut kept) = words;
        }
        match period::why_not(kind, &kept) {
            Some((field, code)) => Err(Error::invalid(field, code)),
            None => Ok(kept),
        }
    }

    /// Nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Without the lines that name these certificates, as they stood when the course was entered.
    pub(super) fn forget_certificates(&mut self, numbers: &[String]) {
        if self.enrolment.is_none() || numbers.is_empty() {
            return;
        }
        let named: Vec<String> = numbers.iter().map(|no| certificate_line(no)).collect();
        let stays = self.content.lines().filter(|line| !named.iter().any(|named| named == line.trim()));
        self.content = stays.collect::<Vec<_>>().join("\n");
    }
}

/// The job card of a case.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, TS)]
pub struct JobCardOf {
    /// The case.
    pub case_id: CaseId,
}

/// An item.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CardRow {
    /// The item.
    pub id: CardItemId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Which sheet.
    pub kind: CardKind,
    /// Number on the sheet.
    #[ts(type = "number")]
    pub no: i64,
    /// What it says.
    pub words: CardWords,
}

/// The items of a case, and the sheets that were handed out.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct JobCard {
    /// The items in the order of the sheets.
    pub items: Vec<CardRow>,
    /// Days on which a sheet was handed to the member, the newest first.
    pub handed_on: Vec<NaiveDate>,
    /// Courses that the member completed and that are not on the card.
    pub courses: Vec<CompletedCourse>,
}

/// Save an item: a new one without `id`. The plan sheet is one item.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveCardItem {
    /// The case.
    pub case_id: CaseId,
    /// Which; empty = a new one.
    #[ts(optional)]
    pub id: Option<CardItemId>,
    /// Version read, for one that is there.
    #[serde(default)]
    #[ts(type = "number", optional)]
    pub version: i64,
    /// Which sheet.
    pub kind: CardKind,
    /// What it says.
    pub words: CardWords,
}

/// An item and the version that was read.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, TS)]
pub struct CardItemNamed {
    /// Which.
    pub id: CardItemId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
}

/// A course that the member completed, in the union or elsewhere as the union noted it, and that is not on the card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CompletedCourse {
    /// The application or the entry of learning, so that the course is entered once.
    #[ts(type = "string")]
    pub id: Uuid,
    /// Name of the course.
    pub course: String,
    /// Who held it.
    pub provider: String,
    /// First day.
    pub from_on: Option<NaiveDate>,
    /// Last day.
    pub to_on: Option<NaiveDate>,
    /// Hours and number of the certificate, in the words of the card.
    pub content: String,
}

/// The line of an item that names a certificate.
fn certificate_line(no: &str) -> String {
    sentence(Locale::Ja, "cases.card.course.certificate", &json!({ "no": no }))
}

impl CompletedCourse {
    /// A course as training knows it, unless it was not taken to its end.
    pub(super) fn of(row: LearningRow) -> Option<Self> {
        if row.status.is_some_and(|status| !status.is_completed()) {
            return None;
        }
        let ja = |key: &str, about: Value| sentence(Locale::Ja, key, &about);
        let hours = row.minutes.filter(|minutes| *minutes > 0).map(|minutes| match (minutes / 60, minutes % 60) {
            (hours, 0) => ja("cases.card.course.hours", json!({ "h": hours })),
            (hours, minutes) => ja("cases.card.course.hours_minutes", json!({ "h": hours, "m": minutes })),
        });
        let certificate = row.certificate.as_deref().map(certificate_line);
        Some(Self {
            id: row.enrolment_id.map(|id| id.0).or(row.id.map(|id| id.0))?,
            course: row.title,
            provider: row.provider.unwrap_or_default(),
            from_on: row.from_on,
            to_on: row.to_on,
            content: hours.into_iter().chain(certificate).collect::<Vec<_>>().join("\n"),
        })
    }

    /// The course as an item of learning.
    #[must_use]
    pub fn words(&self) -> CardWords {
        let month = |day: Option<NaiveDate>| day.map(|day| day.format("%Y年%-m月").to_string()).unwrap_or_default();
        CardWords {
            from_ym: month(self.from_on),
            to_ym: month(self.to_on),
            provider: self.provider.clone(),
            course: self.course.clone(),
            content: self.content.clone(),
            enrolment: Some(self.id),
            ..CardWords::default()
        }
    }
}

/// Enter completed courses as learning.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct EnterCourses {
    /// The case.
    pub case_id: CaseId,
    /// Which of `courses`; all of them unless said otherwise.
    #[ts(type = "string[]", optional)]
    pub courses: Option<Vec<Uuid>>,
}

/// How many courses were entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CoursesEntered {
    /// Entered.
    pub added: usize,
}

/// Write the sheet for the member (R11).
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct WriteJobCard {
    /// The case.
    pub case_id: CaseId,
    /// Where.
    pub file: FileRef,
    /// Password that opens it; one is made unless it is given or `open` is said.
    #[serde(default)]
    #[ts(optional)]
    pub password: Option<Passphrase>,
    /// Without a password: the member takes it along on paper.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub open: bool,
}

/// The sheet was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct JobCardWritten {
    /// Name of the file, without its folder.
    pub name: String,
    /// SHA-256 of the file, as the export log keeps it.
    pub sha256: String,
    /// The mark printed on it.
    pub mark: String,
    /// The password that was made; shown once and kept nowhere.
    pub password: Option<String>,
}

/// A sheet that came back.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct JobCardFile {
    /// The case.
    pub case_id: CaseId,
    /// The file.
    pub file: FileRef,
    /// Password of the file.
    #[serde(default)]
    #[ts(optional)]
    pub password: Option<Passphrase>,
}

/// Enter what a sheet says.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct ApplyJobCard {
    /// Which.
    #[serde(flatten)]
    pub of: JobCardFile,
    /// Hash of the file that was looked through.
    #[ts(optional)]
    pub file_hash: Option<String>,
}

codes! {
    /// What a row of a sheet that came back does.
    CardOutcome("card_outcome") {
        /// As it was.
        Unchanged,
        /// A new item.
        Added,
        /// The item says otherwise.
        Changed,
        /// Not taken, with its reason.
        NotTaken,
    }
}

/// A field that a row says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CardChange {
    /// Name of the field; `column.card_<field>` is its label.
    pub field: String,
    /// What stands.
    pub before: String,
    /// What the sheet says.
    pub after: String,
}

/// A row of a sheet that came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CardReturned {
    /// Name of the sheet in the file.
    pub sheet: String,
    /// Row in the file, counted from 1.
    pub row: u32,
    /// Which sheet of the card.
    pub kind: CardKind,
    /// Number on the sheet; none for a new row.
    #[ts(type = "number | null")]
    pub no: Option<i64>,
    /// What it does.
    pub outcome: CardOutcome,
    /// Why it is not taken: code of a `problem.` label.
    pub reason: Option<String>,
    /// The field that is to blame, if one is: end of a `column.card_` label.
    pub field: Option<String>,
    /// What is to be known of a row that is taken: code of a `problem.` label.
    pub remark: Option<String>,
    /// The fields that differ.
    pub changes: Vec<CardChange>,
}

/// What a sheet that came back would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct JobCardPreview {
    /// Name of the file.
    pub file_name: String,
    /// Hash of the file, to be given when it is applied.
    pub file_hash: String,
    /// Day on which the sheet was handed out.
    pub handed_on: NaiveDate,
    /// A newer sheet was handed out after it.
    pub older: bool,
    /// Its rows.
    pub rows: Vec<CardReturned>,
}

/// A sheet was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct JobCardApplied {
    /// New items.
    pub added: usize,
    /// Changed items.
    pub changed: usize,
    /// Rows not taken.
    pub not_taken: usize,
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::ids::EnrolmentId;
    use crate::training::EnrolmentStatus;

    #[test]
    fn an_item_keeps_the_fields_of_its_sheet_and_must_say_what_it_is() {
        let words =
            CardWords { name: " 第二種電気工事士 ".into(), duties: "検査".into(), ..CardWords::default() };
        let kept = words.checked(CardKind::Licence).unwrap();
        assert_eq!((kept.name.as_str(), kept.duties.as_str()), ("第二種電気工事士", ""));
        let nameless = CardWords { issuer: "県".into(), ..CardWords::default() };
        assert!(nameless.clone().checked(CardKind::Licence).is_err());
        assert!(nameless.checked(CardKind::Plan).unwrap().is_empty());
    }

    #[test]
    fn a_completed_course_is_an_item_of_learning_and_another_is_not() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        let row = |status| LearningRow {
            id: None,
            version: None,
            enrolment_id: Some(EnrolmentId(Uuid::nil())),
            title: "現場データ活用".into(),
            provider: Some("東都労連".into()),
            from_on: day("2026-05-10"),
            to_on: day("2026-06-20"),
            minutes: Some(750),
            status: Some(status),
            certificate: Some("K-12".into()),
        };
        assert_eq!(CompletedCourse::of(row(EnrolmentStatus::Confirmed)), None);
        assert_eq!(CompletedCourse::of(row(EnrolmentStatus::Incomplete)), None);
        let course = CompletedCourse::of(row(EnrolmentStatus::Certified)).unwrap();
        let words = course.words().checked(CardKind::Learning).unwrap();
        assert_eq!((words.from_ym.as_str(), words.to_ym.as_str()), ("2026年5月", "2026年6月"));
        assert_eq!((words.content.as_str(), words.enrolment), ("12時間30分\n修了証 K-12", Some(Uuid::nil())));
        let after = |numbers: &[&str]| {
            let mut words = words.clone();
            words.forget_certificates(&numbers.iter().map(|no| (*no).to_owned()).collect::<Vec<_>>());
            words.content
        };
        assert_eq!(after(&["K-12"]), "12時間30分", "taken back");
        assert_eq!(after(&["K-1"]), "12時間30分\n修了証 K-12", "another one");
    }
}
