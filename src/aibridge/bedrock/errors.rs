//! Bedrock's errors in the shape of the Anthropic API, so that its SDKs show them.

use axum::http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

/// The kind of errors that say that the sender may not do what it wants.
const NOT_ADMITTED: &str = "permission_error";

/// The kind that the Anthropic API has for an error of Bedrock, by its name, and else by its
/// status.
fn kind(name: &str, status: Option<StatusCode>) -> &'static str {
    let name = name.to_ascii_lowercase();
    match name.strip_suffix("exception").unwrap_or(&name) {
        "throttling" | "servicequotaexceeded" | "modelnotready" => "rate_limit_error",
        "validation" => "invalid_request_error",
        "accessdenied" | "expiredtoken" | "unrecognizedclient" | "invalidsignature" => NOT_ADMITTED,
        "resourcenotfound" => "not_found_error",
        "modeltimeout" => "timeout_error",
        "serviceunavailable" => "overloaded_error",
        "internalserver" | "modelstreamerror" | "modelerror" => "api_error",
        _ => status.map_or("api_error", by_status),
    }
}

fn by_status(status: StatusCode) -> &'static str {
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => NOT_ADMITTED,
        StatusCode::NOT_FOUND => "not_found_error",
        StatusCode::PAYLOAD_TOO_LARGE => "request_too_large",
        StatusCode::TOO_MANY_REQUESTS => "rate_limit_error",
        StatusCode::SERVICE_UNAVAILABLE => "overloaded_error",
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => "timeout_error",
        status if status.is_client_error() => "invalid_request_error",
        _ => "api_error",
    }
}

/// An error of Bedrock as one of the Anthropic API.
pub(super) fn translated(
    name: &str,
    message: &str,
    status: Option<StatusCode>,
    request: Option<&str>,
) -> Value {
    let kind = kind(name, status);
    let message = told(kind, name, message);
    let mut body = json!({ "type": "error", "error": { "type": kind, "message": message } });
    if let Some(request) = request {
        body["request_id"] = request.into();
    }
    body
}

/// What is told of an error: what Bedrock says, and its name for it. What it says to a server that
/// it does not admit names accounts and roles, and is for the server's log only.
fn told(kind: &str, name: &str, message: &str) -> String {
    match (name, message) {
        (name, _) if kind == NOT_ADMITTED => format!(
            "Amazon Bedrock denied access to this server ({name}). Ask an administrator: see the \
             server's log for the reason."
        ),
        ("", "") => "Amazon Bedrock rejected the request without a reason.".to_owned(),
        ("", message) => format!("Amazon Bedrock: {message}"),
        (name, "") => format!("Amazon Bedrock: {name}"),
        (name, message) => format!("Amazon Bedrock: {message} ({name})"),
    }
}

/// The name that Bedrock gives an error, without the namespace and the link that may be around it.
pub(super) fn name(headers: &HeaderMap) -> &str {
    let text = headers.get("x-amzn-errortype").and_then(|value| value.to_str().ok());
    let text = text.unwrap_or_default();
    let without_link = text.split(':').next().unwrap_or_default();
    without_link.rsplit('#').next().unwrap_or_default()
}

/// The text of an answer's body, where it is what Bedrock answers errors with.
pub(super) fn message(body: &[u8]) -> String {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let message = ["message", "Message"].into_iter().find_map(|key| body[key].as_str());
    message.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn names_are_told_without_what_is_around_them() {
        let table = [
            ("ValidationException", "ValidationException"),
            ("ThrottlingException:http://internal.amazon.com/coral/x/", "ThrottlingException"),
            ("com.amazon.coral.service#AccessDeniedException", "AccessDeniedException"),
            ("", ""),
        ];
        for (text, expected) in table {
            let value = HeaderValue::from_static(text);
            let headers = [("x-amzn-errortype".parse().unwrap(), value)].into_iter().collect();
            assert_eq!(name(&headers), expected);
        }
        assert_eq!(name(&HeaderMap::new()), "");
    }

    #[test]
    fn the_status_tells_the_kind_of_errors_without_a_known_name() {
        let table = [
            (400, "invalid_request_error"),
            (403, "permission_error"),
            (404, "not_found_error"),
            (408, "timeout_error"),
            (413, "request_too_large"),
            (418, "invalid_request_error"),
            (429, "rate_limit_error"),
            (500, "api_error"),
            (503, "overloaded_error"),
            (504, "timeout_error"),
        ];
        for (status, expected) in table {
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(kind("", Some(status)), expected);
        }
        let failed = StatusCode::FAILED_DEPENDENCY;
        assert_eq!(kind("ModelErrorException", Some(failed)), "api_error");
    }

    #[test]
    fn as_much_is_told_as_is_known() {
        let table = [
            ("", "", "Amazon Bedrock rejected the request without a reason."),
            ("A", "", "Amazon Bedrock: A"),
            ("", "b", "Amazon Bedrock: b"),
            ("A", "b", "Amazon Bedrock: b (A)"),
        ];
        for (name, message, expected) in table {
            assert_eq!(told("api_error", name, message), expected);
        }
        let told = told(NOT_ADMITTED, "AccessDenied", "arn:aws:iam::123456789012:role/bridge");
        assert!(told.contains("AccessDenied") && !told.contains("arn:"), "{told}");
    }
}
