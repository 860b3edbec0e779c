//! Kana: one form for comparing, one key for the 五十音 order.

use unicode_normalization::UnicodeNormalization;

/// Between the parts of a kana key; sorts before everything that a key holds.
const LEVEL: char = '\u{1}';

/// Kana in one form, for keys and for tidying a フリガナ field: compatibility forms and half-width folded, ひらがな as
/// カタカナ, and every dash after kana as the long mark (ー vs － vs ―). Where no vowel is left to be long, a dash before kana
/// joins two names: ジャン-ピエール is ジャン・ピエール. Spaces, small kana and ヴ stay.
pub fn fold_kana(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut last = ' ';
    // NFKC puts a sound mark that stands apart on its kana: ﾌﾞ and ブ alike.
    let mut rest = text.nfkc().peekable();
    while let Some(c) = rest.next() {
        let c = match c {
            '\u{3041}'..='\u{3096}' | '\u{309D}' | '\u{309E}' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
            c if is_dash(c) && may_be_long(last) => 'ー',
            c if is_dash(c) && is_katakana(last) && rest.peek().is_some_and(|next| is_kana(*next)) => '・',
            c => c,
        };
        last = c;
        folded.push(c);
    }
    folded
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '─' | '━' | '~' | '〜')
}

/// Whether the vowel of a katakana can be made long.
fn may_be_long(c: char) -> bool {
    is_katakana(c) && !matches!(c, 'ン' | 'ッ' | 'ー')
}

fn is_kana(c: char) -> bool {
    is_katakana(c) || matches!(c, '\u{3041}'..='\u{3096}')
}

fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FE}')
}

/// Whether a text, once folded, is kana with spaces, points and Latin letters at most: what a フリガナ field may hold.
/// Otherwise `kana_expected`.
pub fn is_reading(text: &str) -> bool {
    fold_kana(text).chars().all(|c| {
        is_katakana(c) || c.is_whitespace() || c.is_ascii_alphanumeric() || matches!(c, '・' | '.' | '\'' | '-' | '=')
    })
}

/// Whether a text is kana and nothing else, in any width.
pub fn is_all_kana(text: &str) -> bool {
    let folded = fold_kana(text);
    folded.chars().any(is_katakana) && folded.chars().all(|c| is_katakana(c) || c.is_whitespace())
}

/// How a kana is written, in the order in which equal readings stand (JIS X 4061: ー, small, repeated, plain).
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Long,
    Small,
    Repeated,
    Plain,
}

/// The plain, unvoiced kana of a reading, without spaces: `サトウハナコ`, `シヨオコ`. The first part of [`kana_key`]; a
/// query folded with it is a prefix of the keys it finds. ー is the vowel before it.
pub fn kana_base(text: &str) -> String {
    levels(text).map(|(base, _, _)| base).filter(|c| *c != ' ').collect()
}

/// A key that sorts readings in 五十音 order when compared byte by byte (SQLite `BINARY`, PostgreSQL `COLLATE "C"`):
/// first the plain unvoiced kana, where a space (family and given name) comes before any kana; then 清音, 濁音, 半濁音;
/// then ー, small, plain. Empty for an empty reading; see [`order_key`].
pub fn kana_key(kana: &str) -> String {
    let mut key = String::new();
    let mut voices = String::new();
    let mut shapes = String::new();
    for (base, voice, shape) in levels(kana) {
        key.push(base);
        voices.push(voice);
        shapes.push(match shape {
            Shape::Long => '1',
            Shape::Small => '2',
            Shape::Repeated => '3',
            Shape::Plain => '4',
        });
    }
    if key.is_empty() {
        return key;
    }
    key.push(LEVEL);
    key.push_str(voices.trim_end_matches('0'));
    key.push(LEVEL);
    // Plain is the last shape, so an end that stands for plain ones must sort after them.
    key.push_str(shapes.trim_end_matches('4'));
    key.push('5');
    key
}

/// [`kana_key`] of the reading, or, without one, a key that puts the person after all readings in the order of the name's
/// characters.
pub fn order_key(kana: &str, name: &str) -> String {
    let key = kana_key(kana);
    match key.is_empty() {
        true => format!("\u{F8FF}{}", super::name_key(name)),
        false => key,
    }
}

/// Base, voice and shape of each kana; runs of spaces and points as one space, none at the ends.
fn levels(text: &str) -> impl Iterator<Item = (char, char, Shape)> {
    let mut found: Vec<(char, char, Shape)> = Vec::new();
    for c in fold_kana(text).nfd() {
        let last = found.last().copied();
        match c {
            '\u{3099}' | '\u{309A}' => {
                if let Some(last) = found.last_mut() {
                    last.1 = if c == '\u{3099}' { '1' } else { '2' };
                }
            }
            'ー' => {
                if let Some(vowel) = last.and_then(|(base, _, _)| vowel(base)) {
                    found.push((vowel, '0', Shape::Long));
                }
            }
            'ヽ' => {
                if let Some((base, _, _)) = last {
                    found.push((base, '0', Shape::Repeated));
                }
            }
            '・' | '=' => found.push((' ', '0', Shape::Plain)),
            c if c.is_whitespace() => found.push((' ', '0', Shape::Plain)),
            c if c.is_control() => {}
            // é is typed as e, also where a reading is written in Latin letters.
            '\u{0300}'..='\u{036F}' if last.is_some_and(|(base, _, _)| base.is_ascii_alphabetic()) => {}
            c => match large(c) {
                Some(large) => found.push((large, '0', Shape::Small)),
                None => found.extend(c.to_lowercase().map(|c| (c, '0', Shape::Plain))),
            },
        }
    }
    found.dedup_by(|a, b| a.0 == ' ' && b.0 == ' ');
    if found.last().is_some_and(|last| last.0 == ' ') {
        found.pop();
    }
    found.into_iter().skip_while(|found| found.0 == ' ')
}

