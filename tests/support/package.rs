//! A workbook as the package of parts that it is, read here and not by the program or its reader.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

use roxmltree::{Document, Node};

/// A whole workbook.
#[derive(Clone, Debug)]
pub struct Package {
    /// What stands in each part, by its name without the leading slash.
    pub parts: BTreeMap<String, String>,
    /// Names that stand in the archive more than once.
    pub doubled: Vec<String>,
}

/// How one part names another.
#[derive(Clone, Debug)]
pub struct Relation {
    pub id: String,
    /// The last word of its type, such as `worksheet`.
    pub kind: String,
    /// The name of the part.
    pub target: String,
    pub external: bool,
}

/// A sheet as the workbook lists it.
#[derive(Clone, Debug)]
pub struct Listed {
    pub name: String,
    pub part: String,
    pub shown: bool,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Words(String),
    /// A number and how it is shown.
    Number(f64, String),
}

/// The cells of a sheet that hold something, by row and column from 0.
#[derive(Clone, Debug)]
pub struct Cells {
    pub name: String,
    pub cells: BTreeMap<(u32, u32), Value>,
}

/// Where a package keeps its pictures.
const PICTURES: &str = "xl/media/";

impl Package {
    pub fn open(path: &Path) -> Self {
        Self::of(&std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
    }

    /// A workbook that opens only with a password.
    pub fn unlock(path: &Path, password: &str) -> Self {
        Self::of(&office_crypto::decrypt_from_bytes(std::fs::read(path).unwrap(), password).unwrap())
    }

    fn of(bytes: &[u8]) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip archive");
        let (mut parts, mut doubled) = (BTreeMap::new(), Vec::new());
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at).unwrap();
            let name = entry.name().to_owned();
            let mut held = Vec::new();
            entry.read_to_end(&mut held).unwrap_or_else(|error| panic!("{name}: {error}"));
            // Of a picture each byte is one letter.
            let text = match name.starts_with(PICTURES) {
                true => held.into_iter().map(char::from).collect(),
                false => String::from_utf8(held).unwrap_or_else(|error| panic!("{name}: {error}")),
            };
            if parts.insert(name.clone(), text).is_some() {
                doubled.push(name);
            }
        }
        Self { parts, doubled }
    }

    /// The package as bytes, for whoever wants a file.
    pub fn bytes(&self) -> Vec<u8> {
        use std::io::Write;
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in &self.parts {
            writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
            let held = match name.starts_with(PICTURES) {
                true => text.chars().map(|letter| u8::try_from(letter).unwrap()).collect(),
                false => text.clone().into_bytes(),
            };
            writer.write_all(&held).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// A part that must be there.
    pub fn part(&self, name: &str) -> &str {
        self.parts.get(name).unwrap_or_else(|| panic!("no part {name}"))
    }

    /// A part that must be there, as a tree.
    pub fn tree(&self, name: &str) -> Document<'_> {
        Document::parse(self.part(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// What a part names.
    pub fn relations(&self, part: &str) -> Vec<Relation> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let of = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        if !self.parts.contains_key(&of) {
            return Vec::new();
        }
        let tree = self.tree(&of);
        named(&tree, "Relationship")
            .map(|node| Relation {
                id: text(node, "Id"),
                kind: text(node, "Type").rsplit('/').next().unwrap_or_default().to_owned(),
                target: joined(folder, &text(node, "Target")),
                external: node.attribute("TargetMode") == Some("External"),
            })
            .collect()
    }

    /// The sheets in the order of their tabs.
    pub fn sheets(&self) -> Vec<Listed> {
        let relations = self.relations("xl/workbook.xml");
        let tree = self.tree("xl/workbook.xml");
        named(&tree, "sheet")
            .map(|node| {
                let id = relation_id(node);
                let part = relations.iter().find(|one| one.id == id).map(|one| one.target.clone());
                Listed {
                    name: text(node, "name"),
                    part: part.unwrap_or_default(),
                    shown: node.attribute("state").is_none_or(|state| state == "visible"),
                }
            })
            .collect()
    }

    /// How each cell format shows numbers, as the sheets count them.
    pub fn number_formats(&self) -> Vec<String> {
        let tree = self.tree("xl/styles.xml");
        let own: BTreeMap<String, String> =
            named(&tree, "numFmt").map(|node| (text(node, "numFmtId"), text(node, "formatCode"))).collect();
        let formats = named(&tree, "cellXfs").flat_map(|all| all.children().filter(Node::is_element));
        formats
            .map(|node| {
                let id = text(node, "numFmtId");
                own.get(&id).cloned().unwrap_or_else(|| format!("#{id}"))
            })
            .collect()
    }

    /// The words that sheets name by number.
    pub fn strings(&self) -> Vec<String> {
        if !self.parts.contains_key("xl/sharedStrings.xml") {
            return Vec::new();
        }
        let tree = self.tree("xl/sharedStrings.xml");
        named(&tree, "si").map(words).collect()
    }

    /// Every cell of every sheet.
    pub fn cells(&self) -> Vec<Cells> {
        let (strings, formats) = (self.strings(), self.number_formats());
        self.sheets()
            .into_iter()
            .map(|sheet| {
                let tree = self.tree(&sheet.part);
                let cells = named(&tree, "c").filter_map(|cell| {
                    let (row, column) = place(&text(cell, "r"))?;
                    let value = cell.children().find(|node| node.has_tag_name((MAIN, "v")));
                    let shown = match cell.attribute("t") {
                        Some("s") => Value::Words(strings[value?.text()?.parse::<usize>().unwrap()].clone()),
                        Some("inlineStr") => Value::Words(words(cell)),
                        Some("str") => Value::Words(value?.text().unwrap_or_default().to_owned()),
                        None | Some("n") => {
                            let style = cell.attribute("s").map_or(0, |style| style.parse::<usize>().unwrap());
                            let format = formats.get(style).cloned().unwrap_or_default();
                            Value::Number(value?.text()?.parse().unwrap(), format)
                        }
                        Some(other) => panic!("{}: a cell of type {other}", sheet.name),
                    };
                    Some(((row, column), shown))
                });
                Cells { name: sheet.name.clone(), cells: cells.collect() }
            })
            .collect()
    }
}

impl Cells {
    /// The words of a cell; none for numbers and empty cells.
    pub fn words(&self, row: u32, column: u32) -> Option<&str> {
        match self.cells.get(&(row, column)) {
            Some(Value::Words(words)) => Some(words),
            _ => None,
        }
    }

    /// One more than the last row with something in it.
    pub fn rows(&self) -> u32 {
        self.cells.keys().next_back().map_or(0, |place| place.0 + 1)
    }
}

pub const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The nodes of this name, wherever they stand.
pub fn named<'a, 'input: 'a>(
    tree: &'a Document<'input>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'input>> + 'a {
    tree.descendants().filter(move |node| node.is_element() && node.tag_name().name() == name)
}

/// An attribute, empty when it is not there.
pub fn text(node: Node<'_, '_>, attribute: &str) -> String {
    node.attribute(attribute).unwrap_or_default().to_owned()
}

/// The relation that a node names.
pub fn relation_id(node: Node<'_, '_>) -> String {
    node.attribute((RELATIONS, "id")).unwrap_or_default().to_owned()
}

/// All words under a node.
fn words(node: Node<'_, '_>) -> String {
    let texts = node.descendants().filter(|node| node.is_element() && node.tag_name().name() == "t");
    texts.map(|node| node.text().unwrap_or_default()).collect()
}

/// `B12` as row and column from 0; none when it is no place of a sheet.
pub fn place(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    let mut column = 0_u32;
    for letter in letters.chars() {
        if !letter.is_ascii_uppercase() {
            return None;
        }
        column = column * 26 + (letter as u32 - 'A' as u32 + 1);
    }
    let row: u32 = row.parse().ok()?;
    ((1..=1_048_576).contains(&row) && (1..=16_384).contains(&column)).then(|| (row - 1, column - 1))
}

/// `A1:C4`, or one cell, with its dollar signs or without, as first and last place.
pub fn area(name: &str) -> Option<[(u32, u32); 2]> {
    let name = name.replace('$', "");
    let (first, last) = name.split_once(':').unwrap_or((&name, &name));
    let (first, last) = (place(first)?, place(last)?);
    (first.0 <= last.0 && first.1 <= last.1).then_some([first, last])
}

/// A target beside its folder.
fn joined(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut at: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => drop(at.pop()),
            "." => {}
            part => at.push(part),
        }
    }
    at.join("/")
}
