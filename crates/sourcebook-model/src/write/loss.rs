//! What a version of the specification cannot say.

use std::fmt;

use sourcebook_syntax::Place;

use super::Target;

/// What is being written, by the name under which people know it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// The document as a whole: title, servers, security of every operation.
    Document,
    /// A tag.
    Tag(String),
    /// A path with all its operations.
    Path(String),
    /// An operation of a path.
    Operation {
        /// In upper case.
        method: String,
        /// The path.
        path: String,
    },
    /// An operation of a webhook.
    Webhook {
        /// In upper case.
        method: String,
        /// The webhook's name.
        name: String,
    },
    /// A named schema.
    Schema(String),
    /// A security scheme.
    SecurityScheme(String),
    /// Another object with a name.
    Component {
        /// The member of `components` in which it stands: `parameters`.
        kind: &'static str,
        /// Its name there.
        name: String,
    },
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document => f.write_str("the document"),
            Self::Tag(name) => write!(f, "tag `{name}`"),
            Self::Path(path) => write!(f, "path `{path}`"),
            Self::Operation { method, path } => write!(f, "`{method} {path}`"),
            Self::Webhook { method, name } => write!(f, "webhook `{method} {name}`"),
            Self::Schema(name) => write!(f, "schema `{name}`"),
            Self::SecurityScheme(name) => write!(f, "security scheme `{name}`"),
            Self::Component { kind, name } => write!(f, "`{name}` of `{kind}`"),
        }
    }
}

/// Something that the version that is written cannot say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// Which kind of thing.
    pub kind: LossKind,
    /// The thing, in words that fit behind "cannot say": `` `oneOf` ``.
    pub what: String,
    /// Where it is said: the innermost object with a name.
    pub subject: Subject,
    /// Where it stands in the texts that were read.
    pub place: Option<Place>,
    /// The version that cannot express it.
    pub target: Target,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cannot express {} ({})", self.target.name(), self.what, self.subject)
    }
}

/// The kinds of things that are lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LossKind {
    /// A keyword of schemas.
    Keyword,
    /// A keyword that only JSON Schema or some tool knows.
    UnknownKeyword,
    /// `oneOf` or `anyOf`.
    Alternatives,
    /// Which member tells which schema is meant.
    Discriminator,
    /// A member of an object.
    Member,
    /// A member of an object that pages about the API do not show.
    Detail,
    /// Examples: more than fit, or what is said about them.
    Examples,
    /// The same of those that pages about the API do not show.
    HiddenExamples,
    /// A name that may not stand where it stands.
    Name,
    /// How an element of XML is named.
    ElementName,
    /// A place where `$ref` may not stand, or may have nothing beside it.
    Reference,
    /// A `$dynamicRef`, which becomes an ordinary reference.
    DynamicReference,
    /// A name that a schema gives itself, by which nothing refers to it any more.
    Identity,
    /// A parameter as a whole.
    Parameter,
    /// What the values of a parameter or header are.
    ParameterSchema,
    /// How a parameter is written in the request.
    ParameterStyle,
    /// Which response has which media types, or which body has which schema.
    MediaTypes,
    /// A part of a form.
    Form,
    /// An operation without responses, or a status that is none.
    Responses,
    /// Links between operations.
    Links,
    /// Requests that the server sends: callbacks and webhooks.
    Callbacks,
    /// A method of HTTP.
    Method,
    /// The same path or method once more.
    Repeated,
    /// What is said of a value that stands in an enumeration before.
    RepeatedValue,
    /// A member beside one that excludes it.
    Exclusive,
    /// Where the API is served.
    Servers,
    /// How a request proves who sends it.
    SecurityScheme,
    /// Roles that a scheme other than OAuth 2 asks for.
    Scopes,
    /// An object of other objects that nothing uses.
    Unused,
    /// What is nested in itself too deep.
    Nesting,
}

