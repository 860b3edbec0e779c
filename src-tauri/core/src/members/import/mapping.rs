//! Which column of the file is which of ours: chosen by the officer, remembered from the last file with these headers, or
//! guessed from the words.

mod branches;
mod headers;
mod samples;
mod stored;
mod words;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use self::branches::sheets_as_branches;
use self::headers::{Draft, check_once, sheets_of};
use self::samples::samples;
pub(super) use self::stored::propose_stored_width;
pub(super) use self::words::Words;
use super::header::Header;
use super::read::{Look, Looked, Taken};
use crate::error::{Error, FieldProblem, Result};
use crate::excel::cell::Kind;
use crate::ids::OpId;
use crate::labels::{Locale, word};
use crate::members::entity::import_batch;
use crate::members::model::{ColumnGuess, ColumnMapping, Mapping, RosterFile};
use crate::members::sheet::{COLUMNS, WHOLE_NAMES, english_headers, place};
use crate::text::{header_key, lost_zeros};

/// Headers whose columns are never kept (docs/rules.md): no union needs them, and some are special-care information.
const FORBIDDEN: &[&str] = &[
    "本籍",
    "国籍",
    "宗教",
    "信条",
    "思想",
    "支持政党",
    "政党",
    "病名",
    "傷病",
    "病歴",
    "既往歴",
    "障害",
    "障がい",
    "健康診断",
    "犯罪",
    "前科",
    "マイナンバー",
    "個人番号",
    "人種",
    "民族",
];

/// The second part of an address on the wire; our own roster has one column for both.
const ADDRESS_REST: &str = "home_address_rest";
const ADDRESS_REST_HEADERS: [&str; 12] = [
    "住所2",
    "住所(2)",
    "住所Ⅱ",
    "住所②",
    "自宅住所2",
    "現住所2",
    "建物名",
    "建物名・部屋番号",
    "マンション名",
    "方書",
    "番地以降",
    "Address 2",
];

/// Headers of what other programs note about an import; ours on the rejected rows among them.
const REMARKS_ON_ROWS: &[&str] = &["column.import_reason"];

/// Best guess for a header: which column, and whether its word is exactly ours.
static KNOWN: LazyLock<HashMap<String, Target>> = LazyLock::new(|| {
    let mut known = HashMap::new();
    for (at, column) in COLUMNS.iter().enumerate() {
        let label = word(Locale::Ja, &column.label_key()).to_owned();
        let english = word(Locale::En, &column.label_key()).to_owned();
        let target = if column.put.is_none() { Target::State } else { Target::Column(at) };
        let headers = column.synonyms.iter().chain(english_headers(column.name)).copied();
        for header in headers.chain([label.as_str(), english.as_str()]) {
            known.entry(header_key(header)).or_insert(target);
        }
    }
    for (name, synonyms) in WHOLE_NAMES {
        let label = word(Locale::Ja, &format!("column.{name}")).to_owned();
        let target = if name == "name" { Target::Name } else { Target::Kana };
        for header in synonyms.iter().copied().chain([label.as_str()]) {
            known.entry(header_key(header)).or_insert(target);
        }
    }
    for header in ADDRESS_REST_HEADERS {
        known.entry(header_key(header)).or_insert(Target::AddressRest);
    }
    known
});

/// What a column of the file goes into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Target {
    /// One of our columns, by its place.
    Column(usize),
    /// 氏名
    Name,
    /// フリガナ
    Kana,
    /// 住所2: what stands behind the address, building and room.
    AddressRest,
    /// 状態: an end of membership at most.
    State,
}

impl Target {
    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Column(at) => COLUMNS.get(at).map_or("", |column| column.name),
            Self::Name => "name",
            Self::Kana => "kana",
            Self::AddressRest => ADDRESS_REST,
            Self::State => "status",
        }
    }

    /// The target of a name.
    pub fn of(name: &str) -> Option<Self> {
        match name {
            "name" => Some(Self::Name),
            "kana" => Some(Self::Kana),
            ADDRESS_REST => Some(Self::AddressRest),
            "status" => Some(Self::State),
            _ => place(name).map(Self::Column),
        }
    }

    /// What its cells hold.
    pub fn kind(self) -> Kind {
        match self {
            Self::Column(at) => COLUMNS.get(at).map_or(Kind::Text, |column| column.kind),
            _ => Kind::Text,
        }
    }
}

