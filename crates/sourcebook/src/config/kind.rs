//! What a setting can hold: how its value is read, shown as TOML, and described.

use super::Located;
use super::given::Given;
use super::path;
use super::setting::{Setting, Shape};

/// A kind of value. Problems are reported through what is given; nothing is returned then.
pub trait Kind {
    /// What is made of it.
    type Value;
    /// How a default or an example is written in a declaration.
    type Literal: Copy;

    /// What can be written.
    fn shape() -> Shape;

    /// What settings of this kind do, where they do not say it themselves.
    fn about() -> &'static str {
        ""
    }

    /// Whether the table is rejected without it.
    fn is_required() -> bool {
        false
    }

    /// Reads a value that is there.
    fn read(given: &mut Given<'_, '_>) -> Option<Self::Value>;

    /// A default or an example in TOML; none where it cannot be written.
    fn to_toml(literal: Self::Literal) -> Option<String>;
}

/// A kind whose settings can have a default.
pub trait HasDefault: Kind {
    /// The value of a default.
    fn of_default(default: Self::Literal) -> Self::Value;
}

/// Describes a setting; for [`settings!`](super::settings).
pub(crate) fn describe<K: Kind>(
    key: &'static str,
    default: Option<String>,
    example: Option<String>,
    comment: &[&str],
) -> Setting {
    let lines: Vec<&str> =
        comment.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    let about = if lines.is_empty() { K::about().to_owned() } else { lines.join("\n") };
    let example = example.or_else(|| default.clone()).unwrap_or_default();
    Setting { key, shape: K::shape(), default, example, required: K::is_required(), about }
}

/// A kind whose values are strings that need a look.
macro_rules! text_kind {
    ($name:ident, $shape:expr, $read:expr $(, $about:literal)?) => {
        impl $crate::config::Kind for $name {
            type Value = String;
            type Literal = &'static str;

            fn shape() -> $crate::config::Shape {
                $shape
            }

            $(fn about() -> &'static str {
                $about
            })?

            fn read(given: &mut $crate::config::Given<'_, '_>) -> Option<String> {
                ($read)(given)
            }

            fn to_toml(literal: &'static str) -> Option<String> {
                Some(toml::Value::from(literal).to_string())
            }
        }

        impl $crate::config::HasDefault for $name {
            fn of_default(default: &'static str) -> String {
                default.to_owned()
            }
        }
    };
}
pub(crate) use text_kind;

/// A kind whose values are lists of strings that need a look.
macro_rules! list_kind {
    ($name:ident, $shape:expr, $read:expr) => {
        impl $crate::config::Kind for $name {
            type Value = Vec<String>;
            type Literal = &'static [&'static str];

            fn shape() -> $crate::config::Shape {
                $shape
            }

            fn read(given: &mut $crate::config::Given<'_, '_>) -> Option<Vec<String>> {
                ($read)(given)
            }

            fn to_toml(literal: &'static [&'static str]) -> Option<String> {
                Some(toml::Value::from(literal.to_vec()).to_string())
            }
        }

        impl $crate::config::HasDefault for $name {
            fn of_default(default: &'static [&'static str]) -> Vec<String> {
                default.iter().map(|text| (*text).to_owned()).collect()
            }
        }
    };
}
pub(crate) use list_kind;

/// Any string.
#[derive(Debug)]
pub struct Text;
text_kind!(Text, Shape::Text("string", None), Given::string);

/// A list of strings.
#[derive(Debug)]
pub struct Texts;
list_kind!(Texts, Shape::Texts("list of strings"), Given::strings);

/// A file or a folder inside the project's folder, relative to it, with forward slashes and
/// without `.` parts; empty for the project's folder itself.
#[derive(Debug)]
pub struct InFolder;
text_kind!(InFolder, Shape::Text("path", Some(path::PATTERN)), read_path);

/// A file that is written.
#[derive(Debug)]
pub struct OutFile;
text_kind!(
    OutFile,
    Shape::Text("path of a file", Some(path::PATTERN)),
    read_file,
    "The file to write."
);

/// A text file inside the project's folder; the value is its text.
#[derive(Debug)]
pub struct TextFile;
text_kind!(TextFile, Shape::TextFile, read_text);

/// A program and its arguments.
#[derive(Debug)]
pub struct Command;
list_kind!(Command, Shape::Texts("list of strings"), read_command);

