//! Whether a value is valid where schemas hold, and where it is not.
//!
//! Each schema of a place judges for itself, as JSON Schema says; nothing is merged. What cannot be
//! judged (an expression that is no regular one, a format that nobody knows, a number of thousands
//! of digits, a schema too deep inside of others) counts as fitting.

mod array;
mod date;
mod evaluated;
mod format;
mod object;
mod scalar;
mod union;

pub(crate) use format::fits as format_fits;

use std::rc::Rc;

use foldhash::HashMap;

use crate::document::{Schema, SchemaType, Value, Version};
use crate::view::{Direction, Meet, Part, Views, type_of};

/// Maximum number of places inside each other that are looked at.
const MAX_DEPTH: usize = 300;

/// Maximum number of places that are looked at for one value.
const MAX_STEPS: usize = 100_000;

/// Maximum number of misfits that are told of one value.
const MAX_MISFITS: usize = 100;

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// Where, as a JSON pointer into the value.
    pub pointer: String,
    /// The keyword that rejects it.
    pub keyword: &'static str,
    /// Why, as the end of a sentence that begins with the value: `is above 5`.
    pub why: String,
}

/// Everything that is wrong with a value at a place. Members that do not go in the direction may be
/// missing.
pub fn misfits(views: &Views<'_>, meet: Meet, value: &Value, direction: Direction) -> Vec<Misfit> {
    let mut found = Found::default();
    Check::new(views, direction).place(meet, value, &mut found);
    found.misfits
}

/// Whether a value is valid at a place.
pub fn fits(views: &Views<'_>, meet: Meet, value: &Value, direction: Direction) -> bool {
    Check::new(views, direction).fits(meet, value)
}

/// What was found so far, and where the search is.
#[derive(Debug, Default)]
struct Found {
    misfits: Vec<Misfit>,
    pointer: String,
    /// Whether the first one is enough.
    is_quick: bool,
}

impl Found {
    fn add(&mut self, keyword: &'static str, why: String) {
        let misfit = Misfit { pointer: self.pointer.clone(), keyword, why };
        // Several schemas of a place may say the same.
        if self.misfits.len() < MAX_MISFITS && !self.misfits.contains(&misfit) {
            self.misfits.push(misfit);
        }
    }

    fn is_done(&self) -> bool {
        self.misfits.len() >= if self.is_quick { 1 } else { MAX_MISFITS }
    }

    /// Looks at a member or an item.
    fn inside(&mut self, name: &str, look: impl FnOnce(&mut Self)) {
        if self.is_quick {
            // Nobody reads where it is.
            return look(self);
        }
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
        look(self);
        self.pointer.truncate(length);
    }
}

/// A place and a value that is judged there. The value stays where it is as long as the check lasts.
type Spot = (Meet, *const Value);

/// One check.
struct Check<'v, 'd> {
    views: &'v Views<'d>,
    direction: Direction,
    parts: HashMap<Meet, Rc<[Part]>>,
    /// What was judged already; what is being judged counts as fitting.
    known: HashMap<Spot, bool>,
    depth: usize,
    steps: usize,
}

impl<'v, 'd> Check<'v, 'd> {
    fn new(views: &'v Views<'d>, direction: Direction) -> Self {
        let (parts, known) = (HashMap::default(), HashMap::default());
        Self { views, direction, parts, known, depth: 0, steps: 0 }
    }

    /// Whether a value is valid at a place.
    fn fits(&mut self, meet: Meet, value: &Value) -> bool {
        let spot = (meet, std::ptr::from_ref(value));
        if let Some(known) = self.known.get(&spot) {
            return *known;
        }
        self.known.insert(spot, true);
        let mut found = Found { is_quick: true, ..Found::default() };
        self.place(meet, value, &mut found);
        let fits = found.misfits.is_empty();
        self.known.insert(spot, fits);
        fits
    }

    /// Looks for what is wrong with a value at a place.
    fn place(&mut self, meet: Meet, value: &Value, found: &mut Found) {
        self.steps += 1;
        if self.depth >= MAX_DEPTH || self.steps > MAX_STEPS || found.is_done() {
            return;
        }
        if *value == Value::Null && self.is_null_settled(meet, found) {
            return;
        }
        self.depth += 1;
        let parts = self.parts(meet);
        for at in 0..parts.len() {
            self.part(&parts, at, meet, value, found);
        }
        self.depth -= 1;
    }

    /// Whether the place as a whole decides about `null`, as it does where documents say by a flag
    /// that it is allowed.
    fn is_null_settled(&mut self, meet: Meet, found: &mut Found) -> bool {
        let document = self.views.document();
        let is_old = document.version < Version::OpenApi3_1;
        let parts = self.parts(meet);
        let schemas = || parts.iter().map(|part| &document.schemas[part.schema]);
        let has_flag = schemas().any(|schema| schema.nullable && schema.types.is_empty());
        if !is_old && !has_flag {
            return false;
        }
        let allows = self.views.shape(meet).null;
        if is_old && !allows && schemas().any(|schema| !schema.types.is_empty()) {
            found.add("nullable", "is null".to_owned());
            return true;
        }
        allows
    }

    fn parts(&mut self, meet: Meet) -> Rc<[Part]> {
        let views = self.views;
        let parts = self.parts.entry(meet).or_insert_with(|| views.whole_parts(meet).into());
        Rc::clone(parts)
    }

    /// What one schema of a place says.
    fn part(
        &mut self,
        parts: &Rc<[Part]>,
        at: usize,
        meet: Meet,
        value: &Value,
        found: &mut Found,
    ) {
        let schema = &self.views.document().schemas[parts[at].schema];
        if schema.boolean == Some(false) {
            found.add("false", "must not be there".to_owned());
        }
        is_of_type(schema, value, found);
        scalar::check(self.views, schema, value, found);
        match value {
            Value::Array(items) => self.array(schema, items, found),
            Value::Object(members) => self.object(schema, meet, members, value, found),
            _ => {}
        }
        self.unions(parts, at, value, found);
        self.conditions(schema, value, found);
        self.unevaluated(schema, value, found);
    }
}

fn is_of_type(schema: &Schema, value: &Value, found: &mut Found) {
    let kind = type_of(value);
    let is_said = schema.types.contains(&kind)
        || (kind == SchemaType::Integer && schema.types.contains(&SchemaType::Number))
        || (kind == SchemaType::Null && schema.nullable);
    if schema.types.is_empty() || is_said {
        return;
    }
    let expected: Vec<&str> = schema.types.iter().map(|kind| kind.name()).collect();
    let kind = if kind == SchemaType::Null { "null" } else { kind.name() };
    found.add("type", format!("is of type {kind}, not {}", expected.join(" or ")));
}
