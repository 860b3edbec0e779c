//! A table from a spreadsheet over rows of the roster: read as files are, told before it is written, taken back in one step.

use serde_json::{Value, json};

use crate::support::office::{Office, PASSPHRASE, databases};

async fn union(on: crate::support::office::On) -> (Office, Vec<Value>, [Value; 2]) {
    let office = Office::new(on).await;
    let unit = |label: &'static str, code: &'static str| json!({ "kind": "branch", "label": label, "code": code, "from_on": "2000-04-01" });
    let east = office.ask("organizations", "add_unit", unit("東支部", "B1")).await;
    let west = office.ask("organizations", "add_unit", unit("西支部", "B2")).await;
    let employer =
        office.ask("organizations", "add_employer", json!({ "kind": "employer", "name": "東都精機（架空）" })).await;
    let other =
        office.ask("organizations", "add_employer", json!({ "kind": "employer", "name": "西都化工（架空）" })).await;
    let mut people = Vec::new();
    for n in 0..4 {
        let at = if n == 3 { &other } else { &employer };
        let input = json!({
            "person": { "family_name": "見本", "given_name": format!("{n}子"), "birth_on": "1980-04-01" },
            "joined_on": "2020-04-01", "unit_id": east, "eligible": true, "not_a_duplicate": true,
            "employment": { "employer_org_id": at, "employee_no": format!("{n:04}"), "department": "製造部" }
        });
        people.push(office.ask("members", "add", input).await["person_id"].clone());
    }
    (office, people, [east, west])
}

