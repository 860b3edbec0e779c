//! The lines of the command line. Their words stand in the label files (`cli.…`), see `usage.rs`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use kyojo_core::labels::Locale;

/// Everything that was typed.
#[derive(Debug, Parser)]
#[command(
    name = "kyojo-cli",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
pub struct Arguments {
    #[command(flatten)]
    pub access: Access,
    #[command(subcommand)]
    pub line: Line,
}

/// Which union, who acts, how to answer: the same for every line.
#[derive(Debug, Args)]
pub struct Access {
    #[arg(long, global = true, env = "KYOJO_DB", hide_env_values = true, value_name = "FILE|postgres://…")]
    pub db: Option<String>,
    #[arg(long, global = true, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    #[arg(long = "as", global = true, value_name = "LOGIN")]
    pub login: Option<String>,
    #[arg(long, global = true)]
    pub json: bool,
    #[arg(long, global = true, env = "KYOJO_LOCALE", value_name = "LOCALE", default_value = "ja")]
    pub locale: Language,
    /// The day on which everything happens, for tests and for the pictures of the manual.
    #[arg(long, global = true, hide = true, value_name = "DATE")]
    pub today: Option<NaiveDate>,
}

/// The languages.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Language {
    Ja,
    En,
}

impl From<Language> for Locale {
    fn from(language: Language) -> Self {
        match language {
            Language::Ja => Self::Ja,
            Language::En => Self::En,
        }
    }
}

/// One line.
#[derive(Debug, Subcommand)]
pub enum Line {
    Init(Init),
    Sample(Sample),
    #[command(subcommand)]
    Import(Loaded),
    Undo(Op),
    Redo(Op),
    History(Newest),
    #[command(subcommand)]
    List(Listed),
    #[command(subcommand)]
    Export(Saved),
    Report(Report),
    Reports,
    Due(Due),
    #[command(subcommand)]
    Training(Exchange),
    Backup(Backup),
    Restore(Restore),
    Verify,
    Passwd(Passwd),
    Recover(Recover),
    Verbs,
    Call(Call),
}

/// What can be read in.
#[derive(Debug, Subcommand)]
pub enum Loaded {
    Members(ImportMembers),
}

/// What can be listed.
#[derive(Debug, Subcommand)]
pub enum Listed {
    Members(ListMembers),
}

/// What can be written out.
#[derive(Debug, Subcommand)]
pub enum Saved {
    Members(ExportMembers),
}

/// The exchange with partner unions.
#[derive(Debug, Subcommand)]
pub enum Exchange {
    Invite(Invite),
    ImportForm(ImportForm),
    Results(Results),
    Badges(Badges),
    ToPartners(ToPartners),
}

/// Write the invitation of a partner.
#[derive(Debug, Args)]
pub struct Invite {
    #[arg(value_name = "RUN")]
    pub run: String,
    #[arg(value_name = "OUT.xlsx")]
    pub out: PathBuf,
    #[arg(long, value_name = "NAME")]
    pub org: String,
    #[arg(long, value_name = "NAME")]
    pub contact: Option<String>,
    #[arg(long, value_name = "MAIL")]
    pub mail: Option<String>,
    #[arg(long, value_name = "PHONE")]
    pub phone: Option<String>,
}

/// Take a filled form in.
#[derive(Debug, Args)]
pub struct ImportForm {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(id = "of_run", long = "run", value_name = "RUN")]
    pub run: Option<String>,
    #[arg(id = "of_org", long = "org", value_name = "NAME")]
    pub org: Option<String>,
    #[arg(long)]
    pub old_edition: bool,
    #[arg(long)]
    pub despite: bool,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long, value_name = "OUT.xlsx")]
    pub rejects: Option<PathBuf>,
    #[arg(id = "protect_rejects_with", long = "protect-with", value_name = "FILE", requires = "rejects")]
    pub protect_with: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}

