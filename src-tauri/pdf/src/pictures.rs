//! Pictures of the pages: they arrive inside the booklet as letters, and the typesetter wants them as files.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;

/// Takes the pictures out of a booklet and answers them with the names that stand in their place. A picture that cannot be
/// read is left away, with the block that it stood in.
pub(crate) fn taken_out(booklet: &mut Value) -> Vec<(String, Vec<u8>)> {
    let mut pictures = Vec::new();
    let pages = booklet.get_mut("pages").and_then(Value::as_array_mut).into_iter().flatten();
    for blocks in pages.filter_map(|page| page.get_mut("blocks").and_then(Value::as_array_mut)) {
        blocks.retain_mut(|block| {
            if block.get("block").and_then(Value::as_str) != Some("picture") {
                return true;
            }
            let Some(data) = block.get_mut("data") else { return false };
            let Some(bytes) = data.as_str().and_then(|letters| BASE64_STANDARD.decode(letters).ok()) else {
                return false;
            };
            let name = format!("/picture-{}", pictures.len());
            *data = Value::String(name.clone());
            pictures.push((name, bytes));
            true
        });
    }
    pictures
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_picture_leaves_its_name_behind_and_a_broken_one_goes_with_its_block() {
        let mut booklet = json!({ "pages": [
            { "blocks": [{ "block": "heading", "text": "x" }, { "block": "picture", "data": "aGVsbG8=" }] },
            { "blocks": [{ "block": "picture", "data": "*" }] },
        ] });
        assert_eq!(taken_out(&mut booklet), [("/picture-0".to_owned(), b"hello".to_vec())]);
        assert_eq!(booklet["pages"][0]["blocks"][1]["data"], "/picture-0");
        assert!(booklet["pages"][1]["blocks"].as_array().unwrap().is_empty());
    }
}
