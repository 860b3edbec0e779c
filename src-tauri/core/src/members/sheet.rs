//! The roster's columns: one declaration each, for the export, the import and the rejected rows.

mod english;
mod values;

use sea_orm::ActiveEnum;

pub(crate) use english::english_headers;
pub(crate) use values::code_of;

use super::line::{Agreed, Line};
use super::model::{Category, CheckoffStatus, DuesKind, EmploymentType, EndReason, FulltimeKind, Gender};
use crate::excel::cell::{Cell, Kind};
use crate::excel::column::{Codes, Column};
use crate::excel::page::Head;
use crate::labels::{Locale, word};

/// How many columns, from the left, an export of members in force has.
pub(crate) const IN_FORCE: usize = 34;

const GENDERS: Codes = Codes { name: "gender", values: &["0", "1", "2", "9"] };
/// Kinds of employment.
pub(crate) const EMPLOYMENT_TYPES: Codes = Codes {
    name: "employment_type",
    values: &["permanent", "fixed_term", "part_time", "reemployed", "temp_agency", "contractor", "other"],
};
/// Categories of members.
pub(crate) const CATEGORIES: Codes =
    Codes { name: "category", values: &["regular", "associate", "special", "alumni", "supporter"] };
const FULLTIME_KINDS: Codes = Codes { name: "fulltime_kind", values: &["none", "on_roll", "off_roll", "staff"] };
/// State of a membership, as a column says it.
pub(crate) const STATUSES: Codes =
    Codes { name: "status", values: &["applied", "active", "suspended", "ended", "rejected", "withdrawn"] };
/// How a member stands on a day: the condition that lasts, else the state of the membership.
pub(crate) const STANDINGS: Codes = Codes {
    name: "standing",
    values: &[
        "active",
        "leave",
        "sick_leave",
        "childcare",
        "family_care",
        "secondment_out",
        "overseas",
        "fulltime_officer",
        "unpaid",
        "suspended",
        "applied",
        "ended",
        "rejected",
        "withdrawn",
    ],
};
const DUES_KINDS: Codes = Codes { name: "dues_kind", values: &["full", "reduced", "exempt", "direct"] };
const CHECKOFFS: Codes = Codes { name: "checkoff_status", values: &["none", "mandated", "stopped"] };
const AGREED: Codes = Codes { name: "agreed", values: &["yes", "no"] };
/// Why a membership ended, as a column says it.
pub(crate) const END_REASONS: Codes = Codes {
    name: "end_reason",
    values: &[
        "resignation",
        "employment_end",
        "retirement",
        "management",
        "transfer_out",
        "expulsion",
        "death",
        "ineligible",
        "org_split",
        "entry_error",
    ],
};

/// A column of words or of numbers that are names.
macro_rules! words {
    ($field:ident, $kind:ident, $width:literal, [$($synonym:literal),*]) => {
        Column::new(stringify!($field), Kind::$kind, $width, |line: &Line| match &line.$field {
            Some(words) if !words.is_empty() => Cell::$kind(words.clone()),
            _ => Cell::Empty,
        })
        .also(&[$($synonym),*])
        .read(|line, cell| match cell {
            Cell::Text(words) | Cell::Id(words) => {
                line.$field = Some(words);
                Ok(())
            }
            Cell::Empty => {
                line.$field = None;
                Ok(())
            }
            _ => Err("text_expected"),
        })
    };
}

/// A column of days.
macro_rules! day {
    ($field:ident, [$($synonym:literal),*]) => {
        Column::new(stringify!($field), Kind::Date, 11, |line: &Line| Cell::date_or_empty(line.$field)).also(&[$($synonym),*]).read(|line, cell| match cell {
            Cell::Date(day) => {
                line.$field = Some(day);
                Ok(())
            }
            Cell::Empty => {
                line.$field = None;
                Ok(())
            }
            _ => Err("date_unreadable"),
        })
    };
}

/// A column of codes.
macro_rules! code {
    ($field:ident, $codes:ident, $width:literal, $of:expr, [$($synonym:literal),*]) => {
        Column::coded(stringify!($field), $codes, $width, |line: &Line| line.$field.map_or(Cell::Empty, |value| Cell::Code(value.code())))
            .also(&[$($synonym),*])
            .read(|line, cell| match cell {
                Cell::Code(code) => {
                    line.$field = Some($of(code).ok_or("code_unknown")?);
                    Ok(())
                }
                Cell::Empty => {
                    line.$field = None;
                    Ok(())
                }
                _ => Err("code_unknown"),
            })
    };
}

fn of<E: ActiveEnum<Value = String>>(code: String) -> Option<E> {
    E::try_from_value(&code).ok()
}

