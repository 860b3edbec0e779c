//! What the shell tells the page unasked, through the one channel that the page gives it.
//!
//! Not through Tauri's events: a page that may listen to those would also hear the paths of dropped files.

use crate::files::Picked;
use serde::Serialize;
use std::sync::{Mutex, PoisonError};
use tauri::ipc::Channel;

/// Something that happened to the window.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
#[serde(tag = "signal", rename_all = "snake_case")]
pub enum Signal {
    /// Files are held over the window.
    Over,
    /// They were carried away again.
    Left,
    /// Files were dropped.
    Dropped {
        /// In the order of the drop.
        files: Vec<Picked>,
    },
    /// The program was started with a union file, now or a second time.
    Opened {
        /// The union file.
        file: Picked,
    },
    /// The union that was used last lies on a server.
    Shared {
        /// Where; its password is asked for.
        server: Remembered,
    },
}

/// A server as the page may know it.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Remembered {
    /// Name or address of the server.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Name of the database.
    pub database: String,
    /// Schema within the database, where one was named.
    pub schema: Option<String>,
    /// User of the database.
    pub user: String,
    /// Certificate of the authority that vouches for the server.
    pub root_certificate: Option<Picked>,
}

/// Where signals go: to the page that attends, or, until it does, into a short queue.
#[derive(Default)]
pub struct Signals(Mutex<Audience>);

#[derive(Default)]
struct Audience {
    channel: Option<Channel<Signal>>,
    waiting: Vec<Signal>,
}

impl Signals {
    /// The page listens from now on; what waited for it comes at once. A reloaded page replaces the one before.
    pub fn attend(&self, channel: Channel<Signal>) {
        let mut audience = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for signal in audience.waiting.drain(..) {
            let _page_is_gone = channel.send(signal);
        }
        audience.channel = Some(channel);
    }

    /// The page is about to be replaced: a file opened from now on waits for the next one.
    pub fn dismiss(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).channel = None;
    }

    /// Tells the page, or keeps an opened file for the page to come.
    pub fn send(&self, signal: Signal) {
        let mut audience = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match (&audience.channel, &signal) {
            (Some(channel), _) => {
                let _page_is_gone = channel.send(signal);
            }
            // Only the last union that was opened matters; a drag over no page is nobody's.
            (None, Signal::Opened { .. } | Signal::Shared { .. }) => audience.waiting = vec![signal],
            (None, _) => {}
        }
    }
}
