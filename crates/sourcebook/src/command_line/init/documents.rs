//! Finds API documents by what they say, not by their names.

use std::cmp::Reverse;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;
use sourcebook_model::{Fetch, is_url};
use sourcebook_syntax::MAX_TEXT_BYTES;

use crate::artifact;

/// Maximum number of levels of folders that are searched below the first.
const MAX_DEPTH: usize = 5;

/// Maximum number of files that are opened, so that a huge tree does not take forever.
const MAX_FILES: usize = 10_000;

/// Folders of other people's files.
const SKIPPED: [&str; 6] = ["node_modules", "target", "vendor", "third_party", "dist", "build"];

/// Folders whose documents are rarely the project's own.
const UNLIKELY: [&str; 8] =
    ["test", "tests", "testdata", "fixtures", "example", "examples", "spec-tests", "samples"];

/// An API document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Relative to the folder, with forward slashes.
    pub(super) path: String,
    /// Which specification it follows: `OpenAPI 3.1.0`.
    pub(super) version: String,
    size: u64,
}

/// Every API document in a folder, the most likely one first.
///
/// # Errors
/// When the folder itself cannot be read; what is below it is skipped then.
pub(super) fn find(folder: &Path) -> io::Result<Vec<Found>> {
    let mut search = Search { found: Vec::new(), left: MAX_FILES };
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    search.walk(here, "", 0)?;
    search.found.sort_by_cached_key(likelihood);
    Ok(search.found)
}

/// Why a document that was named cannot be taken.
pub(super) struct Refusal {
    pub(super) message: String,
    pub(super) help: &'static str,
}

/// The document that a person names: a file, or a URL where something fetches it.
pub(super) fn named(
    folder: &Path,
    document: &str,
    fetch: Option<Box<dyn Fetch>>,
) -> Result<Vec<Found>, Refusal> {
    let refuse = |why: &str, help| Refusal { message: format!("{document} {why}"), help };
    let found = match (is_url(document), fetch) {
        (true, None) => {
            return Err(refuse("is a URL, which is not fetched", "allow it by `--fetch`"));
        }
        (true, Some(mut fetch)) => {
            let text = fetch.fetch(document).map_err(|why| {
                refuse(
                    &format!("cannot be fetched: {why}"),
                    "check the URL, or download the document",
                )
            })?;
            let size = text.len() as u64;
            version(&text).map(|version| Found { path: document.to_owned(), version, size })
        }
        (false, _) => {
            let file = folder.join(document);
            if !file.is_file() {
                return Err(refuse("is no file", "name one relative to this folder, or a URL"));
            }
            look_into(&file, document.replace('\\', "/"))
        }
    };
    let help = "it needs a member `openapi` or `swagger` that says its version";
    found.map(|found| vec![found]).ok_or_else(|| refuse("is no API document", help))
}

/// Sorts the most likely document first: not an example, named like one, near the top, large.
fn likelihood(found: &Found) -> (bool, bool, usize, Reverse<u64>, String) {
    let path = found.path.to_lowercase();
    let (folder, name) = artifact::split(&path);
    let is_unlikely = folder.split('/').any(|part| UNLIKELY.contains(&part));
    let is_named = ["openapi", "swagger"].iter().any(|word| name.contains(word));
    let depth = path.matches('/').count();
    (is_unlikely, !is_named, depth, Reverse(found.size), path)
}

struct Search {
    found: Vec<Found>,
    left: usize,
}

impl Search {
    fn walk(&mut self, folder: &Path, prefix: &str, depth: usize) -> io::Result<()> {
        let mut entries: Vec<_> = fs::read_dir(folder)?.filter_map(Result::ok).collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let (Ok(kind), Ok(name)) = (entry.file_type(), entry.file_name().into_string()) else {
                continue;
            };
            let path = artifact::join(prefix, &name);
            if kind.is_dir() {
                let is_skipped = name.starts_with('.') || SKIPPED.contains(&name.as_str());
                if depth < MAX_DEPTH && !is_skipped {
                    // A folder that cannot be read has no document for us.
                    let _ = self.walk(&entry.path(), &path, depth + 1);
                }
            } else if kind.is_file() && is_candidate(&name) && self.left > 0 {
                self.left -= 1;
                self.found.extend(look_into(&entry.path(), path));
            }
        }
        Ok(())
    }
}

fn is_candidate(name: &str) -> bool {
    let extension = Path::new(name).extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| {
        ["json", "yaml", "yml"].iter().any(|known| extension.eq_ignore_ascii_case(known))
    })
}

fn look_into(file: &Path, path: String) -> Option<Found> {
    let mut bytes = Vec::new();
    let limit = MAX_TEXT_BYTES as u64;
    let size = File::open(file).ok()?.take(limit).read_to_end(&mut bytes).ok()? as u64;
    let text = String::from_utf8(bytes).ok()?;
    let version = version(text.trim_start_matches('\u{feff}'))?;
    Some(Found { path, version, size })
}

/// The members that say what a document is.
#[derive(Deserialize)]
struct DocumentHead {
    openapi: Option<Value>,
    swagger: Option<Value>,
}

/// Which specification a text follows, if it is an API document.
fn version(text: &str) -> Option<String> {
    if !text.contains("openapi") && !text.contains("swagger") {
        return None;
    }
    if text.trim_start().starts_with('{') {
        let head: DocumentHead = serde_json::from_str(text).ok()?;
        let named = |name: &str, value: Option<Value>| match value? {
            Value::String(version) => described(name, &version),
            Value::Number(version) => described(name, &version.to_string()),
            _ => None,
        };
        return named("OpenAPI", head.openapi).or_else(|| named("Swagger", head.swagger));
    }
    text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        let value = value.split(" #").next()?.trim().trim_matches(['"', '\'']);
        match key.trim_end().trim_matches(['"', '\'']) {
            "openapi" => described("OpenAPI", value),
            "swagger" => described("Swagger", value),
            _ => None,
        }
    })
}

fn described(name: &str, version: &str) -> Option<String> {
    version.starts_with(|c: char| c.is_ascii_digit()).then(|| format!("{name} {version}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_known_by_what_it_says() {
        let table = [
            ("openapi: 3.1.0\ninfo: {}", Some("OpenAPI 3.1.0")),
            ("# a comment\n\"swagger\": '2.0' # old\n", Some("Swagger 2.0")),
            ("info:\n  openapi: 3.1.0\n", None),
            (r#"{"paths": {}, "openapi": "3.0.3"}"#, Some("OpenAPI 3.0.3")),
            (r#"{"swagger": 2.0}"#, Some("Swagger 2.0")),
            (r#"{"dependencies": {"openapi": "3.0.3"}}"#, None),
            (r#"{"openapi": {"type": "string"}}"#, None),
            (r#"{"openapi": "3.0.3""#, None),
            ("openapi: yes", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(version(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn the_projects_own_document_comes_first() {
        let found =
            |path: &str, size| Found { path: path.to_owned(), version: String::new(), size };
        let mut all = [
            found("examples/openapi.yaml", 9),
            found("pets.json", 9),
            found("api/v1/swagger.json", 9),
            found("api/openapi.yaml", 5),
            found("api/openapi.json", 9),
        ];
        all.sort_by_cached_key(likelihood);
        let paths = all.map(|found| found.path);
        let expected = [
            "api/openapi.json",
            "api/openapi.yaml",
            "api/v1/swagger.json",
            "pets.json",
            "examples/openapi.yaml",
        ];
        assert_eq!(paths, expected);
    }
}
