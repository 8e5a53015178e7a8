//! The `coder` program: hands its arguments and its standard streams to the library.

use std::io;
use std::process::ExitCode;

/// What crosses the AI Bridge is many small allocations, made and freed by different threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    coderd::cli::run(std::env::args_os(), &mut io::stdout(), &mut io::stderr())
}