fn large(small: char) -> Option<char> {
    const PAIRS: [(char, char); 12] = [
        ('ァ', 'ア'),
        ('ィ', 'イ'),
        ('ゥ', 'ウ'),
        ('ェ', 'エ'),
        ('ォ', 'オ'),
        ('ッ', 'ツ'),
        ('ャ', 'ヤ'),
        ('ュ', 'ユ'),
        ('ョ', 'ヨ'),
        ('ヮ', 'ワ'),
        ('ヵ', 'カ'),
        ('ヶ', 'ケ'),
    ];
    PAIRS.iter().find(|(found, _)| *found == small).map(|(_, large)| *large)
}

fn vowel(base: char) -> Option<char> {
    const ROWS: [(char, &str); 5] = [
        ('ア', "アカサタナハマヤラワ"),
        ('イ', "イキシチニヒミリヰ"),
        ('ウ', "ウクスツヌフムユル"),
        ('エ', "エケセテネヘメレヱ"),
        ('オ', "オコソトノホモヨロヲ"),
    ];
    ROWS.iter().find(|(_, row)| row.contains(base)).map(|(vowel, _)| *vowel)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_type_a_reading_folds_to_one() {
        for (text, folded) in [
            ("ｻﾄｳ ﾊﾅｺ", "サトウ ハナコ"),
            ("さとう　はなこ", "サトウ ハナコ"),
            ("ﾌﾞﾗｳﾝ", "ブラウン"),
            ("か\u{3099}", "ガ"),
            ("ゔぃおら", "ヴィオラ"),
            ("コ－ヒ―", "コーヒー"),
            ("コ-ヒ‐", "コーヒー"),
            ("ｺｰﾋｰ", "コーヒー"),
            ("1-2", "1-2"),
            ("ジャン-ピエール", "ジャン・ピエール"),
            ("ｳﾞｪﾙﾅｰ-ﾏﾘｱ", "ヴェルナー・マリア"),
            ("じゃん－ぴえーる", "ジャン・ピエール"),
            ("コーヒー-", "コーヒー-"),
            ("ラン-2", "ラン-2"),
            ("－ア", "-ア"),
            ("みすゞ", "ミスヾ"),
        ] {
            assert_eq!(fold_kana(text), folded, "{text}");
        }
    }

    #[test]
    fn readings_stand_in_the_order_of_the_syllabary() {
        let in_order = [
            "アアキ",
            "アイダ",
            "オノ タロウ",
            "オノエ アキ",
            "カアイ",
            "カトウ",
            "ガトウ",
            "カトウ アキ",
            "ガトウ アキ",
            "カドタ",
            "キョウダ",
            "キヨウダ",
            "サーヤ",
            "サアヤ",
            "サトウ ハナコ",
            "サトウ ハルコ",
            "ハアト",
            "バアト",
            "パアト",
            "ワタナベ",
            "ヲカノ",
            "ンダ",
        ];
        let mut sorted = in_order.to_vec();
        sorted.reverse();
        sorted.sort_by_key(|kana| kana_key(kana));
        assert_eq!(sorted, in_order);
    }

    #[test]
    fn the_same_reading_has_the_same_key_however_it_is_typed() {
        for (a, b) in [
            ("ｻﾄｳ ﾊﾅｺ", "サトウ\u{3000}\u{3000}ハナコ "),
            ("さとう はなこ", "サトウ ハナコ"),
            ("ジョン・スミス", "ｼﾞｮﾝ ｽﾐｽ"),
            ("ジャン-ピエール", "ジャン ピエール"),
            ("コ－ヒー", "ｺｰﾋｰ"),
        ] {
            assert_eq!(kana_key(a), kana_key(b));
        }
        assert_eq!(kana_base("しょーこ"), "シヨオコ");
        assert_eq!(kana_base("ミスヾ"), "ミスス");
        assert!(kana_key("サトウ ハナコ").starts_with(&kana_base("さと")));
    }

    #[test]
    fn people_without_a_reading_come_last() {
        assert_eq!(kana_key(""), "");
        assert!(order_key("", "佐藤 花子") > order_key("ンダ", "んだ"));
        assert!(order_key("", "Anna") > order_key("ンダ", "んだ"));
        assert_eq!(order_key("サトウ", "佐藤"), kana_key("サトウ"));
    }

    #[test]
    fn a_reading_is_told_from_other_text() {
        for (text, reading, kana) in [
            ("サトウ ハナコ", true, true),
            ("ｻﾄｳ", true, true),
            ("さとう", true, true),
            ("Smith ジョン", true, false),
            ("佐藤", false, false),
            ("", true, false),
        ] {
            assert_eq!((is_reading(text), is_all_kana(text)), (reading, kana), "{text}");
        }
    }
}
