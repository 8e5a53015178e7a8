//! What is said of an object where it is used: beside the `$ref` that leads to it, or by itself.

use super::{
    Arena, Callback, Document, Example, Header, Link, Parameter, PathItem, Reference, RequestBody,
    Response, SecurityScheme, Use, Version,
};

/// An object as it is seen from where it is used.
#[derive(Debug)]
pub struct Seen<'d, T> {
    /// The object.
    pub object: &'d T,
    /// Its summary: the one beside the `$ref`, else its own.
    pub summary: Option<&'d str>,
    /// Its description: the one beside the `$ref`, else its own.
    pub description: Option<&'d str>,
}

// Derived, they would want the object itself to be copied.
impl<T> Clone for Seen<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Seen<'_, T> {}

/// A kind of object that a `$ref` may lead to.
pub trait Described: Sized {
    /// Where a document keeps its objects.
    fn arena(document: &Document) -> &Arena<Self>;

    /// Whether its objects may have a summary; where not, one beside a `$ref` has no effect.
    fn has_summary(_version: Version) -> bool {
        false
    }

    /// Whether its objects may have a description.
    fn has_description() -> bool {
        true
    }

    /// Its own summary.
    fn summary(&self) -> Option<&str> {
        None
    }

    /// Its own description.
    fn description(&self) -> Option<&str>;
}

impl Document {
    /// An object with its texts as they read where it is used: since 3.1 those beside a `$ref`
    /// replace its own, and those of the first of several `$ref`s win (Reference Object).
    pub fn seen<'d, T: Described>(&'d self, used: &'d Use<T>) -> Seen<'d, T> {
        let object = &T::arena(self)[used.id];
        let beside = used.reference.as_deref().filter(|_| self.version >= Version::OpenApi3_1);
        let mut way = beside.into_iter().flat_map(Reference::way);
        let description = way.clone().find_map(|one| one.description.as_deref());
        let summary = way.find_map(|one| one.summary.as_deref());
        let summary = summary.filter(|_| T::has_summary(self.version));
        Seen {
            object,
            summary: summary.or_else(|| object.summary()),
            description: description.or_else(|| object.description()),
        }
    }
}

/// Implements [`Described`] for kinds of which each object may have a description.
macro_rules! described {
    ($($kind:ty: $arena:ident $(, summary since $version:ident)?;)+) => {
        $(impl Described for $kind {
            fn arena(document: &Document) -> &Arena<Self> {
                &document.$arena
            }

            $(fn has_summary(version: Version) -> bool {
                version >= Version::$version
            }

            fn summary(&self) -> Option<&str> {
                self.summary.as_deref()
            })?

            fn description(&self) -> Option<&str> {
                self.description.as_deref()
            }
        })+
    };
}

described! {
    Parameter: parameters;
    RequestBody: request_bodies;
    Header: headers;
    Link: links;
    SecurityScheme: security_schemes;
    Example: examples, summary since OpenApi3_0;
    PathItem: path_items, summary since OpenApi3_0;
}

impl Described for Response {
    fn arena(document: &Document) -> &Arena<Self> {
        &document.responses
    }

    fn has_summary(version: Version) -> bool {
        version >= Version::OpenApi3_2
    }

    fn summary(&self) -> Option<&str> {
        self.summary.as_deref()
    }

    fn description(&self) -> Option<&str> {
        Some(self.description.as_str()).filter(|text| !text.is_empty())
    }
}

/// It has no texts of its own.
impl Described for Callback {
    fn arena(document: &Document) -> &Arena<Self> {
        &document.callbacks
    }

    fn has_description() -> bool {
        false
    }

    fn description(&self) -> Option<&str> {
        None
    }
}
