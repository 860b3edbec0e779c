//! Text as people in Japan write it: what is stored (verbatim) and what is only a key.
//!
//! Stored text is never normalised: NFC alone changes 22 kanji that are legal in CP932, and people's names are theirs.
//! [`keep`] trims the ends and takes out what cannot be seen, nothing else. Keys ([`name_key`], [`kana_key`],
//! [`number_key`], [`header_key`]) are folded hard and are for comparing, sorting and finding only.
//!
//! - [`kana`] folds kana and makes the 五十音 order; [`names`] makes keys of names and splits them;
//! - [`numbers`] reads employee numbers, telephones, postal codes, 法人番号 and finds lost zeros;
//! - [`cp932`] reads and writes the bytes of older systems; [`csv`] keeps formulas out of CSV files; [`tsv`] reads what a
//!   spreadsheet copied.

pub mod cp932;
pub mod csv;
pub mod kana;
pub mod names;
pub mod numbers;
pub mod tsv;

use std::borrow::Cow;

pub use kana::{fold_kana, kana_key, order_key};
pub use names::{divide_like, has_marked_latin, header_key, is_more_than_a_name, name_key, split_name};
pub use numbers::{
    corporate_number, identifier, is_same_number, lacks_zeros, lost_zeros, mail_address, number_key, number_order,
    phone_digits, postal_code, stored_forms, with_colon, without_zeros,
};

/// What was noticed in a text. [`code`](Self::code) is the label `problem.<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TextWarning {
    /// Control characters or marks that cannot be seen were taken out.
    Cleaned,
    /// A character made by one computer (外字), which others cannot show.
    Gaiji,
    /// U+FFFD: the text was broken before it came here.
    Broken,
}

impl TextWarning {
    /// The code that crosses to the window.
    pub fn code(self) -> &'static str {
        match self {
            Self::Cleaned => "text_cleaned",
            Self::Gaiji => "text_gaiji",
            Self::Broken => "text_broken",
        }
    }
}

/// A text as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept<'a> {
    /// The text itself.
    pub text: Cow<'a, str>,
    /// What was noticed, each once.
    pub warnings: Vec<TextWarning>,
}

/// A text of one line as it is stored: ends trimmed of half and full-width spaces; line breaks and tabs inside become
/// one space; other control characters and invisible marks go. Variation selectors (異体字) stay.
pub fn keep(text: &str) -> Kept<'_> {
    clean(text, false)
}

/// [`keep`] for texts of several lines: line breaks and tabs inside stay, as `\n` and `\t`.
pub fn keep_lines(text: &str) -> Kept<'_> {
    clean(text, true)
}

fn clean(text: &str, lines: bool) -> Kept<'_> {
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
    let mut warnings = Vec::new();
    if trimmed.chars().any(is_gaiji) {
        warnings.push(TextWarning::Gaiji);
    }
    if trimmed.contains('\u{FFFD}') {
        warnings.push(TextWarning::Broken);
    }
    if !trimmed.chars().any(|c| is_break(c) || is_invisible(c)) {
        return Kept { text: Cow::Borrowed(trimmed), warnings };
    }
    let mut cleaned = false;
    let mut kept = String::with_capacity(trimmed.len());
    let mut rest = trimmed.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' if rest.peek() == Some(&'\n') => {}
            '\t' if lines => kept.push('\t'),
            c if is_break(c) && lines => kept.push('\n'),
            c if is_break(c) => {
                cleaned = true;
                if !kept.ends_with(' ') {
                    kept.push(' ');
                }
            }
            c if is_invisible(c) => cleaned = true,
            c => kept.push(c),
        }
    }
    if cleaned {
        warnings.insert(0, TextWarning::Cleaned);
    }
    Kept { text: Cow::Owned(kept), warnings }
}

fn is_break(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Control characters, marks of zero width and of direction. Not the joiners U+200C and U+200D, nor variation selectors.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !is_break(c))
        || matches!(c, '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(c, '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
        || u32::from(c) & 0xFFFE == 0xFFFE
}

/// Whether a text that a person types holds something that must not be stored; the form refuses it as `text_control`.
pub fn has_control(text: &str) -> bool {
    text.chars().any(|c| is_invisible(c) || is_break(c))
}

