//! How a project judges problems: a severity per code, and places where a problem is accepted.

mod read;

use std::collections::BTreeMap;

use sourcebook_syntax::{Code, Diagnostic, Place, Severity, Sources};

use crate::problem::Problem;
use crate::problems::UNUSED_ALLOW;
pub(super) use read::{read_allow, read_severities};

/// `[problems]` and `[[allow]]`.
#[derive(Debug, Default)]
pub struct Rules {
    /// Severities other than the default, by code.
    pub severities: BTreeMap<&'static str, Severity>,
    /// Where which problem is accepted.
    pub allows: Vec<Allow>,
}

/// One accepted problem.
#[derive(Debug)]
pub struct Allow {
    problem: &'static Code,
    file: String,
    pointer: Option<String>,
    configured: Place,
}

impl Rules {
    /// The problems that are left, each with its severity; graver ones last, so that they stand
    /// next to the closing line.
    ///
    /// When `complete`, everything was compared, and an entry of the allow list that matched
    /// nothing is a problem too.
    pub fn judge(&self, sources: &Sources, problems: Vec<Problem>, complete: bool) -> Vec<Problem> {
        let mut used = vec![false; self.allows.len()];
        let mut judged = Vec::with_capacity(problems.len());
        for problem in problems {
            let allowed = self.allows.iter().position(|allow| allow.matches(sources, &problem));
            match allowed {
                Some(at) => used[at] = true,
                None => judged.extend(self.judged(problem)),
            }
        }
        if complete {
            let unused = self.allows.iter().zip(used).filter(|(_, used)| !used);
            judged.extend(unused.filter_map(|(allow, _)| self.judged(allow.unused().into())));
        }
        judged.sort_by_key(|problem| (problem.diagnostic.severity, problem.fix.is_none()));
        judged
    }

    /// Whether a problem must be mended by a person before anything is written.
    pub fn stops(&self, sources: &Sources, problem: &Problem) -> bool {
        problem.fix.is_none()
            && self.severity(problem) >= Severity::Error
            && !self.allows.iter().any(|allow| allow.matches(sources, problem))
    }

    fn severity(&self, problem: &Problem) -> Severity {
        let code = problem.diagnostic.code;
        self.severities.get(code.name).copied().unwrap_or(problem.diagnostic.severity)
    }

    /// The problem with the severity that it has here; `None` where nothing is said of it.
    fn judged(&self, mut problem: Problem) -> Option<Problem> {
        problem.diagnostic.severity = self.severity(&problem);
        (problem.diagnostic.severity != Severity::Allow).then_some(problem)
    }
}

impl Allow {
    fn matches(&self, sources: &Sources, problem: &Problem) -> bool {
        if problem.diagnostic.code != self.problem {
            return false;
        }
        let (file, pointer) = match &problem.diagnostic.place {
            Some(place) => (sources.file(place.file).name(), place.pointer.as_str()),
            None => (problem.path.as_deref().unwrap_or(""), ""),
        };
        matches_glob(&self.file, file)
            && self.pointer.as_ref().is_none_or(|prefix| {
                matches_glob(prefix, pointer) || matches_glob(&format!("{prefix}/*"), pointer)
            })
    }

    fn unused(&self) -> Diagnostic {
        let message = format!("no `{}` was found at the allowed place", self.problem.name);
        Diagnostic::new(&UNUSED_ALLOW, message)
            .at(self.configured.clone(), "matches nothing")
            .help("remove this `[[allow]]` entry, or correct its place")
    }
}

/// Whether a text matches a pattern in which `*` stands for any characters, also none.
pub(crate) fn matches_glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or("");
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let mut last = None;
    for part in parts {
        if let Some(middle) = last.replace(part) {
            match rest.find(middle) {
                Some(at) => rest = &rest[at + middle.len()..],
                None => return false,
            }
        }
    }
    last.map_or(rest.is_empty(), |last| rest.ends_with(last))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::matches_glob;

    #[test]
    fn a_star_stands_for_anything() {
        let table = [
            ("a.yaml", "a.yaml", true),
            ("a.yaml", "b/a.yaml", false),
            ("*a.yaml", "b/a.yaml", true),
            ("*", "", true),
            ("*", "anything", true),
            ("a*c*e", "abcde", true),
            ("a*c*e", "abcd", false),
            ("a*a", "a", false),
            ("/paths/*/get", "/paths/~1a/b/get", true),
            ("", "a", false),
            ("ab*ab*b", "abab", false),
        ];
        for (pattern, text, expected) in table {
            assert_eq!(matches_glob(pattern, text), expected, "{pattern} on {text}");
        }
    }

    proptest! {
        #[test]
        fn cutting_pieces_out_of_a_text_gives_a_pattern_that_matches(
            pieces in prop::collection::vec("[ab]{0,3}", 1..5),
            gaps in prop::collection::vec("[ab*]{0,3}", 5),
        ) {
            let pattern = pieces.join("*");
            let mut text = pieces[0].clone();
            for (piece, gap) in pieces[1..].iter().zip(gaps) {
                text.push_str(&gap);
                text.push_str(piece);
            }
            prop_assert!(matches_glob(&pattern, &text));
        }
    }
}
