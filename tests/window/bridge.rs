//! The loopback bridge of the window tests: serves the built window under the policy of the real one and passes the page's calls to the
//! real core. `bridge --data FOLDER` prints its address and ends when its standard input closes.
//!
//! `POST /call /progress /pick_file /open_written /present /recent_unions` are the page's; `/queue_file /offer /opened` are the test's.

use std::collections::{HashMap, VecDeque};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use kyojo_core::api;
use kyojo_core::desk::{Desk, DeskOptions};
use kyojo_core::error::Error;
use kyojo_core::progress::{Progress, Step};
use serde_json::{Value, json};

type Fault = Box<dyn std::error::Error + Send + Sync>;

struct Bridge {
    desk: Desk,
    runtime: tokio::runtime::Runtime,
    window: PathBuf,
    policy: String,
    dialogs: Mutex<VecDeque<PathBuf>>,
    steps: Mutex<HashMap<String, Step>>,
    targets: Mutex<HashMap<String, PathBuf>>,
    opened: Mutex<Vec<PathBuf>>,
}

struct Request {
    method: String,
    path: String,
    body: Vec<u8>,
}

fn main() -> Result<(), Fault> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut words = std::env::args().skip(1);
    let mut data = None;
    while let Some(word) = words.next() {
        match word.as_str() {
            "--data" => data = words.next(),
            other => return Err(format!("unknown word {other}").into()),
        }
    }
    std::env::set_current_dir(data.ok_or("--data FOLDER is missing")?)?;

    let bridge = Arc::new(Bridge {
        desk: Desk::new(DeskOptions { automatic_backups: true, reader: reader(), ..DeskOptions::default() }),
        runtime: tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?,
        window: root.join("ui/dist"),
        policy: policy(&root)?,
        dialogs: Mutex::default(),
        steps: Mutex::default(),
        targets: Mutex::default(),
        opened: Mutex::default(),
    });
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    writeln!(std::io::stdout(), "http://{}/", listener.local_addr()?)?;
    std::io::stdout().flush()?;

    std::thread::spawn(|| {
        let mut rest = Vec::new();
        let _closed = std::io::stdin().read_to_end(&mut rest);
        std::process::exit(0);
    });
    for stream in listener.incoming().flatten() {
        let bridge = bridge.clone();
        std::thread::spawn(move || {
            let _browser_went_away = bridge.serve(stream);
        });
    }
    Ok(())
}

/// The reader stands beside the program; the bridge lies one folder deeper.
fn reader() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let folder = program.parent()?.parent()?;
    Some(folder.join(format!("kyojo-reader{}", std::env::consts::EXE_SUFFIX)))
}

/// The window's own policy; only the calls go to the bridge instead of Tauri.
fn policy(root: &Path) -> Result<String, Fault> {
    let conf: Value = serde_json::from_str(&std::fs::read_to_string(root.join("tauri.conf.json"))?)?;
    let policy = conf.pointer("/app/security/csp").and_then(Value::as_str).ok_or("tauri.conf.json names no policy")?;
    let here = policy.replace("connect-src ipc: http://ipc.localhost", "connect-src 'self'");
    if here == policy {
        Err("the policy's connect-src is not the one that the bridge replaces".into())
    } else {
        Ok(here)
    }
}

impl Bridge {
    fn serve(&self, stream: TcpStream) -> Result<(), Fault> {
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut stream = stream;
        while let Some(request) = read(&mut reader)? {
            if request.method == "GET" {
                self.show(&mut stream, &request.path)?;
            } else {
                let input = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
                let answer = match self.answer(&request.path, &input) {
                    Ok(value) => json!({ "ok": value }),
                    Err(error) => json!({ "error": error }),
                };
                write(&mut stream, "200 OK", "application/json", "", answer.to_string().as_bytes())?;
            }
        }
        Ok(())
    }

