//! `--allow CODE` and `--warn CODE`: how serious problems are in one run.

use std::collections::BTreeMap;

use clap::Args;
use sourcebook_syntax::{Code, Severity, nearest};

use crate::problems;

/// Options of the commands that judge problems. They come before `[problems]`.
#[derive(Debug, Default, Args)]
pub(super) struct Judging {
    /// Do not report problems of this code; may be repeated
    #[arg(long, value_name = "CODE", value_parser = changeable)]
    allow: Vec<&'static Code>,
    /// Report problems of this code as warnings, even if --allow names it; may be repeated
    #[arg(long, value_name = "CODE", value_parser = changeable)]
    warn: Vec<&'static Code>,
}

impl Judging {
    /// The severities that were asked for, by code.
    pub(super) fn severities(&self) -> BTreeMap<&'static str, Severity> {
        let allowed = self.allow.iter().map(|code| (code.name, Severity::Allow));
        let warned = self.warn.iter().map(|code| (code.name, Severity::Warning));
        allowed.chain(warned).collect()
    }
}

/// The code of a problem whose severity can be changed.
fn changeable(name: &str) -> Result<&'static Code, String> {
    let Some(code) = problems::codes().find(|code| code.name == name) else {
        let help = match nearest(name, problems::codes().map(|code| code.name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`sourcebook explain` lists every code".to_owned(),
        };
        return Err(format!("unknown problem; {help}"));
    };
    match problems::why_fixed(code) {
        Some(reason) => Err(format!("its severity cannot be changed: {reason}")),
        None => Ok(code),
    }
}
