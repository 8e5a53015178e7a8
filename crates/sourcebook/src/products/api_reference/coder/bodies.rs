//! Examples of what is sent and what comes back.

use std::borrow::Cow;

use sourcebook_model::Purpose;
use sourcebook_model::document::MediaType;
use sourcebook_syntax::Value;

use super::samples::Example;
use super::shown::{Shown, ShownResponse};
use super::text;
use super::{Renderer, STYLE};
use crate::value_text::{compact_json, yaml};

/// Kinds of media types, by how examples of them are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Json,
    Yaml,
    Text,
    Form,
    Xml,
}

impl Class {
    fn matches(self, media_type: &str) -> bool {
        let any = |names: &[&str]| names.iter().any(|name| media_type.contains(name));
        match self {
            Self::Json => is_structured(media_type, "json", &["application/", "text/"]),
            Self::Xml => is_structured(media_type, "xml", &["application/", "text/", "image/"]),
            Self::Yaml => any(&["application/x-yaml", "text/x-yaml"]),
            Self::Text => any(&["text/plain", "text/html"]),
            Self::Form => any(&[
                "multipart/form-data",
                "application/x-www-form-urlencoded",
                "application/octet-stream",
            ]),
        }
    }
}

/// `application/json`, `application/problem+json; charset=utf-8` and the like.
fn is_structured(media_type: &str, suffix: &str, families: &[&str]) -> bool {
    let Some(subtype) = families.iter().find_map(|family| media_type.strip_prefix(family)) else {
        return false;
    };
    let (name, parameters) = match subtype.split_once(';') {
        Some((name, parameters)) => (name, parameters.trim_start()),
        None => match subtype.split_once("charset=") {
            Some((name, _)) => (name.trim_end(), "charset="),
            None => (subtype, ""),
        },
    };
    let is_name =
        name == suffix || name.strip_suffix(suffix).is_some_and(|rest| rest.ends_with('+'));
    is_name && (parameters.is_empty() || parameters.starts_with("charset="))
}

impl Renderer<'_> {
    /// The description of a body's named example.
    pub(super) fn body_description(&self, shown: &Shown<'_>) -> String {
        let first = shown.request_content.first();
        let named = first.and_then(|(_, media_type)| media_type.examples.first());
        let example = named.map(|(_, used)| &self.document.examples[used.id]);
        let description = example.and_then(|example| example.description.as_deref());
        text::one_line(description.unwrap_or_default()).into_owned()
    }

    /// The examples of the body: one for each class among the media types, all of the first one's
    /// value.
    pub(super) fn body_examples(&self, shown: &Shown<'_>) -> String {
        let Some((_, media_type)) = shown.request_content.first() else {
            return String::new();
        };
        self.class_blocks(&shown.request_content, &self.request_example(media_type))
    }

    /// An example, once for each class among the media types.
    fn class_blocks(&self, content: &[(&str, &MediaType)], example: &Example<'_>) -> String {
        let mut blocks = String::new();
        for class in [Class::Json, Class::Yaml, Class::Text, Class::Form] {
            if content.iter().any(|(name, _)| class.matches(name)) {
                if class == Class::Json {
                    push_block(&mut blocks, "json", &self.example_json(example));
                    continue;
                }
                let language = if class == Class::Text { "" } else { "yaml" };
                let body = yaml(&self.example_value(example), STYLE);
                push_block(&mut blocks, language, &body);
            }
        }
        blocks
    }

    fn request_example<'v>(&'v self, media_type: &'v MediaType) -> Example<'v> {
        if let Some((_, used)) = media_type.examples.first()
            && let Some(value) = &self.document.examples[used.id].value
        {
            return Example::Given(Cow::Borrowed(value));
        }
        match media_type.schema.or(media_type.item_schema) {
            Some(schema) => Example::Sample(schema, Purpose::Request),
            None => Example::Given(Cow::Owned(Value::Object(Vec::new()))),
        }
    }

    /// The examples of the responses: given ones, else one made for each class.
    pub(super) fn response_examples(&self, responses: &[ShownResponse<'_>]) -> String {
        let mut examples = Examples { blocks: String::new(), last_title: String::new() };
        let mut done: Vec<Option<Class>> = Vec::new();
        for &ShownResponse { status, response, description } in responses {
            for (name, media_type) in &response.content {
                if !media_type.examples.is_empty() {
                    self.named_examples(&mut examples, name, media_type, description);
                } else if let Some(example) = &media_type.example {
                    let example = Example::Given(Cow::Borrowed(example));
                    self.add_example(&mut examples, name, &format!("{status} Response"), &example);
                } else if let Some(schema) = media_type.schema.or(media_type.item_schema) {
                    let class = [Class::Text, Class::Xml, Class::Yaml, Class::Json]
                        .into_iter()
                        .find(|class| class.matches(name));
                    if !done.contains(&class) {
                        done.push(class);
                        let example = Example::Sample(schema, Purpose::Response);
                        let title = format!("{status} Response");
                        self.add_example(&mut examples, name, &title, &example);
                    }
                }
            }
        }
        examples.blocks
    }

    fn named_examples(
        &self,
        examples: &mut Examples,
        media_type_name: &str,
        media_type: &MediaType,
        described: &str,
    ) {
        for (_, used) in &media_type.examples {
            let example = &self.document.examples[used.id];
            let title = example.description.as_deref().unwrap_or(described);
            let serialized = || example.serialized_value.as_deref().map(Value::string);
            let value = example.value.as_ref().map(Cow::Borrowed);
            if let Some(value) = value.or_else(|| serialized().map(Cow::Owned)) {
                self.add_example(examples, media_type_name, title, &Example::Given(value));
            }
        }
    }

    fn add_example(
        &self,
        examples: &mut Examples,
        media_type: &str,
        title: &str,
        example: &Example<'_>,
    ) {
        if !title.is_empty() && title != examples.last_title {
            examples.blocks.push_str(&format!("> {title}\n\n"));
            title.clone_into(&mut examples.last_title);
        }
        if Class::Json.matches(media_type) {
            push_block(&mut examples.blocks, "json", &self.example_json(example));
        }
        if Class::Yaml.matches(media_type) {
            push_block(&mut examples.blocks, "yaml", &yaml(&self.example_value(example), STYLE));
        }
        if Class::Text.matches(media_type) {
            let text = compact_json(&self.example_value(example), STYLE);
            push_block(&mut examples.blocks, "", &text);
        }
    }
}

struct Examples {
    blocks: String,
    last_title: String,
}

/// Appends a fenced block and a blank line; the body's own final line break leaves an empty line
/// before the closing fence.
fn push_block(blocks: &mut String, language: &str, body: &str) {
    let fence = text::fence_for(body);
    blocks.reserve(2 * fence.len() + language.len() + body.len() + "\n\n\n\n".len());
    for part in [&*fence, language, "\n", body, "\n", &*fence, "\n\n"] {
        blocks.push_str(part);
    }
}

#[cfg(test)]
mod tests {
    use super::Class;

    #[test]
    fn media_types_have_a_class() {
        let table = [
            ("application/json", Class::Json, true),
            ("application/problem+json; charset=utf-8", Class::Json, true),
            ("application/jsonl", Class::Json, false),
            ("application/json; version=2", Class::Json, false),
            ("image/svg+xml", Class::Xml, true),
            ("text/plain; charset=utf-8", Class::Text, true),
            ("application/octet-stream", Class::Form, true),
            ("text/event-stream", Class::Text, false),
        ];
        for (name, class, expected) in table {
            assert_eq!(class.matches(name), expected, "{name}");
        }
    }
}
