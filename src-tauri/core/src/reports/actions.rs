//! What can be asked of the reports: which there are, how they look, and the file.

use chrono::{Datelike, NaiveDate};
use serde_json::json;
use uuid::Uuid;

use super::figures::counts::Counts;
use super::figures::days::Days;
use super::model::{Preview, Report, ReportAsk, ReportRow, ReportWritten, WriteReport};
use super::pack::{self, Arranged, CodedPage, Kept, PackKind, PackPage, Planned};
use super::pages::{self, Ground, frame};
use super::queries::Placed;
use super::{
    closing, disclosure, executive, history, meetings as of_meetings, outgoing, own, printed, priorities, queries,
    roster, trainings,
};
use crate::api::Nothing;
use crate::cases::{self, Audience, Cut, Made, Sheets};
use crate::dates::FiscalCalendar;
use crate::desk::{self, Settings, Words};
use crate::error::{Error, Result};
use crate::excel::background::{self, write_workbook};
use crate::excel::book::Sheet;
use crate::excel::page::{Frame, Page};
use crate::ids::{MeetingId, PersonId, RunId};
use crate::labels::{Locale, word};
use crate::members::{self, MemberFilter, Provision, is_asked_by, log, to_disclose};
use crate::officers::{self, Export, Sensitivity};
use crate::pdf;
use crate::rights::{Reach, Right};
use crate::session::Session;
use crate::text::name_key;
use crate::{meetings, support, training};

/// The part of the union that a report is about.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) id: Uuid,
    pub(super) path: String,
    pub(super) label: String,
}

/// What was asked, made definite.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) report: Report,
    pub(super) days: Days,
    pub(super) words: Words,
    pub(super) settings: Settings,
    pub(super) unit: Option<Part>,
    pub(super) contacts: bool,
    /// Who is named at all, when the officer sees only a part.
    pub(super) placed: Option<Placed>,
    /// The kept list that a roster follows: its name and what it lists.
    pub(super) list: Option<(String, MemberFilter)>,
    person: Option<PersonId>,
    /// The run of a training that it is about.
    pub(super) run: Option<RunId>,
    /// The organisation that a paper of a run goes to.
    pub(super) partner: Option<trainings::ToOne>,
    /// The meeting that it is about.
    pub(super) meeting: Option<MeetingId>,
    /// Whose learning it is about, or whose certificate of a run.
    pub(super) learner: Option<PersonId>,
    /// The members behind the figures are named.
    pub(super) names: bool,
    /// Who is to read figures of counselling.
    audience: Audience,
    /// The plan that a pack follows; none = the usual one.
    pub(super) plan: Option<Planned>,
    /// The frozen pack that is told again.
    kept: Option<Kept>,
}

/// What a report tells of counselling.
#[derive(Default)]
pub(super) struct Counselling {
    /// The figures.
    pub made: Option<Made>,
    /// The days of which it tells none, because they would tell few cases beside reports that are out.
    pub overlap: Option<Cut>,
}

impl Asked {
    /// The path of the subtree, if it is not the whole union.
    pub(super) fn path(&self) -> Option<&str> {
        self.unit.as_ref().map(|unit| unit.path.as_str())
    }

    /// The subtree, and who in it is named.
    pub(super) fn seen(&self) -> (Option<&str>, Option<&Placed>) {
        (self.path(), self.placed.as_ref())
    }

