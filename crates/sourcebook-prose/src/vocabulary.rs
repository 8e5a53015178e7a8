//! The facts as sets to ask: what a name on a page can mean.

mod options;

use sourcebook_command::CommandFacts;

pub use options::{KnownOption, Options};

/// Everything that a page can name. Built once, and then only asked.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// The options of all programs: by flag, variable and key.
    pub options: Options,
}

impl Vocabulary {
    /// Adds what a program says of its command line.
    pub fn add_program(&mut self, facts: &CommandFacts) {
        self.options.add(facts);
    }
}