/// What the officer wants done with the values of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Transform {
    /// Zeros are put back to this width.
    pub pad: Option<usize>,
    /// Blank cells erase what is stored.
    pub overwrite: bool,
    /// The value is divided at its first space, even if the header says 姓 only.
    pub split: bool,
    /// Blank cells repeat the one above.
    pub fill_down: bool,
}

impl Transform {
    fn read(text: Option<&str>) -> Option<Self> {
        let mut read = Self::default();
        for part in text.unwrap_or_default().split([',', ' ', ';']).filter(|part| !part.is_empty()) {
            match part.split_once(':') {
                Some(("pad", width)) => {
                    read.pad = Some(width.trim().parse().ok().filter(|width| (1..=20).contains(width))?)
                }
                None if part == "overwrite" => read.overwrite = true,
                None if part == "split_name" => read.split = true,
                None if part == "fill_down" => read.fill_down = true,
                None if part == "none" => {}
                _ => return None,
            }
        }
        Some(read)
    }
}

/// A column of one sheet that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// Place of its cells.
    pub at: usize,
    /// Header as in the file.
    pub from: String,
    /// What it goes into; none = not taken in.
    pub to: Option<Target>,
    /// What is done with its values.
    pub transform: Transform,
    /// Never kept, not even for mending.
    pub forbidden: bool,
    /// Width that its numbers have, where some are shorter.
    pub width: Option<usize>,
    /// Its days are those on which membership was lost (資格喪失日): the day before was the last one.
    pub loss: bool,
    /// Why a membership ended, as the header of its last day says: 退職日, 脱退日.
    pub ends_by: Option<&'static str>,
    /// Our own export says every value itself: 〃 is one.
    pub own: bool,
    /// It says 所属 and is read as the department: a row whose value is a unit means the unit.
    pub belongs: bool,
}

/// How a file is read: sheets, columns, decisions.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// Sheets taken, in the order of the file.
    pub sheets: Vec<Taken>,
    /// Columns of each of them.
    pub columns: Vec<Vec<Source>>,
    /// The same for the window.
    pub guesses: Vec<ColumnGuess>,
    /// The mapping as it is used, complete.
    pub mapping: Mapping,
    /// Fingerprint of the headers.
    pub fingerprint: String,
    /// The mapping is the one of an earlier file with these headers.
    pub remembered: bool,
    /// Columns that a mapping names and the file lacks.
    pub lacking: Vec<String>,
    /// Sheets that are no branches, where others are.
    pub no_branches: Vec<String>,
    /// Hidden sheets that look like the roster and are not read.
    pub hidden: Vec<String>,
    /// Sheets that by their names hold people who have left, and say no last day.
    pub of_leavers: Vec<String>,
}

impl Plan {
    /// Whether a sheet has a column for one of ours.
    pub fn has(&self, name: &str) -> bool {
        self.columns.iter().flatten().any(|column| column.to.is_some_and(|target| target.name() == name))
    }

    /// The width of the numbers of one of our columns, where the list seems to have lost zeros and keeps them lost.
    pub fn lost_width(&self, name: &str) -> Option<usize> {
        let mut columns = self.columns.iter().flatten();
        let column = columns.find(|column| column.to.is_some_and(|target| target.name() == name))?;
        column.width.filter(|_| column.transform.pad.is_none())
    }
}

/// Whether a folded header names something that we know.
fn is_known(key: &str) -> bool {
    KNOWN.contains_key(key) || FORBIDDEN.iter().any(|word| key.contains(word))
}

/// Whether a header names what a column goes into.
pub(super) fn means(header: &str, target: Target) -> bool {
    KNOWN.get(&header_key(header)) == Some(&target)
}

