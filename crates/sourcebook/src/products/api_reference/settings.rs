//! What a project can decide about its API reference.

/// Which rules the pages follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Compatibility {
    /// The layout with its defects mended.
    #[default]
    None,
    /// The bytes that Coder's chain of tools published, defects included.
    Coder,
}

/// How page files are named after their section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FileNaming {
    /// `Workspace Proxies` → `workspaceproxies.md`
    #[default]
    Compact,
    /// `Workspace Proxies` → `workspace-proxies.md`
    Kebab,
}

/// On how many pages the schemas stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SchemaPages {
    /// All on `schemas.md`.
    #[default]
    One,
    /// One page for each part of the names before the first dot.
    Namespace,
    /// One page for each first letter of the names (behind the namespace).
    Letter,
}

/// Where error responses that operations share are described.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SharedResponses {
    /// With every operation that can give them.
    #[default]
    PerOperation,
    /// In one section of `general.md`.
    Once,
}

/// The settings of the API reference, each with the default that `sourcebook.toml` has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The folder of the pages, relative to the project.
    pub out: String,
    /// Which rules the pages follow.
    pub compatibility: Compatibility,
    /// Scheme and host (and base path, if any) of the server in code samples; by default that of
    /// the document's first server.
    pub server: Option<String>,
    /// What stands for credentials in code samples.
    pub credentials: String,
    /// The sentence under operations that require authentication.
    pub authentication_sentence: String,
    /// The text of `index.md`; generated where there is none.
    pub index: Option<String>,
    /// The text of `authentication.md`; generated where there is none.
    pub authentication: Option<String>,
    /// How page files are named.
    pub file_naming: FileNaming,
    /// Tags that come first, in this order; the others follow in the document's order.
    pub tag_order: Vec<String>,
    /// An operation with this extension set is left out; a dot leads into an object.
    pub skip_extension: String,
    /// On how many pages the schemas stand.
    pub schema_pages: SchemaPages,
    /// Where error responses that operations share are described.
    pub shared_responses: SharedResponses,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            out: "docs/reference/api".to_owned(),
            compatibility: Compatibility::None,
            server: None,
            credentials: "API_KEY".to_owned(),
            authentication_sentence: "To perform this operation, you must be authenticated. \
                                      [Learn more](authentication.md)."
                .to_owned(),
            index: None,
            authentication: None,
            file_naming: FileNaming::Compact,
            tag_order: Vec::new(),
            skip_extension: "x-apidocgen.skip".to_owned(),
            schema_pages: SchemaPages::One,
            shared_responses: SharedResponses::PerOperation,
        }
    }
}
