//! 突合: an employer's list of those present against the roster. Four piles: newly found, changed, not on the list, to be
//! looked at. Nothing is applied unasked, and what is applied is one step that can be taken back.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::judge::{Does, Judged};
use super::row::Draft;
use super::run::{Acceptance, Run};
use super::{imported, look_through, write_rows};
use crate::error::{Error, Result};
use crate::ids::{BatchId, OrganizationId, PersonId};
use crate::members::actions::{begin_condition, end, kept, name_of};
use crate::members::closed::{Entry, may_enter, note_correction};
use crate::members::entity::{employment, membership, membership_condition, person};
use crate::members::line::Line;
use crate::members::model::{
    Candidate, Imported, LeaveUnion, MissingDecision, MissingDoes, MissingMember, Reconcile, Reconciled, RosterFile,
    Severity, StartCondition, UnsureRow,
};
use crate::members::queries::{alike, kana_key_of, scope, search_key};
use crate::ops::Change;
use crate::organizations;
use crate::rights::Right;
use crate::session::Session;
use crate::text::{name_key, number_order};

/// Rows of each pile that cross the wire.
const ROWS: usize = 2_000;
/// Members not on the list that cross the wire.
const MISSING: usize = 1_000;
/// Whom a row may mean, at most.
const CANDIDATES: usize = 5;

/// Compare a list with the roster; nothing is written.
///
/// # Errors
/// As `preview_roster`.
pub async fn preview_reconcile(session: &Session, input: RosterFile) -> Result<Reconciled> {
    let mut refused: Vec<Draft> = Vec::new();
    let mut nobody = Nobody::default();
    let (list, run) = look_through(session, &input, ROWS, true, |row: &Judged| match row.does {
        Does::Refused => {
            nobody.refused(&row.draft);
            if refused.len() < ROWS {
                refused.push(row.draft.clone());
            }
        }
        Does::Adds(None) => nobody.found(&row.draft),
        _ => {}
    })
    .await?;
    let mut unsure = Vec::new();
    for draft in refused {
        unsure.push(unsure_row(session, &run, &draft).await?);
    }
    let (mut missing, missing_n) = missing(session, &run, &nobody).await?;
    // Whom a row to be looked at may mean is not known to be missing.
    for row in &unsure {
        for person in row.candidates.iter().map(|candidate| candidate.person.person_id) {
            for member in missing.iter_mut().filter(|member| member.person_id == person) {
                member.maybe_row = member.maybe_row.or(Some(row.row));
            }
        }
    }
    Ok(Reconciled { list, unsure, missing, missing_n })
}

/// Rows that mean nobody of the roster, as somebody who seems to be missing may be known by them: a row that cannot be read, a birth
/// date that was mistyped, another family name without a number beside it.
#[derive(Default)]
struct Nobody {
    /// By the whole name.
    names: HashMap<String, u32>,
    /// By the birth date, and the given name or its reading.
    births: HashMap<(NaiveDate, String), u32>,
    /// By the employee number, without the zeros that a list may lose.
    numbers: HashMap<String, u32>,
}

impl Nobody {
    /// A row of somebody newly found: its number is its own.
    fn found(&mut self, draft: &Draft) {
        let person = draft.line.person();
        self.names.entry(search_key(&person)).or_insert(draft.number);
        for key in given_keys(person.birth_on, [&person.given_name, &person.given_kana]) {
            self.births.entry(key).or_insert(draft.number);
        }
    }

    /// A row that cannot be taken.
    fn refused(&mut self, draft: &Draft) {
        self.found(draft);
        if let Some(number) = draft.line.employee_no.as_deref().map(without_zeros) {
            self.numbers.entry(number).or_insert(draft.number);
        }
    }

    /// The row that may be this member.
    fn row_of(&self, person: &person::Model, work: &employment::Model) -> Option<u32> {
        let number = work.employee_no.as_deref().map(without_zeros);
        let keys = given_keys(person.birth_on, [&person.given_name, &person.given_kana]);
        let by_number = number.and_then(|number| self.numbers.get(&number));
        let by_birth = || keys.into_iter().find_map(|key| self.births.get(&key));
        by_number.or_else(|| self.names.get(&person.search_key)).or_else(by_birth).copied()
    }
}

