//! The fictional union's rules and meetings: a congress of last year, the congress of this year with its ballots, and a central
//! committee to come. Everything goes through the same judgement as by hand.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::actions::{convene_within, save_within, write_within};
use super::entity::{
    agenda_item, ballot, ballot_candidate, ballot_roll, ballot_tally, ballot_witness, meeting, meeting_attendance,
    meeting_entitlement, meeting_minutes,
};
use super::model::{
    AgendaItem, AgendaKind, AttendanceMode, BallotForm, BallotMethod, BallotOutcome, BallotStatus, BallotVenue,
    CandidateVotes, Comparator, Convene, Decision, Declared, ItemResult, LotAt, MajorityBase, MeetingKind, MeetingRule,
    MeetingStatus, RuleBase, TieBreak,
};
use super::queries::{load, packed, plan, turnout};
use crate::dice::Dice;
use crate::error::{Error, Result};
use crate::ids::{BallotId, CandidateId, EntitlementId, MeetingId, MinutesId, PartId, RollId, TallyId, WitnessId};
use crate::members::{self, ConditionKind, OfficeKind};
use crate::ops::Change;
use crate::organizations;
use crate::session::Session;

/// Unions beyond this size get rules but no congress: a benchmark is not about it.
const MOST: u32 = 50_000;
/// Members for one delegate, and delegates at most.
const PER_DELEGATE: usize = 20;
const DELEGATES: usize = 400;

fn ago(days: u64) -> NaiveDate {
    let last = organizations::last_day();
    last.checked_sub_days(Days::new(days)).unwrap_or(last)
}

fn at(day: NaiveDate, hour: i64) -> DateTime<Utc> {
    (day.and_time(chrono::NaiveTime::MIN) + TimeDelta::hours(hour - 9)).and_utc()
}

/// Rules and meetings.
///
/// # Errors
/// What the database answers.
pub(crate) async fn sample(change: &mut Change<'_>, session: &Session, mut dice: Dice, members: u32) -> Result<()> {
    for rule in rules() {
        save_within(change, None, None, &rule.checked()?).await?;
    }
    if members > MOST {
        return Ok(());
    }
    let last = congress(change, session, (41, ago(428)), &agenda(false), &mut dice).await?;
    finish(change, last, ago(428)).await?;
    let this = congress(change, session, (42, ago(63)), &agenda(true), &mut dice).await?;
    votes(change, this, ago(63)).await?;
    let id =
        planned(change, MeetingKind::CentralCommittee, 1, "第1回中央委員会（架空）", ago(0) + Days::new(21)).await?;
    let items = [
        item(AgendaKind::Report, "活動経過の報告", false),
        item(AgendaKind::Resolution, "年末一時金の要求案", false),
        item(AgendaKind::Budget, "補正予算案", false),
    ];
    let row = super::queries::meeting_row(change.on(), id).await?;
    write_within(change, session, &row, &items).await
}

fn decision(kind: Option<AgendaKind>, base: MajorityBase, article: &str) -> Decision {
    Decision { kind, base, article: Some(article.to_owned()), ..Decision::usual() }
}

fn rules() -> Vec<MeetingRule> {
    let away = vec![
        ConditionKind::Leave,
        ConditionKind::SickLeave,
        ConditionKind::Childcare,
        ConditionKind::FamilyCare,
        ConditionKind::Overseas,
    ];
    let congress = MeetingRule {
        kind: MeetingKind::RegularCongress,
        from_on: ago(2_000),
        base: RuleBase::Delegates,
        offices: vec![OfficeKind::Delegate],
        num: 2,
        den: 3,
        comparator: Comparator::Gte,
        article: "規約第18条".into(),
        exclude_conditions: away,
        count_proxy: true,
        count_written: false,
        count_blank_proxy: false,
        proxy_max: Some(10),
        proxy_same_unit: false,
        proxy_article: Some("規約第19条".into()),
        substitute_article: Some("規約第17条".into()),
        notice_days: 30,
        urgent_days: Some(7),
        notice_article: Some("規約第16条".into()),
        tie_break: TieBreak::Chair,
        decisions: vec![
            decision(None, MajorityBase::Present, "規約第20条"),
            decision(Some(AgendaKind::RuleChange), MajorityBase::AllDelegates, "規約第45条"),
            decision(Some(AgendaKind::StrikeVote), MajorityBase::AllDelegates, "規約第40条"),
            Decision {
                run_off_article: Some("役員選挙規程第9条".into()),
                lot: LotAt::RunOff,
                lot_article: Some("役員選挙規程第10条".into()),
                ..decision(Some(AgendaKind::Election), MajorityBase::ValidVotes, "役員選挙規程第8条")
            },
        ],
        members_per_delegate: Some(i64::try_from(PER_DELEGATE).unwrap_or(1)),
        note: None,
    };
    let others = [
        (MeetingKind::ExtraCongress, RuleBase::Delegates, vec![OfficeKind::Delegate], "規約第18条", 7),
        (
            MeetingKind::CentralCommittee,
            RuleBase::Committee,
            vec![OfficeKind::CentralCommitteeMember],
            "規約第23条",
            14,
        ),
        (
            MeetingKind::ExecutiveCommittee,
            RuleBase::Committee,
            vec![OfficeKind::Chair, OfficeKind::ViceChair, OfficeKind::GeneralSecretary, OfficeKind::Executive],
            "規約第27条",
            3,
        ),
        (MeetingKind::WorkplaceMeeting, RuleBase::Members, Vec::new(), "規約第31条", 0),
    ];
    let mut all: Vec<MeetingRule> = others
        .into_iter()
        .map(|(kind, base, offices, article, notice_days)| MeetingRule {
            kind,
            base,
            offices,
            article: article.into(),
            num: 1,
            den: 2,
            comparator: Comparator::Gt,
            notice_days,
            urgent_days: None,
            substitute_article: congress.substitute_article.clone().filter(|_| base == RuleBase::Delegates),
            members_per_delegate: None,
            ..congress.clone()
        })
        .collect();
    all.insert(0, congress);
    all
}

