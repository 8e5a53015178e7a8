//! Whether values are valid where schemas hold.

mod formats;
mod keywords;
mod random;
mod read;
#[path = "../schemas/mod.rs"]
mod schemas;
mod validator;
mod written;
