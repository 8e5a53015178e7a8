//! Which credentials an operation asks for.

use super::{Document, Operation, SecurityRequirement, SecurityScheme};

impl Document {
    /// What an operation requires: any one of these. Its own list replaces the document's, an
    /// empty one too.
    pub fn requirements<'d>(&'d self, operation: &'d Operation) -> &'d [SecurityRequirement] {
        operation.security.as_deref().unwrap_or(&self.security)
    }

    /// The scheme that a requirement names: by its name among the components, else (3.2) by a URI
    /// that leads to one of this document (Security Requirement Object).
    pub fn security_scheme(&self, name: &str) -> Option<&SecurityScheme> {
        let name = self.security_scheme_name(name)?;
        let mut schemes = self.components.security_schemes.iter();
        let (_, used) = schemes.find(|(known, _)| known == name)?;
        Some(&self.security_schemes[used.id])
    }

    /// The name under which the scheme is declared that a security requirement names; since 3.2 that may
    /// be a URI.
    pub fn security_scheme_name(&self, name: &str) -> Option<&str> {
        let declared = |name: &str| {
            let mut names =
                self.components.security_schemes.iter().map(|(known, _)| known.as_str());
            names.find(|known| *known == name)
        };
        declared(name).or_else(|| {
            let (document, fragment) = name.split_once('#')?;
            let is_own = document.is_empty() || self.self_uri.as_deref() == Some(document);
            let token = fragment.strip_prefix("/components/securitySchemes/")?;
            let token = percent_encoding::percent_decode_str(token).decode_utf8_lossy();
            declared(&token.replace("~1", "/").replace("~0", "~")).filter(|_| is_own)
        })
    }
}
