//! Structures that stand in the YAML file, alone or in lists.

use serde_json::Value as Json;
use sourcebook_syntax::{NodeRef, Span, nearest};

use crate::declaration::{Declaration, NoValue};
use crate::kind::Shape;
use crate::node;
use crate::value::{Given, Value, ValueError, ValueProblems};

/// A structure in the YAML file; made by [`structure!`](crate::structure).
pub trait Structure: Value {
    /// Its members as documentation and schemas see them.
    const SHAPE: &'static Shape;

    /// Reads the members; `None` after adding to the problems.
    fn read_members(members: &mut Members<'_, '_>) -> Option<Self>;

    /// The members that have a value; secrets are empty.
    fn members_to_json(&self) -> Json;
}

/// The members of a structure while it is read.
pub struct Members<'a, 'p> {
    mapping: NodeRef<'a>,
    problems: &'p mut ValueProblems,
}

impl Members<'_, '_> {
    /// Reads one member; what the file does not have is what its declaration says.
    pub fn value<T: Value>(&mut self, declaration: &Declaration<T>) -> Option<T> {
        let key = declaration.spec().yaml_key().unwrap_or_default();
        match self.mapping.get(key).filter(|value| !node::is_unset(*value)) {
            Some(value) => self.problems.within(&format!(".{key}"), |problems| {
                declaration.read(&Given::Node(value), problems)
            }),
            None => declaration.otherwise().map_err(|reason| self.add(key, reason)).ok(),
        }
    }

    fn add(&mut self, key: &'static str, reason: NoValue) {
        let span = Some(first_line(self.mapping));
        match reason {
            NoValue::Required => self.problems.add(span, None, ValueError::MissingMember(key)),
            NoValue::UnusableDefault(text, error) => self.problems.add(span, Some(&text), error),
        }
    }
}

/// Reads a structure: its members, and that it has no others.
pub fn read_structure<T: Structure>(given: &Given<'_>, problems: &mut ValueProblems) -> Option<T> {
    let Given::Node(mapping) = *given else {
        problems.add(None, None, ValueError::OnlyYaml);
        return None;
    };
    if !mapping.is_object() {
        let found = node::name(mapping);
        let error = ValueError::WrongNode { found, wanted: "a mapping" };
        problems.add(Some(mapping.span()), None, error);
        return None;
    }
    let has_unknown = find_unknown(T::SHAPE, mapping, problems);
    let value = T::read_members(&mut Members { mapping, problems });
    value.filter(|_| !has_unknown)
}

/// Where a structure as a whole is pointed at: its first key.
fn first_line(mapping: NodeRef<'_>) -> Span {
    let first = mapping.members().next();
    first.and_then(|(key, _)| mapping.key_span(key)).unwrap_or(mapping.span())
}

/// Adds a problem for every key that is no member; whether there is one.
fn find_unknown(shape: &'static Shape, mapping: NodeRef<'_>, problems: &mut ValueProblems) -> bool {
    let names = || shape.members.iter().map(|member| member.name);
    let mut has_unknown = false;
    for (key, _) in mapping.members().filter(|(key, _)| !names().any(|name| name == *key)) {
        has_unknown = true;
        let error = ValueError::UnknownMember {
            structure: shape.name,
            nearest: nearest(key, names()),
            members: names().collect(),
        };
        problems.add(mapping.key_span(key), Some(key), error);
    }
    has_unknown
}

