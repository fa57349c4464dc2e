//! The program from the outside: the real binary, real files, real pipes.

mod cli;