/// Write the answer to a partner.
#[derive(Debug, Args)]
pub struct Results {
    #[arg(value_name = "RUN")]
    pub run: String,
    #[arg(value_name = "OUT.xlsx")]
    pub out: PathBuf,
    #[arg(long, value_name = "NAME")]
    pub org: String,
    #[arg(long, value_name = "FILE")]
    pub protect_with: Option<PathBuf>,
    #[arg(long, value_name = "TEXT")]
    pub purpose: Option<String>,
}

/// Write the name badges of a run.
#[derive(Debug, Args)]
pub struct Badges {
    #[arg(value_name = "RUN")]
    pub run: String,
    #[arg(value_name = "OUT.xlsx")]
    pub out: PathBuf,
    #[arg(long, value_name = "FILE")]
    pub protect_with: Option<PathBuf>,
    #[arg(long, value_name = "TEXT")]
    pub purpose: Option<String>,
}

/// Write a paper for every partner of a run into a folder.
#[derive(Debug, Args)]
pub struct ToPartners {
    #[arg(value_name = "RUN")]
    pub run: String,
    #[arg(value_name = "invitation|results|certificates|bill")]
    pub paper: Paper,
    #[arg(value_name = "OUTDIR")]
    pub folder: PathBuf,
    #[arg(long, value_name = "NAME")]
    pub contact: Option<String>,
    #[arg(long, value_name = "MAIL")]
    pub mail: Option<String>,
    #[arg(long, value_name = "PHONE")]
    pub phone: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub payment: Option<String>,
    #[arg(long)]
    pub pdf: bool,
    #[arg(long, value_name = "FILE")]
    pub protect_with: Option<PathBuf>,
    #[arg(long, value_name = "FILE", conflicts_with = "protect_with")]
    pub passwords: Option<PathBuf>,
    #[arg(long, value_name = "TEXT")]
    pub purpose: Option<String>,
}

/// A paper that every partner gets its own of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Paper {
    Invitation,
    Results,
    Certificates,
    Bill,
}

impl Paper {
    /// Its name on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Results => "results",
            Self::Certificates => "certificates",
            Self::Bill => "bill",
        }
    }

    /// Persons are named in it.
    pub fn names_persons(self) -> bool {
        matches!(self, Self::Results | Self::Certificates)
    }
}

/// Found a union.
#[derive(Debug, Args)]
pub struct Init {
    #[arg(long, value_name = "NAME")]
    pub union: String,
    #[arg(long, value_name = "LOGIN")]
    pub admin: String,
    #[arg(long, value_name = "FILE")]
    pub recovery_out: Option<PathBuf>,
    #[arg(long, value_name = "STRENGTH", default_value = "calibrated")]
    pub kdf: Kdf,
}

/// How strong the key derivation of a new file is.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Kdf {
    Floor,
    Calibrated,
}

/// Found the fictional sample.
#[derive(Debug, Args)]
pub struct Sample {
    #[arg(long, value_name = "N", default_value_t = 1200)]
    pub members: u32,
    #[arg(long, value_name = "N", default_value_t = 7)]
    pub seed: u64,
}

/// Read a roster.
#[derive(Debug, Args)]
pub struct ImportMembers {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(long, value_name = "SHEET")]
    pub sheet: Vec<String>,
    #[arg(long, value_name = "M.json")]
    pub mapping: Option<PathBuf>,
    #[arg(long, value_name = "NAME")]
    pub employer: Option<String>,
    #[arg(long)]
    pub create_units: bool,
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<NaiveDate>,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    #[arg(long, value_name = "OUT.xlsx")]
    pub rejects: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}

/// An op; empty = the officer's newest.
#[derive(Debug, Args)]
pub struct Op {
    #[arg(value_name = "BATCH")]
    pub batch: Option<String>,
}

/// What was done.
#[derive(Debug, Args)]
pub struct Newest {
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: u32,
}

