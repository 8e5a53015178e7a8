//! The scalars of a value, and where two values differ.

use sourcebook_model::document::Value;
use sourcebook_syntax::push_token;

use super::Recorded;

/// Calls a function with each scalar and the pointer that leads to it; what it returns takes its place.
pub(super) fn map(
    value: &Value,
    pointer: &mut String,
    change: &mut dyn FnMut(&str, &Value) -> Option<Value>,
) -> Value {
    let mut inside =
        |token: &str, value: &Value| below(pointer, token, |pointer| map(value, pointer, change));
    match value {
        Value::Array(items) => {
            let changed = items.iter().enumerate().map(|(at, item)| inside(&at.to_string(), item));
            Value::Array(changed.collect())
        }
        Value::Object(members) => {
            let changed = members.iter().map(|(name, value)| (name.clone(), inside(name, value)));
            Value::Object(changed.collect())
        }
        scalar => change(pointer, scalar).unwrap_or_else(|| scalar.clone()),
    }
}

/// Looks at a member with a pointer that leads to it; afterwards the pointer is as before.
fn below<T>(pointer: &mut String, token: &str, look: impl FnOnce(&mut String) -> T) -> T {
    let length = pointer.len();
    pointer.push('/');
    push_token(pointer, token);
    let seen = look(pointer);
    pointer.truncate(length);
    seen
}

/// The first difference of two answers: where, and how.
pub(super) fn difference(one: &Recorded, other: &Recorded) -> Option<(String, String)> {
    if one.status != other.status {
        return Some((
            String::new(),
            format!("was answered {} and then {}", one.status, other.status),
        ));
    }
    if one.media_type != other.media_type {
        return Some((String::new(), "had another media type".to_owned()));
    }
    match (&one.body, &other.body) {
        (Some(one), Some(other)) => inside(one, other, &mut String::new()),
        (None, None) => None,
        _ => Some((String::new(), "had a body only once".to_owned())),
    }
}

fn inside(one: &Value, other: &Value, pointer: &mut String) -> Option<(String, String)> {
    let mut member = |token: &str, one: &Value, other: &Value| {
        below(pointer, token, |pointer| inside(one, other, pointer))
    };
    match (one, other) {
        (Value::Array(items), Value::Array(others)) if items.len() == others.len() => {
            let mut pairs = items.iter().zip(others).enumerate();
            pairs.find_map(|(at, (one, other))| member(&at.to_string(), one, other))
        }
        (Value::Object(members), Value::Object(others)) if members.len() == others.len() => {
            let mut pairs = members.iter().zip(others);
            pairs.find_map(|((name, one), (second, other))| {
                if name == second {
                    member(name, one, other)
                } else {
                    member(name, one, &Value::Null)
                }
            })
        }
        _ if one == other => None,
        _ => {
            let short =
                |value: &Value| value.to_compact_json().chars().take(60).collect::<String>();
            Some((pointer.clone(), format!("was `{}` and then `{}`", short(one), short(other))))
        }
    }
}
