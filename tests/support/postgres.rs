//! A throw-away PostgreSQL for tests, one for each test program.
//!
//! The server in `$CODER_TEST_POSTGRES_URL` is used when there is one. Otherwise a cluster is made
//! with `initdb`, in a temporary folder, reachable through a socket in that folder only. A shell
//! watches over it: when the test program ends, however it ends, the shell's standard input closes
//! and it stops the cluster and removes the folder.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

/// Starts a cluster and waits for the end of standard input. Prints one line when it is ready.
const WATCH: &str = r#"
set -eu
cd /
folder=$(mktemp -d /tmp/coder-postgres.XXXXXX)
trap 'rm -rf "$folder"' EXIT
# PostgreSQL refuses to run as root. The prefix is not a function, so that $! is the server itself.
unprivileged=
if [ "$(id -u)" = 0 ]; then
    owner=$(id -u postgres 2>/dev/null || id -u nobody)
    chown "$owner" "$folder"
    unprivileged="setpriv --reuid=$owner --clear-groups"
fi
$unprivileged "$BIN/initdb" -D "$folder/data" -U coder -A trust -E UTF8 --locale=C.UTF-8 -N \
    >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
$unprivileged "$BIN/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=off \
    -c max_connections=400 </dev/null >"$folder/server.log" 2>&1 &
server=$!
tries=0
until "$BIN/pg_isready" -q -h "$folder" -U coder -d postgres; do
    tries=$((tries + 1))
    if ! kill -0 "$server" 2>/dev/null || [ "$tries" -gt 600 ]; then
        cat "$folder/server.log" >&2
        exit 1
    fi
    sleep 0.1
done
echo "$folder"
cat >/dev/null
kill -QUIT "$server" 2>/dev/null || true
wait "$server" 2>/dev/null || true
"#;

/// Where the tests find PostgreSQL.
static SERVER: OnceLock<Option<Server>> = OnceLock::new();

/// A server that databases can be made on.
struct Server {
    /// The part of its URL before the name of the database, and the part after it.
    url: (String, String),
    /// Holds the standard input of the shell open.
    _watch: Option<Child>,
}

/// The URL for a database called `name` on the server of the tests, which may not exist yet;
/// `None` when there is no PostgreSQL here.
///
/// # Panics
///
/// When there is none although `$CODER_REQUIRE_POSTGRES` is set.
pub(crate) fn url(name: &str) -> Option<String> {
    let server = SERVER.get_or_init(|| {
        let server = given().or_else(start);
        if server.is_none() {
            let required = environment("CODER_REQUIRE_POSTGRES").is_some_and(|text| text != "0");
            assert!(!required, "PostgreSQL is required and neither given nor installed");
            // Written past the capture of test output: what is skipped must be seen.
            let _ = writeln!(
                std::io::stderr(),
                "SKIPPED on PostgreSQL: set CODER_TEST_POSTGRES_URL or install the server"
            );
        }
        server
    });
    let (before, after) = &server.as_ref()?.url;
    Some(format!("{before}{name}{after}"))
}

#[expect(clippy::disallowed_methods, reason = "tests are told by their environment")]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|text| !text.is_empty())
}

/// The server that the environment names: `postgres://user:password@host:port/any?options`.
fn given() -> Option<Server> {
    let url = environment("CODER_TEST_POSTGRES_URL")?;
    let (scheme, rest) = url.split_once("://").expect("a URL has a scheme");
    let (place, options) = rest.split_once('?').map_or((rest, None), |(a, b)| (a, Some(b)));
    let authority = place.split('/').next().unwrap_or(place);
    let after = options.map(|options| format!("?{options}")).unwrap_or_default();
    Some(Server { url: (format!("{scheme}://{authority}/"), after), _watch: None })
}

/// The folder of PostgreSQL's programs: the newest under Debian's, or one of `$PATH`.
fn programs() -> Option<PathBuf> {
    let has_server = |folder: &PathBuf| folder.join("initdb").exists();
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> =
        versions.map(|version| version.path().join("bin")).filter(has_server).collect();
    folders.sort_by_key(|folder| {
        let version = folder.parent().and_then(Path::file_name)?.to_str()?;
        version.parse::<u32>().ok()
    });
    folders.pop().or_else(|| {
        let path = environment("PATH")?;
        std::env::split_paths(&path).find(has_server)
    })
}

fn start() -> Option<Server> {
    let folder = programs()?;
    let mut watch = Command::new("sh")
        .args(["-c", WATCH])
        .env("BIN", folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a shell starts");
    let mut socket = String::new();
    let output = watch.stdout.take().expect("the output is piped");
    BufReader::new(output).read_line(&mut socket).expect("the shell answers");
    let socket = socket.trim_end();
    assert!(!socket.is_empty(), "PostgreSQL is installed but does not start");
    let url = ("postgres:///".to_owned(), format!("?host={socket}&user=coder"));
    Some(Server { url, _watch: Some(watch) })
}
