//! Who may do what: roles, rights and reach. Default deny: a right that no role of the officer carries is refused, and a
//! verb that names no right does not compile (`api.rs`). ARCHITECTURE.md has the table in words.

use chrono::NaiveDate;
use sea_orm::prelude::StringLen;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

use crate::ids::UnitId;

/// A role of an officer (GLOSSARY.md).
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    EnumIter,
    DeriveActiveEnum,
    Serialize,
    Deserialize,
    ts_rs::TS,
    schemars::JsonSchema,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Officers, settings, backups; sees no members.
    Admin,
    /// 個人情報管理責任者
    Dpo,
    /// 書記長: the whole roster, imports, meetings.
    GeneralSecretary,
    /// 執行委員: names and counts.
    Executive,
    /// 会計
    Treasurer,
    /// 支部役員: the roster of the own subtree.
    BranchOfficer,
    /// 職場委員: names of the own workplace.
    WorkplaceRep,
    /// 相談員
    Counselor,
    /// 相談統括
    CounselSupervisor,
    /// 研修担当
    TrainingManager,
    /// 職業紹介責任者
    PlacementManager,
    /// 会計監査
    Auditor,
    /// Suppressed counts only.
    Viewer,
}

/// What a verb asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Nothing: even without an open file (open, create, status).
    Anyone,
    /// Any officer who is logged in.
    Officer,
    /// Settings of the union.
    Settings,
    /// Backup, restore, verify, recovery sheet.
    Backup,
    /// Add officers and lock them out.
    ManageOfficers,
    /// See officers and their roles.
    SeeOfficers,
    /// Read the audit trail and the export log.
    SeeAudit,
    /// See units and organisations (no persons).
    SeeUnits,
    /// Change units, employers, headcounts.
    ChangeUnits,
    /// See members' names, and in which unit they are.
    SeeNames,
    /// See what stands beside the name in the roster: numbers, dates, employment.
    SeeDetails,
    /// See contacts, birth dates and the whole card.
    SeeCards,
    /// Add, correct, move and end memberships.
    ChangeRoster,
    /// Read files into the roster.
    ImportRoster,
    /// Write persons out to a file (class A).
    ExportNames,
    /// Reports with counts only.
    SeeCounts,
    /// What the law asks of the union for persons' data: joint use, their requests, disclosure.
    Privacy,
    /// Change what the union says of public schemes and communities.
    ChangeSupport,
    /// Erase persons, and drop what is past its time.
    Erase,
    /// Counsel: the own cases, and the counselling room.
    Counsel,
    /// Read cases under the member's consent to supervision.
    Supervise,
    /// Prepare and publish the questions of check-ins, and answer for their licence.
    ChangeInstruments,
    /// Figures of counselling, without the small ones (13.3).
    SeeCaseCounts,
    /// Figures of counselling as the executive sees them.
    SeeCaseFigures,
    /// Ask for secrecy to be lifted and decide about it, without reading anything.
    LiftSecrecy,
    /// See who applied for a training and what became of it.
    SeeTraining,
    /// Change courses, runs, seats, attendance.
    ChangeTraining,
    /// See the costs of trainings and who bears them.
    SeeTrainingCosts,
    /// Write participants of trainings out to a file (class A).
    ExportTraining,
    /// See surveys and the results of closed waves.
    SeeSurveys,
    /// Count sheets, write forms and take them in.
    EnterSurveys,
    /// Change questionnaires, open and close waves.
    ChangeSurveys,
    /// Note the own time.
    LogTime,
    /// See activities with their hours, costs and decisions.
    SeeActivities,
    /// Change activities, decide about them.
    ChangeActivities,
    /// See meetings, their figures and what they decided; no names of those who came.
    SeeMeetings,
    /// See who is entitled to a meeting, who came, and who was given a paper.
    SeeAttendees,
    /// Rules, convening, the door, ballots, minutes.
    ChangeMeetings,
    /// Arrange meeting packs, freeze them and hand them out.
    IssuePacks,
    /// Approve what goes to members.
    ApprovePacks,
}

/// How far a right reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The whole union.
    Whole,
    /// The subtrees under these units.
    Subtrees(Vec<UnitId>),
}

/// A role held within a part of the union for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// Top of the subtree; empty = the whole union.
    pub scope: Option<UnitId>,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day; empty = open.
    pub to_on: Option<NaiveDate>,
}

