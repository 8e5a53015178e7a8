//! Blocks of settings and other data, and excerpts of files.

use insta::assert_snapshot;

use crate::found;

#[test]
fn a_settings_file_has_the_keys_and_values_of_options() {
    assert_snapshot!(found(
        "```yaml\nhttp:\n  adress: 0.0.0.0:80\n  grace: 5min\nlog:\n  format: \"jsn\"\n```\n\n\
         ```toml\n[http]\ngrase = '5m'\naddress = 'x'\n```\n"
    ));
}

#[test]
fn a_block_of_something_else_is_not_judged_but_where_a_comment_says_so() {
    let other = "services:\n  orchard:\n    image: x\nhttp:\n  grase: 5m\n";
    assert_eq!(found(&format!("```yaml\n{other}```\n")), "");
    let mostly = "http:\n  a: 1\n  b: 1\n  c: 1\n";
    assert_eq!(found(&format!("```yaml\n{mostly}```\n")), "");
    let declared = "<!-- sourcebook: config -->\n```yaml\nx: 1\nhttp:\n  grcae: 5m\n```\n";
    assert_snapshot!(found(declared));
}

#[test]
fn a_settings_file_may_leave_lines_out() {
    assert_snapshot!(found(
        "```yaml\nhttp:\n  …\n  address: x\n  grcae: 5m\n...\nlog:\n  # ...\n  format: jsn\n```\n"
    ));
}

#[test]
fn a_block_that_cannot_be_read_is_told_where() {
    assert_snapshot!(found(
        "```json\n{\"a\": 1,}\n```\n\n```yaml\na: b: c\n```\n\n```toml\na = [1\n```\n"
    ));
}

#[test]
fn fragments_are_no_faults() {
    let blocks = [
        ("json", "{\"a\": 1, ...}"),
        ("json", "\"a\": 1,\n\"b\": 2"),
        ("json", "{\n  // the key\n  \"a\": 1\n}"),
        ("json", "{\"at\": UNIX_TIME}"),
        ("json", "{\"a\": <token>}"),
        ("json", "{\"a\": 1}\n{\"a\": 2}"),
        ("yaml", "a: 1\n---\nb: 2\n---\n# nothing"),
        ("yaml", "password: ****"),
        ("yaml", "# only a comment"),
        ("yaml", "{!docs/values.yaml!}"),
        ("yaml", "ConfigMap of the server\n\ndata:\n  a: 1"),
        ("jsonc", "{,}"),
    ];
    for (language, text) in blocks {
        assert_eq!(found(&format!("```{language}\n{text}\n```\n")), "", "{language}: {text}");
    }
}

#[test]
fn an_excerpt_is_what_its_file_says() {
    let right = "<!-- sourcebook: file src/seed.rs#L2-3 -->\n```rust\nlet apple = 1;\n  plant(apple);\n```\n";
    assert_eq!(found(right), "");
    let whole = "<!-- sourcebook: file src/seed.rs -->\n```rust\nfn main() {\n    let apple = 1;\n      plant(apple);\n}\n```\n";
    assert_eq!(found(whole), "");
    assert_snapshot!(found(
        "<!-- sourcebook: file src/seed.rs#L2-3 -->\n```rust\nlet apple = 1;\n  plant(pear);\n```\n\n\
         <!-- sourcebook: file src/seed.rs#L9 -->\n```rust\nx\n```\n\n\
         <!-- sourcebook: file src/none.rs -->\n```rust\nx\n```\n"
    ));
}