fn without_zeros(number: &str) -> String {
    number.trim_start_matches('0').to_lowercase()
}

fn given_keys(birth: Option<NaiveDate>, given: [&Option<String>; 2]) -> Vec<(NaiveDate, String)> {
    let keys = given.into_iter().flatten().map(|given| name_key(given)).filter(|key| !key.is_empty());
    birth.map(|birth| keys.map(|key| (birth, key)).collect()).unwrap_or_default()
}

async fn unsure_row(session: &Session, run: &Run, draft: &Draft) -> Result<UnsureRow> {
    let errors = draft.findings.iter().filter(|finding| finding.severity == Severity::Error);
    let problems: Vec<String> = errors.map(|finding| finding.code.to_owned()).collect();
    let doubtful = [
        "possible_duplicate",
        "number_of_another",
        "number_twice_in_file",
        "member_no_differs",
        "membership_ended",
        "employee_no_differs",
        "employee_no_taken",
    ];
    let candidates = if problems.iter().any(|code| doubtful.contains(&code.as_str())) {
        candidates(session, &draft.line).await?
    } else {
        Vec::new()
    };
    Ok(UnsureRow {
        sheet: run.sheet(draft.sheet).to_owned(),
        row: draft.number,
        name: draft.line.name(),
        problems,
        candidates,
    })
}

/// Persons of the same name, the same reading or the same number, with what agrees.
async fn candidates(session: &Session, line: &Line) -> Result<Vec<Candidate>> {
    use person::Column;
    let on = session.look();
    let scope = scope(session, Right::ImportRoster).await?;
    let draft = line.person();
    let (name, kana) = (search_key(&draft), kana_key_of(&draft));
    let mut any = Condition::any().add(Column::SearchKey.eq(&name));
    if draft.family_kana.is_some() {
        any = any.add(Column::KanaKey.eq(&kana));
    }
    let numbers: HashSet<PersonId> = match &line.employee_no {
        Some(number) => employment::Entity::find()
            .filter(employment::Column::EmployeeNo.eq(number))
            .all(on)
            .await?
            .into_iter()
            .map(|row| row.person_id)
            .collect(),
        None => HashSet::new(),
    };
    any = any.add(Column::Id.is_in(numbers.iter().copied()));
    let rows = person::Entity::find()
        .filter(any)
        .filter(Column::MergedIntoId.is_null())
        .filter(Column::ErasedAt.is_null())
        .order_by_asc(Column::Id)
        .all(on)
        .await?;
    let mut found: Vec<(usize, Candidate)> = Vec::new();
    for row in rows.iter().take(50) {
        let mut because: Vec<&str> = Vec::new();
        let same_name = row.search_key == name;
        let same_kana = draft.family_kana.is_some() && row.kana_key == kana;
        if same_name {
            because.push(if name_of(row).replace(' ', "") == line.name().replace([' ', '\u{3000}'], "") {
                "name"
            } else {
                "name_variant"
            });
        }
        if same_kana {
            because.push(if same_name { "kana" } else { "kana_other_kanji" });
        }
        match (row.birth_on, draft.birth_on) {
            (Some(own), Some(other)) => because.push(if own == other { "birth" } else { "birth_differs" }),
            _ => because.push("birth_missing"),
        }
        if numbers.contains(&row.id) {
            because.push("employee_no");
        }
        let agrees = because.iter().filter(|code| !code.ends_with("differs") && !code.ends_with("missing")).count();
        if let Some(person) = alike(session, &scope, row.id).await? {
            found.push((agrees, Candidate { because: because.into_iter().map(str::to_owned).collect(), person }));
        }
    }
    found.sort_by_key(|(agrees, _)| std::cmp::Reverse(*agrees));
    Ok(found.into_iter().take(CANDIDATES).map(|(_, candidate)| candidate).collect())
}

