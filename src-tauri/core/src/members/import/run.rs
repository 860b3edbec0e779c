//! One reading of a file, chunk by chunk: the same for a preview and for the import itself.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::ahead::{Twins, Wanted, look_ahead};
use super::apply::any;
use super::closed::corrects;
use super::erased::Erased;
use super::header::letters;
use super::judge::{Does, Judged, JudgedBy, judge};
use super::mapping::{Plan, Words, check, is_remark, plan, propose_stored_width};
use super::matching::{Matcher, Who};
use super::place::{Placed, Places};
use super::read::{Batches, Source};
use super::row::{Codes, Draft, Finding, Read, Rower};
use super::tally::Tally;
use crate::dates::overlap;
use crate::error::{Error, Result};
use crate::excel::read::BookHead;
use crate::ids::{BatchId, PersonId};
use crate::members::actions::{latest_join, next_search_no};
use crate::members::closed::last_closed;
use crate::members::entity::person;
use crate::members::line::Line;
use crate::members::model::{ClosedByFile, ColumnGuess, RosterFile, Severity, Taken};
use crate::members::roster::{Stored, of_persons};
use crate::members::sheet::{COLUMNS, place};
use crate::members::twice::lives;
use crate::session::Session;
use crate::text::header_key;

/// Rows that are read, matched and written together.
pub(super) const CHUNK: usize = 500;

/// Of several sheets some are branches and others are not.
const NO_BRANCH: &str = "sheets_no_branch";

/// A reading in progress.
pub(super) struct Run {
    /// The file.
    pub source: Source,
    /// What is known of it.
    pub head: BookHead,
    /// How it is read.
    pub plan: Plan,
    /// Units and employers.
    pub places: Places,
    /// Who was erased.
    erased: Erased,
    /// Counts and findings.
    pub tally: Tally,
    /// Day on which the list is true.
    pub as_of: NaiveDate,
    /// Rows by sheet.
    pub rows_of: HashMap<String, u64>,
    rows: Batches,
    matcher: Matcher,
    own: BTreeMap<String, String>,
    codes: Codes,
    /// The last running number of a person before anything is written.
    pub last_no: i64,
    /// Rows whose member number stands in other rows too.
    twins: HashMap<(usize, u32), Twins>,
    today: NaiveDate,
    columns_named: bool,
    /// Sheets and places to the right of the header where something stood.
    beyond: HashSet<(usize, usize)>,
    /// The officer looks at each row before it is taken (突合).
    reconciles: bool,
    /// What of the rows is taken; none = everything.
    pub accept: Option<Acceptance>,
    /// Rows that were not taken, among those unchanged.
    pub put_aside: u64,
    /// Last day of what is closed.
    pub closed: Option<NaiveDate>,
    /// Rows that change its figures (M-09).
    pub corrected: u64,
}

/// What of a list the officer takes.
#[derive(Clone, Debug, Default)]
pub(super) struct Acceptance {
    /// Of those newly found.
    pub found: Taken,
    /// Of those that changed.
    pub changed: Taken,
}

impl Acceptance {
    /// A row that is not taken changes nothing; of a changed row only the columns asked for are taken. Answers whether the
    /// row was put aside.
    fn apply(&self, sheet: &str, row: &mut Judged) -> bool {
        let number = row.draft.number;
        let named = |taken: &Taken| taken.rows.iter().find(|row| row.sheet == sheet && row.row == number).cloned();
        let taken = match &mut row.does {
            Does::Adds(_) => named(&self.found).is_some() != self.found.all,
            Does::Changes(stored, changed) => {
                let named = named(&self.changed);
                let own = named.as_ref().is_some_and(|of| !of.columns.is_empty());
                let only = named.as_ref().filter(|_| own).map_or(&self.changed.columns, |of| &of.columns);
                if only.is_empty() {
                    // The same name in other characters is taken where the officer says so.
                    changed.retain(|at| !row.doubtful.contains(at));
                } else {
                    changed.retain(|at| {
                        COLUMNS.get(*at).is_some_and(|column| only.iter().any(|name| name == column.name))
                    });
                    // A last day that was judged by a corrected first day does not stand without it.
                    let early =
                        row.draft.line.left_on.zip(stored.line.joined_on).is_some_and(|(left, first)| left < first);
                    if early && place("joined_on").is_none_or(|at| !changed.contains(&at)) {
                        changed.retain(|at| !["left_on", "end_reason"].iter().any(|name| place(name) == Some(*at)));
                    }
                }
                (own || named.is_some() != self.changed.all) && !changed.is_empty()
            }
            Does::Nothing | Does::Refused => true,
        };
        if !taken {
            row.does = Does::Nothing;
        }
        !taken
    }
}

