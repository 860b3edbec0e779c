//! What a passphrase opens, and what nothing else does.

#![expect(clippy::unwrap_used, reason = "tests")]

use secrecy::SecretString;

use super::*;

fn phrase(text: &str) -> SecretString {
    SecretString::from(text)
}

fn add(slots: &mut Slots, key: &FileKey, officer: uuid::Uuid, login: &str, passphrase: &str) {
    let keys = OfficerKeys::random().unwrap();
    let (slot, _) = slots.seal(officer, login, &phrase(passphrase), &keys, key, COST_FLOOR).unwrap();
    slots.put(slot);
}

#[test]
fn a_passphrase_opens_its_own_slot_and_no_other_does() {
    let key = FileKey::random().unwrap();
    let mut slots = Slots::new();
    let (a, b) = (crate::ids::new(), crate::ids::new());
    add(&mut slots, &key, a, "admin", "correct horse");
    add(&mut slots, &key, b, "hanako", "another one");
    let text = slots.to_text(&key);
    assert!(!text.contains("admin") && !text.contains("hanako"), "the slots file names nobody");
    let slots = Slots::parse(&text).unwrap().unwrap();
    assert_eq!(slots.open(None, &phrase("correct horse")).unwrap().0, a);
    let (who, _, found) = slots.open(Some("hanako"), &phrase("another one")).unwrap();
    assert_eq!((who, found.0), (b, key.0));
    assert_eq!(slots.open(Some("hanako"), &phrase("correct horse")).unwrap_err(), Error::WrongKey);
    assert_eq!(slots.open(Some("nobody"), &phrase("correct horse")).unwrap_err(), Error::WrongKey);
}

#[test]
fn a_changed_slots_file_is_noticed() {
    let key = FileKey::random().unwrap();
    let mut slots = Slots::new();
    add(&mut slots, &key, crate::ids::new(), "admin", "correct horse");
    let mut text = slots.to_text(&key);
    text = text.replace(&format!("\"passes\": {}", COST_FLOOR.passes), "\"passes\": 1");
    let weakened = Slots::parse(&text).unwrap().unwrap();
    assert_eq!(weakened.open(None, &phrase("correct horse")).unwrap_err().code(), "keys_damaged");
}

#[test]
fn the_recovery_sheet_is_the_file_key_and_notices_a_typo() {
    let key = FileKey::random().unwrap();
    let code = key.recovery_code();
    let typed = code.to_lowercase().replace('-', " ");
    assert_eq!(FileKey::from_recovery_code(&typed).unwrap().0, key.0);
    let last = if code.starts_with('7') { "8" } else { "7" };
    let wrong = format!("{last}{}", code.chars().skip(1).collect::<String>());
    assert!(FileKey::from_recovery_code(&wrong).is_err());
}

#[test]
fn keys_are_never_printed() {
    let key = FileKey::random().unwrap();
    assert_eq!(format!("{key:?}"), "FileKey(…)");
}
