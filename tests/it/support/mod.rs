//! What the tests share.

pub(crate) mod cluster;
pub(crate) mod database;
pub(crate) mod docker;
pub(crate) mod e2b;
pub(crate) mod http;
pub(crate) mod json;
pub(crate) mod log;
pub(crate) mod mcp;
pub(crate) mod metrics;
pub(crate) mod person;
pub(crate) mod postgres;
pub(crate) mod program;
pub(crate) mod proxy;
pub(crate) mod raw;
pub(crate) mod server;
pub(crate) mod slow;
pub(crate) mod stdio;
