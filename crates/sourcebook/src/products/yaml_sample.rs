//! The configuration file of a command with every setting at its default.

use sourcebook_command::{CommandFacts, Profile, yaml};

use super::commands::{self, Named};
use super::{Product, Render, Rendered, Setting, Value, masks};
use crate::artifact::MARKER;
use crate::config::Table;
use crate::facts::Facts;
use crate::problem::Problem;
use crate::problems::no_configuration_file;

/// The product.
pub const PRODUCT: Product = Product {
    name: "yaml-sample",
    summary: "a commented sample of the configuration file, every setting at its default",
    settings: &[
        Setting {
            key: "out",
            value: Value::Default("\"docs/reference/config.yaml\""),
            description: "The file to write.",
        },
        commands::COMPAT,
        COMMAND,
        Setting {
            key: "schema",
            value: Value::Example("\"./config.schema.json\""),
            description: "Where editors find the JSON Schema: a URL, or a path from the file.",
        },
    ],
    configure,
};

/// The setting of the command whose configuration file is meant.
pub(super) const COMMAND: Setting = Setting {
    key: "command",
    value: Value::Example("\"server\""),
    description: "The command that reads the file, instead of the one with the most settings.",
};

struct YamlSample {
    out: String,
    profile: Profile,
    command: Named,
    schema: Option<String>,
}

fn configure(table: &mut Table<'_>) -> Box<dyn Render> {
    Box::new(YamlSample {
        out: commands::out_file(table, "docs/reference/config.yaml"),
        profile: commands::profile(table),
        command: Named::one(table, COMMAND.key),
        schema: table.string("schema"),
    })
}

impl Render for YamlSample {
    fn render(&self, facts: &Facts) -> Rendered {
        commands::render(facts, PRODUCT.name, |facts| {
            Ok(vec![(self.out.clone(), self.sample(facts)?)])
        })
    }
}

impl YamlSample {
    fn sample(&self, facts: &CommandFacts) -> Result<String, Box<Problem>> {
        let found = self.command.configured(facts, self.profile)?;
        let missing = || Box::new(no_configuration_file(PRODUCT.name, &facts.cli.name).into());
        let node = found.ok_or_else(missing)?;
        if self.profile == Profile::Coder {
            let sample = yaml::sample(facts, node.command, self.profile);
            return Ok(masks::apply(&facts.masks, self.schema_line() + &sample));
        }
        let command = masks::masked(&facts.masks, node.command);
        let sample = yaml::sample(facts, &command, self.profile);
        Ok(format!("# {MARKER}; do not edit.\n{}{sample}", self.schema_line()))
    }

    /// The comment by which editors find the schema.
    fn schema_line(&self) -> String {
        self.schema.as_ref().map_or_else(String::new, |schema| {
            format!("# yaml-language-server: $schema={schema}\n")
        })
    }
}
