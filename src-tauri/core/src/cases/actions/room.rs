//! The room: founded by its first counsellor, who lets the others in.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::entity::{case_assignment, case_template, counsel_room, counselor, help_line, inquiry_draft};
use super::super::keys::{ROOM, open_room};
use super::super::lines_of_help;
use super::super::model::{
    AdmitCounselor, CounselorFields, DismissCounselor, RETENTION_MONTHS, RoomFounded, SaveCaseTemplate, SaveCounselor,
    SaveHelpLine, lines, standard_steps,
};
use super::renewal::{current_room, without};
use super::required;
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::{CounselorId, HelpLineId, OfficerId, PersonId, RoomId, TemplateId};
use crate::labels::word;
use crate::members;
use crate::officers;
use crate::ops::Change;
use crate::session::Session;
use crate::vault::{SecretKey, SheetKey, key_mark};

/// The counsellor's own person, by what they say of themself.
pub(super) async fn own_person(session: &Session, change: &Change<'_>, said: Option<&str>) -> Result<Option<PersonId>> {
    let Some(said) = said else { return Ok(None) };
    let found = members::known_as(change.on(), said, session.today()).await?;
    match found.as_slice() {
        [one] => Ok(Some(one.id)),
        [] => Err(Error::invalid("member", "case_member_unknown")),
        _ => Err(Error::invalid("member", "case_member_several")),
    }
}

pub(super) fn counselor_row(
    session: &Session,
    officer: OfficerId,
    fields: CounselorFields,
    person: Option<PersonId>,
    public: Vec<u8>,
    room_key: Vec<u8>,
) -> counselor::ActiveModel {
    counselor::ActiveModel {
        id: Set(CounselorId::new()),
        officer_id: Set(officer),
        qualification: Set(fields.qualification),
        registration_no: Set(fields.registration_no),
        registered_until: Set(fields.registered_until),
        person_id: Set(person),
        public_key: Set(public),
        room_key: Set(room_key),
        admitted_on: Set(session.today()),
        ended_on: Set(None),
        ..Default::default()
    }
}

/// Found the counselling room. Its recovery sheet is shown once, here.
///
/// # Errors
/// `room_founded_before`, `C-02`.
pub async fn found_room(session: &Session, input: CounselorFields) -> Result<RoomFounded> {
    let fields = input.checked()?;
    let mut change = session.change("cases", "found_room").await?;
    change.is_final();
    if counsel_room::Entity::find().one(change.on()).await?.is_some() {
        return Err(Error::refused("room_founded_before", json!({})));
    }
    let (sheet, key) = (SheetKey::random()?, SecretKey::random()?);
    let public = session.desk().keys.public().seal;
    change
        .insert::<counsel_room::Entity>(counsel_room::ActiveModel {
            id: Set(RoomId::new()),
            recovery_key: Set(sheet.public()),
            room_key: Set(key.seal_to(&sheet.public(), ROOM)?),
            retention_months: Set(RETENTION_MONTHS),
            followed_on: Set(session.now()),
            ..Default::default()
        })
        .await?;
    let person = own_person(session, &change, fields.member.as_deref()).await?;
    let room_key = key.seal_to(&public, ROOM)?;
    let row = counselor_row(session, session.officer(), fields, person, public, room_key);
    let counselor = CounselorId(change.insert::<counselor::Entity>(row).await?);
    let template = case_template::ActiveModel {
        id: Set(TemplateId::new()),
        name: Set(word(session.locale, "cases.template.standard").to_owned()),
        steps: Set(packed(&standard_steps())?),
        standard: Set(true),
        active: Set(true),
        ..Default::default()
    };
    change.insert::<case_template::Entity>(template).await?;
    change.insert_many::<help_line::Entity>(lines_of_help::rows()).await?;
    change.done(json!({})).await?;
    Ok(RoomFounded { sheet: sheet.code().to_string(), counselor })
}

fn packed<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Bug(error.to_string()))
}

