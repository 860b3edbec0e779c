//! The words of the reports on the wire.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::pack::{CodedPage, PageLeftOut};
use crate::desk::Passphrase;
use crate::excel::page::Frame;
use crate::ids::{IssuedPackId, OrganizationId, SavedListId};
use crate::labels::Locale;
use crate::officers::Sensitivity;
use crate::rights::Right;
use crate::session::FileRef;
use crate::training::{Contact, Remark};

/// A report that can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS, JsonSchema)]
pub enum Report {
    /// 大会・職場集会 報告資料パック
    #[serde(rename = "meeting-pack")]
    MeetingPack,
    /// 組合員名簿
    R01,
    /// 組織現勢報告
    R02,
    /// 加入・脱退・異動報告
    R03,
    /// 労働組合基礎調査 準備表
    R04,
    /// 議案書
    #[serde(rename = "agenda")]
    Agenda,
    /// 大会資格審査・成立報告
    R06,
    /// 投票結果報告
    R07,
    /// 研修実施報告
    R12,
    /// 受講者名簿・出席簿
    R13,
    /// 修了証・受講履歴証明
    R14,
    /// 費用分担明細・請求
    R15,
    /// 役員・職場委員名簿
    R22,
    /// キャリア相談 統計
    R09,
    /// 担当ケース一覧
    R10,
    /// 公助制度案内一覧
    R19,
    /// 共助ベンチマーク
    R20,
    /// 取組の優先順位
    R21,
    /// 保有個人データ開示書・提供記録
    R23,
    /// 書き出しの記録
    R24,
}

impl Report {
    /// All reports, the flagship first.
    pub const ALL: [Self; 20] = [
        Self::MeetingPack,
        Self::R02,
        Self::R03,
        Self::R04,
        Self::R22,
        Self::R01,
        Self::Agenda,
        Self::R06,
        Self::R07,
        Self::R09,
        Self::R10,
        Self::R12,
        Self::R13,
        Self::R14,
        Self::R15,
        Self::R19,
        Self::R20,
        Self::R21,
        Self::R23,
        Self::R24,
    ];

