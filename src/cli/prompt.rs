//! Asking a person, and reading secrets.

use std::io::{self, BufRead, IsTerminal, Write};

use clap::Args;

use super::CliError;

/// Where a password comes from.
#[derive(Debug, Args)]
pub(super) struct PasswordArguments {
    /// Password; prompted for or read from standard input if omitted
    #[arg(long, value_name = "password", env = "CODER_PASSWORD", hide_env_values = true)]
    password: Option<String>,
}

/// A password that is to be set: asked for twice when a person types it.
pub(super) fn new_password(arguments: &PasswordArguments) -> Result<String, CliError> {
    let first = password(arguments)?;
    if arguments.password.is_none() && io::stdin().is_terminal() {
        let again = hidden("Once more: ")?;
        if again != first {
            return Err(CliError::PasswordsDiffer);
        }
    }
    Ok(first)
}

/// A password that is known.
pub(super) fn password(arguments: &PasswordArguments) -> Result<String, CliError> {
    match &arguments.password {
        Some(password) => Ok(password.clone()),
        None => secret("Password: "),
    }
}

/// One line that is not shown: typed, or from standard input.
pub(super) fn secret(question: &str) -> Result<String, CliError> {
    if io::stdin().is_terminal() { hidden(question) } else { line() }
}

fn hidden(question: &str) -> Result<String, CliError> {
    let config = rpassword::ConfigBuilder::new().build();
    rpassword::prompt_password_with_config(question, config)
        .map_err(|source| CliError::System { doing: "reading from the terminal", source })
}

/// One line that is shown while it is typed. The question goes to standard error, so that it is
/// seen when the output is not.
pub(super) fn ask(question: &str, errors: &mut dyn Write) -> Result<String, CliError> {
    if io::stdin().is_terminal() {
        write!(errors, "{question}")?;
        errors.flush()?;
    }
    line()
}

fn line() -> Result<String, CliError> {
    let mut line = String::new();
    io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|source| CliError::System { doing: "reading standard input", source })?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
