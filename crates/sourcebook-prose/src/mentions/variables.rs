//! Environment variables in a text of any kind: prose, shell, Compose, Kubernetes, Terraform, units.

use std::ops::Range;

use memchr::memchr_iter;

/// A name that is written as variables are, and the value that it is given there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct VariableMention {
    /// Where the name stands in the text.
    pub(crate) name: Range<usize>,
    /// Whether its value is put in there, as in `$NAME` and `${NAME}`: it may be anybody's.
    pub(crate) is_reference: bool,
    /// The value that it is given, where one is.
    pub(crate) value: Option<GivenValue>,
}

/// A value that a variable is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GivenValue {
    /// Where it stands, without quotes.
    pub(crate) range: Range<usize>,
    /// Whether it stands in quotes.
    pub(crate) is_quoted: bool,
    /// Whether it stands in YAML, where a bare `true` is no text.
    pub(crate) is_yaml: bool,
}

/// What a text is, as far as variables are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notation {
    /// Sentences, in which nothing is given a value but within code.
    Prose,
    /// Everything in which `NAME=value` gives one.
    Assignments,
    /// The text of a program, where only what stands in quotes or is asked of the environment is a
    /// variable of it.
    Program,
    /// YAML: `NAME: value`, `- NAME=value`, and `name:` with `value:` in the next line.
    Yaml,
}

impl Notation {
    /// The notation of a block, by its language.
    pub(crate) fn of_language(language: &str) -> Self {
        match language {
            "yaml" | "yml" | "helm" | "compose" => Self::Yaml,
            "js" | "javascript" | "jsx" | "ts" | "typescript" | "tsx" | "py" | "python" | "go"
            | "rust" | "rs" | "java" | "kotlin" | "php" | "ruby" | "rb" | "swift" | "dart"
            | "c" | "cpp" | "html" | "csharp" | "cs" | "c#" | "scala" | "elixir" | "vue"
            | "svelte" => Self::Program,
            _ => Self::Assignments,
        }
    }
}

/// Every mention in a text.
pub(crate) fn read(text: &str, notation: Notation) -> Vec<VariableMention> {
    let mut found = Vec::new();
    let mut behind = 0;
    // Every name of a variable has an underscore, so only what surrounds one is looked at.
    for at in memchr_iter(b'_', text.as_bytes()) {
        if at < behind {
            continue;
        }
        let name = name_around(text.as_bytes(), at);
        behind = name.end.max(at + 1);
        if is_name(text, &name) && (notation != Notation::Program || is_asked_for(text, &name)) {
            let value = given_value(text, &name, notation);
            let is_reference = is_reference(text, &name);
            found.push(VariableMention { name, is_reference, value });
        }
    }
    found
}

/// The letters, digits and underscores around a place.
fn name_around(text: &[u8], at: usize) -> Range<usize> {
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_';
    let before = text[..at].iter().rev().take_while(is_part).count();
    let after = text[at..].iter().take_while(is_part).count();
    at - before..at + after
}

/// Whether these letters are a whole name: upper case, and neither a part of a longer word nor a
/// pattern of names.
fn is_name(text: &str, range: &Range<usize>) -> bool {
    let name = text[range.clone()].as_bytes();
    let is_upper = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_';
    let is_whole = name.iter().all(is_upper)
        && name[0].is_ascii_uppercase()
        && name.last() != Some(&b'_')
        && name.contains(&b'_');
    let before = text[..range.start].bytes().next_back();
    let after = &text.as_bytes()[range.end..];
    let joined = |byte: u8| matches!(byte, b'-' | b'*' | b'%' | b'\\') || !byte.is_ascii();
    if is_reference(text, range) {
        return is_whole;
    }
    let is_joined = before.is_some_and(|byte| joined(byte) || byte == b'/' || byte == b'@')
        || after.first().is_some_and(|byte| matches!(byte, b'*' | b'<' | b'(') || !byte.is_ascii())
        // A dash or a full stop joins only what follows at once.
        || matches!(after, [b'-' | b'.' | b'/', next, ..] if next.is_ascii_alphanumeric());
    is_whole && !is_joined
}

/// Whether a program asks the environment for a name: `process.env.NAME`, `getenv("NAME")`.
fn is_asked_for(text: &str, name: &Range<usize>) -> bool {
    let before = &text[..name.start];
    before.ends_with(['"', '\'']) || before.ends_with("env.")
}

fn is_reference(text: &str, name: &Range<usize>) -> bool {
    let before = &text[..name.start];
    before.strip_suffix('{').unwrap_or(before).ends_with('$')
}

