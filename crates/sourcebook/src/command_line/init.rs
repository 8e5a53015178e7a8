//! `sourcebook init`: looks at the folder and writes a commented configuration.

mod documents;
mod text;

use std::fs;
use std::io;
use std::path::Path;

use clap::Args;

use self::documents::Found;
use crate::config::FILE_NAME;
use crate::console::{BOLD, Console};
use crate::facts::fetcher;
use crate::files::replace;
use crate::report::Verdict;

/// Write a commented sourcebook.toml for an API document
///
/// Without DOCUMENT, the most likely one in this folder is taken, and others are mentioned. The file lists and explains every setting. `sourcebook gen` then makes the pages, and a schema
/// of the file for editors.
#[derive(Debug, Args)]
pub(super) struct Init {
    /// The API document: a file in this folder, or a URL
    document: Option<String>,
    /// Fetch the document if it is a URL, and later those that a `$ref` refers to by URL
    #[arg(long)]
    fetch: bool,
    /// Add the generated files to .gitattributes: LF on every system, collapsed in reviews
    #[arg(long)]
    gitattributes: bool,
}

/// The file in which git reads attributes.
const ATTRIBUTES: &str = ".gitattributes";

impl Init {
    pub(super) fn run(self, console: &mut Console<'_>) -> io::Result<Verdict> {
        self.run_in(Path::new(""), console)
    }

    fn run_in(self, folder: &Path, console: &mut Console<'_>) -> io::Result<Verdict> {
        let file = folder.join(FILE_NAME);
        if fs::symlink_metadata(&file).is_ok() {
            let help = "edit it, or delete it first; `sourcebook gen` makes what it configures";
            console.reject(&format!("{FILE_NAME} already exists and is not overwritten"), help)?;
            return Ok(Verdict::Failed);
        }
        let found = match &self.document {
            Some(document) => documents::named(folder, document, fetcher(self.fetch)),
            None => Ok(documents::find(folder)?),
        };
        let found = match found {
            Ok(found) => found,
            Err(refusal) => {
                console.reject(&refusal.message, refusal.help)?;
                return Ok(Verdict::Failed);
            }
        };
        let Some((chosen, others)) = found.split_first() else {
            let help = "save an OpenAPI or Swagger document (JSON or YAML) in this folder and run \
                        `sourcebook init` again, or name one that is elsewhere";
            console.reject("there is no API document in this folder or its subfolders", help)?;
            return Ok(Verdict::Failed);
        };
        let configuration = text::configuration(chosen, others, self.fetch);
        replace(&file, configuration.as_bytes(), None)?;
        console.print(&written(chosen, others, console))?;
        self.offer_attributes(folder, console)?;
        let command = console.paint(BOLD, "sourcebook gen");
        console.print(&format!("Next: `{command}` makes the pages\n"))?;
        Ok(Verdict::Fresh)
    }

    fn offer_attributes(&self, folder: &Path, console: &mut Console<'_>) -> io::Result<()> {
        let lines = text::attributes();
        let question = format!("Add the generated files to {ATTRIBUTES}?");
        if self.gitattributes || console.ask(&question)? == Some(true) {
            if add_lines(&folder.join(ATTRIBUTES), &lines)? {
                console.print(&format!("Added the generated files to {ATTRIBUTES}\n"))?;
            }
            return Ok(());
        }
        let lines = lines.join("\n  ");
        console.print(&format!("To get LF on every system, add to {ATTRIBUTES}:\n  {lines}\n"))
    }
}

fn written(chosen: &Found, others: &[Found], console: &Console<'_>) -> String {
    let name = console.paint(BOLD, FILE_NAME);
    let others = match others.len() {
        0 => String::new(),
        1 => "; it mentions another document".to_owned(),
        count => format!("; it mentions {count} other documents"),
    };
    format!("Wrote {name} for {} ({}){others}\n", chosen.path, chosen.version)
}

/// Appends the lines that are missing from a file; tells whether there were any.
fn add_lines(file: &Path, lines: &[String]) -> io::Result<bool> {
    let mut text = match fs::read_to_string(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        other => other?,
    };
    let missing: Vec<_> =
        lines.iter().filter(|line| !text.lines().any(|there| there == *line)).collect();
    if missing.is_empty() {
        return Ok(false);
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    for line in missing {
        text += line;
        text.push('\n');
    }
    replace(file, text.as_bytes(), None)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is in `.gitattributes` after a person gave this answer.
    fn attributes_after(answer: &str) -> Option<String> {
        let folder = tempfile::tempdir().expect("a folder");
        let document = folder.path().join("openapi.yaml");
        replace(&document, b"openapi: 3.1.0\n", None).expect("a document");
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console::captured(&mut out, &mut err).answering(answer.as_bytes());
        let init = Init { document: None, fetch: false, gitattributes: false };
        let verdict = init.run_in(folder.path(), &mut console).expect("it runs");
        drop(console);
        assert_eq!(verdict, Verdict::Fresh);
        let question = String::from_utf8(err).expect("UTF-8");
        assert_eq!(question, "Add the generated files to .gitattributes? [y/N] ");
        fs::read_to_string(folder.path().join(ATTRIBUTES)).ok()
    }

    #[test]
    fn a_person_is_asked_before_attributes_are_added() {
        let lines = text::attributes().join("\n") + "\n";
        let table = [("y\n", true), ("YES\n", true), ("n\n", false), ("\n", false), ("", false)];
        for (answer, is_added) in table {
            assert_eq!(attributes_after(answer), is_added.then(|| lines.clone()), "{answer:?}");
        }
    }
}
