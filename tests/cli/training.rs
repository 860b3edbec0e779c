//! Lines about trainings: papers for one partner and for all of them.

use serde_json::{Value, json};

use super::sampled;
use crate::support::program::CommandLine;
use crate::support::workbook::shown;

/// The code of the first run of the sample in whose shares of organisations something is found, and what.
fn run_of<T>(line: &CommandLine, find: impl Fn(&[Value]) -> Option<T>) -> (String, T) {
    let ask = |verb: &str, input: &str| line.json(&["call", "training", verb, input, "--db", "u.kyojo"]);
    let runs = ask("runs", "{}");
    let found = runs.as_array().unwrap().iter().find_map(|run| {
        let costs = ask("costs", &json!({ "id": run["id"] }).to_string());
        let shares: Vec<Value> =
            costs["shares"].as_array().unwrap().iter().filter(|row| !row["org_id"].is_null()).cloned().collect();
        Some((run["code"].as_str().unwrap().to_owned(), find(&shares)?))
    });
    found.unwrap()
}

#[test]
fn a_bill_is_written_for_one_organisation_and_no_other_paper_takes_one() {
    let (_folder, line) = sampled();
    let with = |words: &[&str]| line.run(&[words, &["--db", "u.kyojo", "--json"]].concat());
    let (run, org) = run_of(&line, |shares| Some(shares.first()?["org"].as_str().unwrap().to_owned()));
    let bill = with(&["report", "R15", "bill.xlsx", "--run", &run, "--org", &org, "--payment", "月末まで"]);
    assert_eq!(bill.code, 0, "{bill:?}");
    let stray = with(&["report", "R13", "a.xlsx", "--run", &run, "--org", &org, "--purpose", "受付"]);
    assert_eq!((stray.code, stray.problem()["code"].as_str()), (2, Some("usage")), "{stray:?}");
    let nobody = with(&["report", "R15", "b.xlsx", "--run", &run, "--org", "ない労組（架空）"]);
    assert_eq!((nobody.code, nobody.problem()["code"].as_str()), (1, Some("no_share")), "{nobody:?}");
    // A password for rows that are not written is a slip.
    let slip = with(&["training", "import-form", "f.xlsx", "--protect-with", "p"]);
    assert_eq!(slip.code, 2, "{slip:?}");
}

