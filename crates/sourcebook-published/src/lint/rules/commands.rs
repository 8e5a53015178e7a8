//! MD014: commands have no `$` before them if all lines of their code block have one.

use super::{
    super::{character::is_space, edit::Edits},
    Context,
};

pub(super) fn check(context: &Context, edits: &mut Edits) {
    for code in &context.blocks.code {
        if code.commands.len() < code.filled_lines {
            continue;
        }
        let prompts: Option<Vec<_>> = code
            .commands
            .iter()
            .map(|line| {
                let command = context.page.text()[line.clone()].trim_start_matches(is_space);
                let after = command.strip_prefix('$')?;
                let rest = after.trim_start_matches(is_space);
                let start = line.end - command.len();
                (rest.len() < after.len()).then(|| start..line.end - rest.len())
            })
            .collect();
        for prompt in prompts.into_iter().flatten() {
            edits.delete(context.page, prompt);
        }
    }
}
