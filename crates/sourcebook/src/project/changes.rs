//! Runs that compare: two files, or a project with its base.

use std::path::{Path, PathBuf};

use sourcebook_changes::{Options, Profile};
use sourcebook_syntax::{Diagnostic, Severity, Sources};

use super::{Project, Start};
use crate::artifact::Artifact;
use crate::changes::{Comparable, Comparison, compare_facts};
use crate::codes::{INVALID_SETTING, UNKNOWN_BASE, UNKNOWN_SETTING};
use crate::config::Base;
use crate::configuration::{Accept, Configuration, read_accepts};
use crate::facts::{self, AtHand, BaseFacts, BaseFiles};
use crate::problem::Problem;
use crate::problems::{NOTHING_COMPARED, UNUSED_ACCEPT, is_change};
use crate::products::written_document::{OPENAPI_3_0, OPENAPI_3_1, SWAGGER_2_0};
use crate::progress::Progress;
use crate::report::{Purpose, Report};

/// Where a comparison with a base starts.
#[derive(Debug)]
pub struct ChangesStart {
    /// The configuration file.
    pub configuration: PathBuf,
    /// The commit with which facts are compared; otherwise the one that is configured.
    pub base: Option<String>,
    /// The file of the facts of the base.
    pub base_facts: Option<PathBuf>,
    /// How documents are compared.
    pub options: Options,
    /// For whom; otherwise as it is configured.
    pub profile: Option<Profile>,
    /// How serious a change is that breaks.
    pub fail_on: Severity,
}

/// With what a project is compared.
pub(super) struct WithBase {
    pub(super) base: Base,
    pub(super) base_facts: Option<PathBuf>,
    pub(super) options: Options,
    pub(super) fail_on: Severity,
}

/// Compares two files without any configuration.
pub fn compare_files(
    old: &Path,
    new: &Path,
    options: &Options,
    fail_on: Severity,
    progress: &Progress,
) -> Report {
    progress.step("reading");
    let (mut before, mut found) = facts::read_file(Sources::new(), old);
    let (mut after, more) = facts::read_file(std::mem::take(&mut before.sources), new);
    found.extend(more);
    let mut problems: Vec<Problem> = only_fatal(found);
    progress.step("comparing");
    let sources = std::mem::take(&mut after.sources);
    let (was, is) = (Comparable::of(&before), Comparable::of(&after));
    let compared = compare_facts(was, is, options, &[], &Vec::new(), &sources);
    let base = old.to_string_lossy().into_owned();
    let comparison = compared.map(|(list, _)| Comparison { base, list, fail_on });
    match &comparison {
        Some(comparison) => problems.extend(comparison.diagnostics(&sources).map(Problem::from)),
        None if problems.is_empty() => problems.push(nothing_in_common(old, new).into()),
        None => {}
    }
    let mut report = Report::new(Purpose::Changes, sources, problems);
    report.changes = comparison;
    report
}

/// What keeps documents from being read. What else is wrong with them is no matter of their changes.
fn only_fatal(found: Vec<Diagnostic>) -> Vec<Problem> {
    let all = found.into_iter().map(Problem::from);
    all.filter(Problem::is_fatal).collect()
}

fn nothing_in_common(old: &Path, new: &Path) -> Diagnostic {
    let message = format!(
        "nothing was compared: {} and {} have neither both an API document nor both a command line",
        old.display(),
        new.display()
    );
    Diagnostic::new(&NOTHING_COMPARED, message)
        .help("name two API documents, or two facts documents")
}

impl Project {
    /// Compares today's facts of a project with those of its base.
    pub fn changes(start: ChangesStart, progress: &Progress) -> Report {
        let ChangesStart { configuration, base, base_facts, options, profile, fail_on } = start;
        let start = Start { configuration, base, facts: AtHand::default(), ..Start::default() };
        let compared = super::Compared { base_facts, options, profile, fail_on };
        match Self::open_with(start, Purpose::Changes, Some(compared), progress) {
            Ok(project) => project.found(),
            Err(report) => *report,
        }
    }

