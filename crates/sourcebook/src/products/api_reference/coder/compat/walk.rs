//! Schemas as rows, in the order and with the indents of the published pages.

use std::borrow::Cow;
use std::collections::HashSet;

use sourcebook_model::document::{AdditionalProperties, Schema, SchemaType};
use sourcebook_model::{Document, Id};

use super::cycles::Marks;
use crate::products::api_reference::coder::rows::{Block, Row, RowKind, RowsOf};
use crate::products::api_reference::coder::table::MAX_ROWS;
use crate::products::api_reference::coder::view::{Keywords, View, overlaid};
use crate::value_text::integers_first;

/// Maximum number of levels of nested schemas that are walked.
const MAX_DEPTH: usize = 64;

/// The tables of a schema.
pub(in super::super) fn blocks<'d>(
    document: &'d Document,
    marks: &Marks,
    schema: Id<Schema>,
    of: RowsOf,
) -> Vec<Block<'d>> {
    let opens = of != RowsOf::Page;
    let root = node(document, marks, schema, opens);
    let title = root.schema.title.as_ref().filter(|title| !title.is_empty());
    let title = title.or(root.schema.description.as_ref().filter(|text| !text.is_empty()));
    let first = Block { title: title.map(ToString::to_string), rows: Vec::new() };
    let mut walk = Walk {
        document,
        marks,
        opens,
        offset: usize::from(!opens),
        blocks: vec![first],
        seen: HashSet::new(),
        visits: 0,
        depth: 0,
        is_top: true,
        block_depth: 0,
        row_depth: 0,
        level: 0,
        differences: Vec::new(),
    };
    walk.schema(schema, Step::Root, &Schema::default());
    walk.blocks
}

/// A schema as it was after references were replaced: with the mark of the reference it came
/// from. Where references were not replaced, the reference itself.
pub(super) fn node<'d>(
    document: &'d Document,
    marks: &Marks,
    id: Id<Schema>,
    opens: bool,
) -> View<'d> {
    let written = &document.schemas[id];
    let Some(reference) = &written.reference else {
        let named = marks.get(&id).copied().filter(|_| opens);
        return View { schema: Keywords::Written(written), named, identity: Some(id) };
    };
    match reference.target {
        Some(target) if opens => {
            let resolved = document.resolve(target);
            let schema = Keywords::Written(&document.schemas[resolved]);
            View { schema, named: Some(target), identity: Some(resolved) }
        }
        target => View { schema: Keywords::Written(written), named: target, identity: None },
    }
}

/// Merges lone parts of `allOf`, `anyOf` and `oneOf`, each kind once.
fn combined<'d>(document: &'d Document, marks: &Marks, view: View<'d>, opens: bool) -> View<'d> {
    let mut whole = view;
    for kind in 0..3 {
        let parts = match kind {
            0 => &whole.schema.all_of,
            1 => &whole.schema.any_of,
            _ => &whole.schema.one_of,
        };
        let [part] = parts.as_slice() else { continue };
        let part = node(document, marks, *part, opens);
        let mut own = Schema::clone(&whole.schema);
        let mut base = Schema::clone(&part.schema);
        for schema in [&mut own, &mut base] {
            match kind {
                0 => schema.all_of.clear(),
                1 => schema.any_of.clear(),
                _ => schema.one_of.clear(),
            }
        }
        let schema = overlaid(&base, &own).into();
        whole = View { schema, named: whole.named.or(part.named), identity: None };
    }
    whole
}

