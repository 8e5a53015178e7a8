//! Collects the files of a document: the first one, and every one that a `$ref` names.

use std::io::Read;
use std::path::{Component, Path, PathBuf};

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use sourcebook_syntax::{Diagnostic, MAX_TEXT_BYTES, NodeRef, Sources, Span, Tree};

use super::Options;
use super::location::{Location, is_url, normalized};
use super::resources::Resources;

/// Every file of a document.
pub(super) struct Gathered {
    /// The trees; the document's own comes first.
    pub(super) trees: Vec<Tree>,
    locations: Vec<Location>,
    found: HashMap<Location, Found>,
    resources: Resources,
    /// The folder against which locations are read.
    root: PathBuf,
}

enum Found {
    Tree(u32),
    /// Why there is none.
    Missing(String),
    /// A URL that was not fetched.
    NotFetched,
}

/// What a reference's part before `#` leads to.
pub(super) enum File<'g> {
    Tree(u32),
    Missing(&'g str),
    NotFetched,
}

impl Gathered {
    /// The resource in which a value stands, by its number in the file; none where that is the file.
    pub(super) fn resource_of(&self, node: NodeRef<'_>) -> Option<usize> {
        self.resources.of(node)
    }

    /// What a reference names by the URI of a schema, or inside of the one in which it stands.
    pub(super) fn in_resource(
        &self,
        from: NodeRef<'_>,
        document: &str,
        fragment: &str,
    ) -> Option<NodeRef<'_>> {
        let file = from.file_index();
        let (file, at) = if document.is_empty() {
            (file, self.resources.of(from)?)
        } else {
            self.resources.named(from, &self.locations[file as usize], document)?
        };
        self.resources.fragment(&self.trees[file as usize], at, fragment)
    }

    /// The file that a reference names, seen from the file in which it stands.
    pub(super) fn file(&self, from: u32, reference: &str) -> File<'_> {
        let document = reference.split('#').next().unwrap_or_default();
        if document.is_empty() {
            return File::Tree(from);
        }
        let location = self.locations[from as usize].join(document);
        match self.found.get(&location) {
            Some(Found::Tree(tree)) => File::Tree(*tree),
            Some(Found::Missing(why)) => File::Missing(why),
            Some(Found::NotFetched) | None => File::NotFetched,
        }
    }
}

/// The references to other files in the mappings of discriminators.
fn mapped_files(tree: &Tree) -> impl Iterator<Item = &str> {
    let mapped = tree
        .nodes()
        .filter_map(|node| node.get("discriminator")?.get("mapping"))
        .flat_map(|mapping| mapping.members().filter_map(|(_, to)| to.as_str()));
    mapped.filter(|to| is_file_of_mapping(to))
}

/// Whether the target in a mapping is in another file, and not the name of a schema.
pub(super) fn is_file_of_mapping(target: &str) -> bool {
    let document = target.split('#').next().unwrap_or_default();
    let is_known = |extension: &str| document.to_ascii_lowercase().ends_with(extension);
    is_url(document) || [".yaml", ".yml", ".json"].into_iter().any(is_known)
}

/// Whether a file's name says that it is a text for people, which is no tree of values.
fn is_text(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    extension.is_some_and(|one| ["md", "markdown", "txt", "html"].contains(&one.as_str()))
}

