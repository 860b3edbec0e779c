//! 和暦: the five modern eras and how a day is written in them.

use chrono::Datelike;

use super::{Date, YearMonth};

/// A modern era (元号).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Era {
    /// 明治
    Meiji,
    /// 大正
    Taisho,
    /// 昭和
    Showa,
    /// 平成
    Heisei,
    /// 令和
    Reiwa,
}

/// What an era is called and when it began.
struct EraRow {
    era: Era,
    name: &'static str,
    initial: char,
    /// First day, in the Gregorian calendar (proleptic before 1873-01-01, when Japan adopted it).
    begins: (i32, u32, u32),
}

/// Oldest first. Sources: 明治 改元詔書, reaching back to 慶応4年1月1日 (= 1868-01-25); 大正 and 昭和 改元詔書, in force
/// the same day; 平成 昭和64年政令第1号, in force 1989-01-08; 令和 平成31年政令第143号, in force 2019-05-01 (元号法).
/// The last day of an era is the day before the next begins. A future era is one more row here.
const ERAS: [EraRow; 5] = [
    EraRow { era: Era::Meiji, name: "明治", initial: 'M', begins: (1868, 1, 25) },
    EraRow { era: Era::Taisho, name: "大正", initial: 'T', begins: (1912, 7, 30) },
    EraRow { era: Era::Showa, name: "昭和", initial: 'S', begins: (1926, 12, 25) },
    EraRow { era: Era::Heisei, name: "平成", initial: 'H', begins: (1989, 1, 8) },
    EraRow { era: Era::Reiwa, name: "令和", initial: 'R', begins: (2019, 5, 1) },
];

impl EraRow {
    fn first_day(&self) -> Option<Date> {
        let (year, month, day) = self.begins;
        Date::from_ymd_opt(year, month, day)
    }
}

impl Era {
    /// All eras, oldest first.
    pub const ALL: [Era; 5] = [Era::Meiji, Era::Taisho, Era::Showa, Era::Heisei, Era::Reiwa];

    fn row(self) -> &'static EraRow {
        let [meiji, taisho, showa, heisei, reiwa] = &ERAS;
        match self {
            Era::Meiji => meiji,
            Era::Taisho => taisho,
            Era::Showa => showa,
            Era::Heisei => heisei,
            Era::Reiwa => reiwa,
        }
    }

    /// Its name: 令和.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Its Latin initial: R.
    pub fn initial(self) -> char {
        self.row().initial
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        self.row().first_day().unwrap_or(Date::MIN)
    }

    /// Its last day; nothing for the present era.
    pub fn last_day(self) -> Option<Date> {
        ERAS.iter().find(|row| row.era > self).and_then(EraRow::first_day).and_then(|next| next.pred_opt())
    }

    /// The Gregorian year of a year of this era: 令和6 → 2024.
    pub fn western_year(self, year: u32) -> Option<i32> {
        i32::try_from(year).ok()?.checked_add(self.row().begins.0 - 1)
    }

    /// Whether the day belongs to this era.
    pub fn contains(self, day: Date) -> bool {
        super::in_force(self.first_day(), self.last_day(), day)
    }

    /// Takes an era's name (令和, 令, R, r) off the front of a text that was folded to NFKC.
    pub(super) fn take_from(text: &str) -> Option<(Era, &str)> {
        for row in &ERAS {
            if let Some(rest) = text.strip_prefix(row.name) {
                return Some((row.era, rest));
            }
        }
        let first = text.chars().next()?;
        ERAS.iter()
            .find(|row| row.initial == first.to_ascii_uppercase() || row.name.starts_with(first))
            .and_then(|row| Some((row.era, text.strip_prefix(first)?)))
    }
}

/// A year of an era: 令和6年. Year 1 is written 元年.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wareki {
    /// The era.
    pub era: Era,
    /// The year in the era, from 1.
    pub year: u32,
}

/// The era of a day; nothing before 明治.
pub fn era_of(day: Date) -> Option<Era> {
    Era::ALL.into_iter().find(|era| era.contains(day))
}

