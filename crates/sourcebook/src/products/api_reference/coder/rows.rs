//! A schema as the rows of a table: its members, those of nested objects indented below them.

use std::borrow::Cow;
use std::collections::HashSet;

use sourcebook_model::document::{AdditionalProperties, Schema};
use sourcebook_model::{Document, Id};
use sourcebook_syntax::Value;

use super::table::MAX_ROWS;
use super::view::{Depth, Keywords, View, view};

/// A row of a table.
pub(super) struct Row<'d> {
    /// The member's name.
    pub(super) name: Cow<'d, str>,
    /// How many objects are around it in the table.
    pub(super) level: usize,
    pub(super) kind: RowKind,
    pub(super) view: View<'d>,
    pub(super) required: bool,
    pub(super) description: Option<Cow<'d, str>>,
    /// Of an alternative: the member that tells it from the others, and the values that choose it.
    pub(super) chosen_by: Option<(&'d str, Vec<&'d str>)>,
}

/// What a row stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowKind {
    /// A declared member.
    Property,
    /// Any other member.
    AnyProperty,
    /// An item of a list, or a value without a name.
    Anonymous,
    /// One of several alternatives.
    Alternative,
}

impl Row<'_> {
    /// The name with a mark for each object around it: `»» name`.
    pub(super) fn display<'t>(&self, name: &'t str) -> Cow<'t, str> {
        if self.level == 0 {
            return Cow::Borrowed(name);
        }
        let mut text = "»".repeat(self.level);
        text.push(' ');
        text.push_str(name);
        Cow::Owned(text)
    }

    /// The allowed values.
    pub(super) fn enumeration(&self) -> &[Value] {
        &self.view.schema.enumeration
    }
}

/// A table of rows.
pub(super) struct Block<'d> {
    pub(super) title: Option<String>,
    pub(super) rows: Vec<Row<'d>>,
}

/// Maximum number of levels of rows.
const MAX_ROW_LEVEL: usize = 24;

/// Maximum number of schemas that are open at once, whether or not they make rows deeper.
const MAX_OPEN: usize = 48;

/// The rows of a schema; `level` is that of its own members.
pub(super) fn rows(
    document: &Document,
    schema: Id<Schema>,
    depth: Depth,
    level: usize,
) -> Vec<Row<'_>> {
    let mut walker = Walker {
        document,
        depth,
        rows: Vec::new(),
        opened: HashSet::new(),
        open: 0,
        whole: Vec::new(),
    };
    let root = view(document, schema, depth);
    let items = root.schema.items.map(|items| view(document, items, depth));
    if let Some(items) = items.filter(|items| items.named.is_some()) {
        let description = description(document, &root, Some(&items));
        let named = None;
        walker.rows.push(Row {
            name: Cow::Borrowed(""),
            level: 0,
            kind: RowKind::Anonymous,
            view: View { named, ..root.clone() },
            required: false,
            description,
            chosen_by: None,
        });
    }
    walker.open(&root, level);
    walker.rows
}

struct Walker<'d> {
    document: &'d Document,
    depth: Depth,
    rows: Vec<Row<'d>>,
    /// A schema is opened once in a table; where it stands again, it is only named.
    opened: HashSet<Id<Schema>>,
    /// How many schemas are open.
    open: usize,
    /// What the whole requires, of which the open schema is a part.
    whole: Vec<Vec<Box<str>>>,
}

impl<'d> Walker<'d> {
    /// Adds rows for what is inside a schema.
    fn open(&mut self, view: &View<'d>, level: usize) {
        let is_link = self.depth == Depth::ToNames && view.schema.reference.is_some();
        let is_full = self.open == MAX_OPEN || self.rows.len() >= MAX_ROWS;
        if level > MAX_ROW_LEVEL || is_link || is_full {
            return;
        }
        if let Some(identity) = view.identity
            && !self.opened.insert(identity)
        {
            return;
        }
        self.open += 1;
        self.contents(&view.schema, level);
        self.open -= 1;
    }

    fn contents(&mut self, schema: &Keywords<'d>, level: usize) {
        let needed = self.needed(schema);
        for (at, (name, property)) in schema.properties.iter().enumerate() {
            let required = needed.contains(name);
            let name = schema.text(|schema| schema.properties.get(at).map(|(name, _)| &**name));
            let name = name.unwrap_or_default();
            self.child(name, *property, RowKind::Property, level, required);
        }
        for (pattern, property) in &schema.pattern_properties {
            let name = format!("/{pattern}/");
            self.child(Cow::Owned(name), *property, RowKind::Property, level, false);
        }
        if let Some(AdditionalProperties::Schema(values)) = schema.additional_properties {
            let name = Cow::Borrowed("[any property]");
            self.child(name, values, RowKind::AnyProperty, level, false);
        }
        self.items(schema, level);
        self.whole.push(needed);
        for &part in &schema.all_of {
            let part = view(self.document, part, self.depth);
            self.open_part(&part, level);
        }
        self.whole.pop();
        self.alternatives(schema, level);
    }

