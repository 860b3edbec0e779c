//! Somebody asks; a counsellor takes it, or it is declined.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

use super::super::entity::{case_assignment, case_due, case_key, case_template, counsel_case};
use super::super::keys::{
    self, OpenCase, OpenRoom, counselor_of, give_key, head_place, open_case, open_room, slot, take_key,
};
use super::super::model::{
    AssignCase, CaseDueAfter, CaseEvent, CasePart, CaseReason, CaseStatus, CaseStep, CorrectCase, DeclineCase, Head,
    InquiryOpened, LINE, OpenInquiry, PASSAGE, check_lengths, check_opened, lines,
};
use super::super::queries::packed_themes;
use super::drafts::{Unsaved, leave_drafts, leave_inquiry_draft};
use super::nearness::{nearness, not_the_member};
use super::renewal::current_room;
use super::{both_required, happened, keep_until, may_say, open_dues, past, plan, write};
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::{CaseId, CasePartId, OfficerId, PersonId, TemplateId, UnitId};
use crate::members::{self, Known};
use crate::ops::Change;
use crate::organizations::{self, UnitKind};
use crate::session::Session;
use crate::vault::SecretKey;

/// Somebody asks. Nothing of who it is can be read but by who takes it, nor whether they are in danger (C-07).
///
/// # Errors
/// `text_too_long`, `case_member_unknown` and `case_member_several` at `member`, `C-01` where that is the counsellor, `case_open_already`, `case_day_future`, `case_day_long_ago`, [`Error::Missing`] for an
/// unknown unit, timeline or earlier case; as [`open_room`].
pub async fn open_inquiry(session: &Session, input: OpenInquiry) -> Result<InquiryOpened> {
    let opened_on = past(session, "opened_on", input.opened_on)?;
    check_opened(opened_on, session.today())?;
    check_lengths(&[
        ("member", input.member.as_deref(), LINE),
        ("name", input.name.as_deref(), LINE),
        ("contact", input.contact.as_deref(), LINE),
        ("about", input.about.as_deref(), PASSAGE),
    ])?;
    let mut change = session.change("cases", "open_inquiry").await?;
    let room = current_room(session, &change).await?;
    let known = who(session, &change, input.person_id, input.member.as_deref()).await?;
    if let Some(known) = &known {
        not_own(session, &change, known).await?;
    }
    let tag = known.as_ref().map(|known| room.tag(known.id));
    let earlier = match &known {
        Some(known) => of_person(change.on(), &room, known.id).await?,
        None => Vec::new(),
    };
    if !input.another
        && let Some(open) = earlier.iter().find(|row| !row.status.is_over())
    {
        return Err(Error::refused("case_open_already", json!({ "case": open.case_no })));
    }
    if let Some(id) = input.previous_case_id {
        // A case is known to who counsels in it.
        open_case(session, change.on(), id, None).await?;
    }
    let unit = statistics_unit(session, &change, known.as_ref().and_then(|known| known.unit).or(input.unit_id)).await?;
    let template = template(&change, input.template_id).await?;
    let (id, key) = (CaseId::new(), SecretKey::random()?);
    let head = Head {
        person_id: known.as_ref().map(|known| known.id),
        name: known.as_ref().map(|known| known.name.clone()).or(lines(input.name.as_deref())).unwrap_or_default(),
        kana: known.as_ref().and_then(|known| known.kana.clone()),
        member_no: known.as_ref().and_then(|known| known.member_no.clone()),
        contact: lines(input.contact.as_deref()),
        about: lines(input.about.as_deref()),
        objects_workplace: input.objects_workplace,
        health: input.health,
        crisis_on: input.crisis.then_some(opened_on),
        ..Head::default()
    };
    let case_no = next_number(change.on()).await?;
    let by = session.officer();
    let row = counsel_case::ActiveModel {
        id: Set(id),
        case_no: Set(case_no.clone()),
        person_tag: Set(tag),
        channel: Set(input.channel),
        status: Set(CaseStatus::Inquiry),
        step: Set(CaseStep::Intake),
        themes: Set(packed_themes(&input.themes)?),
        opened_on: Set(opened_on),
        unit_id: Set(unit),
        template_id: Set(template.as_ref().map(|row| row.id)),
        previous_case_id: Set(input.previous_case_id),
        reopened: Set(0),
        head: Set(keys::seal_head(&key, head_place(id, 1, by), &head)?),
        head_no: Set(1),
        head_by: Set(Some(by)),
        ..counsel_case::ActiveModel::default()
    };
    change.insert::<counsel_case::Entity>(empty(row)).await?;
    change.insert::<case_assignment::Entity>(part(session, id, by, CasePart::Receiver)).await?;
    let recovery = key.seal_to(&room.row.recovery_key, &keys::purpose(id))?;
    let own = session.desk().keys.keep_key(&key, &keys::purpose(id))?;
    change.insert_many::<case_key::Entity>(vec![slot(id, None, recovery), slot(id, Some(by), own)]).await?;
    plan(&mut change, template.as_ref(), id, by, CaseDueAfter::Opened, opened_on).await?;
    leave_inquiry_draft(session, change.on(), input.draft.as_deref()).await?;
    change.about_record("counsel_case", id.0);
    change.done(json!({ "case": case_no })).await?;
    Ok(InquiryOpened {
        case_id: id,
        case_no,
        version: 1,
        earlier: earlier.into_iter().map(|row| row.case_no).collect(),
    })
}

