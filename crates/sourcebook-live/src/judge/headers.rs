//! The headers of an answer.

use sourcebook_model::document::{Header, Number, Response, Value};
use sourcebook_model::fit;
use sourcebook_model::view::{Direction, Meet};
use sourcebook_syntax::Diagnostic;

use super::Judged;
use crate::problems::invalid_header::invalid_header;
use crate::problems::undocumented_header::Seen;

/// Headers that need no documentation: those of HTTP itself (RFC 9110 to 9112), caches, cookies,
/// cross-origin requests, security policies, alternative services and tracing.
const KNOWN: [&str; 55] = [
    "accept-ch",
    "accept-patch",
    "accept-post",
    "accept-ranges",
    "age",
    "allow",
    "alt-svc",
    "cache-control",
    "cache-status",
    "clear-site-data",
    "connection",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-length",
    "content-location",
    "content-range",
    "content-security-policy",
    "content-security-policy-report-only",
    "content-type",
    "cross-origin-embedder-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "date",
    "deprecation",
    "etag",
    "expires",
    "keep-alive",
    "last-modified",
    "link",
    "location",
    "nel",
    "permissions-policy",
    "pragma",
    "proxy-authenticate",
    "referrer-policy",
    "report-to",
    "reporting-endpoints",
    "retry-after",
    "server",
    "server-timing",
    "set-cookie",
    "strict-transport-security",
    "sunset",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "vary",
    "via",
    "tracestate",
    "warning",
    "www-authenticate",
    "x-correlation-id",
    "x-powered-by",
    "x-request-id",
];

/// Beginnings of such headers.
const KNOWN_BEGINNINGS: [&str; 7] = [
    "access-control-",
    "x-content-type-options",
    "x-frame-options",
    "x-xss-protection",
    "x-dns-prefetch-control",
    "traceparent",
    "x-permitted-cross-domain-policies",
];

pub(super) fn check<'d>(
    judged: &Judged<'_, 'd>,
    response: &'d Response,
    found: &mut Vec<Diagnostic>,
    seen: &mut Seen<'d>,
) {
    let document = judged.views.document();
    for (name, used) in &response.headers {
        let header = &document.headers[used.id];
        // The specification ignores this one here (Response Object, `headers`).
        if name.eq_ignore_ascii_case("content-type") {
            continue;
        }
        let sent = judged.answer.header(&name.to_ascii_lowercase());
        let why = match sent {
            Some(text) => misfit(judged, header, text),
            None => header.required.then(|| "is not there, although it is required".to_owned()),
        };
        if let Some(why) = why {
            let status = judged.answer.status;
            let header = (name.as_str(), header);
            let (operation, path) = (judged.operation, judged.path);
            found.push(invalid_header(document, operation, path, status, header, &why));
        }
    }
    for (name, _) in &judged.answer.headers {
        let is_documented =
            response.headers.iter().any(|(known, _)| known.eq_ignore_ascii_case(name));
        let is_known = KNOWN.contains(&name.as_str())
            || KNOWN_BEGINNINGS.iter().any(|beginning| name.starts_with(beginning));
        if !is_documented && !is_known {
            seen.add(name, judged.path, judged.operation, judged.answer.status);
        }
    }
}

/// Why the schema of a header refuses its text; lists and objects are not taken apart.
fn misfit(judged: &Judged<'_, '_>, header: &Header, text: &str) -> Option<String> {
    let meet = Meet::One(header.schema?);
    let as_text = Value::string(text);
    let as_number = Number::parse(text).map(Value::Number);
    let as_flag = text.parse().ok().map(Value::Bool);
    let values = [Some(as_text), as_number, as_flag];
    let fits = |value: &Value| fit::fits(judged.views, meet, value, Direction::Response);
    if values.iter().flatten().any(fits) || judged.views.shape(meet).types.is_empty() {
        return None;
    }
    let is_list = judged
        .views
        .shape(meet)
        .types
        .iter()
        .any(|kind| ["array", "object"].contains(&kind.name()));
    if is_list {
        return None;
    }
    let value = values.into_iter().flatten().next_back()?;
    let misfits = fit::misfits(judged.views, meet, &value, Direction::Response);
    misfits.into_iter().next().map(|misfit| misfit.why)
}
