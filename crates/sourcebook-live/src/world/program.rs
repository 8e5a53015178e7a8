//! Programs of a world: their environment, their output, and their end.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::processes::{self, MARK};

/// How long a program may take to end in good order.
const GRACE: Duration = Duration::from_secs(1);

/// How long a server that closes its connections may take to be gone.
const END: Duration = Duration::from_millis(500);

/// How often it is looked whether something has happened.
pub(super) const PAUSE: Duration = Duration::from_millis(5);

/// Maximum number of bytes that are shown of what a program printed.
const MAX_SHOWN_BYTES: u64 = 4 << 10;

/// Maximum number of bytes that a seed may print.
const MAX_OUTPUT_BYTES: u64 = 16 << 20;

/// A program that is to run in a world.
#[derive(Debug)]
pub(super) struct Program<'a> {
    /// Its name and its arguments.
    pub(super) words: &'a [String],
    /// The project's folder, in which it runs.
    pub(super) folder: &'a Path,
    /// The world's home.
    pub(super) home: &'a Path,
    /// Variables beside those that every program has.
    pub(super) environment: Vec<(String, String)>,
}

/// What a program that has ended left behind.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) output: String,
    pub(super) complaints: String,
    /// None where it did not end in time.
    pub(super) status: Option<ExitStatus>,
}

impl Program<'_> {
    /// Starts a server.
    pub(super) fn serve(&self) -> io::Result<Server> {
        let log = tempfile::tempfile_in(self.home)?;
        let child = self.spawn(log.try_clone()?, log.try_clone()?)?;
        Ok(Server { child, log })
    }

    /// Runs a program to its end, or until it has taken too long.
    pub(super) fn finish(&self, patience: Duration) -> io::Result<Ended> {
        let mut output = tempfile::tempfile_in(self.home)?;
        let log = tempfile::tempfile_in(self.home)?;
        let child = self.spawn(output.try_clone()?, log.try_clone()?)?;
        let mut server = Server { child, log };
        let status = server.wait(patience)?;
        output.seek(SeekFrom::Start(0))?;
        let mut printed = Vec::new();
        output.take(MAX_OUTPUT_BYTES).read_to_end(&mut printed)?;
        let output = String::from_utf8_lossy(&printed).into_owned();
        Ok(Ended { output, complaints: server.printed(), status })
    }

    fn spawn(&self, output: File, complaints: File) -> io::Result<Child> {
        let mut command = Command::new(self.locate()?);
        let folder = if self.folder.as_os_str().is_empty() { Path::new(".") } else { self.folder };
        command.args(self.words.get(1..).unwrap_or_default()).current_dir(folder);
        command.env_clear().env("PATH", search_path()).env("LANG", "C.UTF-8");
        command.env("HOME", self.home).env("TMPDIR", self.home).env(MARK, self.home);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null()).stdout(output).stderr(complaints);
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        command.spawn()
    }

    /// A program with a folder in its name is meant relative to the project.
    fn locate(&self) -> io::Result<PathBuf> {
        let name = self.words.first().map_or("", String::as_str);
        if name.contains('/') {
            std::path::absolute(self.folder.join(name))
        } else {
            Ok(PathBuf::from(name))
        }
    }
}

/// Where programs are found: the one thing that a world has from around it.
#[expect(clippy::disallowed_methods, reason = "programs are found as this one was")]
pub(super) fn search_path() -> OsString {
    std::env::var_os("PATH").unwrap_or_default()
}

/// A program that runs. It is ended, with everything that it started, when this is dropped.
#[derive(Debug)]
pub(super) struct Server {
    child: Child,
    /// What it prints.
    log: File,
}

impl Server {
    /// How it has ended, with the end of what it printed; none while it runs.
    pub(super) fn ended(&mut self) -> Option<String> {
        let status = self.child.try_wait().ok()??;
        let printed = self.printed();
        Some(if printed.is_empty() {
            format!("it ended ({status}) and printed nothing")
        } else {
            format!("it ended ({status}); its output ends with:\n{printed}")
        })
    }

    /// The same for a server that may be about to end.
    pub(super) fn ends(&mut self) -> Option<String> {
        self.wait(END).ok()??;
        self.ended()
    }

    /// The end of what it printed so far.
    pub(super) fn printed(&mut self) -> String {
        // What cannot be read is not shown; the rest of the message still says what happened.
        let length = self.log.seek(SeekFrom::End(0)).unwrap_or(0);
        let start = length.saturating_sub(MAX_SHOWN_BYTES);
        let mut bytes = Vec::new();
        if let Ok(mut log) = self.log.try_clone()
            && log.seek(SeekFrom::Start(start)).is_ok()
        {
            let _ = log.take(MAX_SHOWN_BYTES).read_to_end(&mut bytes);
            let _ = self.log.seek(SeekFrom::End(0));
        }
        String::from_utf8_lossy(&bytes).trim_end().to_owned()
    }

    /// Waits for its end; none where it takes too long.
    fn wait(&mut self, patience: Duration) -> io::Result<Option<ExitStatus>> {
        let begin = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Ok(Some(status));
            }
            if begin.elapsed() >= patience {
                return Ok(None);
            }
            std::thread::sleep(PAUSE);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        processes::ask_group(self.child.id());
        // Whether it ended by itself or not, nothing of its group is left afterwards.
        let _ = self.wait(GRACE);
        processes::end_group(self.child.id());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
