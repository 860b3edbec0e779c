#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn monthly(n: i64) -> ScheduleFields {
    ScheduleFields {
        report: Some(Report::R02),
        own: None,
        cadence: Cadence::Monthly,
        month: None,
        day: Some(n),
        weekday: None,
        from_on: Some(day("2026-01-01")),
        as_of: OwnAsOf::Made,
        as_of_on: None,
        file_name: None,
        locale: None,
        purpose: None,
        password_file: None,
    }
}

fn weekly(weekday: i64) -> ScheduleFields {
    ScheduleFields { cadence: Cadence::Weekly, day: None, weekday: Some(weekday), ..monthly(1) }
}

fn yearly(month: i64, n: i64) -> ScheduleFields {
    ScheduleFields { cadence: Cadence::Yearly, month: Some(month), ..monthly(n) }
}

fn codes(fields: ScheduleFields) -> Vec<String> {
    match fields.checked(day("2026-10-31")) {
        Ok(_) => Vec::new(),
        Err(error) => error.fields().iter().map(|problem| format!("{}:{}", problem.field, problem.code)).collect(),
    }
}

#[test]
fn a_month_without_the_day_has_its_last_one() {
    for (fields, on, falls) in [
        (monthly(31), "2026-02-28", true),
        (monthly(31), "2026-02-27", false),
        (monthly(30), "2028-02-29", true),
        (monthly(31), "2026-04-30", true),
        (monthly(30), "2026-03-31", false),
        (monthly(0), "2026-03-31", true),
        (monthly(0), "2028-02-29", true),
        (monthly(1), "2026-03-01", true),
        (monthly(1), "2025-12-01", false),
        (weekly(1), "2026-10-26", true),
        (weekly(7), "2026-10-25", true),
        (weekly(7), "2026-10-26", false),
        (yearly(2, 29), "2026-02-28", true),
        (yearly(2, 29), "2028-02-28", false),
        (yearly(9, 0), "2026-09-30", true),
        (yearly(9, 0), "2026-08-31", false),
    ] {
        assert_eq!(fields.falls_on(day(on)), falls, "{fields:?} on {on}");
    }
}

#[test]
fn o_05_each_due_day_is_made_once_and_of_missed_ones_the_newest() {
    let first = monthly(1);
    assert_eq!(first.due_on(None, day("2026-10-31")), Some(day("2026-10-01")), "nine were missed, one is made");
    assert_eq!(first.due_on(Some(day("2026-10-01")), day("2026-10-31")), None);
    assert_eq!(first.due_on(Some(day("2026-10-01")), day("2026-11-01")), Some(day("2026-11-01")));
    assert_eq!(first.next_on(Some(day("2026-10-01")), day("2026-10-31")), Some(day("2026-11-01")));
    assert_eq!(first.next_on(None, day("2026-10-31")), Some(day("2026-10-01")), "it is due now");
    let later = ScheduleFields { from_on: Some(day("2027-03-02")), ..monthly(1) };
    assert_eq!(
        (later.due_on(None, day("2026-10-31")), later.next_on(None, day("2026-10-31"))),
        (None, Some(day("2027-04-01")))
    );
}

