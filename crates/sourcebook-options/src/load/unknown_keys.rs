//! Keys of the YAML file that no option has, and values where only groups stand.

use super::document::Document;
use crate::nearest::nearest;
use crate::problem::Problem;
use crate::spec::OptionSpec;
use crate::yaml::{Content, Entry, Node, Show, Span, excerpt, plain};

/// Looks at every key of the file.
pub(crate) fn check(document: &Document<'_>, table: &[OptionSpec]) -> Vec<Problem> {
    let mut check = Check { document, table, problems: Vec::new() };
    if let Some(root) = &document.root {
        check.group("", root);
    }
    check.problems
}

struct Check<'a> {
    document: &'a Document<'a>,
    table: &'a [OptionSpec],
    problems: Vec<Problem>,
}

impl Check<'_> {
    /// The keys of a group; the path is empty for the root, and ends in a dot otherwise.
    fn group(&mut self, path: &str, node: &Node) {
        let Content::Mapping(entries) = &node.content else {
            return;
        };
        for entry in entries {
            let key = format!("{path}{}", entry.key);
            let below = format!("{key}.");
            let paths = || self.table.iter().filter_map(|spec| spec.yaml);
            let is_path = entry.key.contains('.');
            if !is_path && paths().any(|path| path == key) {
                continue;
            }
            if is_path || !paths().any(|path| path.starts_with(&below)) {
                self.unknown(path, &key, entry);
            } else if matches!(entry.value.content, Content::Mapping(_)) {
                self.group(&below, &entry.value);
            } else if !entry.value.is_unset() {
                self.no_group(&key, entry);
            }
        }
    }

    fn no_group(&mut self, key: &str, entry: &Entry) {
        let owner = self.document.owner(key, entry.value.span);
        let found = entry.value.content.name();
        let message = format!("{owner}: the value is {found} where a group of settings is wanted");
        let help = "write the settings of the group on lines of their own, indented";
        self.add(message, entry.value.span, "no group of settings", help.to_owned());
    }

    fn unknown(&mut self, path: &str, key: &str, entry: &Entry) {
        let owner = self.document.owner(key, entry.key_span);
        let Some(spec) = self.secret(path, &entry.key) else {
            let help = self.suggestion(path, &entry.key);
            let message = format!("{owner}: no setting has this key");
            return self.add(message, entry.key_span, "unknown key", help);
        };
        let help = match (spec.env, spec.flag) {
            (Some(env), _) => format!("set ${env} instead"),
            (None, Some(flag)) => format!("give --{flag} instead"),
            (None, None) => "give it another way".to_owned(),
        };
        let message = format!("{owner}: a secret cannot stand in the YAML file");
        self.add(message, entry.key_span, "a secret", help);
    }

    fn add(&mut self, message: String, span: Span, label: &str, help: String) {
        let place = excerpt(&self.document.file.name, &self.document.file.text, span, Show::Key);
        self.problems.push(Problem::error(message).at(place, label).help(help));
    }

    /// The secret that the owner means to set: none has a key, so its other names are compared.
    fn secret(&self, path: &str, key: &str) -> Option<&OptionSpec> {
        let wanted = plain(&format!("{path}{key}").replace('.', ""));
        let secrets = self.table.iter().filter(|spec| spec.secret && spec.yaml.is_none());
        let mut named = secrets.filter(|spec| {
            let names = [spec.field, spec.value_path, spec.flag.unwrap_or_default()];
            names.iter().any(|name| plain(&name.replace('.', "")) == wanted)
        });
        named.next()
    }

    /// What the owner may have meant: a key of the same group, or the same key elsewhere.
    fn suggestion(&self, path: &str, key: &str) -> String {
        let paths = || self.table.iter().filter_map(|spec| spec.yaml);
        if paths().any(|known| known == format!("{path}{key}")) {
            return "this is a path: put each part on a line of its own, indented below the one \
                    before"
                .to_owned();
        }
        let siblings: Vec<&str> = paths()
            .filter_map(|known| known.strip_prefix(path))
            .map(|rest| rest.split('.').next().unwrap_or(rest))
            .collect();
        if let Some(near) = nearest(key, siblings.iter().copied()) {
            return format!("the nearest is `{near}`");
        }
        let is_same = |known: &&str| known.rsplit('.').next() == Some(key) || *known == key;
        match paths().find(is_same) {
            Some(elsewhere) => {
                format!(
                    "did you mean `{elsewhere}`? Each part stands on a line of its own, indented"
                )
            }
            None => "nothing reads it; remove it".to_owned(),
        }
    }
}
