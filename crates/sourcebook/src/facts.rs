//! Everything that documentation may be made from and checked against, collected once.

use sourcebook_model::{Document, Sources};

/// What the code says. Nothing downstream reads the disk for facts.
#[derive(Debug, Default)]
pub struct Facts {
    /// Every text that was read.
    pub sources: Sources,
    /// The API document.
    pub api: Option<Document>,
}
