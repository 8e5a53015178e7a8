//! An element of a page.

use std::borrow::Cow;

use super::{Node, escape};

/// Elements without an end tag (HTML, "Void elements").
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// An element with what is inside of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::site) struct Element<'p> {
    pub(in crate::site) name: Cow<'p, str>,
    /// Names and escaped values.
    pub(in crate::site) attributes: Vec<(Cow<'p, str>, Cow<'p, str>)>,
    pub(in crate::site) children: Vec<Node<'p>>,
}

impl<'p> Element<'p> {
    /// An element without anything inside.
    pub(in crate::site) fn new(name: &'static str) -> Self {
        Self { name: Cow::Borrowed(name), ..Self::default() }
    }

    /// An element of a class.
    pub(in crate::site) fn of_class(name: &'static str, class: &str) -> Self {
        Self::new(name).with("class", class)
    }

    /// It with an attribute.
    pub(in crate::site) fn with(mut self, name: &'static str, plain: &str) -> Self {
        self.set(name, plain);
        self
    }

    /// It with one more child.
    pub(in crate::site) fn holding(mut self, child: impl Into<Node<'p>>) -> Self {
        self.children.push(child.into());
        self
    }

    /// It with these children behind its own.
    pub(in crate::site) fn holding_all(
        mut self,
        children: impl IntoIterator<Item = Node<'p>>,
    ) -> Self {
        self.children.extend(children);
        self
    }

    /// The escaped value of an attribute.
    pub(in crate::site) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(one, _)| one == name).map(|(_, value)| &**value)
    }

    /// Sets an attribute to a text.
    pub(in crate::site) fn set(&mut self, name: &'static str, plain: &str) {
        let value = Cow::Owned(escape(plain));
        match self.attributes.iter_mut().find(|(one, _)| one == name) {
            Some((_, old)) => *old = value,
            None => self.attributes.push((Cow::Borrowed(name), value)),
        }
    }

    /// Takes an attribute away.
    pub(in crate::site) fn take(&mut self, name: &str) -> Option<Cow<'p, str>> {
        let at = self.attributes.iter().position(|(one, _)| one == name)?;
        Some(self.attributes.remove(at).1)
    }

    /// Whether it has a class.
    pub(in crate::site) fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|all| all.split_whitespace().any(|one| one == class))
    }

    /// Adds a class.
    pub(in crate::site) fn add_class(&mut self, class: &str) {
        let classes = match self.attribute("class") {
            Some(classes) if !classes.is_empty() => format!("{classes} {class}"),
            _ => class.to_owned(),
        };
        self.set("class", &classes);
    }

    /// Its text without markup.
    pub(in crate::site) fn plain(&self) -> String {
        super::plain(&self.children)
    }

    /// The level of a heading.
    pub(in crate::site) fn heading_level(&self) -> Option<u8> {
        let level = self.name.strip_prefix('h')?.parse().ok()?;
        (1..=6).contains(&level).then_some(level)
    }

    /// Its children that are not only white space.
    pub(in crate::site) fn contents(&self) -> impl Iterator<Item = &Node<'p>> {
        self.children.iter().filter(|child| !child.is_blank())
    }

    /// Its only child, where it is an element of this name.
    pub(in crate::site) fn only(&self, name: &str) -> Option<&Self> {
        let mut contents = self.contents();
        let first = contents.next()?.element()?;
        (contents.next().is_none() && first.name == name).then_some(first)
    }

    /// Adds its HTML.
    pub(super) fn write(&self, html: &mut String) {
        html.push('<');
        html.push_str(&self.name);
        for (name, value) in &self.attributes {
            html.push(' ');
            html.push_str(name);
            html.push_str("=\"");
            html.push_str(value);
            html.push('"');
        }
        html.push('>');
        if is_void(&self.name) {
            return;
        }
        for child in &self.children {
            child.write(html);
        }
        html.push_str("</");
        html.push_str(&self.name);
        html.push('>');
    }
}

/// Whether an element of this name has no end tag.
pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}
