//! What a step would do, without taking it: the very rules that take it say why a button is grey and who would move.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::model::{Ask, Decision, DecisionRow, Foresee, Foreseen, Remark, RunSeats, SeatAsk, quotas};
use super::super::queries::{Loaded, load, names};
use super::day::to_certify;
use super::enrol::before_it_begins;
use super::judge::may_apply;
use super::money::may_settle;
use super::runs::known;
use super::seats::refused;
use super::steps::{may_begin, may_close, may_complete, may_finish, may_open};
use crate::error::{Error, Result};
use crate::ids::{EnrolmentId, PersonId};
use crate::session::Session;

/// What these steps would do now, each by itself.
///
/// # Errors
/// [`Error::Missing`] for a run or an application that is not there; [`Error::Invalid`] at the seats of organisations.
pub async fn foresee(session: &Session, input: Foresee) -> Result<Vec<Foreseen>> {
    let now = session.moment();
    let loaded = load(session.look(), input.run_id).await?;
    let mut answers = Vec::with_capacity(input.asks.len());
    for ask in input.asks {
        let warnings = warnings(&loaded, &ask);
        answers.push(match decisions(session, &loaded, ask, now).await {
            Ok(made) => (None, warnings, made),
            Err(Error::Refused { code, about }) => {
                (Some(Remark { code: code.to_owned(), about }), Vec::new(), Vec::new())
            }
            Err(other) => return Err(other),
        });
    }
    let whose: HashMap<EnrolmentId, PersonId> = loaded.rows.iter().map(|row| (row.id, row.person_id)).collect();
    let concerned: HashSet<PersonId> =
        answers.iter().flat_map(|(.., made)| made).filter_map(|decision| whose.get(&decision.id)).copied().collect();
    let concerned: Vec<PersonId> = concerned.into_iter().collect();
    let names = names(session, &concerned).await?;
    let row = |decision: Decision| {
        Some(DecisionRow {
            enrolment_id: decision.id,
            name: names.get(*whose.get(&decision.id)?)?.name.clone(),
            at: now,
            from: Some(decision.from),
            to: decision.to,
            pool: decision.pool,
            reason: decision.reason,
        })
    };
    let answers = answers.into_iter().map(|(refused, warnings, made)| Foreseen {
        refused,
        warnings,
        decisions: made.into_iter().filter_map(row).collect(),
    });
    Ok(answers.collect())
}

/// What to know before a step is taken that nothing refuses.
fn warnings(loaded: &Loaded, ask: &SeatAsk) -> Vec<Remark> {
    let few = loaded.too_few();
    if few == 0 || !matches!(ask, SeatAsk::BeginRun) {
        return Vec::new();
    }
    let about = json!({ "least": loaded.run.min_people, "n": few });
    vec![Remark { code: "run_few".to_owned(), about }]
}

async fn decisions(session: &Session, loaded: &Loaded, ask: SeatAsk, now: DateTime<Utc>) -> Result<Vec<Decision>> {
    let seat = |ask: Ask| -> Result<Vec<Decision>> {
        before_it_begins(loaded, now)?;
        loaded.seats().decide(now, &ask).map_err(refused)
    };
    match ask {
        SeatAsk::Apply => match may_apply(loaded, &HashSet::from([None]), now) {
            Some(remark) => Err(Error::refused("E-01", remark.about)),
            None => Ok(Vec::new()),
        },
        SeatAsk::Approve { ids } => seat(Ask::Place(ids)),
        SeatAsk::Decline { id } => seat(Ask::Decline(id)),
        SeatAsk::Cancel { id } => seat(Ask::Cancel(vec![id])),
        SeatAsk::Accept { id } => seat(Ask::Accept(id)),
        SeatAsk::Postpone { id } => seat(Ask::Postpone(id)),
        SeatAsk::Seats { capacity, quotas: typed } => {
            let mut seats: RunSeats = loaded.seats();
            seats.capacity = capacity.unwrap_or(seats.capacity);
            if let Some(typed) = typed {
                let rows = known(session.look(), quotas(typed)?).await?;
                seats.quotas = rows.into_iter().map(|row| (row.org_id, row.seats)).collect::<BTreeMap<_, _>>();
            }
            seats.holds(now).map_err(refused)?;
            seats.decide(now, &Ask::Look).map_err(refused)
        }
        SeatAsk::OpenRun => may_open(session, loaded).map(|()| Vec::new()),
        SeatAsk::CloseRun => may_close(loaded).map(|()| Vec::new()),
        SeatAsk::BeginRun => {
            may_begin(session, loaded)?;
            loaded.seats().decide(now, &Ask::Look).map_err(refused)
        }
        SeatAsk::FinishRun => may_finish(session, loaded).map(|()| Vec::new()),
        SeatAsk::CompleteRun => may_complete(loaded).map(|()| Vec::new()),
        SeatAsk::SettleShares => may_settle(loaded).map(|()| Vec::new()),
        SeatAsk::IssueCertificates => to_certify(session.look(), loaded, &[]).await.map(|_| Vec::new()),
    }
}
