//! One planted import of each kind that the test catches, and what it must not take for one.

use std::collections::BTreeMap;

use crate::order::Order;
use crate::sources::Crate;
use crate::violations;

const ORDER: &str = "\
| Folder | Crate | What it holds | May use |
|---|---|---|---|
| `crates/low` | `sourcebook-low` | | nothing |
| `crates/high` | `sourcebook-high` | | `sourcebook-low`; `sourcebook-far` in tests |

| Crate | Its modules, lowest first |
|---|---|
| `sourcebook-high` | `ground`, `middle`, `top` |

| Crate | In | Modules | Why it stays |
|---|---|---|---|
| `sourcebook-high` | `middle` | `c`, `d` | a state machine |
";

/// What is said of a crate of three modules when some files of it are other ones.
fn found(planted: &[(&str, &str)]) -> Vec<String> {
    let mut files = BTreeMap::from([
        ("lib.rs", "mod ground; mod middle; mod top; pub use ground::Thing;"),
        ("ground.rs", "pub struct Thing;"),
        ("middle.rs", "mod a; mod b; mod c; mod d; use crate::ground::Thing;"),
        ("middle/a.rs", ""),
        ("middle/b.rs", "use super::a; use crate::Thing;"),
        ("middle/c.rs", "use super::d::D; pub struct C;"),
        ("middle/d.rs", "use super::c::C; pub struct D;"),
        ("top.rs", "use sourcebook_low::Low; use crate::{ground::Thing, middle};"),
    ]);
    files.extend(planted.iter().copied());
    let files = files.into_iter().map(|(file, text)| (file.to_owned(), text.to_owned()));
    let crates = [("sourcebook-high".to_owned(), Crate::of("high", files.collect()))];
    violations(&Order::parse(ORDER), &crates.into())
}

#[test]
fn what_runs_the_right_way_is_not_reported() {
    assert_eq!(found(&[]), Vec::<String>::new());
    let of_tests = "pub struct Thing; #[cfg(test)] mod tests { use crate::top::Top; }";
    assert_eq!(found(&[("ground.rs", of_tests)]), Vec::<String>::new());
    let in_a_file = "pub struct Thing; #[cfg(test)] mod tests;";
    let planted = [("ground.rs", in_a_file), ("ground/tests.rs", "use crate::top::Top;")];
    assert_eq!(found(&planted), Vec::<String>::new());
}

#[test]
fn every_kind_of_import_that_runs_up_is_named() {
    let above = "`top` stands above `ground`";
    let table = [
        ("a use", "pub struct Thing; use crate::top::Top;", "crate::top::Top"),
        ("a tree", "pub struct Thing;\nuse crate::{top::{self, Top}};", "crate::top"),
        ("a path in code", "pub struct Thing; fn f() { crate::top::g() }", "crate::top::g"),
        (
            "a path in a macro",
            "pub struct Thing; fn f() { vec![super::top::g()] }",
            "super::top::g",
        ),
    ];
    for (kind, text, path) in table {
        let found = found(&[("ground.rs", text)]);
        let line = text.lines().position(|line| line.contains("top")).unwrap_or_default() + 1;
        assert_eq!(
            found.first(),
            Some(&format!("high/ground.rs:{line}: `{path}`: {above}")),
            "{kind}"
        );
    }
}

#[test]
fn an_import_through_the_root_is_that_of_the_module_behind_it() {
    let planted = [
        ("lib.rs", "mod ground; mod middle; mod top; pub use top::Top; pub use ground::Thing;"),
        ("ground.rs", "pub struct Thing; use crate::Top;"),
        ("top.rs", "pub struct Top;"),
    ];
    assert_eq!(found(&planted), ["high/ground.rs:1: `crate::Top`: `top` stands above `ground`"]);
}

#[test]
fn circles_among_siblings_are_named_with_their_lines() {
    let found = found(&[("middle/a.rs", "use super::b;")]);
    let expected = "`a`, `b` in `middle` of `sourcebook-high` are a circle:\n    \
                    high/middle/a.rs:1: `super::b`\n    high/middle/b.rs:1: `super::a`";
    assert_eq!(found, [expected]);
}

#[test]
fn crates_modules_and_exceptions_are_held_against_the_tables() {
    let foreign = found(&[("top.rs", "use sourcebook_far::Far;")]);
    assert_eq!(
        foreign,
        ["high/top.rs:1: `sourcebook_far::Far`: `sourcebook-high` may not use `sourcebook-far`"]
    );
    let new = found(&[("other.rs", "")]);
    assert_eq!(new, ["`other` of `sourcebook-high` has no place in the order"]);
    let mended = found(&[("middle/d.rs", "pub struct D;")]);
    assert_eq!(mended, ["no circle in `middle` of `sourcebook-high` needs its exception"]);
}
