//! The request of an operation as a command for `curl`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sourcebook_model::Purpose;
use sourcebook_model::document::{Parameter, ParameterLocation, SecuritySchemeKind, Server};
use sourcebook_syntax::Value;

use super::compat;
use super::shown::{CodeSample, Shown};
use super::{Renderer, STYLE};
use crate::value_text::{compact_json, integers_first};

/// The server where the settings name none.
const DEFAULT_SERVER: &str = "http://coder-server:8080";

/// Characters that RFC 6570 does not leave as they are.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Characters in names that are encoded although they need not be.
const IN_NAMES: &AsciiSet = &RESERVED.add(b'-').add(b'.').remove(b'!').remove(b'*').remove(b'\'');

impl Renderer<'_> {
    /// The code sample of an operation, as text.
    pub(super) fn code_sample(&self, shown: &Shown<'_>) -> String {
        let mut headers = Vec::new();
        if let Some((media_type, _)) = shown.request_content.first() {
            headers.push(("Content-Type".to_owned(), (*media_type).to_owned()));
        }
        let mut contents = shown.responses.iter().flat_map(|one| &one.response.content);
        if let Some((media_type, _)) = contents.next() {
            headers.push(("Accept".to_owned(), media_type.clone()));
        }
        for parameter in &shown.parameters {
            if parameter.location == ParameterLocation::Header {
                let value = self.parameter_value(parameter);
                headers.push((parameter.name.clone(), header_text(&value)));
            }
        }
        self.add_credentials(shown, &mut headers);
        let sample = CodeSample {
            method: shown.entry.operation.method.clone(),
            url: self.url(shown),
            headers,
        };
        compat::code_sample(&sample)
    }

    /// What the first security requirement asks for.
    fn add_credentials(&self, shown: &Shown<'_>, headers: &mut Vec<(String, String)>) {
        let Some(requirement) = shown.security.first() else {
            return;
        };
        let has_authorization =
            headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("authorization"));
        let mut names: Vec<&str> =
            requirement.schemes.iter().map(|(name, _)| name.as_str()).collect();
        integers_first(&mut names, |name| name);
        for name in names {
            let schemes = &self.document.components.security_schemes;
            let Some((_, scheme)) = schemes.iter().find(|(known, _)| known == name) else {
                continue;
            };
            match &self.document.security_schemes[scheme.id].kind {
                SecuritySchemeKind::ApiKey { name, location } if location == "header" => {
                    headers.push((name.clone(), self.settings.credentials.clone()));
                }
                SecuritySchemeKind::OAuth2 { .. } | SecuritySchemeKind::OpenIdConnect { .. }
                    if !has_authorization =>
                {
                    headers.push(bearer());
                }
                SecuritySchemeKind::Http { scheme, .. }
                    if scheme.eq_ignore_ascii_case("bearer") && !has_authorization =>
                {
                    headers.push(bearer());
                }
                _ => {}
            }
        }
    }

    /// Server, path and the query parameters that must be given.
    fn url(&self, shown: &Shown<'_>) -> String {
        let operation = shown.entry.operation;
        let servers = [&operation.servers, &shown.entry.item.servers, &self.document.servers];
        let server = servers.into_iter().find_map(|servers| servers.first());
        let base = server.map(Server::default_url).unwrap_or_default();
        let path = join_slashes(&base, shown.entry.path);
        let server = self.settings.server.as_deref().unwrap_or(DEFAULT_SERVER);
        format!("{server}{path}{}", self.required_query(shown))
    }

    fn required_query(&self, shown: &Shown<'_>) -> String {
        let is_query = |one: &&&Parameter| one.required && one.location == ParameterLocation::Query;
        let mut query = String::new();
        for parameter in shown.parameters.iter().filter(is_query) {
            let name =
                utf8_percent_encode(&parameter.name, IN_NAMES).to_string().replace('%', "%25");
            let value = self.parameter_value(parameter);
            let explode = parameter.explode.unwrap_or(false);
            let pairs = match (&value, parameter.style.as_deref()) {
                (Value::Object(members), Some("deepObject")) => deep_pairs(&name, members),
                _ => query_pairs(&name, &value, explode),
            };
            for pair in pairs {
                query.push(if query.is_empty() { '?' } else { '&' });
                query.push_str(&pair);
            }
        }
        query.replace("%25", "%")
    }

    /// A parameter's example, else its default, else a sample of its schema.
    pub(super) fn parameter_value(&self, parameter: &Parameter) -> Value {
        let named = parameter.examples.first().map(|(_, used)| &self.document.examples[used.id]);
        let example = parameter.example.as_ref().or(named.and_then(|one| one.value.as_ref()));
        if let Some(example) = example.filter(|example| example.is_truthy()) {
            return example.clone();
        }
        let content = parameter.content.first().and_then(|(_, media_type)| media_type.schema);
        match parameter.schema.or(content) {
            Some(schema) => self.sample(schema, Purpose::Request),
            None => Value::Null,
        }
    }
}

fn bearer() -> (String, String) {
    ("Authorization".to_owned(), "Bearer {access-token}".to_owned())
}

/// Joins base and path with every run of slashes made one, but for the one behind the scheme.
fn join_slashes(base: &str, path: &str) -> String {
    let mut joined = String::with_capacity(base.len() + path.len() + 1);
    for character in base.chars().chain(path.chars()) {
        if character != '/' || !joined.ends_with('/') {
            joined.push(character);
        }
    }
    joined.replacen(":/", "://", 1)
}

/// The text of a value in a URL or header.
fn plain_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.to_string(),
        Value::Array(items) => items.iter().map(plain_text).collect::<Vec<_>>().join(","),
        other => compact_json(other, STYLE),
    }
}

fn header_text(value: &Value) -> String {
    match value {
        Value::Object(_) => "[object Object]".to_owned(),
        Value::Null => "null".to_owned(),
        other => plain_text(other),
    }
}

/// `name[member]=value` of each member (style `deepObject`).
fn deep_pairs(name: &str, members: &[(Box<str>, Value)]) -> Vec<String> {
    let pair = |(member, value): &(Box<str>, Value)| {
        let member = utf8_percent_encode(member, RESERVED);
        let value = plain_text(value);
        format!("{name}[{member}]={}", utf8_percent_encode(&value, RESERVED))
    };
    members.iter().map(pair).collect()
}

/// `name=value` of a query parameter by RFC 6570; several where a list is exploded.
fn query_pairs(name: &str, value: &Value, explode: bool) -> Vec<String> {
    let encoded = |value: &Value| utf8_percent_encode(&plain_text(value), RESERVED).to_string();
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) if items.is_empty() => Vec::new(),
        Value::Object(members) if members.is_empty() => Vec::new(),
        Value::Array(items) if explode => {
            items.iter().map(|item| format!("{name}={}", encoded(item))).collect()
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(encoded).collect();
            vec![format!("{name}={}", items.join(","))]
        }
        Value::Object(members) if explode => members
            .iter()
            .map(|(key, value)| {
                format!("{}={}", utf8_percent_encode(key, RESERVED), encoded(value))
            })
            .collect(),
        Value::Object(members) => {
            let parts: Vec<String> = members
                .iter()
                .map(|(key, value)| {
                    format!("{},{}", utf8_percent_encode(key, RESERVED), encoded(value))
                })
                .collect();
            vec![format!("{name}={}", parts.join(","))]
        }
        other => vec![format!("{name}={}", encoded(other))],
    }
}
