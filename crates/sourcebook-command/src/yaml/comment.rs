//! Comments above keys.

use crate::{CommandFacts, CommandOption, Profile, wrap};

/// The columns of a comment's text; its indent and its mark are not counted.
const WIDTH: usize = 80;

/// What an option is, its default and its type.
pub(super) fn of_option(option: &CommandOption, profile: Profile) -> String {
    let default = if option.default.is_empty() { "<unset>" } else { &option.default };
    let type_word = option.full_type(profile.comment_choices());
    let facts = format!("(default: {default}, type: {type_word})");
    if !profile.marks_deprecated() {
        return wrapped(&format!("{}\n{facts}", option.description), profile);
    }
    let mut parts = Vec::new();
    let description = option.description.trim();
    if !description.is_empty() {
        parts.push(description.to_owned());
    }
    parts.extend(option.deprecation());
    parts.push(facts);
    wrapped(&parts.join("\n"), profile)
}

/// What a level is about that an option creates: the level at `depth` of `levels` above its key.
pub(super) fn of_level(
    facts: &CommandFacts,
    option: &CommandOption,
    depth: usize,
    levels: usize,
    profile: Profile,
) -> String {
    if profile.describes_levels_by_depth() {
        return wrapped(&level_description(facts, option, depth, levels), profile);
    }
    wrapped(describe(facts, &option.group_key()), profile)
}

/// What a level is about, in one line: the description of the group that it stands for.
///
/// Only where groups and levels nest alike is it known which group a level stands for; the
/// innermost level stands for the option's own group in any case.
pub(super) fn level_description(
    facts: &CommandFacts,
    option: &CommandOption,
    depth: usize,
    levels: usize,
) -> String {
    let key = if option.group.len() == levels {
        option.group[..=depth].join(" / ")
    } else if depth + 1 == levels {
        option.group_key()
    } else {
        return String::new();
    };
    describe(facts, &key).lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

fn describe<'f>(facts: &'f CommandFacts, key: &str) -> &'f str {
    facts.groups.get(key).map(|group| group.description.as_str()).unwrap_or_default()
}

/// A text in the lines of a comment.
pub(super) fn wrapped(text: &str, profile: Profile) -> String {
    wrap(text, WIDTH, profile)
}

/// The lines of a comment at an indent.
pub(super) fn lines(text: &str, indent: usize, profile: Profile) -> String {
    let mut lines = String::new();
    for line in text.split_terminator('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.is_empty() && !profile.marks_empty_comment_lines() {
            lines.push('\n');
            continue;
        }
        lines.extend(std::iter::repeat_n(' ', indent));
        if !line.starts_with('#') {
            lines.push('#');
            if !line.is_empty() {
                lines.push(' ');
            }
        }
        // A control character would end the comment, or the whole text for strict readers.
        let is_control = |character: char| character.is_control() && character != '\t';
        lines.push_str(&line.replace(is_control, " "));
        lines.push('\n');
    }
    lines
}
