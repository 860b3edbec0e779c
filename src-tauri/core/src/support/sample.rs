//! The fictional union's communities, and the checks of its schemes: fresh, old and missing.

use chrono::{Days, NaiveDate};
use sea_orm::ActiveValue::Set;
use sea_orm::{EntityTrait, QueryOrder};

use super::actions::insert_community;
use super::entity::{support_scheme, support_scheme_version};
use super::model::{AddCommunity, KyojoKind, Need};
use crate::error::Result;
use crate::ids::SchemeVersionId;
use crate::ops::Change;
use crate::organizations;
use crate::session::Session;

/// One community: kind, name, reading, region, industries, what it can help with, needs, days since its check.
type Told = (
    KyojoKind,
    &'static str,
    &'static str,
    Option<&'static str>,
    &'static str,
    &'static str,
    &'static [Need],
    Option<u64>,
);

use KyojoKind::{CorporateAlumni, LaborUnion, Npo, OccupationalCommunity, RegionalAlumni, WorkerCoop};
use Need::{
    Care, CareerTalk, Childcare, Health, Housing, Independence, Isolation, JobChange, Learning, Livelihood, LowIncome,
    MoveRegion, Retirement, Social, TroubleAtWork,
};

#[rustfmt::skip]
const COMMUNITIES: &[Told] = &[
    (OccupationalCommunity, "ものづくり技能者の会（架空）", "モノヅクリギノウシャノカイ", Some("東都県"), "製造", "加工・保全の勉強会を月1回。資格試験の情報交換。", &[Learning, CareerTalk, Isolation], Some(40)),
    (OccupationalCommunity, "現場データ活用ひろば（架空）", "ゲンバデータカツヨウヒロバ", None, "製造・IT", "表計算と自動化の教え合い。オンラインで質問できます。", &[Learning, JobChange], Some(75)),
    (OccupationalCommunity, "品質管理なかまの輪（架空）", "ヒンシツカンリナカマノワ", Some("東都県"), "製造", "他社の改善事例の見学会。", &[Learning, Isolation], Some(260)),
    (OccupationalCommunity, "育休と共働きの談話室（架空）", "イクキュウトトモバタラキノダンワシツ", None, "全業種", "育児と仕事の両立の悩みを話せる場。", &[Childcare, Isolation, CareerTalk], None),
    (CorporateAlumni, "東都精機OB・OG会（架空）", "トウトセイキオービーオージーカイ", Some("東都県"), "製造", "転職した先輩の話を聞けます。年2回の交流会。", &[JobChange, CareerTalk, Retirement], Some(20)),
    (CorporateAlumni, "見本電子の卒業生の会（架空）", "ミホンデンシノソツギョウセイノカイ", None, "電機", "元社員の名簿から同じ職種の人を紹介。", &[JobChange, Independence], Some(300)),
    (CorporateAlumni, "東都化成シニアの会（架空）", "トウトカセイシニアノカイ", Some("東都県"), "化学", "定年後の働き方と年金の体験談。", &[Retirement, Social], Some(150)),
    (RegionalAlumni, "みなと海県 若手の集い（架空）", "ミナトウミケンワカテノツドイ", Some("みなと海県"), "全業種", "Uターンした人に仕事と住まいの様子を聞けます。", &[MoveRegion, Housing, JobChange], Some(90)),
    (RegionalAlumni, "山なみ県人会ネクスト（架空）", "ヤマナミケンジンカイネクスト", Some("山なみ県"), "全業種", "帰省に合わせた企業見学と移住相談。", &[MoveRegion, Independence], Some(210)),
    (RegionalAlumni, "しま風ふるさと便（架空）", "シマカゼフルサトビン", Some("しま風県"), "全業種", "島の仕事の短期体験。", &[MoveRegion, Social], None),
    (Npo, "NPO 暮らしの窓（架空）", "エヌピーオークラシノマド", Some("東都県"), "生活支援", "家計の相談、食料の支援、役所への同行。", &[LowIncome, Livelihood, Housing], Some(15)),
    (Npo, "NPO 介護者のとまり木（架空）", "エヌピーオーカイゴシャノトマリギ", Some("東都県"), "介護", "介護している人どうしの集まりと制度の説明会。", &[Care, Isolation], Some(60)),
    (Npo, "NPO 学びなおし工房（架空）", "エヌピーオーマナビナオシコウボウ", None, "教育", "基礎からの学び直しと奨学金の相談。", &[Learning, Need::EducationCost], Some(330)),
    (Npo, "NPO 働く病とともに（架空）", "エヌピーオーハタラクヤマイトトモニ", None, "医療・福祉", "治療しながら働く人の相談。職場への伝え方も。", &[Health, CareerTalk], Some(100)),
    (WorkerCoop, "協同労働 みんなの手仕事（架空）", "キョウドウロウドウミンナノテシゴト", Some("東都県"), "清掃・緑化", "出資して働く仲間を募集。見学できます。", &[Independence, Social, Retirement], Some(120)),
    (WorkerCoop, "協同労働 まちの台所（架空）", "キョウドウロウドウマチノダイドコロ", Some("みなと海県"), "食・配食", "短時間からの就労。立ち上げの相談にも応じます。", &[Independence, LowIncome], Some(240)),
    (WorkerCoop, "協同労働 子育て基地（架空）", "キョウドウロウドウコソダテキチ", Some("東都県"), "保育", "一時預かり。働き手としての参加もできます。", &[Childcare, Independence], None),
    (LaborUnion, "となりまち合同ユニオン（架空）", "トナリマチゴウドウユニオン", Some("東都県"), "全業種", "一人から入れる組合。未払い・解雇の相談。", &[TroubleAtWork, Isolation], Some(45)),
    (LaborUnion, "ひがし流通労働組合（架空）", "ヒガシリュウツウロウドウクミアイ", None, "流通", "業界を越えた研修の相互参加。", &[Learning, JobChange], Some(170)),
    (LaborUnion, "みらい情報労働組合（架空）", "ミライジョウホウロウドウクミアイ", None, "情報通信", "IT職種への転職経験者による相談会。", &[JobChange, Learning, CareerTalk], Some(30)),
    (LaborUnion, "福祉職員ネットワーク組合（架空）", "フクシショクインネットワーククミアイ", Some("山なみ県"), "福祉", "夜勤と介護の両立の相談。", &[Care, TroubleAtWork], Some(400)),
];

