//! Checks JSON against its JSON Schema, and tells every place where it does not fit.
//!
//! The schema is the published one, so that what is read and what is promised cannot differ. As
//! much of JSON Schema is understood as it uses: `type`, `properties`, `required`, `anyOf` and
//! `oneOf` of required members, `additionalProperties`, `items`, lengths of texts, and `$ref`.

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use serde_json::Value;
use sourcebook_syntax::{
    Code, Diagnostic, DuplicateKey, Kind, NodeId, NodeRef, Place, Span, nearest,
};

/// Maximum number of levels that are checked; no text that is read has more.
const MAX_DEPTH: usize = 120;

/// The codes of what is wrong with a member.
#[derive(Clone, Copy)]
pub(super) struct Codes {
    /// A value that cannot be read.
    pub(super) invalid: &'static Code,
    /// An unknown member.
    pub(super) unknown: &'static Code,
}

/// What is wrong with some members of the outermost object.
pub(super) fn check<'t>(
    schema: &'t Value,
    codes: Codes,
    root: NodeRef<'t>,
    members: &[&str],
) -> Vec<Diagnostic> {
    let mut duplicates: HashMap<NodeId, Vec<&DuplicateKey>> = HashMap::new();
    for duplicate in root.tree().duplicates() {
        duplicates.entry(duplicate.object).or_default().push(duplicate);
    }
    let mut checker = Checker { schema, codes, duplicates, found: Vec::new(), depth: 0 };
    for (name, value) in root.members().filter(|(name, _)| members.contains(name)) {
        checker.value(name, value, &schema["properties"][name]);
    }
    checker.found
}

struct Checker<'t> {
    /// The whole schema, where references lead.
    schema: &'t Value,
    codes: Codes,
    /// The keys that are given twice, by their object.
    duplicates: HashMap<NodeId, Vec<&'t DuplicateKey>>,
    found: Vec<Diagnostic>,
    depth: usize,
}

impl<'t> Checker<'t> {
    fn value(&mut self, name: &str, value: NodeRef<'_>, schema: &'t Value) {
        let schema = self.resolved(schema);
        if let Some(alternatives) = schema.get("oneOf").and_then(Value::as_array) {
            return self.best_of(name, value, alternatives);
        }
        let wanted = schema["type"].as_str().unwrap_or_default();
        if wanted != kind(value) {
            return self.reject_kind(name, value, wanted);
        }
        if self.depth == MAX_DEPTH {
            let message = format!("`{name}` is nested too deeply");
            let diagnostic = self.invalid(message, value.place(), "");
            self.found.push(diagnostic.help("no program has so many levels"));
            return;
        }
        self.depth += 1;
        match wanted {
            // A whole document: its own reader looks at it.
            "object" if schema.get("additionalProperties").is_none() => {}
            "object" => self.object(value, schema),
            "array" => self.array(name, value, schema),
            "string" => self.string(name, value, schema),
            _ => {}
        }
        self.depth -= 1;
    }

    fn reject_kind(&mut self, name: &str, value: NodeRef<'_>, wanted: &str) {
        let message = format!("`{name}` must be {}", with_article(wanted));
        let label = match value.kind() {
            Kind::Bool(_) => "this is true or false".to_owned(),
            _ => format!("this is {}", value.kind_name()),
        };
        let diagnostic = self.invalid(message, value.place(), label);
        self.found.push(diagnostic);
    }

