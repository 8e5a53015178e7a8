//! `sourcebook gen`: writes what changed and nothing else, or nothing at all.

use std::fs;
use std::time::{Duration, SystemTime};

use insta::assert_snapshot;

use crate::project::{DANGLING, MARKED, PAGES, PETS, Project, SCHEMA};

#[test]
fn the_first_run_writes_and_the_second_changes_nothing() {
    let project = Project::with_pages();
    project.run(&["check"]).expect_exit(4);
    project.run(&["gen"]).expect_exit(0).expect_out("written");
    let first = project.tree();
    assert!(first.contains_key("docs/api/index.md"), "{:?}", first.keys());
    project.run(&["gen"]).expect_exit(0).expect_out("up to date");
    assert_eq!(project.tree(), first);
    project.run(&["check"]).expect_exit(0);
    assert_eq!(project.tree(), first);
}

#[test]
fn the_record_is_sorted_with_one_path_a_line() {
    let project = Project::with_pages().generated();
    let record = project.read(".sourcebook/written");
    let lines: Vec<_> = record.lines().collect();
    assert!(lines.is_sorted() && lines.contains(&"docs/api/pets.md"), "{record}");
    assert!(record.ends_with('\n') && !record.contains('\r'));
    for line in lines {
        assert!(project.has(line), "{line} is recorded and not there");
    }
}

#[test]
fn a_file_that_is_fresh_is_not_touched() {
    let project = Project::with_pages().generated();
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let page = project.folder().join("docs/api/pets.md");
    fs::File::options()
        .write(true)
        .open(&page)
        .expect("a page")
        .set_modified(long_ago)
        .expect("set");
    project.write("docs/api/owners.md", MARKED);
    project.run(&["gen"]).expect_exit(0).expect_out("done: 1 file written");
    let modified = fs::metadata(&page).and_then(|page| page.modified()).expect("a time");
    assert_eq!(modified, long_ago);
}

#[test]
fn what_is_written_has_lf_and_crlf_on_disk_is_fresh() {
    let project = Project::with_pages().generated();
    let page = project.read("docs/api/pets.md");
    assert!(!page.contains('\r'));
    let record = project.read(".sourcebook/written");
    project.write("docs/api/pets.md", page.replace('\n', "\r\n"));
    project.write(".sourcebook/written", record.replace('\n', "\r\n"));
    project.run(&["check"]).expect_exit(0);
    project.run(&["gen"]).expect_exit(0).expect_out("up to date");
    assert!(project.read("docs/api/pets.md").contains("\r\n"), "a fresh file was written");
}

#[test]
fn the_folder_of_the_record_does_not_litter_the_repository() {
    let project = Project::configured(SCHEMA).generated();
    let mut names: Vec<_> = project.tree().into_keys().collect();
    names.retain(|name| name.starts_with(".sourcebook/"));
    let expected =
        [".sourcebook/", ".sourcebook/.gitignore", ".sourcebook/lock", ".sourcebook/written"];
    assert_eq!(names, expected);
    assert_eq!(project.read(".sourcebook/.gitignore"), "/.gitignore\n/lock\n/tmp\n");
}

#[test]
fn an_error_in_the_document_writes_nothing_unless_it_is_lowered() {
    let document = PETS.replace("description: All owners.", DANGLING);
    let project = Project::configured(PAGES).with("openapi.yaml", &document);
    let before = project.tree();
    let run = project.run(&["gen"]);
    run.expect_exit(100).expect_out("error[dangling-reference]");
    run.expect_out("nothing was written. Run `sourcebook explain dangling-reference` for details");
    assert!(!run.out.contains("drift"), "what gen would mend is noise here:\n{}", run.out);
    assert_eq!(project.tree(), before);

    let lowered = PAGES.to_owned() + "[problems]\ndangling-reference = \"warning\"\n";
    project.write("sourcebook.toml", lowered);
    let run = project.run(&["gen"]);
    run.expect_exit(0).expect_out("warning[dangling-reference]").expect_out("1 warning");
    assert!(project.has("docs/api/pets.md"));
}

