//! One definition per setting: flag, environment variable, YAML key, default and documentation,
//! all read from the same place.

mod check;
mod declaration;
mod effective;
mod group;
mod kind;
mod layers;
mod load;
mod macros;
mod nearest;
mod problem;
mod source;
mod spec;
mod value;
mod view;
mod yaml;

pub use check::check_table;
pub use effective::Effective;
pub use group::Group;
pub use kind::{Kind, Member, Shape};
pub use layers::{Layers, arguments, process_environment};
pub use load::{Loaded, Options, load};
pub use problem::{Place, Problem, Refused, Severity, SourceLine};
pub use source::Source;
pub use spec::{Limits, OptionSpec};
pub use url::Url;
pub use value::{
    ByteSize, Choice, ConfigPath, DefaultFor, Duration, Fault, Faults, Given, HostPort, Item,
    Pattern, Secret, Structure, Unset, Value, ValueError,
};
pub use view::{ValueSchemas, value_schemas};

/// What the macros write; not for use by hand.
#[doc(hidden)]
pub mod __private {
    pub use std::string::String;
    pub use std::vec::Vec;

    pub use serde_json::Value as Json;

    pub use crate::declaration::{
        Declaration, Derived, Draft, Probe, Scope, Style, WithoutUnset, as_text, concatenate,
        count, join_names, join_paragraphs, length_of_names, length_of_paragraphs,
    };
    pub use crate::load::{Reader, Section};
    pub use crate::value::{Faults, Given, Members, object, read_structure};
}
