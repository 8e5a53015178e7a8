//! One live run over a project: configuration → facts → a server → problems.

mod marked;
mod pages;
mod recordings;

use std::path::PathBuf;

use sourcebook_live::scenario::{self, Scenario};
use sourcebook_live::{Families, Outcome, World};
use sourcebook_model::{Document, Input, Options, read};
use sourcebook_syntax::{Diagnostic, Place, Sources, nearest};

use crate::config::{FactsSettings, LiveSettings, Located};
use crate::configuration::{self, Configuration};
use crate::facts::prose::ProsePage;
use crate::facts::{self, AtHand, Facts};
use crate::files::{self, Done};
use crate::problem::Problem;
use crate::problems::{self, NO_CONFIGURATION, missing_fact, write_failed};
use crate::progress::Progress;
use crate::project::Start;
use crate::report::{Purpose, Report, Seen};

/// What a run is asked for beside its configuration.
#[derive(Debug, Default)]
pub struct Wanted {
    /// Whether operations that destroy something are run on a server that was not started for it.
    pub destructive: bool,
    /// Where the answers are written, for `sourcebook check --answers`; relative to the current folder.
    pub answers: Option<PathBuf>,
    /// Whether the answers are kept for the reference.
    pub record: bool,
    /// Whether the command lines of marked pages are run.
    pub pages: bool,
}

/// Runs the requests of a project's document against its server.
pub fn run(start: Start, wanted: &Wanted, progress: &Progress) -> Report {
    let mut sources = Sources::new();
    let mut configuration = match configuration::read(&mut sources, &start.configuration) {
        Ok(configuration) => configuration,
        Err(found) => return Report::failed(Purpose::Live, sources, found),
    };
    configuration.rules.severities.extend(start.severities);
    let mut run = Run {
        facts: Facts { sources, ..Facts::default() },
        found: Vec::new(),
        seen: None,
        done: None,
    };
    if let Err(diagnostic) = run.all(&configuration, start.facts, wanted, progress) {
        run.found.push((*diagnostic).into());
    }
    let Run { facts, found, seen, done } = run;
    let problems = configuration.rules.judge(&facts.sources, found, false);
    Report { live: seen, done, ..Report::new(Purpose::Live, facts.sources, problems) }
}

struct Run {
    facts: Facts,
    found: Vec<Problem>,
    seen: Option<Seen>,
    /// The recorded files that were written and deleted.
    done: Option<Done>,
}

impl Run {
    fn all(
        &mut self,
        configuration: &Configuration,
        at_hand: AtHand,
        wanted: &Wanted,
        progress: &Progress,
    ) -> Result<(), Box<Diagnostic>> {
        let live = configuration.live.as_ref().ok_or_else(|| Box::new(no_table()))?;
        let settings = live.run(&configuration.folder, wanted.destructive);
        if live.table.document.is_none() {
            progress.step("reading facts");
            self.read_facts(configuration, at_hand);
        }
        if self.found.iter().any(Problem::is_fatal) {
            return Ok(());
        }
        let early = self.facts.api.is_some();
        let scenario =
            if early { self.read_scenario(configuration, live) } else { Scenario::default() };
        if self.found.iter().any(|problem| configuration.rules.stops(&self.facts.sources, problem))
        {
            return Ok(());
        }
        progress.step("starting the server");
        let mut world = World::start(&settings)?;
        if let Some(path) = &live.table.document {
            self.read_document(&world, path)?;
        }
        let scenario = if early { scenario } else { self.read_scenario(configuration, live) };
        let document = self.facts.api.as_ref().ok_or_else(|| Box::new(no_document()))?;
        self.found.extend(doubts(document, live).into_iter().map(Problem::from));
        progress.step("sending requests");
        let outcome = sourcebook_live::run(document, &settings, &scenario, &mut world);
        drop(world);
        if wanted.record {
            let again = || -> Result<Outcome, Box<Diagnostic>> {
                let mut world = World::start(&settings)?;
                Ok(sourcebook_live::run(document, &settings, &scenario, &mut world))
            };
            progress.step("sending requests again");
            let runs = [outcome.clone(), again()?, again()?];
            let made =
                recordings::record(document, &runs, &live.table.record, configuration, &self.facts);
            match made {
                Ok(done) => self.done = Some(done),
                Err(found) => self.found.extend(found),
            }
        } else {
            let changed = recordings::changes(&self.facts.recorded, &outcome);
            self.found.extend(changed.into_iter().map(Problem::from));
        }
        self.keep(configuration, outcome, wanted);
        if wanted.pages {
            progress.step("running the lines of pages");
            let (pages, hosts) = self.pages(configuration);
            let found = marked::run(&pages, &hosts, &settings)?;
            self.found.extend(found.into_iter().map(Problem::from));
        }
        Ok(())
    }

    fn read_facts(&mut self, configuration: &Configuration, at_hand: AtHand) {
        let sources = std::mem::take(&mut self.facts.sources);
        let program = configuration.facts.program.clone();
        let recorded = configuration.facts.recorded.clone();
        let settings = FactsSettings { program, recorded, ..FactsSettings::default() };
        let (facts, found) = facts::collect(sources, &settings, &configuration.folder, at_hand);
        self.facts = facts;
        // What is wrong with the document itself is told by `check`, unless nothing can be run.
        let fatal = found.into_iter().map(Problem::from).filter(Problem::is_fatal);
        self.found.extend(fatal);
    }

