//! Digests of what models are told of tools, by which a list is compared with an earlier one.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::aibridge::tools::Tool;

/// How a digest begins, as it is written.
const ALGORITHM: &str = "sha256:";

/// The digest of all that models are told of these tools.
pub(super) fn digest(tools: &[Tool]) -> String {
    let mut all = Sha256::new();
    for tool in tools {
        all.update(digest_of(tool));
    }
    written(&all.finalize())
}

/// The digest of what models are told of one tool. The order of members says nothing.
pub(super) fn digest_of(tool: &Tool) -> Vec<u8> {
    let schema: serde_json::Value =
        serde_json::from_str(tool.schema.text().get()).unwrap_or_default();
    let told = serde_json::json!([tool.name, tool.description, schema]);
    Sha256::digest(told.to_string()).to_vec()
}

fn written(digest: &[u8]) -> String {
    let mut text = ALGORITHM.to_owned();
    for byte in digest {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
