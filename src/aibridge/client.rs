//! Which program a request came from, by its `User-Agent`.

/// What programs call themselves, and the name under which they are recorded.
///
/// The first match counts, so that a program built on another stands before it.
const CLIENTS: &[(&str, &str)] = &[
    ("claude-cli", "Claude Code"),
    ("claude-code", "Claude Code"),
    ("codex", "Codex"),
    ("githubcopilot", "GitHub Copilot"),
    ("copilot", "GitHub Copilot"),
    ("cursor", "Cursor"),
    ("zed", "Zed"),
    ("roo-code", "Roo Code"),
    ("kilo-code", "Kilo Code"),
    ("cline", "Cline"),
    ("opencode", "OpenCode"),
    ("goose", "Goose"),
    ("aider", "Aider"),
    ("openai/python", "OpenAI SDK"),
    ("openai/js", "OpenAI SDK"),
    ("anthropic/python", "Anthropic SDK"),
    ("anthropic/js", "Anthropic SDK"),
    ("curl/", "curl"),
];

/// The program's name; absent when the request does not say or the program is not known.
pub(super) fn name(user_agent: &str) -> Option<&'static str> {
    let user_agent = user_agent.to_ascii_lowercase();
    let known = CLIENTS.iter().find(|(mark, _)| user_agent.contains(&mark.to_ascii_lowercase()));
    known.map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn programs_are_known_by_what_they_call_themselves() {
        let table = [
            ("claude-cli/2.0.14 (external, cli)", Some("Claude Code")),
            ("codex_cli_rs/0.46.0 (Debian 13; x86_64)", Some("Codex")),
            ("OpenAI/Python 2.1.0", Some("OpenAI SDK")),
            ("Anthropic/Python 0.70.0", Some("Anthropic SDK")),
            ("curl/8.14.1", Some("curl")),
            ("Mozilla/5.0", None),
            ("", None),
        ];
        for (user_agent, expected) in table {
            assert_eq!(name(user_agent), expected, "{user_agent}");
        }
    }
}
