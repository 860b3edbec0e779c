//! What a row would do: add a member, change one, nothing, or be rejected.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::erased::Erased;
use super::matching::Who;
use super::place::{Named, Placed, Places};
use super::row::{Draft, Finding};
use crate::excel::cell::Cell;
use crate::excel::read::Cell as Raw;
use crate::ids::PersonId;
use crate::labels::{Locale, word};
use crate::members::actions::kept_reading;
use crate::members::line::Line;
use crate::members::model::{ConditionKind, EndReason, FulltimeKind, Severity, Status, against_birth};
use crate::members::queries::kana_key_of;
use crate::members::roster::{Stored, is_live};
use crate::members::sheet::{COLUMNS, place};
use crate::text::cp932::premapped;
use crate::text::{self, name_key, phone_digits};

/// What a row does.
#[derive(Clone, Debug)]
pub(super) enum Does {
    /// Adds a membership; of a person whom the union knows, who joins again, or of a new one.
    Adds(Option<PersonId>),
    /// Changes these columns of a member.
    Changes(Box<Stored>, Vec<usize>),
    /// Nothing differs.
    Nothing,
    /// It is rejected.
    Refused,
}

/// A row that was judged.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    /// The row.
    pub draft: Draft,
    /// Where it places its member.
    pub placed: Placed,
    /// What it does.
    pub does: Does,
    /// It changes figures of a closed month (M-09).
    pub corrects: bool,
    /// Of the columns that differ those that only write the same name otherwise (髙/高): taken where the officer names them.
    pub doubtful: Vec<usize>,
}

/// Columns that describe an employment.
const EMPLOYMENT: [&str; 8] =
    ["employee_no", "employer", "worksite", "department", "job_title", "employment_type", "grade", "hired_on"];
/// Columns of which a blank may not erase what is stored.
const NEVER_BLANK: [&str; 12] = [
    "member_no",
    "family_name",
    "employer",
    "employment_type",
    "joined_on",
    "category",
    "branch",
    "sub_branch",
    "workplace",
    "dues_kind",
    "checkoff_status",
    "federation_share",
];

/// What rows are judged by, the same for all of a list.
#[derive(Clone, Copy)]
pub(super) struct JudgedBy<'j> {
    /// Units and employers.
    pub places: &'j Places,
    /// Who was erased.
    pub erased: &'j Erased,
    /// Day of the list.
    pub as_of: NaiveDate,
    /// The header of a column in the file.
    pub from: &'j dyn Fn(&str) -> String,
    /// The place of a column's cells in the file.
    pub at: &'j dyn Fn(&str) -> Option<usize>,
    /// Whether the mapping lets a column write over what is stored.
    pub overwrites: &'j dyn Fn(&str) -> bool,
    /// The officer looks at each row before it is taken (突合).
    pub reconciles: bool,
}

/// Judge a row that was matched.
pub(super) fn judge(
    mut draft: Draft,
    placed: Placed,
    who: Who,
    stored: &HashMap<PersonId, Stored>,
    by: JudgedBy<'_>,
) -> Judged {
    let mut doubtful = Vec::new();
    let does = if draft.is_refused() {
        Does::Refused
    } else {
        let mut judge = Judge { draft: &mut draft, placed, by, doubtful: Vec::new() };
        let does = judge.does(who, stored);
        doubtful = judge.doubtful;
        does
    };
    let does = if draft.is_refused() { Does::Refused } else { does };
    Judged { draft, placed, does, corrects: false, doubtful }
}

/// Whether name and birth date say that the number was given to somebody else, or mistyped. One person has the same birth
/// date whatever the name is now, or the same name whatever date was mistyped; a family name changes where the given name
/// (or the reading) and the date do not say otherwise.
pub(super) fn names_another(draft: &Draft, known: &Line) -> bool {
    let line = &draft.line;
    let key = |part: &Option<String>| part.as_deref().map(name_key).unwrap_or_default();
    let whole = |line: &Line| key(&line.family_name) + &key(&line.given_name);
    let (said, stored) = (whole(line), whole(known));
    let born = line.birth_on.zip(known.birth_on).map(|(one, other)| one == other);
    let whole_name = line.given_name.is_some() || !draft.undivided.is_empty();
    let given = key(&known.given_name);
    // Of one of the two only the family name is known.
    let family_alone =
        (!whole_name && said == key(&known.family_name)) || (given.is_empty() && said.starts_with(&stored));
    if said.is_empty() || said == stored || born == Some(true) || family_alone {
        return false;
    }
    let same_given = !given.is_empty()
        && if line.given_name.is_some() { key(&line.given_name) == given } else { said.ends_with(&given) };
    born == Some(false) || !(same_given || reads_alike(line, known))
}

