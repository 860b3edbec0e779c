//! QR codes of short numbers, as pictures for a page: one size for all (25 modules, up to 38 capitals, digits and signs, read
//! also where a seventh of it is dirty). Written after ISO/IEC 18004: version 2, level M, alphanumeric.

/// Modules beside each other.
pub(super) const SIZE: usize = 25;
/// Light modules around, as the standard asks for.
const QUIET: usize = 4;
/// Pixels of a module in the picture.
const PIXELS: usize = 6;
/// Characters that the alphanumeric mode knows, in the order of their values.
const ALPHABET: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
/// Bytes of the message, and of what mends it.
const DATA: usize = 28;
const MENDING: usize = 16;

/// Dark modules, row by row.
pub(super) type Modules = [[bool; SIZE]; SIZE];

/// The code of a text; none for letters that it does not know, and for what is too long.
pub(super) fn code(text: &str) -> Option<Modules> {
    let mut bytes = message(text)?;
    bytes.extend(mending(&bytes));
    let masked = (0..8).map(|mask| drawn(&bytes, mask));
    masked.min_by_key(unrest)
}

/// The message in bytes: mode, length, two characters in eleven bits, filled up.
fn message(text: &str) -> Option<Vec<u8>> {
    let values: Vec<usize> = text.chars().map(|c| ALPHABET.find(c)).collect::<Option<_>>()?;
    let mut bits: Vec<bool> = Vec::new();
    let mut put = |value: usize, length: usize| bits.extend((0..length).rev().map(|at| value >> at & 1 == 1));
    put(0b0010, 4);
    put(values.len(), 9);
    for pair in values.chunks(2) {
        match pair {
            [first, second] => put(first * 45 + second, 11),
            [alone] => put(*alone, 6),
            _ => {}
        }
    }
    if bits.len() > DATA * 8 {
        return None;
    }
    bits.resize((bits.len() + 4).min(DATA * 8), false);
    bits.resize(bits.len().next_multiple_of(8), false);
    let byte = |part: &[bool]| part.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit));
    let mut bytes: Vec<u8> = bits.chunks(8).map(byte).collect();
    bytes.extend([0xEC, 0x11].into_iter().cycle().take(DATA - bytes.len()));
    Some(bytes)
}

/// Product in the field of 256 elements that the standard names (x⁸+x⁴+x³+x²+1).
fn times(one: u8, other: u8) -> u8 {
    (0..8).rev().fold(0, |product: u8, at| {
        let carry = if product & 0x80 == 0 { 0 } else { 0x1D };
        (product << 1) ^ carry ^ if other >> at & 1 == 1 { one } else { 0 }
    })
}

/// What mends the message (Reed–Solomon): the rest of its division.
fn mending(data: &[u8]) -> Vec<u8> {
    let mut divisor = vec![0; MENDING - 1];
    divisor.push(1_u8);
    let mut root = 1;
    for _ in 0..MENDING {
        let shifted: Vec<u8> = divisor.iter().skip(1).copied().chain([0]).collect();
        divisor = divisor.iter().zip(shifted).map(|(own, next)| times(*own, root) ^ next).collect();
        root = times(root, 2);
    }
    let mut rest = vec![0; MENDING];
    for byte in data {
        let factor = byte ^ rest.first().copied().unwrap_or(0);
        rest = rest
            .iter()
            .skip(1)
            .copied()
            .chain([0])
            .zip(&divisor)
            .map(|(own, part)| own ^ times(*part, factor))
            .collect();
    }
    rest
}

