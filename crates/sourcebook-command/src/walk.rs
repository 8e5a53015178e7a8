//! Every command of a program, parents before children, each with the commands above it.

use crate::{Command, CommandFacts, CommandOption};

/// A command and the commands above it.
#[derive(Debug, Clone)]
pub struct Node<'f> {
    /// The commands above it, the root first.
    pub parents: Vec<&'f Command>,
    /// The command.
    pub command: &'f Command,
}

/// All commands, parents before children, in the order of their declaration.
#[derive(Debug)]
pub struct Walk<'f> {
    /// What is still to be visited; the next one last.
    waiting: Vec<Node<'f>>,
}

impl CommandFacts {
    /// The root command.
    pub fn root(&self) -> Node<'_> {
        Node { parents: Vec::new(), command: &self.cli }
    }

    /// All commands, parents before children, in the order of their declaration.
    pub fn commands(&self) -> Walk<'_> {
        Walk { waiting: vec![self.root()] }
    }

    /// The command with this full name (`tool serve`).
    pub fn command(&self, full_name: &str) -> Option<Node<'_>> {
        self.commands().find(|node| node.full_name() == full_name)
    }
}

impl<'f> Node<'f> {
    /// The names from the root down to this command, separated by spaces.
    pub fn full_name(&self) -> String {
        self.prefixed(&self.command.name)
    }

    /// The names without the root's; the root's own name for the root.
    pub fn title(&self) -> String {
        if self.is_root() {
            return self.command.name.clone();
        }
        let names = self.parents.iter().skip(1).chain([&self.command]);
        names.map(|command| command.name.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The usage line: the parents' names and the command's own usage text.
    pub fn usage(&self) -> String {
        let own = &self.command.usage;
        self.prefixed(if own.is_empty() { &self.command.name } else { own })
    }

    /// Whether this is the program itself.
    pub fn is_root(&self) -> bool {
        self.parents.is_empty()
    }

    /// Whether neither the command nor one above it is hidden.
    pub fn is_visible(&self) -> bool {
        !self.parents.iter().chain([&self.command]).any(|command| command.hidden)
    }

    /// The commands directly below it.
    pub fn children(&self) -> impl DoubleEndedIterator<Item = Node<'f>> + use<'f> {
        let mut parents = self.parents.clone();
        parents.push(self.command);
        self.command.children.iter().map(move |command| Node { parents: parents.clone(), command })
    }

    /// The commands directly below it that are shown.
    pub fn visible_children(&self) -> Vec<Node<'f>> {
        self.children().filter(|child| !child.command.hidden).collect()
    }

    /// The options that are shown, in the order of their declaration.
    pub fn visible_options(&self) -> impl Iterator<Item = &'f CommandOption> {
        self.command.options.iter().filter(|option| !option.hidden)
    }

    /// The name of its page without an ending: the names below the root, or `index`.
    pub fn page_name(&self) -> String {
        if self.is_root() { "index".to_owned() } else { self.title().replace(' ', "_") }
    }

    fn prefixed(&self, last: &str) -> String {
        let names = self.parents.iter().map(|command| command.name.as_str());
        names.chain([last]).collect::<Vec<_>>().join(" ")
    }
}

impl<'f> Iterator for Walk<'f> {
    type Item = Node<'f>;

    fn next(&mut self) -> Option<Node<'f>> {
        let node = self.waiting.pop()?;
        self.waiting.extend(node.children().rev());
        Some(node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(name: &str, hidden: bool, children: Vec<Command>) -> Command {
        Command { name: name.to_owned(), hidden, children, ..Command::default() }
    }

    #[test]
    fn commands_come_in_the_order_of_their_declaration() {
        let inner = vec![command("x", false, Vec::new()), command("w", true, Vec::new())];
        let children = vec![command("b", true, inner), command("a", false, Vec::new())];
        let facts = CommandFacts { cli: command("tool", false, children), ..Default::default() };
        let seen: Vec<_> = facts
            .commands()
            .map(|node| (node.full_name(), node.title(), node.is_visible()))
            .collect();
        let expected = [
            ("tool", "tool", true),
            ("tool b", "b", false),
            ("tool b x", "b x", false),
            ("tool b w", "b w", false),
            ("tool a", "a", true),
        ];
        let expected = expected
            .map(|(full_name, title, visible)| (full_name.to_owned(), title.to_owned(), visible));
        assert_eq!(seen, expected);
        let node = facts.command("tool b x").expect("a command");
        assert_eq!(node.usage(), "tool b x");
        assert!(facts.command("tool x").is_none());
    }
}
