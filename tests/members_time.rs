//! Time: a scripted life of fictional members against a replay that knows nothing of the program, and every figure of the movement
//! against the people behind it.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};
use serde_json::{Value, json};

use crate::support::office::{Office, PASSPHRASE, databases};
use crate::support::random::Random;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A fictional member as the script made them.
#[derive(Clone, Debug)]
struct Life {
    member_no: String,
    joined: NaiveDate,
    left: Option<NaiveDate>,
    /// Units by number with their first and last days.
    units: Vec<(usize, NaiveDate, Option<NaiveDate>)>,
    /// Days of the history.
    noted: Vec<NaiveDate>,
}

impl Life {
    fn is_member(&self, on: NaiveDate) -> bool {
        self.joined <= on && self.left.is_none_or(|last| last >= on)
    }

    fn unit(&self, on: NaiveDate) -> Option<usize> {
        self.units
            .iter()
            .find(|(_, from, to)| *from <= on && to.is_none_or(|last| last >= on))
            .map(|(unit, _, _)| *unit)
    }

    fn days(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        from.iter_days().take_while(move |day| *day <= to)
    }

    fn moves(&self, from: NaiveDate, to: NaiveDate) -> Vec<(Option<usize>, Option<usize>)> {
        Self::days(from, to)
            .filter(|day| self.is_member(*day) && self.is_member(day.pred_opt().unwrap()))
            .map(|day| (self.unit(day.pred_opt().unwrap()), self.unit(day)))
            .filter(|(before, after)| before != after)
            .collect()
    }
}

struct Script {
    office: Office,
    lives: Vec<Life>,
    /// Two branches of two sub-branches each: ids, and which branch a sub-branch belongs to.
    subs: Vec<Value>,
    branches: Vec<Value>,
}

impl Script {
    async fn play(on: crate::support::office::On, random: &mut Random, size: usize) -> Self {
        let office = Office::new(on).await;
        let unit = async |kind: &str, label: &str, code: &str, parent: &Value| {
            let input =
                json!({ "kind": kind, "label": label, "code": code, "parent_id": parent, "from_on": "2000-04-01" });
            office.ask("organizations", "add_unit", input).await
        };
        let head = unit("headquarters", "本部", "H1", &Value::Null).await;
        let (mut branches, mut subs) = (Vec::new(), Vec::new());
        for (at, label) in ["東支部", "西支部"].iter().enumerate() {
            let branch = unit("branch", label, &format!("B{at}"), &head).await;
            for sub in 0..2 {
                let label = format!("{label}第{}分会", sub + 1);
                subs.push(unit("sub_branch", &label, &format!("S{at}{sub}"), &branch).await);
            }
            branches.push(branch);
        }
        let mut script = Self { office, lives: Vec::new(), subs, branches };
        for n in 0..size {
            script.live(random, n).await;
        }
        script
    }

    async fn live(&mut self, random: &mut Random, n: usize) {
        let joined = day("2024-01-01") + TimeDelta::days(random.below(900) as i64);
        let mut unit = random.below(4);
        let person = json!({ "family_name": "見本", "given_name": format!("{n:03}"), "family_kana": "ミホン", "given_kana": format!("{n:03}"), "birth_on": "1980-01-01" });
        let reason = ["new_graduate", "mid_career"][random.below(2)];
        let input = json!({ "person": person, "joined_on": joined, "unit_id": self.subs[unit], "eligible": true, "not_a_duplicate": true, "join_reason": reason });
        let added = self.office.ask("members", "add", input).await;
        let mut life = Life {
            member_no: added["member_no"].as_str().unwrap().to_owned(),
            joined,
            left: None,
            units: vec![(unit, joined, None)],
            noted: vec![joined],
        };
        let mut on = joined;
        for _ in 0..random.below(3) {
            on += TimeDelta::days(1 + random.below(300) as i64);
            let next = (unit + 1 + random.below(3)) % 4;
            let input = json!({ "membership_id": added["membership_id"], "unit_id": self.subs[next], "from_on": on });
            self.office.ask("members", "move_unit", input).await;
            life.units.last_mut().unwrap().2 = on.pred_opt();
            life.units.push((next, on, None));
            life.noted.push(on);
            unit = next;
        }
        if random.below(4) == 0 {
            let start = on + TimeDelta::days(random.below(100) as i64);
            let input = json!({ "membership_id": added["membership_id"], "kind": "childcare", "from_on": start });
            self.office.ask("members", "start_condition", input).await;
            life.noted.push(start);
            on = start;
        }
        if random.below(3) == 0 {
            let left = on + TimeDelta::days(random.below(400) as i64);
            let card = self.office.ask("members", "card", json!({ "person_id": added["person_id"] })).await;
            let reason = ["employment_end", "retirement"][random.below(2)];
            let input = json!({ "membership_id": added["membership_id"], "version": card["memberships"][0]["version"], "left_on": left, "end_reason": reason });
            self.office.ask("members", "leave", input).await;
            life.left = Some(left);
            life.units.last_mut().unwrap().2 = Some(left);
            life.noted.push(left);
        }
        self.lives.push(life);
    }

