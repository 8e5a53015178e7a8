//! Structures that stand in the YAML file, alone or in lists.

use serde_json::Value as Json;

use super::{Faults, Given, Value, ValueError};
use crate::declaration::{Declaration, Lack};
use crate::kind::Shape;
use crate::nearest::nearest;
use crate::yaml::{Content, Entry, Node, Span};

/// A structure in the YAML file; made by [`structure!`](crate::structure).
pub trait Structure: Value {
    /// Its members as documentation and schemas see them.
    const SHAPE: &'static Shape;

    /// Reads the members; `None` after adding to the faults.
    fn read_members(members: &mut Members<'_, '_>) -> Option<Self>;

    /// The members that have a value; secrets are empty.
    fn members_to_json(&self) -> Json;
}

/// The members of a structure while it is read.
pub struct Members<'a, 'f> {
    span: Span,
    entries: &'a [Entry],
    faults: &'f mut Faults,
}

impl Members<'_, '_> {
    /// Reads one member; what the file does not have is what its declaration says.
    pub fn value<T: Value>(&mut self, declaration: &Declaration<T>) -> Option<T> {
        let key = declaration.spec().yaml_key().unwrap_or_default();
        let entry = self.entries.iter().find(|entry| entry.key == key);
        let part = format!(".{key}");
        match entry.filter(|entry| !entry.value.is_unset()) {
            Some(entry) => self
                .faults
                .within(&part, |faults| declaration.read(&Given::Node(&entry.value), faults)),
            None => declaration.otherwise().map_err(|lack| self.lacks(key, lack)).ok(),
        }
    }

    fn lacks(&mut self, key: &'static str, lack: Lack) {
        match lack {
            Lack::Required => {
                self.faults.add(Some(self.span), None, ValueError::MissingMember(key));
            }
            Lack::Default(text, error) => {
                self.faults.add(Some(self.span), Some(&text), error);
            }
        }
    }
}

/// Reads a structure: its members, and that it has no others.
pub fn read_structure<T: Structure>(given: &Given<'_>, faults: &mut Faults) -> Option<T> {
    let node = match given {
        Given::Texts(_) => {
            faults.add(None, None, ValueError::OnlyYaml);
            return None;
        }
        Given::Node(node) => node,
    };
    let Content::Mapping(entries) = &node.content else {
        let found = node.content.name();
        faults.add(Some(node.span), None, ValueError::WrongNode { found, wanted: "a mapping" });
        return None;
    };
    let has_unknown = refuse_unknown(T::SHAPE, entries, faults);
    let span = first_line(node, entries);
    let value = T::read_members(&mut Members { span, entries, faults });
    value.filter(|_| !has_unknown)
}

/// Where a structure as a whole is pointed at: its first key.
fn first_line(node: &Node, entries: &[Entry]) -> Span {
    entries.first().map_or(node.span, |entry| entry.key_span)
}

fn refuse_unknown(shape: &'static Shape, entries: &[Entry], faults: &mut Faults) -> bool {
    let names = || shape.members.iter().map(|member| member.name);
    let unknown = entries.iter().filter(|entry| !names().any(|name| name == entry.key));
    let mut is_any = false;
    for entry in unknown {
        is_any = true;
        let error = ValueError::UnknownMember {
            structure: shape.name,
            nearest: nearest(&entry.key, names()),
            members: names().collect(),
        };
        faults.add(Some(entry.key_span), Some(&entry.key), error);
    }
    is_any
}

/// Declares a structure that stands in the YAML file: the entries of [`options!`](crate::options),
/// without groups, flags and variables.
///
/// A key that is no member is refused, as serde's `deny_unknown_fields` does; every fault of the
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
/// let refused = Settings::load(&Layers::new().yaml("coder.yaml", text)).expect_err("a mistake");
/// assert!(refused.to_string().contains("the nearest member is `name`"), "{refused}");
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
                faults: &mut $crate::__private::Faults,
            ) -> ::core::option::Option<Self> {
                $crate::__private::read_structure(given, faults)
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
