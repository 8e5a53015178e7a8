//! Examples of 2.0: one for each media type of a body, and one for a parameter, field or header, in
//! extensions that tools know.

use std::borrow::Borrow;

use crate::document::{Example, Id, MediaType, Schema, Use, Value, Version};
use crate::media::Kind;
use crate::view::{Meet, equal};

use super::super::LossKind;
use super::super::members::Members;
use super::super::writer::Writer;

/// The extension for the example of a parameter, field or header.
pub(super) const EXAMPLE: &str = "x-example";

/// The extension for the examples of a body, by media type.
pub(super) const EXAMPLES: &str = "x-examples";

/// What gives examples of a value.
#[derive(Clone, Copy, Default)]
pub(super) struct Given<'d> {
    pub(super) example: Option<&'d Value>,
    pub(super) named: &'d [(String, Use<Example>)],
    /// The text of a media type that the value is instead.
    pub(super) content: Option<&'d (String, MediaType)>,
    pub(super) schema: Option<Id<Schema>>,
    /// Whether the value is written as a list.
    pub(super) is_list: bool,
}

impl<'d> Writer<'d> {
    /// The example of a parameter, field or header; notes what else is given. `of` says of what, where
    /// the current object does not, and `member` is the member of that object that has it.
    pub(super) fn simple_example(
        &mut self,
        members: &mut Members,
        given: &Given<'d>,
        of: &str,
        member: &str,
    ) {
        if members.has(EXAMPLE) {
            if given.example.is_some() || !given.named.is_empty() {
                let what = format!("the examples{of} beside `{EXAMPLE}`");
                self.lose(LossKind::Examples, what, member);
            }
            return;
        }
        self.lose_about_named(given.named, of, member);
        let mut values: Vec<&Value> = given.example.into_iter().collect();
        values.extend(self.values_of(given.named));
        if let Some((_, content)) = given.content {
            self.lose_about_named(&content.examples, of, member);
            values.extend(content.example.iter().chain(self.values_of(&content.examples)));
        }
        let of_schema = given.schema.map(|schema| self.views.notes(Meet::One(schema)).examples);
        let of_schema = of_schema.unwrap_or_default();
        let is_given = !values.is_empty();
        if is_given && !of_schema.is_empty() {
            let what = format!("the examples of the schema{of} beside others");
            self.lose(LossKind::HiddenExamples, what, member);
        }
        let values = if is_given { values } else { of_schema };
        let Some(first) = values.first().copied() else { return };
        // Pages show the first one of a list, in its style.
        let is_hidden = given.is_list && !is_given;
        let kind = if is_hidden { LossKind::HiddenExamples } else { LossKind::Examples };
        if values.iter().any(|value| !equal(value, first)) {
            self.lose(kind, format!("all but the first of {} examples{of}", values.len()), member);
        }
        let is_json = given.content.is_some_and(|(name, _)| Kind::of(name) == Kind::Json);
        if is_json && first.is_container() {
            members.text(EXAMPLE, Some(&first.to_compact_json()));
        } else if self.document.version == Version::Swagger2_0 || fits(first, given.is_list) {
            members.push(EXAMPLE, first.clone());
        } else {
            let what = format!("an example{of} that is a list or an object");
            self.lose(LossKind::ParameterSchema, what, member);
        }
    }

    /// The values of named examples, as far as they are there.
    fn values_of(&self, named: &'d [(String, Use<Example>)]) -> impl Iterator<Item = &'d Value> {
        let document = self.document;
        named.iter().filter_map(|(_, used)| document.examples[used.id].value.as_ref())
    }

    /// Notes what named examples say beside their values. Pages show the links of those without one.
    fn lose_about_named(&mut self, named: &'d [(String, Use<Example>)], of: &str, member: &str) {
        if !named.is_empty() {
            let what = format!("the names of the examples {}{of}", list(named));
            self.lose(LossKind::HiddenExamples, what, member);
        }
        for (name, used) in named {
            let seen = self.document.seen(used);
            let said = [
                (LossKind::HiddenExamples, "summary", seen.summary.is_some()),
                (LossKind::HiddenExamples, "description", seen.description.is_some()),
                (LossKind::Examples, "serializedValue", seen.object.serialized_value.is_some()),
                (LossKind::Examples, "externalValue", seen.object.external_value.is_some()),
            ];
            for (kind, text, _) in said.iter().filter(|(.., is_said)| *is_said) {
                self.lose(*kind, format!("`{text}` of the example `{name}`{of}"), member);
            }
        }
    }

    /// The first example of each media type; notes what else there is.
    pub(super) fn examples_by_media_type(&mut self, content: &'d [(String, MediaType)]) -> Members {
        let mut content: Vec<_> = content.iter().collect();
        if self.document.version == Version::Swagger2_0 {
            // There media types have the order of `produces`.
            let place = |used: &Use<Example>| {
                let origin = self.document.examples[used.id].origin;
                (origin.tree, origin.node)
            };
            content.sort_by_key(|(_, one)| one.examples.first().map(|(_, used)| place(used)));
        }
        let mut examples = Members::default();
        for (name, media_type) in content {
            if self.document.version != Version::Swagger2_0 {
                self.lose_other_examples(name, media_type);
            }
            if let Some(value) = self.example_value(media_type) {
                examples.push(name, value);
            }
        }
        examples
    }

    /// Notes all but the value of the first example of a media type.
    fn lose_other_examples(&mut self, name: &str, media_type: &'d MediaType) {
        let all = &media_type.examples;
        if !all.is_empty() {
            let what = format!("the names of the examples {}", list(all));
            self.lose(LossKind::Examples, what, "content");
        }
        let is_valued = |(_, used): &&(String, Use<Example>)| self.value(used).is_some();
        let (valued, others): (Vec<_>, Vec<_>) = all.iter().partition(is_valued);
        if valued.len() > 1 {
            let what = format!("the values of the examples {} of `{name}`", list(&valued[1..]));
            self.lose(LossKind::Examples, what, "content");
        }
        for (example, used) in others {
            if self.document.examples[used.id].external_value.is_some() {
                let what = format!("`externalValue` of the example `{example}`");
                self.lose(LossKind::Examples, what, "content");
            }
        }
        if media_type.example.is_some() && !valued.is_empty() {
            self.lose(LossKind::HiddenExamples, "`example` beside `examples`", "content");
        }
    }

    /// The value of an example, or the text that is sent.
    fn value(&self, used: &Use<Example>) -> Option<Value> {
        let example = &self.document.examples[used.id];
        let text = || example.serialized_value.as_deref().map(Value::string);
        example.value.clone().or_else(text)
    }

    /// The value of the first example.
    pub(super) fn example_value(&self, media_type: &MediaType) -> Option<Value> {
        let named = media_type.examples.iter().find_map(|(_, used)| self.value(used));
        named.or_else(|| media_type.example.clone())
    }
}

/// Whether a value that is written as a list, or as a text, can have this example.
fn fits(value: &Value, is_list: bool) -> bool {
    match value {
        Value::Object(_) => false,
        Value::Array(_) => is_list,
        _ => true,
    }
}

/// The names of examples.
fn list<T>(examples: &[T]) -> String
where
    T: Borrow<(String, Use<Example>)>,
{
    let names: Vec<&str> = examples.iter().map(|one| one.borrow().0.as_str()).collect();
    format!("`{}`", names.join("`, `"))
}