/// The columns in the order of the export; the last three are understood in files but not part of an export of members
/// in force. 状態 is read by itself: it may say a condition (休職 …), or why a membership ended.
pub(crate) const COLUMNS: &[Column<Line>] = &[
    words!(
        member_no,
        Id,
        12,
        [
            "組合員No",
            "組合員コード",
            "組合員ID",
            "組合No",
            "組合番号",
            "会員番号",
            "会員No",
            "組合員証番号",
            "組合員証No",
            "Member No"
        ]
    ),
    words!(
        employee_no,
        Id,
        12,
        [
            "社員No",
            "社員コード",
            "社員ID",
            "社員CD",
            "従業員番号",
            "従業員No",
            "従業員コード",
            "職員番号",
            "職員コード",
            "職番",
            "社番",
            "個人コード",
            "人事番号",
            "Employee No"
        ]
    ),
    words!(
        family_name,
        Text,
        12,
        ["氏名姓", "氏名(姓)", "姓(漢字)", "漢字姓", "苗字", "名字", "氏", "Family name", "Last name"]
    ),
    words!(given_name, Text, 12, ["氏名名", "氏名(名)", "名(漢字)", "漢字名", "Given name", "First name"]),
    words!(
        family_kana,
        Text,
        14,
        [
            "姓カナ",
            "カナ姓",
            "姓(カナ)",
            "姓フリガナ",
            "フリガナ姓",
            "フリガナ(セイ)",
            "フリガナ(姓)",
            "セイ(カナ)",
            "氏名カナ姓",
            "カナ氏名姓",
            "せい"
        ]
    ),
    words!(
        given_kana,
        Text,
        14,
        [
            "名カナ",
            "カナ名",
            "名(カナ)",
            "名フリガナ",
            "フリガナ名",
            "フリガナ(メイ)",
            "フリガナ(名)",
            "メイ(カナ)",
            "氏名カナ名",
            "カナ氏名名",
            "めい"
        ]
    ),
    words!(former_name, Text, 12, ["旧氏", "旧姓(旧氏)", "旧氏名", "旧名"]),
    code!(gender, GENDERS, 6, of::<Gender>, ["男女", "男女別", "男女区分", "性", "Sex", "Gender"]),
    day!(
        birth_on,
        ["生年月日(西暦)", "生年月日(和暦)", "ご生年月日", "誕生日", "お誕生日", "生年", "Date of birth", "Birthday"]
    ),
    words!(employer, Text, 24, ["会社名", "勤務先", "所属会社", "雇用主", "企業名", "法人名", "Employer", "Company"]),
    words!(
        worksite,
        Text,
        20,
        ["事業所名", "事業場", "事業場名", "勤務地", "就業場所", "工場", "店舗", "店舗名", "営業所"]
    ),
    words!(
        department,
        Text,
        20,
        [
            "部署名",
            "部",
            "配属",
            "配属先",
            "配属部署",
            "所属",
            "所属部署",
            "所属部署名",
            "所属名",
            "部門",
            "部門名",
            "部課",
            "部課名",
            "課",
            "Department"
        ]
    ),
    words!(job_title, Text, 14, ["職務", "職名", "担当職務", "Job title"]),
    code!(
        employment_type,
        EMPLOYMENT_TYPES,
        10,
        of::<EmploymentType>,
        ["雇用区分", "社員区分", "従業員区分", "契約形態", "契約区分", "勤務形態"]
    ),
    words!(grade, Text, 10, ["資格", "等級", "職能等級", "職級", "グレード", "Grade"]),
    day!(
        hired_on,
        [
            "入社",
            "入社日",
            "入職日",
            "入職年月日",
            "雇用日",
            "雇用年月日",
            "入社年月",
            "採用日",
            "採用年月日",
            "雇入年月日",
            "雇入日",
            "就職年月日"
        ]
    ),
    day!(
        joined_on,
        [
            "加入",
            "加入日",
            "組合加入",
            "組合加入日",
            "組合加入年月日",
            "加入年月",
            "組合員資格取得日",
            "資格取得日",
            "資格取得年月日",
            "入会日",
            "入会年月日",
            "Joined on"
        ]
    ),
    code!(
        category,
        CATEGORIES,
        12,
        of::<Category>,
        ["組合員種別", "会員区分", "会員種別", "組合区分", "区分", "加入区分"]
    ),
    words!(branch, Text, 16, ["支部名", "所属支部", "支部名称", "組合支部", "Branch"]),
    words!(sub_branch, Text, 16, ["分会名", "所属分会", "分会名称", "班分会"]),
    words!(workplace, Text, 16, ["職場名", "所属職場", "職場名称", "職場班", "班", "班名"]),
    words!(
        union_post,
        Text,
        14,
        ["役職(組合)", "組合役員", "組合役名", "組合役職名", "組合員役職", "役員", "組合での役職"]
    ),
    code!(fulltime_kind, FULLTIME_KINDS, 10, of::<FulltimeKind>, ["専従", "専従区別", "専従非専従"]),
    Column::coded("status", STANDINGS, 10, |line: &Line| {
        let condition = line.condition.map(|kind| kind.code());
        condition.or_else(|| line.status.map(|value| value.code())).map_or(Cell::Empty, Cell::Code)
    })
    .also(&[
        "状態区分",
        "在籍区分",
        "在籍状態",
        "在籍状況",
        "休職",
        "休職区分",
        "就業状態",
        "ステータス",
        "Status",
    ]),
    code!(dues_kind, DUES_KINDS, 10, of::<DuesKind>, ["会費区分", "組合費", "組合費種別", "組合費控除区分"]),
    code!(
        checkoff_status,
        CHECKOFFS,
        12,
        of::<CheckoffStatus>,
        ["チェックオフ区分", "控除区分", "給与控除", "チェックオフ有無", "チェックオフ同意", "Check-off"]
    ),
    words!(
        postal,
        Id,
        10,
        ["〒", "郵便No", "ZIP", "郵便番号(自宅)", "自宅郵便番号", "住所郵便番号", "現住所郵便番号", "Postal code"]
    ),
    words!(home_address, Text, 36, ["住所1", "自宅住所", "現住所", "住所(自宅)", "住所地", "居住地", "Address"]),
    words!(
        phone,
        Id,
        14,
        [
            "電話番号",
            "自宅電話",
            "自宅電話番号",
            "固定電話",
            "固定電話番号",
            "TEL",
            "電話(自宅)",
            "自宅TEL",
            "連絡先電話番号",
            "Phone"
        ]
    ),
    words!(mobile, Id, 14, ["携帯電話", "携帯番号", "携帯電話番号", "携帯TEL", "ケータイ", "スマートフォン", "Mobile"]),
    words!(
        mail_private,
        Text,
        28,
        [
            "メール",
            "メールアドレス",
            "Eメール",
            "E-mail",
            "e-mailアドレス",
            "私用メール",
            "私用メールアドレス",
            "個人メール",
            "個人メールアドレス",
            "メールアドレス(私用)",
            "Mail"
        ]
    ),
    words!(
        emergency,
        Text,
        20,
        ["緊急連絡先(任意)", "緊急時連絡先", "緊急連絡先電話", "緊急連絡先電話番号", "緊急連絡先TEL"]
    ),
    code!(
        federation_share,
        AGREED,
        10,
        of::<Agreed>,
        ["上部団体への提供", "上部団体提供", "上部団体同意", "産別提供同意", "上部団体への提供同意", "情報提供同意"]
    ),
    words!(remarks, Text, 30, ["摘要", "メモ", "特記事項", "コメント", "Remarks", "Note"]),
    day!(
        left_on,
        [
            "脱退日",
            "脱退年月日",
            "退会日",
            "退会年月日",
            "終了日",
            "終了年月日",
            "組合脱退日",
            "組合脱退年月日",
            "退職日",
            "退職年月日",
            "退社日",
            "退社年月日",
            "離職日",
            "離職年月日",
            "資格喪失日",
            "資格喪失年月日"
        ]
    ),
    code!(
        end_reason,
        END_REASONS,
        14,
        of::<EndReason>,
        [
            "脱退理由",
            "退会理由",
            "退職理由",
            "脱退事由",
            "退職事由",
            "離職理由",
            "離職事由",
            "終了事由",
            "喪失理由",
            "資格喪失理由"
        ]
    ),
    words!(display_name, Text, 16, ["通称名", "ビジネスネーム", "呼称", "職場での氏名", "使用氏名"]),
];

