//! What Excel would "repair" when it opens a workbook, although the schema allows it: names, places, numbers of things that
//! other parts name. Each fault is a sentence.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use roxmltree::Node;

use crate::support::package::{Package, area, named, place, relation_id, text};

/// Longest text of a cell, in the units that Excel counts.
const LONGEST_TEXT: usize = 32_767;
/// Longest sentence of a header, a footer, a list of a drop-down, a number format.
const LONGEST_LINE: usize = 255;
/// The day after the last one that Excel knows, 9999-12-31.
const AFTER_LAST_DAY: f64 = 2_958_466.0;
/// Number formats that every Excel has without being told.
const BUILT_IN: std::ops::RangeInclusive<u32> = 0..=49;
/// Rows of a sheet are at most so high, in points, and columns so wide, in digits.
const HIGHEST: f64 = 409.5;
const WIDEST: f64 = 255.0;

/// Everything that is wrong with a workbook.
pub fn faults(package: &Package) -> Vec<String> {
    let mut found: Vec<String> = package.doubled.iter().map(|name| format!("{name} stands twice")).collect();
    content_types(package, &mut found);
    relations(package, &mut found);
    let sheets = sheets(package, &mut found);
    defined_names(package, &sheets, &mut found);
    let formats = styles(package, &mut found);
    let strings = strings(package, &mut found);
    for sheet in package.sheets().iter().filter(|sheet| package.parts.contains_key(&sheet.part)) {
        let mut own = Vec::new();
        worksheet(package, &sheet.part, &formats, strings, &mut own);
        found.extend(own.into_iter().map(|fault| format!("{}: {fault}", sheet.name)));
    }
    for part in package.parts.keys() {
        let mut own = Vec::new();
        if part.starts_with("xl/drawings/") && part.ends_with(".xml") {
            drawing(package, part, &mut own);
        }
        if part.starts_with("xl/charts/chart") {
            chart(package, part, &sheets, &mut own);
        }
        found.extend(own.into_iter().map(|fault| format!("{part}: {fault}")));
    }
    found
}

/// Characters as Excel counts them.
fn long(text: &str) -> usize {
    text.encode_utf16().count()
}

fn number(node: Node<'_, '_>, attribute: &str) -> Option<f64> {
    node.attribute(attribute)?.parse().ok()
}

fn index(node: Node<'_, '_>, attribute: &str) -> Option<usize> {
    node.attribute(attribute)?.parse().ok()
}

/// The own children of the first node of a name.
fn children<'a, 'i>(tree: &'a roxmltree::Document<'i>, of: &'static str) -> Vec<Node<'a, 'i>> {
    named(tree, of).next().map(|node| node.children().filter(Node::is_element).collect()).unwrap_or_default()
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.is_element() && child.tag_name().name() == name)
}

/// Every part has a type, and every type a part.
fn content_types(package: &Package, found: &mut Vec<String>) {
    let tree = package.tree("[Content_Types].xml");
    let endings: HashSet<String> = named(&tree, "Default").map(|node| text(node, "Extension").to_lowercase()).collect();
    let mut parts = HashSet::new();
    for node in named(&tree, "Override") {
        let name = text(node, "PartName").trim_start_matches('/').to_owned();
        if !package.parts.contains_key(&name) {
            found.push(format!("{name} has a content type and is not there"));
        }
        if !parts.insert(name.clone()) {
            found.push(format!("{name} has two content types"));
        }
    }
    for name in package.parts.keys().filter(|name| *name != "[Content_Types].xml") {
        let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
        // Plain XML has a type by its ending, but Excel wants one of its own for each part.
        let plain = ending == "xml" && !name.ends_with(".rels");
        if !parts.contains(name) && (plain || !endings.contains(&ending)) {
            found.push(format!("{name} has no content type"));
        }
    }
}

