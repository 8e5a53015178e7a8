//! Security schemes of 2.0: `basic`, `apiKey`, and one flow of OAuth 2.

use crate::document::{Flow, SecurityScheme, SecuritySchemeKind, Seen, Value};

use super::super::LossKind;
use super::super::members::Members;
use super::super::security::{first_flow, scopes};
use super::super::writer::Writer;

impl Writer<'_> {
    /// A scheme. What travels in the `Authorization` header or in a cookie is said as a key in that
    /// header, so that no operation seems to need no credentials.
    pub(in crate::write) fn swagger2_security_scheme(
        &mut self,
        seen: &Seen<'_, SecurityScheme>,
    ) -> Value {
        let scheme = seen.object;
        let mut members = Members::default();
        match &scheme.kind {
            SecuritySchemeKind::ApiKey { name, location } if location == "cookie" => {
                self.lose(LossKind::SecurityScheme, format!("the cookie `{name}`"), "in");
                key(&mut members, "Cookie", "header");
            }
            SecuritySchemeKind::ApiKey { name, location } => key(&mut members, name, location),
            SecuritySchemeKind::Http { scheme: http, .. } if http.eq_ignore_ascii_case("basic") => {
                members.text("type", Some("basic"));
            }
            SecuritySchemeKind::OAuth2 { flows, metadata_url, .. } => {
                self.lose_member(LossKind::Member, "oauth2MetadataUrl", metadata_url.is_some());
                match first_flow(flows) {
                    Some((flow, name)) => self.flow(&mut members, flows, flow, name),
                    None => self.authorization(&mut members, "OAuth 2 with flows of this kind"),
                }
            }
            SecuritySchemeKind::Http { scheme, .. } => {
                self.authorization(&mut members, format!("the HTTP scheme `{scheme}`"));
            }
            SecuritySchemeKind::OpenIdConnect { .. } => {
                self.authorization(&mut members, "OpenID Connect");
            }
            SecuritySchemeKind::MutualTls | SecuritySchemeKind::Unknown(_) => {
                self.authorization(&mut members, "the type of the scheme");
            }
        }
        members.text("description", seen.description);
        self.lose_member(LossKind::Member, "deprecated", scheme.deprecated);
        members.extensions(&scheme.extensions);
        members.into()
    }

    /// The header in which the credentials travel.
    fn authorization(&mut self, members: &mut Members, what: impl Into<String>) {
        self.lose(LossKind::SecurityScheme, what, "type");
        key(members, "Authorization", "header");
    }

    fn flow(&mut self, members: &mut Members, flows: &[Flow], flow: &Flow, name: &str) {
        members.text("type", Some("oauth2"));
        for other in flows.iter().filter(|other| other.name != flow.name) {
            let what = format!("the flow `{}`", other.name);
            self.lose(LossKind::SecurityScheme, what, "flows");
        }
        if flow.refresh_url.is_some() {
            let what = format!("`refreshUrl` of the flow `{}`", flow.name);
            self.lose(LossKind::Member, what, "flows");
        }
        members.text("flow", Some(name));
        members.text("authorizationUrl", flow.authorization_url.as_deref());
        members.text("tokenUrl", flow.token_url.as_deref());
        let mut written = scopes(flow);
        written.extensions(&flow.scope_extensions);
        members.push("scopes", written.into());
        members.extensions(&flow.extensions);
    }
}

fn key(members: &mut Members, name: &str, location: &str) {
    members.text("type", Some("apiKey"));
    members.text("name", Some(name));
    members.text("in", Some(location));
}