/// Columns of whole names, read by dividing them at the first space; never written.
pub(crate) const WHOLE_NAMES: [(&str, &[&str]); 2] = [
    (
        "name",
        &[
            "名前",
            "お名前",
            "ご氏名",
            "氏名(漢字)",
            "漢字氏名",
            "姓名",
            "組合員名",
            "組合員氏名",
            "社員名",
            "社員氏名",
            "従業員名",
            "従業員氏名",
            "職員氏名",
            "Name",
            "フルネーム",
            "Full name",
        ],
    ),
    (
        "kana",
        &[
            "カナ氏名",
            "氏名カナ",
            "氏名(カナ)",
            "カナ",
            "よみがな",
            "読み仮名",
            "読みがな",
            "ヨミガナ",
            "ヨミ",
            "よみ",
            "フリガナ(氏名)",
            "氏名フリガナ",
            "氏名(フリガナ)",
            "社員名カナ",
            "カナ名前",
            "シメイ",
            "氏名ヨミ",
            "Kana",
        ],
    ),
];

/// The place of a column by its name.
pub(crate) fn place(name: &str) -> Option<usize> {
    COLUMNS.iter().position(|column| column.name == name)
}

/// Headers of columns, in the fixed Japanese words: an export must be understood by every import.
pub(crate) fn heads(columns: &[Column<Line>]) -> Vec<Head> {
    columns.iter().map(|column| column.head(&fixed)).collect()
}

