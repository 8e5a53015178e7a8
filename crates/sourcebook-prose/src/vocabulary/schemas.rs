//! Which schema of the API documents an object is probably a value of.

use foldhash::{HashMap, HashMapExt};
use sourcebook_model::document::{Id, Schema};
use sourcebook_model::view::Views;

use super::Operations;

/// Objects with fewer known members are not told apart.
const MIN_SHARED: usize = 3;

/// The named schemas of API documents, by the names of their members.
#[derive(Debug, Default)]
pub struct Schemas {
    list: Vec<Named>,
    by_member: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, usize>,
}

/// A named schema.
#[derive(Debug)]
pub struct Named {
    /// Its name in the document.
    pub name: String,
    /// The number of its document.
    pub document: usize,
    /// The schema.
    pub id: Id<Schema>,
    members: usize,
}

impl Schemas {
    /// The schemas of documents.
    pub fn new(operations: &Operations<'_>) -> Self {
        let mut schemas = Self { by_member: HashMap::new(), ..Self::default() };
        for (number, document) in operations.documents().iter().enumerate() {
            let views = Views::new(document);
            for (name, id) in &document.components.schemas {
                schemas.add(name, number, &views, *id);
            }
        }
        schemas
    }

    fn add(&mut self, name: &str, document: usize, views: &Views<'_>, id: Id<Schema>) {
        let shape = views.shape(views.meet(id));
        let number = self.list.len();
        let members = shape.members.len();
        self.list.push(Named { name: name.to_owned(), document, id, members });
        self.by_name.entry(name.to_owned()).or_insert(number);
        for member in &shape.members {
            self.by_member.entry(member.name.to_owned()).or_default().push(number);
        }
    }

    /// The schema of a name.
    pub fn named(&self, name: &str) -> Option<&Named> {
        self.by_name.get(name).map(|number| &self.list[*number])
    }

    /// The schema of which an object with these members is a value: it shares at least three of them,
    /// and has at least seven in ten. None where several fit as well.
    pub fn of_members<'n>(&self, names: impl Iterator<Item = &'n str>) -> Option<&Named> {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        let mut count = 0;
        for name in names {
            count += 1;
            for number in self.by_member.get(name).into_iter().flatten() {
                *shared.entry(*number).or_default() += 1;
            }
        }
        let is_enough =
            |(_, shared): &(&usize, &usize)| **shared >= MIN_SHARED && **shared * 10 >= count * 7;
        let mut fitting: Vec<(usize, usize, usize)> = shared
            .iter()
            .filter(is_enough)
            .map(|(number, shared)| (*shared, usize::MAX - self.list[*number].members, *number))
            .collect();
        fitting.sort_unstable_by(|one, other| other.cmp(one));
        match fitting[..] {
            [(shared, size, number), ref rest @ ..] => {
                let is_tied = rest.first().is_some_and(|next| (next.0, next.1) == (shared, size));
                (!is_tied).then(|| &self.list[number])
            }
            [] => None,
        }
    }
}
