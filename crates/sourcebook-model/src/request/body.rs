//! The bodies of a request: one for each example of each media type.

use std::borrow::Cow;

use crate::document::{MediaType, Operation, Value};
use crate::media::{self, Kind};
use crate::value::{Budget, Doubt, LeftOut, Sample};
use crate::view::{Direction, Meet, Views};
use crate::xml;

use super::{Body, ExampleTexts, encode, form, multipart, schemas, style};

/// A body, and what it is an example of.
#[derive(Debug)]
pub(super) struct Example<'d> {
    pub(super) media_type: &'d str,
    pub(super) texts: Option<ExampleTexts<'d>>,
    pub(super) body: Body,
    pub(super) left_out: Option<LeftOut>,
}

/// What is known of a body.
#[derive(Debug, Clone)]
enum Given<'d> {
    /// A value that the author has given for the media type.
    Authors(&'d Value),
    /// A value that the author has given for the schema.
    Schemas(Cow<'d, Value>),
    /// The text that is sent (3.2: `serializedValue`).
    Written(&'d str),
    /// A value that was made for the schema; `null` where there is no schema.
    Made(Sample),
}

/// Every body of an operation: media type by media type, example by example.
pub(super) fn examples<'d>(
    views: &Views<'d>,
    budget: &Budget,
    operation: &'d Operation,
) -> Vec<Example<'d>> {
    let document = views.document();
    let Some(used) = &operation.request_body else { return Vec::new() };
    let request_body = &document.request_bodies[used.id];
    let mut examples = Vec::new();
    for (media_type, body) in &request_body.content {
        let content = Content { views, budget, media_type, body };
        for (texts, given) in content.given() {
            let left_out = match &given {
                Given::Made(sample) => sample.left_out,
                Given::Authors(_) | Given::Schemas(_) | Given::Written(_) => None,
            };
            let body = content.body(&given);
            examples.extend(body.map(|body| Example { media_type, texts, body, left_out }));
        }
    }
    examples
}

/// A media type of a body.
struct Content<'v, 'd> {
    views: &'v Views<'d>,
    budget: &'v Budget,
    media_type: &'d str,
    body: &'d MediaType,
}

