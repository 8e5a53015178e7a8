//! The usage text of a command of clap.

use clap::Arg;

use super::{argument, text};

/// The usage text after the names of the commands above: `add [flags] <file>...`.
pub(super) fn usage(command: &clap::Command, above: &[&str], has_flags: bool) -> String {
    if let Some(written) = command.get_overridden_usage() {
        let written = text(Some(written));
        let own = written.strip_prefix(&above.join(" ")).map_or(written.as_str(), str::trim_start);
        return own.to_owned();
    }
    let mut words = vec![command.get_name().to_owned()];
    if has_flags {
        words.push("[flags]".to_owned());
    }
    words.extend(command.get_positionals().filter(|one| !one.is_hide_set()).map(positional));
    if command.get_subcommands().any(|child| !child.is_hide_set()) {
        let name = command.get_subcommand_value_name().unwrap_or("subcommand").to_lowercase();
        let is_required =
            command.is_subcommand_required_set() || command.is_arg_required_else_help_set();
        words.push(if is_required { format!("<{name}>") } else { format!("[{name}]") });
    }
    words.join(" ")
}

/// `<file>`, `[file]`, `<file>...`
fn positional(positional: &Arg) -> String {
    let names = argument::names(positional);
    let (open, close) = if positional.is_required_set() { ('<', '>') } else { ('[', ']') };
    let mut words: Vec<String> = names.iter().map(|name| format!("{open}{name}{close}")).collect();
    if argument::is_list(positional) && names.len() == 1 {
        words[0].push_str("...");
    }
    let text = words.join(" ");
    if positional.is_last_set() { format!("-- {text}") } else { text }
}
