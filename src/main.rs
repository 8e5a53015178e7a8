//! The `coder` program: hands its arguments and its standard streams to the library.

use std::io;
use std::process::ExitCode;

fn main() -> ExitCode {
    coderd::cli::run(std::env::args_os(), &mut io::stdout(), &mut io::stderr())
}