/// Whether a role carries a right at all.
#[must_use]
pub fn carries(role: Role, right: Right) -> bool {
    use Right::{
        Anyone, ApprovePacks, Backup, ChangeActivities, ChangeInstruments, ChangeMeetings, ChangeRoster, ChangeSupport,
        ChangeSurveys, ChangeTraining, ChangeUnits, Counsel, EnterSurveys, Erase, ExportNames, ExportTraining,
        ImportRoster, IssuePacks, LiftSecrecy, LogTime, ManageOfficers, Officer, Privacy, SeeActivities, SeeAttendees,
        SeeAudit, SeeCards, SeeCaseCounts, SeeCaseFigures, SeeCounts, SeeDetails, SeeMeetings, SeeNames, SeeOfficers,
        SeeSurveys, SeeTraining, SeeTrainingCosts, SeeUnits, Settings, Supervise,
    };
    match right {
        Anyone | Officer | SeeUnits => true,
        Settings | Backup => role == Role::Admin,
        ManageOfficers => matches!(role, Role::Admin | Role::GeneralSecretary),
        SeeOfficers => matches!(role, Role::Admin | Role::GeneralSecretary | Role::Dpo),
        Privacy => matches!(role, Role::GeneralSecretary | Role::Dpo),
        SeeAudit => matches!(role, Role::Admin | Role::Dpo | Role::Auditor | Role::GeneralSecretary),
        ChangeUnits | ImportRoster | ChangeSupport | ChangeMeetings | Erase | ChangeSurveys | ChangeActivities => {
            role == Role::GeneralSecretary
        }
        SeeMeetings => matches!(role, Role::GeneralSecretary | Role::Executive | Role::Auditor),
        SeeAttendees | IssuePacks | ApprovePacks => matches!(role, Role::GeneralSecretary | Role::Executive),
        SeeNames => matches!(role, Role::GeneralSecretary | Role::Executive | Role::BranchOfficer | Role::WorkplaceRep),
        SeeDetails => matches!(role, Role::GeneralSecretary | Role::Executive | Role::BranchOfficer),
        SeeCards | ChangeRoster | ExportNames => matches!(role, Role::GeneralSecretary | Role::BranchOfficer),
        Counsel => role == Role::Counselor,
        Supervise => matches!(role, Role::Counselor | Role::CounselSupervisor),
        LiftSecrecy => {
            matches!(role, Role::Counselor | Role::CounselSupervisor | Role::GeneralSecretary | Role::Dpo)
        }
        ChangeInstruments => matches!(role, Role::Counselor | Role::CounselSupervisor | Role::GeneralSecretary),
        SeeCaseFigures => {
            matches!(role, Role::GeneralSecretary | Role::Executive | Role::Counselor | Role::CounselSupervisor)
        }
        SeeCaseCounts => role == Role::Dpo || carries(role, SeeCaseFigures),
        SeeCounts => matches!(role, Role::GeneralSecretary | Role::Executive | Role::BranchOfficer | Role::Viewer),
        ChangeTraining => role == Role::TrainingManager,
        ExportTraining => matches!(role, Role::TrainingManager | Role::GeneralSecretary),
        SeeTraining => matches!(
            role,
            Role::TrainingManager | Role::GeneralSecretary | Role::Executive | Role::BranchOfficer | Role::WorkplaceRep
        ),
        SeeTrainingCosts => matches!(
            role,
            Role::TrainingManager | Role::GeneralSecretary | Role::Executive | Role::Treasurer | Role::Auditor
        ),
        SeeSurveys => matches!(role, Role::GeneralSecretary | Role::Executive | Role::Viewer),
        EnterSurveys => matches!(role, Role::GeneralSecretary | Role::Executive),
        SeeActivities => {
            matches!(role, Role::GeneralSecretary | Role::Executive | Role::Treasurer | Role::Auditor)
        }
        // Whoever works for the union; who looks on notes nothing.
        LogTime => !matches!(role, Role::Admin | Role::Dpo | Role::Auditor | Role::Viewer),
    }
}

/// Rights that have no part: what they change or show is the union's as a whole, so a role for a part does not carry them.
fn is_of_the_whole(right: Right) -> bool {
    use Right::{
        Backup, ChangeActivities, ChangeInstruments, ChangeMeetings, ChangeSupport, ChangeSurveys, ChangeTraining,
        ChangeUnits, Counsel, EnterSurveys, Erase, ExportTraining, ImportRoster, LiftSecrecy, ManageOfficers, Privacy,
        SeeActivities, SeeAttendees, SeeAudit, SeeCaseCounts, SeeCaseFigures, SeeMeetings, SeeOfficers, SeeSurveys,
        SeeTrainingCosts, Settings, Supervise,
    };
    matches!(
        right,
        Settings
            | Backup
            | ManageOfficers
            | SeeOfficers
            | SeeAudit
            | ChangeUnits
            | ImportRoster
            | Privacy
            | ChangeSupport
            | ChangeTraining
            | ChangeMeetings
            | SeeMeetings
            | SeeAttendees
            | SeeTrainingCosts
            | ExportTraining
            | Erase
            | Counsel
            | Supervise
            | LiftSecrecy
            | SeeSurveys
            | EnterSurveys
            | ChangeSurveys
            | SeeActivities
            | ChangeActivities
            | ChangeInstruments
            | SeeCaseCounts
            | SeeCaseFigures
    )
}

