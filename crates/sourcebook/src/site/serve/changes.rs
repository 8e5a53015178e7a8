//! Which files have changed, and what has to be done about it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::event::ModifyKind;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::super::{SiteError, config};
use crate::files::{Record, Root};

/// Editors write a file in several steps; what changes within this time is one change.
const QUIET: Duration = Duration::from_millis(15);

/// What has changed, the most that has to be done last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Changed {
    /// Pages, or files beside them.
    Pages,
    /// What generated files are made of.
    Settings,
    /// What facts are read from.
    Facts,
}

/// The files of a project that are watched.
pub(super) struct Watched {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    folder: PathBuf,
    docs: PathBuf,
    /// The folder that the site is built in, where everything changes at each build.
    built: PathBuf,
    /// The files that facts come from.
    facts: BTreeSet<PathBuf>,
    /// What changed while the site was built.
    pending: Option<Changed>,
}

impl Watched {
    /// Watches the pages, the templates and the files at the top of a project.
    ///
    /// # Errors
    /// When the system cannot watch them, or `book.toml` is not valid.
    pub(super) fn new(folder: &Path) -> Result<Self, SiteError> {
        let (sender, events) = channel();
        let system = notify::recommended_watcher(sender).map_err(|error| failed(folder, error))?;
        let folder = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let config = config(&folder).map_err(SiteError::Book)?;
        let docs = folder.join(&config.book.src);
        let built = folder.join(&config.build.build_dir);
        let mut watched = Self {
            watcher: system,
            events,
            folder,
            docs,
            built,
            facts: BTreeSet::new(),
            pending: None,
        };
        let recursive = [watched.docs.clone(), watched.folder.join(crate::templates::FOLDER)];
        for path in recursive.into_iter().filter(|path| path.is_dir()) {
            watched.watch(&path, RecursiveMode::Recursive)?;
        }
        watched.watch(&watched.folder.clone(), RecursiveMode::NonRecursive)?;
        Ok(watched)
    }

    fn watch(&mut self, path: &Path, mode: RecursiveMode) -> Result<(), SiteError> {
        self.watcher.watch(path, mode).map_err(|error| failed(path, error))
    }

    /// Watches the files that facts come from, given relative to the project.
    pub(super) fn follow(&mut self, files: &[PathBuf]) {
        self.facts = files.iter().map(|file| self.folder.join(file)).collect();
        let folders: BTreeSet<PathBuf> =
            self.facts.iter().filter_map(|file| Some(file.parent()?.to_owned())).collect();
        for folder in folders {
            // A folder that cannot be watched is one whose changes are not seen; that is all.
            let _ = self.watcher.watch(&folder, RecursiveMode::NonRecursive);
        }
    }

    /// Waits for a change.
    ///
    /// # Errors
    /// When the system does not watch any more.
    pub(super) fn wait(&mut self) -> Result<Changed, SiteError> {
        if let Some(pending) = self.pending.take() {
            return Ok(pending);
        }
        loop {
            let event = self.events.recv().map_err(|error| SiteError::Io {
                path: self.folder.display().to_string(),
                error: std::io::Error::other(error),
            })?;
            let mut changed = self.meaning(event);
            while let Ok(event) = self.events.recv_timeout(QUIET) {
                changed = changed.max(self.meaning(event));
            }
            if let Some(changed) = changed {
                return Ok(changed);
            }
        }
    }

    /// Forgets the changes of generated files until now: they were written just before.
    pub(super) fn forget_generated(&mut self) {
        let root = Root::new(&self.folder);
        let written = root.map(|root| Record::of_others(&root, "")).unwrap_or_default();
        let written: BTreeSet<PathBuf> =
            written.into_keys().map(|path| self.folder.join(path)).collect();
        while let Ok(event) = self.events.try_recv() {
            let event = event.map(|mut event| {
                event.paths.retain(|path| !written.contains(path));
                event
            });
            self.pending = self.pending.max(self.meaning(event));
        }
    }

    fn meaning(&self, event: notify::Result<Event>) -> Option<Changed> {
        // What cannot be told may be anything.
        let Ok(event) = event else { return Some(Changed::Facts) };
        let is_change = match event.kind {
            EventKind::Create(_) | EventKind::Remove(_) => true,
            EventKind::Modify(kind) => !matches!(kind, ModifyKind::Metadata(_)),
            EventKind::Access(_) | EventKind::Any | EventKind::Other => false,
        };
        if !is_change {
            return None;
        }
        event.paths.iter().filter_map(|path| self.meaning_of(path)).max()
    }

    fn meaning_of(&self, path: &Path) -> Option<Changed> {
        if path.starts_with(&self.built) {
            return None;
        }
        if self.facts.contains(path) {
            return Some(Changed::Facts);
        }
        let name = path.file_name()?.to_str()?;
        let is_markdown = path.extension().is_some_and(|ending| ending == "md");
        if path.starts_with(&self.docs) {
            let is_setting = matches!(name, "manifest.json" | "_redirects");
            let is_passing = name.starts_with('.') || name.ends_with('~') || name.starts_with('#');
            let changed = if is_setting { Changed::Settings } else { Changed::Pages };
            return (is_markdown || !is_passing).then_some(changed);
        }
        let is_template = path.starts_with(self.folder.join(crate::templates::FOLDER));
        (is_template || name == "book.toml").then_some(Changed::Settings)
    }
}

fn failed(path: &Path, error: notify::Error) -> SiteError {
    SiteError::Io { path: path.display().to_string(), error: std::io::Error::other(error) }
}
