//! Traits: what is said of a field behind its type, in a fixed order.

use sourcebook_model::document::SchemaType;
use sourcebook_model::view::{Bounds, Contains, Meet, Others, Shape, Union, UnionKind};

use super::contradictions::{PARTS_FOLLOW, apart};
use super::item::Beside;
use super::position::Position;
use super::values::{self, Shown};
use super::words::{enumeration, items, map_values, other_members};
use super::{Field, Scope, Site, limits};
use crate::products::markdown::inline::{code, plain};

/// Maximum number of lists and maps inside each other whose items' traits are said.
const MAX_NESTED: usize = 6;

impl<'d> Scope<'_, 'd> {
    /// The traits of a field.
    pub(super) fn traits(
        &self,
        field: &Field<'d>,
        position: Position<'_>,
        beside: &Beside<'_>,
    ) -> Vec<String> {
        let shape = &field.shape;
        let mut traits = Vec::new();
        traits.extend(beside.required.then(|| "**required**".to_owned()));
        self.add_marks(shape, beside.deprecated, &mut traits);
        if position.is_entry || (field.is_composite() && !self.is_open(field, position)) {
            traits.extend(self.everything_of(shape));
        }
        traits.extend(tells(beside));
        self.add_value(field, position, &mut traits);
        let default = self.default(field, position);
        traits.extend(default.map(|value| values::default(value, field.is_text())));
        traits.extend(beside.style.iter().cloned());
        traits.extend(beside.sent_as.clone());
        let tells_all = self.tells_all(field, position);
        if tells_all {
            add_xml(shape, &mut traits);
        }
        traits.extend(beside.examples.clone());
        traits.extend(self.union_trait(field, position));
        traits
    }

    /// In which direction values go, and that they are not to be used any more.
    fn add_marks(&self, shape: &Shape<'d>, deprecated: bool, traits: &mut Vec<String>) {
        let mut add = |is_so: bool, words: &str| traits.extend(is_so.then(|| words.to_owned()));
        add(self.site == Site::Schemas && shape.read_only, "read-only");
        add(self.site == Site::Schemas && shape.write_only, "write-only");
        add(deprecated || shape.notes.deprecated, "deprecated");
    }

    /// Whether everything of a schema is said where it stands, and not only by its link.
    pub(super) fn tells_all(&self, field: &Field<'d>, position: Position<'_>) -> bool {
        let is_told = || field.is_inline() && !position.is_inside(field);
        field.named.is_none() || is_told() || self.is_open(field, position)
    }

    /// The traits of a value: its limits and what is inside, in as far as that has no name.
    fn add_value(&self, field: &Field<'d>, position: Position<'_>, traits: &mut Vec<String>) {
        if self.tells_all(field, position) {
            self.add_shape(field, position, 0, traits);
        } else {
            let shape = self.reference.views.beside(field.meet);
            let beside = Field { shape, ..field.clone() };
            self.add_shape(&beside, position, 0, traits);
        }
    }

    fn add_shape(
        &self,
        field: &Field<'d>,
        position: Position<'_>,
        nested: usize,
        traits: &mut Vec<String>,
    ) {
        let shape = &*field.shape;
        if apart(shape).is_some() {
            return;
        }
        let is_listed = position.is_listed(field);
        traits.extend(values::allowed(field, is_listed).map(|shown| match shown {
            Shown::Line(line) => line,
            Shown::List => "one of:".to_owned(),
        }));
        add_limits(shape, traits);
        self.add_content(shape, position, traits);
        self.add_names(shape, nested, traits);
        if other_members(shape) == Others::None {
            traits.push("no other members".to_owned());
        }
        let above = position.opened(field);
        for items in [items(shape), map_values(shape)].into_iter().flatten() {
            self.add_each(items, position.inside(&above), nested, traits);
        }
        if nested < MAX_NESTED {
            let contains = shape.contains.iter();
            traits.extend(contains.map(|contains| self.contains(contains)));
        }
    }

    /// The traits of what is in a list or a map.
    fn add_each(
        &self,
        meet: Meet,
        position: Position<'_>,
        nested: usize,
        traits: &mut Vec<String>,
    ) {
        if nested >= MAX_NESTED {
            return;
        }
        let items = self.field(meet);
        let mut own = Vec::new();
        // What a named schema says of itself is said where it is described.
        let title = match items.named {
            Some(_) => self.reference.views.beside(meet).notes.title,
            None => items.shape.notes.title,
        };
        own.extend(title.map(|title| format!("*{}*", plain(title))));
        self.add_marks(&items.shape, false, &mut own);
        if self.tells_all(&items, position) {
            self.add_shape(&items, position, nested + 1, &mut own);
            let default = self.default(&items, position);
            own.extend(default.map(|value| values::default(value, items.is_text())));
            add_xml(&items.shape, &mut own);
        }
        traits.extend(own.into_iter().map(|one| format!("each {one}")));
    }

    /// How a text is encoded, and what is inside, unless that is an object whose fields stand below.
    fn add_content(&self, shape: &Shape<'d>, position: Position<'_>, traits: &mut Vec<String>) {
        let Some(content) = shape.content else { return };
        traits.extend(content.encoding.map(|encoding| format!("in {}", plain(encoding))));
        let inside = content.schema.map(|schema| self.field(schema));
        let is_below = |inside: &Field<'d>| {
            inside.kinds == [SchemaType::Object]
                && map_values(&inside.shape).is_none()
                && self.is_open(inside, position)
        };
        let inside = inside.filter(|inside| !inside.kinds.is_empty() && !is_below(inside));
        let words = inside.map(|inside| self.words_of(&inside));
        let words = words.map_or_else(String::new, |words| format!(": {words}"));
        traits.extend(content.media_type.map(|name| format!("holds {}{words}", code(name))));
    }

    fn add_names(&self, shape: &Shape<'d>, nested: usize, traits: &mut Vec<String>) {
        let Some(names) = shape.names.filter(|_| nested < MAX_NESTED) else { return };
        let field = self.field(names);
        let mut own = Vec::new();
        if !field.shape.formats.is_empty() {
            own.push(self.words_of(&field));
        }
        let anywhere = Position::root();
        if let Some(Shown::Line(line)) = values::allowed(&field, false) {
            own.push(line);
        }
        limits::add(&field.shape.bounds, &mut own);
        own.extend(self.union_trait(&field, anywhere).map(|_| self.words_of(&field)));
        traits.extend(own.into_iter().map(|one| format!("names {one}")));
    }

    fn contains(&self, contains: &Contains) -> String {
        let count = limits::range(Some(contains.least), contains.most);
        let count = count.map(|(range, _)| range).unwrap_or_default();
        let field = self.field(contains.meet);
        let mut words = vec![self.words_of(&field)];
        if field.named.is_none() {
            self.add_shape(&field, Position::root(), MAX_NESTED, &mut words);
        }
        format!("contains {count}: {}", words.join(", "))
    }

    /// The named schemas of which a schema is everything.
    fn everything_of(&self, shape: &Shape<'d>) -> Option<String> {
        let links: Vec<String> = shape.parts.iter().map(|id| self.link(*id)).collect();
        (!links.is_empty()).then(|| format!("everything of {}", enumeration(&links)))
    }

    /// What says that options follow: of the field, or of what is in the list or map.
    fn union_trait(&self, field: &Field<'d>, position: Position<'_>) -> Option<String> {
        let mut field = field.clone();
        let mut position = position;
        let mut each = String::new();
        for _ in 0..MAX_NESTED {
            field = self.opened_part(&field, position)?;
            if apart(&field.shape).is_some() {
                return Some(each + PARTS_FOLLOW);
            }
            match self.listed_unions(&field.shape)[..] {
                [union] => return Some(each + &options_follow(union)),
                [] => {}
                _ => return None,
            }
            let inner = items(&field.shape).or_else(|| map_values(&field.shape))?;
            field = self.field(inner);
            position = position.as_entry(false);
            each.push_str("each ");
        }
        None
    }

    /// The unions whose options are listed.
    pub(super) fn listed_unions<'s>(&self, shape: &'s Shape<'d>) -> Vec<&'s Union<'d>> {
        match self.only_types(shape) {
            Some(_) => Vec::new(),
            None => shape.unions.iter().filter(|union| !union.options.is_empty()).collect(),
        }
    }
}

