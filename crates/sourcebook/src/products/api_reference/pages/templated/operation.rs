//! What a template knows of an operation.

use serde::Serialize;
use sourcebook_model::document::{MediaType, Parameter, Use};
use sourcebook_model::request::{Body, declared};
use sourcebook_model::view::Meet;

use super::super::Reference;
use super::super::fields::{FieldData, SchemaData, Scope, Site, text};
use super::super::outline::{Entry, Role};
use super::super::status;
use super::{NamedText, block};

/// An operation, a webhook or a callback. Absent texts are empty, absent lists too.
#[derive(Debug, Serialize)]
pub(super) struct OperationContext<'r, 'd> {
    operation_id: &'d str,
    method: &'d str,
    /// The path, a webhook's name, a callback's expression.
    path: &'d str,
    /// `operation`, `webhook` or `callback`.
    kind: &'static str,
    title: String,
    summary: &'d str,
    /// The author's Markdown.
    description: &'d str,
    deprecated: bool,
    tags: Vec<&'d str>,
    /// The id that links lead to.
    anchor: &'r str,
    /// The file of the page.
    file: &'r str,
    /// The `#` of its heading.
    heading: String,
    blocks: Blocks,
    parameters: Vec<ParameterData<'d>>,
    body: BodyData<'d>,
    responses: Vec<ResponseData<'r, 'd>>,
    examples: Vec<ExampleData<'d>>,
    samples: Vec<SampleData>,
    /// Vendor extensions: texts as they are, everything else as JSON.
    extensions: Vec<NamedText<'d>>,
}

/// The parts of the default layout, as Markdown.
#[derive(Debug, Serialize)]
struct Blocks {
    /// Anchor, heading, what is called, description, servers and authorization.
    head: String,
    parameters: String,
    body: String,
    example: String,
    responses: String,
    callbacks: String,
}

#[derive(Debug, Serialize)]
struct ParameterData<'d> {
    r#in: &'static str,
    /// What is said of the parameter itself, beside its schema.
    text: &'d str,
    is_deprecated: bool,
    #[serde(flatten)]
    field: FieldData<'d>,
}

#[derive(Debug, Default, Serialize)]
struct BodyData<'d> {
    required: bool,
    description: &'d str,
    content: Vec<ContentData<'d>>,
}

#[derive(Debug, Serialize)]
struct ContentData<'d> {
    media_type: &'d str,
    #[serde(flatten)]
    schema: SchemaData<'d>,
}

#[derive(Debug, Serialize)]
struct ResponseData<'r, 'd> {
    /// `200`, `4XX`, `default`.
    status: &'d str,
    /// `200 OK`.
    name: String,
    /// The id that links lead to.
    anchor: &'r str,
    description: &'d str,
    headers: Vec<&'d str>,
    content: Vec<ContentData<'d>>,
}

/// An example of a request.
#[derive(Debug, Serialize)]
struct ExampleData<'d> {
    /// The author's name of it; empty where the request was made.
    name: &'d str,
    summary: &'d str,
    description: &'d str,
    media_type: &'d str,
    /// The text of the body, where it is one.
    body: String,
}

/// The first request in one language.
#[derive(Debug, Serialize)]
struct SampleData {
    /// `curl`, `python`.
    language: &'static str,
    /// `curl`, `Python`.
    title: &'static str,
    /// The word behind the fence.
    fence: &'static str,
    text: String,
}

