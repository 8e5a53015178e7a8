//! The model: what every version of the specification says, in one shape.

mod arena;
mod credentials;
mod encoding;
mod normalize;
mod operation;
mod reference;
mod schema;
mod security;
mod seen;
mod servers;

use foldhash::HashMap;

use crate::media;
use sourcebook_syntax::{NodeId, Place, Span, Tree};

pub use arena::{Arena, Id};
pub use encoding::Encodings;
pub use normalize::{Bound, Way};
pub use operation::{
    Callback, Encoding, Example, FORM_MEDIA_TYPES, Header, Link, METHODS, MediaType, Operation,
    OperationId, Parameter, ParameterLocation, PathItem, RequestBody, Response, SwaggerForm,
};
pub use reference::{Reference, Use};
pub use schema::{
    AdditionalProperties, Discriminator, Limits, Schema, SchemaReference, SchemaType, Xml,
};
pub use security::{Flow, Scope, SecurityRequirement, SecurityScheme, SecuritySchemeKind};
pub use seen::{Described, Seen};
pub use sourcebook_syntax::{Number, Origin, Value};

/// Which specification a document follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Version {
    /// Swagger 2.0.
    Swagger2_0,
    /// OpenAPI 3.0.x.
    OpenApi3_0,
    /// OpenAPI 3.1.x.
    #[default]
    OpenApi3_1,
    /// OpenAPI 3.2.x.
    OpenApi3_2,
}

impl Version {
    /// Whether encodings say how lists and objects are written in a body of a media type (`style`,
    /// `explode`, `allowReserved` of the Encoding Object): in a form, and in `multipart/form-data` but for
    /// 3.0, which ignores them there. In 2.0 it is `collectionFormat` that says it.
    pub fn has_styles(self, media_type: &str) -> bool {
        match media::essence(media_type).as_str() {
            "application/x-www-form-urlencoded" => true,
            "multipart/form-data" => self != Self::OpenApi3_0,
            _ => false,
        }
    }
}

/// Members that start with `x-`, and members that no version of the specification knows, in
/// source order.
pub type Extensions = Vec<(Box<str>, Value)>;

/// An API as its document describes it.
#[derive(Debug, Default)]
pub struct Document {
    /// The specification that the document follows.
    pub version: Version,
    /// The version as written: `3.0.3`.
    pub version_text: String,
    /// 3.2: the document's own URI (`$self`).
    pub self_uri: Option<String>,
    /// 3.1: the dialect of schemas without `$schema`.
    pub json_schema_dialect: Option<String>,
    /// Title, version, license.
    pub info: Info,
    /// Where the API is served. From Swagger 2.0: made of `schemes`, `host` and `basePath`.
    pub servers: Vec<Server>,
    /// The declared tags in source order.
    pub tags: Vec<Tag>,
    /// The paths in source order.
    pub paths: Vec<(String, Use<PathItem>)>,
    /// Vendor extensions among the paths.
    pub path_extensions: Extensions,
    /// Webhooks in source order.
    pub webhooks: Vec<(String, Use<PathItem>)>,
    /// What every operation requires that does not say otherwise.
    pub security: Vec<SecurityRequirement>,
    /// Objects with names.
    pub components: Components,
    /// A page that says more.
    pub external_docs: Option<ExternalDocs>,
    /// Vendor extensions of the document.
    pub extensions: Extensions,

    /// Every schema.
    pub schemas: Arena<Schema>,
    /// Every parameter.
    pub parameters: Arena<Parameter>,
    /// Every request body.
    pub request_bodies: Arena<RequestBody>,
    /// Every response.
    pub responses: Arena<Response>,
    /// Every header.
    pub headers: Arena<Header>,
    /// Every example.
    pub examples: Arena<Example>,
    /// Every link.
    pub links: Arena<Link>,
    /// Every callback.
    pub callbacks: Arena<Callback>,
    /// Every path item.
    pub path_items: Arena<PathItem>,
    /// Every security scheme.
    pub security_schemes: Arena<SecurityScheme>,

    pub(crate) trees: Vec<Tree>,
    /// Schemas whose normalized spelling differs from the one that they are written in.
    pub(crate) normalized: HashMap<Id<Schema>, Schema>,
}

