//! Turns `tauri.conf.json` and the capabilities into the shell's context. Runs with the workspace's root as its place.

use tauri_build::{AppManifest, Attributes};

/// The commands of the shell. A command that is not named here is open to every window; one that is named needs a capability.
const COMMANDS: &[&str] = &["attend", "call", "open_written", "pick_file", "present", "recent_unions"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=ui/dist");
    // A clone whose window is not built yet still compiles, so that the core can be worked on without Node.js.
    std::fs::create_dir_all("ui/dist")?;
    let manifest = AppManifest::new().commands(COMMANDS);
    let attributes =
        Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/**/*").app_manifest(manifest);
    Ok(tauri_build::try_build(attributes)?)
}
