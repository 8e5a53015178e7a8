//! Reads facts: documents from files, or the facts document that a command printed.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sourcebook_model::{
    Fetch, Input, Options, Reading, is_url, read, read_path, read_tree, read_url,
};
use sourcebook_syntax::{Diagnostic, MAX_TEXT_BYTES, NodeRef, Severity, Tree, nearest, parse_json};

use super::{Facts, answers, cli, document, server, telemetry};
use crate::artifact;
use crate::codes::{INVALID_FACTS, no_answers};
use crate::config::Located;

/// Reads documents into facts and keeps what was found wrong.
pub(super) struct Reader<'a> {
    pub(super) facts: &'a mut Facts,
    pub(super) found: &'a mut Vec<Diagnostic>,
    pub(super) fetch: Option<&'a mut (dyn Fetch + 'static)>,
    pub(super) folder: &'a Path,
}

/// Which parts of a facts document are wanted; the others come from files of their own.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    pub(super) api: bool,
    pub(super) cli: bool,
}

impl Reader<'_> {
    /// Reads the file of the API document.
    pub(super) fn read_api_file(&mut self, file: &Located<String>) {
        if is_url(&file.value) {
            return self.read_api_url(file);
        }
        let path = self.folder.join(&file.value);
        let Some(bytes) = self.read_file(file, &path) else {
            return;
        };
        let folder = from_here(path.parent().unwrap_or(Path::new("")));
        let input = Input { name: file.value.clone(), bytes, folder };
        let fetch = self.fetch.as_deref_mut().map(|fetch| fetch as &mut dyn Fetch);
        let reading = read(&mut self.facts.sources, input, Options { fetch });
        self.keep_api(reading);
    }

    /// Reads the API document at a URL.
    fn read_api_url(&mut self, url: &Located<String>) {
        let fetch = self.fetch.as_deref_mut().map(|fetch| fetch as &mut dyn Fetch);
        let mut reading = read_url(&mut self.facts.sources, &url.value, Options { fetch });
        for diagnostic in reading.diagnostics.iter_mut().filter(|one| one.place.is_none()) {
            diagnostic.place.clone_from(&url.place);
        }
        self.keep_api(reading);
    }

    /// Reads the command line from a file, which is a whole facts document.
    pub(super) fn read_cli_file(&mut self, file: &Located<String>) {
        let path = self.folder.join(&file.value);
        let Some(bytes) = self.read_file(file, &path) else {
            return;
        };
        match String::from_utf8(bytes) {
            Ok(text) => {
                self.read_printed(&file.value, text, Wanted { api: false, cli: true });
                if self.facts.cli.is_none() && !self.found.iter().any(is_fatal) {
                    self.found.push(without_cli(file));
                }
            }
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let message = format!("`{}` is not UTF-8, at byte {at}", file.value);
                self.found.push(Diagnostic::new(&INVALID_FACTS, message));
            }
        }
    }

    /// Reads the answers that a server gave; the path is relative to where the program was started.
    pub(super) fn read_answers(&mut self, path: &Path) {
        let name = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => {
                let (answers, found) = answers::read(&mut self.facts.sources, &name, &text);
                self.facts.answers = Some(answers);
                self.found.extend(found);
            }
            Err(error) => self.found.push(no_answers(&name, &error)),
        }
    }

    /// The bytes of a file; why there are none is told.
    fn read_file(&mut self, file: &Located<String>, path: &Path) -> Option<Vec<u8>> {
        if let Ok(bytes) = read_bounded(path) {
            return Some(bytes);
        }
        // The model has the words for a file that cannot be read; it tries again.
        let reading = read_path(&mut self.facts.sources, path, Options::default());
        let diagnose = |diagnostic| unreadable(diagnostic, file, path);
        self.found.extend(reading.diagnostics.into_iter().map(diagnose));
        None
    }

    /// Checks a facts document, and reads what is wanted of it.
    pub(super) fn read_printed(&mut self, name: &str, text: String, wanted: Wanted) {
        let tree = match parse_json(&mut self.facts.sources, name, text) {
            Ok(tree) => tree,
            Err(error) => {
                self.found.push(document::not_json(*error));
                return;
            }
        };
        let checked = document::check(&tree);
        let is_readable = !checked.found.iter().any(is_fatal);
        self.found.extend(checked.found);
        if !is_readable {
            return;
        }
        if wanted.cli && checked.has_cli {
            let (facts, found) = cli::read(&tree);
            self.facts.cli = facts;
            self.found.extend(found);
        }
        if wanted.api && checked.has_server {
            self.read_server(&tree);
        }
        let (told, found) = telemetry::read(&tree);
        self.facts.telemetry.complete(told);
        self.found.extend(found);
        if wanted.api && checked.has_api {
            self.read_api_member(tree);
        }
    }

    fn read_server(&mut self, tree: &Tree) {
        let found = server::check(tree);
        if !found.iter().any(is_fatal) {
            self.facts.server = server::read(tree);
        }
        self.found.extend(found);
    }

    /// Reads the API document that is a member of a facts document.
    fn read_api_member(&mut self, mut tree: Tree) {
        let Some(id) = tree.root().get("openapi").map(NodeRef::id) else {
            return;
        };
        tree.set_root(id);
        let fetch = self.fetch.as_deref_mut().map(|fetch| fetch as &mut dyn Fetch);
        let folder = from_here(self.folder);
        let reading = read_tree(&mut self.facts.sources, tree, &folder, Options { fetch });
        self.keep_api(reading);
    }

    pub(super) fn keep_api(&mut self, Reading { document, diagnostics }: Reading) {
        self.facts.api = document;
        self.found.extend(diagnostics);
    }
}

