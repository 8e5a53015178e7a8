//! Secrets that are in files.

use std::path::PathBuf;

use sourcebook_syntax::Diagnostic;

use super::offers::{Offer, name_in};
use super::reader::Reader;
use super::shared_file;
use crate::codes::{INVALID_SETTING, UNREADABLE_FILE};
use crate::declaration::Declaration;
use crate::effective::Effective;
use crate::files::{SecretFile, read_secret_file};
use crate::source::Source;
use crate::spec::OptionSpec;
use crate::value::{Given, Value, ValueProblems};

/// How the path of a file is read.
const PATH: Declaration<Option<PathBuf>> = Declaration::without_default(None);

impl Reader<'_> {
    /// The value of a secret where an option names its file, and where the path comes from. Adds the
    /// value of that option.
    pub(super) fn in_file<T: Value>(
        &mut self,
        declaration: &Declaration<T>,
        secret: &'static OptionSpec,
    ) -> Option<(Source, Option<T>)> {
        let spec = self.offers.file_of(secret)?;
        let mut best = None;
        for offer in self.offers.of(spec) {
            let path = self.read(&PATH, &offer);
            best.get_or_insert((offer, path));
        }
        let Some((offer, path)) = best else {
            self.values.push(Effective::new(spec, Source::Unset, &None::<PathBuf>));
            return None;
        };
        let value = path.flatten().and_then(|path| {
            self.values.push(Effective::new(spec, offer.source, &Some(path.clone())));
            self.open(declaration, secret, &offer, &path.to_text())
        });
        Some((offer.source, value))
    }

    fn open<T: Value>(
        &mut self,
        declaration: &Declaration<T>,
        secret: &'static OptionSpec,
        offer: &Offer<'_>,
        path: &str,
    ) -> Option<T> {
        let owner = self.offers.owner(offer, None, "");
        if let Some(itself) = self.offers.with_old_names(secret).first() {
            let both = format!("{} and {owner} are both set", self.offers.owner(itself, None, ""));
            let names = (name_in(itself.spec, itself.source), name_in(offer.spec, offer.source));
            let help = format!("set either {} or {}", names.0, names.1);
            self.diagnostics.push(Diagnostic::new(&INVALID_SETTING, both).help(help));
            return None;
        }
        match read_secret_file(path) {
            Ok(file) => {
                self.warnings
                    .extend(file.shared_mode.map(|mode| shared_file::warning(&owner, path, mode)));
                self.content(declaration, &owner, path, file)
            }
            Err(error) => {
                let diagnostic = Diagnostic::new(&UNREADABLE_FILE, format!("{owner}: {error}"));
                self.diagnostics.push(diagnostic.optional_help(error.help()));
                None
            }
        }
    }

    /// Reads the content as the secret is read; no message quotes it.
    fn content<T: Value>(
        &mut self,
        declaration: &Declaration<T>,
        owner: &str,
        path: &str,
        file: SecretFile,
    ) -> Option<T> {
        let mut problems = ValueProblems::knowing(&self.offers.layers.variables);
        let value = declaration.read(&Given::Texts(&[file.text]), &mut problems);
        for problem in problems.found {
            let message = format!("{owner}: the content of `{path}` {}", problem.error);
            let help = problem.error.help();
            self.diagnostics.push(Diagnostic::new(&INVALID_SETTING, message).optional_help(help));
        }
        value
    }
}