/// What a part names is there, inside the package, and each name is given once.
fn relations(package: &Package, found: &mut Vec<String>) {
    let of = |name: &str| -> String {
        let (folder, file) = name.split_once("_rels/").unwrap_or(("", name));
        format!("{folder}{}", file.trim_end_matches(".rels"))
    };
    let mut reached = BTreeSet::new();
    for name in package.parts.keys().filter(|name| name.ends_with(".rels")) {
        let part = of(name);
        if !part.is_empty() && !package.parts.contains_key(&part) {
            found.push(format!("{name} belongs to no part"));
        }
        let mut ids = HashSet::new();
        for relation in package.relations(&part) {
            if !ids.insert(relation.id.clone()) {
                found.push(format!("{name} gives {} twice", relation.id));
            }
            if relation.external {
                found.push(format!("{name} leads out of the workbook"));
            } else if !package.parts.contains_key(&relation.target) {
                found.push(format!("{name} names {}, which is not there", relation.target));
            }
            reached.insert(relation.target);
        }
    }
    for name in package.parts.keys().filter(|name| *name != "[Content_Types].xml" && !name.ends_with(".rels")) {
        if !reached.contains(name) {
            found.push(format!("{name} is named by no part"));
        }
    }
}

/// Names and numbers of the sheets; answers the names.
fn sheets(package: &Package, found: &mut Vec<String>) -> Vec<String> {
    let (mut names, mut numbers) = (HashSet::new(), HashSet::new());
    let tree = package.tree("xl/workbook.xml");
    for node in named(&tree, "sheet") {
        let name = text(node, "name");
        if name.is_empty() || long(&name) > 31 {
            found.push(format!("the sheet 「{name}」 has a name of {} characters", long(&name)));
        }
        if name.contains(['[', ']', ':', '*', '?', '/', '\\']) || name.starts_with('\'') || name.ends_with('\'') {
            found.push(format!("the sheet 「{name}」 has a character that no sheet may have"));
        }
        if !names.insert(name.to_lowercase()) || name.to_lowercase() == "history" {
            found.push(format!("the sheet 「{name}」 has a name that is taken"));
        }
        if !numbers.insert(text(node, "sheetId")) {
            found.push(format!("the sheet 「{name}」 has the number of another"));
        }
        let listed = package.relations("xl/workbook.xml").into_iter().find(|one| one.id == relation_id(node));
        if listed.is_none_or(|one| one.kind != "worksheet") {
            found.push(format!("the sheet 「{name}」 has no part"));
        }
    }
    if names.is_empty() {
        found.push("no sheet".to_owned());
    }
    if package.sheets().iter().all(|sheet| !sheet.shown) {
        found.push("no sheet is visible".to_owned());
    }
    package.sheets().into_iter().map(|sheet| sheet.name).collect()
}

/// A reference such as `'1 支部別'!$A$1:$C$4`: its sheet and whether the place is one.
fn reference(words: &str) -> Option<(String, bool)> {
    let (sheet, at) = words.rsplit_once('!')?;
    let sheet = match sheet.strip_prefix('\'') {
        Some(quoted) => quoted.strip_suffix('\'')?.replace("''", "'"),
        // Without quotes only letters, digits and a few marks may stand, and no digit in front.
        None if sheet.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.')
            && !sheet.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            sheet.to_owned()
        }
        None => return None,
    };
    let whole_rows = || {
        let (first, last) = at.split_once(':')?;
        let row = |words: &str| words.strip_prefix('$')?.parse::<u32>().ok();
        Some(row(first)? <= row(last)?)
    };
    let whole_columns = || {
        let (first, last) = at.split_once(':')?;
        let column = |words: &str| place(&format!("{}1", words.strip_prefix('$')?));
        Some(column(first)?.1 <= column(last)?.1)
    };
    Some((sheet, area(at).is_some() || whole_rows() == Some(true) || whole_columns() == Some(true)))
}

