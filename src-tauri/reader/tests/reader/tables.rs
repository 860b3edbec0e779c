//! Text tables in the encodings and with the delimiters that offices send.

use encoding_rs::SHIFT_JIS;
use serde_json::json;

use crate::files::read;

const TABLE: &str = "番号,氏名,備考\r\n0012,髙﨑 花子,\"二行の\r\n備考\"\r\n\r\n0013,ﾀｶﾊｼ①㈱,\r\n";

fn expect_table(bytes: &[u8], encoding: &str) {
    let read = read("名簿.csv", bytes, &[]);
    assert_eq!(read.book()["encoding"], encoding);
    assert_eq!(read.book()["delimiter"], ",");
    assert_eq!(read.book()["warnings"], json!([]));
    let expected = [
        json!([1, ["番号", "氏名", "備考"]]),
        json!([2, ["0012", "髙﨑 花子", "二行の\n備考"]]),
        json!([4, ["0013", "ﾀｶﾊｼ①㈱"]]),
    ];
    assert_eq!(read.rows(), expected.iter().collect::<Vec<_>>());
    assert_eq!((&read.end()["rows"], &read.end()["cells"]), (&json!(3), &json!(8)));
}

#[test]
fn a_table_is_the_same_in_every_encoding() {
    let with_mark = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    let little = || TABLE.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let big = || TABLE.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    expect_table(TABLE.as_bytes(), "utf-8");
    expect_table(&with_mark(b"\xEF\xBB\xBF", TABLE.into()), "utf-8-bom");
    expect_table(&with_mark(b"\xFF\xFE", little()), "utf-16le");
    expect_table(&with_mark(b"\xFE\xFF", big()), "utf-16be");
    expect_table(&little(), "utf-16le");
    expect_table(&big(), "utf-16be");
    expect_table(&SHIFT_JIS.encode(TABLE).0, "cp932");
}

#[test]
fn other_delimiters_are_found_and_commas_within_cells_do_not_mislead() {
    for (delimiter, name) in [("\t", "名簿.tsv"), (";", "名簿.csv"), ("\t", "名簿.txt")] {
        let table = format!(
            "見本の名簿(架空)\n番号{delimiter}氏名{delimiter}住所\n1{delimiter}佐藤{delimiter}一,二\n2{delimiter}鈴木{delimiter}三,四,五\n"
        );
        let read = read(name, table.as_bytes(), &[]);
        assert_eq!(read.book()["delimiter"], delimiter);
        assert_eq!(read.rows()[2], &json!([3, ["1", "佐藤", "一,二"]]));
    }
}

#[test]
fn all_line_ends_count_rows_alike() {
    for end in ["\n", "\r\n", "\r"] {
        let read = read("a.csv", ["一,二", "", "三,四", "五,六"].join(end).as_bytes(), &[]);
        let numbers: Vec<_> = read.rows().iter().map(|row| row[0].as_u64()).collect();
        assert_eq!(numbers, [Some(1), Some(3), Some(4)], "{end:?}");
    }
}

#[test]
fn numbers_stay_words_and_the_payroll_trick_for_zeros_is_undone() {
    let read = read("a.csv", b"no,value\n=\"0012\",=1+1\n\"=\"\"0013\"\"\",-5\n", &[]);
    assert_eq!(read.rows()[1], &json!([2, ["0012", "=1+1"]]));
    assert_eq!(read.rows()[2], &json!([3, ["0013", "-5"]]));
}

#[test]
fn what_is_odd_about_characters_is_told_with_its_line() {
    // A character that an office drew for itself (F040), a stray 0x80, and half a character at the end of a line.
    let read = read("gaiji.csv", b"\x88\xEA,\x93\xF1\r\n\xF0\x40,1\r\n\x80,2\r\n\x88\r\n", &[]);
    assert_eq!(read.book()["encoding"], "cp932");
    let expected = json!([
        { "code": "text_unreadable", "about": { "count": 1, "line": 4 } },
        { "code": "text_private_use", "about": { "count": 1, "line": 2 } },
        { "code": "text_control", "about": { "count": 1, "line": 3 } },
    ]);
    assert_eq!(read.book()["warnings"], expected);
    assert_eq!(read.rows()[1], &json!([2, ["\u{E000}", "1"]]));
}

#[test]
fn a_broken_character_does_not_make_utf_8_something_else() {
    let read = read("a.csv", &[TABLE.as_bytes(), b"\xE3\x81\r\n"].concat(), &[]);
    assert_eq!(read.book()["encoding"], "utf-8");
    assert_eq!(read.book()["warnings"][0]["code"], "text_unreadable");
}

#[test]
fn jis_and_euc_of_old_systems_are_read() {
    let euc = encoding_rs::EUC_JP.encode("番号,氏名\n1,組合員名簿\n").0.into_owned();
    assert_eq!(read("a.csv", &euc, &[]).book()["encoding"], "euc-jp");
    let jis = encoding_rs::ISO_2022_JP.encode("番号,氏名\n1,花子\n").0.into_owned();
    let read = read("a.csv", &jis, &[]);
    assert_eq!((&read.book()["encoding"], read.rows()[1]), (&json!("iso-2022-jp"), &json!([2, ["1", "花子"]])));
}

#[test]
fn a_quotation_left_open_names_its_row_and_swallows_nothing() {
    let read = read("a.csv", "番号,氏名\n1,\"佐藤\n2,鈴木\n".as_bytes(), &[]);
    assert_eq!(read.refusal(), ("workbook_open_quote", &json!({ "sheet": "", "row": 2 })));
}

#[test]
fn columns_beyond_what_is_read_are_counted() {
    let read = read("a.csv", format!("{}x\n", "a,".repeat(600)).as_bytes(), &[]);
    let sheet = &read.end()["sheets"][0];
    assert_eq!((&sheet["cells"], &sheet["ignored"], &sheet["first_ignored"]), (&json!(512), &json!(89), &json!("SS1")));
}

#[test]
fn a_table_under_a_workbooks_name_is_read_with_a_warning() {
    let read = read("名簿.xls", TABLE.as_bytes(), &[]);
    assert_eq!(
        read.book()["warnings"],
        json!([{ "code": "workbook_kind_differs", "about": { "extension": "xls", "format": "text" } }])
    );
}

#[test]
fn a_preview_ends_after_the_rows_that_it_shows() {
    let table: String = (0..10_000).map(|number| format!("{number},氏名\n")).collect();
    let read = read("a.csv", table.as_bytes(), &["--rows", "5"]);
    assert_eq!((read.rows().len(), &read.end()["sheets"][0]["cut"]), (5, &json!(true)));
}
