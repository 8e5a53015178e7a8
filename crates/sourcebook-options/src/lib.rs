//! One definition per setting: flag, environment variable, YAML key, default and documentation,
//! all read from the same place.

mod group;
mod kind;
mod spec;
mod value;

pub use group::Group;
pub use kind::{Kind, Member, Shape};
pub use spec::OptionSpec;
pub use value::{Duration, ValueError};
