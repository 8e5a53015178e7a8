//! Parameters as people read them: the text of an example in its style.

use crate::document::{Encoding, Parameter, ParameterLocation};
use crate::view::{Meet, Views};

use super::content::Given;
use super::parameters;
use super::style::{self, Alphabet, Manner};
use super::{form, schemas};

/// A parameter as it is sent, with its example, for people: `ids=1,2`. Values are as they are, and
/// so are brackets; delimiters that cannot be seen are encoded. `None` where a media type writes the
/// value, and for values of which nothing is sent.
pub fn parameter_text<'d>(views: &Views<'d>, parameter: &'d Parameter) -> Option<String> {
    let chosen = parameters::choose(views, parameter);
    let is_header = parameter.location == ParameterLocation::Header;
    let text = match &chosen.value {
        Given::Text(_) | Given::Nothing => return None,
        Given::Written(text) => parameters::written(parameter, text),
        Given::Value(value) => {
            let manner = Manner::of(parameter, views.document().version);
            let pairs = style::pairs(&parameter.name, value, manner);
            if pairs.is_empty() {
                return None;
            }
            // In headers nothing is encoded.
            let alphabet = if is_header { Alphabet::PLAIN } else { Alphabet::SHOWN };
            style::join(&pairs, manner.style, alphabet)
        }
    };
    Some(if is_header { format!("{}: {text}", parameter.name) } else { text })
}

/// The same of a field of a form.
pub fn field_text(
    views: &Views<'_>,
    name: &str,
    meet: Meet,
    encoding: Option<&Encoding>,
) -> Option<String> {
    let value = schemas::sample(views, meet)?;
    let (pairs, manner) = form::field(name, &value, encoding);
    let text = style::join(&pairs, manner.style, Alphabet::SHOWN);
    (!pairs.is_empty()).then_some(text)
}
