//! Programs with their commands and options, by the names with which they are called.

use foldhash::{HashMap, HashMapExt};
use sourcebook_command::{Command, CommandFacts, CommandOption, GLOBAL_GROUP};

/// Names a command in [`Programs`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CommandId(usize);

/// The commands of several programs.
#[derive(Debug, Default)]
pub struct Programs<'f> {
    nodes: Vec<Node<'f>>,
    roots: HashMap<&'f str, CommandId>,
}

/// A command with what it knows.
#[derive(Debug)]
pub struct Node<'f> {
    /// What the facts say.
    pub command: &'f Command,
    /// The full name: `tool add`.
    pub name: String,
    /// The command above it.
    pub parent: Option<CommandId>,
    /// Whether there may be more than the facts tell, here or in what is inherited from above.
    pub is_incomplete: bool,
    children: HashMap<&'f str, CommandId>,
    flags: HashMap<&'f str, Flag<'f>>,
    shorthands: HashMap<char, Flag<'f>>,
}

/// A way to give an option on a command line.
#[derive(Debug, Clone, Copy)]
pub struct Flag<'f> {
    /// The option.
    pub option: &'f CommandOption,
    /// Whether it takes the option back, as `--no-color` does.
    pub is_negation: bool,
}

impl Node<'_> {
    /// Where what is known of it comes from, in words.
    pub fn origin(&self) -> String {
        format!("the facts of `{}`", self.name)
    }
}

impl Flag<'_> {
    /// Whether the word behind the flag is its value, where no value is joined to it.
    pub fn takes_next_word(&self) -> bool {
        let is_switch = self.is_negation || self.option.type_word == "bool";
        !is_switch && !self.option.optional_value
    }
}

impl<'f> Programs<'f> {
    /// Adds a program. Of two with the same name, the first counts.
    pub fn add_program(&mut self, facts: &'f CommandFacts) {
        let root = &facts.cli;
        if !root.name.is_empty() && !self.roots.contains_key(root.name.as_str()) {
            let id = self.add(root, None);
            self.roots.insert(&root.name, id);
        }
    }

    fn add(&mut self, command: &'f Command, parent: Option<CommandId>) -> CommandId {
        let id = CommandId(self.nodes.len());
        let above = parent.map(|parent| self.node(parent));
        let name = match above {
            Some(above) => format!("{} {}", above.name, command.name),
            None => command.name.clone(),
        };
        let is_incomplete = command.incomplete || above.is_some_and(|above| above.is_incomplete);
        let (flags, shorthands) = flags(&command.options);
        self.nodes.push(Node {
            command,
            name,
            parent,
            is_incomplete,
            children: HashMap::new(),
            flags,
            shorthands,
        });
        for child in &command.children {
            let child_id = self.add(child, Some(id));
            let names = std::iter::once(&child.name).chain(&child.aliases);
            for name in names.filter(|name| !name.is_empty()) {
                self.nodes[id.0].children.entry(name.as_str()).or_insert(child_id);
            }
        }
        id
    }