fn item(kind: AgendaKind, title: &str, audited: bool) -> AgendaItem {
    AgendaItem { id: None, kind, title: title.into(), text: None, proposer: None, method: None, audited }
}

/// The same item with what is proposed, and by whom.
fn proposed(item: AgendaItem, text: &str) -> AgendaItem {
    AgendaItem { text: Some(text.into()), proposer: Some("執行委員会".into()), ..item }
}

fn agenda(with_ballots: bool) -> Vec<AgendaItem> {
    let mut items = vec![
        proposed(
            item(AgendaKind::Report, "経過報告", false),
            "前の大会からの取り組みを報告します。加入と脱退、相談、研修の数は「大会・職場集会 報告資料」にまとめました。",
        ),
        proposed(
            item(AgendaKind::Settlement, "決算報告・会計監査報告", true),
            "前年度の決算を報告し、承認を求めます。会計監査人の証明書を添えます。",
        ),
        proposed(
            item(AgendaKind::Resolution, "運動方針案", false),
            "一、働き方と学びの相談を、どの職場からも申し込めるようにします。\n二、ほかの組合と開く研修を続け、若い組合員の参加を増やします。\n三、一年の取り組みを見直し、続けるもの、縮めるもの、やめるものを大会で決めます。",
        ),
        proposed(
            item(AgendaKind::Budget, "予算案", false),
            "本年度の予算を提案します。研修と相談の費用を増やし、印刷の費用を減らします。",
        ),
    ];
    if with_ballots {
        items.push(proposed(
            item(AgendaKind::RuleChange, "規約の一部改正（準組合員の範囲）", false),
            "準組合員になれる人に、有期の契約で働く人を加えます。直接無記名の投票で決めます。",
        ));
        items.push(proposed(
            item(AgendaKind::Election, "執行委員の選出", false),
            "任期が終わる執行委員を選びます。直接無記名の投票で決めます。",
        ));
    }
    items
}

async fn planned(
    change: &mut Change<'_>,
    kind: MeetingKind,
    no: i64,
    title: &str,
    held_on: NaiveDate,
) -> Result<MeetingId> {
    let id = MeetingId::new();
    change
        .insert::<meeting::Entity>(meeting::ActiveModel {
            id: Set(id),
            kind: Set(kind),
            no: Set(Some(no)),
            title: Set(title.to_owned()),
            unit_id: Set(None),
            held_on: Set(held_on),
            starts: Set(13 * 60),
            place: Set(Some("東都労働会館（架空）".into())),
            status: Set(MeetingStatus::Draft),
            chair: Set(Some("見本 議長（架空）".into())),
            clerk: Set(Some("見本 書記（架空）".into())),
            note: Set(None),
            ..Default::default()
        })
        .await?;
    Ok(id)
}

