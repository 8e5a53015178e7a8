//! The API document: from a file, or from the facts document that a command printed.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sourcebook_model::{
    Diagnostic, Fetch, Input, MAX_TEXT_BYTES, Options, Reading, Severity, nearest, read, read_path,
};

use super::{Facts, document};
use crate::artifact;
use crate::config::Located;

/// Reads documents into facts and keeps what was found wrong.
pub(super) struct Reader<'a> {
    pub(super) facts: &'a mut Facts,
    pub(super) found: &'a mut Vec<Diagnostic>,
    pub(super) fetch: Option<&'a mut (dyn Fetch + 'static)>,
    pub(super) folder: &'a Path,
}

impl Reader<'_> {
    /// Reads the file of the API document.
    pub(super) fn read_file(&mut self, file: &Located<String>) {
        let path = self.folder.join(&file.value);
        let Ok(bytes) = read_bounded(&path) else {
            // The model has the words for a file that cannot be read; it tries again.
            let reading = read_path(&mut self.facts.sources, &path, Options::default());
            let diagnose = |diagnostic| unreadable(diagnostic, file, &path);
            self.found.extend(reading.diagnostics.into_iter().map(diagnose));
            return;
        };
        self.read(Input {
            name: file.value.clone(),
            bytes,
            folder: from_here(path.parent().unwrap_or(Path::new(""))),
            pointer: String::new(),
        });
    }

    /// Checks a facts document, and reads the API document in it when `with_api`.
    pub(super) fn read_printed(&mut self, name: &str, text: String, with_api: bool) {
        let checked = document::check(&text);
        let is_fatal = checked.faults.iter().any(|fault| fault.code.severity == Severity::Fatal);
        if !checked.faults.is_empty() {
            let file = self.facts.sources.add(name, text.as_str());
            self.found.extend(checked.faults.into_iter().map(|fault| fault.diagnose(file)));
        }
        if with_api && checked.has_api && !is_fatal {
            self.read(Input {
                name: name.to_owned(),
                bytes: text.into_bytes(),
                folder: from_here(self.folder),
                pointer: document::API_POINTER.to_owned(),
            });
        }
    }

    fn read(&mut self, input: Input) {
        let fetch = self.fetch.as_deref_mut().map(|fetch| fetch as &mut dyn Fetch);
        let Reading { document, diagnostics } =
            read(&mut self.facts.sources, input, Options { fetch });
        self.facts.api = document;
        self.found.extend(diagnostics);
    }
}

/// Without the `.` that stands for the current folder, so that names of files have none either.
fn from_here(folder: &Path) -> PathBuf {
    folder.strip_prefix(".").unwrap_or(folder).to_owned()
}

/// Reads at most one byte more than is ever accepted, so that a wrong path cannot fill the memory.
fn read_bounded(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(0);
    let mut bytes = Vec::with_capacity(length.min(MAX_TEXT_BYTES) + 1);
    file.take(MAX_TEXT_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Adds where the file is named, and what may have been meant.
fn unreadable(diagnostic: Diagnostic, file: &Located<String>, path: &Path) -> Diagnostic {
    let diagnostic = match &file.place {
        Some(place) => diagnostic.at(place.clone(), "this file"),
        None => diagnostic,
    };
    match neighbour(path, &file.value) {
        Some(name) => diagnostic.help(format!("the nearest file is {name}")),
        None => diagnostic,
    }
}

/// The file in the same folder whose name is most like the one that is not there.
fn neighbour(path: &Path, shown: &str) -> Option<String> {
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
