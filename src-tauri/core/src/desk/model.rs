//! The words of the desk on the wire.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::dates::{FiscalCalendar, wareki_long, western_long};
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{OfficerId, OpId, ProfileId};
use crate::labels::Locale;
use crate::rights::{Right, Role};
use crate::session::FileRef;
use crate::vault::Strength;

/// A passphrase on its way in; never printed.
#[derive(Clone, Deserialize, JsonSchema, TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct Passphrase(String);

impl Passphrase {
    /// A passphrase typed elsewhere than in the window.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// As a secret that is forgotten when dropped.
    #[must_use]
    pub fn secret(&self) -> secrecy::SecretString {
        secrecy::SecretString::from(self.0.clone())
    }
}

impl Drop for Passphrase {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.0);
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// Asks how the desk stands; sets the language of words that the core writes.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, TS)]
pub struct Ask {
    /// Language of the screen.
    #[serde(default)]
    #[ts(optional)]
    pub locale: Option<Locale>,
}

/// Whether a union is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DeskState {
    /// No file was opened since the start.
    Empty,
    /// A file is known but locked.
    Locked,
    /// An officer is at work.
    Open,
}

/// The officer at work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AtWork {
    /// The officer.
    pub id: OfficerId,
    /// Login.
    pub login: String,
    /// Name shown.
    pub display_name: String,
    /// Roles held today.
    pub roles: Vec<Role>,
    /// Rights held today: what the window offers.
    #[ts(type = "string[]")]
    pub rights: Vec<Right>,
    /// Reaches the whole union with something that members are seen or counted by; not only units of it.
    pub whole: bool,
}

/// How the desk stands.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "DeskStatus")]
pub struct Status {
    /// Empty, locked or open.
    pub state: DeskState,
    /// Name of the file, or host and database of the server.
    pub place: Option<String>,
    /// Offices share it.
    pub shared: bool,
    /// Name of the union.
    pub union_name: Option<String>,
    /// The union is the fictional sample.
    pub sample: bool,
    /// The officer at work.
    pub officer: Option<AtWork>,
    /// Idle minutes until the window locks.
    #[ts(type = "number")]
    pub auto_lock_minutes: i64,
    /// The union's own words for label keys.
    pub labels: BTreeMap<String, String>,
    /// What undo would take back.
    pub undo: Option<OpId>,
    /// What redo would do again.
    pub redo: Option<OpId>,
    /// Today in Japan.
    pub today: NaiveDate,
    /// Month in which the fiscal year begins.
    #[ts(type = "number")]
    pub fiscal_start_month: i64,
    /// Dates on paper in Japanese eras.
    pub era_display: bool,
    /// When the last backup was written by hand, to another place; none = never.
    pub last_backup: Option<DateTime<Utc>>,
    /// When the last automatic copy beside the file was written; none = never.
    pub last_automatic: Option<DateTime<Utc>>,
}

/// The PostgreSQL database that offices share.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SharedServer {
    /// Name or address of the server.
    pub host: String,
    /// Port; 5432 unless said otherwise.
    #[serde(default = "SharedServer::port")]
    #[ts(optional, as = "Option<u16>")]
    pub port: u16,
    /// Name of the database.
    pub database: String,
    /// Schema within the database; empty = the one that the server gives the user, `public` unless said otherwise there.
    #[serde(default)]
    #[ts(optional)]
    pub schema: Option<String>,
    /// User of the database.
    pub user: String,
    /// Password of this user; kept in memory while the program runs, and nowhere else.
    pub password: Passphrase,
    /// Certificate (PEM) of the authority that vouches for the server, where it is not a public one.
    #[serde(default)]
    #[ts(optional)]
    pub root_certificate: Option<FileRef>,
}

impl SharedServer {
    fn port() -> u16 {
        crate::db::PORT
    }
}

/// Found a union.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CreateUnion {
    /// Its file; empty = on a server.
    #[serde(default)]
    #[ts(optional)]
    pub file: Option<FileRef>,
    /// The server that offices share, in place of a file.
    #[serde(default)]
    #[ts(optional)]
    pub server: Option<SharedServer>,
    /// Name of the union.
    pub union_name: String,
    /// Login of the first officer.
    pub login: String,
    /// Name of the first officer; empty = the login.
    #[serde(default)]
    #[ts(optional)]
    pub display_name: Option<String>,
    /// Passphrase of the first officer.
    pub passphrase: Passphrase,
    /// Strength of the key derivation.
    #[serde(default)]
    #[ts(optional)]
    pub strength: Option<Strength>,
}

/// A union was founded.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Created {
    /// The recovery sheet's code; shown once.
    pub recovery_code: String,
    /// How the desk stands now.
    pub status: Status,
}

