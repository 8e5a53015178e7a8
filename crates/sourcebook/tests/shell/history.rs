//! Pages that were there at the base commit, with real repositories.

use std::path::Path;
use std::process::Command;

use insta::assert_snapshot;

use crate::project::{Project, Run};

const PEARS: &str = "# Pears\n\nA pear is a pome of the genus Pyrus. It ripens after it was picked, \
                     best in a bowl beside a banana.\n";

fn manifest(page: &str) -> String {
    format!(
        r#"{{"routes": [{{"title": "Pears", "description": "Long ones.", "path": "{page}"}}]}}"#
    )
}

fn project() -> Project {
    let project = Project::configured("[products.summary]\n[products.book-toml]\n")
        .with("docs/manifest.json", manifest("pears.md"))
        .with("docs/_redirects", "# none yet\n")
        .with("docs/pears.md", PEARS)
        .generated();
    git(project.folder(), &["init", "--quiet", "--initial-branch=main"]);
    commit(project.folder(), "first");
    project
}

pub(crate) fn git(folder: &Path, words: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c"])
        .arg("commit.gpgsign=false")
        .args(words)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .expect("git runs");
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
}

pub(crate) fn commit(folder: &Path, message: &str) {
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--message", message]);
}

/// Moves the page, on a branch of its own.
fn moved(project: &Project) {
    git(project.folder(), &["switch", "--quiet", "--create", "move"]);
    project.delete("docs/pears.md");
    project.write("docs/fruit/pome.md", PEARS.replace("Pears", "Pome fruit"));
    project.write("docs/manifest.json", manifest("fruit/pome.md"));
    commit(project.folder(), "move");
}

/// What a run says, the commit masked.
fn shown(run: &Run, commit: &str) -> String {
    run.shown().replace(&commit[..12], "COMMIT")
}

#[test]
fn a_page_that_is_gone_needs_a_redirect() {
    let project = project();
    let base = git(project.folder(), &["rev-parse", "HEAD"]);
    moved(&project);
    assert_snapshot!("lost_page", shown(&project.run(&["gen"]), &base));
    project.write("docs/_redirects", "/pears /fruit/pome 301\n");
    project.run(&["gen"]).expect_exit(0);
    project.run(&["check", "--deny", "warnings"]).expect_exit(0);
}

/// The page with other headings.
fn renamed(project: &Project, text: &str) {
    git(project.folder(), &["switch", "--quiet", "--create", "rename"]);
    project.write("docs/pears.md", text);
    commit(project.folder(), "rename");
}

#[test]
fn an_anchor_that_is_gone_needs_a_redirect_or_its_old_name() {
    let project = project();
    let twice = "\n## Storing\n\nIn a bowl.\n\n## Storing\n\nIn a cellar.\n\n## Eating\n";
    project.write("docs/pears.md", format!("{PEARS}{twice}"));
    commit(project.folder(), "headings");
    let base = git(project.folder(), &["rev-parse", "HEAD"]);
    renamed(&project, &format!("{PEARS}\n## Storing pears\n\n## Eating\n"));
    assert_snapshot!("lost_anchor", shown(&project.run(&["check"]), &base));
    project.write("docs/_redirects", "/pears#storing /pears#storing-pears 301\n");
    project.run(&["gen"]).expect_exit(0);
    project.run(&["check", "--deny", "warnings"]).expect_exit(0);
    project.write("docs/_redirects", "# none yet\n");
    let anchored = "\n<a id=\"storing\"></a>\n\n## Storing pears\n\n## Eating\n";
    project.write("docs/pears.md", format!("{PEARS}{anchored}"));
    project.run(&["gen"]).expect_exit(0);
    project.run(&["check", "--deny", "warnings"]).expect_exit(0);
}

#[test]
fn an_anchor_that_moved_to_another_page_is_found_there() {
    let project = project();
    renamed(&project, "# Fruit\n\nLong ones.\n");
    project.write("docs/pome.md", PEARS);
    project.write(
        "docs/manifest.json",
        manifest("pears.md").replace(
            "]}",
            r#", {"title": "Pome", "description": "Pome fruit.", "path": "pome.md"}]}"#,
        ),
    );
    project.run(&["gen"]).expect_out("add `/pears#pears /pome#pears 301`");
}

#[test]
fn the_base_can_be_named() {
    let project = project();
    let base = git(project.folder(), &["rev-parse", "HEAD"]);
    moved(&project);
    git(project.folder(), &["branch", "--force", "main", "move"]);
    project.run(&["gen"]).expect_exit(0);
    project.run(&["check", "--base", &base]).expect_exit(100).expect_out("error[lost-page]");
    let run = project.run(&["check", "--base", "no-such-commit"]);
    run.expect_exit(0).expect_out("the commit `no-such-commit` is not in this clone");
}

#[test]
fn a_project_below_the_repository_s_root_is_compared_as_well() {
    let project = project();
    let inner = Project::new();
    let folder = inner.folder().join("inner");
    std::fs::create_dir(&folder).expect("a folder");
    git(inner.folder(), &["init", "--quiet", "--initial-branch=main"]);
    for path in ["sourcebook.toml", "docs/manifest.json", "docs/_redirects", "docs/pears.md"] {
        inner.write(&format!("inner/{path}"), project.read(path));
    }
    inner.run_in("inner", &["gen"]).expect_exit(0);
    commit(inner.folder(), "first");
    inner.delete("inner/docs/pears.md");
    inner.write("inner/docs/plums.md", "# Plums\n");
    inner.write("inner/docs/manifest.json", manifest("plums.md"));
    inner.run_in("inner", &["gen"]).expect_exit(100).expect_out("pears.md is gone");
}

#[test]
fn a_shallow_clone_says_that_nothing_was_compared() {
    let project = project();
    moved(&project);
    let clone = Project::new();
    let from = format!("file://{}", project.folder().display());
    let words = ["clone", "--quiet", "--depth=1", "--branch=move", &from, "clone"];
    git(clone.folder(), &words);
    assert_snapshot!("shallow_clone", clone.run_in("clone", &["gen"]).shown());
}

#[test]
fn a_copy_without_history_says_so_too() {
    let project = Project::configured("[products.summary]\n")
        .with("docs/manifest.json", manifest("pears.md"))
        .with("docs/pears.md", PEARS);
    assert_snapshot!("no_history", project.run(&["gen"]).shown());
}
