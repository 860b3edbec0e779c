//! Names: keys for comparing and finding, and the split into family and given name. Never for storing.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::{fold_kana, is_variation_selector};

/// Which character a variant is searched as: 髙 → 高, 邊 → 辺. Search only.
static VARIANTS: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let lines = include_str!("../../data/name_variants.csv").lines().skip(1);
    lines
        .filter_map(|line| {
            let mut cells = line.split(',').map(|cell| cell.chars().next());
            let (key, variant) = (cells.next()??, cells.next()??);
            Some((variant, key))
        })
        .collect()
});

/// The key under which a name is compared and found: compatibility forms and variants of kanji folded, ひらがな as
/// カタカナ, Latin letters small and plain (é as e), without spaces, points between names and variation selectors.
pub fn name_key(name: &str) -> String {
    folded(name).chars().filter(|c| !is_between_names(*c)).collect()
}

fn folded(name: &str) -> String {
    // Before NFKC as well as after: a variant may be a compatibility character itself.
    let shapes = name.chars().filter(|c| !is_variation_selector(*c)).map(variant_folded).collect::<String>();
    let kana = fold_kana(&shapes);
    let small = kana.chars().map(variant_folded).filter(|c| !c.is_control()).flat_map(char::to_lowercase);
    plain_latin(small)
}

/// Latin letters as they are typed on a keyboard that has no others: é → e, ō → o, đ → d. Everything else stays, and so do the
/// sound marks of kana: が is not か. Capitals are looked at as they are; a key makes them small before.
fn plain_latin(text: impl Iterator<Item = char>) -> String {
    let mut plain = String::new();
    for c in text {
        match c {
            '\u{0300}'..='\u{036F}' if plain.ends_with(|last: char| last.is_ascii_alphabetic()) => {}
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ß' => plain.push_str("ss"),
            'þ' => plain.push_str("th"),
            'đ' | 'ð' => plain.push('d'),
            'ħ' => plain.push('h'),
            'ı' => plain.push('i'),
            'ł' => plain.push('l'),
            'ø' => plain.push('o'),
            '\u{00C0}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}' => {
                let base = std::iter::once(c).nfd().next().filter(char::is_ascii_alphabetic);
                plain.push(base.unwrap_or(c));
            }
            c => plain.push(c),
        }
    }
    plain
}

/// Whether a name has Latin letters that its key writes in others: a program before keys did so kept them.
pub fn has_marked_latin(name: &str) -> bool {
    let small: String = name.chars().flat_map(char::to_lowercase).collect();
    plain_latin(small.chars()) != small
}

fn variant_folded(c: char) -> char {
    VARIANTS.get(&c).copied().unwrap_or(c)
}

fn is_between_names(c: char) -> bool {
    c.is_whitespace() || matches!(c, '・' | '\u{200B}'..='\u{200D}' | '\u{FEFF}')
}

/// Family name, and given name when a space shows where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SplitName<'a> {
    /// Before the first space; the whole name when there is none.
    pub family: &'a str,
    /// After the first space. Nothing: the officer is asked (`name_not_split`).
    pub given: Option<&'a str>,
}

/// Splits a full name at its first half- or full-width space.
pub fn split_name(full: &str) -> SplitName<'_> {
    let full = full.trim();
    match full.split_once(char::is_whitespace) {
        Some((family, given)) => SplitName { family, given: Some(given.trim_start()) },
        None => SplitName { family: full, given: None },
    }
}

/// Divides a whole name without a space as another one is divided: where both are one name, where they share the family name
/// (the given name was corrected), or the given name (a marriage). None where the other name says nothing about this one.
pub fn divide_like(whole: &str, [family, given]: [&str; 2]) -> Option<[String; 2]> {
    let plain: Vec<char> = whole.chars().filter(|c| !is_between_names(*c)).collect();
    let key = |part: &[char]| name_key(&part.iter().collect::<String>());
    // The last place first: a sound mark of its own, as in half-width kana, stays with its sound.
    let cuts = || (1..plain.len()).rev().filter_map(|at| plain.split_at_checked(at));
    let by_family = cuts().find(|(first, _)| key(first) == name_key(family));
    let found = by_family.or_else(|| cuts().find(|(_, second)| key(second) == name_key(given)));
    found.map(|(first, second)| [first.iter().collect(), second.iter().collect()])
}

/// Whether a name says more than a name: a courtesy title, a post in front of it, or something in brackets.
pub fn is_more_than_a_name(name: &str) -> bool {
    const AFTER: [&str; 5] = ["様", "さん", "殿", "氏", "先生"];
    const BEFORE: [&str; 12] =
        ["部長", "課長", "係長", "主任", "主査", "次長", "室長", "所長", "店長", "班長", "社長", "工場長"];
    let plain = name.trim();
    let parts: Vec<&str> = plain.split_whitespace().collect();
    let one_of = |words: &[&str], parts: &[&str]| parts.iter().any(|part| words.contains(part));
    plain.contains(['(', ')', '（', '）', '[', '【', '〔', '＜'])
        || parts.split_first().is_some_and(|(_, rest)| one_of(&AFTER, rest))
        || parts.split_last().is_some_and(|(_, rest)| one_of(&BEFORE, rest))
        || ["様", "殿", "さん"]
            .iter()
            .any(|title| plain.strip_suffix(title).is_some_and(|rest| rest.chars().count() > 2))
}

/// The key under which headers of columns are compared: `組合員 Ｎｏ．`, `組合員no` and `組合員No` are one.
pub fn header_key(header: &str) -> String {
    let plain: String = header.nfkc().filter(|c| !is_header_ornament(*c)).collect();
    fold_kana(&plain).to_lowercase()
}

