//! The parameters of an operation: its own ones and those of its path, each once.

use sourcebook_model::document::{
    Document, Operation, Parameter, ParameterLocation, PathItem, Version,
};

use super::urls;

/// What parameters are the same by, whatever they are named where the name is not on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// The template of a path, counted from its end, where prefixes come and go.
    Template(usize),
    /// By name; of headers in lower case.
    Named(ParameterLocation, String),
}

/// A parameter with all that it is the same by.
#[derive(Debug, Clone)]
pub(crate) struct Given<'d> {
    pub(crate) key: Key,
    pub(crate) parameter: &'d Parameter,
}

/// The parameters of an operation, its own ones first.
pub(crate) fn effective<'d>(
    document: &'d Document,
    path: &str,
    item: &'d PathItem,
    operation: &'d Operation,
) -> Vec<Given<'d>> {
    let names: Vec<&str> = urls::templates(path).collect();
    let mut all: Vec<Given<'d>> = Vec::new();
    for used in operation.parameters.iter().chain(&item.parameters) {
        let parameter = &document.parameters[used.id];
        if parameter.is_ignored(document.version) || is_broken(parameter) {
            continue;
        }
        let key = key(parameter, &names);
        if !all.iter().any(|known| known.key == key) {
            all.push(Given { key, parameter });
        }
    }
    all
}

/// Whether its `$ref` leads nowhere, so that nothing is known of it.
fn is_broken(parameter: &Parameter) -> bool {
    parameter.name.is_empty()
}

fn key(parameter: &Parameter, templates: &[&str]) -> Key {
    let name = parameter.name.as_str();
    match parameter.location {
        ParameterLocation::Path => match templates.iter().rev().position(|known| *known == name) {
            Some(at) => Key::Template(at),
            None => Key::Named(ParameterLocation::Path, name.to_owned()),
        },
        ParameterLocation::Header => {
            Key::Named(ParameterLocation::Header, name.to_ascii_lowercase())
        }
        location => Key::Named(location, name.to_owned()),
    }
}

/// How values are written in a parameter, defaults filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Form {
    pub(crate) style: String,
    pub(crate) explode: bool,
    pub(crate) allow_reserved: bool,
    /// The media type of its text, where it has one.
    pub(crate) media_type: Option<String>,
}

/// How values are written (Parameter Object, `style`, `explode`).
pub(crate) fn form(parameter: &Parameter, version: Version) -> Form {
    let default = match parameter.location {
        ParameterLocation::Path | ParameterLocation::Header => "simple",
        _ => "form",
    };
    let style = parameter.style.clone().unwrap_or_else(|| default.to_owned());
    let explode = parameter
        .explode
        .unwrap_or(matches!(style.as_str(), "form" | "cookie") && version >= Version::OpenApi3_0);
    let media_type = parameter.content.first().map(|(name, _)| name.to_ascii_lowercase());
    Form { style, explode, allow_reserved: parameter.allow_reserved, media_type }
}
