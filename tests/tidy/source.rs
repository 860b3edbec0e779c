//! The files of the project, and their code as words, texts and signs without comments.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The project's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// A file of the project.
pub struct Source {
    /// Path from the project's folder, with slashes.
    pub path: String,
    pub text: String,
}

/// All files that the project keeps, as text; pictures are left out.
pub fn all() -> &'static [Source] {
    static ALL: LazyLock<Vec<Source>> = LazyLock::new(|| {
        let mut paths = kept().unwrap_or_else(|| walk(&root(), ""));
        paths.sort();
        paths.dedup();
        paths
            .into_iter()
            .filter_map(|path| {
                std::fs::read_to_string(root().join(&path))
                    .ok()
                    .map(|text| Source { path, text: text.replace("\r\n", "\n") })
            })
            .collect()
    });
    assert!(ALL.len() > 100, "the project's files are found");
    &ALL
}

/// What git keeps or would keep.
fn kept() -> Option<Vec<String>> {
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .ok()?;
    let text = String::from_utf8(listed.stdout).ok().filter(|_| listed.status.success())?;
    Some(text.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
}

/// Without git (an unpacked archive): everything but what is built.
fn walk(folder: &Path, prefix: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if ["target", "node_modules", "dist", "gen", "out", ".git", "permissions"].contains(&name.as_str())
            || name.ends_with(".gen.ts")
        {
            continue;
        }
        if entry.path().is_dir() { paths.extend(walk(&entry.path(), &format!("{path}/"))) } else { paths.push(path) }
    }
    paths
}

