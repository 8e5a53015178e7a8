//! Facts of another time: from a file, or from the files of a commit.

use std::path::Path;

use serde::Deserialize;
use sourcebook_model::{Input, Options, read, read_path};
use sourcebook_syntax::{Diagnostic, Sources};

use super::reader::{Reader, Wanted, from_here, read_bounded};
use super::{Facts, history};
use crate::codes::unknown_base;
use crate::config::Base;

/// Files of the base in which facts are: relative to the project's folder.
#[derive(Debug, Clone, Default)]
pub struct BaseFiles {
    /// The API document: the first one that is there.
    pub api: Vec<String>,
    /// A facts document.
    pub facts: Vec<String>,
}

/// Facts of the base, and how it is named.
#[derive(Debug)]
pub struct BaseFacts {
    /// The facts.
    pub facts: Facts,
    /// What entries can call it: what was asked for, and the commit.
    pub names: Vec<String>,
    /// How messages call it.
    pub title: String,
}

/// Reads a facts document or an API document from a file. Its texts are added to those of `sources`.
pub fn read_file(sources: Sources, path: &Path) -> (Facts, Vec<Diagnostic>) {
    read_as(sources, path, &path.to_string_lossy().replace('\\', "/"))
}

fn read_as(sources: Sources, path: &Path, name: &str) -> (Facts, Vec<Diagnostic>) {
    let mut facts = Facts { sources, ..Facts::default() };
    let mut found = Vec::new();
    let folder = from_here(path.parent().unwrap_or(Path::new("")));
    let mut reader = Reader { facts: &mut facts, found: &mut found, fetch: None, folder: &folder };
    let Ok(bytes) = read_bounded(path) else {
        // The model has the words for a file that cannot be read; it tries again.
        let sources = &mut reader.facts.sources;
        let reading = read_path(sources, path, Options::default());
        reader.keep_api(reading);
        return (facts, found);
    };
    if let Some(text) = facts_text(&bytes) {
        reader.read_printed(name, text, Wanted { api: true, cli: true });
    } else {
        let input = Input { name: name.to_owned(), bytes, folder: folder.clone() };
        let reading = read(&mut reader.facts.sources, input, Options::default());
        reader.keep_api(reading);
    }
    (facts, found)
}

/// The text of a facts document; `None` for any other document.
fn facts_text(bytes: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Probe {
        #[serde(default, rename = "facts")]
        _facts: serde::de::IgnoredAny,
        openapi: Option<serde_json::Value>,
        swagger: Option<serde_json::Value>,
    }
    let text = std::str::from_utf8(bytes).ok()?;
    // Most documents are large and none; the version stands among the first members.
    if !text.trim_start().starts_with('{') || !text.contains("\"facts\"") {
        return None;
    }
    let probe: Probe = serde_json::from_str(text).ok()?;
    let is_api = |version: &Option<serde_json::Value>| {
        version.as_ref().is_some_and(serde_json::Value::is_string)
    };
    let is_document = is_api(&probe.openapi) || is_api(&probe.swagger);
    (!is_document).then(|| text.to_owned())
}

/// Reads the facts of a commit from its files.
///
/// # Errors
/// Why there are none.
pub fn read_base(
    sources: &mut Sources,
    root: &Path,
    base: &Base,
    files: &BaseFiles,
) -> Result<(BaseFacts, Vec<Diagnostic>), Box<Diagnostic>> {
    let export = history::export(root, base)?;
    let asked = base.commit.clone().or_else(|| base.main_branch.clone());
    let short: String = export.commit.chars().take(12).collect();
    let title = asked.clone().unwrap_or_else(|| short.clone());
    let mut facts = Facts { sources: std::mem::take(sources), ..Facts::default() };
    let mut found = Vec::new();
    let mut take = |facts: &mut Facts, path: &str, of: fn(&mut Facts, Facts) -> bool| {
        let file = export.folder.path().join(path);
        if !file.is_file() {
            return false;
        }
        let sources = std::mem::take(&mut facts.sources);
        let (mut read, more) = read_as(sources, &file, &format!("{short}:{path}"));
        std::mem::swap(&mut facts.sources, &mut read.sources);
        found.extend(more);
        of(facts, read)
    };
    let api = |facts: &mut Facts, read: Facts| {
        facts.api = facts.api.take().or(read.api);
        facts.api.is_some()
    };
    let all = |facts: &mut Facts, read: Facts| {
        facts.api = facts.api.take().or(read.api);
        facts.cli = facts.cli.take().or(read.cli);
        false
    };
    for path in &files.facts {
        take(&mut facts, path, all);
    }
    if facts.api.is_none() {
        let _ = files.api.iter().any(|path| take(&mut facts, path, api));
    }
    *sources = std::mem::take(&mut facts.sources);
    if facts.api.is_none() && facts.cli.is_none() && found.is_empty() {
        let help = "name a file with the facts of the base by `--base-facts`, or commit the API \
                    document that a product writes";
        let why = format!("there is no API document and no facts document in {title}");
        return Err(Box::new(unknown_base(&why, help)));
    }
    let names = asked.into_iter().chain([export.commit]).collect();
    Ok((BaseFacts { facts, names, title }, found))
}
