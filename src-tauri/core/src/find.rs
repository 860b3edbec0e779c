//! Finding people as their name is typed: kana, kanji, a number or its end, in any width, from one character on.
//!
//! One function folds what is stored and one folds what is typed; both databases search the same way:
//! 1. **Ranges** ([`Query::ranges`]) on indexed keys come first, already in 五十音 order: `kana_key` (from
//!    [`crate::text::order_key`]), the folded name (from [`crate::text::name_key`]) and the numbers as stored.
//! 2. When the page is not full, **grams** ([`Query::grams`]) top it up with what is found inside a name or number. They
//!    are computed here and stored per person by [`search_terms`]: on SQLite in a contentless FTS5 table
//!    (`tokenize='ascii'`, `detail=none`: `grams MATCH ?` with [`GramQuery::fts5`]), on PostgreSQL in a `text[]` with a
//!    GIN index (`grams @> ?` for each of [`GramQuery::alternatives`]).
//! 3. Each candidate is **checked** with [`Query::matches`], since grams say nothing of order and ranges nothing of
//!    sound marks: か finds が, が does not find か.
//!
//! A gram is a letter for the kind of key and three signs for each character, letters and digits only. Two characters
//! may share a sign; the check removes what that lets through. Nothing here touches a database.

use crate::text::kana::{fold_kana, is_all_kana, kana_base, kana_key};
use crate::text::{identifier, name_key, number_key};

/// Signs a character is written with in a gram.
const SIGNS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Grams asked for one word at most: more narrow nothing further.
const ENOUGH: usize = 8;

/// Characters of a family name that is looked for apart from the given one behind it.
const LONGEST_FAMILY: usize = 3;

/// Characters in a gram of a number: two digits would be found in every tenth person.
const NUMBER_GRAM: usize = 3;

/// Which key a range or a gram speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The folded name.
    Name,
    /// The reading.
    Kana,
    /// A number: member, employee, telephone.
    Number,
}

impl Field {
    fn letter(self) -> char {
        match self {
            Self::Name => 'n',
            Self::Kana => 'k',
            Self::Number => 'd',
        }
    }
}

/// What a word of a query is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordKind {
    /// Kana only: a reading, or a name written in kana.
    Kana,
    /// Kanji, Latin letters, or a mixture.
    Name,
    /// With digits: the front, the end or the middle of a number.
    Number,
}

/// One word of a query, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Kana and names as [`name_key`] folds them, numbers as [`number_key`] does.
    pub text: String,
    /// What it is.
    pub kind: WordKind,
    /// A number as it may stand in its column, in half width and with hyphens.
    typed: String,
}

/// What a person typed into a search field, folded.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Query {
    /// All of them must be found, in any order.
    pub words: Vec<Word>,
}

/// A half-open range of one key's text: `key >= from AND key < to`, compared byte by byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRange {
    /// Whose range it is.
    pub field: Field,
    /// The prefix that is looked for, and the lower bound.
    pub from: String,
    /// The upper bound; does not belong to the range.
    pub to: String,
}

impl KeyRange {
    fn of_prefix(field: Field, prefix: String) -> Self {
        let to = format!("{prefix}\u{10FFFF}");
        Self { field, from: prefix, to }
    }
}

/// What of a person can be found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Findable<'a> {
    /// Full name, 通称, former name, as stored.
    pub names: &'a [&'a str],
    /// Readings, as stored.
    pub kana: &'a [&'a str],
    /// Member number, employee numbers, telephones, as stored.
    pub numbers: &'a [&'a str],
}

