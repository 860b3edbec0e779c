//! What the sample's trainings are: partners, courses, runs, and names of people who do not exist.

use super::super::model::CostModel::{
    self, EqualSplit, FixedFee, HostPays, PerConfirmedHead, PerHead, ProportionalToMembers,
};
use super::super::model::RunStatus::{self, Cancelled, Closed, Draft, Finished, Open, Running};
use crate::support::KyojoKind;

/// Partner: name, reading, industry, members, company of its people.
#[rustfmt::skip]
pub(super) static PARTNERS: [(&str, &str, &str, i64, &str); 4] = [
    ("ひがし流通労働組合（架空）", "ヒガシリュウツウロウドウクミアイ", "流通", 2_400, "ひがし流通（架空）"),
    ("みらい情報労働組合（架空）", "ミライジョウホウロウドウクミアイ", "情報通信", 1_100, "みらい情報（架空）"),
    ("しろがね金融労働組合（架空）", "シロガネキンユウロウドウクミアイ", "金融", 3_200, "しろがね金融（架空）"),
    ("さくら福祉職員組合（架空）", "サクラフクシショクインクミアイ", "福祉", 800, "さくら福祉会（架空）"),
];

/// Course: title, purpose, for whom, hours, kind of 共助, percent for completion, assignment.
pub(super) type Told = (&'static str, &'static str, &'static str, i64, Option<KyojoKind>, i64, bool);

/// The catalogue.
#[rustfmt::skip]
pub(super) static COURSES: [Told; 8] = [
    ("職場委員の基礎", "組合のしくみと職場の声の聞き方を学ぶ", "新任の職場委員", 6, Some(KyojoKind::LaborUnion), 80, false),
    ("団体交渉の進め方", "要求づくりから妥結までを模擬交渉で学ぶ", "執行委員・支部役員", 12, Some(KyojoKind::LaborUnion), 80, true),
    ("キャリアを考える2日間", "他業界の人との対話で自分の強みを見つける", "30代から40代の組合員", 12, Some(KyojoKind::OccupationalCommunity), 80, false),
    ("介護と仕事の両立", "制度と相談先、同じ立場の人の経験を知る", "全組合員", 3, None, 100, false),
    ("データで職場を見る", "表計算で調査結果をまとめ、グラフにする", "組合員", 8, Some(KyojoKind::OccupationalCommunity), 80, true),
    ("相談を受ける聴き方", "秘密の守り方と、つなぎ先の見つけ方", "相談員・職場委員", 6, None, 80, false),
    ("業界を越えた仕事の見学会", "参加団体の職場を互いに見学する", "組合員", 4, Some(KyojoKind::CorporateAlumni), 100, false),
    ("ハラスメントのない職場づくり", "事例から対応を考える", "支部役員・職場委員", 3, Some(KyojoKind::LaborUnion), 100, false),
];

/// Run: course from 0, days from the last day of the sample, sittings, capacity, seats of each partner, state, cost model.
pub(super) type Held = (usize, i64, u32, i64, i64, RunStatus, CostModel);

/// What was held and will be.
#[rustfmt::skip]
pub(super) static RUNS: [Held; 20] = [
    (0, -730, 1, 24, 3, Finished, HostPays),
    (3, -690, 1, 30, 4, Finished, EqualSplit),
    (1, -640, 2, 16, 2, Finished, PerConfirmedHead),
    (7, -600, 1, 30, 4, Finished, HostPays),
    (2, -540, 2, 20, 3, Finished, PerHead),
    (5, -480, 1, 16, 2, Finished, PerConfirmedHead),
    (0, -370, 1, 24, 3, Finished, HostPays),
    (4, -330, 2, 12, 2, Finished, FixedFee),
    (6, -290, 1, 15, 2, Finished, ProportionalToMembers),
    (3, -250, 1, 30, 4, Finished, EqualSplit),
    (1, -200, 2, 16, 2, Finished, PerConfirmedHead),
    (7, -150, 1, 24, 3, Cancelled, HostPays),
    (2, -110, 2, 20, 3, Finished, PerHead),
    (5, -60, 1, 16, 2, Finished, PerConfirmedHead),
    (0, -20, 1, 24, 3, Finished, HostPays),
    (4, -1, 2, 12, 2, Running, FixedFee),
    (6, 18, 1, 12, 2, Closed, ProportionalToMembers),
    (2, 40, 2, 18, 3, Open, PerConfirmedHead),
    (3, 75, 1, 30, 4, Open, EqualSplit),
    (1, 110, 2, 16, 2, Draft, PerConfirmedHead),
];

/// Family names of partners' people, with readings.
#[rustfmt::skip]
pub(super) static FAMILY: [(&str, &str); 16] = [
    ("秋山", "アキヤマ"), ("石田", "イシダ"), ("上野", "ウエノ"), ("岡本", "オカモト"), ("川口", "カワグチ"), ("木村", "キムラ"),
    ("小島", "コジマ"), ("坂本", "サカモト"), ("杉本", "スギモト"), ("田口", "タグチ"), ("中野", "ナカノ"), ("西川", "ニシカワ"),
    ("原田", "ハラダ"), ("松尾", "マツオ"), ("森田", "モリタ"), ("横山", "ヨコヤマ"),
];
/// Given names of partners' people, with readings.
#[rustfmt::skip]
pub(super) static GIVEN: [(&str, &str); 16] = [
    ("彩", "アヤ"), ("一樹", "カズキ"), ("恵", "メグミ"), ("修", "オサム"), ("香織", "カオリ"), ("健太", "ケンタ"), ("早苗", "サナエ"),
    ("誠", "マコト"), ("千尋", "チヒロ"), ("大輔", "ダイスケ"), ("直美", "ナオミ"), ("浩", "ヒロシ"), ("真由", "マユ"), ("翔", "ショウ"),
    ("由紀", "ユキ"), ("亮", "リョウ"),
];
