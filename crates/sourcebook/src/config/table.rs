//! Reads one table of the configuration key by key and reports everything that is wrong with it.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;

use sourcebook_syntax::{Diagnostic, FileId, Place, Sources, Span, nearest};
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use crate::codes::{INVALID_SETTING, INVALID_TOML, UNKNOWN_SETTING};

/// The diagnostics of one file, collected while its tables are read.
#[derive(Debug)]
pub(super) struct Collector<'a> {
    pub(super) file: FileId,
    pub(super) folder: Option<&'a Path>,
    pub(super) found: RefCell<Vec<Diagnostic>>,
}

/// The tables in another one that have free names.
#[derive(Debug)]
struct Names {
    /// What they are: `facts`.
    noun: &'static str,
    /// Those that were read.
    taken: BTreeSet<String>,
}

/// One table of the configuration.
///
/// Every getter returns `None` both when the key is absent and when its value is rejected; the
/// diagnostic is reported with file, line and help. [`Table::finish`] then reports the keys that
/// nobody asked for.
#[derive(Debug)]
pub struct Table<'a> {
    values: &'a DeTable<'a>,
    span: Span,
    name: String,
    heading: String,
    asked: BTreeSet<&'static str>,
    /// What the tables in it are, whose names are free; none where every key is declared.
    names: Option<Names>,
    collector: &'a Collector<'a>,
}

impl<'a> Table<'a> {
    /// The whole file.
    pub(super) fn root(values: &'a Spanned<DeTable<'a>>, collector: &'a Collector<'a>) -> Self {
        let start = values.span().start;
        Self {
            values: values.get_ref(),
            span: Span::new(start, start),
            name: String::new(),
            heading: "at the top level".to_owned(),
            asked: BTreeSet::new(),
            names: None,
            collector,
        }
    }

    /// A table below this one.
    fn below(&self, values: &'a DeTable<'a>, span: Span, name: String, heading: String) -> Self {
        let (asked, collector) = (BTreeSet::new(), self.collector);
        Self { values, span, name, heading, asked, names: None, collector }
    }

    /// A text.
    pub fn string(&mut self, key: &'static str) -> Option<String> {
        self.get(key, "a string", |value| value.as_str().map(str::to_owned))
    }

