//! What the forms of dates are read as.
#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn every_vector_is_read_as_its_line_says() {
    let mut rows = csv::Reader::from_reader(include_bytes!("../../data/date_vectors.csv").as_slice());
    let mut count = 0;
    for row in rows.records() {
        let row = row.unwrap();
        let (input, iso, note) = (row.get(0).unwrap(), row.get(1).unwrap(), row.get(2).unwrap());
        count += 1;
        let read = if note.contains("serial") {
            assert!(parse(input).is_err(), "{input} as text is no serial number");
            from_number(input.parse().unwrap(), SerialSystem::From1900)
        } else {
            parse_day(input)
        };
        if note.starts_with("error") {
            assert!(read.is_err(), "{input}: {read:?}");
            continue;
        }
        let read = read.unwrap_or_else(|problem| panic!("{input}: {problem:?}"));
        assert_eq!(note.contains("warn"), !read.warnings.is_empty(), "{input}: {read:?}");
        if !iso.is_empty() {
            assert_eq!(read.value, Parsed::Day(day(iso)), "{input}");
        } else if note.starts_with("open-ended") {
            assert_eq!(read.value, Parsed::OpenEnd, "{input}");
        } else {
            assert!(matches!(read.value, Parsed::Nothing(_)), "{input}: {read:?}");
        }
    }
    assert_eq!(count, 36);
}

#[test]
fn problems_are_told_apart() {
    for (text, problem) in [
        ("24/4/1", DateProblem::YearTwoDigits),
        ("24年4月1日", DateProblem::YearTwoDigits),
        ("240401", DateProblem::YearTwoDigits),
        ("6.4.1", DateProblem::EraMissing),
        ("6年4月1日", DateProblem::EraMissing),
        ("6年4月", DateProblem::EraMissing),
        ("４／１", DateProblem::YearMissing),
        ("4月1日", DateProblem::YearMissing),
        ("令和6年4月", DateProblem::DayMissing),
        ("2024/4", DateProblem::DayMissing),
        ("202404", DateProblem::DayMissing),
        ("2024年", DateProblem::MonthMissing),
        ("2024", DateProblem::MonthMissing),
        ("R6", DateProblem::MonthMissing),
        ("R6/2/30", DateProblem::NoSuchDay),
        ("2023/2/29", DateProblem::NoSuchDay),
        ("2024/13/1", DateProblem::NoSuchDay),
        ("R0.4.1", DateProblem::NoSuchDay),
        ("0202/4/1", DateProblem::YearImprobable),
        ("202/4/1", DateProblem::YearImprobable),
        ("2204/4/1", DateProblem::YearImprobable),
        ("45383", DateProblem::Unreadable),
        ("4/1/2024", DateProblem::Unreadable),
        ("2024/4-1", DateProblem::Unreadable),
        ("2024年4/1", DateProblem::Unreadable),
        ("元年5月1日", DateProblem::Unreadable),
        ("R2024.4.1", DateProblem::Unreadable),
        ("来週", DateProblem::Unreadable),
        ("12:30", DateProblem::Unreadable),
        ("〃", DateProblem::Unreadable),
        ("99999999999999999999", DateProblem::Unreadable),
    ] {
        assert_eq!(parse_day(text), Err(problem), "{text}");
    }
}

#[test]
fn the_same_day_is_read_from_every_form() {
    for text in [
        "令和六年四月一日",
        "二〇二四年四月一日",
        "令和 6年 4月 1日",
        "R 6. 4. 1",
        "r6-4-1",
        "R6/04/01",
        "R060401",
        "令6.4.1",
        "R6・4・1",
        "2024 4 1",
        "2024ー4ー1",
        "2024−4−1",
        "2024/4/1(月)",
        "2024年4月1日（月）",
        "2024年4月1日 月曜日",
        "令和6年4月1日㈪",
        "2024-04-01T00:00:00",
        "2024年4月1",
        "\u{FEFF}2024/4/1\u{3000}",
    ] {
        assert_eq!(parse_day(text), Ok(Reading::sure(Parsed::Day(day("2024-04-01")))), "{text}");
    }
}

#[test]
fn marks_for_no_day_are_told_apart() {
    for (text, value) in [
        ("", Parsed::Blank),
        ("\u{3000} ", Parsed::Blank),
        ("ー", Parsed::Nothing(NoDate::Dash)),
        ("--", Parsed::Nothing(NoDate::Dash)),
        ("N/A", Parsed::Nothing(NoDate::Unknown)),
        ("なし", Parsed::Nothing(NoDate::Unknown)),
        ("0", Parsed::Nothing(NoDate::Zero)),
        ("00000000", Parsed::Nothing(NoDate::Zero)),
        ("1900/1/0", Parsed::Nothing(NoDate::Zero)),
        ("99991231", Parsed::OpenEnd),
        ("9999/99/99", Parsed::OpenEnd),
        ("9999年12月31日", Parsed::OpenEnd),
    ] {
        assert_eq!(parse_day(text).unwrap().value, value, "{text}");
    }
    let open = parse("9999/12/31").unwrap();
    assert_eq!((open.end(), open.day()), (Ok(None), Err(DateProblem::OpenEndNotAllowed)));
}

