//! The kinds of faults that reading can find.

use sourcebook_syntax::codes as syntax;
use sourcebook_syntax::{Code, Severity};

/// Every kind of fault that reading can find.
pub const CODES: &[&Code] = &[
    &UNREADABLE,
    &syntax::TOO_LARGE,
    &syntax::INVALID_UTF8,
    &syntax::EMPTY_DOCUMENT,
    &syntax::CONFLICT_MARKERS,
    &syntax::SYNTAX,
    &syntax::NESTING_TOO_DEEP,
    &NOT_A_SPECIFICATION,
    &UNKNOWN_VERSION,
    &DANGLING_REFERENCE,
    &REFERENCE_CYCLE,
    &DUPLICATE_OPERATION,
    &DUPLICATE_OPERATION_ID,
    &REMOTE_REFERENCE,
    &NO_OPERATIONS,
    &UNDECLARED_PATH_PARAMETER,
    &UNUSED_PATH_PARAMETER,
    &UNKNOWN_SECURITY_SCHEME,
    &MISSING_FIELD,
    &DUPLICATE_KEY,
    &UNKNOWN_FIELD,
    &WRONG_TYPE,
];

/// A file that cannot be opened or read.
pub(crate) static UNREADABLE: Code = Code {
    name: "unreadable",
    severity: Severity::Fatal,
    summary: "a file cannot be opened or read",
    explanation: "The path does not exist, is a folder, or may not be read. Paths in \
`sourcebook.toml` are relative to the folder of that file; paths on the command line are relative \
to the current folder.",
};

/// A tree of values that is no API document.
pub(crate) static NOT_A_SPECIFICATION: Code = Code {
    name: "not-a-specification",
    severity: Severity::Fatal,
    summary: "a document is neither OpenAPI nor Swagger",
    explanation: "An API document says what it is in its first member: `openapi: 3.1.0` (or \
another 3.x), or `swagger: \"2.0\"`. Without it the file may be anything: a lone schema, a \
configuration, a collection of another tool.",
};

/// A version of the specification that is not known.
pub(crate) static UNKNOWN_VERSION: Code = Code {
    name: "unknown-version",
    severity: Severity::Fatal,
    summary: "a document follows a version of the specification that is not known",
    explanation: "Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are read, whatever their patch \
level. Swagger 1.x documents can be converted with the tools of their time; a version that does \
not exist is most likely the version of the API in the wrong member (it belongs to \
`info.version`).",
};

/// A `$ref` that leads nowhere.
pub(crate) static DANGLING_REFERENCE: Code = Code {
    name: "dangling-reference",
    severity: Severity::Error,
    summary: "a `$ref` leads nowhere",
    explanation: "What a `$ref` names does not exist: the pointer after `#` leads to no value, \
or the file before it is not there. Pages would show nothing in its place. The usual causes are \
a renamed schema and a generator that lost a type; the message names the nearest name that \
exists.\n\nA `$ref` with a fragment is a JSON pointer (RFC 6901) in a URI fragment: `/` inside a \
name is written `~1`, `~` is written `~0`, and spaces and other special characters are \
percent-encoded.",
};

/// `$ref`s that lead to each other and nothing else.
pub(crate) static REFERENCE_CYCLE: Code = Code {
    name: "reference-cycle",
    severity: Severity::Error,
    summary: "a `$ref` leads back to itself",
    explanation: "Following the `$ref` leads to another `$ref`, and so on back to the first; no \
object is ever reached. (A schema that contains itself through its properties is something else, \
and fine.)",
};

/// One path and method twice.
pub(crate) static DUPLICATE_OPERATION: Code = Code {
    name: "duplicate-operation",
    severity: Severity::Error,
    summary: "the same path and method stand twice",
    explanation: "A request can only be answered in one way. Either the same key stands twice \
in one object (readers silently keep the last one), or two paths differ only in the names of \
their parameters: `/users/{id}` and `/users/{name}` are the same path (OpenAPI 3.1, Paths \
Object).",
};

