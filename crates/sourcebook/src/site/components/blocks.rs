//! What every page has: headings, code, tables, remarks, lists, names in texts.

use super::super::markup::{Element, Node};
use super::fields::{self, Named};
use super::{PageKind, code, headings};
use crate::facts::Texts;

/// Changes the blocks of a page, and adds the fields that can be linked to.
pub(super) fn change(
    nodes: &mut Vec<Node<'_>>,
    kind: PageKind,
    texts: &Texts,
    names: &mut Vec<Named>,
) {
    for node in nodes.iter_mut() {
        let Some(element) = node.element_mut() else { continue };
        if let Some(changed) = changed(element) {
            *node = changed;
            continue;
        }
        change(&mut element.children, kind, texts, names);
        if element.name != "div" || !element.has_class("table-wrapper") {
            frame_tables(&mut element.children);
        }
        match &*element.name.clone() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => headings::change(element),
            "code" => code::name(element),
            "input" if element.attribute("type") == Some("checkbox") => {
                let is_done = element.attribute("checked").is_some();
                element.set("aria-label", if is_done { "✓" } else { "–" });
            }
            "blockquote" => remark(element, texts),
            "div" if element.has_class("table-wrapper") => element.set("class", "table"),
            "p" if element.has_class("note-title") => remark_title(element, texts),
            "div" if element.has_class("tabs") => tabs(element),
            "ul" if kind != PageKind::Guide => fields::list(element, texts, names),
            _ => {}
        }
    }
}

/// Paragraphs outside of lists that are written like fields: the media types of bodies and responses.
pub(super) fn change_lines(nodes: &mut [Node<'_>]) {
    for element in nodes.iter_mut().filter_map(Node::element_mut) {
        match &*element.name {
            "p" => fields::line(element),
            "ul" | "ol" | "pre" => {}
            _ => change_lines(&mut element.children),
        }
    }
}

/// The title of a remark that has none of its own.
fn remark_title(title: &mut Element<'_>, texts: &Texts) {
    if let Some(word) = title.take("data-word") {
        let is_known = REMARKS.iter().any(|(.., known)| *known == word);
        let text = if is_known { texts.remark(&word) } else { word.into_owned() };
        title.children = vec![Node::text(&text)];
    }
}

/// Content tabs of an author: those of languages follow the reader's choice.
fn tabs(tabs: &mut Element<'_>) {
    const LANGUAGES: [&str; 12] = [
        "curl",
        "Bash",
        "Shell",
        "Python",
        "JavaScript",
        "TypeScript",
        "Node.js",
        "Go",
        "Rust",
        "Java",
        "Ruby",
        "PHP",
    ];
    if tabs.attribute("data-tabs").is_some() {
        return;
    }
    tabs.children.retain(|child| !child.is_blank());
    let mut titles = Vec::new();
    for (at, fold) in tabs.children.iter_mut().filter_map(Node::element_mut).enumerate() {
        if at == 0 {
            fold.set("open", "");
        }
        fold.children.retain(|child| !child.is_blank());
        titles.extend(fold.children.first().and_then(Node::element).map(Element::plain));
    }
    let is_language = titles.iter().any(|title| LANGUAGES.contains(&title.as_str()));
    tabs.set("data-tabs", if is_language { "language" } else { "choice" });
    tabs.set("role", "group");
    tabs.set("aria-label", &titles.join(", "));
}

/// What takes the place of an element whose insides are not looked at.
fn changed<'p>(element: &mut Element<'p>) -> Option<Node<'p>> {
    match &*element.name {
        "pre" => Some(code::block(std::mem::take(element))),
        // mdBook gives each image a second one, which a script of its own shows larger.
        "label" if element.has_class("checkbox-label") => {
            let children = std::mem::take(&mut element.children);
            children.into_iter().find(|child| child.is("img"))
        }
        _ => None,
    }
}

/// Tables that are written as HTML scroll like those of Markdown.
pub(super) fn frame_tables(nodes: &mut [Node<'_>]) {
    for node in nodes.iter_mut().filter(|node| node.is("table")) {
        let table = std::mem::replace(node, Node::Raw("".into()));
        *node = Element::of_class("div", "table").holding(table).into();
    }
}

/// The kinds of remarks: the class that mdBook gives, ours, and the title that mdBook writes.
const REMARKS: [(&str, &str, &str); 5] = [
    ("blockquote-tag-note", "note is-note", "Note"),
    ("blockquote-tag-tip", "note tip", "Tip"),
    ("blockquote-tag-important", "note is-note", "Important"),
    ("blockquote-tag-warning", "note is-warning", "Warning"),
    ("blockquote-tag-caution", "note caution", "Caution"),
];

/// A quote of GitHub's notation for remarks, as mdBook writes it.
fn remark(quote: &mut Element<'_>, texts: &Texts) {
    let Some((_, class, word)) = REMARKS.iter().find(|(class, ..)| quote.has_class(class)) else {
        return;
    };
    quote.name = "div".into();
    quote.set("class", class);
    quote.set("role", "note");
    let mut paragraphs = quote.children.iter_mut().filter_map(Node::element_mut);
    if let Some(title) = paragraphs.find(|one| one.has_class("blockquote-tag-title")) {
        title.set("class", "note-title");
        let plain = title.plain().trim().to_owned();
        let text = if plain == *word { texts.remark(word) } else { plain };
        title.children = vec![Node::text(&text)];
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::markup::{read, write};
    use super::*;

    #[test]
    fn what_mdbook_writes_becomes_components() {
        let table = [
            (
                "<p><label class=\"checkbox-label\"><input class=\"checkbox-img\" type=\"checkbox\"><img src=\"a.svg\" \
                 alt=\"A\"><span class=\"img-wrapper\"><img src=\"a.svg\" alt=\"A\"></span></label></p>",
                "<p><img src=\"a.svg\" alt=\"A\"></p>",
            ),
            (
                "<blockquote class=\"blockquote-tag blockquote-tag-tip\"><p class=\"blockquote-tag-title\">\
                 <svg viewBox=\"0 0 16 16\"><path d=\"M0\" /></svg>Tip</p><p>Do.</p></blockquote>",
                "<div class=\"note tip\" role=\"note\"><p class=\"note-title\">Tip</p><p>Do.</p></div>",
            ),
            ("<blockquote><p>Said.</p></blockquote>", "<blockquote><p>Said.</p></blockquote>"),
            (
                "<div class=\"table-wrapper\"><table><tr><td>a</td></tr></table></div>",
                "<div class=\"table\"><table><tr><td>a</td></tr></table></div>",
            ),
            (
                "<table><tr><td>a</td></tr></table>",
                "<div class=\"table\"><table><tr><td>a</td></tr></table></div>",
            ),
            (
                "<h2 id=\"a\"><a class=\"header\" href=\"#a\">A</a></h2>",
                "<h2 id=\"a\"><a class=\"anchor\" href=\"#a\">A</a></h2>",
            ),
        ];
        for (html, expected) in table {
            let mut nodes = read(html);
            change(&mut nodes, PageKind::Guide, &Texts::default(), &mut Vec::new());
            frame_tables(&mut nodes);
            assert_eq!(write(&nodes), expected);
        }
    }
}
