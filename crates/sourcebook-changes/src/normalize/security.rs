//! Ways to sign in: alternatives, each a combination of schemes with scopes.

use std::collections::BTreeSet;

use sourcebook_model::document::{
    Document, Operation, SecurityRequirement, SecurityScheme, SecuritySchemeKind,
};

/// One way in: what must all be there. None at all is the way without credentials.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Alternative<'d> {
    pub(crate) needs: Vec<Need<'d>>,
}

/// A scheme with the scopes that it must give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Need<'d> {
    pub(crate) name: &'d str,
    /// Absent where the components do not have it.
    pub(crate) scheme: Option<&'d SecurityScheme>,
    pub(crate) scopes: BTreeSet<&'d str>,
}

/// The ways in of an operation.
pub(crate) fn alternatives<'d>(
    document: &'d Document,
    operation: &'d Operation,
) -> Vec<Alternative<'d>> {
    let requirements = operation.security.as_ref().unwrap_or(&document.security);
    if requirements.is_empty() {
        return vec![Alternative::default()];
    }
    requirements.iter().map(|requirement| alternative(document, requirement)).collect()
}

fn alternative<'d>(
    document: &'d Document,
    requirement: &'d SecurityRequirement,
) -> Alternative<'d> {
    let need = |(name, scopes): &'d (String, Vec<String>)| Need {
        name,
        scheme: scheme(document, name),
        scopes: scopes.iter().map(String::as_str).collect(),
    };
    Alternative { needs: requirement.schemes.iter().map(need).collect() }
}

/// A scheme by its name among the components.
pub(crate) fn scheme<'d>(document: &'d Document, name: &str) -> Option<&'d SecurityScheme> {
    let all = &document.components.security_schemes;
    let used = all.iter().find(|(known, _)| known == name).map(|(_, used)| used)?;
    Some(&document.security_schemes[used.id])
}

/// What a client does to sign in by a scheme; its name among the components does not count.
pub(crate) fn on_the_wire(scheme: &SecurityScheme) -> String {
    match &scheme.kind {
        SecuritySchemeKind::ApiKey { name, location } if location == "header" => {
            format!("a key in header `{}`", name.to_ascii_lowercase())
        }
        SecuritySchemeKind::Http { scheme, .. } => {
            format!("HTTP `{}`", scheme.to_ascii_lowercase())
        }
        _ => words(scheme),
    }
}

/// The same as people read it, with names as they are written.
pub(crate) fn words(scheme: &SecurityScheme) -> String {
    match &scheme.kind {
        SecuritySchemeKind::ApiKey { name, location } => format!("a key in {location} `{name}`"),
        SecuritySchemeKind::Http { scheme, .. } => format!("HTTP `{scheme}`"),
        SecuritySchemeKind::MutualTls => "mutual TLS".to_owned(),
        SecuritySchemeKind::OAuth2 { .. } => "OAuth 2".to_owned(),
        SecuritySchemeKind::OpenIdConnect { .. } => "OpenID Connect".to_owned(),
        SecuritySchemeKind::Unknown(kind) => format!("`{kind}`"),
    }
}

/// The URLs at which a client gets its credentials.
pub(crate) fn urls(scheme: &SecurityScheme) -> Vec<String> {
    match &scheme.kind {
        SecuritySchemeKind::OAuth2 { flows, .. } => {
            let of_flow = |flow: &sourcebook_model::document::Flow| {
                let urls =
                    [&flow.authorization_url, &flow.token_url, &flow.device_authorization_url];
                let urls: Vec<String> = urls.into_iter().flatten().cloned().collect();
                format!("{} {}", flow.name, urls.join(" "))
            };
            let mut all: Vec<String> = flows.iter().map(of_flow).collect();
            all.sort_unstable();
            all
        }
        SecuritySchemeKind::OpenIdConnect { url } => vec![url.clone()],
        _ => Vec::new(),
    }
}

impl Alternative<'_> {
    /// Whether who satisfies this one satisfies the other one too; `pairs` says which schemes are the
    /// same.
    pub(crate) fn implies(
        &self,
        other: &Alternative<'_>,
        is_same: impl Fn(&Need<'_>, &Need<'_>) -> bool,
    ) -> bool {
        other.needs.iter().all(|needed| {
            let mut own = self.needs.iter();
            own.any(|need| is_same(need, needed) && needed.scopes.is_subset(&need.scopes))
        })
    }

    /// As people write it: `key and token (read)`.
    pub(crate) fn words(&self) -> String {
        if self.needs.is_empty() {
            return "no credentials".to_owned();
        }
        let need = |need: &Need<'_>| {
            let scopes: Vec<&str> = need.scopes.iter().copied().collect();
            match scopes[..] {
                [] => format!("`{}`", need.name),
                _ => format!("`{}` ({})", need.name, scopes.join(", ")),
            }
        };
        self.needs.iter().map(need).collect::<Vec<_>>().join(" and ")
    }
}