/// Roles that see only a part of the union even when no unit was named: without a scope they see nothing.
fn needs_scope(role: Role) -> bool {
    matches!(role, Role::BranchOfficer | Role::WorkplaceRep)
}

/// How far the grants of an officer reach for a right on a day; `None` = refused.
#[must_use]
pub fn reach(grants: &[Grant], right: Right, today: NaiveDate) -> Option<Reach> {
    let mut tops = Vec::new();
    let mut any = false;
    for grant in grants.iter().filter(|grant| grant.from_on <= today && grant.to_on.is_none_or(|last| last >= today)) {
        if !carries(grant.role, right) {
            continue;
        }
        match grant.scope {
            None if needs_scope(grant.role) => {}
            None => return Some(Reach::Whole),
            Some(_) if is_of_the_whole(right) => {}
            Some(unit) => {
                any = true;
                tops.push(unit);
            }
        }
    }
    any.then_some(Reach::Subtrees(tops))
}

/// The units that somebody sees the members of, or counts of them, who does so for parts of the union only; none for who sees the whole
/// union, or no members at all.
#[must_use]
pub fn part(grants: &[Grant], today: NaiveDate) -> Option<Vec<UnitId>> {
    let mut tops = Vec::new();
    for right in [Right::SeeNames, Right::SeeCounts] {
        match reach(grants, right, today) {
            Some(Reach::Whole) => return None,
            Some(Reach::Subtrees(units)) => tops.extend(units),
            None => {}
        }
    }
    (!tops.is_empty()).then_some(tops)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(role: Role, scope: Option<UnitId>) -> Grant {
        Grant { role, scope, from_on: NaiveDate::MIN, to_on: None }
    }

    #[test]
    fn an_officer_without_a_fitting_role_is_refused() {
        let today = NaiveDate::MIN;
        assert_eq!(reach(&[], Right::Officer, today), None);
        assert_eq!(reach(&[grant(Role::Admin, None)], Right::SeeNames, today), None);
        assert_eq!(reach(&[grant(Role::Viewer, None)], Right::SeeCards, today), None);
    }

    #[test]
    fn who_sees_members_of_units_only_is_of_a_part_whatever_the_role_is_called() {
        let (unit, today) = (UnitId::new(), NaiveDate::MIN);
        for role in [Role::BranchOfficer, Role::WorkplaceRep, Role::Executive, Role::Viewer] {
            assert!(part(&[grant(role, Some(unit))], today).is_some_and(|tops| tops.contains(&unit)), "{role:?}");
        }
        let both = [grant(Role::BranchOfficer, Some(unit)), grant(Role::Executive, None)];
        assert_eq!(part(&both, today), None);
        for role in [Role::Admin, Role::Treasurer, Role::Executive] {
            assert_eq!(part(&[grant(role, None)], today), None, "{role:?}");
        }
    }

    #[test]
    fn a_secretary_of_a_part_neither_imports_nor_manages_officers() {
        let unit = UnitId::new();
        let today = NaiveDate::MIN;
        let of_a_part = [grant(Role::GeneralSecretary, Some(unit)), grant(Role::Admin, Some(unit))];
        for right in [Right::ImportRoster, Right::ChangeUnits, Right::ManageOfficers, Right::SeeAudit, Right::Settings]
        {
            assert_eq!(reach(&of_a_part, right, today), None, "{right:?}");
            assert_eq!(
                reach(&[grant(Role::GeneralSecretary, None), grant(Role::Admin, None)], right, today),
                Some(Reach::Whole)
            );
        }
        assert_eq!(reach(&of_a_part, Right::ChangeRoster, today), Some(Reach::Subtrees(vec![unit])));
    }

    #[test]
    fn a_branch_officer_reaches_only_the_own_subtree() {
        let unit = UnitId::new();
        let today = NaiveDate::MIN;
        assert_eq!(
            reach(&[grant(Role::BranchOfficer, Some(unit))], Right::SeeCards, today),
            Some(Reach::Subtrees(vec![unit]))
        );
        assert_eq!(reach(&[grant(Role::BranchOfficer, None)], Right::SeeCards, today), None, "no unit named: nothing");
    }
}