impl<'d> Content<'_, 'd> {
    /// What the author gives: the named examples, else the single one, else that of the schema.
    /// Else one value that is made.
    fn given(&self) -> Vec<(Option<ExampleTexts<'d>>, Given<'d>)> {
        let document = self.views.document();
        let mut all = Vec::new();
        for (name, used) in &self.body.examples {
            let seen = document.seen(used);
            let written = seen.object.serialized_value.as_deref().map(Given::Written);
            let value = seen.object.value.as_ref().map(Given::Authors);
            if let Some(given) = written.or(value) {
                let (summary, description) = (seen.summary, seen.description);
                all.push((Some(ExampleTexts { name, summary, description }), given));
            }
        }
        let single = self.body.example.as_ref();
        let of_schema = || schemas::given(self.views, Meet::One(self.body.schema?));
        if all.is_empty() {
            let given = single.map(Given::Authors);
            let given = given.or_else(|| of_schema().map(Given::Schemas));
            all.push((None, given.unwrap_or_else(|| Given::Made(self.made()))));
        }
        all
    }

    /// A value for the schema; of a sequence, one with one item.
    fn made(&self) -> Sample {
        let made = |schema| schemas::made(self.views, Meet::One(schema), self.budget);
        let of_items = || {
            let item = made(self.body.item_schema?);
            Some(Sample { value: Value::Array(vec![item.value]), ..item })
        };
        let nothing = || Sample { value: Value::Null, left_out: None, doubts: Vec::new() };
        self.body.schema.map(made).or_else(of_items).unwrap_or_else(nothing)
    }

    /// The body; none where no value is valid.
    fn body(&self, given: &Given<'_>) -> Option<Body> {
        let value = match given {
            Given::Written(text) => Cow::Owned(Value::string(*text)),
            Given::Authors(value) => Cow::Borrowed(*value),
            Given::Schemas(value) => Cow::Borrowed(&**value),
            Given::Made(sample) => Cow::Borrowed(&sample.value),
        };
        let is_authors = !matches!(given, Given::Made(_));
        let is_written = matches!(given, Given::Written(_));
        let kind = self.kind(&value, is_authors);
        let media_type = self.sent_type(kind);
        if let Given::Made(sample) = given
            && sample.is_nothing()
            && !matches!(kind, Kind::Binary | Kind::Any)
        {
            // What is not known is the reader's.
            let is_unread = sample.doubts.contains(&Doubt::Unread) && kind != Kind::Multipart;
            return is_unread.then(|| file(media_type));
        }
        Some(match (kind, &*value) {
            (Kind::Form, Value::String(text)) => form::Fields::of_text(text).body(),
            (Kind::Form, value) => form::fields(self.body.encodings(), value).body(),
            (Kind::Multipart, value) => self.multipart(value),
            (Kind::Binary | Kind::Any, _) => file(media_type),
            (Kind::Xml, value) if !is_text(given, value) => self.xml(media_type, value, is_authors),
            (Kind::Html, value) if value.is_container() => file(media_type),
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
        })
    }

    /// A value as XML. Where nothing names its element, only what an author wrote can be shown.
    fn xml(&self, media_type: String, value: &Value, is_authors: bool) -> Body {
        let meet = self.body.schema.map_or_else(|| self.views.anything(), Meet::One);
        let text = xml::document(self.views, meet, None, value, Direction::Request);
        let scalar = || style::scalar_text(value).filter(|_| is_authors && !value.is_container());
        match text.or_else(scalar) {
            Some(text) => Body::Text { media_type, text, value: None },
            None => file(media_type),
        }
    }

    /// What the body looks like. Of types that nobody knows, the value tells.
    fn kind(&self, value: &Value, is_authors: bool) -> Kind {
        let kind = Kind::of(self.media_type);
        let schema = self.body.schema.map(Meet::One);
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
        let schema = self.body.schema.map(Meet::One);
        schema.is_some_and(|meet| schemas::is_json(self.views, meet, text))
    }

    fn multipart(&self, value: &Value) -> Body {
        let essence = media::essence(&media::concrete(self.media_type).unwrap_or_default());
        let subtype = essence.split_once('/').map_or("form-data", |(_, subtype)| subtype);
        // A text would have to name a boundary of its own.
        let made = || Cow::Owned(self.made().value);
        let value = if value.is_container() { Cow::Borrowed(value) } else { made() };
        let value = match &*value {
            Value::Array(items) => Cow::Owned(Value::Array(self.positions(items))),
            _ => value,
        };
        let inside = multipart::Inside {
            meet: self.body.schema.map(Meet::One),
            item: self.body.item_schema.map(Meet::One),
            encodings: self.body.encodings(),
        };
        let parts = multipart::parts(self.views, inside, &value, subtype);
        Body::Multipart { subtype: subtype.to_owned(), parts }
    }

    /// At least one part for each position of which something is said (3.2).
    fn positions(&self, items: &[Value]) -> Vec<Value> {
        let schema = self.body.schema.map(Meet::One);
        let first = schema.map_or(0, |meet| schemas::first_items(self.views, meet));
        let further = usize::from(self.body.item_encoding.is_some());
        let least = first.max(self.body.prefix_encoding.len() + further);
        let item = |at| {
            let whole = self.body.item_schema.map(Meet::One);
            whole.or_else(|| self.views.item(schema?, at))
        };
        let sample = |at| {
            let made = item(at).and_then(|meet| schemas::sample(self.views, meet));
            made.unwrap_or(Value::Null)
        };
        items.iter().cloned().chain((items.len()..least).map(sample)).collect()
    }
}

/// Whether a value is the text that is sent, and not one that is written in some notation.
fn is_text(given: &Given<'_>, value: &Value) -> bool {
    value.as_str().is_some() && matches!(given, Given::Authors(_) | Given::Written(_))
}

fn file(media_type: String) -> Body {
    let name = format!("body.{}", media::extension(&media_type));
    Body::File { media_type, name }
}