/// Reads a file, at most one byte more than is ever accepted.
pub(super) fn read_bounded(path: &Path) -> Result<Vec<u8>, String> {
    let open = || -> std::io::Result<Vec<u8>> {
        let file = std::fs::File::open(path)?;
        let mut bytes = Vec::new();
        file.take(MAX_TEXT_BYTES as u64 + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    open().map_err(|error| error.to_string())
}

/// Whether a path leads to something other than a file: a device or a pipe, which may never end.
fn is_odd_file(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|found| !found.is_file())
}

/// Parses the document and every file that its `$ref`s name.
pub(super) fn gather(
    sources: &mut Sources,
    tree: Tree,
    folder: &Path,
    mut options: Options<'_>,
) -> Result<Gathered, Box<Diagnostic>> {
    let name = sources.file(tree.file()).name();
    let (root, location) = if is_url(name) {
        (PathBuf::new(), Location::Url(name.to_owned()))
    } else {
        let (root, name) = root_and_name(name, folder);
        (root, Location::Path(normalized(&name)))
    };
    let mut gathered = Gathered {
        trees: vec![tree],
        locations: vec![location.clone()],
        found: HashMap::new(),
        resources: Resources::default(),
        root,
    };
    gathered.resources.add(&gathered.trees[0], &location);
    gathered.found.insert(location, Found::Tree(0));
    gathered.add_own_uri(0);
    let mut next = 0;
    while next < gathered.trees.len() {
        for location in gathered.named_by(next) {
            gathered.add(sources, location, &mut options)?;
        }
        next += 1;
    }
    Ok(gathered)
}

/// The folder from which the document's name leads to it, and that name.
///
/// A name that does not lead to the document's folder (of a command's output) stands in it.
fn root_and_name(name: &str, folder: &Path) -> (PathBuf, PathBuf) {
    let name = Path::new(name);
    let named_folder = name.parent().unwrap_or(Path::new(""));
    if named_folder.is_absolute() {
        return (PathBuf::new(), name.to_path_buf());
    }
    if !folder.ends_with(named_folder) {
        return (folder.to_path_buf(), name.file_name().map(PathBuf::from).unwrap_or_default());
    }
    let depth = named_folder.components().count();
    let root = folder.ancestors().nth(depth).unwrap_or(Path::new(""));
    (root.to_path_buf(), name.to_path_buf())
}

impl Gathered {
    /// The locations that the `$ref`s of a tree name and that were not looked at before.
    fn named_by(&self, tree: usize) -> Vec<Location> {
        let base = &self.locations[tree];
        let mut documents: HashSet<&str> = HashSet::new();
        let mut named: HashSet<Location> = HashSet::new();
        let mut locations: Vec<Location> = Vec::new();
        let tree = &self.trees[tree];
        for reference in tree.references().chain(mapped_files(tree)) {
            let document = reference.split('#').next().unwrap_or_default();
            if document.is_empty() || !documents.insert(document) {
                continue;
            }
            let location = base.join(document);
            if self.resources.has(&location) {
                continue;
            }
            if !self.found.contains_key(&location) && named.insert(location.clone()) {
                locations.push(location);
            }
        }
        locations
    }

    /// Whether a path climbs higher than the document's own, or starts at the root of the disk
    /// where the document's own does not.
    fn leads_out(&self, path: &Path) -> bool {
        let Some(Location::Path(own)) = self.locations.first() else { return true };
        let climbs =
            |path: &Path| path.components().take_while(|one| *one == Component::ParentDir).count();
        climbs(path) > climbs(own) || (path.is_absolute() && !own.is_absolute())
    }

    /// A document may be referred to by the URI that it gives itself (3.2: `$self`).
    fn add_own_uri(&mut self, tree: u32) {
        let root = self.trees[tree as usize].root();
        if let Some(uri) = root.get("$self").and_then(NodeRef::as_str).filter(|uri| is_url(uri)) {
            self.found.insert(Location::Url(uri.to_owned()), Found::Tree(tree));
        }
    }

    /// Reads one more file. Missing ones are reported where they are used; what is there but
    /// cannot be parsed is fatal.
    fn add(
        &mut self,
        sources: &mut Sources,
        location: Location,
        options: &mut Options<'_>,
    ) -> Result<(), Box<Diagnostic>> {
        let bytes = match (&location, &mut options.fetch) {
            (Location::Path(path), _) if self.leads_out(path) => {
                Err("this leads out of the document's project".to_owned())
            }
            (Location::Path(path), _) if is_odd_file(&self.root.join(path)) => {
                Err("this is no file".to_owned())
            }
            (Location::Path(path), _) => read_bounded(&self.root.join(path)),
            (Location::Url(url), Some(fetch)) => fetch.fetch(url).map(String::into_bytes),
            (Location::Url(_), None) => {
                self.found.insert(location, Found::NotFetched);
                return Ok(());
            }
        };
        match bytes {
            Err(why) => {
                self.found.insert(location, Found::Missing(why));
            }
            Ok(bytes) => {
                let name = location.name();
                let mut tree = if is_text(&name) {
                    sourcebook_syntax::parse_text(sources, &name, bytes)?
                } else {
                    sourcebook_syntax::parse(sources, &name, bytes)?
                };
                let index = Span::new(self.trees.len(), 0).start;
                tree.set_index(index);
                self.resources.add(&tree, &location);
                self.trees.push(tree);
                self.locations.push(location.clone());
                self.found.insert(location, Found::Tree(index));
                self.add_own_uri(index);
            }
        }
        Ok(())
    }
}