    fn numbers(&self, of: impl Fn(&Life) -> bool) -> BTreeSet<String> {
        self.lives.iter().filter(|life| of(life)).map(|life| life.member_no.clone()).collect()
    }

    /// Everything that a filter lists, page by page, and the count beside it.
    async fn listed(&self, mut filter: Value) -> BTreeSet<String> {
        let n = self.office.ask("members", "count", filter.clone()).await["n"].as_u64().unwrap();
        filter["limit"] = json!(7);
        let mut found = Vec::new();
        loop {
            let page = self.office.ask("members", "list", filter.clone()).await;
            found.extend(
                page["rows"].as_array().unwrap().iter().map(|row| row["member_no"].as_str().unwrap().to_owned()),
            );
            match page["next"].as_str() {
                Some(next) => filter["after"] = json!(next),
                None => break,
            }
        }
        let set: BTreeSet<String> = found.iter().cloned().collect();
        assert_eq!((set.len() as u64, found.len() as u64), (n, n), "{filter}: each once, as many as counted");
        set
    }

    /// The filter that a place of the window stands for.
    fn filter_of(place: &str) -> Value {
        let asked: std::collections::HashMap<&str, &str> =
            place.split_once('?').unwrap().1.split('&').map(|pair| pair.split_once('=').unwrap()).collect();
        let mut filter = json!({ "categories": ["regular", "associate", "special"] });
        assert_eq!(asked.get("only"), Some(&"members"));
        if let Some(what) = asked.get("happened") {
            filter["period"] = json!({ "what": what, "from": asked["from"], "to": asked["to"] });
        }
        for (name, field) in [("as_of", "as_of"), ("unit", "unit_id")] {
            if let Some(value) = asked.get(name) {
                filter[field] = json!(value);
            }
        }
        filter
    }
}

