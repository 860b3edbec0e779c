//! Plants texts in every field of every verb.

mod cards;
mod counselling;
mod imports;
mod meetings;
mod own_reports;
mod packs;
mod priorities;
mod refused;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDate;
use kyojo_core::api;
use kyojo_core::desk::{Desk, DeskOptions};
use kyojo_core::progress::Progress;
use serde_json::{Value, json};

mod trainings;

/// The first one, and what it is changed to.
pub const PASSPHRASES: [&str; 3] = ["ひみつの あいことば 51", "かえられた あいことば 52", "だれかの あいことば 53"];

/// Fields whose text names a file, a place in a list, a column of somebody's file, or a code of ours; they hold nothing of persons.
const NOT_CONTENT: &[&str] = &[
    "file",
    "folder",
    "out",
    "meeting",
    "run",
    "after",
    "job",
    "transform",
    "sheet",
    "sheets.*",
    "file_hash",
    "to",
    "from",
    "raw",
    "column",
    "unit",
    "reader",
    "starts",
    "ends",
    "take.*",
    "columns.*",
];

struct Plan<'f> {
    desk: Desk,
    folder: &'f Path,
    next: Cell<u64>,
    texts: RefCell<Vec<String>>,
    fields: RefCell<BTreeSet<String>>,
}

impl Plan<'_> {
    fn keep(&self, text: String) -> String {
        self.texts.borrow_mut().push(text.clone());
        text
    }

    fn number(&self) -> u64 {
        self.next.set(self.next.get() + 7_919);
        self.next.get()
    }

    /// A text that stands nowhere else.
    fn text(&self) -> String {
        let n = self.number();
        self.keep(format!("封印した言葉{n}花火"))
    }

    /// Kana that stand nowhere else.
    fn kana(&self) -> String {
        let letters: Vec<char> = "アイウエオカキクケコ".chars().collect();
        let digits: String =
            self.number().to_string().chars().map(|digit| letters[digit.to_digit(10).unwrap() as usize]).collect();
        self.keep(format!("ヒメタルコトバ{digits}"))
    }

    /// Digits that stand nowhere else.
    fn digits(&self, head: &str, length: usize) -> String {
        let tail = format!("{:0>20}", self.number().wrapping_mul(6_364_136_223_846_793_005));
        self.keep(format!("{head}{}", &tail[tail.len() - (length - head.len())..]))
    }

    /// A 法人番号 that stands nowhere else, with its check digit.
    fn corporate_number(&self) -> String {
        let base = format!("{:012}", 700_000_000_000 + self.number());
        let sum: u32 = base
            .chars()
            .rev()
            .enumerate()
            .map(|(n, digit)| digit.to_digit(10).unwrap() * if n % 2 == 0 { 1 } else { 2 })
            .sum();
        self.keep(format!("{}{base}", 9 - sum % 9))
    }

    fn letters(&self) -> String {
        let n = self.number();
        self.keep(format!("ZQX{n}"))
    }

    fn mail(&self) -> String {
        let n = self.number();
        self.keep(format!("himitsu{n}@example.jp"))
    }

    async fn ask(&self, capability: &str, verb: &str, input: Value) -> Value {
        self.note(&format!("{capability}.{verb}"), &input);
        match api::call(&self.desk, capability, verb, input.clone(), &Progress::silent()).await {
            Ok(value) => value,
            Err(error) => panic!("{capability}.{verb}: {}", serde_json::to_string(&error).unwrap()),
        }
    }

    /// Remember which fields held a planted text or a passphrase.
    fn note(&self, path: &str, input: &Value) {
        match input {
            Value::Object(fields) => fields.iter().for_each(|(name, value)| {
                self.note(&format!("{path}.{name}"), value);
                // Of a map the schema names no keys.
                if value.is_string() {
                    self.note(&format!("{path}.*"), value);
                }
            }),
            Value::Array(values) => values.iter().for_each(|value| self.note(&format!("{path}.*"), value)),
            Value::String(text) if self.texts.borrow().contains(text) || PASSPHRASES.contains(&text.as_str()) => {
                self.fields.borrow_mut().insert(path.to_owned());
            }
            _ => {}
        }
    }

    fn path(&self, name: &str) -> Value {
        json!(self.folder.join(name))
    }
}

