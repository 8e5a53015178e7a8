//! Which operation stands on which page, and the ids of all that has one.

use std::sync::Arc;

use foldhash::HashMap;
use sourcebook_model::document::{Operation, OperationId, PathItem, Tag, Use};
use sourcebook_model::{Document, Id};

use super::anchors::Files;
use super::places::{OperationPlace, Place, Places};
use super::settings::{OperationPages, PagesSettings};
use crate::products::api_reference::skipped::is_skipped;
use crate::products::markdown::ids::Ids;
use crate::products::markdown::inline::{code, plain};

/// Maximum number of callbacks of one operation, those of its callbacks among them. References could
/// give each operation all of them.
pub(super) const MAX_CALLBACKS: usize = 50;

/// Everything of a document that pages are made of, in the order in which it is printed.
pub(super) struct Outline<'d> {
    /// The tags that have operations.
    pub(super) sections: Vec<Section<'d>>,
    /// The operations of the paths: those of one section stand together.
    pub(super) operations: Vec<Entry<'d>>,
    /// The operations of the webhooks.
    pub(super) webhooks: Vec<Entry<'d>>,
}

/// A tag, or the operations without one.
pub(super) struct Section<'d> {
    /// The tag as operations name it; absent for the operations without one.
    pub(super) name: Option<&'d str>,
    /// What the document says of it.
    pub(super) tag: Option<&'d Tag>,
    /// The file of its page.
    pub(super) file: Arc<str>,
    /// The operations that are described on its page.
    pub(super) own: std::ops::Range<usize>,
    /// The operations that have the tag, in the order of the document.
    pub(super) listed: Vec<usize>,
}

/// What a request is sent for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role<'d> {
    /// A client asks the server.
    Operation,
    /// The server tells a client.
    Webhook,
    /// The server answers later: the callback's name.
    Callback(&'d str),
}

/// What a path item says for all its operations: beside the `$ref` that leads to it, or by itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct PathTexts<'d> {
    pub(super) summary: Option<&'d str>,
    pub(super) description: Option<&'d str>,
}

impl<'d> PathTexts<'d> {
    fn of(document: &'d Document, used: &'d Use<PathItem>) -> Self {
        let seen = document.seen(used);
        Self { summary: seen.summary, description: seen.description }
    }
}

/// An operation that is described.
pub(super) struct Entry<'d> {
    pub(super) role: Role<'d>,
    /// The path, the webhook's name, the callback's expression.
    pub(super) path: &'d str,
    pub(super) item: &'d PathItem,
    /// What the path item says for all its operations, where it is used.
    pub(super) of_path: PathTexts<'d>,
    pub(super) operation: &'d Operation,
    /// Where it stands.
    pub(super) place: Place,
    /// The ids of its responses, in their order.
    pub(super) responses: Vec<String>,
    /// What the server sends later.
    pub(super) callbacks: Vec<Entry<'d>>,
    /// Whether there are more callbacks than are described.
    pub(super) has_more_callbacks: bool,
}

impl<'d> Section<'d> {
    /// The title of its page, as the document has it.
    pub(super) fn title(&self) -> &'d str {
        self.tag.map(tag_title).or(self.name).unwrap_or("Other operations")
    }
}

/// What a tag is called.
pub(super) fn tag_title(tag: &Tag) -> &str {
    let own = tag.extensions.iter().find(|(name, _)| &**name == "x-displayName");
    let said = own.and_then(|(_, value)| value.as_str()).or(tag.summary.as_deref());
    said.filter(|title| !title.trim().is_empty()).unwrap_or(&tag.name)
}

impl<'d> Entry<'d> {
    /// The title as the document has it; absent where it is the method and the path.
    pub(super) fn title(&self) -> Option<&'d str> {
        title(self.operation)
    }

    /// The title, as Markdown for inside a line.
    pub(super) fn shown_title(&self) -> String {
        shown_title(self.path, self.operation)
    }
}

fn title(operation: &Operation) -> Option<&str> {
    let texts = [&operation.summary, &operation.operation_id];
    let mut texts = texts.into_iter().filter_map(Option::as_deref);
    texts.find(|text| !text.trim().is_empty())
}

fn shown_title(path: &str, operation: &Operation) -> String {
    let written = title(operation).map(|title| plain(title).into_owned());
    written.unwrap_or_else(|| code(&[&operation.method, " ", path].concat()))
}