fn read_path(given: &mut Given<'_, '_>) -> Option<String> {
    let text = given.string()?;
    match path::inside(&text) {
        Ok(path) => Some(path),
        Err(reason) => {
            let message = format!("`{}` cannot be `{text}`: {reason}", given.name());
            let help = "write it relative to the folder of sourcebook.toml, with `/` between its \
                        parts";
            given.reject(message, help);
            None
        }
    }
}

fn read_file(given: &mut Given<'_, '_>) -> Option<String> {
    let path = read_path(given)?;
    if path.is_empty() {
        let key = given.key();
        let help = format!("name a file, with its folder: `{key} = \"docs/NAME\"`");
        given.reject(format!("`{key}` is a folder"), help);
        return None;
    }
    Some(path)
}

fn read_text(given: &mut Given<'_, '_>) -> Option<String> {
    let path = read_path(given)?;
    let folder = given.folder().unwrap_or(std::path::Path::new(""));
    match std::fs::read_to_string(folder.join(&path)) {
        Ok(text) => Some(text),
        Err(error) => {
            let message = format!("`{}` cannot be read: {path}: {error}", given.name());
            given.reject(message, "use the path of a text file, relative to this file");
            None
        }
    }
}

fn read_command(given: &mut Given<'_, '_>) -> Option<Vec<String>> {
    let words = given.strings()?;
    if words.first().is_none_or(String::is_empty) {
        let help = "the first word is the program: `command = [\"coder\", \"facts\"]`";
        given.reject(format!("`{}` does not name a program", given.name()), help);
        return None;
    }
    Some(words)
}

/// A table of strings with free names, in the order in which they are written.
#[derive(Debug)]
pub struct Pairs;

impl Kind for Pairs {
    type Value = Vec<(String, String)>;
    type Literal = &'static [(&'static str, &'static str)];

    fn shape() -> Shape {
        Shape::Pairs
    }

    fn read(given: &mut Given<'_, '_>) -> Option<Vec<(String, String)>> {
        given.pairs()
    }

    fn to_toml(literal: Self::Literal) -> Option<String> {
        let text = |text: &str| toml::Value::from(text).to_string();
        let pairs = literal.iter().map(|(name, value)| format!("{} = {}", text(name), text(value)));
        let pairs: Vec<String> = pairs.collect();
        Some(if pairs.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", pairs.join(", ")) })
    }
}

impl HasDefault for Pairs {
    fn of_default(default: Self::Literal) -> Vec<(String, String)> {
        default.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }
}

/// `true` or `false`.
#[derive(Debug)]
pub struct Flag;

impl Kind for Flag {
    type Value = bool;
    type Literal = bool;

    fn shape() -> Shape {
        Shape::Flag
    }

    fn read(given: &mut Given<'_, '_>) -> Option<bool> {
        given.flag()
    }

    fn to_toml(literal: bool) -> Option<String> {
        Some(literal.to_string())
    }
}

impl HasDefault for Flag {
    fn of_default(default: bool) -> bool {
        default
    }
}

/// A value with the place where it is written; a default has none.
#[derive(Debug)]
pub struct Placed<K>(std::marker::PhantomData<K>);

impl<K: Kind> Kind for Placed<K> {
    type Value = Located<K::Value>;
    type Literal = K::Literal;

    fn shape() -> Shape {
        K::shape()
    }

    fn read(given: &mut Given<'_, '_>) -> Option<Located<K::Value>> {
        let value = K::read(given)?;
        Some(Located { value, place: Some(given.place()) })
    }

    fn to_toml(literal: K::Literal) -> Option<String> {
        K::to_toml(literal)
    }
}

impl<K: HasDefault> HasDefault for Placed<K> {
    fn of_default(default: K::Literal) -> Located<K::Value> {
        Located { value: K::of_default(default), place: None }
    }
}

/// A value without which the table is rejected; whoever reads the table reports that it is absent.
#[derive(Debug)]
pub struct Required<K>(std::marker::PhantomData<K>);

impl<K: Kind> Kind for Required<K> {
    type Value = K::Value;
    type Literal = K::Literal;

    fn shape() -> Shape {
        K::shape()
    }

    fn is_required() -> bool {
        true
    }

    fn read(given: &mut Given<'_, '_>) -> Option<K::Value> {
        K::read(given)
    }

    fn to_toml(literal: K::Literal) -> Option<String> {
        K::to_toml(literal)
    }
}

impl<K: HasDefault> HasDefault for Required<K> {
    fn of_default(default: K::Literal) -> K::Value {
        K::of_default(default)
    }
}
