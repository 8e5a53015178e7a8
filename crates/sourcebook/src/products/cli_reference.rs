//! The command reference: one Markdown page for each command, the program's own as the index.

mod mended;
#[cfg(test)]
mod tests;

use sourcebook_command::{CommandFacts, Node, Profile};

use super::commands;
use super::{Product, Render, Rendered, Setting, Value};
use crate::artifact::join;
use crate::config::Table;
use crate::facts::Facts;

pub(super) use mended::{by_group, description, group_title, marks, names};

/// The product.
pub const PRODUCT: Product = Product {
    name: "cli-reference",
    summary: "Markdown pages for every command, with its options",
    settings: &[
        Setting {
            key: "out",
            value: Value::Default("\"docs/reference/cli\""),
            description: "The folder of the pages.",
        },
        commands::COMPAT,
    ],
    configure,
};

struct CliReference {
    out: String,
    profile: Profile,
}

fn configure(table: &mut Table<'_>) -> Box<dyn Render> {
    let out = table.path("out").unwrap_or_else(|| "docs/reference/cli".to_owned());
    Box::new(CliReference { out, profile: commands::profile(table) })
}

impl Render for CliReference {
    fn render(&self, facts: &Facts) -> Rendered {
        commands::render(facts, PRODUCT.name, |facts| {
            let file = |(name, text): (String, String)| (join(&self.out, &name), text);
            Ok(pages(facts, self.profile).into_iter().map(file).collect())
        })
    }
}

/// The page of every visible command: its file name and its text.
fn pages(facts: &CommandFacts, profile: Profile) -> Vec<(String, String)> {
    let page = |node: Node<'_>| {
        let text = match profile {
            Profile::Mended => mended::page(facts, &node),
            Profile::Coder => sourcebook_published::command_page(facts, &node),
        };
        (file(&node), text)
    };
    facts.commands().filter(Node::is_visible).map(page).collect()
}

/// The file name of a command's page.
pub(super) fn file(node: &Node<'_>) -> String {
    node.page_name() + ".md"
}
