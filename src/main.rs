//! The `coder` program.

fn main() {}
