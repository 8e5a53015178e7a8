//! Discriminators, and where their mappings lead.

use crate::document::{Discriminator, Id, Schema};
use sourcebook_syntax::{Diagnostic, NodeRef, Tree, nearest};

use super::super::codes::DANGLING_MAPPING;
use super::super::gather::is_file_of_mapping;
use super::super::reference::{ReferenceTarget, follow};
use super::Builder;

impl<'t> Builder<'t, '_> {
    /// An object since 3.0; just the member's name in 2.0.
    pub(super) fn discriminator(&mut self, node: NodeRef<'t>) -> Option<Box<Discriminator>> {
        if let Some(name) = node.get("discriminator").and_then(NodeRef::as_str) {
            let property_name = name.to_owned();
            return Some(Box::new(Discriminator { property_name, ..Discriminator::default() }));
        }
        let node = self.object(node, "discriminator")?;
        let mut discriminator = Discriminator {
            property_name: self.text(node, "propertyName").unwrap_or_default(),
            default_mapping: self.text(node, "defaultMapping"),
            extensions: self.extensions(node, &["propertyName", "mapping", "defaultMapping"]),
            ..Discriminator::default()
        };
        for (value, to) in self.named(node, "mapping", |_, to| to) {
            let Some(text) = to.scalar_text() else { continue };
            let target = self.mapped(to, text, &format!("`{value}`"));
            discriminator.targets.push(target);
            discriminator.mapping.push((value, text.to_owned()));
        }
        let default = node.get("defaultMapping").and_then(|to| Some((to, to.as_str()?)));
        discriminator.default_target =
            default.and_then(|(to, text)| self.mapped(to, text, "every other value"));
        Some(Box::new(discriminator))
    }

    /// The schema to which a mapping leads from a value: by its name, or by a reference.
    fn mapped(&mut self, at: NodeRef<'t>, text: &'t str, value: &str) -> Option<Id<Schema>> {
        let target = match self.mapping_target(at, text) {
            ReferenceTarget::Found(target) => self.in_other_file(target).unwrap_or(target),
            ReferenceTarget::Remote => return None,
            ReferenceTarget::Missing { why, meant } => {
                let mut diagnostic =
                    Diagnostic::new(&DANGLING_MAPPING, format!("`{text}` does not exist"))
                        .at(Self::place(at), why)
                        .note(format!("the discriminator maps {value} to it"));
                diagnostic.help = meant.map(|meant| format!("did you mean `{meant}`?"));
                self.diagnostics.push(diagnostic);
                return None;
            }
        };
        let id = self.schema(target);
        self.note_external(target, text, id);
        Some(id)
    }

    fn mapping_target(&self, at: NodeRef<'t>, text: &str) -> ReferenceTarget<'t> {
        let trees = [at.tree(), &self.gathered.trees[0]];
        let found = trees.iter().find_map(|tree| named_schemas(tree)?.get(text));
        if let Some(target) = found {
            return ReferenceTarget::Found(target);
        }
        if text.starts_with('#') || is_file_of_mapping(text) {
            return follow(self.gathered, at, text);
        }
        let names = trees.iter().find_map(|tree| named_schemas(tree));
        let meant = names.and_then(|names| nearest(text, names.members().map(|(name, _)| name)));
        let why = "no schema has this name".to_owned();
        ReferenceTarget::Missing { why, meant: meant.map(str::to_owned) }
    }
}

/// The map of a document's named schemas.
fn named_schemas(tree: &Tree) -> Option<NodeRef<'_>> {
    let root = tree.root();
    root.get("components").and_then(|components| components.get("schemas"))
}
