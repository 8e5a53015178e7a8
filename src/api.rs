//! The API: one folder per area, one file per endpoint.

pub(crate) mod aibridge;
mod body;
pub(crate) mod caller;
pub(crate) mod deployment;
pub(crate) mod entitlements;
mod error;
pub(crate) mod general;
pub(crate) mod keys;
pub(crate) mod licenses;
pub(crate) mod mcp;
mod parameters;
mod response;
pub(crate) mod shared;
pub(crate) mod users;

pub(crate) use body::JsonBody;
pub(crate) use error::ApiError;
pub(crate) use parameters::{PathParameters, QueryParameters};
pub(crate) use response::ApiResponse;
#[cfg(test)]
mod answers;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
