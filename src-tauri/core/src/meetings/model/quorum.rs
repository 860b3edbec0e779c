//! The quorum (G-03, G-04): whole numbers only, asked in one place by board, declaration, report and minutes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{AttendanceMode, Comparator};
use super::rule::MeetingRule;
use crate::ids::{EntitlementId, MembershipId, UnitId};

/// Whether `part` reaches `num/den` of `base`. Of a base of nobody nothing is ever reached.
#[must_use]
pub fn reaches(comparator: Comparator, num: i64, den: i64, part: i64, base: i64) -> bool {
    if base <= 0 {
        return false;
    }
    let (have, need) = (i128::from(den) * i128::from(part), i128::from(num) * i128::from(base));
    match comparator {
        Comparator::Gte => have >= need,
        Comparator::Gt => have > need,
    }
}

/// The least part that reaches; none of a base of nobody.
#[must_use]
pub fn needed(comparator: Comparator, num: i64, den: i64, base: i64) -> Option<i64> {
    if base <= 0 || den <= 0 {
        return None;
    }
    let (whole, rest) = (
        (i128::from(num) * i128::from(base)) / i128::from(den),
        (i128::from(num) * i128::from(base)) % i128::from(den),
    );
    let least = match comparator {
        Comparator::Gte if rest == 0 => whole,
        Comparator::Gte | Comparator::Gt => whole + 1,
    };
    i64::try_from(least).ok()
}

/// Somebody entitled, as far as the quorum asks.
#[derive(Clone, Copy, Debug)]
pub struct Seat {
    /// The seat.
    pub id: EntitlementId,
    /// Branch (支部) of its unit on the base date.
    pub branch: Option<UnitId>,
    /// Counts in the base.
    pub counts: bool,
    /// How the person takes part; none = nothing is known.
    pub mode: Option<AttendanceMode>,
    /// Who holds the proxy; none = entrusted to the chair.
    pub holder: Option<EntitlementId>,
    /// Order in which it was received.
    pub seq: i64,
    /// Who takes the place of its delegate, or is named to.
    pub substitute: Option<MembershipId>,
}

impl Seat {
    /// A substitute is there in the place of its delegate.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        self.substitute.is_some() && self.mode.is_some_and(AttendanceMode::is_there)
    }

    /// Both are of one branch: who is of none is not of the same as anybody.
    #[must_use]
    pub fn is_of_one_branch(&self, other: &Self) -> bool {
        self.branch.is_some() && self.branch == other.branch
    }
}

/// Why a proxy does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProxyFault {
    /// The rules count no proxies.
    NotCounted,
    /// It names nobody, and the rules do not entrust those to the chair.
    Blank,
    /// The holder is not there, or a substitute is in the holder's place.
    HolderAway,
    /// The holder is of another branch.
    OtherUnit,
    /// The holder has as many as the rules allow.
    Cap,
}

/// The figures of the credentials (資格審査).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Credentials {
    /// Those who count: the base.
    #[ts(type = "number")]
    pub base: i64,
    /// Those whom the rules leave out of the base.
    #[ts(type = "number")]
    pub left_out: i64,
    /// There in person.
    #[ts(type = "number")]
    pub in_person: i64,
    /// There online.
    #[ts(type = "number")]
    pub online: i64,
    /// Those of them who are there in the place of a delegate; none in figures of before they were kept.
    #[serde(default)]
    #[ts(type = "number")]
    pub substitutes: i64,
    /// Proxies received.
    #[ts(type = "number")]
    pub proxies: i64,
    /// Proxies that count.
    #[ts(type = "number")]
    pub proxies_counted: i64,
    /// Proxies whose holder is not there.
    #[ts(type = "number")]
    pub holder_away: i64,
    /// Proxies beyond what a holder may have, of another unit, or naming nobody.
    #[ts(type = "number")]
    pub proxies_void: i64,
    /// Written votes received.
    #[ts(type = "number")]
    pub written: i64,
    /// Written votes that count.
    #[ts(type = "number")]
    pub written_counted: i64,
    /// Who said that they will not come.
    #[ts(type = "number")]
    pub absent: i64,
    /// Of whom nothing is known.
    #[ts(type = "number")]
    pub unknown: i64,
    /// What is compared: there + proxies + written votes that count.
    #[ts(type = "number")]
    pub counted: i64,
    /// The least that reaches; none = a base of nobody, which never does.
    #[ts(type = "number | null")]
    pub needed: Option<i64>,
    /// The meeting is quorate.
    pub quorate: bool,
}