/// Whether family name, given name, reading and sex all say somebody else, and only the birth date does not.
fn only_birth_agrees(line: &Line, known: &Line) -> bool {
    let differ = |one: &Option<String>, other: &Option<String>| {
        one.as_deref().zip(other.as_deref()).is_some_and(|(one, other)| name_key(one) != name_key(other))
    };
    line.birth_on.is_some()
        && line.birth_on == known.birth_on
        && differ(&line.family_name, &known.family_name)
        && differ(&line.given_name, &known.given_name)
        && differ(&line.family_kana, &known.family_kana)
        && differ(&line.given_kana, &known.given_kana)
        && line.gender.zip(known.gender).is_some_and(|(one, other)| one != other)
}

fn reads_alike(line: &Line, known: &Line) -> bool {
    line.family_kana.is_some() && kana_key_of(&line.person()) == kana_key_of(&known.person())
}

/// Whether a number that is free again surely has another holder now: name, reading and birth date all differ (M-13). Without
/// both birth dates nothing is sure.
pub(super) fn surely_another(draft: &Draft, known: &Line) -> bool {
    let born_otherwise = draft.line.birth_on.zip(known.birth_on).is_some_and(|(one, other)| one != other);
    born_otherwise && names_another(draft, known) && !reads_alike(&draft.line, known)
}

struct Judge<'j> {
    draft: &'j mut Draft,
    placed: Placed,
    by: JudgedBy<'j>,
    doubtful: Vec<usize>,
}

