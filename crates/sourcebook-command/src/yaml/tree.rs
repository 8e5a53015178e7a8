//! The levels of the configuration file with their keys, in the order in which they were added.

use super::value::Value;
use super::{comment, scalar, write};
use crate::Profile;

/// A mapping whose keys have comments.
#[derive(Debug, Default)]
pub(super) struct Level {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    key: String,
    comment: String,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Level(Level),
    Value(Value),
}

impl Level {
    /// The level at the end of a path; levels that are not there are created, each with its
    /// comment. `None` where the path leads through a value.
    pub(super) fn descend(&mut self, path: &[&str], comments: &[String]) -> Option<&mut Self> {
        let mut level = self;
        for (key, comment) in path.iter().zip(comments) {
            let at = level.entries.iter().position(|entry| entry.key == *key);
            let at = at.unwrap_or_else(|| {
                level.push(key, comment.clone(), Content::Level(Self::default()))
            });
            match &mut level.entries[at].content {
                Content::Level(below) => level = below,
                Content::Value(_) => return None,
            }
        }
        Some(level)
    }

    /// Adds a value, unless its key is there already.
    pub(super) fn add(&mut self, key: &str, comment: String, value: Value) {
        if !self.entries.iter().any(|entry| entry.key == key) {
            self.push(key, comment, Content::Value(value));
        }
    }

    fn push(&mut self, key: &str, comment: String, content: Content) -> usize {
        self.entries.push(Entry { key: key.to_owned(), comment, content });
        self.entries.len() - 1
    }

    /// The level as YAML, indented by two spaces a level.
    pub(super) fn write(&self, profile: Profile) -> String {
        let mut text = String::new();
        self.push_to(&mut text, 0, profile);
        text
    }

    fn push_to(&self, text: &mut String, indent: usize, profile: Profile) {
        for entry in &self.entries {
            text.push_str(&comment::lines(&entry.comment, indent, profile));
            text.extend(std::iter::repeat_n(' ', indent));
            let key = if profile.quotes_untyped_values() {
                scalar::key(&entry.key)
            } else {
                scalar::key_as_needed(&entry.key)
            };
            match &entry.content {
                Content::Value(value) => write::member(text, &key, value, indent, profile),
                Content::Level(level) => {
                    text.push_str(&key);
                    text.push_str(":\n");
                    level.push_to(text, indent + 2, profile);
                }
            }
        }
    }
}
