//! Options and arguments as items of lists, each with what is known of it on one line; options under the
//! headings of their groups.

mod groups;
mod line;

use sourcebook_command::{Argument, CommandOption, Member};

use super::markdown::items::{self, describe, named};
use super::markdown::values;
use super::markdown::writer::Writer;

pub(super) use groups::{Section, by_group, sections};
pub(super) use line::{names, traits};

/// Writes an option with the id that links to it lead to.
pub(super) fn write(writer: &mut Writer, id: &str, option: &CommandOption) {
    let lead = items::lead(id, &names(option));
    let mut traits = traits(option);
    for (what, name) in [("variable", &option.env), ("YAML", &option.yaml)] {
        traits.extend(named(what, Some(name).filter(|name| !name.is_empty())));
    }
    writer.item(&items::line(&lead, &traits), |writer| write_inside(writer, option));
}

/// Writes what is given to a command by its place.
pub(super) fn write_argument(writer: &mut Writer, argument: &Argument) {
    let lead = items::lead("", &argument.name);
    writer.item(&items::line(&lead, &line::traits_of_argument(argument)), |writer| {
        describe(writer, &argument.description);
        write_default(writer, &argument.default);
        write_choices(writer, &argument.choices);
    });
}

/// What stands below the line of an option.
pub(super) fn write_inside(writer: &mut Writer, option: &CommandOption) {
    describe(writer, &option.description);
    write_default(writer, &option.default);
    write_choices(writer, &option.choices);
    write_members(writer, &option.members);
}

/// A default that is too long for the line.
fn write_default(writer: &mut Writer, default: &str) {
    if values::is_long(default) {
        values::write_long_default(writer, "text", default);
    }
}

/// Choices that are too many for the line.
fn write_choices(writer: &mut Writer, choices: &[String]) {
    if line::allowed(choices).is_some() {
        return;
    }
    values::list(writer, choices.len(), |writer| {
        for choice in choices {
            writer.item(&values::text(choice), |_| {});
        }
    });
}

/// The members of a structure of the configuration file.
fn write_members(writer: &mut Writer, members: &[Member]) {
    for member in members {
        let lead = items::lead("", &member.name);
        writer.item(&items::line(&lead, &line::traits_of_member(member)), |writer| {
            describe(writer, &member.description);
            write_choices(writer, &member.choices);
            write_members(writer, &member.members);
        });
    }
}
