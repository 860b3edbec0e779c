//! Bytes of text files: CP932 (Windows-31J) for older systems, and finding out what a file is written in.

use std::borrow::Cow;

use encoding_rs::{Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use unicode_normalization::char::compose;

use super::is_variation_selector;

/// What stands for a character that cannot be written.
const GETA: char = '〓';

/// The text as CP932 can write it: what has an equal there is replaced by it (〜 → ～, — → ―, ‖ → ∥, ¢ → ￠, ¬ → ￢, − → －,
/// NBSP → space, ¥ → ￥, ‾ → ￣), and a kana whose sound mark stands apart becomes one character.
pub fn premapped(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut mapped = String::with_capacity(text.len());
    for c in text.chars() {
        let composed = match c {
            '\u{3099}' | '\u{309A}' => mapped.chars().next_back().and_then(|base| compose(base, c)),
            _ => None,
        };
        match composed {
            Some(one) => {
                mapped.pop();
                mapped.push(one);
            }
            None => mapped.push(equal(c)),
        }
    }
    Cow::Owned(mapped)
}

fn equal(c: char) -> char {
    match c {
        '\u{301C}' => '\u{FF5E}',
        '\u{2014}' => '\u{2015}',
        '\u{2016}' => '\u{2225}',
        '\u{2212}' => '\u{FF0D}',
        '\u{A2}' => '\u{FFE0}',
        '\u{A3}' => '\u{FFE1}',
        '\u{AC}' => '\u{FFE2}',
        '\u{A5}' => '\u{FFE5}',
        '\u{203E}' => '\u{FFE3}',
        '\u{A0}' => ' ',
        c => c,
    }
}

/// Appends the bytes of one character, or says that there are none.
fn push(bytes: &mut Vec<u8>, c: char) -> bool {
    if c.is_ascii() {
        bytes.push(u8::try_from(u32::from(c)).unwrap_or(b'?'));
        return true;
    }
    let mut buffer = [0; 4];
    // The encoder writes U+0080 as one byte that nothing else reads.
    let (written, _, failed) = SHIFT_JIS.encode(c.encode_utf8(&mut buffer));
    if failed || c == '\u{80}' {
        return false;
    }
    bytes.extend_from_slice(&written);
    true
}

/// The characters of a text that CP932 cannot hold, each once, in order; a variation selector together with the
/// character before it. Empty when everything can be written.
pub fn unwritable(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut before = None;
    for c in premapped(text).chars() {
        if !push(&mut Vec::new(), c) {
            let shown = match before.filter(|_| is_variation_selector(c)) {
                Some(before) => String::from_iter([before, c]),
                None => c.to_string(),
            };
            if !found.contains(&shown) {
                found.push(shown);
            }
        }
        before = Some(c);
    }
    found
}

/// The bytes of a text in CP932, or the characters it cannot hold ([`unwritable`]; `text_unwritable`).
pub fn encode(text: &str) -> Result<Vec<u8>, Vec<String>> {
    let mapped = premapped(text);
    // Whole text at once; character by character only to say what failed, or where the encoder is too lenient.
    let (bytes, _, failed) = SHIFT_JIS.encode(&mapped);
    if failed || mapped.contains('\u{80}') {
        return Err(unwritable(text));
    }
    Ok(bytes.into_owned())
}

/// The bytes of a text in CP932, with 〓 for what it cannot hold. A variation selector goes and leaves its character.
pub fn encode_replacing(text: &str) -> Vec<u8> {
    encode(text).unwrap_or_else(|_| {
        let mut bytes = Vec::with_capacity(text.len());
        for c in premapped(text).chars().filter(|c| !is_variation_selector(*c)) {
            if !push(&mut bytes, c) {
                push(&mut bytes, GETA);
            }
        }
        bytes
    })
}

/// What a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextEncoding {
    /// UTF-8, with or without its mark.
    Utf8,
    /// UTF-16 with the low byte first, as Excel saves "Unicode text".
    Utf16Le,
    /// UTF-16 with the high byte first.
    Utf16Be,
    /// CP932, Windows-31J, "Shift_JIS".
    Cp932,
}

impl TextEncoding {
    /// The code that crosses to the window; label `enum.text_encoding.<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Utf8 => "utf8",
            Self::Utf16Le => "utf16le",
            Self::Utf16Be => "utf16be",
            Self::Cp932 => "cp932",
        }
    }
}

/// A file's text, what it was written in, and doubts about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text without its mark.
    pub text: String,
    /// What it was written in.
    pub encoding: TextEncoding,
    /// Codes of labels `problem.<code>`: `text_gaiji`, `text_suspicious_byte`.
    pub warnings: Vec<&'static str>,
}

