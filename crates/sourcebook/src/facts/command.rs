//! Runs the command that prints the facts document.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;

use sourcebook_syntax::{Diagnostic, MAX_TEXT_BYTES};

use crate::codes::FACTS_COMMAND;
use crate::config::Located;

/// Maximum number of lines of standard error that are shown when a command fails.
const MAX_SHOWN_LINES: usize = 20;

/// Maximum number of bytes of standard error that are kept.
const MAX_KEPT_BYTES: usize = 64 << 10;

/// What a command that has ended left behind.
struct Ended {
    output: Vec<u8>,
    complaints: Vec<u8>,
    status: ExitStatus,
}

/// Runs the command in the project's folder, without a shell, and returns what it printed.
///
/// # Errors
/// Why nothing usable was printed, with the end of its standard error.
pub(super) fn run(
    command: &Located<Vec<String>>,
    folder: &Path,
) -> Result<String, Box<Diagnostic>> {
    let fail = |message: String| {
        let diagnostic = Diagnostic::new(&FACTS_COMMAND, message);
        let help = "run the command by hand in the folder of sourcebook.toml";
        let diagnostic = match &command.place {
            Some(place) => diagnostic.at(place.clone(), "this command"),
            None => diagnostic,
        };
        Box::new(diagnostic.help(help))
    };
    let shown = command.value.join(" ");
    let child = start(&command.value, folder)
        .map_err(|error| fail(format!("`{shown}` cannot be started: {error}")))?;
    let ended = finish(child).map_err(|error| {
        fail(format!(
            "the output of `{shown}` cannot be read: \
        {error}"
        ))
    })?;
    if ended.output.len() > MAX_TEXT_BYTES {
        return Err(fail(format!("`{shown}` printed more than 256 MiB")));
    }
    if !ended.status.success() {
        let error = fail(format!("`{shown}` failed: {}", ended.status));
        return Err(Box::new(with_complaints(*error, &ended.complaints)));
    }
    String::from_utf8(ended.output).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        fail(format!("`{shown}` printed something that is not UTF-8, at byte {at}"))
    })
}

fn start(words: &[String], folder: &Path) -> io::Result<Child> {
    let (program, arguments) =
        words.split_first().map_or(("", words), |(first, rest)| (first.as_str(), rest));
    let program = locate(program, folder)?;
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
}

/// A program with a folder in its name is meant relative to the project; whether the system would
/// look there or in the current folder differs between systems.
fn locate(program: &str, folder: &Path) -> io::Result<PathBuf> {
    if program.contains('/') {
        std::path::absolute(folder.join(program))
    } else {
        Ok(PathBuf::from(program))
    }
}

/// Reads both streams at once, so that neither can block the command, and waits for its end.
fn finish(mut child: Child) -> io::Result<Ended> {
    let complaints = child.stderr.take();
    let complaints = thread::spawn(move || complaints.map_or(Ok(Vec::new()), keep_end));
    let mut output = Vec::new();
    let read = match child.stdout.take() {
        Some(stdout) => stdout.take(MAX_TEXT_BYTES as u64 + 1).read_to_end(&mut output),
        None => Ok(0),
    };
    if read.is_err() || output.len() > MAX_TEXT_BYTES {
        // It may have ended by itself meanwhile; either way it prints no more.
        let _ = child.kill();
    }
    let status = child.wait()?;
    read?;
    let complaints = complaints.join().map_err(|_| io::Error::other("reading stopped"))??;
    Ok(Ended { output, complaints, status })
}

/// Reads everything and keeps the last bytes.
fn keep_end(mut stream: impl Read) -> io::Result<Vec<u8>> {
    let mut kept = Vec::new();
    let mut chunk = [0; 8 << 10];
    loop {
        let read = stream.read(&mut chunk)?;
        if read == 0 {
            return Ok(kept);
        }
        kept.extend_from_slice(&chunk[..read]);
        kept.drain(..kept.len().saturating_sub(MAX_KEPT_BYTES));
    }
}

fn with_complaints(diagnostic: Diagnostic, complaints: &[u8]) -> Diagnostic {
    let text = String::from_utf8_lossy(complaints);
    let lines: Vec<_> = text.trim_end().lines().collect();
    if lines.is_empty() {
        return diagnostic.note("it printed nothing to standard error");
    }
    let shown = lines[lines.len().saturating_sub(MAX_SHOWN_LINES)..].join("\n");
    diagnostic.note(format!("its standard error ends with:\n{shown}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_in_a_folder_is_one_of_the_project() {
        let here = std::env::current_dir().expect("a folder");
        let table = [
            ("coder", PathBuf::from("coder")),
            ("tools/coder", here.join("project/tools/coder")),
            ("/usr/bin/coder", PathBuf::from("/usr/bin/coder")),
        ];
        for (program, expected) in table {
            let located = locate(program, Path::new("project")).expect("a path");
            assert_eq!(located, expected, "{program}");
        }
    }

    #[test]
    fn the_end_of_a_long_text_is_kept() {
        let text = "a".repeat(MAX_KEPT_BYTES * 3) + "end";
        let kept = keep_end(text.as_bytes()).expect("reads from memory");
        assert_eq!(kept.len(), MAX_KEPT_BYTES);
        assert!(kept.ends_with(b"aend"));
    }
}
