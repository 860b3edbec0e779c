//! The limits that this process sets itself before it parses anything: a hostile workbook may end it, nothing more.

use crate::problem::Problem;

/// Rows of a sheet, as many as a spreadsheet program has.
pub(crate) const ROWS: u32 = 1_048_576;
/// Columns of a sheet; what stands further right is counted and left out.
pub(crate) const COLUMNS: u32 = 512;
/// Characters of one cell, as many as a spreadsheet program allows.
pub(crate) const CELL_CHARACTERS: usize = 32_767;
/// Bytes of one printed row.
pub(crate) const LINE_BYTES: usize = 4 << 20;
/// Bytes of a workbook as it lies on the disk.
pub(crate) const WORKBOOK_BYTES: u64 = 256 << 20;
/// Bytes of a text table, which is streamed and not held.
pub(crate) const TEXT_BYTES: u64 = 2 << 30;
/// Merged regions that are told of a sheet.
pub(crate) const MERGED_REGIONS: usize = 20_000;
/// Sheets of a workbook.
pub(crate) const SHEETS: usize = 1_000;

/// Memory that this process may map, in bytes.
#[cfg(unix)]
const MEMORY: u64 = 512 << 20;
/// Processor time, in seconds: a table of a million rows takes about a minute.
#[cfg(unix)]
const PROCESSOR_SECONDS: u64 = 600;

/// Sets the limits. On systems without them the parent's time limit stands alone.
#[cfg(unix)]
pub(crate) fn apply() -> Result<(), Problem> {
    use crate::problem::Code;
    use rlimit::Resource;

    let wanted = [
        (Resource::AS, MEMORY),
        (Resource::CPU, PROCESSOR_SECONDS),
        (Resource::CORE, 0),
        // No file may grow, so none can be written; standard output is a pipe.
        (Resource::FSIZE, 0),
    ];
    for (resource, limit) in wanted {
        let outcome = resource.get().and_then(|(_, hard)| {
            let limit = limit.min(hard);
            resource.set(limit, limit)
        });
        // macOS knows the limit on memory by name only.
        if outcome.is_err() && cfg!(target_os = "linux") {
            return Err(Problem::new(Code::ReaderFailed));
        }
    }
    Ok(())
}

/// Sets the limits. On systems without them the parent's time limit stands alone.
#[cfg(not(unix))]
pub(crate) fn apply() -> Result<(), Problem> {
    Ok(())
}
