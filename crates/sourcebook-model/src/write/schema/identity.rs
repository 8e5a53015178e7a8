//! What names schemas, `$id`, `$anchor` and `$dynamicAnchor`, where the references of the document were
//! written anew: they lead from the root of the document to places in it.

use crate::document::Value;

use super::super::LossKind;
use super::super::members::Members;
use super::super::writer::Writer;

/// Keywords by which a schema gives itself a name, of which a document may have each name once.
const NAMES: [&str; 3] = ["$id", "$anchor", "$dynamicAnchor"];

impl Writer<'_> {
    /// Leaves out what would change where references lead: an `$id`, against which those inside of it
    /// would be resolved (JSON Schema 2020-12, section 8.2.1), and a name that was given before.
    pub(super) fn drop_identities(&mut self, members: &mut Members) {
        let is_known = |name: &str| name == "$defs" || NAMES.contains(&name);
        if !members.iter().any(|(name, _)| is_known(name)) {
            return;
        }
        // The schemas there stand as they did, and so do their references.
        let definitions = members.get("$defs");
        if definitions.is_some_and(|schemas| has_reference(schemas) || self.repeats(schemas)) {
            self.drop_identity(members, "$defs");
        }
        let refers = members.iter().any(|(name, value)| is_reference(name) || has_reference(value));
        if refers && members.get("$id").is_some() {
            self.drop_identity(members, "$id");
        }
        for name in NAMES {
            let text = members.get(name).and_then(Value::as_str).map(str::to_owned);
            if text.is_some_and(|text| !self.identities.insert(text)) {
                self.drop_identity(members, name);
            }
        }
    }

    fn drop_identity(&mut self, members: &mut Members, name: &str) {
        members.remove(&[name]);
        self.lose(LossKind::Identity, format!("`{name}`"), name);
    }

    /// Whether schemas give themselves names that were given before; notes those that were not.
    fn repeats(&mut self, value: &Value) -> bool {
        let mut names = Vec::new();
        collect(value, &mut names);
        let is_repeated = names.iter().any(|name| self.identities.contains(*name));
        if !is_repeated {
            self.identities.extend(names.into_iter().map(str::to_owned));
        }
        is_repeated
    }
}

fn is_reference(name: &str) -> bool {
    name == "$ref" || name == "$dynamicRef"
}

fn has_reference(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(has_reference),
        Value::Object(members) => {
            members.iter().any(|(name, value)| is_reference(name) || has_reference(value))
        }
        _ => false,
    }
}

/// The names that schemas give themselves.
fn collect<'v>(value: &'v Value, names: &mut Vec<&'v str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, names)),
        Value::Object(members) => {
            for (name, value) in members {
                names.extend(value.as_str().filter(|_| NAMES.contains(&&**name)));
                collect(value, names);
            }
        }
        _ => {}
    }
}
