//! Words to choose from.

use sourcebook_syntax::nearest;

use super::{Value, ValueError};

/// An enum whose variants are words; made by [`choice!`](crate::choice).
pub trait Choice: Value + Copy {
    /// Every variant with its word, in order.
    const VARIANTS: &'static [(Self, &'static str)];

    /// The words, in order.
    const WORDS: &'static [&'static str];

    /// The variant of a word.
    ///
    /// # Errors
    /// That there is no such word, and which is nearest.
    fn from_word(word: &str) -> Result<Self, ValueError> {
        let variant = Self::VARIANTS.iter().find(|(_, known)| *known == word);
        variant.map(|(variant, _)| *variant).ok_or_else(|| ValueError::UnknownWord {
            choices: Self::WORDS,
            nearest: nearest(word, Self::WORDS.iter().copied()),
        })
    }

    /// The word of the variant.
    fn word(self) -> &'static str {
        let variant = Self::VARIANTS.iter().find(|(variant, _)| *variant == self);
        variant.map_or("", |(_, word)| word)
    }
}

/// Declares an enum whose variants are the words that an option takes.
///
/// ```
/// sourcebook_options::choice! {
///     /// How log lines look.
///     pub enum LogFormat {
///         /// For people.
///         Human = "human",
///         /// One JSON object a line.
///         Json = "json",
///     }
/// }
///
/// assert_eq!("json".parse(), Ok(LogFormat::Json));
/// assert_eq!(LogFormat::Human.to_string(), "human");
/// let error = "jsn".parse::<LogFormat>().expect_err("no such word");
/// assert_eq!(error.to_string(), "is not one of human, json");
/// assert_eq!(error.help().as_deref(), Some("did you mean `json`?"));
/// ```
#[macro_export]
macro_rules! choice {
    (
        $(#[doc = $doc:expr])*
        $visibility:vis enum $name:ident {
            $($(#[doc = $variant_doc:expr])* $variant:ident = $word:literal),+ $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $visibility enum $name {
            $($(#[doc = $variant_doc])* $variant),+
        }

        impl $crate::Choice for $name {
            const VARIANTS: &'static [(Self, &'static str)] = &[$((Self::$variant, $word)),+];
            const WORDS: &'static [&'static str] = &[$($word),+];
        }

        impl $crate::Value for $name {
            const KIND: $crate::Kind = $crate::Kind::Enum(<Self as $crate::Choice>::WORDS);

            fn parse(text: &str) -> ::core::result::Result<Self, $crate::ValueError> {
                <Self as $crate::Choice>::from_word(text)
            }

            fn to_text(&self) -> $crate::__private::String {
                $crate::Choice::word(*self).into()
            }

            fn to_json(&self) -> $crate::__private::Json {
                $crate::Choice::word(*self).into()
            }
        }

        impl $crate::Item for $name {
            const LIST: $crate::Kind = $crate::Kind::EnumArray(<Self as $crate::Choice>::WORDS);
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad($crate::Choice::word(*self))
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = $crate::ValueError;

            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::ValueError> {
                <Self as $crate::Choice>::from_word(text)
            }
        }
    };
}
