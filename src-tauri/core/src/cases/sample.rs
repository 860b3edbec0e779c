//! The fictional union's cases, sealed to its counsellor: sixty over eighteen months, in every state.

mod answers;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc, Weekday};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;

use super::check_in::{InstrumentRow, case_assessment, check_in_pair, of_instruments};
use super::entity::{
    case_action, case_assignment, case_consent, case_due, case_goal, case_key, case_note, case_referral, case_session,
    case_template, counsel_case, counsel_room, counselor, help_line,
};
use super::job_card::job_card_item;
use super::keys::{Place, ROOM, head_place, purpose, seal, seal_head, slot};
use super::lines_of_help;
use super::model::{
    CaseActionBy, CaseActionState, CaseChannel, CaseConsentMethod, CaseConsentScope, CaseDueKind, CaseNoteKind,
    CaseNoteWords, CasePart, CaseReferralResult, CaseSessionMode, CaseStatus, CaseStep, CaseTheme, CloseOutcome,
    ConsentWords, CounselorQualification, GoalHorizon, GoalTheme, Head, RETENTION_MONTHS, ReferralWords,
    notice_version, retention_until, standard_steps,
};
use super::queries::packed_themes;
use crate::db::Db;
use crate::dice::Dice;
use crate::error::{Error, Result};
use crate::ids::{
    CaseActionId, CaseConsentId, CaseDueId, CaseGoalId, CaseId, CaseNoteId, CasePartId, CaseReferralId, CaseSessionId,
    CounselorId, OfficerId, RoomId, TemplateId,
};
use crate::labels::{Locale, word};
use crate::members::{self, Known};
use crate::officers;
use crate::ops::Change;
use crate::organizations::{self, Tree, UnitKind};
use crate::session::Session;
use crate::support;
use crate::vault::{SecretKey, SheetKey};

/// Cases of a sample of the usual size; a larger union has one for twenty members.
const CASES: usize = 60;
const MEMBERS_FOR_ONE: usize = 20;
/// Login of the counsellor of the sample.
const LOGIN: &str = "counselor";

/// What a case of the sample is about: themes, goal, and what is said in it.
type Told = (CaseTheme, CaseTheme, GoalTheme, &'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const STORIES: &[Told] = &[
    (CaseTheme::JobChange, CaseTheme::CareerDirection, GoalTheme::JobChangeSameField, "今の職場で先が見えず、転職も考えている。", "同じ工程に八年。教える役も増えた。", "強みは段取りと教える力。条件の整理が先。", "求人票を三つ見比べ、譲れない条件を書き出す"),
    (CaseTheme::SkillQualification, CaseTheme::Promotion, GoalTheme::Qualification, "資格を取りたいが、何から始めればよいか分からない。", "夜勤があり、学べる時間は週に四時間ほど。", "目的は手当よりも仕事の幅。段階を分けると続けやすい。", "講座の案内を二つ取り寄せ、費用を比べる"),
    (CaseTheme::ChildcareBalance, CaseTheme::Workload, GoalTheme::WorkStyleChange, "保育園のお迎えと残業が重なって苦しい。", "配偶者は交代勤務。短時間勤務の制度は未利用。", "制度の使い方と上司への伝え方を一緒に考える。", "就業規則の該当箇所を確認し、申請の時期を決める"),
    (CaseTheme::CareBalance, CaseTheme::Livelihood, GoalTheme::FamilyCare, "母の介護が始まりそうで、続けられるか不安。", "要介護認定の申請前。兄弟は遠方。", "まず地域包括支援センターへ。休業は分けて取れる。", "地域包括支援センターに電話し、面談の日を決める"),
    (CaseTheme::Reemployment, CaseTheme::CareerDirection, GoalTheme::PostRetirement, "定年後の働き方を決めかねている。", "再雇用の説明会に出た。収入の見通しを知りたい。", "収入・時間・やりがいの順に整理するとよい。", "年金の見込額を確認し、希望の週の働き方を書く"),
    (CaseTheme::InternalTransfer, CaseTheme::CareerDirection, GoalTheme::InternalPosting, "社内公募に応募したいが自信がない。", "現部署の上司には話していない。", "経験の棚卸しで伝わる材料は十分にある。", "職務経歴を一枚にまとめ、次回読み合わせる"),
    (CaseTheme::TreatmentBalance, CaseTheme::Workload, GoalTheme::Treatment, "通院しながら働き続けたい。", "主治医から月二回の通院を勧められている。", "職場に伝える範囲は本人が決める。支援の窓口を紹介。", "両立支援の窓口で相談し、主治医に意見書を頼む"),
    (CaseTheme::Relationship, CaseTheme::Workload, GoalTheme::GrowInJob, "職場で孤立しているように感じる。", "異動から半年。相談相手がいない。", "仕事の不満と人間関係を分けて聞く。", "話しやすい先輩に週一度声をかける"),
    (CaseTheme::SideJob, CaseTheme::Independence, GoalTheme::SideJob, "副業で木工を始めたい。", "就業規則では届出制。", "労働時間と健康の見通しを先に確かめる。", "届出の様式を確認し、月の時間を見積もる"),
    (CaseTheme::Independence, CaseTheme::CareerDirection, GoalTheme::WorkerCoop, "仲間と働く形を探している。", "地域の清掃の仕事に関心がある。", "見学して、決め方と分け方を聞くとよい。", "協同労働の団体を見学する日を決める"),
];