impl<'d> Reference<'d> {
    pub(super) fn operation_context<'r>(
        &'r self,
        entry: &'r Entry<'d>,
        level: u8,
    ) -> OperationContext<'r, 'd> {
        let operation = entry.operation;
        let absent = |text: &'d Option<String>| text.as_deref().unwrap_or_default();
        OperationContext {
            operation_id: absent(&operation.operation_id),
            method: &operation.method,
            path: entry.path,
            kind: match entry.role {
                Role::Operation => "operation",
                Role::Webhook => "webhook",
                Role::Callback(_) => "callback",
            },
            title: entry
                .title()
                .map_or_else(|| format!("{} {}", operation.method, entry.path), str::to_owned),
            summary: absent(&operation.summary),
            description: absent(&operation.description),
            deprecated: operation.deprecated,
            tags: operation.tags.iter().map(String::as_str).collect(),
            anchor: &entry.place.id,
            file: &entry.place.file,
            heading: "#".repeat(usize::from(level)),
            blocks: self.operation_blocks(entry, level),
            parameters: self.parameter_data(entry),
            body: self.body_data(entry),
            responses: self.response_data(entry),
            examples: self.example_data(entry),
            samples: self.sample_data(entry),
            extensions: operation
                .extensions
                .iter()
                .map(|(name, value)| NamedText { name, text: text(value) })
                .collect(),
        }
    }

    fn operation_blocks(&self, entry: &Entry<'d>, level: u8) -> Blocks {
        let level_inside = level + 1;
        Blocks {
            head: block(|writer| self.head(writer, entry, level)),
            parameters: block(|writer| self.parameters(writer, entry, level_inside)),
            body: block(|writer| self.body(writer, entry, level_inside)),
            example: block(|writer| self.example(writer, entry, level_inside)),
            responses: block(|writer| self.responses(writer, entry, level_inside)),
            callbacks: block(|writer| self.callbacks(writer, entry, level_inside)),
        }
    }

    fn parameter_data(&self, entry: &Entry<'d>) -> Vec<ParameterData<'d>> {
        let scope = Scope::new(self, &entry.place.file, Site::Parameters);
        let declared = declared(self.document, entry.item, entry.operation);
        let one = |used: &'d Use<Parameter>| {
            let seen = self.document.seen(used);
            let parameter = seen.object;
            ParameterData {
                r#in: parameter.location.name(),
                text: seen.description.unwrap_or_default(),
                is_deprecated: parameter.deprecated,
                field: FieldData {
                    name: &parameter.name,
                    required: parameter.required,
                    schema: scope.data(scope.meet_of(parameter.schema, &parameter.content)),
                },
            }
        };
        declared.into_iter().map(one).collect()
    }

    fn body_data(&self, entry: &Entry<'d>) -> BodyData<'d> {
        let Some(used) = &entry.operation.request_body else { return BodyData::default() };
        let seen = self.document.seen(used);
        let scope = Scope::new(self, &entry.place.file, Site::Body);
        BodyData {
            required: seen.object.required,
            description: seen.description.unwrap_or_default(),
            content: content_data(scope, &seen.object.content),
        }
    }

    fn response_data<'r>(&self, entry: &'r Entry<'d>) -> Vec<ResponseData<'r, 'd>> {
        let scope = Scope::new(self, &entry.place.file, Site::Answer);
        let all = entry.operation.responses.iter().zip(&entry.responses);
        all.map(|((status, used), anchor)| {
            let seen = self.document.seen(used);
            ResponseData {
                status,
                name: status::name(status),
                anchor,
                description: seen.description.unwrap_or_default(),
                headers: seen.object.headers.iter().map(|(name, _)| name.as_str()).collect(),
                content: content_data(scope, &seen.object.content),
            }
        })
        .collect()
    }

    fn example_data(&self, entry: &Entry<'d>) -> Vec<ExampleData<'d>> {
        if entry.role != Role::Operation {
            return Vec::new();
        }
        let requests = self.requests(entry).into_iter();
        requests
            .map(|one| ExampleData {
                name: one.example.map_or("", |texts| texts.name),
                summary: one.example.and_then(|texts| texts.summary).unwrap_or_default(),
                description: one.example.and_then(|texts| texts.description).unwrap_or_default(),
                media_type: one.media_type.unwrap_or_default(),
                body: match one.request.body {
                    Some(Body::Text { text, .. } | Body::Form { text, .. }) => text,
                    Some(Body::Multipart { .. } | Body::File { .. }) | None => String::new(),
                },
            })
            .collect()
    }

    fn sample_data(&self, entry: &Entry<'d>) -> Vec<SampleData> {
        if entry.role != Role::Operation {
            return Vec::new();
        }
        let requests = self.requests(entry);
        let Some(first) = requests.first() else { return Vec::new() };
        let languages = self.settings.samples.iter();
        let program = |language: &&'static dyn crate::code::Language| {
            let program = language.program(&first.request, &entry.place.id).ok()?;
            Some(SampleData {
                language: language.name(),
                title: language.title(),
                fence: language.fence(),
                text: program.text,
            })
        };
        languages.filter_map(program).collect()
    }
}

/// The media types of a body.
fn content_data<'d>(
    scope: Scope<'_, 'd>,
    content: &'d [(String, MediaType)],
) -> Vec<ContentData<'d>> {
    let schema = |one: &MediaType| {
        one.schema.or(one.item_schema).map(|schema| scope.data(Meet::One(schema)))
    };
    content
        .iter()
        .map(|(name, one)| ContentData {
            media_type: name,
            schema: schema(one).unwrap_or_default(),
        })
        .collect()
}