    /// Its name on the wire, in footers and in the export log.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::MeetingPack => "meeting-pack",
            Self::R01 => "R01",
            Self::R02 => "R02",
            Self::R03 => "R03",
            Self::R04 => "R04",
            Self::Agenda => "agenda",
            Self::R06 => "R06",
            Self::R07 => "R07",
            Self::R12 => "R12",
            Self::R13 => "R13",
            Self::R14 => "R14",
            Self::R15 => "R15",
            Self::R22 => "R22",
            Self::R09 => "R09",
            Self::R10 => "R10",
            Self::R19 => "R19",
            Self::R20 => "R20",
            Self::R21 => "R21",
            Self::R23 => "R23",
            Self::R24 => "R24",
        }
    }

    /// The report of a name on the wire.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|report| report.name() == name)
    }

    /// It can be made without anybody saying whom, which run or which meeting it is about.
    #[must_use]
    pub fn is_made_by_itself(self) -> bool {
        !self.is_of_a_person() && !self.is_of_a_run() && !self.is_of_a_meeting()
    }

    /// The label of its name.
    #[must_use]
    pub fn label_key(self) -> &'static str {
        match self {
            Self::MeetingPack => "report.meeting_pack",
            Self::R01 => "report.r01",
            Self::R02 => "report.r02",
            Self::R03 => "report.r03",
            Self::R04 => "report.r04",
            Self::Agenda => "report.agenda",
            Self::R06 => "report.r06",
            Self::R07 => "report.r07",
            Self::R12 => "report.r12",
            Self::R13 => "report.r13",
            Self::R14 => "report.r14",
            Self::R15 => "report.r15",
            Self::R22 => "report.r22",
            Self::R09 => "report.r09",
            Self::R10 => "report.r10",
            Self::R19 => "report.r19",
            Self::R20 => "report.r20",
            Self::R21 => "report.r21",
            Self::R23 => "report.r23",
            Self::R24 => "report.r24",
        }
    }

    /// It is for one person, who asked for it: that is its purpose and its recipient, and it must be told who.
    #[must_use]
    pub fn is_of_a_person(self) -> bool {
        self == Self::R23
    }

    /// It can be made for a part of the union, and is held to the reach of who asks. The directory has no parts: everyone's list is
    /// the same. Neither has counselling, nor what is about meetings, trainings, surveys and activities.
    #[must_use]
    pub fn has_parts(self) -> bool {
        // Named are those without: a report that is new has parts until somebody says otherwise.
        !matches!(
            self,
            Self::Agenda
                | Self::R06
                | Self::R07
                | Self::R09
                | Self::R10
                | Self::R12
                | Self::R13
                | Self::R14
                | Self::R15
                | Self::R19
                | Self::R20
                | Self::R21
        )
    }

    /// What of a request beside the day and the language it follows; it would say the same without the rest.
    #[must_use]
    pub fn takes(self) -> Vec<&'static str> {
        let has_period = matches!(self, Self::MeetingPack | Self::R02 | Self::R03 | Self::R09 | Self::R12 | Self::R24);
        let is_pack = self == Self::MeetingPack;
        // What is kept of a person, and what was written, is told whole.
        let by_unit = self.has_parts() && !matches!(self, Self::R23 | Self::R24);
        [
            ("from", has_period),
            // That of counselling there is the whole only is said by its own sentence.
            ("unit", by_unit || self == Self::R09),
            ("person", self.is_of_a_person() || self == Self::R14),
            ("run", self.is_of_a_run() || self == Self::R12),
            ("organization", matches!(self, Self::R14 | Self::R15)),
            ("payment", self == Self::R15),
            ("meeting", self.is_of_a_meeting()),
            ("plan", is_pack),
            ("issued", is_pack),
            ("names", self.may_name()),
        ]
        .into_iter()
        .filter_map(|(name, takes)| takes.then_some(name))
        .collect()
    }

    /// It can be made for the executive, with the smaller smallest count, or for members.
    #[must_use]
    pub fn has_audiences(self) -> bool {
        self == Self::R09
    }

    /// It is about one run of a training, which must be named.
    #[must_use]
    pub fn is_of_a_run(self) -> bool {
        matches!(self, Self::R13 | Self::R14 | Self::R15)
    }

    /// It is about one meeting, which must be named.
    #[must_use]
    pub fn is_of_a_meeting(self) -> bool {
        matches!(self, Self::Agenda | Self::R06 | Self::R07)
    }

    /// Its pages fit in memory, so that it can be set as a booklet; a roster is as long as the union is large.
    #[must_use]
    pub fn prints(self) -> bool {
        self != Self::R01
    }

    /// It can name the members behind its figures, and be made without them.
    #[must_use]
    pub fn may_name(self) -> bool {
        self == Self::R03
    }

    /// It names people without being a list of members: it stays in the union, because only R01 asks for everybody's consent and
    /// records whom it named.
    #[must_use]
    pub fn names_in_passing(self, names: bool) -> bool {
        matches!(self, Self::R22 | Self::R06) || (self == Self::R03 && names)
    }

    /// Names of members for whoever is named as the recipient: within the union, or R01 for another organisation.
    #[must_use]
    pub fn asks_recipient(self) -> bool {
        matches!(self, Self::R01 | Self::R13 | Self::R14)
    }

    /// Who may read it; `names` = the members behind the figures are named.
    #[must_use]
    pub fn sensitivity(self, names: bool) -> Sensitivity {
        match self {
            Self::MeetingPack | Self::R02 | Self::Agenda | Self::R07 | Self::R12 | Self::R20 => Sensitivity::C,
            Self::R03 if !names => Sensitivity::C,
            Self::R03 | Self::R04 | Self::R06 | Self::R15 | Self::R21 | Self::R22 => Sensitivity::B,
            Self::R01 | Self::R13 | Self::R14 | Self::R23 => Sensitivity::A,
            Self::R19 => Sensitivity::D,
            Self::R09 | Self::R24 => Sensitivity::B,
            Self::R10 => Sensitivity::S,
        }
    }

    /// What writing or seeing it asks for. What withholds nothing is for those who see the members themselves.
    #[must_use]
    pub fn right(self, names: bool) -> Right {
        match (self, self.sensitivity(names)) {
            // The directory is everyone's at the desk, and so is its list.
            (Self::R19, _) => Right::Officer,
            (Self::R23, _) => Right::Privacy,
            (Self::R09, _) => Right::SeeCaseCounts,
            (Self::R10, _) => Right::Counsel,
            (Self::R24, _) => Right::SeeAudit,
            (Self::R06, _) => Right::SeeAttendees,
            (Self::Agenda | Self::R07, _) => Right::SeeMeetings,
            (Self::R12 | Self::R15, _) => Right::SeeTrainingCosts,
            (Self::R20, _) => Right::SeeSurveys,
            (Self::R21, _) => Right::SeeActivities,
            (Self::R13 | Self::R14, _) => Right::ExportTraining,
            (_, Sensitivity::C | Sensitivity::D) => Right::SeeCounts,
            (_, Sensitivity::B) => Right::SeeDetails,
            (_, Sensitivity::A | Sensitivity::S) => Right::ExportNames,
        }
    }
}

