//! One definition per setting: flag, environment variable, YAML key, default and documentation all
//! stand in one entry of one block, and everything else is read from it.
//!
//! [`options!`] makes of the block a typed struct and a plain table of [`OptionSpec`]s. The struct is
//! what a program works with; the table is what its help, its reference pages and its YAML sample
//! are made from. [`load`] reads the settings in layers: flags win over environment variables, these
//! over the YAML file, and that over defaults. Every mistake in any layer is reported in one run,
//! each under the name by which its owner wrote it. [`Loaded`] knows where each value comes from, and
//! shows the settings without their secrets.
//!
//! # A whole example
//!
//! ```
//! use sourcebook_options::{
//!     ConfigPath, Duration, HostPort, Layers, Secret, Source, arguments, choice, options,
//!     value_schemas,
//! };
//!
//! choice! {
//!     /// How log lines look.
//!     pub enum LogFormat {
//!         /// For people.
//!         Human = "human",
//!         /// One JSON object a line.
//!         Json = "json",
//!     }
//! }
//!
//! options! {
//!     /// What the server obeys.
//!     #[options(env = "DEMO", schema = "demo.Settings")]
//!     pub struct Settings {
//!         /// The file that has settings in YAML.
//!         #[option(shorthand = 'c', env = "DEMO_CONFIG_PATH")]
//!         config: Option<ConfigPath>,
//!
//!         /// How log lines look.
//!         log_format: LogFormat = LogFormat::Human,
//!
//!         /// How people reach the server.
//!         #[group(name = "Networking", no_prefix)]
//!         networking: struct Networking {
//!             /// Where the server listens.
//!             #[option(shorthand = 'a', yaml = "httpAddress")]
//!             http_address: HostPort = "127.0.0.1:3000",
//!
//!             /// The older name of the address.
//!             #[option(hidden)]
//!             address => http_address,
//!         },
//!
//!         /// How data is kept.
//!         #[group(name = "Data")]
//!         data: struct Data {
//!             /// How long data is kept.
//!             #[option(min = Duration::from_hours(1), schema_description = "In nanoseconds.")]
//!             retention: Duration = "60d",
//!
//!             /// The key to the data.
//!             key: Option<Secret>,
//!         },
//!     }
//! }
//!
//! // The command line takes the flags of the table; its values are read here, not by clap.
//! let command = clap::Command::new("demo").args(arguments(Settings::OPTIONS));
//! let matches = command.get_matches_from(["demo", "--log-format=json"]);
//! let variables = [("DEMO_DATA_KEY".into(), "swordfish".into())];
//! let layers = Layers::new()
//!     .flags(&matches, Settings::OPTIONS)
//!     .environment(variables)
//!     .yaml("demo.yaml", "networking:\n  httpAddress: :80\ndata:\n  retention: 7d\n");
//!
//! let loaded = Settings::load(&layers).expect("good settings");
//! let settings = &loaded.settings;
//! assert_eq!(settings.networking.http_address.port, 80);
//! assert_eq!(settings.data.retention, Duration::from_days(7));
//! assert_eq!(settings.data.key.as_ref().map(Secret::expose), Some("swordfish"));
//! assert!(!format!("{loaded:?}").contains("swordfish"));
//!
//! // Every value knows where it comes from.
//! let source = |field| loaded.values.iter().find(|value| value.spec.field == field).map(|v| v.source);
//! assert_eq!(source("log_format"), Some(Source::Flag));
//! assert_eq!(source("data.key"), Some(Source::Env));
//! assert_eq!(source("networking.http_address"), Some(Source::Yaml));
//!
//! // What a deployment view shows, and its schema.
//! let values = loaded.view_values();
//! assert_eq!(values["data"]["retention"], 604_800_000_000_000_u64);
//! assert_eq!(values["data"]["key"], "");
//! let schema = &value_schemas::<Settings>().components["demo.Settings"];
//! assert_eq!(schema["properties"]["data"]["properties"]["retention"]["type"], "integer");
//!
//! // Mistakes are reported together.
//! let layers = Layers::new()
//!     .environment([("DEMO_LOG_FORMAT".into(), "jsno".into())])
//!     .yaml("demo.yaml", "data:\n  retention: 5m\n");
//! let error = Settings::load(&layers).expect_err("two mistakes");
//! assert_eq!(
//!     error.to_string(),
//!     "\
//! error: $DEMO_LOG_FORMAT: `jsno` is not one of human, json
//!  |
//!  = help: did you mean `json`?
//!
//! error: data.retention in demo.yaml:2: `5m` is out of range: must be at least 1h0m0s
//!  --> demo.yaml:2:14
//!   |
//! 2 |   retention: 5m
//!   |              ^^ out of range: must be at least 1h0m0s
//!
//! the settings have 2 errors
//! "
//! );
//! ```
//!
//! # Rules
//!
//! - An empty value reads as unset in every layer: an empty flag or variable, and `key:`, `key: ~` or
//!   `key: ''` in YAML. The layer below then applies. An empty list or mapping is a value.
//! - The YAML file is one document with one mapping. Anchors mean nothing; aliases, merge keys and
//!   tags other than YAML's own are refused, and so are keys that no option has. A scalar is taken
//!   as it is written, so that a number is fine where text is wanted. The file is at most 1 MiB
//!   large and 64 levels deep.
//! - A value that a better layer wins over must be right all the same.
//! - A variable with the program's prefix that no option has is a warning, unless it is named by
//!   [`Layers::known_variables`].
//! - Secrecy is a matter of the type: what is a [`Secret`] is in no error, no `Debug`, no view, and
//!   has no default. A line of the file is shown in errors only as far as nothing on it can be
//!   secret.
//! - With `#[options(secret_files)]`, each secret may also be in a file that an option of its own
//!   names: `--data-key-file` beside `--data-key`. The file is UTF-8 text of at most 64 KiB, of which
//!   one line break at its end is cut off. A secret and its file may not both be set.
//! - An [`ExpandedSecret`] may name variables, as `${NAME}`, and files with secrets, as `${file:PATH}`;
//!   what is not there is a mistake.
//! - Rules that a table must keep beyond what the compiler checks are in [`check_table`]; call it in
//!   a test.

mod check;
pub mod codes;
mod declaration;
mod effective;
mod files;
mod group;
mod kind;
mod layers;
mod load;
mod macros;
mod node;
mod source;
mod spec;
mod structure;
mod value;
mod view;

pub use check::check_table;
pub use effective::Effective;
pub use group::Group;
pub use kind::{Kind, Member, Shape};
pub use layers::{Layers, arguments, process_environment};
pub use load::{LoadError, Loaded, Options, load};
pub use source::Source;
pub use spec::{Limits, OptionSpec};
pub use structure::Structure;
pub use url::Url;
pub use value::{
    ByteSize, Choice, ConfigPath, DefaultFor, Duration, ExpandedSecret, Given, HostPort, Item,
    Pattern, Secret, Unset, Value, ValueError, ValueProblem, ValueProblems, masked_url, shown_url,
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
        count, count_of_files, file_options, join_file_names, join_names, join_paragraphs,
        length_of_file_names, length_of_names, length_of_paragraphs,
    };
    pub use crate::load::{Reader, Section};
    pub use crate::structure::{Members, object, read_structure};
    pub use crate::value::{Given, ValueProblems};
}