impl Judge<'_> {
    fn note(&mut self, column: &str, code: &'static str, severity: Severity, raw: String) {
        self.draft.findings.push(Finding {
            from: if column.is_empty() { String::new() } else { (self.by.from)(column) },
            code,
            severity,
            raw,
        });
    }

    fn refuse(&mut self, column: &str, code: &'static str, raw: Option<String>) -> Does {
        self.note(column, code, Severity::Error, raw.unwrap_or_default());
        Does::Refused
    }

    fn does(&mut self, who: Who, stored: &HashMap<PersonId, Stored>) -> Does {
        self.ends(who.person().is_some_and(|person| stored.contains_key(&person)));
        if self.draft.is_refused() {
            return Does::Refused;
        }
        let Some(person) = who.person() else { return self.adds(None) };
        let Some(known) = stored.get(&person) else {
            // A person without any membership, or a decision that names nobody.
            return if matches!(who, Who::Decided(_)) {
                self.refuse("", "person_missing", None)
            } else {
                self.adds(Some(person))
            };
        };
        if matches!(who, Who::ByNumber(_)) && names_another(self.draft, &known.line) {
            return self.refuse("family_name", "number_of_another", Some(self.draft.line.name()));
        }
        if matches!(who, Who::ByNumber(_)) && only_birth_agrees(&self.draft.line, &known.line) {
            self.note("family_name", "only_birth_agrees", Severity::Warning, known.line.name());
        }
        let number = self.draft.line.member_no.clone();
        let own = known.line.member_no.as_deref();
        let other_number = number.as_deref().is_some_and(|said| own.is_none_or(|own| !text::is_same_number(said, own)));
        if !is_live(known.status) {
            let same_end = self.draft.gives("left_on")
                && self.draft.line.left_on == known.line.left_on
                && known.status == Status::Ended;
            // A list of a day on which the membership was still in force says nothing of its end.
            let in_force = !self.draft.gives("left_on")
                && known.line.joined_on.is_some_and(|joined| joined <= self.by.as_of)
                && known.line.left_on.is_some_and(|left| left >= self.by.as_of);
            if !same_end && !in_force {
                return match who {
                    Who::Decided(_) if number.is_none() || other_number => self.joins_again(person, known),
                    Who::Decided(_) => self.refuse("member_no", "member_no_taken", number),
                    _ => self.refuse("member_no", "membership_ended", known.line.member_no.clone()),
                };
            }
        }
        if other_number {
            let code = if matches!(who, Who::ByName(_)) { "possible_duplicate" } else { "member_no_differs" };
            return self.refuse("member_no", code, number);
        }
        // A name alone is corrected by a table; name and birth date of somebody else say that the table lies over the wrong rows.
        let born_otherwise = self.draft.line.birth_on.zip(known.line.birth_on).is_some_and(|(one, other)| one != other);
        if matches!(who, Who::Pointed(_)) && born_otherwise && names_another(self.draft, &known.line) {
            return self.refuse("family_name", "row_of_another", Some(self.draft.line.name()));
        }
        self.changes(known)
    }

    /// A whole name without a space is divided as the stored one is. Where that says nothing, the stored name stays and the
    /// officer is asked.
    fn divide(&mut self, known: &Line) {
        self.divide_family(known);
        for (family, from) in std::mem::take(&mut self.draft.undivided) {
            let given = if family == "family_name" { "given_name" } else { "given_kana" };
            let (Some(family_at), Some(given_at)) = (place(family), place(given)) else { continue };
            let get = |at: usize, line: &Line| match COLUMNS.get(at).map(|column| (column.get)(line)) {
                Some(Cell::Text(words)) => words,
                _ => String::new(),
            };
            let (whole, stored) = (get(family_at, &self.draft.line), [get(family_at, known), get(given_at, known)]);
            if stored.iter().any(String::is_empty) {
                continue;
            }
            // The whole is not taken for a family name, which is what the reading of the row warned of.
            self.draft.findings.retain(|finding| !(finding.code == "name_not_split" && finding.from == from));
            let divided = text::divide_like(&whole, [&stored[0], &stored[1]]);
            if divided.is_none() {
                let finding = Finding { from, code: "name_kept", severity: Severity::Warning, raw: whole };
                self.draft.findings.push(finding);
            }
            let [first, second] = divided.unwrap_or(stored);
            for (at, part) in [(family_at, first), (given_at, second)] {
                if let Some(put) = COLUMNS.get(at).and_then(|column| column.put)
                    && put(&mut self.draft.line, Cell::Text(part)).is_ok()
                {
                    self.draft.given |= 1 << at;
                }
            }
        }
    }

    /// A column of family names with the whole name in it, and nothing under the given name: the name that is stored.
    fn divide_family(&mut self, known: &Line) {
        // A whole name in one column is divided below.
        if self.draft.undivided.iter().any(|(family, _)| *family == "family_name") {
            return;
        }
        let line = &mut self.draft.line;
        let (Some(said), Some(family), Some(given)) = (&line.family_name, &known.family_name, &known.given_name) else {
            return;
        };
        if line.given_name.is_none() && name_key(said) == name_key(family) + &name_key(given) {
            line.family_name.clone_from(&known.family_name);
        }
    }

    /// Who joins again does so after the last membership; the first day of that one says nothing new.
    fn joins_again(&mut self, person: PersonId, known: &Stored) -> Does {
        let ended = known.line.left_on;
        if let (Some(joined), Some(ended)) = (self.draft.line.joined_on, ended)
            && joined <= ended
        {
            let first = ended.succ_opt().map_or(self.by.as_of, |next| next.max(self.by.as_of));
            self.note("joined_on", "rejoined_on_list_day", Severity::Warning, joined.to_string());
            self.draft.line.joined_on = Some(first);
        }
        self.adds(Some(person))
    }

    /// An end needs its day and its reason, and some ends are made by hand. Of a member the row may leave the end open; a new
    /// person whom the file calls gone would be counted from now on, and is rejected.
    fn ends(&mut self, is_known: bool) {
        let open = if is_known { Severity::Warning } else { Severity::Error };
        if let Some(words) = self.draft.gone.take() {
            self.note("end_reason", "end_incomplete", open, words);
        }
        if let (Some(day), None, Some(reason)) =
            (self.draft.line.left_on, self.draft.line.end_reason, self.draft.ends_by)
            && let Some(at) = place("end_reason")
            && let Some(put) = COLUMNS.get(at).and_then(|column| column.put)
            && put(&mut self.draft.line, Cell::Code(reason.to_owned())).is_ok()
        {
            self.draft.given |= 1 << at;
            self.note("left_on", "end_reason_taken", Severity::Warning, day.to_string());
        }
        let (left, reason) = (self.draft.line.left_on, self.draft.line.end_reason);
        let drop = |judge: &mut Self| {
            for name in ["left_on", "end_reason"] {
                judge.ignore(name);
            }
        };
        match (left, reason) {
            (Some(_), Some(EndReason::Expulsion | EndReason::EntryError)) => {
                let said = (self.by.at)("end_reason").or_else(|| (self.by.at)("status"));
                let said = said.and_then(|at| self.draft.cells.get(at)).map(Raw::shown);
                let said = said.or_else(|| left.map(|day| day.to_string())).unwrap_or_default();
                self.note("end_reason", "end_by_hand", open, said);
                drop(self);
            }
            (Some(_), Some(_)) | (None, None) => {}
            (Some(day), None) => {
                self.note("left_on", "end_incomplete", open, day.to_string());
                drop(self);
            }
            (None, Some(_)) => {
                self.note("end_reason", "end_incomplete", open, String::new());
                drop(self);
            }
        }
    }

    fn ignore(&mut self, name: &str) {
        if let Some(at) = place(name) {
            self.draft.given &= !(1 << at);
            if let Some(put) = COLUMNS.get(at).and_then(|column| column.put) {
                let _always_may_be_empty = put(&mut self.draft.line, Cell::Empty);
            }
        }
    }

    fn adds(&mut self, person: Option<PersonId>) -> Does {
        if self.draft.line.family_name.is_none() {
            return self.refuse("family_name", "name_missing", None);
        }
        // The officer may say that it is somebody else.
        if person.is_none() && self.draft.decided.is_none() && self.by.erased.may_be(self.draft) {
            return self.refuse("joined_on", "was_erased", self.draft.line.joined_on.map(|day| day.to_string()));
        }
        let name = self.draft.line.name();
        if name.chars().any(text::is_stand_in) {
            self.note("family_name", "name_stands_in", Severity::Warning, name);
        }
        if self.draft.line.joined_on.is_none() {
            self.note("joined_on", "join_date_missing", Severity::Warning, String::new());
            let joined = self.draft.line.left_on.map_or(self.by.as_of, |left| left.min(self.by.as_of));
            self.draft.line.joined_on = Some(joined);
        }
        if let (Some(left), Some(joined)) = (self.draft.line.left_on, self.draft.line.joined_on)
            && left < joined
        {
            return self.refuse("left_on", "left_before_joined", Some(left.to_string()));
        }
        if self.placed.unit == Named::Nothing && self.draft.line.left_on.is_none() {
            self.note("branch", "no_unit", Severity::Warning, String::new());
        }
        if self.placed.employer == Named::Nothing && EMPLOYMENT.iter().any(|name| self.draft.gives(name)) {
            return self.refuse("employer", "employer_missing", None);
        }
        Does::Adds(person)
    }

    fn changes(&mut self, known: &Stored) -> Does {
        self.divide(&known.line);
        let ended = !is_live(known.status);
        let mut before = known.line.clone();
        self.words(&mut before, known);
        let mut after = self.draft.line.clone();
        self.normalise(&mut after, &before, known, ended);
        if self.draft.is_refused() {
            return Does::Refused;
        }
        // An employment that begins later is left out of a file of the day.
        let mut employment = COLUMNS.iter().filter(|column| EMPLOYMENT.contains(&column.name));
        let later = known.employment_to_come && employment.all(|column| (column.get)(&self.draft.line) == Cell::Empty);
        let mut changed: Vec<usize> = Vec::new();
        let mut kept: Vec<(&str, &'static str, String)> = Vec::new();
        for (at, column) in COLUMNS.iter().enumerate() {
            if self.draft.given & (1 << at) == 0 || column.put.is_none() {
                continue;
            }
            let (old, new) = ((column.get)(&before), (column.get)(&after));
            let left_out = later && EMPLOYMENT.contains(&column.name);
            let keeps = new == Cell::Empty && (left_out || NEVER_BLANK.contains(&column.name));
            if old == new || keeps || same(column.name, &old, &new) {
                continue;
            }
            match self.kept_as_stored(column.name, &old, &new, known) {
                Some("name_variant_kept") if self.by.reconciles => {
                    self.doubtful.push(at);
                    changed.push(at);
                }
                Some(code) => kept.push((column.name, code, written(&new))),
                None => changed.push(at),
            }
        }
        if let (Some(at), Some(kind)) = (place("status"), after.condition)
            && self.draft.gives("status")
        {
            match known.standing.condition() {
                None => changed.push(at),
                // 休職 on a list may be any of them.
                Some(stored) if stored == kind || (kind == ConditionKind::Leave && stored.is_absence()) => {}
                Some(_) => kept.push((
                    "status",
                    "condition_kept",
                    written(&Cell::Text(word(Locale::Ja, &kind.label_key()).to_owned())),
                )),
            }
        }
        if known.standing.condition().is_some_and(ConditionKind::is_absence)
            && let Some(words) = self.draft.present.take()
        {
            kept.push(("status", "condition_lasts", words));
        }
        for (name, code, raw) in kept {
            self.note(name, code, Severity::Warning, raw);
        }
        if ended {
            changed.retain(|at| {
                COLUMNS.get(*at).is_some_and(|column| {
                    !matches!(column.name, "branch" | "sub_branch" | "workplace" | "left_on" | "end_reason" | "status")
                })
            });
        }
        if known.employment_id.is_none()
            && self.placed.employer == Named::Nothing
            && changed.iter().any(|at| COLUMNS.get(*at).is_some_and(|column| EMPLOYMENT.contains(&column.name)))
        {
            return self.refuse("employer", "employer_missing", None);
        }
        // The day that will stand: the stored one where the file's is not taken.
        let corrected = place("joined_on").is_some_and(|at| changed.contains(&at));
        let joined = if corrected { after.joined_on } else { before.joined_on.or(after.joined_on) };
        if let (Some(left), Some(joined)) = (self.draft.line.left_on.or(before.left_on), joined)
            && left < joined
        {
            return self.refuse("left_on", "left_before_joined", Some(left.to_string()));
        }
        let (at_birth, born) = (place("birth_on"), after.birth_on.or(before.birth_on));
        let said = corrected || at_birth.is_some_and(|at| changed.contains(&at));
        if let Some((name, code)) = against_birth(born, joined, self.by.as_of).filter(|_| said) {
            return self.refuse(name, code, joined.map(|day| day.to_string()));
        }
        self.draft.line = after;
        let mut known = known.clone();
        known.line = before;
        if changed.is_empty() { Does::Nothing } else { Does::Changes(Box::new(known), changed) }
    }

    /// What a file may not change by itself: numbers that only lack their zeros, the first day of membership, which is
    /// corrected by hand unless the mapping says to write over it, the same name in other characters (many lists cannot hold
    /// 髙 or 𠮷), what an office held on the day says, which is ended or begun as a term, and category and kind of employment
    /// of who has left: a list says what they are now, and the days of the membership stay as they were (0040).
    fn kept_as_stored(&self, name: &str, old: &Cell, new: &Cell, known: &Stored) -> Option<&'static str> {
        match (name, old, new) {
            ("union_post", _, Cell::Text(new)) if known.standing.is_told_by_terms(new) => Some("office_kept"),
            ("union_post", _, _) if !known.standing.offices.is_empty() => Some("office_kept"),
            ("union_post", _, new) => {
                let word: &str = if let Cell::Text(word) = new { word } else { "" };
                known.standing.is_said_otherwise_later(word).then_some("office_said_later")
            }
            ("fulltime_kind", _, _) if known.standing.fulltime_of_terms.is_some() => Some("office_kept"),
            ("fulltime_kind", _, new) => {
                let kind: &str = if let Cell::Code(kind) = new { kind } else { "" };
                known.standing.is_fulltime_otherwise_later(kind).then_some("office_said_later")
            }
            ("category" | "employment_type", old, _) if *old != Cell::Empty && self.has_left(known) => {
                Some("kept_after_end")
            }
            ("employee_no", Cell::Id(old), Cell::Id(new)) if text::lacks_zeros(new, old) => Some("zeros_kept"),
            ("member_no", _, _) => Some("zeros_kept"),
            ("joined_on", Cell::Date(_), Cell::Date(_)) if !(self.by.overwrites)("joined_on") => {
                Some("join_date_differs")
            }
            ("family_name" | "given_name", Cell::Text(old), Cell::Text(new)) => {
                let overwrites = (self.by.overwrites)(name) || (self.by.overwrites)("name");
                (!overwrites && is_variant(old, new)).then_some("name_variant_kept")
            }
            _ => None,
        }
    }

    /// Whether the membership is over on the day of the list, as it is stored or by this row.
    fn has_left(&self, known: &Stored) -> bool {
        let as_of = self.by.as_of;
        self.draft.line.left_on.is_some_and(|last| last <= as_of) || known.line.left_on.is_some_and(|last| last < as_of)
    }

    /// The names of employer, worksite and unit of a stored line.
    fn words(&self, line: &mut Line, known: &Stored) {
        line.employer = known.employer_id.and_then(|id| self.by.places.name(id)).map(str::to_owned);
        line.worksite = known.worksite_id.and_then(|id| self.by.places.name(id)).map(str::to_owned);
        if let Some(unit) = known.unit_id {
            [line.branch, line.sub_branch, line.workplace] = self.by.places.words(unit);
        }
    }

    /// What the file calls otherwise but means the same is no change.
    fn normalise(&mut self, after: &mut Line, before: &Line, known: &Stored, ended: bool) {
        if let Named::Known(employer) = self.placed.employer {
            after.employer = self.by.places.name(employer).map(str::to_owned);
        }
        if let Named::Known(worksite) = self.placed.worksite {
            after.worksite = self.by.places.name(worksite).map(str::to_owned);
        }
        let levels = ["branch", "sub_branch", "workplace"];
        match (self.placed.unit, known.unit_id) {
            // A file that names the branch only says nothing about the workplace.
            (Named::Known(unit), Some(current)) if self.by.places.holds(unit, current) => {
                [after.branch, after.sub_branch, after.workplace] =
                    [before.branch.clone(), before.sub_branch.clone(), before.workplace.clone()];
            }
            (Named::Known(_), _) if !ended && known.assigned_on.is_some_and(|from| from > self.by.as_of) => {
                self.note(
                    "branch",
                    "list_older",
                    Severity::Warning,
                    known.assigned_on.map(|day| day.to_string()).unwrap_or_default(),
                );
                [after.branch, after.sub_branch, after.workplace] =
                    [before.branch.clone(), before.sub_branch.clone(), before.workplace.clone()];
            }
            (Named::Known(unit), _) => {
                [after.branch, after.sub_branch, after.workplace] = self.by.places.words(unit);
                // The levels above and below the one named change with it.
                for at in levels.iter().filter_map(|name| place(name)) {
                    self.draft.given |= 1 << at;
                }
            }
            _ => {}
        }
        if self.draft.line.left_on.is_some() && ended {
            after.end_reason = before.end_reason;
        }
        // Where blanks erase, a blank says that somebody is not full-time; the days before keep what was said.
        if before.fulltime_kind.is_some() {
            after.fulltime_kind = after.fulltime_kind.or(Some(FulltimeKind::None));
        }
    }
}

