//! A large roster as an employer's program writes it, with every fiftieth row broken in one of twelve ways. The same for the
//! same number of rows; nobody in it exists.

use std::path::Path;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

/// Every so many rows one is broken.
pub const BROKEN_EVERY: u32 = 50;

/// What is wrong with broken rows, in turn: the column and the code of the finding.
pub const BROKEN: [(&str, &str); 12] = [
    ("生年月日", "date_era_missing"),
    ("生年月日", "date_year_two_digits"),
    ("加入年月日", "date_no_such_day"),
    ("性別", "code_unknown"),
    ("組合員区分", "code_unknown"),
    ("氏名", "name_missing"),
    ("組合員番号", "number_twice_in_file"),
    ("社員番号", "number_twice_in_file"),
    ("氏名", "formula_error"),
    ("氏名", "cell_too_long"),
    ("生年月日", "birth_in_future"),
    ("社員番号", "number_is_date"),
];

pub const HEADERS: [&str; 25] = [
    "組合員番号",
    "社員番号",
    "氏名",
    "フリガナ",
    "性別",
    "生年月日",
    "会社",
    "事業所",
    "部署",
    "職種",
    "雇用形態",
    "資格等級",
    "入社年月日",
    "加入年月日",
    "組合員区分",
    "支部",
    "分会",
    "職場",
    "組合費区分",
    "チェックオフ",
    "郵便番号",
    "住所",
    "携帯",
    "メール(私用)",
    "備考",
];

const FAMILIES: [(&str, &str); 12] = [
    ("佐藤", "サトウ"),
    ("髙﨑", "タカサキ"),
    ("鈴木", "スズキ"),
    ("渡邉", "ワタナベ"),
    ("𠮷田", "ヨシダ"),
    ("小林", "コバヤシ"),
    ("山本", "ヤマモト"),
    ("齋藤", "サイトウ"),
    ("中村", "ナカムラ"),
    ("加藤", "カトウ"),
    ("大野", "オオノ"),
    ("井上", "イノウエ"),
];
const GIVENS: [(&str, &str); 10] = [
    ("花子", "ハナコ"),
    ("一郎", "イチロウ"),
    ("美咲", "ミサキ"),
    ("健太", "ケンタ"),
    ("陽菜", "ヒナ"),
    ("大輔", "ダイスケ"),
    ("結衣", "ユイ"),
    ("翔", "ショウ"),
    ("葵", "アオイ"),
    ("蓮", "レン"),
];

/// How many rows of so many are broken.
pub fn broken(rows: u32) -> u32 {
    rows / BROKEN_EVERY
}

/// How many rows of so many are refused: the broken ones, and those whose member number a broken one has too.
pub fn refused(rows: u32) -> u32 {
    broken(rows) + (0..rows).filter(|row| fault(*row) == Some(6)).count() as u32
}

/// What is wrong with a row, counted from 0.
fn fault(row: u32) -> Option<usize> {
    (row % BROKEN_EVERY == BROKEN_EVERY - 1).then(|| (row / BROKEN_EVERY) as usize % BROKEN.len())
}

fn pick<T: Copy>(from: &[T], at: u32) -> T {
    from[at as usize % from.len()]
}

/// Write the workbook; memory stays flat.
pub fn write(path: &Path, rows: u32) {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("yyyy/m/d");
    let sheet = book.add_worksheet_with_low_memory().unwrap();
    sheet.set_name("組合員名簿").unwrap();
    for (column, header) in HEADERS.iter().enumerate() {
        sheet.write_string(0, column as u16, *header).unwrap();
    }
    for row in 0..rows {
        line(sheet, row, &day);
    }
    book.save(path).unwrap();
}