/// Files under a folder with one of the endings.
pub fn under(folder: &'static str, endings: &'static [&'static str]) -> impl Iterator<Item = &'static Source> {
    all()
        .iter()
        .filter(move |file| file.path.starts_with(folder) && endings.iter().any(|ending| file.path.ends_with(ending)))
}

/// Whether a file only tests.
pub fn is_test(path: &str) -> bool {
    path.starts_with("tests/")
        || path.contains("/tests/")
        || path.contains("/examples/")
        || ["tests.rs", "_tests.rs", ".test.ts", ".test.tsx", "testing.ts"].iter().any(|ending| path.ends_with(ending))
}

/// A piece of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Word(String),
    Text(String),
    Sign(char),
}

impl Piece {
    pub fn is(&self, sign: char) -> bool {
        *self == Self::Sign(sign)
    }

    pub fn word(&self) -> Option<&str> {
        if let Self::Word(word) = self { Some(word) } else { None }
    }

    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

/// A piece with its line, from 1.
pub struct Placed {
    pub line: usize,
    pub piece: Piece,
}

/// The pieces of a file; of a Rust file without its test modules.
pub fn pieces(file: &Source) -> Vec<Placed> {
    let mut reader = Reader {
        letters: file.text.chars().collect(),
        at: 0,
        line: 1,
        rust: file.path.ends_with(".rs"),
        found: Vec::new(),
    };
    reader.read();
    if reader.rust { without_tests(reader.found) } else { reader.found }
}

struct Reader {
    letters: Vec<char>,
    at: usize,
    line: usize,
    rust: bool,
    found: Vec<Placed>,
}

impl Reader {
    fn peek(&self, ahead: usize) -> char {
        self.letters.get(self.at + ahead).copied().unwrap_or('\0')
    }

    fn step(&mut self) -> char {
        let letter = self.peek(0);
        self.at += 1;
        self.line += usize::from(letter == '\n');
        letter
    }

    fn put(&mut self, line: usize, piece: Piece) {
        self.found.push(Placed { line, piece });
    }

    fn read(&mut self) {
        while self.at < self.letters.len() {
            let (line, letter) = (self.line, self.peek(0));
            if letter == '/' && self.peek(1) == '/' {
                while self.at < self.letters.len() && self.peek(0) != '\n' {
                    self.step();
                }
            } else if letter == '/' && self.peek(1) == '*' {
                self.comment();
            } else if letter.is_alphanumeric() || letter == '_' {
                self.word(line);
            } else if letter == '"' {
                self.step();
                let text = self.until('"');
                self.put(line, Piece::Text(text));
            } else if letter == '\'' && self.rust {
                self.letter_or_lifetime();
            } else if (letter == '\'' || letter == '`') && !self.rust {
                self.step();
                let text = self.until(letter);
                self.put(line, Piece::Text(text));
            } else if letter == '/' && !self.rust && self.pattern_may_begin() {
                self.step();
                self.until('/');
            } else {
                self.step();
                if !letter.is_whitespace() {
                    self.put(line, Piece::Sign(letter));
                }
            }
        }
    }

    fn comment(&mut self) {
        let mut depth = 0;
        while self.at < self.letters.len() {
            match (self.peek(0), self.peek(1)) {
                ('/', '*') if self.rust || depth == 0 => depth += 1,
                ('*', '/') => depth -= 1,
                _ => {
                    self.step();
                    continue;
                }
            }
            self.step();
            self.step();
            if depth == 0 {
                return;
            }
        }
    }

    fn word(&mut self, line: usize) {
        let mut word = String::new();
        while self.peek(0).is_alphanumeric() || self.peek(0) == '_' {
            word.push(self.step());
        }
        let hashes = (0..).take_while(|ahead| self.peek(*ahead) == '#').count();
        let raw = self.rust && ["r", "br", "cr"].contains(&word.as_str()) && self.peek(hashes) == '"';
        if raw {
            self.at += hashes + 1;
            let close: String = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
            let mut text = String::new();
            while self.at < self.letters.len() && !text.ends_with(&close) {
                text.push(self.step());
            }
            text.truncate(text.len() - close.len());
            self.put(line, Piece::Text(text));
        } else if self.rust && ["b", "c"].contains(&word.as_str()) && self.peek(0) == '"' {
            self.step();
            let text = self.until('"');
            self.put(line, Piece::Text(text));
        } else {
            self.put(line, Piece::Word(word));
        }
    }

    /// A text up to its closing sign; in TypeScript `'` and `"` end with the line at the latest.
    fn until(&mut self, close: char) -> String {
        let mut text = String::new();
        while self.at < self.letters.len() {
            match self.step() {
                letter if letter == close => break,
                '\n' if !self.rust && close != '`' => break,
                '\\' => {
                    text.push('\\');
                    text.push(self.step());
                }
                letter => text.push(letter),
            }
        }
        text
    }

    fn letter_or_lifetime(&mut self) {
        self.step();
        if self.peek(0) == '\\' || self.peek(1) == '\'' {
            self.until('\'');
        }
    }

    /// In TypeScript a slash begins a pattern where no value stands before it.
    fn pattern_may_begin(&self) -> bool {
        match self.found.last().map(|placed| &placed.piece) {
            Some(Piece::Sign(sign)) => "(,=:[!&|?{};+".contains(*sign),
            Some(Piece::Word(word)) => word == "return",
            Some(Piece::Text(_)) => false,
            None => true,
        }
    }
}

/// Leave out what stands behind `#[cfg(test)]`.
fn without_tests(found: Vec<Placed>) -> Vec<Placed> {
    let mut kept: Vec<Placed> = Vec::new();
    let mut rest = found.into_iter().peekable();
    while let Some(placed) = rest.next() {
        kept.push(placed);
        let marked = kept.len() >= 7 && {
            let last: Vec<&Piece> = kept[kept.len() - 7..].iter().map(|placed| &placed.piece).collect();
            last[0].is('#')
                && last[1].is('[')
                && last[2].word() == Some("cfg")
                && last[3].is('(')
                && last[4].word() == Some("test")
                && last[5].is(')')
                && last[6].is(']')
        };
        if !marked {
            continue;
        }
        kept.truncate(kept.len() - 7);
        let mut depth = 0;
        for placed in rest.by_ref() {
            match placed.piece {
                Piece::Sign('{') => depth += 1,
                Piece::Sign('}') if depth == 1 => break,
                Piece::Sign('}') => depth -= 1,
                Piece::Sign(';') if depth == 0 => break,
                _ => {}
            }
        }
    }
    kept
}

/// The texts of each argument of the calls of a path such as `Error :: refused`, with the line of the call.
pub fn calls(found: &[Placed], path: &[&str]) -> Vec<(usize, Vec<Vec<String>>)> {
    let mut calls = Vec::new();
    'starts: for start in 0..found.len() {
        let mut at = start;
        for (n, word) in path.iter().enumerate() {
            if n > 0 {
                if !(found.get(at).is_some_and(|p| p.piece.is(':'))
                    && found.get(at + 1).is_some_and(|p| p.piece.is(':')))
                {
                    continue 'starts;
                }
                at += 2;
            }
            if found.get(at).and_then(|p| p.piece.word()) != Some(*word) {
                continue 'starts;
            }
            at += 1;
        }
        // A definition is not a call.
        if start > 0 && found[start - 1].piece.word() == Some("fn") || !found.get(at).is_some_and(|p| p.piece.is('(')) {
            continue;
        }
        let mut arguments = vec![Vec::new()];
        let mut depth = 0;
        for placed in &found[at..] {
            match &placed.piece {
                Piece::Sign('(' | '[' | '{') => depth += 1,
                Piece::Sign(')' | ']' | '}') => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                Piece::Sign(',') if depth == 1 => arguments.push(Vec::new()),
                Piece::Text(text) => arguments.last_mut().unwrap().push(text.clone()),
                _ => {}
            }
        }
        calls.push((found[start].line, arguments));
    }
    calls
}

#[test]
fn comments_and_test_modules_are_not_code() {
    let file = Source {
        path: "a.rs".into(),
        text: "/* one /* two */ */ fn a<'x>() { f(\"t\\\"u\", 'c', '\\'', r#\"raw \" x\"#); } // end\n#[cfg(test)]\nmod tests { fn b() {} }\nfn c() {}".into(),
    };
    let words: Vec<String> = pieces(&file).iter().filter_map(|p| p.piece.word().map(str::to_owned)).collect();
    assert_eq!(words, ["fn", "a", "x", "f", "fn", "c"]);
    let texts: Vec<String> = pieces(&file).iter().filter_map(|p| p.piece.text().map(str::to_owned)).collect();
    assert_eq!(texts, ["t\\\"u", "raw \" x"]);
    let arguments = vec![vec!["t\\\"u".to_owned()], vec![], vec![], vec!["raw \" x".to_owned()]];
    assert_eq!(calls(&pieces(&file), &["f"]), [(1, arguments)]);
}
