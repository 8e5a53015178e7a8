//! The products of a command line: what real programs publish, byte for byte, and what holds for
//! every program.

#[path = "../corpus_folder/mod.rs"]
mod corpus_folder;
#[path = "../pages/mod.rs"]
mod pages;

mod any_program;
mod pieces;
mod products;
mod published;
mod yaml;
