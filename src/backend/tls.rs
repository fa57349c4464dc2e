//! TLS towards the systems that are reached over HTTPS: by rustls with ring, for
//! whom this machine trusts.

use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore, crypto::ring};

use super::Cause;

/// What an HTTP client is built with.
pub(super) fn client() -> Result<ClientConfig, Cause> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    trusting(roots)
}

/// The same for one that is only spoken to in the clear: to read every
/// certificate of a machine takes longer than many an answer.
pub(super) fn unused() -> Result<ClientConfig, Cause> {
    trusting(RootCertStore::empty())
}

fn trusting(roots: RootCertStore) -> Result<ClientConfig, Cause> {
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}
