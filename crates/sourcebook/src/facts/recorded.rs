//! Answers that `sourcebook live --record` has kept: one JSON file for each family of paths.

use std::collections::BTreeMap;
use std::path::Path;

use sourcebook_model::document::Value;
use sourcebook_syntax::{Diagnostic, NodeRef, Place, Sources, parse_json};

use crate::artifact::join;
use crate::codes::INVALID_FACTS;

/// An answer that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedAnswer {
    /// The status.
    pub status: u16,
    /// The media type of the body; absent where there was none.
    pub media_type: Option<String>,
    /// The body: JSON as a value, other texts as a string.
    pub body: Option<Value>,
    /// Where it stands.
    pub place: Place,
}

/// Recorded answers by method and path: `GET /pets`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordedAnswers {
    answers: BTreeMap<String, RecordedAnswer>,
    /// The files from which they were read, relative to the project's folder.
    pub files: Vec<String>,
}

impl RecordedAnswers {
    /// The answer of an operation.
    pub fn get(&self, method: &str, path: &str) -> Option<&RecordedAnswer> {
        self.answers.get(&format!("{method} {path}"))
    }

    /// Every answer with method and path of its operation.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &RecordedAnswer)> {
        self.answers.iter().map(|(name, answer)| (name.as_str(), answer))
    }
}

/// Reads every file of a folder; there need not be one.
pub(super) fn read(
    sources: &mut Sources,
    root: &Path,
    folder: &str,
    found: &mut Vec<Diagnostic>,
) -> RecordedAnswers {
    let mut recorded = RecordedAnswers::default();
    let entries = std::fs::read_dir(root.join(folder)).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.retain(|name| Path::new(name).extension().is_some_and(|extension| extension == "json"));
    names.sort_unstable();
    for name in names {
        let path = join(folder, &name);
        let Ok(text) = std::fs::read_to_string(root.join(&path)) else { continue };
        match parse_json(sources, &path, text) {
            Ok(tree) => read_file(tree.root(), &mut recorded, found),
            Err(diagnostic) => found.push(*diagnostic),
        }
        recorded.files.push(path);
    }
    recorded
}

fn read_file(root: NodeRef<'_>, recorded: &mut RecordedAnswers, found: &mut Vec<Diagnostic>) {
    for (name, node) in root.members() {
        let place = root.key_place(name).unwrap_or_else(|| node.place());
        let status = node.get("status").and_then(NodeRef::as_number);
        let Some(status) = status.and_then(|status| status.parse().ok()) else {
            let message = format!("`{name}` is not a recorded answer: it has no status");
            let help =
                "`sourcebook live --record` writes these files; they are not written by hand";
            found
                .push(Diagnostic::new(&INVALID_FACTS, message).at(place, "this answer").help(help));
            continue;
        };
        let media_type = node.get("mediaType").and_then(NodeRef::as_str).map(str::to_owned);
        let body = node.get("body").map(NodeRef::to_value);
        recorded
            .answers
            .insert(name.to_owned(), RecordedAnswer { status, media_type, body, place });
    }
}