/// How many cases stand in each state.
const STATES: [(CaseStatus, usize); 8] = [
    (CaseStatus::Active, 18),
    (CaseStatus::Closed, 20),
    (CaseStatus::FollowUp, 7),
    (CaseStatus::Intake, 5),
    (CaseStatus::Inquiry, 4),
    (CaseStatus::Paused, 3),
    (CaseStatus::Declined, 1),
    (CaseStatus::ReferredOut, 2),
];

fn moment(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// A day of the week on which somebody is at the office.
fn working(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => later(day, 2),
        Weekday::Sun => later(day, 1),
        _ => day,
    }
}

/// Rows of the sample, table by table.
#[derive(Default)]
struct Rows {
    cases: Vec<counsel_case::ActiveModel>,
    keys: Vec<case_key::ActiveModel>,
    parts: Vec<case_assignment::ActiveModel>,
    consents: Vec<case_consent::ActiveModel>,
    sessions: Vec<case_session::ActiveModel>,
    notes: Vec<case_note::ActiveModel>,
    goals: Vec<case_goal::ActiveModel>,
    actions: Vec<case_action::ActiveModel>,
    referrals: Vec<case_referral::ActiveModel>,
    dues: Vec<case_due::ActiveModel>,
    assessments: Vec<case_assessment::ActiveModel>,
    pairs: Vec<(uuid::Uuid, check_in_pair::ActiveModel)>,
    cards: Vec<job_card_item::ActiveModel>,
}

/// What the cases of the sample have in common.
struct Shared {
    by: OfficerId,
    public: Vec<u8>,
    sheet: Vec<u8>,
    room: SecretKey,
    template: TemplateId,
    tree: Tree,
    last: NaiveDate,
    schemes: Vec<crate::ids::SchemeId>,
    asked: Option<InstrumentRow>,
}

