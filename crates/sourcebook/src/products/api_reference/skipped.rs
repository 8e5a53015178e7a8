//! Operations that are left out.

use sourcebook_model::document::Operation;
use sourcebook_syntax::Value;

/// Whether an operation carries the extension that hides it.
pub(super) fn is_skipped(operation: &Operation, extension: &str) -> bool {
    let mut tokens = extension.split('.');
    let first = tokens.next().and_then(|name| operation.extension(name));
    let value = tokens.try_fold(first, |value, token| value.map(|value| value.get(token)));
    value.flatten().is_some_and(Value::is_truthy)
}
