//! The page of the security schemes, and what operations say of them.

use sourcebook_model::document::{Flow, SecurityRequirement, SecurityScheme, SecuritySchemeKind};

use super::Reference;
use super::outline::{Entry, Role};
use super::places::Place;
use crate::products::api_reference::RenderedPage;
use crate::products::markdown::inline::{address, code, heading, plain};
use crate::products::markdown::writer::Writer;

/// The page of the schemes.
const FILE: &str = "security.md";

/// Maximum number of alternatives in a line.
const MAX_IN_LINE: usize = 3;

impl Reference<'_> {
    /// The page of the security schemes, if there are some.
    pub(super) fn security_page(&self) -> Option<RenderedPage> {
        let schemes = &self.document.components.security_schemes;
        if schemes.is_empty() {
            return None;
        }
        let mut page = super::page("Security");
        if !self.document.security.is_empty() {
            let line = self.alternatives(&self.document.security, FILE).join(", or ");
            page.block(&format!("Operations need {line}, unless they say otherwise."));
        }
        let placed = schemes.iter().filter_map(|(name, used)| {
            self.places.scheme(self.document, name).map(|place| (name, used, place))
        });
        for (name, _, place) in placed.clone() {
            page.item(&format!("[{}]({})", plain(name), place.link(FILE)), |_| {});
        }
        for (name, used, place) in placed {
            let seen = self.document.seen(used);
            page.heading(2, Some(&place.id), &heading(name));
            self.scheme(&mut page, seen.object, seen.description);
        }
        Some(RenderedPage { file: FILE.to_owned(), text: page.finish() })
    }

    fn scheme(&self, page: &mut Writer, scheme: &SecurityScheme, description: Option<&str>) {
        let line = line(&scheme.kind);
        if !line.is_empty() {
            page.block(&line);
        }
        if scheme.deprecated {
            page.block("**Deprecated.**");
        }
        self.describe(page, FILE, 2, description);
        if let SecuritySchemeKind::OAuth2 { flows, .. } = &scheme.kind {
            for one in flows {
                flow(page, one);
            }
        }
    }

    /// What an operation requires, where anything is known of it. What the server sends is asked
    /// for by the operation alone.
    pub(super) fn authorization(&self, writer: &mut Writer, entry: &Entry<'_>) {
        let document = self.document;
        let is_known = match entry.role {
            Role::Operation => {
                !document.security.is_empty() || !document.components.security_schemes.is_empty()
            }
            Role::Webhook | Role::Callback(_) => false,
        };
        if !is_known && entry.operation.security.as_ref().is_none_or(Vec::is_empty) {
            return;
        }
        let alternatives =
            self.alternatives(document.requirements(entry.operation), &entry.place.file);
        if alternatives.len() <= MAX_IN_LINE {
            writer.block(&format!("**Authorization:** {}", alternatives.join(", or ")));
            return;
        }
        writer.block("**Authorization:**");
        for one in &alternatives {
            writer.item(one, |_| {});
        }
    }

    /// The alternatives of which one is needed; never empty.
    pub(super) fn alternatives(
        &self,
        requirements: &[SecurityRequirement],
        from: &str,
    ) -> Vec<String> {
        if requirements.is_empty() {
            return vec!["none".to_owned()];
        }
        let one = |requirement: &SecurityRequirement| {
            let schemes = requirement.schemes.iter();
            let words: Vec<String> =
                schemes.map(|(name, scopes)| self.required_scheme(name, scopes, from)).collect();
            if words.is_empty() { "none".to_owned() } else { words.join(" and ") }
        };
        // The same schemes in another order are the same alternative.
        let sorted = |requirement: &SecurityRequirement| {
            let mut schemes = requirement.schemes.clone();
            schemes.sort();
            schemes
        };
        let all: Vec<_> = requirements.iter().map(sorted).collect();
        let is_new = |at: &usize| !all[..*at].contains(&all[*at]);
        (0..all.len()).filter(is_new).map(|at| one(&requirements[at])).collect()
    }

    fn required_scheme(&self, name: &str, scopes: &[String], from: &str) -> String {
        // Since 3.2 a URI may name it.
        let name = self.document.security_scheme_name(name).unwrap_or(name);
        let link = |place: &Place| format!("[{}]({})", plain(name), place.link(from));
        let words = self.places.scheme(self.document, name).map_or_else(|| code(name), link);
        if scopes.is_empty() {
            return words;
        }
        let mut shown: Vec<String> = Vec::new();
        for scope in scopes.iter().map(|scope| code(scope)) {
            if !shown.contains(&scope) {
                shown.push(scope);
            }
        }
        format!("{words} ({})", shown.join(", "))
    }
}

