//! The page's one way into the core: a verb by its name. Whatever happens in there, the page gets an answer.

use crate::watch::Watch;
use crate::{locking, recent};
use futures_util::FutureExt as _;
use kyojo_core::api;
use kyojo_core::desk::Desk;
use kyojo_core::error::Error;
use kyojo_core::progress::{Progress, Step};
use serde_json::Value;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tauri::ipc::Channel;
use tauri::{AppHandle, Runtime, State};

/// Progress reaches the page at most this often; an eye follows no more.
const STEP_EVERY: Duration = Duration::from_millis(100);

/// Verbs after which another union is the one in use.
const ENTERS: [&str; 5] = ["open", "create", "create_sample", "recover", "restore"];

/// Calls a verb of the core. `job` names the work so that `desk.cancel` can stop it; `progress` hears how far it has come.
#[expect(clippy::too_many_arguments, reason = "the page's arguments by name, and what Tauri hands in beside them")]
#[tauri::command]
pub async fn call<R: Runtime>(
    app: AppHandle<R>,
    desk: State<'_, Arc<Desk>>,
    watch: State<'_, Watch>,
    capability: String,
    verb: String,
    input: Value,
    job: String,
    progress: Channel<Step>,
) -> Result<Value, Error> {
    let _working = watch.working();
    let door = capability == "desk";
    if door {
        watch.overhear(&input);
    }
    let answer = answered(&desk, &capability, &verb, input, &job, following(progress)).await?;
    if door {
        watch.overhear(&answer);
        if verb == "lock" {
            locking::forget_page(&app);
        } else if ENTERS.contains(&verb.as_str())
            && let Some(known) = desk.known()
        {
            recent::keep(&app, &known);
        }
    }
    Ok(answer)
}

/// A verb's answer. A fault inside becomes an error like any other: the officer's window stays, and so does what was saved.
pub async fn answered(
    desk: &Desk,
    capability: &str,
    verb: &str,
    input: Value,
    job: &str,
    progress: Progress,
) -> Result<Value, Error> {
    desk.begin_job(job, progress.clone());
    let answer = unbroken(api::call(desk, capability, verb, input, &progress)).await;
    desk.end_job(job);
    answer
}

/// Turns a panic into [`Error::Bug`]. What the panic said may hold a member's name and is dropped.
async fn unbroken<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    AssertUnwindSafe(work).catch_unwind().await.unwrap_or_else(|_said| Err(Error::Bug("panic".into())))
}

/// Passes steps on, thinned out; the last one of a stage always arrives.
fn following(page: Channel<Step>) -> Progress {
    let last: Mutex<Option<Instant>> = Mutex::default();
    Progress::to(move |step| {
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        let ended = step.total > 0 && step.done >= step.total;
        if ended || last.is_none_or(|sent| sent.elapsed() >= STEP_EVERY) {
            *last = Some(Instant::now());
            let _page_is_gone = page.send(step);
        }
    })
}

#[cfg(test)]
#[expect(clippy::panic, reason = "tests")]
mod tests {
    use super::unbroken;
    use kyojo_core::error::Error;

    #[tokio::test]
    async fn a_fault_in_a_verb_is_an_answer_and_not_the_end() {
        let said: Result<(), Error> = unbroken(async { panic!("佐藤 花子") }).await;
        assert_eq!(said, Err(Error::Bug("panic".into())));
    }
}
