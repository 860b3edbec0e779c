//! Which encoding a text has: by its byte order mark, else strictly UTF-8, else what Japanese offices use, of which the
//! one with the fewest broken characters wins.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use encoding_rs::{DecoderResult, EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use crate::problem::{Code, Problem};
use crate::wire::{Out, Warning};

const CHUNK: usize = 64 << 10;

/// With so many broken characters a text is not what was tried; counting on is slow and tells nothing.
const HOPELESS: u64 = 10_000;

/// The encoding and what is odd about the text.
pub(crate) struct Guess {
    /// How to decode.
    pub(crate) encoding: &'static Encoding,
    /// How it is called: `utf-8`, `utf-8-bom`, `utf-16le`, `utf-16be`, `cp932`, `euc-jp`, `iso-2022-jp`.
    pub(crate) name: &'static str,
    /// Bytes of the byte order mark, which are no text.
    pub(crate) mark_bytes: u64,
    oddities: Oddities,
}

/// How many odd characters, and the line (from 1) of the first.
#[derive(Clone, Copy, Default)]
struct Oddity {
    count: u64,
    line: u64,
}

impl Oddity {
    fn note(&mut self, line: u64) {
        if self.count == 0 {
            self.line = line;
        }
        self.count += 1;
    }
}

#[derive(Clone, Copy, Default)]
struct Oddities {
    /// Bytes that are no character.
    broken: Oddity,
    /// Characters that each office drew for itself (外字).
    private: Oddity,
    /// Control characters, as 0x80 becomes in CP932.
    control: Oddity,
}

impl Guess {
    /// What the officer should know before believing the text.
    pub(crate) fn warnings(&self) -> Vec<Warning> {
        let oddities = [
            ("text_unreadable", self.oddities.broken),
            ("text_private_use", self.oddities.private),
            ("text_control", self.oddities.control),
        ];
        oddities
            .iter()
            .filter(|(_, oddity)| oddity.count > 0)
            .map(|(code, oddity)| Warning::new(code).about("count", oddity.count).about("line", oddity.line))
            .collect()
    }
}

/// The beginning of a file as text, if it is text at all.
pub(crate) fn beginning(head: &[u8]) -> Option<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(head) {
        return Some(encoding.decode_without_bom_handling(head.get(mark..)?).0.into_owned());
    }
    if head.contains(&0) {
        return Some(sixteen_bits(head)?.decode_without_bom_handling(head).0.into_owned());
    }
    let controls = head.iter().filter(|byte| matches!(byte, 0x01..=0x08 | 0x0E..=0x1A | 0x1C..=0x1F)).count();
    if controls * 50 > head.len() { None } else { Some(String::from_utf8_lossy(head).into_owned()) }
}

/// UTF-16 without a mark, told by the line ends and delimiters that every table has.
fn sixteen_bits(head: &[u8]) -> Option<&'static Encoding> {
    let (mut little, mut big, mut zero, mut units) = (0_usize, 0_usize, 0_usize, 0_usize);
    for (first, second) in head.iter().step_by(2).zip(head.iter().skip(1).step_by(2)) {
        units += 1;
        match (first, second) {
            (0, 0) => zero += 1,
            (b'\t' | b'\n' | b'\r' | b' '..=b'~', 0) => little += 1,
            (0, b'\t' | b'\n' | b'\r' | b' '..=b'~') => big += 1,
            _ => {}
        }
    }
    let enough = |count: usize, other: usize| zero == 0 && count > 2 * other && count * 100 >= units;
    if enough(little, big) {
        Some(UTF_16LE)
    } else if enough(big, little) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Decides on the encoding by reading the whole file once.
