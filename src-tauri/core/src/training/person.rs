//! What happens to trainings when persons are merged or erased, and what is told of them when somebody asks.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Statement};
use uuid::Uuid;

use super::actions::resplit;
use super::entity::{certificate, course_run, enrolment, learning_elsewhere, session_attendance};
use super::model::EnrolmentStatus;
use super::queries::org_names;
use crate::desk::{Said, Section};
use crate::error::Result;
use crate::ids::{EnrolmentId, PersonId, RunId};
use crate::ops::Change;
use crate::session::Session;

/// Of two applications of one person for one run the better stays.
fn worth(status: EnrolmentStatus) -> u8 {
    match status {
        EnrolmentStatus::Certified => 7,
        EnrolmentStatus::Completed => 6,
        EnrolmentStatus::Incomplete | EnrolmentStatus::Attended => 5,
        EnrolmentStatus::Confirmed | EnrolmentStatus::NoShow => 4,
        EnrolmentStatus::Offered => 3,
        EnrolmentStatus::Waitlisted => 2,
        EnrolmentStatus::Applied => 1,
        EnrolmentStatus::Cancelled | EnrolmentStatus::Declined | EnrolmentStatus::Expired => 0,
    }
}

/// Everything of the one person goes to the other. Two applications for one run (E-02): the one that got less is cancelled,
/// and its seat is free for whoever is next; the shares of the costs follow.
///
/// # Errors
/// `shares_settled` where a settled share would become another.
pub(crate) async fn relink(change: &mut Change<'_>, keep: PersonId, gone: PersonId) -> Result<()> {
    let of = |person: PersonId| enrolment::Entity::find().filter(enrolment::Column::PersonId.eq(person));
    let own = of(keep).all(change.on()).await?;
    let now = change.now();
    for row in of(gone).all(change.on()).await? {
        let twin = own.iter().find(|own| own.run_id == row.run_id && own.status.is_live());
        let Some(twin) = twin.filter(|_| row.status.is_live()) else {
            change.update::<enrolment::Entity>(&row, |active| active.person_id = Set(keep)).await?;
            continue;
        };
        let lesser = if worth(row.status) > worth(twin.status) { twin } else { &row };
        change
            .update::<enrolment::Entity>(lesser, |active| {
                active.status = Set(EnrolmentStatus::Cancelled);
                active.pool = Set(None);
                active.offer_expires_at = Set(None);
                active.cancelled_at = Set(Some(now));
                if lesser.id == row.id {
                    active.person_id = Set(keep);
                }
            })
            .await?;
        if lesser.id != row.id {
            change.update::<enrolment::Entity>(&row, |active| active.person_id = Set(keep)).await?;
        }
        if let Some(run) = course_run::Entity::find_by_id(row.run_id).one(change.on()).await? {
            change.update::<course_run::Entity>(&run, |active| active.moves = Set(run.moves + 1)).await?;
        }
        resplit(change, row.run_id).await?;
    }
    let elsewhere = learning_elsewhere::Entity::find().filter(learning_elsewhere::Column::PersonId.eq(gone));
    for row in elsewhere.all(change.on()).await? {
        change.update::<learning_elsewhere::Entity>(&row, |active| active.person_id = Set(keep)).await?;
    }
    Ok(())
}

/// Erase what trainings tell of persons: own words, company and age go, and learning elsewhere; that somebody took part stays,
/// so that figures and shares can be counted again. Answers the ids of the rows.
///
/// # Errors
/// What the database answers.
pub(crate) async fn erase(change: &mut Change<'_>, persons: &[PersonId]) -> Result<HashSet<Uuid>> {
    let mut ids = HashSet::new();
    for part in persons.chunks(400) {
        let rows = enrolment::Entity::find().filter(enrolment::Column::PersonId.is_in(part.iter().copied()));
        for row in rows.all(change.on()).await? {
            ids.insert(row.id.0);
            change
                .wipe::<enrolment::Entity>(&row, |active| {
                    active.reason = Set(None);
                    active.company = Set(None);
                    active.industry = Set(None);
                    active.age_band = Set(None);
                    active.note = Set(None);
                })
                .await?;
            let issued = certificate::Entity::find().filter(certificate::Column::EnrolmentId.eq(row.id));
            for row in issued.all(change.on()).await? {
                ids.insert(row.id.0);
                let reason = row.revoke_reason.as_ref().map(|_| String::new());
                change.wipe::<certificate::Entity>(&row, |active| active.revoke_reason = Set(reason)).await?;
            }
        }
        let rows =
            learning_elsewhere::Entity::find().filter(learning_elsewhere::Column::PersonId.is_in(part.iter().copied()));
        for row in rows.all(change.on()).await? {
            ids.insert(row.id.0);
            change.destroy::<learning_elsewhere::Entity>(&row).await?;
        }
    }
    Ok(ids)
}

