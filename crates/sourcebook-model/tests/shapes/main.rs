//! What several schemas say where they hold together.

mod lists;
mod objects;
mod recursion;
mod scalars;
mod subtypes;
mod told;
mod unions;
mod values;
