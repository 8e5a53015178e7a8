//! The `sourcebook` program.

use std::process::ExitCode;

/// Half of the time of a short run is spent in small allocations.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    sourcebook::command_line::main()
}