    /// Whether nothing is known of any program.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The names of the programs.
    pub fn names(&self) -> impl Iterator<Item = &'f str> {
        self.roots.keys().copied()
    }

    /// The program that a word of a command line calls: by its name, or by a path to it.
    pub fn program(&self, word: &str) -> Option<CommandId> {
        let name = match word.rsplit_once(['/', '\\']) {
            Some((folder, name)) if is_folder(folder) => name,
            Some(_) => return None,
            None => word,
        };
        self.roots.get(name.strip_suffix(".exe").unwrap_or(name)).copied()
    }

    /// A command.
    pub fn node(&self, id: CommandId) -> &Node<'f> {
        &self.nodes[id.0]
    }

    /// The command of this name or alias directly below another one.
    pub fn child(&self, id: CommandId, name: &str) -> Option<CommandId> {
        self.node(id).children.get(name).copied()
    }

    /// The names and aliases of the commands directly below one, in order of their declaration.
    pub fn child_names(&self, id: CommandId) -> impl Iterator<Item = &'f str> {
        let children = self.node(id).command.children.iter();
        children
            .flat_map(|child| std::iter::once(&child.name).chain(&child.aliases))
            .map(String::as_str)
    }

    /// The flag of this name, without dashes, which a command has or inherits.
    pub fn flag(&self, id: CommandId, name: &str) -> Option<Flag<'f>> {
        let direct = self.inherited(id, |node| node.flags.get(name));
        direct.or_else(|| {
            let taken_back =
                self.inherited(id, |node| node.flags.get(name.strip_prefix("no-")?))?;
            let flag = Flag { is_negation: true, ..taken_back };
            taken_back.option.negatable.then_some(flag)
        })
    }

    /// The flag of this letter which a command has or inherits.
    pub fn shorthand(&self, id: CommandId, letter: char) -> Option<Flag<'f>> {
        self.inherited(id, |node| node.shorthands.get(&letter))
    }

    /// The names of all flags which a command has or inherits, without dashes.
    pub fn flag_names(&self, id: CommandId) -> Vec<&'f str> {
        let mut names = vec!["help"];
        for (at, node) in self.upwards(id) {
            let own = node.flags.iter().filter(|(_, flag)| at == id || self.passes_on(at, flag));
            names.extend(own.map(|(name, _)| *name));
        }
        names.sort_unstable();
        names
    }

    fn inherited(
        &self,
        id: CommandId,
        find: impl for<'n> Fn(&'n Node<'f>) -> Option<&'n Flag<'f>>,
    ) -> Option<Flag<'f>> {
        self.upwards(id).find_map(|(at, node)| {
            let flag = find(node).filter(|flag| at == id || self.passes_on(at, flag))?;
            Some(*flag)
        })
    }

    /// A command and those above it.
    fn upwards(&self, id: CommandId) -> impl Iterator<Item = (CommandId, &Node<'f>)> {
        let above = |at: &CommandId| self.node(*at).parent;
        std::iter::successors(Some(id), above).map(|at| (at, self.node(at)))
    }

    /// Whether the commands below a command accept a flag of it. The root says so for each of its
    /// options, if it does for any; elsewhere it depends on the library with which a program reads its
    /// command line, and so it is not decided that they do not.
    fn passes_on(&self, id: CommandId, flag: &Flag<'_>) -> bool {
        let node = self.node(id);
        let tells = || node.command.options.iter().any(is_global);
        node.parent.is_some() || is_global(flag.option) || !tells()
    }

    /// Every command of every program.
    pub fn commands(&self) -> impl Iterator<Item = (CommandId, &Node<'f>)> {
        self.nodes.iter().enumerate().map(|(at, node)| (CommandId(at), node))
    }
}

/// Whether the commands below accept it as well.
fn is_global(option: &CommandOption) -> bool {
    option.group.first().is_some_and(|group| group == GLOBAL_GROUP)
}

/// Whether a word before a slash is a folder and not the owner of an image: `./tool`, not `org/tool`.
fn is_folder(folder: &str) -> bool {
    folder.is_empty() || folder.starts_with(['.', '/', '~', '\\', '$']) || folder.contains(":\\")
}

type Flags<'f> = (HashMap<&'f str, Flag<'f>>, HashMap<char, Flag<'f>>);

fn flags(options: &[CommandOption]) -> Flags<'_> {
    let (mut flags, mut shorthands) = (HashMap::new(), HashMap::new());
    for option in options {
        let flag = Flag { option, is_negation: false };
        let names = std::iter::once(&option.flag).chain(&option.aliases);
        for name in names.filter(|name| !name.is_empty()) {
            flags.entry(name.as_str()).or_insert(flag);
        }
        if let Some(letter) = option.shorthand.chars().next() {
            shorthands.entry(letter).or_insert(flag);
        }
    }
    (flags, shorthands)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn flags_are_inherited_where_their_group_says_so() {
        let facts: CommandFacts = serde_json::from_value(json!({"cli": {
            "name": "tool",
            "options": [
                {"flag": "url", "group": ["Global"], "shorthand": "u", "aliases": ["server-url"]},
                {"flag": "version", "type": "bool"}
            ],
            "children": [{
                "name": "add", "aliases": ["plus"], "options": [{"flag": "to"}],
                "children": [{"name": "all"}]
            }]
        }}))
        .expect("facts");
        let mut programs = Programs::default();
        programs.add_program(&facts);
        let root = programs.program("./bin/tool").expect("the program");
        assert_eq!(programs.program("org/tool"), None);
        let add = programs.child(root, "plus").expect("by its alias");
        assert_eq!(programs.node(add).name, "tool add");
        for (name, expected) in
            [("to", true), ("url", true), ("server-url", true), ("version", false)]
        {
            assert_eq!(programs.flag(add, name).is_some(), expected, "{name}");
        }
        let all = programs.child(add, "all").expect("the command below");
        assert!(programs.flag(all, "to").is_some(), "it may be passed on");
        assert!(programs.shorthand(add, 'u').is_some());
        assert_eq!(programs.flag_names(add), ["help", "server-url", "to", "url"]);
    }
}
