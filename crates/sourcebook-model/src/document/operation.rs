//! Operations and what they are made of: parameters, bodies, responses, links, callbacks.

use super::{
    Extensions, ExternalDocs, Id, Origin, Schema, SecurityRequirement, Server, Use, Value, Version,
};

/// A path (or webhook, or callback) and its operations.
#[derive(Debug, Clone, Default)]
pub struct PathItem {
    /// Applies to all operations.
    pub summary: Option<String>,
    /// Applies to all operations; CommonMark.
    pub description: Option<String>,
    /// Parameters of all operations.
    pub parameters: Vec<Use<Parameter>>,
    /// Servers of all operations.
    pub servers: Vec<Server>,
    /// The operations in source order.
    pub operations: Vec<Operation>,
    /// Vendor extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub origin: Origin,
    /// Where the path items stand to which its `$ref`s lead, and of which it has the rest.
    pub layers: Vec<Origin>,
}

/// One thing that a client can ask for.
#[derive(Debug, Clone, Default)]
pub struct Operation {
    /// The HTTP method in upper case; of 3.2's `additionalOperations` as written.
    pub method: String,
    /// Unique name for programs.
    pub operation_id: Option<String>,
    /// The tags in source order.
    pub tags: Vec<String>,
    /// One line.
    pub summary: Option<String>,
    /// CommonMark.
    pub description: Option<String>,
    /// Its own parameters, in source order; those of the path item are not repeated.
    pub parameters: Vec<Use<Parameter>>,
    /// What is sent. From 2.0: the parameters in body or form.
    pub request_body: Option<Use<RequestBody>>,
    /// Status (`200`, `4XX`, `default`) → response, in source order.
    pub responses: Vec<(String, Use<Response>)>,
    /// Vendor extensions among the responses.
    pub response_extensions: Extensions,
    /// Name → requests that the server sends back, in source order.
    pub callbacks: Vec<(String, Use<Callback>)>,
    /// Not to be used any more.
    pub deprecated: bool,
    /// What it requires: any one of these; `None` for what the document requires.
    pub security: Option<Vec<SecurityRequirement>>,
    /// Servers of this operation alone. From Swagger 2.0: made of its `schemes`.
    pub servers: Vec<Server>,
    /// A page that says more.
    pub external_docs: Option<ExternalDocs>,
    /// Vendor extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub origin: Origin,
}

impl Operation {
    /// The value of a vendor extension.
    pub fn extension(&self, name: &str) -> Option<&Value> {
        self.extensions.iter().find(|(key, _)| &**key == name).map(|(_, value)| value)
    }
}

/// Where a parameter stands in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum ParameterLocation {
    /// In the path, as `{name}`.
    Path,
    /// In the query.
    #[default]
    Query,
    /// The whole query string (3.2).
    QueryString,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

impl ParameterLocation {
    /// All locations.
    pub const ALL: [Self; 5] =
        [Self::Path, Self::Query, Self::QueryString, Self::Header, Self::Cookie];

    /// The word that documents use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::QueryString => "querystring",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }

    /// The styles in which values may be written there since 3.0 (Parameter Object, "Style
    /// Values").
    pub fn styles(self, version: Version) -> &'static [&'static str] {
        match self {
            Self::Path => &["simple", "label", "matrix"],
            Self::Query => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
            Self::QueryString => &[],
            Self::Header => &["simple"],
            Self::Cookie if version >= Version::OpenApi3_2 => &["form", "cookie"],
            Self::Cookie => &["form"],
        }
    }

    /// The location of a word.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|location| location.name() == name)
    }
}

/// A parameter of a request.
#[derive(Debug, Clone, Default)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Where it stands in the request.
    pub location: ParameterLocation,
    /// CommonMark.
    pub description: Option<String>,
    /// Whether it must be given; always true in the path.
    pub required: bool,
    /// Not to be used any more.
    pub deprecated: bool,
    /// Whether `name=` without a value is allowed.
    pub allow_empty_value: bool,
    /// How lists and objects are written: `form`, `simple`, `spaceDelimited` …; absent for the
    /// location's default.
    pub style: Option<String>,
    /// Whether every item of a list is a parameter of its own; absent for the style's default.
    pub explode: Option<bool>,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
    /// What its values are.
    pub schema: Option<Id<Schema>>,
    /// An example value.
    pub example: Option<Value>,
    /// Examples with names.
    pub examples: Vec<(String, Use<Example>)>,
    /// Instead of a schema: its text is of this media type.
    pub content: Vec<(String, MediaType)>,
    /// Vendor extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub origin: Origin,
}

/// Headers whose values other members of a document of OpenAPI 3 give: media types, and security
/// requirements.
const GIVEN_ELSEWHERE: [&str; 3] = ["Accept", "Content-Type", "Authorization"];

impl Parameter {
    /// Whether a parameter has no effect in a version: since 3.0, header parameters of some names are
    /// ignored (Parameter Object, `name`).
    pub fn is_ignored(&self, version: Version) -> bool {
        version >= Version::OpenApi3_0
            && self.location == ParameterLocation::Header
            && GIVEN_ELSEWHERE.iter().any(|name| self.name.eq_ignore_ascii_case(name))
    }
}

/// What is sent with a request.
#[derive(Debug, Clone, Default)]
pub struct RequestBody {
    /// CommonMark.
    pub description: Option<String>,
    /// Media type → what is sent, in source order.
    pub content: Vec<(String, MediaType)>,
    /// Whether it must be sent.
    pub required: bool,
    /// 2.0: the name of the body parameter; absent for forms and later versions.
    pub parameter_name: Option<String>,
    /// 2.0: what the operation says about its form; absent for everything else.
    pub form: Option<Box<SwaggerForm>>,
    /// Vendor extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub origin: Origin,
}

