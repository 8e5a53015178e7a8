//! Options as items of a list, each with what is known of it on one line, under the headings of their
//! groups.

mod groups;
mod line;

use sourcebook_command::{CommandOption, Member};

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

/// What stands below the line of an option.
pub(super) fn write_inside(writer: &mut Writer, option: &CommandOption) {
    describe(writer, &option.description);
    if values::is_long(&option.default) {
        values::write_long_default(writer, "text", &option.default);
    }
    write_choices(writer, &option.choices);
    write_members(writer, &option.members);
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
