//! The shell without a screen: Tauri's mock runtime with the real configuration, so the capabilities are enforced as in the program.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use kyojo_core::desk::{Desk, DeskOptions};
use kyojo_shell::files::Answers;
use serde_json::{Value, json};
use std::path::PathBuf;
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{App, WebviewWindow, WebviewWindowBuilder};

fn app(answers: Answers) -> App<MockRuntime> {
    let desk = Desk::new(DeskOptions::default());
    kyojo_shell::program(mock_builder(), desk, answers).build(kyojo_shell::context()).unwrap()
}

fn window(app: &App<MockRuntime>, label: &str) -> WebviewWindow<MockRuntime> {
    WebviewWindowBuilder::new(app, label, Default::default()).build().unwrap()
}

/// What the page at `url` gets for a command, as JSON.
fn ask_from(url: &str, window: &WebviewWindow<MockRuntime>, command: &str, input: Value) -> Result<Value, Value> {
    let request = InvokeRequest {
        cmd: command.into(),
        callback: tauri::ipc::CallbackFn(0),
        error: tauri::ipc::CallbackFn(1),
        url: url.parse().unwrap(),
        body: tauri::ipc::InvokeBody::Json(input),
        headers: Default::default(),
        invoke_key: INVOKE_KEY.into(),
    };
    get_ipc_response(window, request).map(|body| body.deserialize().unwrap())
}

fn ask(window: &WebviewWindow<MockRuntime>, command: &str, input: Value) -> Result<Value, Value> {
    ask_from("tauri://localhost", window, command, input)
}

fn call(capability: &str, verb: &str, input: Value) -> Value {
    json!({ "capability": capability, "verb": verb, "input": input, "job": "1", "progress": "__CHANNEL__:7" })
}

#[test]
fn the_main_window_reaches_the_verbs_of_the_core() {
    let app = app(Answers::default());
    let status = ask(&window(&app, "main"), "call", call("desk", "status", json!({}))).unwrap();
    assert_eq!(status["state"], "empty");
}

#[test]
fn a_refusal_crosses_as_a_code_and_never_as_a_sentence() {
    let app = app(Answers::default());
    let main = window(&app, "main");
    let locked = ask(&main, "call", call("officers", "list", json!({}))).unwrap_err();
    assert_eq!(locked["code"], "locked", "{locked}");
    let unknown = ask(&main, "call", call("members", "sell", json!({}))).unwrap_err();
    assert_eq!(unknown["code"], "missing", "{unknown}");
    let malformed = ask(&main, "call", call("desk", "open", json!({ "file": 7 }))).unwrap_err();
    assert_eq!(malformed["code"], "input_malformed", "{malformed}");
}

#[test]
fn another_window_reaches_nothing() {
    let app = app(Answers::default());
    let other = window(&app, "other");
    for command in ["call", "pick_file", "open_written", "attend", "present", "recent_unions"] {
        let refused = ask(&other, command, call("desk", "status", json!({}))).unwrap_err();
        assert!(refused.as_str().unwrap().contains("not allowed"), "{command}: {refused}");
    }
}

#[test]
fn a_page_from_elsewhere_in_the_main_window_reaches_nothing() {
    let app = app(Answers::default());
    let main = window(&app, "main");
    for url in ["https://example.com", "http://127.0.0.1:8080", "file:///tmp/page.html"] {
        let refused = ask_from(url, &main, "call", call("desk", "status", json!({}))).unwrap_err();
        assert!(refused.as_str().unwrap().contains("not allowed"), "{url}: {refused}");
    }
}

#[test]
fn commands_that_are_not_listed_are_refused_in_the_main_window_too() {
    let app = app(Answers::default());
    let main = window(&app, "main");
    for command in [
        "delete_everything",
        "plugin:dialog|open",
        "plugin:dialog|save",
        "plugin:event|listen",
        "plugin:event|emit",
        "plugin:window|create",
        "plugin:webview|create_webview_window",
        "plugin:path|resolve_directory",
        "plugin:fs|read_file",
        "plugin:shell|execute",
        "plugin:opener|open_path",
    ] {
        let refused = ask(&main, command, json!({})).unwrap_err();
        let refused = refused.as_str().unwrap();
        assert!(refused.contains("not allowed") || refused.contains("not found"), "{command}: {refused}");
    }
}

