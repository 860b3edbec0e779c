//! The mapping of headers, table by table.

use super::*;

#[test]
fn the_words_of_headers_find_their_columns() {
    for (header, name) in [
        ("組合員Ｎｏ．", "member_no"),
        ("会員番号", "member_no"),
        ("従業員番号", "employee_no"),
        ("社員コード", "employee_no"),
        ("職番", "employee_no"),
        ("社員ＣＤ", "employee_no"),
        ("フルネーム", "name"),
        ("よみ", "kana"),
        ("名前", "name"),
        ("カナ氏名", "kana"),
        ("ﾌﾘｶﾞﾅ", "kana"),
        ("ふりがな", "kana"),
        ("所属", "department"),
        ("加入日", "joined_on"),
        ("組合加入日", "joined_on"),
        ("〒", "postal"),
        ("郵便番号", "postal"),
        ("メール(私用)", "mail_private"),
    ] {
        assert_eq!(KNOWN.get(&header_key(header)).map(|target| target.name()), Some(name), "{header}");
    }
    assert_eq!(begins(&header_key("社員番号（新）")).map(Target::name), Some("employee_no"));
    assert_eq!(begins(&header_key("配偶者氏名")), None);
    assert!(is_remark(&header_key(word(Locale::Ja, "column.import_reason"))));
}

#[test]
fn transforms_are_read_or_refused() {
    assert_eq!(Transform::read(Some("pad:6")), Some(Transform { pad: Some(6), ..Transform::default() }));
    assert_eq!(
        Transform::read(Some("pad:6,overwrite")),
        Some(Transform { pad: Some(6), overwrite: true, ..Transform::default() })
    );
    assert_eq!(Transform::read(None), Some(Transform::default()));
    assert_eq!(Transform::read(Some("pad:x")), None);
    assert_eq!(Transform::read(Some("shout")), None);
}