async fn card(office: &Office, person: &Value) -> Value {
    office.ask("members", "card", json!({ "person_id": person })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_is_told_cell_by_cell_then_pasted_and_taken_back() {
    for on in databases() {
        let (office, people, [_, west]) = union(on).await;
        let text =
            "部署\t支部\t生年月日\r\n\"品質部\n第一課\"\t西支部\tS55.5.1\r\n0012\t南支部\t暦にない日\r\n\t西支部\t\r\n";
        let table =
            json!({ "text": text, "persons": people, "columns": ["department", "branch", "birth_on", "member_no"] });
        let before: Vec<Value> = vec![card(&office, &people[0]).await, card(&office, &people[2]).await];
        let told = office.ask("members", "preview_paste", table.clone()).await;
        assert_eq!(
            (told["header"].as_bool(), told["rows"].as_u64(), told["columns"].as_u64()),
            (Some(true), Some(3), Some(3))
        );
        let refused: Vec<(u64, &str, &str, &str)> = told["refused"]
            .as_array()
            .unwrap()
            .iter()
            .map(|cell| {
                let text = |name: &str| cell[name].as_str().unwrap();
                (cell["row"].as_u64().unwrap(), text("column"), text("raw"), text("code"))
            })
            .collect();
        assert_eq!(
            refused,
            [(2, "birth_on", "暦にない日", "date_unreadable"), (2, "branch", "南支部", "name_unknown")]
        );
        let changed: Vec<(String, usize)> = told["changed"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (row["name"].as_str().unwrap().to_owned(), row["changes"].as_array().unwrap().len()))
            .collect();
        assert_eq!(changed, [("見本 0子".into(), 3), ("見本 1子".into(), 1), ("見本 2子".into(), 1)], "{told}");
        assert_eq!((told["people"].as_u64(), told["cells"].as_u64()), (Some(3), Some(5)));
        let done = office.ask("members", "paste", table.clone()).await;
        assert_eq!(done["result"], told, "what was shown is what was done");
        let first = card(&office, &people[0]).await;
        assert_eq!(first["person"]["birth_on"], "1980-05-01");
        assert_eq!(first["memberships"][0]["assignments"][0]["unit_id"], west);
        assert_eq!(first["employments"].as_array().unwrap().len(), 1, "the employment is corrected, not replaced");
        let second = card(&office, &people[1]).await;
        assert_eq!(second["employments"][0]["employment"]["department"], "0012", "zeros stay");
        assert_eq!(second["person"]["birth_on"], "1980-04-01", "what cannot be read stays as it was");
        let third = card(&office, &people[2]).await;
        assert_eq!(third["employments"][0]["employment"]["department"], "製造部", "a blank keeps");
        assert_eq!(office.ask("members", "paste", table).await["op"], Value::Null, "twice changes nothing");
        office.ask("desk", "undo", json!({ "op": done["op"] })).await;
        assert_eq!(vec![card(&office, &people[0]).await, card(&office, &people[2]).await], before);
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_value_fills_what_was_chosen_and_other_employers_stay() {
    for on in databases() {
        let (office, people, _) = union(on).await;
        let fill = json!({ "text": "総務部\r\n", "persons": people, "columns": ["department"], "fill_rows": 4, "fill_columns": 1 });
        let told = office.ask("members", "preview_paste", fill.clone()).await;
        assert_eq!((told["people"].as_u64(), told["header"].as_bool()), (Some(4), Some(false)));
        office.ask("members", "paste", fill).await;
        let last = card(&office, &people[3]).await;
        assert_eq!(last["employments"][0]["employer"], "西都化工（架空）");
        assert_eq!(last["employments"][0]["employment"]["department"], "総務部");
        let erase =
            json!({ "text": "\t\r\n", "persons": [people[0]], "columns": ["department", "birth_on"], "erase": true });
        office.ask("members", "paste", erase).await;
        let first = card(&office, &people[0]).await;
        assert_eq!(
            (&first["employments"][0]["employment"]["department"], &first["person"]["birth_on"]),
            (&Value::Null, &Value::Null)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_rules_of_its_own_is_not_pasted_over_and_what_does_not_fit_is_told() {
    for on in databases() {
        let (office, people, _) = union(on).await;
        let mut numbers = Vec::new();
        for person in &people {
            numbers.push(card(&office, person).await["memberships"][0]["member_no"].as_str().unwrap().to_owned());
        }
        let text = "X-1\t終了\t2026/10/1\t山田 太郎\t余り\nX-2\t終了\t\t\t\nX-3\t\t\t\t";
        let text = text.replace("X-1", &numbers[0]).replace("X-2", numbers[1].trim_start_matches('0'));
        let table =
            json!({ "text": text, "persons": people[..2], "columns": ["member_no", "status", "left_on", "name"] });
        let told = office.ask("members", "preview_paste", table.clone()).await;
        assert_eq!(told["fixed"], json!(["member_no", "status", "left_on"]));
        assert_eq!((told["beyond_rows"].as_u64(), told["beyond_columns"].as_u64()), (Some(1), Some(1)));
        office.ask("members", "paste", table).await;
        let first = card(&office, &people[0]).await;
        assert_eq!((&first["person"]["family_name"], &first["person"]["given_name"]), (&json!("山田"), &json!("太郎")));
        assert_eq!(first["memberships"][0]["status"], "active");
        let membership = &first["memberships"][0];
        let leave = json!({ "membership_id": membership["id"], "version": membership["version"], "left_on": "2026-03-31", "end_reason": "retirement" });
        office.ask("members", "leave", leave).await;
        let ended = json!({ "text": "品質部", "persons": [people[0]], "columns": ["department"] });
        let told = office.ask("members", "preview_paste", ended).await;
        assert_eq!(told["refused"][0]["code"], "membership_over");
        let unknown = json!({ "text": "a", "persons": people, "columns": ["shoe_size"] });
        assert_eq!(office.refused("members", "paste", unknown).await, "invalid");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_that_was_sorted_changes_nobody_else() {
    for on in databases() {
        let (office, people, _) = union(on).await;
        let mut numbers = Vec::new();
        for person in &people {
            numbers.push(card(&office, person).await["memberships"][0]["member_no"].as_str().unwrap().to_owned());
        }
        // The second and the first, as Excel sorted them; the third fits, with its zeros lost and more put before it.
        let third = format!("0000{}", numbers[2].trim_start_matches('0'));
        let text = format!("{}\t丙野\t090-0000-0002\n{}\t丁野\t090-0000-0001\n{third}\t戊野\t", numbers[1], numbers[0]);
        let table = json!({ "text": text, "persons": people[..3], "columns": ["member_no", "family_name", "mobile"] });
        let told = office.ask("members", "preview_paste", table.clone()).await;
        let refused: Vec<(&Value, &Value)> =
            told["refused"].as_array().unwrap().iter().map(|row| (&row["row"], &row["code"])).collect();
        assert_eq!(refused, [(&json!(1), &json!("row_of_another")), (&json!(2), &json!("row_of_another"))], "{told}");
        office.ask("members", "paste", table).await;
        let mut names = Vec::new();
        for person in &people[..3] {
            names.push(card(&office, person).await["person"]["family_name"].as_str().unwrap().to_owned());
        }
        assert_eq!(names, ["見本", "見本", "戊野"]);
        // Without numbers, a name and a birth date of somebody else say the same.
        let text = "山田\t太郎\t1955-05-05";
        let table =
            json!({ "text": text, "persons": people[..1], "columns": ["family_name", "given_name", "birth_on"] });
        let told = office.ask("members", "preview_paste", table).await;
        assert_eq!(told["refused"][0]["code"], "row_of_another", "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_branch_officer_pastes_over_nobody_and_nowhere_else() {
    for on in databases() {
        let (office, people, [east, west]) = union(on).await;
        let moved = json!({ "chosen": { "persons": [people[0]] }, "change": { "does": "move_unit", "unit_id": west, "from_on": "2026-04-01" } });
        office.ask("members", "change_many", moved).await;
        let secret = "二人目の合言葉です";
        office.ask("officers", "add", json!({ "login": "west", "display_name": "西 見本（架空）", "passphrase": secret, "roles": ["branch_officer"], "unit_scope": west })).await;
        office.ask("desk", "open", json!({ "login": "west", "passphrase": secret })).await;
        let table = json!({ "text": "品質部\t東支部\n品質部\t東支部", "persons": people[..2], "columns": ["department", "branch"] });
        let told = office.ask("members", "preview_paste", table.clone()).await;
        let codes: Vec<&str> =
            told["refused"].as_array().unwrap().iter().map(|cell| cell["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["unit_out_of_reach", "person_missing"], "{told}");
        assert_eq!(told["refused"][1]["name"], "", "nobody out of sight is named");
        office.ask("members", "paste", table).await;
        office.ask("desk", "open", json!({ "login": "admin", "passphrase": PASSPHRASE })).await;
        let first = card(&office, &people[0]).await;
        assert_eq!(first["employments"][0]["employment"]["department"], "品質部");
        assert_eq!(office.ask("members", "count", json!({ "unit_id": east })).await["n"], 3);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_employee_number_of_somebody_else_is_told_before_it_is_pasted() {
    for on in databases() {
        let (office, people, _) = union(on).await;
        let table = json!({ "text": "0001\n0100\n0100\n0001", "persons": people, "columns": ["employee_no"] });
        let told = office.ask("members", "preview_paste", table.clone()).await;
        let refused: Vec<(u64, &str)> = told["refused"]
            .as_array()
            .unwrap()
            .iter()
            .map(|cell| (cell["row"].as_u64().unwrap(), cell["code"].as_str().unwrap()))
            .collect();
        // The first number belongs to the second person, the third row repeats the second; the last works elsewhere.
        assert_eq!(refused, [(1, "employee_no_taken"), (3, "employee_no_taken")], "{told}");
        let pasted = office.ask("members", "paste", table).await;
        assert_eq!(pasted["result"]["cells"], 2, "{pasted}");
        let mut numbers = Vec::new();
        for person in &people {
            numbers.push(card(&office, person).await["employments"][0]["employment"]["employee_no"].clone());
        }
        assert_eq!(json!(numbers), json!(["0000", "0100", "0002", "0001"]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_cannot_be_divided_is_told_and_keeps_the_stored_one() {
    for on in databases() {
        let (office, people, _) = union(on).await;
        let table = json!({ "text": "見本0子\n林四郎", "persons": people, "columns": ["name"] });
        let told = office.ask("members", "preview_paste", table.clone()).await;
        assert_eq!(
            (&told["refused"][0]["row"], &told["refused"][0]["code"]),
            (&json!(2), &json!("name_kept")),
            "{told}"
        );
        assert_eq!((&told["people"], &told["refused_n"]), (&json!(0), &json!(1)), "{told}");
        office.ask("members", "paste", table).await;
        assert_eq!(card(&office, &people[1]).await["person"]["given_name"], "1子");
    }
}

/// The columns of the list, as the window names them.
static SHOWN: [&str; 11] = [
    "member_no",
    "name",
    "kana",
    "branch",
    "status",
    "conditions",
    "category",
    "union_post",
    "joined_on",
    "employer",
    "employee_no",
];

#[tokio::test(flavor = "multi_thread")]
async fn whole_rows_go_to_a_spreadsheet_with_their_heads_and_come_back_in_either_language() {
    for on in databases() {
        let (office, people, _) = union(on).await;
        let rows = office.ask("members", "list", json!({ "sort": "member_no" })).await["rows"].clone();
        let cell = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
        let lines = |category: &str, joined: &str, post: &str| -> Vec<String> {
            let line = |row: &Value| {
                let name = format!("{} {}", cell(row, "family_name"), cell(row, "given_name"));
                let cells = [
                    cell(row, "member_no"),
                    name,
                    String::new(),
                    cell(row, "branch"),
                    "?".into(),
                    "?".into(),
                    category.into(),
                    post.into(),
                    joined.into(),
                    cell(row, "employer"),
                    cell(row, "employee_no"),
                ];
                cells.join("\t")
            };
            rows.as_array().unwrap().iter().map(line).collect()
        };
        let heads = [
            "組合員番号\t氏名\tフリガナ\t支部\t状態\t休職など\t区分\t組合役職\t加入日\t会社\t社員番号",
            "Member no.\tName\tReading\tBranch\tState\tCondition\tCategory\tUnion post\tJoined\tEmployer\tEmployee no.",
        ];
        for (head, category, joined) in
            [(heads[0], "正組合員", "2020/04/01"), (heads[1], "Regular member", "1 Apr 2020")]
        {
            let text = |post: &str| format!("{head}\r\n{}\r\n", lines(category, joined, post).join("\r\n"));
            let table = json!({ "text": text(""), "persons": people, "columns": SHOWN });
            let told = office.ask("members", "preview_paste", table).await;
            assert_eq!((&told["header"], &told["rows"]), (&json!(true), &json!(4)), "{on:?} {told}");
            assert_eq!((&told["cells"], &told["refused_n"]), (&json!(0), &json!(0)), "{on:?} {told}");
            assert_eq!(told["fixed"], json!(["member_no", "status", "conditions"]), "{on:?}");
            // What was changed in between, and nothing else.
            let table = json!({ "text": text("職場委員"), "persons": people, "columns": SHOWN });
            let told = office.ask("members", "preview_paste", table).await;
            assert_eq!((&told["cells"], &told["people"]), (&json!(4), &json!(4)), "{on:?} {told}");
        }
        // A part of a row, of columns whose heads are no words of a file: they lie over nobody's names.
        let parts: [(&str, &[&str]); 4] = [
            ("Name\tReading\tBranch\tState\tCondition", &SHOWN[1..6]),
            ("Condition\tCategory", &SHOWN[5..7]),
            ("Last day\tFull-time", &["left_on", "fulltime_kind"]),
            ("最後の日\t専従区分", &["left_on", "fulltime_kind"]),
        ];
        for (head, columns) in parts {
            let blank = "\t".repeat(columns.len() - 1);
            let table = json!({ "text": format!("{head}\r\n{blank}\r\n"), "persons": people, "columns": columns });
            let told = office.ask("members", "preview_paste", table).await;
            assert_eq!((&told["header"], &told["cells"]), (&json!(true), &json!(0)), "{on:?} {head} {told}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lies_over_an_earlier_membership_changes_nothing_of_the_later_one() {
    for on in databases() {
        let (office, people, [east, _]) = union(on).await;
        let before = card(&office, &people[0]).await;
        let earlier = before["memberships"][0].clone();
        let leave = json!({ "membership_id": earlier["id"], "version": earlier["version"], "left_on": "2024-03-31", "end_reason": "resignation", "received_on": "2024-03-01" });
        office.ask("members", "leave", leave).await;
        let again = json!({
            "person": before["person"], "rejoins": people[0], "joined_on": "2025-04-01", "unit_id": east, "eligible": true, "not_a_duplicate": true
        });
        let later = office.ask("members", "add", again).await["membership_id"].clone();
        let table = |membership: &Value| json!({ "text": "2025/03/01", "persons": [people[0]], "memberships": [membership], "columns": ["joined_on"] });
        let told = office.ask("members", "preview_paste", table(&earlier["id"])).await;
        assert_eq!((&told["cells"], &told["refused"][0]["code"]), (&json!(0), &json!("membership_over")), "{told}");
        let done = office.ask("members", "paste", table(&earlier["id"])).await;
        assert_eq!(done["op"], Value::Null, "{done}");
        let told = office.ask("members", "preview_paste", table(&later)).await;
        assert_eq!(told["cells"], 1, "{told}");
    }
}