/// Reads a file's bytes: by its mark (UTF-8, UTF-16), else strictly as UTF-8, else as CP932. Nothing when it is none of
/// them (`text_encoding_unknown`).
pub fn decode(bytes: &[u8]) -> Option<Decoded> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let (encoding, kind) = match marked {
        Some(found) if found == UTF_16LE => (UTF_16LE, TextEncoding::Utf16Le),
        Some(found) if found == UTF_16BE => (UTF_16BE, TextEncoding::Utf16Be),
        Some(_) => (UTF_8, TextEncoding::Utf8),
        None if std::str::from_utf8(bytes).is_ok() => (UTF_8, TextEncoding::Utf8),
        None => (SHIFT_JIS, TextEncoding::Cp932),
    };
    let (text, broken) = encoding.decode_with_bom_removal(bytes);
    if broken {
        return None;
    }
    let mut warnings = Vec::new();
    if text.chars().any(super::is_gaiji) {
        warnings.push(super::TextWarning::Gaiji.code());
    }
    if kind == TextEncoding::Cp932 && text.contains('\u{80}') {
        warnings.push("text_suspicious_byte");
    }
    Some(Decoded { text: text.into_owned(), encoding: kind, warnings })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn characters_with_an_equal_in_cp932_are_written_as_it() {
        for (text, bytes) in [
            ("〜～", vec![0x81, 0x60, 0x81, 0x60]),
            ("—―", vec![0x81, 0x5C, 0x81, 0x5C]),
            ("‖∥", vec![0x81, 0x61, 0x81, 0x61]),
            ("−－", vec![0x81, 0x7C, 0x81, 0x7C]),
            ("¢¬", vec![0x81, 0x91, 0x81, 0xCA]),
            ("¥", vec![0x81, 0x8F]),
            ("a\u{A0}b", b"a b".to_vec()),
            ("か\u{3099}", vec![0x82, 0xAA]),
            ("ｱA", vec![0xB1, 0x41]),
            ("髙﨑", vec![0xFB, 0xFC, 0xED, 0x95]),
        ] {
            let written = encode(text).unwrap();
            let read = decode(&written).map(|decoded| decoded.text);
            if text.is_ascii() || text != "髙﨑" {
                assert_eq!(written, bytes, "{text}");
            }
            assert_eq!(read.as_deref(), Some(premapped(text).as_ref()), "{text}");
        }
    }

    #[test]
    fn characters_that_cannot_be_written_are_listed_once() {
        let unwritable = encode("𠮷田 葛\u{E0100}飾 é 𠮷野 \u{80}").unwrap_err();
        assert_eq!(unwritable, ["𠮷", "葛\u{E0100}", "é", "\u{80}"]);
        assert!(encode("髙﨑德濵①㈱ﾊﾅｺ 佐藤").is_ok());
        let replaced = encode_replacing("𠮷田 葛\u{E0100}飾 〜");
        assert_eq!(decode(&replaced).unwrap().text, "〓田 葛飾 ～");
    }

    #[test]
    fn every_character_either_comes_back_or_is_refused() {
        let mut written = 0;
        for c in (0x20..=0x2_FFFF).filter_map(char::from_u32) {
            let text = c.to_string();
            let Ok(bytes) = encode(&text) else { continue };
            let (read, _, broken) = SHIFT_JIS.decode(&bytes);
            assert!(!broken, "{c:?}");
            assert_eq!(read, premapped(&text), "{c:?}");
            written += 1;
        }
        assert!(written > 7_000, "{written}");
    }

    #[test]
    fn a_file_tells_what_it_is_written_in() {
        let utf16 = |big: bool, text: &str| -> Vec<u8> {
            let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
            units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        };
        for (bytes, text, encoding) in [
            ("佐藤".as_bytes().to_vec(), "佐藤", TextEncoding::Utf8),
            ("\u{FEFF}佐藤".as_bytes().to_vec(), "佐藤", TextEncoding::Utf8),
            (b"abc".to_vec(), "abc", TextEncoding::Utf8),
            (utf16(false, "佐藤"), "佐藤", TextEncoding::Utf16Le),
            (utf16(true, "佐藤"), "佐藤", TextEncoding::Utf16Be),
            (vec![0x8D, 0xB2, 0x93, 0xA1], "佐藤", TextEncoding::Cp932),
            (vec![0xEE, 0xE0, 0xFB, 0xFC], "髙髙", TextEncoding::Cp932),
            (vec![0x81, 0x60, 0x81, 0x7C, 0x81, 0x61, 0x81, 0x5C], "～－∥―", TextEncoding::Cp932),
        ] {
            let decoded = decode(&bytes).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
            assert!(decoded.warnings.is_empty());
        }
    }

    #[test]
    fn doubtful_bytes_are_told_and_impossible_ones_refused() {
        let gaiji = decode(&[0xF0, 0x40]).unwrap();
        assert_eq!((gaiji.text.as_str(), gaiji.warnings), ("\u{E000}", vec!["text_gaiji"]));
        let suspicious = decode(&[0x8D, 0xB2, 0x80]).unwrap();
        assert_eq!(suspicious.warnings, ["text_suspicious_byte"]);
        for bytes in [vec![0x8D, 0xB2, 0xA0], vec![0xFF, 0x41], vec![0x8D], vec![0xFF, 0xFE, 0x41]] {
            assert_eq!(decode(&bytes), None, "{bytes:?}");
        }
    }
}
