//! What may be typed into a plan, a title, and the words of handing out.

use chrono::NaiveDate;
use serde_json::json;

use super::{DistributePack, PackKind, PackPage, PackText, PlanPage, SavePlan};
use crate::error::{Error, FieldProblem, Result};
use crate::text;

/// Letters of a plan's name and of a title.
const NAME: usize = 60;
/// Letters of a heading.
const HEADING: usize = 60;
/// Letters of a paragraph.
const PARAGRAPH: usize = 1_000;
/// Paragraphs of a box.
const PARAGRAPHS: usize = 20;
/// Boxes above, and boxes below a page.
const BOXES: usize = 5;
/// Pages of a plan.
const MOST_PAGES: usize = 40;
/// Letters that a page of the two for a workplace has room for beside its own. It is one piece of paper in any case; more letters
/// would be too small to read.
const ON_WORKPLACE_PAGE: usize = 600;
/// A line on such a page takes this many of them, however few stand in it.
const OF_A_LINE: usize = 24;

/// A plan as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reports::pack) struct Checked {
    pub name: String,
    pub pages: Vec<PlanPage>,
}

fn line(problems: &mut Vec<FieldProblem>, field: &str, typed: &str, most: usize) -> String {
    let trimmed = typed.trim();
    if text::has_control(trimmed) {
        problems.push(FieldProblem::new(field, "text_control"));
    }
    at_most(problems, field, trimmed, most);
    text::keep(trimmed).text.into_owned()
}

fn at_most(problems: &mut Vec<FieldProblem>, field: &str, text: &str, most: usize) {
    if text.chars().count() > most {
        let about = json!({ "most": most });
        problems.push(FieldProblem { field: field.into(), code: "text_too_long".into(), about });
    }
}

fn too_many(problems: &mut Vec<FieldProblem>, field: &str, n: usize, most: usize) {
    if n > most {
        let about = json!({ "most": most });
        problems.push(FieldProblem { field: field.into(), code: "pack_too_many".into(), about });
    }
}

