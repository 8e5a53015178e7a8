//! Markdown that every product of pages makes: tables, and texts made fit for where they stand.

pub(in crate::products) mod plain;
pub(in crate::products) mod table;
pub(in crate::products) mod text;