/// Where the destination of a link stands in a text, not as a part of a longer one.
fn find_link(text: &str, link: &str) -> Option<usize> {
    let borders =
        |one: char| one.is_whitespace() || matches!(one, '(' | ')' | '<' | '>' | '"' | '\'' | '\\');
    let mut found = text.match_indices(link).map(|(at, _)| at);
    found.find(|at| {
        text[at + link.len()..].chars().next().is_none_or(borders)
            && text[..*at].chars().next_back().is_some_and(borders)
    })
}

impl Document {
    /// Where an object stands: file, bytes, JSON pointer.
    pub fn place(&self, origin: Origin) -> Option<Place> {
        let tree = self.trees.get(origin.tree as usize)?;
        let node = tree.node(NodeId(origin.node));
        Some(Place { file: tree.file(), span: node.span(), pointer: tree.pointer(node.id()) })
    }

    /// The place of the key of an object's member; of the object, where it has no such member.
    pub fn place_of_member(&self, object: Origin, key: &str) -> Option<Place> {
        let tree = self.trees.get(object.tree as usize)?;
        let node = tree.node(NodeId(object.node));
        match (node.key_span(key), node.get(key)) {
            (Some(span), Some(value)) => {
                Some(Place { file: tree.file(), span, pointer: tree.pointer(value.id()) })
            }
            _ => self.place(object),
        }
    }

    /// The place of what names lead to, from member to member, in the document's own file; `None`
    /// where they lead nowhere.
    pub fn place_at(&self, names: &[&str]) -> Option<Place> {
        let (last, above) = names.split_last()?;
        let root = self.trees.first()?.root();
        let object = above.iter().try_fold(root, |node, name| node.get(name))?;
        object.get(last)?;
        self.place_of_member(object.origin(), last)
    }

    /// The place of what names and positions lead to inside an object; where they lead nowhere, of the
    /// last value on the way.
    pub fn place_inside<'w>(
        &self,
        object: Origin,
        way: impl IntoIterator<Item = &'w str>,
    ) -> Option<Place> {
        let tree = self.trees.get(object.tree as usize)?;
        let mut node = tree.node(NodeId(object.node));
        for step in way {
            let item = step.parse().ok().and_then(|at| node.item(at));
            let Some(inside) = item.or_else(|| node.get(step)) else { break };
            node = inside;
        }
        Some(Place { file: tree.file(), span: node.span(), pointer: tree.pointer(node.id()) })
    }

    /// The place of the first text in the document that has a link with this destination, in Markdown
    /// or HTML; `None` where none has it.
    pub fn place_of_link(&self, link: &str) -> Option<Place> {
        let has_link = |text: &str| find_link(text, link).is_some();
        let nodes = self.trees.iter().flat_map(Tree::nodes);
        let node = nodes.into_iter().find(|node| node.as_str().is_some_and(has_link))?;
        let span = node.span();
        let within = find_link(node.tree().source(span), link);
        let span = within.map_or(span, |at| {
            let start = span.start as usize + at;
            Span::new(start, start + link.len())
        });
        Some(Place { file: node.tree().file(), span, pointer: node.tree().pointer(node.id()) })
    }

    /// Where the document itself stands.
    pub(crate) fn root_origin(&self) -> Origin {
        self.trees.first().map(|tree| tree.root().origin()).unwrap_or_default()
    }

    /// The names of an object's members in source order, as written there.
    ///
    /// The model keeps the members of each kind apart; this says in which order they stood.
    pub fn member_names(&self, origin: Origin) -> Vec<&str> {
        let Some(tree) = self.trees.get(origin.tree as usize) else {
            return Vec::new();
        };
        tree.node(NodeId(origin.node)).members().map(|(name, _)| name).collect()
    }

    /// Follows `$ref`s from a schema to the one that has contents; stops at a reference that
    /// leads nowhere or in a circle.
    pub fn resolve(&self, schema: Id<Schema>) -> Id<Schema> {
        let mut at = schema;
        for _ in 0..self.schemas.len() {
            let next = self.schemas[at].reference.as_ref().and_then(|reference| reference.target);
            match next {
                Some(next) if next != schema => at = next,
                _ => break,
            }
        }
        at
    }

    /// An operation by its name in the document.
    pub fn operation(&self, id: OperationId) -> Option<&Operation> {
        self.path_items[id.item].operations.get(id.index)
    }

    /// Every operation of the paths, in source order, with its path.
    pub fn operations(&self) -> impl Iterator<Item = (&str, &PathItem, &Operation)> {
        self.paths.iter().flat_map(|(path, item)| {
            let item = &self.path_items[item.id];
            item.operations.iter().map(move |operation| (path.as_str(), item, operation))
        })
    }
}

