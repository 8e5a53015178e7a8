//! Security schemes and what operations require of them.

use super::{Extensions, Origin};

/// Schemes that must all be satisfied; an empty requirement means that none is needed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SecurityRequirement {
    /// Scheme names (3.2: or URIs) with the scopes or roles that are needed.
    pub schemes: Vec<(String, Vec<String>)>,
}

/// How a request proves who sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityScheme {
    /// The mechanism.
    pub kind: SecuritySchemeKind,
    /// CommonMark.
    pub description: Option<String>,
    /// 3.2: not to be used any more.
    pub deprecated: bool,
    /// Vendor extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub origin: Origin,
}

/// The mechanism of a security scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecuritySchemeKind {
    /// A key in a header, the query or a cookie.
    ApiKey {
        /// Name of the header, parameter or cookie.
        name: String,
        /// `header`, `query` or `cookie`.
        location: String,
    },
    /// A scheme of HTTP's `Authorization` header (2.0: `basic`).
    Http {
        /// Its name, as written: `basic`, `bearer`.
        scheme: String,
        /// What the token looks like: `JWT`.
        bearer_format: Option<String>,
    },
    /// A client certificate (3.1).
    MutualTls,
    /// OAuth 2.
    OAuth2 {
        /// The flows in source order.
        flows: Vec<Flow>,
        /// 3.2: URL of the authorization server's metadata.
        metadata_url: Option<String>,
        /// Vendor extensions among the flows.
        flow_extensions: Extensions,
    },
    /// `OpenID` Connect.
    OpenIdConnect {
        /// URL of the discovery document.
        url: String,
    },
    /// A type that no version of the specification knows, as written.
    Unknown(String),
}

/// A flow of OAuth 2.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flow {
    /// `implicit`, `password`, `clientCredentials`, `authorizationCode`, `deviceAuthorization`;
    /// the names of 2.0 are translated.
    pub name: String,
    /// URL.
    pub authorization_url: Option<String>,
    /// 3.2: URL.
    pub device_authorization_url: Option<String>,
    /// URL.
    pub token_url: Option<String>,
    /// URL.
    pub refresh_url: Option<String>,
    /// The scopes in source order.
    pub scopes: Vec<Scope>,
    /// 2.0: vendor extensions among the scopes.
    pub scope_extensions: Extensions,
    /// Vendor extensions.
    pub extensions: Extensions,
}

/// A scope of OAuth 2.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Its name.
    pub name: String,
    /// What it allows.
    pub description: String,
}
