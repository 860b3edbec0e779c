//! キャリア相談: a case from the first call to its end, and who can read it.

mod danger;
mod desk;
mod ending;
mod files;
mod kept;
mod kills;
mod leaving;
mod many;
mod seals;
mod secrecy;
mod taking_back;
mod word;

use serde_json::{Value, json};

use crate::members::joining;
use crate::support::office::{Office, On, PASSPHRASE, databases};

/// A union with a member, a counsellor who founded the room (at the desk), a second counsellor and the officer of each role that looks
/// over others' shoulders.
pub struct Room {
    pub office: Office,
    pub sheet: String,
    pub unit: Value,
    pub member: Value,
    pub second: Value,
}

impl Room {
    pub async fn new(on: On) -> Self {
        let office = Office::new(on).await;
        let hq = office
            .ask("organizations", "add_unit", json!({ "kind": "headquarters", "label": "本部", "code": "HQ" }))
            .await;
        let branch = json!({ "kind": "branch", "label": "東都支部", "code": "B1", "parent_id": hq });
        let branch = office.ask("organizations", "add_unit", branch).await;
        let place = json!({ "kind": "workplace", "label": "第一工場", "code": "W1", "parent_id": branch });
        let unit = office.ask("organizations", "add_unit", place).await;
        let who = joining("相川", "見本子", ("アイカワ", "ミホコ"), unit.as_str().unwrap());
        let member = office.ask("members", "add", who).await;
        let own = joining("聞手", "一郎", ("キキテ", "イチロウ"), unit.as_str().unwrap());
        office.ask("members", "add", own).await;
        for (login, roles) in [
            ("soudan", json!(["counselor"])),
            ("second", json!(["counselor"])),
            ("supervisor", json!(["counsel_supervisor"])),
            ("secretary", json!(["general_secretary"])),
            ("dpo", json!(["dpo"])),
        ] {
            let add = json!({ "login": login, "display_name": format!("見本 {login}（架空）"), "passphrase": PASSPHRASE, "roles": roles });
            office.ask("officers", "add", add).await;
        }
        let officers = office.ask("officers", "list", json!({})).await;
        let second = officers.as_array().unwrap().iter().find(|row| row["login"] == "second").unwrap()["id"].clone();
        let mut room = Self { office, sheet: String::new(), unit: branch, member, second };
        room.sit("soudan").await;
        let founded = json!({ "qualification": "union_advisor", "member": "聞手一郎" });
        room.sheet = room.ask("found_room", founded).await["sheet"].as_str().unwrap().to_owned();
        room
    }

    /// Another officer sits down at the desk.
    pub async fn sit(&self, login: &str) {
        self.office.ask("desk", "open", json!({ "login": login, "passphrase": PASSPHRASE })).await;
    }

    pub async fn ask(&self, verb: &str, input: Value) -> Value {
        self.office.ask("cases", verb, input).await
    }

    pub async fn refused(&self, verb: &str, input: Value) -> String {
        self.office.refused("cases", verb, input).await
    }

    /// The second counsellor comes into the room; the first sits at the desk.
    pub async fn admit_second(&self) {
        self.ask("admit", json!({ "officer": self.second, "qualification": "union_advisor" })).await;
    }

    /// A case in a state, with the consent where one is needed.
    pub async fn case(&self, status: &str) -> Value {
        let opened = self
            .ask("open_inquiry", json!({ "name": "架空 太郎", "channel": "phone", "themes": ["job_change"] }))
            .await;
        let id = opened["case_id"].clone();
        let of = || json!({ "case_id": id });
        if status == "declined" {
            self.ask("decline", json!({ "case_id": id, "reason": "対象外", "pointed_to": "市の窓口" })).await;
        } else if status != "inquiry" {
            self.ask("assign", json!({ "case_id": id, "not_supervisor": true })).await;
            self.ask("consent", json!({ "case_id": id, "method": "written", "scope": ["record", "outward"] })).await;
            if status != "intake" {
                self.ask("activate", of()).await;
            }
            match status {
                "paused" => drop(self.ask("pause", json!({ "case_id": id, "until": "2026-12-01" })).await),
                "follow_up" => {
                    let goal =
                        json!({ "case_id": id, "theme": "relearning", "horizon": "short", "text": "講座を選ぶ" });
                    self.ask("add_goal", goal).await;
                    self.ask("follow_up", json!({ "case_id": id, "follow_up_on": "2026-11-30" })).await;
                }
                "closed" => {
                    self.ask("close", json!({ "case_id": id, "outcome": "goal_reached", "waived": "本人の希望" }))
                        .await;
                }
                "referred_out" => {
                    let consent = self.look(&id).await["consents"][0]["id"].clone();
                    let out =
                        json!({ "case_id": id, "recipient": "市の相談室", "items": ["氏名"], "consent_id": consent });
                    self.ask("refer_out", out).await;
                }
                _ => {}
            }
        }
        assert_eq!(self.look(&id).await["status"], status);
        id
    }