/// Fields of free text in the schema of an input.
fn text_fields(path: &str, schema: &Value, all: &Value, found: &mut BTreeSet<String>, depth: usize) {
    if depth > 8 {
        return;
    }
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
        return text_fields(path, &all["$defs"][name], all, found, depth + 1);
    }
    for choice in ["anyOf", "oneOf", "allOf"] {
        schema[choice]
            .as_array()
            .into_iter()
            .flatten()
            .for_each(|inner| text_fields(path, inner, all, found, depth + 1));
    }
    let is = |kind: &str| {
        schema["type"] == kind || schema["type"].as_array().is_some_and(|kinds| kinds.iter().any(|one| one == kind))
    };
    if is("string") && schema["format"].is_null() && schema["enum"].is_null() && schema["const"].is_null() {
        found.insert(path.to_owned());
    }
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        text_fields(&format!("{path}.{name}"), inner, all, found, depth + 1);
    }
    if is("array") {
        text_fields(&format!("{path}.*"), &schema["items"], all, found, depth + 1);
    }
    if schema["additionalProperties"].is_object() {
        text_fields(&format!("{path}.*"), &schema["additionalProperties"], all, found, depth + 1);
    }
}

fn desk() -> Desk {
    let today = NaiveDate::from_ymd_opt(2026, 10, 31);
    Desk::new(DeskOptions { paths_allowed: true, today, automatic_backups: true, ..DeskOptions::default() })
}