/// A report as offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReportRow {
    /// Which.
    pub report: Report,
    /// Label of its name.
    pub label: String,
    /// Class of its content: A needs a purpose.
    pub sensitivity: String,
    /// A purpose must be given.
    pub asks_purpose: bool,
    /// A person must be named.
    pub asks_person: bool,
    /// Fields of a request that it follows, beside its day and language.
    pub takes: Vec<&'static str>,
    /// A run of a training must be named.
    pub asks_run: bool,
    /// A meeting must be named.
    pub asks_meeting: bool,
    /// The officer may have the members behind the figures named, or not.
    pub may_name: bool,
    /// It can be made for the executive or for members, and the officer may see both.
    pub has_audiences: bool,
    /// It can be written as a PDF, too: this computer has the program for it.
    pub prints: bool,
    /// The officer may write it.
    pub allowed: bool,
}

/// What a report should say.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct ReportAsk {
    /// Which report.
    pub report: Report,
    /// The day it is true for; today unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub as_of: Option<NaiveDate>,
    /// First day of the movements; the first day of the fiscal year unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub from: Option<NaiveDate>,
    /// Language; the officer's own unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub locale: Option<Locale>,
    /// Code of a unit, not its id: only its subtree.
    #[serde(default)]
    #[ts(optional)]
    pub unit: Option<String>,
    /// A kept list: only whom it holds, in its order (R01). Its day and units are its own.
    #[serde(default)]
    #[ts(optional)]
    pub list: Option<SavedListId>,
    /// Member number or id of the person that the report is about; of certificates of a run, whose it is.
    #[serde(default)]
    #[ts(optional)]
    pub person: Option<String>,
    /// Code or id of the run of a training that the report is about.
    #[serde(default)]
    #[ts(optional)]
    pub run: Option<String>,
    /// Name or id of the organisation that a bill (R15) or the certificates of its people (R14) are written for: it says what is
    /// theirs and nothing of the others. Without one the report is of all of them, for the union itself.
    #[serde(default)]
    #[ts(optional)]
    pub organization: Option<String>,
    /// How and until when a bill is paid, as it stands on the bill (R15 for an organisation).
    #[serde(default)]
    #[ts(optional)]
    pub payment: Option<String>,
    /// Id, title or day of the meeting that the report is about.
    #[serde(default)]
    #[ts(optional)]
    pub meeting: Option<String>,
    /// Name the members behind the figures, where the report can and the officer may; as far as both hold unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub names: Option<bool>,
    /// Figures of counselling as members may see them, with the larger smallest count.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub for_members: bool,
    /// The roster shows addresses and telephone numbers too; only with a purpose.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub contacts: bool,
    /// Name or id of the plan that the meeting pack follows; `congress` and `workplace` are the usual ones.
    #[serde(default)]
    #[ts(optional)]
    pub plan: Option<String>,
    /// A frozen meeting pack: what was kept is written, and its day, period, language and unit are its own.
    #[serde(default)]
    #[ts(optional)]
    pub issued: Option<IssuedPackId>,
}

impl ReportAsk {
    /// The meeting pack of a day by a plan, of the whole union and in the officer's own language.
    pub(super) fn of_pack(as_of: NaiveDate, from: NaiveDate, plan: String) -> Self {
        Self {
            report: Report::MeetingPack,
            as_of: Some(as_of),
            from: Some(from),
            locale: None,
            unit: None,
            list: None,
            person: None,
            run: None,
            organization: None,
            payment: None,
            meeting: None,
            names: None,
            for_members: true,
            contacts: false,
            plan: Some(plan),
            issued: None,
        }
    }
}

/// Write a report to a file.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct WriteReport {
    /// What it should say.
    #[serde(flatten)]
    pub ask: ReportAsk,
    /// Where.
    pub file: FileRef,
    /// Why; mandatory for the roster.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub purpose: String,
    /// For whom; the own union unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub recipient: Option<String>,
    /// Password that opens the workbook.
    #[serde(default)]
    #[ts(optional)]
    pub password: Option<Passphrase>,
}

