//! How lists and objects are written where they are no JSON, in words and by an example.

use sourcebook_model::document::{
    Encoding, Header, Parameter, ParameterLocation, SchemaType, Value,
};
use sourcebook_model::request::style::{self, Alphabet, Manner, Style};
use sourcebook_model::request::{field_text, parameter_text};
use sourcebook_model::value;
use sourcebook_model::view::{Direction, Meet};

use super::{Field, Scope};
use crate::products::markdown::inline::code;

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Scalar,
    List,
    Object,
}

fn kind(field: &Field<'_>) -> Kind {
    if field.kinds.contains(&SchemaType::Array) {
        Kind::List
    } else if field.kinds.contains(&SchemaType::Object) {
        Kind::Object
    } else {
        Kind::Scalar
    }
}

/// The words for a style; none where there is nothing to say.
fn words(manner: Manner, kind: Kind) -> Option<&'static str> {
    use Style::{
        Cookie, DeepObject, Form, Label, Matrix, PipeDelimited, Simple, SpaceDelimited,
        TabDelimited,
    };
    Some(match (manner.style, kind, manner.explode) {
        (Label, ..) => "after dots",
        (Matrix, ..) => "after semicolons",
        (_, Kind::Scalar, _) => return None,
        (DeepObject, ..) => "in brackets",
        (Simple, Kind::List, _) | (Form | Cookie, Kind::List, false) => "comma-separated",
        (_, Kind::List, true) => "repeated",
        (_, Kind::Object, true) => "each member by its own name",
        (SpaceDelimited, ..) => "space-separated",
        (PipeDelimited, ..) => "pipe-separated",
        (TabDelimited, ..) => "tab-separated",
        (Simple | Form | Cookie, Kind::Object, false) => "names and values, comma-separated",
    })
}

/// The words with an example.
fn with_example(words: &str, example: Option<String>) -> String {
    example.map_or_else(|| words.to_owned(), |text| format!("{words}: {}", code(&text)))
}

impl<'d> Scope<'_, 'd> {
    /// The style of a parameter.
    pub(super) fn parameter_style(
        &self,
        field: &Field<'d>,
        parameter: &'d Parameter,
    ) -> Vec<String> {
        if let Some((media_type, _)) = parameter.content.first() {
            return vec![format!("as {}", code(media_type))];
        }
        let views = &self.reference.views;
        let manner = Manner::of(parameter, self.reference.document.version);
        let words = words(manner, kind(field));
        let mut style: Vec<String> = words
            .map(|words| with_example(words, parameter_text(views, parameter)))
            .into_iter()
            .collect();
        let has_reserved = parameter.location != ParameterLocation::Header;
        if manner.allow_reserved && has_reserved {
            style.push("reserved characters as they are".to_owned());
        }
        style
    }

    /// The style of a header.
    pub(super) fn header_style(
        &self,
        name: &str,
        field: &Field<'d>,
        header: &Header,
    ) -> Vec<String> {
        if let Some((media_type, _)) = header.content.first() {
            return vec![format!("as {}", code(media_type))];
        }
        let manner = Manner::of_header(header);
        let Some(words) = words(manner, kind(field)) else { return Vec::new() };
        let value = self.header_example(field.meet, header);
        let pairs = style::pairs("", &value, manner);
        let text = style::join(&pairs, manner.style, Alphabet::SHOWN);
        let example = (!pairs.is_empty()).then(|| format!("{name}: {text}"));
        vec![with_example(words, example)]
    }

    /// The author's example of a header, else a value that is made.
    fn header_example(&self, meet: Meet, header: &Header) -> Value {
        let document = self.reference.document;
        let named = header.examples.iter().map(|(_, one)| &document.examples[one.id]);
        let shape = self.reference.views.shape(meet);
        let given = header.example.as_ref();
        let given = given.or_else(|| named.clone().find_map(|one| one.value.as_ref()));
        given.or_else(|| shape.notes.examples.first().copied()).cloned().unwrap_or_else(|| {
            let budget = &self.reference.settings.requests.budget;
            value::sample(&self.reference.views, meet, Direction::Response, budget).value
        })
    }

    /// The style of a field of a form, where its encoding says one.
    pub(super) fn field_style(
        &self,
        name: &str,
        field: &Field<'d>,
        encoding: &Encoding,
    ) -> Vec<String> {
        let Some(manner) = Manner::of_field(encoding) else { return Vec::new() };
        let mut style = Vec::new();
        if let Some(words) = words(manner, kind(field)) {
            let text = field_text(&self.reference.views, name, field.meet, Some(encoding));
            style.push(with_example(words, text));
        }
        if manner.allow_reserved {
            style.push("reserved characters as they are".to_owned());
        }
        style
    }
}
