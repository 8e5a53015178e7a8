//! Colors code when the site is built, so that readers need no script for it.
//!
//! One reader of tokens serves all languages of programs and data; what is different about a language
//! stands in a table. A language that is not known is left as it is.

mod languages;
mod lines;
mod tokens;

use std::borrow::Cow;

use super::markup::{Element, Node, escape};

/// What a piece of code is; the names are classes of the style sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Keyword,
    String,
    Number,
    /// A key of data, a command, a tag.
    Name,
    Comment,
    /// The prompt of a shell, which nobody copies.
    Prompt,
    Inserted,
    Deleted,
}

impl Class {
    fn name(self) -> &'static str {
        match self {
            Self::Keyword => "k",
            Self::String => "s",
            Self::Number => "n",
            Self::Name => "p",
            Self::Comment => "c",
            Self::Prompt => "gp",
            Self::Inserted => "gi",
            Self::Deleted => "gd",
        }
    }
}

/// Pieces of code in their order; those without a class have the color of the text.
type Pieces<'t> = Vec<(Option<Class>, &'t str)>;

/// Code in colors.
///
/// `language` is the first word of the fence's information, in any case.
pub(super) fn highlight<'p>(language: &str, code: &str) -> Vec<Node<'p>> {
    let language = language.to_ascii_lowercase();
    let pieces = match language.as_str() {
        "console" | "shell-session" | "sh-session" | "shellsession" | "terminal" => {
            lines::console(code)
        }
        "diff" | "patch" => lines::diff(code),
        "http" | "https" => lines::http(code),
        _ => match languages::find(&language) {
            Some(language) => tokens::read(language, code),
            None => vec![(None, code)],
        },
    };
    joined(pieces).into_iter().map(|(class, text)| node(class, &text)).collect()
}

fn node<'p>(class: Option<Class>, text: &str) -> Node<'p> {
    let text = Node::Text(Cow::Owned(escape(text)));
    match class {
        Some(class) => Element::of_class("span", class.name()).holding(text).into(),
        None => text,
    }
}

/// Neighbors of one class as one piece: every element costs bytes.
fn joined(pieces: Pieces<'_>) -> Vec<(Option<Class>, Cow<'_, str>)> {
    let mut joined: Vec<(Option<Class>, Cow<'_, str>)> = Vec::with_capacity(pieces.len());
    for (class, text) in pieces.into_iter().filter(|(_, text)| !text.is_empty()) {
        match joined.last_mut() {
            Some((last, all)) if *last == class => all.to_mut().push_str(text),
            _ => joined.push((class, Cow::Borrowed(text))),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::markup::{plain, write};
    use super::*;

    #[test]
    fn code_is_colored_by_its_language() {
        let table = [
            (
                "json",
                r#"{"a": "b", "c": -1.5e3, "d": null}"#,
                r#"{<p "a">: <s "b">, <p "c">: <n -1.5e3>, <p "d">: <k null>}"#,
            ),
            (
                "bash",
                "curl -H 'A: b' \\\n  \"$URL\" # all\n",
                "<p curl> -H <s 'A: b'> \\\n  <s \"$URL\"> <c # all>\n",
            ),
            ("sh", "echo a#b | grep x && true", "<p echo> a#b | <p grep> x && <p true>"),
            (
                "python",
                "import os  # x\nx = f'a' + 'b\\''",
                "<k import> os  <c # x>\nx = f<s 'a'> + <s 'b\\''>",
            ),
            ("javascript", "const a = `x\ny`; // z", "<k const> a = <s `x\ny`>; <c // z>"),
            (
                "go",
                "if a1 != 10 { return nil } /* b\nc */",
                "<k if> a1 != <n 10> { <k return> <k nil> } <c /* b\nc */>",
            ),
            ("rust", "fn f<'a>(x: &'a str) { 'x' }", "<k fn> f<'a>(x: &'a str) { <s 'x'> }"),
            (
                "toml",
                "# c\n[a.b]\nk-1 = \"v\" # d\nn = 1_000",
                "<c # c>\n<p [a.b]>\n<p k-1> = <s \"v\"> <c # d>\n<p n> = <n 1_000>",
            ),
            (
                "yaml",
                "a: b\n- c-d: 'e' # f\n\"g\": true",
                "<p a>: b\n- <p c-d>: <s 'e'> <c # f>\n<p \"g\">: <k true>",
            ),
            (
                "html",
                "<a b=\"c\">d</a><!-- e -->",
                "<k <a> <p b>=<s \"c\"><k >>d<k </a>><c <!-- e -->>",
            ),
            (
                "console",
                "$ ls -l\nfile\n$ a \\\n  b",
                "<gp $ ><p ls> -l\nfile\n<gp $ ><p a> \\\n  b",
            ),
            (
                "console",
                "$ x\nerror[a]: b\n --> c\n3 | d\n  |  ^ e\n  - f\n  --g: 1\n",
                "<gp $ ><p x>\n<gd error[a]:> b\n<p  -->> c\n<p 3 |> d\n<p   |><gd   ^ e\n  - f\n>  --g: 1\n",
            ),
            (
                "diff",
                "--- a\n+++ b\n@@ 1 @@\n-x\n+y\n z",
                "<c --- a\n+++ b>\n<p @@ 1 @@>\n<gd -x>\n<gi +y>\n z",
            ),
            (
                "http",
                "HTTP/1.1 429 Too Many\nRetry-After: 12\n\n{}",
                "<k HTTP/1.1> <n 429> Too Many\n<p Retry-After>: 12\n\n{}",
            ),
            ("unknown", "if (a) { \"b\" }", "if (a) { \"b\" }"),
            ("", "a < b", "a < b"),
        ];
        for (language, code, expected) in table {
            let mut shown = String::new();
            for node in highlight(language, code) {
                match node.element() {
                    Some(element) => {
                        let class = element.attribute("class").expect("a class");
                        shown.push_str(&format!("<{class} {}>", element.plain()));
                    }
                    None => node.add_plain(&mut shown),
                }
            }
            assert_eq!(shown, expected, "{language}");
        }
    }

    proptest! {
        /// Nothing is lost or doubled, whatever the code is.
        #[test]
        fn the_code_stays_the_same(at in 0..12_usize, code in "[a-z'\"`#/*<>={}$ \\\\\n:éü0-9-]{0,60}") {
            let language = ["json", "bash", "python", "javascript", "go", "rust", "toml", "yaml",
                            "html", "console", "diff", "http"][at];
            let nodes = highlight(language, &code);
            prop_assert_eq!(plain(&nodes), code);
            prop_assert!(!write(&nodes).contains("<script"));
        }
    }
}
