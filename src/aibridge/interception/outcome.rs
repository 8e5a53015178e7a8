//! How an interception ended.

use crate::aibridge::error::BridgeError;

/// How an interception ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::aibridge) enum Outcome {
    /// The whole answer came, by what it says itself.
    Completed,
    /// The provider said that it failed, by the status of its answer or in it; with its reason.
    Failed(String),
    /// The client went away before the end.
    Cancelled,
    /// The provider broke off, was silent too long, or was not reached; with the reason.
    Broken(String),
    /// The bridge rejected the request; with the reason.
    Refused(String),
    /// The server stopped before the end.
    Interrupted,
}

impl Outcome {
    /// Its name in records and metrics.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Failed(_) => "failed",
            Self::Cancelled => "cancelled",
            Self::Broken(_) => "broken",
            Self::Refused(_) => "refused",
            Self::Interrupted => "interrupted",
        }
    }

    /// Why, where it did not come to its end.
    pub(super) fn reason(&self) -> Option<&str> {
        match self {
            Self::Failed(why) | Self::Broken(why) | Self::Refused(why) => Some(why),
            Self::Completed | Self::Cancelled | Self::Interrupted => None,
        }
    }
}

impl From<&BridgeError> for Outcome {
    /// What it means that the bridge answered instead of the provider.
    fn from(error: &BridgeError) -> Self {
        match error {
            BridgeError::Unreachable(_) | BridgeError::TimedOut(_) => Self::Broken(error.message()),
            BridgeError::Redirected(_) => Self::Failed(error.message()),
            _ => Self::Refused(error.message()),
        }
    }
}
