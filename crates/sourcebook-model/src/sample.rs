//! Example values for schemas.
//!
//! The values are those that readers of API references know from the JavaScript sampler
//! (openapi-sampler 1.3): the first enumerated value, `string`, `0`, `true`, fixed dates,
//! identifiers derived from the member's name. Work is bounded whatever the schema: containers
//! more than [`MAX_LEVEL`] levels below the root stay empty, and so does everything once
//! [`MAX_VALUES`] values or [`MAX_SAMPLE_BYTES`] bytes of text were made.

mod budget;
mod merge;
mod number;
mod spelling;
mod string;

use crate::document::{AdditionalProperties, Document, Id, Schema, SchemaType, Value, Way};

use budget::{Budget, MAX_STEPS};
pub use budget::{MAX_LEVEL, MAX_SAMPLE_BYTES, MAX_VALUES};

/// What a sample is for; decides which members are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// A request: without read-only members.
    Request,
    /// A response: without write-only members.
    Response,
    /// The schema itself: every member.
    Schema,
}

/// An example value of a schema; `null` where nothing is known about it.
///
/// As the JavaScript sampler does, it looks at the spelling: a reference with something beside it (2.0:
/// in `allOf`) may be opened once more inside itself.
pub fn sample(document: &Document, schema: Id<Schema>, purpose: Purpose) -> Value {
    let budget = Budget::default();
    let mut sampler = Sampler { document, purpose, sampled: Vec::new(), budget };
    let way = sampler.way(schema);
    if let Some(example) = sampler.example(&way).filter(|example| example.is_truthy()) {
        return example.clone();
    }
    let level = Level { name: None, depth: 0, steps: 0, is_root: true };
    sampler.schema(way.target, level).value.unwrap_or(Value::Null)
}

/// Where in the sample a schema stands.
#[derive(Clone, Copy)]
struct Level<'d> {
    /// The member whose value this is.
    name: Option<&'d str>,
    /// How many containers are around it.
    depth: usize,
    /// How many schemas are around it.
    steps: usize,
    /// The root is not remembered, so a schema that contains itself shows once more inside.
    is_root: bool,
}

impl<'d> Level<'d> {
    /// The level of a member or item.
    fn inside(self, name: Option<&'d str>) -> Self {
        Self { name, depth: self.depth + 1, steps: self.steps + 1, is_root: false }
    }

    /// The level of a part or alternative.
    fn beside(self) -> Self {
        Self { steps: self.steps + 1, is_root: false, ..self }
    }
}

/// A sample and what its schema says of it.
struct Sampled {
    /// Absent where nothing can be said: the member is then left out.
    value: Option<Value>,
    kind: Option<SchemaType>,
    read_only: bool,
    write_only: bool,
}

struct Sampler<'d> {
    document: &'d Document,
    purpose: Purpose,
    /// The schemas around the current one.
    sampled: Vec<Id<Schema>>,
    budget: Budget,
}

impl<'d> Sampler<'d> {
    /// The sample of a schema; of one that is being sampled already, an empty container.
    fn schema(&mut self, id: Id<Schema>, level: Level<'d>) -> Sampled {
        let Way { beside, target: id } = self.way(id);
        let schema = self.at(id);
        let mut sampled = if self.sampled.contains(&id) {
            // A list of many such would otherwise cost nothing.
            self.budget.spend_schema();
            empty(inferred_type(schema))
        } else if level.is_root || !schema.all_of.is_empty() || has_alternatives(schema) {
            // What is combined of parts is not remembered while its parts are sampled.
            self.contents(schema, level, schema.types.first().copied())
        } else {
            self.sampled.push(id);
            let sampled = self.contents(schema, level, schema.types.first().copied());
            self.sampled.pop();
            sampled
        };
        for sibling in beside.into_iter().rev() {
            sampled.value = self.given(sibling).or(sampled.value);
            sampled.read_only |= sibling.read_only;
            sampled.write_only |= sibling.write_only;
        }
        sampled
    }

    fn contents(
        &mut self,
        schema: &'d Schema,
        level: Level<'d>,
        kind: Option<SchemaType>,
    ) -> Sampled {
        let flags = |value, kind| Sampled {
            value,
            kind,
            read_only: schema.read_only,
            write_only: schema.write_only,
        };
        self.budget.spend_schema();
        if self.budget.is_spent() || level.steps > MAX_STEPS {
            return flags(empty(kind).value, kind);
        }
        if let Some(value) = self.given(schema) {
            let has_example = schema.example.is_some() || !schema.examples.is_empty();
            return flags(Some(value), kind.filter(|_| has_example));
        }
        if !schema.all_of.is_empty() {
            return self.all_of(schema, level);
        }
        if let Some(first) = schema.one_of.first().or(schema.any_of.first()) {
            return self.alternative(schema, *first, level);
        }
        let kind = kind.or_else(|| inferred_type(schema));
        let own = flags(Some(self.by_type(schema, level, kind)), kind);
        match (schema.if_schema, schema.then_schema) {
            (Some(condition), Some(then)) => self.condition(own, condition, then, level),
            _ => own,
        }
    }

