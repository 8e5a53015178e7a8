//! What is read from pages, and where it stands there.

use super::*;

fn markdown(text: &str) -> Page {
    Page::read(text, Dialect::Markdown, Slugs::MdBook)
}

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
        let outline = Outline::read(text, Slugs::MdBook);
        let anchors: Vec<_> = outline.headings.iter().map(|heading| &*heading.anchor).collect();
        assert_eq!(anchors, expected, "{text}");
        assert_eq!(markdown(text).outline.anchors, outline.anchors, "{text}");
    }
}

#[test]
fn links_and_raw_anchors_are_found_where_they_stand() {
    let text = "# T\n\nSee [a](b.md#c), ![d](e.png)\n\n<a id=\"raw\"></a> <a href='f.md'>f</a>\n\n\
                <div id=block>\n<img src=\"g.png\">\n</div>\n\n[ref]\n\n[ref]: h.md\n\nWrite to <a@b.test>.\n";
    let outline = Outline::read(text, Slugs::MdBook);
    let links: Vec<_> =
        outline.links.iter().map(|link| (&*link.target, &text[link.span.range()])).collect();
    assert_eq!(links[0], ("b.md#c", "[a](b.md#c)"));
    assert_eq!(links[1], ("e.png", "![d](e.png)"));
    let targets: Vec<_> = links.iter().map(|(target, _)| *target).collect();
    assert_eq!(targets, ["b.md#c", "e.png", "f.md", "g.png", "h.md"]);
    for anchor in ["t", "raw", "block"] {
        assert!(outline.anchors.contains(anchor), "{anchor}");
    }
    assert_eq!(outline.lead, "See a,");
}

#[test]
fn targets_and_labels_of_links_have_places_of_their_own() {
    let text = "See [`b` and b](b \"b\"), ![c c](c), <https://d.test>, [e][f] and\n\
                <a href='g.md'>g</a>, [![h](i)](j).\n\n[f]: ff \"f\"\n";
    let page = markdown(text);
    let at = |before: &str| text.find(before).expect("there") + before.len();
    let expected = [
        (at("and b]("), "b", "`b` and b"),
        (at("c c]("), "c", "c c"),
        (at("<"), "https://d.test", "https://d.test"),
        (at("[f]: "), "ff", "e"),
        (at("href='"), "g.md", ""),
        (at("i)]("), "j", "h"),
        (at("![h]("), "i", "h"),
    ];
    let links = &page.outline.links;
    assert_eq!(links.len(), expected.len());
    for (link, (start, target, label)) in links.iter().zip(expected) {
        let found = link.target_span(text);
        assert_eq!(found, Span::new(start, start + target.len()), "{target}");
        assert_eq!(&text[link.label.range()], label);
    }
    let codes: Vec<_> =
        page.codes_in(page.outline.links[0].label).map(|code| code.text.text()).collect();
    assert_eq!(codes, ["b"]);
}

#[test]
fn blocks_lose_the_indent_of_their_lists_and_keep_their_places() {
    let text = "# A\n\n## B\n\n1. Run:\n\n   ```sh title=\"x y\"\n   one \\\n     two\n   ```\n\n> ~~~{.yaml}\n> a: é\n> ~~~\n\n    indented\n\n<!--\n```sh\nhidden\n```\n-->\n";
    let page = markdown(text);
    let [first, second] = &page.blocks[..] else { panic!("{:?}", page.blocks) };
    assert_eq!((&*first.language, &*first.info), ("sh", "title=\"x y\""));
    assert_eq!(first.text.text(), "one \\\n  two\n");
    let two = first.text.text().find("two").expect("there");
    assert_eq!(&text[first.text.span(two..two + 3).range()], "two");
    assert_eq!((&*second.language, second.text.text()), ("yaml", "a: é\n"));
    assert_eq!(&text[second.text.span(3..5).range()], "é");
    let path: Vec<_> = page.path(first.section).iter().map(|heading| &*heading.text).collect();
    assert_eq!(path, ["A", "B"]);
}

