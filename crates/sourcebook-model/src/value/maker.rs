//! Makes the value of one place after the other.

use crate::document::{Number, SchemaType, Value};
use crate::fit;
use crate::media::Kind;
use crate::view::{Direction, Meet, Others, Shape, Views};

use super::decided::Decided;
use super::{Doubt, number, string};

/// Maximum number of places that are looked at in one run.
const MAX_PLACES: usize = 20_000;

/// Maximum number of places inside each other.
const MAX_DEPTH: usize = 120;

/// One run.
pub(super) struct Maker<'v, 'd> {
    pub(super) views: &'v Views<'d>,
    pub(super) direction: Direction,
    /// The level below which optional members are left out.
    pub(super) below: Option<usize>,
    /// How many lists and objects are around.
    pub(super) level: usize,
    pub(super) left_out: bool,
    pub(super) doubts: Vec<Doubt>,
    /// The places that are being made; the root may stand once inside itself.
    open: Vec<Meet>,
    root: Option<Meet>,
    /// Whether places that would be endless are made empty all the same.
    is_forced: bool,
    most_lines: Option<usize>,
    lines: usize,
    places: usize,
    /// How often other ways to keep rules were tried.
    pub(super) searches: usize,
}

/// What a run has made so far, to go back to.
pub(super) struct Mark {
    lines: usize,
    doubts: usize,
    left_out: bool,
}

impl<'v, 'd> Maker<'v, 'd> {
    pub(super) fn new(
        views: &'v Views<'d>,
        direction: Direction,
        below: Option<usize>,
        most_lines: Option<usize>,
    ) -> Self {
        let (open, doubts) = (Vec::new(), Vec::new());
        let (level, left_out, root, is_forced) = (0, false, None, false);
        let (lines, places, searches) = (0, 0, 0);
        Self {
            views,
            direction,
            below,
            level,
            left_out,
            doubts,
            open,
            root,
            is_forced,
            most_lines,
            lines,
            places,
            searches,
        }
    }

    /// Whether the run was given up, since the value would be too long.
    pub(super) fn is_too_long(&self) -> bool {
        self.most_lines.is_some_and(|most| self.lines > most)
    }

    /// Whether no more places are looked at.
    fn is_over(&self) -> bool {
        self.is_too_long() || self.places > MAX_PLACES || self.open.len() > MAX_DEPTH
    }

    /// The value of the whole.
    pub(super) fn root(&mut self, meet: Meet) -> Value {
        self.root = (self.direction == Direction::Whole).then(|| self.key(meet));
        let shape = self.views.shape(meet);
        let is_given = !shape.notes.examples.is_empty();
        if !is_given && (shape.is_never || shape.allows_nothing_but_null()) {
            if shape.is_impossible() {
                self.doubt(Doubt::Never);
            }
            return Value::Null;
        }
        if let Some(value) = self.place(meet) {
            return value;
        }
        if let Some(empty) = empty(&self.views.shape(meet)) {
            return empty;
        }
        let doubt = match self.views.shape(meet) {
            shape if shape.is_never => Doubt::Never,
            _ if self.is_unread(meet) => Doubt::Unread,
            _ => Doubt::Endless,
        };
        self.doubt(doubt);
        (self.is_forced, self.lines, self.places) = (true, 0, 0);
        self.place(meet).unwrap_or(Value::Null)
    }

    /// The value of a place; `None` where it would be endless, or there is none.
    pub(super) fn place(&mut self, meet: Meet) -> Option<Value> {
        self.places += 1;
        if self.is_over() {
            return None;
        }
        let shape = self.views.shape(meet);
        if let Some(value) = self.given(meet, &shape) {
            self.count(&value);
            return Some(value);
        }
        let key = self.key(meet);
        if self.is_open(key) {
            return self.is_forced.then(|| empty(&shape).unwrap_or(Value::Object(Vec::new())));
        }
        self.open.push(key);
        let value = self.settle(meet, &Decided::default());
        self.open.pop();
        value
    }

    /// Makes the value of a place with more than holds anyway: an option, or what a condition asks for.
    pub(super) fn inside<T>(
        &mut self,
        option: Meet,
        make: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        self.places += 1;
        let key = self.key(option);
        if self.is_over() || self.is_open(key) {
            return None;
        }
        self.open.push(key);
        let value = make(self);
        self.open.pop();
        value
    }

    /// What a place is told from others by, so that a schema inside itself is known: its name, else
    /// what is behind its references.
    fn key(&self, meet: Meet) -> Meet {
        self.views.name(meet).map_or_else(|| self.views.behind(meet), Meet::One)
    }

    fn is_open(&self, key: Meet) -> bool {
        let most = if self.root == Some(key) { 2 } else { 1 };
        self.open.iter().filter(|open| **open == key).count() >= most
    }