fn ago(days: u64) -> NaiveDate {
    let last = organizations::last_day();
    last.checked_sub_days(Days::new(days)).unwrap_or(last)
}

/// Communities, and checks of the schemes.
///
/// # Errors
/// What the database answers.
pub(crate) async fn sample(change: &mut Change<'_>, session: &Session) -> Result<()> {
    for (n, (kind, name, kana, region, industries, helps, needs, checked)) in (1..).zip(COMMUNITIES) {
        let community = AddCommunity {
            kind: *kind,
            name: (*name).into(),
            name_kana: Some((*kana).into()),
            region: region.map(str::to_owned),
            industries: Some((*industries).into()),
            contact_name: Some(format!("見本 係{n:02}")),
            phone: Some(format!("03-0000-{n:04}")),
            mail: Some(format!("k{n:03}@community.example.jp")),
            site: Some(format!("https://k{n:03}.example.jp/")),
            helps: (*helps).into(),
            needs: needs.to_vec(),
            note: None,
            since_on: Some(ago(300 + 40 * n)),
            active_from: None,
            active_to: None,
            checked_on: checked.map(ago),
        };
        insert_community(change, session.officer(), community).await?;
    }
    let schemes = support_scheme::Entity::find().order_by_asc(support_scheme::Column::Sort).all(change.on()).await?;
    let texts = support_scheme_version::Entity::find().all(change.on()).await?;
    let mut rows = Vec::new();
    for (n, scheme) in (0u64..).zip(&schemes) {
        // Of four, two were checked lately, one long ago and one never.
        let days = match n % 4 {
            0 | 1 => 10 + 3 * n,
            2 => 200 + 5 * n,
            _ => continue,
        };
        let Some(text) = texts.iter().find(|text| text.scheme_id == scheme.id) else { continue };
        rows.push(support_scheme_version::ActiveModel {
            id: Set(SchemeVersionId::new()),
            scheme_id: Set(scheme.id),
            from_on: Set(ago(days)),
            summary: Set(text.summary.clone()),
            questions: Set(text.questions.clone()),
            office: Set(text.office.clone()),
            bring: Set(text.bring.clone()),
            legal_basis: Set(text.legal_basis.clone()),
            site: Set(text.site.clone()),
            source: Set(text.source.clone()),
            note: Set(None),
            checked_on: Set(Some(ago(days))),
            checked_by: Set(Some(session.officer())),
            ..Default::default()
        });
    }
    change.insert_many::<support_scheme_version::Entity>(rows).await?;
    Ok(())
}
