//! The options of all programs, by everything that a page can call them.

use std::collections::{BTreeMap, HashMap};

use sourcebook_command::{Command, CommandFacts, CommandOption, INDEX_MARK};

/// An option, and the command that has it.
#[derive(Debug, Clone)]
pub struct KnownOption {
    /// The command, the program's name first: `app serve`.
    pub command: String,
    /// What its facts say.
    pub option: CommandOption,
}

impl KnownOption {
    /// Where the fact comes from, in words.
    pub fn origin(&self) -> String {
        format!("the facts of `{}`", self.command)
    }
}

/// Every option of every program.
#[derive(Debug, Default)]
pub struct Options {
    list: Vec<KnownOption>,
    /// Options by each of their flags, without dashes.
    flags: HashMap<String, Vec<usize>>,
    variables: BTreeMap<String, usize>,
    /// Variables in which a number stands.
    families: Vec<(String, usize)>,
    /// Options by their keys in the configuration file.
    keys: BTreeMap<String, usize>,
    /// The first words that most variables have in common, each with what follows it: `APP_`.
    prefixes: Vec<String>,
}

impl Options {
    /// Adds what a program says of its options.
    pub fn add(&mut self, facts: &CommandFacts) {
        let mut waiting: Vec<(String, &Command)> = vec![(facts.cli.name.clone(), &facts.cli)];
        while let Some((path, command)) = waiting.pop() {
            for option in &command.options {
                self.add_option(&path, option);
            }
            let children = command.children.iter().rev();
            waiting.extend(children.map(|child| (format!("{path} {}", child.name), child)));
        }
        self.prefixes = prefixes(self.variables.keys());
    }

    fn add_option(&mut self, command: &str, option: &CommandOption) {
        let id = self.list.len();
        self.list.push(KnownOption { command: command.to_owned(), option: option.clone() });
        for flag in std::iter::once(&option.flag).chain(&option.aliases) {
            if !flag.is_empty() {
                self.flags.entry(flag.clone()).or_default().push(id);
            }
        }
        for variable in std::iter::once(&option.env).chain(&option.variables) {
            if variable.contains(INDEX_MARK) {
                self.families.push((variable.clone(), id));
            } else if !variable.is_empty() {
                self.variables.entry(variable.clone()).or_insert(id);
            }
        }
        if !option.yaml.is_empty() {
            self.keys.entry(option.yaml.clone()).or_insert(id);
        }
    }

    /// Whether no program has a variable.
    pub fn has_variables(&self) -> bool {
        !self.variables.is_empty()
    }

    /// Whether no program has a configuration file.
    pub fn has_keys(&self) -> bool {
        !self.keys.is_empty()
    }

    /// The option that reads a variable.
    pub fn variable(&self, name: &str) -> Option<&KnownOption> {
        let of_family = || {
            let is_of = |(family, _): &&(String, usize)| is_of_family(family, name);
            self.families.iter().find(is_of).map(|(_, id)| id)
        };
        self.variables.get(name).or_else(of_family).map(|id| &self.list[*id])
    }

    /// Every variable.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.variables.keys().map(String::as_str)
    }

    /// Whether a name begins as the programs' own variables do.
    pub fn has_prefix(&self, name: &str) -> bool {
        self.prefixes.iter().any(|prefix| name.starts_with(prefix.as_str()))
    }

    /// The options with a flag, which stands without its dashes.
    pub fn flag(&self, name: &str) -> impl Iterator<Item = &KnownOption> {
        self.flags.get(name).into_iter().flatten().map(|id| &self.list[*id])
    }

    /// The only option with a description.
    pub fn described(&self, description: &str) -> Option<&KnownOption> {
        let is_it = |known: &&KnownOption| {
            !description.is_empty() && known.option.description == description
        };
        let mut found = self.list.iter().filter(is_it);
        found.next().filter(|_| found.next().is_none())
    }

    /// Every flag, without dashes.
    pub fn flags(&self) -> impl Iterator<Item = &str> {
        self.flags.keys().map(String::as_str)
    }

    /// The option at a path of the configuration file: `http.address`.
    pub fn key(&self, path: &str) -> Option<&KnownOption> {
        self.keys.get(path).map(|id| &self.list[*id])
    }

    /// Every path of the configuration file, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.keys().map(String::as_str)
    }

    /// Whether there are options below a path of the configuration file.
    pub fn has_keys_below(&self, path: &str) -> bool {
        let start = format!("{path}.");
        let next = self.keys.range(start.clone()..).next();
        next.is_some_and(|(key, _)| key.starts_with(&start))
    }
}

/// Whether a name is one of a family: a number stands where the family has its mark.
fn is_of_family(family: &str, name: &str) -> bool {
    let Some((before, after)) = family.split_once(INDEX_MARK) else { return family == name };
    let Some(rest) = name.strip_prefix(before) else { return false };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && is_of_family(after, &rest[digits..])
}

/// The first words with which at least three variables, and a fifth of all, begin.
fn prefixes<'v>(variables: impl Iterator<Item = &'v String>) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all = 0;
    for variable in variables {
        all += 1;
        if let Some(end) = variable.find('_') {
            *counts.entry(&variable[..=end]).or_default() += 1;
        }
    }
    let common = counts.into_iter().filter(|(_, count)| *count >= 3 && count * 5 >= all);
    common.map(|(prefix, _)| prefix.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn options() -> Options {
        let facts: CommandFacts = serde_json::from_value(json!({"cli": {
            "name": "app",
            "options": [{"flag": "url", "aliases": ["address"], "env": "APP_URL"}],
            "children": [{"name": "serve", "options": [
                {"flag": "url", "env": "APP_SERVE_URL", "yaml": "http.url"},
                {"env": "APP_LOGIN", "variables": ["APP_LOGIN_{n}_ID"]},
                {"flag": "debug", "env": "DEBUG"},
            ]}],
        }}))
        .expect("facts");
        let mut options = Options::default();
        options.add(&facts);
        options
    }

    #[test]
    fn options_are_found_by_flag_alias_variable_family_and_key() {
        let options = options();
        assert_eq!(options.flag("url").count(), 2);
        assert_eq!(options.flag("address").count(), 1);
        let command = |found: Option<&KnownOption>| found.map(|one| one.command.clone());
        assert_eq!(command(options.variable("APP_URL")).as_deref(), Some("app"));
        assert_eq!(command(options.variable("APP_LOGIN_12_ID")).as_deref(), Some("app serve"));
        assert_eq!(command(options.variable("APP_LOGIN__ID")), None);
        assert_eq!(command(options.variable("APP_LOGIN_1_IDS")), None);
        assert_eq!(command(options.key("http.url")).as_deref(), Some("app serve"));
        assert!(options.has_keys_below("http") && !options.has_keys_below("htt"));
    }

    #[test]
    fn the_prefix_of_most_variables_is_known() {
        let options = options();
        assert!(options.has_prefix("APP_ANYTHING"));
        assert!(!options.has_prefix("DEBUG_ALL") && !options.has_prefix("APPLE"));
    }
}
