//! Texts of answers: their beginning, and without secrets.

use sourcebook_model::document::Value;

/// What stands for a secret.
const MASK: &str = "********";

/// A text that is not longer than it may be; none where the bytes are no text.
pub(super) fn beginning(bytes: &[u8], most: usize) -> Option<Value> {
    let text = std::str::from_utf8(bytes).ok()?;
    let end = text.char_indices().map(|(at, _)| at).find(|at| *at > most);
    Some(Value::string(end.map_or_else(|| text.to_owned(), |end| format!("{}…", &text[..end]))))
}

/// A value in which every text with a secret in it is masked as a whole.
pub(super) fn without_secrets(value: &Value, secrets: &[String]) -> Value {
    match value {
        Value::String(text) if secrets.iter().any(|secret| text.contains(secret.as_str())) => {
            Value::string(MASK)
        }
        Value::Array(items) => {
            Value::Array(items.iter().map(|item| without_secrets(item, secrets)).collect())
        }
        Value::Object(members) => {
            let masked = members.iter();
            let masked =
                masked.map(|(name, value)| (name.clone(), without_secrets(value, secrets)));
            Value::Object(masked.collect())
        }
        other => other.clone(),
    }
}
