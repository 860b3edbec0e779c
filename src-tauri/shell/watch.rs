//! Whether someone sits at the desk. A desk left alone is locked.

use kyojo_core::labels::Locale;
use serde_json::Value;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// Minutes until the lock while the desk has not said its own setting.
const MINUTES: u64 = 5;

/// What the shell knows of the officer: when the hand was last seen, and what the desk says of its settings in passing.
pub struct Watch(Mutex<Seen>);

struct Seen {
    // The steady clock stands still while the computer sleeps, the other one does not; an officer who put the
    // computer to sleep is away. The other clock may be set back, so either of the two is enough.
    steady: Instant,
    clock: SystemTime,
    limit: Duration,
    locale: Locale,
    running: usize,
    open: bool,
}

impl Default for Watch {
    fn default() -> Self {
        Self(Mutex::new(Seen {
            steady: Instant::now(),
            clock: SystemTime::now(),
            limit: Duration::from_secs(60 * MINUTES),
            locale: Locale::default(),
            running: 0,
            open: false,
        }))
    }
}

/// Work that runs; the desk is not left alone while it does.
pub struct Working<'w>(&'w Watch);

impl Drop for Working<'_> {
    fn drop(&mut self) {
        let mut seen = self.0.seen();
        seen.running = seen.running.saturating_sub(1);
        if seen.running == 0 {
            seen.touch();
        }
    }
}

impl Seen {
    fn touch(&mut self) {
        self.steady = Instant::now();
        self.clock = SystemTime::now();
    }
}

impl Watch {
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A key or the pointer moved.
    pub fn present(&self) {
        self.seen().touch();
    }

    /// A verb runs until the answer is dropped.
    pub fn working(&self) -> Working<'_> {
        self.seen().running += 1;
        Working(self)
    }

    /// The language of the dialogs.
    pub fn locale(&self) -> Locale {
        self.seen().locale
    }

    /// Learns from what crosses the wire: the language that is asked for, whether the desk is open, and its minutes until the lock.
    pub fn overhear(&self, crossing: &Value) {
        let mut seen = self.seen();
        if let Some(locale) = crossing.get("locale").and_then(|locale| serde_json::from_value(locale.clone()).ok()) {
            seen.locale = locale;
        }
        if let Some(minutes) = crossing.get("auto_lock_minutes").and_then(Value::as_u64).filter(|minutes| *minutes > 0)
        {
            seen.limit = Duration::from_secs(60 * minutes);
        }
        if let Some(state) = crossing.get("state").and_then(Value::as_str) {
            let open = state == "open";
            if open && !seen.open {
                seen.touch();
            }
            seen.open = open;
        }
    }

    /// Whether the desk was left alone for too long.
    pub fn left_alone(&self) -> bool {
        let seen = self.seen();
        let away = seen.steady.elapsed().max(seen.clock.elapsed().unwrap_or_default());
        seen.open && seen.running == 0 && away >= seen.limit
    }

    /// The desk is locked.
    pub fn locked(&self) {
        self.seen().open = false;
    }
}

#[cfg(test)]
mod tests {
    use super::Watch;
    use serde_json::json;
    use std::time::Duration;

    fn away_for(watch: &Watch, minutes: u64) {
        watch.seen().clock -= Duration::from_secs(60 * minutes);
    }

    #[test]
    fn a_desk_left_alone_is_noticed_after_the_minutes_of_its_setting() {
        let watch = Watch::default();
        watch.overhear(&json!({ "state": "open", "auto_lock_minutes": 2 }));
        assert!(!watch.left_alone());
        away_for(&watch, 1);
        assert!(!watch.left_alone());
        away_for(&watch, 1);
        assert!(watch.left_alone());
        watch.present();
        assert!(!watch.left_alone(), "a hand on the keyboard starts the minutes anew");
    }

    #[test]
    fn a_desk_that_works_or_is_locked_is_not_left_alone() {
        let watch = Watch::default();
        away_for(&watch, 60);
        assert!(!watch.left_alone(), "nothing is open yet");
        watch.overhear(&json!({ "state": "open", "auto_lock_minutes": 5 }));
        away_for(&watch, 60);
        let import = watch.working();
        assert!(!watch.left_alone());
        drop(import);
        assert!(!watch.left_alone(), "the minutes begin when the work ends");
        away_for(&watch, 60);
        assert!(watch.left_alone());
        watch.locked();
        assert!(!watch.left_alone());
    }
}