impl LossKind {
    /// Every kind.
    pub const ALL: [Self; 30] = [
        Self::Keyword,
        Self::UnknownKeyword,
        Self::Alternatives,
        Self::Discriminator,
        Self::Member,
        Self::Detail,
        Self::Examples,
        Self::HiddenExamples,
        Self::Name,
        Self::ElementName,
        Self::Reference,
        Self::DynamicReference,
        Self::Identity,
        Self::Parameter,
        Self::ParameterSchema,
        Self::ParameterStyle,
        Self::MediaTypes,
        Self::Form,
        Self::Responses,
        Self::Links,
        Self::Callbacks,
        Self::Method,
        Self::Repeated,
        Self::RepeatedValue,
        Self::Exclusive,
        Self::Servers,
        Self::SecurityScheme,
        Self::Scopes,
        Self::Unused,
        Self::Nesting,
    ];

    /// Whether the pages of an API reference show such things.
    pub fn is_shown(self) -> bool {
        !matches!(
            self,
            Self::Detail
                | Self::HiddenExamples
                | Self::RepeatedValue
                | Self::UnknownKeyword
                | Self::DynamicReference
                | Self::Identity
                | Self::Unused
        )
    }

    /// Whether such a thing, said of the whole document, is shown for every operation.
    pub fn concerns_operations(self) -> bool {
        matches!(self, Self::Servers | Self::Scopes | Self::SecurityScheme)
    }

    /// Why a version cannot say it, in one sentence without a full stop.
    pub fn reason(self, target: Target) -> &'static str {
        match self {
            Self::Keyword => "its schemas do not support the keyword",
            Self::UnknownKeyword => {
                "its schemas support only its own keywords and those that start with `x-`"
            }
            Self::Alternatives => "its schemas support `allOf`, but neither `oneOf` nor `anyOf`",
            Self::Discriminator => {
                "its `discriminator` is a required member of the schema itself, for schemas that are \
                 made of it by `allOf`"
            }
            Self::Member | Self::Detail => "its object has no such member",
            Self::Examples | Self::HiddenExamples => "it supports fewer examples",
            Self::Name => "its component names consist of letters, digits, `.`, `-` and `_`",
            Self::ElementName => "its elements have the names of members, not of components",
            Self::Reference => "its `$ref` cannot have sibling members",
            Self::DynamicReference if target == Target::OpenApi3_1 => {
                "what a dynamic reference leads to is settled where the document is written"
            }
            Self::DynamicReference => "its references always point to the same schema",
            Self::Identity => {
                "its references lead to places in the written document, which it would redirect or \
                 name twice"
            }
            Self::Parameter => "it does not support parameters in this part of a request",
            Self::ParameterSchema => {
                "its parameters and headers are strings, numbers, booleans and lists of them, and \
                 cannot refer to a schema"
            }
            Self::ParameterStyle => "it supports fewer styles of values in a request",
            Self::MediaTypes => {
                "its operations have one list of media types for all responses and one for the \
                 body, and each response has one schema"
            }
            Self::Form => {
                "its forms are lists of fields, each a string, number, boolean, list or file"
            }
            Self::Responses => {
                "its operations have at least one response, each for one status or for all \
                 others"
            }
            Self::Links => "it does not support links",
            Self::Callbacks => "it only describes requests to the server",
            Self::Method => "it does not support the method",
            Self::Repeated => "it has each path once, and each method of a path once",
            Self::RepeatedValue => "its enumerations have each value once",
            Self::Exclusive => "its object can have only one of these members",
            Self::Servers => {
                "its API has one host and one base path, without variables or descriptions"
            }
            Self::SecurityScheme => "it does not support this kind of authentication",
            Self::Scopes if target == Target::Swagger2_0 => "only OAuth 2 has scopes in it",
            Self::Scopes => "only OAuth 2 and OpenID Connect have scopes in it",
            Self::Unused => "it has no such components, and this one is not used",
            Self::Nesting => "it would be nested in itself endlessly",
        }
    }
}