/// A congress convened, attended and opened.
async fn congress(
    change: &mut Change<'_>,
    session: &Session,
    (no, held_on): (i64, NaiveDate),
    items: &[AgendaItem],
    dice: &mut Dice,
) -> Result<MeetingId> {
    let title = format!("第{no}回定期大会（架空）");
    let id = planned(change, MeetingKind::RegularCongress, no, &title, held_on).await?;
    let row = super::queries::meeting_row(change.on(), id).await?;
    write_within(change, session, &row, items).await?;
    let convened_on = held_on.checked_sub_days(Days::new(40)).unwrap_or(held_on);
    let voters = members::voters(change.on(), convened_on).await?;
    let step = PER_DELEGATE.max(voters.len().div_ceil(DELEGATES));
    let numbers =
        voters.iter().filter(|voter| voter.votes).step_by(step).map(|voter| voter.member_no.clone()).collect();
    let ask = Convene {
        id,
        version: None,
        convened_on: Some(convened_on),
        base_on: Some(convened_on),
        urgent_reason: None,
        numbers,
    };
    let tree = organizations::tree(change.on()).await?;
    let plan = plan(change.on(), &tree, &row, &ask, organizations::last_day()).await?;
    convene_within(change, &row, plan, None).await?;
    attend(change, id, held_on, dice).await?;
    let loaded = load(change.on(), id).await?;
    let units = turnout(&loaded, &tree);
    let declared = packed(&Declared { sum: loaded.credentials(), units })?;
    let status = if loaded.credentials().quorate { MeetingStatus::Closed } else { MeetingStatus::NotQuorate };
    change
        .update::<meeting::Entity>(&loaded.meeting, |active| {
            active.status = Set(status);
            active.declared = Set(Some(declared));
            active.declared_at = Set(Some(at(held_on, 13)));
            active.closed_at = Set(Some(at(held_on, 16)));
        })
        .await?;
    for row in rows_of(change, id).await? {
        let result = match row.kind {
            AgendaKind::RuleChange | AgendaKind::Election => continue,
            _ => ItemResult::Adopted,
        };
        change.update::<agenda_item::Entity>(&row, |active| active.result = Set(Some(result))).await?;
    }
    Ok(id)
}

async fn rows_of(change: &Change<'_>, id: MeetingId) -> Result<Vec<agenda_item::Model>> {
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
    let rows = agenda_item::Entity::find().filter(agenda_item::Column::MeetingId.eq(id));
    Ok(rows.order_by_asc(agenda_item::Column::No).all(change.on()).await?)
}

/// Four of five come, one of seven gives a proxy to somebody who does.
async fn attend(change: &mut Change<'_>, id: MeetingId, held_on: NaiveDate, dice: &mut Dice) -> Result<()> {
    let loaded = load(change.on(), id).await?;
    let seats: Vec<&meeting_entitlement::Model> = loaded.seats.iter().filter(|seat| seat.left_out.is_none()).collect();
    let mut parts = Vec::with_capacity(seats.len());
    let mut there: Vec<EntitlementId> = Vec::new();
    let mut proxies = Vec::new();
    for (n, seat) in seats.iter().enumerate() {
        match dice.below(100) {
            // The first always comes, so that somebody can hold a proxy.
            roll if n == 0 || roll < 78 => {
                let mode = if n > 0 && roll < 4 { AttendanceMode::Online } else { AttendanceMode::InPerson };
                there.push(seat.id);
                parts.push((seat.id, mode, None));
            }
            roll if roll < 93 => proxies.push(seat.id),
            _ => {}
        }
    }
    for (n, id) in proxies.into_iter().enumerate() {
        parts.push((id, AttendanceMode::Proxy, there.get((n / 3) % there.len().max(1)).copied()));
    }
    let rows = parts.into_iter().zip(1..).map(|((id, mode, holder), seq)| meeting_attendance::ActiveModel {
        id: Set(PartId::new()),
        entitlement_id: Set(id),
        mode: Set(mode),
        holder_id: Set(holder),
        seq: Set(seq),
        received_at: Set(at(held_on, 12)),
        ..Default::default()
    });
    change.insert_many::<meeting_attendance::Entity>(rows.collect()).await?;
    Ok(())
}

/// The minutes of last year.
async fn finish(change: &mut Change<'_>, id: MeetingId, held_on: NaiveDate) -> Result<()> {
    let row = super::queries::meeting_row(change.on(), id).await?;
    let text = "第41回定期大会（架空の見本）\n大会は成立し、すべての議案を可決した。".to_owned();
    change
        .insert::<meeting_minutes::Entity>(meeting_minutes::ActiveModel {
            id: Set(MinutesId::new()),
            meeting_id: Set(id),
            text: Set(text),
            signers: Set(json!(["見本 議長（架空）", "見本 書記（架空）"]).to_string()),
            approved_on: Set(held_on.checked_add_days(Days::new(20))),
            ..Default::default()
        })
        .await?;
    change.update::<meeting::Entity>(&row, |active| active.status = Set(MeetingStatus::MinutesApproved)).await?;
    Ok(())
}