/// Era and year of a day; nothing before 明治.
pub fn wareki(day: Date) -> Option<Wareki> {
    let era = era_of(day)?;
    let year = u32::try_from(day.year() - era.first_day().year() + 1).ok()?;
    Some(Wareki { era, year })
}

/// 令和元年5月1日. A day before 明治 is written in the western calendar.
pub fn wareki_long(day: Date) -> String {
    match wareki(day) {
        Some(in_era) => format!("{}{}月{}日", year_words(in_era), day.month(), day.day()),
        None => western_long(day),
    }
}

/// R6.4.1. A day before 明治 is written in the western calendar, with dots.
pub fn wareki_initial(day: Date) -> String {
    let (month, of_month) = (day.month(), day.day());
    match wareki(day) {
        Some(Wareki { era, year }) => format!("{}{year}.{month}.{of_month}", era.initial()),
        None => format!("{}.{month}.{of_month}", day.year()),
    }
}

/// 令和6年4月, in the era of the month's last day (2019年5月 → 令和元年5月, 1989年1月 → 平成元年1月).
pub fn wareki_month(month: YearMonth) -> String {
    match wareki(month.last_day()) {
        Some(in_era) => format!("{}{}月", year_words(in_era), month.month()),
        None => format!("{}年{}月", month.year(), month.month()),
    }
}

/// 2024年4月1日.
pub fn western_long(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

fn year_words(in_era: Wareki) -> String {
    match in_era.year {
        1 => format!("{}元年", in_era.era.name()),
        year => format!("{}{year}年", in_era.era.name()),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::super::{Parsed, parse};
    use super::*;

    /// Counts through the calendar day by day, knowing only the days of reform, and compares every day.
    #[test]
    fn every_day_since_meiji_has_the_era_that_counting_days_gives() {
        let reforms = [
            ("1868-01-25", "明治"),
            ("1912-07-30", "大正"),
            ("1926-12-25", "昭和"),
            ("1989-01-08", "平成"),
            ("2019-05-01", "令和"),
        ];
        let mut name = "";
        let mut year = 0;
        let mut day: Date = "1868-01-25".parse().unwrap();
        while day.year() < 2040 {
            if day.ordinal() == 1 {
                year += 1;
            }
            if let Some((_, new)) = reforms.iter().find(|(begins, _)| *begins == day.to_string()) {
                (name, year) = (new, 1);
            }
            let found = wareki(day).unwrap();
            assert_eq!((found.era.name(), found.year), (name, year), "{day}");
            for written in [wareki_long(day), wareki_initial(day), western_long(day), day.to_string()] {
                let read = parse(&written).unwrap();
                assert_eq!(read.value, Parsed::Day(day), "{written}");
                assert!(read.warnings.is_empty(), "{written}");
            }
            day = day.succ_opt().unwrap();
        }
    }

    #[test]
    fn the_first_year_is_written_gannen() {
        for (day, long, short) in [
            ("2019-05-01", "令和元年5月1日", "R1.5.1"),
            ("2019-04-30", "平成31年4月30日", "H31.4.30"),
            ("1989-01-07", "昭和64年1月7日", "S64.1.7"),
            ("1989-01-08", "平成元年1月8日", "H1.1.8"),
            ("1926-12-25", "昭和元年12月25日", "S1.12.25"),
            ("2026-09-26", "令和8年9月26日", "R8.9.26"),
            ("1868-01-24", "1868年1月24日", "1868.1.24"),
        ] {
            let day: Date = day.parse().unwrap();
            assert_eq!((wareki_long(day).as_str(), wareki_initial(day).as_str()), (long, short));
        }
        assert_eq!(wareki_month(YearMonth::new(2019, 5).unwrap()), "令和元年5月");
        assert_eq!(wareki_month(YearMonth::new(2019, 4).unwrap()), "平成31年4月");
        assert_eq!(wareki_month(YearMonth::new(1868, 1).unwrap()), "明治元年1月");
    }
}
