//! What schemas say of XML. Until 3.1 the type of a node is two flags, and a reference has the name of
//! its member, not that of its component (OpenAPI 3.2, sections 4.26.1 and 4.26.3).

use crate::document::{Id, Schema, SchemaType, Version, Xml};

use super::super::LossKind;
use super::super::members::Members;
use super::super::writer::Writer;

impl<'d> Writer<'d> {
    pub(super) fn xml(&mut self, members: &mut Members, schema: &Schema, xml: &Xml) {
        let mut object = Members::default();
        object.text("name", xml.name.as_deref());
        object.text("namespace", xml.namespace.as_deref());
        object.text("prefix", xml.prefix.as_deref());
        let node_type = xml.node_type.as_deref();
        let is_list = schema.types.contains(&SchemaType::Array);
        object.flag("attribute", xml.attribute || node_type == Some("attribute"));
        object.flag("wrapped", xml.wrapped || (is_list && node_type == Some("element")));
        let is_said = match node_type {
            None | Some("attribute" | "element") => true,
            Some("none") => is_list,
            Some(_) => false,
        };
        if !is_said {
            self.lose(LossKind::Member, "`nodeType` of `xml`", "xml");
        }
        object.extensions(&xml.extensions);
        members.push("xml", object.into());
    }

    /// Members, and items of members, whose elements are named by their component since 3.2.
    pub(super) fn lose_element_names(&mut self, schema: &'d Schema) {
        if !self.has_xml || self.document.version < Version::OpenApi3_2 {
            return;
        }
        for (name, id) in &schema.properties {
            let items = self.document.schemas[*id].items;
            let mut places = std::iter::once(*id).chain(items);
            if let Some(component) = places.find_map(|id| self.element_of_component(name, id)) {
                let what = format!("the element name `{component}` of the member `{name}`");
                self.lose(LossKind::ElementName, what, "properties");
            }
        }
    }

    /// The component that names the element of a member.
    fn element_of_component(&self, member: &str, id: Id<Schema>) -> Option<&'d str> {
        let schema = &self.document.schemas[id];
        let target = schema.reference.as_ref()?.target?;
        let component = &self.document.schemas[self.document.resolve(target)];
        let has_name = |schema: &Schema| schema.xml.as_ref().is_some_and(|xml| xml.name.is_some());
        let name = self.document.schemas[target].name.as_deref()?;
        (name != member && !has_name(schema) && !has_name(component)).then_some(name)
    }
}
