//! Names of elements and attributes (XML 1.0, section 2.3; Namespaces in XML 1.0, section 4).

use crate::document::Xml;

/// Where names can begin, beside letters of ASCII and `_`.
const STARTS: [(char, char); 13] = [
    ('\u{c0}', '\u{d6}'),
    ('\u{d8}', '\u{f6}'),
    ('\u{f8}', '\u{2ff}'),
    ('\u{370}', '\u{37d}'),
    ('\u{37f}', '\u{1fff}'),
    ('\u{200c}', '\u{200d}'),
    ('\u{2070}', '\u{218f}'),
    ('\u{2c00}', '\u{2fef}'),
    ('\u{3001}', '\u{d7ff}'),
    ('\u{f900}', '\u{fdcf}'),
    ('\u{fdf0}', '\u{fffd}'),
    ('\u{10000}', '\u{effff}'),
    ('_', '_'),
];

/// The namespaces that are bound once and for all.
const BOUND: [&str; 2] = ["http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/"];

/// A name with its namespace.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) prefix: Option<String>,
    pub(super) local: String,
    pub(super) namespace: Option<String>,
}

impl Name {
    pub(super) fn new(prefix: Option<&str>, local: &str, namespace: Option<&str>) -> Self {
        let namespace = namespace.filter(|uri| !uri.is_empty() && !BOUND.contains(uri));
        Self {
            prefix: prefix.filter(|prefix| !prefix.is_empty()).map(word),
            local: word(local),
            namespace: namespace.map(str::to_owned),
        }
    }

    /// The name of a value: that of its XML Object, else the one that its place gives. Authors write
    /// prefixes into names, too.
    pub(super) fn of(xml: Option<&Xml>, inferred: &str) -> Self {
        let written = xml.and_then(|xml| xml.name.as_deref()).unwrap_or(inferred);
        let of_name = written.split_once(':').filter(|(prefix, local)| {
            !prefix.is_empty() && !local.is_empty() && !local.contains(':')
        });
        let own = xml.and_then(|xml| xml.prefix.as_deref());
        let namespace = xml.and_then(|xml| xml.namespace.as_deref());
        match (own, of_name) {
            (None, Some((prefix, local))) => Self::new(Some(prefix), local, namespace),
            (own, _) => Self::new(own, written, namespace),
        }
    }

    /// Whether both name the same, whatever the prefix.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let has_prefix = |name: &Self| name.prefix.is_some();
        self.local == other.local
            && match (&self.namespace, &other.namespace) {
                (Some(one), Some(other)) => one == other,
                _ => has_prefix(self) == has_prefix(other),
            }
    }

    /// The prefix that an attribute of this name declares: empty for the default namespace.
    pub(super) fn declares(&self) -> Option<&str> {
        match self.prefix.as_deref() {
            Some("xmlns") => Some(&self.local),
            None if self.local == "xmlns" => Some(""),
            _ => None,
        }
    }
}

/// Whether a namespace can be declared under a prefix.
pub(super) fn is_declarable(prefix: &str, namespace: &str) -> bool {
    !namespace.is_empty() && !BOUND.contains(&namespace) && !matches!(prefix, "xml" | "xmlns")
}

/// A text as a name without colons.
fn word(text: &str) -> String {
    let mut word = String::with_capacity(text.len());
    for one in text.chars() {
        if word.is_empty() && !is_start(one) && is_inside(one) {
            word.push('_');
        }
        word.push(if is_inside(one) { one } else { '_' });
    }
    if word.is_empty() { "_".to_owned() } else { word }
}

fn is_start(one: char) -> bool {
    one.is_ascii_alphabetic() || STARTS.iter().any(|(from, to)| (*from..=*to).contains(&one))
}

fn is_inside(one: char) -> bool {
    is_start(one)
        || one.is_ascii_digit()
        || matches!(one, '-' | '.' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_words() {
        let table = [
            ("a", "a"),
            ("first name", "first_name"),
            ("1st", "_1st"),
            ("-a", "_-a"),
            ("$ref", "_ref"),
            ("a:b:c", "a_b_c"),
            ("Straße.2", "Straße.2"),
            ("", "_"),
        ];
        for (text, expected) in table {
            assert_eq!(word(text), expected, "{text}");
        }
    }
}
