//! A tree of pages as a project: facts, pages, the other files as empty ones, and its known faults.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A project with the known faults of its pages.
pub(crate) struct Tree {
    folder: TempDir,
    known: Vec<Fault>,
    /// Pages of commands whose help has faults, which stand on them too.
    help_pages: Vec<String>,
    plants: Vec<Plant>,
}

/// A fault of the tables.
#[derive(Debug)]
pub(crate) struct Fault {
    file: String,
    line: usize,
    kind: String,
}

/// A fault that was planted.
struct Plant {
    id: String,
    file: String,
    line: usize,
    column: usize,
    planted: String,
    original: String,
    /// The links to the page that was removed.
    links: Vec<(String, usize)>,
}

/// What the program found on a page.
#[derive(Debug)]
pub(crate) struct Found {
    file: String,
    line: usize,
    code: String,
    #[expect(dead_code, reason = "shown where an assertion fails")]
    message: String,
}

impl Found {
    pub(crate) fn is_at(&self, file: &str, line: usize) -> bool {
        self.file == file && self.line == line
    }
}

/// The folder of the trees, unless there is none; then a skipped test says so.
#[expect(clippy::disallowed_methods, reason = "tests are told by variables where pages are")]
fn truth() -> Option<PathBuf> {
    let folder = std::env::var_os("SOURCEBOOK_TRUTH").map(PathBuf::from);
    let found = folder.filter(|folder| folder.is_dir());
    if found.is_none() {
        #[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
        {
            eprintln!("SKIPPED: set SOURCEBOOK_TRUTH to a folder of pages with known faults");
        }
    }
    found
}

/// The codes of a kind of fault; none for kinds that are no matter of facts.
fn codes(kind: &str) -> &'static [&'static str] {
    match kind {
        "unknown-flag" => &["prose-flag", "help-example"],
        "unknown-command" => &["prose-command", "help-example"],
        "missing-argument" => &["prose-argument"],
        "wrong-value" | "wrong-choice" => &["prose-value", "help-example"],
        "unknown-path" | "wrong-method" => &["prose-request"],
        "unknown-field" | "wrong-type" => &["prose-body"],
        "wrong-default" => &["prose-default"],
        "dead-link" | "dead-image" => &["dead-link"],
        "dead-anchor" => &["dead-fragment"],
        "deprecated-flag" | "deprecated-command" => &["prose-deprecated"],
        "shell-syntax" => &["shell-syntax"],
        _ => &[],
    }
}

impl Tree {
    /// The tree of one program with its API document and metrics.
    pub(crate) fn first() -> Option<Self> {
        let truth = truth()?;
        Some(Self::of_first(&truth, ""))
    }

    /// The same with planted faults.
    pub(crate) fn planted(settings: &str) -> Option<Self> {
        let truth = truth()?;
        let mut tree = Self::of_first(&truth, settings);
        for row in rows(&truth.join("planted-public.tsv")) {
            let number = |at: usize| row[at].parse().unwrap_or(0);
            let links = row[7].split(' ').filter_map(|link| link.rsplit_once(':'));
            let links =
                links.filter_map(|(file, line)| Some((file.to_owned(), line.parse().ok()?)));
            let plant = Plant {
                id: row[0].clone(),
                file: row[1].clone(),
                line: number(2),
                column: number(3),
                planted: row[5].clone(),
                original: row[6].clone(),
                links: links.collect(),
            };
            tree.plant(&plant);
            tree.plants.push(plant);
        }
        Some(tree)
    }

    /// The same where every unknown name is wrong but for those that are declared.
    pub(crate) fn planted_strict() -> Option<Self> {
        let declared = fs::read_to_string(truth()?.join("declared-foreign.txt")).expect("names");
        let names: Vec<String> = declared.lines().map(|name| format!("\"{name}\"")).collect();
        Self::planted(&format!("strict = true\nforeign = [{}]\n", names.join(", ")))
    }

    fn of_first(truth: &Path, settings: &str) -> Self {
        let facts = "cli = 'facts-complete.json'\napi = 'api.json'\n";
        let prose = format!("metrics = 'metrics.txt'\n{settings}");
        let tree = Self::new(&truth.join("tree"), &truth.join("repo-files.txt"), facts, &prose);
        for file in ["facts-complete.json", "api.json", "metrics.txt"] {
            fs::copy(truth.join(file), tree.folder.path().join(file)).expect("copied");
        }
        let known = rows(&truth.join("labels.tsv"));
        let known = known.iter().map(|row| Fault::new(&row[0], &row[1], &row[3])).collect();
        let help_pages = rows(&truth.join("labels-help-examples.tsv")).into_iter().map(|row| {
            let words: Vec<&str> = row[0].split(' ').skip(1).collect();
            format!("docs/reference/cli/{}.md", words.join("_"))
        });
        Self { known, help_pages: help_pages.collect(), ..tree }
    }

    /// The tree of a program with several others beside it.
    pub(crate) fn argocd() -> Option<Self> {
        let source = truth()?.join("second/argocd");
        let programs = fs::read_dir(&source).expect("a folder").filter_map(|entry| {
            let name = entry.ok()?.file_name().into_string().ok()?;
            name.starts_with("o-").then(|| format!("'{name}'"))
        });
        let programs = programs.collect::<Vec<_>>().join(", ");
        let prose = format!("slug = 'mkdocs'\nprograms = [{programs}]\n");
        let facts = "cli = 'facts.json'\napi = 'assets/swagger.json'\n";
        Some(Self::second(&source, facts, &prose))
    }

