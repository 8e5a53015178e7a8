//! `[site]`, and the files of `[facts]` from which a documentation site is made.

use std::path::Path;

use super::Located;
use super::declaration::settings;
use super::given::Given;
use super::kind::{HasDefault, InFolder, Kind, Placed, Text, Texts, text_kind};
use super::setting::Shape;

settings! {
    /// Metadata of the whole site: `[site]`.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SiteSettings {
        /// The title of the book.
        pub title: Text = "Documentation";
        /// A one-sentence description.
        pub description: Text = "", example "What it is about, in one sentence.";
        /// The URL at which the book is published.
        pub url: Url, example "https://docs.example.com/";
        /// The language of the pages: a BCP 47 tag.
        pub language: Text = "en";
        /// The URL of the source repository.
        pub repository: Text, example "https://git.example.com/project";
        /// The address at which a page is edited, with `{path}` for its path in the repository; by
        /// default that of GitHub, GitLab, Bitbucket or Forgejo below `repository`.
        pub edit_url: Text, example "https://git.example.com/project/edit/main/{path}";
        /// The version that the header shows.
        pub version: Text, example "1.4";
        /// An image for the header, in place of the mark of Sourcebook.
        pub logo: Placed<InFolder>, example "docs/logo.svg";
        /// Other hosts to which redirects are allowed.
        pub allow_hosts: Texts = &[], example &["example.org"];
        /// The branch with which pages are compared to find lost ones; by default `main` or
        /// `master`, of `origin` if it exists.
        pub main_branch: Text, example "main";
        /// Generated pages larger than this are excluded from the search index.
        pub search_limit: Kibibytes = 256;
    }
}

settings! {
    /// The files of a documentation site, which are read if they exist.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SiteFiles {
        /// The folder of the pages.
        pub docs: InFolder = "docs";
        /// The file of the navigation manifest.
        pub manifest: Placed<InFolder> = "docs/manifest.json";
        /// The file of the redirects.
        pub redirects: Placed<InFolder> = "docs/_redirects";
        /// The file of the theme.
        pub theme: Placed<InFolder> = "templates/theme.toml";
        /// The file of the site's own words, in place of those of `[site] language`.
        pub texts: Placed<InFolder> = "templates/texts.toml";
    }
}

/// Where a site is published: a URL of http or https; the value has a slash at its end.
#[derive(Debug)]
pub struct Url;
text_kind!(Url, Shape::Text("URL", Some("^https?://[^?# \"]+$")), read_url);

fn read_url(given: &mut Given<'_, '_>) -> Option<String> {
    let url = given.string()?;
    if sourcebook_pages::redirects::host(&url).is_none() || url.contains(['?', '#', ' ', '"']) {
        let help = "write the URL at which the book is published: `https://docs.example.com/`";
        given.reject(format!("`{url}` is not an http or https URL"), help);
        return None;
    }
    Some(if url.ends_with('/') { url } else { url + "/" })
}

/// A size in KiB, with its unit.
#[derive(Debug)]
pub struct Kibibytes;

impl Kind for Kibibytes {
    type Value = usize;
    type Literal = usize;

    fn shape() -> Shape {
        Shape::Text("size in KiB", Some("^[0-9]+ *KiB$"))
    }

    fn read(given: &mut Given<'_, '_>) -> Option<usize> {
        let text = given.string()?;
        let number = text.strip_suffix("KiB").and_then(|number| number.trim().parse().ok());
        if number.is_none() {
            let help = format!("write it in KiB: `{} = \"256 KiB\"`", given.key());
            given.reject(format!("`{text}` is not a valid size"), help);
        }
        number
    }

    fn to_toml(literal: usize) -> Option<String> {
        Some(format!("\"{literal} KiB\""))
    }
}

impl HasDefault for Kibibytes {
    fn of_default(default: usize) -> usize {
        default
    }
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
#[derive(Debug, Clone, Default)]
pub struct SiteSources {
    /// The files.
    pub files: SiteFiles,
    /// What the pages are compared with.
    pub base: Base,
    /// What the site says of itself.
    pub site: SiteSettings,
}

impl SiteSources {
    /// A site of these files that says nothing of itself yet.
    pub(crate) fn new(files: SiteFiles) -> Self {
        Self { files, ..Self::default() }
    }

    /// Takes what `[site]` says.
    pub(crate) fn describe(&mut self, site: SiteSettings) {
        self.base.main_branch.clone_from(&site.main_branch);
        self.site = site;
    }

    /// Whether there is a site at all: a manifest or redirects.
    pub fn is_there(&self, folder: &Path) -> bool {
        let is_there = |file: &Located<String>| folder.join(&file.value).is_file();
        is_there(&self.files.manifest) || is_there(&self.files.redirects)
    }
}
