//! Checks pages piece by piece; whole pages are compared in `tests/cases`.

use serde_json::json;
use sourcebook_command::{CommandFacts, Profile};

use super::pages;

fn facts(cli: &serde_json::Value) -> CommandFacts {
    serde_json::from_value(json!({"version": "v1", "cli": cli})).expect("facts")
}

fn page(facts: &CommandFacts, name: &str, profile: Profile) -> String {
    let pages = pages(facts, profile);
    pages.into_iter().find(|(file, _)| file == name).expect("a page").1
}

#[test]
fn a_page_is_named_after_its_command_and_hidden_ones_have_none() {
    let facts = facts(&json!({"name": "tool", "children": [
        {"name": "serve", "children": [{"name": "create-user"}, {"name": "x", "hidden": true}]},
        {"name": "y", "hidden": true, "children": [{"name": "z"}]},
    ]}));
    for profile in [Profile::Default, Profile::Coder] {
        let names: Vec<String> = pages(&facts, profile).into_iter().map(|page| page.0).collect();
        assert_eq!(names, ["index.md", "serve.md", "serve_create-user.md"]);
    }
}

#[test]
fn the_version_goes_away_from_published_pages_only() {
    let table = [
        ("Tool {{version}} — x", "Tool — x", "Tool v1 — x"),
        ("{{version}}", "v1", "v1"),
        ("a {{version}}\n", "a v1\n", "a v1"),
    ];
    for (long, published, corrected) in table {
        let facts = facts(&json!({"name": "tool", "long": long}));
        let text = page(&facts, "index.md", Profile::Coder);
        assert!(text.contains(&format!("```console\n{published}\n```")), "{text}");
        let text = page(&facts, "index.md", Profile::Default);
        assert!(text.contains(&format!("```text\n{corrected}\n```")), "{text}");
    }
}

#[test]
fn a_fence_in_a_text_does_not_end_the_block() {
    let facts = facts(&json!({"name": "tool", "long": "a\n```\nb"}));
    let text = page(&facts, "index.md", Profile::Default);
    assert!(text.contains("````text\na\n```\nb\n````\n"), "{text}");
}

#[test]
fn headings_of_published_options() {
    let table = [
        (json!({"flag": "a", "shorthand": "b"}), "### -b, --a"),
        (json!({"flag": "a"}), "### --a"),
        (json!({"env": "A_B"}), ""),
        (json!({"yaml": "a.b"}), ""),
        (json!({"shorthand": "b"}), "### -b, --"),
    ];
    for (option, expected) in table {
        let facts = facts(&json!({"name": "tool", "options": [option]}));
        let text = page(&facts, "index.md", Profile::Coder);
        let heading = text.lines().find(|line| line.starts_with("### ")).unwrap_or_default();
        assert_eq!(heading, expected, "{option}");
    }
}

/// The exact piece that another chain publishes: a table, and a description in one paragraph.
#[test]
fn a_published_option_has_a_table_of_its_names() {
    let text = page(&with_rate_window(), "index.md", Profile::Coder);
    let piece = "\
### -w, --rate-window

|             |                                 |
|-------------|---------------------------------|
| Type        | <code>duration</code>           |
| Environment | <code>$TOOL_RATE_WINDOW</code>  |
| YAML        | <code>bridge.rate_window</code> |
| Default     | <code>1m</code>                 |

How long.
";
    assert!(text.contains(piece), "{text}");
}

fn with_rate_window() -> CommandFacts {
    facts(&json!({"name": "tool", "options": [{
        "flag": "rate-window", "shorthand": "w", "env": "TOOL_RATE_WINDOW",
        "yaml": "bridge.rate_window", "type": "duration", "default": "1m", "group": ["Bridge"],
        "description": "How long.",
    }]}))
}

#[test]
fn an_option_is_an_item_with_the_anchor_of_its_former_heading() {
    let text = page(&with_rate_window(), "index.md", Profile::Default);
    let end = "\
## Bridge options

- <a id=\"-w---rate-window\"></a>**`-w, --rate-window`** duration · default `1m` · variable \
`TOOL_RATE_WINDOW` · YAML `bridge.rate_window`\\
  How long.
";
    assert!(text.ends_with(end), "{text}");
}

#[test]
fn long_values_and_members_stand_below_their_option() {
    let choices: Vec<String> = (0..31).map(|at| format!("choice-{at:010}")).collect();
    let facts = facts(&json!({"name": "tool", "options": [
        {"flag": "a", "default": "x".repeat(81), "description": "What."},
        {"flag": "b", "type": "enum", "choices": choices},
        {"yaml": "c", "type": "struct[[]C]", "members": [
            {"name": "d", "type": "string", "required": true, "description": "One."},
            {"name": "e", "type": "struct[E]", "members": [{"name": "f"}]},
        ]},
    ]}));
    let text = page(&facts, "index.md", Profile::Default);
    let a = format!(
        "**`--a`** default below\\\n  What.\n\n  Default:\n\n  ```text\n  {}\n  ```\n",
        "x".repeat(81)
    );
    let b =
        "**`--b`** string · one of:\n\n  <details>\n  <summary>Values</summary>\n\n  - `choice-";
    let c = "**`c`** list of C · YAML `c`\n  - **`d`** string · **required**\\\n    One.\n\n  - **`e`** E\n    - **`f`**\n";
    for piece in [&*a, b, c] {
        assert!(text.contains(piece), "no {piece}\n{text}");
    }
}

#[test]
fn a_page_lists_what_is_below_and_what_its_command_inherits() {
    let facts = facts(&json!({
        "name": "tool",
        "options": [
            {"flag": "url", "type": "url", "description": "Where.", "group": ["Global"]},
            {"flag": "own"},
        ],
        "children": [{
            "name": "serve", "short": "Serve\n*files*", "deprecated": "Use `run`.",
            "aliases": ["s", "up"], "children": [{"name": "stop"}],
            "arguments": [{"name": "dir", "default": ".", "description": "What."}, {"name": "x"}],
        }],
    }));
    let text = page(&facts, "index.md", Profile::Default);
    let list = "## Subcommands\n\n- [`serve`](serve.md): Serve \\*files\\* · deprecated\n";
    assert!(text.contains(list) && !text.contains("Inherited"), "{text}");
    let text = page(&facts, "serve.md", Profile::Default);
    let names = "**Deprecated.** Use `run`.\n\n**Aliases:** `s`, `up`\n\n## Usage\n";
    let arguments =
        "## Arguments\n\n- **`dir`** default `.`\\\n  What.\n\n- **`x`**\n\n## Subcommands\n";
    assert!(text.contains(arguments), "{text}");
    let end =
        "- [`stop`](serve_stop.md)\n\n## Inherited options\n\n- [`--url`](index.md#--url) url\n";
    assert!(text.contains(names) && text.ends_with(end), "{text}");
}
