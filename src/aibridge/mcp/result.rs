//! What a call gave, as a model is given it: bounded, and nothing but data.

use rmcp::model::{CallToolResult, ContentBlock};
use serde::Serialize;

use super::error::{McpError, McpErrorKind};
use crate::aibridge::tools::{ToolContent, ToolResult};

/// The images that models take.
const IMAGES: [&str; 4] = ["image/gif", "image/jpeg", "image/png", "image/webp"];

/// Maximum number of bytes of the recorded reason for a failed call.
const MAX_ERROR_LENGTH: usize = 500;

/// What a call gave for the model, and why it failed, for the metrics.
pub(super) fn of(
    outcome: Result<CallToolResult, McpError>,
    max: usize,
) -> (ToolResult, Option<McpErrorKind>) {
    match outcome {
        Ok(result) => {
            let has_failed = result.is_error == Some(true);
            let result = converted(result, max);
            (result, has_failed.then_some(McpErrorKind::Tool))
        }
        Err(failed) => {
            let kind = failed.kind;
            let text = format!("The tool could not be called: {}.", failed.for_model());
            let content = vec![ToolContent::Text(cut(text, max))];
            let error = Some(cut(failed.for_model(), MAX_ERROR_LENGTH));
            (ToolResult { content, error }, Some(kind))
        }
    }
}

fn converted(result: CallToolResult, max: usize) -> ToolResult {
    let mut bounded = LimitedContent { left: max, max, content: Vec::new(), is_full: false };
    if result.content.is_empty()
        && let Some(value) = &result.structured_content
    {
        bounded.add(ToolContent::Text(json(value)));
    }
    for block in result.content {
        bounded.add(content(block));
    }
    let error = (result.is_error == Some(true)).then(|| {
        let text = bounded.content.iter().find_map(|one| match one {
            ToolContent::Text(text) => Some(text.clone()),
            ToolContent::Image { .. } => None,
        });
        cut(text.unwrap_or_else(|| "the tool reported an error".to_owned()), MAX_ERROR_LENGTH)
    });
    ToolResult { content: bounded.content, error }
}

fn content(block: ContentBlock) -> ToolContent {
    match block {
        ContentBlock::Text(text) => ToolContent::Text(text.text),
        ContentBlock::Image(image) if IMAGES.contains(&image.mime_type.as_str()) => {
            ToolContent::Image { media_type: image.mime_type, data: image.data }
        }
        other => ToolContent::Text(json(&other)),
    }
}

fn json(value: &impl Serialize) -> String {
    // What was read from JSON can be written as JSON.
    serde_json::to_string(value).unwrap_or_default()
}

/// Content of which there is never more than so much.
struct LimitedContent {
    left: usize,
    max: usize,
    content: Vec<ToolContent>,
    is_full: bool,
}

impl LimitedContent {
    fn add(&mut self, content: ToolContent) {
        if self.is_full {
            return;
        }
        let size = match &content {
            ToolContent::Text(text) => text.len(),
            ToolContent::Image { media_type, data } => media_type.len() + data.len(),
        };
        if size <= self.left {
            self.left -= size;
            self.content.push(content);
            return;
        }
        self.is_full = true;
        if let ToolContent::Text(text) = content {
            self.content.push(ToolContent::Text(cut(text, self.left)));
        }
        let note = format!("[Truncated: a result has at most {} bytes.]", self.max);
        self.content.push(ToolContent::Text(note));
    }
}

fn cut(mut text: String, max: usize) -> String {
    text.truncate(text.floor_char_boundary(max));
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn called(result: serde_json::Value, max: usize) -> ToolResult {
        of(Ok(serde_json::from_value(result).unwrap()), max).0
    }

    fn text(text: &str) -> ToolContent {
        ToolContent::Text(text.to_owned())
    }

    #[test]
    fn content_is_text_an_image_or_json() {
        let result = json!({"content": [
            {"type": "text", "text": "one"},
            {"type": "image", "data": "AAAA", "mimeType": "image/png"},
            {"type": "image", "data": "AAAA", "mimeType": "image/svg+xml"},
            {"type": "resource_link", "uri": "file:///a", "name": "a"},
        ], "structuredContent": {"a": 1}});
        let image = ToolContent::Image { media_type: "image/png".into(), data: "AAAA".into() };
        let expected = [
            text("one"),
            image,
            text(r#"{"type":"image","data":"AAAA","mimeType":"image/svg+xml"}"#),
            text(r#"{"type":"resource_link","uri":"file:///a","name":"a"}"#),
        ];
        let found = called(result, 1_000);
        assert_eq!(found.content, expected);
        assert_eq!(found.error, None);
        let structured = called(json!({"content": [], "structuredContent": {"a": 1}}), 1_000);
        assert_eq!(structured.content, [text(r#"{"a":1}"#)]);
    }

    #[test]
    fn what_is_too_much_is_cut_off_and_said() {
        let note = text("[Truncated: a result has at most 6 bytes.]");
        let blocks = json!([{"type": "text", "text": "äää"}, {"type": "text", "text": "x"}]);
        let found = called(json!({"content": blocks}), 6);
        assert_eq!(found.content, [text("äää"), text(""), note.clone()]);
        let blocks = json!([{"type": "text", "text": "ääää"}, {"type": "text", "text": "x"}]);
        let found = called(json!({"content": blocks}), 6);
        assert_eq!(found.content, [text("äää"), note.clone()]);
        let image = json!([{"type": "image", "data": "AAAAAAAA", "mimeType": "image/png"}]);
        assert_eq!(called(json!({"content": image}), 6).content, [note]);
    }

    #[test]
    fn a_tool_that_fails_says_why() {
        let blocks = json!([{"type": "text", "text": "no such page"}]);
        let result = json!({"content": blocks, "isError": true});
        let (found, kind) = of(Ok(serde_json::from_value(result).unwrap()), 100);
        assert_eq!(found.error.as_deref(), Some("no such page"));
        assert_eq!(kind, Some(McpErrorKind::Tool));
        let error = McpError::new(McpErrorKind::Timeout, "it took longer than 1s");
        let (found, kind) = of(Err(error), 100);
        assert_eq!(found.content, [text("The tool could not be called: it took longer than 1s.")]);
        assert_eq!(kind, Some(McpErrorKind::Timeout));
    }
}
