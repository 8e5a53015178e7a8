//! Makes plausible API documents of any bytes, so that the renderer is reached on every run.
//!
//! Each part takes a few bytes to decide what it is. When the bytes run out every choice is the
//! first one, which never goes deeper, so that generation ends.

mod operation;
mod schema;
mod text;

use arbitrary::{Result, Unstructured};
use serde_json::{Map, Value, json};

/// The members of an object.
type Members = Map<String, Value>;

/// Maximum number of bytes of a generated document; the bounds on the output assume it.
pub const MAX_DOCUMENT_BYTES: usize = 8 << 10;

/// The specification that a document follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    Swagger2,
    OpenApi3(&'static str),
}

/// Takes decisions from bytes.
struct Generator<'b, 'u> {
    bytes: &'b mut Unstructured<'u>,
    version: Version,
    /// How many objects may still be made; keeps documents small.
    left: usize,
}

/// A document, unless it became too long.
///
/// # Errors
/// When the bytes do not suffice for a decision.
pub fn document(bytes: &mut Unstructured<'_>) -> Result<Option<String>> {
    let versions = [
        Version::OpenApi3("3.1.0"),
        Version::Swagger2,
        Version::OpenApi3("3.0.3"),
        Version::OpenApi3("3.2.0"),
    ];
    let version = *bytes.choose(&versions)?;
    let mut generator = Generator { bytes, version, left: 200 };
    let text = Value::Object(generator.root()?).to_string();
    Ok((text.len() <= MAX_DOCUMENT_BYTES).then_some(text))
}

impl Generator<'_, '_> {
    fn is_swagger2(&self) -> bool {
        self.version == Version::Swagger2
    }

    /// Whether something happens that happens once in `of` times, and never when bytes ran out.
    fn once_in(&mut self, of: u8) -> Result<bool> {
        Ok(self.bytes.int_in_range(0..=of - 1)? == of - 1)
    }

    /// A number of repetitions.
    fn count(&mut self, most: usize) -> Result<usize> {
        self.bytes.int_in_range(0..=most)
    }

    fn choose<T: Copy>(&mut self, from: &[T]) -> Result<T> {
        self.bytes.choose(from).copied()
    }

    fn root(&mut self) -> Result<Members> {
        let mut root = Members::new();
        let (key, version) = match self.version {
            Version::Swagger2 => ("swagger", "2.0"),
            Version::OpenApi3(version) => ("openapi", version),
        };
        root.insert(key.to_owned(), version.into());
        let info = json!({
            "title": self.text()?, "version": self.name()?, "description": self.prose()?,
        });
        root.insert("info".to_owned(), info);
        let names = schema::NAMES;
        let mut schemas = Members::new();
        for name in &names[..self.count(names.len())?] {
            schemas.insert((*name).to_owned(), self.schema(2)?);
        }
        let nameless: Vec<Value> =
            (0..self.count(schema::MAX_UNNAMED)?).map(|_| self.schema(2)).collect::<Result<_>>()?;
        root.insert("x-nameless".to_owned(), nameless.into());
        self.shared(&mut root, schemas)?;
        let paths = self.path_items(4)?;
        root.insert("paths".to_owned(), paths.into());
        if self.once_in(3)? {
            let webhooks = self.path_items(2)?;
            root.insert("webhooks".to_owned(), webhooks.into());
        }
        if self.once_in(3)? {
            let tags = self.tags()?;
            root.insert("tags".to_owned(), tags);
        }
        if self.once_in(4)? {
            let security = self.security()?;
            root.insert("security".to_owned(), security);
        }
        Ok(root)
    }

    /// What several places can refer to.
    fn shared(&mut self, root: &mut Members, schemas: Members) -> Result<()> {
        let mut parts = Members::new();
        for (kind, name) in operation::SHARED {
            let object = self.shared_object(kind)?;
            parts.insert((*kind).to_owned(), json!({ *name: object }));
        }
        let schemes = self.security_schemes()?;
        if self.is_swagger2() {
            root.insert("definitions".to_owned(), schemas.into());
            root.insert("securityDefinitions".to_owned(), schemes);
            root.extend(parts);
        } else {
            parts.insert("schemas".to_owned(), schemas.into());
            parts.insert("securitySchemes".to_owned(), schemes);
            root.insert("components".to_owned(), parts.into());
        }
        Ok(())
    }

    /// A reference to one of the shared objects.
    fn shared_reference(&self, kind: &str, name: &str) -> Value {
        let folder = if self.is_swagger2() { "" } else { "components/" };
        json!({ "$ref": format!("#/{folder}{kind}/{name}") })
    }

    fn tags(&mut self) -> Result<Value> {
        let mut tags = Vec::new();
        for _ in 0..self.count(4)? {
            let mut tag = Members::new();
            tag.insert("name".to_owned(), self.name()?.into());
            if self.once_in(2)? {
                tag.insert("parent".to_owned(), self.name()?.into());
            }
            if self.once_in(2)? {
                tag.insert("description".to_owned(), self.prose()?.into());
            }
            tags.push(tag.into());
        }
        Ok(Value::Array(tags))
    }

    fn security(&mut self) -> Result<Value> {
        let mut requirements = Vec::new();
        for _ in 0..self.count(2)? {
            let mut requirement = Members::new();
            for _ in 0..self.count(2)? {
                let scopes: Vec<String> =
                    (0..self.count(2)?).map(|_| self.name()).collect::<Result<_>>()?;
                requirement.insert(self.name()?, scopes.into());
            }
            requirements.push(requirement.into());
        }
        Ok(Value::Array(requirements))
    }

    fn security_schemes(&mut self) -> Result<Value> {
        let mut schemes = Members::new();
        for _ in 0..self.count(2)? {
            let kinds = ["apiKey", "http", "oauth2", "basic", "openIdConnect", "mutualTLS", "?"];
            let scheme = json!({
                "type": self.choose(&kinds)?,
                "name": self.name()?,
                "in": self.choose(&["header", "query", "cookie", "|"])?,
                "scheme": self.choose(&["bearer", "basic", "`"])?,
                "flow": self.name()?,
                "flows": { self.name()?: { "scopes": { self.name()?: self.text()? } } },
                "scopes": { self.name()?: self.text()? },
            });
            schemes.insert(self.name()?, scheme);
        }
        Ok(schemes.into())
    }
}
