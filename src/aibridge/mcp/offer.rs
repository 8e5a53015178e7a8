//! What is offered of the tools that a server lists.

use std::collections::HashSet;
use std::sync::Arc;

use rmcp::model::Tool as ListedByServer;
use serde_json::Value;

use super::settings::ServerSettings;
use crate::aibridge::tools::Tool;

/// Maximum length of a name in the protocol.
const MAX_NAME_LENGTH: usize = 128;

/// Maximum number of bytes of a description; longer ones are cut.
const MAX_DESCRIPTION_BYTES: usize = 8 * 1024;

/// Maximum number of bytes of a schema, as JSON.
const MAX_SCHEMA_BYTES: usize = 64 * 1024;

/// A tool that a server lists, and whether it is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ListedTool {
    pub(crate) name: String,
    pub(crate) description: String,
    /// Whether the patterns let it through.
    pub(crate) allowed: bool,
}

/// What was made of the list of a server.
#[derive(Debug, Default)]
pub(super) struct Offer {
    /// The tools for models, by name.
    pub(super) tools: Vec<Tool>,
    /// All tools, by name.
    pub(super) listed: Vec<ListedTool>,
}

impl Offer {
    /// Chooses what a server offers: what its patterns let through and a model can use.
    pub(super) fn of(server: &ServerSettings, mut tools: Vec<ListedByServer>) -> Self {
        tools.sort_by(|one, other| one.name.cmp(&other.name));
        let mut offer = Self::default();
        let mut seen = HashSet::new();
        for tool in tools {
            if !is_name(&tool.name) || !seen.insert(tool.name.to_string()) {
                tracing::warn!(server = &*server.id, "a tool without a valid name is not offered");
                continue;
            }
            let allowed = server.filter.lets_through(&tool.name);
            let description = description(&tool);
            let name = tool.name.to_string();
            offer.listed.push(ListedTool { name, description: description.clone(), allowed });
            if allowed {
                offer.tools.extend(usable(server, tool, description));
            }
        }
        offer
    }
}

/// Whether the name is one that the protocol allows, in what matters here.
fn is_name(name: &str) -> bool {
    (1..=MAX_NAME_LENGTH).contains(&name.len()) && !name.contains(char::is_control)
}

fn description(tool: &ListedByServer) -> String {
    let text = tool.description.as_deref().or(tool.title.as_deref()).unwrap_or_default();
    text[..text.floor_char_boundary(MAX_DESCRIPTION_BYTES)].to_owned()
}

/// The tool for models, unless its schema is too large or not that of an object.
fn usable(server: &ServerSettings, tool: ListedByServer, description: String) -> Option<Tool> {
    let reject = |why: &str| {
        tracing::warn!(server = &*server.id, tool = &*tool.name, "a tool is not offered: {why}");
    };
    let mut schema = (*tool.input_schema).clone();
    let kind = schema.entry("type").or_insert_with(|| Value::from("object"));
    if kind != "object" {
        reject("its input is not an object");
        return None;
    }
    let size = serde_json::to_string(&schema).map_or(usize::MAX, |text| text.len());
    if size > MAX_SCHEMA_BYTES {
        reject("its schema is too large");
        return None;
    }
    Some(Tool {
        server: Arc::clone(&server.id),
        server_url: Arc::clone(&server.shown_url),
        name: tool.name.into_owned(),
        description,
        input_schema: schema,
    })
}
