//! Media types of bodies: those with one schema stand together.

use std::sync::Arc;

use sourcebook_model::Id;
use sourcebook_model::document::{MediaType, Origin, Schema, SchemaType};
use sourcebook_model::media::Kind;
use sourcebook_model::view::Meet;

use super::Reference;
use super::fields::Scope;
use crate::facts::RecordedAnswer;
use crate::products::markdown::inline::code;
use crate::products::markdown::writer::Writer;

/// Whether fields stand in the open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fields {
    /// They do.
    Open,
    /// They are folded where a named schema, or a list, has them.
    Folded,
    /// As above, and a named schema is only linked.
    Linked,
}

/// Where media types stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'r> {
    /// The file of the page.
    pub(super) file: &'r str,
    /// The level of the heading that they stand under.
    pub(super) level: u8,
    /// Whether fields stand in the open.
    pub(super) fields: Fields,
    /// Whether an example is made for a named schema too.
    pub(super) is_success: bool,
    /// Whether examples stand here.
    pub(super) examples: bool,
    /// The answer that was recorded.
    pub(super) recorded: Option<&'r RecordedAnswer>,
}

/// A media type and its name.
type Named<'d> = (&'d str, &'d MediaType);

/// Media types with one schema.
pub(super) type Group<'d> = Vec<Named<'d>>;

impl<'d> Reference<'d> {
    /// Media types in groups: neighbors that say the same stand together.
    pub(super) fn groups(
        &self,
        scope: Scope<'_, 'd>,
        content: &'d [(String, MediaType)],
    ) -> Vec<Group<'d>> {
        let mut groups: Vec<Group<'d>> = Vec::new();
        for (name, media_type) in content {
            let last = groups.last_mut();
            let is_same = |one: &Named<'d>| self.is_same(scope, *one, (name, media_type));
            match last.filter(|group| group.iter().all(is_same)) {
                Some(group) => group.push((name, media_type)),
                None => groups.push(vec![(name, media_type)]),
            }
        }
        groups
    }

    fn is_same(&self, scope: Scope<'_, 'd>, one: Named<'d>, other: Named<'d>) -> bool {
        if is_bare_file(one) != is_bare_file(other) {
            return false;
        }
        // What one media type writes as text is a file in another.
        let [of_one, of_other] = [one, other].map(|named| inside(scope, named));
        let is_one_scope = of_one.is_written() == of_other.is_written();
        let ((_, one), (_, other)) = (one, other);
        one.encodings().is_empty()
            && other.encodings().is_empty()
            && (is_one_scope
                && self.is_same_schema(one.schema, other.schema)
                && self.is_same_schema(one.item_schema, other.item_schema)
                || told(of_one, one) == told(of_other, other))
    }

    fn is_same_schema(&self, one: Option<Id<Schema>>, other: Option<Id<Schema>>) -> bool {
        let (Some(one), Some(other)) = (one, other) else { return one == other };
        let without_place = |id| {
            let schema = &self.document.schemas[id];
            Schema { origin: Origin::default(), ..schema.clone() }
        };
        one == other
            || Arc::ptr_eq(&self.views.shape(Meet::One(one)), &self.views.shape(Meet::One(other)))
            || without_place(one) == without_place(other)
    }

    /// The line of a group, its fields, and its examples where they belong here.
    pub(super) fn group(
        &self,
        writer: &mut Writer,
        scope: Scope<'_, 'd>,
        group: &Group<'d>,
        required: bool,
        around: Around<'_>,
    ) {
        let Some((name, content)) = group.first() else { return };
        let scope = inside(scope, (name, content));
        let line = match line(scope, content, required) {
            line if !is_bare_file((name, content)) => line,
            line if line.is_empty() => FILE.to_owned(),
            line => [FILE, " · ", &line].concat(),
        };
        let behind = if line.is_empty() { "" } else { " · " };
        writer.block(&format!("**{}**{behind}{line}", names(group)));
        if let Some(meet) = meet(content) {
            scope.notes(writer, meet, around.level);
            self.fields(writer, scope, meet, around.fields);
        }
        if around.examples {
            self.examples(writer, group, around);
        }
    }

    fn fields(&self, writer: &mut Writer, scope: Scope<'_, 'd>, meet: Meet, fields: Fields) {
        let is_named = self.views.name(meet).is_some();
        let is_list = self.views.shape(meet).types == [SchemaType::Array];
        match fields {
            Fields::Linked if is_named => {}
            Fields::Folded | Fields::Linked if is_named || is_list => {
                if scope.has_children(meet) {
                    writer.fold("Fields", |writer| scope.children(writer, meet));
                }
            }
            _ => scope.children(writer, meet),
        }
    }

    /// Whether the author says more of a schema than a line does.
    fn has_more_to_say(&self, meet: Meet) -> bool {
        let notes = &self.views.shape(meet).notes;
        notes.description.is_some() || !notes.examples.is_empty()
    }

    /// What a row of a response says of its content, if all of it goes there.
    pub(super) fn in_row(&self, scope: Scope<'_, 'd>, groups: &[Group<'d>]) -> Option<String> {
        let [group] = groups else { return groups.is_empty().then(String::new) };
        let (_, content) = group.first()?;
        let has_more = |content: &MediaType| has_own(content) || !content.encodings().is_empty();
        if content.item_schema.is_some() || group.iter().any(|(_, content)| has_more(content)) {
            return None;
        }
        let Some(meet) = content.schema.map(Meet::One) else {
            let file =
                if is_bare_file(*group.first()?) { [" · ", FILE].concat() } else { String::new() };
            return Some(names(group) + &file);
        };
        let words = match self.views.name(meet) {
            Some(name) if self.places.schema(name).is_some() => scope.words(meet),
            _ if scope.has_children(meet) || self.has_more_to_say(meet) => return None,
            _ => scope.line(meet, false),
        };
        Some(format!("{} · {words}", names(group)))
    }
}

