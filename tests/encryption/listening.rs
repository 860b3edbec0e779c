//! Hears everything that the program and its libraries say, at every level, through both ways of logging in use.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

static HEARD: OnceLock<Mutex<File>> = OnceLock::new();

/// Begin to listen; everything heard goes to the file.
pub fn begin(file: &Path) {
    HEARD.set(Mutex::new(File::create(file).unwrap())).ok().unwrap();
    tracing::subscriber::set_global_default(Listener::default()).unwrap();
    log::set_logger(&Log).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
}

fn note(text: &str) {
    if let Some(file) = HEARD.get() {
        writeln!(file.lock().unwrap(), "{text}").unwrap();
    }
}

#[derive(Default)]
struct Listener {
    spans: AtomicU64,
}

struct Words(String);

impl Visit for Words {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        let _ = write!(self.0, " {}={value}", field.name());
    }
}

impl Listener {
    fn say(what: &str, metadata: &Metadata<'_>, words: Words) {
        note(&format!("{what} {} {} {}{}", metadata.level(), metadata.target(), metadata.name(), words.0));
    }
}

impl Subscriber for Listener {
    fn enabled(&self, _metadata: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut words = Words(String::new());
        span.record(&mut words);
        Self::say("span", span.metadata(), words);
        Id::from_u64(self.spans.fetch_add(1, Ordering::Relaxed) + 1)
    }

    fn record(&self, _span: &Id, values: &Record<'_>) {
        let mut words = Words(String::new());
        values.record(&mut words);
        note(&format!("record{}", words.0));
    }

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut words = Words(String::new());
        event.record(&mut words);
        Self::say("event", event.metadata(), words);
    }

    fn enter(&self, _span: &Id) {}

    fn exit(&self, _span: &Id) {}
}

struct Log;

impl log::Log for Log {
    fn enabled(&self, _metadata: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        note(&format!("log {} {} {}", record.level(), record.target(), record.args()));
    }

    fn flush(&self) {}
}
