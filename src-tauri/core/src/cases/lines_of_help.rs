//! Public help lines that a new room begins with. They are data with their source, and nobody of the union has checked them yet: the
//! window says so until somebody does.

use sea_orm::ActiveValue::Set;

use super::entity::help_line;
use crate::ids::HelpLineId;

/// One line of the list: order, name, number, hours, what for, site, source.
const LIST: &str = include_str!("../../data/help_lines_ja.csv");

/// The rows of the list.
pub(super) fn rows() -> Vec<help_line::ActiveModel> {
    LIST.lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split(',');
            let mut next = || cells.next().map(str::to_owned);
            let (sort, name, phone, hours, helps) = (next()?, next()?, next()?, next()?, next()?);
            Some(help_line::ActiveModel {
                id: Set(HelpLineId::new()),
                sort: Set(sort.parse().ok()?),
                name: Set(name),
                phone: Set(phone),
                hours: Set(hours),
                helps: Set(helps),
                site: Set(next()),
                source: Set(next()),
                checked_on: Set(None),
                hidden: Set(false),
                ..Default::default()
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_read() {
        assert_eq!(rows().len(), LIST.lines().count() - 1);
        for row in rows() {
            assert!(matches!(row.source, Set(Some(_))), "where it was taken from");
            assert!(matches!(row.checked_on, Set(None)), "nobody of the union has checked it yet");
        }
    }
}
