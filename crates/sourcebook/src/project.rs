//! One run over a project: configuration → facts → artifacts → problems, and carrying out fixes.

mod changes;
mod direct;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sourcebook_changes::{Options, Profile};
use sourcebook_model::Document;
use sourcebook_prose::Findings;
use sourcebook_syntax::{Diagnostic, Severity, Sources};

use crate::artifact::Artifact;
use crate::changes::Comparison;
use crate::config::{Base, FactsSettings};
use crate::configuration::{self, Configuration, Configured, Rules};
use crate::facts::{self, AtHand, Facts};
use crate::files::{self, Correction, Lock, Plan, Record, Root};
use crate::problem::Problem;
use crate::problems;
use crate::products::PRODUCTS;
use crate::progress::Progress;
use crate::report::{Purpose, Report};

use changes::WithBase;
pub use changes::{ChangesStart, compare_files};
pub use direct::{Direct, DirectCli, IsWanted};

/// Where a run starts.
#[derive(Debug, Default)]
pub struct Start {
    /// The configuration file.
    pub configuration: PathBuf,
    /// Facts that do not come from where the configuration says.
    pub facts: AtHand,
    /// The commit with which the pages are compared; otherwise the merge base with the main branch.
    pub base: Option<String>,
    /// Severities by code that come before those of the configuration.
    pub severities: BTreeMap<&'static str, Severity>,
}

/// A project whose artifacts are made, in memory.
pub struct Project {
    root: Root,
    rules: Rules,
    /// The record; there is none for a document that is rendered without a configuration.
    record: Option<String>,
    purpose: Purpose,
    facts: Facts,
    /// The facts of other programs, by their names. Their texts are in `facts` too.
    named: BTreeMap<String, Facts>,
    artifacts: Vec<Artifact>,
    found: Vec<Problem>,
    /// What was found on hand-written pages and is not wrong.
    prose: Findings,
    /// What changed since the base, where that is compared.
    changes: Option<Comparison>,
}

/// How a project is compared with its base.
struct Compared {
    base_facts: Option<PathBuf>,
    options: Options,
    profile: Option<Profile>,
    fail_on: Severity,
}

impl Project {
    /// Reads a project's configuration and facts, and makes everything that it asks for.
    ///
    /// # Errors
    /// A report on the problems of the configuration.
    pub fn open(start: Start, purpose: Purpose, progress: &Progress) -> Result<Self, Box<Report>> {
        Self::open_with(start, purpose, None, progress)
    }

    fn open_with(
        start: Start,
        purpose: Purpose,
        compared: Option<Compared>,
        progress: &Progress,
    ) -> Result<Self, Box<Report>> {
        let mut sources = Sources::new();
        let mut configuration = match configuration::read(&mut sources, &start.configuration) {
            Ok(configuration) => configuration,
            Err(diagnostics) => {
                return Err(Box::new(Report::failed(purpose, sources, diagnostics)));
            }
        };
        let root = match Root::new(&configuration.folder) {
            Ok(root) => root,
            Err(error) => return Err(no_root(purpose, sources, &configuration.folder, &error)),
        };
        let record = files::record_path(&start.configuration);
        let with = with_base(&configuration, compared, start.base.as_ref(), &purpose);
        if let (Some(site), Some(base)) = (&mut configuration.facts.site, start.base) {
            site.base.commit = Some(base);
        }
        configuration.rules.severities.extend(start.severities);
        let rules = std::mem::take(&mut configuration.rules);
        let mut project = Self::new(root, rules, Some(record), purpose, sources);
        project.collect(&configuration.facts, &configuration.folder, start.facts, progress);
        if project.purpose == Purpose::Check {
            project.collect_prose(&configuration);
        }
        project.make(&configuration.products, progress);
        if let (Some(with), false) = (with, project.has_failed()) {
            project.compare_with_base(&configuration, &with, progress);
        }
        if project.purpose == Purpose::Changes {
            project.without_other_problems();
        }
        Ok(project)
    }

    fn new(
        root: Root,
        rules: Rules,
        record: Option<String>,
        purpose: Purpose,
        sources: Sources,
    ) -> Self {
        let facts = Facts { sources, ..Facts::default() };
        let (artifacts, found) = (Vec::new(), Vec::new());
        let (named, prose) = (BTreeMap::new(), Findings::default());
        let changes = None;
        Self { root, rules, record, purpose, facts, named, artifacts, found, prose, changes }
    }

