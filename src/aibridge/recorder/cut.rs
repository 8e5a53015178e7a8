//! Texts in records are bounded: who sends or receives large ones does not fill the database, or the
//! memory of whoever lists records.

use serde_json::Value;

use super::{Ended, Started};

/// How many texts of the maximum size the inputs of all tools of an interception may have together.
const TEXTS_OF_TOOLS: usize = 16;

/// Cuts what is known at the start.
pub(super) fn start(started: &mut Started, max: usize) {
    if let Some(prompt) = &mut started.prompt {
        prompt.cut_from = cut(&mut prompt.text, max);
    }
}

/// Cuts what is known at the end.
pub(super) fn end(ended: &mut Ended, max: usize) {
    let mut left = max.saturating_mul(TEXTS_OF_TOOLS);
    for tool in &mut ended.tools {
        let usage = &mut tool.of;
        usage.cut_from = cut(&mut usage.call.input, max.min(left));
        left -= usage.call.input.len();
        if let Some(error) = &mut usage.error {
            cut(error, max.min(left));
            left -= error.len();
        }
    }
    for value in ended.metadata.values_mut() {
        if let Value::String(text) = value {
            cut(text, max);
        }
    }
}

/// Cuts a text that has more than `max` bytes, between two characters, and gives how many bytes it
/// had.
fn cut(text: &mut String, max: usize) -> Option<usize> {
    let whole = text.len();
    if whole <= max {
        return None;
    }
    text.truncate(text.floor_char_boundary(max));
    text.shrink_to_fit();
    Some(whole)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Map, json};
    use uuid::Uuid;

    use super::*;
    use crate::aibridge::operation::ToolCall;
    use crate::aibridge::recorder::{Detail, ToolUsage};

    proptest! {
        #[test]
        fn what_is_cut_is_a_beginning_and_tells_how_long_it_was(whole in ".{0,40}", max in 0_usize..50) {
            let mut text = whole.clone();
            let cut_from = cut(&mut text, max);
            prop_assert!(text.len() <= max && whole.starts_with(&text));
            prop_assert_eq!(cut_from, (whole.len() > max).then_some(whole.len()));
            // A character has at most four bytes.
            prop_assert!(cut_from.is_none() || text.len() + 4 > max);
        }
    }

    #[test]
    fn many_tools_together_are_bounded_too() {
        let call = ToolCall { input: "x".repeat(90), ..ToolCall::default() };
        let error = Some("y".repeat(90));
        let usage = ToolUsage { call, server_url: None, injected: false, error, cut_from: None };
        let mut metadata = Map::new();
        metadata.insert("error".to_owned(), json!("z".repeat(90)));
        let mut ended = Ended {
            id: Uuid::nil(),
            at: 0,
            prompt_response: None,
            responses: Vec::new(),
            usages: Vec::new(),
            tools: vec![Detail::new("", usage); 50],
            metadata,
        };
        end(&mut ended, 10);
        let texts =
            |usage: &ToolUsage| usage.call.input.len() + usage.error.as_ref().unwrap().len();
        assert_eq!(ended.tools.iter().map(|tool| texts(&tool.of)).sum::<usize>(), 160);
        assert!(ended.tools.iter().all(|tool| tool.of.cut_from == Some(90)));
        assert_eq!(ended.metadata["error"], "zzzzzzzzzz");
    }
}
