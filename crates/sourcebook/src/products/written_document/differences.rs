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
mod tests {
    use sourcebook_model::{Target, write};

    use super::*;
    use crate::products::written_document::document_text;

    /// What only 3.2 says of XML and of parts by their position; pages show all of it.
    const OF_3_2: &str = r##"{"openapi": "3.2.0", "info": {"title": "t", "version": "1"}, "paths": {
        "/a": {"get": {"responses": {"200": {"description": "d", "content": {
            "application/xml": {"schema": {"$ref": "#/components/schemas/Pet"},
                "example": {"tag": "a", "list": ["b"], "text": "c"}}}}}}},
        "/b": {"post": {"requestBody": {"content": {"multipart/mixed": {
            "schema": {"type": "array", "items": {"type": "string"}},
            "prefixEncoding": [{"contentType": "text/html"}], "itemEncoding": {"contentType": "text/css"}}}},
            "responses": {"200": {"description": "d"}}}},
        "/c": {"post": {"requestBody": {"content": {"multipart/form-data": {
            "schema": {"type": "object", "properties": {"f": {"type": "object", "properties": {
                "g": {"type": "string"}}}}},
            "encoding": {"f": {"contentType": "multipart/form-data",
                "encoding": {"g": {"contentType": "text/css"}}}}}}},
            "responses": {"200": {"description": "d"}}}}},
        "components": {"schemas": {"Tag": {"type": "string"}, "Pet": {"type": "object", "properties": {
            "tag": {"$ref": "#/components/schemas/Tag"},
            "list": {"type": "array", "xml": {"nodeType": "element"}, "items": {"type": "string"}},
            "text": {"type": "string", "xml": {"nodeType": "cdata"}}}}}}}"##;

    #[test]
    fn what_pages_show_of_xml_and_parts_is_a_loss() {
        let input = Input {
            name: "test".to_owned(),
            bytes: OF_3_2.as_bytes().to_vec(),
            folder: PathBuf::new(),
        };
        let reading = read(&mut Sources::new(), input, Options::default());
        let document = reading.document.expect("a document");
        for target in Target::ALL {
            let written = write(&document, target);
            let found = differences(&document, &written, &document_text(&written.document));
            assert_eq!(found.unexplained, [], "{target:?}: {:?}", written.losses);
            let shown = found.of_losses.iter().filter(|parts| !parts.is_empty()).count();
            assert!(shown >= 5, "{target:?}: {:?}", found.of_losses);
        }
    }

    #[test]
    fn what_pages_show_is_not_said_to_be_out_of_their_sight() {
        let response = r##"{"responses": {"200": {"description": "d", "content": {"application/json": {"schema": {
            "oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}],
            "discriminator": {"propertyName": "k", "defaultMapping": "B"}}}}}}}"##;
        let member =
            r#"{"type": "object", "required": ["k"], "properties": {"k": {"type": "string"}}}"#;
        let schemas = format!(r#"{{"schemas": {{"A": {member}, "B": {member}}}}}"#);
        let parameter = r#"{"parameters": [{"name": "p", "in": "query", "schema": {"type": "string"},
            "content": {"application/json": {"schema": {"type": "integer"}}}}],
            "responses": {"200": {"description": "d"}}}"#;
        let table = [
            ("3.2.0", response, schemas.as_str(), true),
            // Pages have shown what the content says.
            ("3.1.0", parameter, "{}", false),
        ];
        for (version, operation, components, is_shown) in table {
            let text = format!(
                r#"{{"openapi": "{version}", "info": {{"title": "t", "version": "1"}},
                "paths": {{"/a": {{"get": {operation}}}}}, "components": {components}}}"#
            );
            let bytes = text.into_bytes();
            let input = Input { name: "test".to_owned(), bytes, folder: PathBuf::new() };
            let document = read(&mut Sources::new(), input, Options::default()).document;
            let document = document.expect("a document");
            for target in [Target::OpenApi3_1, Target::OpenApi3_0] {
                let written = write(&document, target);
                let found = differences(&document, &written, &document_text(&written.document));
                assert_eq!(found.unexplained, [], "{target:?}: {:?}", written.losses);
                let found = found.of_losses.iter().any(|parts| !parts.is_empty());
                assert_eq!(found, is_shown, "{target:?}: {:?}", written.losses);
            }
        }
    }
}
