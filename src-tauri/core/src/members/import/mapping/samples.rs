//! What is shown beside each column: values, and what is done with them.

use std::collections::BTreeSet;

use super::super::read::Looked;
use super::{Plan, Target};
use crate::excel::cell::Kind;

/// Values to show beside each column, and what is done with them.
pub(super) fn samples(plan: &mut Plan, chosen: &[&Looked]) {
    for guess in &mut plan.guesses {
        if guess.confidence == "forbidden" {
            continue;
        }
        let mut transforms: BTreeSet<String> = BTreeSet::new();
        for (sheet, columns) in chosen.iter().zip(&plan.columns) {
            let Some(source) = columns.iter().find(|source| source.from == guess.from) else { continue };
            let values = sheet.rows.iter().filter_map(|row| row.cells.get(source.at)).filter(|cell| !cell.is_blank());
            for value in values.take(200) {
                let shown = value.shown();
                if let Some(target) = source.to {
                    transforms.extend(transform_of(target.kind(), value, &shown).map(str::to_owned));
                }
                if guess.samples.len() < 3 && !guess.samples.contains(&shown) {
                    guess.samples.push(shown.chars().take(60).collect());
                }
            }
            if matches!(source.to, Some(Target::Name | Target::Kana)) || source.transform.split {
                transforms.insert("split_name".into());
            }
            if let Some(width) = source.transform.pad {
                transforms.insert(format!("pad:{width}"));
            } else if let Some(width) = source.width.filter(|_| source.to.is_some()) {
                transforms.insert(format!("propose_pad:{width}"));
            }
            if source.loss && source.to.is_some() {
                transforms.insert("day_before".into());
            }
            if source.transform.overwrite {
                transforms.insert("overwrite".into());
            }
            if source.transform.fill_down {
                transforms.insert("fill_down".into());
            }
        }
        guess.transforms = transforms.into_iter().collect();
    }
}

fn transform_of(kind: Kind, cell: &crate::excel::read::Cell, shown: &str) -> Option<&'static str> {
    use crate::excel::read::Cell;
    match (kind, cell) {
        (Kind::Date, Cell::Number(_)) => Some("serial"),
        (Kind::Date, Cell::Text(text)) => {
            let folded = text.trim_start();
            let era = folded.chars().next().is_some_and(|c| {
                matches!(
                    c,
                    '明' | '大'
                        | '昭'
                        | '平'
                        | '令'
                        | 'M'
                        | 'T'
                        | 'S'
                        | 'H'
                        | 'R'
                        | 'Ｍ'
                        | 'Ｔ'
                        | 'Ｓ'
                        | 'Ｈ'
                        | 'Ｒ'
                        | '㋿'
                        | '㍻'
                        | '㍼'
                        | '㍽'
                        | '㍾'
                )
            });
            Some(if era { "era" } else { "date" })
        }
        (Kind::Id, Cell::Text(_)) if crate::text::identifier(shown) != shown => Some("width"),
        _ => None,
    }
}
