//! Protection against more work than the gateway or its owner's budget can bear.
//!
//! Each limit is one file and one tower layer, put around the gateway's routes in
//! [`super::router`]; a further limit is one more of both. A request over a limit gets
//! a [`BridgeError`](super::error::BridgeError), which names the limit.

pub(crate) mod concurrency;
pub(crate) mod rate_limit;
mod sliding_log;
