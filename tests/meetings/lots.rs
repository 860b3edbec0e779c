//! Lots: equal votes on the last seats are decided by lot where the union's rules say so (B-02).

use kyojo_core::progress::Progress;
use serde_json::{Value, json};

use super::papers::{draft, report};
use super::{come, committee, convened, union_of};
use crate::support::office::{Office, databases};

/// What the rules say of elections: the most votes decide, and equal votes are decided by lot or not.
fn by_lot(lot: &str) -> Value {
    json!({ "decisions": [{
        "kind": "election", "base": "valid_votes", "num": 0, "den": 1, "comparator": "gt", "article": "選挙規程第8条",
        "lot": lot, "lot_article": "選挙規程第10条",
    }] })
}

/// An open congress of ten with an election: the meeting and the item.
async fn sitting(office: &Office, lot: &str) -> (Value, Value) {
    committee(office, &["M0011", "M0012"]).await;
    let id = convened(office, by_lot(lot), 10).await;
    let items = json!([{ "kind": "election", "title": "執行委員の選出（架空）" }]);
    office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
    office.ask("meetings", "open_door", json!({ "id": id })).await;
    come(office, &id, 1..=10).await;
    office.ask("meetings", "declare", json!({ "id": id, "open": true })).await;
    let item = office.ask("meetings", "meeting", json!({ "id": id })).await["agenda"][0]["id"].clone();
    (id, item)
}

/// A ballot of ten papers with these votes, counted by two.
async fn counted(office: &Office, ballot: &Value, votes: Value) -> Value {
    office.ask("meetings", "open_ballot", json!({ "id": ballot })).await;
    office.ask("meetings", "issue", json!({ "id": ballot, "everyone": true })).await;
    office.ask("meetings", "close_ballot", json!({ "id": ballot })).await;
    for teller in ["見本 一郎", "見本 二子"] {
        let count = json!({ "id": ballot, "teller": teller, "cast": 10, "votes": votes });
        office.ask("meetings", "tally", count).await;
    }
    office.ask("meetings", "ballot", json!({ "id": ballot })).await
}

async fn election(office: &Office, item: &Value, seats: i64) -> Value {
    let candidates = json!([{ "number": "M0001" }, { "number": "M0002" }, { "number": "M0003" }]);
    let add = json!({ "item_id": item, "seats": seats, "candidates": candidates });
    office.ask("meetings", "add_ballot", add).await
}

/// The refusal of a verb: its code, and the first field that is wrong with its code.
async fn problem(office: &Office, verb: &str, input: Value) -> (String, String) {
    let error = office.call("meetings", verb, input).await.unwrap_err();
    let wire = serde_json::to_value(&error).unwrap();
    let field = &wire["fields"][0];
    let told = match field["field"].as_str() {
        Some(name) => format!("{name} {}", field["code"].as_str().unwrap_or_default()),
        None => String::new(),
    };
    (error.code().to_owned(), told)
}

fn drawn(ballot: &Value, elected: Value) -> Value {
    json!({ "id": ballot, "organ": "election_committee", "drawn_by": "見本 委員", "present": ["見本 立会", "見本 議長"], "elected": elected })
}

fn certify(ballot: &Value) -> Value {
    json!({ "id": ballot, "witnesses": ["M0011", "M0012"] })
}