/// The columns of these names, each once; whole names stand for their two parts. None for a name that no column has.
pub(crate) fn named_columns(names: &[String]) -> Option<Vec<Column<Line>>> {
    let mut columns: Vec<Column<Line>> = Vec::new();
    for name in names {
        let parts: &[&str] = match name.as_str() {
            "name" => &["family_name", "given_name"],
            "kana" => &["family_kana", "given_kana"],
            // The list shows conditions beside the state; in a file the state says them.
            "conditions" => &["status"],
            other => &[other],
        };
        for part in parts {
            let column = COLUMNS.get(place(part)?)?;
            if columns.iter().all(|known| known.name != column.name) {
                columns.push(column.clone());
            }
        }
    }
    Some(columns)
}

fn fixed(key: &str) -> String {
    word(Locale::Ja, key).to_owned()
}

/// A cell in words, for a preview.
pub(crate) fn shown(cell: &Cell, codes: Option<&Codes>, locale: Locale) -> String {
    match (cell, codes) {
        (Cell::Code(code), Some(codes)) => word(locale, &codes.label_key(code)).to_owned(),
        (Cell::Text(words) | Cell::Id(words) | Cell::Code(words), _) => words.clone(),
        (Cell::Date(day), _) => day.format("%Y/%m/%d").to_string(),
        (Cell::Number(n), _) => n.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::collections::{BTreeMap, HashMap};

    use super::*;
    use crate::labels;
    use crate::text::header_key;

    #[test]
    fn every_column_has_its_word_and_every_code_too() {
        for column in COLUMNS {
            assert!(labels::has(&column.label_key()), "{}", column.label_key());
            for code in column.codes.iter().flat_map(|codes| codes.values.iter().map(|code| codes.label_key(code))) {
                assert!(labels::has(&code), "{code}");
            }
        }
        for (name, _) in WHOLE_NAMES {
            assert!(labels::has(&format!("column.{name}")));
        }
        assert_eq!(COLUMNS.get(IN_FORCE).unwrap().name, "left_on");
    }

    #[test]
    fn no_header_means_two_columns() {
        let mut seen: HashMap<String, &str> = HashMap::new();
        let words = |key: &str| word(Locale::Ja, key).to_owned();
        let columns = COLUMNS.iter().map(|column| (column.name, column.synonyms)).chain(WHOLE_NAMES);
        for (name, synonyms) in columns {
            let label = words(&format!("column.{name}"));
            for header in synonyms.iter().chain(english_headers(name)).copied().chain([label.as_str()]) {
                let other = seen.insert(header_key(header), name);
                assert!(other.is_none_or(|other| other == name), "{header}: {name} and {other:?}");
            }
        }
    }

    #[test]
    fn every_column_reads_what_it_writes() {
        let none = BTreeMap::new();
        for column in COLUMNS {
            let Some(put) = column.put else { continue };
            let samples = match column.kind {
                Kind::Date => vec![Cell::Date(chrono::NaiveDate::from_ymd_opt(2024, 4, 1).unwrap())],
                Kind::Code => column.codes.unwrap().values.iter().map(|code| Cell::Code((*code).to_owned())).collect(),
                Kind::Id => vec![Cell::Id("007".into())],
                _ => vec![Cell::Text("髙﨑𠮷".into())],
            };
            for sample in samples {
                let mut line = Line::default();
                put(&mut line, sample.clone()).unwrap();
                assert_eq!((column.get)(&line), sample, "{}", column.name);
                if let (Some(codes), Cell::Code(code)) = (column.codes, &sample) {
                    let shown = word(Locale::Ja, &codes.label_key(code)).to_owned();
                    assert_eq!(code_of(&codes, &shown, &none), Some(code.as_str()), "{}: {shown}", column.name);
                }
            }
        }
        assert_eq!(code_of(&GENDERS, "女性", &none), Some("2"));
        assert_eq!(code_of(&CHECKOFFS, "○", &none), Some("mandated"));
        assert_eq!(code_of(&AGREED, "ﾅｼ", &none), Some("no"));
        assert_eq!(code_of(&CATEGORIES, "", &none), None);
        for words in ["Contract", "Temporary"] {
            assert_eq!(code_of(&EMPLOYMENT_TYPES, words, &none), Some("fixed_term"), "{words}");
        }
        assert_eq!(code_of(&EMPLOYMENT_TYPES, "Full-time", &none), Some("permanent"));
        assert_eq!(code_of(&CATEGORIES, "Special", &none), Some("special"));
    }
}
