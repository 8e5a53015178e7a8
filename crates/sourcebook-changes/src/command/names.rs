//! The three names of one setting: its flag, its variable and its key in the configuration file.

use sourcebook_command::CommandOption;

/// Names of a setting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    pub(super) flag: Option<String>,
    pub(super) variable: Option<String>,
    pub(super) key: Option<String>,
}

impl Names {
    /// All names of an option.
    pub(super) fn of(option: &CommandOption) -> Self {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Self { flag: some(&option.flag), variable: some(&option.env), key: some(&option.yaml) }
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// In a sentence: ``flag `--x`, variable `X` and key `x` ``.
    pub(super) fn words(&self) -> String {
        let flag = self.flag.iter().map(|flag| format!("flag `--{flag}`"));
        let variable = self.variable.iter().map(|name| format!("variable `{name}`"));
        let key = self.key.iter().map(|key| format!("key `{key}`"));
        let words: Vec<String> = flag.chain(variable).chain(key).collect();
        match &words[..] {
            [] => "an option without a name".to_owned(),
            [one] => one.clone(),
            [most @ .., last] => format!("{} and {last}", most.join(", ")),
        }
    }

    /// What of it is not in other names.
    pub(super) fn without(&self, has: impl Fn(&str, Kind) -> bool) -> Self {
        let left = |name: &Option<String>, kind| name.clone().filter(|name| !has(name, kind));
        Self {
            flag: left(&self.flag, Kind::Flag),
            variable: left(&self.variable, Kind::Variable),
            key: left(&self.key, Kind::Key),
        }
    }

    pub(super) fn count(&self) -> usize {
        [&self.flag, &self.variable, &self.key].into_iter().flatten().count()
    }
}

/// Which of the names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Flag,
    Variable,
    Key,
}

/// Whether an option has a name, as its first one or as another one.
pub(super) fn has(option: &CommandOption, name: &str, kind: Kind) -> bool {
    let is = |one: &String| one == name;
    match kind {
        Kind::Flag => is(&option.flag) || option.aliases.iter().any(is),
        Kind::Variable => is(&option.env) || option.variables.iter().any(is),
        Kind::Key => is(&option.yaml),
    }
}
