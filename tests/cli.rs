//! The command line, run as a script runs it.

mod training;

use std::io::Read;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::support::office::PASSPHRASE;
use crate::support::program::{CommandLine, answer};
use crate::support::workbook::shown;

fn founded() -> (tempfile::TempDir, CommandLine) {
    let folder = tempfile::tempdir().unwrap();
    let line = CommandLine::in_folder(folder.path());
    let done = line.run(&[
        "init",
        "--db",
        "u.kyojo",
        "--union",
        "試験ユニオン（架空）",
        "--admin",
        "hanako",
        "--kdf",
        "floor",
        "--recovery-out",
        "sheet.txt",
    ]);
    assert_eq!(done.code, 0, "{done:?}");
    (folder, line)
}

fn sampled() -> (tempfile::TempDir, CommandLine) {
    let folder = tempfile::tempdir().unwrap();
    let line = CommandLine::in_folder(folder.path());
    let done = line.run(&["sample", "--db", "u.kyojo", "--members", "130", "--seed", "7"]);
    assert_eq!(done.code, 0, "{done:?}");
    (folder, line)
}

#[test]
fn a_union_is_founded_changed_taken_back_checked_and_restored() {
    let (folder, line) = founded();
    let db = ["--db", "u.kyojo", "--json"];
    let with = |words: &[&str]| line.json(&[words, &db].concat());

    let mut settings = with(&["call", "desk", "settings"]);
    assert_eq!(settings["name"], "試験ユニオン（架空）");
    settings["fiscal_start_month"] = json!(9);
    assert_eq!(with(&["call", "desk", "save_settings", &settings.to_string()]), json!({}));

    let history = with(&["history"]);
    assert_eq!(history[0]["verb"], "save_settings");
    assert_eq!(history[0]["actor_name"], "hanako");
    assert_eq!(history.as_array().unwrap().len(), 2, "founding and saving");
    assert_eq!(with(&["history", "--limit", "1"]).as_array().unwrap().len(), 1);

    let op = history[0]["id"].as_str().unwrap();
    assert_eq!(with(&["undo", op])["of"], "desk.save_settings");
    assert_eq!(with(&["call", "desk", "settings"])["fiscal_start_month"], 4);
    assert_eq!(with(&["redo"])["of"], "desk.save_settings");
    assert_eq!(with(&["call", "desk", "settings"])["fiscal_start_month"], 9);

    let checked = with(&["verify"]);
    assert_eq!(checked["findings"], json!([]));
    assert_eq!(checked["whole"], true);
    assert_eq!(checked["chain"]["first_bad"], json!(null));

    let saved = with(&["backup", "b.kyojo-backup"]);
    assert_eq!(saved["name"], "b.kyojo-backup");
    let again = line.run(&["backup", "b.kyojo-backup", "--db", "u.kyojo", "--json"]);
    assert_eq!((again.code, again.problem()["code"].as_str()), (1, Some("file_exists")), "a backup is not overwritten");
    let nowhere = line.run(&["backup", "none/b.kyojo-backup", "--db", "u.kyojo", "--json"]);
    assert_eq!(
        (nowhere.code, nowhere.problem()["code"].as_str()),
        (1, Some("folder_missing")),
        "and goes nowhere else"
    );

    let restored = line.json(&["restore", "b.kyojo-backup", "--db", "again.kyojo", "--json"]);
    assert_eq!(restored["counts"], saved["counts"]);
    let again = line.run(&["restore", "b.kyojo-backup", "--db", "u.kyojo"]);
    assert_eq!(again.code, 1, "restore never overwrites");
    assert!(again.err.contains("file_exists"), "{again:?}");
    assert_eq!(line.json(&["call", "desk", "settings", "--db", "again.kyojo"])["fiscal_start_month"], 9);
    assert_eq!(line.json(&["verify", "--db", "again.kyojo", "--json"])["whole"], true);

    let beside: Vec<String> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert!(
        !beside.iter().any(|name| name.ends_with("-wal") || name.ends_with("-backups") || name.starts_with('.')),
        "a line leaves nothing beside the file: {beside:?}"
    );
}

