//! What requests ask and what answers tell, for each operation.

mod asking;
mod ends;
mod telling;
