//! What the wrong eyes find: nothing. Texts are planted in every field that a verb takes; then every file that the program
//! wrote and everything that it and its libraries said at TRACE is searched for them, for the key and for the passphrases.

mod listening;
mod planting;

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use kyojo_core::vault::FileKey;

use crate::support::child;
use crate::support::program::CommandLine;

const CHILD: &str = "encryption::the_child_plants_texts_and_listens";

/// The child: plants in `KYOJO_TEST_FOLDER`, and writes what it heard and which secrets there were to `KYOJO_TEST_ASIDE`.
#[tokio::test(flavor = "multi_thread")]
async fn the_child_plants_texts_and_listens() {
    if child::is("encryption") {
        let place = |name: &str| PathBuf::from(std::env::var_os(name).unwrap());
        listening::begin(&place("KYOJO_TEST_ASIDE").join("heard"));
        planting::all(&place("KYOJO_TEST_FOLDER"), &place("KYOJO_TEST_ASIDE")).await;
    }
}

/// All the ways in which a text could lie in a file.
fn forms(text: &str) -> Vec<Vec<u8>> {
    let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    vec![
        text.as_bytes().to_vec(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        encoding_rs::SHIFT_JIS.encode(text).0.into_owned(),
        hex.to_uppercase().into_bytes(),
        hex.into_bytes(),
        serde_json::to_string(text).unwrap().trim_matches('"').as_bytes().to_vec(),
    ]
}

/// The key as bytes and in both cases of hexadecimal.
fn key_forms(key: &FileKey) -> Vec<Vec<u8>> {
    let pragma = key.pragma();
    let hex = pragma.trim_matches(['"', 'x', '\'']).to_owned();
    assert_eq!(hex.len(), 64);
    let bytes: Vec<u8> = (0..32).map(|n| u8::from_str_radix(&hex[2 * n..2 * n + 2], 16).unwrap()).collect();
    vec![hex.to_uppercase().into_bytes(), hex.into_bytes(), bytes]
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() { files(&entry.path(), found) } else { found.push(entry.path()) }
    }
}

/// What is looked for, by its first bytes, so that a place is read once for all of it.
struct Wanted {
    by_head: HashMap<[u8; 6], Vec<(usize, Vec<u8>)>>,
    names: Vec<String>,
}

impl Wanted {
    fn new(all: Vec<(String, Vec<Vec<u8>>)>) -> Self {
        let mut by_head: HashMap<[u8; 6], Vec<(usize, Vec<u8>)>> = HashMap::new();
        let mut names = Vec::new();
        for (n, (name, forms)) in all.into_iter().enumerate() {
            names.push(name);
            for form in forms {
                by_head.entry(form[..6].try_into().unwrap()).or_default().push((n, form));
            }
        }
        Self { by_head, names }
    }

    fn found_in(&self, bytes: &[u8]) -> BTreeSet<&str> {
        let heads = bytes.windows(6).enumerate().filter_map(|(at, head)| Some((at, self.by_head.get(head)?)));
        heads
            .flat_map(|(at, forms)| forms.iter().filter(move |(_, form)| bytes[at..].starts_with(form)))
            .map(|(n, _)| self.names[*n].as_str())
            .collect()
    }
}

