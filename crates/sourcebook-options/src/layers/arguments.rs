//! The command line: clap finds the flags, their texts stay as they are.

use std::collections::BTreeMap;
use std::ffi::OsString;

use clap::{Arg, ArgAction, ArgMatches};

use crate::kind::Kind;
use crate::spec::OptionSpec;

/// The arguments of the flags of a table, for a clap command.
///
/// clap reads no value, and accepts a flag more than once: whether that is right is said by the
/// option, together with everything else that is wrong. A `bool` is set by the flag alone, or by
/// `--flag=false`.
pub fn arguments(table: &[OptionSpec]) -> Vec<Arg> {
    table.iter().filter_map(argument).collect()
}

fn argument(spec: &OptionSpec) -> Option<Arg> {
    let flag = spec.flag?;
    let mut argument = Arg::new(flag)
        .long(flag)
        .help(spec.description)
        .hide(spec.hidden)
        .action(ArgAction::Append)
        .value_name(spec.kind.word().into_owned())
        .value_parser(clap::value_parser!(OsString))
        .allow_negative_numbers(true);
    if matches!(spec.kind, Kind::Bool) {
        argument = argument.num_args(0..=1).require_equals(true).default_missing_value("true");
    }
    if let Some(letter) = spec.shorthand {
        argument = argument.short(letter);
    }
    if let Some(group) = spec.group {
        argument = argument.help_heading(group.path().join(" / "));
    }
    Some(argument)
}

/// The texts of each flag that is there.
pub(super) fn read(
    matches: &ArgMatches,
    table: &[OptionSpec],
) -> BTreeMap<&'static str, Vec<OsString>> {
    let texts = |flag| {
        let values = matches.try_get_many::<OsString>(flag).ok().flatten()?;
        Some((flag, values.cloned().collect()))
    };
    table.iter().filter_map(|spec| spec.flag).filter_map(texts).collect()
}
