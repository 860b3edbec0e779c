//! Text cells of CSV files: a spreadsheet must not take a name for a formula, and our own import must give back what was
//! exported.

use std::borrow::Cow;

/// The cell as it is written: with `'` in front when a spreadsheet could take it for a formula. Cells that are numbers by
/// type are not passed through here.
pub fn neutralise(cell: &str) -> Cow<'_, str> {
    match is_dangerous(unquoted(cell)) {
        true => Cow::Owned(format!("'{cell}")),
        false => Cow::Borrowed(cell),
    }
}

/// The cell as it was before [`neutralise`].
pub fn restore(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_dangerous(unquoted(cell)) => rest,
        _ => cell,
    }
}

/// Without the apostrophes in front: one more is put before a cell that already looks neutralised, so that restoring
/// takes off exactly the one that was added.
fn unquoted(cell: &str) -> &str {
    cell.trim_start_matches('\'')
}

fn is_dangerous(cell: &str) -> bool {
    let formula = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '−' | 'ー' | '＠' | '|' | '%');
    cell.starts_with(['\t', '\r', '\n', '\0']) || cell.chars().find(|c| !is_skipped(*c)).is_some_and(formula)
}

/// What a spreadsheet skips before it decides: spaces, control characters, invisible marks.
fn is_skipped(c: char) -> bool {
    c.is_whitespace()
        || super::is_invisible(c)
        || super::is_variation_selector(c)
        || matches!(c, '\u{200C}' | '\u{200D}')
}

#[cfg(test)]
#[expect(clippy::print_stdout, reason = "a random test prints its seed")]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_written_with_an_apostrophe() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("+81", "'+81"),
            ("-5", "'-5"),
            ("@SUM", "'@SUM"),
            ("＝1", "'＝1"),
            ("ーちゃん", "'ーちゃん"),
            (" \u{3000}\u{200B}=1", "' \u{3000}\u{200B}=1"),
            ("\u{0}x", "'\u{0}x"),
            ("\tx", "'\tx"),
            ("'=1", "''=1"),
            ("'佐藤", "'佐藤"),
            ("佐藤=花子", "佐藤=花子"),
            ("", ""),
        ] {
            assert_eq!(neutralise(cell), written, "{cell:?}");
            assert_eq!(restore(written), cell, "{written:?}");
        }
    }

    #[test]
    fn whatever_was_written_is_read_back() {
        let seed: u64 = 20_261_122;
        println!("seed {seed}");
        let alphabet: Vec<char> = "'=+-@＝ー|% \t\r\n\0\u{200B}\u{3000}\u{FEFF}a佐".chars().collect();
        let mut state = seed;
        let mut next = |bound: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % bound
        };
        for _ in 0..50_000 {
            let length = next(6);
            let cell: String = (0..length).filter_map(|_| alphabet.get(next(alphabet.len()))).collect();
            let written = neutralise(&cell);
            assert_eq!(restore(&written), cell, "{cell:?}");
            assert!(written.starts_with('\'') || !is_dangerous(&written), "{cell:?}");
        }
    }
}
