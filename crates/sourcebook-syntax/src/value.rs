//! Values as documents write them: examples, defaults, enumerations, extensions.

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number as it was written.
    Number(Number),
    /// A text.
    String(Box<str>),
    /// A list.
    Array(Vec<Value>),
    /// Members in source order, each name once.
    Object(Vec<(Box<str>, Value)>),
}

impl Value {
    /// A text value.
    pub fn string(text: impl Into<Box<str>>) -> Self {
        Self::String(text.into())
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// Whether the value is a list or an object.
    pub fn is_container(&self) -> bool {
        matches!(self, Self::Array(_) | Self::Object(_))
    }

    /// A member of an object.
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => {
                members.iter().find(|(key, _)| &**key == name).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// Whether the value counts as true in a condition of JavaScript: everything but `null`,
    /// `false`, zero and the empty text.
    pub fn is_truthy(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Bool(value) => *value,
            Self::Number(number) => number.to_f64() != 0.0,
            Self::String(text) => !text.is_empty(),
            Self::Array(_) | Self::Object(_) => true,
        }
    }
}

/// A number in JSON's notation, kept as text so that no digit is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number(Box<str>);

impl Number {
    /// A number from its text; the caller knows that it follows JSON's grammar.
    pub(crate) fn from_json(text: &str) -> Self {
        Self(text.into())
    }

    /// A number in JSON's notation; `None` where the text is none.
    pub fn parse(text: &str) -> Option<Self> {
        let digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (mantissa, power) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, power.strip_prefix(['+', '-']).unwrap_or(power)),
            None => (unsigned, "0"),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
        let is_whole = digits(whole) && (whole == "0" || !whole.starts_with('0'));
        (is_whole && digits(fraction) && digits(power)).then(|| Self::from_json(text))
    }

    /// The number as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest double.
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or_default()
    }
}

impl From<f64> for Number {
    /// The shortest text that reads back as the same double; what is no number becomes 0.
    fn from(number: f64) -> Self {
        if number.is_finite() { Self(javascript_number(number).into()) } else { Self("0".into()) }
    }
}

impl From<u32> for Number {
    fn from(number: u32) -> Self {
        Self(number.to_string().into())
    }
}

/// A double as JavaScript prints it (ECMA-262, `Number::toString`).
pub fn javascript_number(number: f64) -> String {
    ryu_js::Buffer::new().format(number).to_owned()
}
