//! M-13: an end that says so ends the employment as well, and a number that is free again goes to the next person.

use std::path::PathBuf;

use kyojo_migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use serde_json::{Value, json};

use crate::members_import::{card, codes, counts, import, preview};
use crate::row;
use crate::support::office::{Office, On, databases};
use crate::support::workbook::{Sheet, V, xlsx};

const HEAD: [&str; 7] = ["社員番号", "氏名", "フリガナ", "生年月日", "会社", "支部", "入社年月日"];

/// Rows: number, name, reading, birth date. All are fictional.
fn file(office: &Office, name: &str, rows: &[[&str; 4]]) -> PathBuf {
    let mut cells = vec![HEAD.iter().map(|name| (*name).into()).collect()];
    cells.extend(
        rows.iter()
            .map(|[number, name, kana, born]| row![*number, *name, *kana, *born, "架空工業", "東支部", "2015-04-01"]),
    );
    xlsx(&office.file(name), &[Sheet::new("名簿", cells)])
}

const OLD: [&str; 4] = ["00105", "見本 四郎", "ミホン シロウ", "1974-05-01"];
const OTHER: [&str; 4] = ["00106", "見本 五郎", "ミホン ゴロウ", "1980-01-01"];
const NEXT: [&str; 4] = ["00105", "新田 新", "ニッタ アラタ", "1990-02-03"];

/// A union with two members who are fictional; today is 2026-10-31.
async fn union(on: On) -> Office {
    let office = Office::new(on).await;
    let first = file(&office, "四月.xlsx", &[OLD, OTHER]);
    assert_eq!(counts(&import(&office, &first, json!({ "as_of": "2026-04-01" })).await)[1], 2);
    office
}

async fn leave(office: &Office, member_no: &str, reason: &str) {
    let card = card(office, member_no).await;
    let membership = &card["memberships"][0];
    let input = json!({ "membership_id": membership["id"], "version": membership["version"], "left_on": "2026-09-30",
        "end_reason": reason, "received_on": "2026-09-15" });
    office.ask("members", "leave", input).await;
}

