//! The shape of the command facts: JSON that a program in any language can print.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Stands for the version in the `long` text of a command.
pub const VERSION_MARK: &str = "{{version}}";

/// Stands for a number, counted from 0, in the name of a variable that is one of a family.
pub const INDEX_MARK: &str = "{n}";

/// The group of options that the commands below accept as well.
pub const GLOBAL_GROUP: &str = "Global";

/// What one build of a program says about its command line.
///
/// The members are those of the facts document without its API document. An absent text is empty,
/// an absent flag is `false`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommandFacts {
    /// The version of the program, as its help shows it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// The last lines of help texts.
    #[serde(skip_serializing_if = "Footer::is_empty")]
    pub footer: Footer,
    /// Replacements in finished texts, in order, for what differs between machines.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub masks: Vec<Mask>,
    /// What is to be said about groups of options, by [`CommandOption::group_key`].
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<String, Group>,
    /// The root command; its name is the program's name.
    pub cli: Command,
}

/// The last lines of help texts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Footer {
    /// For the root command.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub root: String,
    /// For every other command.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sub: String,
}

/// A replacement in a finished text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Mask {
    /// For every time in RFC 3339.
    Timestamp {
        /// What stands in its place.
        timestamp: String,
    },
    /// For every occurrence of a text.
    Text {
        /// The text that differs between machines.
        from: String,
        /// What stands in its place.
        to: String,
    },
}

/// What is to be said about a group of options.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Group {
    /// What its options are about. A continuation line starts with a space.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Shown after all other groups.
    #[serde(skip_serializing_if = "is_false")]
    pub last: bool,
}

/// One command with all that is below it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Command {
    /// One word.
    pub name: String,
    /// The usage text after the parents' names, complete: `add [flags] <file>`.
    #[serde(rename = "use", skip_serializing_if = "String::is_empty")]
    pub usage: String,
    /// One line on what it does.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub short: String,
    /// The whole text with its own newlines and examples; [`VERSION_MARK`] stands for the version.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub long: String,
    /// Other names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Whether it is left out of every text.
    #[serde(skip_serializing_if = "is_false")]
    pub hidden: bool,
    /// The warning that is printed when it is run; empty unless it is deprecated.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub deprecated: String,
    /// What is given by its place and not by a flag, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<Argument>,
    /// Whether it has options, arguments or commands that these facts do not tell. In JSON the
    /// opposite is said: `"complete": false`.
    #[serde(rename = "complete", with = "negated", skip_serializing_if = "is_false")]
    pub incomplete: bool,
    /// Whether a word that is no command below it may be one all the same, as a plugin is.
    #[serde(rename = "external-commands", skip_serializing_if = "is_false")]
    pub external_commands: bool,
    /// Command lines that show how it is used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
    /// Its own options in the order of their declaration.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<CommandOption>,
    /// The commands below it in the order of their declaration.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Command>,
}

/// A command line that shows how a command is used.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Example {
    /// What it does.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// What is typed, the program's name first.
    pub command: String,
}

/// What is given to a command by its place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Argument {
    /// Its name in the usage text, without brackets.
    pub name: String,
    /// What kind of value it takes, as that of an option; empty where the name says it.
    #[serde(rename = "type", skip_serializing_if = "String::is_empty")]
    pub type_word: String,
    /// The values of `enum` and `enum-array`, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// The default as declared.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub default: String,
    /// What it means.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Whether the command does not run without it.
    #[serde(skip_serializing_if = "is_false")]
    pub required: bool,
    /// Whether it can be given several times; only the last argument of a command can.
    #[serde(skip_serializing_if = "is_false")]
    pub repeated: bool,
}

/// One setting of a command.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommandOption {
    /// By what help sorts it; see [`CommandOption::sort_key`].
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The flag without dashes.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub flag: String,
    /// The one-letter flag without its dash.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub shorthand: String,
    /// Other flags that mean the same, without dashes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Whether `--no-FLAG` takes it back.
    #[serde(skip_serializing_if = "is_false")]
    pub negatable: bool,
    /// Whether the flag can be given several times.
    #[serde(skip_serializing_if = "is_false")]
    pub repeatable: bool,
    /// Whether the flag can stand without its value; a value is joined to it by `=` then.
    #[serde(skip_serializing_if = "is_false")]
    pub optional_value: bool,
    /// The environment variable without `$`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub env: String,
    /// Other environment variables that are read for it. [`INDEX_MARK`] stands for a number: such a
    /// family has one variable for each structure of a list and each of its members.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub variables: Vec<String>,
    /// The full dotted path in the configuration file.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub yaml: String,
    /// What kind of value it takes; see [`Kind`](crate::Kind).
    #[serde(rename = "type", skip_serializing_if = "String::is_empty")]
    pub type_word: String,
    /// The values of `enum` and `enum-array`, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// The default as declared.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub default: String,
    /// The default that takes effect, where it is not `default`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// What it does.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Names of groups, outermost first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub group: Vec<String>,
    /// The section in which help shows it, where that is not its group.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub help_group: String,
    /// Whether it is left out of help and pages.
    #[serde(skip_serializing_if = "is_false")]
    pub hidden: bool,
    /// The flags that replace it; an option that has any is deprecated.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub use_instead: Vec<String>,
    /// Whether it should not be used any more, also where nothing replaces it.
    #[serde(skip_serializing_if = "is_false")]
    pub deprecated: bool,
    /// The version that brought it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub since: String,
    /// Whether its value must not be shown.
    #[serde(skip_serializing_if = "is_false")]
    pub secret: bool,
    /// Whether the program does not start without it.
    #[serde(skip_serializing_if = "is_false")]
    pub required: bool,
    /// What stands in its structure, or in each structure of its list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
}

