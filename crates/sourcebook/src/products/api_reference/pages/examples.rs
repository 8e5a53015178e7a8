//! Examples of what comes back, and of what the server sends: the author's, else one that is made.

use std::sync::Arc;

use sourcebook_model::Id;
use sourcebook_model::document::{MediaType, Schema, SchemaType, Value};
use sourcebook_model::media::{self, Kind};
use sourcebook_model::value::LeftOut;
use sourcebook_model::view::{Direction, Meet};
use sourcebook_model::xml;

use super::Reference;
use super::media_types::{Around, has_own};
use super::samples::{Made, Notation};
use super::settings::Examples;
use crate::products::markdown::inline::{address, plain};
use crate::products::markdown::writer::Writer;
use crate::value_text::{ValueStyle, yaml};

/// Maximum number of lines of an example that is not folded.
const MAX_OPEN: usize = 40;

/// An example as it is shown.
struct Shown<'d> {
    name: Option<&'d str>,
    description: Option<&'d str>,
    text: Text<'d>,
}

enum Text<'d> {
    Code { language: &'static str, code: String },
    Made { language: &'static str, made: Arc<Made> },
    Elsewhere(&'d str),
}

impl<'d> Reference<'d> {
    /// The examples of media types that have one schema.
    pub(super) fn examples(
        &self,
        writer: &mut Writer,
        group: &[(&'d str, &'d MediaType)],
        around: Around<'_>,
    ) {
        let is_recorded = self.write_recorded(writer, group, around);
        for (media_type, content) in group {
            let mut is_first = !is_recorded;
            for shown in self.given(media_type, content) {
                self.write_example(writer, &shown, around, is_first);
                is_first &= matches!(shown.text, Text::Elsewhere(_));
            }
        }
        if self.settings.examples == Examples::Given || is_recorded {
            return;
        }
        let has_some = group.iter().any(|(_, content)| has_own(content));
        let mut notations = Vec::new();
        for (media_type, content) in group.iter().filter(|(_, content)| !has_own(content)) {
            let Some(notation) = notation(media_type) else {
                if let Some(text) = self.of_schema(media_type, content, around.is_success) {
                    let shown = Shown { name: None, description: None, text };
                    self.write_example(writer, &shown, around, true);
                }
                continue;
            };
            let is_wanted = !has_some && !notations.contains(&notation);
            if is_wanted && let Some(text) = self.made(notation, content.schema, around.is_success)
            {
                let shown = Shown { name: None, description: None, text };
                self.write_example(writer, &shown, around, true);
                notations.push(notation);
            }
        }
    }

    /// The answer that was recorded, where one of the media types is its own; says whether it was.
    fn write_recorded(
        &self,
        writer: &mut Writer,
        group: &[(&'d str, &'d MediaType)],
        around: Around<'_>,
    ) -> bool {
        let Some(recorded) = around.recorded else { return false };
        let (Some(sent), Some(body)) = (&recorded.media_type, &recorded.body) else { return false };
        let is_sent = |name: &str| media::essence(name) == media::essence(sent);
        if !group.iter().any(|(name, _)| is_sent(name)) {
            return false;
        }
        let (language, code) = code(sent, body, true);
        let text = Text::Code { language, code };
        let shown = Shown { name: Some("recorded"), description: None, text };
        self.write_example(writer, &shown, around, true);
        true
    }

    /// What the author gives.
    fn given(&self, media_type: &str, content: &'d MediaType) -> Vec<Shown<'d>> {
        let shape = content.schema.map(|schema| self.views.shape(Meet::One(schema)));
        let is_text = shape.is_none_or(|shape| {
            shape.types.is_empty() || shape.types.contains(&SchemaType::String)
        });
        let code = |value: &Value| {
            let xml = self.as_xml(media_type, content, value).map(|xml| ("xml", xml));
            let (language, code) = xml.unwrap_or_else(|| code(media_type, value, is_text));
            Text::Code { language, code }
        };
        let single = content.example.as_ref().filter(|_| content.examples.is_empty());
        let single = single.map(|value| Shown { name: None, description: None, text: code(value) });
        let is_single = content.examples.len() == 1;
        let named = content.examples.iter().filter_map(|(name, used)| {
            let seen = self.document.seen(used);
            let written = seen
                .object
                .serialized_value
                .as_deref()
                .map(|text| Text::Code { language: language(media_type), code: text.to_owned() });
            let value = || seen.object.value.as_ref().map(code);
            let elsewhere = || seen.object.external_value.as_deref().map(Text::Elsewhere);
            let text = written.or_else(value).or_else(elsewhere)?;
            let name = shown_name(name, seen.summary, is_single);
            Some(Shown { name, description: seen.description, text })
        });
        single.into_iter().chain(named).collect()
    }

    /// Whether the author gives a text with the schema, where no value is made for the media type.
    pub(super) fn gives_text(&self, media_type: &str, content: &MediaType) -> bool {
        let is_text = !matches!(
            Kind::of(media_type),
            Kind::Json | Kind::Xml | Kind::Form | Kind::Multipart | Kind::Binary
        );
        let gives = |schema| !self.views.shape(Meet::One(schema)).notes.examples.is_empty();
        is_text && content.schema.is_some_and(gives)
    }

    /// What the author gives with the schema, where no value is made for the media type.
    fn of_schema(
        &self,
        media_type: &str,
        content: &'d MediaType,
        is_success: bool,
    ) -> Option<Text<'d>> {
        let meet = Meet::One(content.schema?);
        if !is_success && self.views.name(meet).is_some() {
            return None;
        }
        let value = self.views.shape(meet).notes.examples.first().copied()?;
        let value = self.views.going(meet, value, Direction::Response);
        let (language, code) = code(media_type, &value, true);
        Some(Text::Code { language, code })
    }

    /// An author's value as XML, where that is what is sent. A text is XML as it stands.
    fn as_xml(&self, media_type: &str, content: &MediaType, value: &Value) -> Option<String> {
        if notation(media_type) != Some(Notation::Xml) || value.as_str().is_some() {
            return None;
        }
        let meet = Meet::One(content.schema?);
        xml::document(&self.views, meet, None, value, Direction::Response)
    }

    /// A value for the schema.
    fn made(
        &self,
        notation: Notation,
        schema: Option<Id<Schema>>,
        is_success: bool,
    ) -> Option<Text<'d>> {
        let meet = Meet::One(schema?);
        if !is_success && self.views.name(meet).is_some() {
            return None;
        }
        let made = self.sample(meet, Direction::Response, notation)?;
        let language = match notation {
            Notation::Json => "json",
            Notation::Xml => "xml",
        };
        Some(Text::Made { language, made })
    }

    fn write_example(
        &self,
        writer: &mut Writer,
        shown: &Shown<'_>,
        around: Around<'_>,
        is_first: bool,
    ) {
        let title = |name: &str| match shown.name {
            Some(_) => format!("Example: {name}"),
            None => "Example".to_owned(),
        };
        let own = plain(shown.name.unwrap_or_default());
        let (language, code, left_out) = match &shown.text {
            Text::Elsewhere(url) => {
                writer.block(&format!("**{}** {}", title(&own), address(url)));
                self.describe(writer, around.file, around.level, shown.description);
                return;
            }
            Text::Code { language, code } => (*language, code, None),
            Text::Made { language, made } => (*language, &made.text, made.left_out),
        };
        let inside = |writer: &mut Writer| {
            self.describe(writer, around.file, around.level, shown.description);
            writer.fence(language, code);
            self.say_left_out(writer, left_out, around.file);
        };
        if is_first && code.lines().count() <= MAX_OPEN {
            writer.block(&format!("**{}**", title(&own)));
            inside(writer);
        } else {
            writer.fold(&title(shown.name.unwrap_or_default()), inside);
        }
    }

    /// The line on what an example leaves out.
    pub(super) fn say_left_out(&self, writer: &mut Writer, left_out: Option<LeftOut>, file: &str) {
        if let Some(left_out) = left_out {
            writer.block(&self.left_out(left_out, file));
        }
    }
}

/// The name of an example: its summary, else what the document calls it, where that says anything.
pub(super) fn shown_name<'d>(
    name: &'d str,
    summary: Option<&'d str>,
    is_single: bool,
) -> Option<&'d str> {
    let says_nothing = is_single && matches!(name, "default" | "example");
    let summary = summary.filter(|summary| !summary.trim().is_empty());
    summary.or_else(|| Some(name).filter(|_| !says_nothing))
}

