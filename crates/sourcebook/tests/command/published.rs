//! What Coder publishes, from its facts alone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use sourcebook::products::api_reference::RenderedPage;
use sourcebook_command::CommandFacts;

use crate::corpus_folder::corpus;
use crate::products::files;
use crate::{pages, yaml};

/// Every folder of the corpus that has the facts of a command line.
fn folders(corpus: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(corpus).expect("the corpus");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut folders: Vec<PathBuf> =
        paths.filter(|path| path.join("facts.json").is_file()).collect();
    folders.sort();
    assert!(folders.len() >= 3, "facts are missing: {folders:?}");
    folders
}

fn facts(folder: &Path) -> CommandFacts {
    let text = std::fs::read_to_string(folder.join("facts.json")).expect("facts");
    serde_json::from_str(&text).expect("facts")
}

/// Every file below a folder, by its path in it.
fn tree(root: &Path) -> BTreeMap<String, String> {
    let (mut files, mut folders) = (BTreeMap::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).expect("inside").to_string_lossy();
                let text = std::fs::read_to_string(&path).expect("a text");
                files.insert(name.replace('\\', "/"), text);
            }
        }
    }
    files
}

/// The hidden commands whose help is published.
fn published_hidden(facts: &CommandFacts, published: &BTreeMap<String, String>) -> Vec<String> {
    let hidden = facts.commands().filter(|node| !node.is_visible()).map(|node| node.full_name());
    let is_published = |name: &String| {
        published.contains_key(&format!("help/{}_--help.golden", name.replace(' ', "_")))
    };
    hidden.filter(is_published).collect()
}

#[test]
fn published_files_are_reproduced_byte_for_byte() {
    let Some(corpus) = corpus() else { return };
    let mut compared = 0;
    for folder in folders(&corpus) {
        let mut published = tree(&folder);
        published.remove("facts.json");
        let out = tempfile::tempdir().expect("a folder");
        let mut program = Command::new(env!("CARGO_BIN_EXE_sourcebook"));
        program.arg("cli").arg(folder.join("facts.json")).arg("--out").arg(out.path());
        program.args(["--compat", "coder"]);
        for command in published_hidden(&facts(&folder), &published) {
            program.args(["--include-hidden", &command]);
        }
        let run = program.output().expect("the program runs");
        let report = String::from_utf8_lossy(&run.stdout).into_owned();
        assert!(run.status.success(), "{report}");
        assert!(!report.contains("warning"), "{report}");
        let made = tree(out.path());
        for (name, text) in &published {
            assert!(made.get(name) == Some(text), "{}: {name} differs", folder.display());
        }
        compared += published.len();
    }
    assert!(compared >= 307, "only {compared} files were compared");
}

#[test]
fn default_outputs_of_real_programs_are_sound() {
    let Some(corpus) = corpus() else { return };
    for folder in folders(&corpus) {
        let facts = facts(&folder);
        for product in ["cli-reference", "options-reference", "environment"] {
            let page = |(file, text): (String, String)| RenderedPage { file, text };
            let out = if product == "environment" { "" } else { "out = \".\"\n" };
            let pages: Vec<RenderedPage> =
                files(product, out, &facts).into_iter().map(page).collect();
            let problems = pages::problems(&pages);
            assert!(problems.is_empty(), "{} {product}: {problems:#?}", folder.display());
        }
        let sample = files("yaml-sample", "", &facts).into_values().next().expect("a sample");
        let schema = files("config-schema", "", &facts).into_values().next().expect("a schema");
        let schema = serde_json::from_str(&schema).expect("JSON");
        let validator = jsonschema::draft202012::new(&schema).expect("a valid schema");
        let sample = yaml::read(&sample).expect("YAML");
        let errors: Vec<String> =
            validator.iter_errors(&sample).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", folder.display());
        for product in ["help", "man", "completions", "manifest-children"] {
            assert!(!files(product, "", &facts).is_empty(), "{product}");
        }
    }
}
