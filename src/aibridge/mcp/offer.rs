//! What is offered of the tools that a server lists.

use std::collections::HashSet;
use std::sync::Arc;

use super::declared::{self, DeclaredTool, MalformedTool};
use super::digest;
use super::settings::ServerSettings;
use crate::aibridge::object::Raw;
use crate::aibridge::tool_schema::ToolSchema;
use crate::aibridge::tools::Tool;

/// A tool that a server lists, and whether it is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ListedTool {
    /// Its name; empty when it has none.
    pub(crate) name: String,
    pub(crate) description: String,
    /// Whether the patterns let it through.
    pub(crate) allowed: bool,
    /// Whether models are offered it.
    pub(crate) offered: bool,
    /// Why no model is offered it, where the tool itself is the reason.
    pub(crate) problem: Option<String>,
}

/// What was made of the list of a server.
#[derive(Debug, Default)]
pub(super) struct Offer {
    /// The tools for models, by name.
    pub(super) tools: Vec<Tool>,
    /// All tools, by name.
    pub(super) listed: Vec<ListedTool>,
    /// The digest of what the server offers, also where it is not the one that is demanded.
    pub(super) digest: String,
    /// Why nothing is offered, where the list is not the one that is demanded.
    pub(super) refused: Option<String>,
}

impl Offer {
    /// Chooses what a server offers: what its patterns let through and a model can use. Each tool
    /// is read by itself, so that none harms the others.
    pub(super) fn of(server: &ServerSettings, items: &[Raw]) -> Self {
        let mut declared = Vec::new();
        let mut offer = Self::default();
        for item in items {
            match declared::read(item) {
                Ok(tool) => declared.push(tool),
                Err(malformed) => offer.listed.push(left_out(server, malformed)),
            }
        }
        declared.sort_by(|one, other| one.name.cmp(&other.name));
        let mut seen = HashSet::new();
        for tool in declared {
            if seen.insert(tool.name.clone()) {
                offer.add(server, tool);
            } else {
                let why = "another tool has the same name".to_owned();
                offer.listed.push(left_out(server, MalformedTool { name: tool.name, why }));
            }
        }
        offer.listed.sort_by(|one, other| one.name.cmp(&other.name));
        offer.digest = digest::digest(&offer.tools);
        offer
    }

    fn add(&mut self, server: &ServerSettings, tool: DeclaredTool) {
        let DeclaredTool { name, description, schema } = tool;
        let allowed = server.filter.lets_through(&name);
        let schema = ToolSchema::read(&schema);
        let problem = schema.as_ref().err().map(ToString::to_string);
        let schema = schema.ok().filter(|_| allowed);
        let offered = schema.is_some();
        self.listed.push(ListedTool {
            name: name.clone(),
            description: description.clone(),
            allowed,
            offered,
            problem,
        });
        self.tools.extend(schema.map(|schema| Tool {
            server: Arc::clone(&server.id),
            server_url: Arc::clone(&server.shown_url),
            name,
            description,
            schema,
        }));
    }

    /// Offers nothing if the digest is not the one that the settings demand.
    pub(super) fn compare(&mut self, server: &ServerSettings) {
        let pinned = &server.tools_digest;
        if pinned.is_empty() || *pinned == self.digest {
            return;
        }
        self.tools.clear();
        for tool in &mut self.listed {
            tool.offered = false;
        }
        self.refused = Some(format!(
            "its tools are not the pinned ones: their digest is {}, and `tools_digest` is {pinned}",
            self.digest
        ));
    }

    /// The tools that could not be offered although the patterns let them through, with the reasons.
    pub(super) fn problems(&self) -> Vec<(String, String)> {
        let allowed = self.listed.iter().filter(|tool| tool.allowed);
        allowed.filter_map(|tool| Some((tool.name.clone(), tool.problem.clone()?))).collect()
    }
}

fn left_out(server: &ServerSettings, malformed: MalformedTool) -> ListedTool {
    let MalformedTool { name, why } = malformed;
    let allowed = server.filter.lets_through(&name);
    ListedTool { name, description: String::new(), allowed, offered: false, problem: Some(why) }
}
