//! The real program, started as a person starts it.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;

use tempfile::TempDir;

/// The variables that a person may have set for the program, or for these tests.
const VARIABLES: [&str; 15] = [
    "CODER_CONFIG_DIR",
    "CODER_CONFIG_PATH",
    "CODER_DATA_DIRECTORY",
    "CODER_EMAIL",
    "CODER_HTTP_ADDRESS",
    "CODER_LICENSE_KEYS",
    "CODER_PASSWORD",
    "CODER_PG_CONNECTION_URL",
    "CODER_REQUIRE_POSTGRES",
    "CODER_SESSION_TOKEN",
    "CODER_SETUP_TOKEN",
    "CODER_TEST_POSTGRES_URL",
    "CODER_URL",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
];

/// A machine of its own for the program: nothing that it does reaches anything else.
pub(crate) struct Machine {
    home: Arc<TempDir>,
    variables: Vec<(&'static str, String)>,
}

impl Machine {
    pub(crate) fn new() -> Self {
        Self { home: Arc::new(TempDir::new().unwrap()), variables: Vec::new() }
    }

    /// The same with a variable of the environment.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    /// A file in the home folder.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// The home folder.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// The program with `arguments`, in the home folder.
    pub(crate) fn coder(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_coder"));
        command.args(arguments).current_dir(self.home.path()).env("HOME", self.home.path());
        for name in VARIABLES {
            command.env_remove(name);
        }
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null());
        command
    }

    /// Runs the program to its end.
    pub(crate) fn output(&self, arguments: &[&str]) -> Output {
        self.coder(arguments).output().unwrap()
    }

    /// Runs the program, which must succeed, and gives what it prints.
    pub(crate) fn run(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        text(&output.stdout).to_owned()
    }

    /// Runs the program with `input` on its standard input; it must succeed.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &str) -> String {
        let mut command = self.coder(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        text(&output.stdout).to_owned()
    }

    /// Runs the program, which must refuse, and gives what it says on standard error.
    pub(crate) fn reject(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", text(&output.stdout));
        text(&output.stderr).to_owned()
    }

    /// Starts the server on a free port.
    pub(crate) fn serve(&self) -> Server {
        let command = self.coder(&["server", "--http-address", "127.0.0.1:0"]);
        Server::start_in(Some(Arc::clone(&self.home)), command)
    }
}

pub(crate) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A started server. It is ended with the test, also when the test fails.
pub(crate) struct Server {
    child: Child,
    pub(crate) url: String,
    /// What it printed when it started.
    pub(crate) welcome: String,
    /// Its files stay for as long as it runs, also where nobody keeps the machine.
    _home: Option<Arc<TempDir>>,
}

impl Server {
    /// Starts the program and waits until it has said everything that it says at its start.
    pub(crate) fn start(command: Command) -> Self {
        Self::start_in(None, command)
    }

    fn start_in(home: Option<Arc<TempDir>>, mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut welcome = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        while !welcome.contains("Press Ctrl-C to stop.") {
            if stdout.read_line(&mut welcome).unwrap() == 0 {
                let mut errors = String::new();
                child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
                panic!("the server did not start: {errors}");
            }
        }
        child.stdout = Some(stdout.into_inner());
        let url = welcome.lines().next().unwrap().rsplit(' ').next().unwrap().to_owned();
        Self { child, url, welcome, _home: home }
    }

    /// Drops what the server writes to standard error, which would otherwise fill the pipe.
    pub(crate) fn without_log(mut self) -> Self {
        let mut stderr = self.child.stderr.take().unwrap();
        std::thread::spawn(move || std::io::copy(&mut stderr, &mut std::io::sink()));
        self
    }

    #[cfg(unix)]
    pub(crate) fn signal(&self, signal: rustix::process::Signal) {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, signal).unwrap();
    }

    /// The id of the process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Lets the process write to files only up to so many bytes, or as far as it likes.
    #[cfg(target_os = "linux")]
    pub(crate) fn limit_files(&self, bytes: Option<u64>) {
        let pid = rustix::process::Pid::from_child(&self.child);
        let limit = rustix::process::Rlimit { current: bytes, maximum: None };
        rustix::process::prlimit(Some(pid), rustix::process::Resource::Fsize, limit).unwrap();
    }

    /// Waits for the end: the exit code, and what was written to standard error.
    pub(crate) fn end(&mut self) -> (Option<i32>, String) {
        let mut errors = String::new();
        if let Some(mut stderr) = self.child.stderr.take() {
            stderr.read_to_string(&mut errors).unwrap();
        }
        (self.child.wait().unwrap().code(), errors)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