/// One operation id twice.
pub(crate) static DUPLICATE_OPERATION_ID: Code = Code {
    name: "duplicate-operation-id",
    severity: Severity::Error,
    summary: "two operations have the same `operationId`",
    explanation: "Client generators make a function of each `operationId`, and links point to \
operations by it; with two of one name, one of them is lost. It must be unique in the whole \
document, webhooks included.",
};

/// A `$ref` to a URL.
pub(crate) static REMOTE_REFERENCE: Code = Code {
    name: "remote-reference",
    severity: Severity::Warning,
    summary: "a `$ref` names a URL, which is not fetched",
    explanation: "Documents are compiled without the network unless you ask for it, so that the \
same input always gives the same pages. Set `fetch = true` under `[facts]` (or pass `--fetch`) \
to follow such references, or keep a copy beside the document and refer to it by a relative \
path.",
};

/// Nothing to document.
pub(crate) static NO_OPERATIONS: Code = Code {
    name: "no-operations",
    severity: Severity::Warning,
    summary: "a document has neither operations nor webhooks",
    explanation: "The document is valid, and its schemas are documented, but there is nothing \
that a client could call. A generator that was run over the wrong folder leaves such documents \
behind.",
};

/// A `{name}` in a path without a parameter.
pub(crate) static UNDECLARED_PATH_PARAMETER: Code = Code {
    name: "undeclared-path-parameter",
    severity: Severity::Warning,
    summary: "a `{name}` in a path has no parameter",
    explanation: "Every `{name}` in a path needs a parameter `in: path` of that name, on the \
operation or on its path item; otherwise nobody can know what to put there. Names are compared \
exactly, upper and lower case included.",
};

/// A path parameter that is not in the path.
pub(crate) static UNUSED_PATH_PARAMETER: Code = Code {
    name: "unused-path-parameter",
    severity: Severity::Warning,
    summary: "a path parameter is not in the path",
    explanation: "A parameter `in: path` says what stands for `{name}` in the path, but the \
path has no such place. Either the path lost it, or the parameter belongs to the query.",
};

/// A requirement names a scheme that is not declared.
pub(crate) static UNKNOWN_SECURITY_SCHEME: Code = Code {
    name: "unknown-security-scheme",
    severity: Severity::Warning,
    summary: "a security requirement names a scheme that is not declared",
    explanation: "Readers cannot be told how to authenticate: the name stands neither in \
`components.securitySchemes` nor, in 2.0, in `securityDefinitions`. Declare the scheme, or correct \
the name; upper and lower case count.",
};

/// A member without which an object means nothing.
pub(crate) static MISSING_FIELD: Code = Code {
    name: "missing-field",
    severity: Severity::Warning,
    summary: "an object lacks a member that it needs",
    explanation: "Without the member the object cannot be documented: a parameter without a name \
cannot be sent, a document without `info` has no title and no version.",
};

/// One key twice in an object.
pub(crate) static DUPLICATE_KEY: Code = Code {
    name: "duplicate-key",
    severity: Severity::Warning,
    summary: "a key stands twice in one object",
    explanation: "Readers keep only one of the two values, and not all the same one (here: the \
last). Whatever the other said is lost in silence.",
};

/// A member that the specification does not know.
pub(crate) static UNKNOWN_FIELD: Code = Code {
    name: "unknown-field",
    severity: Severity::Warning,
    summary: "an object has a member that the specification does not know",
    explanation: "The member has no effect: it is misspelled, stands one level too deep or too \
high, or belongs to another version of the specification. Members of your own start with `x-`.",
};

/// A value of another type than the specification says.
pub(crate) static WRONG_TYPE: Code = Code {
    name: "wrong-type",
    severity: Severity::Warning,
    summary: "a value has another type than the specification says",
    explanation: "The value is ignored, because it cannot mean what the specification says \
about this member. A common case is `required: true` inside a schema: there `required` is a list \
of member names, on the object that has the members.",
};