#[test]
fn a_fatal_problem_writes_nothing_and_deletes_nothing() {
    let project = Project::with_pages().generated();
    let before = project.tree();
    project.write("openapi.yaml", "");
    project.run(&["gen"]).expect_exit(100).expect_out("error[empty-document]");
    project.run(&["check"]).expect_exit(100);
    project.write("openapi.yaml", PETS);
    assert_eq!(project.tree(), before);
}

#[test]
fn a_file_that_somebody_else_wrote_is_not_replaced() {
    let project = Project::with_pages().with("docs/api/pets.md", "# My pets\n");
    let before = project.tree();
    let run = project.run(&["gen"]);
    assert_snapshot!(run.shown(), @r#"
    exit 100
    error[unrecorded-file]: docs/api/pets.md would be replaced, but Sourcebook did not write it
     |
     = help: move it away or choose another `out`; to replace it, set `unrecorded-file = "warning"` under `[problems]` for one run of `sourcebook gen`

    failed: 1 error; nothing was written. Run `sourcebook explain unrecorded-file` for details
    "#);
    project.run(&["check"]).expect_exit(100).expect_out("error[unrecorded-file]");
    assert_eq!(project.tree(), before);

    project
        .write("sourcebook.toml", PAGES.to_owned() + "[problems]\nunrecorded-file = \"warning\"\n");
    project.run(&["gen"]).expect_exit(0).expect_out("warning[unrecorded-file]");
    assert_ne!(project.read("docs/api/pets.md"), "# My pets\n");
    project.write("sourcebook.toml", PAGES);
    project.run(&["check"]).expect_exit(0);
}

#[test]
fn what_is_recorded_or_marked_is_replaced() {
    let project = Project::with_pages().with("docs/api/pets.md", MARKED).generated();
    project.write("docs/api/pets.md", "# Edited by hand\n");
    project.run(&["check"]).expect_exit(4);
    project.run(&["gen"]).expect_exit(0);
    assert!(project.read("docs/api/pets.md").contains("Generated by sourcebook"));
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_out_of_the_folder() {
    let outside = Project::new();
    let project = Project::configured(SCHEMA.replace("facts.json", "out/facts.json").as_str());
    std::os::unix::fs::symlink(outside.folder(), project.folder().join("out")).expect("a link");
    assert_snapshot!(project.run(&["gen"]).shown(), @"
    exit 100
    error[unwritable-path]: out/facts.json cannot be written: its folder is outside of the project's folder
     |
     = help: remove what is in the way, or give the product another `out`

    failed: 1 error; nothing was written. Run `sourcebook explain unwritable-path` for details
    ");
    project.run(&["check"]).expect_exit(100);
    assert!(outside.tree().is_empty() && !project.has(".sourcebook"));
}

#[cfg(unix)]
#[test]
fn a_link_inside_the_folder_is_written_through() {
    let project = Project::configured(SCHEMA).with("real/facts.json", MARKED);
    let link = project.folder().join("facts.json");
    std::os::unix::fs::symlink("real/facts.json", &link).expect("a link");
    project.run(&["gen"]).expect_exit(0);
    assert!(link.is_symlink(), "the link was replaced");
    assert!(project.read("real/facts.json").starts_with('{'));
}

#[test]
fn a_folder_in_the_way_is_a_problem() {
    let project = Project::configured(SCHEMA).with("facts.json/keep", "");
    assert_snapshot!(project.run(&["gen"]).shown(), @"
    exit 100
    error[unwritable-path]: facts.json cannot be written: a folder has that name
     |
     = help: remove what is in the way, or give the product another `out`

    failed: 1 error; nothing was written. Run `sourcebook explain unwritable-path` for details
    ");
}

#[cfg(unix)]
#[test]
fn written_files_may_be_read_by_others() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::configured(SCHEMA).with("plain", "").generated();
    let mode = |path: &str| {
        fs::metadata(project.folder().join(path)).expect("a file").permissions().mode()
    };
    assert_eq!(mode("facts.json"), mode("plain"));
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let project = Project::configured(SCHEMA).with(".sourcebook/lock/file", "");
    assert_snapshot!(project.run(&["gen"]).shown(), @"
    exit 100
    error[write-failed]: cannot lock ./.sourcebook/lock: Is a directory (os error 21)
     |
     = note: the lock prevents two runs from writing at the same time

    failed: 1 error. Run `sourcebook explain write-failed` for details
    ");
}
