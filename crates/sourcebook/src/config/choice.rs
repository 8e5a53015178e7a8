//! Values that are chosen by words.

use sourcebook_syntax::nearest;

use super::given::Given;
use super::kind::{HasDefault, Kind};
use super::setting::{Shape, Word};

/// A type whose values are chosen by words.
pub trait Choices: Copy + PartialEq + Sized + 'static {
    /// The words, each with its value and what it means.
    const CHOICES: &'static [(&'static str, Self, &'static str)];
    /// What settings of this type do, where they do not say it themselves.
    const ABOUT: &'static str = "";
}

/// Declares a type whose values are chosen by words, each with a comment on what it means.
macro_rules! choices {
    (
        $(#[$meta:meta])*
        $visibility:vis enum $name:ident {
            $($(#[doc = $doc:literal])* $word:literal => $variant:ident,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        $visibility enum $name {
            $($(#[doc = $doc])* $variant,)*
        }

        impl $crate::config::Choices for $name {
            const CHOICES: &'static [(&'static str, Self, &'static str)] =
                &[$(($word, Self::$variant, concat!($($doc),*))),*];
        }
    };
}
pub(crate) use choices;

fn words<T: Choices>() -> Vec<Word> {
    T::CHOICES.iter().map(|(name, _, about)| Word { name, about: about.trim() }).collect()
}

fn word_of<T: Choices>(value: T) -> Option<&'static str> {
    T::CHOICES.iter().find(|(_, one, _)| *one == value).map(|(name, ..)| *name)
}

/// The value of a word; any other word is rejected, with the nearest one.
fn choose<T: Choices>(given: &mut Given<'_, '_>, word: &str) -> Option<T> {
    if let Some((_, value, _)) = T::CHOICES.iter().find(|(name, ..)| *name == word) {
        return Some(*value);
    }
    let names = || T::CHOICES.iter().map(|(name, ..)| *name);
    let listed = names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let help = match nearest(word, names()) {
        Some(name) => format!("did you mean `{name}`? The values are {listed}"),
        None => format!("the values are {listed}"),
    };
    given.reject(format!("`{}` cannot be `{word}`", given.name()), help);
    None
}

/// One of the words of a type.
#[derive(Debug)]
pub struct Choice<T>(std::marker::PhantomData<T>);

impl<T: Choices> Kind for Choice<T> {
    type Value = T;
    type Literal = T;

    fn shape() -> Shape {
        Shape::Word(words::<T>())
    }

    fn about() -> &'static str {
        T::ABOUT
    }

    fn read(given: &mut Given<'_, '_>) -> Option<T> {
        let word = given.string()?;
        choose(given, &word)
    }

    fn to_toml(literal: T) -> Option<String> {
        word_of(literal).map(|word| toml::Value::from(word).to_string())
    }
}

impl<T: Choices> HasDefault for Choice<T> {
    fn of_default(default: T) -> T {
        default
    }
}

/// Several of the words of a type.
#[derive(Debug)]
pub struct Several<T>(std::marker::PhantomData<T>);

impl<T: Choices> Kind for Several<T> {
    type Value = Vec<T>;
    type Literal = &'static [T];

    fn shape() -> Shape {
        Shape::Words(words::<T>())
    }

    fn about() -> &'static str {
        T::ABOUT
    }

    fn read(given: &mut Given<'_, '_>) -> Option<Vec<T>> {
        let words = given.strings()?;
        let chosen: Vec<T> = words.iter().filter_map(|word| choose(given, word)).collect();
        (chosen.len() == words.len()).then_some(chosen)
    }

    fn to_toml(literal: &'static [T]) -> Option<String> {
        let words: Vec<_> = literal.iter().filter_map(|value| word_of(*value)).collect();
        Some(toml::Value::from(words).to_string())
    }
}

impl<T: Choices> HasDefault for Several<T> {
    fn of_default(default: &'static [T]) -> Vec<T> {
        default.to_vec()
    }
}
