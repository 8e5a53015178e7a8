//! Fields as data, for templates of a project: what lists of items say, without their layout.

use serde::Serialize;
use sourcebook_model::Id;
use sourcebook_model::document::{Schema, Value};
use sourcebook_model::view::{Bound, Bounds, Meet, Member};

use super::children::inner;
use super::{Field, Scope};

/// Maximum number of schemas inside each other, and of all schemas of one tree.
const MAX_LEVELS: usize = 24;
const MAX_SCHEMAS: usize = 2_000;

/// A schema with everything that is in it. Absent texts are empty, absent lists too.
#[derive(Debug, Default, Serialize)]
pub(in super::super) struct SchemaData<'d> {
    /// The type in the words of a page, as Markdown: `array of [Pet](#Pet)`.
    r#type: String,
    /// The types by their names: `string`, `object`.
    types: Vec<&'static str>,
    /// Whether the value can be `null`.
    nullable: bool,
    formats: Vec<&'d str>,
    title: &'d str,
    /// The author's Markdown.
    description: &'d str,
    deprecated: bool,
    read_only: bool,
    write_only: bool,
    /// A text as it is, everything else as JSON.
    default: String,
    examples: Vec<String>,
    values: Vec<AllowedData<'d>>,
    limits: Vec<LimitData>,
    /// The named schema that it is; its fields are absent where it stands inside itself, or deeper than
    /// the pages open it.
    schema: NamedData<'d>,
    fields: Vec<FieldData<'d>>,
    /// What is in a list, in the values of a map or in a text.
    inside: Vec<SchemaData<'d>>,
    options: Vec<OptionData<'d>>,
}

/// A member of an object, a parameter or a header.
#[derive(Debug, Serialize)]
pub(in super::super) struct FieldData<'d> {
    pub(in super::super) name: &'d str,
    pub(in super::super) required: bool,
    #[serde(flatten)]
    pub(in super::super) schema: SchemaData<'d>,
}

/// A value that is allowed.
#[derive(Debug, Serialize)]
struct AllowedData<'d> {
    value: String,
    name: &'d str,
    description: &'d str,
}

/// A limit by its keyword: `minLength`.
#[derive(Debug, Serialize)]
struct LimitData {
    keyword: &'static str,
    value: String,
}

/// A schema with a name.
#[derive(Debug, Default, Serialize)]
struct NamedData<'d> {
    name: &'d str,
    link: String,
}

/// An option of a union.
#[derive(Debug, Serialize)]
struct OptionData<'d> {
    /// Its own name, beside that of its schema.
    title: &'d str,
    /// The values of the member by which it is told.
    told_by: Vec<&'d str>,
    #[serde(flatten)]
    schema: SchemaData<'d>,
}

/// What is around a schema of a tree.
struct Growing {
    /// The named schemas around.
    above: Vec<Id<Schema>>,
    /// The level of named schemas that are opened, and the deepest.
    opened: usize,
    deepest: usize,
    levels: usize,
    left: usize,
}

