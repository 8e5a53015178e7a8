//! The body of a request, as JSON.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;

use super::ApiError;

/// A body that was JSON of the right shape. Members that are not known are passed over, so that
/// newer clients can talk to older servers.
#[derive(Debug)]
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(not_json(request.headers()));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| {
            let status = rejection.status();
            if status == StatusCode::PAYLOAD_TOO_LARGE {
                ApiError::new(status, "The body of the request is too large.")
            } else {
                ApiError::new(StatusCode::BAD_REQUEST, "The body of the request is incomplete.")
                    .because("Send the request again.")
            }
        })?;
        Ok(Self(read(&bytes)?))
    }
}

/// Whether the content type is JSON, whatever its parameters.
fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = value.and_then(|value| value.split(';').next()).unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    essence == "application/json"
        || essence.strip_prefix("application/").is_some_and(|sub| sub.ends_with("+json"))
}

fn not_json(headers: &HeaderMap) -> ApiError {
    let found = headers.get(header::CONTENT_TYPE).map_or_else(
        || "The request has no content type.".to_owned(),
        |value| format!("Its content type is `{}`.", String::from_utf8_lossy(value.as_bytes())),
    );
    ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "The body of the request must be JSON.")
        .because(format!("{found} Send JSON with the header `Content-Type: application/json`."))
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let (path, reason) = (error.path().to_string(), error.inner());
        if reason.is_data() {
            let rejected = ApiError::new(
                StatusCode::BAD_REQUEST,
                "The body of the request does not match the schema.",
            );
            match path.as_str() {
                "." | "?" => rejected.because(reason.to_string()),
                field => rejected.field(field, reason.to_string()),
            }
        } else {
            malformed(reason)
        }
    })?;
    deserializer.end().map_err(|error| malformed(&error))?;
    // serde would read the members of a struct from an array, in the order of their declaration.
    if bytes.trim_ascii_start().starts_with(b"[") {
        let rejected = "The body of the request does not match the schema.";
        return Err(ApiError::new(StatusCode::BAD_REQUEST, rejected)
            .because("It is an array; it must be an object."));
    }
    Ok(value)
}

fn malformed(error: &serde_json::Error) -> ApiError {
    let reason = if error.is_eof() && error.line() <= 1 && error.column() == 0 {
        "The body is empty.".to_owned()
    } else {
        error.to_string()
    };
    ApiError::new(StatusCode::BAD_REQUEST, "The body of the request is not JSON.").because(reason)
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::routing::post;
    use serde::Deserialize;
    use serde_json::{Value, json};

    use super::*;
    use crate::api::testing;

    #[derive(Deserialize)]
    struct Thing {
        count: u8,
    }

    async fn send(content_type: Option<&str>, body: &'static str) -> (StatusCode, Value) {
        async fn count(JsonBody(thing): JsonBody<Thing>) -> axum::Json<u8> {
            axum::Json(thing.count)
        }
        let router = Router::new().fallback(post(count));
        let mut request = Request::post("/");
        if let Some(content_type) = content_type {
            request = request.header(header::CONTENT_TYPE, content_type);
        }
        let answer = testing::send(router, request.body(Body::from(body)).unwrap()).await;
        (answer.status, answer.body)
    }

    #[tokio::test]
    async fn json_is_taken_under_every_name_of_it_with_members_that_are_not_known() {
        let types = ["application/json", "Application/JSON; charset=utf-8", "application/a+json"];
        for content_type in types {
            let (status, body) = send(Some(content_type), r#"{"count": 7, "more": []}"#).await;
            assert_eq!((status, body), (StatusCode::OK, json!(7)), "{content_type}");
        }
    }

    #[tokio::test]
    async fn what_is_not_json_is_refused() {
        for content_type in [None, Some("text/plain"), Some("application/jsonx"), Some("")] {
            let (status, body) = send(content_type, r#"{"count": 7}"#).await;
            assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{content_type:?}");
            let detail = body["detail"].as_str().unwrap();
            assert!(detail.contains("`Content-Type: application/json`"), "{detail}");
        }
    }

    #[tokio::test]
    async fn each_fault_of_a_body_is_told_apart() {
        let cases = [
            ("", json!("The body is empty."), Value::Null),
            ("{", json!("EOF while parsing an object at line 1 column 1"), Value::Null),
            (r#"{"count": 1} 2"#, json!("trailing characters at line 1 column 14"), Value::Null),
            (" [7]", json!("It is an array; it must be an object."), Value::Null),
            ("{}", json!("missing field `count` at line 1 column 2"), Value::Null),
            (
                r#"{"count": "x"}"#,
                Value::Null,
                json!([{
                    "field": "count",
                    "detail": "invalid type: string \"x\", expected u8 at line 1 column 13",
                }]),
            ),
        ];
        for (text, detail, validations) in cases {
            let (status, body) = send(Some("application/json"), text).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{text}");
            assert_eq!(body["detail"], detail, "{text}");
            assert_eq!(body["validations"], validations, "{text}");
        }
    }
}
