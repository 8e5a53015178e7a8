//! JSON with the members of every object in the order of their names, and nothing else changed.
//!
//! A search index of ten megabytes is mostly numbers and nesting. Its values are moved as texts, so
//! that ordering costs one pass instead of building and printing millions of values.

/// Maximum number of levels of an index: each level is one letter of a word.
const MAX_DEPTH: usize = 2000;

/// A piece of the text: what needs no order, and objects and lists that may.
enum Node<'t> {
    Plain(&'t str),
    Object(Vec<(&'t str, Node<'t>)>),
    List(Vec<Node<'t>>),
}

/// The same JSON in order, without spaces between its parts. Nothing when it is not JSON, as far as
/// its brackets, strings and separators tell.
pub(super) fn in_order(json: &str) -> Option<String> {
    let mut scanner = Scanner { text: json, at: 0 };
    let node = scanner.value(0)?;
    scanner.spaces();
    if scanner.at < json.len() {
        return None;
    }
    let mut out = String::with_capacity(json.len());
    write(node, &mut out);
    Some(out)
}

fn write(node: Node<'_>, out: &mut String) {
    match node {
        Node::Plain(text) => out.push_str(text),
        Node::Object(mut members) => {
            members.sort_by_key(|(name, _)| *name);
            out.push('{');
            for (at, (name, value)) in members.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                out.push_str(name);
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
        Node::List(values) => {
            out.push('[');
            for (at, value) in values.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(value, out);
            }
            out.push(']');
        }
    }
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scanner<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn spaces(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Whether a byte comes next, behind spaces; then it is taken.
    fn takes(&mut self, byte: u8) -> bool {
        self.spaces();
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn value(&mut self, depth: usize) -> Option<Node<'t>> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.spaces();
        match self.peek()? {
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            b'"' => Some(Node::Plain(self.string()?)),
            _ => self.word(),
        }
    }

    fn object(&mut self, depth: usize) -> Option<Node<'t>> {
        self.at += 1;
        let mut members = Vec::new();
        if self.takes(b'}') {
            return Some(Node::Object(members));
        }
        loop {
            self.spaces();
            let name = self.string()?;
            if !self.takes(b':') {
                return None;
            }
            members.push((name, self.value(depth + 1)?));
            if self.takes(b'}') {
                return Some(Node::Object(members));
            }
            if !self.takes(b',') {
                return None;
            }
        }
    }

    fn list(&mut self, depth: usize) -> Option<Node<'t>> {
        self.at += 1;
        let mut values = Vec::new();
        if self.takes(b']') {
            return Some(Node::List(values));
        }
        loop {
            values.push(self.value(depth + 1)?);
            if self.takes(b']') {
                return Some(Node::List(values));
            }
            if !self.takes(b',') {
                return None;
            }
        }
    }

    /// A string with its quotes, as it is written.
    fn string(&mut self) -> Option<&'t str> {
        if self.peek() != Some(b'"') {
            return None;
        }
        let start = self.at;
        self.at += 1;
        loop {
            let found = memchr::memchr2(b'"', b'\\', self.text.as_bytes().get(self.at..)?)?;
            self.at += found + 1;
            if self.text.as_bytes()[self.at - 1] == b'"' {
                return self.text.get(start..self.at);
            }
            self.at += 1;
        }
    }

    /// A number or one of the three names.
    fn word(&mut self) -> Option<Node<'t>> {
        let rest = &self.text.as_bytes()[self.at..];
        let ends = |byte: &u8| byte.is_ascii_whitespace() || b",:]}[{\"".contains(byte);
        let length = rest.iter().position(ends).unwrap_or(rest.len());
        let word = self.text.get(self.at..self.at + length)?;
        self.at += length;
        (!word.is_empty()).then_some(Node::Plain(word))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    #[test]
    fn what_is_no_json_is_rejected() {
        for text in
            ["", "{", "[1", "{\"a\"}", "{\"a\":}", "{a:1}", "[1 2]", "\"a", "\"a\\", "1 2", "[,]"]
        {
            assert_eq!(in_order(text), None, "{text}");
        }
        assert_eq!(in_order(&"[".repeat(100_000)), None);
    }

    /// Any JSON.
    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            ".*".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::hash_map(".*", inner, 0..4)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn the_value_stays_the_same(value in json()) {
            let written = serde_json::to_string_pretty(&value).expect("a value");
            let ordered = in_order(&written).expect("it is JSON");
            prop_assert_eq!(serde_json::from_str::<Value>(&ordered).expect("still"), value);
            prop_assert_eq!(in_order(&ordered), Some(ordered.clone()), "once is enough");
        }
    }
}