#[test]
fn a_picked_file_reaches_the_page_as_a_token_and_a_name_without_its_folder() {
    let folder = std::env::temp_dir().join(format!("kyojo-shell-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let answers = folder.join("answers");
    let chosen = ["名簿.xlsx", "東都", "団体あて"].map(|name| folder.join(name).display().to_string());
    std::fs::write(&answers, format!("{}\n/\n", chosen.join("\n"))).unwrap();
    let app = app(Answers::from(answers));
    let main = window(&app, "main");

    let opened = ask(&main, "pick_file", json!({ "purpose": "open_roster", "suggested": "" })).unwrap();
    assert_eq!(opened["name"], "名簿.xlsx");
    let saved = ask(&main, "pick_file", json!({ "purpose": "save_union", "suggested": "組合" })).unwrap();
    assert_eq!(saved["name"], "東都.kyojo");
    let several = ask(&main, "pick_file", json!({ "purpose": "save_folder", "suggested": "" })).unwrap();
    assert_eq!(several["name"], "団体あて", "a folder has no ending");
    let drive = ask(&main, "pick_file", json!({ "purpose": "save_folder", "suggested": "" })).unwrap();
    assert!(drive["token"].is_string(), "the top of a drive is a folder, too: {drive}");
    let folder_name = folder.file_name().unwrap().to_str().unwrap();
    assert!(!opened.to_string().contains(folder_name) && !saved.to_string().contains(folder_name), "{opened} {saved}");
    let closed = ask(&main, "pick_file", json!({ "purpose": "open_backup", "suggested": "" })).unwrap();
    assert_eq!(closed, Value::Null, "a dialog that was closed gives nothing");
    let unknown = ask(&main, "pick_file", json!({ "purpose": "open_password_store", "suggested": "" })).unwrap_err();
    assert!(unknown.as_str().unwrap().contains("purpose"), "{unknown}");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_path_from_the_page_is_not_a_file() {
    let app = app(Answers::default());
    let main = window(&app, "main");
    let file = root().join("Cargo.toml");
    let open = json!({ "file": file, "login": "admin", "passphrase": "correct horse battery" });
    let refused = ask(&main, "call", call("desk", "open", open)).unwrap_err();
    assert_eq!(refused["code"], "missing", "{refused}");
    let shown = ask(&main, "open_written", json!({ "token": file })).unwrap_err();
    assert_eq!(shown["code"], "missing", "{shown}");
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

fn json_of(path: &str) -> Value {
    serde_json::from_str(&read(path)).unwrap()
}

#[test]
fn the_content_security_policy_lets_in_nothing_from_outside() {
    let conf = json_of("tauri.conf.json");
    let security = &conf["app"]["security"];
    let mut directives: Vec<&str> = security["csp"].as_str().unwrap().split("; ").collect();
    directives.sort_unstable();
    assert_eq!(
        directives,
        [
            "base-uri 'none'",
            "connect-src ipc: http://ipc.localhost",
            "default-src 'none'",
            "font-src 'self'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "img-src 'self' data:",
            "object-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
        ]
    );
    assert_eq!(security["dangerousDisableAssetCspModification"], false, "the nonces of styles come from Tauri");
    assert_eq!(security["freezePrototype"], true);
    assert_eq!(security["assetProtocol"]["enable"], false);
    assert_eq!(conf["app"]["withGlobalTauri"], false);
    assert!(security.get("devCsp").is_none(), "development sees the policy of the release");
}

#[test]
fn the_one_window_keeps_no_suggestions_and_takes_dropped_files_natively() {
    let conf = json_of("tauri.conf.json");
    let windows = conf["app"]["windows"].as_array().unwrap();
    assert_eq!(windows.len(), 1);
    let window = &windows[0];
    assert_eq!(window["label"], "main");
    assert_eq!(window["create"], false, "window.rs opens it, with the guard over where it may go");
    assert_eq!(window["generalAutofillEnabled"], false);
    assert_eq!(window["dragDropEnabled"], true);
    assert_eq!(window["zoomHotkeysEnabled"], true);
    assert!(window.get("url").is_none() && window.get("devtools").is_none());
}

#[test]
fn the_capability_names_the_shells_own_commands_and_nothing_else() {
    let files: Vec<PathBuf> =
        std::fs::read_dir(root().join("src-tauri/capabilities")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    let capability = json_of("src-tauri/capabilities/main.json");
    assert_eq!(capability["windows"], json!(["main"]));
    assert_eq!(capability["local"], true);
    assert!(capability.get("remote").is_none() && capability.get("webviews").is_none());
    assert_eq!(
        capability["permissions"],
        json!([
            "allow-attend",
            "allow-call",
            "allow-open-written",
            "allow-pick-file",
            "allow-present",
            "allow-recent-unions"
        ])
    );
    assert_eq!(json_of("tauri.conf.json")["app"]["security"]["capabilities"], json!(["main"]));
    let build = read("src-tauri/build.rs");
    let declared = r#"&["attend", "call", "open_written", "pick_file", "present", "recent_unions"]"#;
    assert!(build.contains(declared), "a command that the manifest does not declare is open to every window");
}

#[test]
fn japanese_is_composed_in_the_field_under_linux() {
    // No test can see the input method's window; the call that moves it into the field must not get lost.
    assert!(read("src-tauri/shell/window.rs").contains("context.set_enable_preedit(true)"));
}

#[test]
fn release_builds_have_no_developer_tools() {
    let manifest = read("Cargo.toml");
    let tauri = manifest.lines().find(|line| line.starts_with("tauri = ")).unwrap();
    assert!(!tauri.contains("devtools"), "{tauri}");
}
