//! The state of a limit, as clients are told it.

use std::time::Duration;

/// What a key may still do, after a request was counted or rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LimitState {
    /// Maximum number of requests in a window.
    pub(crate) limit: usize,
    /// How many more would be let through now.
    pub(crate) remaining: usize,
    /// How long until one more request fits; zero while one does.
    pub(crate) retry_after: Duration,
    /// How long until nothing is counted any more.
    pub(crate) reset_after: Duration,
}
