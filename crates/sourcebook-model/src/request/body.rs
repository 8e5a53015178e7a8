//! The bodies of a request: one for each example of each media type.

use std::borrow::Cow;

use crate::document::{MediaType, Operation, RequestBody, Value};
use crate::media::{self, Kind};
use crate::view::Views;

use super::{Body, ExampleTexts, encode, form, multipart, schemas, style};

/// A body, and what it is an example of.
#[derive(Debug)]
pub(super) struct Example<'d> {
    pub(super) media_type: &'d str,
    pub(super) texts: Option<ExampleTexts<'d>>,
    pub(super) body: Body,
}

/// What is known of a body.
#[derive(Debug, Clone)]
enum Given<'d> {
    /// A value that the author has given.
    Authors(&'d Value),
    /// The text that is sent (3.2: `serializedValue`).
    Written(&'d str),
    /// A value that was made for the schema; absent where there is no schema.
    Made(Option<Value>),
}

/// Every body of an operation: media type by media type, example by example.
pub(super) fn examples<'d>(views: &Views<'d>, operation: &'d Operation) -> Vec<Example<'d>> {
    let document = views.document();
    let Some(used) = &operation.request_body else { return Vec::new() };
    let request_body = &document.request_bodies[used.id];
    let mut examples = Vec::new();
    for (media_type, content) in &request_body.content {
        let of_type = Content { views, media_type, body: content };
        let given = given(views, request_body, media_type, content);
        examples.extend(given.into_iter().map(|(texts, given)| {
            let body = of_type.body(&given);
            Example { media_type, texts, body }
        }));
    }
    examples
}

/// What the author gives: the named examples, else the single one, else that of the schema. Else
/// one value that is made.
fn given<'d>(
    views: &Views<'d>,
    request_body: &'d RequestBody,
    media_type: &str,
    content: &'d MediaType,
) -> Vec<(Option<ExampleTexts<'d>>, Given<'d>)> {
    let document = views.document();
    let mut all = Vec::new();
    for (name, used) in &content.examples {
        let seen = document.seen(used);
        let written = seen.object.serialized_value.as_deref().map(Given::Written);
        let value = seen.object.value.as_ref().map(Given::Authors);
        if let Some(given) = written.or(value) {
            let texts = ExampleTexts { name, summary: seen.summary, description: seen.description };
            all.push((Some(texts), given));
        }
    }
    let single = content.example.as_ref().or_else(|| of_swagger2(request_body, media_type));
    let meet = content.schema.map(schemas::meet);
    let single = single.or_else(|| meet.and_then(|meet| schemas::given(views, meet)));
    if all.is_empty() {
        let made = || {
            let item = || Some(vec![schemas::sample(views, schemas::meet(content.item_schema?))]);
            let whole = meet.map(|meet| schemas::sample(views, meet));
            Given::Made(whole.or_else(|| item().map(Value::Array)))
        };
        all.push((None, single.map_or_else(made, Given::Authors)));
    }
    all
}

/// 2.0: the extensions in which authors keep examples of bodies.
fn of_swagger2<'d>(request_body: &'d RequestBody, media_type: &str) -> Option<&'d Value> {
    let extension = |name: &str| {
        request_body.extensions.iter().find(|(key, _)| &**key == name).map(|(_, value)| value)
    };
    request_body.parameter_name.as_ref()?;
    let by_type = extension("x-examples").and_then(|examples| examples.get(media_type));
    by_type.or_else(|| extension("x-example"))
}

/// A media type of a body.
struct Content<'v, 'd> {
    views: &'v Views<'d>,
    media_type: &'d str,
    body: &'d MediaType,
}

