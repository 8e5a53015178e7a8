//! The answer to a request that was not fulfilled.

use std::fmt;
use std::time::Duration;

use axum::Json;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::response::{ApiResponse, ValidationError};
use crate::identity::{FieldError, PasswordError};
use crate::store::StoreError;

/// When a client may try again after the store was away.
const AWAY_FOR: Duration = Duration::from_secs(5);

/// A status and the one error body. Endpoints have errors of their own, and turn them into this.
#[derive(Debug)]
pub(crate) struct ApiError(Box<ErrorAnswer>);

/// The parts of the answer; boxed, since most requests are fulfilled and carry it for nothing.
#[derive(Debug)]
struct ErrorAnswer {
    status: StatusCode,
    headers: HeaderMap,
    /// Without a body, the layer around all handlers writes one with the id of the request.
    body: Option<ApiResponse>,
}

impl ApiError {
    /// A status with a sentence that says what happened.
    pub(crate) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        let body = Some(ApiResponse::message(message));
        Self(Box::new(ErrorAnswer { status, headers: HeaderMap::new(), body }))
    }

    /// The server failed. The reason goes to its log, not to the client.
    pub(crate) fn internal(error: &dyn fmt::Display) -> Self {
        tracing::error!("{error}");
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        Self(Box::new(ErrorAnswer { status, headers: HeaderMap::new(), body: None }))
    }

    /// Fields of the request are wrong.
    pub(crate) fn invalid_fields(
        message: &str,
        errors: impl IntoIterator<Item = FieldError>,
    ) -> Self {
        let mut answer = Self::new(StatusCode::BAD_REQUEST, message);
        for error in errors {
            answer = answer.field(error.field, error.detail);
        }
        answer
    }

    /// The same with the reason for it, and what to do.
    pub(crate) fn because(mut self, detail: impl Into<String>) -> Self {
        self.0.body = self.0.body.map(|body| body.because(detail));
        self
    }

    /// The same with what is wrong with one field.
    pub(crate) fn field(mut self, field: impl Into<String>, detail: impl Into<String>) -> Self {
        if let Some(body) = &mut self.0.body {
            body.validations.push(ValidationError { field: field.into(), detail: detail.into() });
        }
        self
    }

    /// The same with how long to wait before the next try.
    pub(crate) fn retry_after(self, wait: Duration) -> Self {
        // Rounded up: whoever waits exactly that long must not come too early.
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        self.with_header(header::RETRY_AFTER, HeaderValue::from(seconds.max(1)))
    }

    /// What it says, for callers that do not use HTTP.
    pub(crate) fn told(&self) -> String {
        let body = self.0.body.as_ref().and_then(|body| serde_json::to_string(body).ok());
        body.unwrap_or_else(|| {
            "Internal server error. See the server's log for the reason.".to_owned()
        })
    }

    /// The same with a header.
    pub(crate) fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.insert(name, value);
        self
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let ErrorAnswer { status, headers, body } = *self.0;
        match body {
            Some(body) => (status, headers, Json(body)).into_response(),
            None => (status, headers).into_response(),
        }
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        if !error.is_away() {
            return Self::internal(&error);
        }
        tracing::warn!("{error}");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "The database is unavailable.")
            .because("Try again later; see the server's log for the reason.")
            .retry_after(AWAY_FOR)
    }
}

impl From<PasswordError> for ApiError {
    fn from(error: PasswordError) -> Self {
        Self::internal(&error)
    }
}
