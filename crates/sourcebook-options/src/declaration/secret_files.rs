//! Files with secrets: for each secret of a table, the option that names its file.
//!
//! Their names follow by one rule from those of the secret. They are written at compile time, all
//! into one text, since a constant needs its length first.

use super::Draft;
use super::names::{Style, as_text, write_name};
use crate::group::Group;
use crate::spec::OptionSpec;

/// The group of all these options.
const GROUP: Group = Group {
    name: "Secret Files",
    description: "Files that contain secrets. Use them instead of the settings with the secrets \
                  themselves.",
    yaml: "secretFiles",
    parent: None,
    last: false,
};

/// The same where keys in YAML are in snake case.
const GROUP_IN_SNAKE_CASE: Group = Group { yaml: "secret_files", ..GROUP };

/// What is written of each option.
const PARTS: usize = 7;

/// How many options name files.
pub const fn count_of_files(table: &[OptionSpec], draft: Draft) -> usize {
    let mut count = 0;
    let mut at = 0;
    while at < table.len() {
        if can_be_in_file(&table[at], draft) {
            count += 1;
        }
        at += 1;
    }
    count
}

/// The length of what [`join_file_names`] writes.
pub const fn length_of_file_names(table: &[OptionSpec], draft: Draft) -> usize {
    write_all(table, draft, &mut [])
}

/// The texts of all options that name files, one behind the other.
pub const fn join_file_names<const N: usize>(table: &[OptionSpec], draft: Draft) -> [u8; N] {
    let mut bytes = [0; N];
    write_all(table, draft, &mut bytes);
    bytes
}

/// The options that name files, in the order of the secrets, with their texts from `names`.
pub const fn file_options<const N: usize>(
    table: &[OptionSpec],
    draft: Draft,
    names: &'static [u8],
) -> [OptionSpec; N] {
    let mut options = [OptionSpec::BLANK; N];
    let (mut at, mut made, mut text) = (0, 0, 0);
    while at < table.len() {
        if can_be_in_file(&table[at], draft) {
            let mut parts = [""; PARTS];
            let mut part = 0;
            while part < PARTS {
                let end = write(&table[at], draft, part, &mut [], text);
                parts[part] = as_text(names.split_at(end).0.split_at(text).1);
                text = end;
                part += 1;
            }
            options[made] = file_option(&table[at], draft, parts);
            made += 1;
        }
        at += 1;
    }
    options
}

const fn can_be_in_file(spec: &OptionSpec, draft: Draft) -> bool {
    draft.has_secret_files()
        && spec.secret
        && spec.replaced_by.is_none()
        && !spec.kind.is_structured()
}

const fn is_snake_case(draft: Draft) -> bool {
    matches!(draft.root().yaml_style, Style::Kept)
}

const fn file_option(
    secret: &OptionSpec,
    draft: Draft,
    [field, name, flag, env, yaml, value_path, description]: [&'static str; PARTS],
) -> OptionSpec {
    let mut spec = OptionSpec::BLANK;
    spec.field = field;
    spec.name = name;
    spec.flag = if flag.is_empty() { None } else { Some(flag) };
    spec.env = if env.is_empty() { None } else { Some(env) };
    spec.yaml = Some(yaml);
    spec.value_path = value_path;
    spec.description = description;
    spec.group = Some(if is_snake_case(draft) { &GROUP_IN_SNAKE_CASE } else { &GROUP });
    spec.hidden = secret.hidden;
    spec.deprecated = secret.deprecated;
    spec.file_of = Some(secret.field);
    spec
}

const fn write_all(table: &[OptionSpec], draft: Draft, out: &mut [u8]) -> usize {
    let (mut at, mut end) = (0, 0);
    while at < table.len() {
        let mut part = 0;
        while part < PARTS && can_be_in_file(&table[at], draft) {
            end = write(&table[at], draft, part, out, end);
            part += 1;
        }
        at += 1;
    }
    end
}

/// Writes one text of the option that names the file of a secret.
const fn write(secret: &OptionSpec, draft: Draft, part: usize, out: &mut [u8], at: usize) -> usize {
    let (flag, env) = (text_or_nothing(secret.flag), text_or_nothing(secret.env));
    let base = if flag.is_empty() { secret.field } else { flag };
    match part {
        0 => join(&[(secret.field, Style::Kept), ("_file", Style::Kept)], out, at),
        1 => join(&[(secret.name, Style::Kept), (" File", Style::Kept)], out, at),
        2 if flag.is_empty() => at,
        2 => join(&[(flag, Style::Kept), ("-file", Style::Kept)], out, at),
        3 if env.is_empty() => at,
        3 => join(&[(env, Style::Kept), ("_FILE", Style::Kept)], out, at),
        4 if is_snake_case(draft) => join(
            &[("secret_files.", Style::Kept), (base, Style::Snake), ("_file", Style::Kept)],
            out,
            at,
        ),
        4 => join(
            &[("secretFiles.", Style::Kept), (base, Style::Camel), ("File", Style::Kept)],
            out,
            at,
        ),
        5 => join(
            &[("secret_files.", Style::Kept), (base, Style::Snake), ("_file", Style::Kept)],
            out,
            at,
        ),
        _ => {
            let (mark, name) = if flag.is_empty() { ("$", env) } else { ("--", flag) };
            let before =
                join(&[("File with the value of `", Style::Kept), (mark, Style::Kept)], out, at);
            join(
                &[(name, Style::Kept), ("`, which is read at start only.", Style::Kept)],
                out,
                before,
            )
        }
    }
}

const fn join(parts: &[(&str, Style)], out: &mut [u8], mut at: usize) -> usize {
    let mut part = 0;
    while part < parts.len() {
        let (text, style) = parts[part];
        at = write_name(text.as_bytes(), style, out, at);
        part += 1;
    }
    at
}

const fn text_or_nothing(text: Option<&'static str>) -> &'static str {
    match text {
        Some(text) => text,
        None => "",
    }
}
