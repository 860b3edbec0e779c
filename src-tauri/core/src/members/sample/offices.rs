//! The fictional union's offices, and the terms of those who hold them.

use std::collections::VecDeque;

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;

use super::plan::date;
use crate::ids::{MembershipId, OfficeId, TermId, UnitId};
use crate::members::entity::{office, office_term};
use crate::members::model::{ElectedBy, FulltimeKind, OfficeKind};
use crate::organizations::{SampleUnion, SampleWorkplace};

/// Offices of the whole union with their seats, in the order in which they are filled.
const OF_UNION: [(OfficeKind, &str, i64); 5] = [
    (OfficeKind::Chair, "執行委員長", 1),
    (OfficeKind::ViceChair, "副執行委員長", 2),
    (OfficeKind::GeneralSecretary, "書記長", 1),
    (OfficeKind::Executive, "執行委員", 6),
    (OfficeKind::Auditor, "会計監査", 2),
];

/// Offices of the parts of the union: one in each.
const OF_PARTS: [(OfficeKind, &str); 3] = [
    (OfficeKind::BranchChair, "支部長"),
    (OfficeKind::SubBranchChair, "分会長"),
    (OfficeKind::WorkplaceRep, "職場委員"),
];

/// Months of a term.
const TERM: i64 = 24;

/// The term in which the sample ends: its first and last day.
fn term() -> (NaiveDate, NaiveDate) {
    (date(2025, 9, 1), date(2027, 8, 31))
}

/// A seat that somebody takes.
pub(super) struct Post {
    office: OfficeId,
    kind: OfficeKind,
    unit: Option<UnitId>,
    from_on: NaiveDate,
}

impl Post {
    /// The term of a member since a day. Who joined or came to the unit during the term was chosen then, for the rest of it.
    pub fn term(self, membership: MembershipId, joined_on: NaiveDate) -> office_term::ActiveModel {
        let (first, last) = term();
        let full = matches!(self.kind, OfficeKind::Chair | OfficeKind::GeneralSecretary);
        let elected_by = match self.kind {
            OfficeKind::BranchChair | OfficeKind::SubBranchChair | OfficeKind::WorkplaceRep => ElectedBy::Uncontested,
            _ => ElectedBy::DirectSecretBallot,
        };
        office_term::ActiveModel {
            id: Set(TermId::new()),
            office_id: Set(self.office),
            membership_id: Set(membership),
            unit_id: Set(self.unit),
            from_on: Set(first.max(joined_on).max(self.from_on)),
            to_on: Set(None),
            fulltime_kind: Set(if full { FulltimeKind::OnRoll } else { FulltimeKind::None }),
            elected_by: Set(elected_by),
            ended_early_reason: Set(None),
            due_on: Set(Some(last)),
            ..Default::default()
        }
    }
}

/// The offices, and the seats that are still free.
pub(super) struct Posts {
    of_parts: [OfficeId; 3],
    offices: Vec<office::ActiveModel>,
    free: VecDeque<(OfficeId, OfficeKind)>,
    branches: Vec<Option<UnitId>>,
    sub_branches: Vec<Option<UnitId>>,
    workplaces: Vec<UnitId>,
}

impl Posts {
    pub fn of(union: &SampleUnion) -> Self {
        let mut offices = Vec::new();
        let mut add = |kind, label: &str, seats: Option<i64>| {
            let id = OfficeId::new();
            let before = i64::try_from(offices.len()).unwrap_or_default();
            offices.push(office::ActiveModel {
                id: Set(id),
                kind: Set(kind),
                label: Set(label.to_owned()),
                sort: Set(before + 1),
                seats: Set(seats),
                term_months: Set(Some(TERM)),
                active: Set(true),
                ..Default::default()
            });
            id
        };
        let mut free = VecDeque::new();
        for (kind, label, seats) in OF_UNION {
            let id = add(kind, label, Some(seats));
            free.extend((0..seats).map(|_| (id, kind)));
        }
        let of_parts = OF_PARTS.map(|(kind, label)| add(kind, label, None));
        Self {
            of_parts,
            offices,
            free,
            branches: union.branches.iter().map(|branch| Some(branch.id)).collect(),
            sub_branches: union.sub_branches.iter().copied().map(Some).collect(),
            workplaces: Vec::new(),
        }
    }

    /// The rows of the offices.
    pub fn offices(&mut self) -> Vec<office::ActiveModel> {
        std::mem::take(&mut self.offices)
    }

    /// A seat that is free where somebody has belonged since a day: of the parts first, then of the union.
    pub fn take(&mut self, place: &SampleWorkplace, from_on: NaiveDate) -> Option<Post> {
        let [branch, sub_branch, workplace] = self.of_parts;
        let of_part = |office, kind, unit| Some(Post { office, kind, unit: Some(unit), from_on });
        if let Some(unit) = self.branches.get_mut(place.branch).and_then(Option::take) {
            return of_part(branch, OfficeKind::BranchChair, unit);
        }
        if let Some(unit) = self.sub_branches.get_mut(place.sub_branch).and_then(Option::take) {
            return of_part(sub_branch, OfficeKind::SubBranchChair, unit);
        }
        if !self.workplaces.contains(&place.id) {
            self.workplaces.push(place.id);
            return of_part(workplace, OfficeKind::WorkplaceRep, place.id);
        }
        let (office, kind) = self.free.pop_front()?;
        Some(Post { office, kind, unit: None, from_on: NaiveDate::MIN })
    }
}
