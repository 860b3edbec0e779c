//! People of an organisation who applied before, and whom of them a name and a reading mean (E-02).

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::super::entity::enrolment;
use super::super::model::{Org, Outside};
use crate::error::Result;
use crate::ids::PersonId;
use crate::members::{self, Details};
use crate::text::{kana, name_key};

/// The reading of the family name and of the given name as they are compared; an empty one says nothing.
pub(in crate::training) type Reading = [String; 2];

/// Whether two readings of one name may be one person's. One that was left out, wholly or in a part, tells nobody apart.
#[must_use]
pub(in crate::training) fn agree(one: &Reading, other: &Reading) -> bool {
    let parts = one.iter().zip(other).all(|(one, other)| one.is_empty() || other.is_empty() || one == other);
    parts || is_same(one, other)
}

/// The same reading, however it is divided.
fn is_same(one: &Reading, other: &Reading) -> bool {
    let plain = |reading: &Reading| reading.concat().replace(' ', "");
    plain(one) == plain(other)
}

fn reading(family: Option<&str>, given: Option<&str>) -> Reading {
    [family, given]
        .map(|part| kana::fold_kana(part.unwrap_or_default().trim()).split_whitespace().collect::<Vec<_>>().join(" "))
}

impl Outside {
    /// Name as it is compared.
    pub(in crate::training) fn name_key(&self) -> String {
        name_key(&self.shown())
    }

    /// What was said beside the name.
    pub(in crate::training) fn details(&self) -> Details {
        let Self { family_kana, given_kana, mail, phone, .. } = self.clone();
        Details { family_kana, given_kana, mail, phone }
    }

    /// Reading as it is compared.
    pub(in crate::training) fn reading(&self) -> Reading {
        reading(self.family_kana.as_deref(), self.given_kana.as_deref())
    }
}

/// Whom a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::training) enum Means {
    /// Somebody new.
    Nobody,
    /// Somebody who applied before.
    One(PersonId),
    /// One of several who applied before.
    Several(Vec<PersonId>),
}

/// People who applied before, by name.
#[derive(Clone, Debug, Default)]
pub(in crate::training) struct Known(HashMap<String, Vec<(Reading, PersonId)>>);

impl Known {
    /// Whom a name and a reading mean: the one of the same reading, else the only one of whom or for whom none was said.
    #[must_use]
    pub fn means(&self, outside: &Outside) -> Means {
        let asked = outside.reading();
        let of_name = self.0.get(&outside.name_key()).map(Vec::as_slice).unwrap_or_default();
        let those = |fits: fn(&Reading, &Reading) -> bool| -> Vec<PersonId> {
            of_name.iter().filter(|(reading, _)| fits(reading, &asked)).map(|(_, id)| *id).collect()
        };
        let same = those(is_same);
        let found = if same.is_empty() { those(agree) } else { same };
        match found.as_slice() {
            [] => Means::Nobody,
            [one] => Means::One(*one),
            _ => Means::Several(found),
        }
    }
}

/// People of these names who applied for an organisation before. Only they are read: whoever applies holds up all others.
///
/// # Errors
/// What the database answers.
pub(in crate::training) async fn came_before(
    on: &impl ConnectionTrait,
    org: Org,
    names: &[String],
    today: NaiveDate,
) -> Result<Known> {
    let called = members::persons_called(on, names, today).await?;
    let ids: Vec<PersonId> = called.keys().copied().collect();
    let mut came: HashSet<PersonId> = HashSet::new();
    for part in ids.chunks(2_000) {
        let of_org = match org {
            Some(org) => enrolment::Column::OrgId.eq(org),
            None => enrolment::Column::OrgId.is_null(),
        };
        let rows: Vec<PersonId> = enrolment::Entity::find()
            .select_only()
            .column(enrolment::Column::PersonId)
            .filter(enrolment::Column::PersonId.is_in(part.iter().copied()))
            .filter(of_org)
            .into_tuple()
            .all(on)
            .await?;
        came.extend(rows);
    }
    let mut known = Known::default();
    for (id, person) in called.into_iter().filter(|(id, _)| came.contains(id)) {
        let reading = reading(person.family_kana.as_deref(), person.given_kana.as_deref());
        known.0.entry(person.name_key).or_default().push((reading, id));
    }
    Ok(known)
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    fn outside(family_kana: &str, given_kana: &str) -> Outside {
        let some = |kana: &str| Some(kana.to_owned()).filter(|kana| !kana.is_empty());
        let (family_kana, given_kana) = (some(family_kana), some(given_kana));
        Outside { given_name: Some("一".into()), family_kana, given_kana, ..Outside::named("青木") }
    }

    fn known(readings: &[(&str, &str)]) -> (Known, Vec<PersonId>) {
        let ids: Vec<PersonId> = readings.iter().map(|_| PersonId::new()).collect();
        let rows = readings.iter().zip(&ids).map(|((family, given), id)| (outside(family, given).reading(), *id));
        (Known(HashMap::from([(outside("", "").name_key(), rows.collect())])), ids)
    }

    #[test]
    fn e_02_a_reading_that_was_left_out_tells_nobody_apart_and_another_one_does() {
        let (all, ids) = known(&[("アオキ", "ハジメ")]);
        let said =
            [("アオキ", "ハジメ"), ("", ""), ("あおき", ""), ("", "はじめ"), ("アオキ ハジメ", ""), ("ｱｵｷ", "ﾊｼﾞﾒ")];
        for (family, given) in said {
            assert_eq!(all.means(&outside(family, given)), Means::One(ids[0]), "{family} {given}");
        }
        assert_eq!(all.means(&outside("アオキ", "カズ")), Means::Nobody);
        let (all, ids) = known(&[("", "")]);
        assert_eq!(all.means(&outside("アオキ", "ハジメ")), Means::One(ids[0]));
        // Two of one name: the reading says which, and without one nobody can.
        let (all, ids) = known(&[("アオキ", "ハジメ"), ("アオキ", "カズ")]);
        assert_eq!(all.means(&outside("アオキ", "カズ")), Means::One(ids[1]));
        assert_eq!(all.means(&outside("", "")), Means::Several(ids));
        // The same reading comes before one that was left out.
        let (all, ids) = known(&[("", ""), ("アオキ", "ハジメ")]);
        assert_eq!(all.means(&outside("アオキ", "ハジメ")), Means::One(ids[1]));
        assert_eq!(all.means(&outside("", "")), Means::One(ids[0]));
    }
}
