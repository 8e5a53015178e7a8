//! How headings become anchors, by the rule of who shows the pages.

use std::collections::HashSet;

/// Whose rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Slugs {
    /// mdBook.
    #[default]
    MdBook,
    /// GitHub, and the sites that do as GitHub does.
    GitHub,
    /// `MkDocs`: the extension `toc` of Python-Markdown.
    MkDocs,
    /// Nobody knows: each heading has the anchors of all rules, and is called by mdBook's.
    Any,
}

/// The anchors that are used already, by rule.
#[derive(Debug, Default)]
pub(crate) struct Used {
    sets: [HashSet<String>; 3],
}

impl Slugs {
    /// The anchor of a heading's text, where no other has it.
    pub fn slug(self, text: &str) -> String {
        match self {
            Self::MdBook | Self::Any => slug(text),
            Self::GitHub => github(text),
            Self::MkDocs => mkdocs(text),
        }
    }

    /// The anchors of a heading's text beside those that are used already, which gain them: one, or
    /// that of each rule. Only mdBook has made quotes and dashes pretty before; `plain` has them as
    /// they are written.
    pub(crate) fn anchors(self, text: &str, plain: &str, used: &mut Used) -> Vec<String> {
        let rules: &[Self] = match &self {
            Self::Any => &[Self::MdBook, Self::GitHub, Self::MkDocs],
            rule => std::slice::from_ref(rule),
        };
        let rules = rules.iter().zip(&mut used.sets);
        let text = |rule: Self| if rule == Self::MdBook { text } else { plain };
        rules.map(|(rule, used)| rule.unused(text(*rule), used)).collect()
    }

    fn unused(self, text: &str, used: &mut HashSet<String>) -> String {
        let slug = self.slug(text);
        let separator = if self == Self::MkDocs { '_' } else { '-' };
        let mut candidate = slug.clone();
        let mut number = 1;
        while !used.insert(candidate.clone()) {
            candidate = format!("{slug}{separator}{number}");
            number += 1;
        }
        candidate
    }
}

/// The anchor that mdBook makes of a heading's text.
pub fn slug(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    let letters = lower.chars().filter_map(|letter| {
        if letter.is_alphanumeric() || letter == '_' || letter == '-' {
            Some(letter)
        } else {
            letter.is_whitespace().then_some('-')
        }
    });
    letters.collect()
}

/// Only spaces become dashes; other white space is dropped with the punctuation.
fn github(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    let letters = lower.chars().filter_map(|letter| match letter {
        ' ' => Some('-'),
        '-' | '_' => Some(letter),
        _ => letter.is_alphanumeric().then_some(letter),
    });
    letters.collect()
}

/// Letters beyond ASCII are dropped, and runs of dashes and spaces become one dash.
fn mkdocs(text: &str) -> String {
    let mut slug = String::new();
    let kept = text.chars().filter(|letter| {
        letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-') || letter.is_whitespace()
    });
    let kept: String = kept.collect();
    for letter in kept.trim().chars() {
        if letter.is_whitespace() || letter == '-' {
            if !slug.ends_with('-') {
                slug.push('-');
            }
        } else {
            slug.push(letter.to_ascii_lowercase());
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_makes_its_own_anchors() {
        let table = [
            ("Set up & run", "set-up--run", "set-up--run", "set-up-run"),
            ("v1.2 -- Über", "v12----über", "v12----über", "v12-ber"),
            ("snake_case", "snake_case", "snake_case", "snake_case"),
        ];
        for (text, book, github, mkdocs) in table {
            assert_eq!(Slugs::MdBook.slug(text), book);
            assert_eq!(Slugs::GitHub.slug(text), github);
            assert_eq!(Slugs::MkDocs.slug(text), mkdocs);
        }
    }

    #[test]
    fn without_a_rule_a_heading_has_the_anchors_of_all() {
        let mut used = Used::default();
        let first = Slugs::Any.anchors("–a & b", "--a & b", &mut used);
        assert_eq!(first, ["a--b", "--a--b", "-a-b"]);
        assert_eq!(Slugs::GitHub.anchors("–a", "--a", &mut Used::default()), ["--a"]);
    }

    #[test]
    fn an_anchor_that_is_used_gets_a_number() {
        let table = [(Slugs::GitHub, "a-1"), (Slugs::MkDocs, "a_1"), (Slugs::MdBook, "a-1")];
        for (slugs, second) in table {
            let mut used = HashSet::new();
            assert_eq!(slugs.unused("A", &mut used), "a");
            assert_eq!(slugs.unused("A", &mut used), second);
        }
    }
}
