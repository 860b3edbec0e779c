//! Papers for all partners of a run at once, and the certificates of one of them.

use std::path::{Path, PathBuf};

use kyojo_core::api;
use kyojo_core::progress::Progress;
use serde_json::{Value, json};

use super::exchange::{filled, person};
use super::{Training, stored, words_of};
use crate::support::office::{On, databases};
use crate::support::workbook::shown;

/// An open run of three partners; one of them has a name that no file can have.
async fn invited(on: On) -> (Training, Value, Value) {
    let training = Training::new(on).await;
    let third = json!({ "kind": "enterprise_union", "name": "かりん/労組（架空）" });
    let third = training.office.ask("organizations", "add_employer", third).await;
    let seats = [(&training.a, 2), (&training.b, 1), (&third, 1)];
    let quotas: Vec<Value> = seats.iter().map(|(org, seats)| json!({ "org_id": org, "seats": seats })).collect();
    let run = training.open(json!({ "capacity": 4, "quotas": quotas, "cost_model": "per_head" })).await;
    (training, run, third)
}

/// The run was held: 一子 of あかね agreed that her union learns of it, 二子 and 三子 of ぶどう did not; かりん sent nobody.
async fn held(on: On) -> (Training, Value, Value) {
    let (mut training, run, third) = invited(on).await;
    for (org, names) in
        [(&training.a, vec![("一子", "同意する"), ("二子", "同意しない")]), (&training.b, vec![("三子", "同意しない")])]
    {
        let out = training.office.file("案内.xlsx");
        let ask = json!({ "run_id": run, "org_id": org, "file": out });
        let code = training.ask("write_invitation", ask).await["form"].as_str().unwrap().to_owned();
        let rows = names.into_iter().zip(1..).map(|((given, consent), no)| {
            let mut row = person(no, "", "青木", given);
            row[11] = consent.into();
            row
        });
        let back = filled(&training.office.file("戻り.xlsx"), &code, rows.collect());
        training.ask("apply_form", json!({ "file": back })).await;
    }
    training.ask("add_cost", json!({ "run_id": run, "kind": "venue", "amount": 9_000 })).await;
    training.on("2027-01-21").await;
    let board = training.ask("board", json!({ "id": run })).await;
    let mut entries = Vec::new();
    for row in board["rows"].as_array().unwrap() {
        for session in board["sessions"].as_array().unwrap() {
            entries.push(json!({ "enrolment_id": row["id"], "session_id": session["id"], "attendance": "present" }));
        }
    }
    training.ask("save_attendance", json!({ "run_id": run, "entries": entries })).await;
    training.ask("finish_run", json!({ "id": run })).await;
    training.ask("complete_run", json!({ "id": run })).await;
    assert_eq!(training.ask("issue_certificates", json!({ "run_id": run })).await.as_array().unwrap().len(), 3);
    (training, run, third)
}

