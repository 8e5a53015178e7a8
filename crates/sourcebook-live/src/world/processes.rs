//! Ends processes with everything that they started, and does so too when this program is interrupted.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The variable by which every process of a world is known, whoever its parent is. Its value is the
/// world's home.
pub(super) const MARK: &str = "SOURCEBOOK_LIVE_HOME";

/// The homes of the worlds that are there now.
static HOMES: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn homes() -> std::sync::MutexGuard<'static, Vec<PathBuf>> {
    HOMES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps a home in mind, so that an interruption clears it away.
pub(super) fn remember(home: &Path) {
    homes().push(home.to_owned());
}

/// Ends what still runs in a home, and forgets it.
pub(super) fn forget(home: &Path) {
    end_all_in(home);
    homes().retain(|known| known != home);
}

/// From now on, a signal that ends this program (Ctrl-C, a request to terminate, a terminal that is
/// closed) first ends the servers that it started, and deletes their homes.
///
/// # Errors
/// When the system refuses to tell of signals.
#[cfg(unix)]
pub fn stop_at_signals() -> std::io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP])?;
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            // The lock is kept, so that no world begins any more.
            let homes = homes();
            for home in homes.iter() {
                end_all_in(home);
                // What cannot be deleted now is left to the system.
                let _ = std::fs::remove_dir_all(home);
            }
            std::process::exit(128 + signal);
        }
    });
    Ok(())
}

/// This system has no signals.
///
/// # Errors
/// Never.
#[cfg(not(unix))]
pub fn stop_at_signals() -> std::io::Result<()> {
    Ok(())
}

/// Ends a group of processes at once.
#[cfg(unix)]
pub(super) fn end_group(leader: u32) {
    signal_group(leader, rustix::process::Signal::KILL);
}

/// Asks a group of processes to end.
#[cfg(unix)]
pub(super) fn ask_group(leader: u32) {
    signal_group(leader, rustix::process::Signal::TERM);
}

#[cfg(unix)]
fn signal_group(leader: u32, signal: rustix::process::Signal) {
    let leader = i32::try_from(leader).ok().and_then(rustix::process::Pid::from_raw);
    if let Some(leader) = leader {
        // Where nobody of the group is left, there is nothing to do.
        let _ = rustix::process::kill_process_group(leader, signal);
    }
}

#[cfg(not(unix))]
pub(super) fn end_group(_leader: u32) {}

#[cfg(not(unix))]
pub(super) fn ask_group(_leader: u32) {}

/// Ends every process that has a home's mark: also those that have left their group.
#[cfg(target_os = "linux")]
fn end_all_in(home: &Path) {
    use rustix::process::{Pid, Signal, kill_process};
    // A process may start another one while it is being looked for.
    for _ in 0..10 {
        let found = marked(home);
        for process in &found {
            if let Some(process) = Pid::from_raw(*process) {
                let _ = kill_process(process, Signal::KILL);
            }
        }
        if found.is_empty() {
            return;
        }
        std::thread::yield_now();
    }
}

#[cfg(not(target_os = "linux"))]
fn end_all_in(_home: &Path) {}

/// The numbers of the processes that have a home's mark and run.
#[cfg(target_os = "linux")]
fn marked(home: &Path) -> Vec<i32> {
    let mark = format!("{MARK}={}", home.display());
    let Ok(entries) = std::fs::read_dir("/proc") else { return Vec::new() };
    let numbers = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    let has_mark = |number: &i32| {
        // Those of others cannot be read; one that has ended has no environment.
        let environment = std::fs::read(format!("/proc/{number}/environ")).unwrap_or_default();
        environment.split(|byte| *byte == 0).any(|variable| variable == mark.as_bytes())
    };
    numbers.filter(has_mark).collect()
}
