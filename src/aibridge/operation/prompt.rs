//! The user's last text among what a client sends.
//!
//! Clients put texts of their own beside the user's: reminders and descriptions of where they run,
//! each in a tag, as parts of the user's message, as messages of the user in front of it, or as
//! messages of the system behind it. What the user wrote is the last text that is none of these,
//! provided that nothing but such texts stands behind it.

use serde_json::Value;

/// The tags of texts that clients add: Claude Code's, and those of Codex.
const CLIENT_TAGS: [&str; 3] = ["system-reminder", "environment_context", "user_instructions"];

/// The roles of messages by which clients instruct models.
const INSTRUCTING: [&str; 2] = ["system", "developer"];

/// The prompt of a conversation, whose texts are parts of this kind. A conversation that ends with
/// an answer or with the results of tools alone has none.
pub(super) fn of_messages(messages: &[Value], kind: &str) -> Option<String> {
    let has_role = |message: &Value, role: &str| message["role"] == role;
    let told = messages
        .iter()
        .rev()
        .skip_while(|message| INSTRUCTING.iter().any(|role| has_role(message, role)));
    for message in told.take_while(|message| has_role(message, "user")) {
        if let Some(text) = of_content(&message["content"], kind) {
            return Some(text);
        }
        if has_results(message) {
            return None;
        }
    }
    None
}

/// The user's text in a text alone.
pub(super) fn of_text(text: &str) -> Option<String> {
    let own = without_reminders(text);
    (!own.is_empty()).then(|| own.to_owned())
}

/// The last of the user's texts in a message's content: a text, or a list of parts.
fn of_content(content: &Value, kind: &str) -> Option<String> {
    if let Some(text) = content.as_str() {
        return of_text(text);
    }
    let parts = content.as_array()?.iter().rev();
    let texts = parts.filter(|part| part["type"] == kind);
    texts.filter_map(|part| part["text"].as_str()).find_map(of_text)
}

/// Whether a message brings results of tools: texts in front of them belong to an earlier turn.
fn has_results(message: &Value) -> bool {
    let blocks = message["content"].as_array().into_iter().flatten();
    blocks.into_iter().any(|block| block["type"] == "tool_result")
}

/// The text without what clients put before and behind it; as it came where there is nothing.
fn without_reminders(text: &str) -> &str {
    let mut own = text;
    while let Some(rest) = CLIENT_TAGS.iter().find_map(|tag| after_block(own, tag)) {
        own = rest;
    }
    while let Some(rest) = CLIENT_TAGS.iter().find_map(|tag| before_block(own, tag)) {
        own = rest;
    }
    if own.trim().is_empty() { "" } else { own }
}

/// What stands behind the block with which a text begins.
fn after_block<'t>(text: &'t str, tag: &str) -> Option<&'t str> {
    let inside = text.trim_start().strip_prefix('<')?.strip_prefix(tag)?.strip_prefix('>')?;
    let (_, rest) = inside.split_once(&format!("</{tag}>"))?;
    Some(rest.trim_start())
}

/// What stands in front of the block with which a text ends.
fn before_block<'t>(text: &'t str, tag: &str) -> Option<&'t str> {
    let inside = text.trim_end().strip_suffix('>')?.strip_suffix(tag)?.strip_suffix("</")?;
    let (rest, _) = inside.rsplit_once(&format!("<{tag}>"))?;
    Some(rest.trim_end())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn user(content: &Value) -> Value {
        json!({"role": "user", "content": content})
    }

    fn text(text: &str) -> Value {
        json!({"type": "text", "text": text})
    }

    #[test]
    fn the_last_text_of_the_user_is_the_prompt() {
        let reminder = "<system-reminder>\nBe brief.\n</system-reminder>";
        let place = "<environment_context>\n  <cwd>/src</cwd>\n</environment_context>";
        let system = json!({"role": "system", "content": "The model is new."});
        let developer = json!({"role": "developer", "content": [text("Rules.")]});
        let result = json!({"type": "tool_result", "tool_use_id": "a"});
        let table = [
            (vec![user(&json!("Hi"))], Some("Hi")),
            (vec![user(&json!("Hi")), system.clone()], Some("Hi")),
            (vec![user(&json!("Hi")), developer, system.clone()], Some("Hi")),
            (vec![user(&json!([text(reminder), text("Hi"), text(reminder)])), system], Some("Hi")),
            (vec![user(&json!([text("Old"), text("Hi")]))], Some("Hi")),
            (vec![user(&json!(place)), user(&json!("Hi"))], Some("Hi")),
            (vec![user(&json!("Hi")), user(&json!([text(place)]))], Some("Hi")),
            (vec![user(&json!(format!("{reminder}\n{reminder}\nHi\n{place}")))], Some("Hi")),
            (vec![user(&json!(" Hi \n"))], Some(" Hi \n")),
            (vec![user(&json!([result, text("And this.")]))], Some("And this.")),
            (vec![user(&json!([result, text(reminder)]))], None),
            (vec![user(&json!("Hi")), user(&json!([result]))], None),
            (vec![user(&json!(reminder))], None),
            (vec![user(&json!("Hi")), json!({"role": "tool", "content": "4"})], None),
            (vec![user(&json!("Hi")), json!({"role": "assistant", "content": "So"})], None),
            (vec![user(&json!([{"type": "image"}]))], None),
            (vec![user(&json!("Why <system-reminder>?"))], Some("Why <system-reminder>?")),
            (vec![], None),
        ];
        for (messages, expected) in table {
            let found = of_messages(&messages, "text");
            assert_eq!(found.as_deref(), expected, "{messages:?}");
        }
    }

    proptest! {
        #[test]
        fn blocks_around_a_text_leave_it_as_it_is(
            own in "[a-zA-Zé🦀.?]{1,12}",
            inside in "[a-z <>/\n]{0,12}",
            (before, behind) in (0..3_usize, 0..3_usize),
        ) {
            let block = format!("<system-reminder>{inside}</system-reminder>\n");
            let text = format!("{}{own}\n{}", block.repeat(before), block.repeat(behind));
            let found = of_text(&text).unwrap();
            prop_assert_eq!(found.trim(), own);
        }
    }
}
