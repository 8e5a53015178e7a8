//! What must hold for a table of options, for the tests of the programs that have one.

use std::collections::BTreeMap;

use crate::group::Group;
use crate::spec::OptionSpec;
use crate::value::ValueError;

/// Everything that is wrong with a table, one sentence each; empty for a good one.
///
/// Names are unique in each layer and well formed; no path leads through another option;
/// descriptions begin with a capital and end with a full stop; each default is one that its option
/// takes, and its normal form reads back; what an option points at exists.
pub fn check_table(table: &[OptionSpec]) -> Vec<String> {
    let mut problems = Vec::new();
    check_unique(table, &mut problems);
    check_paths(table, "YAML path", |spec| spec.yaml, &mut problems);
    check_paths(table, "value path", |spec| Some(spec.value_path), &mut problems);
    for spec in table {
        let mut say = |problem: String| problems.push(format!("`{}` {problem}", spec.field));
        check_names(spec, &mut say);
        check_text("description", spec.description, &mut say);
        check_text("schema description", spec.schema_description, &mut say);
        check_default(spec, &mut say);
        check_references(spec, table, &mut say);
        let groups = std::iter::successors(spec.group, |group| group.parent);
        groups.for_each(|group: &Group| {
            check_text("group's description", group.description, &mut say);
        });
    }
    problems.dedup();
    problems
}

type Say<'a> = &'a mut dyn FnMut(String);

fn check_unique(table: &[OptionSpec], problems: &mut Vec<String>) {
    let mut seen: BTreeMap<(&str, String), &str> = BTreeMap::new();
    for spec in table {
        let names = [
            ("field", Some(spec.field.to_owned())),
            ("flag", spec.flag.map(ToOwned::to_owned)),
            ("shorthand", spec.shorthand.map(String::from)),
            ("variable", spec.env.map(ToOwned::to_owned)),
            ("YAML path", spec.yaml.map(ToOwned::to_owned)),
            ("value path", Some(spec.value_path.to_owned()).filter(|path| !path.is_empty())),
        ];
        for (what, name) in names {
            let Some(name) = name else { continue };
            let problem =
                |other: &str| format!("`{other}` and `{}` have the same {what}", spec.field);
            if let Some(other) = seen.insert((what, name), spec.field) {
                problems.push(problem(other));
            }
        }
    }
}

fn check_paths(
    table: &[OptionSpec],
    what: &str,
    path: fn(&OptionSpec) -> Option<&'static str>,
    problems: &mut Vec<String>,
) {
    let paths = || table.iter().filter_map(path).filter(|path| !path.is_empty());
    for outer in paths() {
        let leads_through =
            |inner: &&str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('.'));
        if let Some(inner) = paths().find(leads_through) {
            problems.push(format!("the {what} `{inner}` leads through the option `{outer}`"));
        }
    }
}

fn check_names(spec: &OptionSpec, say: Say<'_>) {
    let all = |text: &str, is_right: fn(char) -> bool| {
        text.chars().all(is_right) && text.chars().any(char::is_alphabetic)
    };
    let is_kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if spec.flag.is_some_and(|flag| !all(flag, is_kebab) || flag.starts_with('-')) {
        say("has a flag that is not lower case with dashes".to_owned());
    }
    if matches!(spec.flag, Some("help" | "version")) || spec.shorthand == Some('h') {
        say("has a flag that every program has".to_owned());
    }
    let is_screaming = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    if spec.env.is_some_and(|env| !all(env, is_screaming)) {
        say("has a variable that is not upper case with underscores".to_owned());
    }
    let paths = spec.yaml.into_iter().chain(Some(spec.value_path)).filter(|path| !path.is_empty());
    for path in paths {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if !path.split('.').all(|part| all(part, is_part)) {
            say(format!("has the path `{path}`, whose parts are not letters and digits"));
        }
    }
}

fn check_text(what: &str, text: &str, say: Say<'_>) {
    if text.is_empty() {
        return;
    }
    if !text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
        say(format!("has a {what} that does not begin with a capital: `{text}`"));
    }
    if !text.ends_with('.') {
        say(format!("has a {what} that does not end with a full stop: `{text}`"));
    }
    if text.contains("  ") {
        say(format!("has a {what} with two spaces in a row: `{text}`"));
    }
}

fn check_default(spec: &OptionSpec, say: Say<'_>) {
    let text = spec.default_text();
    if text.is_empty() {
        return;
    }
    let problem = |text: &str, error: &ValueError| format!("has a default, but `{text}` {error}");
    match spec.normalize(&text) {
        Err(error) => say(problem(&text, &error)),
        Ok(normal) => match spec.normalize(&normal) {
            Err(error) => say(problem(&normal, &error)),
            Ok(again) if again != normal => {
                say(format!("has a default whose form is not stable: `{normal}`, then `{again}`"));
            }
            Ok(_) => {}
        },
    }
}

fn check_references(spec: &OptionSpec, table: &[OptionSpec], say: Say<'_>) {
    for flag in spec.use_instead {
        match table.iter().find(|other| other.flag == Some(*flag)) {
            None => say(format!("names `--{flag}`, which does not exist")),
            Some(other) if other.deprecated => {
                say(format!("names `--{flag}`, which is deprecated itself"));
            }
            Some(_) => {}
        }
    }
    if let Some(field) = spec.replaced_by
        && !table.iter().any(|other| other.field == field)
    {
        say(format!("is an old name of `{field}`, which is not in the table"));
    }
}
