//! Follows block quotes and list items from line to line.

use super::{
    Item, List, Prefix, PrefixKind,
    cursor::Cursor,
    open::{Container, InitialBlank, Leaf, OpenList, Parser},
    start::{self, ListMarker},
};

/// How an open container relates to a line.
enum Relation {
    Continues,
    /// The list goes on with a new item, which closes what was open in the old one.
    NextItem,
    Ends,
}

impl Parser<'_> {
    /// Moves over the marks of the open containers; returns how many of them go on.
    pub(super) fn continue_containers(&mut self, cursor: &mut Cursor, line: usize) -> usize {
        let mut depth = 0;
        while depth < self.containers.len() {
            let relation = if matches!(self.containers[depth], Container::List(_)) {
                self.continue_list(depth, cursor, line)
            } else if self.quote_mark(cursor, line) {
                Relation::Continues
            } else {
                Relation::Ends
            };
            match relation {
                Relation::Continues => {}
                Relation::NextItem => {
                    self.close_containers(depth + 1);
                    self.extend_lists(line);
                }
                Relation::Ends => break,
            }
            depth += 1;
        }
        depth
    }

    /// Opens the containers that start on the line; returns whether there were any.
    pub(super) fn open_containers(
        &mut self,
        cursor: &mut Cursor,
        line: usize,
        matched: usize,
    ) -> bool {
        let may_interrupt = matches!(self.leaf, Leaf::Paragraph(_) | Leaf::Indented);
        let interrupts = matched == self.containers.len() && may_interrupt;
        let mut opened = false;
        loop {
            let mut ahead = cursor.clone();
            if ahead.skip_columns(4) > 3 {
                return opened;
            }
            let marker = match ahead.peek() {
                Some(b'>') => None,
                Some(b'*' | b'-' | b'+' | b'0'..=b'9') => {
                    let Some(marker) = start::list_marker(&ahead, interrupts) else {
                        return opened;
                    };
                    Some(marker)
                }
                _ => return opened,
            };
            let closes_others = !opened && matched < self.containers.len();
            if !opened {
                self.close_containers(matched);
            }
            opened = true;
            let first_prefix = self.blocks.prefixes.len();
            match marker {
                None => {
                    self.quote_mark(cursor, line);
                    self.containers.push(Container::Quote);
                }
                Some(marker) => self.open_list(cursor, line, marker),
            }
            if closes_others {
                self.give_to_closed(first_prefix);
            }
        }
    }

    /// Detaches the white space before a container from the block quote marker before it, which
    /// the linter counts to the containers that end on the line.
    fn give_to_closed(&mut self, index: usize) {
        let space = self.blocks.prefixes.get_mut(index);
        if let Some(space) = space.filter(|prefix| prefix.kind == PrefixKind::Space) {
            space.kind = PrefixKind::Content;
        }
    }

    /// Moves over a block quote marker if there is one.
    fn quote_mark(&mut self, cursor: &mut Cursor, line: usize) -> bool {
        let mut ahead = cursor.clone();
        if ahead.skip_columns(4) > 3 || ahead.peek() != Some(b'>') {
            return false;
        }
        self.space_prefix(cursor, line);
        let start = cursor.position();
        cursor.advance(1);
        cursor.skip_columns(1);
        let range = start..cursor.position();
        self.blocks.prefixes.push(Prefix { line, range, kind: PrefixKind::Quote });
        true
    }

    fn continue_list(&mut self, depth: usize, cursor: &mut Cursor, line: usize) -> Relation {
        let Container::List(list) = &mut self.containers[depth] else {
            return Relation::Ends;
        };
        if cursor.is_blank() {
            if list.blank == InitialBlank::One {
                list.blank = InitialBlank::More;
            }
            cursor.skip_columns(list.size);
            return Relation::Continues;
        }
        let is_over = list.blank == InitialBlank::More;
        list.blank = InitialBlank::None;
        if !is_over && cursor.indent() >= list.size {
            cursor.skip_columns(list.size);
            return Relation::Continues;
        }
        let character = list.character;
        let mut ahead = cursor.clone();
        if ahead.skip_columns(4) > 3 {
            return Relation::Ends;
        }
        match start::list_marker(&ahead, false) {
            Some(marker) if marker.character == character => {
                self.next_item(depth, cursor, line, marker);
                Relation::NextItem
            }
            _ => Relation::Ends,
        }
    }

    fn next_item(&mut self, depth: usize, cursor: &mut Cursor, line: usize, marker: ListMarker) {
        let (item, size, blank) = self.item(cursor, line, marker);
        if let Container::List(list) = &mut self.containers[depth] {
            (list.size, list.blank) = (size, blank);
            self.blocks.lists[list.index].items.push(item);
        }
    }

    fn open_list(&mut self, cursor: &mut Cursor, line: usize, marker: ListMarker) {
        let (item, size, blank) = self.item(cursor, line, marker);
        let index = self.blocks.lists.len();
        self.blocks.lists.push(List {
            is_ordered: marker.is_ordered,
            start: item.marker.start,
            first_line: line,
            last_line: line,
            items: vec![item],
            bullet_depth: self.bullet_depth(),
            is_outermost: !self.containers.iter().any(|open| matches!(open, Container::List(_))),
        });
        let character = marker.character;
        self.containers.push(Container::List(OpenList { index, character, size, blank }));
        self.extend_lists(line);
    }

    /// Moves over the start of a list item; also returns the indent of its content.
    fn item(
        &mut self,
        cursor: &mut Cursor,
        line: usize,
        marker: ListMarker,
    ) -> (Item, usize, InitialBlank) {
        let indent = self.space_prefix(cursor, line);
        let start = cursor.position();
        cursor.advance(marker.length);
        let end = cursor.position();
        let item = |space| Item { line, marker: start..end, space };
        if cursor.is_blank() {
            return (item(end..end), indent + marker.length + 1, InitialBlank::One);
        }
        // White space that would make the content indented code belongs to that code.
        let width = cursor.indent();
        let width = cursor.skip_columns(if width > 4 { 1 } else { width });
        let size = indent + marker.length + width;
        (item(end..cursor.position()), size, InitialBlank::None)
    }

    /// The bullet lists around a new list up to a block quote; `None` if the next is numbered.
    fn bullet_depth(&self) -> Option<usize> {
        let mut depth = 0;
        for container in self.containers.iter().rev() {
            match container {
                Container::Quote => break,
                Container::List(list) if self.blocks.lists[list.index].is_ordered => return None,
                Container::List(_) => depth += 1,
            }
        }
        Some(depth)
    }

    /// Moves over white space and records it; returns its width.
    pub(super) fn space_prefix(&mut self, cursor: &mut Cursor, line: usize) -> usize {
        self.prefix(cursor, line, usize::MAX, PrefixKind::Space)
    }

    /// Moves over white space of up to `limit` columns and records it; returns its width.
    pub(super) fn prefix(
        &mut self,
        cursor: &mut Cursor,
        line: usize,
        limit: usize,
        kind: PrefixKind,
    ) -> usize {
        let start = cursor.position();
        let width = cursor.skip_columns(limit);
        if cursor.position() > start {
            let range = start..cursor.position();
            self.blocks.prefixes.push(Prefix { line, range, kind });
        }
        width
    }

    /// Notes that all open lists reach to `line`.
    pub(super) fn extend_lists(&mut self, line: usize) {
        for container in &self.containers {
            if let Container::List(list) = container {
                self.blocks.lists[list.index].last_line = line;
            }
        }
    }

    /// Closes the open leaf and all containers from `depth` on.
    pub(super) fn close_containers(&mut self, depth: usize) {
        self.close_leaf();
        self.containers.truncate(depth);
    }
}
