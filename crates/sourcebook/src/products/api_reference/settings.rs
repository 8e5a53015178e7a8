//! What a project can decide about its API reference.

use crate::code::{Curl, Go, JavaScript, Language, Python};
use crate::config::{
    Choice, Choices, InFolder, Number, Several, Text, TextFile, Texts, choices, settings,
};

/// Which rules the pages follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Compatibility {
    /// None: the default layout.
    #[default]
    None,
    /// The bytes that Coder's chain of tools published until 2025, defects included.
    Coder,
    /// The bytes that it published in 2026: the values of an enumeration are one row.
    Coder2026,
}

impl Choices for Compatibility {
    const CHOICES: &'static [(&'static str, Self, &'static str)] = &[
        ("coder", Self::Coder, "the output of Coder's former toolchain"),
        ("coder-2026", Self::Coder2026, "its output in 2026, with one row for each enumeration"),
    ];
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
    /// How the schemas are split into pages.
    pub enum SchemaPages {
        /// all on `schemas.md`
        "one" => One,
        /// one page for each part of the names before the first dot
        "namespace" => Namespace,
        /// one page for each first letter of the names (after the namespace)
        "letter" => Letter,
    }
}

choices! {
    /// Where shared error responses are described.
    pub enum SharedResponses {
        /// with every operation that can return them
        "per-operation" => PerOperation,
        /// once, in a section of `general.md`
        "once" => Once,
    }
}

choices! {
    /// What stands on one page.
    pub enum OperationPages {
        /// the operations of a tag
        "tag" => Tag,
        /// one operation
        "operation" => Operation,
    }
}

choices! {
    /// How the schemas are split into pages.
    pub enum SchemaFiles {
        /// all on `schemas.md`
        "one" => One,
        /// one page for each first letter of their names
        "letter" => Letter,
        /// one page for each schema
        "each" => Each,
    }
}

choices! {
    /// Where samples stand that the author of the document wrote.
    pub enum AuthorSamples {
        /// behind those that are generated
        "beside" => Beside,
        /// in place of those that are generated
        "instead" => Instead,
    }
}

choices! {
    /// A language of samples.
    pub enum SampleLanguage {
        /// a command of a shell
        "curl" => Curl,
        /// a program with httpx
        "python" => Python,
        /// a program for Node.js with fetch
        "javascript" => JavaScript,
        /// a program with net/http
        "go" => Go,
    }
}

impl SampleLanguage {
    /// What writes requests in it.
    pub fn language(self) -> &'static dyn Language {
        match self {
            Self::Curl => &Curl,
            Self::Python => &Python,
            Self::JavaScript => &JavaScript,
            Self::Go => &Go,
        }
    }
}

settings! {
    /// The settings of the API reference.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ReferenceSettings {
        /// The folder of the pages.
        pub out: InFolder = "docs/reference/api";
        /// Reproduces the exact output of an older toolchain, including its defects.
        pub compat: Choice<Compatibility> = Compatibility::None, example Compatibility::Coder;
        /// The server in code samples, with scheme and host (and base path, if any): in place of the
        /// document's first server with `compat`, otherwise for what the document's servers leave open.
        pub server: Text, example "https://api.example.com";
        /// With `compat`: the placeholder for credentials in code samples.
        pub credentials: Text = "API_KEY";
        /// With `compat`: the sentence shown under operations that require authentication.
        pub authentication_sentence: Text = "To perform this operation, you must be authenticated. \
                                             [Learn more](authentication.md).";
        /// A file with the text for `index.md`, instead of a generated text.
        pub index: TextFile, example "docs/api-index.md";
        /// With `compat`: a file with the text for `authentication.md`, instead of a generated text.
        pub authentication: TextFile, example "docs/api-authentication.md";
        /// With `compat`: how page files are named.
        pub file_naming: Choice<FileNaming> = FileNaming::Compact;
        /// Tags that come first, in this order; the others follow in the order of the document.
        pub tag_order: Texts = &[], example &["Users"];
        /// Operations with this extension set are left out; a dot refers to a member of an object.
        pub skip_extension: Text = "x-apidocgen.skip";
        /// With `compat`: how the schemas are split into pages.
        pub schema_pages: Choice<SchemaPages> = SchemaPages::One;
        /// With `compat`: where shared error responses are described.
        pub shared_responses: Choice<SharedResponses> = SharedResponses::PerOperation;
        /// What stands on one page.
        pub pages: Choice<OperationPages> = OperationPages::Tag;
        /// How the schemas are split into pages: where it is absent, all are on `schemas.md`, or by
        /// letter if that would have more than 500 KB.
        pub schemas: Choice<SchemaFiles>, example SchemaFiles::Letter;
        /// The languages of samples, in their order; the first one is not folded.
        pub samples: Several<SampleLanguage> = &[SampleLanguage::Curl];
        /// Where samples stand that the author of the document wrote (`x-codeSamples`).
        pub author_samples: Choice<AuthorSamples> = AuthorSamples::Beside;
        /// About how many lines a body has at most that is made for its schema; optional members of
        /// longer ones are left out.
        pub sample_lines: Number<10, 1000> = 80;
        /// How many levels of fields are shown in the parameters and bodies of requests; named schemas
        /// below them are links.
        pub request_levels: Number<1, 5> = 2;
        /// The same everywhere else: in responses, callbacks and webhooks, and on the pages of schemas.
        pub response_levels: Number<1, 5> = 1;
    }
}
