//! Names of people who were erased, looked for in what officers wrote about other things: minutes, notes, plans, remarks.

use std::collections::{BTreeMap, BTreeSet};

use crate::text;

/// Fewest letters of a name that is looked for within words: 東一 stands in 関東一円.
const LETTERS: usize = 3;

/// Names to look for, by their first two letters: a text is read once, however many names there are.
#[derive(Debug, Default)]
pub(crate) struct Named {
    /// Folded: a text that is one of them, taken whole.
    whole: BTreeSet<String>,
    /// As they stand within a text, the longest first.
    within: BTreeMap<(char, char), Vec<String>>,
}

impl Named {
    /// Look for a text that is this name, in whatever shape.
    pub(super) fn whole(&mut self, name: &str) {
        let key = text::name_key(name);
        if !key.is_empty() {
            self.whole.insert(key);
        }
    }

    /// Look for a name within texts, with its space and without.
    pub(super) fn full(&mut self, family: &str, given: &str) {
        self.whole(&format!("{family}{given}"));
        for name in [format!("{family} {given}"), format!("{family}　{given}"), format!("{family}{given}")] {
            self.within(name);
        }
    }

    /// Look for these words within texts.
    pub(super) fn within(&mut self, name: String) {
        let mut letters = name.chars();
        let (Some(first), Some(second)) = (letters.next(), letters.next()) else { return };
        if name.chars().count() < LETTERS {
            return;
        }
        let names = self.within.entry((first, second)).or_default();
        if !names.contains(&name) {
            names.push(name);
            names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        }
    }

    /// Nobody is looked for.
    pub(crate) fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.within.is_empty()
    }

    /// A text without the names; none when it has none of them.
    pub(crate) fn without(&self, words: &str, instead: &str) -> Option<String> {
        if self.whole.contains(&text::name_key(words)) {
            return Some(instead.to_owned());
        }
        let (mut left, mut said, mut found) = (words, String::new(), false);
        while let Some(first) = left.chars().next() {
            let names = left.chars().nth(1).and_then(|second| self.within.get(&(first, second)));
            let after = names.and_then(|names| names.iter().find_map(|name| left.strip_prefix(name.as_str())));
            if let Some(after) = after {
                said.push_str(instead);
                found = true;
                left = after;
            } else {
                said.push(first);
                left = left.strip_prefix(first).unwrap_or_default();
            }
        }
        found.then_some(said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_within_words_and_nothing_else_is() {
        let mut named = Named::default();
        assert!(named.is_empty());
        named.full("佐藤", "一");
        named.full("東", "一");
        named.full("佐藤", "一郎");
        let without = |words: &str| named.without(words, "○");
        assert_eq!(without("議長: 佐藤一郎、佐藤　一").as_deref(), Some("議長: ○、○"), "the longest first");
        assert_eq!(without("東 一より").as_deref(), Some("○より"));
        assert_eq!(without("東一").as_deref(), Some("○"), "taken whole");
        assert_eq!(without("関東一円の研修"), None, "two letters stand in other words");
        assert_eq!(without(""), None);
    }
}
