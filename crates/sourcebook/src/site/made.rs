//! Which pages of the book Sourcebook made: what stands on them comes from documents and programs.

use std::collections::BTreeSet;
use std::path::Path;

use super::SiteError;
use crate::artifact::{begins_as_generated, join};
use crate::config::inside;
use crate::files::{Record, Root};

/// The pages that are recorded as written.
pub(super) struct Made {
    /// The docs folder, relative to the project's.
    docs: String,
    paths: BTreeSet<String>,
}

impl Made {
    /// Reads the records of all configurations in the folder; `docs` is the book's source.
    ///
    /// # Errors
    /// When products are configured, and nothing tells which pages are theirs.
    pub(super) fn read(folder: &Path, docs: &Path, has_products: bool) -> Result<Self, SiteError> {
        let docs = docs.to_string_lossy().replace('\\', "/");
        let docs = inside(&docs).unwrap_or_default();
        let error = |error| SiteError::Io { path: folder.display().to_string(), error };
        let root = Root::new(folder).map_err(error)?;
        let paths: BTreeSet<_> = Record::of_others(&root, "").into_keys().collect();
        if paths.is_empty() && has_products {
            return Err(SiteError::NoRecord);
        }
        Ok(Self { docs, paths })
    }

    /// Whether a page is generated. One of `sourcebook api` is not recorded, but says so.
    pub(super) fn has(&self, page: &str, content: &str) -> bool {
        let path = inside(&join(&self.docs, page));
        path.is_ok_and(|path| self.paths.contains(&path)) || begins_as_generated(content)
    }
}
