//! Which tools of a server are offered, by their names.

use sourcebook_options::Pattern;

/// What is allowed and what is denied. An expression matches anywhere in a name.
#[derive(Debug, Clone, Default)]
pub(crate) struct NameFilter {
    allow: Vec<Pattern>,
    deny: Vec<Pattern>,
}

impl NameFilter {
    pub(super) fn new(allow: &[Pattern], deny: &[Pattern]) -> Self {
        Self { allow: allow.to_vec(), deny: deny.to_vec() }
    }

    /// Whether a tool of this name is offered: what is denied never is, and where something is
    /// allowed, nothing else is.
    pub(super) fn lets_through(&self, name: &str) -> bool {
        let matches = |patterns: &[Pattern]| patterns.iter().any(|pattern| pattern.is_match(name));
        !matches(&self.deny) && (self.allow.is_empty() || matches(&self.allow))
    }
}

#[cfg(test)]
mod tests {
    use sourcebook_options::Value;

    use super::*;

    #[test]
    fn what_is_denied_is_never_offered_and_what_is_allowed_alone() {
        type Patterns = &'static [&'static str];
        let table: [(Patterns, Patterns, &str, bool); 10] = [
            (&[], &[], "search", true),
            (&["^search"], &[], "search_docs", true),
            (&["^search"], &[], "research", false),
            (&["search"], &[], "research", true),
            (&["^search$", "^read$"], &[], "read", true),
            (&["^search$"], &[], "search_docs", false),
            (&[], &["delete"], "delete_page", false),
            (&[], &["delete"], "read", true),
            (&[".*"], &["^del"], "delete_page", false),
            (&["(?i)^READ"], &[], "read", true),
        ];
        for (allow, deny, name, expected) in table {
            let patterns = |texts: Patterns| -> Vec<Pattern> {
                texts.iter().map(|text| Pattern::parse(text).unwrap()).collect()
            };
            let filter = NameFilter::new(&patterns(allow), &patterns(deny));
            assert_eq!(filter.lets_through(name), expected, "{allow:?} {deny:?} {name}");
        }
    }
}
