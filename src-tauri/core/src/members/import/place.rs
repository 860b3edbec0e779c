//! Where a member belongs: the names of employer, worksite and unit in a row as records of the union, or as records still
//! to be made.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;

use super::row::{Draft, Finding};
use crate::error::Result;
use crate::ids::{OrganizationId, UnitId};
use crate::members::line::Line;
use crate::members::model::Severity;
use crate::ops::Change;
use crate::organizations::{
    self, AddOrganization, Found, OrgKind, OrganizationRow, Tree, UnitKind, UnitNames, company_key,
};
use crate::text::name_key;

/// A record that a row names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Named<T> {
    /// The row names none.
    #[default]
    Nothing,
    /// This one.
    Known(T),
    /// One that will be made with the import, under this id.
    New(T),
}

impl<T: Copy> Named<T> {
    /// The record, if it exists.
    pub fn known(self) -> Option<T> {
        match self {
            Self::Known(id) => Some(id),
            _ => None,
        }
    }

    /// The record, also one that will only be made.
    pub fn id(self) -> Option<T> {
        match self {
            Self::Known(id) | Self::New(id) => Some(id),
            Self::Nothing => None,
        }
    }
}

/// Where a row places its member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Placed {
    /// Employer.
    pub employer: Named<OrganizationId>,
    /// Worksite of it.
    pub worksite: Named<OrganizationId>,
    /// Unit.
    pub unit: Named<UnitId>,
}

/// An employer, or a worksite of one.
struct Company {
    name: String,
    under: Option<OrganizationId>,
}

/// Units and employers of the union, as names find them. What a file names and the union lacks stands among them from the
/// moment it is planned, so that a look and an import find the same; it is made when a row that is taken needs it.
pub(super) struct Places {
    /// The units, also planned ones.
    tree: Tree,
    companies: HashMap<OrganizationId, Company>,
    by_key: HashMap<(Option<OrganizationId>, String), Vec<OrganizationId>>,
    units: HashMap<UnitKey, Found>,
    found: HashMap<(Option<OrganizationId>, String), Vec<OrganizationId>>,
    unmade_units: HashSet<UnitId>,
    unmade_companies: HashSet<OrganizationId>,
    /// What this file adds, also when it is made.
    new_units: HashSet<UnitId>,
    new_companies: HashSet<OrganizationId>,
    /// Other spellings of it that were told.
    spellings: HashSet<String>,
    create: bool,
    day: NaiveDate,
    /// Employer of rows that name none.
    usual: Option<String>,
    /// It is not named by the officer but the union's only one.
    assumed: bool,
    /// Rows that name no employer have none: their file has a column for it.
    says_itself: bool,
    /// Names that the union lacks.
    pub missing: BTreeSet<String>,
}

/// A row writes otherwise what its file adds.
pub(super) const SPELLED: &str = "unit_spelled";

type UnitKey = ([Option<String>; 3], Option<OrganizationId>);

