//! The path under which users see the server: what a proxy in front of it takes off.

use std::sync::Arc;

use sourcebook_options::Url;

/// What stands before every path of this server in links for users; empty without a proxy that
/// serves it below a path.
#[derive(Debug, Clone, Default)]
pub(crate) struct PathPrefix(Arc<str>);

impl PathPrefix {
    /// The path of the URL at which users see the server.
    pub(crate) fn of(access_url: Option<&Url>) -> Self {
        let path = access_url.map(Url::path).unwrap_or_default();
        Self(path.trim_end_matches('/').into())
    }

    /// A path of this server as users see it.
    pub(crate) fn before(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_stands_before_paths_without_its_last_slash() {
        for (url, expected) in [
            ("https://example.com", "/docs/"),
            ("https://example.com/", "/docs/"),
            ("https://example.com/coder", "/coder/docs/"),
            ("https://example.com/tools/coder/", "/tools/coder/docs/"),
            ("https://example.com/mine%20and%20yours", "/mine%20and%20yours/docs/"),
        ] {
            let prefix = PathPrefix::of(Some(&url.parse().unwrap()));
            assert_eq!(prefix.before("/docs/"), expected, "{url}");
        }
        assert_eq!(PathPrefix::of(None).before("/docs/"), "/docs/");
    }
}