/// Members in force on the list's day with the employers that the list speaks of, whom no row meant.
async fn missing(session: &Session, run: &Run, nobody: &Nobody) -> Result<(Vec<MissingMember>, u64)> {
    let on = session.look();
    let day = run.as_of;
    let met: HashSet<PersonId> = run.met().collect();
    let employers = employers_of(on, &met, day, run).await?;
    if employers.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let names: HashMap<OrganizationId, String> =
        organizations::organizations(on).await?.into_iter().map(|row| (row.id, row.name)).collect();
    let works = employment::Entity::find()
        .filter(employment::Column::EmployerOrgId.is_in(employers))
        .filter(Condition::any().add(employment::Column::ToOn.is_null()).add(employment::Column::ToOn.gte(day)))
        .all(on)
        .await?;
    let works: HashMap<PersonId, employment::Model> =
        works.into_iter().filter(|work| !met.contains(&work.person_id)).map(|work| (work.person_id, work)).collect();
    let scope = scope(session, Right::ImportRoster).await?;
    let ids: Vec<PersonId> = works.keys().copied().collect();
    let mut found = Vec::new();
    for part in ids.chunks(500) {
        let memberships = membership::Entity::find()
            .filter(membership::Column::PersonId.is_in(part.iter().copied()))
            .filter(membership::Column::Status.is_in(["active", "suspended"]))
            .filter(membership::Column::JoinedOn.lte(day))
            .all(on)
            .await?;
        let persons: HashMap<PersonId, person::Model> = person::Entity::find()
            .filter(person::Column::Id.is_in(memberships.iter().map(|row| row.person_id)))
            .all(on)
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let conditions = membership_condition::Entity::find()
            .filter(membership_condition::Column::MembershipId.is_in(memberships.iter().map(|row| row.id)))
            .filter(membership_condition::Column::FromOn.lte(day))
            .filter(
                Condition::any()
                    .add(membership_condition::Column::ToOn.is_null())
                    .add(membership_condition::Column::ToOn.gte(day)),
            )
            .all(on)
            .await?;
        let stored =
            crate::members::roster::of_memberships(on, &memberships.iter().map(|row| row.id).collect::<Vec<_>>(), day)
                .await?;
        for row in memberships {
            let (Some(person), Some(work)) = (persons.get(&row.person_id), works.get(&row.person_id)) else { continue };
            let unit = stored.iter().find(|known| known.membership_id == row.id).and_then(|known| known.unit_id);
            found.push(MissingMember {
                person_id: row.person_id,
                membership_id: row.id,
                member_no: row.member_no,
                name: name_of(person),
                employee_no: work.employee_no.clone(),
                employer: names.get(&work.employer_org_id).cloned(),
                branch: unit.and_then(|unit| scope.tree.names(unit).branch.map(str::to_owned)),
                maybe_row: nobody.row_of(person, work),
                condition: conditions.iter().find(|condition| condition.membership_id == row.id).map(|row| row.kind),
            });
        }
    }
    found.sort_by_cached_key(|row| number_order(&row.member_no));
    let n = found.len() as u64;
    found.truncate(MISSING);
    Ok((found, n))
}

/// The employers that a list speaks of: the one named for it, else those of the persons it meant.
async fn employers_of(
    on: &impl ConnectionTrait,
    met: &HashSet<PersonId>,
    day: NaiveDate,
    run: &Run,
) -> Result<HashSet<OrganizationId>> {
    if let Some(named) = run.places.usual_id() {
        return Ok(HashSet::from([named]));
    }
    let ids: Vec<PersonId> = met.iter().copied().collect();
    let mut employers = HashSet::new();
    for part in ids.chunks(500) {
        let rows = employment::Entity::find()
            .filter(employment::Column::PersonId.is_in(part.iter().copied()))
            .filter(Condition::any().add(employment::Column::ToOn.is_null()).add(employment::Column::ToOn.gte(day)))
            .all(on)
            .await?;
        employers.extend(rows.into_iter().map(|row| row.employer_org_id));
    }
    Ok(employers)
}

