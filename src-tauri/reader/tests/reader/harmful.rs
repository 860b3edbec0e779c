//! Files that are no tables, are broken, or want to do harm: a clear code within two seconds and bounded memory.

use std::io::Cursor;
use std::time::Duration;

use serde_json::json;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::files::{Outcome, Workbook, one_sheet, read, zipped};

fn refused(name: &str, bytes: &[u8]) -> Outcome {
    let read = read(name, bytes, &[]);
    assert!(read.took < Duration::from_secs(2), "{name} took {:?}", read.took);
    read
}

fn expect(name: &str, bytes: &[u8], code: &str) {
    assert_eq!(refused(name, bytes).refusal().0, code, "{name}");
}

#[test]
fn what_is_no_table_is_told_by_its_contents() {
    expect("名簿.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "workbook_is_picture");
    expect("名簿.csv", b"\xFF\xD8\xFF\xE0\0\x10JFIF", "workbook_is_picture");
    expect("名簿.xls", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", "workbook_is_pdf");
    expect("名簿.xls", b"<html><body><table><tr><td>1</td></tr></table></body></html>", "workbook_is_web_page");
    expect("名簿.xlsx", &zipped(&[("readme.txt", b"hello")]), "workbook_is_other");
    expect(
        "名簿.xlsx",
        &zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")]),
        "workbook_is_other",
    );
    expect(
        "名簿.xlsb",
        &zipped(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.bin", b"\0")]),
        "workbook_is_xlsb",
    );
    expect("名簿.csv", b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3E\0", "workbook_is_other");
    expect("名簿.xls", &[b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 600]].concat(), "workbook_is_other");
}

#[test]
fn what_is_empty_is_told() {
    expect("a.xlsx", b"", "workbook_empty");
    expect("a.csv", b"\xEF\xBB\xBF", "workbook_empty");
    expect("a.csv", b"\r\n \r\n", "workbook_empty");
    expect("a.csv", b",,,\n,,,\n", "workbook_empty");
    expect("a.xlsx", &one_sheet("<sheetData/>"), "workbook_empty");
    expect("a.xlsx", &one_sheet(r#"<sheetData><row r="1"><c r="A1" s="0"/></row></sheetData>"#), "workbook_empty");
}

#[test]
fn a_missing_file_is_unreadable() {
    let read = crate::files::read_path("/no/such/名簿.xlsx".as_ref(), &[], "");
    assert_eq!(read.refusal().0, "workbook_unreadable");
}

#[test]
fn a_far_cell_costs_nothing_and_is_counted() {
    let inner = r#"<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>
        <row r="1048576"><c r="B1048576"><v>2</v></c><c r="XFD1048576"><v>3</v></c></row></sheetData>"#;
    let read = refused("a.xlsx", &one_sheet(inner));
    assert_eq!(read.rows(), [&json!([1, [1]]), &json!([1_048_576, [null, 2]])]);
    let sheet = &read.end()["sheets"][0];
    assert_eq!((&sheet["ignored"], &sheet["first_ignored"]), (&json!(1), &json!("XFD1048576")));
}

#[test]
fn cells_that_cannot_be_are_damage() {
    for cells in [
        r#"<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>"#,
        r#"<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>"#,
        r#"<row r="1"><c r="A1" t="s"><v>99</v></c></row>"#,
        r#"<row r="1"><c r="ZZZZZZZZZZZZZZZ99999999999999"><v>1</v></c></row>"#,
        r#"<row r="1"><c r="A1"><v>1</v>"#,
    ] {
        let read = refused("a.xlsx", &one_sheet(&format!("<sheetData>{cells}")));
        assert!(matches!(read.code, Some(0 | 1)), "{cells}");
        if read.code == Some(1) {
            assert_eq!(read.refusal().0, "workbook_damaged", "{cells}");
        }
    }
    let whole = one_sheet("<sheetData/>");
    expect("a.xlsx", whole.get(..whole.len() / 2).expect("half of it"), "workbook_damaged");
}

#[test]
fn a_bomb_is_refused_before_it_goes_off() {
    let sheet = vec![b' '; 300 << 20];
    let bomb = zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/worksheets/sheet1.xml", &sheet),
    ]);
    assert!(bomb.len() < 1 << 20);
    let read = refused("a.xlsx", &bomb);
    assert_eq!(read.refusal(), ("workbook_unsafe", &json!({ "reason": "ratio" })));
}

#[test]
fn a_lying_size_is_refused() {
    let content = [vec![b' '; 4 << 20], (0..40_000_u32).flat_map(u32::to_le_bytes).collect()].concat();
    let mut bytes = zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/media/x.bin", &content),
    ]);
    // The true size stands twice, in the part's own header and in the list at the end.
    let size = u32::try_from(content.len()).expect("a size").to_le_bytes();
    while let Some(at) = bytes.windows(4).position(|window| window == size) {
        bytes[at..at + 4].copy_from_slice(&200_000_u32.to_le_bytes());
    }
    let read = refused("a.xlsx", &bytes);
    assert!(matches!(read.refusal().0, "workbook_unsafe" | "workbook_damaged"), "{:?}", read.lines);
}

#[test]
fn a_path_that_leads_out_is_refused() {
    let bytes = zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/../../../evil", b"x"),
    ]);
    assert_eq!(refused("a.xlsx", &bytes).refusal(), ("workbook_unsafe", &json!({ "reason": "path" })));
}

