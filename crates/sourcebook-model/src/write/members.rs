//! Objects as they are written: members in the order in which they are added.

use crate::document::{Extensions, Schema, Value};

/// The members of an object.
#[derive(Debug, Default)]
pub(super) struct Members(Vec<(Box<str>, Value)>);

impl Members {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn push(&mut self, name: &str, value: Value) {
        self.0.push((name.into(), value));
    }

    pub(super) fn text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.push(name, Value::string(text));
        }
    }

    /// A flag that is false where it is absent.
    pub(super) fn flag(&mut self, name: &str, is_set: bool) {
        if is_set {
            self.push(name, Value::Bool(true));
        }
    }

    pub(super) fn value(&mut self, name: &str, value: Option<&Value>) {
        if let Some(value) = value {
            self.push(name, value.clone());
        }
    }

    pub(super) fn count(&mut self, name: &str, count: Option<u32>) {
        if let Some(count) = count {
            self.push(name, Value::Number(count.into()));
        }
    }

    /// A list that means the same when it is absent as when it is empty.
    pub(super) fn list(&mut self, name: &str, items: Vec<Value>) {
        if !items.is_empty() {
            self.push(name, Value::Array(items));
        }
    }

    pub(super) fn texts<T: AsRef<str>>(&mut self, name: &str, texts: &[T]) {
        self.list(name, texts.iter().map(|text| Value::string(text.as_ref())).collect());
    }

    /// An object that means the same when it is absent as when it is empty.
    pub(super) fn object(&mut self, name: &str, members: Self) {
        if !members.is_empty() {
            self.push(name, members.into());
        }
    }

    /// The texts of a schema.
    pub(super) fn annotations(&mut self, schema: &Schema) {
        self.text("title", schema.title.as_deref());
        self.text("description", schema.description.as_deref());
    }

    /// The vendor extensions that are not there yet. Other unknown members, which have no effect and
    /// were reported by the reader, are left out.
    pub(super) fn extensions(&mut self, extensions: &Extensions) {
        for (name, value) in extensions.iter().filter(|(name, _)| name.starts_with("x-")) {
            if !self.has(name) {
                self.push(name, value.clone());
            }
        }
    }

    /// All members of another object, behind its own.
    pub(super) fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    pub(super) fn remove(&mut self, names: &[&str]) {
        self.0.retain(|(name, _)| !names.contains(&&**name));
    }

    /// Moves a member so that it stands before or behind another one.
    pub(super) fn place(&mut self, name: &str, is_before: bool, other: &str) {
        let at = |name: &str| self.0.iter().position(|(known, _)| &**known == name);
        let Some((from, to)) = at(name).zip(at(other)) else { return };
        if (from < to) != is_before {
            // Whether it comes from behind or goes there, it takes the place of the other.
            let member = self.0.remove(from);
            self.0.insert(to, member);
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| &**known == name)
    }
}

impl From<Members> for Value {
    fn from(members: Members) -> Self {
        Self::Object(members.0)
    }
}

/// What is in a list, each once.
pub(super) fn distinct<T: PartialEq>(all: Vec<T>) -> Vec<T> {
    let mut distinct: Vec<T> = Vec::new();
    for one in all {
        if !distinct.contains(&one) {
            distinct.push(one);
        }
    }
    distinct
}
