//! The files of a crate as modules, and their imports of each other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::paths::{NamedPath, Names, names};

/// Maximum number of re-exports that are followed from one name.
const MAX_STEPS: usize = 8;

/// One import: where it stands, and from which module to which.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Import {
    /// The module that imports, or its ancestor among siblings; empty for the crate's root.
    pub(crate) from: String,
    /// What it imports: a module, or another crate.
    pub(crate) to: String,
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) path: String,
}

/// The modules of a crate without those of its tests.
#[derive(Debug, Default)]
pub(crate) struct Crate {
    modules: BTreeMap<String, Module>,
    /// Imports of other crates of the workspace.
    pub(crate) foreign: Vec<Import>,
}

#[derive(Debug, Default)]
struct Module {
    file: String,
    paths: Vec<NamedPath>,
}

impl Crate {
    /// Reads the sources in a folder of the workspace.
    pub(crate) fn read(workspace: &Path, folder: &str) -> Self {
        let mut files = Vec::new();
        collect(&workspace.join(folder), "", &mut files);
        let text = |file: &String| {
            let text = std::fs::read_to_string(workspace.join(folder).join(file));
            (file.clone(), text.expect("a source file"))
        };
        Self::of(folder, files.iter().map(text).collect())
    }

    /// The crate of some files, each with its text.
    pub(crate) fn of(folder: &str, files: Vec<(String, String)>) -> Self {
        let read = |(file, text): (String, String)| (module_of(&file), file, names(&text));
        let read: Vec<(String, String, Names)> = files.into_iter().map(read).collect();
        let tests: BTreeSet<String> = read
            .iter()
            .flat_map(|(module, _, names)| {
                names.test_modules.iter().map(move |name| join(module, name))
            })
            .collect();
        let is_test = |module: &str| {
            tests.iter().any(|test| module == test || module.starts_with(&format!("{test}::")))
        };
        let mut own = Self::default();
        for (module, file, names) in read {
            if !is_test(&module) {
                let file = format!("{folder}/{file}");
                let entry =
                    own.modules.entry(module).or_insert_with(|| Module { file, paths: Vec::new() });
                entry.paths.extend(names.paths);
            }
        }
        own.foreign = own.foreign_imports();
        own
    }

    fn foreign_imports(&self) -> Vec<Import> {
        let of_workspace =
            |name: &str| name.starts_with("sourcebook") || name == "coderd" || name == "aibridge";
        let mut found = Vec::new();
        for (from, module) in &self.modules {
            let foreign = module.paths.iter().filter(|path| of_workspace(&path.segments[0]));
            let foreign = foreign.filter(|path| !self.modules.contains_key(&path.segments[0]));
            found.extend(
                foreign.map(|path| self.import(from, path.segments[0].replace('_', "-"), path)),
            );
        }
        found
    }

    fn import(&self, from: &str, to: String, path: &NamedPath) -> Import {
        let (file, line) = (self.modules[from].file.clone(), path.line);
        Import { from: from.to_owned(), to, file, line, path: path.segments.join("::") }
    }

    /// The modules that stand at the top, `lib.rs` and `main.rs` aside.
    pub(crate) fn top_level(&self) -> BTreeSet<String> {
        let first = |module: &String| module.split("::").next().unwrap_or_default().to_owned();
        self.modules.keys().map(first).filter(|name| !name.is_empty()).collect()
    }

    /// Every module that has children; the root is the empty name.
    pub(crate) fn parents(&self) -> BTreeSet<String> {
        self.modules
            .keys()
            .filter(|module| !module.is_empty())
            .map(|module| parent(module))
            .collect()
    }

    /// The imports between the children of a module, each with the names of the two children.
    /// What a child uses of its parent, and a parent of its children, is in the nature of both.
    pub(crate) fn between_children(&self, parent: &str) -> Vec<Import> {
        let mut found = Vec::new();
        for (from, module) in &self.modules {
            let Some(own) = child_below(parent, from) else { continue };
            for path in &module.paths {
                let Some(target) = self.resolve(from, &path.segments, 0) else { continue };
                match child_below(parent, &target) {
                    Some(other) if other != own => {
                        found.push(Import {
                            from: own.to_owned(),
                            ..self.import(from, other.to_owned(), path)
                        });
                    }
                    _ => {}
                }
            }
        }
        found
    }

    /// The module in which the named thing is defined: re-exports are followed.
    fn resolve(&self, from: &str, segments: &[String], steps: usize) -> Option<String> {
        let (mut module, rest) = self.start(from, segments)?;
        for (at, segment) in rest.iter().enumerate() {
            let child = join(&module, segment);
            if self.modules.contains_key(&child) {
                module = child;
                continue;
            }
            let exported = self.modules.get(&module)?.paths.iter().find(|path| {
                path.imported_as.as_deref() == Some(segment) && path.segments != rest[..=at]
            });
            let target = exported
                .filter(|_| steps < MAX_STEPS && module != from)
                .and_then(|path| self.resolve(&module, &path.segments, steps + 1));
            return Some(target.unwrap_or(module));
        }
        Some(module)
    }

    /// The module from which a path starts, and what is left of the path.
    fn start<'p>(&self, from: &str, segments: &'p [String]) -> Option<(String, &'p [String])> {
        match segments.first()?.as_str() {
            "crate" => Some((String::new(), &segments[1..])),
            "self" => Some((from.to_owned(), &segments[1..])),
            "super" => {
                let supers = segments.iter().take_while(|segment| *segment == "super").count();
                let module = (0..supers).fold(from.to_owned(), |module, _| parent(&module));
                Some((module, &segments[supers..]))
            }
            first if self.modules.contains_key(&join(from, first)) => {
                Some((from.to_owned(), segments))
            }
            _ => None,
        }
    }
}

/// All files of Rust below a folder, relative to it.
fn collect(folder: &Path, below: &str, files: &mut Vec<String>) {
    let entries = std::fs::read_dir(folder).expect("a folder of sources");
    for entry in entries.map(|entry| entry.expect("an entry")) {
        let name = entry.file_name().into_string().expect("UTF-8");
        let path = format!("{below}{name}");
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), files);
        } else if Path::new(&name).extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// `a/b.rs` is the module `a::b`; the crate's root is the empty name.
fn module_of(file: &str) -> String {
    match file.trim_end_matches(".rs") {
        "lib" | "main" => String::new(),
        path => path.replace('/', "::"),
    }
}

fn parent(module: &str) -> String {
    module.rsplit_once("::").map_or(String::new(), |(parent, _)| parent.to_owned())
}

fn join(module: &str, name: &str) -> String {
    if module.is_empty() { name.to_owned() } else { format!("{module}::{name}") }
}

/// The name of the child of `parent` that is `module` or contains it.
fn child_below<'m>(parent: &str, module: &'m str) -> Option<&'m str> {
    let below = if parent.is_empty() {
        Some(module)
    } else {
        module.strip_prefix(parent).and_then(|rest| rest.strip_prefix("::"))
    };
    below.and_then(|below| below.split("::").next()).filter(|name| !name.is_empty())
}
