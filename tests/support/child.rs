//! A test that goes on in a process of its own, to be killed or to be listened to.

use std::process::{Command, Stdio};

/// Names the test that the process shall be.
const ROLE: &str = "KYOJO_TEST_CHILD";

/// This test program again, as the child `role`; `test` is the path of the test that answers to it.
pub fn process(test: &str, role: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("the test's own path"));
    command
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(ROLE, role)
        .env_remove("RUST_LOG")
        .stdin(Stdio::null());
    command
}

/// Whether this process is that child; in an ordinary run it is not, and the test has nothing to do.
pub fn is(role: &str) -> bool {
    std::env::var(ROLE).is_ok_and(|named| named == role)
}
