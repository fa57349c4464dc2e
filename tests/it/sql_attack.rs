//! The attack on governed SQL over PostgreSQL. What counts is the effect: objects,
//! rows, sequences, files, sessions, hidden values in a reply, time and memory.

mod arena;
mod corpus;
mod hostile;
mod legitimate;
mod state;
mod tool;