/// Format and encoding of a book, as a code of `enum.text_encoding` for text tables.
pub(super) fn encoding(head: &BookHead) -> String {
    match head.encoding.as_deref() {
        Some("utf-8" | "utf-8-bom") => "utf8".to_owned(),
        Some("utf-16le") => "utf16le".to_owned(),
        Some("utf-16be") => "utf16be".to_owned(),
        Some(other) => other.replace('-', "_"),
        None => head.format.clone(),
    }
}

impl Run {
    /// Look at a file and decide how it is read. `own` are the union's own words; `reconciles`: it is a list of those
    /// present (突合).
    ///
    /// # Errors
    /// Why it cannot be read; `file_changed` when it is not the one that was previewed, `list_day_ahead` for a list of a day so
    /// far ahead that nobody may join on it (M-04).
    pub async fn begin(
        session: &Session,
        on: &impl ConnectionTrait,
        input: &RosterFile,
        own: BTreeMap<String, String>,
        reconciles: bool,
    ) -> Result<Self> {
        if let Some(mapping) = &input.mapping {
            check(mapping)?;
        }
        let as_of = input.as_of.unwrap_or_else(|| session.today());
        if as_of > latest_join(session.today()) {
            return Err(Error::invalid("as_of", "list_day_ahead"));
        }
        let password = input.password.as_ref().map(crate::desk::Passphrase::secret);
        let source = Source::of(session, &input.file, password).await?;
        if input.file_hash.as_ref().is_some_and(|hash| *hash != source.hash) {
            return Err(Error::File { code: "file_changed", name: source.name });
        }
        let mut places = Places::load(on, input.create_units, as_of).await?;
        session.progress.step("read", 0, 0);
        let wanted = input.mapping.as_ref().and_then(|mapping| mapping.header_row);
        let words = Words::of(on, input.mapping.as_ref()).await?;
        let look = source.look(wanted, &|key: &str| words.knows(key)).await?;
        let units: [&(dyn Fn(&str) -> bool + Sync); 2] =
            [&|name| places.is_branch(name), &|words| places.may_belong(words)];
        let mut plan = plan(on, &look, input, &own, &words, units).await?;
        employer_of(input, &places, &mut plan);
        if let Some(employer) = &plan.mapping.employer {
            places.are_of(employer);
        }
        propose_stored_width(on, &look, &places, &mut plan).await?;
        let has = |name: &str| plan.has(name);
        if has("employer") {
            places.employers_are_said();
        }
        let lower =
            ["sub_branch", "workplace"].into_iter().any(|name| has(name) || plan.mapping.defaults.contains_key(name));
        let codes = Codes::default();
        // Where rows may leave out the levels above, every unit that the file makes is known before a row is placed.
        let wanted = Wanted { units: input.create_units && lower, numbers: has("member_no") };
        let ahead = {
            let (date1904, is_text) = (look.head.date1904, look.head.format == "text");
            let rower = Rower::new(&plan, &own, &codes, date1904, is_text, as_of, session.today());
            look_ahead(session, &source, &plan, &rower, wanted).await?
        };
        if wanted.units {
            places.plan_units(ahead.lines);
        }
        let last_no = next_search_no(on).await? - 1;
        let widths = ["member_no", "employee_no"].map(|name| plan.lost_width(name));
        let matcher = Matcher::of(&source.hash, reconciles, last_no, widths);
        let rows = source.rows(plan.sheets.clone()).await?;
        let rows_of = plan.sheets.iter().map(|sheet| (sheet.name.clone(), 0)).collect();
        Ok(Self {
            source,
            head: look.head,
            plan,
            places,
            erased: Erased::load(on).await?,
            tally: Tally::default(),
            as_of,
            rows_of,
            rows,
            matcher,
            own,
            codes,
            last_no,
            twins: ahead.twins,
            today: session.today(),
            columns_named: false,
            beyond: HashSet::new(),
            reconciles,
            accept: None,
            put_aside: 0,
            closed: last_closed(on).await?,
            corrected: 0,
        })
    }

