//! What the products of the command line share: their facts, their profile, and the commands that
//! settings name.

use sourcebook_command::{CommandFacts, Node, Profile, yaml};
use sourcebook_syntax::Place;

use super::Rendered;
use crate::artifact::Artifact;
use crate::config::{Choices, Given, HasDefault, Kind, Shape, Text, Texts};
use crate::facts::Facts;
use crate::problem::Problem;
use crate::problems::{missing_fact, unknown_command};

impl Choices for Profile {
    const CHOICES: &'static [(&'static str, Self, &'static str)] =
        &[("coder", Self::Coder, "the output of Coder's former toolchain")];
    const ABOUT: &'static str =
        "Reproduces the exact output of an older toolchain, including its defects.";
}

/// Files by their paths, or the problem that there are none.
pub(super) type Files = Result<Vec<(String, String)>, Box<Problem>>;

/// What a product makes of the command line, or the problem that there is none.
pub(super) fn render(
    facts: &Facts,
    product: &'static str,
    make: impl FnOnce(&CommandFacts) -> Files,
) -> Rendered {
    let missing = || {
        let help = "add `cli = \"facts.json\"` or a command that prints it to `[facts]`";
        Box::new(missing_fact(product, "the command line", help).into())
    };
    match facts.cli.as_ref().ok_or_else(missing).and_then(make) {
        Ok(files) => {
            let artifact = |(path, text): (String, String)| Artifact {
                path,
                contents: text.into_bytes(),
                made_by: product.into(),
            };
            Rendered { artifacts: files.into_iter().map(artifact).collect(), problems: Vec::new() }
        }
        Err(problem) => Rendered { artifacts: Vec::new(), problems: vec![*problem] },
    }
}

/// Commands that a setting names, with or without the name of the program.
#[derive(Debug)]
pub(super) struct Commands;

impl Kind for Commands {
    type Value = Named;
    type Literal = &'static [&'static str];

    fn shape() -> Shape {
        Shape::Texts("list of commands")
    }

    fn read(given: &mut Given<'_, '_>) -> Option<Named> {
        Some(Named { names: given.strings()?, place: Some(given.place()) })
    }

    fn to_toml(literal: &'static [&'static str]) -> Option<String> {
        Texts::to_toml(literal)
    }
}

impl HasDefault for Commands {
    fn of_default(default: &'static [&'static str]) -> Named {
        Named { names: Texts::of_default(default), place: None }
    }
}

/// The command whose configuration file is meant.
#[derive(Debug)]
pub(super) struct ConfiguredCommand;

impl Kind for ConfiguredCommand {
    type Value = Named;
    type Literal = &'static str;

    fn shape() -> Shape {
        Shape::Text("command", None)
    }

    fn about() -> &'static str {
        "The command that reads the file, instead of the one with the most settings."
    }

    fn read(given: &mut Given<'_, '_>) -> Option<Named> {
        Some(Named { names: vec![given.string()?], place: Some(given.place()) })
    }

    fn to_toml(literal: &'static str) -> Option<String> {
        Text::to_toml(literal).filter(|_| !literal.is_empty())
    }
}

impl HasDefault for ConfiguredCommand {
    fn of_default(default: &'static str) -> Named {
        // A program need not have a command with settings, so no default names one.
        let names = Some(default).filter(|name| !name.is_empty());
        Named { names: names.map(str::to_owned).into_iter().collect(), place: None }
    }
}

/// The commands of a setting.
#[derive(Debug, Clone)]
pub(super) struct Named {
    names: Vec<String>,
    place: Option<Place>,
}

impl Named {
    /// The commands; hidden ones can be named too.
    pub(super) fn find<'f>(&self, facts: &'f CommandFacts) -> Result<Vec<Node<'f>>, Box<Problem>> {
        let find = |name: &String| {
            let mut commands = facts.commands();
            let found = commands.find(|node| node.full_name() == *name || node.title() == *name);
            let unknown = || Box::new(unknown_command(name, facts, self.place.clone()).into());
            found.ok_or_else(unknown)
        };
        self.names.iter().map(find).collect()
    }

    /// The one command, or the one with the most options in the configuration file.
    ///
    /// Of commands with equally many the first is taken, parents before their children. A hidden
    /// command is taken only where it is named. There may be none.
    pub(super) fn configured<'f>(
        &self,
        facts: &'f CommandFacts,
        profile: Profile,
    ) -> Result<Option<Node<'f>>, Box<Problem>> {
        if let Some(named) = self.find(facts)?.into_iter().next() {
            return Ok(Some(named));
        }
        let count = |node: &Node<'_>| yaml::sampled(node.command, profile).count();
        let mut most: Option<(usize, Node<'f>)> = None;
        for node in facts.commands().filter(Node::is_visible) {
            let count = count(&node);
            if count > most.as_ref().map_or(0, |(most, _)| *most) {
                most = Some((count, node));
            }
        }
        Ok(most.map(|(_, node)| node))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use sourcebook_syntax::{Sources, Span};

    use super::*;

    fn facts() -> CommandFacts {
        let options = |paths: &[&str]| -> Vec<serde_json::Value> {
            paths
                .iter()
                .map(|path| json!({"yaml": path, "hidden": path.starts_with('h')}))
                .collect()
        };
        let cli = json!({"name": "tool", "options": options(&["a"]), "children": [
            {"name": "one", "options": options(&["a", "b"]), "children": [
                {"name": "deep", "options": options(&["a", "b"])},
            ]},
            {"name": "two", "options": options(&["a", "b"])},
            {"name": "three", "options": options(&["a", "h1", "h2"])},
            {"name": "secret", "hidden": true, "options": options(&["a", "b", "c", "d"])},
        ]});
        serde_json::from_value(json!({"cli": cli})).expect("facts")
    }

    fn named(names: &[&str]) -> Named {
        let file = Sources::new().add("settings", "");
        let place = Some(Place { file, span: Span::default(), pointer: String::new() });
        Named { names: names.iter().map(|name| (*name).to_owned()).collect(), place }
    }

    #[test]
    fn the_command_with_the_most_settings_is_taken() {
        let facts = facts();
        let taken = |names: &[&str], profile| {
            let node = named(names).configured(&facts, profile).expect("a known command");
            node.map(|node| node.full_name())
        };
        let table = [
            (&[][..], Profile::Default, "tool one"),
            // Hidden options count where they stand in the sample.
            (&[][..], Profile::Coder, "tool three"),
            (&["two"][..], Profile::Default, "tool two"),
            (&["tool one deep"][..], Profile::Default, "tool one deep"),
            (&["secret"][..], Profile::Coder, "tool secret"),
        ];
        for (names, profile, expected) in table {
            assert_eq!(taken(names, profile).as_deref(), Some(expected), "{names:?}");
        }
        let none = CommandFacts::default();
        let found = named(&[]).configured(&none, Profile::Default);
        assert!(found.is_ok_and(|found| found.is_none()));
    }

    #[test]
    fn an_unknown_command_is_rejected_with_the_nearest() {
        let Err(problem) = named(&["one", "tool tow"]).find(&facts()) else {
            panic!("`tow` is found");
        };
        assert_eq!(problem.diagnostic.message, "`tool` has no command `tool tow`");
        assert_eq!(problem.diagnostic.help.as_deref(), Some("did you mean `tool two`?"));
    }
}
