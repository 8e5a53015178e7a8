//! The credentials of a request: placeholders for those that its first alternative asks for.

use crate::document::{Document, Operation, ParameterLocation, SecuritySchemeKind};

use super::{KEY, TOKEN, encode};

/// Behind the name of the scheme stands the Base64 of [`USER`](super::USER), a colon and
/// [`PASSWORD`](super::PASSWORD) (RFC 7617, section 2).
const BASIC: &str = "Basic VVNFUk5BTUU6UEFTU1dPUkQ=";

/// A placeholder, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Placeholder {
    /// Of the header `Authorization`: name and password.
    Basic,
    /// Of the header `Authorization`: a token of this scheme.
    Token(String),
    /// A key by its name.
    Key(ParameterLocation, String),
    /// A client certificate.
    Certificate,
}

impl Placeholder {
    /// The value as text.
    pub(super) fn value(&self) -> String {
        match self {
            Self::Basic => BASIC.to_owned(),
            Self::Token(scheme) => format!("{scheme} {TOKEN}"),
            Self::Key(..) => KEY.to_owned(),
            Self::Certificate => String::new(),
        }
    }

    /// The header that it fills.
    pub(super) fn header(&self) -> Option<&str> {
        match self {
            Self::Basic | Self::Token(_) => Some("Authorization"),
            Self::Key(ParameterLocation::Header, name) => Some(name),
            Self::Key(..) | Self::Certificate => None,
        }
    }
}

/// The placeholders of an operation's first alternative, each place once: the first scheme has it.
pub(super) fn placeholders(document: &Document, operation: &Operation) -> Vec<Placeholder> {
    let mut placeholders: Vec<Placeholder> = Vec::new();
    let first = document.requirements(operation).first();
    let schemes = first.into_iter().flat_map(|requirement| &requirement.schemes);
    for (name, _) in schemes {
        let scheme = document.security_scheme(name);
        let Some(new) = scheme.and_then(|scheme| placeholder(&scheme.kind)) else { continue };
        let is_taken = placeholders.iter().any(|known| *known == new || same_header(known, &new));
        if !is_taken {
            placeholders.push(new);
        }
    }
    placeholders
}

fn same_header(one: &Placeholder, other: &Placeholder) -> bool {
    match (one.header(), other.header()) {
        (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
        _ => false,
    }
}

/// The placeholder for a scheme; `None` where nobody knows how it is sent.
fn placeholder(kind: &SecuritySchemeKind) -> Option<Placeholder> {
    match kind {
        SecuritySchemeKind::ApiKey { name, location } => {
            let place = match ParameterLocation::from_name(location)? {
                ParameterLocation::Header if !encode::is_token(name) => return None,
                ParameterLocation::Path | ParameterLocation::QueryString => return None,
                place => place,
            };
            Some(Placeholder::Key(place, name.clone()))
        }
        SecuritySchemeKind::Http { scheme, .. } => {
            Some(match scheme.to_ascii_lowercase().as_str() {
                "basic" => Placeholder::Basic,
                "bearer" => Placeholder::Token("Bearer".to_owned()),
                _ => Placeholder::Token(encode::header(scheme)),
            })
        }
        SecuritySchemeKind::OAuth2 { .. } | SecuritySchemeKind::OpenIdConnect { .. } => {
            Some(Placeholder::Token("Bearer".to_owned()))
        }
        SecuritySchemeKind::MutualTls => Some(Placeholder::Certificate),
        SecuritySchemeKind::Unknown(_) => None,
    }
}
