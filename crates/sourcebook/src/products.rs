//! The one list of products: pure renderers from facts to artifacts.

pub mod api_reference;
