//! Styles that the specification does not have in their place: of parameters, and of the parts of
//! forms.

use foldhash::{HashSet, HashSetExt};

use crate::document::{Document, Parameter, Version};
use crate::media::Kind;
use sourcebook_syntax::Diagnostic;

use super::super::codes::MISPLACED_STYLE;
use super::{at, node};

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    if document.version == Version::Swagger2_0 {
        return check_collection_formats(document, diagnostics);
    }
    for (_, parameter) in document.parameters.iter() {
        let Some(style) = parameter.style.as_deref() else { continue };
        let allowed = parameter.location.styles(document.version);
        if !allowed.contains(&style) {
            diagnostics.push(misplaced(document, parameter, style, allowed));
        }
    }
    check_encodings(document, diagnostics);
}

/// The values of `collectionFormat` (2.0, Parameter Object); the last one is for queries and forms alone.
const COLLECTION_FORMATS: [&str; 5] = ["csv", "ssv", "tsv", "pipes", "multi"];

fn check_collection_formats(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let parameters = document.parameters.iter().map(|(_, one)| (one.origin, one.location.name()));
    let headers = document.headers.iter().map(|(_, one)| (one.origin, "header"));
    for (origin, place) in parameters.chain(headers) {
        let node = node(document, origin);
        let format = node.and_then(|node| node.get("collectionFormat")?.as_str());
        let Some(format) = format else { continue };
        let is_repeatable = place == "query";
        let allowed = &COLLECTION_FORMATS[..if is_repeatable { 5 } else { 4 }];
        if allowed.contains(&format) {
            continue;
        }
        let message = format!("the collection format `{format}` is not for values in `{place}`");
        let allowed: Vec<String> = allowed.iter().map(|one| format!("`{one}`")).collect();
        let diagnostic = Diagnostic::new(&MISPLACED_STYLE, message)
            .help(format!("use {}", allowed.join(" or ")));
        let place = document.place_of_member(origin, "collectionFormat");
        diagnostics.push(at(diagnostic, place, "read as `csv`"));
    }
}

/// Members of an encoding that only count where styles do (Encoding Object).
const OF_STYLES: [&str; 3] = ["style", "explode", "allowReserved"];

/// What says how the fields of a body are written, where its media type does not look at that.
fn check_encodings(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let sent = document.request_bodies.iter().flat_map(|(_, body)| &body.content);
    let answered = document.responses.iter().flat_map(|(_, response)| &response.content);
    let mut seen = HashSet::new();
    for (name, media_type) in sent.chain(answered) {
        let is_new = seen.insert(media_type.origin);
        let is_looked_at = Kind::of(name) == Kind::Multipart;
        if !is_new || !is_looked_at || document.version.has_styles(name) {
            continue;
        }
        for (field, _) in &media_type.encoding {
            let encoding = node(document, media_type.origin)
                .and_then(|node| node.get("encoding")?.get(field))
                .filter(|encoding| encoding.is_object());
            let Some(encoding) = encoding else { continue };
            for member in OF_STYLES.into_iter().filter(|member| encoding.get(member).is_some()) {
                let message = format!("`{member}` has no effect in `{name}`");
                let help = "remove it, and say by `contentType` how the field is written";
                let diagnostic = Diagnostic::new(&MISPLACED_STYLE, message).help(help);
                let way = ["encoding", field, member];
                let place = document.place_inside(media_type.origin, way);
                diagnostics.push(at(diagnostic, place, "this is ignored"));
            }
        }
    }
}

fn misplaced(
    document: &Document,
    parameter: &Parameter,
    style: &str,
    allowed: &[&str],
) -> Diagnostic {
    let place = parameter.location.name();
    let message = format!("a parameter in `{place}` cannot have the style `{style}`");
    let help = match allowed {
        [] => "remove it: the media type under `content` says how the value is written".to_owned(),
        styles => {
            let styles: Vec<String> = styles.iter().map(|one| format!("`{one}`")).collect();
            format!("use {}", styles.join(" or "))
        }
    };
    let diagnostic = Diagnostic::new(&MISPLACED_STYLE, message).help(help);
    let label = "nobody knows how to write the value";
    at(diagnostic, document.place_of_member(parameter.origin, "style"), label)
}
