//! How bytes are written: hexadecimal in the slots file, base32 on the recovery sheet.

/// Two hexadecimal digits for each byte.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The bytes of hexadecimal digits; none for anything else.
pub(super) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect();
    let digits = digits?;
    if digits.len() % 2 == 1 {
        return None;
    }
    Some(digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect())
}

const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Crockford's base32: no letter that looks like a digit.
pub(super) fn base32(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut bits, mut have) = (0u32, 0u32);
    for byte in bytes {
        bits = bits << 8 | u32::from(*byte);
        have += 8;
        while have >= 5 {
            have -= 5;
            let digit = (bits >> have) & 31;
            text.extend(CROCKFORD.get(digit as usize).map(|c| char::from(*c)));
        }
        bits &= (1 << have) - 1;
    }
    if have > 0 {
        let digit = (bits << (5 - have)) & 31;
        text.extend(CROCKFORD.get(digit as usize).map(|c| char::from(*c)));
    }
    text
}

/// The bytes of Crockford's base32 as a person types it; none for anything else.
pub(super) fn unbase32(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut bits, mut have) = (0u32, 0u32);
    for c in text.chars() {
        let c = match c.to_ascii_uppercase() {
            '-' | ' ' | '\u{3000}' | '\n' | '\r' | '\t' => continue,
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        };
        let digit = CROCKFORD.iter().position(|known| char::from(*known) == c)?;
        bits = bits << 5 | u32::try_from(digit).ok()?;
        have += 5;
        if have >= 8 {
            have -= 8;
            bytes.push(u8::try_from((bits >> have) & 255).ok()?);
        }
        bits &= (1 << have) - 1;
    }
    Some(bytes)
}
