//! The JSON Schema of the configuration file, for editors.

mod schema;
#[cfg(test)]
mod tests;
mod types;

use sourcebook_command::{CommandFacts, CommandOption, Node, Profile, yaml};

use self::schema::Schema;
use super::commands::{self, ConfiguredCommand};
use super::{Product, Render, Rendered, masks};
use crate::config::{OutFile, settings};
use crate::facts::Facts;
use crate::problem::Problem;
use crate::problems::no_configuration_file;

/// The product.
pub const PRODUCT: Product = Product::new::<ConfigSchema>(
    "config-schema",
    "the JSON Schema (2020-12) of the configuration file, for editors",
);

settings! {
    struct ConfigSchema {
        out: OutFile = "docs/reference/config.schema.json";
        command: ConfiguredCommand = "", example "server";
    }
}

impl Render for ConfigSchema {
    fn render(&self, facts: &Facts) -> Rendered {
        commands::render(facts, PRODUCT.name, |facts| {
            Ok(vec![(self.out.clone(), self.text(facts)?)])
        })
    }
}

impl ConfigSchema {
    fn text(&self, facts: &CommandFacts) -> Result<String, Box<Problem>> {
        let found = self.command.configured(facts, Profile::Default)?;
        let missing = || Box::new(no_configuration_file(PRODUCT.name, &facts.cli.name).into());
        let node = found.ok_or_else(missing)?;
        Ok(document(facts, &node).to_json())
    }
}

/// The schema of a command's configuration file.
fn document(facts: &CommandFacts, node: &Node<'_>) -> Schema {
    let mut root = Schema::object("");
    let command = masks::masked(&facts.masks, node.command);
    for option in yaml::sampled(&command, Profile::Default) {
        add(&mut root, facts, option);
    }
    root.into_document(format!("Configuration of {}", node.full_name()))
}

/// Adds an option at the end of its path; one whose place is taken is left out.
fn add(root: &mut Schema, facts: &CommandFacts, option: &CommandOption) {
    let levels: Vec<&str> = option.yaml.split('.').collect();
    let Some((key, levels)) = levels.split_last() else {
        return;
    };
    let mut level = root;
    for (depth, name) in levels.iter().enumerate() {
        let about = || yaml::level_description(facts, option, depth, levels.len());
        match level.level(name, about) {
            Some(below) => level = below,
            None => return,
        }
    }
    level.add(key, types::of_option(option));
}
