//! What the operating system must be told before the window opens.

/// A panic says where it happened and nothing else: its message may hold a member's name, and standard error may be a log.
pub fn keep_faults_quiet() {
    std::panic::set_hook(Box::new(|fault| {
        use std::io::Write as _;

        if let Some(place) = fault.location() {
            let _no_terminal = writeln!(std::io::stderr(), "kyojo: bug {}:{}", place.file(), place.line());
        }
    }));
}

/// WebKitGTK shows an empty window on NVIDIA's own driver unless its DMABUF renderer is off; elsewhere that renderer is the fast one.
///
/// The variable must stand before any thread starts, so the program starts itself again with it. Returns when nothing had to be done.
pub fn choose_renderer() {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::process::CommandExt as _;

        const SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
        if !needs_plain_renderer(std::path::Path::new("/"), std::env::var_os(SWITCH).is_some()) {
            return;
        }
        if let Ok(program) = std::env::current_exe() {
            let _failed = std::process::Command::new(program).args(std::env::args_os().skip(1)).env(SWITCH, "1").exec();
        }
    }
}

/// Whether NVIDIA's own driver is loaded in the system under `root` and nobody has decided the matter already.
#[cfg(target_os = "linux")]
fn needs_plain_renderer(root: &std::path::Path, decided: bool) -> bool {
    !decided && (root.join("proc/driver/nvidia/version").exists() || root.join("sys/module/nvidia").exists())
}

#[cfg(all(test, target_os = "linux"))]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::needs_plain_renderer;

    #[test]
    fn the_plain_renderer_is_chosen_only_beside_the_nvidia_driver() {
        let root = std::env::temp_dir().join(format!("kyojo-renderer-{}", std::process::id()));
        std::fs::create_dir_all(&root).unwrap();
        assert!(!needs_plain_renderer(&root, false));
        std::fs::create_dir_all(root.join("proc/driver/nvidia")).unwrap();
        std::fs::write(root.join("proc/driver/nvidia/version"), "NVRM version").unwrap();
        assert!(needs_plain_renderer(&root, false));
        assert!(!needs_plain_renderer(&root, true), "a choice of the officer stands");
        std::fs::remove_dir_all(root).unwrap();
    }
}
