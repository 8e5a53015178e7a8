//! One operation, from its model to the blocks that its template places.

use serde::Serialize;
use sourcebook_model::Use;
use sourcebook_model::document::{Operation, Parameter, Response};

use super::Renderer;
use super::compat;
use super::parameters::code;
use super::section::OperationEntry;
use super::shown::{Shown, ShownResponse, is_told_once};
use super::text;

/// What `api/operation.hbs` places. Absent blocks are empty texts.
#[derive(Debug, Serialize)]
pub(super) struct OperationContext {
    pub(super) title: String,
    pub(super) code_sample: String,
    /// Method and path, as code.
    pub(super) request_line: String,
    /// The method alone, as code.
    pub(super) method: String,
    /// The path, or a webhook's name, as code.
    pub(super) path: String,
    pub(super) is_webhook: bool,
    pub(super) description: String,
    pub(super) has_body: bool,
    pub(super) body_description: String,
    pub(super) body_examples: String,
    pub(super) parameters: String,
    pub(super) parameter_details: String,
    pub(super) parameter_enumerations: String,
    pub(super) has_response_content: bool,
    pub(super) response_examples: String,
    pub(super) responses: String,
    pub(super) has_response_schemas: bool,
    pub(super) response_schemas: String,
    pub(super) response_slug: String,
    pub(super) response_headers: String,
    pub(super) authentication: String,
}

impl<'d> Renderer<'d> {
    /// Renders one operation with its heading.
    pub(super) fn operation(&self, entry: &'d OperationEntry<'d>) -> String {
        if entry.is_skipped {
            return String::new();
        }
        let context = self.operation_context(&self.show(entry));
        self.templates.render("api/operation.hbs", &context)
    }

    pub(super) fn show(&self, entry: &'d OperationEntry<'d>) -> Shown<'d> {
        let document = self.document;
        let operation = entry.operation;
        let body = operation.request_body.as_ref().map(|body| &document.request_bodies[body.id]);
        let (request_content, body_required) =
            body.map(|body| compat::request_content(body)).unwrap_or_default();
        let (parameters, own_parameters) = self.effective_parameters(entry);
        let mut responses = compat::responses(&operation.responses);
        if !entry.is_webhook {
            responses.retain(|(status, used)| !is_told_once(self.settings, status, used));
        }
        Shown {
            entry,
            parameters,
            own_parameters,
            body,
            request_content,
            body_required,
            responses: responses
                .into_iter()
                .map(|(status, used)| self.shown_response(status, used))
                .collect(),
            security: operation.security.as_deref().unwrap_or(&document.security),
        }
    }

    pub(super) fn shown_response(
        &self,
        status: &'d str,
        used: &'d Use<Response>,
    ) -> ShownResponse<'d> {
        let response = &self.document.responses[used.id];
        let beside = used.reference.as_ref().and_then(|one| one.description.as_deref());
        ShownResponse { status, response, description: beside.unwrap_or(&response.description) }
    }

    /// The first of each name and location, and how many of them are the operation's own.
    fn effective_parameters(&self, entry: &'d OperationEntry<'d>) -> (Vec<&'d Parameter>, usize) {
        let mut parameters: Vec<&'d Parameter> = Vec::new();
        let mut own = 0;
        let own_uses = entry.operation.parameters.iter().map(|used| (true, used));
        let shared = entry.item.parameters.iter().map(|used| (false, used));
        for (is_own, used) in own_uses.chain(shared) {
            let parameter = &self.document.parameters[used.id];
            let same = |other: &&Parameter| {
                other.name == parameter.name && other.location == parameter.location
            };
            if !parameters.iter().any(same) {
                parameters.push(parameter);
                own += usize::from(is_own);
            }
        }
        (parameters, own)
    }

    fn operation_context(&self, shown: &Shown<'d>) -> OperationContext {
        let entry = shown.entry;
        let operation = entry.operation;
        let parameters = self.parameters(shown);
        let response_schemas = self.response_schemas(&shown.responses);
        // The published pages have the heading even where nothing stands below it.
        let has_response_schemas = self.has_inline_response(&shown.responses);
        OperationContext {
            title: entry.title.clone(),
            code_sample: if entry.is_webhook { String::new() } else { self.code_sample(shown) },
            request_line: code(&format!("{} {}", operation.method, entry.path)),
            method: code(&operation.method),
            path: code(entry.path),
            is_webhook: entry.is_webhook,
            description: description(operation),
            has_body: shown.body.is_some(),
            body_description: self.body_description(shown),
            body_examples: text::block(self.body_examples(shown)),
            parameters: text::block(parameters.table),
            parameter_details: text::block(parameters.details),
            parameter_enumerations: text::block(parameters.enumerations),
            has_response_content: shown
                .responses
                .iter()
                .any(|one| !one.response.content.is_empty()),
            response_examples: text::block(self.response_examples(&shown.responses)),
            responses: text::block(self.responses_table(&shown.responses)),
            has_response_schemas,
            response_schemas: text::block(response_schemas),
            response_slug: entry.slug.clone(),
            response_headers: text::block(self.response_headers(&shown.responses)),
            authentication: self.authentication_sentence(shown),
        }
    }

    /// The sentence on authentication.
    fn authentication_sentence(&self, shown: &Shown<'_>) -> String {
        let is_silent = shown.security.is_empty() || shown.entry.is_webhook;
        if is_silent { String::new() } else { self.settings.authentication_sentence.clone() }
    }
}

/// The description of an operation.
fn description(operation: &Operation) -> String {
    let own = operation.description.as_deref();
    let own = own.filter(|text| !text.starts_with("Swagger notice:"));
    own.unwrap_or_default().to_owned()
}