/// People whose last training was before a day, with its last day. Number, title and name of a certificate are kept for good,
/// and so is whoever holds one.
///
/// # Errors
/// What the database answers.
pub(crate) async fn took_part_before(on: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<(PersonId, NaiveDate)>> {
    let sql = "SELECT e.person_id, MAX(s.held_on) FROM enrolment e JOIN run_session s ON s.run_id = e.run_id \
         WHERE NOT EXISTS (SELECT 1 FROM certificate c JOIN enrolment o ON o.id = c.enrolment_id \
         WHERE o.person_id = e.person_id AND c.revoked_on IS NULL) GROUP BY e.person_id HAVING MAX(s.held_on) < $1";
    let asked = Statement::from_sql_and_values(on.get_database_backend(), sql, [day.into()]);
    let rows = on.query_all_raw(asked).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// The sections of training: applications with attendance and certificates, and learning elsewhere.
///
/// # Errors
/// What the database answers.
pub(crate) async fn disclose(session: &Session, person: PersonId) -> Result<Vec<Section>> {
    let on = session.look();
    let orgs = org_names(session).await?;
    let rows = enrolment::Entity::find()
        .filter(enrolment::Column::PersonId.eq(person))
        .order_by_asc(enrolment::Column::Id)
        .all(on)
        .await?;
    let runs: HashMap<RunId, String> = course_run::Entity::find()
        .filter(course_run::Column::Id.is_in(rows.iter().map(|row| row.run_id)))
        .all(on)
        .await?
        .into_iter()
        .map(|row| (row.id, row.title))
        .collect();
    let ids: Vec<EnrolmentId> = rows.iter().map(|row| row.id).collect();
    let there = session_attendance::Entity::find()
        .filter(session_attendance::Column::EnrolmentId.is_in(ids.iter().copied()))
        .order_by_asc(session_attendance::Column::Id)
        .all(on)
        .await?;
    let issued = certificate::Entity::find()
        .filter(certificate::Column::EnrolmentId.is_in(ids))
        .order_by_asc(certificate::Column::Number)
        .all(on)
        .await?;
    let title = |id: EnrolmentId| -> Said {
        let run = rows.iter().find(|row| row.id == id).map(|row| row.run_id);
        run.and_then(|run| runs.get(&run)).cloned().into()
    };
    let number = |n: Option<i64>| Said::from(n.map(|n| n.to_string()));
    let enrolled = rows.iter().map(|row| {
        vec![
            ("training.disclose.run", title(row.id)),
            ("training.disclose.org", orgs.get(&row.org_id).cloned().into()),
            ("training.disclose.status", Said::Word(row.status.label_key())),
            ("training.disclose.applied_at", row.applied_at.into()),
            ("training.disclose.reason", row.reason.clone().into()),
            ("training.disclose.assignment_on", row.assignment_on.into()),
            ("training.disclose.minutes", number(row.minutes)),
            ("training.disclose.company", row.company.clone().into()),
            ("training.disclose.industry", row.industry.clone().into()),
            ("training.disclose.age_band", number(row.age_band)),
            ("training.disclose.table_no", number(row.table_no)),
            ("training.disclose.note", row.note.clone().into()),
        ]
    });
    let attended = there.iter().map(|row| {
        vec![
            ("training.disclose.run", title(row.enrolment_id)),
            ("training.disclose.attendance", Said::Word(row.attendance.label_key())),
            ("training.disclose.minutes", number(Some(row.minutes))),
        ]
    });
    let certified = issued.iter().map(|row| {
        vec![
            ("training.disclose.number", row.number.clone().into()),
            ("training.disclose.run", row.title_text.clone().into()),
            ("training.disclose.issued_on", row.issued_on.into()),
            ("training.disclose.revoked_on", row.revoked_on.into()),
            ("training.disclose.reason", row.revoke_reason.clone().into()),
        ]
    });
    let elsewhere = learning_elsewhere::Entity::find()
        .filter(learning_elsewhere::Column::PersonId.eq(person))
        .order_by_asc(learning_elsewhere::Column::Id)
        .all(on)
        .await?;
    let elsewhere = elsewhere.into_iter().map(|row| {
        vec![
            ("training.disclose.title", row.title.into()),
            ("training.disclose.provider", row.provider.into()),
            ("training.disclose.from_on", row.from_on.into()),
            ("training.disclose.to_on", row.to_on.into()),
            ("training.disclose.hours", number(row.hours)),
            ("training.disclose.note", row.note.into()),
            ("training.disclose.voided_on", row.voided_on.into()),
        ]
    });
    let sections = vec![
        Section { title: "training.disclose.enrolments", records: enrolled.collect() },
        Section { title: "training.disclose.attendances", records: attended.collect() },
        Section { title: "training.disclose.certificates", records: certified.collect() },
        Section { title: "training.disclose.elsewhere", records: elsewhere.collect() },
    ];
    Ok(sections)
}
