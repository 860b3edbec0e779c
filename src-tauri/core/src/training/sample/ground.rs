//! What stands before any run: partners and their people, courses, interest.

use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::super::entity::{course, training_interest};
use super::plan::{COURSES, FAMILY, GIVEN, PARTNERS};
use super::shifted;
use crate::error::Result;
use crate::ids::{CourseId, InterestId, OrganizationId};
use crate::members::{Outsider, PersonDraft};
use crate::ops::Change;
use crate::organizations::{self, AddOrganization, OrgKind};
use crate::text::name_key;

/// The partner unions.
pub(super) async fn partners(change: &mut Change<'_>) -> Result<Vec<OrganizationId>> {
    let mut ids = Vec::new();
    for (n, (name, kana, ..)) in (1..).zip(PARTNERS) {
        let id = OrganizationId::new();
        let mut partner = AddOrganization::named(OrgKind::EnterpriseUnion, name, None);
        partner.name_kana = Some(kana.to_owned());
        partner.phone = Some(format!("03-0000-9{n:03}"));
        partner.mail = Some(format!("kyoiku{n}@partner.example.jp"));
        partner.contact_name = Some(format!("見本 教育担当{n}"));
        organizations::create_employer_as(change, id, partner).await?;
        ids.push(id);
    }
    Ok(ids)
}

/// People of a partner.
pub(super) fn outsiders(partner: usize) -> Vec<Outsider> {
    let people = FAMILY.iter().enumerate().flat_map(|(n, family)| {
        // Three people of each family name, different ones at each partner.
        (0..3).filter_map(move |k| {
            GIVEN.get((n * 3 + k * 5 + partner * 7) % GIVEN.len()).map(|given| (family, given, n, k))
        })
    });
    people
        .map(|(family, given, n, k)| Outsider {
            person: PersonDraft {
                family_name: family.0.to_owned(),
                given_name: Some(given.0.to_owned()),
                family_kana: Some(family.1.to_owned()),
                given_kana: Some(given.1.to_owned()),
                ..PersonDraft::default()
            },
            mail: Some(format!("p{partner}{n:02}{k}@partner.example.jp")),
            phone: None,
        })
        .collect()
}

/// The catalogue.
pub(super) async fn courses(change: &mut Change<'_>) -> Result<Vec<CourseId>> {
    let mut ids = Vec::new();
    for (n, (title, purpose, target, hours, kind, ratio, assignment)) in (1..).zip(COURSES) {
        let id = CourseId::new();
        // Who leads talks at the table has learned the basics.
        let before: Vec<CourseId> = if n == 2 { ids.first().copied().into_iter().collect() } else { Vec::new() };
        change
            .lay_down::<course::Entity>(vec![course::ActiveModel {
                id: Set(id),
                code: Set(format!("C{n:02}")),
                title: Set(title.to_owned()),
                title_key: Set(name_key(title)),
                purpose: Set(Some(purpose.to_owned())),
                kyojo_kind: Set(kind),
                target: Set(Some(target.to_owned())),
                hours: Set(hours),
                required_ratio: Set(ratio),
                excused_counts: Set(false),
                needs_assignment: Set(assignment),
                prerequisites: Set(json!(before).to_string()),
                prerequisite_note: Set(None),
                active_to: Set(None),
                ..Default::default()
            }])
            .await?;
        ids.push(id);
    }
    Ok(ids)
}

/// Interest before days are fixed.
pub(super) async fn interest(change: &mut Change<'_>, courses: &[CourseId], orgs: &[OrganizationId]) -> Result<()> {
    let rows =
        [(2, Some(0), 6, "春の土日"), (2, Some(1), 4, "オンラインでも"), (5, None, 8, "平日の夜"), (7, Some(2), 5, "")];
    let rows = rows.iter().filter_map(|(course, org, people, wish)| {
        Some(training_interest::ActiveModel {
            id: Set(InterestId::new()),
            course_id: Set(*courses.get(*course)?),
            org_id: Set(org.and_then(|org: usize| orgs.get(org)).copied()),
            people: Set(*people),
            wish: Set(Some((*wish).to_owned()).filter(|wish| !wish.is_empty())),
            recorded_on: Set(shifted(-30)),
            ended_on: Set(None),
            ..Default::default()
        })
    });
    let rows = rows.collect();
    change.lay_down::<training_interest::Entity>(rows).await
}
