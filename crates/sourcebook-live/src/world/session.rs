//! Command lines of a page, run one after the other in one shell.

use std::ffi::OsString;
use std::io;
use std::path::Path;

use super::World;
use super::program::{Program, search_path};
use crate::settings::{Settings, Source};

/// What became of a command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ran {
    /// What it printed, on both streams.
    pub output: String,
    /// Its exit status; none where the shell ended before, or took too long.
    pub status: Option<i32>,
}

impl World {
    /// Runs command lines in one shell, in the home of the server, with its environment. The programs
    /// beside that of the server are found by their names.
    ///
    /// # Errors
    /// When there is no shell.
    pub fn session(&self, settings: &Settings, lines: &[String]) -> io::Result<Vec<Ran>> {
        let mark = format!("end-of-{}", self.home().file_name().unwrap_or_default().display());
        let mut script = format!("exec 2>&1\ncd '{}'\n", self.home().display());
        for line in lines {
            script.push_str(&format!("{line}\nprintf '\\n%s %s\\n' {mark} $?\n"));
        }
        let words = ["sh".to_owned(), "-c".to_owned(), script];
        let mut environment: Vec<(String, String)> = Vec::new();
        for (name, value) in &settings.environment {
            // The server has started with them, so that every name in them is known.
            environment.extend(self.names.fill(value).ok().map(|value| (name.clone(), value)));
        }
        if let Some(path) = path_beside(settings) {
            environment.push(("PATH".to_owned(), path.to_string_lossy().into_owned()));
        }
        let program =
            Program { words: &words, folder: &settings.folder, home: self.home(), environment };
        let ended = program.finish(settings.start_patience)?;
        Ok(taken_apart(&ended.output, &mark, lines.len()))
    }
}

/// The search path with the folder of the server's program before it.
fn path_beside(settings: &Settings) -> Option<OsString> {
    let Source::Command(words) = &settings.source else { return None };
    let program = Path::new(words.first()?);
    let folder = program.parent().filter(|folder| !folder.as_os_str().is_empty())?;
    let mut path = std::path::absolute(settings.folder.join(folder)).ok()?.into_os_string();
    path.push(":");
    path.push(search_path());
    Some(path)
}

/// The output of each line: what stands before its mark.
fn taken_apart(output: &str, mark: &str, count: usize) -> Vec<Ran> {
    let mut ran = Vec::new();
    let mut rest = output;
    for _ in 0..count {
        let found = rest.find(&format!("\n{mark} "));
        let Some(at) = found else {
            ran.push(Ran { output: rest.to_owned(), status: None });
            rest = "";
            continue;
        };
        let behind = &rest[at + mark.len() + 2..];
        let (status, after) = behind.split_once('\n').unwrap_or((behind, ""));
        ran.push(Ran { output: rest[..at].to_owned(), status: status.trim().parse().ok() });
        rest = after;
    }
    ran
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_has_what_it_printed() {
        let output = "a\nb\n\nend 0\n\nend 3\nc";
        let ran = |output: &str, status| Ran { output: output.to_owned(), status };
        let expected = [ran("a\nb\n", Some(0)), ran("", Some(3)), ran("c", None), ran("", None)];
        assert_eq!(taken_apart(output, "end", 4), expected);
    }
}
