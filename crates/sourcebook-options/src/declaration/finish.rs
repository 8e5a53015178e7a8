//! The last step of a declaration: names that follow by rule are filled in, and what cannot be
//! right is refused by the compiler.

use super::names::Style;
use super::{Declaration, Name, Otherwise, Scope};
use crate::kind::{Kind, Member};
use crate::spec::{Limits, OptionSpec};
use crate::value::ValueError;

/// The names of an option that follow from its field, and what stands in its doc comment.
#[derive(Clone, Copy)]
pub struct Derived {
    /// The names of the fields that lead to it.
    pub field: &'static str,
    /// The flag by rule.
    pub flag: &'static str,
    /// The variable by rule.
    pub env: &'static str,
    /// The path in YAML, with the key that is declared or follows by rule.
    pub yaml: &'static str,
    /// The path in the deployment view, likewise.
    pub value: &'static str,
    /// The doc comment.
    pub description: &'static str,
}

impl Declaration<()> {
    /// An old name of another option.
    pub const fn old_name(of: &OptionSpec, use_instead: &'static [&'static str]) -> Self {
        let mut spec = OptionSpec::BLANK;
        spec.kind = of.kind;
        spec.secret = of.secret;
        spec.deprecated = true;
        spec.use_instead = use_instead;
        spec.replaced_by = Some(of.field);
        let yaml = if of.yaml.is_some() { Name::Rule } else { Name::Off };
        let otherwise = Otherwise::Unset(|| ());
        Self {
            spec,
            flag: Name::Rule,
            env: Name::Rule,
            yaml,
            value: Name::Off,
            otherwise,
            least: None,
            most: None,
            within: None,
            check: None,
        }
    }
}

impl<T> Declaration<T> {
    /// The facts.
    pub const fn spec(&self) -> &OptionSpec {
        &self.spec
    }

    /// The key in YAML with its style.
    pub const fn own_yaml(&self, field: &'static str, scope: Scope) -> (&'static str, Style) {
        match self.yaml {
            Name::Given(key) => (key, Style::Kept),
            Name::Rule | Name::Off => (field, scope.yaml_style),
        }
    }

    /// The path in the deployment view below the group's.
    pub const fn own_value(&self, field: &'static str) -> &'static str {
        match self.value {
            Name::Given(path) => path,
            Name::Rule | Name::Off => field,
        }
    }

    /// The flag as the only one of a list; empty if there is none.
    pub const fn flag_or_nothing(&self) -> &'static str {
        match self.spec.flag {
            Some(flag) => flag,
            None => "",
        }
    }

    /// Fills in what follows by rule.
    ///
    /// # Panics
    /// The declaration cannot be right. Declarations are constants, so that the compiler panics.
    #[must_use]
    pub const fn finish(mut self, scope: Scope, derived: Derived) -> Self {
        self.spec.field = derived.field;
        self.spec.flag = self.flag.or(derived.flag);
        self.spec.env = self.env.or(derived.env);
        self.spec.yaml = match self.yaml {
            Name::Off => None,
            Name::Rule | Name::Given(_) => Some(derived.yaml),
        };
        self.spec.value_path = match self.value {
            Name::Off => "",
            Name::Rule | Name::Given(_) => derived.value,
        };
        self.spec.description = derived.description;
        self.spec.group = scope.group;
        if self.spec.name.is_empty() {
            self.spec.name = sort_key(&self.spec);
        }
        reject_nonsense(&self.spec);
        assert!(
            !matches!(self.otherwise, Otherwise::Unsaid),
            "this type has no value when nothing sets the option: declare a default (`= …`) or \
             `#[option(required)]`, or make it `Option<…>`"
        );
        self
    }

    /// The declaration as a member of a structure.
    pub const fn member(&self) -> Member {
        let OptionSpec { kind, description, required, secret, .. } = self.spec;
        let name = match self.spec.yaml {
            Some(key) => key,
            None => "",
        };
        Member { name, kind, description, required, secret }
    }

    /// The option as it stands in the table; the functions know its type, which the table does not.
    pub const fn listed(
        &self,
        normalize: fn(&str) -> Result<String, ValueError>,
        limits: fn() -> Limits,
    ) -> OptionSpec {
        let mut spec = self.spec;
        spec.normalize = normalize;
        spec.limits = limits;
        spec
    }
}

const fn sort_key(spec: &OptionSpec) -> &'static str {
    match (spec.flag, spec.env, spec.yaml) {
        (Some(flag), _, _) => flag,
        (None, Some(env), _) => env,
        (None, None, Some(yaml)) => last_part(yaml),
        (None, None, None) => "",
    }
}

const fn last_part(path: &'static str) -> &'static str {
    let mut at = path.len();
    while at > 0 && path.as_bytes()[at - 1] != b'.' {
        at -= 1;
    }
    path.split_at(at).1
}

const fn reject_nonsense(spec: &OptionSpec) {
    assert!(!spec.description.is_empty(), "an option needs a doc comment: it is the description");
    assert!(
        spec.flag.is_some() || spec.env.is_some() || spec.yaml.is_some(),
        "an option without flag, variable and YAML key cannot be set"
    );
    assert!(
        spec.shorthand.is_none() || spec.flag.is_some(),
        "an option with a shorthand needs a flag"
    );
    assert!(!spec.secret || spec.default.is_none(), "a secret cannot have a default");
    assert!(
        !spec.kind.is_structured() || (spec.flag.is_none() && spec.env.is_none()),
        "a structure has no text form, so it cannot have a flag or a variable"
    );
    assert!(
        !matches!(spec.kind, Kind::ConfigPath) || spec.yaml.is_none(),
        "the path of the YAML file cannot stand in that file"
    );
}

/// How many options the parts of a table have.
pub const fn count(parts: &[&[OptionSpec]]) -> usize {
    let mut total = 0;
    let mut part = 0;
    while part < parts.len() {
        total += parts[part].len();
        part += 1;
    }
    total
}

/// The parts of a table as one, in order.
pub const fn concatenate<const N: usize>(parts: &[&[OptionSpec]]) -> [OptionSpec; N] {
    let mut all = [OptionSpec::BLANK; N];
    let mut at = 0;
    let mut part = 0;
    while part < parts.len() {
        let mut one = 0;
        while one < parts[part].len() {
            all[at] = parts[part][one];
            at += 1;
            one += 1;
        }
        part += 1;
    }
    all
}
