//! Examples of what comes back, and of what the server sends: the author's, else one that is made.

use std::sync::Arc;

use sourcebook_model::Id;
use sourcebook_model::document::{MediaType, Schema, SchemaType, Value};
use sourcebook_model::media::Kind;
use sourcebook_model::value::LeftOut;
use sourcebook_model::view::{Direction, Meet};

use super::Reference;
use super::media_types::{Around, has_own};
use super::samples::Made;
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
    Made { made: Arc<Made> },
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
        for (media_type, content) in group {
            let mut is_first = true;
            for shown in self.given(media_type, content) {
                self.write_example(writer, &shown, around, is_first);
                is_first &= matches!(shown.text, Text::Elsewhere(_));
            }
        }
        if group.iter().any(|(_, content)| has_own(content)) {
            return;
        }
        let made = group.iter().find_map(|(media_type, content)| {
            self.made(media_type, content.schema, around.is_success)
        });
        if let Some(text) = made {
            let shown = Shown { name: None, description: None, text };
            self.write_example(writer, &shown, around, true);
        }
    }

    /// What the author gives.
    fn given(&self, media_type: &str, content: &'d MediaType) -> Vec<Shown<'d>> {
        let shape = content.schema.map(|schema| self.views.shape(Meet::One(schema)));
        let is_text = shape.is_none_or(|shape| {
            shape.types.is_empty() || shape.types.contains(&SchemaType::String)
        });
        let code = |value: &Value| {
            let (language, code) = code(media_type, value, is_text);
            Text::Code { language, code }
        };
        let single = content.example.as_ref().filter(|_| content.examples.is_empty());
        let single = single.map(|value| Shown { name: None, description: None, text: code(value) });
        let is_single = content.examples.len() == 1;
        let named = content.examples.iter().filter_map(|(name, used)| {
            let seen = self.document.seen(used);
            let written = seen.object.serialized_value.as_deref().map(|text| Text::Code {
                language: language(Kind::of(media_type)),
                code: text.to_owned(),
            });
            let value = || seen.object.value.as_ref().map(code);
            let elsewhere = || seen.object.external_value.as_deref().map(Text::Elsewhere);
            let text = written.or_else(value).or_else(elsewhere)?;
            let name = shown_name(name, seen.summary, is_single);
            Some(Shown { name, description: seen.description, text })
        });
        single.into_iter().chain(named).collect()
    }

    /// A value for the schema, if JSON is what is sent.
    fn made(
        &self,
        media_type: &str,
        schema: Option<Id<Schema>>,
        is_success: bool,
    ) -> Option<Text<'d>> {
        let meet = Meet::One(schema?);
        let is_meant =
            Kind::of(media_type) == Kind::Json && (is_success || self.views.name(meet).is_none());
        is_meant.then(|| Text::Made { made: self.sample(meet, Direction::Response) })
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
            Text::Made { made } => ("json", &made.json, made.left_out),
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

/// The word behind the fence of a body.
pub(super) fn language(kind: Kind) -> &'static str {
    match kind {
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
        (kind, Value::String(text)) => (language(kind), text.to_string()),
        (kind, value) => (language(kind), value.to_compact_json()),
    }
}
