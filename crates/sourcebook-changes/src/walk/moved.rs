//! Operations that went, and came elsewhere.

use std::cmp::Reverse;

use super::operations::context;
use super::{Placed, Seen, Walk};
use crate::law::Level;

/// Maximum number of pairs that are looked at.
const MAX_PAIRS: usize = 500_000;

/// Maximum number of candidates for one operation whose contracts are compared.
const MAX_CANDIDATES: usize = 4;

impl<'d> Walk<'_, 'd> {
    /// Which of the operations that went are which of those that came: of the same method, by their id,
    /// else by an equal contract at a similar URL. Pairs of positions.
    pub(super) fn moved(
        &mut self,
        left: &[Placed<'d>],
        came: &[Placed<'d>],
    ) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        if left.len() * came.len() > MAX_PAIRS {
            return pairs;
        }
        let mut scored = Vec::new();
        for (at, was) in left.iter().enumerate() {
            let now = came.iter().enumerate();
            let same = now.filter(|(_, now)| now.operation.method == was.operation.method);
            let mut all: Vec<_> = same.map(|(to, now)| (likeness(was, now), at, to)).collect();
            all.retain(|(score, ..)| *score >= LEAST);
            all.sort_by_key(|(score, at, to)| (Reverse(*score), *at, *to));
            all.truncate(MAX_CANDIDATES);
            scored.append(&mut all);
        }
        scored.sort_by_key(|(score, at, to)| (Reverse(*score), *at, *to));
        for (score, at, to) in scored {
            let is_free = !pairs.iter().any(|(was, now)| *was == at || *now == to);
            if is_free && (score >= BY_ID || self.has_same_contract(left[at], came[to])) {
                pairs.push((at, to));
            }
        }
        pairs.sort_unstable();
        pairs
    }

    /// Whether nothing differs between two operations but their URLs and names.
    fn has_same_contract(&mut self, was: Placed<'d>, now: Placed<'d>) -> bool {
        let mut seen = Seen::default();
        self.operation(was, now, &context(&was, &now), &mut seen);
        seen.findings.list.iter().all(|finding| finding.level == Level::Info)
            && seen.roots.iter().all(|root| self.relator.is_equal(root.pair))
    }
}

/// The least likeness that counts.
const LEAST: usize = 50;

/// The likeness of URLs of which one is the end of the other.
const PREFIXED: usize = 60;

/// The score of what has the same id.
const BY_ID: usize = 1000;

/// How alike two URLs are, from 0 to 100; more where the ids are the same.
fn likeness(was: &Placed<'_>, now: &Placed<'_>) -> usize {
    let id = was.operation.operation_id.as_ref();
    let by_id = if id.is_some() && id == now.operation.operation_id.as_ref() { BY_ID } else { 0 };
    let (old, new) = (segments(was.path), segments(now.path));
    let all = old.len().max(new.len()).max(1);
    let alike = 100 * common(&old, &new) / all;
    // One without a prefix that the other has.
    let is_end = old.ends_with(&new) || new.ends_with(&old);
    by_id + if is_end && !old.is_empty() && !new.is_empty() { alike.max(PREFIXED) } else { alike }
}

/// The segments of a path; names of templates are left aside.
fn segments(path: &str) -> Vec<&str> {
    let all = path.split('/').filter(|segment| !segment.is_empty());
    all.map(|segment| if segment.starts_with('{') { "{}" } else { segment }).collect()
}

/// The length of the longest sequence that two paths have in common.
fn common(one: &[&str], other: &[&str]) -> usize {
    let mut row = vec![0; other.len() + 1];
    for segment in one {
        let mut diagonal = 0;
        for (at, candidate) in other.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if segment == candidate { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{common, segments};

    #[test]
    fn what_paths_have_in_common_is_in_the_same_order() {
        let table = [
            ("/api/experimental/tasks/{user}", "/tasks/{name}", 2),
            ("/a/b/c", "/c/b/a", 1),
            ("/a/b", "/a/x/b", 2),
            ("/", "/a", 0),
        ];
        for (one, other, length) in table {
            assert_eq!(common(&segments(one), &segments(other)), length, "{one} {other}");
        }
    }
}
