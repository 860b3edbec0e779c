//! Questions before a change: is this person here already, which number comes next, what would refuse?

use sea_orm::sea_query::{Expr, Func};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::super::actions::{kana_key, refusals};
use super::super::entity::{employment, erasure, membership, person};
use super::super::model::{AddMember, Checked, Likeness, PersonDraft};
use super::reach::{Scope, person_in_reach, scope};
use crate::desk::{self, Settings};
use crate::error::Result;
use crate::ids::{OrganizationId, PersonId};
use crate::rights::Right;
use crate::session::Session;
use crate::text;

/// The name of a person as it is folded for matching.
pub(crate) fn search_key(draft: &PersonDraft) -> String {
    text::name_key(&format!("{}{}", draft.family_name, draft.given_name.as_deref().unwrap_or_default()))
}

/// The key of a person's reading as it is stored.
pub(crate) fn kana_key_of(draft: &PersonDraft) -> String {
    kana_key(draft)
}

/// Whether somebody is called now as the other was before.
fn before_is(draft: &PersonDraft, row: &person::Model) -> bool {
    let given = draft.given_name.as_deref().unwrap_or_default();
    draft.former_name.as_deref().is_some_and(|former| text::name_key(&format!("{former}{given}")) == row.search_key)
}

/// M-01: persons with the same folded name and birth date, or with the same number at the same employer. Who is out of the
/// officer's sight is not named; the office finds such pairs among the duplicates of the whole roster.
///
/// # Errors
/// What the database answers.
pub(crate) async fn likenesses(
    on: &impl ConnectionTrait,
    scope: &Scope,
    draft: &PersonDraft,
    work: Option<(OrganizationId, &str)>,
    except: Option<PersonId>,
) -> Result<Vec<Likeness>> {
    let mut found: Vec<(PersonId, &str)> = Vec::new();
    if let Some(birth) = draft.birth_on {
        let rows = person::Entity::find()
            .filter(person::Column::SearchKey.eq(search_key(draft)))
            .filter(person::Column::BirthOn.eq(birth))
            .limit(20)
            .all(on)
            .await?;
        found.extend(rows.into_iter().map(|row| (row.id, "name_and_birth")));
        // Born on one day, and called so before (旧姓).
        let wanted = search_key(draft);
        let given = draft.given_name.as_deref().unwrap_or_default();
        let before = draft.former_name.as_deref().map(|former| text::name_key(&format!("{former}{given}")));
        let rows = person::Entity::find()
            .filter(person::Column::BirthOn.eq(birth))
            .filter(
                Condition::any()
                    .add(person::Column::FormerName.is_not_null())
                    .add_option(before.map(|key| person::Column::SearchKey.eq(key))),
            )
            .limit(500)
            .all(on)
            .await?;
        let was = |row: &person::Model| {
            let given = row.given_name.as_deref().unwrap_or_default();
            let former = row.former_name.as_deref().unwrap_or_default();
            let names = [format!("{former}{given}"), former.to_owned()];
            (!former.is_empty() && names.iter().any(|name| text::name_key(name) == wanted)) || before_is(draft, row)
        };
        let known: Vec<PersonId> = found.iter().map(|(id, _)| *id).collect();
        let renamed = rows.into_iter().filter(|row| !known.contains(&row.id) && was(row)).take(20);
        found.extend(renamed.map(|row| (row.id, "former_name_and_birth")));
    }
    if let Some((employer, number)) = work {
        let rows = employment::Entity::find()
            .filter(employment::Column::EmployerOrgId.eq(employer))
            .filter(employment::Column::EmployeeNo.is_in(text::stored_forms(number)))
            .filter(employment::Column::ToOn.is_null())
            .limit(20)
            .all(on)
            .await?;
        for row in rows {
            if !found.iter().any(|(id, _)| *id == row.person_id) {
                found.push((row.person_id, "employee_no"));
            }
        }
    }
    found.retain(|(id, _)| Some(*id) != except);
    let mut likenesses = Vec::new();
    for (id, because) in found {
        if scope.paths.is_some() && person_in_reach(on, scope, id).await.is_err() {
            continue;
        }
        let Some(row) = person::Entity::find_by_id(id).one(on).await? else { continue };
        let newest = membership::Entity::find()
            .filter(membership::Column::PersonId.eq(id))
            .all(on)
            .await?
            .into_iter()
            .max_by_key(|row| row.joined_on);
        likenesses.push(Likeness {
            person_id: id,
            name: format!("{} {}", row.family_name, row.given_name.unwrap_or_default()).trim().to_owned(),
            member_no: newest.map(|row| row.member_no),
            because: because.to_owned(),
        });
    }
    Ok(likenesses)
}

