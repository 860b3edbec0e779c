//! 名簿の点検: the records of a filter looked through in batches, by the rules of the model.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QuerySelect, Statement,
};

use super::super::entity::{consent, contact_point, finding_kept, membership};
use super::super::model::{
    CheckoffStatus, ConsentPurpose, ContactKind, Facts, FindingCount, FindingCounts, FindingKind, FindingRow,
    FindingsOf, MemberFilter, findings_of, usual_width,
};
use super::super::roster::{Stored, of_memberships};
use super::contradictions::contradicting;
use super::list::by_number;
use super::reach::{Scope, persons_in_reach, scope};
use crate::api::Page;
use crate::error::{Error, Result};
use crate::ids::{MembershipId, OrganizationId, PersonId};
use crate::rights::Right;
use crate::session::Session;
use crate::text::number_order;

/// Records looked through together.
const BATCH: u64 = 2_000;

/// A member with what was found.
struct Checked {
    stored: Stored,
    found: Vec<FindingKind>,
    kept: Vec<FindingKind>,
}

/// What cannot be seen in one record alone.
struct Around {
    member_width: Option<usize>,
    employee_width: HashMap<OrganizationId, Option<usize>>,
    /// Numbers of several people, without the zeros in front: the same number twice the database refuses.
    shared: HashSet<(OrganizationId, String)>,
    /// The union records consents to what goes to the federation.
    records_consents: bool,
    /// Whose units contradict themselves.
    placed_wrong: HashSet<MembershipId>,
}

#[derive(FromQueryResult)]
struct Width {
    employer_org_id: OrganizationId,
    width: i64,
    n: i64,
}

/// The usual width of the employee numbers in force at each employer ([`usual_width`]).
///
/// # Errors
/// What the database answers.
pub(crate) async fn employee_widths(on: &impl ConnectionTrait) -> Result<HashMap<OrganizationId, Option<usize>>> {
    let widths = "SELECT employer_org_id, CAST(length(employee_no) AS BIGINT) AS width, count(*) AS n FROM employment \
                  WHERE to_on IS NULL AND employee_no <> '' GROUP BY employer_org_id, length(employee_no)";
    let widths = Statement::from_string(on.get_database_backend(), widths);
    let mut by_employer: HashMap<OrganizationId, Vec<(i64, i64)>> = HashMap::new();
    for row in Width::find_by_statement(widths).all(on).await? {
        by_employer.entry(row.employer_org_id).or_default().push((row.width, row.n));
    }
    Ok(by_employer.into_iter().map(|(id, counts)| (id, usual_width(&counts))).collect())
}

#[derive(FromQueryResult)]
struct MemberWidth {
    width: i64,
    n: i64,
}

/// The usual width of the numbers of those who are members ([`usual_width`]).
///
/// # Errors
/// What the database answers.
pub(crate) async fn member_width(on: &impl ConnectionTrait) -> Result<Option<usize>> {
    let widths = "SELECT CAST(length(member_no) AS BIGINT) AS width, count(*) AS n FROM membership \
                  WHERE status IN ('active', 'suspended') GROUP BY length(member_no)";
    let widths = Statement::from_string(on.get_database_backend(), widths);
    let found = MemberWidth::find_by_statement(widths).all(on).await?;
    Ok(usual_width(&found.into_iter().map(|row| (row.width, row.n)).collect::<Vec<_>>()))
}

#[derive(FromQueryResult)]
struct Shared {
    employer_org_id: OrganizationId,
    employee_no: String,
}

impl Around {
    async fn of(session: &Session) -> Result<Self> {
        let on = session.look();
        let ask = |sql: &'static str| Statement::from_string(session.db().backend(), sql);
        let shared = "SELECT employer_org_id, lower(ltrim(employee_no, '0')) AS employee_no FROM employment \
                      WHERE to_on IS NULL AND employee_no <> '' \
                      GROUP BY employer_org_id, lower(ltrim(employee_no, '0')) HAVING count(DISTINCT person_id) > 1";
        let shared = Shared::find_by_statement(ask(shared)).all(on).await?;
        let consents = consent::Entity::find()
            .filter(consent::Column::Purpose.eq(ConsentPurpose::FederationShare))
            .limit(1)
            .count(on)
            .await?;
        Ok(Self {
            member_width: member_width(on).await?,
            employee_width: employee_widths(on).await?,
            shared: shared.into_iter().map(|row| (row.employer_org_id, row.employee_no)).collect(),
            records_consents: consents > 0,
            placed_wrong: contradicting(on).await?,
        })
    }
}