#[test]
fn too_many_parts_are_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..100_000 {
        zip.start_file(
            format!("{number}"),
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored),
        )
        .expect("a part");
    }
    let bytes = zip.finish().expect("a zip file").into_inner();
    assert_eq!(refused("a.xlsx", &bytes).refusal(), ("workbook_unsafe", &json!({ "reason": "entries" })));
}

#[test]
fn entities_are_not_expanded() {
    let shared = r#"<si><t>&lol9;</t></si>"#;
    let inner = r#"<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>"#;
    let read =
        refused("a.xlsx", &Workbook { sheets: &[("名簿", "visible", inner)], shared, ..Workbook::default() }.bytes());
    assert_eq!(read.refusal().0, "workbook_damaged");
}

#[test]
fn a_text_longer_than_a_cell_is_refused_with_its_row() {
    let long = "あ".repeat(40_000);
    let inner =
        format!(r#"<sheetData><row r="3"><c r="A3" t="inlineStr"><is><t>{long}</t></is></c></row></sheetData>"#);
    assert_eq!(
        refused("a.xlsx", &one_sheet(&inner)).refusal(),
        ("workbook_text_too_long", &json!({ "sheet": "名簿", "row": 3 }))
    );
    assert_eq!(refused("a.csv", format!("a,b\nc,{long}\n").as_bytes()).refusal().0, "workbook_text_too_long");
}

#[test]
fn many_merged_regions_are_cut() {
    let merged: String = (1..=200_000).map(|row| format!("<mergeCell ref=\"A{row}:B{row}\"/>")).collect();
    let inner =
        format!(r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells>{merged}</mergeCells>"#);
    let read = refused("a.xlsx", &one_sheet(&inner));
    let sheet = read.sheets()[0];
    assert_eq!((sheet["merged"].as_array().map(Vec::len), &sheet["merged_cut"]), (Some(20_000), &json!(true)));
}

#[test]
fn protection_that_is_not_opened_here_is_told() {
    let manifest = br#"<manifest:manifest><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"#;
    let mimetype = b"application/vnd.oasis.opendocument.spreadsheet";
    expect(
        "a.ods",
        &zipped(&[("mimetype", mimetype), ("META-INF/manifest.xml", manifest), ("content.xml", b"x")]),
        "workbook_password_unsupported",
    );
}

/// The parent says `workbook_too_large` then; what matters here is that the process dies soon and alone.
#[cfg(target_os = "linux")]
#[test]
fn memory_beyond_the_limit_ends_the_process_and_nothing_else() {
    // So many shared words are announced that room for them is more than the limit.
    let announced = b"<?xml version=\"1.0\"?><sst uniqueCount=\"900000000\"><si><t>x</t></si></sst>";
    let more: &[(&str, &[u8])] = &[("xl/sharedStrings.xml", announced)];
    let inner = r#"<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>"#;
    let read =
        refused("a.xlsx", &Workbook { sheets: &[("名簿", "visible", inner)], more, ..Workbook::default() }.bytes());
    assert_eq!((read.code, read.lines), (None, vec![]));
}
