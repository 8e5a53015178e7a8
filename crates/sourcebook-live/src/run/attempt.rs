//! One request: filled in, sent, judged, and kept.

use sourcebook_model::document::Value;
use sourcebook_model::request::style::scalar_text;
use sourcebook_model::request::{Answers, Body, ConcreteRequest, encode};

use super::Run;
use crate::exchange::{Answer, Failure, Wire};
use crate::judge::{Judged, json, response};
use crate::outcome;
use crate::plan::{Step, Turn};
use crate::problems::no_answer::no_answer;
use crate::values::expression::Exchanged;

/// Separates the parts of a body.
const BOUNDARY: &str = "sourcebook-live-boundary-4f1c2a";

/// What a file of the reader's holds.
const FILE: &[u8] = b"sourcebook\n";

/// A request that was answered.
pub(super) struct Attempt {
    /// What was sent.
    pub(super) request: ConcreteRequest,
    pub(super) answer: Answer,
    pub(super) exchanged: Exchanged,
    /// The body that was sent, for people and without secrets.
    pub(super) shown_body: String,
}

impl<'d> Run<'_, 'd> {
    /// A request with credentials, seeds and the headers of the settings.
    pub(super) fn prepare(&self, step: &Step<'d>, request: &ConcreteRequest) -> ConcreteRequest {
        let mut request = request.clone();
        if let Some(value) = request.body.as_ref().and_then(value_of)
            && let Some(seeded) = self.values.seeded(&value)
        {
            set_value(&mut request, seeded);
        }
        self.values.authorize(step.operation, &mut request);
        for (name, value) in &self.settings.headers {
            request.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
            request.headers.push((name.clone(), value.clone()));
        }
        request
    }

    /// Sends a request that is complete, and judges what comes back. None where nothing came, which is
    /// told.
    pub(super) fn attempt(
        &mut self,
        at: usize,
        request: &ConcreteRequest,
        identifiers: &[(String, Value)],
    ) -> Option<Attempt> {
        let step = self.steps[at];
        let sent = request.body.as_ref().and_then(value_of);
        let answer = match self.world.exchange().send(&wire(request)) {
            Ok(answer) => answer,
            Err(failure) => {
                self.not_answered(at, &failure);
                return None;
            }
        };
        let body = json(&answer.body).unwrap_or(Value::Null);
        self.values.learn_secrets(&body);
        let exchanged = Exchanged {
            method: request.method.clone(),
            url: request.url(),
            identifiers: identifiers.to_vec(),
            sent,
            status: answer.status,
            headers: answer.headers.clone(),
            body,
        };
        let judged = Judged {
            views: self.views,
            path: step.path,
            operation: step.operation,
            answer: &answer,
        };
        for problem in judged.problems(&mut self.headers) {
            let known = &mut self.states[at].diagnostics;
            if !known.contains(&problem) {
                known.push(problem);
            }
        }
        self.record(at, request, &exchanged, &answer);
        let shown_body = self.shown_body(request);
        Some(Attempt { request: request.clone(), answer, exchanged, shown_body })
    }

    fn not_answered(&mut self, at: usize, failure: &Failure) {
        let step = self.steps[at];
        self.states[at].has_failed = true;
        // A server that has ended is told as such.
        let is_meant_to_end = step.turn == Turn::ServerEnd;
        let is_connection = matches!(failure, Failure::Connection(_));
        if !is_meant_to_end && is_connection && self.world.ends().is_some() {
            return;
        }
        let diagnostic = no_answer(self.views.document(), step.path, step.operation, failure);
        self.states[at].diagnostics.push(diagnostic);
    }

    fn record(
        &mut self,
        at: usize,
        request: &ConcreteRequest,
        exchanged: &Exchanged,
        answer: &Answer,
    ) {
        let step = self.steps[at];
        let target = request.target.split('?').next().unwrap_or_default();
        self.outcome.exchanged.push(outcome::Exchanged {
            method: step.operation.method.clone(),
            target: target.to_owned(),
            path: step.path.to_owned(),
            sent: exchanged.sent.clone(),
            status: answer.status,
            media_type: answer.media_type().map(str::to_owned),
            body: answer.body.clone(),
            is_accepted: false,
        });
    }

    /// Whether an answer is the success that the operation documents: where it documents none of the
    /// class 2, a redirect or a switch of protocols can be it.
    pub(super) fn is_accepted(&self, step: &Step<'d>, status: u16) -> bool {
        let has_success = step.operation.responses.iter().any(|(known, _)| known.starts_with('2'));
        let is_documented = || response(self.views.document(), step.operation, status).is_some();
        (200..300).contains(&status) || (!has_success && status < 400 && is_documented())
    }

    /// The body as it was sent, for people: one line, not long, without secrets.
    fn shown_body(&self, request: &ConcreteRequest) -> String {
        match &request.body {
            Some(Body::Text { text, value, .. }) => {
                let text = value.as_ref().map_or_else(|| text.clone(), Value::to_compact_json);
                self.shown(&text)
            }
            Some(Body::Form { text, .. }) => self.shown(text),
            Some(Body::Multipart { parts, .. }) => format!("{} parts", parts.len()),
            Some(Body::File { media_type, .. }) => format!("a file of `{media_type}`"),
            None => String::new(),
        }
    }

    /// The beginning of a text, in one line and without secrets.
    pub(super) fn shown(&self, text: &str) -> String {
        const MAX_CHARACTERS: usize = 300;
        let line = self.values.masked(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        match line.char_indices().nth(MAX_CHARACTERS) {
            Some((end, _)) => format!("{}…", &line[..end]),
            None => line,
        }
    }
}

/// The value that a body writes: as JSON, or as the fields of a form.
pub(super) fn value_of(body: &Body) -> Option<Value> {
    match body {
        Body::Text { value, .. } => value.clone(),
        Body::Form { fields, .. } => {
            let members = fields.iter();
            let members =
                members.map(|(name, text)| (name.as_str().into(), Value::string(text.as_str())));
            Some(Value::Object(members.collect()))
        }
        _ => None,
    }
}

/// Lets a request send another value in the same notation.
pub(super) fn set_value(request: &mut ConcreteRequest, new: Value) {
    match &mut request.body {
        Some(Body::Text { text, value, .. }) => {
            *text = new.to_json();
            *value = Some(new);
        }
        Some(Body::Form { fields, text }) => {
            let Value::Object(members) = new else { return };
            let field = |(name, value): (Box<str>, Value)| {
                (name.into_string(), scalar_text(&value).unwrap_or_else(|| value.to_compact_json()))
            };
            *fields = members.into_iter().map(field).collect();
            let pair = |(name, value): &(String, String)| {
                format!("{}={}", encode::form(name), encode::form(value))
            };
            *text = fields.iter().map(pair).collect::<Vec<_>>().join("&");
        }
        _ => {}
    }
}

/// A request as it goes over the wire.
fn wire(request: &ConcreteRequest) -> Wire {
    let mut headers = request.headers.clone();
    if let Some(Body::Multipart { subtype, .. }) = &request.body {
        let value = format!("multipart/{subtype}; boundary={BOUNDARY}");
        headers.push(("Content-Type".to_owned(), value));
    }
    let body = request.body.as_ref().map(|_| request.body_bytes(BOUNDARY, &|_| FILE.to_vec()));
    Wire {
        method: request.method.clone(),
        target: request.target.clone(),
        headers,
        body,
        is_stream: request.answers == Answers::Stream,
    }
}