fn boxes(problems: &mut Vec<FieldProblem>, field: &str, typed: &[PackText]) -> Vec<PackText> {
    too_many(problems, field, typed.len(), BOXES);
    let mut kept = Vec::new();
    for (at, one) in typed.iter().enumerate() {
        let within = format!("{field}.{at}");
        let heading = line(problems, &format!("{within}.heading"), &one.heading, HEADING);
        too_many(problems, &format!("{within}.paragraphs"), one.paragraphs.len(), PARAGRAPHS);
        let mut paragraphs = Vec::new();
        for (at, paragraph) in one.paragraphs.iter().enumerate() {
            at_most(problems, &format!("{within}.paragraphs.{at}"), paragraph.trim(), PARAGRAPH);
            let words = text::keep_lines(paragraph.trim()).text.into_owned();
            paragraphs.extend(words.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
        }
        if !heading.is_empty() || !paragraphs.is_empty() {
            kept.push(PackText { heading, paragraphs });
        }
    }
    kept
}

/// The room that words take on paper, in letters: headings and paragraphs begin a line each.
fn room_of(boxes: &[PackText]) -> usize {
    let lines = boxes.iter().flat_map(|one| std::iter::once(&one.heading).chain(&one.paragraphs));
    lines.filter(|line| !line.is_empty()).map(|line| line.chars().count().max(OF_A_LINE)).sum()
}

impl SavePlan {
    /// The plan as it is kept.
    ///
    /// # Errors
    /// `required`, `text_too_long`, `text_control`, `pack_too_many`, `pack_page_elsewhere` for a page of another kind of pack,
    /// `pack_page_twice`, `pack_page_empty` for a page of own words without any.
    pub(in crate::reports::pack) fn checked(&self) -> Result<Checked> {
        let mut problems = Vec::new();
        let name = line(&mut problems, "name", &self.name, NAME);
        if name.is_empty() {
            problems.push(FieldProblem::new("name", "required"));
        }
        too_many(&mut problems, "pages", self.pages.len(), MOST_PAGES);
        let mut pages: Vec<PlanPage> = Vec::new();
        for (at, typed) in self.pages.iter().enumerate() {
            let field = format!("pages.{at}");
            if !typed.code.belongs_to(self.kind) {
                problems.push(FieldProblem::new(&format!("{field}.code"), "pack_page_elsewhere"));
            }
            let own = typed.code == PackPage::Own;
            if !own && pages.iter().any(|page| page.code == typed.code) {
                problems.push(FieldProblem::new(&format!("{field}.code"), "pack_page_twice"));
            }
            let title = line(&mut problems, &format!("{field}.title"), &typed.title, NAME);
            if own && title.is_empty() {
                problems.push(FieldProblem::new(&format!("{field}.title"), "required"));
            }
            let above = boxes(&mut problems, &format!("{field}.above"), &typed.above);
            let below = boxes(&mut problems, &format!("{field}.below"), &typed.below);
            if own && above.is_empty() && below.is_empty() {
                problems.push(FieldProblem::new(&format!("{field}.above"), "pack_page_empty"));
            }
            if self.kind == PackKind::Workplace && room_of(&above) + room_of(&below) > ON_WORKPLACE_PAGE {
                let about = json!({ "most": ON_WORKPLACE_PAGE, "line": OF_A_LINE });
                let code = "pack_page_full".into();
                problems.push(FieldProblem { field: format!("{field}.above"), code, about });
            }
            pages.push(PlanPage { code: typed.code, title: if own { title } else { String::new() }, above, below });
        }
        if problems.is_empty() { Ok(Checked { name, pages }) } else { Err(Error::Invalid(problems)) }
    }
}

/// A title that was typed; none = it is made.
///
/// # Errors
/// `text_too_long`, `text_control`.
pub(in crate::reports::pack) fn title(typed: Option<&str>) -> Result<Option<String>> {
    let mut problems = Vec::new();
    let kept = line(&mut problems, "title", typed.unwrap_or_default(), NAME);
    if problems.is_empty() { Ok((!kept.is_empty()).then_some(kept)) } else { Err(Error::Invalid(problems)) }
}

impl DistributePack {
    /// To whom it goes, as it is kept, and when.
    ///
    /// # Errors
    /// `required`, `text_too_long`, `text_control` at `to`; `pack_day_future` and `pack_before_approval` at `on`.
    pub(in crate::reports::pack) fn checked(
        &self,
        approved: NaiveDate,
        today: NaiveDate,
    ) -> Result<(NaiveDate, String)> {
        let mut problems = Vec::new();
        let to = line(&mut problems, "to", &self.to, 200);
        if to.is_empty() {
            problems.push(FieldProblem::new("to", "required"));
        }
        let on = self.on.unwrap_or(today);
        if on > today {
            problems.push(FieldProblem::new("on", "pack_day_future"));
        }
        if on < approved {
            problems.push(FieldProblem::new("on", "pack_before_approval"));
        }
        if problems.is_empty() { Ok((on, to)) } else { Err(Error::Invalid(problems)) }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn plan(pages: Vec<PlanPage>) -> SavePlan {
        SavePlan { id: None, version: None, name: "大会".into(), kind: PackKind::Congress, pages }
    }

    fn words(heading: &str, paragraph: &str) -> PackText {
        PackText { heading: heading.into(), paragraphs: vec![paragraph.into()] }
    }

    fn many(heading: &str, lines: usize) -> PackText {
        PackText { heading: heading.into(), paragraphs: vec!["十二月一日十八時".into(); lines] }
    }

    fn codes_of(plan: &SavePlan) -> Vec<(String, String)> {
        match plan.checked().unwrap_err() {
            Error::Invalid(problems) => problems.into_iter().map(|p| (p.field, p.code)).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_plan_says_where_its_words_are_too_long() {
        let mut page = PlanPage::plain(PackPage::Branches);
        page.above = vec![words(&"長".repeat(61), &"文".repeat(1_001))];
        let own = PlanPage::plain(PackPage::Own);
        let found = codes_of(&plan(vec![page, PlanPage::plain(PackPage::Branches), own]));
        let expected = [
            ("pages.0.above.0.heading", "text_too_long"),
            ("pages.0.above.0.paragraphs.0", "text_too_long"),
            ("pages.1.code", "pack_page_twice"),
            ("pages.2.title", "required"),
            ("pages.2.above", "pack_page_empty"),
        ];
        assert_eq!(found, expected.map(|(field, code)| (field.to_owned(), code.to_owned())));
        let elsewhere = plan(vec![PlanPage::plain(PackPage::WorkplaceUnion)]);
        assert_eq!(codes_of(&elsewhere), [("pages.0.code".to_owned(), "pack_page_elsewhere".to_owned())]);
        let mut full = PlanPage::plain(PackPage::WorkplaceUnion);
        full.below = vec![words("お願い", &"文".repeat(598))];
        let full = SavePlan { kind: PackKind::Workplace, ..plan(vec![full]) };
        assert_eq!(codes_of(&full), [("pages.0.above".to_owned(), "pack_page_full".to_owned())]);
        // Thirty short lines are 300 letters and more than a page.
        let mut full = PlanPage::plain(PackPage::WorkplaceUnion);
        full.below = ["お知らせ", "日時"].map(|heading| many(heading, 15)).into();
        let full = SavePlan { kind: PackKind::Workplace, ..plan(vec![full]) };
        assert_eq!(codes_of(&full), [("pages.0.above".to_owned(), "pack_page_full".to_owned())]);
    }

    #[test]
    fn empty_boxes_are_left_out_and_lines_become_paragraphs() {
        let mut page = PlanPage::plain(PackPage::Trend);
        page.above = vec![PackText::default(), words(" 執行部から ", "一つ目\n\n二つ目 ")];
        let kept = plan(vec![page]).checked().unwrap();
        let above = &kept.pages.first().unwrap().above;
        let said =
            PackText { heading: "執行部から".into(), paragraphs: vec!["一つ目".into(), "二つ目".into()] };
        assert_eq!(above, &vec![said]);
    }
}
