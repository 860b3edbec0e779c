//! How a line ends.

use kyojo_core::error::Error;
use serde_json::{Value, json};

/// A line that was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All of it.
    Done,
    /// Done, but some rows were rejected, or some of the reports that were due failed.
    SomeRejected,
    /// A check was made and found something.
    Found,
}

/// A line that stopped before its end.
#[derive(Debug)]
pub enum Stop {
    /// The core said no.
    Refused(Error),
    /// The line was typed wrongly; a label and its parameters.
    Usage(&'static str, Value),
    /// Nobody reads the output any more (`| head`).
    NobodyReads,
}

/// Result of a line.
pub type Result<T> = std::result::Result<T, Stop>;

impl Stop {
    /// Wrong usage without parameters.
    pub fn usage(label: &'static str) -> Self {
        Self::Usage(label, json!({}))
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Self::NobodyReads,
            _ => Self::Refused(Error::io(&error, std::path::Path::new("stdout"))),
        }
    }
}
