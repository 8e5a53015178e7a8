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
    &PATH_WITHOUT_SLASH,
    &OPTIONAL_PATH_PARAMETER,
    &DUPLICATE_PARAMETER,
    &PARAMETER_CONTENT,
    &IGNORED_PARAMETER,
    &EXAMPLE_BESIDE_EXAMPLES,
    &MISPLACED_STYLE,
    &INVALID_STATUS,
    &NULL_VALUE,
    &DUPLICATE_TAG,
    &INVALID_PARENT_TAG,
    &UNKNOWN_OPERATION,
    &UNDECLARED_SERVER_VARIABLE,
    &UNUSED_SERVER_VARIABLE,
    &INVALID_HOST,
    &ARRAY_WITHOUT_ITEMS,
    &CONTRADICTING_LIMITS,
    &DUPLICATE_KEY,
    &LOOSE_INDENTATION,
    &UNKNOWN_FIELD,
    &UNKNOWN_KEYWORD,
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
    /// document, including webhooks, and for the operations of a path item that two paths share. Pages
    /// show both operations; links lead to the first.
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
    /// sent, a document without `info` has neither title nor version, a body without `content` and a
    /// server without `url` are nothing, and a response without a description (which only OpenAPI 3.2
    /// allows) does not say when it comes.
    pub(crate) static MISSING_FIELD = "missing-field", Warning,
        "an object is missing a required member";
}

problem_code! {
    /// Parsers keep only one of the two values, and they do not agree on which (Sourcebook keeps
    /// the last). The other value is silently lost.
    pub(crate) static DUPLICATE_KEY = "duplicate-key", Warning, "a key appears twice in an object";
}

problem_code! {
    /// YAML asks that a value is indented more than the key that it belongs to, and that goes for each of
    /// its lines: for the closing bracket of a list or mapping in brackets, and for the further lines of a
    /// quoted text. Parsers that are built on libyaml, and many others, read such lines anyway, as
    /// Sourcebook does; those that follow the specification to the letter refuse the whole document.
    /// Only the first place in a file is reported.
    pub(crate) static LOOSE_INDENTATION = "loose-indentation", Warning,
        "a line of YAML is indented less than the specification asks";
}

problem_code! {
    /// The member has no effect: it is misspelled, is at the wrong level of nesting, or belongs to
    /// another version of the specification. Names of custom members start with `x-`.
    pub(crate) static UNKNOWN_FIELD = "unknown-field", Warning,
        "an object has a member that the specification does not define";
}

problem_code! {
    /// The word means nothing in a schema, but nearly is a keyword: it is most likely misspelled, and
    /// what it should say has no effect. Words that are not near a keyword are never reported, since
    /// JSON Schema allows them; names of custom members start with `x-`.
    pub(crate) static UNKNOWN_KEYWORD = "unknown-keyword", Warning,
        "a schema has a member that is nearly a keyword";
}

problem_code! {
    /// The value is ignored, because the specification requires another type. A common case is
    /// `required: true` inside a schema: there, `required` is a list of property names, on the
    /// object that has the properties.
    pub(crate) static WRONG_TYPE = "wrong-type", Warning,
        "a value has a type that the specification does not allow";
}

problem_code! {
    /// The path is appended to the URL of the server, and must start with `/` (Paths Object): without
    /// it, `https://api.example.com/v1` and `orders` become `https://api.example.com/v1orders`.
    pub(crate) static PATH_WITHOUT_SLASH = "path-without-slash", Warning,
        "a path does not start with a slash";
}

problem_code! {
    /// A request without a part of its path is a request for another path, so a parameter with
    /// `in: path` must have `required: true` (Parameter Object). Pages show it as required anyway;
    /// client generators may refuse the document. For an optional part, describe two paths.
    pub(crate) static OPTIONAL_PATH_PARAMETER = "optional-path-parameter", Warning,
        "a path parameter is not required";
}

problem_code! {
    /// The parameters of an operation, or those of a path, have each name once for each place
    /// (`path`, `query`, `header`, `cookie`); the names of headers are the same in upper and lower
    /// case. Programs keep only one of the two. A parameter of an operation may have the name of one
    /// of its path: it replaces that one.
    pub(crate) static DUPLICATE_PARAMETER = "duplicate-parameter", Warning,
        "a parameter appears twice in one list";
}

problem_code! {
    /// A parameter or header says what its values are either by a `schema` or, where they are texts
    /// of a media type, by a `content` with exactly that one (Parameter Object). With neither, nobody
    /// knows what to send; with both, they may differ.
    pub(crate) static PARAMETER_CONTENT = "parameter-content", Warning,
        "a parameter does not say in one way what its values are";
}

