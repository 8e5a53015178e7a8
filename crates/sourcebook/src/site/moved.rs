//! Redirects: pages that lead on, and fragments of pages that stand elsewhere now.
//!
//! mdBook writes the pages that lead on; ours take their place, so that a site has one script.

use std::collections::BTreeMap;
use std::path::Path;

use mdbook_driver::config::HtmlConfig;
use serde::Serialize;

use super::SiteError;
use super::output::write;
use super::template::Template;
use crate::facts::Facts;

/// The template's name among those that a project can replace.
const TEMPLATE: &str = "site/moved.html.hbs";

/// The table of redirects by the file that they lead away from.
#[derive(Debug, Default)]
pub(super) struct Moved {
    /// By the HTML file: where it leads to, and where its fragments do.
    files: BTreeMap<String, Leads>,
}

#[derive(Debug, Default)]
struct Leads {
    /// None where only fragments of a page lead elsewhere.
    to: Option<String>,
    /// By the fragment with its `#`.
    fragments: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Context<'c> {
    language: &'c str,
    address: &'c str,
    moved: String,
    title: &'c str,
    script: String,
}

impl Moved {
    /// Of the table in `book.toml`.
    pub(super) fn of(config: &HtmlConfig) -> Self {
        let mut moved = Self::default();
        for (from, to) in &config.redirect {
            let (file, fragment) = from
                .split_once('#')
                .map_or((from.as_str(), None), |(file, fragment)| (file, Some(fragment)));
            let leads = moved.files.entry(file.trim_start_matches('/').to_owned()).or_default();
            match fragment {
                Some(fragment) => drop(leads.fragments.insert(format!("#{fragment}"), to.clone())),
                None => leads.to = Some(to.clone()),
            }
        }
        moved
    }

    /// Where fragments of a page lead, as JSON; empty where none does.
    pub(super) fn of_page(&self, file: &str) -> String {
        let fragments = self.files.get(file).map(|leads| &leads.fragments);
        fragments.filter(|all| !all.is_empty()).map(json).unwrap_or_default()
    }

    /// Writes the pages that lead on.
    ///
    /// # Errors
    /// When the template is not valid, or a file cannot be written.
    pub(super) fn write(
        &self,
        folder: &Path,
        made: &Path,
        facts: &Facts,
        script: &str,
    ) -> Result<(), SiteError> {
        let template = Template::new(folder, TEMPLATE)?;
        for (file, leads) in &self.files {
            let is_page = |pages: &crate::facts::Pages| pages.at_url(file).is_some();
            let Some(to) = leads.to.as_ref().filter(|_| !facts.pages.as_ref().is_some_and(is_page))
            else {
                continue;
            };
            let root = "../".repeat(file.matches('/').count());
            let page = template.render(&Context {
                language: &facts.site.language,
                address: to,
                moved: json(&leads.fragments),
                title: &facts.texts.moved,
                script: format!("{root}{script}"),
            })?;
            write(&made.join(file), page.as_bytes())?;
        }
        Ok(())
    }
}

fn json(fragments: &BTreeMap<String, String>) -> String {
    serde_json::to_string(fragments).unwrap_or_default()
}