#[tokio::test(flavor = "multi_thread")]
async fn b_02_the_lot_decides_the_last_seat_of_equals_once_and_every_paper_tells_its_article() {
    for on in databases() {
        let office = union_of(on, 12).await;
        let (id, item) = sitting(&office, "at_once").await;
        let ballot = election(&office, &item, 2).await;
        assert_eq!(office.refused("meetings", "draw_lot", drawn(&ballot, json!([2]))).await, "no_lot");
        let votes = json!([{ "no": 1, "yes": 8 }, { "no": 2, "yes": 6 }, { "no": 3, "yes": 6 }]);
        let told = counted(&office, &ballot, votes).await;
        assert_eq!(
            (&told["ballot"]["outcome"], &told["to_draw"], &told["left"], &told["runoff"], &told["lot"]),
            (&json!("tie"), &json!([2, 3]), &json!(1), &json!([]), &Value::Null)
        );
        let open = told["ballot"]["formula"].as_str().unwrap();
        assert!(open.contains("同数のため選挙規程第10条によりくじで決める"), "{open}");
        assert_eq!(told["seating"], "定数2", "the lot is still to fill the seat");
        assert_eq!(office.refused("meetings", "certify", certify(&ballot)).await, "lot_open");
        let chair = json!({ "id": ballot, "casting": "yes" });
        assert_eq!(office.refused("meetings", "casting_vote", chair).await, "no_casting_vote");
        // Only between the equals, and as many as there are seats.
        for others in [json!([]), json!([1]), json!([2, 3]), json!([2, 1])] {
            let wrong = problem(&office, "draw_lot", drawn(&ballot, others)).await;
            assert_eq!(wrong, ("invalid".to_owned(), "elected lot_seats".to_owned()));
        }
        let mut alone = drawn(&ballot, json!([3]));
        alone["present"] = json!(["見本　委員", " "]);
        assert_eq!(problem(&office, "draw_lot", alone).await.1, "present required", "who drew is no witness");
        office.ask("meetings", "draw_lot", drawn(&ballot, json!([3]))).await;
        assert_eq!(office.refused("meetings", "draw_lot", drawn(&ballot, json!([2]))).await, "no_lot", "once");
        let history = office.ask("desk", "history", json!({})).await;
        assert_eq!(history["rows"][0]["verb"], "draw_lot");
        let taken = json!({ "op": history["rows"][0]["id"] });
        assert_eq!(office.refused("desk", "undo", taken).await, "undo_final");
        // Nor is the count taken back from under it.
        let count = super::votes::op_of(&office, "tally").await;
        assert!(office.call("desk", "undo", json!({ "op": count })).await.is_err());
        office.ask("meetings", "certify", certify(&ballot)).await;
        let detail = office.ask("meetings", "ballot", json!({ "id": ballot })).await;
        let of = |name: &str| -> Vec<bool> {
            detail["candidates"].as_array().unwrap().iter().map(|row| row[name] == true).collect()
        };
        assert_eq!((of("elected"), of("by_lot")), (vec![true, false, true], vec![false, false, true]));
        assert_eq!((&detail["ballot"]["outcome"], &detail["left"]), (&json!("elected"), &json!(0)));
        let whole = "同数(見本 2子、見本 3子)のため選挙規程第10条によりくじで決定：見本 3子。くじを引いた人：選挙管理委員会 見本 委員、立会人：見本 立会、見本 議長";
        assert_eq!(detail["lot"]["told"], whole);
        let short = "同数のため選挙規程第10条によりくじで決定：当選";
        assert!(detail["ballot"]["formula"].as_str().unwrap().contains(short), "{detail}");
        let (minutes, result) = (draft(&office, &id).await, report(&office, &id, "R07").await);
        for paper in [&minutes, &result] {
            // Long sentences of a workbook go on in the next row.
            let paper = paper.replace("\"], [\"", "");
            assert!(paper.contains(whole) && paper.contains(short) && paper.contains("当選(くじ)"), "{paper}");
        }
        assert_eq!(office.ask("meetings", "meeting", json!({ "id": id })).await["agenda"][0]["result"], "adopted");
        // Nothing leads from the lot to a person.
        let session = office.desk.session(Progress::silent()).unwrap();
        let kept = session.db().texts("SELECT elected FROM ballot_lot").await.unwrap();
        assert_eq!(kept, ["[3]"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b_02_a_lot_of_the_run_off_waits_for_it_and_without_a_rule_equals_stand_again() {
    for on in databases() {
        let office = union_of(on, 12).await;
        let (_, item) = sitting(&office, "run_off").await;
        let first = election(&office, &item, 1).await;
        let votes = json!([{ "no": 1, "yes": 4 }, { "no": 2, "yes": 4 }, { "no": 3, "yes": 2 }]);
        let told = counted(&office, &first, votes).await;
        assert_eq!((&told["ballot"]["outcome"], &told["runoff"]), (&json!("runoff"), &json!([1, 2])));
        assert_eq!(office.refused("meetings", "draw_lot", drawn(&first, json!([1]))).await, "no_lot");
        office.ask("meetings", "certify", certify(&first)).await;
        let second = office.ask("meetings", "run_off", json!({ "id": first })).await;
        let told = counted(&office, &second, json!([{ "no": 1, "yes": 5 }, { "no": 2, "yes": 5 }])).await;
        assert_eq!((&told["ballot"]["outcome"], &told["to_draw"]), (&json!("tie"), &json!([1, 2])));
        // What the rules say from now on changes nothing here.
        office.ask("meetings", "save_rule", super::rule(by_lot("never"))).await;
        office.ask("meetings", "draw_lot", drawn(&second, json!([2]))).await;
        office.ask("meetings", "certify", certify(&second)).await;
        let told = office.ask("meetings", "ballot", json!({ "id": second })).await;
        assert_eq!((&told["ballot"]["outcome"], &told["candidates"][1]["by_lot"]), (&json!("elected"), &json!(true)));

        let office = union_of(on, 12).await;
        let (_, item) = sitting(&office, "never").await;
        let first = election(&office, &item, 1).await;
        let votes = json!([{ "no": 1, "yes": 4 }, { "no": 2, "yes": 4 }, { "no": 3, "yes": 2 }]);
        let told = counted(&office, &first, votes).await;
        assert_eq!((&told["ballot"]["outcome"], &told["to_draw"]), (&json!("runoff"), &json!([])));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_sees_meetings_reads_what_the_rules_say_of_votes_lots_and_substitutes() {
    for on in databases() {
        let office = union_of(on, 1).await;
        let mut more = by_lot("at_once");
        more["substitute_article"] = json!("規約第17条");
        more["proxy_article"] = json!("規約第19条");
        office.ask("meetings", "save_rule", super::rule(more)).await;
        let told = office.ask("meetings", "rules", json!({})).await[0]["told"].clone();
        let lines = [
            "選挙：得票の多い順【選挙規程第8条】",
            "決選投票：得票の多い順",
            "最後の席が同数のときのくじ：はじめの投票から【選挙規程第10条】",
            "そのほかの議題：出席の1/2超(過半数)",
            "委任：成立の数に入れる【規約第19条】",
            "補欠・代理：認める【規約第17条】",
        ];
        assert_eq!(told, json!(lines));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lot_forgets_who_drew_and_who_was_present_when_they_are_erased() {
    for on in databases() {
        let office = union_of(on, 12).await;
        let (_, item) = sitting(&office, "at_once").await;
        let ballot = election(&office, &item, 1).await;
        counted(&office, &ballot, json!([{ "no": 1, "yes": 5 }, { "no": 2, "yes": 5 }, { "no": 3, "yes": 0 }])).await;
        let unit = office.ask("organizations", "units", json!({})).await[0]["id"].clone();
        let mut gone = Vec::new();
        for (number, family, given) in [("Q0001", "百日紅", "千代子"), ("Q0002", "紫陽花", "次郎")] {
            let joining = json!({
                "person": { "family_name": family, "given_name": given }, "member_no": number, "joined_on": "2020-04-01",
                "unit_id": unit, "eligible": true, "not_a_duplicate": true
            });
            gone.push(office.ask("members", "add", joining).await["person_id"].clone());
        }
        let present = json!(["紫陽花 次郎", "立会 三郎"]);
        let lot =
            json!({ "id": ballot, "organ": "chair", "drawn_by": "百日紅 千代子", "present": present, "elected": [1] });
        office.ask("meetings", "draw_lot", lot).await;
        for person in gone {
            let card = office.ask("members", "card", json!({ "person_id": person })).await;
            let end = json!({ "membership_id": card["memberships"][0]["id"], "version": card["memberships"][0]["version"], "left_on": "2026-09-30", "end_reason": "employment_end" });
            office.ask("members", "leave", end).await;
            office.ask("members", "erase", json!({ "person_id": person })).await;
        }
        let told = office.ask("meetings", "ballot", json!({ "id": ballot })).await["lot"].clone();
        let words = told.to_string();
        let left = ["百日紅", "紫陽花"].into_iter().filter(|name| words.contains(name)).count();
        assert!(left == 0 && words.contains("立会 三郎"), "{words}");
    }
}
