//! Markdown that every product of pages makes: tables, and texts made fit for where they stand.

pub(in crate::products) mod ids;
#[allow(dead_code, reason = "the pages that are made of it follow")]
pub(in crate::products) mod inline;
pub(in crate::products) mod items;
pub(in crate::products) mod plain;
#[allow(dead_code, reason = "the pages that are made of it follow")]
pub(in crate::products) mod prose;
pub(in crate::products) mod table;
pub(in crate::products) mod text;
pub(in crate::products) mod values;
#[allow(dead_code, reason = "the pages that are made of it follow")]
pub(in crate::products) mod writer;
