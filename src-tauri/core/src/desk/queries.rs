//! How the desk stands; settings; history; home.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::backup::newest;
use super::entity::profile;
use super::model::{Ask, AtWork, DeskState, HistoryFrom, Home, Job, Settings, Status, TookBack};
use super::state::Desk;
use crate::api::{Nothing, Page};
use crate::compose;
use crate::db::Place;
use crate::error::{Error, Result};
use crate::ids::OpId;
use crate::ops::{self, OpRow, Told};
use crate::progress::Progress;
use crate::rights::{self, Right};
use crate::session::Session;

/// How the desk stands. Sets the language, if one is named.
///
/// # Errors
/// What the database answers.
pub async fn status(desk: &Desk, input: Ask, _progress: &Progress) -> Result<Status> {
    if let Some(locale) = input.locale {
        desk.set_locale(locale);
    }
    status_of(desk).await
}

pub(super) async fn status_of(desk: &Desk) -> Result<Status> {
    let place = desk.place();
    let mut status = Status {
        state: if place.is_some() { DeskState::Locked } else { DeskState::Empty },
        place: place.as_ref().map(Place::shown),
        shared: matches!(place, Some(Place::Shared(_))),
        union_name: None,
        sample: false,
        officer: None,
        auto_lock_minutes: 5,
        labels: BTreeMap::new(),
        undo: None,
        redo: None,
        today: desk.options.today.unwrap_or_else(|| (chrono::Utc::now() + chrono::TimeDelta::hours(9)).date_naive()),
        fiscal_start_month: 4,
        era_display: false,
        last_backup: None,
        last_automatic: None,
    };
    let Some(unlocked) = desk.unlocked() else { return Ok(status) };
    let session = Session::new(unlocked, Progress::silent(), desk.locale());
    let settings = profile(&session).await?;
    let today = session.today();
    status.state = DeskState::Open;
    status.union_name = Some(settings.name);
    status.sample = settings.sample;
    status.auto_lock_minutes = settings.auto_lock_minutes;
    status.labels = settings.labels;
    status.fiscal_start_month = settings.fiscal_start_month;
    status.era_display = settings.era_display;
    // The button is grey where the verb would refuse.
    status.undo = match reached(&session, ops::last(session.look(), session.officer(), false).await?).await? {
        Some(op) if ops::is_behind_a_close(session.look(), op).await? => None,
        other => other,
    };
    status.redo = reached(&session, ops::last(session.look(), session.officer(), true).await?).await?;
    status.last_backup = by_hand(session.look()).await?;
    status.last_automatic = newest(&session.desk().place);
    let held = session.desk().grants.held();
    status.officer = Some(AtWork {
        id: session.officer(),
        login: session.desk().login.clone(),
        display_name: session.desk().display_name.clone(),
        roles: held
            .iter()
            .filter(|grant| grant.from_on <= today && grant.to_on.is_none_or(|last| last >= today))
            .map(|grant| grant.role)
            .collect(),
        rights: <Right as sea_orm::Iterable>::iter()
            .filter(|right| rights::reach(&held, *right, today).is_some())
            .collect(),
        whole: rights::part(&held, today).is_none(),
    });
    Ok(status)
}

/// An op, unless it was done in a case that the officer cannot open any more.
async fn reached(session: &Session, op: Option<OpId>) -> Result<Option<OpId>> {
    let Some(id) = op else { return Ok(None) };
    let told = ops::told(session.look(), id).await?;
    Ok(compose::in_reach(session, session.look(), &told).await.is_ok().then_some(id))
}

/// The union's settings, for verbs of every capability.
///
/// # Errors
/// What the database answers.
pub async fn profile(session: &Session) -> Result<Settings> {
    let row = profile::Entity::find().one(session.look()).await?.ok_or(Error::Missing { what: "settings" })?;
    Ok(Settings {
        id: row.id,
        version: row.version,
        name: row.name,
        name_kana: row.name_kana,
        fiscal_start_month: row.fiscal_start_month,
        period_no_base: row.period_no_base,
        congress_no_base: row.congress_no_base,
        is_corporation: row.is_corporation,
        seal_text: row.seal_text,
        suppress_k_internal: row.suppress_k_internal,
        suppress_k_public: row.suppress_k_public,
        era_display: row.era_display,
        default_font: row.default_font,
        member_no_prefix: row.member_no_prefix,
        member_no_width: row.member_no_width,
        auto_lock_minutes: row.auto_lock_minutes,
        labels: serde_json::from_str(&row.labels).unwrap_or_default(),
        sample: row.sample,
    })
}