    fn answer(&self, path: &str, input: &Value) -> Result<Value, Error> {
        let word = |name: &str| input.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        match path {
            "/call" => self.call(
                &word("capability"),
                &word("verb"),
                input.get("input").cloned().unwrap_or_default(),
                word("job"),
            ),
            "/progress" => Ok(json!(held(&self.steps).get(&word("job")))),
            "/pick_file" => {
                let Some(path) = held(&self.dialogs).pop_front() else { return Ok(Value::Null) };
                let picked = self.offer(&path);
                if word("purpose").starts_with("save") {
                    held(&self.targets).insert(picked.0.clone(), path);
                }
                Ok(json!({ "token": picked.0, "name": picked.1 }))
            }
            "/open_written" => {
                let path = held(&self.targets).get(&word("token")).filter(|path| path.exists()).cloned();
                held(&self.opened).push(path.ok_or(Error::Missing { what: "file" })?);
                Ok(Value::Null)
            }
            "/present" => Ok(Value::Null),
            // The shell keeps these; a test that wants some answers in its place.
            "/recent_unions" => Ok(json!([])),
            "/queue_file" => {
                held(&self.dialogs).push_back(PathBuf::from(word("path")));
                Ok(Value::Null)
            }
            "/offer" => {
                let picked = self.offer(Path::new(&word("path")));
                Ok(json!({ "token": picked.0, "name": picked.1 }))
            }
            "/opened" => Ok(json!(*held(&self.opened))),
            _ => Err(Error::Missing { what: "verb" }),
        }
    }

    fn call(&self, capability: &str, verb: &str, input: Value, job: String) -> Result<Value, Error> {
        let steps = Arc::new(Mutex::new(None));
        let last = steps.clone();
        let progress = Progress::to(move |step| *held(&last) = Some(step));
        self.desk.begin_job(&job, progress.clone());
        let answer = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            self.runtime.block_on(async {
                let work = api::call(&self.desk, capability, verb, input, &progress);
                tokio::pin!(work);
                // The page asks for progress on another connection: what the verb said last is put where that one finds it.
                loop {
                    tokio::select! {
                        answer = &mut work => break answer,
                        () = tokio::time::sleep(std::time::Duration::from_millis(50)) => {
                            if let Some(step) = held(&steps).take() {
                                held(&self.steps).insert(job.clone(), step);
                            }
                        }
                    }
                }
            })
        }));
        self.desk.end_job(&job);
        held(&self.steps).remove(&job);
        answer.unwrap_or_else(|_said| Err(Error::Bug("panic".into())))
    }

    fn offer(&self, path: &Path) -> (String, String) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        (self.desk.offer(path.to_path_buf()), name)
    }

    fn show(&self, stream: &mut TcpStream, path: &str) -> Result<(), Fault> {
        let path = path.split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
        let path = if path.is_empty() { "index.html" } else { path };
        let inside = Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)));
        let found = inside.then(|| std::fs::read(self.window.join(path)).ok()).flatten();
        if path == "favicon.ico" {
            // Chromium asks for it by itself; the window has none.
            return write(stream, "204 No Content", "image/x-icon", "", b"");
        }
        let Some(bytes) = found else {
            return write(stream, "404 Not Found", "text/plain", "", b"");
        };
        let kind = match path.rsplit('.').next() {
            Some("html") => "text/html; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            Some("svg") => "image/svg+xml",
            Some("png") => "image/png",
            Some("json") => "application/json",
            Some("woff2") => "font/woff2",
            _ => "application/octet-stream",
        };
        if path != "index.html" {
            return write(stream, "200 OK", kind, "", &bytes);
        }
        // As Tauri does it: a nonce for the page's style elements, and the prototype frozen before the first script.
        let nonce = fresh_nonce();
        let page = String::from_utf8(bytes)?.replace("<style", &format!("<style nonce=\"{nonce}\"")).replacen(
            "<head>",
            &format!("<head><script nonce=\"{nonce}\">Object.freeze(Object.prototype)</script>"),
            1,
        );
        let policy = self
            .policy
            .replace("style-src 'self'", &format!("style-src 'self' 'nonce-{nonce}'"))
            .replace("script-src 'self'", &format!("script-src 'self' 'nonce-{nonce}'"));
        write(stream, "200 OK", kind, &format!("Content-Security-Policy: {policy}\r\n"), page.as_bytes())
    }
}

fn fresh_nonce() -> String {
    use std::hash::{BuildHasher as _, Hasher as _};
    std::collections::hash_map::RandomState::new().build_hasher().finish().to_string()
}

fn held<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read(reader: &mut BufReader<TcpStream>) -> Result<Option<Request>, Fault> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace();
    let method = words.next().unwrap_or_default().to_owned();
    let path = words.next().unwrap_or_default().to_owned();
    let mut length = 0;
    loop {
        let mut header = String::new();
        if reader.read_line(&mut header)? == 0 || header.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = header.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(Some(Request { method, path, body }))
}

fn write(stream: &mut TcpStream, status: &str, kind: &str, headers: &str, body: &[u8]) -> Result<(), Fault> {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n{headers}\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)?;
    Ok(stream.flush()?)
}
