//! The API reference: one page per tag, one for schemas, one for authentication, an index.