/// An empty folder for what is written, and what to ask.
fn into(training: &Training, folder: &str, paper: &str, more: Value) -> (PathBuf, Value) {
    let folder = training.office.file(folder);
    std::fs::create_dir_all(&folder).unwrap();
    let mut ask = json!({ "paper": paper, "run": "C01-1", "folder": folder });
    for (name, value) in more.as_object().unwrap() {
        ask[name] = value.clone();
    }
    (folder, ask)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Of each answer `field`, by the partner.
fn told(rows: &Value, field: &str) -> Vec<(String, Value)> {
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| (row["org"].as_str().unwrap().to_owned(), row.pointer(field).unwrap().clone())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_partner_is_invited_at_once_and_nobody_twice() {
    for on in databases() {
        let (training, run, _) = invited(on).await;
        let (folder, ask) = into(&training, "out", "invitation", json!({}));
        // Stopped before the first one, nothing is there.
        let stopped = Progress::silent();
        stopped.cancel();
        let answer = api::call(&training.office.desk, "reports", "write_to_partners", ask.clone(), &stopped).await;
        assert_eq!((answer.unwrap_err().code(), names(&folder).len()), ("cancelled", 0));
        let done = training.office.ask("reports", "write_to_partners", ask.clone()).await;
        assert_eq!(done["refused"], json!([]), "{done}");
        let expected = ["あかね労組（架空）", "かりん_労組（架空）", "ぶどう労組（架空）"]
            .map(|name| format!("研修のご案内_{name}_C01-1_2026-10-31.xlsx"));
        assert_eq!(names(&folder), expected, "what no file name holds is no folder");
        let said: Vec<Value> = told(&done["written"], "/name").into_iter().map(|(_, name)| name).collect();
        assert_eq!(said, expected.clone().map(|name| json!(name)));
        for (file, front) in expected.iter().zip(["あかね", "かりん", "ぶどう"]) {
            let text = words_of(&folder.join(file)).await;
            for name in ["あかね", "かりん", "ぶどう"] {
                assert_eq!(text.contains(name), name == front, "{file}: each is told of itself alone: {name}");
            }
        }
        let partners = training.ask("partners", json!({ "id": run })).await;
        assert!(partners.as_array().unwrap().iter().all(|row| row["state"] == "waiting"), "{partners}");
        // A second one would make the forms that are out old ones.
        assert_eq!(training.office.refused("reports", "write_to_partners", ask).await, "no_partner_left");
        for (paper, more) in [
            ("invitation", json!({ "password": "ひみつ 1234" })),
            ("results", json!({})),
            ("results", json!({ "purpose": "報告", "payment": "月末" })),
            ("certificates", json!({ "purpose": "交付", "booklets": true })),
        ] {
            let (_, ask) = into(&training, "out", paper, more);
            assert_eq!(training.office.refused("reports", "write_to_partners", ask.clone()).await, "invalid", "{ask}");
        }
        let (_, mut ask) = into(&training, "out", "bill", json!({}));
        ask["folder"] = json!(training.office.file("nowhere"));
        assert_eq!(training.office.refused("reports", "write_to_partners", ask).await, "folder_missing");
        assert_eq!(names(&folder).len(), 3, "a refusal leaves nothing behind");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn e_08_a_partner_gets_the_certificates_of_its_own_people_who_agreed() {
    for on in databases() {
        let (training, run, third) = held(on).await;
        let office = &training.office;
        let ask = |org: &Value, more: Value| {
            let mut ask = json!({ "report": "R14", "run": "C01-1", "as_of": "2027-01-31", "organization": org });
            for (name, value) in more.as_object().unwrap() {
                ask[name] = value.clone();
            }
            ask
        };
        let pages =
            office.ask("reports", "preview", ask(&json!("あかね労組（架空）"), json!({}))).await["pages"].clone();
        assert_eq!(pages.as_array().unwrap().len(), 1);
        assert!(pages[0].to_string().contains("青木 一子　殿"), "{pages}");
        assert_eq!(office.refused("reports", "preview", ask(&training.b, json!({}))).await, "E-08");
        assert_eq!(office.refused("reports", "preview", ask(&third, json!({}))).await, "nobody_certified_of");
        assert_eq!(office.refused("reports", "preview", ask(&training.a, json!({ "run": null }))).await, "invalid");
        assert_eq!(
            office.refused("reports", "preview", ask(&training.a, json!({ "payment": "月末" }))).await,
            "invalid"
        );
        let file = office.file("修了証.xlsx");
        let write = |more: Value| {
            let mut ask = ask(&training.a, json!({ "file": file, "purpose": "修了証の交付", "locale": "en" }));
            for (name, value) in more.as_object().unwrap() {
                ask[name] = value.clone();
            }
            ask
        };
        for astray in [json!({ "purpose": "" }), json!({ "recipient": "ぶどう労組（架空）" })] {
            assert_eq!(office.refused("reports", "write", write(astray)).await, "invalid", "X-1, and for whom it is");
        }
        assert!(!file.exists());
        let done = office.ask("reports", "write", write(json!({}))).await;
        assert_eq!((&done["provided"]["people"], &done["provided"]["left_out"]), (&json!(1), &json!(1)), "{done}");
        let parts = stored(&file);
        assert!(parts.contains("一子") && parts.contains("Certificate"), "in the partner's language");
        assert!(!parts.contains("二子") && !parts.contains("三子"), "nobody else in any part");
        // Who was given, what of them, to whom and why.
        let record = office.ask("members", "provisions", json!({})).await["rows"][0].clone();
        assert_eq!(
            (&record["recipient"], &record["people_count"], &record["left_out"], &record["purpose"]),
            (&json!("あかね労組（架空）"), &json!(1), &json!(1), &json!("修了証の交付"))
        );
        assert_eq!(record["items"], json!(["name", "result_status", "result_certificate"]));
        let log = office.ask("officers", "exports", json!({})).await["rows"][0].clone();
        assert_eq!((&log["report"], &log["recipient"]), (&json!("R14"), &json!("あかね労組（架空）")), "{log}");
        let partners = training.ask("partners", json!({ "id": run })).await;
        let akane = partners.as_array().unwrap().iter().find(|row| row["org_id"] == training.a).unwrap();
        assert_eq!((&akane["events"][0]["step"], &akane["locale"]), (&json!("certified"), &json!("en")), "{akane}");
        assert_eq!((&akane["certified"], &akane["applications"]), (&json!(2), &json!(2)), "{akane}");
        // All of them are for the union itself.
        let whole = json!({ "report": "R14", "run": "C01-1", "as_of": "2027-01-31" });
        let whole = office.ask("reports", "preview", whole).await;
        assert_eq!(whole["pages"].as_array().unwrap().len(), 3);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_of_a_run_goes_to_every_partner_in_a_file_and_under_a_password_of_its_own() {
    for on in databases() {
        let (training, run, _) = held(on).await;
        let office = &training.office;
        let write = async |ask: &Value| office.ask("reports", "write_to_partners", ask.clone()).await;
        let passwords: Vec<Value> = [(&training.a, "ひみつ 1111"), (&training.b, "ひみつ 2222")]
            .map(|(org, password)| json!({ "org_id": org, "password": password }))
            .into();
        let (folder, ask) =
            into(&training, "results", "results", json!({ "purpose": "受講の報告", "passwords": passwords }));
        let done = write(&ask).await;
        assert_eq!(done["refused"], json!([]), "{done}");
        let given: Vec<Value> = told(&done["written"], "/provided/people").into_iter().map(|(_, n)| n).collect();
        assert_eq!(given, [1, 0].map(|n| json!(n)), "かりん sent nobody and gets no file: {done}");
        let file = |n: usize| folder.join(done["written"][n]["name"].as_str().unwrap());
        let text = |sheets: Vec<(String, Vec<Vec<String>>)>| format!("{sheets:?}");
        let akane = text(shown(&file(0), Some("ひみつ 1111")).await);
        assert!(akane.contains("一子") && akane.contains("二子") && !akane.contains("三子"), "{akane}");
        let budou = text(shown(&file(1), Some("ひみつ 2222")).await);
        assert!(budou.contains("三子") && !budou.contains("一子"), "{budou}");
        let records = office.ask("members", "provisions", json!({})).await;
        let recipients: Vec<&Value> = records["rows"].as_array().unwrap().iter().map(|row| &row["recipient"]).collect();
        assert_eq!(recipients, ["あかね労組（架空）"], "a record for each to whom something was given");
        // Who was not there when the passwords were made gets no open file, and the others have theirs.
        let mut fewer = ask.clone();
        fewer["passwords"] = json!([passwords[0]]);
        let done = write(&fewer).await;
        assert_eq!(told(&done["written"], "/name").len(), 1, "{done}");
        assert_eq!(told(&done["refused"], "/why/code"), [("ぶどう労組（架空）".to_owned(), json!("required"))]);
        assert_eq!(names(&folder).len(), 3, "nothing is written over: {:?}", names(&folder));
        // A list that somebody keeps has everybody, and nobody twice, or nothing is written.
        fewer["passwords_of_all"] = json!(true);
        assert_eq!(office.refused("reports", "write_to_partners", fewer.clone()).await, "passwords_missing");
        fewer["passwords"] = json!([passwords[0], passwords[1], passwords[0]]);
        assert_eq!(office.refused("reports", "write_to_partners", fewer).await, "invalid");
        assert_eq!(names(&folder).len(), 3, "a refusal leaves nothing behind");
        // Certificates: of who agreed.
        let (folder, ask) = into(&training, "certificates", "certificates", json!({ "purpose": "修了証の交付" }));
        let done = write(&ask).await;
        assert_eq!(told(&done["written"], "/provided/people"), [("あかね労組（架空）".to_owned(), json!(1))]);
        assert_eq!(told(&done["refused"], "/why/code"), [("ぶどう労組（架空）".to_owned(), json!("E-08"))]);
        assert_eq!(names(&folder), ["修了証_あかね労組（架空）_C01-1_2027-01-21.xlsx"]);
        // Bills: of who still pays.
        let (folder, ask) = into(&training, "bills", "bill", json!({ "payment": "架空銀行 1234567" }));
        let done = write(&ask).await;
        let billed: Vec<String> = told(&done["written"], "/name").into_iter().map(|(org, _)| org).collect();
        assert_eq!(billed, ["あかね労組（架空）", "ぶどう労組（架空）"], "{done}");
        for (name, other) in names(&folder).iter().zip(["ぶどう", "あかね"]) {
            assert!(words_of(&folder.join(name)).await.contains("架空銀行 1234567"), "{name}");
            assert!(!stored(&folder.join(name)).contains(other), "{name}: nothing of the others");
        }
        let log = office.ask("officers", "exports", json!({})).await;
        let recipients: Vec<&Value> =
            log["rows"].as_array().unwrap().iter().take(2).map(|row| &row["recipient"]).collect();
        assert_eq!(recipients, ["ぶどう労組（架空）", "あかね労組（架空）"], "each file is logged by itself");
        let costs = training.ask("costs", json!({ "id": run })).await;
        let share = costs["shares"].as_array().unwrap().iter().find(|row| row["org_id"] == training.b).unwrap().clone();
        let settled = json!({ "id": share["id"], "version": share["version"], "settled_on": "2027-01-21" });
        training.ask("settle_share", settled).await;
        let done = write(&ask).await;
        assert_eq!(told(&done["written"], "/rows").len(), 1, "who has settled is asked for nothing: {done}");
    }
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn bills_of_all_partners_can_be_booklets() {
    use crate::reports_pdf::{ECHO, sent, with_maker};
    for on in databases() {
        let (mut training, _, _) = held(on).await;
        with_maker(&mut training.office, ECHO).await;
        let (folder, ask) = into(&training, "bills", "bill", json!({ "booklets": true }));
        let done = training.office.ask("reports", "write_to_partners", ask.clone()).await;
        assert_eq!((told(&done["written"], "/name").len(), &done["refused"]), (2, &json!([])), "{done}");
        for name in names(&folder) {
            assert!(name.ends_with(".pdf"), "{name}");
            assert_eq!(sent(&std::fs::read(folder.join(name)).unwrap())["pages"].as_array().unwrap().len(), 1);
        }
        // A PDF takes no password: that is so for all of them, and no partner's own.
        let (_, locked) = into(&training, "bills", "bill", json!({ "booklets": true, "password": "ひみつ 1234" }));
        assert_eq!(training.office.refused("reports", "write_to_partners", locked).await, "pdf_no_password");
        std::fs::remove_file(training.office.file("maker")).unwrap();
        assert_eq!(training.office.refused("reports", "write_to_partners", ask).await, "pdf_not_built");
        assert_eq!(names(&folder).len(), 2, "a refusal leaves nothing behind");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_not_taken_is_answered_too() {
    for on in databases() {
        let (training, run, _) = invited(on).await;
        let who = training.apply(&run, &training.a, "青木").await;
        training.ask("cancel", json!({ "id": who["id"], "reason": "都合" })).await;
        let partners = training.ask("partners", json!({ "id": run })).await;
        let akane = partners.as_array().unwrap().iter().find(|row| row["org_id"] == training.a).unwrap();
        assert_eq!((&akane["people"], &akane["applications"]), (&json!(0), &json!(1)), "{akane}");
        let (_, ask) = into(&training, "out", "results", json!({ "purpose": "申込の結果" }));
        let done = training.office.ask("reports", "write_to_partners", ask).await;
        assert_eq!(told(&done["written"], "/rows"), [("あかね労組（架空）".to_owned(), json!(1))], "{done}");
    }
}

/// What each partner of a run is still to be given, by the first letters of its name.
async fn due(training: &Training, run: &Value) -> Vec<(String, Vec<String>)> {
    let rows = training.ask("partners", json!({ "id": run })).await;
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| {
        let name: String = row["org"].as_str().unwrap().chars().take(3).collect();
        (name, row["due"].as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect())
    })
    .collect()
}

fn open(rows: [(&str, &[&str]); 3]) -> Vec<(String, Vec<String>)> {
    rows.map(|(name, due)| (name.to_owned(), due.iter().map(|one| (*one).to_owned()).collect())).into()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_partner_is_still_to_be_given_stands_beside_it_until_it_went_out() {
    for on in databases() {
        let (training, run, third) = held(on).await;
        let write = async |paper: &str, more: Value| {
            let (_, ask) = into(&training, paper, paper, more);
            training.office.ask("reports", "write_to_partners", ask).await
        };
        let nothing: &[&str] = &[];
        // Nobody of ぶどう agreed, and かりん sent nobody. (E-08)
        let all = open([
            ("あかね", &["results", "certificates", "bill"]),
            ("かりん", nothing),
            ("ぶどう", &["results", "bill"]),
        ]);
        assert_eq!(due(&training, &run).await, all);
        write("certificates", json!({ "purpose": "修了証の交付" })).await;
        let less = open([("あかね", &["results", "bill"]), ("かりん", nothing), ("ぶどう", &["results", "bill"])]);
        assert_eq!(due(&training, &run).await, less);
        write("results", json!({ "purpose": "受講の報告" })).await;
        let bills = open([("あかね", &["bill"]), ("かりん", nothing), ("ぶどう", &["bill"])]);
        assert_eq!(due(&training, &run).await, bills);
        // Who paid something out and bears nothing gets it back; who has settled is asked for nothing.
        let more = json!({ "run_id": run, "kind": "travel", "amount": 500, "paid_by_org_id": third });
        training.ask("add_cost", more).await;
        let costs = training.ask("costs", json!({ "id": run })).await;
        let share = costs["shares"].as_array().unwrap().iter().find(|row| row["org_id"] == training.b).unwrap().clone();
        let settled = json!({ "id": share["id"], "version": share["version"], "settled_on": "2027-01-21" });
        training.ask("settle_share", settled).await;
        let bills = open([("あかね", &["bill"]), ("かりん", &["bill"]), ("ぶどう", nothing)]);
        assert_eq!(due(&training, &run).await, bills);
        write("bill", json!({})).await;
        assert_eq!(due(&training, &run).await, open([("あかね", nothing), ("かりん", nothing), ("ぶどう", nothing)]));
        // Who was asked for another sum than it pays now is told of until it was asked again.
        let share_of = async |org: &Value| {
            let costs = training.ask("costs", json!({ "id": run })).await;
            costs["shares"].as_array().unwrap().iter().find(|row| row["org_id"] == *org).unwrap().clone()
        };
        let open_again = share_of(&training.b).await;
        training.ask("settle_share", json!({ "id": open_again["id"], "version": open_again["version"] })).await;
        let before = share_of(&training.a).await["balance"].clone();
        let more = json!({ "run_id": run, "kind": "travel", "amount": 300, "paid_by_org_id": third });
        training.ask("add_cost", more).await;
        assert_ne!(share_of(&training.a).await["balance"], before, "shares are by head");
        let bills = open([("あかね", &["bill_changed"]), ("かりん", &["bill_changed"]), ("ぶどう", &["bill"])]);
        assert_eq!(due(&training, &run).await, bills);
        write("bill", json!({})).await;
        assert_eq!(due(&training, &run).await, open([("あかね", nothing), ("かりん", nothing), ("ぶどう", nothing)]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_from_before_the_run_tells_nothing_of_what_came_of_it() {
    for on in databases() {
        let (mut training, run, _) = invited(on).await;
        let who = training.apply(&run, &training.a, "青木").await;
        let (_, ask) = into(&training, "out", "results", json!({ "purpose": "申込の結果" }));
        training.office.ask("reports", "write_to_partners", ask.clone()).await;
        assert_eq!(due(&training, &run).await[0], ("あかね".to_owned(), vec![]), "the run is to come");
        training.on("2027-01-21").await;
        let board = training.ask("board", json!({ "id": run })).await;
        let there = |session: &Value| json!({ "enrolment_id": who["id"], "session_id": session["id"], "attendance": "present" });
        let entries: Vec<Value> = board["sessions"].as_array().unwrap().iter().map(there).collect();
        training.ask("save_attendance", json!({ "run_id": run, "entries": entries })).await;
        training.ask("finish_run", json!({ "id": run })).await;
        assert_eq!(due(&training, &run).await[0], ("あかね".to_owned(), vec!["results".to_owned()]));
        let rows = training.ask("partners", json!({ "id": run })).await;
        assert_eq!(rows[0]["state"], "answered", "as to the applications");
        training.office.ask("reports", "write_to_partners", ask).await;
        assert_eq!(due(&training, &run).await[0].1, Vec::<String>::new());
    }
}