/// Ranges in quotes may hold commas.
fn references(words: &str) -> Vec<String> {
    let (mut parts, mut quoted) = (vec![String::new()], false);
    for letter in words.chars() {
        match letter {
            '\'' => quoted = !quoted,
            ',' if !quoted => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().unwrap().push(letter);
    }
    parts
}

fn defined_names(package: &Package, sheets: &[String], found: &mut Vec<String>) {
    let tree = package.tree("xl/workbook.xml");
    let mut known = HashSet::new();
    for node in named(&tree, "definedName") {
        let (name, of) = (text(node, "name"), index(node, "localSheetId"));
        let words = node.text().unwrap_or_default();
        if of.is_some_and(|of| of >= sheets.len()) {
            found.push(format!("the name {name} belongs to no sheet"));
        }
        if !known.insert((name.to_lowercase(), of)) {
            found.push(format!("the name {name} is given twice"));
        }
        let legal = name.starts_with("_xlnm.")
            || (long(&name) <= LONGEST_LINE
                && name.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '\\')
                && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.')
                && place(&name.to_uppercase()).is_none());
        if !legal {
            found.push(format!("{name} is no name"));
        }
        for part in references(words) {
            match reference(&part) {
                Some((sheet, true)) if sheets.contains(&sheet) => {}
                _ => found.push(format!("the name {name} stands for {part}, which is no place")),
            }
        }
    }
}

/// A format of numbers whose quotes and brackets are closed.
fn closed(format: &str) -> bool {
    let (mut quoted, mut bracket, mut letters) = (false, false, format.chars());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' | '_' | '*' if !quoted => drop(letters.next()),
            '"' => quoted = !quoted,
            '[' if !quoted => bracket = true,
            ']' if !quoted => bracket = false,
            _ => {}
        }
    }
    !quoted && !bracket && format.split(';').count() <= 4
}

/// The looks of cells name fonts, grounds, borders and formats that are there; answers the format of each look.
fn styles(package: &Package, found: &mut Vec<String>) -> Vec<String> {
    let tree = package.tree("xl/styles.xml");
    let mut own: BTreeMap<u32, String> = BTreeMap::new();
    for node in
        named(&tree, "numFmt").filter(|node| node.parent().is_some_and(|all| all.tag_name().name() == "numFmts"))
    {
        let (id, code) = (index(node, "numFmtId").unwrap_or(0) as u32, text(node, "formatCode"));
        if long(&code) > LONGEST_LINE || code.is_empty() || !closed(&code) {
            found.push(format!("{code} is no format of numbers"));
        }
        if own.insert(id, code).is_some() || id < 164 {
            found.push(format!("the format {id} is taken"));
        }
    }
    let size = |of: &'static str| children(&tree, of).len();
    for of in ["fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "numFmts", "dxfs", "cellStyles"] {
        let told = named(&tree, of).next().and_then(|node| index(node, "count"));
        if told.is_some_and(|told| told != size(of)) {
            found.push(format!("{of} says another number of {of} than it has"));
        }
    }
    if size("cellXfs") > 65_490 || size("fonts") > 1_024 {
        found.push("more looks than Excel knows".to_owned());
    }
    let (fonts, fills, borders, bases) = (size("fonts"), size("fills"), size("borders"), size("cellStyleXfs"));
    let looks = children(&tree, "cellXfs").into_iter().chain(children(&tree, "cellStyleXfs"));
    for (n, look) in looks.enumerate() {
        for (attribute, size) in [("fontId", fonts), ("fillId", fills), ("borderId", borders), ("xfId", bases)] {
            if index(look, attribute).is_some_and(|at| at >= size) {
                found.push(format!("look {n} names a {attribute} that is not there"));
            }
        }
        let id = index(look, "numFmtId").unwrap_or(0) as u32;
        if !BUILT_IN.contains(&id) && !own.contains_key(&id) {
            found.push(format!("look {n} names the format {id}, which is not there"));
        }
    }
    package.number_formats()
}

/// The shared words; answers how many there are.
fn strings(package: &Package, found: &mut Vec<String>) -> usize {
    let all = package.strings();
    for words in all.iter().filter(|words| long(words) > LONGEST_TEXT) {
        found.push(format!("a text of {} characters", long(words)));
    }
    if package.parts.contains_key("xl/sharedStrings.xml") {
        let tree = package.tree("xl/sharedStrings.xml");
        let told = named(&tree, "sst").next().and_then(|node| index(node, "uniqueCount"));
        if told.is_some_and(|told| told != all.len()) {
            found.push("sharedStrings says another number of texts than it has".to_owned());
        }
        spaces(&tree, found);
    }
    all.len()
}

