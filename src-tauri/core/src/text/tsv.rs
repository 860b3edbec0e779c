//! A table as spreadsheets put it on the clipboard: rows of cells between tabs; a cell that holds a tab, a line break or a
//! quotation mark stands between quotation marks, which are doubled inside.

/// The rows of a table.
#[must_use]
pub fn rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut rest = text;
    loop {
        let (cell, after) = cell(rest);
        row.push(cell);
        let mut signs = after.chars();
        match signs.next() {
            Some('\t') => rest = signs.as_str(),
            Some(first) => {
                rest = if first == '\r' {
                    signs.as_str().strip_prefix('\n').unwrap_or(signs.as_str())
                } else {
                    signs.as_str()
                };
                rows.push(std::mem::take(&mut row));
                if rest.is_empty() {
                    return rows;
                }
            }
            None => {
                rows.push(row);
                return rows;
            }
        }
    }
}

/// The first cell, and what stands behind it: a tab, a line break, or nothing.
fn cell(text: &str) -> (String, &str) {
    if let Some((cell, after)) = text.strip_prefix('"').and_then(quoted) {
        return (cell, after);
    }
    let end = text.find(['\t', '\r', '\n']).unwrap_or(text.len());
    let (cell, after) = text.split_at(end);
    (cell.to_owned(), after)
}

/// A cell between quotation marks; none when no cell ends there, and the mark was only a character.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut cell = String::new();
    let mut rest = text;
    loop {
        let (part, after) = rest.split_once('"')?;
        cell.push_str(part);
        match after.strip_prefix('"') {
            Some(inner) => {
                cell.push('"');
                rest = inner;
            }
            None if after.is_empty() || after.starts_with(['\t', '\r', '\n']) => return Some((cell, after)),
            None => return None,
        }
    }
}

#[cfg(test)]
#[expect(clippy::print_stdout, reason = "a random test prints its seed")]
mod tests {
    use super::*;

    #[test]
    fn cells_with_breaks_tabs_and_marks_are_one_cell_each() {
        assert_eq!(rows("a\tb\r\nc\td\r\n"), [["a", "b"], ["c", "d"]]);
        assert_eq!(rows("\"一行目\n二行目\"\t007"), [["一行目\n二行目", "007"]]);
        assert_eq!(rows("\"a\tb\"\t\"彼は\"\"はい\"\"と言った\""), [["a\tb", "彼は\"はい\"と言った"]]);
        assert_eq!(rows("\"開いたまま\tb"), [["\"開いたまま", "b"]]);
        assert_eq!(rows("\"a\"b\tc"), [["\"a\"b", "c"]]);
        assert_eq!(rows("a\t\n\tb"), [["a", ""], ["", "b"]]);
        assert_eq!(rows("a\rb"), [["a"], ["b"]]);
        assert_eq!(rows(""), [[""]]);
    }

    #[test]
    fn whatever_was_copied_is_pasted() {
        let seed: u64 = 20_261_125;
        println!("seed {seed}");
        let alphabet: Vec<char> = "a佐\t\n\"\r 0'".chars().collect();
        let mut state = seed;
        let mut next = |bound: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % bound
        };
        for _ in 0..20_000 {
            let table: Vec<Vec<String>> = (0..1 + next(3))
                .map(|_| {
                    (0..2).map(|_| (0..next(5)).filter_map(|_| alphabet.get(next(alphabet.len()))).collect()).collect()
                })
                .collect();
            let written: Vec<String> = table
                .iter()
                .map(|row| {
                    let cells: Vec<String> = row
                        .iter()
                        .map(|cell: &String| {
                            let plain = !cell.contains(['\t', '\n', '\r', '"']);
                            if plain { cell.clone() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
                        })
                        .collect();
                    cells.join("\t")
                })
                .collect();
            assert_eq!(rows(&written.join("\r\n")), table, "{written:?}");
        }
    }
}