/// What was found in all records of a filter, by kind.
///
/// # Errors
/// An unknown unit, and what the database answers.
pub async fn count_findings(session: &Session, input: FindingsOf) -> Result<FindingCounts> {
    let scope = scope(session, Right::ChangeRoster).await?;
    let around = Around::of(session).await?;
    let mut counts: BTreeMap<FindingKind, (u64, u64)> = BTreeMap::new();
    let (mut members, mut with) = (0, 0);
    let mut after = None;
    while let Some(batch) = next(session, &scope, &around, &input.filter, &mut after).await? {
        for row in &batch {
            members += 1;
            with += u64::from(!row.found.is_empty());
            for kind in &row.found {
                counts.entry(*kind).or_default().0 += 1;
            }
            for kind in &row.kept {
                counts.entry(*kind).or_default().1 += 1;
            }
        }
        session.progress.step("findings", members, 0);
    }
    let kinds =
        counts.into_iter().map(|(kind, (n, kept))| FindingCount { kind, weight: kind.weight(), n, kept }).collect();
    Ok(FindingCounts { members, with, kinds })
}

/// A page of what was found, in the order of the member numbers.
///
/// # Errors
/// An unknown unit or place, and what the database answers.
pub async fn findings(session: &Session, input: FindingsOf) -> Result<Page<FindingRow>> {
    let scope = scope(session, Right::ChangeRoster).await?;
    let limit = usize::try_from(input.limit.unwrap_or(100).clamp(1, 500)).unwrap_or(100);
    let around = Around::of(session).await?;
    let mut after: Option<(String, MembershipId)> = match &input.after {
        Some(text) => Some(serde_json::from_str(text).map_err(|_| Error::invalid("after", "place_unknown"))?),
        None => None,
    };
    let mut rows: Vec<FindingRow> = Vec::new();
    while let Some(batch) = next(session, &scope, &around, &input.filter, &mut after).await? {
        for row in batch {
            let member_no = row.stored.line.member_no.clone().unwrap_or_default();
            let found = if input.kept { &row.kept } else { &row.found };
            for kind in found.iter().filter(|kind| input.kind.is_none_or(|wanted| wanted == **kind)) {
                let names = row.stored.unit_id.map(|unit| scope.tree.names(unit)).unwrap_or_default();
                let unit: Vec<&str> = [names.branch, names.sub_branch, names.workplace].into_iter().flatten().collect();
                rows.push(FindingRow {
                    person_id: row.stored.person_id,
                    membership_id: row.stored.membership_id,
                    member_no: member_no.clone(),
                    name: row.stored.line.name(),
                    unit: (!unit.is_empty()).then(|| unit.join(" / ")),
                    kind: *kind,
                    weight: kind.weight(),
                    field: kind.field().to_owned(),
                });
            }
            if rows.len() >= limit {
                let place = (number_order(&member_no), row.stored.membership_id);
                let next = serde_json::to_string(&place).map_err(|error| Error::Bug(error.to_string()))?;
                return Ok(Page { rows, next: Some(next) });
            }
        }
    }
    Ok(Page { rows, next: None })
}

/// The next records, checked; `None` after the last.
async fn next(
    session: &Session,
    scope: &Scope,
    around: &Around,
    filter: &MemberFilter,
    after: &mut Option<(String, MembershipId)>,
) -> Result<Option<Vec<Checked>>> {
    session.progress.go_on()?;
    let day = filter.as_of.unwrap_or_else(|| session.today());
    let found = by_number(session, filter, day, scope, after.as_ref(), BATCH).await?;
    let Some(last) = found.last().cloned() else { return Ok(None) };
    *after = Some(last);
    let ids: Vec<MembershipId> = found.into_iter().map(|(_, id)| id).collect();
    let members = of_memberships(session.look(), &ids, day).await?;
    let persons: Vec<PersonId> = members.iter().map(|member| member.person_id).collect();
    let seen = persons_in_reach(session.look(), scope, &persons).await?;
    let beside = Beside::of(session, &ids, &persons, day).await?;
    let checked = members
        .into_iter()
        .filter(|member| seen.contains(&member.person_id))
        .map(|stored| {
            let all = findings_of(&facts(&stored, around, &beside), day);
            let left = |kind: &FindingKind| beside.kept.contains(&(stored.person_id, kind.code()));
            let (kept, found) = all.into_iter().partition(left);
            Checked { stored, found, kept }
        })
        .collect();
    Ok(Some(checked))
}