#[test]
fn nothing_that_was_entered_lies_readable_in_any_file_or_log() {
    let (folder, aside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    // Temporary files land where they are searched.
    let temporary = folder.path().join("tmp");
    std::fs::create_dir(&temporary).unwrap();
    let output = child::process(CHILD, "encryption")
        .env("KYOJO_TEST_FOLDER", folder.path())
        .env("KYOJO_TEST_ASIDE", aside.path())
        .env("TMPDIR", &temporary)
        .env("RUST_LOG", "trace")
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read = |name: &str| std::fs::read_to_string(aside.path().join(name)).unwrap();
    let planted: Vec<String> = read("planted").lines().map(str::to_owned).collect();
    assert!(planted.len() >= 50, "{} texts were planted", planted.len());
    let code = read("recovery-code");
    let key = FileKey::from_recovery_code(&code).unwrap();
    let mut wanted: Vec<(String, Vec<Vec<u8>>)> = planted.iter().map(|text| (text.clone(), forms(text))).collect();
    wanted.extend(planting::PASSPHRASES.iter().map(|text| (format!("passphrase {text}"), forms(text))));
    wanted.push((
        "recovery code".into(),
        [forms(code.trim()), forms(&code.trim().replace('-', "")), forms(&code.trim().to_lowercase())].concat(),
    ));
    wanted.push(("key".into(), key_forms(&key)));

    let mut places: Vec<(String, Vec<u8>)> = Vec::new();
    let mut paths = Vec::new();
    files(folder.path(), &mut paths);
    for path in &paths {
        places.push((path.strip_prefix(folder.path()).unwrap().display().to_string(), std::fs::read(path).unwrap()));
    }
    let names: Vec<String> = places.iter().map(|(name, _)| name.clone()).collect();
    for needed in ["u.kyojo", "u.kyojo.keys", "u.kyojo.keys.copy", "b.kyojo-backup", "restored.kyojo", "wal-seen"] {
        assert!(names.iter().any(|name| name == needed), "{needed} is searched: {names:?}");
    }
    assert!(names.iter().any(|name| name.starts_with("u.kyojo-backups")), "an automatic backup is searched: {names:?}");
    let heard = std::fs::read(aside.path().join("heard")).unwrap();
    let heard_text = String::from_utf8_lossy(&heard).into_owned();
    assert!(
        heard_text.contains("sqlx") || heard_text.contains("sea_orm"),
        "the libraries were listened to: {} bytes",
        heard.len()
    );
    places.push(("the log at TRACE".into(), heard));
    places.push(("standard output".into(), output.stdout));
    places.push(("standard error".into(), output.stderr));

    let wanted = Wanted::new(wanted);
    let mut found = Vec::new();
    for (name, bytes) in &places {
        found.extend(wanted.found_in(bytes).into_iter().map(|what| format!("{what} in {name}")));
    }
    assert!(found.is_empty(), "{} hits:\n  {}", found.len(), found.join("\n  "));
    assert!(names.iter().all(|name| !name.starts_with("tmp/")), "no temporary file is left: {names:?}");

    // The command line says nothing either, however loudly its libraries are asked to speak.
    let line = CommandLine { folder: folder.path().to_path_buf(), passphrase: Some(planting::PASSPHRASES[1].into()) };
    let mut command = line.command(&["verify", "--db", "u.kyojo"]);
    let answer = crate::support::program::answer(command.env("RUST_LOG", "trace").output().unwrap());
    assert_eq!(answer.code, 0, "{answer:?}");
    let said = [answer.out, answer.err].concat();
    assert!(wanted.found_in(said.as_bytes()).is_empty(), "{said}");
    let searched: usize = places.iter().map(|(_, bytes)| bytes.len()).sum();
    eprintln!(
        "encryption: {} texts and keys, {} places, {} MB searched, 0 hits",
        wanted.names.len(),
        places.len(),
        searched / 1_000_000
    );
}

#[test]
fn the_search_finds_what_is_there() {
    let bytes: Vec<u8> = [b"...".as_slice(), &encoding_rs::SHIFT_JIS.encode("髙﨑の秘密").0, b"..."].concat();
    let wanted = Wanted::new(vec![("a".into(), forms("髙﨑の秘密")), ("b".into(), forms("佐藤の秘密"))]);
    assert_eq!(wanted.found_in(&bytes), BTreeSet::from(["a"]));
    let key = FileKey::random().unwrap();
    let log = format!("PRAGMA key = {}", key.pragma().as_str());
    assert_eq!(Wanted::new(vec![("key".into(), key_forms(&key))]).found_in(log.as_bytes()), BTreeSet::from(["key"]));
}
