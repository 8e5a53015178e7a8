//! Links in descriptions.

use super::{Case, PATHS};

/// Links in descriptions that name nothing.
pub(super) fn cases() -> Vec<Case> {
    let described = |text: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{title: Pets, version: '1', description: '{text}'}}\n{PATHS}"
        )
    };
    vec![
        ("dead_author_link", "a.yaml", described("See [here](#operation/lists).").into_bytes()),
        (
            "dead_author_links",
            "a.yaml",
            described("[a](#a), [b](#b \"b\"), [c](#c), [d](#d), [e](#e), [a](#a)").into_bytes(),
        ),
    ]
}
