//! How far an answer has come, by what it says itself.
//!
//! Every API has events that end a stream. What happens to the connection before or after them says
//! nothing: a connection may end in good order in the middle of an answer, and break behind its end.

use serde_json::Value;

/// Maximum number of characters of a provider's error that are kept.
const MAX_ERROR_CHARACTERS: usize = 500;

/// How an answer ended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Ending {
    /// Its end has not come.
    #[default]
    Open,
    /// It has come whole.
    Whole,
    /// The provider said that it failed, and why.
    Failed(String),
}

impl Ending {
    /// Takes an end that the answer tells; the first one counts.
    pub(super) fn tell(&mut self, ending: Ending) {
        if *self == Self::Open {
            *self = ending;
        }
    }
}

/// How far an answer has come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Progress {
    /// How it ended.
    pub(crate) ending: Ending,
    /// Whether events of it have come.
    pub(crate) is_stream: bool,
    /// Whether the last word on its usage has come.
    pub(crate) is_counted: bool,
    /// How many bytes of texts and of inputs of tools have come in events.
    pub(crate) said: u64,
}

impl Progress {
    /// Counts a text of an event.
    pub(super) fn says(&mut self, text: &Value) {
        self.said += text.as_str().map_or(0, str::len) as u64;
    }
}

/// The error that a body or an event of a provider tells: its kind and its message.
pub(crate) fn error_in(body: &Value) -> Option<String> {
    let error = &body["error"];
    if let Some(text) = error.as_str().filter(|text| !text.is_empty()) {
        return Some(shortened(text));
    }
    let told = match error.as_object() {
        Some(_) => error,
        None if body["type"] == "error" => body,
        None => return None,
    };
    Some(of_error(told))
}

/// The kind and the message of an error.
pub(super) fn of_error(error: &Value) -> String {
    let named = ["type", "code"].into_iter().filter_map(|name| error[name].as_str());
    let kind = named.filter(|kind| *kind != "error").find(|kind| !kind.is_empty());
    let text = match (kind, error["message"].as_str().filter(|message| !message.is_empty())) {
        (Some(kind), Some(message)) => format!("{kind}: {message}"),
        (Some(text), None) | (None, Some(text)) => text.to_owned(),
        (None, None) => "the provider reported an error without a reason".to_owned(),
    };
    shortened(&text)
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_ERROR_CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn errors_are_read_in_the_shape_of_every_api() {
        let nothing = "the provider reported an error without a reason";
        let table = [
            (
                json!({"type": "error", "error": {"type": "overloaded_error", "message": "Wait."}}),
                Some("overloaded_error: Wait."),
            ),
            (
                json!({"error": {"message": "mid", "type": "server_error"}}),
                Some("server_error: mid"),
            ),
            (json!({"error": {"code": "server_error"}}), Some("server_error")),
            (json!({"error": "slow down"}), Some("slow down")),
            (json!({"type": "error", "code": "x", "message": "y"}), Some("x: y")),
            (json!({"error": {}}), Some(nothing)),
            (json!({"error": null, "status": "completed"}), None),
            (json!("text"), None),
        ];
        for (body, expected) in table {
            assert_eq!(error_in(&body).as_deref(), expected, "{body}");
        }
        let long = json!({"error": {"message": "é".repeat(2_000)}});
        assert_eq!(error_in(&long).unwrap().chars().count(), MAX_ERROR_CHARACTERS + 1);
    }

    #[test]
    fn the_first_end_counts() {
        let mut ending = Ending::Open;
        ending.tell(Ending::Whole);
        ending.tell(Ending::Failed("late".to_owned()));
        assert_eq!(ending, Ending::Whole);
    }
}
