//! A union of two branches with the same things in each: members, contacts, offices, lists. What stands in the second is
//! marked, so that it is recognised wherever it turns up.

use kyojo_core::progress::Progress;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use uuid::Uuid;

use super::meetings::{meeting, meetings};
use super::priorities::{self, priorities};
use super::trainings::{training, trainings};
use crate::row;
use crate::support::office::{Office, On};
use crate::support::workbook::{Sheet, xlsx};

pub const SECRET: &str = "二人目の合言葉です";

/// Ids and versions of the things in one branch, by name.
pub type Ids = Value;

pub struct World {
    pub office: Office,
    /// The officer whose roles change from case to case.
    pub officer: Uuid,
    pub own: Ids,
    pub other: Ids,
    /// What must never be seen of the other branch.
    pub marks: Vec<String>,
    /// What was said in a case of another counsellor: no verb answers it, whoever asks.
    pub sealed: Vec<String>,
}

/// What is written into the fields of one branch.
struct Words {
    family: &'static str,
    kana: &'static str,
    mark: &'static str,
    number: &'static str,
}

const OWN: Words = Words { family: "青山", kana: "アオヤマ", mark: "うち", number: "1" };
const OTHER: Words = Words { family: "蔵王寺", kana: "ザオウジ", mark: "よその秘密", number: "7" };

impl World {
    pub async fn new(on: On) -> Self {
        let office = Office::new(on).await;
        let top = office
            .ask("organizations", "add_unit", json!({ "kind": "headquarters", "label": "本部", "code": "H" }))
            .await;
        let employer = office
            .ask("organizations", "add_employer", json!({ "kind": "employer", "name": "東都精機（架空）" }))
            .await;
        let chair = office
            .ask("members", "save_office", json!({ "kind": "executive", "label": "執行委員", "seats": null }))
            .await;
        let mut branches = Vec::new();
        for (code, label) in [("B1", "第一支部"), ("B2", "第二支部")] {
            branches.push(unit(&office, &top, "branch", code, label).await);
        }
        let mut own = branch(&office, &branches[0], &employer, &chair, &OWN).await;
        let mut other = branch(&office, &branches[1], &employer, &chair, &OTHER).await;
        movers(&office, &mut own, &mut other).await;
        whole_union(&office, &mut own, &mut other).await;
        let input = json!({ "login": "hanako", "display_name": "見本 花子（架空）", "passphrase": SECRET, "roles": ["counselor"] });
        let officer = office.ask("officers", "add", input).await;
        let third = json!({ "login": "third", "display_name": "見本 三郎（架空）", "passphrase": SECRET, "roles": ["executive"] });
        let third = office.ask("officers", "add", third).await;
        let officers = office.ask("officers", "list", json!({})).await;
        let row = officers.as_array().unwrap().iter().find(|row| row["id"] == third).unwrap().clone();
        for ids in [&mut own, &mut other] {
            ids["third"] = third.clone();
            ids["grant"] = row["grants"][0].clone();
            ids["settings"] = office.ask("desk", "settings", json!({})).await;
        }
        let mut marks: Vec<String> = other["hidden"].as_array().unwrap().iter().map(text).collect();
        marks.extend([OTHER.family, OTHER.kana, OTHER.mark].map(str::to_owned));
        marks.extend(["S-7000", "E-7000", "0907000", "0600007"].map(str::to_owned));
        let sealed = counselling(&office, &officer, &mut own, &mut other).await;
        let officer = officer.as_str().unwrap().parse().unwrap();
        office.ask("desk", "open", json!({ "login": "hanako", "passphrase": SECRET })).await;
        Self { office, officer, own, other, marks, sealed }
    }

    /// The officer at the desk holds this one role, for the whole union or for the own branch.
    pub async fn hold(&self, role: &str, of_a_part: bool) {
        let session = self.office.desk.session(Progress::silent()).unwrap();
        let on = session.look();
        let scope = of_a_part.then(|| self.own["branch"].as_str().unwrap().parse::<Uuid>().unwrap());
        let sql = "UPDATE role_grant SET role = $1, unit_scope = $2 WHERE app_user_id = $3";
        let values = [role.into(), scope.into(), self.officer.into()];
        let statement = Statement::from_sql_and_values(on.get_database_backend(), sql, values);
        let done = on.execute_raw(statement).await.unwrap();
        assert_eq!(done.rows_affected(), 1);
        session.renew_rights().await.unwrap();
    }

