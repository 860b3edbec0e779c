//! The programs that the tests run as an officer's scripts would.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A program of the workspace, beside the test binary's folder.
pub fn built(name: &str) -> PathBuf {
    let here = std::env::current_exe().expect("the test's own path");
    let found = here
        .ancestors()
        .skip(1)
        .map(|folder| folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
        .find(|path| path.is_file());
    found.unwrap_or_else(|| {
        panic!("{name} is not built: run `cargo build --workspace` first, with the same profile as the tests")
    })
}

/// The command line in a folder of its own, with nothing of the caller's environment that it understands.
pub struct CommandLine {
    pub folder: PathBuf,
    pub passphrase: Option<String>,
}

/// What a line answered.
#[derive(Debug)]
pub struct Answer {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl CommandLine {
    pub fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf(), passphrase: Some(super::office::PASSPHRASE.into()) }
    }

    /// The line, not yet started.
    pub fn command(&self, line: &[&str]) -> Command {
        let mut command = Command::new(built("kyojo-cli"));
        command.args(line).current_dir(&self.folder).stdin(Stdio::null());
        for variable in ["KYOJO_DB", "KYOJO_PASSPHRASE", "KYOJO_NEW_PASSPHRASE", "KYOJO_RECOVERY_CODE", "KYOJO_LOCALE"]
        {
            command.env_remove(variable);
        }
        if let Some(passphrase) = &self.passphrase {
            command.env("KYOJO_PASSPHRASE", passphrase);
        }
        command
    }

    /// Run a line to its end.
    pub fn run(&self, line: &[&str]) -> Answer {
        answer(self.command(line).output().expect("the command line starts"))
    }

    /// Run a line that must answer one JSON value with exit code 0.
    pub fn json(&self, line: &[&str]) -> Value {
        let answer = self.run(line);
        assert_eq!(answer.code, 0, "{line:?}: {answer:?}");
        answer.json()
    }
}

impl Answer {
    /// The one JSON value on standard output.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The problem on standard error: its last line.
    pub fn problem(&self) -> Value {
        let last = self.err.lines().last().unwrap_or_default();
        serde_json::from_str(last).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

pub fn answer(output: Output) -> Answer {
    Answer {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}
