//! The typed half of an option: what the macros build at compile time and what reads its values.

mod finish;
mod names;
mod read;
mod secret_files;
mod section;

use std::marker::PhantomData;
use std::mem::ManuallyDrop;

use crate::kind::Kind;
use crate::spec::OptionSpec;
use crate::value::{Unset, Value, ValueError};

pub use finish::{Derived, concatenate, count};
pub use names::{
    Style, as_text, join_names, join_paragraphs, length_of_names, length_of_paragraphs,
};
pub(crate) use read::NoValue;
pub use secret_files::{count_of_files, file_options, join_file_names, length_of_file_names};
pub use section::{Draft, Scope};

/// A name that follows from the field by rule, is given, or is switched off.
#[derive(Clone, Copy)]
enum Name {
    Rule,
    Given(&'static str),
    Off,
}

impl Name {
    const fn or(self, rule: &'static str) -> Option<&'static str> {
        match self {
            Self::Rule => Some(rule),
            Self::Given(name) => Some(name),
            Self::Off => None,
        }
    }
}

/// What happens when nothing sets an option.
enum Otherwise<T> {
    /// The text form of this default is read.
    Default(fn() -> String),
    /// There is a value without a default.
    Unset(fn() -> T),
    /// It is an error.
    Required,
    /// The declaration does not say.
    Unsaid,
}

impl<T> Clone for Otherwise<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Otherwise<T> {}

/// Whether a value is in the range of a declaration.
type Within<T> = fn(&T, &Declaration<T>) -> Result<(), ValueError>;

/// A rule of an option's own.
type Check<T> = fn(&T) -> Result<(), &'static str>;

/// An option of type `T` as it is declared. The methods are the words of `#[option(…)]`.
///
/// Constants may not need to be dropped; limits are `Copy`, so that keeping them from it loses
/// nothing.
pub struct Declaration<T: 'static> {
    spec: OptionSpec,
    flag: Name,
    env: Name,
    yaml: Name,
    value: Name,
    otherwise: Otherwise<T>,
    least: Option<ManuallyDrop<T>>,
    most: Option<ManuallyDrop<T>>,
    within: Option<Within<T>>,
    check: Option<Check<T>>,
}

/// Tells whether a type has a value when nothing is set: the constant of the type itself is taken
/// where it exists, else that of the trait.
pub struct Probe<T>(PhantomData<T>);

impl<T: Unset> Probe<T> {
    /// Makes the value.
    pub const UNSET: Option<fn() -> T> = Some(T::unset);
}

/// What [`Probe`] falls back to.
pub trait WithoutUnset {
    /// The type.
    type Of;
    /// There is no such value.
    const UNSET: Option<fn() -> Self::Of> = None;
}

impl<T> WithoutUnset for Probe<T> {
    type Of = T;
}

/// How an option begins: the macro chooses by whether there is a default.
impl<T: Value> Declaration<T> {
    /// An option with this default.
    pub const fn with_default(default: fn() -> String) -> Self {
        Self::new(Otherwise::Default(default))
    }

    /// An option that may stay unset, or that must be set.
    pub const fn without_default(unset: Option<fn() -> T>) -> Self {
        Self::new(match unset {
            Some(unset) => Otherwise::Unset(unset),
            None => Otherwise::Unsaid,
        })
    }

    const fn new(otherwise: Otherwise<T>) -> Self {
        let mut spec = OptionSpec::BLANK;
        spec.kind = T::KIND;
        spec.secret = T::SECRET;
        if let Otherwise::Default(default) = otherwise {
            spec.default = Some(default);
        }
        // A structure has no text form, and a secret does not belong into a file that is passed
        // around; either can be declared.
        let is_structured = T::KIND.is_structured();
        let named = if is_structured { Name::Off } else { Name::Rule };
        let is_outside = T::SECRET && !is_structured || matches!(T::KIND, Kind::ConfigPath);
        let yaml = if is_outside { Name::Off } else { Name::Rule };
        Self {
            spec,
            flag: named,
            env: named,
            yaml,
            value: if matches!(T::KIND, Kind::ConfigPath) { Name::Off } else { Name::Rule },
            otherwise,
            least: None,
            most: None,
            within: None,
            check: None,
        }
    }
}

/// The words of `#[option(…)]`.
impl<T> Declaration<T> {
    /// Another name for help to sort by than the flag.
    #[must_use]
    pub const fn name(mut self, name: &'static str) -> Self {
        self.spec.name = name;
        self
    }

