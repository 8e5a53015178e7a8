//! The published layout, to the byte: what is wrong in it is wrong on purpose.

use std::fmt::Write;

use sourcebook_command::{CommandFacts, CommandOption, Node, VERSION_MARK};

use crate::publish;

/// The page of a command, which links to the pages beside it by [`Node::page_name`].
pub fn command_page(facts: &CommandFacts, node: &Node<'_>) -> String {
    let command = node.command;
    let mut blocks = vec![format!("<!-- DO NOT EDIT | GENERATED CONTENT -->\n# {}", node.title())];
    blocks.push(command.short.clone());
    if !command.aliases.is_empty() {
        blocks.push("Aliases:".to_owned());
        blocks.push(format!("* {}", command.aliases.join("\n* ")));
    }
    blocks.push(format!("## Usage\n\n```console\n{}\n```", node.usage()));
    if !command.long.is_empty() {
        blocks.push(format!("## Description\n\n```console\n{}\n```", long(facts, &command.long)));
    }
    let children = node.visible_children();
    if !children.is_empty() {
        blocks.push("## Subcommands".to_owned());
        blocks.push(subcommands(&children));
    }
    let is_shown =
        |option: &&CommandOption| !option.flag.is_empty() || !option.shorthand.is_empty();
    let options: Vec<_> = node.visible_options().filter(is_shown).collect();
    if !options.is_empty() {
        blocks.push("## Options".to_owned());
    }
    for option in options {
        blocks.push(heading(option));
        blocks.push(table(option));
        blocks.push(option.description.replace('\n', "<br/>"));
    }
    blocks.retain(|block| !block.is_empty());
    publish(&(blocks.join("\n\n") + "\n"))
}

/// Pages are made by a build without a version: it goes away with the space behind it.
fn long(facts: &CommandFacts, text: &str) -> String {
    text.replace(&format!("{VERSION_MARK} "), "").replace(VERSION_MARK, &facts.version)
}

fn subcommands(children: &[Node<'_>]) -> String {
    let mut table = "| Name | Purpose |\n| ---- | ----- |".to_owned();
    for child in children {
        let (name, short) = (&child.command.name, &child.command.short);
        let _ =
            write!(table, "\n| [<code>{name}</code>](./{}) | {short} |", child.page_name() + ".md");
    }
    table
}

fn heading(option: &CommandOption) -> String {
    match option.shorthand.as_str() {
        "" => format!("### --{}", option.flag),
        shorthand => format!("### -{shorthand}, --{}", option.flag),
    }
}

fn table(option: &CommandOption) -> String {
    let variable = match option.env.as_str() {
        "" => String::new(),
        name => format!("${name}"),
    };
    let rows = [
        ("Environment", variable),
        ("YAML", option.yaml.clone()),
        ("Default", option.default.clone()),
    ];
    let mut table = "| | |\n| --- | --- |".to_owned();
    let _ = write!(table, "\n| Type | <code>{}</code> |", option.type_with_choices(r"\|"));
    for (name, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
        let _ = write!(table, "\n| {name} | <code>{value}</code> |");
    }
    table
}
