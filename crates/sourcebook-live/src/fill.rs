//! Puts values in the words of commands: `{port}`, `{tmp}`, `{keygen.key}`.

use sourcebook_model::document::Value;
use sourcebook_model::request::style::scalar_text;
use sourcebook_syntax::nearest;

/// The names that words can use, with their values.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names(Vec<(String, Value)>);

/// A name that nothing gives.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("nothing gives `{{{name}}}`")]
pub(crate) struct UnknownName {
    /// The name as it is written.
    pub(crate) name: String,
    /// What to do.
    pub(crate) help: String,
}

impl Names {
    /// Adds a value; a name that is there already gets the new one.
    pub(crate) fn set(&mut self, name: &str, value: Value) {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), value));
    }

    /// Every value with its name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// A word with its names replaced. Braces around anything but a name stay, and so do doubled ones,
    /// as single ones.
    ///
    /// # Errors
    /// The first name that nothing gives.
    pub(crate) fn fill(&self, word: &str) -> Result<String, UnknownName> {
        let mut filled = String::with_capacity(word.len());
        let mut rest = word;
        while let Some(at) = rest.find(['{', '}']) {
            filled.push_str(&rest[..at]);
            rest = &rest[at..];
            if let Some(after) = rest.strip_prefix("{{").or_else(|| rest.strip_prefix("}}")) {
                filled.push_str(&rest[..1]);
                rest = after;
                continue;
            }
            if let Some(name) = name_at(rest) {
                filled.push_str(&self.text(name)?);
                rest = &rest[name.len() + 2..];
            } else {
                filled.push_str(&rest[..1]);
                rest = &rest[1..];
            }
        }
        filled.push_str(rest);
        Ok(filled)
    }

    /// All of some words, filled.
    ///
    /// # Errors
    /// The first name that nothing gives.
    pub(crate) fn fill_all(&self, words: &[String]) -> Result<Vec<String>, UnknownName> {
        words.iter().map(|word| self.fill(word)).collect()
    }

    fn text(&self, name: &str) -> Result<String, UnknownName> {
        let mut parts = name.split('.');
        let first = parts.next().unwrap_or_default();
        let known = self.0.iter().find(|(known, _)| known == first).map(|(_, value)| value);
        let found = parts.try_fold(known, |value, part| Some(value?.get(part))).flatten();
        match found.map(|value| scalar_text(value).unwrap_or_else(|| value.to_compact_json())) {
            Some(text) => Ok(text),
            None => Err(self.unknown(name, known)),
        }
    }

    fn unknown(&self, name: &str, known: Option<&Value>) -> UnknownName {
        let first = name.split('.').next().unwrap_or_default();
        let candidates: Vec<String> = match known {
            Some(Value::Object(members)) => {
                members.iter().map(|(member, _)| format!("{first}.{member}")).collect()
            }
            Some(_) => vec![first.to_owned()],
            None => self.0.iter().map(|(known, _)| known.clone()).collect(),
        };
        let near = nearest(name, candidates.iter().map(String::as_str));
        let help = match near {
            Some(near) => format!("did you mean `{{{near}}}`?"),
            None if candidates.is_empty() => "write `{{` for a brace".to_owned(),
            None => {
                let listed: Vec<String> =
                    candidates.iter().map(|name| format!("`{{{name}}}`")).collect();
                format!("there is {}; write `{{{{` for a brace", listed.join(", "))
            }
        };
        UnknownName { name: name.to_owned(), help }
    }
}

/// The name between the braces at the beginning of a text.
fn name_at(text: &str) -> Option<&str> {
    let (name, _) = text.strip_prefix('{')?.split_once('}')?;
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    name.split('.').all(is_part).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let mut names = Names::default();
        names.set("port", Value::string("8080"));
        let members = vec![("key".into(), Value::string("a=b"))];
        names.set("keygen", Value::Object(members));
        names.set("tmp", Value::string("/tmp/x"));
        names
    }

    #[test]
    fn names_are_replaced_and_other_braces_stay() {
        let table = [
            ("127.0.0.1:{port}", "127.0.0.1:8080"),
            ("{tmp}/{port}", "/tmp/x/8080"),
            ("{keygen.key}", "a=b"),
            ("{keygen}", r#"{"key":"a=b"}"#),
            (r#"{"a": 1}"#, r#"{"a": 1}"#),
            ("{{port}}", "{port}"),
            ("{} } {", "{} } {"),
        ];
        for (word, expected) in table {
            assert_eq!(names().fill(word).as_deref(), Ok(expected), "{word}");
        }
    }

    #[test]
    fn what_nothing_gives_is_named_with_what_is_near() {
        let table = [
            ("{prot}", "did you mean `{port}`?"),
            ("{keygen.kee}", "did you mean `{keygen.key}`?"),
            ("{zzz}", "there is `{port}`, `{keygen}`, `{tmp}`; write `{{` for a brace"),
        ];
        for (word, expected) in table {
            let error = names().fill(word).expect_err("unknown");
            assert_eq!(
                (error.name.as_str(), error.help.as_str()),
                (&word[1..word.len() - 1], expected)
            );
        }
    }
}
