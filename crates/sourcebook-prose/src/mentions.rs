//! What texts mention, read by letters: what is around it does not have to be understood.

pub(crate) mod absence;
pub(crate) mod defaults;
pub(crate) mod variables;
pub(crate) mod wording;
