//! A change as it is told.

use std::sync::Arc;

use sourcebook_syntax::{Code, Place};

use crate::findings::{Reach, Witness};
use crate::law::Level;
use crate::relation::Relation;

/// One change, said once.
#[derive(Debug, Clone)]
pub struct Change {
    /// Its kind.
    pub code: &'static Code,
    /// How serious it is where it is the most serious.
    pub level: Level,
    /// How values relate because of it, those now to those before.
    pub relation: Relation,
    /// What changed, in one line without a full stop.
    pub message: String,
    /// Where it stands now; absent where it is gone.
    pub new: Option<Place>,
    /// Where it stood.
    pub old: Option<Place>,
    /// Everything that it reaches.
    pub reaches: Vec<Reach>,
    /// A value that shows it.
    pub witness: Option<Witness>,
    /// What it may be, or what to do.
    pub help: Option<String>,
}

impl Change {
    /// The operations or commands that it reaches, each once, in the order in which they were met.
    pub fn operations(&self) -> Vec<Arc<str>> {
        let mut all: Vec<Arc<str>> =
            self.reaches.iter().map(|one| Arc::clone(&one.operation)).collect();
        all.dedup();
        all
    }
}
