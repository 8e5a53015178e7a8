//! A struct of options: the root or a group, and what the names of its options begin with.

use super::names::Style;
use crate::group::Group;

/// What the names of the options of one struct begin with. Paths and prefixes are whole, not only
/// the struct's own part.
#[derive(Clone, Copy)]
pub struct Scope {
    /// The field's path in the settings.
    pub field: &'static str,
    /// The prefix of flags, in kebab case.
    pub prefix: &'static str,
    /// The prefix of all variables, `CODER`.
    pub env: &'static str,
    /// The path in YAML.
    pub yaml: &'static str,
    /// How keys in YAML follow from fields.
    pub yaml_style: Style,
    /// The path in the deployment view.
    pub value: &'static str,
    /// The group of the options; none at the root.
    pub group: Option<&'static Group>,
}

/// A struct of options as it is declared. The methods are the words of `#[options(…)]` and
/// `#[group(…)]`.
#[derive(Clone, Copy)]
pub struct Draft {
    name: &'static str,
    env: &'static str,
    prefix: &'static str,
    yaml: Option<&'static str>,
    yaml_style: Option<Style>,
    value: &'static str,
    schema: &'static str,
    schemas: &'static [(&'static str, &'static str)],
    last: bool,
    secret_files: bool,
}

/// The words of `#[options(…)]` and `#[group(…)]`.
impl Draft {
    /// The names of the root, or of the group of a field.
    pub const fn new(field: &'static str) -> Self {
        Self {
            name: "",
            env: "",
            prefix: field,
            yaml: None,
            yaml_style: None,
            value: field,
            schema: "",
            schemas: &[],
            last: false,
            secret_files: false,
        }
    }

    /// The name of a group as people read it.
    #[must_use]
    pub const fn name(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// What all variables begin with, without the underscore; said once, at the root.
    #[must_use]
    pub const fn env(mut self, prefix: &'static str) -> Self {
        self.env = prefix;
        self
    }

    /// What the flags and variables of the group begin with, instead of the field's name.
    #[must_use]
    pub const fn prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = prefix;
        self
    }

    /// The group's name is no part of flags and variables.
    #[must_use]
    pub const fn no_prefix(mut self) -> Self {
        self.prefix = "";
        self
    }

    /// The group's key in YAML, instead of the field's name.
    #[must_use]
    pub const fn yaml(mut self, key: &'static str) -> Self {
        self.yaml = Some(key);
        self
    }

    /// The group is no level in YAML.
    #[must_use]
    pub const fn no_yaml(mut self) -> Self {
        self.yaml = Some("");
        self
    }

    /// Keys in YAML are `snake_case` here and in groups below, not `camelCase`.
    #[must_use]
    pub const fn snake_case(mut self) -> Self {
        self.yaml_style = Some(Style::Kept);
        self
    }

    /// The group's path in the deployment view, instead of the field's name.
    #[must_use]
    pub const fn value(mut self, path: &'static str) -> Self {
        self.value = path;
        self
    }

    /// The group is no level in the deployment view.
    #[must_use]
    pub const fn no_value(mut self) -> Self {
        self.value = "";
        self
    }

    /// The name of the schema of the group's values.
    #[must_use]
    pub const fn schema(mut self, name: &'static str) -> Self {
        self.schema = name;
        self
    }

    /// The names of further schemas, each with its value path below the group's.
    #[must_use]
    pub const fn schemas(mut self, names: &'static [(&'static str, &'static str)]) -> Self {
        self.schemas = names;
        self
    }

    /// Documentation shows the group after all others.
    #[must_use]
    pub const fn last(mut self) -> Self {
        self.last = true;
        self
    }

    /// Each secret may also be in a file, which an option of its own names; said once, at the root.
    #[must_use]
    pub const fn secret_files(mut self) -> Self {
        self.secret_files = true;
        self
    }

    /// Whether secrets may be in files.
    pub(super) const fn has_secret_files(self) -> bool {
        self.secret_files
    }

    /// The scope of the root.
    pub const fn root(self) -> Scope {
        let yaml_style = match self.yaml_style {
            Some(style) => style,
            None => Style::Camel,
        };
        Scope { field: "", prefix: "", env: self.env, yaml: "", yaml_style, value: "", group: None }
    }

    /// The prefix of flags.
    pub const fn own_prefix(self) -> &'static str {
        self.prefix
    }

    /// The key in YAML with its style.
    pub const fn own_yaml(self, field: &'static str, scope: Scope) -> (&'static str, Style) {
        match self.yaml {
            Some(key) => (key, Style::Kept),
            None => (field, self.style_in(scope)),
        }
    }

    /// The part of value paths.
    pub const fn own_value(self) -> &'static str {
        self.value
    }

    /// How keys in YAML follow from fields, in a group of that scope.
    pub const fn style_in(self, parent: Scope) -> Style {
        match self.yaml_style {
            Some(style) => style,
            None => parent.yaml_style,
        }
    }

    /// The group's facts.
    ///
    /// # Panics
    /// The group has no name. Groups are constants, so that the compiler panics.
    pub const fn group(
        self,
        description: &'static str,
        yaml: &'static str,
        parent: Option<&'static Group>,
    ) -> Group {
        assert!(!self.name.is_empty(), "a group needs a name: `#[group(name = \"…\")]`");
        assert!(self.env.is_empty(), "the prefix of variables is said once, at the root");
        Group { name: self.name, description, yaml, parent, last: self.last }
    }

    /// Adds the names of schemas below a value path.
    pub fn name_schemas(self, path: &str, names: &mut Vec<(String, &'static str)>) {
        if !self.schema.is_empty() {
            names.push((path.to_owned(), self.schema));
        }
        for (below, name) in self.schemas {
            let path =
                if path.is_empty() { (*below).to_owned() } else { format!("{path}.{below}") };
            names.push((path, name));
        }
    }
}