    pub(super) async fn new(session: &Session, ask: &ReportAsk) -> Result<Self> {
        let (kept, again) = pack::kept(session, ask).await?.unzip();
        let ask = again.as_ref().unwrap_or(ask);
        let names = ask.report.may_name() && ask.names.unwrap_or_else(|| session.can(Right::SeeDetails));
        let reach = session.may(ask.report.right(names))?;
        let settings = desk::profile(session).await?;
        let list = match ask.list {
            Some(_) if ask.report != Report::R01 => return Err(Error::invalid("list", "list_not_here")),
            Some(_) if ask.unit.as_deref().is_some_and(|unit| !unit.is_empty()) => {
                return Err(Error::invalid("unit", "list_or_filter"));
            }
            Some(list) => Some(members::kept_list(session, list).await?).map(|(name, filter, _)| (name, filter)),
            None => None,
        };
        let own_day = list.as_ref().and_then(|(_, filter)| filter.as_of);
        let as_of = ask.as_of.or(own_day).unwrap_or_else(|| match ask.report {
            Report::R04 => executive::survey_day(session.today()),
            _ => session.today(),
        });
        let from = ask.from.unwrap_or_else(|| fiscal_start(&settings, as_of));
        if from > as_of {
            return Err(Error::invalid("from", "date_order"));
        }
        let words = Words::new(ask.locale.unwrap_or(session.locale), &settings);
        let tops = tops(session, reach).await?;
        let placed = tops
            .as_ref()
            .map(|tops| Placed { paths: tops.iter().map(|top| top.path.clone()).collect(), today: session.today() });
        if ask.report == Report::R09 && ask.unit.as_deref().is_some_and(|unit| !unit.is_empty()) {
            // Counted for the whole union only: a part beside the whole would tell the rest.
            return Err(Error::invalid("unit", "statistics_whole_union"));
        }
        let unit = match ask.report.has_parts() && list.is_none() {
            true => part(session, ask.unit.as_deref(), tops).await?,
            false => None,
        };
        let person = match ask.report.is_of_a_person() {
            true => Some(to_disclose(session, ask.person.as_deref()).await?),
            false => None,
        };
        let of_trainings = ask.report.is_of_a_run() || ask.report == Report::R12;
        let run = match ask.run.as_deref().filter(|named| of_trainings && !named.trim().is_empty()) {
            Some(named) => Some(training::run_named(session, named).await?),
            None => None,
        };
        let partner = trainings::to_one(session, ask, run).await?;
        let meeting =
            match ask.meeting.as_deref().filter(|named| ask.report.is_of_a_meeting() && !named.trim().is_empty()) {
                Some(named) => Some(meetings::meeting_named(session, named).await?),
                None => None,
            };
        let learner = match ask.person.as_deref().filter(|_| ask.report == Report::R14) {
            Some(named) => Some(trainings::learner(session, named).await?),
            None => None,
        };
        let days = match ask.report {
            Report::R03 | Report::R04 => Days::of_period(as_of, from),
            _ => Days::new(as_of, from),
        };
        // What goes to a meeting goes to members.
        let audience = Audience::of(session, ask.for_members || ask.report == Report::MeetingPack);
        let contacts = ask.contacts;
        let plan = match &kept {
            None if ask.report == Report::MeetingPack => pack::planned(session, ask.plan.as_deref()).await?,
            _ => None,
        };
        Ok(Self {
            report: ask.report,
            days,
            words,
            settings,
            unit,
            contacts,
            placed,
            list,
            person,
            run,
            partner,
            meeting,
            learner,
            names,
            audience,
            plan,
            kept,
        })
    }

    /// Class of what is written.
    fn sensitivity(&self) -> Sensitivity {
        match (self.report, self.audience) {
            (Report::R09, Audience::Members) => Sensitivity::C,
            _ => self.report.sensitivity(self.names),
        }
    }

