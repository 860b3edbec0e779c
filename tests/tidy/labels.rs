//! Words stand once, in both languages, and every code has some.

use std::collections::BTreeSet;

use kyojo_core::labels::{self, Locale};

use super::none;
use super::source::{Piece, Placed, all, calls, is_test, pieces, under};

const CORE: &str = "src-tauri/core/src/";

/// Names in braces.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn both_languages_say_the_same_keys_with_the_same_places() {
    let (ja, en) = (labels::all(Locale::Ja), labels::all(Locale::En));
    let (left, right): (BTreeSet<&String>, BTreeSet<&String>) = (ja.keys().collect(), en.keys().collect());
    let found: Vec<String> = left.symmetric_difference(&right).map(|key| (*key).clone()).collect();
    none(&found, "Every key stands in ja.json and en.json: add it to the other one.");
    // English may say one thing in words (`one member`) where Japanese counts.
    let found: Vec<String> = ja
        .iter()
        .filter(|(key, text)| !key.ends_with(".one") && places(text) != places(&en[*key]))
        .map(|(key, _)| key.clone())
        .collect();
    none(&found, "Both languages fill the same places {…}: mend the sentence that lacks one.");
    let found: Vec<String> =
        ja.iter().chain(en).filter(|(_, text)| text.trim().is_empty()).map(|(key, _)| key.clone()).collect();
    none(&found, "A label has words: write them or remove the key.");
    let found: Vec<String> = ja
        .keys()
        .filter_map(|key| key.strip_suffix(".one"))
        .filter(|key| !ja.contains_key(&format!("{key}.other")))
        .map(str::to_owned)
        .collect();
    none(&found, "A key with .one has .other too.");
    for file in under("src-tauri/core/labels/", &[".json"]) {
        let keys: Vec<&str> = file
            .text
            .lines()
            .filter_map(|line| line.trim().strip_prefix('"')?.split_once("\":").map(|(key, _)| key))
            .collect();
        let mut sorted = keys.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(
            keys, sorted,
            "{}: keys are sorted and stand once, so that two changes meet rarely: sort the file.",
            file.path
        );
    }
}

/// Pieces of the core's own code, with the file.
fn core() -> impl Iterator<Item = (&'static str, Vec<Placed>)> {
    under(CORE, &[".rs"]).filter(|file| !is_test(&file.path)).map(|file| (file.path.as_str(), pieces(file)))
}

#[test]
fn every_error_and_every_refusal_has_words() {
    let mut found = Vec::new();
    let mut need = |path: &str, line: usize, prefixes: &[&str], code: &str| {
        let said = prefixes.iter().any(|prefix| labels::has(&format!("{prefix}.{code}")));
        if !said {
            found.push(format!("{}.{code} ({path}:{line})", prefixes[0]));
        }
    };
    for (path, code) in core() {
        for call in [&["Error", "refused"][..], &["Error", "file"]] {
            for (line, arguments) in calls(&code, call) {
                arguments.first().into_iter().flatten().for_each(|text| need(path, line, &["error"], text));
            }
        }
        for call in [&["Error", "invalid"][..], &["FieldProblem", "new"]] {
            for (line, arguments) in calls(&code, call) {
                arguments.get(1).into_iter().flatten().for_each(|text| need(path, line, &["problem"], text));
            }
        }
        for (line, text) in fields_named_code(&code).into_iter().chain(functions_named_code(&code)) {
            // Classes of sensitivity are letters that are printed as they are.
            if text.len() == 1 {
                continue;
            }
            need(path, line, &["error", "problem", "enum.text_encoding"], &text);
        }
    }
    found.sort();
    found.dedup();
    none(&found, "A code crosses the wire, its words stand in the labels: add this key to ja.json and en.json.");
}

/// `code: "…"` in a structure.
fn fields_named_code(code: &[Placed]) -> Vec<(usize, String)> {
    code.windows(3)
        .filter(|three| three[0].piece.word() == Some("code") && three[1].piece.is(':'))
        .filter_map(|three| Some((three[2].line, three[2].piece.text()?.to_owned())))
        .collect()
}

/// Texts in the body of `fn code`, and in the value of `let code`.
fn functions_named_code(code: &[Placed]) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (n, pair) in code.windows(2).enumerate() {
        let keyword = pair[0].piece.word();
        if !matches!(keyword, Some("fn" | "let")) || pair[1].piece.word() != Some("code") {
            continue;
        }
        let mut depth = 0;
        for placed in &code[n..] {
            match &placed.piece {
                Piece::Sign('{') => depth += 1,
                Piece::Sign('}') if depth == 1 && keyword == Some("fn") => break,
                Piece::Sign('}') => depth -= 1,
                Piece::Sign(';') if depth == 0 => break,
                Piece::Text(text) if depth > 0 => found.push((placed.line, text.clone())),
                _ => {}
            }
        }
    }
    found
}