/// Found the fictional sample.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CreateSample {
    /// Where.
    pub file: FileRef,
    /// Passphrase of all its officers.
    pub passphrase: Passphrase,
    /// How large.
    #[serde(flatten)]
    pub size: SampleSize,
}

/// How large a sample is.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SampleSize {
    /// Members; 1,200 unless said otherwise.
    #[serde(default = "SampleSize::members")]
    #[ts(optional, as = "Option<u32>")]
    pub members: u32,
    /// Seed; the same seed gives the same data.
    #[serde(default = "SampleSize::seed")]
    #[ts(optional, as = "Option<u64>")]
    pub seed: u64,
}

impl SampleSize {
    fn members() -> u32 {
        1200
    }

    fn seed() -> u64 {
        7
    }
}

/// Open or unlock.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct OpenUnion {
    /// File or `postgres://` address; empty = on a server, or the one that is locked.
    #[serde(default)]
    #[ts(optional)]
    pub file: Option<FileRef>,
    /// The server that offices share, in place of a file.
    #[serde(default)]
    #[ts(optional)]
    pub server: Option<SharedServer>,
    /// Login; empty = the first officer.
    #[serde(default)]
    #[ts(optional)]
    pub login: Option<String>,
    /// Passphrase.
    pub passphrase: Passphrase,
}

/// Open with the recovery sheet and give an officer a new passphrase.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct Recover {
    /// File or `postgres://` address; empty = on a server, or the one that is locked.
    #[serde(default)]
    #[ts(optional)]
    pub file: Option<FileRef>,
    /// The server that offices share, in place of a file.
    #[serde(default)]
    #[ts(optional)]
    pub server: Option<SharedServer>,
    /// Code of the recovery sheet.
    pub code: String,
    /// Login of the officer; empty = the first officer.
    #[serde(default)]
    #[ts(optional)]
    pub login: Option<String>,
    /// New passphrase.
    pub passphrase: Passphrase,
}

/// Change the own passphrase.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct ChangePassphrase {
    /// Old one.
    pub old: Passphrase,
    /// New one.
    pub new: Passphrase,
}

/// Say the own passphrase again before something grave.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct Reauthenticate {
    /// Passphrase.
    pub passphrase: Passphrase,
}

/// The recovery sheet.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RecoverySheet {
    /// The code.
    pub code: String,
}

/// Where to write a backup.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct BackupTo {
    /// Target; refused if it exists.
    pub file: FileRef,
}

/// A backup was written and read again.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct BackedUp {
    /// Name of the file.
    pub name: String,
    /// Size in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Rows by table.
    pub counts: BTreeMap<String, u64>,
}

/// Restore a backup as a new union file.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct Restore {
    /// The backup.
    pub from: FileRef,
    /// The new union file; refused if it exists.
    pub to: FileRef,
}

/// A backup was restored.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Restored {
    /// Name of the new union file.
    pub name: String,
    /// When the backup was made.
    pub made_at: DateTime<Utc>,
    /// Rows by table.
    pub counts: BTreeMap<String, u64>,
}

/// Result of a check.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Verified {
    /// Everything is whole.
    pub whole: bool,
    /// Findings as codes, label `desk.verify.<code>`.
    pub findings: Vec<String>,
    /// The audit chain.
    pub chain: crate::audit::ChainReport,
    /// Rows by table.
    pub counts: BTreeMap<String, u64>,
    /// Versions of the database engine, for support.
    pub engine: String,
}

/// Work in progress, by the name that the caller gave it.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct Job {
    /// Name of the job.
    pub job: String,
}

/// The union's settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Settings {
    /// The profile's row.
    pub id: ProfileId,
    /// Version read; a save names it.
    #[ts(type = "number")]
    pub version: i64,
    /// Name of the union.
    pub name: String,
    /// Reading.
    pub name_kana: Option<String>,
    /// Month in which the fiscal year begins, 1 to 12.
    #[ts(type = "number")]
    pub fiscal_start_month: i64,
    /// Number of the period of the fiscal year 2000.
    #[ts(type = "number | null")]
    pub period_no_base: Option<i64>,
    /// Number of the regular congress of the fiscal year 2000.
    #[ts(type = "number | null")]
    pub congress_no_base: Option<i64>,
    /// Has legal personality.
    pub is_corporation: bool,
    /// Text beside the seal box.
    pub seal_text: Option<String>,
    /// Smallest count shown inside the executive, 3 to 20.
    #[ts(type = "number")]
    pub suppress_k_internal: i64,
    /// Smallest count shown outside it, 3 to 20.
    #[ts(type = "number")]
    pub suppress_k_public: i64,
    /// Dates on paper in Japanese eras.
    pub era_display: bool,
    /// Font of the workbooks.
    pub default_font: String,
    /// Letters before the running member number.
    pub member_no_prefix: String,
    /// Digits of the running member number.
    #[ts(type = "number")]
    pub member_no_width: i64,
    /// Idle minutes until the window locks, 1 to 120.
    #[ts(type = "number")]
    pub auto_lock_minutes: i64,
    /// The union's own words for label keys.
    pub labels: BTreeMap<String, String>,
    /// The union is the fictional sample.
    pub sample: bool,
}