/// Whether a name is another one in other characters: variants of its kanji, or a mark (〓) where the list could not write one.
fn is_variant(stored: &str, listed: &str) -> bool {
    let (one, other) = (name_key(stored), name_key(listed));
    let marks = |(own, mark): (char, char)| own == mark || text::is_stand_in(mark);
    one == other
        || (one.chars().count() == other.chars().count()
            && one.chars().zip(other.chars()).all(marks)
            && one.chars().zip(other.chars()).any(|(own, mark)| own == mark))
}

fn written(cell: &Cell) -> String {
    crate::members::sheet::shown(cell, None, crate::labels::Locale::Ja)
}

/// Whether two values mean the same although they are written otherwise.
fn same(name: &str, old: &Cell, new: &Cell) -> bool {
    match (name, old, new) {
        ("phone" | "mobile", Cell::Id(old), Cell::Id(new)) => phone_digits(old) == phone_digits(new),
        ("employee_no", Cell::Id(old), Cell::Id(new)) if old.eq_ignore_ascii_case(new) => true,
        ("member_no", Cell::Id(old), Cell::Id(new)) if text::number_key(old) == text::number_key(new) => true,
        // A reading that was stored as it came before stays so.
        ("family_kana" | "given_kana", Cell::Text(old), Cell::Text(new)) => {
            kept_reading(Some(old)).as_ref() == Some(new)
        }
        // Our own export for older systems comes back: 〜 and − were written as ～ and －.
        (_, Cell::Text(old), Cell::Text(new)) | (_, Cell::Id(old), Cell::Id(new)) => *premapped(old) == **new,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_in_other_characters_is_no_other_name() {
        for (stored, listed) in
            [("髙橋", "高橋"), ("𠮷田", "吉田"), ("山﨑", "山崎"), ("𠮷田", "〓田"), ("渡邉", "渡辺"), ("𠮷田", "?田")]
        {
            assert!(is_variant(stored, listed), "{stored} {listed}");
        }
        for (stored, listed) in [("髙橋", "高田"), ("吉田", "吉川"), ("林", "〓"), ("佐藤", "佐々木"), ("〓田", "𠮷田")]
        {
            assert!(!is_variant(stored, listed), "{stored} {listed}");
        }
    }
}
