//! What several schemas say where they hold together.

mod objects;
mod scalars;
mod told;
