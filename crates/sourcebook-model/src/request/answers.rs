//! What a request expects to come back.

use crate::document::{Document, Operation, Response};
use crate::media::{self, Kind};
use crate::view::{Meet, Views};

use super::{Answers, encode, schemas};

/// The value of `Accept`, and what the client does with the answer: both by the first media type of
/// the first successful response that has a body. Where no successful one is declared, `default` is it;
/// elsewhere it stands for errors.
pub(super) fn expected(views: &Views<'_>, operation: &Operation) -> (Option<String>, Answers) {
    let Some(response) = response(views.document(), operation) else {
        return (None, Answers::default());
    };
    let Some((media_type, content)) = response.content.first() else {
        return (None, Answers::default());
    };
    let accept = Some(encode::header(media_type)).filter(|_| Kind::of(media_type) != Kind::Any);
    let is_binary =
        content.schema.is_some_and(|schema| schemas::is_binary(views, Meet::One(schema)));
    let has_schema = content.schema.is_some();
    let answers = match Kind::of(media_type) {
        Kind::EventStream | Kind::JsonLines => Answers::Stream,
        _ if content.item_schema.is_some() => Answers::Stream,
        Kind::Json => Answers::Json,
        Kind::Binary if is_binary || !has_schema || !is_container(views, content.schema) => {
            Answers::Binary { extension: media::extension(media_type) }
        }
        Kind::Any if is_binary => Answers::Binary { extension: media::extension(media_type) },
        _ => Answers::Text,
    };
    (accept, answers)
}

/// A type that nobody knows and that has members is a text.
fn is_container(views: &Views<'_>, schema: Option<crate::Id<crate::document::Schema>>) -> bool {
    schema.is_some_and(|schema| !schemas::allows_text(views, Meet::One(schema)))
}

fn response<'d>(document: &'d Document, operation: &'d Operation) -> Option<&'d Response> {
    let with_body = |is_meant: fn(&str) -> bool| {
        let mut responses = operation.responses.iter().filter(move |(status, _)| is_meant(status));
        responses.find_map(move |(_, used)| {
            let response = &document.responses[used.id];
            (!response.content.is_empty()).then_some(response)
        })
    };
    let is_success = |status: &str| status.starts_with('2');
    let has_success = operation.responses.iter().any(|(status, _)| is_success(status));
    with_body(is_success)
        .or_else(|| with_body(|status| status == "default").filter(|_| !has_success))
}