    /// The members that must be there: what the schema says, its parts, and the whole it is in.
    fn needed(&self, schema: &Schema) -> Vec<Box<str>> {
        let mut needed = schema.required.clone();
        needed.extend(self.whole.last().into_iter().flatten().cloned());
        let mut parts = schema.all_of.clone();
        let mut looked_at = 0;
        while let Some(part) = parts.pop().filter(|_| looked_at < MAX_OPEN) {
            let part = self.document.normalized(self.document.way(part).target);
            needed.extend(part.required.iter().cloned());
            parts.extend(&part.all_of);
            looked_at += 1;
        }
        needed
    }

    /// A part of `allOf`: its members are the whole's. One that is only a link is a row.
    fn open_part(&mut self, part: &View<'d>, level: usize) {
        if part.schema.reference.is_none() {
            self.open(part, level);
            return;
        }
        self.rows.push(Row {
            name: Cow::Borrowed("all of"),
            level,
            kind: RowKind::Alternative,
            view: part.clone(),
            required: false,
            description: description(self.document, part, None),
            chosen_by: None,
        });
    }

    fn items(&mut self, schema: &Schema, level: usize) {
        for (at, &item) in schema.prefix_items.iter().enumerate() {
            let name = Cow::Owned(format!("[{at}]"));
            self.child(name, item, RowKind::Property, level, false);
        }
        if let Some(items) = schema.items {
            let items = view(self.document, items, self.depth);
            self.open(&items, level);
        }
    }

    fn alternatives(&mut self, schema: &Keywords<'d>, level: usize) {
        for (at, &alternative) in schema.one_of.iter().chain(&schema.any_of).enumerate() {
            let shown = view(self.document, alternative, self.depth);
            let title = shown.schema.title.as_deref().filter(|_| shown.named.is_none());
            let name = title.map_or_else(|| format!("option {}", at + 1), str::to_owned);
            let is_named = shown.named.is_some();
            let description = description(self.document, &shown, None);
            self.rows.push(Row {
                name: Cow::Owned(name),
                level,
                kind: RowKind::Alternative,
                view: shown.clone(),
                required: false,
                description,
                chosen_by: self.chosen_by(schema, &shown),
            });
            // Named alternatives have a page of their own.
            if !is_named {
                self.open(&shown, level + 1);
            }
        }
    }

    /// The member and its values by which a discriminator chooses an alternative. Without a mapping
    /// the value is the schema's name (OpenAPI 3.1.1, 4.8.25).
    fn chosen_by(
        &self,
        schema: &Keywords<'d>,
        alternative: &View<'d>,
    ) -> Option<(&'d str, Vec<&'d str>)> {
        let Keywords::Written(schema) = schema else { return None };
        let discriminator = schema.discriminator.as_deref()?;
        let name = self.document.schemas[alternative.named?].name.as_deref()?;
        let is_meant = |target: &str| target == name || target.rsplit('/').next() == Some(name);
        let mapping = discriminator.mapping.iter().filter(|(_, target)| is_meant(target));
        let mut values: Vec<&str> = mapping.map(|(value, _)| value.as_str()).collect();
        if values.is_empty() {
            values.push(name);
        }
        Some((&discriminator.property_name, values))
    }

    fn child(
        &mut self,
        name: Cow<'d, str>,
        schema: Id<Schema>,
        kind: RowKind,
        level: usize,
        required: bool,
    ) {
        let view = view(self.document, schema, self.depth);
        let items =
            view.schema.items.map(|items| super::view::view(self.document, items, self.depth));
        let description = description(self.document, &view, items.as_ref());
        let chosen_by = None;
        self.rows.push(Row {
            name,
            level,
            kind,
            view: view.clone(),
            required,
            description,
            chosen_by,
        });
        self.whole.push(Vec::new());
        self.open(&view, level + 1);
        self.whole.pop();
    }
}

/// A schema's description, else that of the named schema it stands for, else that of the named
/// schema of its items in brackets.
fn description<'d>(
    document: &'d Document,
    view: &View<'d>,
    items: Option<&View<'d>>,
) -> Option<Cow<'d, str>> {
    let of = |id: Id<Schema>| {
        let way = document.way(id);
        let mut schemas = way.beside.into_iter().chain([document.normalized(way.target)]);
        schemas.find_map(|schema| schema.description.as_deref())
    };
    let own = view.schema.text(|schema| schema.description.as_deref());
    if own.is_some() {
        return own;
    }
    if let Some(text) = view.named.and_then(of) {
        return Some(Cow::Borrowed(text));
    }
    let text = items.and_then(|items| items.named).and_then(of)?;
    Some(Cow::Owned(format!("[{text}]")))
}