/// How the walk came to a schema.
#[derive(Clone, Copy)]
enum Step<'s> {
    Root,
    Items,
    AdditionalProperties,
    Property(&'s str),
    /// An element of `allOf`, `anyOf`, `oneOf`, or `not`: the title of its table.
    Part(&'static str),
}

struct Walk<'d, 'm> {
    document: &'d Document,
    marks: &'m Marks,
    opens: bool,
    /// How many levels are taken off every row.
    offset: usize,
    blocks: Vec<Block<'d>>,
    seen: HashSet<Id<Schema>>,
    /// How many schemas were visited. Merged schemas are never seen twice, so that without a bound
    /// each that holds another twice would double the work.
    visits: usize,
    depth: usize,
    /// Whether nothing but the root was visited yet.
    is_top: bool,
    /// The depth of the last part of a composition; 0 for none.
    block_depth: usize,
    /// The depth of the last row.
    row_depth: usize,
    /// The indent of the last row.
    level: usize,
    /// Depths at which rows went deeper, and by how much.
    differences: Vec<(usize, usize)>,
}

impl<'d> Walk<'d, '_> {
    fn schema(&mut self, id: Id<Schema>, step: Step<'_>, parent: &Schema) {
        if self.depth > MAX_DEPTH || self.visits >= MAX_ROWS {
            return;
        }
        self.visits += 1;
        let view = node(self.document, self.marks, id, self.opens);
        let is_link = !self.opens && view.schema.reference.is_some();
        let view =
            if is_link { view } else { combined(self.document, self.marks, view, self.opens) };
        self.visit(&view, step, parent);
        if is_link || view.identity.is_some_and(|identity| !self.seen.insert(identity)) {
            return;
        }
        self.is_top = false;
        self.depth += 1;
        self.children(&view.schema);
        self.depth -= 1;
    }

    fn children(&mut self, schema: &Schema) {
        if let Some(items) = schema.items {
            self.schema(items, Step::Items, schema);
        }
        if let Some(AdditionalProperties::Schema(values)) = schema.additional_properties {
            self.schema(values, Step::AdditionalProperties, schema);
        }
        for properties in [&schema.properties, &schema.pattern_properties] {
            let mut properties: Vec<_> = properties.iter().collect();
            integers_first(&mut properties, |(name, _)| name);
            for (name, property) in properties {
                self.schema(*property, Step::Property(name), schema);
            }
        }
        let compositions = [
            (&schema.all_of, "allOf", "and"),
            (&schema.any_of, "anyOf", "or"),
            (&schema.one_of, "oneOf", "xor"),
        ];
        for (parts, first, later) in compositions {
            for (at, part) in parts.iter().enumerate() {
                self.schema(*part, Step::Part(if at == 0 { first } else { later }), schema);
            }
        }
        if let Some(not) = schema.not {
            self.schema(not, Step::Part("not"), schema);
        }
    }

    /// Starts a table where one starts, and adds the row of the schema where it has one.
    fn visit(&mut self, view: &View<'d>, step: Step<'_>, parent: &Schema) {
        if let Step::Part(title) = step {
            let title = self.part_title(title, view);
            self.blocks.push(Block { title: Some(title), rows: Vec::new() });
            self.block_depth = self.depth;
        } else if self.block_depth > 0 && self.depth < self.block_depth {
            self.blocks.push(Block { title: Some("continued".to_owned()), rows: Vec::new() });
            self.block_depth = 0;
        }
        let Some(name) = self.name(view, step, parent) else {
            return;
        };
        self.indent();
        let is_object = view.schema.types.first() == Some(&SchemaType::Object);
        if self.is_top && is_object {
            return;
        }
        let kind = match name.as_str() {
            "*anonymous*" => RowKind::Anonymous,
            "**additionalProperties**" => RowKind::AnyProperty,
            _ => RowKind::Property,
        };
        let row = Row {
            required: parent.required.iter().any(|required| **required == *name),
            name: Cow::Owned(name),
            level: self.level.saturating_sub(self.offset),
            kind,
            view: view.clone(),
            description: self.description(view),
        };
        if let Some(block) = self.blocks.last_mut() {
            block.rows.push(row);
        }
    }

    fn part_title(&self, title: &str, view: &View<'_>) -> String {
        let is_link = view.schema.reference.is_some();
        let target = view.named.filter(|_| is_link);
        let schema = target
            .map_or(&*view.schema, |target| &self.document.schemas[self.document.resolve(target)]);
        let Some(discriminator) = &schema.discriminator else {
            return title.to_owned();
        };
        let prefix = target.and_then(|target| self.document.schemas[target].name.as_deref());
        let prefix = prefix.filter(|_| !self.opens);
        let prefix = prefix.map_or_else(String::new, |name| format!("{name}."));
        format!("{title} - discriminator: {prefix}{}", discriminator.property_name)
    }

    /// The name of a schema's row; without one there is no row.
    fn name(&mut self, view: &View<'d>, step: Step<'_>, parent: &Schema) -> Option<String> {
        let own = match step {
            Step::Part(_) => "*anonymous*",
            Step::Property(name) => name.split('/').next().unwrap_or_default(),
            Step::Root | Step::Items | Step::AdditionalProperties => "",
        };
        let title = view.schema.title.as_deref().unwrap_or_default();
        let name = if own.is_empty() { title } else { own };
        if !name.is_empty() {
            return Some(name.to_owned());
        }
        let first = view.schema.types.first();
        let items =
            view.schema.items.map(|items| node(self.document, self.marks, items, self.opens));
        let lists_named =
            first == Some(&SchemaType::Array) && items.is_some_and(|items| items.named.is_some());
        let is_primitive = self.is_top
            && first.is_some_and(|kind| !matches!(kind, SchemaType::Object | SchemaType::Array));
        if lists_named || is_primitive {
            self.is_top = false;
        }
        match step {
            _ if self.is_top => None,
            Step::AdditionalProperties => Some("**additionalProperties**".to_owned()),
            _ if parent.items.is_none() => Some("*anonymous*".to_owned()),
            _ => None,
        }
    }

    /// Follows the walk with the indent: one deeper for each named row that is deeper than the
    /// last, and back by what was noted on the way.
    fn indent(&mut self) {
        if self.depth > self.row_depth {
            let difference = self.depth - self.row_depth;
            let at = self.row_depth;
            match self.differences.iter_mut().find(|(depth, _)| *depth == at) {
                Some(known) => known.1 = difference,
                None => self.differences.push((at, difference)),
            }
            self.level += 1;
        } else if self.depth < self.row_depth {
            let depth = self.depth;
            let back: usize = self
                .differences
                .iter()
                .filter(|(at, _)| *at >= depth)
                .map(|(_, by)| if by % 2 == 0 { by / 2 } else { *by })
                .sum();
            self.differences.retain(|(at, _)| *at < depth);
            self.level = self.level.saturating_sub(back);
        }
        self.row_depth = self.depth;
    }

    fn description(&self, view: &View<'d>) -> Option<Cow<'d, str>> {
        let of = |id: Id<Schema>| {
            let text = self.document.schemas[self.document.resolve(id)].description.as_deref();
            text.filter(|text| !text.is_empty())
        };
        let own = view.schema.text(|schema| {
            schema.description.as_deref().filter(|text| !text.is_empty()).map(str::trim)
        });
        if own.is_some() {
            return own;
        }
        if let Some(text) = view.named.and_then(of) {
            return Some(Cow::Borrowed(text.trim()));
        }
        if view.schema.types.first() != Some(&SchemaType::Array) {
            return None;
        }
        let items = node(self.document, self.marks, view.schema.items?, self.opens);
        items.named.and_then(of).map(|text| Cow::Owned(format!("[{text}]")))
    }
}