/// Let an officer who holds the role into the room, or again after new keys: the room's key is sealed to the officer's own.
///
/// # Errors
/// [`Error::Missing`] for an officer who is locked out; `counselor_no_role`; `counselor_key_mark` when the mark read aloud is
/// another one; `counselor_admitted`; `C-02`; as [`open_room`].
pub async fn admit(session: &Session, input: AdmitCounselor) -> Result<CounselorId> {
    let (officer, mark) = (input.officer, input.key_mark.clone());
    let fields = CounselorFields::from(input).checked()?;
    let holds = officers::holders(session).await?.into_iter().find(|holder| holder.id == officer);
    let holds = holds.ok_or(Error::Missing { what: "officer" })?;
    if !super::super::queries::counsels(&holds, session.today()) {
        return Err(Error::refused("counselor_no_role", json!({ "name": holds.name })));
    }
    let mut change = session.change("cases", "admit").await?;
    change.is_final();
    let room = current_room(session, &change).await?;
    let public = officers::public_key(change.on(), officer).await?.ok_or(Error::Missing { what: "officer" })?;
    if mark.is_some_and(|mark| mark.trim().to_lowercase() != key_mark(&public)) {
        return Err(Error::refused("counselor_key_mark", json!({ "name": holds.name })));
    }
    let person = own_person(session, &change, fields.member.as_deref()).await?;
    let room_key = room.key.seal_to(&public, ROOM)?;
    let known = counselor::Entity::find().filter(counselor::Column::OfficerId.eq(officer)).one(change.on()).await?;
    let id = match known {
        Some(row) if row.ended_on.is_none() && row.public_key == public && !row.room_key.is_empty() => {
            return Err(Error::refused("counselor_admitted", json!({ "name": holds.name })));
        }
        Some(row) => {
            let today = session.today();
            change
                .wipe::<counselor::Entity>(&row, |active| {
                    active.qualification = Set(fields.qualification);
                    active.registration_no = Set(fields.registration_no);
                    active.registered_until = Set(fields.registered_until);
                    active.person_id = Set(person);
                    active.public_key = Set(public);
                    active.room_key = Set(room_key);
                    if row.ended_on.is_some() {
                        active.admitted_on = Set(today);
                    }
                    active.ended_on = Set(None);
                })
                .await?;
            row.id
        }
        None => {
            let row = counselor_row(session, officer, fields, person, public, room_key);
            CounselorId(change.insert::<counselor::Entity>(row).await?)
        }
    };
    change.done(json!({ "name": holds.name })).await?;
    Ok(id)
}

/// Say a counsellor's qualification anew.
///
/// # Errors
/// [`Error::Changed`], [`Error::Missing`], `C-02`.
pub async fn save_counselor(session: &Session, input: SaveCounselor) -> Result<Nothing> {
    let (id, version) = (input.id, input.version);
    let fields = CounselorFields::from(input).checked()?;
    let mut change = session.change("cases", "save_counselor").await?;
    open_room(session, change.on()).await?;
    let row = counselor::Entity::find_by_id(id).one(change.on()).await?.ok_or(Error::Missing { what: "counselor" })?;
    if row.version != version {
        return Err(Error::Changed);
    }
    let person = match &fields.member {
        Some(said) => own_person(session, &change, Some(said)).await?,
        None => row.person_id,
    };
    change
        .update::<counselor::Entity>(&row, |active| {
            active.qualification = Set(fields.qualification);
            active.registration_no = Set(fields.registration_no);
            active.registered_until = Set(fields.registered_until);
            active.person_id = Set(person);
        })
        .await?;
    change.done(json!({})).await?;
    Ok(Nothing {})
}

/// A counsellor leaves the room: no case is under way with them, and somebody stays. The room's key becomes another one, and what they
/// were typing of an inquiry goes.
///
/// # Errors
/// [`Error::Changed`], `counselor_has_cases`, `counselor_last`.
pub async fn dismiss(session: &Session, input: DismissCounselor) -> Result<Nothing> {
    let mut change = session.change("cases", "dismiss").await?;
    change.is_final();
    let room = current_room(session, &change).await?;
    let all = counselor::Entity::find().filter(counselor::Column::EndedOn.is_null()).all(change.on()).await?;
    let row = all.iter().find(|row| row.id == input.id).ok_or(Error::Missing { what: "counselor" })?;
    if row.version != input.version {
        return Err(Error::Changed);
    }
    let parts = case_assignment::Entity::find()
        .filter(case_assignment::Column::OfficerId.eq(row.officer_id))
        .filter(case_assignment::Column::Ended.eq(false))
        .all(change.on())
        .await?;
    if !parts.is_empty() {
        return Err(Error::refused("counselor_has_cases", json!({ "n": parts.len() })));
    }
    if all.len() < 2 {
        return Err(Error::refused("counselor_last", json!({})));
    }
    let today = session.today();
    change
        .wipe::<counselor::Entity>(row, |active| {
            active.ended_on = Set(Some(today));
            active.room_key = Set(Vec::new());
        })
        .await?;
    inquiry_draft::Entity::delete_many()
        .filter(inquiry_draft::Column::OfficerId.eq(row.officer_id))
        .exec(change.on())
        .await?;
    without(&change, room, row.id).await?;
    change.done(json!({})).await?;
    if !session.db().is_shared() {
        // Marks under the old key do not stay in the log beside the file either.
        session.db().run("PRAGMA wal_checkpoint(TRUNCATE)", []).await?;
    }
    Ok(Nothing {})
}

