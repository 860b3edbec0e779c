//! The paper: A4, one page wide as far as that can be read, the union's name and class at the head, page x / y at the foot.

use rust_xlsxwriter::Worksheet;

use super::page::Frame;
use super::refusal::CannotWrite;

/// Excel's numbers for A4 and A3.
const A4: u8 = 9;
const A3: u8 = 8;
/// Centimetres in an inch.
const INCH: f64 = 2.54;
/// Pixels between the margins of A4, upright (186 mm) and on its side (273 mm), and of A3 on its side (396 mm), at 96 a inch.
const UPRIGHT: (u32, u32) = (702, 980);
const SIDEWAYS: (u32, u32) = (1032, 650);
const LARGE: (u32, u32) = (1496, 980);
/// What is shrunk to less than this part of its width, in per cent, is not read without a lens.
const READABLE: u16 = 70;
/// Excel cuts headers and footers at 255 characters.
const LONGEST_NAME: usize = 80;
/// Characters in the name of a sheet.
const LONGEST_SHEET_NAME: usize = 31;
/// Excel keeps this name for itself, in small and capital letters.
const RESERVED: &str = "history";

/// How the paper of a sheet lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paper {
    /// A4, upright.
    Upright,
    /// A4 on its side.
    Sideways,
    /// A3 on its side.
    Large,
    /// A4 on its side; columns that do not fit go on on the next page, beside the first one again.
    Parted,
}

impl Paper {
    /// A4.
    pub fn lying(landscape: bool) -> Self {
        if landscape { Self::Sideways } else { Self::Upright }
    }

    /// The smallest paper on which something so wide is read.
    pub fn of_width(wide: u32, landscape: bool) -> Self {
        let papers = [Self::lying(landscape), Self::Sideways, Self::Large];
        papers.into_iter().find(|paper| wide <= paper.shows(wide)).unwrap_or(Self::Parted)
    }

    /// Width and height in pixels that fit between the margins without shrinking.
    pub fn room(self) -> (u32, u32) {
        match self {
            Self::Upright => UPRIGHT,
            Self::Sideways | Self::Parted => SIDEWAYS,
            Self::Large => LARGE,
        }
    }

    /// How much of something so wide one piece of paper shows.
    pub fn shows(self, wide: u32) -> u32 {
        wide.min(self.room().0 * 100 / u32::from(READABLE))
    }

    /// The part of its size to which something so wide is shrunk.
    pub fn shrinks(self, wide: u32) -> f64 {
        match self {
            Self::Parted => f64::from(READABLE) / 100.0,
            _ => (f64::from(self.room().0) / f64::from(wide.max(1))).min(1.0),
        }
    }
}

/// Paper, margins, head and foot of one sheet. With `one_page` everything is shrunk onto a single page.
pub(super) fn set_up(sheet: &mut Worksheet, frame: &Frame, paper: Paper, one_page: bool) -> Result<(), CannotWrite> {
    sheet.set_paper_size(if paper == Paper::Large { A3 } else { A4 });
    if paper == Paper::Upright {
        sheet.set_portrait();
    } else {
        sheet.set_landscape();
    }
    if paper == Paper::Parted {
        sheet.set_print_scale(READABLE);
        sheet.set_repeat_columns(0, 0)?;
    } else {
        sheet.set_print_fit_to_pages(1, u16::from(one_page));
    }
    sheet.set_header_footer_scale_with_doc(false);
    sheet.set_margins(1.2 / INCH, 1.2 / INCH, 1.6 / INCH, 1.5 / INCH, 0.7 / INCH, 0.7 / INCH);
    sheet.set_header(format!("&L{}&R{}", plain(&frame.union_name), plain(&frame.class)));
    if !frame.is_handed_out() {
        let named = [plain(&frame.code), plain(&frame.title)];
        let named = named.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ");
        sheet.set_footer(format!("&L{named}&C&P / &N&R{}", plain(&frame.made_on)));
    }
    Ok(())
}

/// Words that cannot be taken for control characters of a header. A leading digit would be read as a font size.
fn plain(words: &str) -> String {
    let cut: String = words.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    let guarded = if cut.starts_with(|c: char| c.is_ascii_digit()) { format!(" {cut}") } else { cut };
    guarded.replace('&', "&&")
}

/// A name that a sheet may have and no other sheet of the book has.
pub(super) fn sheet_name(wanted: &str, taken: &mut Vec<String>) -> String {
    let clean: String =
        wanted.chars().map(|c| if "[]:*?/\\".contains(c) || c.is_control() { '・' } else { c }).collect();
    let clean = clean.trim_matches('\'').trim();
    let clean = if clean.is_empty() { "1" } else { clean };
    let mut number = 1;
    loop {
        let tail = if number == 1 { String::new() } else { format!(" ({number})") };
        let name = shortened(clean, LONGEST_SHEET_NAME - tail.len()).trim_end_matches('\'').to_owned() + &tail;
        let lower = name.to_lowercase();
        if lower != RESERVED && !taken.iter().any(|other| other.to_lowercase() == lower) {
            taken.push(name.clone());
            return name;
        }
        number += 1;
    }
}

/// As many whole characters as fit into so many UTF-16 units.
fn shortened(words: &str, units: usize) -> String {
    let mut used = 0;
    words
        .chars()
        .take_while(|c| {
            used += c.len_utf16();
            used <= units
        })
        .collect()
}

/// Rows that every printed page repeats, the header stays on the screen, and nothing outside is printed.
pub(super) fn repeat_and_freeze(sheet: &mut Worksheet, header_row: u32) -> Result<(), CannotWrite> {
    sheet.set_repeat_rows(header_row, header_row)?;
    sheet.set_freeze_panes(header_row + 1, 0)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_names_are_legal_and_unique() {
        let mut taken = Vec::new();
        assert_eq!(sheet_name("History", &mut taken), "History (2)", "Excel keeps it for itself");
        assert_eq!(sheet_name(&format!("{}'x", "a".repeat(30)), &mut taken), "a".repeat(30));
        assert_eq!(sheet_name("支部/分会", &mut taken), "支部・分会");
        assert_eq!(sheet_name("支部?分会", &mut taken), "支部・分会 (2)");
        let long = sheet_name(&"長".repeat(40), &mut taken);
        assert_eq!(long.encode_utf16().count(), 31);
        let again = sheet_name(&"長".repeat(40), &mut taken);
        assert_eq!(again.encode_utf16().count(), 31);
        assert_ne!(long, again);
    }

    #[test]
    fn what_is_too_wide_for_one_paper_is_read_on_the_next_larger_one() {
        assert_eq!(Paper::of_width(700, false), Paper::Upright);
        assert_eq!(Paper::of_width(1_002, false), Paper::Upright, "seven tenths are read");
        assert_eq!(Paper::of_width(1_003, false), Paper::Sideways);
        assert_eq!(Paper::of_width(1_474, true), Paper::Sideways);
        assert_eq!(Paper::of_width(1_475, true), Paper::Large);
        assert_eq!(Paper::of_width(2_138, false), Paper::Parted);
        assert_eq!((Paper::Parted.shows(4_000), Paper::Large.shows(1_600)), (1_474, 1_600));
    }

    #[test]
    fn names_in_headers_cannot_become_control_characters() {
        assert_eq!(plain("A&Pユニオン"), "A&&Pユニオン");
        assert_eq!(plain("21世紀ユニオン"), " 21世紀ユニオン");
    }
}
