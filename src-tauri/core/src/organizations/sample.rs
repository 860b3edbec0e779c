//! The fictional union's units, employers and headcounts.

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;

use super::actions::{create_employer, create_unit};
use super::entity::unit_headcount;
use super::model::{AddOrganization, AddUnit, OrgKind, UnitKind};
use super::queries::tree;
use crate::dice::Dice;
use crate::error::Result;
use crate::ids::{HeadcountId, OrganizationId, UnitId};
use crate::ops::Change;

/// A workplace of the sample, where its members belong.
#[derive(Clone, Debug)]
pub(crate) struct SampleWorkplace {
    /// The unit.
    pub id: UnitId,
    /// Its name.
    pub label: String,
    /// Number of its 分会.
    pub sub_branch: usize,
    /// Number of its 支部.
    pub branch: usize,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day; empty = open.
    pub to_on: Option<NaiveDate>,
}

/// A branch of the sample.
#[derive(Clone, Debug)]
pub(crate) struct SampleBranch {
    /// The unit.
    pub id: UnitId,
    /// How many of a thousand members belong to it.
    pub share: u64,
    /// Number of its employer.
    pub employer: usize,
}

/// An employer of the sample.
#[derive(Clone, Debug)]
pub(crate) struct SampleEmployer {
    /// The organisation.
    pub id: OrganizationId,
    /// Its worksites.
    pub worksites: Vec<OrganizationId>,
    /// Departments, as its list writes them.
    pub departments: &'static [&'static str],
    /// Jobs.
    pub jobs: &'static [&'static str],
    /// Women among a thousand of its staff.
    pub women: u64,
}

/// Where the sample's members belong.
#[derive(Clone, Debug)]
pub(crate) struct SampleUnion {
    /// Employers.
    pub employers: Vec<SampleEmployer>,
    /// 支部
    pub branches: Vec<SampleBranch>,
    /// 分会
    pub sub_branches: Vec<UnitId>,
    /// 職場
    pub workplaces: Vec<SampleWorkplace>,
    /// 青年部 and 女性部, beside the workplace.
    pub sections: [UnitId; 2],
    /// The federation to which members may consent to be named.
    pub federation: OrganizationId,
}

/// Last day of the sample's history.
pub(crate) fn last_day() -> NaiveDate {
    day(2026, 10, 31)
}

/// First day of the sample's five years.
pub(crate) fn first_day() -> NaiveDate {
    day(2021, 11, 1)
}

/// Days on which the sample's headcounts are taken: each 30 June, and the last day.
pub(crate) fn count_days() -> [NaiveDate; 6] {
    [day(2022, 6, 30), day(2023, 6, 30), day(2024, 6, 30), day(2025, 6, 30), day(2026, 6, 30), last_day()]
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

struct EmployerPlan {
    name: &'static str,
    kana: &'static str,
    worksites: [&'static str; 2],
    departments: &'static [&'static str],
    jobs: &'static [&'static str],
    women: u64,
}

const EMPLOYERS: [EmployerPlan; 3] = [
    EmployerPlan {
        name: "架空精機株式会社",
        kana: "カクウセイキ",
        worksites: ["本社工場", "第二工場"],
        departments: &["製造一課", "製造二課", "組立課", "生産技術課", "品質保証課", "設計課", "総務課", "経理課"],
        jobs: &["機械加工", "組立", "検査", "生産技術", "機械設計", "保全", "事務"],
        women: 180,
    },
    EmployerPlan {
        name: "架空電装株式会社",
        kana: "カクウデンソウ",
        worksites: ["東工場", "西工場"],
        departments: &["実装一課", "実装二課", "組立課", "検査課", "開発課", "ソフトウェア課", "資材課", "人事課"],
        jobs: &["実装", "組立", "検査", "回路設計", "ソフトウェア開発", "資材調達", "保全", "事務"],
        women: 290,
    },
    EmployerPlan {
        name: "架空ロジスティクス株式会社",
        kana: "カクウロジスティクス",
        worksites: ["中央センター", "港センター"],
        departments: &["配送一課", "配送二課", "倉庫課", "受注センター", "運行管理課", "業務課"],
        jobs: &["配送", "倉庫作業", "フォークリフト", "運行管理", "受注", "事務"],
        women: 400,
    },
];

/// 支部: name, code, members of a thousand, employer, 分会.
const BRANCHES: [(&str, &str, u64, usize, [&str; 3]); 4] = [
    ("精機支部", "B01", 330, 0, ["製造分会", "技術分会", "管理分会"]),
    ("電装東支部", "B02", 260, 1, ["組立分会", "品質分会", "開発分会"]),
    ("電装西支部", "B03", 190, 1, ["実装分会", "保全分会", "資材分会"]),
    ("物流支部", "B04", 220, 2, ["配送分会", "倉庫分会", "事務分会"]),
];

const NUMERALS: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

/// Members of other industries with whom the union trains, and the offices it works with.
const PARTNERS: [(&str, OrgKind); 6] = [
    ("架空食品労働組合", OrgKind::EnterpriseUnion),
    ("架空医療福祉労働組合", OrgKind::EnterpriseUnion),
    ("架空情報サービス労働組合", OrgKind::EnterpriseUnion),
    ("架空地域ユニオン", OrgKind::GeneralUnion),
    ("架空技能研修センター", OrgKind::TrainingProvider),
    ("架空労働相談窓口", OrgKind::PublicOffice),
];