#[test]
fn a_list_of_members_is_of_a_hundred_rows_unless_said_otherwise() {
    let (_folder, line) = sampled();
    let list = |more: &[&str]| line.run(&[&["list", "members", "--db", "u.kyojo", "--json"], more].concat());
    let rows = |more: &[&str]| list(more).json().as_array().unwrap().len();
    assert_eq!(rows(&[]), 100);
    assert!(list(&[]).err.contains("--limit"), "that there are more is said: {:?}", list(&[]));
    let all = rows(&["--limit", "1000"]);
    assert!(all > 100, "{all}");
    assert!(!list(&["--limit", "1000"]).err.contains("--limit"));
    assert_eq!(rows(&["--limit", "5"]), 5);
}

#[test]
fn a_problem_has_a_code_and_words_and_ends_with_one() {
    let (_folder, mut line) = founded();
    let again = line.run(&["init", "--db", "u.kyojo", "--union", "別の組合", "--admin", "x"]);
    assert_eq!(again.code, 1, "init never overwrites");
    assert!(again.err.starts_with("kyojo-cli: file_exists: "), "{again:?}");
    assert_eq!(again.out, "");
    let again = line.run(&["sample", "--db", "u.kyojo"]);
    assert_eq!(again.code, 1, "sample never overwrites");

    let nothing = line.run(&["undo", "--db", "u.kyojo", "--json"]);
    assert_eq!(nothing.problem(), json!({ "code": "nothing_to_undo", "about": {}, "fields": [] }));
    assert_eq!((nothing.code, nothing.out.as_str()), (1, ""));

    let called = line.run(&["call", "desk", "save_settings", "{\"name\":1}", "--db", "u.kyojo"]);
    assert_eq!(
        (called.code, called.problem()["code"].as_str()),
        (1, Some("input_malformed")),
        "call answers JSON without --json too"
    );
    let called = line.run(&["call", "desk", "dance", "--db", "u.kyojo"]);
    assert_eq!(
        (called.code, called.problem()),
        (1, json!({ "code": "missing", "about": { "what": "verb" }, "fields": [] }))
    );

    line.passphrase = Some("違う 合言葉 です".into());
    let wrong = line.run(&["verify", "--db", "u.kyojo"]);
    assert_eq!(wrong.code, 1);
    assert!(wrong.err.starts_with("kyojo-cli: wrong_key: "), "{wrong:?}");
    let nobody = line.run(&["verify", "--db", "u.kyojo", "--as", "nobody"]);
    assert_eq!(wrong.err, nobody.err, "the answer does not tell which officer exists");
    let gone = line.run(&["verify", "--db", "gone.kyojo", "--json"]);
    assert_eq!((gone.code, gone.problem()["code"].as_str()), (1, Some("file_missing")));
}

#[test]
fn wrong_usage_ends_with_two_and_changes_nothing() {
    let (folder, mut line) = founded();
    let wrong: &[&[&str]] = &[
        &[],
        &["dance"],
        &["verify"],
        &["init", "--db", "n.kyojo", "--union", "組合"],
        &["list", "members", "--db", "u.kyojo", "--limit", "many"],
        &["list", "members", "--db", "u.kyojo", "--as-of", "2026-02-30"],
        &["call", "desk", "status", "{", "--db", "u.kyojo"],
        &["undo", "yesterday", "--db", "u.kyojo"],
        &["export", "members", "out.xlsx", "--db", "u.kyojo"],
        &["export", "members", "out.xlsx", "--db", "u.kyojo", "--purpose", " "],
        &["verify", "--db", "u.kyojo", "--quickly"],
    ];
    for words in wrong {
        let answer = line.run(words);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{words:?}: {answer:?}");
        assert!(answer.err.starts_with("kyojo-cli: "), "{words:?}: {answer:?}");
        assert!(!answer.err.contains("{what}") && !answer.err.contains("cli."), "words are missing: {answer:?}");
    }
    assert!(!folder.path().join("n.kyojo").exists() && !folder.path().join("out.xlsx").exists());
    let wrong = line.run(&["verify", "--json"]);
    assert_eq!((wrong.code, wrong.problem()["code"].as_str()), (2, Some("usage")));
    line.passphrase = None;
    let mut nobody = line.command(&["verify", "--db", "u.kyojo"]);
    // A process without a terminal cannot be asked. `setsid` takes the caller's terminal away.
    let mut apart = std::process::Command::new("setsid");
    apart
        .arg("--wait")
        .arg(nobody.get_program())
        .args(nobody.get_args())
        .current_dir(&line.folder)
        .env_remove("KYOJO_PASSPHRASE")
        .env_remove("KYOJO_DB")
        .stdin(Stdio::null());
    let asked = answer(if cfg!(target_os = "linux") { apart.output().unwrap() } else { nobody.output().unwrap() });
    assert_eq!(asked.code, 2, "{asked:?}");
}

