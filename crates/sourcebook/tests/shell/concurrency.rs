//! Runs that are killed, and runs at the same time.

use std::fs::{File, OpenOptions};

use crate::project::{Project, Run, SCHEMA};

#[test]
fn what_a_killed_run_left_behind_is_swept() {
    let project = Project::with_pages()
        .with(".sourcebook/tmp/.sourcebook-abc.tmp", "half a pa")
        .with(".sourcebook/lock", "")
        .generated();
    assert!(!project.has(".sourcebook/tmp"));
    project.run(&["check"]).expect_exit(0);
}

#[test]
fn a_run_that_was_killed_before_its_last_step_is_carried_on() {
    let project = Project::with_pages().generated();
    let whole = project.tree();
    // As after a kill: the record names every page, some of them are not written yet.
    project.delete("docs/api/pets.md");
    project.write("docs/api/owners.md", "an older page, without any mark");
    project.run(&["check"]).expect_exit(4);
    project.run(&["gen"]).expect_exit(0);
    assert_eq!(project.tree(), whole);
}

#[test]
fn runs_at_the_same_time_end_with_one_result() {
    let project = Project::with_pages();
    let children: Vec<_> = (0..4).map(|_| project.start(&["gen"])).collect();
    for child in children {
        let run: Run = child.wait_with_output().expect("an end").into();
        run.expect_exit(0);
    }
    project.run(&["check", "--deny", "warnings"]).expect_exit(0);
    assert!(!project.has(".sourcebook/tmp"));
}

#[test]
fn a_check_and_a_fresh_run_do_not_wait() {
    let project = Project::configured(SCHEMA).generated();
    let lock = lock(&project);
    project.run(&["check"]).expect_exit(0);
    project.run(&["gen"]).expect_exit(0);
    drop(lock);
}

/// Holds the lock, as another run would.
fn lock(project: &Project) -> File {
    let path = project.folder().join(".sourcebook/lock");
    let lock = OpenOptions::new().write(true).open(path).expect("the lock");
    lock.lock().expect("nobody holds it");
    lock
}
