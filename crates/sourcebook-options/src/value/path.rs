//! Paths of files; one of them leads to the YAML file itself.

use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use super::{Value, ValueError};
use crate::kind::Kind;

impl Value for PathBuf {
    const KIND: Kind = Kind::String;

    fn parse(text: &str) -> Result<Self, ValueError> {
        Ok(text.into())
    }

    /// Read from text, a path is always text.
    fn to_text(&self) -> String {
        self.to_string_lossy().into_owned()
    }

    fn to_json(&self) -> Json {
        self.to_text().into()
    }
}

/// The path of the YAML file with settings. The option of this type is where that file is looked
/// for, so it has no place in the file itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigPath(PathBuf);

impl ConfigPath {
    /// The path.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Value for ConfigPath {
    const KIND: Kind = Kind::ConfigPath;

    fn parse(text: &str) -> Result<Self, ValueError> {
        Ok(Self(text.into()))
    }

    fn to_text(&self) -> String {
        self.0.to_text()
    }

    fn to_json(&self) -> Json {
        self.0.to_json()
    }
}