#[test]
fn an_option_that_would_change_nothing_is_refused() {
    let (folder, line) = founded();
    let refused = |words: &[&str]| {
        let done = line.run(&[words, &["--db", "u.kyojo"][..]].concat());
        assert_eq!(done.code, 2, "{words:?}: {done:?}");
        done.err
    };
    let survey = refused(&["report", "R04", "r.xlsx", "--from", "2026-01-01"]);
    assert!(survey.contains("--from") && survey.contains("R04"), "{survey}");
    let export = |more: &[&str]| refused(&[&["export", "members", "--purpose", "見本"][..], more].concat());
    assert!(export(&["m.xlsx", "--encoding", "cp932"]).contains("--encoding cp932"));
    assert!(export(&["m.xlsx", "--replace"]).contains("--replace"));
    assert!(export(&["m.csv", "--replace"]).contains("--replace"), "UTF-8 lacks no character");
    let lacks = refused(&["list", "members", "--happened", "active", "--to", "2026-03-31"]);
    assert!(lacks.contains("--from"), "{lacks}");
    let help = line.run(&["list", "members", "--help"]).out;
    assert!(!help.contains("年度の初日"), "no day stands for the first day of a period: {help}");
    // Spaces protect nothing.
    std::fs::write(
        folder.path().join("p.txt"),
        "   
",
    )
    .unwrap();
    let spaces = ["export", "members", "m.xlsx", "--purpose", "見本", "--protect-with", "p.txt", "--db", "u.kyojo"];
    let spaces = line.run(&spaces);
    assert_eq!(spaces.code, 1, "{spaces:?}");
    assert!(!folder.path().join("m.xlsx").exists() && !folder.path().join("r.xlsx").exists());
}

#[test]
fn help_speaks_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let line = CommandLine::in_folder(folder.path());
    let help = line.run(&["--help"]);
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    assert!(help.out.contains("使い方") && help.out.contains("組合ファイルを作る"), "{}", help.out);
    let help = line.run(&["import", "members", "--help", "--locale", "en"]);
    assert_eq!(help.code, 0);
    assert!(help.out.contains("Usage") && help.out.contains("--dry-run"), "{}", help.out);
    assert!(!help.out.contains("cli.") && !help.out.contains("--today"), "{}", help.out);
    let version = line.run(&["--version"]);
    assert_eq!((version.code, version.out.starts_with("kyojo-cli ")), (0, true));
}

#[test]
fn passphrases_come_from_files_and_short_ones_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut line = CommandLine::in_folder(folder.path());
    line.passphrase = None;
    let file = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    file("short", "1234567\n");
    file("weak", "password1\r\n");
    file("good", "\u{feff}みかん つくえ 7 \n");
    let init = |passphrase: &str, db: &str| {
        line.run(&[
            "init",
            "--db",
            db,
            "--union",
            "組合（架空）",
            "--admin",
            "a",
            "--kdf",
            "floor",
            "--passphrase-file",
            passphrase,
        ])
    };
    let short = init("short", "s.kyojo");
    assert_eq!(short.code, 1);
    assert!(short.err.starts_with("kyojo-cli: invalid: ") && !folder.path().join("s.kyojo").exists(), "{short:?}");
    let weak = init("weak", "w.kyojo");
    assert_eq!((weak.code, weak.err.is_empty()), (0, false), "weak ones are warned about: {weak:?}");
    let good = init("good", "g.kyojo");
    assert_eq!((good.code, good.err.as_str()), (0, ""));
    assert!(
        good.out.lines().last().is_some_and(|code| code.len() > 60 && code.contains('-')),
        "the recovery key is shown once: {good:?}"
    );
    // One newline is not part of the passphrase, a space is.
    line.passphrase = Some("みかん つくえ 7 ".into());
    assert_eq!(line.run(&["verify", "--db", "g.kyojo"]).code, 0);
    line.passphrase = Some("みかん つくえ 7".into());
    assert_eq!(line.run(&["verify", "--db", "g.kyojo"]).code, 1);
}