/// ``exactly one of these, by `kind`:``
pub(super) fn options_follow(union: &Union<'_>) -> String {
    let kind = match union.kind {
        UnionKind::ExactlyOne => "exactly one of these",
        UnionKind::AtLeastOne => "at least one of these",
    };
    match union.by {
        Some(by) => format!("{kind}, by {}:", code(by)),
        None => format!("{kind}:"),
    }
}

/// The values of a member that tells which option of its base a schema is.
fn tells(beside: &Beside<'_>) -> Option<String> {
    let values: Vec<String> = beside.tells.iter().map(|text| code(text)).collect();
    match &values[..] {
        [] => None,
        [one] => Some(format!("always {one}")),
        all => Some(format!("one of {}", all.join(", "))),
    }
}

/// The limits, and that a list has no items.
fn add_limits(shape: &Shape<'_>, traits: &mut Vec<String>) {
    if shape.other_items == Others::None && shape.first_items.is_empty() {
        let bounds = Bounds { max_items: Some(0), ..shape.bounds.clone() };
        limits::add(&bounds, traits);
    } else {
        limits::add(&shape.bounds, traits);
    }
}

fn add_xml(shape: &Shape<'_>, traits: &mut Vec<String>) {
    let Some(xml) = shape.notes.xml else { return };
    let is_attribute = xml.attribute || xml.node_type.as_deref() == Some("attribute");
    traits.extend(is_attribute.then(|| "xml attribute".to_owned()));
    traits.extend(xml.name.as_deref().map(|name| format!("xml name {}", code(name))));
}
