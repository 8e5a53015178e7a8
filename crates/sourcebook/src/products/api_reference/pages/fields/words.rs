//! Type words: what values are, in as few words as say it.

use foldhash::HashSet;
use sourcebook_model::Id;
use sourcebook_model::document::{Schema, SchemaType};
use sourcebook_model::media::Kind as MediaKind;
use sourcebook_model::view::{Meet, Others, Shape, Union};

use super::contradictions::apart;
use super::position::{Above, Position};
use super::{Field, Kinds, Scope};
use crate::products::markdown::inline::plain;

/// Maximum number of lists and maps inside each other whose items are said.
const MAX_NESTED: usize = 6;

/// Maximum number of unions, each an option of another, that are looked at for the types of a value:
/// options of options can be joined in as many ways as there are sets of them.
const MAX_UNIONS: usize = 16;

/// What words are inside of.
#[derive(Clone, Copy, Default)]
struct Around<'w> {
    /// How many lists and maps.
    nested: usize,
    /// Whether one of the lists is a tuple, of which the words for each item stand there.
    is_in_tuple: bool,
    /// What is open around it: what stands inside itself is only a link.
    above: Option<&'w Above<'w>>,
}

impl<'d> Scope<'_, 'd> {
    /// The words for a place.
    pub(in super::super) fn words(&self, meet: Meet) -> String {
        self.words_of(&self.field(meet))
    }

    /// The words for a field: a link where it is a schema with a page.
    pub(super) fn words_of(&self, field: &Field<'d>) -> String {
        self.within(field, Around::default())
    }

    /// The words for a field inside of what is open around it.
    pub(super) fn words_at(&self, field: &Field<'d>, position: Position<'_>) -> String {
        self.within(field, Around { above: position.above(), ..Around::default() })
    }

    /// The words for a schema on its own entry.
    pub(super) fn own_words(&self, field: &Field<'d>) -> String {
        let above = Above::of(field, None);
        let around = Around { above: Some(&above), ..Around::default() };
        match field.named.and_then(|id| self.reference.views.alias(id)) {
            Some(other) => self.within(&self.field(Meet::One(other)), around),
            None => self.unnamed(field, true, around),
        }
    }

    /// A named schema as a link.
    pub(in super::super) fn link(&self, id: Id<Schema>) -> String {
        let name = self.reference.document.schemas[id].name.as_deref().unwrap_or_default();
        match self.reference.places.schema(id) {
            Some(place) => ["[", &plain(name), "](", &place.link(self.file), ")"].concat(),
            None => plain(name).into_owned(),
        }
    }

    fn within(&self, field: &Field<'d>, around: Around<'_>) -> String {
        let Some(id) = field.named else { return self.unnamed(field, true, around) };
        let mut words = self.link(id);
        if field.is_inline() && !around.above.is_some_and(|above| above.has(field)) {
            let above = Above::of(field, around.above);
            let own = self.unnamed(field, false, Around { above: Some(&above), ..around });
            words.extend([" (", &own, ")"]);
        }
        if field.null && field.kinds != [SchemaType::Null] {
            words.push_str(" or null");
        }
        words
    }

    /// The words for a schema without its name.
    fn unnamed(&self, field: &Field<'d>, with_null: bool, around: Around<'_>) -> String {
        let shape = &field.shape;
        if let Some(parts) = apart(shape).filter(|_| around.nested < MAX_NESTED) {
            return self.words_of_parts(parts, around);
        }
        let types = self.only_types(shape);
        let mut words: Vec<String> = if let Some(union) = types {
            let options = union.options.iter();
            options.map(|option| self.within(&self.field(option.meet), around)).collect()
        } else {
            field.kinds.iter().map(|kind| self.kind_words(*kind, field, around)).collect()
        };
        if words.is_empty() {
            return "any".to_owned();
        }
        if with_null && field.null && field.kinds != [SchemaType::Null] {
            let is_of_others = field.kinds == [SchemaType::Array]
                || (field.kinds == [SchemaType::Object] && map_values(shape).is_some());
            if is_of_others && types.is_none() {
                return words.concat() + ", or null";
            }
            words.push("null".to_owned());
        }
        alternatives(&words)
    }

    /// The words for what is all of several things, each once.
    fn words_of_parts(&self, parts: &[Meet], around: Around<'_>) -> String {
        let deeper = Around { nested: around.nested + 1, ..around };
        let mut words: Vec<String> = Vec::with_capacity(parts.len());
        for part in parts {
            let part = self.within(&self.field(*part), deeper);
            let part = if is_several(&part) { format!("({part})") } else { part };
            if !words.contains(&part) {
                words.push(part);
            }
        }
        enumeration(&words)
    }

    /// The union of a place whose options are types and nothing more.
    pub(super) fn only_types<'s>(&self, shape: &'s Shape<'d>) -> Option<&'s Union<'d>> {
        let [union] = &shape.unions[..] else { return None };
        (shape.types.is_empty() && self.reference.views.is_of_types(union)).then_some(union)
    }

    fn kind_words(&self, kind: SchemaType, field: &Field<'d>, around: Around<'_>) -> String {
        let shape = &field.shape;
        // Where only the options say the types, they say the rest too.
        let is_own = !shape.types.is_empty();
        match kind {
            SchemaType::Array if is_own => self.list_words(shape, around),
            SchemaType::Object => match map_values(shape) {
                Some(values) => self.of("map", values, around),
                None => kind.name().to_owned(),
            },
            SchemaType::String if self.is_file(shape) => "file".to_owned(),
            _ if is_own => with_formats(kind, shape),
            _ => kind.name().to_owned(),
        }
    }

    fn list_words(&self, shape: &Shape<'d>, around: Around<'_>) -> String {
        let items = match shape.other_items {
            Others::Of(items) => Some(items),
            Others::Any | Others::None => None,
        };
        if shape.first_items.is_empty() || around.nested >= MAX_NESTED {
            return items.map_or_else(|| "array".to_owned(), |of| self.of("array", of, around));
        }
        if around.is_in_tuple {
            return "tuple".to_owned();
        }
        let deeper = Around { nested: around.nested + 1, is_in_tuple: true, ..around };
        let words = |meet: &Meet| self.within(&self.field(*meet), deeper);
        let mut first: Vec<String> = shape.first_items.iter().map(words).collect();
        let is_full = u32::try_from(first.len()).ok() == shape.bounds.max_items;
        match (items, shape.other_items) {
            (Some(items), _) => first.push(format!("then {}", words(&items))),
            (None, Others::Any) if !is_full => first.push("then any".to_owned()),
            _ => {}
        }
        format!("tuple ({})", first.join(", "))
    }

    /// A list or a map of something.
    fn of(&self, what: &str, meet: Meet, around: Around<'_>) -> String {
        if around.nested >= MAX_NESTED {
            return what.to_owned();
        }
        let deeper = Around { nested: around.nested + 1, ..around };
        let words = self.within(&self.field(meet), deeper);
        if is_several(&words) {
            return [what, " of (", &words, ")"].concat();
        }
        [what, " of ", &words].concat()
    }

    /// Whether a place is a file: bytes that are sent as they are.
    fn is_file(&self, shape: &Shape<'_>) -> bool {
        // No text has the bytes of an image.
        let is_binary = |name: &str| shape.is_inferred || MediaKind::of(name) == MediaKind::Binary;
        let is_content = shape.content.is_some_and(|content| {
            content.media_type.is_some_and(is_binary)
                && content.encoding.is_none()
                && content.schema.is_none()
        });
        // What is written as text has no bytes.
        let is_content = is_content && !self.is_written;
        self.has_files() && (shape.formats.contains(&"binary") || is_content)
    }

    /// The types of the values of a place; of a union, those of its options.
    pub(super) fn kinds(&self, shape: &Shape<'d>) -> Kinds {
        if !shape.types.is_empty() || shape.unions.is_empty() {
            return Kinds { types: shape.types.clone(), null: shape.null };
        }
        let of_union = |union: &Union<'d>| {
            let mut kinds = Kinds { types: Vec::new(), null: shape.null };
            let is_known = self.add_kinds(union, &mut HashSet::default(), &mut 0, &mut kinds);
            is_known.then_some(kinds)
        };
        let unknown = Kinds { types: Vec::new(), null: shape.null };
        shape.unions.iter().find_map(of_union).unwrap_or(unknown)
    }

    /// Adds the types of all options; false where one of them allows any.
    fn add_kinds(
        &self,
        union: &Union<'d>,
        visited: &mut HashSet<Meet>,
        unions: &mut usize,
        kinds: &mut Kinds,
    ) -> bool {
        union.options.iter().all(|option| {
            if !visited.insert(option.meet) {
                return true;
            }
            let shape = self.reference.views.shape(option.meet);
            kinds.null |= shape.null;
            for kind in &shape.types {
                if !kinds.types.contains(kind) {
                    kinds.types.push(*kind);
                }
            }
            let is_looked_into = shape.types.is_empty() && *unions < MAX_UNIONS;
            let inner = shape.unions.first().filter(|_| is_looked_into);
            *unions += usize::from(inner.is_some());
            !shape.types.is_empty()
                || inner.is_some_and(|union| self.add_kinds(union, visited, unions, kinds))
        })
    }
}

