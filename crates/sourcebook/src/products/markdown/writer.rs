//! Writes pages: blocks with one empty line between them, and lists whose spacing does not depend on
//! what their items hold.

use super::inline::longest_run;
use super::prose::Prose;
use super::text::attribute;
use crate::value_text::push_spaces;

/// How far what stands in an item is indented.
const STEP: usize = 2;

/// A page, or a part of one, that grows.
#[derive(Debug, Default)]
pub(in crate::products) struct Writer {
    text: String,
    indent: usize,
    before: Before,
    /// For each item that is open, whether it has a block of its own beside lists.
    is_airy: Vec<bool>,
}

/// What was written last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Before {
    #[default]
    Nothing,
    /// A block that a list would continue.
    List,
    Block,
    /// The line of an item: a list in it may follow at once.
    Line,
    /// An item with a block of its own.
    AiryItem,
    /// An item of a line, and lists in it.
    TightItem,
}

/// A point of a page to which its writer can go back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::products) struct Mark {
    length: usize,
    before: Before,
    is_airy: Option<bool>,
}

impl Writer {
    /// Where the page ends now.
    pub(in crate::products) fn mark(&self) -> Mark {
        Mark { length: self.text.len(), before: self.before, is_airy: self.is_airy.last().copied() }
    }

    /// Takes away what was written since then, in the same item.
    pub(in crate::products) fn go_back(&mut self, mark: Mark) {
        self.text.truncate(mark.length);
        self.before = mark.before;
        if let (Some(is_airy), Some(was)) = (self.is_airy.last_mut(), mark.is_airy) {
            *is_airy = was;
        }
    }

    /// The text, which ends in a line break unless it is empty.
    pub(in crate::products) fn finish(self) -> String {
        self.text
    }

    /// How many bytes were written.
    pub(in crate::products) fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether nothing was written.
    pub(in crate::products) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// A block: its lines are indented to the item that it stands in.
    pub(in crate::products) fn block(&mut self, text: &str) {
        self.begin_block();
        self.lines(text);
        self.before = Before::Block;
    }

    /// A heading with the anchor that links lead to.
    pub(in crate::products) fn heading(&mut self, level: u8, id: Option<&str>, title: &str) {
        if let Some(id) = id {
            self.block(&anchor(id));
        }
        self.begin_block();
        push_spaces(&mut self.text, self.indent);
        self.text.extend(std::iter::repeat_n('#', usize::from(level.min(6))));
        self.text.extend([" ", title, "\n"]);
        self.before = Before::Block;
    }

    /// A description; in an item, a paragraph stays with the line of the item.
    pub(in crate::products) fn prose(&mut self, prose: &Prose<'_>) {
        if self.before == Before::Line && prose.starts_as_paragraph {
            self.text.truncate(self.text.len() - 1);
            self.text.push_str("\\\n");
            self.mark_airy();
        } else {
            self.begin_block();
        }
        self.lines(&prose.text);
        self.before = if prose.ends_in_list { Before::List } else { Before::Block };
    }

    /// A block of code.
    pub(in crate::products) fn fence(&mut self, language: &str, code: &str) {
        let fence = "`".repeat(longest_run(code).max(2) + 1);
        self.begin_block();
        self.lines(&format!("{fence}{language}"));
        self.lines(code.strip_suffix('\n').unwrap_or(code));
        self.lines(&fence);
        self.before = Before::Block;
    }

    /// Blocks that are shown when a reader asks for them. The summary is a plain text.
    pub(in crate::products) fn fold(&mut self, summary: &str, inside: impl FnOnce(&mut Self)) {
        let summary = attribute(summary);
        self.block(&format!("<details>\n<summary>{summary}</summary>"));
        inside(self);
        self.block("</details>");
    }

    /// An item of a list, with what stands in it below its line.
    pub(in crate::products) fn item(&mut self, line: &str, inside: impl FnOnce(&mut Self)) {
        match self.before {
            Before::List => {
                self.block("<!-- -->");
                self.text.push('\n');
            }
            Before::Block | Before::AiryItem => self.text.push('\n'),
            Before::Nothing | Before::Line | Before::TightItem => {}
        }
        push_spaces(&mut self.text, self.indent);
        self.text.extend(["- ", line, "\n"]);
        self.before = Before::Line;
        self.indent += STEP;
        self.is_airy.push(false);
        inside(self);
        self.indent -= STEP;
        let is_airy = self.is_airy.pop().unwrap_or_default();
        self.before = if is_airy { Before::AiryItem } else { Before::TightItem };
    }

    fn begin_block(&mut self) {
        if self.before != Before::Nothing {
            self.text.push('\n');
        }
        self.mark_airy();
    }

    fn mark_airy(&mut self) {
        if let Some(is_airy) = self.is_airy.last_mut() {
            *is_airy = true;
        }
    }

