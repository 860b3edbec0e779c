//! One column, one place: the label, the words that headers may use for it, the kind, the writer and the reader of a column
//! are declared once and serve export, import and table.

use super::cell::{Cell, Kind};
use super::page::{CodeLabel, Head};

/// A closed list of codes and the label group `enum.<name>.<code>` that names them.
#[derive(Clone, Copy, Debug)]
pub struct Codes {
    /// The middle part of the labels' keys.
    pub name: &'static str,
    /// Every code, in the order in which people read them.
    pub values: &'static [&'static str],
}

impl Codes {
    /// The label key of one code.
    pub fn label_key(&self, code: &str) -> String {
        format!("enum.{}.{code}", self.name)
    }
}

/// Reads a typed cell back into a row; an error is the code of a `problem.<code>` label.
pub type Put<R> = fn(&mut R, Cell) -> Result<(), &'static str>;

/// One column over rows of type `R`.
#[derive(Clone, Copy, Debug)]
pub struct Column<R: 'static> {
    /// The wire name; `column.<name>` is its label and its header.
    pub name: &'static str,
    /// Other headers that mean this column, as employers and older programs write them.
    pub synonyms: &'static [&'static str],
    /// What the cells hold.
    pub kind: Kind,
    /// The codes, when the kind is [`Kind::Code`].
    pub codes: Option<Codes>,
    /// Width in half-width characters; the label is always given room.
    pub width: u16,
    /// The writer.
    pub get: fn(&R) -> Cell,
    /// The reader; a column without one is written only.
    pub put: Option<Put<R>>,
}

impl<R: 'static> Column<R> {
    /// A column of a kind that needs no codes.
    pub const fn new(name: &'static str, kind: Kind, width: u16, get: fn(&R) -> Cell) -> Self {
        Self { name, synonyms: &[], kind, codes: None, width, get, put: None }
    }

    /// A column of codes.
    pub const fn coded(name: &'static str, codes: Codes, width: u16, get: fn(&R) -> Cell) -> Self {
        Self { name, synonyms: &[], kind: Kind::Code, codes: Some(codes), width, get, put: None }
    }

    /// The same column, recognised under these headers too.
    #[must_use]
    pub const fn also(mut self, synonyms: &'static [&'static str]) -> Self {
        self.synonyms = synonyms;
        self
    }

    /// The same column, with a reader.
    #[must_use]
    pub const fn read(mut self, put: Put<R>) -> Self {
        self.put = Some(put);
        self
    }

    /// The key of the label.
    pub fn label_key(&self) -> String {
        format!("column.{}", self.name)
    }

    /// The head of the column in the language that `words` speaks.
    pub fn head(&self, words: &dyn Fn(&str) -> String) -> Head {
        let codes = self.codes.iter().flat_map(|codes| {
            codes.values.iter().map(|code| CodeLabel { code: (*code).to_owned(), label: words(&codes.label_key(code)) })
        });
        Head { label: words(&self.label_key()), kind: self.kind, width: self.width, codes: codes.collect() }
    }

    /// Whether a header of somebody's file names this column. `fold` makes headers comparable (width, spaces, case).
    pub fn is_named(&self, header: &str, words: &dyn Fn(&str) -> String, fold: &dyn Fn(&str) -> String) -> bool {
        let header = fold(header);
        header == fold(&words(&self.label_key())) || self.synonyms.iter().any(|synonym| fold(synonym) == header)
    }
}

/// The heads of all columns, in order.
pub fn heads<R>(columns: &[Column<R>], words: &dyn Fn(&str) -> String) -> Vec<Head> {
    columns.iter().map(|column| column.head(words)).collect()
}

/// One row, cell by cell, in the order of the columns.
pub fn cells<R>(columns: &[Column<R>], row: &R) -> Vec<Cell> {
    columns.iter().map(|column| (column.get)(row)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Shelf {
        number: String,
        books: i64,
    }

    const COLUMNS: &[Column<Shelf>] = &[
        Column::new("shelf_no", Kind::Id, 8, |s: &Shelf| Cell::Id(s.number.clone())).also(&["棚No"]).read(|s, cell| {
            match cell {
                Cell::Id(number) => {
                    s.number = number;
                    Ok(())
                }
                _ => Err("text_expected"),
            }
        }),
        Column::new("books", Kind::Number, 6, |s| Cell::Number(s.books)),
    ];

    #[test]
    fn a_column_writes_reads_and_knows_its_headers() {
        let words = |key: &str| key.replace("column.shelf_no", "棚番号");
        let fold = |text: &str| text.replace(' ', "").to_lowercase();
        let shelf = Shelf { number: "007".into(), books: 3 };
        assert_eq!(cells(COLUMNS, &shelf), vec![Cell::Id("007".into()), Cell::Number(3)]);
        let mut other = Shelf::default();
        let [number, books] = COLUMNS else { panic!("two columns") };
        assert!(number.is_named("棚 番号", &words, &fold) && number.is_named("棚no", &words, &fold));
        assert!(!books.is_named("棚番号", &words, &fold) && books.put.is_none());
        assert_eq!(number.put.map(|put| put(&mut other, Cell::Id("007".into()))), Some(Ok(())));
        assert_eq!(other.number, "007");
        assert_eq!(heads(COLUMNS, &words).first().map(|h| h.label.clone()), Some("棚番号".to_owned()));
    }
}
