//! Which texts are values of an option or of an argument.

use crate::{Argument, CommandOption, Kind, Member, normal_duration, read_list};

impl CommandOption {
    /// Whether a text is one of its values; every text is where the type does not decide it.
    pub fn is_value(&self, text: &str) -> bool {
        is_value(&self.type_word, &self.choices, text)
    }
}

impl Argument {
    /// Whether a text is one of its values; every text is where the type does not decide it.
    pub fn is_value(&self, text: &str) -> bool {
        is_value(&self.type_word, &self.choices, text)
    }
}

impl Member {
    /// Whether a text is one of its values; every text is where the type does not decide it.
    pub fn is_value(&self, text: &str) -> bool {
        is_value(&self.type_word, &self.choices, text)
    }
}

/// Whether a text is a value of a type, and one of its choices; every text is where the type does not
/// decide it.
pub fn is_value(type_word: &str, choices: &[String], text: &str) -> bool {
    // Programs that choose without regard to case are not told otherwise.
    let is_choice = |text: &str| {
        let word = text.to_lowercase();
        choices.is_empty() || choices.iter().any(|choice| choice.to_lowercase() == word)
    };
    match (type_word, Kind::of(type_word)) {
        ("enum", _) => is_choice(text),
        ("enum-array", _) => read_list(text).iter().all(|word| is_choice(word.trim())),
        (_, Kind::Bool) => {
            matches!(text.to_lowercase().as_str(), "true" | "false" | "t" | "f" | "1" | "0")
        }
        (_, Kind::Int) => text.parse::<i128>().is_ok(),
        (_, Kind::Float) => text.parse::<f64>().is_ok(),
        (_, Kind::Duration) => normal_duration(text).is_some(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_decides_which_texts_are_its_values() {
        let option = |type_word: &str, choices: &[&str]| CommandOption {
            type_word: type_word.to_owned(),
            choices: choices.iter().map(|choice| (*choice).to_owned()).collect(),
            ..CommandOption::default()
        };
        let table: [(&str, &[&str], &str, bool); 19] = [
            ("bool", &[], "TRUE", true),
            ("bool", &[], "0", true),
            ("bool", &[], "enabled", false),
            ("int", &[], "-5", true),
            ("int", &[], "5.0", false),
            ("int", &[], "5k", false),
            ("float64", &[], "5.5", true),
            ("float64", &[], "five", false),
            ("duration", &[], "1h30m", true),
            ("duration", &[], "15min", false),
            ("duration", &[], "1-day", false),
            ("enum", &["Fast", "slow"], "fast", true),
            ("enum", &["fast", "slow"], "fats", false),
            ("enum", &[], "anything", true),
            ("enum-array", &["a", "b"], "a, b", true),
            ("enum-array", &["a", "b"], "a,c", false),
            ("string", &[], "", true),
            ("url", &[], "not a URL", true),
            ("any-word", &[], "anything", true),
        ];
        for (type_word, choices, text, expected) in table {
            let found = option(type_word, choices).is_value(text);
            assert_eq!(found, expected, "{text} as {type_word}");
        }
    }
}