    /// A fresh path in the office's folder.
    pub fn path(&self, ending: &str) -> String {
        self.office.file(&format!("{}.{ending}", Uuid::now_v7())).to_string_lossy().into_owned()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

async fn unit(office: &Office, parent: &Value, kind: &str, code: &str, label: &str) -> Value {
    let input = json!({ "kind": kind, "label": label, "code": code, "parent_id": parent });
    office.ask("organizations", "add_unit", input).await
}

/// A member with every text field filled.
async fn member(office: &Office, unit: &Value, employer: &Value, words: &Words, n: u32, more: Value) -> Value {
    let mut input = json!({
        "person": {
            "family_name": words.family, "given_name": format!("{n}子"), "family_kana": words.kana,
            "given_kana": "コ", "display_name": format!("{}{n}", words.mark), "former_name": words.mark,
            "birth_on": format!("19{}0-01-{:02}", 6 + n % 4, 1 + n), "remarks": words.mark
        },
        "joined_on": "2020-04-01", "unit_id": unit, "eligible": true, "not_a_duplicate": true,
        "member_no": format!("S-{}00{n}", words.number),
        "employment": { "employer_org_id": employer, "employee_no": format!("E-{}00{n}", words.number), "department": words.mark, "job_title": words.mark, "grade": words.mark }
    });
    for (field, value) in more.as_object().unwrap() {
        input[field] = value.clone();
    }
    let verb = if more.get("applied_on").is_some() { "apply" } else { "add" };
    let added = office.ask("members", verb, input).await;
    office.ask("members", "card", json!({ "person_id": added["person_id"] })).await
}

async fn card(office: &Office, person: &Value) -> Value {
    office.ask("members", "card", json!({ "person_id": person })).await
}

async fn branch(office: &Office, branch: &Value, employer: &Value, chair: &Value, words: &Words) -> Ids {
    let n = words.number;
    let sub = unit(office, branch, "sub_branch", &format!("S{n}"), &format!("{n}分会")).await;
    let workplace = unit(office, &sub, "workplace", &format!("W{n}"), &format!("{n}職場")).await;
    let empty = unit(office, &sub, "workplace", &format!("V{n}"), &format!("{n}空職場")).await;
    let units = office.ask("organizations", "units", json!({})).await;
    let row = units.as_array().unwrap().iter().find(|row| row["id"] == *branch).unwrap().clone();
    let one = member(office, &sub, employer, words, 1, json!({})).await;
    let (person, membership) = (&one["person_id"], &one["memberships"][0]["id"]);
    let contact = |kind: &str, value: &str| json!({ "person_id": person, "kind": kind, "value": value, "postal": if kind == "home_address" { json!(format!("060000{n}")) } else { Value::Null } });
    office.ask("members", "save_contact", contact("home_address", words.mark)).await;
    office.ask("members", "save_contact", contact("mobile", &format!("090{n}0000001"))).await;
    office.ask("members", "give_consent", json!({ "person_id": person, "purpose": "survey", "granted_on": "2026-01-10", "method": "written", "notice_version": words.mark, "document_ref": words.mark })).await;
    office
        .ask(
            "members",
            "start_condition",
            json!({ "membership_id": membership, "kind": "childcare", "from_on": "2026-05-01", "note": words.mark }),
        )
        .await;
    office.ask("members", "appoint", json!({ "office_id": chair, "membership_id": membership, "unit_id": branch, "from_on": "2024-08-01", "elected_by": "appointed", "fulltime_kind": "none" })).await;
    let version = card(office, person).await["version"].clone();
    office.ask("members", "correct", json!({ "person_id": person, "version": version, "membership": { "union_post": words.mark }, "reason": words.mark })).await;
    // Two who look like one person.
    let mut twins = Vec::new();
    for twin in [2, 3] {
        let person = json!({ "family_name": words.family, "given_name": "双子", "family_kana": words.kana, "given_kana": "フタゴ", "birth_on": "1985-05-05" });
        twins.push(member(office, &workplace, employer, words, twin, json!({ "person": person })).await);
    }
    office.ask("members", "leave_finding", json!({ "person_id": twins[0]["person_id"], "kind": "no_address" })).await;
    let applied =
        member(office, &sub, employer, words, 4, json!({ "applied_on": "2026-10-01", "joined_on": "2026-10-01" }))
            .await;
    let ended = member(office, &sub, employer, words, 5, json!({})).await;
    let end = json!({ "membership_id": ended["memberships"][0]["id"], "version": ended["memberships"][0]["version"], "left_on": "2025-03-31", "end_reason": "employment_end", "end_note": words.mark });
    office.ask("members", "leave", end).await;
    let ended = card(office, &ended["person_id"]).await;
    let one = card(office, person).await;
    let list = json!({ "name": format!("{}の一覧", words.mark), "shared": true, "filter": { "find": words.family }, "columns": [] });
    office.ask("members", "save_list", list).await;
    let list =
        json!({ "name": format!("{}の分会", words.mark), "shared": true, "filter": { "unit_id": sub }, "columns": [] });
    office.ask("members", "save_list", list).await;
    let mut hidden: Vec<Value> = Vec::new();
    for card in [&one, &twins[0], &twins[1], &applied, &ended] {
        hidden.extend([card["person_id"].clone(), card["memberships"][0]["id"].clone()]);
    }
    hidden.extend([one["contacts"][0]["id"].clone(), one["consents"][0]["id"].clone()]);
    json!({
        "branch": branch, "branch_version": row["version"], "code": row["code"], "sub": sub, "workplace": workplace, "empty": empty,
        "employer": employer, "office": chair, "one": one, "twins": twins, "applied": applied, "ended": ended,
        "find": words.family, "number": format!("S-{n}001"), "hidden": hidden
    })
}

/// Who was here and is there now, who will come, and who came back elsewhere. Their names are the marked ones of the branch
/// in which they have their place today.
async fn movers(office: &Office, own: &mut Ids, other: &mut Ids) {
    let employer = own["employer"].clone();
    let to = |card: &Value, unit: &Value, day: &str| json!({ "membership_id": card["memberships"][0]["id"], "unit_id": unit, "from_on": day, "reason": OTHER.mark });
    let gone = member(office, &own["sub"], &employer, &OTHER, 6, json!({})).await;
    office.ask("members", "move_unit", to(&gone, &other["sub"], "2026-04-01")).await;
    let coming = member(office, &other["sub"], &employer, &OTHER, 7, json!({})).await;
    office.ask("members", "move_unit", to(&coming, &own["sub"], "2026-12-01")).await;
    let back = member(office, &own["sub"], &employer, &OTHER, 8, json!({})).await;
    let end = json!({ "membership_id": back["memberships"][0]["id"], "version": back["memberships"][0]["version"], "left_on": "2024-03-31", "end_reason": "employment_end" });
    office.ask("members", "leave", end).await;
    let again = json!({ "joined_on": "2025-04-01", "rejoins": back["person_id"], "member_no": "S-70009" });
    let back = member(office, &other["sub"], &employer, &OTHER, 9, again).await;
    for card in [&gone, &coming, &back] {
        other["hidden"]
            .as_array_mut()
            .unwrap()
            .extend([card["person_id"].clone(), card["memberships"][0]["id"].clone()]);
    }
    other["movers"] = json!([gone, coming, back]);
    // One who goes next month is still here, one who came is here.
    let going = member(office, &own["sub"], &employer, &OWN, 6, json!({})).await;
    office
        .ask(
            "members",
            "move_unit",
            json!({ "membership_id": going["memberships"][0]["id"], "unit_id": other["sub"], "from_on": "2026-12-01" }),
        )
        .await;
    let came = member(office, &other["sub"], &employer, &OWN, 7, json!({})).await;
    office
        .ask(
            "members",
            "move_unit",
            json!({ "membership_id": came["memberships"][0]["id"], "unit_id": own["sub"], "from_on": "2026-02-01" }),
        )
        .await;
    own["movers"] = json!([going, came]);
}

/// What the office does for the whole union: an import with a row it did not take, a closed month, an export.
async fn whole_union(office: &Office, own: &mut Ids, other: &mut Ids) {
    let file = xlsx(
        &office.file(&format!("{}.xlsx", OTHER.mark)),
        &[Sheet::new(
            "名簿",
            vec![
                row!["組合員番号", "氏名", "生年月日", "支部"],
                row!["S-70020", "蔵王寺 二十子", "62/4/1", "第二支部"],
            ],
        )],
    );
    office.ask("members", "import_roster", json!({ "file": file })).await;
    let batches = office.ask("members", "batches", json!({})).await;
    let good = xlsx(
        &office.file("名簿.xlsx"),
        &[Sheet::new("名簿", vec![row!["組合員番号", "氏名", "支部"], row!["N-1", "新入 一子", "第一支部"]])],
    );
    office.ask("members", "export_roster", json!({ "file": office.file("全員.xlsx"), "purpose": OTHER.mark })).await;
    office.ask("reports", "close_month", json!({ "as_of": "2025-12-31" })).await;
    let federation = json!({ "kind": "industrial_federation", "name": "みほん連合（架空）" });
    let federation = office.ask("organizations", "add_employer", federation).await;
    let notice = json!({ "recipient_org_id": federation, "items": "氏名", "extent": "産別", "purpose": "名簿", "responsible": "本部", "announced_on": "2026-01-01" });
    let joint_use = office.ask("members", "announce_joint_use", notice).await;
    let circle = json!({ "kind": "npo", "name": "暮らしの窓（架空）", "helps": "家計の相談", "needs": ["livelihood"] });
    let circle = office.ask("support", "add_community", circle).await;
    let schemes = office.ask("support", "schemes", json!({})).await;
    office.ask("support", "hide_scheme", json!({ "id": schemes[1]["id"], "version": schemes[1]["version"] })).await;
    let hidden = office.ask("support", "scheme", json!({ "id": schemes[1]["id"] })).await["scheme"].clone();
    let checked = xlsx(
        &office.file("確認.xlsx"),
        &[Sheet::new(
            "共助のつながり",
            vec![row!["記号", "確認結果", "確認日"], row!["K001", "変更なし", "2026-10-20"]],
        )],
    );
    own["federation"] = federation.clone();
    let training = trainings(office, own, other, OTHER.mark).await;
    let prioritised = priorities(office).await;
    let meetings = meetings(office, own, other).await;
    let plan = json!({ "name": "構成（架空）", "kind": "congress", "pages": [{ "code": "trend" }] });
    office.ask("reports", "save_plan", plan).await;
    let plan = office.ask("reports", "plans", json!({})).await[2].clone();
    let logo = office.file("logo.png");
    std::fs::write(&logo, crate::packs::png(64, 64)).unwrap();
    office.ask("reports", "set_logo", json!({ "file": logo })).await;
    for ids in [&mut *own, &mut *other] {
        packs(office, ids).await;
        ids["plan"] = plan.clone();
        ids["logo"] = json!(logo);
    }
    for ids in [own, other] {
        ids["training"] = training.clone();
        ids["meetings"] = meetings.clone();
        ids["priorities"] = prioritised.clone();
        ids["circle"] = circle.clone();
        ids["scheme"] = schemes[0].clone();
        ids["put_away"] = hidden.clone();
        ids["checked"] = json!(checked);
        ids["batch"] = batches[0]["id"].clone();
        ids["file"] = json!(good);
        ids["federation"] = federation.clone();
        ids["joint_use"] = joint_use.clone();
    }
    assert!(batches[0]["rejected"].as_u64() > Some(0), "{batches}");
}

/// A frozen pack of a branch, and one that is approved.
async fn packs(office: &Office, ids: &mut Ids) {
    let ask = json!({ "report": "meeting-pack", "as_of": "2026-10-31", "unit": ids["code"] });
    for state in ["draft_pack", "approved_pack"] {
        let id = office.ask("reports", "freeze_pack", ask.clone()).await;
        if state == "approved_pack" {
            office.ask("reports", "approve_pack", json!({ "id": id, "version": 1 })).await;
        }
        let rows = office.ask("reports", "issued_packs", json!({})).await;
        let row = rows.as_array().unwrap().iter().find(|row| row["id"] == id).unwrap();
        ids[state] = json!({ "id": id, "version": row["version"] });
    }
}

/// A record that is not there: what counsellors do to their own cases has tests of its own.
const NOBODY: &str = "01900000-0000-7000-8000-00000000000f";

/// Another counsellor's room and case, with sentences in it; the officer of the test is let into the room and has a case, too.
async fn counselling(office: &Office, officer: &Value, own: &mut Ids, other: &mut Ids) -> Vec<String> {
    let sit = |login: &str, passphrase: &str| json!({ "login": login, "passphrase": passphrase });
    for login in ["soudan", "newcomer"] {
        let add = json!({ "login": login, "display_name": format!("見本 {login}（架空）"), "passphrase": SECRET, "roles": ["counselor"] });
        let id = office.ask("officers", "add", add).await;
        for ids in [&mut *own, &mut *other] {
            ids[login] = id.clone();
        }
    }
    office.ask("desk", "open", sit("soudan", SECRET)).await;
    let founded = office.ask("cases", "found_room", json!({ "qualification": "union_advisor" })).await;
    office.ask("cases", "admit", json!({ "officer": officer, "qualification": "union_advisor" })).await;
    let words = ["封印の相談内容", "封印の連絡先", "封印の主訴", "封印の下書き", "封印の目標"];
    let person = &other["one"]["person_id"];
    let asked = json!({ "person_id": person, "channel": "phone", "about": words[0], "contact": words[1] });
    let case = office.ask("cases", "open_inquiry", asked).await;
    let id = case["case_id"].clone();
    office.ask("cases", "assign", json!({ "case_id": id, "not_supervisor": true })).await;
    let consent = office.ask("cases", "consent", json!({ "case_id": id, "method": "written" })).await;
    office.ask("cases", "activate", json!({ "case_id": id })).await;
    let session = json!({ "case_id": id, "minutes": 30, "mode": "phone", "note": { "presenting": words[2] }, "next_on": "2026-11-02" });
    office.ask("cases", "save_session", session).await;
    office.ask("cases", "save_draft", json!({ "case_id": id, "place": "note", "content": { "text": words[3] } })).await;
    let goal = json!({ "case_id": id, "theme": "relearning", "horizon": "short", "text": words[4] });
    office.ask("cases", "add_goal", goal).await;
    office.ask("cases", "add_action", json!({ "case_id": id, "who": "member", "text": words[4] })).await;
    office.ask("cases", "refer", json!({ "case_id": id, "target": words[2] })).await;
    let card = json!({ "case_id": id, "kind": "licence", "words": { "name": words[0] } });
    let card = office.ask("cases", "save_card_item", card).await;
    let taken = json!({ "case_id": id, "timing": "pre", "answers": [1, 2, 3, 4, 5, 1] });
    let taken = office.ask("cases", "record_check_in", taken).await["id"].clone();
    let paper = office.file("添付.txt");
    std::fs::write(&paper, words[3]).unwrap();
    let paper = json!({ "case_id": id, "file": paper, "remark": words[1] });
    let attachment = office.ask("cases", "add_attachment", paper).await;
    let release =
        json!({ "case_no": case["case_no"], "ground": "harm_risk", "purpose": "emergency", "reference": "議事録1" });
    let release = office.ask("cases", "ask_release", release).await;
    let detail = office.ask("cases", "case", json!({ "case_id": id })).await;
    let templates = office.ask("cases", "templates", json!({})).await;
    let room = office.ask("cases", "room", json!({})).await;
    for ids in [own, other] {
        ids["counselling"] = json!({
            "case": detail, "consent": consent, "release": release, "card": card, "taken": taken, "attachment": attachment,
            "sheet": founded["sheet"], "template": templates[0], "room": room
        });
    }
    office.ask("desk", "open", sit("admin", crate::support::office::PASSPHRASE)).await;
    words.map(str::to_owned).to_vec()
}

/// An input that a verb takes, about the things of one branch; none = nobody has thought about it.
#[expect(clippy::too_many_lines, reason = "one line for each verb")]
pub fn input(world: &World, capability: &str, verb: &str, ids: &Ids) -> Option<Value> {
    let (one, twins) = (&ids["one"], &ids["twins"]);
    let (person, membership) = (&one["person_id"], &one["memberships"][0]["id"]);
    let version = &one["memberships"][0]["version"];
    let condition = &one["memberships"][0]["conditions"][0];
    let term = &one["memberships"][0]["terms"][0];
    let add = |given: &str| json!({ "person": { "family_name": "新田", "given_name": given }, "joined_on": "2026-10-01", "unit_id": ids["sub"], "eligible": true });
    // Of the own part nothing need be said.
    let part = (ids["code"] != world.own["code"]).then(|| ids["code"].clone());
    Some(match (capability, verb) {
        ("desk", "status" | "lock" | "verify" | "settings" | "history" | "undo" | "redo" | "home") => json!({}),
        ("desk", "cancel") => json!({ "job": "none" }),
        // A wrong one: the officer keeps the passphrase for the cases to come.
        ("desk", "change_passphrase") => json!({ "old": "ちがう 合言葉 です", "new": "あたらしい 合言葉 です" }),
        ("desk", "recovery_sheet") => json!({ "passphrase": SECRET }),
        ("desk", "backup") => json!({ "file": world.path("kyojo-backup") }),
        ("desk", "save_settings") => {
            let mut settings = ids["settings"].clone();
            settings["seal_text"] = json!("印");
            settings
        }
        ("officers" | "reports", "list") => json!({}),
        ("officers", "audit" | "exports") | ("members", "provisions" | "joint_uses") => json!({}),
        ("members", "announce_joint_use") => {
            json!({ "recipient_org_id": ids["federation"], "items": "氏名", "extent": "産別", "purpose": "共済", "responsible": "本部", "announced_on": "2026-10-01" })
        }
        ("members", "requests" | "retention") => json!({}),
        ("members", "receive_request") => json!({ "person_id": person, "kind": "disclose" }),
        ("members", "advance_request") => json!({ "id": Uuid::now_v7(), "version": 1, "to": "identity_checked" }),
        ("members", "set_retention") => json!({ "months": 72 }),
        // A member in force: nobody of this world is erased.
        ("members", "erase") => json!({ "person_id": person }),
        ("members", "drop_expired") => json!({ "persons": [person] }),
        ("members", "end_joint_use") => json!({ "id": ids["joint_use"], "version": 1, "ended_on": "2026-10-01" }),
        ("officers", "add") => {
            json!({ "login": Uuid::now_v7().to_string(), "display_name": "見本 四郎（架空）", "passphrase": SECRET, "roles": ["viewer"] })
        }
        ("officers", "grant") => json!({ "officer": ids["third"], "role": "viewer" }),
        ("officers", "revoke") => json!({ "grant": ids["grant"]["id"], "version": ids["grant"]["version"] }),
        ("officers", "lock_out") => json!({ "officer": ids["third"] }),
        ("officers", "let_in") => json!({ "officer": ids["third"], "passphrase": SECRET }),
        ("organizations", "units") => json!({ "include_closed": true }),
        ("organizations", "employers" | "headcounts") => json!({}),
        ("organizations", "add_unit") => json!({ "kind": "workplace", "label": "新職場", "parent_id": ids["sub"] }),
        ("organizations", "correct_unit") => {
            json!({ "id": ids["branch"], "version": ids["branch_version"], "label": "新支部" })
        }
        ("organizations", "regroup_unit") => {
            json!({ "id": ids["empty"], "version": 1, "parent_id": ids["branch"], "from_on": "2026-11-01" })
        }
        ("organizations", "close_unit") => {
            json!({ "id": ids["empty"], "version": 1, "last_day": "2026-10-31" })
        }
        ("organizations", "add_employer") => json!({ "kind": "employer", "name": "西都精機（架空）" }),
        ("organizations", "correct_employer") => {
            json!({ "id": ids["employer"], "version": 1, "kind": "employer", "name": "東都工機（架空）" })
        }
        ("organizations", "set_headcount") => {
            json!({ "unit_id": ids["branch"], "as_of": "2026-10-01", "workers_total": 10, "eligible_total": 9, "source": "会社" })
        }
        ("members", "list" | "count") => json!({ "unit_id": ids["branch"], "state": "all" }),
        ("members", "preview_letters") => json!({ "chosen": { "persons": [person] } }),
        ("members", "write_labels") => {
            json!({ "chosen": { "persons": [person] }, "paper": "long3", "honorific": "sama", "file": world.path("xlsx"), "purpose": "試験" })
        }
        ("members", "write_merge_file") => {
            json!({ "chosen": { "persons": [person] }, "honorific": "sama", "file": world.path("csv"), "purpose": "試験" })
        }
        ("members", "among") => json!({ "persons": [person, twins[0]["person_id"]], "filter": { "state": "all" } }),
        ("members", "preview_bulk" | "change_many") => {
            json!({ "chosen": { "persons": [person] }, "change": { "does": "employment", "grade": "9級" } })
        }
        ("members", "preview_paste" | "paste") => json!({ "text": "10級", "persons": [person], "columns": ["grade"] }),
        ("members", "count_findings" | "findings") => json!({ "filter": { "unit_id": ids["branch"] } }),
        ("members", "leave_finding") => json!({ "person_id": twins[1]["person_id"], "kind": "no_address" }),
        ("members", "look_again") => json!({ "person_id": twins[0]["person_id"], "kind": "no_address" }),
        ("members", "card" | "who_sees") => json!({ "person_id": person }),
        ("members", "why_not_add") => {
            json!({ "person": { "family_name": ids["find"], "given_name": "双子", "birth_on": "1985-05-05" }, "joined_on": "2026-10-01", "unit_id": ids["sub"], "eligible": true })
        }
        ("members", "add") => add("足子"),
        ("members", "apply") => add("申子"),
        ("members", "approve") => {
            json!({ "membership_id": ids["applied"]["memberships"][0]["id"], "version": ids["applied"]["memberships"][0]["version"], "joined_on": "2026-10-15" })
        }
        ("members", "reject") => {
            json!({ "membership_id": ids["applied"]["memberships"][0]["id"], "version": ids["applied"]["memberships"][0]["version"], "withdrawn": true })
        }
        ("members", "correct" | "preview_correct") => {
            json!({ "person_id": person, "version": one["version"], "membership": { "union_post": "書記" } })
        }
        ("members", "move_unit") => {
            json!({ "membership_id": membership, "unit_id": ids["workplace"], "from_on": "2026-10-20" })
        }
        ("members", "leave") => {
            json!({ "membership_id": membership, "version": version, "left_on": "2026-10-20", "end_reason": "employment_end" })
        }
        ("members", "reinstate") => {
            json!({ "membership_id": ids["ended"]["memberships"][0]["id"], "version": ids["ended"]["memberships"][0]["version"], "reason": "誤り" })
        }
        ("members", "start_condition") => {
            json!({ "membership_id": membership, "kind": "overseas", "from_on": "2026-10-01" })
        }
        ("members", "end_condition") => {
            json!({ "id": condition["id"], "version": condition["version"], "to_on": "2026-10-01" })
        }
        ("members", "offices" | "majority" | "duplicates" | "saved_lists" | "batches" | "closed_until" | "planned") => {
            json!({})
        }
        ("members", "save_office") => json!({ "kind": "other", "label": "相談役" }),
        ("members", "appoint" | "preview_appoint") => {
            json!({ "office_id": ids["office"], "membership_id": twins[0]["memberships"][0]["id"], "unit_id": ids["branch"], "from_on": "2026-10-01", "elected_by": "appointed", "fulltime_kind": "none" })
        }
        ("members", "end_term") => json!({ "id": term["id"], "version": term["version"], "to_on": "2026-10-01" }),
        ("members", "not_same") => json!({ "one": twins[0]["person_id"], "other": twins[1]["person_id"] }),
        ("members", "merge") => {
            json!({ "keep": twins[0]["person_id"], "keep_version": twins[0]["version"], "merge": twins[1]["person_id"], "merge_version": twins[1]["version"], "reason": "二度入力した" })
        }
        ("members", "save_list") => {
            json!({ "name": "わたしの一覧", "shared": false, "filter": { "unit_id": ids["sub"] } })
        }
        // One that is not there: lists are an officer's own.
        ("members", "drop_list") => json!({ "id": Uuid::now_v7(), "version": 1 }),
        ("members", "save_contact") => {
            json!({ "person_id": person, "kind": "mail_private", "value": "hanako@example.invalid" })
        }
        ("members", "end_contact") => {
            json!({ "id": one["contacts"][0]["id"], "version": one["contacts"][0]["version"], "to_on": "2026-10-01" })
        }
        ("members", "give_consent") => {
            json!({ "person_id": person, "purpose": "publication", "granted_on": "2026-10-01", "method": "written", "notice_version": "1" })
        }
        ("members", "refuse_consent") => {
            json!({ "person_id": person, "purpose": "alumni_contact", "refused_on": "2026-10-01" })
        }
        ("members", "withdraw_consent") => {
            json!({ "id": one["consents"][0]["id"], "version": one["consents"][0]["version"], "withdrawn_on": "2026-10-01" })
        }
        ("members", "preview_roster" | "import_roster" | "preview_reconcile") => json!({ "file": ids["file"] }),
        ("members", "reconcile") => json!({ "list": { "file": ids["file"] }, "found": { "all": true } }),
        ("members", "rejected_rows" | "batch_changes") => json!({ "batch": ids["batch"], "file": world.path("xlsx") }),
        ("members", "export_roster") => {
            json!({ "file": world.path("xlsx"), "purpose": "試験", "filter": { "unit_id": ids["branch"], "state": "all" } })
        }
        ("meetings", _) => return meeting(verb, ids, &|ending| world.path(ending)),
        ("training", "write_invitation") => {
            json!({ "run_id": ids["training"]["draft"], "org_id": ids["federation"], "file": world.path("xlsx"), "contact_name": "試験", "contact_phone": "03-0000-0000" })
        }
        ("training", "write_results") => {
            json!({ "run_id": ids["training"]["invited"], "org_id": ids["federation"], "file": world.path("xlsx"), "purpose": "試験" })
        }
        ("training", "write_badges") => {
            json!({ "run_id": ids["training"]["invited"], "file": world.path("xlsx"), "purpose": "試験" })
        }
        ("training", "write_form_rejects") => json!({ "file": ids["training"]["form"], "out": world.path("xlsx") }),
        ("training", _) => training(verb, ids)?,
        ("surveys" | "activities", _) => priorities::input(world, verb, ids)?,
        ("support", "schemes" | "communities") => json!({}),
        ("support", "scheme") => json!({ "id": ids["scheme"]["id"] }),
        ("support", "community") => json!({ "id": ids["circle"] }),
        ("support", "find_help") => json!({ "needs": ["livelihood"] }),
        ("support", "add_scheme") => {
            json!({ "name": "住まい応援（架空）", "summary": "家賃の補助", "office": "市役所" })
        }
        ("support", "save_scheme") => {
            let row = &ids["scheme"];
            json!({
                "id": row["id"], "version": row["version"], "text_id": row["text"]["id"], "text_version": row["text"]["version"],
                "name": row["name"], "summary": "新しい説明", "office": "窓口"
            })
        }
        ("support", "check_scheme") => {
            let row = &ids["scheme"];
            json!({ "id": row["id"], "text_id": row["text"]["id"], "text_version": row["text"]["version"] })
        }
        ("support", "hide_scheme") => json!({ "id": ids["scheme"]["id"], "version": ids["scheme"]["version"] }),
        ("support", "show_scheme") => json!({ "id": ids["put_away"]["id"], "version": ids["put_away"]["version"] }),
        ("support", "add_community") => json!({ "kind": "npo", "name": "別の窓（架空）", "helps": "相談" }),
        ("support", "correct_community") => {
            json!({ "id": ids["circle"], "version": 1, "kind": "npo", "name": "暮らしの窓（架空）", "helps": "家計と住まいの相談" })
        }
        ("support", "end_community") => json!({ "id": ids["circle"], "version": 1, "last_day": "2026-10-31" }),
        ("support", "check_community") => json!({ "id": ids["circle"], "version": 1 }),
        ("support", "write_handout") => json!({ "file": world.path("xlsx"), "schemes": [ids["scheme"]["id"]] }),
        ("support", "write_recheck") => json!({ "file": world.path("xlsx") }),
        ("support", "preview_recheck" | "apply_recheck") => json!({ "file": ids["checked"] }),
        ("cases", "instruments" | "statistics") => json!({}),
        ("cases", "save_instrument") => json!({
            "code": "own", "name": "職場の設問（架空）", "scale_min": 1, "scale_max": 5,
            "subscales": [{ "code": "a", "name": "見通し" }], "items": [{ "subscale": "a", "words": "見通しがある" }],
        }),
        ("cases", "publish_instrument" | "retire_instrument") => json!({ "id": NOBODY, "version": 1 }),
        ("cases", verb) => super::counselling::input(world, verb, ids)?,
        ("reports", "preview") => json!({ "report": "R02", "as_of": "2026-10-31", "unit": part }),
        ("reports", "write") => {
            json!({ "report": "R02", "as_of": "2026-10-31", "unit": part, "file": world.path("xlsx"), "purpose": "試験" })
        }
        ("reports", "write_to_partners") => {
            json!({ "paper": "results", "run": ids["training"]["invited"], "folder": world.office.folder.path(), "purpose": "試験" })
        }
        (
            "reports",
            "closed_months" | "own_reports" | "schedules" | "plans" | "logo" | "remove_logo" | "issued_packs",
        ) => json!({}),
        ("reports", "preview_own_report") => {
            json!({ "fields": { "name": "支部別", "groups": ["branch"], "protect": true } })
        }
        ("reports", "save_own_report") => json!({ "name": "支部別", "groups": ["branch"], "protect": true }),
        ("reports", "drop_own_report" | "drop_schedule" | "resume_schedule") => {
            json!({ "id": Uuid::now_v7(), "version": 1 })
        }
        ("reports", "write_own_report") => {
            json!({ "fields": { "name": "支部別", "groups": ["branch"], "protect": true }, "file": world.path("xlsx") })
        }
        ("reports", "save_schedule") => json!({ "report": "R19", "cadence": "monthly", "day": 1 }),
        ("reports", "write_due") => json!({ "folder": world.office.folder.path() }),
        ("reports", "save_plan") => json!({ "name": "別の構成（架空）", "kind": "workplace" }),
        ("reports", "drop_plan") => json!({ "id": ids["plan"]["id"], "version": ids["plan"]["version"] }),
        ("reports", "set_logo") => json!({ "file": ids["logo"] }),
        ("reports", "freeze_pack") => json!({ "report": "meeting-pack", "as_of": "2026-10-31", "unit": part }),
        ("reports", "pack_differences") => json!({ "id": ids["draft_pack"]["id"] }),
        ("reports", "approve_pack") => ids["draft_pack"].clone(),
        ("reports", "distribute_pack") => {
            let mut pack = ids["approved_pack"].clone();
            pack["to"] = json!("組合員（架空）");
            pack
        }
        ("reports", "close_month") => json!({ "as_of": "2026-09-30" }),
        _ => return None,
    })
}