/// The code with one of the eight masks.
fn drawn(bytes: &[u8], mask: usize) -> Modules {
    let mut modules = [[false; SIZE]; SIZE];
    let mut fixed = [[false; SIZE]; SIZE];
    let mut set = |x: usize, y: usize, dark: bool| {
        if let (Some(module), Some(fix)) =
            (modules.get_mut(y).and_then(|row| row.get_mut(x)), fixed.get_mut(y).and_then(|row| row.get_mut(x)))
        {
            *module = dark;
            *fix = true;
        }
    };
    // Dotted lines between the corners.
    for at in 0..SIZE {
        set(6, at, at % 2 == 0);
        set(at, 6, at % 2 == 0);
    }
    // Three corners with their light borders, and the small square.
    for (left, top) in [(0_usize, 0_usize), (SIZE - 7, 0), (0, SIZE - 7)] {
        for (dx, dy) in (0..9).flat_map(|dy| (0..9).map(move |dx| (dx, dy))) {
            let ring = usize::abs_diff(dx, 4).max(usize::abs_diff(dy, 4));
            if let (Some(x), Some(y)) = ((left + dx).checked_sub(1), (top + dy).checked_sub(1)) {
                set(x, y, ring != 2 && ring != 4);
            }
        }
    }
    for (dx, dy) in (0..5).flat_map(|dy| (0..5).map(move |dx| (dx, dy))) {
        set(SIZE - 9 + dx, SIZE - 9 + dy, usize::abs_diff(dx, 2).max(usize::abs_diff(dy, 2)) != 1);
    }
    // The level (M = 0) and the mask, twice.
    let mut rest = mask;
    for _ in 0..10 {
        rest = rest << 1 ^ (rest >> 9) * 0x537;
    }
    let format = (mask << 10 | rest) ^ 0x5412;
    let bit = |at: usize| format >> at & 1 == 1;
    for at in 0..6 {
        set(8, at, bit(at));
    }
    set(8, 7, bit(6));
    set(8, 8, bit(7));
    set(7, 8, bit(8));
    for at in 9..15 {
        set(14 - at, 8, bit(at));
    }
    for at in 0..8 {
        set(SIZE - 1 - at, 8, bit(at));
    }
    for at in 8..15 {
        set(8, SIZE - 15 + at, bit(at));
    }
    set(8, SIZE - 8, true);
    // The bits go up and down in pairs of columns from the right, past the dotted line.
    let mut bits = bytes.iter().flat_map(|byte| (0..8).rev().map(move |at| byte >> at & 1 == 1));
    let columns = (0..SIZE).rev().filter(|x| *x != 6).collect::<Vec<_>>();
    for (turn, pair) in columns.chunks(2).enumerate() {
        for step in 0..SIZE {
            let y = if turn % 2 == 0 { SIZE - 1 - step } else { step };
            for x in pair {
                if fixed.get(y).and_then(|row| row.get(*x)) != Some(&false) {
                    continue;
                }
                let dark = bits.next().unwrap_or(false) ^ masks(mask, *x, y);
                if let Some(module) = modules.get_mut(y).and_then(|row| row.get_mut(*x)) {
                    *module = dark;
                }
            }
        }
    }
    modules
}

fn masks(mask: usize, x: usize, y: usize) -> bool {
    0 == match mask {
        0 => (x + y) % 2,
        1 => y % 2,
        2 => x % 3,
        3 => (x + y) % 3,
        4 => (x / 3 + y / 2) % 2,
        5 => x * y % 2 + x * y % 3,
        6 => (x * y % 2 + x * y % 3) % 2,
        _ => ((x + y) % 2 + x * y % 3) % 2,
    }
}

/// How hard it is to read: long runs and squares of one colour.
fn unrest(modules: &Modules) -> usize {
    let at = |x: usize, y: usize| modules.get(y).and_then(|row| row.get(x)).copied().unwrap_or(false);
    let mut found = 0;
    for line in 0..SIZE {
        for of in [true, false] {
            let (mut run, mut last) = (0, None);
            for step in 0..SIZE {
                let dark = if of { at(step, line) } else { at(line, step) };
                run = if last == Some(dark) { run + 1 } else { 1 };
                last = Some(dark);
                found += match run {
                    5 => 3,
                    6.. => 1,
                    _ => 0,
                };
            }
        }
    }
    for (x, y) in (0..SIZE - 1).flat_map(|y| (0..SIZE - 1).map(move |x| (x, y))) {
        let dark = at(x, y);
        found += if [at(x + 1, y), at(x, y + 1), at(x + 1, y + 1)] == [dark; 3] { 3 } else { 0 };
    }
    found
}

/// Pixels of a picture beside each other.
const WIDTH: usize = (SIZE + 2 * QUIET) * PIXELS;

