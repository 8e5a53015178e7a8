//! A table of `sourcebook.toml`: only keys that are declared can be read from it.

use std::path::Path;

use sourcebook_syntax::Place;

use super::declaration::Settings;
use super::kind::Kind;
use super::table::Table;

/// A table of the configuration whose keys are declared.
#[derive(Debug)]
pub struct Section<'a> {
    table: Table<'a>,
}

/// The values of a section, for a reader that was made from a declaration.
#[derive(Debug)]
pub struct Values<'s, 'a> {
    table: &'s mut Table<'a>,
}

/// A value that is there, for the kind that reads it.
#[derive(Debug)]
pub struct Given<'s, 'a> {
    table: &'s mut Table<'a>,
    key: &'static str,
}

impl<'a> Section<'a> {
    pub(super) fn new(table: Table<'a>) -> Self {
        Self { table }
    }

    /// Reads settings; keys that are not among them are left for others.
    pub fn read<S: Settings>(&mut self) -> S {
        S::read(&mut Values { table: &mut self.table })
    }

    /// Reads settings, and reports every other key.
    pub fn read_whole<S: Settings>(mut self) -> S {
        let settings = self.read();
        self.finish();
        settings
    }

    /// Reports a value as wrong.
    pub fn refuse(&mut self, key: &str, message: impl Into<String>, help: impl Into<String>) {
        self.table.refuse(key, message, help);
    }

    /// Where a key's value stands; the table's own place when it has no such key.
    pub fn place(&self, key: &str) -> Place {
        self.table.place(key)
    }

    /// The project's folder; there is none for settings from the command line.
    pub fn folder(&self) -> Option<&'a Path> {
        self.table.folder()
    }

    /// Whether the key is there.
    pub(crate) fn has(&mut self, key: &'static str) -> bool {
        self.table.has(key)
    }

    /// Whether the key is there with something else than a string, which was reported.
    pub(crate) fn has_wrong_type(&self, key: &str) -> bool {
        self.table.has_wrong_type(key)
    }

    /// Reports every key that was not read.
    pub fn finish(self) {
        self.table.finish();
    }

    /// The same, where the keys are names of something else than settings.
    pub fn finish_as(self, noun: &str) {
        self.table.finish_as(noun);
    }

    /// The keys that were read so far, or looked for.
    #[cfg(test)]
    pub(crate) fn asked(&self) -> impl Iterator<Item = &'static str> {
        self.table.asked()
    }
}

impl Values<'_, '_> {
    /// The value of a key; nothing when it is absent or invalid.
    pub fn read<K: Kind>(&mut self, key: &'static str) -> Option<K::Value> {
        if !self.table.has(key) {
            return None;
        }
        K::read(&mut Given { table: self.table, key })
    }
}

impl<'a> Given<'_, 'a> {
    /// The key.
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// The key with the names of its tables.
    pub fn name(&self) -> String {
        self.table.full_name(self.key)
    }

    /// The string.
    pub fn string(&mut self) -> Option<String> {
        self.table.string(self.key)
    }

    /// `true` or `false`.
    pub fn flag(&mut self) -> Option<bool> {
        self.table.flag(self.key)
    }

    /// The strings of a list.
    pub fn strings(&mut self) -> Option<Vec<String>> {
        self.table.strings(self.key)
    }

    /// Reports the value as wrong.
    pub fn refuse(&mut self, message: impl Into<String>, help: impl Into<String>) {
        self.table.refuse(self.key, message, help);
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        self.table.place(self.key)
    }

    /// The project's folder; there is none for settings from the command line.
    pub fn folder(&self) -> Option<&'a Path> {
        self.table.folder()
    }
}
