//! What the type of an option means, and how each output spells it.

use crate::CommandOption;

/// How the values of an option are written and read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `bool`
    Bool,
    /// `int`
    Int,
    /// `float64`
    Float,
    /// `duration`: `1h30m`, `7d`.
    Duration,
    /// `url`, `host:port`, `regexp`, `enum`: one value that has no other type in YAML.
    Untyped,
    /// `string`, and every word that means nothing else.
    Text,
    /// `string-array`, `enum-array`: values separated by commas.
    List,
    /// `struct[map[…]…]`
    Mapping,
    /// `struct[[]…]`
    Sequence,
}

impl Kind {
    /// The kind that a type word stands for.
    pub fn of(type_word: &str) -> Self {
        match type_word {
            "bool" => Self::Bool,
            "int" => Self::Int,
            "float64" => Self::Float,
            "duration" => Self::Duration,
            "url" | "host:port" | "regexp" | "enum" => Self::Untyped,
            "string-array" | "enum-array" => Self::List,
            word if word.starts_with("struct[[]") => Self::Sequence,
            word if word.starts_with("struct[") => Self::Mapping,
            _ => Self::Text,
        }
    }
}

impl CommandOption {
    /// How its values are written and read.
    pub fn kind(&self) -> Kind {
        Kind::of(&self.type_word)
    }

    /// The type where choices stand for themselves: `a|b`, `[a|b]`, else the type word.
    pub fn type_with_choices(&self, separator: &str) -> String {
        let choices = || self.choices.join(separator);
        match self.type_word.as_str() {
            "enum" => choices(),
            "enum-array" => format!("[{}]", choices()),
            word => word.to_owned(),
        }
    }

    /// The type with its word: `enum[a|b]`, `enum-array[a|b]`, else the type word.
    pub fn full_type(&self, separator: &str) -> String {
        match self.type_word.as_str() {
            word @ ("enum" | "enum-array") => format!("{word}[{}]", self.choices.join(separator)),
            word => word.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_spelled_as_each_output_needs_them() {
        let table = [
            ("enum", "a|b", r"enum[a\|b]", Kind::Untyped),
            ("enum-array", "[a|b]", r"enum-array[a\|b]", Kind::List),
            ("bool", "bool", "bool", Kind::Bool),
            ("allow-list", "allow-list", "allow-list", Kind::Text),
            (
                "struct[map[string]int]",
                "struct[map[string]int]",
                "struct[map[string]int]",
                Kind::Mapping,
            ),
            ("struct[[]sdk.Link]", "struct[[]sdk.Link]", "struct[[]sdk.Link]", Kind::Sequence),
            ("", "", "", Kind::Text),
        ];
        for (word, help, yaml, kind) in table {
            let option = CommandOption {
                type_word: word.to_owned(),
                choices: vec!["a".to_owned(), "b".to_owned()],
                ..CommandOption::default()
            };
            assert_eq!(option.type_with_choices("|"), help);
            assert_eq!(option.full_type(r"\|"), yaml);
            assert_eq!(option.kind(), kind, "{word}");
        }
    }
}