    /// The value that the schema itself gives, while there is room for one.
    fn given(&mut self, schema: &Schema) -> Option<Value> {
        let value = given_value(schema).filter(|_| !self.budget.is_spent())?;
        self.budget.spend(value);
        Some(value.clone())
    }

    fn by_type(&mut self, schema: &'d Schema, level: Level<'d>, kind: Option<SchemaType>) -> Value {
        let value = match kind {
            Some(SchemaType::Object) => self.object(schema, level),
            Some(SchemaType::Array) => self.array(schema, level),
            Some(SchemaType::String) => Value::string(string::sample(schema, level.name)),
            Some(SchemaType::Integer | SchemaType::Number) => number::sample(schema),
            Some(SchemaType::Boolean) => Value::Bool(true),
            Some(SchemaType::Null) | None => Value::Null,
        };
        self.budget.spend_scalar(&value);
        value
    }

    fn object(&mut self, schema: &'d Schema, level: Level<'d>) -> Value {
        let mut members: Vec<(Box<str>, Value)> = Vec::with_capacity(schema.properties.len());
        if level.depth >= MAX_LEVEL {
            return Value::Object(members);
        }
        for (name, property) in &schema.properties {
            if self.budget.is_spent() {
                break;
            }
            self.budget.spend_text(name);
            let sampled = self.schema(*property, level.inside(Some(name)));
            let left_out = match self.purpose {
                Purpose::Request => sampled.read_only,
                Purpose::Response => sampled.write_only,
                Purpose::Schema => false,
            };
            if let (false, Some(value)) = (left_out, sampled.value) {
                members.push((name.clone(), value));
            }
        }
        if let Some(AdditionalProperties::Schema(values)) = schema.additional_properties {
            self.additional(values, level, &mut members);
        }
        Value::Object(members)
    }

    /// Two members that stand for any others.
    fn additional(
        &mut self,
        values: Id<Schema>,
        level: Level<'d>,
        members: &mut Vec<(Box<str>, Value)>,
    ) {
        let schema = self.at(self.way(values).target);
        let name = schema.extension("x-additionalPropertiesName").and_then(Value::as_str);
        for number in 1..=2 {
            let name = format!("{}{number}", name.unwrap_or("property")).into_boxed_str();
            self.budget.spend_text(&name);
            let Some(value) = self.schema(values, level.inside(None)).value else {
                continue;
            };
            match members.iter_mut().find(|(known, _)| *known == name) {
                Some(member) => member.1 = value,
                None => members.push((name, value)),
            }
        }
    }

    fn array(&mut self, schema: &'d Schema, level: Level<'d>) -> Value {
        let mut items = Vec::new();
        if level.depth >= MAX_LEVEL {
            return Value::Array(items);
        }
        let limits = schema.limits.as_deref();
        let least = limits.and_then(|limits| limits.min_items).unwrap_or(1).max(1) as usize;
        let most = limits.and_then(|limits| limits.max_items).map_or(usize::MAX, |n| n as usize);
        let length = least.min(most).max(schema.prefix_items.len());
        let rest = schema.items.or(schema.contains).filter(|_| schema.prefix_items.is_empty());
        for at in 0..length {
            let item = schema.prefix_items.get(at).copied().or(rest);
            let Some(item) = item else { break };
            if self.budget.is_spent() {
                break;
            }
            items.push(self.schema(item, level.inside(None)).value.unwrap_or(Value::Null));
        }
        Value::Array(items)
    }

    /// All parts merged, when they are objects; else the last part that gives a value.
    fn all_of(&mut self, schema: &'d Schema, level: Level<'d>) -> Sampled {
        let own = schema.types.first().copied().or_else(|| inferred_type(schema));
        let value = Some(self.by_type(schema, level, own));
        let mut whole = Sampled {
            value,
            kind: own,
            read_only: schema.read_only,
            write_only: schema.write_only,
        };
        let mut parts = Vec::new();
        for &part in &schema.all_of {
            let part = self.part(part, level, whole.kind);
            whole.kind = part.kind.or(whole.kind);
            whole.read_only |= part.read_only;
            whole.write_only |= part.write_only;
            parts.extend(part.value.filter(|value| *value != Value::Null));
        }
        if whole.kind == Some(SchemaType::Object) {
            let base = whole.value.take().filter(Value::is_truthy);
            let base = base.unwrap_or_else(|| Value::Object(Vec::new()));
            let objects = parts.into_iter().filter(Value::is_container);
            whole.value = Some(objects.fold(base, merge::deep));
        } else if let Some(last) = parts.pop() {
            whole.value = Some(last);
        }
        whole
    }

