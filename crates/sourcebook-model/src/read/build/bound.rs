//! Schemas with what their `$dynamicRef`s are bound to.

use sourcebook_syntax::{NodeId, NodeRef, Origin};

use super::Builder;
use super::dynamic::Bindings;
use super::present::Role;
use crate::document::{Id, Schema};

impl<'t> Builder<'t, '_> {
    /// The schema at a node, with the bindings that are in force.
    pub(super) fn bound_schema(&mut self, node: NodeRef<'t>) -> Id<Schema> {
        let bindings = std::mem::take(&mut self.bindings);
        let id = self.schema_with(node, &bindings);
        self.bindings = bindings;
        id
    }

    fn schema_with(&mut self, node: NodeRef<'t>, bindings: &Bindings) -> Id<Schema> {
        let Some(dynamic) = &self.dynamic else { return self.shared_schema(node) };
        let counting = dynamic.that_count(node, bindings);
        if counting.is_empty() {
            return self.shared_schema(node);
        }
        match dynamic.built(node, &counting) {
            Some(id) => return id,
            None if !dynamic.has_room() => return self.shared_schema(node),
            None => {}
        }
        let id = self.queued_schema(node, Role::Schema, counting.clone());
        if let Some(dynamic) = &mut self.dynamic {
            dynamic.add_built(node, &counting, id);
        }
        id
    }

    /// Fills a schema in, with the bindings that are in force where it stands.
    pub(super) fn fill_bound_schema(
        &mut self,
        id: Id<Schema>,
        node: NodeRef<'t>,
        role: Role,
        bindings: &Bindings,
    ) {
        if let Some(dynamic) = &self.dynamic {
            self.bindings = dynamic.within(node, bindings);
        }
        self.fill_schema(id, node, role);
        self.bindings.clear();
    }

    /// Where a reference of a schema leads that leads to `found` first.
    pub(super) fn bound_target(
        &self,
        node: NodeRef<'t>,
        text: &str,
        found: Option<NodeRef<'t>>,
    ) -> Option<NodeRef<'t>> {
        let is_dynamic = Self::reference_text(node).is_none();
        let Some(dynamic) = self.dynamic.as_ref().filter(|_| is_dynamic) else { return found };
        let first = dynamic.in_resource(node, text).and_then(|anchor| self.node_at(anchor));
        let first = first.or(found)?;
        let bound = dynamic.bound(first, text, &self.bindings);
        bound.and_then(|anchor| self.node_at(anchor)).or(Some(first))
    }

    fn node_at(&self, origin: Origin) -> Option<NodeRef<'t>> {
        let tree = self.gathered.trees.get(origin.tree as usize)?;
        Some(tree.node(NodeId(origin.node)))
    }

    /// Whether a schema was built once more for its bindings.
    pub(super) fn is_bound(&self, node: NodeRef<'t>, id: Id<Schema>) -> bool {
        self.dynamic.is_some() && self.built.schemas.get(&node.origin()) != Some(&id)
    }
}
