//! MD010: a tab is four spaces, in code as well.

use super::{super::edit::Edits, Context};

const SPACES: usize = 4;

pub(super) fn check(context: &Context, edits: &mut Edits) {
    for &number in &context.survey.tabs {
        let start = context.page.range(number).start;
        let line = context.page.line(number).as_bytes();
        let mut column = 0;
        while let Some(found) = memchr::memchr(b'\t', &line[column..]) {
            let first = column + found;
            let count = line[first..].iter().take_while(|&&byte| byte == b'\t').count();
            let range = start + first..start + first + count;
            edits.replace(context.page, range, " ".repeat(count * SPACES));
            column = first + count;
        }
    }
}
