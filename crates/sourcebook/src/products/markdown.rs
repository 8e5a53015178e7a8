//! Markdown that every product of pages makes: lists, and texts made fit for where they stand.

pub(in crate::products) mod ids;
pub(in crate::products) mod inline;
pub(in crate::products) mod items;
pub(in crate::products) mod plain;
pub(in crate::products) mod prose;
pub(in crate::products) mod text;
pub(in crate::products) mod values;
pub(in crate::products) mod writer;