    /// Reads the document that the server itself has.
    fn read_document(
        &mut self,
        world: &World,
        path: &Located<String>,
    ) -> Result<(), Box<Diagnostic>> {
        let answer = match world.exchange().get(&path.value) {
            Ok(answer) if answer.is_success() => answer,
            Ok(answer) => return Err(not_served(path, &format!("it answered {}", answer.status))),
            Err(failure) => return Err(not_served(path, &failure.to_string())),
        };
        let name = format!("<server>{}", path.value);
        let input = Input { name, bytes: answer.body, folder: PathBuf::new() };
        let reading = read(&mut self.facts.sources, input, Options::default());
        let found = reading.diagnostics.into_iter().map(Problem::from);
        self.found.extend(found.filter(Problem::is_fatal));
        self.facts.api = reading.document;
        Ok(())
    }

    /// Reads the scenario, where one is configured.
    fn read_scenario(&mut self, configuration: &Configuration, live: &LiveSettings) -> Scenario {
        let (Some(document), Some(file)) = (&self.facts.api, &live.table.scenario) else {
            return Scenario::default();
        };
        let bytes = match std::fs::read(configuration.folder.join(&file.value)) {
            Ok(bytes) => bytes,
            Err(error) => {
                let message = format!("the scenario cannot be read: {}: {error}", file.value);
                let diagnostic = Diagnostic::new(&problems::INVALID_SETTING, message);
                let place = file.place.clone();
                let diagnostic = Diagnostic { place, label: "this file".to_owned(), ..diagnostic };
                self.found.push(diagnostic.into());
                return Scenario::default();
            }
        };
        let (scenario, found) =
            scenario::read(&mut self.facts.sources, &file.value, bytes, document);
        self.found.extend(found.into_iter().map(Problem::from));
        scenario
    }

    /// The hand-written pages, and the addresses under which they know the server.
    fn pages(&mut self, configuration: &Configuration) -> (Vec<ProsePage>, Vec<String>) {
        let site = configuration.facts.site.as_ref();
        let docs = site.map(|site| site.files.docs.as_str()).unwrap_or_default();
        let folder = &configuration.folder;
        let place = facts::prose::Place { folder, docs, is_book: false, base: None, facts: &[] };
        let (sources, mut found) = (&mut self.facts.sources, Vec::new());
        let prose = facts::prose::collect(sources, &configuration.prose, place, &mut found);
        self.found.extend(found.into_iter().map(Problem::from));
        (prose.pages, configuration.prose.hosts.clone())
    }

    fn keep(&mut self, configuration: &Configuration, outcome: Outcome, wanted: &Wanted) {
        let Some(document) = &self.facts.api else { return };
        let coverage = outcome.coverage(document);
        let answers = outcome.answers();
        let told = outcome.told;
        let name = match &wanted.answers {
            Some(path) => path.display().to_string(),
            None => "<answers>".to_owned(),
        };
        if !answers.is_empty() {
            self.facts.keep_answers(&name, &answers);
        }
        let mut found = pages::point(&mut self.facts, configuration, told);
        found.extend(problems::check_answers(&self.facts));
        self.found.extend(found.into_iter().map(Problem::from));
        if let Some(path) = &wanted.answers
            && let Err(error) = files::replace(path, answers.as_bytes(), None)
        {
            self.found.push(write_failed(&name, &error));
        }
        self.seen = Some(Seen { coverage, operations: outcome.operations });
    }
}

/// What of the settings has no counterpart in the document.
fn doubts(document: &Document, live: &LiveSettings) -> Vec<Diagnostic> {
    let at = |message: String, place: &Option<Place>, help: String| {
        let diagnostic = Diagnostic::new(&problems::INVALID_SETTING, message).help(help);
        match place {
            Some(place) => diagnostic.at(place.clone(), ""),
            None => diagnostic,
        }
    };
    let schemes = || document.components.security_schemes.iter().map(|(name, _)| name.as_str());
    let credentials = &live.table.credentials;
    let unknown = credentials.value.iter().filter(|(name, _)| schemes().all(|known| known != name));
    let unknown = unknown.map(|(name, _)| {
        let help = match nearest(name, schemes()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "the names are those of the document's security schemes".to_owned(),
        };
        at(format!("the API document has no security scheme `{name}`"), &credentials.place, help)
    });
    let only = &live.table.only;
    let is_used = |family: &String| {
        let wants = Families::of(std::slice::from_ref(family));
        document.paths.iter().any(|(path, _)| wants.has(path))
    };
    let unused = only.value.iter().filter(|family| !is_used(family)).map(|family| {
        let paths = document.paths.iter().map(|(path, _)| path.as_str());
        let help = match nearest(family, paths) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the beginning of a path as the document has it: `/pets`".to_owned(),
        };
        at(format!("no path of the API document begins with `{family}`"), &only.place, help)
    });
    unknown.chain(unused).collect()
}

fn no_table() -> Diagnostic {
    Diagnostic::new(&NO_CONFIGURATION, "there is no table `[live]` in sourcebook.toml")
        .help("say by `command` how the server starts, or by `url` where it runs")
}

fn no_document() -> Diagnostic {
    let help = "name the API document by `api` in `[facts]`, or by `document` in `[live]` where only \
                the server has it";
    missing_fact("sourcebook live", "an API document", help)
}

fn not_served(path: &Located<String>, why: &str) -> Box<Diagnostic> {
    let message = format!("the server does not give its document at `{}`: {why}", path.value);
    let diagnostic = Diagnostic::new(&problems::MISSING_FACT, message)
        .help("is `live.document` the path of the API document on the server?");
    Box::new(match &path.place {
        Some(place) => diagnostic.at(place.clone(), "this path"),
        None => diagnostic,
    })
}