#[test]
fn doubts_are_told() {
    for (text, iso, warning) in [
        ("平成31年5月1日", "2019-05-01", DateWarning::EraOutside),
        ("R1.4.30", "2019-04-30", DateWarning::EraOutside),
        ("昭和100年1月1日", "2025-01-01", DateWarning::EraOutside),
        ("2024/4/1(火)", "2024-04-01", DateWarning::WeekdayDiffers),
        ("2024/4/1 9:30", "2024-04-01", DateWarning::TimeDropped),
    ] {
        let expected = Reading { value: Parsed::Day(day(iso)), warnings: vec![warning] };
        assert_eq!(parse(text), Ok(expected), "{text}");
    }
}

#[test]
fn a_month_field_takes_months_and_days() {
    let month = |text: &str| parse(text).unwrap().month().unwrap();
    for text in ["令和6年4月", "R6.4", "2024/4", "2024-04", "202404", "2024年4月1日"] {
        assert_eq!(month(text), YearMonth::new(2024, 4), "{text}");
    }
    assert_eq!(month("9999/12/31"), None);
    assert!(parse("平成31年4月").unwrap().warnings.is_empty());
    assert!(parse("令和元年5月").unwrap().warnings.is_empty());
    assert_eq!(parse("令和元年4月").unwrap().warnings, [DateWarning::EraOutside]);
}

#[test]
fn serial_numbers_follow_excel_with_its_false_leap_day() {
    for (number, system, iso) in [
        (3_654.0, SerialSystem::From1900, "1910-01-01"),
        (45383.0, SerialSystem::From1900, "2024-04-01"),
        (43921.0, SerialSystem::From1904, "2024-04-01"),
        (20_240_401.0, SerialSystem::From1900, "2024-04-01"),
    ] {
        assert_eq!(from_number(number, system).unwrap().value, Parsed::Day(day(iso)), "{number}");
    }
    assert_eq!(from_number(60.0, SerialSystem::From1900), Err(DateProblem::NoSuchDay));
    assert_eq!(from_number(0.0, SerialSystem::From1900), Ok(Reading::zero()));
    assert_eq!(from_number(0.0, SerialSystem::From1904), Ok(Reading::zero()));
    assert_eq!(from_number(2_958_465.0, SerialSystem::From1900).unwrap().value, Parsed::OpenEnd);
    for year in [1_868.0, 1_980.0, 2_024.0, 2_100.0] {
        assert_eq!(from_number(year, SerialSystem::From1900), Err(DateProblem::MonthMissing), "a year, and no day");
    }
    for count in [1.0, 55.0, 59.0, 61.0, 1_867.0, 2_101.0] {
        assert_eq!(from_number(count, SerialSystem::From1900), Err(DateProblem::SerialEarly), "an age, a count");
    }
    assert_eq!(from_number(45383.5, SerialSystem::From1900).unwrap().warnings, [DateWarning::TimeDropped]);
    assert!(from_number(45383.0 + 1e-9, SerialSystem::From1900).unwrap().warnings.is_empty());
    assert_eq!(from_number(202_404.0, SerialSystem::From1900).unwrap().month(), Ok(YearMonth::new(2024, 4)));
    for number in [-1.0, f64::NAN, f64::INFINITY, 1e12] {
        assert_eq!(from_number(number, SerialSystem::From1900), Err(DateProblem::Unreadable), "{number}");
    }
    assert_eq!(from_number(123_456.0, SerialSystem::From1900), Err(DateProblem::YearImprobable));
}

#[test]
fn a_form_also_takes_words_and_days_without_a_year() {
    let today = day("2026-01-15");
    for (text, iso) in [
        ("今日", "2026-01-15"),
        ("昨日", "2026-01-14"),
        ("おととい", "2026-01-13"),
        ("明日", "2026-01-16"),
        ("月末", "2026-01-31"),
        ("先月末", "2025-12-31"),
        ("翌月末", "2026-02-28"),
        ("４／１", "2026-04-01"),
        ("12月31日", "2025-12-31"),
        ("1/15", "2026-01-15"),
        ("R6.4.1", "2024-04-01"),
    ] {
        assert_eq!(parse_form(text, today).unwrap().value, Parsed::Day(day(iso)), "{text}");
    }
    assert_eq!(parse_form("2/30", today), Err(DateProblem::NoSuchDay));
    assert_eq!(parse_form("6.4.1", today), Err(DateProblem::EraMissing));
}

#[test]
fn an_ambiguous_date_comes_with_what_it_may_mean() {
    let today = day("2026-01-15");
    let days = |list: &[&str]| list.iter().map(|text| day(text)).collect::<Vec<_>>();
    assert_eq!(
        proposals("6.4.1", today),
        days(&["2024-04-01", "2006-04-01", "1994-04-01", "1931-04-01", "1906-04-01"])
    );
    assert_eq!(proposals("39/10/10", today), days(&["1964-10-10", "1939-10-10"]));
    assert_eq!(proposals("240401", today), days(&["2024-04-01", "2012-04-01", "1949-04-01", "1924-04-01"]));
    assert!(proposals("2024/4/1", today).is_empty());
    assert!(proposals("", today).is_empty());
}
