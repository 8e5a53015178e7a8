//! Secrets that name environment variables and files.

use std::ops::Deref;

use serde_json::Value as Json;
use sourcebook_syntax::Span;

use super::{Given, Secret, Value, ValueError, ValueProblems};
use crate::kind::Kind;

/// A secret text in which `${NAME}` stands for what the environment variable `NAME` holds,
/// `${file:PATH}` for what is in a file, without one line break at its end, and `$${` for `${` itself.
/// So settings can be passed around without the secrets that they use.
///
/// The variables are those of the environment layer. Without one, as in the default of an option, a
/// text that names a variable or a file is rejected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpandedSecret(Secret);

impl Deref for ExpandedSecret {
    type Target = Secret;

    fn deref(&self) -> &Secret {
        &self.0
    }
}

impl Value for ExpandedSecret {
    const KIND: Kind = Kind::String;
    const SECRET: bool = true;

    fn parse(text: &str) -> Result<Self, ValueError> {
        expand(text, None, &mut ValueProblems::default())
    }

    fn to_text(&self) -> String {
        self.0.to_text()
    }

    fn to_json(&self) -> Json {
        self.0.to_json()
    }

    fn read(given: &Given<'_>, problems: &mut ValueProblems) -> Option<Self> {
        let text = given.single_text(Self::KIND, problems)?;
        let expanded = expand(text, given.span(), problems);
        expanded.map_err(|error| problems.add(given.span(), None, error)).ok()
    }
}

fn expand(
    text: &str,
    span: Option<Span>,
    known: &mut ValueProblems,
) -> Result<ExpandedSecret, ValueError> {
    let mut expanded = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("${") {
        let (before, named) = (&rest[..at], &rest[at + 2..]);
        if let Some(before) = before.strip_suffix('$') {
            expanded.push_str(before);
            expanded.push_str("${");
            rest = named;
            continue;
        }
        expanded.push_str(before);
        let end = named.find('}').ok_or_else(|| malformed("`${` is never closed by `}`"))?;
        match named[..end].strip_prefix("file:") {
            Some("") => return Err(malformed("there is no path behind `${file:`")),
            Some(path) => expanded.push_str(&known.secret_file(span, path)?),
            None => expanded.push_str(variable(&named[..end], known)?),
        }
        rest = &named[end + 1..];
    }
    expanded.push_str(rest);
    Ok(ExpandedSecret(Secret::new(expanded)))
}

fn variable<'v>(name: &str, variables: &'v ValueProblems) -> Result<&'v str, ValueError> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if name.is_empty() || !name.chars().all(is_part) || name.starts_with(|c: char| c.is_numeric()) {
        return Err(malformed("there is no variable name between `${` and `}`"));
    }
    let value = variables.variable(name);
    let value = value.ok_or_else(|| ValueError::NoVariable(name.to_owned()))?;
    value.to_str().ok_or(ValueError::NotText)
}

fn malformed(reason: &str) -> ValueError {
    ValueError::Malformed {
        expected: "text with variables",
        reason: Some(reason.to_owned()),
        help: "write a variable like `${NAME}`, and a file like `${file:/run/secrets/token}`; write \
               `$${` for a literal `${`",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::*;

    #[test]
    fn variables_are_put_in_and_mistakes_are_told_without_the_text() {
        let variables = [("TOKEN", "t${A}"), ("A", "a"), ("NOTHING", "")];
        let variables = variables.map(|(name, value)| (name.into(), value.into()));
        let mut known = ValueProblems::knowing(&Arc::new(BTreeMap::from(variables)));
        let table = [
            ("plain", Ok("plain")),
            ("Bearer ${TOKEN}", Ok("Bearer t${A}")),
            ("${A}${A}-$A $", Ok("aa-$A $")),
            ("$${TOKEN} ${A}", Ok("${TOKEN} a")),
            ("s ${A", Err("is not a valid text with variables: `${` is never closed by `}`")),
            (
                "s ${a b}",
                Err(
                    "is not a valid text with variables: there is no variable name between `${` and `}`",
                ),
            ),
            (
                "s ${file:}",
                Err("is not a valid text with variables: there is no path behind `${file:`"),
            ),
            ("s ${MISSING}", Err("refers to the variable $MISSING, which is not set")),
            ("s ${NOTHING}", Err("refers to the variable $NOTHING, which is not set")),
        ];
        for (text, expected) in table {
            let expanded = expand(text, None, &mut known).map_err(|error| error.to_string());
            let found = expanded.as_ref().map(|secret| secret.expose()).map_err(String::as_str);
            assert_eq!(found, expected, "{text}");
        }
        let secret = expand("marker ${A}", None, &mut known).expect("a text");
        let shown = format!("{secret:?} {} {}", secret.to_text(), secret.to_json());
        assert!(!shown.contains("marker"), "{shown}");
    }

    #[test]
    fn files_are_put_in_and_what_is_wrong_with_them_is_told_without_the_content() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
        for (name, content) in [("token", "marker\n"), ("empty", "\n")] {
            let mut file = std::fs::File::create(path(name)).expect("a file");
            std::io::Write::write_all(&mut file, content.as_bytes()).expect("a file");
        }
        let mut known = ValueProblems::knowing(&Arc::default());
        let text = format!("Bearer ${{file:{}}}!", path("token"));
        let secret = expand(&text, None, &mut known).expect("a text");
        assert_eq!(secret.expose(), "Bearer marker!");
        for (name, expected) in [("none", "it does not exist"), ("empty", "is empty")] {
            let text = format!("s ${{file:{}}}", path(name));
            let told = expand(&text, None, &mut known).expect_err("a mistake").to_string();
            assert!(told.starts_with("refers to a file that cannot be used: "), "{told}");
            assert!(told.contains(expected) && !told.contains("s $"), "{told}");
        }
        assert!(ExpandedSecret::parse(&text).is_err(), "a default reads no file");
    }
}