/// What happened within a period, for lists and files alike.
#[derive(Debug, Args)]
pub struct Period {
    #[arg(long, value_name = "WHAT", requires = "period_from", requires = "to")]
    pub happened: Option<Happened>,
    #[arg(id = "period_from", long = "from", value_name = "DATE", requires = "happened")]
    pub from: Option<NaiveDate>,
    #[arg(long, value_name = "DATE", requires = "happened")]
    pub to: Option<NaiveDate>,
}

/// What a membership had to do with a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Happened {
    Active,
    Joined,
    Left,
    Moved,
    Recategorized,
    Changed,
}

/// List members.
#[derive(Debug, Args)]
pub struct ListMembers {
    #[command(flatten)]
    pub period: Period,
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<NaiveDate>,
    #[arg(long, value_name = "TEXT")]
    pub find: Option<String>,
    #[arg(long, value_name = "CODE")]
    pub unit: Option<String>,
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub limit: u32,
}

/// Write the roster out.
#[derive(Debug, Args)]
pub struct ExportMembers {
    #[arg(value_name = "OUT.xlsx|OUT.csv")]
    pub out: PathBuf,
    #[command(flatten)]
    pub period: Period,
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<NaiveDate>,
    #[arg(long, value_name = "ENCODING", default_value = "utf8")]
    pub encoding: Encoding,
    #[arg(long)]
    pub replace: bool,
    #[arg(long, value_name = "FILE")]
    pub protect_with: Option<PathBuf>,
    #[arg(long, value_name = "TEXT")]
    pub purpose: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub recipient: Option<String>,
}

/// Encodings of a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Encoding {
    Utf8,
    Cp932,
}

/// Write a report.
#[derive(Debug, Args)]
pub struct Report {
    #[arg(value_name = "NAME")]
    pub name: String,
    #[arg(value_name = "OUT.xlsx|OUT.pdf")]
    pub out: PathBuf,
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<NaiveDate>,
    #[arg(long, value_name = "DATE")]
    pub from: Option<NaiveDate>,
    #[arg(long, value_name = "MEMBER_NO")]
    pub person: Option<String>,
    #[arg(long, value_name = "CODE")]
    pub unit: Option<String>,
    #[arg(id = "report_run", long = "run", value_name = "RUN")]
    pub run: Option<String>,
    #[arg(id = "report_org", long = "org", value_name = "NAME")]
    pub organization: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub payment: Option<String>,
    #[arg(long, value_name = "MEETING")]
    pub meeting: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub plan: Option<String>,
    #[arg(long, value_name = "ID")]
    pub issued: Option<String>,
    #[arg(long)]
    pub counts_only: bool,
    #[arg(long, value_name = "FILE")]
    pub protect_with: Option<PathBuf>,
    #[arg(long, value_name = "TEXT")]
    pub purpose: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub recipient: Option<String>,
}

/// Write the reports that are due.
#[derive(Debug, Args)]
pub struct Due {
    #[arg(value_name = "OUTDIR")]
    pub folder: PathBuf,
}

/// Write a backup.
#[derive(Debug, Args)]
pub struct Backup {
    #[arg(value_name = "OUT")]
    pub out: PathBuf,
}

/// Turn a backup into a union file.
#[derive(Debug, Args)]
pub struct Restore {
    #[arg(value_name = "IN")]
    pub backup: PathBuf,
}

/// Change the own passphrase.
#[derive(Debug, Args)]
pub struct Passwd {
    #[arg(long, value_name = "FILE")]
    pub new_passphrase_file: Option<PathBuf>,
}

/// Open with the recovery sheet.
#[derive(Debug, Args)]
pub struct Recover {
    #[arg(long, value_name = "FILE")]
    pub code_file: Option<PathBuf>,
}

/// Any verb of the wire.
#[derive(Debug, Args)]
pub struct Call {
    #[arg(value_name = "CAPABILITY")]
    pub capability: String,
    #[arg(value_name = "VERB")]
    pub verb: String,
    #[arg(value_name = "JSON")]
    pub input: Option<String>,
}
