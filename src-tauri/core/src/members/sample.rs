//! The fictional union's members: so many in force on the last day, and who came and went in the five years before.
//! One person after the other, in blocks, so that a million take no more memory than a thousand.

mod around;
mod life;
mod names;
mod offices;
mod plan;
mod rows;

use crate::dice::Dice;
use crate::error::Result;
use crate::members::entity::{
    consent, contact_point, employment, membership, membership_category, membership_event, office, office_term, person,
    unit_assignment,
};
use crate::members::{index, spans};
use crate::ops::{Change, Tracked};
use crate::organizations::SampleUnion;
use crate::progress::Progress;
use life::Lives;
use plan::Numbers;
use rows::Rows;

/// Persons written together.
const BLOCK: u64 = 500;

/// Rows of one statement: whole statements are alike and prepared once.
const STATEMENT: usize = 500;

/// Digits of the running number of a sample of so many members, with room for those to come.
pub(crate) fn number_width(members: u32) -> usize {
    (u64::from(members) * 3).to_string().len().max(6)
}

/// Write the sample's members within the sample's change. Returns the members of each branch on each of
/// [`crate::organizations::count_days`].
///
/// # Errors
/// What the database answers; [`crate::error::Error::Cancelled`].
pub(crate) async fn sample(
    change: &mut Change<'_>,
    progress: &Progress,
    union: &SampleUnion,
    dice: Dice,
    members: u32,
) -> Result<Vec<[i64; 6]>> {
    change.set_aside(&spans::ORDERS).await?;
    change.set_aside(&spans::NUMBERS).await?;
    let numbers = Numbers::of(members);
    let mut lives = Lives::new(union, dice, numbers, number_width(members));
    change.lay_down::<office::Entity>(lives.posts.offices()).await?;
    let mut rows = Rows::default();
    let mut done = 0;
    while lives.next(&mut rows) {
        done += 1;
        if done % BLOCK == 0 {
            progress.go_on()?;
            progress.step("sample", done, numbers.total());
            write(change, &mut rows, STATEMENT).await?;
        }
    }
    lives.applicants(&mut rows, u64::from(members));
    write(change, &mut rows, 1).await?;
    spans::lay_down(change.on()).await?;
    progress.step("sample", numbers.total(), numbers.total());
    Ok(lives.members_by_branch)
}

/// Write persons and memberships whole, and of the rows that refer to them as many as fill statements of `least` rows.
async fn write(change: &mut Change<'_>, rows: &mut Rows, least: usize) -> Result<()> {
    lay::<person::Entity>(change, &mut rows.persons, 1).await?;
    lay::<membership::Entity>(change, &mut rows.memberships, 1).await?;
    lay::<employment::Entity>(change, &mut rows.employments, least).await?;
    lay::<unit_assignment::Entity>(change, &mut rows.assignments, least).await?;
    lay::<membership_category::Entity>(change, &mut rows.categories, least).await?;
    lay::<membership_event::Entity>(change, &mut rows.events, least).await?;
    lay::<contact_point::Entity>(change, &mut rows.contacts, least).await?;
    lay::<consent::Entity>(change, &mut rows.consents, least).await?;
    lay::<office_term::Entity>(change, &mut rows.terms, least).await?;
    for part in rows.grams.chunks(STATEMENT) {
        index::write(change.on(), part).await?;
    }
    rows.grams.clear();
    Ok(())
}

async fn lay<E: Tracked + 'static>(
    change: &mut Change<'_>,
    rows: &mut Vec<E::ActiveModel>,
    least: usize,
) -> Result<()> {
    let whole = rows.len() - rows.len() % least;
    if whole > 0 {
        let kept = rows.split_off(whole);
        change.lay_down::<E>(std::mem::replace(rows, kept)).await?;
    }
    Ok(())
}
