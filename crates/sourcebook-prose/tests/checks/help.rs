//! Help texts whose examples do not work.

use insta::assert_snapshot;
use serde_json::json;
use sourcebook_command::CommandFacts;
use sourcebook_prose::help::{HelpText, texts};
use sourcebook_prose::{Settings, Vocabulary, check_help};
use sourcebook_syntax::{Sources, Style, render};

/// What is found in the help texts of a program with one command, `add`.
fn found(long: &str, example: &str, description: &str) -> String {
    let facts: CommandFacts = serde_json::from_value(json!({"cli": {
        "name": "orchard",
        "children": [{
            "name": "add", "use": "add <tree>", "long": long,
            "examples": [{"command": example}],
            "options": [{"flag": "count", "type": "int", "description": description}],
        }],
    }}))
    .expect("facts");
    let mut vocabulary = Vocabulary::default();
    vocabulary.add_program(&facts);
    let mut sources = Sources::new();
    let kept: Vec<_> = texts(&facts)
        .into_iter()
        .map(|one| (sources.add(one.name, one.text), one.is_example))
        .collect();
    let help: Vec<HelpText<'_>> = kept
        .into_iter()
        .map(|(file, is_example)| HelpText { file, text: sources.file(file).text(), is_example })
        .collect();
    let findings = check_help(&help, &vocabulary, &Settings::default());
    let shown = findings.list.iter().map(|diagnostic| {
        assert_eq!(diagnostic.replacement, None, "nothing can be written into a help text");
        render(&sources, diagnostic, Style { color: false, code: true })
    });
    shown.collect::<Vec<_>>().join("\n")
}

#[test]
fn examples_in_every_text_of_a_command_are_checked() {
    assert_snapshot!(found(
        "Adds trees.\n\n  - Add one:\n\n     $ orchard add oak --conut 1\n\nThen orchard is full.",
        "orchard ad oak",
        "How many; see `orchard added`."
    ));
}

#[test]
fn without_prompts_indented_lines_are_examples() {
    assert_snapshot!(found(
        "Examples:\n  # Add one\n  orchard add \\\n    oak --many\norchard adds trees for you.",
        "orchard add oak",
        ""
    ));
}

#[test]
fn indented_sentences_about_the_program_are_no_examples() {
    let long = "Waits.\n\n      orchard will try again when the wind has gone.";
    assert_eq!(found(long, "orchard add oak", ""), "");
}

#[test]
fn texts_about_the_program_are_no_examples() {
    let long = "orchard grows trees. The orchard is yours, and orchard adds \"orchards\".";
    assert_eq!(found(long, "orchard add oak --count 2", "Count of 'orchard' trees."), "");
}
