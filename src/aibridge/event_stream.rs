//! Cuts a stream of server-sent events into events, without changing a byte.
//!
//! Follows the parsing rules of the HTML standard (section 9.2.6): lines end in `\n`, `\r\n` or
//! `\r`, an empty line ends an event, several `data` fields are joined by line feeds, and comments
//! and unknown fields mean nothing.

use std::borrow::Cow;

use bytes::{Bytes, BytesMut};

/// Maximum number of bytes of an event that is read. A larger one is passed on unread.
const MAX_EVENT_BYTES: usize = 16 * 1024 * 1024;

/// One event: its bytes as they came, with the empty line that ends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    bytes: Bytes,
}

impl Event {
    /// The bytes as they came.
    pub(super) fn into_bytes(self) -> Bytes {
        self.bytes
    }

    /// The event without empty lines in front, and with a whole line end behind it: where one is
    /// cut is a matter of how the bytes came.
    pub(super) fn tidied(mut self) -> Self {
        let start = self.bytes.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        self.bytes = self.bytes.slice(start..);
        if self.bytes.ends_with(b"\r") && self.bytes.windows(2).any(|two| two == b"\r\n") {
            self.bytes = [&self.bytes, &b"\n"[..]].concat().into();
        }
        self
    }

    /// The event's name, where it has one.
    pub(super) fn name(&self) -> Option<Cow<'_, str>> {
        self.fields("event").last()
    }

    /// The joined data; absent when there is none, as in a comment that keeps the line alive.
    pub(super) fn data(&self) -> Option<Cow<'_, str>> {
        let mut data = self.fields("data");
        let first = data.next()?;
        Some(data.fold(first, |joined, next| Cow::Owned(format!("{joined}\n{next}"))))
    }

    /// The values of a field, in order.
    fn fields<'e>(&'e self, wanted: &'e str) -> impl Iterator<Item = Cow<'e, str>> {
        let lines = self.bytes.split(|byte| matches!(byte, b'\n' | b'\r'));
        lines.filter_map(move |line| {
            let rest = line.strip_prefix(wanted.as_bytes())?;
            let value = match rest.split_first() {
                None => &[],
                Some((b':', value)) => value.strip_prefix(b" ").unwrap_or(value),
                Some(_) => return None,
            };
            Some(String::from_utf8_lossy(value))
        })
    }
}

/// Cuts bytes, in whatever pieces they come, into events.
#[derive(Debug, Default)]
pub(super) struct EventReader {
    pending: BytesMut,
    /// So many bytes of `pending` were searched for the end of an event.
    searched: usize,
    /// Whether the line that is being read has no characters yet.
    line_is_empty: bool,
    /// Whether an event was so large that reading was given up.
    overflowed: bool,
}

impl EventReader {
    pub(super) fn new() -> Self {
        Self { line_is_empty: true, ..Self::default() }
    }

    /// Takes more bytes of the stream.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
    }

    /// The next whole event.
    pub(super) fn next_event(&mut self) -> Option<Event> {
        if self.overflowed {
            return None;
        }
        let end = self.find_end()?;
        self.searched = 0;
        Some(Event { bytes: self.pending.split_to(end).freeze() })
    }

    /// What is not a whole event: the rest of a stream that has ended, or everything from an event
    /// that is too large to be looked at.
    pub(super) fn take_rest(&mut self) -> Bytes {
        self.searched = 0;
        self.pending.split().freeze()
    }

    /// Whether the stream holds an event that is too large to be looked at; what comes is not cut
    /// any more, and [`EventReader::take_rest`] gives it.
    pub(super) fn has_overflowed(&self) -> bool {
        self.overflowed
    }

    /// Where the event at the start of `pending` ends, behind its empty line.
    fn find_end(&mut self) -> Option<usize> {
        while let Some(&byte) = self.pending.get(self.searched) {
            let at = self.searched;
            self.searched += 1;
            if byte != b'\n' && byte != b'\r' {
                self.line_is_empty = false;
                continue;
            }
            if byte == b'\n' && at > 0 && self.pending[at - 1] == b'\r' {
                // The second half of a line end that was counted already.
                continue;
            }
            if !self.line_is_empty {
                self.line_is_empty = true;
                continue;
            }
            if at == 0 || self.is_only_line_ends(at) {
                // Empty lines before an event, or the `\n` left from the one before.
                continue;
            }
            let takes_feed = byte == b'\r' && self.pending.get(at + 1) == Some(&b'\n');
            return Some(at + 1 + usize::from(takes_feed));
        }
        self.overflowed = self.pending.len() > MAX_EVENT_BYTES;
        None
    }

    fn is_only_line_ends(&self, end: usize) -> bool {
        self.pending[..end].iter().all(|byte| matches!(byte, b'\n' | b'\r'))
    }
}

#[cfg(test)]
mod tests;
