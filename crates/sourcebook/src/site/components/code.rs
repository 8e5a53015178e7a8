//! Blocks of code and names in the text.

use super::super::highlight::highlight;
use super::super::markup::{Element, Node, escape, plain, unescape};

/// Code of more lines is folded by the script, on pages of any kind.
const MANY_LINES: usize = 48;

/// Examples of responses are folded earlier: what is asked of them is mostly how they begin.
pub(super) const MANY_LINES_OF_EXAMPLE: usize = 16;

/// Names of at most this many characters are not broken at hyphens.
const SHORT: usize = 28;

/// A block of code in its frame. `pre` holds `code`, as mdBook writes it.
pub(super) fn block(mut pre: Element<'_>) -> Node<'_> {
    let Some(code) =
        pre.children.iter_mut().filter_map(Node::element_mut).find(|one| one.name == "code")
    else {
        return Node::Element(pre);
    };
    let language = language(code);
    hide_lines(&mut code.children);
    let text = plain(&code.children);
    let text = text.strip_suffix('\n').unwrap_or(&text);
    code.children = highlight(&language, text);
    code.attributes.clear();
    if !language.is_empty() {
        code.set("class", &format!("language-{language}"));
    }
    let code = std::mem::take(code);
    let frame = Element::of_class("div", "code").holding(Element::new("pre").holding(code));
    folded_over(frame, text.lines().count(), MANY_LINES).into()
}

/// The frame of code with the number of its lines, where these are more than `most`.
fn folded_over(frame: Element<'_>, lines: usize, most: usize) -> Element<'_> {
    if lines > most { frame.with("data-lines", &lines.to_string()) } else { frame }
}

/// Folds an example from fewer lines on.
pub(super) fn fold_example(node: &mut Node<'_>) {
    let Some(frame) = node.element_mut().filter(|frame| frame.has_class("code")) else { return };
    let lines = frame.plain().lines().count();
    if lines > MANY_LINES_OF_EXAMPLE {
        frame.set("data-lines", &lines.to_string());
    }
}

/// The language that a fence names.
fn language(code: &Element<'_>) -> String {
    let classes = code.attribute("class").unwrap_or_default();
    let language = classes.split_whitespace().find_map(|class| class.strip_prefix("language-"));
    let language = unescape(language.unwrap_or_default());
    language.split(',').next().unwrap_or_default().to_ascii_lowercase()
}

/// Lines that mdBook hides of examples in Rust are for the compiler only.
fn hide_lines(nodes: &mut Vec<Node<'_>>) {
    nodes.retain(|node| !node.element().is_some_and(|element| element.has_class("boring")));
}

/// A name in the text: where it can be broken, and whether it stays on one line.
pub(super) fn name(code: &mut Element<'_>) {
    let text = code.plain();
    if text.len() != plain_length(&code.children) {
        return;
    }
    let is_name = !text.contains(char::is_whitespace);
    if is_name && text.contains('-') && text.chars().count() <= SHORT {
        code.add_class("short");
    } else if text.chars().count() > SHORT / 2 {
        code.children = breakable(&text);
    }
}

/// The bytes of texts that have no markup around them.
fn plain_length(nodes: &[Node<'_>]) -> usize {
    nodes
        .iter()
        .filter(|node| matches!(node, Node::Text(_)))
        .map(|node| plain(std::slice::from_ref(node)).len())
        .sum()
}

/// A text that can be broken behind `_`, `/`, `,`, `.` and between the words of `camelCase`.
pub(in crate::site) fn breakable<'p>(text: &str) -> Vec<Node<'p>> {
    let mut nodes = Vec::new();
    let mut piece = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        piece.push(letter);
        let Some(next) = letters.peek() else { break };
        let is_sign = matches!(letter, '_' | '/' | ',' | '.' | '=' | '|' | ':')
            && !matches!(next, '_' | '/' | ' ' | '.');
        // A break behind one or two letters gains nothing.
        let is_sign = is_sign && piece.len() > 2;
        if is_sign || letter.is_lowercase() && next.is_uppercase() {
            nodes.push(Node::Text(escape(&piece).into()));
            nodes.push(Element::new("wbr").into());
            piece.clear();
        }
    }
    nodes.push(Node::Text(escape(&piece).into()));
    nodes
}

#[cfg(test)]
mod tests {
    use super::super::super::markup::{read, write};
    use super::*;

    #[test]
    fn long_names_can_be_broken_and_short_ones_are_not() {
        let table = [
            ("a_b", "<code>a_b</code>"),
            ("--tls-address", "<code class=\"short\">--tls-address</code>"),
            ("CODER_ACCESS_URL", "<code>CODER_<wbr>ACCESS_<wbr>URL</code>"),
            ("AIBridgeInterception", "<code>AIBridge<wbr>Interception</code>"),
            ("https://a.example/x?a=b", "<code>https://<wbr>a.example/<wbr>x?a=<wbr>b</code>"),
            ("one,two,three,four &lt;", "<code>one,<wbr>two,<wbr>three,<wbr>four &lt;</code>"),
        ];
        for (text, expected) in table {
            let html = format!("<code>{text}</code>");
            let mut nodes = read(&html);
            name(nodes[0].element_mut().expect("an element"));
            assert_eq!(write(&nodes), expected);
        }
    }

    #[test]
    fn code_is_framed_and_long_code_says_how_long_it_is() {
        let html = "<pre><code class=\"language-json\">{}\n</code></pre>";
        let Node::Element(pre) = read(html).remove(0) else { panic!("an element") };
        let framed = write(&[block(pre)]);
        assert_eq!(
            framed,
            "<div class=\"code\"><pre><code class=\"language-json\">{}</code></pre></div>"
        );
        let long = format!("<pre><code>{}</code></pre>", "x\n".repeat(MANY_LINES + 1));
        let Node::Element(pre) = read(&long).remove(0) else { panic!("an element") };
        assert!(write(&[block(pre)]).contains("data-lines=\"49\""));
        let hidden = "<pre><code class=\"language-rust\"><span class=\"boring\">use a;\n</span>f();</code></pre>";
        let Node::Element(pre) = read(hidden).remove(0) else { panic!("an element") };
        assert!(write(&[block(pre)]).ends_with("\">f();</code></pre></div>"));
    }
}
