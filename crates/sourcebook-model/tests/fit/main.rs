//! Whether values are valid where schemas hold.

mod formats;
mod keywords;
mod read;
mod validator;
