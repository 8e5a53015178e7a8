//! What Swagger 2.0 says differently: servers in three members, bodies and forms as parameters,
//! media types beside the operation.

mod bodies;
mod examples;
mod merged;
mod operations;
mod parameters;
mod responses;
mod security;
mod unused;
mod values;

use crate::document::{Server, Value};

use super::LossKind;
use super::members::Members;
use super::parameters::PARAMETER;
use super::writer::Writer;

/// A server as 2.0 says it. Each part is empty where it is absent.
#[derive(Debug, PartialEq, Eq)]
struct Address<'u> {
    scheme: &'u str,
    host: &'u str,
    base_path: &'u str,
}

impl Writer<'_> {
    /// A document of Swagger 2.0.
    pub(super) fn swagger2_root(&mut self) -> Value {
        let document = self.document;
        let mut members = Members::default();
        members.text("swagger", Some("2.0"));
        for (name, is_said) in [
            ("$self", document.self_uri.is_some()),
            ("jsonSchemaDialect", document.json_schema_dialect.is_some()),
        ] {
            self.lose_member(LossKind::Detail, name, is_said);
        }
        let info = self.info(&document.info);
        members.push("info", info);
        self.address(&mut members, &document.servers);
        self.paths(&mut members);
        let mut none = Members::default();
        self.webhooks(&mut none);
        let definitions = self.named_schemas("definitions");
        let parameters = self.inside("parameters", Self::swagger2_shared_parameters);
        let responses = self.inside("responses", Self::swagger2_shared_responses);
        let schemes = self.security_schemes();
        self.lose_unused_components();
        let definitions = self.with_waiting(definitions, "definitions");
        members.object("definitions", definitions);
        members.object("parameters", parameters);
        members.object("responses", responses);
        members.object("securityDefinitions", schemes);
        self.requirements(&mut members, Some(&document.security));
        self.tags(&mut members);
        self.external_docs(&mut members, document.external_docs.as_ref());
        members.extensions(&document.extensions);
        members.into()
    }

    /// `host`, `basePath` and `schemes`: the first server, and those that differ from it in their
    /// scheme only.
    fn address(&mut self, members: &mut Members, servers: &[Server]) {
        let urls: Vec<String> = servers.iter().map(Server::default_url).collect();
        let Some(first) = urls.first() else { return };
        let Some(address) = split(first) else {
            self.lose(LossKind::Servers, format!("the server `{first}`"), "servers");
            return;
        };
        let mut schemes = vec![address.scheme];
        for (server, url) in servers.iter().zip(&urls) {
            match split(url) {
                Some(other) if other.is_same_place(&address) && !other.scheme.is_empty() => {
                    if !schemes.contains(&other.scheme) {
                        schemes.push(other.scheme);
                    }
                }
                Some(other) if other == address => {}
                _ => self.lose(LossKind::Servers, format!("the server `{url}`"), "servers"),
            }
            self.lose_about_server(server);
        }
        members.text("host", Some(address.host).filter(|host| !host.is_empty()));
        members.text("basePath", Some(address.base_path).filter(|path| !path.is_empty()));
        schemes.retain(|scheme| !scheme.is_empty());
        members.texts("schemes", &schemes);
    }

    fn lose_about_server(&mut self, server: &Server) {
        self.lose_server_name(server);
        if server.extensions.iter().any(|(name, _)| name.starts_with("x-")) {
            self.lose(LossKind::Detail, "vendor extensions of a server", "servers");
        }
        let url = &server.url;
        let said = [
            ("description", server.description.is_some()),
            ("variables", !server.variables.is_empty()),
        ];
        for (what, is_said) in said {
            if is_said {
                self.lose(
                    LossKind::Servers,
                    format!("the {what} of the server `{url}`"),
                    "servers",
                );
            }
        }
    }

    /// `schemes` of an operation whose servers differ from the document's in their scheme only.
    fn operation_schemes(&mut self, members: &mut Members, servers: &[Server]) {
        let document = self.document;
        let of_document = document.servers.first().map(Server::default_url);
        let place = of_document.as_deref().and_then(split);
        let mut schemes = Vec::new();
        for server in servers {
            let url = server.default_url();
            let same = split(&url).zip(place.as_ref()).filter(|(one, place)| {
                one.is_same_place(place) && !one.scheme.is_empty() && !one.host.is_empty()
            });
            match same {
                Some((one, _)) => schemes.push(one.scheme.to_owned()),
                None => self.lose(LossKind::Servers, format!("the server `{url}`"), "servers"),
            }
            self.lose_about_server(server);
        }
        members.texts("schemes", &schemes);
    }

    fn swagger2_shared_parameters(&mut self) -> Members {
        let mut members = self.shared_parameters();
        members.append(self.swagger2_shared_bodies());
        members
    }
}

impl Address<'_> {
    fn is_same_place(&self, other: &Self) -> bool {
        self.host == other.host && self.base_path == other.base_path
    }
}

/// The parts of a URL, where 2.0 can say it.
fn split(url: &str) -> Option<Address<'_>> {
    if url.starts_with('/') && !url.starts_with("//") {
        return Some(Address { scheme: "", host: "", base_path: url });
    }
    let (scheme, rest) = match url.strip_prefix("//") {
        Some(rest) => (None, rest),
        None => url.split_once("://").map(|(scheme, rest)| (Some(scheme), rest))?,
    };
    let (host, base_path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    let is_known = scheme.is_none_or(|scheme| matches!(scheme, "http" | "https" | "ws" | "wss"));
    let scheme = scheme.unwrap_or_default();
    let is_of_none = |c: char| c.is_whitespace() || c.is_control() || "{}\\?#".contains(c);
    let is_host = !host.is_empty() && !host.contains(is_of_none);
    (is_known && is_host).then_some(Address { scheme, host, base_path })
}
