//! The values of a table, each read as the kind that its declaration names.

use super::given::Given;
use super::kind::Kind;
use super::table::Table;

/// The values of a section, for a reader that was made from a declaration.
#[derive(Debug)]
pub struct Values<'s, 'a> {
    pub(super) table: &'s mut Table<'a>,
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