/// Last day of the employment of a member.
async fn works_until(office: &Office, member_no: &str) -> Value {
    card(office, member_no).await["employments"][0]["to_on"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_beside_a_name_that_says_that_somebody_has_left_is_no_part_of_the_name_and_adds_nobody() {
    for on in databases() {
        let office = union(on).await;
        let rows = [
            ["00201", "今野 義昭（退職）", "コンノ ヨシアキ", "1960-01-01"],
            ["00202", "故　遠藤 勇", "エンドウ イサム", "1955-01-01"],
            ["00106", "見本 五郎【定年退職】", "ミホン ゴロウ", "1980-01-01"],
        ];
        let done = import(&office, &file(&office, "台帳.xlsx", &rows), json!({})).await;
        assert_eq!(counts(&done), [3, 0, 0, 1, 2], "{done}");
        let told: Vec<(u64, String)> = codes(&done).into_iter().map(|(row, _, code)| (row, code)).collect();
        let ends = |row| (row, "end_incomplete".to_owned());
        assert_eq!(told, [ends(2), ends(3), ends(4)], "{done}");
        let mut head: Vec<V> = HEAD.iter().map(|name| V::from(*name)).collect();
        head.extend(["脱退日", "脱退理由"].map(V::from));
        let ended = row![
            "00201",
            "今野 義昭（退職）",
            "コンノ ヨシアキ",
            "1960-01-01",
            "架空工業",
            "東支部",
            "1980-04-01",
            "2023-12-31",
            "退職"
        ];
        let list = xlsx(&office.file("終わり.xlsx"), &[Sheet::new("名簿", vec![head, ended])]);
        assert_eq!(counts(&import(&office, &list, json!({})).await)[1], 1, "with its day and reason it is history");
        let all = office.ask("members", "list", json!({ "state": "all", "find": "今野" })).await;
        assert_eq!(all["rows"][0]["given_name"], "義昭", "{all}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_13_only_an_end_that_says_so_ends_the_employment_and_undo_brings_it_back() {
    for on in databases() {
        let office = union(on).await;
        for (reason, until) in [
            ("employment_end", json!("2026-09-30")),
            ("retirement", json!("2026-09-30")),
            ("transfer_out", json!("2026-09-30")),
            ("death", json!("2026-09-30")),
            ("resignation", Value::Null),
            ("management", Value::Null),
            ("ineligible", Value::Null),
        ] {
            leave(&office, "000001", reason).await;
            assert_eq!(works_until(&office, "000001").await, until, "{reason}");
            office.ask("desk", "undo", json!({})).await;
            assert_eq!(works_until(&office, "000001").await, Value::Null, "{reason}");
        }
        leave(&office, "000001", "employment_end").await;
        let ended = card(&office, "000001").await;
        let membership = &ended["memberships"][0];
        let back =
            json!({ "membership_id": membership["id"], "version": membership["version"], "reason": "見本の訂正" });
        assert_eq!(office.ask("members", "reinstate", back).await["not_restored"], json!([]));
        assert_eq!(works_until(&office, "000001").await, Value::Null);
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_13_the_employment_follows_a_corrected_end() {
    for on in databases() {
        let office = union(on).await;
        leave(&office, "000001", "resignation").await;
        let correct = async |membership: Value| {
            let now = card(&office, "000001").await;
            json!({ "person_id": now["person_id"], "version": now["version"], "membership": membership, "reason": "見本の訂正" })
        };
        office
            .ask("members", "correct", correct(json!({ "end_reason": "employment_end", "end_note": "離職票" })).await)
            .await;
        assert_eq!(works_until(&office, "000001").await, "2026-09-30");
        assert_eq!(card(&office, "000001").await["memberships"][0]["end_note"], "離職票");
        office.ask("members", "correct", correct(json!({ "left_on": "2026-08-31" })).await).await;
        assert_eq!(works_until(&office, "000001").await, "2026-08-31");
        office.ask("members", "correct", correct(json!({ "end_reason": "management" })).await).await;
        assert_eq!(works_until(&office, "000001").await, Value::Null);
        for reason in ["expulsion", "entry_error"] {
            let by_hand = correct(json!({ "end_reason": reason })).await;
            assert_eq!(office.refused("members", "correct", by_hand).await, "end_reason_by_hand");
        }
        let live = card(&office, "000002").await;
        let live = json!({ "person_id": live["person_id"], "version": live["version"], "membership": { "end_reason": "management" } });
        assert_eq!(office.refused("members", "correct", live).await, "not_ended");
        // What is corrected of somebody who left does not begin an employment anew.
        office.ask("members", "correct", correct(json!({ "end_reason": "employment_end" })).await).await;
        let now = card(&office, "000001").await;
        let mut work = now["employments"][0]["employment"].clone();
        work["department"] = json!("見本課");
        let input =
            json!({ "person_id": now["person_id"], "version": now["version"], "employment": work, "reason": "見本" });
        office.ask("members", "correct", input).await;
        let now = card(&office, "000001").await;
        assert_eq!(now["employments"].as_array().unwrap().len(), 1);
        assert_eq!(now["employments"][0]["employment"]["department"], "見本課");
        assert_eq!(now["employments"][0]["to_on"], "2026-08-31");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_13_a_number_of_somebody_who_left_goes_to_the_next_person() {
    for on in databases() {
        let office = union(on).await;
        let same = file(&office, "同じ人.xlsx", &[["00105", "見本 四郎", "ミホン シロウ", ""]]);
        let next = file(&office, "十一月.xlsx", &[NEXT]);
        let unsure = file(&office, "不明.xlsx", &[["00105", "新田 新", "ニッタ アラタ", ""]]);
        let list = json!({ "as_of": "2026-10-31" });
        assert_eq!(codes(&preview(&office, &next, list.clone()).await)[0].2, "number_of_another", "while it is held");
        leave(&office, "000001", "employment_end").await;
        assert_eq!(
            codes(&preview(&office, &same, list.clone()).await)[0].2,
            "membership_ended",
            "who had it is no new person"
        );
        assert_eq!(
            codes(&preview(&office, &unsure, list.clone()).await)[0].2,
            "number_of_another",
            "without a birth date"
        );
        let done = import(&office, &next, list.clone()).await;
        assert_eq!((counts(&done)[1], codes(&done)[0].2.as_str()), (1, "number_given_anew"), "{done}");
        assert_eq!(counts(&import(&office, &next, list).await)[3], 1, "the same file twice");
        assert_eq!(works_until(&office, "000003").await, Value::Null);
        // The end is not taken back over the next person's head.
        let ended = card(&office, "000001").await;
        let membership = &ended["memberships"][0];
        let back =
            json!({ "membership_id": membership["id"], "version": membership["version"], "reason": "見本の訂正" });
        let told = office.ask("members", "reinstate", back).await["not_restored"].clone();
        assert_eq!((&told[0]["what"], &told[0]["label"]), (&json!("employment"), &json!("00105")));
        assert_eq!(works_until(&office, "000001").await, "2026-09-30");
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_13_a_form_gives_a_free_number_and_somebody_who_comes_back_may_have_the_own_one() {
    for on in databases() {
        let office = union(on).await;
        let old = card(&office, "000001").await;
        let work = json!({ "employer_org_id": old["employments"][0]["employment"]["employer_org_id"], "employment_type": "permanent", "employee_no": "00105" });
        let unit = old["memberships"][0]["assignments"][0]["unit_id"].clone();
        let new = json!({ "person": { "family_name": "新田", "given_name": "新" }, "employment": work, "unit_id": unit,
            "category": "regular", "joined_on": "2026-10-01", "eligible": true, "not_a_duplicate": true });
        assert_eq!(office.refused("members", "add", new.clone()).await, "invalid", "the number is held");
        leave(&office, "000001", "retirement").await;
        let mut again = new.clone();
        again["rejoins"] = old["person_id"].clone();
        again["person"] = old["person"].clone();
        office.ask("members", "add", again).await;
        let back = card(&office, "000003").await;
        let open: Vec<_> =
            back["employments"].as_array().unwrap().iter().filter(|work| work["to_on"].is_null()).collect();
        assert_eq!((open.len(), &open[0]["employment"]["employee_no"]), (1, &json!("00105")));
        office.ask("desk", "undo", json!({})).await;
        office.ask("members", "add", new.clone()).await;
        // The look beforehand tells of numbers that are taken, as the form will.
        let mut again = new;
        again["member_no"] = json!("000002");
        again["person"]["given_name"] = json!("次");
        let checked = office.ask("members", "why_not_add", again).await;
        assert_eq!(checked["refused_by"], json!(["member_no_taken", "employee_no_taken"]));
        let history = office.ask("desk", "history", json!({})).await;
        let ops = history["rows"].as_array().unwrap();
        let left = ops.iter().find(|op| op["verb"] == "members.leave" || op["verb"] == "leave").unwrap();
        // The number cannot be two people's at once, whatever is taken back.
        assert_eq!(office.refused("desk", "undo", json!({ "op": left["id"] })).await, "undo_taken");
        assert_eq!(works_until(&office, "000001").await, "2026-09-30");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_13_one_step_of_the_reconcile_ends_the_holder_and_adds_the_next() {
    for on in databases() {
        let office = union(on).await;
        let next = file(&office, "十一月.xlsx", &[OTHER, NEXT]);
        let mut list = json!({ "file": next, "as_of": "2026-10-31", "create_units": true });
        let seen = office.ask("members", "preview_reconcile", list.clone()).await;
        assert_eq!(seen["unsure"][0]["problems"], json!(["number_of_another"]));
        let sheet = seen["unsure"][0]["sheet"].clone();
        list["mapping"] = seen["list"]["mapping"].clone();
        list["mapping"]["decisions"] = json!([{ "sheet": sheet, "row": 3 }]);
        let seen = office.ask("members", "preview_reconcile", list.clone()).await;
        assert_eq!(seen["list"]["created"], 1, "{}", seen["list"]["problems"]);
        assert_eq!(codes(&seen["list"])[0].2, "number_until_left");
        let taken = json!({ "all": true });
        // Without the end of who holds it, the number is not given.
        let alone = office.ask("members", "reconcile", json!({ "list": list, "found": taken })).await;
        assert_eq!((counts(&alone)[1], codes(&alone)[0].2.as_str()), (0, "employee_no_taken"), "{alone}");
        let ends = json!([{ "membership_id": seen["missing"][0]["membership_id"], "decision": { "does": "ended", "end_reason": "employment_end", "left_on": "2026-10-31" } }]);
        let done = office.ask("members", "reconcile", json!({ "list": list, "found": taken, "missing": ends })).await;
        assert_eq!((counts(&done)[1], &done["not_listed"]), (1, &json!(1)), "{done}");
        assert_eq!(works_until(&office, "000001").await, "2026-10-31");
        assert_eq!(card(&office, "000003").await["employments"][0]["employment"]["employee_no"], "00105");
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(works_until(&office, "000001").await, Value::Null);
        // Who stands in the list is not missing from it, and then nothing is taken.
        let listed = card(&office, "000002").await["memberships"][0]["id"].clone();
        let wrong = json!([{ "membership_id": listed, "decision": { "does": "ended", "end_reason": "employment_end", "left_on": "2026-10-31" } }]);
        let input = json!({ "list": list, "missing": wrong });
        assert_eq!(office.refused("members", "reconcile", input).await, "stands_in_the_list");
        assert_eq!(works_until(&office, "000002").await, Value::Null);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_13_the_list_of_all_tells_the_employment_of_the_last_day() {
    for on in databases() {
        let office = union(on).await;
        leave(&office, "000001", "retirement").await;
        let old = card(&office, "000001").await;
        let work = json!({ "employer_org_id": old["employments"][0]["employment"]["employer_org_id"], "employment_type": "reemployed", "employee_no": "R2004", "from_on": "2026-10-01" });
        let again = json!({ "rejoins": old["person_id"], "person": old["person"], "employment": work, "unit_id": old["memberships"][0]["assignments"][0]["unit_id"],
            "category": "special", "joined_on": "2026-10-01", "eligible": true });
        office.ask("members", "add", again).await;
        let rows = office.ask("members", "list", json!({ "state": "all", "sort": "member_no" })).await;
        let of = |number: &str| {
            rows["rows"].as_array().unwrap().iter().find(|row| row["member_no"] == number).unwrap().clone()
        };
        assert_eq!(
            (of("000001")["employee_no"].clone(), of("000001")["employment_type"].clone()),
            (json!("00105"), json!("permanent"))
        );
        assert_eq!(
            (of("000003")["employee_no"].clone(), of("000003")["employment_type"].clone()),
            (json!("R2004"), json!("reemployed"))
        );
        // The file says the same, with both memberships of the person, and is read again without a change.
        let out = office.file("全員.xlsx");
        let input = json!({ "file": out, "purpose": "見本の確認", "filter": { "state": "all" } });
        office.ask("members", "export_roster", input).await;
        let sheets = crate::support::workbook::shown(&out, None).await;
        let text = format!("{sheets:?}");
        assert!(text.contains("00105") && text.contains("R2004"), "{text}");
        assert!(text.contains("000001") && text.contains("000003"), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_13_employments_that_older_files_left_open_are_closed_once() {
    for on in databases() {
        let folder = tempfile::tempdir().unwrap();
        let place = match on {
            On::File => format!("sqlite://{}?mode=rwc", folder.path().join("u.db").display()),
            On::Server => Office::closed(on).await.place,
        };
        let db = Database::connect(place).await.unwrap();
        let before = Migrator::migrations().iter().position(|step| step.name().contains("000022")).unwrap();
        Migrator::up(&db, Some(u32::try_from(before).unwrap())).await.unwrap();
        let id = |n: u128| uuid::Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0000 + n);
        let run = async |sql: String, values: Vec<sea_orm::Value>| {
            db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await.unwrap();
        };
        let tracked = "id, created_at, updated_at, version";
        let at = "'2026-11-01T00:00:00+00:00', '2026-11-01T00:00:00+00:00', 1";
        run(format!("INSERT INTO organization ({tracked}, kind, name, name_key) VALUES ($1, {at}, 'employer', '架空工業', '架空工業')"), vec![id(900).into()]).await;
        let mut n = 0;
        // Memberships: first day, last day, reason; employments: first day.
        let mut person = async |memberships: &[[&str; 3]], employments: &[&str]| {
            n += 1;
            let own = id(n * 10);
            run(format!("INSERT INTO person ({tracked}, search_no, family_name, search_key, kana_key) VALUES ($1, {at}, {n}, '見本', '', '')"), vec![own.into()]).await;
            for (m, [joined, left, reason]) in memberships.iter().enumerate() {
                let status = if left.is_empty() { "active" } else { "ended" };
                let quoted = |text: &str| if text.is_empty() { "NULL".to_owned() } else { format!("'{text}'") };
                run(
                    format!("INSERT INTO membership ({tracked}, person_id, member_no, category, status, joined_on, left_on, end_reason, dues_kind, checkoff_status, voting_right) \
                     VALUES ($1, {at}, $2, 'A-{n}-{m}', 'regular', '{status}', '{joined}', {}, {}, 'full', 'none', TRUE)", quoted(left), quoted(reason)),
                    vec![id(n * 10 + 1 + m as u128).into(), own.into()],
                )
                .await;
            }
            for (e, from) in employments.iter().enumerate() {
                run(
                    format!("INSERT INTO employment ({tracked}, person_id, employer_org_id, employment_type, from_on) VALUES ($1, {at}, $2, $3, 'permanent', '{from}')"),
                    vec![id(n * 10 + 5 + e as u128).into(), own.into(), id(900).into()],
                )
                .await;
            }
        };
        person(&[["2015-04-01", "2024-03-31", "employment_end"]], &["2015-04-01"]).await;
        person(&[["2015-04-01", "2024-03-31", "resignation"]], &["2015-04-01"]).await;
        person(&[["2015-04-01", "2024-03-31", "retirement"], ["2024-04-01", "", ""]], &["2015-04-01", "2024-04-01"])
            .await;
        person(&[["2015-04-01", "2024-03-31", "retirement"], ["2024-06-01", "", ""]], &["2015-04-01"]).await;
        person(&[["2015-04-01", "2024-03-31", "death"]], &["2025-04-01"]).await;
        Migrator::up(&db, None).await.unwrap();
        let text = if db.get_database_backend() == DbBackend::Sqlite { "to_on" } else { "to_on::text" };
        let sql = format!("SELECT {text}, version FROM employment ORDER BY id");
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
        let ends: Vec<Option<String>> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
        let last = || Some("2024-03-31".to_owned());
        assert_eq!(ends, [last(), None, last(), None, None, None]);
        assert!(
            rows.iter().all(|row| row.try_get_by_index::<i64>(1).unwrap() == 1),
            "earlier steps can still be taken back"
        );
        db.close().await.unwrap();
    }
}