    fn collect(
        &mut self,
        settings: &FactsSettings,
        folder: &Path,
        at_hand: AtHand,
        progress: &Progress,
    ) {
        progress.step("reading facts");
        let sources = std::mem::take(&mut self.facts.sources);
        let AtHand { document, named: mut documents, answers } = at_hand;
        let at_hand = AtHand { document, answers, ..AtHand::default() };
        let (facts, mut found) = facts::collect(sources, settings, folder, at_hand);
        self.facts = facts;
        for (name, program) in &settings.named {
            progress.step(&format!("reading facts of {name}"));
            let program = program.clone();
            let settings = FactsSettings { program, ..FactsSettings::default() };
            let at_hand = AtHand { document: documents.remove(name), ..AtHand::default() };
            let sources = std::mem::take(&mut self.facts.sources);
            let (mut facts, more) = facts::collect(sources, &settings, folder, at_hand);
            std::mem::swap(&mut self.facts.sources, &mut facts.sources);
            found.extend(more);
            self.named.insert(name.clone(), facts);
        }
        self.found.extend(found.into_iter().map(Problem::from));
    }

    /// Reads the hand-written pages, which only a check needs.
    fn collect_prose(&mut self, configuration: &Configuration) {
        let site = configuration.facts.site.as_ref();
        let docs = site.map(|site| site.files.docs.as_str());
        let folder = &configuration.folder;
        let makes_book = |one: &Configured| one.product.name == "book-toml";
        let is_book =
            configuration.products.iter().any(makes_book) || folder.join("book.toml").is_file();
        let programs = std::iter::once(&configuration.facts.program);
        let programs = programs.chain(configuration.facts.named.values());
        let files = programs.filter_map(|program| Some(program.cli.as_ref()?.value.as_str()));
        let files: Vec<&str> = files.collect();
        let docs = docs.unwrap_or_default();
        let base = site.map(|site| &site.base);
        let place = facts::prose::Place { folder, docs, is_book, base, facts: &files };
        let (sources, mut found) = (&mut self.facts.sources, Vec::new());
        let mut prose = facts::prose::collect(sources, &configuration.prose, place, &mut found);
        let programs =
            std::iter::once(&self.facts.cli).chain(self.named.values().map(|one| &one.cli));
        for program in programs.flatten() {
            prose.add_help(sources, program);
        }
        self.facts.prose = Some(prose);
        self.found.extend(found.into_iter().map(Problem::from));
    }

    fn make(&mut self, products: &[Configured], progress: &Progress) {
        if self.has_failed() {
            return;
        }
        for facts in std::iter::once(&self.facts).chain(self.named.values()) {
            self.found.extend(problems::check_api(facts).into_iter().map(Problem::from));
        }
        let (late, early): (Vec<_>, Vec<_>) =
            products.iter().partition(|configured| configured.render.needs_pages());
        self.render(&early, progress);
        if self.facts.pages.is_some() {
            // Problems of the record are reported where it is compared.
            let path = self.record.as_deref().unwrap_or_default();
            let record = Record::read(&self.root, path, &mut Sources::new()).unwrap_or_default();
            self.facts.overlay(&self.artifacts, &record.paths);
        }
        self.render(&late, progress);
        self.found.extend(problems::check_site(&self.facts).into_iter().map(Problem::from));
        if let Some(prose) = &mut self.facts.prose {
            prose.add_made(self.artifacts.iter().map(|artifact| artifact.path.as_str()));
        }
        let mut prose = problems::check_prose(&self.facts, &self.named);
        self.found.extend(std::mem::take(&mut prose.list).into_iter().map(Problem::from));
        self.prose = prose;
        let explained =
            self.found.iter().any(|problem| self.rules.stops(&self.facts.sources, problem));
        if self.artifacts.is_empty() && !explained {
            let configured: Vec<_> = products.iter().map(|one| one.product.name).collect();
            let known: Vec<_> = PRODUCTS.iter().map(|product| product.name).collect();
            self.found.push(problems::nothing_compared(&configured, &known).into());
        }
    }

    fn render(&mut self, products: &[&Configured], progress: &Progress) {
        for configured in products {
            progress.step(&format!("making {}", configured.product.name));
            let Some(name) = &configured.facts else {
                let rendered = configured.render.render(&self.facts);
                self.artifacts.extend(rendered.artifacts);
                self.found.extend(rendered.problems);
                continue;
            };
            let Some(facts) = self.named.get(name) else {
                continue;
            };
            let mut rendered = configured.render.render(facts);
            let maker = format!("{}.{name}", configured.product.name);
            for artifact in &mut rendered.artifacts {
                artifact.made_by = maker.clone().into();
            }
            for problem in rendered.problems.iter_mut().filter(|one| one.diagnostic.place.is_none())
            {
                let note = format!("`[products.{maker}]` is made from `[facts.{name}]`");
                problem.diagnostic.notes.push(note);
            }
            self.artifacts.append(&mut rendered.artifacts);
            self.found.append(&mut rendered.problems);
        }
    }

    /// Whether something fatal was found, so that nothing can be compared.
    fn has_failed(&self) -> bool {
        self.found.iter().any(Problem::is_fatal)
    }

    /// Everything that was made, the problems found on the way left aside.
    pub fn artifacts(&self) -> &[Artifact] {
        &self.artifacts
    }

    /// The API document, if there is one.
    pub fn api(&self) -> Option<&Document> {
        self.facts.api.as_ref()
    }

