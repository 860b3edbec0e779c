//! Who applies, and what speaks against it: asked before an application, and by the application itself.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::entity::{course, course_run, enrolment, run_session};
use super::super::model::{Applicant, EnrolmentStatus, Org, Outside, Remark, RunStatus, day_of};
use super::super::queries::{Loaded, org_of, unpacked};
use super::known::{Known, Means, Reading, agree, came_before};
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{CourseId, PersonId, RunId, UnitId};
use crate::members::{self, Outsider, PersonDraft};

/// Persons asked about in one statement.
const PART: usize = 1_000;

/// Who applies, found in the roster or among those who came before.
pub(in crate::training) struct Who {
    pub applicant: Applicant,
    pub org: Org,
    /// None = somebody new, who is added with the application.
    pub person: Option<PersonId>,
    pub name: String,
    pub unit: Option<UnitId>,
}

impl Who {
    /// The person to be added.
    pub fn outsider(&self) -> Outsider {
        let outside = self.applicant.outside.clone().unwrap_or_else(|| Outside::named(&self.name));
        Outsider {
            person: PersonDraft {
                family_name: outside.family_name,
                given_name: outside.given_name,
                family_kana: outside.family_kana,
                given_kana: outside.given_kana,
                ..PersonDraft::default()
            },
            mail: outside.mail,
            phone: outside.phone,
        }
    }
}

/// Find who applies: members in force by number, known persons by id, and people of other organisations among those of that
/// organisation who applied before.
///
/// # Errors
/// [`Error::Invalid`] at the applicants: `member_missing`, `person_missing`, `not_member`, `partner_missing`,
/// `namesakes_known` where a name and a reading may mean several who applied before.
pub(in crate::training) async fn find(
    on: &impl ConnectionTrait,
    applicants: Vec<Applicant>,
    today: NaiveDate,
) -> Result<Vec<Who>> {
    let numbers: Vec<String> = applicants.iter().filter_map(|who| who.member_no.clone()).collect();
    let numbered = members::numbered(on, &numbers).await?;
    let person_of = |who: &Applicant| -> Option<PersonId> {
        who.person_id.or_else(|| numbered.get(who.member_no.as_ref()?).map(|found| found.person_id))
    };
    let persons: Vec<PersonId> = applicants.iter().filter_map(&person_of).collect();
    let known = members::named_persons(on, &persons, today).await?;
    let belonging = members::belonging(on, &persons, today).await?;
    let mut orgs: HashMap<Org, Org> = HashMap::from([(None, None)]);
    // Of each organisation only its own names are asked for: sixty of them would else ask for every name sixty times.
    let mut names: HashMap<Org, Vec<String>> = HashMap::new();
    for (n, applicant) in applicants.iter().enumerate() {
        let org = match orgs.entry(applicant.org_id) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => *new.insert(org_of(on, &format!("applicants.{n}.org_id"), applicant.org_id).await?),
        };
        if let Some(outside) = &applicant.outside {
            names.entry(org).or_default().push(outside.name_key());
        }
    }
    let mut outsiders: HashMap<Org, Known> = HashMap::new();
    for (org, names) in &names {
        outsiders.insert(*org, came_before(on, *org, names, today).await?);
    }
    let mut problems = Vec::new();
    let mut found = Vec::with_capacity(applicants.len());
    for (n, applicant) in applicants.into_iter().enumerate() {
        let field = |field: &str| format!("applicants.{n}.{field}");
        let org = orgs.get(&applicant.org_id).copied().flatten();
        let mut person = person_of(&applicant);
        let mut name = person.and_then(|id| known.get(&id)).map(|known| known.name.clone());
        if let Some(outside) = &applicant.outside {
            name = Some(outside.shown());
            if !outside.namesake {
                match outsiders.get(&org).map_or(Means::Nobody, |known| known.means(outside)) {
                    Means::Nobody => {}
                    Means::One(id) => person = Some(id),
                    Means::Several(_) => {
                        problems.push(FieldProblem::new(&field("outside.family_name"), "namesakes_known"));
                    }
                }
            }
        } else if name.is_none() {
            let code = if applicant.member_no.is_some() { "member_missing" } else { "person_missing" };
            let at = if applicant.member_no.is_some() { "member_no" } else { "person_id" };
            problems.push(FieldProblem::new(&field(at), code));
        } else if org.is_none() && person.is_none_or(|id| !belonging.contains_key(&id)) {
            problems.push(FieldProblem::new(&field("person_id"), "not_member"));
        }
        let unit = person.and_then(|id| belonging.get(&id)).and_then(|belongs| belongs.unit).filter(|_| org.is_none());
        found.push(Who { applicant, org, person, name: name.unwrap_or_default(), unit });
    }
    if problems.is_empty() { Ok(found) } else { Err(Error::Invalid(problems)) }
}

