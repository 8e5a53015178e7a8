//! The documentation site: what stands before and behind mdBook, and mdBook itself as a library.
//!
//! [`Enrich`] is a preprocessor: it sets in facts, lists of child pages and badges. [`Finish`] is a
//! renderer that runs behind the one for HTML: it takes the contents of mdBook's pages, makes
//! components of them, puts them into the site's own frame, and adds the search index, social cards,
//! the sitemap and `robots.txt`. Both work the same inside of `mdbook build`, through the thin program
//! `mdbook-sourcebook`, and inside of `sourcebook site`.

mod assets;
mod braces;
mod card;
mod components;
mod enrich;
mod finish;
mod frame;
mod head;
mod highlight;
mod leftovers;
mod made;
mod markup;
mod moved;
mod navigation;
mod outline;
mod output;
mod search_index;
mod serve;
mod template;
mod unlisted;

use std::path::{Path, PathBuf};

use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use sourcebook_syntax::{Diagnostic, Severity, Sources};

use crate::config::{FILE_NAME, FactsSettings};
use crate::configuration;
use crate::facts::{self, Facts};

pub use enrich::Enrich;
pub use finish::Finish;
pub use serve::{Serving, serve};

/// mdBook's preprocessor that includes files.
const FOLLOWER: &str = "links";

/// The setting of `book.toml` that names what runs behind [`Enrich`].
const BEFORE: &str = "preprocessor.sourcebook.before";

/// The setting of `book.toml` by which no social cards are drawn.
const CARDS: &str = "output.sourcebook.cards";

/// Why the site cannot be built.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The configuration or the facts have errors.
    #[error("{0}; run `sourcebook check` for details")]
    Invalid(String),
    /// A page includes a fact that there is not.
    #[error("{page} includes the unknown fact `{name}`{help}")]
    UnknownFact {
        /// The page.
        page: String,
        /// The name.
        name: String,
        /// The nearest name, if there is one.
        help: String,
    },
    /// A page includes a file that there is not.
    #[error("{page} includes the file `{file}`, which does not exist")]
    MissingInclude {
        /// The page.
        page: String,
        /// The file, relative to the folder of the page.
        file: String,
    },
    /// mdBook would include files that a generated page names.
    #[error(
        "book.toml runs mdBook's preprocessor `links` before Sourcebook, so that an API document \
         could include any file: add `before = [\"links\"]` to `[preprocessor.sourcebook]`"
    )]
    Order,
    /// Nothing tells which pages are generated.
    #[error(
        "there is no record in .sourcebook that tells which pages are generated, so that an API \
         document could include any file: run `sourcebook gen`, and keep the folder with the pages"
    )]
    NoRecord,
    /// The page is not what mdBook makes.
    #[error("{page} cannot be finished: {reason}")]
    Page {
        /// The HTML file.
        page: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The operating system reported an error.
    #[error("{path}: {error}")]
    Io {
        /// The file.
        path: String,
        /// What the system says.
        error: std::io::Error,
    },
    /// mdBook reported an error.
    #[error("{0:#}")]
    Book(mdbook_driver::errors::Error),
}

/// A project's site: its settings, and the facts that need no program to be run.
#[derive(Debug)]
pub struct Site {
    folder: PathBuf,
    settings: FactsSettings,
    facts: Facts,
    /// Whether any product is configured.
    has_products: bool,
}

impl Site {
    /// Reads the site of a project.
    ///
    /// # Errors
    /// When its configuration, manifest, redirects or theme have errors.
    pub fn open(folder: &Path) -> Result<Self, SiteError> {
        let mut sources = Sources::new();
        let configuration = configuration::read(&mut sources, &folder.join(FILE_NAME))
            .map_err(|diagnostics| first_diagnostic(&sources, &diagnostics))?;
        let (facts, found) = facts::collect_site(sources, &configuration.facts, folder);
        let grave: Vec<_> = found
            .into_iter()
            .filter(|diagnostic| diagnostic.code.severity >= Severity::Error)
            .collect();
        if grave.is_empty() {
            let has_products = !configuration.products.is_empty();
            let settings = configuration.facts;
            Ok(Self { folder: folder.to_owned(), settings, facts, has_products })
        } else {
            Err(first_diagnostic(&facts.sources, &grave))
        }
    }

    /// Everything that pages can include. The facts command is run for it.
    fn names(&self) -> Result<facts::names::Names, SiteError> {
        let (facts, found) =
            facts::collect(Sources::new(), &self.settings, &self.folder, facts::AtHand::default());
        match found.iter().find(|diagnostic| diagnostic.code.severity == Severity::Fatal) {
            Some(diagnostic) => {
                Err(first_diagnostic(&facts.sources, std::slice::from_ref(diagnostic)))
            }
            None => Ok(facts::names::names(&facts)),
        }
    }
}

fn first_diagnostic(sources: &Sources, diagnostics: &[Diagnostic]) -> SiteError {
    let text = diagnostics.first().map(|diagnostic| match &diagnostic.place {
        Some(place) => {
            let file = sources.file(place.file);
            format!("{}:{}: {}", file.name(), file.position(place.span.start), diagnostic.message)
        }
        None => diagnostic.message.clone(),
    });
    SiteError::Invalid(text.unwrap_or_default())
}

/// Builds the book of a project with mdBook as a library; returns the folder of its HTML.
///
/// # Errors
/// What stands in the way.
pub fn build(folder: &Path) -> Result<PathBuf, SiteError> {
    build_with(folder, config(folder).map_err(SiteError::Book)?)
}

/// Builds it without social cards into another folder than the configured one: for a reader who waits.
fn build_into(folder: &Path, out: &Path) -> Result<PathBuf, SiteError> {
    let mut config = config(folder).map_err(SiteError::Book)?;
    out.clone_into(&mut config.build.build_dir);
    config.set(CARDS, false).map_err(SiteError::Book)?;
    build_with(folder, config)
}

fn build_with(folder: &Path, config: Config) -> Result<PathBuf, SiteError> {
    let mut book = MDBook::load_with_config(folder, config).map_err(SiteError::Book)?;
    // These take the place of the programs of the same name that `book.toml` starts.
    book.with_preprocessor(Enrich).with_renderer(Finish);
    book.build().map_err(SiteError::Book)?;
    Ok(book.build_dir_for("html"))
}

/// The book's configuration, as mdBook reads it. Whatever it says, our preprocessor comes first.
fn config(folder: &Path) -> mdbook_driver::errors::Result<Config> {
    let file = folder.join("book.toml");
    let mut config = if file.exists() { Config::from_disk(&file)? } else { Config::default() };
    config.update_from_env()?;
    let mut before: Vec<String> = config.get(BEFORE)?.unwrap_or_default();
    if !before.iter().any(|name| name == FOLLOWER) {
        before.push(FOLLOWER.to_owned());
        config.set(BEFORE, before)?;
    }
    Ok(config)
}
