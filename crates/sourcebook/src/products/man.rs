//! One manual page for each command.

#[cfg(test)]
mod tests;

use roff::{Inline, Roff, bold, italic, roman};
use sourcebook_command::{CommandFacts, CommandOption, Node, VERSION_MARK};

use super::commands;
use super::option_items;
use super::{Product, Render, Rendered};
use crate::artifact::{MARKER, join};
use crate::config::{Choice, InFolder, choices, settings};
use crate::facts::Facts;

/// The product.
pub const PRODUCT: Product =
    Product::new::<Manual>("man", "a manual page for every command, for `man`");

choices! {
    /// A section of the manual.
    enum ManualSection {
        /// programs
        "1" => Programs,
        /// administration
        "8" => Administration,
    }
}

impl ManualSection {
    fn number(self) -> &'static str {
        match self {
            Self::Programs => "1",
            Self::Administration => "8",
        }
    }
}

settings! {
    struct Manual {
        /// The folder of the pages.
        out: InFolder = "man";
        /// The section of the manual.
        section: Choice<ManualSection> = ManualSection::Programs;
    }
}

impl Render for Manual {
    fn render(&self, facts: &Facts) -> Rendered {
        commands::render(facts, PRODUCT.name, |facts| {
            let section = self.section.number();
            let page = |node: Node<'_>| {
                let name = format!("{}.{}", page_name(&node), section);
                (join(&self.out, &name), page(facts, &node, section))
            };
            Ok(facts.commands().filter(Node::is_visible).map(page).collect())
        })
    }
}

fn page_name(node: &Node<'_>) -> String {
    node.full_name().replace(' ', "-")
}

fn page(facts: &CommandFacts, node: &Node<'_>, section: &str) -> String {
    let mut page = Roff::new();
    let (name, program) = (page_name(node), &facts.cli.name);
    let source = format!("{program} {}", facts.version);
    let title = [
        argument(&name.to_uppercase()),
        section.to_owned(),
        String::new(),
        argument(source.trim()),
    ];
    page.control("TH", title.iter().map(|part| if part.is_empty() { "\"\"" } else { part }));
    page.control("SH", ["NAME"]);
    page.text([roman(format!("{name} - {}", one_line(&node.command.short)))]);
    page.control("SH", ["SYNOPSIS"]);
    push_literal(&mut page, &node.usage());
    push_description(&mut page, facts, node);
    push_options(&mut page, facts, node);
    push_commands(&mut page, node);
    push_neighbors(&mut page, node, section);
    format!(".\\\" {MARKER}; do not edit.\n{}", page.render())
}

fn push_description(page: &mut Roff, facts: &CommandFacts, node: &Node<'_>) {
    let command = node.command;
    if command.long.is_empty() && command.deprecated.is_empty() && command.aliases.is_empty() {
        return;
    }
    page.control("SH", ["DESCRIPTION"]);
    if !command.deprecated.is_empty() {
        page.text([bold("Deprecated."), roman(format!(" {}", one_line(&command.deprecated)))]);
        page.control("PP", []);
    }
    if !command.aliases.is_empty() {
        page.text([roman("Aliases: "), bold(command.aliases.join(", "))]);
        page.control("PP", []);
    }
    if !command.long.is_empty() {
        push_literal(page, &command.long.replace(VERSION_MARK, &facts.version));
    }
}

fn push_options(page: &mut Roff, facts: &CommandFacts, node: &Node<'_>) {
    for (key, options) in option_items::by_group(facts, node.visible_options()) {
        let title = if key.is_empty() { "OPTIONS".to_owned() } else { format!("{key} OPTIONS") };
        page.control("SH", [argument(&title.to_uppercase()).as_str()]);
        if let Some(group) = facts.groups.get(&key).filter(|group| !group.description.is_empty()) {
            page.text([roman(one_line(&group.description))]);
        }
        for option in options {
            push_option(page, option);
        }
    }
}

fn push_option(page: &mut Roff, option: &CommandOption) {
    page.control("TP", []);
    let mut names: Vec<Inline> = Vec::new();
    let mut add = |name: Inline| {
        if !names.is_empty() {
            names.push(roman(", "));
        }
        names.push(name);
    };
    if !option.shorthand.is_empty() {
        add(bold(format!("-{}", option.shorthand)));
    }
    if !option.flag.is_empty() {
        add(bold(format!("--{}", option.flag)));
    }
    if !option.env.is_empty() {
        add(bold(format!("${}", option.env)));
    }
    if names.is_empty() {
        names.push(bold(option_items::names(option)));
    }
    let type_word = option.type_with_choices("|");
    if !type_word.is_empty() {
        names.extend([roman(" "), italic(one_line(&type_word))]);
    }
    page.text(names);
    push_lines(page, &option.description);
    for note in notes(option) {
        page.control("br", []);
        page.text([roman(note)]);
    }
}

/// What is known of an option beside its description.
fn notes(option: &CommandOption) -> Vec<String> {
    let mut notes: Vec<String> = option.deprecation().into_iter().collect();
    if !option.default.is_empty() {
        notes.push(format!("Default: {}", one_line(&option.default)));
    }
    if !option.yaml.is_empty() {
        notes.push(format!("In the configuration file: {}", option.yaml));
    }
    if !option.since.is_empty() {
        notes.push(format!("Since {}", one_line(&option.since)));
    }
    notes
}

fn push_commands(page: &mut Roff, node: &Node<'_>) {
    let children: Vec<_> = node.children().filter(|child| !child.command.hidden).collect();
    if children.is_empty() {
        return;
    }
    page.control("SH", ["COMMANDS"]);
    for child in children {
        page.control("TP", []);
        page.text([bold(child.command.name.as_str())]);
        let mark = if child.command.deprecated.is_empty() { "" } else { "(deprecated)" };
        page.text([roman(one_line(&format!("{} {mark}", child.command.short)))]);
    }
}

/// The pages of the command above and of those below.
fn push_neighbors(page: &mut Roff, node: &Node<'_>, section: &str) {
    let above = node
        .parents
        .split_last()
        .map(|(command, parents)| Node { parents: parents.to_vec(), command });
    let below = node.children().filter(|child| !child.command.hidden);
    let names: Vec<String> = above.into_iter().chain(below).map(|node| page_name(&node)).collect();
    if names.is_empty() {
        return;
    }
    page.control("SH", ["SEE ALSO"]);
    let mut text = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let end =
            if at + 1 < names.len() { format!("({section}), ") } else { format!("({section})") };
        text.extend([bold(name.as_str()), roman(end)]);
    }
    page.text(text);
}

/// A text whose lines stay as they are.
fn push_literal(page: &mut Roff, text: &str) {
    page.control("nf", []);
    for line in text.trim_matches('\n').lines() {
        page.text([roman(line)]);
    }
    page.control("fi", []);
}

/// A text whose line breaks stay.
fn push_lines(page: &mut Roff, text: &str) {
    for (at, line) in text.trim().lines().map(str::trim).enumerate() {
        if at > 0 {
            page.control("br", []);
        }
        page.text([roman(line)]);
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as the argument of a request, where quotes and backslashes mean something else.
fn argument(text: &str) -> String {
    one_line(text).replace('\\', "\\e").replace('"', "\\(dq").replace('-', "\\-")
}
