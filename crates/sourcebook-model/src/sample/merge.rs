//! Merging of samples.

use crate::document::Value;

/// Puts the members (or items, by position) of `over` over those of `base`; containers are
/// merged in turn. The kind of container is that of `over`.
pub(super) fn deep(base: Value, over: Value) -> Value {
    match (base, over) {
        (Value::Object(mut members), Value::Object(over)) => {
            for (name, value) in over {
                match members.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, known)) => {
                        let base = std::mem::replace(known, Value::Null);
                        *known = merged_member(base, value);
                    }
                    None => members.push((name, value)),
                }
            }
            Value::Object(members)
        }
        (Value::Array(mut items), Value::Array(over)) => {
            for (at, value) in over.into_iter().enumerate() {
                match items.get_mut(at) {
                    Some(known) => {
                        let base = std::mem::replace(known, Value::Null);
                        *known = merged_member(base, value);
                    }
                    None => items.push(value),
                }
            }
            Value::Array(items)
        }
        (_, over) => over,
    }
}

fn merged_member(base: Value, over: Value) -> Value {
    if base.is_container() && over.is_container() { deep(base, over) } else { over }
}
