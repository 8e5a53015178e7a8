//! The API: one folder per area, one file per endpoint.

pub(crate) mod general;
mod response;

pub(crate) use response::ApiResponse;
#[cfg(test)]
pub(crate) mod exchange;