#[test]
fn one_line_writes_the_bills_of_all_partners_into_a_folder() {
    let (folder, line) = sampled();
    let with = |words: &[&str]| line.run(&[words, &["--db", "u.kyojo", "--json"]].concat());
    let (run, open) = run_of(&line, |shares| {
        let open = shares.iter().filter(|row| row["settled_on"].is_null() && row["balance"].as_i64() != Some(0));
        Some(open.count()).filter(|open| *open > 1)
    });
    std::fs::create_dir(folder.path().join("out")).unwrap();
    let done = with(&["training", "to-partners", &run, "bill", "out", "--payment", "月末まで"]);
    assert_eq!((done.code, done.json()["written"].as_array().unwrap().len()), (0, open), "{done:?}");
    let files = std::fs::read_dir(folder.path().join("out")).unwrap().count();
    assert_eq!(files, open);
    let nowhere = with(&["training", "to-partners", &run, "bill", "none"]);
    assert_eq!((nowhere.code, nowhere.problem()["code"].as_str()), (1, Some("folder_missing")), "{nowhere:?}");
    for wrong in [["results", "out"], ["certificates", "out"], ["letters", "out"]] {
        let wrong = with(&["training", "to-partners", &run, wrong[0], wrong[1]]);
        assert_eq!(wrong.code, 2, "without a purpose, or no paper: {wrong:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_partner_gets_the_password_that_a_list_has_for_it_or_nothing_is_written() {
    let (folder, line) = sampled();
    let with = |words: &[&str]| line.run(&[words, &["--db", "u.kyojo", "--json"]].concat());
    // The papers of partners are those of whoever manages trainings.
    let first = with(&["call", "officers", "list", "{}"]).json()[0]["id"].clone();
    let grant = json!({ "officer": first, "role": "training_manager" });
    assert_eq!(with(&["call", "officers", "grant", &grant.to_string()]).code, 0);
    let runs = with(&["call", "training", "runs", "{}"]).json();
    let found = runs.as_array().unwrap().iter().find_map(|run| {
        let partners = with(&["call", "training", "partners", &json!({ "id": run["id"] }).to_string()]).json();
        let theirs = partners.as_array().unwrap().iter().filter(|row| row["applications"].as_i64() > Some(0)).cloned();
        Some((run["code"].as_str().unwrap().to_owned(), theirs.collect::<Vec<_>>())).filter(|(_, all)| all.len() > 1)
    });
    let (run, partners) = found.unwrap();
    let out = folder.path().join("out");
    std::fs::create_dir(&out).unwrap();
    let write = |list: &str| {
        private(&folder.path().join("list.csv"), list);
        with(&["training", "to-partners", &run, "results", "out", "--purpose", "受講の報告", "--passwords", "list.csv"])
    };
    let written = || std::fs::read_dir(&out).unwrap().count();
    // The first by its id, the others by their names.
    let lines = partners.iter().enumerate().map(|(at, row)| match at {
        0 => format!("{},ひみつ {at}-0000\n", row["org_id"].as_str().unwrap()),
        _ => format!(" {} ,ひみつ {at}-0000\n", row["org"].as_str().unwrap()),
    });
    let lines: Vec<String> = lines.collect();
    let refused = |list: &str, code: i32, problem: &str, words: &str| {
        let done = write(list);
        assert_eq!((done.code, done.problem()["code"].as_str(), written()), (code, Some(problem), 0), "{done:?}");
        let spoken = line.run(&[
            "training",
            "to-partners",
            &run,
            "results",
            "out",
            "--purpose",
            "報告",
            "--passwords",
            "list.csv",
            "--db",
            "u.kyojo",
        ]);
        assert!(spoken.err.contains(words), "{words}: {spoken:?}");
    };
    let last = partners.last().unwrap()["org"].as_str().unwrap();
    refused(&lines[..lines.len() - 1].concat(), 1, "passwords_missing", last);
    refused(&format!("{}ない労組（架空）,ひみつ\n", lines.concat()), 2, "usage", "ない労組（架空）");
    let doubled = format!("{}{last},ほかの ひみつ\n", lines.concat());
    refused(&doubled, 2, "usage", &format!("{}行目", lines.len() + 1));
    refused(&format!("{}{last}\n", lines.concat()), 2, "usage", &format!("{}行目", lines.len() + 1));
    let both = with(&[
        "training",
        "to-partners",
        &run,
        "results",
        "out",
        "--purpose",
        "報告",
        "--passwords",
        "list.csv",
        "--protect-with",
        "list.csv",
    ]);
    assert_eq!((both.code, written()), (2, 0), "{both:?}");
    let done = write(&lines.concat());
    assert_eq!((done.code, written()), (0, partners.len()), "{done:?}");
    let done = done.json();
    for file in done["written"].as_array().unwrap() {
        let at = partners.iter().position(|row| row["org_id"] == file["org_id"]).unwrap();
        let sheets = shown(&out.join(file["name"].as_str().unwrap()), Some(&format!("ひみつ {at}-0000"))).await;
        assert!(format!("{sheets:?}").contains(partners[at]["org"].as_str().unwrap()), "{file}");
    }
    // A list that others of the computer can read is none.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let list = folder.path().join("list.csv");
        std::fs::set_permissions(&list, std::fs::Permissions::from_mode(0o640)).unwrap();
        let open =
            with(&["training", "to-partners", &run, "results", "out", "--purpose", "報告", "--passwords", "list.csv"]);
        assert_eq!((open.code, written()), (2, partners.len()), "{open:?}");
    }
}

/// A file that its owner alone can read.
fn private(path: &std::path::Path, text: &str) {
    std::fs::write(path, text).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
}
