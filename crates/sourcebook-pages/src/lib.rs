//! What a server needs at run time to serve a documentation site: its redirects and its error page.
//!
//! Sourcebook writes two files for a server: the redirect table ([`Table`]) and the error page
//! with its theme ([`ErrorTemplate`]). Both are checked when they are written, and small to read.

pub mod error_page;
pub mod redirects;

pub use error_page::{Action, ErrorPage, ErrorTemplate};
pub use redirects::{Location, Table};