#[test]
fn a_passphrase_is_changed_and_a_lost_one_recovered() {
    let (folder, mut line) = founded();
    std::fs::write(folder.path().join("new"), "あたらしい 合言葉 8\n").unwrap();
    let changed = line.run(&["passwd", "--db", "u.kyojo", "--new-passphrase-file", "new"]);
    assert_eq!(changed.code, 0, "{changed:?}");
    assert_eq!(line.run(&["verify", "--db", "u.kyojo"]).code, 1, "the old one opens nothing");
    line.passphrase = Some("もういちど 決める 9".into());
    let recovered = line.run(&["recover", "--db", "u.kyojo", "--code-file", "sheet.txt", "--json"]);
    assert_eq!((recovered.code, recovered.json()["login"].as_str()), (0, Some("hanako")), "{recovered:?}");
    assert_eq!(line.json(&["verify", "--db", "u.kyojo", "--json"])["whole"], true);
    let sheet = folder.path().join("sheet.txt");
    let before = std::fs::read(&sheet).unwrap();
    let again = line.run(&[
        "init",
        "--db",
        "v.kyojo",
        "--union",
        "組合（架空）",
        "--admin",
        "a",
        "--kdf",
        "floor",
        "--recovery-out",
        "sheet.txt",
    ]);
    assert_eq!(
        (again.code, folder.path().join("v.kyojo").exists()),
        (1, false),
        "the sheet of another union is not overwritten"
    );
    assert_eq!(std::fs::read(&sheet).unwrap(), before);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(
            std::fs::metadata(&sheet).unwrap().permissions().mode() & 0o077,
            0,
            "only its owner reads the sheet"
        );
    }
}

#[test]
fn an_officer_acts_with_the_own_passphrase_and_the_own_rights() {
    let (_folder, mut line) = founded();
    let add = json!({ "login": "taro", "display_name": "見本 太郎（架空）", "passphrase": "たろうの 合言葉", "roles": ["viewer"] });
    let added = line.run(&["call", "officers", "add", &add.to_string(), "--db", "u.kyojo"]);
    assert_eq!(added.code, 0, "{added:?}");
    assert_eq!(line.run(&["history", "--db", "u.kyojo", "--as", "taro"]).code, 1, "not with the passphrase of another");
    line.passphrase = Some("たろうの 合言葉".into());
    let status = line.json(&["call", "desk", "status", "--db", "u.kyojo", "--as", "taro"]);
    assert_eq!(status["officer"]["login"], "taro");
    let refused = line.run(&["verify", "--db", "u.kyojo", "--as", "taro", "--json"]);
    assert_eq!((refused.code, refused.problem()["code"].as_str()), (1, Some("not_allowed")));
}

