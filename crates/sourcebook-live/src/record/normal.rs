//! What stands in place of values that differ from run to run: by format first, then in their manner.

use std::collections::{BTreeMap, HashMap};

use sourcebook_model::document::{Number, Value};

use super::{Answers, Facts, Recorded, leaves, times};

/// Where the server stands in recorded answers.
const URL: &str = "http://127.0.0.1:8080";

/// Where its home stands.
const HOME: &str = "/tmp/server";

/// What is put in the place of values, by the operation and the pointer of each.
pub(super) struct Normal {
    replacements: BTreeMap<(String, String), Value>,
}

impl Normal {
    /// What differs between two runs, and what takes its place.
    pub(super) fn between(first: &(Answers, Facts<'_>), second: &(Answers, Facts<'_>)) -> Self {
        let mut maker = Maker::default();
        let mut replacements = BTreeMap::new();
        for (name, recorded) in &first.0 {
            let other = second.0.get(name).and_then(|other| other.body.as_ref());
            let Some(body) = &recorded.body else { continue };
            let mut look = |pointer: &str, value: &Value| {
                let other =
                    other.and_then(|other| crate::values::expression::at_pointer(other, pointer));
                let value = placed(value, first.1);
                let other = other.map(|other| placed(other, second.1));
                let differs = other.as_ref() != Some(&value);
                if let Some(new) = maker.replacement(&value, other.as_ref(), first.1.began, differs)
                {
                    replacements.insert((name.clone(), pointer.to_owned()), new);
                }
                None
            };
            leaves::map(body, &mut String::new(), &mut look);
        }
        Self { replacements }
    }

    /// Answers with everything that differs replaced.
    pub(super) fn of(&self, (answers, facts): &(Answers, Facts<'_>)) -> Answers {
        let normal = |(name, recorded): (&String, &Recorded)| {
            let mut change = |pointer: &str, value: &Value| {
                let key = (name.clone(), pointer.to_owned());
                let replaced = self.replacements.get(&key).cloned();
                Some(replaced.unwrap_or_else(|| placed(value, *facts)))
            };
            let body = recorded.body.as_ref();
            let body = body.map(|body| leaves::map(body, &mut String::new(), &mut change));
            (name.clone(), Recorded { body, ..recorded.clone() })
        };
        answers.iter().map(normal).collect()
    }
}

/// A scalar in which the places of the world stand as in every world.
fn placed(value: &Value, facts: Facts<'_>) -> Value {
    let Value::String(text) = value else { return value.clone() };
    let authority = |url: &str| url.split("://").last().unwrap_or_default().to_owned();
    let text = text.replace(facts.url, URL).replace(&authority(facts.url), &authority(URL));
    Value::string(text.replace(facts.home, HOME))
}

/// Makes what takes the place of values; the same value gets the same wherever it stands.
#[derive(Default)]
struct Maker {
    known: HashMap<String, Value>,
    identifiers: usize,
}

impl Maker {
    fn replacement(
        &mut self,
        value: &Value,
        other: Option<&Value>,
        began: i64,
        differs: bool,
    ) -> Option<Value> {
        match value {
            Value::String(text) => {
                if let Some(time) = times::text(text, began, differs) {
                    return Some(Value::string(time));
                }
                differs.then(|| self.text(text, other.and_then(Value::as_str)))
            }
            Value::Number(number) => {
                let time = times::number(number.as_str(), began, differs);
                let zero = || differs.then(|| "0".to_owned());
                Number::parse(&time.or_else(zero)?).map(Value::Number)
            }
            _ => None,
        }
    }

    /// A text that differs: identifiers in it are counted, the rest is replaced in its manner.
    fn text(&mut self, text: &str, other: Option<&str>) -> Value {
        if let Some(known) = self.known.get(text) {
            return known.clone();
        }
        let new = if is_uuid(text) {
            self.identifiers += 1;
            format!("00000000-0000-4000-8000-{:012}", self.identifiers)
        } else {
            in_manner(text, other.unwrap_or_default())
        };
        let new = Value::string(new);
        self.known.insert(text.to_owned(), new.clone());
        new
    }
}

/// Whether a text is a UUID (RFC 9562, section 4).
fn is_uuid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let parts: Vec<&str> = text.split('-').collect();
    let is_part = |(part, length): (&&str, usize)| {
        part.len() == length && part.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    parts.len() == lengths.len() && parts.iter().zip(lengths).all(is_part)
}

/// A text like both others: what stands in both at their beginning and end, as far as it ends in a
/// separator, and letters in between.
fn in_manner(one: &str, other: &str) -> String {
    let is_separator = |letter: char| !letter.is_alphanumeric();
    let common = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let start = (0..=common).rev().find(|at| one.is_char_boundary(*at)).unwrap_or(0);
    let head = one[..start].rfind(is_separator).map_or(0, |at| at + 1);
    let head = if one.is_char_boundary(head) { head } else { 0 };
    let backwards =
        one[head..].bytes().rev().zip(other.bytes().rev()).take_while(|(a, b)| a == b).count();
    let from = one.len() - backwards.min(one.len() - head);
    let from = (from..=one.len()).find(|at| one.is_char_boundary(*at)).unwrap_or(one.len());
    let tail = one[from..].find(is_separator).map_or(one.len(), |at| from + at);
    let length = if one.len() == other.len() { one[head..tail].chars().count() } else { 8 };
    format!("{}{}{}", &one[..head], "x".repeat(length), &one[tail..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_what_all_have() {
        let table = [
            ("abc", "xyz", "xxx"),
            ("key-a8f3", "key-9b2c", "key-xxxx"),
            ("key-a8f3", "key-a12b45", "key-xxxxxxxx"),
            ("/pets/81/photo", "/pets/97/photo", "/pets/xx/photo"),
            ("é-a", "é-b", "é-x"),
        ];
        for (one, other, expected) in table {
            assert_eq!(in_manner(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn the_same_identifier_gets_the_same_number() {
        let (one, two) =
            ("0f8fad5b-d9cb-469f-a165-70867728950e", "7c9e6679-7425-40de-944b-e07fc1f90ae7");
        let mut maker = Maker::default();
        let texts: Vec<Value> = [one, two, one].map(|text| maker.text(text, Some("other"))).into();
        assert_eq!(texts[0], texts[2]);
        assert_eq!(texts[1], Value::string("00000000-0000-4000-8000-000000000002"));
    }
}
