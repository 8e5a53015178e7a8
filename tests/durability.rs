//! What was acknowledged survives: the server is killed in the middle of uploads, and its disk fills
//! up.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails where something unexpected happens, also in its own functions"
)]

use std::collections::HashMap;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::sync::Mutex;
use tokio::task::JoinSet;
use uuid::Uuid;

#[path = "support/postgres.rs"]
mod postgres;
#[path = "support/program.rs"]
#[expect(dead_code, reason = "shared with other test programs, which use the rest")]
mod program;

use program::{Machine, Server};

const LICENSES: usize = 1000;
const UPLOADERS: usize = 8;
const PASSWORD: &str = "correct horse battery";

/// A fresh PostgreSQL database, made with the program that comes with the server.
async fn database() -> Option<String> {
    use sqlx::Connection;

    let name = format!("test_{}", Uuid::new_v4().simple());
    let mut admin = sqlx::PgConnection::connect(&postgres::url("postgres")?).await.unwrap();
    let create = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
    sqlx::raw_sql(create).execute(&mut admin).await.unwrap();
    postgres::url(&name)
}

/// Each license by its id: what it says, and the signed token.
fn licenses(pem: &str) -> HashMap<String, (Value, String)> {
    let key = EncodingKey::from_ed_pem(pem.as_bytes()).unwrap();
    let header = Header { kid: Some("k1".to_owned()), ..Header::new(Algorithm::EdDSA) };
    let license = |number: usize| {
        let id = Uuid::new_v4().to_string();
        let claims = json!({
            "jti": id,
            "version": 3,
            "exp": 4_000_000_000_i64,
            "features": {"user_limit": number + 1},
            // Long enough to lie on more than one page of the store.
            "note": format!("{number} ").repeat(600),
        });
        let token = jsonwebtoken::encode(&header, &claims, &key).unwrap();
        (id, (claims, token))
    };
    (0..LICENSES).map(license).collect()
}

/// What the uploaders share.
struct Uploads {
    http: reqwest::Client,
    session: String,
    waiting: Mutex<Vec<(String, String)>>,
    acknowledged: Mutex<Vec<String>>,
    count: AtomicUsize,
}

impl Uploads {
    /// Uploads until nothing waits, or the server is gone. Kills it after `kill_at` answers.
    async fn run(self: Arc<Self>, server: Arc<Server>, kill_at: usize) {
        loop {
            let Some((id, token)) = self.waiting.lock().await.pop() else { return };
            let sent = self
                .http
                .post(format!("{}/api/v2/licenses", server.url))
                .header("Coder-Session-Token", &self.session)
                .json(&json!({"license": token}))
                .send()
                .await;
            // After a restart one that was kept without being acknowledged is a duplicate.
            match sent.map(|answer| answer.status()) {
                Ok(StatusCode::CREATED | StatusCode::CONFLICT) => {
                    self.acknowledged.lock().await.push(id);
                    if self.count.fetch_add(1, Ordering::SeqCst) + 1 == kill_at {
                        server.signal(rustix::process::Signal::KILL);
                    }
                }
                Ok(status) => panic!("{status}"),
                Err(_) => {
                    self.waiting.lock().await.push((id, token));
                    return;
                }
            }
        }
    }

    /// Every license that the server has, by its id.
    async fn kept(&self, server: &Server) -> HashMap<String, Value> {
        let request = self.http.get(format!("{}/api/v2/licenses", server.url));
        let answer = request.header("Coder-Session-Token", &self.session).send().await.unwrap();
        let list: Vec<Value> = answer.json().await.unwrap();
        let by_id = |mut license: Value| {
            (license["uuid"].as_str().unwrap().to_owned(), license["claims"].take())
        };
        let count = list.len();
        let kept: HashMap<String, Value> = list.into_iter().map(by_id).collect();
        assert_eq!(kept.len(), count, "a license is there twice");
        kept
    }
}

async fn log_in(http: &reqwest::Client, url: &str) -> String {
    let body = json!({"email": "ada@example.com", "password": PASSWORD});
    let request = http.post(format!("{url}/api/v2/users/login")).json(&body);
    let answer: Value = request.send().await.unwrap().json().await.unwrap();
    answer["session_token"].as_str().expect("a session").to_owned()
}