/// How a value is written that is made for a body of a media type; `None` where none is.
fn notation(media_type: &str) -> Option<Notation> {
    match Kind::of(media_type) {
        Kind::Json => Some(Notation::Json),
        Kind::Xml => Some(Notation::Xml),
        _ => None,
    }
}

/// Languages of texts, by the subtypes of their media types.
const LANGUAGES: [(&str, &str); 9] = [
    ("css", "css"),
    ("ecmascript", "javascript"),
    ("graphql", "graphql"),
    ("javascript", "javascript"),
    ("sql", "sql"),
    ("toml", "toml"),
    ("x-javascript", "javascript"),
    ("x-python", "python"),
    ("x-sh", "bash"),
];

/// The word behind the fence of a body: the language of its media type.
pub(super) fn language(media_type: &str) -> &'static str {
    let essence = media::essence(media_type);
    let subtype = essence.split_once('/').map_or("", |(_, subtype)| subtype);
    if let Some((_, language)) = LANGUAGES.iter().find(|(name, _)| *name == subtype) {
        return language;
    }
    match Kind::of(media_type) {
        Kind::Json | Kind::JsonLines => "json",
        Kind::Xml => "xml",
        Kind::Yaml => "yaml",
        Kind::Csv => "csv",
        Kind::Html => "html",
        Kind::Markdown => "markdown",
        Kind::EventStream
        | Kind::Text
        | Kind::Form
        | Kind::Multipart
        | Kind::Binary
        | Kind::Any => "text",
    }
}

/// A value as the code that a body of a media type is. `is_text` where a text can be the value; where
/// not, a text is the body itself.
fn code(media_type: &str, value: &Value, is_text: bool) -> (&'static str, String) {
    let kind = Kind::of(media_type);
    match (kind, value) {
        (Kind::Json, Value::String(text)) if !is_text => ("json", text.to_string()),
        (Kind::Json, value) => ("json", value.to_json()),
        (Kind::JsonLines, Value::Array(items)) => {
            ("json", items.iter().map(|item| item.to_compact_json() + "\n").collect())
        }
        (Kind::Yaml, value) if value.is_container() => ("yaml", yaml(value, ValueStyle::default())),
        (_, value) if value.is_container() => ("json", value.to_json()),
        (_, Value::String(text)) => (language(media_type), text.to_string()),
        (_, value) => (language(media_type), value.to_compact_json()),
    }
}
