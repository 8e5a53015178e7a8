//! Says what a change breaks, and whom: of an API, of a command line, of settings.
//!
//! One law covers nearly all of it: a request that accepts less, or a response that may say more,
//! breaks. [`compare()`] holds two API documents against each other, [`compare_commands()`] two command
//! lines with their settings.
//!
//! The way of a change: `normalize` gives one spelling to what documents say in several ways; `walk`
//! goes over everything that both have, and knows in which direction values go there; `relate` holds
//! schemas against each other, pair by pair, each once; `law` judges what differs; `reach` says each
//! change once, with the operations that it reaches; `witness` finds a value that shows it; `message`
//! puts it in words.

mod change;
mod codes;
mod command;
mod compare;
mod date;
mod difference;
mod findings;
mod graph;
mod kinds;
mod law;
mod lifecycle;
mod message;
mod normalize;
mod reach;
mod relate;
mod relation;
mod side;
mod spot;
mod version;
mod walk;
mod witness;
mod words;

pub use change::Change;
pub use codes::CODES;
pub use command::compare_commands;
pub use compare::{Options, compare};
pub use date::Date;
pub use findings::{Reach, Witness};
pub use law::Level;
pub use relation::Relation;
pub use walk::Profile;
