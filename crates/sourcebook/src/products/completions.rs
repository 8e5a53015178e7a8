//! Completions of a program's command line for shells.

mod program;
#[cfg(test)]
mod tests;

use clap_complete::{Generator, Shell, generate};
use sourcebook_command::CommandFacts;

use super::commands;
use super::{Product, Render, Rendered};
use crate::artifact::join;
use crate::config::{Choices, InFolder, Several, settings};
use crate::facts::Facts;

/// The product.
pub const PRODUCT: Product = Product::new::<Completions>(
    "completions",
    "completion scripts for shells, from the commands and their options",
);

const SHELLS: &[Shell] = &[Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell, Shell::Elvish];

impl Choices for Shell {
    const CHOICES: &'static [(&'static str, Self, &'static str)] = &[
        ("bash", Self::Bash, ""),
        ("zsh", Self::Zsh, ""),
        ("fish", Self::Fish, ""),
        ("powershell", Self::PowerShell, ""),
        ("elvish", Self::Elvish, ""),
    ];
}

settings! {
    struct Completions {
        /// The folder of the scripts.
        out: InFolder = "completions";
        /// The shells that have a script.
        shells: Several<Shell> = SHELLS;
    }
}

impl Render for Completions {
    fn render(&self, facts: &Facts) -> Rendered {
        commands::render(facts, PRODUCT.name, |facts| {
            Ok(self.shells.iter().map(|shell| self.script(facts, *shell)).collect())
        })
    }
}

impl Completions {
    fn script(&self, facts: &CommandFacts, shell: Shell) -> (String, String) {
        let name = &facts.cli.name;
        let mut script = Vec::new();
        generate(shell, &mut program::program(facts), name, &mut script);
        let path = join(&self.out, &shell.file_name(name));
        (path, String::from_utf8_lossy(&script).into_owned())
    }
}
