//! Anchors that stand before headings become the ids of these headings.

use super::super::markup::{Element, Node};

/// Moves the anchors of paragraphs that have nothing else into the heading behind them.
///
/// The anchor is the heading's id from then on; the one that mdBook made stays, since pages may link
/// to it.
pub(super) fn adopt(nodes: &mut Vec<Node<'_>>) {
    let mut at = 0;
    while at < nodes.len() {
        let heading = (at + 1..nodes.len()).find(|next| !nodes[*next].is_blank());
        let ids = nodes[at]
            .element()
            .and_then(ids)
            .filter(|_| heading.is_some_and(|next| is_heading(&nodes[next])));
        let (Some(ids), Some(next)) = (ids, heading) else {
            at += 1;
            continue;
        };
        nodes.drain(at..next);
        if let Some(heading) = nodes.get_mut(at).and_then(Node::element_mut) {
            give(heading, &ids);
        }
        at += 1;
    }
}

fn is_heading(node: &Node<'_>) -> bool {
    node.element().is_some_and(|element| element.heading_level().is_some())
}

/// The ids of a paragraph that has anchors only.
fn ids(paragraph: &Element<'_>) -> Option<Vec<String>> {
    if paragraph.name != "p" {
        return None;
    }
    let id = |node: &Node<'_>| {
        let anchor = node.element().filter(|anchor| anchor.name == "a")?;
        let is_bare = anchor.children.is_empty() && anchor.attributes.len() == 1;
        anchor.attribute("id").filter(|_| is_bare).map(ToOwned::to_owned)
    };
    let ids: Option<Vec<String>> = paragraph.contents().map(id).collect();
    ids.filter(|ids| !ids.is_empty())
}

/// The last id becomes the heading's own; the others stay as places in it.
fn give(heading: &mut Element<'_>, ids: &[String]) {
    let old = heading.take("id").map(std::borrow::Cow::into_owned);
    let Some((own, others)) = ids.split_last() else { return };
    heading.attributes.insert(0, ("id".into(), own.clone().into()));
    let link =
        heading.children.iter_mut().filter_map(Node::element_mut).find(|link| link.name == "a");
    if let Some(link) = link {
        link.take("href");
        link.attributes.push(("href".into(), format!("#{own}").into()));
    }
    let others = old.as_ref().into_iter().chain(others).filter(|id| *id != own);
    for (at, id) in others.enumerate() {
        let mut place = Element::new("a");
        place.attributes.push(("id".into(), id.clone().into()));
        heading.children.insert(at, place.into());
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::markup::{read, write};
    use super::*;

    #[test]
    fn an_anchor_becomes_the_id_of_its_heading() {
        let table = [
            (
                "a<p><a id=\"x\"></a></p>\n<h2 id=\"x\"><a class=\"header\" href=\"#x\">X</a></h2>",
                "a<h2 id=\"x\"><a class=\"header\" href=\"#x\">X</a></h2>",
            ),
            (
                "<p><a id=\"X\"></a></p>\n<h2 id=\"x\"><a href=\"#x\">X</a></h2>",
                "<h2 id=\"X\"><a id=\"x\"></a><a href=\"#X\">X</a></h2>",
            ),
            ("<p><a id=\"x\"></a></p>\n<p>x</p>", "<p><a id=\"x\"></a></p>\n<p>x</p>"),
            ("<p><a id=\"x\"></a>t</p><h2>y</h2>", "<p><a id=\"x\"></a>t</p><h2>y</h2>"),
            (
                "<p><a id=\"a\"></a> <a id=\"b\"></a></p><h3>c</h3>",
                "<h3 id=\"b\"><a id=\"a\"></a>c</h3>",
            ),
        ];
        for (page, expected) in table {
            let mut nodes = read(page);
            adopt(&mut nodes);
            assert_eq!(write(&nodes), expected);
        }
    }
}
