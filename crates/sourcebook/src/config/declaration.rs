//! The one declaration of a table's settings, from which both its reader and its description come.

use super::setting::Setting;
use super::values::Values;

/// A table whose keys are declared. Only `settings!` and the table of severities, whose keys are
/// the codes of problems, implement it.
pub trait Settings: Sized {
    /// Every setting, in the order of its declaration.
    fn settings() -> Vec<Setting>;

    /// Reads the values; problems are reported by the table.
    fn read(values: &mut Values<'_, '_>) -> Self;
}

/// Declares the settings of a table.
///
/// ```text
/// settings! {
///     pub(crate) struct Manual {
///         /// The folder of the pages.
///         out: Folder = "man";
///         /// Where editors find the schema.
///         schema: Text, example "./schema.json";
///     }
/// }
/// ```
///
/// The key is the field's name with hyphens; the type is a [`Kind`](super::Kind). A setting with a
/// default has the kind's value, one without an `Option` of it. The comment is what `init`, the
/// reference and editors show; where there is none, the kind says what its settings do.
macro_rules! settings {
    (@type $kind:ty) => { Option<<$kind as $crate::config::Kind>::Value> };
    (@type $kind:ty = $default:expr) => { <$kind as $crate::config::Kind>::Value };
    (@absent $kind:ty) => { None };
    (@absent $kind:ty = $default:expr) => {
        <$kind as $crate::config::HasDefault>::of_default($default)
    };
    (@read $value:ident $kind:ty) => { $value };
    (@read $value:ident $kind:ty = $default:expr) => {
        $value.unwrap_or_else(|| $crate::config::settings!(@absent $kind = $default))
    };
    (@toml $kind:ty) => { None };
    (@toml $kind:ty = $default:expr) => { <$kind as $crate::config::Kind>::to_toml($default) };
    (
        $(#[$meta:meta])*
        $visibility:vis struct $name:ident {
            $(
                $(#[doc = $doc:literal])*
                $field_visibility:vis $field:ident: $kind:ty
                    $(= $default:expr)? $(, example $example:expr)?;
            )*
        }
    ) => {
        $(#[$meta])*
        $visibility struct $name {
            $(
                $(#[doc = $doc])*
                $field_visibility $field: $crate::config::settings!(@type $kind $(= $default)?),
            )*
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $crate::config::settings!(@absent $kind $(= $default)?),)* }
            }
        }

        impl $crate::config::Settings for $name {
            fn settings() -> Vec<$crate::config::Setting> {
                vec![$({
                    const KEY: &str = $crate::config::kebab!($field);
                    let default = $crate::config::settings!(@toml $kind $(= $default)?);
                    let example: Option<String> = None
                        $(.or(<$kind as $crate::config::Kind>::to_toml($example)))?;
                    let about = [$($doc),*];
                    $crate::config::describe::<$kind>(KEY, default, example, &about)
                },)*]
            }

            fn read(values: &mut $crate::config::Values<'_, '_>) -> Self {
                $(
                    let $field = values.read::<$kind>({
                        const KEY: &str = $crate::config::kebab!($field);
                        KEY
                    });
                )*
                Self { $($field: $crate::config::settings!(@read $field $kind $(= $default)?),)* }
            }
        }
    };
}

/// A name with hyphens instead of underscores, made by the compiler.
macro_rules! kebab {
    ($name:ident) => {{
        const BYTES: [u8; stringify!($name).len()] =
            $crate::config::with_hyphens(stringify!($name));
        $crate::config::as_text(&BYTES)
    }};
}

pub(crate) use {kebab, settings};

/// The bytes of a name, with hyphens instead of underscores.
pub(crate) const fn with_hyphens<const LENGTH: usize>(name: &str) -> [u8; LENGTH] {
    let mut bytes = [b'-'; LENGTH];
    let mut at = 0;
    while at < LENGTH {
        if name.as_bytes()[at] != b'_' {
            bytes[at] = name.as_bytes()[at];
        }
        at += 1;
    }
    bytes
}

/// The bytes as text; names are ASCII.
pub(crate) const fn as_text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}

#[cfg(test)]
mod tests {
    use sourcebook_syntax::Sources;

    use super::*;
    use crate::config::{Flag, Text, with_table};

    settings! {
        #[derive(Debug, PartialEq, Eq)]
        struct Orchard {
            /// Where it is.
            ///
            /// A second paragraph.
            home_town: Text = "Brno";
            /// What is sold.
            fruit: Text, example "quince";
            /// Whether it is open.
            is_open: Flag = true, example false;
        }
    }

    fn read(text: &str) -> Orchard {
        let mut sources = Sources::new();
        let file = sources.add("orchard.toml", text);
        with_table(&sources, file, None, |root| root.into_section().read_whole())
            .expect("no problem")
    }

    #[test]
    fn what_is_written_wins_over_the_defaults() {
        let default = Orchard { home_town: "Brno".to_owned(), fruit: None, is_open: true };
        assert_eq!((read(""), Orchard::default()), (default, read("")));
        let written = Orchard {
            home_town: "Graz".to_owned(),
            fruit: Some("plum".to_owned()),
            is_open: false,
        };
        assert_eq!(read("home-town = 'Graz'\nfruit = 'plum'\nis-open = false"), written);
    }

    #[test]
    fn the_declaration_describes_what_is_read() {
        let settings = Orchard::settings();
        let shown: Vec<_> = settings
            .iter()
            .map(|one| (one.key, one.default.as_deref(), one.example.as_str(), one.about.as_str()))
            .collect();
        let expected = [
            ("home-town", Some("\"Brno\""), "\"Brno\"", "Where it is.\n\nA second paragraph."),
            ("fruit", None, "\"quince\"", "What is sold."),
            ("is-open", Some("true"), "false", "Whether it is open."),
        ];
        assert_eq!(shown, expected);
    }
}