async fn survives(machine: Machine) {
    let public = machine.run(&["licenses", "keygen", "--kid", "k1"]);
    let machine = machine.with("CODER_LICENSE_KEYS", public.trim());
    let licenses = licenses(&fs::read_to_string(machine.file("license-key.pem")).unwrap());
    let create = ["server", "create-admin-user", "--username", "ada", "--email"];
    machine.run_with(&[&create[..], &["ada@example.com"]].concat(), PASSWORD);

    let http = reqwest::Client::new();
    let mut server = Arc::new(machine.serve().without_log());
    let uploads = Arc::new(Uploads {
        session: log_in(&http, &server.url).await,
        http,
        waiting: licenses
            .iter()
            .map(|(id, (_, token))| (id.clone(), token.clone()))
            .collect::<Vec<_>>()
            .into(),
        acknowledged: Mutex::default(),
        count: AtomicUsize::new(0),
    });
    for kill_at in [150, 500, 850, usize::MAX] {
        let mut uploading = JoinSet::new();
        for _ in 0..UPLOADERS {
            uploading.spawn(Arc::clone(&uploads).run(Arc::clone(&server), kill_at));
        }
        uploading.join_all().await;
        if kill_at < LICENSES {
            assert!(!uploads.waiting.lock().await.is_empty(), "killed too late");
            server = Arc::new(machine.serve().without_log());
        }
        let kept = uploads.kept(&server).await;
        for id in uploads.acknowledged.lock().await.iter() {
            assert!(kept.contains_key(id), "{id} was acknowledged and is gone");
        }
        for (id, claims) in &kept {
            assert_eq!(claims, &licenses[id].0, "{id} is not what was sent");
        }
    }
    assert_eq!(uploads.acknowledged.lock().await.len(), LICENSES);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn acknowledged_licenses_survive_a_kill_on_sqlite() {
    survives(Machine::new()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn acknowledged_licenses_survive_a_kill_on_postgresql() {
    let Some(url) = database().await else { return };
    survives(Machine::new().with("CODER_PG_CONNECTION_URL", url)).await;
}

/// Starts several processes at once on an empty store: each migrates it or finds it migrated.
async fn start_together(machine: Machine) {
    let create = |number: usize| {
        let name = format!("user{number}");
        let email = format!("{name}@example.com");
        let arguments = ["server", "create-admin-user", "--username", &name, "--email", &email]
            .map(str::to_owned);
        let mut command = machine.coder(&arguments.each_ref().map(String::as_str));
        command.env("CODER_PASSWORD", PASSWORD);
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
        command.spawn().unwrap()
    };
    let started: Vec<_> = (0..6).map(create).collect();
    for child in started {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", program::text(&output.stderr));
    }
    let server = machine.serve().without_log();
    let http = reqwest::Client::new();
    let body = json!({"email": "user0@example.com", "password": PASSWORD});
    let request = http.post(format!("{}/api/v2/users/login", server.url)).json(&body);
    let session: Value = request.send().await.unwrap().json().await.unwrap();
    let token = session["session_token"].as_str().unwrap();
    let request = http.get(format!("{}/api/v2/users", server.url));
    let users: Value = request.bearer_auth(token).send().await.unwrap().json().await.unwrap();
    assert_eq!(users["count"], 6, "{users}");
}

#[tokio::test]
async fn processes_that_start_together_share_a_new_sqlite_store() {
    start_together(Machine::new()).await;
}

#[tokio::test]
async fn processes_that_start_together_share_a_new_postgresql_store() {
    let Some(url) = database().await else { return };
    start_together(Machine::new().with("CODER_PG_CONNECTION_URL", url)).await;
}

#[tokio::test]
async fn a_second_server_on_a_folder_is_refused_while_commands_may_use_it() {
    let machine = Machine::new();
    let first = machine.serve();
    let told = machine.reject(&["server", "--http-address", "127.0.0.1:0"]);
    let process = format!("another server uses it (process {})", first.id());
    assert!(told.contains(&process), "{told}");
    let create = ["server", "create-admin-user", "--username", "ada", "--email"];
    machine.run_with(&[&create[..], &["ada@example.com"]].concat(), PASSWORD);
    log_in(&reqwest::Client::new(), &first.url).await;
    first.signal(rustix::process::Signal::KILL);
    drop(first);
    machine.serve();
}

/// The server cannot make any file larger, and then can again: as when its disk is full for a while.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_is_told_and_forgotten_as_soon_as_there_is_space() {
    let machine = Machine::new();
    let create = ["server", "create-admin-user", "--username", "ada", "--email"];
    machine.run_with(&[&create[..], &["ada@example.com"]].concat(), PASSWORD);
    // Beyond its limit, a process gets a signal that would end it; it is ignored here.
    let coder = machine.coder(&["server", "--http-address", "127.0.0.1:0"]);
    let mut command = std::process::Command::new("sh");
    command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]).arg(coder.get_program());
    command.args(coder.get_args()).current_dir(machine.home());
    for (name, value) in coder.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let server = Server::start(command).without_log();
    let http = reqwest::Client::new();
    let session = log_in(&http, &server.url).await;
    let add = async |name: &str| {
        let url = format!("{}/api/v2/users/me/keys/tokens", server.url);
        let request = http.post(url).bearer_auth(&session);
        let body = json!({"token_name": name, "lifetime": 3_600_000_000_000_i64});
        request.json(&body).send().await.unwrap()
    };
    let health =
        async || http.get(format!("{}/healthz", server.url)).send().await.unwrap().status();
    assert_eq!(add("before").await.status(), StatusCode::CREATED);
    for round in 0..3 {
        server.limit_files(Some(1));
        for number in 0..12 {
            let answer = add(&format!("full-{round}-{number}")).await;
            assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
            assert_eq!(answer.headers()["retry-after"], "5");
        }
        assert_eq!(health().await, StatusCode::SERVICE_UNAVAILABLE);
        server.limit_files(None);
        assert_eq!(add(&format!("after-{round}")).await.status(), StatusCode::CREATED);
        assert_eq!(health().await, StatusCode::OK);
    }
}
