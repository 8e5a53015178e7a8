//! What a project can decide about its API reference.

use crate::config::{Choice, Choices, InFolder, Text, TextFile, Texts, choices, settings};

/// Which rules the pages follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Compatibility {
    /// The layout with its defects corrected.
    #[default]
    None,
    /// The bytes that Coder's chain of tools published, defects included.
    Coder,
}

impl Choices for Compatibility {
    const CHOICES: &'static [(&'static str, Self, &'static str)] =
        &[("coder", Self::Coder, "what Coder's chain of tools published")];
}

choices! {
    /// How page files are named after their section.
    pub enum FileNaming {
        /// `Workspace Proxies` is on `workspaceproxies.md`
        "compact" => Compact,
        /// `Workspace Proxies` is on `workspace-proxies.md`
        "kebab" => Kebab,
    }
}

choices! {
    /// On how many pages the schemas stand.
    pub enum SchemaPages {
        /// all on `schemas.md`
        "one" => One,
        /// one page for each part of the names before the first dot
        "namespace" => Namespace,
        /// one page for each first letter of the names (behind the namespace)
        "letter" => Letter,
    }
}

choices! {
    /// Where error responses that operations share are described.
    pub enum SharedResponses {
        /// with every operation that can give them
        "per-operation" => PerOperation,
        /// in one section of `general.md`
        "once" => Once,
    }
}

settings! {
    /// The settings of the API reference.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ReferenceSettings {
        /// The folder of the pages.
        pub out: InFolder = "docs/reference/api";
        /// Reproduces the bytes of an older chain of tools, defects included.
        pub compat: Choice<Compatibility> = Compatibility::None, example Compatibility::Coder;
        /// The server in code samples, with scheme and host (and base path, if any), instead of
        /// the document's first one.
        pub server: Text, example "https://api.example.com";
        /// What stands for credentials in code samples.
        pub credentials: Text = "API_KEY";
        /// The sentence under operations that require authentication.
        pub authentication_sentence: Text = "To perform this operation, you must be authenticated. \
                                             [Learn more](authentication.md).";
        /// A file with the text of `index.md`, instead of a generated one.
        pub index: TextFile, example "docs/api-index.md";
        /// A file with the text of `authentication.md`, instead of a generated one.
        pub authentication: TextFile, example "docs/api-authentication.md";
        /// How the files of the pages are named.
        pub file_naming: Choice<FileNaming> = FileNaming::Compact;
        /// Tags that come first, in this order; the others follow in the document's order.
        pub tag_order: Texts = &[], example &["Users"];
        /// An operation with this extension set is left out; a dot leads into an object.
        pub skip_extension: Text = "x-apidocgen.skip";
        /// On how many pages the schemas stand.
        pub schema_pages: Choice<SchemaPages> = SchemaPages::One;
        /// Where error responses that operations share are described.
        pub shared_responses: Choice<SharedResponses> = SharedResponses::PerOperation;
    }
}
