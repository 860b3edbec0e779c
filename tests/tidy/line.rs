//! The line of capabilities, in Rust and in TypeScript.

use std::collections::BTreeSet;

use super::none;
use super::source::{Piece, Placed, Source, all, is_test, pieces, under};

/// In the order in which they may use each other.
pub const LINE: &[&str] = &[
    "desk",
    "officers",
    "organizations",
    "members",
    "support",
    "training",
    "cases",
    "placements",
    "surveys",
    "activities",
    "meetings",
    "reports",
];

const CORE: &str = "src-tauri/core/src/";

/// Capabilities that are built: they have a folder in the core.
pub fn built() -> Vec<&'static str> {
    LINE.iter()
        .copied()
        .filter(|name| all().iter().any(|file| file.path.starts_with(&format!("{CORE}{name}/"))))
        .collect()
}

fn place(name: &str) -> Option<usize> {
    LINE.iter().position(|known| *known == name)
}

/// The first folder or file of a path below a root, without its ending.
fn room<'p>(path: &'p str, root: &str) -> &'p str {
    path.strip_prefix(root).unwrap_or_default().split(['/', '.']).next().unwrap_or_default()
}

/// Names that follow `crate ::`, also in braces.
fn named(code: &[Placed]) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (n, placed) in code.iter().enumerate() {
        let path = placed.piece.word() == Some("crate")
            && code.get(n + 1).is_some_and(|p| p.piece.is(':'))
            && code.get(n + 2).is_some_and(|p| p.piece.is(':'));
        if !path {
            continue;
        }
        match code.get(n + 3).map(|p| &p.piece) {
            Some(Piece::Word(word)) => found.push((placed.line, word.clone())),
            Some(Piece::Sign('{')) => {
                let (mut depth, mut head) = (0, true);
                for inner in &code[n + 3..] {
                    match &inner.piece {
                        Piece::Sign('{') => depth += 1,
                        Piece::Sign('}') if depth == 1 => break,
                        Piece::Sign('}') => depth -= 1,
                        Piece::Sign(',') if depth == 1 => head = true,
                        Piece::Word(word) if depth == 1 && head => {
                            found.push((inner.line, word.clone()));
                            head = false;
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    found
}

#[test]
fn no_capability_of_the_core_uses_a_later_one() {
    let mut found = Vec::new();
    for file in under(CORE, &[".rs"]).filter(|file| !is_test(&file.path)) {
        let own = room(&file.path, CORE);
        let composing = ["api", "compose", "lib"].contains(&own);
        for (line, name) in named(&pieces(file)) {
            let Some(other) = place(&name) else { continue };
            // Rooms that everyone needs know no capability; a capability knows those before it.
            if !composing && place(own).is_none_or(|own| own < other) {
                found.push(format!("{}:{line} uses {name}", file.path));
            }
        }
    }
    none(
        &found,
        "The line is desk < officers < organizations < members < … < reports. What must cross it is registered in core/src/compose.rs.",
    );
}

#[test]
fn no_capability_of_the_window_uses_a_later_one() {
    const UI: &str = "ui/src/";
    let mut found = Vec::new();
    for file in under(UI, &[".ts", ".tsx"]).filter(|file| !is_test(&file.path)) {
        let own = room(&file.path, UI);
        if own == "app" || own == "main" {
            continue;
        }
        for (line, target) in imports(file) {
            let Some(other) = place(room(&target, UI)) else { continue };
            if place(own).is_none_or(|own| own < other) {
                found.push(format!("{}:{line} imports {target}", file.path));
            }
        }
    }
    none(
        &found,
        "parts, labels, ipc and problems know no capability, and a capability only those before it: move what is shared to parts, or let app put the two together.",
    );
}

/// Where the relative imports of a file lead, as paths of the project.
fn imports(file: &Source) -> Vec<(usize, String)> {
    let code = pieces(file);
    let mut found = Vec::new();
    for pair in code.windows(2) {
        let from = matches!(pair[0].piece.word(), Some("from" | "import")) || pair[0].piece.is('(');
        let Some(target) = pair[1].piece.text().filter(|text| from && text.starts_with('.')) else { continue };
        let mut at: Vec<&str> = file.path.split('/').collect();
        at.pop();
        for step in target.split('/') {
            match step {
                "." => {}
                ".." => drop(at.pop()),
                name => at.push(name),
            }
        }
        found.push((pair[1].line, at.join("/")));
    }
    found
}

/// A file of a capability by the name that the house gives it: `model.rs` or the folder `model`.
fn part<'f>(file: &'f Source, name: &str) -> Option<&'f str> {
    let own = room(&file.path, CORE);
    place(own)?;
    let inner = file.path.strip_prefix(CORE)?.strip_prefix(own)?.strip_prefix('/')?;
    (inner == format!("{name}.rs") || inner.starts_with(&format!("{name}/"))).then_some(own)
}

#[test]
fn the_words_of_a_capability_wait_for_nothing_and_ask_nobody() {
    let mut found = Vec::new();
    for file in under(CORE, &[".rs"]).filter(|file| part(file, "model").is_some() && !is_test(&file.path)) {
        for placed in pieces(file) {
            if matches!(
                placed.piece.word(),
                Some("async" | "await" | "queries" | "Session" | "DatabaseConnection" | "DatabaseTransaction")
            ) {
                found.push(format!("{}:{}", file.path, placed.line));
            }
        }
    }
    none(
        &found,
        "A model holds words and rules that are asked without waiting: load in queries or actions and give the model plain values.",
    );
}

#[test]
fn looking_changes_nothing() {
    const WRITES: &[&str] = &[
        "insert_many",
        "update_many",
        "delete_many",
        "delete_by_id",
        "exec_without_returning",
        "execute_raw",
        "execute_unprepared",
        "ActiveModel",
        "begin_with_options",
    ];
    let mut found = Vec::new();
    for file in under(CORE, &[".rs"]).filter(|file| part(file, "queries").is_some() && !is_test(&file.path)) {
        let code = pieces(file);
        for (n, placed) in code.iter().enumerate() {
            let opens = placed.piece.word() == Some("change")
                && n > 0
                && code[n - 1].piece.is('.')
                && code.get(n + 1).is_some_and(|next| next.piece.is('('));
            let writes = placed.piece.word().is_some_and(|word| WRITES.contains(&word));
            let says = placed.piece.text().is_some_and(|text| {
                ["INSERT ", "UPDATE ", "DELETE "].iter().any(|verb| text.trim_start().starts_with(verb))
            });
            if opens || writes || says {
                found.push(format!("{}:{}", file.path, placed.line));
            }
        }
    }
    none(
        &found,
        "Queries only look: move what writes to actions, where it asks for the right, is audited and can be taken back.",
    );
}

#[test]
fn tables_are_named_inside_their_own_folder_only() {
    let mut found = Vec::new();
    for file in under(CORE, &[".rs"]) {
        let own = room(&file.path, CORE);
        let code = pieces(file);
        for n in 0..code.len().saturating_sub(3) {
            let other = code[n].piece.word().filter(|word| place(word).is_some() && *word != own);
            if other.is_some()
                && code[n + 1].piece.is(':')
                && code[n + 2].piece.is(':')
                && code[n + 3].piece.word() == Some("entity")
            {
                found.push(format!("{}:{}", file.path, code[n].line));
            }
        }
    }
    none(&found, "The tables of a capability are its own: ask its queries.");
}

#[test]
fn a_capability_has_the_same_name_everywhere() {
    let built = built();
    assert!(built.contains(&"desk"));
    let mut found = Vec::new();
    let labels = kyojo_core::labels::all(kyojo_core::labels::Locale::Ja);
    for name in &built {
        let has = |prefix: String| all().iter().any(|file| file.path.starts_with(&prefix));
        // tests/support holds what every test needs.
        let file = if *name == "support" { "support_directory" } else { name };
        if !has(format!("tests/{file}.rs")) && (file != *name || !has(format!("tests/{name}/"))) {
            found.push(format!("{name} has no tests: add tests/{file}.rs"));
        }
        if !labels.keys().any(|key| key.starts_with(&format!("{name}."))) {
            found.push(format!("{name} has no words: add labels {name}.…"));
        }
        if !has(format!("ui/src/{name}/")) {
            found.push(format!("{name} has no screen: add ui/src/{name}"));
        }
    }
    let rooms: BTreeSet<&str> = under("ui/src/", &[".ts", ".tsx", ".css"])
        .filter(|file| file.path.matches('/').count() > 2)
        .map(|file| room(&file.path, "ui/src/"))
        .collect();
    let known = ["app", "ipc", "labels", "parts", "problems"];
    found.extend(
        rooms
            .iter()
            .filter(|room| !known.contains(room) && !built.contains(room))
            .map(|room| format!("ui/src/{room} is no capability of the core")),
    );
    let prefixes: BTreeSet<&str> = labels.keys().filter_map(|key| key.split('.').next()).collect();
    let words = ["cli", "column", "enum", "error", "home", "op", "problem", "report", "ui", "unit"];
    found.extend(
        prefixes
            .iter()
            .filter(|prefix| !words.contains(prefix) && !built.contains(prefix))
            .map(|prefix| format!("labels {prefix}.… belong to no capability")),
    );
    none(
        &found,
        "A capability has one name: the folder in core/src and ui/src, the file in tests, the prefix of its labels.",
    );
}
