//! Notations and the Markdown that they become.

use proptest::prelude::*;

use super::*;

/// The text without the blank lines that do not matter.
fn translated(text: &str) -> String {
    let translated = translate(text);
    let mut lines: Vec<&str> = Vec::new();
    for line in translated.text.text().lines() {
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line);
        }
    }
    lines.join("\n").trim_end().to_owned()
}

#[test]
fn admonitions_become_remarks() {
    let note = |class: &str, title: &str| {
        format!("<div class=\"{class}\" role=\"note\"><p class=\"note-title\"{title}</p>")
    };
    let table = [
        (
            ":::tip\nDo.\n:::\nx",
            format!("{}\n\nDo.\n\n</div>\n\nx", note("note tip", " data-word=\"Tip\">")),
        ),
        (
            "::: warning Mind [this]\nDo.\n:::",
            format!("{}\n\nDo.\n\n</div>", note("note is-warning", ">Mind [this]")),
        ),
        (
            ":::danger[A & b]\nDo.\n:::",
            format!("{}\n\nDo.\n\n</div>", note("note caution", ">A &amp; b")),
        ),
        (
            "!!! note \"Mind\"\n    a\n\n        code\nb",
            format!("{}\n\na\n\n    code\n\n</div>\n\nb", note("note is-note", ">Mind")),
        ),
        (
            "!!! info\n    a",
            format!("{}\n\na\n\n</div>", note("note is-note", " data-word=\"Info\">")),
        ),
        (
            "!!! note \"\"\n    a",
            "<div class=\"note is-note\" role=\"note\">\n\na\n\n</div>".to_owned(),
        ),
        (
            "??? note \"More\"\n    a\nb",
            "<details class=\"more\"><summary>More</summary>\n\na\n\n</details>\n\nb".to_owned(),
        ),
        (
            "::::note\n:::tip\na\n:::\n::::",
            format!(
                "{}\n\n{}\n\na\n\n</div>\n\n</div>",
                note("note is-note", " data-word=\"Note\">"),
                note("note tip", " data-word=\"Tip\">")
            ),
        ),
    ];
    for (text, expected) in table {
        assert_eq!(translated(text), expected, "{text}");
    }
}

#[test]
fn content_tabs_become_folds() {
    let folds = "<div class=\"tabs\">\n<details><summary>A</summary>\n\na\n\n</details>\n\n<details><summary>B</summary>\n\nb\n\n</details>\n</div>\n\nc";
    assert_eq!(translated("=== \"A\"\n    a\n\n=== \"B\"\n    b\n\nc"), folds);
    let behind = translated("!!! note \"N\"\n    n\n\n=== \"A\"\n    a\n");
    assert_eq!(behind.matches("<div").count(), 2, "{behind}");
    let jsx = "import Tabs from '@theme/Tabs';\n<Tabs groupId=\"x\">\n<TabItem value=\"a\" label=\"A\">\n\na\n\n</TabItem>\n</Tabs>";
    let expected =
        "<div class=\"tabs\">\n\n<details><summary>A</summary>\n\na\n\n</details>\n\n</div>";
    assert_eq!(translated(jsx), expected);
}

#[test]
fn what_is_code_or_no_notation_stays() {
    for text in [
        "```\n:::tip\n!!! note\n=== \"A\"\n```",
        "~~~\n{% x %}\n~~~",
        "a ::: b",
        ":::",
        "!!! ",
        "    :::tip\n",
        "| a |\n|---|\n",
        "===\n",
        "Title\n===\n",
    ] {
        let translated = translate(text);
        assert_eq!(translated.text.text(), text);
        assert!(translated.unrendered.is_empty(), "{text}");
    }
}

#[test]
fn what_cannot_be_shown_is_named_with_its_place() {
    let text = "a\n```mermaid\ngraph TD\n```\n{% hint style=\"info\" %}\nb\n{{< note >}}\n:::code-group\nc\n:::\n";
    let translated = translate(text);
    let named: Vec<(&str, &str)> = translated
        .unrendered
        .iter()
        .map(|(what, span)| (what.as_str(), &text[span.range()]))
        .collect();
    let expected = [
        ("a Mermaid diagram", "```mermaid"),
        ("the tag `{% hint style=\"info\" %}`", "{% hint style=\"info\" %}"),
        ("the tag `{{< note >}}`", "{{< note >}}"),
        ("the container `code-group`", ":::code-group"),
    ];
    assert_eq!(named, expected);
    assert!(!translated.text.text().contains("{%") && !translated.text.text().contains(":::"));
}

#[test]
fn front_matter_is_read_and_not_printed() {
    let translated = translate("---\ntitle: \"A title\"\ndescription: What it is.\n---\n\nText.\n");
    assert_eq!(translated.text.text(), "# A title\n\n\nText.\n");
    assert_eq!(translated.front_matter.description.as_deref(), Some("What it is."));
    let translated = translate("---\ntitle: T\n---\n# Own\n");
    assert_eq!(translated.text.text(), "# Own\n");
    for text in ["---\n\nText\n\n---\n", "---\nno mapping\n---\n", "---\na: b\n"] {
        assert_eq!(translate(text).text.text(), text);
    }
}

proptest! {
    /// Whatever is written, every place leads into the page, and elements are closed.
    #[test]
    fn everything_is_closed(text in "(:::tip|:::|::::|!!! note|\\?\\?\\? x|=== \"A\"|<Tabs>|</Tabs>|<TabItem label=\"b\">|</TabItem>|    |```|a|é|\n|---| )*") {
        let translated = translate(&text);
        let out = translated.text.text();
        prop_assert_eq!(out.matches("<div").count(), out.matches("</div>").count());
        prop_assert_eq!(out.matches("<details").count(), out.matches("</details>").count());
        prop_assert!(translated.text.full_span().range().end <= text.len());
    }
}
