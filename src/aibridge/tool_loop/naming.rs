//! What the bridge's tools are called when they are offered to a model.
//!
//! A tool is `bmcp_<server>_<tool>`. Where that has characters that an API does not take, is too
//! long for it, or belongs to another tool already, the name is fitted and ends with a mark of the
//! server and the tool, so that it is the same in every request.

use std::collections::{HashMap, HashSet};

use crate::aibridge::marked_name::{self, cleaned};
use crate::aibridge::tools::Tool;

/// How every name starts.
const PREFIX: &str = "bmcp";

/// The names of tools, in their order, of at most so many characters. None is in `taken`; a tool
/// for which there is no name left has none.
pub(super) fn names(
    tools: &[Tool],
    longest: usize,
    taken: &HashSet<String>,
) -> Vec<Option<String>> {
    let wanted: Vec<String> = tools.iter().map(|tool| fitted(tool, longest)).collect();
    let mut wishes: HashMap<&str, usize> = HashMap::new();
    for name in &wanted {
        *wishes.entry(name).or_default() += 1;
    }
    let mut given = HashSet::new();
    let name = |(tool, wanted): (&Tool, &String)| {
        // Of tools that want the same name none gets it: the others may be gone the next time.
        let is_free = wishes[wanted.as_str()] == 1 && !taken.contains(wanted);
        let name = if is_free { wanted.clone() } else { marked(tool, longest) };
        (!taken.contains(&name) && given.insert(name.clone())).then_some(name)
    };
    tools.iter().zip(&wanted).map(name).collect()
}

/// The plain name where it can be used, and a marked one otherwise.
fn fitted(tool: &Tool, longest: usize) -> String {
    let plain = plain(tool);
    if plain.len() <= longest && plain == cleaned(&plain) { plain } else { marked(tool, longest) }
}

fn plain(tool: &Tool) -> String {
    format!("{PREFIX}_{}_{}", tool.server, tool.name)
}

/// A name that ends with a mark of the server and the tool.
fn marked(tool: &Tool, longest: usize) -> String {
    let identity = format!("{}\0{}", tool.server, tool.name);
    marked_name::marked(&plain(tool), &identity, longest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aibridge::tool_schema::ToolSchema;

    fn tool(server: &str, name: &str) -> Tool {
        Tool {
            server: server.into(),
            server_url: "http://tools.example/mcp".into(),
            name: name.to_owned(),
            description: String::new(),
            schema: ToolSchema::default(),
        }
    }

    fn named(tools: &[Tool], taken: &[&str]) -> Vec<Option<String>> {
        names(tools, 64, &taken.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn names_are_those_of_server_and_tool_where_the_api_takes_them() {
        let long = "x".repeat(64);
        let table = [
            ("docs", "search", "bmcp_docs_search"),
            ("a-b", "Get_1", "bmcp_a-b_Get_1"),
            ("docs", "page.read", "bmcp_docs_page_read_ef6d1ea7"),
            ("docs", "größe", "bmcp_docs_gr__e_a8f86756"),
        ];
        for (server, name, expected) in table {
            assert_eq!(named(&[tool(server, name)], &[]), [Some(expected.to_owned())]);
        }
        for longest in [64, 128] {
            let [Some(name)] =
                &names(&[tool("docs", &long.repeat(3))], longest, &HashSet::new())[..]
            else {
                panic!("a long name has one that fits");
            };
            assert_eq!(name.len(), longest);
        }
    }

    #[test]
    fn tools_that_want_the_same_name_are_told_apart_in_any_order() {
        let (one, two) = (tool("a_b", "c"), tool("a", "b_c"));
        let forth = named(&[one.clone(), two.clone()], &[]);
        let back = named(&[two.clone(), one], &[]);
        assert_ne!(forth[0], forth[1]);
        assert_eq!((&forth[0], &forth[1]), (&back[1], &back[0]));
        assert!(forth.iter().flatten().all(|name| name.starts_with("bmcp_a_b_c_")), "{forth:?}");

        // A name of the client's own is its own.
        let beside = named(std::slice::from_ref(&two), &["bmcp_a_b_c"]);
        assert_eq!(beside[0], back[0]);
        let nothing_left = named(&[two], &["bmcp_a_b_c", beside[0].as_deref().unwrap()]);
        assert_eq!(nothing_left, [None]);
        let twice = named(&[tool("a", "b"), tool("a", "b")], &[]);
        assert_eq!(twice.iter().flatten().count(), 1, "the same tool is offered once");
    }
}