    /// The figures of counselling in this report; none where it has none, or the officer may not see them, or there is no whole
    /// month of them.
    ///
    /// # Errors
    /// `statistics_overlap`, `statistics_told` of R09; a pack goes out without these pages.
    pub(super) async fn counselling(&self, session: &Session) -> Result<Counselling> {
        let (from, as_of, today) = (self.days.from, self.days.as_of, session.today());
        let cut = match self.report {
            Report::R09 => Cut::new(from, as_of, today)?,
            Report::MeetingPack if self.unit.is_none() && session.can(Right::SeeCaseCounts) => {
                let Ok(cut) = Cut::new(from, as_of, today) else { return Ok(Counselling::default()) };
                cut
            }
            _ => return Ok(Counselling::default()),
        };
        let sheets = if self.report == Report::R09 { Sheets::All } else { Sheets::Pack };
        let made = match cases::made(session, &self.settings, cut, self.audience, sheets).await {
            Err(error) if cases::is_given_away(&error) && self.report == Report::MeetingPack => {
                return Ok(Counselling { made: None, overlap: Some(cut) });
            }
            made => made?,
        };
        let told = self.report == Report::R09 || !made.statistics.is_empty();
        Ok(Counselling { made: told.then_some(made), overlap: None })
    }

    /// The pages of a report that fits in memory; of a preview long tables only the beginning.
    async fn all_pages(&self, session: &Session, preview: bool) -> Result<Arranged> {
        let mut pages = match self.report {
            Report::MeetingPack => return self.pack(session).await,
            Report::R02 => return Ok(Arranged { pages: self.organisation(session).await?, left_out: Vec::new() }),
            Report::R01 => vec![roster::preview(session, self).await?],
            Report::R23 => {
                disclosure::pages(session, self, self.person.ok_or(Error::Missing { what: "person" })?).await?
            }
            Report::R24 => outgoing::pages(session, self).await?,
            Report::R03 => executive::movement(session, self, preview).await?,
            Report::R04 => vec![executive::yearly_survey(session, self).await?],
            Report::R22 => vec![executive::officers(session, self).await?],
            Report::R09 => {
                let made = self.counselling(session).await?.made;
                made.map(|made| pages::counselling::statistics(&self.words, &made.statistics)).unwrap_or_default()
            }
            Report::R10 => {
                let own = cases::own_cases(session).await?;
                vec![pages::counselling::own_cases(&self.words, session.today(), &own)]
            }
            Report::R19 => vec![self.schemes(session).await?],
            Report::R20 => priorities::comparison(session, self).await?,
            Report::R21 => priorities::review(session, self).await?,
            Report::R12 | Report::R13 | Report::R14 | Report::R15 => trainings::pages(session, self).await?,
            Report::Agenda | Report::R06 | Report::R07 => of_meetings::pages(session, self).await?,
        };
        pages.iter_mut().for_each(Page::drop_empty_charts);
        let pages = pages.into_iter().map(|page| CodedPage { code: None, page }).collect();
        Ok(Arranged { pages, left_out: Vec::new() })
    }

    /// What a report of the organisation rests on.
    pub(super) async fn counts(&self, session: &Session) -> Result<Counts> {
        let counts = queries::counts(session.look(), &self.days, self.path()).await?;
        Ok(Counts { history: history::history(session, &self.days, self.path()).await?, ..counts })
    }

    /// The figures, checked and protected, also against what frozen packs and own reports of this day told before (S-07).
    pub(super) async fn ground<'c>(&'c self, session: &Session, counts: &'c Counts) -> Result<Ground<'c>> {
        let earlier = own::earlier(session, self.days.as_of).await?;
        let k = self.settings.suppress_k_internal;
        Ground::new(counts, &self.days, &self.words, k, self.unit.is_none(), &earlier)
    }

    /// The organisation (R02).
    async fn organisation(&self, session: &Session) -> Result<Vec<CodedPage>> {
        let counts = self.counts(session).await?;
        let ground = self.ground(session, &counts).await?;
        let mut pages = pages::organisation(&ground);
        if self.unit.is_none() {
            let notes = closing::corrections(session, self, self.days.as_of).await?;
            pack::tell_corrections(&mut pages, notes);
        }
        pages.push(CodedPage { code: Some(PackPage::Notes), page: frame::notes(&ground) });
        pages.iter_mut().for_each(|coded| coded.page.drop_empty_charts());
        pack::number(&mut pages);
        Ok(pages)
    }

