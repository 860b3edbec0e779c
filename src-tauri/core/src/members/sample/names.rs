//! Names of persons who do not exist: common family and given names combined at random.

use crate::dice::Dice;
use crate::members::model::Gender;

/// A name as the roster keeps it.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// 姓
    pub family: &'static str,
    /// 名
    pub given: &'static str,
    /// セイ
    pub family_kana: &'static str,
    /// メイ
    pub given_kana: &'static str,
}

/// The lists of names.
pub(super) struct Names {
    family: Vec<((&'static str, &'static str), u64)>,
    male: Vec<(&'static str, &'static str)>,
    female: Vec<(&'static str, &'static str)>,
    foreign: Vec<(&'static str, &'static str)>,
}

impl Names {
    /// The lists; the earlier a family name stands, the more often it comes.
    pub fn new() -> Self {
        let mut names = Self { family: Vec::new(), male: Vec::new(), female: Vec::new(), foreign: Vec::new() };
        for line in include_str!("../../../data/sample_names.csv").lines().skip(1) {
            let mut cells = line.split(',');
            let (Some(kind), Some(name), Some(kana)) = (cells.next(), cells.next(), cells.next()) else { continue };
            match kind {
                "family" => {
                    let weight = 12_000 / (names.family.len() as u64 + 12);
                    names.family.push(((name, kana), weight));
                }
                "male" => names.male.push((name, kana)),
                "female" => names.female.push((name, kana)),
                _ => names.foreign.push((name, kana)),
            }
        }
        names
    }

    /// A family name with its reading.
    pub fn family(&self, dice: &mut Dice) -> (&'static str, &'static str) {
        dice.weighted(&self.family).unwrap_or_default()
    }

    /// A whole name; a few are written in kana alone.
    pub fn draw(&self, dice: &mut Dice, gender: Option<Gender>) -> Name {
        if dice.in_thousand(15) {
            let (family, given) = dice.pick(&self.foreign).copied().unwrap_or_default();
            return Name { family, given, family_kana: family, given_kana: given };
        }
        let (family, family_kana) = self.family(dice);
        let given = match gender {
            Some(Gender::Female) => &self.female,
            Some(Gender::Male) => &self.male,
            _ if dice.in_thousand(500) => &self.female,
            _ => &self.male,
        };
        let (given, given_kana) = dice.pick(given).copied().unwrap_or_default();
        Name { family, given, family_kana, given_kana }
    }
}
