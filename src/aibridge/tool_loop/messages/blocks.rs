//! The blocks of one message, put together of their pieces.

use serde_json::value::RawValue;

use super::super::{InjectedCall, InjectedTools};
use crate::aibridge::lenient_json;
use crate::aibridge::object::{Object, Raw, quoted, raw, written};

/// A block as far as it has come.
pub(super) struct Block {
    /// The provider's place of it.
    at: u64,
    object: Object,
    /// The input of a call, where it comes in pieces, as it is written between quotes.
    input: String,
    /// Texts that come in pieces, as they are written, by the names of their members.
    texts: Vec<(String, String)>,
    citations: Vec<Raw>,
    /// The tool, where it is a call of one of the bridge's.
    tool: Option<usize>,
    /// Its place in what the client sees.
    shown: u64,
}

/// Where the client sees a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Shown(u64),
    /// Nowhere: it is a call of one of the bridge's tools.
    Withheld,
}

/// The blocks of one message.
#[derive(Default)]
pub(super) struct Blocks {
    all: Vec<Block>,
    bytes: usize,
}

impl Blocks {
    /// Takes the start of a block, or a whole one; the client sees it at this place.
    pub(super) fn start(&mut self, offered: &InjectedTools, at: u64, block: &RawValue, shown: u64) {
        self.bytes += block.get().len();
        let object = Object::parse(block.get()).unwrap_or_default();
        let is_call = object.value("type") == "tool_use";
        let name = object.text("name").filter(|_| is_call);
        let tool = name.and_then(|name| offered.find(&name));
        let (input, texts, citations) = (String::new(), Vec::new(), Vec::new());
        self.all.push(Block { at, object, input, texts, citations, tool, shown });
    }

    /// Takes a piece of a block.
    pub(super) fn piece(&mut self, at: u64, delta: &RawValue) {
        self.bytes += delta.get().len();
        let Some(block) = self.all.iter_mut().rev().find(|block| block.at == at) else { return };
        let Some(delta) = Object::parse(delta.get()) else { return };
        for (name, value) in delta.members() {
            if name == "citation" {
                block.citations.push(value.to_owned());
                continue;
            }
            let Some(text) = written(value) else { continue };
            match name {
                "type" => {}
                "partial_json" => block.input.push_str(text),
                _ => block.add(name, text),
            }
        }
    }

    /// Where the client sees the block.
    pub(super) fn place(&self, at: u64) -> Place {
        match self.all.iter().rev().find(|block| block.at == at) {
            None => Place::Shown(at),
            Some(block) if block.tool.is_some() => Place::Withheld,
            Some(block) => Place::Shown(block.shown),
        }
    }

    /// How many blocks the client sees.
    pub(super) fn count_shown(&self) -> u64 {
        self.all.iter().filter(|block| block.tool.is_none()).count() as u64
    }

    /// The calls of the bridge's tools.
    pub(super) fn calls(&self) -> Vec<InjectedCall> {
        let call = |block: &Block| {
            let whole = block.object.get("input").map_or("{}", RawValue::get);
            let input = block.input().unwrap_or_else(|| whole.to_owned());
            let id = block.object.text("id").unwrap_or_default();
            Some(InjectedCall { id, tool: block.tool?, input })
        };
        self.all.iter().filter_map(call).collect()
    }

    /// The id of the first call of the client's tools.
    pub(super) fn first_own(&self) -> Option<String> {
        let is_own =
            |block: &&Block| block.tool.is_none() && block.object.value("type") == "tool_use";
        self.all.iter().find(is_own)?.object.text("id")
    }

    /// All blocks as they are sent back. One with an empty text is not taken back.
    pub(super) fn whole(&self) -> Vec<Raw> {
        let blocks = self.all.iter().map(Block::whole);
        let is_empty = |block: &Object| block.value("type") == "text" && block.value("text") == "";
        blocks.filter(|block| !is_empty(block)).map(|block| block.to_raw()).collect()
    }

    /// The blocks that the client sees.
    pub(super) fn visible(&self) -> impl Iterator<Item = Raw> {
        let seen = self.all.iter().filter(|block| block.tool.is_none());
        seen.map(|block| block.whole().to_raw())
    }

    /// The blocks that the client does not see, in their places between the others.
    pub(super) fn gaps(&self) -> Vec<Option<Raw>> {
        let gap = |block: &Block| block.tool.map(|_| block.whole().to_raw());
        self.all.iter().map(gap).collect()
    }

    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }
}

impl Block {
    fn add(&mut self, name: &str, text: &str) {
        if let Some((_, known)) = self.texts.iter_mut().find(|(known, _)| known == name) {
            known.push_str(text);
        } else {
            let start = self.object.get(name).and_then(written).unwrap_or_default();
            self.texts.push((name.to_owned(), format!("{start}{text}")));
        }
    }

    /// The input, where it came in pieces.
    fn input(&self) -> Option<String> {
        let written = Some(&self.input).filter(|written| !written.is_empty())?;
        lenient_json::read_string(quoted(written).get())
    }

    fn whole(&self) -> Object {
        let mut object = self.object.clone();
        for (name, text) in &self.texts {
            object.set(name, quoted(text));
        }
        if let Some(input) = self.input() {
            // What the model wrote need not be JSON; the API takes only objects back.
            let input: Option<Object> = Object::parse(&input);
            object.set("input", input.unwrap_or_default().to_raw());
        }
        if !self.citations.is_empty() {
            let mut citations = object.list("citations").unwrap_or_default();
            citations.extend_from_slice(&self.citations);
            object.set("citations", raw(&citations));
        }
        object
    }
}