    /// Whether nothing that was found on the way must be mended by a person first.
    pub fn may_go_on(&self) -> bool {
        !self.found.iter().any(|problem| self.rules.stops(&self.facts.sources, problem))
    }

    /// A report on what was found on the way; nothing to compare.
    pub fn found(self) -> Report {
        self.report(Plan::default())
    }

    /// Compares what was made with the disk. Nothing is changed.
    pub fn check(mut self, progress: &Progress) -> Report {
        progress.step("comparing");
        let plan = self.compare();
        self.report(plan)
    }

    /// Checks, and corrects the places for which it is certain what belongs there. What is left is
    /// reported.
    pub fn fix(self, progress: &Progress) -> (Report, Vec<Correction>) {
        let root = self.root.clone();
        let mut report = self.check(progress);
        progress.step("correcting");
        let wait = || progress.say("waiting for another sourcebook process to finish");
        let corrections = match Lock::acquire(&root, wait) {
            Ok(lock) => {
                files::correct(&root, &report.sources, &mut report.problems, lock.temporary())
            }
            Err(problem) => {
                report.problems.push(*problem);
                Vec::new()
            }
        };
        (report, corrections)
    }

    /// Writes what differs and deletes what is left over, unless a problem stands in the way.
    pub fn generate(mut self, progress: &Progress) -> Report {
        progress.step("comparing");
        let plan = self.compare();
        if !self.may_write(&plan) {
            return self.report(plan).without_fixes();
        }
        progress.step("writing");
        if self.record.is_none() {
            return self.write(plan, None);
        }
        // What was compared before the lock was held may have been changed by the run that held
        // it, so it is compared again.
        self.artifacts = plan.into_artifacts();
        let wait = || progress.say("waiting for another sourcebook process to finish");
        match Lock::acquire(&self.root, wait) {
            Ok(lock) => {
                let plan = self.compare();
                if self.may_write(&plan) {
                    self.write(plan, Some(&lock))
                } else {
                    self.report(plan).without_fixes()
                }
            }
            Err(problem) => {
                self.found.push(*problem);
                self.report(Plan::default())
            }
        }
    }

    fn write(mut self, mut plan: Plan, lock: Option<&Lock>) -> Report {
        let done = match files::carry_out(&self.root, &plan, lock.map(Lock::temporary)) {
            Ok(done) => Some(done),
            Err(failed) => {
                self.found.extend(failed);
                None
            }
        };
        plan.problems.retain(|problem| problem.fix.is_none());
        let mut report = self.report(plan);
        report.done = done;
        report
    }

    fn compare(&mut self) -> Plan {
        if self.has_failed() {
            return Plan::default();
        }
        let artifacts = std::mem::take(&mut self.artifacts);
        files::plan(&self.root, artifacts, self.record.as_deref(), &mut self.facts.sources)
    }

    /// Whether there is something to write, and nothing that a person must mend first.
    fn may_write(&self, plan: &Plan) -> bool {
        let mut problems = self.found.iter().chain(&plan.problems);
        !problems.any(|problem| self.rules.stops(&self.facts.sources, problem))
            && plan.problems.iter().any(|problem| problem.fix.is_some())
    }

    fn report(self, mut plan: Plan) -> Report {
        let mut problems = self.found;
        problems.append(&mut plan.problems);
        let complete = !problems.iter().any(Problem::is_fatal);
        let problems = self.rules.judge(&self.facts.sources, problems, complete);
        let (prose, changes) = (self.prose, self.changes);
        Report { plan, prose, changes, ..Report::new(self.purpose, self.facts.sources, problems) }
    }
}

/// With what facts are compared: `sourcebook changes` always does, a check where a base is configured.
fn with_base(
    configuration: &Configuration,
    compared: Option<Compared>,
    commit: Option<&String>,
    purpose: &Purpose,
) -> Option<WithBase> {
    let table = &configuration.changes;
    let wanted = compared.is_some() || (*purpose == Purpose::Check && table.base.is_some());
    if !wanted {
        return None;
    }
    let site = configuration.facts.site.as_ref();
    let main_branch = site.and_then(|site| site.base.main_branch.clone());
    let base = Base { commit: commit.cloned(), main_branch: table.base.clone().or(main_branch) };
    let Compared { base_facts, mut options, profile, fail_on } =
        compared.unwrap_or_else(|| Compared {
            base_facts: None,
            options: Options::default(),
            profile: None,
            fail_on: Severity::Error,
        });
    options.profile = profile.unwrap_or(table.profile);
    Some(WithBase { base, base_facts, options, fail_on })
}

fn no_root(
    purpose: Purpose,
    sources: Sources,
    folder: &Path,
    error: &std::io::Error,
) -> Box<Report> {
    let message = format!("cannot find the folder {}: {error}", folder.display());
    let diagnostic = Diagnostic::new(&problems::UNWRITABLE_PATH, message);
    Box::new(Report::failed(purpose, sources, vec![diagnostic]))
}
