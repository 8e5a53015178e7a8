//! How many arguments a command takes: by what its facts say, or else by its usage text.

use sourcebook_command::Command;

/// The arguments of a command.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arity {
    /// The names of those that must be given, in order.
    pub required: Vec<String>,
    /// How many can be given; none where that is not known or has no end.
    pub most: Option<usize>,
    /// Whether any can be given at all.
    pub takes_any: bool,
}

/// Placeholders of usage texts that stand for a command below.
const COMMAND_WORDS: [&str; 5] = ["subcommand", "command", "commands", "subcommands", "cmd"];

impl Arity {
    /// That of a command.
    pub fn of(command: &Command) -> Self {
        if command.arguments.is_empty() { of_usage(command) } else { of_arguments(command) }
    }
}

fn of_arguments(command: &Command) -> Arity {
    let arguments = &command.arguments;
    let required = arguments.iter().filter(|argument| argument.required);
    let has_end =
        !arguments.iter().any(|argument| argument.repeated || argument.name.contains("..."));
    Arity {
        required: required.map(|argument| argument.name.clone()).collect(),
        most: has_end.then_some(arguments.len()),
        takes_any: true,
    }
}

/// `add [flags] <file> [<more>...]`. Words without marks can mean anything.
fn of_usage(command: &Command) -> Arity {
    let mut arity = Arity::default();
    let mut rest = command.usage.trim_start();
    rest = rest.strip_prefix(command.name.as_str()).unwrap_or(rest);
    while let Some(word) = next_word(&mut rest) {
        let inner = word.trim_matches(['[', ']', '<', '>', '.', '…']);
        let is_flags =
            inner.ends_with("flags") || inner.ends_with("options") || inner.ends_with("FLAGS");
        let is_command =
            !command.children.is_empty() && COMMAND_WORDS.contains(&inner.to_lowercase().as_str());
        if word.starts_with('-') || word.starts_with("[-") || is_flags || is_command {
            continue;
        }
        arity.takes_any = true;
        if word.starts_with('<') && word.trim_end_matches(['.', '…']).ends_with('>') {
            arity.required.push(inner.to_owned());
        }
    }
    arity
}

/// The next word; brackets keep what they enclose together.
fn next_word<'u>(rest: &mut &'u str) -> Option<&'u str> {
    *rest = rest.trim_start();
    let mut depth = 0_usize;
    let end = rest.char_indices().find(|(_, letter)| {
        match letter {
            '<' | '[' | '{' | '(' => depth += 1,
            '>' | ']' | '}' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && letter.is_whitespace()
    });
    let (word, after) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
    *rest = after;
    (!word.is_empty()).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_usage_text_says_what_must_be_given() {
        let table: [(&str, &[&str], bool); 8] = [
            ("add [flags] <file>", &["file"], true),
            ("add <file> [<more>]", &["file"], true),
            ("add [flags] --to=<name>", &[], false),
            ("add [--to <name>] <user name>/<id>", &["user name>/<id"], true),
            ("add [file]", &[], true),
            ("add FILE [flags]", &[], true),
            ("add <name|id>...", &["name|id"], true),
            ("add [flags]", &[], false),
        ];
        for (usage, required, takes_any) in table {
            let (name, usage) = ("add".to_owned(), usage.to_owned());
            let arity = Arity::of(&Command { name, usage, ..Command::default() });
            assert_eq!(arity.required, required);
            assert_eq!((arity.takes_any, arity.most), (takes_any, None));
        }
        let child = Command { name: "x".to_owned(), ..Command::default() };
        let usage = "tool [global-flags] <subcommand>".to_owned();
        let tool =
            Command { name: "tool".to_owned(), usage, children: vec![child], ..Command::default() };
        assert_eq!(Arity::of(&tool), Arity::default());
    }
}