/// The fingerprint of headers: the same for next month's file.
fn fingerprint(sheets: &[&Looked]) -> String {
    let mut keys: BTreeSet<String> = BTreeSet::new();
    for header in sheets.iter().filter_map(|sheet| sheet.layout.as_ref()).flat_map(|layout| &layout.headers) {
        // The rejected rows of a file are the same kind of file.
        let key = header_key(&header.from);
        if !is_remark(&key) {
            keys.insert(key);
        }
    }
    crate::vault::text_hash(&keys.into_iter().collect::<Vec<_>>().join("\n"))
}

/// The mapping of the last import of a file with these headers; one that was taken back is forgotten with it.
async fn remembered(on: &impl ConnectionTrait, fingerprint: &str) -> Result<Option<Mapping>> {
    let found: Vec<(OpId, String)> = import_batch::Entity::find()
        .filter(import_batch::Column::Fingerprint.eq(fingerprint))
        .order_by_desc(import_batch::Column::Id)
        .select_only()
        .columns([import_batch::Column::OpId, import_batch::Column::Mapping])
        .limit(20)
        .into_tuple()
        .all(on)
        .await?;
    for (op, text) in found {
        if crate::ops::in_force(on, op).await? {
            return Ok(serde_json::from_str(&text).ok());
        }
    }
    Ok(None)
}

/// Sheets to read: those that were named, else every visible one that looks like the roster.
fn choose<'l>(look: &'l Look, input: &RosterFile, words: &Words) -> Result<Vec<&'l Looked>> {
    let mut named = input.sheets.clone();
    if named.is_empty() {
        named.extend(input.mapping.as_ref().and_then(|mapping| mapping.sheet.clone()));
    }
    if let Some(missing) = named.iter().find(|name| !look.sheets.iter().any(|sheet| sheet.head.name == **name)) {
        return Err(Error::Workbook {
            code: "workbook_sheet_missing".into(),
            about: serde_json::json!({ "sheet": missing }),
        });
    }
    let chosen: Vec<&Looked> = if named.is_empty() {
        let fits = |sheet: &&Looked| {
            !sheet.head.hidden && sheet.layout.as_ref().is_some_and(|layout| has_person(&layout.headers, words))
        };
        look.sheets.iter().filter(fits).collect()
    } else {
        look.sheets.iter().filter(|sheet| named.contains(&sheet.head.name) && sheet.layout.is_some()).collect()
    };
    if chosen.is_empty() {
        Err(Error::Workbook { code: "roster_not_found".into(), about: serde_json::json!({}) })
    } else {
        Ok(chosen)
    }
}

/// Words of a sheet's name that say that its people have left.
const LEAVERS: [&str; 6] = ["退職", "退会", "脱退", "除籍", "離職", "OB"];

/// A roster names persons: by name or by number.
fn has_person(headers: &[Header], words: &Words) -> bool {
    let names = ["member_no", "employee_no", "family_name"];
    headers
        .iter()
        .flat_map(|header| &header.keys)
        .filter_map(|key| words.target(key))
        .any(|target| matches!(target, Target::Name) || names.contains(&target.name()))
}