    /// How many places are around.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { lines: self.lines, doubts: self.doubts.len(), left_out: self.left_out }
    }

    /// Forgets what was made since.
    pub(super) fn go_back(&mut self, mark: &Mark) {
        if !self.is_too_long() {
            self.lines = mark.lines;
        }
        self.doubts.truncate(mark.doubts);
        self.left_out = mark.left_out;
    }

    pub(super) fn has_new_doubts(&self, mark: &Mark) -> bool {
        self.doubts.len() > mark.doubts
    }

    pub(super) fn doubt(&mut self, doubt: Doubt) {
        if !self.doubts.contains(&doubt) {
            self.doubts.push(doubt);
        }
    }

    pub(super) fn fits(&self, meet: Meet, value: &Value) -> bool {
        fit::fits(self.views, meet, value, self.direction)
    }

    /// What the author gives: an example, the only value, the default, or the first of the values that
    /// is valid. Of the whole, the example stays as it is written; inside, only a valid one counts.
    fn given(&mut self, meet: Meet, shape: &Shape<'d>) -> Option<Value> {
        let examples = &shape.notes.examples;
        let going = |example: &&'d Value| self.views.going(meet, example, self.direction);
        if let Some(example) = examples.iter().map(going).find(|example| self.fits(meet, example)) {
            return Some(example.into_owned());
        }
        if let (Some(example), true) = (examples.first().map(going), self.open.is_empty()) {
            self.doubt(Doubt::GivenValue);
            return Some(example.into_owned());
        }
        self.listed(meet, shape)
    }

    /// The only value, the default, or the first of the values that is valid.
    pub(super) fn listed(&mut self, meet: Meet, shape: &Shape<'d>) -> Option<Value> {
        let allowed = shape.allowed.as_deref().unwrap_or_default();
        let is_told = |value: &Value| match value {
            Value::Null => false,
            Value::Array(items) => !items.is_empty(),
            Value::Object(members) => !members.is_empty(),
            _ => true,
        };
        let default = shape.notes.default.filter(|value| allowed.len() != 1 && is_told(value));
        let candidates = default.into_iter().chain(allowed.iter().map(|one| one.value));
        let found = candidates.into_iter().find(|value| self.fits(meet, value));
        let is_sure = found.is_some() || !shape.unions.is_empty() || !shape.rules.is_empty();
        match found.or(allowed.first().map(|one| one.value).filter(|_| !is_sure)) {
            Some(value) if found.is_none() => {
                self.doubt(Doubt::Contradiction);
                Some(value.clone())
            }
            value => value.cloned(),
        }
    }

    /// A value by its type, all unions being decided.
    pub(super) fn by_type(
        &mut self,
        meet: Meet,
        shape: &Shape<'d>,
        decided: &Decided<'d>,
    ) -> Option<Value> {
        if shape.is_never || self.is_unread(meet) {
            return None;
        }
        if shape.apart.is_some() {
            self.doubt(Doubt::Contradiction);
        }
        let value = match shape.types.first() {
            Some(SchemaType::Object) => return self.object(shape, decided),
            Some(SchemaType::Array) => return self.array(meet, shape),
            Some(SchemaType::String) => Value::string(self.text(meet, shape)),
            Some(kind @ (SchemaType::Number | SchemaType::Integer)) => {
                Value::Number(self.number(shape, *kind == SchemaType::Integer))
            }
            Some(SchemaType::Boolean) => Value::Bool(true),
            Some(SchemaType::Null) | None => Value::Null,
        };
        self.count(&value);
        Some(value)
    }

    /// Whether nothing is known of the values of a place, since what holds there was not read.
    pub(super) fn is_unread(&self, meet: Meet) -> bool {
        let shape = self.views.shape(meet);
        shape.types.is_empty() && self.views.is_unread(meet)
    }

    /// A text, of JSON where that is what it holds.
    fn text(&mut self, meet: Meet, shape: &Shape<'d>) -> String {
        if let Some(text) = self.json_text(meet, shape) {
            return text;
        }
        match string::make(self.views, shape) {
            Ok(text) => text,
            Err((text, doubt)) => {
                if !self.fits(meet, &Value::string(text.as_str())) || doubt == Doubt::Pattern {
                    self.doubt(doubt);
                }
                text
            }
        }
    }

    /// The value that a text holds as JSON: `contentSchema`, where nothing encodes it (JSON Schema
    /// validation, section 8.5).
    fn json_text(&mut self, meet: Meet, shape: &Shape<'d>) -> Option<String> {
        let content = shape.content.filter(|content| content.encoding.is_none())?;
        content.media_type.filter(|name| Kind::of(name) == Kind::Json)?;
        let inside = content.schema?;
        let (mark, lines) = (self.mark(), self.lines);
        let value = self.place(inside);
        self.lines = lines;
        let text = value.map(|value| value.to_compact_json());
        let text = text.filter(|text| self.fits(meet, &Value::string(text.as_str())));
        if text.is_none() {
            self.go_back(&mark);
        }
        text
    }

    fn number(&mut self, shape: &Shape<'d>, is_integer: bool) -> Number {
        number::make(&shape.bounds, is_integer, &shape.formats).unwrap_or_else(|| {
            self.doubt(Doubt::Contradiction);
            Number::from(0)
        })
    }

    /// Counts the lines of a value.
    pub(super) fn count(&mut self, value: &Value) {
        self.lines += lines(value);
    }
}

/// How many lines a value has, as indented JSON.
fn lines(value: &Value) -> usize {
    match value {
        Value::Array(items) if !items.is_empty() => 2 + items.iter().map(lines).sum::<usize>(),
        Value::Object(members) if !members.is_empty() => {
            2 + members.iter().map(|(_, value)| lines(value)).sum::<usize>()
        }
        _ => 1,
    }
}

/// The value with nothing inside, where such a one may be valid.
pub(super) fn empty(shape: &Shape<'_>) -> Option<Value> {
    let is_list = shape.types.first() == Some(&SchemaType::Array);
    let is_map = shape.types.first() == Some(&SchemaType::Object)
        && shape.others != Others::None
        && !shape.members.iter().any(|member| member.required);
    if is_list && shape.bounds.min_items.unwrap_or(0) == 0 && shape.contains.is_empty() {
        return Some(Value::Array(Vec::new()));
    }
    if is_map && shape.bounds.min_members.unwrap_or(0) == 0 {
        return Some(Value::Object(Vec::new()));
    }
    shape.null.then_some(Value::Null)
}
