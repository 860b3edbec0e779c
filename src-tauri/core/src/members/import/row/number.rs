//! Numbers that are names: member and employee numbers, postal codes, telephones.

use super::super::mapping::Source;
use super::super::read::is_ditto;
use crate::excel::read::Cell as Raw;
use crate::members::model::Severity;
use crate::text::numbers::{NumberProblem, is_short, pad_zeros, phone_doubt};
use crate::text::{self, identifier, postal_code};

/// What spreadsheets and scripts leave around a number: an apostrophe before it, a decimal part of zeros behind it. Powers of
/// ten have lost digits for good.
fn as_typed(value: &str, note: &mut dyn FnMut(&'static str, Severity)) -> Result<String, &'static str> {
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let bare = value.strip_prefix('\'').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(value);
    let zeros = |text: &str| !text.is_empty() && text.chars().all(|c| c == '0');
    if let Some((whole, _)) = bare.split_once('.').filter(|(whole, rest)| digits(whole) && zeros(rest)) {
        note("number_decimals_dropped", Severity::Warning);
        return Ok(whole.to_owned());
    }
    let power = bare.split_once(['E', 'e']).is_some_and(|(front, power)| {
        digits(&front.replace('.', "")) && front.contains('.') && digits(power.trim_start_matches(['+', '-']))
    });
    if power { Err("number_in_powers") } else { Ok(bare.to_owned()) }
}

/// A number that is a name: zeros stay, digits are half-width.
pub(super) fn number(
    name: &str,
    cell: &Raw,
    words: &str,
    source: &Source,
    note: &mut dyn FnMut(&'static str, Severity),
) -> Result<String, &'static str> {
    let plain = match cell {
        Raw::Number(number) if number.fract() != 0.0 || number.abs() >= 1e15 || *number < 0.0 => {
            return Err("number_not_whole");
        }
        Raw::Date(_) | Raw::DateTime(_) | Raw::Time(_) => return Err("number_is_date"),
        Raw::Bool(_) => return Err("number_not_whole"),
        _ => words.to_owned(),
    };
    let kept = text::keep(&plain);
    for warning in &kept.warnings {
        note(warning.code(), Severity::Warning);
    }
    if !source.own && matches!(cell, Raw::Text(words) if is_ditto(words)) {
        return Err("ditto_without_above");
    }
    let mut value = as_typed(&identifier(&kept.text), note)?;
    if value.chars().count() > 40 {
        return Err("cell_too_long");
    }
    if let Some(width) = source.transform.pad {
        value = pad_zeros(&value, width);
    }
    let lost = match name {
        "postal" => match postal_code(&value) {
            Ok(code) => {
                value = code;
                false
            }
            Err(NumberProblem::PostalZeroLost) => true,
            Err(_) => {
                note("postal_length", Severity::Warning);
                false
            }
        },
        "phone" | "mobile" => match phone_doubt(&value) {
            Some(NumberProblem::PhoneZeroLost) => true,
            Some(_) => {
                note("phone_length", Severity::Warning);
                false
            }
            None => false,
        },
        _ => source.transform.pad.is_none() && source.width.is_some_and(|width| is_short(&value, width)),
    };
    if lost {
        note("leading_zeros_lost", Severity::Warning);
    }
    Ok(value)
}
