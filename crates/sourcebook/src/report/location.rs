//! Where a problem is, in the terms of programs: file, JSON pointer, lines and columns.

use sourcebook_syntax::{LineColumn, Place, Sources};

use super::Report;
use crate::files::State;
use crate::problem::Problem;

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Location<'a> {
    /// Relative to the project's folder.
    pub(super) file: &'a str,
    /// JSON pointer; empty where there is none.
    pub(super) pointer: &'a str,
    /// The first marked character and the one behind the last, both counted from 1.
    pub(super) region: Option<(LineColumn, LineColumn)>,
}

impl<'a> Location<'a> {
    pub(super) fn of_place(sources: &'a Sources, place: &'a Place) -> Self {
        let file = sources.file(place.file);
        let region = (file.position(place.span.start), file.position(place.span.end));
        Self { file: file.name(), pointer: &place.pointer, region: Some(region) }
    }

    pub(super) fn of(report: &'a Report, problem: &'a Problem) -> Option<Self> {
        if let Some(place) = &problem.diagnostic.place {
            return Some(Self::of_place(&report.sources, place));
        }
        let file = problem.path.as_deref()?;
        let region = first_difference(report, file).map(|line| {
            let at = LineColumn { line, column: 1 };
            (at, at)
        });
        Some(Self { file, pointer: "", region })
    }

    /// Whether the file is on disk: not the output of a command, nor fetched.
    pub(super) fn is_on_disk(&self) -> bool {
        !self.file.starts_with('<') && !self.file.contains("://")
    }
}

/// The first line of a stale file that is not what it should be.
fn first_difference(report: &Report, path: &str) -> Option<usize> {
    let compared = report.plan.compared.iter().find(|one| one.artifact.path == path)?;
    let State::Stale(found) = &compared.state else {
        return None;
    };
    let same = found.iter().zip(&compared.artifact.contents).take_while(|(a, b)| a == b);
    Some(same.filter(|(byte, _)| **byte == b'\n').count() + 1)
}