/// Spaces at the ends of a text are kept only where the text says so.
fn spaces(tree: &roxmltree::Document<'_>, found: &mut Vec<String>) {
    const XML: &str = "http://www.w3.org/XML/1998/namespace";
    for node in named(tree, "t") {
        let words = node.text().unwrap_or_default();
        let outer = |letter: Option<char>| letter.is_some_and(|letter| matches!(letter, ' ' | '\t' | '\n' | '\r'));
        if (outer(words.chars().next()) || outer(words.chars().last()))
            && node.attribute((XML, "space")) != Some("preserve")
        {
            found.push(format!("「{words}」 loses the spaces at its ends"));
        }
    }
}

/// Whether a format shows a day.
fn shows_days(format: &str) -> bool {
    let built_in = format.strip_prefix('#').and_then(|id| id.parse::<u32>().ok());
    if let Some(id) = built_in {
        return (14..=22).contains(&id) || (27..=36).contains(&id) || (45..=47).contains(&id);
    }
    let (mut quoted, mut bracket) = (false, false);
    format.chars().any(|letter| {
        match letter {
            '"' => quoted = !quoted,
            '[' if !quoted => bracket = true,
            ']' if !quoted => bracket = false,
            _ => {}
        }
        !quoted && !bracket && matches!(letter, 'y' | 'd' | 'e' | 'g')
    })
}

fn worksheet(package: &Package, part: &str, formats: &[String], strings: usize, found: &mut Vec<String>) {
    let tree = package.tree(part);
    let root = tree.root_element();
    columns(root, formats.len(), found);
    rows(root, formats, strings, found);
    spaces(&tree, found);
    areas(root, "mergeCell", "ref", found);
    validations(root, found);
    for node in named(&tree, "autoFilter") {
        if area(&text(node, "ref")).is_none_or(|[first, last]| first.0 == last.0) {
            found.push(format!("a filter over {}", text(node, "ref")));
        }
    }
    for pane in named(&tree, "pane") {
        let corner = place(&text(pane, "topLeftCell"));
        let frozen = text(pane, "state") == "frozen";
        let split = (number(pane, "ySplit").unwrap_or(0.0), number(pane, "xSplit").unwrap_or(0.0));
        let fits = corner.is_some_and(|(row, column)| f64::from(row) >= split.0 && f64::from(column) >= split.1);
        if frozen && (!fits || split == (0.0, 0.0)) {
            found.push("the frozen part ends nowhere".to_owned());
        }
    }
    for name in ["oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"] {
        for node in named_in(root, name) {
            if long(node.text().unwrap_or_default()) > LONGEST_LINE {
                found.push(format!("{name} has {} characters", long(node.text().unwrap_or_default())));
            }
        }
    }
    for breaks in ["rowBreaks", "colBreaks"] {
        for node in named_in(root, breaks) {
            let places: Vec<usize> = node.children().filter_map(|brk| index(brk, "id")).collect();
            if index(node, "count") != Some(places.len()) || places.len() > 1_023 || !places.is_sorted() {
                found.push(format!("{breaks} are not in order"));
            }
        }
    }
    for drawing in named_in(root, "drawing").into_iter().chain(named_in(root, "legacyDrawing")) {
        if !package.relations(part).iter().any(|one| one.id == relation_id(drawing)) {
            found.push("a drawing that is not there".to_owned());
        }
    }
}

fn named_in<'a, 'i>(root: Node<'a, 'i>, name: &str) -> Vec<Node<'a, 'i>> {
    root.children()
        .flat_map(|node| node.descendants())
        .filter(|node| node.is_element() && node.tag_name().name() == name)
        .collect()
}

fn columns(root: Node<'_, '_>, looks: usize, found: &mut Vec<String>) {
    let mut after = 0;
    for node in named_in(root, "col") {
        let (first, last) = (index(node, "min").unwrap_or(0), index(node, "max").unwrap_or(0));
        let wide = number(node, "width").unwrap_or(0.0);
        if first <= after || last < first || last > 16_384 || !(0.0..=WIDEST).contains(&wide) {
            found.push(format!("the columns {first} to {last} of width {wide}"));
        }
        if index(node, "style").is_some_and(|style| style >= looks) {
            found.push(format!("the columns {first} to {last} have a look that is not there"));
        }
        after = last;
    }
}

