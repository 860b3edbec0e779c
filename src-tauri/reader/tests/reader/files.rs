//! Files made by hand, and the reader run on them.
#![expect(clippy::expect_used, reason = "what cannot be made ends the test")]

use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What the reader printed and how it ended.
pub struct Outcome {
    pub lines: Vec<Value>,
    pub code: Option<i32>,
    pub took: Duration,
}

impl Outcome {
    /// The code and what it is about, when it was refused.
    pub fn refusal(&self) -> (&str, &Value) {
        assert_eq!(self.code, Some(1), "{:?}", self.lines);
        let error = &self.lines.last().expect("a last line")["error"];
        (error["code"].as_str().expect("a code"), &error["about"])
    }

    /// The line `book`.
    pub fn book(&self) -> &Value {
        let book = self.lines.iter().find_map(|line| line.get("book"));
        book.unwrap_or_else(|| panic!("no book in {:?}", self.lines))
    }

    /// The lines `sheet`.
    pub fn sheets(&self) -> Vec<&Value> {
        self.lines.iter().filter_map(|line| line.get("sheet")).collect()
    }

    /// The lines `row`, as they are.
    pub fn rows(&self) -> Vec<&Value> {
        assert_eq!(self.code, Some(0), "{:?}", self.lines);
        self.lines.iter().filter_map(|line| line.get("row")).collect()
    }

    /// The line `end`.
    pub fn end(&self) -> &Value {
        self.lines.last().and_then(|line| line.get("end")).expect("an end")
    }
}

/// Runs the reader on bytes under a name.
pub fn read(name: &str, bytes: &[u8], arguments: &[&str]) -> Outcome {
    read_with(name, bytes, arguments, "")
}

/// Runs the reader with something on standard input.
pub fn read_with(name: &str, bytes: &[u8], arguments: &[&str], stdin: &str) -> Outcome {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a file");
    read_path(&path, arguments, stdin)
}

/// Runs the reader on a file.
pub fn read_path(path: &Path, arguments: &[&str], stdin: &str) -> Outcome {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_kyojo-reader"))
        .args(arguments)
        .arg(path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the reader");
    child.stdin.take().expect("a pipe").write_all(stdin.as_bytes()).expect("written");
    let mut stderr = child.stderr.take().expect("a pipe");
    let output = child.wait_with_output().expect("its end");
    let mut said = String::new();
    stderr.read_to_string(&mut said).expect("text");
    let took = start.elapsed();
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let lines = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    Outcome { lines, code: output.status.code(), took }
}

/// A zip file with these parts.
pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in parts {
        zip.start_file(*path, SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a zip file").into_inner()
}

/// A workbook made of worksheets' inner XML, shared words, number formats and settings.
#[derive(Default)]
pub struct Workbook<'a> {
    pub sheets: &'a [(&'a str, &'a str, &'a str)],
    pub shared: &'a str,
    pub formats: &'a [&'a str],
    pub settings: &'a str,
    /// More parts, or other contents of those that are there.
    pub more: &'a [(&'a str, &'a [u8])],
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

impl Workbook<'_> {
    /// As a file. A style's number is its place in `formats`, from 1.
    pub fn bytes(&self) -> Vec<u8> {
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
        let types = format!("{head}<Types xmlns=\"{PACKAGE}/content-types\"/>");
        let root = format!(
            "{head}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"r\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        let (mut list, mut targets) = (String::new(), String::new());
        for (number, (name, state, _)) in self.sheets.iter().enumerate() {
            list.push_str(&format!(
                "<sheet name=\"{name}\" sheetId=\"{}\" state=\"{state}\" r:id=\"r{number}\"/>",
                number + 1
            ));
            targets.push_str(&format!(
                "<Relationship Id=\"r{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
            ));
        }
        let book = format!(
            "{head}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\">{}<sheets>{list}</sheets></workbook>",
            self.settings
        );
        let targets = format!("{head}<Relationships xmlns=\"{PACKAGE}/relationships\">{targets}</Relationships>");
        let shared = format!("{head}<sst xmlns=\"{MAIN}\">{}</sst>", self.shared);
        let (mut codes, mut styles) = (String::new(), "<xf numFmtId=\"0\"/>".to_owned());
        for (number, code) in self.formats.iter().enumerate() {
            codes.push_str(&format!("<numFmt numFmtId=\"{}\" formatCode=\"{code}\"/>", 164 + number));
            styles.push_str(&format!("<xf numFmtId=\"{}\"/>", 164 + number));
        }
        let styles = format!(
            "{head}<styleSheet xmlns=\"{MAIN}\"><numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>"
        );
        let sheets: Vec<(String, String)> = self
            .sheets
            .iter()
            .enumerate()
            .map(|(number, (_, _, inner))| {
                (
                    format!("xl/worksheets/sheet{number}.xml"),
                    format!("{head}<worksheet xmlns=\"{MAIN}\">{inner}</worksheet>"),
                )
            })
            .collect();
        let mut parts: Vec<(&str, &[u8])> = vec![
            ("[Content_Types].xml", types.as_bytes()),
            ("_rels/.rels", root.as_bytes()),
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/_rels/workbook.xml.rels", targets.as_bytes()),
            ("xl/sharedStrings.xml", shared.as_bytes()),
            ("xl/styles.xml", styles.as_bytes()),
        ];
        parts.extend(sheets.iter().map(|(path, xml)| (path.as_str(), xml.as_bytes())));
        parts.retain(|(path, _)| self.more.iter().all(|(other, _)| other != path));
        parts.extend(self.more);
        zipped(&parts)
    }
}

/// A workbook with one sheet, 名簿.
pub fn one_sheet(inner: &str) -> Vec<u8> {
    Workbook { sheets: &[("名簿", "visible", inner)], ..Workbook::default() }.bytes()
}

/// The bytes of a file, opened only with a password.
pub fn protected(bytes: &[u8], password: &str) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let mut writer =
        ms_offcrypto_writer::Ecma376AgileWriter::create(&mut rand::rng(), password, &mut file).expect("a writer");
    writer.write_all(bytes).expect("its bytes");
    writer.finalize().expect("a protected file");
    file.into_inner()
}
