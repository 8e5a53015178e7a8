//! Checks each rule on small pages, and that no page makes the fixes fail.

use proptest::prelude::*;

use super::fix;

/// Checks pages against what they become.
fn check(cases: &[(&str, &str)]) {
    for (page, fixed) in cases {
        assert_eq!(fix(page), *fixed, "from {page:?}");
    }
}

/// Checks pages that stay as they are.
fn check_kept(pages: &[&str]) {
    for page in pages {
        assert!(matches!(fix(page), std::borrow::Cow::Borrowed(kept) if kept == *page), "{page:?}");
    }
}

#[test]
fn a_clean_page_is_borrowed() {
    check_kept(&[
        "",
        "# Users\n\n|Name|In|\n|---|---|\n|`user_id`|path|\n\n```json\n{\n\n\n}\n```\n",
        "<!-- generated -->\n\n> quoted\n\nText with two spaces  \nand *emphasis*.\n",
    ]);
}

#[test]
fn bullets_follow_the_first() {
    check(&[
        ("- one\n\ntext\n\n* two\n* three\n", "- one\n\ntext\n\n- two\n- three\n"),
        ("+ one\n  * two\n", "+ one\n  + two\n"),
    ]);
}

#[test]
fn numbers_align_at_the_start_or_the_end() {
    check(&[
        ("1. one\n 2. two\n", "1. one\n2. two\n"),
        (" 9. nine\n10. ten\n9. nine\n", " 9. nine\n10. ten\n 9. nine\n"),
    ]);
}

#[test]
fn bullets_are_indented_by_two() {
    check(&[
        ("- one\n    - two\n", "- one\n  - two\n"),
        (" - one\n - two\n", "- one\n- two\n"),
        (">   - one\n", "> - one\n"),
    ]);
    check_kept(&["1. one\n   - two\n"]);
}

#[test]
fn trailing_space_is_a_line_break_or_goes() {
    check(&[("one \ntwo   \n", "one\ntwo\n"), ("one\u{a0}\n", "one\n")]);
    check_kept(&["one  \ntwo\n", "```\none \n```\n", "text\n\n    code \n    more\n"]);
}

#[test]
fn tabs_are_four_spaces() {
    check(&[("a\tb\n", "a    b\n"), ("```\n\t\tx\n```\n", "```\n        x\n```\n")]);
}

#[test]
fn reversed_links_turn_round() {
    check(&[
        ("see (the docs)[https://example.com] now\n", "see [the docs](https://example.com) now\n"),
        ("|a|\n|-|\n|(x)[y]|\n", "|a|\n|-|\n|[x](y)|\n"),
    ]);
    check_kept(&["`(x)[y]`\n", "(x)[^y]\n", "\\(x)[y]\n", "(x)[y](z)\n", "```\n(x)[y]\n```\n"]);
}

#[test]
fn blank_lines_are_single() {
    check(&[
        ("one\n\n\n\ntwo\n", "one\n\ntwo\n"),
        ("one\n\n\n", "one\n"),
        ("one\n \n\ntwo\n", "one\n\ntwo\n"),
    ]);
}

#[test]
fn prompts_go_if_all_lines_have_one() {
    check(&[
        ("```sh\n$ one\n  $ two\n```\n", "```sh\none\n  two\n```\n"),
        ("text\n\n    $ one\n", "text\n\n    one\n"),
    ]);
    check_kept(&["```sh\n$ one\nresult\n```\n", "```sh\nnone\n$ one\n```\n"]);
}

#[test]
fn heading_marks_have_one_space() {
    check(&[
        ("#One\n", "# One\n"),
        ("##  Two\n", "## Two\n"),
        ("# Three#\n", "# Three #\n"),
        ("#Four#\n", "# Four #\n"),
        ("#  Five  #\n", "# Five #\n"),
        ("# Six \\##\n", "# Six \\# #\n"),
    ]);
    check_kept(&["```\n#One\n```\n", "<div>\n#One\n</div>\n"]);
}

#[test]
fn headings_are_surrounded() {
    check(&[
        ("# One\ntext\n## Two\n", "# One\n\ntext\n\n## Two\n"),
        ("> text\n> # One\n> text\n", "> text\n>\n> # One\n>\n> text\n"),
        ("text\n\nOne\n===\ntext\n", "text\n\nOne\n===\n\ntext\n"),
    ]);
    check_kept(&["<!-- note -->\n# One\n<!-- note -->\n"]);
}

#[test]
fn headings_start_their_line() {
    check(&[("  # One\n", "# One\n"), ("  One\n---\n", "One\n---\n")]);
}

#[test]
fn headings_lose_their_punctuation() {
    check(&[
        ("# One.\n", "# One\n"),
        ("# Two :!\n", "# Two\n"),
        ("# 三。\n", "# 三\n"),
        ("Four.\n===\n", "Four\n===\n"),
        ("# Five. #\n", "# Five #\n"),
    ]);
    check_kept(&[
        "# Why?\n",
        "# A &amp;\n",
        "# A &#60;\n",
        "# A :smile:\n",
        "# A :+1:\n",
        "# A :see_no_evil:\n",
    ]);
}

#[test]
fn quotes_have_one_space() {
    check(&[(">  one\n>   two\n", "> one\n> two\n")]);
    check_kept(&["> one\n", ">     code\n", "> - one\n>\n>   two\n"]);
}

