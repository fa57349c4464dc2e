//! Progress notifications, for a client that sent a token for them.

use std::pin::pin;

use rmcp::{
    Peer, RoleServer,
    model::{ProgressNotificationParam, ProgressToken},
    service::RequestContext,
};
use tokio::sync::mpsc::{self, Receiver};

use crate::{dispatch::Origin, tool::Progress};

/// Messages that wait to be sent; a client that reads slowly misses some.
const WAITING: usize = 64;

/// What a call says, and whom it is for.
pub(super) struct Said {
    words: Receiver<String>,
    peer: Peer<RoleServer>,
    token: ProgressToken,
}

/// Has the call tell how it is going, if the client wants to know.
pub(super) fn listen(ctx: &RequestContext<RoleServer>, origin: &mut Origin) -> Option<Said> {
    let token = ctx.meta.get_progress_token()?;
    let (sender, words) = mpsc::channel(WAITING);
    origin.progress = Progress::to(move |text| {
        // Full: the result will hold what is missed here.
        let _ = sender.try_send(text.to_owned());
    });
    Some(Said { words, peer: ctx.peer.clone(), token })
}

/// Waits for `call` and meanwhile passes on what it says.
pub(super) async fn report<T>(said: Option<Said>, call: impl Future<Output = T>) -> T {
    let Some(mut said) = said else { return call.await };
    let mut call = pin!(call);
    let mut count = 0.0;
    loop {
        let text = tokio::select! {
            biased;
            Some(text) = said.words.recv() => text,
            done = &mut call => return done,
        };
        count += 1.0;
        let message = ProgressNotificationParam::new(said.token.clone(), count).with_message(text);
        // A client that has left is noticed elsewhere.
        let _ = said.peer.notify_progress(message).await;
    }
}
