//! Each outside thing has one door.

use super::none;
use super::source::{is_test, pieces, under};

/// Words that only one place may say, and where.
const DOORS: &[(&[&str], &[&str], &str)] = &[
    (
        &["tauri", "tauri_build", "tauri_plugin_dialog", "tauri_plugin_single_instance", "webkit2gtk"],
        &["src-tauri/shell/", "src-tauri/build.rs"],
        "The window's library is named only in src-tauri/shell: give the core a plain value and let the shell carry it.",
    ),
    (
        &["rust_xlsxwriter", "ms_offcrypto_writer"],
        &["src-tauri/core/src/excel"],
        "Workbooks are written only in core/src/excel: describe the sheet with its types instead.",
    ),
    (
        &["calamine"],
        &["src-tauri/reader/"],
        "Foreign workbooks are parsed only in the limited reader: ask core/src/excel/read for rows.",
    ),
    (
        &["typst", "typst_layout", "typst_pdf", "fontdb"],
        &["src-tauri/pdf/"],
        "Pages are typeset only in the process of src-tauri/pdf: send it a booklet through core/src/pdf.rs.",
    ),
    (
        &[
            "SqlitePoolOptions",
            "PgPoolOptions",
            "SqliteConnectOptions",
            "PgConnectOptions",
            "ConnectOptions",
            "connect_with",
        ],
        &["src-tauri/core/src/db.rs", "src-tauri/core/src/db/"],
        "Only core/src/db.rs connects: take the connection from the session.",
    ),
    (
        &["aes_gcm", "argon2", "hkdf", "hmac", "sha2", "hpke", "ed25519_dalek", "getrandom"],
        &["src-tauri/core/src/vault.rs", "src-tauri/core/src/vault/"],
        "Only core/src/vault.rs names a cipher: add what you need there.",
    ),
];

#[test]
fn each_outside_library_is_named_behind_its_door_only() {
    for (words, doors, cure) in DOORS {
        let mut found = Vec::new();
        for file in under("", &[".rs"])
            .filter(|file| !is_test(&file.path) && !doors.iter().any(|door| file.path.starts_with(door)))
        {
            for placed in pieces(file) {
                if placed.piece.word().is_some_and(|word| words.contains(&word)) {
                    found.push(format!("{}:{}", file.path, placed.line));
                }
            }
        }
        none(&found, cure);
    }
}

#[test]
fn each_outside_library_is_listed_by_its_room_only() {
    let rooms: &[(&str, &[&str])] = &[
        ("tauri", &["Cargo.toml"]),
        ("calamine", &["src-tauri/reader/Cargo.toml", "tests/Cargo.toml"]),
        ("rust_xlsxwriter", &["src-tauri/core/Cargo.toml", "tests/Cargo.toml", "src-tauri/reader/Cargo.toml"]),
        ("typst", &["src-tauri/pdf/Cargo.toml"]),
        ("aes-gcm", &["src-tauri/core/Cargo.toml"]),
        ("argon2", &["src-tauri/core/Cargo.toml"]),
        ("hpke", &["src-tauri/core/Cargo.toml"]),
        ("ed25519-dalek", &["src-tauri/core/Cargo.toml"]),
    ];
    let mut found = Vec::new();
    for file in under("", &["Cargo.toml"]) {
        for line in file.text.lines() {
            let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
            // The root manifest names everything once, for all rooms.
            let listed = rooms.iter().find(|(library, _)| *library == name && file.path != "Cargo.toml");
            if listed.is_some_and(|(_, rooms)| !rooms.contains(&file.path.as_str())) {
                found.push(format!("{}: {line}", file.path));
            }
        }
    }
    none(&found, "This library belongs to another room: ask that room instead of listing it here.");
}

#[test]
fn only_the_host_file_of_the_window_names_its_library() {
    let mut found = Vec::new();
    for file in
        under("ui/src/", &[".ts", ".tsx"]).filter(|file| file.path != "ui/src/ipc/host.ts" && !is_test(&file.path))
    {
        for (n, line) in file.text.lines().enumerate() {
            if line.contains("@tauri-apps") || line.contains("__TAURI") {
                found.push(format!("{}:{}", file.path, n + 1));
            }
        }
    }
    none(&found, "Only ui/src/ipc/host.ts talks to the shell: add a function there and call it.");
}

#[test]
fn the_core_neither_prints_nor_panics_by_exception() {
    let mut found = Vec::new();
    for file in under("", &[".rs"]) {
        for (n, line) in file.text.lines().enumerate() {
            let bare = line.trim_start().starts_with("#[allow(") || line.trim_start().starts_with("#![allow(");
            if bare {
                found.push(format!("{}:{}", file.path, n + 1));
            }
        }
        let code = pieces(file);
        for (n, placed) in code.iter().enumerate() {
            let unreasoned = placed.piece.word() == Some("expect")
                && n > 0
                && code[n - 1].piece.is('[')
                && !code[n..]
                    .iter()
                    .take_while(|placed| !placed.piece.is(']'))
                    .any(|placed| placed.piece.word() == Some("reason"));
            if unreasoned {
                found.push(format!("{}:{}", file.path, placed.line));
            }
        }
    }
    none(&found, "An exception to a lint is `#[expect(…, reason = \"…\")]` with its reason, never a bare allow.");
    let apart: Vec<String> = under("", &["Cargo.toml"])
        .filter(|file| file.path != "tests/Cargo.toml" && !file.text.contains("[lints]\nworkspace = true"))
        .map(|file| file.path.clone())
        .collect();
    none(&apart, "Every package follows the workspace's lints: add `[lints]` with `workspace = true`.");
}