#[test]
fn list_markers_have_one_space() {
    check(&[("-   one\n", "- one\n"), ("1.  one\n2.  two\n", "1. one\n2. two\n")]);
}

#[test]
fn fences_are_surrounded() {
    check(&[
        ("text\n```\nx\n```\ntext\n", "text\n\n```\nx\n```\n\ntext\n"),
        ("> text\n> ~~~\n> x\n> ~~~\n", "> text\n>\n> ~~~\n> x\n> ~~~\n"),
    ]);
}

#[test]
fn lists_are_surrounded() {
    check(&[
        ("text\n- one\n  more\n# End\n", "text\n\n- one\n  more\n\n# End\n"),
        ("> text\n> * one\n", "> text\n>\n> * one\n"),
    ]);
    check_kept(&["text\n2. no list\n", "- one\n  - two\n", "- one\nlazy\n"]);
}

#[test]
fn loose_marks_pair_up() {
    check(&[
        ("E.g. *.example.com or *--suffix\n", "E.g. *.example.com or*--suffix\n"),
        ("a * b * c\n", "a *b* c\n"),
        ("|a|\n|-|\n|x ** y ** z|\n", "|a|\n|-|\n|x **y** z|\n"),
        ("user_id and _ x\n", "user_id and_ x\n"),
    ]);
    check_kept(&[
        "|a|b|\n|-|-|\n|x * y|x * y|\n",
        "`a * b` * c\n",
        "[a * b](c) * d\n",
        "a \\* b * c\n",
    ]);
}

#[test]
fn code_spans_have_no_space_at_their_edges() {
    check(&[
        ("` x`\n", "`x`\n"),
        ("`x `\n", "`x`\n"),
        ("|a|\n|-|\n|b` c `d|\n", "|a|\n|-|\n|b` c `d|\n"),
        ("|a|\n|-|\n|b` c`d|\n", "|a|\n|-|\n|b`c`d|\n"),
        ("a ` b\nc` d\n", "a `b\nc` d\n"),
        ("a `b\nc ` d\n", "a `b\nc` d\n"),
    ]);
    check_kept(&["` x `\n", "`` `x` ``\n", "\\` x`\n"]);
}

#[test]
fn link_texts_have_no_space_at_their_edges() {
    check(&[
        ("see [ docs ](x)\n", "see [docs](x)\n"),
        ("[ a][b]\n\n[b]: c\n", "[a][b]\n\n[b]: c\n"),
    ]);
    check_kept(&["see [ docs ]\n", "![ alt ](x)\n"]);
}

#[test]
fn the_page_ends_in_one_line_feed() {
    check(&[("text", "text\n"), ("- one\n\ntext", "- one\n\ntext\n")]);
}

#[test]
fn emphasis_follows_the_first() {
    check(&[
        ("*one* _two_\n", "*one* *two*\n"),
        ("__one__ **two** and a**b**c\n", "__one__ __two__ and a**b**c\n"),
        ("|a|\n|-|\n|_one_|\n\n*two*\n", "|a|\n|-|\n|_one_|\n\n_two_\n"),
        ("*one _two_ three*\n", "*one *two* three*\n"),
    ]);
    check_kept(&[
        "*one* __two__\n",
        "*one* `_two_`\n",
        "*one* snake_case_name\n",
        "*one* <https://a.b/_two_>\n",
    ]);
}

#[test]
fn definitions_are_used_once() {
    check(&[
        ("[used]\n\n[used]: a\n[unused]: b\n", "[used]\n\n[used]: a\n"),
        ("[used]\n\n[used]: a\n[used]: b\n", "[used]\n\n[used]: a\n"),
    ]);
    check_kept(&["[//]: # \"note\"\n", "[Text][used]\n\n[Used]: a\n"]);
}

#[test]
fn tables_are_surrounded() {
    check(&[
        ("text\n|a|b|\n|-|-|\n|c|d|\n# End\n", "text\n\n|a|b|\n|-|-|\n|c|d|\n\n# End\n"),
        ("> text\n> |a|\n> |-|\n", "> text\n>\n> |a|\n> |-|\n"),
    ]);
    // A line without cells still is a row.
    check_kept(&["|a|b|\n|-|-|\n|c|d|\nmore|\n"]);
}

#[test]
fn fixes_are_computed_on_the_original() {
    // The list would be indented less once its first item is, but only in a second run.
    check(&[("-   one\n    - two\n", "- one\n  - two\n"), ("text\n#  One.\n", "text\n\n# One\n")]);
}

#[test]
fn other_line_ends_stay() {
    check(&[
        ("a \r\nb\r\n", "a\r\nb\r\n"),
        ("a \r\nb\nc\nd\n", "a\nb\nc\nd\n"),
        ("a \rb\r", "a\rb\r"),
    ]);
    check_kept(&["a\r\nb\nc\r\n"]);
}

#[test]
fn comments_hide_their_text() {
    check_kept(&["<!-- a\tb \n#c\n-->\n"]);
}

proptest! {
    #[test]
    fn no_page_is_too_odd(page in r"([ \t\n\r*_`~\[\]()<>#|:$\\!&+.=é中😀a1-]|\PC){0,200}") {
        fix(&page);
    }

    #[test]
    fn no_markdown_is_too_odd(
        lines in prop::collection::vec(r"(> ?|- |1\. | {1,5}|\t){0,4}[-#`|*_ =a\[\]()é:~]{0,12}", 0..30),
    ) {
        fix(&lines.join("\n"));
    }
}