    pub async fn look(&self, id: &Value) -> Value {
        self.ask("case", json!({ "case_id": id })).await
    }
}

const STATUSES: [&str; 8] =
    ["inquiry", "intake", "active", "paused", "follow_up", "closed", "declined", "referred_out"];

#[tokio::test(flavor = "multi_thread")]
async fn a_call_becomes_a_case_with_consent_note_referrals_and_a_next_date() {
    for on in databases() {
        let room = Room::new(on).await;
        let found = room.ask("find_member", json!({ "member": "アイカワ ミホコ" })).await;
        assert_eq!(found[0]["name"], "相川 見本子");
        assert_eq!(found[0]["cases"], json!([]));
        let opened = room
            .ask("open_inquiry", json!({ "person_id": found[0]["person_id"], "channel": "phone", "themes": ["job_change"], "about": "転職を考えている" }))
            .await;
        assert_eq!(opened["case_no"], "C-000001");
        let id = opened["case_id"].clone();
        let again = json!({ "member": "相川見本子", "channel": "mail" });
        assert_eq!(room.refused("open_inquiry", again).await, "case_open_already");
        assert_eq!(room.ask("find_member", json!({ "member": "相川見本子" })).await[0]["cases"], json!(["C-000001"]));
        let day = room.ask("my_day", json!({})).await;
        assert_eq!(day["week"].as_array().unwrap().len(), 0, "the first session is due in seven days");
        assert_eq!((&day["later"], &day["open_cases"]), (&json!(1), &json!(1)));
        room.ask("assign", json!({ "case_id": id, "not_supervisor": true })).await;
        let note = json!({ "case_id": id, "minutes": 50, "mode": "in_person", "note": { "presenting": "今の部署では先が見えない" }, "next_on": "2026-11-05" });
        assert_eq!(room.refused("save_session", note.clone()).await, "C-03");
        let aloud = json!({ "case_id": id, "method": "oral_recorded" });
        assert_eq!(room.refused("consent", aloud).await, "invalid", "a witness or a recording is named");
        let nothing = json!({ "case_id": id, "method": "written", "scope": [] });
        let nothing = room.office.call("cases", "consent", nothing).await.unwrap_err();
        assert_eq!(nothing.fields()[0].field, "scope", "a word is about something");
        room.ask("consent", json!({ "case_id": id, "method": "oral_recorded", "witness": "録音 2026-10-31" })).await;
        room.ask("activate", json!({ "case_id": id })).await;
        let saved = room.ask("save_session", note).await;
        let scheme = room.office.ask("support", "schemes", json!({})).await[0].clone();
        room.ask("refer", json!({ "case_id": id, "scheme_id": scheme["id"] })).await;
        room.ask("refer", json!({ "case_id": id, "target": "市の就労相談" })).await;
        let case = room.look(&id).await;
        assert_eq!(case["name"], "相川 見本子");
        assert_eq!(case["unit"], "東都支部", "statistics know the branch and nothing below it");
        assert_eq!(case["notes"][0]["id"], saved["note_id"]);
        assert_eq!(case["notes"][0]["words"]["presenting"], "今の部署では先が見えない");
        assert_eq!(case["referrals"][1]["target"], scheme["name"]);
        let dues: Vec<(&str, &str)> = case["dues"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|due| due["done_on"].is_null())
            .map(|due| (due["kind"].as_str().unwrap(), due["due_on"].as_str().unwrap()))
            .collect();
        assert_eq!(
            dues,
            [("next_session", "2026-11-05"), ("referral_check", "2026-11-30"), ("referral_check", "2026-11-30")],
            "the first session is done; the referrals are asked about after thirty days"
        );
        let day = room.ask("my_day", json!({})).await;
        assert_eq!(day["week"][0]["name"], "相川 見本子");
        let followed = json!({ "id": case["referrals"][0]["id"], "version": case["referrals"][0]["version"], "result": "used", "why": "申し込んだ" });
        room.ask("referral_followed", followed).await;
        let case = room.look(&id).await;
        assert_eq!(
            (&case["referrals"][0]["result"], &case["referrals"][0]["why"]),
            (&json!("used"), &json!("申し込んだ"))
        );
        room.office.ask("desk", "undo", json!({})).await;
        assert_eq!(room.look(&id).await["referrals"][0]["result"], "open");
        let list = room.ask("my_cases", json!({ "find": "あいかわ" })).await;
        assert_eq!((&list["total"], &list["rows"][0]["case_no"]), (&json!(1), &json!("C-000001")));
        assert_eq!(room.ask("my_cases", json!({ "find": "さとう" })).await["total"], 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_transitions_of_the_paper_are_taken() {
    let may = |status: &str, verb: &str| {
        matches!(
            (status, verb),
            ("inquiry", "assign" | "decline" | "close")
                | ("intake", "activate" | "refer_out" | "close")
                | ("active", "set_step" | "pause" | "refer_out" | "follow_up" | "close")
                | ("paused", "resume" | "close")
                | ("follow_up", "close")
                | ("closed", "reopen")
        )
    };
    for on in databases() {
        let room = Room::new(on).await;
        for status in STATUSES {
            for verb in [
                "assign",
                "decline",
                "activate",
                "set_step",
                "pause",
                "resume",
                "refer_out",
                "follow_up",
                "close",
                "reopen",
            ] {
                let id = room.case(status).await;
                let before = room.look(&id).await;
                let consent = before["consents"][0]["id"].clone();
                let mut input = json!({ "case_id": id, "version": before["version"] });
                let more = match verb {
                    "assign" => json!({ "not_supervisor": true }),
                    "decline" => json!({ "reason": "対象外", "pointed_to": "市の窓口" }),
                    "set_step" => json!({ "step": "decision" }),
                    "pause" => json!({ "until": "2026-12-31" }),
                    "refer_out" => json!({ "recipient": "市の相談室", "items": ["氏名"], "consent_id": consent }),
                    "follow_up" => {
                        if status == "active" {
                            let action = json!({ "case_id": id, "who": "member", "text": "上司と話す" });
                            room.ask("add_action", action).await;
                        }
                        json!({ "follow_up_on": "2026-11-30" })
                    }
                    "close" => json!({ "outcome": "withdrawn", "waived": "本人の希望" }),
                    "reopen" => json!({ "reason": "また相談したい" }),
                    _ => json!({}),
                };
                for (name, value) in more.as_object().unwrap() {
                    input[name] = value.clone();
                }
                if may(status, verb) {
                    room.ask(verb, input).await;
                    let after = room.look(&id).await;
                    assert!(after["version"].as_i64() > before["version"].as_i64(), "{status} {verb}");
                    if verb != "assign" {
                        room.office.ask("desk", "undo", json!({})).await;
                        assert_eq!(room.look(&id).await["status"], status, "{verb} is taken back");
                    }
                } else {
                    assert_eq!(room.refused(verb, input).await, "case_step_not_open", "{status} {verb}");
                    assert_eq!(room.look(&id).await, before, "{status} {verb}: nothing changed");
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_guards_of_the_rules_say_their_code() {
    for on in databases() {
        let room = Room::new(on).await;
        // C-01: not whom one supervises; not in the own workplace against the member's will.
        let inquiry = json!({ "member": "相川見本子", "channel": "phone", "objects_workplace": true });
        let near = room.ask("open_inquiry", inquiry).await["case_id"].clone();
        assert_eq!(room.refused("assign", json!({ "case_id": near, "not_supervisor": true })).await, "C-01");
        let far = room.ask("open_inquiry", json!({ "name": "匿名さん", "channel": "mail" })).await["case_id"].clone();
        assert_eq!(room.refused("assign", json!({ "case_id": far })).await, "C-01");
        room.admit_second().await;
        room.ask("assign", json!({ "case_id": near, "not_supervisor": true, "officer": room.second })).await;
        assert_eq!(
            room.refused("case", json!({ "case_id": near })).await,
            "missing",
            "it went to the second counsellor"
        );
        // C-02: who is registered has a number.
        let registered = json!({ "officer": room.second, "qualification": "registered_career_consultant" });
        assert_eq!(room.refused("admit", registered).await, "C-02");
        // C-03: no session, no goal before the consent; a refusal is no consent.
        room.ask("assign", json!({ "case_id": far, "not_supervisor": true })).await;
        room.ask("consent", json!({ "case_id": far, "method": "written", "accepted": false })).await;
        assert_eq!(room.refused("activate", json!({ "case_id": far })).await, "C-03");
        let note = json!({ "case_id": far, "note": { "text": "まだ" } });
        assert_eq!(room.refused("save_note", note.clone()).await, "C-03");
        let consent = room.ask("consent", json!({ "case_id": far, "method": "written" })).await;
        room.ask("activate", json!({ "case_id": far })).await;
        room.ask("save_note", note.clone()).await;
        // C-05: nothing about the member goes out without consent to that.
        let out = json!({ "case_id": far, "target": "市の相談室", "items": ["氏名", "相談の要点"] });
        assert_eq!(room.refused("refer", out.clone()).await, "C-05");
        let mut with = out.clone();
        with["consent_id"] = consent.clone();
        assert_eq!(room.refused("refer", with.clone()).await, "C-05", "that consent was for the record");
        let outward =
            json!({ "case_id": far, "method": "written", "scope": ["outward"], "note": "市の相談室へ氏名と要点" });
        with["consent_id"] = room.ask("consent", outward).await;
        room.ask("refer", with).await;
        // C-06: closing says when one asks again, or why not.
        let close = json!({ "case_id": far, "outcome": "plan_agreed" });
        assert_eq!(room.refused("close", close.clone()).await, "C-06");
        let mut both = close.clone();
        (both["follow_up_on"], both["waived"]) = (json!("2027-01-31"), json!("本人の希望"));
        assert_eq!(room.refused("close", both).await, "C-06", "not both");
        // A consent taken back: nothing more is written.
        let version = room.look(&far).await["consents"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["id"] == consent)
            .unwrap()["version"]
            .clone();
        room.ask("withdraw_consent", json!({ "id": consent, "version": version })).await;
        assert_eq!(room.refused("save_note", note).await, "C-03");
        let mut close = close;
        close["follow_up_on"] = json!("2027-01-31");
        room.ask("close", close).await;
        let case = room.look(&far).await;
        assert_eq!(case["retention_until"], "2029-10-31", "three years after closing");
        assert_eq!(case["why_not_note"], "case_over");
        let long = json!({ "case_id": far, "until": "2027-03-01" });
        assert_eq!(room.refused("pause", long).await, "invalid");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_kept_until_it_is_saved_and_nobody_else_has_it() {
    for on in databases() {
        let room = Room::new(on).await;
        let id = room.case("active").await;
        let draft = |text: &str| json!({ "case_id": id, "place": "session", "content": { "presenting": text } });
        room.ask("save_draft", draft("書きかけ")).await;
        room.ask("save_draft", draft("書きかけの続き")).await;
        room.sit("soudan").await;
        let drafts = room.ask("drafts", json!({})).await;
        assert_eq!(drafts[0]["content"]["presenting"], "書きかけの続き");
        assert_eq!(room.ask("my_day", json!({})).await["drafts"], 1);
        room.admit_second().await;
        room.sit("second").await;
        assert_eq!(room.ask("drafts", json!({})).await, json!([]));
        assert_eq!(room.refused("drop_draft", json!({ "case_id": id, "place": "session" })).await, "missing");
        room.sit("soudan").await;
        let save = json!({ "case_id": id, "note": { "presenting": "書きかけの続き" }, "draft": "session" });
        let note = room.ask("save_note", save).await;
        assert_eq!(room.ask("drafts", json!({})).await, json!([]), "it went with the saving");
        let case = room.look(&id).await;
        let correct = json!({ "case_id": id, "note_id": note, "version": case["notes"][0]["version"], "note": { "presenting": "直した" } });
        room.ask("save_note", correct.clone()).await;
        assert_eq!(room.refused("save_note", correct).await, "changed");
        room.ask("add_addendum", json!({ "note_id": note, "text": "あとから" })).await;
        let case = room.look(&id).await;
        assert_eq!(
            (&case["notes"][1]["revision"], &case["notes"][1]["words"]["presenting"]),
            (&json!(2), &json!("直した"))
        );
        assert_eq!(
            (&case["notes"][0]["kind"], &case["notes"][0]["words"]["text"]),
            (&json!("addendum"), &json!("あとから"))
        );
        let newest = room.office.ask("desk", "history", json!({})).await["rows"][0]["id"].clone();
        assert_eq!(room.office.refused("desk", "undo", json!({ "op": newest })).await, "undo_final", "a note stays");
    }
}
