//! `[site]`, and the files of `[facts]` from which a documentation site is made.

use std::path::Path;

use sourcebook_syntax::Place;

use super::Table;

/// What the whole site says of itself: `[site]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteSettings {
    /// The name of the book.
    pub title: String,
    /// One sentence about it.
    pub description: String,
    /// Where the book will be published: `https://docs.example.com/`, with a slash at its end.
    pub url: Option<String>,
    /// A tag of BCP 47: `en`.
    pub language: String,
    /// Where the sources can be read.
    pub repository: Option<String>,
    /// Other hosts to which a redirect may lead.
    pub allow_hosts: Vec<String>,
    /// Generated pages larger than this many KiB are left out of the search index.
    pub search_limit: usize,
}

impl Default for SiteSettings {
    fn default() -> Self {
        Self {
            title: "Documentation".to_owned(),
            description: String::new(),
            url: None,
            language: "en".to_owned(),
            repository: None,
            allow_hosts: Vec::new(),
            search_limit: 256,
        }
    }
}

/// A file that may be absent unless the configuration names it.
#[derive(Debug, Clone, Default)]
pub struct SourceFile {
    /// Relative to the project's folder.
    pub path: String,
    /// Where it is named; none for a default.
    pub place: Option<Place>,
}

/// What the pages are compared with.
#[derive(Debug, Clone, Default)]
pub struct Base {
    /// The commit that was asked for; otherwise the merge base with the main branch.
    pub commit: Option<String>,
    /// The main branch; otherwise `main` or `master`, of `origin` where there is one.
    pub main_branch: Option<String>,
}

/// Where the facts of the site come from.
#[derive(Debug, Clone)]
pub struct SiteSources {
    /// The folder of the pages.
    pub docs: String,
    /// The manifest.
    pub manifest: SourceFile,
    /// The redirects.
    pub redirects: SourceFile,
    /// The theme.
    pub theme: SourceFile,
    /// What the pages are compared with.
    pub base: Base,
    /// What the site says of itself.
    pub site: SiteSettings,
}

impl SiteSources {
    /// Whether there is a site at all: a manifest or redirects.
    pub fn is_there(&self, folder: &Path) -> bool {
        folder.join(&self.manifest.path).is_file() || folder.join(&self.redirects.path).is_file()
    }
}

impl Default for SiteSources {
    fn default() -> Self {
        let file = |path: &str| SourceFile { path: path.to_owned(), place: None };
        Self {
            docs: "docs".to_owned(),
            manifest: file("docs/manifest.json"),
            redirects: file("docs/_redirects"),
            theme: file("templates/theme.toml"),
            base: Base::default(),
            site: SiteSettings::default(),
        }
    }
}

/// Reads the site's keys of `[facts]`.
pub(crate) fn read_sources(table: &mut Table<'_>) -> SiteSources {
    let mut sources = SiteSources::default();
    if let Some(docs) = table.path("docs") {
        sources.docs = docs;
    }
    let files = [
        ("manifest", &mut sources.manifest),
        ("redirects", &mut sources.redirects),
        ("theme", &mut sources.theme),
    ];
    for (key, file) in files {
        if let Some(path) = table.path(key) {
            *file = SourceFile { path, place: Some(table.place(key)) };
        }
    }
    sources
}

/// Reads `[site]` into the sources.
pub(crate) fn read_site(mut table: Table<'_>, sources: &mut SiteSources) {
    let default = SiteSettings::default();
    sources.site = SiteSettings {
        title: table.string("title").unwrap_or(default.title),
        description: table.string("description").unwrap_or_default(),
        url: read_url(&mut table),
        language: table.string("language").unwrap_or(default.language),
        repository: table.string("repository"),
        allow_hosts: table.strings("allow-hosts").unwrap_or_default(),
        search_limit: read_limit(&mut table).unwrap_or(default.search_limit),
    };
    sources.base.main_branch = table.string("main-branch");
    table.finish();
}

fn read_url(table: &mut Table<'_>) -> Option<String> {
    let url = table.string("url")?;
    if sourcebook_pages::redirects::host(&url).is_none() || url.contains(['?', '#', ' ', '"']) {
        let help = "write where the book is published: `https://docs.example.com/`";
        table.refuse("url", format!("`{url}` is not a URL of http or https"), help);
        return None;
    }
    Some(if url.ends_with('/') { url } else { url + "/" })
}

fn read_limit(table: &mut Table<'_>) -> Option<usize> {
    let text = table.string("search-limit")?;
    let number = text.strip_suffix("KiB").and_then(|number| number.trim().parse().ok());
    if number.is_none() {
        let help = "write it in KiB: `search-limit = \"256 KiB\"`";
        table.refuse("search-limit", format!("`{text}` is not a size"), help);
    }
    number
}