    /// What is told of sheets, with their names: those that are no branches where others are, hidden ones that are not read,
    /// those of people who have left.
    pub fn of_sheets(&self) -> impl Iterator<Item = (&'static str, String)> {
        let found = [
            (NO_BRANCH, &self.plan.no_branches),
            ("sheet_hidden", &self.plan.hidden),
            ("sheet_of_leavers", &self.plan.of_leavers),
        ];
        found.map(|(code, names)| (code, names.join(", "))).into_iter().filter(|(_, names)| !names.is_empty())
    }

    /// Name of a sheet taken.
    pub fn sheet(&self, at: usize) -> &str {
        self.plan.sheets.get(at).map_or("", |sheet| sheet.name.as_str())
    }

    /// What the file changes of closed months.
    pub fn closed_by_file(&self) -> Option<ClosedByFile> {
        self.closed.filter(|_| self.corrected > 0).map(|until| ClosedByFile { until, rows: self.corrected })
    }

    /// Rows of the file as far as it says; 0 = not known.
    pub fn expected(&self) -> u64 {
        self.rows.total
    }

    /// Whether the file has a column of member numbers.
    pub fn has_numbers(&self) -> bool {
        self.plan.has("member_no")
    }

    /// This is a look at a list whose rows are decided on later.
    pub fn looks_ahead(&mut self) {
        self.matcher.looks_ahead();
    }

    /// Persons whom the rows so far meant.
    pub fn met(&self) -> impl Iterator<Item = PersonId> {
        self.matcher.met()
    }

    /// Read, match and judge the next rows; `None` at the end of the file. Findings are noted, for `batch` also kept.
    ///
    /// # Errors
    /// Why the file cannot be read further, what the database answers, [`Error::Cancelled`].
    pub async fn chunk(
        &mut self,
        session: &Session,
        on: &impl ConnectionTrait,
        batch: Option<BatchId>,
    ) -> Result<Option<Vec<Judged>>> {
        session.progress.go_on()?;
        self.columns_not_taken(batch);
        let drafts = self.drafts(batch).await?;
        if drafts.is_empty() {
            return Ok(None);
        }
        let total = if self.rows.total == 0 { 0 } else { self.rows.total.max(self.rows.done) };
        session.progress.step("import", self.rows.done, total);
        let columns = &self.plan.columns;
        let from = |sheet: usize, name: &str| -> String {
            let whole = match name {
                "family_name" => "name",
                "end_reason" => "status",
                other => other,
            };
            let found = columns.get(sheet).and_then(|columns| {
                let named =
                    |name: &str| columns.iter().find(|source| source.to.is_some_and(|target| target.name() == name));
                named(name).or_else(|| named(whole))
            });
            found.map(|source| source.from.clone()).unwrap_or_default()
        };
        let at_of = |sheet: usize, name: &str| -> Option<usize> {
            let found = columns.get(sheet)?.iter().find(|source| source.to.is_some_and(|to| to.name() == name))?;
            Some(found.at)
        };
        let mut rows: Vec<(Draft, Placed)> = Vec::with_capacity(drafts.len());
        for mut draft in drafts {
            let sheet = draft.sheet;
            let belongs = columns.get(sheet).into_iter().flatten().find(|source| source.belongs);
            if let Some(source) = belongs {
                self.places.belongs(&mut draft, &source.from);
            }
            let placed = self.places.place(&mut draft, &|name| from(sheet, name));
            rows.push((draft, placed));
        }
        let (who, mut stored) = self.matcher.who(on, &mut rows, &self.places, self.as_of, &from).await?;
        let persons: Vec<PersonId> =
            who.iter().filter_map(|who| who.person()).filter(|person| !stored.contains_key(person)).collect();
        let more: Vec<Stored> = of_persons(on, &persons, self.as_of).await?;
        stored.extend(more.into_iter().map(|stored| (stored.person_id, stored)));
        let without = without_membership(on, &who, &stored).await?;
        let mut judged = Vec::with_capacity(rows.len());
        for ((mut draft, mut placed), who) in rows.into_iter().zip(who) {
            let sheet = draft.sheet;
            let who = match who {
                Who::Decided(person) if without.contains(&person) => Who::ByName(person),
                other => other,
            };
            let employer = who.person().and_then(|person| stored.get(&person)).and_then(|stored| stored.employer_id);
            if let Some(employer) = employer {
                self.places.place_at(&mut draft, &mut placed, employer, &|name| from(sheet, name));
            }
            let overwrites = |name: &str| {
                columns.get(sheet).is_some_and(|columns| {
                    columns.iter().any(|source| {
                        source.transform.overwrite && source.to.is_some_and(|target| target.name() == name)
                    })
                })
            };
            let named = |name: &str| from(sheet, name);
            let at = |name: &str| at_of(sheet, name);
            let by = JudgedBy {
                places: &self.places,
                erased: &self.erased,
                as_of: self.as_of,
                from: &named,
                at: &at,
                overwrites: &overwrites,
                reconciles: self.reconciles,
            };
            judged.push(judge(draft, placed, who, &stored, by));
        }
        self.nobody_twice(on, &mut judged).await?;
        if let Some(accept) = &self.accept {
            for row in &mut judged {
                let name = self.plan.sheets.get(row.draft.sheet).map_or("", |sheet| sheet.name.as_str());
                self.put_aside += u64::from(accept.apply(name, row));
            }
        }
        if let Some(closed) = self.closed {
            for row in &mut judged {
                row.corrects = !corrects(row, &self.places, self.as_of, closed).is_empty();
                self.corrected += u64::from(row.corrects);
            }
        }
        for row in &judged {
            let name = self.plan.sheets.get(row.draft.sheet).map_or("", |sheet| sheet.name.as_str());
            self.tally.read += 1;
            if let Some(count) = self.rows_of.get_mut(name) {
                *count += 1;
            }
            match row.does {
                Does::Adds(_) => self.tally.created += 1,
                Does::Changes(..) => self.tally.updated += 1,
                Does::Nothing => self.tally.unchanged += 1,
                Does::Refused => self.tally.rejected += 1,
            }
            self.tally.row(name, &row.draft, batch);
        }
        Ok(Some(judged))
    }

