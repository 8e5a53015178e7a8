//! A table of `sourcebook.toml`: only keys that are declared can be read from it.

use std::path::Path;

use sourcebook_syntax::Place;

use super::declaration::Settings;
use super::table::Table;
use super::values::Values;

/// A table of the configuration whose keys are declared.
#[derive(Debug)]
pub struct Section<'a> {
    table: Table<'a>,
}

impl<'a> Section<'a> {
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

    /// Lets tables in this one have free names; `noun` says what they are. Comes before reading.
    pub(crate) fn allow_names(&mut self, noun: &'static str) {
        self.table.allow_names(noun);
    }

    /// The tables with free names: all whose keys were not read. Comes after reading.
    pub(crate) fn named(&mut self) -> Vec<(String, Section<'a>)> {
        let tables = self.table.named().into_iter();
        tables.map(|(name, table)| (name, table.into_section())).collect()
    }

    /// The tables of an array of tables in this one, whose keys are declared.
    pub(crate) fn sections(&mut self, key: &'static str) -> Vec<Section<'a>> {
        self.table.tables(key).into_iter().map(Table::into_section).collect()
    }

    /// Reports a value as wrong.
    pub fn reject(&mut self, key: &str, message: impl Into<String>, help: impl Into<String>) {
        self.table.reject(key, message, help);
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

impl<'a> Table<'a> {
    /// The table as one whose keys are declared.
    pub fn into_section(self) -> Section<'a> {
        Section { table: self }
    }

    /// A table in this one, whose keys are declared.
    pub fn section(&mut self, key: &'static str) -> Option<Section<'a>> {
        self.table(key).map(Table::into_section)
    }
}
