//! Paths, operations, and what they are made of.

use arbitrary::Result;
use serde_json::{Value, json};

use crate::{Generator, Members};

/// The kinds of shared objects, each with the name of the one that there is.
pub(crate) const SHARED: &[(&str, &str)] = &[
    ("parameters", "P"),
    ("responses", "R"),
    ("requestBodies", "Q"),
    ("examples", "E"),
    ("headers", "H"),
    ("callbacks", "K"),
    ("pathItems", "I"),
    ("links", "L"),
];

const STATUSES: &[&str] =
    &["200", "default", "4XX", "2xx", "404", "0", "999999999999", "a|b", "a\nb", "*", "x-odd"];

const MEDIA_TYPES: &[&str] = &[
    "application/json",
    "text/plain",
    "application/x-yaml",
    "application/problem+json; charset=utf-8",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/xml",
    "application/octet-stream",
    "application/x-yaml text/plain+json",
    "*/*",
    "",
    "a|b\n`",
];

const METHODS: &[&str] = &["get", "post", "put", "delete", "patch", "query", "head", "x-odd"];

const PATHS: &[&str] =
    &["/a", "/a/{id}", "/b/{id}/{name}", "/c?x", "", "/{id", "/|`\n", "//", "/é", "/a'b", "/a/{x}"];

impl Generator<'_, '_> {
    pub(crate) fn path_items(&mut self, most: usize) -> Result<Members> {
        let mut items = Members::new();
        for _ in 0..self.count(most)? {
            let item = self.path_item(2)?;
            items.insert(self.choose(PATHS)?.to_owned(), item);
        }
        Ok(items)
    }

    fn path_item(&mut self, depth: u8) -> Result<Value> {
        if depth == 0 || self.once_in(8)? {
            return Ok(self.shared_reference("pathItems", "I"));
        }
        let mut item = Members::new();
        for _ in 0..=self.count(2)? {
            let operation = self.operation(depth - 1)?;
            item.insert(self.choose(METHODS)?.to_owned(), operation);
        }
        if self.once_in(4)? {
            let parameters = self.parameters()?;
            item.insert("parameters".to_owned(), parameters);
        }
        if self.once_in(8)? {
            let operation = self.operation(0)?;
            let more = json!({ self.name()?: operation });
            item.insert("additionalOperations".to_owned(), more);
        }
        Ok(item.into())
    }

    pub(crate) fn shared_object(&mut self, kind: &str) -> Result<Value> {
        if !self.once_in(2)? {
            return Ok(json!({}));
        }
        match kind {
            "parameters" => self.parameter(),
            "responses" => self.response(),
            "requestBodies" => self.request_body(),
            "examples" => self.example(),
            "headers" => self.header(1),
            "callbacks" => self.callback(1),
            "pathItems" => self.path_item(1),
            _ => self.link(),
        }
    }

    fn operation(&mut self, depth: u8) -> Result<Value> {
        let mut operation = Members::new();
        let mut texts = ["summary", "operationId", "description"].into_iter();
        for key in texts.by_ref().take(self.bytes.int_in_range(0..=3)?) {
            operation.insert(key.to_owned(), self.text()?.into());
        }
        if self.once_in(3)? {
            operation.insert("tags".to_owned(), json!([self.name()?]));
        }
        let parameters = self.parameters()?;
        operation.insert("parameters".to_owned(), parameters);
        if self.once_in(2)? {
            let body = self.request_body()?;
            operation.insert("requestBody".to_owned(), body);
        }
        let mut responses = Members::new();
        for _ in 0..self.count(3)? {
            let response = self.response()?;
            responses.insert(self.choose(STATUSES)?.to_owned(), response);
        }
        operation.insert("responses".to_owned(), responses.into());
        if self.once_in(4)? {
            let callback = self.callback(depth)?;
            operation.insert("callbacks".to_owned(), json!({ self.name()?: callback }));
        }
        if self.once_in(4)? {
            let security = self.security()?;
            operation.insert("security".to_owned(), security);
        }
        if self.is_swagger2() || self.once_in(4)? {
            self.rest(&mut operation)?;
        }
        Ok(operation.into())
    }

    fn rest(&mut self, operation: &mut Members) -> Result<()> {
        operation.insert("consumes".to_owned(), json!([self.choose(MEDIA_TYPES)?]));
        operation.insert("produces".to_owned(), json!([self.choose(MEDIA_TYPES)?]));
        let variables =
            json!({ self.name()?: { "default": self.text()?, "enum": [self.text()?] } });
        let server = json!({ "url": self.text()?, "variables": variables });
        operation.insert("servers".to_owned(), json!([server]));
        operation.insert("externalDocs".to_owned(), json!({ "url": self.text()? }));
        Ok(())
    }