    /// M-02: a row that would make somebody a member twice on a day, by its first or last day, changes nothing.
    async fn nobody_twice(&self, on: &impl ConnectionTrait, judged: &mut [Judged]) -> Result<()> {
        let days_of = |row: &Judged| match &row.does {
            Does::Adds(Some(person)) => {
                let first = row.draft.line.joined_on.unwrap_or(self.as_of);
                Some((*person, None, first, row.draft.line.left_on))
            }
            Does::Changes(stored, changed) if any(changed, &["joined_on", "left_on"]) => {
                let said = |name: &str, of: fn(&Line) -> Option<NaiveDate>| {
                    if any(changed, &[name]) { of(&row.draft.line) } else { of(&stored.line) }
                };
                let first = said("joined_on", |line| line.joined_on)?;
                Some((stored.person_id, Some(stored.membership_id), first, said("left_on", |line| line.left_on)))
            }
            _ => None,
        };
        let asked = judged.iter().filter_map(days_of).map(|(person, ..)| person).collect();
        let lives = lives(on, &asked).await?;
        for row in judged {
            let Some((person, own, first, last)) = days_of(row) else { continue };
            let others = lives.get(&person).into_iter().flatten().filter(|(id, ..)| Some(*id) != own);
            let mut shared = others.filter(|(_, from, to)| overlap((first, last), (*from, *to)));
            if let Some((_, from, _)) = shared.next() {
                row.draft.findings.push(Finding {
                    from: String::new(),
                    code: "membership_overlaps",
                    severity: Severity::Error,
                    raw: from.to_string(),
                });
                row.does = Does::Refused;
            }
        }
        Ok(())
    }

