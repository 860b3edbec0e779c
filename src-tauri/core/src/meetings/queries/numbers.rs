//! What reports and the home page ask.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::super::entity::meeting;
use super::super::model::{
    BallotDetail, MeetingBoard, MeetingDetail, MeetingKind, MeetingNamed, MeetingStatus, notice_until,
};
use super::ballots::{all_of, detail};
use super::meetings::{meeting, warnings};
use super::people::board_of;
use super::{load, rule_on};
use crate::api::Nothing;
use crate::desk::Home;
use crate::error::{Error, Result};
use crate::ids::MeetingId;
use crate::organizations;
use crate::rights::Right;
use crate::session::Session;
use crate::text::name_key;

/// Everything that reports say of a meeting.
#[derive(Clone, Debug)]
pub struct MeetingNumbers {
    /// The meeting.
    pub detail: MeetingDetail,
    /// Its credentials; none before it was convened.
    pub board: Option<MeetingBoard>,
    /// Its ballots.
    pub ballots: Vec<BallotDetail>,
}

/// The numbers of a meeting.
///
/// # Errors
/// [`Error::Missing`].
pub(crate) async fn numbers(session: &Session, id: MeetingId) -> Result<MeetingNumbers> {
    let on = session.look();
    let loaded = load(on, id).await?;
    let tree = session.kept(organizations::tree(on)).await?;
    let board = if loaded.rule.is_some() { Some(board_of(session, &loaded, &tree)?) } else { None };
    let mut ballots = Vec::new();
    for one in all_of(on, id).await? {
        ballots.push(detail(session, on, &one).await?);
    }
    Ok(MeetingNumbers { detail: meeting(session, MeetingNamed { id }).await?, board, ballots })
}

/// The meeting that is named by its id, its title or its day; of several the latest.
///
/// # Errors
/// [`Error::Missing`].
pub(crate) async fn meeting_named(session: &Session, named: &str) -> Result<MeetingId> {
    let named = named.trim();
    if let Ok(id) = named.parse() {
        return Ok(MeetingId(id));
    }
    let all = meeting::Entity::find().order_by_desc(meeting::Column::HeldOn).all(session.look()).await?;
    let day = named.parse::<NaiveDate>().ok();
    let found = all.into_iter().find(|row| Some(row.held_on) == day || name_key(&row.title) == name_key(named));
    found.map(|row| row.id).ok_or(Error::Missing { what: "meeting" })
}

/// The meetings of the whole union's organs that took place from one day to another.
///
/// # Errors
/// What the database answers.
pub(crate) async fn held(session: &Session, from: NaiveDate, to: NaiveDate) -> Result<Vec<MeetingNumbers>> {
    let rows = meeting::Entity::find()
        .filter(meeting::Column::HeldOn.gte(from))
        .filter(meeting::Column::HeldOn.lte(to))
        .filter(meeting::Column::UnitId.is_null())
        .filter(meeting::Column::Kind.is_in([
            MeetingKind::RegularCongress,
            MeetingKind::ExtraCongress,
            MeetingKind::CentralCommittee,
            MeetingKind::DelegatesCouncil,
        ]))
        .order_by_asc(meeting::Column::HeldOn)
        .all(session.look())
        .await?;
    let mut all = Vec::new();
    for row in rows.into_iter().filter(|row| row.status.took_place() || row.status == MeetingStatus::NotQuorate) {
        all.push(numbers(session, row.id).await?);
    }
    Ok(all)
}

/// What is to do about meetings: notices that fall due, minutes to be written, and what the law asks for once a year (G-06).
///
/// # Errors
/// What the database answers.
pub(crate) async fn home(session: &Session, home: &mut Home) -> Result<()> {
    if !session.can(Right::ChangeMeetings) {
        return Ok(());
    }
    for warning in warnings(session, Nothing {}).await? {
        home.task(&format!("meetings_{}", warning.code), 1, "/meetings");
    }
    let on = session.look();
    let today = session.today();
    let rows = meeting::Entity::find()
        .filter(meeting::Column::Status.is_in([
            MeetingStatus::Draft,
            MeetingStatus::Closed,
            MeetingStatus::MinutesDrafted,
        ]))
        .all(on)
        .await?;
    let (mut notices, mut minutes) = (0, 0);
    for row in rows {
        if row.status != MeetingStatus::Draft {
            minutes += 1;
        } else if row.held_on >= today
            && let Some(rule) = rule_on(on, row.kind, row.held_on).await?
        {
            // A week beforehand there is still time to write it.
            let last = notice_until(row.held_on, rule.notice_days);
            notices += i64::from(notice_until(last, 7) <= today);
        }
    }
    if notices > 0 {
        home.task("meetings_notice", notices, "/meetings");
    }
    if minutes > 0 {
        home.task("meetings_minutes", minutes, "/meetings");
    }
    Ok(())
}