    /// The meeting pack: what was frozen as it was; else what the figures say now, marked as a draft, because nobody approved it.
    async fn pack(&self, session: &Session) -> Result<Arranged> {
        if let Some(kept) = &self.kept {
            return Ok(Arranged { pages: kept.pages.clone(), left_out: Vec::new() });
        }
        let counts = self.counts(session).await?;
        let ground = self.ground(session, &counts).await?;
        let mut arranged = pack::arrange(session, self, &ground).await?;
        pack::mark_cover(&self.words, &mut arranged.pages);
        Ok(arranged)
    }

    /// Its pages are one piece of paper each: a certificate, the two pages for a workplace.
    fn one_page_each(&self) -> bool {
        let for_workplace = self.plan.as_ref().is_some_and(|plan| plan.kind == PackKind::Workplace)
            || self.kept.as_ref().is_some_and(|kept| kept.one_page_each);
        for_workplace || (self.report == Report::R14 && self.run.is_some())
    }

    /// The list of public schemes (R19).
    async fn schemes(&self, session: &Session) -> Result<Page> {
        let schemes = support::schemes_on(session, self.days.as_of).await?;
        Ok(pages::support::schemes(&self.words, self.days.as_of, &schemes))
    }

    fn frame(&self, session: &Session) -> Frame {
        if let Some(kept) = &self.kept {
            return kept.frame.clone();
        }
        let made = self.plain_frame(session);
        if self.report == Report::MeetingPack {
            return pack::mark_frame(&self.words, made);
        }
        if self.partner.is_some() && self.report == Report::R15 {
            // It goes to another union: who may see it here is not for its eyes.
            return Frame { class: String::new(), title: self.words.word("report.training.bill"), ..made };
        }
        if self.report != Report::R14 || self.run.is_none() {
            return made;
        }
        // What is handed to a person is no paper of the office: no code, no number among others, no day of making.
        let title = self.words.word("report.training.certificate");
        Frame { class: String::new(), code: String::new(), made_on: String::new(), title, ..made }
    }

    /// The frame without a word of where the paper stands.
    pub(super) fn plain_frame(&self, session: &Session) -> Frame {
        let title = self.words.word(self.report.label_key());
        let made = officers::frame(session, &self.words, self.sensitivity(), title);
        // These have a name of the program's, not a number that members know.
        if matches!(self.report, Report::MeetingPack | Report::Agenda) {
            return made;
        }
        Frame { code: self.report.name().to_owned(), ..made }
    }
}

/// The first day of the fiscal year of a day.
fn fiscal_start(settings: &Settings, day: NaiveDate) -> NaiveDate {
    let month = u32::try_from(settings.fiscal_start_month).unwrap_or(4);
    let year = FiscalCalendar::new(month, None).period_of(day);
    year.map_or_else(|| day.with_day(1).unwrap_or(day), |period| period.from)
}

/// Each subtree that the officer sees; none = the whole union.
async fn tops(session: &Session, reach: Reach) -> Result<Option<Vec<Part>>> {
    let Reach::Subtrees(tops) = reach else { return Ok(None) };
    let mut parts = Vec::new();
    for top in tops {
        let found = queries::unit_of_id(session.look(), top.0).await?;
        parts.extend(found.map(|(path, label)| Part { id: top.0, path, label }));
    }
    Ok(Some(parts))
}

/// The subtree that was asked for and that the officer may see.
async fn part(session: &Session, code: Option<&str>, tops: Option<Vec<Part>>) -> Result<Option<Part>> {
    let named = match code.filter(|code| !code.is_empty()) {
        None => None,
        Some(code) => {
            let (id, path, label) =
                queries::unit_of_code(session.look(), code).await?.ok_or(Error::Missing { what: "unit" })?;
            Some(Part { id, path, label })
        }
    };
    match (named, tops) {
        (named, None) => Ok(named),
        (Some(part), Some(tops)) if tops.iter().any(|top| part.path.starts_with(&top.path)) => Ok(Some(part)),
        // Out of sight is not there.
        (Some(_), Some(_)) => Err(Error::Missing { what: "unit" }),
        (None, Some(mut tops)) => match (tops.pop(), tops.is_empty()) {
            (Some(top), true) => Ok(Some(top)),
            _ => Err(Error::invalid("unit", "required")),
        },
    }
}