/// Call every verb, with a text of its own in each field.
pub async fn all(folder: &Path, aside: &Path) {
    let plan = Plan {
        desk: desk(),
        folder,
        next: Cell::new(0x0051_7A3B),
        texts: RefCell::default(),
        fields: RefCell::default(),
    };
    let [first, changed, other] = PASSPHRASES;
    let login = plan.letters();
    let union = json!({ "file": plan.path("u.kyojo"), "union_name": plan.text(), "login": login, "display_name": plan.text(), "passphrase": first, "strength": "floor" });
    let created = plan.ask("desk", "create", union).await;
    let code = created["recovery_code"].as_str().unwrap().to_owned();
    std::fs::write(aside.join("recovery-code"), &code).unwrap();

    desk_verbs(&plan, first).await;
    let unit = organization_verbs(&plan).await;
    member_verbs(&plan, &unit).await;
    imports::import_verbs(&plan, aside).await;
    support_verbs(&plan, aside).await;
    counselling::verbs(&plan, first, aside).await;
    trainings::training_verbs(&plan, aside).await;
    priorities::priority_verbs(&plan, aside).await;
    meetings::meeting_verbs(&plan, aside).await;
    report_verbs(&plan, aside).await;
    own_reports::verbs(&plan, aside).await;
    packs::pack_verbs(&plan, aside).await;

    // Deliberate refusals: what is refused is not told to the log either.
    let server = || {
        json!({
            "host": plan.letters(), "port": 5432, "database": plan.text(), "user": plan.text(), "password": plan.text(),
            "root_certificate": plan.text(), "schema": plan.text()
        })
    };
    for (capability, verb, input) in [
        (
            "desk",
            "create",
            json!({ "server": server(), "union_name": plan.text(), "login": plan.letters(), "passphrase": other }),
        ),
        ("desk", "open", json!({ "server": server(), "login": plan.letters(), "passphrase": plan.text() })),
        (
            "desk",
            "recover",
            json!({ "server": server(), "code": plan.text(), "login": plan.letters(), "passphrase": other }),
        ),
        ("desk", "open", json!({ "file": plan.path("u.kyojo"), "login": plan.letters(), "passphrase": plan.text() })),
        ("organizations", "add_unit", json!({ "kind": "branch", "label": plan.text(), "code": "HQ" })),
        ("desk", "save_settings", json!({ "name": plan.text() })),
    ] {
        plan.note(&format!("{capability}.{verb}"), &input);
        let refused = api::call(&desk(), capability, verb, input.clone(), &Progress::silent()).await;
        assert!(refused.is_err() || api::call(&plan.desk, capability, verb, input, &Progress::silent()).await.is_err());
    }

    std::fs::copy(folder.join("u.kyojo-wal"), folder.join("wal-seen")).expect("the log of an open file");
    plan.ask("desk", "backup", json!({ "file": plan.path("b.kyojo-backup") })).await;
    plan.ask("desk", "change_passphrase", json!({ "old": first, "new": changed })).await;
    plan.ask("desk", "recovery_sheet", json!({ "passphrase": changed })).await;
    plan.ask("desk", "lock", json!({})).await;
    plan.ask("desk", "restore", json!({ "from": plan.path("b.kyojo-backup"), "to": plan.path("restored.kyojo") }))
        .await;
    plan.texts.borrow_mut().push(code.clone());
    plan.ask(
        "desk",
        "recover",
        json!({ "file": plan.path("restored.kyojo"), "code": code, "login": login, "passphrase": other }),
    )
    .await;
    plan.texts.borrow_mut().retain(|text| *text != code);
    plan.ask("desk", "lock", json!({})).await;
    let sample = desk();
    let small = json!({ "file": plan.path("sample.kyojo"), "passphrase": other, "members": 20 });
    plan.note("desk.create_sample", &small);
    api::call(&sample, "desk", "create_sample", small, &Progress::silent()).await.unwrap();
    api::call(&sample, "desk", "lock", json!({}), &Progress::silent()).await.unwrap();
    plan.ask("desk", "open", json!({ "file": plan.path("u.kyojo"), "login": login, "passphrase": changed })).await;
    plan.ask("desk", "lock", json!({})).await;

    let mut fields = BTreeSet::new();
    for verb in api::verbs() {
        text_fields(&format!("{}.{}", verb.capability, verb.verb), &verb.input, &verb.input, &mut fields, 0);
    }
    let planted = plan.fields.borrow();
    let missed: Vec<&String> = fields
        .iter()
        .filter(|field| !planted.contains(*field) && !NOT_CONTENT.iter().any(|end| field.ends_with(&format!(".{end}"))))
        .collect();
    assert!(missed.is_empty(), "plant a text in these fields too (tests/encryption/planting.rs): {missed:#?}");
    std::fs::write(aside.join("planted"), plan.texts.borrow().join("\n")).unwrap();
}

async fn desk_verbs(plan: &Plan<'_>, passphrase: &str) {
    let mut settings = plan.ask("desk", "settings", json!({})).await;
    for field in ["name", "seal_text", "default_font"] {
        settings[field] = json!(plan.text());
    }
    settings["name_kana"] = json!(plan.kana());
    settings["member_no_prefix"] = json!(plan.letters());
    settings["labels"] = json!({ "enum.unit_kind.branch": plan.text() });
    plan.ask("desk", "save_settings", settings.clone()).await;
    plan.ask("desk", "undo", json!({})).await;
    plan.ask("desk", "redo", json!({})).await;
    plan.ask("desk", "history", json!({ "find": plan.text() })).await;
    plan.ask("officers", "audit", json!({ "find": plan.text() })).await;
    let officer = json!({ "login": plan.letters(), "display_name": plan.text(), "passphrase": passphrase, "roles": ["executive"] });
    let officer = plan.ask("officers", "add", officer).await;
    plan.ask("officers", "lock_out", json!({ "officer": officer, "reason": plan.text() })).await;
    plan.ask("officers", "let_in", json!({ "officer": officer, "passphrase": PASSPHRASES[2] })).await;
}