pub(crate) fn guess(file: &mut File, out: &mut Out<'_>) -> Result<Guess, Problem> {
    let unreadable = |_: std::io::Error| Problem::new(Code::Unreadable);
    let mut head = Vec::new();
    file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    file.by_ref().take(CHUNK as u64).read_to_end(&mut head).map_err(unreadable)?;
    let sure = match Encoding::for_bom(&head) {
        Some((encoding, mark)) if encoding == UTF_8 => Some((encoding, "utf-8-bom", mark)),
        Some((encoding, mark)) if encoding == UTF_16LE => Some((encoding, "utf-16le", mark)),
        Some((encoding, mark)) => Some((encoding, "utf-16be", mark)),
        None if head.contains(&0) => match sixteen_bits(&head) {
            Some(encoding) if encoding == UTF_16LE => Some((encoding, "utf-16le", 0)),
            Some(encoding) => Some((encoding, "utf-16be", 0)),
            None => return Err(Problem::new(Code::IsOther)),
        },
        None => None,
    };
    if let Some((encoding, name, mark)) = sure {
        let oddities = examine(file, encoding, mark as u64, out)?;
        return Ok(Guess { encoding, name, mark_bytes: mark as u64, oddities });
    }
    let seven_bits = head.is_ascii() && memchr::memmem::find(&head, b"\x1B$").is_some();
    let escaped: &[_] = if seven_bits { &[(ISO_2022_JP, "iso-2022-jp")] } else { &[] };
    let mut best: Option<Guess> = None;
    for &(encoding, name) in escaped.iter().chain(&[(UTF_8, "utf-8"), (SHIFT_JIS, "cp932"), (EUC_JP, "euc-jp")]) {
        let oddities = examine(file, encoding, 0, out)?;
        if best.as_ref().is_none_or(|best| oddities.broken.count < best.oddities.broken.count) {
            best = Some(Guess { encoding, name, mark_bytes: 0, oddities });
        }
        if oddities.broken.count == 0 {
            break;
        }
    }
    best.ok_or_else(|| Problem::new(Code::IsOther))
}

/// Decodes the whole file and counts what is odd.
fn examine(file: &mut File, encoding: &'static Encoding, from: u64, out: &mut Out<'_>) -> Result<Oddities, Problem> {
    let unreadable = |_: std::io::Error| Problem::new(Code::Unreadable);
    file.seek(SeekFrom::Start(from)).map_err(unreadable)?;
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut chunk, mut text) = (vec![0; CHUNK], String::with_capacity(CHUNK * 3 + 16));
    let (mut found, mut line, mut looked_at) = (Oddities::default(), 1_u64, 0_u64);
    loop {
        let read = file.read(&mut chunk).map_err(unreadable)?;
        looked_at += read as u64;
        out.sign_of_life(looked_at)?;
        let mut bytes = chunk.get(..read).unwrap_or_default();
        loop {
            text.clear();
            let (result, used) = decoder.decode_to_string_without_replacement(bytes, &mut text, read == 0);
            bytes = bytes.get(used..).unwrap_or_default();
            for character in text.chars() {
                match character {
                    '\n' => line += 1,
                    '\u{E000}'..='\u{F8FF}' => found.private.note(line),
                    '\0'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}' => found.control.note(line),
                    _ => {}
                }
            }
            match result {
                DecoderResult::Malformed(..) => {
                    found.broken.note(line);
                    if found.broken.count >= HOPELESS {
                        return Ok(found);
                    }
                }
                DecoderResult::OutputFull => {}
                DecoderResult::InputEmpty => break,
            }
        }
        if read == 0 {
            return Ok(found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_bits_without_a_mark_are_known_by_their_line_ends() {
        let table = "番号,氏名\r\n1,佐藤　花子\r\n";
        let little: Vec<u8> = table.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = table.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!((sixteen_bits(&little), sixteen_bits(&big)), (Some(UTF_16LE), Some(UTF_16BE)));
        assert_eq!(sixteen_bits(&[0; 64]), None);
        assert_eq!(beginning(b"\x01\x02\x03\x04\x05\x06"), None);
    }
}