/// How a scheme is used, in one line.
fn line(kind: &SecuritySchemeKind) -> String {
    let bearer = "`Authorization: Bearer YOUR_TOKEN`";
    let behind = |url: &str| format!(" · {}", address(url));
    match kind {
        SecuritySchemeKind::Http { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => {
            "Name and password · `Authorization: Basic …` with the Base64 of `USERNAME:PASSWORD`"
                .to_owned()
        }
        SecuritySchemeKind::Http { scheme, bearer_format }
            if scheme.eq_ignore_ascii_case("bearer") =>
        {
            let format = bearer_format.as_deref().filter(|format| !format.is_empty());
            let format = format.map(|format| format!(" · {}", code(format)));
            format!("Token · {bearer}{}", format.unwrap_or_default())
        }
        SecuritySchemeKind::Http { scheme, .. } if scheme.is_empty() => "HTTP scheme".to_owned(),
        SecuritySchemeKind::Http { scheme, .. } => {
            format!("HTTP scheme · {}", code(&format!("Authorization: {scheme} …")))
        }
        SecuritySchemeKind::ApiKey { name, location } => key(name, location),
        SecuritySchemeKind::OAuth2 { metadata_url, .. } => {
            let metadata = metadata_url.as_deref().map(behind).unwrap_or_default();
            format!("OAuth 2.0 · {bearer}{metadata}")
        }
        SecuritySchemeKind::OpenIdConnect { url } => {
            let url = Some(url.as_str()).filter(|url| !url.is_empty()).map(behind);
            format!("OpenID Connect · {bearer}{}", url.unwrap_or_default())
        }
        SecuritySchemeKind::MutualTls => "Client certificate (mutual TLS)".to_owned(),
        SecuritySchemeKind::Unknown(kind) if kind.is_empty() => String::new(),
        SecuritySchemeKind::Unknown(kind) => code(kind),
    }
}

/// A key, as far as it is known how it is sent.
fn key(name: &str, location: &str) -> String {
    match location {
        "query" | "cookie" | "header" if name.is_empty() => "Key".to_owned(),
        "query" => format!("Key · query parameter {}", code(&format!("{name}=YOUR_API_KEY"))),
        "cookie" => format!("Key · cookie {}", code(&format!("{name}=YOUR_API_KEY"))),
        "header" => format!("Key · header {}", code(&format!("{name}: YOUR_API_KEY"))),
        _ if name.is_empty() => "Key".to_owned(),
        _ => format!("Key · {}", code(name)),
    }
}

fn flow(page: &mut Writer, flow: &Flow) {
    let title = match flow.name.as_str() {
        "authorizationCode" => "Authorization code",
        "clientCredentials" => "Client credentials",
        "implicit" => "Implicit",
        "password" => "Password",
        "deviceAuthorization" => "Device authorization",
        other => other,
    };
    page.heading(3, None, &heading(title));
    let urls = [
        ("Authorization", &flow.authorization_url),
        ("Device authorization", &flow.device_authorization_url),
        ("Token", &flow.token_url),
        ("Refresh", &flow.refresh_url),
    ];
    for (label, url) in urls {
        if let Some(url) = url.as_deref().filter(|url| !url.is_empty()) {
            page.item(&format!("{label}: {}", address(url)), |_| {});
        }
    }
    if flow.scopes.is_empty() {
        return;
    }
    page.item("Scopes:", |page| {
        for scope in &flow.scopes {
            let name = code(&scope.name);
            let text = plain(&scope.description);
            let line = if text.is_empty() { name } else { format!("{name}: {text}") };
            page.item(&line, |_| {});
        }
    });
}
