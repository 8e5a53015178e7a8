//! Headings, anchors and links as mdBook makes them.

use super::*;

#[test]
fn anchors_are_made_as_mdbook_makes_them() {
    let table: [(&str, &[&str]); 11] = [
        ("# Hello, *World*!", &["hello-world"]),
        ("# A -- B", &["a--b"]),
        ("# `code` & more", &["code--more"]),
        ("# Same\n# Same\n# Same", &["same", "same-1", "same-2"]),
        ("# Own {#mine}\n# Mine", &["mine", "mine"]),
        ("# Über_uns", &["über_uns"]),
        ("# ![logo](x.png) Title", &["title"]),
        ("Two\nlines\n---", &["two-lines"]),
        ("# \"Quoted\" it's", &["quoted-its"]),
        ("# [A link](x.md)", &["a-link"]),
        ("# v1.2.3", &["v123"]),
    ];
    for (text, expected) in table {
        let read = read(text);
        let anchors: Vec<_> = read.headings.iter().map(|heading| &*heading.anchor).collect();
        assert_eq!(anchors, expected, "{text}");
    }
}

#[test]
fn links_and_raw_anchors_are_found_where_they_stand() {
    let text = "# T\n\nSee [a](b.md#c), ![d](e.png)\n\n<a id=\"raw\"></a> <a href='f.md'>f</a>\n\n\
                <div id=block>\n<img src=\"g.png\">\n</div>\n\n[ref]\n\n[ref]: h.md\n\nWrite to <a@b.test>.\n";
    let read = read(text);
    let links: Vec<_> =
        read.links.iter().map(|link| (&*link.target, &text[link.span.range()])).collect();
    assert_eq!(links[0], ("b.md#c", "[a](b.md#c)"));
    assert_eq!(links[1], ("e.png", "![d](e.png)"));
    let targets: Vec<_> = links.iter().map(|(target, _)| *target).collect();
    assert_eq!(targets, ["b.md#c", "e.png", "f.md", "g.png", "h.md"]);
    for anchor in ["t", "raw", "block"] {
        assert!(read.anchors.contains(anchor), "{anchor}");
    }
    assert_eq!(read.lead, "See a,");
}