/// How the file is read. `units` say whether a name is that of one branch, and whether the words of one cell name a unit.
///
/// # Errors
/// `roster_not_found`, `workbook_sheet_missing`.
pub(super) async fn plan(
    on: &impl ConnectionTrait,
    look: &Look,
    input: &RosterFile,
    own: &BTreeMap<String, String>,
    words: &Words,
    [is_branch, may_belong]: [&(dyn Fn(&str) -> bool + Sync); 2],
) -> Result<Plan> {
    let chosen = choose(look, input, words)?;
    let fingerprint = fingerprint(&chosen);
    let asked = input.mapping.clone().unwrap_or_default();
    let before = if input.mapping.is_some() { None } else { remembered(on, &fingerprint).await? };
    let known = own_words(own);
    let sheets_of = sheets_of(&chosen);
    check_once(&asked.columns, &sheets_of)?;
    let mut draft = Draft::new(named(&asked.columns, "chosen"), &sheets_of);
    if let Some(before) = &before {
        draft.named.extend(named(&before.columns, "remembered"));
    }
    let headers = distinct(&chosen);
    draft.settle(&headers, &known);
    draft.by_values(&headers, &chosen, may_belong, own);
    // A mapping that only repeats what would be guessed is shown as the guess it is.
    let mut alone = Draft::new(HashMap::new(), &sheets_of);
    alone.settle(&headers, &known);
    alone.by_values(&headers, &chosen, may_belong, own);
    // Where 所属 is guessed to be the department, a row may still mean a unit; what the officer chose otherwise stands.
    let belonging: Vec<&str> = headers
        .iter()
        .filter(|header| says_belonging(header))
        .map(|header| header.from.as_str())
        .filter(|from| [&draft.guesses, &alone.guesses].iter().all(|guesses| reads_department(guesses, from)))
        .collect();
    for (guess, alone) in draft.guesses.iter_mut().zip(alone.guesses.clone()) {
        if guess.confidence == "chosen" && guess.to == alone.to {
            guess.confidence = alone.confidence;
        }
    }
    let lacking = asked
        .columns
        .iter()
        .filter(|column| column.to.is_some() && !headers.iter().any(|header| header.from == column.from))
        .map(|column| column.from.clone())
        .collect();
    let remembered = before.is_some();
    let (sheets, columns, guesses, no_branches, of_leavers): (Vec<_>, Vec<_>, Vec<_>, Vec<String>, Vec<String>) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let is_taken = |sheet: &Looked| chosen.iter().any(|taken| taken.head.name == sheet.head.name);
    let hidden = look
        .sheets
        .iter()
        .filter(|sheet| sheet.head.hidden && !is_taken(sheet))
        .filter(|sheet| sheet.layout.as_ref().is_some_and(|layout| has_person(&layout.headers, words)))
        .map(|sheet| sheet.head.name.clone())
        .collect();
    let mut plan = Plan {
        sheets,
        columns,
        guesses,
        mapping: asked,
        fingerprint,
        remembered,
        lacking,
        no_branches,
        hidden,
        of_leavers,
    };
    if let Some(before) = before {
        plan.mapping =
            Mapping { sheet: plan.mapping.sheet, header_row: plan.mapping.header_row, columns: Vec::new(), ..before };
    }
    for sheet in &chosen {
        let Some(layout) = &sheet.layout else { continue };
        let columns = layout.headers.iter().filter_map(|header| draft.source(header, sheet)).map(|mut source| {
            source.belongs = belonging.contains(&source.from.as_str());
            source
        });
        let columns: Vec<Source> = columns.collect();
        let fill_down = columns.iter().filter(|column| column.transform.fill_down).map(|column| column.at).collect();
        let ends = columns.iter().any(|column| column.to.is_some_and(|target| target.name() == "left_on"));
        if !ends && LEAVERS.iter().any(|word| sheet.head.name.contains(word)) {
            plan.of_leavers.push(sheet.head.name.clone());
        }
        plan.sheets.push(Taken { name: sheet.head.name.clone(), layout: layout.clone(), fill_down, branch: None });
        plan.columns.push(columns);
    }
    sheets_as_branches(&mut plan, look.sheets.len(), &chosen, is_branch);
    plan.guesses = draft.guesses;
    plan.mapping.columns = plan
        .guesses
        .iter()
        .map(|guess| ColumnMapping {
            from: guess.from.clone(),
            to: guess.to.clone(),
            transform: draft.named.get(&guess.from).and_then(|(named, _)| named.transform.clone()),
        })
        .collect();
    samples(&mut plan, &chosen);
    Ok(plan)
}

/// Whether a header says where somebody belongs, which may be a department or a unit.
fn says_belonging(header: &Header) -> bool {
    let belongs = ["所属", "所属名", "所属組織", "所属組織名", "所属先", "配属", "配属先"];
    header.keys.iter().any(|key| belongs.contains(&key.as_str()))
}

/// Whether a header was taken for the department.
fn reads_department(guesses: &[ColumnGuess], from: &str) -> bool {
    guesses.iter().any(|guess| guess.from == from && guess.to.as_deref() == Some("department"))
}

/// Stands for the name of the sheet in a default; of the branch, for the branch that the name means.
pub(super) const SHEET: &str = "{sheet}";

