//! How the deployment is configured.

pub(crate) mod config;
mod model;
