//! Security schemes and requirements.

use crate::document::{
    Flow, SecurityRequirement, SecurityScheme, SecuritySchemeKind, Seen, Use, Value,
};

use super::members::Members;
use super::members::distinct;
use super::references::pointer;
use super::urls::is_whole;
use super::writer::Writer;
use super::{LossKind, Subject, Target};

impl<'d> Writer<'d> {
    /// What an operation or the document requires. An empty list (nothing is required after all)
    /// is written for operations only.
    pub(super) fn requirements(
        &mut self,
        members: &mut Members,
        requirements: Option<&'d Vec<SecurityRequirement>>,
    ) {
        let Some(requirements) = requirements else { return };
        let written = requirements.iter().filter_map(|one| self.requirement(one)).collect();
        let written: Vec<Value> = distinct(written);
        if !written.is_empty() || !self.pointer.is_empty() {
            members.push("security", Value::Array(written));
        }
    }

    /// The schemes that must all be satisfied; nothing where none of them can be said.
    fn requirement(&mut self, requirement: &SecurityRequirement) -> Option<Value> {
        let mut members = Members::default();
        for (name, scopes) in &requirement.schemes {
            let name = self.document.security_scheme_name(name).unwrap_or(name);
            let scheme = self.scheme(name);
            self.uses(Subject::SecurityScheme(name.to_owned()));
            if scheme.is_some_and(|scheme| self.is_unknown(scheme)) {
                continue;
            }
            let has_scopes = scheme.is_none_or(|scheme| self.has_scopes(scheme));
            let mut scopes = scopes.as_slice();
            if !has_scopes && !scopes.is_empty() {
                let list = scopes.join("`, `");
                self.lose(LossKind::Scopes, format!("the scopes `{list}` of `{name}`"), "security");
                scopes = &[];
            }
            let scopes = scopes.iter().map(|scope| Value::string(scope.as_str())).collect();
            members.push(&self.names.fit("securitySchemes", name), Value::Array(scopes));
        }
        let is_said = !members.is_empty() || requirement.schemes.is_empty();
        is_said.then(|| members.into())
    }

