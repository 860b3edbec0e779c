//! The pages of a pack: those that have something to say, in the order of the plan, with the union's own words and picture.

use serde_json::json;

use super::model::{
    CodedPage, LogoShown, PAGES, PackGap, PackKind, PackPage, PackText, PageLeftOut, PlanPage, Planned,
};
use super::picture;
use crate::cases::Cut;
use crate::error::Result;
use crate::excel::page::{Block, Page, Picture};
use crate::reports::actions::{Asked, Counselling};
use crate::reports::pages::{self, Ground, frame};
use crate::reports::{closing, meetings as of_meetings, priorities, trainings, workplace};
use crate::rights::Right;
use crate::session::Session;
use crate::support;

/// Room of the union's picture on a cover, in pixels.
const LOGO_ROOM: (i64, i64) = (300, 96);

/// The pages of a pack, and which it does not have this time.
#[derive(Debug)]
pub(in crate::reports) struct Arranged {
    /// In order, cover and notes included.
    pub pages: Vec<CodedPage>,
    /// Pages that the plan asks for and that have nothing to say, with the reason.
    pub left_out: Vec<PageLeftOut>,
}

/// A page with its code.
pub(in crate::reports) fn coded(code: PackPage, page: Page) -> CodedPage {
    CodedPage { code: Some(code), page }
}

/// Puts a pack together.
///
/// # Errors
/// `figures_do_not_add_up`, and what the database answers.
pub(in crate::reports) async fn arrange(session: &Session, asked: &Asked, ground: &Ground<'_>) -> Result<Arranged> {
    let usual = Planned::usual(PackKind::Congress);
    let plan = asked.plan.as_ref().unwrap_or(&usual);
    if plan.kind == PackKind::Workplace {
        let mut pages = workplace::pages(session, asked, ground).await?;
        for page in &mut pages {
            page.page.drop_empty_charts();
            if let Some(planned) = plan.page(page.code) {
                with_words(&mut page.page, planned);
            }
        }
        return Ok(Arranged { pages, left_out: Vec::new() });
    }
    let counselling = asked.counselling(session).await?;
    let mut there = available(session, asked, ground, &counselling).await?;
    let mut pages = Vec::new();
    let mut left_out = Vec::new();
    for planned in plan.body() {
        let found = match planned.code {
            PackPage::Own => Some(own(&planned)),
            code => there.iter().position(|page| page.code == Some(code)).map(|at| there.remove(at)),
        };
        match found {
            Some(mut page) => {
                page.page.drop_empty_charts();
                with_words(&mut page.page, &planned);
                pages.push(page);
            }
            None => {
                left_out.push(PageLeftOut { code: planned.code, why: gap(session, asked, &counselling, planned.code) })
            }
        }
    }
    pages.push(coded(PackPage::Notes, frame::notes(ground)));
    number(&mut pages);
    let unit = asked.unit.as_ref().map(|unit| unit.label.as_str());
    let contents: Vec<Page> = pages.iter().map(|page| page.page.clone()).collect();
    let mut cover = frame::cover(ground, asked.report, &asked.settings, unit, &contents);
    if let Some(logo) = super::queries::current_logo(session.look()).await? {
        let alt = asked.words.say("report.pack.logo", &json!({ "name": asked.settings.name }));
        cover.blocks.insert(0, Block::Picture(on_cover(&logo, alt)));
    }
    pages.insert(0, coded(PackPage::Cover, cover));
    for page in &mut pages {
        if let Some(planned) =
            plan.page(page.code).filter(|_| matches!(page.code, Some(PackPage::Cover | PackPage::Notes)))
        {
            with_words(&mut page.page, planned);
        }
    }
    Ok(Arranged { pages, left_out })
}

fn on_cover(logo: &LogoShown, alt: String) -> Picture {
    let (width, height) = picture::on_paper(logo.width, logo.height, LOGO_ROOM);
    let side = |n: i64| u32::try_from(n).unwrap_or(1);
    Picture {
        media: format!("image/{}", logo.media.code()),
        data: logo.data.clone(),
        alt,
        width: side(width),
        height: side(height),
    }
}

/// Each page with its number in the sheet's name and in the title.
pub(in crate::reports) fn number(pages: &mut [CodedPage]) {
    for (at, coded) in pages.iter_mut().enumerate() {
        coded.page.name = format!("{} {}", at + 1, coded.page.name);
        coded.page.title = format!("{} {}", at + 1, coded.page.title);
    }
}

