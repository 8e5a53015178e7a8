//! Tools that do what a test says.

use std::sync::{Arc, Mutex};

use axum::http::HeaderMap;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::{Value, json};

use crate::aibridge::access::AuthenticatedUser;
use crate::aibridge::object::{Raw, raw};
use crate::aibridge::tool_schema::ToolSchema;
use crate::aibridge::tools::{Tool, ToolContent, ToolResult, ToolSource, Toolbox};

type Doing = Arc<dyn Fn(String, Value) -> BoxFuture<'static, ToolResult> + Send + Sync>;

/// The address of the tools' server.
pub(in super::super) const SERVER: &str = "http://tools.example/mcp";

/// Tools of one server, and what was asked of them.
#[derive(Clone)]
pub(in super::super) struct Kit {
    tools: Vec<Tool>,
    doing: Doing,
    called: Arc<Mutex<Vec<(String, Value)>>>,
    written: Arc<Mutex<Vec<String>>>,
}

impl Kit {
    /// Tools with these names, which answer with their name and input.
    pub(in super::super) fn new(names: &[&str]) -> Self {
        Self::doing(names, |name, input| {
            std::future::ready(text(&format!("{name}: {input}"))).boxed()
        })
    }

    /// Tools with these names, and what they do.
    pub(in super::super) fn doing(
        names: &[&str],
        doing: impl Fn(String, Value) -> BoxFuture<'static, ToolResult> + Send + Sync + 'static,
    ) -> Self {
        let tools = names.iter().map(|name| tool(name)).collect();
        Self { tools, doing: Arc::new(doing), called: Arc::default(), written: Arc::default() }
    }

    /// Tools as they are here, which answer with this.
    pub(in super::super) fn with(tools: Vec<Tool>, result: ToolResult) -> Self {
        let doing = move |_, _| std::future::ready(result.clone()).boxed();
        Self { tools, doing: Arc::new(doing), called: Arc::default(), written: Arc::default() }
    }

    /// The calls that were made, each with its input.
    pub(super) fn called(&self) -> Vec<(String, Value)> {
        self.called.lock().unwrap().clone()
    }

    /// The inputs of the calls, as they were written.
    pub(super) fn written(&self) -> Vec<String> {
        self.written.lock().unwrap().clone()
    }
}

/// A tool of the server `kit`.
pub(in super::super) fn tool(name: &str) -> Tool {
    let schema = json!({"type": "object", "properties": {"a": {"type": "integer"}}});
    Tool {
        server: "kit".into(),
        server_url: SERVER.into(),
        name: name.to_owned(),
        description: format!("What {name} does."),
        schema: ToolSchema::read(&raw(&schema)).unwrap(),
    }
}

/// A result that is a text.
pub(in super::super) fn text(text: &str) -> ToolResult {
    ToolResult { content: vec![ToolContent::Text(text.to_owned())], error: None }
}

impl Toolbox for Kit {
    fn tools(&self) -> &[Tool] {
        &self.tools
    }

    fn call(&self, tool: usize, input: Raw) -> BoxFuture<'_, ToolResult> {
        let name = self.tools[tool].name.clone();
        self.written.lock().unwrap().push(input.get().to_owned());
        let input: Value = serde_json::from_str(input.get()).unwrap();
        self.called.lock().unwrap().push((name.clone(), input.clone()));
        (self.doing)(name, input)
    }
}

impl ToolSource for Kit {
    fn tools<'a>(
        &'a self,
        _: &'a AuthenticatedUser,
        _: &'a HeaderMap,
    ) -> BoxFuture<'a, Arc<dyn Toolbox>> {
        let toolbox: Arc<dyn Toolbox> = Arc::new(self.clone());
        std::future::ready(toolbox).boxed()
    }
}