/// Everything that a new case does not have yet.
fn empty(mut row: counsel_case::ActiveModel) -> counsel_case::ActiveModel {
    row.activated_on = Set(None);
    row.paused_until = Set(None);
    row.follow_up_on = Set(None);
    row.closed_on = Set(None);
    row.outcome = Set(None);
    row.retention_until = Set(None);
    row.erased_on = Set(None);
    row
}

/// A row of a part that begins today.
pub(in crate::cases) fn part(
    session: &Session,
    case: CaseId,
    officer: OfficerId,
    part: CasePart,
) -> case_assignment::ActiveModel {
    case_assignment::ActiveModel {
        id: Set(CasePartId::new()),
        case_id: Set(case),
        officer_id: Set(officer),
        part: Set(part),
        from_on: Set(session.today()),
        to_on: Set(None),
        ended: Set(false),
        ..Default::default()
    }
}

/// End an officer's part, and take the key away.
pub(in crate::cases) async fn end_part(
    session: &Session,
    change: &mut Change<'_>,
    row: &case_assignment::Model,
) -> Result<()> {
    let last = session.today().max(row.from_on);
    change
        .update::<case_assignment::Entity>(row, |active| {
            active.to_on = Set(Some(last));
            active.ended = Set(true);
        })
        .await?;
    take_key(change, row.case_id, row.officer_id).await
}

/// An officer leaves a case: part and key end, what the officer was still to do there goes onto the list of who answers for the case,
/// and what was being written there goes.
///
/// # Errors
/// `draft_waits` where somebody is to be asked about it first.
pub(super) async fn leave_case(
    session: &Session,
    change: &mut Change<'_>,
    row: &case_assignment::Model,
    unsaved: Unsaved,
) -> Result<()> {
    leave_drafts(change.on(), row.case_id, row.officer_id, unsaved).await?;
    end_part(session, change, row).await?;
    let answers = case_assignment::Entity::find()
        .filter(case_assignment::Column::CaseId.eq(row.case_id))
        .filter(case_assignment::Column::Ended.eq(false))
        .filter(case_assignment::Column::Part.is_in([CasePart::Receiver, CasePart::Primary]))
        .one(change.on())
        .await?;
    let Some(answers) = answers else { return Ok(()) };
    let mut left = open_dues(change, row.case_id, &[]).await?;
    left.retain(|due| due.officer_id == row.officer_id);
    give_dues(change, left, answers.officer_id).await
}

/// Dates go onto somebody else's list.
async fn give_dues(change: &mut Change<'_>, dues: Vec<case_due::Model>, to: OfficerId) -> Result<()> {
    for due in dues {
        change.update::<case_due::Entity>(&due, |row| row.officer_id = Set(to)).await?;
    }
    Ok(())
}

async fn who(
    session: &Session,
    change: &Change<'_>,
    person: Option<PersonId>,
    said: Option<&str>,
) -> Result<Option<Known>> {
    if let Some(id) = person {
        let known = members::known(change.on(), id, session.today()).await?;
        return known.filter(|known| !known.erased).map(Some).ok_or(Error::Missing { what: "person" });
    }
    let Some(said) = said.map(str::trim).filter(|said| !said.is_empty()) else { return Ok(None) };
    let mut found = members::known_as(change.on(), said, session.today()).await?;
    match (found.pop(), found.is_empty()) {
        (Some(one), true) => Ok(Some(one)),
        (None, _) => Err(Error::invalid("member", "case_member_unknown")),
        (Some(_), false) => Err(Error::invalid("member", "case_member_several")),
    }
}

/// Nobody writes in a case of their own (C-01).
async fn not_own(session: &Session, change: &Change<'_>, known: &Known) -> Result<()> {
    let of_member = Head { person_id: Some(known.id), ..Head::default() };
    not_the_member(session, change.on(), &of_member, session.officer()).await
}

/// Cases of a person by the blind index, the newest first.
async fn of_person(on: &impl ConnectionTrait, room: &OpenRoom, person: PersonId) -> Result<Vec<counsel_case::Model>> {
    let tags = room.tags(person, &members::merged(on).await?);
    let query = counsel_case::Entity::find()
        .filter(counsel_case::Column::PersonTag.is_in(tags))
        .order_by_desc(counsel_case::Column::CaseNo);
    Ok(query.all(on).await?)
}

