//! Puts items that were withheld from a client back between those that it sends.

use std::collections::HashMap;
use std::sync::Arc;

use super::super::remembered::{self, WithheldMemory};
use crate::aibridge::object::{Object, Raw};

/// What was withheld of an answer that called tools of the client.
#[derive(Debug, Clone, Default)]
pub(in crate::aibridge::tool_loop) struct ResponsesWithheld {
    /// The id of the client's call, and that of its item.
    pub(super) call: String,
    pub(super) item: Option<String>,
    /// Items with their outputs, each group behind the item of the client with this id.
    pub(super) groups: Vec<(Option<String>, Vec<Raw>)>,
    /// The outputs for calls of the same turn, which are all that a provider misses that keeps
    /// the conversation.
    pub(super) outputs: Vec<Raw>,
}

impl ResponsesWithheld {
    pub(in crate::aibridge::tool_loop) fn bytes(&self) -> usize {
        let items = self.groups.iter().flat_map(|(_, items)| items);
        self.call.len() + remembered::bytes(items.chain(&self.outputs))
    }
}

/// The id under which the conversation goes on that the client names.
pub(super) fn renamed(request: &Object, memory: &WithheldMemory) -> Option<String> {
    match &*memory.recall(&request.text("previous_response_id")?)? {
        remembered::Withheld::Renamed(id) => Some(id.clone()),
        _ => None,
    }
}

/// An item as far as it matters where it stands.
struct Place {
    ids: Vec<String>,
    is_output: bool,
}

impl Place {
    fn of(item: &Raw) -> Self {
        let object = Object::parse(item.get()).unwrap_or_default();
        let is_output = object.text("type").is_some_and(|kind| kind.ends_with("_output"));
        let ids = [object.text("id"), object.text("call_id")];
        Self { ids: ids.into_iter().flatten().collect(), is_output }
    }

    fn is(&self, id: &str) -> bool {
        self.ids.iter().any(|own| own == id)
    }
}

/// What is put around an item.
#[derive(Default)]
struct Around {
    before: Vec<Raw>,
    behind: Vec<Raw>,
}

/// The items with those that were withheld; absent when none was.
pub(super) fn restored(items: Vec<Raw>, memory: &WithheldMemory) -> Option<Vec<Raw>> {
    let places: Vec<Place> = items.iter().map(Place::of).collect();
    let mut around: HashMap<usize, Around> = HashMap::new();
    for withheld in found(&places, memory) {
        let remembered::Withheld::Responses(withheld) = &*withheld else {
            continue;
        };
        surround(&places, withheld, &mut around);
    }
    if around.is_empty() {
        return None;
    }
    let mut whole = Vec::new();
    for (place, item) in items.into_iter().enumerate() {
        let Around { before, behind } = around.remove(&place).unwrap_or_default();
        whole.extend(before);
        whole.push(item);
        whole.extend(behind);
    }
    Some(whole)
}

/// Everything that was withheld beside calls which these items name, each once.
fn found(places: &[Place], memory: &WithheldMemory) -> Vec<Arc<remembered::Withheld>> {
    let mut found: Vec<Arc<remembered::Withheld>> = Vec::new();
    for withheld in places.iter().flat_map(|place| &place.ids).filter_map(|id| memory.recall(id)) {
        if !found.iter().any(|known| Arc::ptr_eq(known, &withheld)) {
            found.push(withheld);
        }
    }
    found
}

/// Says where the items stand that were withheld.
fn surround(places: &[Place], withheld: &ResponsesWithheld, around: &mut HashMap<usize, Around>) {
    let find = |id: &str| places.iter().position(|place| !place.is_output && place.is(id));
    let item = withheld.item.as_deref().and_then(find);
    if let Some(call) = item.or_else(|| find(&withheld.call)) {
        for (anchor, items) in &withheld.groups {
            match anchor.as_deref().and_then(find) {
                Some(at) => around.entry(at).or_default().behind.extend_from_slice(items),
                None => around.entry(call).or_default().before.extend_from_slice(items),
            }
        }
        return;
    }
    // The provider keeps the call, and waits for the outputs only.
    if let Some(at) = places.iter().position(|place| place.is(&withheld.call)) {
        around.entry(at).or_default().behind.extend_from_slice(&withheld.outputs);
    }
}
