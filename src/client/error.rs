//! Why a server did not do what was asked.

use std::fmt;

use reqwest::StatusCode;
use serde::Deserialize;
use thiserror::Error;

/// What the server said to a request that it did not fulfill.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct ErrorBody {
    message: String,
    detail: Option<String>,
    #[serde(default)]
    validations: Vec<Validation>,
}

#[derive(Debug, Clone, Deserialize)]
struct Validation {
    field: String,
    detail: String,
}

impl fmt::Display for ErrorBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if let Some(detail) = &self.detail {
            write!(f, "\n  {detail}")?;
        }
        // What has been said once is not said again.
        let said = self.detail.as_deref().unwrap_or_default();
        for validation in self.validations.iter().filter(|one| one.detail != said) {
            write!(f, "\n  {}: {}", validation.field, validation.detail)?;
        }
        Ok(())
    }
}

/// What went wrong with a request.
#[derive(Debug, Error)]
pub(crate) enum ClientError {
    /// The text is not an address of a server.
    #[error(
        "`{text}` is not a server URL\n  \
         because it is not a URL with a host\n  \
         try one like `http://127.0.0.1:3000`"
    )]
    Url {
        /// What was given, as people are shown it.
        text: String,
    },
    /// The client cannot be made.
    #[error("cannot create an HTTP client\n  because {source}")]
    Setup {
        /// What the library said.
        source: reqwest::Error,
    },
    /// No answer came.
    #[error(
        "cannot reach the server at {url}\n  \
         because {}\n  \
         check the address and that the server is running; to use another one, set `--url` or \
         $CODER_URL",
        reason(.source)
    )]
    Unreachable {
        /// The address, as people are shown it.
        url: String,
        /// What the library said.
        source: reqwest::Error,
    },
    /// The answer is not one of this API.
    #[error(
        "{url} is not a coder server\n  \
         because its response is not what this program expects ({source})\n  \
         check the address"
    )]
    NotOurs {
        /// The address, as people are shown it.
        url: String,
        /// What the parser found.
        source: serde_json::Error,
    },
    /// The server said no.
    #[error("{error}")]
    Answered {
        /// The status of the answer.
        status: StatusCode,
        /// What it said.
        error: ErrorBody,
    },
}

impl ClientError {
    /// Whether the server said no with this status.
    pub(crate) fn is(&self, expected: StatusCode) -> bool {
        matches!(self, Self::Answered { status, .. } if *status == expected)
    }
}

/// The innermost reason: the outer ones only say that sending failed.
fn reason(error: &reqwest::Error) -> String {
    let mut innermost: &dyn std::error::Error = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}