    /// `true` or `false`.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        self.get(key, "`true` or `false`", DeValue::as_bool)
    }

    /// A whole number.
    pub fn integer(&mut self, key: &'static str) -> Option<i128> {
        self.get(key, "a whole number", |value| {
            let number = value.as_integer()?;
            i128::from_str_radix(number.as_str(), number.radix()).ok()
        })
    }

    /// A list of texts.
    pub fn strings(&mut self, key: &'static str) -> Option<Vec<String>> {
        let values = self.get(key, "a list of strings", DeValue::as_array)?;
        let mut texts = Vec::with_capacity(values.len());
        for value in values {
            match value.get_ref().as_str() {
                Some(text) => texts.push(text.to_owned()),
                None => self.reject_type(key, value, "a list of strings"),
            }
        }
        (texts.len() == values.len()).then_some(texts)
    }

    /// The texts of a table whose keys have free names, in the order in which they stand there.
    pub fn pairs(&mut self, key: &'static str) -> Option<Vec<(String, String)>> {
        let values = self.get(key, "a table of strings", DeValue::as_table)?;
        let mut pairs = Vec::with_capacity(values.len());
        for (name, value) in values {
            match value.get_ref().as_str() {
                Some(text) => {
                    pairs.push((span(name).start, name.get_ref().to_string(), text.to_owned()));
                }
                None => self.reject_type(key, value, "a table of strings"),
            }
        }
        let is_whole = pairs.len() == values.len();
        pairs.sort_unstable();
        is_whole.then(|| pairs.into_iter().map(|(_, name, text)| (name, text)).collect())
    }

    /// The project's folder; there is none for settings from the command line.
    pub fn folder(&self) -> Option<&'a Path> {
        self.collector.folder
    }

    /// Whether a key is there; it is looked for, so that it is no unknown one.
    pub(super) fn has(&mut self, key: &'static str) -> bool {
        self.asked.insert(key);
        self.values.contains_key(key)
    }

    /// A table in this one.
    pub fn table(&mut self, key: &'static str) -> Option<Table<'a>> {
        let name = self.full_name(key);
        let span = self.span_of(key);
        let values = self.get(key, "a table", DeValue::as_table)?;
        let heading = format!("in `[{name}]`");
        Some(self.below(values, span, name, heading))
    }

    /// Lets tables in this one have free names; `noun` says what they are.
    pub(super) fn allow_names(&mut self, noun: &'static str) {
        self.names = Some(Names { noun, taken: BTreeSet::new() });
    }

    /// The tables with free names: all that were not looked for so far.
    pub(super) fn named(&mut self) -> Vec<(String, Table<'a>)> {
        let values: &'a DeTable<'a> = self.values;
        let mut tables = Vec::new();
        for (key, value) in values {
            let name: &str = key.get_ref();
            let Some(table) = value.get_ref().as_table() else {
                continue;
            };
            let Some(names) = self.names.as_mut().filter(|_| !self.asked.contains(name)) else {
                continue;
            };
            names.taken.insert(name.to_owned());
            let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
            if name.is_empty() || !name.chars().all(is_plain) {
                let message = format!("{} cannot be named `{name}`", names.noun);
                self.reject(name, message, "a name consists of letters, digits, `-` and `_`");
                continue;
            }
            let full = self.full_name(name);
            let heading = format!("in `[{full}]`");
            tables.push((name.to_owned(), self.below(table, span(value), full, heading)));
        }
        tables
    }

    /// Whether the table in this one is there only because tables in it have headers.
    pub(crate) fn is_implied(&self, key: &str) -> bool {
        let entry = self.values.get_key_value(key);
        entry.is_some_and(|(key, value)| {
            let tables = value.get_ref().as_table();
            // A table without a header of its own begins where it is named first.
            key.span() == value.span()
                && tables.is_some_and(|table| table.values().all(|one| one.get_ref().is_table()))
        })
    }

    /// The tables of an array of tables (`[[key]]`); none when it is absent.
    pub fn tables(&mut self, key: &'static str) -> Vec<Table<'a>> {
        let name = self.full_name(key);
        let Some(values) = self.get(key, "a list of tables", DeValue::as_array) else {
            return Vec::new();
        };
        let mut tables = Vec::new();
        for value in values {
            match value.get_ref().as_table() {
                Some(table) => {
                    let heading = format!("in `[[{name}]]`");
                    tables.push(self.below(table, span(value), name.clone(), heading));
                }
                None => self.reject_type(key, value, "a list of tables"),
            }
        }
        tables
    }

    /// Where a key's value stands; the table's own place when it has no such key.
    pub fn place(&self, key: &str) -> Place {
        self.at(self.span_of(key))
    }

    /// Reports a value as wrong.
    pub fn reject(&mut self, key: &str, message: impl Into<String>, help: impl Into<String>) {
        let label = if self.values.contains_key(key) { "" } else { "here" };
        let diagnostic =
            Diagnostic::new(&INVALID_SETTING, message).at(self.place(key), label).help(help);
        self.collector.found.borrow_mut().push(diagnostic);
    }

    /// Whether the key is there with something else than a string, which its getter reported.
    pub(crate) fn has_wrong_type(&self, key: &str) -> bool {
        self.values.get(key).is_some_and(|value| !value.get_ref().is_str())
    }

    /// Reports every key that nobody asked for.
    pub fn finish(self) {
        self.finish_as("setting");
    }

    /// The same, where the keys are names of something else than settings.
    pub fn finish_as(self, noun: &str) {
        for key in self.values.keys() {
            let name: &str = key.get_ref();
            let is_named = self.names.as_ref().is_some_and(|names| names.taken.contains(name));
            if !self.asked.contains(name) && !is_named {
                self.report_unknown(key, noun);
            }
        }
    }

    /// The keys that were asked for so far.
    pub fn asked(&self) -> impl Iterator<Item = &'static str> {
        self.asked.iter().copied()
    }

    fn report_unknown(&self, key: &Spanned<std::borrow::Cow<'_, str>>, noun: &str) {
        let name = key.get_ref();
        let place = &self.heading;
        let listed = || self.asked().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let help = match nearest(name, self.asked()) {
            _ if self.is_cut_at_dot(name) => {
                format!("a {noun} with a dot in its name needs quotes: `{}`", self.quoted(name))
            }
            Some(known) => format!("did you mean `{known}`?"),
            None if self.asked.len() > 12 => format!("no {noun} has a similar name"),
            None => format!("the {noun}s {place} are {}", listed()),
        };
        let diagnostic =
            Diagnostic::new(&UNKNOWN_SETTING, format!("unknown {noun} `{name}` {place}"))
                .at(self.at(span(key)), format!("not a {noun}"))
                .help(help);
        self.collector.found.borrow_mut().push(diagnostic);
    }

    /// Whether TOML took the dot in a name for the border of two keys.
    fn is_cut_at_dot(&self, name: &str) -> bool {
        self.asked().any(|known| known.split_once('.').is_some_and(|(first, _)| first == name))
    }

    /// The name that was cut at its dot, in quotes.
    fn quoted(&self, name: &str) -> String {
        let value = self.values.get(name).and_then(|value| value.get_ref().as_table());
        let rest = value.and_then(|table| table.keys().next()).map(|key| key.get_ref().clone());
        format!("\"{name}.{}\"", rest.unwrap_or_default())
    }

    fn get<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        convert: impl FnOnce(&'a DeValue<'a>) -> Option<T>,
    ) -> Option<T> {
        self.asked.insert(key);
        let values: &'a DeTable<'a> = self.values;
        let value = values.get(key)?;
        let converted = convert(value.get_ref());
        if converted.is_none() {
            self.reject_type(key, value, expected);
        }
        converted
    }

    fn reject_type(&self, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) {
        let kind = value.get_ref().type_str();
        let article = if kind.starts_with(['a', 'i']) { "an" } else { "a" };
        let diagnostic = Diagnostic::new(
            &INVALID_SETTING,
            format!("`{}` must be {expected}", self.full_name(key)),
        )
        .at(self.at(span(value)), format!("this is {article} {kind}"));
        let diagnostic = match &self.names {
            Some(_) if value.get_ref().is_table() => {
                diagnostic.help(format!("`{key}` is a setting; give these facts another name"))
            }
            _ => diagnostic,
        };
        self.collector.found.borrow_mut().push(diagnostic);
    }

    fn at(&self, span: Span) -> Place {
        Place { file: self.collector.file, span, pointer: String::new() }
    }

    fn span_of(&self, key: &str) -> Span {
        self.values.get(key).map_or(self.span, span)
    }

    /// A key with the names of its tables.
    pub(super) fn full_name(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }
}

