//! Sheets that stand for branches.

use super::super::read::Looked;
use super::{Plan, SHEET};

/// Of several sheets, one that is named after a branch says the branch of its rows where none of its columns does, also where
/// only one is read. The others say nothing of branches; the plan names them so that the officer is told.
pub(super) fn sheets_as_branches(plan: &mut Plan, sheets: usize, chosen: &[&Looked], units: &dyn Fn(&str) -> bool) {
    let asked = match plan.mapping.defaults.get("branch") {
        Some(value) if value == SHEET => true,
        Some(_) => return,
        None => false,
    };
    if !asked && sheets < 2 {
        return;
    }
    let mut others = Vec::new();
    let mut some = false;
    for ((taken, columns), sheet) in plan.sheets.iter_mut().zip(&plan.columns).zip(chosen) {
        let says = columns.iter().any(|column| column.to.is_some_and(|target| target.name() == "branch"));
        if says || sheet.rows.is_empty() {
            continue;
        }
        taken.branch = branch_of(&taken.name, units);
        if taken.branch.is_some() {
            some = true;
        } else {
            others.push(taken.name.clone());
        }
    }
    if some {
        plan.no_branches = others;
        plan.mapping.defaults.insert("branch".into(), SHEET.into());
    } else if asked {
        // The officer says that these names are branches, although none looks like one.
        for taken in &mut plan.sheets {
            taken.branch = Some(taken.name.trim().to_owned());
        }
    }
}

/// The branch that the name of a sheet means: 東京支部 and 東京支部(在籍), and 東京 where that is one branch of the union.
fn branch_of(name: &str, units: &dyn Fn(&str) -> bool) -> Option<String> {
    let whole = name.trim();
    let is_branch = |name: &str| !name.is_empty() && (name.ends_with("支部") || units(name));
    [whole, without_remark(whole)].into_iter().find(|name| is_branch(name)).map(str::to_owned)
}

/// A name without what stands in brackets behind it.
fn without_remark(name: &str) -> &str {
    let opening = name
        .strip_suffix([')', '）', ']', '］', '】', '〕'])
        .and_then(|rest| rest.rfind(['(', '（', '[', '［', '【', '〔']));
    opening.and_then(|at| name.get(..at)).map_or(name, str::trim_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_sheet_is_a_branch_with_or_without_a_remark() {
        let known = |name: &str| name == "大阪";
        for (name, branch) in [
            ("東京支部", Some("東京支部")),
            (" 東京支部（在籍）", Some("東京支部")),
            ("東京支部(在籍)", Some("東京支部")),
            ("大阪", Some("大阪")),
            ("大阪【10月】", Some("大阪")),
            ("東京", None),
            ("パート(東京支部)", None),
            ("(在籍)", None),
        ] {
            assert_eq!(branch_of(name, &known).as_deref(), branch, "{name}");
        }
    }
}
