//! Responses by their status, and their headers.

use sourcebook_model::document::{Document, Header, Response, Use};

use super::bodies::Body;
use super::{Context, Placed, Seen, Walk, difference};
use crate::codes;
use crate::difference::{Difference, Rule, Subject};
use crate::lifecycle::Lifecycle;
use crate::relation::Relation;

/// Responses with their statuses as they are written.
type Responses = [(String, Use<Response>)];

impl<'d> Walk<'_, 'd> {
    pub(super) fn responses(
        &mut self,
        was: &Placed<'d>,
        now: &Placed<'d>,
        context: &Context,
        seen: &mut Seen,
    ) {
        let (old, new) = (&was.operation.responses, &now.operation.responses);
        let mut is_taken = vec![false; new.len()];
        for (status, used) in old {
            let applying = applying(status, new);
            for at in &applying {
                is_taken[*at] = true;
                self.response(used, (status, &new[*at].1), context, seen);
            }
            let is_range =
                range(status).is_some() && !new.iter().any(|(one, _)| is_same(one, status));
            let is_split = is_range && applying.iter().any(|at| is_code(&new[*at].0));
            if applying.is_empty() || is_split {
                let breaks = applying.is_empty() && is_success(status);
                let rule = if breaks { Rule::Breaks } else { Rule::Told };
                let (from, to) = (self.old.responses[used.id].origin, now.operation.origin);
                let told =
                    difference(&codes::STATUS_REMOVED, rule, Subject::Whole, Some(from), Some(to));
                seen.tell(&told, context, &title(status), context.response());
            }
        }
        // What took the place of another one, or was covered by one, is not new.
        for ((status, used), is_taken) in new.iter().zip(is_taken) {
            if is_taken || old.iter().any(|(known, _)| is_same(known, status)) {
                continue;
            }
            if let Some(at) = entry(status, old) {
                self.response(&old[at].1, (status, used), context, seen);
                continue;
            }
            let (from, to) = (was.operation.origin, self.new.responses[used.id].origin);
            let told =
                difference(&codes::STATUS_ADDED, Rule::Told, Subject::Whole, Some(from), Some(to));
            seen.tell(&told, context, &title(status), context.response());
        }
    }

    fn response(
        &mut self,
        was: &'d Use<Response>,
        (status, now): (&str, &'d Use<Response>),
        context: &Context,
        seen: &mut Seen,
    ) {
        let (old, new) = (&self.old.responses[was.id], &self.new.responses[now.id]);
        let part = title(status);
        let way = context.response();
        let (from, to) = (old.origin, new.origin);
        let body = Body { context, part: &part, way, is_sent: false, old: from, new: to };
        self.content(body, &old.content, &new.content, seen);
        self.headers((old, new), &part, context, seen);
    }

    fn headers(
        &mut self,
        (old, new): (&'d Response, &'d Response),
        part: &str,
        context: &Context,
        seen: &mut Seen,
    ) {
        let old_headers = headers(self.old, old);
        let new_headers = headers(self.new, new);
        let way = context.response();
        for (name, header) in &old_headers {
            let part = format!("header `{name}` of {part}");
            if let Some(now) = find(&new_headers, name) {
                self.header((header, now), &part, context, seen);
                continue;
            }
            let rule = if header.deprecated {
                Rule::Told
            } else {
                Rule::MemberRemoved { required: header.required, is_open: true }
            };
            let (from, to) = (Some(header.origin), Some(new.origin));
            let told = difference(&codes::HEADER_REMOVED, rule, Subject::Whole, from, to);
            seen.tell(&told, context, &part, way);
        }
        for (name, header) in &new_headers {
            if find(&old_headers, name).is_none() {
                let rule = Rule::MemberAdded { required: header.required, was_open: true };
                let (from, to) = (Some(old.origin), Some(header.origin));
                let told = difference(&codes::HEADER_ADDED, rule, Subject::Whole, from, to);
                seen.tell(&told, context, &format!("header `{name}` of {part}"), way);
            }
        }
    }

    fn header(
        &mut self,
        (old, new): (&'d Header, &'d Header),
        part: &str,
        context: &Context,
        seen: &mut Seen,
    ) {
        let way = context.response();
        let of =
            |code, rule| difference(code, rule, Subject::Whole, Some(old.origin), Some(new.origin));
        if old.required != new.required {
            let (code, relation) = if new.required {
                (&codes::HEADER_REQUIRED, Relation::Narrower)
            } else {
                (&codes::HEADER_OPTIONAL, Relation::Wider)
            };
            seen.tell(&Difference { relation, ..of(code, Rule::Law) }, context, part, way);
        }
        let lifecycles = [old, new].map(|one| Lifecycle::of(one.deprecated, &one.extensions));
        for told in super::lifecycles(&lifecycles[0], &lifecycles[1], of) {
            seen.tell(&told, context, part, way);
        }
        let schema = |header: &'d Header| match header.content.first() {
            Some((_, media_type)) => media_type.schema,
            None => header.schema,
        };
        let pair = self.relator.schemas(schema(old), schema(new));
        seen.root(context, part, way, pair);
    }
}

/// As people name it.
fn title(status: &str) -> String {
    format!("response {status}")
}

/// The headers of a response with their names in lower case; media types say what the content is.
fn headers<'d>(document: &'d Document, response: &'d Response) -> Vec<(String, &'d Header)> {
    let all = response.headers.iter();
    let all = all.map(|(name, used)| (name.to_ascii_lowercase(), &document.headers[used.id]));
    all.filter(|(name, _)| name != "content-type").collect()
}

fn find<'d>(all: &[(String, &'d Header)], name: &str) -> Option<&'d Header> {
    all.iter().find(|(known, _)| known == name).map(|(_, header)| *header)
}

/// The responses that count for a status, by their positions: its own, else that of its range, else the
/// default. For a range without one of its own: those of the codes within it.
fn applying(status: &str, all: &Responses) -> Vec<usize> {
    let own = all.iter().position(|(written, _)| is_same(written, status));
    if let (None, Some(range)) = (own, range(status)) {
        let is_within = |written: &str| is_code(written) && written.starts_with(range);
        let within = all.iter().enumerate().filter(|(_, (written, _))| is_within(written));
        let within: Vec<usize> = within.map(|(at, _)| at).collect();
        if !within.is_empty() {
            return within;
        }
    }
    entry(status, all).into_iter().collect()
}

/// The entry that counts for a status: code, range, default (Responses Object).
fn entry(status: &str, all: &Responses) -> Option<usize> {
    let find = |wanted: &dyn Fn(&str) -> bool| all.iter().position(|(written, _)| wanted(written));
    let by_range = || {
        let first = status.chars().next().filter(|_| is_code(status))?;
        find(&|written| range(written) == Some(first))
    };
    let by_default = || find(&|written| written == "default");
    find(&|written| is_same(written, status)).or_else(by_range).or_else(by_default)
}

fn is_same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

fn is_code(status: &str) -> bool {
    status.len() == 3 && status.bytes().all(|byte| byte.is_ascii_digit())
}

/// The first digit of a range such as `4XX`.
fn range(status: &str) -> Option<char> {
    let (first, rest) = status.split_at_checked(1)?;
    let digit = first.chars().next().filter(char::is_ascii_digit)?;
    rest.eq_ignore_ascii_case("xx").then_some(digit)
}

/// Whether a client takes an answer of the status for a success.
fn is_success(status: &str) -> bool {
    status.starts_with(['1', '2', '3'])
}
