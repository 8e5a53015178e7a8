//! An operation that is named and is not in the document.

use sourcebook_model::document::Document;
use sourcebook_syntax::{Diagnostic, Place, nearest, problem_code};

problem_code! {
    /// `live.skip` or a step of the scenario names an operation that the API document does not have. It
    /// was renamed or removed, and what is said about it has no effect any more.
    ///
    /// Name it by its `operationId`, or by method and path as the document writes them: `POST
    /// /pets/{id}`. Or remove the entry.
    pub(crate) static MISSING_OPERATION = "missing-operation", Error,
        "an operation is named that the document does not have";
}

/// The diagnostic of a name that leads to no operation.
pub(crate) fn missing_operation(
    document: &Document,
    name: &str,
    place: Option<&Place>,
) -> Diagnostic {
    let message = format!("there is no operation `{name}` in the API document");
    let mut names = Vec::new();
    for (path, _, operation) in document.operations() {
        names.extend(operation.operation_id.clone());
        names.push(format!("{} {path}", operation.method));
    }
    let help = nearest(name, names.iter().map(String::as_str));
    let help = help.map_or_else(
        || "name it by its `operationId`, or as `POST /path`".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    let diagnostic = Diagnostic::new(&MISSING_OPERATION, message).help(help);
    match place {
        Some(place) => diagnostic.at(place.clone(), "not an operation"),
        None => diagnostic,
    }
}
