//! A template of the site: the built-in one, or the project's own in its place.

use std::path::Path;

use handlebars::Handlebars;
use serde::Serialize;

use super::SiteError;
use super::markup::escape;
use crate::templates;

/// A template that is compiled once and rendered for every page.
pub(super) struct Template {
    name: &'static str,
    registry: Handlebars<'static>,
}

impl Template {
    /// Compiles the template of a name of [`templates::BUILT_IN`].
    ///
    /// # Errors
    /// When the project's own cannot be read or is not valid.
    pub(super) fn new(folder: &Path, name: &'static str) -> Result<Self, SiteError> {
        let failed = |reason: String| SiteError::Invalid(format!("{name}: {reason}"));
        let own = templates::of_project(folder).map_err(|error| failed(error.to_string()))?;
        let built_in = templates::BUILT_IN.iter().find(|template| template.name == name);
        let source = own.iter().find(|(own, _)| own == name).map(|(_, text)| text.as_str());
        let source = source.or(built_in.map(|template| template.source)).unwrap_or_default();
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        registry.register_escape_fn(escape);
        registry
            .register_template_string(name, source)
            .map_err(|error| failed(error.to_string()))?;
        Ok(Self { name, registry })
    }

    /// Renders it.
    ///
    /// # Errors
    /// When it asks for what its context does not have.
    pub(super) fn render(&self, context: &impl Serialize) -> Result<String, SiteError> {
        let text = self.registry.render(self.name, context);
        text.map_err(|error| SiteError::Invalid(format!("{}: {error}", self.name)))
    }
}
