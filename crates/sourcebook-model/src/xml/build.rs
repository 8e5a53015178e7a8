//! Makes nodes of values, place by place.

use crate::document::{SchemaType, Value, Version, Xml};
use crate::fit;
use crate::view::{Direction, Meet, Views};

use super::name::Name;
use super::node::{Element, Node};

/// Maximum number of options of a union that are tried.
const MAX_OPTIONS: usize = 100;

/// Maximum number of unions, each in an option of another, that are looked into.
const MAX_UNIONS: usize = 8;

/// Makes nodes.
pub(super) struct Builder<'v, 'd> {
    views: &'v Views<'d>,
    direction: Direction,
}

/// Where a value stands.
#[derive(Debug, Clone, Copy, Default)]
struct Place<'n> {
    /// What holds there, if that is known.
    meet: Option<Meet>,
    /// What the place calls the value: that of a member, or of the list around it.
    inferred: Option<&'n str>,
    /// Its name where neither the place nor the schema has one: that of a list at the root.
    of_list: Option<&'n str>,
}

/// What a node is (OpenAPI 3.2, section 4.26.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Element,
    Attribute,
    Text,
    Data,
    None,
}

/// What is known of a value.
struct Known<'d> {
    meet: Option<Meet>,
    xml: Option<&'d Xml>,
    /// The component whose value it is.
    component: Option<&'d str>,
    /// Whether `null` is one of its values.
    has_null: bool,
}

impl<'v, 'd> Builder<'v, 'd> {
    pub(super) fn new(views: &'v Views<'d>, direction: Direction) -> Self {
        Self { views, direction }
    }

    /// Adds the nodes of a whole value. A list is an element of its own wherever that has a name: a
    /// document has one root, whatever the length of the list.
    pub(super) fn root(
        &self,
        around: &mut Element,
        meet: Meet,
        name: Option<&str>,
        value: &Value,
    ) -> Option<()> {
        let place = Place { meet: Some(meet), inferred: name, of_list: None };
        let known = self.known(place, value);
        let said = known.xml.and_then(said);
        let is_named = self.name(place, &known).is_some();
        match said {
            Some(Kind::None) => self.contents(around, place, &known, value, false),
            None if value_is_list(value) && !is_named => {
                self.contents(around, place, &known, value, false)
            }
            _ => self.element(around, place, &known, value),
        }
    }

    fn add(&self, parent: &mut Element, place: Place<'_>, value: &Value) -> Option<()> {
        let known = self.known(place, value);
        let by_value = if value_is_list(value) { Kind::None } else { Kind::Element };
        match known.xml.and_then(said).unwrap_or(by_value) {
            Kind::Element => return self.element(parent, place, &known, value),
            Kind::None => return self.contents(parent, place, &known, value, false),
            Kind::Attribute if *value == Value::Null => {}
            Kind::Attribute => parent.set(self.name(place, &known)?, text(value)),
            Kind::Text => parent.nodes.push(Node::Text(text(value))),
            Kind::Data => parent.nodes.push(Node::Data(text(value))),
        }
        Some(())
    }

    fn element(
        &self,
        parent: &mut Element,
        place: Place<'_>,
        known: &Known<'d>,
        value: &Value,
    ) -> Option<()> {
        let mut element = Element { name: self.name(place, known)?, ..Element::default() };
        match value {
            Value::Null if known.has_null => element.set_nil(),
            Value::Null => {}
            value => self.contents(&mut element, place, known, value, true)?,
        }
        parent.nodes.push(Node::Element(element));
        Some(())
    }

