//! What of the roster stands on the home page.

use sea_orm::{EntityTrait, QueryOrder, QuerySelect};

use super::super::entity::import_batch;
use super::super::model::{Category, Happened, MemberFilter, StateFilter, Within};
use super::super::requests::due_soon;
use super::super::retention::count_due;
use super::list::count;
use super::offices::terms_due;
use crate::dates::month_start;
use crate::desk::Home;
use crate::error::Result;
use crate::rights::Right;
use crate::session::Session;

/// Members, movements of the month, applications and persons without a unit, within the officer's reach.
///
/// # Errors
/// What the database answers.
pub(crate) async fn home(session: &Session) -> Result<Home> {
    let mut home = Home::default();
    if session.can(Right::Privacy) {
        let n = due_soon(session).await?;
        if n > 0 {
            home.task("requests_due", n, "/members/privacy?part=requests");
        }
    }
    if session.can(Right::Erase) {
        let n = count_due(session).await?;
        if n > 0 {
            home.task("retention_due", n, "/members/privacy?part=retention");
        }
    }
    if !session.can(Right::SeeNames) {
        return Ok(home);
    }
    let counted = |filter: MemberFilter| async move { count(session, filter).await.map(|counted| counted.n) };
    // OB会員 and 賛助会員 stand in the list and are no members.
    let of_members = || MemberFilter { categories: Category::MEMBERS.to_vec(), ..MemberFilter::default() };
    let members = counted(of_members()).await?;
    let applied = counted(MemberFilter { state: Some(StateFilter::Applied), ..MemberFilter::default() }).await?;
    let no_unit = counted(MemberFilter { no_unit: true, ..MemberFilter::default() }).await?;
    home.figure("members", members, "/members?only=members");
    if session.can(Right::SeeDetails) {
        let (from, to) = (month_start(session.today()), session.today());
        for (name, what) in [("joined", Happened::Joined), ("left", Happened::Left)] {
            let n = counted(MemberFilter { period: Some(Within { what, from, to }), ..of_members() }).await?;
            home.figure(name, n, &format!("/members?happened={name}&from={from}&to={to}&only=members"));
        }
    }
    if session.can(Right::SeeDetails) {
        let n = super::planned(session, crate::api::Nothing {}).await?.len();
        if n > 0 {
            home.figure("planned", i64::try_from(n).unwrap_or(i64::MAX), "/members/planned");
        }
    }
    if session.can(Right::ChangeRoster) {
        let n = terms_due(session).await?;
        if n > 0 {
            home.task("terms_due", n, "/members/offices");
        }
    }
    if members == 0 && session.can(Right::ImportRoster) {
        home.task("no_members", 0, "/members/import");
    }
    if applied > 0 {
        home.task("applied", applied, "/members?state=applied");
    }
    if no_unit > 0 {
        home.task("no_unit", no_unit, "/members?unit=none");
    }
    if session.can(Right::ImportRoster) {
        // An officer of a part does not see who is a member elsewhere; whoever answers for the whole roster is told (M-02).
        let twice = members_twice(session).await?;
        if twice > 0 {
            home.task("members_twice", twice, "/members/duplicates");
        }
        let newest = import_batch::Entity::find()
            .select_only()
            .column(import_batch::Column::Rejected)
            .order_by_desc(import_batch::Column::Id)
            .into_tuple::<i64>()
            .one(session.look())
            .await?;
        if let Some(rejected) = newest.filter(|rejected| *rejected > 0) {
            home.task("rejected_rows", rejected, "/members/import");
        }
    }
    Ok(home)
}

/// Pairs of persons of one name and birth date who are both members or applicants, and whom nobody has told apart yet.
async fn members_twice(session: &Session) -> Result<i64> {
    const LIVE: &str =
        "SELECT 1 FROM membership m WHERE m.status IN ('applied', 'active', 'suspended') AND m.person_id =";
    // The index answers who is alike; of those few the rest is asked.
    let sql = format!(
        "SELECT count(*) AS n FROM (SELECT search_key, birth_on FROM person WHERE birth_on IS NOT NULL \
         GROUP BY search_key, birth_on HAVING count(*) > 1) alike \
         JOIN person p ON p.search_key = alike.search_key AND p.birth_on = alike.birth_on \
         JOIN person q ON q.search_key = alike.search_key AND q.birth_on = alike.birth_on AND q.id > p.id \
         WHERE EXISTS ({LIVE} p.id) AND EXISTS ({LIVE} q.id) \
         AND NOT EXISTS (SELECT 1 FROM person_pair pair WHERE pair.one_id = p.id AND pair.other_id = q.id)"
    );
    session.db().number(&sql, []).await
}
