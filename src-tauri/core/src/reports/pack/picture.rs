//! The union's picture: known by its content whatever its name says, and kept without what a camera or a program wrote beside
//! it (place, time, names).

use serde_json::json;

use super::model::LogoMedia;
use crate::error::{Error, Result};

/// Bytes of a picture at most.
pub(super) const MOST_BYTES: u64 = 1024 * 1024;
/// Pixels of a side at most, and at least.
const MOST_PIXELS: u32 = 4_000;
const LEAST_PIXELS: u32 = 16;

/// A picture as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Picture {
    pub media: LogoMedia,
    pub content: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// The picture in a file.
///
/// # Errors
/// `logo_too_large`, `logo_not_picture` for anything but a whole PNG or JPEG, `logo_size` for sides outside the limits.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Picture> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Error::refused("logo_too_large", json!({ "name": name, "most": MOST_BYTES / 1024 / 1024 })));
    }
    let found = png(bytes).or_else(|| jpeg(bytes));
    let picture = found.ok_or_else(|| Error::refused("logo_not_picture", json!({ "name": name })))?;
    let fits = |side: u32| (LEAST_PIXELS..=MOST_PIXELS).contains(&side);
    if !fits(picture.width) || !fits(picture.height) {
        let about = json!({
            "name": name, "width": picture.width, "height": picture.height, "least": LEAST_PIXELS, "most": MOST_PIXELS,
        });
        return Err(Error::refused("logo_size", about));
    }
    Ok(picture)
}

fn number(bytes: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?))
}

fn half(bytes: &[u8]) -> Option<u32> {
    Some(u32::from(u16::from_be_bytes(bytes.get(..2)?.try_into().ok()?)))
}

/// Chunks that make the picture; what else stands in the file is dropped.
const CHUNKS: [&[u8; 4]; 9] = [b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"IDAT", b"IEND"];

fn png(bytes: &[u8]) -> Option<Picture> {
    let signature: &[u8] = &[0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A];
    let mut rest = bytes.strip_prefix(signature)?;
    let mut content = signature.to_vec();
    let mut size = None;
    let mut drawn = false;
    loop {
        let length = usize::try_from(number(rest)?).ok()?;
        let whole = length.checked_add(12)?;
        let chunk = rest.get(..whole)?;
        let (name, data) = (chunk.get(4..8)?, chunk.get(8..8 + length)?);
        if size.is_none() {
            if name != b"IHDR" {
                return None;
            }
            size = Some((number(data)?, number(data.get(4..)?)?));
        }
        drawn |= name == b"IDAT";
        if CHUNKS.iter().any(|kept| name == *kept) {
            content.extend_from_slice(chunk);
        }
        if name == b"IEND" {
            break;
        }
        rest = rest.get(whole..)?;
    }
    let (width, height) = size.filter(|_| drawn)?;
    Some(Picture { media: LogoMedia::Png, content, width, height })
}

fn jpeg(bytes: &[u8]) -> Option<Picture> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    let mut content = vec![0xFF, 0xD8];
    let mut size = None;
    let mut drawn = false;
    loop {
        // Fill bytes before a marker.
        while rest.get(1) == Some(&0xFF) {
            rest = rest.get(1..)?;
        }
        let [0xFF, marker] = *rest.get(..2)? else { return None };
        if marker == 0xD9 {
            content.extend_from_slice(&[0xFF, 0xD9]);
            break;
        }
        let length = usize::try_from(half(rest.get(2..)?)?).ok()?;
        let segment = rest.get(..length.checked_add(2)?)?;
        // A frame begins: C0 to CF but for the tables among them.
        if matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC) {
            size = Some((half(segment.get(7..)?)?, half(segment.get(5..)?)?));
        }
        // APP0 is the format itself and APP14 says how colours are meant; the others are notes.
        let note = matches!(marker, 0xE1..=0xED | 0xEF | 0xFE);
        if !note {
            content.extend_from_slice(segment);
        }
        rest = rest.get(segment.len()..)?;
        if marker == 0xDA {
            let length = drawing(rest);
            content.extend_from_slice(rest.get(..length)?);
            rest = rest.get(length..)?;
            drawn = true;
        }
    }
    let (width, height) = size.filter(|_| drawn)?;
    Some(Picture { media: LogoMedia::Jpeg, content, width, height })
}

