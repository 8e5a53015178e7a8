//! What settings ask of a node of the YAML file. A scalar is text whatever it looks like: which kind
//! is wanted is known by the option alone.

use sourcebook_syntax::{Kind, NodeRef};

/// What a node is called in messages, with its article.
pub(crate) fn name(node: NodeRef<'_>) -> &'static str {
    match node.kind() {
        Kind::Null => "nothing",
        Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => "a single value",
        Kind::Array(_) => "a list",
        Kind::Object(..) => "a mapping",
    }
}

/// Whether a node reads as unset.
pub(crate) fn is_unset(node: NodeRef<'_>) -> bool {
    node.is_null() || node.as_str() == Some("")
}

/// Whether a node is a list.
pub(crate) fn is_list(node: NodeRef<'_>) -> bool {
    matches!(node.kind(), Kind::Array(_))
}

/// The node at a dotted path of keys.
pub(crate) fn at<'a>(root: NodeRef<'a>, path: &str) -> Option<NodeRef<'a>> {
    path.split('.').try_fold(root, NodeRef::get)
}
