//! Which of the keys that stand twice are operations: those have a diagnostic of their own.

use sourcebook_syntax::{DuplicateKey, Tree};

use crate::document::METHODS;

/// Whether a key that stands twice is a path, or a method of a path.
pub(super) fn is_of_operations(tree: &Tree, duplicate: &DuplicateKey) -> bool {
    let pointer = tree.pointer(duplicate.object);
    let tokens: Vec<&str> = pointer.split('/').skip(1).collect();
    match tokens.as_slice() {
        ["paths" | "webhooks"] | ["paths" | "webhooks", _, "additionalOperations"] => true,
        ["paths" | "webhooks", _] => METHODS.contains(&tree.key_text(duplicate)),
        _ => false,
    }
}
