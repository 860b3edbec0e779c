//! The paper: A4, one page wide, the union's name and class at the head, page x / y at the foot.

use rust_xlsxwriter::Worksheet;

use super::page::Frame;
use super::refusal::CannotWrite;

/// Excel's number for A4.
const A4: u8 = 9;
/// Centimetres in an inch.
const INCH: f64 = 2.54;
/// Pixels between the margins of A4, upright (186 mm) and on its side (273 mm), at 96 a inch.
const UPRIGHT: (u32, u32) = (702, 980);
const SIDEWAYS: (u32, u32) = (1032, 650);
/// Excel cuts headers and footers at 255 characters.
const LONGEST_NAME: usize = 80;
/// Characters in the name of a sheet.
const LONGEST_SHEET_NAME: usize = 31;
/// Excel keeps this name for itself, in small and capital letters.
const RESERVED: &str = "history";

/// Width and height in pixels that fit between the margins without shrinking.
pub(super) fn room(landscape: bool) -> (u32, u32) {
    if landscape { SIDEWAYS } else { UPRIGHT }
}

/// Paper, margins, head and foot of one sheet. With `one_page` everything is shrunk onto a single page.
pub(super) fn set_up(sheet: &mut Worksheet, frame: &Frame, landscape: bool, one_page: bool) {
    sheet.set_paper_size(A4);
    if landscape {
        sheet.set_landscape();
    } else {
        sheet.set_portrait();
    }
    sheet.set_print_fit_to_pages(1, u16::from(one_page));
    sheet.set_header_footer_scale_with_doc(false);
    sheet.set_margins(1.2 / INCH, 1.2 / INCH, 1.6 / INCH, 1.5 / INCH, 0.7 / INCH, 0.7 / INCH);
    sheet.set_header(format!("&L{}&R{}", plain(&frame.union_name), plain(&frame.class)));
    if !frame.is_handed_out() {
        let named = [plain(&frame.code), plain(&frame.title)];
        let named = named.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ");
        sheet.set_footer(format!("&L{named}&C&P / &N&R{}", plain(&frame.made_on)));
    }
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
    fn names_in_headers_cannot_become_control_characters() {
        assert_eq!(plain("A&Pユニオン"), "A&&Pユニオン");
        assert_eq!(plain("21世紀ユニオン"), " 21世紀ユニオン");
    }
}
