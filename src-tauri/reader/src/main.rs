//! `kyojo-reader FILE`: reads one workbook or text table and prints its rows as lines of JSON.
//!
//! Workbooks come from outside the union, so this process is the only one that parses them. It limits itself before it
//! opens the file (memory, processor time, no file may be written), knows nothing of the union file, and says everything
//! it has to say on standard output. What it prints is described in [`wire`]; what it refuses, in [`problem`].
//!
//! ```text
//! kyojo-reader FILE [--sheet NAME]… [--rows N] [--password-file F | --password-stdin]
//! ```
//! Ends with 0 when the whole file was read, 1 after an `error` line, 2 when it was called wrongly.

mod arguments;
mod cells;
mod limits;
mod parts;
mod problem;
mod protected;
mod ranges;
mod sniff;
mod text;
mod wire;
mod workbook;

use std::fs::File;
use std::io::{self, Read, Seek};
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use arguments::Arguments;
use problem::{Code, Problem};
use sniff::Kind;
use wire::Out;

/// Anything that can be read and searched: the file itself, or the opened contents of a protected one.
pub(crate) trait Source: Read + Seek {}
impl<T: Read + Seek> Source for T {}

fn main() -> ExitCode {
    // A panic's words may hold what stands in a cell: nothing is printed, the line `error` says enough.
    panic::set_hook(Box::new(|_| {}));
    let Some(arguments) = Arguments::from_command_line() else {
        return ExitCode::from(2);
    };
    let mut out = Out::new(io::stdout().lock());
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| read(&arguments, &mut out)))
        .unwrap_or_else(|_| Err(Problem::new(Code::Damaged)));
    match outcome {
        Ok(()) => match out.end() {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(problem) => {
            // Nobody may be listening any more; there is no other way to tell.
            let _unheard = out.error(&problem);
            ExitCode::FAILURE
        }
    }
}

fn read(arguments: &Arguments, out: &mut Out<'_>) -> Result<(), Problem> {
    let password = arguments.password()?;
    let mut file = File::open(&arguments.file).map_err(|_| Problem::new(Code::Unreadable))?;
    limits::apply()?;
    let size = file.metadata().map_err(|_| Problem::new(Code::Unreadable))?;
    if size.is_dir() {
        return Err(Problem::new(Code::IsOther));
    }
    let size = size.len();
    let kind = sniff::kind(&mut file, size)?;
    let wish = arguments.wish();
    match kind {
        Kind::Xlsx => workbook::read(Box::new(io::BufReader::new(file)), size, &wish, out),
        Kind::Ods => ranges::read_ods(Box::new(io::BufReader::new(file)), size, &wish, out),
        Kind::Ole => match protected::open(file, size, password.as_ref())? {
            protected::Opened::Plain(file) => ranges::read_xls(Box::new(io::BufReader::new(file)), size, &wish, out),
            protected::Opened::Unlocked(bytes) => {
                let size = bytes.len() as u64;
                let mut bytes = io::Cursor::new(bytes);
                match sniff::kind(&mut bytes, size)? {
                    Kind::Xlsx => workbook::read(Box::new(bytes), size, &wish, out),
                    _ => Err(Problem::new(Code::IsOther)),
                }
            }
        },
        Kind::Text => text::read(file, size, &wish, out),
    }
}
