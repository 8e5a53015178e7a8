//! Reads members of objects; what has the wrong type is reported and counts as absent.

use crate::document::{Extensions, Value};
use sourcebook_syntax::{Diagnostic, Kind, NodeRef, nearest};

use super::super::codes::{NULL_VALUE, UNKNOWN_FIELD, WRONG_TYPE};
use super::Builder;

impl<'t> Builder<'t, '_> {
    /// A member of the type that is expected. A `$ref` in its place is followed.
    pub(super) fn typed<T>(
        &mut self,
        node: NodeRef<'t>,
        key: &str,
        expected: &'static str,
        read: impl FnOnce(NodeRef<'t>) -> Option<T>,
    ) -> Option<T> {
        let value = node.get(key).filter(|value| !value.is_null())?;
        let is_reference = Self::reference_text(value).is_some();
        let target = if is_reference { self.resolve(value).0? } else { value };
        let read = read(target);
        if read.is_none() {
            self.wrong_type(value, key, expected);
        } else if is_reference {
            self.report_misplaced(value, &format!("`{key}`"));
        }
        read
    }

    /// A member that is an object or, as the specification allows for it, a reference to one.
    pub(super) fn object_or_reference(
        &mut self,
        node: NodeRef<'t>,
        key: &str,
    ) -> Option<NodeRef<'t>> {
        let value = node.get(key);
        value.filter(|value| value.is_object()).or_else(|| self.object(node, key))
    }

    pub(super) fn wrong_type(&mut self, value: NodeRef<'t>, key: &str, expected: &'static str) {
        if self.reported.insert((value.origin(), expected)) {
            let found = value.kind_name();
            self.diagnostics.push(
                Diagnostic::new(&WRONG_TYPE, format!("`{key}` must be {expected}"))
                    .at(Self::place(value), format!("this is {found}; it is ignored")),
            );
        }
    }

    /// Reports a `null` that stands in the place of an object, if it is one.
    pub(super) fn report_null(&mut self, node: NodeRef<'t>, what: &str) {
        if node.is_null() && self.reported.insert((node.origin(), "null")) {
            self.diagnostics.push(
                Diagnostic::new(&NULL_VALUE, format!("{what} is `null`"))
                    .at(Self::place(node), "nothing is said here")
                    .help("are the lines below indented too little?"),
            );
        }
    }

    /// A text. Numbers and booleans count as the text that was written, since YAML makes them of
    /// unquoted texts (`version: 1.0`).
    pub(super) fn text(&mut self, node: NodeRef<'t>, key: &str) -> Option<String> {
        self.typed(node, key, "a string", |value| value.scalar_text().map(str::to_owned))
    }

    pub(super) fn short_text(&mut self, node: NodeRef<'t>, key: &str) -> Option<Box<str>> {
        self.typed(node, key, "a string", |value| value.scalar_text().map(Box::from))
    }

    pub(super) fn flag(&mut self, node: NodeRef<'t>, key: &str) -> Option<bool> {
        self.typed(node, key, "`true` or `false`", NodeRef::as_bool)
    }

    /// A count: a non-negative integer.
    pub(super) fn count(&mut self, node: NodeRef<'t>, key: &str) -> Option<u32> {
        self.typed(node, key, "a non-negative integer", |value| {
            let number: f64 = value.as_number()?.parse().ok()?;
            let bounded = number.clamp(0.0, f64::from(u32::MAX));
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "bounded on the line above"
            )]
            (number >= 0.0 && number.fract() == 0.0).then_some(bounded as u32)
        })
    }

    pub(super) fn object(&mut self, node: NodeRef<'t>, key: &str) -> Option<NodeRef<'t>> {
        self.typed(node, key, "an object", |value| value.is_object().then_some(value))
    }

    /// The items of a list; none when it is absent.
    pub(super) fn list(&mut self, node: NodeRef<'t>, key: &str) -> Vec<NodeRef<'t>> {
        let items = self.typed(node, key, "a list", |value| {
            matches!(value.kind(), Kind::Array(_)).then(|| value.items().collect())
        });
        items.unwrap_or_default()
    }

    /// The texts of a list.
    pub(super) fn texts(&mut self, node: NodeRef<'t>, key: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for item in self.list(node, key) {
            match item.scalar_text() {
                Some(text) => texts.push(text.to_owned()),
                None => self.wrong_type(item, key, "a list of strings"),
            }
        }
        texts
    }

    /// Any value, `null` included.
    pub(super) fn value(node: NodeRef<'t>, key: &str) -> Option<Value> {
        node.get(key).map(NodeRef::to_value)
    }

    /// The vendor extensions of an object. Members that are neither those nor among the known
    /// ones are reported, and kept as well.
    pub(super) fn extensions(&mut self, node: NodeRef<'t>, known: &[&str]) -> Extensions {
        let mut extensions = Extensions::new();
        for (key, value) in node.members() {
            if known.contains(&key) {
                continue;
            }
            if !key.starts_with("x-") {
                self.unknown_field(node, key, known);
            }
            extensions.push((key.into(), NodeRef::to_value(value)));
        }
        extensions
    }

    fn unknown_field(&mut self, node: NodeRef<'t>, key: &str, known: &[&str]) {
        let origin = node.get(key).map_or(node.origin(), NodeRef::origin);
        if !self.reported.insert((origin, "unknown")) {
            return;
        }
        let message = format!("`{key}` is not a known member of this object");
        let mut diagnostic = Diagnostic::new(&UNKNOWN_FIELD, message)
            .at(Self::place_of_key(node, key), "unknown; it has no effect");
        diagnostic.help = nearest(key, known.iter().copied())
            .filter(|known| *known != "$ref")
            .map(|known| format!("did you mean `{known}`?"));
        self.diagnostics.push(diagnostic);
    }
}
