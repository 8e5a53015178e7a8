//! One snapshot of the help of each command: what a person sees who asks for it.

use sourcebook_command::{CommandFacts, Help, Node, Profile};

use super::commands::{self, Commands, Files};
use super::{Product, Render, Rendered, masks};
use crate::artifact::join;
use crate::config::{Choice, InFolder, settings};
use crate::facts::Facts;

/// The product.
pub const PRODUCT: Product = Product::new::<HelpTexts>(
    "help",
    "a text file with the help of every command, as shown on an 80-column terminal",
);

settings! {
    struct HelpTexts {
        /// The folder for the help texts.
        out: InFolder = "docs/reference/help";
        compat: Choice<Profile> = Profile::Default, example Profile::Coder;
        /// Hidden commands whose help is also written, with their subcommands.
        include_hidden: Commands = &[], example &["debug"];
    }
}

impl Render for HelpTexts {
    fn render(&self, facts: &Facts) -> Rendered {
        commands::render(facts, PRODUCT.name, |facts| self.texts(facts))
    }
}

impl HelpTexts {
    fn texts(&self, facts: &CommandFacts) -> Files {
        let included = self.include_hidden.find(facts)?;
        let help = Help::new(facts, self.compat);
        let shown =
            facts.commands().filter(|node| node.is_visible() || is_included(node, &included));
        let text = |node: Node<'_>| {
            let name = format!("{}_--help.golden", node.full_name().replace(' ', "_"));
            (join(&self.out, &name), masks::apply(&facts.masks, help.text(&node)))
        };
        Ok(shown.map(text).collect())
    }
}

/// Whether a command is named, or is below a named one with nothing hidden between.
fn is_included(node: &Node<'_>, included: &[Node<'_>]) -> bool {
    let path: Vec<_> = node.parents.iter().chain([&node.command]).collect();
    included.iter().any(|one| {
        path.iter()
            .position(|command| std::ptr::eq(**command, one.command))
            .is_some_and(|at| path[at + 1..].iter().all(|below| !below.hidden))
    })
}
