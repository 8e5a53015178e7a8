//! Facts of the options in a program's own table.

use std::collections::BTreeMap;

use sourcebook_options::{Group as OptionGroup, Kind, Member as OptionMember, OptionSpec};

use crate::{CommandOption, Group, Member};

/// The facts of one option of a table.
pub(crate) fn option(spec: &OptionSpec, table: &[OptionSpec]) -> CommandOption {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let mut option = CommandOption {
        flag: text(spec.flag),
        shorthand: spec.shorthand.map(String::from).unwrap_or_default(),
        env: text(spec.env),
        yaml: text(spec.yaml),
        type_word: spec.kind.word().into_owned(),
        choices: owned(spec.kind.choices()),
        default: spec.default_text(),
        value: value(spec, table),
        description: spec.description.to_owned(),
        group: spec.group.map(|group| owned(&group.path())).unwrap_or_default(),
        help_group: text(spec.help_group),
        hidden: spec.hidden,
        use_instead: owned(spec.use_instead),
        deprecated: spec.deprecated && spec.use_instead.is_empty(),
        since: text(spec.since),
        secret: spec.secret,
        required: spec.required,
        members: members(spec.kind),
        ..CommandOption::default()
    };
    if spec.name != option.sort_key() {
        spec.name.clone_into(&mut option.name);
    }
    option
}

/// The default of the option that this one is only an old name of.
fn value(spec: &OptionSpec, table: &[OptionSpec]) -> String {
    let target = spec.replaced_by.and_then(|field| table.iter().find(|one| one.field == field));
    match target {
        Some(target) if spec.default.is_none() => target.default_text(),
        _ => String::new(),
    }
}

fn members(kind: Kind) -> Vec<Member> {
    match kind {
        Kind::Structure(shape) | Kind::Structures(shape) => {
            shape.members.iter().map(member).collect()
        }
        _ => Vec::new(),
    }
}

fn member(member: &OptionMember) -> Member {
    Member {
        name: member.name.to_owned(),
        type_word: member.kind.word().into_owned(),
        choices: owned(member.kind.choices()),
        description: member.description.to_owned(),
        required: member.required,
        secret: member.secret,
        members: members(member.kind),
    }
}

/// Adds a group, and those that it is part of, by their keys.
pub(crate) fn add_group(groups: &mut BTreeMap<String, Group>, group: &OptionGroup) {
    let facts = Group { description: group.description.to_owned(), last: group.last };
    if facts != Group::default() {
        groups.insert(group.path().join(" / "), facts);
    }
    if let Some(parent) = group.parent {
        add_group(groups, parent);
    }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use sourcebook_options::Shape;

    use super::*;

    static BRIDGE: OptionGroup = OptionGroup {
        name: "AI Bridge",
        description: "Requests to models.",
        yaml: "aibridge",
        parent: None,
        last: false,
    };
    static LIMITS: OptionGroup = OptionGroup {
        name: "Limits",
        description: "",
        yaml: "",
        parent: Some(&BRIDGE),
        last: true,
    };
    static PROVIDER: Shape = Shape {
        name: "codersdk.Provider",
        description: "A provider.",
        members: &[OptionMember {
            name: "kind",
            kind: Kind::Enum(&["a", "b"]),
            description: "Which.",
            required: true,
            secret: false,
        }],
    };

    fn table() -> [OptionSpec; 3] {
        [
            OptionSpec {
                field: "window",
                name: "window",
                flag: Some("window"),
                shorthand: Some('w'),
                env: Some("TOOL_WINDOW"),
                yaml: Some("bridge.window"),
                kind: Kind::Duration,
                description: "How long.",
                group: Some(&LIMITS),
                since: Some("v1"),
                default: Some(|| "1m".to_owned()),
                ..OptionSpec::BLANK
            },
            OptionSpec {
                field: "old_window",
                name: "Old Window",
                flag: Some("old-window"),
                kind: Kind::Duration,
                deprecated: true,
                use_instead: &["window"],
                replaced_by: Some("window"),
                ..OptionSpec::BLANK
            },
            OptionSpec {
                field: "providers",
                name: "providers",
                yaml: Some("bridge.providers"),
                kind: Kind::Structures(&PROVIDER),
                deprecated: true,
                ..OptionSpec::BLANK
            },
        ]
    }

    #[test]
    fn everything_that_a_table_says_is_a_fact() {
        let table = table();
        let facts: Vec<_> = table.iter().map(|spec| option(spec, &table)).collect();
        let expected = json!([
            {
                "flag": "window", "shorthand": "w", "env": "TOOL_WINDOW", "yaml": "bridge.window",
                "type": "duration", "default": "1m", "description": "How long.",
                "group": ["AI Bridge", "Limits"], "since": "v1",
            },
            {
                "name": "Old Window", "flag": "old-window", "type": "duration", "value": "1m",
                "use_instead": ["window"],
            },
            {
                "yaml": "bridge.providers", "type": "struct[[]codersdk.Provider]",
                "deprecated": true,
                "members": [{
                    "name": "kind", "type": "enum", "choices": ["a", "b"],
                    "description": "Which.", "required": true,
                }],
            },
        ]);
        assert_eq!(serde_json::to_value(&facts).expect("JSON"), expected);
    }

    #[test]
    fn groups_are_known_by_their_whole_path() {
        let mut groups = BTreeMap::new();
        add_group(&mut groups, &LIMITS);
        let expected = json!({
            "AI Bridge": {"description": "Requests to models."},
            "AI Bridge / Limits": {"last": true},
        });
        assert_eq!(serde_json::to_value(&groups).expect("JSON"), expected);
    }
}