async fn organization_verbs(plan: &Plan<'_>) -> Value {
    let unit = plan
        .ask(
            "organizations",
            "add_unit",
            json!({ "kind": "headquarters", "label": plan.text(), "code": plan.letters() }),
        )
        .await;
    let units = plan.ask("organizations", "units", json!({})).await;
    let correct = json!({ "id": unit, "version": units[0]["version"], "label": plan.text(), "code": plan.letters(), "reason": plan.text() });
    plan.ask("organizations", "correct_unit", correct).await;
    let closed = json!({ "kind": "branch", "label": plan.text(), "parent_id": unit, "from_on": "2020-04-01" });
    let closed = plan.ask("organizations", "add_unit", closed).await;
    let close = json!({ "id": closed, "version": 1, "last_day": "2025-03-31", "reason": plan.text() });
    plan.ask("organizations", "close_unit", close).await;
    let employer = |name: &str| {
        json!({
            "kind": "employer", "name": format!("{name}"), "name_kana": plan.kana(), "corporate_number": plan.corporate_number(), "postal": plan.digits("1", 7),
            "address": plan.text(), "phone": plan.digits("03", 10), "mail": plan.mail(), "contact_name": plan.text(), "agreement_no": plan.text()
        })
    };
    let name = plan.text();
    let id = plan.ask("organizations", "add_employer", employer(&name)).await;
    let rows = plan.ask("organizations", "employers", json!({})).await;
    let name = plan.text();
    let mut fields = employer(&name);
    fields["id"] = id.clone();
    fields["version"] = rows[0]["version"].clone();
    plan.ask("organizations", "correct_employer", fields).await;
    let count = json!({ "unit_id": unit, "as_of": "2026-06-30", "workers_total": 10, "eligible_total": 9, "source": plan.text() });
    plan.ask("organizations", "set_headcount", count).await;
    unit
}

