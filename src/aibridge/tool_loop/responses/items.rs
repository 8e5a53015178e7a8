//! The items of one response.

use serde_json::value::RawValue;

use super::super::{InjectedCall, InjectedTools};
use crate::aibridge::object::{Object, Raw};

/// Items that wait for something of the client, unless the provider answers them itself with an
/// item of the same name and `_output` behind it.
const ASKS_CLIENT: [&str; 7] = [
    "function_call",
    "custom_tool_call",
    "computer_call",
    "local_shell_call",
    "shell_call",
    "apply_patch_call",
    "mcp_approval_request",
];

/// Items whose ids the provider looks up, and may do without. Where nothing is stored they would
/// not be found.
const NAMED_BY_ID: [&str; 6] = [
    "reasoning",
    "message",
    "function_call",
    "custom_tool_call",
    "web_search_call",
    "local_shell_call",
];

/// An item.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) text: Raw,
    pub(super) kind: String,
    pub(super) id: Option<String>,
    pub(super) call_id: Option<String>,
    /// The call, where it is one of the bridge's tools.
    pub(super) call: Option<InjectedCall>,
}

impl Item {
    pub(super) fn read(offered: &InjectedTools, text: &RawValue) -> Self {
        let object = Object::parse(text.get()).unwrap_or_default();
        let kind = object.text("type").unwrap_or_default();
        let call_id = object.text("call_id");
        let name = object.text("name").filter(|_| kind == "function_call");
        let call = name.and_then(|name| offered.find(&name)).map(|tool| InjectedCall {
            id: call_id.clone().unwrap_or_default(),
            tool,
            input: object.text("arguments").unwrap_or_default(),
        });
        Self { text: text.to_owned(), kind, id: object.text("id"), call_id, call }
    }

    /// Whether the client sees it.
    pub(super) fn is_shown(&self) -> bool {
        self.call.is_none()
    }

    /// The item as it goes back to a provider; absent when it cannot.
    pub(super) fn sent_back(&self, is_stateless: bool) -> Option<Raw> {
        if !is_stateless {
            return Some(self.text.clone());
        }
        let mut object = Object::parse(self.text.get())?;
        if self.kind == "reasoning" && object.text("encrypted_content").is_none() {
            return None;
        }
        if NAMED_BY_ID.contains(&self.kind.as_str()) {
            object.remove("id");
        }
        Some(object.to_raw())
    }
}

/// The first item that the client has to answer.
pub(super) fn first_own(items: &[Item]) -> Option<&Item> {
    let is_answered = |item: &Item| {
        let output = format!("{}_output", item.kind);
        items.iter().any(|other| other.kind == output && other.call_id == item.call_id)
    };
    let asks = |item: &&Item| {
        item.is_shown() && ASKS_CLIENT.contains(&item.kind.as_str()) && !is_answered(item)
    };
    items.iter().find(asks)
}
