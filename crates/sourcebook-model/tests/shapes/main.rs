//! What several schemas say where they hold together.

mod judge;
mod lists;
mod objects;
#[path = "../fit/random.rs"]
mod random;
mod recursion;
mod scalars;
#[path = "../schemas/mod.rs"]
mod schemas;
mod subtypes;
mod told;
mod unions;
mod values;