    /// A tree in MDX with an API document.
    pub(crate) fn meilisearch() -> Option<Self> {
        let source = truth()?.join("second/meilisearch");
        let facts = "cli = 'facts.json'\napi = 'assets/open-api/meilisearch-openapi.json'\n";
        let prose = "pages = ['**/*.mdx', '**/*.md']\nslug = 'github'\n\
                     hosts = ['MEILISEARCH_URL', 'http://localhost:7700']\n";
        Some(Self::second(&source, facts, prose))
    }

    fn second(source: &Path, facts: &str, prose: &str) -> Self {
        let tree = Self::new(source, &source.join("repo-files.txt"), facts, prose);
        let known = rows(&source.join("labels.tsv"));
        let known = known.iter().map(|row| Fault::new(&row[0], &row[1], &row[2])).collect();
        Self { known, ..tree }
    }

    fn new(source: &Path, files: &Path, facts: &str, prose: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        copy(source, folder.path());
        for path in fs::read_to_string(files).expect("paths").lines() {
            let path = folder.path().join(path);
            if !path.exists() {
                fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
                drop(fs::File::create(&path));
            }
        }
        let configuration = format!(
            "[facts]\n{facts}[prose]\n{prose}[products.facts-schema]\nout = 'schema.json'\n"
        );
        write(&folder.path().join("sourcebook.toml"), &configuration);
        Self { folder, known: Vec::new(), help_pages: Vec::new(), plants: Vec::new() }
    }

    fn plant(&self, plant: &Plant) {
        let path = self.folder.path().join(&plant.file);
        if plant.line == 0 {
            return fs::remove_file(path).expect("a page to remove");
        }
        let text = fs::read_to_string(&path).expect("a page");
        let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        let line = &mut lines[plant.line - 1];
        let start = line.char_indices().nth(plant.column - 1).map_or(line.len(), |(at, _)| at);
        assert!(line[start..].starts_with(&plant.original), "{}: {line}", plant.id);
        line.replace_range(start..start + plant.original.len(), &plant.planted);
        write(&path, &lines.join("\n"));
    }

    /// Everything that the program finds on pages.
    pub(crate) fn check(&self) -> Vec<Found> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sourcebook"));
        command.args(["check", "--format", "json"]).current_dir(self.folder.path());
        let output = command.output().expect("the program runs");
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let problems = report["problems"].as_array().expect("problems").iter();
        let found = problems.filter_map(|problem| {
            let text = |member: &str| problem[member].as_str().map(str::to_owned);
            let (file, code) = (text("file")?, text("code")?);
            let ending = file.rsplit_once('.').map(|(_, ending)| ending);
            let is_page = matches!(ending, Some("md" | "mdx"));
            let is_prose = sourcebook_prose::CODES.iter().any(|known| known.name == code);
            let line = usize::try_from(problem["line"].as_u64()?).ok()?;
            let message = text("message")?;
            (is_page && is_prose).then_some(Found { file, line, code, message })
        });
        found.collect()
    }

    /// The known faults that are not found with their place and kind.
    pub(crate) fn missed(&self, found: &[Found]) -> Vec<&Fault> {
        let is_found = |fault: &Fault| {
            let codes = codes(&fault.kind);
            let is_it = |one: &Found| {
                one.is_at(&fault.file, fault.line) && codes.contains(&one.code.as_str())
            };
            codes.is_empty() || found.iter().any(is_it)
        };
        self.known.iter().filter(|fault| !is_found(fault)).collect()
    }

    /// What is found where no fault is known.
    pub(crate) fn alarms<'f>(&self, found: &'f [Found]) -> Vec<&'f Found> {
        let is_known =
            |one: &Found| self.known.iter().any(|fault| one.is_at(&fault.file, fault.line));
        let is_help = |one: &Found| self.help_pages.contains(&one.file);
        found.iter().filter(|one| !is_known(one) && !is_help(one)).collect()
    }

    /// The number of planted faults.
    pub(crate) fn plants(&self) -> usize {
        self.plants.len()
    }

    /// The planted faults at whose places nothing is found.
    pub(crate) fn missed_plants(&self, found: &[Found]) -> Vec<&str> {
        let places: BTreeSet<(&str, usize)> =
            found.iter().map(|one| (one.file.as_str(), one.line)).collect();
        let is_found = |plant: &Plant| match plant.line {
            0 => plant.links.iter().all(|(file, line)| places.contains(&(file.as_str(), *line))),
            line => places.contains(&(plant.file.as_str(), line)),
        };
        let missed = self.plants.iter().filter(|plant| !is_found(plant));
        missed.map(|plant| plant.id.as_str()).collect()
    }
}

impl Fault {
    fn new(file: &str, line: &str, kind: &str) -> Self {
        let line = line.parse().unwrap_or(0);
        Self { file: file.to_owned(), line, kind: kind.to_owned() }
    }
}

/// The rows of a table, without its head.
fn rows(table: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(table).expect("a table");
    let rows = text.lines().skip(1).filter(|line| !line.is_empty());
    rows.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            // The source may not be writable, and the copy must be.
            let bytes = fs::read(&path).expect("a file");
            sourcebook::files::replace(&target, &bytes, None).expect("a copy");
        }
    }
}

fn write(path: &Path, text: &str) {
    sourcebook::files::replace(path, text.as_bytes(), None).expect("written");
}