#[test]
fn o_05_a_clock_that_steps_makes_nothing_twice() {
    let seed: u64 = std::env::var("KYOJO_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(20_261_126);
    println!("KYOJO_SEED={seed}");
    let mut state = seed | 1;
    let mut random = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    for round in 0..300 {
        let fields = match random(3) {
            0 => monthly(i64::try_from(random(32)).unwrap()),
            1 => weekly(1 + i64::try_from(random(7)).unwrap()),
            _ => yearly(1 + i64::try_from(random(12)).unwrap(), i64::try_from(random(32)).unwrap()),
        };
        let (mut today, mut done): (NaiveDate, Option<NaiveDate>) = (day("2026-01-15"), None);
        let mut made = Vec::new();
        for _ in 0..60 {
            // Mostly on, sometimes back, sometimes far ahead.
            today = match random(10) {
                0 => today - Days::new(random(40)),
                1 => today + Days::new(random(120)),
                _ => today + Days::new(random(4)),
            };
            if let Some(due) = fields.due_on(done, today) {
                assert!(due <= today && fields.falls_on(due), "{round} {fields:?}");
                made.push(due);
                done = Some(due);
                assert_eq!(fields.due_on(done, today), None, "asked again on the same day: {round} {fields:?}");
            }
        }
        let mut once = made.clone();
        once.dedup();
        assert!(made.is_sorted() && once == made, "{round} {fields:?} {made:?}");
    }
}

#[test]
fn what_is_kept_is_one_report_on_days_that_exist() {
    assert_eq!(codes(monthly(1)), Vec::<String>::new());
    assert_eq!(codes(ScheduleFields { report: None, ..monthly(1) }), ["report:schedule_of_one"]);
    assert_eq!(codes(ScheduleFields { own: Some(OwnReportId::new()), ..monthly(1) }), ["report:schedule_of_one"]);
    assert_eq!(codes(monthly(32)), ["day:out_of_range"]);
    assert_eq!(codes(ScheduleFields { day: None, ..monthly(1) }), ["day:required"]);
    assert_eq!(codes(weekly(8)), ["weekday:out_of_range"]);
    assert_eq!(codes(ScheduleFields { month: None, ..yearly(1, 1) }), ["month:required"]);
    assert_eq!(codes(ScheduleFields { as_of: OwnAsOf::Fixed, ..monthly(1) }), ["as_of_on:required"]);
    let kept = monthly(1).checked(day("2026-10-31")).unwrap();
    assert_eq!(kept.file_name.as_deref(), Some("{name}_{as_of}"));
    assert_eq!(
        codes(ScheduleFields { file_name: Some("../{name}".into()), ..monthly(1) }),
        ["file_name:file_name_letters"]
    );
    assert_eq!(
        codes(ScheduleFields { file_name: Some("{nmae}".into()), ..monthly(1) }),
        ["file_name:file_name_places"]
    );
}

#[test]
fn a_file_is_called_what_every_system_can_keep() {
    for (pattern, name, made) in [
        ("{name}_{as_of}", "支部別の人数", "支部別の人数_2026-10-31.xlsx"),
        ("{due} {name}.xlsx", "名簿", "2026-11-01 名簿.xlsx"),
        ("{name}", "東京/大阪: 人数?", "東京_大阪_ 人数_.xlsx"),
        ("{name}", "..", "2026-11-01.xlsx"),
        ("{name}", "con", "_con.xlsx"),
        ("{name}", "COM1", "_COM1.xlsx"),
        ("{name}", "{as_of}", "{as_of}.xlsx"),
        ("帳票", "名簿", "帳票.xlsx"),
        ("{name}_{due}.pdf", "支部別の人数", "支部別の人数_2026-11-01.pdf"),
        ("{name}.PDF", "CON", "_CON.pdf"),
        ("{name}", "控え.pdf", "控え.pdf.xlsx"),
        ("表.XLSX", "名簿", "表.xlsx"),
    ] {
        let name = FileName { pattern, name, as_of: day("2026-10-31"), due_on: day("2026-11-01") };
        assert_eq!(name.made(), made);
    }
}

#[test]
fn o_07_personal_data_is_not_made_by_itself_without_a_password() {
    assert!(why_not_by_itself(Sensitivity::A, false) && !why_not_by_itself(Sensitivity::A, true));
    assert!(why_not_by_itself(Sensitivity::S, true), "what is for the counsellor alone, never");
    assert!(!why_not_by_itself(Sensitivity::B, false) && !why_not_by_itself(Sensitivity::C, false));
}

#[test]
fn o_08_three_failures_in_a_row_stop_a_schedule() {
    assert_eq!((after_failure(0), after_failure(1), after_failure(2)), ((1, false), (2, false), (3, true)));
}
