//! Here-documents: texts that follow the line of a command.

use super::FaultKind;
use super::reader::Reader;

impl Reader<'_> {
    /// Reads the here-documents of the line that has just ended.
    pub(super) fn here_documents(&mut self) {
        for awaited in std::mem::take(&mut self.awaited) {
            let start = self.at;
            let end = self.end_of_here_document(&awaited.delimiter);
            if end.is_none() {
                self.fault(FaultKind::OpenHereDocument, awaited.range.clone());
            }
            let (end, next) = end.unwrap_or((self.text.len(), self.text.len()));
            self.at = next;
            let is_its = |command: &&mut super::Command| command.range.start <= awaited.range.start;
            // The last command that began before the mark.
            if let Some(command) = self.script.commands.iter_mut().rev().find(is_its) {
                command.here_documents.push(start..end);
            }
        }
    }

    /// Where the text ends, and where reading goes on behind the line that ends it.
    fn end_of_here_document(&self, delimiter: &str) -> Option<(usize, usize)> {
        let mut at = self.at;
        for line in self.text[self.at..].split_inclusive('\n') {
            if line.trim() == delimiter {
                return Some((at, at + line.len()));
            }
            at += line.len();
        }
        None
    }
}
