//! What a path says of a file.

use std::path::Path;

use crate::error::{Error, Result};

/// The name of a file, without its folder.
pub(crate) fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Whether the name of a file has an ending, in whatever case: `xlsx`.
pub(crate) fn ends_in(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending))
}

/// Refuses a name that is no workbook's, before anything is asked for it.
///
/// # Errors
/// `file_kind_xlsx`.
pub(crate) fn is_workbook(path: &Path) -> Result<()> {
    if ends_in(path, "xlsx") { Ok(()) } else { Err(Error::file("file_kind_xlsx", path)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_says_the_name_and_the_kind_of_a_file() {
        let roster = Path::new("folder/名簿.XLSX");
        assert_eq!(name_of(roster), "名簿.XLSX");
        assert!(ends_in(roster, "xlsx"));
        assert!(is_workbook(roster).is_ok());
        assert!(!ends_in(roster, "pdf"));
        assert!(matches!(is_workbook(Path::new("名簿.csv")), Err(error) if error.code() == "file_kind_xlsx"));
        assert!(!ends_in(Path::new("xlsx"), "xlsx"));
        assert_eq!(name_of(Path::new("")), "");
    }
}
