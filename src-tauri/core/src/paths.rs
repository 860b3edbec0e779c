//! What a path says of a file.

use std::path::Path;

/// The name of a file, without its folder.
pub(crate) fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Whether the name of a file has an ending, in whatever case: `xlsx`.
pub(crate) fn ends_in(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_says_the_name_and_the_kind_of_a_file() {
        let roster = Path::new("folder/名簿.XLSX");
        assert_eq!(name_of(roster), "名簿.XLSX");
        assert!(ends_in(roster, "xlsx"));
        assert!(!ends_in(roster, "pdf"));
        assert!(!ends_in(Path::new("xlsx"), "xlsx"));
        assert_eq!(name_of(Path::new("")), "");
    }
}
