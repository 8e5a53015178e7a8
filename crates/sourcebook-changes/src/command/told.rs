//! What is told about command lines, each change once with the commands that it reaches.

use std::sync::Arc;

use sourcebook_syntax::Code;

use crate::change::Change;
use crate::findings::Reach;
use crate::law::Level;
use crate::relation::Relation;

/// A change that is about to be told.
#[derive(Debug, Clone)]
pub(super) struct Telling {
    code: &'static Code,
    level: Level,
    message: String,
    help: Option<String>,
}

/// Everything that was told, in order.
#[derive(Debug, Default)]
pub(super) struct Told {
    list: Vec<(Telling, Vec<Reach>)>,
}

impl Telling {
    pub(super) fn of(code: &'static Code, level: Level, message: String) -> Self {
        Self { code, level, message, help: None }
    }

    pub(super) fn error(code: &'static Code, message: String) -> Self {
        Self::of(code, Level::Error, message)
    }

    pub(super) fn info(code: &'static Code, message: String) -> Self {
        Self::of(code, Level::Info, message)
    }

    pub(super) fn help(self, help: Option<String>) -> Self {
        Self { help, ..self }
    }
}

impl Told {
    /// Adds a change of a command. What is the same in several commands is one change.
    pub(super) fn add(&mut self, telling: Telling, command: &str) {
        let reach = Reach {
            operation: Arc::from(command),
            part: Arc::from(""),
            level: telling.level,
            is_request: true,
        };
        let is_same = |(known, _): &&mut (Telling, Vec<Reach>)| {
            known.code == telling.code
                && known.level == telling.level
                && known.message == telling.message
        };
        match self.list.iter_mut().find(is_same) {
            Some((_, reaches)) => reaches.push(reach),
            None => self.list.push((telling, vec![reach])),
        }
    }

    pub(super) fn finish(self) -> Vec<Change> {
        let change = |(telling, reaches): (Telling, Vec<Reach>)| Change {
            code: telling.code,
            level: telling.level,
            relation: Relation::Equal,
            message: telling.message,
            new: None,
            old: None,
            reaches,
            witness: None,
            help: telling.help,
        };
        self.list.into_iter().map(change).collect()
    }
}
