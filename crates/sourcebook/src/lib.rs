//! Compiles a server's documentation from the server's own definitions.
//!
//! One pipeline: [`facts`] (what the code says) → [`products`] (what should be on disk) →
//! [`problems`] (what differs or is wrong) → [`report`] (what the reader sees).

pub mod artifact;
pub mod config;
pub mod console;
pub mod facts;
pub mod files;
pub mod problem;
pub mod problems;
pub mod products;
pub mod progress;
pub mod project;
pub mod report;
pub mod templates;
