//! Example values.

mod containers;
mod length;
mod made;
mod recursion;
mod scalars;
#[path = "../schemas/mod.rs"]
mod schemas;