impl Outside {
    /// Somebody of whom only the name is known.
    pub(super) fn named(name: &str) -> Self {
        Self {
            family_name: name.to_owned(),
            given_name: None,
            family_kana: None,
            given_kana: None,
            mail: None,
            phone: None,
            namesake: false,
        }
    }

    /// Name as it is shown.
    pub(super) fn shown(&self) -> String {
        format!("{} {}", self.family_name, self.given_name.as_deref().unwrap_or_default()).trim().to_owned()
    }
}

/// That the run takes applications of these organisations (E-01); `at` is when the application came.
pub(in crate::training) fn may_apply(loaded: &Loaded, orgs: &HashSet<Org>, at: DateTime<Utc>) -> Option<Remark> {
    let run = &loaded.run;
    let day = day_of(at);
    let open = run.status == RunStatus::Open
        && run.apply_from.is_none_or(|from| day >= from)
        && run.apply_until.is_none_or(|until| day <= until);
    // The union's own people need no invitation.
    let invited = |org: &Org| {
        org.is_none() || run.is_public || loaded.quotas.iter().any(|row| row.org_id == *org) || run.host_org_id == *org
    };
    if open && orgs.iter().all(invited) {
        return None;
    }
    let about = json!({
        "title": run.title, "status": run.status, "from": run.apply_from, "until": run.apply_until, "invited": orgs.iter().all(invited),
    });
    Some(Remark { code: "E-01".to_owned(), about })
}

/// Who has applied already, and is still in (E-02); also who is named twice.
pub(super) fn twice(loaded: &Loaded, all: &[Who]) -> Vec<Option<Remark>> {
    let live: HashSet<PersonId> =
        loaded.rows.iter().filter(|row| row.status.is_live()).map(|row| row.person_id).collect();
    let mut seen = HashSet::new();
    let mut seen_new: HashMap<(Org, String), Vec<Reading>> = HashMap::new();
    all.iter()
        .map(|who| {
            let again = match who.person {
                Some(person) => live.contains(&person) || !seen.insert(person),
                None => {
                    let outside = who.applicant.outside.as_ref();
                    outside.filter(|outside| !outside.namesake).is_some_and(|outside| {
                        let read: &mut Vec<Reading> = seen_new.entry((who.org, outside.name_key())).or_default();
                        let again = read.iter().any(|reading| agree(reading, &outside.reading()));
                        read.push(outside.reading());
                        again
                    })
                }
            };
            again.then(|| Remark { code: "E-02".to_owned(), about: json!({ "name": who.name }) })
        })
        .collect()
}

