//! Any text can be read as a page and checked, and everything found stands in it.

mod page;

use proptest::prelude::*;

use page::problems;

/// Texts that look like pages about the program and the API.
fn page_text() -> impl Strategy<Value = String> {
    let pieces = [
        "# ",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "> ",
        "    ",
        "```sh\n",
        "```json\n",
        "```yaml\n",
        "```\n",
        "~~~\n",
        "`",
        "``",
        "é",
        "\u{1f600}",
        "[a](",
        ")",
        "](",
        "![",
        "<a href=\"",
        "\">",
        "<!-- ",
        " -->",
        "<!-- sourcebook: skip prose-flag because x -->\n",
        "<Card title={`",
        "`}>",
        "</Card>",
        "{/* ",
        " */}",
        "import x from 'y'\n",
        "---\n",
        "| ",
        "|--|\n",
        "\\",
        "&amp;",
        "&",
        "'",
        "\"",
        "tool ",
        "add ",
        "mvoe ",
        "--mode=",
        "--cuont ",
        "-u",
        "$X ",
        "$(",
        "$ ",
        "TOOL_MDOE",
        "TOOL_COUNT=",
        "curl -d '",
        "{\"naem\": ",
        "POST /api/v1/a/",
        "?limt=",
        " -H 'X-Kye: ",
        "<<EOF\n",
        "EOF\n",
        "add:\n  mod: ",
        "(default: ",
        "...",
        "…",
        "\r\n",
        "\t",
        "{{ x }}",
        "<name>",
        "*",
        "**",
        "_",
        "[^1]",
        "[^1]: ",
        "[r]: ",
        "[r]",
        "http://localhost/api/v1/",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..60)
        .prop_map(|pieces| pieces.concat())
}

#[test]
fn a_fault_at_a_letter_of_several_bytes_marks_all_of_it() {
    let texts = [
        "```json\n{\"a\": é}\n```\n",
        "```yaml\na: [é\n```\n",
        "```toml\na = é\"x\"\n```\n",
        "# é",
    ];
    for text in texts {
        assert_eq!(problems(text), Vec::<String>::new(), "{text}");
    }
}

proptest! {
    #[test]
    fn what_looks_like_a_page_is_read_with_places_inside_of_it(text in page_text()) {
        prop_assert_eq!(problems(&text), Vec::<String>::new());
    }

    #[test]
    fn any_text_is_read_with_places_inside_of_it(text in "(?s).{0,200}") {
        prop_assert_eq!(problems(&text), Vec::<String>::new());
    }
}
