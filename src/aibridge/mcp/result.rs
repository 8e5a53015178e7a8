//! What a call gave, as a model is given it: bounded, and nothing but data.
//!
//! Each block is read by itself: one that is not as the protocol says is given as JSON, beside the
//! others.

mod image;

use serde_json::value::RawValue;

use super::error::{McpError, McpErrorKind};
use crate::aibridge::object::{Object, Raw};
use crate::aibridge::tools::{ToolContent, ToolResult};

/// Maximum number of bytes of the recorded reason for a failed call.
const MAX_ERROR_LENGTH: usize = 500;

/// Maximum number of bytes of an image that is given as JSON because it is none.
const MAX_SHOWN_IMAGE: usize = 4 * 1024;

/// The kinds of blocks that are given as JSON although nothing is wrong with them.
const OTHERS: [(&str, &[&str]); 3] = [
    ("audio", &["data", "mimeType"]),
    ("resource", &["resource"]),
    ("resource_link", &["name", "uri"]),
];

/// What came of a call.
#[derive(Debug)]
pub(super) struct Outcome {
    /// What the model is given.
    pub(super) result: ToolResult,
    /// Why it failed, for the metrics.
    pub(super) why: Option<McpErrorKind>,
    /// What is not as it should be in the result, for the log.
    pub(super) oddity: Option<String>,
}

/// What is made of what a call gave.
pub(super) fn of(given: Result<Raw, McpError>, max: usize) -> Outcome {
    match given.and_then(|result| converted(&result, max)) {
        Ok((result, oddity)) => {
            let why = result.error.is_some().then_some(McpErrorKind::Tool);
            Outcome { result, why, oddity }
        }
        Err(failed) => {
            let text = format!("The tool could not be called: {}.", failed.for_model());
            let content = vec![ToolContent::Text(cut(text, max))];
            let error = Some(cut(failed.for_model(), MAX_ERROR_LENGTH));
            let result = ToolResult { content, error };
            Outcome { result, why: Some(failed.kind), oddity: None }
        }
    }
}

fn converted(text: &RawValue, max: usize) -> Result<(ToolResult, Option<String>), McpError> {
    let protocol = |why: &str| McpError::new(McpErrorKind::Protocol, why);
    let result =
        Object::parse(text.get()).ok_or_else(|| protocol("its result is not an object"))?;
    if result.text("resultType").is_some_and(|kind| kind != "complete") {
        return Err(protocol("it asks for input, which is not supported"));
    }
    let mut bounded = LimitedContent { left: max, max, content: Vec::new(), is_full: false };
    let mut oddity = None;
    let content = result.get("content").filter(|content| content.get() != "null");
    let blocks = result.list("content").unwrap_or_default();
    if let Some(content) = content.filter(|content| !content.get().starts_with('[')) {
        oddity = Some("its content is not a list".to_owned());
        bounded.add(ToolContent::Text(content.get().to_owned()));
    } else if let Some(value) = result.get("structuredContent").filter(|_| blocks.is_empty()) {
        bounded.add(ToolContent::Text(value.get().to_owned()));
    }
    for block in &blocks {
        let (content, odd) = content_of(block);
        bounded.add(content);
        oddity = oddity.or(odd);
    }
    let error = (result.get("isError").is_some_and(|flag| flag.get() == "true")).then(|| {
        let text = bounded.content.iter().find_map(|one| match one {
            ToolContent::Text(text) => Some(text.clone()),
            ToolContent::Image { .. } => None,
        });
        cut(text.unwrap_or_else(|| "the tool reported an error".to_owned()), MAX_ERROR_LENGTH)
    });
    Ok((ToolResult { content: bounded.content, error }, oddity))
}

