//! Parameters that stand twice in one list.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::document::{Document, Origin, Parameter, ParameterLocation, Use};
use sourcebook_syntax::Diagnostic;

use super::super::codes::DUPLICATE_PARAMETER;
use super::at;

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen = HashSet::new();
    for (_, item) in document.path_items.iter() {
        let of_operations =
            item.operations.iter().map(|operation| (operation.origin, &operation.parameters));
        for (origin, list) in std::iter::once((item.origin, &item.parameters)).chain(of_operations)
        {
            if seen.insert(origin) {
                check_list(document, list, diagnostics);
            }
        }
    }
}

fn check_list(document: &Document, list: &[Use<Parameter>], diagnostics: &mut Vec<Diagnostic>) {
    let mut first: HashMap<(ParameterLocation, String), Origin> = HashMap::new();
    for used in list {
        let parameter = &document.parameters[used.id];
        let (name, location) = (&parameter.name, parameter.location);
        let origin = used.reference.as_deref().map_or(parameter.origin, |one| one.origin);
        // The names of headers are the same in any case.
        let is_header = location == ParameterLocation::Header;
        let key = if is_header { name.to_ascii_lowercase() } else { name.clone() };
        let earlier = *first.entry((location, key)).or_insert(origin);
        if earlier == origin || name.is_empty() {
            continue;
        }
        let message = format!("the parameter `{name}` in `{}` appears twice", location.name());
        let diagnostic =
            Diagnostic::new(&DUPLICATE_PARAMETER, message).help("remove or rename one of them");
        let diagnostic = at(diagnostic, document.place(origin), "appears again here");
        diagnostics.push(match document.place(earlier) {
            Some(place) => diagnostic.related(place, "first appears here"),
            None => diagnostic,
        });
    }
}
