//! Where everything that links lead to is described.

use std::sync::Arc;

use foldhash::HashMap;
use sourcebook_model::document::{OperationId, Schema};
use sourcebook_model::{Document, Id};

use super::anchors::Files;
use super::settings::SchemaFiles;
use crate::products::markdown::ids::Ids;

/// Where something is described.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The file of the page.
    pub(super) file: Arc<str>,
    /// The id of the anchor.
    pub(super) id: String,
}

impl Place {
    /// What a link from a page leads to: `#id` on the same page, else `file#id`.
    pub(super) fn link(&self, from: &str) -> String {
        let file = if from == &*self.file { "" } else { &*self.file };
        [file, "#", &self.id].concat()
    }
}

/// An operation that links lead to.
#[derive(Debug, Clone)]
pub(super) struct OperationPlace {
    /// Where it stands.
    pub(super) place: Place,
    /// Its title, as Markdown for inside a line.
    pub(super) title: String,
    /// Its title, as the document has it.
    pub(super) text: String,
}

/// A page of schemas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SchemaPage<'d> {
    /// Its file.
    pub(super) file: Arc<str>,
    /// What tells it from other pages of schemas, if there are some: a letter, a schema's name.
    pub(super) of: Option<String>,
    /// Its schemas and their names, in the order of the document.
    pub(super) schemas: Vec<(&'d str, Id<Schema>)>,
}

/// The places of what a document names.
#[derive(Debug, Default)]
pub(super) struct Places<'d> {
    operations: HashMap<OperationId, OperationPlace>,
    schemes: HashMap<&'d str, Place>,
    schemas: HashMap<Id<Schema>, Place>,
    schema_pages: Vec<SchemaPage<'d>>,
    tags: Vec<(&'d str, Arc<str>)>,
}

impl<'d> Places<'d> {
    /// Where a named schema is described.
    pub(super) fn schema(&self, id: Id<Schema>) -> Option<&Place> {
        self.schemas.get(&id)
    }

    /// The pages of schemas.
    pub(super) fn schema_pages(&self) -> &[SchemaPage<'d>] {
        &self.schema_pages
    }

    /// Where an operation is described; of several uses of one path item, the first.
    pub(super) fn operation(&self, id: OperationId) -> Option<&OperationPlace> {
        self.operations.get(&id)
    }

    /// Where the security scheme of a requirement is described.
    pub(super) fn scheme(&self, document: &Document, name: &str) -> Option<&Place> {
        self.schemes.get(name).or_else(|| {
            let meant = document.security_scheme(name)?;
            let mut declared = document.components.security_schemes.iter();
            let (name, _) = declared.find(|(_, used)| {
                std::ptr::eq(&raw const document.security_schemes[used.id], meant)
            })?;
            self.schemes.get(name.as_str())
        })
    }

    /// The tags that have a page, with its file, in the order of the pages.
    pub(super) fn tags(&self) -> &[(&'d str, Arc<str>)] {
        &self.tags
    }

    /// Remembers the page of a tag.
    pub(super) fn add_tag(&mut self, name: &'d str, file: Arc<str>) {
        self.tags.push((name, file));
    }

    /// Remembers where an operation stands.
    pub(super) fn add_operation(&mut self, id: OperationId, operation: OperationPlace) {
        self.operations.entry(id).or_insert(operation);
    }

    /// Gives ids to the security schemes, all of which stand on one page.
    pub(super) fn add_schemes(&mut self, document: &'d Document, ids: &mut Ids) {
        let file: Arc<str> = "security.md".into();
        for (name, _) in &document.components.security_schemes {
            let place = Place { file: Arc::clone(&file), id: ids.give(name) };
            self.schemes.insert(name, place);
        }
    }

    /// Gives ids to the named schemas, all of which stand on one page until they are split.
    pub(super) fn add_schemas(&mut self, document: &'d Document, ids: &mut Ids) {
        let file: Arc<str> = "schemas.md".into();
        let mut page = SchemaPage { file: Arc::clone(&file), of: None, schemas: Vec::new() };
        for (name, id) in &document.components.schemas {
            if !self.schemas.contains_key(id) {
                let place = Place { file: Arc::clone(&file), id: ids.give(name) };
                self.schemas.insert(*id, place);
                page.schemas.push((name.as_str(), *id));
            }
        }
        self.schema_pages.extend((!page.schemas.is_empty()).then_some(page));
    }

    /// Splits the schemas into pages; their ids stay.
    pub(super) fn split_schemas(&mut self, split: SchemaFiles) {
        let schemas = self.schema_pages.drain(..).flat_map(|page| page.schemas);
        let schemas: Vec<(&str, Id<Schema>)> = schemas.collect();
        let mut pages = match split {
            SchemaFiles::One => vec![SchemaPage { file: "schemas.md".into(), of: None, schemas }],
            SchemaFiles::Letter => by_letter(schemas),
            SchemaFiles::Each => each(schemas),
        };
        pages.retain(|page| !page.schemas.is_empty());
        for page in &pages {
            for (_, id) in &page.schemas {
                if let Some(place) = self.schemas.get_mut(id) {
                    place.file = Arc::clone(&page.file);
                }
            }
        }
        self.schema_pages = pages;
    }
}

/// A page for each first letter of the names behind their namespaces, in the order of the alphabet.
fn by_letter(schemas: Vec<(&str, Id<Schema>)>) -> Vec<SchemaPage<'_>> {
    let mut letters = std::collections::BTreeMap::<Option<char>, Vec<_>>::new();
    for (name, id) in schemas {
        let own = name.rsplit('.').next().unwrap_or(name);
        let letter = own.chars().find(char::is_ascii_alphabetic);
        letters
            .entry(letter.map(|letter| letter.to_ascii_uppercase()))
            .or_default()
            .push((name, id));
    }
    let page = |(letter, schemas): (Option<char>, _)| match letter {
        Some(letter) => SchemaPage {
            file: format!("schemas-{}.md", letter.to_ascii_lowercase()).into(),
            of: Some(letter.to_string()),
            schemas,
        },
        None => SchemaPage { file: "schemas.md".into(), of: None, schemas },
    };
    letters.into_iter().map(page).collect()
}

/// A page for each schema.
fn each<'d>(schemas: Vec<(&'d str, Id<Schema>)>) -> Vec<SchemaPage<'d>> {
    let mut files = Files::default();
    let page = |(name, id): (&'d str, Id<Schema>)| SchemaPage {
        file: files.give_schema(name).into(),
        of: Some(name.to_owned()),
        schemas: vec![(name, id)],
    };
    schemas.into_iter().map(page).collect()
}
