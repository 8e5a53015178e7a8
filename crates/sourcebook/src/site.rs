//! The documentation site: what stands before and behind mdBook, and mdBook itself as a library.
//!
//! [`Enrich`] is a preprocessor: it sets in facts, lists of child pages and badges. [`Finish`] is a
//! renderer that runs behind the one for HTML: it finishes every page's head, and adds social
//! cards, the sitemap and `robots.txt`. Both work the same inside of `mdbook build`, through the
//! thin program `mdbook-sourcebook`, and inside of `sourcebook site`.

mod card;
mod enrich;
mod finish;
mod head;
mod json_order;
mod languages;
mod outline;
mod output;
mod rewrite;
mod search;

use std::path::{Path, PathBuf};

use mdbook_driver::MDBook;
use sourcebook_syntax::{Diagnostic, Severity, Sources};

use crate::config::{FILE_NAME, FactsSettings};
use crate::configuration;
use crate::facts::{self, Facts};

pub use enrich::Enrich;
pub use finish::Finish;

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
            let settings = configuration.facts;
            Ok(Self { folder: folder.to_owned(), settings, facts })
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
    let mut book = MDBook::load(folder).map_err(SiteError::Book)?;
    // These take the place of the programs of the same name that `book.toml` starts.
    book.with_preprocessor(Enrich).with_renderer(Finish);
    book.build().map_err(SiteError::Book)?;
    Ok(book.build_dir_for("html"))
}
