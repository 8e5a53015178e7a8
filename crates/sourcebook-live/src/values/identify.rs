//! Which part of an answer identifies what it is about.

use sourcebook_model::document::Value;

/// The members that identify, in the order in which they are asked.
const IDENTIFYING: [&str; 3] = ["id", "uuid", "name"];

/// Maximum depth at which members are searched.
const MAX_DEPTH: usize = 6;

/// A name without its separators and in lower case: `key_id`, `keyId` and `keyid` are the same.
pub(super) fn plain(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether two names are the same but for their separators.
pub(super) fn is_same_name(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

/// What a body says of a parameter that identifies it: the member of the same name, else `id`, `uuid`
/// or `name`; of a list, that of its first item; of a wrapper, that of what is in it.
pub(super) fn identify(body: &Value, parameter: &str) -> Option<Value> {
    identify_at(body, parameter, 0)
}

fn identify_at(body: &Value, parameter: &str, depth: usize) -> Option<Value> {
    if depth > 3 {
        return None;
    }
    match body {
        Value::Array(items) => identify_at(items.first()?, parameter, depth + 1),
        Value::Object(members) => {
            let scalar = |name: &str| {
                let mut members = members.iter().filter(|(_, value)| is_identifier(value));
                members.find(|(known, _)| is_same_name(known, name)).map(|(_, value)| value.clone())
            };
            let of_name = plain(parameter).ends_with("name").then(|| scalar("name")).flatten();
            let own = scalar(parameter).or(of_name);
            own.or_else(|| IDENTIFYING.iter().find_map(|name| scalar(name))).or_else(|| {
                let inside = members.iter().filter(|(_, value)| value.is_container());
                inside.into_iter().find_map(|(_, value)| identify_at(value, parameter, depth + 1))
            })
        }
        _ => None,
    }
}

fn is_identifier(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.is_empty(),
        Value::Number(_) => true,
        _ => false,
    }
}

/// The first member of a name anywhere in a body, where the name says what it is of: not `id` alone.
pub(super) fn member_named(body: &Value, name: &str) -> Option<Value> {
    let name = plain(name);
    if IDENTIFYING.contains(&name.as_str()) {
        return None;
    }
    member_at(body, &name, 0)
}

fn member_at(body: &Value, name: &str, depth: usize) -> Option<Value> {
    match body {
        _ if depth > MAX_DEPTH => None,
        Value::Array(items) => items.iter().find_map(|item| member_at(item, name, depth + 1)),
        Value::Object(members) => {
            let mut own = members.iter().filter(|(_, value)| is_identifier(value));
            let own = own.find(|(known, _)| plain(known) == name).map(|(_, value)| value.clone());
            own.or_else(|| members.iter().find_map(|(_, value)| member_at(value, name, depth + 1)))
        }
        _ => None,
    }
}

/// Whether a collection holds what a parameter identifies: `/users` what `user_id` does.
pub(super) fn names_kind(collection: &str, parameter: &str) -> bool {
    let mut segments = collection.rsplit('/');
    let Some(last) = segments.find(|segment| !segment.is_empty() && !segment.contains('{')) else {
        return false;
    };
    let parameter = plain(parameter);
    let stem = IDENTIFYING.iter().find_map(|end| parameter.strip_suffix(end));
    let stem = stem.filter(|stem| !stem.is_empty()).unwrap_or(&parameter);
    singular(&plain(last)) == singular(stem)
}

/// A noun without the ending of its plural.
fn singular(noun: &str) -> String {
    if let Some(stem) = noun.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let is_hissing = ["sses", "xes", "ches", "shes"].iter().any(|end| noun.ends_with(end));
    if is_hissing {
        return noun.strip_suffix("es").unwrap_or(noun).to_owned();
    }
    noun.strip_suffix('s').filter(|stem| !stem.ends_with('s')).unwrap_or(noun).to_owned()
}

#[cfg(test)]
mod tests {
    use sourcebook_syntax::{Sources, parse_json};

    use super::*;

    fn json(text: &str) -> Value {
        parse_json(&mut Sources::new(), "body", text.to_owned()).expect("JSON").root().to_value()
    }

    #[test]
    fn a_body_is_identified_by_the_name_and_then_by_id_uuid_and_name() {
        let table = [
            (r#"{"id": 7, "uuid": "u"}"#, "pet", Some("7")),
            (r#"{"uuid": "u", "name": "n"}"#, "pet", Some("\"u\"")),
            (r#"{"id": 7, "petId": 9}"#, "pet_id", Some("9")),
            (r#"{"id": 7, "name": "n"}"#, "pet_name", Some("\"n\"")),
            (r#"{"id": "", "name": "n"}"#, "id", Some("\"n\"")),
            (r#"[{"id": 7}, {"id": 8}]"#, "id", Some("7")),
            (r#"{"total": 1, "items": [{"id": 7}]}"#, "id", Some("7")),
            (r#"{"data": {"id": "a"}, "permissions": {}}"#, "id", Some("\"a\"")),
            (r#"{"total": 1}"#, "id", None),
            ("[]", "id", None),
        ];
        for (body, parameter, expected) in table {
            let found = identify(&json(body), parameter).map(|value| value.to_compact_json());
            assert_eq!(found.as_deref(), expected, "{parameter} of {body}");
        }
    }

    #[test]
    fn only_names_that_say_of_what_they_are_lead_to_members_elsewhere() {
        let body = json(r#"{"a": [{"user_id": 3, "id": 4}]}"#);
        assert_eq!(
            member_named(&body, "userId").map(|value| value.to_compact_json()).as_deref(),
            Some("3")
        );
        assert_eq!(member_named(&body, "id"), None);
    }

    #[test]
    fn collections_hold_what_their_singular_says() {
        let table = [
            ("/users", "user_id", true),
            ("/api/v2/users", "user", true),
            ("/companies", "companyId", true),
            ("/boxes", "box", true),
            ("/classes", "class_name", true),
            ("/users/{user}/keys", "key", true),
            ("/users", "id", false),
            ("/users", "team_id", false),
        ];
        for (collection, parameter, expected) in table {
            assert_eq!(names_kind(collection, parameter), expected, "{parameter} of {collection}");
        }
    }
}