/// The outline of a document, and the places of what it names. Ids are given out in the order in
/// which people meet them: those of operations never change because something else gets one.
pub(super) fn outline<'d>(
    document: &'d Document,
    settings: &PagesSettings,
) -> (Outline<'d>, Places<'d>) {
    let found = operations(document, settings);
    let mut sections = Sections::of(document, &found).ordered(settings);
    let mut giving = Giving { document, ids: Ids::default(), places: Places::default() };
    let mut files = Files::default();
    let mut order = Vec::new();
    for (section, own) in &mut sections {
        section.file = files.give(section.name.unwrap_or("Other operations")).into();
        if let Some(name) = section.name {
            giving.places.add_tag(name, Arc::clone(&section.file));
        }
        section.own = order.len()..order.len() + own.len();
        order.extend(own.iter().map(|at| (*at, Arc::clone(&section.file))));
    }
    let mut printed = HashMap::default();
    let mut operations = Vec::with_capacity(order.len());
    for (at, file) in order {
        printed.insert(at, operations.len());
        operations.push(giving.entry(&found[at], file, settings.pages, &mut files));
    }
    let mut webhooks = giving.webhooks(settings);
    giving.places.add_schemes(document, &mut giving.ids);
    giving.places.add_schemas(document, &mut giving.ids);
    for entry in operations.iter_mut().chain(&mut webhooks) {
        giving.inside(entry, &mut Inside { above: Vec::new(), left: MAX_CALLBACKS });
    }
    let sections = sections.into_iter().map(|(mut section, _)| {
        let at = |found: &usize| printed.get(found).copied();
        section.listed = section.listed.iter().filter_map(at).collect();
        section
    });
    (Outline { sections: sections.collect(), operations, webhooks }, giving.places)
}

/// An operation of the paths or webhooks.
struct Found<'d> {
    path: &'d str,
    item: &'d PathItem,
    of_path: PathTexts<'d>,
    operation: &'d Operation,
    id: OperationId,
}

fn operations<'d>(document: &'d Document, settings: &PagesSettings) -> Vec<Found<'d>> {
    found(document, &document.paths, settings)
}

/// The operations of paths or webhooks that are not left out.
fn found<'d>(
    document: &'d Document,
    paths: &'d [(String, Use<PathItem>)],
    settings: &PagesSettings,
) -> Vec<Found<'d>> {
    let mut found = Vec::new();
    for (path, used) in paths {
        let item = &document.path_items[used.id];
        let of_path = PathTexts::of(document, used);
        for (index, operation) in item.operations.iter().enumerate() {
            if !is_skipped(operation, &settings.skip_extension) {
                let id = OperationId { item: used.id, index };
                found.push(Found { path, item, of_path, operation, id });
            }
        }
    }
    found
}

/// The sections in the making, each with the operations that it describes.
struct Sections<'d> {
    all: Vec<(Section<'d>, Vec<usize>)>,
    by_name: HashMap<Option<&'d str>, usize>,
}

impl<'d> Sections<'d> {
    /// First the tags that the document declares, then the others as operations name them.
    fn of(document: &'d Document, found: &[Found<'d>]) -> Self {
        let mut sections = Self { all: Vec::new(), by_name: HashMap::default() };
        for tag in &document.tags {
            let at = sections.at(Some(&tag.name));
            sections.all[at].0.tag.get_or_insert(tag);
        }
        for (at, one) in found.iter().enumerate() {
            let names = one.operation.tags.iter().map(|name| Some(name.as_str()));
            let mut names: Vec<Option<&str>> = names.collect();
            if names.is_empty() {
                names.push(None);
            }
            for (position, name) in names.into_iter().enumerate() {
                let place = sections.at(name);
                let (section, own) = &mut sections.all[place];
                own.extend((position == 0).then_some(at));
                if section.listed.last() != Some(&at) {
                    section.listed.push(at);
                }
            }
        }
        sections
    }

    fn at(&mut self, name: Option<&'d str>) -> usize {
        *self.by_name.entry(name).or_insert_with(|| {
            let file = Arc::from("");
            let section = Section { name, tag: None, file, own: 0..0, listed: Vec::new() };
            self.all.push((section, Vec::new()));
            self.all.len() - 1
        })
    }

    /// Those that have operations, in the order in which they are printed.
    fn ordered(self, settings: &PagesSettings) -> Vec<(Section<'d>, Vec<usize>)> {
        let order = &settings.tag_order;
        let rank = |name: Option<&str>| {
            let wanted = order.iter().position(|first| Some(first.as_str()) == name);
            (name.is_none(), wanted.unwrap_or(usize::MAX))
        };
        let mut all = self.all;
        all.retain(|(section, _)| !section.listed.is_empty());
        all.sort_by_key(|(section, _)| rank(section.name));
        all
    }
}

