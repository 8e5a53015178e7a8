//! Links and examples.

use crate::document::{Example, Link, Use};
use sourcebook_syntax::NodeRef;

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
            parameters: builder.named(node, "parameters", |_, value| NodeRef::to_value(value)),
            request_body: Self::value(node, "requestBody"),
            description: builder.text(node, "description"),
            server: builder.object(node, "server").map(|server| builder.server(server)),
            extensions: builder.extensions(node, &known),
            origin: node.origin(),
        })
    }
}