#[test]
fn a_founding_verb_is_called_without_opening_anything() {
    let folder = tempfile::tempdir().unwrap();
    let mut line = CommandLine::in_folder(folder.path());
    line.passphrase = None;
    let input = json!({ "file": "u.kyojo", "union_name": "組合（架空）", "login": "a", "passphrase": PASSPHRASE, "strength": "floor" });
    let mut command = line.command(&["call", "desk", "create", "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.to_string().as_bytes()).unwrap();
    let created = answer(child.wait_with_output().unwrap());
    assert_eq!(created.code, 0, "{created:?}");
    assert_eq!(created.json()["status"]["state"], "open");
}

#[test]
fn verbs_are_listed_with_the_shape_of_their_input() {
    let folder = tempfile::tempdir().unwrap();
    let line = CommandLine::in_folder(folder.path());
    let verbs = line.json(&["verbs", "--json"]);
    let save = verbs.as_array().unwrap().iter().find(|verb| verb["verb"] == "save_settings").unwrap();
    assert_eq!(save["capability"], "desk");
    assert_eq!(save["kind"], json!({ "kind": "undoable" }));
    assert_eq!(save["right"], "settings");
    assert!(save["input"]["properties"]["fiscal_start_month"].is_object(), "{save}");
    assert!(line.run(&["verbs"]).out.lines().count() > 10);
}

#[cfg(unix)]
#[test]
fn a_reader_who_leaves_early_is_no_problem() {
    let folder = tempfile::tempdir().unwrap();
    let line = CommandLine::in_folder(folder.path());
    let mut child = line.command(&["verbs", "--json"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut out = child.stdout.take().unwrap();
    let mut first = [0; 1];
    out.read_exact(&mut first).unwrap();
    drop(out);
    let ended = answer(child.wait_with_output().unwrap());
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
}

#[test]
fn an_import_says_what_to_type_and_never_writes_over_its_own_file() {
    let (folder, line) = founded();
    let rows = "組合員番号,氏名,加入日,支部\r\n1,山田 太郎,2020-04-01,東京支部\r\n2,佐藤 花子,去年の春,\r\n";
    std::fs::write(folder.path().join("a.csv"), rows).unwrap();
    std::fs::write(folder.path().join("m.json"), "{\n  \"columns\": 1\n}").unwrap();
    std::fs::write(folder.path().join("n.json"), "{ \"colums\": [] }").unwrap();
    let import = |more: &[&str]| line.run(&[&["import", "members", "a.csv", "--db", "u.kyojo"][..], more].concat());
    let kind = import(&["--rejects", "x.csv"]);
    assert_eq!(kind.code, 1, "{kind:?}");
    assert!(kind.err.starts_with("kyojo-cli: file_kind_xlsx: ") && kind.err.contains("x.csv"), "{kind:?}");
    let own = import(&["--rejects", "./a.csv"]);
    assert_eq!(own.code, 2, "{own:?}");
    assert_eq!(std::fs::read_to_string(folder.path().join("a.csv")).unwrap(), rows);
    let malformed = import(&["--mapping", "m.json"]);
    assert_eq!(malformed.code, 2, "{malformed:?}");
    assert!(malformed.err.contains("m.json") && malformed.err.contains("2行目"), "{malformed:?}");
    assert!(!malformed.err.contains("expected"), "in the officer's words only: {malformed:?}");
    std::fs::write(folder.path().join("s.json"), b"{ \"defaults\": { \"employer\": \"\x89\xC0\" } }").unwrap();
    let encoded = import(&["--mapping", "s.json"]);
    assert!(encoded.code == 2 && encoded.err.contains("UTF-8") && encoded.err.contains("s.json"), "{encoded:?}");
    let folder_named = line.run(&["import", "members", ".", "--db", "u.kyojo"]);
    assert!(folder_named.err.starts_with("kyojo-cli: file_is_folder: "), "{folder_named:?}");
    std::fs::create_dir(folder.path().join("d.kyojo")).unwrap();
    let opened = line.run(&["list", "members", "--db", "d.kyojo"]);
    assert!(opened.err.starts_with("kyojo-cli: file_is_folder: "), "{opened:?}");
    let unknown = import(&["--mapping", "n.json"]);
    assert!(!unknown.err.contains("unknown field"), "{unknown:?}");
    assert_eq!((unknown.code, unknown.err.matches("mapping.colums").count()), (1, 1), "{unknown:?}");
    let told = import(&["--dry-run"]);
    assert_eq!(told.code, 3, "{told:?}");
    assert!(told.err.contains("--create-units"), "{told:?}");
}

#[test]
fn m_09_a_look_at_a_file_for_a_closed_month_ends_as_the_import_would() {
    let (folder, line) = founded();
    let with = |words: &[&str]| line.run(&[words, &["--db", "u.kyojo", "--json"]].concat());
    std::fs::write(folder.path().join("a.csv"), "組合員番号,姓,名,加入日\r\n1,見本,一子,2020/04/01\r\n").unwrap();
    std::fs::write(folder.path().join("b.csv"), "組合員番号,姓,名,加入日\r\n2,見本,二子,2021/04/01\r\n").unwrap();
    assert_eq!(with(&["import", "members", "a.csv"]).code, 0);
    assert_eq!(with(&["call", "reports", "close_month", r#"{"as_of":"2022-03-31"}"#]).code, 0);
    for words in [&["import", "members", "b.csv", "--dry-run"][..], &["import", "members", "b.csv"]] {
        let done = with(words);
        assert_eq!((done.code, done.problem()["code"].as_str()), (1, Some("import_closed")), "{words:?} {done:?}");
    }
    for words in [
        &["import", "members", "b.csv", "--dry-run", "--reason", "届けが遅れた"][..],
        &["import", "members", "b.csv", "--reason", "届けが遅れた"],
    ] {
        let done = with(words);
        assert_eq!(done.code, 0, "{words:?}");
        assert_eq!(done.json()["closed"], serde_json::json!({ "until": "2022-03-31", "rows": 1 }), "{words:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rejected_rows_speak_the_language_of_the_command_and_are_known_again() {
    let (folder, line) = founded();
    std::fs::write(folder.path().join("a.csv"), "組合員番号,姓,名,加入日\r\n1,見本,一子,2020/13/01\r\n").unwrap();
    for (locale, sheet, head) in
        [("ja", "要修正", "取り込めなかった理由"), ("en", "To mend", "Why it was not taken in")]
    {
        let out = format!("{locale}.xlsx");
        let words =
            ["import", "members", "a.csv", "--db", "u.kyojo", "--json", "--locale", locale, "--rejects", out.as_str()];
        assert_eq!(line.run(&words).code, 3);
        let shown = shown(&folder.path().join(&out), None).await;
        assert_eq!((shown[0].0.as_str(), shown[0].1[0][0].as_str()), (sheet, head));
        let again = line.run(&["import", "members", &out, "--db", "u.kyojo", "--json", "--dry-run"]);
        assert_eq!(again.code, 3, "{again:?}");
        assert_eq!(again.json()["problems"].as_array().unwrap().len(), 1, "{again:?}");
    }
}

#[test]
fn a_unit_is_named_by_its_code_or_its_name_and_an_unknown_one_is_told() {
    let (_folder, line) = founded();
    let add = |kind: &str, label: &str, code: &str, parent: &Value| {
        let unit = json!({ "kind": kind, "label": label, "code": code, "parent_id": parent, "from_on": "2000-04-01" });
        line.json(&["call", "organizations", "add_unit", &unit.to_string(), "--db", "u.kyojo"])
    };
    for (branch, code) in [("東京支部", "T1"), ("大阪支部", "T2")] {
        let branch = add("branch", branch, code, &json!(null));
        add("sub_branch", "第一分会", &format!("{code}A"), &branch);
    }
    let listed = |unit: &str| line.run(&["list", "members", "--db", "u.kyojo", "--unit", unit]);
    for named in ["T1", "東京支部", "東京 支部"] {
        assert_eq!(listed(named).code, 0, "{named}: {:?}", listed(named));
    }
    for named in ["ない支部", "第一分会"] {
        let unknown = listed(named);
        assert_eq!(unknown.code, 1, "{unknown:?}");
        assert!(unknown.err.contains(named) && unknown.err.contains("--unit"), "{unknown:?}");
        assert!(unknown.err.contains("organizations units"), "and where codes are seen: {unknown:?}");
        let report = line.run(&["report", "R02", "r.xlsx", "--db", "u.kyojo", "--unit", named, "--json"]);
        assert_eq!((report.code, report.problem()["code"].as_str()), (1, Some("unit_unknown")), "{report:?}");
    }
    let nobody = line.run(&["sample", "--db", "s.kyojo", "--members", "0", "--json"]);
    assert_eq!(
        (nobody.code, nobody.problem()["fields"][0]["code"].as_str()),
        (1, Some("number_positive")),
        "{nobody:?}"
    );
}
