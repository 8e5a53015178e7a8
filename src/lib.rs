//! The control plane: its router, its API document, its command line.
