//! What is typed finds whom it should, without a database.
#![expect(clippy::print_stdout, reason = "a random test prints its seed")]

use super::*;
use crate::text::order_key;

struct Person {
    name: &'static str,
    kana: &'static str,
    numbers: &'static [&'static str],
}

const PEOPLE: [Person; 6] = [
    Person { name: "佐藤 花子", kana: "サトウ ハナコ", numbers: &["A-0123", "00123", "090-1234-5678"] },
    Person { name: "髙﨑\u{3000}德郎", kana: "ﾀｶｻｷ ﾄｸﾛｳ", numbers: &["A-0124", "03-9876-5432"] },
    Person { name: "渡邊 さくら", kana: "ワタナベ サクラ", numbers: &["B-0001"] },
    Person { name: "John Smith", kana: "スミス ジョン", numbers: &["B-0002"] },
    Person { name: "一ノ瀬 翔", kana: "イチノセ ショウ", numbers: &["B-0003"] },
    Person { name: "後藤 葛\u{E0100}男", kana: "ゴトウ クズオ", numbers: &["C1"] },
];

/// Searches as both databases do: by ranges, then by grams, then the check.
fn found(typed: &str) -> Vec<&'static str> {
    let query = Query::fold(typed);
    let mut names = Vec::new();
    for person in &PEOPLE {
        let name = name_key(person.name);
        let kana = order_key(person.kana, person.name);
        let numbers: Vec<String> = person.numbers.iter().map(|number| number_key(number)).collect();
        let number_refs: Vec<&str> = numbers.iter().map(String::as_str).collect();
        let keys = Keys { names: &[&name], kana_key: &kana, numbers: &number_refs };
        let within = |range: &KeyRange, key: &str| range.from.as_str() <= key && key < range.to.as_str();
        let by_range = query.ranges().iter().any(|range| match range.field {
            Field::Name => within(range, &name),
            Field::Kana => within(range, &kana),
            Field::Number => person.numbers.iter().any(|number| within(range, number)),
        });
        let terms = search_terms(&Findable { names: &[person.name], kana: &[person.kana], numbers: person.numbers });
        let by_grams = query.grams().is_some_and(|grams| {
            grams.alternatives().iter().any(|way| way.iter().all(|gram| terms.binary_search(gram).is_ok()))
        });
        if (by_range || by_grams) && query.matches(&keys) {
            names.push(person.name);
        }
    }
    names
}

#[test]
fn people_are_found_however_their_name_is_typed() {
    for (typed, names) in [
        ("佐", &["佐藤 花子"][..]),
        ("藤", &["佐藤 花子", "後藤 葛\u{E0100}男"]),
        ("花子", &["佐藤 花子"]),
        ("佐藤花", &["佐藤 花子"]),
        ("花子\u{3000}佐藤", &["佐藤 花子"]),
        ("さとう", &["佐藤 花子"]),
        ("ｻﾄｳ ﾊﾅ", &["佐藤 花子"]),
        ("サトウハナコ", &["佐藤 花子"]),
        ("はなこ さとう", &["佐藤 花子"]),
        ("さt", &["佐藤 花子", "髙﨑\u{3000}德郎", "渡邊 さくら"]),
        ("佐藤はな", &["佐藤 花子"]),
        ("高崎", &["髙﨑\u{3000}德郎"]),
        ("徳郎", &["髙﨑\u{3000}德郎"]),
        ("たかさき", &["髙﨑\u{3000}德郎"]),
        ("たかざき", &[]),
        ("渡辺", &["渡邊 さくら"]),
        ("渡邉さくら", &["渡邊 さくら"]),
        ("さくら", &["渡邊 さくら"]),
        ("わたなへ", &["渡邊 さくら"]),
        ("smith", &["John Smith"]),
        ("ＳＭＩ", &["John Smith"]),
        ("じょん", &["John Smith"]),
        ("一ノ瀬", &["一ノ瀬 翔"]),
        ("しょう", &["一ノ瀬 翔"]),
        ("ごとう", &["後藤 葛\u{E0100}男"]),
        ("ことう", &["後藤 葛\u{E0100}男"]),
        ("葛男", &["後藤 葛\u{E0100}男"]),
        ("葛\u{E0100}", &["後藤 葛\u{E0100}男"]),
        ("鈴木", &[]),
        ("佐藤 太郎", &[]),
    ] {
        assert_eq!(found(typed), names, "{typed}");
    }
}