/// Declares a structure that stands in the YAML file: the entries of [`options!`](crate::options),
/// without groups, flags and variables.
///
/// A key that is no member is an error, as with serde's `deny_unknown_fields`; every problem of the
/// structure is found, each with its place. `#[structure(name = "…", key = "name")]` names the member
/// in which no two items of a list may be alike.
///
/// ```
/// use sourcebook_options::{Layers, Secret, Url, options, structure};
///
/// structure! {
///     /// Where models are.
///     #[structure(name = "codersdk.Provider")]
///     pub struct Provider {
///         /// What it is called.
///         #[option(required)]
///         name: String,
///         /// Where its API is.
///         base_url: Url = "https://api.example.com/",
///         /// The key to it.
///         key: Option<Secret>,
///     }
/// }
///
/// options! {
///     /// What the server obeys.
///     #[options(env = "CODER")]
///     pub struct Settings {
///         /// Where models are.
///         providers: Vec<Provider>,
///     }
/// }
///
/// let text = "providers:\n  - name: first\n  - name: second\n    key: abc\n";
/// let loaded = Settings::load(&Layers::new().yaml("coder.yaml", text)).expect("settings");
/// assert_eq!(loaded.settings.providers[1].name, "second");
/// assert_eq!(Settings::OPTIONS[0].kind.word(), "struct[[]codersdk.Provider]");
///
/// let text = "providers:\n  - nmae: first\n";
/// let error = Settings::load(&Layers::new().yaml("coder.yaml", text)).expect_err("a mistake");
/// assert!(error.to_string().contains("did you mean `name`?"), "{error}");
/// ```
#[macro_export]
macro_rules! structure {
    (
        $(#[doc = $doc:expr])*
        #[structure(name = $shape:literal $(, key = $key:literal)? $(,)?)]
        $visibility:vis struct $name:ident {
            $(
                $(#[doc = $field_doc:expr])*
                $(#[option($($word:ident $(= $value:expr)?),* $(,)?)])?
                $field:ident: $kind:ty $(= $default:expr)?
            ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq)]
        $visibility struct $name {
            $($(#[doc = $field_doc])* pub $field: $kind,)*
        }

        #[expect(non_upper_case_globals, reason = "each member has the name of its field")]
        impl $name {
            const SCOPE: $crate::__private::Scope =
                $crate::__private::Draft::new("").snake_case().root();
            $(const $field: $crate::__private::Declaration<$kind> = $crate::__declaration!(
                $name $field ($kind) [$($field_doc),*]
                {
                    $crate::__start!($kind $(, $default)?)
                        .no_flag().no_env().any_yaml()$($(.$word($($value)?))*)?
                }
            );)*
        }

        impl $crate::Structure for $name {
            const SHAPE: &'static $crate::Shape = &$crate::Shape {
                name: $shape,
                description: $crate::__paragraphs!($($doc),*),
                members: &[$($name::$field.member()),*],
            };

            fn read_members(
                members: &mut $crate::__private::Members<'_, '_>,
            ) -> ::core::option::Option<Self> {
                $(let $field = members.value(&$name::$field);)*
                ::core::option::Option::Some(Self { $($field: $field?),* })
            }

            fn members_to_json(&self) -> $crate::__private::Json {
                $crate::__private::object([$((
                    $name::$field.spec().yaml_key(),
                    $crate::Value::to_json(&self.$field),
                )),*])
            }
        }

        impl $crate::Value for $name {
            const KIND: $crate::Kind =
                $crate::Kind::Structure(<Self as $crate::Structure>::SHAPE);

            fn parse(_: &str) -> ::core::result::Result<Self, $crate::ValueError> {
                ::core::result::Result::Err($crate::ValueError::OnlyYaml)
            }

            fn to_text(&self) -> $crate::__private::String {
                $crate::Value::to_json(self).to_string()
            }

            fn to_json(&self) -> $crate::__private::Json {
                $crate::Structure::members_to_json(self)
            }

            fn read(
                given: &$crate::__private::Given<'_>,
                problems: &mut $crate::__private::ValueProblems,
            ) -> ::core::option::Option<Self> {
                $crate::__private::read_structure(given, problems)
            }
        }

        impl $crate::Item for $name {
            const LIST: $crate::Kind =
                $crate::Kind::Structures(<Self as $crate::Structure>::SHAPE);
            $(const KEY: ::core::option::Option<&'static str> =
                ::core::option::Option::Some($key);)?
        }
    };
}

/// The members that have a value, as JSON.
pub fn object<const N: usize>(members: [(Option<&'static str>, Json); N]) -> Json {
    let is_there = |(_, value): &(Option<&str>, Json)| !value.is_null();
    let named = |(key, value): (Option<&str>, Json)| (key.unwrap_or_default().to_owned(), value);
    members.into_iter().filter(is_there).map(named).collect()
}