/// Every page that has something to say, in the usual order.
async fn available(
    session: &Session,
    asked: &Asked,
    ground: &Ground<'_>,
    counselling: &Counselling,
) -> Result<Vec<CodedPage>> {
    let mut all = pages::organisation(ground);
    let (words, whole) = (&asked.words, asked.unit.is_none());
    if whole {
        let notes = closing::corrections(session, asked, asked.days.as_of).await?;
        tell_corrections(&mut all, notes);
    }
    let made = counselling.made.as_ref();
    let referrals = made.and_then(|made| pages::counselling::referrals(words, &made.statistics));
    all.extend(counselling.overlap.map(|cut| coded(PackPage::Counselling, pages::counselling::not_told(words, cut))));
    if let Some(made) = made {
        all.push(coded(PackPage::Counselling, pages::counselling::pack(words, &made.statistics)));
        let before_after = pages::counselling::before_after(words, &made.statistics);
        all.extend(before_after.map(|page| coded(PackPage::BeforeAfter, page)));
    }
    if whole {
        all.extend(of_meetings::pack_page(session, asked).await?.map(|page| coded(PackPage::Meetings, page)));
        all.extend(trainings::pack_page(session, asked).await?.map(|page| coded(PackPage::Training, page)));
    }
    let numbers = support::numbers(session, asked.days.as_of).await?;
    if numbers.is_used() {
        all.push(coded(PackPage::Support, pages::support::directory(words, asked.days.as_of, &numbers)));
    }
    all.extend(referrals.map(|page| coded(PackPage::Referrals, page)));
    // A wave asks the whole union, so a part stands beside nobody; a union that asked nothing sees the nation alone.
    let compared = if whole { priorities::comparison_in_pack(session, asked).await? } else { None };
    match compared {
        Some(compared) => all.extend(compared),
        None if numbers.is_used() => all.push(coded(PackPage::Comparison, pages::support::national(words))),
        None => {}
    }
    if whole {
        all.extend(priorities::review_in_pack(session, asked).await?.map(|page| coded(PackPage::Activities, page)));
    }
    Ok(all)
}

/// Figures of closed months that the records tell otherwise by now are told beside the line of months (M-09).
pub(in crate::reports) fn tell_corrections(pages: &mut [CodedPage], notes: Vec<String>) {
    if let Some(trend) = pages.iter_mut().find(|page| page.code == Some(PackPage::Trend)) {
        trend.page.notes.extend(notes);
    }
}

/// Why a page has nothing to say.
fn gap(session: &Session, asked: &Asked, counselling: &Counselling, code: PackPage) -> PackGap {
    use PackPage::{
        Activities, BeforeAfter, Comparison, ComparisonSchemes, Counselling, Meetings, Referrals, Training,
    };
    let counsels = matches!(code, Counselling | BeforeAfter | Referrals);
    let whole_only = counsels || matches!(code, Meetings | Training | Comparison | ComparisonSchemes | Activities);
    let blind =
        (counsels && !session.can(Right::SeeCaseCounts)) || (code == Meetings && !session.can(Right::SeeMeetings));
    if whole_only && asked.unit.is_some() {
        PackGap::WholeUnionOnly
    } else if blind {
        PackGap::NotAllowed
    } else if counsels && Cut::new(asked.days.from, asked.days.as_of, session.today()).is_err() {
        PackGap::NoWholeMonth
    } else if counsels && counselling.overlap.is_some() {
        PackGap::Overlap
    } else {
        PackGap::NoData
    }
}

/// A page of the union's own words.
fn own(planned: &PlanPage) -> CodedPage {
    let (name, title) = (planned.title.clone(), planned.title.clone());
    coded(PackPage::Own, Page { name, title, ..Page::default() })
}

/// The union's words above and below what the page says itself; on a cover below its lines.
fn with_words(page: &mut Page, planned: &PlanPage) {
    let blocks = |all: &[PackText]| -> Vec<Block> { all.iter().flat_map(PackText::blocks).collect() };
    let cover = page.blocks.iter().position(|block| matches!(block, Block::Cover { .. }));
    let at = cover.map_or(0, |at| at + 1);
    page.blocks.splice(at..at, blocks(&planned.above));
    page.blocks.extend(blocks(&planned.below));
}

impl Planned {
    /// The plan that is always there: every page that has data, in the usual order.
    pub(super) fn usual(kind: PackKind) -> Self {
        Self { name: None, kind, pages: Vec::new() }
    }

    /// What the plan says of a page.
    fn page(&self, code: Option<PackPage>) -> Option<&PlanPage> {
        self.pages.iter().find(|page| Some(page.code) == code)
    }

    /// The pages between cover and notes; a plan that names none takes all.
    fn body(&self) -> Vec<PlanPage> {
        let named: Vec<PlanPage> =
            self.pages.iter().filter(|page| !matches!(page.code, PackPage::Cover | PackPage::Notes)).cloned().collect();
        if named.is_empty() { PAGES.map(PlanPage::plain).into() } else { named }
    }
}
