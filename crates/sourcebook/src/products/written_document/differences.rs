//! Which pages differ when they are made from the written document, and because of which losses.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

use sourcebook_model::{Document, Input, Loss, Options, Subject, Written, read};
use sourcebook_syntax::Sources;

use crate::products::api_reference::{PartOf, parts};

/// What differs between the pages of a document and those of the document that was written from
/// it, both by the default settings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Differences {
    /// For each loss, in their order, what differs because of it. Nothing where the pages do not
    /// show what is lost.
    pub of_losses: Vec<Vec<PartOf>>,
    /// What differs without a loss that would explain it.
    pub unexplained: Vec<PartOf>,
}

/// Reads what was written and compares its pages with those of the document.
pub fn differences(document: &Document, written: &Written, text: &str) -> Differences {
    let mut differing = differing(document, text);
    let mut users = HashMap::new();
    let mut of_losses = Vec::new();
    for loss in &written.losses {
        let reached =
            users.entry(&loss.subject).or_insert_with(|| users_of(&loss.subject, &written.uses));
        let shown = differing.iter_mut().filter(|(part, _)| shows(loss, part, reached));
        let parts = shown.map(|(part, is_explained)| {
            *is_explained = true;
            part.clone()
        });
        of_losses.push(parts.collect());
    }
    let unexplained = differing.into_iter().filter(|(_, is_explained)| !is_explained);
    Differences { of_losses, unexplained: unexplained.map(|(part, _)| part).collect() }
}

/// Whether a part of the pages shows what is lost. `reached` is the loss's subject and everything
/// that refers to it.
fn shows(loss: &Loss, part: &PartOf, reached: &BTreeSet<&Subject>) -> bool {
    if !loss.kind.is_shown() {
        return false;
    }
    match (part, &loss.subject) {
        (PartOf::Subject(_), Subject::Document) if !loss.kind.concerns_operations() => false,
        (PartOf::Subject(subject), _) => reached.contains(subject),
        // Operations may take their page with them.
        (PartOf::Page(_), subject) => {
            !matches!(subject, Subject::Schema(_) | Subject::Path(_) | Subject::Component { .. })
        }
    }
}

/// The parts of the pages that differ, each with a mark that is not yet set.
fn differing(document: &Document, text: &str) -> BTreeMap<PartOf, bool> {
    let input = Input {
        name: "written".to_owned(),
        bytes: text.as_bytes().to_vec(),
        folder: PathBuf::new(),
    };
    let again = read(&mut Sources::new(), input, Options::default()).document;
    let before = texts(document);
    let after = again.as_ref().map(texts).unwrap_or_default();
    let all: BTreeSet<&PartOf> = before.keys().chain(after.keys()).collect();
    let differing = all.into_iter().filter(|of| before.get(of) != after.get(of));
    differing.map(|of| (of.clone(), false)).collect()
}

/// The pieces of the default pages, by what they are about.
fn texts(document: &Document) -> BTreeMap<PartOf, Vec<String>> {
    let mut texts: BTreeMap<PartOf, Vec<String>> = BTreeMap::new();
    for part in parts(document) {
        texts.entry(part.of).or_default().push(part.text);
    }
    texts
}

/// A subject, and everything that refers to it, directly or not.
fn users_of<'w>(subject: &'w Subject, uses: &'w [(Subject, Subject)]) -> BTreeSet<&'w Subject> {
    let mut found = BTreeSet::from([subject]);
    let mut open = vec![subject];
    while let Some(used) = open.pop() {
        for (user, _) in uses.iter().filter(|(_, other)| other == used) {
            if found.insert(user) {
                open.push(user);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
