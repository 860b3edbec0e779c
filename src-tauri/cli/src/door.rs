//! Through the door: a desk that is open for one line, and closed after it.

use kyojo_core::api;
use kyojo_core::desk::{Desk, DeskOptions};
use kyojo_core::error::Error;
use kyojo_core::labels::Locale;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::arguments::Access;
use crate::passphrase;
use crate::screen::Screen;
use crate::stop::{Result, Stop};

/// A desk and how its verbs are called.
pub struct Door<'s> {
    desk: Desk,
    screen: &'s Screen,
}

/// The file or server that the line names.
pub fn place(access: &Access) -> Result<&str> {
    access.db.as_deref().filter(|db| !db.is_empty()).ok_or(Stop::usage("cli.no_db"))
}

impl<'s> Door<'s> {
    /// A desk with nothing open. A verb that speaks words speaks the language of the screen.
    pub async fn closed(access: &Access, screen: &'s Screen) -> Result<Self> {
        let desk = Desk::new(DeskOptions { paths_allowed: true, today: access.today, ..DeskOptions::default() });
        let door = Self { desk, screen };
        let locale = if screen.locale == Locale::En { "en" } else { "ja" };
        door.ask("desk", "status", json!({ "locale": locale })).await?;
        Ok(door)
    }

    /// A desk with the union open, as the officer named or the first one.
    pub async fn open(access: &Access, screen: &'s Screen) -> Result<Self> {
        let place = place(access)?;
        let passphrase = passphrase::known(access, screen)?;
        let door = Self::closed(access, screen).await?;
        door.ask(
            "desk",
            "open",
            json!({ "file": place, "login": access.login, "passphrase": passphrase.expose_secret() }),
        )
        .await?;
        Ok(door)
    }

    /// Call a verb.
    pub async fn ask(&self, capability: &str, verb: &str, input: Value) -> std::result::Result<Value, Error> {
        api::call(&self.desk, capability, verb, input, &self.screen.progress()).await
    }

    /// Close the file, so that nothing lies beside it when the line is done.
    pub async fn close(self) {
        // What could not be closed is closed by the end of the program; nothing is lost.
        let _ = api::call(&self.desk, "desk", "lock", Value::Null, &kyojo_core::progress::Progress::silent()).await;
    }
}

/// Open, work, close, whatever the work answered.
pub async fn within<T>(access: &Access, screen: &Screen, work: impl AsyncFnOnce(&Door<'_>) -> Result<T>) -> Result<T> {
    let door = Door::open(access, screen).await?;
    let answer = work(&door).await;
    door.close().await;
    answer
}