fn span<T>(value: &Spanned<T>) -> Span {
    Span::new(value.span().start, value.span().end)
}

/// Reads another file of TOML with the same care.
///
/// # Errors
/// Every diagnostic of the text.
pub(crate) fn read_tables<T>(
    sources: &Sources,
    file: FileId,
    read: impl FnOnce(Table<'_>) -> T,
) -> Result<T, Vec<Diagnostic>> {
    with_table(sources, file, None, read)
}

/// Parses a text and reads its root table; any error in syntax or content rejects it as a whole.
pub(crate) fn with_table<T>(
    sources: &Sources,
    file: FileId,
    folder: Option<&Path>,
    read: impl FnOnce(Table<'_>) -> T,
) -> Result<T, Vec<Diagnostic>> {
    let text = sources.file(file).text();
    let (values, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return Err(errors.iter().map(|error| syntax_diagnostic(file, error)).collect());
    }
    let collector = Collector { file, folder, found: RefCell::default() };
    let value = read(Table::root(&values, &collector));
    let mut found = collector.found.into_inner();
    found.sort_by_key(|diagnostic| diagnostic.place.as_ref().map(|place| place.span));
    if found.is_empty() { Ok(value) } else { Err(found) }
}

fn syntax_diagnostic(file: FileId, error: &Error) -> Diagnostic {
    let span = error.span().unwrap_or_default();
    let place = Place { file, span: Span::new(span.start, span.end), pointer: String::new() };
    Diagnostic::new(&INVALID_TOML, "this is not valid TOML".to_owned())
        .at(place, error.message())
        .help("see https://toml.io for the syntax")
}
