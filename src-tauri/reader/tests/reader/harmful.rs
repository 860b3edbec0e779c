//! Files that are no tables, are broken, or want to do harm: a clear code within two seconds and bounded memory.
#![expect(clippy::indexing_slicing, reason = "a place that is not there ends the test")]

use std::io::Cursor;
use std::time::Duration;

use serde_json::json;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::files::{Outcome, Workbook, one_sheet, read, zipped};

/// The fastest of three runs counts: other tests want the processor too.
fn refused(name: &str, bytes: &[u8]) -> Outcome {
    let mut runs = std::iter::repeat_with(|| read(name, bytes, &[])).take(3);
    runs.find(|read| read.took < Duration::from_secs(2))
        .unwrap_or_else(|| panic!("{name} took longer than two seconds"))
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

#[test]
fn more_sheets_than_a_workbook_has_are_refused() {
    let sheets = vec![("s", "visible", "<sheetData/>"); 1_500];
    expect("a.xlsx", &Workbook { sheets: &sheets, ..Workbook::default() }.bytes(), "workbook_unsafe");
    let (mut list, mut targets) = (String::new(), String::new());
    for number in 0..100_000 {
        list.push_str(&format!("<sheet name=\"s{number}\" r:id=\"r{number}\"/>"));
        targets.push_str(&format!(
            "<Relationship Id=\"r{number}\" Type=\"x/worksheet\" Target=\"worksheets/sheet0.xml\"/>"
        ));
    }
    let book = format!("<workbook xmlns:r=\"x\"><sheets>{list}</sheets></workbook>");
    let targets = format!("<Relationships>{targets}</Relationships>");
    let more: &[(&str, &[u8])] =
        &[("xl/workbook.xml", book.as_bytes()), ("xl/_rels/workbook.xml.rels", targets.as_bytes())];
    let sheets = &[("名簿", "visible", "<sheetData/>")];
    expect("a.xlsx", &Workbook { sheets, more, ..Workbook::default() }.bytes(), "workbook_unsafe");
}

fn open_document(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>\
         <table:table table:name=\"名簿\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn a_cell_of_an_open_document_repeated_for_ever_is_refused() {
    let endless = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell office:value-type=\"float\" \
                   office:value=\"1\" table:number-columns-repeated=\"16384\"/></table:table-row>";
    expect("a.ods", &open_document(endless), "workbook_too_large");
    let after_a_gap = "<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>\
        <table:table-row table:number-rows-repeated=\"5000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
        <table:table-row><table:table-cell office:value-type=\"float\" office:value=\"2\"/></table:table-row>";
    let read = refused("a.ods", &open_document(after_a_gap));
    assert_eq!(read.rows(), [&json!([1, [1]]), &json!([5_002, [2]])]);
}

/// A generator of numbers without a crate; its seed is printed when a test fails.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides
    }

    /// Changes, doubles or takes away a few bytes.
    fn spoil(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.roll(6) {
            let at = self.roll(bytes.len());
            match self.roll(4) {
                0 => bytes[at] = u8::try_from(self.roll(256)).unwrap_or(0),
                1 => bytes[at] = b"<>&\"'/0919=: "[self.roll(13)],
                2 => {
                    let end = (at + 1 + self.roll(20)).min(bytes.len());
                    bytes.drain(at..end);
                }
                _ => {
                    let end = (at + 1 + self.roll(20)).min(bytes.len());
                    let piece = bytes[at..end].to_vec();
                    bytes.splice(at..at, piece);
                }
            }
            if bytes.is_empty() {
                bytes.push(0);
            }
        }
        bytes
    }
}

#[test]
fn spoiled_files_end_in_rows_or_in_a_code_and_never_hang() {
    let clock = || std::time::UNIX_EPOCH.elapsed().expect("a time").subsec_nanos().into();
    let seed = std::env::var("KYOJO_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(clock);
    let mut dice = Dice(seed);
    let sheet = r#"<dimension ref="A1:F2"/><cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c>
        <c r="B1" s="1"><v>43586</v></c><c r="C1" t="inlineStr"><is><t>&#x4F50;</t></is></c></row><row r="2"><c r="D2" t="b"><v>1</v></c>
        <c r="E2" t="e"><v>#N/A</v></c><c r="F2"><f>A1+1</f><v>2.5</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>"#;
    let shared = "<sst><si><t>佐藤</t><rPh><t>サトウ</t></rPh></si></sst>".as_bytes();
    let styles = br#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy/m/d"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>"#;
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let old = std::fs::read(folder.join("roster.xls")).expect("a file");
    let table = encoding_rs::SHIFT_JIS.encode("番号,\"氏名\"\r\n1,\"佐藤\r\n花子\"\r\n").0.into_owned();
    let locked = crate::files::protected(&one_sheet(sheet), "ひみつ");
    for turn in 0..200 {
        let (name, bytes) = match turn % 5 {
            0 => ("a.xls", dice.spoil(&old)),
            1 => ("a.csv", dice.spoil(&table)),
            2 if turn < 50 => ("a.xlsx", dice.spoil(&locked)),
            kind => {
                let spoiled = String::from_utf8_lossy(&dice.spoil(sheet.as_bytes())).into_owned();
                let (shared, styles) = (dice.spoil(shared), dice.spoil(styles));
                let all: &[(&str, &[u8])] = &[("xl/sharedStrings.xml", &shared), ("xl/styles.xml", &styles)];
                let sheets = &[("名簿", "visible", if kind == 3 { sheet } else { &spoiled })];
                let more = if kind == 4 { &[] } else { all };
                ("a.xlsx", Workbook { sheets, more, ..Workbook::default() }.bytes())
            }
        };
        let read = read(name, &bytes, &[]);
        let ended = matches!(read.code, Some(0 | 1)) || (read.code.is_none() && cfg!(target_os = "linux"));
        assert!(
            ended && read.took < Duration::from_secs(60),
            "seed {seed}, turn {turn}: {:?} {:?}",
            read.code,
            read.took
        );
        let last = read.lines.last().map(|line| line.get("end").is_some() || line.get("error").is_some());
        assert_ne!(last, Some(false), "seed {seed}, turn {turn}: {:?}", read.lines);
    }
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
