//! The values by their paths.

use serde_json::{Map, Value as Json};

use crate::effective::Effective;

pub(super) fn values(values: &[Effective]) -> Json {
    let mut root = Map::new();
    for value in values {
        if !value.spec.value_path.is_empty() && !value.json.is_null() {
            put(&mut root, value.spec.value_path, value.json.clone());
        }
    }
    Json::Object(root)
}

/// Puts a value at a dotted path, making the levels that are not there.
pub(super) fn put(object: &mut Map<String, Json>, path: &str, value: Json) {
    let Some((level, rest)) = path.split_once('.') else {
        object.insert(path.to_owned(), value);
        return;
    };
    let below = object.entry(level).or_insert_with(|| Json::Object(Map::new()));
    // A path that leads through another value is refused by `check_table`.
    if let Json::Object(below) = below {
        put(below, rest, value);
    }
}