/// Save a timeline.
///
/// # Errors
/// `required`, `case_days_range`, `name_taken`, [`Error::Changed`]; as [`open_room`].
pub async fn save_template(session: &Session, input: SaveCaseTemplate) -> Result<TemplateId> {
    let input = input.checked()?;
    let mut change = session.change("cases", "save_template").await?;
    open_room(session, change.on()).await?;
    let all = case_template::Entity::find().all(change.on()).await?;
    if all.iter().any(|row| row.name == input.name && Some(row.id) != input.id) {
        return Err(Error::invalid("name", "name_taken"));
    }
    let steps = packed(&input.steps)?;
    if input.standard && !input.retired {
        for row in all.iter().filter(|row| row.standard && Some(row.id) != input.id) {
            change.update::<case_template::Entity>(row, |active| active.standard = Set(false)).await?;
        }
    }
    let (standard, active_now, name) = (input.standard && !input.retired, !input.retired, input.name.clone());
    let id = match input.id {
        Some(id) => {
            let row = all.iter().find(|row| row.id == id).ok_or(Error::Missing { what: "template" })?;
            if row.version != input.version {
                return Err(Error::Changed);
            }
            change
                .update::<case_template::Entity>(row, |active| {
                    active.name = Set(input.name);
                    active.steps = Set(steps);
                    active.standard = Set(standard);
                    active.active = Set(active_now);
                })
                .await?;
            id
        }
        None => {
            let row = case_template::ActiveModel {
                id: Set(TemplateId::new()),
                name: Set(input.name),
                steps: Set(steps),
                standard: Set(standard),
                active: Set(active_now),
                ..Default::default()
            };
            TemplateId(change.insert::<case_template::Entity>(row).await?)
        }
    };
    change.done(json!({ "name": name })).await?;
    Ok(id)
}

/// Save a help line; saving it is checking it.
///
/// # Errors
/// `required`, [`Error::Changed`]; as [`open_room`].
pub async fn save_help_line(session: &Session, input: SaveHelpLine) -> Result<HelpLineId> {
    let name = required("name", &input.name)?;
    let (phone, hours) = (required("phone", &input.phone)?, required("hours", &input.hours)?);
    let helps = required("helps", &input.helps)?;
    let mut change = session.change("cases", "save_help_line").await?;
    open_room(session, change.on()).await?;
    let all = help_line::Entity::find().all(change.on()).await?;
    let (site, hidden, told, today) = (lines(input.site.as_deref()), input.hidden, name.clone(), session.today());
    let fill = move |row: &mut help_line::ActiveModel| {
        row.name = Set(name);
        row.phone = Set(phone);
        row.hours = Set(hours);
        row.helps = Set(helps);
        row.site = Set(site);
        row.hidden = Set(hidden);
        row.checked_on = Set(Some(today));
    };
    let id = match input.id {
        Some(id) => {
            let row = all.iter().find(|row| row.id == id).ok_or(Error::Missing { what: "help_line" })?;
            if row.version != input.version {
                return Err(Error::Changed);
            }
            change.update::<help_line::Entity>(row, fill).await?;
            id
        }
        None => {
            let last = all.iter().map(|row| row.sort).max().unwrap_or(0);
            let mut row = help_line::ActiveModel {
                id: Set(HelpLineId::new()),
                sort: Set(last + 10),
                source: Set(None),
                ..Default::default()
            };
            fill(&mut row);
            HelpLineId(change.insert::<help_line::Entity>(row).await?)
        }
    };
    change.done(json!({ "name": told })).await?;
    Ok(id)
}