fn line(sheet: &mut Worksheet, row: u32, day: &Format) {
    // A multiplicative hash: spread well enough, and the same everywhere.
    let spread = |salt: u32| (row.wrapping_mul(31).wrapping_add(salt)).wrapping_mul(2_654_435_761) >> 8;
    let at = row + 1;
    let fault = fault(row);
    let date = |year: u32, salt: u32| format!("{}-{:02}-{:02}", year, 1 + spread(salt) % 12, 1 + spread(salt + 1) % 28);
    // With the number of the row above it is somebody else.
    let family = if matches!(fault, Some(6 | 7)) { ("見本", "ミホン") } else { pick(&FAMILIES, spread(1)) };
    let given = pick(&GIVENS, spread(2));
    let born = 1962 + spread(3) % 42;
    let hired = born + 18 + spread(4) % 4;
    let branch = spread(5) % 12;
    let sub_branch = spread(6) % 5;
    let words: [(u16, String); 20] = [
        (0, format!("K{:07}", if fault == Some(6) { row - 1 } else { row })),
        (1, format!("{:07}", if fault == Some(7) { row - 1 } else { row })),
        (2, format!("{} {}", family.0, given.0)),
        (3, format!("{} {}", family.1, given.1)),
        (4, if fault == Some(3) { "おす".into() } else { pick(&["男", "女"], spread(7)).into() }),
        (6, "株式会社みほん製作所".into()),
        (7, format!("第{}工場", branch % 6 + 1)),
        (8, format!("{}部{}課", pick(&["製造", "営業", "総務", "開発"], spread(8)), spread(9) % 9 + 1)),
        (9, pick(&["組立", "検査", "事務", "設計", "保全"], spread(10)).into()),
        (10, pick(&["正社員", "正社員", "正社員", "有期", "パート", "再雇用"], spread(11)).into()),
        (11, format!("{}級", spread(12) % 9 + 1)),
        (
            14,
            if fault == Some(4) {
                "株主".into()
            } else {
                pick(&["正組合員", "正組合員", "正組合員", "準組合員"], spread(13)).into()
            },
        ),
        (15, format!("第{branch}支部")),
        (16, format!("第{branch}-{sub_branch}分会")),
        (17, format!("第{branch}-{sub_branch}-{}職場", spread(14) % 3)),
        (18, "通常".into()),
        (19, pick(&["委任あり", "委任あり", "なし"], spread(15)).into()),
        (20, format!("{:07}", spread(16) % 10_000_000)),
        (21, format!("架空県見本市{}丁目{}番{}号", spread(17) % 9, spread(18) % 30, spread(19) % 17)),
        (22, format!("090{:08}", spread(20) % 100_000_000)),
    ];
    for (column, word) in words {
        let left_out = match column {
            0..=3 if fault == Some(5) => true,
            1 => fault == Some(11),
            2 => matches!(fault, Some(8 | 9)),
            _ => false,
        };
        if !left_out {
            sheet.write_string(at, column, word).unwrap();
        }
    }
    match fault {
        Some(8) => {
            sheet.write_formula(at, 2, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        }
        Some(9) => {
            sheet.write_string(at, 2, "長".repeat(300)).unwrap();
        }
        Some(11) => {
            sheet.write_datetime_with_format(at, 1, ExcelDateTime::parse_from_str("2026-01-02").unwrap(), day).unwrap();
        }
        _ => {}
    }
    match fault {
        Some(0) => sheet.write_string(at, 5, "6.4.1").unwrap(),
        Some(1) => sheet.write_string(at, 5, "62/4/1").unwrap(),
        Some(10) => sheet.write_string(at, 5, "2031/4/1").unwrap(),
        _ => sheet
            .write_datetime_with_format(at, 5, ExcelDateTime::parse_from_str(&date(born, 21)).unwrap(), day)
            .unwrap(),
    };
    sheet
        .write_datetime_with_format(at, 12, ExcelDateTime::parse_from_str(&format!("{hired}-04-01")).unwrap(), day)
        .unwrap();
    if fault == Some(2) {
        sheet.write_string(at, 13, "R6/2/30").unwrap();
    } else {
        sheet
            .write_datetime_with_format(at, 13, ExcelDateTime::parse_from_str(&format!("{hired}-05-01")).unwrap(), day)
            .unwrap();
    }
    if spread(22).is_multiple_of(3) {
        sheet.write_string(at, 23, format!("member{row}@example.invalid")).unwrap();
    }
    if spread(23).is_multiple_of(10) {
        sheet.write_string(at, 24, "見本の備考").unwrap();
    }
}
