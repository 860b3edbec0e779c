//! Workbooks and text tables as employers send them, made for a test.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum V {
    /// Nothing.
    E,
    /// Words.
    T(String),
    /// A number.
    N(f64),
    /// A day with the format of a day.
    D(NaiveDate),
    /// A formula and the error it shows.
    F(&'static str, &'static str),
}

impl From<&str> for V {
    fn from(words: &str) -> Self {
        if words.is_empty() { V::E } else { V::T(words.to_owned()) }
    }
}

impl From<String> for V {
    fn from(words: String) -> Self {
        words.as_str().into()
    }
}

impl From<i32> for V {
    fn from(number: i32) -> Self {
        V::N(f64::from(number))
    }
}

/// A day.
pub fn day(text: &str) -> V {
    V::D(text.parse().unwrap())
}

/// A row of cells.
#[macro_export]
macro_rules! row {
    ($($cell:expr),* $(,)?) => { vec![$($crate::support::workbook::V::from($cell)),*] };
}

/// One sheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub name: String,
    pub rows: Vec<Vec<V>>,
    /// First row, first column, last row, last column, from 0.
    pub merged: Vec<[u32; 4]>,
    pub hidden: bool,
}

impl Sheet {
    pub fn new(name: &str, rows: Vec<Vec<V>>) -> Self {
        Self { name: name.into(), rows, ..Self::default() }
    }
}

/// Write a workbook.
pub fn xlsx(path: &Path, sheets: &[Sheet]) -> PathBuf {
    let mut book = Workbook::new();
    let format = Format::new().set_num_format("yyyy/m/d");
    for sheet in sheets {
        let written = book.add_worksheet().set_name(&sheet.name).unwrap();
        written.set_hidden(sheet.hidden);
        for [top, left, bottom, right] in &sheet.merged {
            let words = match sheet.rows.get(*top as usize).and_then(|row| row.get(*left as usize)) {
                Some(V::T(words)) => words.clone(),
                _ => String::new(),
            };
            written.merge_range(*top, *left as u16, *bottom, *right as u16, &words, &Format::new()).unwrap();
        }
        for (r, row) in sheet.rows.iter().enumerate() {
            for (c, cell) in row.iter().enumerate() {
                let (r, c) = (r as u32, c as u16);
                match cell {
                    V::E => continue,
                    V::T(words) => written.write_string(r, c, words).unwrap(),
                    V::N(number) => written.write_number(r, c, *number).unwrap(),
                    V::D(day) => written
                        .write_datetime_with_format(
                            r,
                            c,
                            ExcelDateTime::parse_from_str(&day.to_string()).unwrap(),
                            &format,
                        )
                        .unwrap(),
                    V::F(formula, shown) => {
                        written.write_formula(r, c, rust_xlsxwriter::Formula::new(*formula).set_result(*shown)).unwrap()
                    }
                };
            }
        }
    }
    book.save(path).unwrap();
    path.to_owned()
}

/// A formula that [`uncalculated`] takes the result from.
pub const FORMULA: V = V::F("=DATE(1980,1,1)", "9999");

/// A workbook as programs write it that do not calculate: what [`FORMULA`] shows is not stored. A result without words is written as an
/// empty one of the kind of words; without the kind nobody calculated it.
pub fn uncalculated(from: &Path, to: &Path) -> PathBuf {
    let mut read = zip::ZipArchive::new(std::fs::File::open(from).unwrap()).unwrap();
    let mut written = zip::ZipWriter::new(std::fs::File::create(to).unwrap());
    let mut emptied = 0;
    for at in 0..read.len() {
        let mut part = read.by_index(at).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
        if part.name().starts_with("xl/worksheets/sheet") {
            let text = String::from_utf8(bytes).unwrap();
            emptied += text.matches("<v>9999</v>").count();
            bytes = text.replace("<v>9999</v>", "<v></v>").into_bytes();
        }
        written.start_file(part.name().to_owned(), zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut written, &bytes).unwrap();
    }
    written.finish().unwrap();
    assert!(emptied > 0, "a formula");
    to.to_owned()
}

/// A workbook under a password, as an office program saves it.
pub fn locked(path: &Path, password: &str, plain: &[u8]) -> PathBuf {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut rng = rand::rng();
    let mut writer = ms_offcrypto_writer::Ecma376AgileWriter::create(&mut rng, password, &mut bytes).unwrap();
    std::io::Write::write_all(&mut writer, plain).unwrap();
    writer.finalize().unwrap();
    std::fs::write(path, bytes.get_ref()).unwrap();
    path.to_owned()
}

/// Write a text table.
pub fn csv(path: &Path, rows: &[Vec<V>], encode: impl Fn(&str) -> Vec<u8>) -> PathBuf {
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| match cell {
                V::E => String::new(),
                V::T(words) => format!("\"{}\"", words.replace('"', "\"\"")),
                V::N(number) => number.to_string(),
                V::D(day) => day.format("%Y/%m/%d").to_string(),
                V::F(_, shown) => (*shown).to_owned(),
            })
            .collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    std::fs::write(path, encode(&text)).unwrap();
    path.to_owned()
}

/// What a file says, by sheet and row, as a person sees it.
pub async fn shown(path: &Path, password: Option<&str>) -> Vec<(String, Vec<Vec<String>>)> {
    use kyojo_core::excel::read::{self, Cell, Event, ReadOptions};
    let options = ReadOptions { password: password.map(Into::into), ..ReadOptions::default() };
    let mut book = read::open(&read::reader_path().unwrap(), path, options).await.unwrap();
    let mut sheets: Vec<(String, Vec<Vec<String>>)> = Vec::new();
    while let Some(event) = book.next().await.unwrap() {
        match event {
            Event::Sheet(sheet) => sheets.push((sheet.name, Vec::new())),
            Event::Row(row) => sheets.last_mut().unwrap().1.push(row.cells.iter().map(Cell::shown).collect()),
            Event::Progress { .. } | Event::End(_) => {}
        }
    }
    sheets
}
