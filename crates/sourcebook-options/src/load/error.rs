//! The error of settings that cannot be used.

use std::fmt;

use sourcebook_syntax::{Diagnostic, Severity, Sources, Style, render};

/// The settings could not be read: everything that was found, at least one error. No part of what is
/// shown contains a secret.
#[derive(Debug, Clone)]
pub struct LoadError {
    /// The text of the YAML file, which the places of the diagnostics lead to.
    pub sources: Sources,
    /// What was found, in the order in which a person should read it.
    pub diagnostics: Vec<Diagnostic>,
}

impl LoadError {
    /// All diagnostics, one blank line between them, with a line that counts the errors; `styled` adds
    /// the escape sequences of terminals.
    pub fn render(&self, styled: bool) -> String {
        let mut text = String::new();
        for diagnostic in &self.diagnostics {
            text += &render_one(&self.sources, diagnostic, styled);
            text += "\n\n";
        }
        let is_error = |diagnostic: &&Diagnostic| diagnostic.severity >= Severity::Error;
        match self.diagnostics.iter().filter(is_error).count() {
            1 => text + "the settings have 1 error\n",
            count => text + &format!("the settings have {count} errors\n"),
        }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for LoadError {}

/// A diagnostic as programs show it to who runs them: without its code, which only names what the
/// message says.
pub(super) fn render_one(sources: &Sources, diagnostic: &Diagnostic, styled: bool) -> String {
    render(sources, diagnostic, Style { color: styled, code: false })
}
