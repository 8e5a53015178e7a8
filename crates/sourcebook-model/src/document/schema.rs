//! Schemas: what values may be.

use super::{Extensions, ExternalDocs, Id, Origin, Value};

/// A type of JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SchemaType {
    /// `string`
    String,
    /// `number`
    Number,
    /// `integer`
    Integer,
    /// `boolean`
    Boolean,
    /// `array`
    Array,
    /// `object`
    Object,
    /// `null` (3.1)
    Null,
}

impl SchemaType {
    /// All types.
    pub const ALL: [Self; 7] = [
        Self::String,
        Self::Number,
        Self::Integer,
        Self::Boolean,
        Self::Array,
        Self::Object,
        Self::Null,
    ];

    /// The word that schemas use.
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number => "number",
            Self::Integer => "integer",
            Self::Boolean => "boolean",
            Self::Array => "array",
            Self::Object => "object",
            Self::Null => "null",
        }
    }

    /// The type of a word.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A `$ref` to a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaReference {
    /// The reference as written.
    pub text: String,
    /// The schema that it names; absent when it leads nowhere.
    pub target: Option<Id<Schema>>,
}

/// What may stand beside the declared properties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AdditionalProperties {
    /// `true` or `false`.
    Allowed(bool),
    /// Values of this schema.
    Schema(Id<Schema>),
}

/// Bounds on values. Absent members bound nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Limits {
    /// Numbers: least value.
    pub minimum: Option<Value>,
    /// Numbers: greatest value.
    pub maximum: Option<Value>,
    /// A number (3.1), or whether `minimum` itself is excluded (2.0, 3.0).
    pub exclusive_minimum: Option<Value>,
    /// A number (3.1), or whether `maximum` itself is excluded (2.0, 3.0).
    pub exclusive_maximum: Option<Value>,
    /// Numbers: what they are a multiple of.
    pub multiple_of: Option<Value>,
    /// Strings: least length in characters.
    pub min_length: Option<u32>,
    /// Strings: greatest length in characters.
    pub max_length: Option<u32>,
    /// Strings: a regular expression.
    pub pattern: Option<String>,
    /// Lists: least length.
    pub min_items: Option<u32>,
    /// Lists: greatest length.
    pub max_items: Option<u32>,
    /// Lists: whether items must differ.
    pub unique_items: bool,
    /// Objects: least number of members.
    pub min_properties: Option<u32>,
    /// Objects: greatest number of members.
    pub max_properties: Option<u32>,
    /// Lists: how many items match `contains` at least.
    pub min_contains: Option<u32>,
    /// Lists: how many items match `contains` at most.
    pub max_contains: Option<u32>,
}

/// Which of several schemas a value follows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Discriminator {
    /// The member that tells.
    pub property_name: String,
    /// Value of the member → schema name or reference, as written.
    pub mapping: Vec<(String, String)>,
    /// Where the mapping leads, entry by entry; absent where nothing is there, or was not fetched.
    pub targets: Vec<Option<Id<Schema>>>,
    /// 3.2: schema name or reference when the member is absent.
    pub default_mapping: Option<String>,
    /// Where that leads.
    pub default_target: Option<Id<Schema>>,
    /// Vendor extensions.
    pub extensions: Extensions,
}

/// How a value looks in XML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Xml {
    /// Element or attribute name.
    pub name: Option<String>,
    /// URI.
    pub namespace: Option<String>,
    /// Prefix.
    pub prefix: Option<String>,
    /// Whether it is an attribute.
    pub attribute: bool,
    /// Whether a list is wrapped in an element of its own.
    pub wrapped: bool,
    /// 3.2: `element`, `attribute`, `text`, `cdata` or `none`.
    pub node_type: Option<String>,
    /// Vendor extensions.
    pub extensions: Extensions,
}

