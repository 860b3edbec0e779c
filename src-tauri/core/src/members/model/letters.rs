//! Labels, envelopes, and files from which letters are merged.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::bulk::Chosen;
use super::exchange::{TextEncoding, Written};
use crate::codes::codes;
use crate::desk::Passphrase;
use crate::excel::addressed::Layout;
use crate::ids::PersonId;
use crate::session::FileRef;

codes! {
    /// Sheets of labels and envelopes.
    LetterPaper("letter_paper") {
        /// A4, 12 labels.
        A4x12,
        /// A4, 18 labels.
        A4x18,
        /// A4, 21 labels.
        A4x21,
        /// A4, 24 labels.
        A4x24,
        /// 長形3号
        Long3,
        /// 角形2号
        Square2,
    }
    /// 敬称
    Honorific("honorific") {
        /// 様
        Sama,
        /// 殿
        Dono,
        /// None.
        None,
    }
    /// Why somebody gets no letter.
    NoLetter("no_letter") {
        /// No address is recorded.
        NoAddress,
        /// The person has died.
        Deceased,
    }
}

/// A4 upright.
const A4: (u32, u32) = (2100, 2970);

impl LetterPaper {
    /// Its sizes, in tenths of a millimetre.
    #[must_use]
    pub fn layout(self) -> Layout {
        let a4 = |grid, piece, margin, gap, letters| Layout {
            paper: A4,
            code: 9,
            landscape: false,
            grid,
            piece,
            margin,
            gap,
            letters,
        };
        match self {
            Self::A4x12 => a4((2, 6), (864, 423), (186, 216), 0, (11, 16, 8)),
            Self::A4x18 => a4((3, 6), (635, 466), (72, 87), 26, (10, 14, 8)),
            Self::A4x21 => a4((3, 7), (635, 381), (72, 151), 26, (9, 13, 7)),
            Self::A4x24 => a4((3, 8), (660, 339), (60, 129), 0, (9, 12, 7)),
            Self::Long3 => Layout {
                paper: (1200, 2350),
                code: 73,
                landscape: false,
                grid: (1, 1),
                piece: (1000, 2150),
                margin: (100, 100),
                gap: 0,
                letters: (14, 20, 10),
            },
            Self::Square2 => Layout {
                paper: (2400, 3320),
                code: 71,
                landscape: false,
                grid: (1, 1),
                piece: (2040, 3020),
                margin: (180, 150),
                gap: 0,
                letters: (18, 28, 14),
            },
        }
    }
}

/// Who of those chosen can be written to.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct LettersTo {
    /// Who.
    pub chosen: Chosen,
}

/// Somebody who gets no letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct NotWrittenTo {
    /// The person.
    pub person_id: PersonId,
    /// 組合員番号
    pub member_no: String,
    /// Name.
    pub name: String,
    /// Why, label `enum.no_letter.<code>`.
    pub why: NoLetter,
}

/// Who can be written to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LettersPreview {
    /// Who gets a letter.
    #[ts(type = "number")]
    pub n: u64,
    /// Who does not; the first thousand.
    pub without: Vec<NotWrittenTo>,
    /// How many do not.
    #[ts(type = "number")]
    pub without_n: u64,
}

/// Write labels or envelopes to a workbook.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct WriteLabels {
    /// Who.
    pub chosen: Chosen,
    /// On what.
    pub paper: LetterPaper,
    /// Place of the first label on its sheet, from 1.
    #[serde(default = "WriteLabels::first")]
    #[ts(optional, as = "Option<u32>")]
    pub start: u32,
    /// 敬称
    pub honorific: Honorific,
    /// The union's name as the sender.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub sender: bool,
    /// How far the printer must be moved to the right, in tenths of a millimetre.
    #[serde(default)]
    #[ts(optional, as = "Option<i32>")]
    pub shift_right: i32,
    /// And down.
    #[serde(default)]
    #[ts(optional, as = "Option<i32>")]
    pub shift_down: i32,
    /// Target, `.xlsx`.
    pub file: FileRef,
    /// Password of the workbook; none = plain.
    #[serde(default)]
    #[ts(optional)]
    pub password: Option<Passphrase>,
    /// Why.
    pub purpose: String,
    /// For whom; empty = the own union.
    #[serde(default)]
    #[ts(optional)]
    pub recipient: Option<String>,
}

impl WriteLabels {
    fn first() -> u32 {
        1
    }
}

/// Write a file from which a word processor merges letters.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct WriteMergeFile {
    /// Who.
    pub chosen: Chosen,
    /// 敬称
    pub honorific: Honorific,
    /// Target, `.xlsx` or `.csv`.
    pub file: FileRef,
    /// Encoding of a `.csv`.
    #[serde(default)]
    #[ts(optional, as = "Option<TextEncoding>")]
    pub encoding: TextEncoding,
    /// Write 〓 for what CP932 cannot hold.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub replace: bool,
    /// Password of the workbook; none = plain.
    #[serde(default)]
    #[ts(optional)]
    pub password: Option<Passphrase>,
    /// Why.
    pub purpose: String,
    /// For whom; empty = the own union.
    #[serde(default)]
    #[ts(optional)]
    pub recipient: Option<String>,
}

/// Letters were prepared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LettersWritten {
    /// The file.
    pub written: Written,
    /// Who gets none.
    pub to: LettersPreview,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_margins_make_up_the_sheet() {
        for paper in <LetterPaper as sea_orm::Iterable>::iter() {
            let layout = paper.layout();
            let (across, down) = (u32::from(layout.grid.0), u32::from(layout.grid.1));
            let wide = layout.margin.0 * 2 + layout.piece.0 * across + layout.gap * (across - 1);
            let high = layout.margin.1 * 2 + layout.piece.1 * down;
            assert!(wide.abs_diff(layout.paper.0) <= 2, "{paper:?}: {wide}");
            assert!(high.abs_diff(layout.paper.1) <= 2, "{paper:?}: {high}");
        }
        assert_eq!(LetterPaper::A4x12.layout().pages(13, 1), 2);
        assert_eq!(LetterPaper::A4x12.layout().pages(12, 2), 2);
        assert_eq!(LetterPaper::A4x24.layout().pages(24, 1), 1);
    }
}
