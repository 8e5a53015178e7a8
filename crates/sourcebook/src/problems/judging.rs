//! How problems are judged, as settings: `[problems]` and `[[allow]]`.

use std::collections::BTreeMap;

use sourcebook_syntax::{Code, Severity, nearest};

use super::{codes, is_change, is_off, why_fixed};
use crate::config::{
    Choice, Choices, Given, Kind, Required, Setting, Settings, Shape, Text, Values, choices,
    settings,
};

impl Choices for Severity {
    const CHOICES: &'static [(&'static str, Self, &'static str)] = &[
        ("error", Self::Error, "`check` fails, and nothing is written until it is fixed"),
        ("warning", Self::Warning, "it is shown; only `check --deny warnings` fails"),
        ("allow", Self::Allow, "it is not reported"),
    ];
}

/// `[problems]`: how severe a problem is. The keys are the codes of all problems.
#[derive(Debug, Default)]
pub(crate) struct Severities(pub(crate) BTreeMap<&'static str, Severity>);

impl Settings for Severities {
    fn settings() -> Vec<Setting> {
        let setting = |code: &'static Code| {
            let other = if is_off(code) { Severity::Warning } else { Severity::Allow };
            Setting {
                key: code.name,
                shape: Choice::<Severity>::shape(),
                default: Choice::<Severity>::to_toml(code.severity),
                example: Choice::<Severity>::to_toml(other).unwrap_or_default(),
                required: false,
                about: code.summary.to_owned(),
            }
        };
        codes().filter(|code| why_fixed(code).is_none()).map(setting).collect()
    }

    fn read(values: &mut Values<'_, '_>) -> Self {
        let read = |code: &'static Code| {
            values.read::<Choice<Severity>>(code.name).map(|severity| (code.name, severity))
        };
        Self(codes().filter_map(read).collect())
    }
}

settings! {
    /// `[[allow]]`: a known problem that is accepted at a place.
    pub(crate) struct AllowTable {
        /// The code of the problem.
        pub(crate) problem: Required<CodeName>, example "no-operations";
        /// Where it is accepted: a file, optionally followed by `#` and a JSON pointer; `*` matches
        /// anything.
        pub(crate) place: Required<Text>, example "openapi.yaml#/paths";
        /// Why it is accepted, for those who read this entry later.
        pub(crate) reason: Required<Text>, example "only webhooks so far";
    }
}

settings! {
    /// `[[accept]]`: a change that is meant.
    pub(crate) struct AcceptTable {
        /// The code of the change.
        pub(crate) change: Required<ChangeName>, example "operation-removed";
        /// What it reaches: an operation or a command; or where it stands: a file, `#` and a JSON
        /// pointer. `*` matches anything.
        pub(crate) place: Required<Text>, example "DELETE /pets/{id}";
        /// The base for which it is accepted: the version of the API before the change, or a commit.
        pub(crate) base: Required<Text>, example "1.4.0";
        /// Why it is accepted, for those who read this entry later.
        pub(crate) reason: Required<Text>, example "announced in March, unused since";
        /// What kind of change it is.
        pub(crate) because: Choice<Because>, example Because::Correction;
    }
}

choices! {
    /// What kind of change is accepted.
    pub(crate) enum Because {
        /// The document was wrong: the program never did what it said.
        "correction" => Correction,
        /// It breaks, and that is meant.
        "decision" => Decision,
    }
}

/// The code of a change.
pub(crate) struct ChangeName;

impl Kind for ChangeName {
    type Value = &'static Code;
    type Literal = &'static str;

    fn shape() -> Shape {
        Shape::Text("code of a change", Some("^[a-z0-9-]+$"))
    }

    fn read(given: &mut Given<'_, '_>) -> Option<&'static Code> {
        let name = given.string()?;
        let changes = || codes().filter(|code| is_change(code));
        let found = changes().find(|code| code.name == name);
        if found.is_none() {
            let help = match nearest(&name, changes().map(|code| code.name)) {
                Some(known) => format!("did you mean `{known}`?"),
                None => "`sourcebook explain` lists the codes".to_owned(),
            };
            given.reject(format!("unknown change `{name}`"), help);
        }
        found
    }

    fn to_toml(literal: &'static str) -> Option<String> {
        Text::to_toml(literal)
    }
}

/// The code of a problem that can be allowed.
pub(crate) struct CodeName;

impl Kind for CodeName {
    type Value = &'static Code;
    type Literal = &'static str;

    fn shape() -> Shape {
        Shape::Text("code of a problem", Some("^[a-z0-9-]+$"))
    }

    fn read(given: &mut Given<'_, '_>) -> Option<&'static Code> {
        let name = given.string()?;
        let Some(code) = codes().find(|code| code.name == name) else {
            let help = match nearest(&name, codes().map(|code| code.name)) {
                Some(known) => format!("did you mean `{known}`?"),
                None => "`sourcebook explain` lists the codes".to_owned(),
            };
            given.reject(format!("unknown problem `{name}`"), help);
            return None;
        };
        if let Some(reason) = why_fixed(code) {
            given.reject(format!("`{name}` cannot be allowed"), reason);
        }
        Some(code)
    }

    fn to_toml(literal: &'static str) -> Option<String> {
        Text::to_toml(literal)
    }
}
