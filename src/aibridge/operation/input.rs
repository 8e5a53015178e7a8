//! The inputs of tools as they are written: read as values, long numbers would lose digits.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::aibridge::lenient_json::without_mark;

/// A block of a message.
#[derive(Deserialize)]
struct Block<'t> {
    #[serde(borrow)]
    input: Option<&'t RawValue>,
}

/// A message.
#[derive(Deserialize)]
struct Message<'t> {
    #[serde(borrow)]
    content: Vec<Block<'t>>,
}

/// The event with which a block starts.
#[derive(Deserialize)]
struct BlockStart<'t> {
    #[serde(borrow)]
    content_block: Block<'t>,
}

/// The inputs of all blocks of a message, in their order; nothing where they cannot be told.
pub(super) fn of_message(text: &str) -> Vec<Option<String>> {
    let message = serde_json::from_slice::<Message<'_>>(without_mark(text.as_bytes()));
    let blocks = message.map(|message| message.content).unwrap_or_default();
    blocks.iter().map(written).collect()
}

/// The input of the block that an event starts.
pub(super) fn of_block(text: &str) -> Option<String> {
    serde_json::from_str::<BlockStart<'_>>(text)
        .ok()
        .and_then(|start| written(&start.content_block))
}

fn written(block: &Block<'_>) -> Option<String> {
    block.input.map(|input| input.get().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits() {
        const INPUT: &str = r#"{"n": 12345678901234567890123, "x":1.000000000000000000001}"#;
        let block = format!(r#"{{"type":"tool_use","name":"\ud83e","input":{INPUT}}}"#);
        let message = format!("\u{feff}{{\"content\":[{{\"type\":\"text\"}},{block}]}}");
        assert_eq!(of_message(&message), [None, Some(INPUT.to_owned())]);
        let event =
            format!(r#"{{"type":"content_block_start","index":1,"content_block":{block}}}"#);
        assert_eq!(of_block(&event).as_deref(), Some(INPUT));
        assert!(of_message("{").is_empty() && of_block("[]").is_none());
    }
}
