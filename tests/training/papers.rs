//! What is printed of trainings: R12 to R15, the page of the pack, tables that mix.

use serde_json::{Value, json};

use super::{Training, stored, words_of};
use crate::support::office::databases;

/// A run that was held: two of あかね, one of ぶどう who did not come, one of them late.
async fn held(training: &mut Training) -> Value {
    let quotas = json!([{ "org_id": training.a, "seats": 2, "members": 300, "industry": "流通" }, { "org_id": training.b, "seats": 1, "members": 100 }]);
    let run = training
        .open(json!({ "capacity": 3, "quotas": quotas, "cost_model": "proportional_to_members", "venue": "会館（架空）" }))
        .await;
    for (name, org) in [("青木", &training.a), ("赤井", &training.a), ("分部", &training.b)] {
        training.apply(&run, org, name).await;
    }
    training.ask("add_cost", json!({ "run_id": run, "kind": "venue", "amount": 10_001 })).await;
    training.on("2027-01-21").await;
    let board = training.ask("board", json!({ "id": run })).await;
    let mut entries = Vec::new();
    for row in board["rows"].as_array().unwrap().iter().filter(|row| row["name"] != "分部") {
        for session in board["sessions"].as_array().unwrap() {
            entries.push(json!({ "enrolment_id": row["id"], "session_id": session["id"], "attendance": "present" }));
        }
    }
    training.ask("save_attendance", json!({ "run_id": run, "entries": entries })).await;
    let mixed = training.ask("mix_tables", json!({ "run_id": run, "tables": 2, "seed": 3 })).await;
    assert_eq!(mixed["tables"].as_array().unwrap().len(), 2);
    assert_eq!(mixed["spread"]["company"], 0, "the two of one union sit apart: {mixed}");
    training.ask("finish_run", json!({ "id": run })).await;
    training.ask("complete_run", json!({ "id": run })).await;
    training.ask("issue_certificates", json!({ "run_id": run })).await;
    run
}

