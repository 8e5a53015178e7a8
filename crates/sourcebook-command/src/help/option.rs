//! One option in help.

use std::fmt::Write;

use crate::{CommandOption, Profile, indent};

/// The columns before a description.
const INDENT: usize = 10;

/// Appends an option: its line, which is never wrapped, and its description.
pub(super) fn push(raw: &mut String, option: &CommandOption, width: usize, profile: Profile) {
    let description = profile.trimmed(&option.description);
    let mark = option.deprecation().filter(|_| {
        let is_known = !option.use_instead.is_empty() && !description.is_empty();
        is_known || profile.marks_deprecated()
    });
    raw.push('\n');
    raw.push_str(&line(option, profile));
    if !description.is_empty() || mark.is_some() {
        let _ = write!(raw, "\n{}", indent(description, INDENT, width, profile));
    }
    if let Some(mark) = mark {
        raw.push_str(&indent(&mark, INDENT, width, profile));
    }
}

/// `  -l, --listen host:port, $TOOL_LISTEN (default: 127.0.0.1:8080)`
fn line(option: &CommandOption, profile: Profile) -> String {
    let has_name = !option.flag.is_empty() || !option.shorthand.is_empty();
    let is_named = has_name || !profile.names_options_without_flag();
    let mut line = names(option, profile);
    if !is_named {
        let name = if option.env.is_empty() { option.yaml.clone() } else { variable(option) };
        line.push_str(&name);
    }
    let type_word = option.type_with_choices("|");
    if !type_word.is_empty() {
        let _ = write!(line, " {type_word}");
    }
    if !option.env.is_empty() && is_named {
        let _ = write!(line, ", {}", variable(option));
    }
    if !option.default.is_empty() {
        let _ = write!(line, " (default: {})", option.default);
    }
    line
}

/// The flags, indented so that long ones stand in one column.
fn names(option: &CommandOption, profile: Profile) -> String {
    match (option.shorthand.as_str(), option.flag.as_str()) {
        ("", "") => "      ".to_owned(),
        ("", flag) => format!("      --{flag}"),
        (shorthand, "") if profile.names_options_without_flag() => format!("  -{shorthand}"),
        (shorthand, "") => format!("  -{shorthand}, "),
        (shorthand, flag) => format!("  -{shorthand}, --{flag}"),
    }
}

fn variable(option: &CommandOption) -> String {
    format!("${}", option.env)
}