/// Take what was decided, in one step: rows newly found and changed, and what those not on the list are about. Everything else
/// stays as it is.
///
/// # Errors
/// As `import_roster`, `leave` and `start_condition`; then nothing was written.
pub async fn reconcile(session: &Session, mut input: Reconcile) -> Result<Imported> {
    let reason = kept(input.reason.as_deref().or(input.list.reason.as_deref()));
    input.list.reason.clone_from(&reason);
    crate::desk::backup_before(session).await?;
    let settings = crate::desk::profile(session).await?;
    let mut change = session.change("members", "reconcile").await?;
    let accept = Acceptance { found: input.found, changed: input.changed };
    let batch = BatchId(change.id().0);
    // Who left gives up the number first: a row may give it to somebody else. Whether they stand in the list the rows tell, and
    // then nothing of all this was written.
    let as_of = input.list.as_of.unwrap_or_else(|| session.today());
    let mut decided: Vec<(membership::Model, HashSet<OrganizationId>)> = Vec::new();
    for missing in &input.missing {
        let row = membership::Entity::find_by_id(missing.membership_id).one(change.on()).await?;
        let row = row.ok_or(Error::Missing { what: "membership" })?;
        let employers = works_for(change.on(), row.person_id, as_of).await?;
        decided.push((row, employers));
    }
    for (missing, (row, _)) in input.missing.iter().zip(&decided) {
        session.progress.go_on()?;
        decide(session, &mut change, missing, row, batch, reason.as_deref()).await?;
    }
    let run = write_rows(session, &mut change, settings, &input.list, Some(accept)).await?;
    if !decided.is_empty() {
        let met: HashSet<PersonId> = run.met().collect();
        let employers = employers_of(change.on(), &met, run.as_of, &run).await?;
        for (row, own) in &decided {
            may_be_missing(change.on(), row, &met, !own.is_disjoint(&employers)).await?;
        }
    }
    imported(change, run, input.missing.len() as u64).await
}

/// The employers of a person on a day or later.
async fn works_for(on: &impl ConnectionTrait, person: PersonId, day: NaiveDate) -> Result<HashSet<OrganizationId>> {
    let works = employment::Entity::find()
        .filter(employment::Column::PersonId.eq(person))
        .filter(Condition::any().add(employment::Column::ToOn.is_null()).add(employment::Column::ToOn.gte(day)))
        .all(on)
        .await?;
    Ok(works.into_iter().map(|work| work.employer_org_id).collect())
}

/// Only who works for an employer of the list and stands in none of its rows can be missing from it.
async fn may_be_missing(
    on: &impl ConnectionTrait,
    row: &membership::Model,
    met: &HashSet<PersonId>,
    is_of_the_list: bool,
) -> Result<()> {
    let code = match (met.contains(&row.person_id), is_of_the_list) {
        (true, _) => "stands_in_the_list",
        (false, false) => "not_of_this_list",
        (false, true) => return Ok(()),
    };
    let person = person::Entity::find_by_id(row.person_id).one(on).await?.ok_or(Error::Missing { what: "person" })?;
    Err(Error::refused(code, json!({ "name": name_of(&person) })))
}

async fn decide(
    session: &Session,
    change: &mut Change<'_>,
    decided: &MissingDecision,
    row: &membership::Model,
    batch: BatchId,
    reason: Option<&str>,
) -> Result<()> {
    let person =
        person::Entity::find_by_id(row.person_id).one(change.on()).await?.ok_or(Error::Missing { what: "person" })?;
    match &decided.decision {
        MissingDoes::Ended { end_reason, left_on, received_on } => {
            let leave = LeaveUnion {
                membership_id: row.id,
                version: row.version,
                left_on: *left_on,
                end_reason: *end_reason,
                end_note: None,
                received_on: *received_on,
                resolution: None,
            };
            let closed = may_enter(session, change.on(), Entry::Ends, *left_on, reason).await?;
            match end(change, row, &person, &leave, Some(batch)).await {
                Ok(()) => {
                    note_correction(change, row.id, *left_on, closed, reason).await?;
                    if closed.is_some() {
                        change.because(reason.map(str::to_owned));
                    }
                    Ok(())
                }
                refused => refused,
            }
        }
        MissingDoes::Away { kind, from_on } => {
            let start = StartCondition {
                membership_id: row.id,
                kind: *kind,
                from_on: *from_on,
                to_on: None,
                dues_kind: None,
                quorum_excluded: None,
                note: None,
                resolution: None,
            };
            begin_condition(change, row, &start, Some(batch)).await.map(drop)
        }
    }
    .map_err(|error| match error {
        Error::Refused { code, mut about } => {
            if let Some(about) = about.as_object_mut() {
                about.insert("name".to_owned(), json!(name_of(&person)));
            }
            Error::Refused { code, about }
        }
        other => other,
    })
}