    /// A part of `allOf`: it takes its type from the whole, and without one none is guessed.
    fn part(&mut self, id: Id<Schema>, level: Level<'d>, kind: Option<SchemaType>) -> Sampled {
        let schema = self.at(self.way(id).target);
        let level = level.beside();
        let combined = !schema.all_of.is_empty() || has_alternatives(schema);
        match schema.types.first().copied().or(kind) {
            None if !combined && given_value(schema).is_none() => Sampled {
                value: Some(Value::Null),
                kind: None,
                read_only: schema.read_only,
                write_only: schema.write_only,
            },
            kind => self.contents(schema, level, kind),
        }
    }

    /// The first alternative, merged over what the schema says itself.
    fn alternative(&mut self, schema: &'d Schema, first: Id<Schema>, level: Level<'d>) -> Sampled {
        let own = schema.types.first().copied().or_else(|| inferred_type(schema));
        let base = self.by_type(schema, level, own);
        let way = self.way(first);
        let target = self.at(way.target);
        let mut chosen = self.contents(target, level.beside(), target.types.first().copied());
        let beside = way.beside.into_iter().find_map(|sibling| self.given(sibling));
        chosen.value = beside.or(chosen.value);
        chosen.read_only |= schema.read_only;
        chosen.write_only |= schema.write_only;
        chosen.value = match (base, chosen.value) {
            (base, Some(value)) if base.is_container() && value.is_container() => {
                Some(merge::deep(base, value))
            }
            (base, Some(Value::Null)) if base.is_container() => Some(base),
            (_, value) => value,
        };
        chosen
    }

    /// What holds where the condition does.
    fn condition(
        &mut self,
        own: Sampled,
        condition: Id<Schema>,
        then: Id<Schema>,
        level: Level<'d>,
    ) -> Sampled {
        let value = [condition, then].into_iter().fold(own.value, |value, id| {
            let more = self.part(id, level, own.kind).value;
            match (value, more) {
                (Some(value), Some(more)) if value.is_container() && more.is_container() => {
                    Some(merge::deep(value, more))
                }
                (value, _) => value,
            }
        });
        Sampled { value, ..own }
    }
}

fn has_alternatives(schema: &Schema) -> bool {
    !schema.one_of.is_empty() || !schema.any_of.is_empty()
}

/// A value that the schema itself gives.
fn given_value(schema: &Schema) -> Option<&Value> {
    let given = schema.example.as_ref().or(schema.constant.as_ref());
    let given = given.or(schema.examples.first()).or(schema.enumeration.first());
    given.or(schema.default.as_ref())
}

/// What stands for a schema that is not sampled any further.
fn empty(kind: Option<SchemaType>) -> Sampled {
    let value = match kind {
        Some(SchemaType::Object) => Some(Value::Object(Vec::new())),
        Some(SchemaType::Array) => Some(Value::Array(Vec::new())),
        _ => None,
    };
    Sampled { value, kind, read_only: false, write_only: false }
}

/// The type that a schema's keywords speak of, where it names none.
fn inferred_type(schema: &Schema) -> Option<SchemaType> {
    if let Some(kind) = schema.types.first() {
        return Some(*kind);
    }
    let limits = schema.limits.as_deref();
    let numbers = limits.is_some_and(|limits| {
        limits.minimum.is_some()
            || limits.maximum.is_some()
            || limits.exclusive_minimum.is_some()
            || limits.exclusive_maximum.is_some()
            || limits.multiple_of.is_some()
    });
    let strings = limits.is_some_and(|limits| {
        limits.min_length.is_some() || limits.max_length.is_some() || limits.pattern.is_some()
    });
    let arrays = schema.items.is_some()
        || !schema.prefix_items.is_empty()
        || limits.is_some_and(|limits| {
            limits.max_items.is_some() || limits.min_items.is_some() || limits.unique_items
        });
    let objects = !schema.properties.is_empty()
        || !schema.pattern_properties.is_empty()
        || schema.additional_properties.is_some()
        || !schema.required.is_empty()
        || limits.is_some_and(|limits| {
            limits.max_properties.is_some() || limits.min_properties.is_some()
        });
    let found = [
        (numbers, SchemaType::Number),
        (strings, SchemaType::String),
        (arrays, SchemaType::Array),
        (objects, SchemaType::Object),
    ];
    found.into_iter().find(|(found, _)| *found).map(|(_, kind)| kind)
}
