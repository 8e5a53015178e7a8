//! Environment variables.

use std::ffi::OsString;

use sourcebook_syntax::{Diagnostic, nearest};

use super::Layers;
use crate::codes::DOUBTFUL_SETTING;
use crate::spec::OptionSpec;

/// The variables of this process: the one place where settings are taken from it.
pub fn process_environment() -> impl Iterator<Item = (OsString, OsString)> {
    std::env::vars_os()
}

/// A warning for every variable that begins like the program's own and is none of them.
pub(crate) fn unknown_variables(
    layers: &Layers,
    table: &[OptionSpec],
    prefix: &str,
) -> Vec<Diagnostic> {
    if prefix.is_empty() {
        return Vec::new();
    }
    let begin = format!("{prefix}_");
    let others = layers.known_variables.iter().map(String::as_str);
    let known: Vec<&str> = table.iter().filter_map(|spec| spec.env).chain(others).collect();
    let names = layers.variables.keys().filter_map(|name| name.to_str());
    let unknown = names.filter(|name| name.starts_with(&begin) && !known.contains(name));
    let warning = |name: &str| {
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `${near}`?"),
            None => "unset the variable; it has no effect".to_owned(),
        };
        Diagnostic::new(
            &DOUBTFUL_SETTING,
            format!("${name}: there is no setting with this variable"),
        )
        .help(help)
    };
    unknown.map(warning).collect()
}