/// Bytes of the drawing up to the next marker: 00 after FF is a plain FF, D0 to D7 are places to begin again.
fn drawing(bytes: &[u8]) -> usize {
    let ends =
        |pair: &[u8]| matches!(pair, [0xFF, next] if *next != 0 && *next != 0xFF && !matches!(*next, 0xD0..=0xD7));
    bytes.windows(2).position(ends).unwrap_or(bytes.len())
}

/// How large it stands on paper: no higher and no wider than so many pixels, never larger than it is.
pub(super) fn on_paper(width: i64, height: i64, most: (i64, i64)) -> (i64, i64) {
    let (width, height) = (width.max(1), height.max(1));
    let by_width = (most.0, (height * most.0 / width).max(1));
    let by_height = ((width * most.1 / height).max(1), most.1);
    if width <= most.0 && height <= most.1 {
        (width, height)
    } else if by_width.1 <= most.1 {
        by_width
    } else {
        by_height
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let mut all = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
        all.extend(name);
        all.extend(data);
        all.extend([0, 0, 0, 0]);
        all
    }

    fn png_of(width: u32, height: u32, more: &[u8]) -> Vec<u8> {
        let mut head = width.to_be_bytes().to_vec();
        head.extend(height.to_be_bytes());
        head.extend([8, 2, 0, 0, 0]);
        let mut all = vec![0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A];
        all.extend(chunk(b"IHDR", &head));
        all.extend(more);
        all.extend(chunk(b"IDAT", &[1, 2, 3]));
        all.extend(chunk(b"IEND", &[]));
        all
    }

    fn jpeg_of(width: u16, height: u16, note: &[u8]) -> Vec<u8> {
        let mut all = vec![0xFF, 0xD8];
        all.extend([0xFF, 0xE0, 0, 4, b'J', b'F']);
        if !note.is_empty() {
            all.extend([0xFF, 0xE1]);
            all.extend(u16::try_from(note.len() + 2).unwrap().to_be_bytes());
            all.extend(note);
        }
        all.extend([0xFF, 0xC0, 0, 8, 8]);
        all.extend(height.to_be_bytes());
        all.extend(width.to_be_bytes());
        all.push(1);
        all.extend([0xFF, 0xDA, 0, 2, 7, 0xFF, 0x00, 7, 0xFF, 0xD0, 7]);
        all.extend([0xFF, 0xD9]);
        all.extend(b"after the end");
        all
    }

    #[test]
    fn a_picture_is_known_by_its_content_and_loses_what_was_noted_beside_it() {
        let noted = png_of(120, 60, &chunk(b"tEXt", b"Author\0Somebody"));
        let found = read("logo.jpg", &noted).unwrap();
        assert_eq!((found.media, found.width, found.height), (LogoMedia::Png, 120, 60));
        assert_eq!(found.content, png_of(120, 60, &[]));
        let noted = jpeg_of(200, 100, b"Exif: 35.6N 139.7E");
        let found = read("logo.png", &noted).unwrap();
        assert_eq!((found.media, found.width, found.height), (LogoMedia::Jpeg, 200, 100));
        let clean = jpeg_of(200, 100, &[]);
        assert_eq!(found.content, clean.strip_suffix(b"after the end").unwrap());
    }

    #[test]
    fn what_is_no_whole_picture_or_too_large_is_refused() {
        let whole = png_of(120, 60, &[]);
        for cut in [0, 4, 12, 30, whole.len() - 1] {
            assert_eq!(read("logo.png", whole.get(..cut).unwrap()).unwrap_err().code(), "logo_not_picture", "{cut}");
        }
        assert_eq!(read("logo.png", b"<svg/>").unwrap_err().code(), "logo_not_picture");
        assert_eq!(read("logo.png", &png_of(8, 60, &[])).unwrap_err().code(), "logo_size");
        assert_eq!(read("logo.png", &png_of(5_000, 60, &[])).unwrap_err().code(), "logo_size");
        let heavy = png_of(120, 60, &chunk(b"IDAT", &vec![0; 1024 * 1024]));
        assert_eq!(read("logo.png", &heavy).unwrap_err().code(), "logo_too_large");
    }

    #[test]
    fn it_is_never_made_larger_and_keeps_its_shape() {
        for (size, most, expected) in [
            ((100, 50), (300, 96), (100, 50)),
            ((600, 100), (300, 96), (300, 50)),
            ((200, 192), (300, 96), (100, 96)),
            ((4_000, 16), (300, 96), (300, 1)),
        ] {
            assert_eq!(on_paper(size.0, size.1, most), expected);
        }
    }
}
