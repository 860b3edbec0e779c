//! Reading the line, and saying in the officer's language how it is written.

use std::io::Write;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches};
use kyojo_core::labels::{self, Locale};
use serde_json::json;

use crate::arguments::Arguments;

/// The line as typed, or the exit code when only help was asked for or it cannot be read.
pub fn read() -> Result<(Arguments, Locale), ExitCode> {
    let typed: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let locale = locale(&typed);
    let wanted = command(locale).try_get_matches_from(&typed).and_then(|matches| Arguments::from_arg_matches(&matches));
    wanted
        .map(|arguments| (arguments, locale))
        .map_err(|error| explain(&error, locale, typed.iter().any(|word| word == "--json")))
}

/// The language must be known before the line is read: help and errors are written in it.
fn locale(typed: &[std::ffi::OsString]) -> Locale {
    let said = typed
        .iter()
        .zip(typed.iter().skip(1))
        .find(|(option, _)| *option == "--locale")
        .map(|(_, value)| value.clone());
    let joined = typed.iter().find(|word| *word == "--locale=en").map(|_| "en".into());
    match said.or(joined).or_else(|| std::env::var_os("KYOJO_LOCALE")) {
        Some(language) if language == "en" => Locale::En,
        _ => Locale::Ja,
    }
}

/// The line itself names a language; one of the environment is for all lines.
pub fn names_a_language() -> bool {
    std::env::args_os()
        .any(|word| word.to_str().is_some_and(|word| word == "--locale" || word.starts_with("--locale=")))
}

/// The command with its words.
pub fn command(locale: Locale) -> Command {
    let word = |key: &str| labels::word(locale, key).to_owned();
    let help =
        Arg::new("help").long("help").short('h').action(ArgAction::Help).global(true).help(word("cli.option.help"));
    let version =
        Arg::new("version").long("version").short('V').action(ArgAction::Version).help(word("cli.option.version"));
    spoken(Arguments::command().arg(help).arg(version), "cli.line", locale)
}

fn spoken(command: Command, key: &str, locale: Locale) -> Command {
    let word = |key: &str| labels::word(locale, key).to_owned();
    let template = format!("{{about}}\n\n{}: {{usage}}\n\n{{all-args}}", word("cli.usage"));
    let mut command = command
        .about(word(key))
        .long_about(None)
        .help_template(template)
        .subcommand_help_heading(labels::word(locale, "cli.lines"))
        .subcommand_value_name(labels::word(locale, "cli.line_name"))
        .mut_args(|arg| {
            let heading = if arg.is_positional() { "cli.places" } else { "cli.options" };
            let words = word(&format!("cli.option.{}", arg.get_id()));
            let arg = arg.help(words).help_heading(labels::word(locale, heading));
            // What every line knows comes after what only this one knows.
            let arg = if arg.is_global_set() { arg.display_order(500) } else { arg };
            // Our words name values, defaults and variables; the library's English remarks would say it twice.
            if arg.get_action().takes_values() {
                arg.hide_default_value(true).hide_possible_values(true).hide_env(true)
            } else {
                arg
            }
        });
    let names: Vec<String> = command.get_subcommands().map(|line| line.get_name().to_owned()).collect();
    for name in names {
        let key = format!("{key}.{name}");
        command = command.mut_subcommand(name, |line| spoken(line, &key, locale));
    }
    command
}

/// Help and version go to standard output and end with 0, everything else is wrong usage.
fn explain(error: &clap::Error, locale: Locale, json: bool) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let _ = write!(std::io::stdout().lock(), "{}", error.render());
        return ExitCode::SUCCESS;
    }
    let what = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        _ => String::new(),
    };
    let about = json!({ "what": what(ContextKind::InvalidArg), "value": what(ContextKind::InvalidValue), "line": what(ContextKind::InvalidSubcommand), "known": what(ContextKind::ValidValue) });
    let label = match error.kind() {
        ErrorKind::MissingRequiredArgument => "cli.wrong.missing",
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "cli.wrong.no_line",
        ErrorKind::InvalidSubcommand => "cli.wrong.line",
        ErrorKind::UnknownArgument => "cli.wrong.unknown",
        ErrorKind::InvalidValue => "cli.wrong.value",
        ErrorKind::ValueValidation => "cli.wrong.form",
        ErrorKind::ArgumentConflict => "cli.wrong.twice",
        _ => "cli.wrong.other",
    };
    let mut err = std::io::stderr().lock();
    if json {
        let _ = writeln!(err, "{}", json!({ "code": "usage", "about": about, "fields": [] }));
    } else {
        let _ = writeln!(err, "kyojo-cli: {}", labels::sentence(locale, label, &about));
        if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
            let usage = usage.to_string();
            let _ =
                writeln!(err, "{}: {}", labels::word(locale, "cli.usage"), usage.trim_start_matches("Usage:").trim());
        }
        let _ = writeln!(err, "{}", labels::word(locale, "cli.see_help"));
    }
    ExitCode::from(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each(command: &Command, key: &str, missing: &mut Vec<String>) {
        let mut need = |key: String| {
            if !labels::has(&key) {
                missing.push(key);
            }
        };
        need(key.to_owned());
        for arg in command.get_arguments() {
            need(format!("cli.option.{}", arg.get_id()));
        }
        for line in command.get_subcommands() {
            each(line, &format!("{key}.{}", line.get_name()), missing);
        }
    }

    #[test]
    fn every_line_and_option_has_words() {
        command(Locale::Ja).debug_assert();
        let mut missing = Vec::new();
        each(&command(Locale::Ja), "cli.line", &mut missing);
        assert!(missing.is_empty(), "add these keys to both label files: {missing:?}");
    }
}
