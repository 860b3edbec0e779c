//! Places where a union file cannot live, or can no longer be written.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

use super::{ask, founded, open, try_to};
use crate::support::office::{Office, PASSPHRASE};

fn union(file: &Path) -> serde_json::Value {
    json!({ "file": file, "union_name": "試験ユニオン（架空）", "login": "admin", "passphrase": PASSPHRASE, "strength": "floor" })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_another_program_copies_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Office::desk();
    for name in ["OneDrive - 組合", "Dropbox", "Google Drive", "Nextcloud"] {
        let synced = folder.path().join(name).join("深い");
        std::fs::create_dir_all(&synced).unwrap();
        assert_eq!(
            try_to(&desk, "desk", "create", union(&synced.join("u.kyojo"))).await.unwrap_err(),
            "folder_synced",
            "{name}"
        );
        assert_eq!(std::fs::read_dir(&synced).unwrap().count(), 0);
    }
    let marked = folder.path().join("marked");
    std::fs::create_dir_all(marked.join(".stfolder")).unwrap();
    assert_eq!(try_to(&desk, "desk", "create", union(&marked.join("u.kyojo"))).await.unwrap_err(), "folder_synced");
    assert_eq!(
        try_to(&desk, "desk", "create", union(&folder.path().join("none/u.kyojo"))).await.unwrap_err(),
        "folder_missing"
    );
    // A file that came to lie in such a folder is not opened there, and a backup is not restored into it.
    founded(folder.path(), "u.kyojo").await;
    let moved = folder.path().join("Dropbox/u.kyojo");
    for ending in ["", ".keys", ".keys.copy"] {
        std::fs::copy(
            format!("{}{ending}", folder.path().join("u.kyojo").display()),
            format!("{}{ending}", moved.display()),
        )
        .unwrap();
    }
    assert_eq!(open(&moved).await.err().as_deref(), Some("folder_synced"));
}

/// A small file system of its own, unmounted when dropped. Only root may make one.
struct Medium {
    at: PathBuf,
    _folder: tempfile::TempDir,
}

impl Medium {
    fn new(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().join("medium");
        std::fs::create_dir(&at).unwrap();
        let options = format!("size={size},mode=0777");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(&at).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self { at, _folder: folder });
        }
        eprintln!(
            "\n*** SKIPPED: a small file system cannot be mounted here (not root): full and read-only media are not tested ***\n"
        );
        None
    }

    fn again(&self, options: &str) {
        let done = Command::new("mount").args(["-o", &format!("remount,{options}")]).arg(&self.at).output().unwrap();
        assert!(done.status.success(), "{done:?}");
    }
}

impl Drop for Medium {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.at).output();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_loses_nothing_and_work_goes_on_when_there_is_room() {
    let Some(medium) = Medium::new("12m") else { return };
    let file = medium.at.join("u.kyojo");
    founded(&medium.at, "u.kyojo").await;
    let desk = open(&file).await.unwrap();
    let filler = medium.at.join("filler");
    let add = |n: u32| json!({ "kind": "employer", "name": format!("架空会社{n}"), "address": "東京都".repeat(500) });
    // All but a little is taken by something else.
    let fill = |room: usize| {
        let _ = std::fs::remove_file(&filler);
        let mut size = 12 * 1024 * 1024;
        while size > 0 && std::fs::write(&filler, vec![1; size]).is_err() {
            size -= 64 * 1024;
        }
        std::fs::write(&filler, vec![1; size.saturating_sub(room)]).unwrap();
    };
    let mut acknowledged = 0;
    let mut refused = 0;
    for room in [512 * 1024, 64 * 1024, 0] {
        fill(room);
        for _ in 0..200 {
            match try_to(&desk, "organizations", "add_employer", add(acknowledged)).await {
                Ok(_) => acknowledged += 1,
                Err(code) => {
                    // Again and again, as an officer tries: each refusal leaves the connection as it was.
                    assert_eq!(code, "disk_full");
                    refused += 1;
                    if refused % 4 == 0 {
                        break;
                    }
                }
            }
        }
    }
    assert!(refused >= 8 && acknowledged > 0, "{acknowledged} acknowledged, {refused} refused");
    let backup = medium.at.join("b.kyojo-backup");
    assert_eq!(try_to(&desk, "desk", "backup", json!({ "file": backup })).await.unwrap_err(), "disk_full");
    let other = Office::desk();
    let founding = try_to(&other, "desk", "create", union(&medium.at.join("v.kyojo"))).await.unwrap_err();
    assert_eq!(founding, "disk_full");
    let mut left: Vec<String> = std::fs::read_dir(&medium.at)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    left.sort();
    left.retain(|name| !name.starts_with("u.kyojo"));
    assert_eq!(left, ["filler"], "what could not be finished leaves nothing behind");
    assert_eq!(
        ask(&desk, "organizations", "employers", json!({})).await.as_array().unwrap().len(),
        acknowledged as usize,
        "looking still works"
    );

    std::fs::remove_file(&filler).unwrap();
    ask(&desk, "organizations", "add_employer", add(9999)).await;
    assert_eq!(ask(&desk, "desk", "verify", json!({})).await["findings"], json!([]));
    ask(&desk, "desk", "lock", json!({})).await;
    let desk = open(&file).await.unwrap();
    assert_eq!(
        ask(&desk, "organizations", "employers", json!({})).await.as_array().unwrap().len(),
        acknowledged as usize + 1
    );
    ask(&desk, "desk", "lock", json!({})).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_medium_that_cannot_be_written_says_so() {
    let Some(medium) = Medium::new("8m") else { return };
    let file = medium.at.join("u.kyojo");
    founded(&medium.at, "u.kyojo").await;
    let desk = open(&file).await.unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    ask(&desk, "desk", "backup", json!({ "file": elsewhere.path().join("b.kyojo-backup") })).await;
    ask(&desk, "desk", "lock", json!({})).await;
    medium.again("ro");
    assert_eq!(open(&file).await.err().as_deref(), Some("file_read_only"));
    let other = Office::desk();
    assert_eq!(
        try_to(&other, "desk", "create", union(&medium.at.join("v.kyojo"))).await.unwrap_err(),
        "file_read_only"
    );
    let restore = json!({ "from": elsewhere.path().join("b.kyojo-backup"), "to": medium.at.join("r.kyojo") });
    assert_eq!(try_to(&other, "desk", "restore", restore).await.unwrap_err(), "file_read_only");
    medium.again("rw");
    let desk = open(&file).await.expect("as before when it can be written again");
    assert_eq!(ask(&desk, "desk", "verify", json!({})).await["findings"], json!([]));
    ask(&desk, "desk", "lock", json!({})).await;
}
