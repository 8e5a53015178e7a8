//! The search index in one order of its members, whatever program made it.
//!
//! mdBook writes the index through a map whose order depends on how the program was compiled: an
//! installed mdBook keeps the order in which members were added, mdBook as a library may sort
//! them. The file is named by the hash of its text, so pages would differ as well.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::SiteError;
use super::json_order::in_order;
use super::output::hexadecimal;
use crate::files::replace;

/// The file's name before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Renamed {
    pub(super) old: String,
    pub(super) new: String,
}

const START: &str = "window.search = Object.assign(window.search, JSON.parse('";
const END: &str = "'));";

/// Sorts the index in a folder of HTML and names it anew. There is none when search is switched
/// off, and one without a hash keeps its name.
pub(super) fn sort_index(made: &Path) -> Result<Option<Renamed>, SiteError> {
    let Some(file) = find(made)? else {
        return Ok(None);
    };
    let io = |error| SiteError::Io { path: file.display().to_string(), error };
    let old = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let text = fs::read_to_string(&file).map_err(io)?;
    let sorted = sorted(&text).map_err(|reason| SiteError::Page { page: old.clone(), reason })?;
    let hash = hexadecimal(&Sha256::digest(&sorted)[..4]);
    let new = if old == "searchindex.js" { old.clone() } else { format!("searchindex-{hash}.js") };
    replace(&made.join(&new), sorted.as_bytes(), None).map_err(io)?;
    if new != old {
        fs::remove_file(&file).map_err(io)?;
        rename_in_scripts(made, &old, &new)?;
    }
    Ok(Some(Renamed { old, new }))
}

fn find(made: &Path) -> Result<Option<PathBuf>, SiteError> {
    let io = |error| SiteError::Io { path: made.display().to_string(), error };
    for entry in fs::read_dir(made).map_err(io)? {
        let path = entry.map_err(io)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if is_script(&name, "searchindex") {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// Whether a file is a script of mdBook's of this name, with a hash or without.
fn is_script(name: &str, stem: &str) -> bool {
    name.strip_prefix(stem).and_then(|rest| rest.strip_suffix(".js")).is_some()
}

/// The program that searches names the index too.
fn rename_in_scripts(made: &Path, old: &str, new: &str) -> Result<(), SiteError> {
    let io = |path: &Path| {
        let path = path.display().to_string();
        move |error| SiteError::Io { path, error }
    };
    for entry in fs::read_dir(made).map_err(io(made))? {
        let path = entry.map_err(io(made))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if is_script(&name, "searcher") {
            let text = fs::read_to_string(&path).map_err(io(&path))?;
            replace(&path, text.replace(old, new).as_bytes(), None).map_err(io(&path))?;
        }
    }
    Ok(())
}

/// The script with the members of its JSON in the order of their names.
fn sorted(script: &str) -> Result<String, String> {
    let json = script.strip_prefix(START).and_then(|rest| rest.trim_end().strip_suffix(END));
    let json = json.ok_or("it is not a search index of mdBook 0.5")?;
    let json = in_order(&unescape(json)).ok_or("its JSON is truncated or nested too deeply")?;
    Ok(format!("{START}{}{END}", escape(&json)))
}

/// The text of a string in JavaScript in which only `\` and `'` are escaped.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        plain.push_str(&rest[..at]);
        let mut letters = rest[at + 1..].chars();
        plain.extend(letters.next());
        rest = letters.as_str();
    }
    plain + rest
}

/// The other way round.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '\'']) {
        let (before, behind) = rest.split_at(at);
        escaped.push_str(before);
        escaped.push('\\');
        escaped.push_str(&behind[..1]);
        rest = &behind[1..];
    }
    escaped + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_members_makes_no_difference() {
        let one = format!("{START}{}{END}", r#"{"b":{"d":"it\'s \\"x\\"","c":[2,1]},"a":null}"#);
        let other = format!("{START}{}{END}", r#"{"a":null,"b":{"c":[2,1],"d":"it\'s \\"x\\""}}"#);
        assert_eq!(sorted(&one), Ok(other.clone()));
        assert_eq!(sorted(&other), Ok(other));
        sorted("window.search = 1;").expect_err("another shape");
    }
}
