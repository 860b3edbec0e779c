//! What members of the sample answered before and after, and the cards that were begun with them.

use chrono::{Datelike, NaiveDate};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::super::check_in::{InstrumentRow, Timing, case_assessment, check_in_pair, random_id};
use super::super::job_card::{CardKind, CardWords, job_card_item};
use super::{Of, Rows, later};
use crate::error::Result;
use crate::ids::{AssessmentId, CardItemId};

/// Days between the two times.
const BETWEEN: u64 = 60;

/// How far an answer moves, in the order in which questions and members come.
const MOVES: [i64; 7] = [1, 0, 1, 0, 2, -1, 0];

impl Of<'_> {
    /// Answers before and, where enough time has passed, after; their pair is among the union's figures.
    pub(super) fn check_ins(&self, rows: &mut Rows, n: usize, on: NaiveDate, asked: &InstrumentRow) -> Result<()> {
        let questions = asked.items.len();
        let number = |at: usize| i64::try_from(at).unwrap_or(0);
        let before: Vec<Option<i64>> = (0..questions).map(|at| Some(2 + number((n + at) % 3))).collect();
        let after: Vec<Option<i64>> = before
            .iter()
            .enumerate()
            .map(|(at, answer)| {
                let moved = MOVES.get((n * 5 + at) % MOVES.len()).copied().unwrap_or(0);
                answer.map(|answer| (answer + moved).clamp(asked.scale_min, asked.scale_max))
            })
            .collect();
        self.check_in(rows, asked, Timing::Pre, on, &before)?;
        let then = later(on, BETWEEN);
        if then > self.shared.last {
            return Ok(());
        }
        self.check_in(rows, asked, Timing::Post, then, &after)?;
        let last = self.shared.last;
        for ((part, before), after) in asked.subscales.iter().zip(asked.scores(&before)).zip(asked.scores(&after)) {
            let (Some(before), Some(after), id) = (before, after, random_id()?) else { continue };
            let pair = check_in_pair::ActiveModel {
                id: Set(id),
                instrument_id: Set(asked.id),
                subscale: Set(part.code.clone()),
                month: Set(last.with_day(1).unwrap_or(last)),
                score_before: Set(before),
                score_after: Set(after),
            };
            rows.pairs.push((id, pair));
        }
        Ok(())
    }

    fn check_in(
        &self,
        rows: &mut Rows,
        asked: &InstrumentRow,
        timing: Timing,
        on: NaiveDate,
        answers: &[Option<i64>],
    ) -> Result<()> {
        let id = AssessmentId::new();
        rows.assessments.push(case_assessment::ActiveModel {
            id: Set(id),
            case_id: Set(self.id),
            instrument_id: Set(asked.id),
            timing: Set(timing),
            taken_on: Set(on),
            counted: Set(true),
            released_on: Set((timing == Timing::Post).then_some(self.shared.last)),
            words: Set(self.seal("assessment", id.0, &answers)?),
            revision: Set(1),
            author_id: Set(self.shared.by),
            ..Default::default()
        });
        Ok(())
    }

    /// A card that was begun: plan sheet, work and a licence.
    pub(super) fn card(&self, rows: &mut Rows, next: &str) -> Result<()> {
        let text = str::to_owned;
        let plan = CardWords {
            values_interests: text("人の役に立つこと。手を動かしてものを作ること。"),
            strengths: text("段取りを考えること。初めての工程でも図面から手順を組み立てられる。"),
            future_work: text("若手を育てる仕事。改善活動の取りまとめ。"),
            next_steps: text(next),
            ..CardWords::default()
        };
        let work = CardWords {
            from_ym: text("2012年4月"),
            to_ym: text("現在"),
            organisation: text("架空精機株式会社"),
            post: text("班長"),
            employment_type: text("正社員"),
            duties: text("旋盤加工\n段取り替え\n後輩の指導"),
            learned: text("図面の読み方、品質管理の基本"),
            ..CardWords::default()
        };
        let licence = CardWords {
            name: text("玉掛け技能講習"),
            obtained_ym: text("2013年6月"),
            issuer: text("架空技能協会"),
            ..CardWords::default()
        };
        for (kind, words) in [(CardKind::Plan, plan), (CardKind::Work, work), (CardKind::Licence, licence)] {
            let id = CardItemId::new();
            rows.cards.push(job_card_item::ActiveModel {
                id: Set(id),
                case_id: Set(self.id),
                kind: Set(kind),
                no: Set(1),
                words: Set(self.seal("job_card", id.0, &words.checked(kind)?)?),
                revision: Set(1),
                author_id: Set(self.shared.by),
                removed: Set(false),
                ..Default::default()
            });
        }
        Ok(())
    }
}

/// Pairs in the order of random numbers, so that a row's place tells nothing.
pub(super) fn shuffled(mut pairs: Vec<(Uuid, check_in_pair::ActiveModel)>) -> Vec<check_in_pair::ActiveModel> {
    pairs.sort_by_key(|(id, _)| *id);
    pairs.into_iter().map(|(_, row)| row).collect()
}