/// Make units, employers and partners within the sample's change.
///
/// # Errors
/// What the database answers.
pub(crate) async fn sample(change: &mut Change<'_>, members: u32) -> Result<SampleUnion> {
    let founded = day(1975, 10, 10);
    let mut employers = Vec::new();
    for plan in &EMPLOYERS {
        let mut fields = AddOrganization::named(OrgKind::Employer, plan.name, None);
        fields.name_kana = Some(plan.kana.into());
        fields.address = Some("架空県東都市本町1-1-1".into());
        let id = create_employer(change, fields).await?;
        let mut worksites = Vec::new();
        for name in plan.worksites {
            worksites.push(create_employer(change, AddOrganization::named(OrgKind::Employer, name, Some(id))).await?);
        }
        employers.push(SampleEmployer {
            id,
            worksites,
            departments: plan.departments,
            jobs: plan.jobs,
            women: plan.women,
        });
    }
    let federation =
        create_employer(change, AddOrganization::named(OrgKind::IndustrialFederation, "架空ものづくり労連", None))
            .await?;
    for (name, kind) in PARTNERS {
        create_employer(change, AddOrganization::named(kind, name, None)).await?;
    }
    let mut tree = tree(change.on()).await?;
    let mut sort = 0;
    let mut plan = |kind, label: &str, code: &str, parent_id: Option<UnitId>, from_on| {
        sort += 10;
        AddUnit {
            kind,
            label: label.into(),
            code: Some(code.into()),
            parent_id,
            employer_org_id: None,
            worksite_org_id: None,
            sort: Some(sort),
            from_on: Some(from_on),
        }
    };
    let top = create_unit(change, &mut tree, plan(UnitKind::Headquarters, "本部", "H01", None, founded)).await?;
    let mut branches = Vec::new();
    let mut sub_branches = Vec::new();
    let mut workplaces = Vec::new();
    let each = usize::try_from(members / 12 / 35).unwrap_or(3).clamp(3, NUMERALS.len());
    for (branch, (label, code, share, employer, subs)) in BRANCHES.into_iter().enumerate() {
        let mut input = plan(UnitKind::Branch, label, code, Some(top), founded);
        input.employer_org_id = employers.get(employer).map(|employer| employer.id);
        let id = create_unit(change, &mut tree, input).await?;
        branches.push(SampleBranch { id, share, employer });
        for (place, name) in subs.into_iter().enumerate() {
            let sub_branch = branch * subs.len() + place;
            // 資材分会 was set up in 2024 out of 保全分会, and a workplace of 倉庫分会 was closed in 2025.
            let from_on = if sub_branch == NEW_SUB_BRANCH { opened() } else { founded };
            let code = format!("S{:02}", sub_branch + 1);
            let mut input = plan(UnitKind::SubBranch, name, &code, Some(id), from_on);
            let sites = employers.get(employer).map(|employer| employer.worksites.as_slice()).unwrap_or_default();
            input.worksite_org_id = sites.get(place % sites.len().max(1)).copied();
            let sub = create_unit(change, &mut tree, input).await?;
            sub_branches.push(sub);
            for (n, numeral) in NUMERALS.into_iter().take(each).enumerate() {
                let label = format!("第{numeral}職場");
                let code = format!("W{:02}{:02}", sub_branch + 1, n + 1);
                let id = create_unit(change, &mut tree, plan(UnitKind::Workplace, &label, &code, Some(sub), from_on))
                    .await?;
                let to_on = (sub_branch == SHRUNK_SUB_BRANCH && n == 2).then(closed);
                if let Some(last) = to_on {
                    super::actions::close_quietly(change, id, last).await?;
                }
                workplaces.push(SampleWorkplace { id, label, sub_branch, branch, from_on, to_on });
            }
        }
    }
    let youth = create_unit(change, &mut tree, plan(UnitKind::Section, "青年部", "X01", Some(top), founded)).await?;
    let women = create_unit(change, &mut tree, plan(UnitKind::Section, "女性部", "X02", Some(top), founded)).await?;
    Ok(SampleUnion { employers, branches, sub_branches, workplaces, sections: [youth, women], federation })
}

/// The 分会 that was set up within the five years, and the one out of which it came.
pub(crate) const NEW_SUB_BRANCH: usize = 8;
/// See [`NEW_SUB_BRANCH`].
pub(crate) const OLD_SUB_BRANCH: usize = 7;
const SHRUNK_SUB_BRANCH: usize = 10;

/// First day of the new 分会.
pub(crate) fn opened() -> NaiveDate {
    day(2024, 4, 1)
}

fn closed() -> NaiveDate {
    day(2025, 3, 31)
}

/// Enter the headcounts of the branches: `members` counts those of each branch on each of [`count_days`].
///
/// # Errors
/// What the database answers.
pub(crate) async fn sample_headcounts(
    change: &mut Change<'_>,
    union: &SampleUnion,
    members: &[[i64; 6]],
    dice: &mut Dice,
) -> Result<()> {
    // Of the workers whom the rules admit, so many of a thousand are members: one branch is far from a majority.
    const ORGANISED: [i64; 4] = [880, 790, 700, 520];
    let mut rows = Vec::new();
    for ((branch, counts), rate) in union.branches.iter().zip(members).zip(ORGANISED) {
        for (as_of, count) in count_days().into_iter().zip(counts) {
            let eligible = count * 1000 / (rate + dice.between(-15, 15)) + 1;
            rows.push(unit_headcount::ActiveModel {
                id: Set(HeadcountId::new()),
                unit_id: Set(branch.id),
                as_of: Set(as_of),
                workers_total: Set(eligible + eligible * dice.between(130, 200) / 1000 + 1),
                eligible_total: Set(eligible),
                source: Set("会社からの通知（見本・架空）".into()),
                ..Default::default()
            });
        }
    }
    change.keep::<unit_headcount::Entity>(rows).await?;
    Ok(())
}
