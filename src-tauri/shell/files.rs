//! Files that the officer chose. The shell opens the dialogs and keeps the paths; the page gets a token and a name to show.

use serde::Serialize;

/// A file that was picked, dropped or opened.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Picked {
    /// Stands for the path in a verb's input.
    pub token: String,
    /// The file's own name, without its folders.
    pub name: String,
}