/// The pages of a report as they would be written.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Preview {
    /// What all pages share.
    pub frame: Frame,
    /// The pages; of the roster only the beginning.
    pub pages: Vec<CodedPage>,
    /// Pages that a meeting pack does not have this time, and why.
    pub left_out: Vec<PageLeftOut>,
}

/// A report was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReportWritten {
    /// Name of the file, without its folder.
    pub name: String,
    /// Rows of all tables.
    #[ts(type = "number")]
    pub rows: u64,
    /// Size of the file.
    #[ts(type = "number")]
    pub bytes: u64,
    /// SHA-256 of the file, as the export log keeps it.
    pub sha256: String,
    /// It went to another organisation.
    pub provided: Option<crate::members::Provided>,
}

/// A paper that goes to each partner of a run, in a file of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartnerPaper {
    /// The invitation with its form: to whom none went out yet. A second one would make the first an old edition.
    Invitation,
    /// The answer to the applications, and after the run what came of them (E-08).
    Results,
    /// The certificates of its people who agreed (E-08).
    Certificates,
    /// The bill of its share, where something is still to be paid or comes back.
    Bill,
}

impl PartnerPaper {
    /// The label of its name, which its files are called by.
    #[must_use]
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Invitation => "training.invitation.name",
            Self::Results => "training.results.name",
            Self::Certificates => "report.training.certificate",
            Self::Bill => "report.training.bill",
        }
    }

    /// The right of whoever writes it for one partner.
    #[must_use]
    pub fn right(self) -> Right {
        match self {
            Self::Invitation | Self::Results => Right::ChangeTraining,
            Self::Certificates => Report::R14.right(false),
            Self::Bill => Report::R15.right(false),
        }
    }

    /// Persons are named in it.
    #[must_use]
    pub fn names_persons(self) -> bool {
        matches!(self, Self::Results | Self::Certificates)
    }
}

/// Write a paper for every partner of a run whom it concerns.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct WriteToPartners {
    /// Which paper.
    pub paper: PartnerPaper,
    /// Code or id of the run.
    pub run: String,
    /// The folder that the files are written into. Nothing in it is written over.
    pub folder: FileRef,
    /// Language of all files; for each partner that of what was last written for it, unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub locale: Option<Locale>,
    /// Why; mandatory for what names persons.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub purpose: String,
    /// Opens every file that has no password of its own.
    #[serde(default)]
    #[ts(optional)]
    pub password: Option<Passphrase>,
    /// A password for each partner: a file that reaches another one stays shut there.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<PartnerPassword>>")]
    pub passwords: Vec<PartnerPassword>,
    /// The passwords are a list that somebody keeps: where a partner whom the paper concerns has none of them, nothing is
    /// written for anybody.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub passwords_of_all: bool,
    /// How and until when a bill is paid; stands on the bills that ask for something.
    #[serde(default)]
    #[ts(optional)]
    pub payment: Option<String>,
    /// Bills as booklets (PDF).
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub booklets: bool,
    /// To whom the forms of invitations go back, as with one invitation.
    #[serde(flatten)]
    pub contact: Contact,
}

/// The password of one partner's file.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct PartnerPassword {
    /// The partner.
    pub org_id: OrganizationId,
    /// What opens its file.
    pub password: Passphrase,
}

/// What was written for partners.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct WrittenToPartners {
    /// Files, in the order of the partners.
    pub written: Vec<WrittenToPartner>,
    /// Partners for whom there is no file, and why.
    pub refused: Vec<NotToPartner>,
}

/// A file for a partner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct WrittenToPartner {
    /// The partner.
    pub org_id: OrganizationId,
    /// Its name.
    pub org: String,
    /// Name of the file, without its folder.
    pub name: String,
    /// Rows in it.
    #[ts(type = "number")]
    pub rows: u64,
    /// SHA-256 of the file, as the export log keeps it.
    pub sha256: String,
    /// What was given to the partner of whom.
    pub provided: Option<crate::members::Provided>,
}

/// No file for a partner.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct NotToPartner {
    /// The partner.
    pub org_id: OrganizationId,
    /// Its name.
    pub org: String,
    /// Why.
    pub why: Remark,
}
