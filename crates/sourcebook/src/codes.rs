//! The kinds of problems that reading the configuration and the facts can find.

mod answers;
mod changes;
mod cli;
mod configuration;
mod facts;
mod site;

pub use answers::{INVALID_ANSWERS, no_answers};
pub use changes::{UNKNOWN_BASE, UNUSED_ACCEPT, unknown_base};
pub use cli::{DOUBTFUL_CLI, INVALID_CLI, UNKNOWN_CLI_MEMBER};
pub use configuration::{
    INVALID_SETTING, INVALID_TOML, NO_CONFIGURATION, UNKNOWN_SETTING, UNUSED_ALLOW,
};
pub use facts::{
    FACTS_COMMAND, INVALID_FACTS, MISSING_FACT, UNKNOWN_FACT, missing_fact, no_configuration_file,
};
pub use site::{INVALID_MANIFEST, INVALID_REDIRECT, UNREADABLE_PAGES};
