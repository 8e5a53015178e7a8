//! What comes back: responses with headings, and those that are a row of a list.

use sourcebook_model::document::{Header, Link, Response, Seen, Use, Value};

use super::Reference;
use super::fields::{Scope, Site, letters};
use super::media_types::{Around, Fields, Group};
use super::outline::Entry;
use super::status;
use crate::facts::RecordedAnswer;
use crate::products::markdown::inline::{address, code, heading, plain};
use crate::products::markdown::writer::{Writer, anchor};

/// Maximum number of characters of a description in a row.
const MAX_IN_ROW: usize = 200;

impl<'d> Reference<'d> {
    /// The responses of an operation, under a heading of this level.
    pub(super) fn responses(&self, writer: &mut Writer, entry: &Entry<'d>, level: u8) {
        if entry.operation.responses.is_empty() {
            return;
        }
        writer.heading(level, None, "Responses");
        let file = &*entry.place.file;
        let scope = Scope::new(self, file, Site::Answer);
        let mut rows = Vec::new();
        let all = entry.operation.responses.iter().zip(&entry.responses);
        for ((status, used), id) in all {
            let seen = self.document.seen(used);
            let groups = self.groups(scope, &seen.object.content);
            if let Some(row) = self.row(scope, status, &seen, &groups) {
                rows.push(anchor(id) + &row);
                continue;
            }
            writer.heading(level + 1, Some(id), &heading(&name(status, &seen)));
            let recorded = self.recorded(entry, status);
            let around = Around { recorded, ..around(file, status, level + 1) };
            self.describe(writer, file, level + 1, description(status, &seen));
            self.response(writer, scope, seen.object, &groups, around);
        }
        if !rows.is_empty() && rows.len() < entry.responses.len() {
            writer.heading(level + 1, None, "Other responses");
        }
        for row in &rows {
            writer.item(row, |_| {});
        }
    }

    /// The answer that was recorded for a status of an operation.
    fn recorded(&self, entry: &Entry<'d>, status: &str) -> Option<&'d RecordedAnswer> {
        let recorded = self.settings.recorded.get(&entry.operation.method, entry.path)?;
        (recorded.status.to_string() == status).then_some(recorded)
    }

    /// A response as a row, if all of it goes there.
    fn row(
        &self,
        scope: Scope<'_, 'd>,
        status: &str,
        seen: &Seen<'d, Response>,
        groups: &[Group<'d>],
    ) -> Option<String> {
        let response = seen.object;
        let is_bare = shown_headers(response).next().is_none() && response.links.is_empty();
        if !is_bare || (is_success(status) && !groups.is_empty()) {
            return None;
        }
        let content = self.in_row(scope, groups)?;
        let description = match description(status, seen) {
            Some(text) => self.one_line(scope.file, text, MAX_IN_ROW)?,
            None => String::new(),
        };
        let name = plain(&name(status, seen)).into_owned();
        Some(match (description.is_empty(), content.is_empty()) {
            (true, true) => format!("**{name}**"),
            (true, false) => format!("**{name}** {content}"),
            (false, true) => format!("**{name}**: {description}"),
            (false, false) => format!("**{name}**: {description} · {content}"),
        })
    }

    fn response(
        &self,
        writer: &mut Writer,
        scope: Scope<'_, 'd>,
        response: &'d Response,
        groups: &[Group<'d>],
        around: Around<'_>,
    ) {
        for group in groups {
            self.group(writer, scope, group, false, around);
        }
        let mut headers = shown_headers(response).peekable();
        if headers.peek().is_some() {
            writer.block("**Headers**");
            for (name, used) in headers {
                scope.header(writer, name, used);
            }
        }
        if !response.links.is_empty() {
            writer.block("**Links**");
            for (name, used) in &response.links {
                let link = self.document.seen(used);
                writer.item(&self.link(around.file, name, link.object), |writer| {
                    self.describe_item(writer, around.file, link.description);
                });
            }
        }
    }

    fn link(&self, from: &str, name: &str, link: &Link) -> String {
        let target = link.target.and_then(|id| self.places.operation(id));
        let target = match (target, &link.operation_id, &link.operation_ref) {
            (Some(to), ..) => format!("[{}]({})", to.title, to.place.link(from)),
            (None, Some(id), _) => code(id),
            (None, None, Some(reference)) => address(reference),
            (None, None, None) => "nowhere".to_owned(),
        };
        let value = |value: &Value| match value {
            Value::String(text) => code(text),
            other => code(&other.to_compact_json()),
        };
        let mut given: Vec<String> = link
            .parameters
            .iter()
            .map(|(name, one)| format!("{} = {}", code(name), value(one)))
            .collect();
        given.extend(link.request_body.as_ref().map(|body| format!("the body = {}", value(body))));
        let with = match given.split_last() {
            None => String::new(),
            Some((last, [])) => format!(" with {last}"),
            Some((last, others)) => format!(" with {} and {last}", others.join(", ")),
        };
        let server = link.server.as_ref().map(|server| format!(" on {}", code(&server.url)));
        format!("**{}** leads to {target}{with}{}", code(name), server.unwrap_or_default())
    }
}

/// The headers of a response but those that its media types say.
fn shown_headers(response: &Response) -> impl Iterator<Item = (&str, &Use<Header>)> {
    let headers = response.headers.iter().map(|(name, used)| (name.as_str(), used));
    headers.filter(|(name, _)| !name.eq_ignore_ascii_case("Content-Type"))
}

fn around<'r>(file: &'r str, status: &str, level: u8) -> Around<'r> {
    let is_success = is_success(status);
    let fields = if is_success { Fields::Folded } else { Fields::Linked };
    Around { file, level, fields, is_success, examples: true, recorded: None }
}

fn is_success(status: &str) -> bool {
    status.starts_with('2')
}

/// Status, what it means, and the author's summary.
fn name(status: &str, seen: &Seen<'_, Response>) -> String {
    let name = status::name(status);
    match seen.summary.filter(|summary| !summary.trim().is_empty()) {
        Some(summary) => format!("{name}: {summary}"),
        None => name,
    }
}

/// What the author says, unless it only repeats what the status means.
fn description<'d>(status: &str, seen: &Seen<'d, Response>) -> Option<&'d str> {
    let text = seen.description.filter(|text| !text.trim().is_empty())?;
    let repeats = [status::phrase(status), Some(&status::name(status)), Some(status)];
    let is_repeated = repeats.into_iter().flatten().any(|known| letters(known).eq(letters(text)));
    (!is_repeated).then_some(text)
}