#[test]
fn sentences_know_what_in_them_is_code_and_what_links() {
    let text = "It *is* `a.\n  b`, e.g. [on](x.md). Second -- \"one\" &amp; more!\n\n| A | B |\n|---|---|\n| `x \\| y` | z. |\n";
    let page = markdown(text);
    let sentences: Vec<_> = page.sentences.iter().map(|one| one.text.text().trim()).collect();
    assert_eq!(
        sentences,
        ["It is a.   b, e.g. on.", "Second -- \"one\" & more!", "A", "B", "x | y", "z."]
    );
    let first = &page.sentences[0];
    assert_eq!(&first.text.text()[first.codes[0].clone()], "a.   b");
    assert_eq!(&first.text.text()[first.links[0].clone()], "on");
    let amp = page.sentences[1].text.text().find("& more").expect("there");
    assert_eq!(&text[page.sentences[1].text.span(amp..amp + 6).range()], "&amp; more");
    let codes: Vec<_> = page.codes.iter().map(|code| &text[code.span.range()]).collect();
    assert_eq!(codes, ["`a.\n  b`", "`x \\| y`"]);
    let last = &page.codes[1].text;
    assert_eq!((last.text(), &text[last.span(4..5).range()]), ("x | y", "y"));
}

#[test]
fn comments_to_the_checks_are_about_what_follows() {
    let text = "<!-- sourcebook: body post /licenses -->\n```json\n{}\n```\n\n\
                <!-- sourcebook: skip prose-flag because it is gone -->\nOld `--x`.\n\n\
                - <!-- sourcebook: file src/a.rs#L3-9 -->\n  Item\n\n<!-- other -->\n\n\
                <!-- sourcebook: response 200 GET /x -->\n<!-- sourcebook: nonsense -->\n";
    let page = markdown(text);
    let found: Vec<_> = page
        .annotations
        .iter()
        .map(|one| (one.directive.clone(), text[one.target.range()].lines().next().unwrap_or("")))
        .collect();
    let method = |method: &str| method.to_owned();
    let expected = [
        (Directive::Body { method: method("POST"), path: "/licenses".to_owned() }, "```json"),
        (
            Directive::Skip { code: "prose-flag".to_owned(), reason: "it is gone".to_owned() },
            "Old `--x`.",
        ),
        (Directive::File { path: "src/a.rs".to_owned(), lines: Some((3, 9)) }, "Item"),
        (
            Directive::Response {
                status: "200".to_owned(),
                method: method("GET"),
                path: "/x".to_owned(),
            },
            "",
        ),
        (Directive::Unknown("nonsense".to_owned()), ""),
    ];
    assert_eq!(found, expected);
    assert_eq!(
        &text[page.annotations[1].span.range()],
        "sourcebook: skip prose-flag because it is gone"
    );
}

#[test]
fn components_of_mdx_are_passed_over_and_their_contents_are_read() {
    let text = "---\ntitle: `T`\n---\nimport A from \"/a.mdx\"\nexport const b = {\n\n  c: `--x`,\n}\n\n# H\n\n\
                <Steps>\n  <Step title=\"One\" href=\"/one\">\n    Run `tool --x`:\n\n    ```bash\n    tool run\n      --y\n    ```\n\n    - item\n\n      ```sh\n      in list\n      ```\n  </Step>\n</Steps>\n\n{/* sourcebook: config */}\n<Card\n  title={\"> <b>\"}\n>\n```yaml\na: 1\n```\n</Card>\nText <b id=\"raw\">bold</b> `<name>` end.\n";
    let page = Page::read(text, Dialect::Mdx, Slugs::GitHub);
    let blocks: Vec<_> = page.blocks.iter().map(|block| block.text.text()).collect();
    assert_eq!(blocks, ["tool run\n  --y\n", "in list\n", "a: 1\n"]);
    for block in &page.blocks {
        let word = block.text.text().split_whitespace().last().expect("a word");
        let at = block.text.text().find(word).expect("there");
        assert_eq!(&text[block.text.span(at..at + word.len()).range()], word);
    }
    let codes: Vec<_> = page.codes.iter().map(|code| code.text.text()).collect();
    assert_eq!(codes, ["tool --x", "<name>"]);
    let anchors: Vec<_> = page.outline.anchors.iter().map(String::as_str).collect();
    assert_eq!(anchors, ["h", "raw"]);
    assert_eq!(page.outline.links[0].target, "/one");
    assert_eq!(&text[page.outline.links[0].span.range()], "/one");
    assert_eq!(page.annotations[0].directive, Directive::Config);
    assert!(text[page.annotations[0].target.range()].starts_with("```yaml"));
    let sentences: Vec<_> = page.sentences.iter().map(|one| one.text.text().trim()).collect();
    assert_eq!(sentences, ["H", "Run tool --x:", "item", "Text  bold  <name> end."]);
}