/// The room and the cases of the sample. The code of its sheet is no secret: everything in it is fictional.
///
/// # Errors
/// What the database answers.
pub(crate) async fn sample(session: &Session, mut dice: Dice, members: u32) -> Result<()> {
    let count = (members as usize / MEMBERS_FOR_ONE).max(CASES);
    let db: &Db = session.db();
    let (by, _) = officers::by_login(db, Some(LOGIN)).await?;
    let public = officers::public_key(session.look(), by).await?.ok_or(Error::Missing { what: "officer" })?;
    let last = organizations::last_day();
    let persons = members::some_in_force(session.look(), count * 3, last).await?;
    let tree = organizations::tree(session.look()).await?;
    let schemes = support::schemes_on(session, last).await?.into_iter().map(|row| row.id).collect();
    let (sheet, room) = (SheetKey::of_sample(), SecretKey::random()?);
    let mut change = session.change("cases", "found_room").await?;
    change.is_final();
    let template = TemplateId::new();
    lay_room(&mut change, &sheet, &room, (by, &public), template).await?;
    let asked = of_instruments(change.on()).await?.into_iter().find(|row| row.built_in);
    let shared = Shared { by, public, sheet: sheet.public(), room, template, tree, last, schemes, asked };
    let mut rows = Rows::default();
    let in_turn = STATES.iter().flat_map(|(status, n)| std::iter::repeat_n(*status, *n));
    let states: Vec<CaseStatus> = in_turn.cycle().take(count).collect();
    // The order in which they came mixes the states; a case that is over began earlier than one that has just come.
    let mut begun: Vec<(NaiveDate, CaseStatus)> = states
        .into_iter()
        .map(|status| {
            let (least, most) = match status {
                CaseStatus::Inquiry => (1, 12),
                CaseStatus::Intake => (8, 30),
                CaseStatus::Active | CaseStatus::Paused => (35, 220),
                _ => (120, 540),
            };
            (working(later(last, 0) - Days::new(u64::try_from(dice.between(least, most)).unwrap_or(30))), status)
        })
        .collect();
    begun.sort();
    for (n, (opened, status)) in begun.into_iter().enumerate() {
        // Every seventh does not say who they are.
        let who = match persons.get(n * 3).filter(|_| n % 7 != 6) {
            Some(id) => members::known(change.on(), *id, last).await?,
            None => None,
        };
        case(&mut rows, &shared, &mut dice, n, opened.min(last), status, who.as_ref())?;
    }
    change.insert_many::<counsel_case::Entity>(rows.cases).await?;
    change.insert_many::<case_key::Entity>(rows.keys).await?;
    change.insert_many::<case_assignment::Entity>(rows.parts).await?;
    change.insert_many::<case_consent::Entity>(rows.consents).await?;
    change.insert_many::<case_session::Entity>(rows.sessions).await?;
    change.insert_many::<case_note::Entity>(rows.notes).await?;
    change.insert_many::<case_goal::Entity>(rows.goals).await?;
    change.insert_many::<case_action::Entity>(rows.actions).await?;
    change.insert_many::<case_referral::Entity>(rows.referrals).await?;
    change.insert_many::<case_due::Entity>(rows.dues).await?;
    change.insert_many::<case_assessment::Entity>(rows.assessments).await?;
    change.insert_many::<job_card_item::Entity>(rows.cards).await?;
    for part in answers::shuffled(rows.pairs).chunks(1_000) {
        check_in_pair::Entity::insert_many(part.iter().cloned()).exec_without_returning(change.on()).await?;
    }
    change.done(json!({})).await?;
    Ok(())
}

async fn lay_room(
    change: &mut Change<'_>,
    sheet: &SheetKey,
    room: &SecretKey,
    (by, public): (OfficerId, &[u8]),
    template: TemplateId,
) -> Result<()> {
    let now = change.now();
    change
        .insert::<counsel_room::Entity>(counsel_room::ActiveModel {
            id: Set(RoomId::new()),
            recovery_key: Set(sheet.public()),
            room_key: Set(room.seal_to(&sheet.public(), ROOM)?),
            retention_months: Set(RETENTION_MONTHS),
            followed_on: Set(now),
            ..Default::default()
        })
        .await?;
    change
        .insert::<counselor::Entity>(counselor::ActiveModel {
            id: Set(CounselorId::new()),
            officer_id: Set(by),
            qualification: Set(CounselorQualification::RegisteredCareerConsultant),
            registration_no: Set(Some("架空-0001".into())),
            registered_until: Set(NaiveDate::from_ymd_opt(2029, 3, 31)),
            person_id: Set(None),
            public_key: Set(public.to_vec()),
            room_key: Set(room.seal_to(public, ROOM)?),
            admitted_on: Set(organizations::first_day()),
            ended_on: Set(None),
            ..Default::default()
        })
        .await?;
    change
        .insert::<case_template::Entity>(case_template::ActiveModel {
            id: Set(template),
            name: Set(word(Locale::Ja, "cases.template.standard").to_owned()),
            steps: Set(serde_json::to_string(&standard_steps()).map_err(|error| Error::Bug(error.to_string()))?),
            standard: Set(true),
            active: Set(true),
            ..Default::default()
        })
        .await?;
    change.insert_many::<help_line::Entity>(lines_of_help::rows()).await?;
    Ok(())
}

