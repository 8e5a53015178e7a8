//! Every server that a document names.

use foldhash::{HashSet, HashSetExt};

use super::{Document, Server};

impl Document {
    /// The servers of the document, of its path items, operations and links, each once.
    pub fn all_servers(&self) -> impl Iterator<Item = &Server> {
        let of_items = self.path_items.iter().flat_map(|(_, item)| {
            let of_operations = item.operations.iter().flat_map(|operation| &operation.servers);
            item.servers.iter().chain(of_operations)
        });
        let of_links = self.links.iter().filter_map(|(_, link)| link.server.as_ref());
        let mut seen = HashSet::new();
        let all = self.servers.iter().chain(of_items).chain(of_links);
        all.filter(move |server| seen.insert(server.origin))
    }
}