/// Title, version, license of an API.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Info {
    /// The API's name.
    pub title: String,
    /// 3.1: a short summary.
    pub summary: Option<String>,
    /// CommonMark.
    pub description: Option<String>,
    /// URL.
    pub terms_of_service: Option<String>,
    /// Whom to ask.
    pub contact: Option<Contact>,
    /// Under which terms.
    pub license: Option<License>,
    /// The version of the API (not of the specification).
    pub version: String,
    /// Vendor extensions.
    pub extensions: Extensions,
}

/// Whom to ask about an API.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// Name of a person or an organization.
    pub name: Option<String>,
    /// URL.
    pub url: Option<String>,
    /// Address.
    pub email: Option<String>,
    /// Vendor extensions.
    pub extensions: Extensions,
}

/// The license of an API.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct License {
    /// Its name.
    pub name: String,
    /// 3.1: SPDX expression.
    pub identifier: Option<String>,
    /// URL.
    pub url: Option<String>,
    /// Vendor extensions.
    pub extensions: Extensions,
}

/// Where an API is served.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Server {
    /// URL with `{variables}`; may be relative to the document.
    pub url: String,
    /// 3.2: a unique name.
    pub name: Option<String>,
    /// CommonMark.
    pub description: Option<String>,
    /// What the variables may be, in source order.
    pub variables: Vec<(String, ServerVariable)>,
    /// Vendor extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub origin: Origin,
}

impl Server {
    /// The URL with every variable replaced by its default.
    pub fn default_url(&self) -> String {
        self.variables.iter().fold(self.url.clone(), |url, (name, variable)| {
            url.replace(&format!("{{{name}}}"), &variable.default)
        })
    }
}

/// A variable in a server's URL.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServerVariable {
    /// The allowed values; any when empty.
    pub values: Vec<String>,
    /// The value where none is chosen.
    pub default: String,
    /// CommonMark.
    pub description: Option<String>,
    /// Vendor extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub origin: Origin,
}

/// A tag, by which operations are grouped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tag {
    /// The name that operations use.
    pub name: String,
    /// 3.2: a short summary, for display.
    pub summary: Option<String>,
    /// CommonMark.
    pub description: Option<String>,
    /// 3.2: name of the tag under which this one stands.
    pub parent: Option<String>,
    /// 3.2: what the tag is for (`nav`, `badge` …).
    pub kind: Option<String>,
    /// A page that says more.
    pub external_docs: Option<ExternalDocs>,
    /// Vendor extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub origin: Origin,
}

/// A page outside the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExternalDocs {
    /// URL.
    pub url: String,
    /// CommonMark.
    pub description: Option<String>,
    /// Vendor extensions.
    pub extensions: Extensions,
}

/// Objects with names, in source order.
#[derive(Debug, Default)]
pub struct Components {
    /// Schemas: `components.schemas`, or `definitions` in 2.0. Schemas from other files, which a
    /// `$ref` names, follow under the name of their file or of the last token of their pointer.
    pub schemas: Vec<(String, Id<Schema>)>,
    /// Responses.
    pub responses: Vec<(String, Use<Response>)>,
    /// Parameters; in 2.0 without those in body and form.
    pub parameters: Vec<(String, Use<Parameter>)>,
    /// Examples.
    pub examples: Vec<(String, Use<Example>)>,
    /// Request bodies; in 2.0 the parameters in body.
    pub request_bodies: Vec<(String, Use<RequestBody>)>,
    /// Headers.
    pub headers: Vec<(String, Use<Header>)>,
    /// Security schemes: `components.securitySchemes`, or `securityDefinitions` in 2.0.
    pub security_schemes: Vec<(String, Use<SecurityScheme>)>,
    /// Links.
    pub links: Vec<(String, Use<Link>)>,
    /// Callbacks.
    pub callbacks: Vec<(String, Use<Callback>)>,
    /// 3.1: path items.
    pub path_items: Vec<(String, Use<PathItem>)>,
    /// 3.2: media types.
    pub media_types: Vec<(String, MediaType)>,
    /// Vendor extensions.
    pub extensions: Extensions,
}