/// One member of a structure in the configuration file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Member {
    /// Its key.
    pub name: String,
    /// What kind of value it takes, as that of an option.
    #[serde(rename = "type", skip_serializing_if = "String::is_empty")]
    pub type_word: String,
    /// The values of `enum` and `enum-array`, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// What it means.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Whether it must be there.
    #[serde(skip_serializing_if = "is_false")]
    pub required: bool,
    /// Whether its value must not be shown.
    #[serde(skip_serializing_if = "is_false")]
    pub secret: bool,
    /// What stands in its structure, or in each structure of its list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Self>,
}

impl Footer {
    fn is_empty(&self) -> bool {
        self.root.is_empty() && self.sub.is_empty()
    }
}

impl CommandOption {
    /// By what help sorts options: the name, else the flag, the variable, or the last part of the
    /// YAML path.
    pub fn sort_key(&self) -> &str {
        let last = self.yaml.rsplit('.').next().unwrap_or_default();
        let keys = [self.name.as_str(), &self.flag, &self.env, last];
        keys.into_iter().find(|key| !key.is_empty()).unwrap_or_default()
    }

    /// The key of its group in [`CommandFacts::groups`]; empty where it has no group.
    pub fn group_key(&self) -> String {
        self.group.join(" / ")
    }

    /// Whether it should not be used any more.
    pub fn is_deprecated(&self) -> bool {
        self.deprecated || !self.use_instead.is_empty()
    }

    /// The default that takes effect, as declared.
    pub fn effective_default(&self) -> &str {
        if self.value.is_empty() { &self.default } else { &self.value }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// A flag whose opposite is said in JSON.
mod negated {
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
    pub(super) fn serialize<S: Serializer>(flag: &bool, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(!flag)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
        bool::deserialize(from).map(|flag| !flag)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const EVERY_MEMBER: &str = r#"{
        "version": "v1.2.3",
        "footer": {"root": "a", "sub": "b"},
        "masks": [{"timestamp": "====="}, {"from": "/tmp", "to": "[tmp]"}],
        "groups": {"Net / TLS": {"description": "Encryption.", "last": true}},
        "cli": {
            "name": "tool", "use": "tool [flags]", "short": "A tool", "long": "Long.",
            "children": [{
                "name": "add", "aliases": ["plus"], "hidden": true, "deprecated": "Use put.",
                "arguments": [{
                    "name": "file", "type": "enum", "choices": ["a"], "default": "a",
                    "description": "Which.", "required": true, "repeated": true
                }],
                "complete": false, "external-commands": true,
                "examples": [{"description": "Two at once.", "command": "tool add a b"}],
                "options": [{
                    "name": "Mode", "flag": "mode", "shorthand": "m", "env": "TOOL_MODE",
                    "aliases": ["kind"], "negatable": true, "repeatable": true,
                    "optional_value": true, "variables": ["TOOL_MODES_{n}_NAME"],
                    "yaml": "add.mode", "type": "enum", "choices": ["a", "b"], "default": "a",
                    "value": "b", "description": "How.", "group": ["Net", "TLS"],
                    "help_group": "Other", "hidden": true, "use_instead": ["kind"],
                    "deprecated": true, "since": "v1.1", "secret": true, "required": true,
                    "members": [{
                        "name": "kind", "type": "enum", "choices": ["x"], "description": "D.",
                        "required": true, "secret": true, "members": [{"name": "inner"}]
                    }]
                }]
            }]
        }
    }"#;

    #[test]
    fn facts_are_read_and_written_as_the_same_json() {
        let facts: serde_json::Value = serde_json::from_str(EVERY_MEMBER).expect("JSON");
        let read: CommandFacts = serde_json::from_value(facts.clone()).expect("facts");
        assert_eq!(serde_json::to_value(&read).expect("JSON"), facts);
    }

    #[test]
    fn what_is_absent_is_not_written() {
        let facts = json!({"cli": {"name": "tool", "options": [{"flag": "a"}]}});
        let read: CommandFacts = serde_json::from_value(facts.clone()).expect("facts");
        assert_eq!(serde_json::to_value(&read).expect("JSON"), facts);
    }

    #[test]
    fn an_option_is_sorted_by_the_first_name_that_it_has() {
        let option = |name: &str, flag: &str, env: &str| CommandOption {
            name: name.to_owned(),
            flag: flag.to_owned(),
            env: env.to_owned(),
            yaml: "a.b".to_owned(),
            ..CommandOption::default()
        };
        assert_eq!(option("N", "f", "E").sort_key(), "N");
        assert_eq!(option("", "f", "E").sort_key(), "f");
        assert_eq!(option("", "", "E").sort_key(), "E");
        assert_eq!(option("", "", "").sort_key(), "b");
    }
}
