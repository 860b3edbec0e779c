//! What an address on an envelope or in a form means: which company or organisation a name written by hand stands for.

use crate::text::name_key;

const FORMS: [&str; 6] = ["株式会社", "(株)", "有限会社", "(有)", "合同会社", "(同)"];
/// What follows the name of an addressee out of courtesy.
const COURTESY: [&str; 5] = ["御中", "様", "殿", "行", "宛"];
/// Words with which a part of a company begins.
const PARTS: [&str; 16] = [
    "人事",
    "総務",
    "労務",
    "経理",
    "給与",
    "人財",
    "人材",
    "本社",
    "支社",
    "支店",
    "営業所",
    "工場",
    "事業所",
    "社長",
    "代表",
    "担当",
];
/// Words that make an addressee an organ of a union, although a company's name stands in front.
const UNION: [&str; 8] = ["労働組合", "労組", "ユニオン", "組合", "支部", "分会", "執行委員会", "職場委員会"];

/// The folded name of a company without the words of its legal form: 株式会社, ㈱ and nothing are one.
pub(crate) fn company_key(name: &str) -> String {
    let mut key = name_key(name);
    for form in FORMS {
        key = key.replace(&name_key(form), "");
    }
    key
}

/// Whether what is written as the recipient of a file means this organisation: its name in another legal form, with 御中 behind
/// it, or with one of its departments. `部` of a union that bears a company's name is not that company.
pub(crate) fn is_addressed(recipient: &str, name: &str) -> bool {
    let key = company_key(name);
    let mut written = company_key(recipient);
    if key.is_empty() {
        return false;
    }
    while let Some(rest) = COURTESY.iter().find_map(|word| written.strip_suffix(&name_key(word))) {
        if written == key {
            break;
        }
        written = rest.to_owned();
    }
    let Some(rest) = written.strip_prefix(&key) else { return false };
    let has = |words: &[&str]| words.iter().any(|word| rest.contains(&name_key(word)));
    rest.is_empty() || (PARTS.iter().any(|word| rest.starts_with(&name_key(word))) && !has(&UNION))
}

/// Organs, offices and people within a union, as one writes to them.
const ORGANS: [&str; 104] = [
    "組合",
    "労働組合",
    "本組合",
    "当組合",
    "組合内",
    "内部",
    "本部",
    "中央本部",
    "組合本部",
    "書記局",
    "事務局",
    "事務所",
    "執行委員会",
    "執行委員",
    "中央執行委員会",
    "中央執行委員",
    "執行部",
    "中央委員会",
    "中央委員",
    "大会",
    "定期大会",
    "臨時大会",
    "代議員会",
    "代議員",
    "評議員会",
    "評議員",
    "三役",
    "三役会",
    "四役",
    "役員",
    "役員会",
    "専門部",
    "委員会",
    "会議",
    "委員長",
    "副委員長",
    "執行委員長",
    "副執行委員長",
    "書記長",
    "書記次長",
    "書記",
    "会計",
    "会計監査",
    "監査",
    "財政",
    "財政部",
    "財務部",
    "総務部",
    "組織部",
    "組織対策部",
    "給与対策部",
    "賃金対策部",
    "福祉厚生部",
    "福利厚生部",
    "厚生部",
    "調査部",
    "教育宣伝部",
    "教宣部",
    "広報部",
    "政治部",
    "国際部",
    "共済",
    "研修",
    "相談",
    "名簿",
    "青年部",
    "女性部",
    "青年委員会",
    "女性委員会",
    "選挙管理委員会",
    "選挙管理委員",
    "資格審査委員会",
    "職場委員会",
    "職場委員",
    "職場集会",
    "支部",
    "分会",
    "職場",
    "班",
    "支部長",
    "分会長",
    "班長",
    "管理者",
    "責任者",
    "担当",
    "担当者",
    "係",
    "組合員",
    "全組合員",
    "各組合員",
    "会員",
    "本人",
    "保管",
    "控え",
    "用",
    "executive",
    "committee",
    "congress",
    "headoffice",
    "headquarters",
    "secretariat",
    "officers",
    "branch",
    "members",
];
/// What stands between two addressees.
const BETWEEN: [&str; 9] = ["、", ",", "/", "及び", "および", "と", "の", "&", "and"];