/// What a value may be. All keywords of all versions in one shape; absent ones restrict nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schema {
    /// Where it stands.
    pub origin: Origin,
    /// Its name among the components.
    pub name: Option<Box<str>>,
    /// `$ref`; the other members are its siblings, which count only in 3.1 and later.
    pub reference: Option<Box<SchemaReference>>,
    /// A schema that is just `true` or `false` (3.1).
    pub boolean: Option<bool>,
    /// Short name for people.
    pub title: Option<Box<str>>,
    /// CommonMark.
    pub description: Option<Box<str>>,
    /// The allowed types in source order, without `null` unless it is the only one.
    pub types: Vec<SchemaType>,
    /// Whether `null` is allowed: `nullable`, `x-nullable`, or `null` among the types.
    pub nullable: bool,
    /// Refines the type: `date-time`, `int64`, `uuid`; `binary` for 2.0's type `file`.
    pub format: Option<Box<str>>,
    /// The allowed values; any when empty.
    pub enumeration: Vec<Value>,
    /// Whether `enum` is there without any value: none is allowed.
    pub allows_no_value: bool,
    /// The only allowed value.
    pub constant: Option<Value>,
    /// The value where none is given.
    pub default: Option<Value>,
    /// The example of 2.0 and 3.0.
    pub example: Option<Value>,
    /// The examples of 3.1.
    pub examples: Vec<Value>,
    /// Only in responses.
    pub read_only: bool,
    /// Only in requests.
    pub write_only: bool,
    /// Not to be used any more.
    pub deprecated: bool,
    /// Bounds on the value.
    pub limits: Option<Box<Limits>>,

    /// Lists: what every (further) item is.
    pub items: Option<Id<Schema>>,
    /// Lists: what the first items are, one by one.
    pub prefix_items: Vec<Id<Schema>>,
    /// Lists: at least one item is like this.
    pub contains: Option<Id<Schema>>,
    /// Objects: the declared members in source order.
    pub properties: Vec<(Box<str>, Id<Schema>)>,
    /// Objects: members by a regular expression on their names.
    pub pattern_properties: Vec<(Box<str>, Id<Schema>)>,
    /// Objects: other members.
    pub additional_properties: Option<AdditionalProperties>,
    /// Objects: what the names are.
    pub property_names: Option<Id<Schema>>,
    /// Objects: names of the members that must be there.
    pub required: Vec<Box<str>>,
    /// Objects: members that other members need, by the needing member.
    pub dependent_required: Vec<(Box<str>, Vec<Box<str>>)>,
    /// Objects: schemas that apply when a member is there.
    pub dependent_schemas: Vec<(Box<str>, Id<Schema>)>,
    /// Lists: items that no other keyword looked at.
    pub unevaluated_items: Option<Id<Schema>>,
    /// Objects: members that no other keyword looked at.
    pub unevaluated_properties: Option<Id<Schema>>,

    /// The value follows all of these.
    pub all_of: Vec<Id<Schema>>,
    /// The value follows at least one of these.
    pub any_of: Vec<Id<Schema>>,
    /// The value follows exactly one of these.
    pub one_of: Vec<Id<Schema>>,
    /// The value does not follow this.
    pub not: Option<Id<Schema>>,
    /// Condition of `then` and `else`.
    pub if_schema: Option<Id<Schema>>,
    /// Where the condition holds.
    pub then_schema: Option<Id<Schema>>,
    /// Where it does not.
    pub else_schema: Option<Id<Schema>>,

    /// Strings: the media type of their content.
    pub content_media_type: Option<Box<str>>,
    /// Strings: how their content is encoded.
    pub content_encoding: Option<Box<str>>,
    /// Strings: what their content is.
    pub content_schema: Option<Id<Schema>>,

    /// Which of the alternatives a value follows.
    pub discriminator: Option<Box<Discriminator>>,
    /// How it looks in XML.
    pub xml: Option<Box<Xml>>,
    /// A page that says more.
    pub external_docs: Option<Box<ExternalDocs>>,
    /// Vendor extensions and unknown keywords.
    pub extensions: Extensions,
}

impl Schema {
    /// The value of an extension or unknown keyword.
    pub fn extension(&self, name: &str) -> Option<&Value> {
        self.extensions.iter().find(|(key, _)| &**key == name).map(|(_, value)| value)
    }

    /// Whether nothing is said about the value: `{}` or `true`.
    pub fn is_unrestricted(&self) -> bool {
        let blank = Self {
            origin: self.origin,
            name: self.name.clone(),
            boolean: self.boolean.filter(|allowed| *allowed),
            ..Self::default()
        };
        *self == blank
    }
}