/// Courses that are asked for before and that somebody has not completed (E-10).
///
/// # Errors
/// What the database answers.
pub(in crate::training) async fn lacking(
    on: &impl ConnectionTrait,
    loaded: &Loaded,
    all: &[Who],
) -> Result<Vec<Option<Remark>>> {
    let asked: Vec<CourseId> = unpacked(&loaded.course.prerequisites);
    if asked.is_empty() {
        return Ok(all.iter().map(|_| None).collect());
    }
    let titles: HashMap<CourseId, String> = course::Entity::find()
        .filter(course::Column::Id.is_in(asked.iter().copied()))
        .all(on)
        .await?
        .into_iter()
        .map(|row| (row.id, row.title))
        .collect();
    let runs: HashMap<RunId, CourseId> = course_run::Entity::find()
        .filter(course_run::Column::CourseId.is_in(asked.iter().copied()))
        .all(on)
        .await?
        .into_iter()
        .map(|row| (row.id, row.course_id))
        .collect();
    let mut done: HashMap<PersonId, HashSet<CourseId>> = HashMap::new();
    let persons: Vec<PersonId> = all.iter().filter_map(|who| who.person).collect();
    for part in persons.chunks(PART) {
        let rows = enrolment::Entity::find()
            .filter(enrolment::Column::PersonId.is_in(part.iter().copied()))
            .filter(enrolment::Column::Status.is_in([EnrolmentStatus::Completed, EnrolmentStatus::Certified]))
            .all(on)
            .await?;
        for row in rows {
            if let Some(course) = runs.get(&row.run_id) {
                done.entry(row.person_id).or_default().insert(*course);
            }
        }
    }
    let lacks = |who: &Who| {
        let done = who.person.and_then(|person| done.get(&person));
        let lacking: Vec<&str> = asked
            .iter()
            .filter(|course| done.is_none_or(|done| !done.contains(course)))
            .filter_map(|course| titles.get(course).map(String::as_str))
            .collect();
        (!lacking.is_empty()).then(|| Remark {
            code: "E-10".to_owned(),
            about: json!({ "name": who.name, "courses": lacking.join("、") }),
        })
    };
    Ok(all.iter().map(lacks).collect())
}

/// Sittings of other runs at the same time: told, not refused (E-02).
///
/// # Errors
/// What the database answers.
pub(super) async fn clashes(on: &impl ConnectionTrait, loaded: &Loaded, all: &[Who]) -> Result<Vec<Vec<Remark>>> {
    let persons: Vec<PersonId> = all.iter().filter_map(|who| who.person).collect();
    let days: Vec<NaiveDate> = loaded.sessions.iter().map(|row| row.held_on).collect();
    // Only sittings of the same days can meet.
    let others = run_session::Entity::find()
        .filter(run_session::Column::HeldOn.is_in(days))
        .filter(run_session::Column::RunId.ne(loaded.run.id))
        .all(on)
        .await?;
    let meets: HashMap<RunId, NaiveDate> = others
        .iter()
        .filter(|other| {
            loaded
                .sessions
                .iter()
                .any(|own| own.held_on == other.held_on && own.starts < other.ends && other.starts < own.ends)
        })
        .map(|other| (other.run_id, other.held_on))
        .collect();
    let mut clashing: HashMap<PersonId, Vec<RunId>> = HashMap::new();
    if !meets.is_empty() {
        for part in persons.chunks(PART) {
            let rows = enrolment::Entity::find()
                .filter(enrolment::Column::PersonId.is_in(part.iter().copied()))
                .filter(enrolment::Column::RunId.is_in(meets.keys().copied()))
                .all(on)
                .await?;
            for row in rows.into_iter().filter(|row| row.status.is_live()) {
                clashing.entry(row.person_id).or_default().push(row.run_id);
            }
        }
    }
    let titles: HashMap<RunId, String> = course_run::Entity::find()
        .filter(course_run::Column::Id.is_in(meets.keys().copied()))
        .all(on)
        .await?
        .into_iter()
        .map(|row| (row.id, row.title))
        .collect();
    let of = |who: &Who| {
        let runs = who.person.and_then(|person| clashing.get(&person)).into_iter().flatten();
        runs.map(|run| Remark {
            code: "session_clash".to_owned(),
            about: json!({ "name": who.name, "title": titles.get(run), "day": meets.get(run) }),
        })
        .collect()
    };
    Ok(all.iter().map(of).collect())
}