fn case(
    rows: &mut Rows,
    shared: &Shared,
    dice: &mut Dice,
    n: usize,
    opened: NaiveDate,
    status: CaseStatus,
    who: Option<&Known>,
) -> Result<()> {
    let (id, key, by) = (CaseId::new(), SecretKey::random()?, shared.by);
    let Some(story) = STORIES.get(n % STORIES.len()) else { return Ok(()) };
    let counselled = !matches!(status, CaseStatus::Inquiry | CaseStatus::Declined);
    let begun = matches!(status, CaseStatus::Active | CaseStatus::Paused | CaseStatus::FollowUp | CaseStatus::Closed);
    let over = status.is_over();
    let closed =
        over.then(|| working(later(opened, u64::try_from(dice.between(40, 100)).unwrap_or(60))).min(shared.last));
    let steps = [
        CaseStep::SelfUnderstanding,
        CaseStep::WorkUnderstanding,
        CaseStep::ExploratoryExperience,
        CaseStep::Decision,
        CaseStep::Action,
        CaseStep::Adaptation,
    ];
    let meetings = match status {
        CaseStatus::Intake => usize::from(n.is_multiple_of(2)),
        _ if begun => 1 + usize::try_from(dice.between(1, 4)).unwrap_or(1),
        CaseStatus::ReferredOut => 1,
        _ => 0,
    };
    let step = if begun { steps.get(meetings.min(5)).copied().unwrap_or(CaseStep::Action) } else { CaseStep::Intake };
    let head = Head {
        person_id: who.map(|known| known.id),
        name: who.map_or_else(|| format!("匿名の相談{:02}（架空）", n + 1), |known| known.name.clone()),
        kana: who.and_then(|known| known.kana.clone()),
        member_no: who.and_then(|known| known.member_no.clone()),
        contact: Some(if n.is_multiple_of(3) { "昼休みの電話".into() } else { "私用のメール".into() }),
        about: Some(story.3.to_owned()),
        health: story.0 == CaseTheme::TreatmentBalance,
        ..Head::default()
    };
    let unit = who
        .and_then(|known| known.unit)
        .and_then(|unit| shared.tree.of_level(unit, UnitKind::Branch))
        .map(|node| node.id);
    let channels = [
        CaseChannel::Phone,
        CaseChannel::WalkIn,
        CaseChannel::Mail,
        CaseChannel::WorkplaceMeeting,
        CaseChannel::Online,
    ];
    let outcomes =
        [CloseOutcome::PlanAgreed, CloseOutcome::GoalReached, CloseOutcome::InformationGiven, CloseOutcome::Withdrawn];
    let outcome = match status {
        CaseStatus::Closed => dice.pick(&outcomes).copied(),
        CaseStatus::ReferredOut => Some(CloseOutcome::ReferredOut),
        _ => None,
    };
    let follow_up =
        (status == CaseStatus::FollowUp).then(|| later(shared.last, u64::try_from(dice.between(0, 60)).unwrap_or(9)));
    rows.cases.push(counsel_case::ActiveModel {
        id: Set(id),
        case_no: Set(format!("C-{:06}", n + 1)),
        person_tag: Set(who.map(|known| shared.room.tag(known.id.0.as_bytes()))),
        channel: Set(dice.pick(&channels).copied().unwrap_or(CaseChannel::Phone)),
        status: Set(status),
        step: Set(step),
        themes: Set(packed_themes(&[story.0, story.1])?),
        opened_on: Set(opened),
        activated_on: Set(begun.then(|| later(opened, 7))),
        unit_id: Set(unit),
        template_id: Set(Some(shared.template)),
        previous_case_id: Set(None),
        paused_until: Set((status == CaseStatus::Paused).then(|| later(shared.last, 30))),
        follow_up_on: Set(follow_up),
        closed_on: Set(closed),
        outcome: Set(outcome),
        retention_until: Set(closed.map(|on| retention_until(on, RETENTION_MONTHS))),
        reopened: Set(0),
        head: Set(seal_head(&key, head_place(id, 1, by), &head)?),
        head_no: Set(1),
        head_by: Set(Some(by)),
        erased_on: Set(None),
        ..Default::default()
    });
    rows.keys.push(slot(id, None, key.seal_to(&shared.sheet, &purpose(id))?));
    rows.keys.push(slot(id, Some(by), key.seal_to(&shared.public, &purpose(id))?));
    rows.parts.push(case_assignment::ActiveModel {
        id: Set(CasePartId::new()),
        case_id: Set(id),
        officer_id: Set(by),
        part: Set(if counselled { CasePart::Primary } else { CasePart::Receiver }),
        from_on: Set(opened),
        to_on: Set(None),
        ended: Set(false),
        ..Default::default()
    });
    let of = Of { shared, id, key: &key };
    if counselled {
        of.consent(rows, later(opened, 3).min(shared.last), status == CaseStatus::ReferredOut)?;
    }
    let until = closed.unwrap_or(shared.last);
    for met in 0..meetings {
        let held = working(later(opened, 5 + 24 * u64::try_from(met).unwrap_or(0)));
        if met > 0 && held > until {
            break;
        }
        of.meeting(rows, dice, held.min(until), (met, steps.get(met).copied().unwrap_or(step)), story)?;
    }
    if begun {
        of.plans(rows, n, later(opened, 14).min(shared.last), status, story)?;
        if let Some(asked) = &shared.asked {
            of.check_ins(rows, n, later(opened, 7).min(shared.last), asked)?;
        }
        if n % 3 == 2 {
            of.card(rows, story.6)?;
        }
    }
    of.dues(rows, dice, status, (opened, follow_up));
    Ok(())
}

