//! The fonts of this computer that show Japanese: the union's own choice first, then those that systems bring along.

use fontdb::{Database, Source};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};

/// Families with Japanese letters, those made to be read easily first. The union's own choice stands before them.
const JAPANESE: [&str; 14] = [
    "BIZ UDPGothic",
    "BIZ UDGothic",
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Source Han Sans JP",
    "Yu Gothic",
    "Yu Gothic UI",
    "Hiragino Sans",
    "Hiragino Kaku Gothic ProN",
    "Meiryo",
    "IPAexGothic",
    "IPAPGothic",
    "MS PGothic",
    "VL PGothic",
];

/// A letter that every Japanese font has and hardly another one.
const TRIAL: char = 'の';

/// One face, loaded when it is needed: those of a collection share a file.
#[derive(Debug)]
pub(crate) struct Face {
    source: Source,
    index: u32,
}

/// Fonts to set with.
#[derive(Debug)]
pub(crate) struct Fonts {
    /// What the typesetter knows of them.
    pub book: FontBook,
    /// The same, in the order of the book.
    pub faces: Vec<Face>,
    /// Names of the families in the order of preference.
    pub families: Vec<String>,
}

impl Fonts {
    /// The fonts of this computer; none when no font has Japanese letters. `wanted` families come first.
    pub fn of_this_computer(wanted: &[String]) -> Option<Self> {
        let mut all = Database::new();
        all.load_system_fonts();
        let mut known = Vec::new();
        let mut fonts = Self { book: FontBook::new(), faces: Vec::new(), families: Vec::new() };
        for name in wanted.iter().map(String::as_str).chain(JAPANESE) {
            // A face is known by its names in all languages: 游ゴシック is Yu Gothic.
            let named =
                all.faces().filter(|face| face.families.iter().any(|(family, _)| family.eq_ignore_ascii_case(name)));
            for face in named {
                if known.contains(&face.id) {
                    continue;
                }
                known.push(face.id);
                let read = all.with_face_data(face.id, |data, index| FontInfo::new(data, index)).flatten();
                let Some(found) = read.filter(|found| found.coverage.contains(u32::from(TRIAL))) else { continue };
                if !fonts.families.contains(&found.family) {
                    fonts.families.push(found.family.clone());
                }
                fonts.book.push(found);
                fonts.faces.push(Face { source: face.source.clone(), index: face.index });
            }
        }
        (!fonts.families.is_empty()).then_some(fonts)
    }

    /// One of them.
    pub fn load(&self, at: usize) -> Option<Font> {
        let face = self.faces.get(at)?;
        let data = match &face.source {
            Source::Binary(data) => data.as_ref().as_ref().to_vec(),
            Source::File(path) | Source::SharedFile(path, _) => std::fs::read(path).ok()?,
        };
        Font::new(Bytes::new(data), face.index)
    }
}
