//! Which named schemas requests hold, and which ones responses.

use foldhash::{HashSet, HashSetExt};

use sourcebook_model::Id;
use sourcebook_model::document::{Document, Header, MediaType, Operation, PathItem, Schema, Use};
use sourcebook_model::view::{Direction, Meet, Views};

/// The named schemas in each direction, as the operations lead to them.
#[derive(Debug, Default)]
pub(crate) struct Usage {
    requests: HashSet<Id<Schema>>,
    /// Those that requests hold, and of which not all members go in both directions.
    variants: HashSet<Id<Schema>>,
}

impl Usage {
    /// Follows everything that clients send.
    pub(crate) fn of(views: &Views<'_>) -> Self {
        let sent = sent(views);
        let differs = |id: &Id<Schema>| {
            let holds = |direction| views.holds(Meet::One(*id), direction);
            holds(Direction::Request) || holds(Direction::Response)
        };
        let variants = sent.iter().copied().filter(differs).collect();
        Self { requests: sent, variants }
    }

    /// Whether requests hold a named schema.
    pub(crate) fn is_sent(&self, id: Id<Schema>) -> bool {
        self.requests.contains(&id)
    }

    /// Whether what a request holds is a type of its own.
    pub(crate) fn has_variant(&self, id: Id<Schema>) -> bool {
        self.variants.contains(&id)
    }
}

/// The named schemas that requests of clients hold.
fn sent(views: &Views<'_>) -> HashSet<Id<Schema>> {
    let mut sent = Sent { document: views.document(), open: Vec::new() };
    sent.collect();
    let (mut visited, mut named) = (HashSet::new(), HashSet::new());
    let mut open = sent.open;
    while let Some(meet) = open.pop() {
        if !visited.insert(meet) {
            continue;
        }
        if let Some(name) = views.name(meet) {
            named.insert(name);
            open.push(Meet::One(name));
        }
        let shape = views.shape(meet);
        open.extend(shape.below());
        open.extend(shape.apart.iter().flatten());
        open.extend(shape.names);
    }
    named
}

/// The places of what clients send.
struct Sent<'d> {
    document: &'d Document,
    open: Vec<Meet>,
}

impl<'d> Sent<'d> {
    fn collect(&mut self) {
        let document = self.document;
        for (_, used) in &document.paths {
            self.requests(&document.path_items[used.id]);
        }
        for (_, used) in &document.webhooks {
            self.answers(&document.path_items[used.id]);
        }
    }

    /// What is sent to the operations of a path.
    fn requests(&mut self, item: &'d PathItem) {
        let document = self.document;
        for operation in &item.operations {
            for used in item.parameters.iter().chain(&operation.parameters) {
                let parameter = &document.parameters[used.id];
                self.open.extend(parameter.schema.map(Meet::One));
                self.content(&parameter.content);
            }
            if let Some(used) = &operation.request_body {
                self.content(&document.request_bodies[used.id].content);
            }
            self.callbacks(operation);
        }
    }

    fn callbacks(&mut self, operation: &'d Operation) {
        for (_, used) in &operation.callbacks {
            for (_, used) in &self.document.callbacks[used.id].expressions {
                self.answers(&self.document.path_items[used.id]);
            }
        }
    }

    /// What a client answers where the server asks it.
    fn answers(&mut self, item: &'d PathItem) {
        let document = self.document;
        for (_, used) in item.operations.iter().flat_map(|operation| &operation.responses) {
            let response = &document.responses[used.id];
            self.content(&response.content);
            self.headers(&response.headers);
        }
    }

    fn content(&mut self, content: &'d [(String, MediaType)]) {
        for (_, media_type) in content {
            let schemas = [media_type.schema, media_type.item_schema];
            self.open.extend(schemas.into_iter().flatten().map(Meet::One));
        }
    }

    fn headers(&mut self, headers: &'d [(String, Use<Header>)]) {
        let schemas = headers.iter().filter_map(|(_, used)| self.document.headers[used.id].schema);
        self.open.extend(schemas.map(Meet::One));
    }
}