/// The grams of a person, each once, sorted: what is stored, joined by spaces for FTS5 or as an array.
pub fn search_terms(person: &Findable<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for name in person.names {
        found.extend(grams(Field::Name, &name_key(name)));
    }
    for kana in person.kana {
        found.extend(grams(Field::Kana, &kana_base(kana)));
    }
    for number in person.numbers {
        found.extend(grams(Field::Number, &number_key(number)));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The grams of one folded key: every character and every pair of neighbours; of a number, every three neighbours.
pub fn grams(field: Field, key: &str) -> Vec<String> {
    let chars: Vec<char> = key.chars().collect();
    let of_size = |size: usize| chars.windows(size).map(move |chars| gram(field, chars));
    match field {
        Field::Number => of_size(NUMBER_GRAM).collect(),
        Field::Name | Field::Kana => of_size(1).chain(of_size(2)).collect(),
    }
}

fn gram(field: Field, chars: &[char]) -> String {
    let mut gram = String::with_capacity(1 + 3 * chars.len());
    gram.push(field.letter());
    for c in chars {
        if field == Field::Number && c.is_ascii_alphanumeric() {
            gram.push(*c);
            continue;
        }
        let code = u32::from(*c) as usize;
        for place in [36 * 36, 36, 1] {
            gram.extend(SIGNS.get(code / place % 36).map(|sign| char::from(*sign)));
        }
    }
    gram
}

/// The grams to ask for a word in one field: the longest there are. Empty when the word is too short for the field.
fn asked(field: Field, key: &str) -> Vec<String> {
    let chars: Vec<char> = key.chars().collect();
    let size = match field {
        Field::Number => NUMBER_GRAM,
        Field::Name | Field::Kana => chars.len().clamp(1, 2),
    };
    let mut found: Vec<String> = chars.windows(size).map(|chars| gram(field, chars)).take(ENOUGH).collect();
    found.sort_unstable();
    found.dedup();
    found
}

impl Word {
    fn fold(typed: &str) -> Option<Self> {
        let number = number_key(typed);
        if number.is_ascii() && number.chars().any(|c| c.is_ascii_digit()) {
            return Some(Self { text: number, kind: WordKind::Number, typed: identifier(typed) });
        }
        let folded = fold_kana(typed);
        // さt: the input method is still waiting for the vowel.
        let settled = folded.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        if is_all_kana(settled) {
            return Some(Self { text: settled.to_owned(), kind: WordKind::Kana, typed: String::new() });
        }
        let text = name_key(typed);
        (!text.is_empty()).then(|| Self { text, kind: WordKind::Name, typed: identifier(typed) })
    }

    /// Kanji and, after it, kana that may be a reading not yet converted: 佐藤はな → 佐藤, ハナ.
    fn unconverted(&self) -> Option<(&str, &str)> {
        let kanji = self.text.trim_end_matches(|c: char| is_all_kana(c.encode_utf8(&mut [0; 4])));
        let kana = self.text.strip_prefix(kanji)?;
        (self.kind == WordKind::Name && !kanji.is_empty() && !kana.is_empty()).then_some((kanji, kana))
    }

    /// Where a name may part: 旧姓 or 通称 and the given name are kept apart, and typed as one word. A shorter word is a family
    /// name.
    fn parts(&self) -> impl Iterator<Item = (&str, &str)> {
        let whole = self.kind == WordKind::Name && !self.text.is_ascii() && self.text.chars().count() > 2;
        let cuts = self.text.char_indices().skip(1).take(if whole { LONGEST_FAMILY } else { 0 });
        cuts.filter_map(|(at, _)| self.text.split_at_checked(at))
    }

    /// Ways to find the word, each a list of grams that must all be there.
    fn alternatives(&self) -> Vec<Vec<String>> {
        let mut ways = match self.kind {
            WordKind::Number => vec![asked(Field::Number, &self.text)],
            WordKind::Kana => vec![asked(Field::Kana, &kana_base(&self.text)), asked(Field::Name, &self.text)],
            WordKind::Name => vec![asked(Field::Name, &self.text)],
        };
        if let Some((kanji, kana)) = self.unconverted() {
            let mut both = asked(Field::Name, kanji);
            both.extend(asked(Field::Kana, &kana_base(kana)));
            ways.push(both);
        }
        for (family, given) in self.parts() {
            let mut both = asked(Field::Name, family);
            both.extend(asked(Field::Name, given));
            ways.push(both);
        }
        if self.kind == WordKind::Name && self.text.is_ascii() {
            ways.push(asked(Field::Kana, &kana_base(&self.text)));
            ways.push(asked(Field::Number, &self.text));
        }
        ways.retain(|way| !way.is_empty());
        ways
    }

    fn matches(&self, keys: &Keys<'_>) -> bool {
        let in_name = |text: &str| keys.names.iter().any(|name| name.contains(text));
        let in_number = || keys.numbers.iter().any(|number| number.contains(&self.text));
        match self.kind {
            WordKind::Number => in_number(),
            WordKind::Kana => in_name(&self.text) || sounds_in(&self.text, keys.kana_key),
            WordKind::Name => {
                in_name(&self.text)
                    || self.unconverted().is_some_and(|(kanji, kana)| in_name(kanji) && sounds_in(kana, keys.kana_key))
                    || (self.text.is_ascii() && (sounds_in(&self.text, keys.kana_key) || in_number()))
            }
        }
    }
}

/// Keys of a candidate, as stored.
#[derive(Clone, Copy, Debug, Default)]
pub struct Keys<'a> {
    /// [`name_key`] of the full name, and of 通称 and former name, alone and before the given name.
    pub names: &'a [&'a str],
    /// [`crate::text::kana_key`] or [`crate::text::order_key`].
    pub kana_key: &'a str,
    /// [`number_key`] of the numbers.
    pub numbers: &'a [&'a str],
}

