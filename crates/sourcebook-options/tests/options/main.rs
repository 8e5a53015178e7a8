//! The whole way from an `options!` block to settings, problems and the deployment view.

mod command_line;
mod mistakes;
mod precedence;
mod secret_files;
mod secrets;
mod settings;
mod structures;
mod table;
mod view;
