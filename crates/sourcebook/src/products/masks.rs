//! Replaces what differs between machines in finished texts.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{NoExpand, Regex};
use sourcebook_command::{Command, Mask};

/// Times as in RFC 3339, with whatever stands in the place of the zone of a Go layout.
static TIMESTAMP: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = "(?i)[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(.[0-9]+)?\
                   (Z|[+-][0-9]+:[0-9]+)";
    Regex::new(pattern).expect("the pattern is a constant, and tested")
});

/// The text after all replacements, one after the other.
pub(super) fn apply(masks: &[Mask], text: String) -> String {
    masks.iter().fold(text, |text, mask| match mask {
        Mask::Timestamp { timestamp } => match TIMESTAMP.replace_all(&text, NoExpand(timestamp)) {
            Cow::Borrowed(_) => text,
            Cow::Owned(masked) => masked,
        },
        Mask::Text { from, .. } if from.is_empty() => text,
        Mask::Text { from, to } => text.replace(from.as_str(), to),
    })
}

/// The command with the replacements made in what its options say, so that what is made of it is
/// still well formed: a mask may be anything.
pub(super) fn masked(masks: &[Mask], command: &Command) -> Command {
    let mut command = command.clone();
    for option in &mut command.options {
        for text in [&mut option.default, &mut option.value, &mut option.description] {
            *text = apply(masks, std::mem::take(text));
        }
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_texts_are_replaced_in_order() {
        let timestamp = Mask::Timestamp { timestamp: "====[timestamp]=====".to_owned() };
        let text = |from: &str, to: &str| Mask::Text { from: from.to_owned(), to: to.to_owned() };
        let table = [
            ("2006-01-02T15:04:05Z07:00", "====[timestamp]=====07:00"),
            ("2006-01-02t15:04:05.123+01:00", "====[timestamp]====="),
            ("2006-01-02T15:04:05 123z", "====[timestamp]====="),
            ("2006-01-02T15:04:05", "2006-01-02T15:04:05"),
            ("12006-01-02T15:04:05Z", "1====[timestamp]====="),
            ("2006-01-02T15:04:05\n1Z", "2006-01-02T15:04:05\n1Z"),
        ];
        for (before, after) in table {
            assert_eq!(apply(std::slice::from_ref(&timestamp), before.to_owned()), after);
        }
        let masks = [text("a", "b"), text("b", "$1"), text("", "x")];
        assert_eq!(apply(&masks, "abc".to_owned()), "$1$1c");
    }
}
