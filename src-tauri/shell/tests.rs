//! The shell without a screen: Tauri's mock runtime with the real configuration, so the capabilities are enforced as in the program.