#[test]
fn every_change_and_every_step_of_long_work_is_told_in_words() {
    let mut found = Vec::new();
    for (path, code) in core() {
        for (line, arguments) in calls(&code, &["change"]) {
            if let [capability, verb] = arguments.as_slice()
                && let ([capability], [..]) = (capability.as_slice(), verb.as_slice())
            {
                found.extend(
                    verb.iter()
                        .flat_map(|verb| {
                            [format!("op.{capability}.{verb}"), format!("officers.action.{capability}.{verb}")]
                        })
                        .filter(|key| !labels::has(key))
                        .map(|key| format!("{key} ({path}:{line})")),
                );
            }
        }
        for (line, arguments) in calls(&code, &["step"]) {
            let stages = arguments.first().into_iter().flatten();
            found.extend(
                stages
                    .map(|stage| format!("ui.progress.{stage}"))
                    .filter(|key| !labels::has(key))
                    .map(|key| format!("{key} ({path}:{line})")),
            );
        }
    }
    for verb in kyojo_core::api::verbs() {
        if verb.kind == kyojo_core::api::Kind::Undoable && !["undo", "redo"].contains(&verb.verb) {
            let keys = ["op", "officers.action"].map(|of| format!("{of}.{}.{}", verb.capability, verb.verb));
            found.extend(keys.into_iter().filter(|key| !labels::has(key)));
        }
    }
    found.retain(|key| !key.starts_with("op.desk.undo") && !key.starts_with("op.desk.redo"));
    found.sort();
    found.dedup();
    none(&found, "History, trail and job tray speak in words: add this key to ja.json and en.json.");
}

#[test]
fn every_value_of_a_list_has_a_word() {
    let mut found = Vec::new();
    for role in <kyojo_core::rights::Role as sea_orm::Iterable>::iter() {
        let code = serde_json::to_value(role).unwrap();
        let key = format!("enum.role.{}", code.as_str().unwrap());
        if !labels::has(&key) {
            found.push(key);
        }
    }
    for (_, code) in core() {
        let mut list: Option<String> = None;
        let mut within = false;
        for (n, placed) in code.iter().enumerate() {
            // codes! { Name("list") { Variant, … } … }
            within |= placed.piece.word() == Some("codes")
                && code.get(n + 1).is_some_and(|p| p.piece.is('!'))
                && code.get(n + 2).is_some_and(|p| p.piece.is('{'));
            if !within {
                continue;
            }
            match &placed.piece {
                Piece::Text(text) if code[n - 1].piece.is('(') && code.get(n + 2).is_some_and(|p| p.piece.is('{')) => {
                    list = Some(text.clone())
                }
                Piece::Word(word)
                    if list.is_some() && code.get(n + 1).is_some_and(|p| p.piece.is(',') || p.piece.is('}')) =>
                {
                    let key = format!("enum.{}.{}", list.as_deref().unwrap(), snake(word));
                    if !labels::has(&key) {
                        found.push(key);
                    }
                }
                Piece::Sign('}') => {
                    // The end of a list; two in a row end the macro.
                    within = list.take().is_some();
                }
                _ => {}
            }
        }
    }
    none(&found, "A code that an officer reads has a word: add this key to ja.json and en.json.");
}

fn snake(word: &str) -> String {
    let mut text = String::new();
    for (n, letter) in word.chars().enumerate() {
        if letter.is_uppercase() && n > 0 {
            text.push('_');
        }
        text.extend(letter.to_lowercase());
    }
    text
}

#[test]
fn keys_named_in_rust_exist() {
    let prefixes = [
        "cases.",
        "cli.",
        "column.",
        "desk.",
        "enum.",
        "error.",
        "meetings.",
        "members.",
        "officers.",
        "op.",
        "organizations.",
        "problem.",
        "report.",
        "reports.",
        "support.",
        "training.",
        "ui.",
        "unit.",
    ];
    let mut found = Vec::new();
    for file in under("src-tauri/", &[".rs"]).filter(|file| !is_test(&file.path)) {
        for placed in pieces(file) {
            let Some(text) = placed.piece.text() else { continue };
            let key_like = prefixes.iter().any(|prefix| text.starts_with(prefix))
                && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.');
            let begins = || labels::all(Locale::Ja).keys().any(|key| key.starts_with(text));
            if key_like && !labels::has(text) && !begins() {
                found.push(format!("{text} ({}:{})", file.path, placed.line));
            }
        }
    }
    none(&found, "This key is not in the label files: add it there, or mend the name.");
}