/// A change of the rules by secret ballot, and an election of three among four.
async fn votes(change: &mut Change<'_>, id: MeetingId, held_on: NaiveDate) -> Result<()> {
    let loaded = load(change.on(), id).await?;
    if !loaded.meeting.status.took_place() {
        return Ok(());
    }
    let sum = loaded.credentials();
    let rule = loaded.rule()?.clone();
    let is_there =
        |seat: &&meeting_entitlement::Model| loaded.parts.get(&seat.id).is_some_and(|part| part.mode.is_there());
    let there: Vec<&meeting_entitlement::Model> = loaded.seats.iter().filter(is_there).collect();
    let papers = i64::try_from(there.len()).unwrap_or(0);
    for row in rows_of(change, id).await?.into_iter().filter(|row| row.kind.asks_for_secrecy()) {
        let takes = rule.decision(row.kind);
        let election = row.kind == AgendaKind::Election;
        let ballot_id = BallotId::new();
        change
            .insert::<ballot::Entity>(ballot::ActiveModel {
                id: Set(ballot_id),
                item_id: Set(row.id),
                round: Set(1),
                form: Set(if election { BallotForm::Election } else { BallotForm::Question }),
                method: Set(BallotMethod::DirectSecret),
                venue: Set(BallotVenue::AtMeeting),
                question: Set(None),
                seats: Set(if election { 3 } else { 0 }),
                marks: Set(if election { 3 } else { 0 }),
                base: Set(takes.base),
                num: Set(takes.num),
                den: Set(takes.den),
                comparator: Set(takes.comparator),
                tie_break: Set(rule.tie_break),
                article: Set(takes.article.clone()),
                status: Set(BallotStatus::Certified),
                entitled: Set(Some(loaded.voters(&takes))),
                present: Set(Some(sum.there())),
                available: Set(None),
                opened_at: Set(Some(at(held_on, 15))),
                closed_at: Set(Some(at(held_on, 15))),
                outcome: Set(Some(if election { BallotOutcome::Elected } else { BallotOutcome::Adopted })),
                casting: Set(None),
                certified_on: Set(Some(held_on)),
                void_reason: Set(None),
                ..Default::default()
            })
            .await?;
        let both = (1..).zip(there.iter().take(2)).map(|(no, seat)| ballot_witness::ActiveModel {
            id: Set(WitnessId::new()),
            ballot_id: Set(ballot_id),
            no: Set(no),
            membership_id: Set(seat.membership_id),
            ..Default::default()
        });
        change.insert_many::<ballot_witness::Entity>(both.collect()).await?;
        let rolls = there.iter().map(|seat| ballot_roll::ActiveModel {
            id: Set(RollId::new()),
            ballot_id: Set(ballot_id),
            entitlement_id: Set(seat.id),
            ..Default::default()
        });
        change.insert_many::<ballot_roll::Entity>(rolls.collect()).await?;
        let (blank, no) = (papers / 20, papers / 8);
        let votes = if election { candidates(change, ballot_id, &there, papers - blank).await? } else { Vec::new() };
        for (n, teller) in [(1, "見本 一郎（架空）"), (2, "見本 二子（架空）")] {
            change
                .insert::<ballot_tally::Entity>(ballot_tally::ActiveModel {
                    id: Set(TallyId::new()),
                    ballot_id: Set(ballot_id),
                    no: Set(n),
                    teller: Set(teller.to_owned()),
                    cast_votes: Set(papers),
                    yes: Set(if election { 0 } else { papers - blank - no }),
                    no_votes: Set(if election { 0 } else { no }),
                    blank: Set(blank),
                    invalid: Set(0),
                    votes: Set(packed(&votes)?),
                    ..Default::default()
                })
                .await?;
        }
        change.update::<agenda_item::Entity>(&row, |active| active.result = Set(Some(ItemResult::Adopted))).await?;
    }
    Ok(())
}

/// Four candidates for three seats; the last one does not reach a majority.
async fn candidates(
    change: &mut Change<'_>,
    id: BallotId,
    there: &[&meeting_entitlement::Model],
    valid: i64,
) -> Result<Vec<CandidateVotes>> {
    let chosen: Vec<_> = there.iter().skip(2).step_by(3).take(4).map(|seat| seat.membership_id).collect();
    let names = members::named_members(change.on(), &chosen).await?;
    let share = [9, 8, 7, 3];
    let mut votes = Vec::new();
    let mut rows = Vec::new();
    for ((member, tenths), no) in chosen.iter().zip(share).zip(1..) {
        let named = names.get(member).ok_or_else(|| Error::Bug("candidate".into()))?;
        votes.push(CandidateVotes { no, yes: valid * tenths / 10, ..CandidateVotes::default() });
        rows.push(ballot_candidate::ActiveModel {
            id: Set(CandidateId::new()),
            ballot_id: Set(id),
            no: Set(no),
            membership_id: Set(Some(*member)),
            name: Set(named.name.clone()),
            elected: Set(no <= 3),
            ..Default::default()
        });
    }
    change.insert_many::<ballot_candidate::Entity>(rows).await?;
    Ok(votes)
}
