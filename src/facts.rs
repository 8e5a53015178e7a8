//! The facts document: what this server says about itself to a documentation toolchain.

use serde::Serialize;
use sourcebook_command::CommandFacts;
use utoipa::openapi::OpenApi;

use crate::cli;
use crate::routes::{self, Part, Route};
use crate::telemetry::{self, MetricSpec, SpanSpec};

/// The version of the facts format that this server writes.
const FORMAT: u32 = 1;

/// Everything that documentation of this server may be made from.
#[derive(Clone, Serialize)]
pub struct Facts {
    /// The version of the facts format.
    pub facts: u32,
    /// The version of the server, its commands and their options.
    #[serde(flatten)]
    pub command: CommandFacts,
    /// The API document.
    pub openapi: OpenApi,
    /// Every route that the server serves.
    pub routes: Vec<Route>,
    /// What the API document was joined of.
    pub parts: Vec<Part>,
    /// The metrics that the server exports.
    pub metrics: Vec<MetricSpec>,
    /// The spans of the traces that the server exports.
    pub spans: Vec<SpanSpec>,
}

/// Collects the facts of this build. Two calls give equal facts.
pub fn facts() -> Facts {
    let (openapi, routes, parts) = routes::described();
    Facts {
        facts: FORMAT,
        command: cli::command_facts(),
        openapi,
        routes,
        parts,
        metrics: telemetry::metrics().copied().collect(),
        spans: telemetry::spans().copied().collect(),
    }
}