/// What stands beside the lines of a batch.
struct Beside {
    mandates: HashMap<MembershipId, NaiveDate>,
    mails: HashSet<PersonId>,
    two_preferred: HashSet<PersonId>,
    kept: HashSet<(PersonId, String)>,
}

impl Beside {
    async fn of(session: &Session, ids: &[MembershipId], persons: &[PersonId], day: NaiveDate) -> Result<Self> {
        let on = session.look();
        let mandates: Vec<(MembershipId, Option<NaiveDate>)> = membership::Entity::find()
            .select_only()
            .columns([membership::Column::Id, membership::Column::CheckoffMandateOn])
            .filter(membership::Column::Id.is_in(ids.iter().copied()))
            .filter(membership::Column::CheckoffMandateOn.is_not_null())
            .into_tuple()
            .all(on)
            .await?;
        let ways: Vec<(PersonId, ContactKind, bool, Option<NaiveDate>)> = contact_point::Entity::find()
            .select_only()
            .columns([
                contact_point::Column::PersonId,
                contact_point::Column::Kind,
                contact_point::Column::Preferred,
                contact_point::Column::ToOn,
            ])
            .filter(contact_point::Column::PersonId.is_in(persons.iter().copied()))
            .filter(
                sea_orm::Condition::any()
                    .add(contact_point::Column::Preferred.eq(true))
                    .add(contact_point::Column::Kind.eq(ContactKind::MailWork)),
            )
            .into_tuple()
            .all(on)
            .await?;
        let mut first: HashMap<(PersonId, ContactKind), u32> = HashMap::new();
        let mut mails = HashSet::new();
        for (person, kind, preferred, to_on) in ways {
            if to_on.is_some_and(|last| last < day) {
                continue;
            }
            if preferred {
                *first.entry((person, kind)).or_default() += 1;
            }
            if kind == ContactKind::MailWork {
                mails.insert(person);
            }
        }
        let kept: Vec<(PersonId, String)> = finding_kept::Entity::find()
            .select_only()
            .columns([finding_kept::Column::PersonId, finding_kept::Column::Kind])
            .filter(finding_kept::Column::PersonId.is_in(persons.iter().copied()))
            .into_tuple()
            .all(on)
            .await?;
        Ok(Self {
            mandates: mandates.into_iter().filter_map(|(id, day)| Some((id, day?))).collect(),
            mails,
            two_preferred: first.into_iter().filter(|(_, n)| *n > 1).map(|((person, _), _)| person).collect(),
            kept: kept.into_iter().collect(),
        })
    }
}

fn facts(stored: &Stored, around: &Around, beside: &Beside) -> Facts {
    let line = &stored.line;
    let bare = |number: &String| number.trim_start_matches('0').to_lowercase();
    let number = stored.employer_id.zip(line.employee_no.as_ref().map(bare));
    Facts {
        member_no: line.member_no.clone().unwrap_or_default(),
        family_name: line.family_name.clone().unwrap_or_default(),
        given_name: line.given_name.clone(),
        family_kana: line.family_kana.clone(),
        given_kana: line.given_kana.clone(),
        birth_on: line.birth_on,
        joined_on: line.joined_on,
        left_on: line.left_on,
        hired_on: line.hired_on,
        is_employed: stored.employment_id.is_some(),
        employee_no: line.employee_no.clone(),
        number_shared: number.is_some_and(|number| around.shared.contains(&number)),
        has_unit: stored.unit_id.is_some(),
        placed_wrong: around.placed_wrong.contains(&stored.membership_id),
        home_address: line.home_address.clone(),
        postal: line.postal.clone(),
        has_contact: line.phone.is_some()
            || line.mobile.is_some()
            || line.mail_private.is_some()
            || beside.mails.contains(&stored.person_id),
        two_preferred: beside.two_preferred.contains(&stored.person_id),
        checkoff_status: line.checkoff_status.filter(|status| *status == CheckoffStatus::Mandated),
        mandate_on: beside.mandates.get(&stored.membership_id).copied(),
        consent_missing: around.records_consents && line.federation_share.is_none(),
        usual_member_width: around.member_width,
        usual_employee_width: stored
            .employer_id
            .and_then(|employer| around.employee_width.get(&employer).copied())
            .flatten(),
    }
}
