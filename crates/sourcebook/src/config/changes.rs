//! `[changes]`: with what the facts are compared to find what breaks.

use sourcebook_changes::Profile;

use super::choice::{Choice, Choices};
use super::declaration::settings;
use super::kind::{InFolder, Placed, Text};

settings! {
    /// Which changes break whom: `[changes]`.
    #[derive(Debug, Clone)]
    pub struct ChangesTable {
        /// The branch or commit with which `sourcebook check` compares; the common ancestor with it
        /// counts. Without it, `check` does not compare; `sourcebook changes` takes the main branch.
        pub base: Text, example "main";
        /// Whom changes can break.
        pub profile: Choice<Profile> = Profile::Wire;
        /// The file of a facts document that is committed: the facts of the base, where they come from
        /// a command. Without it, the API document that a product wrote is taken.
        pub base_facts: Placed<InFolder>, example "facts.json";
        /// A file with further `[[accept]]` entries, which is read if it exists.
        pub accepted: InFolder = "docs/changes.toml";
    }
}

impl Choices for Profile {
    const CHOICES: &'static [(&'static str, Self, &'static str)] = &[
        ("wire", Self::Wire, "whoever sends requests and reads responses"),
        (
            "client",
            Self::Client,
            "generated clients too, in which operations, tags and schemas have names",
        ),
    ];
}
