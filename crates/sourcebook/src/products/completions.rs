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
    let shells = match table.strings("shells") {
        None => SHELLS.iter().map(|(_, shell)| *shell).collect(),
        Some(names) => {
            let find = |name: &String| match SHELLS.iter().find(|(known, _)| known == name) {
                Some((_, shell)) => Some(*shell),
                None => {
                    let known = SHELLS.map(|(name, _)| format!("`{name}`")).join(", ");
                    table.refuse(
                        "shells",
                        format!("no shell is called `{name}`"),
                        format!("the shells are {known}"),
                    );
                    None
                }
            };
            names.iter().filter_map(find).collect()
        }
    };
    Box::new(Completions { out, shells })
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
