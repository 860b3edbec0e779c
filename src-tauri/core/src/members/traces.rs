//! The texts by which somebody is known: names as they are and were, numbers, addresses. What is erased is looked for by them
//! where no foreign key leads.

use std::collections::BTreeSet;

use serde_json::Value;

use super::model::ErasureKind;
use super::named::Named;
use crate::text;

/// Texts that tell who somebody is.
#[derive(Clone, Debug)]
pub(crate) struct Traces {
    kind: ErasureKind,
    /// Names as they are shown in sentences, the longest first when looked for.
    names: BTreeSet<String>,
    /// Folded: whole names, readings, numbers, addresses. A text equal to one of them is about the person.
    exact: BTreeSet<String>,
    /// Folded family and given names that stand in cells of their own.
    pairs: BTreeSet<(String, String)>,
    /// Family names, present and former.
    families: BTreeSet<String>,
    /// Of these, the ones that nobody else in the union has: they name the person alone.
    alone: BTreeSet<String>,
    /// Family and given names, and their readings, as they were written.
    full: BTreeSet<(String, String)>,
    /// 通称.
    called: BTreeSet<String>,
    /// Folded whole names that somebody else in the union has, too.
    others: BTreeSet<String>,
}

/// What follows a family name that stands for a person.
const TITLES: [&str; 8] = ["さん", "様", "さま", "氏", "殿", "君", "くん", "ちゃん"];

impl Traces {
    /// Nothing known yet. Of an alumnus, name and contacts stay and are not looked for.
    pub(crate) fn new(kind: ErasureKind) -> Self {
        Self {
            kind,
            names: BTreeSet::new(),
            exact: BTreeSet::new(),
            pairs: BTreeSet::new(),
            families: BTreeSet::new(),
            alone: BTreeSet::new(),
            full: BTreeSet::new(),
            called: BTreeSet::new(),
            others: BTreeSet::new(),
        }
    }

    fn person(&mut self, row: &Value) {
        let field = |name: &str| row.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
        let family = field("family_name").unwrap_or_default();
        let given = field("given_name").unwrap_or_default();
        for name in [format!("{family} {given}"), format!("{family}{given}"), format!("{family}　{given}")] {
            self.name(&name);
        }
        for name in ["display_name", "former_name"] {
            field(name).into_iter().for_each(|name| self.name(name));
        }
        self.families.extend(Some(family.to_owned()).filter(|family| !family.is_empty()));
        self.called.extend(field("display_name").map(str::to_owned));
        let former = field("former_name").map(|former| (former, given));
        let names = [Some((family, given)), former].into_iter().flatten();
        for (family, given) in names.filter(|(family, given)| !family.is_empty() && !given.is_empty()) {
            self.pair(family, given);
        }
        if let (Some(family), Some(given)) = (field("family_kana"), field("given_kana")) {
            self.exact(&format!("{family}{given}"));
            self.pair(family, given);
        }
    }

    fn pair(&mut self, family: &str, given: &str) {
        self.pairs.insert((text::name_key(family), text::name_key(given)));
        self.full.insert((family.to_owned(), given.to_owned()));
    }

    /// Learn from a row of any table that tells of the person.
    pub(crate) fn row(&mut self, table: &str, row: &Value) {
        let all = self.kind == ErasureKind::Erased;
        let field = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        match table {
            "person" if all => self.person(row),
            "membership" => self.exact(&field("member_no")),
            "employment" => self.exact(&field("employee_no")),
            "contact_point" if all => {
                self.exact(&field("value"));
                self.exact(&field("digits"));
            }
            _ => {}
        }
    }

    /// Family names of the person; whoever else has one of them is told by [`Self::shared_with`].
    pub(crate) fn families(&self) -> impl Iterator<Item = &String> {
        self.families.iter()
    }

    /// Of the family names and of the whole names (folded), these are other people's, too; the other family names name the person
    /// alone.
    pub(crate) fn shared_with(&mut self, families: &BTreeSet<String>, names: BTreeSet<String>) {
        self.alone = self.families.difference(families).cloned().collect();
        self.others = names;
    }

    /// What to look for in words about other things. A name that somebody else has, too, stays there: it may be the other one's.
    pub(crate) fn elsewhere(&self) -> Named {
        let mut named = Named::default();
        let own = |name: &str| !self.others.contains(&text::name_key(name));
        for (family, given) in self.full.iter().filter(|(family, given)| own(&format!("{family}{given}"))) {
            named.full(family, given);
        }
        for name in self.called.iter().filter(|name| own(name)) {
            match name.split_once([' ', '　']) {
                Some((family, given)) => named.full(family.trim(), given.trim()),
                None => named.whole(name),
            }
        }
        for family in &self.alone {
            named.whole(family);
            TITLES.iter().for_each(|title| named.within(format!("{family}{title}")));
        }
        named
    }

