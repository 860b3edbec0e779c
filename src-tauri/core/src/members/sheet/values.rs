//! The words in which files say what our codes mean.

use std::collections::BTreeMap;

use crate::excel::column::Codes;
use crate::labels::{Locale, word};
use crate::text::header_key;

/// What a value means, where it is neither a code nor its label: as employers and older programs write it.
const VALUES: &[(&str, &str, &[&str])] = &[
    ("gender", "1", &["男性", "M", "male", "おとこ", "♂"]),
    ("gender", "2", &["女性", "F", "female", "おんな", "♀"]),
    ("gender", "9", &["その他", "無回答", "回答しない", "該当なし", "X"]),
    ("gender", "0", &["未確認", "不詳"]),
    (
        "employment_type",
        "permanent",
        &[
            "正規",
            "正規社員",
            "正職員",
            "正規職員",
            "正社",
            "社員",
            "無期",
            "無期雇用",
            "総合職",
            "一般職",
            "Full-time",
            "Full time",
            "Regular employee",
            "Regular",
            "Permanent employee",
        ],
    ),
    (
        "employment_type",
        "fixed_term",
        &[
            "有期雇用",
            "契約",
            "契約社員",
            "有期契約",
            "有期契約社員",
            "臨時",
            "臨時社員",
            "期間社員",
            "期間工",
            "Contract",
            "Contract employee",
            "Temporary",
            "Temporary employee",
            "Fixed term",
        ],
    ),
    (
        "employment_type",
        "part_time",
        &[
            "パート社員",
            "パートタイマー",
            "パートタイム",
            "短時間",
            "短時間社員",
            "アルバイト",
            "PT",
            "Part time",
            "Part-timer",
            "Short-time",
        ],
    ),
    (
        "employment_type",
        "reemployed",
        &[
            "再雇用社員",
            "嘱託",
            "嘱託社員",
            "定年再雇用",
            "シニア社員",
            "Reemployed",
            "Rehired",
            "Rehired after retirement",
        ],
    ),
    ("employment_type", "temp_agency", &["派遣社員", "派遣労働者", "Agency", "Temp agency", "Dispatched"]),
    ("employment_type", "contractor", &["委託", "請負", "個人事業主", "フリーランス", "Freelance", "Freelancer"]),
    (
        "category",
        "regular",
        &[
            "正",
            "正会員",
            "組合員",
            "一般",
            "本組合員",
            "通常",
            "Regular",
            "Full member",
            "Full",
            "Member",
            "Ordinary member",
        ],
    ),
    ("category", "associate", &["準", "准組合員", "准", "準会員", "Associate"]),
    ("category", "special", &["特別", "特別会員", "Special"]),
    (
        "category",
        "alumni",
        &["OB", "OB組合員", "退職者会員", "退職者会", "Alumnus", "Retired member", "Retiree", "Retired"],
    ),
    ("category", "supporter", &["賛助", "賛助組合員", "Supporting member", "Supporting"]),
    ("fulltime_kind", "none", &["なし", "無", "×", "兼務", "非"]),
    ("fulltime_kind", "on_roll", &["専従", "在籍", "有", "あり", "○"]),
    ("fulltime_kind", "off_roll", &["離籍"]),
    ("fulltime_kind", "staff", &["プロパー職員", "書記"]),
    ("standing", "leave", &["休職中", "休業中"]),
    ("standing", "sick_leave", &["病休", "病欠", "傷病休職", "私傷病休職", "病気休業", "病気休職中"]),
    ("standing", "childcare", &["育休", "育休中", "育児休職", "育児休業中", "育児休暇"]),
    ("standing", "family_care", &["介護休", "介護休職", "介護休業中", "介護休暇"]),
    ("standing", "secondment_out", &["出向中", "在籍出向", "社外出向", "出向者"]),
    ("standing", "overseas", &["海外赴任", "海外赴任中", "海外駐在", "海外駐在中", "海外勤務中"]),
    ("standing", "fulltime_officer", &["組合専従", "在籍専従", "専従中"]),
    ("standing", "unpaid", &["無給中", "無給休職"]),
    ("dues_kind", "full", &["全額", "満額", "正規", "一般"]),
    ("dues_kind", "reduced", &["減免", "軽減", "半額", "一部減額"]),
    ("dues_kind", "exempt", &["全額免除", "無料", "なし"]),
    ("dues_kind", "direct", &["直納", "直接", "振込", "個人納入", "口座振替"]),
    (
        "checkoff_status",
        "mandated",
        &["あり", "有", "○", "◯", "する", "同意", "委任", "対象", "実施", "1", "yes", "true"],
    ),
    ("checkoff_status", "none", &["無", "×", "しない", "対象外", "未", "0", "no", "false"]),
    ("checkoff_status", "stopped", &["中止", "停止", "解除"]),
    ("agreed", "yes", &["有", "○", "◯", "〇", "する", "同意", "同意する", "同意あり", "済", "可", "1", "true", "y"]),
    ("agreed", "no", &["無", "×", "しない", "同意しない", "同意なし", "不同意", "未", "不可", "0", "false", "n"]),
    ("end_reason", "resignation", &["自己都合脱退", "任意脱退", "本人都合", "退会"]),
    (
        "end_reason",
        "employment_end",
        &[
            "離職",
            "自己都合退職",
            "自己都合",
            "会社都合退職",
            "会社都合",
            "契約満了",
            "雇止め",
            "解雇",
            "Left the company",
            "Dismissed",
            "End of contract",
        ],
    ),
    ("end_reason", "retirement", &["定年", "満期退職", "Retirement"]),
    (
        "end_reason",
        "management",
        &["管理職", "昇格", "管理職昇格", "管理職昇進", "非組合員化", "非組", "Promotion", "Promoted"],
    ),
    ("end_reason", "transfer_out", &["転籍出向", "他社転籍", "Transfer", "Transferred"]),
    ("end_reason", "expulsion", &["除籍"]),
    ("end_reason", "death", &["死去", "逝去", "Death", "Deceased"]),
    ("end_reason", "ineligible", &["資格喪失", "資格喪失(その他)"]),
];

/// The code that a value of a file means: a code, its word in either language, the union's own word, or a usual one.
pub(crate) fn code_of(codes: &Codes, text: &str, own: &BTreeMap<String, String>) -> Option<&'static str> {
    let wanted = header_key(text);
    let means = |code: &&&'static str| {
        let key = codes.label_key(code);
        **code == text.trim()
            || own.get(&key).is_some_and(|word| header_key(word) == wanted)
            || [Locale::Ja, Locale::En].iter().any(|locale| header_key(word(*locale, &key)) == wanted)
    };
    if wanted.is_empty() && !matches!(text.trim(), "○" | "◯" | "〇" | "×") {
        return None;
    }
    codes.values.iter().find(means).copied().or_else(|| {
        let usual = VALUES.iter().filter(|(name, _, _)| *name == codes.name);
        usual
            .filter(|(_, _, words)| {
                words.iter().any(|word| *word == text.trim() || (!wanted.is_empty() && header_key(word) == wanted))
            })
            .map(|(_, code, _)| *code)
            .next()
    })
}
