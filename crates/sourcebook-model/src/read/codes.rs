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
    &syntax::TEMPLATE,
    &syntax::NESTING_TOO_DEEP,
    &NOT_A_SPECIFICATION,
    &UNKNOWN_VERSION,
    &DANGLING_REFERENCE,
    &DANGLING_MAPPING,
    &MISPLACED_REFERENCE,
    &IGNORED_BESIDE_REFERENCE,
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
    /// The path does not exist, is a folder, or is not readable. Paths in `sourcebook.toml` are
    /// relative to the folder of that file; paths on the command line are relative to the current
    /// folder.
    pub(crate) static UNREADABLE = "unreadable", Fatal, "a file cannot be opened or read";
}

problem_code! {
    /// An API document declares its format: `openapi: 3.1.0` (or another 3.x), or `swagger: "2.0"`.
    /// Without this member, the file could be anything: a single schema, a configuration file, or a
    /// collection of another tool.
    pub(crate) static NOT_A_SPECIFICATION = "not-a-specification", Fatal,
        "a document is neither OpenAPI nor Swagger";
}

problem_code! {
    /// Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are supported, with any patch version. Swagger 1.x
    /// documents can be converted with older tools; a version that does not exist is most likely
    /// the version of the API, which belongs in `info.version`.
    pub(crate) static UNKNOWN_VERSION = "unknown-version", Fatal,
        "a document uses an unknown version of the specification";
}

problem_code! {
    /// The target of a `$ref` does not exist: the pointer after `#` does not match a value, or the
    /// file before it is missing. Pages would show nothing in its place. The usual causes are a
    /// renamed schema and a generator that lost a type; the message suggests the closest existing
    /// name.\n\nThe fragment of a `$ref` is a JSON pointer (RFC 6901): in names, `/` is written as
    /// `~1` and `~` as `~0`, and spaces and other special characters are percent-encoded.
    pub(crate) static DANGLING_REFERENCE = "dangling-reference", Error,
        "the target of a `$ref` does not exist";
}

problem_code! {
    /// The mapping of a discriminator leads from a value to a schema: by the name of a component, or
    /// by a reference. Nothing is there, so readers cannot see what an object with this value looks
    /// like. The usual causes are a renamed schema and a generator that dropped one.
    pub(crate) static DANGLING_MAPPING = "dangling-mapping", Warning,
        "the mapping of a discriminator leads nowhere";
}

problem_code! {
    /// The specification allows a `$ref` in the place of a schema, a parameter, a response and some
    /// other objects, but not in the place of this one. It is followed, because documents that are
    /// split over files are full of such references and some bundlers resolve them; other programs
    /// ignore it and miss everything behind it.
    ///
    /// Bundle the document, or write out what it refers to. Here a text may be a whole file:
    /// `description: {$ref: description.md}` reads the Markdown in it.
    pub(crate) static MISPLACED_REFERENCE = "misplaced-reference", Warning,
        "a `$ref` is in a place where the specification does not allow one";
}

problem_code! {
    /// In Swagger 2.0 and OpenAPI 3.0, a `$ref` stands for the whole object: whatever is written beside
    /// it is ignored. Since 3.1, `summary` and `description` beside the `$ref` to a response, a
    /// parameter or another object replace what is written there, and the keywords beside the `$ref`
    /// of a schema count like any others.
    ///
    /// Put the `$ref` of a schema into an `allOf` with the rest beside it, or write the document in
    /// OpenAPI 3.1.
    pub(crate) static IGNORED_BESIDE_REFERENCE = "ignored-beside-reference", Warning,
        "a member beside a `$ref` has no effect";
}

problem_code! {
    /// The target of the `$ref` is another `$ref`, and so on back to the first; there is no object
    /// at the end. (A schema that contains itself through its properties is something else and is
    /// fine.)
    pub(crate) static REFERENCE_CYCLE = "reference-cycle", Error, "a `$ref` refers to itself";
}

problem_code! {
    /// A request matches only one operation. Either the same key appears twice in one object (most
    /// programs silently keep the last one), or two paths differ only in the names of their
    /// parameters: `/users/{id}` and `/users/{name}` are the same path (OpenAPI 3.1, Paths Object).
    /// Pages show both, in the order of the document; where only one can be kept, it is the first.
    pub(crate) static DUPLICATE_OPERATION = "duplicate-operation", Warning,
        "the same path and method appear twice";
}

problem_code! {
    /// Client generators make a function from each `operationId`, and links refer to operations by
    /// it; with a duplicate, one of the operations is lost. It must be unique in the whole
    /// document, including webhooks. Pages show both operations; links lead to the first.
    pub(crate) static DUPLICATE_OPERATION_ID = "duplicate-operation-id", Warning,
        "two operations have the same `operationId`";
}

problem_code! {
    /// By default, documents are compiled without network access, so that the same input always
    /// gives the same pages. Set `fetch = true` under `[facts]` (or pass `--fetch`) to follow such
    /// references, or keep a copy next to the document and refer to it by a relative path.
    pub(crate) static REMOTE_REFERENCE = "remote-reference", Warning,
        "a `$ref` refers to a URL, which is not fetched";
}

problem_code! {
    /// The document is valid, and its schemas are documented, but there is nothing that a client
    /// could call. A generator that ran on the wrong folder produces such documents.
    pub(crate) static NO_OPERATIONS = "no-operations", Warning,
        "a document has neither operations nor webhooks";
}

problem_code! {
    /// Every `{name}` in a path needs a parameter with that name and `in: path`, on the operation
    /// or on its path item; otherwise readers cannot know what to put there. Names are
    /// case-sensitive.
    pub(crate) static UNDECLARED_PATH_PARAMETER = "undeclared-path-parameter", Warning,
        "a `{name}` in a path is not declared as a parameter";
}

problem_code! {
    /// A parameter with `in: path` describes a `{name}` in the path, but the path does not contain
    /// it. Either it is missing from the path, or the parameter belongs in the query.
    pub(crate) static UNUSED_PATH_PARAMETER = "unused-path-parameter", Warning,
        "a path parameter is not in the path";
}

problem_code! {
    /// The pages cannot say how to authenticate: the name is not in `components.securitySchemes`
    /// (or, in 2.0, `securityDefinitions`). Declare the scheme, or correct the name; names are
    /// case-sensitive.
    pub(crate) static UNKNOWN_SECURITY_SCHEME = "unknown-security-scheme", Warning,
        "a security requirement names an undeclared scheme";
}

problem_code! {
    /// Without the member, the object cannot be documented: a parameter without a name cannot be
    /// sent, and a document without `info` has neither title nor version.
    pub(crate) static MISSING_FIELD = "missing-field", Warning,
        "an object is missing a required member";
}

problem_code! {
    /// Parsers keep only one of the two values, and they do not agree on which (Sourcebook keeps
    /// the last). The other value is silently lost.
    pub(crate) static DUPLICATE_KEY = "duplicate-key", Warning, "a key appears twice in an object";
}

problem_code! {
    /// The member has no effect: it is misspelled, is at the wrong level of nesting, or belongs to
    /// another version of the specification. Names of custom members start with `x-`.
    pub(crate) static UNKNOWN_FIELD = "unknown-field", Warning,
        "an object has a member that the specification does not define";
}

problem_code! {
    /// The value is ignored, because the specification requires another type. A common case is
    /// `required: true` inside a schema: there, `required` is a list of property names, on the
    /// object that has the properties.
    pub(crate) static WRONG_TYPE = "wrong-type", Warning,
        "a value has a type that the specification does not allow";
}
