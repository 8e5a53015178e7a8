//! Names that belong to something else than what the facts are about.

/// Patterns of names: `*` stands for anything but `/`, `**` for anything at all.
#[derive(Debug, Clone, Default)]
pub struct Foreign {
    patterns: Vec<String>,
}

impl Foreign {
    /// Of a list as in the configuration.
    pub fn new(patterns: impl IntoIterator<Item = String>) -> Self {
        Self { patterns: patterns.into_iter().collect() }
    }

    /// The number of the first pattern that covers a name.
    pub fn covering(&self, name: &str) -> Option<usize> {
        self.patterns.iter().position(|pattern| covers(pattern.as_bytes(), name.as_bytes()))
    }
}

/// Matches from the left; where a star fails, it takes one letter more.
fn covers(pattern: &[u8], name: &[u8]) -> bool {
    let (mut at, mut from) = (0, 0);
    // Where to go on when something does not match: behind the last star, and how far it reached.
    let mut star: Option<(usize, usize, bool)> = None;
    while from < name.len() {
        if pattern[at..].starts_with(b"*") {
            let is_double = pattern[at..].starts_with(b"**");
            at += if is_double { 2 } else { 1 };
            star = Some((at, from, is_double));
        } else if pattern.get(at) == Some(&name[from]) {
            at += 1;
            from += 1;
        } else if let Some((behind, reached, is_double)) = star
            && (is_double || name[reached] != b'/')
        {
            at = behind;
            from = reached + 1;
            star = Some((behind, from, is_double));
        } else {
            return false;
        }
    }
    pattern[at..].iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_parts_of_names() {
        let table = [
            ("APP_DATA", "APP_DATA", true),
            ("APP_DATA", "APP_DATAS", false),
            ("APP_*", "APP_DATA", true),
            ("APP_*_ID", "APP_USER_ID_ID", true),
            ("/api/*", "/api/users", true),
            ("/api/*", "/api/users/1", false),
            ("/api/**", "/api/users/1", true),
            ("*", "", true),
            ("", "a", false),
        ];
        for (pattern, name, expected) in table {
            let foreign = Foreign::new([pattern.to_owned()]);
            assert_eq!(foreign.covering(name).is_some(), expected, "{pattern} {name}");
        }
    }
}
