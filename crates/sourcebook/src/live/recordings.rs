//! Recorded answers: written where they differ, and compared with what the server answers now.

use sourcebook_live::{Outcome, judge};
use sourcebook_model::Document;
use sourcebook_syntax::Diagnostic;

use crate::artifact::join;
use crate::configuration::Configuration;
use crate::facts::{Facts, RecordedAnswers};
use crate::files::{Done, replace};
use crate::problem::Problem;
use crate::problems::{Current, changed_answer, delete_failed, write_failed};

/// Writes what was recorded in three runs, and deletes the files of families that are gone.
///
/// # Errors
/// What is not the same in each run, or what the operating system reported.
pub(super) fn record(
    document: &Document,
    runs: &[Outcome; 3],
    folder: &str,
    configuration: &Configuration,
    facts: &Facts,
) -> Result<Done, Vec<Problem>> {
    let files = sourcebook_live::record(document, runs)
        .map_err(|found| found.into_iter().map(Problem::from).collect::<Vec<_>>())?;
    let root = &configuration.folder;
    let mut done = Done::default();
    let paths: Vec<String> =
        files.iter().map(|file| join(folder, &format!("{}.json", file.family))).collect();
    for (path, file) in paths.iter().zip(&files) {
        let target = root.join(path);
        if std::fs::read(&target).is_ok_and(|known| known == file.text.as_bytes()) {
            continue;
        }
        replace(&target, file.text.as_bytes(), None)
            .map_err(|error| vec![write_failed(path, &error)])?;
        done.written.push(path.clone());
    }
    for path in facts.recorded.files.iter().filter(|path| !paths.contains(path)) {
        std::fs::remove_file(root.join(path)).map_err(|error| vec![delete_failed(path, &error)])?;
        done.deleted.push(path.clone());
    }
    Ok(done)
}

/// The operations that answer otherwise than it was recorded.
pub(super) fn changes(recorded: &RecordedAnswers, outcome: &Outcome) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for one in outcome.exchanged.iter().filter(|one| one.is_accepted) {
        let Some(answer) = recorded.get(&one.method, &one.path) else { continue };
        let body = judge::json(&one.body).ok();
        let media_type = one.media_type.as_deref().filter(|_| !one.body.is_empty());
        let current = Current { status: one.status, media_type, body: body.as_ref() };
        found.extend(changed_answer(&format!("{} {}", one.method, one.path), answer, current));
    }
    found
}
