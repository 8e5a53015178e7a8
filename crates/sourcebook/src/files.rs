//! The project's folder on disk: what is there, what would change, and changing it.

mod correct;
mod lock;
mod plan;
mod record;
mod root;
mod write;

pub use correct::{Correction, correct};
pub use lock::Lock;
pub use plan::{Compared, Plan, State, plan};
pub use record::{Record, is_record, record_path};
pub use root::Root;
pub use write::{Done, carry_out, replace};

/// So many files are worth a thread of their own.
const FILES_FOR_A_THREAD: usize = 4;