fn rows(root: Node<'_, '_>, formats: &[String], strings: usize, found: &mut Vec<String>) {
    let mut after = 0;
    for row in named_in(root, "row") {
        let n = index(row, "r").unwrap_or(0);
        let high = number(row, "ht").unwrap_or(0.0);
        if n <= after || n > 1_048_576 || !(0.0..=HIGHEST).contains(&high) {
            found.push(format!("row {n} of height {high}"));
        }
        after = n;
        let mut last = None;
        for cell in row.children().filter(Node::is_element) {
            let name = text(cell, "r");
            match place(&name) {
                Some((at, column)) if at as usize + 1 == n && last.is_none_or(|last| column > last) => {
                    last = Some(column);
                }
                _ => found.push(format!("a cell {name} in row {n}")),
            }
            let look = cell.attribute("s").map_or(Some(0), |look| look.parse::<usize>().ok());
            let format = look.and_then(|look| formats.get(look));
            if format.is_none() {
                found.push(format!("{name} has a look that is not there"));
            }
            let value = child(cell, "v").and_then(|value| value.text());
            match cell.attribute("t") {
                Some("s") => {
                    if value.and_then(|value| value.parse::<usize>().ok()).is_none_or(|at| at >= strings) {
                        found.push(format!("{name} names a text that is not there"));
                    }
                }
                Some("inlineStr") => {
                    let words: String =
                        cell.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect();
                    if long(&words) > LONGEST_TEXT {
                        found.push(format!("{name} has {} characters", long(&words)));
                    }
                }
                // Somebody's own error comes back to be mended as one.
                Some("e") if child(cell, "f").and_then(|formula| formula.text()) == Some("NA()") => continue,
                Some("e") => found.push(format!("{name} holds an error")),
                _ => {
                    let number = value.map(|value| value.parse::<f64>().unwrap_or(f64::NAN));
                    if number.is_some_and(|number| !number.is_finite()) {
                        found.push(format!("{name} holds {value:?}"));
                    }
                    let day = format.is_some_and(|format| shows_days(format));
                    if day && number.is_some_and(|number| !(0.0..AFTER_LAST_DAY).contains(&number)) {
                        found.push(format!("{name} is a day that Excel does not know"));
                    }
                }
            }
            if let Some(formula) = child(cell, "f") {
                found.push(format!("{name} has the formula {:?}", formula.text()));
            }
        }
    }
}

/// Areas that must not touch each other.
fn areas(root: Node<'_, '_>, name: &str, attribute: &str, found: &mut Vec<String>) {
    let mut known: Vec<[(u32, u32); 2]> = Vec::new();
    for node in named_in(root, name) {
        for words in text(node, attribute).split(' ') {
            let Some(one) = area(words) else {
                found.push(format!("{name} over {words}"));
                continue;
            };
            if name == "mergeCell" && one[0] == one[1] {
                found.push(format!("{name} over one cell {words}"));
            }
            let apart = |other: &[(u32, u32); 2]| {
                one[1].0 < other[0].0 || other[1].0 < one[0].0 || one[1].1 < other[0].1 || other[1].1 < one[0].1
            };
            if !known.iter().all(apart) {
                found.push(format!("{name} over {words} and over another"));
            }
            known.push(one);
        }
    }
}

