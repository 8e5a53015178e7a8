//! Values as types.

use sourcebook_model::document::{SchemaType, Value};
use sourcebook_model::view::Shape;

use crate::kind::is_wide;
use crate::settings::Integers;
use crate::text::{Type, key, quoted};

/// The type that has one value.
pub(crate) fn literal(value: &Value) -> Type {
    match value {
        Value::Null => Type::whole("null"),
        Value::Bool(value) => Type::whole(value.to_string()),
        Value::Number(number) => Type::whole(number.as_str()),
        Value::String(text) => Type::whole(quoted(text)),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| literal(item).text).collect();
            Type::whole(format!("readonly [{}]", items.join(", ")))
        }
        Value::Object(members) => {
            let member = |(name, value): &(Box<str>, Value)| {
                format!("readonly {}: {}", key(name), literal(value).text)
            };
            let members: Vec<String> = members.iter().map(member).collect();
            Type::whole(format!("{{ {} }}", members.join("; ")))
        }
    }
}

/// The types of the allowed values; numbers as the type of their integers has them.
pub(crate) fn allowed(shape: &Shape<'_>, integers: Integers) -> Option<Vec<Type>> {
    let allowed = shape.allowed.as_deref()?;
    let is_wide = shape.types == [SchemaType::Integer] && is_wide(shape);
    let of = |value: &Value| match (value, integers) {
        (Value::Number(number), Integers::BigInt) if is_wide => {
            Type::whole(format!("{}n", number.as_str()))
        }
        (Value::Number(number), Integers::String) if is_wide => {
            Type::whole(quoted(number.as_str()))
        }
        _ => literal(value),
    };
    Some(allowed.iter().map(|one| of(one.value)).collect())
}
