//! The one list of products: pure renderers from facts to artifacts.

pub use crate::product::{Product, Render, Rendered};

pub mod agents_index;
pub mod api_reference;
pub mod book_toml;
pub mod cli_reference;
mod commands;
pub mod completions;
pub mod config_schema;
pub mod environment;
pub mod error_pages;
pub mod facts_schema;
pub mod help;
pub mod man;
pub mod manifest_children;
mod markdown;
mod masks;
pub mod metrics;
pub mod operations;
mod option_items;
pub mod options_reference;
pub mod problems_reference;
pub mod settings_reference;
pub mod settings_schema;
mod settings_tables;
pub mod site_redirects;
pub mod spans;
pub mod summary;
pub mod theme_css;
pub mod typescript;
pub mod written_document;
pub mod yaml_sample;

/// Every product, in the order in which they are made.
pub static PRODUCTS: &[Product] = &[
    api_reference::PRODUCT,
    operations::PRODUCT,
    written_document::OPENAPI_3_1,
    written_document::OPENAPI_3_0,
    written_document::SWAGGER_2_0,
    typescript::PRODUCT,
    cli_reference::PRODUCT,
    help::PRODUCT,
    options_reference::PRODUCT,
    environment::PRODUCT,
    metrics::PRODUCT,
    spans::PRODUCT,
    yaml_sample::PRODUCT,
    config_schema::PRODUCT,
    man::PRODUCT,
    completions::PRODUCT,
    manifest_children::PRODUCT,
    facts_schema::PRODUCT,
    settings_reference::PRODUCT,
    problems_reference::PRODUCT,
    settings_schema::PRODUCT,
    theme_css::PRODUCT,
    error_pages::PRODUCT,
    site_redirects::server::PRODUCT,
    site_redirects::nginx::PRODUCT,
    site_redirects::vercel::PRODUCT,
    book_toml::PRODUCT,
    summary::PRODUCT,
    agents_index::PRODUCT,
];
