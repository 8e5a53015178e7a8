//! Holds an answer against what the document says of it: media type, body, headers.

mod headers;
mod members;
mod stream;

use std::collections::BTreeSet;

use sourcebook_model::document::{Document, MediaType, Operation, Response, Value};
use sourcebook_model::fit::{self, Misfit};
use sourcebook_model::media::{Kind, essence};
use sourcebook_model::view::{Direction, Meet, Views};
use sourcebook_syntax::{Diagnostic, Place, Sources, parse_json};

use crate::exchange::Answer;
use crate::problems::invalid_answer::{Wrong, invalid_answer};
use crate::problems::undocumented_header::Seen;
use crate::problems::undocumented_media_type::undocumented_media_type;

/// An answer, and what was asked.
#[derive(Clone, Copy)]
pub(crate) struct Judged<'v, 'd> {
    pub(crate) views: &'v Views<'d>,
    pub(crate) path: &'d str,
    pub(crate) operation: &'d Operation,
    pub(crate) answer: &'v Answer,
}

/// What is wrong with an answer that was recorded; headers are not.
pub fn recorded<'d>(
    views: &Views<'d>,
    path: &'d str,
    operation: &'d Operation,
    status: u16,
    media_type: Option<&str>,
    body: Option<&Value>,
) -> Vec<Diagnostic> {
    let is_json = media_type.is_some_and(|media_type| Kind::of(media_type) == Kind::Json);
    let bytes = match body {
        Some(Value::String(text)) if !is_json => text.to_string().into_bytes(),
        Some(value) => value.to_compact_json().into_bytes(),
        // Bytes that were not kept cannot be wrong.
        None if media_type.is_some() => return Vec::new(),
        None => Vec::new(),
    };
    let headers = media_type.map(|media_type| ("content-type".to_owned(), media_type.to_owned()));
    let answer =
        Answer { status, headers: headers.into_iter().collect(), body: bytes, is_cut: false };
    let judged = Judged { views, path, operation, answer: &answer };
    let mut found = Vec::new();
    if let Some(response) = response(views.document(), operation, status) {
        judged.body(response, &mut found);
    }
    found
}

/// Whether a status of an operation is documented.
pub fn is_documented(document: &Document, operation: &Operation, status: u16) -> bool {
    response(document, operation, status).is_some()
}

/// The response that describes a status: that of the status itself, of its class, or `default`.
pub(crate) fn response<'d>(
    document: &'d Document,
    operation: &'d Operation,
    status: u16,
) -> Option<&'d Response> {
    let class = format!("{}XX", status / 100);
    let find = |name: &str| {
        let mut responses = operation.responses.iter();
        responses.find(|(known, _)| known.eq_ignore_ascii_case(name))
    };
    let found = find(&status.to_string()).or_else(|| find(&class)).or_else(|| find("default"));
    found.map(|(_, used)| &document.responses[used.id])
}

/// The JSON of a text.
///
/// # Errors
/// Why it is none, as the end of a sentence.
pub fn json(bytes: &[u8]) -> Result<Value, String> {
    let text = String::from_utf8(bytes.to_vec()).map_err(|_| "is not UTF-8".to_owned())?;
    let tree = parse_json(&mut Sources::new(), "body", text);
    tree.map(|tree| tree.root().to_value()).map_err(|error| format!("is not JSON: {}", error.label))
}

