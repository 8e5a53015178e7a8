//! What the macros of declarations share: the start of a declaration, and texts that are made at
//! compile time.

/// How a declaration begins.
#[doc(hidden)]
#[macro_export]
macro_rules! __start {
    ($kind:ty) => {{
        use $crate::__private::WithoutUnset as _;
        $crate::__private::Declaration::<$kind>::without_default(
            $crate::__private::Probe::<$kind>::UNSET,
        )
    }};
    ($kind:ty, $default:expr) => {
        $crate::__private::Declaration::<$kind>::with_default(|| {
            $crate::DefaultFor::<$kind>::default_text($default)
        })
    };
}

/// The names of one option, made at compile time, put into its declaration.
#[doc(hidden)]
#[macro_export]
macro_rules! __declaration {
    ($name:ident $field:ident ($kind:ty) [$($doc:expr),*] $draft:block) => {{
        use $crate::__private::{Declaration, Derived, Scope, Style};
        const DRAFT: Declaration<$kind> = $draft;
        const SCOPE: Scope = $name::SCOPE;
        const FIELD: &str = $crate::__field!($field);
        const YAML: (&str, Style) = DRAFT.own_yaml(FIELD, SCOPE);
        const VALUE: &str = DRAFT.own_value(FIELD);
        DRAFT.finish(SCOPE, Derived {
            field: $crate::__names!(b'.', (SCOPE.field, Style::Kept), (FIELD, Style::Kept)),
            flag: $crate::__names!(b'-', (SCOPE.prefix, Style::Kept), (FIELD, Style::Kebab)),
            env: $crate::__names!(
                b'_',
                (SCOPE.env, Style::Kept),
                (SCOPE.prefix, Style::Screaming),
                (FIELD, Style::Screaming),
            ),
            yaml: $crate::__names!(b'.', (SCOPE.yaml, Style::Kept), YAML),
            value: $crate::__names!(b'.', (SCOPE.value, Style::Kept), (VALUE, Style::Kept)),
            description: $crate::__paragraphs!($($doc),*),
        })
    }};
}

/// What the names of the options of a group begin with.
#[doc(hidden)]
#[macro_export]
macro_rules! __scope {
    ($parent:ident $field:ident $name:ident) => {{
        use $crate::__private::{Draft, Scope, Style};
        const DRAFT: Draft = $name::DRAFT;
        const PARENT: Scope = $parent::SCOPE;
        const FIELD: &str = $crate::__field!($field);
        const YAML: (&str, Style) = DRAFT.own_yaml(FIELD, PARENT);
        Scope {
            field: $crate::__names!(b'.', (PARENT.field, Style::Kept), (FIELD, Style::Kept)),
            prefix: $crate::__names!(
                b'-',
                (PARENT.prefix, Style::Kept),
                (DRAFT.own_prefix(), Style::Kebab),
            ),
            env: PARENT.env,
            yaml: $crate::__names!(b'.', (PARENT.yaml, Style::Kept), YAML),
            yaml_style: DRAFT.style_in(PARENT),
            value: $crate::__names!(
                b'.',
                (PARENT.value, Style::Kept),
                (DRAFT.own_value(), Style::Kept),
            ),
            group: ::core::option::Option::Some($name::GROUP),
        }
    }};
}

/// The name of a field, without the mark of a raw identifier.
#[doc(hidden)]
#[macro_export]
macro_rules! __field {
    ($field:ident) => {
        $crate::__names!(b'.', (stringify!($field), $crate::__private::Style::Kept))
    };
}

/// Joins parts, each with its style, at compile time.
#[doc(hidden)]
#[macro_export]
macro_rules! __names {
    ($separator:expr, $($part:expr),+ $(,)?) => {{
        const PARTS: &[(&str, $crate::__private::Style)] = &[$($part),+];
        const LENGTH: usize = $crate::__private::length_of_names(PARTS, $separator);
        const BYTES: [u8; LENGTH] = $crate::__private::join_names(PARTS, $separator);
        const TEXT: &str = $crate::__private::as_text(&BYTES);
        TEXT
    }};
}

/// Joins the lines of a doc comment at compile time.
#[doc(hidden)]
#[macro_export]
macro_rules! __paragraphs {
    ($($line:expr),*) => {{
        const LINES: &[&str] = &[$($line),*];
        const LENGTH: usize = $crate::__private::length_of_paragraphs(LINES);
        const BYTES: [u8; LENGTH] = $crate::__private::join_paragraphs(LINES);
        const TEXT: &str = $crate::__private::as_text(&BYTES);
        TEXT
    }};
}

/// The options that name files with the secrets of a table.
#[doc(hidden)]
#[macro_export]
macro_rules! __file_options {
    ($name:ident $own:ident) => {{
        use $crate::__private::{
            count_of_files, file_options, join_file_names, length_of_file_names,
        };
        const LENGTH: usize = length_of_file_names($own, $name::DRAFT);
        const NAMES: [u8; LENGTH] = join_file_names($own, $name::DRAFT);
        const COUNT: usize = count_of_files($own, $name::DRAFT);
        const FILES: [$crate::OptionSpec; COUNT] = file_options($own, $name::DRAFT, &NAMES);
        &FILES
    }};
}