impl Places {
    /// The units.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Load units and employers. Rows that name no employer are of the union's only one.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn load(on: &impl ConnectionTrait, create: bool, day: NaiveDate) -> Result<Self> {
        let employers: Vec<OrganizationRow> =
            organizations::organizations(on).await?.into_iter().filter(|row| row.kind == OrgKind::Employer).collect();
        let mut places = Self {
            tree: organizations::tree(on).await?,
            companies: HashMap::new(),
            by_key: HashMap::new(),
            units: HashMap::new(),
            found: HashMap::new(),
            unmade_units: HashSet::new(),
            unmade_companies: HashSet::new(),
            new_units: HashSet::new(),
            new_companies: HashSet::new(),
            spellings: HashSet::new(),
            create,
            day,
            usual: None,
            assumed: false,
            says_itself: false,
            missing: BTreeSet::new(),
        };
        let mut tops = employers.iter().filter(|row| row.parent_id.is_none());
        if let (Some(only), None) = (tops.next(), tops.next()) {
            places.usual = Some(only.name.clone());
            places.assumed = true;
        }
        for row in employers {
            places.know(row.id, row.name, row.parent_id);
        }
        Ok(places)
    }

    /// Rows that name no employer are of this one.
    pub fn are_of(&mut self, employer: &str) {
        self.usual = Some(employer.to_owned());
        self.assumed = false;
    }

    /// The file has a column of employers: it says them itself, and a row that leaves it blank has none. Otherwise such a row
    /// would be refused before the union has its only employer, and taken afterwards.
    pub fn employers_are_said(&mut self) {
        self.says_itself = true;
    }

    /// Employer of rows that name none.
    fn usual_of_rows(&self) -> Option<String> {
        self.usual.clone().filter(|_| !(self.assumed && self.says_itself))
    }

    /// The employer of rows that name none, where the union knows it.
    pub fn usual_id(&self) -> Option<OrganizationId> {
        let key = company_key(self.usual.as_deref()?);
        let found = self.by_key.get(&(None, key)).and_then(|found| found.first()).copied();
        found.filter(|id| !self.unmade_companies.contains(id))
    }

    /// The employer of a name, where the union has exactly one of it.
    pub fn employer(&self, name: &str) -> Option<OrganizationId> {
        match self.look_up(None, name).as_slice() {
            [only] if !self.unmade_companies.contains(only) => Some(*only),
            _ => None,
        }
    }

    fn know(&mut self, id: OrganizationId, name: String, under: Option<OrganizationId>) {
        self.found.clear();
        self.by_key.entry((under, company_key(&name))).or_default().push(id);
        self.companies.insert(id, Company { name, under });
    }

    /// Whether a name is one of exactly one branch.
    pub fn is_branch(&self, name: &str) -> bool {
        let names = UnitNames { branch: Some(name), ..UnitNames::default() };
        matches!(self.tree.find(&names, None, self.day), Found::One(_))
    }

    /// The unit that names mean on the day of the file.
    pub fn means(&self, names: &UnitNames<'_>) -> Found {
        self.tree.find(names, None, self.day)
    }

    /// Whether a unit of a level has exactly this folded name on the day of the file.
    pub fn has(&self, kind: UnitKind, key: &str) -> bool {
        let named = |node: &crate::organizations::UnitNode| {
            node.kind == kind && node.label_key == key && node.valid_on(self.day)
        };
        !key.is_empty() && self.tree.in_order().into_iter().any(|(node, _)| named(node))
    }

    /// Whether a folded name is the one of the headquarters.
    pub fn is_top(&self, key: &str) -> bool {
        self.tree.headquarters(self.day).is_some_and(|top| top.label_key == key)
    }

    /// Whether units that the union lacks are made.
    pub fn creates(&self) -> bool {
        self.create
    }

    /// Name of an organisation as printed.
    pub fn name(&self, id: OrganizationId) -> Option<&str> {
        self.companies.get(&id).map(|company| company.name.as_str())
    }

    /// Employers or, under one, its worksites of a name; an exact name before a like one.
    fn find(&mut self, under: Option<OrganizationId>, name: &str) -> Vec<OrganizationId> {
        let asked = (under, name.to_owned());
        if let Some(found) = self.found.get(&asked) {
            return found.clone();
        }
        let found = self.look_up(under, name);
        self.found.insert(asked, found.clone());
        found
    }

    fn look_up(&self, under: Option<OrganizationId>, name: &str) -> Vec<OrganizationId> {
        let found = self.by_key.get(&(under, company_key(name))).cloned().unwrap_or_default();
        let exact: Vec<OrganizationId> = found
            .iter()
            .copied()
            .filter(|id| self.name(*id).is_some_and(|known| name_key(known) == name_key(name)))
            .collect();
        if exact.is_empty() { found } else { exact }
    }

    /// The employer of a name or, under one, its worksite; one that the union lacks is planned. `Err` says why there is none.
    fn company(
        &mut self,
        under: Option<OrganizationId>,
        name: &str,
    ) -> std::result::Result<Named<OrganizationId>, &'static str> {
        match self.find(under, name).as_slice() {
            [id] if self.unmade_companies.contains(id) => Ok(Named::New(*id)),
            [id] => Ok(Named::Known(*id)),
            [] => {
                self.missing.insert(name.to_owned());
                if self.create {
                    let id = OrganizationId::new();
                    self.know(id, name.to_owned(), under);
                    self.unmade_companies.insert(id);
                    self.new_companies.insert(id);
                    Ok(Named::New(id))
                } else {
                    Err(if under.is_some() { "worksite_unknown" } else { "employer_unknown" })
                }
            }
            _ => Err("employer_ambiguous"),
        }
    }

    /// Plan the units that a file's rows name and the union lacks, whatever the order of the rows: names that say more come
    /// first, so that 第一分会 alone means the one that another row puts under 東京支部.
    pub fn plan_units(&mut self, mut lines: Vec<Line>) {
        lines.iter_mut().for_each(|line| self.spread(line));
        lines.sort_by_key(|line| match (line.branch.is_some(), line.sub_branch.is_some(), line.workplace.is_some()) {
            (true, true, _) | (true, false, false) => 0,
            (false, true, true) => 1,
            (false, true, false) => 2,
            (true, false, true) => 3,
            (false, false, _) => 4,
        });
        for line in lines {
            let employer = line.employer.clone().or_else(|| self.usual_of_rows());
            let employer = employer.and_then(|name| self.company(None, &name).ok()).and_then(Named::id);
            self.plan_unit(&line, employer);
        }
    }

    fn plan_unit(&mut self, line: &Line, employer: Option<OrganizationId>) {
        let planned = organizations::plan_units_named(&mut self.tree, &names_of(line), employer, self.day);
        if !planned.is_empty() {
            self.new_units.extend(&planned);
            self.unmade_units.extend(planned);
            self.units.clear();
        }
    }

    /// Find what a row names; what is unknown is a finding, or is planned.
    pub fn place(&mut self, draft: &mut Draft, from: &dyn Fn(&str) -> String) -> Placed {
        let mut placed = Placed::default();
        self.spread(&mut draft.line);
        // What a row would make that is refused anyway is not planned.
        let refused = draft.is_refused();
        let mut refuse = |column: &str, code: &'static str, raw: &str| {
            // A level that one cell named together with others stands in the column of the branch.
            let from = Some(from(column)).filter(|from| !from.is_empty()).unwrap_or_else(|| match column {
                "sub_branch" | "workplace" => from("branch"),
                _ => String::new(),
            });
            draft.findings.push(Finding { from, code, severity: Severity::Error, raw: raw.to_owned() })
        };
        if let Some(name) = draft.line.employer.clone().or_else(|| self.usual_of_rows()) {
            match self.company(None, &name) {
                Ok(employer) => placed.employer = employer,
                Err(code) => refuse("employer", code, &name),
            }
        }
        if let (Some(name), Some(employer)) = (&draft.line.worksite, placed.employer.id()) {
            match self.company(Some(employer), name) {
                Ok(worksite) => placed.worksite = worksite,
                Err(code) => refuse("worksite", code, name),
            }
        }
        let employer = placed.employer.id();
        let mut found = self.unit(&draft.line, employer);
        if self.create && !refused && matches!(found, Found::Unknown { .. }) {
            self.plan_unit(&draft.line, employer);
            found = self.unit(&draft.line, employer);
        }
        match found {
            Found::One(id) if self.unmade_units.contains(&id) => {
                self.missing.insert(self.path(id));
                placed.unit = Named::New(id);
            }
            Found::One(id) => placed.unit = Named::Known(id),
            Found::Nothing => {}
            Found::Several(_) => {
                let (column, name) = lowest(&draft.line);
                refuse(column, "unit_ambiguous", name);
            }
            Found::Unknown { kind, name, under } => {
                let parts = names_of(&draft.line).parts();
                let above: Vec<&str> =
                    parts.iter().take_while(|(level, _)| *level != kind).map(|(_, name)| *name).collect();
                let code = if under.is_none() && !above.is_empty() {
                    "unit_ambiguous"
                } else if self.create {
                    "unit_not_valid"
                } else {
                    "unit_unknown"
                };
                if code != "unit_ambiguous" {
                    self.missing.insert(above.into_iter().chain([name.as_str()]).collect::<Vec<_>>().join(" / "));
                }
                if !(self.create && refused) {
                    refuse(column_of(&draft.line, &name), code, &name);
                }
            }
        }
        self.spelled(draft, placed, from);
        placed
    }

    /// One that the file adds under another spelling than the row's is one and the same: the officer sees both, once.
    fn spelled(&mut self, draft: &mut Draft, placed: Placed, from: &dyn Fn(&str) -> String) {
        if draft.is_refused() || (self.new_units.is_empty() && self.new_companies.is_empty()) {
            return;
        }
        let line = &draft.line;
        let mut found: Vec<(&str, String)> = Vec::new();
        let mut tell = |column: &'static str, said: &Option<String>, made: Option<&str>| {
            let other = said.as_deref().map(str::trim).zip(made).filter(|(said, made)| said != made);
            found.extend(other.map(|(said, made)| (column, format!("{said} → {made}"))));
        };
        let unit = |kind| {
            let node = placed.unit.id().and_then(|unit| self.tree.of_level(unit, kind));
            node.filter(|node| self.new_units.contains(&node.id)).map(|node| node.label.as_str())
        };
        tell("branch", &line.branch, unit(UnitKind::Branch));
        tell("sub_branch", &line.sub_branch, unit(UnitKind::SubBranch));
        tell("workplace", &line.workplace, unit(UnitKind::Workplace));
        let company = |named: Named<OrganizationId>| {
            named.id().filter(|id| self.new_companies.contains(id)).and_then(|id| self.name(id))
        };
        tell("employer", &line.employer, company(placed.employer));
        tell("worksite", &line.worksite, company(placed.worksite));
        for (column, raw) in found {
            if !self.spellings.insert(raw.clone()) {
                continue;
            }
            let from = Some(from(column)).filter(|from| !from.is_empty()).unwrap_or_else(|| from("branch"));
            draft.findings.push(Finding { from, code: SPELLED, severity: Severity::Warning, raw });
        }
    }

    /// The worksite of a row that names no employer: one of the employer where the member works as stored.
    pub fn place_at(
        &mut self,
        draft: &mut Draft,
        placed: &mut Placed,
        employer: OrganizationId,
        from: &dyn Fn(&str) -> String,
    ) {
        if placed.employer != Named::Nothing || draft.is_refused() {
            return;
        }
        let Some(name) = draft.line.worksite.clone() else { return };
        placed.employer = Named::Known(employer);
        match self.company(Some(employer), &name) {
            Ok(worksite) => placed.worksite = worksite,
            Err(code) => {
                draft.findings.push(Finding { from: from("worksite"), code, severity: Severity::Error, raw: name });
            }
        }
    }

    fn unit(&mut self, line: &Line, employer: Option<OrganizationId>) -> Found {
        if line.branch.is_none() && line.sub_branch.is_none() && line.workplace.is_none() {
            return Found::Nothing;
        }
        let key: UnitKey = ([line.branch.clone(), line.sub_branch.clone(), line.workplace.clone()], employer);
        if let Some(found) = self.units.get(&key) {
            return found.clone();
        }
        let found = self.tree.find(&names_of(line), employer, self.day);
        self.units.insert(key, found.clone());
        found
    }

    /// Make what a row names and the union lacks, as part of the import.
    ///
    /// # Errors
    /// A name that no unit or employer may have, and what the database answers.
    pub async fn make(&mut self, change: &mut Change<'_>, placed: Placed) -> Result<Placed> {
        let mut made = placed;
        if let Named::New(id) = placed.employer {
            self.make_company(change, id).await?;
            made.employer = Named::Known(id);
        }
        if let Named::New(id) = placed.worksite {
            self.make_company(change, id).await?;
            made.worksite = Named::Known(id);
        }
        if let Named::New(id) = placed.unit {
            self.make_unit(change, id, made.employer.known()).await?;
            made.unit = Named::Known(id);
        }
        Ok(made)
    }

    async fn make_company(&mut self, change: &mut Change<'_>, id: OrganizationId) -> Result<()> {
        if !self.unmade_companies.remove(&id) {
            return Ok(());
        }
        let Some(company) = self.companies.get(&id) else { return Ok(()) };
        let input = AddOrganization::named(OrgKind::Employer, &company.name, company.under);
        organizations::create_employer_as(change, id, input).await
    }

    /// Make a planned unit and those above it. `employer` is that of the row that needs it.
    async fn make_unit(
        &mut self,
        change: &mut Change<'_>,
        unit: UnitId,
        employer: Option<OrganizationId>,
    ) -> Result<()> {
        let mut ids: Vec<UnitId> = self.tree.above(unit).map(|node| node.id).collect();
        ids.reverse();
        ids.push(unit);
        for id in ids {
            if !self.unmade_units.remove(&id) {
                continue;
            }
            // It was planned for a row of another employer that nobody has needed yet.
            let planned = self
                .tree
                .get(id)
                .filter(|node| node.employer_org_id.is_some_and(|planned| self.unmade_companies.contains(&planned)));
            if let Some(mut node) = planned.cloned() {
                node.employer_org_id = employer;
                self.tree.put(node);
                self.units.clear();
            }
            organizations::make_planned(change, &self.tree, id).await?;
        }
        Ok(())
    }

    /// Names of a unit from the top, as a person reads them.
    fn path(&self, unit: UnitId) -> String {
        self.words(unit).into_iter().flatten().collect::<Vec<_>>().join(" / ")
    }

    /// The words of a unit in a roster's columns.
    pub fn words(&self, unit: UnitId) -> [Option<String>; 3] {
        let names = self.tree.names(unit);
        [names.branch, names.sub_branch, names.workplace].map(|name| name.map(str::to_owned))
    }

    /// Whether a unit is another one or stands somewhere above it: then a file that names it is only less exact.
    pub fn holds(&self, above: UnitId, unit: UnitId) -> bool {
        match (self.tree.get(above), self.tree.get(unit)) {
            (Some(above), Some(unit)) => unit.path.starts_with(&above.path),
            _ => above == unit,
        }
    }

    /// Last day of a unit; none = open.
    pub fn ends(&self, unit: UnitId) -> Option<NaiveDate> {
        self.tree.get(unit).and_then(|node| node.to_on)
    }

    /// The branch (支部) in which a unit stands.
    pub fn branch_of(&self, unit: UnitId) -> Option<UnitId> {
        self.tree.of_level(unit, UnitKind::Branch).map(|node| node.id)
    }

    /// First day of a unit.
    pub fn begins(&self, unit: UnitId) -> Option<NaiveDate> {
        self.tree.get(unit).map(|node| node.from_on)
    }
}

/// The units that a row names.
fn names_of(line: &Line) -> UnitNames<'_> {
    UnitNames {
        branch: line.branch.as_deref(),
        sub_branch: line.sub_branch.as_deref(),
        workplace: line.workplace.as_deref(),
    }
}

/// The column in which a row names a unit.
fn column_of(line: &Line, name: &str) -> &'static str {
    let columns = [("branch", &line.branch), ("sub_branch", &line.sub_branch), ("workplace", &line.workplace)];
    let found = columns.into_iter().find(|(_, value)| value.as_deref().map(str::trim) == Some(name));
    found.map_or("branch", |(column, _)| column)
}

/// The lowest unit that a row names.
fn lowest(line: &Line) -> (&'static str, &str) {
    let names = [("workplace", &line.workplace), ("sub_branch", &line.sub_branch), ("branch", &line.branch)];
    names.into_iter().find_map(|(column, name)| name.as_deref().map(|name| (column, name))).unwrap_or(("branch", ""))
}
