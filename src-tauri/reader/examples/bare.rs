//! The anchors beside which the reader is measured, and the workbook that both read. Each runs as its own process, so that
//! the operating system's accounting tells time and peak memory:
//!
//! ```text
//! bare generate FILE [ROWS] [COLUMNS]   a roster without persons, the same for the same numbers
//! bare range FILE                       calamine's worksheet_range: every cell in memory
//! bare stream FILE                      calamine's worksheet_cells_reader: one cell at a time
//! bare csv FILE [ROWS] [COLUMNS]        the same roster as CP932 text
//! ```
//! `range` and `stream` print the number of cells with a value.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::process::ExitCode;

use calamine::{Data, DataRef, Reader, Xlsx, open_workbook};
use encoding_rs::SHIFT_JIS;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

type Outcome = Result<(), Box<dyn std::error::Error>>;

const FAMILY: [&str; 8] = ["佐藤", "髙﨑", "鈴木", "渡邉", "𠮷田", "小林", "山本", "齋藤"];
const GIVEN: [&str; 6] = ["花子", "一郎", "美咲", "健太", "陽菜", "大輔"];
const HEADERS: [&str; 12] = [
    "組合員番号",
    "氏名",
    "フリガナ",
    "生年月日",
    "加入日",
    "支部",
    "分会",
    "郵便番号",
    "住所",
    "電話番号",
    "等級",
    "備考",
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, default: u32| words.get(at).and_then(|word| word.parse().ok()).unwrap_or(default);
    let outcome = match (words.first().map(String::as_str), words.get(1)) {
        (Some("generate"), Some(path)) => generate(path, number(2, 100_000), number(3, 25)),
        (Some("csv"), Some(path)) => generate_text(path, number(2, 100_000), number(3, 25)),
        (Some("range"), Some(path)) => range(path),
        (Some("stream"), Some(path)) => stream(path),
        _ => Err("bare generate|csv|range|stream FILE".into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing to do if even this cannot be said.
            let _unsaid = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn range(path: &str) -> Outcome {
    let mut book: Xlsx<BufReader<File>> = open_workbook(path)?;
    let mut count = 0;
    for name in book.sheet_names() {
        count += book.worksheet_range(&name)?.used_cells().filter(|(_, _, cell)| **cell != Data::Empty).count();
    }
    writeln!(io::stdout(), "{count}")?;
    Ok(())
}

fn stream(path: &str) -> Outcome {
    let mut book: Xlsx<BufReader<File>> = open_workbook(path)?;
    let mut count = 0;
    for name in book.sheet_names() {
        let mut cells = book.worksheet_cells_reader(&name)?;
        while let Some(cell) = cells.next_cell()? {
            count += u64::from(*cell.get_value() != DataRef::Empty);
        }
    }
    writeln!(io::stdout(), "{count}")?;
    Ok(())
}

/// What stands in a cell of the roster.
enum Cell {
    Text(String),
    Day(u32),
    Number(u32),
    Empty,
}

fn pick(from: &[&'static str], at: u32) -> &'static str {
    from.get(at as usize % from.len()).copied().unwrap_or_default()
}

/// The cell of a member, both numbers from 0.
fn cell(row: u32, column: u32) -> Cell {
    // A multiplicative hash: spread well enough, and the same everywhere.
    let spread = (row * 31 + column).wrapping_mul(2_654_435_761) >> 8;
    match column {
        0 => Cell::Text(format!("A-{row:06}")),
        1 => Cell::Text(format!("{} {}", pick(&FAMILY, spread), pick(&GIVEN, spread / 8))),
        2 => Cell::Text("サトウ ハナコ".to_owned()),
        3 => Cell::Day(25_000 + spread % 12_000),
        4 => Cell::Day(38_000 + spread % 7_000),
        5 => Cell::Text(format!("第{}支部", spread % 12)),
        6 => Cell::Text(format!("第{}分会", spread % 300)),
        7 => Cell::Text(format!("{:07}", spread % 10_000_000)),
        8 => Cell::Text(format!("架空県見本市{}丁目{}番{}号", spread % 9, spread % 30, spread % 17)),
        9 => Cell::Text(format!("090{:08}", spread % 100_000_000)),
        10 => Cell::Number(spread % 7),
        11 if !spread.is_multiple_of(10) => Cell::Empty,
        _ => Cell::Number(spread % 100_000),
    }
}

fn header(column: u32) -> String {
    HEADERS.get(column as usize).map_or_else(|| format!("項目{column}"), |header| (*header).to_owned())
}

/// Written as Excel writes: words once in a list of their own, cells that point to them.
fn generate(path: &str, rows: u32, columns: u32) -> Outcome {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    let mut zip = ZipWriter::new(BufWriter::new(File::create(path)?));
    let options = SimpleFileOptions::default();
    let small = [
        ("[Content_Types].xml", format!("<Types xmlns=\"{PACKAGE}/content-types\"/>")),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"名簿\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"r1\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                "<styleSheet xmlns=\"{MAIN}\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
            ),
        ),
    ];
    for (part, xml) in small {
        zip.start_file(part, options)?;
        zip.write_all(xml.as_bytes())?;
    }
    let mut words = std::collections::HashMap::new();
    let mut list = Vec::new();
    let mut word = |text: String| {
        let next = words.len();
        *words.entry(text).or_insert_with_key(|text| {
            list.extend_from_slice(format!("<si><t>{text}</t></si>").as_bytes());
            next
        })
    };
    zip.start_file("xl/worksheets/sheet1.xml", options)?;
    let letters: Vec<String> = (0..columns).map(letters).collect();
    let last = letters.last().map(String::as_str).unwrap_or("A");
    write!(zip, "<worksheet xmlns=\"{MAIN}\"><dimension ref=\"A1:{last}{}\"/><sheetData>", rows + 1)?;
    for row in 0..=rows {
        let number = row + 1;
        let mut line = format!("<row r=\"{number}\" spans=\"1:{columns}\">");
        for (column, letters) in (0..columns).zip(&letters) {
            let value = if row == 0 { Cell::Text(header(column)) } else { cell(row, column) };
            line.push_str(&match value {
                Cell::Text(text) => format!("<c r=\"{letters}{number}\" t=\"s\"><v>{}</v></c>", word(text)),
                Cell::Day(day) => format!("<c r=\"{letters}{number}\" s=\"1\"><v>{day}</v></c>"),
                Cell::Number(value) => format!("<c r=\"{letters}{number}\"><v>{value}</v></c>"),
                Cell::Empty => String::new(),
            });
        }
        line.push_str("</row>");
        zip.write_all(line.as_bytes())?;
    }
    zip.write_all(b"</sheetData></worksheet>")?;
    zip.start_file("xl/sharedStrings.xml", options)?;
    write!(zip, "<sst xmlns=\"{MAIN}\" uniqueCount=\"{}\">", words.len())?;
    zip.write_all(&list)?;
    zip.write_all(b"</sst>")?;
    zip.finish()?.flush()?;
    Ok(())
}

fn generate_text(path: &str, rows: u32, columns: u32) -> Outcome {
    let mut file = BufWriter::new(File::create(path)?);
    for row in 0..=rows {
        let cells: Vec<String> = (0..columns)
            .map(|column| match if row == 0 { Cell::Text(header(column)) } else { cell(row, column) } {
                // 𠮷 does not exist in CP932.
                Cell::Text(text) => text.replace('𠮷', "吉"),
                Cell::Day(number) | Cell::Number(number) => number.to_string(),
                Cell::Empty => String::new(),
            })
            .collect();
        file.write_all(&SHIFT_JIS.encode(&format!("{}\r\n", cells.join(","))).0)?;
    }
    file.flush()?;
    Ok(())
}

fn letters(column: u32) -> String {
    let last = char::from_digit(column % 26 + 10, 36).unwrap_or('a').to_ascii_uppercase();
    if column < 26 { last.to_string() } else { format!("{}{last}", letters(column / 26 - 1)) }
}
