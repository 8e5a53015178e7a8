//! The `sourcebook` program.

fn main() {}