/// The scope of what is inside of a media type.
fn inside<'r, 'd>(scope: Scope<'r, 'd>, (name, content): Named<'d>) -> Scope<'r, 'd> {
    match Kind::of(name) {
        Kind::Form => scope.of_form(name, content).of_text(),
        Kind::Multipart => scope.of_form(name, content),
        Kind::Json | Kind::JsonLines | Kind::Xml | Kind::Yaml => scope.of_text(),
        _ => scope,
    }
}

/// Whether the author gives an example of a media type.
pub(super) fn has_own(content: &MediaType) -> bool {
    content.example.is_some() || !content.examples.is_empty()
}

/// What is said of a media type as a whole. Schemas that are written once more say the same.
fn told<'d>(scope: Scope<'_, 'd>, content: &'d MediaType) -> String {
    let mut writer = Writer::default();
    writer.block(&line(scope, content, false));
    if let Some(meet) = meet(content) {
        scope.notes(&mut writer, meet, 1);
        scope.children(&mut writer, meet);
    }
    writer.finish()
}

/// The word for bytes.
const FILE: &str = "file";

/// Whether bytes are sent of which nothing is said: so 3.1 writes binary bodies.
fn is_bare_file((name, content): Named<'_>) -> bool {
    content.schema.is_none() && content.item_schema.is_none() && Kind::of(name) == Kind::Binary
}

fn meet(content: &MediaType) -> Option<Meet> {
    content.item_schema.or(content.schema).map(Meet::One)
}

fn line(scope: Scope<'_, '_>, content: &MediaType, required: bool) -> String {
    match (content.item_schema, content.schema) {
        (Some(item), _) => format!("a stream of {}", scope.line(Meet::One(item), required)),
        (None, Some(schema)) => scope.line(Meet::One(schema), required),
        (None, None) if required => "**required**".to_owned(),
        (None, None) => String::new(),
    }
}

fn names(group: &Group<'_>) -> String {
    let names: Vec<String> = group.iter().map(|(name, _)| code(name)).collect();
    names.join(", ")
}
