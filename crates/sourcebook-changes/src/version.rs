//! Whether the version of an API says what its changes mean (Semantic Versioning 2.0.0).

use std::sync::Arc;

use sourcebook_model::document::Document;

use crate::change::Change;
use crate::codes;
use crate::findings::Reach;
use crate::law::Level;
use crate::relation::Relation;

/// A version: its first three numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Version {
    major: u64,
    minor: u64,
    patch: u64,
}

impl Version {
    /// `1.2.3`, `v1.2`, `1`; what follows the numbers does not count.
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix(['v', 'V']).unwrap_or(text);
        let core = text.split(['-', '+', ' ']).next()?;
        let mut numbers = core.split('.');
        let major = numbers.next()?.parse().ok()?;
        let mut next = || numbers.next().map_or(Some(0), |text| text.parse().ok());
        Some(Self { major, minor: next()?, patch: next()? })
    }

    /// Whether a later version may break: the first number that is not 0 is greater (section 8, and
    /// for 0.x section 4).
    fn allows_breaking(self, later: Self) -> bool {
        if self.major == 0 && later.major == 0 {
            (later.minor, later.patch) > (self.minor, self.patch)
                && (later.minor > self.minor || self.minor == 0)
        } else {
            later.major > self.major
        }
    }
}

/// The change that the version does not say, if there is one. Versions that are no Semantic Versions
/// say nothing.
pub(crate) fn check(old: &Document, new: &Document, changes: &[Change]) -> Option<Change> {
    let breaks = changes.iter().filter(|change| change.level == Level::Error).count();
    let (was, now) = (&old.info.version, &new.info.version);
    let (before, after) = (Version::parse(was)?, Version::parse(now)?);
    if breaks == 0 || before.allows_breaking(after) {
        return None;
    }
    let number = crate::words::count(breaks, "change");
    let verb = if breaks == 1 { "breaks" } else { "break" };
    let reach = Reach {
        operation: Arc::from("the document"),
        part: Arc::from(""),
        level: Level::Error,
        is_request: false,
    };
    Some(Change {
        code: &codes::VERSION_TOO_SMALL,
        level: Level::Error,
        relation: Relation::Equal,
        message: format!("{number} {verb} clients, and the version went from `{was}` to `{now}`"),
        new: new.place_at(&["info", "version"]),
        old: old.place_at(&["info", "version"]),
        reaches: vec![reach],
        witness: None,
        help: Some("raise the first number that is not 0".to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn the_first_number_that_is_not_zero_must_grow() {
        let table = [
            ("1.4.0", "1.5.0", false),
            ("1.4.0", "2.0.0", true),
            ("0.4.1", "0.5.0", true),
            ("0.4.1", "0.4.2", false),
            ("0.0.1", "0.0.2", true),
            ("0.9", "1.0", true),
            ("v1", "v2", true),
            ("2.0.0", "1.0.0", false),
            ("1.0.0-rc.1", "1.0.0", false),
        ];
        for (was, now, allows) in table {
            let [before, after] = [was, now].map(|text| Version::parse(text).expect("a version"));
            assert_eq!(before.allows_breaking(after), allows, "{was} to {now}");
        }
        assert_eq!(Version::parse("2026-07"), Version::parse("2026"));
        assert!(Version::parse("latest").is_none());
    }
}
