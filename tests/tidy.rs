//! What the house forbids. Each test fails with a sentence that says what to do about it.

mod doors;
mod files;
mod labels;
mod line;
mod schema;
mod source;

/// Fail with what was found and the cure.
fn none(found: &[String], cure: &str) {
    assert!(found.is_empty(), "{cure}\n  {}", found.join("\n  "));
}