async fn next_number(on: &impl ConnectionTrait) -> Result<String> {
    let last = counsel_case::Entity::find().order_by_desc(counsel_case::Column::CaseNo).limit(1).one(on).await?;
    let last = last.and_then(|row| row.case_no.strip_prefix("C-")?.parse::<u64>().ok()).unwrap_or(0);
    Ok(format!("C-{:06}", last + 1))
}

/// The unit at the level of a branch, or above it, that statistics name (C-08).
async fn statistics_unit(session: &Session, change: &Change<'_>, unit: Option<UnitId>) -> Result<Option<UnitId>> {
    let Some(unit) = unit else { return Ok(None) };
    let tree = organizations::tree(change.on()).await?;
    let node = tree.get(unit).ok_or(Error::Missing { what: "unit" })?;
    let found = match node.kind {
        UnitKind::Headquarters | UnitKind::Branch => Some(unit),
        _ => tree
            .of_level(unit, UnitKind::Branch)
            .or_else(|| tree.of_level(unit, UnitKind::Headquarters))
            .or_else(|| tree.headquarters(session.today()))
            .map(|node| node.id),
    };
    Ok(found)
}

async fn template(change: &Change<'_>, id: Option<TemplateId>) -> Result<Option<case_template::Model>> {
    let Some(id) = id else {
        let standard = case_template::Entity::find().filter(case_template::Column::Standard.eq(true));
        return Ok(standard.one(change.on()).await?);
    };
    let row = case_template::Entity::find_by_id(id).one(change.on()).await?.filter(|row| row.active);
    row.map(Some).ok_or(Error::Missing { what: "template" })
}

/// A counsellor takes the case: it becomes an intake, and only they can read it from now on.
///
/// # Errors
/// `C-01`, `case_step_not_open`, `counselor_not_admitted`, `draft_waits` for who leaves it; as [`open_case`].
pub async fn assign(session: &Session, input: AssignCase) -> Result<Nothing> {
    let officer = input.officer.unwrap_or_else(|| session.officer());
    let mut change = session.change("cases", "assign").await?;
    change.is_final();
    let case = open_case(session, change.on(), input.case_id, input.version).await?;
    let status = case.row.status.next(CaseEvent::Assign)?;
    let counselor = counselor_of(session, change.on(), officer).await?;
    nearness(session, change.on(), &case.head, counselor.person_id, input.not_supervisor).await?.check()?;
    let parts = case_assignment::Entity::find()
        .filter(case_assignment::Column::CaseId.eq(case.row.id))
        .filter(case_assignment::Column::Ended.eq(false))
        .all(change.on())
        .await?;
    for row in &parts {
        if row.officer_id == officer {
            change.update::<case_assignment::Entity>(row, |active| active.part = Set(CasePart::Primary)).await?;
        } else {
            leave_case(session, &mut change, row, Unsaved::Asked).await?;
        }
    }
    if parts.iter().all(|row| row.officer_id != officer) {
        change.insert::<case_assignment::Entity>(part(session, case.row.id, officer, CasePart::Primary)).await?;
        give_key(session, &mut change, case.row.id, &case.key, (officer, &counselor.public_key)).await?;
        take_over_dues(&mut change, case.row.id, officer).await?;
    }
    write(session, &mut change, &case, None, |row| row.status = Set(status)).await?;
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(Nothing {})
}

/// The dates of a case go onto somebody else's list.
pub(in crate::cases) async fn take_over_dues(change: &mut Change<'_>, case: CaseId, officer: OfficerId) -> Result<()> {
    let dues = open_dues(change, case, &[]).await?;
    give_dues(change, dues, officer).await
}

/// The case is not taken: why, and where the person was pointed to.
///
/// # Errors
/// `required`, `case_step_not_open`, `C-07` while the check-list of a crisis is open; as [`open_case`].
pub async fn decline(session: &Session, input: DeclineCase) -> Result<Nothing> {
    let (reason, pointed_to) = (("reason", input.reason.as_str()), ("pointed_to", input.pointed_to.as_str()));
    let (reason, pointed_to) = both_required(reason, pointed_to)?;
    check_lengths(&[("reason", Some(&reason), PASSAGE), ("pointed_to", Some(&pointed_to), PASSAGE)])?;
    let mut change = session.change("cases", "decline").await?;
    let room = open_room(session, change.on()).await?;
    let case = open_case(session, change.on(), input.case_id, input.version).await?;
    let status = case.row.status.next(CaseEvent::Decline)?;
    case.head.may_end(case.row.status)?;
    let today = session.today();
    let kept = keep_until(&change, &room.row, case.row.id, today).await?;
    let mut head = case.head.clone();
    head.reasons.push(CaseReason { on: today, event: "decline".into(), words: format!("{reason}\n→ {pointed_to}") });
    for due in open_dues(&change, case.row.id, &[]).await? {
        change.remove::<case_due::Entity>(&due).await?;
    }
    write(session, &mut change, &case, Some(&head), |row| {
        row.status = Set(status);
        row.closed_on = Set(Some(today));
        row.retention_until = Set(Some(kept));
    })
    .await?;
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(Nothing {})
}