/// A code as a picture (PNG of one bit, not compressed: the workbook is).
pub(super) fn picture(modules: &Modules) -> Vec<u8> {
    let dark = |x: usize, y: usize| {
        let module = |at: usize| (at / PIXELS).checked_sub(QUIET);
        let (x, y) = (module(x), module(y));
        x.zip(y).and_then(|(x, y)| modules.get(y)?.get(x)).copied().unwrap_or(false)
    };
    let mut rows = Vec::new();
    for y in 0..WIDTH {
        rows.push(0);
        let bits: Vec<u8> = (0..WIDTH).map(|x| u8::from(!dark(x, y))).collect();
        rows.extend(
            bits.chunks(8).map(|part| part.iter().enumerate().fold(0, |byte, (at, bit)| byte | bit << (7 - at))),
        );
    }
    let number = |n: usize| u32::try_from(n).unwrap_or(0).to_be_bytes();
    let mut head = Vec::new();
    head.extend(number(WIDTH));
    head.extend(number(WIDTH));
    head.extend([1, 0, 0, 0, 0]);
    // One block as it is, which is the last.
    let length = u16::try_from(rows.len()).unwrap_or(u16::MAX);
    let mut data = vec![0x78, 0x01, 0x01];
    data.extend(length.to_le_bytes());
    data.extend((!length).to_le_bytes());
    data.extend(&rows);
    data.extend(adler(&rows).to_be_bytes());
    let mut picture = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, content) in [(b"IHDR", head), (b"IDAT", data), (b"IEND", Vec::new())] {
        picture.extend(number(content.len()));
        let named: Vec<u8> = name.iter().copied().chain(content).collect();
        picture.extend(&named);
        picture.extend(sum(&named).to_be_bytes());
    }
    picture
}

/// The check sum of a part of a picture (CRC-32).
fn sum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 })
    })
}

/// The check sum of what is packed (Adler-32).
fn adler(bytes: &[u8]) -> u32 {
    let (one, other) = bytes.iter().fold((1, 0), |(one, other): (u32, u32), byte| {
        let one = (one + u32::from(*byte)) % 65_521;
        (one, (other + one) % 65_521)
    });
    other << 16 | one
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_of_a_code_are_those_of_the_standard() {
        // HELLO WORLD, the example that every description of the code uses: its first eleven characters.
        let bytes = message("HELLO WORLD").unwrap();
        assert_eq!(bytes[..11], [0x20, 0x5B, 0x0B, 0x78, 0xD1, 0x72, 0xDC, 0x4D, 0x43, 0x40, 0xEC]);
        // A whole word of the code leaves no rest, wherever the division begins.
        let mended = mending(&bytes);
        let mut whole = bytes.clone();
        whole.extend(&mended);
        for root in 0..MENDING {
            let x = (0..root).fold(1, |x, _| times(x, 2));
            assert_eq!(whole.iter().fold(0, |sum, byte| times(sum, x) ^ byte), 0, "root {root}");
        }
        assert_eq!((times(2, 0x80), times(0x53, 1)), (0x1D, 0x53));
    }

    #[test]
    fn only_what_the_code_knows_is_written() {
        assert!(code("C01-2-15").is_some());
        assert!(code(&"A".repeat(38)).is_some());
        for text in ["c01", "山田", &"A".repeat(39)] {
            assert!(code(text).is_none(), "{text}");
        }
    }

    #[test]
    fn the_format_is_read_twice_and_the_corners_stand() {
        let modules = code("C01-2-15").unwrap();
        for (x, y) in [(0, 0), (SIZE - 7, 0), (0, SIZE - 7)] {
            assert!(modules[y][x] && modules[y + 3][x + 3] && !modules[y + 1][x + 1]);
        }
        let first: Vec<bool> = (0..6).map(|at| modules[at][8]).chain([modules[7][8], modules[8][8]]).collect();
        let second: Vec<bool> = (0..8).map(|at| modules[8][SIZE - 1 - at]).collect();
        assert_eq!(first, second);
        assert!(modules[SIZE - 8][8]);
    }

    #[test]
    fn the_picture_is_whole() {
        assert_eq!((sum(b"123456789"), adler(b"Wikipedia")), (0xCBF4_3926, 0x11E6_0398));
        let picture = picture(&code("C01-2-15").unwrap());
        assert_eq!(&picture[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(&picture[16..24], &[0, 0, 0, 198, 0, 0, 0, 198]);
    }
}
