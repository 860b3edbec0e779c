//! The words that a person reads. They stand once, in `labels/ja.json` and `labels/en.json`: the core embeds them for
//! reports, headers and the command line, the window imports the same files.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A language of screen and paper. Japanese is the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Locale {
    /// 日本語
    #[default]
    Ja,
    /// English
    En,
}

static JA: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| parse(include_str!("../labels/ja.json")));
static EN: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| parse(include_str!("../labels/en.json")));

fn parse(text: &str) -> BTreeMap<String, String> {
    // A test parses both files; a fault here cannot reach an officer.
    serde_json::from_str(text).unwrap_or_default()
}

/// All words of a language by key.
#[must_use]
pub fn all(locale: Locale) -> &'static BTreeMap<String, String> {
    match locale {
        Locale::Ja => &JA,
        Locale::En => &EN,
    }
}

/// The word of a key; English falls back to Japanese, and an unknown key to itself so that a gap is seen.
#[must_use]
pub fn word(locale: Locale, key: &str) -> &str {
    all(locale).get(key).or_else(|| JA.get(key)).map_or(key, String::as_str)
}

/// Whether a key exists.
#[must_use]
pub fn has(key: &str) -> bool {
    JA.contains_key(key)
}

/// The sentence of a key with `{name}` replaced by the parameters. A number `n` that is 1 chooses `<key>.one` where it
/// exists, any other `<key>.other`.
#[must_use]
pub fn sentence(locale: Locale, key: &str, about: &Value) -> String {
    let words = all(locale);
    let counted = about
        .get("n")
        .and_then(Value::as_i64)
        .and_then(|n| words.get(&format!("{key}.{}", if n == 1 { "one" } else { "other" })));
    let mut text = counted.map_or_else(|| word(locale, key), String::as_str).to_owned();
    if let Some(fields) = about.as_object() {
        for (name, value) in fields {
            let shown = match value {
                Value::String(text) => text.clone(),
                Value::Null => String::new(),
                other => other.to_string(),
            };
            text = text.replace(&format!("{{{name}}}"), &shown);
        }
    }
    text
}

/// What a verb (`capability.verb`) did, in words. Codes among its parameters become words, as the window does it; what was
/// done to many at once has a sentence for each kind of change.
#[must_use]
pub fn told(locale: Locale, verb: &str, about: &Value) -> String {
    let key = format!("op.{verb}");
    let of_many = about.get("bulk").and_then(Value::as_str).map(|bulk| format!("{key}.{bulk}"));
    let key = of_many.filter(|key| has(key)).unwrap_or(key);
    let Some(fields) = about.as_object() else { return sentence(locale, &key, about) };
    let shown = fields.iter().map(|(name, value)| {
        let word = value.as_str().map(|code| code_word(locale, name, code).into());
        (name.clone(), word.unwrap_or_else(|| value.clone()))
    });
    sentence(locale, &key, &Value::Object(shown.collect()))
}

/// The word of a code among the parameters of a sentence; what is no code stays as it is.
#[must_use]
pub fn code_word(locale: Locale, name: &str, code: &str) -> String {
    let keys = [format!("enum.{name}.{code}"), format!("officers.exported.{code}")];
    let known = match name {
        "report" => keys.into_iter().find(|key| has(key)),
        _ => keys.into_iter().next().filter(|key| has(key)),
    };
    known.map_or_else(|| code.to_owned(), |key| word(locale, &key).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_keys() {
        let ja: Vec<_> = JA.keys().collect();
        let en: Vec<_> = EN.keys().collect();
        assert!(!ja.is_empty());
        assert_eq!(ja, en, "add the missing key to the other label file");
    }
}
