//! What the deployment tells about its settings, without their secrets.

use serde::Serialize;
use serde_json::Value as Json;
use sourcebook_options::Loaded;

use crate::options::Settings;

/// The settings in force, as the deployment configuration shows them.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct DeploymentView {
    /// The values by their paths, nested.
    config: Json,
    /// Every option with its value and its source.
    options: Json,
}

impl DeploymentView {
    /// Shows `loaded`. Secrets are left out here, so that nothing later can tell them.
    pub(crate) fn new(loaded: &Loaded<Settings>) -> Self {
        Self { config: loaded.view_values(), options: loaded.view_options() }
    }
}