fn period(random: &mut Random) -> (NaiveDate, NaiveDate) {
    let from = day("2024-01-01") + TimeDelta::days(random.below(900) as i64);
    (from, from + TimeDelta::days(random.below(250) as i64))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_period_lists_exactly_who_was_there_joined_left_moved_or_changed() {
    let mut random = Random::new("a_period_lists");
    for on in databases() {
        let script = Script::play(on, &mut random, 40).await;
        for round in 0..10 {
            let (from, to) = period(&mut random);
            let sort = ["kana", "member_no", "joined_on", "unit"][round % 4];
            let within = |what: &str| json!({ "period": { "what": what, "from": from, "to": to }, "sort": sort, "descending": round % 2 == 1 });
            let lies = |on: NaiveDate| (from..=to).contains(&on);
            let joined = script.numbers(|life| lies(life.joined));
            assert_eq!(script.listed(within("joined")).await, joined, "joined {from} {to}");
            let left = script.numbers(|life| life.left.is_some_and(lies));
            assert_eq!(script.listed(within("left")).await, left, "left {from} {to}");
            let moved = script.numbers(|life| !life.moves(from, to).is_empty());
            assert_eq!(script.listed(within("moved")).await, moved, "moved {from} {to}");
            let changed = script.numbers(|life| life.noted.iter().any(|on| lies(*on)));
            assert_eq!(script.listed(within("changed")).await, changed, "changed {from} {to}");
            let active = script.numbers(|life| Life::days(from, to).any(|on| life.is_member(on)));
            assert_eq!(script.listed(within("active")).await, active, "active {from} {to}");
            // Of a unit: where somebody joined, and where somebody was last.
            let branch = round % 2;
            let mut of_branch = within("joined");
            of_branch["unit_id"] = script.branches[branch].clone();
            let expected = script.numbers(|life| lies(life.joined) && life.units[0].0 / 2 == branch);
            assert_eq!(script.listed(of_branch).await, expected);
            let mut of_branch = within("left");
            of_branch["unit_id"] = script.branches[branch].clone();
            let expected = script
                .numbers(|life| life.left.is_some_and(|left| lies(left) && life.unit(left).unwrap() / 2 == branch));
            assert_eq!(script.listed(of_branch).await, expected);
            // A state beside the period narrows further.
            let mut gone = within("joined");
            gone["state"] = json!("ended");
            let today = day("2026-10-31");
            let expected = script.numbers(|life| lies(life.joined) && life.left.is_some_and(|left| left < today));
            assert_eq!(script.listed(gone).await, expected);
        }
        let wrong = json!({ "period": { "what": "joined", "from": "2026-04-02", "to": "2026-04-01" } });
        assert_eq!(script.office.refused("members", "list", wrong).await, "invalid");
        let childcare = script.listed(json!({ "conditions": ["childcare"] })).await;
        let page = script.office.ask("members", "list", json!({ "limit": 200 })).await;
        let shown: BTreeSet<String> = page["rows"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| row["conditions"] == json!(["childcare"]))
            .map(|row| row["member_no"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(childcare, shown, "the column and the filter say the same");
    }
}

/// The tables of a page of a preview.
fn table(preview: &Value, page: usize) -> Vec<Value> {
    let blocks = preview["pages"][page]["blocks"].as_array().unwrap();
    blocks.iter().find(|block| block["block"] == "table").unwrap()["rows"].as_array().unwrap().clone()
}

fn figures(row: &Value) -> Vec<i64> {
    row["cells"].as_array().unwrap().iter().filter_map(|cell| cell["value"].as_i64()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn r03_of_an_officer_of_a_part_opens_the_lists_behind_its_figures() {
    for on in databases() {
        let office = Office::new(on).await;
        let (_, east, west) = crate::members_privacy::branches(&office).await;
        let mut people = Vec::new();
        for given in ["一子", "二子", "三子"] {
            people.push(crate::members_privacy::member(&office, &east, "佐藤", given).await);
        }
        crate::members_privacy::member(&office, &west, "鈴木", "四子").await;
        let moves = json!({ "membership_id": people[2]["membership_id"], "unit_id": west, "from_on": "2026-10-20" });
        office.ask("members", "move_unit", moves).await;
        crate::members_privacy::officer(&office, "branch", "branch_officer", &east).await;
        crate::members_privacy::work_as(&office, Some("branch")).await;
        let ask =
            json!({ "report": "R03", "as_of": "2026-10-31", "from": "2026-10-01", "names": true, "locale": "ja" });
        let preview = office.ask("reports", "preview", ask).await;
        let mut opened = std::collections::BTreeSet::new();
        for page in [0, 1] {
            for row in table(&preview, page) {
                for open in row["opens"].as_array().unwrap() {
                    let cell = &row["cells"][open["column"].as_u64().unwrap() as usize];
                    let shown = cell["value"].as_i64().unwrap();
                    let place = open["place"].as_str().unwrap();
                    let listed = office.ask("members", "count", Script::filter_of(place)).await["n"].as_i64().unwrap();
                    // Who moved to the west is counted in the opening and looked after there.
                    let elsewhere = i64::from(place.contains("as_of=2026-09-30"));
                    assert_eq!(listed, shown - elsewhere, "{place} {row}");
                    opened.insert(place.to_owned());
                }
            }
        }
        assert_eq!(opened.len(), 4, "{preview}");
        assert!(opened.iter().all(|place| place.contains(&format!("unit={}", east.as_str().unwrap()))), "{opened:?}");
        assert!(preview.to_string().contains("ほかの所属へ移った人"), "{preview}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r03_adds_up_for_every_unit_and_every_figure_opens_exactly_its_people() {
    let mut random = Random::new("r03");
    for on in databases() {
        let script = Script::play(on, &mut random, 40).await;
        for _ in 0..6 {
            let (from, to) = period(&mut random);
            let eve = from.pred_opt().unwrap();
            let ask = json!({ "report": "R03", "as_of": to, "from": from, "names": true, "locale": "ja" });
            let preview = script.office.ask("reports", "preview", ask).await;
            // An independent replay of each branch and of the whole.
            let flow = |inside: &dyn Fn(Option<usize>) -> bool| -> Vec<i64> {
                let n = |of: &dyn Fn(&Life) -> bool| script.lives.iter().filter(|life| of(life)).count() as i64;
                let held = |on: NaiveDate| n(&|life: &Life| life.is_member(on) && inside(life.unit(on)));
                let moved = |into: bool| {
                    let crossing = |(before, after): &(Option<usize>, Option<usize>)| {
                        inside(*before) != inside(*after) && inside(*after) == into
                    };
                    script.lives.iter().flat_map(|life| life.moves(from, to)).filter(crossing).count() as i64
                };
                let joined = n(&|life: &Life| (from..=to).contains(&life.joined) && inside(life.unit(life.joined)));
                let gone = |life: &Life| {
                    life.left
                        .is_some_and(|last| (from..=to).contains(&last.succ_opt().unwrap()) && inside(life.unit(last)))
                };
                let (opening, closing) = (held(eve), held(to));
                let parts = vec![opening, joined, moved(true), n(&gone), moved(false), closing, closing - opening];
                assert_eq!(opening + parts[1] + parts[2] - parts[3] - parts[4], closing, "the replay adds up");
                parts
            };
            let rows = table(&preview, 1);
            for row in &rows {
                let name = row["cells"][0]["value"].as_str().unwrap();
                let expected = match name {
                    "東支部" => flow(&|unit| unit.is_some_and(|unit| unit / 2 == 0)),
                    "西支部" => flow(&|unit| unit.is_some_and(|unit| unit / 2 == 1)),
                    "東支部第1分会" => flow(&|unit| unit == Some(0)),
                    "東支部第2分会" => flow(&|unit| unit == Some(1)),
                    "西支部第1分会" => flow(&|unit| unit == Some(2)),
                    "西支部第2分会" => flow(&|unit| unit == Some(3)),
                    "計" => flow(&|_| true),
                    other => panic!("{other}"),
                };
                assert_eq!(figures(row), expected, "{name} {from} {to}");
                let opens = row["opens"].as_array().unwrap();
                assert_eq!(opens.len(), 4, "opening, joined, left, closing of {name}");
                for open in opens {
                    let shown = row["cells"][open["column"].as_u64().unwrap() as usize]["value"].as_i64().unwrap();
                    let place = open["place"].as_str().unwrap();
                    let listed = script.listed(Script::filter_of(place)).await.len() as i64;
                    assert_eq!(listed, shown, "{name}: {place}");
                }
            }
            // By reason: the two sides, and every line of the details.
            let sums = table(&preview, 0);
            let total = flow(&|_| true);
            let sum = sums.iter().find(|row| row["cells"][0]["value"] == "計").unwrap();
            assert_eq!(figures(sum), [total[1], -total[3], total[1] - total[3]]);
            let happened: usize = script
                .lives
                .iter()
                .map(|life| life.moves(from, to).len() + usize::from((from..=to).contains(&life.joined)))
                .sum::<usize>()
                + usize::try_from(total[3]).unwrap();
            let conditions = script
                .office
                .ask("members", "count", json!({ "conditions": ["childcare"], "period": { "what": "active", "from": "2024-01-01", "to": "2027-12-31" } }))
                .await;
            assert!(conditions["n"].as_u64().is_some());
            if happened > 0 {
                let lines = table(&preview, 2);
                let steps = lines
                    .iter()
                    .filter(|row| ["加入", "異動", "終了"].contains(&row["cells"][1]["value"].as_str().unwrap()));
                assert_eq!(steps.count(), happened);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn names_and_periods_are_for_those_who_may_see_them_and_only_of_their_part() {
    let mut random = Random::new("names_and_periods");
    for on in databases() {
        let script = Script::play(on, &mut random, 24).await;
        let office = &script.office;
        let add = async |login: &str, role: &str, unit: Option<&Value>| {
            let input = json!({ "login": login, "display_name": format!("{login}（架空）"), "passphrase": PASSPHRASE, "roles": [role], "unit_scope": unit });
            office.ask("officers", "add", input).await;
        };
        add("branch", "branch_officer", Some(&script.branches[0])).await;
        add("viewer", "viewer", None).await;
        add("rep", "workplace_rep", Some(&script.branches[0])).await;
        let (from, to) = ("2024-01-01", "2026-10-31");
        let joined = json!({ "period": { "what": "joined", "from": from, "to": to } });
        let r03 = |names: Value| json!({ "report": "R03", "as_of": to, "from": from, "names": names });
        office.ask("desk", "open", json!({ "login": "branch", "passphrase": PASSPHRASE })).await;
        // Who moved on since is the business of the other branch.
        let place = |life: &Life| life.units.iter().rfind(|(_, from, _)| *from <= day(to)).map(|(unit, _, _)| unit / 2);
        let expected =
            script.numbers(|life| life.units[0].0 / 2 == 0 && life.joined <= day(to) && place(life) == Some(0));
        assert_eq!(script.listed(joined.clone()).await, expected, "the own branch only");
        let preview = office.ask("reports", "preview", r03(Value::Null)).await;
        assert_eq!(preview["pages"].as_array().unwrap().len(), 3, "with names");
        assert!(!preview.to_string().contains("西支部"), "another branch is not named");
        office.ask("desk", "open", json!({ "login": "viewer", "passphrase": PASSPHRASE })).await;
        assert_eq!(office.refused("reports", "preview", r03(json!(true))).await, "not_allowed");
        let preview = office.ask("reports", "preview", r03(Value::Null)).await;
        assert_eq!(preview["pages"].as_array().unwrap().len(), 2, "counts only");
        let text = preview.to_string();
        assert!(!text.contains("見本") && !text.contains("/members"), "neither names nor a way to them");
        for report in ["R04", "R22"] {
            let ask = json!({ "report": report, "as_of": to });
            assert_eq!(office.refused("reports", "preview", ask).await, "not_allowed", "{report} is for the executive");
        }
        office.ask("desk", "open", json!({ "login": "rep", "passphrase": PASSPHRASE })).await;
        assert_eq!(office.refused("members", "list", joined.clone()).await, "not_allowed", "days are details");
        assert_eq!(office.refused("members", "count", json!({ "conditions": ["leave"] })).await, "not_allowed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r04_counts_30_june_and_r22_lists_who_holds_what() {
    let mut random = Random::new("r04_r22");
    for on in databases() {
        let script = Script::play(on, &mut random, 30).await;
        let office = &script.office;
        let preview = office.ask("reports", "preview", json!({ "report": "R04" })).await;
        let june = day("2026-06-30");
        let n = |on: NaiveDate| script.lives.iter().filter(|life| life.is_member(on)).count() as i64;
        let all = table(&preview, 0);
        assert_eq!(figures(&all[0])[..2], [n(june), n(day("2025-06-30"))], "the newest 30 June, and the one before");
        let chair = json!({ "kind": "chair", "label": "執行委員長", "seats": 1 });
        let chair = office.ask("members", "save_office", chair).await;
        let rep = json!({ "kind": "workplace_rep", "label": "職場委員", "seats": 3 });
        let rep = office.ask("members", "save_office", rep).await;
        let today = day("2026-10-31");
        let held: Vec<&Life> =
            script.lives.iter().filter(|life| life.is_member(today) && life.left.is_none()).take(2).collect();
        let list = office.ask("members", "list", json!({ "limit": 200 })).await;
        let membership = |life: &Life| {
            list["rows"].as_array().unwrap().iter().find(|row| row["member_no"] == life.member_no).unwrap()["membership_id"].clone()
        };
        for (office_id, life) in [(&chair, held[0]), (&rep, held[1])] {
            let input = json!({ "office_id": office_id, "membership_id": membership(life), "from_on": "2026-10-01", "to_on": "2028-09-30", "fulltime_kind": "on_roll", "elected_by": "direct_secret_ballot" });
            office.ask("members", "appoint", input).await;
        }
        let preview = office.ask("reports", "preview", json!({ "report": "R22", "as_of": today })).await;
        let rows = table(&preview, 0);
        let cells: Vec<Vec<&str>> = rows
            .iter()
            .map(|row| {
                row["cells"].as_array().unwrap().iter().map(|cell| cell["value"].as_str().unwrap_or_default()).collect()
            })
            .collect();
        assert_eq!(rows.len(), 3, "two held, and the empty seats of one office: {cells:?}");
        assert_eq!(cells[0][0], "執行委員長");
        assert_eq!((cells[0][3], cells[0][4]), ("2026-10-01", "2028-09-30"));
        assert_eq!((cells[0][5], cells[0][6]), ("在籍専従", "直接無記名投票"));
        assert!(cells[2][1].contains('2'), "two seats are empty: {cells:?}");
        let before = office.ask("reports", "preview", json!({ "report": "R22", "as_of": "2026-09-30" })).await;
        assert!(!before.to_string().contains("在籍専従"), "nobody held an office on the day before");
        let row = |life: &Life| {
            list["rows"].as_array().unwrap().iter().find(|row| row["member_no"] == life.member_no).unwrap().clone()
        };
        assert_eq!(row(held[0])["union_post"], Value::Null, "the list was read before the terms began");
        let now = office.ask("members", "list", json!({ "limit": 200 })).await;
        let chair = now["rows"].as_array().unwrap().iter().find(|row| row["member_no"] == held[0].member_no).unwrap();
        assert_eq!((&chair["union_post"], &chair["fulltime_kind"]), (&json!("執行委員長"), &json!("on_roll")));
    }
}
