//! Checks JSON against its JSON Schema, every fault with its place.
//!
//! The schema is the published one, so that what is read and what is promised cannot differ. As
//! much of JSON Schema is understood as it uses: `type`, `properties`, `required`, `anyOf` and
//! `oneOf` of required members, `additionalProperties`, `items`, lengths of texts, and `$ref`.

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use serde_json::Value;
use serde_json::value::RawValue;
use sourcebook_syntax::{Code, Span, nearest};

use super::fault::{Fault, key_span, span};
use super::members::Members;

/// Levels of nesting that are looked into; no text that is read has more.
const MAX_DEPTH: usize = 120;

/// What the faults of a member are called.
#[derive(Clone, Copy)]
pub(super) struct Codes {
    /// A value that cannot be read.
    pub(super) invalid: &'static Code,
    /// A member that means nothing.
    pub(super) unknown: &'static Code,
}

/// The faults of a value by the schema of a member of the outermost object.
pub(super) fn check(
    schema: &Value,
    codes: Codes,
    text: &str,
    name: &str,
    value: &RawValue,
) -> Vec<Fault> {
    let pointer = format!("/{name}");
    let mut checker = Checker { text, schema, codes, faults: Vec::new(), pointer, depth: 0 };
    checker.value(name, value, &schema["properties"][name]);
    checker.faults
}

struct Checker<'t> {
    text: &'t str,
    /// The whole schema, where references lead.
    schema: &'t Value,
    codes: Codes,
    faults: Vec<Fault>,
    pointer: String,
    depth: usize,
}

