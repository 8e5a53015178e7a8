//! `coder facts`: prints the facts document.

use std::io::Write;

use clap::Args;

use super::CliError;

/// Print what documentation of this server may be made from, as one JSON document
#[derive(Debug, Args)]
pub(super) struct Arguments {}

/// Prints the facts, one member a line.
pub(super) fn run(output: &mut dyn Write) -> Result<(), CliError> {
    serde_json::to_writer_pretty(&mut *output, &crate::facts())?;
    writeln!(output)?;
    output.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::run;

    fn printed() -> Vec<u8> {
        let mut output = Vec::new();
        run(&mut output).unwrap();
        output
    }

    #[test]
    fn the_facts_hold_the_document_and_are_the_same_each_time() {
        let text = printed();
        assert_eq!(text, printed());

        let facts: Value = serde_json::from_slice(&text).unwrap();
        assert_eq!(facts["facts"], 1);
        assert_eq!(facts["version"], crate::VERSION);
        assert_eq!(facts["openapi"], serde_json::to_value(crate::openapi()).unwrap());
    }
}
