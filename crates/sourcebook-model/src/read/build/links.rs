//! Links and examples.

use foldhash::{HashMap, HashMapExt};
use percent_encoding::percent_decode_str;

use crate::document::{Example, Link, OperationId, Origin, Use};
use sourcebook_syntax::{NodeId, NodeRef};

use super::super::reference::{ReferenceTarget, follow};
use super::{Builder, ComponentStore};

impl<'t> Builder<'t, '_> {
    pub(super) fn example(&mut self, node: NodeRef<'t>) -> Use<Example> {
        let kind =
            ComponentStore { built: |built| &mut built.examples, arena: |d| &mut d.examples };
        let known =
            ["summary", "description", "value", "dataValue", "serializedValue", "externalValue"];
        self.used(node, &kind, |builder, node| Example {
            summary: builder.text(node, "summary"),
            description: builder.text(node, "description"),
            value: Self::value(node, "value").or_else(|| Self::value(node, "dataValue")),
            serialized_value: builder.text(node, "serializedValue"),
            external_value: builder.text(node, "externalValue"),
            extensions: builder.extensions(node, &known),
            origin: node.origin(),
        })
    }

    pub(super) fn link(&mut self, node: NodeRef<'t>) -> Use<Link> {
        let kind = ComponentStore { built: |built| &mut built.links, arena: |d| &mut d.links };
        let known =
            ["operationId", "operationRef", "parameters", "requestBody", "description", "server"];
        self.used(node, &kind, |builder, node| Link {
            operation_id: builder.text(node, "operationId"),
            operation_ref: builder.text(node, "operationRef"),
            target: None,
            parameters: builder.named(node, "parameters", |_, value| NodeRef::to_value(value)),
            request_body: Self::value(node, "requestBody"),
            description: builder.text(node, "description"),
            server: builder.object(node, "server").map(|server| builder.server(server)),
            extensions: builder.extensions(node, &known),
            origin: node.origin(),
        })
    }

    /// Finds the operations to which links lead, when all operations are known.
    pub(super) fn lead_links(&mut self) {
        if self.document.links.iter().next().is_none() {
            return;
        }
        let mut by_id: HashMap<String, OperationId> = HashMap::new();
        let mut by_place: HashMap<Origin, OperationId> = HashMap::new();
        for (item, object) in self.document.path_items.iter() {
            for (index, operation) in object.operations.iter().enumerate() {
                let found = OperationId { item, index };
                by_place.entry(operation.origin).or_insert(found);
                if let Some(id) = &operation.operation_id {
                    by_id.entry(id.clone()).or_insert(found);
                }
            }
        }
        let targets = self.document.links.iter().map(|(id, link)| {
            let by_name = link.operation_id.as_ref().map(|name| by_id.get(name).copied());
            let by_reference = || {
                let text = link.operation_ref.as_deref()?;
                let by_path = self.operation_of_path(link, text);
                by_path.or_else(|| by_place.get(&self.operation_place(link, text)?).copied())
            };
            (id, by_name.unwrap_or_else(by_reference))
        });
        for (id, target) in targets.collect::<Vec<_>>() {
            self.document.links[id].target = target;
        }
    }

    /// The operation that a link names by its path and method, which may be behind the `$ref` of
    /// the path.
    fn operation_of_path(&self, link: &Link, text: &str) -> Option<OperationId> {
        let pointer = text.strip_prefix("#/paths/").filter(|_| link.origin.tree == 0)?;
        let (path, method) = pointer.split_once('/')?;
        let path =
            percent_decode_str(path).decode_utf8_lossy().replace("~1", "/").replace("~0", "~");
        let (_, used) = self.document.paths.iter().find(|(name, _)| *name == path)?;
        let method = method.to_ascii_uppercase();
        let operations = &self.document.path_items[used.id].operations;
        let index = operations.iter().position(|one| one.method == method)?;
        Some(OperationId { item: used.id, index })
    }

    /// Where the operation stands that a link's `operationRef` names; that one may be behind a
    /// `$ref` again.
    fn operation_place(&self, link: &Link, text: &str) -> Option<Origin> {
        let tree = self.gathered.trees.get(link.origin.tree as usize)?;
        let mut at = follow(self.gathered, tree.node(NodeId(link.origin.node)), text);
        for _ in 0..super::MAX_REFERENCE_STEPS {
            let ReferenceTarget::Found(node) = at else { return None };
            match Self::reference_text(node) {
                Some(next) => at = follow(self.gathered, node, next),
                None => return Some(node.origin()),
            }
        }
        None
    }
}