/// One case of the sample.
struct Of<'a> {
    shared: &'a Shared,
    id: CaseId,
    key: &'a SecretKey,
}

impl Of<'_> {
    fn seal<T: serde::Serialize>(&self, kind: &'static str, record: uuid::Uuid, words: &T) -> Result<Vec<u8>> {
        seal(self.key, Place { kind, case: self.id, record, revision: 1, author: self.shared.by }, words)
    }

    fn consent(&self, rows: &mut Rows, on: NaiveDate, outward: bool) -> Result<()> {
        let id = CaseConsentId::new();
        let mut scope = vec![CaseConsentScope::Record, CaseConsentScope::Stats];
        if outward {
            scope.push(CaseConsentScope::Outward);
        }
        rows.consents.push(case_consent::ActiveModel {
            id: Set(id),
            case_id: Set(self.id),
            explained_on: Set(on),
            notice_version: Set(notice_version(RETENTION_MONTHS)),
            scope: Set(serde_json::to_string(&scope).map_err(|error| Error::Bug(error.to_string()))?),
            accepted: Set(true),
            method: Set(CaseConsentMethod::Written),
            withdrawn_on: Set(None),
            words: Set(self.seal(
                "consent",
                id.0,
                &ConsentWords { witness: None, note: Some("相談室の書庫（架空）".into()) },
            )?),
            author_id: Set(self.shared.by),
            ..Default::default()
        });
        Ok(())
    }

    fn meeting(
        &self,
        rows: &mut Rows,
        dice: &mut Dice,
        held: NaiveDate,
        (met, step): (usize, CaseStep),
        story: &Told,
    ) -> Result<()> {
        let (session, note) = (CaseSessionId::new(), CaseNoteId::new());
        let modes =
            [CaseSessionMode::InPerson, CaseSessionMode::InPerson, CaseSessionMode::Online, CaseSessionMode::Phone];
        rows.sessions.push(case_session::ActiveModel {
            id: Set(session),
            case_id: Set(self.id),
            officer_id: Set(self.shared.by),
            held_on: Set(held),
            minutes: Set(dice.between(3, 8) * 10),
            mode: Set(dice.pick(&modes).copied().unwrap_or(CaseSessionMode::InPerson)),
            step_after: Set(step),
            ..Default::default()
        });
        let words = CaseNoteWords {
            presenting: Some(story.3.to_owned()),
            background: Some(story.4.to_owned()),
            facts: (met > 0).then(|| "前回の宿題について、できた点と難しかった点を聞いた。".to_owned()),
            assessment: Some(story.5.to_owned()),
            agreement: Some("次回までに一つだけ取り組むことを決めた。".into()),
            next_step: Some(story.6.to_owned()),
            ..CaseNoteWords::default()
        };
        rows.notes.push(case_note::ActiveModel {
            id: Set(note),
            case_id: Set(self.id),
            session_id: Set(Some(session)),
            amends_id: Set(None),
            kind: Set(CaseNoteKind::Note),
            no: Set(i64::try_from(met + 1).unwrap_or(1)),
            revision: Set(1),
            author_id: Set(self.shared.by),
            saved_at: Set(moment(held)),
            words: Set(self.seal("note", note.0, &words)?),
            ..Default::default()
        });
        Ok(())
    }

    fn plans(&self, rows: &mut Rows, n: usize, on: NaiveDate, status: CaseStatus, story: &Told) -> Result<()> {
        let (goal, action, referral) = (CaseGoalId::new(), CaseActionId::new(), CaseReferralId::new());
        let by = self.shared.by;
        let over = matches!(status, CaseStatus::Closed | CaseStatus::FollowUp);
        rows.goals.push(case_goal::ActiveModel {
            id: Set(goal),
            case_id: Set(self.id),
            theme: Set(story.2),
            horizon: Set(if n.is_multiple_of(2) { GoalHorizon::Short } else { GoalHorizon::Mid }),
            set_on: Set(on),
            achieved_on: Set((over && n.is_multiple_of(3)).then(|| later(on, 40))),
            dropped_on: Set(None),
            words: Set(self.seal("goal", goal.0, &word(Locale::Ja, &story.2.label_key()))?),
            revision: Set(1),
            author_id: Set(by),
            ..Default::default()
        });
        rows.actions.push(case_action::ActiveModel {
            id: Set(action),
            case_id: Set(self.id),
            goal_id: Set(Some(goal)),
            who: Set(CaseActionBy::Member),
            state: Set(if over { CaseActionState::Done } else { CaseActionState::Open }),
            due_on: Set(None),
            done_on: Set(over.then(|| later(on, 20))),
            words: Set(self.seal("action", action.0, &story.6)?),
            revision: Set(1),
            author_id: Set(by),
            ..Default::default()
        });
        let Some(scheme) = self.shared.schemes.get(n % 12).copied() else { return Ok(()) };
        let results = [CaseReferralResult::Used, CaseReferralResult::NotUsed, CaseReferralResult::Unknown];
        // Who was asked in time has answered; the newest are still to be asked.
        let asked = over || later(on, 35) < self.shared.last;
        let known = results.get(n % 3).copied().unwrap_or(CaseReferralResult::Used);
        let result = if asked { known } else { CaseReferralResult::Open };
        rows.referrals.push(case_referral::ActiveModel {
            id: Set(referral),
            case_id: Set(self.id),
            scheme_id: Set(Some(scheme)),
            community_id: Set(None),
            handed_on: Set(on),
            shared: Set(false),
            consent_id: Set(None),
            release_id: Set(None),
            result: Set(result),
            result_on: Set(asked.then(|| later(on, 30))),
            words: Set(self.seal("referral", referral.0, &ReferralWords::default())?),
            revision: Set(1),
            author_id: Set(by),
            ..Default::default()
        });
        if !asked {
            self.due(rows, CaseDueKind::ReferralCheck, later(on, 30), Some(referral.0));
        }
        Ok(())
    }

    fn due(&self, rows: &mut Rows, kind: CaseDueKind, on: NaiveDate, about: Option<uuid::Uuid>) {
        rows.dues.push(case_due::ActiveModel {
            id: Set(CaseDueId::new()),
            case_id: Set(self.id),
            officer_id: Set(self.shared.by),
            kind: Set(kind),
            due_on: Set(on),
            done_on: Set(None),
            about_id: Set(about),
            ..Default::default()
        });
    }

    fn dues(
        &self,
        rows: &mut Rows,
        dice: &mut Dice,
        status: CaseStatus,
        (opened, follow_up): (NaiveDate, Option<NaiveDate>),
    ) {
        let last = self.shared.last;
        match status {
            CaseStatus::Inquiry => self.due(rows, CaseDueKind::FirstSession, working(later(opened, 7)), None),
            CaseStatus::Intake | CaseStatus::Active => {
                let on = working(later(last, u64::try_from(dice.between(0, 20)).unwrap_or(3)));
                self.due(rows, CaseDueKind::NextSession, on, None);
            }
            CaseStatus::Paused => self.due(rows, CaseDueKind::Review, later(last, 30), None),
            CaseStatus::FollowUp => self.due(rows, CaseDueKind::FollowUp, follow_up.unwrap_or(last), None),
            _ => {}
        }
    }
}
