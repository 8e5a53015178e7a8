//! Lines of pages outside of code: none ends in white space, and no two empty ones follow each other.

use pulldown_cmark::{Event, Options, Parser, Tag};
use sourcebook::products::api_reference::RenderedPage;

/// Every line that is wrong, one sentence each.
pub(crate) fn problems(pages: &[RenderedPage]) -> Vec<String> {
    pages.iter().flat_map(problems_of_page).collect()
}

fn problems_of_page(page: &RenderedPage) -> Vec<String> {
    let text = &page.text;
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let blocks = Parser::new_ext(text, options).into_offset_iter();
    let code: Vec<_> = blocks
        .filter_map(|(event, range)| {
            matches!(event, Event::Start(Tag::CodeBlock(_))).then_some(range)
        })
        .collect();
    let mut problems = Vec::new();
    let (mut start, mut is_after_empty) = (0, false);
    for line in text.split_inclusive('\n') {
        let (from, line) = (start, line.trim_end_matches('\n'));
        start += line.len() + 1;
        if code.iter().any(|code| code.contains(&from)) {
            is_after_empty = false;
            continue;
        }
        if line.trim_end() != line {
            problems.push(format!("{}: a line ends in white space: {line:?}", page.file));
        }
        if line.is_empty() && is_after_empty {
            problems.push(format!("{}: two empty lines at byte {from}", page.file));
        }
        is_after_empty = line.is_empty();
    }
    if !text.ends_with('\n') || text.ends_with("\n\n") {
        problems.push(format!("{}: the page does not end in one line break", page.file));
    }
    problems
}

#[test]
fn lines_that_are_wrong_are_found() {
    let table = [
        ("a\n\nb\n", 0),
        ("a \nb\n", 1),
        ("a\n\n\nb\n", 1),
        ("```text\na \n\n\n```\n", 0),
        ("a\n\n", 1),
    ];
    for (text, count) in table {
        let page = RenderedPage { file: "a.md".to_owned(), text: text.to_owned() };
        assert_eq!(problems(&[page]).len(), count, "{text:?}");
    }
}
