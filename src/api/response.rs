//! The one body for plain messages and for every error.

use serde::Serialize;
use utoipa::ToSchema;

/// A message about the result of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = codersdk::Response)]
pub(crate) struct ApiResponse {
    /// What happened, as a complete sentence that can be shown to users.
    #[schema(required = false)]
    pub(crate) message: String,
    /// Why it happened. May be technical.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) detail: Option<String>,
    /// Errors in individual fields of the request.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub(crate) validations: Vec<ValidationError>,
}

/// An error in one field of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = codersdk::ValidationError)]
pub(crate) struct ValidationError {
    /// Why the value is invalid.
    pub(crate) detail: String,
    /// Name of the field.
    pub(crate) field: String,
}

impl ApiResponse {
    /// A message and nothing else.
    pub(crate) fn message(message: impl Into<String>) -> Self {
        Self { message: message.into(), detail: None, validations: Vec::new() }
    }

    /// The same message with the reason for it.
    pub(crate) fn because(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn members_without_content_are_left_out() {
        let bare = ApiResponse::message("Done.");
        assert_eq!(serde_json::to_value(&bare).unwrap(), json!({"message": "Done."}));

        let mut full = bare.because("It was easy.");
        full.validations.push(ValidationError {
            detail: "The name is taken.".to_owned(),
            field: "name".to_owned(),
        });
        assert_eq!(
            serde_json::to_value(&full).unwrap(),
            json!({
                "message": "Done.",
                "detail": "It was easy.",
                "validations": [{"field": "name", "detail": "The name is taken."}],
            })
        );
    }
}
