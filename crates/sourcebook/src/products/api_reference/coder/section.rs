//! A page of operations, and the operations on it.

use sourcebook_model::Use;
use sourcebook_model::document::{Operation, PathItem, Response};

/// A page of operations.
pub(super) struct TagSection<'d> {
    /// The tag, which is the heading.
    pub(super) tag: &'d str,
    /// The file's name, with its extension.
    pub(super) file: String,
    /// CommonMark.
    pub(super) description: Option<&'d str>,
    /// 3.2: the tag under which this one stands.
    pub(super) parent: Option<&'d str>,
    /// The operations in order; may be empty where all are skipped.
    pub(super) entries: Vec<OperationEntry<'d>>,
    /// The error responses that stand on this page for all operations.
    pub(super) shared: Option<SharedSection<'d>>,
}

impl<'d> TagSection<'d> {
    /// The section of a tag, empty.
    pub(super) fn of(tag: &'d str) -> Self {
        Self {
            tag,
            file: String::new(),
            description: None,
            parent: None,
            entries: Vec::new(),
            shared: None,
        }
    }
}

/// An operation on a page.
#[derive(Clone)]
pub(super) struct OperationEntry<'d> {
    pub(super) title: String,
    pub(super) is_webhook: bool,
    pub(super) path: &'d str,
    pub(super) item: &'d PathItem,
    pub(super) operation: &'d Operation,
    /// Whether only the heading's place is taken; see [`ReferenceSettings::skip_extension`].
    pub(super) is_skipped: bool,
    /// What the ids of its page's elements start with.
    pub(super) slug: String,
}

/// The responses that one section describes for all operations.
pub(super) struct SharedSection<'d> {
    /// By status; the one for all others is the last.
    pub(super) responses: Vec<(&'d str, &'d Use<Response>)>,
    pub(super) slug: String,
}