    fn parameters(&mut self) -> Result<Value> {
        let count = self.count(3)?;
        Ok((0..count).map(|_| self.parameter()).collect::<Result<Vec<_>>>()?.into())
    }

    fn parameter(&mut self) -> Result<Value> {
        if self.once_in(6)? {
            return Ok(self.shared_reference("parameters", "P"));
        }
        let places = ["query", "path", "header", "cookie", "body", "formData", "odd"];
        let mut parameter = Members::new();
        parameter.insert("name".to_owned(), self.name()?.into());
        parameter.insert("in".to_owned(), self.choose(&places)?.into());
        parameter.insert("description".to_owned(), self.text()?.into());
        if self.once_in(2)? {
            parameter.insert("required".to_owned(), true.into());
        }
        let schema = self.schema(2)?;
        if self.is_swagger2()
            && self.once_in(2)?
            && let Value::Object(keywords) = schema
        {
            parameter.extend(keywords);
        } else if self.once_in(5)? {
            let content = self.content(1)?;
            parameter.insert("content".to_owned(), content);
        } else {
            parameter.insert("schema".to_owned(), schema);
        }
        if self.once_in(4)? {
            parameter.insert("example".to_owned(), self.value(2)?);
        }
        Ok(parameter.into())
    }

    fn request_body(&mut self) -> Result<Value> {
        if self.once_in(5)? {
            return Ok(self.shared_reference("requestBodies", "Q"));
        }
        let content = self.content(2)?;
        Ok(json!({ "description": self.text()?, "content": content, "required": self.once_in(2)? }))
    }

    fn response(&mut self) -> Result<Value> {
        if self.once_in(5)? {
            return Ok(self.shared_reference("responses", "R"));
        }
        let mut response = Members::new();
        response.insert("description".to_owned(), self.text()?.into());
        if self.is_swagger2() {
            let schema = self.schema(2)?;
            response.insert("schema".to_owned(), schema);
            if self.once_in(4)? {
                let example = json!({ self.choose(MEDIA_TYPES)?: self.value(2)? });
                response.insert("examples".to_owned(), example);
            }
        } else {
            let content = self.content(2)?;
            response.insert("content".to_owned(), content);
        }
        if self.once_in(4)? {
            let header = self.header(1)?;
            response.insert("headers".to_owned(), json!({ self.name()?: header }));
        }
        if self.once_in(6)? {
            let link = self.link()?;
            response.insert("links".to_owned(), json!({ self.name()?: link }));
        }
        Ok(response.into())
    }

    fn content(&mut self, most: usize) -> Result<Value> {
        let mut content = Members::new();
        for _ in 0..self.count(most - 1)? + 1 {
            let mut media_type = Members::new();
            let key = if self.once_in(8)? { "itemSchema" } else { "schema" };
            let schema = self.schema(2)?;
            media_type.insert(key.to_owned(), schema);
            if self.once_in(5)? {
                media_type.insert("example".to_owned(), self.value(3)?);
            }
            if self.once_in(5)? {
                let example = self.example()?;
                media_type.insert("examples".to_owned(), json!({ self.name()?: example }));
            }
            if self.once_in(10)? {
                let header = self.header(0)?;
                let encoding = json!({ self.name()?: { "headers": { self.name()?: header } } });
                media_type.insert("encoding".to_owned(), encoding);
            }
            content.insert(self.choose(MEDIA_TYPES)?.to_owned(), media_type.into());
        }
        Ok(content.into())
    }

    fn example(&mut self) -> Result<Value> {
        if self.once_in(3)? {
            return Ok(self.shared_reference("examples", "E"));
        }
        let value = self.value(3)?;
        Ok(json!({ "summary": self.text()?, "description": self.text()?, "value": value }))
    }

    fn header(&mut self, depth: u8) -> Result<Value> {
        if depth == 0 || self.once_in(4)? {
            return Ok(self.shared_reference("headers", "H"));
        }
        let mut header = Members::new();
        header.insert("description".to_owned(), self.text()?.into());
        if self.once_in(3)? {
            let content = self.content(1)?;
            header.insert("content".to_owned(), content);
        } else {
            let schema = self.schema(1)?;
            header.insert("schema".to_owned(), schema);
        }
        Ok(header.into())
    }

    fn callback(&mut self, depth: u8) -> Result<Value> {
        if self.once_in(3)? {
            return Ok(self.shared_reference("callbacks", "K"));
        }
        let item = self.path_item(depth)?;
        Ok(json!({ self.text()?: item }))
    }

    fn link(&mut self) -> Result<Value> {
        if self.once_in(4)? {
            return Ok(self.shared_reference("links", "L"));
        }
        let value = self.value(1)?;
        Ok(json!({
            "operationId": self.text()?,
            "parameters": { self.name()?: value },
            "description": self.text()?,
        }))
    }
}
