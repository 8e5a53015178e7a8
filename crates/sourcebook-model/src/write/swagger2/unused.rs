//! Components for which 2.0 has no place: they stand where they are used, or nowhere.

use foldhash::HashSet;

use crate::document::{Document, Encoding, Example, Header, Id, MediaType, Use};

use super::super::LossKind;
use super::super::writer::Writer;

impl Writer<'_> {
    /// Notes the components that stand nowhere.
    pub(super) fn lose_unused_components(&mut self) {
        self.lose_unused_path_items();
        self.lose_media_types();
        let document = self.document;
        let components = &document.components;
        let links = document.responses.iter().flat_map(|(_, response)| &response.links);
        let links = links.map(|(_, used)| used.id).collect();
        self.lose_unused("link", &components.links, &links);
        let operations = || document.path_items.iter().flat_map(|(_, item)| &item.operations);
        let callbacks = operations().flat_map(|operation| &operation.callbacks);
        let callbacks = callbacks.map(|(_, used)| used.id).collect();
        self.lose_unused("callback", &components.callbacks, &callbacks);
        self.lose_unused("example", &components.examples, &used_examples(document));
        self.lose_unused("header", &components.headers, &used_headers(document));
        let bodies = operations().filter_map(|operation| operation.request_body.as_ref());
        let bodies = bodies.map(|used| used.id).collect();
        let is_form = |one: &&(String, Use<_>)| document.request_bodies[one.1.id].is_form();
        let forms: Vec<_> = components.request_bodies.iter().filter(is_form).cloned().collect();
        self.lose_unused("form", &forms, &bodies);
        if components.extensions.iter().any(|(name, _)| name.starts_with("x-")) {
            self.lose(LossKind::Detail, "vendor extensions of `components`", "components");
        }
    }

    fn lose_unused<T>(
        &mut self,
        kind: &str,
        components: &[(String, Use<T>)],
        used: &HashSet<Id<T>>,
    ) {
        for (name, component) in components {
            if !used.contains(&component.id) {
                self.lose(LossKind::Unused, format!("the {kind} `{name}`"), "components");
            }
        }
    }
}

/// Every media type of a body, a response, a parameter or a header.
fn media_types(document: &Document) -> impl Iterator<Item = &MediaType> {
    let bodies = document.request_bodies.iter().flat_map(|(_, body)| &body.content);
    let responses = document.responses.iter().flat_map(|(_, response)| &response.content);
    let parameters = document.parameters.iter().flat_map(|(_, parameter)| &parameter.content);
    let headers = document.headers.iter().flat_map(|(_, header)| &header.content);
    bodies.chain(responses).chain(parameters).chain(headers).map(|(_, media_type)| media_type)
}

fn used_examples(document: &Document) -> HashSet<Id<Example>> {
    let bodies = media_types(document).flat_map(|media_type| &media_type.examples);
    let parameters = document.parameters.iter().flat_map(|(_, parameter)| &parameter.examples);
    let headers = document.headers.iter().flat_map(|(_, header)| &header.examples);
    bodies.chain(parameters).chain(headers).map(|(_, used)| used.id).collect()
}

fn used_headers(document: &Document) -> HashSet<Id<Header>> {
    let responses = document.responses.iter().flat_map(|(_, response)| &response.headers);
    let mut used: HashSet<Id<Header>> = responses.map(|(_, used)| used.id).collect();
    let mut open: Vec<&Encoding> = Vec::new();
    for media_type in media_types(document) {
        open.extend(media_type.encoding.iter().map(|(_, encoding)| encoding));
        open.extend(media_type.prefix_encoding.iter().chain(&media_type.item_encoding));
    }
    while let Some(encoding) = open.pop() {
        used.extend(encoding.headers.iter().map(|(_, used)| used.id));
        open.extend(encoding.encoding.iter().map(|(_, encoding)| encoding));
        open.extend(encoding.prefix_encoding.iter().chain(encoding.item_encoding.as_deref()));
    }
    used
}