    /// Adds what is in a value; `is_wrapped` where that stands in an element of its own.
    fn contents(
        &self,
        parent: &mut Element,
        place: Place<'_>,
        known: &Known<'d>,
        value: &Value,
        is_wrapped: bool,
    ) -> Option<()> {
        match value {
            Value::Array(items) => {
                // A list by itself is no node, so that its name counts for nothing.
                let name = known.xml.and_then(|xml| xml.name.as_deref()).filter(|_| is_wrapped);
                let inferred = place.inferred.map(|inferred| name.unwrap_or(inferred));
                let of_list = name.or(known.component).or(place.of_list);
                for (at, item) in items.iter().enumerate() {
                    let meet = known.meet.and_then(|meet| self.item(meet, at));
                    self.add(parent, Place { meet, inferred, of_list }, item)?;
                }
            }
            Value::Object(members) => {
                for (name, value) in members {
                    let meet = known.meet.and_then(|meet| self.views.member(meet, name));
                    let place = Place { meet, inferred: Some(name), of_list: None };
                    self.add(parent, place, value)?;
                }
            }
            scalar => {
                let text = text(scalar);
                parent.nodes.extend((!text.is_empty()).then_some(Node::Text(text)));
            }
        }
        Some(())
    }

    /// What holds of an item; where a list was given of something else, each item is that.
    fn item(&self, meet: Meet, at: usize) -> Option<Meet> {
        let shape = self.views.shape(meet);
        let is_none = !shape.types.is_empty() && !shape.types.contains(&SchemaType::Array);
        self.views.item(meet, at).or(is_none.then_some(meet))
    }

    /// The name of a node (OpenAPI 3.2, section 4.26.3). Since 3.2 a reference is no node, so that
    /// what it leads to has the name of its component; before, the member's name is meant.
    fn name(&self, place: Place<'_>, known: &Known<'d>) -> Option<Name> {
        let is_by_component = self.views.document().version >= Version::OpenApi3_2;
        let component = known.component;
        let inferred = component.filter(|_| is_by_component).or(place.inferred);
        let inferred = inferred.or(component).or(place.of_list);
        let own = known.xml.and_then(|xml| xml.name.as_deref());
        own.or(inferred).map(|name| Name::of(known.xml, name))
    }

    fn known(&self, place: Place<'_>, value: &Value) -> Known<'d> {
        let Some(meet) = place.meet else {
            return Known { meet: None, xml: None, component: None, has_null: false };
        };
        let mut options = Vec::new();
        self.options(meet, value, &mut options);
        let joined = options.iter().fold(meet, |all, option| self.views.join(*option, all));
        let (shape, own) = (self.views.shape(joined), self.views.shape(meet));
        let schemas = &self.views.document().schemas;
        let mut named = std::iter::once(meet).chain(options);
        let component = named.find_map(|meet| self.views.name(meet));
        Known {
            meet: Some(joined),
            xml: own.notes.xml.or(shape.notes.xml),
            component: component.and_then(|id| schemas[id].name.as_deref()),
            has_null: own.null || own.types == [SchemaType::Null],
        }
    }

    /// The options of unions that a value follows.
    fn options(&self, meet: Meet, value: &Value, found: &mut Vec<Meet>) {
        let shape = self.views.shape(meet);
        for union in &shape.unions {
            let mut options = union.options.iter().take(MAX_OPTIONS).map(|option| option.meet);
            let fits = |option: &Meet| fit::fits(self.views, *option, value, self.direction);
            if let Some(option) = options.find(fits)
                && found.len() < MAX_UNIONS
                && !found.contains(&option)
            {
                found.push(option);
                self.options(option, value, found);
            }
        }
    }
}

/// What an XML Object says of the kind of its node. `attribute` and `wrapped` are from before 3.2.
fn said(xml: &Xml) -> Option<Kind> {
    match xml.node_type.as_deref() {
        Some("element") => Some(Kind::Element),
        Some("attribute") => Some(Kind::Attribute),
        Some("text") => Some(Kind::Text),
        Some("cdata") => Some(Kind::Data),
        Some("none") => Some(Kind::None),
        _ if xml.attribute => Some(Kind::Attribute),
        _ => xml.wrapped.then_some(Kind::Element),
    }
}

fn value_is_list(value: &Value) -> bool {
    matches!(value, Value::Array(_))
}

/// A value as one text. Lists are written as XML Schema does (Part 2, section 2.5.1.2).
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.to_string(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<String>>().join(" "),
        other => other.to_compact_json(),
    }
}
