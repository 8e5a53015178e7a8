//! The `options!` macro: from one block to structs, a table and the code that reads them.
//!
//! It takes one entry of a struct after the other (`@entries`), keeps for each what the struct, the
//! table and the reader need, and writes everything at the end. A group is a struct of its own,
//! written by the same steps.

mod group;
mod pieces;

/// Declares the settings of a program.
///
/// One entry is one setting, with everything that is known of it: the doc comment is its
/// description, the field gives it its flag, its variable and its places in YAML and in the
/// deployment view, and what stands behind the `=` is its default.
///
/// ```
/// use sourcebook_options::{Duration, Secret, options};
///
/// options! {
///     /// What the server obeys.
///     #[options(env = "CODER", schema = "codersdk.DeploymentValues")]
///     pub struct Settings {
///         /// The gateway to models.
///         #[group(name = "AI Bridge", value = "ai.bridge", snake_case)]
///         aibridge: struct AiBridge {
///             /// How many requests a user may send in a window; 0 for any number.
///             #[option(min = 0)]
///             rate_limit: i64 = 0,
///
///             /// How long a window is.
///             #[option(min = Duration::from_seconds(1), since = "2.30")]
///             rate_window: Duration = "1m",
///
///             /// The key to the API of models.
///             #[option(value = "openai.key")]
///             openai_key: Option<Secret>,
///         },
///     }
/// }
///
/// let window = &Settings::OPTIONS[1];
/// assert_eq!(window.flag, Some("aibridge-rate-window"));
/// assert_eq!(window.env, Some("CODER_AIBRIDGE_RATE_WINDOW"));
/// assert_eq!(window.yaml, Some("aibridge.rate_window"));
/// assert_eq!(window.value_path, "ai.bridge.rate_window");
/// assert_eq!(window.default_text(), "1m");
/// assert_eq!(window.description, "How long a window is.");
/// ```
///
/// # Entries
///
/// | Entry | Meaning |
/// |---|---|
/// | `name: Type = default,` | The default is an expression of the type, or a literal of its text form. |
/// | `name: Type,` | Without a default: `Option<…>` is `None`, a list empty, a `bool` false, a `String` empty. |
/// | `name: struct Name { … },` | A group. |
/// | `name: struct Name,` | A group that [`options_group!`](crate::options_group) declares elsewhere. |
/// | `old => name,` | An old name of an option of the same struct: it works, and warns. |
///
/// A type is any [`Value`](crate::Value). Secrecy is a matter of the type: [`Secret`](crate::Secret)
/// has no place in YAML unless one is declared. Structures have no flag and no variable.
///
/// # Words of `#[option(…)]`
///
/// | Word | Meaning |
/// |---|---|
/// | `flag = "…"`, `no_flag`, `shorthand = 'x'` | the flag, by rule the prefixes of the groups and the field in kebab case |
/// | `env = "…"`, `no_env` | the variable, by rule the prefix of the root, those of the groups and the field |
/// | `yaml = "…"`, `no_yaml` | the key in YAML, by rule the field in camel case |
/// | `value = "…"`, `no_value` | the path in the deployment view below the group's, by rule the field |
/// | `name = "…"` | what help sorts by, by rule the flag |
/// | `schema_description = "…"` | the description in the schema of the deployment view |
/// | `min = …`, `max = …`, `check = function` | which values of the type are taken |
/// | `required` | some layer must set it; instead of a default |
/// | `hidden`, `deprecated`, `use_instead = &["flag"]` | what documentation and warnings say |
/// | `help_group = "…"`, `since = "…"` | for documentation |
///
/// # Words of `#[group(…)]` and `#[options(…)]`
///
/// | Word | Meaning |
/// |---|---|
/// | `name = "…"` | the name of a group; it must be given |
/// | `env = "…"` | what all variables begin with; only at the root |
/// | `secret_files` | each secret may also be in a file, which an option of its own names; only at the root |
/// | `prefix = "…"`, `no_prefix` | the group's part of flags and variables, by rule its field |
/// | `yaml = "…"`, `no_yaml` | the group's key in YAML, by rule its field |
/// | `snake_case` | keys in YAML follow from fields without change |
/// | `value = "…"`, `no_value` | the group's path in the deployment view, by rule its field |
/// | `schema = "…"`, `schemas = &[("path", "…")]` | names of schemas of the deployment view |
/// | `last` | documentation shows the group after all others |
///
/// A word that does not exist is a method that does not exist: the compiler names the nearest. What
/// cannot be right is an error of the compiler too, such as an option without a doc comment:
///
/// ```compile_fail
/// sourcebook_options::options! {
///     /// What the server obeys.
///     pub struct Settings {
///         verbose: bool,
///     }
/// }
/// ```
///
/// Entries are taken one by one: a struct with its groups can be about 100 entries long before the
/// compiler asks for `#![recursion_limit = "256"]`.
#[macro_export]
macro_rules! options {
    (
        $(#[doc = $doc:expr])*
        $(#[options($($word:ident $(= $value:expr)?),* $(,)?)])?
        $visibility:vis struct $name:ident { $($body:tt)* }
    ) => {
        impl $name {
            const DRAFT: $crate::__private::Draft =
                $crate::__private::Draft::new("")$($(.$word($($value)?))*)?;
            const SCOPE: $crate::__private::Scope = Self::DRAFT.root();

            /// Every option, in the order of declaration; behind them those that name files with
            /// secrets.
            pub const OPTIONS: &'static [$crate::OptionSpec] = {
                const OWN: &[$crate::OptionSpec] = <$name as $crate::__private::Section>::SECTION;
                const FILES: &[$crate::OptionSpec] = $crate::__file_options!($name OWN);
                const PARTS: &[&[$crate::OptionSpec]] = &[OWN, FILES];
                const COUNT: usize = $crate::__private::count(PARTS);
                const ALL: [$crate::OptionSpec; COUNT] = $crate::__private::concatenate(PARTS);
                &ALL
            };

            /// Reads the settings from their layers.
            ///
            /// # Errors
            /// Everything that is wrong with them.
            pub fn load(
                layers: &$crate::Layers,
            ) -> ::core::result::Result<$crate::Loaded<Self>, $crate::LoadError> {
                $crate::load(layers)
            }
        }

        impl $crate::Options for $name {
            const ENV_PREFIX: &'static str = Self::SCOPE.env;
            const TABLE: &'static [$crate::OptionSpec] = $name::OPTIONS;
        }

        $crate::__options! {
            @entries [$($body)*]
            [$(#[doc = $doc])*] [$visibility] $name [] [] [] []
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __options {
    // A group.
    (
        @entries [
            $(#[doc = $doc:expr])*
            $(#[group($($word:ident $(= $value:expr)?),* $(,)?)])?
            $field:ident: struct $group:ident { $($body:tt)* } $(, $($rest:tt)*)?
        ]
        $docs:tt [$visibility:vis] $name:ident
        [$($consts:tt)*] [$($parts:tt)*] [$($fields:tt)*] [$($groups:tt)*]
    ) => {
        $crate::__options! {
            @entries [$($($rest)*)?]
            $docs [$visibility] $name
            [$($consts)*]
            [$($parts)* <$group as $crate::__private::Section>::SECTION,]
            [$($fields)* {
                [
                    #[doc = concat!("The group `", stringify!($field), "`.\n\n")]
                    $(#[doc = $doc])*
                ]
                $field: $group = read_group
            }]
            [$($groups)* {
                [$($doc,)*] [$($(.$word($($value)?))*)?] [$visibility] $name $field $group { $($body)* }
            }]
        }
    };
    // A group that stands elsewhere.
    (
        @entries [$field:ident: struct $group:ident $(, $($rest:tt)*)?]
        $docs:tt [$visibility:vis] $name:ident
        [$($consts:tt)*] [$($parts:tt)*] [$($fields:tt)*] [$($groups:tt)*]
    ) => {
        $crate::__options! {
            @entries [$($($rest)*)?]
            $docs [$visibility] $name
            [$($consts)*]
            [$($parts)* <$group as $crate::__private::Section>::SECTION,]
            [$($fields)* {
                [#[doc = concat!("The group `", stringify!($field), "`.")]]
                $field: $group = read_group
            }]
            [$($groups)* { elsewhere $group }]
        }
    };
    // An old name.
    (
        @entries [
            $(#[doc = $doc:expr])*
            $(#[option($($word:ident $(= $value:expr)?),* $(,)?)])?
            $field:ident => $new:ident $(, $($rest:tt)*)?
        ]
        $docs:tt [$visibility:vis] $name:ident
        [$($consts:tt)*] [$($parts:tt)*] $fields:tt $groups:tt
    ) => {
        $crate::__options! {
            @entries [$($($rest)*)?]
            $docs [$visibility] $name
            [$($consts)* const $field: $crate::__private::Declaration<()> = $crate::__declaration!(
                $name $field (()) [$($doc),*]
                {
                    const FLAG: &str = $name::$new.flag_or_nothing();
                    const FLAGS: &[&str] = if FLAG.is_empty() { &[] } else { &[FLAG] };
                    $crate::__private::Declaration::old_name($name::$new.spec(), FLAGS)
                        $($(.$word($($value)?))*)?
                }
            );]
            [$($parts)* &[$name::$field.listed(
                |text| $name::$new.normalize(text),
                || $name::$new.limits(),
            )],]
            $fields $groups
        }
    };
    // An option.
    (
        @entries [
            $(#[doc = $doc:expr])*
            $(#[option($($word:ident $(= $value:expr)?),* $(,)?)])?
            $field:ident: $kind:ty $(= $default:expr)? $(, $($rest:tt)*)?
        ]
        $docs:tt [$visibility:vis] $name:ident
        [$($consts:tt)*] [$($parts:tt)*] [$($fields:tt)*] $groups:tt
    ) => {
        $crate::__options! {
            @entries [$($($rest)*)?]
            $docs [$visibility] $name
            [$($consts)* const $field: $crate::__private::Declaration<$kind> =
                $crate::__declaration!(
                    $name $field ($kind) [$($doc),*]
                    { $crate::__start!($kind $(, $default)?)$($(.$word($($value)?))*)? }
                );]
            [$($parts)* &[$name::$field.listed(
                |text| $name::$field.normalize(text),
                || $name::$field.limits(),
            )],]
            [$($fields)* { [$(#[doc = $doc])*] $field: $kind = read_option }]
            $groups
        }
    };
    // All entries are taken.
    (
        @entries []
        [$($docs:tt)*] [$visibility:vis] $name:ident
        [$($consts:tt)*] [$($parts:tt)*]
        [$({ [$($field_docs:tt)*] $field:ident: $kind:ty = $read:ident })*]
        [$($group:tt)*]
    ) => {
        $($docs)*
        #[derive(Debug, Clone, PartialEq)]
        $visibility struct $name {
            $($($field_docs)* pub $field: $kind,)*
        }

        #[expect(non_upper_case_globals, reason = "each option has the name of its field")]
        impl $name {
            $($consts)*
        }

        impl $crate::__private::Section for $name {
            const SECTION: &'static [$crate::OptionSpec] = {
                const PARTS: &[&[$crate::OptionSpec]] = &[$($parts)*];
                const COUNT: usize = $crate::__private::count(PARTS);
                const ALL: [$crate::OptionSpec; COUNT] = $crate::__private::concatenate(PARTS);
                &ALL
            };

            fn read(
                reader: &mut $crate::__private::Reader<'_>,
            ) -> ::core::option::Option<Self> {
                $(let $field = $crate::__options!(@$read reader $name $field $kind);)*
                ::core::option::Option::Some(Self { $($field: $field?),* })
            }

            fn name_schemas(names: &mut $crate::__private::Vec<($crate::__private::String, &'static str)>) {
                Self::DRAFT.name_schemas(Self::SCOPE.value, names);
                $($crate::__options!(@schemas $group names);)*
            }
        }

        $($crate::__options! { @group $group })*
    };
    // Something else.
    (@entries [$($rest:tt)+] $($state:tt)*) => {
        ::core::compile_error!(concat!(
            "an entry is `name: Type = default,`, `name: Type,`, `name: struct Group { … },` or ",
            "`old_name => name,`, each with a doc comment above and `#[option(…)]` or ",
            "`#[group(…)]` behind that; found: ",
            stringify!($($rest)+),
        ));
    };

    (@group { elsewhere $group:ident }) => {};
    // The struct of a group.
    (
        @group {
            [$($doc:expr,)*] [$($words:tt)*] [$visibility:vis]
            $parent:ident $field:ident $name:ident { $($body:tt)* }
        }
    ) => {
        impl $name {
            const DRAFT: $crate::__private::Draft =
                $crate::__private::Draft::new($crate::__field!($field))$($words)*;
            const GROUP: &'static $crate::Group = {
                const YAML: (&str, $crate::__private::Style) =
                    $name::DRAFT.own_yaml($crate::__field!($field), $parent::SCOPE);
                &$name::DRAFT.group(
                    $crate::__paragraphs!($($doc),*),
                    $crate::__names!(b'.', YAML),
                    $parent::SCOPE.group,
                )
            };
            const SCOPE: $crate::__private::Scope = $crate::__scope!($parent $field $name);
        }

        $crate::__options! {
            @entries [$($body)*]
            [
                #[doc = concat!("The options of the group `", stringify!($field), "`.\n\n")]
                $(#[doc = $doc])*
            ]
            [$visibility] $name [] [] [] []
        }
    };

    (@schemas { elsewhere $group:ident } $names:ident) => {
        <$group as $crate::__private::Section>::name_schemas($names)
    };
    (@read_option $reader:ident $name:ident $field:ident $kind:ty) => {
        $reader.value(&$name::$field)
    };
    (@read_group $reader:ident $name:ident $field:ident $kind:ty) => {
        <$kind as $crate::__private::Section>::read($reader)
    };
    (
        @schemas { $docs:tt $words:tt $visibility:tt $parent:ident $field:ident $name:ident $body:tt }
        $names:ident
    ) => {
        <$name as $crate::__private::Section>::name_schemas($names)
    };
}
