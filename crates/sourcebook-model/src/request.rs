//! The concrete request of an operation: what a client sends, to the byte.
//!
//! Every sample in every language, and every check of one, is made from this value, so what the
//! specification asks of requests is decided here and nowhere else. A [`ConcreteRequest`] is
//! complete: its URL has every parameter and is percent-encoded, its headers are those that the
//! operation and its body ask for, each once, and credentials stand in it as placeholders.

mod answers;
mod body;
mod build;
mod bytes;
mod content;
mod credentials;
pub mod encode;
mod form;
mod lists;
mod multipart;
mod parameters;
mod schemas;
pub mod style;
mod text;
mod url;

pub use build::requests;
pub use parameters::declared;
pub use text::{field_text, parameter_text};

use crate::document::{ParameterLocation, Value};
use crate::value::{Budget, LeftOut};

/// A request as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConcreteRequest {
    /// The method, as it is sent.
    pub method: String,
    /// `https`, `http`.
    pub scheme: String,
    /// Host and port: `api.example.com:8080`.
    pub authority: String,
    /// Path and query, percent-encoded. Begins with a slash.
    pub target: String,
    /// Names and values in the order in which they are shown: `Accept`, credentials,
    /// `Content-Type`, `Cookie`, then those of the operation. Each name once, in any case of its
    /// letters. The `Content-Type` of a multipart body is not among them, since it has to name the
    /// boundary.
    pub headers: Vec<(String, String)>,
    /// What is sent, if anything is.
    pub body: Option<Body>,
    /// Which of the above are placeholders for credentials.
    pub credentials: Vec<Credential>,
    /// What is expected to come back, as far as that makes a difference for a client.
    pub answers: Answers,
}

/// What a request sends behind its headers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// A text, JSON among others.
    Text {
        /// Its `Content-Type`.
        media_type: String,
        /// What is sent.
        text: String,
        /// The value whose JSON the text is; absent where the text is something else.
        value: Option<Value>,
    },
    /// A form: `application/x-www-form-urlencoded`.
    Form {
        /// Names and values, as they are before they are encoded.
        fields: Vec<(String, String)>,
        /// The fields, encoded: what is sent.
        text: String,
    },
    /// Parts, separated by a boundary.
    Multipart {
        /// `form-data`, `mixed`.
        subtype: String,
        /// In the order in which they are sent.
        parts: Vec<Part>,
    },
    /// The bytes of a file of the reader's.
    File {
        /// Its `Content-Type`.
        media_type: String,
        /// The file's name.
        name: String,
    },
}

/// A part of a multipart body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// The field that it stands for; absent where parts are told apart by their position.
    pub name: Option<String>,
    /// The name of the file whose bytes are sent instead of the text.
    pub file: Option<String>,
    /// Its `Content-Type`; absent where it has none, which means plain text.
    pub media_type: Option<String>,
    /// Further headers of the part.
    pub headers: Vec<(String, String)>,
    /// What is sent, if it is not a file.
    pub text: String,
    /// The value whose JSON the text is; absent where the text is something else.
    pub value: Option<Value>,
}

/// A placeholder for credentials. `header` is the place of the header that it fills, so that a
/// language that has its own means for credentials can leave that header out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credential {
    /// Name and password: [`USER`] and [`PASSWORD`].
    Basic {
        /// The place of the `Authorization` header.
        header: usize,
    },
    /// A token: [`TOKEN`].
    Bearer {
        /// The place of the `Authorization` header.
        header: usize,
    },
    /// A key: [`KEY`].
    Key {
        /// A header, the query or a cookie.
        place: ParameterLocation,
        /// The name of the header, parameter or cookie.
        name: String,
    },
    /// A client certificate (mutual TLS).
    Certificate,
}

/// What a client does with what comes back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Answers {
    /// JSON.
    Json,
    /// Some other text, or nothing.
    #[default]
    Text,
    /// Bytes for a file.
    Binary {
        /// The extension of the file's name, without its dot.
        extension: String,
    },
    /// A text that does not end before the client hangs up, or that is read line by line.
    Stream,
}

/// How requests are made, where the document leaves it open.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// An absolute URL for what the document's servers leave open: scheme and host where they have
    /// none, all of it where there are no servers. [`DEFAULT_SERVER`] where it is absent.
    pub server: Option<String>,
    /// How long bodies may become that are made for a schema.
    pub budget: Budget,
    /// What a client knows of parameters; it is sent in place of their examples.
    pub parameters: Vec<KnownParameter>,
}

/// The value that a client has for a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownParameter {
    /// Where the parameter stands.
    pub location: ParameterLocation,
    /// Its name; in any case of its letters where it is a header.
    pub name: String,
    /// The value, which is written in the parameter's style.
    pub value: Value,
}

impl KnownParameter {
    /// Whether it is the value of a parameter.
    fn is_of(&self, location: ParameterLocation, name: &str) -> bool {
        let is_named = match location {
            ParameterLocation::Header => self.name.eq_ignore_ascii_case(name),
            _ => self.name == name,
        };
        self.location == location && is_named
    }
}

/// The server where neither the document nor the settings name one.
pub const DEFAULT_SERVER: &str = "https://example.com";

/// A request, and the example that it is made from.
#[derive(Debug, Clone)]
pub struct NamedRequest<'d> {
    /// The request.
    pub request: ConcreteRequest,
    /// The media type of the body, as the document names it; absent where there is no body.
    pub media_type: Option<&'d str>,
    /// What the author says of the example; absent where it has no name.
    pub example: Option<ExampleTexts<'d>>,
    /// What is not in a body that was made for its schema.
    pub left_out: Option<LeftOut>,
}

/// What is said of an example with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExampleTexts<'d> {
    /// The name.
    pub name: &'d str,
    /// One line.
    pub summary: Option<&'d str>,
    /// CommonMark.
    pub description: Option<&'d str>,
}

/// Stands for the name of a user.
pub const USER: &str = "USERNAME";
/// Stands for a password.
pub const PASSWORD: &str = "PASSWORD";
/// Stands for a token.
pub const TOKEN: &str = "YOUR_TOKEN";
/// Stands for an API key.
pub const KEY: &str = "YOUR_API_KEY";

impl ConcreteRequest {
    /// The complete URL.
    pub fn url(&self) -> String {
        format!("{}://{}{}", self.scheme, self.authority, self.target)
    }

    /// The value of a header, whatever the case of its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Whether the server asks for a client certificate.
    pub fn needs_certificate(&self) -> bool {
        self.credentials.contains(&Credential::Certificate)
    }
}