impl Credentials {
    /// Those who are there, in the room or online.
    #[must_use]
    pub fn there(&self) -> i64 {
        self.in_person + self.online
    }
}

/// Which proxies do not count, and why. Of a holder's proxies those received first count.
#[must_use]
pub fn proxy_faults(rule: &MeetingRule, seats: &[Seat]) -> std::collections::HashMap<EntitlementId, ProxyFault> {
    use std::collections::HashMap;
    let by_id: HashMap<EntitlementId, &Seat> = seats.iter().map(|seat| (seat.id, seat)).collect();
    let mut proxies: Vec<&Seat> =
        seats.iter().filter(|seat| seat.counts && seat.mode == Some(AttendanceMode::Proxy)).collect();
    proxies.sort_by_key(|seat| (seat.seq, seat.id));
    let mut held: HashMap<EntitlementId, i64> = HashMap::new();
    let mut faults = HashMap::new();
    for seat in proxies {
        let fault = match seat.holder {
            _ if !rule.count_proxy => Some(ProxyFault::NotCounted),
            None => (!rule.count_blank_proxy).then_some(ProxyFault::Blank),
            Some(id) => {
                let holder = by_id.get(&id).filter(|holder| holder.counts);
                // A proxy is given to a person, and goes with nobody's seat.
                let own = |holder: &&&Seat| holder.mode.is_some_and(AttendanceMode::is_there) && !holder.is_taken();
                let there = holder.filter(own);
                match there {
                    None => Some(ProxyFault::HolderAway),
                    Some(holder) if rule.proxy_same_unit && !holder.is_of_one_branch(seat) => {
                        Some(ProxyFault::OtherUnit)
                    }
                    Some(_) => {
                        let n = held.entry(id).or_default();
                        *n += 1;
                        rule.proxy_max.is_some_and(|most| *n > most).then_some(ProxyFault::Cap)
                    }
                }
            }
        };
        if let Some(fault) = fault {
            faults.insert(seat.id, fault);
        }
    }
    faults
}

/// The figures of a meeting.
#[must_use]
pub fn credentials(rule: &MeetingRule, seats: &[Seat]) -> Credentials {
    let faults = proxy_faults(rule, seats);
    let mut sum = Credentials::default();
    for seat in seats {
        if !seat.counts {
            sum.left_out += 1;
            continue;
        }
        sum.base += 1;
        sum.substitutes += i64::from(seat.is_taken());
        match seat.mode {
            None => sum.unknown += 1,
            Some(AttendanceMode::Absent) => sum.absent += 1,
            Some(AttendanceMode::InPerson) => sum.in_person += 1,
            Some(AttendanceMode::Online) => sum.online += 1,
            Some(AttendanceMode::Written) => {
                sum.written += 1;
                sum.written_counted += i64::from(rule.count_written);
            }
            Some(AttendanceMode::Proxy) => {
                sum.proxies += 1;
                match faults.get(&seat.id) {
                    None => sum.proxies_counted += 1,
                    Some(ProxyFault::HolderAway) => sum.holder_away += 1,
                    Some(_) => sum.proxies_void += 1,
                }
            }
        }
    }
    sum.counted = sum.there() + sum.proxies_counted + sum.written_counted;
    sum.needed = needed(rule.comparator, rule.num, rule.den, sum.base);
    sum.quorate = reaches(rule.comparator, rule.num, rule.den, sum.counted, sum.base);
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn g_03_the_least_that_reaches() {
        use Comparator::{Gt, Gte};
        for (comparator, num, den, base, least) in [
            (Gte, 1, 2, 101, Some(51)),
            (Gt, 1, 2, 101, Some(51)),
            (Gte, 1, 2, 100, Some(50)),
            (Gt, 1, 2, 100, Some(51)),
            (Gte, 2, 3, 100, Some(67)),
            (Gt, 2, 3, 99, Some(67)),
            (Gte, 1, 1, 7, Some(7)),
            (Gte, 1, 2, 0, None),
            (Gt, 1, 2, 0, None),
        ] {
            assert_eq!(needed(comparator, num, den, base), least, "{comparator:?} {num}/{den} of {base}");
            if let Some(least) = least {
                assert!(reaches(comparator, num, den, least, base));
                assert!(!reaches(comparator, num, den, least - 1, base));
            } else {
                assert!(!reaches(comparator, num, den, 0, base), "a base of nobody is never reached");
                assert!(!reaches(comparator, num, den, 5, base));
            }
        }
    }
}