#[test]
fn people_are_found_by_any_part_of_a_number() {
    for (typed, names) in [
        ("A-0123", &["佐藤 花子"][..]),
        ("Ａ－０１２", &["佐藤 花子", "髙﨑\u{3000}德郎"]),
        ("a0123", &["佐藤 花子"]),
        ("5678", &["佐藤 花子"]),
        ("5432", &["髙﨑\u{3000}德郎"]),
        ("1234-5678", &["佐藤 花子"]),
        ("B", &["渡邊 さくら", "一ノ瀬 翔"]),
        ("C1", &["後藤 葛\u{E0100}男"]),
        ("00", &["佐藤 花子"]),
        ("123 佐藤", &["佐藤 花子"]),
        ("999", &[]),
    ] {
        let people = found(typed);
        // "B" is also a letter of no name here; John Smith's number begins with it too.
        let expected: Vec<&str> = match typed {
            "B" => vec!["渡邊 さくら", "John Smith", "一ノ瀬 翔"],
            _ => names.to_vec(),
        };
        assert_eq!(people, expected, "{typed}");
    }
}

#[test]
fn nothing_typed_looks_for_nothing() {
    for typed in ["", " \u{3000}", "\t"] {
        assert!(Query::fold(typed).is_empty(), "{typed:?}");
        assert!(Query::fold(typed).ranges().is_empty(), "{typed:?}");
        assert_eq!(Query::fold(typed).grams(), None, "{typed:?}");
    }
    assert_eq!(Query::fold("12").grams(), None);
}

#[test]
fn grams_are_letters_and_digits_only() {
    for typed in ["佐藤 花子", "\" OR *", "𠮷田 -1", "a' (b)", "ｻﾄｳ 090", "NEAR(佐)", "😀"] {
        let Some(grams) = Query::fold(typed).grams() else { continue };
        let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '(' | ')');
        assert!(grams.fts5().chars().all(safe), "{}", grams.fts5());
        assert!(grams.alternatives().iter().flatten().all(|gram| gram.chars().all(|c| c.is_ascii_alphanumeric())));
    }
    assert_eq!(grams(Field::Number, "0123"), ["d012", "d123"]);
    assert_eq!(grams(Field::Name, "佐藤").len(), 3);
    assert_eq!(Query::fold("佐藤").grams().map(|grams| grams.fts5()).as_deref(), Some("((nfo0qg4))"));
}

#[test]
fn every_part_of_a_name_finds_it() {
    let seed: u64 = 7;
    println!("seed {seed}");
    let kana: Vec<char> = "アイウカキクガギグサシツットドナハバパヤャユョラワンー".chars().collect();
    let mut state = seed;
    let mut next = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    };
    for _ in 0..2_000 {
        let length = 1 + next(8);
        let reading: String = (0..length).filter_map(|_| kana.get(next(kana.len()))).collect();
        let reading = format!("ア{reading}");
        let stored: Vec<char> = reading.chars().collect();
        let from = next(stored.len());
        let part: String = stored.iter().skip(from).take(1 + next(4)).collect();
        // A part that begins with a long mark has lost the vowel it stands for.
        if part.starts_with('ー') {
            continue;
        }
        let key = kana_key(&reading);
        let query = Query::fold(&part);
        let terms = search_terms(&Findable { names: &[], kana: &[&reading], numbers: &[] });
        let by_grams = query.grams().is_some_and(|grams| {
            grams.alternatives().iter().any(|way| way.iter().all(|gram| terms.binary_search(gram).is_ok()))
        });
        assert!(by_grams, "{part} in {reading}");
        assert!(query.matches(&Keys { names: &[], kana_key: &key, numbers: &[] }), "{part} in {reading}");
    }
}
