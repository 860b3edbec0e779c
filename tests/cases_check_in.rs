//! Check-ins before and after: the questions, who reads the answers, and what becomes of them in the figures.

use serde_json::{Value, json};

use crate::cases::Room;
use crate::support::office::databases;

/// Six answers with sums of their parts.
fn answers(confidence: i64, curiosity: i64, own: i64) -> Value {
    let two = |sum: i64| [sum / 2, sum - sum / 2];
    json!([two(confidence), two(curiosity), two(own)].concat())
}

/// A case whose member agreed that answers are counted.
pub async fn counted_case(room: &Room) -> Value {
    let id = room.case("intake").await;
    let consent = json!({ "case_id": id, "method": "written", "scope": ["record", "stats"] });
    room.ask("consent", consent).await;
    id
}

pub async fn check_in(room: &Room, id: &Value, timing: &str, on: &str, answers: Value) -> Value {
    let input = json!({ "case_id": id, "timing": timing, "taken_on": on, "answers": answers });
    room.ask("record_check_in", input).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_six_questions_are_there_and_say_what_they_are() {
    for on in databases() {
        let room = Room::new(on).await;
        let all = room.ask("instruments", json!({})).await;
        let six = &all[0];
        assert_eq!((&six["code"], &six["built_in"]), (&json!("own_six"), &json!(true)));
        assert_eq!(six["note"], "独自の簡易設問（学術尺度ではありません）");
        assert_eq!(six["items"].as_array().unwrap().len(), 6);
        let english = |item: &Value| item["words_en"].as_str().is_some_and(|words| !words.is_empty());
        assert!(six["items"].as_array().unwrap().iter().all(english));
        let of = json!({ "id": six["id"], "version": six["version"], "code": "own_six", "name": "直した", "scale_min": 1,
            "scale_max": 5, "subscales": six["subscales"], "items": six["items"] });
        assert_eq!(room.refused("save_instrument", of).await, "instrument_published");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn f_01_questions_without_owner_licence_and_permission_are_not_published() {
    for on in databases() {
        let room = Room::new(on).await;
        let mut own = json!({ "code": "shop_floor", "name": "職場の設問（架空）", "scale_min": 1, "scale_max": 7,
            "subscales": [{ "code": "a", "name": "見通し" }],
            "items": [{ "subscale": "a", "words": "見通しがある" }, { "subscale": "a", "words": "見通しがない", "reverse": true }] });
        let id = room.ask("save_instrument", own.clone()).await;
        let row = |all: &Value| all.as_array().unwrap().iter().find(|row| row["id"] == id).unwrap().clone();
        let version = row(&room.ask("instruments", json!({})).await)["version"].clone();
        let refused = room.office.call("cases", "publish_instrument", json!({ "id": id, "version": version })).await;
        let fields: Vec<String> = refused.unwrap_err().fields().iter().map(|field| field.field.clone()).collect();
        assert_eq!(fields, ["owner", "licence", "permission"]);
        let case = counted_case(&room).await;
        let early = json!({ "case_id": case, "instrument_id": id, "timing": "pre", "answers": [1, 7] });
        assert_eq!(room.refused("record_check_in", early.clone()).await, "instrument_not_asked");
        for (field, words) in
            [("owner", "見本大学（架空）"), ("licence", "書面による許諾"), ("permission", "許諾書2026-3、金庫")]
        {
            own[field] = json!(words);
        }
        own["id"] = id.clone();
        own["version"] = version;
        room.ask("save_instrument", own.clone()).await;
        let version = row(&room.ask("instruments", json!({})).await)["version"].clone();
        room.ask("publish_instrument", json!({ "id": id, "version": version })).await;
        let taken = room.ask("record_check_in", early).await;
        assert_eq!(taken["scores"][0]["score"], 2, "the reversed answer counts from the other end");
        assert_eq!((&taken["scores"][0]["least"], &taken["scores"][0]["most"]), (&json!(2), &json!(14)));
        // What is asked stays; the next edition is another row.
        own.as_object_mut().unwrap().remove("id");
        room.ask("save_instrument", own).await;
        let all = room.ask("instruments", json!({})).await;
        let editions: Vec<&Value> = all
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| row["code"] == "shop_floor")
            .map(|row| &row["edition"])
            .collect();
        assert_eq!(editions, [&json!(1), &json!(2)]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_counsellor_reads_answers_and_c_03_comes_before_them() {
    for on in databases() {
        let room = Room::new(on).await;
        let inquiry = room.case("inquiry").await;
        let six = answers(6, 8, 7);
        let input = |id: &Value, answers: &Value| json!({ "case_id": id, "timing": "pre", "answers": answers });
        assert_eq!(room.refused("record_check_in", input(&inquiry, &six)).await, "C-03");
        let id = counted_case(&room).await;
        assert_eq!(room.refused("record_check_in", input(&id, &json!([1, 2, 3]))).await, "invalid");
        assert_eq!(room.refused("record_check_in", input(&id, &json!([1, 2, 3, 4, 5, 6]))).await, "invalid");
        check_in(&room, &id, "pre", "2026-09-01", six).await;
        let half = check_in(&room, &id, "follow_up", "2026-10-20", json!([3, null, 4, 4, 2, 2])).await;
        assert_eq!(half["scores"][0]["score"], Value::Null, "a part with a missing answer has no score");
        let rows = room.ask("check_ins", json!({ "case_id": id })).await;
        assert_eq!(rows[0]["answers"], json!([3, 3, 4, 4, 3, 4]));
        assert_eq!(rows[0]["scores"][1]["score"], 8);
        for login in ["second", "supervisor", "secretary", "dpo"] {
            room.sit(login).await;
            let code = room.refused("check_ins", json!({ "case_id": id })).await;
            assert!(["missing", "not_allowed"].contains(&code.as_str()), "{login}: {code}");
        }
        room.sit("soudan").await;
        let first = &rows[0];
        room.ask("remove_check_in", json!({ "id": first["id"], "version": first["version"] })).await;
        assert_eq!(room.ask("check_ins", json!({ "case_id": id })).await.as_array().unwrap().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn f_02_pairs_join_the_figures_three_together_and_lead_to_no_case() {
    for on in databases() {
        let room = Room::new(on).await;
        let mut said = Vec::new();
        for n in 0..4 {
            let id = counted_case(&room).await;
            check_in(&room, &id, "pre", "2026-08-01", answers(4, 5, 6)).await;
            if n == 0 {
                let early = check_in(&room, &id, "post", "2026-08-20", answers(9, 9, 9)).await;
                assert_eq!(early["why_not"], "too_early");
                let row = room.ask("check_ins", json!({ "case_id": id })).await[1].clone();
                room.ask("remove_check_in", json!({ "id": row["id"], "version": row["version"] })).await;
            }
            let post = check_in(&room, &id, "post", "2026-10-01", answers(6, 5, 7)).await;
            said.push((id, post));
        }
        let why: Vec<&Value> = said.iter().map(|(_, post)| &post["why_not"]).collect();
        assert_eq!(why, [&json!("waiting"), &json!("waiting"), &Value::Null, &json!("waiting")]);
        let session = room.office.desk.session(kyojo_core::progress::Progress::silent()).unwrap();
        let pairs = session.db().number("SELECT count(*) AS n FROM check_in_pair", []).await.unwrap();
        assert_eq!(pairs, 9, "three cases with three parts");
        let rows = room.ask("check_ins", json!({ "case_id": said[0].0 })).await;
        assert_eq!(rows[1]["released"], true);
        let named = json!({ "id": rows[1]["id"], "version": rows[1]["version"] });
        assert_eq!(room.refused("remove_check_in", named).await, "check_in_released");
        let waits = room.ask("check_ins", json!({ "case_id": said[3].0 })).await;
        room.ask("remove_check_in", json!({ "id": waits[1]["id"], "version": waits[1]["version"] })).await;
        // Without the member's word nothing is counted.
        let silent = room.case("intake").await;
        let taken = check_in(&room, &silent, "pre", "2026-08-01", answers(4, 5, 6)).await;
        assert_eq!((&taken["counted"], &taken["why_not"]), (&json!(false), &json!("no_consent")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn f_03_before_and_after_are_told_for_k_pairs_with_the_caveat() {
    for on in databases() {
        let room = Room::new(on).await;
        // The scores of the paper for three members each, in two parts that sum to ten at most.
        for (before, after) in
            [(4, 6), (5, 5), (4, 7), (3, 5), (8, 8), (6, 9), (4, 4), (5, 6), (7, 10), (4, 6), (5, 4), (6, 8)]
        {
            let id = counted_case(&room).await;
            check_in(&room, &id, "pre", "2026-08-01", answers(before, before, before)).await;
            check_in(&room, &id, "post", "2026-10-01", answers(after, before, after)).await;
        }
        let of = room.ask("statistics", json!({})).await;
        let six = &of["check_ins"][0];
        assert_eq!(six["pairs"]["n"], 12);
        assert_eq!(six["dropout"]["n"], 0);
        let part = &six["parts"][0];
        assert_eq!((&part["before"]["median"], &part["after"]["median"]), (&json!(5.0), &json!(6.0)));
        assert_eq!(part["difference"], json!(2.0));
        for count in ["up", "same", "down"] {
            assert_eq!(part[count]["n"], Value::Null, "{count}: one went down and three stayed");
        }
        assert_eq!(part["r"], Value::Null, "r of twelve would tell how many went down");
        let still = &six["parts"][1];
        assert_eq!(
            (&still["same"]["n"], &still["up"]["n"]),
            (&json!(12), &json!(0)),
            "everybody stayed: twelve and nobody"
        );
        // For members two who moved are too few of twelve: nothing is told.
        let outside = room.ask("statistics", json!({ "for_members": true })).await;
        assert_eq!(outside["check_ins"][0]["parts"][0]["before"], Value::Null);
        let pages = room.office.ask("reports", "preview", json!({ "report": "R09" })).await;
        let said = pages["pages"].to_string();
        assert!(said.contains("前後の差は相談の効果を示すものではありません"), "the caveat is printed");
        assert!(said.contains("独自の簡易設問（学術尺度ではありません）"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn f_03_a_question_left_out_leaves_one_pair_out_and_hides_no_part() {
    for on in databases() {
        let room = Room::new(on).await;
        for _ in 0..12 {
            let id = counted_case(&room).await;
            check_in(&room, &id, "pre", "2026-08-01", answers(4, 5, 6)).await;
            check_in(&room, &id, "post", "2026-10-01", answers(6, 7, 8)).await;
        }
        let whole = room.ask("statistics", json!({})).await["check_ins"][0].clone();
        assert_eq!((&whole["pairs"]["n"], &whole["dropout"]["n"]), (&json!(12), &json!(0)));
        // Five more leave one question out after, one of them also before.
        let mut left = Vec::new();
        for n in 0..5 {
            let id = counted_case(&room).await;
            let before = if n == 0 { json!([2, 2, 3, null, 3, 3]) } else { answers(4, 5, 6) };
            let pre = check_in(&room, &id, "pre", "2026-08-01", before).await;
            assert_eq!(pre["why_not"], if n == 0 { json!("blank") } else { Value::Null });
            let post = check_in(&room, &id, "post", "2026-10-01", json!([3, 3, 4, 4, null, 4])).await;
            assert_eq!((&post["why_not"], &post["scores"][2]["score"]), (&json!("blank"), &Value::Null));
            left.push(id);
        }
        let of = room.ask("statistics", json!({})).await;
        let six = &of["check_ins"][0];
        assert_eq!((&six["pre"]["n"], &six["post"]["n"]), (&json!(17), &json!(17)));
        assert_eq!((&six["pairs"]["n"], &six["dropout"]["n"]), (&json!(12), &json!(5)), "left out, and told so");
        for (at, part) in six["parts"].as_array().unwrap().iter().enumerate() {
            assert_eq!(part, &whole["parts"][at], "every part shows the twelve whole pairs as before");
            assert_eq!((&part["pairs"]["n"], &part["difference"]), (&json!(12), &json!(2.0)));
        }
        // Answered whole on another day, they are a pair like any other.
        let again = check_in(&room, &left[1], "post", "2026-10-20", answers(6, 7, 8)).await;
        assert_eq!(again["why_not"], "waiting");
        let pages = room.office.ask("reports", "preview", json!({ "report": "R09" })).await.to_string();
        assert!(pages.contains("答えに空きのある人は組に入れず"), "why they are left out is printed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn f_03_a_few_without_a_pair_hide_no_median() {
    for on in databases() {
        let room = Room::new(on).await;
        let before = async |answers: Value| {
            let id = counted_case(&room).await;
            check_in(&room, &id, "pre", "2026-08-01", answers).await;
            id
        };
        for _ in 0..12 {
            let id = before(answers(4, 5, 6)).await;
            check_in(&room, &id, "post", "2026-10-01", answers(6, 7, 8)).await;
        }
        let whole = room.ask("statistics", json!({})).await["check_ins"][0].clone();
        // Two leave a question out after, and four did not come again.
        for n in 0..6 {
            let id = before(answers(4, 5, 6)).await;
            if n < 2 {
                check_in(&room, &id, "post", "2026-10-01", json!([3, 3, 4, 4, null, 4])).await;
            }
        }
        let of = room.ask("statistics", json!({})).await;
        let six = &of["check_ins"][0];
        assert_eq!((&six["pre"]["n"], &six["dropout"]["n"]), (&json!(18), &json!(6)));
        assert_eq!(six["post"]["n"], Value::Null, "fourteen, less the pairs, would tell of two");
        assert_eq!((&six["pairs"]["n"], &six["parts"]), (&json!(12), &whole["parts"]), "enough pairs are told");
        assert_eq!(six["parts"][0]["difference"], json!(2.0));
    }
}