impl<'d> Judged<'_, 'd> {
    /// Everything that is wrong with the answer; headers that nobody documents are kept apart. A status
    /// that is not documented says nothing about the rest.
    pub(crate) fn problems(&self, seen: &mut Seen<'d>) -> Vec<Diagnostic> {
        let document = self.views.document();
        let Some(response) = response(document, self.operation, self.answer.status) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        headers::check(self, response, &mut found, seen);
        self.body(response, &mut found);
        found
    }

    fn body(&self, response: &'d Response, found: &mut Vec<Diagnostic>) {
        let (document, answer) = (self.views.document(), self.answer);
        if self.operation.method == "HEAD" || [204, 304].contains(&answer.status) {
            return;
        }
        if answer.body.is_empty() {
            if let Some((_, content)) = response.content.first()
                && !answer.is_cut
                && content.schema.is_some()
                && !response.content.iter().any(|(name, _)| Kind::of(name) == Kind::EventStream)
            {
                found.push(self.wrong("is empty", "", document.place(content.origin)));
            }
            return;
        }
        let Some(media_type) = answer.media_type() else {
            found.push(self.of_media_type(response, None));
            return;
        };
        match content(response, media_type) {
            Some((_, content)) => self.content(media_type, content, found),
            None => found.push(self.of_media_type(response, Some(media_type))),
        }
    }

    fn of_media_type(&self, response: &Response, media_type: Option<&str>) -> Diagnostic {
        let (document, status) = (self.views.document(), self.answer.status);
        undocumented_media_type(document, self.operation, self.path, status, response, media_type)
    }

    fn content(&self, media_type: &str, content: &'d MediaType, found: &mut Vec<Diagnostic>) {
        let kind = Kind::of(media_type);
        if let Some(schema) = content.item_schema
            && matches!(kind, Kind::EventStream | Kind::JsonLines)
        {
            stream::check(self, kind, Meet::One(schema), found);
        } else if let (Kind::Json, Some(schema)) = (kind, content.schema) {
            match json(&self.answer.body) {
                Ok(value) => self.value(Meet::One(schema), &value, "", found),
                Err(why) => {
                    let place = self.views.document().place(content.origin);
                    found.push(self.wrong(&why, "", place));
                }
            }
        }
    }

    /// Judges a value; `prefix` is the pointer that leads to it.
    fn value(&self, meet: Meet, value: &Value, prefix: &str, found: &mut Vec<Diagnostic>) {
        let mut told = BTreeSet::new();
        for misfit in fit::misfits(self.views, meet, value, Direction::Response) {
            let Misfit { pointer, keyword, why } = misfit;
            let place = self.place_of(meet, &pointer, keyword);
            // The items of a list have the same fault at the same place.
            if told.insert((place.as_ref().map(|place| place.pointer.clone()), why.clone())) {
                found.push(self.wrong(&why, &format!("{prefix}{pointer}"), place));
            }
        }
        members::check(self, meet, value, prefix, found);
    }

    fn wrong(&self, why: &str, pointer: &str, place: Option<Place>) -> Diagnostic {
        let status = self.answer.status;
        invalid_answer(self.operation, &Wrong { path: self.path, status, why, pointer, place })
    }

    /// Where a keyword stands that judges the value at a pointer.
    fn place_of(&self, meet: Meet, pointer: &str, keyword: &str) -> Option<Place> {
        let document = self.views.document();
        let inside = |at: Meet, token: String| match token.parse::<usize>() {
            Ok(position) if self.views.member(at, &token).is_none() => {
                self.views.item(at, position)
            }
            _ => self.views.member(at, &token),
        };
        let last = sourcebook_syntax::reference_tokens(pointer).try_fold(meet, inside);
        let parts = self.views.parts(last.unwrap_or(meet));
        let schemas = || parts.iter().map(|part| &document.schemas[part.schema]);
        let has = |keyword: &str| {
            schemas().find(|schema| document.member_names(schema.origin).contains(&keyword))
        };
        match has(keyword) {
            Some(schema) => document.place_of_member(schema.origin, keyword),
            None => schemas().next().and_then(|schema| document.place(schema.origin)),
        }
    }
}

/// What a response says of a media type: itself, else a range that it is in.
fn content<'d>(response: &'d Response, media_type: &str) -> Option<&'d (String, MediaType)> {
    let sent = essence(media_type);
    let family = format!("{}/*", sent.split('/').next().unwrap_or_default());
    let find = |wanted: &str| response.content.iter().find(|(name, _)| essence(name) == wanted);
    find(&sent).or_else(|| find(&family)).or_else(|| find("*/*"))
}