    /// Whole lines, each indented unless it is empty.
    fn lines(&mut self, text: &str) {
        if self.indent == 0 {
            self.text.extend([text, "\n"]);
            return;
        }
        for line in text.split('\n') {
            if !line.is_empty() {
                push_spaces(&mut self.text, self.indent);
            }
            self.text.extend([line, "\n"]);
        }
    }
}

/// What a link leads to. Ids have characters only that mean nothing in HTML.
pub(in crate::products) fn anchor(id: &str) -> String {
    ["<a id=\"", id, "\"></a>"].concat()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Parser, Tag, TagEnd};

    use super::*;
    use crate::products::markdown::prose::{Place, prose};

    fn written(write: impl FnOnce(&mut Writer)) -> String {
        let mut writer = Writer::default();
        write(&mut writer);
        writer.finish()
    }

    fn describe(writer: &mut Writer, text: &str) {
        if let Some(prose) = prose(text, Place::Item) {
            writer.prose(&prose);
        }
    }

    #[test]
    fn blocks_are_one_line_apart() {
        let text = written(|page| {
            page.heading(2, Some("a-b"), "Title");
            page.block("one\ntwo");
            page.fence("json", "{}\n");
            page.fence("", "```");
            page.fold("A < B", |page| page.block("inside"));
        });
        let expected = "<a id=\"a-b\"></a>\n\n## Title\n\none\ntwo\n\n```json\n{}\n```\n\n````\n```\n````\n\n\
                        <details>\n<summary>A &lt; B</summary>\n\ninside\n\n</details>\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn bare_items_are_tight_and_described_ones_airy() {
        let text = written(|list| {
            list.item("a", |_| {});
            list.item("b", |item| describe(item, "Text.\n\n- x"));
            list.item("c", |item| {
                item.item("d", |item| describe(item, "> quote"));
                item.item("e", |_| {});
            });
            list.item("f", |item| {
                describe(item, "A list:\n\n- l");
                item.item("g", |_| {});
            });
            list.item("h", |item| item.fence("json", "{\n\n}"));
            list.item("i", |_| {});
            list.block("end");
        });
        let expected = "\
- a
- b\\
  Text.

  - x

- c
  - d

    > quote

  - e
- f\\
  A list:

  - l

  <!-- -->

  - g

- h

  ```json
  {

  }
  ```

- i

end
";
        assert_eq!(text, expected);
    }

    #[test]
    fn what_is_taken_away_leaves_nothing_behind() {
        let text = written(|list| {
            list.item("a", |item| {
                describe(item, "- x");
                let mark = item.mark();
                item.item("b", |item| describe(item, "> quote"));
                assert_ne!(item.mark(), mark);
                item.go_back(mark);
                assert_eq!(item.mark(), mark);
            });
            let mark = list.mark();
            list.block("block");
            list.go_back(mark);
            list.item("c", |item| {
                let mark = item.mark();
                item.block("block");
                item.go_back(mark);
            });
            list.item("d", |_| {});
        });
        assert_eq!(text, "- a\n\n  - x\n\n- c\n- d\n");
    }

    #[derive(Debug, Clone)]
    struct Node {
        description: String,
        children: Vec<Node>,
    }

    fn nodes() -> impl Strategy<Value = Vec<Node>> {
        let text =
            prop::sample::select(vec!["", "Text.", "- a\n- b", "> q", "1. x\n\n   y", "```\nz"]);
        let leaf = text
            .clone()
            .prop_map(|text| Node { description: text.to_owned(), children: Vec::new() });
        let node = leaf.prop_recursive(4, 24, 4, move |inner| {
            (text.clone(), prop::collection::vec(inner, 0..4))
                .prop_map(|(text, children)| Node { description: text.to_owned(), children })
        });
        prop::collection::vec(node, 1..4)
    }

    fn write(writer: &mut Writer, nodes: &[Node]) {
        for node in nodes {
            writer.item("**`x`** string", |item| {
                describe(item, &node.description);
                write(item, &node.children);
            });
        }
    }

    /// How many lists each of our items stands in.
    fn expected_depths(nodes: &[Node], depth: usize, depths: &mut Vec<usize>) {
        for node in nodes {
            depths.push(depth);
            expected_depths(&node.children, depth + 1, depths);
        }
    }

    proptest! {
        #[test]
        fn items_nest_as_they_were_written(nodes in nodes()) {
            let page = written(|writer| write(writer, &nodes));
            let mut expected = Vec::new();
            expected_depths(&nodes, 1, &mut expected);
            let (mut depth, mut found) = (0, Vec::new());
            for event in Parser::new(&page) {
                match event {
                    Event::Start(Tag::List(_)) => depth += 1,
                    Event::End(TagEnd::List(_)) => depth -= 1,
                    Event::Code(name) if &*name == "x" => found.push(depth),
                    _ => {}
                }
            }
            prop_assert_eq!(found, expected, "{}", page);
            prop_assert!(!page.contains("\n\n\n") && !page.contains(" \n"), "{}", page);
        }
    }
}