    /// Compares the facts with those of the base, and keeps what was found.
    pub(super) fn compare_with_base(
        &mut self,
        configuration: &Configuration,
        with: &WithBase,
        progress: &Progress,
    ) {
        progress.step("comparing with the base");
        let mut accepts = configuration.accepts.clone();
        accepts.extend(self.more_accepts(configuration));
        match self.base_facts(configuration, with) {
            Ok(base) => self.keep_changes(&base, &accepts, with),
            Err(diagnostic) => self.found.push((*diagnostic).into()),
        }
    }

    /// The entries of the file beside the configuration, if it is there.
    fn more_accepts(&mut self, configuration: &Configuration) -> Vec<Accept> {
        let name = &configuration.changes.accepted;
        let Ok(text) = std::fs::read_to_string(configuration.folder.join(name)) else {
            return Vec::new();
        };
        let file = self.facts.sources.add(name.as_str(), text);
        match read_accepts(&self.facts.sources, file) {
            Ok(accepts) => accepts,
            Err(diagnostics) => {
                self.found.extend(diagnostics.into_iter().map(Problem::from));
                Vec::new()
            }
        }
    }

    fn base_facts(
        &mut self,
        configuration: &Configuration,
        with: &WithBase,
    ) -> Result<BaseFacts, Box<Diagnostic>> {
        let sources = &mut self.facts.sources;
        if let Some(file) = &with.base_facts {
            let (mut facts, found) = facts::read_file(std::mem::take(sources), file);
            *sources = std::mem::take(&mut facts.sources);
            self.found.extend(only_fatal(found));
            let title = file.to_string_lossy().into_owned();
            return Ok(BaseFacts { facts, names: vec![title.clone()], title });
        }
        let files = base_files(configuration, &self.artifacts);
        let (base, found) = facts::read_base(sources, &configuration.folder, &with.base, &files)?;
        self.found.extend(only_fatal(found));
        Ok(base)
    }

    fn keep_changes(&mut self, base: &BaseFacts, accepts: &[Accept], with: &WithBase) {
        let sources = &self.facts.sources;
        let (was, is) = (Comparable::of(&base.facts), Comparable::of(&self.facts));
        let compared = compare_facts(was, is, &with.options, accepts, &base.names, sources);
        let Some((list, unused)) = compared else {
            let message = format!("nothing of {} could be compared with today's facts", base.title);
            let help = "name the facts of the base by `--base-facts`";
            self.found.push(Diagnostic::new(&UNKNOWN_BASE, message).help(help).into());
            return;
        };
        let comparison = Comparison { base: base.title.clone(), list, fail_on: with.fail_on };
        let least =
            if self.purpose == Purpose::Changes { Severity::Info } else { Severity::Warning };
        let diagnostics = comparison.diagnostics(sources).filter(|one| one.severity >= least);
        self.found.extend(diagnostics.map(Problem::from));
        self.found.extend(unused.into_iter().map(Problem::from));
        self.changes = Some(comparison);
    }

    /// Leaves only what a comparison is about.
    pub(super) fn without_other_problems(&mut self) {
        let is_wanted = |problem: &Problem| {
            let code = problem.diagnostic.code;
            problem.is_fatal()
                || is_change(code)
                || [&UNUSED_ACCEPT, &UNKNOWN_BASE, &INVALID_SETTING, &UNKNOWN_SETTING]
                    .contains(&code)
        };
        self.found.retain(is_wanted);
    }
}

/// Where the facts of the base can be: the files from which today's are read, those that are named for
/// it, and the API documents that products write.
fn base_files(configuration: &Configuration, artifacts: &[Artifact]) -> BaseFiles {
    let program = &configuration.facts.program;
    let named = configuration.changes.base_facts.as_ref();
    let cli = program.cli.iter().map(|file| file.value.clone());
    let facts = named.map(|file| file.value.clone()).into_iter().chain(cli).collect();
    let read = program.api.iter().map(|file| file.value.clone());
    let written = [OPENAPI_3_1.name, OPENAPI_3_0.name, SWAGGER_2_0.name].into_iter();
    let written = written.flat_map(|product| {
        let by_product = artifacts.iter().filter(move |artifact| artifact.made_by == product);
        by_product.map(|artifact| artifact.path.clone())
    });
    BaseFiles { api: read.chain(written).collect(), facts }
}