    fn resolved(&self, schema: &'t Value) -> &'t Value {
        let reference = schema.get("$ref").and_then(Value::as_str);
        reference
            .and_then(|path| self.schema.pointer(path.trim_start_matches('#')))
            .unwrap_or(schema)
    }

    /// What is wrong by the alternative by which the least is.
    fn best_of(&mut self, name: &str, value: NodeRef<'_>, alternatives: &'t [Value]) {
        let before = std::mem::take(&mut self.found);
        let mut best: Option<Vec<Diagnostic>> = None;
        for alternative in alternatives {
            self.value(name, value, alternative);
            let found = std::mem::take(&mut self.found);
            if best.as_ref().is_none_or(|best| found.len() < best.len()) {
                best = Some(found);
            }
        }
        self.found = before;
        self.found.extend(best.into_iter().flatten());
    }

    fn object(&mut self, value: NodeRef<'_>, schema: &'t Value) {
        let known = schema.get("properties").and_then(Value::as_object);
        for (name, member) in value.members() {
            let own = known.and_then(|known| known.get(name));
            let other = schema.get("additionalProperties").filter(|other| other.is_object());
            match own.or(other) {
                Some(schema) => self.value(name, member, schema),
                None => self.unknown(name, value, schema),
            }
        }
        self.check_duplicates(value);
        self.check_required(value, schema);
    }

    fn check_duplicates(&mut self, object: NodeRef<'_>) {
        let tree = object.tree();
        for duplicate in self.duplicates.get(&object.id()).cloned().unwrap_or_default() {
            let message = format!("`{}` stands here twice", tree.key_text(duplicate));
            let place = Place { span: duplicate.second, ..object.place() };
            let diagnostic = self.invalid(message, place, "the second one");
            self.found.push(diagnostic);
        }
    }

    fn check_required(&mut self, object: NodeRef<'_>, schema: &Value) {
        let names = |schema: &Value| -> Vec<String> {
            let names = schema.get("required").and_then(Value::as_array).into_iter().flatten();
            names.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let noun = with_article(&noun(schema));
        for name in names(schema).iter().filter(|name| object.get(name).is_none()) {
            self.missing(object, format!("{noun} needs a member `{name}`"));
        }
        let any: Vec<Vec<String>> =
            schema["anyOf"].as_array().into_iter().flatten().map(names).collect();
        let has_all = |names: &Vec<String>| names.iter().all(|name| object.get(name).is_some());
        if !any.is_empty() && !any.iter().any(has_all) {
            let list = any.concat().iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
            self.missing(object, format!("{noun} needs one of {}", list.join(", ")));
        }
    }

    /// Points at the bracket of an object without a required member.
    fn missing(&mut self, object: NodeRef<'_>, message: String) {
        let place = object.place();
        let span = Span { end: place.span.start + 1, ..place.span };
        let diagnostic = self.invalid(message, Place { span, ..place }, "this one has none");
        self.found.push(diagnostic);
    }

    fn unknown(&mut self, name: &str, object: NodeRef<'_>, schema: &Value) {
        let known = schema.get("properties").and_then(Value::as_object);
        let names = || known.into_iter().flat_map(|known| known.keys()).map(String::as_str);
        let help = match nearest(name, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the members are {}", names().collect::<Vec<_>>().join(", ")),
        };
        let message = format!("{} has no member `{name}`", with_article(&noun(schema)));
        let place = object.key_place(name).unwrap_or_else(|| object.place());
        let diagnostic = Diagnostic::new(self.codes.unknown, message);
        self.found.push(diagnostic.at(place, "this would be ignored").help(help));
    }

    fn array(&mut self, name: &str, value: NodeRef<'_>, schema: &'t Value) {
        let singular = format!("an item of {name}");
        for item in value.items() {
            self.value(&singular, item, &schema["items"]);
        }
    }

    fn string(&mut self, name: &str, value: NodeRef<'_>, schema: &Value) {
        let length = value.as_str().map_or(0, |text| text.chars().count());
        let limit = |limit: &str| {
            schema.get(limit).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok())
        };
        if limit("minLength").is_some_and(|least| length < least) {
            let diagnostic = self.invalid(format!("`{name}` is empty"), value.place(), "");
            let help = "leave the member out where there is nothing to say";
            self.found.push(diagnostic.help(help));
        } else if limit("maxLength").is_some_and(|most| length > most) {
            let diagnostic = self.invalid(format!("`{name}` is too long"), value.place(), "");
            self.found.push(diagnostic);
        }
    }

    fn invalid(&self, message: String, place: Place, label: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.codes.invalid, message).at(place, label)
    }
}

/// What kind of JSON value this is, in the words of JSON Schema.
fn kind(value: NodeRef<'_>) -> &'static str {
    match value.kind() {
        Kind::Null => "null",
        Kind::Bool(_) => "boolean",
        Kind::Number(_) => "number",
        Kind::String(_) => "string",
        Kind::Array(_) => "array",
        Kind::Object(..) => "object",
    }
}

/// What an object is called.
fn noun(schema: &Value) -> String {
    schema["title"].as_str().unwrap_or("this object").to_lowercase()
}

fn with_article(noun: &str) -> String {
    match noun {
        "boolean" => "`true` or `false`".to_owned(),
        "array" => "a list".to_owned(),
        noun if noun.starts_with("this") => noun.to_owned(),
        noun if noun.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("an {noun}"),
        noun => format!("a {noun}"),
    }
}
