//! QR codes of short numbers, as pictures for a page.

use png::{BitDepth, ColorType, Encoder};
use qrcode::{Color, EcLevel, QrCode};

/// Light modules around, as the standard asks for.
const QUIET: usize = 4;
/// Pixels of a module in the picture.
const PIXELS: usize = 6;

/// A text as the picture of its code (PNG of one bit), readable also where a seventh of it is dirty; none for a text that is
/// longer than a code can hold. In memory the picture itself is always written.
pub(super) fn picture(text: &str) -> Option<Vec<u8>> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let modules = code.to_colors();
    let width = (code.width() + 2 * QUIET) * PIXELS;
    let dark = |x: usize, y: usize| {
        let module = |at: usize| (at / PIXELS).checked_sub(QUIET).filter(|at| *at < code.width());
        let at = module(x).zip(module(y)).map(|(x, y)| y * code.width() + x);
        at.and_then(|at| modules.get(at)).is_some_and(|module| *module == Color::Dark)
    };
    let row = |y: usize| {
        let light: Vec<u8> = (0..width).map(|x| u8::from(!dark(x, y))).collect();
        light
            .chunks(8)
            .map(|part| part.iter().enumerate().fold(0, |byte, (at, bit)| byte | (bit << (7 - at))))
            .collect()
    };
    let bytes: Vec<u8> = (0..width).flat_map(|y| -> Vec<u8> { row(y) }).collect();
    let side = u32::try_from(width).ok()?;
    let mut picture = Vec::new();
    let mut encoder = Encoder::new(&mut picture, side, side);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::One);
    encoder.write_header().ok()?.write_image_data(&bytes).ok()?;
    Some(picture)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_short_number_becomes_a_picture_with_light_around_and_a_text_without_end_none() {
        let picture = picture("C01-2-15").unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(&picture)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        assert_eq!((info.width, info.height % 6), (info.height, 0));
        let line = info.line_size;
        let dark = |x: usize, y: usize| pixels[y * line + x / 8] >> (7 - x % 8) & 1 == 0;
        let module = |x: usize, y: usize| dark((x + QUIET) * PIXELS, (y + QUIET) * PIXELS);
        let size = usize::try_from(info.width).unwrap() / PIXELS - 2 * QUIET;
        assert!((0..QUIET * PIXELS).all(|at| !dark(at, at)));
        for (x, y) in [(0, 0), (size - 7, 0), (0, size - 7)] {
            assert!(module(x, y) && module(x + 3, y + 3) && !module(x + 1, y + 1), "a corner");
        }
        assert!(super::picture(&"長".repeat(2_000)).is_none());
    }
}