problem_code! {
    /// A style says how lists and objects are written in a request, and each place has its own:
    /// `matrix` and `label` are for paths, `deepObject` for queries. Elsewhere they have no meaning, and
    /// programs use another style or refuse the document. Of bodies, the specification looks at styles
    /// in forms only, and OpenAPI 3.0 ignores them in `multipart/form-data` too.
    pub(crate) static MISPLACED_STYLE = "misplaced-style", Warning,
        "a style is not for its place";
}

problem_code! {
    /// In YAML, a key with nothing behind it has the value `null`. In the place of a response, a schema
    /// or an operation it says nothing, and pages leave it out or show it empty. Most likely the lines
    /// below it are indented too little.
    pub(crate) static NULL_VALUE = "null-value", Warning, "`null` stands in the place of an object";
}

problem_code! {
    /// The keys of responses are statuses from `100` to `599`, since OpenAPI 3.0 ranges (`4XX`, with
    /// capitals), and `default` for all others (Responses Object). Nothing else can come, so readers
    /// look for this response in vain.
    pub(crate) static INVALID_STATUS = "invalid-status", Warning,
        "a response has a key that is not a status";
}

problem_code! {
    /// Every name of a tag must be unique (OpenAPI Object). Programs show the description of one of
    /// the two and drop the other.
    pub(crate) static DUPLICATE_TAG = "duplicate-tag", Warning, "a tag is declared twice";
}

problem_code! {
    /// A link names the operation that can be called next by its `operationId`, or by an
    /// `operationRef` that leads to it. There is no such operation in this document: it was renamed or
    /// removed, or the name is misspelled. A link with neither of the two leads nowhere.
    pub(crate) static UNKNOWN_OPERATION = "unknown-operation", Warning,
        "a link leads to an operation that does not exist";
}

problem_code! {
    /// Every `{name}` in the URL of a server needs an entry with a default under its `variables`
    /// (Server Object); otherwise nobody can tell where the API is.
    pub(crate) static UNDECLARED_SERVER_VARIABLE = "undeclared-server-variable", Warning,
        "a variable in the URL of a server is not declared";
}

problem_code! {
    /// An entry under `variables` of a server stands for a `{name}` in its URL, which the URL does not
    /// have. Either it is missing there, or it is left over.
    pub(crate) static UNUSED_SERVER_VARIABLE = "unused-server-variable", Warning,
        "a variable of a server is not in its URL";
}

problem_code! {
    /// In Swagger 2.0, a server is written in three members: `schemes`, `host` (the name and perhaps a
    /// port, nothing else) and `basePath`, which starts with a slash. Programs join them as they are, so
    /// that a scheme in `host` becomes `https://https://…`. Samples are made of what is meant.
    ///
    /// Write the scheme in `schemes`, the path in `basePath`, and the bare host in `host`.
    pub(crate) static INVALID_HOST = "invalid-host", Warning,
        "the server of a Swagger 2.0 document is not written as it has to be";
}

problem_code! {
    /// In Swagger 2.0 and OpenAPI 3.0, a schema with `type: array` must say by `items` what is in the
    /// array (Schema Object). Client generators refuse it, or make a list of anything.
    pub(crate) static ARRAY_WITHOUT_ITEMS = "array-without-items", Warning,
        "an array does not say what is in it";
}

problem_code! {
    /// The least value that is allowed is greater than the greatest: no value is valid, so every
    /// program that checks values refuses all of them. Most likely the two were exchanged. An `enum`
    /// without values allows none either.
    pub(crate) static CONTRADICTING_LIMITS = "contradicting-limits", Warning,
        "the limits of a schema contradict each other";
}

problem_code! {
    /// A parameter, header or media type has one `example`, or several with names under `examples`;
    /// the specification has the two exclude each other. Programs take one of them, and not all the
    /// same.
    ///
    /// Move the one under `example` to the others, with a name.
    pub(crate) static EXAMPLE_BESIDE_EXAMPLES = "example-beside-examples", Warning,
        "an object has both `example` and `examples`";
}

problem_code! {
    /// Since OpenAPI 3.2 a tag may stand under another one, its `parent`, which has to be declared too;
    /// and the parents of a tag must not lead back to it (Tag Object).
    pub(crate) static INVALID_PARENT_TAG = "invalid-parent-tag", Warning,
        "the parent of a tag does not exist, or leads back to the tag";
}

problem_code! {
    /// Since OpenAPI 3.0, header parameters named `Accept`, `Content-Type` and `Authorization` are
    /// ignored (Parameter Object, `name`): the media types of responses and bodies, and the security
    /// requirements say what is sent there. Neither pages nor samples have them.
    ///
    /// Describe the media types and security schemes, and remove the parameter.
    pub(crate) static IGNORED_PARAMETER = "ignored-parameter", Warning,
        "a header parameter is one that the specification ignores";
}