fn is_header_ornament(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '.' | ',' | '*' | '※' | '★' | '●' | ':' | '・' | '_' | '/' | '〇')
        || matches!(c, '(' | ')' | '[' | ']' | '【' | '】' | '〔' | '〕' | '<' | '>' | '「' | '」' | '"' | '\'')
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_variants_has_one_key() {
        let mut rows = ::csv::Reader::from_reader(include_bytes!("../../data/name_variants.csv").as_slice());
        let mut count = 0;
        for row in rows.records() {
            let row = row.unwrap();
            let (key, variant) = (row.get(0).unwrap(), row.get(1).unwrap());
            assert_eq!(name_key(variant), name_key(key), "{variant}");
            assert_eq!(name_key(key), key, "{key} is its own key");
            count += 1;
        }
        assert_eq!((count, VARIANTS.len()), (84, 84));
    }

    #[test]
    fn names_that_people_take_for_the_same_have_one_key() {
        for (a, b) in [
            ("髙﨑 德郎", "高崎徳郎"),
            ("渡邊\u{3000}花子", "渡辺花子"),
            ("渡邉花子", "渡辺 花子"),
            ("𠮷田", "吉田"),
            ("葛\u{E0100}飾", "葛飾"),
            ("さくら", "サクラ"),
            ("ｻｸﾗ", "サクラ"),
            ("ＪＯＨＮ・Smith", "john smith"),
            ("神", "神\u{FE00}"),
            ("José", "jose"),
            ("JOSE\u{301} ÁLVARO", "jose alvaro"),
            ("Satō Yūko", "sato yuko"),
            ("Đặng Thị Hương", "Dang Thi Huong"),
            ("Łukasz Sørensen", "Lukasz Sorensen"),
            ("İpek Weiß", "ipek weiss"),
        ] {
            assert_eq!(name_key(a), name_key(b), "{a} {b}");
        }
        // A sound mark makes another name, also where it stands apart.
        for (plain, voiced) in [("かとう", "がとう"), ("ハマ", "パマ"), ("カ", "カ\u{3099}"), ("ﾊ", "ﾊﾟ")]
        {
            assert_ne!(name_key(plain), name_key(voiced), "{plain} {voiced}");
        }
        assert!(has_marked_latin("José 太郎") && has_marked_latin("e\u{301}"));
        assert!(!has_marked_latin("Jose がぱ 神\u{FE00}"));
        assert_ne!(name_key("斎藤"), name_key("斉藤"));
        assert_eq!(name_key(" 髙﨑\u{3000}\u{3000}德郎"), "高崎徳郎");
    }

    #[test]
    fn a_name_without_a_space_is_divided_as_the_stored_one() {
        for (whole, divided) in [
            ("山田太郎", Some(["山田", "太郎"])),
            ("山田太朗", Some(["山田", "太朗"])),
            ("佐藤太郎", Some(["佐藤", "太郎"])),
            ("長谷川太郎", Some(["長谷川", "太郎"])),
            ("山田", None),
            ("太郎", None),
            ("鈴木花子", None),
        ] {
            let found = divide_like(whole, ["山田", "太郎"]);
            assert_eq!(found.as_ref().map(|[a, b]| [a.as_str(), b.as_str()]), divided, "{whole}");
        }
        assert_eq!(divide_like("髙﨑德郎", ["高崎", "徳郎"]), Some(["髙﨑".to_owned(), "德郎".to_owned()]));
        assert_eq!(divide_like("ﾔﾏﾀﾞﾀﾛｳ", ["ヤマダ", "タロウ"]), Some(["ﾔﾏﾀﾞ".to_owned(), "ﾀﾛｳ".to_owned()]));
    }

    #[test]
    fn what_is_more_than_a_name_is_noticed() {
        for more in ["中村 一郎 様", "部長 加藤 修", "井上　さん", "小川（旧姓：大川） 幸子", "高橋一郎様"]
        {
            assert!(is_more_than_a_name(more), "{more}");
        }
        for name in ["山田 太郎", "殿 一郎", "様 花子", "氏家 太郎", "John Smith", "李 さん花"] {
            assert!(!is_more_than_a_name(name), "{name}");
        }
    }

    #[test]
    fn a_name_is_split_at_its_first_space() {
        for (full, family, given) in [
            ("佐藤 花子", "佐藤", Some("花子")),
            ("佐藤\u{3000}\u{3000}花子", "佐藤", Some("花子")),
            ("佐藤 マリア 花子", "佐藤", Some("マリア 花子")),
            (" 佐藤花子 ", "佐藤花子", None),
            ("", "", None),
        ] {
            assert_eq!(split_name(full), SplitName { family, given }, "{full}");
        }
    }

    #[test]
    fn headers_are_compared_without_their_ornaments() {
        for (a, b) in [
            ("組合員Ｎｏ．", "組合員no"),
            ("ﾌﾘｶﾞﾅ", "ふりがな"),
            ("氏名（漢字）", "氏名漢字"),
            ("生 年 月 日\n", "生年月日"),
            ("※加入日", "加入日"),
            ("フリガナ(セイ)", "フリガナ セイ"),
        ] {
            assert_eq!(header_key(a), header_key(b), "{a} {b}");
        }
    }

    /// Text of names must never pass through NFC: these characters would become others.
    #[test]
    fn storing_a_name_changes_none_of_the_characters_that_nfc_would_change() {
        let mut rows = ::csv::Reader::from_reader(include_bytes!("../../data/cp932_changed_by_nfc.csv").as_slice());
        for row in rows.records() {
            let row = row.unwrap();
            let (char, after_nfc) = (row.get(0).unwrap(), row.get(3).unwrap());
            assert_ne!(char, after_nfc);
            assert_eq!(char.nfc().collect::<String>(), after_nfc);
            assert_eq!(super::super::keep(char).text, char);
        }
    }
}
