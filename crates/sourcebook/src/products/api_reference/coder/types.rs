//! What a schema is, in a few words: `string(uuid)`, `array of [User](schemas.md#user)`.

use sourcebook_model::Id;
use sourcebook_model::document::{Bound, Limits, Schema, SchemaType};
use sourcebook_syntax::Value;

use super::Renderer;
use super::text;
use super::view::{Depth, View, view};

/// Where the words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TypeOf {
    /// A parameter.
    Parameter,
    /// A request body as a whole.
    Body,
    /// A field of an inline body.
    Field,
    /// A row of a response's table.
    Row,
    /// A response as a whole.
    Response,
    /// A row of a schema's own page.
    Page,
}

/// Maximum number of alternatives that are listed; more are counted. Each level of nesting halves
/// it.
const MAX_ALTERNATIVES: usize = 16;

/// Maximum number of bytes of the listed alternatives; the rest are counted.
const MAX_ALTERNATIVE_BYTES: usize = 1_000;

/// Maximum number of levels of nested alternatives and items that are followed.
const MAX_DEPTH: usize = 6;

impl<'d> Renderer<'d> {
    /// The type of a schema on an operation's page.
    pub(super) fn type_cell(&self, schema: Id<Schema>, of: TypeOf) -> String {
        self.layout.schema_type(self, schema, of)
    }

    /// The full wording: links, items, alternatives, `null`.
    pub(super) fn type_words(&self, view: &View<'d>, of: TypeOf, from: &str) -> String {
        self.words(view, of, from, MAX_DEPTH)
    }

    fn words(&self, view: &View<'d>, of: TypeOf, from: &str, depth: usize) -> String {
        let schema = &*view.schema;
        let link = view.named.and_then(|named| self.links.link(named, from));
        let mut words = match link {
            Some(link) => link,
            None if depth == 0 => "any".to_owned(),
            None => self.own_words(schema, of, from, depth),
        };
        if schema.nullable && words != "null" && words != "any" {
            words.push_str(" or null");
        }
        words
    }

    fn own_words(&self, schema: &Schema, of: TypeOf, from: &str, depth: usize) -> String {
        if let Some(allowed) = schema.boolean {
            return if allowed { "any" } else { "never" }.to_owned();
        }
        if schema.types.is_empty() {
            let alternatives = [&schema.one_of, &schema.any_of];
            if let Some(list) = alternatives.into_iter().find(|list| list.len() > 1) {
                return self.alternatives(list, of, from, depth);
            }
        }
        let kinds: Vec<SchemaType> = if schema.types.is_empty() {
            guessed(schema).into_iter().collect()
        } else {
            schema.types.clone()
        };
        if kinds.is_empty() {
            return if schema.all_of.len() > 1 { "object" } else { "any" }.to_owned();
        }
        let words: Vec<String> =
            kinds.iter().map(|kind| self.kind_words(schema, *kind, of, from, depth)).collect();
        words.join(" or ")
    }

    fn alternatives(&self, list: &[Id<Schema>], of: TypeOf, from: &str, depth: usize) -> String {
        let mut words: Vec<String> = Vec::new();
        let most = (MAX_ALTERNATIVES >> (MAX_DEPTH - depth)).max(1);
        let mut listed = 0;
        let mut bytes = 0;
        while let Some(&alternative) = list.get(listed)
            && listed < most
            && bytes < MAX_ALTERNATIVE_BYTES
        {
            let shown = view(self.document, alternative, Depth::ToNames);
            let one = self.words(&shown, of, from, depth - 1);
            if !words.contains(&one) {
                bytes += one.len();
                words.push(one);
            }
            listed += 1;
        }
        if list.len() > listed {
            words.push(format!("{} more", list.len() - listed));
        }
        words.join(" or ")
    }

    fn kind_words(
        &self,
        schema: &Schema,
        kind: SchemaType,
        of: TypeOf,
        from: &str,
        depth: usize,
    ) -> String {
        if kind == SchemaType::Array {
            return self.array_words(schema, of, from, depth);
        }
        // On a schema's page the format of a number, which says how wide the server's own type is,
        // is left out as in the published layout. That of a string says what it must look like.
        let shown = of != TypeOf::Page || kind == SchemaType::String;
        match schema.format.as_deref().filter(|_| shown) {
            Some("binary") => "binary".to_owned(),
            Some(format) if !format.is_empty() => {
                format!("{}({})", kind.name(), text::cell(format))
            }
            _ => kind.name().to_owned(),
        }
    }