/// Whether what is written as the recipient of a file means somebody within the union: it is made of nothing but the union's
/// name, its units, its organs and offices, and the names of its officers, in any order (東支部 執行委員会 書記長 佐藤様).
/// `known` are the names of this union.
pub(crate) fn is_inside(recipient: &str, known: &[String]) -> bool {
    let key = name_key(recipient);
    let names: Vec<String> = known.iter().map(|name| name_key(name)).filter(|name| !name.is_empty()).collect();
    let says: Vec<String> = ORGANS.iter().map(|word| name_key(word)).chain(names).collect();
    let joins: Vec<String> =
        BETWEEN.iter().chain(&COURTESY).map(|word| name_key(word)).filter(|word| !word.is_empty()).collect();
    // How far words reach from the beginning, and whether one of them names somebody.
    let mut reached = std::collections::BTreeMap::from([(0, false)]);
    while let Some((at, named)) = reached.pop_first() {
        let Some(rest) = key.get(at..).filter(|rest| !rest.is_empty()) else { return named };
        for (word, names_somebody) in says.iter().map(|word| (word, true)).chain(joins.iter().map(|word| (word, named)))
        {
            if rest.starts_with(word.as_str()) {
                *reached.entry(at + word.len()).or_default() |= named || names_somebody;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_legal_form_of_a_company_does_not_tell_it_apart() {
        for name in
            ["株式会社みほん製作所", "㈱みほん製作所", "（株）みほん製作所", "みほん製作所 株式会社", "みほん製作所"]
        {
            assert_eq!(company_key(name), company_key("みほん製作所"), "{name}");
        }
        assert_ne!(company_key("みほん商事"), company_key("みほん製作所"));
    }

    #[test]
    fn x_5_within_the_union_are_its_units_organs_offices_and_officers_and_nobody_else() {
        let known = ["試験ユニオン", "東支部", "第一分会", "共済部長", "佐藤 花子"].map(str::to_owned);
        for written in [
            "試験ユニオン",
            "試験ユニオン 執行委員会",
            "執行委員会御中",
            "東支部",
            "東支部 第一分会 職場委員",
            "東支部執行委員会",
            "書記長 佐藤花子様",
            "佐藤　花子",
            "共済部長",
            "三役、会計監査",
            "本部の名簿担当",
            "Executive Committee",
        ] {
            assert!(is_inside(written, &known), "{written}");
        }
        for written in [
            "東京都労働委員会",
            "カクウデンソウ株式会社",
            "西支部",
            "架空労連",
            "架空労連 執行委員会",
            "佐藤 太郎",
            "様",
            "、",
            "人事部",
            "",
        ] {
            assert!(!is_inside(written, &known), "{written}");
        }
    }

    #[test]
    fn courtesy_and_departments_do_not_hide_a_recipient() {
        for written in [
            "架空精機株式会社",
            "架空精機㈱",
            "架空精機",
            "架空精機株式会社御中",
            "架空精機株式会社　人事部 御中",
            "架空精機 総務課様",
        ] {
            assert!(is_addressed(written, "架空精機株式会社"), "{written}");
        }
        assert!(is_addressed("架空ものづくり労連　御中", "架空ものづくり労連"));
        for written in ["架空精機労働組合", "架空精機支部 執行委員会", "架空精機本社分会", "架空", "別の会社", ""]
        {
            assert!(!is_addressed(written, "架空精機株式会社"), "{written}");
        }
        assert!(!is_addressed("架空", ""));
        assert!(is_addressed("みほん行", "みほん行"), "a name may end like a courtesy");
    }
}
