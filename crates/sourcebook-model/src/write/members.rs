//! Objects as they are written: members in the order in which they are added.

use foldhash::HashSet;

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

    /// The vendor extensions. Other unknown members, which have no effect and were reported by the
    /// reader, are left out.
    pub(super) fn extensions(&mut self, extensions: &Extensions) {
        let own = extensions.iter().filter(|(name, _)| name.starts_with("x-"));
        self.0.extend(own.cloned());
    }

    /// All members of another object, behind its own.
    pub(super) fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    pub(super) fn remove(&mut self, names: &[&str]) {
        self.0.retain(|(name, _)| !names.contains(&&**name));
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

/// Values, each once. There may be many.
pub(super) fn distinct_values(all: &[Value]) -> Vec<Value> {
    let mut known = HashSet::default();
    all.iter().filter(|value| known.insert(value.to_compact_json())).cloned().collect()
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
