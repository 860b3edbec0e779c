//! The columns of the form, both ways, and of the answer.

use std::collections::BTreeMap;

use super::super::model::{AgeBand, EnrolmentStatus, FormConsent, FormWord};
use crate::excel::cell::{Cell, Kind};
use crate::excel::column::{Codes, Column};
use crate::excel::form::Use;
use crate::text::header_key;

/// A row of the form: what somebody filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub no: i64,
    pub word: Option<FormWord>,
    pub family_name: String,
    pub given_name: String,
    pub family_kana: String,
    pub given_kana: String,
    pub mail: String,
    pub phone: String,
    pub company: String,
    pub industry: String,
    pub age: Option<AgeBand>,
    pub consent: Option<FormConsent>,
    pub note: String,
}

const WORDS: Codes = Codes { name: "form_word", values: &["apply", "withdraw"] };
const CONSENTS: Codes = Codes { name: "form_consent", values: &["yes", "no"] };
const AGES: Codes =
    Codes { name: "age_band", values: &["age10", "age20", "age30", "age40", "age50", "age60", "age70"] };

fn said(cell: Cell) -> String {
    match cell {
        Cell::Text(words) | Cell::Id(words) | Cell::Code(words) => words.trim().to_owned(),
        Cell::Number(n) => n.to_string(),
        _ => String::new(),
    }
}

/// A column of words.
macro_rules! words {
    ($name:literal, $kind:ident, $width:literal, $field:ident) => {
        Column::new($name, Kind::$kind, $width, |line: &Line| Cell::text(line.$field.clone())).read(|line, cell| {
            line.$field = said(cell);
            Ok(())
        })
    };
}

/// A column of codes with a word for each.
macro_rules! coded {
    ($name:literal, $codes:ident, $list:ident, $width:literal, $field:ident) => {
        Column::coded($name, $codes, $width, |line: &Line| {
            line.$field.map_or(Cell::Empty, |code| Cell::Code(code.code()))
        })
        .read(|line, cell| {
            let words = said(cell);
            line.$field = $list::read(&words, &BTreeMap::new());
            if words.is_empty() || line.$field.is_some() { Ok(()) } else { Err("form_choice") }
        })
    };
}

/// Tens as they are written in kanji, from ten on.
const TENS: [&str; 9] = ["十", "二十", "三十", "四十", "五十", "六十", "七十", "八十", "九十"];

/// The decade that somebody means: its word, or the bare tens, also in kanji and with what is written behind them.
fn age_of(words: &str) -> Option<AgeBand> {
    AgeBand::read(words, &BTreeMap::new()).or_else(|| {
        let key = header_key(words);
        let tens = key.trim_end_matches(['代', '歳', '才']);
        let at = match tens.parse::<usize>() {
            Ok(years) if years % 10 == 0 => (years / 10).checked_sub(1)?,
            Ok(_) => return None,
            Err(_) => TENS.iter().position(|kanji| *kanji == tens)?,
        };
        // The last one has no end.
        let last = AGES.values.len() - 1;
        TENS.get(at).and_then(|_| AGES.values.get(at.min(last))).and_then(|code| AgeBand::read(code, &BTreeMap::new()))
    })
}

/// The columns of the form, and what people do with each.
pub(super) static FORM: &[(Column<Line>, Use)] = &[
    (Column::new("form_no", Kind::Number, 5, |line: &Line| Cell::Number(line.no)), Use::Leave),
    (coded!("form_word", WORDS, FormWord, 8, word), Use::Fill),
    (words!("family_name", Text, 10, family_name).also(&["氏", "苗字", "名字"]), Use::Fill),
    (words!("given_name", Text, 10, given_name), Use::Fill),
    (words!("family_kana", Text, 12, family_kana).also(&["姓カナ", "フリガナ姓"]), Use::Fill),
    (words!("given_kana", Text, 12, given_kana).also(&["名カナ", "フリガナ名"]), Use::Fill),
    (words!("form_mail", Id, 22, mail).also(&["メールアドレス", "E-mail"]), Use::Fill),
    (words!("form_phone", Id, 14, phone).also(&["電話番号", "携帯"]), Use::Fill),
    (words!("form_company", Text, 18, company).also(&["勤務先"]), Use::Fill),
    (words!("form_industry", Text, 12, industry).also(&["業界"]), Use::Fill),
    (
        Column::coded("form_age", AGES, 8, |line: &Line| line.age.map_or(Cell::Empty, |age| Cell::Code(age.code())))
            .read(|line, cell| {
                let words = said(cell);
                line.age = age_of(&words);
                if words.is_empty() || line.age.is_some() { Ok(()) } else { Err("form_choice") }
            }),
        Use::Fill,
    ),
    (coded!("form_consent", CONSENTS, FormConsent, 12, consent), Use::Fill),
    (words!("form_note", Text, 18, note).also(&["備考", "連絡事項"]), Use::Fill),
];

/// The column that says why a row was not taken, in a form that goes back to be mended: nothing is read of it.
pub(super) const REASON: &str = "import_reason";

/// A line of the answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    pub name: String,
    pub kana: Option<String>,
    pub status: Option<EnrolmentStatus>,
    pub place: Option<i64>,
    pub until: String,
    pub minutes: Option<i64>,
    pub certificate: Option<String>,
    pub remark: String,
}

const STATUSES: Codes = Codes {
    name: "enrolment_status",
    values: &[
        "applied",
        "waitlisted",
        "offered",
        "confirmed",
        "cancelled",
        "declined",
        "expired",
        "attended",
        "no_show",
        "completed",
        "incomplete",
        "certified",
    ],
};

/// The columns of the answer.
pub(super) const ANSWER: &[Column<Told>] = &[
    Column::new("name", Kind::Text, 18, |told: &Told| Cell::text(told.name.clone())),
    Column::new("kana", Kind::Text, 20, |told| Cell::text_or_empty(told.kana.clone())),
    Column::coded("result_status", STATUSES, 14, |told| {
        told.status.map_or(Cell::Empty, |status| Cell::Code(status.code()))
    }),
    Column::new("result_place", Kind::Number, 9, |told| told.place.map_or(Cell::Empty, Cell::Number)),
    Column::new("result_until", Kind::Text, 18, |told| Cell::text(told.until.clone())),
    Column::new("result_minutes", Kind::Number, 9, |told| told.minutes.map_or(Cell::Empty, Cell::Number)),
    Column::new("result_certificate", Kind::Id, 16, |told| Cell::id_or_empty(told.certificate.clone())),
    Column::new("result_remark", Kind::Text, 32, |told| Cell::text(told.remark.clone())),
];
