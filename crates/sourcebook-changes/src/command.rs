//! Holds two command lines against each other, with the settings that their options are.

mod arguments;
mod members;
mod names;
mod options;
mod told;
mod values;

use std::cmp::Reverse;

use sourcebook_command::{Command, CommandFacts, CommandOption, GLOBAL_GROUP};

use crate::change::Change;
use crate::codes;
use crate::law::Level;
use told::{Telling, Told};

/// Every change between two command lines, each once; the most serious first.
pub fn compare_commands(old: &CommandFacts, new: &CommandFacts) -> Vec<Change> {
    let mut told = Told::default();
    let walk = Walk { path: vec![&new.cli.name], global: Vec::new() };
    walk.command(&old.cli, &new.cli, &mut told);
    let mut changes = told.finish();
    changes.sort_by_key(|change| Reverse(change.level));
    changes
}

/// Where a walk over two command lines is.
#[derive(Debug, Clone)]
pub(crate) struct Walk<'f> {
    /// The names of the commands above, the program's first, and of this one.
    path: Vec<&'f str>,
    /// The options above that are accepted here too.
    global: Vec<&'f CommandOption>,
}

impl<'f> Walk<'f> {
    /// As people type it: `tool token create`.
    fn name(&self) -> String {
        self.path.join(" ")
    }

    /// The walk at a command below.
    fn below(&self, command: &'f Command, child: &'f Command) -> Self {
        let mut below = self.clone();
        below.path.push(&child.name);
        let is_global = |option: &&CommandOption| {
            option.group.first().is_some_and(|group| group == GLOBAL_GROUP)
        };
        below.global.extend(command.options.iter().filter(is_global));
        below
    }

    fn command(&self, old: &'f Command, new: &'f Command, told: &mut Told) {
        let name = self.name();
        if !old.hidden && new.hidden {
            told.add(
                Telling::info(&codes::COMMAND_HIDDEN, format!("`{name}` is not shown any more")),
                &name,
            );
        }
        let deprecated = [old, new].map(|command| !command.deprecated.is_empty());
        match deprecated {
            [false, true] => {
                told.add(
                    Telling::info(&codes::DEPRECATED, format!("`{name}` is deprecated now")),
                    &name,
                );
            }
            [true, false] => {
                let message = format!("`{name}` is not deprecated any more");
                told.add(Telling::info(&codes::REACTIVATED, message), &name);
            }
            _ => {}
        }
        self.options(old, new, told);
        self.arguments(old, new, told);
        self.children(old, new, told);
    }

    fn children(&self, old: &'f Command, new: &'f Command, told: &mut Told) {
        let accepts = |command: &Command, name: &str| {
            command.name == name || command.aliases.iter().any(|alias| alias == name)
        };
        let find = |name: &str| {
            let by_name = new.children.iter().find(|child| child.name == name);
            by_name.or_else(|| new.children.iter().find(|child| accepts(child, name)))
        };
        for child in &old.children {
            let mut aliases = child.aliases.iter();
            match find(&child.name).or_else(|| aliases.find_map(|alias| find(alias))) {
                Some(now) => {
                    self.below(new, now).command(child, now, told);
                    self.aliases(child, now, new, told);
                }
                None => self.gone(child, old, new, told),
            }
        }
        for child in &new.children {
            let names = std::iter::once(&child.name).chain(&child.aliases);
            let mut names = names.into_iter();
            if !names.any(|name| old.children.iter().any(|known| known.name == *name)) {
                let name = self.below(new, child).name();
                told.add(Telling::info(&codes::COMMAND_ADDED, format!("`{name}` is new")), &name);
            }
        }
    }

    /// Other names of a command that is still there.
    fn aliases(&self, old: &'f Command, now: &'f Command, above: &'f Command, told: &mut Told) {
        let name = self.below(above, now).name();
        let known = |command: &Command, alias: &str| {
            command.name == *alias || command.aliases.iter().any(|one| one == alias)
        };
        for alias in std::iter::once(&old.name).chain(&old.aliases) {
            if !above.children.iter().any(|child| known(child, alias)) {
                let message = format!("`{name}` is not called `{alias}` any more");
                told.add(Telling::error(&codes::ALIAS_REMOVED, message), &name);
            }
        }
        for alias in std::iter::once(&now.name).chain(&now.aliases) {
            if !known(old, alias) {
                let message = format!("`{name}` is called `{alias}` too");
                let message = if *alias == now.name {
                    format!("`{name}` was called `{}`, which is an alias now", old.name)
                } else {
                    message
                };
                told.add(Telling::info(&codes::ALIAS_ADDED, message), &name);
            }
        }
    }

    /// A command that no name leads to any more.
    fn gone(&self, child: &'f Command, old: &'f Command, new: &'f Command, told: &mut Told) {
        let name = self.below(old, child).name();
        if new.incomplete {
            return told.add(unknown(&name, &self.name()), &name);
        }
        let was_private = child.hidden || !child.deprecated.is_empty();
        let level = if was_private { Level::Info } else { Level::Error };
        let is_like = |other: &&Command| {
            let is_new = !old.children.iter().any(|known| known.name == other.name);
            is_new
                && other.options == child.options
                && other.children == child.children
                && other.arguments == child.arguments
                && !(child.options.is_empty() && child.children.is_empty())
        };
        let renamed = new.children.iter().find(is_like);
        let help = renamed.map(|other| {
            format!("renamed to `{}`? Keep `{}` as an alias of it", other.name, child.name)
        });
        let telling = Telling::of(&codes::COMMAND_REMOVED, level, format!("`{name}` is gone"));
        told.add(telling.help(help), &name);
    }
}

/// That something is not there, of which the facts do not tell everything.
fn unknown(what: &str, command: &str) -> Telling {
    let message =
        format!("`{what}` is not in the facts, which do not tell everything about `{command}`");
    Telling::of(&codes::UNDECIDED, Level::Warning, message)
}