/// What Swagger 2.0 says about a form beside its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SwaggerForm {
    /// The media types that the operation or the document consumes, as written.
    pub consumes: Vec<String>,
    /// Whether the first field must be given.
    pub first_field_required: bool,
}

/// A body in one media type.
#[derive(Debug, Clone, Default)]
pub struct MediaType {
    /// What the whole body is.
    pub schema: Option<Id<Schema>>,
    /// 3.2: what each item of a sequential media type is.
    pub item_schema: Option<Id<Schema>>,
    /// An example of the body.
    pub example: Option<Value>,
    /// Examples with names.
    pub examples: Vec<(String, Use<Example>)>,
    /// Form fields and parts → how they are encoded.
    pub encoding: Vec<(String, Encoding)>,
    /// 3.2: how the first parts are encoded, by their position.
    pub prefix_encoding: Vec<Encoding>,
    /// 3.2: how all further parts are encoded.
    pub item_encoding: Option<Encoding>,
    /// 2.0: whether only an example names it, and not what the operation produces.
    pub is_of_example: bool,
    /// Vendor extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub origin: Origin,
}

/// How one form field or part is encoded.
#[derive(Debug, Clone, Default)]
pub struct Encoding {
    /// Its media type.
    pub content_type: Option<String>,
    /// Headers of the part.
    pub headers: Vec<(String, Use<Header>)>,
    /// As of parameters.
    pub style: Option<String>,
    /// As of parameters.
    pub explode: Option<bool>,
    /// As of parameters.
    pub allow_reserved: bool,
    /// 3.2: the parts of a part that is itself made of parts → how they are encoded.
    pub encoding: Vec<(String, Encoding)>,
    /// 3.2: as of media types.
    pub prefix_encoding: Vec<Encoding>,
    /// 3.2: as of media types.
    pub item_encoding: Option<Box<Encoding>>,
    /// Vendor extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub origin: Origin,
}

/// What comes back.
#[derive(Debug, Clone, Default)]
pub struct Response {
    /// 3.2: one line.
    pub summary: Option<String>,
    /// CommonMark.
    pub description: String,
    /// Its headers, in source order.
    pub headers: Vec<(String, Use<Header>)>,
    /// Media type → body, in source order.
    pub content: Vec<(String, MediaType)>,
    /// What can be done next, in source order.
    pub links: Vec<(String, Use<Link>)>,
    /// Vendor extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub origin: Origin,
}

/// A header of a response or part.
#[derive(Debug, Clone, Default)]
pub struct Header {
    /// CommonMark.
    pub description: Option<String>,
    /// Whether it is always there.
    pub required: bool,
    /// Not to be used any more.
    pub deprecated: bool,
    /// As of parameters.
    pub style: Option<String>,
    /// As of parameters.
    pub explode: Option<bool>,
    /// What its values are.
    pub schema: Option<Id<Schema>>,
    /// An example value.
    pub example: Option<Value>,
    /// Examples with names.
    pub examples: Vec<(String, Use<Example>)>,
    /// Instead of a schema: its text is of this media type.
    pub content: Vec<(String, MediaType)>,
    /// Vendor extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub origin: Origin,
}

/// An example with a name.
#[derive(Debug, Clone, Default)]
pub struct Example {
    /// One line.
    pub summary: Option<String>,
    /// CommonMark.
    pub description: Option<String>,
    /// The value (3.2 also as `dataValue`).
    pub value: Option<Value>,
    /// 3.2: the value as it is sent.
    pub serialized_value: Option<String>,
    /// Where the value is to be found, as written.
    pub external_value: Option<String>,
    /// Vendor extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub origin: Origin,
}

/// What a client can do with a response.
#[derive(Debug, Clone, Default)]
pub struct Link {
    /// The operation, by its id.
    pub operation_id: Option<String>,
    /// The operation, by reference.
    pub operation_ref: Option<String>,
    /// The operation, where it is one of this document; of several with one id, the first.
    pub target: Option<OperationId>,
    /// Parameter → value or runtime expression.
    pub parameters: Vec<(String, Value)>,
    /// What to send.
    pub request_body: Option<Value>,
    /// CommonMark.
    pub description: Option<String>,
    /// Where to send it.
    pub server: Option<Server>,
    /// Vendor extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub origin: Origin,
}

/// Names one operation of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OperationId {
    /// The path item that has it.
    pub item: Id<PathItem>,
    /// Which of its operations.
    pub index: usize,
}

/// Requests that the server sends back.
#[derive(Debug, Clone, Default)]
pub struct Callback {
    /// Runtime expression of the URL → what is sent there.
    pub expressions: Vec<(String, Use<PathItem>)>,
    /// Vendor extensions.
    pub extensions: Extensions,
}

/// The methods that are members of a path item; `query` since 3.2.
pub const METHODS: [&str; 9] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// The media types of forms, whose fields are the members of their schema.
pub const FORM_MEDIA_TYPES: [&str; 2] =
    ["multipart/form-data", "application/x-www-form-urlencoded"];

impl RequestBody {
    /// Whether its first media type is that of a form.
    pub fn is_form(&self) -> bool {
        let media_type = self.content.first().map(|(name, _)| name.as_str());
        media_type.is_some_and(|media_type| FORM_MEDIA_TYPES.contains(&media_type))
    }
}
