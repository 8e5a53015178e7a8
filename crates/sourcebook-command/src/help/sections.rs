//! The visible options of a command, sorted into the sections of its help.

use crate::{Command, CommandFacts, CommandOption};

/// Options under one heading.
pub(super) struct Section<'f> {
    /// The group's key; empty for options without a group.
    pub(super) name: String,
    /// What the group is about.
    pub(super) description: &'f str,
    /// The options by their names.
    pub(super) options: Vec<&'f CommandOption>,
}

/// The sections by their names: the one without a name first, the groups that are marked so last.
/// Names are compared byte by byte, so upper case comes before lower case.
pub(super) fn sections<'f>(facts: &'f CommandFacts, command: &'f Command) -> Vec<Section<'f>> {
    let mut options: Vec<_> = command.options.iter().filter(|option| !option.hidden).collect();
    options.sort_by_key(|option| option.sort_key());
    let mut sections: Vec<Section<'f>> = Vec::new();
    for option in options {
        let name = section_of(option);
        if let Some(section) = sections.iter_mut().find(|section| section.name == name) {
            section.options.push(option);
        } else {
            let description = describe(facts, &name);
            sections.push(Section { name, description, options: vec![option] });
        }
    }
    let is_last =
        |name: &str| !name.is_empty() && facts.groups.get(name).is_some_and(|group| group.last);
    sections.sort_by(|one, other| {
        (is_last(&one.name), &one.name).cmp(&(is_last(&other.name), &other.name))
    });
    sections
}

fn section_of(option: &CommandOption) -> String {
    if option.help_group.is_empty() { option.group_key() } else { option.help_group.clone() }
}

fn describe<'f>(facts: &'f CommandFacts, name: &str) -> &'f str {
    let group = facts.groups.get(name).filter(|_| !name.is_empty());
    group.map_or("", |group| group.description.as_str())
}
