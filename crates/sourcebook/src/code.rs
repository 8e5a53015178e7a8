//! Requests as programs: one file for each language, all made from the same concrete request.

mod curl;
mod go;
mod javascript;
mod literal;
mod python;
#[cfg(test)]
mod requests;
mod sendable;
mod shell;
mod width;

use sourcebook_model::request::ConcreteRequest;

pub use curl::Curl;
pub use go::Go;
pub use javascript::JavaScript;
pub use python::Python;

/// All languages, in the order in which they are shown where nothing else is said.
pub const LANGUAGES: &[&dyn Language] = &[&Curl, &Python, &JavaScript, &Go];

/// A language in which requests are written.
pub trait Language: Sync {
    /// Its name in settings: `curl`, `python`.
    fn name(&self) -> &'static str;

    /// Its name for people: `curl`, `Python`.
    fn title(&self) -> &'static str;

    /// The word behind the fence of its code: `bash`.
    fn fence(&self) -> &'static str;

    /// A whole program that sends a request and shows what comes back. `operation` is the anchor of
    /// the operation, after which files are named that the program writes.
    ///
    /// # Errors
    /// What of the request the language cannot send.
    fn program(&self, request: &ConcreteRequest, operation: &str) -> Result<Program, CannotSend>;
}

/// A program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Its text; does not end in a line break.
    pub text: String,
    /// Markdown: what arrives otherwise than the request says, where the language cannot do better.
    pub note: Option<&'static str>,
}

impl Program {
    /// A program that sends exactly what the request says.
    pub fn new(text: String) -> Self {
        Self { text, note: None }
    }
}

/// Why a language cannot send a request, as the end of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotSend {
    /// The method is no token.
    #[error("`{0}` cannot be a method")]
    Method(String),
    /// The language's client does not send this method, or not in this case of its letters.
    #[error("it sends no requests with the method `{0}`")]
    OtherMethod(String),
    /// The path has segments that the language's client takes away.
    #[error("it resolves `.` and `..` in paths")]
    DotSegments,
    /// The language's client takes away a question mark with nothing behind it.
    #[error("it leaves out a query that is empty")]
    EmptyQuery,
    /// The language's client knows only the parts of forms.
    #[error("it sends no `multipart/{0}`")]
    Multipart(String),
    /// The client has no means for a client certificate.
    #[error("it sends no client certificate")]
    Certificate,
    /// The client sets a header by itself, or refuses it.
    #[error("it does not let the header `{0}` be set")]
    Header(String),
    /// The server speaks another protocol.
    #[error("it does not speak `{0}`")]
    Scheme(String),
    /// The name of a field has a character that ends it, or that is always escaped.
    #[error("the name of the field `{0}` has a character that it does not send")]
    FieldName(String),
    /// The client gives parts of forms no headers but those of its own.
    #[error("it does not let the header `{0}` of a part be set")]
    PartHeader(String),
    /// Nothing is known of what is in a form.
    #[error("the document names no field of the form")]
    NoParts,
    /// The language sends no body with this method.
    #[error("it sends no body with {0}")]
    Body(String),
    /// The words of a command end at this character.
    #[error("a word of a command cannot hold the character U+0000")]
    NullCharacter,
    /// A word is longer than Linux allows.
    #[error("a word of a command holds at most 128 KiB")]
    Length,
    /// A header has a value outside ASCII.
    #[error("it sends no characters outside ASCII in the header `{0}`")]
    HeaderText(String),
}

impl CannotSend {
    /// The reason as one word, by which such requests are counted.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Method(_) => "method",
            Self::OtherMethod(_) => "other-method",
            Self::DotSegments => "dot-segments",
            Self::EmptyQuery => "empty-query",
            Self::Multipart(_) => "multipart",
            Self::Certificate => "certificate",
            Self::Header(_) => "header",
            Self::Scheme(_) => "scheme",
            Self::FieldName(_) => "field-name",
            Self::PartHeader(_) => "part-header",
            Self::NoParts => "no-parts",
            Self::Body(_) => "body",
            Self::NullCharacter => "null-character",
            Self::Length => "length",
            Self::HeaderText(_) => "header-text",
        }
    }
}