    fn scheme(&self, name: &str) -> Option<&'d SecurityScheme> {
        let schemes = &self.document.components.security_schemes;
        let used = schemes.iter().find(|(known, _)| known == name).map(|(_, used)| used)?;
        Some(&self.document.security_schemes[used.id])
    }

    /// Whether the version that is written has nothing like the scheme.
    fn is_unknown(&self, scheme: &SecurityScheme) -> bool {
        scheme.kind == SecuritySchemeKind::MutualTls && !self.is_3_1()
    }

    /// Whether the scheme, as it is written, may be required with scopes.
    fn has_scopes(&self, scheme: &SecurityScheme) -> bool {
        match &scheme.kind {
            SecuritySchemeKind::OAuth2 { flows, .. } => {
                !self.is_swagger2() || first_flow(flows).is_some()
            }
            SecuritySchemeKind::OpenIdConnect { .. } => !self.is_swagger2(),
            _ => self.is_3_1(),
        }
    }

    /// The schemes of the document, by name.
    pub(super) fn security_schemes(&mut self) -> Members {
        let document = self.document;
        let mut members = Members::default();
        for (name, used) in &document.components.security_schemes {
            let scheme = &document.security_schemes[used.id];
            let subject = Subject::SecurityScheme(name.clone());
            let value = self
                .about(subject, scheme.origin, |writer| writer.security_scheme_or_reference(used));
            if let Some(value) = value {
                members.push(&self.names.fit("securitySchemes", name), value);
            }
        }
        members
    }

    fn security_scheme_or_reference(&mut self, used: &'d Use<SecurityScheme>) -> Option<Value> {
        let seen = self.document.seen(used);
        let missing = used.reference.as_ref().filter(|reference| !reference.is_found);
        if let Some(reference) = missing {
            let text = reference.text.clone();
            if self.is_swagger2() {
                self.lose(LossKind::SecurityScheme, format!("a reference to `{text}`"), "$ref");
                return None;
            }
            return Some(pointer(text).into());
        }
        if self.is_unknown(seen.object) {
            self.lose(LossKind::SecurityScheme, "the scheme", "type");
            return None;
        }
        if self.target == Target::Swagger2_0 {
            return Some(self.swagger2_security_scheme(&seen));
        }
        Some(self.security_scheme(&seen))
    }

    fn security_scheme(&mut self, seen: &Seen<'d, SecurityScheme>) -> Value {
        let scheme = seen.object;
        let mut members = Members::default();
        match &scheme.kind {
            SecuritySchemeKind::ApiKey { name, location } => {
                members.text("type", Some("apiKey"));
                members.text("description", seen.description);
                members.text("name", Some(name));
                members.text("in", Some(location));
            }
            SecuritySchemeKind::Http { scheme: http, bearer_format } => {
                members.text("type", Some("http"));
                members.text("description", seen.description);
                members.text("scheme", Some(http));
                members.text("bearerFormat", bearer_format.as_deref());
            }
            SecuritySchemeKind::OAuth2 { flows, metadata_url, flow_extensions } => {
                members.text("type", Some("oauth2"));
                members.text("description", seen.description);
                self.lose_member(LossKind::Member, "oauth2MetadataUrl", metadata_url.is_some());
                let mut written = self.flows(flows);
                written.extensions(flow_extensions);
                members.push("flows", written.into());
            }
            SecuritySchemeKind::OpenIdConnect { url } => {
                members.text("type", Some("openIdConnect"));
                members.text("description", seen.description);
                members.text("openIdConnectUrl", Some(url));
            }
            SecuritySchemeKind::MutualTls => {
                members.text("type", Some("mutualTLS"));
                members.text("description", seen.description);
            }
            SecuritySchemeKind::Unknown(kind) => {
                members.text("type", Some(kind));
                members.text("description", seen.description);
            }
        }
        self.lose_member(LossKind::Member, "deprecated", scheme.deprecated);
        members.extensions(&scheme.extensions);
        members.into()
    }

    fn flows(&mut self, flows: &[Flow]) -> Members {
        let mut members = Members::default();
        for flow in flows {
            if flow.name == "deviceAuthorization" {
                self.lose(LossKind::SecurityScheme, "the flow `deviceAuthorization`", "flows");
                continue;
            }
            let mut one = Members::default();
            one.text("authorizationUrl", flow.authorization_url.as_deref());
            one.text("tokenUrl", flow.token_url.as_deref());
            one.text("refreshUrl", flow.refresh_url.as_deref());
            one.push("scopes", scopes(flow).into());
            one.extensions(&flow.extensions);
            members.push(&flow.name, one.into());
        }
        members
    }
}

/// The scopes of a flow, with what they allow.
pub(super) fn scopes(flow: &Flow) -> Members {
    let mut members = Members::default();
    for scope in &flow.scopes {
        members.text(&scope.name, Some(&scope.description));
    }
    members
}

/// The first flow that 2.0 can say, with its name there: it does not know all of them, and wants
/// whole URLs.
pub(super) fn first_flow(flows: &[Flow]) -> Option<(&Flow, &'static str)> {
    let is_whole = |url: &Option<String>| url.as_deref().is_some_and(is_whole);
    flows.iter().find_map(|flow| {
        let (authorization, token) = (&flow.authorization_url, &flow.token_url);
        let (name, has_urls) = match flow.name.as_str() {
            "implicit" => ("implicit", is_whole(authorization)),
            "password" => ("password", is_whole(token)),
            "clientCredentials" => ("application", is_whole(token)),
            "authorizationCode" => ("accessCode", is_whole(authorization) && is_whole(token)),
            _ => return None,
        };
        has_urls.then_some((flow, name))
    })
}
