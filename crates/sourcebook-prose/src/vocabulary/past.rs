//! What the facts knew at an earlier commit, for names that are gone since.

use std::collections::BTreeMap;

use sourcebook_command::{Command, CommandFacts, CommandOption};

use super::options::{KnownOption, Options};

/// The names of an earlier commit.
#[derive(Debug)]
pub struct Past {
    /// The commit, as a hash.
    base: String,
    options: Options,
    /// Commands by their names, the program's first, each with its one line.
    commands: BTreeMap<String, String>,
}

/// What became of a name that is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// The commit that had it, shortened.
    pub base: String,
    /// What came instead, where that can be told.
    pub instead: Option<String>,
}

/// So many letters of a hash tell a commit.
const SHORT_HASH: usize = 10;

impl Past {
    /// What programs said at a commit.
    pub fn new(base: &str, programs: &[CommandFacts]) -> Self {
        let (mut options, mut commands) = (Options::default(), BTreeMap::new());
        for facts in programs {
            options.add(facts);
            add_commands(&facts.cli, "", &mut commands);
        }
        let base = base.chars().take(SHORT_HASH).collect();
        Self { base, options, commands }
    }

    fn gone(&self, instead: Option<String>) -> Gone {
        Gone { base: self.base.clone(), instead }
    }

    /// A variable that was read, and what is read now.
    pub fn variable(&self, name: &str, today: &Options) -> Option<Gone> {
        let known = self.options.variable(name)?;
        Some(self.gone(successor(known, today, |option| option.env.clone())))
    }

    /// A key of the settings file that an option had, and the key that it has now.
    pub fn key(&self, path: &str, today: &Options) -> Option<Gone> {
        let known = self.options.key(path)?;
        Some(self.gone(successor(known, today, |option| option.yaml.clone())))
    }

    /// A flag that a command had (any command, where none is named), and the flag that it has now.
    pub fn flag(&self, command: Option<&str>, name: &str, today: &Options) -> Option<Gone> {
        let is_of = |known: &&KnownOption| command.is_none_or(|command| known.command == command);
        let known = self.options.flag(name).find(is_of)?;
        Some(self.gone(successor(known, today, |option| option.flag.clone())))
    }

    /// A command that was there, and the one with the same description now; `today` has the names of
    /// all commands with their one lines.
    pub fn command<'c>(
        &self,
        name: &str,
        mut today: impl Iterator<Item = (&'c str, &'c str)>,
    ) -> Option<Gone> {
        let short = self.commands.get(name)?;
        let same = today.find(|(_, other)| !short.is_empty() && other == short);
        Some(self.gone(same.map(|(name, _)| name.to_owned())))
    }
}

fn add_commands(command: &Command, above: &str, commands: &mut BTreeMap<String, String>) {
    let name =
        if above.is_empty() { command.name.clone() } else { format!("{above} {}", command.name) };
    for child in &command.children {
        add_commands(child, &name, commands);
    }
    commands.insert(name, command.short.clone());
}

/// What an option is called now: by one of its other names, by what replaces it, or by its description.
fn successor(
    old: &KnownOption,
    today: &Options,
    name: impl Fn(&CommandOption) -> String,
) -> Option<String> {
    let option = &old.option;
    let flag = |flag: &str| today.flag(flag).next();
    let direct = flag(&option.flag)
        .or_else(|| today.variable(&option.env))
        .or_else(|| today.key(&option.yaml))
        .or_else(|| option.use_instead.iter().find_map(|other| flag(other)))
        .or_else(|| today.described(&option.description));
    let name = name(&direct?.option);
    (!name.is_empty()).then_some(name)
}
