//! Sockets of the host that answer whoever reaches them and note it.

use std::{
    collections::BTreeSet,
    net::{TcpListener, UdpSocket},
    os::{
        linux::net::SocketAddrExt as _,
        unix::net::{SocketAddr, UnixDatagram, UnixListener},
    },
    path::Path,
    sync::{Arc, Mutex},
    thread,
};

/// The sockets, which live as long as the tests' process.
pub(super) struct Listeners {
    pub(super) tcp: u16,
    pub(super) udp: u16,
    contacts: Contacts,
}

type Contacts = Arc<Mutex<BTreeSet<String>>>;

impl Listeners {
    /// Listens on every address of the host, on files in `directory` and on an
    /// abstract name.
    pub(super) fn open(directory: &Path, name: &str, secret: &str) -> Self {
        let contacts = Contacts::default();
        // Both families, where the host has both.
        let tcp = TcpListener::bind("[::]:0").or_else(|_| TcpListener::bind("0.0.0.0:0")).unwrap();
        let udp = UdpSocket::bind("[::]:0").or_else(|_| UdpSocket::bind("0.0.0.0:0")).unwrap();
        let ports = (tcp.local_addr().unwrap().port(), udp.local_addr().unwrap().port());
        let file = UnixListener::bind(directory.join("stream")).unwrap();
        let address = SocketAddr::from_abstract_name(name).unwrap();
        let hidden = UnixListener::bind_addr(&address).unwrap();
        let datagrams = UnixDatagram::bind(directory.join("datagram")).unwrap();
        greet("TCP", move || tcp.accept().map(|(stream, _)| stream), &contacts, secret);
        greet("a unix socket", move || file.accept().map(|(stream, _)| stream), &contacts, secret);
        greet("an abstract one", move || hidden.accept().map(|(it, _)| it), &contacts, secret);
        answer(udp, &contacts, secret);
        let noted = Arc::clone(&contacts);
        thread::spawn(move || {
            while datagrams.recv(&mut [0; 64]).is_ok() {
                noted.lock().unwrap().insert("a unix datagram".into());
            }
        });
        Self { tcp: ports.0, udp: ports.1, contacts }
    }

    /// Who came since this was last asked.
    pub(super) fn contacts(&self) -> BTreeSet<String> {
        std::mem::take(&mut self.contacts.lock().unwrap())
    }
}

fn greet<S: std::io::Write>(
    what: &'static str,
    accept: impl Fn() -> std::io::Result<S> + Send + 'static,
    contacts: &Contacts,
    secret: &str,
) {
    let (contacts, secret) = (Arc::clone(contacts), secret.to_owned());
    thread::spawn(move || {
        while let Ok(mut stream) = accept() {
            contacts.lock().unwrap().insert(what.into());
            // Whoever hung up was here nevertheless.
            let _ = stream.write_all(secret.as_bytes());
        }
    });
}

fn answer(udp: UdpSocket, contacts: &Contacts, secret: &str) {
    let (contacts, secret) = (Arc::clone(contacts), secret.to_owned());
    thread::spawn(move || {
        while let Ok((_, peer)) = udp.recv_from(&mut [0; 64]) {
            contacts.lock().unwrap().insert(format!("UDP from {}", peer.ip()));
            let _ = udp.send_to(secret.as_bytes(), peer);
        }
    });
}