/// What the items of a list are, but the first ones.
pub(super) fn items(shape: &Shape<'_>) -> Option<Meet> {
    match shape.other_items {
        Others::Of(items) if shape.first_items.is_empty() => Some(items),
        _ => None,
    }
}

/// What the values of a map are: of an object without members, but with a schema for them.
pub(super) fn map_values(shape: &Shape<'_>) -> Option<Meet> {
    let is_bare = shape.members.is_empty() && shape.patterns.is_empty() && shape.unions.is_empty();
    match other_members(shape) {
        Others::Of(values) if is_bare => Some(values),
        _ => None,
    }
}

/// What members are that are not declared.
pub(super) fn other_members(shape: &Shape<'_>) -> Others {
    match (shape.others, shape.unevaluated) {
        (Others::Any, unevaluated) => unevaluated,
        (_, Others::None) => Others::None,
        (others, _) => others,
    }
}

/// Whether words are about several types, and need parentheses in others.
fn is_several(words: &str) -> bool {
    words.contains(" or ") || words.contains(" and ")
}

/// `A, B or C`.
pub(super) fn alternatives(words: &[String]) -> String {
    joined(words, " or ")
}

/// `A, B and C`.
pub(super) fn enumeration(words: &[String]) -> String {
    joined(words, " and ")
}

fn joined(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => [&first.join(", "), last, end].concat(),
    }
}

/// A scalar type with the formats that are about it.
fn with_formats(kind: SchemaType, shape: &Shape<'_>) -> String {
    let is_number = |kind: SchemaType| matches!(kind, SchemaType::Integer | SchemaType::Number);
    let has_numbers = shape.types.iter().any(|kind| is_number(*kind));
    let has_texts = shape.types.contains(&SchemaType::String);
    let is_about = |format: &&&str| {
        let is_of_number = ["int", "uint", "float", "double", "decimal"]
            .iter()
            .any(|prefix| format.starts_with(prefix));
        match (has_numbers, has_texts) {
            (true, true) => is_number(kind) == is_of_number,
            (true, false) => is_number(kind),
            (false, true) => kind == SchemaType::String,
            (false, false) => true,
        }
    };
    let formats: Vec<&str> = shape.formats.iter().filter(is_about).copied().collect();
    match formats[..] {
        [] => kind.name().to_owned(),
        _ => [kind.name(), " (", &plain(&formats.join(", ")), ")"].concat(),
    }
}
