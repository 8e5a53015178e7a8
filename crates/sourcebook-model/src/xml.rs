//! Values as XML, by the XML Object of their schemas (OpenAPI 3.2, section 4.26; 3.1.1, 4.8.26).
//!
//! Elements are named by `xml.name`, else by the member or the component whose value they are. The
//! text is namespace-well-formed whatever the names and values of the document are: characters that
//! cannot stand in a name become `_`, those that cannot stand in XML at all U+FFFD, and a prefix of
//! which no namespace is known is left out.

mod build;
mod name;
mod node;
mod text;

use crate::document::{SchemaType, Value};
use crate::view::{Direction, Meet, Views};

use build::Builder;
use node::{Element, Node};

/// A value as an XML document, indented by two spaces. `name` is what the place calls the value, as
/// the name of a member does. `None` where nothing names the root element, or where there would be
/// several: an XML document has one. A text where the schema allows none is a document already.
pub fn document(
    views: &Views<'_>,
    meet: Meet,
    name: Option<&str>,
    value: &Value,
    direction: Direction,
) -> Option<String> {
    let types = &views.shape(meet).types;
    if let Value::String(text) = value
        && !types.is_empty()
        && !types.contains(&SchemaType::String)
    {
        return Some(text.to_string());
    }
    let mut around = Element::default();
    Builder::new(views, direction).root(&mut around, meet, name, value)?;
    let Ok([Node::Element(root)]) = <[Node; 1]>::try_from(around.nodes) else { return None };
    around.attributes.is_empty().then(|| text::write(&root))
}