/// A character of the private areas (外字).
pub fn is_gaiji(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

/// A mark where a list could not write the character.
pub fn is_stand_in(c: char) -> bool {
    matches!(c, '〓' | '?' | '？' | '□' | '\u{FFFD}')
}

/// A mark that chooses the shape of the character before it (異体字セレクタ).
pub fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{180B}'..='\u{180D}')
}

/// The text for showing and printing: 外字 as 〓.
pub fn shown(text: &str) -> Cow<'_, str> {
    match text.chars().any(is_gaiji) {
        true => Cow::Owned(text.chars().map(|c| if is_gaiji(c) { '〓' } else { c }).collect()),
        false => Cow::Borrowed(text),
    }
}

/// Width of a text in pixels of a worksheet at 11 points: full-width characters 15, half-width 8. Of several lines, the
/// widest.
pub fn width_px(text: &str) -> u32 {
    let of_line = |line: &str| line.chars().map(char_px).fold(0, u32::saturating_add);
    text.lines().map(of_line).max().unwrap_or(0)
}

fn char_px(c: char) -> u32 {
    match c {
        c if c.is_control() || is_variation_selector(c) || is_invisible(c) => 0,
        '\u{300}'..='\u{36F}' | '\u{3099}' | '\u{309A}' | '\u{200C}' | '\u{200D}' => 0,
        '\0'..='\u{2FF}' | '\u{FF61}'..='\u{FFDC}' => 8,
        _ => 15,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_ends_of_a_text_are_trimmed() {
        for (text, kept, warnings) in [
            ("\u{3000} 佐藤\u{3000}花子 \u{3000}", "佐藤\u{3000}花子", vec![]),
            ("髙﨑 德郎", "髙﨑 德郎", vec![]),
            ("ﾊﾅｺ１２③㈱", "ﾊﾅｺ１２③㈱", vec![]),
            ("葛\u{E0100}飾", "葛\u{E0100}飾", vec![]),
            ("神\u{FA19}", "神\u{FA19}", vec![]),
            ("佐藤\n花子", "佐藤 花子", vec![TextWarning::Cleaned]),
            ("佐藤\r\n\r\n花子", "佐藤 花子", vec![TextWarning::Cleaned]),
            ("佐\u{0}藤\u{200B}", "佐藤", vec![TextWarning::Cleaned]),
            ("\u{FEFF}佐藤", "佐藤", vec![]),
            ("\u{E000}藤", "\u{E000}藤", vec![TextWarning::Gaiji]),
            ("佐\u{FFFD}", "佐\u{FFFD}", vec![TextWarning::Broken]),
            ("\u{202E}abc\u{202C}d", "abcd", vec![TextWarning::Cleaned]),
            ("", "", vec![]),
        ] {
            assert_eq!(keep(text), Kept { text: kept.into(), warnings }, "{text:?}");
        }
    }

    #[test]
    fn lines_stay_where_lines_are_allowed() {
        let kept = keep_lines("一行目\r\n\r\n二\t行\u{7}目\n");
        assert_eq!((kept.text.as_ref(), kept.warnings), ("一行目\n\n二\t行目", vec![TextWarning::Cleaned]));
        assert!(has_control("佐\n藤"));
        assert!(!has_control("佐藤\u{3000}花子 葛\u{E0100}"));
    }

    #[test]
    fn a_kept_text_is_kept_again_unchanged() {
        for text in [" a\u{0} \n\u{3000}b", "\u{200B}\u{3000}x\u{200B}", "あ\u{85}い", "\u{FFFE}"] {
            let once = keep(text).text.into_owned();
            assert_eq!(keep(&once), Kept { text: once.as_str().into(), warnings: vec![] }, "{text:?}");
        }
    }

    #[test]
    fn what_cannot_be_shown_is_shown_as_geta() {
        assert_eq!(shown("\u{E000}藤"), "〓藤");
    }

    #[test]
    fn widths_tell_full_from_half() {
        for (text, px) in
            [("佐藤 花子", 68), ("ABC", 24), ("ｻﾄｳ", 24), ("葛\u{E0100}", 15), ("一\n二三", 30), ("", 0), ("①㈱", 30)]
        {
            assert_eq!(width_px(text), px, "{text}");
        }
    }
}
