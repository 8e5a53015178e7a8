//! The site while it is written: built again whenever a file changes, and reloaded in the browser.
//!
//! A change of a page only builds the book. A change of anything else (the configuration, files of
//! facts, the manifest, templates) makes the generated files first, as `sourcebook gen` does. Commands
//! for facts are run at the start, and again when a file that they name has changed.

mod changes;
mod server;

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use changes::{Changed, Watched};
use server::{Server, State};
use sourcebook_syntax::Sources;

use super::{SiteError, build_into};
use crate::config::{FILE_NAME, FactsSettings};
use crate::configuration;
use crate::console::Console;
use crate::facts::AtHand;
use crate::progress::Progress;
use crate::project::{Project, Start};
use crate::report::{Purpose, Report, Verdict};

/// What is served, and where.
#[derive(Debug)]
pub struct Serving {
    /// The project's folder.
    pub folder: PathBuf,
    /// The address to listen on.
    pub address: SocketAddr,
    /// Whether the browser is opened.
    pub open: bool,
}

/// Serves the site until the process ends. `say` prints a line for the person at the terminal.
///
/// # Errors
/// When the address cannot be listened on, files cannot be watched, or nothing can be printed.
pub fn serve(
    serving: &Serving,
    say: &mut dyn FnMut(&str) -> io::Result<()>,
) -> Result<(), SiteError> {
    let io = |error| SiteError::Io { path: serving.address.to_string(), error };
    let (server, url) = Server::start(serving.address, &serving.folder).map_err(io)?;
    let mut writing = Writing::new(&serving.folder).map_err(io)?;
    let mut watched = Watched::new(&serving.folder)?;
    watched.follow(&writing.files());
    writing.build(&server, true, say).map_err(io)?;
    say(&format!("serving {url}\n")).map_err(io)?;
    if serving.open && opener::open(&url).is_err() {
        say("the browser could not be opened\n").map_err(io)?;
    }
    loop {
        let changed = watched.wait()?;
        if changed == Changed::Facts {
            writing.read_facts();
            watched.follow(&writing.files());
        }
        writing.build(&server, changed != Changed::Pages, say).map_err(io)?;
        if changed != Changed::Pages {
            watched.forget_generated();
        }
    }
}

/// A project that somebody is writing.
struct Writing {
    folder: PathBuf,
    /// What the commands for facts printed.
    facts: AtHand,
    settings: Option<FactsSettings>,
    version: u64,
    /// Where the site is built. Each build has a folder of its own: on file systems that take their time
    /// to give deleted files a place again, replacing files takes as long as all the rest.
    out: TempDir,
}

impl Writing {
    fn new(folder: &Path) -> io::Result<Self> {
        let (folder, facts) = (folder.to_owned(), AtHand::default());
        let out = tempfile::tempdir()?;
        let mut writing = Self { folder, facts, settings: None, version: 0, out };
        writing.read_facts();
        Ok(writing)
    }

    /// Reads the settings, and runs the commands for facts.
    fn read_facts(&mut self) {
        let file = self.folder.join(FILE_NAME);
        let configuration = configuration::read(&mut Sources::new(), &file).ok();
        self.settings = configuration.map(|configuration| configuration.facts);
        self.facts = match &self.settings {
            Some(settings) => AtHand::printed(settings, &self.folder),
            None => AtHand::default(),
        };
    }

    /// The files that facts are read from or that print them, relative to the project.
    fn files(&self) -> Vec<PathBuf> {
        let Some(settings) = &self.settings else { return Vec::new() };
        let programs = std::iter::once(&settings.program).chain(settings.named.values());
        let mut files = vec![PathBuf::from(FILE_NAME)];
        for program in programs {
            let read = program.api.iter().chain(&program.cli).map(|file| file.value.clone());
            let words = program.command.iter().flat_map(|command| command.value.clone());
            files.extend(read.chain(words).map(PathBuf::from));
        }
        files.retain(|file| self.folder.join(file).is_file());
        files
    }

    /// Builds the site, and tells the browser and the terminal how it went.
    fn build(
        &mut self,
        server: &Server,
        makes_files: bool,
        say: &mut dyn FnMut(&str) -> io::Result<()>,
    ) -> io::Result<()> {
        self.version += 1;
        let mut failed = None;
        if makes_files {
            let (verdict, text) = self.run(Purpose::Generate);
            failed = (verdict == Verdict::Failed).then_some(text);
        }
        let out = self.out.path().join(self.version.to_string());
        let mut before = None;
        match build_into(&self.folder, &out) {
            Ok(html) => before = server.replace(html),
            Err(error) => failed = failed.or_else(|| Some(error.to_string())),
        }
        server.tell(State { version: self.version, failed: failed.clone(), problems: None });
        if let Some(before) = before.as_deref().and_then(Path::parent) {
            // A folder that cannot be deleted goes with the others in the end.
            let _ = std::fs::remove_dir_all(before);
        }
        if let Some(text) = failed {
            return say(&format!("{}\n", text.trim_end()));
        }
        // The new page is there already; what is wrong with it follows.
        let (verdict, text) = self.run(Purpose::Check);
        if verdict != Verdict::Fresh {
            let problems = Some(text.clone());
            server.tell(State { version: self.version, failed: None, problems });
            say(&format!("{}\n", text.trim_end()))?;
        }
        Ok(())
    }

    /// Makes the generated files, or checks everything; answers with the report as text.
    fn run(&self, purpose: Purpose) -> (Verdict, String) {
        let configuration = self.folder.join(FILE_NAME);
        let start = Start { configuration, facts: self.facts.clone(), ..Start::default() };
        let progress = Progress::none();
        let makes_files = purpose == Purpose::Generate;
        let report: Report = match Project::open(start, purpose, &progress) {
            Ok(project) if makes_files => project.generate(&progress),
            Ok(project) => project.check(&progress),
            Err(report) => *report,
        };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console::captured(&mut out, &mut err);
        // Memory can always be written to.
        let verdict = report.print(&mut console).unwrap_or(Verdict::Failed);
        drop(console);
        (verdict, String::from_utf8_lossy(&out).into_owned())
    }
}
