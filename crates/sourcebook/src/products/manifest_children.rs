//! The entries of a documentation manifest for the pages of the command reference.

use sourcebook_command::Node;
use sourcebook_syntax::Value as Json;

use super::cli_reference;
use super::commands;
use super::{Product, Render, Rendered};
use crate::artifact::join;
use crate::config::{OutFile, Text, settings};
use crate::facts::Facts;
use crate::value_text::{ValueStyle, json};

/// The product.
pub const PRODUCT: Product = Product::new::<ManifestChildren>(
    "manifest-children",
    "a JSON list of the pages of the command reference, for the navigation of a site",
);

settings! {
    struct ManifestChildren {
        out: OutFile = "docs/manifest-children.json";
        /// The folder of the pages, as written in the manifest.
        path: Text = "reference/cli";
    }
}

impl Render for ManifestChildren {
    fn render(&self, facts: &Facts) -> Rendered {
        commands::render(facts, PRODUCT.name, |facts| {
            let visible = facts.commands().filter(Node::is_visible);
            let mut entries: Vec<_> =
                visible.map(|node| (node.title(), self.entry(&node))).collect();
            entries.sort_by(|one, other| one.0.cmp(&other.0));
            let entries = Json::Array(entries.into_iter().map(|(_, entry)| entry).collect());
            Ok(vec![(self.out.clone(), json(&entries, ValueStyle::default()) + "\n")])
        })
    }
}

impl ManifestChildren {
    /// One page; without a description where the command has none.
    fn entry(&self, node: &Node<'_>) -> Json {
        let path = join(self.path.trim_end_matches('/'), &cli_reference::file(node));
        let members =
            [("title", node.title()), ("description", node.command.short.clone()), ("path", path)];
        let members =
            members.into_iter().filter(|(name, text)| *name != "description" || !text.is_empty());
        Json::Object(members.map(|(name, text)| (name.into(), Json::String(text.into()))).collect())
    }
}
