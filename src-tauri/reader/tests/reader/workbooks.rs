//! Workbooks as offices send them.

use serde_json::json;

use crate::files::{Workbook, one_sheet, protected, read, read_path, read_with};

#[test]
fn every_kind_of_cell_keeps_its_kind() {
    let inner = r#"<sheetData>
        <row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2"><v>12</v></c><c r="D2"><v>12.5</v></c><c r="E2"><v>1E+15</v></c></row>
        <row r="4"><c r="A4" s="1"><v>43586</v></c><c r="B4" s="1"><v>43586.5</v></c><c r="C4" s="2"><v>123</v></c>
            <c r="D4" t="b"><v>1</v></c><c r="E4" t="e"><v>#N/A</v></c><c r="F4" t="str"><f>A1&amp;""</f><v>001</v></c><c r="G4"/></row>
        <row r="5"><c r="A5" t="inlineStr"><is><t>直接</t></is></c><c r="B5" t="d"><v>2019-05-01T00:00:00</v></c></row></sheetData>"#;
    let book = Workbook {
        sheets: &[("名簿", "visible", inner)],
        shared: "<si><t>番号</t></si>",
        formats: &["yyyy/m/d", "000000"],
        ..Workbook::default()
    };
    let read = read("名簿.xlsx", &book.bytes(), &[]);
    let expected = [
        json!([2, ["番号", null, 12, 12.5, 1_000_000_000_000_000_u64]]),
        json!([4, [{ "d": "2019-05-01" }, { "d": "2019-05-01T12:00:00" }, { "n": 123, "w": 6 }, { "b": true }, { "e": "#N/A" }, "001"]]),
        json!([5, ["直接", { "d": "2019-05-01" }]]),
    ];
    assert_eq!(read.rows(), expected.iter().collect::<Vec<_>>());
    assert_eq!(read.book()["format"], "xlsx");
}

#[test]
fn a_formula_without_a_stored_result_is_no_blank() {
    // As programs write it that do not calculate; the last one was calculated and shows nothing.
    let inner = r#"<sheetData><row r="1"><c r="A1" s="2"><v>1</v></c><c r="B1"><f>DATE(1980,1,1)</f><v></v></c>
        <c r="C1"><f>A1</f></c><c r="D1"><f t="shared" si="0" ref="D1:D2">A1</f><v/></c><c r="E1"><v>2</v></c></row>
        <row r="2"><c r="A2"><f>A1+1</f><v>2</v></c><c r="C2"/><c r="D2"><f t="shared" si="0"/><v/></c></row>
        <row r="3"><c r="A3" t="str"><f>""</f><v></v></c><c r="B3"><v>3</v></c></row></sheetData>"#;
    let book =
        Workbook { sheets: &[("名簿", "visible", inner)], formats: &["yyyy/m/d", "000"], ..Workbook::default() };
    let lacking = json!({ "e": "=?" });
    let expected = [
        json!([1, [{ "n": 1, "w": 3 }, lacking, lacking, lacking, 2]]),
        json!([2, [2, null, null, lacking]]),
        json!([3, [null, 3]]),
    ];
    assert_eq!(read("a.xlsx", &book.bytes(), &[]).rows(), expected.iter().collect::<Vec<_>>());
}

#[test]
fn a_reading_aid_is_not_glued_to_the_name() {
    let shared = r#"<si><t>佐藤 花子</t><rPh sb="0" eb="2"><t>サトウ</t></rPh><rPh sb="3" eb="5"><t>ハナコ</t></rPh><phoneticPr fontId="1"/></si>
        <si><r><t>髙</t></r><r><rPr><b/></rPr><t xml:space="preserve">﨑 </t></r><rPh sb="0" eb="2"><t>タカサキ</t></rPh></si>"#;
    let inner = r#"<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>
        <c r="C1" t="inlineStr"><is><t>鈴木</t><rPh sb="0" eb="2"><t>スズキ</t></rPh></is></c></row></sheetData>"#;
    let book = Workbook { sheets: &[("名簿", "visible", inner)], shared, ..Workbook::default() };
    assert_eq!(read("a.xlsx", &book.bytes(), &[]).rows(), [&json!([1, ["佐藤 花子", "髙﨑 ", "鈴木"]])]);
}

#[test]
fn days_counted_from_1904_are_the_same_days() {
    let inner = r#"<sheetData><row r="1"><c r="A1" s="1"><v>42124</v></c></row></sheetData>"#;
    let settings = "<workbookPr date1904=\"1\"/>";
    let book = Workbook {
        sheets: &[("名簿", "visible", inner)],
        formats: &["yyyy\"年\"m\"月\"d\"日\""],
        settings,
        ..Workbook::default()
    };
    let read = read("a.xlsx", &book.bytes(), &[]);
    assert_eq!((read.rows()[0], &read.book()["date1904"]), (&json!([1, [{ "d": "2019-05-01" }]]), &json!(true)));
}

