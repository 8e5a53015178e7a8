//! The kinds of problems that reading can find.

use sourcebook_syntax::codes as syntax;
use sourcebook_syntax::{Code, problem_code};

/// Every kind of problem that reading can find.
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

problem_code! {
    /// The path does not exist, is a folder, or may not be read. Paths in `sourcebook.toml` are
    /// relative to the folder of that file; paths on the command line are relative to the current
    /// folder.
    pub(crate) static UNREADABLE = "unreadable", Fatal, "a file cannot be opened or read";
}

problem_code! {
    /// An API document says what it is in its first member: `openapi: 3.1.0` (or another 3.x), or
    /// `swagger: "2.0"`. Without it the file may be anything: a lone schema, a configuration, a
    /// collection of another tool.
    pub(crate) static NOT_A_SPECIFICATION = "not-a-specification", Fatal,
        "a document is neither OpenAPI nor Swagger";
}

problem_code! {
    /// Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are read, whatever their patch level. Swagger 1.x
    /// documents can be converted with the tools of their time; a version that does not exist is
    /// most likely the version of the API in the wrong member (it belongs to `info.version`).
    pub(crate) static UNKNOWN_VERSION = "unknown-version", Fatal,
        "a document follows a version of the specification that is not known";
}

problem_code! {
    /// What a `$ref` names does not exist: the pointer after `#` leads to no value, or the file
    /// before it is not there. Pages would show nothing in its place. The usual causes are a
    /// renamed schema and a generator that lost a type; the message names the nearest name that
    /// exists.\n\nA `$ref` with a fragment is a JSON pointer (RFC 6901) in a URI fragment: `/`
    /// inside a name is written `~1`, `~` is written `~0`, and spaces and other special
    /// characters are percent-encoded.
    pub(crate) static DANGLING_REFERENCE = "dangling-reference", Error, "a `$ref` leads nowhere";
}

problem_code! {
    /// Following the `$ref` leads to another `$ref`, and so on back to the first; no object is
    /// ever reached. (A schema that contains itself through its properties is something else, and
    /// fine.)
    pub(crate) static REFERENCE_CYCLE = "reference-cycle", Error, "a `$ref` leads back to itself";
}

problem_code! {
    /// A request can only be answered in one way. Either the same key stands twice in one object
    /// (readers silently keep the last one), or two paths differ only in the names of their
    /// parameters: `/users/{id}` and `/users/{name}` are the same path (OpenAPI 3.1, Paths
    /// Object).
    pub(crate) static DUPLICATE_OPERATION = "duplicate-operation", Error,
        "the same path and method stand twice";
}

problem_code! {
    /// Client generators make a function of each `operationId`, and links point to operations by
    /// it; with two of one name, one of them is lost. It must be unique in the whole document,
    /// webhooks included.
    pub(crate) static DUPLICATE_OPERATION_ID = "duplicate-operation-id", Error,
        "two operations have the same `operationId`";
}

problem_code! {
    /// Documents are compiled without the network unless you ask for it, so that the same input
    /// always gives the same pages. Set `fetch = true` under `[facts]` (or pass `--fetch`) to
    /// follow such references, or keep a copy beside the document and refer to it by a relative
    /// path.
    pub(crate) static REMOTE_REFERENCE = "remote-reference", Warning,
        "a `$ref` names a URL, which is not fetched";
}

problem_code! {
    /// The document is valid, and its schemas are documented, but there is nothing that a client
    /// could call. A generator that was run over the wrong folder leaves such documents behind.
    pub(crate) static NO_OPERATIONS = "no-operations", Warning,
        "a document has neither operations nor webhooks";
}

problem_code! {
    /// Every `{name}` in a path needs a parameter `in: path` of that name, on the operation or on
    /// its path item; otherwise nobody can know what to put there. Names are compared exactly,
    /// upper and lower case included.
    pub(crate) static UNDECLARED_PATH_PARAMETER = "undeclared-path-parameter", Warning,
        "a `{name}` in a path has no parameter";
}

problem_code! {
    /// A parameter `in: path` says what stands for `{name}` in the path, but the path has no such
    /// place. Either the path lost it, or the parameter belongs to the query.
    pub(crate) static UNUSED_PATH_PARAMETER = "unused-path-parameter", Warning,
        "a path parameter is not in the path";
}

problem_code! {
    /// Readers cannot be told how to authenticate: the name stands neither in
    /// `components.securitySchemes` nor, in 2.0, in `securityDefinitions`. Declare the scheme, or
    /// correct the name; upper and lower case count.
    pub(crate) static UNKNOWN_SECURITY_SCHEME = "unknown-security-scheme", Warning,
        "a security requirement names a scheme that is not declared";
}

problem_code! {
    /// Without the member the object cannot be documented: a parameter without a name cannot be
    /// sent, a document without `info` has no title and no version.
    pub(crate) static MISSING_FIELD = "missing-field", Warning,
        "an object is missing a required member";
}

problem_code! {
    /// Readers keep only one of the two values, and not all the same one (here: the last).
    /// Whatever the other said is lost in silence.
    pub(crate) static DUPLICATE_KEY = "duplicate-key", Warning, "a key stands twice in one object";
}

problem_code! {
    /// The member has no effect: it is misspelled, stands one level too deep or too high, or
    /// belongs to another version of the specification. Members of your own start with `x-`.
    pub(crate) static UNKNOWN_FIELD = "unknown-field", Warning,
        "an object has a member that the specification does not know";
}

problem_code! {
    /// The value is ignored, because it cannot mean what the specification says about this
    /// member. A common case is `required: true` inside a schema: there `required` is a list of
    /// member names, on the object that has the members.
    pub(crate) static WRONG_TYPE = "wrong-type", Warning,
        "a value has another type than the specification says";
}