impl<'t> Checker<'t> {
    fn value(&mut self, name: &str, value: &'t RawValue, schema: &'t Value) {
        let schema = self.resolved(schema);
        if let Some(alternatives) = schema.get("oneOf").and_then(Value::as_array) {
            return self.best_of(name, value, alternatives);
        }
        let wanted = schema["type"].as_str().unwrap_or_default();
        if wanted != kind(value) {
            return self.refuse_kind(name, value, wanted);
        }
        if self.depth == MAX_DEPTH {
            let help = "no program has so many levels".to_owned();
            let message = format!("`{name}` is nested too deeply");
            return self.refuse(self.codes.invalid, message, span(self.text, value), "", help);
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

    fn refuse_kind(&mut self, name: &str, value: &RawValue, wanted: &str) {
        let message = format!("`{name}` must be {}", with_article(wanted));
        let label = match kind(value) {
            "object" => "this is an object",
            "array" => "this is a list",
            "string" => "this is a string",
            "boolean" => "this is true or false",
            "null" => "this is null",
            _ => "this is a number",
        };
        self.refuse(self.codes.invalid, message, span(self.text, value), label, String::new());
    }

    fn resolved(&self, schema: &'t Value) -> &'t Value {
        let reference = schema.get("$ref").and_then(Value::as_str);
        reference
            .and_then(|path| self.schema.pointer(path.trim_start_matches('#')))
            .unwrap_or(schema)
    }

    /// The faults by the alternative that has the fewest.
    fn best_of(&mut self, name: &str, value: &'t RawValue, alternatives: &'t [Value]) {
        let before = std::mem::take(&mut self.faults);
        let mut best: Option<Vec<Fault>> = None;
        for alternative in alternatives {
            self.value(name, value, alternative);
            let found = std::mem::take(&mut self.faults);
            if best.as_ref().is_none_or(|best| found.len() < best.len()) {
                best = Some(found);
            }
        }
        self.faults = before;
        self.faults.extend(best.into_iter().flatten());
    }

    fn object(&mut self, value: &'t RawValue, schema: &'t Value) {
        let Ok(Members(members)) = serde_json::from_str::<Members<'t>>(value.get()) else {
            return;
        };
        let known = schema.get("properties").and_then(Value::as_object);
        let mut seen = HashSet::new();
        for (name, member) in &members {
            let place = key_span(self.text, name, member);
            if !seen.insert(name) {
                let message = format!("`{name}` stands here twice");
                self.refuse(self.codes.invalid, message, place, "the second one", String::new());
                continue;
            }
            let own = known.and_then(|known| known.get(name.as_ref()));
            let other = schema.get("additionalProperties").filter(|other| other.is_object());
            match own.or(other) {
                Some(schema) => self.below(name, |checker| checker.value(name, member, schema)),
                None => self.unknown(name, place, schema),
            }
        }
        let has = |name: &str| members.iter().any(|(own, _)| own == name);
        self.check_required(span(self.text, value), schema, has);
    }

    fn check_required(&mut self, place: Span, schema: &Value, has: impl Fn(&str) -> bool) {
        let names = |schema: &Value| -> Vec<String> {
            let names = schema.get("required").and_then(Value::as_array).into_iter().flatten();
            names.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let place = Span { end: place.start + 1, ..place };
        let noun = with_article(&noun(schema));
        for name in names(schema).iter().filter(|name| !has(name)) {
            let message = format!("{noun} needs a member `{name}`");
            self.refuse(self.codes.invalid, message, place, "this one has none", String::new());
        }
        let any: Vec<Vec<String>> =
            schema["anyOf"].as_array().into_iter().flatten().map(names).collect();
        if !any.is_empty() && !any.iter().any(|names| names.iter().all(|name| has(name))) {
            let list = any.concat().iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
            let message = format!("{noun} needs one of {}", list.join(", "));
            self.refuse(self.codes.invalid, message, place, "this one has none", String::new());
        }
    }

    fn unknown(&mut self, name: &str, place: Span, schema: &Value) {
        let known = schema.get("properties").and_then(Value::as_object);
        let names = || known.into_iter().flat_map(|known| known.keys()).map(String::as_str);
        let help = match nearest(name, names()) {
            Some(near) => format!("the nearest member is `{near}`"),
            None => format!("the members are {}", names().collect::<Vec<_>>().join(", ")),
        };
        let message = format!("{} has no member `{name}`", with_article(&noun(schema)));
        let label = "this would be ignored";
        self.below(name, |checker| {
            checker.refuse(checker.codes.unknown, message, place, label, help);
        });
    }

    fn array(&mut self, name: &str, value: &'t RawValue, schema: &'t Value) {
        let items = serde_json::from_str::<Vec<&'t RawValue>>(value.get()).unwrap_or_default();
        let singular = format!("an item of {name}");
        for (at, item) in items.into_iter().enumerate() {
            self.below(&at.to_string(), |checker| checker.value(&singular, item, &schema["items"]));
        }
    }

    fn string(&mut self, name: &str, value: &RawValue, schema: &Value) {
        let length =
            serde_json::from_str::<String>(value.get()).map_or(0, |text| text.chars().count());
        let limit = |limit: &str| {
            schema.get(limit).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok())
        };
        let place = span(self.text, value);
        if limit("minLength").is_some_and(|least| length < least) {
            let help = "leave the member out where there is nothing to say".to_owned();
            self.refuse(self.codes.invalid, format!("`{name}` is empty"), place, "", help);
        } else if limit("maxLength").is_some_and(|most| length > most) {
            self.refuse(
                self.codes.invalid,
                format!("`{name}` is too long"),
                place,
                "",
                String::new(),
            );
        }
    }

    /// Does something one level down.
    fn below(&mut self, name: &str, work: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
        work(self);
        self.pointer.truncate(length);
    }

    fn refuse(
        &mut self,
        code: &'static Code,
        message: String,
        span: Span,
        label: &'static str,
        help: String,
    ) {
        let pointer = self.pointer.clone();
        self.faults.push(Fault { code, message, span, pointer, label, help });
    }
}

/// What kind of JSON value this is.
fn kind(value: &RawValue) -> &'static str {
    match value.get().as_bytes().first() {
        Some(b'{') => "object",
        Some(b'[') => "array",
        Some(b'"') => "string",
        Some(b't' | b'f') => "boolean",
        Some(b'n') => "null",
        _ => "number",
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
