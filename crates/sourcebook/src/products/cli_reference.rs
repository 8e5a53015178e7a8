//! The command reference: one Markdown page for each command, the program's own as the index.

mod default_layout;
#[cfg(test)]
mod tests;

use sourcebook_command::{CommandFacts, Node, Profile};

use super::commands;
use super::{Product, Render, Rendered};
use crate::artifact::join;
use crate::config::{Choice, InFolder, settings};
use crate::facts::Facts;

/// The product.
pub const PRODUCT: Product = Product::new::<CliReference>(
    "cli-reference",
    "Markdown pages for every command, with its options",
);

settings! {
    struct CliReference {
        /// The folder of the pages.
        out: InFolder = "docs/reference/cli";
        compat: Choice<Profile> = Profile::Default, example Profile::Coder;
    }
}

impl Render for CliReference {
    fn render(&self, facts: &Facts) -> Rendered {
        commands::render(facts, PRODUCT.name, |facts| {
            let file = |(name, text): (String, String)| (join(&self.out, &name), text);
            Ok(pages(facts, self.compat).into_iter().map(file).collect())
        })
    }
}

/// The page of every visible command: its file name and its text.
fn pages(facts: &CommandFacts, profile: Profile) -> Vec<(String, String)> {
    let page = |node: Node<'_>| {
        let text = match profile {
            Profile::Default => default_layout::page(facts, &node),
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
