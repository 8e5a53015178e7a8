//! Checks the formatting of tables.

use proptest::prelude::*;

use super::align;
use crate::width;

/// Checks a page, given as lines, against what it becomes.
fn check(page: &[&str], aligned: &[&str]) {
    assert_eq!(align(&page.join("\n")), aligned.join("\n"));
}

fn check_kept(page: &[&str]) {
    check(page, page);
}

#[test]
fn cells_are_padded_to_their_column() {
    check(
        &["|Name|In|", "|---|---|", "|user|path|", "", "text"],
        &["| Name | In   |", "|------|------|", "| user | path |", "", "text"],
    );
}

#[test]
fn an_aligned_table_stays() {
    check_kept(&["| Name | In   |", "|------|------|", "| user | path |", ""]);
}

#[test]
fn a_row_of_other_cells_ends_the_table() {
    check(
        &["|a|b|", "|---|---|", "|long|x|", "|longer|x", "|y|z|"],
        &["| a    | b |", "|------|---|", "| long | x |", "|longer|x", "|y|z|"],
    );
    check_kept(&["|a|b|", "|---|---|", "|x", "y|z|"]);
}

#[test]
fn code_and_escapes_protect_pipes() {
    check(
        &["|a|b|", "|-|-|", "|`x|y`|x\\|y|"],
        &["| a     | b    |", "|-------|------|", "| `x|y` | x\\|y |"],
    );
}

#[test]
fn a_separator_has_dashes_in_all_cells() {
    check_kept(&["|a|b|", "|---|x|", "|c|d|"]);
    check_kept(&["|a|b|", "||---|", "|c|d|"]);
    check_kept(&["a", "---", "b"]);
}

#[test]
fn chinese_counts_twice_but_not_for_dashes() {
    check(
        &["|a|b|", "|---|---|", "|中文|é»|", "|😀|한글|"],
        &["| a    | b  |", "|------|----|", "| 中文 | é» |", "| 😀   | 한글 |"],
    );
}

#[test]
fn colons_set_the_alignment() {
    check(
        &["|a|b|c|", "|:-|:-:|-:|", "|long|long|long|"],
        &["| a    |  b   |    c |", "|:-----|:----:|-----:|", "| long | long | long |"],
    );
}

#[test]
fn borders_follow_the_left_one() {
    check(&["a|b", "-|-", "long|x"], &["a    | b", "-----|--", "long | x"]);
    check(&["|a|b", "|-|-", "|c|d"], &["| a | b |", "|---|---|", "| c | d |"]);
}

#[test]
fn the_indent_of_most_lines_stays() {
    check(&["  |a|b|", "  |-|-|", "|c|d|"], &["  | a | b |", "  |---|---|", "  | c | d |"]);
    check(&["  a|b", "  -|-", "  c|d"], &["a | b", "--|--", "c | d"]);
}

#[test]
fn empty_columns_are_three_spaces() {
    check(&["|a||b|", "|-|-|-|", "|c||d|"], &["| a |   | b |", "|---|---|---|", "| c |   | d |"]);
}

#[test]
fn width_counts_code_units() {
    for (text, expected) in [("", 0), ("a»é", 3), ("中㐀", 4), ("かな한글", 4), ("😀", 2)]
    {
        assert_eq!(width(text), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn aligning_again_changes_nothing(
        rows in prop::collection::vec(prop::collection::vec(r"[a-z`é中😀 ]{0,6}", 3), 2..6),
    ) {
        let rows: Vec<String> = rows.iter().map(|cells| format!("|{}|", cells.join("|"))).collect();
        let page = format!("# Table\n\n{}\n|---|---|---|\n{}\n", rows[0], rows[1..].join("\n"));
        let aligned = align(&page);
        prop_assert_eq!(align(&aligned), aligned);
    }

    #[test]
    fn no_page_is_too_odd(page in r"([|\-:`\\\n\r\t é中]|\PC){0,120}") {
        align(&page);
    }
}