    fn name(&mut self, name: &str) {
        let name = name.trim();
        // One letter would be found in every other word.
        if name.chars().count() > 1 {
            self.names.insert(name.to_owned());
            self.exact(name);
        }
    }

    /// Learn a number or an address.
    fn exact(&mut self, words: &str) {
        let key = text::name_key(words);
        if !key.is_empty() {
            self.exact.insert(key);
        }
    }

    /// Whether a text, taken whole, is about the person.
    pub(crate) fn is(&self, words: &str) -> bool {
        let key = text::name_key(words);
        self.exact.contains(&key) || self.alone.iter().any(|family| text::name_key(family) == key)
    }

    /// Whether a search, or one of its words, looks for the person.
    pub(crate) fn are_looked_for(&self, find: &str) -> bool {
        self.is(find) || find.split_whitespace().any(|word| self.is(word))
    }

    /// Whether one of these cells, or two of them together, name the person.
    pub(crate) fn are_named_in(&self, cells: &[String]) -> bool {
        let keys: BTreeSet<String> = cells.iter().map(|cell| text::name_key(cell)).collect();
        keys.iter().any(|key| self.exact.contains(key))
            || self.pairs.iter().any(|(family, given)| keys.contains(family) && keys.contains(given))
    }

    /// A sentence without the person; none when it does not name them.
    pub(crate) fn without(&self, sentence: &str, instead: &str) -> Option<String> {
        if self.is(sentence) {
            return Some(instead.to_owned());
        }
        let titled = self.alone.iter().flat_map(|family| TITLES.map(|title| format!("{family}{title}")));
        let mut names: Vec<String> =
            self.names.iter().cloned().chain(titled).filter(|name| sentence.contains(name.as_str())).collect();
        if names.is_empty() {
            return None;
        }
        names.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
        Some(names.into_iter().fold(sentence.to_owned(), |sentence, name| sentence.replace(name.as_str(), instead)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn hanako() -> Traces {
        let mut traces = Traces::new(ErasureKind::Erased);
        let row =
            json!({ "family_name": "渡邉", "given_name": "花子", "family_kana": "ワタナベ", "given_kana": "ハナコ" });
        traces.row("person", &row);
        traces.exact("A-0123");
        traces
    }

    #[test]
    fn a_person_is_known_by_names_in_any_shape_and_by_numbers() {
        let traces = hanako();
        for words in ["渡邉花子", "渡辺 花子", "渡邉　花子", "A-0123", "Ａ-0123"] {
            assert!(traces.is(words), "{words}");
        }
        for words in ["渡邉", "渡邉花代", "A-01234", ""] {
            assert!(!traces.is(words), "{words}");
        }
        let cells = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        assert!(traces.are_looked_for("A-0123 東支部") && traces.are_looked_for("渡辺　花子"));
        assert!(!traces.are_looked_for("渡辺 東支部") && !traces.are_looked_for(""));
        assert!(traces.are_named_in(&cells(&["00012", "渡辺", "花子", "東支部"])));
        assert!(!traces.are_named_in(&cells(&["00012", "渡辺", "一郎", "東支部"])));
    }

    #[test]
    fn a_sentence_loses_the_name_and_keeps_the_rest() {
        let traces = hanako();
        assert_eq!(traces.without("渡邉 花子、佐藤 一郎", "○").as_deref(), Some("○、佐藤 一郎"));
        assert_eq!(traces.without("佐藤 一郎", "○"), None);
    }

    #[test]
    fn a_family_name_that_nobody_else_has_names_the_person_and_a_common_one_does_not() {
        let mut traces = hanako();
        assert_eq!(traces.without("渡邉さんの件", "○"), None);
        traces.shared_with(&BTreeSet::new(), BTreeSet::new());
        assert!(traces.is("渡辺"));
        assert_eq!(traces.without("渡邉さんの件", "○").as_deref(), Some("○の件"));
        assert_eq!(traces.without("渡邉工業の件", "○"), None);
        traces.shared_with(&BTreeSet::from(["渡邉".to_owned()]), BTreeSet::new());
        assert!(!traces.is("渡辺"));
    }

    #[test]
    fn elsewhere_a_name_that_somebody_else_has_stays_and_numbers_are_nobodys() {
        let mut traces = hanako();
        let families = BTreeSet::from(["渡邉".to_owned()]);
        traces.shared_with(&families, BTreeSet::new());
        let named = traces.elsewhere();
        assert_eq!(named.without("議長 渡邉　花子", "○").as_deref(), Some("議長 ○"));
        assert_eq!(named.without("ワタナベ ハナコ", "○").as_deref(), Some("○"));
        assert_eq!((named.without("A-0123", "○"), named.without("渡邉さん", "○")), (None, None));
        traces.shared_with(&families, BTreeSet::from([text::name_key("渡辺花子")]));
        assert_eq!(traces.elsewhere().without("議長 渡邉　花子", "○"), None);
    }
}