    /// Another flag, without dashes.
    #[must_use]
    pub const fn flag(mut self, flag: &'static str) -> Self {
        self.flag = Name::Given(flag);
        self
    }

    /// No flag.
    #[must_use]
    pub const fn no_flag(mut self) -> Self {
        self.flag = Name::Off;
        self
    }

    /// The letter of the short flag.
    ///
    /// # Panics
    /// It is no ASCII letter or digit. Declarations are constants, so that the compiler panics.
    #[must_use]
    pub const fn shorthand(mut self, letter: char) -> Self {
        assert!(letter.is_ascii_alphanumeric(), "a shorthand is one ASCII letter or digit");
        self.spec.shorthand = Some(letter);
        self
    }

    /// Another environment variable, the whole name.
    #[must_use]
    pub const fn env(mut self, variable: &'static str) -> Self {
        self.env = Name::Given(variable);
        self
    }

    /// No environment variable.
    #[must_use]
    pub const fn no_env(mut self) -> Self {
        self.env = Name::Off;
        self
    }

    /// Another key in YAML, below the group's.
    #[must_use]
    pub const fn yaml(mut self, key: &'static str) -> Self {
        self.yaml = Name::Given(key);
        self
    }

    /// No place in YAML.
    #[must_use]
    pub const fn no_yaml(mut self) -> Self {
        self.yaml = Name::Off;
        self
    }

    /// A place in YAML also for a secret: in a structure it has no other.
    #[must_use]
    pub const fn any_yaml(mut self) -> Self {
        self.yaml = Name::Rule;
        self
    }

    /// Another path in the deployment view, below the group's.
    #[must_use]
    pub const fn value(mut self, path: &'static str) -> Self {
        self.value = Name::Given(path);
        self
    }

    /// Not among the values of the deployment view.
    #[must_use]
    pub const fn no_value(mut self) -> Self {
        self.value = Name::Off;
        self
    }

    /// What the schema of the deployment view says about the value.
    #[must_use]
    pub const fn schema_description(mut self, description: &'static str) -> Self {
        self.spec.schema_description = description;
        self
    }

    /// The section of help that shows it instead of its group's.
    #[must_use]
    pub const fn help_group(mut self, group: &'static str) -> Self {
        self.spec.help_group = Some(group);
        self
    }

    /// Some layer must set it.
    ///
    /// # Panics
    /// It has a default. Declarations are constants, so that the compiler panics.
    #[must_use]
    pub const fn required(mut self) -> Self {
        assert!(self.spec.default.is_none(), "an option with a default need not be set");
        self.spec.required = true;
        self.otherwise = Otherwise::Required;
        self
    }

    /// Left out of documentation.
    #[must_use]
    pub const fn hidden(mut self) -> Self {
        self.spec.hidden = true;
        self
    }

    /// Works, but warns.
    #[must_use]
    pub const fn deprecated(mut self) -> Self {
        self.spec.deprecated = true;
        self
    }

    /// The flags to use instead, without dashes; makes it deprecated.
    #[must_use]
    pub const fn use_instead(mut self, flags: &'static [&'static str]) -> Self {
        self.spec.use_instead = flags;
        self.spec.deprecated = true;
        self
    }

    /// The version that brought it.
    #[must_use]
    pub const fn since(mut self, version: &'static str) -> Self {
        self.spec.since = Some(version);
        self
    }

    /// A rule of its own: refuses a value and says why, as the end of "cannot be used: …".
    #[must_use]
    pub const fn check(mut self, check: Check<T>) -> Self {
        self.check = Some(check);
        self
    }
}

/// The words of `#[option(…)]` for types with an order.
impl<T: Value + PartialOrd + Copy> Declaration<T> {
    /// The smallest value.
    #[must_use]
    pub const fn min(mut self, least: T) -> Self {
        self.least = Some(ManuallyDrop::new(least));
        self.within = Some(read::within);
        self
    }

    /// The largest value.
    #[must_use]
    pub const fn max(mut self, most: T) -> Self {
        self.most = Some(ManuallyDrop::new(most));
        self.within = Some(read::within);
        self
    }
}
