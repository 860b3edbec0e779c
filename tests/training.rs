//! 業界横断研修: seats across unions, the waiting list, what comes of a run.

mod again;
mod exchange;
mod foresee;
mod histories;
mod large;
mod mended;
mod papers;
mod partners;
mod runs;
mod settled;
mod together;

use serde_json::{Value, json};

use crate::support::office::{Office, On};

/// An office whose first officer also answers for trainings, with two partner unions.
pub struct Training {
    pub office: Office,
    pub course: Value,
    pub a: Value,
    pub b: Value,
}

impl Training {
    pub async fn new(on: On) -> Self {
        let office = Office::new(on).await;
        let first = office.ask("officers", "list", json!({})).await[0]["id"].clone();
        office.ask("officers", "grant", json!({ "officer": first, "role": "training_manager" })).await;
        let partner = async |name: &str| {
            office.ask("organizations", "add_employer", json!({ "kind": "enterprise_union", "name": name })).await
        };
        let (a, b) = (partner("あかね労組（架空）").await, partner("ぶどう労組（架空）").await);
        let course = office.ask("training", "add_course", json!({ "title": "交渉の基礎（架空）", "hours": 4 })).await;
        Self { office, course, a, b }
    }

    pub async fn ask(&self, verb: &str, input: Value) -> Value {
        self.office.ask("training", verb, input).await
    }

    pub async fn refused(&self, verb: &str, input: Value) -> String {
        self.office.refused("training", verb, input).await
    }

    /// A run on 20 January 2027, open for applications.
    pub async fn open(&self, more: Value) -> Value {
        let mut input = json!({
            "course_id": self.course, "capacity": 3, "contact_name": "研修 花子（架空）", "contact_mail": "kenshu@example.jp",
            "sessions": [{ "held_on": "2027-01-20", "starts": "13:00", "ends": "15:00", "required": true }, { "held_on": "2027-01-21", "starts": "13:00", "ends": "15:00" }]
        });
        for (name, value) in more.as_object().unwrap() {
            input[name] = value.clone();
        }
        let run = self.ask("add_run", input).await;
        self.ask("open_run", json!({ "id": run })).await;
        run
    }

    /// Somebody of a partner applies; answers the application.
    pub async fn apply(&self, run: &Value, org: &Value, name: &str) -> Value {
        let who = json!({ "outside": { "family_name": name }, "org_id": org });
        self.ask("apply", json!({ "run_id": run, "applicants": [who] })).await["applied"][0].clone()
    }

    /// Where each application stands, by name.
    pub async fn states(&self, run: &Value) -> std::collections::BTreeMap<String, String> {
        let board = self.ask("board", json!({ "id": run })).await;
        let rows = board["rows"].as_array().unwrap().iter();
        rows.map(|row| (row["name"].as_str().unwrap().to_owned(), row["status"].as_str().unwrap().to_owned())).collect()
    }

    /// The same union on another day.
    pub async fn on(&mut self, day: &str) {
        use kyojo_core::desk::{Desk, DeskOptions};
        self.office.ask("desk", "lock", json!({})).await;
        self.office.desk =
            Desk::new(DeskOptions { paths_allowed: true, today: day.parse().ok(), ..DeskOptions::default() });
        let open =
            json!({ "file": self.office.place, "login": "admin", "passphrase": crate::support::office::PASSPHRASE });
        self.office.ask("desk", "open", open).await;
    }
}

/// Everything that a workbook shows, a cell a line.
pub async fn words_of(path: &std::path::Path) -> String {
    let sheets = crate::support::workbook::shown(path, None).await;
    sheets.into_iter().flat_map(|(_, rows)| rows).flatten().collect::<Vec<_>>().join("\n")
}

/// Everything in the parts of a workbook, as it is stored.
pub fn stored(path: &std::path::Path) -> String {
    let mut book = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut all = Vec::new();
    for n in 0..book.len() {
        std::io::Read::read_to_end(&mut book.by_index(n).unwrap(), &mut all).unwrap();
    }
    String::from_utf8_lossy(&all).into_owned()
}

/// A person of the roster applied for a training, and learned something elsewhere.
pub async fn takes_part(office: &Office, person: &Value) {
    let first = office.ask("officers", "list", json!({})).await[0]["id"].clone();
    office.ask("officers", "grant", json!({ "officer": first, "role": "training_manager" })).await;
    let course = office.ask("training", "add_course", json!({ "title": "交渉の基礎（架空）", "hours": 2 })).await;
    let day = json!([{ "held_on": "2027-01-20", "starts": "13:00", "ends": "15:00" }]);
    let run = json!({ "course_id": course, "capacity": 5, "sessions": day });
    let run = office.ask("training", "add_run", run).await;
    office.ask("training", "open_run", json!({ "id": run })).await;
    office.ask("training", "apply", json!({ "run_id": run, "applicants": [{ "person_id": person }] })).await;
    let learned = json!({ "person_id": person, "title": "簿記の講座", "provider": "町の学校" });
    office.ask("training", "add_learning", learned).await;
}
