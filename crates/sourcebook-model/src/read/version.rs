//! Which specification a document follows.

use crate::document::Version;
use sourcebook_syntax::{Diagnostic, NodeRef, Place, Tree, nearest};

use super::codes::{NOT_A_SPECIFICATION, UNKNOWN_VERSION};

/// Members by which other kinds of documents are known.
const OTHER_KINDS: [(&str, &str); 6] = [
    ("asyncapi", "an AsyncAPI document"),
    ("$schema", "a JSON Schema; name it in `components.schemas` of an OpenAPI document"),
    ("swaggerVersion", "a Swagger 1.x document; convert it to OpenAPI first"),
    ("arazzo", "an Arazzo document"),
    ("overlay", "an OpenAPI Overlay; apply it first"),
    ("_postman_id", "a Postman collection; export it as OpenAPI first"),
];

/// The version, and its text.
pub(super) fn detect(tree: &Tree) -> Result<(Version, String), Box<Diagnostic>> {
    let root = tree.root();
    let openapi = root.get("openapi");
    let Some(node) = openapi.or_else(|| root.get("swagger")) else {
        return Err(Box::new(not_a_specification(tree)));
    };
    let text = node.scalar_text().unwrap_or_default();
    let is = |release: &str| {
        text.strip_prefix(release)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
    };
    let version = match openapi {
        Some(_) if is("3.0") => Version::OpenApi3_0,
        Some(_) if is("3.1") => Version::OpenApi3_1,
        Some(_) if is("3.2") => Version::OpenApi3_2,
        None if is("2.0") || text == "2" => Version::Swagger2_0,
        _ => return Err(Box::new(unknown_version(tree, node, text))),
    };
    Ok((version, text.to_owned()))
}

fn not_a_specification(tree: &Tree) -> Diagnostic {
    let root = tree.root();
    let place = |span| Place { file: tree.file(), span, pointer: String::new() };
    let message = "the document is neither OpenAPI nor Swagger";
    if !root.is_object() {
        return Diagnostic::new(&NOT_A_SPECIFICATION, message)
            .at(place(root.span()), format!("this is {}", root.kind_name()))
            .help("an API document is an object with a member `openapi` or `swagger`");
    }
    let other = OTHER_KINDS.iter().find_map(|(key, kind)| Some((root.key_span(key)?, *kind)));
    if let Some((span, kind)) = other {
        return Diagnostic::new(&NOT_A_SPECIFICATION, message)
            .at(place(span), format!("this looks like {kind}"));
    }
    let misspelled = root.members().find_map(|(key, _)| {
        let meant = nearest(key, ["openapi", "swagger"])?;
        Some((root.key_span(key)?, meant))
    });
    match misspelled {
        Some((span, meant)) => Diagnostic::new(&NOT_A_SPECIFICATION, message)
            .at(place(span), "no such member")
            .help(format!("did you mean `{meant}`?")),
        None => Diagnostic::new(&NOT_A_SPECIFICATION, message)
            .at(place(root.span()), "neither `openapi` nor `swagger` is among its members")
            .help("an API document says `openapi: 3.1.0` or `swagger: \"2.0\"`"),
    }
}

fn unknown_version(tree: &Tree, node: NodeRef<'_>, text: &str) -> Diagnostic {
    let pointer = tree.pointer(node.id());
    let help = if text.starts_with("3.0") || text.starts_with("3.1") {
        "a version has three numbers, such as `3.1.0`"
    } else {
        "known are `swagger: \"2.0\"` and `openapi:` 3.0.x, 3.1.x and 3.2.x; the version of \
         the API itself belongs to `info.version`"
    };
    Diagnostic::new(&UNKNOWN_VERSION, format!("version `{text}` of the specification is not known"))
        .at(Place { file: tree.file(), span: node.span(), pointer }, "not a known version")
        .help(help)
}
