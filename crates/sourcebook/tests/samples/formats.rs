//! What documents use and the other program does not know: formats, and its limits on expressions.

use jsonschema::ValidationOptions;
use serde_json::{Value as Json, json};

/// Registers the formats of texts.
pub(crate) fn register(options: ValidationOptions<'_>) -> ValidationOptions<'_> {
    options.with_format("byte", is_base64).should_validate_formats(true)
}

/// Base64 by RFC 4648, section 4, with its padding.
fn is_base64(text: &str) -> bool {
    let inner = text.trim_end_matches('=');
    let known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    text.len().is_multiple_of(4) && text.len() - inner.len() <= 2 && inner.bytes().all(known)
}

/// The numbers of a format of integers (the format registry of OpenAPI).
pub(crate) fn range(format: &Json) -> Option<(i64, i64)> {
    match format.as_str()? {
        "int8" => Some((i8::MIN.into(), i8::MAX.into())),
        "int16" => Some((i16::MIN.into(), i16::MAX.into())),
        "int32" => Some((i32::MIN.into(), i32::MAX.into())),
        "uint8" => Some((0, u8::MAX.into())),
        "uint16" => Some((0, u16::MAX.into())),
        "uint32" => Some((0, u32::MAX.into())),
        _ => None,
    }
}

/// Whether the other program reads an expression.
pub(crate) fn is_expression(pattern: &Json) -> bool {
    jsonschema::validator_for(&json!({"pattern": pattern})).is_ok()
}