impl Home {
    /// Add a figure.
    pub fn figure(&mut self, code: &str, n: i64, link: &str) {
        self.figures.push(HomeFigure { code: code.to_owned(), n, link: link.to_owned() });
    }

    /// Add a task that concerns `n` things.
    pub fn task(&mut self, code: &str, n: i64, link: &str) {
        self.tasks.push(HomeTask {
            code: code.to_owned(),
            about: serde_json::json!({ "n": n }),
            link: link.to_owned(),
        });
    }
}

impl Settings {
    /// 第○期: the number of the fiscal year of a day, where the union counts them.
    #[must_use]
    pub fn period_no(&self, day: NaiveDate) -> Option<i64> {
        self.counted(self.period_no_base, day)
    }

    /// 第○回定期大会: the number of the regular congress of the fiscal year of a day, where the union counts them.
    #[must_use]
    pub fn congress_no(&self, day: NaiveDate) -> Option<i64> {
        self.counted(self.congress_no_base, day)
    }

    /// Kept is the number of the fiscal year 2000; before the first there is none.
    fn counted(&self, base: Option<i64>, day: NaiveDate) -> Option<i64> {
        let months = u32::try_from(self.fiscal_start_month).unwrap_or(1);
        let since = i64::from(FiscalCalendar::new(months, None).year_of(day)) - 2000;
        base?.checked_add(since).filter(|number| *number > 0)
    }

    /// Papers in a language write days in the era.
    #[must_use]
    pub fn era(&self, locale: Locale) -> bool {
        self.era_display && locale == Locale::Ja
    }

    /// A day as it stands on papers in a language: in the era where the union writes it so.
    #[must_use]
    pub fn day(&self, locale: Locale, day: NaiveDate) -> String {
        match locale {
            Locale::En => day.format("%-d %B %Y").to_string(),
            Locale::Ja if self.era_display => wareki_long(day),
            Locale::Ja => western_long(day),
        }
    }

    /// The rules of the settings.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the fields.
    pub fn check(&self) -> Result<()> {
        let mut problems = Vec::new();
        let mut within = |field: &str, value: i64, least: i64, most: i64| {
            if !(least..=most).contains(&value) {
                problems.push(FieldProblem::out_of_range(field, least, most));
            }
        };
        within("fiscal_start_month", self.fiscal_start_month, 1, 12);
        within("suppress_k_internal", self.suppress_k_internal, 3, 20);
        within("suppress_k_public", self.suppress_k_public, 3, 20);
        within("member_no_width", self.member_no_width, 1, 12);
        within("auto_lock_minutes", self.auto_lock_minutes, 1, 120);
        if self.name.trim().is_empty() {
            problems.push(FieldProblem::new("name", "required"));
        }
        if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
    }
}

/// A page of the history.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct HistoryFrom {
    /// The op before which to look; empty = the newest.
    #[serde(default)]
    #[ts(optional)]
    pub before: Option<OpId>,
    /// Words that the op must be about: a name, a number, a unit …
    #[serde(default)]
    #[ts(optional)]
    pub find: Option<String>,
    /// How many; 50 unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// An op, or the newest one that fits.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct OpNamed {
    /// The op; empty = the officer's newest.
    #[serde(default)]
    #[ts(optional)]
    pub op: Option<OpId>,
}

/// What was taken back or done again.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct TookBack {
    /// The new op.
    pub op: OpId,
    /// `capability.verb` of the op concerned.
    pub of: String,
    /// Parameters of its sentence.
    #[ts(type = "Record<string, unknown>")]
    pub about: Value,
    /// Rows touched.
    #[ts(type = "number")]
    pub rows: i64,
}

/// A figure of the home page.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct HomeFigure {
    /// Label `home.figure.<code>`.
    pub code: String,
    /// The figure.
    #[ts(type = "number")]
    pub n: i64,
    /// Place in the window that lists what is counted.
    pub link: String,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct HomeTask {
    /// Label `home.task.<code>`.
    pub code: String,
    /// Parameters of the sentence.
    #[ts(type = "Record<string, unknown>")]
    pub about: Value,
    /// Place in the window where it is done.
    pub link: String,
}

/// The home page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct Home {
    /// Figures.
    pub figures: Vec<HomeFigure>,
    /// Things to do, most urgent first.
    pub tasks: Vec<HomeTask>,
}
