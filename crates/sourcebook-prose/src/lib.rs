//! Reads hand-written pages, and holds what they say against the facts.
//!
//! A [`Page`](page::Page) is read once: headings, links, blocks of code, names in code, sentences.
//! The [`Vocabulary`] has what the facts know, as sets to ask. [`check`] looks at pages with every
//! check of `checks/`, and reports only what is decided: a kind for which there are no facts is not
//! checked, and a name that is near none of theirs is a [`Mention`] and no fault.
//!
//! The modules, lowest first: `near` says which known name was meant; `mapped` are texts that know
//! where they stand on a page; `page` reads pages; `mentions` finds names in texts; `foreign` has
//! the names that belong to something else; `shell` reads command lines; `vocabulary` has the facts;
//! `scripts` finds where command lines stand on a page; `invocation` takes those of known programs
//! apart; `requests` finds HTTP requests; `help` reads help texts as pages; `finding` is what is found;
//! `checks` are the checks, one file each.
//!
//! Nothing here reads a disk, a network or a configuration: whoever calls hands everything in.

mod checks;
mod entries;
mod files;
mod finding;
mod foreign;
pub mod help;
mod invocation;
mod mapped;
mod mentions;
pub mod near;
pub mod page;
mod requests;
mod scripts;
pub mod shell;
pub mod vocabulary;

pub use checks::{
    CODES, Checker, DEAD_FRAGMENT, DEAD_LINK, HandWritten, Settings, check, check_help,
};
pub use files::Files;
pub use finding::{Findings, Mention};
pub use foreign::Foreign;
pub use mapped::Mapped;
pub use vocabulary::{Past, Vocabulary};
