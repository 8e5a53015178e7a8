//! A value of a table that is there, for the kind that reads it.

use std::path::Path;

use sourcebook_syntax::Place;

use super::table::Table;

/// A value that is there, for the kind that reads it.
#[derive(Debug)]
pub struct Given<'s, 'a> {
    pub(super) table: &'s mut Table<'a>,
    pub(super) key: &'static str,
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

    /// The whole number.
    pub fn integer(&mut self) -> Option<i128> {
        self.table.integer(self.key)
    }

    /// The strings of a list.
    pub fn strings(&mut self) -> Option<Vec<String>> {
        self.table.strings(self.key)
    }

    /// The strings of a table with free names.
    pub fn pairs(&mut self) -> Option<Vec<(String, String)>> {
        self.table.pairs(self.key)
    }

    /// Reports the value as wrong.
    pub fn reject(&mut self, message: impl Into<String>, help: impl Into<String>) {
        self.table.reject(self.key, message, help);
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
