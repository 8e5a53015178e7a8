//! Puts a request together.

use crate::document::{Operation, ParameterLocation, PathItem};
use crate::view::Views;

use super::body::Example;
use super::credentials::Placeholder;
use super::parameters::Sent;
use super::{
    Answers, Body, ConcreteRequest, Credential, KEY, NamedRequest, Settings, answers, body,
    credentials, encode, parameters, url,
};

/// The request of each example of each media type, in the order of the document; the first is the
/// one that samples show. An operation without a body has one request.
///
/// The scheme's and the parameters' placeholders are those of [`ConcreteRequest`]; what is sent, and
/// with which value, is told in the modules of each part.
pub fn requests<'d>(
    views: &Views<'d>,
    settings: &Settings,
    path: &str,
    item: &'d PathItem,
    operation: &'d Operation,
) -> Vec<NamedRequest<'d>> {
    let fallback = settings.server.as_deref().unwrap_or(super::DEFAULT_SERVER);
    let outline = Outline {
        base: url::base(views.document(), item, operation, fallback),
        path,
        method: &operation.method,
        sent: parameters::sent(views, &settings.parameters, item, operation),
        placeholders: credentials::placeholders(views.document(), operation),
        expected: answers::expected(views, operation),
    };
    let bodies = body::examples(views, &settings.budget, operation);
    if bodies.is_empty() {
        let request = outline.request(None);
        return vec![NamedRequest { request, media_type: None, example: None, left_out: None }];
    }
    let request = |example: Example<'d>| NamedRequest {
        request: outline.request(Some(example.body)),
        media_type: Some(example.media_type),
        example: example.texts,
        left_out: example.left_out,
    };
    bodies.into_iter().map(request).collect()
}

/// Everything but the body.
struct Outline<'d> {
    base: url::Base,
    path: &'d str,
    method: &'d str,
    sent: Sent,
    placeholders: Vec<Placeholder>,
    expected: (Option<String>, Answers),
}

impl Outline<'_> {
    fn request(&self, body: Option<Body>) -> ConcreteRequest {
        let headers = self.headers(body.as_ref());
        ConcreteRequest {
            method: self.method.to_owned(),
            scheme: self.base.scheme.clone(),
            authority: self.base.authority.clone(),
            target: self.target(),
            credentials: self.credentials(&headers),
            headers,
            body,
            answers: self.expected.1.clone(),
        }
    }

    /// Path and query. A key that is also a parameter stands there once.
    fn target(&self) -> String {
        let keys = || self.keys(ParameterLocation::Query);
        let is_key = |name: &str| keys().any(|key| key == name);
        let parameters = self.sent.query.iter().filter(|(name, _)| !is_key(name));
        let parameters = parameters.map(|(_, text)| text.clone());
        let keys = keys().map(|name| format!("{}={KEY}", encode::value(name)));
        let query: Vec<String> = parameters.chain(keys).collect();
        url::target(&self.base, self.path, &|name| self.sent.in_path(name), &query)
    }

    /// The names of the keys that stand in a place.
    fn keys(&self, place: ParameterLocation) -> impl Iterator<Item = &str> {
        self.placeholders.iter().filter_map(move |placeholder| match placeholder {
            Placeholder::Key(where_, name) if *where_ == place => Some(name.as_str()),
            _ => None,
        })
    }

    fn headers(&self, body: Option<&Body>) -> Vec<(String, String)> {
        let mut headers = Headers::default();
        let authors = |name: &str| {
            let mut own = self.sent.headers.iter();
            own.find(|own| own.is_authors && own.name.eq_ignore_ascii_case(name))
        };
        // 2.0 has these as parameters too; what the author says there is meant.
        let accept = authors("Accept").map(|own| own.text.clone());
        headers.push("Accept", accept.or_else(|| self.expected.0.clone()));
        for placeholder in &self.placeholders {
            if let Some(name) = placeholder.header() {
                headers.push(name, Some(placeholder.value()));
            }
        }
        headers.push("Content-Type", body.and_then(Body::media_type));
        headers.push("Cookie", self.cookies());
        // The type of parts names their boundary, which no parameter can know.
        let has_parts = matches!(body, Some(Body::Multipart { .. }));
        let is_sent = |name: &str| !(has_parts && name.eq_ignore_ascii_case("Content-Type"));
        for own in self.sent.headers.iter().filter(|own| is_sent(&own.name)) {
            headers.push(&own.name, Some(own.text.clone()));
        }
        headers.all
    }

    /// The cookies, as one header: that of a parameter named so first.
    fn cookies(&self) -> Option<String> {
        let mut headers = self.sent.headers.iter();
        let header = headers.find(|own| own.name.eq_ignore_ascii_case("Cookie"));
        let header = header.map(|own| own.text.clone());
        let keys: Vec<&str> = self.keys(ParameterLocation::Cookie).collect();
        let own = self.sent.cookies.iter().filter(|(name, _)| !keys.contains(&name.as_str()));
        let own = own.map(|(_, text)| text.clone());
        let keys = keys.iter().map(|name| match name {
            name if encode::is_token(name) => format!("{name}={KEY}"),
            name => format!("{}={KEY}", encode::value(name)),
        });
        let cookies: Vec<String> = header.into_iter().chain(own).chain(keys).collect();
        (!cookies.is_empty()).then(|| encode::header(&cookies.join("; ")))
    }

    fn credentials(&self, headers: &[(String, String)]) -> Vec<Credential> {
        let place = |placeholder: &Placeholder| {
            let name = placeholder.header()?;
            let mut names = headers.iter();
            names.position(|(known, _)| known.eq_ignore_ascii_case(name))
        };
        let credential = |placeholder: &Placeholder| {
            Some(match placeholder {
                Placeholder::Basic => Credential::Basic { header: place(placeholder)? },
                Placeholder::Token(_) => Credential::Bearer { header: place(placeholder)? },
                Placeholder::Key(place, name) => {
                    Credential::Key { place: *place, name: name.clone() }
                }
                Placeholder::Certificate => Credential::Certificate,
            })
        };
        self.placeholders.iter().filter_map(credential).collect()
    }
}

/// Headers, each name once: the first value counts.
#[derive(Default)]
struct Headers {
    all: Vec<(String, String)>,
}

impl Headers {
    fn push(&mut self, name: &str, value: Option<String>) {
        let is_known = self.all.iter().any(|(known, _)| known.eq_ignore_ascii_case(name));
        if let (false, Some(value)) = (is_known, value) {
            self.all.push((name.to_owned(), value));
        }
    }
}
