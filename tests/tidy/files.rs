//! Sizes, names and words of files.

use super::none;
use super::source::{all, is_test, pieces, under};

const MOST_LINES: usize = 600;
const BANNED: &[&str] = &[
    "util",
    "utils",
    "common",
    "helper",
    "helpers",
    "manager",
    "service",
    "services",
    "processor",
    "dto",
    "info",
    "misc",
];

/// Written by programs or one line per word: not read from top to bottom.
fn exempt(path: &str) -> bool {
    path.starts_with("src-tauri/core/labels/")
        || path.starts_with("docs/")
        || ["migrations/schema.sql", "ui/src/ipc/api.ts", "Cargo.lock", "ui/package-lock.json"].contains(&path)
        || [".csv", ".svg", ".gen.ts", "package-lock.json", ".md"].iter().any(|ending| path.ends_with(ending))
}

#[test]
fn no_file_is_longer_than_one_reading() {
    let found: Vec<String> = all()
        .iter()
        .filter(|file| !exempt(&file.path) && file.text.lines().count() > MOST_LINES)
        .map(|file| format!("{}: {} lines", file.path, file.text.lines().count()))
        .collect();
    none(&found, "A file over 600 lines becomes a folder of the same name, split by verb or noun.");
}

#[test]
fn files_and_types_are_named_for_what_they_are() {
    let mut found = Vec::new();
    for file in all() {
        for part in file.path.split('/') {
            let stem = part.split('.').next().unwrap_or_default().to_lowercase();
            if stem.split(['_', '-']).any(|word| BANNED.contains(&word)) {
                found.push(file.path.clone());
            }
        }
        if file.path.starts_with("ui/src/") && ["/index.ts", "/index.tsx"].iter().any(|end| file.path.ends_with(end)) {
            found.push(format!("{} (a barrel: import the file itself)", file.path));
        }
        if ![".rs", ".ts", ".tsx"].iter().any(|ending| file.path.ends_with(ending))
            || file.path == "ui/src/ipc/api.ts"
            || is_test(&file.path)
        {
            continue;
        }
        for pair in pieces(file).windows(2) {
            let defines = matches!(
                pair[0].piece.word(),
                Some("struct" | "enum" | "trait" | "type" | "interface" | "class" | "mod")
            );
            let Some(name) = pair[1].piece.word().filter(|_| defines) else { continue };
            if camel(name).iter().any(|word| BANNED.contains(&word.as_str())) {
                found.push(format!("{}:{} {name}", file.path, pair[1].line));
            }
        }
    }
    none(&found, "Name it for what it holds or does in the union's words; this name says nothing.");
}

/// The words of a name.
fn camel(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in name.chars() {
        if letter == '_' || letter.is_uppercase() {
            words.push(String::new());
        }
        if letter != '_' {
            words.last_mut().unwrap().extend(letter.to_lowercase());
        }
    }
    words
}

#[test]
fn nothing_tells_of_the_place_where_it_was_written() {
    // In two parts, so that this list does not find itself.
    let forbidden: Vec<String> = [
        ("/wo", "rk/"),
        ("/ro", "ot/"),
        ("../sha", "red"),
        ("this ses", "sion"),
        ("previous ses", "sion"),
        ("next ses", "sion"),
        ("other ses", "sions"),
        ("AI assis", "tant"),
        ("index.cra", "tes.io"),
        ("static.cra", "tes.io"),
        ("registry.npm", "js.org"),
        ("registry.yarn", "pkg.com"),
        ("files.python", "hosted.org"),
        ("proxy.gol", "ang.org"),
        ("settled", ".md"),
        ("trust", ".md"),
        ("product", ".md"),
        ("house", ".md"),
        ("stack", ".md"),
    ]
    .map(|(a, b)| format!("{a}{b}"))
    .into();
    let mut found = Vec::new();
    for file in all().iter().filter(|file| file.path != "Cargo.lock") {
        for (n, line) in file.text.lines().enumerate() {
            // Parts of a workbook's package have paths too.
            let line = line.replace("xl/wo", "");
            if let Some(word) = forbidden.iter().find(|word| line.contains(*word)) {
                found.push(format!("{}:{}: {word}", file.path, n + 1));
            }
        }
    }
    none(&found, "The project stands by itself: name no place, registry or paper outside of it.");
    let found: Vec<String> = under("", &[".rs", ".ts", ".tsx", ".mjs", ".md", "Makefile"])
        .flat_map(|file| {
            file.text
                .lines()
                .enumerate()
                .filter(|(_, line)| numbered(line))
                .map(|(n, _)| format!("{}:{}", file.path, n + 1))
        })
        .collect();
    none(&found, "Say the reason itself, not the number under which it was discussed.");
}

/// The word and the number of a discussion.
fn numbered(line: &str) -> bool {
    let line = line.to_lowercase();
    ["issue ", "issue #", "issues/", "pr #", "pull request ", "pull/"].iter().any(|word| {
        line.match_indices(word).any(|(at, _)| line[at + word.len()..].starts_with(|c: char| c.is_ascii_digit()))
    })
}

#[test]
fn nothing_is_left_for_later() {
    let words = [("TO", "DO"), ("FIX", "ME"), ("XX", "X:"), ("HA", "CK:")].map(|(a, b)| format!("{a}{b}"));
    let found: Vec<String> = under("", &[".rs", ".ts", ".tsx", ".mjs", ".css", ".toml", "Makefile"])
        .flat_map(|file| {
            file.text
                .lines()
                .enumerate()
                .filter(|(_, line)| words.iter().any(|word| line.contains(word.as_str())))
                .map(|(n, _)| format!("{}:{}", file.path, n + 1))
        })
        .collect();
    none(&found, "Do it now, or describe it where work is planned.");
}