async fn member_verbs(plan: &Plan<'_>, unit: &Value) {
    let employer = plan.ask("organizations", "employers", json!({})).await[0]["id"].clone();
    let person = || {
        json!({
            "family_name": plan.text(), "given_name": plan.text(), "family_kana": plan.kana(), "given_kana": plan.kana(), "display_name": plan.text(),
            "former_name": plan.text(), "birth_on": "1990-04-01", "remarks": plan.text()
        })
    };
    let employment = || {
        json!({
            "employer_org_id": employer, "department": plan.text(), "job_title": plan.text(), "grade": plan.text(), "employee_no": plan.letters(),
            "employment_type": "permanent"
        })
    };
    let joining = || {
        json!({
            "person": person(), "member_no": plan.letters(), "joined_on": "2020-04-01", "unit_id": unit, "employment": employment(), "eligible": true,
            "not_a_duplicate": true, "reason": plan.text()
        })
    };
    let add = joining();
    plan.ask("members", "why_not_add", add.clone()).await;
    let added = plan.ask("members", "add", add).await;
    for verb in ["list", "count"] {
        plan.ask("members", verb, json!({ "find": plan.text() })).await;
    }
    let card = plan.ask("members", "card", json!({ "person_id": added["person_id"] })).await;
    let correct = json!({
        "person_id": added["person_id"], "version": card["version"], "person": person(), "employment": employment(), "reason": plan.text(),
        "membership": { "member_no": plan.letters(), "union_post": plan.text() }
    });
    plan.ask("members", "preview_correct", correct.clone()).await;
    plan.ask("members", "correct", correct).await;
    let below = plan
        .ask("organizations", "add_unit", json!({ "kind": "branch", "label": plan.text(), "parent_id": unit }))
        .await;
    let moved = json!({ "membership_id": added["membership_id"], "unit_id": below, "from_on": "2026-04-01", "reason": plan.text() });
    plan.ask("members", "move_unit", moved).await;
    let address = json!({ "person_id": added["person_id"], "kind": "home_address", "value": plan.text(), "postal": plan.digits("1", 7) });
    plan.ask("members", "save_contact", address).await;
    let consent = json!({
        "person_id": added["person_id"], "purpose": "union_activity", "granted_on": "2026-04-01", "method": "written", "notice_version": plan.text(),
        "document_ref": plan.text()
    });
    plan.ask("members", "give_consent", consent).await;
    let membership = async |who: &Value| {
        plan.ask("members", "card", json!({ "person_id": who["person_id"] })).await["memberships"][0].clone()
    };
    let leave = json!({
        "membership_id": added["membership_id"], "version": membership(&added).await["version"], "left_on": "2026-09-30", "end_reason": "expulsion",
        "end_note": plan.text(),
        "resolution": { "organ": plan.text(), "resolved_on": "2026-09-20", "heard_on": "2026-09-10", "text": plan.text() }
    });
    plan.ask("members", "leave", leave).await;
    let card = plan.ask("members", "card", json!({ "person_id": added["person_id"] })).await;
    let noted = json!({ "person_id": added["person_id"], "version": card["version"], "membership": { "end_note": plan.text() }, "reason": plan.text() });
    plan.ask("members", "preview_correct", noted.clone()).await;
    plan.ask("members", "correct", noted).await;
    let mistaken = plan.ask("members", "add", joining()).await;
    let leave = json!({
        "membership_id": mistaken["membership_id"], "version": membership(&mistaken).await["version"], "left_on": "2026-09-30", "end_reason": "entry_error",
        "end_note": plan.text()
    });
    plan.ask("members", "leave", leave).await;
    let back = json!({ "membership_id": mistaken["membership_id"], "version": membership(&mistaken).await["version"], "reason": plan.text() });
    plan.ask("members", "reinstate", back).await;
    let suspended = json!({
        "membership_id": mistaken["membership_id"], "kind": "rights_suspended", "from_on": "2026-10-01", "note": plan.text(),
        "resolution": { "organ": plan.text(), "resolved_on": "2026-09-20", "heard_on": "2026-09-10", "text": plan.text() }
    });
    plan.ask("members", "start_condition", suspended).await;
    let office = plan.ask("members", "save_office", json!({ "kind": "chair", "label": plan.text() })).await;
    let term = json!({
        "office_id": office, "membership_id": mistaken["membership_id"], "from_on": "2026-09-01", "to_on": "2026-12-31",
        "elected_by": "uncontested", "fulltime_kind": "none"
    });
    let term = plan.ask("members", "appoint", term).await;
    let version = membership(&mistaken).await["terms"][0]["version"].clone();
    let end = json!({ "id": term["id"], "version": version, "to_on": "2026-10-10", "reason": plan.text() });
    plan.ask("members", "end_term", end).await;
    plan.ask("members", "save_list", json!({ "name": plan.text(), "shared": true, "filter": { "find": plan.text() } }))
        .await;
    let applied = plan.ask("members", "apply", joining()).await;
    let reject = json!({ "membership_id": applied["membership_id"], "version": membership(&applied).await["version"], "reason": plan.text() });
    plan.ask("members", "reject", reject).await;
    let applied = plan.ask("members", "apply", joining()).await;
    let version = membership(&applied).await["version"].clone();
    let approve = json!({ "membership_id": applied["membership_id"], "version": version, "joined_on": "2026-10-15", "reason": plan.text() });
    plan.ask("members", "approve", approve).await;
    list_verbs(plan, &mistaken["person_id"]).await;
}

