//! Programs that run another program: which word names the one that is run.

use super::{Command, Script, Style, Word, reader::Reader};

/// Scripts inside each other that are read: `sh -c "sh -c '…'"`.
const MAX_SCRIPTS: usize = 3;

/// Finds the program of every command, and reads the scripts that commands hand to a shell.
pub(super) fn find_programs(text: &str, style: Style, script: &mut Script) {
    let mut from = 0;
    for _ in 0..=MAX_SCRIPTS {
        let until = script.commands.len();
        let mut inner = Vec::new();
        for command in &mut script.commands[from..until] {
            command.program = program(command);
            let words = command.words.get(command.program..).unwrap_or_default();
            inner.extend(script_word(words).cloned());
        }
        from = until;
        for word in inner {
            // Only what stands in the text as it is has its places there.
            let range = word.part(0..word.text.len());
            if text.get(range.clone()) != Some(&word.text) {
                continue;
            }
            let mut reader = Reader::new(&text[..range.end], style);
            reader.at = range.start;
            reader.everything();
            let read = reader.finish();
            script.commands.extend(read.commands);
        }
    }
}

/// The script in `sh -c '…'`.
fn script_word(words: &[Word]) -> Option<&Word> {
    let name = words.first()?.text.rsplit('/').next()?;
    if !matches!(name, "sh" | "bash" | "zsh" | "ash" | "dash" | "su") {
        return None;
    }
    let is_flag =
        |word: &Word| word.text.starts_with('-') && word.text.ends_with('c') && word.text.len() < 6;
    let flag = words.iter().position(is_flag)?;
    words.get(flag + 1).filter(|word| word.is_plain() || word.is_quoted)
}

fn program(command: &mut Command) -> usize {
    let mut at = 0;
    // Each step passes over one program that runs another one.
    while let Some(word) = command.words.get(at) {
        let Some(skipped) = skipped(word, &command.words[at..]) else { break };
        if word.text == "xargs" {
            command.has_more_words = true;
        }
        at += skipped;
    }
    at.min(command.words.len())
}

/// How many words stand before the program that is run by the first one.
fn skipped(first: &Word, words: &[Word]) -> Option<usize> {
    let rest = words.get(1..).unwrap_or_default();
    let name = first.text.rsplit('/').next().unwrap_or_default();
    let skipped = match name {
        "sudo" => options(rest, &["-u", "-g", "-h", "-p", "--user", "--group"]),
        "doas" => options(rest, &["-u"]),
        "env" => {
            let flags = options(rest, &["-u", "-C", "--unset", "--chdir"]);
            let is_assignment = |word: &&Word| super::variables::assignment(word).is_some();
            flags + rest[flags..].iter().take_while(is_assignment).count()
        }
        "exec" | "nohup" | "command" | "builtin" | "time" | "&" | "start" | "then" => {
            options(rest, &["-a"])
        }
        "nice" | "ionice" => options(rest, &["-n", "-c"]),
        "watch" => options(rest, &["-n", "--interval"]),
        "timeout" => options(rest, &["-k", "-s"]) + 1,
        "xargs" => options(rest, &["-I", "-n", "-P", "-L", "-d", "-a"]),
        "docker" | "podman" | "nerdctl" | "docker-compose" => return in_container(name, rest),
        "kubectl" | "oc" | "k" => {
            rest.iter().any(|word| word.text == "exec").then_some(())?;
            rest.iter().position(|word| word.text == "--")? + 1
        }
        _ => return None,
    };
    Some(skipped + 1)
}

/// How many words are flags, or values of those that take one.
fn options(words: &[Word], with_value: &[&str]) -> usize {
    let mut at = 0;
    while let Some(word) = words.get(at).filter(|word| word.text.starts_with('-')) {
        if word.text == "--" {
            return at + 1;
        }
        at += if with_value.contains(&word.text.as_str()) { 2 } else { 1 };
    }
    at.min(words.len())
}

/// Flags of `docker run` and `docker exec` that take no value.
const FLAGS_WITHOUT_VALUE: [&str; 13] = [
    "-d",
    "-i",
    "-t",
    "-T",
    "-it",
    "-ti",
    "-dit",
    "--rm",
    "--detach",
    "--interactive",
    "--tty",
    "--init",
    "--privileged",
];

/// The words before the command that runs in a container.
fn in_container(name: &str, words: &[Word]) -> Option<usize> {
    let text = |at: usize| words.get(at).map(|word| word.text.as_str());
    let mut at = 0;
    if name == "docker-compose" || text(0) == Some("compose") {
        at = usize::from(name != "docker-compose");
        at += options(&words[at.min(words.len())..], &["-f", "-p", "--file", "--profile"]);
    }
    if !matches!(text(at), Some("run" | "exec")) {
        return None;
    }
    at += 1;
    while let Some(word) = text(at).filter(|word| word.starts_with('-')) {
        let takes_none = FLAGS_WITHOUT_VALUE.contains(&word) || word.contains('=');
        at += if takes_none { 1 } else { 2 };
    }
    // The image, the container or the service.
    (at + 1 < words.len()).then_some(at + 2)
}
