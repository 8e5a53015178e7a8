//! What a run is told: the server, what it needs, and what is left out.

use std::path::PathBuf;
use std::time::Duration;

use sourcebook_syntax::Place;

/// Where the server comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A program and its arguments, which is started for the run.
    Command(Vec<String>),
    /// The URL of a server that runs already.
    Url(String),
}

/// What a run is told.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the server comes from.
    pub source: Source,
    /// Where the settings stand.
    pub place: Option<Place>,
    /// The folder in which programs run.
    pub folder: PathBuf,
    /// The path that answers with success once the server is ready; without it, the server is ready
    /// when it accepts connections.
    pub ready: Option<String>,
    /// Variables of the server's environment.
    pub environment: Vec<(String, String)>,
    /// Headers of every request.
    pub headers: Vec<(String, String)>,
    /// Credentials by the names of security schemes.
    pub credentials: Vec<(String, String)>,
    /// The beginnings of the paths that are run; all without them.
    pub only: Vec<String>,
    /// Operations that are left out.
    pub skip: Vec<Skip>,
    /// What a fresh world needs, in order.
    pub seeds: Vec<Seed>,
    /// Whether operations that destroy something are run on a server that was not started for it.
    pub destructive: bool,
    /// How long an answer may take.
    pub patience: Duration,
    /// How long the server and each seed may take until they are ready.
    pub start_patience: Duration,
}

impl Settings {
    /// Whether the server is made for the run, so that nothing in it can be lost.
    pub fn is_own_world(&self) -> bool {
        matches!(self.source, Source::Command(_))
    }

    /// Whether a path is among those that are run.
    pub fn wants(&self, path: &str) -> bool {
        self.only.is_empty() || Families::of(&self.only).has(path)
    }
}

/// Families of paths, by how their paths begin.
#[derive(Debug, Clone, Copy)]
pub struct Families<'s>(&'s [String]);

impl<'s> Families<'s> {
    /// The families whose paths begin so.
    pub fn of(beginnings: &'s [String]) -> Self {
        Self(beginnings)
    }

    /// Whether a path is in one of them. Segments are whole: `/pets` has `/pets/{id}`, not `/petshop`.
    pub fn has(self, path: &str) -> bool {
        let is_below = |family: &String| {
            let rest = path.strip_prefix(family.trim_end_matches('/'));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.0.iter().any(is_below)
    }
}

/// An operation that is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skip {
    /// Its `operationId`, or method and path.
    pub operation: String,
    /// Why.
    pub because: String,
    /// Where it is said.
    pub place: Option<Place>,
}

/// A command whose output others use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seed {
    /// The name of its output.
    pub name: String,
    /// A program and its arguments.
    pub command: Vec<String>,
    /// Where it is said.
    pub place: Option<Place>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_whole_segments() {
        let table: &[(&[&str], &str, bool)] = &[
            (&[], "/pets", false),
            (&["/pets"], "/pets", true),
            (&["/pets/"], "/pets/{id}", true),
            (&["/pets"], "/petshop", false),
            (&["/owners", "/pets"], "/pets", true),
        ];
        for (beginnings, path, expected) in table {
            let beginnings: Vec<String> = beginnings.iter().map(|one| (*one).to_owned()).collect();
            assert_eq!(Families::of(&beginnings).has(path), *expected, "{beginnings:?} {path}");
        }
    }
}