/// What is done with many at once.
async fn list_verbs(plan: &Plan<'_>, person: &Value) {
    let only = json!({ "persons": [person] });
    let found = || json!({ "filter": { "find": plan.text() } });
    let resolution =
        || json!({ "organ": plan.text(), "resolved_on": "2026-09-20", "heard_on": "2026-09-10", "text": plan.text() });
    let changes = [
        json!({ "does": "employment", "department": plan.text(), "job_title": plan.text(), "grade": plan.text() }),
        json!({ "does": "start_condition", "kind": "leave", "from_on": "2026-10-20", "note": plan.text(), "resolution": resolution() }),
        json!({
            "does": "give_consent", "purpose": "survey", "granted_on": "2026-10-01", "method": "written", "notice_version": plan.text(),
            "document_ref": plan.text()
        }),
        json!({ "does": "leave", "left_on": "2026-10-30", "end_reason": "expulsion", "end_note": plan.text(), "resolution": resolution() }),
    ];
    for change in changes {
        let asked = json!({ "chosen": only, "change": change, "reason": plan.text() });
        plan.ask("members", "preview_bulk", asked.clone()).await;
        plan.ask("members", "change_many", asked).await;
        let nobody = json!({ "chosen": found(), "change": { "does": "dues", "dues_kind": "full" } });
        plan.ask("members", "preview_bulk", nobody.clone()).await;
        plan.ask("members", "change_many", nobody).await;
    }
    plan.ask("members", "among", json!({ "persons": [person], "filter": { "find": plan.text() } })).await;
    plan.ask("members", "count_findings", found()).await;
    plan.ask("members", "findings", found()).await;
    let table = json!({ "text": plan.text(), "persons": [person], "columns": ["remarks"] });
    plan.ask("members", "preview_paste", table.clone()).await;
    plan.ask("members", "paste", table).await;
    plan.ask("members", "preview_letters", json!({ "chosen": found() })).await;
    for (verb, name, paper) in
        [("write_labels", "labels.xlsx", Some("long3")), ("write_merge_file", "merge.xlsx", None)]
    {
        let mut letters = json!({ "chosen": found(), "honorific": "sama", "file": plan.path(name), "purpose": plan.text(), "recipient": plan.text(), "password": PASSPHRASES[2] });
        if let Some(paper) = paper {
            letters["paper"] = json!(paper);
        }
        // Nobody is found, and the recipient is unknown: nothing is written, and nothing of it told.
        plan.note(&format!("members.{verb}"), &letters);
        let _nobody = api::call(&plan.desk, "members", verb, letters, &Progress::silent()).await;
    }
}

async fn support_verbs(plan: &Plan<'_>, aside: &Path) {
    let scheme = || {
        json!({
            "name": plan.text(), "name_en": plan.letters(), "summary": plan.text(), "questions": [plan.text()], "office": plan.text(),
            "bring": plan.text(), "legal_basis": plan.text(), "site": plan.text(), "note": plan.text()
        })
    };
    let id = plan.ask("support", "add_scheme", scheme()).await;
    let row = plan.ask("support", "scheme", json!({ "id": id })).await["scheme"].clone();
    let mut save = scheme();
    save["id"] = id.clone();
    save["version"] = row["version"].clone();
    save["text_id"] = row["text"]["id"].clone();
    save["text_version"] = row["text"]["version"].clone();
    plan.ask("support", "save_scheme", save).await;
    let community = || {
        json!({
            "kind": "npo", "name": plan.text(), "name_kana": plan.kana(), "region": plan.text(), "industries": plan.text(),
            "contact_name": plan.text(), "phone": plan.digits("03", 10), "mail": plan.mail(), "site": plan.text(), "helps": plan.text(),
            "note": plan.text()
        })
    };
    let circle = plan.ask("support", "add_community", community()).await;
    let mut correct = community();
    correct["id"] = circle.clone();
    correct["version"] = json!(1);
    plan.ask("support", "correct_community", correct).await;
    plan.ask("support", "schemes", json!({ "find": plan.text() })).await;
    plan.ask("support", "communities", json!({ "find": plan.text(), "region": plan.text() })).await;
    plan.ask("support", "find_help", json!({ "needs": ["care"], "region": plan.text() })).await;
    let handout = json!({ "file": aside.join("handout.xlsx"), "schemes": [id], "communities": [circle], "occasion": plan.text() });
    plan.ask("support", "write_handout", handout).await;
    let sheet = aside.join("check.xlsx");
    plan.ask("support", "write_recheck", json!({ "file": sheet, "recipient": plan.text() })).await;
    let back = json!({ "file": sheet, "password": PASSPHRASES[2] });
    plan.ask("support", "preview_recheck", back.clone()).await;
    // Nothing was filled in: refused, and the password is told to nobody.
    plan.note("support.apply_recheck", &back);
    assert!(api::call(&plan.desk, "support", "apply_recheck", back, &Progress::silent()).await.is_err());
}

