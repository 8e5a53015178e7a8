//! Values as YAML has them.

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Written as it is: a number, `true`, `null`; nothing at all reads as unset.
    Plain(String),
    /// A text that stays one: quoted where it would be read as something else.
    Text(String),
    /// A text whose reader knows what it is: quoted only where YAML demands it, and nothing at
    /// all where it is empty.
    Untyped(String),
    /// A list.
    List(Vec<Self>),
    /// A mapping, its members in the order in which they are written.
    Mapping(Vec<(String, Self)>),
}

impl Value {
    /// Whether it is a list or a mapping that is not empty.
    pub(super) fn has_members(&self) -> bool {
        match self {
            Self::List(items) => !items.is_empty(),
            Self::Mapping(members) => !members.is_empty(),
            _ => false,
        }
    }

    /// The value with the members of all mappings sorted by their names, byte by byte.
    #[must_use]
    pub fn sorted(self) -> Self {
        match self {
            Self::List(items) => Self::List(items.into_iter().map(Self::sorted).collect()),
            Self::Mapping(members) => {
                let sorted = |(name, value): (String, Self)| (name, value.sorted());
                let mut members: Vec<_> = members.into_iter().map(sorted).collect();
                members.sort_by(|one, other| one.0.cmp(&other.0));
                Self::Mapping(members)
            }
            scalar => scalar,
        }
    }
}

impl From<Value> for serde_json::Value {
    fn from(value: Value) -> Self {
        match value {
            Value::Plain(plain) if plain.is_empty() => Self::Null,
            Value::Untyped(text) if text.is_empty() => Self::Null,
            Value::Plain(plain) => serde_json::from_str(&plain).unwrap_or(Self::String(plain)),
            Value::Text(text) | Value::Untyped(text) => Self::String(text),
            Value::List(items) => items.into_iter().map(Self::from).collect(),
            Value::Mapping(members) => {
                members.into_iter().map(|(name, value)| (name, Self::from(value))).collect()
            }
        }
    }
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::String(text) => Self::Text(text),
            serde_json::Value::Array(items) => {
                Self::List(items.into_iter().map(Self::from).collect())
            }
            serde_json::Value::Object(members) => Self::Mapping(
                members.into_iter().map(|(name, value)| (name, Self::from(value))).collect(),
            ),
            scalar => Self::Plain(scalar.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_become_json_and_come_back() {
        let json = serde_json::json!({"a": [1, null, "x", true, 1.5], "b": {}});
        assert_eq!(serde_json::Value::from(Value::from(json.clone())), json);
        let table = [
            (Value::Plain(String::new()), serde_json::Value::Null),
            (Value::Plain("1m0s".to_owned()), serde_json::Value::from("1m0s")),
            (Value::Untyped("1".to_owned()), serde_json::Value::from("1")),
        ];
        for (value, expected) in table {
            assert_eq!(serde_json::Value::from(value), expected);
        }
    }
}
