//! What an older chain of tools published, to the byte: a Markdown linter that fixes what it finds, a
//! formatter of tables, and the layout of a command's page.
//!
//! Everything is reproduced with its defects, for projects whose pages must not change. Nobody else
//! needs this crate.

mod align;
mod command_page;
mod lint;
mod width;

use std::borrow::Cow;

pub use command_page::command_page;
pub use width::width;

/// A page as it is published: what the linter fixes is fixed, and its tables are aligned.
pub fn publish(page: &str) -> String {
    let fixed: Cow<'_, str> = lint::fix(page);
    align::align(&fixed)
}
