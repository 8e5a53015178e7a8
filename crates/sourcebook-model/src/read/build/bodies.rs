//! Request bodies, responses and their media types.

use crate::document::{Encoding, MediaType, RequestBody, Response, Use, Version};
use sourcebook_syntax::NodeRef;

use super::{Builder, ComponentStore};

const MEDIA_TYPE_FIELDS: &[&str] =
    &["schema", "itemSchema", "example", "examples", "encoding", "prefixEncoding", "itemEncoding"];

const ENCODING_FIELDS: &[&str] = &[
    "contentType",
    "headers",
    "style",
    "explode",
    "allowReserved",
    "encoding",
    "prefixEncoding",
    "itemEncoding",
];

impl<'t> Builder<'t, '_> {
    pub(super) fn request_body(&mut self, node: NodeRef<'t>) -> Use<RequestBody> {
        let kind = ComponentStore {
            built: |built| &mut built.request_bodies,
            arena: |d| &mut d.request_bodies,
        };
        self.used(node, &kind, |builder, node| RequestBody {
            description: builder.text(node, "description"),
            content: builder.named(node, "content", Self::media_type),
            required: builder.flag(node, "required").unwrap_or_default(),
            extensions: builder.extensions(node, &["description", "content", "required"]),
            origin: node.origin(),
            ..RequestBody::default()
        })
    }

    pub(super) fn response(&mut self, node: NodeRef<'t>) -> Use<Response> {
        let kind =
            ComponentStore { built: |built| &mut built.responses, arena: |d| &mut d.responses };
        self.report_null(node, "a response");
        self.used(node, &kind, |builder, node| Response {
            summary: builder.text(node, "summary"),
            description: builder.text(node, "description").unwrap_or_default(),
            headers: builder.named(node, "headers", Self::header),
            content: builder.named(node, "content", Self::media_type),
            links: builder.named(node, "links", Self::link),
            extensions: builder
                .extensions(node, &["summary", "description", "headers", "content", "links"]),
            origin: node.origin(),
        })
    }

    pub(super) fn media_type(&mut self, node: NodeRef<'t>) -> MediaType {
        let target = if self.document.version < Version::OpenApi3_2 {
            self.here(node, "a media type")
        } else {
            self.resolve(node).0
        };
        let Some(node) = target else {
            return MediaType { origin: node.origin(), ..MediaType::default() };
        };
        MediaType {
            schema: node.get("schema").map(|schema| self.schema(schema)),
            item_schema: node.get("itemSchema").map(|schema| self.schema(schema)),
            example: Self::value(node, "example"),
            examples: self.named(node, "examples", Self::example),
            encoding: self.named(node, "encoding", Self::encoding_of),
            prefix_encoding: self.prefix_encoding(node),
            item_encoding: self.item_encoding(node),
            extensions: self.extensions(node, MEDIA_TYPE_FIELDS),
            origin: node.origin(),
            ..MediaType::default()
        }
    }

    /// How a field or part is encoded. Only here a `$ref` is followed, not in the encoding of a
    /// part's parts, where it might lead back.
    fn encoding_of(&mut self, node: NodeRef<'t>) -> Encoding {
        match self.here(node, "an encoding") {
            Some(target) => self.encoding(target),
            None => Encoding { origin: node.origin(), ..Encoding::default() },
        }
    }

    fn encoding(&mut self, node: NodeRef<'t>) -> Encoding {
        Encoding {
            content_type: self.text(node, "contentType"),
            headers: self.named(node, "headers", Self::header),
            style: self.text(node, "style"),
            explode: self.flag(node, "explode"),
            allow_reserved: self.flag(node, "allowReserved").unwrap_or_default(),
            encoding: self.named(node, "encoding", Self::encoding),
            prefix_encoding: self.prefix_encoding(node),
            item_encoding: self.item_encoding(node).map(Box::new),
            extensions: self.extensions(node, ENCODING_FIELDS),
            origin: node.origin(),
        }
    }

    fn prefix_encoding(&mut self, node: NodeRef<'t>) -> Vec<Encoding> {
        self.list(node, "prefixEncoding").into_iter().map(|node| self.encoding(node)).collect()
    }

    fn item_encoding(&mut self, node: NodeRef<'t>) -> Option<Encoding> {
        self.object(node, "itemEncoding").map(|node| self.encoding(node))
    }
}