/// A letter of a Japanese sentence.
fn japanese(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{309F}' | '\u{30A0}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{3001}' | '\u{3002}')
}

/// A capital letter, then a word, a space and another word: an English sentence.
fn english(text: &str) -> bool {
    let text = text.trim();
    let words: Vec<&str> = text.split(' ').collect();
    words.len() > 1
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && words
            .iter()
            .filter(|word| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic() || ".,!?'’".contains(c)))
            .count()
            > 1
}

#[test]
fn a_screen_holds_no_sentences() {
    let mut found = Vec::new();
    for file in under("ui/src/", &[".tsx"]).filter(|file| !is_test(&file.path)) {
        let code = pieces(file);
        for placed in &code {
            let said = match &placed.piece {
                Piece::Text(text) => text.chars().any(japanese) || english(text),
                Piece::Word(word) => word.chars().any(japanese),
                Piece::Sign(_) => false,
            };
            if said {
                found.push(format!("{}:{}", file.path, placed.line));
            }
        }
        found.extend(between_tags(&code).into_iter().map(|line| format!("{}:{line}", file.path)));
    }
    found.dedup();
    none(&found, "Words stand in the label files: add a key to ja.json and en.json and write t(\"…\").");
}

/// Lines where words stand between `>` and `<`.
fn between_tags(code: &[Placed]) -> Vec<usize> {
    let mut lines = Vec::new();
    for (n, placed) in code.iter().enumerate() {
        if !placed.piece.is('>') || (n > 0 && code[n - 1].piece.is('=')) {
            continue;
        }
        let inner: Vec<&Placed> = code[n + 1..].iter().take_while(|p| !p.piece.is('<')).collect();
        let closes = code.get(n + 1 + inner.len()).is_some_and(|p| p.piece.is('<'));
        let words = inner.iter().filter(|p| p.piece.word().is_some()).count();
        let plain = inner
            .iter()
            .all(|p| p.piece.word().is_some() || matches!(p.piece, Piece::Sign('.' | '!' | '?' | '…' | '’')));
        if closes && words > 0 && plain {
            lines.push(placed.line);
        }
    }
    lines
}

#[test]
fn the_doors_of_rust_hold_no_japanese() {
    let mut found = Vec::new();
    for folder in ["src-tauri/shell/", "src-tauri/cli/src/", "src-tauri/reader/src/"] {
        for file in under(folder, &[".rs"]).filter(|file| !is_test(&file.path)) {
            let said = pieces(file)
                .into_iter()
                .filter(|placed| placed.piece.text().is_some_and(|text| text.chars().any(japanese)));
            found.extend(said.map(|placed| format!("{}:{}", file.path, placed.line)));
        }
    }
    none(&found, "Words stand in the label files: add a key and ask labels::word for it.");
}

#[test]
fn every_rule_that_refuses_is_named_by_a_test() {
    let mut rules: BTreeSet<String> = BTreeSet::new();
    for (_, code) in core() {
        for placed in code {
            if let Some(text) = placed.piece.text().filter(|text| is_rule(text)) {
                rules.insert(text.to_owned());
            }
        }
    }
    let tested: Vec<&str> = all()
        .iter()
        .filter(|file| file.path.ends_with(".rs") && (is_test(&file.path) || file.text.contains("#[cfg(test)]")))
        .map(|file| file.text.as_str())
        .collect();
    let found: Vec<String> = rules
        .into_iter()
        .filter(|rule| {
            !tested.iter().any(|text| {
                text.contains(&format!("\"{rule}\""))
                    || text.contains(&rule.to_lowercase().replace('-', "_"))
                    || text.contains(&format!("{rule}:"))
            })
        })
        .collect();
    none(&found, "Every rule with a code has a test that names it.");
}

/// `M-02`, `S-01`, `X-1`.
fn is_rule(text: &str) -> bool {
    text.split_once('-').is_some_and(|(letter, number)| {
        letter.len() == 1
            && letter.chars().all(|c| c.is_ascii_uppercase())
            && (1..=2).contains(&number.len())
            && number.chars().all(|c| c.is_ascii_digit())
    })
}
