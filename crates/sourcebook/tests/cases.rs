//! Projects in `tests/cases`, each with the files that it gives.
//!
//! A case is an ordinary project whose files lie in `expected`; `sourcebook gen` in its folder
//! brings them up to date after a change that is meant.

mod pages;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use sourcebook::products::api_reference::RenderedPage;
use sourcebook::report::Verdict;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let entries = fs::read_dir(folder).expect("cases").map(|entry| entry.expect("a case").path());
    entries.filter(|path| path.join("sourcebook.toml").is_file()).collect()
}

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name)
}

/// Whether a case shows the compatible profile.
fn is_compatible(case: &Path) -> bool {
    case.to_string_lossy().ends_with("-compat")
}

/// The files that a case expects, relative to its folder `expected`.
fn expected(case: &Path) -> Vec<String> {
    let root = case.join("expected");
    let (mut files, mut folders) = (Vec::new(), vec![root.clone()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("expected files") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&root).expect("inside").to_string_lossy();
                files.push(name.replace('\\', "/"));
            }
        }
    }
    files
}

fn is_page(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "md")
}

/// The pages that a case expects, folder by folder: links lead inside of one.
fn page_sets(case: &Path) -> Vec<Vec<RenderedPage>> {
    let mut sets: BTreeMap<String, Vec<RenderedPage>> = BTreeMap::new();
    for name in expected(case).into_iter().filter(|name| is_page(name)) {
        let text = fs::read_to_string(case.join("expected").join(&name)).expect("a page");
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", &name));
        let page = RenderedPage { file: file.to_owned(), text };
        sets.entry(folder.to_owned()).or_default().push(page);
    }
    sets.into_values().collect()
}

fn problems(case: &Path) -> Vec<String> {
    page_sets(case).iter().flat_map(|pages| pages::problems(pages)).collect()
}

#[test]
fn every_case_gives_its_files() {
    assert_eq!(cases().len(), 11, "a case is missing, or this count is old");
    for case in cases() {
        let outcome = sourcebook::check(&case, None);
        assert!(outcome.verdict == Verdict::Fresh, "{}\n{}", case.display(), outcome.text);
    }
}

#[test]
fn no_expected_file_is_left_over() {
    for case in cases() {
        let record = fs::read_to_string(case.join(".sourcebook/written")).expect("a record");
        let recorded: BTreeSet<String> =
            record.lines().map(|line| line.replace("expected/", "")).collect();
        let found: BTreeSet<String> = expected(&case).into_iter().collect();
        assert_eq!(found, recorded, "{}", case.display());
    }
}

#[test]
fn default_pages_are_sound() {
    for case in cases().into_iter().filter(|case| !is_compatible(case)) {
        let problems = problems(&case);
        assert!(problems.is_empty(), "{}: {problems:#?}", case.display());
    }
}

#[test]
fn the_compatible_profile_keeps_its_defects() {
    for name in ["swagger-compat", "command-compat"] {
        assert!(!problems(&case(name)).is_empty(), "{name}: a table is cut somewhere");
    }
}

#[test]
fn both_profiles_show_the_same_facts() {
    for (file, name) in [("facts.json", "command"), ("swagger.json", "swagger")] {
        let text = |case: PathBuf| fs::read_to_string(case.join(file)).expect("facts");
        assert_eq!(text(case(name)), text(case(&format!("{name}-compat"))));
    }
}

#[test]
fn nothing_hidden_is_in_any_default_output() {
    for file in expected(&case("command")) {
        let text = fs::read_to_string(case("command").join("expected").join(&file)).expect("text");
        for hidden in ["experiment", "no-color", "Nobody sees", "secret.switch", "regenerate"] {
            assert!(!text.contains(hidden) && !file.contains(hidden), "{hidden} in {file}");
        }
    }
}

#[test]
fn everything_deprecated_is_marked_in_default_outputs() {
    let marks = [
        ("help/orchard_serve_--help.golden", "DEPRECATED: Use --zones instead."),
        ("help/orchard_prune_--help.golden", "DEPRECATED: Use `orchard cut`."),
        ("help/orchard_--help.golden", "Prune trees (deprecated)"),
        ("reference/serve.md", "**`--old-name`** string · deprecated in favor of `--zones`"),
        ("reference/prune.md", "**Deprecated.** Use `orchard cut`."),
        ("reference/index.md", "Prune trees · deprecated"),
        ("options/serve.md", "**`--old-name`** string · deprecated in favor of `--zones`"),
        ("environment.md", "**`ORCHARD_OLD_NAME`** string · deprecated in favor of `--zones`"),
        ("config.yaml", "# DEPRECATED: Use --zones instead."),
        ("config.schema.json", "\"deprecated\": true"),
        ("man/orchard-serve.1", "DEPRECATED: Use \\-\\-zones instead."),
        ("man/orchard-prune.1", "\\fBDeprecated.\\fR Use `orchard cut`."),
        ("completions/orchard.fish", "(deprecated) An old name."),
    ];
    for (file, mark) in marks {
        let text = fs::read_to_string(case("command").join("expected").join(file)).expect("text");
        assert!(text.contains(mark), "no {mark:?} in {file}");
    }
}
