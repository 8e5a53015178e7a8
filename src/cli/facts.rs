//! `coder facts`: collects and prints the facts document, which is what this server says about
//! itself to a documentation toolchain.

use std::io::Write;

use clap::Args;
use serde::Serialize;
use sourcebook_command::CommandFacts;
use utoipa::openapi::OpenApi;

use super::CliError;
use crate::aibridge;
use crate::listen;
use crate::routes::{self, Part, Route};
use crate::store;
use crate::telemetry::{MetricSpec, SpanSpec, traces};

/// The version of the facts format that this server writes.
const FORMAT: u32 = 1;

/// Print the facts about this server that its documentation is generated from, as JSON
#[derive(Debug, Args)]
pub(super) struct Arguments {}

/// Prints the facts, one member a line.
pub(super) fn run(output: &mut dyn Write) -> Result<(), CliError> {
    serde_json::to_writer_pretty(&mut *output, &facts())?;
    writeln!(output)?;
    output.flush()?;
    Ok(())
}

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
        command: super::command_facts(),
        openapi,
        routes,
        parts,
        metrics: [
            aibridge::metrics::METRICS,
            listen::metrics::METRICS,
            store::METRICS,
            traces::METRICS,
        ]
        .concat(),
        spans: aibridge::spans::SPANS.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::run;

    fn printed() -> Vec<u8> {
        let mut output = Vec::new();
        run(&mut output).unwrap();
        output
    }

    #[test]
    fn the_facts_hold_the_document_and_are_the_same_each_time() {
        let text = printed();
        assert_eq!(text, printed());

        let facts: Value = serde_json::from_slice(&text).unwrap();
        assert_eq!(facts["facts"], 1);
        assert_eq!(facts["version"], crate::VERSION);
        assert_eq!(facts["openapi"], serde_json::to_value(crate::openapi()).unwrap());
    }
}