/// Whether kana sound somewhere in a reading: a sound mark that was typed must be there, one that was not may be.
fn sounds_in(kana: &str, key: &str) -> bool {
    let (typed, stored) = (sounds(&kana_key(kana)), sounds(key));
    !typed.is_empty()
        && stored.windows(typed.len()).any(|part| {
            part.iter().zip(&typed).all(|(there, asked)| there.0 == asked.0 && (asked.1 == '0' || there.1 == asked.1))
        })
}

/// The kana of a key with their sound marks, without spaces.
fn sounds(key: &str) -> Vec<(char, char)> {
    let mut levels = key.split('\u{1}');
    let bases = levels.next().unwrap_or_default();
    let voices = levels.next().unwrap_or_default();
    let sounds = bases.chars().zip(voices.chars().chain(std::iter::repeat('0')));
    sounds.filter(|(base, _)| *base != ' ').collect()
}

impl Query {
    /// Folds what was typed. No words when nothing was.
    pub fn fold(typed: &str) -> Self {
        Self { words: typed.split_whitespace().filter_map(Word::fold).collect() }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The ranges to read first, best first; what several of them give is one person.
    pub fn ranges(&self) -> Vec<KeyRange> {
        let all = |kind: WordKind| !self.is_empty() && self.words.iter().all(|word| word.kind == kind);
        let joined = |between: &str| self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(between);
        let mut found = Vec::new();
        if all(WordKind::Kana) {
            let bases: Vec<String> = self.words.iter().map(|word| kana_base(&word.text)).collect();
            found.push(KeyRange::of_prefix(Field::Kana, bases.join(" ")));
        }
        if !self.is_empty() && self.words.iter().all(|word| word.kind != WordKind::Number) {
            found.push(KeyRange::of_prefix(Field::Name, joined("")));
        }
        if let [word] = self.words.as_slice()
            && (word.kind == WordKind::Number || (word.kind == WordKind::Name && word.text.is_ascii()))
        {
            found.push(KeyRange::of_prefix(Field::Number, word.typed.clone()));
            if word.typed != word.text {
                found.push(KeyRange::of_prefix(Field::Number, word.text.clone()));
            }
        }
        found
    }

    /// The grams to ask for when the ranges gave too little. Nothing when every word is too short for grams (one or two
    /// digits): then the ranges are all there is.
    pub fn grams(&self) -> Option<GramQuery> {
        let words: Vec<_> = self.words.iter().map(Word::alternatives).filter(|ways| !ways.is_empty()).collect();
        (!words.is_empty()).then_some(GramQuery { words })
    }

    /// Whether a candidate is what was looked for: every word is in one of its keys.
    pub fn matches(&self, keys: &Keys<'_>) -> bool {
        self.words.iter().all(|word| word.matches(keys))
    }
}

/// Grams to ask for: of every word, one of its ways, with all grams of that way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GramQuery {
    words: Vec<Vec<Vec<String>>>,
}

impl GramQuery {
    /// For `person_gram MATCH ?` of FTS5. Only letters, digits, `AND`, `OR` and brackets.
    pub fn fts5(&self) -> String {
        let way = |grams: &Vec<String>| format!("({})", grams.join(" AND "));
        let word = |ways: &Vec<Vec<String>>| format!("({})", ways.iter().map(way).collect::<Vec<_>>().join(" OR "));
        self.words.iter().map(word).collect::<Vec<_>>().join(" AND ")
    }

    /// For `grams @> $1 OR grams @> $2 …` of PostgreSQL: the query as lists of grams of which one must be there whole.
    pub fn alternatives(&self) -> Vec<Vec<String>> {
        let mut found: Vec<Vec<String>> = vec![Vec::new()];
        for ways in &self.words {
            found = found
                .iter()
                .flat_map(|before| ways.iter().map(move |way| before.iter().chain(way).cloned().collect()))
                .collect();
            // Ways multiply with every word; the first words narrow enough and the check does the rest.
            if found.len() > 16 {
                break;
            }
        }
        found
    }
}

#[cfg(test)]
#[path = "find/tests.rs"]
mod tests;
