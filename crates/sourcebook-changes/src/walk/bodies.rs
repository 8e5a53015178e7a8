//! Bodies of requests, and the media types of any body.

use sourcebook_model::document::{
    Document, Encoding, MediaType, Origin, RequestBody, Use, Version,
};

use super::{Context, Placed, Seen, Walk, difference};
use crate::codes;
use crate::difference::{Difference, Rule, Subject};
use crate::law::Way;
use crate::normalize::media_types::Type;
use crate::relation::Relation;

/// What stands where a document of 2.0 does not tell what it consumes or produces.
const ANY: &str = "*/*";

const REQUEST_BODY: &str = "the request body";

/// The media types of one body.
type Content = [(String, MediaType)];

/// A body that is compared: where it stands, and which way it goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Body<'a> {
    pub(super) context: &'a Context,
    pub(super) part: &'a str,
    pub(super) way: Way,
    /// Whether a body of the place is what clients send.
    pub(super) is_sent: bool,
    pub(super) old: Origin,
    pub(super) new: Origin,
}

impl<'d> Walk<'_, 'd> {
    pub(super) fn request_bodies(
        &mut self,
        was: &Placed<'d>,
        now: &Placed<'d>,
        context: &Context,
        seen: &mut Seen,
    ) {
        let body = |used: &'d Option<Use<RequestBody>>, document: &'d Document| {
            used.as_ref().map(|used| &document.request_bodies[used.id])
        };
        let old = body(&was.operation.request_body, self.old);
        let new = body(&now.operation.request_body, self.new);
        let way = context.request();
        match (old, new) {
            (None, None) => {}
            (None, Some(new)) => {
                let rule = Rule::MemberAdded { required: new.required, was_open: true };
                let origin = Some(new.origin);
                let told = Difference {
                    now: if new.required { "required" } else { "optional" }.to_owned(),
                    ..difference(&codes::BODY_ADDED, rule, Subject::Whole, None, origin)
                };
                seen.tell(&told, context, REQUEST_BODY, way);
            }
            (Some(old), None) => {
                let origin = Some(old.origin);
                let told =
                    difference(&codes::BODY_REMOVED, Rule::Breaks, Subject::Whole, origin, None);
                seen.tell(&told, context, REQUEST_BODY, way);
            }
            (Some(old), Some(new)) => self.request_body(old, new, context, seen),
        }
    }

    fn request_body(
        &mut self,
        old: &'d RequestBody,
        new: &'d RequestBody,
        context: &Context,
        seen: &mut Seen,
    ) {
        let way = context.request();
        if old.required != new.required {
            let (code, relation) = if new.required {
                (&codes::BODY_REQUIRED, Relation::Narrower)
            } else {
                (&codes::BODY_OPTIONAL, Relation::Wider)
            };
            let (from, to) = (Some(old.origin), Some(new.origin));
            let told =
                Difference { relation, ..difference(code, Rule::Law, Subject::Whole, from, to) };
            seen.tell(&told, context, REQUEST_BODY, way);
        }
        let (from, to) = (old.origin, new.origin);
        let body = Body { context, part: REQUEST_BODY, way, is_sent: true, old: from, new: to };
        self.content(body, &old.content, &new.content, seen);
    }

    /// Compares what a body is in each media type.
    pub(super) fn content(
        &mut self,
        body: Body<'_>,
        old: &'d Content,
        new: &'d Content,
        seen: &mut Seen,
    ) {
        let mut is_taken = vec![false; new.len()];
        for (name, media_type) in old {
            let matches = if is_untold(self.old, name) {
                (0..new.len()).collect()
            } else {
                matching(name, new, body.is_sent)
            };
            for at in &matches {
                is_taken[*at] = true;
                let (other, now) = &new[*at];
                self.media_type(body, (name, media_type), (other, now), seen);
            }
            if matches.is_empty() {
                let origin = Some(body.new);
                let told = difference(
                    &codes::MEDIA_TYPE_REMOVED,
                    Rule::Breaks,
                    Subject::Option(format!("`{name}`").into()),
                    Some(media_type.origin),
                    origin,
                );
                seen.tell(&told, body.context, body.part, body.way);
            }
        }
        for ((name, media_type), _) in new.iter().zip(is_taken).filter(|(_, taken)| !taken) {
            let told = difference(
                &codes::MEDIA_TYPE_ADDED,
                Rule::Told,
                Subject::Option(format!("`{name}`").into()),
                Some(body.old),
                Some(media_type.origin),
            );
            seen.tell(&told, body.context, body.part, body.way);
        }
    }

    fn media_type(
        &mut self,
        body: Body<'_>,
        (name, was): (&str, &'d MediaType),
        (other, now): (&str, &'d MediaType),
        seen: &mut Seen,
    ) {
        let (from, to) = (Type::parse(name), Type::parse(other));
        if from != to && !(is_untold(self.old, name) || is_untold(self.new, other)) {
            // What a client sends may become more, what it gets may become less.
            let is_wider = to.has(&from);
            let rule = if is_wider && !body.is_sent { Rule::Breaks } else { Rule::Told };
            let told = Difference {
                was: format!("`{name}`"),
                now: format!("`{other}`"),
                ..difference(
                    &codes::MEDIA_TYPE_ADDED,
                    rule,
                    Subject::Option(format!("`{other}`").into()),
                    Some(was.origin),
                    Some(now.origin),
                )
            };
            seen.tell(&told, body.context, body.part, body.way);
        }
        let part = body.part;
        if was.schema.is_some() || now.schema.is_some() {
            let pair = self.relator.schemas(was.schema, now.schema);
            seen.root(body.context, part, body.way, pair);
        }
        if was.item_schema.is_some() || now.item_schema.is_some() {
            let pair = self.relator.schemas(was.item_schema, now.item_schema);
            seen.root(body.context, &format!("an item of {part}"), body.way, pair);
        }
        Self::encodings(body, was, now, seen);
    }

    /// How the fields of forms are written.
    fn encodings(body: Body<'_>, was: &'d MediaType, now: &'d MediaType, seen: &mut Seen) {
        let form = |encoding: Option<&Encoding>| {
            let style = encoding.and_then(|one| one.style.clone()).unwrap_or("form".to_owned());
            let explode = encoding.and_then(|one| one.explode).unwrap_or(style == "form");
            let content_type = encoding.and_then(|one| one.content_type.clone());
            (style, explode, content_type)
        };
        let names = was.encoding.iter().chain(&now.encoding).map(|(name, _)| name.as_str());
        let mut names: Vec<&str> = names.collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            let old = form(was.encodings().of(name));
            let new = form(now.encodings().of(name));
            if old == new {
                continue;
            }
            let words = |(style, explode, content_type): &(String, bool, Option<String>)| {
                let exploded = if *explode { "exploded" } else { "not exploded" };
                match content_type {
                    Some(content_type) => format!("`{content_type}`, `{style}`, {exploded}"),
                    None => format!("`{style}`, {exploded}"),
                }
            };
            let told = Difference {
                was: words(&old),
                now: words(&new),
                ..difference(
                    &codes::PARAMETER_FORM_CHANGED,
                    Rule::Breaks,
                    Subject::Member(name.into()),
                    Some(was.origin),
                    Some(now.origin),
                )
            };
            seen.tell(&told, body.context, body.part, body.way);
        }
    }
}

/// Whether a media type is only what stands where a document of 2.0 does not tell.
fn is_untold(document: &Document, media_type: &str) -> bool {
    document.version == Version::Swagger2_0 && media_type == ANY
}

/// The media types of a body that stand for one of the other body: the same, else one that has it, else,
/// where clients only read, those that it has.
fn matching(name: &str, all: &Content, is_sent: bool) -> Vec<usize> {
    let wanted = Type::parse(name);
    let types: Vec<Type> = all.iter().map(|(name, _)| Type::parse(name)).collect();
    let at = |is: &dyn Fn(&Type) -> bool| types.iter().position(is);
    if let Some(at) = at(&|one| *one == wanted).or_else(|| at(&|one| one.has(&wanted))) {
        return vec![at];
    }
    if is_sent {
        return Vec::new();
    }
    let within = types.iter().enumerate().filter(|(_, one)| wanted.has(one));
    within.map(|(at, _)| at).collect()
}