async fn report_verbs(plan: &Plan<'_>, aside: &Path) {
    refused::refused_verbs(plan, aside).await;
    let unit = plan.ask("organizations", "units", json!({})).await[0].clone();
    // Within the union a file is for one of its units, whose name is secret, too.
    let (unit, within) = (unit["id"].clone(), unit["label"].clone());
    let export = json!({
        "file": aside.join("members.xlsx"), "filter": { "find": plan.text() }, "purpose": plan.text(), "recipient": within, "password": PASSPHRASES[2]
    });
    plan.ask("members", "export_roster", export).await;
    let number = plan.letters();
    let joining = json!({
        "person": { "family_name": plan.text() }, "member_no": number, "joined_on": "2020-04-01", "unit_id": unit, "eligible": true, "not_a_duplicate": true
    });
    let kept = plan.ask("members", "add", joining.clone()).await;
    let mut twice = joining;
    twice["person"] = json!({ "family_name": plan.text() });
    twice["member_no"] = json!(plan.letters());
    let twice = plan.ask("members", "add", twice).await;
    let merge = json!({
        "keep": kept["person_id"], "keep_version": 1, "merge": twice["person_id"], "merge_version": 1, "reason": plan.text()
    });
    plan.ask("members", "merge", merge).await;
    let asked = json!({ "member_no": number, "kind": "correct", "note": plan.text() });
    let request = plan.ask("members", "receive_request", asked).await;
    let refused = json!({ "id": request, "version": 1, "to": "refused", "answer": plan.text() });
    plan.ask("members", "advance_request", refused).await;
    let again = plan.ask("members", "receive_request", json!({ "member_no": number, "kind": "disclose" })).await;
    plan.ask("members", "advance_request", json!({ "id": again, "version": 1, "to": "identity_checked" })).await;
    let ask = json!({ "report": "R23", "person": number });
    plan.ask("reports", "preview", ask.clone()).await;
    let disclosure =
        json!({ "report": "R23", "person": number, "file": aside.join("disclosure.xlsx"), "password": PASSPHRASES[2] });
    plan.ask("reports", "write", disclosure).await;
    let name = plan.text();
    let upper = plan.ask("organizations", "add_employer", json!({ "kind": "npo", "name": name })).await;
    let notice = json!({
        "recipient_org_id": upper, "items": plan.text(), "extent": plan.text(), "purpose": plan.text(), "responsible": plan.text(),
        "announced_on": "2026-04-01"
    });
    plan.ask("members", "announce_joint_use", notice).await;
    let export = json!({ "file": aside.join("given.csv"), "purpose": plan.text(), "recipient": name });
    plan.ask("members", "export_roster", export).await;
    plan.ask("members", "provisions", json!({})).await;
    let batch = plan.ask("members", "batches", json!({})).await[0]["id"].clone();
    let mending = json!({ "batch": batch, "file": aside.join("mending.xlsx"), "password": PASSPHRASES[2] });
    plan.ask("members", "rejected_rows", mending).await;
    plan.ask("officers", "exports", json!({})).await;
    let write = json!({
        "report": "R01", "file": aside.join("asked.xlsx"), "as_of": "2026-10-31", "purpose": plan.text(), "recipient": within, "password": PASSPHRASES[2]
    });
    plan.ask("reports", "write", write).await;
}
