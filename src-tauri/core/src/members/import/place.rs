//! Where a member belongs: the names of employer, worksite and unit in a row as records of the union, or as records still
//! to be made.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;

use super::row::{Draft, Finding};
use crate::error::Result;
use crate::ids::{OrganizationId, UnitId};
use crate::members::line::Line;
use crate::members::model::Severity;
use crate::ops::Change;
use crate::organizations::{self, AddOrganization, Found, OrgKind, OrganizationRow, Tree, UnitNames};
use crate::text::name_key;

/// A record that a row names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Named<T> {
    /// The row names none.
    #[default]
    Nothing,
    /// This one.
    Known(T),
    /// One that will be made with the import.
    New,
}

impl<T: Copy> Named<T> {
    /// The record, if it exists.
    pub fn known(self) -> Option<T> {
        match self {
            Self::Known(id) => Some(id),
            _ => None,
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

/// Units and employers of the union, as names find them.
pub(super) struct Places {
    /// The units.
    pub tree: Tree,
    employers: Vec<OrganizationRow>,
    by_key: HashMap<(Option<OrganizationId>, String), Vec<OrganizationId>>,
    units: HashMap<UnitKey, Found>,
    found: HashMap<(Option<OrganizationId>, String), Vec<OrganizationId>>,
    create: bool,
    day: NaiveDate,
    /// Employer of rows that name none.
    usual: Option<String>,
    /// Names that the union lacks.
    pub missing: BTreeSet<String>,
}

type UnitKey = ([Option<String>; 3], Option<OrganizationId>);

/// The folded name of a company without the words of its legal form: 株式会社, ㈱ and nothing are one.
fn company_key(name: &str) -> String {
    let mut key = name_key(name);
    for form in ["株式会社", "(株)", "有限会社", "(有)", "合同会社", "(同)"] {
        key = key.replace(&name_key(form), "");
    }
    key
}

impl Places {
    /// Load units and employers. `usual` is the employer of rows that name none; the union's only one otherwise.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn load(on: &impl ConnectionTrait, usual: Option<String>, create: bool, day: NaiveDate) -> Result<Self> {
        let employers: Vec<OrganizationRow> =
            organizations::organizations(on).await?.into_iter().filter(|row| row.kind == OrgKind::Employer).collect();
        let mut places = Self {
            tree: organizations::tree(on).await?,
            employers: Vec::new(),
            by_key: HashMap::new(),
            units: HashMap::new(),
            found: HashMap::new(),
            create,
            day,
            usual: usual.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()),
            missing: BTreeSet::new(),
        };
        let mut tops = employers.iter().filter(|row| row.parent_id.is_none());
        if let (None, Some(only), None) = (&places.usual, tops.next(), tops.next()) {
            places.usual = Some(only.name.clone());
        }
        for row in employers {
            places.know(row);
        }
        Ok(places)
    }

    /// Employer of rows that name none.
    pub fn usual(&self) -> Option<&str> {
        self.usual.as_deref()
    }

    /// The employer of rows that name none, where the union knows it.
    pub fn usual_id(&self) -> Option<OrganizationId> {
        let key = company_key(self.usual.as_deref()?);
        self.by_key.get(&(None, key)).and_then(|found| found.first()).copied()
    }

    fn know(&mut self, row: OrganizationRow) {
        self.found.clear();
        self.by_key.entry((row.parent_id, company_key(&row.name))).or_default().push(row.id);
        self.employers.push(row);
    }

    /// Whether a name is one of a branch.
    pub fn is_branch(&self, name: &str) -> bool {
        !matches!(
            self.tree.find(&UnitNames { branch: Some(name), ..UnitNames::default() }, None, self.day),
            Found::Unknown { .. } | Found::Nothing
        )
    }

    /// Name of an organisation as printed.
    pub fn name(&self, id: OrganizationId) -> Option<&str> {
        self.employers.iter().find(|row| row.id == id).map(|row| row.name.as_str())
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

    /// Find what a row names; what is unknown is a finding, or will be made.
    pub fn place(&mut self, draft: &mut Draft, from: &dyn Fn(&str) -> String) -> Placed {
        let mut placed = Placed::default();
        let mut refuse = |column: &str, code: &'static str, raw: &str| {
            draft.findings.push(Finding { from: from(column), code, severity: Severity::Error, raw: raw.to_owned() })
        };
        let employer = draft.line.employer.clone().or_else(|| self.usual.clone());
        if let Some(name) = &employer {
            match self.find(None, name).as_slice() {
                [id] => placed.employer = Named::Known(*id),
                [] => {
                    self.missing.insert(name.clone());
                    if self.create {
                        placed.employer = Named::New;
                    } else {
                        refuse("employer", "employer_unknown", name);
                    }
                }
                _ => refuse("employer", "employer_ambiguous", name),
            }
        }
        if let Some(name) = &draft.line.worksite {
            match placed.employer {
                Named::Known(employer) => match self.find(Some(employer), name).as_slice() {
                    [id] => placed.worksite = Named::Known(*id),
                    [] => {
                        self.missing.insert(name.clone());
                        if self.create {
                            placed.worksite = Named::New;
                        } else {
                            refuse("worksite", "worksite_unknown", name);
                        }
                    }
                    _ => refuse("worksite", "employer_ambiguous", name),
                },
                Named::New => placed.worksite = Named::New,
                Named::Nothing => {}
            }
        }
        match self.unit(&draft.line, placed.employer.known()) {
            Found::One(id) => placed.unit = Named::Known(id),
            Found::Nothing => {}
            Found::Several(_) => {
                let (column, name) = lowest(&draft.line);
                refuse(column, "unit_ambiguous", name);
            }
            Found::Unknown { kind, name, .. } => {
                let names = UnitNames {
                    branch: draft.line.branch.as_deref(),
                    sub_branch: draft.line.sub_branch.as_deref(),
                    workplace: draft.line.workplace.as_deref(),
                };
                let path: Vec<&str> = names
                    .parts()
                    .into_iter()
                    .take_while(|(level, _)| *level != kind)
                    .map(|(_, name)| name)
                    .chain([name.as_str()])
                    .collect();
                self.missing.insert(path.join(" / "));
                if self.create {
                    placed.unit = Named::New;
                } else {
                    let columns = [
                        ("branch", &draft.line.branch),
                        ("sub_branch", &draft.line.sub_branch),
                        ("workplace", &draft.line.workplace),
                    ];
                    let column = columns
                        .iter()
                        .find(|(_, value)| value.as_deref().map(str::trim) == Some(name.as_str()))
                        .map_or("branch", |(column, _)| column);
                    refuse(column, "unit_unknown", &name);
                }
            }
        }
        placed
    }

    fn unit(&mut self, line: &Line, employer: Option<OrganizationId>) -> Found {
        if line.branch.is_none() && line.sub_branch.is_none() && line.workplace.is_none() {
            return Found::Nothing;
        }
        let key: UnitKey = ([line.branch.clone(), line.sub_branch.clone(), line.workplace.clone()], employer);
        if let Some(found) = self.units.get(&key) {
            return found.clone();
        }
        let names = UnitNames {
            branch: line.branch.as_deref(),
            sub_branch: line.sub_branch.as_deref(),
            workplace: line.workplace.as_deref(),
        };
        let found = self.tree.find(&names, employer, self.day);
        self.units.insert(key, found.clone());
        found
    }

    /// Make what a row names and the union lacks, as part of the import.
    ///
    /// # Errors
    /// A name that no unit or employer may have, and what the database answers.
    pub async fn make(&mut self, change: &mut Change<'_>, line: &Line, placed: Placed) -> Result<Placed> {
        let mut made = placed;
        if placed.employer == Named::New
            && let Some(name) = line.employer.clone().or_else(|| self.usual.clone())
        {
            made.employer = Named::Known(self.organization(change, None, &name).await?);
        }
        if placed.worksite == Named::New
            && let (Some(employer), Some(name)) = (made.employer.known(), &line.worksite)
        {
            made.worksite = Named::Known(self.organization(change, Some(employer), name).await?);
        }
        if placed.unit == Named::New {
            let names = UnitNames {
                branch: line.branch.as_deref(),
                sub_branch: line.sub_branch.as_deref(),
                workplace: line.workplace.as_deref(),
            };
            let employer = made.employer.known();
            let Some(id) =
                organizations::create_units_named(change, &mut self.tree, &names, employer, self.day).await?
            else {
                return Ok(made);
            };
            made.unit = Named::Known(id);
            self.units.clear();
        }
        Ok(made)
    }

    async fn organization(
        &mut self,
        change: &mut Change<'_>,
        parent: Option<OrganizationId>,
        name: &str,
    ) -> Result<OrganizationId> {
        if let [id] = self.find(parent, name).as_slice() {
            return Ok(*id);
        }
        let input = AddOrganization::named(OrgKind::Employer, name, parent);
        let id = organizations::create_employer(change, input).await?;
        let rows = organizations::employers_named(change.on(), name, parent).await?;
        if let Some(row) = rows.into_iter().find(|row| row.id == id) {
            self.know(row);
        }
        Ok(id)
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

    /// First day of a unit.
    pub fn begins(&self, unit: UnitId) -> Option<NaiveDate> {
        self.tree.get(unit).map(|node| node.from_on)
    }
}

/// The lowest unit that a row names.
fn lowest(line: &Line) -> (&'static str, &str) {
    let names = [("workplace", &line.workplace), ("sub_branch", &line.sub_branch), ("branch", &line.branch)];
    names.into_iter().find_map(|(column, name)| name.as_deref().map(|name| (column, name))).unwrap_or(("branch", ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_legal_form_of_a_company_does_not_tell_it_apart() {
        for name in
            ["株式会社みほん製作所", "㈱みほん製作所", "（株）みほん製作所", "みほん製作所 株式会社", "みほん製作所"]
        {
            assert_eq!(company_key(name), company_key("みほん製作所"), "{name}");
        }
        assert_ne!(company_key("みほん商事"), company_key("みほん製作所"));
    }
}