/// The union's settings.
///
/// # Errors
/// What the database answers.
pub async fn settings(session: &Session, _input: Nothing) -> Result<Settings> {
    profile(session).await
}

/// What was done, newest first.
///
/// # Errors
/// What the database answers.
pub async fn history(session: &Session, input: HistoryFrom) -> Result<Page<OpRow>> {
    let limit = u64::from(input.limit.unwrap_or(50)).clamp(1, 200);
    // The sentences name persons: only those who may see the whole roster see others' ops, and nobody those of others' cases.
    let others = session.can(Right::ImportRoster);
    let also = ops::taken_back_by_others(session.look(), session.officer(), &compose::own_case_numbers(session).await?)
        .await?;
    let sight = ops::Sight { officer: session.officer(), others, also };
    let mut rows =
        ops::history(session.look(), input.before, &sight, input.find.as_deref().unwrap_or_default(), limit).await?;
    let names = compose::officer_names(session).await?;
    let mut reached: HashMap<(String, String), bool> = HashMap::new();
    for row in &mut rows {
        // As the refusal has it: one's own, or the roster's of others; only what one may do oneself, where one can open it.
        let told = Told::of(&row.capability, &row.verb, &row.about);
        let right = compose::right_of(&row.capability, &row.verb, &row.about);
        let mut may = (row.actor == Some(session.officer()) || others && told.is_of_the_roster())
            && right.is_some_and(|right| session.can(right));
        if may && (row.can_undo || row.can_redo) {
            let key = (told.verb.clone(), told.case().unwrap_or_default().to_owned());
            may = match reached.get(&key) {
                Some(known) => *known,
                None => compose::in_reach(session, session.look(), &told).await.is_ok(),
            };
            reached.insert(key, may);
        }
        row.can_undo &= may;
        row.can_redo &= may;
        row.actor_name = row.actor.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
        (row.capability, row.verb, row.about) = (told.capability, told.verb, told.about);
    }
    let next = (rows.len() as u64 == limit).then(|| rows.last().map(|row| row.id.to_string())).flatten();
    Ok(Page { rows, next })
}

pub(super) async fn took_back(session: &Session, op: OpId) -> Result<TookBack> {
    let row = ops::one(session.look(), op).await?;
    // An undo is shown with the words of the op that it took back.
    let told = Told::of(&row.capability, &row.verb, &row.about);
    Ok(TookBack { op, of: format!("{}.{}", told.capability, told.verb), about: told.about, rows: row.rows })
}

/// The home page.
///
/// # Errors
/// What the database answers.
pub async fn home(session: &Session, _input: Nothing) -> Result<Home> {
    compose::home(session).await
}

/// Days after which a backup written by hand counts as old: a month.
const OLD_BACKUP_DAYS: i64 = 31;

/// When the last backup was written by hand. The automatic ones lie beside the file: theft, fire and a broken disk take
/// both.
async fn by_hand(on: &impl ConnectionTrait) -> Result<Option<DateTime<Utc>>> {
    ops::newest_of(on, "desk", "backup").await
}

/// Remind those who may back up of the copy that lies elsewhere.
///
/// # Errors
/// What the database answers.
pub(crate) async fn backup_tasks(session: &Session, home: &mut Home) -> Result<()> {
    if !session.can(Right::Backup) || session.db().is_shared() {
        return Ok(());
    }
    const PLACE: &str = "/desk?part=backup";
    match by_hand(session.look()).await? {
        None => home.task("backup_never", 0, PLACE),
        Some(at) => {
            let days = (session.now() - at).num_days();
            if days >= OLD_BACKUP_DAYS {
                home.task("backup_old", days, PLACE);
            }
        }
    }
    Ok(())
}

/// Ask work in progress to stop.
///
/// # Errors
/// Never.
pub async fn cancel(desk: &Desk, input: Job, _progress: &Progress) -> Result<Nothing> {
    desk.cancel_job(&input.job);
    Ok(Nothing {})
}
