//! The configuration file of a command with every setting at its default.

use sourcebook_command::{CommandFacts, Profile, yaml};

use super::commands::{self, ConfiguredCommand};
use super::{Product, Render, Rendered, masks};
use crate::artifact::MARKER;
use crate::config::{Choice, OutFile, Text, settings};
use crate::facts::Facts;
use crate::problem::Problem;
use crate::problems::no_configuration_file;

/// The product.
pub const PRODUCT: Product = Product::new::<YamlSample>(
    "yaml-sample",
    "a commented sample of the configuration file, with every setting at its default",
);

settings! {
    struct YamlSample {
        out: OutFile = "docs/reference/config.yaml";
        compat: Choice<Profile> = Profile::Default, example Profile::Coder;
        command: ConfiguredCommand = "", example "server";
        /// Where editors find the JSON Schema: a URL, or a path relative to the file.
        schema: Text, example "./config.schema.json";
    }
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
        let found = self.command.configured(facts, self.compat)?;
        let missing = || Box::new(no_configuration_file(PRODUCT.name, &facts.cli.name).into());
        let node = found.ok_or_else(missing)?;
        if self.compat == Profile::Coder {
            let sample = yaml::sample(facts, node.command, self.compat);
            return Ok(masks::apply(&facts.masks, self.schema_line() + &sample));
        }
        let command = masks::masked(&facts.masks, node.command);
        let sample = yaml::sample(facts, &command, self.compat);
        Ok(format!("# {MARKER}; do not edit.\n{}{sample}", self.schema_line()))
    }

    /// The comment by which editors find the schema.
    fn schema_line(&self) -> String {
        self.schema.as_ref().map_or_else(String::new, |schema| {
            format!("# yaml-language-server: $schema={schema}\n")
        })
    }
}
