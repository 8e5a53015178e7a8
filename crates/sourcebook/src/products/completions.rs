//! Completions of a program's command line for shells.

mod program;
#[cfg(test)]
mod tests;

use clap_complete::{Generator, Shell, generate};
use sourcebook_command::CommandFacts;

use super::commands;
use super::{Product, Render, Rendered, Setting, Value};
use crate::artifact::join;
use crate::config::Table;
use crate::facts::Facts;

/// The product.
pub const PRODUCT: Product = Product {
    name: "completions",
    summary: "completion scripts for shells, from the commands and their options",
    settings: &[
        Setting {
            key: "out",
            value: Value::Default("\"completions\""),
            description: "The folder of the scripts.",
        },
        Setting {
            key: "shells",
            value: Value::Default("[\"bash\", \"zsh\", \"fish\", \"powershell\", \"elvish\"]"),
            description: "The shells that have a script.",
        },
    ],
    configure,
};

const SHELLS: [(&str, Shell); 5] = [
    ("bash", Shell::Bash),
    ("zsh", Shell::Zsh),
    ("fish", Shell::Fish),
    ("powershell", Shell::PowerShell),
    ("elvish", Shell::Elvish),
];

struct Completions {
    out: String,
    shells: Vec<Shell>,
}

fn configure(table: &mut Table<'_>) -> Box<dyn Render> {
    let out = table.path("out").unwrap_or_else(|| "completions".to_owned());
    let all = || SHELLS.iter().map(|(_, shell)| *shell).collect();
    let shells = table.strings("shells").map_or_else(all, |names| read_shells(table, &names));
    Box::new(Completions { out, shells })
}

/// The shells of these names; others are refused.
fn read_shells(table: &mut Table<'_>, names: &[String]) -> Vec<Shell> {
    let mut shells = Vec::new();
    for name in names {
        if let Some((_, shell)) = SHELLS.iter().find(|(known, _)| known == name) {
            shells.push(*shell);
        } else {
            let known = SHELLS.map(|(name, _)| format!("`{name}`")).join(", ");
            let message = format!("no shell is called `{name}`");
            table.refuse("shells", message, format!("the shells are {known}"));
        }
    }
    shells
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
