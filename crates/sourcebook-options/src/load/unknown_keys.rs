//! Keys of the YAML file that no option has, and values where only groups stand.

use sourcebook_syntax::{Diagnostic, NodeRef, Reveal, Span, nearest, plain_key};

use super::document::Document;
use crate::codes::{INVALID_KEY, INVALID_SETTING};
use crate::node;
use crate::spec::OptionSpec;

/// Looks at every key of the file.
pub(crate) fn check(document: &Document<'_>, table: &[OptionSpec]) -> Vec<Diagnostic> {
    let mut check = Check { document, table, diagnostics: Vec::new() };
    if let Some(root) = document.root() {
        check.group("", root);
    }
    check.diagnostics
}

struct Check<'a> {
    document: &'a Document<'a>,
    table: &'a [OptionSpec],
    diagnostics: Vec<Diagnostic>,
}

impl Check<'_> {
    /// The keys of a group; the path is empty for the root, and ends in a dot otherwise.
    fn group(&mut self, path: &str, group: NodeRef<'_>) {
        for (name, value) in group.members() {
            let key = format!("{path}{name}");
            let below = format!("{key}.");
            let paths = || self.table.iter().filter_map(|spec| spec.yaml);
            let is_path = name.contains('.');
            if !is_path && paths().any(|path| path == key) {
                continue;
            }
            if is_path || !paths().any(|path| path.starts_with(&below)) {
                let span = group.key_span(name).unwrap_or_default();
                self.unknown(path, name, span);
            } else if value.is_object() {
                self.group(&below, value);
            } else if !node::is_unset(value) {
                self.no_group(&key, value);
            }
        }
    }

    fn no_group(&mut self, key: &str, value: NodeRef<'_>) {
        let owner = self.document.owner(key, value.span());
        let found = node::name(value);
        let message = format!("{owner}: the value must be a group of settings, not {found}");
        let diagnostic = Diagnostic::new(&INVALID_SETTING, message)
            .help("write the settings of the group below the key, each on its own indented line");
        self.add(diagnostic, value.span(), "not a group of settings");
    }

    fn unknown(&mut self, path: &str, name: &str, span: Span) {
        let owner = self.document.owner(&format!("{path}{name}"), span);
        let Some(spec) = self.secret(path, name) else {
            let message = format!("{owner}: there is no setting with this key");
            let help = self.suggestion(path, name);
            return self.add(
                Diagnostic::new(&INVALID_KEY, message).help(help),
                span,
                "unknown key",
            );
        };
        let help = match (spec.env, spec.flag) {
            (Some(env), _) => format!("set ${env} instead"),
            (None, Some(flag)) => format!("use --{flag} instead"),
            (None, None) => "set it in another way".to_owned(),
        };
        let message = format!("{owner}: a secret cannot be set in the YAML file");
        self.add(Diagnostic::new(&INVALID_KEY, message).help(help), span, "a secret");
    }

    fn add(&mut self, diagnostic: Diagnostic, span: Span, label: &str) {
        let place = self.document.place(span);
        self.diagnostics.push(diagnostic.at(place, label).reveal(Reveal::Key));
    }

    /// The secret that the owner means to set: none has a key, so its other names are compared.
    fn secret(&self, path: &str, key: &str) -> Option<&OptionSpec> {
        let wanted = plain_key(&format!("{path}{key}").replace('.', ""));
        let secrets = self.table.iter().filter(|spec| spec.secret && spec.yaml.is_none());
        let mut named = secrets.filter(|spec| {
            let names = [spec.field, spec.value_path, spec.flag.unwrap_or_default()];
            names.iter().any(|name| plain_key(&name.replace('.', "")) == wanted)
        });
        named.next()
    }

    /// What the owner may have meant: a key of the same group, or the same key elsewhere.
    fn suggestion(&self, path: &str, key: &str) -> String {
        let paths = || self.table.iter().filter_map(|spec| spec.yaml);
        if paths().any(|known| known == format!("{path}{key}")) {
            return "this is a path: put each part on its own line, indented below the one before"
                .to_owned();
        }
        let siblings: Vec<&str> = paths()
            .filter_map(|known| known.strip_prefix(path))
            .map(|rest| rest.split('.').next().unwrap_or(rest))
            .collect();
        if let Some(near) = nearest(key, siblings.iter().copied()) {
            return format!("did you mean `{near}`?");
        }
        let is_same = |known: &&str| known.rsplit('.').next() == Some(key) || *known == key;
        match paths().find(is_same) {
            Some(elsewhere) => {
                format!("did you mean `{elsewhere}`? Put each part on its own line, indented")
            }
            None => "remove the key; it has no effect".to_owned(),
        }
    }
}
