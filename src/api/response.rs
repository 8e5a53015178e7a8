//! The one body for plain messages and for every error.

use serde::Serialize;
use utoipa::ToSchema;

/// A message to the person or program that sent the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = codersdk::Response)]
pub(crate) struct ApiResponse {
    /// What happened, as a full sentence that can be shown to a person.
    #[schema(required = false)]
    pub(crate) message: String,
    /// Why it happened, for whoever looks into it. May be technical.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) detail: Option<String>,
    /// What is wrong with single fields of the request.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub(crate) validations: Vec<ValidationError>,
}

/// What is wrong with one field of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = codersdk::ValidationError)]
pub(crate) struct ValidationError {
    /// Why the value was refused.
    pub(crate) detail: String,
    /// The name of the field.
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