/// Correct what stands at the head of a case; also who it is, of a contact who was anonymous until now.
///
/// # Errors
/// `case_member_unknown`, `case_member_several`, `case_open_already`, `case_known_already` for a case whose person is known, `C-01`
/// where that is the counsellor; `C-03` for words after the member's no; `case_day_future`, `case_day_long_ago` and `date_order` at
/// `opened_on`; as [`open_case`].
pub async fn correct_case(session: &Session, input: CorrectCase) -> Result<Nothing> {
    check_lengths(&[
        ("member", input.member.as_deref(), LINE),
        ("name", input.name.as_deref(), LINE),
        ("contact", input.contact.as_deref(), LINE),
        ("about", input.about.as_deref(), PASSAGE),
    ])?;
    let mut change = session.change("cases", "correct_case").await?;
    let room = current_room(session, &change).await?;
    let case = open_case(session, change.on(), input.case_id, input.version).await?;
    may_say(&change, case.row.id, says_more(&case, &input)?).await?;
    let opened_on = input.opened_on.unwrap_or(case.row.opened_on);
    if opened_on != case.row.opened_on {
        past(session, "opened_on", Some(opened_on))?;
        check_opened(opened_on, session.today())?;
        let days = happened(&change, case.row.id).await?;
        if days.into_iter().chain(case.row.closed_on).any(|day| day < opened_on) {
            return Err(Error::invalid("opened_on", "date_order"));
        }
    }
    let mut head = case.head.clone();
    let mut tag = None;
    if let Some(known) = who(session, &change, None, input.member.as_deref()).await? {
        tag = Some(named(&change, &room, &case, &known).await?);
        not_own(session, &change, &known).await?;
        head.person_id = Some(known.id);
        head.name = known.name;
        head.kana = known.kana;
        head.member_no = known.member_no;
    } else if let Some(name) = lines(input.name.as_deref()).filter(|_| head.person_id.is_none()) {
        head.name = name;
    }
    let set = |into: &mut Option<String>, said: Option<&str>| {
        if said.is_some() {
            *into = lines(said);
        }
    };
    set(&mut head.contact, input.contact.as_deref());
    set(&mut head.about, input.about.as_deref());
    head.objects_workplace = input.objects_workplace.unwrap_or(head.objects_workplace);
    head.health = input.health.unwrap_or(head.health);
    let themes = input.themes.as_deref().map(packed_themes).transpose()?;
    let unit = match input.unit_id {
        Some(unit) => statistics_unit(session, &change, Some(unit)).await?,
        None => case.row.unit_id,
    };
    write(session, &mut change, &case, Some(&head), |row| {
        row.unit_id = Set(unit);
        row.opened_on = Set(opened_on);
        if let Some(themes) = themes {
            row.themes = Set(themes);
        }
        if let Some(tag) = tag {
            row.person_tag = Set(Some(tag));
        }
    })
    .await?;
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(Nothing {})
}

/// Whether a correction says more about the member than stands already. Taking something away does not, nor does what protects them.
fn says_more(case: &OpenCase, input: &CorrectCase) -> Result<bool> {
    let more = |said: Option<&str>, stands: Option<&str>| lines(said).is_some_and(|said| Some(said.as_str()) != stands);
    let head = &case.head;
    let themes = input.themes.as_deref().map(packed_themes).transpose()?;
    Ok(more(input.member.as_deref(), None)
        || head.person_id.is_none() && more(input.name.as_deref(), Some(&head.name))
        || more(input.contact.as_deref(), head.contact.as_deref())
        || more(input.about.as_deref(), head.about.as_deref())
        || themes.is_some_and(|themes| themes != case.row.themes)
        || input.health == Some(true) && !head.health)
}

async fn named(change: &Change<'_>, room: &OpenRoom, case: &OpenCase, known: &Known) -> Result<Vec<u8>> {
    if case.head.person_id.is_some() {
        return Err(Error::refused("case_known_already", json!({})));
    }
    if let Some(open) = of_person(change.on(), room, known.id).await?.iter().find(|row| !row.status.is_over()) {
        return Err(Error::refused("case_open_already", json!({ "case": open.case_no })));
    }
    Ok(room.tag(known.id))
}