fn given_value(text: &str, name: &Range<usize>, notation: Notation) -> Option<GivenValue> {
    let line_end = text[name.end..].find('\n').map_or(text.len(), |end| name.end + end);
    let after = &text[name.end..line_end];
    if let Some(rest) = after.strip_prefix('=').filter(|_| notation != Notation::Program) {
        let start = name.end + 1;
        return shell_value(text, start, rest, notation == Notation::Prose);
    }
    if notation != Notation::Yaml {
        return None;
    }
    let after = after.strip_prefix(['"', '\'']).unwrap_or(after);
    if let Some(rest) = after.strip_prefix(": ") {
        return yaml_value(line_end - rest.len(), rest);
    }
    let line_start = text[..name.start].rfind('\n').map_or(0, |end| end + 1);
    let before = text[line_start..name.start].trim_start_matches([' ', '-']);
    let is_named = before.trim_end_matches(['"', '\'', ' ']) == "name:" && after.trim().is_empty();
    if !is_named {
        return None;
    }
    let next = text.get(line_end + 1..)?;
    let next = &next[..next.find('\n').unwrap_or(next.len())];
    let rest = next.trim_start().strip_prefix("value:")?;
    let rest = rest.trim_start();
    yaml_value(line_end + 1 + next.len() - rest.len(), rest)
}

/// The value behind `NAME=`: to the next white space, or in quotes.
fn shell_value(text: &str, start: usize, rest: &str, is_prose: bool) -> Option<GivenValue> {
    let given = |range, is_quoted| Some(GivenValue { range, is_quoted, is_yaml: false });
    // `Environment="NAME=value"` has its quote before the name.
    if let Some(quote) = rest.chars().next().filter(|first| "\"'".contains(*first)) {
        let end = rest[1..].find(quote)? + 1;
        return given(start + 1..start + end, true);
    }
    let is_end = |letter: char| letter.is_whitespace() || ";&|)\"'`".contains(letter);
    let end = rest.find(is_end).unwrap_or(rest.len());
    let mut value = &rest[..end];
    if is_prose {
        value = value.trim_end_matches([',', '.', ':', ')']);
    }
    let range = start..start + value.len();
    (!text[range.clone()].is_empty()).then_some(())?;
    given(range, false)
}

/// A value of YAML in one line: without its comment, in quotes or bare.
fn yaml_value(start: usize, rest: &str) -> Option<GivenValue> {
    let given = |range, is_quoted| Some(GivenValue { range, is_quoted, is_yaml: true });
    if let Some(quote) = rest.chars().next().filter(|first| "\"'".contains(*first)) {
        let end = rest[1..].find(quote)? + 1;
        return given(start + 1..start + end, true);
    }
    let bare = rest.split(" #").next().unwrap_or_default().trim_end();
    let is_scalar = !bare.is_empty() && !bare.starts_with(['{', '[', '|', '>', '&', '*', '!', '#']);
    if is_scalar { given(start..start + bare.len(), false) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, notation: Notation) -> Vec<String> {
        let show = |mention: VariableMention| {
            let name = &text[mention.name];
            match mention.value {
                Some(value) if value.is_quoted => format!("{name}=\"{}\"", &text[value.range]),
                Some(value) => format!("{name}={}", &text[value.range]),
                None => name.to_owned(),
            }
        };
        read(text, notation).into_iter().map(show).collect()
    }

    #[test]
    fn names_are_found_in_every_notation_with_their_values() {
        use Notation::{Assignments, Program, Prose, Yaml};
        let table: [(&str, Notation, &[&str]); 21] = [
            ("Set `APP_URL` or $APP_TOKEN.", Prose, &["APP_URL", "APP_TOKEN"]),
            ("Set APP_DEBUG=true, then", Prose, &["APP_DEBUG=true"]),
            ("export APP_URL=http://x && run", Assignments, &["APP_URL=http://x"]),
            ("APP_A='a b' APP_B=\"c\" app", Assignments, &["APP_A=\"a b\"", "APP_B=\"c\""]),
            ("Environment=\"APP_A=b\"", Assignments, &["APP_A=b"]),
            ("$env:APP_A = 1", Assignments, &["APP_A"]),
            ("- APP_A=b", Yaml, &["APP_A=b"]),
            ("APP_A: \"b c\" # d", Yaml, &["APP_A=\"b c\""]),
            ("APP_A: true # d", Yaml, &["APP_A=true"]),
            ("- name: APP_A\n  value: \"1\"", Yaml, &["APP_A=\"1\""]),
            ("- name: \"APP_A\"\n  value: no", Yaml, &["APP_A=no"]),
            ("- name: APP_A\n  valueFrom:\n    x: y", Yaml, &["APP_A"]),
            ("APP_A: |\n  text", Yaml, &["APP_A"]),
            ("APP_* and APP_OIDC_ and APP_<N>_ID", Prose, &[]),
            ("app_name myAPP_A A_b ÄAPP_A", Prose, &[]),
            ("https://x/APP_A my-APP_A APP_A-b", Prose, &[]),
            ("${APP_A} ${APP_B:-c} %APP_C%", Assignments, &["APP_A", "APP_B"]),
            ("APP_A.", Prose, &["APP_A"]),
            ("const APP_A=1; `${APP_A}`", Program, &[]),
            ("env.APP_A; getenv(\"APP_B\")", Program, &["APP_A", "APP_B"]),
            ("curl $APP_A/x ${APP_B}-y", Assignments, &["APP_A", "APP_B"]),
        ];
        for (text, notation, expected) in table {
            assert_eq!(shown(text, notation), expected, "{text}");
        }
    }
}