    fn array_words(&self, schema: &Schema, of: TypeOf, from: &str, depth: usize) -> String {
        let Some(items) = schema.items else {
            return "array".to_owned();
        };
        let items = view(self.document, items, Depth::ToNames);
        let opened =
            items.named.map_or(items.clone(), |named| view(self.document, named, Depth::Through));
        // Rows below say what the items are.
        let has_rows = !opened.schema.properties.is_empty() || items.named.is_some();
        if of == TypeOf::Row && has_rows {
            return "array".to_owned();
        }
        let words = self.words(&items, of, from, depth - 1);
        match of {
            TypeOf::Parameter | TypeOf::Field if items.named.is_none() => format!("array[{words}]"),
            _ => format!("array of {words}"),
        }
    }

    /// Limits, default and marks of a schema.
    pub(super) fn restrictions(&self, schema: Id<Schema>) -> Vec<String> {
        self.restrictions_of(&view(self.document, schema, Depth::Through).schema)
    }

    pub(super) fn restrictions_of(&self, schema: &Schema) -> Vec<String> {
        let mut found = Vec::new();
        let mut mark = |is_set: bool, word: &str| {
            if is_set {
                found.push(word.to_owned());
            }
        };
        mark(schema.read_only, "read-only");
        mark(schema.write_only, "write-only");
        mark(schema.deprecated, "deprecated");
        if let Some(default) = &schema.default {
            found.push(format!("default: {}", self.value_cell(default)));
        }
        if let Some(limits) = &schema.limits {
            self.limits(limits, &mut found);
        }
        found
    }

    fn limits(&self, limits: &Limits, found: &mut Vec<String>) {
        let mut number = |words: &str, bound: Option<&Value>| {
            if let Some(value @ Value::Number(_)) = bound {
                found.push(format!("{words} {}", self.value_cell(value).trim_matches('`')));
            }
        };
        let (least, most) = (limits.least(), limits.most());
        let words = |bound: Option<Bound<'_>>, exclusive, inclusive| match bound {
            Some(bound) if bound.is_exclusive => exclusive,
            _ => inclusive,
        };
        number(words(least, "above", "at least"), least.map(|bound| bound.value));
        number(words(most, "below", "at most"), most.map(|bound| bound.value));
        number("a multiple of", limits.multiple_of.as_ref());
        let counts = [
            (limits.min_length, limits.max_length, "character"),
            (limits.min_items, limits.max_items, "item"),
            (limits.min_properties, limits.max_properties, "member"),
        ];
        found.extend(counts.into_iter().filter_map(|(least, most, what)| count(least, most, what)));
        if limits.unique_items {
            found.push("items differ".to_owned());
        }
        if let Some(pattern) = &limits.pattern {
            found.push(format!("pattern: {}", text::code(pattern)));
        }
    }
}

/// `3 to 20 characters`
fn count(least: Option<u32>, most: Option<u32>, what: &str) -> Option<String> {
    let plural = |count: u32| if count == 1 { "" } else { "s" };
    let least = least.filter(|least| *least > 0);
    Some(match (least, most) {
        (None, None) => return None,
        (Some(least), None) => format!("at least {least} {what}{}", plural(least)),
        (None, Some(most)) => format!("at most {most} {what}{}", plural(most)),
        (Some(least), Some(most)) if least == most => format!("{most} {what}{}", plural(most)),
        (Some(least), Some(most)) => format!("{least} to {most} {what}s"),
    })
}

/// The type that the keywords of a schema speak of, where it names none.
fn guessed(schema: &Schema) -> Option<SchemaType> {
    let values = schema.enumeration.iter();
    let mut kinds = values.filter_map(|value| match value {
        Value::Null => None,
        Value::Bool(_) => Some(SchemaType::Boolean),
        Value::Number(_) => Some(SchemaType::Number),
        Value::String(_) => Some(SchemaType::String),
        Value::Array(_) => Some(SchemaType::Array),
        Value::Object(_) => Some(SchemaType::Object),
    });
    let of_values = kinds.next().filter(|first| kinds.all(|kind| kind == *first));
    let limits = schema.limits.as_deref();
    of_values.or_else(|| {
        if !schema.properties.is_empty()
            || schema.additional_properties.is_some()
            || !schema.pattern_properties.is_empty()
            || !schema.required.is_empty()
        {
            Some(SchemaType::Object)
        } else if schema.items.is_some() || !schema.prefix_items.is_empty() {
            Some(SchemaType::Array)
        } else if limits.is_some_and(|one| one.pattern.is_some() || one.max_length.is_some()) {
            Some(SchemaType::String)
        } else if limits.is_some_and(|one| one.least().or(one.most()).is_some()) {
            Some(SchemaType::Number)
        } else {
            None
        }
    })
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn counts_read_as_words() {
        let table = [
            (None, None, None),
            (Some(0), None, None),
            (Some(1), None, Some("at least 1 item")),
            (None, Some(2), Some("at most 2 items")),
            (Some(2), Some(2), Some("2 items")),
            (Some(1), Some(3), Some("1 to 3 items")),
        ];
        for (least, most, expected) in table {
            assert_eq!(count(least, most, "item").as_deref(), expected);
        }
    }
}
