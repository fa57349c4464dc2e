//! TLS towards the systems that are reached over HTTPS: by rustls with ring.

use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore, crypto::ring};

/// The certificates that this machine trusts. Reading them takes milliseconds.
pub(super) fn system_roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    roots
}

/// What an HTTP client is built with.
pub(super) fn client(roots: RootCertStore) -> Result<ClientConfig, rustls::Error> {
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}
