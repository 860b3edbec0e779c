//! Substitutes: the place of a delegate who cannot come is taken by a member of the same unit where the rules say so (G-04).

use serde_json::{Value, json};

use super::papers::{draft, has, notice, report};
use super::{board, come, convened, membership, number, receive, rule, seat, union_of};
use crate::support::office::{Office, databases};

/// What the rules say of substitutes.
fn allowed() -> Value {
    json!({ "substitute_article": "規約第17条" })
}

/// An entry of a delegate with the substitute who comes, or is named.
fn taken(delegate: &str, mode: &str, substitute: &str) -> Value {
    json!({ "number": delegate, "mode": mode, "substitute_number": substitute })
}

/// Why an entry is refused: the code, and the reason or the field.
async fn refused(office: &Office, meeting: &Value, entry: Value) -> (String, String) {
    let input = json!({ "meeting_id": meeting, "entries": [entry] });
    let error = office.call("meetings", "receive", input).await.unwrap_err();
    let wire = serde_json::to_value(&error).unwrap();
    let field = wire["fields"][0]["field"].as_str().map(str::to_owned);
    (error.code().to_owned(), field.unwrap_or_else(|| error.about()["reason"].as_str().unwrap_or_default().to_owned()))
}

fn why(reason: &str) -> (String, String) {
    ("G-04".to_owned(), reason.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn g_04_a_seat_counts_once_whether_the_delegate_or_the_substitute_sits_there() {
    for on in databases() {
        let office = union_of(on, 12).await;
        let id = convened(&office, allowed(), 6).await;
        // Named before the day: nobody is there yet.
        let named = receive(&office, &id, json!([taken("M0001", "absent", "M0007")])).await;
        assert_eq!((&named["rows"][0]["substitute"], &named["credentials"]["absent"]), (&json!("見本 7子"), &json!(1)));
        for (entry, reason) in [
            (taken("M0002", "in_person", "M0007"), "substitute_unit"),
            (taken("M0003", "in_person", "M0005"), "substitute_seated"),
            (taken("M0003", "in_person", "M0007"), "substitute_twice"),
            (taken("M0003", "proxy", "M0009"), "substitute_proxy"),
            (json!({ "number": "M0001", "mode": "proxy", "holder_number": "M0002" }), "substitute_named"),
            (json!({ "number": "M0004", "mode": "proxy", "holder_number": "M0001" }), "holder_substituted"),
        ] {
            assert_eq!(refused(&office, &id, entry.clone()).await, why(reason), "{entry}");
        }
        let nobody = ("invalid".to_owned(), "entries.0.substitute_number".to_owned());
        assert_eq!(refused(&office, &id, taken("M0003", "in_person", "無番")).await, nobody);
        // A proxy and a substitute exclude each other, whichever came first.
        receive(&office, &id, json!([{ "number": "M0003", "mode": "proxy", "holder_number": "M0005" }])).await;
        assert_eq!(refused(&office, &id, taken("M0003", "in_person", "M0009")).await, why("substitute_gave"));
        // The substitute comes by the own number, and the seat is the delegate's.
        let came = receive(&office, &id, json!([{ "number": "M0007", "mode": "in_person" }])).await;
        assert_eq!(
            (&came["rows"][0]["member_no"], &came["rows"][0]["substitute"]),
            (&json!("M0001"), &json!("見本 7子"))
        );
        let sum = board(&office, &id).await["credentials"].clone();
        let figures = ["base", "in_person", "substitutes", "absent", "counted"].map(|name| sum[name].clone());
        assert_eq!(figures, [6, 1, 1, 0, 1].map(|n| json!(n)));
        assert_eq!(seat(&office, &id, "M0001").await["substitute_no"], "M0007");
        let found = office.ask("meetings", "attendees", json!({ "meeting_id": id, "find": "M0007" })).await;
        assert_eq!(found[0]["member_no"], "M0001", "the door finds the seat by the substitute");
        // The delegate comes later, and is told what to do; both never count.
        let late = json!({ "number": "M0001", "mode": "in_person" });
        let input = json!({ "meeting_id": id, "entries": [late] });
        let error = office.call("meetings", "receive", input.clone()).await.unwrap_err();
        let told = error.about()["why"].as_str().unwrap().to_owned();
        assert_eq!((error.code(), error.about()["reason"].as_str()), ("G-04", Some("substitute_in")));
        assert!(told.contains("見本 7子") && told.contains("先にこの受付を取り消してください"), "{told}");
        assert_eq!(refused(&office, &id, taken("M0001", "in_person", "M0009")).await, why("substitute_is_there"));
        receive(&office, &id, json!([{ "number": "M0007" }])).await;
        office.ask("meetings", "receive", input).await;
        let sum = board(&office, &id).await["credentials"].clone();
        assert_eq!((&sum["in_person"], &sum["substitutes"]), (&json!(1), &json!(0)));
        assert_eq!(refused(&office, &id, taken("M0001", "in_person", "M0007")).await, why("substitute_is_there"));
        // One step back, and the place is free again.
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(seat(&office, &id, "M0001").await["mode"], Value::Null);
        // Who was named and is not there yet makes room for the delegate.
        receive(&office, &id, json!([taken("M0001", "absent", "M0007")])).await;
        let done = receive(&office, &id, json!([{ "number": "M0001", "mode": "in_person" }])).await;
        assert_eq!((&done["rows"][0]["dropped"], &done["rows"][0]["substitute"]), (&json!("見本 7子"), &Value::Null));
        // A proxy is given to a person: it goes with nobody's place.
        receive(&office, &id, json!([{ "number": "M0005", "mode": "absent" }])).await;
        receive(&office, &id, json!([taken("M0005", "in_person", "M0011")])).await;
        assert_eq!(seat(&office, &id, "M0003").await["fault"], "holder_away");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g_04_substitutes_are_there_where_the_frozen_rule_names_its_article() {
    for on in databases() {
        let office = union_of(on, 12).await;
        let id = convened(&office, json!({}), 6).await;
        office.ask("meetings", "save_rule", rule(allowed())).await;
        assert_eq!(refused(&office, &id, taken("M0001", "in_person", "M0007")).await, why("substitute_not_allowed"));
        let all = rule(json!({ "kind": "extra_congress", "base": "members", "substitute_article": "規約第17条" }));
        assert_eq!(office.refused("meetings", "save_rule", all).await, "invalid", "each member has a seat there");
        // Who left, or has no vote, takes nobody's place; a delegate outside the base needs none.
        let id = convened(&office, allowed(), 6).await;
        let (person, left) = membership(&office, &number(7)).await;
        let card = office.ask("members", "card", json!({ "person_id": person })).await;
        let end = json!({ "membership_id": left, "version": card["memberships"][0]["version"], "left_on": "2026-10-15", "end_reason": "employment_end" });
        office.ask("members", "leave", end).await;
        assert_eq!(refused(&office, &id, taken("M0001", "in_person", "M0007")).await, why("substitute_no_vote"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_substitute_gets_the_paper_of_the_seat_and_every_paper_names_who_sat_there() {
    for on in databases() {
        let office = union_of(on, 12).await;
        let id = convened(&office, allowed(), 6).await;
        let items = json!([{ "kind": "rule_change", "title": "規約の改正（架空）" }]);
        office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
        has(
            &notice(&office, &id, "ja").await,
            &["補欠・代理の代議員が出席します", "補欠・代理の代議員の根拠：規約第17条"],
        );
        office.ask("meetings", "open_door", json!({ "id": id })).await;
        receive(&office, &id, json!([taken("M0001", "in_person", "M0007")])).await;
        come(&office, &id, 2..=4).await;
        office.ask("meetings", "declare", json!({ "id": id, "open": true })).await;
        let item = office.ask("meetings", "meeting", json!({ "id": id })).await["agenda"][0]["id"].clone();
        let ballot = office.ask("meetings", "add_ballot", json!({ "item_id": item })).await;
        office.ask("meetings", "open_ballot", json!({ "id": ballot })).await;
        let paper = |number: &str| json!({ "id": ballot, "numbers": [number] });
        assert_eq!(office.refused("meetings", "issue", paper("M0001")).await, "paper_place");
        assert_eq!(office.ask("meetings", "issue", paper("M0007")).await["issued"], 1);
        assert_eq!(office.refused("meetings", "issue", paper("M0007")).await, "paper_twice");
        let all = office.ask("meetings", "issue", json!({ "id": ballot, "everyone": true })).await;
        assert_eq!(all["issued"], 4, "a vote a seat");
        let first = async || {
            let roll = office.ask("meetings", "roll", json!({ "id": ballot })).await;
            roll.as_array().unwrap().iter().find(|row| row["member_no"] == "M0001").unwrap().clone()
        };
        assert_eq!((&first().await["substitute"], &first().await["issued"]), (&json!("見本 7子"), &json!(true)));
        let told = ["出席4(うち補欠1)", "補欠・代理の代議員(規約第17条)：見本 1子に代わり見本 7子"];
        has(&draft(&office, &id).await, &told);
        has(
            &report(&office, &id, "R06").await,
            &["うち補欠・代理の代議員", "補欠・代理：見本 7子(M0007)", "出席4(うち補欠1)"],
        );
        // The delegate comes back into the place: the paper was the substitute's, and there is no second one.
        receive(&office, &id, json!([{ "number": "M0007" }])).await;
        come(&office, &id, 1..=1).await;
        assert_eq!(office.refused("meetings", "issue", paper("M0001")).await, "paper_twice");
        assert_eq!(first().await["substitute"], "見本 7子");
        has(&draft(&office, &id).await, &told);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g_04_a_merge_leaves_nobody_a_seat_and_the_place_of_another() {
    for on in databases() {
        let office = union_of(on, 12).await;
        let id = convened(&office, allowed(), 6).await;
        receive(&office, &id, json!([taken("M0001", "in_person", "M0007")])).await;
        let card = async |i: usize| {
            let (person, _) = membership(&office, &number(i)).await;
            office.ask("members", "card", json!({ "person_id": person })).await
        };
        let (keep, gone) = (card(3).await, card(7).await);
        let merge = json!({ "keep": keep["person_id"], "keep_version": keep["version"], "merge": gone["person_id"], "merge_version": gone["version"] });
        office.ask("members", "merge", merge).await;
        let sum = async || board(&office, &id).await["credentials"].clone();
        let now = sum().await;
        assert_eq!((&now["base"], &now["substitutes"], &now["counted"]), (&json!(6), &json!(0), &json!(0)));
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(sum().await["substitutes"], 1);
        // The two are the delegate and the own substitute: the delegate came.
        let (keep, gone) = (card(1).await, card(7).await);
        let merge = json!({ "keep": keep["person_id"], "keep_version": keep["version"], "merge": gone["person_id"], "merge_version": gone["version"] });
        office.ask("members", "merge", merge).await;
        let now = sum().await;
        assert_eq!((&now["substitutes"], &now["counted"]), (&json!(0), &json!(1)));
    }
}