/// A block as a model is given it, and what is wrong with it.
fn content_of(block: &RawValue) -> (ToolContent, Option<String>) {
    let as_json = |odd: Option<String>| (ToolContent::Text(block.get().to_owned()), odd);
    let Some(object) = Object::parse(block.get()) else {
        return as_json(Some("a block is not an object".to_owned()));
    };
    let kind = object.text("type").unwrap_or_default();
    match kind.as_str() {
        "text" => match object.text("text") {
            Some(text) => (ToolContent::Text(text), None),
            None => as_json(Some("a block of text has no text".to_owned())),
        },
        "image" => match image::image(&object) {
            Ok(image) => (image, None),
            Err(why) if block.get().len() > MAX_SHOWN_IMAGE => {
                (ToolContent::Text(format!("(not shown: {why})")), Some(why))
            }
            Err(why) => as_json(Some(why)),
        },
        kind => match OTHERS.iter().find(|(known, _)| *known == kind) {
            None => as_json(Some("a block is of an unknown kind".to_owned())),
            Some((_, members)) => {
                let missing = members.iter().find(|member| object.get(member).is_none());
                as_json(missing.map(|member| format!("a block of `{kind}` has no `{member}`")))
            }
        },
    }
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
    use crate::aibridge::object::raw;

    const PNG: &str = "iVBORw0KGgo=";

    fn called(result: &serde_json::Value, max: usize) -> ToolResult {
        of(Ok(raw(result)), max).result
    }

    fn text(text: &str) -> ToolContent {
        ToolContent::Text(text.to_owned())
    }

    #[test]
    fn content_is_text_an_image_or_json() {
        let result = json!({"content": [
            {"type": "text", "text": "one"},
            {"type": "image", "data": PNG, "mimeType": "IMAGE/PNG"},
            {"type": "image", "data": "AAAA", "mimeType": "image/svg+xml"},
            {"type": "resource_link", "uri": "file:///a", "name": "a"},
        ], "structuredContent": {"a": 1}});
        let image = ToolContent::Image { media_type: "image/png".into(), data: PNG.into() };
        let expected = [
            text("one"),
            image,
            text(r#"{"data":"AAAA","mimeType":"image/svg+xml","type":"image"}"#),
            text(r#"{"name":"a","type":"resource_link","uri":"file:///a"}"#),
        ];
        let found = called(&result, 1_000);
        assert_eq!(found.content, expected);
        assert_eq!(found.error, None);
        let structured = called(&json!({"content": [], "structuredContent": {"a": 1}}), 1_000);
        assert_eq!(structured.content, [text(r#"{"a":1}"#)]);
    }

    #[test]
    fn what_is_too_much_is_cut_off_and_said() {
        let note = text("[Truncated: a result has at most 6 bytes.]");
        let blocks = json!([{"type": "text", "text": "äää"}, {"type": "text", "text": "x"}]);
        let found = called(&json!({"content": blocks}), 6);
        assert_eq!(found.content, [text("äää"), text(""), note.clone()]);
        let blocks = json!([{"type": "text", "text": "ääää"}, {"type": "text", "text": "x"}]);
        let found = called(&json!({"content": blocks}), 6);
        assert_eq!(found.content, [text("äää"), note.clone()]);
        let image = json!([{"type": "image", "data": PNG, "mimeType": "image/png"}]);
        assert_eq!(called(&json!({"content": image}), 6).content, [note]);
    }

    #[test]
    fn a_tool_that_fails_says_why() {
        let blocks = json!([{"type": "text", "text": "no such page"}]);
        let result = json!({"content": blocks, "isError": true});
        let Outcome { result: found, why: kind, .. } = of(Ok(raw(&result)), 100);
        assert_eq!(found.error.as_deref(), Some("no such page"));
        assert_eq!(kind, Some(McpErrorKind::Tool));
        let error = McpError::new(McpErrorKind::Timeout, "it took longer than 1s");
        let Outcome { result: found, why: kind, .. } = of(Err(error), 100);
        assert_eq!(found.content, [text("The tool could not be called: it took longer than 1s.")]);
        assert_eq!(kind, Some(McpErrorKind::Timeout));
    }

    #[test]
    fn a_block_that_is_not_as_it_should_be_harms_no_other_and_is_told() {
        let long = "x".repeat(MAX_SHOWN_IMAGE);
        let table = [
            (json!({"type": "future", "x": 1}), "a block is of an unknown kind"),
            (json!({"x": 1}), "a block is of an unknown kind"),
            (json!({"type": "text"}), "a block of text has no text"),
            (
                json!({"type": "resource_link", "uri": "a:b"}),
                "a block of `resource_link` has no `name`",
            ),
            (json!(7), "a block is not an object"),
            (
                json!({"type": "image", "data": "not base64!!", "mimeType": "image/png"}),
                "an image is not valid base64",
            ),
            (
                json!({"type": "image", "data": "AAAA", "mimeType": "image/png"}),
                "an image is not of the type that it names",
            ),
            (json!({"type": "image", "mimeType": "image/png"}), "an image has no data"),
        ];
        for (block, why) in table {
            let result = json!({"content": [{"type": "text", "text": "good"}, block]});
            let outcome = of(Ok(raw(&result)), 10_000);
            assert_eq!(outcome.result.content, [text("good"), text(&block.to_string())]);
            assert_eq!(outcome.oddity.as_deref(), Some(why));
            assert_eq!(outcome.result.error, None);
        }
        let image = json!({"type": "image", "data": long, "mimeType": "image/x"});
        let found = called(&json!({"content": [image]}), 100_000);
        assert_eq!(
            found.content,
            [text("(not shown: an image is of a type that models do not take)")]
        );
    }

    #[test]
    fn texts_are_given_as_they_were_written() {
        let result = r#"{"content":[{"type":"text","text":"a\ud83eb"},{"type":"x","n":1e400}],
            "isError":false}"#;
        let found = of(Ok(RawValue::from_string(result.to_owned()).unwrap()), 1_000).result;
        assert_eq!(found.content, [text("a\u{fffd}b"), text(r#"{"type":"x","n":1e400}"#)]);
        let result = r#"{"structuredContent":{"n": 12345678901234567890123}}"#;
        let found = of(Ok(RawValue::from_string(result.to_owned()).unwrap()), 1_000).result;
        assert_eq!(found.content, [text(r#"{"n": 12345678901234567890123}"#)]);
    }
}
