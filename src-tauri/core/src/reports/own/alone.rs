//! What whoever may only see counts is shown, and whatever is made for members where R02 has it: tables that the report of the organisation (R02) shows, cut from the very same
//! protected figures, so that both together tell no more than one of them (O-02).

use serde_json::json;

use super::count::Figures;
use super::model::OwnDimension;
use super::queries::Asked;
use crate::error::{Error, Result};
use crate::reports::figures::days::Days;
use crate::reports::figures::shown::{Guarded, turned, whole_column};
use crate::reports::pack;
use crate::reports::pages::{Ground, age_band_name};
use crate::reports::queries;
use crate::session::Session;
use crate::suppress;

/// The figures of one of [`super::model::MAY_STAND_ALONE`].
///
/// # Errors
/// `O-02` for another table, `report_too_small`, and what the database answers.
pub(super) async fn figures(session: &Session, asked: &Asked) -> Result<Figures> {
    if !asked.fields.may_stand_alone() {
        return Err(Error::refused("O-02", json!({})));
    }
    let days = Days::new(asked.as_of, asked.fiscal_start());
    let part = asked.part_of_counts(session).await?;
    let path = part.as_deref();
    let counts = queries::counts(session.look(), &days, path).await?;
    // What frozen packs of the day told is known to its readers, too (S-07).
    let told = pack::told(session, asked.as_of).await?;
    let k = asked.settings.suppress_k_internal;
    let ground = Ground::new(&counts, &days, &asked.words, k, path.is_none(), &told)?;
    let shown = &ground.shown;
    let sexes = || ground.sex_heads().into_iter().map(|head| head.label).collect::<Vec<_>>();
    let branches = || ground.rows.iter().map(|row| ground.name(row)).collect::<Vec<_>>();
    let ages = || shown.bands.iter().map(|band| age_band_name(&asked.words, *band)).collect::<Vec<_>>();
    let categories = || shown.categories.iter().map(|codes| ground.names("category", codes)).collect::<Vec<_>>();
    let employments =
        || shown.employments.iter().map(|codes| ground.names("employment_type", codes)).collect::<Vec<_>>();
    // Where no sex is recorded, ages are shown without them.
    let sexed = || shown.ages.clone().filter(|_| !shown.sexes.is_empty());
    let (rows, columns, guarded) = match asked.fields.groups.as_slice() {
        // Headcounts of units are open: R02 shows them whether or not their sexes can be shown.
        [OwnDimension::Branch] => (branches(), Vec::new(), Some(headcounts(&ground))),
        [OwnDimension::Branch, _] => (branches(), sexes(), shown.branches.clone()),
        [OwnDimension::Gender] => (sexes(), Vec::new(), sexed().as_ref().map(turned).map(|table| whole_column(&table))),
        [OwnDimension::Gender, _] => (sexes(), branches(), shown.branches.as_ref().map(turned)),
        [OwnDimension::Age] => (ages(), Vec::new(), shown.ages.as_ref().map(whole_column)),
        [OwnDimension::Age, _] => (ages(), sexes(), sexed()),
        [OwnDimension::Category] => (categories(), Vec::new(), shown.kinds.as_ref().map(whole_column)),
        [OwnDimension::Category, _] => (categories(), employments(), shown.kinds.clone()),
        [OwnDimension::EmploymentType] => {
            (employments(), Vec::new(), shown.kinds.as_ref().map(turned).map(|table| whole_column(&table)))
        }
        _ => (employments(), categories(), shown.kinds.as_ref().map(turned)),
    };
    let has = |dimension| asked.fields.groups.contains(&dimension);
    let mut notes = Vec::new();
    if has(OwnDimension::Gender) {
        notes.extend(ground.sex_note());
    }
    if has(OwnDimension::Branch) {
        notes.push(ground.say("report.note.joined", &json!({ "k": ground.k })));
    }
    Ok(Figures { rows, columns, guarded, notes, told: None, cut_before: false })
}

/// Members of each row of branches, as R02 counts them.
fn headcounts(ground: &Ground<'_>) -> Guarded {
    let open = |n: i64| match u64::try_from(n) {
        Ok(0) | Err(_) => suppress::Cell::Nil,
        Ok(n) => suppress::Cell::Shown(n),
    };
    let counts: Vec<suppress::Cell> = ground.rows.iter().map(|row| open(ground.now(row))).collect();
    let total = open(ground.total);
    Guarded {
        cells: counts.iter().map(|cell| vec![*cell]).collect(),
        row_totals: counts,
        column_totals: vec![total],
        total,
    }
}