/// Entries of a workbook whose names begin so.
fn entries(path: &std::path::Path, front: &str) -> usize {
    let book = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    book.file_names().filter(|name| name.starts_with(front)).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_badge_carries_the_code_that_the_door_reads() {
    for on in databases() {
        let training = Training::new(on).await;
        let run = training.open(json!({ "capacity": 30, "is_public": true })).await;
        for n in 1..=11 {
            training.apply(&run, &training.a, &format!("見本{n}")).await;
        }
        let out = training.office.file("名札.xlsx");
        let input = json!({ "run_id": run, "file": out, "purpose": "受付" });
        assert_eq!(
            training.refused("write_badges", json!({ "run_id": run, "file": out, "purpose": " " })).await,
            "invalid"
        );
        let written = training.ask("write_badges", input.clone()).await;
        assert_eq!((&written["rows"], &written["protected"]), (&json!(11), &json!(false)), "{written}");
        let text = words_of(&out).await;
        let board = training.ask("board", json!({ "id": run })).await;
        for row in board["rows"].as_array().unwrap() {
            // What the field at the door takes: the code of the run, and the running number in it.
            let code = format!("C01-1-{}", row["seq"]);
            assert!(text.lines().any(|line| line == code), "{code}: {text}");
            assert!(text.contains(row["name"].as_str().unwrap()) && text.contains("あかね労組（架空）"), "{text}");
        }
        assert_eq!(entries(&out, "xl/media/"), 11, "a picture for each code");
        let log = training.office.ask("officers", "exports", json!({})).await;
        assert_eq!((&log["rows"][0]["report"], &log["rows"][0]["rows"]), (&json!("training-badges"), &json!(11)));
        let mut english = input;
        english["locale"] = json!("en");
        training.ask("write_badges", english).await;
        let sheets = crate::support::workbook::shown(&out, None).await;
        assert_eq!(sheets[0].0, "Name badges");
        // Nobody has a seat: there is nothing to print.
        let empty = training.open(json!({ "is_public": true })).await;
        let none = json!({ "run_id": empty, "file": out, "purpose": "受付" });
        assert_eq!(training.refused("write_badges", none).await, "nobody_seated");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn x_6_people_of_other_unions_are_dropped_by_name_and_the_figures_stay() {
    for on in databases() {
        let mut training = Training::new(on).await;
        let run = held(&mut training).await;
        training.on("2032-01-21").await;
        let due =
            async |training: &Training| training.office.ask("members", "retention", json!({})).await["due"].clone();
        assert_eq!(due(&training).await, json!([]), "five years to the day are not over");
        training.on("2032-01-22").await;
        let rows = due(&training).await;
        // Two hold certificates, which are kept for good with their names.
        let names: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
        assert_eq!((names, &rows[0]["participant"]), (vec!["分部"], &json!(true)), "{rows}");
        let held = async |training: &Training| {
            let ask = json!({ "report": "R12", "run": "C01-1", "as_of": "2027-01-31", "from": "2026-04-01" });
            training.office.ask("reports", "preview", ask).await["pages"].clone()
        };
        let before = held(&training).await;
        let dropped = json!({ "persons": [rows[0]["person_id"]] });
        assert_eq!(training.office.ask("members", "drop_expired", dropped).await["erased"], 1);
        assert_eq!(due(&training).await, json!([]));
        assert_eq!(held(&training).await, before, "who took part is counted as before");
        let board = training.ask("board", json!({ "id": run })).await.to_string();
        assert!(!board.contains("分部") && board.contains("青木"), "{board}");
        assert_eq!(training.office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r12_to_r15_tell_of_a_run_and_the_pack_has_its_page() {
    for on in databases() {
        let mut training = Training::new(on).await;
        let unit = json!({ "kind": "branch", "label": "東支部", "code": "B1", "from_on": "2000-04-01" });
        let unit = training.office.ask("organizations", "add_unit", unit).await;
        for n in 0..12 {
            let joining = json!({
                "person": { "family_name": "見本", "given_name": format!("{n}子") }, "joined_on": "2020-04-01", "unit_id": unit,
                "eligible": true, "not_a_duplicate": true
            });
            training.office.ask("members", "add", joining).await;
        }
        let run = held(&mut training).await;
        let ask =
            |report: &str| json!({ "report": report, "run": "C01-1", "as_of": "2027-01-31", "from": "2026-04-01" });
        let office = &training.office;
        let pages = async |report: &str| office.ask("reports", "preview", ask(report)).await["pages"].clone();
        let text = pages("R12").await.to_string();
        for words in ["交渉の基礎（架空）", "あかね労組（架空）", "C01-1", "組合員数に応じて分ける"]
        {
            assert!(text.contains(words), "{words}: {text}");
        }
        let r12 = pages("R12").await;
        let organisations = &r12[1]["blocks"][0]["rows"];
        let of = |row: &Value, column: usize| row["cells"][column]["value"].clone();
        // Seats, applied, confirmed, waiting are plain; of two people it is not told whether they came and finished (S-01).
        let akane = organisations.as_array().unwrap().iter().find(|row| of(row, 0) == "あかね労組（架空）").unwrap();
        assert_eq!((1..5).map(|n| of(akane, n)).collect::<Vec<_>>(), [2, 2, 2, 0].map(|n| json!(n)));
        for row in organisations.as_array().unwrap() {
            let kinds: Vec<&Value> = (5..9).map(|n| &row["cells"][n]["kind"]).collect();
            assert!(kinds.iter().all(|kind| **kind == "hidden" || **kind == "empty"), "{row}");
        }
        let text = pages("R13").await.to_string();
        assert!(
            text.contains("青木") && text.contains("□") && text.contains("署名") && text.contains("座席表"),
            "{text}"
        );
        let certificates = pages("R14").await;
        assert_eq!(certificates.as_array().unwrap().len(), 2, "one a page");
        assert!(certificates[0].to_string().contains("青木　殿") && certificates[0]["landscape"] == true);
        let shares = pages("R15").await;
        // 300 and 100 members: 7,500 and 2,500, and one yen is the host's.
        let text = shares[0].to_string();
        assert!(text.contains("7500") && text.contains("2500"), "E-07: {text}");
        assert_eq!(shares.as_array().unwrap().len(), 1, "a bill is a paper of its own");
        let pack = office
            .ask("reports", "preview", json!({ "report": "meeting-pack", "as_of": "2027-01-31", "from": "2026-04-01" }))
            .await;
        let text = pack["pages"].to_string();
        assert!(text.contains("業界横断研修"), "{text}");
        assert!(!text.contains("ぶどう労組"), "organisations with few people stand together");
        assert!(text.contains("2団体から延べ3人"), "they are counted apart: {text}");
        for (report, purpose) in [("R12", ""), ("R13", "当日の受付"), ("R14", "修了証の交付"), ("R15", "")] {
            let out = office.file(&format!("{report}.xlsx"));
            let mut input = ask(report);
            input["file"] = json!(out);
            input["purpose"] = json!(purpose);
            if !purpose.is_empty() {
                let mut without = input.clone();
                without["purpose"] = json!("");
                assert_eq!(office.refused("reports", "write", without).await, "invalid", "X-1");
            }
            let written = office.ask("reports", "write", input).await;
            assert!(report != "R14" || written["rows"] == 2, "each certificate is one: {written}");
            assert!(words_of(&out).await.contains("あかね"), "{report}: {}", words_of(&out).await);
        }
        assert_eq!(office.refused("reports", "preview", json!({ "report": "R13" })).await, "invalid", "which run?");
        let missing = json!({ "report": "R13", "run": "C99-1" });
        assert_eq!(office.refused("reports", "preview", missing).await, "run_unknown");
        training.ask("costs", json!({ "id": run })).await;
    }
}

fn r15(more: &Value) -> Value {
    let mut ask = json!({ "report": "R15", "run": "C01-1", "as_of": "2027-01-31", "from": "2026-04-01" });
    for (name, value) in more.as_object().unwrap() {
        ask[name] = value.clone();
    }
    ask
}

#[tokio::test(flavor = "multi_thread")]
async fn r15_asks_nobody_for_what_was_settled_or_paid_already() {
    for on in databases() {
        let mut training = Training::new(on).await;
        let run = held(&mut training).await;
        // 50,001 yen, of which あかね owes 37,500 and has paid 40,000; ぶどう owes 12,500.
        let paid = json!({ "run_id": run, "kind": "material", "amount": 40_000, "paid_by_org_id": training.a });
        training.ask("add_cost", paid).await;
        let told = async |more: Value| training.office.ask("reports", "preview", r15(&more)).await;
        let bill = async |org: &Value| {
            let ask = r15(&json!({ "organization": org }));
            training.office.ask("reports", "preview", ask).await.to_string()
        };
        let (akane, budou) = (bill(&training.a).await, bill(&training.b).await);
        assert!(
            akane.contains("-2500") && akane.contains("お支払いします") && !akane.contains("お願いします"),
            "{akane}"
        );
        assert!(budou.contains("12500") && budou.contains("お願いします"), "{budou}");
        // The paper of all stays in the union, and says so.
        let whole = told(json!({})).await;
        assert_eq!(whole["frame"]["class"], "執行部限り");
        assert!(
            whole["pages"][0]["notes"].to_string().contains("団体ごとのファイル"),
            "{}",
            whole["pages"][0]["notes"]
        );
        let costs = training.ask("costs", json!({ "id": run })).await;
        let share = costs["shares"].as_array().unwrap().iter().find(|row| row["org_id"] == training.b).unwrap().clone();
        let settled = json!({ "id": share["id"], "version": share["version"], "settled_on": "2027-01-21" });
        training.ask("settle_share", settled).await;
        let budou = bill(&training.b).await;
        assert!(budou.contains("精算済みです") && !budou.contains("お願いします"), "it has paid: {budou}");
        let whole = told(json!({})).await["pages"][0].to_string();
        assert!(whole.contains("ぶどう労組（架空）（精算済"), "{whole}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r15_for_one_organisation_holds_its_own_share_and_no_word_of_the_others() {
    for on in databases() {
        let mut training = Training::new(on).await;
        let run = held(&mut training).await;
        let paid = json!({ "run_id": run, "kind": "material", "amount": 2_000, "paid_by_org_id": training.a });
        training.ask("add_cost", paid).await;
        let shares = training.ask("costs", json!({ "id": run })).await["shares"].clone();
        let office = &training.office;
        let both =
            [(&training.a, "あかね労組（架空）", "ぶどう", "ja"), (&training.b, "ぶどう労組（架空）", "あかね", "en")];
        for (org, own, other, locale) in both {
            let more = json!({ "organization": own, "payment": "架空銀行 1234567\n2月末日まで", "locale": locale });
            let told = office.ask("reports", "preview", r15(&more)).await;
            let pages = told["pages"].as_array().unwrap();
            assert_eq!(
                (pages.len(), &told["frame"]["class"]),
                (1, &json!("")),
                "who may see it here is not for its eyes"
            );
            // What the paper is stands first: a long name of a union or of a run does not push it off the page.
            let front = if locale == "ja" {
                "費用分担のお知らせ　あかね労組（架空） 御中"
            } else {
                "Share of the costs for ぶどう労組（架空）"
            };
            assert!(pages[0]["title"].as_str().unwrap().starts_with(front), "{}", pages[0]["title"]);
            // The numbers are those of the run.
            let share = shares.as_array().unwrap().iter().find(|row| row["org_id"] == *org).unwrap();
            let rows = pages[0]["blocks"][1]["rows"].as_array().unwrap();
            let said = [1, 5, 6, 7].map(|column| rows[0]["cells"][column]["value"].clone());
            assert_eq!(rows.len(), 1, "no sum over all: {rows:?}");
            assert_eq!(said, ["basis", "amount", "paid", "balance"].map(|name| share[name].clone()), "{rows:?}");
            assert_eq!(rows[0]["cells"][2]["kind"], "empty", "a share by ratio has no price: {rows:?}");
            let file = office.file(&format!("{locale}.xlsx"));
            let mut input =
                r15(&json!({ "organization": org, "payment": "架空銀行 1234567\n2月末日まで", "locale": locale }));
            input["file"] = json!(file);
            let mut astray = input.clone();
            astray["recipient"] = json!("ほかの団体（架空）");
            assert_eq!(office.refused("reports", "write", astray).await, "invalid", "it is for whom it is written");
            office.ask("reports", "write", input).await;
            assert_eq!(entries(&file, "xl/worksheets/sheet"), 1, "a file for one");
            let parts = stored(&file);
            assert!(!parts.contains(other) && !parts.contains("執行部限り"), "nothing of the others in any part");
            let text = words_of(&file).await;
            for words in [own, "研修 花子（架空）", "kenshu@example.jp", "架空銀行 1234567", "2月末日まで"]
            {
                assert!(text.contains(words), "{words}: {text}");
            }
            let log = office.ask("officers", "exports", json!({})).await["rows"][0].clone();
            assert_eq!((&log["report"], &log["recipient"]), (&json!("R15"), &json!(own)), "{log}");
        }
        // What went out stands in the exchange with each partner, and its language is the one to begin with.
        let partners = training.ask("partners", json!({ "id": run })).await;
        for (row, locale) in partners.as_array().unwrap().iter().zip(["ja", "en"]) {
            assert_eq!((&row["events"][0]["step"], &row["locale"]), (&json!("billed"), &json!(locale)), "{row}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bill_is_refused_where_there_is_no_share_or_none_that_is_known() {
    for on in databases() {
        let mut training = Training::new(on).await;
        held(&mut training).await;
        let office = &training.office;
        let third = json!({ "kind": "enterprise_union", "name": "かりん労組（架空）" });
        let third = office.ask("organizations", "add_employer", third).await;
        // Named by its id or by its name, the refusal names it in words.
        for named in [third, json!("かりん労組（架空）")] {
            let refused = office.call("reports", "preview", r15(&json!({ "organization": named }))).await.unwrap_err();
            assert_eq!(refused.code(), "no_share");
            assert_eq!(refused.about()["name"], "かりん労組（架空）", "{refused:?}");
        }
        // The union itself is sent no bill.
        assert_eq!(
            office.refused("reports", "preview", r15(&json!({ "organization": "試験ユニオン（架空）" }))).await,
            "no_share"
        );
        // Another paper would hold the others, too: it is not taken for one of theirs.
        for more in [json!({ "report": "R13", "organization": training.a }), json!({ "payment": "月末" })] {
            assert_eq!(office.refused("reports", "preview", r15(&more)).await, "invalid", "{more}");
        }
        let day = json!([{ "held_on": "2027-03-20", "starts": "13:00", "ends": "15:00" }]);
        // Nobody is named whom a partner could ask, or there is no way to ask them.
        let nobody = json!({ "is_public": true, "contact_name": "研修 花子（架空）", "contact_mail": null, "fee": 5_000, "cost_model": "fixed_fee", "sessions": day });
        let nobody = training.open(nobody).await;
        training.apply(&nobody, &training.a, "青木").await;
        let ask = r15(&json!({ "run": "C01-2", "organization": training.a }));
        assert_eq!(office.refused("reports", "preview", ask).await, "bill_contact_missing");
        // How many members a partner has decides the shares of all of them.
        let next = json!({ "is_public": true, "cost_model": "proportional_to_members", "sessions": day });
        let next = training.open(next).await;
        training.apply(&next, &training.a, "青木").await;
        training.ask("add_cost", json!({ "run_id": next, "kind": "venue", "amount": 10_000 })).await;
        let ask = r15(&json!({ "run": "C01-3", "organization": training.a }));
        assert_eq!(office.refused("reports", "preview", ask).await, "bill_members_missing");
        let whole =
            office.ask("reports", "preview", r15(&json!({ "run": "C01-3" }))).await["pages"][0]["notes"].to_string();
        assert!(whole.contains("まだ終わっていない"), "{whole}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_is_not_over_has_no_rate_of_attendance() {
    for on in databases() {
        let training = Training::new(on).await;
        let run = training.open(json!({ "capacity": 30, "is_public": true })).await;
        for n in 1..=11 {
            training.apply(&run, &training.a, &format!("見本{n}")).await;
        }
        let ask = json!({ "report": "R12", "run": "C01-1", "as_of": "2027-01-31", "from": "2026-04-01" });
        let r12 = training.office.ask("reports", "preview", ask).await["pages"].clone();
        let total = r12[1]["blocks"][0]["rows"].as_array().unwrap().last().unwrap()["cells"].clone();
        assert_eq!((&total[3]["value"], &total[7]["kind"]), (&json!(11), &json!("empty")), "{total}");
        // Nobody came yet: that is no nought, and it is said why nothing stands there.
        let row = &r12[0]["blocks"][0]["rows"][0]["cells"];
        assert!((8..11).all(|column| row[column]["kind"] == "empty"), "{row}");
        assert!(r12[0]["notes"].to_string().contains("終了していない開催"), "{}", r12[0]["notes"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_union_has_trainings_that_keep_the_rule() {
    let office = crate::support::office::Office::closed(crate::support::office::On::File).await;
    let sample = json!({ "file": office.place, "passphrase": crate::support::office::PASSPHRASE, "members": 300 });
    office.ask("desk", "create_sample", sample).await;
    let courses = office.ask("training", "courses", json!({})).await;
    let runs = office.ask("training", "runs", json!({})).await;
    assert_eq!((courses.as_array().unwrap().len(), runs.as_array().unwrap().len()), (8, 20));
    let mut people = 0;
    for run in runs.as_array().unwrap() {
        let board = office.ask("training", "board", json!({ "id": run["id"] })).await;
        assert!(
            run["confirmed"].as_u64().unwrap() + run["offered"].as_u64().unwrap() <= run["capacity"].as_u64().unwrap()
        );
        people += board["rows"].as_array().unwrap().len();
        let costs = office.ask("training", "costs", json!({ "id": run["id"] })).await;
        let shares: i64 = costs["shares"].as_array().unwrap().iter().map(|row| row["amount"].as_i64().unwrap()).sum();
        assert_eq!(shares, costs["total"].as_i64().unwrap(), "E-07: {run}");
    }
    assert!(people > 200, "{people}");
    let partners = office.ask("organizations", "employers", json!({})).await;
    let names: Vec<&str> = partners.as_array().unwrap().iter().filter_map(|row| row["name"].as_str()).collect();
    for union in ["ひがし流通労働組合", "みらい情報労働組合", "しろがね金融労働組合", "さくら福祉職員組合"]
    {
        assert!(names.contains(&format!("{union}（架空）").as_str()), "{union}: {names:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_is_written_again_for_one_person_and_names_nobody_else() {
    for on in databases() {
        let mut training = Training::new(on).await;
        let run = held(&mut training).await;
        let office = &training.office;
        let board = training.ask("board", json!({ "id": run })).await;
        let person = |name: &str| {
            board["rows"].as_array().unwrap().iter().find(|row| row["name"] == name).unwrap()["person_id"].clone()
        };
        let ask = |person: &Value| json!({ "report": "R14", "run": "C01-1", "as_of": "2027-01-31", "person": person });
        let pages = office.ask("reports", "preview", ask(&person("赤井"))).await["pages"].clone();
        assert_eq!(pages.as_array().unwrap().len(), 1);
        assert!(pages[0].to_string().contains("赤井　殿") && !pages.to_string().contains("青木"), "{pages}");
        let file = office.file("再交付.xlsx");
        let mut write = ask(&person("赤井"));
        write["file"] = json!(file);
        write["purpose"] = json!("修了証の再交付");
        assert_eq!(office.ask("reports", "write", write).await["rows"], 1);
        let all = training.ask("certificates", json!({ "id": run })).await;
        let number = |name: &str| {
            let row = all.as_array().unwrap().iter().find(|row| row["name"] == name).unwrap();
            row["number"].as_str().unwrap().to_owned()
        };
        let parts = stored(&file);
        assert!(parts.contains(&number("赤井")) && !parts.contains("青木") && !parts.contains(&number("青木")));
        // Who did not come has none, and one that was taken back is none.
        assert_eq!(office.refused("reports", "preview", ask(&person("分部"))).await, "no_certificate_of_person");
        assert_eq!(
            office.refused("reports", "preview", ask(&json!(""))).await,
            "missing",
            "an empty name is not everybody"
        );
        let row = all.as_array().unwrap().iter().find(|row| row["name"] == "赤井").unwrap();
        training.ask("revoke_certificate", json!({ "id": row["id"], "reason": "誤記" })).await;
        assert_eq!(office.refused("reports", "preview", ask(&person("赤井"))).await, "no_certificate_of_person");
    }
}