/// What is around the inside of an operation.
struct Inside {
    /// The path items of the callbacks that it is inside of. One that has itself is not described again.
    above: Vec<Id<PathItem>>,
    /// How many callbacks may still be described.
    left: usize,
}

/// Ids and places as they are given out.
struct Giving<'d> {
    document: &'d Document,
    ids: Ids,
    places: Places<'d>,
}

impl<'d> Giving<'d> {
    /// An operation of the paths.
    fn entry(
        &mut self,
        found: &Found<'d>,
        file: Arc<str>,
        pages: OperationPages,
        files: &mut Files,
    ) -> Entry<'d> {
        let id = own_id(found.operation).unwrap_or_else(|| {
            let method = found.operation.method.to_lowercase();
            [&method, " ", found.path].concat()
        });
        let id = self.ids.give(&id);
        let file = match pages {
            OperationPages::Tag => file,
            OperationPages::Operation => files.give(&id).into(),
        };
        self.place(found, Role::Operation, Place { file, id })
    }

    fn webhooks(&mut self, settings: &PagesSettings) -> Vec<Entry<'d>> {
        let file: Arc<str> = "webhooks.md".into();
        let found = found(self.document, &self.document.webhooks, settings);
        let entry = |one: &Found<'d>| {
            let id = self.ids.give(&id_of_call(None, one.path, one.operation));
            self.place(one, Role::Webhook, Place { file: Arc::clone(&file), id })
        };
        found.iter().map(entry).collect()
    }

    fn place(&mut self, found: &Found<'d>, role: Role<'d>, place: Place) -> Entry<'d> {
        let Found { path, item, of_path, operation, id } = *found;
        let text = title(operation).unwrap_or_default().to_owned();
        let title = shown_title(path, operation);
        self.places.add_operation(id, OperationPlace { place: place.clone(), title, text });
        let (responses, callbacks, has_more_callbacks) = (Vec::new(), Vec::new(), false);
        Entry {
            role,
            path,
            item,
            of_path,
            operation,
            place,
            responses,
            callbacks,
            has_more_callbacks,
        }
    }

    /// The ids of what is inside of an operation.
    fn inside(&mut self, entry: &mut Entry<'d>, around: &mut Inside) {
        entry.responses = self.responses(&entry.place.id, entry.operation);
        let document = self.document;
        let above = around.above.clone();
        let expressions = entry.operation.callbacks.iter().flat_map(|(name, used)| {
            let expressions = document.callbacks[used.id].expressions.iter();
            expressions.map(move |(expression, item)| (name.as_str(), expression, item))
        });
        let expressions = expressions.filter(|(_, _, used)| !above.contains(&used.id));
        let mut found = expressions.flat_map(|(name, path, used)| {
            let (item, of_path) = (used.id, PathTexts::of(document, used));
            let operations = document.path_items[item].operations.iter().enumerate();
            operations.map(move |(index, operation)| {
                let id = OperationId { item, index };
                (name, Found { path, item: &document.path_items[item], of_path, operation, id })
            })
        });
        while around.left > 0
            && let Some((name, found)) = found.next()
        {
            around.left -= 1;
            let id = id_of_call(Some(&entry.place.id), name, found.operation);
            let place = Place { file: Arc::clone(&entry.place.file), id: self.ids.give(&id) };
            let mut callback = self.place(&found, Role::Callback(name), place);
            around.above.push(found.id.item);
            self.inside(&mut callback, around);
            around.above.pop();
            entry.callbacks.push(callback);
        }
        entry.has_more_callbacks = found.next().is_some();
    }

    fn responses(&mut self, id: &str, operation: &Operation) -> Vec<String> {
        let statuses = operation.responses.iter();
        statuses.map(|(status, _)| self.ids.give(&[id, "-", status].concat())).collect()
    }
}

fn own_id(operation: &Operation) -> Option<String> {
    operation.operation_id.clone().filter(|id| !id.trim().is_empty())
}

/// The id of what the server sends: an operation id, else names and method.
fn id_of_call(of: Option<&str>, name: &str, operation: &Operation) -> String {
    if let Some(id) = own_id(operation) {
        return id;
    }
    let method = operation.method.to_lowercase();
    match of {
        Some(of) => [of, "-", name, "-", &method].concat(),
        None => [name, "-", &method].concat(),
    }
}