fn named(columns: &[ColumnMapping], confidence: &'static str) -> HashMap<String, (ColumnMapping, &'static str)> {
    columns.iter().map(|column| (column.from.clone(), (column.clone(), confidence))).collect()
}

/// Whether a mapping names only what exists; asked before the file is read by it.
///
/// # Errors
/// [`Error::Invalid`] with every column, default and decision that names what does not exist.
pub(super) fn check(mapping: &Mapping) -> Result<()> {
    let mut problems = Vec::new();
    for column in &mapping.columns {
        if let Some(to) = column.to.as_deref().filter(|to| Target::of(to).is_none()) {
            problems.push(FieldProblem {
                field: format!("mapping.columns.{}", column.from),
                code: "column_unknown".into(),
                about: serde_json::json!({ "name": to }),
            });
        }
        if Transform::read(column.transform.as_deref()).is_none() {
            problems.push(FieldProblem::new(&format!("mapping.columns.{}", column.from), "transform_unknown"));
        }
    }
    for name in mapping.defaults.keys().chain(mapping.decisions.iter().filter_map(|decision| decision.column.as_ref()))
    {
        if Target::of(name).is_none() {
            problems.push(FieldProblem {
                field: format!("mapping.{name}"),
                code: "column_unknown".into(),
                about: serde_json::json!({ "name": name }),
            });
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// The union's own words for levels of units are headers too.
fn own_words(own: &BTreeMap<String, String>) -> HashMap<String, Target> {
    let levels = ["branch", "sub_branch", "workplace"];
    levels
        .into_iter()
        .filter_map(|level| Some((header_key(own.get(&format!("enum.unit_kind.{level}"))?), Target::of(level)?)))
        .collect()
}

/// Headers of all sheets, each once, in order.
fn distinct(chosen: &[&Looked]) -> Vec<Header> {
    let mut found: Vec<Header> = Vec::new();
    for header in chosen.iter().filter_map(|sheet| sheet.layout.as_ref()).flat_map(|layout| &layout.headers) {
        if !found.iter().any(|other| other.from == header.from) {
            found.push(header.clone());
        }
    }
    found
}

/// Why a membership ends on the days of a column, where its header says so.
fn ends_by(header: &Header) -> Option<&'static str> {
    const REASONS: [(&str, &str); 6] = [
        ("退職", "employment_end"),
        ("退社", "employment_end"),
        ("離職", "employment_end"),
        ("脱退", "resignation"),
        ("組合脱退", "resignation"),
        ("退会", "resignation"),
    ];
    REASONS.iter().find(|(word, _)| header.keys.iter().any(|key| key.starts_with(word))).map(|(_, reason)| *reason)
}

/// The width of a column's numbers, where some lost their zeros.
fn width(header: &Header, sheet: &Looked) -> Option<usize> {
    let values: Vec<String> = sheet
        .rows
        .iter()
        .filter_map(|row| row.cells.get(header.at))
        .filter(|cell| !cell.is_blank())
        .map(crate::excel::read::Cell::shown)
        .collect();
    lost_zeros(values.iter().map(String::as_str)).filter(|lost| lost.sure).map(|lost| lost.width)
}

fn is_forbidden(header: &Header) -> bool {
    header.keys.iter().any(|key| FORBIDDEN.iter().any(|word| key.contains(word)))
}

/// Whether a folded header is one under which programs note something about an import.
pub(super) fn is_remark(key: &str) -> bool {
    REMARKS_ON_ROWS
        .iter()
        .any(|label| [Locale::Ja, Locale::En].iter().any(|locale| header_key(word(*locale, label)) == key))
}

/// A header that begins with one of our words: 社員番号(新). The longest word wins.
fn begins(key: &str) -> Option<Target> {
    let fits = |word: &&String| word.chars().count() >= 2 && key.len() > word.len() && key.starts_with(word.as_str());
    let longest = KNOWN.keys().filter(fits).max_by_key(|word| (word.len(), std::cmp::Reverse(word.as_str())))?;
    KNOWN.get(longest).copied()
}

#[cfg(test)]
mod tests;
