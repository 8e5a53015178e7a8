//! What requests ask of schemas.

use std::borrow::Cow;

use sourcebook_syntax::{Sources, parse_json};

use crate::document::{SchemaType, Value};
use crate::fit::fits;
use crate::value::{self, Budget, Sample};
use crate::view::{Direction, Meet, Views};

/// An example that the author of a schema gives of the whole value, without what no client sends.
pub(super) fn given<'d>(views: &Views<'d>, meet: Meet) -> Option<Cow<'d, Value>> {
    let example = views.shape(meet).notes.examples.first().copied()?;
    Some(views.going(meet, example, Direction::Request))
}

/// A value in a request: the author's example, else one that is made; `None` where there is none.
pub(super) fn sample(views: &Views<'_>, meet: Meet) -> Option<Value> {
    if let Some(given) = given(views, meet) {
        return Some(given.into_owned());
    }
    let made = made(views, meet, &Budget::default());
    (!made.is_nothing()).then_some(made.value)
}

/// A value in a request that is made for the schema.
pub(super) fn made(views: &Views<'_>, meet: Meet, budget: &Budget) -> Sample {
    value::sample(views, meet, Direction::Request, budget)
}

/// How many items of a list have a schema of their own.
pub(super) fn first_items(views: &Views<'_>, meet: Meet) -> usize {
    views.shape(meet).first_items.len()
}

/// Whether a text can be a value.
pub(super) fn allows_text(views: &Views<'_>, meet: Meet) -> bool {
    let shape = views.shape(meet);
    shape.types.is_empty() || shape.types.contains(&SchemaType::String)
}

/// Whether a text is not the value, but its JSON: where the value cannot be a text.
pub(super) fn is_json(views: &Views<'_>, meet: Meet, text: &str) -> bool {
    let parses = || parse_json(&mut Sources::new(), "example", text.to_owned()).is_ok();
    !allows_text(views, meet) && parses()
}

/// Whether nothing is said of the type.
pub(super) fn is_untyped(views: &Views<'_>, meet: Meet) -> bool {
    let shape = views.shape(meet);
    shape.types.is_empty() && !shape.null && shape.unions.is_empty() && !shape.is_impossible()
}

/// Maximum number of unions in each other of which the options are looked up.
const MAX_UNIONS: usize = 4;

/// A place together with those options of its unions that a value follows.
pub(super) fn decided(views: &Views<'_>, meet: Meet, value: &Value) -> Meet {
    decided_within(views, meet, value, MAX_UNIONS)
}

fn decided_within(views: &Views<'_>, meet: Meet, value: &Value, unions: usize) -> Meet {
    let shape = views.shape(meet);
    let Some(unions) = unions.checked_sub(1) else { return meet };
    shape.unions.iter().fold(meet, |meet, union| {
        let mut options = union.options.iter().map(|option| option.meet);
        let followed = options.find(|option| fits(views, *option, value, Direction::Request));
        followed
            .map_or(meet, |option| views.join(meet, decided_within(views, option, value, unions)))
    })
}

/// Whether the value is bytes rather than a text: `format: binary` (2.0: `type: file`), or a media
/// type without an encoding, which makes the bytes a text.
pub(super) fn is_binary(views: &Views<'_>, meet: Meet) -> bool {
    let shape = views.shape(meet);
    let is_content = shape.content.is_some_and(|content| {
        content.media_type.is_some() && content.encoding.is_none() && content.schema.is_none()
    });
    shape.formats.contains(&"binary") || is_content
}

/// Whether the value is a text that stands for bytes: `contentEncoding`.
pub(super) fn is_encoded(views: &Views<'_>, meet: Meet) -> bool {
    views.shape(meet).content.is_some_and(|content| content.encoding.is_some())
}

/// The media type that the schema itself names for its text.
pub(super) fn media_type<'d>(views: &Views<'d>, meet: Meet) -> Option<&'d str> {
    views.shape(meet).content.and_then(|content| content.media_type)
}
