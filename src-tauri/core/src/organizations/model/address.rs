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
