//! Error responses that operations share, described in one section where a project asks for that.

use std::collections::HashSet;

use serde::Serialize;
use sourcebook_model::document::Response;
use sourcebook_model::{Document, Use};

use super::Renderer;
use super::compat;
use super::section::{SharedSection, TagSection};
use super::shown::{ShownResponse, is_told_once};
use super::text;
use crate::products::api_reference::settings::ReferenceSettings;

/// The page of the section; its tag, where no operation has it.
const FILE: &str = "general.md";
const TAG: &str = "General";

/// The heading of the section.
const TITLE: &str = "Error responses";

/// What `api/shared_responses.hbs` places.
#[derive(Debug, Serialize)]
pub(super) struct SharedResponsesContext {
    title: &'static str,
    response_examples: String,
    responses: String,
    response_schemas: String,
    response_slug: String,
    response_headers: String,
}

/// Gives the page its section, and makes the page where there is none.
pub(super) fn add_section<'d>(
    sections: &mut Vec<TagSection<'d>>,
    document: &'d Document,
    settings: &ReferenceSettings,
) {
    let responses = shared(document, settings);
    if responses.is_empty() {
        return;
    }
    let at = sections.iter().position(|section| section.file == FILE).unwrap_or_else(|| {
        sections.push(TagSection { file: FILE.to_owned(), ..TagSection::of(TAG) });
        sections.len() - 1
    });
    let section = &mut sections[at];
    let slug = compat::slug(TITLE);
    section.shared = Some(SharedSection { responses, slug });
}

/// Every response that is left to the section, once for each status.
fn shared<'d>(
    document: &'d Document,
    settings: &ReferenceSettings,
) -> Vec<(&'d str, &'d Use<Response>)> {
    let mut shared: Vec<(&str, &Use<Response>)> = Vec::new();
    let mut seen = HashSet::new();
    for (_, _, operation) in document.operations() {
        for (status, used) in &operation.responses {
            if is_told_once(settings, status, used) && seen.insert((status, used.id)) {
                shared.push((status, used));
            }
        }
    }
    shared.sort_by_key(|(status, _)| (*status == "default", *status));
    shared
}

impl<'d> Renderer<'d> {
    /// The section with its heading.
    pub(super) fn shared_responses(&self, section: &SharedSection<'d>) -> String {
        let responses: Vec<ShownResponse<'d>> = section
            .responses
            .iter()
            .map(|(status, used)| self.shown_response(status, used))
            .collect();
        let context = SharedResponsesContext {
            title: TITLE,
            response_examples: text::block(self.grouped_examples(&responses)),
            responses: text::block(self.responses_table(&responses)),
            response_schemas: text::block(self.response_schemas(&responses)),
            response_slug: section.slug.clone(),
            response_headers: text::block(self.response_headers(&responses)),
        };
        self.templates.render("api/shared_responses.hbs", &context)
    }

    /// The examples, each under all statuses for which it is the same.
    fn grouped_examples(&self, responses: &[ShownResponse<'d>]) -> String {
        let mut groups: Vec<(Vec<&str>, String)> = Vec::new();
        for one in responses {
            let examples = self.response_examples(std::slice::from_ref(one));
            let title = format!("> {} Response\n\n", one.status);
            let (statuses, body) = match examples.strip_prefix(&title) {
                Some(body) => (vec![one.status], body.to_owned()),
                None => (Vec::new(), examples),
            };
            match groups.iter_mut().find(|(_, known)| *known == body) {
                _ if body.is_empty() => {}
                Some((known, _)) => known.extend(statuses),
                None => groups.push((statuses, body)),
            }
        }
        let under_statuses = |(mut statuses, body): (Vec<&str>, String)| {
            statuses.dedup();
            match statuses.as_slice() {
                [] => body,
                _ => format!("> {} Response\n\n{body}", statuses.join(", ")),
            }
        };
        groups.into_iter().map(under_statuses).collect()
    }
}
