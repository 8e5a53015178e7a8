//! Bodies with values that other requests and answers have shown.

use sourcebook_model::document::Value;

use super::identify::{identify, is_same_name, member_named, names_kind, plain};
use super::{Kept, Values};
use crate::plan::family;

/// Maximum depth at which members are replaced.
const MAX_DEPTH: usize = 4;

impl Values<'_, '_> {
    /// A body with what the seeds of the same names as its members made; none where there is no such
    /// member.
    pub(crate) fn seeded(&self, body: &Value) -> Option<Value> {
        replaced(body, 0, &|name, old| {
            let (seed, value) = self.seeds.iter().find(|(seed, _)| is_same_name(seed, name))?;
            let inner = value.get(name).or_else(|| value.get(seed)).unwrap_or(value);
            is_alike(old, inner).then(|| inner.clone())
        })
    }

    /// A body with values that are known to work in place of its own: what was sent and accepted under
    /// the same name, and identifiers of what there is. None where nothing else is known.
    pub(crate) fn carried(&self, body: &Value) -> Option<Value> {
        replaced(body, 0, &|name, old| {
            let latest = || self.kept.iter().rev();
            let sent = |kept: &Kept<'_>| member_named(kept.exchanged.sent.as_ref()?, name);
            let answered = |kept: &Kept<'_>| member_named(&kept.exchanged.body, name);
            let of_kind = |kept: &Kept<'_>| {
                let is_kind = plain(name).ends_with("id") && names_kind(family(kept.path), name);
                is_kind.then(|| identify(&kept.exchanged.body, name)).flatten()
            };
            let found = latest().find_map(sent).or_else(|| latest().find_map(of_kind));
            let found = found.or_else(|| latest().find_map(answered));
            found.filter(|new| is_alike(old, new))
        })
    }
}

/// Whether one value can stand where the other does.
fn is_alike(old: &Value, new: &Value) -> bool {
    std::mem::discriminant(old) == std::mem::discriminant(new)
}

/// A value with its members replaced; none where all of them stay what they are.
fn replaced(
    value: &Value,
    depth: usize,
    replace: &dyn Fn(&str, &Value) -> Option<Value>,
) -> Option<Value> {
    if depth > MAX_DEPTH {
        return None;
    }
    match value {
        Value::Object(members) => {
            let new = |(name, old): &(Box<str>, Value)| {
                let own = if old.is_container() { None } else { replace(name, old) };
                own.filter(|new| new != old).or_else(|| replaced(old, depth + 1, replace))
            };
            let new: Vec<Option<Value>> = members.iter().map(new).collect();
            let is_changed = new.iter().any(Option::is_some);
            let members = members.iter().zip(new);
            let members = members
                .map(|((name, old), new)| (name.clone(), new.unwrap_or_else(|| old.clone())));
            is_changed.then(|| Value::Object(members.collect()))
        }
        Value::Array(items) => {
            let new: Vec<Option<Value>> =
                items.iter().map(|item| replaced(item, depth + 1, replace)).collect();
            let is_changed = new.iter().any(Option::is_some);
            let items = items.iter().zip(new).map(|(old, new)| new.unwrap_or_else(|| old.clone()));
            is_changed.then(|| Value::Array(items.collect()))
        }
        _ => None,
    }
}
