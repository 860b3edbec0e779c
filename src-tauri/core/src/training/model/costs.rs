//! Costs of a run and who bears them (E-06, E-07).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{CostKind, CostModel};
use super::seats::Org;
use crate::ids::{CostId, OrganizationId, RunId, ShareId};

/// What is counted of an organisation for the split.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heads {
    /// Seats confirmed, whatever came of them.
    pub confirmed: i64,
    /// Confirmed and given back after the last free day (E-06).
    pub late: i64,
    /// Who took part.
    pub attended: i64,
    /// Members of the organisation.
    pub members: i64,
}

impl Heads {
    /// The organisation takes part in the costs.
    fn takes_part(self) -> bool {
        self.confirmed + self.late > 0
    }
}

/// What an organisation bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// What counts for it.
    pub basis: i64,
    /// Yen.
    pub amount: i64,
}

/// Split a sum by a model (E-07): each share is rounded down to the yen, what is left is the host's, and all shares
/// together are the sum exactly.
#[must_use]
pub fn split(model: CostModel, total: i64, fee: i64, host: Org, heads: &BTreeMap<Org, Heads>) -> BTreeMap<Org, Share> {
    let basis = |heads: &Heads| match model {
        CostModel::HostPays => 0,
        CostModel::PerHead => heads.attended,
        // Who gave the seat back too late still costs what was bought for them; a fee is for who has a seat (E-06).
        CostModel::PerConfirmedHead => heads.confirmed + heads.late,
        CostModel::FixedFee => heads.confirmed,
        CostModel::EqualSplit => i64::from(heads.takes_part()),
        CostModel::ProportionalToMembers => {
            if heads.takes_part() {
                heads.members
            } else {
                0
            }
        }
    };
    let mut shares: BTreeMap<Org, Share> = heads
        .iter()
        .map(|(org, heads)| (*org, Share { basis: basis(heads), amount: 0 }))
        .filter(|(_, share)| share.basis > 0)
        .collect();
    let all: i64 = shares.values().map(|share| share.basis).sum();
    let mut given = 0;
    for share in shares.values_mut() {
        share.amount = if model == CostModel::FixedFee {
            share.basis * fee
        } else {
            // In 128 bits: members times yen may be large.
            let exact = (i128::from(total) * i128::from(share.basis)).div_euclid(i128::from(all));
            i64::try_from(exact).unwrap_or(0)
        };
        given += share.amount;
    }
    shares.entry(host).or_insert(Share { basis: 0, amount: 0 }).amount += total - given;
    shares
}

/// A cost or a subsidy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CostRow {
    /// The cost.
    pub id: CostId,
    /// Version read; taking it out names it.
    #[ts(type = "number")]
    pub version: i64,
    /// What for.
    pub kind: CostKind,
    /// Yen; a subsidy is below nought.
    #[ts(type = "number")]
    pub amount: i64,
    /// Who paid it out or gave it; none = the union itself.
    pub paid_by_org_id: Option<OrganizationId>,
    /// Its name.
    pub paid_by: String,
    /// When.
    pub paid_on: Option<NaiveDate>,
    /// Note.
    pub note: Option<String>,
}

/// An organisation's share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ShareRow {
    /// The share; none = not written down yet.
    pub id: Option<ShareId>,
    /// Version read; a settlement names it.
    #[ts(type = "number | null")]
    pub version: Option<i64>,
    /// Which organisation; none = the union itself.
    pub org_id: Option<OrganizationId>,
    /// Its name.
    pub org: String,
    /// Heads, members or parts that count for it.
    #[ts(type = "number")]
    pub basis: i64,
    /// Yen.
    #[ts(type = "number")]
    pub amount: i64,
    /// What it has paid out already.
    #[ts(type = "number")]
    pub paid: i64,
    /// What it still pays, or gets back when below nought.
    #[ts(type = "number")]
    pub balance: i64,
    /// Settled on.
    pub settled_on: Option<NaiveDate>,
}

/// The costs of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Costs {
    /// Costs and subsidies.
    pub costs: Vec<CostRow>,
    /// How they are shared.
    pub model: CostModel,
    /// Yen a head of the model `fixed_fee`.
    #[ts(type = "number | null")]
    pub fee: Option<i64>,
    /// Planned.
    #[ts(type = "number | null")]
    pub budget: Option<i64>,
    /// Sum of the costs.
    #[ts(type = "number")]
    pub total: i64,
    /// Shares; together they are the sum.
    pub shares: Vec<ShareRow>,
    /// Organisations whose members are not known, for the model that asks for them.
    pub members_missing: Vec<String>,
}

/// Add a cost or a subsidy.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AddCost {
    /// The run.
    pub run_id: RunId,
    /// What for.
    pub kind: CostKind,
    /// Yen; a subsidy may be written with or without a minus.
    #[ts(type = "number")]
    pub amount: i64,
    /// Who paid it out or gave it; none = the union itself.
    #[serde(default)]
    #[ts(optional)]
    pub paid_by_org_id: Option<OrganizationId>,
    /// When.
    #[serde(default)]
    #[ts(optional)]
    pub paid_on: Option<NaiveDate>,
    /// Note.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
}

/// Take a cost out that was entered by mistake.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct VoidCost {
    /// The cost.
    pub id: CostId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
}

/// A share was settled.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SettleShare {
    /// The share.
    pub id: ShareId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// When; none = it was not.
    #[serde(default)]
    #[ts(optional)]
    pub settled_on: Option<NaiveDate>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e_07_the_host_bears_what_rounding_leaves_and_all_shares_are_the_sum() {
        let (a, b) = (Some(OrganizationId::new()), Some(OrganizationId::new()));
        let heads = BTreeMap::from([
            (None, Heads { confirmed: 3, late: 0, attended: 2, members: 1_200 }),
            (a, Heads { confirmed: 2, late: 1, attended: 2, members: 900 }),
            (b, Heads { confirmed: 1, late: 0, attended: 0, members: 333 }),
        ]);
        for model in [
            CostModel::HostPays,
            CostModel::PerHead,
            CostModel::PerConfirmedHead,
            CostModel::EqualSplit,
            CostModel::ProportionalToMembers,
            CostModel::FixedFee,
        ] {
            for total in [0, 1, 99_999, 100_000, -7] {
                let shares = split(model, total, 3_000, None, &heads);
                assert_eq!(shares.values().map(|share| share.amount).sum::<i64>(), total, "{model:?} {total}");
            }
        }
        let shares = split(CostModel::PerConfirmedHead, 100_000, 0, None, &heads);
        // 7 heads: 14,285 each, and 5 yen are the host's. The late cancellation counts (E-06).
        assert_eq!(shares.get(&a), Some(&Share { basis: 3, amount: 42_857 }));
        assert_eq!(shares.get(&b), Some(&Share { basis: 1, amount: 14_285 }));
        assert_eq!(shares.get(&None), Some(&Share { basis: 3, amount: 42_858 }));
        let shares = split(CostModel::FixedFee, 10_000, 3_000, a, &heads);
        assert_eq!(
            shares.get(&a).map(|share| share.amount),
            Some(9_000 - 11_000),
            "fees beyond the costs are the host's"
        );
    }
}
