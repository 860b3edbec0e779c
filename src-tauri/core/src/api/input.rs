//! Input as it comes over the wire, and what is wrong with it.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::error::{Error, FieldProblem, Result};

/// An input; `null` stands for no fields. A field that the verb does not know is refused: a mistyped one would be ignored,
/// and something else be done than was asked.
///
/// # Errors
/// `input_malformed` with what is wrong and where, `date_year_improbable` at days that no table holds.
pub(super) fn read<T: DeserializeOwned>(input: Value) -> Result<T> {
    let malformed = |about: Value| Error::Refused { code: "input_malformed", about };
    let input = if input.is_null() { json!({}) } else { input };
    let mut outside = Vec::new();
    dates_outside(&input, "", &mut outside);
    if !outside.is_empty() {
        return Err(Error::Invalid(outside));
    }
    match shaped::<T>(&input) {
        Ok((read, unknown)) if unknown.is_empty() => Ok(read),
        Ok((_, unknown)) => Err(malformed(json!({ "unknown": unknown.join(", ") }))),
        Err(fault) => {
            let again = |input: Value| shaped::<T>(&input).err();
            Err(malformed(json!({ "detail": misshapen(&input, &fault, &again) })))
        }
    }
}

/// An input as its type with the fields that the type does not know, or what is wrong with it in the words of the parser.
fn shaped<T: DeserializeOwned>(input: &Value) -> std::result::Result<(T, Vec<String>), String> {
    let mut unknown = Vec::new();
    // A field that may be left out stands as `?` in the path.
    let read = serde_ignored::deserialize(input, |path| unknown.push(path.to_string().replace(".?", "")));
    read.map(|read| (read, unknown)).map_err(|error: serde_json::Error| error.to_string())
}

/// What is wrong with an input of another shape.
type Again<'a> = &'a dyn Fn(Value) -> Option<String>;

/// What is wrong and where, never the value that stands there: it may be a sentence of a note, and what is refused is written into
/// logs.
fn misshapen(input: &Value, fault: &str, again: Again<'_>) -> String {
    if fault.starts_with("missing field `") {
        return fault.to_owned();
    }
    let of_shape = ["invalid type: ", "invalid value: ", "invalid length ", "unknown variant ", "unknown field "];
    // Whatever the value says, the words after the last comma are those of the type.
    let wanted = fault.rsplit_once(", expected ").filter(|_| of_shape.iter().any(|words| fault.starts_with(words)));
    let wanted = wanted.map_or("a value of another shape", |(_, wanted)| wanted);
    let mut place = Vec::new();
    place_of(input, fault, again, &mut place);
    if place.is_empty() { format!("expected {wanted}") } else { format!("{}: expected {wanted}", place.join(".")) }
}

/// The path to what is wrong, as far as it can be told: without it the fault is gone, or another.
fn place_of(input: &Value, fault: &str, again: Again<'_>, place: &mut Vec<String>) {
    match input {
        Value::Object(all) => place_in_object(all, fault, again, place),
        Value::Array(all) => place_in_array(all, fault, again, place),
        _ => {}
    }
}

fn place_in_object(all: &Map<String, Value>, fault: &str, again: Again<'_>, place: &mut Vec<String>) {
    let without = |key: &str| {
        let mut rest = all.clone();
        rest.remove(key);
        rest
    };
    let mut suspects = all.iter().filter(|(key, _)| again(Value::Object(without(key))).as_deref() != Some(fault));
    let (Some((key, inner)), None) = (suspects.next(), suspects.next()) else { return };
    place.push(key.clone());
    let deeper = |inner: Value| {
        let mut whole = without(key);
        whole.insert(key.clone(), inner);
        again(Value::Object(whole))
    };
    place_of(inner, fault, &deeper, place);
}

/// The first of a list that is wrong is what the parser stopped at.
fn place_in_array(all: &[Value], fault: &str, again: Again<'_>, place: &mut Vec<String>) {
    let first = |n: usize| all.iter().take(n).cloned().collect::<Vec<Value>>();
    let stops = |n: usize| again(Value::Array(first(n))).as_deref() == Some(fault);
    let (mut good, mut bad) = (0, all.len());
    if stops(good) || !stops(bad) {
        return;
    }
    while bad - good > 1 {
        let middle = good + (bad - good) / 2;
        if stops(middle) {
            bad = middle;
        } else {
            good = middle;
        }
    }
    let Some(inner) = all.get(good) else { return };
    place.push(good.to_string());
    let deeper = |inner: Value| {
        let mut upto = first(good);
        upto.push(inner);
        again(Value::Array(upto))
    };
    place_of(inner, fault, &deeper, place);
}

/// Days of years that are not written with four digits: no table holds them.
fn dates_outside(input: &Value, path: &str, found: &mut Vec<FieldProblem>) {
    let inner = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match input {
        Value::String(text) if text.starts_with(['+', '-']) && text.parse::<chrono::NaiveDate>().is_ok() => {
            found.push(FieldProblem::new(path, "date_year_improbable"));
        }
        Value::Array(all) => {
            all.iter().enumerate().for_each(|(n, one)| dates_outside(one, &inner(&n.to_string()), found))
        }
        Value::Object(all) => all.iter().for_each(|(name, one)| dates_outside(one, &inner(name), found)),
        _ => {}
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::cases::{CloseCase, SaveCaseSession};

    fn detail<T: DeserializeOwned>(input: Value) -> String {
        let error = read::<T>(input).err().unwrap();
        assert_eq!(error.code(), "input_malformed");
        error.about().get("detail").and_then(Value::as_str).unwrap().to_owned()
    }

    #[test]
    fn what_is_refused_says_where_and_never_what_stood_there() {
        let case = "0198c7a0-0000-7000-8000-000000000001";
        let secret = "春に辞めたい, expected 上司には秘密";
        for (input, said) in [
            (json!({ "case_id": case, "minutes": secret, "mode": "phone" }), "minutes: expected i64"),
            (
                json!({ "case_id": secret, "minutes": 40, "mode": "phone" }),
                "case_id: expected a value of another shape",
            ),
            (
                json!({ "case_id": case, "minutes": 40, "mode": "phone", "held_on": secret }),
                "held_on: expected a value of another shape",
            ),
            (
                json!({ "case_id": case, "minutes": 40, "mode": "phone", "note": { "facts": [secret] } }),
                "note.facts: expected a string",
            ),
            (json!({ "case_id": case, "minutes": 40 }), "missing field `mode`"),
        ] {
            assert_eq!(detail::<SaveCaseSession>(input), said);
        }
        let mode = detail::<SaveCaseSession>(json!({ "case_id": case, "minutes": 40, "mode": secret }));
        assert!(mode.starts_with("mode: expected one of `in_person`") && !mode.contains("上司"), "{mode}");
        let whole = detail::<CloseCase>(json!(secret));
        assert_eq!(whole, "expected struct CloseCase");
        let many: Vec<Value> =
            (0..500).map(|n| if n == 321 { json!({ "text": secret }) } else { json!("あ") }).collect();
        assert_eq!(detail::<Vec<String>>(json!(many)), "321: expected a string");
    }
}