#[test]
fn sheets_are_told_with_what_is_merged_and_hidden() {
    let inner = r#"<cols><col min="2" max="3" hidden="1" width="0"/></cols><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>氏名</t></is></c></row>
        </sheetData><mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="C1:C2"/></mergeCells>"#;
    let other = r#"<sheetData><row r="7"><c r="B7"><v>1</v></c></row></sheetData>"#;
    let book = Workbook {
        sheets: &[("名簿 &amp; 控え", "visible", inner), ("隠し", "hidden", other), ("空", "visible", "<sheetData/>")],
        ..Workbook::default()
    };
    let bytes = book.bytes();
    let all = read("a.xlsx", &bytes, &[]);
    let names = json!([{ "name": "名簿 & 控え", "visible": "visible" }, { "name": "隠し", "visible": "hidden" }, { "name": "空", "visible": "visible" }]);
    assert_eq!(all.book()["sheets"], names);
    assert_eq!(all.sheets().len(), 3);
    let first = all.sheets()[0];
    assert_eq!((&first["merged"], &first["hidden_columns"]), (&json!([[1, 1, 1, 2], [1, 3, 2, 3]]), &json!([2, 3])));
    assert_eq!(all.sheets()[1]["hidden"], true);

    let one = read("a.xlsx", &bytes, &["--sheet", "隠し"]);
    assert_eq!((one.sheets().len(), one.rows()), (1, vec![&json!([7, [null, 1]])]));
    let none = read("a.xlsx", &bytes, &["--sheet", "ない"]);
    assert_eq!(none.refusal(), ("workbook_sheet_missing", &json!({ "sheet": "ない" })));
}

#[test]
fn macros_and_links_to_other_files_are_left_alone() {
    let more: &[(&str, &[u8])] = &[
        ("xl/vbaProject.bin", b"\xD0\xCF\x11\xE0 no macros here"),
        ("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
    ];
    let inner = r#"<sheetData><row r="1"><c r="A1"><f>[1]Sheet1!A1</f><v>5</v></c></row></sheetData>"#;
    let book = Workbook { sheets: &[("名簿", "visible", inner)], more, ..Workbook::default() };
    assert_eq!(read("a.xlsm", &book.bytes(), &[]).rows(), [&json!([1, [5]])]);
}

#[test]
fn a_protected_workbook_opens_with_its_password_only() {
    let inner = r#"<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>秘密</t></is></c></row></sheetData>"#;
    let bytes = protected(&one_sheet(inner), "ひみつ 123");
    assert_eq!(read("a.xlsx", &bytes, &[]).refusal().0, "workbook_password_needed");
    assert_eq!(read_with("a.xlsx", &bytes, &["--password-stdin"], "himitsu\n").refusal().0, "workbook_password_wrong");
    assert_eq!(read_with("a.xlsx", &bytes, &["--password-stdin"], "ひみつ 123\n").rows(), [&json!([1, ["秘密"]])]);
    let folder = tempfile::tempdir().expect("a folder");
    let word = folder.path().join("word");
    std::fs::write(&word, "ひみつ 123\r\n").expect("a file");
    let word = word.to_str().expect("a path");
    assert_eq!(read("a.xlsx", &bytes, &["--password-file", word]).rows().len(), 1);
}

#[test]
fn a_workbook_that_may_be_read_by_anyone_needs_no_password() {
    let bytes =
        protected(&one_sheet(r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>"#), "VelvetSweatshop");
    assert_eq!(read("a.xlsx", &bytes, &[]).rows().len(), 1);
}

#[test]
fn old_workbooks_and_open_documents_are_read() {
    for (name, format) in [("roster.xls", "xls"), ("roster.ods", "ods")] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
        let read = read_path(&path, &[], "");
        assert_eq!(read.book()["format"], format);
        assert_eq!(
            read.book()["sheets"],
            json!([{ "name": "名簿", "visible": "visible" }, { "name": "控え", "visible": "hidden" }])
        );
        let expected = [
            json!([1, ["見本の名簿(架空)"]]),
            json!([4, ["番号", "氏名", "加入日", "点"]]),
            json!([5, ["0012", "髙﨑 花子", { "d": "2019-05-01" }, 12.5]]),
            json!([6, [13, "𠮷田 一郎", null, 1]]),
            json!([1, ["控え"]]),
        ];
        assert_eq!(read.rows(), expected.iter().collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn errors_of_newer_kinds_lose_their_cell_and_not_the_sheet() {
    let inner = r#"<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><v>#SPILL!</v></c><c r="C1"><v>3</v></c></row><row r="2"><c r="A2"><v>4</v></c></row></sheetData>"#;
    let read = read("a.xlsx", &one_sheet(inner), &[]);
    assert_eq!(read.rows(), [&json!([1, [1, null, 3]]), &json!([2, [4]])]);
    assert_eq!(read.end()["sheets"][0]["ignored"], 1);
}