/// The union's next running number: one more than the largest of its prefix, written in the width of the settings. `0024` and
/// `000024` are one number to whoever reads them, so a number of any width counts; one that is wider is somebody else's shape.
///
/// # Errors
/// What the database answers.
pub(crate) async fn next_member_no(on: &impl ConnectionTrait, settings: &Settings) -> Result<String> {
    let prefix = settings.member_no_prefix.clone();
    let width = usize::try_from(settings.member_no_width).unwrap_or(6);
    let length = Expr::from(Func::char_length(Expr::col(membership::Column::MemberNo)));
    // The largest of each width, in one pass: as text, 9 stands after 0024.
    let largest: Vec<String> = membership::Entity::find()
        .select_only()
        .column_as(membership::Column::MemberNo.max(), "largest")
        .filter(membership::Column::MemberNo.gte(format!("{prefix}0")))
        .filter(membership::Column::MemberNo.lte(format!("{prefix}{}", "9".repeat(width))))
        .filter(sea_orm::sea_query::ExprTrait::lte(
            length.clone(),
            i64::try_from(prefix.chars().count() + width).unwrap_or(6),
        ))
        .group_by(length)
        .into_tuple::<String>()
        .all(on)
        .await?;
    let last: u64 = largest
        .iter()
        .filter_map(|number| number.strip_prefix(&prefix).and_then(|digits| digits.parse().ok()))
        .max()
        .unwrap_or(0);
    let erased = erasure::Entity::find()
        .select_only()
        .column_as(erasure::Column::HighestNo.max(), "largest")
        .into_tuple::<Option<i64>>()
        .one(on)
        .await?
        .flatten();
    let last = last.max(erased.and_then(|number| u64::try_from(number).ok()).unwrap_or(0));
    Ok(format!("{prefix}{:0width$}", last + 1))
}

/// What would refuse adding this member, and who may be the same person; nothing is changed.
///
/// # Errors
/// [`crate::error::Error::Invalid`] for fields that cannot be right.
pub async fn why_not_add(session: &Session, input: AddMember) -> Result<Checked> {
    let on = session.look();
    let settings = desk::profile(session).await?;
    let scope = scope(session, Right::ChangeRoster).await?;
    let checked = refusals(session, &scope, on, &input).await?;
    let mut refused_by: Vec<String> = checked.codes.into_iter().map(str::to_owned).collect();
    refused_by.extend(taken_numbers(on, &input).await?.into_iter().map(str::to_owned));
    let member_no = match &input.member_no {
        Some(number) if !number.trim().is_empty() => number.trim().to_owned(),
        _ => next_member_no(on, &settings).await?,
    };
    Ok(Checked { refused_by, same: checked.same, member_no })
}

/// Numbers that somebody else has: of members, and of the employees of one employer.
async fn taken_numbers(on: &impl ConnectionTrait, input: &AddMember) -> Result<Vec<&'static str>> {
    let mut taken = Vec::new();
    let said = |number: Option<&str>| number.map(str::trim).filter(|number| !number.is_empty()).map(str::to_owned);
    if let Some(number) = said(input.member_no.as_deref())
        && membership::Entity::find()
            .filter(membership::Column::MemberNo.is_in(text::stored_forms(&number)))
            .one(on)
            .await?
            .is_some()
    {
        taken.push("member_no_taken");
    }
    if let Some(work) = &input.employment
        && let Some(number) = said(work.employee_no.as_deref())
    {
        let held = employment::Entity::find()
            .filter(employment::Column::EmployerOrgId.eq(work.employer_org_id))
            .filter(employment::Column::EmployeeNo.is_in(text::stored_forms(&number)))
            .filter(employment::Column::ToOn.is_null())
            .one(on)
            .await?;
        // Somebody of this number may be the same person, and then that is what is asked first.
        if held.is_some() && input.not_a_duplicate {
            taken.push("employee_no_taken");
        }
    }
    Ok(taken)
}