/// The reports, and which of them the officer may write.
///
/// # Errors
/// Never.
pub async fn list(session: &Session, _input: Nothing) -> Result<Vec<ReportRow>> {
    let maker = pdf::maker(session).is_some();
    let rows = Report::ALL.iter().map(|report| ReportRow {
        report: *report,
        label: report.label_key().to_owned(),
        sensitivity: report.sensitivity(session.can(Right::SeeDetails)).code().to_owned(),
        asks_purpose: report.sensitivity(true).asks_purpose() && !report.is_of_a_person(),
        asks_person: report.is_of_a_person(),
        takes: report.takes(),
        asks_run: report.is_of_a_run(),
        asks_meeting: report.is_of_a_meeting(),
        may_name: report.may_name() && session.can(Right::SeeDetails),
        has_audiences: report.has_audiences() && session.can(Right::SeeCaseFigures),
        prints: maker && report.prints(),
        allowed: session.can(report.right(false)),
    });
    Ok(rows.collect())
}

/// The pages as they would be written.
///
/// # Errors
/// `not_allowed`, `report_too_small`, and what the database answers.
pub async fn preview(session: &Session, input: ReportAsk) -> Result<Preview> {
    let still = session.standing().await?;
    let previewed = previewed(&still, &input).await;
    still.over().await;
    previewed
}

async fn previewed(session: &Session, input: &ReportAsk) -> Result<Preview> {
    let asked = Asked::new(session, input).await?;
    let arranged = asked.all_pages(session, true).await?;
    Ok(Preview { frame: asked.frame(session), pages: arranged.pages, left_out: arranged.left_out })
}

/// Write a report to a file and into the export log.
///
/// # Errors
/// As [`preview`]; for a name that ends in `.pdf` `pdf_not_built`, `pdf_no_password`, `pdf_no_list` and those of
/// [`pdf::write`]; `required` at `purpose`; `X-2` and `X-3` for a roster to another organisation, `names_stay_here` for
/// another report with names; `partner_recipient` for what is written for one organisation and named for another; what the file
/// system answers.
pub async fn write(session: &Session, input: WriteReport) -> Result<ReportWritten> {
    let tells = matches!(input.ask.report, Report::R09 | Report::MeetingPack) && input.ask.issued.is_none();
    let still = if tells { session.telling().await? } else { session.standing().await? };
    let written = written(&still, input).await;
    still.over().await;
    written
}