impl<'d> Scope<'_, 'd> {
    /// What a place says, with what is in it as deep as pages open named schemas.
    pub(in super::super) fn data(&self, meet: Meet) -> SchemaData<'d> {
        let deepest = self.opened();
        let mut growing =
            Growing { above: Vec::new(), opened: 0, deepest, levels: 0, left: MAX_SCHEMAS };
        self.grow(&self.field(meet), &mut growing)
    }

    fn grow(&self, field: &Field<'d>, growing: &mut Growing) -> SchemaData<'d> {
        let mut data = self.said(field);
        let is_again = field.named.is_some_and(|id| growing.above.contains(&id));
        let is_closed = field.named.is_some() && growing.opened > growing.deepest;
        if is_again || is_closed || growing.levels >= MAX_LEVELS || growing.left == 0 {
            return data;
        }
        growing.left -= 1;
        growing.levels += 1;
        growing.above.extend(field.named);
        growing.opened += usize::from(field.named.is_some());
        let shape = &field.shape;
        let members = self.reference.views.members(shape, self.direction());
        data.fields = members.map(|member| self.member(member, growing)).collect();
        let inside = inner(shape).into_iter().chain(shape.first_items.iter().copied());
        data.inside = inside.map(|meet| self.grow(&self.field(meet), growing)).collect();
        let options = shape.unions.iter().flat_map(|union| &union.options);
        data.options = options
            .map(|option| OptionData {
                title: option.title.unwrap_or_default(),
                told_by: option.values.clone(),
                schema: self.grow(&self.field(option.meet), growing),
            })
            .collect();
        growing.levels -= 1;
        if field.named.is_some() {
            growing.above.pop();
            growing.opened -= 1;
        }
        data
    }

    fn member(&self, member: &Member<'d>, growing: &mut Growing) -> FieldData<'d> {
        FieldData {
            name: member.name,
            required: member.required,
            schema: self.grow(&self.field(member.meet), growing),
        }
    }

    /// What is said of a field itself.
    fn said(&self, field: &Field<'d>) -> SchemaData<'d> {
        let (shape, notes) = (&*field.shape, &field.shape.notes);
        let allowed = shape.allowed.iter().flatten();
        let name = |id: Id<Schema>| self.reference.document.schemas[id].name.as_deref();
        let named = field.named.and_then(|id| {
            let link = self.reference.places.schema(id)?.link(self.file);
            Some(NamedData { name: name(id)?, link })
        });
        SchemaData {
            r#type: self.words_of(field),
            types: field.kinds.iter().map(|kind| kind.name()).collect(),
            nullable: field.null,
            formats: shape.formats.clone(),
            title: notes.title.unwrap_or_default(),
            description: notes.description.unwrap_or_default(),
            deprecated: notes.deprecated,
            read_only: shape.read_only,
            write_only: shape.write_only,
            default: notes.default.map(text).unwrap_or_default(),
            examples: notes.examples.iter().copied().map(text).collect(),
            values: allowed
                .map(|one| AllowedData {
                    value: text(one.value),
                    name: one.name.unwrap_or_default(),
                    description: one.text.unwrap_or_default(),
                })
                .collect(),
            limits: limits(&shape.bounds),
            schema: named.unwrap_or_default(),
            ..SchemaData::default()
        }
    }
}

/// A value: a text as it is, everything else as JSON.
pub(in super::super) fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_compact_json(), str::to_owned)
}

/// Limits by their keywords in JSON Schema 2020-12.
fn limits(bounds: &Bounds<'_>) -> Vec<LimitData> {
    let bound = |bound: &Option<Bound<'_>>, keyword, exclusive| {
        bound.map(|bound| {
            let keyword = if bound.is_exclusive { exclusive } else { keyword };
            LimitData { keyword, value: bound.value.as_str().to_owned() }
        })
    };
    let count = |count: Option<u32>, keyword| {
        count.map(|count| LimitData { keyword, value: count.to_string() })
    };
    let one = |keyword, value: String| LimitData { keyword, value };
    let mut limits: Vec<LimitData> = [
        bound(&bounds.least, "minimum", "exclusiveMinimum"),
        bound(&bounds.most, "maximum", "exclusiveMaximum"),
        count(bounds.min_length, "minLength"),
        count(bounds.max_length, "maxLength"),
        count(bounds.min_items, "minItems"),
        count(bounds.max_items, "maxItems"),
        count(bounds.min_members, "minProperties"),
        count(bounds.max_members, "maxProperties"),
    ]
    .into_iter()
    .flatten()
    .collect();
    limits.extend(
        bounds.multiples.iter().map(|one_of| one("multipleOf", one_of.as_str().to_owned())),
    );
    limits.extend(bounds.patterns.iter().map(|pattern| one("pattern", (*pattern).to_owned())));
    limits.extend(bounds.unique_items.then(|| one("uniqueItems", "true".to_owned())));
    limits
}