impl Content<'_, '_> {
    fn body(&self, given: &Given<'_>) -> Body {
        let value = match given {
            Given::Written(text) => Cow::Owned(Value::string(*text)),
            Given::Authors(value) => Cow::Borrowed(*value),
            Given::Made(value) => Cow::Owned(value.clone().unwrap_or(Value::Null)),
        };
        let is_authors = !matches!(given, Given::Made(_));
        let is_written = matches!(given, Given::Written(_));
        let kind = self.kind(&value, is_authors);
        let media_type = self.sent_type(kind);
        match (kind, &*value) {
            (Kind::Form, Value::String(text)) => form::Fields::of_text(text).body(),
            (Kind::Form, value) => form::fields(self.body, value).body(),
            (Kind::Multipart, value) => self.multipart(value),
            (Kind::Binary | Kind::Any, _) => file(media_type),
            // There is no element without a name, and none is said here.
            (Kind::Xml | Kind::Html, value) if value.is_container() => file(media_type),
            (Kind::Json, Value::String(text)) if is_written || self.is_json(text) => {
                Body::Text { media_type, text: text.to_string(), value: None }
            }
            (Kind::Json | Kind::Yaml, value) if kind == Kind::Json || value.is_container() => {
                let json = (kind == Kind::Json).then(|| value.clone());
                Body::Text { media_type, text: value.to_json(), value: json }
            }
            (Kind::JsonLines, Value::Array(items)) => {
                let text = items.iter().map(|item| item.to_compact_json() + "\n").collect();
                Body::Text { media_type, text, value: None }
            }
            (Kind::JsonLines, value) if value.is_container() => {
                Body::Text { media_type, text: value.to_compact_json() + "\n", value: None }
            }
            (_, value) => {
                let text = style::scalar_text(value).unwrap_or_default();
                Body::Text { media_type, text, value: None }
            }
        }
    }

    /// What the body looks like. Of types that nobody knows, the value tells.
    fn kind(&self, value: &Value, is_authors: bool) -> Kind {
        let kind = Kind::of(self.media_type);
        let schema = self.body.schema.map(schemas::meet);
        let is_binary = schema.is_some_and(|meet| schemas::is_binary(self.views, meet));
        let is_authors_text = is_authors && value.as_str().is_some();
        match kind {
            Kind::Form | Kind::Multipart | Kind::Json => kind,
            _ if is_binary && !is_authors_text => Kind::Binary,
            Kind::Binary | Kind::Any if value.is_container() => Kind::Json,
            Kind::Binary | Kind::Any if is_authors_text && !is_binary => Kind::Text,
            Kind::Any if value.as_str().is_some() => Kind::Text,
            kind => kind,
        }
    }

    /// The media type that is sent: one of a range, and what fits the body where nothing is said.
    fn sent_type(&self, kind: Kind) -> String {
        let is_range = self.media_type.contains('*');
        let fitting = match kind {
            Kind::Json => Some("application/json"),
            Kind::Text => Some("text/plain"),
            _ => None,
        };
        let known = match fitting.filter(|_| is_range) {
            Some(fitting) => Some(fitting.to_owned()),
            None => media::concrete(self.media_type),
        };
        encode::header(known.as_deref().unwrap_or("application/octet-stream"))
    }

    fn is_json(&self, text: &str) -> bool {
        let schema = self.body.schema.map(schemas::meet);
        schema.is_some_and(|meet| schemas::is_json(self.views, meet, text))
    }

    fn multipart(&self, value: &Value) -> Body {
        let essence = media::essence(&media::concrete(self.media_type).unwrap_or_default());
        let subtype = essence.split_once('/').map_or("form-data", |(_, subtype)| subtype);
        // A text would have to name a boundary of its own.
        let schema = self.body.schema.map(schemas::meet);
        let made = || schema.map_or(Value::Null, |meet| schemas::sample(self.views, meet));
        let value = if value.is_container() { Cow::Borrowed(value) } else { Cow::Owned(made()) };
        let value = match &*value {
            Value::Array(items) => Cow::Owned(Value::Array(self.positions(items))),
            _ => value,
        };
        let parts = multipart::parts(self.views, self.body, &value, subtype);
        Body::Multipart { subtype: subtype.to_owned(), parts }
    }

    /// At least one part for each position of which something is said (3.2).
    fn positions(&self, items: &[Value]) -> Vec<Value> {
        let further = usize::from(self.body.item_encoding.is_some());
        let least = self.body.prefix_encoding.len() + further;
        let mut positions = items.to_vec();
        if let Some(last) = items.last() {
            positions.resize(least.max(items.len()), last.clone());
        }
        positions
    }
}

fn file(media_type: String) -> Body {
    let name = format!("body.{}", media::extension(&media_type));
    Body::File { media_type, name }
}