    /// Nothing is dropped silently: each column that is not taken in is named once, at its header.
    fn columns_not_taken(&mut self, batch: Option<BatchId>) {
        if std::mem::replace(&mut self.columns_named, true) {
            return;
        }
        let lacking = self.plan.lacking.iter().map(|from| (from.clone(), "column_missing"));
        let columns = self
            .plan
            .guesses
            .iter()
            .filter(|guess| guess.to.is_none() && (!guess.samples.is_empty() || guess.confidence == "forbidden"))
            // Our own column of reasons on the rejected rows is meant to be left out.
            .filter(|guess| !is_remark(&header_key(&guess.from)));
        let finding_of = |guess: &ColumnGuess| {
            if guess.confidence == "forbidden" {
                "column_never_kept"
            } else if guess.confidence == "chosen" || guess.confidence == "remembered" {
                "column_left_out"
            } else {
                "column_not_taken"
            }
        };
        let found: Vec<(String, &'static str)> =
            columns.map(|guess| (guess.from.clone(), finding_of(guess))).chain(lacking).collect();
        let head = |at: usize| {
            self.plan.sheets.get(at).map(|sheet| (sheet.name.clone(), sheet.layout.last_row)).unwrap_or_default()
        };
        // A look tells it with the file itself.
        let of_sheets: Vec<_> = self.of_sheets().filter(|_| batch.is_some()).collect();
        for (code, raw) in of_sheets {
            let finding = Finding { from: String::new(), code, severity: Severity::Warning, raw };
            let (sheet, row) = head(0);
            self.tally.finding(&sheet, row, &finding, None, batch);
        }
        for (from, code) in found {
            // Where it stands; a column that the file lacks is told at its first sheet.
            let at = self.plan.columns.iter().position(|columns| columns.iter().any(|column| column.from == from));
            let (sheet, row) = head(at.unwrap_or(0));
            let finding = Finding { from: from.clone(), code, severity: Severity::Warning, raw: from };
            self.tally.finding(&sheet, row, &finding, None, batch);
        }
    }

    /// The next rows as lines; those that are no persons are noted and passed.
    async fn drafts(&mut self, batch: Option<BatchId>) -> Result<Vec<Draft>> {
        let rower = Rower::new(
            &self.plan,
            &self.own,
            &self.codes,
            self.head.date1904,
            self.head.format == "text",
            self.as_of,
            self.today,
        );
        let mut drafts = Vec::new();
        while drafts.len() < CHUNK {
            let Some(row) = self.rows.next().await? else { break };
            let (sheet, number) = (row.sheet, row.number);
            let width = self.plan.sheets.get(sheet).map_or(usize::MAX, |sheet| sheet.layout.headers.len());
            let beyond = row.cells.iter().enumerate().skip(width).filter(|(_, cell)| !cell.is_blank());
            let beyond: Vec<usize> = beyond.map(|(at, _)| at).collect();
            match rower.read(row) {
                Read::Person(mut draft) => {
                    if let Some(twins) = self.twins.get(&(sheet, number)) {
                        twins.tell(&mut draft);
                    }
                    drafts.push(*draft);
                    for at in beyond.into_iter().filter(|at| self.beyond.insert((sheet, *at))) {
                        let name = self.plan.sheets.get(sheet).map_or("", |sheet| sheet.name.as_str());
                        let from = letters(at);
                        let raw = from.clone();
                        let finding = Finding { from, code: "column_not_taken", severity: Severity::Warning, raw };
                        self.tally.finding(name, number, &finding, None, batch);
                    }
                }
                Read::NoPerson(words) => {
                    self.tally.skipped += 1;
                    let name = self.plan.sheets.get(sheet).map_or("", |sheet| sheet.name.as_str());
                    let finding =
                        Finding { from: String::new(), code: "row_skipped", severity: Severity::Warning, raw: words };
                    self.tally.finding(name, number, &finding, None, batch);
                }
            }
        }
        Ok(drafts)
    }
}

/// The employer of a file that names none is the one that the officer says, else that of the last file with these headers, as
/// long as the union has it.
fn employer_of(input: &RosterFile, places: &Places, plan: &mut Plan) {
    let before = plan.mapping.employer.take();
    let stands = |name: &String| !plan.remembered || (!plan.has("employer") && places.employer(name).is_some());
    let said = input.employer.as_ref().map(|name| name.trim().to_owned());
    plan.mapping.employer = match said {
        Some(name) => Some(name).filter(|name| !name.is_empty()),
        None => before.filter(stands),
    };
}

/// Persons whom the officer named and who were never members, such as those who took part in a training: they join by their row.
async fn without_membership(
    on: &impl ConnectionTrait,
    who: &[Who],
    stored: &HashMap<PersonId, Stored>,
) -> Result<HashSet<PersonId>> {
    let named = who.iter().filter_map(|who| match who {
        Who::Decided(person) if !stored.contains_key(person) => Some(*person),
        _ => None,
    });
    let named: Vec<PersonId> = named.collect();
    if named.is_empty() {
        return Ok(HashSet::new());
    }
    let there: Vec<PersonId> = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .filter(person::Column::Id.is_in(named))
        .filter(person::Column::MergedIntoId.is_null())
        .filter(person::Column::ErasedAt.is_null())
        .into_tuple()
        .all(on)
        .await?;
    Ok(there.into_iter().collect())
}