fn is_fatal(diagnostic: &Diagnostic) -> bool {
    diagnostic.code.severity == Severity::Fatal
}

/// Without the `.` that stands for the current folder, so that names of files have none either.
pub(super) fn from_here(folder: &Path) -> PathBuf {
    folder.strip_prefix(".").unwrap_or(folder).to_owned()
}

/// Reads at most one byte more than is ever accepted, so that a wrong path cannot fill the memory.
pub(super) fn read_bounded(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(0);
    let mut bytes = Vec::with_capacity(length.min(MAX_TEXT_BYTES) + 1);
    file.take(MAX_TEXT_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A facts document of the command line that does not speak of it.
fn without_cli(file: &Located<String>) -> Diagnostic {
    let message = format!("`{}` has no member `cli`", file.value);
    let diagnostic = Diagnostic::new(&INVALID_FACTS, message)
        .help("name the file with the command tree; an API document belongs in `facts.api`");
    match &file.place {
        Some(place) => diagnostic.at(place.clone(), "this file"),
        None => diagnostic,
    }
}

/// Adds where the file is named, and what may have been meant.
fn unreadable(diagnostic: Diagnostic, file: &Located<String>, path: &Path) -> Diagnostic {
    let diagnostic = match &file.place {
        Some(place) => diagnostic.at(place.clone(), "this file"),
        None => diagnostic,
    };
    match neighbor(path, &file.value) {
        Some(name) => diagnostic.help(format!("did you mean {name}?")),
        None => diagnostic,
    }
}

/// The file in the same folder whose name is most like the one that is not there.
fn neighbor(path: &Path, shown: &str) -> Option<String> {
    let (folder, wanted) = artifact::split(shown);
    let entries = path
        .parent()
        .map(|parent| if parent.as_os_str().is_empty() { Path::new(".") } else { parent })?;
    let mut names: Vec<String> = std::fs::read_dir(entries)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort_unstable();
    let near = nearest(wanted, names.iter().map(String::as_str).filter(|name| *name != wanted))?;
    Some(artifact::join(folder, near))
}