fn validations(root: Node<'_, '_>, found: &mut Vec<String>) {
    areas(root, "dataValidation", "sqref", found);
    for all in named_in(root, "dataValidations") {
        if index(all, "count") != Some(all.children().filter(Node::is_element).count()) {
            found.push("dataValidations says another number than it has".to_owned());
        }
    }
    for rule in named_in(root, "dataValidation") {
        let formula = child(rule, "formula1").and_then(|node| node.text()).unwrap_or_default();
        let kind = text(rule, "type");
        let list = formula.strip_prefix('"').and_then(|formula| formula.strip_suffix('"'));
        let over = text(rule, "sqref");
        if (kind == "list" || kind == "date") && formula.is_empty() {
            found.push(format!("the drop-down of {over} offers nothing"));
        }
        if let Some(list) = list {
            if long(list) > LONGEST_LINE {
                found.push(format!("the drop-down of {over} has {} characters", long(list)));
            }
            if list.replace("\"\"", "").contains('"') || list.split(',').any(|word| word.trim().is_empty()) {
                found.push(format!("the drop-down of {over} offers {list}"));
            }
        } else if long(formula) > LONGEST_LINE {
            found.push(format!("the rule of {over} has {} characters", long(formula)));
        }
        for (attribute, most) in [("prompt", 255), ("error", 225), ("promptTitle", 32), ("errorTitle", 32)] {
            if long(&text(rule, attribute)) > most {
                found.push(format!("{attribute} of {over} has more than {most} characters"));
            }
        }
    }
}

fn drawing(package: &Package, part: &str, found: &mut Vec<String>) {
    let tree = package.tree(part);
    let relations = package.relations(part);
    let mut ids = HashSet::new();
    for node in named(&tree, "cNvPr") {
        if !ids.insert(text(node, "id")) || text(node, "name").is_empty() {
            found.push(format!("the drawing 「{}」 has no number or name of its own", text(node, "name")));
        }
    }
    for anchor in named(&tree, "twoCellAnchor") {
        let corner = |name: &str| {
            let corner = child(anchor, name)?;
            let part = |name: &str| child(corner, name)?.text()?.parse::<i64>().ok();
            Some((part("row")?, part("rowOff")?, part("col")?, part("colOff")?))
        };
        let fits = corner("from").zip(corner("to")).is_some_and(|(from, to)| {
            let inside = |(row, down, column, right): (i64, i64, i64, i64)| {
                (0..1_048_576).contains(&row) && (0..16_384).contains(&column) && down >= 0 && right >= 0
            };
            inside(from) && inside(to) && (from.0, from.1) < (to.0, to.1) && (from.2, from.3) < (to.2, to.3)
        });
        if !fits {
            found.push("a drawing without a place".to_owned());
        }
    }
    for node in named(&tree, "chart") {
        let id = relation_id(node);
        if !relations.iter().any(|one| one.id == id && one.kind == "chart") {
            found.push(format!("the chart {id} is not there"));
        }
    }
}

fn chart(package: &Package, part: &str, sheets: &[String], found: &mut Vec<String>) {
    let tree = package.tree(part);
    for node in named(&tree, "f") {
        let words = node.text().unwrap_or_default();
        let legal = references(words)
            .iter()
            .all(|part| reference(part).is_some_and(|(sheet, at)| at && sheets.contains(&sheet)));
        if !legal {
            found.push(format!("a series over {words}"));
        }
    }
    for (name, all) in [("idx", "ser"), ("order", "ser")] {
        let mut known = HashSet::new();
        for series in named(&tree, all) {
            let value = child(series, name).map(|node| text(node, "val"));
            if value.is_none_or(|value| !known.insert(value)) {
                found.push(format!("a series without its own {name}"));
            }
        }
    }
    let axes: HashSet<String> = named(&tree, "axId")
        .filter(|node| node.parent().is_some_and(|parent| parent.tag_name().name().ends_with("Ax")))
        .map(|node| text(node, "val"))
        .collect();
    for named in named(&tree, "axId").chain(named(&tree, "crossAx")).map(|node| text(node, "val")) {
        if !axes.contains(&named) {
            found.push(format!("the axis {named} is not there"));
        }
    }
    for cache in named(&tree, "numCache").chain(named(&tree, "strCache")) {
        let size = child(cache, "ptCount").and_then(|node| index(node, "val")).unwrap_or(0);
        let points: Vec<usize> = cache
            .children()
            .filter(|node| node.tag_name().name() == "pt")
            .filter_map(|node| index(node, "idx"))
            .collect();
        if points.iter().any(|at| *at >= size) || !points.windows(2).all(|two| two[0] < two[1]) {
            found.push("what a series remembers is out of order".to_owned());
        }
    }
}
