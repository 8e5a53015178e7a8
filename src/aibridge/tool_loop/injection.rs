//! Puts the bridge's tools into a request, behind the client's own.
//!
//! Nothing is put in when
//!
//! - the caller has no tools, or none of them fits the API;
//! - the client leaves the model no choice but a certain tool, or none (`tool_choice`), or demands
//!   a call without having tools of its own;
//! - the API would not take it, or could not be continued ([`ApiAdapter::takes_tools`]): chat
//!   completions with several choices (`n`), `functions`, `audio`, `prediction` or
//!   `web_search_options`, and responses with `background`, `conversation` or `prompt`;
//! - the request is one that the API itself refuses, as when `tools` is no list.
//!
//! A tool is left out when the client has so many tools that no more are taken. Schemas that no API
//! takes are not offered at all (`tool_schema.rs`).

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use bytes::Bytes;
use serde_json::Value;

use super::{ApiAdapter, naming, splice};
use crate::aibridge::tools::Toolbox;

/// The tools that a request offers on the bridge's behalf.
pub(crate) struct InjectedTools {
    toolbox: Arc<dyn Toolbox>,
    names: HashMap<String, usize>,
}

impl InjectedTools {
    /// The place of a tool in its toolbox, by the name under which it is offered.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// Where the tools are.
    pub(crate) fn toolbox(&self) -> &dyn Toolbox {
        &*self.toolbox
    }
}

/// Whether a request can be offered tools at all, so that it is worth to ask for them.
pub(in crate::aibridge) fn takes_tools(adapter: &dyn ApiAdapter, request: &Value) -> bool {
    let has_own = match &request["tools"] {
        Value::Null => false,
        Value::Array(tools) => !tools.is_empty(),
        _ => return false,
    };
    request.is_object()
        && leaves_choice(&request["tool_choice"], has_own)
        && adapter.takes_tools(request)
}

/// Whether the model may choose one of the bridge's tools. A demand for any call is met by the
/// client's own tools too.
fn leaves_choice(choice: &Value, has_own: bool) -> bool {
    match choice.as_str().or_else(|| choice["type"].as_str()) {
        None => choice.is_null(),
        Some("auto") => true,
        Some("required" | "any") => has_own,
        Some(_) => false,
    }
}

/// The request with the tools in it; absent when there is nothing to offer.
pub(in crate::aibridge) fn inject(
    adapter: &dyn ApiAdapter,
    request: &Value,
    body: &Bytes,
    toolbox: Arc<dyn Toolbox>,
) -> Option<(Bytes, InjectedTools)> {
    if toolbox.tools().is_empty() || !takes_tools(adapter, request) {
        return None;
    }
    let own = request["tools"].as_array().map_or(&[][..], Vec::as_slice);
    let mut taken = HashSet::new();
    own_names(adapter, own, &mut taken);
    let (mut names, mut definitions) = (HashMap::new(), Vec::new());
    let room = adapter.max_tools().saturating_sub(own.len());
    let fitting = naming::names(toolbox.tools(), adapter.max_name_length(), &taken);
    for (place, (tool, name)) in toolbox.tools().iter().zip(fitting).enumerate() {
        let Some(name) = name else { continue };
        if definitions.len() == room {
            tracing::debug!(room, "the request has no room for all of the bridge's tools");
            break;
        }
        let description = shortened(&tool.description, adapter.max_description_length());
        definitions.push(adapter.definition(&name, description, tool.schema.text()));
        names.insert(name, place);
    }
    if definitions.is_empty() {
        return None;
    }
    let changed = splice::append(std::str::from_utf8(body).ok()?, "tools", &definitions)?;
    Some((changed.into(), InjectedTools { toolbox, names }))
}

/// The names of the client's tools; some APIs have groups of them.
fn own_names(adapter: &dyn ApiAdapter, tools: &[Value], names: &mut HashSet<String>) {
    for tool in tools {
        names.extend(adapter.own_name(tool).map(str::to_owned));
        if let Some(group) = tool["tools"].as_array() {
            own_names(adapter, group, names);
        }
    }
}

/// The start of a text.
fn shortened(text: &str, longest: usize) -> &str {
    text.char_indices().nth(longest).map_or(text, |(end, _)| &text[..end])
}