async fn written(session: &Session, input: WriteReport) -> Result<ReportWritten> {
    let asked = Asked::new(session, &input.ask).await?;
    let given = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    if let Some(person) = asked.person {
        is_asked_by(session, person).await?;
    }
    // Why and for whom a disclosure is written is what it is: for the person who asked.
    let own = |key: &str| asked.person.map(|_| word(Locale::Ja, key).to_owned());
    let said = given(input.recipient.as_deref());
    let recipient = match (&asked.partner, said) {
        // It is for whom it is written, and that is what the log must say.
        (Some(to), Some(said)) if name_key(&said) != name_key(&to.name) => {
            return Err(Error::invalid("recipient", "partner_recipient"));
        }
        (Some(to), _) => to.name.clone(),
        (None, said) => said.or_else(|| own("report.r23.recipient")).unwrap_or_else(|| asked.settings.name.clone()),
    };
    let bills = asked.partner.is_some() && asked.report == Report::R15;
    let why = bills.then(|| word(Locale::Ja, "report.training.bill").to_owned());
    let export = Export {
        report: asked.report.name().to_owned(),
        sensitivity: asked.sensitivity(),
        filters: json!({
            "as_of": asked.days.as_of,
            "from": asked.days.from,
            "unit": input.ask.unit,
            "locale": asked.words.locale(),
            "list": asked.list.as_ref().map(|(name, _)| name),
            "contacts": asked.contacts,
            "person": asked.person.or(asked.learner),
            "run": asked.run,
            "org": asked.partner.as_ref().map(|to| to.org),
            "balance": asked.partner.as_ref().and_then(|to| to.balance),
            "meeting": asked.meeting,
            "names": asked.names,
            "for_members": asked.audience == Audience::Members,
            "plan": asked.plan.as_ref().and_then(|plan| plan.name.clone()),
            "issued": input.ask.issued,
        }),
        purpose: given(Some(&input.purpose)).or_else(|| own("report.r23.purpose")).or(why).unwrap_or_default(),
        recipient,
        protected: input.password.is_some(),
    };
    export.check()?;
    let in_passing = asked.report.names_in_passing(asked.names);
    // What an organisation gets of its own people was judged when it was asked for (E-08).
    let theirs = asked.partner.as_ref().and_then(|to| to.given.as_ref());
    let mut provision = match theirs.is_none() && (in_passing || asked.report.asks_recipient()) {
        true => Provision::to(session, &export.recipient).await?,
        false => None,
    };
    if let Some(provision) = provision.as_ref().filter(|_| asked.report != Report::R01) {
        return Err(Error::refused("names_stay_here", json!({ "name": provision.recipient() })));
    }
    let target = session.path(&input.file)?;
    let maker = printed::maker(session, Some(asked.report), &target, input.password.is_some())?;
    let near = session.near(&target);
    let password = input.password.as_ref().map(crate::desk::Passphrase::secret);
    let frame = asked.frame(session);
    let told = asked.kept.is_none() && asked.plan.as_ref().is_none_or(|plan| plan.kind != PackKind::Workplace);
    let made = if told { asked.counselling(session).await?.made } else { None };
    if let Some(made) = made {
        cases::remember(session, asked.report.name(), &made).await?;
    }
    let one = asked.one_page_each();
    let written = match (asked.report, &maker) {
        (_, Some(maker)) => {
            let pages = asked.all_pages(session, false).await?.pages.into_iter().map(|coded| coded.page).collect();
            printed::write(session, (maker, &target), frame, pages, one, &asked.words).await?
        }
        (Report::R01, None) => {
            let n = roster::size(session, &asked, provision.as_mut()).await?;
            let (rows, feed) = background::rows();
            let legend = roster::legend(&asked, &export.purpose, &export.recipient, &session.desk().display_name);
            let sheets = vec![Sheet::List(roster::list(&asked, n), feed), Sheet::Page(legend)];
            let writing = write_workbook(&target, &near, frame, sheets, password, &session.progress, n)?;
            let read = roster::send(session, &asked, rows, provision.as_ref()).await;
            writing.finish(read).await?
        }
        (_, None) => {
            let as_sheet = if one { Sheet::OnePage } else { Sheet::Page };
            let pages = asked.all_pages(session, false).await?.pages;
            let sheets = pages.into_iter().map(|coded| as_sheet(coded.page)).collect();
            write_workbook(&target, &near, frame, sheets, password, &session.progress, 0)?.finish(Ok(())).await?
        }
    };
    let items = if asked.report.is_of_a_run() { trainings::items(&asked) } else { roster::items(asked.contacts) };
    let provided = theirs.or(provision.as_ref());
    log(session, ("reports", "write"), export, &written, &items, provided).await?;
    Ok(ReportWritten {
        provided: provided.map(Provision::told),
        name: target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        rows: written.rows,
        bytes: written.bytes,
        sha256: written.sha256,
    })
}
